"""Places for a register: a file of SQLite, and a database in a PostgreSQL that the tests start for themselves.

PostgreSQL is that of the system, on a free port and with its data in a folder of the tests. Where it is not installed
its tests are skipped with a reason; under CI that is an error.
"""

import getpass
import os
import shutil
import socket
import subprocess
from itertools import count
from pathlib import Path

import psycopg
import pytest

from register.adres import KAART, vind_adres
from tests.klein import schrijf_map

_NUMMERS = count(1)


def _programma(naam):
    gevonden = [shutil.which(naam), *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{naam}"), reverse=True)]
    return next((str(pad) for pad in gevonden if pad), None)


def _zonder_root():
    """Ways to run as somebody else: PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """The address of a PostgreSQL without a name of a database; stopped after the last test."""
    initdb, pg_ctl = _programma("initdb"), _programma("pg_ctl")
    if not (initdb and pg_ctl):
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is nodig onder CI: installeer het pakket postgresql")
        pytest.skip("PostgreSQL is niet geïnstalleerd (Debian: apt install postgresql)")
    als = _zonder_root()
    map_ = Path(tmp_path_factory.mktemp("pg"))
    if als:
        # The folders of pytest are closed to others.
        map_ = Path(f"/tmp/wijkdekking-pg-{os.getpid()}")
        map_.mkdir(mode=0o700)
        shutil.chown(map_, "postgres")
    with socket.socket() as stekker:
        stekker.bind(("127.0.0.1", 0))
        poort = stekker.getsockname()[1]
    data = str(map_ / "data")
    gebruiker = "postgres" if als else getpass.getuser()

    def doe(*opdracht):
        subprocess.run([*als, *opdracht], check=True, stdout=subprocess.DEVNULL, cwd="/")

    opties = f"-p {poort} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=60"
    try:
        doe(initdb, "-D", data, "-U", gebruiker, "-A", "trust", "-E", "UTF8", "--locale=C")
        doe(pg_ctl, "-D", data, "-w", "-o", opties, "-l", str(map_ / "log"), "start")
        yield f"postgresql://{gebruiker}@127.0.0.1:{poort}/"
        doe(pg_ctl, "-D", data, "-m", "immediate", "stop")
    finally:
        if als:
            shutil.rmtree(map_, ignore_errors=True)


def nieuwe_database(postgres):
    """The address of an empty database of its own."""
    naam = f"register_{os.getpid()}_{next(_NUMMERS)}"
    with psycopg.connect(f"{postgres}postgres", autocommit=True) as verbinding:
        verbinding.execute(f"create database {naam}")
    return f"{postgres}{naam}"


@pytest.fixture
def kaart(tmp_path, monkeypatch):
    """A tiny data folder, whose boundaries and municipality every register of the test has."""
    map_ = tmp_path / "kaart"
    map_.mkdir()
    monkeypatch.setenv(KAART, str(map_))
    return schrijf_map(map_)


@pytest.fixture(params=["sqlite", "postgresql"])
def plek(request, tmp_path, kaart):
    """The address of a place for a register, as a user writes it, on each of the engines; nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "register.db")
    return nieuwe_database(request.getfixturevalue("postgres"))


@pytest.fixture
def bestand(tmp_path, kaart):
    """The address of a place for a register in a file."""
    return str(tmp_path / "register.db")


@pytest.fixture
def opslag(plek, kaart):
    """A register on each of the engines that begins with the tiny data folder."""
    yield begonnen(plek, kaart)
    vind_adres(plek).opslag.database.sluit()


def begonnen(plek, map_):
    """The store at an address, with a register that has begun with the files of a folder."""
    eigen = vind_adres(plek).opslag
    eigen.begin(over("Begin"), {naam: (map_ / naam).read_bytes() for naam in ("organisaties.csv", "initiatieven.csv")})
    return eigen


def over(waarom="Nagevraagd", **velden):
    """What goes with a change of somebody at a terminal."""
    from register.opslag.wie import TERMINAL, Wie
    from register.opslag.wijziging import Over

    return Over(Wie(TERMINAL, "jan", "jan"), "terminal", waarom, **{"bron": "brief van 1 juni", **velden})
