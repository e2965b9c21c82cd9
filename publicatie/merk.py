"""The mark of a publication: says what it is, and the checksum of every file, so that a later one knows its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

_EERDER, _SOM = "eerder", "som"
Sommen = Mapping[str, frozenset[str]]


class Merk(NamedTuple):
    """What a mark says.

    Attributes
    ----------
    sommen : mapping of str to frozenset of str
        The checksums that each file may have: two while a new publication takes the place of an earlier one.
    heel : bool
        Whether the mark itself is as it was made.
    """

    sommen: Sommen
    heel: bool


def maak_merk(gegevens: Mapping[str, Any], bestanden: Mapping[str, bytes], eerder: Sommen | None = None) -> bytes:
    """Return a mark: what these files are, and what else `gegevens` tells.

    `eerder` says what may still stand there, for as long as the files are put in place one by one.
    """
    inhoud = {
        **gegevens,
        "bestanden": {naam: {"bytes": len(b), "sha256": _som(b)} for naam, b in bestanden.items()},
        **({_EERDER: {naam: sorted(sommen) for naam, sommen in eerder.items()}} if eerder else {}),
    }
    return _schrijf(inhoud | {_SOM: _som(_schrijf(inhoud))})


def lees_merk(inhoud: bytes) -> Merk | None:
    """Return what a mark says, None when it is something else.

    Examples
    --------
    >>> merk = maak_merk({"wat": "proef"}, {"a.txt": b"a"})
    >>> lees_merk(merk).heel, lees_merk(merk.replace(b"proef", b"anders")).heel, lees_merk(b"[1]")
    (True, False, None)
    """
    try:
        alles = json.loads(inhoud)
        sommen = {naam: {bestand["sha256"]} for naam, bestand in alles["bestanden"].items()}
        for naam, eerdere in alles.get(_EERDER, {}).items():
            sommen.setdefault(naam, set()).update(eerdere)
        geldig = {naam: frozenset(waarden) for naam, waarden in sommen.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    rest = {naam: waarde for naam, waarde in alles.items() if naam != _SOM}
    verwacht = rest | {_SOM: _som(_schrijf(rest))} if _SOM in alles else rest  # the first edition had no sum
    return Merk(geldig, _schrijf(verwacht) == inhoud)


def _som(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def _schrijf(inhoud: Mapping[str, Any]) -> bytes:
    return (json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")
