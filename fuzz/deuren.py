"""What the product does with a folder: every door that data goes through, and what must be true of what comes out.

A door yields what is wrong with its answer, in a few words. It is given a register, a question and a source of chance.
"""

import csv
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import shapely

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.veranderingen import slotzin, veranderingen
from analysis.antwoorden.verloop import inwoners_per_groep, wijken_per_status
from analysis.antwoorden.wijklijst import wijklijst
from analysis.controle.bevinding import Bevinding
from analysis.controle.meldingen import meldingen
from analysis.nederlands import getal
from analysis.schoon import op_een_regel, schoon
from analysis.stand.stand import Stand
from analysis.teksten.stadsblad import stadsblad
from analysis.teksten.toelichting import BUURTEN, GATEN, WIJKEN
from analysis.teksten.wijkblad import wijkblad
from analysis.vraag import Vraag
from geo.kaart import kaart_html
from publicatie.pagina import MERK, publicatie
from register.bevraging import Bevraging
from register.bouw.bouw import build
from register.register import Register
from uitvoer import bladen as briefing
from uitvoer.formaten import BLADSOORTEN, TABELFORMATEN, TABELSOORTEN, VLAKFORMATEN
from uitvoer.tabel import Uitvoer, make_uitvoer
from uitvoer.veranderingen import make_vergelijking
from web.fragmenten import dossier_html, fragment, lijst_html
from web.presentatie import presentatie
from web.situatie import beeld, blik
from web.staat import Staat
from web.tijdlijn import Nu, door_de_tijd, tijdlijn
from web.verantwoording import verantwoording_html
from web.verschil import verschil
from web.werklijst import werklijst_html

VANDAAG = date(2026, 11, 26)  # a case must be the same on every day
DAGEN = ("2023-11-22", "2023-12-31", "2024-01-01", "2024-02-29", "2024-06-30", "2024-07-01", "2025-01-01", "2026-11-26", "1900-01-01", "2100-12-31")  # fmt: skip
# Words that a program says and a Dutch sentence does not, nor the names of our columns.
_ENGELS = re.compile(
    r"\b(the|and|not|expected|invalid|self-intersection|too few points|ring self|nested|shells?|holes?|error|exception|traceback|failed|cannot|"
    r"dtype|object|none|nan|nat|<na>|unexpected|missing|float|str|dict|list|int64|true|false)\b|Error\b",
    re.IGNORECASE,
)
_GEEN_GETAL = re.compile(r"\b(nan|inf|infinity|NaT|None)\b|<NA>")
LANGSTE_BEVINDING = 2_000
VANGNET = "vastgelopen"  # the rule under which the product reports a failure that nobody foresaw


@dataclass(frozen=True)
class Vraagstuk:
    """A register with what is asked of it. `invoer` is the text of all files: words that stand there may come out."""

    register: Register
    dag: date
    variant: str
    gebied: str | None
    toeval: Random
    invoer: str

    @property
    def vraag(self) -> Vraag:
        return Vraag(self.dag, self.variant, self.gebied)


Deur = Callable[[Vraagstuk], Iterator[str]]
SNEL: dict[str, Deur] = {}
TRAAG: dict[str, Deur] = {}


def _deur(waar: dict[str, Deur]) -> Callable[[Deur], Deur]:
    def neem_op(functie: Deur) -> Deur:
        waar[functie.__name__] = functie
        return functie

    return neem_op


def stel_vraag(register: Register, toeval: Random, invoer: str) -> Vraagstuk:
    gebieden = sorted(set(register.tabellen.wijken["gebied"]))
    dag = date.fromisoformat(toeval.choice(DAGEN))
    gebied = toeval.choice((None, None, None, toeval.choice(gebieden)))
    varianten = [variant.sleutel for variant in register.tabellen.gemeente.beleid.varianten]
    return Vraagstuk(register, dag, toeval.choice(varianten), gebied, toeval, invoer)


# --- what must be true of a text ---


def over_bevindingen(bevindingen: list[Bevinding], invoer: str) -> Iterator[str]:
    """What findings must be: complete, Dutch, on one clean line, and of a length that somebody reads."""
    for b in bevindingen:
        if b.regel == VANGNET:
            yield f"unforeseen: {b.wat}"
        if not (b.bestand and b.wat.strip() and b.herstel.strip()):
            yield f"finding without file, what or how: {b.regel}"
        eigen = re.sub("“[^”]*”", "", f"{b.wat}. {b.herstel}")
        if (engels := _ENGELS.search(eigen)) and engels[0].lower() not in invoer.lower():
            yield f"finding in English: {b.regel}: {engels[0]}"
        if len(str(b)) > LANGSTE_BEVINDING:
            yield f"finding of {len(str(b))} characters: {b.regel}"
    yield from over_tekst(fragment("fouten.html", fouten=bevindingen, map_="map"), invoer, "fouten.html")
    yield from over_tekst("\n".join(op_een_regel(str(b)) for b in bevindingen), "", "controle")


