"""Bytes of a register file as a table of raw values with the place of every row, and what was wrong with the form.

Text comes out clean (`analysis.schoon`): what was left out or replaced is said. Only in keys nothing is changed: there
such a character is written out, so that the form of the key refuses it.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from analysis.controle.bevinding import FOUT, MELDING, Bevinding, opgesomd
from analysis.nederlands import telwoord
from analysis.schoon import afgekort, schoon, vreemde_tekens, zichtbaar
from geo.crs import WGS84

# Columns that other rows refer to: `analysis.schoon` may not make two of them equal in silence.
SLEUTELKOLOMMEN = frozenset({"id", "wijkcode", "buurtcode", "werkgebied", "opvolger"})

# What the reader itself adds to a table, so that no file can hold it.
_EIGEN = ("plek", "geometry")

# What an export adds and what is computed again: see `uitvoer.tabel.format_csv` and `register.register`.
BRONVERMELDING_KOLOM = "bronvermelding"

# A cell may be long (a description), but not without end: csv refuses by default what is over 131 072 characters.
csv.field_size_limit(10_000_000)

# GeoJSON that holds shapes and is none itself.
_GEEN_VORM = {"Feature", "FeatureCollection"}

# JSON keeps whole numbers up to here apart; nothing that a register counts comes near.
_GROOTSTE_GETAL = 2**53

_MERKEN = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CSV_UTF8 = "Bewaar het in Excel met Opslaan als, “CSV UTF-8 (door komma's gescheiden)”."
_WERKMAP = "het bestand is een werkmap (Excel of LibreOffice) of een zip, geen tekst"
_ANDER_SOORT = (
    (b"PK\x03\x04", _WERKMAP),
    (b"\xd0\xcf\x11\xe0", _WERKMAP),
    (b"\x1f\x8b", "het bestand is ingepakt (gzip)"),
    (b"%PDF", "het bestand is een PDF"),
)
_HTML = ("<!doctype html", "<html", "<table", "<head", "<meta")
_SCHEIDINGEN = {",": "komma", ";": "puntkomma", "\t": "tab"}
_MIN_KOLOMMEN = 2  # one such name can be a value: `bron` is
_SEP = re.compile(r'\A"?sep=[^\r\n]*(?:\r\n|\r|\n)?', re.IGNORECASE)


class _Blad(NamedTuple):
    """A CSV file while it is read: its name, how many lines stood above the header, what stands between the fields."""

    bestand: str
    boven: int
    scheiding: str
    vreemd: bool  # somewhere a character that `schoon` changes


class _Vormfout(ValueError):
    """A file that is no table at all: what is wrong, on which line (0: unknown), and how to mend it."""

    def __init__(self, wat: str, herstel: str, plek: int = 0) -> None:
        self.wat, self.herstel, self.plek = wat, herstel, plek
        super().__init__(wat)


def csv_tabel(inhoud: bytes, bestand: str, kolommen: Collection[str]) -> tuple[pd.DataFrame, list[Bevinding]]:
    """Return a CSV file as text columns, every row with its line in the file.

    Parameters
    ----------
    inhoud : bytes
        UTF-8 (with or without BOM) or UTF-16 with BOM, with a header; comma-separated, or by semicolons or tabs when
        the header shows it. Between semicolons `lat` and `lon` may have a decimal comma, as in our own exports.
    bestand : str
        Its name in messages.
    kolommen : collection of str
        Names that a header of this file has: a first line with hardly any of them is no header.

    Returns
    -------
    tabel : DataFrame
        All columns clean text without white space around it, and `plek` (int): the line on which the row begins.
        Empty without columns when the file has no readable form at all. Lines without any text are no rows.
    bevindingen : list of Bevinding
        Another kind of file, another encoding, no header, double or nameless columns, rows with too many or too few
        cells (each a *fout*); another form that could be read, and characters that were changed (each a *melding*).
    """
    bevindingen: list[Bevinding] = []
    try:
        heel = _tekst(inhoud, bestand, bevindingen)
        tekst = _SEP.sub("", heel, count=1)
        if tekst != heel:
            wat, herstel = "de eerste regel is “sep=”, die is overgeslagen", "Laat de eerste regel weg."
            bevindingen.append(_let_op(bestand, 1, wat, herstel))
        kop = tekst.lstrip()[:10_000].splitlines()[:1]
        # What stands between the names of the header most often; a comma when nothing does.
        blad = _Blad(
            bestand, int(tekst != heel), max(_SCHEIDINGEN, key="".join(kop).count), bool(vreemde_tekens(tekst))
        )
        if blad.scheiding == "\t":
            wat = "de velden zijn door tabs gescheiden; zij zijn wel gelezen"
            bevindingen.append(_let_op(bestand, 1, wat, "Bewaar het bestand met komma's."))
        lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=blad.scheiding, strict=True)
        tabel = _rijen(lezer, blad, kolommen, bevindingen)
    except _Vormfout as fout:
        return pd.DataFrame(), [*bevindingen, _vorm(bestand, fout.plek, fout.wat, fout.herstel)]
    return tabel, bevindingen


def _tekst(inhoud: bytes, bestand: str, bevindingen: list[Bevinding]) -> str:
    """Decode in a fixed order, never by guessing: a name with accents would be wrong without a word."""
    for begin, wat in _ANDER_SOORT:
        if inhoud.startswith(begin):
            herstel = _CSV_UTF8 if bestand.endswith(".csv") else "Pak het uit, of haal het opnieuw op als GeoJSON."
            raise _Vormfout(wat, f"Een andere naam maakt er geen ander bestand van. {herstel}")
    codering = next((naam for merk, naam in _MERKEN if inhoud.startswith(merk)), "utf-8")
    try:
        tekst = inhoud.decode(codering)
    except UnicodeDecodeError as fout:
        regel = inhoud[: fout.start].count(b"\n") + 1
        wat = "het bestand is geen UTF-8: letters met een accent zouden veranderen"
        raise _Vormfout(wat, _CSV_UTF8 if bestand.endswith(".csv") else "Bewaar het als UTF-8.", regel) from fout
    if "\0" in tekst:
        regel = tekst[: tekst.index("\0")].count("\n") + 1
        raise _Vormfout("er staan nultekens in het bestand (misschien is het UTF-16)", "Bewaar het als UTF-8.", regel)
    if tekst[:1000].lstrip().lower().startswith(_HTML):
        raise _Vormfout("het bestand is een webpagina (HTML)", "Haal het bestand zelf op, niet de pagina eromheen.")
    if codering == "utf-16":
        wat = "het bestand is UTF-16; het is wel gelezen"
        bevindingen.append(_let_op(bestand, 0, wat, "Bewaar het als UTF-8."))
    return tekst


def _rijen(lezer: Any, blad: _Blad, kolommen: Collection[str], bevindingen: list[Bevinding]) -> pd.DataFrame:
    rijen, plekken, begin = [], [], 1
    try:
        # Lines without any text are no rows, and no header either.
        kop = next((kop for rij in lezer if any(kop := [schoon(naam).strip() for naam in rij])), [])
        _kijk_kop_na(kop, kolommen, blad.boven + 1)
        begin = lezer.line_num + 1
        for cellen in lezer:
            plek, begin = begin + blad.boven, lezer.line_num + 1
            rij = [cel.strip() for cel in cellen]
            if not any(rij):
                continue  # a line without any text, as Excel leaves them, is no row
            if len(rij) != len(kop):
                wat = f"{telwoord(len(rij), 'veld', 'velden')}, de kop heeft er {len(kop)}"
                herstel = f"Zet aanhalingstekens om een veld waar een {_SCHEIDINGEN[blad.scheiding]} in staat."
                bevindingen.append(_vorm(blad.bestand, plek, wat, herstel))
                continue
            rijen.append(rij)
            plekken.append(plek)
    except csv.Error as fout:
        wat = "de aanhalingstekens kloppen niet in de rij die hier begint"
        raise _Vormfout(wat, "Zet elk “ in een veld dubbel en sluit het veld af.", begin + blad.boven) from fout
    kop, rijen = _zonder_lege_kolommen(kop, rijen, blad, bevindingen)
    if blad.scheiding == ";":
        rijen = [_met_punt(kop, rij) for rij in rijen]
    if blad.vreemd:
        for rij, plek in zip(rijen, plekken, strict=True):
            waarden = dict(zip(kop, rij, strict=True))
            bevindingen += _vreemd(waarden, blad.bestand, plek, waarden.get("id", ""))
    rijen = [[schone_cel(naam, cel) for naam, cel in zip(kop, rij, strict=True)] for rij in rijen]
    tabel = pd.DataFrame(rijen, columns=kop, dtype="str").drop(columns=BRONVERMELDING_KOLOM, errors="ignore")
    return tabel.assign(plek=pd.Series(plekken, dtype="int64"))


def _kijk_kop_na(kop: list[str], kolommen: Collection[str], regel: int) -> None:
    if not any(kop):
        raise _Vormfout("het bestand is leeg", "Begin met een regel kolomnamen; zie data/README.md.", regel)
    if len(set(kop) & set(kolommen)) < _MIN_KOLOMMEN:
        wat = "dit is geen regel met kolomnamen, of zij zijn niet door komma's gescheiden"
        raise _Vormfout(wat, f"Begin het bestand met: {', '.join(kolommen)}.", regel)
    dubbel = sorted(naam for naam, aantal in Counter(kop).items() if aantal > 1 and naam)
    if dubbel:
        raise _Vormfout(f"kolom “{opgesomd(dubbel)}” staat er twee keer", "Verwijder een van beide.", regel)
    if eigen := [naam for naam in _EIGEN if naam in kop]:
        raise _Vormfout(f"kolom “{eigen[0]}” gebruikt de toepassing zelf", "Geef de kolom een andere naam.", regel)


def _zonder_lege_kolommen(
    kop: list[str], rijen: list[list[str]], blad: _Blad, bevindingen: list[Bevinding]
) -> tuple[list[str], list[list[str]]]:
    naamloos = [nummer for nummer, naam in enumerate(kop) if not naam]
    if not naamloos:
        return kop, rijen
    for nummer in naamloos:
        if any(rij[nummer] for rij in rijen):
            herstel = "Geef de kolom een naam of maak haar leeg."
            raise _Vormfout(f"kolom {nummer + 1} heeft geen naam", herstel, blad.boven + 1)
    wat = f"{telwoord(len(naamloos), 'lege kolom', 'lege kolommen')} zonder naam: overgeslagen"
    bevindingen.append(_let_op(blad.bestand, blad.boven + 1, wat, "Verwijder de lege kolommen."))
    houd = [nummer for nummer, naam in enumerate(kop) if naam]
    return [kop[nummer] for nummer in houd], [[rij[nummer] for nummer in houd] for rij in rijen]


def _met_punt(kop: list[str], rij: list[str]) -> list[str]:
    """Return a row of a file for Dutch Excel in the form of the registers: `uitvoer.tabel.format_csv` undone."""
    uit = [cel.replace(",", ".") if naam in {"lat", "lon"} else cel for naam, cel in zip(kop, rij, strict=True)]
    if BRONVERMELDING_KOLOM not in kop:
        return uit
    return [cel[1:] if cel[:1] == "'" and cel[1:2] in {"=", "+", "-", "@", "\t", "\n"} else cel for cel in uit]


def schone_cel(naam: str, waarde: str) -> str:
    """Return what a cell of a column says: clean text; in a column of keys, what would be changed is written out."""
    return zichtbaar(waarde.strip()) if naam in SLEUTELKOLOMMEN else schoon(waarde).strip()


def _vreemd(waarden: dict[str, Any], bestand: str, plek: int, sleutel: str) -> Iterator[Bevinding]:
    """Yield one finding when texts of the row, other than keys, hold what `schoon` changes."""
    tekens = {
        naam: vreemd
        for naam, waarde in waarden.items()
        if isinstance(waarde, str) and naam not in SLEUTELKOLOMMEN and (vreemd := vreemde_tekens(waarde))
    }
    if tekens:
        codes = opgesomd(dict.fromkeys(code for vreemd in tekens.values() for code in vreemd))
        wat = f"in {opgesomd(map(afgekort, tekens))} staan tekens die niet te zien zijn of de tekst omkeren ({codes})"
        herstel = "Zij zijn weggelaten of een � geworden: typ de tekst opnieuw."
        yield Bevinding(bestand, plek, zichtbaar(sleutel), "vreemde-tekens", wat, herstel, MELDING)


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
        The properties as they are, but text clean; `plek` (int, from 1) and geometry: flat (a height is left out),
        None where it could not be read. CRS WGS84. What is no text, no number and nothing (a list, a number without
        end) is a tuple of its text: it can be compared, and no rule takes it for a value.
    bevindingen : list of Bevinding
        Another kind of file, no JSON, double keys, no FeatureCollection, no features, another CRS, unreadable geometry
        (each a *fout*); characters that were changed (a *melding*).
    """
    leeg = gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=WGS84))
    bevindingen: list[Bevinding] = []
    try:
        gelezen = _json(_tekst(inhoud, bestand, bevindingen))
        vlakken = _vlakken(gelezen)
    except _Vormfout as fout:
        return leeg, [*bevindingen, _vorm(bestand, fout.plek, fout.wat, fout.herstel)]
    bevindingen += _crsproblemen(gelezen, bestand)
    vormen: list[Any] = []
    rijen = []
    for nummer, vlak in enumerate(vlakken, start=1):
        eigen = vlak.get("properties") or {}
        code = _sleutel(eigen)
        bevindingen += _vreemd(eigen, bestand, nummer, code)
        rijen.append({zichtbaar(naam): _waarde(naam, waarde) for naam, waarde in eigen.items()})
        vorm = _vorm_van(vlak.get("geometry"))
        if vorm is None:
            open_ = _heeft_open_ring(vlak.get("geometry"))
            wat = "heeft een ring die niet gesloten is" if open_ else "heeft geen leesbare vorm"
            herstel = (
                "Laat elke ring eindigen met het punt waarmee zij begint; misschien zijn er punten weggevallen."
                if open_
                else "Teken het vlak opnieuw of neem het over uit de bron."
            )
            bevindingen.append(_vorm(bestand, nummer, wat, herstel, code))
        vormen.append(vorm)
    tabel = gpd.GeoDataFrame(pd.DataFrame(rijen), geometry=gpd.GeoSeries(vormen, crs=WGS84))
    return tabel.assign(plek=range(1, len(tabel) + 1)), bevindingen


