"""The page Verloop: the transition as a chart, with a table that says the same."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis import waarden as w
from analysis.antwoorden.verloop import aantallen, inwoners_per_groep, wijken_per_status
from analysis.gemeente import Mijlpaal, cijferstand
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import voorbehoud_van
from systeem.klok import vandaag
from ui.keuzes import Zicht
from web.fragmenten import fragment


def teken(zicht: Zicht) -> None:
    """Draw the page: from a year before the first milestone until today."""
    tabellen, staat = zicht.register.tabellen, zicht.staat
    palen = tabellen.gemeente.mijlpalen(staat.variant)
    van = palen[0].datum - timedelta(weeks=52)
    tot = max(vandaag(), van + timedelta(weeks=52))
    dagen = [van, *(dag for dag in wisselmomenten(tabellen, staat.variant) if van < dag <= tot)]
    stand = Stand(tabellen, dagen, staat.variant)
    inwoners, wijken = inwoners_per_groep(stand), wijken_per_status(stand)
    per_dag = aantallen(_binnen(inwoners, staat.gebied))
    # Only days on which the picture itself changes: many change dates touch nothing but initiatives.
    per_dag = per_dag[per_dag.ne(per_dag.shift()).any(axis=1)]

    eerste, laatste = per_dag.iloc[0], per_dag.iloc[-1]
    st.html(
        fragment(
            "verloop_kop.html",
            waar=tabellen.gemeente.waar(staat.gebied),
            cijfers=cijferstand(tabellen.gemeente, tabellen.wijken),
            van=datum(van),
            tot=datum(tot),
            toen=eerste[w.GROEPNAMEN[w.MET_STEUN]],
            nu=[(naam, laatste[naam]) for naam in w.GROEPNAMEN.values() if laatste[naam].bekend],
            voorbehoud=voorbehoud_van(tabellen, staat.gebied),
        )
    )
    _grafieken(inwoners, wijken, staat.gebied, palen=palen, van=van, tot=tot)
    _tabel(per_dag, staat.peildatum)


def _binnen(tabel: pd.DataFrame, gebied: str | None) -> pd.DataFrame:
    return tabel[tabel["gebied"] == gebied] if gebied else tabel


def _grafieken(
    inwoners: pd.DataFrame,
    wijken: pd.DataFrame,
    gebied: str | None,
    *,
    palen: tuple[Mijlpaal, ...],
    van: date,
    tot: date,
) -> None:
    from ui import grafiek

    st.html(grafiek.legenda(grafiek.inwonerskleuren()))
    st.altair_chart(grafiek.inwonersgrafiek(_binnen(inwoners, gebied), palen, van, tot), width="stretch")
    st.html('<h2 class="wd-h2">Aantal wijken per status</h2>' + grafiek.legenda(grafiek.wijkkleuren()))
    st.altair_chart(grafiek.wijkengrafiek(_binnen(wijken, gebied), palen, van, tot), width="stretch")
    if gebied:
        return
    st.html('<h2 class="wd-h2">Inwoners per gebied</h2>' + grafiek.legenda(grafiek.inwonerskleuren()))
    gebieden = sorted(inwoners["gebied"].unique())
    kolommen = st.columns(min(5, len(gebieden)))
    for plek, een in enumerate(gebieden):
        kolommen[plek % len(kolommen)].altair_chart(grafiek.gebiedsgrafiek(inwoners, een, van, tot), width="stretch")


def _tabel(per_dag: pd.DataFrame, peildatum: date) -> None:
    """Draw the table behind the charts, and in words the step that the date of the view is in."""
    st.html('<h2 class="wd-h2">De cijfers achter de grafiek</h2>')
    # Choosing another step is choosing its date.
    keuze = max((dag for dag in per_dag.index if dag <= peildatum), default=per_dag.index[0])
    rijen = [
        {"dag": datum(dag), "iso": dag.isoformat(), "cellen": [str(aantal) for aantal in rij], "gekozen": dag == keuze}
        for dag, rij in zip(per_dag.index, per_dag.to_numpy().tolist(), strict=True)
    ]
    genoemd = "; ".join(f"{naam}: {aantal}" for naam, aantal in per_dag.loc[keuze].items())
    zin = f"Inwoners vanaf {datum(keuze)}: {genoemd}."
    st.html(fragment("verloop_tabel.html", kolommen=list(per_dag), rijen=rijen, zin=zin))
