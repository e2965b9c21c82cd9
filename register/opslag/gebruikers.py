"""Who may change the register: by issuer and subject of a sign-in, in a table of our own. Names stand here only."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from register.opslag.fouten import GeenRol
from register.opslag.tabellen import GEBRUIKER
from register.opslag.verbinding import Database
from register.opslag.wie import GEEN, ZONDER_ROL, Wie


class Gebruiker(NamedTuple):
    """A row of the table of users."""

    uitgever: str
    onderwerp: str
    naam: str
    rol: str


def neem_op(verbinding: Connection, wie: Wie) -> int:
    """Return the number of who makes a change, in its transaction; `GeenRol` also when a role was just taken away."""
    g = GEBRUIKER.c
    bekend = verbinding.execute(
        select(g.nummer, g.rol).where(g.uitgever == wie.uitgever, g.onderwerp == wie.onderwerp)
    ).first()
    if wie.uitgever not in ZONDER_ROL and (bekend is None or bekend.rol == GEEN):
        raise GeenRol
    return _voeg_toe(verbinding, wie, GEEN) if bekend is None else bekend.nummer


def rol_van(database: Database, wie: Wie) -> str | None:
    """Return the role of somebody, one of `ROLLEN`; None of whom the table does not know."""
    g = GEBRUIKER.c
    with database.lezen() as verbinding:
        vraag = select(g.rol).where(g.uitgever == wie.uitgever, g.onderwerp == wie.onderwerp)
        return verbinding.execute(vraag).scalar_one_or_none()


def zet_rol(database: Database, wie: Wie, rol: str) -> None:
    """Give somebody a role (one of `ROLLEN`) and a name; who is known gets another one."""
    g = GEBRUIKER.c
    with database.schrijven() as verbinding:
        welke = (g.uitgever == wie.uitgever, g.onderwerp == wie.onderwerp)
        if verbinding.execute(select(g.nummer).where(*welke)).first() is None:
            _voeg_toe(verbinding, wie, rol)
        else:
            verbinding.execute(update(GEBRUIKER).where(*welke).values(naam=wie.naam, rol=rol))


def gebruikers(database: Database) -> list[Gebruiker]:
    """Return everybody who ever changed something or has a role, in order of entry."""
    g = GEBRUIKER.c
    with database.lezen() as verbinding:
        vraag = select(g.uitgever, g.onderwerp, g.naam, g.rol).order_by(g.nummer)
        return [Gebruiker(*rij) for rij in verbinding.execute(vraag)]


def _voeg_toe(verbinding: Connection, wie: Wie, rol: str) -> int:
    nummer = (verbinding.execute(select(func.max(GEBRUIKER.c.nummer))).scalar_one() or 0) + 1
    verbinding.execute(insert(GEBRUIKER), {"nummer": nummer, **wie._asdict(), "rol": rol})
    return nummer
