"""The command line: the same answers as the screen, for scripts."""

import csv
import io
import json
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner

import cli
from analysis.controle.bevinding import MAX_GETOOND, Bevinding
from analysis.nederlands import datum
from analysis.teksten.titels import TITELS
from analysis.teksten.toelichting import KOLOMMEN
from register.register import DataFout, read_register
from terminal.gegevens import DATA
from tests.klein import W1, platform, schrijf_map
from tests.lezers import ENGELS_VAN_CLICK, lees_blad, staat_er
from uitvoer.formaten import TABELSOORTEN, VLAKFORMATEN

CLI = Path(cli.__file__)

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
        return lees_blad(pad.read_bytes())
    if pad.suffix == ".geojson":
        return pd.DataFrame([vlak["properties"] for vlak in json.loads(pad.read_bytes())["features"]])
    return pyogrio.read_dataframe(pad, read_geometry=False)


def tel(kolom, waarden):
    return tuple(int((kolom == waarde).sum()) for waarde in waarden)


@pytest.mark.parametrize("extensie", VLAKFORMATEN)
@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda voorbeeld: f"{voorbeeld[0]}-{voorbeeld[1]}")
def test_worked_examples(tmp_path, extensie, voorbeeld):
    """The worked examples come out of the command line in every format."""
    peildatum, variant, wijken, inwoners, buurten = voorbeeld
    vraag = ("--peildatum", peildatum, "--variant", variant, "--output")
    for niveau in ("wijk", "buurt"):
        assert draai("status", "--niveau", niveau, *vraag, tmp_path / f"{niveau}{extensie}").exit_code == 0
    uitkomst = draai("gaten", *vraag, tmp_path / f"gaten{extensie}")
    gaten, wijk, buurt = (lees(tmp_path / f"{naam}{extensie}") for naam in ("gaten", "wijk", "buurt"))
    assert (tuple(gaten), tuple(wijk), tuple(buurt)) == tuple(
        KOLOMMEN[soort] for soort in ("gaten", "wijken", "buurten")
    )
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
    uitkomst = draai("gaten", "--peildatum", "2024-07-01", "--gebied", "nOORD", "--output", pad)
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


def _zonder_organisaties(inhoud):
    inhoud.tekst["organisaties.csv"] = ",".join(inhoud.organisaties[0]) + "\n"


def _zonder_inwoners(inhoud):
    inhoud.wijken["features"][0]["properties"].update(inwoners=None, huishoudens=None)


@pytest.mark.parametrize(
    ("breek", "zin"),
    [
        (_zonder_organisaties, "Let op: Het register bevat geen enkele wijkraad of wijkplatform"),
        (_zonder_inwoners, "Let op: Van 1 wijk is het aantal inwoners onbekend: dat telt in geen som mee."),
    ],
)
def test_what_must_be_known_first_is_told_beside_the_table(tmp_path, breek, zin):
    """An empty register or an unknown population is told on stderr, whether the table goes to a file or not."""
    map_ = schrijf_map(tmp_path, breek)
    uitkomst = draai("gaten", "--data", map_, "--peildatum", "2023-11-22")
    assert uitkomst.stderr.startswith(zin)
    assert "Let op" not in uitkomst.stdout
    if breek is _zonder_inwoners:
        assert uitkomst.stdout.splitlines()[-1].startswith(f"4;{W1};Eenwijk;Noord;geen platform;;;;;;;")
    assert draai("gaten", "--data", map_, "--output", tmp_path / "uit.csv").stderr.startswith(zin)


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        ("2026-11-25T22:59:59", "2026-11-25"),
        ("2026-11-25T23:00:00", "2026-11-26"),
        ("2026-06-30T21:59:59", "2026-06-30"),
        ("2026-06-30T22:00:00", "2026-07-01"),
    ],
)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])
def test_today_is_today_in_haarlem(tmp_path, monkeypatch, moment, dag, zone):
    """Without a date the answer is that of today in Amsterdam, to the second, wherever the computer thinks it stands."""
    monkeypatch.setenv("TZ", zone)
    nu = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    class Stilstaand(datetime):
        @classmethod
        def now(cls, tz=None):
            return nu.astimezone(tz)

    monkeypatch.setattr("systeem.klok.datetime", Stilstaand)
    schrijf_map(tmp_path)
    rijen = list(csv.DictReader(io.StringIO(draai("gaten", "--data", tmp_path).stdout), delimiter=";"))
    assert {rij["peildatum"] for rij in rijen} == {dag}
    assert f"(peildatum {datum(date.fromisoformat(dag))}, " in draai("controle", "--data", tmp_path).stdout


