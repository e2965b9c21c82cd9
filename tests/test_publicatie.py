"""What `publiceer` makes: whole, the same every time, true on every date, and safe whatever the registers hold."""

import hashlib
import json
import re
import shutil
from bisect import bisect_right
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.wijklijst import wijklijst
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.vraag import Vraag
from cli import cli
from publicatie.insluiten import bestand, ingesloten
from publicatie.merk import lees_merk
from publicatie.pagina import INDEX, MERK, WAND, meldadres, publicatie
from publicatie.verhaal import verhaal
from register.bevraging import Bevraging
from register.register import read_register
from tests import klein
from tests.lezers import staat_er
from tests.verteld import waarde
from uitvoer.bestandsnaam import los_bestand
from web.fragmenten import dossier_html, lijst_html
from web.situatie import DATUMPLEK
from web.tijdlijn import door_de_tijd

JULI, VANDAAG = date(2024, 7, 1), date(2026, 11, 23)
DAG = timedelta(days=1)
LOS = los_bestand(klein.GEMEENTE)


def stil(_gedaan, _totaal, _naam):
    """Say nothing."""


def maak(tmp_path, breek=None, contact=""):
    """Return the files of a publication of the tiny city."""
    register = read_register(klein.schrijf_map(tmp_path, breek))
    return publicatie(Bevraging(register, Vraag(JULI)), VANDAAG, stil, contact)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return maak(tmp_path_factory.mktemp("klein"))


def test_a_publication_is_a_page_its_downloads_and_a_single_file(files):
    """Tables in four formats and under names that stay, sheets, the map twice, the registers, and pages around them."""
    namen = set(files)
    assert {INDEX, WAND, LOS, MERK} < namen
    assert len([naam for naam in namen if naam.endswith((".csv", ".xlsx", ".geojson", ".gpkg"))]) == 22
    assert {naam[-4:] for naam in namen if "stadsblad" in naam or "wijkbladen" in naam} == {".pdf"}
    assert {naam[-4:] for naam in namen if "/kaart-" in naam} == {".svg", ".png"}
    verwezen = set(re.findall(r'href="(downloads/[^"]+)"', files[INDEX].decode()))
    assert verwezen == {naam for naam in namen if naam.startswith("downloads/")}


def test_the_mark_tells_what_it_is_and_sums_every_file(files):
    """A reader can check the date, the fingerprint and the checksum of each file."""
    merk = json.loads(files[MERK])
    assert (merk["gemaakt"], merk["peildatum"], merk["variant"]) == ("2026-11-23", "2024-07-01", "persbericht")
    assert lees_merk(files[MERK]).heel
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
    lijn = verhaal(door_de_tijd(register.tabellen, variant), stil)
    momenten = wisselmomenten(register.tabellen, variant)
    midden = [een + (ander - een) / 2 for een, ander in pairwise(momenten)]
    for dag in sorted({*momenten[::6], *(moment - DAG for moment in momenten[-9:]), *midden[1::6]}):
        k = bisect_right(lijn["momenten"], dag.isoformat())
        nu = {veld: waarde(waarden, k) for veld, waarden in lijn["velden"].items()}
        stand = Stand(register.tabellen, dag, variant)
        assert nu.pop("stad.lijst") == lijst_html(wijklijst(stand), None, verwijzend=True)
        alles = dossiers(stand)
        assert nu.keys() == {f"wijk.{code}" for code in alles}
        for code, dossier in alles.items():
            assert nu[f"wijk.{code}"].replace(DATUMPLEK, datum(dag), 1) == dossier_html(dossier, datum(dag)), (
                dag,
                code,
            )


