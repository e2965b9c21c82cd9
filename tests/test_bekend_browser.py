"""Known then in a real browser: chosen by keyboard, kept wherever one goes, on a phone and on paper, and left again."""

import re
from datetime import UTC, datetime

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

import register.opslag.opslag
from register.adres import vind_adres
from register.opslag.ingrepen import Beeindig
from tests.bezoek import BLADZIJDE, ENGELS, TEKSTEN, TELEFOON, in_rust
from tests.databases import begonnen, over
from tests.echt import DATA

pytestmark = pytest.mark.browser

WIJK = "WK039220"  # Molenwijk, of which the end of the wijkraad was entered on 1 June
DAG = {"peildatum": "2024-08-01"}
TOEN = DAG | {"bekend_op": "2026-03-03"}


@pytest.fixture(scope="module")
def register_server(start_server, tmp_path_factory):
    """The application on a register that began in February and was changed in June."""
    pad = str(tmp_path_factory.mktemp("register") / "register.db")
    with pytest.MonkeyPatch.context() as lap:
        lap.setattr(register.opslag.opslag, "nu", lambda: datetime(2026, 2, 2, 9, tzinfo=UTC))
        opslag = begonnen(pad, DATA)
        lap.setattr(register.opslag.opslag, "nu", lambda: datetime(2026, 6, 1, 9, tzinfo=UTC))
        opslag.bewaar(over(), Beeindig("organisatie", "wijkraad-molenwijk", "2024-07-01"))
        vind_adres(pad).opslag.database.sluit()
    return start_server(pad)


def _regel(een):
    return een.page.locator(".wd-bekend")


def _niets(een):
    """How many residents have nothing, as the screen says it."""
    return een.page.locator("[data-w=g0]").inner_text()


def test_chosen_by_keyboard_and_kept_wherever_one_goes(reis, register_server):
    """A day in the chip of the date shows the register of then: on the timeline, in a wijk, on other pages; until one leaves it."""
    een = reis(register_server).open(**DAG)
    nu = _niets(een)
    een.page.locator("details.wd-chip summary").focus()
    een.page.keyboard.press("Enter")
    veld = een.page.get_by_label("Bekend op")
    veld.focus()
    een.page.keyboard.type("morgen")
    een.page.keyboard.press("Enter")
    expect(een.page.locator("#wd-bekend_op-uitleg")).to_contain_text("het nummer van een wijziging")
    veld.fill("3 mrt 2026")
    een.page.keyboard.press("Enter")
    een.wacht_op_adres(**TOEN)
    expect(_regel(een)).to_have_text("Bekend op 3 maart 2026 (nr. 1) · terug naar nu")
    expect(een.page).to_have_title(re.compile("bekend op 3 maart 2026"))
    expect(een.page.locator("[data-w=g0]")).not_to_have_text(nu)
    assert een.page.evaluate("() => document.activeElement.id") == "wd-bekend_op"
    een.page.keyboard.press("Escape")

    # What the page shows by itself is what the server says of that day: both are of the register of then.
    een.knop.focus()
    een.page.keyboard.press("ArrowRight")
    een.page.wait_for_function("() => !location.search.includes('2024-08-01')")
    een.beantwoord()
    vlot = een.page.evaluate(BLADZIJDE)
    een.page.reload()
    een.wacht_op_tijdlijn()
    een.beantwoord()
    assert een.page.evaluate(BLADZIJDE) == vlot

    een.klik_wijk(WIJK)
    een.page.wait_for_url(re.compile(f"wijk={WIJK}.*bekend_op=2026-03-03"))
    een.beantwoord()
    een.page.get_by_role("link", name="Verantwoording").click()
    expect(een.page.get_by_role("heading", name="Verantwoording")).to_be_visible()
    expect(_regel(een)).to_contain_text("Bekend op 3 maart 2026 (nr. 1)")
    een.page.go_back()
    een.page.wait_for_selector(".wd[data-kaart=klaar]")

    terug = een.page.get_by_role("link", name="terug naar nu")
    expect(terug).to_have_attribute("href", re.compile(r"^\?peildatum=[^?]*$"))
    terug.focus()
    een.page.keyboard.press("Enter")
    expect(_regel(een)).to_have_count(0)
    een.page.wait_for_function("() => !location.search.includes('bekend')")
    assert een.page.evaluate("() => document.activeElement !== document.body")


