"""The registers as one checked whole, made from files wherever these came from; see `register.adres` for where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, cast

import geopandas as gpd
import pandas as pd

from analysis.controle.bevinding import FOUT, VASTGELOPEN, Bevinding, op_volgorde, vastgelopen
from analysis.controle.fouten import fouten
from analysis.controle.meldingen import GEMEENTE, meldingen
from analysis.gemeente import Gemeente
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from geo.crs import WGS84, to_rd
from geo.plaats import wijk_van_punten
from register.gemeente import gemeentefouten, lees_gemeente
from register.inlezen import csv_tabel, geojson_tabel
from register.kennis import Kennis, Registraties
from register.kolommen import CIJFERS, SLEUTELS
from register.samenhang import samenhangfouten
from register.vlakregels import BUURTEN, WIJKEN, vlakfouten
from systeem.bestanden import read_bytes, reden

BESTANDEN = tuple(SLEUTELS)
REGISTERS = tuple(bestand for bestand in BESTANDEN if bestand not in {WIJKEN, BUURTEN})
_GEHEEL = ("inwoners", "huishoudens")
ALLE_BESTANDEN = "de bestanden samen"


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
        indexed by id and carry `plek`, their line in the file. All text is clean (`analysis.schoon`).
    vingerafdruk : str
        SHA-256 of the very bytes that the tables were made from: equal fingerprints give equal answers.
    leesmeldingen : tuple of Bevinding
        What was noticed while reading and what the tables no longer show: characters that were changed, files in
        another form. `meldingen` gives them with the others.
    kennis : Kennis or None
        Up to when it is known, when it is kept in a database.
    registraties : callable or None
        Gives since when each row says what it says; None for files, which do not know.
    """

    tabellen: Tabellen
    vingerafdruk: str
    leesmeldingen: tuple[Bevinding, ...] = ()
    kennis: Kennis | None = None
    registraties: Registraties | None = field(default=None, compare=False, repr=False)

    @property
    def bekend(self) -> str:
        """Return in words up to when it is known; empty for files, which do not know."""
        return "" if self.kennis is None else self.kennis.zin

    @property
    def merk(self) -> str:
        """Return by what it is told from others: its fingerprint, and up to when it is known."""
        return f"{self.vingerafdruk}{f', bekend op {self.bekend}' if self.bekend else ''}"

    def meldingen(self, stand: Stand) -> list[Bevinding]:
        """Return everything that is uncertain on the day of a Stand of these tables, in order of file and line."""
        return op_volgorde([*meldingen(stand), *self.leesmeldingen])


class Levering(NamedTuple):
    """The files of a data folder as they were at one moment.

    Attributes
    ----------
    inhoud : mapping of str to bytes
        By file name; None for a file that is absent or unreadable.
    onleesbaar : mapping of str to str
        The names of those that are there and cannot be read, and why, in Dutch.
    vingerafdruk : str
        SHA-256 over names and content.
    kennis : Kennis or None
        Up to when the registers are known; None for files, which only know what they say now.
    registraties : callable or None
        As of `Register`.
    """

    inhoud: Mapping[str, bytes | None]
    onleesbaar: Mapping[str, str]
    vingerafdruk: str
    kennis: Kennis | None = None
    registraties: Registraties | None = None


def read_levering(map_: Path, registers: Mapping[str, bytes] | None = None, kennis: Kennis | None = None) -> Levering:
    """Read each file of a data folder once: what is hashed is what is parsed, whatever lands meanwhile.

    With `registers` those come from elsewhere, by file name; `kennis` tells up to when they are known, and its sum
    then stands for them in the fingerprint.
    """
    inhoud: dict[str, bytes | None] = dict(registers or {})
    onleesbaar: dict[str, str] = {}
    som = hashlib.sha256(kennis.som.encode() if kennis else b"")
    for bestand in (*BESTANDEN, GEMEENTE):
        if bestand in inhoud and kennis:
            continue
        inhoud.setdefault(bestand, None)
        try:
            if inhoud[bestand] is None:
                inhoud[bestand] = read_bytes(map_ / bestand)
        except FileNotFoundError:
            pass
        except OSError as fout:
            onleesbaar[bestand] = reden(fout)
        deel = inhoud[bestand]
        som.update(f"{bestand}:{-1 if deel is None else len(deel)}:".encode() + (deel or b""))
    return Levering(inhoud, onleesbaar, som.hexdigest(), kennis)


def read_register(map_: Path) -> Register:
    """Read, check and join the files of a data folder: `BESTANDEN` and `gemeente.toml`.

    `DataFout` when any rule of kind *fout* is broken: all problems at once, in Dutch. Also when reading fails in a way
    that no rule foresaw: data never gives another exception.
    """
    return make_register(read_levering(map_))


