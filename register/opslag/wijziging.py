"""What goes with a change, how a save ended, and how the log tells it. Light: who only reads loads no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from register.opslag.ingrepen import Rijwijziging
from register.opslag.inhoud import Inhoud, Sleutel
from register.opslag.wie import Wie
from register.register import Register

BEWAARD, AL_BEWAARD, NIETS = "bewaard", "al bewaard", "niets veranderd"
SCHERM, TERMINAL = "scherm", "terminal"  # through what a change came; the database knows which there can be


@dataclass(frozen=True)
class Over:
    """What goes with a change: who makes it, through what, why, on what source, and by which key of its own.

    `waarom` is never empty. With a `sleutel` the same save can be tried again: it is saved once.
    """

    wie: Wie
    via: str
    waarom: str
    bron: str = ""
    sleutel: str | None = None


class Uitkomst(NamedTuple):
    """How a save ended: `BEWAARD`, `AL_BEWAARD` under this key, or `NIETS` to change; with the number that holds.

    `gelaten` are the rows that an undo had to leave alone, because they changed since.
    """

    nummer: int
    uitkomst: str
    gelaten: tuple[Sleutel, ...] = ()


class Proef(NamedTuple):
    """What would come of a change: the register as it is and as it would be, judged by every rule.

    `gelaten` are the rows that an undo would leave alone.
    """

    nu: Inhoud
    straks: Inhoud
    register: Register
    gelaten: tuple[Sleutel, ...] = ()


@dataclass(frozen=True)
class Regel:
    """A change as the log tells it, with what it did row by row; `wie` is a name, for the eyes of editors only."""

    nummer: int
    tijdstip: datetime
    wie: str
    via: str
    soort: str
    waarom: str
    bron: str
    terug_van: int | None
    rijen: list[Rijwijziging] = field(default_factory=list)


@dataclass(frozen=True)
class Zoekvraag:
    """Which changes to tell of: those that are all of this; what is empty asks for nothing.

    Attributes
    ----------
    tekst : str
        In the reason, the source or the id of a row that changed, in capitals or not.
    rijen : frozenset of Sleutel
        Rows that are called so: a change of one of them is found too.
    wie, soort : str
    vanaf, tot_en_met : date or None
        Days in Amsterdam.
    """

    tekst: str = ""
    rijen: frozenset[Sleutel] = frozenset()
    wie: str = ""
    soort: str = ""
    vanaf: date | None = None
    tot_en_met: date | None = None
