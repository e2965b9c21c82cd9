"""Streamlit entry: page settings and navigation, nothing else."""

from pathlib import Path

import streamlit as st

st.set_page_config(page_title="Wijkdekking Haarlem", page_icon=str(Path(__file__).parent / "static" / "icoon.svg"), layout="wide")
st.html(Path(__file__).parent / "ui" / "stijl.css")
st.navigation(
    [
        st.Page("ui/pagina_kaart.py", title="Kaart", url_path="kaart", default=True),
        st.Page("ui/pagina_verantwoording.py", title="Verantwoording", url_path="verantwoording"),
    ],
    position="top",
).run()
