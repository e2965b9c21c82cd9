"""The search on the screen, in a browser: a field in the page that goes to a place and gets out of the way."""

import pytest
from playwright.sync_api import expect

from publicatie.pagina import INDEX
from tests.bezoek import TELEFOON

pytestmark = pytest.mark.browser


def _veld(page):
    return page.locator(".wd-zoek [role=combobox]")


def test_a_name_typed_on_the_screen_goes_to_its_wijk(reis):
    """An everyday name and Enter: the wijk is chosen, the address says so, and the field is empty for the next name."""
    een = reis().open(peildatum="2024-07-01")
    veld = _veld(een.page)
    veld.fill("slachthuisb")
    expect(een.page.locator(".wd-zoek [role=option]").first).to_have_text(
        "Slachthuisbuurt gewone naam · wijk Slachthuiswijk"
    )
    een.page.keyboard.press("Enter")
    een.wacht_op_adres("/", peildatum="2024-07-01", wijk="WK039208")
    expect(een.dossier).to_have_text("Slachthuiswijk")
    expect(veld).to_have_value("")
    expect(veld).to_have_attribute("aria-expanded", "false")


def test_a_gebied_is_chosen_and_a_wijk_lets_it_go(reis):
    """A gebied by name shows that part of the city; a wijk elsewhere by name lets the gebied go."""
    een = reis().open(peildatum="2024-07-01")
    for getypt, delen in (("haarlem noord", {"gebied": "Noord"}), ("molenwijk", {"wijk": "WK039220"}), ("hele st", {})):
        _veld(een.page).fill(getypt)
        een.page.locator(".wd-zoek [role=option]").first.click()
        een.wacht_op_adres("/", peildatum="2024-07-01", **delen)


def test_the_list_comes_and_goes_with_the_field(reis):
    """Empty it shows no list; Escape takes the list away first and then the letters; who leaves the field closes it."""
    een = reis(maat=TELEFOON).open(peildatum="2024-07-01")
    veld, lijst = _veld(een.page), een.page.locator(".wd-zoek [role=listbox]")
    veld.focus()
    expect(lijst).to_be_hidden()
    veld.fill("rozen")
    expect(lijst).to_be_visible()
    vak = lijst.bounding_box()
    assert vak["x"] >= 0
    assert vak["x"] + vak["width"] <= TELEFOON[0]
    een.page.keyboard.press("Escape")
    expect(lijst).to_be_hidden()
    expect(veld).to_have_value("rozen")
    een.page.keyboard.press("Escape")
    expect(veld).to_have_value("")
    veld.fill("rozen")
    expect(lijst).to_be_visible()
    een.page.keyboard.press("Tab")
    expect(lijst).to_be_hidden()


def test_a_published_page_finds_names_without_a_server(browser, site):
    """Opened from disk the same field goes to a wijk; a gebied, which this page cannot show, is not offered."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((site / INDEX).as_uri())
    page.wait_for_selector(".wd[data-kaart=klaar]")
    veld = _veld(page)
    veld.fill("noord")
    expect(page.locator("[role=option] b").first).to_be_visible()
    assert "gebied" not in {tekst.split(" · ")[0] for tekst in page.locator("[role=option] small").all_inner_texts()}
    veld.fill("overdelft")
    page.keyboard.press("Enter")
    page.wait_for_url("**wijk=WK039213**")
    expect(page.locator(".wd-dossier h2").first).to_have_text("Te Zaanenkwartier")
    context.close()
