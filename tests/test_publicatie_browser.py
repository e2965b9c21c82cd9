"""A published page in a real browser, opened from disk with the network off."""

import gzip
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from analysis import waarden as w
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.antwoorden.wijklijst import wijklijst
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.antwoord import antwoord_op
from analysis.vraag import Vraag
from publicatie.pagina import INDEX, WAND, publicatie
from register.bevraging import Bevraging
from register.register import read_register
from systeem.map import folder_writer
from tests import klein
from tests.echt import GEMAAKT, JULI

pytestmark = pytest.mark.browser

OUDE_STAD, MOLENWIJK = "WK039201", "WK039220"
MATEN = [(1440, 900), (1024, 768), (390, 844)]
DAG = timedelta(days=1)
LOS = "wijkdekking-haarlem.html"


@pytest.fixture
def open_(browser, site):
    """Open a page of the publication without a network; a test fails on any error or request but the page itself."""
    contexten, fouten = [], []

    def nieuw(anker="", *, bestand=INDEX, maat=MATEN[0], script=True):
        context = browser.new_context(
            viewport={"width": maat[0], "height": maat[1]}, offline=True, java_script_enabled=script
        )
        contexten.append(context)
        page = context.new_page()
        adres = (site / bestand).as_uri()
        eigen = {(site / naam).as_uri() for naam in (INDEX, WAND, LOS)}
        page.on("pageerror", lambda fout: fouten.append(str(fout)))
        page.on("console", lambda regel: fouten.append(regel.text) if regel.type == "error" else None)
        page.on("request", lambda v: fouten.append(v.url) if v.url.split("#")[0] not in eigen else None)
        page.goto(adres + anker)
        if script:
            page.wait_for_selector(".wd[data-kaart=klaar]")
        return page

    yield nieuw
    for context in contexten:
        context.close()
    assert fouten == []


def test_the_wall_view_goes_along(open_):
    """The page for the wall works from disk as well: keys move it, the address keeps it, and a link leads back."""
    page = open_(bestand=WAND, maat=(1920, 1080))
    kop = page.locator("h1")
    expect(kop).to_contain_text("Op 1 juli 2024 hebben 159.945 inwoners geen wijkplatform")
    page.keyboard.press("End")
    expect(kop).to_contain_text("Spaarndam")
    page.wait_for_url(re.compile(r"#peildatum=2024-07-01&wijk=WK0392\d\d"))
    page.keyboard.press("ArrowUp")
    expect(kop).not_to_contain_text("1 juli 2024")
    page.wait_for_url(re.compile(r"#peildatum=2024-0[1-6]"))
    page.keyboard.type("molen")
    page.keyboard.press("Enter")
    expect(kop).to_contain_text("heeft Molenwijk geen wijkplatform")
    page.wait_for_url(re.compile(MOLENWIJK))
    page.go_back()
    expect(kop).to_contain_text("Spaarndam")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("link", name="Kaart").click()
    expect(page.locator("h1")).not_to_contain_text("1 juli 2024")
    assert re.search(r"index\.html#peildatum=2024-", page.url)


@pytest.mark.parametrize(
    ("anker", "dag", "plek"),
    [
        ("#datum=2024-07-01&scherm=gebied-2", "1 juli 2024", "Noord"),
        (f"#datum=2023-11-22&scherm={MOLENWIJK}", "22 november 2023", "Molenwijk"),
        ("#scherm=stad&datum=2024-01-01", "1 januari 2024", "Hele stad"),
        ("#datum=2023-11-22&scherm=gebied-99", "22 november 2023", "Hele stad"),
        ("#peildatum=2024-02-31&gebied=Onzin&wijk=constructor&scherm=", "1 juli 2024", "Hele stad"),
    ],
)
def test_an_address_of_a_former_wall_view_is_still_followed(open_, anker, dag, plek):
    """Who kept a link of an earlier publication sees that screen on that date; the first step writes the address as it is now."""
    page = open_(anker, bestand=WAND, maat=(1920, 1080))
    expect(page.locator("h1")).to_contain_text(f"Op {dag}")
    plaats, wanneer = page.title().split(" · ")[1:3]
    assert plaats.removeprefix("Gebied ") == plek
    assert wanneer == f"stand van {dag}"
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"#peildatum=\d{4}-\d\d-\d\d&(gebied=\w+&)?wijk=WK0392\d\d$"))


