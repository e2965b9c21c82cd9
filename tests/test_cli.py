"""The command line: the same answers as the screen, for scripts."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner

import cli
from analysis.bevinding import MAX_GETOOND
from analysis.overzicht import BUURTKOLOMMEN, GATENKOLOMMEN, WIJKKOLOMMEN
from geo.export import FORMATEN
from geo.register import read_register
from tests.klein import platform, schrijf_map

CLI = Path(cli.__file__)
ENGELS = re.compile(
    r"usage|options:|commands|error|try |show this|no such|missing|invalid|requires|does not|unexpected|default|required"
    r"|choose|did you mean|traceback",
    re.IGNORECASE,
)

# Design, worked examples: date, variant, wijken volledig/deels/geen, residents, buurten per status.
VOORBEELDEN = [
    ("2023-11-22", "persbericht", (0, 0, 21), 167_635, (0, 77, 0, 34)),
    ("2024-01-01", "persbericht", (0, 1, 20), 165_270, (1, 76, 0, 34)),
    ("2024-07-01", "persbericht", (0, 1, 20), 159_945, (3, 0, 74, 34)),
    ("2024-07-01", "raadsbesluit", (0, 1, 20), 159_945, (3, 74, 0, 34)),
]
WIJKSTATUSSEN = ("volledig platform", "deels platform", "geen platform")
BUURTSTATUSSEN = ("platform", "wijkraad", "wijkraad zonder ondersteuning", "geen")


def draai(*argumenten):
    """Run in this process; a traceback fails the test."""
    uitkomst = CliRunner().invoke(cli.cli, [str(argument) for argument in argumenten])
    if uitkomst.exception is not None and not isinstance(uitkomst.exception, SystemExit):
        raise uitkomst.exception
    return uitkomst


def lees(pad):
    """The rows of a written file, without geometry and without the extra column of CSV."""
    if pad.suffix == ".csv":
        return pd.read_csv(pad, sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False).drop(
            columns="bronvermelding"
        )
    if pad.suffix == ".xlsx":
        rijen = list(openpyxl.load_workbook(pad).worksheets[0].iter_rows(values_only=True))
        return pd.DataFrame(rijen[1:], columns=rijen[0])
    if pad.suffix == ".geojson":
        return pd.DataFrame([vlak["properties"] for vlak in json.loads(pad.read_bytes())["features"]])
    return pyogrio.read_dataframe(pad, read_geometry=False)


def tel(kolom, waarden):
    return tuple(int((kolom == waarde).sum()) for waarde in waarden)


@pytest.mark.parametrize("extensie", FORMATEN)
@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: f"{voorbeeld[0]}-{voorbeeld[1]}")
def test_worked_examples(tmp_path, extensie, voorbeeld):
    """The worked examples come out of the command line in every format."""
    peildatum, variant, wijken, inwoners, buurten = voorbeeld
    vraag = ("--peildatum", peildatum, "--variant", variant, "--output")
    for niveau in ("wijk", "buurt"):
        assert draai("status", "--niveau", niveau, *vraag, tmp_path / f"{niveau}{extensie}").exit_code == 0
    uitkomst = draai("gaps", *vraag, tmp_path / f"gaten{extensie}")
    gaten, wijk, buurt = (lees(tmp_path / f"{naam}{extensie}") for naam in ("gaten", "wijk", "buurt"))
    assert (tuple(gaten), tuple(wijk), tuple(buurt)) == (GATENKOLOMMEN, WIJKKOLOMMEN, BUURTKOLOMMEN)
    assert tel(wijk["wijkstatus"], WIJKSTATUSSEN) == wijken
    assert tel(buurt["buurtstatus"], BUURTSTATUSSEN) == buurten
    assert gaten["inwoners_zonder_platform"].sum() == wijk["inwoners_zonder_platform"].sum() == inwoners
    assert set(gaten["peildatum"]) == {peildatum}
    assert set(gaten["variant"]) == {variant}
    assert "21 rijen" in uitkomst.stderr
    assert uitkomst.stdout == ""


def test_written_file_is_told_in_one_line(tmp_path):
    """After writing, one line on stderr tells rows, date, variant, area and file."""
    pad = tmp_path / "gaten.CSV"
    uitkomst = draai("gaps", "--peildatum", "2024-07-01", "--gebied", "nOORD", "--output", pad)
    assert (
        uitkomst.stderr == f"Geschreven: 8 rijen, peildatum 1 juli 2024, variant persbericht, gebied Noord, in {pad}\n"
    )
    assert [naam.name for naam in tmp_path.iterdir()] == ["gaten.CSV"]


def test_without_output_the_same_csv_goes_to_stdout(tmp_path):
    """Without --output a script reads the bytes of the CSV file from stdout."""
    vraag = ("status", "--niveau", "BUURT", "--peildatum", "2024-07-01", "--variant", "Raadsbesluit")
    draai(*vraag, "--output", tmp_path / "b.csv")
    uitkomst = draai(*vraag)
    assert uitkomst.stdout_bytes == (tmp_path / "b.csv").read_bytes()
    assert uitkomst.stderr == ""


def test_today_is_the_default_date():
    """Without --peildatum the answer is that of today."""
    voor = date.today()  # noqa: DTZ011  the day of this computer is what users mean by today
    uitkomst = draai("gaps")
    na = date.today()  # noqa: DTZ011  likewise
    rijen = list(csv.DictReader(io.StringIO(uitkomst.stdout), delimiter=";"))
    assert {rij["peildatum"] for rij in rijen} <= {voor.isoformat(), na.isoformat()}


def test_another_data_folder(tmp_path):
    """--data answers from other registers, and the default are those beside cli.py."""
    schrijf_map(tmp_path)
    uitkomst = draai("gaps", "--data", tmp_path, "--peildatum", "2024-07-01")
    rijen = list(csv.DictReader(io.StringIO(uitkomst.stdout.removeprefix("\ufeff")), delimiter=";"))
    assert [(rij["rang"], rij["wijkcode"]) for rij in rijen] == [
        ("1", "WK039202"),
        ("2", "WK039203"),
        ("3", "WK039204"),
    ]
    assert read_register(cli.DATA).vingerafdruk == read_register(CLI.parent / "data").vingerafdruk


@pytest.mark.parametrize(
    "argumenten",
    [
        "",
        "--",
        "gapz",
        "--onzin",
        "gaps --onzin",
        "gaps --peil 2024-07-01",
        "gaps iets anders",
        "gaps --peildatum",
        "gaps --help=3",
        "gaps --peildatum 2024-07",
        "gaps --peildatum 20240701",
        "gaps --peildatum 2024-02-30",
        "gaps --peildatum 2024-W27-1",
        "gaps --peildatum ٢٠٢٤-٠٧-٠١",
        "gaps --variant morgen",
        "gaps --gebied Westpoort",
        "gaps --gebied=",
        "gaps --data=",
        "gaps --output=",
        "gaps --output gaten",
        "gaps --output gaten.ods",
        "status",
        "status --niveau stad",
        "check --gebied Noord",
        "bouw",
        "bouw --wijken a --buurten b",
    ],
)
def test_wrong_usage_exits_2_in_dutch(argumenten):
    """Wrong usage ends with 2 and says in Dutch what is wrong, without a word of click's English."""
    uitkomst = draai(*argumenten.split())
    assert uitkomst.exit_code == 2
    assert uitkomst.stdout == ""
    assert "Gebruik: " in uitkomst.stderr or uitkomst.stderr.startswith("Fout: de optie ")
    assert not ENGELS.search(uitkomst.stderr), uitkomst.stderr


