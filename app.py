"""Streamlit entry: page settings and navigation, nothing else."""

import streamlit as st

from ui.adressen import navigeer
from ui.kader import begin
from ui.omlijsting import ICOON
from ui.ruimte import maak_ruimte

maak_ruimte()
st.set_page_config(page_icon=ICOON, layout="wide")
pagina = navigeer(
    {
        "kaart": ("ui/pagina_kaart.py", "Kaart"),
        "verloop": ("ui/pagina_verloop.py", "Verloop"),
        "veranderd": ("ui/pagina_veranderd.py", "Wat is er veranderd"),
        "briefing": ("ui/pagina_briefing.py", "Briefing"),
        "presentatie": ("ui/pagina_presentatie.py", "Presentatie"),
        "verantwoording": ("ui/pagina_verantwoording.py", "Verantwoording"),
    }
)
begin(pagina)
pagina.run()
