"""A comparison in the form that the browser shows: sentences, and a map on which only what changed has colour."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aantal import ONBEKEND, som
from analysis.antwoorden.veranderingen import Veranderingen, slotzin
from analysis.nederlands import getal, telwoord
from analysis.teksten import gebeurtenis
from analysis.teksten.gebeurtenis import IN_DE_STAD, IN_KENNIS, KENNIS
from web.fragmenten import fragment
from web.situatie import beeld, bits, blik
from web.staat import Staat


def verschil(uitkomst: Veranderingen, staat: Staat) -> dict[str, Any]:
    """Return what the browser needs for a comparison: `fragmenten` and `stand`, as of `web.scherm.inhoud`.

    In `stand` also `stil` and `wijkStil`: what did not change.
    """
    tot = uitkomst.tot
    blik_ = blik(tot.tabellen, staat.gebied)
    nu = beeld(tot, blik_)
    anders = uitkomst.buurten["veranderd"].reindex(tot.tabellen.buurten.index, fill_value=False)
    wijken = uitkomst.wijken.set_index("wijkcode").reindex(tot.tabellen.wijken.index)
    wijk_anders = wijken["verandering"].fillna("") != ""
    nu["stand"] |= {
        "binnen": bits(blik_.wijken),
        "buurtBinnen": bits(blik_.buurten),
        "stil": bits(~anders),
        "wijkStil": bits(~wijk_anders),
        # On the map only what changed has a figure.
        "getallen": [
            _verschil(waarde) if is_anders else ""
            for waarde, is_anders in zip(wijken["verschil_inwoners"], wijk_anders, strict=True)
        ],
        "omschrijvingen": [
            f"{naam}: {zin or 'niets veranderd'}"
            for naam, zin in zip(tot.tabellen.wijken["wijknaam"], wijken["verandering"].fillna(""), strict=True)
        ],
        "oprichting": "0" * len(anders),
        "initiatieven": "",
        "lagen": ["namen", "wijkraden"],
    }
    return {"stand": nu["stand"], "fragmenten": _fragmenten(uitkomst, staat)}


def _fragmenten(uitkomst: Veranderingen, staat: Staat) -> dict[str, str]:
    # Two, since the map stands between them on a narrow screen.
    wijken, groei = uitkomst.wijken, uitkomst.veranderd["verschil_inwoners"]
    delen: dict[str, dict[str, list[tuple[str, str]]]] = {IN_DE_STAD: {}, IN_KENNIS: {}}
    for rij in uitkomst.organisaties.to_dict("records"):
        deel = delen[IN_KENNIS if rij["wat"] in KENNIS else IN_DE_STAD]
        onder = deel.setdefault(gebeurtenis.kop(rij["wat"], uitkomst.tot.tabellen.gemeente.beleid), [])
        onder.append((rij["naam"], gebeurtenis.wanneer(rij["wat"], rij["sinds"])))
    kop = fragment(
        "verschil.html",
        kop=slotzin(uitkomst),
        cijfers=[
            (telwoord(len(uitkomst.veranderd), "wijk", "wijken"), "veranderd"),
            (telwoord(len(wijken) - len(uitkomst.veranderd), "wijk", "wijken"), "gelijk gebleven"),
            (str(som(-groei.clip(upper=0))), "inwoners erbij met platform"),
            (str(som(groei.clip(lower=0))), "inwoners erbij zonder platform"),
        ],
    )
    lijst = fragment(
        "verschillen.html",
        wijken=[
            {
                "code": rij["wijkcode"],
                "naam": rij["wijknaam"],
                "zin": rij["verandering"],
                "verschil": _verschil(rij["verschil_inwoners"]),
                "gekozen": rij["wijkcode"] == staat.wijk,
            }
            for rij in uitkomst.veranderd.to_dict("records")
        ],
        delen=[(kop_, groepen) for kop_, groepen in delen.items() if groepen],
    )
    return {"verschil": kop, "verschillen": lijst}


def _verschil(waarde: Any) -> str:
    """Return a difference in residents with its sign, empty when there is none.

    Examples
    --------
    >>> _verschil(1500), _verschil(-5), _verschil(0), _verschil(pd.NA)
    ('+1.500', '−5', '', 'onbekend')
    """
    if pd.isna(waarde):
        return ONBEKEND
    return f"{'+' if waarde > 0 else '−'}{getal(abs(int(waarde)))}" if waarde else ""
