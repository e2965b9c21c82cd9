"""The geometry rules that make boundaries unfit for use (each a *fout*)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.controle.bevinding import FOUT, Bevinding, Register, Vondst
from geo.crs import to_rd
from register.kolommen import CODES, LAT_NL, LON_NL, SLEUTELS

WIJKEN = "wijken.geojson"
BUURTEN = "buurten.geojson"
VLAKREGELS = Register()
BUURTREGELS = Register()

# Less than this is rounding of coordinates, not two areas that both claim a piece of land.
MAX_OVERLAP_M2 = 1.0
# So many features that overlap others are named; who has more has drawn everything on top of everything.
MAX_OVERLAPPENDE = 200
_MAX_PAREN = 100_000
_NORMAAL_BUREN = 20

_WIJKCODE = re.compile(CODES["wijkcode"])
_VLAKKEN = ("Polygon", "MultiPolygon")
_VLAKSOORTEN = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

# What GEOS calls wrong with a border, in words of ours.
_REDENEN = {
    "Self-intersection": "zij kruist zichzelf",
    "Ring Self-intersection": "zij raakt zichzelf",
    "Repeated Point": "een punt staat er twee keer in",
    "Hole lies outside shell": "een gat ligt buiten het vlak",
    "Holes are nested": "een gat ligt in een ander gat",
    "Interior is disconnected": "een gat knipt het vlak in stukken",
    "Nested shells": "een deel van het vlak ligt in een ander deel",
    "Duplicate Rings": "een ring staat er twee keer in",
    "Too few points in geometry component": "een ring heeft te weinig verschillende punten",
    "Invalid Coordinate": "een punt is geen coördinaat",
    "Ring is not closed": "een ring is niet gesloten",
}
_ANDERE_REDEN = "de punten vormen geen vlak"
_REDEN_EN_PLEK = re.compile(r"([^\[]*)(?:\[(-?[0-9.]+(?:e-?[0-9]+)?) (-?[0-9.]+(?:e-?[0-9]+)?)\])?.*", re.DOTALL)


def vlakfouten(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Bevinding]:
    """Yield every problem of the boundaries: WGS84, index by position, with `plek`, the code column and geometry.

    Where geometry is None it could not be read: the reader has said so, and only the codes of such a row are judged.
    """
    gevonden: set[tuple[str, str]] = set()
    for tabel, bestand in ((wijken, WIJKEN), (buurten, BUURTEN)):
        eigen = plekken(tabel, SLEUTELS[bestand])
        leesbaar = tabel[tabel.geometry.notna()]
        for regel in VLAKREGELS.values():
            for b in regel.bevindingen(eigen, FOUT, leesbaar, SLEUTELS[bestand]):
                gevonden.add((bestand, b.regel))
                yield Bevinding(bestand, b.plek, b.id, b.regel, b.wat, b.herstel)
    for regel in BUURTREGELS.values():
        # Where wijken lie on each other, in which of them a buurt lies is no question yet.
        if regel.functie is buurt_buiten_wijk and (WIJKEN, "overlappende-vlakken") in gevonden:
            continue
        yield from regel.bevindingen(plekken(buurten, "buurtcode"), FOUT, buurten, wijken)


def plekken(tabel: gpd.GeoDataFrame, sleutel: str) -> dict[int, tuple[int, str]]:
    """Return from each row label to its number in the file and its code."""
    return {
        label: (int(plek), code if isinstance(code, str) else "")
        for label, plek, code in zip(tabel.index, tabel["plek"], tabel[sleutel], strict=True)
    }


def in_nederland(vlakken: gpd.GeoDataFrame) -> pd.Series:
    """Return which features (WGS84) lie wholly within the bounds of the Netherlands; false without a shape."""
    west, zuid, oost, noord = shapely.bounds(vlakken.geometry.to_numpy()).T
    binnen = (west >= LON_NL[0]) & (oost <= LON_NL[1]) & (zuid >= LAT_NL[0]) & (noord <= LAT_NL[1])
    return pd.Series(binnen, index=vlakken.index)


def _bruikbaar(vlakken: gpd.GeoDataFrame) -> pd.Series:
    """Return which features can be compared with others; what is wrong with the rest, the first three rules say."""
    vormen = vlakken.geometry.to_numpy()
    return in_nederland(vlakken) & shapely.is_valid(vormen) & np.isin(shapely.get_type_id(vormen), _VLAKSOORTEN)


@VLAKREGELS.regel(WIJKEN, "Vlak heeft een andere soort vorm")
def geen_vlak(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature that is no (multi)polygon."""
    for label, soort in vlakken.geom_type[~vlakken.geom_type.isin(_VLAKKEN)].items():
        yield label, f"de vorm is een {soort}, geen vlak", "Neem het vlak opnieuw over uit de bron."


