"""The page Verloop: the transition as a chart, with a table that says the same."""

from datetime import timedelta

import streamlit as st

from analysis import waarden as w
from analysis.antwoorden.verloop import DEKKING, aantallen, inwoners_per_dekking, wijken_per_status
from analysis.gemeente import cijferstand
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import voorbehoud_van
from systeem.klok import vandaag
from ui.grafiek import gebiedsgrafiek, inwonersgrafiek, inwonerskleuren, legenda, wijkengrafiek, wijkkleuren
from ui.keuzes import ZICHT
from web.fragmenten import fragment

register, staat, _ = ZICHT.get()
gemeente = register.tabellen.gemeente
palen = gemeente.mijlpalen(staat.variant)
van = palen[0].datum - timedelta(weeks=52)
tot = max(vandaag(), van + timedelta(weeks=52))
dagen = [van, *(dag for dag in wisselmomenten(register.tabellen, staat.variant) if van < dag <= tot)]
stand = Stand(register.tabellen, dagen, staat.variant)
inwoners, wijken = inwoners_per_dekking(stand), wijken_per_status(stand)
eigen = inwoners[inwoners["gebied"] == staat.gebied] if staat.gebied else inwoners
per_dag = aantallen(eigen)
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
        toen=eerste[w.LEGENDANAMEN[w.WIJKRAAD]],
        nu_platform=laatste.iloc[0].en(laatste.iloc[1]),
        nu_wijkraad=laatste[w.LEGENDANAMEN[w.ZONDER_ONDERSTEUNING]],
        nu_geen=laatste[w.LEGENDANAMEN[w.GEEN]],
        geen=w.LEGENDANAMEN[w.GEEN],
        voorbehoud=voorbehoud_van(register.tabellen, staat.gebied),
    )
)
st.html(legenda(inwonerskleuren()))
st.altair_chart(inwonersgrafiek(eigen, palen, van, tot), width="stretch")
st.html('<h2 class="wd-h2">Aantal wijken per status</h2>' + legenda(wijkkleuren()))
eigen_wijken = wijken[wijken["gebied"] == staat.gebied] if staat.gebied else wijken
st.altair_chart(wijkengrafiek(eigen_wijken, palen, van, tot), width="stretch")
if not staat.gebied:
    st.html('<h2 class="wd-h2">Inwoners per gebied</h2>' + legenda(inwonerskleuren()))
    gebieden = sorted(inwoners["gebied"].unique())
    kolommen = st.columns(min(5, len(gebieden)))
    for plek, gebied in enumerate(gebieden):
        kolommen[plek % len(kolommen)].altair_chart(gebiedsgrafiek(inwoners, gebied, van, tot), width="stretch")
st.html('<h2 class="wd-h2">De cijfers achter de grafiek</h2>')
# What is read is the step that the date of the view is in; choosing another step is choosing its date.
keuze = max((dag for dag in per_dag.index if dag <= staat.peildatum), default=per_dag.index[0])
rijen = [
    {"dag": datum(dag), "iso": dag.isoformat(), "cellen": [str(aantal) for aantal in rij], "gekozen": dag == keuze}
    for dag, rij in zip(per_dag.index, per_dag.to_numpy().tolist(), strict=True)
]
aantallen = "; ".join(f"{naam}: {aantal}" for naam, aantal in per_dag.loc[keuze].items())
zin = f"Inwoners vanaf {datum(keuze)}: {aantallen}."
st.html(fragment("verloop_tabel.html", kolommen=list(DEKKING), rijen=rijen, zin=zin))
