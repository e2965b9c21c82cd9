"""The only place with EPSG codes: RD New inside, WGS84 at the edges.

RD New (metres) is for every area, distance and join; WGS84 (degrees, lon before lat) only for
GeoJSON and the browser. A wrong CRS is an error here, never a warning as in geopandas.
"""

from __future__ import annotations

import geopandas as gpd
from pyproj import CRS

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
# GeoJSON names WGS84 with lon before lat so; geopandas always works in that order, so it is the same to us.
_OOK_WGS84 = "OGC:CRS84"


def require_crs(gdf: gpd.GeoDataFrame | gpd.GeoSeries, crs: str) -> None:
    """Refuse geometry that is not in `crs` (`RD` or `WGS84`): `ValueError`, in Dutch, also when it has no CRS."""
    if gdf.crs is None:
        raise ValueError(f"De geometrie heeft geen coördinatenstelsel; verwacht is {crs}. Zet het bij het inlezen.")
    gelijk = {CRS.from_user_input(crs)} | ({CRS.from_user_input(_OOK_WGS84)} if crs == WGS84 else set())
    if gdf.crs not in gelijk:
        raise ValueError(
            f"De geometrie staat in {gdf.crs.to_string()}, verwacht is {crs}. "
            "Zet haar eerst om met geo.crs.to_rd of geo.crs.to_wgs84."
        )


def to_rd(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy in RD New (metres); `ValueError`, in Dutch, when the CRS is unknown."""
    return _zet_om(gdf, RD)


def to_wgs84(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy in WGS84 (degrees, lon before lat); `ValueError`, in Dutch, when the CRS is unknown."""
    return _zet_om(gdf, WGS84)


def _zet_om(gdf: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    if gdf.crs is None:
        raise ValueError(f"De geometrie heeft geen coördinatenstelsel en is niet om te zetten naar {crs}.")
    return gdf.to_crs(crs)
