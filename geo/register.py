"""The registers as one checked whole. This is the only module that knows where they are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from analysis.bevinding import FOUT, Bevinding, op_volgorde
from analysis.gemeente import Gemeente
from analysis.meldingen import GEMEENTE
from analysis.regels import fouten
from analysis.tabellen import Tabellen
from geo.bestanden import read_bytes
from geo.crs import WGS84, to_rd
from geo.gemeente import gemeentefouten, lees_gemeente
from geo.inlezen import csv_tabel, geojson_tabel
from geo.plaats import wijk_van_punten
from geo.schema import SCHEMAS, SLEUTELS, schemafouten
from geo.vlakregels import BUURTEN, WIJKEN, vlakfouten

BESTANDEN = tuple(SCHEMAS)
_GEHEEL = ("inwoners", "huishoudens")


class DataFout(ValueError):
    """The data is unfit for use. `bevindingen` holds every problem, `str()` all of them, one a line."""

    def __init__(self, bevindingen: list[Bevinding]) -> None:
        self.bevindingen = bevindingen
        super().__init__("\n".join(str(b) for b in bevindingen))


@dataclass(frozen=True)
class Register:
    """Checked tables and what they were made from.

    Attributes
    ----------
    tabellen : Tabellen
        `wijken` and `buurten` are GeoDataFrames in RD New, indexed by code; `organisaties` and `initiatieven` are
        indexed by id and carry `plek`, their line in the file.
    vingerafdruk : str
        SHA-256 of all files of the folder: equal fingerprints give equal answers.
    """

    tabellen: Tabellen
    vingerafdruk: str


def read_vingerafdruk(map_: Path) -> str:
    """Return the SHA-256 over names and content of all files of a data folder; an absent one counts as absent."""
    som = hashlib.sha256()
    for bestand in (*BESTANDEN, GEMEENTE):
        try:
            inhoud = read_bytes(map_ / bestand)
        except OSError:
            inhoud = b"\0"
        som.update(f"{bestand}:{len(inhoud)}:".encode() + inhoud)
    return som.hexdigest()


def read_register(map_: Path) -> Register:
    """Read, check and join the files of a data folder.

    Parameters
    ----------
    map_ : Path
        A folder with `wijken.geojson`, `buurten.geojson`, `organisaties.csv` and `initiatieven.csv`, and, for whoever
        wants the city to have its name, `gemeente.toml`.

    Returns
    -------
    Register

    Raises
    ------
    DataFout
        When any rule of kind *fout* is broken: all problems at once, in Dutch.
    """
    ruw: dict[str, Any] = {}
    bevindingen: list[Bevinding] = []
    for bestand in BESTANDEN:
        ruw[bestand], vormfouten = _lees(map_, bestand)
        bevindingen += vormfouten
        # A file without any readable form has said so; missing columns would only repeat it.
        if not vormfouten or len(ruw[bestand]):
            bevindingen += schemafouten(ruw[bestand], bestand)
    gemeente, gevonden = _lees_gemeente(map_)
    bevindingen += [*gevonden, *_inhoudsfouten(ruw, gemeente)]
    if any(b.ernst == FOUT for b in bevindingen):
        raise DataFout(op_volgorde(bevindingen))
    return Register(_tabellen(ruw)._replace(gemeente=gemeente), read_vingerafdruk(map_))


def _lees(map_: Path, bestand: str) -> tuple[pd.DataFrame, list[Bevinding]]:
    try:
        inhoud = read_bytes(map_ / bestand)
    except OSError:
        herstel = "Zet het bestand terug of kies met --data een andere map."
        return pd.DataFrame(), [Bevinding(bestand, 0, "", "bestand-ontbreekt", "het bestand ontbreekt", herstel)]
    lezer = geojson_tabel if bestand.endswith(".geojson") else csv_tabel
    return lezer(inhoud, bestand)


def _lees_gemeente(map_: Path) -> tuple[Gemeente, list[Bevinding]]:
    try:
        return lees_gemeente(read_bytes(map_ / GEMEENTE))
    except FileNotFoundError:
        return lees_gemeente(None)
    except OSError:
        herstel = "Maak het leesbaar, of haal het weg."
        return Gemeente(), [Bevinding(GEMEENTE, 0, "", "gemeente", "het bestand is niet te lezen", herstel)]


def _inhoudsfouten(ruw: dict[str, Any], gemeente: Gemeente) -> list[Bevinding]:
    """Return what the geometry and domain rules find in the tables that have the columns these rules need."""
    heel = {bestand: set(SCHEMAS[bestand].columns) <= set(tabel.columns) for bestand, tabel in ruw.items()}
    uit: list[Bevinding] = []
    if not (heel[WIJKEN] and heel[BUURTEN]):
        return uit
    uit += vlakfouten(ruw[WIJKEN], ruw[BUURTEN])
    uit += gemeentefouten(gemeente, ruw[WIJKEN])
    if heel["organisaties.csv"] and heel["initiatieven.csv"]:
        namen = ruw[BUURTEN].drop_duplicates("buurtcode").set_index("buurtcode")
        uit += fouten(ruw["organisaties.csv"], ruw["initiatieven.csv"], pd.DataFrame(namen))
    return uit


def _tabellen(ruw: dict[str, Any]) -> Tabellen:
    def vlakken(bestand: str) -> gpd.GeoDataFrame:
        tabel = to_rd(ruw[bestand]).set_index(SLEUTELS[bestand], drop=True).drop(columns="plek").sort_index()
        return tabel.astype(dict.fromkeys(_GEHEEL, "Int64"))

    wijken = vlakken(WIJKEN)
    organisaties = ruw["organisaties.csv"].set_index("id")
    initiatieven = ruw["initiatieven.csv"].set_index("id")
    graden = {as_: pd.to_numeric(initiatieven[as_].replace("", None)) for as_ in ("lat", "lon")}
    initiatieven = initiatieven.assign(**{as_: waarde.astype("float64") for as_, waarde in graden.items()})
    punten = gpd.GeoSeries(gpd.points_from_xy(initiatieven["lon"], initiatieven["lat"]), initiatieven.index, crs=WGS84)
    initiatieven = initiatieven.assign(wijkcode=wijk_van_punten(punten[initiatieven["lat"].notna()], wijken))
    return Tabellen(
        wijken, vlakken(BUURTEN), organisaties, initiatieven.assign(wijkcode=initiatieven["wijkcode"].fillna(""))
    )