def test_no_date_on_the_page_is_written_for_computers(site):
    """What people read, on the page and in the lists that its timeline shows, has dates as `1 juli 2024`."""
    for naam in (INDEX, WAND):
        pagina = (site / naam).read_text(encoding="utf-8")
        gegevens = json.loads(re.search(r'id="wd-gegevens">(.*?)</script>', pagina, re.DOTALL)[1])
        velden = gegevens["verhaal"]["velden"].values()
        stukken = [tekst for veld in velden for tekst in ([veld] if isinstance(veld, str) else veld[0])]
        kaal = re.sub(r"<(script|style).*?</\1>", "", pagina, flags=re.DOTALL)
        tekst = " ".join(re.sub("<[^>]*>", " ", stuk) for stuk in [kaal, *stukken] if isinstance(stuk, str))
        assert len(tekst) > 4_000
        assert re.findall(r".{30}\b(?:19|20)\d\d-[01]\d\b.{9}", tekst) == []


def test_it_tells_how_far_it_is(tmp_path):
    """Before each situation the caller hears its number, how many there are, and the date in words."""
    gehoord = []
    register = read_register(klein.schrijf_map(tmp_path))
    publicatie(Bevraging(register, Vraag(JULI)), VANDAAG, lambda *wat: gehoord.append(wat))
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

    kwaad, gewoon = Elementen(maak(tmp_path, breek, GEMEEN)[INDEX]), Elementen(files[INDEX])
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


@pytest.mark.parametrize(
    ("contact", "adres"),
    [
        ("https://haarlem.nl/contact", "https://haarlem.nl/contact"),
        ("HTTPS://Haarlem.nl", "HTTPS://Haarlem.nl"),
        (" www.haarlem.nl/meld ", "https://www.haarlem.nl/meld"),
        ("wijken@haarlem.nl", "mailto:wijken@haarlem.nl"),
        ("team.wijken+kaart@post.haarlem.nl", "mailto:team.wijken+kaart@post.haarlem.nl"),
        ("a?bcc=b@haarlem.nl", "mailto:a%3Fbcc%3Db@haarlem.nl"),
        ("100%@haarlem.nl", "mailto:100%25@haarlem.nl"),
        ("bel 14 023", None),
        ("mail wijken@haarlem.nl", None),
        ("wijken@haarlem", None),
        ("a@b@haarlem.nl", None),
        ("https://haarlem.nl of bel 14 023", None),
        ("javascript:alert(1)@haarlem.nl", None),
        ("https://", None),
    ],
)
def test_contact_is_a_link_only_when_it_is_an_address(contact, adres):
    """An address of a page or of mail becomes a link that works and holds no more than that; other text stays text."""
    assert meldadres(contact) == (adres or "")


def test_contact_stands_on_the_page(tmp_path):
    """The page links to the address, or shows the text, and without contact it says where else to go."""
    for nummer, (contact, verwacht) in enumerate(
        {
            "wijken@haarlem.nl": 'Meld het: <a href="mailto:wijken@haarlem.nl">wijken@haarlem.nl</a>.',
            "bel 14 <023>": "Meld het: bel 14 &lt;023&gt;.",
            "": "Meld het bij wie deze pagina aanbiedt.",
        }.items()
    ):
        (tmp_path / str(nummer)).mkdir()
        assert verwacht in maak(tmp_path / str(nummer), contact=contact)[INDEX].decode()


def test_without_gaps_there_is_no_page_per_wijk(tmp_path):
    """When every wijk has a platform the answer says so, and no empty file is offered."""

    def breek(inhoud):
        inhoud.organisaties[:] = [klein.platform(f"platform-{code.lower()}", code) for code in (klein.W1, klein.W2, klein.W3, klein.W4)]  # fmt: skip

    uit = maak(tmp_path, breek)
    pagina = uit[INDEX].decode()
    assert "hebben voor zover bekend alle 4 wijken overal een wijkplatform." in pagina
    assert not [naam for naam in uit if "wijkbladen" in naam]
    assert "Een blad per wijk" not in pagina


def test_a_file_that_would_end_its_script_is_refused(tmp_path, monkeypatch):
    """A browser file that holds the end of a script cannot stand inside one: the maker hears it, not the reader."""
    (tmp_path / "stuk.js").write_text('let tekst = "</script>";', encoding="utf-8")
    monkeypatch.setattr("publicatie.insluiten._STATISCH", tmp_path)
    with pytest.raises(ValueError, match=r"stuk\.js"):
        bestand("stuk.js")


