"""The page Briefing: sheets of paper to hand out, and the map as a picture."""

from __future__ import annotations

import base64
from functools import partial
from html import escape

import streamlit as st

from analysis.teksten.antwoord import antwoord_op
from register.bevraging import Bevraging
from ui.bron import voorbeeld_van
from ui.keuzes import Zicht
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.bladen import Leeg, maak
from uitvoer.formaten import BLADSOORTEN, FORMATEN, KAART, STAD, WIJK, WIJKEN
from web.fragmenten import fragment


def teken(zicht: Zicht) -> None:
    """Draw the page: at the left what can be made, at the right how the city's sheet will look."""
    bevraging, wijk = Bevraging(zicht.register, zicht.staat.vraag), zicht.staat.wijk
    knop = partial(_knop, bevraging)
    st.html("<h1 class='wd-h2'>Bladen om uit te delen</h1>")
    links, rechts = st.columns([0.46, 0.54], gap="large")
    with links:
        with st.container(border=True):
            st.markdown("**Stadsblad.** Eén A4: het antwoord, de kaart, de gaten en wat er veranderde.")
            with st.container(horizontal=True):
                knop(STAD, ".pdf", "Stadsblad als PDF")
                knop(STAD, ".png", "Als PNG")
        with st.container(border=True):
            st.markdown("**Wijkblad.** Eén A4 over één wijk.")
            namen = zicht.register.tabellen.wijken["wijknaam"].sort_values()
            st.html(fragment("kies_wijk.html", wijken=namen.items(), gekozen=wijk))
            if wijk:
                with st.container(horizontal=True):
                    knop(WIJK, ".pdf", "Wijkblad als PDF", wijk=wijk)
                    knop(WIJK, ".png", "Als PNG", wijk=wijk)
        with st.container(border=True):
            _gatenwijken(bevraging)
        with st.container(border=True):
            st.markdown("**De kaart als plaatje**, met legenda en bron, voor een brief of presentatie.")
            with st.container(horizontal=True):
                knop(KAART, ".svg", "Kaart als SVG")
                knop(KAART, ".png", "Kaart als PNG")
    with rechts:
        _voorbeeld(bevraging)


def _knop(bevraging: Bevraging, soort: str, extensie: str, naam: str, *, wijk: str | None = None) -> None:
    tabellen, vraag = bevraging.register.tabellen, bevraging.vraag
    waar = str(tabellen.wijken.loc[wijk, "wijknaam"]) if wijk else None
    st.download_button(
        naam,
        partial(maak, bevraging, soort, extensie, wijk=wijk),
        bestandsnaam(
            tabellen.gemeente, BLADSOORTEN[soort].naam, vraag, extensie, waar=waar, kennis=bevraging.register.kennis
        ),
        FORMATEN[extensie].mime,
        key=f"blad-{soort}{extensie}",
        on_click="ignore",
    )


def _gatenwijken(bevraging: Bevraging) -> None:
    st.markdown("**Alle gatenwijken.** Een wijkblad voor elke wijk met inwoners zonder platform.")
    with st.container(horizontal=True):
        gekozen = [
            extensie
            for extensie in BLADSOORTEN[WIJKEN].formaten
            if st.button(f"Maak {'één PDF' if extensie == '.pdf' else 'een zip'}", key=f"maak{extensie}")
        ]
    if gekozen:
        _maak_alle(bevraging, gekozen[0])
    # Only what was made of this very question and these very data is offered.
    *sleutel, extensie, inhoud = st.session_state.get("wijkbladen", (None, None, "", b""))
    register, vraag = bevraging.register, bevraging.vraag
    if tuple(sleutel) == (register.merk, vraag):
        st.download_button(
            f"Haal de wijkbladen op ({FORMATEN[extensie].naam}, {len(inhoud) / 1e6:.1f} MB)".replace(".", ","),
            inhoud,
            bestandsnaam(register.tabellen.gemeente, BLADSOORTEN[WIJKEN].naam, vraag, extensie, kennis=register.kennis),
            FORMATEN[extensie].mime,
            key="blad-wijken",
            on_click="ignore",
            type="primary",
        )


def _maak_alle(bevraging: Bevraging, extensie: str) -> None:
    """Make all sheets with a bar that shows how far it is, and keep them for the button."""
    balk = st.progress(0.0, "De wijkbladen worden gemaakt …")

    def toon(gedaan: int, totaal: int, naam: str) -> None:
        balk.progress(gedaan / totaal, f"{gedaan + 1} van {totaal}: {naam}")

    try:
        inhoud = maak(bevraging, WIJKEN, extensie, voortgang=toon)
        st.session_state["wijkbladen"] = (bevraging.register.merk, bevraging.vraag, extensie, inhoud)
    except Leeg as leeg:
        st.info(str(leeg))
    balk.empty()


def _voorbeeld(bevraging: Bevraging) -> None:
    register, vraag = bevraging.register, bevraging.vraag
    zin = antwoord_op(bevraging.stand, vraag.gebied)
    plaatje = base64.b64encode(voorbeeld_van(register, vraag)).decode()
    alt = f"Voorbeeld van het stadsblad. {zin.stand} {zin.opgave}"
    st.html(
        f'<img alt="{escape(alt)}" src="data:image/png;base64,{plaatje}" '
        'style="width:100%;max-width:640px;border:1px solid #c9cad0">'
    )
