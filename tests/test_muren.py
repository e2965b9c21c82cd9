"""The walls of the house: who may import, open, draw, ask for the time, and hold a fact. Read from the source itself."""

import ast
import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.nederlands import datum
from analysis.waarden import GROEPNAMEN
from geo.beeld.kleuren import KLEUREN, eigenschappen
from systeem.voorraad import PLEK
from tests.echt import BELEID, GEMEENTE, KAMERS

HIER = Path(__file__).parents[1]
INGANGEN = {"app.py", "cli.py"}


def _bronnen(*plekken):
    """Python files of the product below these folders, or these files, as paths from the root."""
    paden = [
        pad for plek in plekken for pad in ([HIER / plek] if plek.endswith(".py") else (HIER / plek).rglob("*.py"))
    ]
    return sorted(pad.relative_to(HIER).as_posix() for pad in paden if pad.exists())


PRODUCT = _bronnen(*KAMERS, *INGANGEN)
KERN = _bronnen("analysis", "geo", "register", "systeem", "uitvoer")


def _boom(bestand):
    return ast.parse((HIER / bestand).read_text(encoding="utf-8"))


def _imports(boom):
    """The top names of all modules that are imported, wherever in the file."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            yield from (naam.name.split(".")[0] for naam in knoop.names)
        elif isinstance(knoop, ast.ImportFrom):
            assert knoop.level == 0, "relative imports hide where a name comes from"
            if knoop.module != "importlib.metadata":  # tells versions, imports nothing
                yield knoop.module.split(".")[0]
        elif isinstance(knoop, ast.Call) and _naam(knoop.func) in {"import_module", "__import__"}:
            yield "importlib"


def _modules(boom):
    """The modules that are imported or that names are taken from, in full, wherever in the file."""
    van = {knoop.module for knoop in ast.walk(boom) if isinstance(knoop, ast.ImportFrom)}
    return van | {naam.name for knoop in ast.walk(boom) if isinstance(knoop, ast.Import) for naam in knoop.names}


def _naam(functie):
    return functie.attr if isinstance(functie, ast.Attribute) else getattr(functie, "id", "")


def _aanroepen(boom):
    """The names of all functions and methods that are called."""
    return {_naam(knoop.func) for knoop in ast.walk(boom) if isinstance(knoop, ast.Call)}


def _waarden(boom):
    """All literal values outside docstrings; of `len("jjjj-mm-dd")` only the length is a value."""
    uitleg = {id(deel) for knoop in ast.walk(boom) if isinstance(knoop, ast.Call) and _naam(knoop.func) == "len" for deel in knoop.args}  # fmt: skip
    uitleg |= {
        id(knoop.body[0].value)
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.Module | ast.FunctionDef | ast.ClassDef)
        and knoop.body
        and isinstance(knoop.body[0], ast.Expr)
    }
    return [knoop.value for knoop in ast.walk(boom) if isinstance(knoop, ast.Constant) and id(knoop) not in uitleg]


def _datums(boom):
    """All dates that are made from literal numbers, in ISO."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call) and _naam(knoop.func) in {"date", "datetime", "Timestamp"}:
            delen = [deel.value for deel in knoop.args[:3] if isinstance(deel, ast.Constant)]
            if len(delen) == 3 and all(isinstance(deel, int) for deel in delen):
                yield "{:04}-{:02}-{:02}".format(*delen)


BESTANDSAANROEPEN = {
    *("open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile"),
    *("TemporaryDirectory", "read_file", "read_csv", "read_json", "read_excel", "mkdir", "unlink", "iterdir", "glob"),
}
KLOK = {"today", "now", "utcnow", "localtime", "gmtime", "monotonic"}


# --- the instruments can see what they look for ---


def test_the_instruments_find_what_they_look_for():
    """Imports inside functions, calls on any object, literals and dates are seen; docstrings are not."""
    boom = ast.parse(
        '"""2024-07-01"""\n'
        "import os.path as p\n"
        "def f():\n"
        "    '''4326'''\n"
        "    from streamlit.web import cli\n"
        "    Path('x').read_text(); pd.Timestamp.now(); open('y')\n"
        "    return date(2024, 7, 1), f'EPSG:{4326}', '2025-01-01', import_module('ui')\n"
    )
    assert set(_imports(boom)) == {"os", "streamlit", "importlib"}
    assert {"read_text", "now", "open"} <= _aanroepen(boom)
    assert list(_datums(boom)) == ["2024-07-01"]
    assert {4326, "2025-01-01"} <= set(_waarden(boom))
    assert not {"2024-07-01", "4326"} & set(_waarden(boom))


