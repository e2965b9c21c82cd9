"""The one place that turns a table into a file to take along: for the buttons on the screen and the command line alike.

Every format holds the same rows and values. CSV and GeoJSON are made here, XLSX and GeoPackage in the modules beside.
Bytes only: `systeem.bestanden.write_bytes` puts them on a disk.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.beleid import VARIANTEN
from analysis.gemeente import Gemeente
from analysis.nederlands import datum
from analysis.schoon import voor_bestandsnaam
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import BUURTEN, TITELS, Toelichting, tabel_van, toelichting
from analysis.vraag import Vraag
from geo.crs import RD, require_crs, to_wgs84
from register.inlezen import BRONVERMELDING_KOLOM
from register.register import Register
from uitvoer.cellen import Cel, rijen
from uitvoer.gpkg import format_gpkg
from uitvoer.xlsx import format_xlsx

DECIMALEN = 6  # About 0.1 m, and the precision of data/: neighbours that share a vertex there share it here.

# A spreadsheet runs a cell of a CSV file that starts so as a formula; an apostrophe in front makes it text again.
# The apostrophe stays visible: who reads the file by script takes it off. XLSX needs none, its cells know that they
# are text. (A carriage return at the start has become a newline before this.)
_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\n")


@dataclass(frozen=True)
class Uitvoer:
    """One answer, ready to be written in any format.

    Attributes
    ----------
    gemeente : Gemeente
    soort : str
        A key of `analysis.teksten.toelichting.TITELS`.
    vraag : Vraag
    tabel : DataFrame
        The answer: see `analysis.antwoorden.overzicht` for its columns.
    vlakken : GeoDataFrame
        RD New; the same rows and columns as `tabel`, each with the area of its wijk or buurt.
    uitleg : Toelichting
    """

    gemeente: Gemeente
    soort: str
    vraag: Vraag
    tabel: pd.DataFrame
    vlakken: gpd.GeoDataFrame
    uitleg: Toelichting

    @property
    def sleutel(self) -> str:
        """Return the column that holds the code of a row, the same as on the map."""
        return "buurtcode" if self.soort == BUURTEN else "wijkcode"

    @property
    def beschrijving(self) -> str:
        """Return in one line what this is, of when, and whose data it is."""
        variant = VARIANTEN[self.vraag.variant].naam
        return (
            f"{TITELS[self.soort]} ({self.vraag.gebied or self.gemeente.geheel}). "
            f"Peildatum {datum(self.vraag.peildatum)}, variant {variant}. {self.gemeente.bronvermelding}"
        )


class Formaat(NamedTuple):
    """How a format is called in a browser, and what makes its bytes."""

    mime: str
    maak: Callable[[Uitvoer], bytes]


def make_uitvoer(register: Register, soort: str, vraag: Vraag, stand: Stand | None = None) -> Uitvoer:
    """Return the answer to a question with its areas and its explanation.

    Parameters
    ----------
    register : Register
    soort : str
        A key of `analysis.teksten.toelichting.TITELS`.
    vraag : Vraag
        `gebied` spelled as in the data; another name gives an answer without rows.
    stand : Stand, optional
        What is asked about, when it is there already.

    Returns
    -------
    Uitvoer

    Raises
    ------
    ValueError
        When the areas of the register are not in RD New.
    """
    tabellen = register.tabellen
    stand = stand or vraag.stand(tabellen)
    tabel = tabel_van(stand, soort, vraag.gebied)
    bron = gpd.GeoDataFrame(tabellen.buurten if soort == BUURTEN else tabellen.wijken)
    require_crs(bron, RD)
    codes = tabel["buurtcode" if soort == BUURTEN else "wijkcode"]
    vlakken = gpd.GeoDataFrame(tabel, geometry=bron.geometry.loc[codes].tolist(), crs=RD)
    uitleg = toelichting(stand, soort, vraag.gebied, register.vingerafdruk, register.leesmeldingen)
    return Uitvoer(tabellen.gemeente, soort, vraag, tabel, vlakken, uitleg)


def bestandsnaam(gemeente: Gemeente, soort: str, vraag: Vraag, extensie: str) -> str:
    """Return a name for the file that tells what is in it.

    Examples
    --------
    >>> from datetime import date
    >>> bestandsnaam(Gemeente("Voorbeeldstad"), "gaten", Vraag(date(2031, 7, 1)), ".csv")
    'gaten-voorbeeldstad-2031-07-01-persbericht.csv'
    """
    gebied = voor_bestandsnaam(vraag.gebied) if vraag.gebied else gemeente.bestandsdeel
    return f"{soort}-{gebied}-{vraag.peildatum.isoformat()}-{vraag.variant}{extensie}"


def format_csv(tabel: pd.DataFrame, bronvermelding: str) -> bytes:
    r"""Return a table as CSV for Dutch Excel.

    Parameters
    ----------
    tabel : DataFrame
        Any columns; the index is left out.
    bronvermelding : str
        Stands in the last column, `bron`: a CSV file has no other place for it.

    Returns
    -------
    bytes
        UTF-8 with BOM, `;`, CRLF, decimal comma, no thousands separator, missing is empty. Fractions stay fractions.
        Text that starts with `=`, `+`, `-`, `@`, tab or a line end gets an apostrophe in front; numbers never do.
        The last column, `bronvermelding`, is the attribution: a CSV file has no other place for it. Reading leaves it
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


