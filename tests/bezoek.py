"""A visitor in a real browser: what he does, and what can be read of the screen and the map before him."""

import re
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

NORMAAL, KLEINER, TELEFOON = (1440, 900), (1024, 768), (390, 844)
EPOCHE = date(1970, 1, 1)
# What each page shows when it has come up.
PAGINAS = {
    "verloop": "[data-testid=stVegaLiteChart] :is(canvas, svg.marks)",
    "veranderd": ".wd-verschil[data-kaart=klaar] tbody tr",
    "briefing": "img[alt^=Voorbeeld]",
    "presentatie": ".wd-presentatie[data-kaart=klaar] .wd-feiten dd",
    "verantwoording": ".wd-tekst h2",
    "logboek": ".wd-tekst h1",
}
# Words of Streamlit, its date picker and Leaflet; names of formats are the same in Dutch.
ENGELS = re.compile(
    r"\b(Choose|Open (?!de |het )|Close|Next|Previous|Running|Stop|Search|No results|Download(?! (?:de|deze) \w+:)|Deploy|Settings|Zoom in|Zoom out|"
    r"App pages|Sidebar|Select|Selected|Skip to|Clear|Dismiss|Expand|Collapse|Use arrow|Press|Today|Loading|Error|"
    r"January|February|March|May|June|July|October|Monday|Sunday|day,|month,|year,|Keyboard|Fullscreen|Popover|Map|Marker)\b"
)
# The map as it is drawn: every status by its class, in order of code, and what else is to be seen.
KAART = """() => {
  const klassen = (e) => e.getAttribute("class").split(" ");
  return {
    buurten: [...document.querySelectorAll("path.buurt")].map((e) => klassen(e).filter((k) => /^(g\\d|twijfel|buiten-gebied)$/.test(k)).join(" ")),
    wijken: Object.fromEntries([...document.querySelectorAll("path.wijk[data-code]")].map((e) => [e.dataset.code, klassen(e).filter((k) => /^(w\\d|buiten-gebied)$/.test(k)).join(" ")])),
    gekozen: [...document.querySelectorAll('path.wijk[aria-pressed="true"]')].map((e) => e.dataset.code),
    volgorde: [...document.querySelectorAll('path.wijk[tabindex="0"]')].map((e) => e.dataset.code),
    oprichting: [...document.querySelectorAll("path.oprichting")].filter((e) => getComputedStyle(e).display !== "none").length,
    namen: [...document.querySelectorAll(".naam")].filter((e) => getComputedStyle(e).display !== "none").length,
    initiatieven: document.querySelectorAll("path.initiatief").length
      + [...document.querySelectorAll(".cluster")].reduce((som, e) => som + Number(e.textContent), 0),
    vulling: [...new Set([...document.querySelectorAll("path.buurt.g1, path.buurt.g2, path.buurt.g3")].map((e) => getComputedStyle(e).fill))],
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
AFGEKAPT = """() => [...document.querySelectorAll(".wd *, .wd-register *, .st-key-keuzes *, .st-key-downloads *, .wd-tekst *, [data-testid=stTopNav] *")].filter((e) => {
  if (![...e.childNodes].some((k) => k.nodeType === Node.TEXT_NODE && k.nodeValue.trim())) return false;
  if (e.closest("svg")) return false;  // drawn in its own measure
  if (e.matches(".wd-fasen span[title]")) return false;  // a phase too short for its name: the tip has all of it
  if (e.closest(".wd-verborgen, [data-testid=stIconMaterial]") || !e.checkVisibility({ visibilityProperty: true })) return false;
  const stijl = getComputedStyle(e);
  return !/auto|scroll/.test(stijl.overflowX) && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1;
}).map((e) => `${e.className || e.tagName}: ${e.textContent.slice(0, 60)}`)"""
# Streamlit asks for these under the address of a page first, before it finds its own root.
_EERST = re.compile(r"/\w+/_stcore/(health|host-config)$")
# What a browser says of a server that is gone.
_WEG = re.compile(r"ERR_|WebSocket|Failed to load resource|server endpoint|internet|when disconnected")
GETEKEND = "() => new Promise((klaar) => requestAnimationFrame(() => requestAnimationFrame(klaar)))"
# Everything that the timeline changes, on the page and on the map, in one reading.
BLADZIJDE = """() => {
  const kaart = document.querySelector("iframe.wd-frame").contentDocument;
  const buurten = [...kaart.querySelectorAll("path.buurt")], wijken = [...kaart.querySelectorAll("path.wijk[data-code]")];
  const knop = document.querySelector(".wd-knop");
  return {
    dag: knop && Number(knop.getAttribute("aria-valuenow")),
    woorden: document.querySelector(".wd-datum")?.textContent,
    teksten: Object.fromEntries([...document.querySelectorAll("[data-w]")].map((e) => [e.dataset.w, "maat" in e.dataset ? e.style.getPropertyValue("--d") : e.textContent])),
    buurten: buurten.map((e) => e.getAttribute("class")),
    wijken: Object.fromEntries(wijken.map((e) => [e.dataset.code, /\\bw(\\d)\\b/.exec(e.getAttribute("class"))[1]])),
    labels: Object.fromEntries(wijken.map((e) => [e.dataset.code, e.getAttribute("aria-label")])),
    stil: buurten.map((e) => e.classList.contains("stil") ? "1" : "0").join(""),
  };
}"""


def in_rust(page):
    """Wait until the server has answered everything: a file that is asked for in between is never sent."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


