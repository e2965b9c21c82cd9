"""Streamlit entry: page settings and navigation, nothing else."""

import streamlit as st

from ui.kader import begin
from ui.omlijsting import ICOON

st.set_page_config(page_icon=ICOON, layout="wide")
pagina = st.navigation(
    [
        st.Page("ui/pagina_kaart.py", title="Kaart", url_path="kaart", default=True),
        st.Page("ui/pagina_verloop.py", title="Verloop", url_path="verloop"),
        st.Page("ui/pagina_veranderd.py", title="Wat is er veranderd", url_path="veranderd"),
        st.Page("ui/pagina_briefing.py", title="Briefing", url_path="briefing"),
        st.Page("ui/pagina_presentatie.py", title="Presentatie", url_path="presentatie"),
        st.Page("ui/pagina_verantwoording.py", title="Verantwoording", url_path="verantwoording"),
    ],
    position="top",
)
begin(pagina)
pagina.run()