def over_tekst(tekst: str, invoer: str, waar: str) -> Iterator[str]:
    """What every text that leaves must be: clean, without a number that is none, and with nothing of the data run."""
    if schoon(tekst) != tekst:
        yield f"unclean text: {waar}"
    if (woord := _GEEN_GETAL.search(tekst)) and woord[0].lower() not in invoer.lower() and waar != "controle":
        yield f"{woord[0]} in a text: {waar}"
    if waar.endswith("html") and re.search(r"<script>alert|<img src=x", tekst):
        yield f"data as markup: {waar}"


def over_alles(inhoud: Any, invoer: str, waar: str) -> Iterator[str]:
    """Judge every text in lists and mappings."""
    if isinstance(inhoud, str):
        yield from over_tekst(inhoud, invoer, waar)
    elif isinstance(inhoud, float) and not -1e300 < inhoud < 1e300:
        yield f"{inhoud} in {waar}"
    elif isinstance(inhoud, dict):
        yield from chain.from_iterable(over_alles(deel, invoer, waar) for deel in inhoud.values())
    elif isinstance(inhoud, list | tuple):
        yield from chain.from_iterable(over_alles(deel, invoer, waar) for deel in inhoud)


# --- the quick doors ---


@_deur(SNEL)
def tables(v: Vraagstuk) -> Iterator[str]:
    """Gap list, wijken or buurten in every format, read back; and do they add up?"""
    soort = v.toeval.choice((GATEN, WIJKEN, BUURTEN))
    uitvoer = make_uitvoer(Bevraging(v.register, Vraag(v.dag, v.variant, v.gebied)), soort)
    yield from _over_tabel(uitvoer, soort)
    for extensie in VLAKFORMATEN:
        yield from (
            f"{soort}{extensie}: {wat}" for wat in TERUG[extensie](uitvoer.maak(extensie), len(uitvoer.tabel), v.invoer)
        )


def _over_tabel(uitvoer: Uitvoer, soort: str) -> Iterator[str]:
    tabel = uitvoer.tabel
    if soort == BUURTEN:
        return
    zonder, alle = tabel["inwoners_zonder_platform"], tabel["inwoners"]
    if ((zonder > alle) | (zonder < 0)).any():
        yield "more residents without a platform than there are"
    if soort == GATEN and len(tabel):
        aandeel = tabel["aandeel_cumulatief"].dropna()
        if len(aandeel) and (abs(aandeel.iloc[-1] - 1) > 0.0001 or not aandeel.is_monotonic_increasing):
            yield "shares of the gap list do not add up to 1"


@_deur(SNEL)
def notices(v: Vraagstuk) -> Iterator[str]:
    yield from over_bevindingen(meldingen(Stand(v.register.tabellen, v.dag, v.variant)), v.invoer)
    yield from over_tekst(
        verantwoording_html(v.register, Stand(v.register.tabellen, v.dag, v.variant)), v.invoer, "verantwoording.html"
    )


@_deur(SNEL)
def files(v: Vraagstuk) -> Iterator[str]:
    """What is told of one wijk."""
    tabellen = v.register.tabellen
    code = v.toeval.choice(list(tabellen.wijken.index))
    feiten = dossiers(Stand(tabellen, v.dag, v.variant), [code])[code]
    yield from over_tekst(dossier_html(feiten, "1 juli 2024"), v.invoer, "dossier.html")
    gevonden = meldingen(Stand(tabellen, v.dag, v.variant))
    blad = wijkblad(Stand(tabellen, v.dag, v.variant), feiten, (1, 1), gevonden, v.register.vingerafdruk)
    yield from over_alles(blad, v.invoer, "wijkblad")


@_deur(SNEL)
def changes(v: Vraagstuk) -> Iterator[str]:
    begin = max(date(1900, 1, 1), v.dag - timedelta(days=v.toeval.choice((0, 1, 200, 2_000))))
    uitkomst = veranderingen(*(Stand(v.register.tabellen, dag, v.variant) for dag in (begin, v.dag)), v.gebied)
    yield from over_tekst(op_een_regel(slotzin(uitkomst)), v.invoer, "slotzin")
    scherm = verschil(uitkomst, Staat(v.dag, v.variant, v.gebied, van=begin))
    # What the map is told is plain text: the page writes it as such.
    yield from over_alles(scherm["fragmenten"], v.invoer, "verschil.html")
    yield from over_alles(scherm["stand"], v.invoer, "verschil")
    vergelijking = make_vergelijking(uitkomst, v.gebied, "a", "b")
    for extensie in TABELFORMATEN:
        yield from (
            f"changes{extensie}: {wat}"
            for wat in TERUG[extensie](vergelijking.maak(extensie), len(uitkomst.wijken), v.invoer)
        )