class Bezoek:
    """A visitor: a browser window of its own, and everything that went wrong or outside in it."""

    storing = False  # whether its server goes away

    def __init__(self, context, adres):
        self.context, self.adres = context, adres
        self.verzoeken, self.fouten = [], []
        self.page = context.new_page()
        self.page.on("request", lambda verzoek: self.verzoeken.append(verzoek.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fout: self.fouten.append(f"page: {fout}"))
        self.page.on("dialog", self._venster)

    def _console(self, bericht):
        van_zelf = _EERST.search(bericht.location["url"]) or (self.storing and _WEG.search(bericht.text))
        if bericht.type in {"error", "warning"} and not van_zelf:
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

    def wacht_op_adres(self, pagina="/", **delen):
        """Wait until the address is this view and the server has answered."""
        verwacht = {"pagina": pagina} | delen
        self.page.wait_for_function(
            "(verwacht) => { const nu = { pagina: location.pathname, ...Object.fromEntries(new URLSearchParams(location.search)) };"
            " return Object.keys(nu).length === Object.keys(verwacht).length && Object.keys(nu).every((naam) => nu[naam] === verwacht[naam]); }",
            arg=verwacht,
        )
        in_rust(self.page)

    def maat(self, maat):
        """Give the window another size, and wait until it has been drawn so."""
        self.page.set_viewport_size(dict(zip(("width", "height"), maat, strict=True)))
        self.page.evaluate(GETEKEND)

    @property
    def frame(self):
        # The last one: where the registers are others, the former map stays until the new one is drawn.
        return self.page.query_selector_all("iframe.wd-frame")[-1].content_frame()

    @property
    def kop(self):
        return self.page.locator("h1.wd-antwoord")

    @property
    def dossier(self):
        return self.page.locator(".wd-dossier h2")

    def in_beeld(self):
        """Wait until the map has come where it was going."""
        self.frame.wait_for_selector(".leaflet-container:not(.zoomt)")
        self.frame.evaluate(GETEKEND)

    def kaart(self):
        self.in_beeld()
        return self.frame.evaluate(KAART)

    def wijk(self, code):
        return self.page.frame_locator("iframe.wd-frame").locator(f'path.wijk[data-code="{code}"]')

    def klik_wijk(self, code):
        self.in_beeld()
        pad = self.wijk(code)
        pad.click(position=pad.evaluate(VRIJE_PLEK))

    @property
    def datum(self):
        """Where the date stands that the page shows."""
        return self.page.locator(".wd-chip summary [data-toon]")

    def open_datum(self):
        """Open what the date is chosen in, where it is closed."""
        chip = self.page.locator("details.wd-chip")
        if chip.count() and chip.get_attribute("open") is None:
            if (wijzig := self.page.locator(".wd-wijzig[aria-expanded=false]:visible")).count():
                wijzig.click()
            chip.locator("summary").click()

    def pil(self, tekst):
        self.open_datum()
        self.page.locator(".wd-snel").get_by_role("button", name=tekst).click()

    def kies(self, label, keuze):
        self.page.get_by_role("combobox", name=label).select_option(label=keuze)

    def typ(self, label, tekst):
        """Write a date in its field, and go on."""
        self.open_datum()
        self.page.get_by_role("textbox", name=label).fill(tekst)
        self.page.keyboard.press("Tab")

    def lagen(self, *namen):
        """Open the list of layers, change these, and close it again."""
        self.page.get_by_text("Kaartlagen").click()
        for naam in namen:
            self.page.get_by_role("checkbox", name=naam).click()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("checkbox")).to_have_count(0)

    def haak(self):
        """What stands over the bar: how many are without a platform."""
        return self.page.locator(".wd-haak").inner_text()

    def legenda(self):
        """The names of the groups and in the legend, with their numbers."""
        return dict(
            self.page.locator(".wd-groeplijst li, .wd-legenda li:not(.wd-som)").evaluate_all(
                "(regels) => regels.map((e) => [e.innerText.replace(e.querySelector('b').innerText, '').trim(), e.querySelector('b').innerText])"
            )
        )

    def lijst(self):
        return self.page.locator(".wd-lijst tbody tr:visible button.wijk").all_inner_texts()

    def buiten(self):
        """Requests to any host but the server."""
        eigen = re.match(r"https?://[^/]+", self.adres)[0].removeprefix("http")
        return [url for url in self.verzoeken if not re.match(rf"(http|ws){re.escape(eigen)}/|data:|blob:|about:", url)]