def test_the_clock_is_right_whatever_the_zone_of_the_machine():
    """A program that runs where it is already tomorrow, or still yesterday, hears the same today."""
    code = (
        "import os, time\n"
        "from systeem.klok import vandaag\n"
        "gehoord = set()\n"
        "for zone in ('Pacific/Kiritimati', 'Pacific/Pago_Pago'):\n"
        "    os.environ['TZ'] = zone\n"
        "    getattr(time, 'tzset', int)()\n"
        "    gehoord.add(vandaag())\n"
        "print((max(gehoord) - min(gehoord)).days, time.tzname)\n"
    )
    for _ in range(2):  # once more when midnight in Amsterdam fell between the two
        uit = subprocess.run([sys.executable, "-c", code], cwd=CLI.parent, capture_output=True, text=True, check=True)
        if uit.stdout.startswith("0 "):
            break
    assert uit.stdout.startswith("0 ")


def test_another_data_folder(tmp_path):
    """--data answers from other registers, and the default are those beside cli.py."""
    schrijf_map(tmp_path)
    uitkomst = draai("gaten", "--data", tmp_path, "--peildatum", "2024-07-01")
    rijen = list(csv.DictReader(io.StringIO(uitkomst.stdout.removeprefix("\ufeff")), delimiter=";"))
    assert [(rij["rang"], rij["wijkcode"]) for rij in rijen] == [
        ("1", "WK039202"),
        ("2", "WK039203"),
        ("3", "WK039204"),
    ]
    assert read_register(DATA).vingerafdruk == read_register(CLI.parent / "data").vingerafdruk


