"""Bytes of a register file as a table of raw values with the place of every row, and what was wrong with the form."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.errors import ShapelyError

from analysis.bevinding import Bevinding
from geo.crs import WGS84

# A cell may be long (a description), but not without end: csv refuses by default what is over 131 072 characters.
csv.field_size_limit(10_000_000)


def csv_tabel(inhoud: bytes, bestand: str) -> tuple[pd.DataFrame, list[Bevinding]]:
    """Return a CSV file as text columns, every row with its line in the file.

    Parameters
    ----------
    inhoud : bytes
        UTF-8 (with or without BOM), comma-separated, with a header.
    bestand : str
        Its name in messages.

    Returns
    -------
    tabel : DataFrame
        All columns text, stripped of white space around them, and `plek` (int): the line on which the row begins.
        Empty without columns when the file has no readable form at all.
    bevindingen : list of Bevinding
        Not UTF-8, no header, double columns, rows with too many or too few cells.
    """
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        regel = inhoud[: fout.start].count(b"\n") + 1
        return pd.DataFrame(), [
            _vorm(bestand, regel, "het bestand is geen UTF-8", "Bewaar het als “CSV UTF-8 (door komma's gescheiden)”.")
        ]
    lezer = csv.reader(io.StringIO(tekst, newline=""), strict=True)
    try:
        kop = [naam.strip() for naam in next(lezer, [])]
        if problemen := _kopproblemen(kop, bestand):
            return pd.DataFrame(), problemen
        return _rijen(lezer, kop, bestand)
    except csv.Error:
        return pd.DataFrame(), [_aanhalingstekens(bestand, 1)]


def _aanhalingstekens(bestand: str, plek: int) -> Bevinding:
    wat = "de aanhalingstekens kloppen niet in de rij die hier begint"
    return _vorm(bestand, plek, wat, "Zet elk “ in een veld dubbel en sluit het veld af.")


def _kopproblemen(kop: list[str], bestand: str) -> list[Bevinding]:
    if not any(kop):
        return [_vorm(bestand, 1, "het bestand is leeg", "Begin met een regel kolomnamen; zie data/README.md.")]
    if len(kop) == 1 and ";" in kop[0]:
        return [_vorm(bestand, 1, "de velden zijn door puntkomma's gescheiden", "Gebruik komma's als scheiding.")]
    dubbel = sorted({naam for naam in kop if kop.count(naam) > 1})
    return [_vorm(bestand, 1, f"kolom “{naam}” staat er twee keer", "Verwijder een van beide.") for naam in dubbel]


def _rijen(lezer: Any, kop: list[str], bestand: str) -> tuple[pd.DataFrame, list[Bevinding]]:
    bevindingen, rijen, plekken, begin = [], [], [], lezer.line_num + 1
    try:
        for cellen in lezer:
            plek, begin = begin, lezer.line_num + 1
            if not any(cellen):
                continue  # an empty line at the end of a file is no row
            if len(cellen) != len(kop):
                wat = f"{len(cellen)} velden, de kop heeft er {len(kop)}"
                bevindingen.append(
                    _vorm(bestand, plek, wat, "Zet aanhalingstekens om een veld waar een komma in staat.")
                )
                continue
            rijen.append([cel.strip() for cel in cellen])
            plekken.append(plek)
    except csv.Error:
        return pd.DataFrame(), [*bevindingen, _aanhalingstekens(bestand, begin)]
    tabel = pd.DataFrame(rijen, columns=kop, dtype="str")
    return tabel.assign(plek=pd.Series(plekken, dtype="int64")), bevindingen


def geojson_tabel(inhoud: bytes, bestand: str) -> tuple[gpd.GeoDataFrame, list[Bevinding]]:
    """Return a GeoJSON file as a table of properties and geometry, every row with its number.

    Parameters
    ----------
    inhoud : bytes
        A FeatureCollection in WGS84 (RFC 7946).
    bestand : str
        Its name in messages.

    Returns
    -------
    tabel : GeoDataFrame
        The properties as they are, `plek` (int, from 1) and geometry (None where it could not be read). CRS WGS84.
    bevindingen : list of Bevinding
        No JSON, no FeatureCollection, another CRS, unreadable geometry.
    """
    leeg = gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=WGS84))
    try:
        inhoudelijk = json.loads(inhoud.decode("utf-8-sig"))
        vlakken = inhoudelijk["features"]
        eigenschappen = pd.DataFrame([_vergelijkbaar(vlak.get("properties") or {}) for vlak in vlakken])
    except (UnicodeError, json.JSONDecodeError, RecursionError) as fout:
        regel = getattr(fout, "lineno", 0)
        waar = f" bij regel {regel}" if regel else ""
        return leeg, [_vorm(bestand, 0, f"het bestand is geen JSON{waar}", "Bewaar het opnieuw als GeoJSON in UTF-8.")]
    except (KeyError, TypeError, AttributeError, ValueError):
        return leeg, [_vorm(bestand, 0, "het bestand is geen FeatureCollection", "Bewaar het opnieuw als GeoJSON.")]
    bevindingen = _crsproblemen(inhoudelijk, bestand)
    vormen: list[Any] = []
    for nummer, vlak in enumerate(vlakken, start=1):
        vorm = _vorm_van(vlak.get("geometry"))
        if vorm is None:
            wat, herstel = "heeft geen leesbare vorm", "Teken het vlak opnieuw of neem het over uit de bron."
            bevindingen.append(_vorm(bestand, nummer, wat, herstel))
        vormen.append(vorm)
    tabel = gpd.GeoDataFrame(eigenschappen, geometry=gpd.GeoSeries(vormen, crs=WGS84))
    return tabel.assign(plek=range(1, len(tabel) + 1)), bevindingen


def _vergelijkbaar(eigenschappen: dict[str, Any]) -> dict[str, Any]:
    """Return the properties with lists and objects in a form that can be compared, and still is no text or number."""
    samengesteld = (list, dict)
    return {k: (json.dumps(v),) if isinstance(v, samengesteld) else v for k, v in eigenschappen.items()}


def _crsproblemen(inhoud: dict[str, Any], bestand: str) -> list[Bevinding]:
    crs: Any = inhoud.get("crs")
    try:
        naam = str(crs["properties"]["name"])
    except (KeyError, TypeError):
        naam = "onbekend"
    if crs is None or naam.endswith(("CRS84", WGS84.removeprefix("EPSG"))):
        return []
    return [_vorm(bestand, 0, f"het coördinatenstelsel is {naam}", "Zet het om naar WGS84 (lengte, breedte).")]


def _vorm_van(geometrie: Any) -> shapely.Geometry | None:
    try:
        vorm = shapely.geometry.shape(geometrie)
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError, IndexError):
        return None
    return None if vorm.is_empty else vorm


def _vorm(bestand: str, plek: int, wat: str, herstel: str) -> Bevinding:
    return Bevinding(bestand, plek, "", "bestandsvorm", wat, herstel)
