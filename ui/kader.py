"""The frame of every page: style and language, the register, the view with its controls, and the title."""

from __future__ import annotations

import streamlit as st

from analysis.nederlands import datum
from ui.bron import laad
from ui.component import gevraagde_staat, toon_kader
from ui.datafout import goed_register
from ui.keuzes import Zicht, keuzes_html, lees_zicht
from ui.navigatie import Pagina
from ui.omlijsting import omlijst


def begin(pagina: Pagina) -> Zicht:
    """Draw what stands around a page, and return what the page is to show.

    Stops the run when there is no good register. What is drawn here stays when another page is opened, and so does the
    view that the browser tells.
    """
    gevraagd = gevraagde_staat()
    bekend = laad().register
    omlijst(bekend.tabellen.gemeente.titel if bekend else "Wijkdekking")
    zicht, meldingen = lees_zicht(goed_register(), gevraagd)
    st.set_page_config(page_title=_titel(pagina, zicht))
    toon_kader(zicht.antwoord, keuzes_html(zicht, pagina.keuzes))
    if meldingen:
        st.info(" ".join(meldingen), icon=":material/info:")
    return zicht


def _titel(pagina: Pagina, zicht: Zicht) -> str:
    """Return the title of the window: what the page is, of what and of when."""
    staat = zicht.staat
    bekend = f"bekend op {zicht.bekend}" if zicht.bekend else ""
    waar = zicht.register.tabellen.wijken["wijknaam"][staat.wijk] if staat.wijk else staat.gebied
    delen = (pagina.titel, waar, datum(staat.peildatum), bekend, zicht.register.tabellen.gemeente.titel)
    return " · ".join(str(deel) for deel in delen if deel)
