"""The page Verantwoording: where everything comes from, what is uncertain, and how it was computed."""

from itertools import groupby

import streamlit as st

from analysis.beleid import BEWIJSTERMIJN, VARIANTEN, mijlpalen
from analysis.datums import eerste_dag
from analysis.meldingen import MELDINGREGELS, meldingen
from analysis.nederlands import datum
from analysis.toelichting import BRONVERMELDING
from geo.kaart import BASISKAART_BRON
from ui.datafout import goed_register
from ui.fragmenten import fragment
from ui.keuzes import volg_adres

register = goed_register()
staat = volg_adres(register.tabellen)
gevonden = sorted(meldingen(register.tabellen, staat.peildatum, staat.variant), key=lambda b: b.regel)
groepen = {
    MELDINGREGELS[regel].titel: [(b.waar, b.wat, b.herstel) for b in groep]
    for regel, groep in groupby(gevonden, key=lambda b: b.regel)
}
laatste = eerste_dag(register.tabellen.organisaties["laatst_gezien"]).max()
st.html(
    fragment(
        "verantwoording.html",
        peildatum=datum(staat.peildatum),
        variant=VARIANTEN[staat.variant].naam,
        varianten=list(VARIANTEN.values()),
        aantal=len(gevonden),
        groepen=groepen,
        mijlpalen=[(datum(m.datum), m.omschrijving, m.bron) for m in mijlpalen(staat.variant)],
        laatste=datum(laatste.date()) if laatste == laatste else "onbekend",  # noqa: PLR0124  NaT differs from itself
        vingerafdruk=register.vingerafdruk[:16],
        dagen=BEWIJSTERMIJN.days,
        bronvermelding=BRONVERMELDING,
        basiskaart=BASISKAART_BRON,
    )
)
