"""What every test may ask for: the shipped registers and their publication; servers and windows are plugins beside it."""

import contextlib
import os

import pytest

from analysis.vraag import Vraag
from publicatie.pagina import publicatie
from register.adres import OMGEVING
from register.bevraging import Bevraging
from register.register import read_register
from systeem.map import folder_writer
from systeem.voorraad import PLEK, UIT
from tests.echt import DATA, GEMAAKT, JULI

# Fixtures live with what they give. As plugins, what is asserted in these modules is told as fully as in a test.
# Tests leave nothing in the home of who runs them, and take nothing from it; nor do the programs that they start.
os.environ[PLEK] = UIT
# Nor from a register that somebody keeps beside the product.
os.environ[OMGEVING] = str(DATA)

pytest_plugins = [
    "tests.databases",
    "tests.servers",
    "tests.vensters",
    "tests.bezoek",
    "tests.oordeel",
    "tests.aanbieder",
    "tests.redactie",
]


def pytest_addoption(parser):
    """With one argument the long versions of what is tried at random, in many processes, or with a kill."""
    parser.addoption("--heel", action="store_true", help="probeer alles in het groot: duurt een half uur")


@pytest.fixture(scope="session")
def keren(request):
    """How often to do something that is tried many times: the short number, or with --heel the whole."""
    return lambda kort, heel: heel if request.config.getoption("--heel") else kort


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
        with folder_writer(eigen) as schrijf:
            schrijf(publicatie(Bevraging(register, Vraag(JULI)), GEMAAKT, lambda *_: None))
        with contextlib.suppress(OSError):  # another process was ready just before
            eigen.rename(map_)
    return map_
