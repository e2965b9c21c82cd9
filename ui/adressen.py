"""The navigation, also for an address that no page has: a mistyped one shows its page, an unknown one the map."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_ANDERS = "andere_adressen"  # in the session: the names that were asked for, so that the way back finds them too


def navigeer(paginas: Mapping[str, tuple[str, str]]) -> StreamlitPage:
    """Draw the menu and return the page to run.

    Without this Streamlit opens an English window over the map for any address that is not exactly that of a page.
    That of the first page is one of those: it is served at the root.

    Parameters
    ----------
    paginas : mapping of str to (str, str)
        From its name in the address, in small letters, to the file and the title of a page; the first is the map.
    """
    eerste, *andere = paginas
    menu = [_pagina("", paginas[eerste]), *(_pagina(naam, paginas[naam]) for naam in andere)]
    gevraagd: list[str] = st.session_state.setdefault(_ANDERS, [])
    naam = _naam_in_adres()
    if naam and naam not in {*andere, *gevraagd}:
        gevraagd.append(naam)
    verborgen = [_pagina(naam, paginas.get(naam.lower(), paginas[eerste]), "hidden") for naam in gevraagd]
    gekozen = st.navigation([*menu, *verborgen], position="top")
    if gekozen.url_path and gekozen.url_path.lower() not in paginas:
        st.info("Dit adres bestaat niet. U ziet de kaart.", icon=":material/info:")
    return gekozen


def _pagina(naam: str, wat: tuple[str, str], zichtbaar: str = "visible") -> StreamlitPage:
    bestand, titel = wat
    return st.Page(bestand, title=titel, url_path=naam, default=not naam, visibility=zichtbaar)


def _naam_in_adres() -> str:
    """Return what stands in the address behind the root of the application, empty at the root itself."""
    pad = unquote(urlsplit(st.context.url or "").path).strip("/")
    basis = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return "" if pad == basis else pad.rpartition("/")[2].strip()
