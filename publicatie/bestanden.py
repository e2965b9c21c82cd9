"""The files that a published page offers to take along: made by the same code as the buttons of the application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.stand.stand import Stand
from analysis.teksten.toelichting import TITELS
from analysis.vraag import Vraag
from register.register import Register
from uitvoer import bladen as briefing
from uitvoer.tabel import FORMAATNAMEN, FORMATEN, bestandsnaam, format_csv, make_uitvoer

KAART, BRIEFING, REGISTERS = "De kaart als plaatje", "Om uit te delen", "De registers zelf"


class Bestand(NamedTuple):
    """A file to take along.

    Attributes
    ----------
    groep, label : str
        Under which heading it stands, and what it is called there.
    naam, mime : str
    inhoud : bytes
    """

    groep: str
    label: str
    naam: str
    mime: str
    inhoud: bytes


def bestanden(register: Register, vraag: Vraag, stand: Stand) -> list[Bestand]:
    """Return every file of a publication: tables, registers, pages to hand out, the map as a picture.

    Parameters
    ----------
    register : Register
    vraag : Vraag
        Of the whole city.
    stand : Stand
        What is asked about.
    """
    return [*_tabellen(register, vraag, stand), *_briefing(register, vraag, stand), *_registers(register)]


def _tabellen(register: Register, vraag: Vraag, stand: Stand) -> Iterator[Bestand]:
    for soort, titel in TITELS.items():
        uitvoer = make_uitvoer(register, soort, vraag, stand)
        for extensie, formaat in FORMATEN.items():
            naam = bestandsnaam(register.tabellen.gemeente, soort, vraag, extensie)
            yield Bestand(titel, FORMAATNAMEN[extensie], naam, formaat.mime, formaat.maak(uitvoer))


def _briefing(register: Register, vraag: Vraag, stand: Stand) -> Iterator[Bestand]:
    for soort, extensie, groep, label in (
        (briefing.STAD, ".pdf", BRIEFING, "Stadsblad (PDF, 1 pagina)"),
        (briefing.WIJKEN, ".pdf", BRIEFING, "Een blad per wijk zonder platform (PDF)"),
        (briefing.KAART, ".svg", KAART, "SVG"),
        (briefing.KAART, ".png", KAART, "PNG"),
    ):
        try:
            inhoud = briefing.maak(register, soort, vraag, extensie, stand=stand)
        except briefing.Leeg:  # no gap wijken: there is no page to hand out
            continue
        naam = briefing.bestandsnaam(register.tabellen.gemeente, soort, vraag, extensie)
        yield Bestand(groep, label, naam, briefing.SOORTEN[soort].mimes[extensie], inhoud)


def _registers(register: Register) -> Iterator[Bestand]:
    for label in ("organisaties", "initiatieven"):
        tabel: pd.DataFrame = getattr(register.tabellen, label)
        # The line in our own file tells nobody anything.
        kolommen = tabel.drop(columns="plek", errors="ignore")
        inhoud = format_csv(kolommen.reset_index(), register.tabellen.gemeente.bronvermelding)
        yield Bestand(REGISTERS, f"{label.capitalize()} (CSV)", f"{label}.csv", FORMATEN[".csv"].mime, inhoud)
