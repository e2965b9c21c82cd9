"""The map page: everything that is the same on every date, drawn once with folium. Statuses come to it later.

The page loads Leaflet from the application itself and asks no outside host for anything. What changes with the date
(status per buurt, selection, layers) is sent to `dekking.toon` in `static/kaart/kaart.js`, so a change redraws
nothing else and keeps zoom and position.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import shapely
from branca.element import Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.plugins import FastMarkerCluster
from folium.template import Template
from folium.utilities import JsCode

from analysis.score import KLASSEN
from analysis.tabellen import Tabellen
from geo.beeld.kleuren import KLEUREN, stijl
from geo.beeld.svg import schermpatronen
from geo.crs import RD, require_crs, to_wgs84
from geo.kaartinhoud import BASISKAART, BASISKAART_BRON, met_punt

_DECIMALEN = 5  # about 1 m: half the payload, and shared corners stay shared
# folium renders the script of every element as a template once more, data and all: a name with `{{ … }}` would run on
# the server. A code that is no character stands in for the brace meanwhile, and a JavaScript escape for it in the end.
_ACCOLADE = "\ufdd0"
_MIN_ZOOM, _MAX_ZOOM = 10, 18  # without a maximum Leaflet's clusters fail on a map without tiles


class Dekking(JSCSSMixin, MacroElement):
    """Gives the page its colours and patterns, and hands the finished map to `static/kaart/kaart.js`."""

    _template = Template(
        "{% macro header(this, kwargs) %}<style>{{ this.stijl }}</style>{% endmacro %}"
        "{% macro html(this, kwargs) %}{{ this.patronen }}{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "dekking.begin({{ this._parent.get_name() }}, {{ this.inhoud|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, inhoud: dict[str, Any], statisch: str, versie: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "Dekking"
        self.inhoud, self.stijl, self.patronen = inhoud, stijl(), schermpatronen()
        self.default_js = [(naam, f"{statisch}/kaart/{naam}.js{versie}") for naam in ("namen", "kaart")]
        self.default_css = [("kaart_css", f"{statisch}/kaart/kaart.css{versie}")]


def kaart_html(tabellen: Tabellen, statisch: str, versie: str = "") -> str:
    """Return the map page as HTML, the same for the same tables.

    Parameters
    ----------
    tabellen : Tabellen
        `wijken` and `buurten` are GeoDataFrames in RD New.
    statisch : str
        The address of the folder `static/`, without a slash at its end.
    versie : str
        A mark that changes with the files of the map page, so that a browser never uses an old one.

    Returns
    -------
    str
        A whole document. Order of wijken, buurten and initiatives: that of `geo.kaartinhoud.volgorde`.

    Raises
    ------
    ValueError
        When the geometry is not in RD New.
    """
    wijken, buurten = gpd.GeoDataFrame(tabellen.wijken), gpd.GeoDataFrame(tabellen.buurten)
    for tabel in (wijken, buurten):
        require_crs(tabel, RD)
    west, zuid, oost, noord = to_wgs84(wijken).total_bounds.round(_DECIMALEN).tolist()
    grens = [[zuid, west], [noord, oost]]
    figuur = Figure(title=escape(f"Kaart van de wijken van {tabellen.gemeente.naam}").replace("{", "&#123;"))
    kaart = folium.Map(
        tiles=None,
        location=[(zuid + noord) / 2, (west + oost) / 2],
        zoom_snap=0.05,
        zoom_delta=0.5,
        attribution_control=False,
    )
    kaart.add_to(figuur)
    # folium hands these two to the tile layer only, which this map does not have.
    kaart.options |= {"minZoom": _MIN_ZOOM, "maxZoom": _MAX_ZOOM}
    # Scripts and styles need names of their own: with one name folium keeps only the last.
    kaart.default_js = [("leaflet", f"{statisch}/leaflet/leaflet.js")]
    kaart.default_css = [("leaflet_css", f"{statisch}/leaflet/leaflet.css")]
    _vlakken(buurten, "buurt").add_to(kaart)
    _vlakken(wijken, "wijk").add_to(kaart)
    _initiatieven(tabellen.initiatieven, list(wijken.index), statisch).add_to(kaart)
    Dekking(
        _inhoud(wijken, buurten, grens, tabellen.gemeente.bronvermelding), statisch, f"?v={versie}" if versie else ""
    ).add_to(kaart)
    _geef_vaste_namen(figuur)
    return _toegankelijk(_met_accolades(str(figuur.render())))


def _vlakken(tabel: gpd.GeoDataFrame, soort: str) -> folium.GeoJson:
    graden = to_wgs84(gpd.GeoDataFrame(geometry=tabel.geometry))
    graden["geometry"] = shapely.transform(graden.geometry.to_numpy(), lambda punten: punten.round(_DECIMALEN))
    vlakken = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": _letterlijk(code)}, "geometry": vlak}
            for code, vlak in zip(tabel.index, graden.geometry.map(shapely.geometry.mapping), strict=True)
        ],
    }
    # smooth_factor 0: Leaflet simplifies each polygon by itself, which would tear shared borders apart.
    return folium.GeoJson(vlakken, name=soort, smooth_factor=0, on_each_feature=JsCode(f"dekking.{soort}"))


def _initiatieven(initiatieven: pd.DataFrame, wijken: list[str], statisch: str) -> FastMarkerCluster:
    met = met_punt(initiatieven)
    teksten = met[["nauwkeurigheid", "naam", "thema"]].map(_letterlijk)
    plaats = met["wijkcode"].map({code: nummer for nummer, code in enumerate(wijken)}).fillna(-1).astype(int)
    rijen = met[["lat", "lon"]].join(teksten).assign(wijk=plaats).to_numpy(dtype=object).tolist()
    cluster = FastMarkerCluster(  # type: ignore[no-untyped-call]  # folium has none for its plugins
        [[*rij, nummer] for nummer, rij in enumerate(rijen)],
        callback="dekking.initiatief",
        icon_create_function="dekking.cluster",
        name="initiatieven",
        show_coverage_on_hover=False,
        max_cluster_radius=22,
        animate=False,
        spider_leg_polyline_options={"weight": 1, "color": KLEUREN["rand"]},
    )
    cluster.default_js = [("markercluster", f"{statisch}/markercluster/leaflet.markercluster.js")]
    cluster.default_css = [("markercluster_css", f"{statisch}/markercluster/MarkerCluster.css")]
    return cluster


def _inhoud(
    wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, grens: list[list[float]], bronvermelding: str
) -> dict[str, Any]:
    cirkels = gpd.GeoDataFrame(geometry=wijken.geometry.maximum_inscribed_circle(), crs=RD)
    # The circle comes as a line from its centre: the spot where a label has most room around it.
    midden = to_wgs84(cirkels.set_geometry(shapely.get_point(cirkels.geometry.to_numpy(), 0)))
    punten = shapely.get_coordinates(midden.geometry.to_numpy()).round(_DECIMALEN).tolist()
    return {
        "grens": grens,
        "wijken": [
            {"code": _letterlijk(code), "naam": _letterlijk(naam), "punt": [lat, lon]}
            for code, naam, (lon, lat) in zip(wijken.index, wijken["wijknaam"], punten, strict=True)
        ],
        "buurten": [_letterlijk(code) for code in buurten.index],
        "wijkVan": wijken.index.get_indexer(pd.Index(buurten["wijkcode"])).tolist(),
        "klassen": list(KLASSEN),
        "basiskaart": BASISKAART,
        "basiskaartBron": BASISKAART_BRON,
        "bron": _letterlijk(escape(bronvermelding, quote=False)),  # Leaflet takes it for HTML
    }


def _letterlijk(waarde: Any) -> str:
    """Return text from the data so that no template in it is run; `_met_accolades` gives its braces back."""
    return str(waarde).replace("{", _ACCOLADE)


def _met_accolades(pagina: str) -> str:
    return pagina.replace(json.dumps(_ACCOLADE)[1:-1], "\\u007b")


def _toegankelijk(pagina: str) -> str:
    """Name the language, and let people zoom the page: folium writes neither."""
    return pagina.replace("<html>", '<html lang="nl">', 1).replace(", maximum-scale=1.0, user-scalable=no", "", 1)


def _geef_vaste_namen(figuur: Figure) -> None:
    """Replace folium's random element ids by numbers: the same tables then give the same page."""
    elementen: list[Any] = [figuur]
    nummer = 0
    while elementen:
        element = elementen.pop(0)
        element._id = f"{nummer:04d}"  # noqa: SLF001  branca offers no other way to name an element
        nummer += 1
        elementen += [kind for kind in element._children.values() if hasattr(kind, "_children")]  # noqa: SLF001
