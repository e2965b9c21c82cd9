"""The timeline under the hand: what a step costs on a slow machine, how smooth a drag is, what the server notices."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.bediening import VANDAAG, WORTEL, Bezoek, Server, server, stand_volgens_python
from bench.gegevens import schrijf_datamap
from bench.tabel import Rij
from register.register import read_register

BEELD_60, BEELD_30 = 1000 / 60, 1000 / 30  # ms: a frame at 60 and at 30 a second
TRAAG = 4  # times slower than this processor
STAPPEN = 180  # of the mouse, over the whole line
BEZOEKERS = 10

# Every move of the pointer is timed from before the application sees it until the browser has painted the frame with
# its answer: a message posted in the animation frame arrives after the paint. `beelden` are the times of all frames.
_METER = """() => {
  const meter = window.sleep = {};
  const kanaal = new MessageChannel();
  let begin = null;
  meter.wis = () => Object.assign(meter, { stappen: [], beelden: [], datums: [] });
  meter.wis();
  kanaal.port1.onmessage = () => { meter.stappen.push(performance.now() - begin); begin = null; };
  addEventListener("pointermove", () => {
    if (begin !== null) return;
    begin = performance.now();
    requestAnimationFrame(() => kanaal.port2.postMessage(0));
  }, true);
  const knop = document.querySelector(".wd-knop");
  const beeld = (t) => {
    meter.beelden.push(t);
    meter.datums.push(knop.getAttribute("aria-valuenow"));
    requestAnimationFrame(beeld);
  };
  requestAnimationFrame(beeld);
}"""
# What a frame costs on this machine when nothing happens but the knob being somewhere else.
_BODEM = """async () => {
  const loper = document.querySelector(".wd-loper"), kanaal = new MessageChannel(), uit = [];
  const stond = loper.style.transform;
  for (let i = 0; i < 60; i++) {
    uit.push(await new Promise((klaar) => requestAnimationFrame(() => {
      const begin = performance.now();
      kanaal.port1.onmessage = () => klaar(performance.now() - begin);
      loper.style.transform = `translateX(${i}%)`;
      kanaal.port2.postMessage(0);
    })));
  }
  loper.style.transform = stond;
  return uit;
}"""


def slepen(browser, rondes: int) -> Iterator[Rij]:
    with TemporaryDirectory() as map_:
        veel = schrijf_datamap(Path(map_), 1000, wisselend=True)
        for data, wat in ((WORTEL / "data", "the real registers"), (veel, "1000 initiatives that come and go")):
            with server("ons", data) as lopend, _bezoek(browser, lopend, data) as bezoek:
                yield from _sleeprijen(bezoek, wat, rondes)
    yield from _samen(browser)


@contextmanager
def _bezoek(browser, lopend: Server, data: Path) -> Iterator[Bezoek]:
    bezoek = Bezoek(browser, lopend.adres)
    try:
        bezoek.eerste_kaart(stand_volgens_python(read_register(data).tabellen, VANDAAG))
        bezoek.pagina.wait_for_selector(".wd-knop[aria-valuenow]")
        bezoek.rust()
        bezoek.meet("stop()")  # reading every path in every frame would be measured too
        bezoek.pagina.evaluate(_METER)
        yield bezoek
    finally:
        bezoek.sluit()


def _sleeprijen(bezoek: Bezoek, wat: str, rondes: int) -> Iterator[Rij]:
    lijn = bezoek.context.new_cdp_session(bezoek.pagina)
    for factor, hoe in ((1, ""), (TRAAG, f", processor {TRAAG}x slower")):
        lijn.send("Emulation.setCPUThrottlingRate", {"rate": factor})
        uitslagen = [_sleep(bezoek) for _ in range(rondes)]
        stappen = sorted(ms for uitslag in uitslagen for ms in uitslag["stappen"])
        bodem = sorted(bezoek.pagina.evaluate(_BODEM))
        yield Rij(f"drag, {wat}{hoe}: step to paint", None, median(stappen))
        yield Rij("  95 of 100 steps within", None, stappen[int(0.95 * len(stappen))], doel=BEELD_60, absoluut=True)
        yield Rij("  95 of 100 frames in which only the knob moves", None, bodem[int(0.95 * len(bodem))])
        traagste = max(_traagste_halve_seconde(uitslag["beelden"]) for uitslag in uitslagen)
        yield Rij("  a frame in the slowest half second", None, traagste, doel=BEELD_30, absoluut=True)
    lijn.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def _sleep(bezoek: Bezoek) -> dict:
    """Drag from the one end of the line to the other, and let go."""
    with _hand(bezoek) as naar:
        bezoek.pagina.evaluate("() => window.sleep.wis()")
        for stap in range(STAPPEN):
            naar(stap / STAPPEN)
        uitslag = bezoek.pagina.evaluate("() => window.sleep")
    bezoek.rust()
    # A drag that showed one date only would look smoothest.
    assert len(set(uitslag["datums"])) > STAPPEN / 4, len(set(uitslag["datums"]))
    return uitslag


@contextmanager
def _hand(bezoek: Bezoek) -> Iterator[Callable[[float], None]]:
    """Hold the knob of the timeline; the function moves it to a part of the line, from 0 to 1."""
    baan, muis = bezoek.pagina.locator(".wd-baan"), bezoek.pagina.mouse
    baan.scroll_into_view_if_needed()
    vak = baan.bounding_box()

    def naar(deel: float) -> None:
        muis.move(vak["x"] + deel * vak["width"], vak["y"] + vak["height"] / 2)

    naar(0)
    muis.down()
    yield naar
    muis.up()


def _traagste_halve_seconde(beelden: list[float]) -> float:
    """Milliseconds a frame where frames were scarcest: no half second may hide behind the rest."""
    uit = []
    for nummer, begin in enumerate(beelden):
        binnen = [t for t in beelden[nummer:] if t <= begin + 500]
        if beelden[-1] >= begin + 500:
            uit.append(500 / max(1, len(binnen) - 1))
    return max([*uit, max(b - a for a, b in pairwise(beelden)) if not uit else 0])


def _samen(browser) -> Iterator[Rij]:
    """Ten visitors drag in turns, none lets go: the server must not notice."""
    with server("ons") as lopend, ExitStack() as stapel:
        bezoeken = [stapel.enter_context(_bezoek(browser, lopend, WORTEL / "data")) for _ in range(BEZOEKERS)]
        berichten: list[object] = []
        for bezoek in bezoeken:
            lijn = bezoek.context.new_cdp_session(bezoek.pagina)
            lijn.send("Network.enable")
            for gebeurtenis in ("Network.webSocketFrameSent", "Network.requestWillBeSent"):
                lijn.on(gebeurtenis, lambda e: berichten.append(e))  # noqa: PLW0108  playwright marks what it is given
        handen = [stapel.enter_context(_hand(bezoek)) for bezoek in bezoeken]
        vooraf, verstuurd = lopend.processortijd(), len(berichten)
        for stap in range(STAPPEN // 3):
            for naar in handen:
                naar(3 * stap / STAPPEN)
        getoond = {bezoek.pagina.locator(".wd-datum").text_content() for bezoek in bezoeken}
        onderweg, bezig = len(berichten) - verstuurd, lopend.processortijd() - vooraf
        assert len(getoond) == 1, getoond
    yield Rij(f"{BEZOEKERS} visitors drag: messages to the server", None, onderweg, "", 0, absoluut=True)
    yield Rij("  processor time of the server meanwhile", None, bezig)
