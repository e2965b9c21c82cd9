"""The screen in a real browser: the right answer on it, by mouse and by keyboard, in Dutch, without outside help."""

import itertools
import re
from datetime import date

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis.nederlands import datum
from geo.beeld.kleuren import KLEUREN, eigenschappen
from tests import klein
from tests.bezoek import AFGEKAPT, ENGELS, KLEINER, NORMAAL, PLEK, TEKSTEN, TELEFOON, in_rust
from tests.echt import VARIANTEN
from tests.oordeel import controleer

pytestmark = pytest.mark.browser

KAARTTEGEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
GEMEEN = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'{{ 7*7 }}\n\u202e=1+1" + "x" * 5_000

# Boxes are higher than their letters: a few pixels may touch without any letter over another.
OVERLAP = """(kiezer) => {
  const vakken = [...document.querySelectorAll(kiezer)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim() && !e.closest(".wd-verborgen"))
    .flatMap((e) => {
      const bereik = document.createRange();
      bereik.selectNodeContents(e);
      return [{ e, r: e.matches(".naam") ? e.getBoundingClientRect() : bereik.getBoundingClientRect() }];
    });
  const uit = [];
  vakken.forEach(({ e, r }, i) => vakken.slice(i + 1).forEach(({ e: f, r: s }) => {
    if (e.contains(f) || f.contains(e)) return;
    const breed = Math.min(r.right, s.right) - Math.max(r.left, s.left), hoog = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
    if (breed > 2.5 && hoog > 4.5) uit.push(`${e.textContent.trim()} × ${f.textContent.trim()}: ${breed.toFixed(1)} by ${hoog.toFixed(1)}`);
  }));
  return uit;
}"""
# Names on one line with less than a space between them are read as one.
TEGEN_ELKAAR = """() => {
  const namen = [...document.querySelectorAll(".naam:not(.weg)")].map((e) => [e.textContent, e.getBoundingClientRect()]);
  return namen.flatMap(([een, r], i) => namen.slice(i + 1)
    .filter(([, s]) => Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 4.5)
    .filter(([, s]) => Math.max(r.left, s.left) - Math.min(r.right, s.right) < 3)
    .map(([ander]) => `${een} × ${ander}`));
}"""
ONDER_DE_BRON = """() => {
  const boven = document.querySelector(".leaflet-control-attribution").getBoundingClientRect().top;
  return [...document.querySelectorAll("path.wijk")].filter((e) => e.getBoundingClientRect().bottom > boven).map((e) => e.getAttribute("aria-label"));
}"""
ACTIEF = """() => {
  let e = document.activeElement;
  if (e.tagName === "IFRAME") e = e.contentDocument.activeElement;
  return { rol: e.getAttribute("role"), naam: e.getAttribute("aria-label") || e.textContent.trim(), code: e.dataset?.code ?? e.dataset?.wijk ?? null };
}"""


def test_every_date_shows_its_own_answer_on_the_same_map(bezoek, register):
    """Date after date the sentence, the figures, the legend and all 111 buurten on the map are those of Python.

    The map is never drawn anew: it keeps its zoom, its centre and the selected wijk.
    """
    een = bezoek().open(peildatum="2023-11-22", wijk="WK039201")
    een.page.get_by_role("tab").first.click()
    controleer(een, register, date(2023, 11, 22))
    een.frame.evaluate("() => { window.zelfde = true; }")
    een.page.evaluate("() => { window.kader = document.querySelector('iframe.wd-frame'); }")
    begin = een.frame.evaluate(PLEK)
    een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Inzoomen").click()
    een.frame.wait_for_function(
        f"([zoom]) => ({PLEK})()[0] > zoom && !document.querySelector('.leaflet-zoom-anim')", arg=begin
    )
    plek = een.frame.evaluate(PLEK)
    verwacht = {"2024-01-01": "12.380", "2024-07-01": "7.055"}  # of the chosen wijk
    for naam, dag in (("1 jan 2024", date(2024, 1, 1)), ("1 jul 2024", date(2024, 7, 1)), ("22 nov 2023", date(2023, 11, 22)), ("1 jul 2024", date(2024, 7, 1))):  # fmt: skip
        een.pil(naam)
        expect(een.kop).to_contain_text(f"Op {datum(dag)} ")
        kaart = controleer(een, register, dag)
        assert f" {verwacht.get(dag.isoformat(), '14.745')} inwoners in " in een.haak()
        assert kaart["gekozen"] == ["WK039201"]
        assert een.frame.evaluate(PLEK) == plek
    een.kies("Wanneer stopte de steun?", VARIANTEN["raadsbesluit"].naam)
    een.page.wait_for_url("**variant=raadsbesluit**")
    expect(een.page.locator(".wd-groeplijst li", has_text="wijkraad met steun")).to_contain_text("1.420")
    controleer(een, register, date(2024, 7, 1), "raadsbesluit")
    assert een.frame.evaluate("() => window.zelfde")
    assert een.page.evaluate("() => document.querySelector('iframe.wd-frame') === window.kader")


