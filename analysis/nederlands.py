"""Dates and numbers as a Dutch reader writes them. No locale of the machine is used: it may not be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def datum(dag: date) -> str:
    """Return a date in words.

    Examples
    --------
    >>> datum(date(2024, 7, 1))
    '1 juli 2024'
    """
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def kortste_datum(dag: date) -> str:
    """Return a date with its month in three letters, for where room is scarce.

    Examples
    --------
    >>> kortste_datum(date(2023, 11, 22)), kortste_datum(date(2024, 3, 1))
    ('22 nov 2023', '1 mrt 2024')
    """
    maand = "mrt" if dag.month == 3 else MAANDEN[dag.month - 1][:3]
    return f"{dag.day} {maand} {dag.year}"


def deeldatum(tekst: str) -> str:
    """Return a partial ISO date in words; what is no such date comes back as it is.

    Examples
    --------
    >>> deeldatum("2023"), deeldatum("2023-05"), deeldatum("2023-05-09"), deeldatum("")
    ('2023', 'mei 2023', '9 mei 2023', '')
    """
    delen = tekst.split("-")
    if not all(deel.isdecimal() for deel in delen) or len(delen) > 3:
        return tekst
    woorden = [str(int(deel)) for deel in delen]
    if len(woorden) > 1:
        if not 1 <= int(woorden[1]) <= 12:
            return tekst
        woorden[1] = MAANDEN[int(woorden[1]) - 1]
    return " ".join(reversed(woorden))


def getal(aantal: int) -> str:
    """Return a whole number with points between thousands. One that may be unknown is an `analysis.aantal.Aantal`.

    Examples
    --------
    >>> getal(13090), getal(595)
    ('13.090', '595')
    """
    return f"{int(aantal):,}".replace(",", ".")


def procent(deel: float) -> str:
    """Return a share as a whole percentage: `100 %` only when it is all, `0 %` only when it is nothing.

    Examples
    --------
    >>> procent(0.0844), procent(0.9963), procent(1.0), procent(0.001), procent(0)
    ('8 %', '99 %', '100 %', '1 %', '0 %')
    """
    heel = round(deel * 100)
    return f"{heel if deel in {0, 1} else min(max(heel, 1), 99)} %"


def telwoord(aantal: int, enkelvoud: str, meervoud: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> telwoord(1, "wijk", "wijken"), telwoord(3, "wijk", "wijken")
    ('1 wijk', '3 wijken')
    """
    return f"{getal(aantal)} {naamwoord(aantal, enkelvoud, meervoud)}"


def naamwoord(aantal: int, enkelvoud: str, meervoud: str) -> str:
    """Return the noun by itself, for where its number stands apart."""
    return enkelvoud if aantal == 1 else meervoud


def van_de(aantal: int) -> str:
    """Return what a part is of: a number that a noun or nothing follows.

    Examples
    --------
    >>> van_de(21), van_de(1)
    ('van de 21', 'van 1')
    """
    return f"van {'' if aantal == 1 else 'de '}{getal(aantal)}"


def opsomming(namen: Sequence[str], hoogstens: int) -> str:
    """Return names in a row, each once; beyond `hoogstens` the rest is counted.

    Examples
    --------
    >>> opsomming(["a", "b", "c"], 3), opsomming(["a", "b", "c", "d"], 2), opsomming(["a"], 2)
    ('a, b en c', 'a, b en nog 2', 'a')
    >>> opsomming(["a", "b", "a"], 3)
    'a en b'
    """
    namen = list(dict.fromkeys(namen))
    if len(namen) > hoogstens:
        return f"{', '.join(namen[:hoogstens])} en nog {len(namen) - hoogstens}"
    if len(namen) < 2:
        return "".join(namen)
    return f"{', '.join(namen[:-1])} en {namen[-1]}"
