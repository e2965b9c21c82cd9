"""An officer enters what was heard on the work list, reads the log and undoes: in a real browser."""

import pytest
from playwright.sync_api import expect

from analysis.datumtekst import DATUM_VORM
from analysis.nederlands import datum
from register.opslag.ingrepen import Beeindig, NooitJuist, Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.wie import LOKAAL, Wie
from register.opslag.wijziging import Over
from systeem.klok import vandaag
from tests.bezoek import AFGEKAPT, ENGELS, GETEKEND, NORMAAL, TEKSTEN, TELEFOON, Bezoek, bezoeken, in_rust
from tests.oordeel import overtredingen
from tests.redactie import LANG, RAAR

pytestmark = pytest.mark.browser

BRON = f"telefonisch nagevraagd, {datum(vandaag())}"
COLLEGA = Over(Wie(LOKAAL, "collega", "Collega Kees"), "scherm", "Van een collega", "brief")
PASSEND = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].every((e) => e.scrollWidth <= e.clientWidth)"


class Officier(Bezoek):
    """Somebody who may change the register."""

    def werklijst(self, **adres):
        return self._open("werklijst", ".wd-werklijst tbody tr", **adres)

    def logboek(self):
        return self._open("logboek", ".wd-logboek")

    def _open(self, pagina, wacht, **adres):
        self.page.goto(f"{self.adres}/{pagina}?" + "&".join(f"{naam}={waarde}" for naam, waarde in adres.items()))
        self.page.wait_for_selector(wacht)
        in_rust(self.page)
        return self

    def rij(self, id_):
        return self.page.locator(f'[data-deel="rij-{id_}"]')

    def nummer(self, nummer):
        return self.page.locator(f'[data-deel="nr-{nummer}"]')

    def bericht(self, plek, tekst):
        expect(plek.locator(".wd-bericht")).to_contain_text(tekst)

    @property
    def gezegd(self):
        """What a screen reader was told last."""
        return self.page.locator(".wd-vak > [role=status]")


@pytest.fixture
def officier(vensters, redactie):
    """Open windows of officers in which nothing goes wrong, and nothing goes outside."""
    with bezoeken(Officier, vensters, redactie.adres) as nieuw:
        yield nieuw


# --- the work list ---


def test_what_exists_still_is_one_click(officier, redactie):
    """A click saves a sighting of today with the source above the list; the row stays, says so, and counts."""
    een = officier().werklijst()
    rij = een.rij("raad-drie")
    plek = rij.bounding_box()
    rij.get_by_role("button", name="Bestaat nog").click()
    een.bericht(rij, "Bestaat nog. Bewaard als nummer 2.")
    assert redactie.logboek() == [(2, "waarneming", BRON)]
    assert rij.bounding_box()["y"] == plek["y"]
    assert een.page.evaluate("() => document.activeElement.id") == "wd-bericht-raad-drie"
    expect(een.gezegd).to_have_text("Raad Drie: Bestaat nog. Bewaard als nummer 2.")
    expect(een.page.locator("[data-deel=voortgang]")).to_contain_text("2 van 7 nagevraagd")
    expect(rij.get_by_role("button", name="Bestaat nog")).to_have_count(0)
    een.page.get_by_role("button", name="Haal de organisatie die klaar is van de lijst").click()
    expect(rij).to_have_count(0)


def test_a_double_click_and_quick_clicks_save_each_once(officier, redactie):
    """Whoever clicks twice has saved once, and what is clicked before an answer came is saved too."""
    een = officier().werklijst()
    for id_ in ("raad-drie", "raad-een", "raad-twee"):
        een.rij(id_).get_by_role("button", name="Bestaat nog").dblclick()
    for id_ in ("raad-drie", "raad-een", "raad-twee"):
        een.bericht(een.rij(id_), "Bewaard als nummer")
    assert redactie.logboek() == [(nummer, "waarneming", BRON) for nummer in (2, 3, 4)]


