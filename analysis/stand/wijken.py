"""Wijken on one or many days: how far a platform reaches, how many residents are without one.

The rules: *Een wijk op een datum* in `docs/beleid.md`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.score import is_onzeker, is_platform
from analysis.stand.rijen import onder_elkaar


class Wijkmatrix(NamedTuple):
    """Five tables of one shape: index `wijkcode`, one column per day."""

    status: pd.DataFrame  # int8, position in WIJKSTATUSSEN
    onzeker: pd.DataFrame  # bool, a covered inhabited buurt is still to be verified
    inwoners_zonder: pd.DataFrame  # float64 (whole numbers), NaN when the wijk's own figure is unknown
    huishoudens_zonder: pd.DataFrame  # likewise
    ongeteld: pd.DataFrame  # int64, how many buurten with a platform have an unknown population, so do not count


def wijkmatrix(score: pd.DataFrame, buurten: pd.DataFrame, wijken: pd.DataFrame) -> Wijkmatrix:
    """Return the wijken on every day of a table of buurt scores.

    Parameters
    ----------
    score : DataFrame of int8
        As `Stand.buurtscores`: index `buurtcode`, one column per day.
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
    waarden = score.to_numpy()
    platform = is_platform(waarden)
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

    def tabel(inhoud: Any) -> pd.DataFrame:
        return pd.DataFrame(inhoud, index=wijken.index, columns=score.columns)

    aantal_gedekt = per_wijk(gedekt)
    heeft = aantal_gedekt > 0
    volledig = heeft & (aantal_gedekt == per_wijk(bewoond))
    return Wijkmatrix(
        status=tabel(heeft.astype("int8") + volledig.astype("int8")),
        onzeker=tabel(per_wijk(gedekt & is_onzeker(waarden)) > 0),
        inwoners_zonder=zonder("inwoners"),
        huishoudens_zonder=zonder("huishoudens"),
        ongeteld=tabel(per_wijk(platform & buurten["inwoners"].isna().to_numpy(dtype=bool)[:, None])),
    )


_STATUSWOORDEN = pd.array(list(w.WIJKSTATUSSEN), dtype="str")
_BEWIJSWOORDEN = pd.array(["", w.BEVESTIGD, w.TE_VERIFIEREN], dtype="str")


def wijkstatus_van(matrix: Wijkmatrix) -> pd.DataFrame:
    """Return the wijken of a matrix in words, day after day.

    Returns
    -------
    DataFrame
        Index `wijkcode`, all of them for each day: `wijkstatus`, `bewijs` (empty for *geen platform*),
        `inwoners_zonder_platform`, `huishoudens_zonder_platform` (Int64), `ongeteld`.
    """
    status, onzeker, inwoners, huishoudens, ongeteld = (onder_elkaar(tabel) for tabel in matrix)
    heeft = status.to_numpy() > 0
    return pd.DataFrame(
        {
            "wijkstatus": _STATUSWOORDEN.take(status.to_numpy()),
            "bewijs": _BEWIJSWOORDEN.take(heeft * (onzeker.to_numpy(dtype="int8") + 1)),
            "inwoners_zonder_platform": inwoners.astype("Int64"),
            "huishoudens_zonder_platform": huishoudens.astype("Int64"),
            "ongeteld": ongeteld,
        },
        index=status.index,
    )
