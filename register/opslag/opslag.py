"""A register in a database: read as it is known now or was known then, and changed by numbered changes only.

A save holds the one lock (the row of `registerstand`) from its first question until it is on the disk: who writes sees
what all before have written. Inside the lock every rule of the data is held against the whole register as it would be.
"""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select, union_all

from analysis.nederlands import datum
from analysis.schoon import schoon
from register.inlezen import csv_tabel
from register.kennis import Kennis, Registratie, tijdstip_iso
from register.opslag.fouten import Leeg, OpslagFout, VerkeerdeVraag
from register.opslag.gebruikers import neem_op
from register.opslag.ingrepen import (
    BEGONNEN,
    Bestaan,
    DraaiTerug,
    Gevolg,
    Ingreep,
    Rijwijziging,
    Verleden,
    vul_bron_aan,
    zegt,
)
from register.opslag.inhoud import (
    BESTANDEN,
    ORGANISATIE,
    UITKOMST,
    WAARNEMING,
    Inhoud,
    Sleutel,
    Verschil,
    Versie,
    eerste_inhoud,
    organisatie_van,
)
from register.opslag.ketting import als_tekst, breuken, leg_vast, som, velden_als_tekst
from register.opslag.stappen import STAPPEN, werk_bij
from register.opslag.tabellen import GEBRUIKER, KOLOM, REGISTERSTAND, VERSIE, WIJZIGING
from register.opslag.verbinding import Database
from register.opslag.wijziging import AL_BEWAARD, BEWAARD, NIETS, Over, Proef, Regel, Uitkomst, Zoekvraag
from register.register import Gelezen, Levering, Register, make_register, read_vlakken
from register.vlakregels import BUURTEN, WIJKEN
from systeem.klok import dag_voorbij, in_amsterdam, nu

_LEESBAAR = 500  # changes that somebody reads at once
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
_TE_NIEUW = (
    "Dit register is van een nieuwere versie van het programma (stap {}, dit programma kent {}). U kunt het lezen, "
    "niet wijzigen: werk het programma bij."
)

_WEG = (
    "Het bestand van het register is weg; er is niets bewaard. Zet het terug. Wilt u een nieuw register beginnen, "
    "start het programma dan opnieuw."
)
_TE_OUD = (
    "Dit register is van een oudere versie van het programma. Geef “python cli.py register begin” om het bij te "
    "werken; wat erin staat, blijft."
)

# Given the files of the registers as they would be, returns all files that a register is made of.
Aanvulling = Callable[[Mapping[str, bytes]], Levering]


