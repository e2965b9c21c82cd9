"""What `publiceer` makes: whole, the same every time, true on every date, and safe whatever the registers hold."""

import hashlib
import json
import re
from bisect import bisect_right
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from click.testing import CliRunner

from analysis.dossier import dossiers
from analysis.nederlands import datum
from analysis.overzicht import gaten, wijkoverzicht
from analysis.verloop import wisselmomenten
from cli import cli
from geo.bestanden import write_folder
from geo.register import read_register
from tests import klein
from tests.verteld import waarde
from ui.fragmenten import dossier_html, gaten_html, tabs_html
from ui.insluiten import bestand, ingesloten
from ui.publicatie import INDEX, LOS, MERK, WAND, Publicatievraag, publicatie
from ui.publicatie_verhaal import verhaal
from ui.tijdlijn import DATUMPLEK

JULI, VANDAAG = date(2024, 7, 1), date(2026, 11, 23)
DAG = timedelta(days=1)
VRAAG = Publicatievraag(VANDAAG, JULI)


def stil(_gedaan, _totaal, _naam):
    """Say nothing."""


def maak(tmp_path, breek=None, vraag=VRAAG):
    """Return the files of a publication of the tiny city."""
    return publicatie(read_register(klein.schrijf_map(tmp_path, breek)), vraag, stil)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return maak(tmp_path_factory.mktemp("klein"))


def test_a_publication_is_a_page_its_downloads_and_a_single_file(files):
    """Every table in four formats, the pages to hand out, the map twice, the registers, and two pages around them."""
    namen = set(files)
    assert {INDEX, WAND, LOS, MERK} < namen
    assert len([naam for naam in namen if naam.endswith((".csv", ".xlsx", ".geojson", ".gpkg"))]) == 14
    assert {naam[-4:] for naam in namen if "stadsblad" in naam or "wijkbladen" in naam} == {".pdf"}
    assert {naam[-4:] for naam in namen if "/kaart-" in naam} == {".svg", ".png"}
    verwezen = set(re.findall(r'href="(downloads/[^"]+)"', files[INDEX].decode()))
    assert verwezen == {naam for naam in namen if naam.startswith("downloads/")}


def test_the_mark_tells_what_it_is_and_sums_every_file(files):
    """A reader can check the date, the fingerprint and the checksum of each file."""
    merk = json.loads(files[MERK])
    assert (merk["gemaakt"], merk["peildatum"], merk["variant"]) == ("2026-11-23", "2024-07-01", "persbericht")
    assert merk["bestanden"].keys() == files.keys() - {MERK}
    for naam, deel in merk["bestanden"].items():
        assert deel == {"bytes": len(files[naam]), "sha256": hashlib.sha256(files[naam]).hexdigest()}


def test_the_same_input_gives_the_same_bytes(files, tmp_path):
    """Made twice of the same registers on the same day, no byte differs."""
    assert maak(tmp_path) == files


def test_the_page_loads_nothing(files):
    """Nothing on the page or on the map inside it is fetched: no address but those of links to follow."""
    for naam in (INDEX, WAND, LOS):
        pagina = files[naam].decode()
        zonder_links = re.sub(r'<a [^>]*href="[^"]*"', "", pagina)
        assert not re.search(r"<(script|img|iframe|object|embed|link)[^>]+(src|href)=(?!\"data:)", zonder_links)
        kaart = json.loads(re.search(r'id="wd-gegevens">(.*?)</script>', pagina, re.DOTALL)[1])["kaart"]
        assert not re.search(r"<(script|img|iframe|link)[^>]+(src|href)=", kaart)
        assert "@import" not in kaart
        assert not re.search(r"url\((?!#)", kaart)


@pytest.mark.parametrize("variant", ["persbericht", "raadsbesluit"])
def test_the_lists_are_right_on_every_day(register, variant):
    """On every change date, the day before and one in between, gap list and dossiers are those of Python on that day."""
    lijn = verhaal(register.tabellen, variant, stil)
    momenten = wisselmomenten(register.tabellen, variant)
    midden = [een + (ander - een) / 2 for een, ander in pairwise(momenten)]
    for dag in sorted({*momenten[::6], *(moment - DAG for moment in momenten[-9:]), *midden[1::6]}):
        k = bisect_right(lijn["momenten"], dag.isoformat())
        nu = {veld: waarde(waarden, k) for veld, waarden in lijn["velden"].items()}
        lijst = gaten(wijkoverzicht(register.tabellen, dag, variant))
        assert nu.pop("stad.lijst") == gaten_html(lijst, None, None, verwijzend=True)
        assert nu.pop("stad.tabs") == tabs_html(len(lijst), "")
        alles = dossiers(register.tabellen, dag, variant)
        assert nu.keys() == {f"wijk.{code}" for code in alles}
        for code, dossier in alles.items():
            assert nu[f"wijk.{code}"].replace(DATUMPLEK, datum(dag), 1) == dossier_html(dossier, datum(dag)), (
                dag,
                code,
            )


