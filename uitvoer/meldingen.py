"""Findings as a file to take along: every one of them, however many the screen shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from analysis.beleid import VARIANTEN
from analysis.controle.bevinding import FOUT, Bevinding
from analysis.gemeente import BRONVERMELDING
from analysis.nederlands import datum, getal
from analysis.teksten.toelichting import Deel, Toelichting, meldingen_tabel
from uitvoer.tabel import FORMATEN, format_csv
from uitvoer.xlsx import format_xlsx


class Controle(NamedTuple):
    """What a check of a data folder found, ready to be written."""

    bevindingen: list[Bevinding]
    map_: str
    peildatum: date
    variant: str

    def uitleg(self) -> Toelichting:
        """Return what goes along with the table."""
        fouten = sum(b.ernst == FOUT for b in self.bevindingen)
        kop = (
            ("Map", self.map_),
            ("Fouten", f"{getal(fouten)}; met een fout zijn de gegevens niet te gebruiken"),
            ("Meldingen", f"{getal(len(self.bevindingen) - fouten)}; zij houden niets tegen"),
            ("Peildatum", datum(self.peildatum)),
            ("Variant", f"steun aan wijkraden tot {VARIANTEN[self.variant].naam}"),
        )
        return Toelichting("Controle van de gegevens", (Deel("Deze controle", kop),), BRONVERMELDING)


class Formaat(NamedTuple):
    """How a format is called in a browser, and what makes its bytes."""

    mime: str
    maak: Callable[[Controle], bytes]


MELDINGFORMATEN = {
    ".csv": Formaat(FORMATEN[".csv"].mime, lambda c: format_csv(meldingen_tabel(c.bevindingen), BRONVERMELDING)),
    ".xlsx": Formaat(
        FORMATEN[".xlsx"].mime,
        lambda c: format_xlsx({"Bevindingen": meldingen_tabel(c.bevindingen)}, c.uitleg(), c.peildatum),
    ),
}