def test_the_house_has_its_rooms():
    """There are modules to look at in each folder, so that no wall stands around nothing."""
    for map_ in KAMERS:
        assert len(_bronnen(map_)) > 3


# --- imports run one way ---


@pytest.mark.parametrize("bestand", _bronnen("analysis"))
def test_analysis_imports_pandas_and_the_standard_library(bestand):
    """`analysis` knows tables and dates: pandas, itself, and no part of the library that touches the outside."""
    buiten = {"os", "io", "pathlib", "tempfile", "shutil", "socket", "subprocess", "urllib", "time", "random"}
    namen = set(_imports(_boom(bestand)))
    assert namen <= {"analysis", "pandas", *sys.stdlib_module_names}
    assert not namen & {*buiten, "importlib"}


# Who takes what from whom: a room, and the rooms below it.
HUIS = {
    "analysis": set(),
    "systeem": set(),
    "geo": {"analysis"},
    "register": {"systeem", "geo", "analysis"},
    "uitvoer": {"register", "geo", "analysis"},
    "web": {"register", "geo", "analysis"},
    "publicatie": {"web", "uitvoer", "register", "systeem", "geo", "analysis"},
    "terminal": {"publicatie", "uitvoer", "register", "systeem", "analysis"},
    "ui": {"web", "uitvoer", "register", "systeem", "geo", "analysis"},
    "app.py": {"ui"},
    "cli.py": {"terminal"},
}


@pytest.mark.parametrize("bestand", PRODUCT)
def test_imports_run_down(bestand):
    """A room takes from the rooms below it only, by their names: the terminal never needs the screen, nor it the terminal."""
    kamer = bestand.split("/")[0]
    genomen = set(_imports(_boom(bestand))) & {*HUIS, "app", "cli", "importlib", "tests", "bench", "fuzz"}
    assert genomen - {kamer} <= HUIS[kamer]


_LAGEN = ("stand", "antwoorden", "controle", "teksten")


@pytest.mark.parametrize("bestand", [b for b in _bronnen("analysis") if b.count("/") > 1])
def test_the_rooms_of_analysis_import_downwards(bestand):
    """Rules, then answers and findings about them, then texts: none imports one above it."""
    hoogte = _LAGEN.index(bestand.split("/")[1])
    gevraagd = {naam.split(".")[1] for naam in _modules(_boom(bestand)) if naam.startswith("analysis.")}
    assert not gevraagd & set(_LAGEN[hoogte + 1 :])


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if not b.startswith("ui/") and b != "app.py"])
def test_only_the_screen_imports_streamlit(bestand):
    """Outside `ui/` and `app.py` nothing imports streamlit."""
    assert not {naam for naam in _imports(_boom(bestand)) if naam.startswith("streamlit")}


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if b != "geo/kaart.py"])
def test_one_module_draws_with_folium(bestand):
    """Only `geo/kaart.py` imports folium and what belongs to it."""
    assert not set(_imports(_boom(bestand))) & {"folium", "branca", "streamlit_folium", "xyzservices"}


