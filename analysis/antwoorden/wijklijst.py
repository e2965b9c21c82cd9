"""The wijken as the screen lists them: who has nothing there, what there still is, and what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.overzicht import wijkrijen_per_dag
from analysis.nederlands import telwoord
from analysis.score import is_actief, is_onzeker
from analysis.stand.rijen import Rij
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


def wijklijst(stand: Stand, gebied: str | None = None) -> list[Rij]:
    """Return every wijk (of a gebied), the one where most residents have nothing first.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional

    Returns
    -------
    list of Rij
        The columns of `wijkoverzicht`, `wat_er_is` in words, and `stap`, one of the steps above. Equal numbers go by
        who has no platform, then by wijkcode; an unknown number comes last.
    """
    lijst = wijklijsten(stand)[stand.dag]
    return lijst if gebied is None else [rij for rij in lijst if rij["gebied"] == gebied]


def wijklijsten(stand: Stand) -> dict[date, list[Rij]]:
    """Return the list of `wijklijst` of every day."""
    wijken, register = wijkrijen_per_dag(stand), stand.tabellen.organisaties
    wat = dict(zip(register.index, zip(register["soort"], register["laatst_gezien"], strict=True), strict=True))
    paren = [*dict.fromkeys(zip(stand.dekking["organisatie"], stand.dekking["wijkcode"], strict=True))]
    uit: dict[date, list[Rij]] = {}
    for dag in stand.dagen:
        score = stand.scores[dag].to_dict()
        gezien: dict[str, dict[str, str]] = defaultdict(dict)  # the last year, per wijk and kind of active organisation
        twijfel: dict[str, set[str]] = defaultdict(set)  # the kinds of which one is still to be verified
        for id_, code in paren:
            if is_actief(score[id_]):
                soort, teken = wat[id_]
                gezien[code][soort] = max(gezien[code].get(soort, ""), teken[:4])
                if is_onzeker(score[id_]):
                    twijfel[code].add(soort)
        rijen = [
            {**rij, "wat_er_is": wat_er_is(rij, gezien[rij["wijkcode"]]), "stap": stap(rij, twijfel[rij["wijkcode"]])}
            for rij in wijken[dag]
        ]
        uit[dag] = sorted(rijen, key=_plek)
    return uit


def _plek(rij: Rij) -> tuple[Any, ...]:
    """Return what a wijk is sorted by: the most residents with nothing first, then without a platform."""
    aantallen = (als_aantal(rij[kolom]) for kolom in ("inwoners_niets", "inwoners_zonder_platform"))
    return *((aantal.onbekend, -aantal.bekend) for aantal in aantallen), rij["wijkcode"]


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
