"""The policy that the rules compute with, as data: every date and threshold. No other module holds such a literal.

Where they are known from, and which other events there were, stands in `gemeente.toml` (see `analysis.gemeente`);
`docs/beleid.md` says for each fact how certain it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from analysis.nederlands import datum

EERSTE_PLATFORM = date(2024, 1, 1)  # Founding a wijkplatform is possible from this day.

# Our own choice, no policy: how long one sighting proves that an organisation is active.
BEWIJSTERMIJN = timedelta(days=365)

MAX_PLATFORMS_PER_WIJK = 1


@dataclass(frozen=True)
class Variant:
    """One reading of when the support for wijkraden ends."""

    sleutel: str
    einde_ondersteuning: date

    @property
    def naam(self) -> str:
        """Return the name as a choice on the screen.

        Examples
        --------
        >>> Variant("persbericht", date(2031, 7, 1)).naam
        '1 juli 2031 (persbericht)'
        """
        return f"{datum(self.einde_ondersteuning)} ({self.sleutel})"


VARIANTEN = MappingProxyType(
    {
        variant.sleutel: variant
        for variant in (Variant("persbericht", date(2024, 7, 1)), Variant("raadsbesluit", date(2025, 1, 1)))
    }
)
STANDAARD_VARIANT = "persbericht"
