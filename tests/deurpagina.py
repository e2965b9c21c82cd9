"""The application with a page that saves, as small as it can be: what is behind the door, and a way around it.

Copied beside its own `static/` by the tests of signing in.
"""

import streamlit as st

from register.opslag.fouten import OpslagFout
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from ui.aanmelding import zwijg_over_namen
from ui.bewaren import bewaar
from ui.deur import toon_deur
from ui.kader import begin
from ui.navigatie import Pagina, navigeer
from ui.paginas import stad
from ui.ruimte import maak_ruimte
from ui.toegang import toegang


def _bewaar(naam):
    try:
        nummer = bewaar(
            "proef", "brief van 1 juni", None, Wijzig(ORGANISATIE, "wijkraad-een", {"naam": naam})
        ).uitkomst.nummer
    except OpslagFout as fout:
        st.error(str(fout))
    else:
        st.success(f"Bewaard als nummer {nummer}.")


def _proef(zicht):
    st.title("Proef")
    mag = toegang()
    toon_deur(mag)
    if mag.binnen:
        with st.form("formulier", enter_to_submit=False):
            naam = st.text_input("Naam", key="naam")
            if st.form_submit_button("Bewaar", key="bewaar"):
                _bewaar(naam)
    if st.button("Bewaar zonder te vragen", key="omweg"):
        _bewaar("Omweg")


zwijg_over_namen()
maak_ruimte()
st.set_page_config(layout="wide")
pagina, toon = navigeer({"stad": Pagina("Stad", stad.teken), "proef": Pagina("Proef", _proef, keuzes="")})
toon(begin(pagina))
