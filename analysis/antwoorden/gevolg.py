"""What a change of the register does to the answers: the same day, by the register as it is and as it would be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from analysis.aantal import Aantal, som
from analysis.antwoorden.veranderingen import Veranderingen, veranderingen
from analysis.score import is_platform
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten


class Gevolg(NamedTuple):
    """What a change does on one day.

    Attributes
    ----------
    nu, straks : Stand
        Of the same day and variant: by the register as it is, and as it would be.
    uitkomst : Veranderingen
        The difference between them. Nothing in it says that something began: it may be a correction.
    erbij : Series of float64
        Index `wijkcode`: how many residents more are without a platform; NaN where that is unknown, 0 in a wijk of
        which no buurt changes.
    """

    nu: Stand
    straks: Stand
    uitkomst: Veranderingen
    erbij: pd.Series

    @property
    def anders(self) -> pd.DataFrame:
        """Return the buurten that come into another group: rows of `Veranderingen.buurten`."""
        return self.uitkomst.buurten[self.uitkomst.buurten["groepveranderd"]]

    @property
    def geraakt(self) -> pd.DataFrame:
        """Return the buurten of which the group or its proof becomes another: rows of `Veranderingen.buurten`."""
        return self.uitkomst.buurten[self.uitkomst.buurten["veranderd"]]


def gevolg(nu: Stand, straks: Stand) -> Gevolg:
    """Return what changes between two registers on the day of both Stands."""
    uitkomst = veranderingen(nu, straks)
    toen, dan = (kant.wijkmatrix.inwoners_zonder[kant.dag] for kant in (nu, straks))
    return Gevolg(nu, straks, uitkomst, _per_wijk(toen, dan, uitkomst.buurten))


def _per_wijk(nu: pd.Series, straks: pd.Series, buurten: pd.DataFrame) -> pd.Series:
    stil = ~straks.index.isin(buurten.loc[buurten["veranderd"], "wijkcode"])
    return (straks - nu).mask(stil, 0.0)


def per_groep(uitkomst: Gevolg, groep: str) -> pd.Series:
    """Return how many residents more each wijk has in a group: as `Gevolg.erbij`."""
    toen, dan = (kant.groepen[groep][kant.dag] for kant in (uitkomst.nu, uitkomst.straks))
    return _per_wijk(toen, dan, uitkomst.uitkomst.buurten)


def inwoners_van(uitkomst: Gevolg, buurten: pd.DataFrame) -> Aantal:
    """Return how many people live in these buurten, counted as they are when the change is saved.

    A buurt of unknown population is unknown here, also where the figures of its wijk leave nobody for it.
    """
    onbekend = uitkomst.straks.tabellen.buurten["inwoners"].isna()
    return som(uitkomst.straks.buurtinwoners.mask(onbekend).reindex(buurten.index))


def buurten_met_platform(stand: Stand) -> int:
    """Return how many buurten have a platform on the day of a Stand."""
    return int(is_platform(stand.buurtscores[stand.dag]).sum())


def na_te_vragen(stand: Stand) -> int:
    """Return how many active organisations are still to be verified: as many as the work list has."""
    return sum(soort.onzeker for soort in stand.telling()[:2])


class Tijdvak(NamedTuple):
    """When a change makes a difference: from the first day to before the last; None is without an end on that side."""

    van: date | None
    tot: date | None
    dag: date


def dichtstbij(uitkomst: Gevolg) -> Tijdvak | None:
    """Return the time nearest to the day in which the group of any buurt is another; what comes comes before what was.

    Both registers decide on which days something can change. None when there is no such day.
    """
    nu, straks, dag = uitkomst.nu, uitkomst.straks, uitkomst.nu.dag
    wissels = sorted({een for kant in (nu, straks) for een in wisselmomenten(kant.tabellen, kant.variant.sleutel)})
    if not wissels:
        return None
    # Before the first of them everything is as it was always.
    eerder = [wissels[0] - timedelta(days=1)] if wissels[0] > date.min else []
    dagen = [*eerder, *wissels]
    groepen = [Stand(kant.tabellen, dagen, kant.variant.sleutel).buurtgroepen for kant in (nu, straks)]
    anders = groepen[0].reindex(groepen[1].index).ne(groepen[1]).any().tolist()
    komend = next((plek for plek, een in enumerate(dagen) if een > dag and anders[plek]), None)
    if komend is not None:
        return Tijdvak(dagen[komend], None, dagen[komend])
    geweest = [plek for plek, een in enumerate(dagen) if een <= dag and anders[plek]]
    if not geweest:
        return None
    laatste = eerste = geweest[-1]
    while eerste and anders[eerste - 1]:
        eerste -= 1
    altijd = eerste == 0 and bool(eerder)
    # On the day itself nothing differs: so there is a change date at which it ended.
    return Tijdvak(None if altijd else dagen[eerste], dagen[laatste + 1], dagen[laatste if altijd else eerste])
