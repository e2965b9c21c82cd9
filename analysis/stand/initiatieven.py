"""Residents' initiatives on a date: the same half-open periods as organisations.

The rules: *Een initiatief* in `docs/beleid.md`.
"""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w
from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, eerste_dag, einde


def initiatiefperiodes(initiatieven: pd.DataFrame) -> pd.DataFrame:
    """Return from when until when each initiative counts: `begin <= t < eind`, and whether it ever does (`telt`).

    Parameters
    ----------
    initiatieven : DataFrame
        Index `id`; text columns `van`, `tot`, `fase`.

    Returns
    -------
    DataFrame
        Index kept; `begin`, `eind` (datetime64[s]) and `telt` (False for `gestopt` without an end: then no date is
        known on which it still was there).
    """
    eind = einde(initiatieven["tot"])
    return pd.DataFrame(
        {
            "begin": eerste_dag(initiatieven["van"]).fillna(BEGIN_DER_TIJDEN),
            "eind": eind.fillna(EINDE_DER_TIJDEN),
            "telt": ~(initiatieven["fase"].eq(w.GESTOPT) & eind.isna()),
        },
        index=initiatieven.index,
    )
