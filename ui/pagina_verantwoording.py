"""The page Verantwoording: where everything comes from, what is uncertain, and how it was computed."""

import streamlit as st

from ui.keuzes import ZICHT
from web.verantwoording import verantwoording_html

register, staat, _ = ZICHT.get()
st.html(verantwoording_html(register, staat.vraag.stand(register.tabellen)))
