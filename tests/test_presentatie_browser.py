"""The wall view in a real browser: by key, finger and name, the right words, large, on every size, behind every link."""

import re
from datetime import date

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from register.register import read_register
from tests import klein
from tests.bezoek import AFGEKAPT, ENGELS, KLEINER, NORMAAL, TEKSTEN, TELEFOON, in_rust
from tests.lezers import GEMEEN
from tests.verteld import feiten, schermen_op
from web.presentatie import STAD, presentatie, schermen
from web.tijdlijn import door_de_tijd

pytestmark = pytest.mark.browser

WAND, STAAND = (1920, 1080), (768, 1024)
EIND = date(2024, 7, 1)
LEES = """() => {
  const tekst = (naam) => document.querySelector(`h1 [data-w=${naam}], p[data-w=${naam}]`).textContent.replaceAll("\\u00a0", " ");
  return {
    ...Object.fromEntries(["positie", "stand", "opgave", "noot"].map((naam) => [naam, tekst(naam)])),
    ...Object.fromEntries([...document.querySelectorAll(".wd-groepen [data-w]")].map((e) => [e.dataset.w, "maat" in e.dataset ? e.style.getPropertyValue("--d") : e.textContent])),
    feiten: [...document.querySelectorAll(".wd-feiten div")].map((e) => [e.querySelector("dd").textContent, e.querySelector("dt").textContent]),
  };
}"""
# Of the wijken that the map shows in full colour: whether all lie within it, and how much of it they take.
KADER = """() => {
  const heel = document.querySelector(".leaflet-container").getBoundingClientRect();
  const vakken = [...document.querySelectorAll("path.wijk[data-code]:not(.buiten-gebied)")].map((e) => e.getBoundingClientRect());
  const rand = { l: Math.min(...vakken.map((r) => r.left)), r: Math.max(...vakken.map((r) => r.right)), t: Math.min(...vakken.map((r) => r.top)), b: Math.max(...vakken.map((r) => r.bottom)) };
  return { aantal: vakken.length, binnen: rand.l >= heel.left - 1 && rand.r <= heel.right + 1 && rand.t >= heel.top - 1 && rand.b <= heel.bottom + 1,
    deel: Math.max((rand.r - rand.l) / heel.width, (rand.b - rand.t) / heel.height) };
}"""
# The letters of every visible text, in parts of the height of the window.
LETTERS = """() => [...document.querySelectorAll(".wd-presentatie *")].filter((e) =>
    [...e.childNodes].some((k) => k.nodeType === Node.TEXT_NODE && k.nodeValue.trim()) && e.checkVisibility({ visibilityProperty: true }))
  .map((e) => [e.closest("h1") && !e.matches(".wd-positie") ? "zin" : "rest", parseFloat(getComputedStyle(e).fontSize) / innerHeight, e.textContent.slice(0, 30)])"""
# Texts over one another. A line is higher than its letters, the more so the larger they are: what counts is the ink.
OVERLAP = """(kiezer) => {
  const vakken = [...document.querySelectorAll(kiezer)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim() && !e.closest(".wd-meet")).map((e) => {
    const bereik = document.createRange();
    bereik.selectNodeContents(e);
    const r = bereik.getBoundingClientRect(), letter = parseFloat(getComputedStyle(e).fontSize);
    return { e, l: r.left, r: r.right, t: r.top + .26 * letter, b: r.bottom - (/^[\\d.]+$/.test(e.textContent) ? .25 : .06) * letter };
  });
  return vakken.flatMap((a, i) => vakken.slice(i + 1).filter((b) => !a.e.contains(b.e) && !b.e.contains(a.e)
      && Math.min(a.r, b.r) - Math.max(a.l, b.l) > 1 && Math.min(a.b, b.b) - Math.max(a.t, b.t) > 1)
    .map((b) => `${a.e.textContent} × ${b.e.textContent}`));
}"""
BUITEN_BEELD = """() => [...document.querySelectorAll(".wd-presentatie *")].filter((e) => {
  if (!e.checkVisibility({ visibilityProperty: true }) || !e.textContent.trim() || e.closest("svg")) return false;
  const r = e.getBoundingClientRect();
  return r.left < -1 || r.right > innerWidth + 1 || r.top < -1 || r.bottom > innerHeight + 1;
}).map((e) => `${e.className || e.tagName}: ${e.textContent.slice(0, 40)}`)"""
SCHUIFT = """() => [document.documentElement, document.querySelector("[data-testid=stMain]"), document.querySelector(".wd-presentatie"), document.querySelector(".wd-spreek")]
  .map((e) => [e.scrollWidth - e.clientWidth > 1, e.scrollHeight - e.clientHeight > 1])"""
