"""Wijken on one or many dates: how far a platform reaches, how many residents are without one (rule 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import buurtscores


class Wijkmatrix(NamedTuple):
    """Four tables of one shape: index `wijkcode`, one column per date (its position)."""

    status: pd.DataFrame  # int8, position in WIJKSTATUSSEN
    onzeker: pd.DataFrame  # bool, a covered inhabited buurt is still to be verified
    inwoners_zonder: pd.DataFrame  # float64 (whole numbers), NaN when the wijk's own figure is unknown
    huishoudens_zonder: pd.DataFrame  # likewise


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
    bewoond = buurten["inwoners"].fillna(0) > 0
    gedekt = (score // 2 == w.BUURTSTATUSSEN.index(w.PLATFORM)).mul(bewoond, axis=0)
    bewijs_ontbreekt = gedekt & (score % 2 == 0)

    def per_wijk(tabel: pd.DataFrame) -> pd.DataFrame:
        som = tabel.astype("int64").groupby(buurten["wijkcode"].to_numpy()).sum()
        return som.reindex(wijken.index, fill_value=0)

    aantal = per_wijk(gedekt)
    aantal_bewoond = per_wijk(bewoond.to_frame())[bewoond.to_frame().columns[0]]
    heeft = aantal > 0
    volledig = heeft & aantal.eq(aantal_bewoond, axis=0)
    return Wijkmatrix(
        status=heeft.astype("int8") + volledig.astype("int8"),
        onzeker=per_wijk(bewijs_ontbreekt) > 0,
        inwoners_zonder=_zonder(wijken["inwoners"], per_wijk(_maal(gedekt, buurten["inwoners"])), volledig),
        huishoudens_zonder=_zonder(wijken["huishoudens"], per_wijk(_maal(gedekt, buurten["huishoudens"])), volledig),
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
        `huishoudens_zonder_platform` (Int64).
    """
    return _kolom(wijkmatrix(buurtscores(organisaties, buurten, [peildatum], variant), buurten, wijken), 0)


def wijkstatus_per_datum(
    organisaties: pd.DataFrame,
    buurten: pd.DataFrame,
    wijken: pd.DataFrame,
    peildatums: Sequence[date],
    variant: str = STANDAARD_VARIANT,
) -> list[pd.DataFrame]:
    """Return the answer of `wijkstatus_op` for each date, from one pass over the registers."""
    matrix = wijkmatrix(buurtscores(organisaties, buurten, peildatums, variant), buurten, wijken)
    return [_kolom(matrix, positie) for positie in range(len(peildatums))]


def _kolom(matrix: Wijkmatrix, positie: int) -> pd.DataFrame:
    status = matrix.status[positie].map(dict(enumerate(w.WIJKSTATUSSEN))).astype("str")
    bewijs = pd.Series(w.BEVESTIGD, index=status.index, dtype="str")
    bewijs = bewijs.mask(matrix.onzeker[positie], w.TE_VERIFIEREN).mask(status == w.GEEN_PLATFORM, "")
    return pd.DataFrame(
        {
            "wijkstatus": status,
            "bewijs": bewijs,
            "inwoners_zonder_platform": matrix.inwoners_zonder[positie].astype("Int64"),
            "huishoudens_zonder_platform": matrix.huishoudens_zonder[positie].astype("Int64"),
        }
    )


def _maal(gedekt: pd.DataFrame, aantal: pd.Series) -> pd.DataFrame:
    return gedekt.astype("int64").mul(aantal.fillna(0).astype("int64"), axis=0)


def _zonder(totaal: pd.Series, gedekt: pd.DataFrame, volledig: pd.DataFrame) -> pd.DataFrame:
    """Return the wijk's own total less that of its covered buurten; CBS rounds each, so never below 0."""
    return gedekt.rsub(totaal.astype("float64"), axis=0).clip(lower=0).mask(volledig, 0.0)
