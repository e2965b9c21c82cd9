"""A copy of a register in one file that nobody can write: checked, from whatever database it was in."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select

from register.opslag.fouten import OpslagFout
from register.opslag.ketting import breuken, leg_vast, per_nummer
from register.opslag.stappen import werk_bij
from register.opslag.tabellen import GEBRUIKER, WIJZIGING
from register.opslag.verbinding import Database, bestand
from systeem.bestanden import kopie_in


def maak_kopie(database: Database, doel: Path) -> int:
    """Write a copy to a file, as a whole or not at all, and return the number that it is at.

    All changes are made again one after another, so the guards of the new file judge each of them; then its chain is
    checked. The file may be read and not written: who wants to go on with it makes it writable first.

    Raises
    ------
    OpslagFout
        When the register is not whole.
    OSError
        When the file cannot be written.
    """
    with kopie_in(doel) as pad:
        kopie = Database(bestand(pad))
        with database.lezen() as van, kopie.schrijven() as naar:
            werk_bij(naar, 0)
            nummer = _speel_na(van, naar)
            if gevonden := next(breuken(naar), None):
                raise OpslagFout(f"De kopie is niet gemaakt, want het register is niet heel: {gevonden}.")
        kopie.sluit()
    return nummer


def _speel_na(van: Connection, naar: Connection) -> int:
    naar.execute(insert(GEBRUIKER), [dict(rij) for rij in van.execute(select(GEBRUIKER)).mappings()])
    delen, nummer = per_nummer(van), 0
    for rij in van.execute(select(WIJZIGING).order_by(WIJZIGING.c.nummer)).mappings():
        nummer = rij["nummer"]
        leg_vast(naar, rij, *(deel.neem(nummer) for deel in delen))
    return nummer