KNOPPEN = """() => [...document.querySelectorAll(".wd-bediening :is(button, a), .wd-tijdvoet button")].filter((e) => e.checkVisibility())
  .map((e) => e.getBoundingClientRect()).map((r) => Math.min(r.width, r.height))"""
DELEN = "h1 span, h1 strong, .wd-haak span, .wd-groeplijst b, .wd-groeplijst span, .wd-feiten dt, .wd-feiten dd, .wd-noot, .wd-legenda li, .wd-bediening > *, .wd-tijdvoet > *, .wd-mijlpalen button:not(.naamloos) span, .wd-vlakwoorden p"


class Wand:
    """The wall view in one window, with what Python says beside it."""

    def __init__(self, een, tabellen, variant="persbericht"):
        self.een, self.page, self.tabellen = een, een.page, tabellen
        self.verteld = presentatie(door_de_tijd(tabellen, variant))

    def open(self, **adres):
        self.page.goto(f"{self.een.adres}/presentatie?" + "&".join(f"{k}={v}" for k, v in adres.items()))
        self.klaar()
        return self

    def klaar(self):
        self.page.wait_for_selector(".wd-presentatie[data-kaart=klaar] .wd-feiten dd")
        in_rust(self.page)

    def maat(self, maat):
        self.een.maat(maat)

    def toets(self, *toetsen):
        for een in toetsen:
            self.page.keyboard.press(een)

    def toont(self, id_, dag=EIND):
        """Assert that the screen is this one on this date, in the words of Python, at once."""
        goed = schermen_op(self.verteld, dag)[id_]
        gelezen = self.page.evaluate(LEES)
        assert gelezen.pop("feiten") == [list(feit) for feit in feiten(goed)], (id_, dag)
        assert gelezen == {naam: goed[naam] for naam in gelezen}, (id_, dag)

    def komt(self, id_, dag=EIND):
        """Wait until the server's answer has brought this screen."""
        goed = schermen_op(self.verteld, dag)[id_]
        for naam in ("positie", "stand"):
            expect(self.page.locator(f"h1 [data-w={naam}]")).to_have_text(goed[naam])
        self.toont(id_, dag)

    def rij(self, dag=EIND):
        vast = [scherm.id for scherm in schermen(self.tabellen) if not scherm.wijk]
        return vast + gaten(wijkoverzicht(Stand(self.tabellen, dag)))["wijkcode"].tolist()

    def kader(self, aantal):
        """Wait until the map shows these many wijken, whole and large."""
        self.een.frame.wait_for_function(
            f"(n) => {{ const k = ({KADER})(); return k.aantal === n && k.binnen && k.deel > .55; }}", arg=aantal
        )

    @property
    def veld(self):
        return self.page.get_by_role("combobox")

    @property
    def melding(self):
        return self.page.locator(".wd-zoek [role=status]")

    @property
    def opties(self):
        return self.page.get_by_role("option")


@pytest.fixture
def wand(reis, register):
    """Open the wall view of the real registers."""
    return lambda maat=WAND, **opties: Wand(reis(maat=maat, **{"reduced_motion": "reduce"} | opties), register.tabellen)


