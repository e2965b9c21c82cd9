"""Choosing a werkgebied on the page Register, in a real browser: on the map, in the list, by name and by keyboard."""

import contextlib
import re

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from register.adres import vind_adres
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.wijzigen import bewaar
from tests import klein
from tests.bezoek import ENGELS, NORMAAL, TEKSTEN, TELEFOON, in_rust
from tests.databases import begonnen, over
from tests.klein import B11, B12, B21, B31, B32, B41, B42, W1, W2, W3, W4
from tests.servers import draaiend, vrije_poort

pytestmark = pytest.mark.browser

NIEUW, RIJ = "wat=nieuw-wijkplatform", "wat=verbeter&rij=platform-een"


class Toepassing:
    """The application with a register of its own that may be changed, on a port that stays its own."""

    def __init__(self, map_):
        self.map_, self.poort, self.adres = klein.schrijf_map(map_, _met_bijnaam), vrije_poort(), ""
        self.register, self._draait = str(map_ / "register.db"), contextlib.ExitStack()
        begonnen(self.register, map_)

    def start(self):
        """Start it, and wait until it answers."""
        server = draaiend(self.map_ / "log.txt", self.register, bewerken=True, poort=self.poort)
        self.adres = self._draait.enter_context(server).adres

    def stop(self):
        """Stop it; what it kept stays."""
        self._draait.close()

    def bewaar(self, naam):
        """Save another name for an organisation, as a colleague would."""
        bewaar(vind_adres(self.register), over(), Wijzig(ORGANISATIE, "wijkraad-een", {"naam": naam}))


def _met_bijnaam(stad):
    bijnaam = f'[[bijnaam]]\nnaam = "Slachthuis"\nplek = "{W3}"\nbron = "de krant"\n'
    stad.tekst["gemeente.toml"] = klein.gemeente_toml() + bijnaam


@pytest.fixture(name="toepassing", scope="module")
def _toepassing(browser, tmp_path_factory):
    een = Toepassing(tmp_path_factory.mktemp("klein"))  # without a browser none is needed
    een.start()
    yield een
    een.stop()


class Kiezer:
    """The choice on the page, as a visitor sees it."""

    def __init__(self, page):
        self.page, self.wortel = page, page.locator(".wd-werkgebied").first
        self.chips, self.som = self.wortel.locator(".wd-gekozen button"), self.wortel.locator(".wd-gekozensom")
        self.zoekveld = self.wortel.get_by_label("Zoek een wijk of buurt")
        self.waarde = page.locator("input[type=hidden]:has(+ .wd-kiesplek)")

    def vak(self, code):
        """The box of a buurt, or of a whole wijk."""
        if code.startswith("WK"):
            return self.wortel.locator(f"[data-wijk={code}] [data-heel]")
        return self.wortel.locator(f"input[value={code}]")

    def vlak(self, code):
        """The buurt on the map."""
        return self.wortel.locator(f"[data-code={code}]")

    def klap_uit(self, wijk):
        """Show the buurten of a wijk in the list."""
        self.wortel.locator(f"[data-wijk={wijk}] summary").click()

    def heeft(self, *gekozen):
        """Assert what is chosen: the form, the map and the list show the same."""
        aan = "(vlakken) => vlakken.filter((e) => e.getAttribute('aria-checked') === 'true').map((e) => e.dataset.code).sort()"
        vinkjes = "(vakken) => vakken.filter((e) => e.checked && e.value !== 'on').map((e) => e.value).sort()"
        assert self.waarde.input_value().split() == sorted(gekozen)
        assert self.wortel.locator("[data-code]").evaluate_all(aan) == sorted(gekozen)
        assert self.wortel.locator("input[type=checkbox]").evaluate_all(vinkjes) == sorted(gekozen)


def _axe(page, plek):
    """What axe finds in a part of the page: each rule, and where."""
    page.evaluate(Axe().axe_script)
    gevonden = page.evaluate("(plek) => axe.run(plek, { resultTypes: ['violations'] })", plek)["violations"]
    return [(een["id"], een["nodes"][0]["html"][:120]) for een in gevonden]


@contextlib.contextmanager
def _open(vensters, toepassing, formulier=NIEUW, maat=NORMAAL):
    with vensters.leen(maat) as context:
        page = context.new_page()
        page.goto(f"{toepassing.adres}/register?{formulier}")
        page.wait_for_selector(".wd-werkgebied")
        in_rust(page)
        yield Kiezer(page)