@VLAKREGELS.regel(WIJKEN, "Vlak is ongeldig")
def ongeldig_vlak(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature whose border crosses itself or is invalid otherwise."""
    for label, vorm in vlakken.geometry[~vlakken.is_valid].items():
        herstel = "Herstel de grens in een GIS of neem haar opnieuw over."
        yield label, f"de grens is ongeldig: {reden_ongeldig(vorm)}", herstel


def reden_ongeldig(vorm: shapely.Geometry) -> str:
    """Return in Dutch what is wrong with a shape in WGS84 that is not valid, with the place where that is.

    Examples
    --------
    >>> reden_ongeldig(shapely.Polygon([(4.6, 52.3), (4.7, 52.4), (4.7, 52.3), (4.6, 52.4)]))
    'zij kruist zichzelf, bij lengte 4.65 en breedte 52.35'
    """
    # Coordinates as large as a computer can write overflow on the way: that is no news for the terminal.
    with np.errstate(all="ignore"):
        geos = str(shapely.is_valid_reason(vorm))
    wat, lengte, breedte = _REDEN_EN_PLEK.fullmatch(geos).groups()  # type: ignore[union-attr] # it matches any text
    waar = "" if breedte is None else f", bij lengte {round(float(lengte), 6)} en breedte {round(float(breedte), 6)}"
    return _REDENEN.get(wat.strip(), _ANDERE_REDEN) + waar


@VLAKREGELS.regel(WIJKEN, "Vlak ligt buiten Nederland")
def vlak_buiten_nederland(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature with coordinates that cannot be degrees in the Netherlands."""
    for label in vlakken.index[~in_nederland(vlakken)]:
        herstel = "GeoJSON is in graden, lengte voor breedte: zet RD om en draai verwisselde coördinaten terug."
        yield label, "het vlak ligt buiten Nederland", herstel


@VLAKREGELS.regel(WIJKEN, "Vlakken overlappen elkaar")
def overlappende_vlakken(vlakken: gpd.GeoDataFrame, sleutel: str) -> Iterator[Vondst]:
    """Yield every feature that shares more land with a later one than rounding explains; it names one of those."""
    goed = vlakken[_bruikbaar(vlakken)]
    codes, graden = goed[sleutel].to_numpy(), goed.geometry.to_numpy()
    # A valid coverage cannot overlap, and says so much faster than comparing neighbours; unless there are very many.
    if goed.empty or (_is_ijl(graden) and shapely.coverage_is_valid(graden)):
        return
    for nummer, (plek, ander, m2) in enumerate(_overlap(to_rd(goed).geometry.to_numpy())):
        if nummer == MAX_OVERLAPPENDE:
            wat = f"na {nummer} vlakken die andere overlappen is niet verder gekeken"
            yield None, wat, "Herstel deze eerst; daarna volgt de rest."
            return
        naam = "een vlak zonder code" if pd.isna(codes[ander]) else codes[ander]
        yield goed.index[plek], f"overlapt {naam} over {m2:.0f} m²", "Laat de grenzen samenvallen."


def _buren(vormen: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Yield per shape the later ones whose box meets its own, in steps of a bounded number of pairs."""
    boom = shapely.STRtree(vormen)
    stap = max(1, _MAX_PAREN // len(vormen))
    for begin in range(0, len(vormen), stap):
        links, rechts = boom.query(vormen[begin : begin + stap])
        for nummer in range(begin, min(begin + stap, len(vormen))):
            van, tot = np.searchsorted(links, [nummer - begin, nummer - begin + 1])
            buren = rechts[van:tot]
            yield nummer, np.sort(buren[buren > nummer])


def _is_ijl(vormen: np.ndarray) -> bool:
    """Return whether shapes have a normal number of neighbours: many on one place make every comparison slow."""
    ruimte = _NORMAAL_BUREN * len(vormen)
    for _, buren in _buren(vormen):
        ruimte -= len(buren)
        if ruimte < 0:
            return False
    return True


def _overlap(vormen: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """Yield per shape that overlaps a later one the first of those, and how much they share in m²."""
    for plek, buren in _buren(vormen):
        for begin in range(0, len(buren), _NORMAAL_BUREN):
            deel = buren[begin : begin + _NORMAAL_BUREN]
            m2 = shapely.area(shapely.intersection(vormen[plek], vormen[deel]))
            teveel = np.flatnonzero(m2 > MAX_OVERLAP_M2)
            if len(teveel):
                yield plek, int(deel[teveel[0]]), float(m2[teveel[0]])
                break


def _is_wijkcode(code: object) -> bool:
    return isinstance(code, str) and _WIJKCODE.fullmatch(code) is not None


@BUURTREGELS.regel(BUURTEN, "Buurt hoort bij een wijk die er niet is")
def buurt_wijkcode_onbekend(buurten: gpd.GeoDataFrame, wijken: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt whose wijkcode is no wijk."""
    # While a wijk has a code that is none, the buurten that name it are not what is wrong.
    if not wijken["wijkcode"].map(_is_wijkcode).all():
        return
    codes = buurten["wijkcode"]
    # An empty code, and one of another form, have rules of their own.
    for label, code in codes[~codes.isin(wijken["wijkcode"]) & codes.map(_is_wijkcode)].items():
        yield label, f"wijkcode {code} staat niet in {WIJKEN}", "Verbeter de wijkcode."


@BUURTREGELS.regel(BUURTEN, "Buurt ligt in geen enkele wijk")
def buurt_buiten_wijk(buurten: gpd.GeoDataFrame, wijken: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt that lies in no wijk at all, or in another than it names."""
    goede = wijken[_bruikbaar(wijken)]
    bekend = set(wijken["wijkcode"])
    # A buurt or a wijk that is itself wrong cannot be judged before that is mended.
    te_beoordelen = _bruikbaar(buurten) & ~buurten["wijkcode"].isin(bekend - set(goede["wijkcode"]))
    punten = buurten[te_beoordelen].representative_point()
    welke, waarin = shapely.STRtree(goede.geometry.to_numpy()).query(punten.to_numpy(), predicate="intersects")
    ligging = pd.Series(goede["wijkcode"].to_numpy()[waarin], index=welke, dtype=object)
    eigen = buurten.loc[te_beoordelen, "wijkcode"].to_numpy()
    goed = ligging.index[ligging.to_numpy() == eigen[welke]]
    eerste = ligging.groupby(level=0).first()
    for nummer in np.setdiff1d(np.arange(len(punten)), goed):
        if nummer not in eerste.index:
            en_van = f" en van {eigen[nummer]}" if _is_wijkcode(eigen[nummer]) else ""
            yield punten.index[nummer], "ligt buiten alle wijken", f"Controleer de grens van de buurt{en_van}."
        elif eigen[nummer] in bekend:
            wat = f"ligt in {eerste[nummer]}, maar noemt wijk {eigen[nummer]}"
            yield punten.index[nummer], wat, "Verbeter de wijkcode of de grens."
