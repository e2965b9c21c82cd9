"""Fixtures that several test files share."""

import contextlib
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from geo.bestanden import write_folder
from geo.register import read_register
from scripts.browser import SKIP_REASON, find_browser
from ui.publicatie import Publicatievraag, publicatie

WORTEL = Path(__file__).parents[1]
DATA = WORTEL / "data"
JULI, GEMAAKT = date(2024, 7, 1), date(2026, 11, 23)  # of the publication that the browser tests share
UIT_VAN_PLAYWRIGHT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
# Headless and quiet: nothing that Chrome does for itself may look like a request of the application.
CHROMEVLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Two pages of its own that Chrome loads for each window, for a line of input that nobody sees: half the work of opening
    # one. It heeds the last such list only, so what playwright turns off stands here again.
    f"--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,{','.join(UIT_VAN_PLAYWRIGHT)}",
]
GEDULD = 20_000  # ms
POGINGEN = 600  # of a tenth of a second at most, to wait for a server


def pytest_collection_modifyitems(items):
    """The long files first, those in a browser: the short ones then fill up what time of the workers is left."""
    items.sort(key=lambda test: test.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def register():
    """The registers that the project ships, read and checked once."""
    return read_register(DATA)


@pytest.fixture(scope="session")
def site(register, tmp_path_factory, testrun_uid):
    """The publication of the registers that the project ships, as a folder on disk; nobody may change it.

    The first of the processes that run the tests makes it for all.
    """
    basis = tmp_path_factory.getbasetemp()
    map_ = (basis.parent if "PYTEST_XDIST_WORKER" in os.environ else basis) / f"publicatie-{testrun_uid}"
    if not map_.exists():
        eigen = tmp_path_factory.mktemp("publicatie") / "site"
        write_folder(eigen, publicatie(register, Publicatievraag(GEMAAKT, JULI), lambda *_: None))
        with contextlib.suppress(OSError):  # another process was ready just before
            eigen.rename(map_)
    return map_


@pytest.fixture(scope="module")
def browser():
    """A Chrome or Chromium that runs: one for all tests of a file."""
    pad = find_browser()
    if pad is None and os.environ.get("CI"):
        pytest.fail(f"{SKIP_REASON}. Onder CI zijn de browsertests verplicht.")
    if pad is None:
        pytest.skip(SKIP_REASON)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=GEDULD)  # what is not there by then will not come; a busy machine takes its time

    with sync_playwright() as speler:
        chrome = speler.chromium.launch(executable_path=pad, args=CHROMEVLAGGEN)
        yield chrome
        chrome.close()


class Vensters:
    """Windows to lend: nobody else has the same one meanwhile, and the next finds the files of the application kept."""

    def __init__(self, browser):
        self.browser, self.vrij = browser, {}

    @contextlib.contextmanager
    def leen(self, maat=None, *, klok=False, **opties):
        """Lend a browser context of this size; with a clock that a test sets it is not lent again."""
        if maat:
            opties["viewport"] = dict(zip(("width", "height"), maat, strict=True))
        vrij = self.vrij.setdefault(repr(sorted(opties.items())), [])
        context = vrij.pop() if vrij and not klok else self.browser.new_context(locale="nl-NL", **opties)
        if klok:
            context.clock.install()
            yield context
            context.close()
            return
        yield context
        for page in context.pages:
            page.close()
        context.clear_cookies()
        vrij.append(context)


@pytest.fixture(scope="module")
def vensters(browser):
    """The windows of all tests of a file."""
    return Vensters(browser)


@pytest.fixture(scope="module")
def start_server(browser, tmp_path_factory):
    """Start the application on a free port and return its address; all are stopped when the file is done.

    It asks for the browser first: without one no server is needed.
    """
    with contextlib.ExitStack() as stapel:

        def start(map_=None, basis=""):
            log = tmp_path_factory.mktemp("server") / "log.txt"
            return stapel.enter_context(draaiend(log, map_, basis=basis)).adres

        yield start


class Draaiend(NamedTuple):
    """A running application: its process, its address, and the file of what it says."""

    proces: subprocess.Popen
    adres: str
    log: Path


@contextlib.contextmanager
def draaiend(log, map_=None, *, basis="", opties=(), host="127.0.0.1", **omgeving):
    """Run the application on a free port, for as long as the context lasts; `host=None` leaves where it listens to it."""
    poort = vrije_poort()
    opdracht = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(poort)]
    opdracht += ["--server.baseUrlPath", basis, *(["--server.address", host] if host else []), *opties]
    opdracht += ["--", "--data", str(map_)] if map_ else []
    adres = f"http://127.0.0.1:{poort}" + (f"/{basis}" if basis else "")
    with log.open("wb") as uitvoer:
        proces = subprocess.Popen(
            opdracht, **{"cwd": WORTEL, "stdout": uitvoer, "stderr": subprocess.STDOUT} | omgeving
        )
    try:
        wacht_op(f"{adres}/_stcore/health", proces, log)
        yield Draaiend(proces, adres, log)
    finally:
        _stop(proces)


@pytest.fixture(scope="module")
def server(start_server):
    """The address of the application with the data that the project ships."""
    return start_server()


def vrije_poort():
    with socket.socket() as doos:
        doos.bind(("127.0.0.1", 0))
        return doos.getsockname()[1]


def wacht_op(adres, proces, log, context=None):
    """Ask until the server answers, or has died."""
    for _ in range(POGINGEN):
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(adres, timeout=10, context=context) as antwoord,
        ):
            if antwoord.status == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            proces.wait(0.1)
            break
    pytest.fail(f"the server did not answer on {adres}:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _stop(proces):
    proces.terminate()
    try:
        proces.wait(10)
    except subprocess.TimeoutExpired:
        proces.kill()
        proces.wait()


def in_rust(page):
    """Wait until the server has answered everything: a file that is asked for in between is never sent."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
