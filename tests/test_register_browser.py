"""An officer keeps the register on screen: sees what a change does, saves it once, and loses nothing. In a real browser."""

import json
import re
import socket

import openpyxl
import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cli import cli
from register import wijzigen
from register.adres import vind_adres
from register.opslag.ingrepen import Beeindig, NooitJuist, Wijzig
from register.opslag.inhoud import INITIATIEF, ORGANISATIE
from tests import klein
from tests.bezoek import AFGEKAPT, ENGELS, NORMAAL, TEKSTEN, TELEFOON, Bezoek, bezoeken, in_rust
from tests.bezoeker import Bezoeker
from tests.databases import begonnen, over
from tests.echt import DATA
from tests.klein import B21, B22, B31, B41, initiatief, platform, wijkraad
from tests.oordeel import overtredingen
from tests.servers import draaiend, vrije_poort

pytestmark = pytest.mark.browser

BRON = "telefonisch nagevraagd"
# Each test that changes a row has one of its own, so that all can share a server.
EIGEN = (
    "verbeter", "stopt", "volgt", "bestaat", "samen", "zelfde", "beeindigd", "weg", "dubbel", "tabs",
    "terug", "eng", "vals", "toetsen", "kijker", "leeg", "keuze",
)  # fmt: skip


def _stad(map_):
    """Rows that can each be changed without another test noticing."""
    map_.organisaties += [wijkraad(f"wijkraad-{naam}", B41, laatst_gezien="2026-03") for naam in EIGEN]
    map_.organisaties += [wijkraad("wijkraad-beeld", B21, laatst_gezien="2024-03")]
    map_.organisaties += [
        platform("platform-stopt", B22, van="2025"),
        platform("platform-later", B41, fase="in oprichting"),
    ]
    map_.initiatieven += [initiatief("moestuin", 52.375, 4.623, van="2020")]


def _naam(id_):
    return f"Naam {id_}"


class Officier(Bezoek):
    """Somebody at the page Register; their clicks are counted."""

    def __init__(self, context, adres):
        super().__init__(context, adres)
        self.klikken = 0
        self.page.on("websocket", self._verbonden)
        self.page.set_default_timeout(20_000)

    def _verbonden(self, stroom):
        self.stroom = stroom

    def open(self, wat="", rij="", wacht="", **adres):
        delen = {naam: waarde for naam, waarde in ({"wat": wat, "rij": rij} | adres).items() if waarde}
        self.page.goto(f"{self.adres}/register?" + "&".join(f"{naam}={waarde}" for naam, waarde in delen.items()))
        return self.klaar(wacht or ("form" if wat and (rij or wat.startswith("nieuw")) else ""))

    def klaar(self, wat=""):
        self.page.wait_for_selector(f".wd-register:not([aria-busy]) {wat or 'h1'}")
        in_rust(self.page)
        return self

    def klik(self, plek):
        self.klikken += 1
        plek.click()

    def knop(self, naam):
        return self.page.locator(".wd-register").get_by_role("button", name=naam, exact=True)

    def veld(self, label):
        return self.page.locator(".wd-register").get_by_label(label, exact=True)

    def vul(self, **velden):
        """Fill fields by the name that they have in the form."""
        for naam, waarde in velden.items():
            veld = self.page.locator(f'.wd-register [name="{naam.replace("__", ".")}"]:not([type=hidden])')
            veld.select_option(waarde) if veld.evaluate("(e) => e.tagName === 'SELECT'") else veld.fill(waarde)
        return self

    def kies_buurt(self, code):
        self.page.locator(f'.wd-werkgebied path[data-code="{code}"]').click()

    def doe(self, naam, wacht):
        self.klik(self.knop(naam))
        self.page.wait_for_selector(wacht)
        return self.klaar()

    def kijk(self, wacht=".wd-gevolg"):
        return self.doe("Bekijk gevolg", wacht)

    def bewaar(self, wacht=".wd-melding > p"):
        return self.doe("Bewaar", wacht)

    @property
    def zij(self):
        return self.page.locator("[data-plek=gevolg]")

    @property
    def melding(self):
        return self.page.locator(".wd-melding")

    @property
    def focus(self):
        return self.page.evaluate(
            "() => document.activeElement.name || document.activeElement.id || document.activeElement.textContent"
        )


@pytest.fixture(scope="module")
def stad(tmp_path_factory):
    """A folder with the register of a tiny city in it, and the address of that register."""
    map_ = klein.schrijf_map(tmp_path_factory.mktemp("register"), _stad)
    begonnen(str(map_ / "register.db"), map_)
    return map_ / "register.db"


@pytest.fixture(scope="module")
def server(browser, stad):
    with draaiend(stad.parent / "log.txt", stad, bewerken=True) as een:
        yield een.adres
    assert "Traceback" not in een.log.read_text(encoding="utf-8")


@pytest.fixture
def officier(vensters, server):
    """Open windows for officers in which nothing goes wrong."""
    with bezoeken(Officier, vensters, server) as nieuw:
        yield nieuw


