"""Files to take along: every format holds the same answer, opens where it should, and survives any text."""

import csv
import dataclasses
import io
import json
import shutil
import subprocess
import zipfile
from datetime import date, datetime

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from analysis.controle.meldingen import meldingen
from analysis.gemeente import BRONVERMELDING
from analysis.nederlands import datum
from analysis.schoon import op_een_regel, schoon
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import KOLOMMEN, KOLOMUITLEG, MELDINGKOLOMMEN, meldingen_tabel
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from register.register import read_register
from tests.klein import GEMEENTE, schrijf_map
from tests.lezers import lees_blad, lees_gpkg
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import VLAKFORMATEN
from uitvoer.gpkg import format_gpkg
from uitvoer.tabel import format_csv, make_uitvoer
from uitvoer.xlsx import MAX_TEKENS, format_xlsx, kort_in

DAG = date(2024, 7, 1)
SOORTEN = {soort: KOLOMMEN[soort] for soort in ("gaten", "wijken", "buurten")}
GATENKOLOMMEN = KOLOMMEN["gaten"]
EIGENAARDIG = {
    "script": "<script>alert('x') & \"y\"</script>",
    "lang": "a" * 5_000,
    "rechts naar links": "\u202eGaten\u200f \u2067x\u2069",
    "stuurtekens": "a\x00b\x08c\x1b[31md\x7fe\x85f",
    "regels": 'een\ntwee\r\ndrie;"vier"',
    "half teken": "a\ud800b",
    "geen teken": "a\ufffe\uffffb",
    "emoji": "🏘️ wijk",
    "ontsnapping": "_x0041_ &amp; %s {0}",
    "formule": '=HYPERLINK("http://x.nl";"klik")',
    "webadres": "https://haarlem.nl/",
    "getal": "007",
    "leeg": "",
}


@pytest.fixture(scope="module")
def gatenlijst(register):
    return make_uitvoer(Bevraging(register, Vraag(DAG)), "gaten")


def lees_csv(inhoud, **kw):
    return pd.read_csv(io.BytesIO(inhoud), sep=";", decimal=",", encoding="utf-8-sig", **kw)


def lees_xlsx(inhoud):
    return openpyxl.load_workbook(io.BytesIO(inhoud))


def met_naam(tabel, naam):
    return tabel.assign(wijknaam=pd.Series([naam] * len(tabel), index=tabel.index, dtype=object))


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("extensie", VLAKFORMATEN)
def test_same_answer_same_bytes(register, soort, extensie):
    """Asking twice gives the same bytes in every format, whatever the clock says."""
    eerste, tweede = (make_uitvoer(Bevraging(register, Vraag(DAG)), soort).maak(extensie) for _ in range(2))
    assert eerste == tweede


def test_every_format_holds_the_same_gap_list(gatenlijst):
    """Rows, columns and numbers of CSV, XLSX, GeoJSON and GeoPackage are those of the gap list."""
    inhoud = {extensie: gatenlijst.maak(extensie) for extensie in VLAKFORMATEN}
    kenmerken = [vlak["properties"] for vlak in json.loads(inhoud[".geojson"])["features"]]
    tabellen = {
        ".csv": lees_csv(inhoud[".csv"], keep_default_na=False).drop(columns="bronvermelding"),
        ".xlsx": lees_blad(inhoud[".xlsx"], "Gaten").fillna({"bewijs": "", "beschikbaarOp": ""}),
        ".geojson": pd.DataFrame(kenmerken),
        ".gpkg": lees_gpkg(inhoud[".gpkg"], read_geometry=False),
    }
    verwacht = gatenlijst.tabel.astype(object).values.tolist()
    for extensie, tabel in tabellen.items():
        assert tuple(tabel.columns) == GATENKOLOMMEN, extensie
        assert tabel.astype(object).values.tolist() == verwacht, extensie
    assert sum(tabellen[".csv"]["inwoners_zonder_platform"]) == 159_945


@pytest.mark.parametrize("extensie", VLAKFORMATEN)
def test_every_format_carries_the_attribution(gatenlijst, extensie):
    """No file leaves without saying whose data it is."""
    inhoud = gatenlijst.maak(extensie)
    if extensie == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(inhoud)) as boek:
            inhoud = b"".join(boek.read(naam) for naam in boek.namelist())
    assert BRONVERMELDING.encode() in inhoud