def test_the_city_of_then_and_of_now(reis, register_server):
    """Two addresses that differ in nothing else show other numbers, and the way back makes them equal without a reload."""
    een, ander = reis(register_server).open(**TOEN), reis(register_server).open(**DAG)
    assert een.page.evaluate(BLADZIJDE) != ander.page.evaluate(BLADZIJDE)
    een.page.get_by_role("link", name="terug naar nu").click()
    een.wacht_op_adres(**DAG)
    een.beantwoord()
    een.in_beeld()
    assert een.page.evaluate(BLADZIJDE) == ander.page.evaluate(BLADZIJDE)
    een.page.go_back()
    expect(_regel(een)).to_contain_text("Bekend op 3 maart 2026")


def test_why_a_day_cannot_be_shown_is_readable_where_it_was_asked(reis, register_server):
    """A day before the register began: the open menu and the search field leave the sentence about it free."""
    een = reis(register_server).open(**DAG)
    een.page.locator("details.wd-chip summary").click()
    veld = een.page.get_by_label("Bekend op")
    veld.fill("1 jan 2026")
    veld.press("Enter")
    zin = een.page.get_by_text("Op 1 januari 2026 was er nog geen register")
    expect(zin).to_be_visible()
    in_rust(een.page)
    expect(een.page.get_by_label("Bekend op")).to_be_visible()
    vak = een.page.get_by_test_id("stAlert").bounding_box()
    for ander in (een.page.locator("details.wd-chip"), een.page.get_by_role("combobox", name="Zoek een wijk")):
        assert ander.bounding_box()["y"] >= vak["y"] + vak["height"]


def test_then_and_now_about_one_day(bezoek, register_server):
    """One press compares what was known at the beginning with now; the page says that nothing else differs."""
    een = bezoek(register_server)
    een.page.goto(f"{register_server}/veranderd?peildatum=2024-08-01")
    een.page.get_by_role("button", name="zelfde peildatum: toen en nu bekend").click()
    expect(een.kop).to_contain_text("Over 1 augustus 2024 was later iets anders bekend in 1 wijk")
    expect(een.page.locator(".wd-lijst h2")).to_have_text(["In het register"])
    expect(een.page.locator(".wd-lijst")).to_contain_text("Wijkraad Molenwijk op 1 augustus 2024 toch niet mee")
    assert not [tekst for tekst in een.page.evaluate(TEKSTEN, ".wd-lijst") if ENGELS.search(tekst)]
    een.page.locator("details.wd-chip summary").click()
    een.page.get_by_label("Van: bekend op").fill("")
    een.page.keyboard.press("Tab")
    een.page.wait_for_function("() => !location.search.includes('bekend_van')")
    expect(een.page.locator(".wd-lijst h2").first).to_have_text("In de stad")


def test_on_a_phone_on_paper_and_to_axe(bezoek, register_server):
    """The line fits a phone, is printed without its link, and axe finds nothing serious in it."""
    een = bezoek(register_server, maat=TELEFOON).open(**TOEN)
    expect(_regel(een)).to_be_in_viewport(ratio=1)
    assert een.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    een.page.evaluate(Axe().axe_script)
    uitslag = een.page.evaluate("() => axe.run('.st-key-keuzes', { resultTypes: ['violations'] })")
    assert [fout["id"] for fout in uitslag["violations"] if fout["impact"] in {"serious", "critical"}] == []
    in_rust(een.page)
    een.page.emulate_media(media="print")
    expect(_regel(een)).to_be_visible()
    expect(een.page.get_by_text("terug naar nu")).to_be_hidden()