class Reis(Bezoek):
    """A visitor who travels in time, and whose messages to the server are counted."""

    def __init__(self, context, adres):
        super().__init__(context, adres)
        self.berichten = []
        self.page.set_default_timeout(60_000)
        self.page.on("websocket", lambda ws: ws.on("framesent", self._verstuurd))

    def _verstuurd(self, bericht):
        self.berichten.append(bericht)

    def open(self, pad="/", **adres):
        super().open(pad, **adres)
        if pad == "/":
            self.wacht_op_tijdlijn()
        return self

    def wacht_op_tijdlijn(self):
        self.page.wait_for_selector(".wd-knop[aria-valuenow]")  # it may come after the map

    @contextmanager
    def stille_klok(self):
        """Stop the browser's clock: within this, time passes only by `clock.run_for`, and what is read stays true."""
        self.page.clock.pause_at(self.page.evaluate("() => Date.now() + 1000"))
        yield self.page.clock
        self.page.clock.resume()

    @property
    def knop(self):
        return self.page.get_by_role("slider", name="Peildatum op de tijdlijn")

    @property
    def datumtekst(self):
        return self.page.locator(".wd-datum")

    def dag(self):
        return EPOCHE + timedelta(
            days=self.page.evaluate("() => Number(document.querySelector('.wd-knop').ariaValueNow)")
        )

    def baan(self):
        self.page.locator(".wd-baan").scroll_into_view_if_needed()
        return self.page.locator(".wd-baan").bounding_box()

    def op(self, deel):
        """A place on the line, from 0 to 1."""
        vak = self.baan()
        return vak["x"] + deel * vak["width"], vak["y"] + vak["height"] / 2

    def rust(self, dag):
        """Wait until the server has heard of the date: it stands in the address."""
        self.page.wait_for_url(re.compile(f"peildatum={dag.isoformat()}"))

    def merk(self):
        """Mark the map, to see whether it is still the same one."""
        self.frame.evaluate("() => { window.zelfde = true; }")
        return self.frame.evaluate(PLEK)

    def zelfde_kaart(self, plek):
        assert self.frame.evaluate("() => window.zelfde === true")
        assert self.frame.evaluate(PLEK) == plek


@contextmanager
def bezoeken(soort, vensters, server):
    """Open windows; at the end none of them has had an error, a dialog, or a request to an outside host."""
    alle = []
    with ExitStack() as stapel:

        def nieuw(adres=server, maat=NORMAAL, **opties):
            alle.append(soort(stapel.enter_context(vensters.leen(maat, **opties)), adres))
            return alle[-1]

        yield nieuw
    assert [fout for een in alle for fout in een.fouten] == []
    assert [url for een in alle for url in een.buiten()] == []


@pytest.fixture
def bezoek(vensters, server):
    """Open windows for visitors in which nothing goes wrong."""
    with bezoeken(Bezoek, vensters, server) as nieuw:
        yield nieuw


@pytest.fixture
def reis(vensters, server):
    """Open windows for travellers in time in which nothing goes wrong."""
    with bezoeken(Reis, vensters, server) as nieuw:
        yield nieuw