def _json(tekst: str) -> Any:
    herstel = "Bewaar het opnieuw als GeoJSON in UTF-8."
    try:
        return json.loads(tekst, object_pairs_hook=_uniek, parse_constant=_geen_getal, parse_int=_heel_getal)
    except json.JSONDecodeError as fout:
        raise _Vormfout(f"het bestand is geen JSON bij regel {fout.lineno}", herstel) from fout
    except RecursionError as fout:
        raise _Vormfout("het bestand is geen JSON die te lezen is: te veel haken in elkaar", herstel) from fout


def _uniek(paren: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    uit = dict(paren)
    if len(uit) != len(paren):
        dubbel = next(naam for naam, aantal in Counter(naam for naam, _ in paren).items() if aantal > 1)
        wie = next((str(w) for naam, w in paren if naam in {"buurtcode", "wijkcode"}), "")
        waar = f" bij {afgekort(zichtbaar(wie), 40)}" if wie else ""
        wat = f"het veld “{afgekort(dubbel, 40)}” staat{waar} twee keer in hetzelfde vlak"
        raise _Vormfout(wat, "Laat één van beide staan.")
    return uit


def _geen_getal(tekst: str) -> Any:
    raise _Vormfout(f"“{tekst}” is in JSON geen getal", "Schrijf null als het onbekend is.")


def _heel_getal(tekst: str) -> Any:
    # Python refuses to read thousands of digits, and pandas what does not fit in 64 bits.
    return int(tekst) if len(tekst) < 17 and abs(int(tekst)) <= _GROOTSTE_GETAL else (tekst,)


def _vlakken(gelezen: Any) -> list[dict[str, Any]]:
    vlakken = gelezen.get("features") if isinstance(gelezen, dict) else None
    goed = isinstance(vlakken, list) and all(
        isinstance(vlak, dict) and isinstance(vlak.get("properties") or {}, dict) for vlak in vlakken
    )
    if not goed:
        raise _Vormfout("het bestand is geen FeatureCollection", "Bewaar het opnieuw als GeoJSON.")
    if not vlakken:
        raise _Vormfout(
            "er staat geen enkel vlak in het bestand", "Haal het bestand opnieuw op of maak het met `bouw`."
        )
    for nummer, vlak in enumerate(vlakken, start=1):
        if eigen := [naam for naam in _EIGEN if naam in (vlak.get("properties") or {})]:
            wat = f"de eigenschap “{eigen[0]}” gebruikt de toepassing zelf"
            raise _Vormfout(wat, "Geef de eigenschap een andere naam.", nummer)
    return vlakken


def _waarde(naam: str, waarde: Any) -> Any:
    if isinstance(waarde, str):
        return schone_cel(naam, waarde)
    if isinstance(waarde, float) and not math.isfinite(waarde):
        return ("oneindig",)
    if isinstance(waarde, (list, dict)):
        return (afgekort(json.dumps(waarde)),)
    return waarde


def _crsproblemen(inhoud: dict[str, Any], bestand: str) -> list[Bevinding]:
    crs: Any = inhoud.get("crs")
    try:
        naam = crs["properties"]["name"]
    except (LookupError, TypeError):
        naam = None
    naam = naam if isinstance(naam, str) and naam.strip() else "onbekend"
    if crs is None or naam.endswith(("CRS84", WGS84.removeprefix("EPSG"))):
        return []
    wat = f"het coördinatenstelsel is {afgekort(naam, 80)}"
    return [_vorm(bestand, 0, wat, "Zet het om naar WGS84 (lengte, breedte).")]


def _vorm_van(geometrie: Any) -> shapely.Geometry | None:
    try:
        # GEOS reads by the letter of RFC 7946: no closing of rings, no numbers out of texts, no other names of types.
        vorm = shapely.force_2d(shapely.from_geojson(json.dumps(geometrie)))
        leesbaar = geometrie["type"] not in _GEEN_VORM and not vorm.is_empty and math.isfinite(sum(vorm.bounds))
    except Exception:  # noqa: BLE001 - whatever else stands there is no shape: too deep, too large, of another kind
        return None
    return vorm if leesbaar else None


def _heeft_open_ring(geometrie: Any) -> bool:
    """Return whether what makes a shape unreadable is a ring that ends elsewhere than it begins."""
    try:
        delen = geometrie["coordinates"]
        vlakken = {"Polygon": [delen], "MultiPolygon": delen}[geometrie["type"]]
        return any(ring[0][:2] != ring[-1][:2] for vlak in vlakken for ring in vlak)
    except (LookupError, TypeError):
        return False


def _sleutel(eigen: dict[str, Any]) -> str:
    code = eigen.get("buurtcode", eigen.get("wijkcode"))
    return afgekort(zichtbaar(code), 40) if isinstance(code, str) else ""


def _vorm(bestand: str, plek: int, wat: str, herstel: str, id_: str = "") -> Bevinding:
    return Bevinding(bestand, plek, id_, "bestandsvorm", wat, herstel, FOUT)


def _let_op(bestand: str, plek: int, wat: str, herstel: str) -> Bevinding:
    return Bevinding(bestand, plek, "", "andere-vorm", wat, herstel, MELDING)