def _uit_tests(boom):
    """Every name that is taken from `tests`, in full, wherever in the file."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.ImportFrom) and knoop.module.split(".")[0] == "tests":
            yield from (f"{knoop.module}.{naam.name}" for naam in knoop.names)
        elif isinstance(knoop, ast.Import):
            yield from (naam.name for naam in knoop.names if naam.name.split(".")[0] == "tests")


def test_no_test_file_is_imported():
    """What test files share has a module of its own: nobody imports a test file or conftest.py, nor a name with an underscore."""
    vormen = "import tests.test_a\nfrom tests import test_b\ndef f():\n    from tests.conftest import c\nfrom tests.klein import _d, E"
    verboden = re.compile(r"tests\.(test_|conftest\b)|\._")
    gezien = {naam for naam in _uit_tests(ast.parse(vormen)) if verboden.search(naam)}
    assert gezien == {"tests.test_a", "tests.test_b", "tests.conftest.c", "tests.klein._d"}
    bestanden = _bronnen("tests", "bench", "fuzz", "scripts", *KAMERS, *INGANGEN)
    genomen = [(bestand, naam) for bestand in bestanden for naam in _uit_tests(_boom(bestand))]
    assert len(genomen) > 50
    assert [paar for paar in genomen if verboden.search(paar[1])] == []


# --- one door per effect ---


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if not b.startswith("systeem/")])
def test_one_room_opens_files(bestand):
    """Only `systeem` opens, writes and lists files: every other room asks it."""
    functies = [knoop.func for knoop in ast.walk(_boom(bestand)) if isinstance(knoop, ast.Call)]
    methoden = {functie.attr for functie in functies if isinstance(functie, ast.Attribute)}
    namen = {functie.id for functie in functies if isinstance(functie, ast.Name)} - {"read_bytes", "write_bytes"}
    assert not (methoden | namen) & BESTANDSAANROEPEN


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if not b.startswith("register/opslag/")])
def test_one_folder_opens_a_database(bestand):
    """Only `register/opslag` knows of databases: everything behind it sees tables and a fingerprint."""
    assert not set(_imports(_boom(bestand))) & {"sqlalchemy", "sqlite3", "psycopg", "alembic"}


def _gehalveerd(boom):
    """Every place that splits a number in a half and a rest, as lines."""
    deling = {ast.FloorDiv: 2, ast.Mod: 2, ast.RShift: 1, ast.BitAnd: 1}
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.BinOp) and isinstance(knoop.right, ast.Constant):
            if deling.get(type(knoop.op), "") == knoop.right.value:
                yield knoop.lineno
        elif isinstance(knoop, ast.Call) and _naam(knoop.func) == "divmod":
            yield knoop.lineno


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if b != "analysis/score.py"])
def test_one_module_takes_a_score_apart(bestand):
    """A number that holds status and proof is packed and read in `analysis/score.py` only."""
    assert list(_gehalveerd(_boom("analysis/score.py")))
    assert list(_gehalveerd(_boom(bestand))) == []


def test_a_word_of_the_legend_stands_in_one_place():
    """What a mark of the map is called is written once, whatever screen, chart or sheet it stands on."""
    uitgangen = {".py", ".html", ".js", ".typ", ".css"}
    bestanden = [
        pad
        for plek in (*KAMERS, "static/kaart", "static/publicatie", "static/scherm", "static/streamlit")
        for pad in (HIER / plek).rglob("*")
        if pad.suffix in uitgangen
    ]
    for woord in (*GROEPNAMEN.values(), "initiatief, alleen buurt bekend"):
        waar = [pad.name for pad in bestanden if f'"{woord}"' in pad.read_text(encoding="utf-8")]
        # Two are the names of other things too: a kind of organisation, and a colour.
        assert len(waar) == 1 or woord in {"wijkplatform", "niets"}, (woord, waar)


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if b != "systeem/klok.py"])
def test_one_module_asks_for_today(bestand):
    """Only `systeem/klok.py` asks the clock; everywhere else a date is an argument."""
    boom = _boom(bestand)
    assert not _aanroepen(boom) & KLOK
    assert "time" not in set(_imports(boom))


@pytest.mark.parametrize("bestand", PRODUCT)
def test_what_is_read_back_is_never_code(bestand):
    """Nothing of the product reads a form that can run code: what is kept between runs is data."""
    assert not set(_imports(_boom(bestand))) & {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    assert not _aanroepen(_boom(bestand)) & {"read_pickle", "to_pickle", "eval", "exec"}


# Who loads slowly is loaded where it is used: the first frame of a start that knows its register needs none of these.
TRAAG = ("altair", "branca", "folium", "openpyxl", "pandera", "pyogrio", "sqlalchemy", "typst", "xlsxwriter")


def test_a_start_that_knows_its_register_loads_nothing_slow(tmp_path):
    """The screen, and an answer of the command line, come without the libraries that only making something needs."""
    programma = (
        "import sys; from pathlib import Path; from register.register import read_levering;"
        "from register.bewaard import register_van;"
        "register_van(read_levering(Path('data'))) if sys.argv[1:] else None;"
        "import ui.kader, ui.downloads, web.scherm, terminal.opdrachten;"
        "from ui.paginas import briefing, logboek, presentatie, register, stad, veranderd, verantwoording, verloop, werklijst;"
        f"print([naam for naam in {TRAAG} if naam in sys.modules])"
    )
    omgeving = os.environ | {PLEK: str(tmp_path)}

    def geladen(*opties):
        opdracht = [sys.executable, "-c", programma, *opties]
        return subprocess.run(
            opdracht, cwd=HIER, env=omgeving, check=True, capture_output=True, text=True
        ).stdout.strip()

    assert geladen() == "[]"
    assert "pandera" in geladen("lees")
    assert geladen("lees") == "[]"


# --- one place per fact ---


@pytest.mark.parametrize("bestand", [b for b in PRODUCT if b != "geo/crs.py"])
def test_one_module_holds_the_epsg_codes(bestand):
    """The codes of RD New and WGS84 are literals in `geo/crs.py` only."""
    assert [waarde for waarde in _waarden(_boom(bestand)) if re.search(r"28992|4326", str(waarde))] == []


MIJLPALEN = {m.datum for variant in BELEID.varianten for m in GEMEENTE.mijlpalen(variant.sleutel)}
BESLISSEND = {BELEID.eerste_platform, *(variant.einde_ondersteuning for variant in BELEID.varianten)}
# What comes after "zoals" shows how a date is written; which one it is does not matter.
IN_TEKST = re.compile(
    "|".join(rf"(?<!zoals )\b{tekst}\b" for dag in BESLISSEND for tekst in (dag.isoformat(), datum(dag)))
)
# What is read by a browser or by typst; libraries of others hold no facts of ours.
SJABLONEN = sorted(
    pad.relative_to(HIER).as_posix()
    for map_ in (
        "uitvoer/sjablonen",
        "web/sjablonen",
        "publicatie/sjablonen",
        "static/kaart",
        "static/publicatie",
        "static/scherm",
        "static/streamlit",
    )
    for pad in (HIER / map_).rglob("*")
    if pad.suffix in {".html", ".js", ".css", ".typ"}
)
DAGEN = re.compile(rf"\b{BELEID.bewijs_dagen}\b")
SLEUTELS = re.compile(rf"\b({'|'.join(variant.sleutel for variant in BELEID.varianten)})\b")


def _teksten(bestand):
    """All texts of a file that may reach a reader: the literals of Python, and the whole of any other file."""
    if not bestand.endswith(".py"):
        return {(HIER / bestand).read_text(encoding="utf-8")}
    return {waarde for waarde in _waarden(_boom(bestand)) if isinstance(waarde, str)}


@pytest.mark.parametrize("bestand", PRODUCT)
def test_no_module_holds_the_policy(bestand):
    """No module has a date of the policy as a value or in a text, a variant, or the days that a sighting proves."""
    boom = _boom(bestand)
    assert not {*_datums(boom), *_teksten(bestand)} & {dag.isoformat() for dag in MIJLPALEN}
    assert {tekst for tekst in _teksten(bestand) if IN_TEKST.search(tekst)} == set()
    assert {tekst for tekst in _teksten(bestand) if SLEUTELS.search(tekst)} == set()
    assert BELEID.bewijs_dagen not in [waarde for waarde in _waarden(boom) if type(waarde) is int]


@pytest.mark.parametrize("bestand", SJABLONEN)
def test_no_template_or_script_holds_the_policy(bestand):
    """What a browser or typst reads has no date, variant or milestone of the policy, nor the days of proof."""
    tekst = (HIER / bestand).read_text(encoding="utf-8")
    assert [dag for dag in MIJLPALEN if dag.isoformat() in tekst or datum(dag) in tekst] == []
    assert DAGEN.findall(tekst) == []
    assert SLEUTELS.findall(tekst) == []
    assert [m.kort for m in GEMEENTE.mijlpalen(None) if f'"{m.kort}"' in tekst] == []


def test_the_instruments_see_policy():
    """Dates, days and variants are seen in figures and in words; how a date is written is no policy."""
    assert IN_TEKST.search(f"steun tot {datum(BELEID.varianten[0].einde_ondersteuning)}")
    assert DAGEN.search(f"binnen {BELEID.bewijs_dagen} dagen")
    assert SLEUTELS.search(f"u ziet {BELEID.varianten[-1].sleutel}")
    assert not IN_TEKST.search(f"zoals {BELEID.varianten[0].einde_ondersteuning}")


GEBIEDEN = re.compile(rf"\b({'|'.join(gebied.naam for gebied in GEMEENTE.gebieden)})\b")
# The years in which figures, sources and decisions may be; "zoals 2024" shows how a year is written.
JAREN = re.compile(r"(?<!zoals )\b20[1-3]\d\b")
_TELWOORD = r"\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
AANTALLEN = re.compile(rf"\b({_TELWOORD}) (wijken|buurten|gebieden)\b", re.IGNORECASE)


def test_the_instruments_see_facts_of_a_municipality():
    """Names, years and counts are seen in words and figures; an example of how a date is written is none."""
    assert GEBIEDEN.search(f"gebied {GEMEENTE.gebieden[0].naam}, en")
    assert JAREN.search("CBS, 1 januari 2024")
    assert AANTALLEN.search("Grenzen van 21 wijken")
    assert AANTALLEN.search("voor vijf wijken afgeleid")
    assert not JAREN.search("Schrijf een datum, zoals 2024-07-01")
    assert len(SJABLONEN) > 30


@pytest.mark.parametrize("bestand", [*PRODUCT, *SJABLONEN])
def test_no_file_of_the_product_knows_the_municipality(bestand):
    """Name, gebieden, years and counts come from the data: no module, template or script holds them."""
    heel = (HIER / bestand).read_text(encoding="utf-8")
    assert GEMEENTE.naam.casefold() not in heel.casefold()
    gevonden = {
        vondst[0]
        for tekst in _teksten(bestand)
        for feit in (GEBIEDEN, JAREN, AANTALLEN)
        for vondst in feit.finditer(tekst)
    }
    assert gevonden == set()


PALET = re.compile("|".join(sorted(set(KLEUREN.values()))), re.IGNORECASE)
EIGENSCHAP = re.compile(r"var\((--wd-[\w-]+)")


@pytest.mark.parametrize(
    "bestand", [b for b in (*PRODUCT, *_bronnen("bench"), *SJABLONEN) if b != "geo/beeld/kleuren.py"]
)
def test_one_module_holds_the_colours(bestand):
    """No other module, template, script or style sheet writes a colour of `geo/beeld/kleuren.py`, in capitals or not."""
    assert PALET.search("fill: #1457A3")
    assert PALET.findall((HIER / bestand).read_text(encoding="utf-8")) == []


def test_every_colour_that_a_style_sheet_names_is_there():
    """A property that nobody writes would leave what it colours black."""
    bladen = [(HIER / bestand).read_text(encoding="utf-8") for bestand in SJABLONEN]
    genoemd = {naam for blad in bladen for naam in EIGENSCHAP.findall(blad)} - {"--wd-titel"}
    assert len(genoemd) > 8
    assert genoemd <= set(eigenschappen())


CDN = re.compile(
    r"jsdelivr|unpkg\.com|cdnjs|cloudflare|googleapis|gstatic|bootstrapcdn|code\.jquery|netdna|fontawesome\.com|esm\.sh"
    r"|skypack|//cdn\."
)
WEBBESTANDEN = sorted(
    pad.relative_to(HIER).as_posix()
    for map_ in (*KAMERS, "static")
    for pad in (HIER / map_).rglob("*")
    if pad.suffix in {".js", ".html", ".css", ".jinja", ".j2", ".svg"}
)


@pytest.mark.parametrize("bestand", [*PRODUCT, *WEBBESTANDEN])
def test_nothing_comes_from_a_cdn(bestand):
    """No file of the product names a host that serves the libraries of others."""
    assert CDN.findall((HIER / bestand).read_text(encoding="utf-8")) == []


# --- what is written, and how ---


@pytest.mark.parametrize("bestand", [b for b in (*SJABLONEN, "bench/meter.js") if b.endswith((".js", ".css"))])
def test_a_script_and_a_style_sheet_can_be_read(bestand):
    """No line of our own JavaScript and CSS is longer than a window: what it does is seen without scrolling aside."""
    assert [regel for regel in (HIER / bestand).read_text(encoding="utf-8").splitlines() if len(regel) > 160] == []


@pytest.mark.parametrize("bestand", KERN)
def test_every_public_function_has_a_docstring(bestand):
    """Modules, public classes, functions and methods of `analysis`, `geo` and `uitvoer` say what they are."""
    boom = _boom(bestand)
    assert ast.get_docstring(boom) or not boom.body
    inhoud = [k for k in boom.body if isinstance(k, ast.ClassDef | ast.FunctionDef)]
    inhoud += [k for klasse in inhoud if isinstance(klasse, ast.ClassDef) for k in klasse.body if isinstance(k, ast.FunctionDef)]  # fmt: skip
    assert [knoop.name for knoop in inhoud if not knoop.name.startswith("_") and not ast.get_docstring(knoop)] == []


@pytest.mark.parametrize("bestand", KERN)
def test_the_examples_in_docstrings_run(bestand):
    """Every example in `analysis`, `geo` and `uitvoer` gives what its docstring says."""
    module = importlib.import_module(bestand.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    assert doctest.testmod(module, raise_on_error=False).failed == 0


def test_there_are_examples_to_run():
    """The examples are found: the overview of gaps has one, and so do the dates."""
    for naam in ("analysis.antwoorden.overzicht", "analysis.datums", "geo.plaats"):
        assert doctest.testmod(importlib.import_module(naam)).attempted > 0
