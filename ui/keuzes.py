"""The controls above the screen, kept in step with the address in both directions."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analysis.beleid import VARIANTEN, mijlpalen
from analysis.nederlands import datum
from analysis.tabellen import Tabellen
from ui.bron import vandaag
from ui.staat import EERSTE_DAG, LAATSTE_DAG, LAGEN, Staat, lees, schrijf

_HELE_STAD = "Hele stad"


def kies(tabellen: Tabellen) -> Staat:
    """Draw the controls and return the view that they, the address and the map together say.

    Parameters
    ----------
    tabellen : Tabellen

    Returns
    -------
    Staat
        Also written to the address.
    """
    gebieden = sorted(tabellen.wijken["gebied"].unique())
    _volg_adres(tabellen, gebieden)
    for melding in st.session_state.get("adresmeldingen", []):
        st.info(melding, icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        st.date_input(
            "Peildatum", key="peildatum", min_value=EERSTE_DAG, max_value=LAATSTE_DAG, format="DD-MM-YYYY", width=150
        )
        _mijlpalen(st.session_state["variant"])
        st.selectbox(
            "Einde steun wijkraden",
            list(VARIANTEN),
            key="variant",
            format_func=lambda sleutel: VARIANTEN[sleutel].naam,
            filter_mode=None,
            width=240,
        )
        st.selectbox("Gebied", [_HELE_STAD, *gebieden], key="gebied", filter_mode=None, width=150)
        with st.popover("Kaartlagen"):
            for sleutel, naam in LAGEN.items():
                st.checkbox(naam, key=f"laag-{sleutel}")
    staat = _uit_sessie()
    _schrijf_adres(staat)
    return staat


def kies_wijk() -> None:
    """Take over the wijk that was clicked on the map or in the table; `-` takes the selection away."""
    code = st.session_state["scherm"].get("wijk")
    st.session_state["wijk"] = None if code in {None, "-"} else code


def _volg_adres(tabellen: Tabellen, gebieden: list[str]) -> None:
    """Let the address decide when it is not the one that this session wrote itself."""
    adres = st.query_params.to_dict()
    if "peildatum" in st.session_state and adres == st.session_state.get("geschreven"):
        return
    staat, meldingen = lees(adres, vandaag(), gebieden, tabellen.wijken.index)
    st.session_state["adresmeldingen"] = meldingen
    st.session_state["peildatum"] = staat.peildatum
    st.session_state["variant"] = staat.variant
    st.session_state["gebied"] = staat.gebied or _HELE_STAD
    st.session_state["wijk"] = staat.wijk
    for laag in LAGEN:
        st.session_state[f"laag-{laag}"] = laag in staat.lagen


def _uit_sessie() -> Staat:
    sessie = st.session_state
    gebied = sessie["gebied"]
    return Staat(
        # An emptied date field gives None: then the date stays what it was.
        peildatum=sessie["peildatum"] or _vorige_datum(),
        variant=sessie["variant"],
        gebied=None if gebied == _HELE_STAD else gebied,
        lagen=frozenset(laag for laag in LAGEN if sessie[f"laag-{laag}"]),
        wijk=sessie["wijk"],
    )


def _vorige_datum() -> date:
    return date.fromisoformat(st.session_state["geschreven"]["peildatum"])


def _schrijf_adres(staat: Staat) -> None:
    adres = schrijf(staat)
    if adres != st.session_state.get("geschreven"):
        st.session_state["geschreven"] = adres
    if adres != st.query_params.to_dict():
        st.query_params.from_dict(adres)


def _mijlpalen(variant: str) -> None:
    """Draw the milestones that are one click away; the one that is the date is marked."""
    nu = vandaag()
    kort = {"persbericht", "platforms kunnen", "einde ondersteuning"}
    keuzes = {m.datum: m.kort for m in mijlpalen(variant) if m.kort in kort} | {nu: "vandaag"}
    st.session_state["mijlpaal"] = st.session_state["peildatum"] if st.session_state["peildatum"] in keuzes else None
    st.pills(
        "Ga naar",
        list(keuzes),
        key="mijlpaal",
        format_func=lambda dag: f"{datum(dag)}: {keuzes[dag]}" if dag != nu else "vandaag",
        on_change=_naar_mijlpaal,
    )


def _naar_mijlpaal() -> None:
    if st.session_state["mijlpaal"] is not None:
        st.session_state["peildatum"] = st.session_state["mijlpaal"]