def test_what_was_saved_is_undone_with_one_click(officier, redactie):
    """The row is as it was, with its buttons, and the log has both changes."""
    een = officier().werklijst()
    rij = een.rij("raad-twee")
    rij.get_by_role("button", name="Bestaat nog").click()
    rij.get_by_role("button", name="Draai terug").click()
    een.bericht(rij, "Bewaard als nummer 3. Nummer 2 is teruggedraaid.")
    expect(rij.get_by_role("button", name="Bestaat nog")).to_be_visible()
    assert [soort for _, soort, _ in redactie.logboek()] == ["waarneming", "teruggedraaid"]
    rij.get_by_role("button", name="Bestaat nog").click()
    een.bericht(rij, "Bewaard als nummer 4.")


def test_an_end_is_asked_and_typed_as_people_type_it(officier, redactie):
    """By keyboard: the date stands ready, a wrong one is refused in words at the row, a part of one will do."""
    een = officier().werklijst()
    rij, toetsen = een.rij("raad-twee"), een.page.keyboard
    rij.get_by_role("button", name="Gestopt", exact=True).press("Enter")
    expect(rij.get_by_label("Sinds wanneer bestaat zij niet meer?")).to_be_focused()
    toetsen.press("Escape")
    expect(rij.get_by_role("button", name="Gestopt", exact=True)).to_be_focused()
    toetsen.press("Enter")
    toetsen.type("gisteren")
    toetsen.press("Enter")
    een.bericht(rij, DATUM_VORM)
    assert redactie.logboek() == []
    rij.get_by_role("button", name="Gestopt", exact=True).press("Enter")
    toetsen.type("mrt 2026")
    toetsen.press("Enter")
    een.bericht(rij, "Gestopt per maart 2026. Bewaard als nummer 2.")
    assert redactie.opslag.lees()[1].rij(ORGANISATIE, "raad-twee")["tot"] == "2026-03"
    assert redactie.logboek() == [(2, "beëindigd", BRON)]
    expect(een.page.locator("[data-deel=voortgang]")).to_contain_text("2 van 7 nagevraagd")


def test_who_was_not_reached_stays_to_be_asked(officier, redactie):
    """It is told on the list, also to who comes later, and it proves nothing."""
    een = officier().werklijst()
    rij = een.rij("raad-drie")
    rij.get_by_role("button", name="Niet bereikt").click()
    een.bericht(rij, "Niet bereikt. Bewaard als nummer 2.")
    expect(rij).to_contain_text(f"niet bereikt op {datum(vandaag())}")
    expect(rij.get_by_role("button", name="Bestaat nog")).to_be_visible()
    expect(een.page.locator("[data-deel=voortgang]")).to_contain_text("1 van 7 nagevraagd")
    ander = officier().werklijst()
    expect(ander.rij("raad-drie")).to_contain_text(f"niet bereikt op {datum(vandaag())}")
    assert redactie.opslag.lees()[1].rij(ORGANISATIE, "raad-drie")["laatst_gezien"] == "2022-08"


def test_the_source_is_asked_once_and_never_empty(officier, redactie):
    """What is typed above the list goes with every click; an empty source is asked for where it is filled in."""
    een = officier().werklijst()
    veld = een.page.get_by_label("Waar weet u dit van?")
    veld.fill(" ")
    een.rij("raad-drie").get_by_role("button", name="Bestaat nog").click()
    expect(veld).to_be_focused()
    expect(veld).to_have_accessible_description("Vul dit eerst in.")
    veld.fill("https://raad.example/nieuws")
    for id_ in ("raad-drie", "raad-een"):
        een.rij(id_).get_by_role("button", name="Bestaat nog").click()
        een.bericht(een.rij(id_), "Bewaard als nummer")
    assert veld.input_value() == "https://raad.example/nieuws"
    assert {bron for _, _, bron in redactie.logboek()} == {"https://raad.example/nieuws"}


def test_what_a_colleague_did_meanwhile_is_said_and_kept(officier, redactie):
    """Ended or taken out since the page was drawn: nothing is saved, nothing revived, and the row says so."""
    een, ander = officier().werklijst(), officier().werklijst()
    redactie.opslag.bewaar(COLLEGA, Beeindig(ORGANISATIE, "raad-drie", "2026-01"))
    redactie.opslag.bewaar(COLLEGA, NooitJuist(ORGANISATIE, "raad-twee"))
    een.rij("raad-drie").get_by_role("button", name="Bestaat nog").click()
    een.bericht(een.rij("raad-drie"), "Iemand anders heeft hier intussen iets over bewaard (nummer 2)")
    ander.rij("raad-twee").get_by_role("button", name="Niet bereikt").click()
    ander.bericht(ander.rij("raad-twee"), "staat niet meer in het register")
    assert len(redactie.logboek()) == 2


