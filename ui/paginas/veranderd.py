"""The page Wat is er veranderd: the difference between two dates, in sentences, on the map and as files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.antwoorden.veranderingen import Moment, veranderingen
from ui.bron import kaartpagina
from ui.component import breng, toon_verschil
from ui.keuzes import Zicht
from ui.omlijsting import statisch_adres
from uitvoer.veranderingen import VERANDERFORMATEN, Vergelijking, bestandsnaam
from web.verschil import verschil


def teken(zicht: Zicht) -> None:
    """Draw the page."""
    register, staat = zicht.register, zicht.staat
    begin = zicht.begin
    van, tot = Moment(register.tabellen, begin), Moment(register.tabellen, staat.peildatum)
    uitkomst = veranderingen(van, tot, staat.variant, staat.gebied)
    kaart = f"kaart-{register.vingerafdruk[:16]}"
    breng(kaart, kaartpagina(register, statisch_adres()))
    toon_verschil(verschil(uitkomst, van, tot, staat) | {"antwoord": zicht.antwoord, "kaartsleutel": kaart})

    vergelijking = Vergelijking(
        uitkomst, van, tot, staat.variant, staat.gebied, (register.vingerafdruk, register.vingerafdruk)
    )
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Neem de vergelijking mee:", width="content")
        for extensie, naam in {".csv": "CSV", ".xlsx": "Excel"}.items():
            st.download_button(
                naam,
                partial(VERANDERFORMATEN[extensie].maak, vergelijking),
                bestandsnaam(begin, staat.peildatum, staat.variant, staat.gebied, extensie),
                VERANDERFORMATEN[extensie].mime,
                key=f"download-veranderingen{extensie}",
                on_click="ignore",
            )
