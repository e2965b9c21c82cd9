"""The page Verantwoording: where everything comes from, what is uncertain, and how it was computed."""

import streamlit as st

from ui.datafout import goed_register
from ui.keuzes import volg_adres
from ui.verantwoording import verantwoording_html

register = goed_register()
staat = volg_adres(register.tabellen)
st.html(verantwoording_html(register, staat.peildatum, staat.variant))