def test_it_starts_from_what_the_row_has(vensters, toepassing):
    """What the row has is chosen on the map, in the list and above them, until another choice is made."""
    with _open(vensters, toepassing, RIJ) as kiezer:
        assert kiezer.chips.all_inner_texts() == ["Eenwijk (hele wijk)"]
        expect(kiezer.som).to_have_text("Eenwijk, 2 buurten, 1.000 inwoners.")
        expect(kiezer.vak(W1)).to_be_checked()
        assert kiezer.waarde.input_value() == W1
        kiezer.vlak(B21).click()
        kiezer.heeft(B11, B12, B21)
        assert kiezer.vak(W2).evaluate("(e) => e.indeterminate")
        expect(kiezer.som).to_have_text("Eenwijk en Tweewijk, 3 buurten, 1.500 inwoners.")


def test_map_and_list_are_one_choice(vensters, toepassing):
    """A click on the map is a mark in the list and the other way round; a whole wijk is one click and one name."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.vlak(B31).click()
        kiezer.heeft(B31)
        expect(kiezer.som).to_have_text("Driewijk, 1 buurt, 700 inwoners.")
        kiezer.klap_uit(W3)
        kiezer.vak(B32).check()
        kiezer.heeft(B31, B32)
        assert kiezer.chips.all_inner_texts() == ["Driewijk (hele wijk)"]
        kiezer.vlak(B32).click()
        kiezer.heeft(B31)
        kiezer.vak(W1).check()
        kiezer.heeft(B11, B12, B31)
        expect(kiezer.som).to_have_text("Driewijk en Eenwijk, 3 buurten, 1.700 inwoners.")
        kiezer.vak(W1).uncheck()
        kiezer.heeft(B31)


def test_a_whole_wijk_has_the_population_of_the_wijk(vensters, toepassing):
    """CBS rounds: a wijk chosen whole counts with its own number, that need not be the sum of its buurten."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.vak(W2).check()
        expect(kiezer.som).to_have_text("Tweewijk, 2 buurten, 905 inwoners.")


def test_unknown_is_never_nothing(vensters, toepassing):
    """A buurt of unknown population makes the sum a lower bound, and alone it makes it unknown."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.vlak(B42).click()
        expect(kiezer.som).to_have_text("Vierwijk, 1 buurt, aantal inwoners onbekend.")
        kiezer.vlak(B11).click()
        expect(kiezer.som).to_have_text("Eenwijk en Vierwijk, 2 buurten, ten minste 600 inwoners.")


def test_what_is_chosen_can_be_taken_away_above(vensters, toepassing):
    """Each name above takes itself away, and the focus goes to the next, so that several go one after another."""
    with _open(vensters, toepassing, RIJ) as kiezer:
        kiezer.vlak(B21).click()
        kiezer.page.get_by_role("button", name="Haal Eenwijk (hele wijk) weg").press("Enter")
        kiezer.heeft(B21)
        expect(kiezer.page.get_by_role("button", name="Haal Buurt 201 weg")).to_be_focused()
        kiezer.page.keyboard.press("Space")
        kiezer.heeft()
        expect(kiezer.zoekveld).to_be_focused()
        expect(kiezer.som).to_have_text("Nog geen buurt gekozen. Klik op de kaart, of kies in de lijst.")


@pytest.mark.parametrize(
    ("getypt", "wijken", "buurten"),
    [
        ("drie", ["Driewijk"], []),
        ("slachthuis", ["Driewijk"], []),
        ("zuid", ["Driewijk", "Vierwijk"], []),
        ("buurt 402", ["Vierwijk"], ["Buurt 402"]),
        ("driewjik", ["Driewijk"], []),
        ("nergens", [], []),
    ],
)
def test_a_name_finds_its_place(vensters, toepassing, getypt, wijken, buurten):
    """A wijk, a buurt, a gebied and an everyday name are found, also with one letter wrong; nothing found is said."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.zoekveld.fill(getypt)
        zichtbaar = "(alle) => alle.filter((e) => e.checkVisibility()).map((e) => e.textContent)"
        rijen = kiezer.wortel.locator(".wd-kieswijken fieldset > label > span")
        assert rijen.evaluate_all(zichtbaar) == wijken
        assert kiezer.wortel.locator(".wd-kieswijken details > label > span").evaluate_all(zichtbaar) == buurten
        hits = len([*wijken, *buurten]) - (1 if buurten else 0)
        expect(kiezer.wortel.locator("[data-gevonden]")).to_have_text(
            f"{hits} gevonden" if hits else "Niets gevonden met deze naam."
        )
        kiezer.zoekveld.press("Escape")
        assert len(rijen.evaluate_all(zichtbaar)) == 4


