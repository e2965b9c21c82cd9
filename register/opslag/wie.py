"""Who changes a register, and what there is to be allowed. Light: who only asks for these loads no database."""

from __future__ import annotations

from typing import NamedTuple

GEEN, REDACTEUR, BEHEERDER = "geen", "redacteur", "beheerder"
ROLLEN = (GEEN, REDACTEUR, BEHEERDER)

# Who reaches the store without a sign-in: from a terminal, or from a screen on the same computer that was opened for
# it. What guards these is who may reach the file or the database.
TERMINAL, LOKAAL = "terminal", "lokaal"
ZONDER_ROL = (TERMINAL, LOKAAL)


class Wie(NamedTuple):
    """Somebody who changes the register: whose word it is that they are (`uitgever`), by which key, and their name."""

    uitgever: str
    onderwerp: str
    naam: str
