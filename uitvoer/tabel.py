"""The one place that turns tables into a file to take along: for the buttons on the screen and the command line alike.

Every format holds the same rows and values. CSV and GeoJSON are made here, XLSX and GeoPackage in the modules beside.
Bytes only: `systeem.bestanden.write_bytes` puts them on a disk.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import geopandas as gpd
import pandas as pd

from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import (
    BESCHIKBAAR_OP,
    BUURTEN,
    EIND_REGISTRATIE,
    GATEN,
    GELDIG_OP,
    INITIATIEVENTABEL,
    ORGANISATIETABEL,
    TIJDEN,
    TIJDSTIP_REGISTRATIE,
    WIJKEN,
    Toelichting,
    tabel_van,
    toelichting,
)
from analysis.vraag import Vraag
from geo.crs import RD, WGS84, require_crs, to_rd
from geo.geojson import format_geojson
from register.bevraging import Bevraging
from register.inlezen import BRONVERMELDING_KOLOM
from register.kennis import Registratie
from uitvoer.cellen import Cel, rijen
from uitvoer.gpkg import format_gpkg
from uitvoer.xlsx import format_xlsx

_RIJSOORTEN = {ORGANISATIETABEL: "organisatie", INITIATIEVENTABEL: "initiatief"}
_ONBEKEND = Registratie("", "")
# A spreadsheet runs a cell of a CSV file that starts so as a formula; an apostrophe in front makes it text again.
# The apostrophe stays visible: who reads the file by script takes it off. XLSX needs none, its cells know that they
# are text. (A carriage return at the start has become a newline before this.)
_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\n")


@dataclass(frozen=True)
class Uitvoer:
    """One answer, ready to be written in any format that it can be had in.

    Attributes
    ----------
    soort : str
        What it is, in one word: also the name of its layer in a GIS.
    vraag : Vraag
        What it answers, with the key of its variant.
    bladen : mapping of str to DataFrame
        The tables of a workbook by the name of their sheet; every other format holds the first.
    uitleg : Toelichting
    vlakken : GeoDataFrame, optional
        RD New; the same rows and columns as the first table, each with the area of its wijk or buurt. Without it only
        `TABELFORMATEN` can be made, with it `VLAKFORMATEN`.
    sleutel : str
        The column of `vlakken` that holds the code of a row, the same as on the map.
    beschrijving : str
        What `vlakken` is, of when, and whose data it is, in one line.
    """

    soort: str
    vraag: Vraag
    bladen: Mapping[str, pd.DataFrame]
    uitleg: Toelichting
    vlakken: gpd.GeoDataFrame | None = None
    sleutel: str = ""
    beschrijving: str = ""

    @property
    def tabel(self) -> pd.DataFrame:
        """Return the first table."""
        return next(iter(self.bladen.values()))

    def maak(self, extensie: str) -> bytes:
        """Return the file in one of the formats that it can be had in; `KeyError` for another."""
        if extensie == ".csv":
            return format_csv(self.tabel, self.uitleg.bronvermelding)
        if extensie == ".xlsx":
            return format_xlsx(self.bladen, self.uitleg, self.vraag.peildatum)
        if extensie == ".gpkg" and self.vlakken is not None:
            return format_gpkg(self.vlakken, self.soort, self.beschrijving, self.vraag.peildatum)
        if extensie == ".geojson" and self.vlakken is not None:
            return self._geojson(self.vlakken)
        raise KeyError(extensie)

    def _geojson(self, vlakken: gpd.GeoDataFrame) -> bytes:
        namen = list(self.tabel.columns)
        kenmerken = (dict(zip(namen, rij, strict=True)) for rij in rijen(self.tabel))
        kop = {
            "bron": self.uitleg.bronvermelding,
            "titel": self.uitleg.titel,
            "peildatum": self.vraag.peildatum.isoformat(),
            "variant": self.vraag.variant,
        }
        return format_geojson(kop, kenmerken, vlakken, sleutel=self.sleutel)


def make_uitvoer(bevraging: Bevraging, soort: str) -> Uitvoer:
    """Return a table of `TITELS` in answer to a question, with its shapes if it has any, and its explanation.

    The gebied is spelled as in the data; another name gives an answer without rows. `ValueError` when the areas of the
    register are not in RD New.
    """
    register, vraag, stand = bevraging.register, bevraging.vraag, bevraging.stand
    gemeente, tabel = stand.tabellen.gemeente, make_tabel(bevraging, soort)
    sleutel = {BUURTEN: "buurtcode", ORGANISATIETABEL: "id", INITIATIEVENTABEL: "id"}.get(soort, "wijkcode")
    vormen = _vormen(stand, soort)
    vlakken = None if vormen is None else gpd.GeoDataFrame(tabel, geometry=vormen[tabel[sleutel]].tolist(), crs=RD)
    waarover = stand, soort, vraag.gebied, register.vingerafdruk, register.leesmeldingen
    uitleg = toelichting(*waarover, bekend=register.bekend)
    beschrijving = (
        f"{uitleg.titel} ({vraag.gebied or gemeente.geheel}). Peildatum {datum(vraag.peildatum)}, "
        f"variant {stand.variant.naam}. {gemeente.bronvermelding}"
    )
    vraag = vraag._replace(variant=stand.variant.sleutel)
    return Uitvoer(soort, vraag, {soort.capitalize(): tabel}, uitleg, vlakken, sleutel, beschrijving)


def make_tabel(bevraging: Bevraging, soort: str) -> pd.DataFrame:
    """Return the table of `make_uitvoer` by itself, for who gives it neither shapes nor an explanation."""
    return met_tijden(tabel_van(bevraging.stand, soort, bevraging.vraag.gebied), bevraging, soort)


def met_tijden(tabel: pd.DataFrame, bevraging: Bevraging, soort: str) -> pd.DataFrame:
    """Return a table with its two times at the end: text columns, empty where files cannot tell."""
    register = bevraging.register
    if soort in _RIJSOORTEN:
        weet = register.registraties() if register.registraties else {}
        rijen_ = [weet.get((_RIJSOORTEN[soort], id_), _ONBEKEND) for id_ in tabel["id"]]
        tabel = tabel.assign(
            **{
                TIJDSTIP_REGISTRATIE: pd.Series([rij.tijdstip for rij in rijen_], tabel.index, dtype="str"),
                EIND_REGISTRATIE: pd.Series([rij.einde for rij in rijen_], tabel.index, dtype="str"),
            }
        )
    geldig = tabel["peildatum"] if "peildatum" in tabel else bevraging.vraag.peildatum.isoformat()
    beschikbaar = register.kennis.beschikbaar_op if register.kennis else ""
    return tabel.assign(**{GELDIG_OP: geldig, BESCHIKBAAR_OP: beschikbaar}).astype(dict.fromkeys(TIJDEN, "str"))


def _vormen(stand: Stand, soort: str) -> gpd.GeoSeries | None:
    """Return the shape of each row by its key, in RD New; missing where it has none, None when no row has any."""
    tabellen = stand.tabellen
    if soort == INITIATIEVENTABEL:
        rijen_ = tabellen.initiatieven
        plekken = gpd.points_from_xy(rijen_["lon"], rijen_["lat"], crs=WGS84)
        return to_rd(gpd.GeoDataFrame(geometry=plekken, index=rijen_.index)).geometry.where(rijen_["lat"].notna())
    bron = gpd.GeoDataFrame(tabellen.buurten if soort in {BUURTEN, ORGANISATIETABEL} else tabellen.wijken)
    require_crs(bron, RD)
    if soort == ORGANISATIETABEL:
        vormen = bron.geometry[stand.dekking["buurtcode"]].tolist()
        delen = gpd.GeoDataFrame(stand.dekking[["organisatie"]], geometry=vormen, crs=RD).dissolve("organisatie")
        return delen.reindex(tabellen.organisaties.index).geometry
    return bron.geometry if soort in {GATEN, WIJKEN, BUURTEN} else None


def format_csv(tabel: pd.DataFrame, bronvermelding: str) -> bytes:
    r"""Return a table as CSV for Dutch Excel, the index left out.

    UTF-8 with BOM, `;`, CRLF, decimal comma, no thousands separator, missing is empty. Fractions stay fractions. Text
    that starts with `=`, `+`, `-`, `@`, tab or a line end gets an apostrophe in front; numbers never do. The
    attribution stands in the last column, `bronvermelding`: a CSV file has no other place for it. Reading leaves it
    out, so that our own files can be read back.

    Examples
    --------
    >>> format_csv(pd.DataFrame({"naam": ["=1+1"], "deel": [0.25]}), "Bron: x").decode("utf-8-sig").splitlines()[1]
    "'=1+1;0,25;Bron: x"
    """
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([*tabel.columns, BRONVERMELDING_KOLOM])
    schrijver.writerows([*map(_csv_cel, [*rij, bronvermelding])] for rij in rijen(tabel))
    return uit.getvalue().encode("utf-8-sig")


def _csv_cel(waarde: Cel) -> str:
    if isinstance(waarde, str):
        return "'" + waarde if waarde.startswith(_FORMULETEKENS) else waarde
    if isinstance(waarde, float):
        return format(Decimal(repr(waarde)), "f").replace(".", ",")
    return "" if waarde is None else str(waarde)
