"""The page Verloop: the transition as a chart, with a table that says the same."""

from datetime import timedelta

import streamlit as st

from analysis.gemeente import cijferstand
from analysis.nederlands import datum, getal
from analysis.trend import DEKKING, inwoners_per_dekking, wijken_per_status
from analysis.verloop import wisselmomenten
from ui.bron import vandaag
from ui.datafout import goed_register
from ui.fragmenten import fragment
from ui.grafiek import INWONERSKLEUREN, WIJKKLEUREN, gebiedsgrafiek, inwonersgrafiek, legenda, wijkengrafiek
from ui.keuzes import kies_verloop


def _neem_dag_over() -> None:
    st.session_state["peildatum"] = st.session_state["afleesdag"]


register = goed_register()
staat = kies_verloop(register.tabellen)
gemeente = register.tabellen.gemeente
palen = gemeente.mijlpalen(staat.variant)
van = palen[0].datum - timedelta(weeks=52)
tot = max(vandaag(), van + timedelta(weeks=52))
dagen = [van, *(dag for dag in wisselmomenten(register.tabellen, staat.variant) if van < dag <= tot)]
inwoners = inwoners_per_dekking(register.tabellen, dagen, staat.variant)
wijken = wijken_per_status(register.tabellen, dagen, staat.variant)
eigen = inwoners[inwoners["gebied"] == staat.gebied] if staat.gebied else inwoners
per_dag = eigen.pivot_table(index="peildatum", columns="dekking", values="inwoners", aggfunc="sum")[list(DEKKING)]
# Only days on which the picture itself changes: many change dates touch nothing but initiatives.
per_dag = per_dag[per_dag.ne(per_dag.shift()).any(axis=1)]

eerste, laatste = per_dag.iloc[0], per_dag.iloc[-1]
st.html(
    fragment(
        "verloop_kop.html",
        waar=gemeente.waar(staat.gebied),
        cijfers=cijferstand(gemeente, register.tabellen.wijken),
        van=datum(van),
        tot=datum(tot),
        toen=getal(eerste["wijkraad, ondersteund"]),
        nu_platform=getal(laatste.iloc[:2].sum()),
        nu_wijkraad=getal(laatste["wijkraad, zonder ondersteuning"]),
        nu_geen=getal(laatste["geen van beide"]),
    )
)
st.html(legenda(INWONERSKLEUREN))
st.altair_chart(inwonersgrafiek(eigen, palen, van, tot), width="stretch")
st.html('<h2 class="wd-h2">Aantal wijken per status</h2>' + legenda(WIJKKLEUREN))
eigen_wijken = wijken[wijken["gebied"] == staat.gebied] if staat.gebied else wijken
st.altair_chart(wijkengrafiek(eigen_wijken, palen, van, tot), width="stretch")
if not staat.gebied:
    st.html('<h2 class="wd-h2">Inwoners per gebied</h2>' + legenda(INWONERSKLEUREN))
    gebieden = sorted(inwoners["gebied"].unique())
    kolommen = st.columns(min(5, len(gebieden)))
    for plek, gebied in enumerate(gebieden):
        kolommen[plek % len(kolommen)].altair_chart(gebiedsgrafiek(inwoners, gebied, van, tot), width="stretch")
st.html('<h2 class="wd-h2">De cijfers achter de grafiek</h2>')
# What is read is the step that the date of the view is in, and reading another one is choosing that date.
st.session_state["afleesdag"] = max((dag for dag in per_dag.index if dag <= staat.peildatum), default=per_dag.index[0])
keuze = st.select_slider(
    "Lees af op", list(per_dag.index), key="afleesdag", format_func=datum, on_change=_neem_dag_over
)
rijen = [
    {"dag": datum(dag), "cellen": [getal(aantal) for aantal in rij], "gekozen": dag == keuze}
    for dag, rij in zip(per_dag.index, per_dag.to_numpy().tolist(), strict=True)
]
aantallen = "; ".join(f"{naam}: {getal(aantal)}" for naam, aantal in per_dag.loc[keuze].items())
zin = f"Inwoners vanaf {datum(keuze)}: {aantallen}."
st.html(fragment("verloop_tabel.html", kolommen=list(DEKKING), rijen=rijen, zin=zin))
