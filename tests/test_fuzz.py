"""The harness of `make fuzz`: a short run over the product, that it sees what it looks for, and that it can fail."""

import ast
import contextlib
import json
import signal
import sys
from pathlib import Path
from random import Random

import pytest

from fuzz import __main__ as ingang
from fuzz import deuren, proef
from fuzz.gevallen import BOUW, Geval, begin, geval
from fuzz.mutaties import MUTATIES
from fuzz.oordeel import RUW, bezwaren
from register.register import DataFout, read_register
from tests.klein import B11, B21, W1, Map, initiatief, platform, rechthoek, schrijf_map, wijkraad

FUZZ = Path(ingang.__file__).parent
KORT = 150  # a few seconds; `make fuzz` does more


@pytest.fixture(scope="module")
def run():
    """A short run, the same on every day and machine."""
    return ingang.draai(zaad=0, aantal=KORT)


def test_a_short_run_finds_no_fault(run):
    """Broken data gives no crash, no hang and no wrong output, and nothing is accepted that should not be."""
    assert dict(run.fouten) == {}


def test_what_a_short_run_sees_refused_breaks_a_rule_of_the_readme(run):
    """The product refuses nothing that data/README.md allows."""
    assert dict(run.streng) == {}


def test_a_short_run_tries_every_kind_of_mutation_both_ways(run):
    """Each kind of mutation was tried, and some of what was tried was accepted: the run is about something."""
    assert {soort for soort, _ in run.gevallen} == {*MUTATIES, "combination"}
    assert sum(n for (_, wat), n in run.gevallen.items() if wat == "accepted") > KORT / 10


def test_a_case_follows_from_its_number_alone():
    """The same number is the same case, whatever was tried before; another number is another case."""
    assert geval(123).bestanden() == geval(123).bestanden()
    assert str(geval(123)) == str(geval(123)) != str(geval(124))


# --- the second opinion ---


@pytest.mark.parametrize("soort", ["klein", "echt"])
def test_the_second_opinion_allows_what_is_right(soort):
    """Valid folders break no rule: those that cases start from, with rows of chance in them."""
    assert [bezwaren(begin(soort, Random(zaad))) for zaad in range(20 if soort == "klein" else 1)][-1] == []


def _rij(lijst, **velden):
    return lambda klein: getattr(klein, lijst)[0].update(velden)


def _eigen(lijst, **velden):
    return lambda klein: getattr(klein, lijst)["features"][0]["properties"].update(velden)


def _vorm(vorm):
    return lambda klein: klein.buurten["features"][0].update(geometry=vorm)


FOUT = {
    "csv": lambda klein: klein.tekst.update({"organisaties.csv": b'id,"naam\n'}),
    "columns": lambda klein: klein.tekst.update({"initiatieven.csv": "id,naam\ntuin,Tuin\n"}),
    "file": lambda klein: klein.tekst.update({"organisaties.csv": None}),
    "geojson": lambda klein: klein.tekst.update({"wijken.geojson": '{"features": NaN}'}),
    "crs": lambda klein: klein.wijken.update(crs={"properties": {"name": "EPSG:28992"}}),
    "id-form": _rij("organisaties", id="Raad een"),
    "unique": lambda klein: klein.organisaties.append(wijkraad("wijkraadeen")),
    "choice": _rij("organisaties", soort="dorpsraad"),
    "obligatory": _rij("initiatieven", naam=" "),
    "date": _rij("organisaties", laatst_gezien="2023-02-29"),
    "period": _rij("organisaties", van="2024", tot="2023"),
    "coordinate": _rij("initiatieven", lat="4.6", lon="52.4"),
    "half-point": _rij("initiatieven", lat=""),
    "web-address": _rij("initiatieven", website="javascript:alert(1)"),
    "unknown-code": _rij("organisaties", werkgebied="BU03929999"),
    "opvolger": _rij("organisaties", opvolger="wijkraad-twee"),
    "platform-too-early": lambda klein: klein.organisaties.append(platform("vroeg", "", van="2023-12-31")),
    "too-many-platforms": lambda klein: klein.organisaties.append(platform("dubbel", B11, van="2025")),
    "code-form": _eigen("wijken", wijkcode=39201),
    "figure": _eigen("wijken", pct_0_15=900),
    "sums": _eigen("wijken", inwoners=9_000),
    "buurt-of-wijk": _eigen("buurten", buurtcode=B21[:-1] + "9"),
    "unknown-wijk": _eigen("buurten", buurtcode="BU03929901", wijkcode="WK039299"),
    "shape": _vorm({"type": "Point", "coordinates": [4.62, 52.37]}),
    "overlap": _vorm(rechthoek(0, 0, 0.6)),
    "buurt-outside-wijk": _vorm(rechthoek(3, 3, 0.5)),
    "wijk-not-covered": _vorm(rechthoek(0, 0, 0.1)),
    "properties": lambda klein: klein.wijken["features"][0].update(properties=5),
    "own-name": _eigen("buurten", plek=1),
    "contradiction": _eigen("buurten", inwoners=100, inwoners_65_plus=111),
    "gebied-twice": _eigen("wijken", gebied="zuid"),
    "years": lambda klein: [vlak["properties"].update(jaar=jaar) for vlak, jaar in zip(klein.wijken["features"], (2023, 2024), strict=False)],
    "toml": lambda klein: klein.tekst.update({"gemeente.toml": "[gemeente]\nnaam = 5\n"}),
}  # fmt: skip