def test_a_wijk_can_be_chosen_on_the_map_and_in_the_list(bezoek):
    """A click or Enter on the map and a button in the list select the same; the wijk is marked in all four places."""
    een = bezoek().open(peildatum="2024-07-01")
    volgorde = een.kaart()["volgorde"]

    def gekozen(code, naam):
        expect(een.dossier).to_have_text(naam)
        expect(een.wijk(code)).to_have_attribute("aria-pressed", "true")
        een.page.wait_for_url(f"**wijk={code}")
        expect(een.page.locator("tr.gekozen button.wijk[aria-pressed=true]")).to_have_attribute("data-wijk", code)
        kaart = een.kaart()
        assert (kaart["gekozen"], kaart["volgorde"]) == ([code], volgorde)

    een.klik_wijk("WK039212")
    gekozen("WK039212", "Ter Kleefkwartier")
    een.wijk("WK039215").focus()
    een.page.keyboard.press("Enter")
    gekozen("WK039215", "Delftwijk")
    een.page.get_by_role("tab").first.click()
    een.page.get_by_role("button", name="Europawijk", exact=True).and_(een.page.locator("button.wijk")).click()
    gekozen("WK039218", "Europawijk")
    een.page.get_by_role("button", name="Sluit", exact=True).click()
    expect(een.dossier).to_have_count(0)
    expect(een.wijk("WK039218")).to_have_attribute("aria-pressed", "false")
    expect(een.page.locator("tr.gekozen, button.wijk[aria-pressed]")).to_have_count(0)
    expect(een.page.locator(".wd-lijst table").first).to_be_visible()
    een.page.wait_for_url(lambda url: "wijk=" not in url)
    assert een.kaart()["volgorde"] == volgorde


def test_everything_works_without_a_mouse(bezoek):
    """With Tab, arrows and Enter alone: change the date, choose a wijk on the map, read it, take the list along."""
    een = bezoek().open(peildatum="2024-06-30")
    toets = een.page.keyboard.press
    stappen = []

    def tab_tot(**kenmerken):
        for _ in range(150):
            toets("Tab")
            stappen.append(een.page.evaluate(ACTIEF))
            if all(re.search(patroon, stappen[-1][naam] or "") for naam, patroon in kenmerken.items()):
                return stappen[-1]
        pytest.fail(f"Tab does not reach {kenmerken}: {stappen}")

    stappen.clear()
    for _ in range(50):
        toets("Tab")
        if een.page.evaluate("() => document.activeElement.matches('.wd-chip summary')"):
            break
    toets("Enter")
    toets("Tab")
    assert een.page.evaluate("() => document.activeElement.dataset.datum") == "peildatum"
    toets("ControlOrMeta+a")
    een.page.keyboard.type("1 juli 2024")
    tab_tot(code="WK039203")
    expect(een.kop).to_contain_text("Op 1 juli 2024 ")
    toets("Enter")
    expect(een.dossier).to_have_text("Zijlwegkwartier")
    tab_tot(rol="tab", naam="Zijlwegkwartier")
    toets("Tab")
    assert een.page.evaluate("() => document.activeElement.matches('.wd-paneel') && document.activeElement.innerText").startswith(("Sluit", "Zijl"))  # fmt: skip
    tab_tot(naam="^CSV$")
    in_rust(een.page)
    with een.page.expect_download() as download:
        toets("Enter")
    inhoud = download.value.path().read_bytes()
    assert download.value.suggested_filename.endswith(".csv")
    assert inhoud.startswith(b"\xef\xbb\xbf")
    assert b"Ter Kleefkwartier" in inhoud.split(b"\n")[1]