def test_the_wall_view_without_scripts_sends_to_the_text(open_):
    """Without JavaScript the wall view says so, and where the same can be read."""
    page = open_(bestand=WAND, script=False)
    page.get_by_role("link", name=re.compile("Lees hetzelfde als tekst")).click()
    expect(page.locator("h1")).to_contain_text("Op 1 juli 2024")


def _kaart(page):
    return page.frame_locator("iframe.wd-frame")


def test_what_is_first_shown_is_small(site):
    """The page of the real city is far below 1 MB over the wire, with the answers on all dates in it."""
    assert len(gzip.compress((site / INDEX).read_bytes())) < 250_000


# Go to each date through the address, as a link would, and read what the page then shows.
LEES = """async (dagen) => {
  const uit = {};
  for (const dag of dagen) {
    const klaar = new Promise((los) => addEventListener("hashchange", los, { once: true }));
    location.hash = `datum=${dag}`;
    await klaar;
    uit[dag] = {
      kop: document.querySelector("h1").innerText.replace(/\\s+/g, " ").trim(),
      inwoners: document.querySelector("[data-w=haak]").innerText,
      wijken: [...document.querySelectorAll("[data-plek=lijst] tbody tr")].map((rij) => [rij.querySelector("a").innerText, rij.cells[1].innerText]),
      kaart: [...document.querySelector("iframe.wd-frame").contentDocument.querySelectorAll("path.wijk")].map((e) => [e.dataset.code, e.getAttribute("class").match(/w(\\d)/)[1]]),
    };
  }
  return uit;
}"""


def test_every_date_shows_the_answers_of_python(open_, register):
    """On every change date and the day before it: sentence, key figure, gap list and the status of each wijk on the map."""
    momenten = wisselmomenten(register.tabellen)
    dagen = sorted({*momenten, *(moment - DAG for moment in momenten)} - {JULI})
    page = open_()
    gelezen = page.evaluate(LEES, [dag.isoformat() for dag in dagen])
    assert len(gelezen) == len(dagen) > 90
    for dag in dagen:
        wijken = wijkoverzicht(Stand(register.tabellen, dag))
        zin = antwoord_op(Stand(register.tabellen, dag), straks=dag > GEMAAKT)
        gezien = gelezen[dag.isoformat()]
        assert gezien["kop"] == f"{zin.stand} {zin.opgave}".strip()
        assert f" {getal(wijken['inwoners_zonder_platform'].sum())} inwoners in " in gezien["inwoners"]
        lijst = wijklijst(Stand(register.tabellen, dag))
        assert gezien["wijken"] == [[rij["wijknaam"], getal(rij["inwoners_niets"])] for rij in lijst]
        status = {rij.wijkcode: str(w.WIJKSTATUSSEN.index(rij.wijkstatus)) for rij in wijken.itertuples()}
        assert dict(gezien["kaart"]) == status


