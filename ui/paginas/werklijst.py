"""The page Werklijst: whom to ask first, so that the answer on the other pages becomes certain."""

from __future__ import annotations

import streamlit as st

from analysis.teksten.toelichting import WERKLIJST
from ui.downloads import knoppen
from ui.keuzes import Zicht
from uitvoer.formaten import TABELFORMATEN
from web.werklijst import werklijst_html


def teken(zicht: Zicht) -> None:
    """Draw the page."""
    vraag = zicht.staat.vraag
    st.html(werklijst_html(zicht.register, vraag.stand(zicht.register.tabellen), vraag.gebied))
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download de werklijst:", width="content")
        knoppen(zicht.register, zicht.staat, WERKLIJST, TABELFORMATEN)