def test_each_file_is_what_its_button_says(bezoek):
    """The gap list comes as a workbook, as GeoJSON and as GeoPackage, each beginning as its format does."""
    een = bezoek().open(peildatum="2024-07-01")
    for naam, extensie, begin in (("Excel", ".xlsx", b"PK"), ("GeoJSON", ".geojson", b"{"), ("GeoPackage", ".gpkg", b"SQLite format 3")):  # fmt: skip
        in_rust(een.page)
        with een.page.expect_download() as download:
            een.page.get_by_role("button", name=naam, exact=True).first.click()
        assert download.value.suggested_filename.endswith(extensie)
        assert download.value.path().read_bytes().startswith(begin), naam


def test_the_base_map_is_asked_for_only_when_it_is_on(bezoek, register):
    """Only the user's own choice brings requests to PDOK, and to nobody else; off again, they stop."""
    een = bezoek()
    een.page.route("https://service.pdok.nl/**", lambda route: route.fulfill(body=KAARTTEGEL, content_type="image/png"))  # fmt: skip
    een.open(peildatum="2024-07-01")
    assert een.buiten() == []
    een.lagen("Basiskaart")
    een.frame.wait_for_selector(".met-basiskaart img.leaflet-tile-loaded")
    assert {re.match(r"https://[^/]+/", url)[0] for url in een.buiten()} == {"https://service.pdok.nl/"}
    assert "Kaartgegevens © Kadaster" in een.frame.locator(".leaflet-control-attribution").inner_text()
    assert een.kaart()["namen"] == 21
    een.lagen("Basiskaart")
    een.frame.wait_for_selector(".leaflet-container:not(.met-basiskaart)")
    een.frame.wait_for_function("() => !document.querySelector('img.leaflet-tile')")
    een.verzoeken.clear()
    een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Inzoomen").click()
    een.pil("22 nov 2023")
    expect(een.kop).to_contain_text("Op 22 november 2023 ")
    controleer(een, register, date(2023, 11, 22))
    assert een.buiten() == []


def test_without_the_base_map_server_the_map_stays_readable(bezoek, register):
    """When PDOK does not answer, everything of our own is on the map as before."""
    een = bezoek()
    een.page.route("https://service.pdok.nl/**", lambda route: route.abort())
    een.open(peildatum="2024-07-01", lagen="wijkraden,oprichting,initiatieven,namen,basiskaart")
    een.frame.wait_for_selector(".met-basiskaart")
    controleer(een, register, date(2024, 7, 1))
    assert een.kaart()["namen"] == 21
    assert {re.match(r"https://[^/]+/", url)[0] for url in een.buiten()} == {"https://service.pdok.nl/"}
    een.verzoeken.clear()
    een.fouten[:] = [fout for fout in een.fouten if "net::ERR_FAILED" not in fout]  # the refused tiles themselves


def test_the_page_and_its_map_have_the_colours_of_python(bezoek):
    """Each document gets every colour as a property, which its style sheets read."""
    een = bezoek().open(peildatum="2024-07-01")
    lees = "namen => namen.map(naam => getComputedStyle(document.documentElement).getPropertyValue(naam))"
    for venster in (een.page, een.frame):
        assert dict(zip(KLEUREN, venster.evaluate(lees, list(eigenschappen())), strict=True)) == KLEUREN


