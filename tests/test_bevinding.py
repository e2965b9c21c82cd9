"""What the transition comes down to, in words, as a chart and as a file: the same figures, and never more than is known."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.antwoorden.verloop import aantallen, inwoners_per_groep
from analysis.gemeente import Mijlpaal
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.verloop import bevinding, uitleg
from analysis.vraag import Vraag
from tests import klein
from tests.echt import VARIANTEN
from tests.strategies import datums, dure_wet, steden, varianten
from ui.grafiek import gebiedsgrafiek, inwonersgrafiek
from uitvoer.verloop import KOLOMUITLEG, make_verloopcijfers

TOEN, NU = date(2023, 11, 22), date(2026, 11, 26)
MET = "inwoners met een wijkraad met steun of een wijkplatform"
NAMEN = list(w.GROEPNAMEN.values())


def _per_dag(tabellen, variant=None, gebied=None, tot=NU):
    begin = TOEN - timedelta(weeks=52)
    dagen = [begin, *(dag for dag in wisselmomenten(tabellen, variant) if begin < dag <= tot)]
    tabel = inwoners_per_groep(Stand(tabellen, dagen, variant))
    return aantallen(tabel[tabel["gebied"] == gebied] if gebied else tabel)


def _rijen(*aantallen_):
    return [[Aantal(n) if isinstance(n, int) else n for n in rij] for rij in aantallen_]


def _tabel(*aantallen_):
    """A table as of `aantallen`, a row for the first of each next month from `TOEN` on."""
    per_dag = _per_dag(klein.tabellen()).iloc[:0]
    for maand, rij in enumerate(_rijen(*aantallen_)):
        per_dag.loc[TOEN + timedelta(days=31 * maand)] = rij
    return per_dag


# ---- the title


@pytest.mark.parametrize(
    ("variant", "zin"),
    [
        ("persbericht", f"Haarlem: van 121.750 naar 7.690 {MET}"),
        ("raadsbesluit", f"Haarlem: van 121.750 naar 7.690 {MET}"),
    ],
)
def test_the_title_is_the_finding(register, variant, zin):
    """How many had a supported wijkraad or a platform when the change was announced, and how many have now."""
    assert bevinding(_per_dag(register.tabellen, variant), "Haarlem", TOEN, NU) == zin


@pytest.mark.parametrize("variant", VARIANTEN)
def test_the_title_of_a_gebied_tells_the_figures_of_its_gap_list(register, variant):
    """In every gebied the title has the sums that the table of its wijken gives on both days."""
    for gebied in register.tabellen.wijken["gebied"].unique():
        lijsten = (wijkoverzicht(Stand(register.tabellen, dag, variant), gebied) for dag in (TOEN, NU))
        toen, nu = (
            getal(int(lijst[["inwoners_platform", "inwoners_wijkraad_met_steun"]].sum().sum())) for lijst in lijsten
        )
        wat = f"van {toen} naar {nu}" if toen != nu else f"al die tijd {nu}"
        assert bevinding(_per_dag(register.tabellen, variant, gebied), f"gebied {gebied}", TOEN, NU) == f"Gebied {gebied}: {wat} {MET}"  # fmt: skip


@pytest.mark.parametrize(
    ("rijen", "laatst", "zin"),
    [
        ([[0, 90, 0, 0, 10]], NU, f"Stad: al die tijd 90 {MET}"),
        ([[0, 0, 0, 0, 10], [1, 0, 0, 0, 9]], NU, f"Stad: van 0 naar 1 {MET.replace('inwoners', 'inwoner')}"),
        ([[0, 90, 0, 0, 10], [5, 0, 0, 0, 9]], TOEN, f"Stad: 90 {MET}"),
        ([[Aantal(0, 1), Aantal(90, 1), *[Aantal(0, 1)] * 3], [Aantal(0, 1)] * 5], NU, f"Stad: van ten minste 90 naar een onbekend aantal {MET}"),
        ([[Aantal(0, 2)] * 5], NU, f"Stad: al die tijd een onbekend aantal {MET}"),
    ],
)  # fmt: skip
def test_the_title_is_true_when_little_changed_or_is_known(rijen, laatst, zin):
    """No change, growth, nothing to compare yet, and a part or all unknown: each is told as it is."""
    assert bevinding(_tabel(*rijen), "stad", TOEN, laatst) == zin


def test_of_an_empty_register_no_figure_is_told():
    """Without any organisation no group is known, so neither title nor sentences hold a figure."""
    per_dag = _tabel([0, 0, 0, 0, 100])
    assert not re.search(r"\d", bevinding(per_dag, "Kleinstad", TOEN, NU, leeg=True))
    assert uitleg(per_dag, TOEN, NU, date(2024, 7, 1), leeg=True) == []


@dure_wet
@given(steden(), varianten, st.tuples(datums, datums))
def test_the_title_tells_the_figures_of_the_chart(stad, variant, dagen):
    """Whatever the registers and the days: both figures are those of the table, and unknown is never a figure."""
    eerst, laatst = dagen
    tabel = inwoners_per_groep(Stand(stad, sorted({TOEN, *dagen}), variant))
    per_dag = aantallen(tabel)
    zin = bevinding(per_dag, "Kleinstad", eerst, laatst)
    for dag in {laatst} if eerst >= laatst else {*dagen}:
        rij = per_dag.loc[dag]
        som = rij[NAMEN[0]].bekend + rij[NAMEN[1]].bekend
        assert ("onbekend" if Aantal(som, rij[NAMEN[0]].ontbreekt).onbekend else getal(som)) in zin
    for deel in uitleg(per_dag, eerst, laatst, date(2024, 7, 1)):
        assert "onbekend" not in deel


def test_the_sentences_tell_what_the_end_of_support_did(register):
    """They name the day of the variant, the platforms on it and now, and those with nothing; each day is told."""
    per_dag = _per_dag(register.tabellen, "persbericht")
    assert uitleg(per_dag, TOEN, NU, VARIANTEN["persbericht"].einde_ondersteuning) == [
        "Vergeleken zijn 22 november 2023 en 26 november 2026.",
        "De steun aan wijkraden stopte op 1 juli 2024. Toen hadden 7.690 inwoners een wijkplatform, op 26 november 2026 nog steeds.",
        "Op 26 november 2026 hebben 48.175 inwoners geen wijkraad en geen wijkplatform, op 22 november 2023 waren dat er 45.885.",
    ]  # fmt: skip
    kort = uitleg(per_dag, TOEN, date(2024, 6, 30), date(2024, 7, 1))
    assert not any("stopte" in zin for zin in kort), "support that has not ended yet did not end"


# ---- the chart


@pytest.mark.parametrize("spreiding", [0, 3, 200])
def test_names_of_milestones_stand_above_the_areas(register, spreiding):
    """Each on a line of its own above what is plotted, also when days are equal, near, or at either end."""
    van, tot = date(2023, 1, 1), date(2024, 12, 31)
    palen = tuple(Mijlpaal(van + timedelta(days=n * spreiding), f"paal {n}", "", "", rang=1) for n in range(4))
    beeld = inwonersgrafiek(inwoners_per_groep(Stand(register.tabellen, [van])), palen, van, tot)
    spec = json.loads(beeld.to_json())
    (bron,) = {laag["data"]["name"] for laag in spec["layer"] if laag.get("mark", {}).get("type") == "text"}
    punten = spec["datasets"][bron]
    assert sorted(punt["naam"][-6:] for punt in punten) == [f"paal {n}" for n in range(4)]
    assert len({punt["y"] for punt in punten}) == 4
    assert all(punt["y"] < 0 for punt in punten)


def test_the_small_charts_have_one_scale(register):
    """A gebied with fewer residents has lower areas: all of them end at the same number."""
    tabel = inwoners_per_groep(Stand(register.tabellen, [TOEN]))
    schalen = {
        json.dumps(gebiedsgrafiek(tabel, gebied, 57_345, TOEN, NU).to_dict()["layer"][0]["encoding"]["y"]["scale"])
        for gebied in tabel["gebied"].unique()
    }
    assert len(schalen) == 1
    assert '"domain": [0, 57345]' in schalen.pop()


# ---- the file


def test_the_file_holds_the_table(register):
    """A row per change with its day, and each number as the screen has it; every column is explained."""
    per_dag = _per_dag(register.tabellen, "persbericht", "Noord")
    uitvoer = make_verloopcijfers(per_dag, register.tabellen.gemeente, Vraag(NU, "persbericht", "Noord"), "0" * 64)
    rijen = list(csv.DictReader(io.StringIO(uitvoer.maak(".csv").decode("utf-8-sig")), delimiter=";"))
    assert [rij["vanaf"] for rij in rijen] == [dag.isoformat() for dag in per_dag.index]
    for rij, aantallen_ in zip(rijen, per_dag.to_numpy().tolist(), strict=True):
        assert [getal(int(rij[naam])) for naam, _ in KOLOMUITLEG[1:6]] == [str(aantal) for aantal in aantallen_]
        assert (rij["gebied"], rij["variant"], rij["wijken_onbekend"]) == ("Noord", "persbericht", "0")
    assert [naam for naam, _ in KOLOMUITLEG] == list(uitvoer.tabel)
    assert uitvoer.maak(".xlsx")[:2] == b"PK"


def test_the_file_leaves_the_unknown_empty():
    """A number of which nothing is known is empty, one that lacks some wijken is of the others, with how many lack."""
    per_dag = _tabel([Aantal(0, 2), Aantal(90, 2), *[Aantal(0, 2)] * 3])
    uitvoer = make_verloopcijfers(per_dag, klein.GEMEENTE, Vraag(NU), "0" * 64)
    assert uitvoer.maak(".csv").decode("utf-8-sig").splitlines()[1].startswith("2023-11-22;;90;;;;2;;persbericht;")
