"""Generalised geometry: buurten as one coverage, and wijken that are the union of their buurten.

Every border is an arc between two nodes that all its neighbours share. Each arc is simplified once, so
neighbours cannot drift apart; wijken are dissolved afterwards, so buurten nest in them to the last vertex.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from analysis.controle.bevinding import Bevinding
from geo import crs
from geo.geojson import DECIMALEN

RASTER_M = 0.1  # the source rounds at about 1 cm and nests within 7 cm: 10 cm heals that and moves nothing visible
SLIERT_M = 0.2  # mean width under which a gap or overlap in the source is noise, twice the grid
MAX_AFWIJKING_M = 3.0  # the promise in data/README.md
# 3 m minus what happens after the simplification: grid (7 cm), source nesting (7 cm), rounding to 6 decimals (6 cm)
TOLERANTIE_M = 2.8
_MEETSTAP_M = 1.0
_VERLAAG = "Verlaag TOLERANTIE_M in register/bouw/generaliseren.py."


def node_buurten(buurten: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Bevinding]]:
    """Make a valid coverage of nearly matching buurten (RD, sorted by buurtcode) on a grid of `RASTER_M`.

    Overlaps and gaps narrower than `SLIERT_M` are given to one buurt; wider ones, and buurten that vanish, are
    findings.
    """
    crs.require_crs(buurten, crs.RD)
    bron, codes = buurten.geometry.to_numpy(), buurten["buurtcode"].to_numpy()
    lijnen = shapely.union_all(shapely.boundary(bron), grid_size=RASTER_M)
    vlakken = shapely.get_parts(shapely.polygonize([lijnen]))
    eigenaren: list[list[int]] = [[] for _ in vlakken]
    for vlak, buurt in zip(*shapely.STRtree(bron).query(shapely.point_on_surface(vlakken), "intersects"), strict=True):
        eigenaren[vlak].append(int(buurt))

    per_buurt: list[list[shapely.Geometry]] = [[] for _ in bron]
    bevindingen = []
    for vlak, van in zip(vlakken, eigenaren, strict=True):
        if len(van) != 1 and _is_breed(vlak):
            bevindingen.append(_beschrijf_vlak(vlak, [str(codes[i]) for i in sorted(van)]))
        per_buurt[min(van) if van else _langste_buur(vlak, bron)].append(vlak)
    bevindingen += [
        Bevinding("buurten", 0, code, "verdwenen", "houdt geen oppervlak over", "Haal het vlak opnieuw op.")
        for code, delen in zip(codes, per_buurt, strict=True)
        if not delen
    ]
    return buurten.set_geometry([shapely.union_all(delen) for delen in per_buurt], crs=crs.RD), bevindingen


def _is_breed(vlak: shapely.Polygon) -> bool:
    return bool(2 * vlak.area / vlak.length > SLIERT_M)


def _beschrijf_vlak(vlak: shapely.Polygon, codes: list[str]) -> Bevinding:
    x, y = shapely.get_coordinates(shapely.point_on_surface(vlak))[0]
    soort = f"overlap van {' en '.join(codes)}" if codes else "gat tussen buurten"
    herstel = "Gebruik de buurten en wijken van een en hetzelfde CBS-jaar, compleet opgehaald."
    return Bevinding(
        "buurten", 0, "", "niet-aansluitend", f"{soort} bij RD {x:.0f}, {y:.0f} ({vlak.area:.1f} m²)", herstel
    )


def _langste_buur(vlak: shapely.Geometry, buurten: np.ndarray) -> int:
    # A buffer of the sliver, because its edges moved to the grid and no longer lie exactly on the source.
    gedeeld = shapely.area(shapely.intersection(shapely.buffer(vlak, RASTER_M), buurten))
    return int(np.argmax(gedeeld))


def simplify_buurten(buurten: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Bevinding]]:
    """Simplify a valid coverage of buurten (RD) arc by arc, at most `TOLERANTIE_M` off.

    What vanishes or merges is a finding.

    Douglas-Peucker on the shared arcs, because it bounds the distance: for the same 3 m, `shapely.coverage_simplify`
    (it bounds an area) needs nearly twice the vertices.
    """
    crs.require_crs(buurten, crs.RD)
    oud = buurten.geometry.to_numpy()
    bogen = shapely.line_merge(shapely.union_all(shapely.boundary(oud)))
    # One MultiLineString in one call: only then does GEOS keep the arcs from crossing each other.
    vlakken = shapely.get_parts(shapely.polygonize([shapely.simplify(bogen, TOLERANTIE_M, preserve_topology=True)]))
    bij_oud, bij_vlak = shapely.STRtree(vlakken).query(oud)
    overlap = np.zeros((len(oud), len(vlakken)))
    overlap[bij_oud, bij_vlak] = shapely.area(shapely.intersection(oud[bij_oud], vlakken[bij_vlak]))
    eigenaar = overlap.argmax(axis=0) if len(vlakken) else np.array([], dtype=int)
    nieuw = [shapely.union_all(vlakken[eigenaar == i]) for i in range(len(oud))]
    bevindingen = [
        Bevinding("buurten", 0, code, "verdwenen", "verdwijnt bij het vereenvoudigen", _VERLAAG)
        for code, vlak in zip(buurten["buurtcode"], nieuw, strict=True)
        if vlak.is_empty
    ]
    return buurten.set_geometry(nieuw, crs=crs.RD), bevindingen


def round_buurten(buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the buurten in WGS84 on `DECIMALEN` decimals.

    A shared vertex has the same coordinates in every neighbour, so it stays shared.
    """
    graden = crs.to_wgs84(buurten)
    afgerond = shapely.transform(graden.geometry.to_numpy(), lambda c: np.round(c, DECIMALEN))
    return graden.set_geometry(shapely.remove_repeated_points(afgerond), crs=crs.WGS84)


