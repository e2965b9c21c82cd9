"""The application, running: on a port of its own, with any data."""

import contextlib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import klein
from tests.echt import WORTEL

POGINGEN = 600  # of a tenth of a second at most, to wait for a server


class Draaiend(NamedTuple):
    """A running application: its process, its address, and the file of what it says."""

    proces: subprocess.Popen
    adres: str
    log: Path


@contextlib.contextmanager
def draaiend(
    log, map_=None, *, basis="", opties=(), host="127.0.0.1", script="app.py", bewerken=False, poort=None, **omgeving
):
    """Run the application on a free port, for as long as the context lasts; `host=None` leaves where it listens to it.

    `map_` is where the register is, a folder or a database; with `bewerken` whoever opens it there may change it.
    """
    poort = poort or vrije_poort()
    opdracht = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(poort)]
    opdracht += ["--server.baseUrlPath", basis, *(["--server.address", host] if host else []), *opties]
    opdracht += ["--", *(["--data", str(map_)] if map_ else []), *(["--bewerken"] if bewerken else [])]
    adres = f"http://127.0.0.1:{poort}" + (f"/{basis}" if basis else "")
    with log.open("wb") as uitvoer:
        proces = subprocess.Popen(
            opdracht, **{"cwd": WORTEL, "stdout": uitvoer, "stderr": subprocess.STDOUT} | omgeving
        )
    try:
        wacht_op(f"{adres}/_stcore/health", proces, log)
        yield Draaiend(proces, adres, log)
    finally:
        stop(proces)


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


def stop(proces):
    proces.terminate()
    try:
        proces.wait(10)
    except subprocess.TimeoutExpired:
        proces.kill()
        proces.wait()


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


@pytest.fixture(scope="module")
def server(start_server):
    """The address of the application with the data that the project ships."""
    return start_server()


@pytest.fixture(scope="module")
def klein_met(start_server, tmp_path_factory):
    """Give the address of an application about the tiny city, after its registers were changed: one server for all."""
    map_ = klein.schrijf_map(tmp_path_factory.mktemp("klein"))
    adres = start_server(map_)

    def met(breek=None):
        klein.schrijf_map(map_, breek)
        return adres

    return met