@_deur(SNEL)
def city(v: Vraagstuk) -> Iterator[str]:
    """The texts about the city, and is the number in all of them the same?"""
    tabellen = v.register.tabellen
    stand = Stand(tabellen, v.dag, v.variant)
    blad = stadsblad(stand, v.vraag, v.register.vingerafdruk)
    yield from over_alles(blad, v.invoer, "stadsblad")
    scherm = beeld(stand, blik(tabellen, v.gebied))
    yield from over_alles(scherm, v.invoer, "screen")
    lijst = make_uitvoer(Bevraging(v.register, Vraag(v.dag, v.variant, v.gebied)), GATEN).tabel
    yield from over_tekst(lijst_html(wijklijst(stand, v.gebied), v.gebied), v.invoer, "lijst.html")
    binnen = tabellen.wijken if v.gebied is None else tabellen.wijken[tabellen.wijken["gebied"] == v.gebied]
    # How an unknown number is told is not for here; of an empty register the figures are unknown, the list stays.
    if binnen["inwoners"].notna().all() and not tabellen.organisaties.empty:
        zonder = getal(int(lijst["inwoners_zonder_platform"].sum()))
        haak = re.search(r"wijkplatform: ([\d.]+) inwoner", scherm["teksten"]["haak"])
        gezegd = {zonder, blad["cijfers"][0]["getal"], haak[1] if haak else scherm["teksten"]["haak"]}
        if len(gezegd) > 1:
            yield f"one number, told as {sorted(gezegd)}"


@_deur(SNEL)
def work_list(v: Vraagstuk) -> Iterator[str]:
    """The work list, the registers and the course as tables, read back; and do the groups add up?"""
    bevraging = Bevraging(v.register, Vraag(v.dag, v.variant, v.gebied))
    yield from over_tekst(werklijst_html(v.register, bevraging.stand, v.gebied), v.invoer, "werklijst.html")
    soort = v.toeval.choice([soort for soort in TABELSOORTEN if soort != "meldingen"])
    uitvoer = make_uitvoer(bevraging, soort)
    for extensie in TABELSOORTEN[soort]:
        yield from (
            f"{soort}{extensie}: {wat}" for wat in TERUG[extensie](uitvoer.maak(extensie), len(uitvoer.tabel), v.invoer)
        )
    bekend = v.register.tabellen.wijken["inwoners"].dropna()
    som = sum(deel[v.dag][bekend.index] for deel in bevraging.stand.groepen.values())
    if som.tolist() != bekend.tolist():
        yield "the groups do not add up to the population"


@_deur(SNEL)
def timeline(v: Vraagstuk) -> Iterator[str]:
    yield from over_alles(
        tijdlijn(door_de_tijd(v.register.tabellen, v.variant), v.gebied, Nu(VANDAAG)), v.invoer, "timeline"
    )


@_deur(SNEL)
def wall(v: Vraagstuk) -> Iterator[str]:
    yield from over_alles(presentatie(door_de_tijd(v.register.tabellen, v.variant)), v.invoer, "presentation")


@_deur(SNEL)
def course(v: Vraagstuk) -> Iterator[str]:
    """The chart: on every date all residents and all wijken are somewhere."""
    tabellen, dagen = v.register.tabellen, [date(2023, 1, 1), v.dag]
    inwoners = inwoners_per_groep(Stand(tabellen, dagen, v.variant)).groupby("peildatum")["inwoners"].sum()
    if (inwoners != int(tabellen.wijken["inwoners"].sum())).any():
        yield "residents of the chart do not add up"
    wijken = wijken_per_status(Stand(tabellen, dagen, v.variant)).groupby("peildatum")["wijken"].sum()
    if (wijken != len(tabellen.wijken)).any():
        yield "wijken of the chart do not add up"


@_deur(SNEL)
def map_page(v: Vraagstuk) -> Iterator[str]:
    yield from over_tekst(kaart_html(v.register.tabellen, "static"), v.invoer, "kaart.html")


# --- the slow doors ---


