"""The navigation, also for an address that no page has: a mistyped one shows its page, an unknown one the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.keuzes import Zicht

_ANDERS = "andere_adressen"  # in the session: the names that were asked for, so that the way back finds them too


class Pagina(NamedTuple):
    """A page: what it is called, what draws a view on it, and which controls it has (see `ui.keuzes.keuzes_html`)."""

    titel: str
    teken: Callable[[Zicht], None]
    keuzes: str = "datum"
    heette: str = ""  # its name in addresses of before


def navigeer(paginas: Mapping[str, Pagina]) -> tuple[Pagina, Callable[[Zicht], None]]:
    """Draw the menu; return the page of the address, and what shows a view on it.

    Without this Streamlit opens an English window over the map for any address that is not exactly that of a page.
    That of the first page is one of those: it is served at the root.

    Parameters
    ----------
    paginas : mapping of str to Pagina
        By name in the address, in small letters; the first is the map.
    """
    zichten: list[Zicht] = []

    def adres(naam: str, pagina: Pagina, zichtbaar: Literal["visible", "hidden"] = "visible") -> StreamlitPage:
        # Streamlit runs a page without arguments.
        return st.Page(
            lambda: pagina.teken(zichten[-1]), title=pagina.titel, url_path=naam, default=not naam, visibility=zichtbaar
        )

    def toon(zicht: Zicht) -> None:
        zichten.append(zicht)
        gekozen.run()

    eerste, *andere = paginas
    menu = [adres("", paginas[eerste]), *(adres(naam, paginas[naam]) for naam in andere)]
    gevraagd: list[str] = st.session_state.setdefault(_ANDERS, [])
    naam = _naam_in_adres()
    if naam and naam not in {*andere, *gevraagd}:
        gevraagd.append(naam)
    alle = {**paginas, **{pagina.heette: pagina for pagina in paginas.values() if pagina.heette}}
    verborgen = [adres(naam, alle.get(naam.lower(), paginas[eerste]), "hidden") for naam in gevraagd]
    gekozen = st.navigation([*menu, *verborgen], position="top")
    bekend = gekozen.url_path.lower() or eerste
    if bekend not in alle:
        st.info("Dit adres bestaat niet. U ziet de hele stad.", icon=":material/info:")
    return alle.get(bekend, paginas[eerste]), toon


def _naam_in_adres() -> str:
    """Return what stands in the address behind the root of the application, empty at the root itself."""
    pad = unquote(urlsplit(st.context.url or "").path).strip("/")
    basis = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return "" if pad == basis else pad.rpartition("/")[2].strip()