@pytest.fixture
def collega(stad):
    """A colleague, who changes the register meanwhile without a screen."""
    return lambda *ingrepen: wijzigen.bewaar(vind_adres(str(stad)), over(), *ingrepen)


def _nu(plek):
    return vind_adres(str(plek)).opslag.lees()[1]


def _log(plek):
    return vind_adres(str(plek)).opslag.logboek()


# --- the whole flow, on the registers that the project ships ---


@pytest.fixture(scope="module")
def echte_stad(tmp_path_factory):
    plek = tmp_path_factory.mktemp("echt") / "register.db"
    begonnen(str(plek), DATA)
    return plek


@pytest.fixture(scope="module")
def echte_server(browser, echte_stad):
    with draaiend(echte_stad.parent / "log.txt", echte_stad, bewerken=True) as een:
        yield een.adres


def test_a_recognised_platform_is_entered_in_twelve_clicks(vensters, echte_server, echte_stad):
    """A platform in the Slachthuisbuurt from 1 October 2026, with its source: Stad then says 153.645 instead of 159.945."""
    with bezoeken(Officier, vensters, echte_server) as nieuw:
        een = nieuw()
        een.page.goto(f"{echte_server}/?peildatum=2026-11-26")
        expect(een.kop).to_contain_text("159.945 inwoners geen wijkplatform")
        een.klik(een.page.get_by_role("link", name="Register", exact=True).first)
        een.klaar()
        een.klik(een.knop("Nieuw wijkplatform"))
        een.klaar("form")
        een.page.keyboard.type("Wijkplatform Slachthuisbuurt")  # the first field waits for it
        een.klik(een.veld("Zoek een wijk of buurt"))
        een.page.keyboard.type("slachthuis")
        een.klik(een.page.locator(".wd-kieswijken [data-heel]:visible"))
        een.klik(een.veld("Vanaf wanneer?"))
        een.page.keyboard.type("1 oktober 2026")
        een.klik(een.veld("Waar weet u dit van?"))
        een.page.keyboard.type("https://www.haarlem.nl/besluit")
        een.kijk()
        expect(een.zij).to_contain_text("6.300 inwoners meer een wijkplatform, in Slachthuiswijk")
        een.bewaar()
        expect(een.melding).to_contain_text("Bewaard als nummer 2.")
        een.klik(een.page.get_by_role("link", name="Stad", exact=True).first)
        expect(een.kop).to_contain_text("153.645 inwoners geen wijkplatform")
        assert een.klikken <= 12
    (rij,) = [rij for rij in _nu(echte_stad).rijen(ORGANISATIE) if rij["naam"] == "Wijkplatform Slachthuisbuurt"]
    assert (rij["van"], rij["bron"], rij["fase"]) == ("2026-10-01", "https://www.haarlem.nl/besluit", "actief")


# --- every event ---

