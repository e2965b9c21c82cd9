"""The layers of a drawn map, from the bottom up: areas by group, borders, platforms to come, initiatives."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, NamedTuple

import geopandas as gpd
import shapely

from analysis.score import is_onzeker, rang
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from geo.beeld.kleuren import KLEUREN
from geo.beeld.raam import Venster, lijnen, omtrek, pad
from geo.beeld.svg import element, initiatiefstip, stippellijn, vullingen
from geo.crs import RD, WGS84, require_crs

BLEEK = "#ececef"  # what lies outside what the map is about


def vlakken(tabellen: Tabellen) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the wijken and buurten; raises `ValueError` when they are not in RD New."""
    uit = gpd.GeoDataFrame(tabellen.wijken), gpd.GeoDataFrame(tabellen.buurten)
    for tabel in uit:
        require_crs(tabel, RD)
    return uit


class Vormen(NamedTuple):
    """What every map of a Stand is drawn from, area by area; see `vormen`.

    Attributes
    ----------
    wijken, buurten : ndarray of Polygon or MultiPolygon
        In RD New, in the order of the tables.
    wijkcodes, buurtcodes, van : list of str
        Of these wijken, of these buurten, and of the wijk that each buurt is in.
    scores, wordend : list
        Of each buurt its group and proof (see `analysis.score`), and whether a platform in oprichting has it.
    """

    wijken: Any
    wijkcodes: list[str]
    buurten: Any
    buurtcodes: list[str]
    van: list[str]
    scores: list[int]
    wordend: list[bool]


def vormen(stand: Stand) -> Vormen:
    """Return what the maps of a Stand are drawn from; ask it by `Stand.eenmaal`, for a book has many maps."""
    wijken, buurten = vlakken(stand.tabellen)
    return Vormen(
        wijken.geometry.to_numpy(),
        wijken.index.tolist(),
        buurten.geometry.to_numpy(),
        buurten.index.tolist(),
        buurten["wijkcode"].tolist(),
        stand.groepscores[stand.dag].tolist(),
        stand.oprichting[stand.dag].tolist(),
    )


def lagen(stand: Stand, raam: Venster, korrel: float, binnen: Container[str]) -> list[str]:
    """Return the areas and lines of a map from the bottom up; `binnen` are the codes of the wijken that it is about."""
    alle = stand.eenmaal(vormen)
    onder, midden, boven = [], [], []
    komend: dict[str, list[Any]] = {}
    zichtbaar = shapely.intersects(alle.buurten, raam.vlak)
    rijen = zip(alle.buurten, alle.van, alle.scores, alle.wordend, zichtbaar, strict=True)
    for vlak, wijk, score, wordend, te_zien in rijen:
        if te_zien and wijk in binnen:
            midden.append(_buurt(vlak, raam, score, korrel))
        elif te_zien:
            onder.append(pad(vlak, raam, fill=BLEEK, stroke="#fff", stroke_width=korrel))
        if wordend and wijk in binnen:
            komend.setdefault(wijk, []).append(vlak)
    zichtbaar = shapely.intersects(alle.wijken, raam.vlak)
    for vlak, wijk, te_zien in zip(alle.wijken, alle.wijkcodes, zichtbaar, strict=True):
        if te_zien and wijk in binnen:
            boven.append(pad(vlak, raam, fill="none", stroke=KLEUREN["rand"], stroke_width=1.8 * korrel))
        elif te_zien:
            onder.append(pad(vlak, raam, fill="none", stroke="#c3c4ca", stroke_width=korrel))
    for _, delen in sorted(komend.items()):
        # Around buurten of one wijk together, and drawn inwards: clear of inner lines and of the line of the wijk.
        vlak = shapely.union_all(delen, grid_size=0.01)
        krimp = vlak.buffer(-3.4 * korrel / raam.schaal)
        boven.append(pad(vlak if krimp.is_empty else krimp, raam, **stippellijn(korrel)))
    return onder + midden + boven


def _buurt(vlak: Any, raam: Venster, score: int, korrel: float) -> str:
    lijn: dict[str, object] = {"stroke": "#fff", "stroke_width": 0.9 * korrel}
    *onder, boven = vullingen(rang(score), twijfel=is_onzeker(score))
    ringen = lijnen(vlak, raam)
    return "".join([*(omtrek(ringen, fill=kleur) for kleur in onder), omtrek(ringen, fill=boven, **lijn)])


def initiatiefstippen(stand: Stand, wijkcode: str, raam: Venster) -> list[str]:
    """Return the initiatives of a wijk: a full dot for an address, a soft open one where only the buurt is known."""
    uit = []
    for punt, fijn in stand.eenmaal(_initiatiefpunten).get(wijkcode, []):
        x, y = raam.punten(punt).tolist()
        stip = initiatiefstip("punt" if fijn else "ruw", 0.8)
        uit.append(element("circle", cx=x, cy=y, r=2.6 if fijn else 4.0, **stip))
    return uit


def _initiatiefpunten(stand: Stand) -> dict[str, list[tuple[Any, bool]]]:
    """Return of every wijk where its initiatives are, in RD New, and whether that is more precise than the buurt."""
    met = stand.initiatieven[stand.initiatieven["lat"].notna()]
    punten = gpd.GeoSeries(gpd.points_from_xy(met["lon"], met["lat"]), crs=WGS84).to_crs(RD)
    uit: dict[str, list[tuple[Any, bool]]] = {}
    plekken = shapely.get_coordinates(punten.to_numpy())
    for wijk, punt, fijn in zip(met["wijkcode"], plekken, met["nauwkeurigheid"].isin(["adres", "straat"]), strict=True):
        uit.setdefault(wijk, []).append((punt, fijn))
    return uit
