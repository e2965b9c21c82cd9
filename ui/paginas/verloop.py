"""The page Verloop: the transition as a chart, with a table that says the same."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis.antwoorden.verloop import aantallen, inwoners_per_groep, wijken_per_status
from analysis.gemeente import Mijlpaal, cijferstand
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import voorbehoud_van
from analysis.teksten.verloop import bevinding, uitleg
from analysis.teksten.zinnen import bewijszin
from systeem.klok import vandaag
from ui.downloads import bewaarknoppen
from ui.keuzes import Zicht
from uitvoer.formaten import TABELFORMATEN
from uitvoer.verloop import VERLOOPCIJFERS, make_verloopcijfers
from web.fragmenten import fragment


def teken(zicht: Zicht) -> None:
    """Draw the page: from a year before the first milestone until today."""
    tabellen, staat, nu = zicht.register.tabellen, zicht.staat, vandaag()
    palen = tabellen.gemeente.mijlpalen(staat.variant)
    van = palen[0].datum - timedelta(weeks=52)
    tot = max(nu, van + timedelta(weeks=52))
    dagen = [van, *(dag for dag in wisselmomenten(tabellen, staat.variant) if van < dag <= tot)]
    stand, nu_stand = Stand(tabellen, dagen, staat.variant), Stand(tabellen, nu, staat.variant)
    inwoners, wijken = inwoners_per_groep(stand), wijken_per_status(stand)
    per_dag = aantallen(_binnen(inwoners, staat.gebied))
    # Only days on which the picture itself changes: many change dates touch nothing but initiatives.
    per_dag = per_dag[per_dag.ne(per_dag.shift()).any(axis=1)]

    leeg, waar, eerst = tabellen.organisaties.empty, tabellen.gemeente.waar(staat.gebied), palen[0].datum
    st.html(
        fragment(
            "verloop_kop.html",
            kop=bevinding(per_dag, waar, eerst, nu, leeg=leeg),
            zinnen=[
                *uitleg(per_dag, eerst, nu, stand.variant.einde_ondersteuning, leeg=leeg),
                bewijszin(*nu_stand.telling(staat.gebied), *nu_stand.jongste_tekens(staat.gebied)),
            ],
            waar=waar,
            cijfers=cijferstand(tabellen.gemeente, tabellen.wijken),
            van=datum(van),
            tot=datum(tot),
            voorbehoud=voorbehoud_van(tabellen, staat.gebied),
        )
    )
    _grafieken(inwoners, wijken, staat.gebied, palen=palen, van=van, tot=tot)
    _tabel(per_dag, staat.peildatum)
    _downloads(zicht, per_dag, tot)


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

    st.html(grafiek.legenda("Inwoners van wijken, naar wat hun buurt heeft", grafiek.inwonerskleuren()))
    st.altair_chart(grafiek.inwonersgrafiek(_binnen(inwoners, gebied), palen, van, tot), width="stretch")
    if not gebied:
        _per_gebied(inwoners, van, tot)
    st.html(grafiek.legenda("Aantal wijken per status", grafiek.wijkkleuren()))
    st.altair_chart(grafiek.wijkengrafiek(_binnen(wijken, gebied), palen, van, tot), width="stretch")


def _per_gebied(inwoners: pd.DataFrame, van: date, tot: date) -> None:
    from ui import grafiek

    st.html(fragment("verloop_gebieden.html"))
    gebieden = sorted(inwoners["gebied"].unique())
    hoogste = int(inwoners.groupby(["peildatum", "gebied"])["inwoners"].sum().max())
    kolommen = st.columns(min(5, len(gebieden)))
    for plek, een in enumerate(gebieden):
        beeld = grafiek.gebiedsgrafiek(inwoners, een, hoogste, van, tot)
        kolommen[plek % len(kolommen)].altair_chart(beeld, width="stretch")


def _tabel(per_dag: pd.DataFrame, peildatum: date) -> None:
    """Draw the table behind the charts, and in words the step that the date of the view is in."""
    # Choosing another step is choosing its date.
    keuze = max((dag for dag in per_dag.index if dag <= peildatum), default=per_dag.index[0])
    rijen = [
        {"dag": datum(dag), "iso": dag.isoformat(), "cellen": [str(n) for n in rij], "gekozen": dag == keuze}
        for dag, rij in zip(per_dag.index, per_dag.to_numpy().tolist(), strict=True)
    ]
    genoemd = "; ".join(f"{naam}: {aantal}" for naam, aantal in per_dag.loc[keuze].items())
    zin = f"Inwoners vanaf {datum(keuze)}: {genoemd}."
    st.html(fragment("verloop_tabel.html", kolommen=list(per_dag), rijen=rijen, zin=zin))


def _downloads(zicht: Zicht, per_dag: pd.DataFrame, tot: date) -> None:
    register, vraag = zicht.register, zicht.staat.vraag._replace(peildatum=tot)
    uitvoer = make_verloopcijfers(per_dag, register.tabellen.gemeente, vraag, register.merk)
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download deze tabel:", width="content")
        bewaarknoppen(register, vraag, VERLOOPCIJFERS, TABELFORMATEN, uitvoer.maak, van=per_dag.index[0])
