"""The screen in a real browser: the right answer on it, by mouse and by keyboard, in Dutch, without outside help."""

import re
from contextlib import ExitStack
from datetime import date

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis import waarden as w
from analysis.beleid import VARIANTEN
from analysis.nederlands import datum, getal
from analysis.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.stand.buurten import tellingen
from analysis.zinnen import antwoord
from tests import klein
from tests.conftest import in_rust

pytestmark = pytest.mark.browser

NORMAAL, KLEINER, TELEFOON = (1440, 900), (1024, 768), (390, 844)
KAARTTEGEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
GEMEEN = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'{{ 7*7 }}\n\u202e=1+1" + "x" * 5_000
# Words of Streamlit, its date picker and Leaflet; names of formats are the same in Dutch.
ENGELS = re.compile(
    r"\b(Choose|Open (?!de |het )|Close|Next|Previous|Running|Stop|Search|No results|Download|Deploy|Settings|Zoom in|Zoom out|"
    r"App pages|Sidebar|Select|Selected|Skip to|Clear|Dismiss|Expand|Collapse|Use arrow|Press|Today|Loading|Error|"
    r"January|February|March|May|June|July|October|Monday|Sunday|day,|month,|year,|Keyboard|Fullscreen|Popover|Map|Marker)\b"
)

