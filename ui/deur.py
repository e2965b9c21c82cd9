"""The door of a page that changes the register: who is in, how to come in, and how to go out again."""

from __future__ import annotations

import streamlit as st

from ui.aanmelding import meld_aan, meld_af
from ui.toegang import AFMELDEN, Toegang, toegang
from web.fragmenten import fragment


def toon_deur() -> Toegang:
    """Draw a line with who is signed in, or why nobody may change anything here; return which of the two.

    A page draws what changes something only `if deur.wie or deur.blijft`. Where one does not sign in and may change,
    nothing is drawn.
    """
    mag = toegang()
    if mag.wie and not mag.knop:
        return mag
    with st.container(key="deur", horizontal=True, vertical_alignment="center"):
        st.html(fragment("deur.html", mag=mag), width="content" if mag.wie else "stretch")
        # With typed text in this window signing in is for another one: the link stands in the line itself.
        if mag.knop and not mag.blijft:
            sleutel = "afmelden" if mag.knop == AFMELDEN else "aanmelden"
            if st.button(mag.knop, key=sleutel, type="tertiary" if mag.wie else "secondary"):
                (meld_af if mag.knop == AFMELDEN else meld_aan)()
    return mag