@pytest.mark.parametrize(
    "argumenten",
    [
        "",
        "--",
        "gatem",
        "--onzin",
        "gaten --onzin",
        "gaten --peil 2024-07-01",
        "gaten iets anders",
        "gaten --peildatum",
        "gaten --help=3",
        "gaten --peildatum 2024-07",
        "gaten --peildatum 20240701",
        "gaten --peildatum 2024-02-30",
        "gaten --peildatum 2024-W27-1",
        "gaten --peildatum ٢٠٢٤-٠٧-٠١",
        "gaten --variant morgen",
        "gaten --gebied Westpoort",
        "gaten --gebied=",
        "gaten --data=",
        "gaten --output=",
        "gaten --output gaten",
        "gaten --output gaten.ods",
        "status",
        "status --niveau stad",
        "controle --gebied Noord",
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
    assert not ENGELS_VAN_CLICK.search(uitkomst.stderr), uitkomst.stderr


@pytest.mark.parametrize("opdracht", ["", "gaten", "status", "controle", "bouw"])
def test_help_is_dutch(opdracht):
    """Help is Dutch throughout and ends with 0."""
    uitkomst = draai(*opdracht.split(), "--help")
    assert uitkomst.exit_code == 0
    assert "Toon deze uitleg en stop." in uitkomst.stdout
    assert not ENGELS_VAN_CLICK.search(uitkomst.stdout), uitkomst.stdout


def test_unknown_area_lists_the_areas():
    """An unknown gebied is answered with those that exist."""
    assert "Kies uit: Centrum, Noord, Oost, Schalkwijk, Zuidwest." in draai("gaten", "--gebied", "West").stderr


def test_help_names_every_format():
    """The help of --output names every format there is."""
    assert all(extensie in draai("gaten", "--help").stdout for extensie in VLAKFORMATEN)


@pytest.mark.parametrize("doel", ["geen map/gaten.csv", "bestand/gaten.csv", "map.csv"])
def test_unwritable_output_leaves_nothing_behind(tmp_path, doel):
    """A file that cannot be written ends with 1 and a Dutch line, and leaves no half file."""
    (tmp_path / "bestand").write_text("x")
    (tmp_path / "map.csv").mkdir()
    voor = sorted(tmp_path.rglob("*"))
    uitkomst = draai("gaten", "--output", tmp_path / doel)
    assert uitkomst.exit_code == 1
    assert "schrijven lukt niet" in uitkomst.stderr
    assert uitkomst.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == voor


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and devices as POSIX has them")


@POSIX
@pytest.mark.parametrize(
    "naam",
    [
        *("data/organisaties.csv", "./data/../data/initiatieven.csv", "link/organisaties.csv", "zacht.csv", "hard.csv"),
        *(
            "data/ORGANISATIES.CSV",
            "data/wijken.geojson",
            "data/buurten.geojson",
            "naar-toml.csv",
            "nieuw/organisaties.csv",
        ),
    ],
)
@pytest.mark.parametrize(
    "opdracht", [("gaten",), ("status", "--niveau", "wijk"), ("veranderd", "--data-nieuw", "nieuw")]
)
def test_a_file_that_is_read_is_never_a_target(tmp_path, monkeypatch, opdracht, naam):
    """Under whatever name a target is one of the files that are read: wrong usage, in Dutch, and nothing is written."""
    for map_ in ("data", "nieuw"):
        (tmp_path / map_).mkdir()
        schrijf_map(tmp_path / map_)
    (tmp_path / "data" / "gemeente.toml").touch()
    (tmp_path / "link").symlink_to("data")
    (tmp_path / "zacht.csv").symlink_to("data/organisaties.csv")
    (tmp_path / "naar-toml.csv").symlink_to("data/gemeente.toml")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "data" / "initiatieven.csv")
    monkeypatch.chdir(tmp_path)
    voor = staat_er(tmp_path)
    uitkomst = draai(*opdracht, "--data", "data", "--output", naam)
    leest = naam != "nieuw/organisaties.csv" or opdracht[0] == "veranderd"
    past = not (naam.endswith(".geojson") and opdracht[0] == "veranderd")
    assert uitkomst.exit_code == (2 if leest or not past else 0)
    if leest and past:
        assert "daaruit wordt gelezen. Kies een andere plek; er is niets geschreven." in uitkomst.stderr
        assert staat_er(tmp_path) == voor


@pytest.mark.parametrize("opdracht", ["gaten", "veranderd"])
def test_the_registers_of_the_product_are_no_target_either(tmp_path, opdracht):
    """Also when other registers are read, an answer does not take the place of those beside cli.py."""
    schrijf_map(tmp_path)
    doel = CLI.parent / "data" / "organisaties.csv"
    voor = doel.read_bytes()
    uitkomst = draai(opdracht, "--data", tmp_path, "--output", doel)
    assert (uitkomst.exit_code, doel.read_bytes() == voor) == (2, True)


def test_a_sheet_is_no_target_either(tmp_path):
    """A page to hand out that is a link to a register is refused like every other target."""
    schrijf_map(tmp_path)
    (tmp_path / "blad.pdf").symlink_to("organisaties.csv")
    uitkomst = draai("briefing", "--data", tmp_path, "--output", tmp_path / "blad.pdf")
    assert (uitkomst.exit_code, "daaruit wordt gelezen" in uitkomst.stderr) == (2, True)


@pytest.mark.parametrize("bron", ["wijken", "buurten", "kerncijfers", "gebieden"])
def test_a_build_never_replaces_its_input(tmp_path, monkeypatch, bron):
    """An input that lies where a result would come is wrong usage; the build does not begin."""
    monkeypatch.setattr("terminal.bouw.build", lambda **_: pytest.fail("it began"))
    paden = {naam: tmp_path / f"{naam}.in" for naam in ("wijken", "buurten", "kerncijfers", "gebieden")}
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "buurten.geojson").write_text("{}")
    paden[bron] = tmp_path / "uit" / ".." / "uit" / "buurten.geojson"
    uitkomst = draai("bouw", *(deel for naam, pad in paden.items() for deel in (f"--{naam}", pad)), "--output", tmp_path / "uit")  # fmt: skip
    assert (uitkomst.exit_code, "daaruit wordt gelezen" in uitkomst.stderr) == (2, True)
    assert (tmp_path / "uit" / "buurten.geojson").read_text() == "{}"


