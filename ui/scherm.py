"""The screen's component: which fragments and statuses go to the browser for a view, and how they get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analysis import waarden as w
from analysis.buurten import buurtscores, dekking
from analysis.dossier import dossier
from analysis.initiatieven import initiatieven_op
from analysis.nederlands import getal
from analysis.organisaties import organisaties_op
from analysis.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.tabellen import Tabellen
from analysis.zinnen import antwoord, bewijszin
from geo.kaart import volgorde
from ui import fragmenten
from ui.omlijsting import script_versie, statisch_adres
from ui.staat import Staat

_HTML = fragmenten.scherm_html()

# The real script is a file that the browser keeps; only this door to it travels with every message. Calls wait for
# the script and the stylesheet, and so keep their order.
_JS = """
export default function (component) {
  const { versie } = component.data.script;
  const adres = location.origin + component.data.script.adres;  // this code itself runs from a blob: address
  window.wijkdekking ??= Promise.all([
    import(`${adres}/dekking/scherm.js?v=${versie}`),
    new Promise((klaar) => {
      const stijl = Object.assign(document.createElement("link"), { rel: "stylesheet" });
      stijl.href = `${adres}/dekking/scherm.css?v=${versie}`;
      stijl.onload = stijl.onerror = klaar;
      document.head.append(stijl);
    }),
  ]);
  window.wijkdekking.then(([module]) => module.verwerk(component));
}
"""

_COMPONENT = st.components.v2.component("wijkdekking", html=_HTML, js=_JS, isolate_styles=False)


def _script() -> dict[str, str]:
    return {"adres": statisch_adres(), "versie": script_versie()}


def breng_kaart(sleutel: str, pagina: str) -> None:
    """Send the map page. The message never changes, so Streamlit sends it to each visitor once."""
    with st.container(key="kaartbron"):
        _COMPONENT(
            key=f"bron-{sleutel}", data={"soort": "bron", "sleutel": sleutel, "pagina": pagina, "script": _script()}
        )


def toon(tabellen: Tabellen, staat: Staat, sleutel: str, bij_keuze: Callable[[], None]) -> None:
    """Show a view; `bij_keuze` is called when the user selects a wijk on the map or in the table."""
    data = inhoud(tabellen, staat) | {"soort": "scherm", "sleutel": sleutel, "script": _script()}
    _COMPONENT(key="scherm", data=data, on_wijk_change=bij_keuze)


def inhoud(tabellen: Tabellen, staat: Staat) -> dict[str, Any]:
    """Return what the browser needs for a view: fragments of HTML, and statuses for the map.

    Parameters
    ----------
    tabellen : Tabellen
    staat : Staat

    Returns
    -------
    dict
        `teksten` (name to plain text), `fragmenten` (name to HTML), `stand` (see `toon` in
        `static/dekking/kaart.js`) and `tabblad`.
    """
    overzicht = wijkoverzicht(tabellen, staat.peildatum, staat.variant)
    binnen = overzicht["gebied"].eq(staat.gebied) if staat.gebied else pd.Series(True, index=overzicht.index)
    eigen = overzicht[binnen].reset_index(drop=True)
    buurten = buurtoverzicht(tabellen, staat.peildatum, staat.variant, staat.gebied)
    lijst = gaten(eigen)
    keuze = dossier(tabellen, staat.wijk, staat.peildatum, staat.variant) if staat.wijk else None
    return {
        "teksten": fragmenten.antwoordtekst(
            antwoord(eigen, staat.peildatum, staat.gebied),
            _bewijs(tabellen, staat, set(buurten["buurtcode"])),
            eigen,
            buurten,
            _initiatieftelling(tabellen, staat, set(eigen["wijkcode"])),
        ),
        "fragmenten": {
            "tabs": fragmenten.tabs_html(len(lijst), str(keuze.wijk["wijknaam"]) if keuze else ""),
            "lijst": fragmenten.gaten_html(lijst, staat.wijk, staat.gebied),
            "dossier": fragmenten.dossier_html(keuze, staat.peildatum) if keuze else "",
        },
        "stand": _stand(tabellen, staat, overzicht, binnen),
        "tabblad": "wijk" if keuze else "lijst",
    }


def _bewijs(tabellen: Tabellen, staat: Staat, buurtcodes: set[str]) -> str:
    op_datum = organisaties_op(tabellen.organisaties, staat.peildatum, staat.variant)
    if staat.gebied is None:
        return bewijszin(tabellen.organisaties, op_datum)
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    ids = tabellen.organisaties.index.isin(paren.loc[paren["buurtcode"].isin(buurtcodes), "organisatie"])
    return bewijszin(tabellen.organisaties[ids], op_datum[ids])


def _initiatieftelling(tabellen: Tabellen, staat: Staat, wijkcodes: set[str]) -> dict[str, int]:
    aanwezig = initiatieven_op(tabellen.initiatieven, staat.peildatum)
    op_kaart = aanwezig[aanwezig["lat"].notna()]
    if staat.gebied is not None:
        op_kaart = op_kaart[op_kaart["wijkcode"].isin(wijkcodes)]
    fijn = int(op_kaart["nauwkeurigheid"].isin(["adres", "straat"]).sum())
    return {"adres": fijn, "ruw": len(op_kaart) - fijn, "buiten_kaart": int(aanwezig["lat"].isna().sum())}


def _stand(tabellen: Tabellen, staat: Staat, overzicht: pd.DataFrame, binnen: pd.Series) -> dict[str, Any]:
    _, buurtcodes, initiatief_ids = volgorde(tabellen)
    score = buurtscores(tabellen.organisaties, tabellen.buurten, [staat.peildatum], staat.variant)[0]
    op_datum = organisaties_op(tabellen.organisaties, staat.peildatum, staat.variant)
    wordend = dekking(tabellen.organisaties[op_datum["in_oprichting"]], tabellen.buurten)["buurtcode"]
    aanwezig = tabellen.initiatieven.index.isin(initiatieven_op(tabellen.initiatieven, staat.peildatum).index)
    zichtbaar = pd.Series(aanwezig, index=tabellen.initiatieven.index)[initiatief_ids]
    wijk_binnen = dict(zip(overzicht["wijkcode"], binnen, strict=True))
    return {
        "buurten": "".join(str(score[code]) for code in buurtcodes),
        "buurtBinnen": bits(wijk_binnen[code] for code in tabellen.buurten["wijkcode"]),
        "oprichting": bits(code in set(wordend) for code in buurtcodes),
        "wijken": "".join(str(w.WIJKSTATUSSEN.index(status)) for status in overzicht["wijkstatus"]),
        "binnen": bits(binnen),
        "getallen": [_label(rij) for rij in overzicht.itertuples()],
        "teksten": [_omschrijving(rij) for rij in overzicht.itertuples()],
        "initiatieven": hexbits(zichtbaar.tolist()),
        "lagen": sorted(staat.lagen),
        "gekozen": staat.wijk,
    }


def _label(rij: Any) -> str:
    return "platform" if rij.wijkstatus == w.VOLLEDIG_PLATFORM else getal(_of_geen(rij.inwoners_zonder_platform))


def _omschrijving(rij: Any) -> str:
    bewijs = f", {rij.bewijs}" if rij.bewijs else ""
    return f"{rij.wijknaam}: {rij.wijkstatus}{bewijs}, {getal(_of_geen(rij.inwoners_zonder_platform))} inwoners zonder"


def _of_geen(waarde: Any) -> int | None:
    return None if pd.isna(waarde) else int(waarde)


def bits(waarden: Any) -> str:
    """Return truths as a text of ones and zeros."""
    return "".join("1" if waarde else "0" for waarde in waarden)


def hexbits(waarden: list[bool]) -> str:
    """Return truths as hexadecimal digits, four to a digit, the first one highest.

    Examples
    --------
    >>> hexbits([True, False, False, False, True])
    '88'
    """
    tekst = bits(waarden)
    vol = tekst.ljust(-(-len(tekst) // 4) * 4, "0")
    return "".join(f"{int(vol[i : i + 4], 2):x}" for i in range(0, len(vol), 4))