@pytest.mark.parametrize("regel", FOUT)
def test_the_second_opinion_refuses_what_is_wrong(tmp_path, regel):
    """Every rule of it refuses a folder that breaks it."""
    map_ = schrijf_map(tmp_path, FOUT[regel])
    gevonden = {naam for naam, _ in bezwaren({pad.name: pad.read_bytes() for pad in map_.iterdir()})}
    assert regel in gevonden


def test_a_successor_in_turn_is_no_second_platform():
    """Two platforms may have a buurt one after the other, to the day."""
    klein = Map()
    klein.organisaties[2] |= {"tot": "2025-01-01"}
    klein.organisaties.append(platform("later", W1, van="2025"))
    klein.initiatieven.append(initiatief("leeg"))
    assert bezwaren({naam: tekst.encode() for naam, tekst in klein.inhoud().items()}) == []


def test_an_area_on_the_border_of_a_rule_is_no_disagreement():
    """What lies between what is surely and what is perhaps more than 1% of a wijk is not counted against the product."""
    klein = Map()
    (ring,) = klein.wijken["features"][2]["geometry"]["coordinates"]
    hoog = max(breedte for _, breedte in ring) - min(breedte for _, breedte in ring)
    ring[:] = [[lengte, breedte + hoog / 100] for lengte, breedte in ring]
    bestanden = {naam: tekst.encode() for naam, tekst in klein.inhoud().items()}
    assert ("wijk-not-covered", "WK039203") not in bezwaren(bestanden)
    assert ("wijk-not-covered", "WK039203") in bezwaren(bestanden, 1 / RUW)


@pytest.mark.parametrize("datum", ["٢٠٢٤-٠٧-٠١", "२०२४", "2024-０７"])
def test_a_date_in_other_digits_is_none(tmp_path, datum):
    """Only the digits 0 to 9 make a date: the product and the second opinion say the same of others."""
    map_ = schrijf_map(tmp_path, _rij("organisaties", laatst_gezien=datum))
    assert {b.regel for b in _bevindingen(map_)} == {"organisatie-datum-onleesbaar"}
    assert "date" in {regel for regel, _ in bezwaren({pad.name: pad.read_bytes() for pad in map_.iterdir()})}


@pytest.mark.parametrize("naam", [None, 5, ["EPSG:4326"], {"None": True}, " "])
def test_a_coordinate_system_without_a_name_is_called_unknown(tmp_path, naam):
    """What stands there instead of a name is not told in the words of Python."""
    map_ = schrijf_map(tmp_path, lambda klein: klein.buurten.update(crs={"type": "name", "properties": {"name": naam}}))
    assert [b.wat for b in _bevindingen(map_)] == ["het coördinatenstelsel is onbekend"]


