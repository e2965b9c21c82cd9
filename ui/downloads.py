"""The buttons to take a table along. A file is made when its button is pressed, not before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from analysis.teksten.toelichting import BUURTEN, GATEN, INITIATIEVENTABEL, ORGANISATIETABEL, VERLOOP, WIJKEN
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from register.register import Register
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import FORMATEN, TABELFORMATEN, VLAKFORMATEN
from uitvoer.tabel import make_uitvoer
from web.staat import Staat

_MEER = {
    WIJKEN: "Alle wijken",
    BUURTEN: "Alle buurten",
    ORGANISATIETABEL: "Wijkraden en wijkplatforms",
    INITIATIEVENTABEL: "Initiatieven",
    VERLOOP: "Verloop: inwoners per wijk en groep",
}


def downloads(register: Register, staat: Staat) -> None:
    """Draw a button for each format of the gap list, and the other tables behind one more."""
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download de lijst:", width="content")
        knoppen(register, staat, GATEN)
        with st.popover("Meer bestanden"):
            for soort, naam in _MEER.items():
                st.markdown(f"**{naam}**")
                with st.container(horizontal=True):
                    knoppen(register, staat, soort, TABELFORMATEN if soort == VERLOOP else VLAKFORMATEN)


def knoppen(register: Register, staat: Staat, soort: str, formaten: Sequence[str] = VLAKFORMATEN) -> None:
    """Draw a button for each of these formats of a table."""
    bevraging = Bevraging(register, staat.vraag)
    bewaarknoppen(
        register, staat.vraag, soort, formaten, lambda extensie: make_uitvoer(bevraging, soort).maak(extensie)
    )


def bewaarknoppen(
    register: Register,
    vraag: Vraag,
    soort: str,
    formaten: Sequence[str],
    maak: Callable[[str], bytes],
    *,
    van: date | None = None,
) -> None:
    """Draw a button for each form of a file of these formats: `maak` gives its bytes, `van` is as in `bestandsnaam`."""
    for extensie in formaten:
        st.download_button(
            FORMATEN[extensie].naam,
            partial(maak, extensie),
            bestandsnaam(register.tabellen.gemeente, soort, vraag, extensie, van=van, kennis=register.kennis),
            FORMATEN[extensie].mime,
            key=f"download-{soort}{extensie}",
            on_click="ignore",
        )
