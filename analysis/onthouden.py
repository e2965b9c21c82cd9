"""Answers that follow from whole tables alone, computed once for as long as these tables are there."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable

import pandas as pd


def onthoud(functie: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """Let a function of tables remember its answer for the very same tables, until one of them is gone.

    Tables are never changed in place (see `analysis.tabellen.Tabellen`), so the same object means the same answer.

    Parameters
    ----------
    functie : callable
        Takes DataFrames, by position, and returns one.

    Returns
    -------
    callable
        Each caller gets a shallow copy: what one does with it, no other sees.

    Examples
    --------
    >>> @onthoud
    ... def tel(tabel):
    ...     print("geteld")
    ...     return pd.DataFrame({"aantal": [len(tabel)]})
    >>> tabel = pd.DataFrame({"a": [1, 2]})
    >>> int(tel(tabel)["aantal"].iloc[0]) + int(tel(tabel)["aantal"].iloc[0])
    geteld
    4
    """
    antwoorden: dict[tuple[int, ...], tuple[list[weakref.ref[pd.DataFrame]], pd.DataFrame]] = {}

    @functools.wraps(functie)
    def onthouden(*tabellen: pd.DataFrame) -> pd.DataFrame:
        sleutel = tuple(map(id, tabellen))
        bekend = antwoorden.get(sleutel)
        # A new table may have the address of one that is gone.
        if bekend is None or any(wijzer() is not tabel for wijzer, tabel in zip(bekend[0], tabellen, strict=True)):
            wijzers = [weakref.ref(tabel, lambda _: antwoorden.pop(sleutel, None)) for tabel in tabellen]
            bekend = antwoorden[sleutel] = wijzers, functie(*tabellen)
        return bekend[1].copy(deep=False)

    return onthouden