def test_what_a_run_remembers_changes_no_answer(tmp_path):
    """Reading with the memory of a run finds what reading without it finds, also when the same files come again."""
    los = [list(proef.probeer(geval(nummer)).kinds()) for nummer in range(12)]
    with proef.onthoudend():
        assert [list(proef.probeer(geval(nummer)).kinds()) for nummer in [*range(12), *range(12)]] == los * 2
        map_ = schrijf_map(tmp_path, FOUT["sums"])
        eerste, tweede = (_bevindingen(map_) for _ in range(2))
    assert eerste == tweede == _bevindingen(map_) != []


def _bevindingen(map_):
    with pytest.raises(DataFout) as fout:
        read_register(map_)
    return fout.value.bevindingen


def test_the_second_opinion_shares_no_code_with_the_product():
    """`fuzz/oordeel.py` imports the standard library and shapely only."""
    boom = ast.parse((FUZZ / "oordeel.py").read_text(encoding="utf-8"))
    namen = {deel.name for knoop in ast.walk(boom) if isinstance(knoop, ast.Import) for deel in knoop.names}
    namen |= {knoop.module for knoop in ast.walk(boom) if isinstance(knoop, ast.ImportFrom)}
    assert {naam.split(".")[0] for naam in namen} <= {"shapely", *sys.stdlib_module_names}


# --- the harness can fail ---

GOED = Geval(1, "klein", ())


def test_a_planted_crash_is_seen_kept_and_fails_the_run(monkeypatch, tmp_path, capsys):
    """A KeyError while reading is counted, its folder is kept with the traceback, and the run ends with 1."""

    def breek(_map):
        raise KeyError("wijk")

    monkeypatch.setattr(proef, "read_register", breek)
    monkeypatch.setattr(ingang, "UIT", tmp_path)
    nummer = next(n for n in range(100) if geval(n).begin != BOUW)
    assert ingang.main(["--zaad", str(nummer), "--aantal", "1"]) == 1
    assert "crash" in capsys.readouterr().out
    (bewaard,) = tmp_path.iterdir()
    assert "KeyError: 'wijk'" in (bewaard / "verslag.txt").read_text(encoding="utf-8")
    assert "wijken.geojson" in {pad.name for pad in bewaard.iterdir()}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer of processor time")
def test_a_planted_hang_is_stopped_and_counted(monkeypatch):
    """What never ends is stopped, even where everything is caught, and the run goes on."""

    def hang(_map):
        while True:
            with contextlib.suppress(Exception):  # what the product does with failures that nobody foresaw
                sum(range(1000))

    monkeypatch.setattr(proef, "read_register", hang)
    uitslag = proef.probeer(GOED, geduld=0.05)
    assert uitslag.hang
    assert not uitslag.crash


def test_a_planted_wrong_acceptance_is_named(monkeypatch, tmp_path):
    """A product that accepts what the rules refuse is caught, with the name of the rule."""
    goed = read_register(schrijf_map(tmp_path))
    monkeypatch.setattr(proef, "read_register", lambda _map: goed)
    slecht = begin("klein", Random(1))
    wijken = json.loads(slecht["wijken.geojson"])
    wijken["features"][0]["properties"]["inwoners"] = -5
    monkeypatch.setattr(Geval, "bestanden", lambda _geval: slecht | {"wijken.geojson": json.dumps(wijken).encode()})
    assert ("accepted", "figure") in set(proef.probeer(GOED).kinds())


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [("a\u202eb", "unclean"), ("nan inwoners", "nan"), ("<script>alert(1)</script>", "markup")],
)
def test_a_planted_wrong_output_is_seen(monkeypatch, tmp_path, tekst, wat):
    """A text that is unclean, that says nan, or that runs what the data says, is a fault; the same text in order is none."""
    assert [fout for fout in deuren.over_tekst(tekst, "", "blad.html") if wat in fout]
    assert list(deuren.over_tekst("13.090 inwoners", "", "blad.html")) == []


def test_what_a_quick_door_finds_in_a_valid_folder_is_nothing(tmp_path):
    """No door finds fault with a valid folder, so that what it finds in another is of that folder."""
    register = read_register(schrijf_map(tmp_path))
    for naam, deur in deuren.SNEL.items():
        assert (naam, list(deur(deuren.stel_vraag(register, Random(1), "")))) == (naam, [])
