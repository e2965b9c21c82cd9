"""A provider to sign in at, on this computer, and an application that one has to sign in to."""

import contextlib
import json
import os
import re
import subprocess
import sys
import urllib.request
from urllib.parse import quote

import pytest

from register.adres import KAART, OMGEVING
from register.opslag.gebruikers import zet_rol
from register.opslag.wie import REDACTEUR, Wie
from tests import klein
from tests.databases import begonnen
from tests.echt import WORTEL
from tests.servers import draaiend, stop, vrije_poort, wacht_op

GEHEIM = "een geheim dat niemand kan raden, van deze test"


@pytest.fixture(scope="module")
def aanbieder(tmp_path_factory):
    """The address of a provider at which anybody can say who they are."""
    poort, log = vrije_poort(), tmp_path_factory.mktemp("aanbieder") / "log.txt"
    with log.open("wb") as uitvoer:
        opdracht = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(poort)]
        proces = subprocess.Popen(opdracht, stdout=uitvoer, stderr=subprocess.STDOUT)
    try:
        wacht_op(f"http://127.0.0.1:{poort}/.well-known/openid-configuration", proces, log)
        yield f"http://127.0.0.1:{poort}"
    finally:
        stop(proces)


def niemand_buiten(venster):
    """Answer for every other computer, with nothing: the provider asks some for the look of its own page."""
    # A pattern, which the browser's side can tell: a function would be asked about every file of every page.
    venster.route(re.compile(r"^https?://(?!(127\.0\.0\.1|localhost)[:/])"), lambda route: route.fulfill(body=""))


# Before an application: the file `later` beside it puts the clock that sign-ins go by so many minutes forward.
_KLOK = """
from datetime import timedelta
from pathlib import Path
from systeem import klok
from ui import aanmelding
LATER = Path(__file__).with_name("later")
aanmelding.nu = lambda: klok.nu() + timedelta(minutes=int(LATER.read_text()) if LATER.exists() else 0)
"""


class Plek:
    """An application that one has to sign in to, its register, and the clock that it goes by.

    It has one page that saves (`tests/deurpagina.py`), or is the application itself (`echt`). `adres` is where visitors
    reach it, when that is not this process.
    """

    def __init__(self, map_, aanbieder, basis="", *, echt=False, adres="http://127.0.0.1:{port}"):
        self.map_, self.aanbieder, self.basis = map_, aanbieder, basis
        klein.schrijf_map(map_)
        self.database = str(map_ / "register.db")
        self.opslag = begonnen(self.database, map_)
        self.log = map_ / "log.txt"
        self.later = map_ / "later"
        script = (WORTEL / ("app.py" if echt else "tests/deurpagina.py")).read_text(encoding="utf-8")
        (map_ / "app.py").write_text(_KLOK + script, encoding="utf-8")
        (map_ / "static").symlink_to(WORTEL / "static")
        pad = f"/{basis}" if basis else ""
        (map_ / "secrets.toml").write_text(
            "[auth]\n"
            f'redirect_uri = "{adres}{pad}/oauth2callback"\n'
            f'cookie_secret = "{GEHEIM}"\nclient_id = "wijkdekking"\nclient_secret = "x"\n'
            f'server_metadata_url = "{aanbieder}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )

    @contextlib.contextmanager
    def open(self, **omgeving_):
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam not in {OMGEVING, KAART}}
        with draaiend(
            self.log,
            self.database,
            basis=self.basis,
            opties=("--secrets.files", str(self.map_ / "secrets.toml")),
            script=self.map_ / "app.py",
            env=omgeving | {"PYTHONPATH": str(WORTEL)} | omgeving_,
        ) as app:
            self.adres = app.adres
            yield self

    def rol(self, onderwerp, rol=REDACTEUR, naam="Jan Jansen", uitgever=None):
        zet_rol(self.opslag.database, Wie(uitgever or self.aanbieder, onderwerp, naam), rol)

    def zegt(self, onderwerp, **gegevens):
        """Let the provider say this of somebody, from the next sign-in on."""
        inhoud, kop = json.dumps(gegevens).encode(), {"Content-Type": "application/json"}
        vraag = urllib.request.Request(f"{self.aanbieder}/users/{quote(onderwerp)}", inhoud, kop, method="PUT")
        urllib.request.urlopen(vraag, timeout=10).close()

    @property
    def nummer(self):
        return self.opslag.stand().nummer