@pytest.fixture
def dorp(reis, klein_met, tmp_path):
    """Open the wall view of a tiny town."""

    def open_(breek=None, **adres):
        een = reis(klein_met(breek), maat=WAND, reduced_motion="reduce")
        return Wand(een, read_register(klein.schrijf_map(tmp_path, breek)).tabellen).open(**adres)

    return open_


# ---- by key


def test_the_arrows_go_past_every_screen_and_no_further(wand):
    """From the city past each gebied and each gap wijk, each in the words of Python with its part of the map, and back."""
    een = wand().open(peildatum="2024-07-01")
    rij = een.rij()
    assert len(rij) == 1 + 5 + 21
    wijken = {scherm["id"]: len(scherm["wijken"]) for scherm in een.verteld["schermen"]}
    for nummer, id_ in enumerate(rij):
        een.toont(id_)
        if nummer < 9:
            een.kader(wijken[id_])
        een.toets("ArrowRight" if nummer % 2 else "PageDown")
    een.toont(rij[-1])
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", wijk=rij[-1])
    een.toets("ArrowLeft", "PageUp")
    een.toont(rij[-3])
    een.toets("Home")
    een.toont(STAD)
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01")
    een.toets("ArrowLeft")
    een.toont(STAD)
    een.toets("End")
    een.toont(rij[-1])


def test_up_and_down_go_from_change_to_change(wand, register):
    """Down is the next change and up the one before, on the screen that is open; the place of a wijk follows the date."""
    een = wand().open(peildatum="2023-11-22", wijk="WK039201")
    dagen = [dag for dag in wisselmomenten(register.tabellen) if date(2023, 11, 22) < dag <= EIND]
    een.toont("WK039201", date(2023, 11, 22))
    for dag in dagen:
        een.toets("ArrowDown")
        een.toont("WK039201", dag)
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", wijk="WK039201")
    assert een.rij().index("WK039201") > een.rij(date(2023, 11, 22)).index("WK039201")
    een.toets("ArrowRight")
    een.toont(een.rij()[een.rij().index("WK039201") + 1])
    een.toets("ArrowUp")
    een.toont(een.rij()[een.rij().index("WK039201") + 1], dagen[-2])


def test_space_plays_and_pauses_the_timeline(wand):
    """The space bar plays time on the open screen and pauses it; where it rests stands in the address."""
    een = wand(klok=True)
    een.open(peildatum="2024-01-01", gebied="Oost")
    een.toets(" ")
    expect(een.page.get_by_role("button", name="Pauze")).to_be_visible()
    een.page.clock.run_for(10_000)
    een.toets("ArrowRight")
    een.page.clock.run_for(10_000)
    een.toets(" ")
    expect(een.page.get_by_role("button", name="Speel af")).to_be_visible()
    dag = een.een.dag()
    assert dag > date(2024, 3, 1)
    een.toont("gebied-4", dag)
    een.een.wacht_op_adres("/presentatie", peildatum=dag.isoformat(), gebied="Schalkwijk")


def test_keys_work_from_the_map_and_a_wijk_can_be_pressed_there(wand):
    """Who clicked a wijk on the map is at its screen, and goes on with the same keys."""
    een = wand().open(peildatum="2024-07-01")
    een.een.klik_wijk("WK039212")
    een.toont("WK039212")
    een.toets("ArrowRight")
    een.toont(een.rij()[een.rij().index("WK039212") + 1])
    een.toets("m")
    expect(een.veld).to_have_value("m")


