"""What the product is measured beside: an honest Streamlit application that rebuilds its folium map on every rerun.

It has the same controls, answer, table, downloads and map, from the same functions. Where a choice was open, the one
that is kinder to this side was taken: registers and geometry are kept, in six decimals as in `data/`, and Leaflet comes
from this computer. `python -m streamlit run bench/naief.py`
"""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import folium
import streamlit as st
from streamlit_folium import st_folium

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.nederlands import kortste_datum
from analysis.score import is_onzeker, is_platform, status
from analysis.stand.buurten import tellingen
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import antwoord_op
from analysis.teksten.toelichting import BUURTEN, GATEN, WIJKEN
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, bewijszin
from analysis.vraag import Vraag
from geo.beeld.kleuren import KLEUREN as K
from geo.crs import WGS84
from geo.kaartinhoud import BASISKAART, BASISKAART_BRON
from register.register import Register, read_register
from tests.echt import DATA, WORTEL
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import FORMATEN, VLAKFORMATEN
from uitvoer.tabel import make_uitvoer

HELE_STAD = "Hele stad"
KLEUREN = dict(zip(w.BUURTSTATUSSEN, (K["niets"], K["zonder"], K["met"], K["platform"]), strict=True))
LAGEN = {
    "wijkraden": "Wijkraden",
    "oprichting": "Platforms in oprichting",
    "initiatieven": "Initiatieven",
    "namen": "Namen en inwoners",
    "basiskaart": "Basiskaart (haalt beelden op bij PDOK)",
}


def in_graden(tabellen: Tabellen) -> Tabellen:
    """The same registers with their areas in WGS84: done once, not once per map."""
    wijken, buurten = (vlakken.to_crs(WGS84) for vlakken in (tabellen.wijken, tabellen.buurten))
    for vlakken in (wijken, buurten):
        vlakken["geometry"] = vlakken.geometry.set_precision(1e-6, mode="pointwise")
    return tabellen._replace(wijken=wijken, buurten=buurten)


def naieve_kaart(stand: Stand, gebied=None, lagen=frozenset(LAGEN) - {"basiskaart"}, gekozen=None, leaflet="/leaflet"):
    """A new folium map of one view, of registers that are `in_graden`."""
    wijken, buurten = stand.tabellen.wijken, stand.tabellen.buurten
    west, zuid, oost, noord = wijken.total_bounds
    achtergrond = {"tiles": BASISKAART, "attr": BASISKAART_BRON} if "basiskaart" in lagen else {"tiles": None}
    kaart = folium.Map([(zuid + noord) / 2, (west + oost) / 2], zoom_start=12, max_zoom=18, **achtergrond)
    # Nothing else: the four CDNs are out of reach, and the map needs no more.
    kaart.default_js = [("leaflet", f"{leaflet}/leaflet.js")]
    kaart.default_css = [("leaflet_css", f"{leaflet}/leaflet.css")]
    kaart.fit_bounds([[zuid, west], [noord, oost]])
    teken_buurten(stand, gebied, lagen).add_to(kaart)
    if "oprichting" in lagen and (wordend := stand.oprichting[stand.dag]).any():
        rand = {"fill": False, "color": K["platform"], "weight": 4, "dashArray": "1 7"}
        folium.GeoJson(buurten.loc[wordend, ["geometry"]], style_function=lambda _: rand).add_to(kaart)
    overzicht = wijkoverzicht(stand).set_index("wijkcode")
    zonder = overzicht["inwoners_zonder_platform"].map(als_aantal).map(str)
    namen = wijken[["wijknaam", "gebied", "geometry"]].assign(status=overzicht["wijkstatus"], zonder=zonder)
    teken_wijken(namen, gebied, gekozen).add_to(kaart)
    if "namen" in lagen:
        for code, punt in wijken.representative_point().items():
            tekst = f"<b>{wijken.loc[code, 'wijknaam']}<br>{zonder[code]}</b>"
            folium.Marker([punt.y, punt.x], icon=folium.DivIcon(html=tekst, icon_size=(120, 30))).add_to(kaart)
    if "initiatieven" in lagen:
        for rij in stand.initiatieven.dropna(subset="lat").itertuples():
            fijn, tip = rij.nauwkeurigheid in {"adres", "straat"}, f"{rij.naam} · {rij.thema}"
            vorm = {"radius": 5, "dash_array": None} if fijn else {"radius": 10, "dash_array": "3 3"}
            kleur = {"color": K["rand"], "weight": 2, "fill": True, "fill_color": "#FFF", "class_name": "initiatief"}
            folium.CircleMarker([rij.lat, rij.lon], tooltip=tip, **vorm, **kleur).add_to(kaart)
    return kaart


