"""The register from a terminal: what scripts rely on, on both engines. And every answer as it was known then."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli
import register.opslag.opslag
from register.adres import KAART, LOKAAL, OMGEVING, vind_adres
from register.opslag.inhoud import ORGANISATIE
from register.register import REGISTERS
from tests.databases import begonnen, over
from tests.echt import DATA
from tests.klein import W1, platform, wijkraad
from tests.lezers import ENGELS_VAN_CLICK

RAAD = "wijkraad-een"


def draai(*argumenten):
    """Run in this process; a traceback fails the test."""
    uitkomst = CliRunner().invoke(cli.cli, [str(argument) for argument in argumenten])
    if uitkomst.exception is not None and not isinstance(uitkomst.exception, SystemExit):
        raise uitkomst.exception
    assert not ENGELS_VAN_CLICK.search(uitkomst.output)
    return uitkomst


def register_(plek, opdracht, *opties, reden="Nagevraagd"):
    """Run a command of `register` on a place; what saves gets a reason."""
    waarom = ("--reden", reden) if reden else ()
    return draai("register", *opdracht.split(), *opties, *waarom, "--data", plek)


def antwoord(uitkomst, code=0):
    """What a save answers to a script."""
    assert uitkomst.exit_code == code, uitkomst.output
    return json.loads(uitkomst.stdout)


def zet(velden):
    return [deel for naam, waarde in velden.items() for deel in ("--zet", f"{naam}={waarde}")]


def naam_van(plek, id_=RAAD):
    return vind_adres(str(plek)).opslag.lees()[1].rij(ORGANISATIE, id_)["naam"]


def test_a_script_keeps_the_register(plek, tmp_path):
    """New, changed, seen, ended, undone, told, exported and checked: each answers with its number, from the first on."""
    nieuw = zet(wijkraad("wijkraad-drie", "BU03920301"))
    assert antwoord(register_(plek, "nieuw organisatie", *nieuw, "--json")) == {"nummer": 2, "uitkomst": "bewaard"}
    wijzig = register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=Nieuw = beter", "--versie", 2, "--json")
    assert antwoord(wijzig)["nummer"] == 3
    assert naam_van(plek) == "Nieuw = beter"
    gezien = register_(plek, f"waarneming {RAAD}", "--datum", "2026-10", "--bron", "gebeld", "--json")
    assert antwoord(gezien)["nummer"] == 4
    einde = register_(plek, f"beeindig organisatie {RAAD}", "--per", "2026-11-01", "--bron", "brief", "--json")
    assert antwoord(einde)["nummer"] == 5
    assert antwoord(register_(plek, "draai-terug 5", "--json")) == {"nummer": 6, "uitkomst": "bewaard"}
    weg = register_(plek, "beeindig organisatie wijkraad-drie", "--nooit-juist", "--json")
    assert antwoord(weg)["nummer"] == 7
    uit = tmp_path / "uit"
    assert draai("register", "uitvoer", "--data", plek, "--output", uit).exit_code == 0
    assert sorted(pad.name for pad in uit.iterdir()) == sorted(REGISTERS)
    assert "Nieuw = beter,actief,,,2026-10," in (uit / "organisaties.csv").read_text(encoding="utf-8")
    controle = draai("register", "controle", "--data", plek)
    assert (controle.exit_code, controle.stdout) == (
        0,
        "7 wijzigingen, 0 breuken in de keten. Het register is heel en breekt geen regel.\n",
    )


def test_the_log_for_a_script(plek):
    """A list of changes, the last first, with number, moment in Amsterdam, who, kind, why, source and rows."""
    register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=B", "--bron", "brief", reden="Andere naam")
    laatste, eerste = antwoord(draai("register", "logboek", "--json", "--data", plek))
    assert {naam: laatste[naam] for naam in ("nummer", "soort", "waarom", "bron", "via", "terug_van")} == {
        "nummer": 2,
        "soort": "gewijzigd",
        "waarom": "Andere naam",
        "bron": "brief",
        "via": "terminal",
        "terug_van": None,
    }
    assert laatste["rows"] == [
        {"soort": "organisatie", "id": RAAD, "voor": {"naam": "Naam wijkraad-een"}, "na": {"naam": "B"}}
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00", laatste["tijdstip"])
    assert laatste["wie"]
    assert (eerste["nummer"], eerste["soort"]) == (1, "begin")
    verteld = draai("register", "logboek", "--data", plek).stdout
    assert (
        "gewijzigd. Andere naam. Bron: brief.\n   organisatie wijkraad-een: naam “Naam wijkraad-een” → “B”" in verteld
    )


def test_a_rule_refuses_with_1_and_saves_nothing(plek):
    """What breaks a rule of the data is told as everywhere; a register that had not begun has not begun."""
    dubbel = zet(platform("platform-dubbel", W1, van="2024-03"))
    uitkomst = register_(plek, "nieuw organisatie", *dubbel)
    assert uitkomst.exit_code == 1
    assert "deelt Buurt 101, Buurt 102 op hetzelfde moment met platform-een" in uitkomst.stderr
    assert uitkomst.stderr.startswith(f"{plek}: organisaties.csv, regel ")  # a file of the register, not of a folder
    assert not vind_adres(str(plek)).opslag.is_begonnen()


def test_a_conflict_ends_with_3(plek):
    """Who saves on a version that is no longer so gets both values, for people and for scripts."""
    register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=Eerste")
    tweede = register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=Tweede", "--versie", 1, "--json")
    assert antwoord(tweede, 3)["botsingen"] == [
        {
            "soort": "organisatie",
            "id": RAAD,
            "veld": "naam",
            "toen": "Naam wijkraad-een",
            "nu": "Eerste",
            "voorstel": "Tweede",
        }
    ]
    assert "is nu “Eerste”, u wilt “Tweede”" in tweede.stderr
    assert naam_van(plek) == "Eerste"
    register_(plek, "draai-terug 2")
    nog_eens = register_(plek, "draai-terug 2")
    assert (nog_eens.exit_code, nog_eens.stderr.count("daarna opnieuw veranderd")) == (3, 1)


@pytest.mark.parametrize(
    ("opdracht", "zin"),
    [
        ("wijzig organisatie niemand --zet naam=x", "“niemand” staat niet in het register"),
        (f"wijzig organisatie {RAAD} --zet kleur=rood", "Veld “kleur” bestaat niet"),
        (f"wijzig organisatie {RAAD} --zet rood", "“rood” is geen veld=waarde"),
        (f"wijzig organisatie {RAAD}", "de optie --zet ontbreekt"),
        (f"wijzig wijk {RAAD} --zet naam=x", "“wijk” bestaat niet. Kies uit: organisatie, initiatief."),
        (f"wijzig organisatie {RAAD} --zet naam=x --versie nul", "“nul” is geen nummer"),
        (f"beeindig organisatie {RAAD}", "Geef --per met een datum, of --nooit-juist"),
        (f"beeindig organisatie {RAAD} --per 2025 --nooit-juist", "niet allebei"),
        ("beeindig initiatief tuin --per 2025 --opvolger platform-een", "--opvolger hoort bij een organisatie"),
        (f"waarneming {RAAD} --datum 2025", "de optie --bron ontbreekt"),
        ("draai-terug 9", "Nummer 9 is er niet"),
        ("draai-terug 1", "het begin van het register"),
    ],
)
def test_wrong_usage_ends_with_2_and_saves_nothing(bestand, opdracht, zin):
    """What cannot be asked is said in Dutch; a register that had not begun has not begun."""
    uitkomst = register_(bestand, opdracht)
    assert uitkomst.exit_code == 2
    assert zin in uitkomst.stderr
    assert not vind_adres(bestand).opslag.is_begonnen()


@pytest.mark.parametrize("reden", ["", "   "])
def test_a_change_says_why(bestand, reden):
    """Without a reason, or with an empty one, nothing is saved."""
    opdracht = ["register", "wijzig", "organisatie", RAAD, "--zet", "naam=x", "--data", bestand]
    assert draai(*opdracht).exit_code == 2
    assert draai(*opdracht, "--reden", reden).exit_code == 2
    assert not Path(bestand).exists()


def test_the_same_key_answers_with_the_same_number(plek):
    """A script that tries again hears “al bewaard”; the same value once more changes nothing."""
    opdracht = (plek, f"wijzig organisatie {RAAD}", "--zet", "naam=B", "--sleutel", "k-1", "--json")
    assert antwoord(register_(*opdracht)) == {"nummer": 2, "uitkomst": "bewaard"}
    assert antwoord(register_(*opdracht)) == {"nummer": 2, "uitkomst": "al bewaard"}
    niets = register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=B", "--json")
    assert antwoord(niets) == {"nummer": 2, "uitkomst": "niets veranderd"}


def test_an_undo_names_what_it_left(plek, kaart):
    """Rows that changed since are told, to people and to scripts."""
    register_(plek, "beeindig organisatie wijkraad-een", "--nooit-juist")
    register_(plek, "draai-terug 2")
    opslag = vind_adres(str(plek)).opslag
    from register.opslag.ingrepen import Wijzig

    opslag.bewaar(over(), *(Wijzig(ORGANISATIE, een, {"naam": "Samen"}) for een in (RAAD, "wijkraad-twee")))
    register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=Later")
    terug = antwoord(register_(plek, "draai-terug 4", "--json"))
    assert terug == {"nummer": 6, "uitkomst": "bewaard", "gelaten": [{"soort": "organisatie", "id": RAAD}]}


def test_a_folder_is_no_register(kaart):
    """Files are changed in the files: a folder refuses to be edited, and to tell what it said before."""
    opdracht = register_(kaart, f"wijzig organisatie {RAAD}", "--zet", "naam=x")
    assert (opdracht.exit_code, opdracht.stderr.count("is een map met bestanden, geen register")) == (2, 1)
    toen = draai("gaten", "--data", kaart, "--bekend-op", "2026-01-01")
    assert toen.exit_code == 2
    assert "weet niet wat er eerder bekend was" in toen.stderr


def test_the_first_edit_makes_the_register_of_this_computer(tmp_path, monkeypatch, kaart):
    """Without an address the CSV files are read until somebody edits; then the file beside the product, in git's blind spot."""
    monkeypatch.delenv(OMGEVING)
    hier = tmp_path / "lokaal" / "register.db"
    monkeypatch.setattr("register.adres.LOKAAL", hier)
    voor = draai("controle").stdout
    assert "data/" in voor
    uitkomst = draai("register", "wijzig", "organisatie", RAAD, "--zet", "naam=B", "--reden", "Nagevraagd")
    assert uitkomst.exit_code == 0
    assert f"Begonnen: {hier}" in uitkomst.stderr
    assert "B" in draai("tabel", "organisaties", "--peildatum", "2024-01-01").stdout
    assert f"/{LOKAAL.parent.name}/" in (DATA.parent / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_environment_names_the_register(plek, kaart, monkeypatch):
    """What `--data` can name, the environment can; `--data` goes before it."""
    begonnen(plek, kaart)
    register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=Uit de omgeving")
    monkeypatch.setenv(OMGEVING, plek)
    assert "Uit de omgeving" in draai("tabel", "organisaties").stdout
    assert "Uit de omgeving" not in draai("tabel", "organisaties", "--data", kaart).stdout


def test_a_backup_is_checked_and_read_only(plek, kaart, tmp_path):
    """A copy of either engine is one file that reads as the register and refuses every change; it replaces nothing."""
    begonnen(plek, kaart)
    register_(plek, f"wijzig organisatie {RAAD}", "--zet", "naam=B")
    kopie = tmp_path / "kopie.db"
    assert "tot en met nummer 2" in draai("register", "reservekopie", "--data", plek, "--output", kopie).stderr
    assert draai("register", "controle", "--data", kopie).exit_code == 0
    assert naam_van(kopie) == "B"
    poging = register_(kopie, f"wijzig organisatie {RAAD}", "--zet", "naam=C")
    assert (poging.exit_code, "alleen te lezen" in poging.stderr) == (1, True)
    weer = draai("register", "reservekopie", "--data", plek, "--output", kopie)
    assert (weer.exit_code, "daar staat al iets" in weer.stderr) == (1, True)
    kopie.chmod(0o644)
    assert register_(kopie, f"wijzig organisatie {RAAD}", "--zet", "naam=C").exit_code == 0


def test_an_export_never_replaces_what_it_reads(kaart):
    """The files of a folder are not written over by their own export."""
    uitkomst = draai("register", "uitvoer", "--data", kaart, "--output", kaart)
    assert (uitkomst.exit_code, "daaruit wordt gelezen" in uitkomst.stderr) == (2, True)


def test_a_role_needs_a_register(bestand):
    """Before a register has begun there is nobody to give a role to: it says what to do first, and makes no file."""
    for opties in ((), ("--uitgever", "https://login.example", "--onderwerp", "42", "--rol", "redacteur")):
        uitkomst = draai("register", "gebruiker", "--data", bestand, *opties)
        assert uitkomst.exit_code == 1
        assert "python cli.py register begin" in uitkomst.stderr
        assert not Path(bestand).exists()


def test_roles_from_a_terminal(plek, kaart):
    """Somebody gets a role by issuer and subject, and loses it; the list tells who has which."""
    begonnen(plek, kaart)
    wie = ("--uitgever", "https://login.example", "--onderwerp", "42", "--data", plek)
    assert draai("register", "gebruiker", *wie, "--naam", "Piet", "--rol", "redacteur").exit_code == 0
    assert "Piet: redacteur (https://login.example, 42)" in draai("register", "gebruiker", "--data", plek).stdout
    draai("register", "gebruiker", *wie, "--naam", "Piet", "--rol", "geen")
    assert "Piet: geen" in draai("register", "gebruiker", "--data", plek).stdout
    assert draai("register", "gebruiker", *wie).exit_code == 2


@pytest.mark.parametrize(
    "adres", ["postgresql://jan:geheim@127.0.0.1:1/niets", "postgresql://jan:geheim@[niets", "/bestaat/niet.db"]
)
def test_a_place_that_does_not_answer_is_told_in_dutch(adres):
    """A database that is not there is one sentence in Dutch, without the password of its address."""
    uitkomst = draai("gaten", "--data", adres)
    assert uitkomst.exit_code in {1, 2}
    assert "geheim" not in uitkomst.output
    assert re.search("niet te bereiken|geen adres|niet te openen", uitkomst.stderr)


# --- two times ---


@pytest.fixture
def twee_tijden(plek, monkeypatch):
    """A register that began in 2025, in which on 1 March 2026 was entered that the wijkraad of Molenwijk ended per 1 July 2024."""
    monkeypatch.setenv(KAART, str(DATA))
    het_is = {"nu": datetime(2025, 6, 1, tzinfo=UTC)}
    monkeypatch.setattr(register.opslag.opslag, "nu", lambda: het_is["nu"])
    begonnen(plek, DATA)
    het_is["nu"] = datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)
    einde = register_(plek, "beeindig organisatie wijkraad-molenwijk", "--per", "2024-07-01", "--bron", "brief")
    assert einde.exit_code == 0
    return plek


