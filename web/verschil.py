"""A comparison in the form that the browser shows: sentences, and a map on which only a changed group has colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.aantal import ONBEKEND, Aantal
from analysis.antwoorden.overzicht import wijkrijen
from analysis.antwoorden.veranderingen import Veranderingen, slotzin, zin_per_wijk
from analysis.nederlands import datum, getal
from analysis.teksten.gebeurtenis import (
    IN_DE_STAD,
    IN_KENNIS,
    KENNIS,
    Gebeurtenis,
    gebeurtenissen,
    later_bekend,
)
from analysis.teksten.gevolg import zonder_erbij
from analysis.teksten.legenda import GROEPMERKEN, TWIJFEL, groepaantallen
from analysis.teksten.registerwijziging import IN_HET_REGISTER, NIETS_GEWIJZIGD, Registerverschil
from geo.beeld.svg import staal
from web.fragmenten import fragment
from web.situatie import beeld, bits, blik
from web.staat import Staat


def verschil(
    uitkomst: Veranderingen,
    staat: Staat,
    register: Registerverschil | None = None,
    bekend: Sequence[str] = ("", ""),
) -> dict[str, Any]:
    """Return what the browser needs for a comparison: `fragmenten` and `stand`, as of `web.scherm.inhoud`.

    `register` is what was changed in it between both; `bekend` up to when each side is known, when that was asked for.

    In `stand` also `stil` and `wijkStil`: which buurten are in the group that they were in, and which wijken hold none
    but such.
    """
    tot = uitkomst.tot
    blik_ = blik(tot.tabellen, staat.gebied)
    nu = beeld(tot, blik_)
    anders = uitkomst.buurten["groepveranderd"].reindex(tot.tabellen.buurten.index, fill_value=False)
    wijken = uitkomst.wijken.set_index("wijkcode").reindex(tot.tabellen.wijken.index)
    wijk_anders = anders.groupby(tot.tabellen.buurten["wijkcode"]).any().reindex(wijken.index, fill_value=False)
    nu["stand"] |= {
        "binnen": bits(blik_.wijken),
        "buurtBinnen": bits(blik_.buurten),
        "stil": bits(~anders),
        "wijkStil": bits(~wijk_anders),
        "getallen": [""] * len(wijken),
        "omschrijvingen": [
            f"{naam}: {zin or 'niets veranderd'}"
            for naam, zin in zip(tot.tabellen.wijken["wijknaam"], wijken["verandering"].fillna(""), strict=True)
        ],
        "oprichting": "0" * len(anders),
        "initiatieven": "",
        "lagen": ["namen", "wijkraden"],
    }
    kop = _kop(uitkomst, staat, anders, bekend)
    return {"stand": nu["stand"], "fragmenten": {"verschil": kop, "verschillen": _lijst(uitkomst, staat, register)}}


def _kop(uitkomst: Veranderingen, staat: Staat, anders: pd.Series, bekend: Sequence[str]) -> str:
    # Two, since the map stands between them on a narrow screen.
    return fragment(
        "verschil.html",
        kop=slotzin(uitkomst),
        kanten=[
            (datum(kant.dag), f"bekend op {wanneer}" if wanneer else "")
            for kant, wanneer in zip((uitkomst.van, uitkomst.tot), bekend, strict=True)
        ],
        groepen=(groepen := _groepen(uitkomst, staat.gebied)),
        afgerond=any(groep["verschil"].lstrip("+−") in _AFRONDING for groep in groepen),
        twijfel=staal(TWIJFEL.sleutel),
        iets=bool(anders.any()),
    )


def _lijst(uitkomst: Veranderingen, staat: Staat, register: Registerverschil | None) -> str:
    in_stad = uitkomst.stad
    gebeurd, stad = gebeurtenissen(in_stad.organisaties, in_stad.tot.tabellen), in_stad.buurten["statusveranderd"]
    delen = [
        _deel(in_stad, staat, IN_DE_STAD, [een for een in gebeurd if een.wat not in KENNIS], stad),
        _deel(
            in_stad,
            staat,
            IN_KENNIS,
            [een for een in gebeurd if een.wat in KENNIS],
            in_stad.buurten["veranderd"] & ~stad,
        ),
    ]
    if uitkomst.kennis and uitkomst.van.dag == uitkomst.tot.dag:
        delen = []  # one day: nothing happened between
    if register is not None:
        delen.append(_in_het_register(uitkomst, staat, register))
    return fragment("verschillen.html", delen=delen)


def _in_het_register(uitkomst: Veranderingen, staat: Staat, register: Registerverschil) -> dict[str, Any]:
    """Return what was changed in the register, and what that gives for the first day when both sides differ in it."""
    uit: dict[str, Any] = {"kop": IN_HET_REGISTER, "gebeurd": [], "zinnen": []}
    if uitkomst.kennis:
        anders = uitkomst.kennis.register
        bekend = later_bekend(anders.organisaties, anders.van.dag)
        uit = _deel(anders, staat, IN_HET_REGISTER, bekend, anders.buurten["veranderd"])
    return uit | {"register": register, "niets": NIETS_GEWIJZIGD, "kolom": "Wat later bekend was"}


# As a difference of residents these can come from nothing but the rounding of the CBS.
_AFRONDING = ("5", "10")


def _groepen(uitkomst: Veranderingen, gebied: str | None) -> list[dict[str, str]]:
    """Return the legend: of each group its sample, how many were in it, how many are, and the difference."""
    leeg = uitkomst.tot.tabellen.organisaties.empty
    kanten = (wijkrijen(kant, gebied) for kant in (uitkomst.van, uitkomst.tot))
    toen, nu = (groepaantallen(wijken, leeg=leeg) for wijken in kanten)
    return [
        {
            "staal": staal(sleutel),
            "naam": naam,
            "toen": str(toen[sleutel]),
            "nu": str(nu[sleutel]),
            "verschil": _verschil_van(toen[sleutel], nu[sleutel]),
        }
        for sleutel, naam in GROEPMERKEN
    ]


def _deel(
    uitkomst: Veranderingen, staat: Staat, kop: str, gebeurd: list[Gebeurtenis], buurten: pd.Series
) -> dict[str, Any]:
    """Return what stands under a heading: what organisations did, and what that gave in which wijk."""
    # What happened in many wijken alike is told once.
    per_zin: dict[str, list[dict[str, Any]]] = {}
    zinnen, stad = zin_per_wijk(uitkomst.buurten, buurten), kop == IN_DE_STAD
    for rij in uitkomst.wijken[uitkomst.wijken["wijkcode"].isin(zinnen.index)].to_dict("records"):
        erbij = zonder_erbij(rij["verschil_inwoners"]) if stad else ""
        wijk = {"code": rij["wijkcode"], "naam": rij["wijknaam"], "erbij": erbij}
        per_zin.setdefault(zinnen[rij["wijkcode"]], []).append(wijk | {"gekozen": rij["wijkcode"] == staat.wijk})
    return {
        "kop": kop,
        "kolom": "Wat er veranderde",
        "register": None,
        "niets": "Er begon of stopte niets, en de steun bleef gelijk." if stad else "Wij weten evenveel als toen.",
        "gebeurd": gebeurd,
        "zinnen": sorted(per_zin.items(), key=lambda paar: -len(paar[1])),
    }


def _verschil_van(toen: Aantal, nu: Aantal) -> str:
    """Return the difference of two numbers; of what is known when both lack the same places.

    Examples
    --------
    >>> (
    ...     _verschil_van(Aantal(10), Aantal(2)),
    ...     _verschil_van(Aantal(5), Aantal(5)),
    ...     _verschil_van(Aantal(0, 1), Aantal(5)),
    ... )
    ('−8', '', 'onbekend')
    """
    return _verschil(pd.NA if toen.onbekend or nu.onbekend else nu.bekend - toen.bekend)


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
