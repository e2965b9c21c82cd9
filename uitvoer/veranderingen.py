"""What changed, as a file to take along: the comparison of two situations as CSV or workbook."""

from __future__ import annotations

from analysis.antwoorden.veranderingen import Veranderingen, slotzin
from analysis.nederlands import datum
from analysis.teksten.toelichting import Deel, Toelichting
from analysis.vraag import Vraag
from uitvoer.tabel import Uitvoer

VERANDERINGEN = "veranderingen"
KOLOMUITLEG = (
    ("verandering", "Wat er anders is in de wijk, met sinds wanneer. Leeg: er veranderde niets."),
    ("wijkstatus, bewijs", "De stand op de eerste datum (_van) en op de tweede (_tot)."),
    ("inwoners_zonder_platform", "Inwoners zonder platform op beide datums. Leeg is onbekend."),
    ("verschil_inwoners", "Het verschil: hoger dan 0 is meer inwoners zonder platform. Leeg is onbekend."),
    ("buurten_veranderd", "Aantal buurten met een andere status, een andere groep of ander bewijs."),
)


def make_vergelijking(uitkomst: Veranderingen, gebied: str | None, oud: str, nieuw: str) -> Uitvoer:
    """Return a comparison with its explanation: the wijken, and beside them the organisations.

    `gebied` is what the comparison is of, None for the whole city; `oud` and `nieuw` are the fingerprints of the
    registers of both sides.
    """
    van, tot = uitkomst.van, uitkomst.tot
    gemeente = tot.tabellen.gemeente
    registers = (("Vingerafdruk", nieuw),) if oud == nieuw else (("Oud register", oud), ("Nieuw register", nieuw))
    kop = (
        ("Samengevat", slotzin(uitkomst)),
        ("Van", datum(van.dag)),
        ("Tot", datum(tot.dag)),
        ("Variant", f"steun aan wijkraden tot {tot.variant.naam}"),
        ("Bron van de variant", tot.variant.herkomst),
        ("Gebied", gebied or gemeente.geheel),
        ("Bronvermelding", gemeente.bronvermelding),
        *registers,
    )
    delen = Deel("Deze vergelijking", kop), Deel("Kolommen", KOLOMUITLEG)
    uitleg = Toelichting("Wat is er veranderd", delen, gemeente.bronvermelding)
    bladen = {"Wijken": uitkomst.wijken, "Organisaties": uitkomst.organisaties}
    return Uitvoer(VERANDERINGEN, Vraag(tot.dag, tot.variant.sleutel, gebied), bladen, uitleg)