def test_another_file_beside_the_registers_is_a_target(tmp_path):
    """A list may stand in the data folder, and may be made again."""
    schrijf_map(tmp_path)
    for _ in range(2):
        assert draai("gaten", "--data", tmp_path, "--output", tmp_path / "gaten.csv").exit_code == 0


@POSIX
@pytest.mark.parametrize(
    ("naam", "code", "zin"),
    [
        ("lus.csv", 2, "een snelkoppeling op dit pad verwijst naar zichzelf"),
        ("lus.csv/uit.csv", 2, "een snelkoppeling op dit pad verwijst naar zichzelf"),
        ("a\0b.csv", 2, "kan geen naam van een bestand of map zijn"),
        ("half\ud800.csv", 2, "kan geen naam van een bestand of map zijn"),
        ("x" * 300 + ".csv", 1, "de naam is te lang"),
        ("x/" * 3000 + "a.csv", 1, "de naam is te lang"),
        ("vol.csv", 1, "de schijf is vol"),
        ("caf\udce9.csv", 0, "in caf�.csv"),
        ("niets.csv", 0, "Geschreven: 3 rijen"),
        ("\x1b[31m.csv", 0, "in �[31m.csv"),
    ],
)
def test_odd_targets_are_told_in_dutch(tmp_path, monkeypatch, naam, code, zin):
    """Links to themselves, impossible and endless names, devices and names in another code: a message, no traceback."""
    if naam == "vol.csv" and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    if "\udce9" in naam and sys.platform == "darwin":
        pytest.skip("its disks know names in UTF-8 only")
    data = tmp_path / "data"
    data.mkdir()
    schrijf_map(data)
    for van, naar in (("lus.csv", "lus.csv"), ("vol.csv", "/dev/full"), ("niets.csv", "/dev/null")):
        (tmp_path / van).symlink_to(naar)
    monkeypatch.chdir(tmp_path)
    uitkomst = draai("gaten", "--data", data, "--peildatum", "2024-07-01", "--output", naam)
    assert uitkomst.exit_code == code
    assert zin in uitkomst.stderr
    assert "\x1b" not in uitkomst.stderr
    assert not list(tmp_path.glob(".*"))


def test_a_place_that_cannot_be_written_is_known_before_the_work(tmp_path, monkeypatch):
    """Nothing is read for an answer that has no place to go."""
    monkeypatch.setattr("terminal.gegevens.register_van", lambda _map: pytest.fail("it read"))
    assert draai("gaten", "--output", tmp_path / "weg" / "uit.csv").exit_code == 1


@POSIX
@pytest.mark.parametrize("opdracht", [("gaten",), ("status", "--niveau", "wijk"), ("veranderd",), ("briefing",)])
def test_every_target_keeps_its_rights_and_its_link(tmp_path, opdracht):
    """A private file stays private and a link stays a link, whatever the command."""
    data, echt = tmp_path / "data", tmp_path / "echt"
    for map_ in (data, echt):
        map_.mkdir()
    schrijf_map(data)
    naam = "uit.svg" if opdracht == ("briefing",) else "uit.csv"
    (echt / naam).write_bytes(b"oud")
    (echt / naam).chmod(0o600)
    (tmp_path / naam).symlink_to(echt / naam)
    assert draai(*opdracht, "--data", data, "--output", tmp_path / naam).exit_code == 0
    assert (tmp_path / naam).is_symlink()
    assert len((echt / naam).read_bytes()) > 3
    assert stat.S_IMODE((echt / naam).stat().st_mode) == 0o600


def breek(klein):
    klein.velden("organisaties.csv", 2)["van"] = "2023-01-01"
    klein.velden("initiatieven.csv")["thema"] = "gr\noen\x1b[31m\u202e"


