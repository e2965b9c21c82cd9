"""The choice of a werkgebied as HTML: a map, and a list with the same buurten. The browser fills in what is chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aantal import als_aantal
from analysis.antwoorden.vindplaatsen import BIJNAAM, vindplaatsen
from analysis.nederlands import telwoord
from analysis.schoon import afgekort
from analysis.tabellen import Tabellen
from analysis.teksten.zinnen import WIE
from geo.beeld.kaarten import kieskaart
from web.fragmenten import fragment

_LANGSTE = 80


def werkgebied_html(tabellen: Tabellen) -> str:
    """Return the choice of buurten: nothing in it is chosen, and nothing in it depends on the registers but names."""
    bijnamen = _bijnamen(tabellen)
    per_wijk = {str(code): groep.sort_index() for code, groep in pd.DataFrame(tabellen.buurten).groupby("wijkcode")}
    wijken = [
        _plek(code, rij["wijknaam"], rij["inwoners"])
        | {
            "ook": [*filter(None, [rij["gebied"]]), *bijnamen.get(code, [])],
            "buurten": [_plek(b, r["buurtnaam"], r["inwoners"]) for b, r in per_wijk[code].iterrows()],
            "hoeveel": telwoord(len(per_wijk[code]), "buurt", "buurten"),
        }
        for code, rij in ((str(code), rij) for code, rij in tabellen.wijken.sort_values("wijknaam").iterrows())
        if code in per_wijk
    ]
    return fragment("werkgebied.html", wijken=wijken, kaart=kieskaart(tabellen))


def _plek(code: Any, naam: str, inwoners: Any) -> dict[str, Any]:
    aantal = als_aantal(inwoners)
    kaal = "" if aantal.onbekend else str(aantal.bekend)
    eenheid = "aantal inwoners" if aantal.onbekend else aantal.noem(*WIE["inwoners"])
    woorden = {"woorden": str(aantal), "eenheid": eenheid}
    return {"code": str(code), "naam": afgekort(naam, _LANGSTE), "inwoners": kaal} | woorden


def _bijnamen(tabellen: Tabellen) -> dict[str, list[str]]:
    """Return the everyday names of each wijk, by its code; those of a gebied with all its wijken."""
    uit: dict[str, list[str]] = {}
    for een in vindplaatsen(tabellen):
        if een.soort == BIJNAAM:
            wijken = een.wijken or tabellen.wijken.index[tabellen.wijken["gebied"] == een.gebied]
            for code in wijken:
                uit.setdefault(str(code), []).append(afgekort(een.naam, _LANGSTE))
    return uit