def test_a_wijk_is_chosen_on_the_map_in_the_list_and_in_the_address(open_):
    """Each way opens its dossier and stands in the address; closing or going back returns to the list."""
    page = open_()
    _kaart(page).locator(f"path.wijk[data-code={MOLENWIJK}]").press("Enter")
    expect(page.locator(".wd-dossier h2").first).to_have_text("Molenwijk")
    page.wait_for_url(re.compile(f"#peildatum=2024-07-01&wijk={MOLENWIJK}$"))
    expect(page.get_by_role("tab", name="Molenwijk")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tabpanel").get_by_role("button", name="Sluit", exact=True).click()
    expect(page.locator("[data-plek=lijst] table")).to_be_visible()
    link = page.locator("[data-plek=lijst]").get_by_role("link", name="Oude Stad")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Oude Stad")).to_be_focused()
    page.go_back()
    expect(page.locator("[data-plek=lijst] table")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("tabpanel").locator(".wd-dossier h2").first).to_have_text("Oude Stad")


def test_a_link_opens_the_same_view_and_a_wrong_one_the_usual(open_):
    """Date and wijk in the address are followed; what does not exist is left aside without an error."""
    page = open_("#datum=2023-11-22&wijk=oude%20stad")
    expect(page.locator("h1")).to_contain_text("Op 22 november 2023")
    expect(page.get_by_role("tabpanel").locator("h2").first).to_have_text("Oude Stad")
    expect(_kaart(page).locator(f"path.wijk[data-code={OUDE_STAD}]")).to_have_attribute("aria-pressed", "true")
    for anker in (
        "peildatum=2023-02-30&wijk=WK999999",
        "wijk=constructor",
        "wijk-constructor",
        "constructor=1&lagen=x",
    ):
        page = open_(f"#{anker}")
        expect(page.locator("h1")).to_contain_text("Op 1 juli 2024")
        expect(page.locator("[data-plek=lijst] table")).to_be_visible()
        expect(page.get_by_role("tab")).to_have_count(1)
    page.evaluate("() => { location.hash = 'downloads'; }")
    expect(page.locator("h1")).to_contain_text("Op 1 juli 2024")


def test_a_layer_is_turned_off_and_stands_in_the_address(open_):
    """What the reader takes from the map stays away in time, in the link and after back; a base map is not offered."""
    page = open_()
    kaart, vakjes = _kaart(page), page.get_by_role("checkbox")
    page.get_by_text("Kaartlagen").click()
    expect(vakjes).to_have_count(4)
    page.get_by_role("checkbox", name="Namen").uncheck()
    expect(kaart.locator(".naam").first).to_be_hidden()
    page.get_by_role("checkbox", name="Initiatieven").uncheck()
    expect(kaart.locator(".initiatief, .cluster")).to_have_count(0)
    page.wait_for_url(re.compile("#peildatum=2024-07-01&lagen=wijkraden,oprichting$"))
    page.get_by_role("button", name="vorige verandering").click()
    page.wait_for_url(re.compile(r"#peildatum=(?!2024-07-01)\S+&lagen=wijkraden,oprichting"))
    expect(kaart.locator(".naam").first).to_be_hidden()
    expect(vakjes).to_have_count(0)  # the list closed when the reader went on
    for _ in range(2):
        page.go_back()
    expect(kaart.locator(".naam").first).to_be_hidden()
    expect(kaart.locator(".cluster").first).to_be_visible()
    page = open_("#lagen=geen,basiskaart,onzin")
    expect(_kaart(page).locator(".zonder-namen.zonder-wijkraden.zonder-oprichting")).to_be_visible()
    expect(page.locator(".wd-lagen input:checked")).to_have_count(0)


def test_the_timeline_moves_the_page_and_keeps_the_open_wijk(open_):
    """A step with the keys shows the next situation, of the open wijk as well, and ends up in the address."""
    page = open_(f"#wijk-{OUDE_STAD}")
    knop = page.get_by_role("slider")
    knop.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    dag = re.search(r"\d+ \w+ \d{4}", knop.get_attribute("aria-valuetext"))[0]
    assert dag != "1 juli 2024"
    expect(page.locator("h1")).to_contain_text(f"Op {dag}")
    expect(page.get_by_role("tabpanel").locator(".wd-dossier > p").first).to_contain_text(f"Op {dag}:")
    expect(page.get_by_role("tab", name="Oude Stad")).to_have_attribute("aria-selected", "true")
    page.wait_for_url(re.compile(r"#peildatum=(?!2024-07-01)\d{4}-\d\d-\d\d&wijk=" + OUDE_STAD))
    expect(page.get_by_role("button", name=re.compile(r"^gemaakt, .*2026: Gemaakt$"))).to_have_count(1)


def test_without_scripts_it_is_a_text_with_tables_and_a_drawn_map(open_, register):
    """Without JavaScript: the sentence, the figures, the gap list, a described map and every wijk; no dead button."""
    page = open_(script=False)
    expect(page.locator("h1")).to_contain_text("Op 1 juli 2024 hebben 159.945 inwoners geen wijkplatform")
    expect(page.locator("[data-w=haak]")).to_contain_text(" 159.945 inwoners ")
    assert page.locator("[data-plek=lijst] tbody tr").count() == 21
    assert page.get_by_role("img", name=re.compile(r"^Kaart van Haarlem op 1 juli 2024")).is_visible()
    assert page.locator(".pub-zonder .wd-dossier:visible").count() == len(register.tabellen.wijken)
    assert page.locator("button:visible, [role=slider]:visible, iframe").count() == 0
    page.locator("[data-plek=lijst]").get_by_role("link", name="Molenwijk").click()
    page.wait_for_url(re.compile(f"#wijk-{MOLENWIJK}$"))
    expect(page.locator(f"#wijk-{MOLENWIJK} h2")).to_be_in_viewport()


@pytest.mark.parametrize("maat", MATEN, ids=str)
@pytest.mark.parametrize("script", [True, False], ids=["met", "zonder"])
def test_it_fits_every_width(open_, maat, script):
    """Nothing sticks out sideways and no text lies over another, with scripts and without."""
    page = open_("#wijk=" + OUDE_STAD, maat=maat, script=script)
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    delen = [page.locator(f"main > .wd > {deel}").bounding_box() for deel in (".wd-kop", ".wd-lijst")]
    if script:
        delen.append(page.locator(".wd-tijd").bounding_box())
    delen.append(page.locator("#downloads").bounding_box())
    for boven, onder in pairwise(delen):
        if (
            maat[0] > 1250 or boven["y"] < onder["y"]
        ):  # where the list is as wide as the page the timeline stands above it
            assert boven["y"] + boven["height"] <= onder["y"] + 1


@pytest.mark.parametrize("bestand", [INDEX, LOS])
def test_a_download_gives_the_file(open_, site, bestand):
    """From the folder and from the single file alike: the same bytes, under a name that tells what it is."""
    page = open_(bestand=bestand)
    naam = "gaten-haarlem-2024-07-01-persbericht.csv"
    if bestand == INDEX:
        assert (site / page.locator(f"a[download='{naam}']").get_attribute("href")).is_file()
        return
    with page.expect_download() as bericht:
        page.locator(f"a[download='{naam}']").click()
    assert bericht.value.suggested_filename == naam
    assert bericht.value.path().read_bytes() == (site / "downloads" / naam).read_bytes()


LANG = "Zeer-lange-naam van " + "onafbrekelijkelangewoorden" * 40


@pytest.fixture(scope="module")
def lange_namen(tmp_path_factory):
    """The publication of a city in which everything has a name of a thousand signs without a space."""
    map_ = tmp_path_factory.mktemp("lang")

    def breek(inhoud):
        for rij in (*inhoud.organisaties, *inhoud.initiatieven):
            rij.update(naam=LANG)
        for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
            for veld in {"wijknaam", "buurtnaam"} & vlak["properties"].keys():
                vlak["properties"][veld] = LANG

    stad = read_register(klein.schrijf_map(map_, breek))
    with folder_writer(map_ / "site") as schrijf:
        schrijf(publicatie(Bevraging(stad, Vraag(JULI)), GEMAAKT, lambda *_: None))
    return map_ / "site"


@pytest.mark.parametrize("maat", [MATEN[0], MATEN[2]], ids=str)
@pytest.mark.parametrize("script", [True, False], ids=["met", "zonder"])
def test_long_names_push_nothing_aside(browser, lange_namen, maat, script):
    """Whatever the length of names: no sideways scrolling, and the open wijk keeps to its room."""
    context = browser.new_context(viewport={"width": maat[0], "height": maat[1]}, java_script_enabled=script)
    page = context.new_page()
    page.goto((lange_namen / INDEX).as_uri() + f"#wijk={klein.W2}")
    if script:
        page.wait_for_selector(".wd[data-kaart=klaar]")
        lijst, tijd = (page.locator(plek).bounding_box() for plek in (".wd-lijst", ".wd-tijd"))
        assert page.get_by_role("tab").nth(1).bounding_box()["height"] < 50
        assert lijst["y"] + lijst["height"] <= tijd["y"] + 1 or maat[0] < 860
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()
