"""The one clock: now and today in the Netherlands, for the screen and the command line alike, on every machine."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as kloktijd
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def vandaag() -> date:
    """Return today in Amsterdam, whatever the zone of the machine."""
    return in_amsterdam(nu()).date()


def nu() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def in_amsterdam(moment: datetime) -> datetime:
    """Return a moment as the clocks of Amsterdam show it.

    Examples
    --------
    >>> in_amsterdam(datetime(2000, 7, 1, 22, 30, tzinfo=UTC)).isoformat()
    '2000-07-02T00:30:00+02:00'
    """
    return moment.astimezone(_AMSTERDAM)


def dag_voorbij(dag: date) -> datetime:
    """Return the first moment after a day in Amsterdam, in UTC; days on which the clock changes are 23 or 25 hours.

    Examples
    --------
    >>> [f"{dag_voorbij(date(2026, maand, dag)):%d %H:%M}" for maand, dag in ((3, 28), (3, 29), (10, 24), (10, 25))]
    ['28 23:00', '29 22:00', '24 22:00', '25 23:00']
    """
    return datetime.combine(dag + timedelta(days=1), kloktijd(), _AMSTERDAM).astimezone(UTC)


def verstreken() -> float:
    """Return seconds since some moment, to tell how long ago something was; no date, and never set back."""
    return time.monotonic()