@pytest.mark.parametrize("opdracht", [("gaten",), ("status", "--niveau", "wijk")])
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


@pytest.mark.parametrize("opdracht", ["controle --data", "gaten --data", "veranderd --data-nieuw"])
def test_a_file_is_no_data_folder(opdracht):
    """A file where a folder is asked for is wrong usage, said once."""
    uitkomst = draai(*opdracht.split(), "README.md")
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    zin = "“README.md” is een bestand, geen map. Geef de map waarin de gegevens staan."
    assert uitkomst.stderr.count(zin) == 1


def test_missing_folder_is_bad_data(tmp_path):
    """A folder that is not there lacks its five files, and says so."""
    uitkomst = draai("gaten", "--data", tmp_path / "weg")
    assert uitkomst.exit_code == 1
    assert uitkomst.stderr.count("het bestand ontbreekt") == 5


def test_check_of_sound_data():
    """controle prints every notice on a line of its own, a summary last, and ends with 0."""
    uitkomst = draai("controle", "--peildatum", "2024-07-01")
    regels = uitkomst.stdout.splitlines()
    assert uitkomst.exit_code == 0
    assert len(regels) == 121
    assert all(regel.startswith("melding: ") for regel in regels[:-1])
    assert any("data/organisaties.csv, regel " in regel for regel in regels)
    assert (
        regels[-1] == "Fouten: 0, meldingen: 120 (peildatum 1 juli 2024, persbericht). De gegevens zijn te gebruiken."
    )


def test_check_of_bad_data(tmp_path):
    """controle marks errors as such, keeps each on one inert line and ends with 1."""
    uitkomst = draai("controle", "--data", schrijf_map(tmp_path, breek))
    regels = uitkomst.stdout.split("\n")
    assert uitkomst.exit_code == 1
    assert [regel.split(":")[0] for regel in regels] == ["fout", "fout", "Fouten", ""]
    assert regels[2].startswith("Fouten: 2, meldingen: 0 ")
    assert "\x1b" not in uitkomst.stdout


@pytest.mark.parametrize("extensie", [".csv", ".xlsx"])
def test_check_writes_every_finding(tmp_path, extensie):
    """controle --output writes all findings, however many the screen shows; the exit code stays that of the data."""

    def veel(klein):
        klein.organisaties += [platform(f"p-{n}", "WK039204") for n in range(200)]

    map_, pad = schrijf_map(tmp_path, veel), tmp_path / f"meldingen{extensie}"
    scherm = draai("controle", "--data", map_)
    regels = scherm.stdout.splitlines()
    assert len(regels) == MAX_GETOOND + 2
    assert "en nog 149 van dezelfde soort" in regels[MAX_GETOOND]
    assert "--output meldingen.csv" in regels[MAX_GETOOND]
    uitkomst = draai("controle", "--data", map_, "--output", pad)
    assert scherm.exit_code == uitkomst.exit_code == 1
    assert uitkomst.stdout.startswith("Fouten: 199, meldingen: 0 ")
    assert uitkomst.stderr == f"Geschreven: 199 rijen in {pad}\n"
    tabel = lees(pad)
    assert len(tabel) == 199
    assert set(tabel["titel"]) == {"Te veel wijkplatforms in één buurt"}
    assert tabel["plek"].tolist() == list(range(7, 206))


def test_other_commands_show_as_many_problems(tmp_path):
    """A command that cannot start tells the first problems of each kind and how many more there are."""
    map_ = schrijf_map(
        tmp_path, lambda klein: klein.organisaties.extend(platform(f"p-{n}", "WK039204") for n in range(200))
    )
    uitkomst = draai("gaten", "--data", map_)
    assert uitkomst.exit_code == 1
    assert len(uitkomst.stderr.splitlines()) == MAX_GETOOND + 1


def test_half_a_character_is_cleaned(tmp_path):
    """Half a surrogate pair in a text becomes �, and a melding says so."""
    schrijf_map(tmp_path, lambda klein: klein.velden("wijken.geojson").update(gebied="half \ud800 teken"))
    uitkomst = draai("controle", "--data", tmp_path)
    assert uitkomst.exit_code == 0
    assert "(U+D800)" in uitkomst.stdout


