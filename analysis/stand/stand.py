"""The situation on one or more days: the one door to the rules on coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

import pandas as pd

from analysis import waarden as w
from analysis.datums import als_tijdstip, eerste_dag, jaren_eerder
from analysis.score import bewijs, groepsrang, is_actief, is_bevestigd, is_onzeker, pak, status
from analysis.stand.buurten import dekking, per_buurt
from analysis.stand.groepen import groep_van, inwoners_per_buurt, inwoners_per_groep, jonge_tekens
from analysis.stand.initiatieven import initiatiefperiodes
from analysis.stand.organisaties import lopend, periodes, scores, wordend
from analysis.stand.rijen import herhaald, onder_elkaar
from analysis.stand.wijken import Wijkmatrix, wijkmatrix, wijkstatus_van
from analysis.tabellen import Tabellen

PLATFORM_IN_OPRICHTING = "platform in oprichting"
T = TypeVar("T")


class Telling(NamedTuple):
    """How many active organisations there are of a kind, and of how many that is still to be verified."""

    aantal: int
    onzeker: int


class Stand:
    """What the registers say of some days, each table computed once, when it is first asked for.

    There are two kinds of tables. With a column per day: `scores`, `wordend`, `buurtscores`, `oprichting`,
    `wijkmatrix`, `buurtgroepen`, `groepscores`, `groepen`, `aanwezig`. Of a Stand of one day, and mostly in words:
    `organisaties`, `buurten`, `wijken`, `buurtinwoners`, `initiatieven`; `op` gives that Stand for one of many days.
    None of them is ever changed in place.

    Parameters
    ----------
    tabellen : Tabellen
    dagen : date or iterable of date
        Equal days count once.
    variant : str, optional
        The key of a variant of the policy; the first when left out. The attribute is the `Variant` itself.
    """

    def __init__(self, tabellen: Tabellen, dagen: date | Iterable[date], variant: str | None = None) -> None:
        self.tabellen = tabellen
        self.dagen = (dagen,) if isinstance(dagen, date) else tuple(dict.fromkeys(dagen))
        self.variant = tabellen.gemeente.beleid.variant(variant)

    @property
    def dag(self) -> date:
        """Return the day of a Stand of one day; raises `ValueError` when it has more, or none."""
        (dag,) = self.dagen
        return dag

    def op(self, dag: date) -> Stand:
        """Return the Stand of one of these days, from the tables that are there; raises `KeyError` for another."""
        if self.dagen == (dag,):
            return self
        plek = self._plek[dag]
        uit, kolom = Stand(self.tabellen, dag, self.variant.sleutel), slice(plek, plek + 1)
        vars(uit).update(
            {naam: getattr(self, naam) for naam in ("periodes", "dekking", "buurtnamen", "_initiatiefperiodes")},
            **{naam: getattr(self, naam).iloc[:, kolom] for naam in _PER_DAG},
            wijkmatrix=Wijkmatrix(*(tabel.iloc[:, kolom] for tabel in self.wijkmatrix)),
            groepen={groep: tabel.iloc[:, kolom] for groep, tabel in self.groepen.items()},
        )
        return uit

    @cached_property
    def _plek(self) -> dict[date, int]:
        return {dag: plek for plek, dag in enumerate(self.dagen)}

    # ---- every day

    @cached_property
    def periodes(self) -> pd.DataFrame:
        """Return from when until when each organisation counts: see `analysis.stand.organisaties.periodes`."""
        return periodes(self.tabellen.organisaties, self.tabellen.gemeente.beleid)

    @cached_property
    def dekking(self) -> pd.DataFrame:
        """Return which organisation covers which buurt of which wijk, at any time, one row per pair.

        Returns
        -------
        DataFrame
            Columns `organisatie` (id), `buurtcode` and `wijkcode`.
        """
        paren = dekking(self.tabellen.organisaties, self.tabellen.buurten)
        return paren.assign(wijkcode=paren["buurtcode"].map(self.tabellen.buurten["wijkcode"]))

    @cached_property
    def buurtnamen(self) -> pd.Series:
        """Return the names of the buurten that each organisation covers in each wijk, joined by `, `.

        Returns
        -------
        Series of str
            Index `wijkcode` and `organisatie`.
        """
        namen = self.dekking["buurtcode"].map(self.tabellen.buurten["buurtnaam"])
        return namen.groupby([self.dekking["wijkcode"], self.dekking["organisatie"]]).agg(", ".join)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Return what each organisation gives a buurt: int8, index `id`, a column per day; see `analysis.score`."""
        return scores(self.tabellen.organisaties, self.periodes, self.dagen, self.variant)

    @cached_property
    def wordend(self) -> pd.DataFrame:
        """Return whether each organisation is a platform in oprichting: bool, index `id`, a column per day."""
        return wordend(self.tabellen.organisaties, self.periodes, self.dagen)

    @cached_property
    def buurtscores(self) -> pd.DataFrame:
        """Return what each buurt has: int8, index `buurtcode`, a column per day; see `analysis.score`."""
        return per_buurt(self.scores, self.dekking, self.tabellen.buurten)

    @cached_property
    def oprichting(self) -> pd.DataFrame:
        """Return whether a platform in oprichting has the buurt: bool, index `buurtcode`, a column per day."""
        return per_buurt(self.wordend, self.dekking, self.tabellen.buurten).astype(bool)

    @cached_property
    def wijkmatrix(self) -> Wijkmatrix:
        """Return the wijken: see `Wijkmatrix`."""
        return wijkmatrix(self.buurtscores, self.tabellen.buurten, self.tabellen.wijken)

    @cached_property
    def buurtgroepen(self) -> pd.DataFrame:
        """Return in which group each buurt is: int8, position in `GROEPEN`, index `buurtcode`, a column per day."""
        jaren = self.tabellen.gemeente.beleid.lang_geen_teken_jaren
        sinds = [als_tijdstip(jaren_eerder(dag, jaren)) for dag in self.dagen]
        jong = jonge_tekens(eerste_dag(self.tabellen.organisaties["laatst_gezien"]), self.scores, sinds)
        return groep_van(self.buurtscores, per_buurt(jong, self.dekking, self.tabellen.buurten).astype(bool))

    @cached_property
    def groepscores(self) -> pd.DataFrame:
        """Return the group and proof of each buurt in one number: int8, a column per day; see `analysis.score`."""
        return pak(groepsrang(self.buurtgroepen), is_bevestigd(self.buurtscores)).astype("int8")

    @cached_property
    def groepen(self) -> dict[str, pd.DataFrame]:
        """Return how many residents each wijk has in each group.

        Returns
        -------
        dict of str to DataFrame of float64
            Per name in `GROEPEN`: index `wijkcode`, a column per day, whole numbers that add up to the population of
            the wijk; all NaN where that is unknown. See `analysis.stand.groepen.inwoners_per_groep`.
        """
        tabellen = self.tabellen
        met_platform = {groep: groep == w.PLATFORM for groep in w.GROEPEN}
        delen = inwoners_per_groep(self.buurtgroepen, met_platform, self.wijkmatrix, tabellen.buurten, tabellen.wijken)
        onbekend = tabellen.wijken["inwoners"].isna()
        return {groep: deel.mask(onbekend, axis=0) for groep, deel in delen.items()}

    @cached_property
    def aanwezig(self) -> pd.DataFrame:
        """Return whether each initiative is there: bool, index `id`, a column per day."""
        periode = self._initiatiefperiodes
        return lopend(periode, self.dagen).mul(periode["telt"], axis=0)

    @cached_property
    def _initiatiefperiodes(self) -> pd.DataFrame:
        return initiatiefperiodes(self.tabellen.initiatieven)

    # ---- one day, in words

    @cached_property
    def organisaties(self) -> pd.DataFrame:
        """Return every organisation with what it is on the day.

        Returns
        -------
        DataFrame
            Index `id`. The columns of `periodes`, and `actief` (bool), `in_oprichting` (bool: shown, covers nobody),
            `ondersteund` (bool: an active wijkraad before the end of support), `bewijs` (`bevestigd`,
            `te verifiëren`, empty when not active) and `status` (one of `BUURTSTATUSSEN` but `geen`,
            `PLATFORM_IN_OPRICHTING`, or empty).
        """
        return self._van_de_dag(self.organisatierijen)

    @cached_property
    def organisatierijen(self) -> pd.DataFrame:
        """Return the rows of `organisaties` for every day, day after day."""
        score, in_oprichting = onder_elkaar(self.scores), onder_elkaar(self.wordend)
        actief, naam = is_actief(score), status(score)
        return self.periodes.take(herhaald(len(self.periodes), len(self.dagen))).assign(
            actief=actief.to_numpy(),
            in_oprichting=in_oprichting.to_numpy(),
            ondersteund=naam.eq(w.WIJKRAAD).to_numpy(),
            bewijs=bewijs(score).array,
            status=naam.where(actief, "").mask(in_oprichting, PLATFORM_IN_OPRICHTING).array,
        )

    @cached_property
    def buurten(self) -> pd.DataFrame:
        """Return every buurt with its status and proof on the day.

        Returns
        -------
        DataFrame
            Index `buurtcode`. `buurtstatus` (one of `BUURTSTATUSSEN`) and `bewijs` (`bevestigd`, `te verifiëren`,
            empty where the status is `geen`).
        """
        return self._van_de_dag(self.buurtrijen)

    @cached_property
    def buurtrijen(self) -> pd.DataFrame:
        """Return the rows of `buurten` for every day, day after day."""
        score = onder_elkaar(self.buurtscores)
        return pd.DataFrame({"buurtstatus": status(score), "bewijs": bewijs(score)})

    @cached_property
    def wijken(self) -> pd.DataFrame:
        """Return every wijk with its status, proof, and who are without a platform: see `wijkstatus_van`."""
        return self._van_de_dag(self.wijkrijen)

    @cached_property
    def wijkrijen(self) -> pd.DataFrame:
        """Return the rows of `wijken` for every day, day after day."""
        return wijkstatus_van(self.wijkmatrix)

    def _van_de_dag(self, rijen: pd.DataFrame) -> pd.DataFrame:
        """Return rows of every day for a Stand of one day; raises `ValueError` for another, as `dag` does."""
        (_dag,) = self.dagen
        return rijen

    @cached_property
    def buurtinwoners(self) -> pd.Series:
        """Return how many residents each buurt has in its group: see `analysis.stand.groepen.inwoners_per_buurt`."""
        delen = pd.DataFrame({groep: deel[self.dag] for groep, deel in self.groepen.items()})
        return inwoners_per_buurt(self.buurtgroepen[self.dag], delen, self.tabellen.buurten)

    @cached_property
    def initiatieven(self) -> pd.DataFrame:
        """Return the initiatives that are there on the day; rows kept whole, order kept."""
        return self.tabellen.initiatieven[self.aanwezig[self.dag]]

    # ---- answers

    def eenmaal(self, maak: Callable[[Stand], T]) -> T:
        """Return what a function makes of this Stand: made when it is first asked for, and kept."""
        if maak not in self._antwoorden:
            self._antwoorden[maak] = maak(self)
        gemaakt = self._antwoorden[maak]
        return cast("T", gemaakt.copy(deep=False) if isinstance(gemaakt, pd.DataFrame) else gemaakt)

    @cached_property
    def _antwoorden(self) -> dict[Callable[[Stand], Any], Any]:
        return {}

    # ---- numbers

    def telling(self, gebied: str | None = None, wijk: str | None = None) -> tuple[Telling, Telling, int]:
        """Return how many wijkraden and platforms are active, and how many platforms in oprichting.

        Parameters
        ----------
        gebied, wijk : str, optional
            Only organisations that have, had or will have a buurt there; every one when left out.
        """
        (uit,) = self.tellingen(gebied, wijk)
        return uit

    def tellingen(self, gebied: str | None = None, wijk: str | None = None) -> list[tuple[Telling, Telling, int]]:
        """Return the answer of `telling` for every day."""
        soort, daar = self.tabellen.organisaties["soort"].to_numpy(), self._daar(gebied, wijk)
        aantallen = []
        for kind in (w.WIJKRAAD, w.WIJKPLATFORM):
            score = self.scores.to_numpy()[daar & (soort == kind)]
            aantallen += [is_actief(score).sum(axis=0), is_onzeker(score).sum(axis=0)]
        aantallen.append(self.wordend.to_numpy()[daar].sum(axis=0))
        return [
            (Telling(int(raden), int(raden_onzeker)), Telling(int(platforms), int(platforms_onzeker)), int(aanstaand))
            for raden, raden_onzeker, platforms, platforms_onzeker, aanstaand in zip(*aantallen, strict=True)
        ]

    def jongste_tekens(self, gebied: str | None = None, wijk: str | None = None) -> list[str]:
        """Return for every day the latest date on which an active organisation was seen, as the register has it.

        `gebied` and `wijk` as for `telling`; empty when none of them was ever seen.
        """
        daar = self._daar(gebied, wijk)
        gezien = self.tabellen.organisaties["laatst_gezien"].to_numpy()[daar]
        actief = is_actief(self.scores.to_numpy()[daar])
        return [max((teken for teken, er in zip(gezien, dag, strict=True) if er), default="") for dag in actief.T]

    def _daar(self, gebied: str | None, wijk: str | None) -> Any:
        """Return which organisations have a buurt there at any time: an array of bool."""
        ids = self.tabellen.organisaties.index
        if gebied is None and wijk is None:
            return pd.Series(True, index=ids).to_numpy()
        gebieden = self.tabellen.wijken["gebied"]
        codes = [wijk] if wijk is not None else gebieden.index[gebieden == gebied]
        return ids.isin({id_ for code in codes for id_ in self._per_wijk[code]})

    @cached_property
    def _per_wijk(self) -> dict[str, list[str]]:
        """Return the organisations that have a buurt of each wijk at any time."""
        uit: dict[str, list[str]] = defaultdict(list)
        for id_, code in zip(self.dekking["organisatie"], self.dekking["wijkcode"], strict=True):
            uit[code].append(id_)
        return uit


_PER_DAG = ("scores", "wordend", "buurtscores", "oprichting", "buurtgroepen", "groepscores", "aanwezig")


def eerste_gelijke(*tabellen: pd.DataFrame) -> list[int]:
    """Return for each column the position of the first one that is equal to it, in each of the tables.

    Parameters
    ----------
    tabellen : DataFrame
        Of numbers or truths, with a column for each of the same days.

    Examples
    --------
    >>> eerste_gelijke(pd.DataFrame([[1, 1, 2, 1]]), pd.DataFrame([[True, True, True, False], [False] * 4]))
    [0, 0, 2, 3]
    """
    kolommen = zip(*(map(tuple, tabel.to_numpy().T.tolist()) for tabel in tabellen), strict=True)
    eerste: dict[tuple[tuple[int, ...], ...], int] = {}
    return [eerste.setdefault(kolom, plek) for plek, kolom in enumerate(kolommen)]
