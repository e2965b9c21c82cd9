"""The map as most folium applications make it: everything again for every view.

It shows what the product's map shows (statuses, outlines, tooltips, names with numbers, initiatives), so that the
comparison is about how it gets to the browser. Where a choice was open, the one that is kinder to this side was taken:
six decimals as in `data/`, geometry transformed once, and Leaflet from this computer instead of four CDNs.
"""

from datetime import date

import folium
import geopandas as gpd
import shapely

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from geo.beeld.kleuren import KLEUREN as K
from geo.crs import WGS84
from geo.kaartinhoud import BASISKAART, BASISKAART_BRON

KLEUREN = dict(zip(w.BUURTSTATUSSEN, (K["niets"], K["zonder"], K["met"], K["platform"]), strict=True))
LAGEN = ("wijkraden", "oprichting", "initiatieven", "namen")


def graden(vlakken: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Areas in WGS84 with six decimals: done once per register, not once per map."""
    uit = vlakken.to_crs(WGS84)
    return uit.set_geometry(shapely.transform(uit.geometry.to_numpy(), lambda punten: punten.round(6)), crs=WGS84)


def naieve_kaart(
    tabellen: Tabellen,
    peildatum: date,
    *,
    variant: str = "persbericht",
    gebied: str | None = None,
    lagen: frozenset[str] = frozenset(LAGEN),
    gekozen: str | None = None,
    statisch: str = "/static",
) -> folium.Map:
    """A new folium map of one view. `tabellen.wijken` and `tabellen.buurten` are in WGS84, from `graden`."""
    overzicht = wijkoverzicht(Stand(tabellen, peildatum, variant)).set_index("wijkcode")
    west, zuid, oost, noord = tabellen.wijken.total_bounds
    kaart = folium.Map(
        location=[(zuid + noord) / 2, (west + oost) / 2],
        tiles=BASISKAART if "basiskaart" in lagen else None,
        attr=BASISKAART_BRON if "basiskaart" in lagen else tabellen.gemeente.bronvermelding,
        zoom_start=12,
        max_zoom=18,
    )
    kaart.fit_bounds([[zuid, west], [noord, oost]])
    _buurten(tabellen, peildatum, variant, gebied, lagen).add_to(kaart)
    if "oprichting" in lagen:
        _oprichting(tabellen, peildatum, variant, kaart)
    _wijken(tabellen, overzicht, gebied, gekozen).add_to(kaart)
    if "namen" in lagen:
        for code, punt in tabellen.wijken.representative_point().items():
            zonder = als_aantal(overzicht.loc[code, "inwoners_zonder_platform"])
            tekst = f"<b>{tabellen.wijken.loc[code, 'wijknaam']}<br>{zonder}</b>"
            folium.Marker([punt.y, punt.x], icon=folium.DivIcon(html=tekst, icon_size=(120, 30))).add_to(kaart)
    if "initiatieven" in lagen:
        _initiatieven(tabellen, peildatum, kaart)
    _van_deze_computer(kaart, statisch)
    return kaart


def _buurten(tabellen, peildatum, variant, gebied, lagen):
    score = Stand(tabellen, peildatum, variant).buurtscores[peildatum]
    if "wijkraden" not in lagen:
        score = score.where(score >= 2 * w.BUURTSTATUSSEN.index(w.PLATFORM), 0)
    buurten = tabellen.buurten[["buurtnaam", "wijkcode", "inwoners", "geometry"]].copy()
    buurten["inwoners"] = buurten["inwoners"].astype("object").where(buurten["inwoners"].notna(), None)
    buurten["status"] = [w.BUURTSTATUSSEN[waarde // 2] for waarde in score]
    buurten["twijfel"] = [waarde > 1 and waarde % 2 == 0 for waarde in score]
    buurten["buiten"] = gebied is not None and (buurten["wijkcode"].map(tabellen.wijken["gebied"]) != gebied)

    def stijl(vlak):
        eigen = vlak["properties"]
        merken = f"{' twijfel' if eigen['twijfel'] else ''}{' buiten-gebied' if eigen['buiten'] else ''}"
        return {
            "fillColor": KLEUREN[eigen["status"]],
            "fillOpacity": 0.25 if eigen["buiten"] else 1,
            "color": K["rand"],
            "weight": 0.8,
            "dashArray": "4 3" if eigen["twijfel"] else None,
            # For the measurement: the same names as on the product's paths.
            "className": f"buurt s{w.BUURTSTATUSSEN.index(eigen['status'])}{merken}",
        }

    tip = folium.GeoJsonTooltip(["buurtnaam", "status", "inwoners"], ["Buurt", "Status", "Inwoners"])
    return folium.GeoJson(buurten, name="buurten", style_function=stijl, tooltip=tip, smooth_factor=0)


def _oprichting(tabellen, peildatum, variant, kaart):
    stand = Stand(tabellen, peildatum, variant)
    codes = stand.dekking.loc[
        stand.dekking["organisatie"].isin(stand.organisaties.query("in_oprichting").index), "buurtcode"
    ].unique()
    if len(codes):
        rand = {"fill": False, "color": K["platform"], "weight": 4, "dashArray": "1 7"}
        folium.GeoJson(tabellen.buurten.loc[codes, ["geometry"]], style_function=lambda _: rand).add_to(kaart)


def _wijken(tabellen, overzicht, gebied, gekozen):
    wijken = tabellen.wijken[["wijknaam", "gebied", "geometry"]].copy()
    wijken["code"] = wijken.index
    wijken["status"] = overzicht["wijkstatus"]
    wijken["zonder"] = [str(als_aantal(overzicht.loc[code, "inwoners_zonder_platform"])) for code in wijken.index]

    def stijl(vlak):
        eigen = vlak["properties"]
        ook = " gekozen" if eigen["code"] == gekozen else ""
        return {
            "fillOpacity": 0,
            "color": K["rand"],
            "weight": 5 if ook else 1.8,
            "opacity": 0.35 if gebied not in (None, eigen["gebied"]) else 1,
            "className": f"wijk{ook}",
        }

    tip = folium.GeoJsonTooltip(["wijknaam", "status", "zonder"], ["Wijk", "Platform", "Inwoners zonder"])
    return folium.GeoJson(wijken, name="wijken", style_function=stijl, tooltip=tip, smooth_factor=0)


def _initiatieven(tabellen, peildatum, kaart):
    aanwezig = Stand(tabellen, peildatum).initiatieven
    for rij in aanwezig[aanwezig["lat"].notna()].itertuples():
        fijn = rij.nauwkeurigheid in {"adres", "straat"}
        folium.CircleMarker(
            [rij.lat, rij.lon],
            radius=5 if fijn else 10,
            color=K["rand"],
            weight=2,
            dash_array=None if fijn else "3 3",
            fill=True,
            fill_color="#FFF",
            tooltip=f"{rij.naam} · {rij.thema}",
            class_name="initiatief",
        ).add_to(kaart)


def _van_deze_computer(kaart, statisch):
    """Leaflet from the product's own folder, and nothing else: the CDNs are out of reach, and the map needs no more."""
    elementen = [kaart]
    while elementen:
        element = elementen.pop()
        element.default_js, element.default_css = [], []
        elementen += [kind for kind in element._children.values() if hasattr(kind, "_children")]  # noqa: SLF001  branca offers no other way to visit every element
    kaart.default_js = [("leaflet", f"{statisch}/leaflet/leaflet.js")]
    kaart.default_css = [("leaflet_css", f"{statisch}/leaflet/leaflet.css")]
