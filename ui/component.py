"""The screen's component: which fragments and statuses go to the browser for a view, and how they get there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from ui.omlijsting import script_versie, statisch_adres
from web import fragmenten
from web.presentatie import presentatie_html
from web.staat import LAGEN

# The frame of the screen never changes, and Streamlit sends the HTML of a component with every message: so it is
# brought, once, and put into an empty one.
_RAAM = fragmenten.scherm_html(LAGEN)
_FORMULIER = "formulier"

# The real script is a file that the browser keeps; only this door to it travels with every message. Calls wait for
# the script, and so keep their order. This code itself runs from a blob: address, so it names the origin.
_JS = """
export default (component) => {
  const { adres, versie } = component.data.script;
  window.wijkdekking ??= import(`${location.origin}${adres}/streamlit/component.js?v=${versie}`);
  window.wijkdekking.then((module) => module.verwerk(component));
};
"""

_component = partial(st.components.v2.component, js=_JS, isolate_styles=False)
_STAAT = _component("wijkdekking_staat")
_KADER = _component("wijkdekking_kader", html="<div>\n</div>")
_SCHERM = _component("wijkdekking", html='<div class="wd-raam">\n</div>')
_VERSCHIL = _component("wijkdekking_verschil", html=fragmenten.fragment("kaart_en_tekst.html"))
_PRESENTATIE = _component("wijkdekking_presentatie", html=presentatie_html())
_REGISTER = _component("wijkdekking_register", html=fragmenten.fragment("register.html"))
_DADEN = _component("wijkdekking_daden", html='<div class="wd-vak">\n</div>')
_BRON = _component("wijkdekking_bron")


def _bericht(soort: str, **inhoud_: Any) -> dict[str, Any]:
    return {"soort": soort, "script": {"adres": statisch_adres(), "versie": script_versie()}} | inhoud_


def gevraagde_staat() -> str | None:
    """Return the view as the browser tells it with every message; None as long as it has told none."""
    with st.container(key="kaartbron-staat"):
        return _STAAT(key="staat", data=_bericht("staat"), on_staat_change=_niets, on_hersteld_change=_niets).staat


def _niets() -> None:
    """Let Streamlit know that a component tells something; that it runs again is all that is needed."""


def toon_kader(antwoord: dict[str, str | None], keuzes: str) -> None:
    """Show the controls (HTML; empty on a page without), and tell which view is answered: see `Zicht.antwoord`."""
    with st.container(key="keuzes" if keuzes else "kaartbron-keuzes"):
        _KADER(key="kader", data=_bericht("kader", antwoord=antwoord, keuzes=keuzes))


def breng(sleutel: str, inhoud_: Any) -> None:
    """Send what the browser keeps: a map page or a timeline. An equal message is sent to each visitor once.

    Streamlit remembers which large messages a browser has, and then sends only their hash.
    """
    with st.container(key=f"kaartbron-{sleutel}"):
        _breng(sleutel, inhoud_)


def _breng(sleutel: str, inhoud_: Any) -> None:
    _BRON(key=f"bron-{sleutel}", data=_bericht("bron", sleutel=sleutel, inhoud=inhoud_))


def toon(data: dict[str, Any]) -> None:
    """Show a view; `data` from `inhoud`, with `antwoord`, `kaartsleutel` and `tijdsleutel` (what `breng` sent).

    What other views have too is brought, under what it holds; in a fragment a comment with its name stands for it.
    """
    delen = {"raam": _RAAM, "stand": data["stand"], **data["delen"]}
    sleutels = {naam: f"{naam}-{_merk(deel)}" for naam, deel in delen.items()}
    with st.container(key="kaartbron-delen"):
        for naam, deel in delen.items():
            _breng(sleutels[naam], deel)
    fragmenten = {plek: _zonder(data["delen"], html) for plek, html in data["fragmenten"].items()}
    rest = {naam: deel for naam, deel in data.items() if naam != "stand"}
    _SCHERM(key="scherm", data=_bericht("scherm", **rest | {"fragmenten": fragmenten, "delen": sleutels}))


def _merk(deel: Any) -> str:
    return hashlib.sha256(json.dumps(deel).encode()).hexdigest()[:16]


def _zonder(delen: dict[str, str], html: str) -> str:
    """Return a fragment without these parts.

    Examples
    --------
    >>> _zonder({"balk": "<i></i>"}, "<p><i></i></p>")
    '<p><!--balk--></p>'
    """
    for naam, deel in delen.items():
        html = html.replace(deel, f"<!--{naam}-->", 1)
    return html


def toon_verschil(data: dict[str, Any]) -> None:
    """Show a comparison; `data` from `web.verschil.verschil`, with `antwoord` and `kaartsleutel`."""
    _VERSCHIL(key="scherm", data=_bericht("scherm", **data))


def toon_presentatie(data: dict[str, Any]) -> None:
    """Show the wall view: `antwoord`, and what was brought under which key. The browser does the rest."""
    _PRESENTATIE(key="presentatie", data=_bericht("presentatie", **data))


def toon_register(data: dict[str, Any], bewaar: Callable[[], None]) -> None:
    """Show the page Register; `bewaar` is called when the user asks to save: see `gevraagd_register`."""
    _REGISTER(key=_FORMULIER, data=_bericht("register", **data), on_bekeken_change=_niets, on_bewaar_change=bewaar)


def gevraagd_register(wat: str) -> str:
    """Return what the page Register asks: to look at (`bekeken`, which stays) or to save (`bewaar`, once); a text."""
    return str(st.session_state.get(_FORMULIER, {}).get(wat) or "")


def toon_daden(sleutel: str, data: dict[str, Any], doe: Callable[[], None]) -> None:
    """Show a page whose buttons and forms ask for something; `doe` is called when they do: see `ui.daden`."""
    _DADEN(key=sleutel, data=_bericht("daden", **data), on_doe_change=doe)


def gevraagd_van(sleutel: str) -> Any:
    """Return what the page under this key asks, as the browser sent it."""
    return st.session_state.get(sleutel, {}).get("doe")
