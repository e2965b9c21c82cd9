"""Why something cannot be done to a register, in Dutch. Light: who only catches these loads no database."""

from __future__ import annotations

from typing import NamedTuple

from analysis.schoon import afgekort


class OpslagFout(Exception):
    """The register cannot be opened, read or written; `str()` says why in Dutch, and what to do."""


class Bezet(OpslagFout):
    """Others are writing all the time."""


class Leeg(OpslagFout):
    """There is a place for a register, and no register in it yet."""

    def __init__(self) -> None:
        super().__init__("Hier is nog geen register begonnen. Begin er een met “python cli.py register begin”.")


class GeenRol(OpslagFout):
    """Somebody who signed in, and may not change the register (any more)."""

    def __init__(self) -> None:
        super().__init__(
            "U mag het register niet wijzigen. Vraag een beheerder om de rol redacteur; er is niets bewaard."
        )


class VerkeerdeVraag(ValueError):
    """What is asked cannot be asked of this register, whatever the rules: an unknown row, field or number. In Dutch."""


class Botsing(NamedTuple):
    """A field that somebody else changed meanwhile, with what it was, what it is now, and what was to be saved."""

    soort: str
    id: str
    veld: str
    toen: str
    nu: str
    voorstel: str


class Conflict(Exception):
    """The register has changed since it was read: `str()` says how in Dutch, `botsingen` which fields (none: a row)."""

    def __init__(self, zin: str, botsingen: list[Botsing] | None = None) -> None:
        self.zin = zin
        self.botsingen = botsingen or []
        regels = [
            f"{b.id}, {b.veld}: was “{afgekort(b.toen)}”, is nu “{afgekort(b.nu)}”, u wilt “{afgekort(b.voorstel)}”"
            for b in self.botsingen
        ]
        super().__init__("\n".join([zin, *regels]))
