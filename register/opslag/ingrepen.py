"""What can be done to a register, as rules on rows: no database here, so that each can be read and tried by itself.

Three endings are told apart: it ended in the world (`Beeindig`), it never was right (`NooitJuist`), and a change is
undone (`DraaiTerug`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, NamedTuple, Protocol

import pandas as pd

from analysis import waarden as w
from analysis.controle.bevinding import Bevinding
from analysis.datums import als_tijdstip, eerste_dag
from analysis.schoon import afgekort
from register.inlezen import schone_cel
from register.opslag.fouten import Botsing, Conflict, VerkeerdeVraag
from register.opslag.inhoud import (
    BESTANDEN,
    BRON,
    NIET_BEREIKT,
    ORGANISATIE,
    TEKEN,
    UITKOMST,
    WAARNEMING,
    Inhoud,
    Sleutel,
    Velden,
    Verschil,
    Versie,
    gevuld,
    waarneming,
)
from register.register import DataFout

# What a change was, as the log says it.
BEGONNEN, NIEUW, GEWIJZIGD, BEEINDIGD = "begin", "nieuw", "gewijzigd", "beëindigd"
NOOIT_JUIST, GEZIEN, TERUGGEDRAAID = "nooit juist", "waarneming", "teruggedraaid"
SOORTEN_WIJZIGING = (NIEUW, GEWIJZIGD, BEEINDIGD, NOOIT_JUIST, GEZIEN, NIET_BEREIKT, TERUGGEDRAAID, BEGONNEN)


class Bestaan(NamedTuple):
    """The last version that a row ever had: since which change, and until which (None: it is there)."""

    sinds: int
    tot_nr: int | None


class Rijwijziging(NamedTuple):
    """What a change did to one row: what it said before and after; None where it was not there."""

    sleutel: Sleutel
    voor: Versie | None
    na: Versie | None


def tussen(toen: Inhoud, nu: Inhoud) -> list[Rijwijziging]:
    """Return what is different between two moments of a register, row by row.

    Examples
    --------
    >>> een, twee = Versie(1, {"naam": "Een"}, 1), Versie(1, {"naam": "Twee"}, 2)
    >>> toen, nu = Inhoud(1, {}, {("organisatie", "a"): een}), Inhoud(2, {}, {("organisatie", "a"): twee})
    >>> [(rij.sleutel, rij.voor.sinds, rij.na.sinds) for rij in tussen(toen, nu)]
    [(('organisatie', 'a'), 1, 2)]
    >>> tussen(toen, toen)
    []
    """
    beide = ((s, toen.versies.get(s), nu.versies.get(s)) for s in sorted({*toen.versies, *nu.versies}))
    return [Rijwijziging(s, voor, na) for s, voor, na in beide if zegt(voor) != zegt(na)]


def zegt(versie: Versie | None) -> tuple[int, dict[str, str]] | None:
    """Return what makes a version another one, whichever change made it: its place and its fields."""
    return None if versie is None else (versie.plek, dict(versie.velden))


class Verleden(Protocol):
    """What an intervention may ask about earlier numbers."""

    def op(self, nummer: int) -> Inhoud:
        """Return the register at a number."""

    def laatste_plek(self, soort: str) -> int:
        """Return the highest place that a row of this kind ever had, 0 without any."""

    def bestaan(self, sleutel: Sleutel) -> Bestaan | None:
        """Return how long a row was there at last; None when it never was."""

    def rijen_van(self, nummer: int) -> list[Rijwijziging]:
        """Return what a change did, row by row."""


@dataclass(frozen=True)
class Gevolg:
    """What an intervention does: the rows that will say something else, and those that it had to leave alone."""

    verschil: Verschil
    gelaten: list[Sleutel] = field(default_factory=list)


@dataclass(frozen=True)
class Nieuw:
    """Add a row. Without a source of its own it has that of the change."""

    soort: str
    velden: Velden
    soort_wijziging = NIEUW

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the new row, and its first sighting when it has something of that."""
        velden = _schoon(nu, self.soort, self.velden)
        id_ = velden.pop("id", "")
        if not id_:
            raise VerkeerdeVraag("Een nieuwe rij heeft een id nodig.")
        sleutel = (self.soort, id_)
        if sleutel in nu.versies:
            raise VerkeerdeVraag(f"“{afgekort(id_)}” staat al in het register. Kies een andere id, of wijzig die rij.")
        if (eerder := verleden.bestaan(sleutel)) is not None:
            raise VerkeerdeVraag(
                f"“{afgekort(id_)}” stond al eens in het register, tot nummer {eerder.tot_nr}. Draai dat nummer terug "
                "of kies een andere id."
            )
        plek = _plek(self.soort, nu, verleden)
        leeg = nu.met({sleutel: Versie(plek, {})})
        return Gevolg({sleutel: Versie(plek, {})} | _zet(leeg, verleden, sleutel, velden))


