"""The chain of sums over all changes: who alters anything that was saved, alters every sum after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from register.opslag.inhoud import Versie
from register.opslag.tabellen import KOLOM, REGISTERSTAND, VERSIE, WIJZIGING

Rijen = list[tuple[Any, ...]]
# What the sum of a change is about, beside the sum before it and its rows.
_VELDEN = ("nummer", "tijdstip", "gebruiker", "via", "soort", "waarom", "bron", "terug_van", "sleutel", "verzoek")


def velden_als_tekst(versie: Versie) -> str:
    """Return the fields of a row as they are stored: equal fields always give equal text."""
    return als_tekst(dict(versie.velden))


def als_tekst(waarde: Any) -> str:
    """Return data as JSON in one form."""
    return json.dumps(waarde, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def som(vorige: str, wijziging: Mapping[Any, Any], kolommen: Rijen, geopend: Rijen, gesloten: Rijen) -> str:
    """Return the sum (SHA-256) of a change and of all before it.

    Parameters
    ----------
    vorige : str
        The sum of the change before it; empty for the first.
    wijziging : mapping
        Of each of `_VELDEN`.
    kolommen, geopend, gesloten : list of tuple
        In any order: the columns that it added (kind, name, place), the versions that it opened (kind, id, place,
        fields) and those that it closed (kind, id, since).
    """
    inhoud = [vorige, *(wijziging[naam] for naam in _VELDEN), sorted(kolommen), sorted(geopend), sorted(gesloten)]
    return hashlib.sha256(als_tekst(inhoud).encode()).hexdigest()


def leg_vast(
    verbinding: Connection, wijziging: Mapping[Any, Any], kolommen: Rijen, geopend: Rijen, gesloten: Rijen
) -> None:
    """Store a change with its sum and what goes with it, as `som` takes it: then the register is at its number."""
    nummer, v = wijziging["nummer"], VERSIE.c
    verbinding.execute(insert(WIJZIGING), dict(wijziging))
    for soort, id_, sinds in gesloten:
        welke = (v.soort == soort, v.id == id_, v.sinds == sinds)
        verbinding.execute(update(VERSIE).where(*welke).values(tot_nr=nummer))
    for tabel, namen, rijen in (
        (VERSIE, ("soort", "id", "plek", "velden"), geopend),
        (KOLOM, ("soort", "naam", "plek"), kolommen),
    ):
        if rijen:
            verbinding.execute(insert(tabel), [dict(zip(namen, rij, strict=True)) | {"sinds": nummer} for rij in rijen])
    verbinding.execute(update(REGISTERSTAND).values(nummer=nummer))


def breuken(verbinding: Connection) -> Iterator[str]:
    """Yield in Dutch where what is stored is not what was saved; nothing when all is whole.

    The rows are read once, in order of their change: a register of a million versions fits.
    """
    stand = verbinding.execute(select(REGISTERSTAND.c.nummer)).scalar_one()
    delen = per_nummer(verbinding)
    vorige, laatste = "", 0
    for rij in verbinding.execute(select(WIJZIGING).order_by(WIJZIGING.c.nummer)).mappings():
        nummer = rij["nummer"]
        if nummer != laatste + 1:
            yield f"na nummer {laatste} komt nummer {nummer}: er ontbreken wijzigingen"
        if som(vorige, rij, *(deel.neem(nummer) for deel in delen)) != rij["som"]:
            yield f"nummer {nummer} is niet meer wat er bewaard is, of een rij die daarbij hoort is veranderd of weg"
        vorige, laatste = rij["som"], nummer
    if laatste != stand:
        yield f"het register staat op nummer {stand}, maar de laatste wijziging is nummer {laatste}"
    if any(deel.rest for deel in delen):
        yield f"er zijn rijen van na nummer {laatste}"


def per_nummer(verbinding: Connection) -> tuple[PerNummer, PerNummer, PerNummer]:
    """Return what goes with each change, as `som` takes it."""
    k, v = KOLOM.c, VERSIE.c
    return (
        PerNummer(verbinding, k.sinds, k.soort, k.naam, k.plek),
        PerNummer(verbinding, v.sinds, v.soort, v.id, v.plek, v.velden),
        PerNummer(verbinding, v.tot_nr, v.soort, v.id, v.sinds),
    )


class PerNummer:
    """Rows of a table in order of the number that they belong to, to be taken number by number."""

    def __init__(self, verbinding: Connection, nummer: ColumnElement[int], *kolommen: ColumnElement[Any]) -> None:
        vraag = select(nummer, *kolommen).where(nummer.is_not(None)).order_by(nummer)
        rijen = verbinding.execute(vraag, execution_options={"yield_per": 10_000})
        self._groepen = groupby(rijen, key=lambda rij: rij[0])
        self._volgende = next(self._groepen, None)

    def neem(self, nummer: int) -> Rijen:
        """Return the rows of a number, and of those before it that were not taken."""
        uit: Rijen = []
        while self._volgende is not None and self._volgende[0] <= nummer:
            uit += [tuple(rij[1:]) for rij in self._volgende[1]]
            self._volgende = next(self._groepen, None)
        return uit

    @property
    def rest(self) -> bool:
        """Return whether there are rows that no change has taken."""
        return self._volgende is not None
