"""The one clock: today in the Netherlands, for the screen and the command line alike, on every machine."""

from __future__ import annotations

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo


def vandaag() -> date:
    """Return today in Amsterdam, whatever the zone of the machine."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def verstreken() -> float:
    """Return seconds since some moment, to tell how long ago something was; no date, and never set back."""
    return time.monotonic()