class Opslag:
    """A register in a database.

    Parameters
    ----------
    database : Database
    aanvulling : callable
        What makes of the files of the registers a delivery: it adds boundaries and municipality.
    """

    def __init__(self, database: Database, aanvulling: Aanvulling) -> None:
        self.database = database
        self._aanvulling = aanvulling
        # Registers change and boundaries hardly do: of these the last judgement, and of which files it is.
        self._vlakken: tuple[tuple[bytes | None, ...], Gelezen] | None = None
        # That there once was a register: when it is gone, nobody begins another in its place without knowing.
        self._was_begonnen = False

    # --- reading ---

    def stand(self, nummer: int | None = None) -> Kennis:
        """Return what is known at a number, None for now: a question of a fraction of a millisecond."""
        with self.database.lezen() as verbinding:
            kennis = _kennis(verbinding, nummer)
        self._was_begonnen = True
        return kennis

    def kennis_op(self, dag: date) -> Kennis:
        """Return what was known at the end of a day in Amsterdam; of a day that is not over, what is known now."""
        with self.database.lezen() as verbinding:
            begin = _kennis(verbinding, 1).tijdstip
            if (einde := dag_voorbij(dag)) > nu():
                return _kennis(verbinding, None)
            voor = einde.strftime(_MOMENT)
            nummer = verbinding.execute(
                select(func.max(WIJZIGING.c.nummer)).where(WIJZIGING.c.tijdstip < voor)
            ).scalar_one()
            if nummer is None:
                raise VerkeerdeVraag(
                    f"Op {datum(dag)} was er nog geen register: het begint op {datum(in_amsterdam(begin).date())}."
                )
            return _kennis(verbinding, nummer)._replace(bekend_op=dag)

    def lees(self, nummer: int | None = None) -> tuple[Kennis, Inhoud]:
        """Return the register at a number, None for now."""
        with self.database.lezen() as verbinding:
            kennis = _kennis(verbinding, nummer)
            return kennis, _lees(verbinding, kennis.nummer)

    def registraties(self, nummer: int) -> dict[Sleutel, Registratie]:
        """Return since when each row says what it says at a number, and until when; a row is told with its sightings.

        All versions that ever were are read: it is for who takes a table along, not for a screen.
        """
        with self.database.lezen() as verbinding:
            sinds = _tijdstippen(verbinding, func.max, operator.le, nummer)
            later = _tijdstippen(verbinding, func.min, operator.gt, nummer)
        return {
            rij: Registratie(_iso(max(wanneer)), _iso(min(later[rij])) if rij in later else "")
            for rij, wanneer in sinds.items()
        }

    def ooit(self, soort: str) -> set[str]:
        """Return the ids of all rows of a kind that are or ever were in the register."""
        with self.database.lezen() as verbinding:
            return set(verbinding.execute(select(VERSIE.c.id).where(VERSIE.c.soort == soort).distinct()).scalars())

    def logboek(
        self,
        vanaf: int = 1,
        tot_en_met: int | None = None,
        *,
        zoek: Zoekvraag | None = None,
        hoogstens: int | None = None,
        sla_over: int = 0,
    ) -> list[Regel]:
        """Return the changes, the last first: all that are asked for, or so many of them after the first few."""
        with self.database.lezen() as verbinding:
            _kennis(verbinding, None)
            w = WIJZIGING.c
            waar = [*_waar(zoek), w.nummer >= vanaf]
            if tot_en_met is not None:
                waar.append(w.nummer <= tot_en_met)
            vraag = (
                select(w.nummer, w.tijdstip, GEBRUIKER.c.naam, w.via, w.soort, w.waarom, w.bron, w.terug_van)
                .join(GEBRUIKER, GEBRUIKER.c.nummer == w.gebruiker)
                .where(*waar)
                .order_by(w.nummer.desc())
                .limit(hoogstens)
                .offset(sla_over)
            )
            gevonden = verbinding.execute(vraag).all()
            rijen = _rijen_per(verbinding, [nr for nr, *_ in gevonden])
            return [
                Regel(nr, _moment(tijd), wie, via, soort, waarom, bron, terug_van, rijen[nr])
                for nr, tijd, wie, via, soort, waarom, bron, terug_van in gevonden
            ]

    def aantal(self, zoek: Zoekvraag | None = None) -> int:
        """Return how many changes there are that are asked for."""
        with self.database.lezen() as verbinding:
            _kennis(verbinding, None)
            vraag = select(func.count()).select_from(WIJZIGING)
            vraag = vraag.join(GEBRUIKER, GEBRUIKER.c.nummer == WIJZIGING.c.gebruiker).where(*_waar(zoek))
            return verbinding.execute(vraag).scalar_one()

    def wie(self) -> list[str]:
        """Return the names of all who ever changed something, in order of the alphabet."""
        with self.database.lezen() as verbinding:
            vraag = select(GEBRUIKER.c.naam).where(GEBRUIKER.c.nummer.in_(select(WIJZIGING.c.gebruiker)))
            return sorted(set(verbinding.execute(vraag).scalars()))

    def teruggedraaid(self, nummers: Iterable[int]) -> dict[int, int]:
        """Return of these changes those that are undone, each with the number of the change that did so.

        A change whose undoing was undone itself holds again.
        """
        gevraagd = set(nummers)
        with self.database.lezen() as verbinding:
            w = WIJZIGING.c
            vraag = select(w.terug_van, w.nummer).where(w.terug_van.is_not(None)).order_by(w.nummer.desc())
            uit: dict[int, int] = {}
            # The last first: what undid a change is later, so by then it is known whether that still holds.
            for terug_van, nummer in verbinding.execute(vraag.where(w.nummer > min(gevraagd, default=0))):
                if terug_van is not None and nummer not in uit:
                    uit.setdefault(terug_van, nummer)
            return {terug_van: nummer for terug_van, nummer in uit.items() if terug_van in gevraagd}

    def onder_sleutel(self, sleutel: str) -> int | None:
        """Return the number of the change that was saved under a key, None when there is none."""
        with self.database.lezen() as verbinding:
            _kennis(verbinding, None)
            return verbinding.execute(
                select(WIJZIGING.c.nummer).where(WIJZIGING.c.sleutel == sleutel)
            ).scalar_one_or_none()

    def breuken(self) -> list[str]:
        """Return in Dutch where the register is not what was saved; empty when all is whole."""
        with self.database.lezen() as verbinding:
            _kennis(verbinding, None)
            return list(breuken(verbinding))

    # --- writing ---

    def begin(self, over: Over, bestanden: Mapping[str, bytes]) -> Uitkomst:
        """Begin a register with these files (by name) as change 1; one that has begun is left as it is.

        Raises
        ------
        DataFout
            When the files break a rule: then nothing has been made.
        """
        with self.database.schrijven() as verbinding:
            if (stand := _vergrendel(verbinding)) > 0:
                return Uitkomst(stand, AL_BEWAARD)
            return Uitkomst(self._begin(verbinding, over, bestanden), BEWAARD)

    def _begin(self, verbinding: Connection, over: Over, bestanden: Mapping[str, bytes]) -> int:
        eerste = self._eerste(bestanden)
        self._toets(eerste)
        werk_bij(verbinding, _stap(verbinding))
        return _schrijf(verbinding, over, BEGONNEN, eerste.versies, Inhoud(), kolommen=eerste.kolommen)

    def _eerste(self, bestanden: Mapping[str, bytes]) -> Inhoud:
        """Return what a register says that begins with these files; `DataFout` when they break a rule."""
        make_register(self._aanvulling(bestanden))
        tabellen = {}
        for soort, bestand in BESTANDEN.items():
            # The rules have read it: its columns are those of the file.
            tabellen[soort], _ = csv_tabel(bestanden[bestand], bestand, ("id", "naam"))
        return eerste_inhoud(tabellen)

    def is_begonnen(self) -> bool:
        """Return whether there is a register. One that was seen is not asked again: if it went, reading it tells so.

        Raises
        ------
        OpslagFout
            Also when its file is gone since it was last seen.
        """
        if self.database.is_bestand and not self.database.pad.exists():
            if self._was_begonnen:
                raise OpslagFout(_WEG)
            return False
        if not self._was_begonnen:
            try:
                self.stand()
            except Leeg:
                return False
        return True

    def bewaar(self, over: Over, *ingrepen: Ingreep, begin: tuple[Over, Mapping[str, bytes]] | None = None) -> Uitkomst:
        """Do one or more things to the register as one change, or nothing at all.

        With `begin` (what goes with it, and files by name) a register that has not begun does so first, in one go.

        Raises
        ------
        DataFout
            When the register would break a rule: every finding of it.
        Conflict
            When others changed the same since it was read.
        VerkeerdeVraag
            When a row, field or number does not exist.
        OpslagFout
        """
        with self.database.schrijven() as verbinding:
            nummer = _vergrendel(verbinding)
            if nummer == 0:
                if begin is None:
                    raise Leeg
                nummer = self._begin(verbinding, *begin)
            verzoek = _merk(over, ingrepen)
            if (eerder := _onder_sleutel(verbinding, over.sleutel, verzoek)) is not None:
                return Uitkomst(eerder, AL_BEWAARD)
            neem_op(verbinding, over.wie)
            huidig = _lees(verbinding, nummer)
            gevolg = _samen(huidig, _Verleden(verbinding), ingrepen, over.bron)
            if not gevolg.verschil:
                return Uitkomst(nummer, NIETS, tuple(gevolg.gelaten))
            self._toets(huidig.met(gevolg.verschil))
            terug = next((i.nummer for i in ingrepen if isinstance(i, DraaiTerug)), None)
            soort = ingrepen[0].soort_wijziging
            nieuw = _schrijf(verbinding, over, soort, gevolg.verschil, huidig, terug_van=terug, verzoek=verzoek)
        return Uitkomst(nieuw, BEWAARD, tuple(gevolg.gelaten))

    def proef(self, bron: str, *ingrepen: Ingreep, begin: Mapping[str, bytes] | None = None) -> Proef:
        """Return what the register would say after this, checked by every rule, and save nothing.

        With `begin` (files by name) a register that has not begun is taken to have begun with these as change 1.

        Raises
        ------
        DataFout, Conflict, VerkeerdeVraag, OpslagFout
            As `bewaar`.
        """
        if begin is not None and not self.is_begonnen():
            nu = replace(self._eerste(begin), nummer=1)
            return self._proef(nu, _GeenVerleden(nu), bron, ingrepen)
        with self.database.lezen() as verbinding:
            nu = _lees(verbinding, _kennis(verbinding, None).nummer)
            return self._proef(nu, _Verleden(verbinding), bron, ingrepen)

    def _proef(self, nu: Inhoud, verleden: Verleden, bron: str, ingrepen: Iterable[Ingreep]) -> Proef:
        gevolg = _samen(nu, verleden, ingrepen, bron)
        straks = nu.met(gevolg.verschil)
        return Proef(nu, straks, self._toets(straks), tuple(gevolg.gelaten))

    def _toets(self, straks: Inhoud) -> Register:
        """Return the register that this would be; `DataFout` with every finding when a rule is broken."""
        levering = self._aanvulling(straks.bestanden())
        grenzen = levering.inhoud[WIJKEN], levering.inhoud[BUURTEN]
        if self._vlakken is None or self._vlakken[0] != grenzen or levering.onleesbaar:
            self._vlakken = grenzen, read_vlakken(levering)
        return make_register(levering, self._vlakken[1])