@pytest.mark.parametrize("opdracht", ["", "gaps", "status", "check", "bouw"])
def test_help_is_dutch(opdracht):
    """Help is Dutch throughout and ends with 0."""
    uitkomst = draai(*opdracht.split(), "--help")
    assert uitkomst.exit_code == 0
    assert "Toon deze uitleg en stop." in uitkomst.stdout
    assert not ENGELS.search(uitkomst.stdout), uitkomst.stdout


def test_unknown_area_lists_the_areas():
    """An unknown gebied is answered with those that exist."""
    assert "Kies uit: Centrum, Noord, Oost, Schalkwijk, Zuidwest." in draai("gaps", "--gebied", "West").stderr


def test_help_names_every_format():
    """The help of --output names every format there is."""
    assert all(extensie in draai("gaps", "--help").stdout for extensie in FORMATEN)


@pytest.mark.parametrize("doel", ["geen map/gaten.csv", "bestand/gaten.csv", "map.csv"])
def test_unwritable_output_leaves_nothing_behind(tmp_path, doel):
    """A file that cannot be written ends with 1 and a Dutch line, and leaves no half file."""
    (tmp_path / "bestand").write_text("x")
    (tmp_path / "map.csv").mkdir()
    voor = sorted(tmp_path.rglob("*"))
    uitkomst = draai("gaps", "--output", tmp_path / doel)
    assert uitkomst.exit_code == 1
    assert "schrijven lukt niet" in uitkomst.stderr
    assert uitkomst.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == voor


