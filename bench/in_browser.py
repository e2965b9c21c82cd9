"""What a visitor waits for, in headless Chromium: the first map and every kind of change."""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import TimeoutError as TeLang
from playwright.sync_api import sync_playwright

from analysis.nederlands import kortste_datum
from analysis.score import is_platform
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from bench.tabel import APPS, Rij, om_en_om, server
from register.register import read_register
from scripts.browser import SKIP_REASON, find_browser
from tests.echt import BELEID, DATA
from tests.vensters import CHROMEVLAGGEN

VANDAAG = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
PERSBERICHT, EINDE = date(2023, 11, 22), BELEID.variant("persbericht").einde_ondersteuning
GEKOZEN = 10  # a wijk, by number
GEDULD, GEDULD_NA_WISSEL = 60_000, 6_000  # ms


class Bezoek:
    """One visitor: a browser context of its own, with nothing in its cache, and a count of all that it receives."""

    def __init__(self, browser, adres: str) -> None:
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="nl-NL")
        self.context.add_init_script(path=Path(__file__).parent / "meter.js")
        self.adres, self.bytes, self.buiten, self.laatste_bericht = adres, 0, set(), 0.0
        self.context.on("request", lambda verzoek: self._verzoek(verzoek.url))
        self.pagina = self.context.new_page()
        self.pagina.set_default_timeout(GEDULD)
        self.pagina.on("websocket", lambda ws: ws.on("framereceived", lambda bericht: self._tel(len(bericht))))
        lijn = self.context.new_cdp_session(self.pagina)
        lijn.send("Network.enable")
        lijn.on("Network.loadingFinished", lambda e: self._tel(e["encodedDataLength"]))
        self.pagina.goto(adres, wait_until="commit")

    def _verzoek(self, url: str) -> None:
        if url.startswith("http") and not url.startswith(self.adres):
            self.buiten.add(url)

    def _tel(self, aantal: float) -> None:
        self.bytes += aantal
        self.laatste_bericht = time.monotonic()

    def meet(self, uitdrukking: str, waarde=None):
        return self.pagina.evaluate(f"(a) => meter.{uitdrukking}", waarde)

    def wacht(self, uitdrukking: str, waarde=None, geduld: float = GEDULD) -> None:
        """Until it holds, asked in every animation frame."""
        self.pagina.wait_for_function(f"(a) => meter.{uitdrukking}", arg=waarde, polling="raf", timeout=geduld)

    def rust(self) -> None:
        """Until nothing runs and nothing came in for a fifth of a second: some changes take two reruns."""
        self.wacht("rust()")
        while (over := self.laatste_bericht + 0.2 - time.monotonic()) > 0:
            self.pagina.wait_for_timeout(1000 * over)
            self.wacht("rust()")

    def pil(self, dag: date) -> None:
        """Opening what the date is chosen in is no part of the change: time runs from the last press of the mouse."""
        dicht = self.pagina.locator("details.wd-chip:not([open]) > summary")
        if dicht.count():
            dicht.click()
        naam = "vandaag" if dag == VANDAAG else kortste_datum(dag)
        self.pagina.locator(".wd-snel, [data-testid=stButtonGroup]").get_by_text(naam).click()

    def keuze(self, naam: str, waarde: str) -> None:
        lijst = self.pagina.get_by_role("combobox", name=naam)
        if lijst.evaluate("(e) => e.tagName") == "SELECT":
            lijst.select_option(label=waarde)
        else:
            lijst.click()
            self.pagina.get_by_role("option", name=waarde, exact=True).click()

    def laag(self, naam: str) -> None:
        vakje = self.pagina.get_by_text(naam, exact=True).locator("visible=true")
        if not vakje.count():
            self.pagina.get_by_text("Kaartlagen").click()
        vakje.click()

    def begin(self, stand: Callable[[date], str]) -> None:
        self.wacht("toont(a)", stand(VANDAAG))
        self.pil(EINDE)
        self.wacht("toont(a)", stand(EINDE))
        self.rust()

    def kies_wijk(self, nummer: int) -> None:
        frame = next(frame for frame in self.pagina.frames if frame.locator("path.wijk").count())
        frame.locator("path.wijk").nth(nummer).dispatch_event("click")
        self.wacht("gekozen(a)", nummer)
        self.rust()

    def wissel(self, doe: Callable[["Bezoek"], None], verwacht: str) -> dict[str, float]:
        """Do one change and measure it until all is quiet."""
        vooraf = self.bytes
        self.meet("begin()")
        doe(self)
        try:
            self.wacht("toont(a)", verwacht, GEDULD_NA_WISSEL)
        except TeLang:
            print(f"{self.adres}: a change did not come to show what Python says", file=sys.stderr)
        self.rust()
        uit = self.pagina.evaluate("({ ...meter, aan: meter.aan = false })")
        self.pagina.keyboard.press("Escape")  # closes the list of layers
        tijden = [w["t"] - uit["actie"] for w in uit["wissels"] if w["stand"] == verwacht and w["t"] >= uit["actie"]]
        fout, kib = uit["wissels"][-1]["stand"] != verwacht, (self.bytes - vooraf) / 1024
        return {"ms": min(tijden, default=float("inf")), "KiB": kib, "wrong": fout, "blank": uit["leeg"]}


@contextmanager
def chromium():
    pad = find_browser()
    if not pad:
        raise SystemExit(SKIP_REASON)
    with sync_playwright() as spel, spel.chromium.launch(executable_path=pad, args=CHROMEVLAGGEN) as browser:
        yield browser