@dataclass(frozen=True)
class Wijzig:
    """Give fields of a row another value.

    Attributes
    ----------
    versie : int or None
        The number at which the row was read. What others changed since is kept; of the same field it is a conflict.
    """

    soort: str
    id: str
    velden: Velden
    versie: int | None = None
    soort_wijziging = GEWIJZIGD

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the row with these values, or the sighting that they belong to."""
        velden = _schoon(nu, self.soort, self.velden)
        if velden.get("id", self.id) != self.id:
            raise VerkeerdeVraag("Een id verandert nooit: andere rijen en bestanden verwijzen ernaar.")
        velden.pop("id", None)
        sleutel = (self.soort, self.id)
        rij = _nu(nu, verleden, sleutel, self.versie)
        if self.versie is not None:
            velden = _samen(sleutel, _toen(verleden, sleutel, self.versie), rij, velden)
        anders = {naam: waarde for naam, waarde in velden.items() if waarde != rij[naam]}
        return Gevolg(_zet(nu, verleden, sleutel, anders) if anders else {})


@dataclass(frozen=True)
class Beeindig:
    """Say since when a row is no longer so in the world: `per` is the first day that it is not, or a part of a date.

    With an `opvolger` a wijkraad went over in that wijkplatform.
    """

    soort: str
    id: str
    per: str
    opvolger: str = ""
    versie: int | None = None
    soort_wijziging = BEEINDIGD

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the row with an end."""
        rij = _nu(nu, verleden, (self.soort, self.id), self.versie)
        per = schone_cel("tot", self.per)
        if not per:
            raise VerkeerdeVraag("Zeg met een datum per wanneer het eindigde.")
        if self.versie is None and rij["tot"] not in {"", per}:
            raise _fout(self.soort, self.id, "al-beeindigd", f"is al beëindigd per {rij['tot']}", "Wijzig tot zelf.")
        velden = {"tot": per, "fase": "omgevormd" if self.opvolger else w.GESTOPT}
        if self.opvolger:
            velden["opvolger"] = self.opvolger
        return Wijzig(self.soort, self.id, velden, self.versie).gevolg(nu, verleden)


@dataclass(frozen=True)
class NooitJuist:
    """Take a row out of the register that never should have been in it, with its sightings."""

    soort: str
    id: str
    versie: int | None = None
    soort_wijziging = NOOIT_JUIST

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the row and its sightings as gone."""
        sleutel = (self.soort, self.id)
        rij = _nu(nu, verleden, sleutel, self.versie)
        if self.versie is not None and (toen := _toen(verleden, sleutel, self.versie)) != rij:
            botsingen = [
                Botsing(*sleutel, naam, toen.get(naam, ""), rij[naam], "")
                for naam in rij
                if toen.get(naam, "") != rij[naam]
            ]
            raise Conflict(f"“{afgekort(self.id)}” is veranderd na nummer {self.versie}.", botsingen)
        return Gevolg(dict.fromkeys([sleutel, *_tekens(nu, sleutel)]))


@dataclass(frozen=True)
class Waarneming:
    """Enter that an organisation was seen: when (a part of a date may do), on what source.

    Attributes
    ----------
    vandaag : date
        The day of entry: what is seen after it was not seen.
    """

    organisatie: str
    datum: str
    bron: str
    vandaag: date
    opmerking: str = ""
    soort_wijziging: ClassVar[str] = GEZIEN
    uitkomst: ClassVar[str] = ""

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the new sighting."""
        _nu(nu, verleden, (ORGANISATIE, self.organisatie), None)
        velden = {naam: schone_cel(naam, getattr(self, naam)) for naam in ("datum", "bron", "opmerking")}
        velden |= {UITKOMST: self.uitkomst}
        if not velden["bron"]:
            raise VerkeerdeVraag("Een waarneming heeft een bron nodig.")
        dag = eerste_dag(pd.Series([velden["datum"]]))[0]
        if pd.isna(dag):
            wat = f"datum “{afgekort(velden['datum'], 80)}” is geen datum"
            herstel = "Schrijf jjjj, jjjj-mm of jjjj-mm-dd."
            raise _fout(ORGANISATIE, self.organisatie, "waarneming-datum", wat, herstel)
        if dag > als_tijdstip(self.vandaag):
            wat = f"een waarneming van {velden['datum']} ligt na vandaag"
            raise _fout(ORGANISATIE, self.organisatie, "waarneming-datum", wat, "Verbeter de datum.")
        sleutel, versie = waarneming(self.organisatie, _plek(WAARNEMING, nu, verleden), velden)
        return Gevolg({sleutel: versie})