def breek(klein):
    klein.velden("organisaties.csv", 2)["van"] = "2023-01-01"
    klein.velden("initiatieven.csv")["thema"] = "gr\noen\x1b[31m\u202e"


@pytest.mark.parametrize("opdracht", [("gaps",), ("status", "--niveau", "wijk")])
def test_bad_data_gives_every_problem_and_no_file(tmp_path, opdracht):
    """Bad data ends with 1, every problem on one line with its folder, and no file is written."""
    map_ = tmp_path / "stuk"
    map_.mkdir()
    schrijf_map(map_, breek)
    uitkomst = draai(*opdracht, "--data", f"{map_}/", "--output", tmp_path / "uit.xlsx")
    regels = uitkomst.stderr.splitlines()
    assert uitkomst.exit_code == 1
    assert len(regels) == 2
    assert regels[0].startswith(f"{map_}/initiatieven.csv, regel 2 (tuin): thema “gr oen�[31m�” bestaat niet.")
    assert regels[1].startswith(f"{map_}/organisaties.csv, regel 4 (platform-een): ")
    assert not (tmp_path / "uit.xlsx").exists()


def test_missing_folder_is_bad_data(tmp_path):
    """A folder that is not there lacks its four files, and says so."""
    uitkomst = draai("gaps", "--data", tmp_path / "weg")
    assert uitkomst.exit_code == 1
    assert uitkomst.stderr.count("het bestand ontbreekt") == 4


def test_check_of_sound_data():
    """check prints every notice on a line of its own, a summary last, and ends with 0."""
    uitkomst = draai("check", "--peildatum", "2024-07-01")
    regels = uitkomst.stdout.splitlines()
    assert uitkomst.exit_code == 0
    assert len(regels) == 112
    assert all(regel.startswith("melding: ") for regel in regels[:-1])
    assert any("data/organisaties.csv, regel " in regel for regel in regels)
    assert regels[-1] == "Fouten: 0, meldingen: 111 (peildatum 2024-07-01, persbericht). De gegevens zijn te gebruiken."


def test_check_of_bad_data(tmp_path):
    """check marks errors as such, keeps each on one inert line and ends with 1."""
    uitkomst = draai("check", "--data", schrijf_map(tmp_path, breek))
    regels = uitkomst.stdout.split("\n")
    assert uitkomst.exit_code == 1
    assert [regel.split(":")[0] for regel in regels] == ["fout", "fout", "Fouten", ""]
    assert regels[2].startswith("Fouten: 2, meldingen: 0 ")
    assert "\x1b" not in uitkomst.stdout


@pytest.mark.parametrize("extensie", [".csv", ".xlsx"])
def test_check_writes_every_finding(tmp_path, extensie):
    """check --output writes all findings, however many the screen shows; the exit code stays that of the data."""

    def veel(klein):
        klein.organisaties += [platform(f"p-{n}", "WK039204") for n in range(200)]

    map_, pad = schrijf_map(tmp_path, veel), tmp_path / f"meldingen{extensie}"
    scherm = draai("check", "--data", map_)
    regels = scherm.stdout.splitlines()
    assert len(regels) == MAX_GETOOND + 2
    assert "en nog 149 van dezelfde soort" in regels[MAX_GETOOND]
    assert "--output meldingen.csv" in regels[MAX_GETOOND]
    uitkomst = draai("check", "--data", map_, "--output", pad)
    assert scherm.exit_code == uitkomst.exit_code == 1
    assert uitkomst.stdout.startswith("Fouten: 199, meldingen: 0 ")
    assert uitkomst.stderr == f"Geschreven: 199 rijen in {pad}\n"
    tabel = lees(pad)
    assert len(tabel) == 199
    assert set(tabel["titel"]) == {"Twee wijkplatforms in één buurt"}
    assert tabel["plek"].tolist() == list(range(7, 206))


def test_other_commands_show_as_many_problems(tmp_path):
    """A command that cannot start tells the first problems of each kind and how many more there are."""
    map_ = schrijf_map(
        tmp_path, lambda klein: klein.organisaties.extend(platform(f"p-{n}", "WK039204") for n in range(200))
    )
    uitkomst = draai("gaps", "--data", map_)
    assert uitkomst.exit_code == 1
    assert len(uitkomst.stderr.splitlines()) == MAX_GETOOND + 1


