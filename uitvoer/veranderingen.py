"""What changed, as a file to take along: the comparison of two situations as CSV or workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from analysis.antwoorden.veranderingen import Moment, Veranderingen, slotzin
from analysis.beleid import VARIANTEN
from analysis.nederlands import datum
from analysis.schoon import voor_bestandsnaam
from analysis.teksten.toelichting import Deel, Toelichting
from uitvoer.tabel import FORMATEN, format_csv
from uitvoer.xlsx import format_xlsx

KOLOMUITLEG = (
    ("verandering", "Wat er anders is in de wijk, met sinds wanneer. Leeg: er veranderde niets."),
    ("wijkstatus, bewijs", "De stand op de eerste datum (_van) en op de tweede (_tot)."),
    ("inwoners_zonder_platform", "Inwoners zonder platform op beide datums. Leeg is onbekend."),
    ("verschil_inwoners", "Het verschil: hoger dan 0 is meer inwoners zonder platform. Leeg is onbekend."),
    ("buurten_veranderd", "Aantal buurten met een andere status of ander bewijs."),
)


class Vergelijking(NamedTuple):
    """A comparison, ready to be written."""

    uitkomst: Veranderingen
    van: Moment
    tot: Moment
    variant: str
    gebied: str | None
    vingerafdrukken: tuple[str, str]

    @property
    def bronvermelding(self) -> str:
        """Return the attribution of the second situation, whose areas these are."""
        return self.tot.tabellen.gemeente.bronvermelding

    def uitleg(self) -> Toelichting:
        """Return what goes along with the tables."""
        eerste, tweede = self.vingerafdrukken
        registers = (
            (("Vingerafdruk", tweede),) if eerste == tweede else (("Oud register", eerste), ("Nieuw register", tweede))
        )
        kop = (
            ("Samengevat", slotzin(self.uitkomst, self.van, self.tot)),
            ("Van", datum(self.van.dag)),
            ("Tot", datum(self.tot.dag)),
            ("Variant", f"steun aan wijkraden tot {VARIANTEN[self.variant].naam}"),
            ("Bron van de variant", self.tot.tabellen.gemeente.variantbron(self.variant)),
            ("Gebied", self.gebied or self.tot.tabellen.gemeente.geheel),
            ("Bronvermelding", self.bronvermelding),
            *registers,
        )
        delen = Deel("Deze vergelijking", kop), Deel("Kolommen", KOLOMUITLEG)
        return Toelichting("Wat is er veranderd", delen, self.bronvermelding)


def bestandsnaam(van: date, tot: date, variant: str, gebied: str | None, extensie: str) -> str:
    """Return a name for the file that tells what is in it: between which dates, and of which gebied if not of all.

    Examples
    --------
    >>> bestandsnaam(date(2023, 11, 22), date(2024, 7, 1), "persbericht", None, ".csv")
    'veranderingen-2023-11-22-2024-07-01-persbericht.csv'
    >>> bestandsnaam(date(2023, 11, 22), date(2024, 7, 1), "persbericht", "Noord", ".csv")
    'veranderingen-noord-2023-11-22-2024-07-01-persbericht.csv'
    """
    waar = f"{voor_bestandsnaam(gebied)}-" if gebied else ""
    return f"veranderingen-{waar}{van.isoformat()}-{tot.isoformat()}-{variant}{extensie}"


def _xlsx(vergelijking: Vergelijking) -> bytes:
    bladen = {"Wijken": vergelijking.uitkomst.wijken, "Organisaties": vergelijking.uitkomst.organisaties}
    return format_xlsx(bladen, vergelijking.uitleg(), vergelijking.tot.dag)


class Formaat(NamedTuple):
    """How a format is called in a browser, and what makes its bytes."""

    mime: str
    maak: Callable[[Vergelijking], bytes]


VERANDERFORMATEN = {
    ".csv": Formaat(FORMATEN[".csv"].mime, lambda v: format_csv(v.uitkomst.wijken, v.bronvermelding)),
    ".xlsx": Formaat(FORMATEN[".xlsx"].mime, _xlsx),
}
