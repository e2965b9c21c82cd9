"""The page Verantwoording: where everything comes from, what is uncertain, and how it was computed."""

from __future__ import annotations

import streamlit as st

from ui.keuzes import Zicht
from web.verantwoording import verantwoording_html


def teken(zicht: Zicht) -> None:
    st.html(verantwoording_html(zicht.register, zicht.staat.vraag.stand(zicht.register.tabellen)))
