"""The charts of the page Verloop: stepped, because nothing changes between two change dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import altair as alt
import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.verloop import aantallen
from analysis.gemeente import Mijlpaal
from analysis.nederlands import datum, kortste_datum
from geo.beeld.kleuren import KLEUREN
from web.fragmenten import fragment

_INWONERS = dict(zip(w.GROEPNAMEN.values(), ("platform", "met", "zonder", "lang", "niets"), strict=True))
_WIJKEN = {w.VOLLEDIG_PLATFORM: "platform", w.DEELS_PLATFORM: "deels", w.GEEN_PLATFORM: "lang"}
Grafiek = alt.LayerChart | alt.FacetChart  # what altair says that layers make
_PUNTEN = "replace(format(datum.value, ','), /,/g, '.')"  # Vega writes English numbers


def inwonerskleuren() -> dict[str, str]:
    """Return the colour of each group, by its name."""
    return {naam: KLEUREN[kleur] for naam, kleur in _INWONERS.items()}


def wijkkleuren() -> dict[str, str]:
    """Return the colour of each status of a wijk."""
    return {naam: KLEUREN[kleur] for naam, kleur in _WIJKEN.items()}


def trap(tabel: pd.DataFrame, tot: date) -> pd.DataFrame:
    """Return the table with dates as timestamps and its last situation once more, on the last day of the chart."""
    laatste = tabel[tabel["peildatum"] == tabel["peildatum"].max()].assign(peildatum=tot)
    uit = pd.concat([tabel, laatste], ignore_index=True)
    return uit.assign(tijd=pd.to_datetime(uit["peildatum"]), dag=uit["peildatum"].map(datum))


def inwonersgrafiek(tabel: pd.DataFrame, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date) -> Grafiek:
    """Return residents by what their buurt has, as stepped areas with the milestones of the policy.

    Parameters
    ----------
    tabel : DataFrame
        From `analysis.antwoorden.verloop.inwoners_per_groep`, summed over the gebieden that are looked at.
    mijlpalen : tuple of Mijlpaal
    van, tot : date
        The days at both ends.
    """
    som = tabel.groupby(["peildatum", "groep"], as_index=False)[["inwoners"]].sum()
    basis = alt.Chart(_op_volgorde(trap(som, tot)))
    vlakken = basis.mark_area(interpolate="step-after", stroke=KLEUREN["rand"], strokeWidth=0.4).encode(
        x=_tijdas(van, tot),
        y=alt.Y("inwoners:Q", title="inwoners", axis=alt.Axis(labelExpr=_PUNTEN)),
        color=alt.Color(
            "groep:N",
            scale=_schaal(inwonerskleuren()),
            legend=None,
        ),
        order=alt.Order("volgorde:Q"),
    )
    return _met_mijlpalen(vlakken + _aflezer(tabel, "groep", "inwoners", tot), mijlpalen, van, tot).properties(
        height=340
    )


def wijkengrafiek(tabel: pd.DataFrame, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date) -> Grafiek:
    """Return the number of wijken by status as stepped areas; `tabel` from `wijken_per_status`."""
    som = tabel.groupby(["peildatum", "wijkstatus"], as_index=False)[["wijken"]].sum()
    vlakken = (
        alt.Chart(_op_volgorde(trap(som, tot)))
        .mark_area(interpolate="step-after", stroke=KLEUREN["rand"], strokeWidth=0.4)
        .encode(
            x=_tijdas(van, tot),
            y=alt.Y("wijken:Q", title="wijken", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "wijkstatus:N",
                scale=_schaal(wijkkleuren()),
                legend=None,
            ),
        )
    )
    return _met_mijlpalen(vlakken + _aflezer(tabel, "wijkstatus", "wijken", tot), mijlpalen, van, tot).properties(
        height=170
    )


def gebiedsgrafiek(tabel: pd.DataFrame, gebied: str, van: date, tot: date) -> Grafiek:
    """Return the residents of one gebied, small, on its own scale."""
    eigen = tabel[tabel["gebied"] == gebied]
    vlakken = (
        alt.Chart(_op_volgorde(trap(eigen, tot)))
        .mark_area(interpolate="step-after", stroke=KLEUREN["rand"], strokeWidth=0.3)
        .encode(
            x=_tijdas(van, tot, ticks=3),
            y=alt.Y("inwoners:Q", title=None, axis=alt.Axis(labelExpr=_PUNTEN, tickCount=3)),
            color=alt.Color("groep:N", scale=_schaal(inwonerskleuren()), legend=None),
            order=alt.Order("volgorde:Q"),
        )
    )
    return alt.layer(vlakken, _aflezer(eigen, "groep", "inwoners", tot), title=gebied).properties(height=190)


def legenda(kleuren: Mapping[str, str]) -> str:
    """Return a legend as HTML: that of Vega does not break where the screen ends."""
    return fragment("verloop_legenda.html", kleuren=kleuren.items())


def _schaal(kleuren: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(kleuren), range=list(kleuren.values()))


def _op_volgorde(tabel: pd.DataFrame) -> pd.DataFrame:
    volgorde = {naam: plek for plek, naam in enumerate(reversed(w.GROEPNAMEN.values()))}
    soort = tabel["groep"].map(volgorde) if "groep" in tabel else 0
    return tabel.drop(columns="peildatum").assign(volgorde=soort)


def _tijdas(van: date, tot: date, ticks: int = 8) -> alt.X:
    return alt.X(
        "tijd:T",
        title=None,
        scale=alt.Scale(domain=[van.isoformat(), tot.isoformat()], clamp=True),
        # Quarters in figures: Vega would write the months in English.
        axis=alt.Axis(format="%-m-%Y", tickCount=ticks, labelOverlap=True),
    )


def _aflezer(tabel: pd.DataFrame, soort: str, kolom: str, tot: date) -> alt.Chart:
    """Return what reads the chart: a clear strip per step, which tells all its values to who points at it.

    An area by itself would tell the values of its first day only, wherever the pointer is.
    """
    namen = list(_INWONERS if soort == "groep" else _WIJKEN)
    per_dag = aantallen(tabel, soort, kolom)[namen].map(str)
    per_dag = per_dag[per_dag.ne(per_dag.shift()).any(axis=1)]
    begin = list(per_dag.index)
    stroken = per_dag.reset_index(drop=True)
    stroken = stroken.assign(
        tijd=pd.to_datetime(begin), einde=pd.to_datetime([*begin[1:], tot]), vanaf=[datum(dag) for dag in begin]
    )
    wijst = alt.selection_point(on="pointerover", clear="pointerout", fields=["vanaf"], empty=False)
    return (
        alt.Chart(stroken)
        .mark_rect(color=KLEUREN["inkt"])
        .encode(
            x="tijd:T",
            x2="einde:T",
            opacity=alt.condition(wijst, alt.value(0.12), alt.value(0)),
            tooltip=[alt.Tooltip("vanaf:N"), *(alt.Tooltip(f"{naam}:N", title=naam) for naam in namen)],
        )
        .add_params(wijst)
    )


def _met_mijlpalen(vlakken: alt.LayerChart, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date) -> Grafiek:
    rijen = [m for m in mijlpalen if m.rang == 1 and van <= m.datum <= tot]
    data = pd.DataFrame(
        {
            "tijd": pd.to_datetime([m.datum for m in rijen]),
            "naam": [f"{kortste_datum(m.datum)} {m.kort}" for m in rijen],
            "y": [8 + 14 * plek for plek in range(len(rijen))],
        }
    )
    lijn = alt.Chart(data).mark_rule(color=KLEUREN["inkt"], strokeDash=[4, 3]).encode(x="tijd:T")
    # A white edge below the letters keeps them readable on every colour.
    naam = alt.Chart(data).encode(x="tijd:T", y=alt.Y("y:Q", scale=None), text="naam:N")
    letters = partial(naam.mark_text, align="left", dx=5, fontWeight="bold", color=KLEUREN["inkt"])
    return alt.layer(vlakken, lijn, letters(stroke="#ffffff", strokeWidth=4, strokeJoin="round"), letters())