def test_half_a_character_is_cleaned(tmp_path):
    """Half a surrogate pair in a text becomes �, and a melding says so."""
    schrijf_map(tmp_path, lambda klein: klein.velden("wijken.geojson").update(gebied="half \ud800 teken"))
    uitkomst = draai("check", "--data", tmp_path)
    assert uitkomst.exit_code == 0
    assert "(U+D800)" in uitkomst.stdout


@pytest.mark.parametrize("waarde", [{"een": "object"}, ["een", "lijst"], True, 3, None], ids=repr)
@pytest.mark.parametrize("veld", ["wijkcode", "gebied"])
def test_odd_json_never_shows_a_traceback(tmp_path, veld, waarde):
    """Values that JSON allows but a wijk cannot have are a problem in words."""
    schrijf_map(tmp_path, lambda klein: klein.velden("wijken.geojson").update({veld: waarde}))
    uitkomst = draai("gaps", "--data", tmp_path)
    assert uitkomst.exit_code == 1
    assert f"{tmp_path}/wijken.geojson" in uitkomst.stderr


def test_failed_build_tells_every_problem(tmp_path):
    """bouw without its input ends with 1, names every file and writes nothing."""
    namen = ("wijken", "buurten", "kerncijfers", "gebieden")
    opties = [deel for naam in namen for deel in (f"--{naam}", tmp_path / f"{naam}.weg")]
    uitkomst = draai("bouw", *opties, "--uit", tmp_path / "uit")
    assert uitkomst.exit_code == 1
    assert all(f"{naam}.weg: bestand niet gevonden" in uitkomst.stderr for naam in namen)
    assert "er is niets geschreven" in uitkomst.stderr
    assert not (tmp_path / "uit").exists()


def test_build_passes_its_options_on(tmp_path, monkeypatch):
    """bouw hands each path to the build under its own name and tells what was written."""
    gekregen = {}

    def bouw(**opties):
        gekregen.update(opties)
        return [opties["uit"] / "wijken.geojson", opties["uit"] / "buurten.geojson"]

    monkeypatch.setattr("geo.bouw.build", bouw)
    namen = ("wijken", "buurten", "kerncijfers", "gebieden", "uit")
    uitkomst = draai("bouw", *(deel for naam in namen for deel in (f"--{naam}", tmp_path / naam)))
    assert uitkomst.exit_code == 0
    assert {naam: gekregen[naam] for naam in namen} == {naam: tmp_path / naam for naam in namen}
    assert uitkomst.stderr == f"Geschreven: {tmp_path}/uit/wijken.geojson en {tmp_path}/uit/buurten.geojson.\n"


def test_works_from_any_folder(tmp_path):
    """Started as a program from another folder, it finds its own data."""
    uitkomst = subprocess.run(
        [sys.executable, CLI, "gaps", "--peildatum", "2024-07-01", "--output", "gaten.geojson"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (uitkomst.returncode, uitkomst.stdout) == (0, "")
    assert uitkomst.stderr == "Geschreven: 21 rijen, peildatum 1 juli 2024, variant persbericht, in gaten.geojson\n"
    assert len(json.loads((tmp_path / "gaten.geojson").read_text("utf-8"))["features"]) == 21


def test_help_answers_at_once():
    """--help loads neither geopandas nor pandas."""
    code = "import sys, cli\ntry: cli.cli(['gaps', '--help'])\nexcept SystemExit: print({'geopandas', 'pandas'} & {*sys.modules})"
    uitkomst = subprocess.run([sys.executable, "-c", code], cwd=CLI.parent, capture_output=True, text=True, check=True)
    assert uitkomst.stdout.endswith("set()\n")


def test_reader_that_stops_reading_ends_it_quietly():
    """A reader that has seen enough causes no complaint."""
    with subprocess.Popen([sys.executable, CLI, "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as proces:
        proces.stdout.close()
        fouten = proces.stderr.read()
    assert fouten == b""


def test_interrupt_ends_it_quietly(monkeypatch):
    """Ctrl-C ends with 130 and without a traceback."""

    def onderbreek(map_):
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.register.read_register", onderbreek)
    uitkomst = draai("gaps")
    assert (uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr.strip()) == (130, "", "")
