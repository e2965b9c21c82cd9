"""What the product is measured beside: an honest Streamlit application that rebuilds its folium map on every rerun.

It has the same controls, the same answer, the same table and the same downloads, from the same functions, and caches
the registers as anybody would. Only the map takes the usual road: `st_folium` of a new `folium.Map`.
`python -m streamlit run bench/naief_app.py [-- --data MAP]`
"""

import argparse
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit_folium import st_folium

from analysis.antwoorden.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.nederlands import kortste_datum
from analysis.stand.buurten import tellingen
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import antwoord_op
from analysis.teksten.toelichting import BUURTEN, GATEN, WIJKEN
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, bewijszin
from analysis.vraag import Vraag
from bench.naief_kaart import graden, naieve_kaart
from register.register import read_register
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import FORMATEN, VLAKFORMATEN
from uitvoer.tabel import make_uitvoer

WORTEL = Path(__file__).resolve().parent.parent
HELE_STAD = "Hele stad"
LAGEN = {
    "wijkraden": "Wijkraden",
    "oprichting": "Platforms in oprichting",
    "initiatieven": "Initiatieven",
    "namen": "Namen en inwoners",
    "basiskaart": "Basiskaart (haalt beelden op bij PDOK)",
}
# The only use of this component is its folder: it serves the vendored Leaflet beside st_folium's own page.
STATISCH = f"/component/{st.components.v1.declare_component('statisch', path=str(WORTEL / 'static')).name}"


@st.cache_resource(show_spinner=False)
def laad(map_):
    register = read_register(Path(map_))
    tabellen = register.tabellen
    return register, tabellen._replace(wijken=graden(tabellen.wijken), buurten=graden(tabellen.buurten))


def naar_mijlpaal():
    if st.session_state["mijlpaal"] is not None:
        st.session_state["peildatum"] = st.session_state["mijlpaal"]


def knoppen(register, soort, keuze):
    vraag = Vraag(*keuze)
    for extensie in VLAKFORMATEN:
        st.download_button(
            extensie,
            partial(lambda *wat: make_uitvoer(register, *wat[:-1]).maak(wat[-1]), soort, vraag, extensie),
            bestandsnaam(tabellen.gemeente, soort, vraag, extensie),
            FORMATEN[extensie].mime,
            key=f"download-{soort}{extensie}",
            on_click="ignore",
        )


st.set_page_config(page_title="Naïef", layout="wide")
lezer = argparse.ArgumentParser(add_help=False)
lezer.add_argument("--data", default=str(WORTEL / "data"))
register, in_graden = laad(lezer.parse_known_args(sys.argv[1:])[0].data)
tabellen = register.tabellen

vandaag = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
st.session_state.setdefault("peildatum", vandaag)
st.session_state.setdefault("wijk", None)
with st.container(horizontal=True, vertical_alignment="bottom"):
    peildatum = st.date_input("Peildatum", key="peildatum", format="DD-MM-YYYY", width=140)
    variant_nu = st.session_state.get("variant")
    keuzes = {m.datum: m.kort for m in tabellen.gemeente.mijlpalen(variant_nu) if m.rang == 1} | {vandaag: "vandaag"}
    st.session_state["mijlpaal"] = peildatum if peildatum in keuzes else None
    st.pills(
        "Ga naar",
        list(keuzes),
        key="mijlpaal",
        format_func=lambda dag: "vandaag" if dag == vandaag else f"{kortste_datum(dag)} {keuzes[dag]}",
        on_change=naar_mijlpaal,
    )
    beleid = tabellen.gemeente.beleid
    variant = st.selectbox(
        "Wanneer stopte de steun?",
        [keuze.sleutel for keuze in beleid.varianten],
        key="variant",
        format_func=lambda sleutel: beleid.variant(sleutel).naam,
        filter_mode=None,
        width=205,
    )
    gebieden = [HELE_STAD, *sorted(tabellen.wijken["gebied"].unique())]
    gebied = st.selectbox("Gebied", gebieden, filter_mode=None, width=130)
    with st.popover("Kaartlagen"):
        lagen = frozenset(laag for laag, naam in LAGEN.items() if st.checkbox(naam, laag != "basiskaart"))
gebied = None if gebied == HELE_STAD else gebied

links, rechts = st.columns([2, 3])
with links:
    kaart = naieve_kaart(
        in_graden,
        peildatum,
        variant=variant,
        gebied=gebied,
        lagen=lagen,
        gekozen=st.session_state["wijk"],
        statisch=STATISCH,
    )
    # Only the click comes back: with everything (the default) each zoom would be one more rerun.
    klik = st_folium(kaart, key="kaart", height=560, use_container_width=True, returned_objects=["last_active_drawing"])
    geklikt = ((klik or {}).get("last_active_drawing") or {}).get("properties", {}).get("code")
    if geklikt and geklikt != st.session_state["wijk"]:
        st.session_state["wijk"] = geklikt
        st.rerun()
with rechts:
    stand = Stand(tabellen, peildatum, variant)
    overzicht, buurten = wijkoverzicht(stand, gebied), buurtoverzicht(stand, gebied)
    zin = antwoord_op(stand, gebied)
    st.subheader(f"{zin.stand} {zin.opgave}")
    st.write(bewijszin(*stand.telling(gebied), *stand.jongste_tekens(gebied)), NIET_NAMENS_DE_WIJK)
    for kolom, (status, aantal) in zip(st.columns(4), tellingen(buurten["buurtstatus"]).items(), strict=True):
        kolom.metric(status, aantal)
    st.dataframe(gaten(overzicht), hide_index=True)
    if st.session_state["wijk"]:
        st.write(f"Gekozen: {tabellen.wijken.loc[st.session_state['wijk'], 'wijknaam']}")
        st.dataframe(buurten[buurten["wijkcode"] == st.session_state["wijk"]], hide_index=True)
with st.container(horizontal=True):
    knoppen(register, GATEN, (peildatum, variant, gebied))
    with st.popover("Meer bestanden"):
        for soort in (WIJKEN, BUURTEN):
            knoppen(register, soort, (peildatum, variant, gebied))
