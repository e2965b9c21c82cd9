"""Up to when a register is known: the second of its two times. The first, the peildatum, is when it was true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from analysis.nederlands import datum
from systeem.klok import dag_voorbij, in_amsterdam

# What is asked: the end of a day in Amsterdam, a number, or None for now.
BekendOp = date | int | None


class Registratie(NamedTuple):
    """When a row of a register came to say what it says, and when it came to say something else: ISO, with offset.

    `einde` is empty as long as that holds.
    """

    tijdstip: str
    einde: str


# By kind of row and id; asked when a table tells it.
Registraties = Callable[[], Mapping[tuple[str, str], Registratie]]


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
        What was asked: a day that is over, a number, or now.
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

    @property
    def kort(self) -> str:
        """Return the same for a line on a screen.

        Examples
        --------
        >>> from datetime import UTC
        >>> kennis = Kennis(41, datetime(2000, 3, 3, 13, 2, tzinfo=UTC), "")
        >>> kennis.kort, kennis._replace(bekend_op=date(2000, 3, 5)).kort
        ('3 maart 2000 om 14.02 uur (nr. 41)', '5 maart 2000 (nr. 41)')
        """
        dag = datum(self.bekend_op) if isinstance(self.bekend_op, date) else tijdstip_in_woorden(self.tijdstip)
        return f"{dag} (nr. {self.nummer})"

    @property
    def beschikbaar_op(self) -> str:
        """Return up to when it is known as the base registers write it: a moment in Amsterdam, to the second.

        Examples
        --------
        >>> from datetime import UTC
        >>> kennis = Kennis(41, datetime(2000, 3, 3, 13, 2, tzinfo=UTC), "")
        >>> kennis.beschikbaar_op, kennis._replace(bekend_op=date(2000, 3, 26)).beschikbaar_op
        ('2000-03-03T14:02:00+01:00', '2000-03-26T23:59:59+02:00')
        """
        if isinstance(self.bekend_op, date):
            return tijdstip_iso(dag_voorbij(self.bekend_op) - timedelta(seconds=1))
        return tijdstip_iso(self.tijdstip)


def tijdstip_iso(moment: datetime) -> str:
    """Return a moment as the clocks of Amsterdam show it, in ISO form with what these differ from UTC."""
    return in_amsterdam(moment).isoformat(timespec="seconds")


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
