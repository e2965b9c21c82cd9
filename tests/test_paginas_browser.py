"""The pages beside the map in a real browser: layout and language at three widths, and reading the chart."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from analysis import waarden as w
from analysis.antwoorden.verloop import inwoners_per_groep
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from tests.bezoek import AFGEKAPT, ENGELS, KLEINER, NORMAAL, PAGINAS, TEKSTEN, TELEFOON, in_rust

pytestmark = pytest.mark.browser

TE_BREED = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map((e) => e.scrollWidth - e.clientWidth)"""
# The buttons that Streamlit hangs on a chart are never shown: its words for them are read by nobody.
ZONDER_VERBORGEN = """() => document.querySelectorAll("[data-testid=stElementToolbar]").forEach((e) => {
  if (!e.checkVisibility()) e.remove();
})"""


@pytest.mark.parametrize("maat", [NORMAAL, KLEINER, TELEFOON], ids=str)
@pytest.mark.parametrize("pagina", PAGINAS)
def test_a_page_fits_and_speaks_dutch(reis, pagina, maat):
    """Nothing sticks out or is cut off and every word is Dutch, at every width."""
    een = reis(maat=maat)
    een.page.goto(f"{een.adres}/{pagina}?peildatum=2024-07-01&van=2023-11-22&wijk=WK039201")
    een.page.wait_for_selector(PAGINAS[pagina])
    een.page.wait_for_function("() => [...document.styleSheets].some(({ href }) => href?.includes('tekst.css'))")
    in_rust(een.page)
    # A chart follows the width of its column a moment later.
    een.page.wait_for_function(f"() => ({TE_BREED})().every((over) => over === 0)")
    assert een.page.evaluate(AFGEKAPT) == []
    een.page.evaluate(ZONDER_VERBORGEN)
    gelezen = set(een.page.evaluate(TEKSTEN))
    assert len(gelezen) > 15
    assert sorted(tekst for tekst in gelezen if ENGELS.search(tekst)) == []


@pytest.mark.parametrize("maat", [NORMAAL, TELEFOON], ids=str)
def test_the_map_of_a_comparison_stands_before_its_table(reis, maat):
    """Whoever reads what changed sees the map at once: beside the sentence, and on a phone between it and the table."""
    een = reis(maat=maat)
    een.page.goto(f"{een.adres}/veranderd?peildatum=2024-07-01&van=2023-11-22")
    een.page.wait_for_selector(PAGINAS["veranderd"])
    delen = (".wd-kop", ".wd-kaart", ".wd-lijst table")
    kop, kaart, tabel = (een.page.locator(f".wd-verschil {deel}").bounding_box() for deel in delen)
    if maat == TELEFOON:
        assert kop["y"] + kop["height"] <= kaart["y"] < kaart["y"] + kaart["height"] <= tabel["y"]
    else:
        assert kaart["y"] == kop["y"]
        assert kaart["x"] + kaart["width"] <= kop["x"] == tabel["x"]


def test_on_a_phone_no_word_of_a_status_breaks(reis):
    """In the dossier of a wijk a line of a status ends where a word ends, and the table stays within the page."""
    een = reis(maat=TELEFOON)
    een.open(peildatum="2024-07-01", wijk="WK039220")
    cel = een.page.locator(".wd-dossier tbody td", has_text="wijkraad zonder ondersteuning").first
    cel.wait_for()
    woord = """(e) => {
      const bereik = document.createRange(), tekst = e.firstChild, begin = tekst.data.lastIndexOf(" ") + 1;
      bereik.setStart(tekst, begin);
      bereik.setEnd(tekst, tekst.length);
      return bereik.getClientRects().length;
    }"""
    assert cel.evaluate(woord) == 1
    assert een.page.evaluate(TE_BREED) == [0, 0]


def test_pointing_at_the_chart_reads_the_values_of_that_day(reis, register):
    """Wherever one points, the chart tells all values of the step under the pointer, in Dutch, as the analysis has them."""
    een = reis()
    een.page.goto(f"{een.adres}/verloop?peildatum=2024-07-01")
    grafiek = een.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)").first
    grafiek.wait_for()
    in_rust(een.page)
    vak = grafiek.bounding_box()
    hulp = een.page.locator("#vg-tooltip-element")
    gezien = {}
    for deel in (0.2, 0.36, 0.5, 0.95):
        een.page.mouse.move(vak["x"] + deel * vak["width"], vak["y"] + vak["height"] / 2)
        een.page.mouse.move(vak["x"] + deel * vak["width"] + 1, vak["y"] + vak["height"] / 2)
        expect(hulp).to_be_visible()
        rijen = dict(
            hulp.locator("tr").evaluate_all("(rijen) => rijen.map((r) => [...r.cells].map((c) => c.innerText))")
        )
        gezien[rijen.pop("vanaf")] = rijen
        een.page.mouse.move(0, 0)
        expect(hulp).to_be_hidden()  # what is read next is not of this place
    assert {"1 januari 2024", "1 juli 2024"} <= set(gezien)
    dagen = {"1 januari 2024": date(2024, 1, 1), "1 juli 2024": date(2024, 7, 1)}
    tabel = inwoners_per_groep(Stand(register.tabellen, list(dagen.values())))
    som = tabel.groupby(["peildatum", "groep"])["inwoners"].sum()
    for woorden, dag in dagen.items():
        assert gezien[woorden] == {naam: getal(som[dag, naam]) for naam in w.GROEPNAMEN.values()}


def test_the_dates_of_a_briefing_say_what_they_are_for(reis):
    """On the page Briefing one chooses the date of the sheet, and since when it tells what changed."""
    een = reis()
    een.page.goto(f"{een.adres}/briefing?peildatum=2024-07-01&van=2023-11-22")
    een.page.wait_for_selector(PAGINAS["briefing"])
    namen = een.page.locator(".wd-veld:has(input) label")
    expect(namen).to_have_text([re.compile(r"^\s*Veranderd sinds\s*$"), re.compile(r"^\s*Peildatum\s*$")])
