"""The geometry rules that make boundaries unfit for use (each a *fout*)."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from analysis.bevinding import FOUT, Bevinding, Register, Vondst
from geo.crs import to_rd
from geo.schema import LAT_NL, LON_NL, SLEUTELS

WIJKEN = "wijken.geojson"
BUURTEN = "buurten.geojson"
VLAKREGELS = Register()
BUURTREGELS = Register()

# Less than this is rounding of coordinates, not two areas that both claim a piece of land.
MAX_OVERLAP_M2 = 1.0

_VLAKKEN = ("Polygon", "MultiPolygon")


def vlakfouten(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Bevinding]:
    """Yield every problem of the boundaries.

    Parameters
    ----------
    wijken, buurten : GeoDataFrame
        WGS84, index by position, with `plek`, the code column and geometry (None where it could not be read: the
        reader has said so, and only the codes of such a row are judged).

    Yields
    ------
    Bevinding
    """
    for tabel, bestand in ((wijken, WIJKEN), (buurten, BUURTEN)):
        plekken = _plekken(tabel, SLEUTELS[bestand])
        leesbaar = tabel[tabel.geometry.notna()]
        for regel in VLAKREGELS.values():
            for b in regel.bevindingen(plekken, FOUT, leesbaar, SLEUTELS[bestand]):
                yield Bevinding(bestand, b.plek, b.id, b.regel, b.wat, b.herstel)
    for regel in BUURTREGELS.values():
        yield from regel.bevindingen(_plekken(buurten, "buurtcode"), FOUT, buurten, wijken)


def _plekken(tabel: gpd.GeoDataFrame, sleutel: str) -> dict[int, tuple[int, str]]:
    return {
        label: (int(plek), str(code))
        for label, plek, code in zip(tabel.index, tabel["plek"], tabel[sleutel], strict=True)
    }


def _in_nederland(vlakken: gpd.GeoDataFrame) -> pd.Series:
    grens = vlakken.bounds
    return (
        grens["minx"].ge(LON_NL[0])
        & grens["maxx"].le(LON_NL[1])
        & grens["miny"].ge(LAT_NL[0])
        & grens["maxy"].le(LAT_NL[1])
    )


def _bruikbaar(vlakken: gpd.GeoDataFrame) -> pd.Series:
    """Return which features can be compared with others; what is wrong with the rest, the first three rules say."""
    return vlakken.is_valid & vlakken.geom_type.isin(_VLAKKEN) & _in_nederland(vlakken)


@VLAKREGELS.regel(WIJKEN, "Vlak heeft een andere soort vorm")
def geen_vlak(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature that is no (multi)polygon."""
    for label, soort in vlakken.geom_type[~vlakken.geom_type.isin(_VLAKKEN)].items():
        yield label, f"de vorm is een {soort}, geen vlak", "Neem het vlak opnieuw over uit de bron."


@VLAKREGELS.regel(WIJKEN, "Vlak is ongeldig")
def ongeldig_vlak(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature whose border crosses itself or is invalid otherwise."""
    for label, vorm in vlakken.geometry[~vlakken.is_valid].items():
        reden = shapely.is_valid_reason(vorm)
        yield label, f"de grens is ongeldig ({reden})", "Herstel de grens in een GIS of neem haar opnieuw over."


@VLAKREGELS.regel(WIJKEN, "Vlak ligt buiten Nederland")
def vlak_buiten_nederland(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature with coordinates that cannot be degrees in the Netherlands."""
    for label in vlakken.index[~_in_nederland(vlakken)]:
        yield (
            label,
            "het vlak ligt buiten Nederland",
            "GeoJSON is in graden, lengte voor breedte: zet RD om en draai verwisselde coördinaten terug.",
        )


@VLAKREGELS.regel(WIJKEN, "Vlakken overlappen elkaar")
def overlappende_vlakken(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every pair of features that share more land than rounding explains."""
    goed = vlakken[_bruikbaar(vlakken)]
    # A valid coverage cannot overlap, and says so much faster than comparing all neighbours.
    if goed.empty or shapely.coverage_is_valid(goed.geometry.to_numpy()):
        return
    vormen = to_rd(goed).geometry.to_numpy()
    links, rechts = shapely.STRtree(vormen).query(vormen, predicate="intersects")
    paar = links < rechts
    links, rechts = links[paar], rechts[paar]
    oppervlak = shapely.area(shapely.intersection(vormen[links], vormen[rechts]))
    codes = goed[sleutel].to_numpy()
    for een, ander, m2 in zip(links, rechts, oppervlak, strict=True):
        if m2 > MAX_OVERLAP_M2:
            yield goed.index[een], f"overlapt {codes[ander]} over {m2:.0f} m²", "Laat de grenzen samenvallen."


@BUURTREGELS.regel(BUURTEN, "Buurt hoort bij een wijk die er niet is")
def buurt_wijkcode_onbekend(buurten: gpd.GeoDataFrame, wijken: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt whose wijkcode is no wijk."""
    codes = buurten["wijkcode"]
    # An empty code has a rule of its own.
    for label, code in codes[~codes.isin(wijken["wijkcode"]) & codes.notna() & codes.ne("")].items():
        yield label, f"wijkcode {code} staat niet in {WIJKEN}", "Verbeter de wijkcode."


@BUURTREGELS.regel(BUURTEN, "Buurt ligt in geen enkele wijk")
def buurt_buiten_wijk(buurten: gpd.GeoDataFrame, wijken: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt that lies in no wijk at all, or in another than it names."""
    goede = wijken.loc[_bruikbaar(wijken), ["wijkcode", "geometry"]]
    # A buurt of a wijk that is itself wrong cannot be judged before that is mended.
    te_beoordelen = _bruikbaar(buurten) & ~buurten["wijkcode"].isin(set(wijken["wijkcode"]) - set(goede["wijkcode"]))
    punten = buurten[te_beoordelen].set_geometry(buurten[te_beoordelen].representative_point())
    for label, rijen in punten.sjoin(goede, how="left", rsuffix="ligging").groupby(level=0):
        codes = [str(code) for code in rijen["wijkcode_ligging"].dropna()]
        eigen = str(rijen["wijkcode_left"].iloc[0])
        if not codes:
            yield label, "ligt buiten alle wijken", f"Controleer de grens van de buurt en van {eigen}."
        elif eigen in set(wijken["wijkcode"]) and eigen not in codes:
            yield label, f"ligt in {codes[0]}, maar noemt wijk {eigen}", "Verbeter de wijkcode of de grens."