@pytest.mark.parametrize("waarde", [{"een": "object"}, ["een", "lijst"], True, 3, None], ids=repr)
@pytest.mark.parametrize("veld", ["wijkcode", "gebied"])
def test_odd_json_never_shows_a_traceback(tmp_path, veld, waarde):
    """Values that JSON allows but a wijk cannot have are a problem in words."""
    schrijf_map(tmp_path, lambda klein: klein.velden("wijken.geojson").update({veld: waarde}))
    uitkomst = draai("gaten", "--data", tmp_path)
    assert uitkomst.exit_code == 1
    assert f"{tmp_path}/wijken.geojson" in uitkomst.stderr


def test_failed_build_tells_every_problem(tmp_path):
    """bouw without its input ends with 1, names every file and writes nothing."""
    namen = ("wijken", "buurten", "kerncijfers", "gebieden")
    opties = [deel for naam in namen for deel in (f"--{naam}", tmp_path / f"{naam}.weg")]
    uitkomst = draai("bouw", *opties, "--output", tmp_path / "uit")
    assert uitkomst.exit_code == 1
    assert all(f"{naam}.weg: bestand niet gevonden" in uitkomst.stderr for naam in namen)
    assert "er is niets geschreven" in uitkomst.stderr
    assert not (tmp_path / "uit").exists()


def _bouwopties(map_):
    namen = ("wijken", "buurten", "kerncijfers", "gebieden")
    return [*(deel for naam in namen for deel in (f"--{naam}", map_ / naam)), "--output", map_ / "uit"]


def test_problems_of_a_build_are_told_as_those_of_a_check(tmp_path, monkeypatch):
    """As with controle each is a line with its place, and of one kind the first fifty are shown and the rest counted."""
    veel = [Bevinding("cijfers.csv", regel, "WK1", "cijfer", "is geen aantal", "Verbeter.") for regel in range(2, 63)]

    def bouw(**_opties):
        raise DataFout([*veel, Bevinding("buurten", 0, "", "grens", "buren delen hun grens niet overal", "Meld dit.")])

    monkeypatch.setattr("terminal.bouw.build", bouw)
    uitkomst = draai("bouw", *_bouwopties(tmp_path))
    regels = uitkomst.stderr.splitlines()
    assert (uitkomst.exit_code, len(regels)) == (1, 53)
    assert regels[0] == "fout: cijfers.csv, regel 2 (WK1): is geen aantal. Verbeter."
    assert regels[50] == "fout: cijfers.csv: en nog 11 van dezelfde soort. Herstel deze eerst."
    assert regels[51] == "fout: buurten: buren delen hun grens niet overal. Meld dit."
    assert regels[52] == "De bouw is gestopt; er is niets geschreven."


def test_a_build_that_cannot_be_written_says_why(tmp_path, monkeypatch):
    """A full disk is told in Dutch, as for every other file, and is no problem of the data."""

    def vol(**_opties):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("terminal.bouw.build", vol)
    uitkomst = draai("bouw", *_bouwopties(tmp_path))
    assert uitkomst.exit_code == 1
    assert uitkomst.stderr == f"{tmp_path}/uit: schrijven lukt niet, de schijf is vol. Er is niets geschreven.\n"


def test_build_passes_its_options_on(tmp_path, monkeypatch):
    """bouw hands each path to the build under its own name and tells what was written."""
    gekregen = {}

    def bouw(**opties):
        gekregen.update(opties)
        return [opties["uit"] / "wijken.geojson", opties["uit"] / "buurten.geojson"]

    monkeypatch.setattr("terminal.bouw.build", bouw)
    uitkomst = draai("bouw", *_bouwopties(tmp_path), "--naam", "Voorbeeldstad")
    assert uitkomst.exit_code == 0
    assert gekregen["naam"] == "Voorbeeldstad"
    namen = ("wijken", "buurten", "kerncijfers", "gebieden", "uit")
    assert {naam: gekregen[naam] for naam in namen} == {naam: tmp_path / naam for naam in namen}
    assert uitkomst.stderr == f"Geschreven: {tmp_path}/uit/wijken.geojson, {tmp_path}/uit/buurten.geojson.\n"


