"""What the page for analysts says works: its commands and its Python run, on what the product really writes."""

import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from analysis import waarden as w
from tests.echt import BELEID, WORTEL
from uitvoer.datapakket import NAMEN

TEKST = (WORTEL / "docs" / "analisten.md").read_text(encoding="utf-8")
GETALLEN = {5: "vijf"}


def blokken(taal):
    return re.findall(rf"^```{taal}\n(.*?)^```$", TEKST, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def werkmap(site, tmp_path_factory):
    """A folder with a publication's `data/`, and with what the commands of the page write."""
    map_ = tmp_path_factory.mktemp("analist")
    shutil.copytree(site / "data", map_ / "data")
    (regels,) = (blok.splitlines() for blok in blokken("sh"))
    eerder = Path.cwd()
    os.chdir(map_)
    try:
        for regel in regels:
            uitkomst = CliRunner().invoke(cli.cli, regel.removeprefix("python cli.py ").split())
            assert uitkomst.exit_code == 0, uitkomst.output
    finally:
        os.chdir(eerder)
    return map_


def test_the_python_of_the_page_runs(werkmap, monkeypatch, capsys):
    """The blocks run one after the other as they stand, and what they assert is so; the first prints the gap list."""
    monkeypatch.chdir(werkmap)
    alles = {}
    for blok in blokken("python"):
        exec(compile(blok, "docs/analisten.md", "exec"), alles)
    assert "Ter Kleefkwartier" in capsys.readouterr().out
    assert alles["samen"]["eigen_cijfer"].notna().sum() == 2
    assert alles["per_dag"].loc["2024-07-01", "platform"] == 7_690
    assert (len(alles["kaart"]), alles["kaart"]["pct_65_plus"].isna().sum()) == (111, 0)
    assert str(alles["organisaties"]["van"].dtype) == "str"


def test_the_other_languages_name_files_and_columns_that_exist(werkmap):
    """R and Power Query read files that the commands write, and columns that are in them."""
    rest = "".join(blokken("r") + blokken("powerquery"))
    namen = set(re.findall(r'[("\\]([\w-]+\.(?:csv|gpkg))"', rest))
    assert namen == {"gaten.csv", "organisaties.csv", "buurten.gpkg"}
    assert all((werkmap / naam).is_file() for naam in namen)
    koppen = {naam: (werkmap / naam).read_text(encoding="utf-8-sig").split("\n")[0].split(";") for naam in namen if naam.endswith("csv")}  # fmt: skip
    gebruikt = re.findall(r'\{"(\w+)", ', rest) + re.findall(r"gaten\$(\w+)", rest)
    assert len(gebruikt) > 5
    assert set(gebruikt) <= set(koppen["gaten.csv"])
    assert set(re.findall(r'(\w+) = "character"', rest)) <= set(koppen["organisaties.csv"])


def test_every_value_and_every_table_is_explained():
    """Each status, proof and group stands on the page as it is in the files, and each table by its name."""
    waarden = {*w.BUURTSTATUSSEN, *w.WIJKSTATUSSEN, *w.GROEPEN, w.BEVESTIGD, w.TE_VERIFIEREN}
    assert {waarde for waarde in waarden if f"`{waarde}`" not in TEKST} == set()
    assert {naam for naam in NAMEN.values() if naam not in TEKST} == set()
    assert f"hooguit {GETALLEN[BELEID.lang_geen_teken_jaren]} jaar oud" in TEKST


def test_the_commands_of_the_page_exist():
    """Each command in running text, in cron and in Taakplanner is one that there is, with the options that it has."""
    opdrachten = re.findall(r"cli\.py (\w+)([^`\n|]*)", TEKST)
    assert len(opdrachten) > 8
    for naam, rest in opdrachten:
        bekend = {optie for parameter in cli.cli.commands[naam].params for optie in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= bekend
    assert "docs/analisten.md" in (WORTEL / "README.md").read_text(encoding="utf-8")
