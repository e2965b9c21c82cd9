"""Streamlit entry: page settings and navigation, nothing else."""

import streamlit as st

from ui.bron import laad
from ui.omlijsting import ICOON, omlijst

register = laad().register
titel = register.tabellen.gemeente.titel if register else "Wijkdekking"
st.set_page_config(page_title=titel, page_icon=ICOON, layout="wide")
omlijst(titel)
st.navigation(
    [
        st.Page("ui/pagina_kaart.py", title="Kaart", url_path="kaart", default=True),
        st.Page("ui/pagina_verloop.py", title="Verloop", url_path="verloop"),
        st.Page("ui/pagina_veranderd.py", title="Wat is er veranderd", url_path="veranderd"),
        st.Page("ui/pagina_briefing.py", title="Briefing", url_path="briefing"),
        st.Page("ui/pagina_presentatie.py", title="Presentatie", url_path="presentatie"),
        st.Page("ui/pagina_verantwoording.py", title="Verantwoording", url_path="verantwoording"),
    ],
    position="top",
).run()
