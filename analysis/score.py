"""Status and proof in one number, which orders what a buurt has: this module packs it, and only it takes it apart.

A score is `2 * rank + 1 if bevestigd`, with the rank in `BUURTSTATUSSEN`, and 0 for nothing. So the highest score of
those who cover a buurt is its status, confirmed as soon as one organisation of that kind is. The score of a group is
alike, with its rank in `GROEPEN` from the last to the first. Every function takes a number, an array or a table, and
returns the like; those in words take a Series.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import waarden as w

_PLATFORM = w.BUURTSTATUSSEN.index(w.PLATFORM)


def pak(rang_: Any, bevestigd: Any) -> Any:
    """Return the score of what is active.

    Examples
    --------
    >>> pak(3, True), pak(1, False)
    (7, 2)
    """
    return 2 * rang_ + bevestigd


def rang(score: Any) -> Any:
    """Return the rank in `BUURTSTATUSSEN`.

    Examples
    --------
    >>> rang(7), rang(2), rang(0)
    (3, 1, 0)
    """
    return score // 2


def is_actief(score: Any) -> Any:
    """Return whether there is anything."""
    return score > 0


def is_platform(score: Any) -> Any:
    """Return whether the status is that of a platform."""
    return rang(score) == _PLATFORM


def is_bevestigd(score: Any) -> Any:
    """Return whether it is proven; nothing is never proven.

    Examples
    --------
    >>> is_bevestigd(7), is_bevestigd(6), is_bevestigd(0)
    (True, False, False)
    """
    return score % 2 == 1


def is_onzeker(score: Any) -> Any:
    """Return whether there is something that is still to be verified.

    Examples
    --------
    >>> is_onzeker(7), is_onzeker(6), is_onzeker(0)
    (False, True, False)
    """
    return (score > 0) & (score % 2 == 0)


# What a drawing calls each score of a group: the class of its fill, and that of doubt.
KLASSEN = tuple(
    f"g{rang(score)}{' twijfel' if is_onzeker(score) else ''}" for score in range(pak(len(w.GROEPEN), False))
)


def groepsrang(groep: Any) -> Any:
    """Return the rank of a group by its position in `GROEPEN`: the last is 0.

    Examples
    --------
    >>> groepsrang(w.GROEPEN.index(w.NIETS)), groepsrang(w.GROEPEN.index(w.PLATFORM))
    (0, 4)
    """
    return len(w.GROEPEN) - 1 - groep


_STATUSWOORDEN = pd.array(list(w.BUURTSTATUSSEN), dtype="str")
_BEWIJSWOORDEN = pd.array(["", w.TE_VERIFIEREN, w.BEVESTIGD], dtype="str")


def status(score: pd.Series) -> pd.Series:
    """Return the status in words, one of `BUURTSTATUSSEN`."""
    return pd.Series(_STATUSWOORDEN.take(rang(score.to_numpy())), index=score.index, name=score.name)


def bewijs(score: pd.Series) -> pd.Series:
    """Return the proof in words: `bevestigd`, `te verifiëren`, empty where there is nothing to prove.

    Examples
    --------
    >>> bewijs(pd.Series([7, 6, 0])).tolist()
    ['bevestigd', 'te verifiëren', '']
    """
    getal = score.to_numpy()
    plekken = is_actief(getal).astype("int8") + is_bevestigd(getal)
    return pd.Series(_BEWIJSWOORDEN.take(plekken), index=score.index, name=score.name)
