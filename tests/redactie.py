"""A small city whose register may be changed, for who tests the pages of officers: its rows, a server, and a fresh start."""

import contextlib
import shutil
from datetime import timedelta

import pytest

from register.adres import vind_adres
from systeem.klok import vandaag
from tests.databases import begonnen
from tests.klein import B11, B12, B21, B22, B31, B41, platform, schrijf_map, wijkraad
from tests.servers import draaiend

LANG = "lang " * 2000
RAAR = 'Raad <script>alert("x")</script>'
# In order of the work list: the most residents first.
RADEN = {
    "raad-drie": wijkraad("raad-drie", B31, naam="Raad Drie", laatst_gezien="2022-08", website="https://raad.example"),
    "raad-een": wijkraad("raad-een", B11, naam=RAAR, laatst_gezien="2022", bron="javascript:alert(1)"),
    "raad-twee": wijkraad("raad-twee", B21, naam="Raad Twee", opmerking=LANG),
    "raad-vier": wijkraad("raad-vier", B12, naam="Raad Vier", bron="=cmd()"),
    "raad-vijf": wijkraad("raad-vijf", B22, naam="Raad Vijf", opmerking="Mail jan@voorbeeld.nl"),
    "platform-zes": platform("platform-zes", B41, naam="Platform Zes", van="2024-02", laatst_gezien="2024-03"),
}


def schrijf_stad(map_):
    """Write the data folder of the city: its organisations, and one that is certain."""

    def breek(stad):
        gisteren = (vandaag() - timedelta(days=1)).isoformat()
        stad.organisaties[:] = [*RADEN.values(), wijkraad("zeker", B12, naam="Raad Zeker", laatst_gezien=gisteren)]

    return schrijf_map(map_, breek)


class Redactie:
    """The application, opened for changes on this computer, and its register."""

    def __init__(self, adres, plek, begin):
        self.adres, self.plek, self._begin = adres, plek, begin

    @property
    def opslag(self):
        return vind_adres(str(self.plek)).opslag

    def begin(self):
        """Put the register back as it began."""
        nieuw = self.plek.with_suffix(".nieuw")
        shutil.copy(self._begin, nieuw)
        nieuw.replace(self.plek)

    def logboek(self):
        """Return number, kind and source of what was changed since the beginning, the first first."""
        return [(regel.nummer, regel.soort, regel.bron) for regel in reversed(self.opslag.logboek(vanaf=2))]


@pytest.fixture(scope="module")
def redactieserver(browser, tmp_path_factory):
    """The application with the city, for all tests of a file; and one in which nobody may change anything."""
    map_ = tmp_path_factory.mktemp("redactie")
    plek, begin = map_ / "register.db", map_ / "begin.db"
    with contextlib.ExitStack() as servers:
        begonnen(str(plek), schrijf_stad(map_))
        shutil.copy(plek, begin)
        adressen = [
            servers.enter_context(draaiend(map_ / f"log-{bewerken}.txt", plek, bewerken=bewerken)).adres
            for bewerken in (True, False)
        ]
        yield Redactie(adressen[0], plek, begin), adressen[1]


@pytest.fixture
def redactie(redactieserver):
    """The same, with the register as it began."""
    redactieserver[0].begin()
    return redactieserver[0]


@pytest.fixture
def dicht(redactieserver):
    """The address where nobody may change anything."""
    return redactieserver[1]
