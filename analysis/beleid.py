"""The policy that the rules compute with: the days and numbers that `gemeente.toml` gives, each with its source.

Which milestones there were besides stands there too (see `analysis.gemeente`); `docs/beleid.md` explains the policy
that the project ships, and how certain each fact is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.nederlands import datum

_GEEN_BRON = "geen bron bekend"


@dataclass(frozen=True)
class Variant:
    """One reading of when the support for wijkraden ends; `bron` may be empty."""

    sleutel: str
    einde_ondersteuning: date
    bron: str = ""

    @property
    def herkomst(self) -> str:
        """Return where the day is known from, in words."""
        return self.bron or _GEEN_BRON

    @property
    def naam(self) -> str:
        """Return the name as a choice on the screen.

        Examples
        --------
        >>> Variant("raadsbrief", date(2031, 7, 1)).naam
        '1 juli 2031 (raadsbrief)'
        """
        return f"{datum(self.einde_ondersteuning)} ({self.sleutel})"


@dataclass(frozen=True)
class Beleid:
    """The policy of a municipality.

    Attributes
    ----------
    eerste_platform : date
        From when a wijkplatform can exist.
    bewijs_dagen : int
        For how many days one sighting proves that an organisation is active.
    lang_geen_teken_jaren : int
        After how many years without a sign a wijkraad without support is in a group of its own.
    meeste_platforms_per_wijk : int
        How many wijkplatforms may work in a wijk at the same time.
    varianten : tuple of Variant
        The readings of the end of support, at least one; the first holds where nobody chose.
    bron : str
        Where the first day of platforms and the tasks of the municipality are known from; may be empty.
    """

    eerste_platform: date
    bewijs_dagen: int
    lang_geen_teken_jaren: int
    meeste_platforms_per_wijk: int
    varianten: tuple[Variant, ...]
    bron: str = ""

    @property
    def herkomst(self) -> str:
        """Return where the policy is known from, in words."""
        return self.bron or _GEEN_BRON

    def variant(self, sleutel: str | None) -> Variant:
        """Return the variant with this key, the first one for None; raises `KeyError` for a key that is none.

        Examples
        --------
        >>> een, twee = Variant("een", date(2031, 7, 1)), Variant("twee", date(2032, 1, 1))
        >>> beleid = Beleid(date(2030, 1, 1), 30, 5, 1, (een, twee))
        >>> beleid.variant(None) is een, beleid.variant("twee") is twee
        (True, True)
        """
        if sleutel is None:
            return self.varianten[0]
        return {variant.sleutel: variant for variant in self.varianten}[sleutel]
