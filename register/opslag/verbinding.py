"""How a database is opened, read and written: the same for SQLite and PostgreSQL, and in Dutch when it cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from register.opslag.fouten import Bezet, OpslagFout
from systeem.bestanden import is_beschrijfbaar

# Another save takes a tenth of a second; who waits longer than this has a hundred before him, or one that hangs.
_WACHT_SECONDEN = 5
_POGINGEN = 6
_EERSTE_START = 7_203_914  # any number, the same for every process that makes the tables


_BEZET = "Het register is bezet: anderen zijn aan het bewaren. Probeer het zo weer; er is niets bewaard."
_LEZEN = "Het register is alleen te lezen: u mag niet schrijven in dit bestand of in de map waarin het staat."
_VOL = "De schijf is vol; er is niets bewaard. Maak ruimte en probeer het opnieuw."
_BESCHADIGD = "Dit is geen register, of het is beschadigd. Zet een reservekopie terug."
_ONBEREIKBAAR = "De database is niet te bereiken. Controleer het adres en of zij draait; er is niets bewaard."
_NIET_TE_OPENEN = "Het bestand van het register is niet te openen: het is er niet, of u mag het niet lezen."
_AANMELDEN = "De database laat u niet toe. Controleer gebruiker, wachtwoord en naam van de database in het adres."
_WEIGERT = "De database weigert dit: wat bewaard is, verandert niet en verdwijnt niet. Er is niets bewaard."
_ONHEEL = "Het register is niet heel: er ontbreekt een tabel of kolom. Zet een reservekopie terug."

# The beginnings of SQLite's names of errors, and of PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_REDENEN = {
    **dict.fromkeys(("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40"), _BEZET),
    **dict.fromkeys(("SQLITE_READONLY", "SQLITE_PERM", "25006"), _LEZEN),
    **dict.fromkeys(("SQLITE_FULL", "53100"), _VOL),
    **dict.fromkeys(("SQLITE_NOTADB", "SQLITE_CORRUPT", "XX00"), _BESCHADIGD),
    "SQLITE_CANTOPEN": _NIET_TE_OPENEN,
    **dict.fromkeys(("28", "3D000", "42501"), _AANMELDEN),
    **dict.fromkeys(("SQLITE_CONSTRAINT", "23"), _WEIGERT),
    **dict.fromkeys(("SQLITE_ERROR", "42P01", "42703"), _ONHEEL),
    **dict.fromkeys(("08", "57", "53300"), _ONBEREIKBAAR),
}


@contextmanager
def in_woorden() -> Iterator[None]:
    """Turn what the database says into Dutch: its own words are English, and may hold a password."""
    try:
        yield
    except DBAPIError as fout:
        naam = str(getattr(fout.orig, "sqlite_errorname", None) or getattr(fout.orig, "sqlstate", None) or "08")
        zin = next((zin for begin, zin in _REDENEN.items() if naam.startswith(begin)), None)
        soort = Bezet if zin == _BEZET else OpslagFout
        raise soort(zin or f"De database geeft een fout ({naam}); er is niets bewaard.") from fout


def bestand(pad: Path) -> URL:
    """Return the address of a file."""
    return URL.create("sqlite", database=str(pad))


def server(tekst: str) -> URL | None:
    """Return the address of a database of PostgreSQL as somebody wrote it; None when it is none."""
    try:
        return make_url(tekst).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        return None


class Database:
    """A place for a register: a file of SQLite, or a database of PostgreSQL."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_bestand = url.get_backend_name() == "sqlite"

    @property
    def pad(self) -> Path:
        """Return the file of SQLite."""
        return Path(self.url.database or "")

    @property
    def is_te_schrijven(self) -> bool:
        """Return whether the file, or a new one in its place, may be written; PostgreSQL says so when it is tried."""
        return not self.is_bestand or is_beschrijfbaar(self.pad)

    @contextmanager
    def lezen(self) -> Iterator[Connection]:
        """Give a connection of which all that is read is of one moment."""
        with in_woorden(), self._lezer.connect() as verbinding, verbinding.begin():
            yield verbinding

    @contextmanager
    def schrijven(self) -> Iterator[Connection]:
        """Give a connection on which nobody else writes; all that is written stays, or nothing.

        Raises
        ------
        OpslagFout
            Also `Bezet`, when others keep it busy for half a minute.
        """
        if not self.is_te_schrijven:
            raise OpslagFout(_LEZEN)
        with in_woorden(), self._schrijver.connect() as verbinding, verbinding.begin():
            yield verbinding

    def sluit(self) -> None:
        """Let go of every connection."""
        for naam in ("_lezer", "_schrijver"):
            if naam in self.__dict__:
                self.__dict__.pop(naam).dispose()

    @cached_property
    def _lezer(self) -> Engine:
        return self._bestand(schrijven=False) if self.is_bestand else self._server(schrijven=False)

    @cached_property
    def _schrijver(self) -> Engine:
        return self._bestand(schrijven=True) if self.is_bestand else self._server(schrijven=True)

    def _bestand(self, *, schrijven: bool) -> Engine:
        def maak_open() -> sqlite3.Connection:
            # A reader may have to roll back what a process that died left half: where that can be, it opens for it.
            vorm = "rwc" if schrijven else "rw" if self.is_te_schrijven else "ro"
            uri = f"{self.pad.absolute().as_uri()}?mode={vorm}"
            eigen = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=_WACHT_SECONDEN, check_same_thread=False
            )
            eigen.execute("pragma foreign_keys=on")
            if schrijven:
                # Not WAL: a file with that cannot be opened at all in a folder that is read-only.
                eigen.execute("pragma journal_mode=truncate")
                eigen.execute("pragma synchronous=full")
            else:
                eigen.execute("pragma query_only=on")
            return eigen

        # No pool: a connection that is kept goes on with a file that was removed or replaced.
        motor = create_engine("sqlite://", creator=maak_open, poolclass=NullPool)

        @event.listens_for(motor, "begin")
        def begin(verbinding: Connection) -> None:
            # The driver itself begins too late: between a SELECT and the first write another could have written.
            if not schrijven:
                verbinding.exec_driver_sql("begin")
                return
            for poging in range(_POGINGEN):
                try:
                    verbinding.exec_driver_sql("begin immediate")
                except DBAPIError:
                    if poging + 1 == _POGINGEN:
                        raise
                else:
                    return

        return motor

    def _server(self, *, schrijven: bool) -> Engine:
        wacht = _WACHT_SECONDEN * _POGINGEN * 1000
        opties: dict[str, Any] = {
            "connect_timeout": _WACHT_SECONDEN,
            "options": f"-c lock_timeout={wacht} -c default_transaction_read_only={'off' if schrijven else 'on'}",
        }
        vorm = "READ COMMITTED" if schrijven else "REPEATABLE READ"
        motor = create_engine(self.url, connect_args=opties, isolation_level=vorm, pool_pre_ping=True, pool_size=2)
        if schrijven:

            @event.listens_for(motor, "begin")
            def begin(verbinding: Connection) -> None:
                # Held until the end: processes that all want to make the tables do so one after another.
                verbinding.exec_driver_sql(f"select pg_advisory_xact_lock({_EERSTE_START})")

        return motor
