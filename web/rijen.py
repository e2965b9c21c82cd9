"""What a change did to the rows of a register, in Dutch words for a template: no HTML here, the template escapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.nederlands import deeldatum
from analysis.tabellen import Tabellen
from analysis.teksten.velden import veldnaam
from register.opslag.ingrepen import Rijwijziging
from register.opslag.inhoud import GEZIEN, INITIATIEF, ORGANISATIE, TEKEN, UITKOMST, WAARNEMING, Velden, Versie

ERBIJ, ERUIT, ANDERS = "nieuw", "uit het register", ""

_DATUMS = {"van", "tot", GEZIEN}
# What holds several things at once, and what stands between them.
_LIJSTEN = {"werkgebied": " ", "themas": ";", "werkgroepen": ";", "partners": ";"}
_KOLOM = {van: naam for naam, van in TEKEN.items()}


class Namen(NamedTuple):
    """What codes stand for: organisations by id, wijken and buurten by code."""

    organisaties: Mapping[str, str]
    plekken: Mapping[str, str]


class Veld(NamedTuple):
    """What happened to one field, in words.

    Attributes
    ----------
    kolom, naam : str
        Of the register, and as people say it.
    voor, na : str
        Empty where nothing was filled in. Both are empty of a field that holds several things at once:
    erbij, eruit : tuple of str
        what was added to it and what was taken out.
    """

    kolom: str
    naam: str
    voor: str = ""
    na: str = ""
    erbij: tuple[str, ...] = ()
    eruit: tuple[str, ...] = ()

    @property
    def zin(self) -> str:
        """Return it as plain text.

        Examples
        --------
        >>> Veld("tot", "einde", "", "juli 2024").zin, Veld("tot", "einde", "2023", "").zin
        ('einde: juli 2024', 'einde: 2023 → leeg')
        >>> Veld("werkgebied", "werkgebied", erbij=("Molenwijk",), eruit=("Boerhaavewijk", "Meerwijk")).zin
        'werkgebied: erbij Molenwijk; eruit Boerhaavewijk, Meerwijk'
        """
        if self.erbij or self.eruit:
            delen = [f"{wat} {', '.join(n)}" for wat, n in (("erbij", self.erbij), ("eruit", self.eruit)) if n]
            return f"{self.naam}: {'; '.join(delen)}"
        return f"{self.naam}: {self.voor} → {self.na or 'leeg'}" if self.voor else f"{self.naam}: {self.na}"


class Teken(NamedTuple):
    """A sighting, or an attempt in vain, that was entered or taken out: its sentence, the source and the remark."""

    zin: str
    bron: str
    opmerking: str
    eruit: bool = False


class Rij(NamedTuple):
    """What happened to one row, its sightings with it.

    Attributes
    ----------
    soort, id : str
        Of the register.
    naam : str
        Of the row, or its id when it has none.
    wat : str
        `ERBIJ`, `ERUIT` or `ANDERS`.
    velden : list of Veld
        What differs; of a new row all that it holds, of one that was taken out nothing.
    tekens : list of Teken
    """

    soort: str
    id: str
    naam: str
    wat: str
    velden: list[Veld]
    tekens: list[Teken]

    @property
    def kop(self) -> str:
        return f"{self.naam} · {self.soort}"


def make_namen(tabellen: Tabellen) -> Namen:
    plekken = {**tabellen.wijken["wijknaam"], **tabellen.buurten["buurtnaam"]}
    return Namen(dict(tabellen.organisaties["naam"]), {str(code): str(naam) for code, naam in plekken.items()})


def vertel_rijen(wijzigingen: Iterable[Rijwijziging], namen: Namen) -> list[Rij]:
    """Return what happened to each row, a row and its sightings together: organisations first, then initiatives.

    Parameters
    ----------
    wijzigingen : iterable of Rijwijziging
        As the log has them (`Regel.rijen`), or from `register.opslag.ingrepen.tussen`.
    namen : Namen
        What other rows are called; rows that changed have their own names.

    Examples
    --------
    >>> oud, nieuw = ({"organisatie": "raad", "datum": datum, "bron": "brief"} for datum in ("2022-08", "2026-11-26"))
    >>> rijen = [
    ...     Rijwijziging(("waarneming", "raad/1"), Versie(1, oud), Versie(1, nieuw)),
    ...     Rijwijziging(("waarneming", "raad/2"), None, Versie(2, nieuw)),
    ... ]
    >>> raad = vertel_rijen(rijen, Namen({"raad": "Wijkraad Een"}, {}))[0]
    >>> raad.kop, raad.velden[0].zin, raad.tekens[0].zin
    ('Wijkraad Een · organisatie', 'laatst gezien: augustus 2022 → 26 november 2026', 'Gezien op 26 november 2026')
    """
    eigen = list(wijzigingen)
    # A name that changed or went with its row stands in the rows themselves.
    genoemd = {
        rij.sleutel[1]: versie.velden.get("naam", "")
        for rij in eigen
        if rij.sleutel[0] == ORGANISATIE and (versie := rij.na or rij.voor)
    }
    bekend = namen._replace(organisaties={**namen.organisaties, **{id_: n for id_, n in genoemd.items() if n}})
    per_rij: dict[tuple[str, str], list[Rijwijziging]] = {}
    for rij in eigen:
        per_rij.setdefault(_bij(rij), []).append(rij)
    volgorde = (ORGANISATIE, INITIATIEF)
    return [
        _rij(sleutel, delen, bekend)
        for sleutel, delen in sorted(per_rij.items(), key=lambda paar: (volgorde.index(paar[0][0]), paar[0][1]))
    ]


def _bij(rij: Rijwijziging) -> tuple[str, str]:
    """Return the row that a change is told with: a sighting with its organisation."""
    versie = rij.na or rij.voor
    return (ORGANISATIE, versie.velden["organisatie"]) if rij.sleutel[0] == WAARNEMING and versie else rij.sleutel


def _rij(sleutel: tuple[str, str], delen: list[Rijwijziging], namen: Namen) -> Rij:
    soort, id_ = sleutel
    naam, wat = namen.organisaties.get(id_, id_) if soort == ORGANISATIE else id_, ANDERS
    velden: list[Veld] = []
    tekens: list[Teken] = []
    for (van, _), voor, na in delen:
        if van == WAARNEMING and voor is not None and na is not None:
            velden += _velden(_teken_als_rij(voor), _teken_als_rij(na), namen)
        elif van == WAARNEMING:
            tekens.append(_teken(na or voor, eruit=na is None))
        else:
            naam = next((v.velden["naam"] for v in (na, voor) if v is not None and v.velden.get("naam")), naam)
            wat = ANDERS if voor and na else ERBIJ if na else ERUIT
            velden = [*(_velden(voor.velden if voor else {}, na.velden, namen) if na else []), *velden]
    return Rij(soort, id_, naam, wat, velden, tekens)


def _teken_als_rij(versie: Versie) -> dict[str, str]:
    """Return a sighting as the fields that its organisation has of it."""
    return {_KOLOM.get(naam, naam): waarde for naam, waarde in versie.velden.items() if naam != "organisatie"}


def _teken(versie: Versie | None, *, eruit: bool) -> Teken:
    velden: Velden = versie.velden if versie else {}
    wat = velden.get(UITKOMST, "gezien").capitalize()
    dag = deeldatum(velden.get("datum", ""))
    zin = f"{wat} {'op' if ' ' in dag and dag[0].isdecimal() else 'in'} {dag}" if dag else f"{wat}, zonder datum"
    return Teken(zin, velden.get("bron", ""), velden.get("opmerking", ""), eruit)


def _velden(voor: Velden, na: Velden, namen: Namen) -> list[Veld]:
    anders = [kolom for kolom in {**voor, **na} if voor.get(kolom, "") != na.get(kolom, "")]
    return [_veld(kolom, voor.get(kolom, ""), na.get(kolom, ""), namen) for kolom in anders]


def _veld(kolom: str, voor: str, na: str, namen: Namen) -> Veld:
    if kolom in _LIJSTEN:
        toen, nu = (_leden(tekst, _LIJSTEN[kolom], namen) for tekst in (voor, na))
        erbij, eruit = tuple(x for x in nu if x not in toen), tuple(x for x in toen if x not in nu)
        if erbij or eruit:  # else only their order changed
            return Veld(kolom, veldnaam(kolom), erbij=erbij, eruit=eruit)
        return Veld(kolom, veldnaam(kolom), ", ".join(toen), ", ".join(nu))
    return Veld(kolom, veldnaam(kolom), _in_woorden(kolom, voor, namen), _in_woorden(kolom, na, namen))


def _leden(tekst: str, scheiding: str, namen: Namen) -> list[str]:
    leden = [lid.strip() for lid in tekst.split(scheiding)]
    return [namen.plekken.get(lid, lid) for lid in leden if lid]


def _in_woorden(kolom: str, tekst: str, namen: Namen) -> str:
    if kolom in _DATUMS:
        return deeldatum(tekst)
    return namen.organisaties.get(tekst, tekst) if kolom == "opvolger" else tekst