def teken_buurten(stand: Stand, gebied, lagen):
    score = stand.buurtscores[stand.dag]
    score = score.where(is_platform(score) | ("wijkraden" in lagen), 0)
    buurten = stand.tabellen.buurten[["buurtnaam", "wijkcode", "inwoners", "geometry"]].copy()
    buurten["inwoners"] = buurten["inwoners"].astype("object").where(buurten["inwoners"].notna(), None)
    buurten["status"], buurten["twijfel"] = status(score), is_onzeker(score)
    buurten["buiten"] = gebied is not None and (buurten["wijkcode"].map(stand.tabellen.wijken["gebied"]) != gebied)

    def stijl(vlak):
        eigen = vlak["properties"]
        vulling = {"fillColor": KLEUREN[eigen["status"]], "fillOpacity": 0.25 if eigen["buiten"] else 1}
        rand = {"color": K["rand"], "weight": 0.8, "dashArray": "4 3" if eigen["twijfel"] else None}
        # For the measurement: the same names as on the product's paths.
        merken = f"{' twijfel' if eigen['twijfel'] else ''}{' buiten-gebied' if eigen['buiten'] else ''}"
        return {**vulling, **rand, "className": f"buurt s{w.BUURTSTATUSSEN.index(eigen['status'])}{merken}"}

    tip = folium.GeoJsonTooltip(["buurtnaam", "status", "inwoners"], ["Buurt", "Status", "Inwoners"])
    return folium.GeoJson(buurten, name="buurten", style_function=stijl, tooltip=tip, smooth_factor=0)


def teken_wijken(wijken, gebied, gekozen):
    def stijl(vlak):
        eigen = vlak["properties"]
        breed, ook = (5, " gekozen") if eigen["code"] == gekozen else (1.8, "")
        licht = 0.35 if gebied not in (None, eigen["gebied"]) else 1
        return {"fillOpacity": 0, "color": K["rand"], "weight": breed, "opacity": licht, "className": f"wijk{ook}"}

    tip = folium.GeoJsonTooltip(["wijknaam", "status", "zonder"], ["Wijk", "Platform", "Inwoners zonder"])
    wijken = wijken.assign(code=wijken.index)
    return folium.GeoJson(wijken, name="wijken", style_function=stijl, tooltip=tip, smooth_factor=0)


@st.cache_resource(show_spinner=False)
def laad() -> tuple[Register, Tabellen]:
    register = read_register(DATA)
    return register, in_graden(register.tabellen)


def naar_mijlpaal():
    if st.session_state["mijlpaal"] is not None:
        st.session_state["peildatum"] = st.session_state["mijlpaal"]


