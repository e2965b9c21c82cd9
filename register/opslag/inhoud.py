"""What a register says at one number: its rows, the tables and files that follow from them. No database here."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis.controle.fouten import INITIATIEVEN, ORGANISATIES
from analysis.datums import BEGIN_DER_TIJDEN, eerste_dag

ORGANISATIE, INITIATIEF, WAARNEMING = "organisatie", "initiatief", "waarneming"
BESTANDEN = {ORGANISATIE: ORGANISATIES, INITIATIEF: INITIATIEVEN}

# What an organisation has from the youngest of its sightings.
GEZIEN, BRON = "laatst_gezien", "bron"
TEKEN = {GEZIEN: "datum", BRON: "bron"}
# How an attempt to ask an organisation ended: with an `UITKOMST` a row among the sightings is none.
UITKOMST, NIET_BEREIKT = "uitkomst", "niet bereikt"

Velden = Mapping[str, str]
Sleutel = tuple[str, str]


class Versie(NamedTuple):
    """What a row says.

    Attributes
    ----------
    plek : int
        Its place among the rows of its kind.
    velden : mapping of str to str
        Of a sighting `organisatie`, `datum`, `bron`, `opmerking` and `UITKOMST`; of the others the columns of their
        file but the id, and of an organisation but `TEKEN`. What is empty is left out.
    sinds : int
        The number of the change that made it; 0 while it is not saved.
    """

    plek: int
    velden: Velden
    sinds: int = 0


Verschil = Mapping[Sleutel, Versie | None]


@dataclass(frozen=True)
class Inhoud:
    """The rows of a register at one number; a change gives another one.

    Attributes
    ----------
    nummer : int
        0 before the first change.
    kolommen : mapping of str to tuple of str
        The columns of the file of each kind, in order.
    versies : mapping of (kind, id) to Versie

    Examples
    --------
    >>> rijen = {("organisatie", "raad"): Versie(1, {"naam": "Raad"})}
    >>> for plek, datum in ((1, "2024-03"), (2, ""), (3, "2023-12-31")):
    ...     rijen["waarneming", str(plek)] = Versie(plek, {"organisatie": "raad", "datum": datum, "bron": f"b{plek}"})
    >>> inhoud = Inhoud(1, {"organisatie": ("id", "naam", "laatst_gezien", "bron")}, rijen)
    >>> print(inhoud.csv("organisatie").decode(), end="")
    id,naam,laatst_gezien,bron
    raad,Raad,2024-03,b1
    """

    nummer: int = 0
    kolommen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    versies: Mapping[Sleutel, Versie] = field(default_factory=dict)

    def rij(self, soort: str, id_: str) -> dict[str, str] | None:
        """Return all columns of a row, empty where nothing is known; None when there is no such row."""
        versie = self.versies.get((soort, id_))
        if versie is None:
            return None
        uit = dict.fromkeys(self.kolommen[soort], "") | {"id": id_} | dict(versie.velden)
        if soort == ORGANISATIE and (jongste := self.jongste(id_)) is not None:
            uit |= {naam: self.versies[WAARNEMING, jongste].velden.get(van, "") for naam, van in TEKEN.items()}
        return uit

    def rijen(self, soort: str) -> list[dict[str, str]]:
        """Return the rows of a kind, in the order of their file."""
        eigen = sorted((versie.plek, id_) for (van, id_), versie in self.versies.items() if van == soort)
        return [rij for _, id_ in eigen if (rij := self.rij(soort, id_)) is not None]

    def csv(self, soort: str) -> bytes:
        """Return the file of a kind, in the one form in which the same rows always give the same bytes."""
        geheugen = io.StringIO(newline="")
        schrijver = csv.writer(geheugen, lineterminator="\n")
        schrijver.writerow(self.kolommen[soort])
        schrijver.writerows([rij[naam] for naam in self.kolommen[soort]] for rij in self.rijen(soort))
        return geheugen.getvalue().encode()

    def bestanden(self) -> dict[str, bytes]:
        """Return the files of the registers by name."""
        return {bestand: self.csv(soort) for soort, bestand in BESTANDEN.items()}

    def jongste(self, organisatie: str) -> str | None:
        """Return the id of the youngest sighting of an organisation, None without any.

        A partial date is the first day of it, a source without a date is older than any; of two equal ones the last
        that was entered counts. An attempt that reached nobody is no sighting.
        """
        return self._jongste.get(organisatie)

    def niet_bereikt(self) -> dict[str, str]:
        """Return when each organisation was last asked in vain: only those of which nothing has been seen since."""
        laatste = {wie: max(ids, key=self._volgorde) for wie, ids in self._waarnemingen.items()}
        velden = {wie: self.versies[WAARNEMING, id_].velden for wie, id_ in laatste.items()}
        return {wie: eigen.get("datum", "") for wie, eigen in velden.items() if UITKOMST in eigen}

    def waarnemingen(self, organisatie: str) -> list[str]:
        """Return the ids of the sightings of an organisation, in order of entry."""
        return self._waarnemingen.get(organisatie, [])

    def met(self, verschil: Verschil) -> Inhoud:
        """Return what the register says when these rows say this, and those that are None are gone."""
        versies = {sleutel: v for sleutel, v in {**self.versies, **verschil}.items() if v is not None}
        return Inhoud(self.nummer, self.kolommen, versies)

    @cached_property
    def _waarnemingen(self) -> dict[str, list[str]]:
        uit = defaultdict(list)
        eigen = [(versie.plek, id_) for (soort, id_), versie in self.versies.items() if soort == WAARNEMING]
        for _, id_ in sorted(eigen):
            uit[self.versies[WAARNEMING, id_].velden["organisatie"]].append(id_)
        return dict(uit)

    @cached_property
    def _jongste(self) -> dict[str, str]:
        uit = {}
        for wie, ids in self._waarnemingen.items():
            if gezien := [id_ for id_ in ids if UITKOMST not in self.versies[WAARNEMING, id_].velden]:
                uit[wie] = max(gezien, key=self._volgorde)
        return uit

    def _volgorde(self, id_: str) -> tuple[pd.Timestamp, int]:
        """Return what puts the sightings of one organisation in order: the last is the youngest."""
        return self._dag[id_], self.versies[WAARNEMING, id_].plek

    @cached_property
    def _dag(self) -> dict[str, pd.Timestamp]:
        alle = [id_ for ids in self._waarnemingen.values() for id_ in ids]
        datums = pd.Series([self.versies[WAARNEMING, id_].velden.get("datum", "") for id_ in alle], dtype="str")
        return dict(zip(alle, eerste_dag(datums).fillna(BEGIN_DER_TIJDEN), strict=True))


def gevuld(velden: Velden) -> dict[str, str]:
    """Return the fields that hold something: a version holds no empty ones, so that equal rows are equal versions."""
    return {naam: waarde for naam, waarde in velden.items() if waarde}


def eerste_inhoud(tabellen: Mapping[str, pd.DataFrame]) -> Inhoud:
    """Return what a register says that begins with these tables.

    Parameters
    ----------
    tabellen : mapping of str to DataFrame
        By kind: text columns with `id`, as `register.inlezen` gives them, `plek` included. What an organisation has of
        a sighting becomes its first one.
    """
    kolommen = {soort: tuple(naam for naam in tabel.columns if naam != "plek") for soort, tabel in tabellen.items()}
    versies: dict[Sleutel, Versie] = {}
    for soort, tabel in tabellen.items():
        for plek, cellen in enumerate(tabel.drop(columns="plek").to_dict("records"), start=1):
            rij = {str(naam): str(waarde) for naam, waarde in cellen.items()}
            id_ = rij.pop("id")
            teken = {van: rij.pop(naam) for naam, van in TEKEN.items()} if soort == ORGANISATIE else {}
            versies[soort, id_] = Versie(plek, gevuld(rij))
            if any(teken.values()):
                sleutel, versie = waarneming(id_, plek, teken)
                versies[sleutel] = versie
    return Inhoud(0, kolommen, versies)


def waarneming(organisatie: str, plek: int, velden: Velden) -> tuple[Sleutel, Versie]:
    """Return a sighting of an organisation at a place among all of them, under a key that no other has."""
    eigen = {"organisatie": organisatie, **velden}
    return (WAARNEMING, f"{organisatie}/{plek}"), Versie(plek, gevuld(eigen))


def organisatie_van(id_: str) -> str:
    """Return of which organisation a sighting is, by its id.

    Examples
    --------
    >>> organisatie_van(waarneming("raad/oost", 12, {})[0][1])
    'raad/oost'
    """
    return id_.rpartition("/")[0]
