"""The page Wat is er veranderd: the difference between two dates, in sentences, on the map and as files."""

from __future__ import annotations

import streamlit as st

from analysis.antwoorden.veranderingen import veranderingen
from analysis.stand.stand import Stand
from ui.bron import kaartpagina
from ui.component import breng, toon_verschil
from ui.downloads import bewaarknoppen
from ui.keuzes import Zicht
from ui.omlijsting import statisch_adres
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import TABELFORMATEN
from uitvoer.veranderingen import VERANDERINGEN, make_vergelijking
from web.verschil import verschil


def teken(zicht: Zicht) -> None:
    """Draw the page."""
    register, staat = zicht.register, zicht.staat
    begin = zicht.begin
    uitkomst = veranderingen(
        Stand(register.tabellen, begin, staat.variant), staat.vraag.stand(register.tabellen), staat.gebied
    )
    kaart = f"kaart-{register.vingerafdruk[:16]}"
    breng(kaart, kaartpagina(register, statisch_adres()))
    toon_verschil(verschil(uitkomst, staat) | {"antwoord": zicht.antwoord, "kaartsleutel": kaart})

    uitvoer = make_vergelijking(uitkomst, staat.gebied, register.vingerafdruk, register.vingerafdruk)
    namen = {
        extensie: bestandsnaam(register.tabellen.gemeente, VERANDERINGEN, staat.vraag, extensie, van=begin)
        for extensie in TABELFORMATEN
    }
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download de vergelijking:", width="content")
        bewaarknoppen(VERANDERINGEN, namen, uitvoer.maak)
