"""Whoever reads, however: every page in every width, by keyboard, in the reader's own colours, on paper, and to axe."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from publicatie.pagina import INDEX, WAND
from tests import klein
from tests.bezoek import GETEKEND, in_rust
from tests.oordeel import overtredingen

pytestmark = pytest.mark.browser

# From a wide screen to a page at 400 %, which is as wide as 320 pixels and as high as 256.
MATEN = [(1440, 900), (1024, 768), (860, 900), (768, 1024), (640, 900), (390, 844), (320, 256)]
# Every page, what it shows when it has come up, and how many maps, tables and charts it has at least.
PAGINAS = {
    "?peildatum=2024-07-01": (".wd[data-kaart=klaar] tbody tr", 3),
    "?peildatum=2024-07-01&wijk=WK039201": (".wd[data-kaart=klaar] .wd-dossier h2", 3),
    "werklijst?peildatum=2024-07-01": (".wd-werklijst tbody tr", 2),
    "werklijst?peildatum=2024-07-01&gebied=Noord": (".wd-werklijst tbody tr", 2),
    "verloop": ("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)", 8),
    "veranderd?van=2023-11-22&peildatum=2024-07-01": (".wd-verschil[data-kaart=klaar] tbody tr", 2),
    "briefing?van=2023-11-22&peildatum=2024-07-01": ("img[alt^=Voorbeeld]", 1),
    "presentatie?peildatum=2024-07-01": (".wd-presentatie[data-kaart=klaar] .wd-feiten dd", 2),
    "verantwoording": (".wd-tekst table", 2),
}
GEPUBLICEERD = {INDEX: 5, WAND: 2}
# What sticks out of the page sideways, and each map, table and chart with its size. A table of running text may be wider
# than the page in a region of its own that scrolls.
MEET = """() => {
  const vakken = [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], .wd-presentatie")];
  const delen = [...document.querySelectorAll("iframe.wd-frame, .wd-getekend svg, table, [data-testid=stVegaLiteChart], img[alt^=Voorbeeld], .wd-baan")];
  return {
    breed: Math.max(...vakken.map((e) => e.scrollWidth - e.clientWidth)),
    delen: delen.filter((e) => e.checkVisibility()).map((e) => {
      const { width, height, left, right } = e.getBoundingClientRect();
      return { wat: e.outerHTML.slice(0, 60), klein: Math.min(width, height), uit: !e.closest(".wd-schuif") && (left < -1 || right > innerWidth + 1) };
    }),
  };
}"""


@pytest.fixture(scope="module")
def uitgave(site):
    """The address of the published pages, opened from disk."""
    return site.as_uri()


@pytest.fixture(scope="module")
def bladen(browser):
    """Two windows for the whole file: with scripts and without."""
    contexten = [browser.new_context(java_script_enabled=script) for script in (True, False)]
    yield [context.new_page() for context in contexten]
    for context in contexten:
        context.close()


@pytest.fixture
def page(bladen):
    """The window with scripts, as on a wide screen."""
    blad = bladen[0]
    blad.emulate_media(media="screen", forced_colors="none", reduced_motion="no-preference", color_scheme="light")
    blad.set_viewport_size({"width": 1440, "height": 900})
    return blad


def _open(page, adres, wacht=".wd[data-kaart=klaar]"):
    page.goto("about:blank")  # only the part behind the # may differ from what is open
    page.goto(adres)
    page.wait_for_selector(wacht)
    return page


def _passen(page, minstens):
    """Measure at every width: what has no size or sticks out."""
    mis = []
    for breed, hoog in MATEN:
        page.set_viewport_size({"width": breed, "height": hoog})
        page.evaluate(GETEKEND)
        # A chart comes when the page is there, and follows the width of its column a moment later.
        page.wait_for_function(
            f"(n) => {{ const m = ({MEET})(); return m.delen.length >= n && m.breed <= 0 && m.delen.every((d) => !d.uit); }}",
            arg=minstens,
        )
        gemeten = page.evaluate(MEET)
        mis += [(breed, deel["wat"], deel["klein"]) for deel in gemeten["delen"] if deel["klein"] < 9]
    return mis


@pytest.mark.parametrize("pagina", PAGINAS)
def test_every_map_table_and_chart_has_a_size_at_every_width(page, server, pagina):
    """On every page of the application, down to a window at 400 %, each has room of its own and none scrolls sideways."""
    wacht, minstens = PAGINAS[pagina]
    _open(page, f"{server}/{pagina}", wacht)
    in_rust(page)
    assert _passen(page, minstens) == []


@pytest.mark.parametrize("bestand", GEPUBLICEERD)
def test_a_published_page_has_a_size_at_every_width(page, uitgave, bestand):
    """The publication and its wall view likewise, and each has a title of its own with the date."""
    _open(page, f"{uitgave}/{bestand}")
    assert page.title().startswith("Presentatie") == (bestand == WAND)
    assert "1 juli 2024" in page.title()
    assert _passen(page, GEPUBLICEERD[bestand]) == []


def test_on_a_narrow_wall_no_figure_is_broken(page, uitgave):
    """At 400 % the buttons of the wall lie below each other in sight, and each figure stands on one line."""
    _open(page, f"{uitgave}/{WAND}")
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate(GETEKEND)
    for knop in page.locator(".wd-bediening > :visible, .wd-tijdvoet > :visible").all():
        vak = knop.bounding_box()
        assert vak["x"] >= 0
        assert vak["x"] + vak["width"] <= 320
    regels = page.locator(".wd-feiten dd").evaluate_all(
        "(getallen) => getallen.map((e) => { const b = document.createRange(); b.selectNodeContents(e); return b.getClientRects().length; })"
    )
    assert regels
    assert set(regels) == {1}


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_scripts_the_drawn_map_is_whole(bladen, uitgave, media):
    """Without JavaScript, at every width and on paper, the frame of the drawn map is as high as the drawing."""
    blad = bladen[1]
    blad.emulate_media(media=media)
    blad.goto(f"{uitgave}/{INDEX}")
    for breed, hoog in [*MATEN, (794, 1123)]:
        blad.set_viewport_size({"width": breed, "height": hoog})
        kader, tekening = (blad.locator(plek).bounding_box() for plek in (".wd-kaart", ".wd-getekend svg"))
        assert tekening["height"] == pytest.approx(tekening["width"] * 860 / 560, abs=2)
        for begin, maat in (("x", "width"), ("y", "height")):
            assert kader[begin] - 1 <= tekening[begin]
            assert tekening[begin] + tekening[maat] <= kader[begin] + kader[maat] + 1


# --- the map by keyboard ---

ACTIEF = """() => {
  const e = document.activeElement, stijl = getComputedStyle(e);
  return { rol: e.role ?? (e.tagName === "BUTTON" ? "button" : null), naam: e.ariaLabel ?? e.innerText, soort: e.getAttribute("class") ?? "", code: e.dataset.code ?? null,
    omlijnd: stijl.outlineStyle !== "none" || Boolean(document.querySelector("path.focus")) || parseFloat(stijl.strokeWidth) >= 5 };
}"""
BLIK = "() => { const k = Object.values(window).find((v) => v instanceof L.Map); return [k.getZoom(), k.getCenter().lat, k.getCenter().lng]; }"


def _kaart(page):
    return page.locator("iframe.wd-frame").element_handle().content_frame()


def test_every_stop_on_the_map_has_a_name_a_role_and_a_visible_focus(page, uitgave):
    """Tab goes past the map, the wijken, each initiative and cluster, and the zoom buttons: all named and all seen."""
    _open(page, f"{uitgave}/{INDEX}")
    kaart = _kaart(page)
    page.locator(".wd-lagen summary").focus()
    gezien = []
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") != "IFRAME":
            break
        gezien.append(kaart.evaluate(ACTIEF))
    assert [stop for stop in gezien if not (stop["naam"] and stop["rol"] and stop["omlijnd"])] == []
    namen = [stop["naam"] for stop in gezien]
    assert namen[0].startswith("Kaart: pijltjes verschuiven")
    assert sum(stop["code"] is not None for stop in gezien) == 21
    assert sum(naam.startswith("Initiatief ") for naam in namen) == kaart.locator("path.initiatief").count() > 5
    clusters = [naam for naam in namen if re.match(r"Cluster van \d+ initiatieven: \w", naam)]
    assert len(clusters) == kaart.locator(".cluster").count() > 5
    # A mark at the edge moves the map, so that it is seen: then there is a way back.
    assert namen[namen.index("Inzoomen") :] in (["Inzoomen", "Uitzoomen"], ["Inzoomen", "Uitzoomen", "Hele stad"])


@pytest.mark.parametrize("toets", ["Enter", " "])
def test_enter_opens_a_cluster_and_a_mark(page, uitgave, toets):
    """On a cluster it shows what is in it and goes on there; on an initiative it opens the wijk where all about it stands."""
    page.emulate_media(reduced_motion="reduce")
    _open(page, f"{uitgave}/{INDEX}")
    kaart = _kaart(page)
    cluster = (
        kaart.locator(".leaflet-marker-icon", has=kaart.locator(".cluster")).filter(has_text=re.compile(r"^2$")).first
    )
    eerste = re.search(r"initiatieven: (.+?), ", cluster.get_attribute("aria-label"))[1]
    cluster.focus()
    page.keyboard.press(toets)
    kaart.wait_for_function("(naam) => document.activeElement.getAttribute('aria-label')?.includes(naam)", arg=eerste)
    assert kaart.evaluate(ACTIEF)["naam"].startswith(f"Initiatief {eerste}")
    expect(kaart.locator(".leaflet-tooltip")).to_contain_text(eerste)
    page.keyboard.press("Escape")
    expect(kaart.locator(".leaflet-tooltip")).to_have_count(0)
    page.keyboard.press(toets)
    dossier = page.get_by_role("tabpanel").locator(".wd-dossier")
    expect(dossier).to_contain_text(eerste)
    page.keyboard.press(toets)  # a wijk that is open stays open
    expect(dossier).to_contain_text(eerste)


def test_arrows_plus_and_minus_move_the_map_from_anywhere_in_it(page, uitgave):
    """From the map itself and from a wijk alike: arrows move, plus and minus zoom, and the focus stays."""
    page.emulate_media(reduced_motion="reduce")
    _open(page, f"{uitgave}/{INDEX}")
    kaart = _kaart(page)
    for plek in (kaart.locator(".leaflet-container"), kaart.locator("path.wijk").nth(3)):
        plek.focus()
        zoom, breedte, lengte = kaart.evaluate(BLIK)
        page.keyboard.press("+")
        kaart.wait_for_function("(was) => Object.values(window).find((v) => v instanceof L.Map).getZoom() > was", arg=zoom)  # fmt: skip
        page.keyboard.press("-")
        kaart.wait_for_function("(was) => Object.values(window).find((v) => v instanceof L.Map).getZoom() === was", arg=zoom)  # fmt: skip
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        kaart.wait_for_function("([b, l]) => { const m = Object.values(window).find((v) => v instanceof L.Map).getCenter(); return m.lat < b && m.lng > l; }", arg=[breedte, lengte])  # fmt: skip
        assert plek.evaluate("(e) => e === document.activeElement")


def test_who_asked_for_less_motion_gets_the_next_view_at_once(page, uitgave):
    """With reduced motion a zoom or a step is done before the next line of the script."""
    page.emulate_media(reduced_motion="reduce")
    _open(page, f"{uitgave}/{INDEX}")
    kaart = _kaart(page)
    na = """() => { const k = Object.values(window).find((v) => v instanceof L.Map), [zoom, midden] = [k.getZoom(), k.getCenter()];
      k.zoomIn(); const gezoomd = k.getZoom() > zoom; k.panBy([80, 0]); return [gezoomd, k.getCenter().lng > midden.lng]; }"""
    assert kaart.evaluate(na) == [True, True]
    page.emulate_media(reduced_motion="no-preference")
    kaart.wait_for_function("() => Object.values(window).find((v) => v instanceof L.Map).options.inertia")


# --- the timeline ---


def test_a_milestone_is_called_as_it_looks_and_can_be_hit(page, uitgave):
    """The name of each begins with what stands there, each is 24 pixels wide, and a press means the nearest."""
    for maat in MATEN:
        _open(page, f"{uitgave}/{INDEX}")
        page.set_viewport_size({"width": maat[0], "height": maat[1]})
        page.evaluate(GETEKEND)
        knoppen = page.locator(".wd-mijlpalen button").all()
        assert len(knoppen) > 6
        for knop in knoppen:
            assert knop.get_attribute("aria-label").startswith(knop.inner_text() or knop.text_content())
            vak = knop.bounding_box()
            assert min(vak["width"], vak["height"]) >= 24
    page.set_viewport_size({"width": 1440, "height": 900})
    _open(page, f"{uitgave}/{INDEX}")
    midden = {k.get_attribute("data-datum"): k.bounding_box() for k in page.locator(".wd-mijlpalen button").all()}
    for dag in ("2023-12-17", "2023-12-21"):  # so near that their targets lie over each other
        vak = midden[dag]
        page.mouse.click(vak["x"] + vak["width"] / 2, vak["y"] + vak["height"] - 8)
        expect(page.get_by_role("slider")).to_have_attribute(
            "aria-valuetext", re.compile(rf"^{int(dag[-2:])} december 2023")
        )


# --- the title of the window ---


def test_the_window_says_page_place_and_date(page, server):
    """The title is of the view, on every page: whoever hears or keeps it knows what it is of, and it follows a choice."""
    naam = "Wijkdekking Haarlem"
    for pad, titel in (
        ("?peildatum=2024-07-01", f"Stad · 1 juli 2024 · {naam}"),
        ("presentatie?peildatum=2024-07-01&gebied=Noord", f"Presentatie · Noord · 1 juli 2024 · {naam}"),
        ("veranderd?peildatum=2024-07-01&wijk=WK039220", f"Wat is er veranderd · Molenwijk · 1 juli 2024 · {naam}"),
        ("verloop?peildatum=2023-11-22", f"Verloop · 22 november 2023 · {naam}"),
    ):
        page.goto(f"{server}/{pad}")
        expect(page).to_have_title(titel)
    page.get_by_label("Gebied").select_option("Oost")
    expect(page).to_have_title(f"Verloop · Oost · 22 november 2023 · {naam}")
    page.get_by_role("link", name="Stad", exact=True).click()
    expect(page).to_have_title(f"Stad · Oost · 22 november 2023 · {naam}")
    page.go_back()
    expect(page).to_have_title(f"Verloop · Oost · 22 november 2023 · {naam}")


def test_the_window_of_a_publication_says_place_and_date(page, uitgave):
    """Of the page and of the wall view alike: the title is of what is shown, also after a choice and on the way back."""
    _open(page, f"{uitgave}/{INDEX}")
    expect(page).to_have_title("stand van 1 juli 2024 · Wijkdekking Haarlem")
    page.locator("[data-plek=lijst]").get_by_role("link", name="Molenwijk").click()
    expect(page).to_have_title("Molenwijk · stand van 1 juli 2024 · Wijkdekking Haarlem")
    page.go_back()
    expect(page).to_have_title("stand van 1 juli 2024 · Wijkdekking Haarlem")
    _open(page, f"{uitgave}/{WAND}#peildatum=2023-11-22")
    expect(page).to_have_title("Presentatie · Hele stad · stand van 22 november 2023 · Wijkdekking Haarlem")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_title("Presentatie · Gebied Centrum · stand van 22 november 2023 · Wijkdekking Haarlem")


# --- the controls ---


def test_the_controls_are_reached_by_key_and_each_shows_its_focus(page, server):
    """Tab goes past field, choices and lists in the order in which they stand; each has a name, and a line where it is."""
    _open(page, f"{server}/?peildatum=2024-07-01")
    in_rust(page)
    for kleuren in ("none", "active"):
        page.emulate_media(forced_colors=kleuren)
        in_rust(page)
        if page.locator("details.wd-chip[open]").count() == 0:
            page.locator(".wd-chip summary").click()
        page.locator(".wd-chip summary").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        gezien = []
        while page.evaluate("() => Boolean(document.activeElement.closest('.wd-keuzes'))"):
            gezien.append(
                page.evaluate("""() => {
              const e = document.activeElement, stijl = getComputedStyle(e), vak = e.getBoundingClientRect();
              return { naam: e.labels?.[0]?.innerText || e.innerText, lijn: `${stijl.outlineStyle} ${stijl.outlineWidth} ${stijl.outlineOffset}`, x: vak.left };
            }""")
            )
            page.keyboard.press("Tab")
        namen = [stop["naam"] for stop in gezien]
        assert (namen[1], namen[-3:]) == ("Peildatum", ["Gebied", "Wanneer stopte de steun?", "Wat moet u navragen?"])
        assert len(namen) > 6
        assert {stop["lijn"] for stop in gezien} == {"solid 3px 2px"}
        rij = [stop["x"] for stop in gezien if stop["naam"] in {gezien[0]["naam"], *namen[-3:]}]
        assert rij == sorted(rij)


# --- the reader's own colours, and paper ---


def test_with_forced_colours_everything_is_still_told_apart(page, uitgave):
    """Samples of the legend, bars, the open tab, the bands and the knob of the timeline and a chosen row stay visible."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    _open(page, f"{uitgave}/{INDEX}#wijk=WK039201")
    stalen = page.locator(".wd :is(.wd-groeplijst, .wd-legenda) .wd-staal svg")
    expect(stalen).to_have_count(9)
    beelden = [staal.screenshot() for staal in stalen.all()]
    assert len(set(beelden)) == len(beelden)
    kleur = page.evaluate("""() => {
      const van = (kiezer, naam) => getComputedStyle(document.querySelector(kiezer))[naam];
      return { grond: van("body", "backgroundColor"), balk: van(".wd-deelbalk i", "backgroundColor"), knop: van(".wd-knop", "backgroundColor"),
        tabs: ["true", "false"].map((aan) => van(`[role=tab][aria-selected=${aan}]`, "borderBottomColor")),
        band: ["fase0", "fase1", "fase2"].map((f) => van(`.${f}`, "borderTopStyle") + van(`.${f}`, "borderTopWidth")),
        rij: van("tr.gekozen", "outlineColor"), tik: van(".wd-tikken path", "stroke"), lijn: van("tr.gekozen", "outlineStyle") };
    }""")
    assert kleur["grond"] not in {kleur["balk"], kleur["knop"], kleur["rij"], kleur["tik"]}
    assert len(set(kleur["tabs"])) == 2
    assert len(set(kleur["band"])) == 3
    assert kleur["lijn"] == "solid"
    # The map is a picture with colours of its own, on a ground of its own.
    grond = _kaart(page).evaluate(
        "() => getComputedStyle(document.querySelector('.leaflet-container')).backgroundColor"
    )
    assert grond == "rgb(255, 255, 255)"


