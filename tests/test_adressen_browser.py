"""Any address in a real browser: its page, or the map with a word in Dutch, and never an English window."""

import shutil

import pytest
from playwright.sync_api import expect

from tests import klein
from tests.bezoek import ENGELS, TEKSTEN, in_rust
from tests.echt import KAMERS, WORTEL
from tests.servers import draaiend

pytestmark = pytest.mark.browser

KAART = ".wd[data-kaart=klaar]"
ONBEKEND = "Dit adres bestaat niet. U ziet de hele stad."


@pytest.fixture(scope="module")
def klein_server(start_server, tmp_path_factory):
    return start_server(klein.schrijf_map(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def context(browser):
    """One visitor for all tests: its browser keeps the files of the application."""
    context = browser.new_context(locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("pad", ["stad", "Stad", "STAD/", "kaart", "Kaart", "kaart/", "iets", "index.html", "pagina_kaart", "een%20twee", "mijnverloop", "%3Cb%3E"])  # fmt: skip
def test_the_map_is_shown_and_an_unknown_address_is_told(klein_server, page, pad):
    """The name of the map in any writing shows the map; an address of no page too, with a word; the view is kept."""
    page.goto(f"{klein_server}/{pad}?peildatum=2024-07-01")
    page.wait_for_selector(KAART)
    in_rust(page)
    expect(page.locator("h1.wd-antwoord")).to_contain_text("Op 1 juli 2024 ")
    expect(page.get_by_text(ONBEKEND)).to_have_count(0 if pad.lower().startswith(("kaart", "stad")) else 1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sorted(tekst for tekst in page.evaluate(TEKSTEN) if ENGELS.search(tekst)) == []


@pytest.mark.parametrize("pad", ["VERANTWOORDING", "Verantwoording/", "verantwoording/"])
def test_a_page_is_found_in_any_writing(klein_server, page, pad):
    """Capitals and a slash at the end show the page itself, without a word."""
    page.goto(f"{klein_server}/{pad}?peildatum=2024-07-01")
    page.wait_for_selector(".wd-tekst h2")
    in_rust(page)
    expect(page.get_by_text(ONBEKEND)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_one_can_go_on_from_an_unknown_address_and_back(klein_server, page):
    """From an address of no page the menu works, and the way back comes to the map again."""
    page.goto(f"{klein_server}/iets?peildatum=2024-07-01")
    page.wait_for_selector(KAART)
    in_rust(page)
    page.get_by_role("link", name="Verantwoording").click()
    page.wait_for_selector(".wd-tekst h2")
    expect(page.get_by_text(ONBEKEND)).to_have_count(0)
    in_rust(page)
    page.go_back()
    page.wait_for_selector(KAART)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_mistake_in_the_program_is_told_in_dutch(page, tmp_path):
    """When a page fails, one reads in Dutch what to do, and nothing of the program."""
    for deel in (*KAMERS, "static", "data", ".streamlit"):
        shutil.copytree(WORTEL / deel, tmp_path / deel)
    shutil.copy(WORTEL / "app.py", tmp_path)
    (tmp_path / "ui" / "paginas" / "verantwoording.py").write_text("def teken(_):\n    1 / 0\n", encoding="utf-8")
    with draaiend(tmp_path / "log.txt", cwd=tmp_path) as server:
        page.goto(f"{server.adres}/verantwoording")
        expect(page.get_by_text("Er ging iets mis in de app, niet bij u.")).to_be_visible()
        in_rust(page)
        assert sorted(tekst for tekst in page.evaluate(TEKSTEN) if ENGELS.search(tekst)) == []
        assert "ZeroDivision" not in page.content()
        assert "ZeroDivisionError" in server.log.read_text(encoding="utf-8")