# Per event: the row it is about, what is typed, which words come back, and what the register says afterwards.
GEVALLEN = {
    "Nieuw wijkplatform": (
        None,
        {"naam": "Platform Nieuw", "fase": "in oprichting", "van": "okt 2026", "bron": BRON, "gezien": "1-11-2026"},
        {"van": "oktober 2026", "gezien": "1 november 2026"},
        (ORGANISATIE, "wijkplatform-platform-nieuw", {"fase": "in oprichting", "werkgebied": B21, "van": "2026-10", "laatst_gezien": "2026-11-01"}),
    ),
    "Platform is erkend": (
        "platform-drie",
        {"van": "1-10-2026", "bron": BRON, "gezien": "26-11-2026"},
        {"van": "1 oktober 2026", "gezien": "26 november 2026"},
        (ORGANISATIE, "platform-drie", {"fase": "actief", "van": "2026-10-01", "laatst_gezien": "2026-11-26"}),
    ),
    "Wijkraad is gestopt": (
        "wijkraad-stopt",
        {"tot": "2026", "bron": BRON},
        {"tot": "in 2026; telt vanaf 1 januari 2027"},
        (ORGANISATIE, "wijkraad-stopt", {"tot": "2026"}),
    ),
    "Wijkplatform is gestopt": (
        "platform-stopt",
        {"tot": "okt 2026", "bron": BRON},
        {"tot": "in oktober 2026; telt vanaf 1 november 2026"},
        (ORGANISATIE, "platform-stopt", {"tot": "2026-10"}),
    ),
    "Wijkraad wordt wijkplatform": (
        "wijkraad-volgt",
        {"naam": "Platform Volgt", "van": "1 oktober 2026", "bron": BRON, "gezien": "2026-11-26"},
        {"van": "", "gezien": "26 november 2026"},
        (ORGANISATIE, "wijkraad-volgt", {"tot": "2026-10-01", "opvolger": "wijkplatform-platform-volgt"}),
    ),
    "Bestaat nog (gezien)": (
        "wijkraad-bestaat",
        {"gezien": "nov 2026", "bron": BRON, "opmerking": "vergadert weer"},
        {"gezien": "november 2026"},
        (ORGANISATIE, "wijkraad-bestaat", {"laatst_gezien": "2026-11"}),
    ),
    "Nieuw initiatief": (
        None,
        {"naam": "Buurttuin", "thema": "groen", "buurt": B31, "van": "2026", "website": "https://tuin.example.nl", "bron": BRON},
        {"van": ""},
        (INITIATIEF, "initiatief-buurttuin", {"nauwkeurigheid": "buurt", "van": "2026", "website": "https://tuin.example.nl"}),
    ),
    "Initiatief gestopt": (
        "moestuin",
        {"tot": "1/7/2026", "bron": BRON},
        {"tot": "1 juli 2026"},
        (INITIATIEF, "moestuin", {"tot": "2026-07-01"}),
    ),
    "Verbeter een gegeven": (
        "wijkraad-verbeter",
        {"rij.naam": "Wijkraad Beter", "rij.van": "5-2001", "bron": BRON},
        {"rij.van": "mei 2001"},
        (ORGANISATIE, "wijkraad-verbeter", {"naam": "Wijkraad Beter", "van": "2001-05"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("titel", GEVALLEN)
def test_what_happens_goes_from_a_button_to_the_register(officier, stad, titel):
    """Each event: choose it, find its row, fill it in as people type, read it back in words, look, save; the log has it."""
    rij, velden, woorden, (soort, id_, verwacht) = GEVALLEN[titel]
    een = officier().open()
    een.klik(een.knop(titel))
    if rij:
        een.veld("Naam of wijk").fill(_naam(rij))
        wat = een.knop(titel).get_attribute("data-kies")
        een.klik(een.page.locator(f".wd-rijen tr:visible button[data-kies='{wat}&rij={rij}']"))
    een.klaar("form")
    assert een.focus == een.page.locator("form :is(input, select):visible").first.get_attribute("name")
    een.page.locator("form [name=bron]").fill("")
    een.kijk(".wd-conflict")
    expect(een.zij).to_contain_text("Waar weet u dit van? Vul dit in.")
    een.vul(**velden)
    if een.page.locator(".wd-werkgebied").count() and not rij:
        een.kies_buurt(B21)
    een.kijk()
    assert een.focus == "wd-gevolg-kop"
    for naam, tekst in woorden.items():
        expect(een.page.locator(f'[data-veld="{naam}"] [data-woorden]')).to_have_text(tekst)
    een.bewaar()
    laatste = _log(stad)[0]
    expect(een.melding).to_contain_text(f"Bewaard als nummer {laatste.nummer}.")
    assert een.page.evaluate("() => document.activeElement.classList.contains('wd-melding')")
    assert (laatste.bron, laatste.waarom.split(":")[0]) == (BRON, titel)
    nu = _nu(stad).rij(soort, id_)
    assert {naam: nu[naam] for naam in verwacht} == verwacht


def test_what_is_wrong_stands_at_its_field_and_in_one_list(officier):
    """An empty name, no date and an unknown day are told at the field and in a list, whose lines lead to the field."""
    een = officier().open("nieuw-wijkplatform")
    een.vul(van="31-2-2026").kijk(".wd-conflict")
    assert een.focus == "wd-fout-kop"
    for naam, zin in (
        ("naam", "Vul dit in."),
        ("werkgebied", "Vul dit in."),
        ("van", "Schrijf dag, maand en jaar"),
        ("bron", "Vul dit in."),
    ):
        expect(een.page.locator(f'[data-veld="{naam}"] [data-fout]')).to_contain_text(zin)
        expect(een.zij.locator(f'a[href="#{naam}"]')).to_contain_text(zin)
    expect(een.veld("Vanaf wanneer?")).to_have_accessible_description(re.compile("Schrijf dag, maand en jaar"))
    expect(een.veld("Vanaf wanneer?")).to_have_attribute("aria-invalid", "true")
    expect(een.veld("Vanaf wanneer?")).to_have_css("border-top-width", "2px")
    een.zij.locator('a[href="#van"]').click()
    assert een.focus == "van"
    assert not een.page.locator("[value=bewaar]").count()


# --- what is shown is what is saved ---


def test_the_effect_follows_the_date_and_the_variant(officier, stad):
    """Another date or variant that is chosen while the effect shows: it is of that day, and nothing typed is lost."""
    een = (
        officier()
        .open("wijkraad-gestopt", "wijkraad-beeld", peildatum="2026-11-26")
        .vul(tot="1-9-2024", bron=BRON)
        .kijk()
    )
    expect(een.zij).to_contain_text("Op 26 november 2026")
    een.typ("Peildatum", "1 oktober 2024")
    expect(een.zij).to_contain_text("Op 1 oktober 2024")
    expect(een.zij).to_contain_text("wijkraad zonder steun")
    een.kies("Wanneer stopte de steun?", "1 januari 2025 (raadsbesluit)")
    expect(een.zij).to_contain_text("wijkraad met steun")
    expect(een.veld("Waar weet u dit van?")).to_have_value(BRON)
    expect(een.knop("Bewaar")).to_be_enabled()
    een.bewaar()
    assert _nu(stad).rij(ORGANISATIE, "wijkraad-beeld")["tot"] == "2024-09-01"


def test_only_what_was_looked_at_can_be_saved(officier, stad):
    """After typing again Bewaar waits until the effect was looked at, also when another day redraws that effect meanwhile."""
    een = officier().open("verbeter", "wijkraad-keuze").vul(rij__naam="Eerste", bron=BRON).kijk()
    expect(een.knop("Bewaar")).to_be_enabled()
    een.vul(rij__naam="Tweede")
    expect(een.knop("Bewaar")).to_be_disabled()
    een.typ("Peildatum", "1 oktober 2024")
    expect(een.zij).to_contain_text("1 oktober 2024")
    expect(een.zij).to_contain_text("Eerste")
    expect(een.knop("Bewaar")).to_be_disabled()
    een.vul(rij__naam="Eerste")  # what was looked at after all
    expect(een.knop("Bewaar")).to_be_enabled()
    een.vul(rij__naam="Derde", waarom="Zo heet zij")
    for wat in (een.zij.get_by_text("Derde").first, een.melding.get_by_role("link").first):
        een.veld("Waarom legt u dit vast?").press("Enter")  # what can be done now: first look, then save
        expect(wat).to_be_visible()
    assert _nu(stad).rij(ORGANISATIE, "wijkraad-keuze")["naam"] == "Derde"
    assert _log(stad)[0].waarom == "Zo heet zij"


def test_without_a_reason_nothing_is_saved(officier, stad):
    """An empty reason is told at its field, and the effect stays to be saved."""
    een = officier().open("verbeter", "wijkraad-leeg").vul(rij__naam="Anders", bron=BRON).kijk()
    aantal = len(_log(stad))
    een.vul(waarom=" ").doe("Bewaar", ".wd-conflict")
    expect(een.zij).to_contain_text("Zeg kort waarom")
    assert len(_log(stad)) == aantal
    expect(een.page.locator("form [name='rij.naam']")).to_have_value("Anders")


# --- two people at once ---


def test_different_fields_of_one_row_are_both_kept(officier, stad):
    """Two officers open one row, each mends another field: both are in the register, as two changes in the log."""
    een, ander = (officier().open("verbeter", "wijkraad-samen") for _ in range(2))
    een.vul(rij__naam="Naam van een", bron="een").kijk()
    ander.vul(rij__opmerking="Opmerking van ander", bron=klein.BRON).kijk()
    aantal = len(_log(stad))
    een.bewaar()
    ander.knop("Bewaar").click()
    expect(ander.zij).to_contain_text("Intussen is deze rij veranderd")
    expect(ander.zij).to_contain_text("Naam van een")
    ander.klaar().bewaar()
    rij = _nu(stad).rij(ORGANISATIE, "wijkraad-samen")
    assert (rij["naam"], rij["opmerking"]) == ("Naam van een", "Opmerking van ander")
    assert len(_log(stad)) == aantal + 2


@pytest.mark.parametrize(("keuze", "blijft"), [("nu", "Van een"), ("mijn", "Van ander")])
def test_of_the_same_field_both_values_are_shown_and_one_is_chosen(officier, stad, keuze, blijft):
    """The second of two officers sees both values, chooses per field, keeps what was typed, and that is what is saved."""
    een, ander = (officier().open("verbeter", "wijkraad-zelfde") for _ in range(2))
    tekst = f"{blijft} {keuze}"
    een.vul(rij__naam=f"Van een {keuze}", bron=BRON).kijk()
    ander.vul(rij__naam=f"Van ander {keuze}", rij__opmerking=f"Erbij {keuze}", bron=BRON).kijk()
    een.bewaar()
    ander.bewaar(".wd-conflict")
    assert ander.focus == "wd-conflict-kop"
    for waarde in (f"Van een {keuze}", f"Van ander {keuze}"):
        expect(ander.zij).to_contain_text(waarde)
    expect(ander.page.locator("form [name='rij.naam']")).to_have_value(f"Van ander {keuze}")
    ander.page.locator(f".wd-conflict [value={keuze}]").check()
    ander.kijk()
    if keuze == "nu":
        expect(ander.page.locator('[data-veld="rij.naam"] [data-woorden]')).to_have_text(
            f"blijft zoals het nu in het register staat: {tekst}"
        )
    ander.bewaar()
    rij = _nu(stad).rij(ORGANISATIE, "wijkraad-zelfde")
    assert (rij["naam"], rij["opmerking"]) == (tekst, f"Erbij {keuze}")


def test_what_ended_meanwhile_is_said_and_not_revived(officier, stad, collega):
    """A colleague records an end while a form is open: it is told before anything is saved, and the end stays."""
    een = officier().open("verbeter", "wijkraad-beeindigd").vul(rij__naam="Nieuwe naam", bron=BRON).kijk()
    collega(Beeindig(ORGANISATIE, "wijkraad-beeindigd", "2026-10-01"))
    een.knop("Bewaar").click()
    expect(een.zij).to_contain_text("Er is nog niets bewaard")
    expect(een.zij).to_contain_text("1 oktober 2026")
    een.klaar().bewaar()
    rij = _nu(stad).rij(ORGANISATIE, "wijkraad-beeindigd")
    assert (rij["naam"], rij["tot"]) == ("Nieuwe naam", "2026-10-01")
    een.open("wijkraad-gestopt", "wijkraad-beeindigd").vul(tot="1-11-2026", bron=BRON).kijk(".wd-registerzij > *")
    assert _nu(stad).rij(ORGANISATIE, "wijkraad-beeindigd")["tot"] == "2026-10-01"


def test_what_was_taken_out_meanwhile_is_said(officier, stad, collega):
    """A colleague takes a row out while its form is open: it is told, nothing is saved, and what was typed stays."""
    een = officier().open("verbeter", "wijkraad-weg").vul(rij__naam="Nieuwe naam", bron=BRON).kijk()
    collega(NooitJuist(ORGANISATIE, "wijkraad-weg"))
    aantal = len(_log(stad))
    een.knop("Bewaar").click()
    expect(een.zij).to_contain_text("Deze rij staat niet meer in het register")
    expect(een.page.locator("form [name='rij.naam']")).to_have_value("Nieuwe naam")
    expect(een.knop("Bewaar")).to_have_count(0)
    een.open("verbeter", "wijkraad-weg", wacht=".wd-conflict")
    expect(een.page.locator(".wd-register")).to_contain_text("Zoek hieronder een andere rij")
    assert len(_log(stad)) == aantal


# --- once, and nothing lost ---


def test_a_double_click_saves_once(officier, stad):
    """Two clicks on Bewaar are one change."""
    een = officier().open("bestaat-nog", "wijkraad-dubbel").vul(gezien="26-11-2026", bron=BRON).kijk()
    aantal = len(_log(stad))
    een.knop("Bewaar").dblclick()
    expect(een.melding).to_contain_text(f"Bewaard als nummer {aantal + 1}.")
    een.klaar()
    assert len(_log(stad)) == aantal + 1


def test_one_form_in_two_tabs_is_saved_once(officier, stad):
    """The same change typed in two tabs: the second is told what was saved meanwhile, and saves nothing by itself."""
    een = officier()
    ander = Officier(een.context, een.adres)
    for tab in (een, ander):
        tab.open("bestaat-nog", "wijkraad-tabs").vul(gezien="26-11-2026", bron=BRON).kijk()
    aantal = len(_log(stad))
    een.bewaar()
    ander.knop("Bewaar").click()
    expect(ander.zij).to_contain_text("Er is nog niets bewaard")
    expect(ander.zij).to_contain_text("Gezien op 26 november 2026")
    assert len(_log(stad)) == aantal + 1
    assert ander.fouten == []


def test_a_page_that_was_left_keeps_what_was_typed(officier):
    """After another page, and after loading anew, the form has what was typed, the area too; it can begin again."""
    een = officier().open("nieuw-wijkplatform").vul(naam="Half getypt", van="okt 2026")
    een.kies_buurt(B31)
    een.page.get_by_role("link", name="Werklijst", exact=True).first.click()
    een.page.wait_for_selector(".wd-werklijst")
    een.page.go_back()
    for _ in range(2):
        een.klaar("form")
        expect(een.veld("Naam")).to_have_value("Half getypt")
        expect(een.page.locator(".wd-gekozen")).to_contain_text("301")
        expect(een.page.locator(".wd-concept")).to_be_visible()
        een.page.reload()
    een.klaar("form").knop("Begin opnieuw").click()
    expect(een.veld("Naam")).to_have_value("")
    expect(een.page.locator(".wd-gekozen li")).to_have_count(0)


# Keeps the form, so that a test can send what no form would: its `vraag` is what tells Python.
GRIJP = """() => { const oud = wd.Formulier.prototype.doe; wd.Formulier.prototype.doe = function (wat) { globalThis.wdForm = this; wd.Formulier.prototype.doe = oud; };
  document.querySelector(".wd-register").dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true })); }"""


def test_a_save_that_nobody_heard_of_is_not_done_twice(officier, stad):
    """The answer to a save was lost: pressing Bewaar again says that it was saved, and under which number."""
    een = officier().open("bestaat-nog", "wijkraad-terug").vul(gezien="26-11-2026", bron=BRON).kijk()
    een.page.evaluate(GRIJP)
    aantal = len(_log(stad))
    _antwoord(
        een,
        lambda: een.page.evaluate(
            "() => wdForm.vraag('bewaar', JSON.stringify({ verzoek: 'elders', formulier: wdForm.sleutel, merk: wdForm.merk, velden: wdForm.velden() }))"
        ),
    )
    een.bewaar()
    expect(een.melding).to_contain_text(f"al bewaard, als nummer {aantal + 1}.")
    assert len(_log(stad)) == aantal + 1


@pytest.fixture
def plek(tmp_path):
    """A register of its own, for a server that is stopped and started."""
    map_ = tmp_path / "eigen"
    map_.mkdir()
    klein.schrijf_map(map_, _stad)
    begonnen(str(map_ / "register.db"), map_)
    return map_ / "register.db"


class Storing(Officier):
    """An officer whose server goes away."""

    storing = True


def _hersteld(een):
    een.page.wait_for_function("() => !document.documentElement.matches('.wd-verbroken, .wd-onbeantwoord')")
    return een.klaar()


def test_a_server_that_starts_anew_takes_nothing_that_was_typed(vensters, plek):
    """A new start under an open form, and one between effect and save: the text stays, and Bewaar then works."""
    poort = vrije_poort()

    def start():
        return draaiend(plek.parent / "log.txt", plek, bewerken=True, poort=poort)

    with bezoeken(Storing, vensters, f"http://127.0.0.1:{poort}") as nieuw:
        with start():
            een = nieuw().open("verbeter", "wijkraad-keuze").vul(rij__naam="Half", bron=BRON)
        een.page.wait_for_function("() => document.documentElement.matches('.wd-verbroken')")
        een.vul(rij__naam="Heel")
        with start():
            _hersteld(een)
            expect(een.page.locator("form [name='rij.naam']")).to_have_value("Heel")
            een.kijk()
            een.vul(waarom="Na de storing")
        een.page.wait_for_function("() => document.documentElement.matches('.wd-verbroken')")
        with start():
            _hersteld(een)
            expect(een.page.locator("form [name='rij.naam']")).to_have_value("Heel")
            expect(een.page.locator("[name=waarom]")).to_have_value("Na de storing")
            een.bewaar()
            expect(een.melding).to_contain_text("Bewaard als nummer 2.")
    assert _nu(plek).rij(ORGANISATIE, "wijkraad-keuze")["naam"] == "Heel"
    assert _log(plek)[0].waarom == "Na de storing"


# --- whoever uses it, however ---


def _tab_naar(een, wacht, hoogstens=150):
    """Press Tab until what has the focus is this."""
    for _ in range(hoogstens):
        if een.page.evaluate("(wacht) => document.activeElement.matches(wacht)", wacht):
            return
        een.page.keyboard.press("Tab")
    pytest.fail(f"Tab does not come to {wacht}")


def test_the_whole_flow_goes_by_keyboard(officier, stad):
    """From the button to the saved change by Tab, arrows, Enter, space and typing, the area on the map and in the list too."""
    een = officier().open()
    toets, typ = een.page.keyboard.press, een.page.keyboard.type
    _tab_naar(een, "[data-kies='wat=nieuw-wijkplatform']")
    toets("Enter")
    een.klaar("form")
    assert een.focus == "naam"
    typ("Platform op Toetsen")
    _tab_naar(een, ".wd-werkgebied [type=search]")
    typ("vier")
    toets("Enter")
    toets("Space")
    expect(een.page.locator(".wd-gekozen")).to_contain_text("Vierwijk")
    _tab_naar(een, ".wd-werkgebied path")
    toets("Space")
    expect(een.page.locator(".wd-gekozen li")).to_have_count(2)
    toets("Space")
    _tab_naar(een, "[name=fase]")
    toets("ArrowDown")
    expect(een.page.locator("[name=fase]")).to_have_value("in oprichting")
    _tab_naar(een, "[name=bron]")
    typ(BRON)
    _tab_naar(een, "[value=bekijk]")
    toets("Enter")
    een.page.wait_for_selector(".wd-gevolg")
    een.klaar()
    assert een.focus == "wd-gevolg-kop"
    _tab_naar(een, "[value=bewaar]")
    toets("Enter")
    een.page.wait_for_selector(".wd-melding > p")
    rij = een.klaar() and _nu(stad).rij(ORGANISATIE, "wijkplatform-platform-op-toetsen")
    assert (rij["fase"], rij["werkgebied"]) == ("in oprichting", klein.W4)


def _conflict(een, collega):
    een.open("verbeter", "wijkraad-kijker").vul(rij__naam="Van ons", bron=BRON).kijk()
    collega(Wijzig(ORGANISATIE, "wijkraad-kijker", {"naam": "Van hen"}))
    een.bewaar(".wd-conflict")


# What the page can look like, and how it comes to that.
STANDEN = {
    "lijst": lambda een, _: een.open(),
    "keuze": lambda een, _: een.open("wijkraad-gestopt"),
    "formulier": lambda een, _: een.open("nieuw-wijkplatform"),
    "verbeter": lambda een, _: een.open("verbeter", "wijkraad-een"),
    "fouten": lambda een, _: een.open("nieuw-wijkplatform").vul(van="gisteren").kijk(".wd-conflict"),
    "gevolg": lambda een, _: een.open("wijkraad-gestopt", "wijkraad-een").vul(tot="2025", bron="https://" + "lang" * 40).kijk(),
    "conflict": _conflict,
    "weg": lambda een, _: een.open("verbeter", "bestaat-niet", wacht=".wd-conflict"),
}  # fmt: skip
BREED = "() => Math.max(...[document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')].map((e) => e.scrollWidth - e.clientWidth))"


@pytest.mark.parametrize("stand", STANDEN)
def test_every_state_of_the_page_can_be_read_by_all(officier, collega, stand):
    """List, form, mistakes, effect and conflict: axe finds nothing, no English, nothing cut off, and no scrolling sideways."""
    een = officier()
    STANDEN[stand](een, collega)
    assert sorted(tekst for tekst in een.page.evaluate(TEKSTEN) if ENGELS.search(tekst)) == []
    for maat in (NORMAAL, TELEFOON, (320, 844)):
        een.maat(maat)
        een.page.wait_for_function(f"() => ({BREED})() <= 0")
        if maat[0] > 320:
            assert een.page.evaluate(AFGEKAPT) == []
            assert overtredingen(een.page) == []
    een.fouten[:] = [fout for fout in een.fouten if "getImageData" not in fout]  # what axe looks with


# --- what nobody should send ---

GEVAARLIJK = {
    "rij.naam": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "rij.opmerking": "=cmd|' /C calc'!A0 mail piet@voorbeeld.nl \u202eomgekeerd \x00nul",
    "rij.partners": "שלום \u200fعربي",
    "rij.themas": "+1+1",
    "rij.werkgroepen": "@SUM(A1)",
}


def test_hostile_texts_are_only_text(officier, stad, tmp_path):
    """Script, formulas, right-to-left and control characters: shown as text, saved, and harmless in every file."""
    een = officier().open("verbeter", "wijkraad-eng")
    een.vul(**GEVAARLIJK, bron="javascript:alert(3)").kijk()
    expect(een.zij).to_contain_text("<script>alert(1)</script>")
    expect(een.zij).to_contain_text("e-mail")
    een.vul(waarom="<b>=1+1</b>").bewaar()
    expect(een.melding).to_contain_text("<b>=1+1</b>")
    expect(een.page.locator(".wd-rijen")).to_contain_text("<script>alert(1)</script>")
    assert een.page.locator("a[href^='javascript:' i], .wd-register script, .wd-register img[src=x]").count() == 0
    for pagina in ("", "werklijst", "verantwoording"):
        een.page.goto(f"{een.adres}/{pagina}?peildatum=2026-11-26")
        een.page.wait_for_selector("h1")
        in_rust(een.page)
        assert een.page.locator("a[href^='javascript:' i], img[src=x]").count() == 0
    rij = _nu(stad).rij(ORGANISATIE, "wijkraad-eng")
    assert rij["naam"] == GEVAARLIJK["rij.naam"]
    assert "\x00" not in rij["opmerking"]
    csv, xlsx = _uitvoer(stad, tmp_path)
    for gevaar in (GEVAARLIJK["rij.themas"], GEVAARLIJK["rij.werkgroepen"], "=cmd"):
        assert f";{gevaar}" not in csv
        assert not [cel for cel in xlsx if str(cel).startswith(gevaar)]


def _uitvoer(stad, tmp_path):
    """What an analyst takes along of the organisations: the text of the CSV, and every cell of the workbook."""
    for naam in ("uit.csv", "uit.xlsx"):
        CliRunner().invoke(
            cli,
            ["tabel", "organisaties", "--data", str(stad), "--output", str(tmp_path / naam)],
            catch_exceptions=False,
        )
    blad = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert not [cel for een in blad for rij in een.iter_rows() for cel in rij if cel.data_type == "f"]
    return (tmp_path / "uit.csv").read_text(encoding="utf-8-sig"), [
        cel.value for een in blad for rij in een.iter_rows() for cel in rij
    ]


def test_a_field_holds_ten_thousand_characters(officier, stad):
    """One more is told at its field, and what was typed stays; ten thousand are saved."""
    een = officier().open("verbeter", "wijkraad-vals").vul(rij__opmerking="x" * 10_001, bron=BRON).kijk(".wd-conflict")
    expect(een.page.locator('[data-veld="rij.opmerking"] [data-fout]')).to_contain_text("10.001 tekens")
    een.vul(rij__opmerking="x" * 300_000).kijk(".wd-conflict")
    expect(een.page.locator('[data-veld="rij.opmerking"] [data-fout]')).to_contain_text("300.000 tekens")
    een.vul(rij__opmerking="x" * 10_000).kijk().bewaar()
    assert _nu(stad).rij(ORGANISATIE, "wijkraad-vals")["opmerking"] == "x" * 10_000


@pytest.mark.parametrize("veld", ["website", "bron"])
def test_a_script_is_no_address(officier, veld):
    """What would run as a script when it is clicked is refused as a website; as a source it is only words."""
    een = (
        officier()
        .open("nieuw-initiatief")
        .vul(naam="Eng", **{"thema": "groen", "bron": BRON, veld: "javascript:alert(1)"})
    )
    een.kijk(".wd-registerzij > *")
    assert een.page.locator(".wd-register a[href^='javascript:' i]").count() == 0
    assert bool(een.page.locator("[value=bewaar]").count()) == (veld == "bron")


# Requests that no form sends: rubbish, other rows, other forms, other types.
VERVALST = [
    "", "{", "[]", "null", "1", '"tekst"', "[" * 5000, '{"velden": 3}', '{"velden": [["a"]]}', '{"verzoek": {"a": 1}, "velden": {}}',
    '{"verzoek": "x", "formulier": "verbeter/bestaat-niet", "velden": {"waarom": "w", "bron": "b"}}',
    '{"verzoek": "x", "formulier": "verbeter/../../etc", "velden": {"waarom": "w", "bron": "b"}}',
    '{"verzoek": "x", "formulier": "begin/", "velden": {"waarom": "w", "bron": "b"}}',
    '{"verzoek": "x", "formulier": "wijkraad-gestopt/platform-een", "velden": {"waarom": "w", "bron": "b", "tot": "2026"}}',
    '{"verzoek": "x", "formulier": "verbeter/wijkraad-een", "velden": {"waarom": "w", "bron": "b", "rij.id": "anders", "versie": "99999999999"}}',
    '{"verzoek": "x", "formulier": "nieuw-wijkplatform/", "velden": {"naam": "\\ud800", "werkgebied": "WK039201 <b>", "van": "2026", "fase": "koning", "waarom": "\\ud800", "bron": "\\ud800"}}',
    '{"verzoek": "x", "formulier": "nieuw-initiatief/", "merk": "\\ud800", "velden": {"naam": "\\ud800", "thema": "\\ud800", "waarom": "w", "bron": "b"}}',
    json.dumps({"verzoek": "x", "formulier": "nieuw-initiatief/", "velden": {"naam": "x", "thema": "groen", "buurt": "BU99", "waarom": "w", "bron": "b"}}),
    7, True, {"a": 1}, [1],
]  # fmt: skip


def _antwoord(een, doe):
    """Do something, and wait until the server has run for it."""
    with een.stroom.expect_event("framereceived", _klaar):
        doe()


def _klaar(bericht):
    return isinstance(bericht, bytes) and ForwardMsg.FromString(bericht).WhichOneof("type") == "script_finished"


def _vervals(een):
    """Send every forged request, to look and to save; nobody sees a traceback."""
    een.page.evaluate(GRIJP)
    for soort in ("bekeken", "bewaar"):
        for waarde in VERVALST:
            _antwoord(
                een,
                lambda soort=soort, waarde=waarde: een.page.evaluate(
                    "([soort, waarde]) => wdForm.vraag(soort, waarde)", [soort, waarde]
                ),
            )
            assert een.page.locator("[data-testid=stException]").count() == 0


def test_a_forged_request_changes_nothing(officier, stad):
    """Rubbish, other rows, other forms and halves of characters: no traceback, no change, and the next change goes well."""
    een = officier().open("verbeter", "wijkraad-een")
    voor = _log(stad)
    _vervals(een)
    assert _log(stad) == voor
    een.open("verbeter", "wijkraad-een").vul(rij__opmerking="na de onzin", bron=BRON).kijk()
    expect(een.zij).to_contain_text("na de onzin")


def test_without_being_asked_to_nothing_can_be_changed(vensters, plek):
    """Without --bewerken the page says how to switch changing on, and a forged save is refused."""
    with draaiend(plek.parent / "log.txt", plek) as server, bezoeken(Officier, vensters, server.adres) as nieuw:
        een = nieuw().open("verbeter", "wijkraad-een", wacht=".wd-inleiding")
        expect(een.page.locator("[data-testid=stMain]")).to_contain_text("--bewerken")
        assert een.page.locator("form").count() == 0
        een.page.evaluate(GRIJP)
        goed = {
            "verzoek": "x",
            "formulier": "verbeter/wijkraad-een",
            "velden": {"rij.naam": "Vals", "bron": "b", "waarom": "w", "versie": "1", "bekeken": "1"},
        }
        _antwoord(een, lambda: een.page.evaluate("(tekst) => wdForm.vraag('bewaar', tekst)", json.dumps(goed)))
        assert len(_log(plek)) == 1


@pytest.mark.parametrize(
    ("naam", "koppen"),
    [("127.0.0.1", {"X-Forwarded-For": "10.0.0.1"}), ("kaart.example.nl", {})],
    ids=["proxy", "andere naam"],
)
def test_from_elsewhere_nothing_can_be_changed(server, monkeypatch, naam, koppen):
    """Behind a proxy, or under another name than this computer's, the same server shows no form and says why."""
    echt = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _naam, *rest, **anders: echt("127.0.0.1", *rest, **anders))
    with Bezoeker(server.replace("127.0.0.1", naam), **koppen) as ander:
        elementen = ander.zie("wat=verbeter&rij=wijkraad-een", "register")
    gezien = " ".join(map(str, elementen))
    assert "Wijzigen zonder aanmelden kan alleen op de computer waarop de app draait." in gezien
    assert "wd-formulier" not in gezien


def test_the_first_change_begins_the_register(vensters, tmp_path):
    """A named database that is not there yet shows the files beside it; the first save makes it, and keeps both changes."""
    map_ = klein.schrijf_map(tmp_path, _stad)
    plek = map_ / "nieuw.db"
    with (
        draaiend(tmp_path / "log.txt", plek, bewerken=True) as server,
        bezoeken(Officier, vensters, server.adres) as nieuw,
    ):
        een = nieuw().open("bestaat-nog", "wijkraad-een")
        assert not plek.exists()
        een.vul(gezien="26-11-2026", bron=BRON).kijk()
        assert not plek.exists()
        een.bewaar()
        expect(een.melding).to_contain_text("Bewaard als nummer 2.")
    assert [regel.nummer for regel in _log(plek)] == [2, 1]