def test_files_are_put_inside_where_they_were_named():
    """A page that loads the files of `static/` holds them instead, with their licence."""
    uit = ingesloten('<script src="s/markercluster/leaflet.markercluster.js?v=1"></script>', "s")
    assert uit.startswith("<script>/*\n")
    assert "Copyright 2012 David Leaver" in uit


# --- on the command line ---


def draai(*argumenten):
    return CliRunner().invoke(cli, ["publiceer", *map(str, argumenten)])


def test_publiceer_writes_the_folder_and_says_so(tmp_path):
    """The sentence tells how many files, of when, and where to begin; doing it again replaces them."""
    data = tmp_path / "data"
    data.mkdir()
    klein.schrijf_map(data)
    for _ in range(2):
        uit = draai("--data", data, "--peildatum", "2024-07-01", "--output", tmp_path / "site")
        assert uit.exit_code == 0, uit.output
        assert re.search(
            r"Geschreven: 31 bestanden, peildatum 1 juli 2024, .* kB als een server haar inpakt\.", uit.output
        )
    assert len([pad for pad in (tmp_path / "site").rglob("*") if pad.is_file()]) == 31


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
    uit = draai("--output", doel)
    assert uit.exit_code == 1
    zin = {"wees": "Maak die eerst", "bestand": "hier staat een bestand, geen map"}
    assert zin.get(soort, "niet door publiceer is gemaakt") in uit.output
    assert sorted(tmp_path.rglob("*")) == voor


@pytest.fixture(scope="module")
def eerdere(tmp_path_factory):
    """A data folder, and a publication of it, to copy."""
    plek = tmp_path_factory.mktemp("eerder")
    (plek / "data").mkdir()
    klein.schrijf_map(plek / "data")
    assert draai("--data", plek / "data", "--peildatum", "2024-07-01", "--output", plek / "site").exit_code == 0
    return plek


@pytest.fixture
def site(eerdere, tmp_path):
    """A copy of the publication, to change."""
    return Path(shutil.copytree(eerdere / "site", tmp_path / "site"))


def snel(monkeypatch, files):
    """What is published is not the question: give it at once."""
    monkeypatch.setattr("terminal.publiceer.publicatie", lambda *_: files)


@pytest.mark.parametrize(
    "bestand_", ["index.html", "presentatie.html", "publicatie.json", "downloads/organisaties.csv"]
)
@pytest.mark.parametrize("hoe", ["erbij", "leeg", "link"])
def test_a_file_that_was_changed_by_hand_is_not_lost(eerdere, site, monkeypatch, files, bestand_, hoe):
    """Who changed a file of a publication hears which one, and keeps it; it is replaced only when that is asked for."""
    pad = site / bestand_
    if hoe == "erbij":
        pad.write_bytes(pad.read_bytes() + b" ")
    elif hoe == "leeg":
        pad.write_bytes(b"")
    else:
        pad.rename(site.parent / "elders")
        pad.symlink_to(site.parent / "elders")
    snel(monkeypatch, files)
    voor = staat_er(site)
    uit = draai("--data", eerdere / "data", "--output", site)
    assert uit.exit_code == 1
    assert staat_er(site) == voor
    if bestand_ == MERK and hoe != "erbij":  # without its mark it is no publication any more
        assert "niet door publiceer is gemaakt" in uit.output
        return
    assert f"na het publiceren is hier gewijzigd: {bestand_}. " in uit.output
    assert draai("--data", eerdere / "data", "--output", site, "--overschrijf").exit_code == 0
    assert {naam: (site / naam).read_bytes() for naam in files} == files
    assert not pad.is_symlink()


def test_a_value_changed_in_the_mark_counts_as_changed(eerdere, site):
    """The mark sums itself: another date in it is seen, and that of the first edition, without that sum, is accepted."""
    merk = (site / MERK).read_bytes()
    (site / MERK).write_bytes(merk.replace(b"2024-07-01", b"2024-07-02", 1))
    uit = draai("--data", eerdere / "data", "--output", site)
    assert (uit.exit_code, "hier gewijzigd: publicatie.json" in uit.output) == (1, True)
    eerste = json.loads(merk)
    del eerste["som"]
    assert lees_merk((json.dumps(eerste, ensure_ascii=False, indent=1) + "\n").encode()).heel


