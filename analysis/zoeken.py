"""What somebody means by a name or a code: one way to look it up, for the address and the command line alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def zoek(namen: Mapping[str, str], tekst: str) -> str | None:
    """Return the key that a text names, by itself or by its name; None when it names none, or more than one.

    Capitals, needless spaces and the way in which accents are written do not matter, unless they tell two apart.

    Examples
    --------
    >>> wijken = {"WK01": "Park  Noord", "WK02": "Molenwijk", "WK03": "Kade", "WK04": "kade"}
    >>> zoek(wijken, "wk02"), zoek(wijken, " park noord "), zoek(wijken, "wijk"), zoek(wijken, "")
    ('WK02', 'WK01', None, None)
    >>> zoek(wijken, "kade"), zoek(wijken, "KADE")
    ('WK04', None)
    """
    for lees in (str, _gelijk):
        for paren in ([(sleutel, sleutel) for sleutel in namen], list(namen.items())):
            goed = [sleutel for sleutel, naam in paren if lees(naam) == lees(tekst)]
            if len(goed) == 1:
                return goed[0]
    return None


def _gelijk(tekst: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", tekst).casefold().split())