# The map as it is drawn: every status by its class, in order of code, and what else is to be seen.
KAART = """() => {
  const klassen = (e) => e.getAttribute("class").split(" ");
  return {
    buurten: [...document.querySelectorAll("path.buurt")].map((e) => klassen(e).filter((k) => /^(s\\d|twijfel|buiten-gebied)$/.test(k)).join(" ")),
    wijken: Object.fromEntries([...document.querySelectorAll("path.wijk[data-code]")].map((e) => [e.dataset.code, klassen(e).filter((k) => /^(w\\d|buiten-gebied)$/.test(k)).join(" ")])),
    gekozen: [...document.querySelectorAll('path.wijk[aria-pressed="true"]')].map((e) => e.dataset.code),
    volgorde: [...document.querySelectorAll('path.wijk[tabindex="0"]')].map((e) => e.dataset.code),
    oprichting: [...document.querySelectorAll("path.oprichting")].filter((e) => getComputedStyle(e).display !== "none").length,
    namen: [...document.querySelectorAll(".naam")].filter((e) => getComputedStyle(e).display !== "none").length,
    initiatieven: document.querySelectorAll("path.initiatief").length
      + [...document.querySelectorAll(".cluster")].reduce((som, e) => som + Number(e.textContent), 0),
    vulling: [...new Set([...document.querySelectorAll("path.buurt.s1, path.buurt.s2")].map((e) => getComputedStyle(e).fill))],
  };
}"""
PLEK = "() => { const k = Object.values(window).find((v) => v instanceof L.Map); return [k.getZoom(), k.getCenter().lat, k.getCenter().lng]; }"
# A place where a click reaches the wijk itself, not a label or an initiative on it.
VRIJE_PLEK = """(pad) => {
  const r = pad.getBoundingClientRect();
  for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
    const [x, y] = [r.left + r.width * i / 40, r.top + r.height * j / 40];
    if ([-4, 0, 4].every((d) => document.elementFromPoint(x + d, y) === pad && document.elementFromPoint(x, y + d) === pad)) return { x: x - r.left, y: y - r.top };
  }
}"""
TEKSTEN = """(wortel) => {
  const uit = [];
  const namen = ["aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "title", "placeholder", "alt"];
  const lees = document.createTreeWalker(wortel ? document.querySelector(wortel) : document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (lees.nextNode()) {
    const knoop = lees.currentNode;
    if (knoop.nodeType === Node.ELEMENT_NODE) { for (const naam of namen) if (knoop.hasAttribute(naam)) uit.push(knoop.getAttribute(naam)); }
    else if (!knoop.parentElement.closest("script, style, noscript, [data-testid=stIconMaterial]") && knoop.nodeValue.trim()) uit.push(knoop.nodeValue.trim());
  }
  return uit;
}"""
# Elements with a text of their own that is wider than they are, unless they are meant to scroll.
AFGEKAPT = """() => [...document.querySelectorAll(".wd *, .st-key-keuzes *, .st-key-downloads *, .wd-tekst *, [data-testid=stTopNav] *")].filter((e) => {
  if (![...e.childNodes].some((k) => k.nodeType === Node.TEXT_NODE && k.nodeValue.trim())) return false;
  if (e.matches(".wd-fasen span[title]")) return false;  // a phase too short for its name: the tip has all of it
  if (e.closest(".wd-verborgen, [data-testid=stIconMaterial]") || !e.checkVisibility({ visibilityProperty: true })) return false;
  const stijl = getComputedStyle(e);
  return !/auto|scroll/.test(stijl.overflowX) && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1;
}).map((e) => `${e.className || e.tagName}: ${e.textContent.slice(0, 60)}`)"""
# Boxes are higher than their letters: a few pixels may touch without any letter over another.
OVERLAP = """(kiezer) => {
  const vakken = [...document.querySelectorAll(kiezer)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim() && !e.closest(".wd-verborgen"))
    .flatMap((e) => {
      const bereik = document.createRange();
      bereik.selectNodeContents(e);
      return [{ e, r: e.matches(".cluster, .naam") ? e.getBoundingClientRect() : bereik.getBoundingClientRect() }];
    });
  const uit = [];
  vakken.forEach(({ e, r }, i) => vakken.slice(i + 1).forEach(({ e: f, r: s }) => {
    if (e.contains(f) || f.contains(e)) return;
    if (e.matches(".cluster") && f.matches(".cluster")) return;  // circles: their boxes may touch where they do not
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
GETEKEND = "() => new Promise((klaar) => requestAnimationFrame(() => requestAnimationFrame(klaar)))"
ACTIEF = """() => {
  let e = document.activeElement;
  if (e.tagName === "IFRAME") e = e.contentDocument.activeElement;
  return { rol: e.getAttribute("role"), naam: e.getAttribute("aria-label") || e.textContent.trim(), code: e.dataset?.code ?? e.dataset?.wijk ?? null };
}"""


class Bezoek:
    """A visitor: a browser window of its own, and everything that went wrong or outside in it."""

    def __init__(self, context, adres):
        self.context, self.adres = context, adres
        self.verzoeken, self.fouten = [], []
        self.page = context.new_page()
        self.page.on("request", lambda verzoek: self.verzoeken.append(verzoek.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fout: self.fouten.append(f"page: {fout}"))
        self.page.on("dialog", self._venster)

    def _console(self, bericht):
        if bericht.type in {"error", "warning"}:
            self.fouten.append(f"console: {bericht.text}")

    def _venster(self, venster):
        self.fouten.append(f"dialog: {venster.message}")
        venster.dismiss()

    def open(self, pad="/", **adres):
        self.page.goto(f"{self.adres}{pad}?" + "&".join(f"{naam}={waarde}" for naam, waarde in adres.items()))
        self.page.wait_for_selector(".wd[data-kaart=klaar]")
        return self

    def beantwoord(self):
        """Wait until the server has answered the view of this page: what the page knows by itself it shows before."""
        self.page.wait_for_function("() => !document.documentElement.matches('.wd-onbeantwoord')")

    @property
    def frame(self):
        return self.page.query_selector("iframe.wd-frame").content_frame()

    @property
    def kop(self):
        return self.page.locator("h1.wd-antwoord")

    @property
    def dossier(self):
        return self.page.locator(".wd-dossier h2")

    def kaart(self):
        self.frame.evaluate(GETEKEND)
        return self.frame.evaluate(KAART)

    def wijk(self, code):
        return self.page.frame_locator("iframe.wd-frame").locator(f'path.wijk[data-code="{code}"]')

    def klik_wijk(self, code):
        pad = self.wijk(code)
        pad.click(position=pad.evaluate(VRIJE_PLEK))

    def pil(self, tekst):
        self.page.locator(".wd-snel").get_by_role("button", name=tekst).click()

    def kies(self, label, keuze):
        self.page.get_by_role("combobox", name=label).select_option(label=keuze)

    def typ(self, label, tekst):
        """Write a date in its field, and go on."""
        self.page.get_by_role("textbox", name=label).fill(tekst)
        self.page.keyboard.press("Tab")

    def lagen(self, *namen):
        """Open the list of layers, change these, and close it again."""
        self.page.get_by_text("Kaartlagen").click()
        for naam in namen:
            self.page.get_by_role("checkbox", name=naam).click()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("checkbox")).to_have_count(0)

    def cijfer(self, naam):
        return self.page.locator(".wd-kop .wd-cijfers div", has_text=naam).locator("dd").inner_text()

    def legenda(self):
        """The names in the legend with their counts."""
        return dict(
            self.page.locator(".wd-legenda li:not(.wd-som)").evaluate_all(
                "(regels) => regels.map((e) => [e.innerText.split('\\n')[0], e.querySelector('b').innerText])"
            )
        )

    def lijst(self):
        return self.page.locator(".wd-lijst tbody tr:visible button.wijk").all_inner_texts()

    def buiten(self):
        """Requests to any host but the server."""
        eigen = re.match(r"https?://[^/]+", self.adres)[0].removeprefix("http")
        return [url for url in self.verzoeken if not re.match(rf"(http|ws){re.escape(eigen)}/|data:|blob:|about:", url)]


@pytest.fixture
def bezoek(vensters, server):
    """Open windows; at the end none of them has had an error, a dialog, or a request to an outside host."""
    alle = []
    with ExitStack() as stapel:

        def nieuw(adres=server, maat=NORMAAL, **opties):
            alle.append(Bezoek(stapel.enter_context(vensters.leen(maat, **opties)), adres))
            return alle[-1]

        yield nieuw
    assert [fout for een in alle for fout in een.fouten] == []
    assert [url for een in alle for url in een.buiten()] == []


def _klasse(status, bewijs, buiten=False):
    twijfel = " twijfel" if bewijs == w.TE_VERIFIEREN else ""
    return f"s{w.BUURTSTATUSSEN.index(status)}{twijfel}{' buiten-gebied' if buiten else ''}"


def _controleer(een, register, dag, variant="persbericht", gebied=None):
    """Assert that everything on the screen is what Python says of this date."""
    tabellen = register.tabellen
    wijken, buurten = (tabel(tabellen, dag, variant) for tabel in (wijkoverzicht, buurtoverzicht))
    eigen = wijken if gebied is None else wijken[wijken["gebied"] == gebied]
    eigen_buurten = buurten if gebied is None else buurten[buurten["gebied"] == gebied]
    zin = antwoord(eigen, datum(dag), gebied)
    een.beantwoord()
    expect(een.kop).to_have_text(f"{zin.stand} {zin.opgave}".strip())
    assert een.cijfer("inwoners zonder platform") == getal(eigen["inwoners_zonder_platform"].sum())
    aantal, legenda = tellingen(eigen_buurten["buurtstatus"]), een.legenda()
    gelezen = [legenda[naam].split()[0] for naam in ("wijkplatform", "wijkraad, ondersteund", "wijkraad, zonder ondersteuning", "geen van beide")]  # fmt: skip
    assert gelezen == [str(waarde) for waarde in aantal.values()]
    assert legenda["wijk zonder platform"].split()[0] == str((eigen["wijkstatus"] == w.GEEN_PLATFORM).sum())
    kaart = een.kaart()
    buiten = buurten["gebied"] != gebied if gebied else [False] * len(buurten)
    assert kaart["buurten"] == [
        _klasse(*rij) for rij in zip(buurten["buurtstatus"], buurten["bewijs"], buiten, strict=True)
    ]
    assert kaart["wijken"] == {
        rij.wijkcode: f"w{w.WIJKSTATUSSEN.index(rij.wijkstatus)}{' buiten-gebied' if gebied and rij.gebied != gebied else ''}"
        for rij in wijken.itertuples()
    }
    assert een.lijst() == gaten(eigen.reset_index(drop=True))["wijknaam"].tolist()
    return kaart


def test_every_date_shows_its_own_answer_on_the_same_map(bezoek, register):
    """Date after date the sentence, the figures, the legend and all 111 buurten on the map are those of Python.

    The map is never drawn anew: it keeps its zoom, its centre and the selected wijk.
    """
    een = bezoek().open(peildatum="2023-11-22", wijk="WK039201")
    een.page.get_by_role("tab").first.click()
    _controleer(een, register, date(2023, 11, 22))
    een.frame.evaluate("() => { window.zelfde = true; }")
    een.page.evaluate("() => { window.kader = document.querySelector('iframe.wd-frame'); }")
    begin = een.frame.evaluate(PLEK)
    een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Inzoomen").click()
    een.frame.wait_for_function(
        f"([zoom]) => ({PLEK})()[0] > zoom && !document.querySelector('.leaflet-zoom-anim')", arg=begin
    )
    plek = een.frame.evaluate(PLEK)
    verwacht = {"2024-01-01": "165.270", "2024-07-01": "159.945"}
    for naam, dag in (("1 jan 2024", date(2024, 1, 1)), ("1 jul 2024", date(2024, 7, 1)), ("22 nov 2023", date(2023, 11, 22)), ("1 jul 2024", date(2024, 7, 1))):  # fmt: skip
        een.pil(naam)
        expect(een.kop).to_contain_text(f"Op {datum(dag)} ")
        kaart = _controleer(een, register, dag)
        assert een.cijfer("inwoners zonder platform") == verwacht.get(dag.isoformat(), "167.635")
        assert kaart["gekozen"] == ["WK039201"]
        assert een.frame.evaluate(PLEK) == plek
    een.kies("Steun aan wijkraden tot", VARIANTEN["raadsbesluit"].naam)
    een.page.wait_for_url("**variant=raadsbesluit**")
    expect(een.page.locator(".wd-legenda li", has_text="wijkraad, ondersteund")).to_contain_text("74 buurten")
    _controleer(een, register, date(2024, 7, 1), "raadsbesluit")
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
        expect(een.page.locator("tr.gekozen button.wijk")).to_have_attribute("data-wijk", code)
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
        if een.page.evaluate("() => document.activeElement.dataset.datum") == "peildatum":
            break
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
    _controleer(een, register, date(2023, 11, 22))
    assert een.buiten() == []


def test_without_the_base_map_server_the_map_stays_readable(bezoek, register):
    """When PDOK does not answer, everything of our own is on the map as before."""
    een = bezoek()
    een.page.route("https://service.pdok.nl/**", lambda route: route.abort())
    een.open(peildatum="2024-07-01", lagen="wijkraden,oprichting,initiatieven,namen,basiskaart")
    een.frame.wait_for_selector(".met-basiskaart")
    _controleer(een, register, date(2024, 7, 1))
    assert een.kaart()["namen"] == 21
    assert {re.match(r"https://[^/]+/", url)[0] for url in een.buiten()} == {"https://service.pdok.nl/"}
    een.verzoeken.clear()
    een.fouten[:] = [fout for fout in een.fouten if "net::ERR_FAILED" not in fout]  # the refused tiles themselves


def test_each_layer_can_be_turned_off_and_on(bezoek, register):
    """Every layer takes its own things from the map and brings them back; statuses stay as they are."""
    een = bezoek().open(peildatum="2024-07-01")
    alles = een.kaart()
    met_punt = int(een.legenda()["initiatief, adres of straat"]) + int(een.legenda()["initiatief, alleen buurt bekend"])
    assert (alles["oprichting"], alles["namen"], alles["initiatieven"]) == (9, 21, met_punt)
    assert any("p-zonder" in vulling for vulling in alles["vulling"])
    een.lagen("Wijkraden", "Platforms in oprichting", "Initiatieven", "Namen en inwoners")
    een.page.wait_for_url("**lagen=geen")
    een.frame.wait_for_selector(".zonder-namen.zonder-wijkraden.zonder-oprichting")
    niets = een.kaart()
    assert (niets["oprichting"], niets["namen"], niets["initiatieven"]) == (0, 0, 0)
    assert niets["vulling"] == ["rgb(251, 223, 224)"]
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
        een.page.get_by_text("Platforms in oprichting").click()
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
    _controleer(een, register, date(2024, 7, 1), gebied="Schalkwijk")
    een.pil("1 jan 2024")
    expect(een.kop).to_contain_text("Op 1 januari 2024 ")
    een.kies("Steun aan wijkraden tot", VARIANTEN["raadsbesluit"].naam)
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
        _controleer(bezoeker, register, date(2024, 1, 1), "raadsbesluit", "Schalkwijk")


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
    namen = een.page.locator(".wd-lijst button.wijk")
    assert (
        len(set(namen.evaluate_all("(knoppen) => knoppen.map((e) => e.offsetHeight)"))) == 1
    )  # on one line, all of it
    een.frame.evaluate(GETEKEND)
    assert een.frame.evaluate(OVERLAP, ".naam:not(.weg), .cluster") == []
    assert een.frame.evaluate(TEGEN_ELKAAR) == []
    assert een.frame.evaluate(ONDER_DE_BRON) == []
    zichtbaar = een.frame.evaluate("() => document.querySelectorAll('.naam:not(.weg)').length")
    assert zichtbaar == 21 if maat == NORMAAL else zichtbaar >= 18


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
    _controleer(een, register, date(2023, 11, 22))
    ander.pil("1 jan 2024")
    expect(ander.kop).to_contain_text("Op 1 januari 2024 ")
    een.kies("Gebied", "Noord")
    expect(een.kop).to_contain_text("gebied Noord")
    _controleer(een, register, date(2023, 11, 22), gebied="Noord")
    _controleer(ander, register, date(2024, 1, 1))


def test_the_view_goes_along_to_the_other_page_and_back(bezoek):
    """The page Verantwoording is about the date that was on the map, and the way back shows the same view."""
    een = bezoek().open(peildatum="2024-07-01", wijk="WK039215", gebied="Noord")
    een.beantwoord()
    kaart = een.kaart()
    een.page.get_by_role("link", name="Verantwoording").click()
    expect(een.page.locator(".wd-tekst")).to_contain_text("geldt voor 1 juli 2024")
    een.page.get_by_role("link", name="Kaart", exact=True).click()
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
    _controleer(een, register, date(2024, 7, 1))
    een.pil("22 nov 2023")
    expect(een.kop).to_contain_text("Op 22 november 2023 ")
    _controleer(een, register, date(2023, 11, 22))
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
