"""Partial dates (`2023`, `2023-05`) as timestamps, for whole columns at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

# The far ends of time stand for "always" and "not known to have ended"; second resolution reaches them. The end is the
# day after the last date of Python: a half-open period until then holds every date that can be asked for.
BEGIN_DER_TIJDEN = pd.Timestamp("0001-01-01").as_unit("s")
EINDE_DER_TIJDEN = pd.Timestamp("9999-12-31").as_unit("s") + pd.Timedelta(1, "D").as_unit("s")

_VORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_GEEN_DATUM = int(pd.NaT.value)  # what pandas keeps inside for a missing date
_EPOCHE = date(1970, 1, 1).toordinal()
_DAG_IN_SECONDEN = 86_400


def eerste_dag(datums: pd.Series) -> pd.Series:
    """Return the first day that each (partial) date allows, NaT where it is empty or unreadable; the index is kept.

    This is the reading of `van` and `laatst_gezien`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD` in the digits 0 to 9, no others.

    Examples
    --------
    >>> eerste_dag(pd.Series(["2023", "2023-05", "2023-02-30", "٢٠٢٣"])).dt.strftime("%Y-%m-%d").fillna("-").tolist()
    ['2023-01-01', '2023-05-01', '-', '-']
    """
    return _tijdstippen(datums, _eerste)


def einde(datums: pd.Series) -> pd.Series:
    """Return the first day after each (partial) date: the reading of `tot`. A full date is exclusive as it stands.

    Examples
    --------
    >>> einde(pd.Series(["2018", "2018-12", "2018-12-31", ""])).dt.strftime("%Y-%m-%d").fillna("-").tolist()
    ['2019-01-01', '2019-01-01', '2018-12-31', '-']
    """
    return _tijdstippen(datums, _einde)


def _tijdstippen(datums: pd.Series, lees: Callable[[str], int]) -> pd.Series:
    # One reading per text, remembered: registers hold few different dates, and screens ask for them again and again.
    # On columns of this size that is ten times as fast as pandas' own string methods.
    seconden = [lees(tekst) if isinstance(tekst, str) else _GEEN_DATUM for tekst in datums]
    return pd.Series(seconden, index=datums.index, dtype="int64").astype("datetime64[s]")


@lru_cache(maxsize=65_536)
def _eerste(tekst: str) -> int:
    delen = _VORM.fullmatch(tekst)
    if delen is None:
        return _GEEN_DATUM
    try:
        return _seconden(date(int(delen[1]), int(delen[2] or 1), int(delen[3] or 1)))
    except ValueError:
        return _GEEN_DATUM


@lru_cache(maxsize=65_536)
def _einde(tekst: str) -> int:
    eerste = _eerste(tekst)
    if eerste == _GEEN_DATUM or len(tekst) == len("2018-12-31"):
        return eerste
    jaar, maand = int(tekst[:4]), int(tekst[5:7] or 12)
    if (jaar, maand) == (date.max.year, 12):
        return _GEEN_DATUM  # the day after the end of the calendar: not known to have ended
    return _seconden(date(jaar + maand // 12, maand % 12 + 1, 1))


def _seconden(dag: date) -> int:
    return (dag.toordinal() - _EPOCHE) * _DAG_IN_SECONDEN


def als_tijdstip(peildatum: date) -> pd.Timestamp:
    """Return the date as a timestamp in the resolution that all period columns have."""
    return pd.Timestamp(peildatum).as_unit("s")


def jaren_voorbij(gezien: date, jaren: int) -> date | None:
    """Return the first day on which something was seen more than so many years ago; None beyond the last date.

    Examples
    --------
    >>> jaren_voorbij(date(2019, 2, 28), 5), jaren_voorbij(date(2020, 2, 29), 5)
    (datetime.date(2024, 3, 1), datetime.date(2025, 3, 1))
    """
    if gezien.year + jaren >= date.max.year:
        return None
    dag = jaren_eerder(gezien, -jaren)
    while jaren_eerder(dag, jaren) <= gezien:
        dag += timedelta(days=1)
    return dag


def jaren_eerder(dag: date, jaren: int = 1) -> date:
    """Return the same day so many years before; 29 February may become 28, and before the first day there is none.

    Examples
    --------
    >>> jaren_eerder(date(2024, 2, 29)), jaren_eerder(date(2024, 2, 29), 4)
    (datetime.date(2023, 2, 28), datetime.date(2020, 2, 29))
    >>> jaren_eerder(date(1, 5, 4))
    datetime.date(1, 1, 1)
    """
    if dag.year - jaren < date.min.year:
        return date.min
    try:
        return dag.replace(year=dag.year - jaren)
    except ValueError:
        return dag.replace(year=dag.year - jaren, day=28)
