"""Findings as a file to take along: every one of them, however many the screen shows."""

from __future__ import annotations

from datetime import date

from analysis.beleid import Variant
from analysis.controle.bevinding import FOUT, Bevinding
from analysis.gemeente import BRONVERMELDING
from analysis.nederlands import datum, getal
from analysis.teksten.titels import TITELS
from analysis.teksten.toelichting import MELDINGEN, MELDINGKOLOMMEN, Deel, Toelichting, kolomuitleg, meldingen_tabel
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from uitvoer.tabel import Uitvoer, met_tijden

_KOLOMMEN = Deel("Kolommen", tuple(kolomuitleg(MELDINGEN).items()))
_CONTROLEKOLOMMEN = Deel("Kolommen", tuple((n, uitleg) for n, uitleg in _KOLOMMEN.rijen if n in MELDINGKOLOMMEN))


def make_meldingen(bevraging: Bevraging) -> Uitvoer:
    """Return everything that is uncertain in a register, over the whole city."""
    register, vraag, stand = bevraging.register, bevraging.vraag, bevraging.stand
    tabel = met_tijden(meldingen_tabel(register.meldingen(stand)), bevraging, MELDINGEN)
    gemeente = register.tabellen.gemeente
    kop = (
        ("Peildatum", datum(vraag.peildatum)),
        ("Variant", f"steun aan wijkraden tot {stand.variant.naam}"),
        ("Meldingen", f"{getal(len(tabel))}, over {gemeente.geheel}; zij houden niets tegen"),
        ("Vingerafdruk", f"{register.vingerafdruk} (gelijke vingerafdruk: gelijke gegevens)"),
        *((("Bekend op", register.bekend),) if register.bekend else ()),
    )
    uitleg = Toelichting(TITELS[MELDINGEN], (Deel("Deze tabel", kop), _KOLOMMEN), gemeente.bronvermelding)
    return Uitvoer(MELDINGEN, vraag, {"Meldingen": tabel}, uitleg)


def make_controle(bevindingen: list[Bevinding], map_: str, peildatum: date, variant: Variant | None) -> Uitvoer:
    """Return what a check of a data folder found on a day; `variant` is None when no policy could be read."""
    fouten = sum(b.ernst == FOUT for b in bevindingen)
    kop = (
        ("Map", map_),
        ("Fouten", f"{getal(fouten)}; met een fout zijn de gegevens niet te gebruiken"),
        ("Meldingen", f"{getal(len(bevindingen) - fouten)}; zij houden niets tegen"),
        ("Peildatum", datum(peildatum)),
        *((("Variant", f"steun aan wijkraden tot {variant.naam}"),) if variant else ()),
    )
    uitleg = Toelichting("Controle van de gegevens", (Deel("Deze controle", kop), _CONTROLEKOLOMMEN), BRONVERMELDING)
    return Uitvoer("bevindingen", Vraag(peildatum), {"Bevindingen": meldingen_tabel(bevindingen)}, uitleg)