def test_each_layer_can_be_turned_off_and_on(bezoek, register):
    """Every layer takes its own things from the map and brings them back; statuses stay as they are."""
    een = bezoek().open(peildatum="2024-07-01")
    alles = een.kaart()
    met_punt = int(een.legenda()["initiatief, adres of straat"]) + int(een.legenda()["initiatief, alleen buurt bekend"])
    assert (alles["oprichting"], alles["namen"], alles["initiatieven"]) == (9, 21, met_punt)
    assert any("p-zonder-twijfel" in vulling for vulling in alles["vulling"])
    een.lagen("Wijkraden", "Platforms in oprichting", "Initiatieven", "Namen en inwoners")
    een.page.wait_for_url("**lagen=geen")
    een.frame.wait_for_selector(".zonder-namen.zonder-wijkraden.zonder-oprichting")
    niets = een.kaart()
    assert (niets["oprichting"], niets["namen"], niets["initiatieven"]) == (0, 0, 0)
    assert niets["vulling"] == ["rgb(237, 220, 214)"]
    assert (niets["buurten"], niets["wijken"]) == (alles["buurten"], alles["wijken"])
    een.lagen("Namen en inwoners", "Wijkraden", "Initiatieven", "Platforms in oprichting")
    een.frame.wait_for_selector(".leaflet-container:not(.zonder-namen):not(.zonder-wijkraden):not(.zonder-oprichting)")
    een.page.wait_for_function("() => !location.search.includes('lagen')")
    assert een.kaart() == alles


def test_a_layer_follows_the_hand_and_not_the_server(bezoek):
    """All boxes clicked in one moment: the map has none of them before the server knew, and it stays so."""
    een = bezoek().open(peildatum="2024-07-01")
    meteen = een.page.evaluate("""() => {
      document.querySelectorAll(".wd-lagen input:checked").forEach((vakje) => vakje.click());
      return document.querySelector("iframe.wd-frame").contentDocument.querySelector(".leaflet-container").className;
    }""")
    assert {"zonder-namen", "zonder-wijkraden", "zonder-oprichting"} < set(meteen.split())
    een.page.wait_for_url("**lagen=geen")
    in_rust(een.page)
    een.pil("1 jan 2024")
    expect(een.kop).to_contain_text("Op 1 januari 2024 ")
    een.page.wait_for_url("**?peildatum=2024-01-01&lagen=geen")
    assert (een.kaart()["namen"], een.kaart()["initiatieven"], een.kaart()["oprichting"]) == (0, 0, 0)
    expect(een.page.locator(".wd-lagen input:checked")).to_have_count(0)


@pytest.mark.parametrize("maat", [NORMAAL, TELEFOON], ids=str)
def test_the_list_of_layers_closes_when_one_goes_on(bezoek, maat):
    """The list opens by keyboard and stays while boxes are ticked; Escape, Tab out of it and a click on the map close it."""
    een = bezoek(maat=maat).open(peildatum="2024-07-01")
    knop, vakjes = een.page.locator(".wd-lagen summary"), een.page.get_by_role("checkbox")
    for weg in (lambda: een.page.keyboard.press("Escape"), lambda: een.page.keyboard.press("Shift+Tab"), lambda: een.klik_wijk("WK039211")):  # fmt: skip
        knop.focus()
        een.page.keyboard.press("Enter")
        expect(vakjes).to_have_count(5)
        een.page.get_by_text("Platforms in oprichting", exact=True).click()
        expect(vakjes).to_have_count(5)
        knop.focus()
        weg()
        expect(vakjes).to_have_count(0)
    een.frame.wait_for_selector(".zonder-oprichting")


def test_a_gebied_and_its_link_show_the_same_screen(bezoek, register):
    """A gebied dims the rest and counts only its own; the address of a changed view shows that view to anyone."""
    een = bezoek().open(peildatum="2024-07-01")
    een.kies("Gebied", "Schalkwijk")
    expect(een.kop).to_contain_text("Schalkwijk")
    controleer(een, register, date(2024, 7, 1), gebied="Schalkwijk")
    een.pil("1 jan 2024")
    expect(een.kop).to_contain_text("Op 1 januari 2024 ")
    een.kies("Wanneer stopte de steun?", VARIANTEN["raadsbesluit"].naam)
    een.page.wait_for_url("**raadsbesluit**")
    een.lagen("Initiatieven")
    een.page.wait_for_url("**lagen=**")
    een.klik_wijk("WK039221")
    expect(een.dossier).to_have_text("Meerwijk")
    een.page.wait_for_url("**wijk=WK039221")
    ander = bezoek()
    ander.page.goto(een.page.url)
    ander.page.wait_for_selector(".wd[data-kaart=klaar]")
    expect(ander.dossier).to_have_text("Meerwijk")
    for bezoeker in (een, ander):
        bezoeker.beantwoord()
        in_rust(bezoeker.page)
    assert ander.kop.inner_text() == een.kop.inner_text()
    assert ander.legenda() == een.legenda()
    assert ander.kaart() == een.kaart()
    assert ander.page.url == een.page.url
    for bezoeker in (een, ander):
        bezoeker.page.get_by_role("tab").first.click()
        controleer(bezoeker, register, date(2024, 1, 1), "raadsbesluit", "Schalkwijk")


