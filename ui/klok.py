"""The one clock: today in Haarlem, for the screen and the command line alike, on every machine."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def vandaag() -> date:
    """Return today in Haarlem, whatever the zone of the machine."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()
