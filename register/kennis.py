"""Up to when a register is known: the second of its two times. The first, the peildatum, is when it was true."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from analysis.nederlands import datum
from systeem.klok import in_amsterdam

# What is asked: the end of a day in Amsterdam, a number, or None for now.
BekendOp = date | int | None


class Kennis(NamedTuple):
    """What is known of a register.

    Attributes
    ----------
    nummer : int
        The last change that counts.
    tijdstip : datetime
        When that was saved (UTC).
    som : str
        The sum of the chain up to it: equal sums are equal registers.
    bekend_op : date, int or None
        What was asked.
    waarschuwing : str
        A sentence for who reads a register of a newer program, empty otherwise.
    """

    nummer: int
    tijdstip: datetime
    som: str
    bekend_op: BekendOp = None
    waarschuwing: str = ""

    @property
    def zin(self) -> str:
        """Return up to when it is known in words: the day that was asked for, else when the last change was saved.

        Examples
        --------
        >>> from datetime import UTC
        >>> kennis = Kennis(41, datetime(2000, 3, 3, 13, 2, tzinfo=UTC), "")
        >>> kennis.zin
        '3 maart 2000 om 14.02 uur (nummer 41)'
        >>> kennis._replace(bekend_op=date(2000, 3, 5)).zin
        '5 maart 2000 (nummer 41, bewaard op 3 maart 2000 om 14.02 uur)'
        """
        bewaard = tijdstip_in_woorden(self.tijdstip)
        if isinstance(self.bekend_op, date):
            return f"{datum(self.bekend_op)} (nummer {self.nummer}, bewaard op {bewaard})"
        return f"{bewaard} (nummer {self.nummer})"


def tijdstip_in_woorden(moment: datetime) -> str:
    """Return a moment as the clocks of Amsterdam show it.

    Examples
    --------
    >>> from datetime import UTC
    >>> tijdstip_in_woorden(datetime(2000, 7, 1, 22, 5, tzinfo=UTC))
    '2 juli 2000 om 0.05 uur'
    """
    hier = in_amsterdam(moment)
    return f"{datum(hier.date())} om {hier.hour}.{hier.minute:02} uur"
