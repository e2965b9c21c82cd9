"""Partial dates (`2023`, `2023-05`) as timestamps, for whole columns at once."""

from __future__ import annotations

from datetime import date

import pandas as pd

# The far ends of time stand for "always" and "not known to have ended"; second resolution reaches them. The end is the
# day after the last date of Python: a half-open period until then holds every date that can be asked for.
BEGIN_DER_TIJDEN = pd.Timestamp("0001-01-01").as_unit("s")
EINDE_DER_TIJDEN = pd.Timestamp("9999-12-31").as_unit("s") + pd.Timedelta(1, "D").as_unit("s")

DATUMPATROON = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


def eerste_dag(datums: pd.Series) -> pd.Series:
    """Return the first day that each (partial) date allows: the reading of `van` and `laatst_gezien`.

    Parameters
    ----------
    datums : Series of str
        ISO dates `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty means unknown.

    Returns
    -------
    Series of datetime64[s]
        Index kept; NaT where empty or unreadable.

    Examples
    --------
    >>> eerste_dag(pd.Series(["2023", "2023-05", "", "2023-02-30"])).dt.strftime("%Y-%m-%d").fillna("-").tolist()
    ['2023-01-01', '2023-05-01', '-', '-']
    """
    tekst = datums.fillna("").astype("str")
    goed = tekst.where(tekst.str.fullmatch(DATUMPATROON), "")
    vol = goed.where(goed.str.len() != 4, goed + "-01")
    vol = vol.where(vol.str.len() != 7, vol + "-01")
    return pd.to_datetime(vol.where(vol != "", None), format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")


def einde(datums: pd.Series) -> pd.Series:
    """Return the first day after each (partial) date: the reading of `tot`. A full date is exclusive as it stands.

    Examples
    --------
    >>> einde(pd.Series(["2018", "2018-12", "2018-12-31", ""])).dt.strftime("%Y-%m-%d").fillna("-").tolist()
    ['2019-01-01', '2019-01-01', '2018-12-31', '-']
    """
    eerste = eerste_dag(datums)
    lengte = datums.fillna("").astype("str").str.len()
    maanden = eerste.dt.month.where(lengte == 7, 12) + 1
    jaar = eerste.dt.year + (maanden > 12)
    maand = (maanden - 1) % 12 + 1
    volgende = pd.to_datetime({"year": jaar, "month": maand, "day": 1}, errors="coerce").astype("datetime64[s]")
    return volgende.where(lengte.isin([4, 7]), eerste)


def als_tijdstip(peildatum: date) -> pd.Timestamp:
    """Return the date as a timestamp in the resolution that all period columns have."""
    return pd.Timestamp(peildatum).as_unit("s")