def _samen(huidig: Inhoud, verleden: Verleden, ingrepen: Iterable[Ingreep], bron: str) -> Gevolg:
    """Return what several interventions do one after another, leaving out what in the end says what it said."""
    verschil: dict[Sleutel, Versie | None] = {}
    gelaten: list[Sleutel] = []
    for ingreep in ingrepen:
        straks = huidig.met(verschil)
        stap = ingreep.gevolg(straks, verleden)
        eigen: Verschil = stap.verschil
        if not isinstance(ingreep, DraaiTerug):  # what was known before may have had no source
            eigen = vul_bron_aan(straks, verleden, eigen, bron)
        verschil |= eigen
        gelaten += stap.gelaten
    oud = huidig.versies
    return Gevolg({s: v for s, v in verschil.items() if zegt(oud.get(s)) != zegt(v)}, gelaten)


class _Verleden:
    """What interventions may ask about earlier numbers, within the lock."""

    def __init__(self, verbinding: Connection) -> None:
        self._verbinding = verbinding

    def op(self, nummer: int) -> Inhoud:
        """Return the register at a number."""
        return _lees(self._verbinding, nummer)

    def laatste_plek(self, soort: str) -> int:
        """Return the highest place that a row of a kind ever had."""
        vraag = select(func.max(VERSIE.c.plek)).where(VERSIE.c.soort == soort)
        return self._verbinding.execute(vraag).scalar_one() or 0

    def bestaan(self, sleutel: Sleutel) -> Bestaan | None:
        """Return how long a row was there at last."""
        vraag = select(VERSIE.c.sinds, VERSIE.c.tot_nr).where(VERSIE.c.soort == sleutel[0], VERSIE.c.id == sleutel[1])
        laatste = self._verbinding.execute(vraag.order_by(VERSIE.c.sinds.desc()).limit(1)).first()
        return None if laatste is None else Bestaan(*laatste)

    def rijen_van(self, nummer: int) -> list[Rijwijziging]:
        """Return what a change did."""
        return _rijen_per(self._verbinding, [nummer])[nummer]


