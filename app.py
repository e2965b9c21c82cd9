"""Streamlit entry: page settings and navigation, nothing else."""

import streamlit as st

from ui.aanmelding import zwijg_over_namen
from ui.kader import begin
from ui.navigatie import Pagina, navigeer
from ui.omlijsting import ICOON
from ui.paginas import briefing, logboek, presentatie, register, stad, veranderd, verantwoording, verloop, werklijst
from ui.ruimte import maak_ruimte

PAGINAS = {
    "stad": Pagina("Stad", stad.teken, heette="kaart"),
    "werklijst": Pagina("Werklijst", werklijst.teken, keuzes="werk"),
    "register": Pagina("Register", register.teken, keuzes="werk"),
    "logboek": Pagina("Logboek", logboek.teken, keuzes="werk"),
    "verloop": Pagina("Verloop", verloop.teken, keuzes="verloop"),
    "veranderd": Pagina("Wat is er veranderd", veranderd.teken, keuzes="paar"),
    "briefing": Pagina("Briefing", briefing.teken, keuzes="blad"),
    "presentatie": Pagina("Presentatie", presentatie.teken, keuzes=""),
    "verantwoording": Pagina("Verantwoording", verantwoording.teken, keuzes=""),
}

maak_ruimte()
zwijg_over_namen()
st.set_page_config(page_icon=ICOON, layout="wide")
pagina, toon = navigeer(PAGINAS)
toon(begin(pagina))
