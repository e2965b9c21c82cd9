"""The chain of sums over all changes: who alters anything that was saved, alters every sum after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from register.opslag.inhoud import Versie
from register.opslag.tabellen import KOLOM, REGISTERSTAND, VERSIE, WIJZIGING

# What the sum of a change is about, beside the sum before it and its rows.
_VELDEN = ("nummer", "tijdstip", "gebruiker", "via", "soort", "waarom", "bron", "terug_van", "sleutel", "verzoek")


def velden_als_tekst(versie: Versie) -> str:
    """Return the fields of a row as they are stored: equal fields always give equal text."""
    return als_tekst(dict(versie.velden))


def als_tekst(waarde: Any) -> str:
    """Return data as JSON in one form."""
    return json.dumps(waarde, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def som(
    vorige: str,
    wijziging: Mapping[str, Any],
    kolommen: Iterable[tuple[str, str, int]],
    geopend: Iterable[tuple[str, str, int, str]],
    gesloten: Iterable[tuple[str, str, int]],
) -> str:
    """Return the sum (SHA-256) of a change and of all before it.

    Parameters
    ----------
    vorige : str
        The sum of the change before it; empty for the first.
    wijziging : mapping
        Of each of `_VELDEN`.
    kolommen, geopend, gesloten : iterable of tuple
        In any order: the columns that it added (kind, name, place), the versions that it opened (kind, id, place,
        fields) and those that it closed (kind, id, since).
    """
    inhoud = [vorige, *(wijziging[naam] for naam in _VELDEN), sorted(kolommen), sorted(geopend), sorted(gesloten)]
    return hashlib.sha256(als_tekst(inhoud).encode()).hexdigest()


def breuken(verbinding: Connection) -> Iterator[str]:
    """Yield in Dutch where what is stored is not what was saved; nothing when all is whole.

    The rows are read once, in order of their change: a register of a million versions fits.
    """
    stand = verbinding.execute(select(REGISTERSTAND.c.nummer)).scalar_one()
    kolommen = PerNummer(verbinding, KOLOM.c.sinds, KOLOM.c.soort, KOLOM.c.naam, KOLOM.c.plek)
    geopend = PerNummer(verbinding, VERSIE.c.sinds, VERSIE.c.soort, VERSIE.c.id, VERSIE.c.plek, VERSIE.c.velden)
    gesloten = PerNummer(verbinding, VERSIE.c.tot_nr, VERSIE.c.soort, VERSIE.c.id, VERSIE.c.sinds)
    vorige, laatste = "", 0
    for rij in verbinding.execute(select(WIJZIGING).order_by(WIJZIGING.c.nummer)).mappings():
        nummer = rij["nummer"]
        if nummer != laatste + 1:
            yield f"na nummer {laatste} komt nummer {nummer}: er ontbreken wijzigingen"
        delen = (rijen.neem(nummer) for rijen in (kolommen, geopend, gesloten))
        if som(vorige, dict(rij), *delen) != rij["som"]:
            yield f"nummer {nummer} is niet meer wat er bewaard is, of een rij die daarbij hoort is veranderd of weg"
        vorige, laatste = rij["som"], nummer
    if laatste != stand:
        yield f"het register staat op nummer {stand}, maar de laatste wijziging is nummer {laatste}"
    if any(rijen.rest for rijen in (kolommen, geopend, gesloten)):
        yield f"er zijn rijen van na nummer {laatste}"


class PerNummer:
    """Rows of a table in order of the number that they belong to, to be taken number by number."""

    def __init__(self, verbinding: Connection, nummer: ColumnElement[int], *kolommen: ColumnElement[Any]) -> None:
        vraag = select(nummer, *kolommen).where(nummer.is_not(None)).order_by(nummer)
        rijen = verbinding.execute(vraag, execution_options={"yield_per": 10_000})
        self._groepen = groupby(rijen, key=lambda rij: rij[0])
        self._volgende = next(self._groepen, None)

    def neem(self, nummer: int) -> list[tuple[Any, ...]]:
        """Return the rows of a number, and of those before it that were not taken."""
        uit: list[tuple[Any, ...]] = []
        while self._volgende is not None and self._volgende[0] <= nummer:
            uit += [tuple(rij[1:]) for rij in self._volgende[1]]
            self._volgende = next(self._groepen, None)
        return uit

    @property
    def rest(self) -> bool:
        """Return whether there are rows that no change has taken."""
        return self._volgende is not None
