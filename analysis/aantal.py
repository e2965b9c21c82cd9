"""A number of which a part may be unknown, and the one way to write it. Unknown is never 0."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis.nederlands import getal, naamwoord, telwoord

ONBEKEND = "onbekend"


class Aantal(NamedTuple):
    """A number, or a sum over places.

    Attributes
    ----------
    bekend : int
        The sum of what is known.
    ontbreekt : int
        Of how many places the number is unknown; 0 when the sum is complete.

    Examples
    --------
    >>> str(Aantal(147190)), str(Aantal(147190, 1)), str(Aantal(0, 2)), str(Aantal(0))
    ('147.190', 'ten minste 147.190', 'onbekend', '0')
    """

    bekend: int
    ontbreekt: int = 0

    @property
    def onbekend(self) -> bool:
        """Return whether nothing can be said: of some places it is unknown, and the others give nothing."""
        return self.ontbreekt > 0 and self.bekend == 0

    @property
    def vooraf(self) -> str:
        """Return what stands before the figure: `ten minste` for a sum that is not complete, else nothing."""
        return "ten minste" if self.ontbreekt and self.bekend else ""

    @property
    def cijfer(self) -> str:
        """Return the figure by itself, or `onbekend`: for where `vooraf` stands apart."""
        return ONBEKEND if self.onbekend else getal(self.bekend)

    def __str__(self) -> str:
        return f"{self.vooraf} {self.cijfer}".strip()

    def met(self, enkelvoud: str, meervoud: str) -> str:
        """Return the number with its noun.

        Examples
        --------
        >>> [Aantal(*aantal).met("inwoner", "inwoners") for aantal in ((1,), (0,), (5, 1))]
        ['1 inwoner', '0 inwoners', 'ten minste 5 inwoners']
        >>> Aantal(0, 1).met("inwoner", "inwoners")
        'een onbekend aantal inwoners'
        """
        if self.onbekend:
            return f"een onbekend aantal {meervoud}"
        return f"{self.vooraf} {telwoord(self.bekend, enkelvoud, meervoud)}".strip()

    def noem(self, enkelvoud: str, meervoud: str) -> str:
        """Return the noun by itself, for where the number stands apart.

        Examples
        --------
        >>> [Aantal(*aantal).noem("inwoner", "inwoners") for aantal in ((1,), (0, 1), (1, 1))]
        ['inwoner', 'inwoners', 'inwoner']
        """
        return naamwoord(self.bekend, enkelvoud, meervoud)

    def voorbehoud(self, enkelvoud: str = "wijk", meervoud: str = "wijken") -> str:
        """Return of how many places the number is unknown, in words; empty when of none.

        Examples
        --------
        >>> Aantal(5, 1).voorbehoud(), Aantal(5, 2).voorbehoud("buurt", "buurten"), Aantal(5).voorbehoud()
        ('van 1 wijk is het aantal onbekend', 'van 2 buurten is het aantal onbekend', '')
        """
        return f"van {telwoord(self.ontbreekt, enkelvoud, meervoud)} is het aantal onbekend" if self.ontbreekt else ""


def als_aantal(waarde: Any) -> Aantal:
    """Return one number of the data; missing is unknown.

    Examples
    --------
    >>> str(als_aantal(5)), str(als_aantal(pd.NA)), str(als_aantal(float("nan")))
    ('5', 'onbekend', 'onbekend')
    """
    return Aantal(0, 1) if pd.isna(waarde) else Aantal(int(waarde))


def som(waarden: Iterable[Any]) -> Aantal:
    """Return the sum of numbers of which some may be missing; of none it is 0.

    Examples
    --------
    >>> str(som([5, 10])), str(som([5, None])), str(som([None])), str(som([]))
    ('15', 'ten minste 5', 'onbekend', '0')
    """
    alle = list(waarden)
    bekend = [waarde for waarde in alle if not pd.isna(waarde)]
    return Aantal(int(sum(bekend)), len(alle) - len(bekend))
