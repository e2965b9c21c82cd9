"""What a visitor waits for, in headless Chromium: the first map and every kind of change."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial

from playwright.sync_api import TimeoutError as TeLang
from playwright.sync_api import sync_playwright

from bench.bediening import APPS, DATA, VANDAAG, Bezoek, Server, pilnaam, server, stand_volgens_python
from bench.tabel import Rij
from register.register import read_register
from scripts.browser import SKIP_REASON, find_browser

BELEID = read_register(DATA).tabellen.gemeente.beleid
EERSTE_PLATFORM = BELEID.eerste_platform
PERSBERICHT, EINDE = date(2023, 11, 22), BELEID.variant("persbericht").einde_ondersteuning
GEKOZEN = 10  # a wijk, by number


def _browser(spel):
    pad = find_browser()
    if not pad:
        raise SystemExit(SKIP_REASON)
    return spel.chromium.launch(executable_path=pad, args=["--no-sandbox"])


# ---- the first map


def eerste_kaart(rondes: int) -> Iterator[Rij]:
    """Round -1 is the start on a computer that knows nothing yet; in all others the product finds what it kept."""
    stand = stand_volgens_python(read_register(DATA).tabellen, VANDAAG)
    koud, eerst, warm, bytes_ = ({app: [] for app in APPS} for _ in range(4))
    with sync_playwright() as spel, _browser(spel) as browser, ExitStack() as servers:
        laatste = {}
        for ronde in range(-1, rondes):
            for app in _volgorde(ronde):
                with ExitStack() as stapel:
                    lopend = Server(app)
                    stapel.callback(lopend.stop)
                    lopend.wacht()
                    tijd = _bezoek(browser, lopend.adres, stand)[0] - lopend.gestart
                    (koud if ronde >= 0 else eerst)[app].append(tijd)
                    if ronde == rondes - 1:
                        servers.push(stapel.pop_all())
                        laatste[app] = lopend.adres
        for ronde in range(rondes + 2):
            for app in _volgorde(ronde):
                klaar, begonnen, aantal = _bezoek(browser, laatste[app], stand)
                warm[app].append(klaar - begonnen)
                bytes_[app].append(aantal / 1024)
    yield Rij("start of the server to first map", koud, "ms", 0.75, "naief")
    yield Rij("  the very first start, one round", eerst)
    yield Rij("second visitor's first map", warm, "ms", 0.9, "naief")
    yield Rij("  bytes of that visit", bytes_, "KiB")


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
            lambda b: b.keuze("Wanneer stopte de steun?", BELEID.variant("raadsbesluit").naam),
            einde("raadsbesluit"),
        ),
        ("variant", lambda b: b.keuze("Wanneer stopte de steun?", BELEID.variant("persbericht").naam), einde()),
        ("gebied", lambda b: b.keuze("Gebied", "Noord"), einde(gebied="Noord")),
        ("gebied", lambda b: b.keuze("Gebied", "Schalkwijk"), einde(gebied="Schalkwijk")),
        ("gebied", lambda b: b.keuze("Gebied", "Hele stad"), einde()),
        ("layer", lambda b: b.laag("Wijkraden"), einde(wijkraden=False)),
        ("layer", lambda b: b.laag("Wijkraden"), einde()),
    ]


def wissels(rondes: int) -> Iterator[Rij]:
    """With a wijk chosen, as somebody who looks closer has. The naive application and ours, in turns."""
    stand = partial(stand_volgens_python, read_register(DATA).tabellen)
    apps = ("naief", "ons")
    uit: dict[str, list] = {app: [] for app in apps}
    bezoeken, kapot = {}, set()
    with sync_playwright() as spel, _browser(spel) as browser, ExitStack() as stapel:
        for app in apps:
            bezoek = bezoeken[app] = Bezoek(browser, stapel.enter_context(server(app)).adres)
            stapel.callback(bezoek.sluit)
            _begin(bezoek, stand)
        # Round -1 lets the browser fetch what it needs only once; its times and bytes do not count.
        # In each another wijk is chosen: Streamlit sends what a browser has had already as its hash only.
        for ronde in range(-1, rondes):
            gehad = {stand(EINDE)}
            for bezoek in bezoeken.values():
                _kies_wijk(bezoek, GEKOZEN + ronde)
            for soort, doe, verwacht in _stappen(stand):
                for app in apps if ronde % 2 == 0 else apps[::-1]:
                    if (app, soort) in kapot:
                        continue
                    meting = _wissel(bezoeken[app], doe, verwacht)
                    uit[app].append((soort, ronde >= 0, meting | {"nieuw": verwacht not in gehad}))
                    if meting["fout"]:  # counted; the other kinds of change go on from a fresh page
                        kapot.add((app, soort))
                        bezoeken[app].pagina.goto(bezoeken[app].adres, wait_until="commit")
                        _begin(bezoeken[app], stand)
                gehad.add(verwacht)
        buiten = {app: [len(bezoek.buiten)] for app, bezoek in bezoeken.items()}
    yield from _wisselrijen(uit)
    yield Rij("requests to outside hosts, base map off", buiten, "", 0)


def _wisselrijen(uit: dict[str, list]) -> Iterator[Rij]:
    for veld, wat, eenheid, doel in (("ms", "new status visible", "ms", 0.5), ("bytes", "bytes", "KiB", 0.1)):
        for soort in ("date", "variant", "gebied", "layer"):
            telt = {
                app: [m for s, t, m in uit[app] if t and s == soort and (m["nieuw"] or veld == "ms")] for app in uit
            }
            metingen = {app: [m[veld] for m in telt[app]] for app in uit}
            yield Rij(f"change of {soort}: {wat}", metingen, eenheid, doel, "naief")
    tellingen = {"fout": "wrong in the end", "leeg": "blank frames", "zoom": "zoom lost", "keuze": "selection lost"}
    for veld, wat in tellingen.items():
        geteld = {app: [sum(m[veld] for _, _, m in uit[app])] for app in uit}
        yield Rij(f"{wat} in {len(uit['ons'])} changes", geteld, "", 0)


def _begin(bezoek: Bezoek, stand: Callable[[date], str]) -> None:
    bezoek.eerste_kaart(stand(VANDAAG))
    bezoek.pil(pilnaam(EINDE))
    bezoek.wacht("toont(a)", stand(EINDE))
    bezoek.rust()
    bezoek.meet("stop()")


def _kies_wijk(bezoek: Bezoek, nummer: int) -> None:
    bezoek.meet("kies(a)", nummer)
    bezoek.wacht("gekozen() === a", nummer)
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