def dissolve_wijken(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `wijken` with the union of their buurten as geometry, with exactly the vertices and CRS of the buurten.

    The buurten are a valid coverage with the wijkcode of each; the own geometry of the wijken is not used.
    """
    vlakken, van = buurten.geometry.to_numpy(), buurten["wijkcode"].to_numpy()
    samen = [shapely.coverage_union_all(vlakken[van == code]) for code in wijken["wijkcode"]]
    return wijken.set_geometry(samen, crs=buurten.crs)


def fix_rings(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the polygons with a fixed first vertex and order of rings."""
    return gdf.set_geometry(shapely.normalize(gdf.geometry.to_numpy()), crs=gdf.crs)


def measure_afwijking(bron: gpd.GeoDataFrame, nieuw: gpd.GeoDataFrame) -> np.ndarray:
    """Measure how far borders moved: the distance of a point at every metre of `bron` to `nieuw`, and back.

    Both in RD, with the same areas in the same order. Per area the largest distance in metres, as an (n, 2) array: from
    bron to nieuw, and from nieuw to bron.
    """
    crs.require_crs(bron, crs.RD)
    crs.require_crs(nieuw, crs.RD)
    a, b = shapely.boundary(bron.geometry.to_numpy()), shapely.boundary(nieuw.geometry.to_numpy())
    return np.array([[_afstanden(p, q).max(), _afstanden(q, p).max()] for p, q in zip(a, b, strict=True)])


def _afstanden(lijn: shapely.Geometry, naar: shapely.Geometry) -> np.ndarray:
    shapely.prepare(naar)
    punten = shapely.points(shapely.get_coordinates(shapely.segmentize(lijn, _MEETSTAP_M)))
    return np.asarray(shapely.distance(punten, naar))


def find_fouten_buurten(buurten: gpd.GeoDataFrame) -> list[Bevinding]:
    """Return what is wrong with the buurten (WGS84, rounded) as they will be written, before wijken are made of them.

    Nothing when all are valid single polygons that share their borders without overlap.
    """
    return _find_vlakfouten("buurten", "buurtcode", buurten)


def find_fouten_wijken(wijken: gpd.GeoDataFrame, bron: gpd.GeoDataFrame) -> list[Bevinding]:
    """Return what is wrong with the wijken (WGS84, unions of buurten) as they will be written.

    Nothing when all are valid single polygons that share their borders without gap or overlap, and no border moved more
    than `MAX_AFWIJKING_M` from `bron`: the wijken as they came in, in RD, in the same order.
    """
    bevindingen = _find_vlakfouten("wijken", "wijkcode", wijken)
    if _tel_gaten(wijken) != _tel_gaten(bron):
        wat = "er zit een gat in het geheel dat de bron niet heeft"
        bevindingen.append(Bevinding("wijken", 0, "", "gat", wat, "Kijk of alle buurten er zijn."))
    for code, (heen, terug) in zip(wijken["wijkcode"], measure_afwijking(bron, crs.to_rd(wijken)), strict=True):
        if max(heen, terug) > MAX_AFWIJKING_M:
            wat = f"de grens ligt {max(heen, terug):.1f} m van de bron (hooguit {MAX_AFWIJKING_M} m)"
            herstel = f"Gebruik buurten en wijken van hetzelfde jaar, of v{_VERLAAG[1:]}"
            bevindingen.append(Bevinding("wijken", 0, code, "afwijking", wat, herstel))
    return bevindingen


def _find_vlakfouten(naam: str, kolom: str, laag: gpd.GeoDataFrame) -> list[Bevinding]:
    vlakken = laag.geometry.to_numpy()
    goed = shapely.is_valid(vlakken) & (shapely.get_type_id(vlakken) == shapely.GeometryType.POLYGON)
    wat = "is na het vereenvoudigen geen geldig enkelvoudig vlak"
    bevindingen = [
        Bevinding(naam, 0, code, "geen-enkel-vlak", wat, "Kijk het bronvlak na.") for code in laag.loc[~goed, kolom]
    ]
    if goed.all() and not shapely.coverage_is_valid(vlakken):
        bevindingen.append(Bevinding(naam, 0, "", "grens", "buren delen hun grens niet overal", _VERLAAG))
    return bevindingen


def _tel_gaten(gdf: gpd.GeoDataFrame) -> int:
    delen = shapely.get_parts(shapely.union_all(crs.to_rd(gdf).geometry.to_numpy()))
    gaten = [shapely.Polygon(ring) for deel in delen for ring in deel.interiors]
    # Narrower ones are rounding in the source, as in node_buurten.
    return sum(_is_breed(gat) for gat in gaten)
