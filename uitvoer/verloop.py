"""The table under the chart of the transition, as a file to take along: CSV or workbook."""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.antwoorden.overzicht import GROEPKOLOMMEN
from analysis.gemeente import Gemeente
from analysis.teksten.toelichting import Deel, Toelichting
from analysis.vraag import Vraag
from uitvoer.tabel import Uitvoer

VERLOOPCIJFERS = "verloopcijfers"
_KOLOMMEN = {naam: w.GROEPNAMEN[groep] for naam, groep in reversed(GROEPKOLOMMEN.items())}
KOLOMUITLEG = (
    ("vanaf", "De dag waarop een of meer aantallen veranderden. Zij gelden tot de dag van de volgende rij."),
    *((naam, f"Inwoners in de groep: {groep}. Leeg is onbekend.") for naam, groep in _KOLOMMEN.items()),
    ("wijken_onbekend", "Van hoeveel wijken het aantal inwoners onbekend is: die tellen in geen groep mee."),
    ("gebied", "Van welk gebied de aantallen zijn. Leeg is de hele stad."),
    ("variant", "De variant van het beleid: wanneer de steun aan wijkraden stopte."),
)


def make_verloopcijfers(per_dag: pd.DataFrame, gemeente: Gemeente, vraag: Vraag, vingerafdruk: str) -> Uitvoer:
    """Return the residents per group from every day on which any of them changes, with an explanation.

    Parameters
    ----------
    per_dag : DataFrame of Aantal
        From `analysis.antwoorden.verloop.aantallen`, by the names of the groups: what the screen shows.
    gemeente : Gemeente
    vraag : Vraag
        Of which gebied and variant the figures are.
    vingerafdruk : str
        That of the registers.

    Returns
    -------
    Uitvoer
        One row for each of `per_dag`; its columns stand in `KOLOMUITLEG`. A number of which nothing is known is empty,
        one that lacks some wijken is of the others.
    """
    variant = gemeente.beleid.variant(vraag.variant)
    tabel = pd.DataFrame({"vanaf": [dag.isoformat() for dag in per_dag.index]})
    for kolom, naam in _KOLOMMEN.items():
        tabel[kolom] = pd.array([_bekend(aantal) for aantal in per_dag[naam]], dtype="Int64")
    eerste = per_dag[w.GROEPNAMEN[w.PLATFORM]]
    tabel["wijken_onbekend"] = pd.array([aantal.ontbreekt for aantal in eerste], dtype="Int64")
    tabel = tabel.assign(gebied=vraag.gebied or "", variant=variant.sleutel)
    kop = (
        ("Gebied", vraag.gebied or gemeente.geheel),
        ("Variant", f"steun aan wijkraden tot {variant.naam}"),
        ("Bron van de variant", variant.herkomst),
        ("Bronvermelding", gemeente.bronvermelding),
        ("Vingerafdruk", vingerafdruk),
    )
    delen = Deel("Deze tabel", kop), Deel("Kolommen", KOLOMUITLEG)
    uitleg = Toelichting("Verloop: inwoners per groep, opgeteld", delen, gemeente.bronvermelding)
    return Uitvoer(VERLOOPCIJFERS, vraag._replace(variant=variant.sleutel), {"Verloop": tabel}, uitleg)


def _bekend(aantal: Aantal) -> int | None:
    return None if aantal.onbekend else aantal.bekend