class _GeenVerleden:
    """The past of a register that is about to begin: this, and nothing before it."""

    def __init__(self, nu: Inhoud) -> None:
        self._nu = nu

    def op(self, nummer: int) -> Inhoud:  # noqa: ARG002  there is one number
        """Return the register as it begins."""
        return self._nu

    def laatste_plek(self, soort: str) -> int:
        """Return the highest place of a kind."""
        return max((versie.plek for (van, _), versie in self._nu.versies.items() if van == soort), default=0)

    def bestaan(self, sleutel: Sleutel) -> Bestaan | None:
        """Return since when a row is there."""
        return Bestaan(1, None) if sleutel in self._nu.versies else None

    def rijen_van(self, nummer: int) -> list[Rijwijziging]:  # noqa: ARG002
        """Return what a change did: none has been made."""
        return []


# Whether there are tables at all, before anything is asked of them.
_BEGONNEN = {
    "sqlite": "select count(*) from sqlite_master where name = 'registerstand'",
    "postgresql": "select count(to_regclass('registerstand'))",
}


def _stap(verbinding: Connection) -> int:
    """Return the step that the tables are at, 0 when there are none."""
    if not verbinding.exec_driver_sql(_BEGONNEN[verbinding.dialect.name]).scalar_one():
        return 0
    return verbinding.execute(select(REGISTERSTAND.c.stap)).scalar_one()