@pytest.mark.parametrize("maat", [NORMAAL, KLEINER, TELEFOON], ids=str)
def test_nothing_is_cut_off_or_covered(bezoek, maat):
    """On a desk, a small laptop and a phone: no sideways scrolling, no cut text, no text over another text."""
    een = bezoek(maat=maat).open(peildatum="2024-07-01", wijk="WK039201")
    een.page.evaluate("() => document.fonts.ready")
    een.frame.evaluate("() => document.fonts.ready")
    for tab in (0, 1):
        een.page.get_by_role("tab").nth(tab).click()
        assert een.page.evaluate("() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map((e) => e.scrollWidth - e.clientWidth)") == [0, 0]  # fmt: skip
        assert een.page.evaluate(AFGEKAPT) == []
        assert een.page.evaluate(OVERLAP, ".wd-kop h1, .wd-kop p, .wd-kop dt, .wd-kop dd, .wd-kop li, .wd-kop li b, .wd-tabs button") == []  # fmt: skip
        assert een.page.evaluate(OVERLAP, ".wd-mijlpalen span, .wd-tijd output, .wd-tijdvoet button") == []
    een.page.get_by_role("tab").first.click()
    namen = een.page.locator(".wd-lijst button.wijk:visible")
    assert (
        len(set(namen.evaluate_all("(knoppen) => knoppen.map((e) => e.offsetHeight)"))) == 1
    )  # on one line, all of it
    een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Hele stad").click()
    een.in_beeld()
    assert een.frame.evaluate(OVERLAP, ".naam:not(.weg)") == []
    assert een.frame.evaluate(TEGEN_ELKAAR) == []
    assert een.frame.evaluate(ONDER_DE_BRON) == []


@pytest.mark.parametrize("maat", [(1080, 1920), (1024, 1366)], ids=str)
def test_on_a_screen_that_stands_upright_the_answer_stays_together(bezoek, maat):
    """Search, sentence, bar and legend follow each other without holes, and the list begins in the window."""
    een = bezoek(maat=maat).open()
    delen = [
        een.page.locator(plek).bounding_box() for plek in (".wd-zoek", ".wd-kop", ".wd-legenda", ".wd-legenda .wd-som")
    ]
    for boven, onder in itertools.pairwise(delen[:3]):
        assert 0 <= onder["y"] - boven["y"] - boven["height"] < 32
    assert delen[3]["y"] - delen[2]["y"] < 120
    lijst = een.page.locator(".wd-wijken tbody tr").first
    assert lijst.bounding_box()["y"] < maat[1]


@pytest.mark.parametrize("breedte", [769, 860, 861, 960, 961])
def test_every_page_stays_in_sight_in_the_menu(bezoek, breedte):
    """However narrow the window, down to where the menu is a word: no page is cut off, and none is over another."""
    een = bezoek(maat=(breedte, 700)).open()
    paginas = [pagina.bounding_box() for pagina in een.page.get_by_test_id("stTopNavLink").all()]
    assert len(paginas) > 5
    for links, rechts in itertools.pairwise(paginas):
        assert links["x"] + links["width"] <= rechts["x"]
    assert paginas[-1]["x"] + paginas[-1]["width"] <= breedte


@pytest.mark.parametrize("maat", [NORMAAL, TELEFOON], ids=str)
def test_the_bracket_spans_no_more_than_who_has_no_platform(bezoek, start_server, tmp_path, maat):
    """Where everybody has a platform it spans nothing, and its words begin where the bar does."""

    def breek(inhoud):
        inhoud.organisaties = [klein.platform(code.lower(), code, van="2024-02-01") for code in (klein.W1, klein.W2, klein.W3, klein.W4)]  # fmt: skip

    een = bezoek(start_server(klein.schrijf_map(tmp_path, breek)), maat=maat).open(peildatum="2024-07-01")
    expect(een.kop).to_contain_text("overal een wijkplatform")
    haak, woorden, balk = (een.page.locator(plek).bounding_box() for plek in (".wd-haak", ".wd-haak span", ".wd-balk"))
    assert haak["width"] < 4
    assert balk["x"] <= woorden["x"]
    assert woorden["x"] + woorden["width"] <= balk["x"] + balk["width"]
    assert woorden["height"] < 32  # on one line


