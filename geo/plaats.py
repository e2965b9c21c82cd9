"""In which wijk a point lies.

The rules: *Een initiatief* in `docs/beleid.md`.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import RD, require_crs, to_wgs84


def wijk_van_punten(punten: gpd.GeoSeries, wijken: gpd.GeoDataFrame) -> pd.Series:
    """Return the wijkcode of every point.

    Parameters
    ----------
    punten : GeoSeries
        Points, any known CRS.
    wijken : GeoDataFrame
        RD New, index `wijkcode`.

    Returns
    -------
    Series of str
        Index of `punten` kept. On a shared border the lowest wijkcode; empty outside every wijk.

    Raises
    ------
    ValueError
        When `wijken` is not in RD New or `punten` has no CRS.

    Examples
    --------
    >>> from shapely import Point, box
    >>> wijken = gpd.GeoDataFrame(geometry=[box(1, 0, 2, 1), box(0, 0, 1, 1)], index=["W2", "W1"], crs=RD)
    >>> wijk_van_punten(gpd.GeoSeries([Point(1.5, 0.5), Point(1, 0.5), Point(9, 9)], crs=RD), wijken).tolist()
    ['W2', 'W1', '']
    """
    require_crs(wijken, RD)
    # The tree itself, not a spatial join: that takes ten times as long on tables of this size.
    welke, waarin = shapely.STRtree(wijken.geometry.to_numpy()).query(punten.to_crs(RD).to_numpy(), "intersects")
    codes = wijken.index.to_numpy()[waarin]
    uit = [""] * len(punten)
    for nummer, code in zip(welke.tolist(), codes, strict=True):
        uit[nummer] = min(uit[nummer] or code, code)
    return pd.Series(uit, index=punten.index, dtype="str")


def punten_in(vlakken: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Return for every area a point inside it: latitude and longitude (WGS84), by index.

    Examples
    --------
    >>> from shapely import Point
    >>> vlak = gpd.GeoDataFrame(geometry=[Point(103850, 488780).buffer(1)], index=["BU1"], crs=RD)
    >>> {code: (round(lat, 4), round(lon, 4)) for code, (lat, lon) in punten_in(vlak).items()}
    {'BU1': (52.3845, 4.6359)}
    """
    punten = to_wgs84(vlakken.set_geometry(vlakken.representative_point())).geometry
    return {str(code): (lat, lon) for code, lat, lon in zip(punten.index, punten.y, punten.x, strict=True)}