def antwoord(
    tabellen: Tabellen, dag: date, variant: str | None = None, gebied: str | None = None, *, wijkraden: bool = True
) -> str:
    """What the paths must come to show: the answer of the analysis, in the words of `stand` in meter.js."""
    score = Stand(tabellen, dag, variant).buurtscores[dag]
    score = score.where(is_platform(score) | wijkraden, 0)
    buiten = tabellen.buurten["wijkcode"].map(tabellen.wijken["gebied"]) != (gebied or "")
    return "".join(f"{getal}{'!' if gebied and weg else ''}" for getal, weg in zip(score, buiten, strict=True))


def eerste_kaart(rondes: int) -> Iterator[Rij]:
    """Round -1 is the start on a computer that knows nothing yet; in all others the product finds what it kept."""
    stand = antwoord(read_register(DATA).tabellen, VANDAAG)
    starts, tweede = defaultdict(list), defaultdict(list)
    with chromium() as browser:
        for _, app in om_en_om(APPS, range(-1, rondes)):
            begin = time.time()
            with server(app) as adres:
                starts[app].append(_tot_kaart(browser, adres, stand, begin))
                for _ in range(2):
                    tweede[app].append(_tot_kaart(browser, adres, stand, time.time()))
    koud = {app: tijden[1:] for app, tijden in starts.items()}
    yield Rij("start of the server to first map", koud, "ms", 0.75, "naive")
    yield Rij("  the very first start, one round", {app: tijden[:1] for app, tijden in starts.items()}, "ms")
    yield Rij("second visitor's first map", tweede, "ms", 0.9, "naive")


def _tot_kaart(browser, adres: str, stand: str, begin: float) -> float:
    """How long (ms) from a moment to the first frame with the map in it, as it must be."""
    bezoek = Bezoek(browser, adres)
    bezoek.wacht("toont(a)", stand)
    klaar = bezoek.meet("wissels.find((w) => w.stand === a).t + performance.timeOrigin", stand)
    bezoek.context.close()
    return klaar - 1000 * begin


def wissels(rondes: int) -> Iterator[Rij]:
    """With a wijk chosen, as somebody who looks closer has. The naive application and ours, in turns."""
    stand = partial(antwoord, read_register(DATA).tabellen)
    thuis = stand(EINDE)
    steun = partial(Bezoek.keuze, naam="Wanneer stopte de steun?")
    gebied = partial(Bezoek.keuze, naam="Gebied")
    laag = partial(Bezoek.laag, naam="Wijkraden")
    # Enough different dates that Streamlit has forgotten the message of each before it comes again.
    dagen = (PERSBERICHT, BELEID.eerste_platform, VANDAAG, EINDE)
    stappen = [
        *(("date", partial(Bezoek.pil, dag=dag), stand(dag)) for dag in dagen),
        ("variant", partial(steun, waarde=BELEID.variant("raadsbesluit").naam), stand(EINDE, "raadsbesluit")),
        ("variant", partial(steun, waarde=BELEID.variant("persbericht").naam), thuis),
        *(("gebied", partial(gebied, waarde=waar), stand(EINDE, gebied=waar)) for waar in ("Noord", "Schalkwijk")),
        ("gebied", partial(gebied, waarde="Hele stad"), thuis),
        ("layer", laag, stand(EINDE, wijkraden=False)),
        ("layer", laag, thuis),
    ]
    metingen = []
    with chromium() as browser, ExitStack() as servers:
        apps = ("naive", "ours")
        bezoeken = {app: Bezoek(browser, servers.enter_context(server(app))) for app in apps}
        for bezoek in bezoeken.values():
            bezoek.begin(stand)
        # Round -1 lets the browser fetch what it needs only once; its times and bytes do not count.
        # In each another wijk is chosen: Streamlit sends what a browser has had already as its hash only.
        for ronde in range(-1, rondes):
            for bezoek in bezoeken.values():
                bezoek.kies_wijk(GEKOZEN + ronde)
            for soort, doe, verwacht in stappen:
                for _, app in om_en_om(apps, [ronde]):
                    telt = {"ms": ronde >= 0, "KiB": ronde >= 0 and verwacht != thuis, "wrong": True, "blank": True}
                    meting = bezoeken[app].wissel(doe, verwacht)
                    metingen += [(app, wat, soort, waarde) for wat, waarde in meting.items() if telt[wat]]
        buiten = {app: [len(bezoek.buiten)] for app, bezoek in bezoeken.items()}

    def per_app(wat: str, *soorten: str) -> dict[str, list[float]]:
        return {app: [m for van, w, s, m in metingen if (van, w) == (app, wat) and s in soorten] for app in apps}

    soorten = tuple(dict.fromkeys(soort for soort, *_ in stappen))
    for eenheid, naam, doel in (("ms", "new status visible", 0.5), ("KiB", "bytes", 0.1)):
        for soort in soorten:
            yield Rij(f"change of {soort}: {naam}", per_app(eenheid, soort), eenheid, doel, "naive")
    for wat, naam in (("wrong", "wrong in the end"), ("blank", "blank frames")):
        som = {app: [sum(waarden)] for app, waarden in per_app(wat, *soorten).items()}
        yield Rij(f"{naam} in {(rondes + 1) * len(stappen)} changes", som, "", 0)
    yield Rij("requests to outside hosts, base map off", buiten, "", 0)