@pytest.mark.parametrize(("soort", "kolommen"), SOORTEN.items())
def test_empty_answer_keeps_its_columns_and_geometry_type(register, soort, kolommen):
    """A question without rows gives a file with every column, and areas as the type of its geometry."""
    leeg = make_uitvoer(Bevraging(register, Vraag(DAG, gebied="Nergens")), soort)
    inhoud = {extensie: leeg.maak(extensie) for extensie in VLAKFORMATEN}
    assert len(leeg.tabel) == 0
    assert tuple(lees_csv(inhoud[".csv"]).columns) == (*kolommen, "bronvermelding")
    blad = lees_xlsx(inhoud[".xlsx"])[soort.capitalize()]
    assert [cel.value for cel in blad[1]] == list(kolommen)
    assert blad.max_row == 1
    assert json.loads(inhoud[".geojson"])["features"] == []
    weetjes = lees_gpkg(inhoud[".gpkg"], pyogrio.read_info)
    assert tuple(weetjes["fields"]) == kolommen
    assert (weetjes["geometry_type"], weetjes["features"]) == ("MultiPolygon", 0)
    soorten = dict(zip(weetjes["fields"], weetjes["dtypes"], strict=True))
    assert soorten["inwoners"] == "int64"


# --- CSV


def test_csv_has_the_form_of_dutch_excel(gatenlijst):
    """CSV has a BOM, semicolons, decimal commas and no thousands separators."""
    tekst = gatenlijst.maak(".csv").decode("utf-8")
    regels = tekst.split("\r\n")
    assert tekst.startswith("\ufeffrang;wijkcode;")
    assert regels[1].startswith("1;WK039212;Ter Kleefkwartier;Noord;geen platform;;13500;13500;5615;5615;0,0844;")
    assert regels[-1] == ""


