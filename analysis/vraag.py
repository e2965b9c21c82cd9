"""What is asked: one question for every answer, on the screen, on the command line and in files."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.datums import jaren_eerder
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen


class Vraag(NamedTuple):
    """Of which day, by which reading of the policy, and of which part of the city.

    Attributes
    ----------
    peildatum : date
    variant : str or None
        The key of a variant of the policy; None is the first.
    gebied : str or None
        As the data spells it; None is the whole city.
    sinds : date or None
        From when changes are told; None is a year before.
    """

    peildatum: date
    variant: str | None = None
    gebied: str | None = None
    sinds: date | None = None

    @property
    def begin(self) -> date:
        """Return the day that changes are counted from."""
        return self.sinds or jaren_eerder(self.peildatum)

    def stand(self, tabellen: Tabellen) -> Stand:
        """Return the situation that is asked about."""
        return Stand(tabellen, self.peildatum, self.variant)
