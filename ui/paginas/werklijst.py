"""The page Werklijst: whom to ask first, so that the answer on the other pages becomes certain."""

from __future__ import annotations

import streamlit as st

from ui.keuzes import Zicht
from web.werklijst import werklijst_html


def teken(zicht: Zicht) -> None:
    """Draw the page."""
    vraag = zicht.staat.vraag
    st.html(werklijst_html(zicht.register, vraag.stand(zicht.register.tabellen), vraag.gebied))
