"""The command `briefing`: makes a sheet to hand out, or the map as a picture, and writes it."""

from __future__ import annotations

from analysis.vraag import Vraag
from analysis.zoeken import zoek
from register.bevraging import Bevraging
from register.kennis import BekendOp
from terminal.doel import omschrijf, schrijf
from terminal.gegevens import lees_voor
from terminal.klik import Gebruiksfout, Mislukt
from terminal.voortgang import toon_voortgang
from uitvoer.bladen import Leeg, maak
from uitvoer.formaten import BLADSOORTEN


def deel_uit(
    soort: str,
    vraag: Vraag,
    *,
    data: str | None,
    bekend_op: BekendOp,
    wijk: str | None,
    breedte: int | None,
    output: str,
) -> None:
    """Make a sheet or picture of a kind and write it, or tell that there is nothing to make."""
    extensie, vraag, [register] = lees_voor(output, BLADSOORTEN[soort].formaten, vraag, data, bekend_op=bekend_op)
    namen = {str(code): naam for code, naam in register.tabellen.wijken["wijknaam"].items()}
    code = zoek(namen, wijk) if wijk else None
    if wijk and code is None:
        raise Gebruiksfout(f"--wijk: “{wijk}” is geen code of naam van een wijk.")
    try:
        inhoud = maak(Bevraging(register, vraag), soort, extensie, wijk=code, breedte=breedte, voortgang=toon_voortgang)
    except Leeg as leeg:
        raise Mislukt([f"{leeg} Er is niets geschreven."]) from leeg
    schrijf(output, inhoud, omschrijf(BLADSOORTEN[soort].naam.lower(), vraag, output))
