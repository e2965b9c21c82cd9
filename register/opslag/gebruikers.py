"""Who may change the register: by issuer and subject of a sign-in, in a table of our own. Names stand here only."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from register.opslag.fouten import GeenRol
from register.opslag.tabellen import GEBRUIKER
from register.opslag.verbinding import Database

GEEN, REDACTEUR, BEHEERDER = "geen", "redacteur", "beheerder"
ROLLEN = (GEEN, REDACTEUR, BEHEERDER)

# Who reaches the store without a sign-in: from a terminal, or from a screen on the same computer that was opened for
# it. What guards these is who may reach the file or the database.
TERMINAL, LOKAAL = "terminal", "lokaal"
_ZONDER_ROL = (TERMINAL, LOKAAL)


class Wie(NamedTuple):
    """Somebody who changes the register: whose word it is that they are (`uitgever`), by which key, and their name."""

    uitgever: str
    onderwerp: str
    naam: str


class Gebruiker(NamedTuple):
    """A row of the table of users."""

    uitgever: str
    onderwerp: str
    naam: str
    rol: str


def neem_op(verbinding: Connection, wie: Wie) -> int:
    """Return the number of who makes a change, within its transaction: a role that was taken away counts at once.

    Raises
    ------
    GeenRol
    """
    g = GEBRUIKER.c
    bekend = verbinding.execute(
        select(g.nummer, g.rol).where(g.uitgever == wie.uitgever, g.onderwerp == wie.onderwerp)
    ).first()
    if wie.uitgever not in _ZONDER_ROL and (bekend is None or bekend.rol == GEEN):
        raise GeenRol
    return _voeg_toe(verbinding, wie, GEEN) if bekend is None else bekend.nummer


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