def test_it_tells_how_far_it_is(tmp_path):
    """Before each situation the caller hears its number, how many there are, and the date in words."""
    gehoord = []
    register = read_register(klein.schrijf_map(tmp_path))
    publicatie(register, VRAAG, lambda *wat: gehoord.append(wat))
    aantal = len(wisselmomenten(register.tabellen)) + 1
    assert [wat[:2] for wat in gehoord] == [(nummer, aantal) for nummer in range(aantal)]
    assert gehoord[-1][2] == datum(wisselmomenten(register.tabellen)[-1])


GEMEEN = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{datum}\"'&"


def test_nothing_in_the_registers_ends_a_script_or_an_attribute(tmp_path, files):
    """Names with markup stand there as text: no script, element or attribute is there that was not before."""

    def breek(inhoud):
        for rij in (*inhoud.organisaties, *inhoud.initiatieven):
            rij.update(naam=GEMEEN, bron='javascript:alert(3)" onclick="x')
        for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
            for veld in {"wijknaam", "buurtnaam"} & vlak["properties"].keys():
                vlak["properties"][veld] = GEMEEN

    vraag = VRAAG._replace(contact=GEMEEN)
    kwaad, gewoon = Elementen(maak(tmp_path, breek, vraag)[INDEX]), Elementen(files[INDEX])
    assert kwaad.soorten == gewoon.soorten
    assert "img" not in kwaad.soorten
    assert not [naam for naam in kwaad.kenmerken if naam.startswith("on") or naam == "src"]
    assert not [adres for adres in kwaad.adressen if adres.startswith("javascript:")]
    assert any(GEMEEN in tekst for tekst in kwaad.koppen)  # as text, braces and all


class Elementen(HTMLParser):
    """The elements, attributes, addresses and headings of a page as a browser would find them."""

    def __init__(self, pagina):
        super().__init__()
        self.soorten, self.kenmerken, self.adressen, self.koppen, self.nu = set(), set(), set(), [], ""
        self.feed(pagina.decode())

    def handle_starttag(self, tag, attrs):
        self.soorten.add(tag)
        self.kenmerken |= {naam for naam, _ in attrs}
        self.adressen |= {waarde for naam, waarde in attrs if naam == "href"}
        self.nu = tag

    def handle_data(self, data):
        if self.nu == "h2":
            self.koppen.append(data)


def test_contact_is_a_link_only_when_it_is_an_address(tmp_path):
    """An address of a page becomes a link; without contact the page says where else to go."""
    for nummer, (contact, verwacht) in enumerate(
        {
            "https://haarlem.nl/contact": 'Meld het: <a href="https://haarlem.nl/contact">https://haarlem.nl/contact</a>.',
            "": "Meld het bij wie deze pagina aanbiedt.",
        }.items()
    ):
        (tmp_path / str(nummer)).mkdir()
        assert verwacht in maak(tmp_path / str(nummer), vraag=VRAAG._replace(contact=contact))[INDEX].decode()


def test_without_gaps_there_is_no_page_per_wijk(tmp_path):
    """When every wijk has a platform the list says so, and no empty file is offered."""

    def breek(inhoud):
        inhoud.organisaties[:] = [klein.platform(f"platform-{code.lower()}", code) for code in (klein.W1, klein.W2, klein.W3, klein.W4)]  # fmt: skip

    uit = maak(tmp_path, breek)
    pagina = uit[INDEX].decode()
    assert "Geen enkele wijk heeft inwoners zonder wijkplatform." in pagina
    assert not [naam for naam in uit if "wijkbladen" in naam]
    assert "Een blad per wijk" not in pagina


def test_a_file_that_would_end_its_script_is_refused(tmp_path, monkeypatch):
    """A browser file that holds the end of a script cannot stand inside one: the maker hears it, not the reader."""
    (tmp_path / "stuk.js").write_text('let tekst = "</script>";', encoding="utf-8")
    monkeypatch.setattr("ui.insluiten._STATISCH", tmp_path)
    with pytest.raises(ValueError, match=r"stuk\.js"):
        bestand("stuk.js")


def test_files_are_put_inside_where_they_were_named():
    """A page that loads the files of `static/` holds them instead, with their licence."""
    uit = ingesloten('<script src="s/markercluster/leaflet.markercluster.js?v=1"></script>', "s")
    assert uit.startswith("<script>/*\n")
    assert "Copyright 2012 David Leaver" in uit


# --- a folder is there entirely or not at all ---


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    """New files stand there, old ones are gone, and nothing else is left beside it."""
    doel = tmp_path / "site"
    write_folder(doel, {"a.txt": b"1", "diep/b.txt": b"2"})
    write_folder(doel, {"c.txt": b"3"})
    assert {pad.name: pad.read_bytes() for pad in doel.iterdir()} == {"c.txt": b"3"}
    assert list(tmp_path.iterdir()) == [doel]