def test_with_forced_colours_a_choice_that_is_made_is_seen(page, server):
    """The choice that holds differs from the others, and a field that says no date is seen by its line as well."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    _open(page, f"{server}/?peildatum=2024-07-01")
    in_rust(page)
    _typ_geen_datum(page)
    kleur = """(kiezer) => { const s = getComputedStyle(document.querySelector(kiezer)); return [s.backgroundColor, s.borderTopWidth]; }"""
    aan, uit = (page.evaluate(kleur, f".wd-snel button[aria-pressed={is_}]") for is_ in ("true", "false"))
    assert aan[0] != uit[0]
    fout, goed = (page.evaluate(kleur, kiezer) for kiezer in ("#wd-peildatum", "#wd-gebied"))
    assert fout[1] != goed[1]


def test_on_paper_the_map_is_whole_and_nothing_can_be_pressed(page, server, uitgave):
    """In print each page has its map on one page, every row of its list and its samples, and no controls; no background is needed."""
    for adres in (f"{uitgave}/{INDEX}", f"{server}/?peildatum=2024-07-01"):
        _open(page, adres)
        page.wait_for_selector(".wd-lijst tbody tr")
        page.emulate_media(media="print")
        page.evaluate(GETEKEND)
        weg = ".wd-lagen, .wd-tijd, .wd-zoek, .wd-filter, .wd-meer, .pub-kop nav, #downloads, [data-testid=stHeader], .wd-keuzes, .st-key-downloads"
        assert page.locator(weg).evaluate_all("(delen) => delen.filter((e) => e.checkVisibility()).length") == 0
        rijen = page.locator(".wd-lijst tbody tr")
        onder, paneel = rijen.last.bounding_box(), page.locator("#wd-paneel-lijst").bounding_box()
        assert onder["y"] + onder["height"] <= paneel["y"] + paneel["height"] + 1
        kader, stalen = (
            page.locator("iframe.wd-frame").bounding_box(),
            page.locator(".wd .wd-staal svg:visible"),
        )
        assert stalen.count() == 9
        vlakken = (
            _kaart(page).locator("path.wijk").evaluate_all("(e) => e.map((v) => v.getBoundingClientRect().toJSON())")
        )
        assert len(vlakken) == 21
        assert min(min(vlak["left"], vlak["top"]) for vlak in vlakken) >= 0
        assert max(vlak["right"] for vlak in vlakken) <= kader["width"]
        assert max(vlak["bottom"] for vlak in vlakken) <= kader["height"] < 800  # an A4 has 1,047 pixels
        page.emulate_media(media="null")  # as a browser prints
        druk = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False)))
        hoeken = [blad.get_contents().get_data().count(b" l\n") for blad in druk.pages]
        assert sum(aantal > 4_000 for aantal in hoeken) == 1, hoeken  # the shapes are there, all on one sheet


@pytest.mark.parametrize("pagina", ["verloop", "veranderd?van=2023-11-22&peildatum=2024-07-01"])
def test_on_paper_change_is_there_without_controls(page, server, pagina):
    """In print both pages about time show their title, tables, and charts or whole map on the sheet, and nothing to press."""
    page.set_viewport_size({"width": 1280, "height": 900})
    _open(page, f"{server}/{pagina}", PAGINAS[pagina][0])
    in_rust(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # an A4 with the margins of a browser
    page.evaluate(GETEKEND)
    weg = "[data-testid=stHeader], .wd-keuzes, .st-key-downloads, [data-testid=stDownloadButton]"
    assert page.locator(weg).evaluate_all("(delen) => delen.filter((e) => e.checkVisibility()).length") == 0
    expect(page.locator("h1")).to_be_visible()
    beelden = page.locator("iframe.wd-frame, [data-testid=stVegaLiteChart] :is(canvas, svg.marks)")
    assert beelden.count() == (7 if pagina == "verloop" else 1)
    for vak in beelden.evaluate_all("(delen) => delen.map((e) => e.getBoundingClientRect().toJSON())"):
        assert vak["left"] >= 0
        assert vak["right"] <= 718
        assert vak["height"] < 1047
    page.emulate_media(media="screen")


# --- axe ---


def _typ_geen_datum(page):
    """Write what is no date: the field says so, and how a date is written."""
    page.locator("details.wd-chip:not([open]) summary").click()
    veld = page.get_by_role("textbox", name="Peildatum")
    veld.fill("gisteren")
    veld.press("Tab")
    expect(veld).to_have_accessible_description(re.compile("^Schrijf dag, maand en jaar, zoals 1 juli 2024"))


TOESTANDEN = {
    "": lambda page: None,
    "lagen open": lambda page: page.get_by_text("Kaartlagen").click(),
    "zoeken": lambda page: page.get_by_role("button", name="Zoek").click(),
    "geen datum": _typ_geen_datum,
}


@pytest.mark.parametrize(
    "pagina",
    [
        *PAGINAS,
        "?peildatum=2024-07-01&groep=niets",
        "?peildatum=2024-07-01#lagen open",
        "?peildatum=2024-07-01#geen datum",
        "presentatie#zoeken",
    ],
)
def test_no_rule_of_axe_of_any_level_is_broken(page, server, pagina):
    """A, AA, AAA and good practice, on every page of the application and in every state, wide and on a telephone."""
    adres, _, toestand = pagina.partition("#")
    _open(page, f"{server}/{adres}", PAGINAS.get(adres, (".wd[data-kaart=klaar]",))[0])
    in_rust(page)
    TOESTANDEN[toestand](page)
    for breed, hoog in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": breed, "height": hoog})
        page.evaluate(GETEKEND)
        assert overtredingen(page) == []


def test_no_rule_of_axe_of_any_level_is_broken_in_a_publication(page, uitgave):
    """The published page, with a wijk and with its layers open, and its wall view, with and without the search."""
    for bestand, toestand in (
        (INDEX, ""),
        (f"{INDEX}#wijk=WK039201", ""),
        (INDEX, "lagen open"),
        (WAND, ""),
        (WAND, "zoeken"),
    ):
        _open(page, f"{uitgave}/{bestand}")
        TOESTANDEN[toestand](page)
        for breed, hoog in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": breed, "height": hoog})
            page.evaluate(GETEKEND)
            assert overtredingen(page) == []
        page.set_viewport_size({"width": 1440, "height": 900})


def test_no_rule_of_axe_is_broken_where_the_data_are_unfit(page, start_server, tmp_path):
    """The page with only problems, and the last good version with its warning above it, are as accessible as any other."""
    map_ = klein.schrijf_map(tmp_path)
    goed = (map_ / "organisaties.csv").read_bytes()
    adres = start_server(map_)
    _open(page, adres)
    (map_ / "organisaties.csv").write_bytes(b"onzin\n")
    _open(page, adres, "[data-testid=stAlert]")
    in_rust(page)
    assert overtredingen(page) == []
    adres = start_server(map_)
    _open(page, adres, ".wd-fouten li")
    in_rust(page)
    assert overtredingen(page) == []
    (map_ / "organisaties.csv").write_bytes(goed)