@pytest.mark.parametrize(
    ("bekend", "status"),
    [
        ("2026-02-28", "wijkraad zonder ondersteuning"),
        ("1", "wijkraad zonder ondersteuning"),
        ("2026-03-01", ""),
        ("2", ""),
    ],
)
def test_what_was_known_then_about_a_day(twee_tijden, bekend, status):
    """An ending entered on 1 March is not known the day before, and is from that day on: the same peildatum, two answers."""
    vraag = ("--peildatum", "2024-08-01", "--data", twee_tijden, "--bekend-op", bekend)
    rijen = draai("tabel", "organisaties", *vraag).stdout.splitlines()
    kop = rijen[0].lstrip("\ufeff").split(";")
    (rij,) = [r.split(";") for r in rijen if ";wijkraad-molenwijk;" in f";{r}"]
    assert dict(zip(kop, rij, strict=False))["status"] == status


def test_every_answer_knows_up_to_when(twee_tijden, tmp_path):
    """Table, notices, sheet, publication, comparison and check are as known then, and their files say so."""
    toen = ("--data", twee_tijden, "--bekend-op", "2026-02-28")
    verteld = "28 februari 2026 (nummer 1, bewaard op 1 juni 2025 om 2.00 uur)"
    for opdracht in ("gaten", "tabel meldingen", "tabel organisaties"):
        pad = tmp_path / "uit.xlsx"
        uitkomst = draai(*opdracht.split(), "--peildatum", "2024-08-01", *toen, "--output", pad)
        assert f"Bekend op {verteld}" in uitkomst.stderr
        blad = openpyxl.load_workbook(pad)["Toelichting"]
        assert ("Bekend op", verteld) in [rij[:2] for rij in blad.iter_rows(values_only=True)]
        pad.unlink()
    site = tmp_path / "site"
    assert draai("publiceer", "--peildatum", "2024-08-01", *toen, "--output", site).exit_code == 0
    assert f"bekend op {verteld}" in (site / "index.html").read_text(encoding="utf-8")
    svg = tmp_path / "kaart.svg"
    assert draai("briefing", "--peildatum", "2024-08-01", *toen, "--output", svg).exit_code == 0
    assert draai("controle", *toen).exit_code == 0
    uitkomst = draai("veranderd", "--tot", "2024-08-01", *toen, "--data-nieuw", twee_tijden)
    assert "Molenwijk" in uitkomst.stdout


