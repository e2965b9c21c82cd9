"""Tables as rows: those with a column per day under each other, and any of them row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

Rij = Mapping[Any, Any]  # a row of a table, by column; never changed


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


def als_rijen(tabel: pd.DataFrame) -> list[Rij]:
    """Return the rows of a table, without its index, as Python has them; what is missing is as in its column.

    For what is told of rows one by one: pandas takes longer to find a row than Python to tell of it.

    Examples
    --------
    >>> als_rijen(pd.DataFrame({"naam": ["Een"], "inwoners": pd.array([None], dtype="Int64")}))
    [{'naam': 'Een', 'inwoners': <NA>}]
    """
    namen = [str(naam) for naam in tabel.columns]
    kolommen = (tabel[naam].to_numpy(dtype=object).tolist() for naam in tabel.columns)
    return [dict(zip(namen, rij, strict=True)) for rij in zip(*kolommen, strict=True)]


def per_dag(rijen: list[Rij], dagen: Sequence[date]) -> dict[date, list[Rij]]:
    """Return the rows of each day.

    Examples
    --------
    >>> per_dag([{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}], [date.min, date.max])[date.max]
    [{'n': 3}, {'n': 4}]
    """
    per = len(rijen) // max(len(dagen), 1)
    return {dag: rijen[plek * per : (plek + 1) * per] for plek, dag in enumerate(dagen)}