def test_a_write_that_fails_leaves_the_old_folder(tmp_path):
    """When a file cannot be written half-way, the old files are there as before, and no half folder beside them."""
    doel = tmp_path / "site"
    write_folder(doel, {"a.txt": b"1"})
    with pytest.raises(OSError, match="File name too long"):
        write_folder(doel, {"a.txt": b"2", "x" * 300: b"3"})
    assert (doel / "a.txt").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [doel]


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path, monkeypatch):
    """When the new folder cannot take the place of the old, the old one returns to it."""
    doel = tmp_path / "site"
    write_folder(doel, {"a.txt": b"1"})
    echt = type(doel).rename

    def hapert(pad, naar):
        if pad.name == "nieuw":
            raise OSError("vol")
        return echt(pad, naar)

    monkeypatch.setattr(type(doel), "rename", hapert)
    with pytest.raises(OSError, match="vol"):
        write_folder(doel, {"a.txt": b"2"})
    assert (doel / "a.txt").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [doel]


def test_an_old_folder_that_cannot_return_is_kept(tmp_path, monkeypatch):
    """When neither the new nor the old folder can take its place, the old files are still there, beside it."""
    doel = tmp_path / "site"
    write_folder(doel, {"a.txt": b"1"})
    echt = type(doel).rename

    def hapert(pad, naar):
        if pad.name in {"nieuw", "oud"}:
            raise OSError("vol")
        return echt(pad, naar)

    monkeypatch.setattr(type(doel), "rename", hapert)
    with pytest.raises(OSError, match="vol"):
        write_folder(doel, {"a.txt": b"2"})
    assert [pad.read_bytes() for pad in tmp_path.rglob("oud/a.txt")] == [b"1"]


# --- on the command line ---


def draai(*argumenten):
    return CliRunner().invoke(cli, ["publiceer", *map(str, argumenten)])


def test_publiceer_writes_the_folder_and_says_so(tmp_path):
    """The sentence tells how many files, of when, and where to begin; doing it again replaces them."""
    data = tmp_path / "data"
    data.mkdir()
    klein.schrijf_map(data)
    for _ in range(2):
        uit = draai("--data", data, "--peildatum", "2024-07-01", "--uit", tmp_path / "site")
        assert uit.exit_code == 0, uit.output
        assert re.search(
            r"Geschreven: 22 bestanden, peildatum 1 juli 2024, .* kB als een server haar inpakt\.", uit.output
        )
    assert len([pad for pad in (tmp_path / "site").rglob("*") if pad.is_file()]) == 22


@pytest.mark.parametrize("soort", ["vreemd", "naamgenoot", "bestand", "wees"])
def test_publiceer_refuses_what_is_not_its_own(tmp_path, soort):
    """A folder with other files, a file, or a place that is not there: a Dutch reason, and nothing changes."""
    doel = tmp_path / "iets"
    if soort == "vreemd":
        doel.mkdir()
        (doel / "brief.txt").write_text("niet van ons", encoding="utf-8")
    elif soort == "naamgenoot":
        doel.mkdir()
        (doel / MERK).write_text("[1]", encoding="utf-8")
    elif soort == "bestand":
        doel.write_text("niet van ons", encoding="utf-8")
    else:
        doel = tmp_path / "nergens" / "site"
    voor = sorted(tmp_path.rglob("*"))
    uit = draai("--uit", doel)
    assert uit.exit_code == 1
    assert "niet door publiceer is gemaakt" in uit.output or "Maak die eerst" in uit.output
    assert sorted(tmp_path.rglob("*")) == voor


def test_a_file_beside_a_publication_is_not_lost(tmp_path):
    """Who put a file of their own in the folder hears so, and keeps it and the earlier publication."""
    data, site = tmp_path / "data", tmp_path / "site"
    data.mkdir()
    klein.schrijf_map(data)
    assert draai("--data", data, "--uit", site).exit_code == 0
    (site / "CNAME").write_text("wijken.example", encoding="utf-8")
    uit = draai("--data", data, "--uit", site)
    assert uit.exit_code == 1
    assert "niet door publiceer is gemaakt" in uit.output
    assert (site / "CNAME").is_file()


def test_publiceer_with_wrong_registers_writes_nothing(tmp_path):
    """Wrong registers: every problem in Dutch, and an earlier publication stays as it is."""
    data, site = tmp_path / "data", tmp_path / "site"
    data.mkdir()
    klein.schrijf_map(data)
    assert draai("--data", data, "--uit", site).exit_code == 0
    eerder = {pad: pad.read_bytes() for pad in site.rglob("*") if pad.is_file()}
    klein.schrijf_map(data, lambda inhoud: inhoud.organisaties[0].update(soort="vereniging"))
    uit = draai("--data", data, "--uit", site)
    assert uit.exit_code == 1
    assert "organisaties.csv" in uit.output
    assert {pad: pad.read_bytes() for pad in site.rglob("*") if pad.is_file()} == eerder


@pytest.mark.parametrize("dag", ["0001-01-01", "9999-12-31"])
def test_publiceer_takes_any_date(tmp_path, dag):
    """The first and the last day that there are make a publication like any other."""
    data = tmp_path / "data"
    data.mkdir()
    klein.schrijf_map(data)
    uit = draai("--data", data, "--peildatum", dag, "--uit", tmp_path / "site")
    assert uit.exit_code == 0, uit.output
    assert (tmp_path / "site" / INDEX).is_file()
