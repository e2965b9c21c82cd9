"""What a visitor waits for, in headless Chromium: the first map, every kind of change, and 10 000 initiatives."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import TimeoutError as TeLang
from playwright.sync_api import sync_playwright

from analysis.stand.wisselmomenten import wisselmomenten
from bench.bediening import APPS, VANDAAG, WORTEL, Bezoek, Server, pilnaam, server, stand_volgens_python
from bench.gegevens import schrijf_datamap
from bench.tabel import Rij
from register.register import read_register
from scripts.browser import SKIP_REASON, find_browser

BELEID = read_register(WORTEL / "data").tabellen.gemeente.beleid
PERSBERICHT, EERSTE_PLATFORM = date(2023, 11, 22), BELEID.eerste_platform
EINDE = BELEID.variant("persbericht").einde_ondersteuning
SNELLE_REEKSEN = 4
GEKOZEN = 10  # a wijk of gebied Noord, by number


def met_browser(doe: Callable) -> Iterator[Rij]:
    pad = find_browser()
    if not pad:
        print(SKIP_REASON)
        return
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=pad, args=["--no-sandbox"])
        try:
            yield from doe(browser)
        finally:
            browser.close()


# ---- the first map


def eerste_kaart(browser, rondes: int) -> Iterator[Rij]:
    stand = stand_volgens_python(read_register(WORTEL / "data").tabellen, VANDAAG)
    koud, warm, bytes_ = ({app: [] for app in APPS} for _ in range(3))
    with ExitStack() as servers:
        laatste = {}
        for ronde in range(rondes):
            for app in _volgorde(ronde):
                lopend = Server(app)
                try:
                    lopend.wacht()
                    koud[app].append(_bezoek(browser, lopend.adres, stand)[0] - lopend.gestart)
                except BaseException:
                    lopend.stop()
                    raise
                if ronde < rondes - 1:
                    lopend.stop()
                else:
                    servers.callback(lopend.stop)
                    laatste[app] = lopend.adres
        for ronde in range(rondes + 2):
            for app in _volgorde(ronde):
                klaar, begonnen, aantal = _bezoek(browser, laatste[app], stand)
                warm[app].append(klaar - begonnen)
                bytes_[app].append(aantal / 1024)
    yield Rij("start of the server to first map", *_medianen(koud), doel=0.8)
    yield Rij("second visitor's first map", *_medianen(warm), doel=0.8)
    yield Rij("  bytes of that visit", *_medianen(bytes_), "KiB")


def _bezoek(browser, adres: str, stand: str) -> tuple[float, float, float]:
    bezoek = Bezoek(browser, adres)
    try:
        klaar = bezoek.eerste_kaart(stand)
        bezoek.rust()
        return klaar, bezoek.begonnen, bezoek.bytes
    finally:
        bezoek.sluit()


def _volgorde(ronde: int) -> list[str]:
    return list(APPS) if ronde % 2 == 0 else list(APPS)[::-1]


def _medianen(per_app: dict[str, list[float]]) -> tuple[float, float]:
    return median(per_app["naief"]), median(per_app["ons"])


# ---- changes


def _stappen(stand: Callable[..., str]) -> list[tuple[str, Callable[[Bezoek], None], str]]:
    """Every kind of change and its answer; they end where they begin."""
    einde = partial(stand, EINDE)
    return [
        # Enough different dates that Streamlit has forgotten the message of each before it comes again.
        *(
            ("date", partial(Bezoek.pil, tekst=pilnaam(dag)), stand(dag))
            for dag in (PERSBERICHT, EERSTE_PLATFORM, VANDAAG, EINDE)
        ),
        (
            "variant",
            lambda b: b.keuze("Steun aan wijkraden tot", BELEID.variant("raadsbesluit").naam),
            einde("raadsbesluit"),
        ),
        ("variant", lambda b: b.keuze("Steun aan wijkraden tot", BELEID.variant("persbericht").naam), einde()),
        ("gebied", lambda b: b.keuze("Gebied", "Noord"), einde(gebied="Noord")),
        ("gebied", lambda b: b.keuze("Gebied", "Schalkwijk"), einde(gebied="Schalkwijk")),
        ("gebied", lambda b: b.keuze("Gebied", "Hele stad"), einde()),
        ("layer", lambda b: b.laag("Wijkraden"), einde(wijkraden=False)),
        ("layer", lambda b: b.laag("Wijkraden"), einde()),
    ]


def wissels(browser, rondes: int) -> Iterator[Rij]:
    tabellen = read_register(WORTEL / "data").tabellen
    stand = partial(stand_volgens_python, tabellen)
    stappen = _stappen(stand)
    uit = {app: [] for app in APPS}
    bezoeken, kapot = {}, set()
    with ExitStack() as stapel:
        for app in APPS:
            bezoek = Bezoek(browser, stapel.enter_context(server(app)).adres)
            stapel.callback(bezoek.sluit)
            _begin(bezoek, stand)
            bezoeken[app] = bezoek
        # Round -1 lets the browser fetch what it needs only once; its times and bytes do not count.
        for ronde in range(-1, rondes):
            met_keuze = ronde >= rondes // 2
            if ronde == rondes // 2:
                for bezoek in bezoeken.values():
                    _kies_wijk(bezoek)
            for soort, doe, verwacht in stappen:
                for app in _volgorde(ronde):
                    if (app, soort) in kapot:
                        continue
                    meting = _wissel(bezoeken[app], doe, verwacht)
                    uit[app].append((soort, None if ronde < 0 else met_keuze, meting))
                    if meting["fout"]:  # counted; the other kinds of change go on from a fresh page
                        kapot.add((app, soort))
                        _opnieuw(bezoeken[app], stand, met_keuze=met_keuze)
        # The naive application has no timeline: its date change by one click stands beside it.
        voor = max(dag for dag in wisselmomenten(tabellen) if dag < EINDE)
        stapjes = [(-1, stand(voor)), (1, stand(EINDE))]
        tijdlijn = [_wissel(bezoeken["ons"], partial(Bezoek.stap, richting=r), v) for r, v in stapjes * (rondes + 1)]
        snel = {app: [_snelle_reeks(b, stand) for _ in range(SNELLE_REEKSEN)] for app, b in bezoeken.items()}
        buiten = {app: len(bezoek.buiten) for app, bezoek in bezoeken.items()}
    yield from _wisselrijen(uit)
    yield from _tijdlijnrijen([m for soort, met, m in uit["naief"] if soort == "date" and met is not None], tijdlijn)
    for nummer, wat in enumerate(("frames that step back", "series whose last click is not on the map")):
        getallen = [sum(reeks[nummer] for reeks in snel[app]) for app in APPS]
        yield Rij(f"{SNELLE_REEKSEN} fast series of dates: {wat}", *getallen, "", 0, absoluut=True)
    yield Rij("requests to outside hosts, base map off", *(buiten[app] for app in APPS), "", 0, absoluut=True)


def _begin(bezoek: Bezoek, stand: Callable[[date], str]) -> None:
    bezoek.eerste_kaart(stand(VANDAAG))
    bezoek.pil(pilnaam(EINDE))
    bezoek.wacht("toont(a)", stand(EINDE))
    bezoek.rust()
    bezoek.meet("stop()")


def _opnieuw(bezoek: Bezoek, stand: Callable[[date], str], *, met_keuze: bool) -> None:
    bezoek.pagina.goto(bezoek.adres, wait_until="commit")
    _begin(bezoek, stand)
    if met_keuze:
        _kies_wijk(bezoek)


def _kies_wijk(bezoek: Bezoek) -> None:
    bezoek.meet("begin()")
    bezoek.meet("kies(a)", GEKOZEN)
    bezoek.wacht("gekozen() === a", GEKOZEN)
    bezoek.rust()
    bezoek.meet("stop()")


def _wissel(bezoek: Bezoek, doe: Callable[[Bezoek], None], verwacht: str) -> dict[str, float]:
    """Do one change; the answer must be on the paths in the end, or this waits until it gives up."""
    bezoek.meet("begin()")
    zoom, keuze = bezoek.meet("zoomIn()"), bezoek.meet("gekozen()")
    bezoek.meet("begin()")
    vooraf = bezoek.bytes
    doe(bezoek)
    try:
        bezoek.wacht("toont(a)", verwacht, geduld=6_000)
    except TeLang:
        print(f"{bezoek.adres}: a change did not come to show what Python says", file=sys.stderr)
    bezoek.rust()
    uit = bezoek.pagina.evaluate("({ ...meter, wissels: [...meter.wissels] })")
    eerste = [w["t"] for w in uit["wissels"] if w["stand"] == verwacht and w["t"] >= uit["actie"]]
    na, na_keuze = bezoek.meet("zoom()"), bezoek.meet("gekozen()")
    bezoek.meet("terug()")  # or the next change would begin ever deeper in the map
    bezoek.pagina.keyboard.press("Escape")  # closes the popover of the layers
    bezoek.meet("stop()")
    return {
        "ms": eerste[0] - uit["actie"] if eerste else float("inf"),
        "fout": uit["wissels"][-1]["stand"] != verwacht,
        "leeg": uit["leeg"],
        "zoom": abs(na - zoom) > 0.01,
        "keuze": na_keuze != keuze,
        "bytes": (bezoek.bytes - vooraf) / 1024,
    }


def _wisselrijen(uit: dict[str, list]) -> Iterator[Rij]:
    def van(app: str, veld: str, soorten: set[str], keuze: set[bool]) -> list[float]:
        return [meting[veld] for soort, met, meting in uit[app] if soort in soorten and met in keuze]

    allebei, alle = {False, True}, {"date", "variant", "gebied", "layer"}
    ook_eerste = {None, False, True}
    for soort in ("date", "variant", "gebied", "layer"):
        getallen = [van(app, "ms", {soort}, allebei) for app in APPS]
        if all(getallen):
            yield Rij(f"change of {soort}: new status visible", *map(median, getallen), doel=0.5)
    for soort in ("date", "variant", "gebied", "layer"):
        for met, erbij in ((False, "no wijk chosen"), (True, "a wijk chosen")):
            getallen = [van(app, "bytes", {soort}, {met}) for app in APPS]
            if all(getallen):
                yield Rij(f"change of {soort}: bytes, {erbij}", *map(median, getallen), "KiB", 0.1)
    aantal = len(uit["naief"])
    for veld, wat in (
        ("fout", f"wrong status in the end in {aantal} changes"),
        ("leeg", f"blank frames in {aantal} changes"),
        ("zoom", f"zoom lost in {aantal} changes"),
        ("keuze", f"selection lost in {aantal} changes"),
    ):
        yield Rij(wat, *(sum(van(app, veld, alle, ook_eerste)) for app in APPS), "", 0, absoluut=True)


def _tijdlijnrijen(naief: list[dict], tijdlijn: list[dict]) -> Iterator[Rij]:
    for veld, wat, eenheid, doel in (("ms", "new status visible", "ms", 0.02), ("bytes", "bytes", "KiB", 0)):
        getallen = [median(m[veld] for m in metingen) for metingen in (naief, tijdlijn)]
        yield Rij(f"change of date on the timeline: {wat}", *getallen, eenheid, doel)
    niet_goed = sum(bool(m[veld]) for m in tijdlijn for veld in ("fout", "leeg", "zoom", "keuze"))
    yield Rij("  wrong, blank or lost in those", None, niet_goed, "", 0, absoluut=True)


def _snelle_reeks(bezoek: Bezoek, stand: Callable[[date], str]) -> tuple[int, int]:
    """Click six dates without waiting. What is on screen may skip some of them, but never goes back to an earlier one.

    Returns how many frames with a new status went back (or show no date of the series), and whether the end is wrong.
    """
    reeks = [PERSBERICHT, EERSTE_PLATFORM, EINDE, PERSBERICHT, VANDAAG, EERSTE_PLATFORM]
    for naam in ("22 nov 2023", "1 jul 2024"):  # where each series begins
        bezoek.pil(naam)
        bezoek.rust()
    bezoek.meet("begin()")
    for dag in reeks:
        bezoek.pil(pilnaam(dag))
    with suppress(TeLang):  # counted below
        bezoek.wacht("toont(a)", stand(reeks[-1]), geduld=3000)
    bezoek.rust()
    getoond = [w["stand"] for w in bezoek.meet("wissels") if w["stand"]]
    toegestaan = [stand(dag) for dag in (EINDE, *reeks)]
    plek = fout = 0
    for status in getoond:
        if status in toegestaan[plek:]:
            plek += toegestaan[plek:].index(status)
        else:
            fout += 1
    return fout, int(getoond[-1] != toegestaan[-1])


# ---- 10 000 initiatives


def punten(browser, aantal: int = 10_000) -> Iterator[Rij]:
    """The product with many initiatives on the screen. Every one must be there: in a cluster, or as itself."""
    with TemporaryDirectory() as map_:
        data = schrijf_datamap(Path(map_), aantal)
        tabellen = read_register(data).tabellen
        with server("ons", data) as lopend:
            bezoek = Bezoek(browser, lopend.adres)
            try:
                klaar = bezoek.eerste_kaart(stand_volgens_python(tabellen, VANDAAG)) - bezoek.begonnen
                bezoek.wacht("punten().som === a", aantal)
                bezoek.rust()
                geteld = bezoek.meet("punten()")
                ms = _wissel(bezoek, lambda b: b.pil(pilnaam(EINDE)), stand_volgens_python(tabellen, EINDE))["ms"]
            finally:
                bezoek.sluit()
    assert geteld["som"] == aantal, geteld
    yield Rij(
        f"{aantal} initiatives: markers on screen (all counted)", None, geteld["elementen"], "", 300, absoluut=True
    )
    yield Rij(f"{aantal} initiatives: first map, new server", None, klaar)
    yield Rij(f"{aantal} initiatives: change of date", None, ms)
