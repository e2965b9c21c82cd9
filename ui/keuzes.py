"""The controls above the screen, kept in step with the address in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.beleid import VARIANTEN
from analysis.gemeente import AANKONDIGING, EERSTE, EINDE_STEUN
from analysis.nederlands import kortste_datum
from analysis.tabellen import Tabellen
from analysis.veranderingen import jaar_eerder
from ui.bron import vandaag
from ui.presentatie import schermen
from ui.staat import EERSTE_DAG, LAATSTE_DAG, Staat, dag_van, lagen_van, lees, schrijf

_HELE_STAD = "Hele stad"


def volg_adres(tabellen: Tabellen) -> Staat:
    """Return the view of this session: that of the address at its start and after back or forward, else its own.

    Parameters
    ----------
    tabellen : Tabellen

    Returns
    -------
    Staat
        Kept for the session, so that another page of the application shows the same view.
    """
    sessie, adres = st.session_state, st.query_params.to_dict()
    # In a running session only back and forward bring another view. Any other message has the address that the browser
    # had then: older than this view when clicks are quick, and empty on a change of page, where the view goes along.
    if "staat" not in sessie or (adres and _terug_of_vooruit()):
        gebieden = set(tabellen.wijken["gebied"])
        sessie["staat"], sessie["adresmeldingen"] = lees(adres, vandaag(), gebieden, tabellen.wijken.index)
        _zet_knoppen(sessie["staat"])
    elif "variant" in sessie:
        # A control that was changed just before its page was left counts as well.
        sessie["staat"] = _van_knoppen(sessie["staat"])
    if sessie["adresmeldingen"]:
        st.info(" ".join(sessie["adresmeldingen"]))
    return bewaar(sessie["staat"])


def bewaar(staat: Staat) -> Staat:
    """Remember the view for this session and in the address."""
    st.session_state["staat"] = staat
    if st.query_params.to_dict() != schrijf(staat):
        st.query_params.from_dict(schrijf(staat))
    return staat


def kies(tabellen: Tabellen) -> Staat:
    """Draw the controls and return the view that they, the address and the map together say."""
    staat = _begin(tabellen, "kaart")
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        _datumveld("Peildatum", "peildatum")
        _mijlpalen(tabellen, staat)
        _variant_en_gebied(tabellen)
    return bewaar(_van_knoppen(staat))


def kies_paar(tabellen: Tabellen, van: str = "Van", tot: str = "Tot") -> tuple[Staat, date]:
    """Draw the controls of a comparison, its dates under these names; return the view and the date it starts from."""
    staat = _begin(tabellen, "paar")
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        _datumveld(van, "van")
        _datumveld(tot, "peildatum")
        _paren(tabellen, staat)
        _variant_en_gebied(tabellen)
    staat = bewaar(_van_knoppen(staat))
    return staat, staat.van or jaar_eerder(staat.peildatum)


def kies_verloop(tabellen: Tabellen) -> Staat:
    """Draw the controls of the chart, which shows all dates, and return the view."""
    staat = _begin(tabellen, "verloop")
    with st.container(horizontal=True, vertical_alignment="bottom", key="keuzes"):
        _variant_en_gebied(tabellen)
    return bewaar(_van_knoppen(staat))


def volg_presentatie(tabellen: Tabellen) -> Staat:
    """Return the view of the wall view, which has controls of its own."""
    return bewaar(_van_knoppen(_begin(tabellen, "presentatie")))


def _begin(tabellen: Tabellen, pagina: str) -> Staat:
    staat = volg_adres(tabellen)
    # Streamlit forgets the controls of a page that it did not draw: another page fills them in again.
    if st.session_state.get("pagina") != pagina or "variant" not in st.session_state:
        st.session_state["pagina"] = pagina
        _zet_knoppen(staat)
    return staat


def _datumveld(naam: str, sleutel: str) -> None:
    st.date_input(naam, key=sleutel, min_value=EERSTE_DAG, max_value=LAATSTE_DAG, format="DD-MM-YYYY", width=140)


def _variant_en_gebied(tabellen: Tabellen) -> None:
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


def kies_wijk() -> None:
    """Take over the wijk that was clicked on the map or in the table; `-` takes the selection away."""
    code = st.session_state["scherm"].get("wijk")
    st.session_state["wijk"] = None if code in {None, "-"} else code


def kies_peildatum() -> None:
    """Take over the date on which the hand rested on the timeline, and the number of that message."""
    dag = dag_van(_gemeld("scherm", "peildatum")[0])
    if dag is not None:
        st.session_state["peildatum"] = dag


def kies_lagen() -> None:
    """Take over the layers that the user chose, and the number of that message."""
    lagen = lagen_van(_gemeld("scherm", "lagen")[0])
    if lagen is not None:
        st.session_state["lagen"] = lagen


def kies_beeld(tabellen: Tabellen) -> None:
    """Take over the date and the screen on which the presenter rested, and the number of that message."""
    tekst, id_ = _gemeld("presentatie", "beeld")
    dag = dag_van(tekst)
    scherm = next((scherm for scherm in schermen(tabellen) if scherm.id == id_), None)
    if dag is not None and scherm is not None:
        staat = replace(st.session_state["staat"], peildatum=dag, gebied=scherm.gebied, wijk=scherm.wijk)
        # Both: Streamlit may forget the controls, which this page does not draw, and then only the view is left.
        st.session_state["staat"] = staat
        _zet_knoppen(staat)


def volgnummer() -> int:
    """Return the number of the last message that the browser numbered: it then knows which answer this is."""
    return int(st.session_state.get("volgnummer", 0))


def _gemeld(component: str, naam: str) -> tuple[str, str]:
    """Return what the browser told, before and after its number; remember that number, and never one before it."""
    waarde, nummer, rest = (*str(st.session_state[component].get(naam) or "").split("#", 2), "", "")[:3]
    st.session_state["volgnummer"] = max(volgnummer(), int(nummer) if nummer.isdecimal() else 0)
    return waarde, rest


def _zet_knoppen(staat: Staat) -> None:
    sessie = st.session_state
    sessie["peildatum"], sessie["variant"] = staat.peildatum, staat.variant
    sessie["gebied"], sessie["wijk"], sessie["lagen"] = staat.gebied or _HELE_STAD, staat.wijk, staat.lagen
    sessie["van"] = staat.van or jaar_eerder(staat.peildatum)


def _terug_of_vooruit() -> bool:
    """Return whether this run answers the browser's back or forward: nothing else that Streamlit tells says so."""
    ronde = get_script_run_ctx()
    return ronde is not None and ronde.is_history_navigation


