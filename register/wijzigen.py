"""The one door by which a register changes, for screen and terminal: the first change begins it with its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from register.adres import Adres
from register.opslag.ingrepen import Ingreep
from register.opslag.inhoud import Inhoud
from register.opslag.wijziging import Over, Proef, Uitkomst
from register.register import REGISTERS, make_register, read_levering
from systeem.bestanden import make_folder

BEGIN = "Begin van het register"


class Bewaard(NamedTuple):
    """How a save ended, and whether the register began with it."""

    uitkomst: Uitkomst
    begonnen: bool


def bewaar(adres: Adres, over: Over, *ingrepen: Ingreep) -> Bewaard:
    """Do something to a register as one numbered change, or nothing at all.

    Raises
    ------
    DataFout, Conflict, VerkeerdeVraag, OpslagFout
        As `Opslag.bewaar`; in all cases nothing has been saved.
    """
    opslag = adres.opslag
    if opslag.is_begonnen():
        return Bewaard(opslag.bewaar(over, *ingrepen), begonnen=False)
    eerste = replace(over, waarom=BEGIN, bron="de bestanden van de map", sleutel=None)
    bestanden = read_begin(adres.map_)
    maak_plaats(adres)
    return Bewaard(opslag.bewaar(over, *ingrepen, begin=(eerste, bestanden)), begonnen=True)


def proef(adres: Adres, bron: str, *ingrepen: Ingreep) -> Proef:
    """Return what would come of a change, and save nothing; without interventions what the register says now.

    A register that has not begun is what its files say, with number 1.
    """
    opslag = adres.opslag
    return opslag.proef(bron, *ingrepen, begin=None if opslag.is_begonnen() else read_begin(adres.map_))


def inhoud(adres: Adres, nummer: int | None = None) -> Inhoud:
    """Return the rows of a register, with the number that they are read at: None for what they say now."""
    opslag = adres.opslag
    return opslag.lees(nummer)[1] if opslag.is_begonnen() else proef(adres, "").nu


def ooit(adres: Adres, soort: str) -> set[str]:
    """Return the ids that a new row of a kind cannot have."""
    opslag = adres.opslag
    if opslag.is_begonnen():
        return opslag.ooit(soort)
    return {id_ for van, id_ in inhoud(adres).versies if van == soort}


def read_begin(map_: Path) -> Mapping[str, bytes]:
    """Return the files that a register begins with; what is not there is refused by the rules of a folder."""
    levering = read_levering(map_)
    bestanden = {naam: deel for naam in REGISTERS if (deel := levering.inhoud[naam]) is not None}
    if len(bestanden) < len(REGISTERS):
        make_register(levering)
    return bestanden


def maak_plaats(adres: Adres) -> None:
    """Make the folder that the file of a register is to stand in."""
    if adres.opslag.database.is_bestand:
        make_folder(adres.opslag.database.pad.parent)
