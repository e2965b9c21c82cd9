"""What was changed in the register itself, row by row, in words that anyone may read: without who, and without why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from analysis.nederlands import datum, deeldatum, telwoord
from analysis.schoon import afgekort
from analysis.teksten.velden import veldnaam

IN_HET_REGISTER = "In het register"
NIETS_GEWIJZIGD = "Er is in die tijd niets gewijzigd."

# Fields of which the value says something to anyone. Of the others it is only told that they changed: codes, long
# texts, and remarks that may name people.
_DATUMS = frozenset(("van", "tot", "laatst_gezien"))
_MET_WAARDE = _DATUMS | {"naam", "soort", "fase", "thema"}
_HIER = {"laatst_gezien": "laatste teken", "lat": "plek", "lon": "plek"}  # shorter than a form has them


class Registerwijziging(NamedTuple):
    """What one change did to one row, or how the register began.

    Attributes
    ----------
    nummer : int
        Of the change.
    dag : date
        On which it was saved.
    soort, id : str
        Of the row; empty for the beginning of the register.
    naam : str
        Of the row, or what the register began with.
    voor, na : mapping of str to str or None
        All fields before and after; None where the row was not there.
    terug_van : int or None
        The number of the change that this one undid.
    """

    nummer: int
    dag: date
    soort: str
    id: str
    naam: str
    voor: Mapping[str, str] | None
    na: Mapping[str, str] | None
    terug_van: int | None = None

    @property
    def wat(self) -> str:
        """Return what happened to the row, in words.

        Examples
        --------
        >>> wijziging = Registerwijziging(3, date(2000, 1, 1), "organisatie", "a", "A", {"tot": ""}, {"tot": "2000-02"})
        >>> wijziging.wat, wijziging._replace(terug_van=2).wat
        ('beëindigd, einde onbekend → februari 2000', 'nr. 2 teruggedraaid, einde onbekend → februari 2000')
        >>> wijziging._replace(voor=None).wat, wijziging._replace(na=None).wat
        ('toegevoegd', 'eruit gehaald, want het was nooit juist')
        """
        terug = f"nr. {self.terug_van} teruggedraaid" if self.terug_van else ""
        if self.na is None:
            return f"eruit gehaald, want {terug}" if terug else "eruit gehaald, want het was nooit juist"
        if self.voor is None:
            return f"weer opgenomen, want {terug}" if terug else "toegevoegd"
        anders = [naam for naam in {**self.voor, **self.na} if self.voor.get(naam, "") != self.na.get(naam, "")]
        if "laatst_gezien" in anders and "bron" in anders:  # each sign has a source of its own
            anders.remove("bron")
        delen = [_deel(naam, self.voor.get(naam, ""), self.na.get(naam, "")) for naam in anders]
        einde = "tot" in anders and self.na.get("tot") and not self.voor.get("tot")
        kop = terug or ("beëindigd" if einde else "")
        return ", ".join(filter(None, (kop, *dict.fromkeys(delen)))) or "een ouder bericht toegevoegd"

    @property
    def zin(self) -> str:
        """Return the whole in a sentence.

        Examples
        --------
        >>> rijen = {"laatst_gezien": "2000-08"}, {"laatst_gezien": "2001-11-26"}
        >>> Registerwijziging(12, date(2001, 11, 27), "organisatie", "a", "Wijkraad A", *rijen).zin
        'Wijkraad A: laatste teken augustus 2000 → 26 november 2001 (nr. 12, 27 november 2001)'
        """
        wanneer = f"(nr. {self.nummer}, {datum(self.dag)})"
        if not self.soort:
            return f"Het register begint met {self.naam} {wanneer}"
        return f"{afgekort(self.naam, 80)}: {self.wat} {wanneer}"


def _deel(naam: str, voor: str, na: str) -> str:
    """Return what changed in one field.

    Examples
    --------
    >>> _deel("naam", "A", "B"), _deel("van", "2000", ""), _deel("opmerking", "", "Jan belde"), _deel("lat", "1", "2")
    ('naam A → B', 'begin 2000 → onbekend', 'opmerking gewijzigd', 'plek gewijzigd')
    """
    heet = _HIER.get(naam) or afgekort(veldnaam(naam), 40)
    if naam not in _MET_WAARDE:
        return f"{heet} gewijzigd"
    woorden = [deeldatum(waarde) if naam in _DATUMS else afgekort(waarde, 80) for waarde in (voor, na)]
    return f"{heet} {woorden[0] or 'onbekend'} → {woorden[1] or 'onbekend'}"


def begonnen_met(organisaties: int, initiatieven: int) -> str:
    """Return what a register began with.

    Examples
    --------
    >>> begonnen_met(1, 20)
    '1 organisatie en 20 initiatieven'
    """
    return (
        f"{telwoord(organisaties, 'organisatie', 'organisaties')} en "
        f"{telwoord(initiatieven, 'initiatief', 'initiatieven')}"
    )


class Registerverschil(NamedTuple):
    """What was changed in the register between two moments.

    Attributes
    ----------
    uitleg : str
        Between which moments, or why it cannot be told.
    wijzigingen : tuple of Registerwijziging
        The last first.
    meer : int
        How many changes are left out, those before.
    begonnen : bool
        Whether there was a register by then.
    """

    uitleg: str
    wijzigingen: tuple[Registerwijziging, ...] = ()
    meer: int = 0
    begonnen: bool = True

    @property
    def slot(self) -> str:
        """Return what is not told; empty when all is.

        Examples
        --------
        >>> Registerverschil("", (), 1).slot, Registerverschil("").slot
        ('En nog 1 wijziging daarvoor.', '')
        """
        return f"En nog {telwoord(self.meer, 'wijziging', 'wijzigingen')} daarvoor." if self.meer else ""

    def binnen(self, rijen: frozenset[tuple[str, str]] | None) -> Registerverschil:
        """Return what is about these rows (kind and id) or the whole register; all for None."""
        if rijen is None:
            return self
        eigen = tuple(een for een in self.wijzigingen if not een.soort or (een.soort, een.id) in rijen)
        return self._replace(wijzigingen=eigen)


ZONDER_REGISTER = (
    "De gegevens staan in bestanden, en die weten niet wat er wanneer in veranderde. Dat wordt bijgehouden vanaf de "
    "eerste wijziging in een register."
)


def nog_geen_register(begin: date) -> str:
    """Return that there was nothing to change yet."""
    return f"Het register begint op {datum(begin)}: wat er daarvoor in de gegevens veranderde, is niet bekend."


def gewijzigd_tussen(van: str, tot: str) -> str:
    """Return between which moments changes are told."""
    return f"Gewijzigd na {van}, tot en met {tot}."
