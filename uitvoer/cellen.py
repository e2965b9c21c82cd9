"""The cells of a table as plain Python values, the same for every format."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import Any

import pandas as pd

from analysis.schoon import schoon

Cel = str | int | float | None


def cel(waarde: Any) -> Cel:
    """Return one value as text, int or float; None for missing and for what is no finite number.

    Examples
    --------
    >>> cel(pd.NA), cel(float("nan")), cel(""), cel(5)
    (None, None, '', 5)
    """
    if isinstance(waarde, str):
        return schoon(waarde)
    if waarde is None or waarde is pd.NA or waarde is pd.NaT:
        return None
    if isinstance(waarde, Integral):
        return int(waarde)
    if isinstance(waarde, Real):
        return float(waarde) if math.isfinite(waarde) else None
    return schoon(str(waarde))


def rijen(tabel: pd.DataFrame) -> list[list[Cel]]:
    """Return the rows of a table as lists of plain values, columns in order, index left out."""
    kolommen = [map(cel, kolom.tolist()) for _, kolom in tabel.items()]
    return [list(rij) for rij in zip(*kolommen, strict=True)]