@pytest.mark.parametrize("wat", ["bestand", "link naar een map", "diep"])
def test_what_others_put_in_a_publication_is_never_lost(eerdere, site, wat):
    """A file or link of somebody else is named and kept, also when overwriting was asked for."""
    (site.parent / "ver").mkdir()
    if wat == "diep":
        (site / "eigen").mkdir()
    naam = {"bestand": "CNAME", "link naar een map": "ver", "diep": "eigen/brief.txt"}[wat]
    if wat == "link naar een map":
        (site / naam).symlink_to(site.parent / "ver")
    else:
        (site / naam).write_bytes(b"x")
    voor = staat_er(site)
    uit = draai("--data", eerdere / "data", "--output", site, "--overschrijf")
    assert uit.exit_code == 1
    assert f"niet door publiceer is gemaakt: {naam}. " in uit.output
    assert staat_er(site) == voor


def test_a_change_during_the_work_is_not_lost(eerdere, site, monkeypatch, files):
    """Somebody who changes a file while the publication is made keeps it as well."""

    def intussen(*_):
        (site / INDEX).write_text("nieuw", encoding="utf-8")
        return files

    monkeypatch.setattr("terminal.publiceer.publicatie", intussen)
    uit = draai("--data", eerdere / "data", "--output", site)
    assert (uit.exit_code, (site / INDEX).read_text(encoding="utf-8")) == (1, "nieuw")
    assert [pad.name for pad in site.parent.iterdir()] == ["site"]


def test_where_one_may_not_write_is_said_before_the_work(eerdere, site, monkeypatch):
    """A folder that is not ours is refused with the reason and what to do, before anything is read or made."""
    monkeypatch.setattr("systeem.map.os.access", lambda *_: False)
    monkeypatch.setattr("terminal.gegevens.register_van", lambda _map: pytest.fail("it read"))
    uit = draai("--data", eerdere / "data", "--output", site)
    assert uit.exit_code == 1
    assert "u mag hier niet schrijven. Geef een map waarin u mag schrijven" in uit.output


def test_a_folder_that_one_stands_in_stays(eerdere, site, monkeypatch, files):
    """`--output .` fills the folder that one stands in, and it is the same afterwards."""
    nummer = site.stat().st_ino
    monkeypatch.chdir(site)
    snel(monkeypatch, files | {MERK: b"{}"})
    uit = draai("--data", eerdere / "data", "--output", ".")
    assert uit.exit_code == 0, uit.output
    assert (Path.cwd().stat().st_ino, Path(MERK).read_bytes()) == (nummer, b"{}")


def test_a_run_that_died_in_a_mounted_folder_is_no_change_by_hand(eerdere, site, monkeypatch, files):
    """When a run is cut off between two files, the next one knows the old and the new of both as its own."""
    monkeypatch.chdir(site)
    ander = {f"downloads/nieuw-{n}.csv": b"x" for n in range(3)} | {INDEX: b"nieuw", MERK: b"later"}
    echt, gedaan, grens = Path.replace, [], []

    class Afgebroken(BaseException):
        """As if the power failed: nothing is put back."""

    def replace(pad, naar):
        echt(pad, naar)
        gedaan.append(naar)
        if len(gedaan) == grens[-1]:
            monkeypatch.setattr(Path, "replace", echt)
            raise Afgebroken

    snel(monkeypatch, ander)
    monkeypatch.setattr("systeem.map.zet_samen", lambda paren: [pad.replace(naar) for pad, naar in paren])
    for nummer in range(1, 5):
        gedaan.clear()
        grens.append(nummer)
        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(Afgebroken):
            CliRunner().invoke(cli, ["publiceer", "--data", str(eerdere / "data"), "--output", "."])
    snel(monkeypatch, files)
    uit = draai("--data", eerdere / "data", "--output", ".")
    assert uit.exit_code == 0, uit.output
    assert {pad.relative_to(site).as_posix() for pad in site.rglob("*") if pad.is_file()} == set(files)