def test_works_from_any_folder(tmp_path):
    """Started as a program from another folder, it finds its own data."""
    uitkomst = subprocess.run(
        [sys.executable, CLI, "gaten", "--peildatum", "2024-07-01", "--output", "gaten.geojson"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (uitkomst.returncode, uitkomst.stdout) == (0, "")
    assert uitkomst.stderr == "Geschreven: 21 rijen, peildatum 1 juli 2024, variant persbericht, in gaten.geojson\n"
    assert len(json.loads((tmp_path / "gaten.geojson").read_text("utf-8"))["features"]) == 21


def test_help_tells_what_each_table_is():
    """The help of `tabel` has a line for each of its tables, with the title that the table has everywhere."""
    regels = draai("tabel", "--help").stdout.splitlines()
    for soort in TABELSOORTEN:
        assert [regel.split(maxsplit=1)[1] for regel in regels if regel.split()[:1] == [soort]] == [f"{TITELS[soort]}."]


def test_help_answers_at_once():
    """--help loads neither geopandas nor pandas."""
    code = "import sys, cli\ntry: cli.cli(['gaten', '--help'])\nexcept SystemExit: print({'geopandas', 'pandas'} & {*sys.modules})"
    uitkomst = subprocess.run([sys.executable, "-c", code], cwd=CLI.parent, capture_output=True, text=True, check=True)
    assert uitkomst.stdout.endswith("set()\n")


def test_reader_that_stops_reading_ends_it_quietly():
    """A reader that has seen enough causes no complaint."""
    with subprocess.Popen([sys.executable, CLI, "controle"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as proces:
        proces.stdout.close()
        fouten = proces.stderr.read()
    assert fouten == b""


@POSIX
@pytest.mark.parametrize(
    ("rest", "code", "zin"),
    [
        (">&-", 0, ""),
        ("--onzin 2>&-", 2, ""),
        ("--onzin 2>/dev/full", 1, ""),
        (">/dev/full", 1, "Lezen of schrijven lukt niet: de schijf is vol.\n"),
        ("--help >/dev/full", 1, "Lezen of schrijven lukt niet: de schijf is vol.\n"),
    ],
)
def test_closed_and_full_streams_end_it_quietly(tmp_path, rest, code, zin):
    """Without a place for the answer or for complaints there is at most one Dutch line, and never a traceback."""
    if "full" in rest and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    schrijf_map(tmp_path)
    opdracht = f'"{sys.executable}" "{CLI}" gaten --data "{tmp_path}" {rest}'
    uitkomst = subprocess.run(["sh", "-c", opdracht], capture_output=True, text=True, check=False)
    assert (uitkomst.returncode, uitkomst.stderr) == (code, zin)


def test_interrupt_ends_it_quietly(monkeypatch):
    """Ctrl-C ends with 130 and without a traceback."""

    def onderbreek(map_):
        raise KeyboardInterrupt

    monkeypatch.setattr("terminal.gegevens.register_van", onderbreek)
    uitkomst = draai("gaten")
    assert (uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr.strip()) == (130, "", "")


@pytest.mark.parametrize("dag", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("vraag", ["gaten --peildatum", "controle --peildatum", "veranderd --van", "veranderd --tot"])
def test_a_date_that_the_screen_does_not_offer_is_refused(dag, vraag):
    """The command line takes the dates that the screen takes, and names the first and the last."""
    uitkomst = draai(*vraag.split(), dag)
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert f"“{dag}” kan niet: geef een datum van 1 januari 1900 tot en met 31 december 2100." in uitkomst.stderr


def test_a_comparison_does_not_run_backwards():
    """Of two dates the first may not be after the second, for a comparison as for a page to hand out."""
    uitkomst = draai("veranderd", "--van", "2024-07-02", "--tot", "2024-07-01")
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert "--van 2024-07-02 ligt na --tot 2024-07-01: geef met --van de vroegste datum." in uitkomst.stderr