@_deur(TRAAG)
def sheets(v: Vraagstuk) -> Iterator[str]:
    soort = v.toeval.choice([*BLADSOORTEN])
    extensie = v.toeval.choice([*BLADSOORTEN[soort].formaten])
    wijk = v.toeval.choice(list(v.register.tabellen.wijken.index))
    try:
        inhoud = briefing.maak(Bevraging(v.register, v.vraag), soort, extensie, wijk=wijk, breedte=300)
    except briefing.Leeg as leeg:
        yield from over_tekst(str(leeg), v.invoer, "nothing to make")
        return
    yield from (f"{soort}{extensie}: {wat}" for wat in TERUG[extensie](inhoud, 0, v.invoer))


@_deur(TRAAG)
def publication(v: Vraagstuk) -> Iterator[str]:
    bestanden = publicatie(Bevraging(v.register, Vraag(v.dag, v.variant)), VANDAAG, lambda *_: None)
    merk = json.loads(bestanden[MERK])
    if set(merk["bestanden"]) != set(bestanden) - {MERK}:
        yield "publication: the mark does not name all files"
    for naam, inhoud in bestanden.items():
        if naam.endswith(".html"):
            yield from over_tekst(inhoud.decode(), v.invoer, f"publication {naam}")


# --- can what was written be read? ---


def _csv_terug(inhoud: bytes, rijen: int, invoer: str) -> Iterator[str]:
    gelezen = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    if len(gelezen) != rijen + 1 or len({len(rij) for rij in gelezen}) > 1:
        yield "other rows or columns than were written"
    yield from over_alles(gelezen, invoer, "csv")
    if any(cel.startswith(("=", "+", "@", "\t")) for rij in gelezen for cel in rij):
        yield "a cell that a spreadsheet runs"


def _xlsx_terug(inhoud: bytes, rijen: int, invoer: str) -> Iterator[str]:
    blad = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True).worksheets[0]
    gelezen = list(blad.iter_rows(values_only=True))
    if len(gelezen) != rijen + 1:
        yield "other rows than were written"
    yield from over_alles(gelezen, invoer, "xlsx")


def _geojson_terug(inhoud: bytes, rijen: int, invoer: str) -> Iterator[str]:
    heel = json.loads(inhoud, parse_constant=lambda naam: 1 / 0)  # noqa: ARG005 - not a number is no JSON
    vormen = [shapely.from_geojson(json.dumps(vlak["geometry"])) for vlak in heel["features"] if vlak["geometry"]]
    if len(heel["features"]) != rijen or not shapely.is_valid(vormen).all():
        yield "other features than were written, or invalid ones"
    yield from over_alles(heel, invoer, "geojson")


def _gpkg_terug(inhoud: bytes, rijen: int, invoer: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_, "proef.gpkg")
        pad.write_bytes(inhoud)
        pakket = sqlite3.connect(pad)
        ((laag,),) = pakket.execute("select table_name from gpkg_contents").fetchall()
        gelezen = pakket.execute(f'select * from "{laag}"').fetchall()  # noqa: S608 - a name of our own
        pakket.close()
    if len(gelezen) != rijen:
        yield "other rows than were written"
    yield from over_alles([[cel for cel in rij if not isinstance(cel, bytes)] for rij in gelezen], invoer, "gpkg")


def _zip_terug(inhoud: bytes, _rijen: int, _invoer: str) -> Iterator[str]:
    if zipfile.ZipFile(io.BytesIO(inhoud)).testzip():
        yield "broken"


def _svg_terug(inhoud: bytes, _rijen: int, invoer: str) -> Iterator[str]:
    yield from over_tekst(" ".join(ET.fromstring(inhoud.decode()).itertext()), invoer, "svg")  # noqa: S314 - our own


def _begint(met: bytes, eindigt: bytes) -> Callable[[bytes, int, str], Iterator[str]]:
    def terug(inhoud: bytes, _rijen: int, _invoer: str) -> Iterator[str]:
        if not (inhoud.startswith(met) and eindigt in inhoud[-64:]):
            yield "not whole"

    return terug


TERUG: dict[str, Callable[[bytes, int, str], Iterator[str]]] = {
    ".csv": _csv_terug,
    ".xlsx": _xlsx_terug,
    ".geojson": _geojson_terug,
    ".gpkg": _gpkg_terug,
    ".zip": _zip_terug,
    ".svg": _svg_terug,
    ".pdf": _begint(b"%PDF-", b"%%EOF"),
    ".png": _begint(b"\x89PNG", b"IEND"),
}


def bouw(map_: Path) -> dict[str, bytes]:
    """Build from the four files of a folder; return what was written."""
    namen = ("wijken_in.geojson", "buurten_in.geojson", "cijfers.csv", "gebieden.csv")
    return {pad.name: pad.read_bytes() for pad in build(*(map_ / naam for naam in namen), map_ / "uit")}
