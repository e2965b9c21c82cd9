"""Everything that a screen shows of one date, for many dates at once: one pass over the registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import buurtscores, dekking
from analysis.initiatieven import initiatiefperiodes
from analysis.organisaties import in_oprichting, is_bevestigd, lopend, scores
from analysis.tabellen import Tabellen
from analysis.wijken import Wijkmatrix, wijkmatrix
from analysis.zinnen import Telling


class Situaties(NamedTuple):
    """Tables with one column per date (its position).

    Attributes
    ----------
    buurten : DataFrame of int8
        Index `buurtcode`; `2 * rank of the status + 1 if bevestigd`, see `analysis.buurten.buurtscores`.
    oprichting : DataFrame of bool
        Index `buurtcode`; a platform in oprichting has the buurt in its werkgebied.
    wijken : Wijkmatrix
        Index `wijkcode`.
    organisaties : DataFrame of int8
        Index `id`; see `analysis.organisaties.scores`.
    wordend : DataFrame of bool
        Index `id`; is a platform in oprichting.
    initiatieven : DataFrame of bool
        Index `id`; is there on the date.
    """

    buurten: pd.DataFrame
    oprichting: pd.DataFrame
    wijken: Wijkmatrix
    organisaties: pd.DataFrame
    wordend: pd.DataFrame
    initiatieven: pd.DataFrame

    def telling(self, soort: pd.Series, positie: int) -> tuple[Telling, Telling, int]:
        """Return the active wijkraden and platforms on a date, and the number of platforms in oprichting.

        Parameters
        ----------
        soort : Series
            Index `id`, the kind of the organisations to count; others are left out.
        positie : int
            The position of the date.
        """
        return self._per_datum(soort, slice(positie, positie + 1))[0]

    def tellingen(self, soort: pd.Series) -> list[tuple[Telling, Telling, int]]:
        """Return the answer of `telling` for every date."""
        return self._per_datum(soort, slice(None))

    def _per_datum(self, soort: pd.Series, datums: slice) -> list[tuple[Telling, Telling, int]]:
        score = self.organisaties.iloc[:, datums].loc[soort.index]
        aantallen = []
        for kind in (w.WIJKRAAD, w.WIJKPLATFORM):
            eigen = score[soort == kind].to_numpy()
            actief = eigen > 0
            aantallen += [actief.sum(axis=0), (actief & ~is_bevestigd(eigen)).sum(axis=0)]
        aantallen.append(self.wordend.iloc[:, datums].loc[soort.index].to_numpy().sum(axis=0))
        return [
            (Telling(int(raden), int(raden_onzeker)), Telling(int(platforms), int(platforms_onzeker)), int(wordend))
            for raden, raden_onzeker, platforms, platforms_onzeker, wordend in zip(*aantallen, strict=True)
        ]


def situaties(tabellen: Tabellen, peildatums: Sequence[date], variant: str = STANDAARD_VARIANT) -> Situaties:
    """Return the situation on each date.

    Parameters
    ----------
    tabellen : Tabellen
    peildatums : sequence of date
        May be empty.
    variant : str

    Returns
    -------
    Situaties
    """
    organisaties, buurten = tabellen.organisaties, tabellen.buurten
    score = buurtscores(organisaties, buurten, peildatums, variant)
    wordend = in_oprichting(organisaties, peildatums)
    paren = dekking(organisaties, buurten)
    per_buurt = wordend.loc[paren["organisatie"]].groupby(paren["buurtcode"].to_numpy()).max()
    periode = initiatiefperiodes(tabellen.initiatieven)
    return Situaties(
        buurten=score,
        oprichting=per_buurt.reindex(buurten.index, fill_value=False).astype(bool),
        wijken=wijkmatrix(score, buurten, tabellen.wijken),
        organisaties=scores(organisaties, peildatums, variant),
        wordend=wordend,
        initiatieven=lopend(periode, peildatums).mul(periode["telt"], axis=0),
    )
