"""What was changed in a register between two moments, as anyone may know it: the log without names and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from analysis.nederlands import datum
from analysis.teksten.registerwijziging import (
    ZONDER_REGISTER,
    Registerverschil,
    Registerwijziging,
    begonnen_met,
    gewijzigd_tussen,
    nog_geen_register,
)
from register.adres import Adres
from register.kennis import Kennis
from register.opslag.fouten import VerkeerdeVraag
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, UITKOMST, WAARNEMING, Inhoud, Sleutel, Versie
from systeem.klok import in_amsterdam

if TYPE_CHECKING:
    from register.opslag.opslag import Opslag
    from register.opslag.wijziging import Regel

_MEESTE = 200  # so many changes are told, the last ones


def registerverschil(
    adres: Adres, begin: date, einde: date, *, van: Kennis | None = None, tot: Kennis | None = None
) -> Registerverschil:
    """Return what was changed in a register between two moments.

    Parameters
    ----------
    adres : Adres
        Of a folder only is told why it cannot say.
    begin, einde : date
        The ends of these days, as far as nothing else was asked.
    van, tot : Kennis, optional
        Up to when both sides are known, when that was asked for. With only `van` it is until now; of a beginning
        after `tot` nothing is told.

    Raises
    ------
    OpslagFout
        When it cannot be read.
    """
    if not adres.database:
        return Registerverschil(ZONDER_REGISTER, begonnen=False)
    if van is not None and tot is None:
        tot = adres.kennis()
    na, laatste = (_nummer(adres, dag, kennis) for dag, kennis in ((begin, van), (einde, tot)))
    if laatste == 0:
        eerste = in_amsterdam(adres.kennis(1).tijdstip).date()
        return Registerverschil(nog_geen_register(eerste), begonnen=False)
    namen = [kennis.kort if kennis else datum(dag) for dag, kennis in ((begin, van), (einde, tot))]
    vanaf = max(na, laatste - _MEESTE)
    wijzigingen = tuple(_wijzigingen(adres.opslag, vanaf, laatste)) if na < laatste else ()
    return Registerverschil(gewijzigd_tussen(*namen), wijzigingen[::-1], vanaf - na)


def _nummer(adres: Adres, dag: date, kennis: Kennis | None) -> int:
    """Return the number of the last change at a moment, 0 before the first."""
    if kennis is not None:
        return kennis.nummer
    try:
        return adres.kennis(dag).nummer
    except VerkeerdeVraag:
        return 0


def _wijzigingen(opslag: Opslag, na: int, tot_en_met: int) -> Iterator[Registerwijziging]:
    """Yield what each change after a number did to each row, in order.

    A row is told with its sightings, and without attempts to ask: these are for the eyes of editors.
    """
    kolommen = opslag.lees(tot_en_met)[1].kolommen
    rijen: dict[Sleutel, dict[Sleutel, Versie]] = {}
    for sleutel, versie in (opslag.lees(na)[1].versies if na else {}).items():
        rijen.setdefault(_rij_van(sleutel, versie), {})[sleutel] = versie
    for regel in reversed(opslag.logboek(na + 1, tot_en_met)):
        geraakt: dict[Sleutel, list[tuple[Sleutel, Versie | None]]] = {}
        for rij in regel.rijen:
            teken = rij.na or rij.voor
            if rij.sleutel[0] == WAARNEMING and teken is not None and UITKOMST in teken.velden:
                continue  # an attempt that reached nobody says nothing of the row
            eigen = _rij_van(rij.sleutel, teken)
            geraakt.setdefault(eigen, []).append((rij.sleutel, rij.na))
        for eigen, nieuw in geraakt.items():
            delen = rijen.setdefault(eigen, {})
            voor = Inhoud(0, kolommen, dict(delen)).rij(*eigen)
            for sleutel, wordt in nieuw:
                if wordt is None:
                    delen.pop(sleutel, None)
                else:
                    delen[sleutel] = wordt
            if regel.nummer > 1:
                yield _een(regel, eigen, voor, Inhoud(0, kolommen, delen).rij(*eigen))
        if regel.nummer == 1:
            met = begonnen_met(*(sum(soort == een for soort, _ in geraakt) for een in (ORGANISATIE, INITIATIEF)))
            yield Registerwijziging(1, _dag(regel), "", "", met, None, None)


def _rij_van(sleutel: Sleutel, versie: Versie | None) -> Sleutel:
    """Return of which row a version is: a sighting is of its organisation."""
    if sleutel[0] == WAARNEMING and versie is not None:
        return ORGANISATIE, versie.velden["organisatie"]
    return sleutel


def _een(regel: Regel, rij: Sleutel, voor: dict[str, str] | None, na: dict[str, str] | None) -> Registerwijziging:
    naam = (na or voor or {}).get("naam", "") or rij[1]
    return Registerwijziging(regel.nummer, _dag(regel), *rij, naam, voor, na, regel.terug_van)


def _dag(regel: Regel) -> date:
    return in_amsterdam(regel.tijdstip).date()