def test_five_organisations_take_five_presses_of_a_key(officier, redactie):
    """By keyboard alone: after each the focus is at its row, and two tabs on stands the next organisation."""
    een = officier().werklijst()
    toetsen = een.page.keyboard
    een.rij("raad-drie").get_by_role("button", name="Bestaat nog").focus()
    volgorde = ("raad-drie", "raad-een", "raad-twee", "raad-vier", "raad-vijf")
    for plek, id_ in enumerate(volgorde):
        toetsen.press("Enter")
        een.bericht(een.rij(id_), "Bewaard als nummer")
        expect(een.rij(id_).locator(".wd-bericht")).to_be_focused()
        volgende = een.rij(volgorde[min(plek + 1, 4)]).get_by_role("button", name="Bestaat nog")
        while plek < 4 and not volgende.evaluate("(e) => e === document.activeElement"):
            toetsen.press("Tab")
    assert len(redactie.logboek()) == 5


def test_who_may_not_change_sees_the_list_as_it_was(vensters, dicht):
    """Without leave there are no buttons and no field, but one sentence that says how to switch it on."""
    with vensters.leen(NORMAAL) as context:
        een = Officier(context, dicht).werklijst()
        expect(een.page.locator(".wd-waaromniet")).to_contain_text("Wijzigen staat uit.")
        expect(een.page.locator(".wd-doen, .wd-bronregel")).to_have_count(0)
        een.page.goto(f"{dicht}/logboek")
        expect(een.page.locator(".wd-tekst h1")).to_have_text("Logboek")
        expect(een.page.locator("[data-testid=stMain]")).to_contain_text("Wijzigen staat uit.")
        expect(een.page.locator(".wd-wijzigingen")).to_have_count(0)


# --- the log ---


def _maak_logboek(redactie):
    """Changes of a colleague: an end, another name with hostile texts, and one that was changed again."""
    opslag = redactie.opslag
    opslag.bewaar(COLLEGA, Beeindig(ORGANISATIE, "raad-drie", "2026-01"))
    raar = Over(COLLEGA.wie, "scherm", f"Mail van jan@voorbeeld.nl {RAAR}", "javascript:alert(1)")
    opslag.bewaar(
        raar, Wijzig(ORGANISATIE, "raad-twee", {"opmerking": f"{LANG}anders", "website": "https://twee.example"})
    )
    opslag.bewaar(COLLEGA, Wijzig(ORGANISATIE, "raad-vier", {"naam": "=cmd() שלום"}))
    opslag.bewaar(
        COLLEGA, Wijzig(ORGANISATIE, "raad-vier", {"naam": "Raad Vier Anders", "website": "https://vier.example"})
    )


def test_a_wrong_change_is_undone_in_two_clicks(officier, redactie):
    """The log shows what undoing does before it is done, with a reason to begin with; a double click saves once."""
    _maak_logboek(redactie)
    een = officier().logboek()
    nummer = een.nummer(2)
    expect(nummer).to_contain_text("2. Gestopt")
    expect(nummer).to_contain_text("Collega Kees")
    expect(nummer.locator(".wd-rijverschil")).to_contain_text("Einde: januari 2026")
    nummer.get_by_role("button", name="Draai terug").click()
    paneel = nummer.locator(".wd-logpaneel")
    expect(paneel).to_contain_text("Dit wordt weer zoals het was")
    expect(paneel).to_contain_text("700 inwoners van “niets” naar")
    assert een.page.evaluate("() => document.activeElement.id") == "wd-paneel-2"
    paneel.get_by_role("button", name="Bewaar: draai terug").dblclick()
    een.bericht(nummer, "Bewaard als nummer 6. Nummer 2 is teruggedraaid.")
    expect(een.gezegd).to_have_text("Bewaard als nummer 6. Nummer 2 is teruggedraaid.")
    expect(een.nummer(6)).to_contain_text("Nummer 2 teruggedraaid: vergissing")
    assert len(redactie.logboek()) == 5
    assert redactie.opslag.lees()[1].rij(ORGANISATIE, "raad-drie")["tot"] == ""


