"""The page Wat is er veranderd: the difference between two dates, in sentences, on the map and as files."""

from __future__ import annotations

import streamlit as st

from analysis.antwoorden.veranderingen import veranderingen, veranderingen_met_kennis
from analysis.stand.stand import Stand
from ui.bron import kaartpagina, registerverschil_van
from ui.component import breng, toon_verschil
from ui.downloads import bewaarknoppen
from ui.keuzes import Zicht
from uitvoer.formaten import TABELFORMATEN
from uitvoer.veranderingen import VERANDERINGEN, make_vergelijking
from web.verschil import verschil


def teken(zicht: Zicht) -> None:
    register, staat = zicht.register, zicht.staat
    begin, vroeger = zicht.begin, zicht.vroeger
    vergelijk = veranderingen_met_kennis if vroeger else veranderingen
    van = Stand((vroeger or register).tabellen, begin, staat.variant)
    uitkomst = vergelijk(van, staat.vraag.stand(register.tabellen), staat.gebied)
    kaart = f"kaart-{register.vingerafdruk[:16]}"
    breng(kaart, kaartpagina(register))
    gewijzigd = registerverschil_van(
        *(zicht.nu or register, begin, staat.peildatum),
        vroeger.kennis if vroeger else None,
        register.kennis if zicht.bekend else None,
    ).binnen(uitkomst.rijen if staat.gebied else None)
    kanten = (vroeger.kennis, register.kennis) if vroeger else (None, None)
    bekend = [kennis.kort if kennis else "" for kennis in kanten]
    inhoud = verschil(uitkomst, staat, gewijzigd, bekend)
    toon_verschil(inhoud | {"antwoord": zicht.antwoord, "kaartsleutel": kaart})

    uitvoer = make_vergelijking(uitkomst, staat.gebied, (vroeger or register).merk, register.merk, gewijzigd)
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download de vergelijking:", width="content")
        bewaarknoppen(register, staat.vraag, VERANDERINGEN, TABELFORMATEN, uitvoer.maak, van=begin)
