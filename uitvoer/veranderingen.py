"""What changed, as a file to take along: the comparison of two situations as CSV or workbook."""

from __future__ import annotations

import pandas as pd

from analysis.antwoorden.veranderingen import Veranderingen, slotzin
from analysis.nederlands import datum
from analysis.teksten.registerwijziging import IN_HET_REGISTER, Registerverschil
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


def make_vergelijking(
    uitkomst: Veranderingen, gebied: str | None, oud: str, nieuw: str, register: Registerverschil | None = None
) -> Uitvoer:
    """Return a comparison with its explanation: the wijken, and beside them the organisations.

    `gebied` is what the comparison is of, None for the whole city; `oud` and `nieuw` are the fingerprints of the
    registers of both sides. `register` is what was changed in it between both; the workbook has a sheet for that.
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
        *(((IN_HET_REGISTER, register.uitleg),) if register else ()),
    )
    delen = Deel("Deze vergelijking", kop), Deel("Kolommen", KOLOMUITLEG)
    uitleg = Toelichting("Wat is er veranderd", delen, gemeente.bronvermelding)
    bladen = {"Wijken": uitkomst.wijken, "Organisaties": uitkomst.organisaties}
    if register is not None and register.begonnen:
        bladen[IN_HET_REGISTER] = _registerblad(register)
    return Uitvoer(VERANDERINGEN, Vraag(tot.dag, tot.variant.sleutel, gebied), bladen, uitleg)


def _registerblad(register: Registerverschil) -> pd.DataFrame:
    """Return what was changed in the register as a table, a row per row of it; all text but the number."""
    rijen = [(een.nummer, een.dag.isoformat(), een.soort, een.id, een.naam, een.zin) for een in register.wijzigingen]
    return pd.DataFrame(rijen, columns=["nummer", "bewaard", "soort", "id", "naam", "wat"])
