"""The files that a published page offers to take along: made by the same code as the buttons of the application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.teksten import toelichting
from analysis.teksten.titels import TITELS
from register.bevraging import Bevraging
from register.register import Register
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.bladen import Leeg, maak
from uitvoer.formaten import BLADSOORTEN, FORMATEN, KAART, STAD, VLAKFORMATEN, WIJKEN
from uitvoer.tabel import format_csv, make_uitvoer

PLAATJE, BRIEFING, REGISTERS = "De kaart als plaatje", "Om uit te delen", "De registers zelf"


class Bestand(NamedTuple):
    """A file to take along.

    Attributes
    ----------
    groep, label : str
        Under which heading it stands, and what it is called there.
    naam : str
    inhoud : bytes
    """

    groep: str
    label: str
    naam: str
    inhoud: bytes

    @property
    def mime(self) -> str:
        """Return what it is to a browser, by its extension."""
        return FORMATEN[self.naam[self.naam.rindex(".") :]].mime


def bestanden(bevraging: Bevraging) -> list[Bestand]:
    """Return every file of a publication: tables, pages to hand out, the map as a picture, registers."""
    return [*_tabellen(bevraging), *_bladen(bevraging), *_registers(bevraging.register)]


def _tabellen(bevraging: Bevraging) -> Iterator[Bestand]:
    register = bevraging.register
    for soort in (toelichting.GATEN, toelichting.WIJKEN, toelichting.BUURTEN):
        titel = TITELS[soort]
        uitvoer = make_uitvoer(bevraging, soort)
        for extensie in VLAKFORMATEN:
            naam = bestandsnaam(register.tabellen.gemeente, soort, bevraging.vraag, extensie, kennis=register.kennis)
            yield Bestand(titel, FORMATEN[extensie].naam, naam, uitvoer.maak(extensie))


def _bladen(bevraging: Bevraging) -> Iterator[Bestand]:
    for soort, extensie, groep, label in (
        (STAD, ".pdf", BRIEFING, "Stadsblad (PDF, 1 pagina)"),
        (WIJKEN, ".pdf", BRIEFING, "Een blad per wijk zonder platform (PDF)"),
        (KAART, ".svg", PLAATJE, "SVG"),
        (KAART, ".png", PLAATJE, "PNG"),
    ):
        try:
            inhoud = maak(bevraging, soort, extensie)
        except Leeg:  # no gap wijken: there is no page to hand out
            continue
        register, wat = bevraging.register, BLADSOORTEN[soort].naam
        naam = bestandsnaam(register.tabellen.gemeente, wat, bevraging.vraag, extensie, kennis=register.kennis)
        yield Bestand(groep, label, naam, inhoud)


def _registers(register: Register) -> Iterator[Bestand]:
    for label in ("organisaties", "initiatieven"):
        tabel: pd.DataFrame = getattr(register.tabellen, label)
        # The line in our own file tells nobody anything.
        kolommen = tabel.drop(columns="plek", errors="ignore")
        inhoud = format_csv(kolommen.reset_index(), register.tabellen.gemeente.bronvermelding)
        yield Bestand(REGISTERS, f"{label.capitalize()} (CSV)", f"{label}.csv", inhoud)
