"""Streamlit servers and the browser: started, used the way a user does, and always stopped again."""

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from analysis.nederlands import kortste_datum
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen

WORTEL = Path(__file__).resolve().parent.parent
DATA = WORTEL / "data"
APPS = {"naief": (WORTEL, "bench/naief_app.py"), "ons": (WORTEL, "app.py")}  # the first edition joins: `bench.eerste`
BEELD = {"width": 1400, "height": 900}
GEDULD = 60_000  # ms
VANDAAG = datetime.now(ZoneInfo("Europe/Amsterdam")).date()


class Server:
    """One `streamlit run`. `gestart` is the wall clock at the start of the process, in ms."""

    def __init__(self, app: str) -> None:
        with socket.socket() as los:
            los.bind(("127.0.0.1", 0))
            poort = los.getsockname()[1]
        self.adres = f"http://127.0.0.1:{poort}/"
        wortel, bestand = APPS[app]
        opdracht = [sys.executable, "-m", "streamlit", "run", bestand, "--server.port", str(poort)]
        opdracht += ["--server.address", "127.0.0.1", "--server.headless", "true", "--logger.level", "error"]
        opdracht += ["--server.enableStaticServing", "false" if app == "naief" else "true", "--", "--data", str(DATA)]
        self.gestart = 1000 * time.time()
        stil = subprocess.DEVNULL
        self.proces = subprocess.Popen(
            opdracht, cwd=wortel, env=os.environ | {"PYTHONPATH": str(wortel)}, stdin=stil, stdout=stil, stderr=stil
        )

    def wacht(self) -> None:
        einde = time.monotonic() + GEDULD / 1000
        while time.monotonic() < einde and self.proces.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.adres}_stcore/health", timeout=5):
                    return
            except OSError:
                time.sleep(0.01)  # a refused connection answers at once; this keeps the loop from eating the processor
        raise RuntimeError(f"{self.adres} did not start")

    def processortijd(self) -> float:
        """What the server has used of the processor so far, in ms; 0 where the system does not tell (not Linux)."""
        boek = Path(f"/proc/{self.proces.pid}/stat")
        if not boek.exists():
            return 0.0
        velden = boek.read_text().rpartition(")")[2].split()
        return 1000 * (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.proces.terminate()
        try:
            self.proces.wait(10)
        except subprocess.TimeoutExpired:
            self.proces.kill()
            self.proces.wait()


@contextmanager
def server(app: str):
    lopend = Server(app)
    try:
        lopend.wacht()
        yield lopend
    finally:
        lopend.stop()


class Bezoek:
    """One visitor: a browser context of its own, with nothing in its cache, and a count of all that it receives."""

    def __init__(self, browser, adres: str) -> None:
        self.context = browser.new_context(viewport=BEELD, locale="nl-NL")
        self.context.add_init_script(path=Path(__file__).parent / "meter.js")
        self.adres = adres
        self.bytes, self.buiten, self.laatste_bericht = 0, set(), 0.0
        self.pagina = self.context.new_page()
        self.pagina.set_default_timeout(GEDULD)
        self.context.on("request", self._verzoek)
        lijn = self.context.new_cdp_session(self.pagina)
        lijn.send("Network.enable")
        lijn.on("Network.webSocketFrameReceived", self._bericht)
        lijn.on("Network.loadingFinished", lambda e: self._tel(e["encodedDataLength"]))
        self.begonnen = 1000 * time.time()
        self.pagina.goto(adres, wait_until="commit")

    def _verzoek(self, verzoek) -> None:
        delen = urlsplit(verzoek.url)
        if delen.scheme in {"http", "https"} and delen.hostname not in {"127.0.0.1", "localhost"}:
            self.buiten.add(verzoek.url)

    def _bericht(self, e) -> None:
        bericht = e["response"]
        inhoud = bericht["payloadData"]
        self._tel(len(base64.b64decode(inhoud)) if bericht["opcode"] == 2 else len(inhoud.encode()))

    def _tel(self, aantal: float) -> None:
        self.bytes += aantal
        self.laatste_bericht = time.monotonic()

    def meet(self, uitdrukking: str, waarde=None):
        return self.pagina.evaluate(f"(a) => meter.{uitdrukking}", waarde)

    def wacht(self, uitdrukking: str, waarde=None, geduld: float = GEDULD) -> None:
        """Until it holds, asked in every animation frame."""
        self.pagina.wait_for_function(f"(a) => meter.{uitdrukking}", arg=waarde, polling="raf", timeout=geduld)

    def eerste_kaart(self, stand: str) -> float:
        """Wall clock (ms) of the first frame with the map in it, which must come to show `stand`."""
        self.wacht("toont(a)", stand)
        wissels = self.meet("wissels")
        tijd = next(w["t"] for w in wissels if w["stand"] == stand)
        return self.pagina.evaluate("performance.timeOrigin") + tijd

    def rust(self) -> None:
        """Until nothing runs and nothing came in for a fifth of a second: some changes take two reruns."""
        while True:
            self.wacht("rust() && meter.stil()")
            over = self.laatste_bericht + 0.2 - time.monotonic()
            if over <= 0:
                return
            self.pagina.wait_for_timeout(1000 * over)

    def pil(self, tekst: str) -> None:
        """Opening what the date is chosen in is no part of the change."""
        dicht = self.pagina.locator("details.wd-chip:not([open]) > summary")
        if dicht.count():
            dicht.click()
        self.pagina.locator(".wd-snel, [data-testid=stButtonGroup]").get_by_text(tekst).click()

    def keuze(self, naam: str, waarde: str) -> None:
        lijst = self.pagina.get_by_role("combobox", name=naam)
        if lijst.evaluate("(e) => e.tagName") == "SELECT":
            lijst.select_option(label=waarde)
        else:
            lijst.click()
            self.pagina.get_by_role("option", name=waarde, exact=True).click()

    def laag(self, naam: str) -> None:
        """Opening the list is no part of the change: time runs from the last press of the mouse."""
        vakje = self.pagina.get_by_text(naam, exact=True).locator("visible=true")
        if not vakje.count():
            self.pagina.get_by_text("Kaartlagen").click()
        vakje.click()

    def sluit(self) -> None:
        self.context.close()


def pilnaam(dag: date) -> str:
    return "vandaag" if dag == VANDAAG else kortste_datum(dag)


def stand_volgens_python(
    tabellen: Tabellen, peildatum: date, variant: str = "persbericht", gebied: str | None = None, wijkraden: bool = True
) -> str:
    """What `meter.stand` must read: the answer of the analysis, in the words of meter.js."""
    # "The words of meter.js": twice the rank of the status, and one more when it is proven.
    score = Stand(tabellen, peildatum, variant).buurtscores[peildatum]
    score = score if wijkraden else score.where(score >= 6, 0)
    # An absent status has no proof to speak of: its digit is 0.
    buiten = gebied and tabellen.buurten["wijkcode"].map(tabellen.wijken["gebied"]) != gebied
    marken = ["!" if b else "" for b in buiten] if gebied else [""] * len(score)
    return "".join(f"{0 if waarde < 2 else waarde}{mark}" for waarde, mark in zip(score, marken, strict=True))
