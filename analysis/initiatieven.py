"""Residents' initiatives on a date (rule 2.5): the same half-open periods as organisations."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, als_tijdstip, eerste_dag, einde
from analysis.onthouden import onthoud


@onthoud
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


def initiatieven_op(initiatieven: pd.DataFrame, peildatum: date) -> pd.DataFrame:
    """Return the initiatives that are there on the date; rows kept whole, order kept."""
    periode = initiatiefperiodes(initiatieven)
    tijdstip = als_tijdstip(peildatum)
    return initiatieven[periode["telt"] & (periode["begin"] <= tijdstip) & (tijdstip < periode["eind"])]