@pytest.mark.parametrize("maat", [NORMAAL, TELEFOON], ids=str)
def test_every_word_is_dutch(bezoek, maat):
    """Texts, names for screen readers and tips are Dutch, with layers, files and menu open as well."""
    een = bezoek(maat=maat).open(peildatum="2024-05-01", wijk="WK039201")
    in_rust(een.page)  # Streamlit's own words are translated as they come
    gelezen = {*een.page.evaluate(TEKSTEN), *een.frame.evaluate(TEKSTEN), een.page.title()}
    assert [een.page.evaluate("() => document.documentElement.lang"), een.frame.evaluate("() => document.documentElement.lang")] == ["nl", "nl"]  # fmt: skip
    for knop, iets in (
        (een.page.get_by_text("Kaartlagen"), een.page.get_by_role("checkbox").first),
        (een.page.get_by_role("button", name="Meer bestanden"), een.page.get_by_text("Alle buurten")),
    ):
        knop.click()
        expect(iets).to_be_visible()
        gelezen |= set(een.page.evaluate(TEKSTEN))
        een.page.keyboard.press("Escape")
        expect(iets).to_be_hidden()
    if maat == TELEFOON:
        een.page.get_by_role("button", name="Open het menu").click()
        een.page.get_by_role("link", name="Verantwoording").click()
    else:
        een.page.get_by_role("link", name="Verantwoording").click()
    een.page.wait_for_selector(".wd-tekst h1")
    in_rust(een.page)
    gelezen |= set(een.page.evaluate(TEKSTEN))
    assert len(gelezen) > 300
    assert sorted(tekst for tekst in gelezen if ENGELS.search(tekst)) == []


def test_no_serious_barrier_is_found(bezoek):
    """The automatic scan of axe finds nothing serious or critical, on the screen, in the map and on Verantwoording."""
    een = bezoek().open(peildatum="2024-07-01", wijk="WK039201")
    gevonden = _barrieres(een.page) + _barrieres(een.frame)
    een.page.get_by_role("tab").first.click()
    gevonden += _barrieres(een.page)
    een.page.get_by_role("link", name="Verantwoording").click()
    een.page.wait_for_selector(".wd-tekst h1")
    gevonden += _barrieres(een.page)
    assert gevonden == []


def _barrieres(pagina):
    uitslag = Axe().run(pagina, options={"iframes": 0, "resultTypes": ["violations"]})
    return [
        f"{regel['id']}: {knoop['target']} {knoop['html'][:120]}"
        for regel in uitslag["violations"]
        if regel["impact"] in {"serious", "critical"}
        for knoop in regel["nodes"]
    ]


def test_two_visitors_do_not_see_each_others_date(bezoek, register):
    """Two windows on one server each keep their own date, and a change in one leaves the other as it is."""
    een, ander = bezoek().open(peildatum="2023-11-22"), bezoek().open(peildatum="2024-07-01")
    controleer(een, register, date(2023, 11, 22))
    ander.pil("1 jan 2024")
    expect(ander.kop).to_contain_text("Op 1 januari 2024 ")
    een.kies("Gebied", "Noord")
    expect(een.kop).to_contain_text("gebied Noord")
    controleer(een, register, date(2023, 11, 22), gebied="Noord")
    controleer(ander, register, date(2024, 1, 1))


def test_the_view_goes_along_to_the_other_page_and_back(bezoek):
    """The page Verantwoording is about the date that was on the map, and the way back shows the same view."""
    een = bezoek().open(peildatum="2024-07-01", wijk="WK039215", gebied="Noord")
    een.beantwoord()
    kaart = een.kaart()
    een.page.get_by_role("link", name="Verantwoording").click()
    expect(een.page.locator(".wd-tekst")).to_contain_text("geldt voor 1 juli 2024")
    een.page.get_by_role("link", name="Stad", exact=True).click()
    expect(een.dossier).to_have_text("Delftwijk")
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.beantwoord()
    assert een.kaart() == kaart