def _van_knoppen(vorige: Staat) -> Staat:
    sessie = st.session_state
    gebied = sessie["gebied"]
    peildatum = (
        sessie.get("peildatum") or vorige.peildatum
    )  # an emptied date field gives None: the date stays as it was
    van = sessie["van"] if sessie.get("pagina") == "paar" else vorige.van
    return Staat(
        peildatum=peildatum,
        van=None if van == jaar_eerder(peildatum) else van,
        variant=sessie["variant"],
        gebied=None if gebied == _HELE_STAD else gebied,
        lagen=sessie["lagen"],
        wijk=sessie.get("wijk", vorige.wijk),
    )


def _zet(sleutel: str, waarde: object) -> None:
    """Make a control show this. Not when it does: to say it again would undo a click that comes before the answer."""
    if st.session_state.get(sleutel) != waarde:
        st.session_state[sleutel] = waarde


def _mijlpalen(tabellen: Tabellen, staat: Staat) -> None:
    """Draw the milestones that are one click away; the one that is the date is marked."""
    nu = vandaag()
    palen = tabellen.gemeente.mijlpalen(st.session_state["variant"])
    keuzes = {m.datum: m.kort for m in palen if m.rang == 1} | {nu: "vandaag"}
    peildatum = st.session_state["peildatum"] or staat.peildatum
    _zet("mijlpaal", peildatum if peildatum in keuzes else None)
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


def _paren(tabellen: Tabellen, staat: Staat) -> None:
    """Draw the pairs of dates that are one click away."""
    palen = tabellen.gemeente.mijlpalen(st.session_state["variant"])
    eerste, einde = (next(m.datum for m in palen if m.rol == rol) for rol in (EERSTE, EINDE_STEUN))
    nu = vandaag()
    paren = {(m.datum, einde): f"{m.kort} tot einde steun" for m in palen if m.rol == AANKONDIGING}
    paren |= {(eerste, einde): "eerste platforms tot einde steun", (jaar_eerder(nu), nu): "het laatste jaar"}
    paar = (st.session_state["van"], st.session_state["peildatum"] or staat.peildatum)
    _zet("paar", paar if paar in paren else None)
    st.pills("Kies een paar", list(paren), key="paar", format_func=paren.__getitem__, on_change=_naar_paar, wrap=True)


def _naar_paar() -> None:
    if st.session_state["paar"] is not None:
        st.session_state["van"], st.session_state["peildatum"] = st.session_state["paar"]
