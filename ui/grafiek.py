"""The charts of the page Verloop: stepped, because nothing changes between two change dates.

Milestones are named above a chart, never over what it shows.
"""

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
_WIJKEN = {w.VOLLEDIG_PLATFORM: "platform", w.DEELS_PLATFORM: "deels", w.GEEN_PLATFORM: "kaal"}
Grafiek = alt.LayerChart | alt.FacetChart  # what altair says that layers make
_PUNTEN = "replace(format(datum.value, ','), /,/g, '.')"  # Vega writes English numbers
_MAAND = f"{[kortste_datum(date(2000, maand, 1)).split()[1] for maand in range(1, 13)]}[month(datum.value)]"
_REGEL = 15  # pixels for a name of a milestone
_NAAMBREEDTE = 230  # pixels; a longer name ends with a sign


def inwonerskleuren() -> dict[str, str]:
    return {naam: KLEUREN[kleur] for naam, kleur in _INWONERS.items()}


def wijkkleuren() -> dict[str, str]:
    return {naam: KLEUREN[kleur] for naam, kleur in _WIJKEN.items()}


def trap(tabel: pd.DataFrame, tot: date) -> pd.DataFrame:
    """Return the table with dates as timestamps and its last situation once more, on the last day of the chart."""
    laatste = tabel[tabel["peildatum"] == tabel["peildatum"].max()].assign(peildatum=tot)
    uit = pd.concat([tabel, laatste], ignore_index=True)
    return uit.assign(tijd=pd.to_datetime(uit["peildatum"]), dag=uit["peildatum"].map(datum))


def inwonersgrafiek(tabel: pd.DataFrame, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date) -> Grafiek:
    """Return residents by what their buurt has, as stepped areas with the milestones of the policy.

    `tabel` is from `inwoners_per_groep`, of the gebieden that are looked at; `van` and `tot` are the days at both ends.
    """
    som = tabel.groupby(["peildatum", "groep"], as_index=False)[["inwoners"]].sum()
    y = alt.Y("inwoners:Q", title="inwoners", axis=alt.Axis(labelExpr=_PUNTEN))
    vlakken = _vlakken(som, "groep", _tijdas(van, tot), y, tot)
    return _met_mijlpalen(vlakken + _aflezer(tabel, "groep", "inwoners", tot), mijlpalen, van, tot, hoogte=330)


def wijkengrafiek(tabel: pd.DataFrame, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date) -> Grafiek:
    """Return the number of wijken by status as stepped areas; `tabel` from `wijken_per_status`."""
    som = tabel.groupby(["peildatum", "wijkstatus"], as_index=False)[["wijken"]].sum()
    y = alt.Y("wijken:Q", title="wijken", axis=alt.Axis(tickMinStep=1))
    vlakken = _vlakken(som, "wijkstatus", _tijdas(van, tot), y, tot)
    return _met_mijlpalen(vlakken + _aflezer(tabel, "wijkstatus", "wijken", tot), mijlpalen, van, tot, hoogte=160)


def gebiedsgrafiek(tabel: pd.DataFrame, gebied: str, hoogste: int, van: date, tot: date) -> Grafiek:
    """Return the residents of one gebied, small; `hoogste` is where its scale ends, the same for all of them."""
    eigen = tabel[tabel["gebied"] == gebied]
    schaal = alt.Scale(domain=[0, hoogste or 1], nice=3)
    y = alt.Y("inwoners:Q", title=None, scale=schaal, axis=alt.Axis(labelExpr=_PUNTEN, tickCount=3))
    vlakken = _vlakken(eigen, "groep", _tijdas(van, tot, ticks=3), y, tot, rand=0.3)
    return alt.layer(vlakken, _aflezer(eigen, "groep", "inwoners", tot), title=gebied).properties(height=190)


def _vlakken(tabel: pd.DataFrame, soort: str, x: alt.X, y: alt.Y, tot: date, *, rand: float = 0.4) -> alt.Chart:
    """Return stepped areas, one for each kind; groups lie on one another in their own order."""
    kleuren = inwonerskleuren() if soort == "groep" else wijkkleuren()
    schaal = alt.Scale(domain=list(kleuren), range=list(kleuren.values()))
    vlakken = (
        alt.Chart(_op_volgorde(trap(tabel, tot)))
        .mark_area(interpolate="step-after", stroke=KLEUREN["rand"], strokeWidth=rand)
        .encode(x=x, y=y, color=alt.Color(f"{soort}:N", scale=schaal, legend=None))
    )
    return vlakken.encode(order=alt.Order("volgorde:Q")) if soort == "groep" else vlakken


def legenda(kop: str, kleuren: Mapping[str, str]) -> str:
    """Return the heading of a chart with its legend as HTML: that of Vega does not break where the screen ends."""
    return fragment("verloop_legenda.html", kop=kop, kleuren=kleuren.items())


def _op_volgorde(tabel: pd.DataFrame) -> pd.DataFrame:
    volgorde = {naam: plek for plek, naam in enumerate(reversed(w.GROEPNAMEN.values()))}
    soort = tabel["groep"].map(volgorde) if "groep" in tabel else 0
    return tabel.drop(columns="peildatum").assign(volgorde=soort)


def _tijdas(van: date, tot: date, ticks: int = 8) -> alt.X:
    return alt.X(
        "tijd:T",
        title=None,
        scale=alt.Scale(domain=[van.isoformat(), tot.isoformat()], clamp=True),
        # In an expression: Vega would write the months in English.
        axis=alt.Axis(labelExpr=f"{_MAAND} + ' ' + year(datum.value)", tickCount=ticks, labelOverlap=True),
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


def _met_mijlpalen(vlakken: Grafiek, mijlpalen: tuple[Mijlpaal, ...], van: date, tot: date, *, hoogte: int) -> Grafiek:
    """Return a chart with a line at each milestone, and its name on a line of its own above the areas.

    A name stands right of its line; in the second half of the chart left of it, so that it stays within. Those at the
    right have their names above those at the left, and of either the outermost is highest: so they meet few lines.
    """
    rijen = [m for m in mijlpalen if m.rang == 1 and van <= m.datum <= tot]
    rechts = [m for m in rijen if m.datum > van + (tot - van) / 2]
    volgorde = [*rechts[::-1], *rijen[: len(rijen) - len(rechts)]]
    data = pd.DataFrame(
        {
            "tijd": pd.to_datetime([m.datum for m in volgorde]),
            "naam": [f"{kortste_datum(m.datum)} {m.kort}" for m in volgorde],
            "y": [_REGEL * (plek - len(volgorde)) for plek in range(len(volgorde))],
            "rechts": [m in rechts for m in volgorde],
        }
    )
    basis = alt.Chart(data).encode(x="tijd:T", y=alt.Y("y:Q", scale=None))
    lijnen = basis.mark_rule(color=KLEUREN["inkt"], strokeDash=[4, 3]).encode(y2=alt.value("height"))
    naam = basis.encode(text="naam:N").mark_text
    letters = partial(naam, color=KLEUREN["inkt"], fontWeight="bold", dy=4, limit=_NAAMBREEDTE, stroke="#ffffff")
    lagen = [vlakken, lijnen]
    # Where a line passes all the same, on a narrow screen, a white edge below the letters keeps them readable.
    for rand in (4, 0):
        lagen.append(letters(align="left", dx=5, strokeWidth=rand).transform_filter("!datum.rechts"))
        lagen.append(letters(align="right", dx=-5, strokeWidth=rand).transform_filter("datum.rechts"))
    return alt.layer(*lagen).properties(height=hoogte + _REGEL * len(rijen))
