"""Areas as GeoJSON (bytes), for the files that people take along and for those that the build makes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import to_wgs84

DECIMALEN = 6  # About 0.1 m: neighbours that share a vertex still share it when it is rounded.


def format_geojson(
    kop: Mapping[str, Any], kenmerken: Iterable[Mapping[str, Any]], vlakken: gpd.GeoDataFrame, *, sleutel: str = ""
) -> bytes:
    """Return GeoJSON (RFC 7946): WGS84, outer rings counterclockwise, no `crs`.

    UTF-8, one feature per line: a changed wijk is one changed line. `kop` stands beside the features: whose data it
    is, and what it is of. `kenmerken` are the properties of each (None becomes null), `vlakken` the shapes in the same
    order, in any known CRS; a missing one becomes null. The property `sleutel` is the `id` of its feature as well.

    Examples
    --------
    >>> graden = gpd.GeoDataFrame(geometry=[shapely.box(4.6, 52.3, 4.7, 52.4)], crs="OGC:CRS84")
    >>> print(format_geojson({"bron": "x"}, [{"naam": "é"}], graden).decode(), end="")
    {"type":"FeatureCollection","bron":"x","features":[
    {"type":"Feature","properties":{"naam":"é"},"geometry":{"type":"Polygon","coordinates":[[[4.7,52.3],[4.7,52.4],[4.6,52.4],[4.6,52.3],[4.7,52.3]]]}}
    ]}
    """
    precies = to_wgs84(vlakken).geometry.to_numpy()
    rond = shapely.transform(precies, lambda graden: graden.round(DECIMALEN))
    # An area of a few centimetres falls flat when it is rounded: no program reads that back.
    vormen = shapely.orient_polygons(np.where(shapely.is_valid(rond) | ~shapely.is_valid(precies), rond, precies))
    regels = []
    for eigen, vorm in zip(kenmerken, vormen, strict=True):
        begin = {"type": "Feature"} | ({"id": eigen[sleutel]} if sleutel else {})
        geometrie = None if vorm is None else json.loads(shapely.to_geojson(vorm))
        regels.append(_dump(begin | {"properties": eigen, "geometry": geometrie}))
    inleiding = _dump({"type": "FeatureCollection", **kop})[:-1]
    return (inleiding + ',"features":[\n' + ",\n".join(regels) + "\n]}\n").encode()


def _dump(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