class Gelezen(NamedTuple):
    """Files that were read and judged, each by itself and with the others of its kind."""

    ruw: Mapping[str, pd.DataFrame]
    bevindingen: tuple[Bevinding, ...]


def read_vlakken(levering: Levering) -> Gelezen:
    """Read and judge the boundaries of a delivery: two thirds of the work, and the same while the registers change.

    Raises
    ------
    DataFout
        Only when it gets stuck; what is wrong with them is with what was read.
    """
    ruw, bevindingen = _gelezen(levering, (WIJKEN, BUURTEN))
    try:
        return Gelezen(ruw, (*bevindingen, *_vlakkenfouten(ruw, bevindingen)))
    except Exception as fout:
        _weiger([*bevindingen, vastgelopen(ALLE_BESTANDEN, fout)])
        raise  # unreachable: what got stuck is refused


def _gelezen(levering: Levering, bestanden: Iterable[str]) -> tuple[dict[str, Any], list[Bevinding]]:
    ruw: dict[str, Any] = {}
    bevindingen: list[Bevinding] = []
    for bestand in bestanden:
        if bestand in levering.onleesbaar:
            ruw[bestand], gevonden = pd.DataFrame(), [_niet_te_lezen(bestand, levering)]
        else:
            ruw[bestand], gevonden = beoordeel(bestand, levering.inhoud[bestand])
        bevindingen += gevonden
    return ruw, bevindingen


def make_register(levering: Levering, vlakken: Gelezen | None = None) -> Register:
    """Check and join files that were read: see `read_register`.

    `vlakken` are the boundaries of this delivery when they were judged before.
    """
    ruw, bevindingen = _gelezen(levering, REGISTERS if vlakken else BESTANDEN)
    if vlakken:
        ruw |= vlakken.ruw
    gemeente, gevonden = read_gemeente(levering)
    bevindingen += gevonden
    try:
        bevindingen += vlakken.bevindingen if vlakken else _vlakkenfouten(ruw, bevindingen)
        bevindingen += _inhoudsfouten(ruw, gemeente)
        _weiger(bevindingen)
        # Without a municipality there is a finding that refuses it.
        tabellen = _tabellen(ruw, cast("Gemeente", gemeente))
        register = Register(tabellen, levering.vingerafdruk, tuple(bevindingen), levering.kennis, levering.registraties)
    except DataFout:
        raise
    except Exception as fout:
        _weiger([*bevindingen, vastgelopen(ALLE_BESTANDEN, fout)])
        raise  # unreachable: what got stuck is refused
    return register


def beoordeel(bestand: str, inhoud: bytes | None) -> tuple[pd.DataFrame, list[Bevinding]]:
    """Return the raw table of one of `BESTANDEN` and what is wrong with it by itself: both follow from its bytes.

    The table is as `register.inlezen` gives it; empty without columns when there is nothing to read, as of a file that
    is absent or unreadable (None). A failure that no rule foresaw is a finding: nothing is raised.
    """
    try:
        return _beoordeel(bestand, inhoud)
    except Exception as fout:  # noqa: BLE001 - as in `make_register`, where the file is known
        return pd.DataFrame(), [vastgelopen(bestand, fout)]


def _weiger(bevindingen: list[Bevinding]) -> None:
    fouten = [b for b in bevindingen if b.ernst == FOUT]
    # A failure that follows from a problem with a name of its own says nothing more.
    if genoemd := [b for b in fouten if b.regel != VASTGELOPEN] or fouten:
        raise DataFout(op_volgorde(genoemd))


def _beoordeel(bestand: str, inhoud: bytes | None) -> tuple[pd.DataFrame, list[Bevinding]]:
    from register.schema import SCHEMAS, schemafouten

    if inhoud is None:
        return pd.DataFrame(), [_ontbreekt(bestand)]
    if bestand.endswith(".geojson"):
        tabel: pd.DataFrame
        tabel, bevindingen = geojson_tabel(inhoud, bestand)
    else:
        tabel, bevindingen = csv_tabel(inhoud, bestand, SCHEMAS[bestand].columns)
    # A file without any readable form has said so; missing columns would only repeat it.
    if len(tabel.columns) > 1 or not any(b.ernst == FOUT for b in bevindingen):
        bevindingen += schemafouten(tabel, bestand)
    return tabel, bevindingen


def _ontbreekt(bestand: str, herstel: str = "Zet het bestand terug of kies met --data een andere map.") -> Bevinding:
    return Bevinding(bestand, 0, "", "bestand-ontbreekt", "het bestand ontbreekt", herstel)


def _niet_te_lezen(bestand: str, levering: Levering) -> Bevinding:
    wat = f"het bestand is niet te lezen: {levering.onleesbaar[bestand]}"
    herstel = "Zet hier een bestand neer dat u mag lezen, of kies met --data een andere map."
    return Bevinding(bestand, 0, "", "bestand-ontbreekt", wat, herstel)


