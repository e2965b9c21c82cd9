"""A date, or a part of one, as people type it."""

from __future__ import annotations

import re
from datetime import date

from analysis.nederlands import MAANDEN

_MAAND = {naam: nummer for nummer, naam in enumerate(MAANDEN, start=1)}
_MAAND |= {naam[:3]: nummer for naam, nummer in _MAAND.items()} | {"mrt": 3, "sept": 9}
_VORMEN = (
    re.compile(r"(?P<jaar>\d{4})(?:-(?P<maand>\d{1,2})(?:-(?P<dag>\d{1,2}))?)?", re.ASCII),
    re.compile(r"(?:(?P<dag>\d{1,2})[-/.])?(?P<maand>\d{1,2})[-/.](?P<jaar>\d{4})", re.ASCII),
    re.compile(r"(?:(?P<dag>\d{1,2})[ -])?(?P<naam>[a-z]+)\.?[ -](?P<jaar>\d{4})", re.ASCII),
)
DATUM_VORM = "Schrijf dag, maand en jaar; is de dag niet bekend, dan maand en jaar, of alleen het jaar"


def lees_datum(tekst: str) -> str | None:
    """Return a (partial) date as registers hold it; empty for an empty text, None for what is no date.

    Day and month go first, as in Dutch; a year has four digits, so that nobody guesses at the century.

    Examples
    --------
    >>> [lees_datum(tekst) for tekst in ("1-10-2030", "1 okt 2030", "10/2030", "Oktober 2030", "2030", "2030-10-01")]
    ['2030-10-01', '2030-10-01', '2030-10', '2030-10', '2030', '2030-10-01']
    >>> [lees_datum(tekst) for tekst in ("", "31-2-2030", "1-10-30", "volgende week")]
    ['', None, None, None]
    """
    tekst = " ".join(tekst.lower().split())
    if not tekst:
        return ""
    for vorm in _VORMEN:
        if delen := vorm.fullmatch(tekst):
            return _iso(delen.groupdict())
    return None


def _iso(delen: dict[str, str | None]) -> str | None:
    naam, cijfers = delen.get("naam"), delen.get("maand")
    maand = _MAAND.get(naam) if naam else int(cijfers) if cijfers else None
    if naam and maand is None:
        return None
    jaar, dag = int(delen["jaar"] or 0), delen.get("dag")
    try:
        heel = date(jaar, 1 if maand is None else maand, int(dag or 1))
    except ValueError:
        return None
    return heel.isoformat()[: 4 if maand is None else 7 if dag is None else 10]
