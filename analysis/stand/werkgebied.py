"""A werkgebied as the register writes it, and the buurten that it means."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def buurten_van(werkgebied: str, buurten: pd.DataFrame) -> list[str]:
    """Return the codes of the buurten of a werkgebied, in order; a wijkcode stands for all its buurten.

    Codes that are no buurt or wijk mean nothing.

    Examples
    --------
    >>> buurten = pd.DataFrame({"wijkcode": ["W1", "W1", "W2"]}, index=["B1", "B2", "B3"])
    >>> buurten_van("W1 B3 B9", buurten), buurten_van("", buurten)
    (['B1', 'B2', 'B3'], [])
    """
    codes = set(werkgebied.split())
    paren = zip(buurten.index, buurten["wijkcode"], strict=True)
    return sorted(str(code) for code, wijkcode in paren if {code, wijkcode} & codes)


def als_werkgebied(gekozen: Iterable[str], buurten: pd.DataFrame) -> str:
    """Return buurten as the register writes them: codes in order, and a wijkcode where a wijk is chosen whole.

    Codes that are no buurt are left out.

    Examples
    --------
    >>> buurten = pd.DataFrame({"wijkcode": ["W1", "W1", "W2", "W2"]}, index=["B1", "B2", "B3", "B4"])
    >>> als_werkgebied(["B3", "B2", "B1", "B1", "x"], buurten), als_werkgebied([], buurten)
    ('B3 W1', '')
    """
    codes = set(gekozen)
    uit: set[str] = set()
    for wijkcode, leden in buurten.groupby("wijkcode").groups.items():
        eigen = codes & {str(code) for code in leden}
        uit |= {str(wijkcode)} if len(eigen) == len(leden) else eigen
    return " ".join(sorted(uit))
