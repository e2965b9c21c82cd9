"""What changed since the last visit, in a real browser: only that browser knows when it was."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from analysis.nederlands import datum
from systeem.klok import vandaag
from tests.bezoek import in_rust
from tests.oordeel import toont_vergelijking

pytestmark = pytest.mark.browser

VROEGER = vandaag() - timedelta(days=3)
KNOP = "button[data-bezoek]"


@pytest.fixture
def een(reis):
    """A visitor on the page, who was never here before."""
    een = reis()
    een.open("/veranderd")
    een.page.evaluate("() => localStorage.clear()")
    _opnieuw(een)
    return een


def _opnieuw(een):
    een.page.reload()
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.page.wait_for_selector(KNOP, state="attached")
    in_rust(een.page)


def _was_hier(een, dag):
    een.page.evaluate(
        "(bezoek) => localStorage.setItem('wijkdekking-bezoek', bezoek)", json.dumps({"laatste": dag.isoformat()})
    )


def test_a_first_visit_has_nothing_to_compare_with(een):
    """Who was never here before, sees no choice for it; and neither does who comes back on the same day."""
    expect(een.page.locator(KNOP)).to_be_hidden()
    _opnieuw(een)
    expect(een.page.locator(KNOP)).to_be_hidden()


def test_since_the_last_visit_is_one_click_away(een, register):
    """It names the day of the visit before this one, also when the page is opened again, and compares from it."""
    _was_hier(een, VROEGER)
    for _ in range(2):
        _opnieuw(een)
        expect(een.page.locator(KNOP)).to_have_text(f"sinds mijn vorige bezoek ({datum(VROEGER)})")
    een.page.get_by_role("button", name="sinds mijn vorige bezoek").click()
    een.wacht_op_adres("/veranderd", peildatum=vandaag().isoformat(), van=VROEGER.isoformat())
    toont_vergelijking(een, register, VROEGER, vandaag())
    expect(een.page.locator(KNOP)).to_have_attribute("aria-pressed", "true")


def test_the_day_of_a_visit_stays_in_the_browser_until_it_is_chosen(een):
    """Nothing that goes to the server names it, in an address or a message, as long as nobody chose it."""
    _was_hier(een, VROEGER)
    een.berichten.clear()
    een.verzoeken.clear()
    _opnieuw(een)
    expect(een.page.locator(KNOP)).to_be_visible()
    assert len(een.verzoeken) > 0
    assert not any(VROEGER.isoformat() in str(wat) for wat in (*een.berichten, *een.verzoeken))


@pytest.mark.parametrize(
    "bewaard", ["{", "5", "null", '{"laatste": "<b>"}', '{"laatste": 7}', '{"laatste": "2999-01-01"}']
)
def test_what_was_kept_may_be_damaged(een, bewaard):
    """Whatever stands in the store of the browser: no choice, no error, and the next visit is known again."""
    een.page.evaluate("(wat) => localStorage.setItem('wijkdekking-bezoek', wat)", bewaard)
    _opnieuw(een)
    expect(een.page.locator(KNOP)).to_be_hidden()
    assert een.page.evaluate("() => JSON.parse(localStorage.getItem('wijkdekking-bezoek')).laatste") == str(vandaag())


def test_a_browser_that_keeps_nothing_loses_nothing_else(reis, register):
    """With a blocked store the page is as it was, without this one choice."""
    een = reis()
    een.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });"
    )
    een.open("/veranderd", peildatum="2024-07-01", van="2023-11-22")
    een.page.wait_for_selector(KNOP, state="attached")
    expect(een.page.locator(KNOP)).to_be_hidden()
    een.pil("eerste platforms tot einde steun")
    een.page.wait_for_url("**van=2024-01-01**")


def test_what_changed_in_the_city_this_policy_is_two_clicks_away(reis):
    """From the first page: the comparison, and from the first day of platforms until today; the city stands first."""
    een = reis().open()
    een.page.get_by_role("link", name="Wat is er veranderd").click()
    een.page.wait_for_selector(".wd-verschil[data-kaart=klaar]")
    een.pil("1 jan 2024 tot vandaag")
    een.wacht_op_adres("/veranderd", van="2024-01-01", peildatum=vandaag().isoformat())
    koppen = een.page.locator(".wd-verschil h2")
    expect(koppen).to_have_text(["In de stad", "In wat wij weten", "In het register"])
    expect(een.page.locator(".wd-verschil .wd-gebeurd").first).to_contain_text("begon op")