def format_geojson(uitvoer: Uitvoer) -> bytes:
    """Return an answer as GeoJSON (RFC 7946): WGS84, outer rings counterclockwise, no `crs`.

    Parameters
    ----------
    uitvoer : Uitvoer

    Returns
    -------
    bytes
        One feature per row, in order, `id` the code of its wijk or buurt; missing numbers are null. What and when
        stand beside the features: `bron`, `titel`, `peildatum`, `variant`.
    """
    precies = to_wgs84(uitvoer.vlakken).geometry.to_numpy()
    rond = shapely.transform(precies, lambda graden: graden.round(DECIMALEN))
    # An area of a few centimetres falls flat when it is rounded: no program reads that back.
    vormen = shapely.orient_polygons(np.where(shapely.is_valid(rond) | ~shapely.is_valid(precies), rond, precies))
    namen = list(uitvoer.tabel.columns)
    kenmerken = [dict(zip(namen, rij, strict=True)) for rij in rijen(uitvoer.tabel)]
    regels = [
        _dump({"type": "Feature", "id": eigen[uitvoer.sleutel], "properties": eigen, "geometry": _vorm(vorm)})
        for eigen, vorm in zip(kenmerken, vormen, strict=True)
    ]
    kop = {
        "type": "FeatureCollection",
        "bron": uitvoer.gemeente.bronvermelding,
        "titel": uitvoer.uitleg.titel,
        "peildatum": uitvoer.vraag.peildatum.isoformat(),
        "variant": uitvoer.vraag.variant,
    }
    # One feature per line, as in data/: a changed wijk is one changed line.
    return (_dump(kop)[:-1] + ',"features":[\n' + ",\n".join(regels) + "\n]}\n").encode()


def _vorm(vorm: Any) -> Any:
    return json.loads(shapely.to_geojson(vorm))


def _dump(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


# What a format is called where people choose one.
FORMAATNAMEN = {".csv": "CSV", ".xlsx": "Excel", ".geojson": "GeoJSON", ".gpkg": "GeoPackage"}

# What the screen offers and the command line accepts, in the order of the buttons.
FORMATEN = {
    ".csv": Formaat("text/csv", lambda uitvoer: format_csv(uitvoer.tabel, uitvoer.gemeente.bronvermelding)),
    ".xlsx": Formaat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda u: format_xlsx({u.soort.capitalize(): u.tabel}, u.uitleg, u.vraag.peildatum),
    ),
    ".geojson": Formaat("application/geo+json", format_geojson),
    ".gpkg": Formaat(
        "application/geopackage+sqlite3",
        lambda u: format_gpkg(u.vlakken, u.soort, u.beschrijving, u.vraag.peildatum),
    ),
}
