"""The registers as tables to take along: every row, with what it is on the day, and the groups through time."""

import json
from datetime import date
from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given

import cli
from analysis import waarden as w
from analysis.antwoorden.registers import organisatietabel, verlooptabel
from analysis.antwoorden.werklijst import werklijst
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import KOLOMMEN
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from tests import klein
from tests.lezers import lees_gpkg
from tests.strategies import datums, dure_wet, steden, varianten
from uitvoer.formaten import TABELSOORTEN, VLAKFORMATEN
from uitvoer.tabel import make_uitvoer

DAG = date(2026, 11, 26)


@pytest.fixture
def bevraging(register):
    return Bevraging(register, Vraag(DAG))


def test_every_organisation_and_initiative_of_the_register_is_in_its_table(register, bevraging):
    """No row is left out because it has ended, has no place or is not there yet."""
    for soort, tabel in (
        ("organisaties", register.tabellen.organisaties),
        ("initiatieven", register.tabellen.initiatieven),
    ):
        uit = make_uitvoer(bevraging, soort).tabel
        assert uit["id"].tolist() == sorted(tabel.index)
        assert list(uit) == list(KOLOMMEN[soort])
    aanwezig = make_uitvoer(bevraging, "initiatieven").tabel.set_index("id")["aanwezig"].eq("ja")
    assert set(aanwezig.index[aanwezig]) == set(bevraging.stand.initiatieven.index)


@pytest.mark.parametrize("soort", ["organisaties", "initiatieven"])
def test_a_row_has_its_place_or_none(register, bevraging, soort):
    """An organisation has the area of its buurten and an initiative its point, in both formats; without place null."""
    uitvoer = make_uitvoer(bevraging, soort)
    graden = json.loads(uitvoer.maak(".geojson"))["features"]
    vlakken = lees_gpkg(uitvoer.maak(".gpkg"))
    assert [vlak["id"] for vlak in graden] == uitvoer.tabel["id"].tolist()
    leeg = [vlak["geometry"] is None for vlak in graden]
    assert vlakken.geometry.isna().tolist() == leeg
    if soort == "initiatieven":
        assert leeg == uitvoer.tabel["lat"].isna().tolist()
        assert vlakken.geometry.dropna().geom_type.eq("Point").all()
        return
    assert leeg == (uitvoer.tabel["wijken"] == "").tolist()
    buurten = gpd.GeoDataFrame(register.tabellen.buurten).geometry.area
    eigen = bevraging.stand.dekking.groupby("organisatie")["buurtcode"].agg(lambda codes: buurten[codes].sum())
    gemeten = pd.Series(vlakken.geometry.area.to_numpy(), uitvoer.tabel["id"])
    assert gemeten[eigen.index].tolist() == pytest.approx(eigen.tolist(), rel=1e-6)


def test_the_course_begins_at_the_first_day_and_tells_the_worked_examples(register, bevraging):
    """From each date on the residents of the city per group are those of docs/beleid.md, until the next date."""
    tabel = make_uitvoer(bevraging, "verloop").tabel
    assert tabel["peildatum"].iloc[0] == "1900-01-01"
    per_dag = tabel.pivot_table(index="peildatum", columns="groep", values="inwoners", aggfunc="sum")[list(w.GROEPEN)]
    assert set(per_dag.sum(axis=1)) == {167_635}
    assert per_dag.loc[:"2024-07-01"].iloc[-1].tolist() == [7_690, 0, 84_055, 30_010, 45_880]
    assert per_dag.loc[:"2026-11-26"].iloc[-1].tolist() == [7_690, 0, 70_850, 40_920, 48_175]
    assert len(tabel) == len(per_dag) * 21 * 5


@dure_wet
@given(steden(), datums, varianten)
def test_the_course_holds_on_any_date(tabellen, dag, variant):
    """On every day that can be asked for the last row before it says what that day is, and only changes have rows."""
    dag = min(max(dag, date(1900, 1, 1)), date(2100, 12, 31))
    stand = Stand(tabellen, dag, variant)
    tabel = verlooptabel(stand)
    per_dag = tabel.pivot(index="peildatum", columns=["wijkcode", "groep"], values="inwoners")  # noqa: PD010  unknown stays
    laatste = per_dag.loc[: dag.isoformat()].iloc[-1]
    for groep, deel in stand.groepen.items():
        assert [laatste[code, groep] for code in deel.index] == deel[dag].astype("Int64").tolist() or deel[
            dag
        ].isna().any()
        assert [pd.isna(laatste[code, groep]) for code in deel.index] == deel[dag].isna().tolist()
    rijen = [tuple("" if pd.isna(n) else n for n in rij) for rij in per_dag.to_numpy()]
    assert all(een != ander for een, ander in pairwise(rijen))


def test_the_residents_of_an_organisation_are_those_of_the_work_list():
    """What is uncertain has the same number in both tables; what is certain has its own."""
    stand = Stand(klein.tabellen([klein.wijkraad("w", laatst_gezien="2022"), klein.wijkraad("z", klein.B12, laatst_gezien="2026-06")]), DAG)  # fmt: skip
    alle = organisatietabel(stand).set_index("id")["inwoners"]
    assert alle.to_dict() == {"w": 600, "z": 400}
    assert werklijst(stand)[["id", "inwoners"]].to_numpy().tolist() == [["w", 600]]


@pytest.mark.parametrize("soort", TABELSOORTEN)
def test_the_command_writes_each_table(tmp_path, soort):
    """`tabel` writes every table in every format that it can be had in, and refuses the others in Dutch."""
    for extensie in VLAKFORMATEN:
        doel = tmp_path / f"x{extensie}"
        uitkomst = CliRunner().invoke(cli.cli, ["tabel", soort, "--peildatum", "2026-11-26", "--output", str(doel)])
        mag = extensie in TABELSOORTEN[soort]
        assert (uitkomst.exit_code, doel.exists()) == ((0, True) if mag else (2, False)), uitkomst.output
        assert mag or "eindigt niet op" in uitkomst.output


def test_findings_are_of_the_whole_city():
    """A gebied is refused for findings, which it would not change."""
    uitkomst = CliRunner().invoke(cli.cli, ["tabel", "meldingen", "--gebied", "Noord"])
    assert uitkomst.exit_code == 2
    assert "--gebied hoort niet bij meldingen" in uitkomst.output
