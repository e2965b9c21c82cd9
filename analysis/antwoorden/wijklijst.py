"""The wijken as the screen lists them: who has nothing there, what there still is, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, wijkoverzicht
from analysis.nederlands import telwoord
from analysis.score import is_actief, is_onzeker
from analysis.stand.stand import Stand

# What to do next in a wijk.
ZELF_DOEN, WIJKRAAD_BELLEN, PLATFORM_BELLEN, ERKEND, GEREGELD = (
    "zelf doen",
    "wijkraad bellen",
    "platform bellen",
    "platform erkend?",
    "geregeld",
)
NIETS_GEVONDEN = "niets gevonden"
WIJKLIJSTKOLOMMEN = (
    "wijkcode",
    "wijknaam",
    "gebied",
    *GROEPKOLOMMEN,
    "inwoners",
    "inwoners_zonder_platform",
    "wat_er_is",
    "pct_65_plus",
    "initiatieven",
    "stap",
)


def wijklijst(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every wijk (of a gebied), the one where most residents have nothing first.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional

    Returns
    -------
    DataFrame
        Columns `WIJKLIJSTKOLOMMEN`: the figures as of `wijkoverzicht`, `wat_er_is` in words, and `stap`, one of the
        steps above. Equal numbers go by who has no platform, then by wijkcode; an unknown number comes last.
    """
    return wijklijst_van(stand, wijkoverzicht(stand, gebied))


def wijklijst_van(stand: Stand, overzicht: pd.DataFrame) -> pd.DataFrame:
    """Return the list of `wijklijst` of the wijken of an overview, which is `wijkoverzicht` of this Stand."""
    lijst = overzicht.copy(deep=False)
    er_is, onzeker = _organisaties(stand)
    rijen = lijst[["wijkcode", "wijkstatus", "platforms", "platforms_in_oprichting", "wijkraden"]].to_dict("records")
    lijst["wat_er_is"] = [wat_er_is(rij, er_is.get(rij["wijkcode"], {})) for rij in rijen]
    lijst["stap"] = [stap(rij, onzeker.get(rij["wijkcode"], set())) for rij in rijen]
    volgorde = ["inwoners_niets", "inwoners_zonder_platform", "wijkcode"]
    lijst = lijst.sort_values(volgorde, ascending=[False, False, True], na_position="last", ignore_index=True)
    return lijst[list(WIJKLIJSTKOLOMMEN)]


def _organisaties(stand: Stand) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """Return per wijk of each kind of active organisation the year it was last seen, and which kinds are uncertain."""
    score, register = stand.scores[stand.dag], stand.tabellen.organisaties
    kenmerken = zip(score.index, register["soort"], register["laatst_gezien"], is_onzeker(score), strict=True)
    wat = {id_: (soort, gezien, onzeker) for id_, soort, gezien, onzeker in kenmerken}
    gezien: dict[str, dict[str, str]] = {}
    onzeker: dict[str, set[str]] = {}
    paren = stand.dekking[stand.dekking["organisatie"].isin(score.index[is_actief(score)])]
    for id_, code in zip(paren["organisatie"], paren["wijkcode"], strict=True):
        soort, teken, twijfel = wat[id_]
        jaren = gezien.setdefault(code, {})
        jaren[soort] = max(jaren.get(soort, ""), teken[:4])
        if twijfel:
            onzeker.setdefault(code, set()).add(soort)
    return gezien, onzeker


def wat_er_is(wijk: Mapping[Any, Any], gezien: Mapping[str, str]) -> str:
    """Return in words which organisations a wijk has.

    Parameters
    ----------
    wijk : mapping
        `platforms`, `platforms_in_oprichting` and `wijkraden`: how many.
    gezien : mapping of str to str
        By kind of active organisation the last year in which one was seen; empty for never.

    Examples
    --------
    >>> wat_er_is({"platforms": 0, "platforms_in_oprichting": 2, "wijkraden": 1}, {"wijkraad": "2018"})
    '2 platforms in oprichting · 1 wijkraad, laatste bericht 2018'
    >>> wat_er_is({"platforms": 1, "platforms_in_oprichting": 0, "wijkraden": 0}, {"wijkplatform": ""})
    '1 platform, geen bericht bekend'
    >>> wat_er_is({"platforms": 0, "platforms_in_oprichting": 0, "wijkraden": 0}, {})
    'niets gevonden'
    """

    def teken(soort: str) -> str:
        return f", laatste bericht {gezien[soort]}" if gezien.get(soort) else ", geen bericht bekend"

    delen = [
        (wijk["platforms"], "platform", "platforms", teken(w.WIJKPLATFORM)),
        (wijk["platforms_in_oprichting"], "platform", "platforms", " in oprichting"),
        (wijk["wijkraden"], "wijkraad", "wijkraden", teken(w.WIJKRAAD)),
    ]
    woorden = [telwoord(int(aantal), een, meer) + rest for aantal, een, meer, rest in delen if aantal]
    return " · ".join(woorden) or NIETS_GEVONDEN


def stap(wijk: Mapping[Any, Any], onzeker: set[str]) -> str:
    """Return what to do next in a wijk.

    Parameters
    ----------
    wijk : mapping
        `wijkstatus` and `platforms_in_oprichting`.
    onzeker : set of str
        The kinds of active organisations of which one is still to be verified.

    Examples
    --------
    >>> wijk = {"wijkstatus": "geen platform", "platforms_in_oprichting": 0}
    >>> stap(wijk, set()), stap(wijk, {"wijkraad"}), stap(wijk | {"platforms_in_oprichting": 1}, {"wijkraad"})
    ('zelf doen', 'wijkraad bellen', 'platform erkend?')
    >>> vol = {"wijkstatus": "volledig platform", "platforms_in_oprichting": 0}
    >>> stap(vol, set()), stap(vol, {"wijkplatform"})
    ('geregeld', 'platform bellen')
    """
    vol = wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM
    if wijk["platforms_in_oprichting"] and not vol:
        return ERKEND
    if w.WIJKRAAD in onzeker and not vol:
        return WIJKRAAD_BELLEN
    if w.WIJKPLATFORM in onzeker:
        return PLATFORM_BELLEN
    return GEREGELD if vol else ZELF_DOEN
