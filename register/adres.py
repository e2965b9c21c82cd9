"""Where a register is kept: in a folder of files, in one file (SQLite) or in a database (PostgreSQL).

The only module that knows which. Whoever reads gets a delivery, and the same rules judge it wherever it came from.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.controle.meldingen import GEMEENTE
from register.kennis import BekendOp, Kennis
from register.opslag.fouten import VerkeerdeVraag
from register.register import BESTANDEN, REGISTERS, Levering, read_levering

if TYPE_CHECKING:
    from register.opslag.opslag import Opslag

# In the environment: where the register is, and for a database in which folder its boundaries and municipality are.
OMGEVING, KAART = "WIJKDEKKING_REGISTER", "WIJKDEKKING_KAART"

_WORTEL = Path(__file__).resolve().parents[1]
DATA = _WORTEL / "data"
LOKAAL = _WORTEL / "lokaal" / "register.db"
_UITGANGEN = {".db", ".sqlite", ".sqlite3"}
_BESTAND = "sqlite:///"
_SERVER = ("postgresql:", "postgresql+psycopg:", "postgres:")


class AdresFout(VerkeerdeVraag):
    """An address that is none, or a question that this kind of address cannot answer; in Dutch."""


@dataclass(frozen=True)
class Adres:
    """Where a register is.

    Attributes
    ----------
    naam : str
        As a user may read it: without a password.
    map_ : Path
        The folder of the boundaries and the municipality; without a database also of the registers.
    database : str
        Its address; empty when the registers are files.
    """

    naam: str
    map_: Path
    database: str = field(default="", repr=False)

    @property
    def kort(self) -> str:
        """Return the last part of its name, for a screen."""
        return self.naam.rsplit("/", maxsplit=1)[-1]

    @property
    def soort(self) -> str:
        """Return what kind of place it is, in words."""
        return "het register" if self.database else "de map"

    @property
    def bestanden(self) -> list[Path]:
        """Return the files that are read."""
        namen = [naam for naam in (*BESTANDEN, GEMEENTE) if not self.database or naam not in REGISTERS]
        eigen = [self.opslag.database.pad] if self.database and self.opslag.database.is_bestand else []
        return [*(self.map_ / naam for naam in namen), *eigen]

    @property
    def opslag(self) -> Opslag:
        """Return the store behind the address, whether a register has begun in it or not."""
        if not self.database:
            raise AdresFout(f"{self.naam} is een map met bestanden. Die wijzigt u in de bestanden zelf; of {_BEGIN}")
        return _opslag(self.database, self.map_)

    def levering(self, bekend_op: BekendOp = None) -> Levering:
        """Return what is there now, or what was known then.

        Raises
        ------
        AdresFout
            When files are asked what they said before.
        VerkeerdeVraag, OpslagFout
            When there was no register then, or it cannot be read.
        """
        if not self.database:
            if bekend_op is not None:
                wat = f"{self.naam} is een map met bestanden, en die weet niet wat er eerder bekend was."
                raise AdresFout(f"{wat} Wilt u dat wel, {_BEGIN}")
            return read_levering(self.map_)
        kennis = self.kennis(bekend_op)
        _, inhoud = self.opslag.lees(kennis.nummer)
        levering = read_levering(self.map_, inhoud.bestanden(), kennis)
        return levering._replace(registraties=partial(self.opslag.registraties, kennis.nummer))

    def vingerafdruk(self) -> str:
        """Return that of what is there now, without reading a register in a database."""
        return read_levering(self.map_).vingerafdruk if not self.database else self.merk(self.kennis())

    def merk(self, kennis: Kennis) -> str:
        """Return the fingerprint of what was known then, without reading the register."""
        return read_levering(self.map_, dict.fromkeys(REGISTERS, b""), kennis).vingerafdruk

    def kennis(self, bekend_op: BekendOp = None) -> Kennis:
        """Return up to when a register in a database is known, or was then.

        Raises
        ------
        VerkeerdeVraag, OpslagFout
            As `levering`.
        """
        if isinstance(bekend_op, date):
            return self.opslag.kennis_op(bekend_op)
        return self.opslag.stand(bekend_op)._replace(bekend_op=bekend_op)


_BEGIN = "begin een register met “python cli.py register begin”."


def vind_adres(tekst: str | None) -> Adres:
    """Return where a register is.

    Parameters
    ----------
    tekst : str or None
        A folder, a file that ends on .db, .sqlite or .sqlite3, or an address that begins with postgresql://. None is
        what the environment says, and without that the file of this computer when there is one, else the folder of the
        product itself.

    Raises
    ------
    AdresFout
        When it is none of these.
    """
    gekozen = tekst or omgeving()
    if gekozen is None:
        return lokaal() if LOKAAL.is_file() and LOKAAL.stat().st_size else Adres(_naam(DATA), DATA)
    if gekozen.startswith(_SERVER):
        return _server(gekozen)
    pad = Path(gekozen)
    if pad.suffix.lower() in _UITGANGEN:
        return _bestand(pad, gekozen)
    if pad.is_file():
        wat = f"“{gekozen}” is een bestand, geen map. Geef de map waarin de gegevens staan."
        raise AdresFout(f"{wat} Een register eindigt op .db.")
    return Adres(_naam(pad) if pad == DATA else gekozen.rstrip("/"), pad)


def is_database(tekst: str) -> bool:
    """Return whether a text names a database, and not a folder.

    Examples
    --------
    >>> [is_database(tekst) for tekst in ("lokaal/register.db", "postgresql://computer/naam", "data", "")]
    [True, True, False, False]
    """
    return tekst.startswith(_SERVER) or Path(tekst).suffix.lower() in _UITGANGEN


def vind_register(tekst: str | None) -> Adres:
    """Return the database that changes go to: the one that `vind_adres` names, or without a name that of this computer.

    Raises
    ------
    AdresFout
        When files are named: those are changed as files.
    """
    if tekst is None and omgeving() is None:
        return lokaal()
    adres = vind_adres(tekst)
    if not adres.database:
        wat = f"{adres.naam} is een map met bestanden, geen register."
        raise AdresFout(f"{wat} Geef met --data een bestand dat eindigt op .db, of een adres met postgresql://.")
    return adres


def omgeving() -> str | None:
    """Return where the environment says that the register is; None when it says nothing."""
    return os.environ.get(OMGEVING) or None


def lokaal() -> Adres:
    """Return where the register of this computer is, or will be when somebody changes something."""
    return _bestand(LOKAAL, _naam(LOKAAL))


def _bestand(pad: Path, naam: str) -> Adres:
    eigen = pad.parent if (pad.parent / GEMEENTE).is_file() else DATA
    return Adres(naam, _kaartmap(eigen), f"{_BESTAND}{pad.absolute()}")


def _server(tekst: str) -> Adres:
    from register.opslag.verbinding import server

    url = server(tekst)
    if url is None:
        raise AdresFout("Dit is geen adres van een database. Schrijf postgresql://gebruiker@computer/naam.")
    naam = url.set(drivername="postgresql").render_as_string(hide_password=True)
    return Adres(naam, _kaartmap(DATA), url.render_as_string(hide_password=False))


def _kaartmap(anders: Path) -> Path:
    return Path(os.environ.get(KAART) or anders)


@cache
def _opslag(database: str, map_: Path) -> Opslag:
    from register.opslag.opslag import Opslag
    from register.opslag.verbinding import Database, bestand, server

    pad = database.removeprefix(_BESTAND)
    eigen = bestand(Path(pad)) if pad != database else server(database)
    if eigen is None:
        raise AdresFout("Dit is geen adres van een database.")
    return Opslag(Database(eigen), lambda bestanden: read_levering(map_, bestanden))


def _naam(pad: Path) -> str:
    """Return a path of the product as a user would write it here."""
    with suppress(FileNotFoundError):  # the folder that one stands in may be gone
        if pad.is_relative_to(Path.cwd()):
            return pad.relative_to(Path.cwd()).as_posix()
    return pad.as_posix()
