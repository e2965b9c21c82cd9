"""The screen's component: which fragments and statuses go to the browser for a view, and how they get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from analysis.dossier import dossier
from analysis.nederlands import datum
from analysis.overzicht import gaten, wijkoverzicht
from analysis.situaties import situaties
from analysis.tabellen import Tabellen
from ui import fragmenten
from ui.omlijsting import script_versie, statisch_adres
from ui.presentatie import presentatie_html
from ui.situatie import beeld, bits, blik
from ui.staat import LAGEN, Staat

_HTML = fragmenten.scherm_html(LAGEN)

# The real script is a file that the browser keeps; only this door to it travels with every message. Calls wait for
# the script, and so keep their order. This code itself runs from a blob: address, so it names the origin.
_JS = """
export default (component) => {
  const { adres, versie } = component.data.script;
  window.wijkdekking ??= import(`${location.origin}${adres}/dekking/component.js?v=${versie}`);
  window.wijkdekking.then((module) => module.verwerk(component));
};
"""

_SCHERM = st.components.v2.component("wijkdekking", html=_HTML, js=_JS, isolate_styles=False)
_VERSCHIL = st.components.v2.component(
    "wijkdekking_verschil", html=fragmenten.fragment("kaart_en_tekst.html"), js=_JS, isolate_styles=False
)
_PRESENTATIE = st.components.v2.component(
    "wijkdekking_presentatie", html=presentatie_html(), js=_JS, isolate_styles=False
)
_BRON = st.components.v2.component("wijkdekking_bron", js=_JS, isolate_styles=False)


def _script() -> dict[str, str]:
    return {"adres": statisch_adres(), "versie": script_versie()}


def breng(sleutel: str, inhoud_: Any) -> None:
    """Send what the browser keeps: a map page or a timeline. An equal message is sent to each visitor once.

    Streamlit remembers which large messages a browser has, and then sends only their hash.
    """
    with st.container(key=f"kaartbron-{sleutel}"):
        data = {"soort": "bron", "sleutel": sleutel, "inhoud": inhoud_, "script": _script()}
        _BRON(key=f"bron-{sleutel}", data=data)


def toon(
    data: dict[str, Any], bij_wijk: Callable[[], None], bij_peildatum: Callable[[], None], bij_lagen: Callable[[], None]
) -> None:
    """Show a view.

    Parameters
    ----------
    data : dict
        From `inhoud`, with `kaartsleutel` and `tijdsleutel` (what `breng` sent) and `volgnummer`.
    bij_wijk, bij_peildatum, bij_lagen : callable
        Called when the user has chosen a wijk on the map or in the table, a date on the timeline, or other layers.
    """
    data = data | {"soort": "scherm", "script": _script()}
    _SCHERM(
        key="scherm",
        data=data,
        on_wijk_change=bij_wijk,
        on_peildatum_change=bij_peildatum,
        on_lagen_change=bij_lagen,
    )


def toon_verschil(data: dict[str, Any], bij_wijk: Callable[[], None]) -> None:
    """Show a comparison; `data` from `ui.verschil.verschil`, with `kaartsleutel`."""
    data = data | {"soort": "scherm", "script": _script()}
    _VERSCHIL(key="scherm", data=data, on_wijk_change=bij_wijk)


def toon_presentatie(data: dict[str, Any], bij_beeld: Callable[[], None]) -> None:
    """Show the wall view.

    Parameters
    ----------
    data : dict
        `peildatum` (ISO), `scherm` (an id of `ui.presentatie`), `volgnummer`, and `kaartsleutel`, `tijdsleutel` and
        `verhaalsleutel` (what `breng` sent).
    bij_beeld : callable
        Called when the presenter rests on a date and a screen.
    """
    data = data | {"soort": "presentatie", "script": _script()}
    _PRESENTATIE(key="presentatie", data=data, on_beeld_change=bij_beeld)


def inhoud(tabellen: Tabellen, staat: Staat) -> dict[str, Any]:
    """Return what the browser needs for a view: texts and fragments of HTML, and statuses for the map.

    Parameters
    ----------
    tabellen : Tabellen
    staat : Staat

    Returns
    -------
    dict
        `teksten` and `stand` (see `ui.situatie.beeld`; `stand` also has the layers, the gebied and the selection),
        `fragmenten` (name to HTML), `tabblad` and `peildatum`.
    """
    lijst = gaten(wijkoverzicht(tabellen, staat.peildatum, staat.variant, staat.gebied))
    keuze = dossier(tabellen, staat.wijk, staat.peildatum, staat.variant) if staat.wijk else None
    blik_ = blik(tabellen, staat.gebied)
    uit = beeld(situaties(tabellen, [staat.peildatum], staat.variant), 0, blik_, datum(staat.peildatum))
    uit["stand"] |= {
        "binnen": bits(blik_.wijken),
        "buurtBinnen": bits(blik_.buurten),
        "lagen": sorted(staat.lagen),
        "gekozen": staat.wijk,
    }
    return uit | {
        "fragmenten": {
            "tabs": fragmenten.tabs_html(len(lijst), str(keuze.wijk["wijknaam"]) if keuze else ""),
            "lijst": fragmenten.gaten_html(lijst, staat.wijk, staat.gebied),
            "dossier": fragmenten.dossier_html(keuze, datum(staat.peildatum)) if keuze else "",
        },
        "tabblad": f"wijk {staat.wijk}" if keuze else "lijst",
        "peildatum": staat.peildatum.isoformat(),
    }