@pytest.mark.parametrize("doel", ["data", ".", "..", "link", "data/organisaties.csv"])
def test_a_publication_never_takes_the_place_of_registers(eerdere, tmp_path, monkeypatch, doel):
    """The data folder, one above it, or one of its files as a target is wrong usage; a folder within it is not."""
    shutil.copytree(eerdere / "data", tmp_path / "data")
    (tmp_path / "link").symlink_to("data")
    monkeypatch.chdir(tmp_path)
    voor = staat_er(tmp_path)
    uit = draai("--data", "data", "--output", doel)
    assert uit.exit_code == 2
    assert "daaruit wordt gelezen" in uit.output
    assert staat_er(tmp_path) == voor


def test_a_publication_may_stand_within_a_data_folder(eerdere, tmp_path, monkeypatch, files):
    """A folder of its own beside the registers costs none of them."""
    data = Path(shutil.copytree(eerdere / "data", tmp_path / "data"))
    snel(monkeypatch, files)
    assert draai("--data", data, "--output", data / "site").exit_code == 0
    assert read_register(data)


@pytest.mark.parametrize(
    ("opties", "code"),
    [
        (["--output", "lus"], 2),
        (["--output", "lus/site"], 2),
        (["--output", "a\0b"], 2),
        (["--output", "half\ud800"], 2),
        (["--output", "x" * 300], 1),
        (["--output", "x/" * 3000], 1),
        (["--output", "site", "--contact", "caf\udce9"], 2),
        (["--output", "site", "--contact", "half \ud800"], 2),
    ],
)
def test_odd_paths_and_texts_are_told_in_dutch(eerdere, tmp_path, monkeypatch, opties, code):
    """A link to itself, bytes that are no text, a path without an end: a message, no traceback, nothing written."""
    (tmp_path / "lus").symlink_to("lus")
    monkeypatch.chdir(tmp_path)
    uit = draai("--data", eerdere / "data", *opties)
    assert uit.exit_code == code
    assert isinstance(uit.exception, SystemExit)
    assert [pad.name for pad in tmp_path.iterdir()] == ["lus"]


def test_a_file_beside_a_publication_is_not_lost(tmp_path):
    """Who put a file of their own in the folder hears so, and keeps it and the earlier publication."""
    data, site = tmp_path / "data", tmp_path / "site"
    data.mkdir()
    klein.schrijf_map(data)
    assert draai("--data", data, "--output", site).exit_code == 0
    (site / "CNAME").write_text("wijken.example", encoding="utf-8")
    uit = draai("--data", data, "--output", site)
    assert uit.exit_code == 1
    assert "niet door publiceer is gemaakt" in uit.output
    assert (site / "CNAME").is_file()


def test_publiceer_with_wrong_registers_writes_nothing(tmp_path):
    """Wrong registers: every problem in Dutch, and an earlier publication stays as it is."""
    data, site = tmp_path / "data", tmp_path / "site"
    data.mkdir()
    klein.schrijf_map(data)
    assert draai("--data", data, "--output", site).exit_code == 0
    eerder = {pad: pad.read_bytes() for pad in site.rglob("*") if pad.is_file()}
    klein.schrijf_map(data, lambda inhoud: inhoud.organisaties[0].update(soort="vereniging"))
    uit = draai("--data", data, "--output", site)
    assert uit.exit_code == 1
    assert "organisaties.csv" in uit.output
    assert {pad: pad.read_bytes() for pad in site.rglob("*") if pad.is_file()} == eerder


@pytest.mark.parametrize("dag", ["1900-01-01", "2100-12-31"])
def test_publiceer_takes_any_date(tmp_path, dag):
    """The first and the last day that can be asked for make a publication like any other."""
    data = tmp_path / "data"
    data.mkdir()
    klein.schrijf_map(data)
    uit = draai("--data", data, "--peildatum", dag, "--output", tmp_path / "site")
    assert uit.exit_code == 0, uit.output
    assert (tmp_path / "site" / INDEX).is_file()