@dataclass(frozen=True)
class NietBereikt(Waarneming):
    """Enter that an organisation was asked in vain: the same row, that is no sighting."""

    soort_wijziging: ClassVar[str] = NIET_BEREIKT
    uitkomst: ClassVar[str] = NIET_BEREIKT


@dataclass(frozen=True)
class DraaiTerug:
    """Undo a change: its rows say again what they said before it. Rows that have changed since are left alone."""

    nummer: int
    soort_wijziging = TERUGGEDRAAID

    def gevolg(self, nu: Inhoud, verleden: Verleden) -> Gevolg:
        """Return the rows as they were before the change."""
        if not 1 <= self.nummer <= nu.nummer:
            raise VerkeerdeVraag(f"Nummer {self.nummer} is er niet: het laatste is {nu.nummer}.")
        if self.nummer == 1:
            raise VerkeerdeVraag("Nummer 1 is het begin van het register; dat is niet terug te draaien.")
        rijen = verleden.rijen_van(self.nummer)
        eigen = {rij.sleutel for rij in rijen}
        verschil: dict[Sleutel, Versie | None] = {}
        gelaten = []
        for sleutel, voor, na in rijen:
            latere = voor is None and not set(_tekens(nu, sleutel)) <= eigen
            if latere or nu.versies.get(sleutel) != na:
                gelaten.append(sleutel)
            else:
                verschil[sleutel] = voor if voor is None else voor._replace(sinds=0)
        # A sighting goes with its organisation: it stays when that is left alone, and none is of nobody.
        wezen = {
            s
            for s, voor, na in rijen
            if s in verschil and s[0] == WAARNEMING and not _past(nu, verschil, gelaten, voor, na)
        }
        if not set(verschil) - wezen:
            gewijzigd = {sleutel for eigene in gelaten for sleutel in (eigene, *_tekens(nu, eigene))}
            bestaan = filter(None, map(verleden.bestaan, gewijzigd))
            laatste = max((b.sinds if b.tot_nr is None else b.tot_nr for b in bestaan), default=self.nummer)
            door = f", het laatst met nummer {laatste}" if laatste > self.nummer else ""
            raise Conflict(
                f"Wat nummer {self.nummer} veranderde, is daarna opnieuw veranderd{door}. Er is niets teruggedraaid."
            )
        return Gevolg({s: v for s, v in verschil.items() if s not in wezen}, [*gelaten, *sorted(wezen)])


# Something to do to a register: `gevolg` gives what it does to what the register says now, or raises VerkeerdeVraag,
# Conflict or DataFout; `soort_wijziging` is what the log calls it.
Ingreep = Nieuw | Wijzig | Beeindig | NooitJuist | Waarneming | DraaiTerug


def _past(
    nu: Inhoud,
    verschil: Mapping[Sleutel, Versie | None],
    gelaten: list[Sleutel],
    voor: Versie | None,
    na: Versie | None,
) -> bool:
    """Return whether a sighting can be undone: its organisation is there, and did not stay for what came after."""
    teken = voor or na
    sleutel = (ORGANISATIE, teken.velden["organisatie"]) if teken else ("", "")
    if voor is None:
        return sleutel not in gelaten
    return verschil.get(sleutel, nu.versies.get(sleutel)) is not None


def vul_bron_aan(nu: Inhoud, verleden: Verleden, verschil: Verschil, bron: str) -> Verschil:
    """Return the change in which every row that is new or changed has a source: its own, or that of the change.

    Raises
    ------
    DataFout
        When neither has one.
    """
    uit = dict(verschil)
    for soort, id_ in [
        sleutel for sleutel, versie in verschil.items() if versie is not None and sleutel[0] in BESTANDEN
    ]:
        straks = nu.met(uit)
        rij = straks.rij(soort, id_)
        if rij is None or rij.get(BRON, ""):
            continue
        if not bron:
            herstel = "Zeg waar u het vandaan hebt: een webadres, of woorden."
            raise _fout(soort, id_, f"{soort}-zonder-bron", "bron is leeg", herstel)
        uit |= _zet(straks, verleden, (soort, id_), {BRON: bron})
    return uit