def test_no_printable_character_is_cleaned_away():
    """A text of printable characters alone is clean as it is, so that nobody has to look through it."""
    alle = "".join(teken for teken in map(chr, range(0x110000)) if teken.isprintable())
    assert schoon(f"{alle}\0") == f"{alle}\ufffd"
    assert op_een_regel(f"{alle}\0") == f"{alle}\ufffd"
    assert schoon(alle) == op_een_regel(alle) == alle


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_csv_text_cannot_become_a_formula(begin):
    """Text that a spreadsheet would run gets an apostrophe in front; other text does not."""
    tabel = pd.DataFrame({"naam": [f"{begin}1+1", f"a{begin}"]})
    rijen = list(
        csv.reader(io.StringIO(format_csv(tabel, BRONVERMELDING).decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert rijen[1][0].startswith(f"'{schoon(begin)}")
    assert rijen[2][0].startswith("a")


def test_csv_numbers_are_never_guarded():
    """A negative number stays a number, a small one has no exponent, a missing one is empty."""
    tabel = pd.DataFrame({"n": pd.array([-5, None], dtype="Int64"), "deel": [0.00001, float("inf")]})
    assert format_csv(tabel, BRONVERMELDING).decode("utf-8-sig").split("\r\n")[1:3] == [
        f"-5;0,00001;{BRONVERMELDING}",
        f";;{BRONVERMELDING}",
    ]


@pytest.mark.parametrize("naam", EIGENAARDIG)
def test_strange_text_survives_csv(gatenlijst, naam):
    """Any text comes back from CSV in its own cell, with only unwritable characters replaced."""
    inhoud = format_csv(met_naam(gatenlijst.tabel, EIGENAARDIG[naam]), BRONVERMELDING)
    rijen = list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert len(rijen) == 21
    assert rijen[0]["wijknaam"].removeprefix("'") == schoon(EIGENAARDIG[naam])
    assert rijen[0]["bronvermelding"] == BRONVERMELDING


# --- XLSX


def test_workbook_is_ready_to_read(gatenlijst):
    """The first sheet has a frozen header, a filter, number formats and columns that show their content."""
    boek = lees_xlsx(gatenlijst.maak(".xlsx"))
    blad = boek["Gaten"]
    kolom = {cel.value: cel.column_letter for cel in blad[1]}
    assert boek.sheetnames == ["Gaten", "Toelichting"]
    assert (blad.freeze_panes, blad.auto_filter.ref) == ("A2", "A1:AP22")
    assert blad[f"{kolom['inwoners']}2"].number_format == "#,##0"
    assert blad[f"{kolom['aandeel_cumulatief']}2"].number_format == "0.0%"
    for naam, letter in kolom.items():
        assert blad.column_dimensions[letter].width >= max(len(getoond(cel)) for cel in blad[letter]), naam
    assert boek.properties.created.isoformat() == "2024-07-01T00:00:00"


def getoond(cel):
    return datum(cel.value) if isinstance(cel.value, datetime) else str(cel.value or "")


def test_a_whole_date_is_a_date_in_a_workbook(gatenlijst):
    """A day can be sorted and counted with, and reads in Dutch; a month, a year, a day that is none or too early are text."""
    dagen = ["2024-07-01", "1900-01-01", "2024-07", "2024", "1899-12-31", "2024-02-30"]
    tabel = pd.DataFrame({"van": dagen, "naam": dagen})
    blad = lees_xlsx(format_xlsx({"Proef": tabel}, gatenlijst.uitleg, DAG))["Proef"]
    assert [cel.data_type for cel in blad["A"][1:]] == ["d", "d", "s", "s", "s", "s"]
    assert [cel.value.date().isoformat() for cel in blad["A"][1:3]] == dagen[:2]
    assert [cel.value for cel in (*blad["A"][3:], *blad["B"][1:])] == [*dagen[2:], *dagen]
    assert blad["A2"].number_format == "[$-413]d mmmm yyyy"


def test_workbook_explains_itself(register, gatenlijst):
    """The sheet Toelichting tells date, variant, rules, columns, sources, fingerprint and every notice."""
    blad = lees_xlsx(gatenlijst.maak(".xlsx"))["Toelichting"]
    rijen = [(links or "", rechts or "") for links, rechts in blad.iter_rows(values_only=True, max_col=2)]
    uitleg = dict(rijen)
    assert blad["A1"].value == "Wijken met inwoners zonder wijkplatform"
    assert uitleg["Peildatum"] == "1 juli 2024"
    assert "1 juli 2024" in uitleg["Variant"]
    assert uitleg["Bron van de variant"] == register.tabellen.gemeente.beleid.variant("persbericht").bron
    assert uitleg["Bronvermelding"] == BRONVERMELDING
    assert uitleg["Vingerafdruk"].startswith(register.vingerafdruk)
    assert all(uitleg[naam] == KOLOMUITLEG[naam] for naam in GATENKOLOMMEN)
    for bevinding in meldingen(Stand(register.tabellen, DAG)):
        assert (bevinding.waar, bevinding.wat) in rijen
        assert ("Wat te doen", bevinding.herstel) in rijen
    assert ("Werkgebied onbekend: telt nergens mee (3)", "") in rijen


def test_second_variant_names_its_source(register):
    """An answer by the council's date says that the decision itself was not seen."""
    uitvoer = make_uitvoer(Bevraging(register, Vraag(DAG, "raadsbesluit", "Noord")), "wijken")
    rijen = dict(uitvoer.uitleg.delen[0].rijen)
    assert "Haarlems Dagblad" in rijen["Bron van de variant"]
    assert "1 januari 2025" in rijen["Variant"]
    assert rijen["Gebied"] == "Noord"


@pytest.mark.parametrize("naam", EIGENAARDIG)
def test_strange_text_survives_xlsx(gatenlijst, naam):
    """Any text is plain text in a workbook: no formula, no link, no broken XML."""
    tekst = EIGENAARDIG[naam]
    inhoud = format_xlsx({"Gaten": met_naam(gatenlijst.tabel, tekst)}, gatenlijst.uitleg, DAG)
    cel = lees_xlsx(inhoud)["Gaten"]["C2"]
    assert cel.data_type in {"s", "n"}
    assert (cel.value or "") == schoon(tekst)
    assert cel.hyperlink is None


def test_text_too_long_for_a_cell_is_cut_visibly():
    """Text beyond what Excel holds ends with a mark, also where one character counts for two."""
    for tekst in ("x" * 40_000, "🏘" * 20_000):
        kort = kort_in(tekst)
        assert kort.endswith("… (ingekort)")
        assert MAX_TEKENS - 1 <= len(kort.encode("utf-16-le")) // 2 <= MAX_TEKENS
    assert kort_in("x" * MAX_TEKENS) == "x" * MAX_TEKENS


# --- GeoJSON and GeoPackage


@pytest.mark.parametrize("soort", SOORTEN)
def test_geojson_follows_rfc_7946(register, soort):
    """GeoJSON is WGS84 without crs, outer rings turn left, and the id is the code of the map."""
    uitvoer = make_uitvoer(Bevraging(register, Vraag(DAG)), soort)
    inhoud = json.loads(uitvoer.maak(".geojson"))
    assert "crs" not in inhoud
    assert inhoud["bron"] == BRONVERMELDING
    assert [vlak["id"] for vlak in inhoud["features"]] == list(uitvoer.tabel[uitvoer.sleutel])
    for vlak in inhoud["features"]:
        vorm = shapely.geometry.shape(vlak["geometry"])
        assert vorm.is_valid
        assert vorm.exterior.is_ccw
        assert not any(ring.is_ccw for ring in vorm.interiors)
        assert all(4 < x < 5 and 52 < y < 53 for x, y in vorm.exterior.coords)
        assert all(round(graad, 6) == graad for punt in vorm.exterior.coords for graad in punt)
    missend = [vlak["properties"]["inwoners"] for vlak in inhoud["features"]].count(None)
    assert missend == (4 if soort == "buurten" else 0)


def test_geojson_keeps_shared_borders_shared(register):
    """Neighbouring wijken have the same vertices on their border, and those are the ones of the data."""
    inhoud = make_uitvoer(Bevraging(register, Vraag(DAG)), "wijken").maak(".geojson")
    vormen = gpd.GeoDataFrame.from_features(json.loads(inhoud)).geometry.to_numpy()
    assert shapely.coverage_is_valid(vormen)


def test_geojson_keeps_an_area_too_small_to_round(gatenlijst):
    """An area of a few centimetres, that six decimals would press flat, keeps its own vertices and stays valid."""
    vlakken = gatenlijst.vlakken.copy()
    x, y = vlakken.geometry.iloc[0].centroid.coords[0]
    vlakken.loc[vlakken.index[0], "geometry"] = shapely.Polygon([(x, y), (x + 0.02, y), (x + 0.01, y + 0.02)])
    inhoud = json.loads(dataclasses.replace(gatenlijst, vlakken=vlakken).maak(".geojson"))
    klein, *_ = gpd.GeoDataFrame.from_features(inhoud, crs="EPSG:4326").to_crs("EPSG:28992").geometry
    assert klein.is_valid
    assert klein.area == pytest.approx(0.0002, rel=0.01)


def test_geopackage_is_in_rd_new(register, gatenlijst):
    """The GeoPackage has one layer in EPSG:28992 with the areas of the register and a description."""
    inhoud = gatenlijst.maak(".gpkg")
    vlakken = lees_gpkg(inhoud)
    assert lees_gpkg(inhoud, pyogrio.list_layers).tolist() == [["gaten", "MultiPolygon"]]
    assert vlakken.crs.to_epsg() == 28992
    bron = register.tabellen.wijken.geometry.loc[vlakken["wijkcode"]]
    assert vlakken.geometry.area.tolist() == pytest.approx(bron.area.tolist())
    beschrijving = lees_gpkg(inhoud, pyogrio.read_info)["layer_metadata"]["DESCRIPTION"]
    assert BRONVERMELDING in beschrijving
    assert "Peildatum 1 juli 2024" in beschrijving


def test_geopackage_refuses_another_crs(gatenlijst):
    """Areas in degrees are refused, not written as if they were metres."""
    with pytest.raises(ValueError, match="EPSG:28992"):
        format_gpkg(gatenlijst.vlakken.to_crs("EPSG:4326"), "gaten", "", DAG)


@pytest.mark.parametrize("naam", sorted(EIGENAARDIG.keys() - {"half teken", "leeg"}))  # what the register refuses
def test_strange_names_in_the_data_survive_every_format(tmp_path, naam):
    """Strange text in a data folder breaks no file: each can be read back with its text."""

    def breek(klein):
        klein.velden("wijken.geojson")["wijknaam"] = EIGENAARDIG[naam]
        klein.velden("organisaties.csv")["naam"] = EIGENAARDIG[naam].replace("\r", "").replace("\0", "")

    uitvoer = make_uitvoer(Bevraging(read_register(schrijf_map(tmp_path, breek)), Vraag(DAG)), "wijken")
    inhoud = {extensie: uitvoer.maak(extensie) for extensie in VLAKFORMATEN}
    verwacht = schoon(EIGENAARDIG[naam])
    assert json.loads(inhoud[".geojson"])["features"][0]["properties"]["wijknaam"] == verwacht
    assert lees_gpkg(inhoud[".gpkg"])["wijknaam"].iloc[0] == verwacht
    assert len(lees_csv(inhoud[".csv"])) == 4
    assert lees_xlsx(inhoud[".xlsx"])["Wijken"].max_row == 5


# --- Around the files


@pytest.mark.parametrize("kolommen", SOORTEN.values(), ids=list(SOORTEN))
def test_every_column_is_explained(kolommen):
    """No column leaves without its meaning."""
    assert set(kolommen) <= set(KOLOMUITLEG)


def test_notices_as_a_table(register):
    """Notices become rows with their title, also when there are none."""
    tabel = meldingen_tabel(meldingen(Stand(register.tabellen, DAG)))
    assert tuple(tabel.columns) == MELDINGKOLOMMEN == tuple(meldingen_tabel([]).columns)
    assert len(tabel) == 120
    assert set(tabel["ernst"]) == {"melding"}
    assert "Werkgebied alleen afgeleid" in set(tabel["titel"])
    assert format_csv(tabel, BRONVERMELDING).count(b"\r\n") == 121


def test_file_name_tells_what_is_inside():
    """The name holds question, area, date and variant, and nothing that a file system refuses."""
    assert (
        bestandsnaam(GEMEENTE, "buurten", Vraag(DAG, "raadsbesluit", "../Zuid West"), ".gpkg")
        == "buurten-zuid-west-2024-07-01-raadsbesluit.gpkg"
    )


def test_terminal_text_is_one_inert_line():
    """Text for a terminal has no line ends, no control characters and no marks that turn the line around."""
    assert op_een_regel("a\r\nb\u2028c\x1b]0;x\x07\u202ed") == "a b c�]0;x��d"


# --- Other programs


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed")
def test_geopackage_opens_in_gdal(tmp_path, gatenlijst):
    """GDAL's own reader lists the layer without an error or a warning."""
    (tmp_path / "gaten.gpkg").write_bytes(gatenlijst.maak(".gpkg"))
    antwoord = subprocess.run(
        ["ogrinfo", "-al", "-so", "gaten.gpkg"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "Feature Count: 21" in antwoord.stdout
    assert 'ID["EPSG",28992]' in antwoord.stdout
    assert antwoord.stderr == ""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("extensie", [".csv", ".xlsx"])
def test_libreoffice_reads_the_columns(tmp_path, gatenlijst, extensie):
    """LibreOffice with Dutch settings finds every column, and reads 0,0844 as a number."""
    (tmp_path / f"gaten{extensie}").write_bytes(gatenlijst.maak(extensie))
    filters = ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true"] if extensie == ".csv" else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless", *filters, "--convert-to", "xlsx", "--outdir", "uit", f"gaten{extensie}"],
        cwd=tmp_path, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    rijen = list(openpyxl.load_workbook(tmp_path / "uit" / "gaten.xlsx").worksheets[0].iter_rows(values_only=True))
    eerste = dict(zip(rijen[0], rijen[1], strict=True))
    assert rijen[0][: len(GATENKOLOMMEN)] == GATENKOLOMMEN
    assert len(rijen) == 22
    assert (eerste["wijkcode"], eerste["inwoners"], eerste["aandeel_cumulatief"]) == ("WK039212", 13_500, 0.0844)
