"""What happened to an organisation, in words: in the city, or in what is known of it."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.veranderingen import (
    BEGONNEN,
    BEVESTIGD_GEWORDEN,
    GEEINDIGD,
    LATER_BEKEND,
    ONZEKER_GEWORDEN,
    STEUN_GEKREGEN,
    STEUN_VERLOREN,
)
from analysis.nederlands import datum, deeldatum, opsomming, telwoord
from analysis.schoon import afgekort
from analysis.tabellen import Tabellen

KENNIS = frozenset((ONZEKER_GEWORDEN, BEVESTIGD_GEWORDEN))
IN_DE_STAD, IN_KENNIS = "In de stad", "In wat wij weten"

# In what order changes are told, and how: for one, and for more.
_WERKWOORDEN = {
    BEGONNEN: ("begon", "begonnen"),
    GEEINDIGD: ("stopte", "stopten"),
    STEUN_VERLOREN: ("verloor de steun van de gemeente", "verloren de steun van de gemeente"),
    STEUN_GEKREGEN: ("kreeg steun van de gemeente", "kregen steun van de gemeente"),
}
_VOLGORDE = (*_WERKWOORDEN, ONZEKER_GEWORDEN, BEVESTIGD_GEWORDEN)
# The same when only what is known of a day differs: nothing began or stopped in the city.
_LATER_BEKEND = {
    BEGONNEN: "telt {dag} toch mee",
    GEEINDIGD: "telt {dag} toch niet mee",
    STEUN_VERLOREN: "heeft {dag} toch geen steun van de gemeente",
    STEUN_GEKREGEN: "heeft {dag} toch steun van de gemeente",
    ONZEKER_GEWORDEN: "is {dag} te verifiëren",
    BEVESTIGD_GEWORDEN: "is {dag} bevestigd",
}
_BIJ_NAAM = 2  # so many organisations are named in the sentence itself
_ZONDER_TEKEN = "geen bericht met een datum"


class Gebeurtenis(NamedTuple):
    """What happened to one organisation, or to several of a kind.

    Attributes
    ----------
    wat : str
        A value of `analysis.antwoorden.veranderingen`.
    zin : str
    wie : list of str
        The organisations that the sentence does not name, or of which it does not tell the day: each with its day.
    """

    wat: str
    zin: str
    wie: list[str]


def gebeurtenissen(organisaties: pd.DataFrame, tabellen: Tabellen) -> list[Gebeurtenis]:
    """Return what happened in sentences: in the order of a life, and platforms before wijkraden, for they are the news.

    Parameters
    ----------
    organisaties : DataFrame
        Of `Veranderingen`.
    tabellen : Tabellen
        The registers of its later side: they know the last sign of each, and after how many days that proves no more.

    Examples
    --------
    >>> from analysis.beleid import Beleid, Variant
    >>> from analysis.gemeente import Gemeente
    >>> beleid = Beleid(date(2030, 1, 1), 180, 5, 1, (Variant("raad", date(2031, 1, 1)),))
    >>> register = pd.DataFrame({"laatst_gezien": ["2030-05", ""]}, index=["a", "b"])
    >>> stad = Tabellen(None, None, register, None, Gemeente("Voorbeeldstad", beleid))
    >>> kolommen = ["id", "naam", "soort", "wat", "sinds"]
    >>> rijen = [["a", "Wijkraad A", "wijkraad", GEEINDIGD, "2031-02-01"], ["b", "B", "wijkraad", ONZEKER_GEWORDEN, ""]]
    >>> for een in gebeurtenissen(pd.DataFrame(rijen, columns=kolommen), stad):
    ...     print(een.zin)
    Wijkraad A stopte op 1 februari 2031.
    Van B is al 180 dagen niets gehoord. Er is geen bericht met een datum.
    """
    gezien = tabellen.organisaties["laatst_gezien"].map(deeldatum)
    dagen = telwoord(tabellen.gemeente.beleid.bewijs_dagen, "dag", "dagen")
    groepen = [(str(wat), str(soort), groep) for (wat, soort), groep in organisaties.groupby(["wat", "soort"])]
    groepen.sort(key=lambda g: (_VOLGORDE.index(g[0]), g[1] != w.WIJKPLATFORM))
    return [
        _gehoord(wat, soort, groep, gezien, dagen) if wat in KENNIS else _gebeurd(wat, soort, groep)
        for wat, soort, groep in groepen
    ]


def later_bekend(organisaties: pd.DataFrame, dag: date) -> list[Gebeurtenis]:
    """Return in sentences what later was known otherwise about organisations on a day.

    Examples
    --------
    >>> rijen = pd.DataFrame(
    ...     [["a", "Wijkraad A", "wijkraad", GEEINDIGD, ""]], columns=["id", "naam", "soort", "wat", "sinds"]
    ... )
    >>> [een.zin for een in later_bekend(rijen, date(2024, 8, 1))]
    ['Volgens wat later bekend was, telt Wijkraad A op 1 augustus 2024 toch niet mee.']
    """
    uit = []
    for wat in (wat for wat in _VOLGORDE if wat in set(organisaties["wat"])):
        doet, _, rest = _LATER_BEKEND[wat].partition(" ")
        for naam in _namen(organisaties[organisaties["wat"] == wat]):
            zin = f"{LATER_BEKEND.capitalize()}, {doet} {naam} {rest.format(dag=f'op {datum(dag)}')}."
            uit.append(Gebeurtenis(wat, zin, []))
    return uit


def _gebeurd(wat: str, soort: str, groep: pd.DataFrame) -> Gebeurtenis:
    namen, momenten = _namen(groep), [wanneer(wat, sinds) for sinds in groep["sinds"]]
    een, meer = _WERKWOORDEN[wat]
    zelfde = len({*momenten}) == 1
    bij_naam = zelfde and len(namen) <= _BIJ_NAAM
    wie = opsomming(namen, _BIJ_NAAM) if bij_naam else _telling(soort, len(namen))
    zin = f"{wie} {een if len({*namen}) == 1 else meer}{f' {momenten[0]}'.rstrip() if zelfde else ''}."
    return Gebeurtenis(wat, zin, [] if bij_naam else _met(namen, [] if zelfde else momenten))


def _gehoord(wat: str, soort: str, groep: pd.DataFrame, gezien: pd.Series, dagen: str) -> Gebeurtenis:
    namen, tekens = _namen(groep), gezien.reindex(groep["id"]).fillna("").tolist()
    is_gehoord = "is weer iets gehoord" if wat == BEVESTIGD_GEWORDEN else f"is al {dagen} niets gehoord"
    if len(namen) == 1:
        laatste = f"Het laatste bericht is van {tekens[0]}." if tekens[0] else f"Er is {_ZONDER_TEKEN}."
        return Gebeurtenis(wat, f"Van {namen[0]} {is_gehoord}. {laatste}", [])
    erbij = [f"laatste bericht {teken}" if teken else _ZONDER_TEKEN for teken in tekens]
    return Gebeurtenis(wat, f"Van {_telling(soort, len(namen))} {is_gehoord}.", _met(namen, erbij))


def _namen(groep: pd.DataFrame) -> list[str]:
    return [afgekort(naam, 80) for naam in groep["naam"]]


def _telling(soort: str, aantal: int) -> str:
    return telwoord(aantal, soort, "wijkplatforms" if soort == w.WIJKPLATFORM else "wijkraden")


def _met(namen: list[str], erbij: list[str]) -> list[str]:
    return [", ".join(filter(None, paar)) for paar in zip_longest(namen, erbij, fillvalue="")]


def wanneer(wat: str, sinds: str) -> str:
    """Return the day of a change with the word before it, empty when the day is not known.

    What happens in the city happens on a day; what is known holds from a day on.

    Examples
    --------
    >>> wanneer(GEEINDIGD, "2024-07-01"), wanneer(ONZEKER_GEWORDEN, "2025-12-13"), wanneer(BEGONNEN, "")
    ('op 1 juli 2024', 'sinds 13 december 2025', '')
    """
    return f"{'sinds' if wat in KENNIS else 'op'} {datum(date.fromisoformat(sinds))}" if sinds else ""