def test_it_works_behind_a_base_path(bezoek, start_server, register):
    """With `--server.baseUrlPath` the map is drawn, every file is found, and all stays below that path."""
    adres = start_server(basis="haarlem")
    een = bezoek(adres)
    gemist = []
    een.page.on("response", lambda antwoord: gemist.append(antwoord.url) if antwoord.status >= 400 else None)
    een.open(peildatum="2024-07-01")
    controleer(een, register, date(2024, 7, 1))
    een.pil("22 nov 2023")
    expect(een.kop).to_contain_text("Op 22 november 2023 ")
    controleer(een, register, date(2023, 11, 22))
    assert gemist == []
    eigen = [url for url in een.verzoeken if url.startswith("http")]
    assert [url for url in eigen if not url.startswith(adres)] == []
    assert len([url for url in eigen if "/app/static/" in url]) >= 8


def test_nothing_in_the_data_runs(bezoek, start_server, tmp_path):
    """Names with markup, templates, quotes, newlines and 5 000 signs are shown as text and push nothing off the screen."""

    def breek(inhoud):
        for rij in (*inhoud.organisaties, *inhoud.initiatieven):
            rij.update(naam=GEMEEN)
        for rij in inhoud.organisaties:
            rij.update(opmerking=GEMEEN, partners=GEMEEN, website="https://x.nl/'onclick=\"alert(3)\"", bron="https://x.nl/\"onclick='alert(4)'")  # fmt: skip
        for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
            for veld in {"wijknaam", "buurtnaam"} & vlak["properties"].keys():
                vlak["properties"][veld] = GEMEEN

    een = bezoek(start_server(klein.schrijf_map(tmp_path, breek))).open(peildatum="2024-07-01", wijk=klein.W1)
    expect(een.dossier).to_contain_text("<script>alert(1)</script>")
    for plek in (een.page.locator(".wd"), een.frame.locator("body")):
        assert plek.locator("img[src=x], script:has-text('alert'), [onclick], [onerror]").count() == 0
        assert "49" not in re.sub(r"alert\(\d\)|\d+%", "", plek.inner_text())
    assert een.page.locator("a[href^=javascript]").count() == 0
    for tab in (1, 0):
        een.page.get_by_role("tab").nth(tab).click()
        assert een.page.evaluate("() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map((e) => e.scrollWidth - e.clientWidth)") == [0, 0]  # fmt: skip
    assert len(een.kaart()["wijken"]) == 4
    een.page.get_by_role("link", name="Verantwoording").click()
    een.page.wait_for_selector(".wd-tekst h1")
    assert een.page.locator(".wd-tekst img, .wd-tekst script").count() == 0
    assert een.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - document.querySelector('[data-testid=stMain]').clientWidth") == 0  # fmt: skip


def test_unfit_data_is_a_list_of_problems_until_it_is_mended(bezoek, start_server, tmp_path):
    """With a broken register the screen says what is wrong and how to mend it, no traceback; mended, it works."""

    def breek(inhoud):
        inhoud.organisaties[0]["fase"] = "<b>verdwenen</b>"
        inhoud.organisaties[1]["tot"] = "1999"

    een = bezoek(start_server(klein.schrijf_map(tmp_path, breek)))
    een.page.goto(een.adres)
    expect(een.page.get_by_role("heading", name="De gegevens zijn niet te gebruiken")).to_be_visible()
    regels = een.page.locator(".wd-fouten li")
    expect(regels).to_have_count(2)
    assert "organisaties.csv, regel 2 (wijkraad-een)" in regels.first.inner_text()
    assert "<b>verdwenen</b>" in regels.first.inner_text()
    tekst = een.page.locator("body").inner_text()
    assert not re.search(r"Traceback|Exception|Error|\.py\b", tekst)
    assert een.page.locator("iframe").count() == 0
    in_rust(een.page)
    assert [tekst for tekst in een.page.evaluate(TEKSTEN) if ENGELS.search(tekst)] == []
    klein.schrijf_map(tmp_path)
    een.open(peildatum="2024-07-01")
    assert len(een.kaart()["wijken"]) == 4
