"""The door of a page that changes the register: who is in, how to come in, and how to go out again."""

from __future__ import annotations

import streamlit as st

from ui.aanmelding import meld_aan, meld_af
from ui.toegang import AFMELDEN, Toegang
from web.fragmenten import fragment


def toon_deur(mag: Toegang, *, concept: bool = False) -> None:
    """Draw a line with who is signed in and a way out; or why nobody may change anything here, and what helps.

    Where one may without signing in there is nothing to draw. `concept` says whether what was typed on this page is
    there again after signing in anew.
    """
    if mag.wie and not mag.knop:
        return
    with st.container(key="deur", horizontal=True, vertical_alignment="center"):
        html = fragment("deur.html", mag=mag, concept=concept and mag.blijft)
        st.html(html, width="content" if mag.wie else "stretch")
        if mag.knop:
            sleutel = "afmelden" if mag.knop == AFMELDEN else "aanmelden"
            if st.button(mag.knop, key=sleutel, type="tertiary" if mag.wie else "secondary"):
                (meld_af if mag.knop == AFMELDEN else meld_aan)()