def _vergrendel(verbinding: Connection) -> int:
    """Take the lock and return the number of the last change; the tables are those of this program."""
    stap = _stap(verbinding)
    if stap > len(STAPPEN):
        raise OpslagFout(_TE_NIEUW.format(stap, len(STAPPEN)))
    if stap == 0:
        return 0
    nummer = verbinding.execute(select(REGISTERSTAND.c.nummer).with_for_update()).scalar_one()
    werk_bij(verbinding, stap)
    return nummer


def _kennis(verbinding: Connection, nummer: int | None) -> Kennis:
    """Return what is known at a number, None for the last."""
    stap = _stap(verbinding)
    if 0 < stap < len(STAPPEN):
        raise OpslagFout(_TE_OUD)
    laatste = verbinding.execute(select(REGISTERSTAND.c.nummer)).scalar_one() if stap else 0
    if laatste == 0:
        raise Leeg
    if nummer is not None and not 1 <= nummer <= laatste:
        raise VerkeerdeVraag(f"Nummer {nummer} is er niet: het laatste is {laatste}.")
    vraag = select(WIJZIGING.c.nummer, WIJZIGING.c.tijdstip, WIJZIGING.c.som)
    gevonden = verbinding.execute(vraag.where(WIJZIGING.c.nummer == (nummer or laatste))).first()
    if gevonden is None:
        raise OpslagFout(
            f"Het register staat op nummer {laatste}, maar die wijziging is er niet. Zet een reservekopie terug."
        )
    waarschuwing = _TE_NIEUW.format(stap, len(STAPPEN)) if stap > len(STAPPEN) else ""
    return Kennis(gevonden.nummer, _moment(gevonden.tijdstip), gevonden.som, waarschuwing=waarschuwing)


def _lees(verbinding: Connection, nummer: int) -> Inhoud:
    v = VERSIE.c
    velden = (v.soort, v.id, v.plek, v.velden, v.sinds)
    # Two questions that each follow the index on `tot_nr`, where one with "or" would read every version that ever was;
    # the sum keeps a database from the index on `sinds`, by which nearly all of them qualify.
    nu_nog = select(*velden).where(v.tot_nr.is_(None), v.sinds + 0 <= nummer)
    toen_nog = select(*velden).where(v.tot_nr > nummer, v.sinds + 0 <= nummer)
    versies = {
        (soort, id_): Versie(plek, json.loads(tekst), sinds)
        for soort, id_, plek, tekst, sinds in verbinding.execute(union_all(nu_nog, toen_nog))
    }
    kolommen: dict[str, tuple[str, ...]] = dict.fromkeys(BESTANDEN, ())
    vraag = select(KOLOM.c.soort, KOLOM.c.naam).where(KOLOM.c.sinds <= nummer).order_by(KOLOM.c.plek)
    for soort, naam in verbinding.execute(vraag):
        kolommen[soort] += (naam,)
    return Inhoud(nummer, kolommen, versies)


