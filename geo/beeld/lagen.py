"""The layers of a drawn map, from the bottom up: areas by group, borders, platforms to come, initiatives."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from analysis.score import is_onzeker, rang
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from geo.beeld.kleuren import KLEUREN
from geo.beeld.raam import Venster, pad
from geo.beeld.svg import element, initiatiefstip, stippellijn, vullingen
from geo.crs import RD, WGS84, require_crs

BLEEK = "#ececef"  # what lies outside what the map is about


def vlakken(tabellen: Tabellen) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the wijken and buurten; raises `ValueError` when they are not in RD New."""
    uit = gpd.GeoDataFrame(tabellen.wijken), gpd.GeoDataFrame(tabellen.buurten)
    for tabel in uit:
        require_crs(tabel, RD)
    return uit


def lagen(stand: Stand, raam: Venster, korrel: float, binnen: pd.Series) -> list[str]:
    """Return the areas and lines of a map from the bottom up."""
    wijken, buurten = vlakken(stand.tabellen)
    score, wordend = stand.groepscores[stand.dag], stand.oprichting[stand.dag]
    eigen = buurten["wijkcode"].map(binnen).fillna(value=False).astype(bool)
    in_beeld = raam.vlak
    onder, midden, boven = [], [], []
    zichtbaar = buurten.intersects(in_beeld)
    for vlak, getal_, is_eigen in zip(buurten.geometry[zichtbaar], score[zichtbaar], eigen[zichtbaar], strict=True):
        if is_eigen:
            midden.append(_buurt(vlak, raam, int(getal_), korrel))
        else:
            onder.append(pad(vlak, raam, fill=BLEEK, stroke="#fff", stroke_width=korrel))
    zichtbaar = wijken.intersects(in_beeld)
    for vlak, is_eigen in zip(wijken.geometry[zichtbaar], binnen[zichtbaar], strict=True):
        if is_eigen:
            boven.append(pad(vlak, raam, fill="none", stroke=KLEUREN["rand"], stroke_width=1.8 * korrel))
        else:
            onder.append(pad(vlak, raam, fill="none", stroke="#c3c4ca", stroke_width=korrel))
    for _, deel in buurten[wordend & eigen].groupby("wijkcode"):
        # Around buurten of one wijk together, and drawn inwards: clear of inner lines and of the line of the wijk.
        vlak = shapely.union_all(deel.geometry.to_numpy(), grid_size=0.01)
        krimp = vlak.buffer(-3.4 * korrel / raam.schaal)
        boven.append(pad(vlak if krimp.is_empty else krimp, raam, **stippellijn(korrel)))
    return onder + midden + boven


def _buurt(vlak: Any, raam: Venster, score: int, korrel: float) -> str:
    lijn: dict[str, object] = {"stroke": "#fff", "stroke_width": 0.9 * korrel}
    *onder, boven = vullingen(rang(score), twijfel=is_onzeker(score))
    return "".join([*(pad(vlak, raam, fill=kleur) for kleur in onder), pad(vlak, raam, fill=boven, **lijn)])


def initiatiefstippen(stand: Stand, wijkcode: str, raam: Venster) -> list[str]:
    """Return the initiatives of a wijk: a full dot for an address, a soft open one where only the buurt is known."""
    alle = stand.initiatieven
    eigen = alle[alle["wijkcode"].eq(wijkcode) & alle["lat"].notna()]
    punten = gpd.GeoSeries(gpd.points_from_xy(eigen["lon"], eigen["lat"]), crs=WGS84).to_crs(RD)
    uit = []
    plekken = raam.punten(shapely.get_coordinates(punten.to_numpy()))
    for (x, y), nauwkeurig in zip(plekken.tolist(), eigen["nauwkeurigheid"], strict=True):
        fijn = nauwkeurig in {"adres", "straat"}
        stip = initiatiefstip("punt" if fijn else "ruw", 0.8)
        uit.append(element("circle", cx=x, cy=y, r=2.6 if fijn else 4.0, **stip))
    return uit