def test_the_sheet_says_up_to_when_it_is_known(twee_tijden, tmp_path):
    """The A4 carries it in its foot, beside the mark of the data."""
    from pypdf import PdfReader

    pdf = tmp_path / "blad.pdf"
    draai("briefing", "--peildatum", "2024-08-01", "--data", twee_tijden, "--bekend-op", "1", "--output", pdf)
    tekst = " ".join(PdfReader(pdf).pages[0].extract_text().split())
    assert "Bekend op 1 juni 2025 om 2.00 uur (nummer 1)" in tekst


@pytest.mark.parametrize("waarde", ["gisteren", "0", "2026-13-01", "99999999999", "-1"])
def test_what_is_no_day_and_no_number_is_refused(bestand, waarde):
    """`--bekend-op` takes a day or a number of a change."""
    assert draai("gaten", "--data", bestand, f"--bekend-op={waarde}").exit_code == 2


def test_before_the_register_there_was_nothing_known(twee_tijden):
    """A day before the first change, and a number after the last, are refused with what there is."""
    assert "het begint op 1 juni 2025" in draai("gaten", "--data", twee_tijden, "--bekend-op", "2025-05-31").stderr
    assert "Nummer 9 is er niet: het laatste is 2." in draai("gaten", "--data", twee_tijden, "--bekend-op", "9").stderr
