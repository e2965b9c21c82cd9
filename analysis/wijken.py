"""Wijken on one or many dates: how far a platform reaches, how many residents are without one (rule 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import buurtscores


class Wijkmatrix(NamedTuple):
    """Five tables of one shape: index `wijkcode`, one column per date (its position)."""

    status: pd.DataFrame  # int8, position in WIJKSTATUSSEN
    onzeker: pd.DataFrame  # bool, a covered inhabited buurt is still to be verified
    inwoners_zonder: pd.DataFrame  # float64 (whole numbers), NaN when the wijk's own figure is unknown
    huishoudens_zonder: pd.DataFrame  # likewise
    ongeteld: pd.DataFrame  # int64, how many buurten with a platform have an unknown population, so do not count


def wijkmatrix(score: pd.DataFrame, buurten: pd.DataFrame, wijken: pd.DataFrame) -> Wijkmatrix:
    """Return the wijken on every date of a table of buurt scores.

    Parameters
    ----------
    score : DataFrame of int8
        From `analysis.buurten.buurtscores`: index `buurtcode`, one column per date.
    buurten : DataFrame
        Index `buurtcode`; `wijkcode`, `inwoners`, `huishoudens` (NA is unknown).
    wijken : DataFrame
        Index `wijkcode`; `inwoners`, `huishoudens` (NA is unknown).

    Returns
    -------
    Wijkmatrix

    Notes
    -----
    Only buurten with a known population above 0 decide the status. A wijk without such a buurt is *geen platform*.
    """
    # Arrays inside: with one column per date pandas would treat every date apart, at hundreds of times the cost.
    bewoond = (buurten["inwoners"].fillna(0) > 0).to_numpy(dtype=bool)[:, None]
    rang = score.to_numpy()
    platform = rang // 2 == w.BUURTSTATUSSEN.index(w.PLATFORM)
    gedekt = platform & bewoond

    def per_wijk(tabel: Any) -> Any:
        som = pd.DataFrame(tabel.astype("int64")).groupby(buurten["wijkcode"].to_numpy()).sum()
        return som.reindex(wijken.index, fill_value=0).to_numpy()

    def zonder(wie: str) -> pd.DataFrame:
        aantal = buurten[wie].fillna(0).to_numpy(dtype="int64")[:, None]
        totaal = wijken[wie].astype("float64").to_numpy()[:, None]
        # CBS rounds the wijk and each buurt, so the difference may fall below 0 where nobody is left.
        rest = (totaal - per_wijk(gedekt * aantal)).clip(min=0)
        return tabel(rest).mask(volledig, 0.0)

    def tabel(waarden: Any) -> pd.DataFrame:
        return pd.DataFrame(waarden, index=wijken.index, columns=score.columns)

    aantal_gedekt = per_wijk(gedekt)
    heeft = aantal_gedekt > 0
    volledig = heeft & (aantal_gedekt == per_wijk(bewoond))
    return Wijkmatrix(
        status=tabel(heeft.astype("int8") + volledig.astype("int8")),
        onzeker=tabel(per_wijk(gedekt & (rang % 2 == 0)) > 0),
        inwoners_zonder=zonder("inwoners"),
        huishoudens_zonder=zonder("huishoudens"),
        ongeteld=tabel(per_wijk(platform & buurten["inwoners"].isna().to_numpy(dtype=bool)[:, None])),
    )


def wijkstatus_op(
    organisaties: pd.DataFrame,
    buurten: pd.DataFrame,
    wijken: pd.DataFrame,
    peildatum: date,
    variant: str = STANDAARD_VARIANT,
) -> pd.DataFrame:
    """Return every wijk with its status, proof and the residents and households without a platform.

    Parameters
    ----------
    organisaties, buurten, wijken : DataFrame
        As for `analysis.buurten.dekking` and `wijkmatrix`.
    peildatum : date
    variant : str

    Returns
    -------
    DataFrame
        Index of `wijken` kept: `wijkstatus`, `bewijs` (empty for *geen platform*), `inwoners_zonder_platform`,
        `huishoudens_zonder_platform` (Int64), `ongeteld` (of how many buurten with a platform the population is
        unknown: they do not count for the status, so fewer residents may be without one).
    """
    return wijkstatus_van(wijkmatrix(buurtscores(organisaties, buurten, [peildatum], variant), buurten, wijken), 0)


def wijkstatus_per_datum(
    organisaties: pd.DataFrame,
    buurten: pd.DataFrame,
    wijken: pd.DataFrame,
    peildatums: Sequence[date],
    variant: str = STANDAARD_VARIANT,
) -> list[pd.DataFrame]:
    """Return the answer of `wijkstatus_op` for each date, from one pass over the registers."""
    matrix = wijkmatrix(buurtscores(organisaties, buurten, peildatums, variant), buurten, wijken)
    return [wijkstatus_van(matrix, positie) for positie in range(len(peildatums))]


def wijkstatus_van(matrix: Wijkmatrix, positie: int) -> pd.DataFrame:
    """Return the wijken on one date of a matrix; columns as of `wijkstatus_op`."""
    status = matrix.status[positie].map(dict(enumerate(w.WIJKSTATUSSEN))).astype("str")
    bewijs = pd.Series(w.BEVESTIGD, index=status.index, dtype="str")
    bewijs = bewijs.mask(matrix.onzeker[positie], w.TE_VERIFIEREN).mask(status == w.GEEN_PLATFORM, "")
    return pd.DataFrame(
        {
            "wijkstatus": status,
            "bewijs": bewijs,
            "inwoners_zonder_platform": matrix.inwoners_zonder[positie].astype("Int64"),
            "huishoudens_zonder_platform": matrix.huishoudens_zonder[positie].astype("Int64"),
            "ongeteld": matrix.ongeteld[positie],
        }
    )