def _waar(zoek: Zoekvraag | None) -> list[ColumnElement[bool]]:
    """Return what must hold of a change that is asked for."""
    zoek = zoek or Zoekvraag()
    w, uit = WIJZIGING.c, []
    if zoek.tekst:
        delen = [kolom.icontains(zoek.tekst, autoescape=True) for kolom in (w.waarom, w.bron)]
        uit.append(or_(*delen, *(w.nummer.in_(vraag) for vraag in _nummers(zoek))))
    if zoek.wie:
        uit.append(GEBRUIKER.c.naam == zoek.wie)
    if zoek.soort:
        uit.append(w.soort == zoek.soort)
    if zoek.vanaf is not None:
        uit.append(w.tijdstip >= dag_voorbij(zoek.vanaf - timedelta(days=1)).strftime(_MOMENT))
    if zoek.tot_en_met is not None:
        uit.append(w.tijdstip < dag_voorbij(zoek.tot_en_met).strftime(_MOMENT))
    return uit


def _nummers(zoek: Zoekvraag) -> Iterator[Select[Any]]:
    """Yield the questions for the numbers of changes to rows that are found by id or by name."""
    v = VERSIE.c
    # The id of a sighting is that of its organisation, with a number behind it.
    wie = func.rtrim(func.rtrim(v.id, "0123456789"), "/")
    ids: dict[str, list[str]] = {}
    for soort, id_ in sorted(zoek.rijen):
        ids.setdefault(soort, []).append(id_)
    welke = [and_(v.soort == soort, v.id.in_(eigen)) for soort, eigen in ids.items()]
    welke.append(v.id.icontains(zoek.tekst, autoescape=True))
    if ORGANISATIE in ids:
        welke.append(and_(v.soort == WAARNEMING, wie.in_(ids[ORGANISATIE])))
    yield from (select(nummer).where(nummer.is_not(None), or_(*welke)) for nummer in (v.sinds, v.tot_nr))


def _rijen_per(verbinding: Connection, nummers: Sequence[int]) -> dict[int, list[Rijwijziging]]:
    """Return what each of these changes did, in two questions."""
    v = VERSIE.c
    voor: dict[int, dict[Sleutel, Versie]] = {nummer: {} for nummer in nummers}
    na: dict[int, dict[Sleutel, Versie]] = {nummer: {} for nummer in nummers}
    for waar, grens in ((voor, v.tot_nr), (na, v.sinds)):
        vraag = select(grens, v.soort, v.id, v.plek, v.velden, v.sinds)
        vraag = vraag.where(grens.between(min(nummers, default=0), max(nummers, default=0)))
        if len(nummers) <= _LEESBAAR:  # a page of a search; else nearly all of what is between is asked for
            vraag = vraag.where(grens.in_(nummers))
        for nummer, soort, id_, plek, tekst, sinds in verbinding.execute(vraag):
            if nummer in waar:
                waar[nummer][soort, id_] = Versie(plek, json.loads(tekst), sinds)
    return {
        nummer: [Rijwijziging(s, voor[nummer].get(s), na[nummer].get(s)) for s in sorted({*voor[nummer], *na[nummer]})]
        for nummer in nummers
    }