def keuzes(tabellen: Tabellen):
    """The controls; returns date, variant, gebied and layers."""
    vandaag = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    st.session_state.setdefault("peildatum", vandaag)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        peildatum = st.date_input("Peildatum", key="peildatum", format="DD-MM-YYYY", width=140)
        mijlpalen = tabellen.gemeente.mijlpalen(st.session_state.get("variant"))
        dagen = {m.datum: f"{kortste_datum(m.datum)} {m.kort}" for m in mijlpalen if m.rang == 1} | {vandaag: "vandaag"}
        st.session_state["mijlpaal"] = peildatum if peildatum in dagen else None
        st.pills("Ga naar", list(dagen), key="mijlpaal", format_func=dagen.get, on_change=naar_mijlpaal)
        varianten = {variant.sleutel: variant.naam for variant in tabellen.gemeente.beleid.varianten}
        hoe = {"key": "variant", "format_func": varianten.get, "filter_mode": None, "width": 205}
        variant = st.selectbox("Wanneer stopte de steun?", list(varianten), **hoe)
        gebieden = [HELE_STAD, *sorted(tabellen.wijken["gebied"].unique())]
        gebied = st.selectbox("Gebied", gebieden, filter_mode=None, width=130)
        with st.popover("Kaartlagen"):
            lagen = frozenset(laag for laag, naam in LAGEN.items() if st.checkbox(naam, laag != "basiskaart"))
    return peildatum, variant, None if gebied == HELE_STAD else gebied, lagen


def toon_kaart(stand: Stand, gebied, lagen):
    # The only use of this component is its folder: it serves the vendored Leaflet beside st_folium's own page.
    statisch = st.components.v1.declare_component("statisch", path=str(WORTEL / "static")).name
    gekozen = st.session_state.setdefault("wijk", None)
    kaart = naieve_kaart(stand, gebied, lagen, gekozen, f"/component/{statisch}/leaflet")
    # Only the click comes back: with everything (the default) each zoom would be one more rerun.
    klik = st_folium(kaart, key="kaart", height=560, use_container_width=True, returned_objects=["last_active_drawing"])
    geklikt = ((klik or {}).get("last_active_drawing") or {}).get("properties", {}).get("code")
    if geklikt and geklikt != gekozen:
        st.session_state["wijk"] = geklikt
        st.rerun()


def toon_antwoord(stand: Stand, gebied):
    overzicht, buurten = wijkoverzicht(stand, gebied), buurtoverzicht(stand, gebied)
    zin = antwoord_op(stand, gebied)
    st.subheader(f"{zin.stand} {zin.opgave}")
    st.write(bewijszin(*stand.telling(gebied), *stand.jongste_tekens(gebied)), NIET_NAMENS_DE_WIJK)
    for kolom, (naam, aantal) in zip(st.columns(4), tellingen(buurten["buurtstatus"]).items(), strict=True):
        kolom.metric(naam, aantal)
    st.dataframe(gaten(overzicht), hide_index=True)
    if gekozen := st.session_state["wijk"]:
        st.write(f"Gekozen: {stand.tabellen.wijken.loc[gekozen, 'wijknaam']}")
        st.dataframe(buurten[buurten["wijkcode"] == gekozen], hide_index=True)


def knoppen(register: Register, soort, vraag):
    for extensie in VLAKFORMATEN:
        maak = partial(lambda soort, extensie: make_uitvoer(register, soort, vraag).maak(extensie), soort, extensie)
        naam = bestandsnaam(register.tabellen.gemeente, soort, vraag, extensie)
        st.download_button(extensie, maak, naam, FORMATEN[extensie].mime, key=soort + extensie, on_click="ignore")


if __name__ == "__main__":
    st.set_page_config(page_title="Naïef", layout="wide")
    register, tabellen = laad()
    peildatum, variant, gebied, lagen = keuzes(tabellen)
    stand = Stand(tabellen, peildatum, variant)
    links, rechts = st.columns([2, 3])
    with links:
        toon_kaart(stand, gebied, lagen)
    with rechts:
        toon_antwoord(stand, gebied)
    with st.container(horizontal=True):
        knoppen(register, GATEN, Vraag(peildatum, variant, gebied))
        with st.popover("Meer bestanden"):
            for soort in (WIJKEN, BUURTEN):
                knoppen(register, soort, Vraag(peildatum, variant, gebied))