def test_the_map_travels_to_each_screen(wand):
    """With motion allowed the map goes to what the screen is about; who steps on meanwhile ends at the last screen."""
    een = wand(reduced_motion="no-preference").open(peildatum="2024-07-01")
    een.kader(21)
    een.toets("ArrowRight", "ArrowRight")
    een.kader(8)
    een.toets("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    een.toont("WK039212")
    een.kader(1)
    een.toets("Home")
    een.kader(21)


# ---- by name


def test_the_patterns_of_the_map_are_coarser_than_on_a_screen(wand):
    """From the back of a room a fine pattern is a grey: every pattern of the map page is 1.6 times as coarse."""
    vormen = (
        wand()
        .open(peildatum="2024-07-01")
        .een.frame.eval_on_selector_all(
            "pattern", "alle => alle.map(patroon => patroon.getAttribute('patternTransform').trim())"
        )
    )
    assert sorted(vormen) == [f"rotate({draai}) scale(1.6)" for draai in (0, 30, 30, 30, 45)]


def test_from_the_wall_to_rozenprieel_by_typing(wand):
    """An everyday name leads to the wijk where it lies: six letters and Enter, from any screen."""
    een = wand().open(peildatum="2024-07-01", gebied="Noord")
    een.page.keyboard.type("rozenp")
    expect(een.opties).to_have_text(
        [
            "Rozenprieel gewone naam · wijk Haarlemmerhoutkwartier",
            "Rozenprieel-noord buurt · wijk Haarlemmerhoutkwartier",
            "Rozenprieel-zuid buurt · wijk Haarlemmerhoutkwartier",
            "Wijkraad Rozenprieel wijkraad · wijk Haarlemmerhoutkwartier",
        ]
    )
    een.toets("Enter")
    een.toont("WK039202")
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", wijk="WK039202")


def test_a_typed_letter_opens_the_search_and_a_name_jumps(wand):
    """Typing anywhere searches names without capitals or accents; arrows choose, Enter jumps, Escape leaves all as it was."""
    een = wand().open(peildatum="2024-07-01")
    een.page.keyboard.type("MÓlENw")
    expect(een.veld).to_have_value("MÓlENw")
    expect(een.opties.locator("b").first).to_have_text("Molenwijk")
    expect(een.veld).to_have_attribute("aria-activedescendant", "wd-vondsten-0")
    een.toets("Enter")
    expect(een.veld).to_be_hidden()
    een.toont("WK039220")
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", wijk="WK039220")
    een.page.keyboard.type("w")
    expect(een.opties.first).to_have_text("Waarder- en Veerpolder wijk · gebied Oost")
    expect(een.opties).to_have_count(12)
    expect(een.melding).to_have_text(re.compile(r"12 gevonden en nog \d+: typ meer letters\."))
    een.toets("ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight")
    expect(een.page.locator("[role=option][aria-selected=true]")).to_have_id("wd-vondsten-1")
    een.toets("Escape")
    expect(een.veld).to_be_hidden()
    een.toont("WK039220")
    een.page.get_by_role("button", name="Zoek").click()
    expect(een.melding).to_have_text("Typ een naam.")
    een.page.keyboard.type("qqq")
    expect(een.melding).to_have_text("Niets gevonden met deze naam.")
    expect(een.veld).to_have_attribute("aria-expanded", "false")
    een.toets("Enter", "ArrowDown")
    expect(een.veld).to_be_focused()
    een.veld.fill("noord")
    een.opties.first.click()
    een.toont("gebied-2")


GETYPT = {
    "buurt slachthuis": "Slachthuisbuurt",
    "prieel": "Rozenprieel",
    "officieel overdelft": "Wijkraad De Krim",
    "wijkplatform burg": "Wijkplatform Burgwal",
    "waarder veer": "Waarder- en Veerpolder",
    "haarlem noord": "Haarlem-Noord",
    "buurtcooperatie": "Buurtcoöperatie Duurzaam Garenkokerskwartier",
    "rosenprieel": "Rozenprieel",
    "rozenpriel": "Rozenprieel",
    "rzoenprieel": "Rozenprieel",
    "rozenpprie": "Rozenprieel",
}


def test_a_name_is_found_as_people_type_it(wand):
    """Words in any order, a part of a word, what else it is called and one wrong letter are found; two wrong letters are not."""
    een = wand().open(peildatum="2024-07-01")
    een.page.get_by_role("button", name="Zoek").click()
    for getypt, eerste in GETYPT.items():
        een.veld.fill(getypt)
        expect(een.opties.locator("b").first).to_have_text(eerste)
    een.veld.fill("rosenpriel")
    expect(een.melding).to_have_text("Niets gevonden met deze naam.")


def test_what_has_no_place_is_found_and_says_so(wand):
    """An initiatief of which nobody knows where it is stands in the list, and choosing it says so and goes nowhere."""
    een = wand().open(peildatum="2024-07-01")
    een.page.keyboard.type("knar")
    expect(een.opties).to_have_text(["Knarrenhof Haarlem initiatief · plek niet bekend"])
    expect(een.opties).to_have_attribute("aria-disabled", "true")
    een.toets("Enter")
    expect(een.melding).to_have_text("Knarrenhof Haarlem staat niet op de kaart: plek niet bekend.")
    expect(een.veld).to_be_focused()
    een.toont(STAD)


def test_a_wijk_that_is_no_gap_is_reached_by_name(dorp):
    """Outside the row a wijk is a step aside: back is where one came from, on is what came after that."""
    een = dorp(peildatum="2025-01-01", wijk=klein.W2)
    op = date(2025, 1, 1)
    assert een.rij(op) == [STAD, "gebied-1", "gebied-2", klein.W2, klein.W3, klein.W4]
    een.toont(klein.W2, op)
    een.page.keyboard.type("een")
    een.toets("Enter")
    een.toont(klein.W1, op)
    expect(een.page.locator(".wd-positie").first).to_have_text("Geen gatenwijk · gebied Noord")
    een.toets("ArrowLeft")
    een.toont(klein.W2, op)
    een.toets("ArrowRight", "ArrowLeft", "e", "Enter", "ArrowRight")
    een.toont(klein.W3, op)


def test_a_wijk_that_leaves_the_row_keeps_its_screen(dorp):
    """When the wijk on screen gets a platform it stays, and the keys go on where it was; a reload does as well."""
    een = dorp(peildatum="2024-01-31", wijk=klein.W1)
    een.toont(klein.W1, date(2024, 1, 31))
    een.toets("ArrowDown")
    op = date(2024, 2, 1)
    een.toont(klein.W1, op)
    een.een.wacht_op_adres("/presentatie", peildatum="2024-02-01", wijk=klein.W1)
    een.toets("ArrowRight")
    een.toont(klein.W2, op)
    een.toets("ArrowLeft")
    een.toont("gebied-2", op)
    een.open(peildatum="2024-02-01", wijk=klein.W1)
    een.toets("ArrowRight")
    een.toont(klein.W2, op)


# ---- by hand


def test_buttons_and_the_full_screen_do_the_same(wand):
    """Every key has a button; the full screen holds the whole view and lets it go; the space bar stays with the timeline."""
    een = wand().open(peildatum="2024-07-01")
    een.page.get_by_role("button", name="Volgend scherm").click()
    een.toont("gebied-1")
    een.page.get_by_role("button", name="Vorig scherm").click()
    een.toont(STAD)
    een.page.get_by_role("button", name="vorige verandering").click()
    een.toont(STAD, een.een.dag())
    een.page.get_by_role("button", name="Volledig scherm").click()
    een.page.wait_for_function("() => document.fullscreenElement?.matches('.wd-presentatie')")
    een.toets("ArrowRight")
    een.toont("gebied-1", een.een.dag())
    een.page.get_by_role("button", name="Klein scherm").click()
    een.page.wait_for_function("() => !document.fullscreenElement")
    een.toets("f")
    een.page.wait_for_function("() => Boolean(document.fullscreenElement)")
    een.toets("f")
    een.page.wait_for_function("() => !document.fullscreenElement")
    een.toets(" ")
    expect(een.page.get_by_role("button", name="Pauze")).to_be_visible()


def test_a_finger_turns_the_screens(wand):
    """A swipe to the left is the next screen, to the right the one before; a short or upright one is none."""
    een = wand(KLEINER, has_touch=True).open(peildatum="2024-07-01")
    sessie = een.een.context.new_cdp_session(een.page)

    def veeg(dx, dy=0):
        for soort, punten in (("touchStart", [(700, 300)]), ("touchMove", [(700 + dx, 300 + dy)]), ("touchEnd", [])):
            sessie.send(
                "Input.dispatchTouchEvent", {"type": soort, "touchPoints": [{"x": x, "y": y} for x, y in punten]}
            )

    for dx, dy, id_ in ((-200, 10, "gebied-1"), (-200, 0, "gebied-2"), (200, 0, "gebied-1"), (30, 0, "gebied-1"), (80, -90, "gebied-1")):  # fmt: skip
        veeg(dx, dy)
        een.toont(id_)


# ---- links


def test_a_screen_has_an_address(wand):
    """A link and a reload open the same screen and date; back and forward go along the screens; the map page takes over."""
    een = wand(NORMAAL).open(peildatum="2024-07-01", gebied="Noord")
    een.toont("gebied-2")
    een.toets("ArrowRight")
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", gebied="Oost")
    een.page.keyboard.type("molen")
    een.toets("Enter")
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", wijk="WK039220")
    een.toets("ArrowUp")
    eerder = een.een.dag()
    een.een.wacht_op_adres("/presentatie", peildatum=eerder.isoformat(), wijk="WK039220")
    een.page.reload()
    een.klaar()
    een.toont("WK039220", eerder)
    for id_, delen in (
        ("WK039220", {"wijk": "WK039220"}),
        ("gebied-3", {"gebied": "Oost"}),
        ("gebied-2", {"gebied": "Noord"}),
    ):
        een.page.go_back()
        een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", **delen)
        een.komt(id_)
    een.page.go_forward()
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", gebied="Oost")
    een.komt("gebied-3")
    een.page.get_by_role("link", name="Naar de kaart").click()
    een.page.wait_for_selector(".wd-lijst tbody tr")
    een.een.wacht_op_adres("/", peildatum="2024-07-01", gebied="Oost")


def test_the_menu_leads_to_the_wall_view_of_the_same_view(wand, reis):
    """From the page with the map the menu opens the screen of the wijk that was chosen there, and the menu is gone."""
    een = wand(NORMAAL)
    een.een.open(peildatum="2024-07-01", variant="raadsbesluit", wijk="WK039220")
    een.page.get_by_role("link", name="Presentatie").click()
    een.klaar()
    een.een.wacht_op_adres("/presentatie", peildatum="2024-07-01", variant="raadsbesluit", wijk="WK039220")
    Wand(een.een, een.tabellen, "raadsbesluit").toont("WK039220")
    expect(een.page.get_by_test_id("stHeader")).to_be_hidden()


# ---- what it looks like


def _ernstig(uitslag):
    """What axe found that keeps people out."""
    return [
        f"{regel['id']}: {knoop['html'][:120]}"
        for regel in uitslag["violations"]
        if regel["impact"] in {"serious", "critical"}
        for knoop in regel["nodes"]
    ]


AXE = "() => axe.run({ iframes: false, resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } })"
BEELDEN = {
    "city": {},
    "gebied": {"gebied": "Zuidwest"},
    "long name": {"wijk": "WK039202"},
    "deels": {"wijk": "WK039201"},
}


@pytest.mark.parametrize("beeld", BEELDEN)
def test_a_screen_is_large_whole_and_without_barriers(wand, beeld):
    """At every size: nothing is cut off, covers another or scrolls aside, letters are large, contrast is 7:1, words Dutch."""
    een = wand().open(peildatum="2024-07-01", **BEELDEN[beeld])
    een.page.wait_for_function("() => document.fonts.status === 'loaded'")
    een.page.evaluate(Axe().axe_script)
    for maat in (WAND, KLEINER, STAAND, TELEFOON):
        een.maat(maat)
        _is_groot_en_heel(een, maat)


def _is_groot_en_heel(een, maat):
    assert een.page.evaluate(AFGEKAPT) == []
    assert een.page.evaluate(OVERLAP, DELEN) == []
    schuift = een.page.evaluate(SCHUIFT)
    assert [opzij for opzij, _ in schuift] == [False] * 4
    assert min(een.page.evaluate(KNOPPEN)) >= 44
    if maat != TELEFOON:
        assert [omlaag for _, omlaag in schuift] == [False] * 4
        assert een.page.evaluate(BUITEN_BEELD) == []
    if maat in {WAND, KLEINER}:
        letters = een.page.evaluate(LETTERS)
        assert [rest for rest in letters if rest[1] < 0.022] == []
        assert [zin for zin in letters if zin[0] == "zin" and zin[1] < 0.045] == []
    gelezen = een.page.evaluate(TEKSTEN)
    assert sorted(tekst for tekst in gelezen if ENGELS.search(tekst)) == []
    assert _ernstig(een.page.evaluate(AXE)) == []


def test_the_open_search_is_whole_and_without_barriers(wand):
    """The list of names fits in the window, its letters are as large as the rest, and axe finds nothing serious."""
    een = wand().open(peildatum="2024-07-01")
    een.page.get_by_role("button", name="Zoek").click()
    for maat in (WAND, KLEINER, TELEFOON):
        een.maat(maat)
        een.veld.fill("w")
        expect(een.opties).to_have_count(12)
        assert een.page.evaluate(AFGEKAPT) == []
        vak = een.page.locator(".wd-zoek").bounding_box()
        assert vak["x"] >= 0
        assert vak["x"] + vak["width"] <= maat[0]
        assert vak["y"] + vak["height"] <= maat[1]
        if maat != TELEFOON:
            assert [rest for rest in een.page.evaluate(LETTERS) if rest[1] < 0.02] == []
        assert _ernstig(Axe().run(een.page, context=".wd-zoek", options={"resultTypes": ["violations"]})) == []


def test_what_changes_is_read_aloud_with_its_place(wand):
    """The one heading is a polite live region that begins with the place: a listener hears where one is and what holds."""
    een = wand().open(peildatum="2024-07-01")
    kop = een.page.get_by_role("heading", level=1)
    expect(kop).to_have_count(1)
    expect(kop).to_have_attribute("aria-live", "polite")
    expect(kop).to_have_attribute("aria-atomic", "true")
    een.toets("ArrowRight")
    expect(kop).to_have_text(re.compile(r"^Gebied 1 van 5 Op 1\sjuli 2024\shebben .* Centrum"))


def _gemeen(naam):
    def breek(map_):
        map_.velden("wijken.geojson", 1)["wijknaam"] = naam
        for nummer in (2, 3):
            map_.velden("wijken.geojson", nummer)["gebied"] = naam

    return breek


@pytest.mark.parametrize("naam", [GEMEEN["script"], GEMEEN["lang"], "Wijk " * 20, "{datum}"], ids=["markup", "no break", "words", "place of the date"])  # fmt: skip
def test_a_mean_name_does_not_break_a_screen(dorp, naam):
    """Markup is shown as text, and a name as long as a wall allows is on it as a whole, in letters that fit."""
    een = dorp(_gemeen(naam))
    for maat in (WAND, KLEINER, TELEFOON):
        een.maat(maat)
        een.open(peildatum="2024-07-01", wijk=klein.W2)
        een.page.wait_for_function("() => document.fonts.status === 'loaded'")
        for id_, weg in (
            (klein.W2, ["ArrowRight"]),
            (klein.W3, ["Home", "ArrowRight", "ArrowRight"]),
            ("gebied-2", []),
        ):
            een.toont(id_)
            assert een.page.evaluate(AFGEKAPT) == []
            assert een.page.evaluate(OVERLAP, DELEN) == []
            schuift = een.page.evaluate(SCHUIFT)
            assert [opzij for opzij, _ in schuift] == [False] * 4
            if maat != TELEFOON:
                assert [omlaag for _, omlaag in schuift] == [False] * 4
            een.toets(*weg)