def _tijdstippen(
    verbinding: Connection,
    uiterste: Callable[[ColumnElement[int]], ColumnElement[int]],
    vergelijk: Callable[[ColumnElement[int], int], ColumnElement[bool]],
    nummer: int,
) -> dict[Sleutel, list[str]]:
    """Return when each row and each of its sightings was last touched up to a number, or first after it."""
    v = VERSIE.c
    # An attempt that reached nobody changes nothing of what a row says.
    telt = or_(v.soort != WAARNEMING, not_(v.velden.contains(f'"{UITKOMST}":')))
    open_, dicht = (select(v.soort, v.id, nr.label("nr")).where(telt) for nr in (v.sinds, v.tot_nr))
    m = union_all(open_, dicht.where(v.tot_nr.is_not(None))).subquery().c
    per_sleutel = select(m.soort, m.id, uiterste(m.nr).label("nr")).where(vergelijk(m.nr, nummer))
    een = per_sleutel.group_by(m.soort, m.id).subquery().c
    uit: dict[Sleutel, list[str]] = {}
    for soort, id_, tijdstip in verbinding.execute(
        select(een.soort, een.id, WIJZIGING.c.tijdstip).where(WIJZIGING.c.nummer == een.nr)
    ):
        rij = (ORGANISATIE, organisatie_van(id_)) if soort == WAARNEMING else (soort, id_)
        uit.setdefault(rij, []).append(tijdstip)
    return uit


def _onder_sleutel(verbinding: Connection, sleutel: str | None, verzoek: str) -> int | None:
    """Return the number of the change that was saved under a key, None when there is none."""
    if sleutel is None:
        return None
    vraag = select(WIJZIGING.c.nummer, WIJZIGING.c.verzoek).where(WIJZIGING.c.sleutel == sleutel)
    eerder = verbinding.execute(vraag).first()
    if eerder is None:
        return None
    if eerder.verzoek != verzoek:
        raise VerkeerdeVraag(
            f"Deze sleutel is van nummer {eerder.nummer}, en daar is iets anders bewaard. Kies een nieuwe sleutel."
        )
    return eerder.nummer


def _merk(over: Over, ingrepen: Iterable[Ingreep]) -> str:
    """Return a mark of what is asked; the day on which it is asked does not count."""
    delen = [
        [type(een).__name__, {naam: waarde for naam, waarde in asdict(een).items() if naam != "vandaag"}]
        for een in ingrepen
    ]
    return hashlib.sha256(als_tekst([over.waarom, over.bron, delen]).encode(errors="surrogatepass")).hexdigest()


def _schrijf(
    verbinding: Connection,
    over: Over,
    soort: str,
    verschil: Verschil,
    oud: Inhoud,
    *,
    terug_van: int | None = None,
    verzoek: str = "",
    kolommen: Mapping[str, tuple[str, ...]] | None = None,
) -> int:
    nummer = oud.nummer + 1
    vorige = _kennis(verbinding, oud.nummer) if oud.nummer else None
    moment = nu() if vorige is None else max(nu(), vorige.tijdstip)  # a clock that is set back changes no order
    wijziging = {
        "nummer": nummer,
        "tijdstip": moment.strftime(_MOMENT),
        "gebruiker": neem_op(verbinding, over.wie),
        "via": over.via,
        "soort": soort,
        "waarom": schoon(over.waarom).strip(),
        "bron": schoon(over.bron).strip(),
        "terug_van": terug_van,
        "sleutel": over.sleutel,
        "verzoek": verzoek,
    }
    geopend = [(*sleutel, v.plek, velden_als_tekst(v)) for sleutel, v in verschil.items() if v is not None]
    gesloten = [(*sleutel, oud.versies[sleutel].sinds) for sleutel in verschil if sleutel in oud.versies]
    nieuwe = [(van, naam, plek) for van, namen in (kolommen or {}).items() for plek, naam in enumerate(namen, start=1)]
    delen = (nieuwe, geopend, gesloten)
    leg_vast(verbinding, wijziging | {"som": som(vorige.som if vorige else "", wijziging, *delen)}, *delen)
    return nummer


def _iso(tekst: str) -> str:
    return tijdstip_iso(_moment(tekst))


def _moment(tekst: str) -> datetime:
    return datetime.strptime(tekst, _MOMENT).replace(tzinfo=UTC)
