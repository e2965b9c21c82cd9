"""The controls above the screen, kept in step with the address in both directions."""

from __future__ import annotations

import streamlit as st

from analysis.beleid import VARIANTEN, mijlpalen
from analysis.nederlands import kortste_datum
from analysis.tabellen import Tabellen
from ui.bron import vandaag
from ui.staat import EERSTE_DAG, LAATSTE_DAG, LAGEN, Staat, dag_van, lees, schrijf

_HELE_STAD = "Hele stad"
_EEN_KLIK = {"persbericht", "platforms kunnen", "einde steun"}


def volg_adres(tabellen: Tabellen) -> Staat:
    """Return the view of this session: that of the address, unless this session wrote the address itself.

    Parameters
    ----------
    tabellen : Tabellen

    Returns
    -------
    Staat
        Kept for the session, so that another page of the application shows the same view.
    """
    sessie, adres = st.session_state, st.query_params.to_dict()
    # An empty address in a running session is a change of page: the view goes along.
    eigen = "staat" in sessie and (not adres or adres == sessie["geschreven"])
    if not eigen:
        gebieden = set(tabellen.wijken["gebied"])
        sessie["staat"], sessie["adresmeldingen"] = lees(adres, vandaag(), gebieden, tabellen.wijken.index)
        _zet_knoppen(sessie["staat"])
    if sessie["adresmeldingen"]:
        st.info(" ".join(sessie["adresmeldingen"]))
    return bewaar(sessie["staat"])


def bewaar(staat: Staat) -> Staat:
    """Remember the view for this session and in the address."""
    st.session_state["staat"] = staat
    st.session_state["geschreven"] = schrijf(staat)
    if st.query_params.to_dict() != st.session_state["geschreven"]:
        st.query_params.from_dict(st.session_state["geschreven"])
    return staat


def kies(tabellen: Tabellen) -> Staat:
    """Draw the controls and return the view that they, the address and the map together say."""
    staat = volg_adres(tabellen)
    if "variant" not in st.session_state:  # back from another page: Streamlit forgets widgets it did not draw
        _zet_knoppen(staat)
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        st.date_input(
            "Peildatum", key="peildatum", min_value=EERSTE_DAG, max_value=LAATSTE_DAG, format="DD-MM-YYYY", width=140
        )
        _mijlpalen(staat)
        st.selectbox(
            "Steun aan wijkraden tot",
            list(VARIANTEN),
            key="variant",
            format_func=lambda sleutel: VARIANTEN[sleutel].naam,
            filter_mode=None,
            width=225,
        )
        gebieden = [_HELE_STAD, *sorted(tabellen.wijken["gebied"].unique())]
        st.selectbox("Gebied", gebieden, key="gebied", filter_mode=None, width=130)
        with st.popover("Kaartlagen"):
            for sleutel, naam in LAGEN.items():
                st.checkbox(naam, key=f"laag-{sleutel}")
    return bewaar(_van_knoppen(staat))


def kies_wijk() -> None:
    """Take over the wijk that was clicked on the map or in the table; `-` takes the selection away."""
    code = st.session_state["scherm"].get("wijk")
    st.session_state["wijk"] = None if code in {None, "-"} else code


def kies_peildatum() -> None:
    """Take over the date on which the hand rested on the timeline, and the number of that message."""
    tekst, _, nummer = str(st.session_state["scherm"].get("peildatum") or "").partition("#")
    dag = dag_van(tekst)
    if dag is not None:
        st.session_state["peildatum"] = dag
    st.session_state["volgnummer"] = int(nummer) if nummer.isdecimal() else 0


def volgnummer() -> int:
    """Return the number of the last date that the timeline sent: the browser then knows which answer this is."""
    return int(st.session_state.get("volgnummer", 0))


def _zet_knoppen(staat: Staat) -> None:
    sessie = st.session_state
    sessie["peildatum"], sessie["variant"] = staat.peildatum, staat.variant
    sessie["gebied"], sessie["wijk"] = staat.gebied or _HELE_STAD, staat.wijk
    for laag in LAGEN:
        sessie[f"laag-{laag}"] = laag in staat.lagen


def _van_knoppen(vorige: Staat) -> Staat:
    sessie = st.session_state
    gebied = sessie["gebied"]
    return Staat(
        # An emptied date field gives None: then the date stays what it was.
        peildatum=sessie["peildatum"] or vorige.peildatum,
        variant=sessie["variant"],
        gebied=None if gebied == _HELE_STAD else gebied,
        lagen=frozenset(laag for laag in LAGEN if sessie[f"laag-{laag}"]),
        wijk=sessie["wijk"],
    )


def _mijlpalen(staat: Staat) -> None:
    """Draw the milestones that are one click away; the one that is the date is marked."""
    nu = vandaag()
    keuzes = {m.datum: m.kort for m in mijlpalen(st.session_state["variant"]) if m.kort in _EEN_KLIK} | {nu: "vandaag"}
    peildatum = st.session_state["peildatum"] or staat.peildatum
    st.session_state["mijlpaal"] = peildatum if peildatum in keuzes else None
    st.pills(
        "Ga naar",
        list(keuzes),
        key="mijlpaal",
        format_func=lambda dag: "vandaag" if dag == nu else f"{kortste_datum(dag)} {keuzes[dag]}",
        on_change=_naar_mijlpaal,
        wrap=True,
    )


def _naar_mijlpaal() -> None:
    if st.session_state["mijlpaal"] is not None:
        st.session_state["peildatum"] = st.session_state["mijlpaal"]