def test_undoing_asks_why_and_says_when_there_is_nothing_to_undo(officier, redactie):
    """By keyboard: the reason is never empty; of what changed again since, it is said before anything is saved."""
    _maak_logboek(redactie)
    een = officier().logboek()
    een.nummer(2).get_by_role("button", name="Draai terug").press("Enter")
    veld = een.page.get_by_label("Waarom draait u dit terug?")
    veld.fill("")
    veld.press("Enter")
    expect(veld).to_be_focused()
    expect(veld).to_have_accessible_description("Vul dit eerst in.")
    veld.fill("Nummer 2 teruggedraaid: verkeerde raad")
    veld.press("Enter")
    een.bericht(een.nummer(2), "Nummer 2 is teruggedraaid.")
    assert redactie.opslag.logboek()[0].waarom == "Nummer 2 teruggedraaid: verkeerde raad"
    een.nummer(4).get_by_role("button", name="Draai terug").press("Enter")
    expect(een.nummer(4).locator(".wd-logpaneel")).to_contain_text("is daarna opnieuw veranderd")
    expect(een.nummer(4).locator(".wd-logpaneel form")).to_have_count(0)
    een.nummer(4).get_by_role("button", name="Sluit").press("Enter")
    expect(een.nummer(4).get_by_role("button", name="Draai terug")).to_be_focused()
    expect(een.nummer(1).get_by_role("button")).to_have_count(0)


def test_the_effect_of_a_change_is_told_on_the_day_of_the_view(officier, redactie):
    """How many residents came into another group, and of every group before and after it; on another day another."""
    _maak_logboek(redactie)
    een = officier().logboek()
    een.nummer(2).get_by_role("button", name="Wat deed dit?").click()
    paneel = een.nummer(2).locator(".wd-logpaneel")
    expect(paneel).to_contain_text("kwamen hierdoor 700 inwoners in een andere groep, in Driewijk.")
    expect(paneel.locator("table")).to_be_visible()
    een.nummer(3).get_by_role("button", name="Wat deed dit?").click()
    expect(een.nummer(3).locator(".wd-logpaneel")).to_contain_text("veranderde hierdoor niets in de groepen")
    expect(paneel).to_have_count(0)
    een.nummer(3).get_by_role("button", name="Wat deed dit?", expanded=True).click()
    expect(een.nummer(3).locator(".wd-logpaneel")).to_have_count(0)
    expect(een.nummer(3).get_by_role("button", name="Wat deed dit?", expanded=False)).to_be_focused()


def test_the_log_is_searched_and_turned(officier, redactie):
    """By organisation, reason, who, what and period; what is no date is said; a long log goes page by page."""
    _maak_logboek(redactie)
    for keer in range(20):
        redactie.opslag.bewaar(COLLEGA, Wijzig(ORGANISATIE, "raad-vijf", {"naam": f"Raad Vijf {keer}"}))
    een = officier().logboek()
    telling = een.page.locator(".wd-telling")
    expect(telling).to_have_text("25 wijzigingen; u ziet 1 tot en met 20.")
    een.page.get_by_role("button", name="Ouder").click()
    expect(telling).to_have_text("25 wijzigingen; u ziet 21 tot en met 25.")
    expect(telling).to_be_focused()
    expect(een.page.get_by_role("button", name="Ouder")).to_have_count(0)
    een.page.get_by_role("button", name="Nieuwer").click()
    expect(telling).to_contain_text("u ziet 1 tot")
    zoek = een.page.get_by_label("Organisatie, reden of bron")
    zoek.fill("raad DRIE")
    zoek.press("Enter")
    expect(telling).to_have_text("2 wijzigingen gevonden.")
    een.page.get_by_role("button", name="Toon alles").click()
    expect(telling).to_contain_text("25 wijzigingen")
    een.page.get_by_role("combobox", name="Wat", exact=True).select_option(label="gestopt")
    een.page.get_by_role("button", name="Zoek", exact=True).click()
    expect(telling).to_have_text("1 wijziging gevonden.")
    een.page.get_by_label("Tot en met").fill("ooit")
    een.page.get_by_role("button", name="Zoek", exact=True).click()
    expect(een.page.locator("#wd-zoekfout")).to_contain_text(DATUM_VORM)
    expect(een.page.locator("#wd-zoekfout")).to_be_focused()
    een.page.get_by_label("Tot en met").fill(str(vandaag().year - 1))
    een.page.get_by_role("button", name="Zoek", exact=True).click()
    expect(telling).to_have_text("0 wijzigingen gevonden.")