def _nu(nu: Inhoud, verleden: Verleden, sleutel: Sleutel, versie: int | None) -> dict[str, str]:
    """Return a row as it is; say what became of one that is not there."""
    soort, id_ = sleutel
    if versie is not None and not 1 <= versie <= nu.nummer:
        raise VerkeerdeVraag(f"Nummer {versie} is er niet: het laatste is {nu.nummer}.")
    if (rij := nu.rij(soort, id_)) is not None:
        return rij
    eerder = verleden.bestaan(sleutel)
    if eerder is None or eerder.tot_nr is None:
        raise VerkeerdeVraag(f"{soort.capitalize()} “{afgekort(id_)}” staat niet in het register.")
    zin = f"{soort.capitalize()} “{afgekort(id_)}” staat sinds nummer {eerder.tot_nr} niet meer in het register."
    if versie is not None and versie < eerder.tot_nr:
        raise Conflict(zin)
    raise _fout(
        soort,
        id_,
        "staat-er-niet-meer",
        f"staat er sinds nummer {eerder.tot_nr} niet meer in",
        f"Draai nummer {eerder.tot_nr} terug als dat niet klopt.",
    )


def _toen(verleden: Verleden, sleutel: Sleutel, versie: int) -> dict[str, str]:
    rij = verleden.op(versie).rij(*sleutel)
    if rij is None:
        raise VerkeerdeVraag(f"Op nummer {versie} stond “{afgekort(sleutel[1])}” nog niet in het register.")
    return rij


def _samen(sleutel: Sleutel, toen: Velden, nu: Velden, voorstel: Velden) -> dict[str, str]:
    """Return what to set of a proposal on a row as it was: nothing that others changed alike or that it did not."""
    eigen = {naam: waarde for naam, waarde in voorstel.items() if waarde != toen.get(naam, "")}
    botsingen = [
        Botsing(*sleutel, naam, toen.get(naam, ""), nu[naam], waarde)
        for naam, waarde in eigen.items()
        if nu[naam] not in {toen.get(naam, ""), waarde}
    ]
    if botsingen:
        raise Conflict("Iemand anders heeft intussen hetzelfde veld gewijzigd. Er is niets bewaard.", botsingen)
    return eigen


def _zet(nu: Inhoud, verleden: Verleden, sleutel: Sleutel, velden: Velden) -> dict[Sleutel, Versie | None]:
    """Return the rows that change when fields of a row get these values.

    What an organisation has of its youngest sighting is mended there; without any sighting it gets one.
    """
    soort, id_ = sleutel
    versie = nu.versies[sleutel]
    teken = {TEKEN[naam]: waarde for naam, waarde in velden.items() if soort == ORGANISATIE and naam in TEKEN}
    eigen = gevuld({**versie.velden, **{n: x for n, x in velden.items() if soort != ORGANISATIE or n not in TEKEN}})
    uit: dict[Sleutel, Versie | None] = {}
    if eigen != versie.velden:
        uit[sleutel] = Versie(versie.plek, eigen)
    if not teken:
        return uit
    jongste = nu.jongste(id_)
    if jongste is None:
        wie, nieuw = waarneming(id_, _plek(WAARNEMING, nu, verleden), teken)
    else:
        wie, oud = (WAARNEMING, jongste), nu.versies[WAARNEMING, jongste]
        nieuw = Versie(oud.plek, gevuld({**oud.velden, **teken}))
    return uit | {wie: nieuw}


def _plek(soort: str, nu: Inhoud, verleden: Verleden) -> int:
    """Return the place after the last of a kind: of all that ever were, and of what is not saved yet."""
    nieuw = [versie.plek for (van, _), versie in nu.versies.items() if van == soort]
    return max([verleden.laatste_plek(soort), *nieuw]) + 1


def _tekens(nu: Inhoud, sleutel: Sleutel) -> list[Sleutel]:
    soort, id_ = sleutel
    return [(WAARNEMING, teken) for teken in nu.waarnemingen(id_)] if soort == ORGANISATIE else []


def _schoon(nu: Inhoud, soort: str, velden: Velden) -> dict[str, str]:
    """Return fields as the reader of files would give them; refuse a column that the register does not have."""
    if vreemd := [naam for naam in velden if naam not in nu.kolommen[soort]]:
        mogelijk = ", ".join(nu.kolommen[soort])
        raise VerkeerdeVraag(f"Veld “{afgekort(vreemd[0], 80)}” bestaat niet. Kies uit: {mogelijk}.")
    return {naam: schone_cel(naam, waarde) for naam, waarde in velden.items()}


def _fout(soort: str, id_: str, regel: str, wat: str, herstel: str) -> DataFout:
    return DataFout([Bevinding(BESTANDEN[soort], 0, id_, regel, wat, herstel)])
