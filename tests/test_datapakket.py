"""The tables of a publication under names that stay, and what is told to a computer about every column of them."""

import csv
import hashlib
import io
import json
import os
import re
from datetime import date

import pytest

from analysis.teksten.toelichting import kolomuitleg
from analysis.vraag import Vraag
from publicatie.pagina import INDEX
from register.bevraging import Bevraging
from register.register import read_register
from tests.klein import schrijf_map
from uitvoer.bestandsnaam import los_bestand
from uitvoer.datapakket import NAMEN, PAKKET, make_pakket

DAG = date(2024, 7, 1)
# What each type of the description may look like in the file.
VORMEN = {
    "string": r"(?s).*",
    "integer": r"-?[0-9]+",
    "number": r"-?[0-9]+(,[0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}


@pytest.fixture(scope="module")
def data(site):
    return site / "data"


@pytest.fixture(scope="module")
def pakket(data):
    return json.loads((data / PAKKET).read_bytes())


def lees(data, bestand):
    regels = csv.reader(
        io.StringIO((data / bestand["path"]).read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"
    )
    kop, *rijen = regels
    return kop, [dict(zip(kop, rij, strict=True)) for rij in rijen]


def test_the_names_stay_from_date_to_date(register, pakket, data):
    """Every table of the command line is there, under a name without date or variant, and nothing else."""
    namen = {"gaten.csv", "status-wijken.csv", "status-buurten.csv", "organisaties.csv", "initiatieven.csv", "verloop.csv", "meldingen.csv", "werklijst.csv"}  # fmt: skip
    assert {pad.name for pad in data.iterdir()} == {*namen, PAKKET}
    assert {bestand["path"] for bestand in pakket["resources"]} == namen
    assert make_pakket(Bevraging(register, Vraag(date(2030, 1, 1), "raadsbesluit"))).keys() == {*namen, PAKKET}


@pytest.mark.parametrize("soort", NAMEN)
def test_every_column_is_described_and_every_value_is_of_its_type(pakket, data, soort):
    """The columns are those of the file, in order; every value parses, and stands in the list of values if there is one."""
    bestand = next(b for b in pakket["resources"] if b["name"] == NAMEN[soort])
    inhoud = (data / bestand["path"]).read_bytes()
    assert (bestand["bytes"], bestand["hash"]) == (len(inhoud), f"sha256:{hashlib.sha256(inhoud).hexdigest()}")
    kop, rijen = lees(data, bestand)
    velden = bestand["schema"]["fields"]
    assert [veld["name"] for veld in velden] == kop
    assert [veld["description"] for veld in velden[:-1]] == list(kolomuitleg(soort).values())
    assert rijen
    for veld in velden:
        waarden = [rij[veld["name"]] for rij in rijen if rij[veld["name"]]]
        eisen = veld.get("constraints", {})
        assert len(waarden) == len(rijen) or not eisen.get("required"), veld
        assert all(re.fullmatch(VORMEN[veld["type"]], waarde) for waarde in waarden), veld
        assert set(waarden) <= set(eisen.get("enum", waarden)), veld
        assert veld["type"] != "number" or veld["decimalChar"] == ","
    if sleutel := bestand["schema"].get("primaryKey"):
        assert len({tuple(rij[naam] for naam in sleutel) for rij in rijen}) == len(rijen)


def test_codes_refer_to_the_table_of_wijken(pakket, data):
    """A wijkcode in any table is one of `status-wijken.csv`, or empty."""
    per_naam = {bestand["name"]: bestand for bestand in pakket["resources"]}
    codes = {rij["wijkcode"] for rij in lees(data, per_naam["status-wijken"])[1]}
    verwijzend = [naam for naam, bestand in per_naam.items() if bestand["schema"].get("foreignKeys")]
    assert verwijzend == ["gaten", "status-buurten", "initiatieven", "verloop"]
    for naam in verwijzend:
        assert {rij["wijkcode"] for rij in lees(data, per_naam[naam])[1]} <= {*codes, ""}


def test_the_package_says_of_when_it_is_and_whose(pakket, register):
    """Date, variant, fingerprint, licence and sources stand in it."""
    assert (pakket["title"], pakket["peildatum"], pakket["variant"]) == ("Wijkdekking Haarlem, stand van 1 juli 2024", "2024-07-01", "persbericht")  # fmt: skip
    assert pakket["vingerafdruk"] == register.vingerafdruk
    assert [licentie["name"] for licentie in pakket["licenses"]] == ["CC-BY-4.0"]
    assert [bron["over"] for bron in pakket["sources"]] == ["grenzen", "cijfers", "organisaties", "initiatieven", "gebieden"]  # fmt: skip
    assert register.tabellen.gemeente.bronvermelding in pakket["description"]


def test_the_page_links_to_every_table(site, pakket):
    """On the page each stands with its address and what it holds; the page that is sent alone links to none."""
    pagina = (site / INDEX).read_text(encoding="utf-8")
    for bestand in pakket["resources"]:
        assert f'<a href="data/{bestand["path"]}">data/{bestand["path"]}</a>: {bestand["title"]}' in pagina
    assert f'href="data/{PAKKET}"' in pagina
    assert 'href="data/' not in next(pad for pad in site.glob("wijkdekking*.html")).read_text(encoding="utf-8")


def test_a_municipality_that_names_no_source_has_a_package_too(tmp_path):
    """Without sources and licences the lists for them are left out, which the form asks for; a name stays a name."""
    register = read_register(schrijf_map(tmp_path, lambda stad: stad.organisaties[0].update(naam='</script>"; =1+1')))
    inhoud = make_pakket(Bevraging(register, Vraag(DAG)))
    pakket = json.loads(inhoud[PAKKET])
    assert pakket["name"] == los_bestand(register.tabellen.gemeente).removesuffix(".html")
    assert not {"sources", "licenses"} & pakket.keys()


def test_frictionless_finds_nothing_wrong(data):
    """The reference program of the form reads every table and approves of every value, key and reference."""
    frictionless = pytest.importorskip("frictionless", reason="staat in requirements-dev.txt")
    verslag = frictionless.validate(str(data / PAKKET))
    assert verslag.valid, verslag.flatten(["path", "rowNumber", "fieldName", "message"])
    assert len(verslag.tasks) == len(NAMEN)


def test_frictionless_would_find_what_is_wrong(data, tmp_path):
    """A wrong type or a code that refers to nothing in one cell is found: the approval above means something."""
    frictionless = pytest.importorskip("frictionless", reason="staat in requirements-dev.txt")
    for pad in data.iterdir():
        (tmp_path / pad.name).write_bytes(pad.read_bytes().replace(b"WK039212;Ter", b"WK039299;Ter") if pad.name == "gaten.csv" else pad.read_bytes())  # fmt: skip
    fouten = frictionless.validate(os.fspath(tmp_path / PAKKET)).flatten(["type"])
    assert ["foreign-key"] in fouten
