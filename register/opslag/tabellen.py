"""The tables of the store, for queries; `register.opslag.stappen` makes them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

METADATA = MetaData()


def _heel(naam: str, *, sleutel: bool = False, leeg: bool = False) -> Column[int]:
    return Column(naam, Integer, primary_key=sleutel, autoincrement=False, nullable=leeg)


def _tekst(naam: str, *, sleutel: bool = False, leeg: bool = False) -> Column[str]:
    return Column(naam, Text, primary_key=sleutel, nullable=leeg)


# One row: the lock of every save, the step that the tables are at, and the number of the last change.
REGISTERSTAND = Table("registerstand", METADATA, _heel("enige", sleutel=True), _heel("stap"), _heel("nummer"))

# Who: by issuer and subject of the sign-in. Names stand nowhere else.
GEBRUIKER = Table(
    "gebruiker",
    METADATA,
    _heel("nummer", sleutel=True),
    *map(_tekst, ("uitgever", "onderwerp", "naam", "rol")),
)

# Every change: when (UTC), who, through what, what it was, why, on what source, which change it undoes, the key by
# which a retry is known with the mark of what was asked, and the sum of it and all before it.
WIJZIGING = Table(
    "wijziging",
    METADATA,
    _heel("nummer", sleutel=True),
    _tekst("tijdstip"),
    _heel("gebruiker"),
    *map(_tekst, ("via", "soort", "waarom", "bron")),
    _heel("terug_van", leeg=True),
    _tekst("sleutel", leeg=True),
    _tekst("verzoek"),
    _tekst("som"),
)

# Which columns a register has, in the order of its file.
KOLOM = Table(
    "kolom", METADATA, _tekst("soort", sleutel=True), _tekst("naam", sleutel=True), *map(_heel, ("plek", "sinds"))
)

# What a row said from one change until another; `tot_nr` is empty while it holds. `plek` is its place among its kind.
VERSIE = Table(
    "versie",
    METADATA,
    _tekst("soort", sleutel=True),
    _tekst("id", sleutel=True),
    _heel("sinds", sleutel=True),
    _heel("tot_nr", leeg=True),
    _heel("plek"),
    _tekst("velden"),
)