# --- both, whoever reads ---

# Every page that these styles could touch, and what it shows when it has come up.
PAGINAS = {
    "Stad": ".wd[data-kaart=klaar] .wd-knop[aria-valuenow]",
    "Register": ".wd-register:not([aria-busy]) tbody tr",
    "Werklijst": ".wd-werklijst tbody tr",
    "Logboek": ".wd-logboek",
}
UITERLIJK = """() => [...document.querySelectorAll(".wd *, .wd-register *, .wd-vak *")].filter((e) => e.checkVisibility()).map((e) => {
  const { x, y, width, height } = e.getBoundingClientRect(), { borderLeft, color } = getComputedStyle(e);
  return [e.getAttribute("class"), ...[x, y, width, height].map(Math.round), borderLeft, color].join(" ");
})"""


def test_a_page_looks_the_same_whatever_was_open_before(officier):
    """The style of one page, that stays when another is opened, changes nothing there."""
    een, vers = officier(), {}

    def uiterlijk(wacht):
        een.page.wait_for_selector(wacht)
        in_rust(een.page)
        een.page.evaluate(GETEKEND)
        return een.page.evaluate(UITERLIJK)

    for naam, wacht in PAGINAS.items():
        een.page.goto(f"{een.adres}/{naam.lower().replace('stad', '')}?peildatum=2024-07-01")
        vers[naam] = uiterlijk(wacht)
    for naam, wacht in [*PAGINAS.items()] * 2:  # the second time every style is there
        een.page.get_by_role("link", name=naam, exact=True).first.click()
        assert uiterlijk(wacht) == vers[naam], naam


def _alles_open(een, pagina):
    if pagina == "werklijst":
        een.rij("raad-drie").get_by_role("button", name="Bestaat nog").click()
        een.bericht(een.rij("raad-drie"), "Bewaard als nummer")
        een.rij("raad-twee").get_by_role("button", name="Gestopt", exact=True).click()
        een.rij("raad-vier").get_by_role("button", name="Niet bereikt").click()
        een.bericht(een.rij("raad-vier"), "Bewaard als nummer")
    else:
        een.nummer(2).get_by_role("button", name="Draai terug").click()
        een.page.wait_for_selector(".wd-logpaneel form")


@pytest.mark.parametrize("pagina", ["werklijst", "logboek"])
def test_the_pages_of_officers_are_for_everybody(officier, redactie, pagina):
    """Hostile texts are text, no link runs a script, nothing sticks out, every word is Dutch, and axe finds nothing."""
    if pagina == "logboek":
        _maak_logboek(redactie)
    een = officier()
    getattr(een, pagina)()
    _alles_open(een, pagina)
    in_rust(een.page)
    tekst = een.page.locator("[data-testid=stMain]").inner_text()
    assert RAAR in tekst
    assert "javascript:alert(1)" in tekst
    assert een.page.locator('a[href^="javascript"]').count() == 0
    assert een.page.locator(".wd-vak script").count() == 0
    assert sorted(t for t in een.page.evaluate(TEKSTEN) if ENGELS.search(t)) == []
    for maat in (NORMAAL, TELEFOON):
        een.maat(maat)
        assert een.page.evaluate(PASSEND)
        assert een.page.evaluate(AFGEKAPT) == []
        assert overtredingen(een.page) == []


@pytest.mark.parametrize("pagina", ["werklijst", "logboek"])
def test_paper_has_no_buttons(officier, redactie, pagina):
    """Printed, the list and the log are what there is to read: no buttons and no fields."""
    _maak_logboek(redactie)
    een = officier()
    getattr(een, pagina)()
    een.page.emulate_media(media="print")
    for knop in een.page.locator(".wd-vak :is(button, input, select)").all():
        expect(knop).not_to_be_visible()
    expect(een.page.locator(".wd-vak h1")).to_be_visible()