def read_gemeente(levering: Levering) -> tuple[Gemeente | None, list[Bevinding]]:
    """Return the municipality of files that were read, and everything that is wrong with its own file."""
    if GEMEENTE in levering.onleesbaar:
        return None, [_niet_te_lezen(GEMEENTE, levering)]
    if (inhoud := levering.inhoud[GEMEENTE]) is None:
        maak = "Maak een eerste met “python cli.py bouw” of schrijf er een zoals in data/README.md"
        return None, [_ontbreekt(GEMEENTE, f"{maak}, zet het bestand terug, of kies met --data een andere map.")]
    try:
        return lees_gemeente(inhoud)
    except Exception as fout:  # noqa: BLE001 - as in `make_register`, where the file is known
        return None, [vastgelopen(GEMEENTE, fout)]


def vlakkenfouten(wijken: bytes, buurten: bytes) -> list[Bevinding]:
    """Return every *fout* in two files of boundaries: the same judgement for what is built and for what is read."""
    gelezen = read_vlakken(Levering({WIJKEN: wijken, BUURTEN: buurten}, {}, ""))
    return op_volgorde([b for b in gelezen.bevindingen if b.ernst == FOUT])


def _vlakkenfouten(ruw: dict[str, Any], eerder: list[Bevinding]) -> list[Bevinding]:
    """Return what the rules on boundaries and figures find, when both files have the columns these rules need."""
    if not (_heel(ruw, WIJKEN) and _heel(ruw, BUURTEN)):
        return []
    uit = list(vlakfouten(ruw[WIJKEN], ruw[BUURTEN]))
    # Wijken and buurten are held against each other when each is in order by itself: one cause, one finding.
    if not any(b.ernst == FOUT and b.bestand in {WIJKEN, BUURTEN} for b in [*eerder, *uit]):
        uit += samenhangfouten(ruw[WIJKEN], ruw[BUURTEN])
    return uit


def _heel(ruw: dict[str, Any], bestand: str) -> bool:
    from register.schema import SCHEMAS

    return {naam for naam, kolom in SCHEMAS[bestand].columns.items() if kolom.required} <= set(ruw[bestand].columns)


def _inhoudsfouten(ruw: dict[str, Any], gemeente: Gemeente | None) -> list[Bevinding]:
    """Return what the domain rules find in the tables that have the columns these rules need."""
    uit: list[Bevinding] = []
    if gemeente is not None and _heel(ruw, WIJKEN):
        uit += gemeentefouten(gemeente, ruw[WIJKEN])
    if all(_heel(ruw, bestand) for bestand in BESTANDEN):
        gebieden = frozenset(ruw[WIJKEN]["gebied"].dropna())
        beleid = None if gemeente is None else gemeente.beleid
        uit += fouten(ruw["organisaties.csv"], ruw["initiatieven.csv"], _per_code(ruw[BUURTEN]), gebieden, beleid)
    return uit


def _per_code(buurten: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(buurten).drop_duplicates("buurtcode").set_index("buurtcode")


def _tabellen(ruw: dict[str, Any], gemeente: Gemeente) -> Tabellen:
    def vlakken(bestand: str) -> gpd.GeoDataFrame:
        # A table is only made a GeoDataFrame when it is ready: each step on one costs as much as all of these.
        tabel = pd.DataFrame(ruw[bestand]).set_index(SLEUTELS[bestand], drop=True).drop(columns="plek").sort_index()
        # A figure that is unknown everywhere would be a column of objects, which no one can compute with.
        onbekend = {naam: "float64" for naam in CIJFERS if naam in tabel and tabel[naam].dtype == object}
        return to_rd(gpd.GeoDataFrame(tabel.astype(onbekend | dict.fromkeys(_GEHEEL, "Int64")), geometry="geometry"))

    wijken = vlakken(WIJKEN)
    organisaties = ruw["organisaties.csv"].set_index("id")
    # In which wijk a point lies is computed: what a file of our own says about it is of an earlier map.
    initiatieven = ruw["initiatieven.csv"].set_index("id").drop(columns="wijkcode", errors="ignore")
    graden = {as_: pd.to_numeric(initiatieven[as_].replace("", None)) for as_ in ("lat", "lon")}
    initiatieven = initiatieven.assign(**{as_: waarde.astype("float64") for as_, waarde in graden.items()})
    punten = gpd.GeoSeries(gpd.points_from_xy(initiatieven["lon"], initiatieven["lat"]), initiatieven.index, crs=WGS84)
    initiatieven = initiatieven.assign(wijkcode=wijk_van_punten(punten[initiatieven["lat"].notna()], wijken))
    initiatieven = initiatieven.assign(wijkcode=initiatieven["wijkcode"].fillna(""))
    return Tabellen(wijken, vlakken(BUURTEN), organisaties, initiatieven, gemeente)
