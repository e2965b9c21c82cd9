"""Tables with a column per day as rows: all rows of the first day, then all of the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd


def onder_elkaar(tabel: pd.DataFrame) -> pd.Series:
    """Return the columns of a table under each other, each with the whole index.

    Examples
    --------
    >>> list(onder_elkaar(pd.DataFrame({"ma": [1, 2], "di": [3, 4]}, index=["a", "b"])).items())
    [('a', 1), ('b', 2), ('a', 3), ('b', 4)]
    """
    return pd.Series(tabel.to_numpy().ravel(order="F"), index=tabel.index.take(herhaald(len(tabel), tabel.shape[1])))


def herhaald(aantal: int, keer: int) -> list[int]:
    """Return the positions of so many rows, so many times.

    Examples
    --------
    >>> herhaald(2, 3), herhaald(2, 0)
    ([0, 1, 0, 1, 0, 1], [])
    """
    return [*range(aantal)] * keer


def per_dag(rijen: pd.DataFrame, dagen: Sequence[date]) -> dict[date, pd.DataFrame]:
    """Return the rows of each day.

    Examples
    --------
    >>> [deel["n"].tolist() for deel in per_dag(pd.DataFrame({"n": [1, 2, 3, 4]}), [date.min, date.max]).values()]
    [[1, 2], [3, 4]]
    """
    per = len(rijen) // max(len(dagen), 1)
    return {dag: rijen.iloc[plek * per : (plek + 1) * per] for plek, dag in enumerate(dagen)}