def test_everything_goes_by_keyboard(vensters, toepassing):
    """Typing, Enter and Space choose by name; on the map one Tab comes in, arrows go aside and Space chooses."""
    with _open(vensters, toepassing) as kiezer:
        toets = kiezer.page.keyboard
        kiezer.zoekveld.focus()
        toets.type("buurt 301")
        toets.press("Enter")
        expect(kiezer.vak(B31)).to_be_focused()
        toets.press("Space")
        kiezer.heeft(B31)
        kiezer.zoekveld.fill("")
        kiezer.vlak(B11).focus()
        toets.press("ArrowRight")
        expect(kiezer.vlak(B12)).to_be_focused()
        expect(kiezer.wortel.locator("[data-aangewezen]")).to_have_text("Buurt 102, Eenwijk, 400 inwoners")
        toets.press("Enter")
        kiezer.heeft(B12, B31)
        toets.press("ArrowUp")
        expect(kiezer.vlak(B32)).to_be_focused()
        toets.press("Space")
        kiezer.heeft(B12, B31, B32)
        assert kiezer.wortel.locator("[data-code][tabindex='0']").count() == 1


def test_enter_in_the_search_sends_no_form(vensters, toepassing):
    """Enter goes to what was found, and does nothing else; an empty search neither."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.zoekveld.press("Enter")
        kiezer.zoekveld.fill("vierwijk")
        kiezer.zoekveld.press("Enter")
        expect(kiezer.vak(W4)).to_be_focused()
        in_rust(kiezer.page)
        assert kiezer.page.locator("[data-plek=gevolg] *").count() == 0


def test_a_choice_outlives_a_colleague_a_new_server_and_a_new_page(vensters, toepassing):
    """What was chosen stays when somebody else saves, when the server starts anew, and when the page is loaded again."""
    with _open(vensters, toepassing) as kiezer:
        kiezer.vlak(B41).click()
        toepassing.bewaar("Wijkraad Anders")
        kiezer.page.get_by_role("button", name="Bekijk gevolg").click()
        in_rust(kiezer.page)
        kiezer.heeft(B41)
        toepassing.stop()
        expect(kiezer.page.locator(".wd-verbinding")).to_have_text(re.compile("verbinding"))
        kiezer.vlak(B11).click()  # while nobody listens
        toepassing.start()
        expect(kiezer.page.locator(".wd-verbinding")).to_have_text("")
        in_rust(kiezer.page)
        kiezer.heeft(B11, B41)
        kiezer.page.reload()
        expect(kiezer.chips).to_have_text(["Buurt 101", "Buurt 401"])
        kiezer.heeft(B11, B41)


def test_its_effect_shows_two_maps_and_leads_to_another_day(vensters, toepassing):
    """What was chosen is outlined on two maps that are really drawn; the day on which it matters is one click away."""
    with _open(vensters, toepassing, f"{NIEUW}&peildatum=2026-11-26") as kiezer:
        page = kiezer.page
        page.get_by_label("Naam", exact=True).fill("Wijkplatform Vier")
        kiezer.vak(W4).check()
        page.locator("[name=van]").fill("1 maart 2027")
        page.locator("[name=bron]").fill("brief")
        page.get_by_role("button", name="Bekijk gevolg").click()
        gevolg = page.locator(".wd-gevolg .wd-gevolg")
        expect(gevolg).to_contain_text("Er verandert op 26 november 2026 niets in de groepen.")
        gevolg.get_by_role("button", name="vanaf 1 maart 2027").click()
        expect(gevolg).to_contain_text("Op 1 maart 2027 hebben 300 inwoners meer een wijkplatform, in Vierwijk.")
        for naam in ("Kaart van Kleinstad nu", "Kaart van Kleinstad straks"):
            kaart = gevolg.get_by_role("img", name=re.compile(naam))
            expect(kaart).to_be_visible()
            assert kaart.evaluate("(e) => e.decode().then(() => e.naturalWidth)") > 100
        kiezer.heeft(B41, B42)
        assert [tekst for tekst in page.evaluate(TEKSTEN, ".wd-gevolg") if ENGELS.search(tekst)] == []
        assert _axe(page, ".wd-gevolg") == []


@pytest.mark.parametrize("maat", [NORMAAL, TELEFOON, (320, 256)], ids=lambda maat: f"{maat[0]}")
def test_it_fits_is_large_enough_and_keeps_nobody_out(vensters, toepassing, maat):
    """At every width nothing sticks out, what is pressed is at least 24 pixels high, axe finds nothing, all is Dutch."""
    with _open(vensters, toepassing, maat=maat) as kiezer:
        kiezer.klap_uit(W3)
        assert kiezer.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        hoogten = kiezer.wortel.locator("button, summary, label:has([type=checkbox]), [type=search]").evaluate_all(
            "(delen) => delen.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().height)"
        )
        assert min(hoogten) >= 24
        assert [tekst for tekst in kiezer.page.evaluate(TEKSTEN, ".wd-werkgebied") if ENGELS.search(tekst)] == []
        assert _axe(kiezer.page, ".wd-werkgebied") == []
