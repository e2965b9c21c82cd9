"""The policy as data: every date and threshold with its source. No other module holds a policy literal.

Sources: the municipality's press release of 22 November 2023 and `docs/beleid.md`, which says for each fact how
certain it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

# Press release of 22-11-2023: founding a wijkplatform is possible from this day.
EERSTE_PLATFORM = date(2024, 1, 1)

# Our own choice, no policy: how long one sighting proves that an organisation is active.
BEWIJSTERMIJN = timedelta(days=365)

MAX_PLATFORMS_PER_WIJK = 1  # Press release of 22-11-2023: "één wijkplatform per wijk".


@dataclass(frozen=True)
class Variant:
    """One reading of when the support for wijkraden ends."""

    sleutel: str
    naam: str  # as a choice on the screen
    einde_ondersteuning: date
    bron: str


VARIANTEN = MappingProxyType(
    {
        "persbericht": Variant(
            "persbericht", "1 juli 2024 (persbericht)", date(2024, 7, 1), "persbericht van 22 november 2023"
        ),
        "raadsbesluit": Variant(
            "raadsbesluit",
            "1 januari 2025 (raadsbesluit)",
            date(2025, 1, 1),
            "volgens het Haarlems Dagblad; het raadsbesluit van 21 december 2023 zelf is niet gezien",
        ),
    }
)
STANDAARD_VARIANT = "persbericht"


@dataclass(frozen=True)
class Mijlpaal:
    """A dated event of the policy, with where it is known from."""

    datum: date
    kort: str
    omschrijving: str
    bron: str


_PERSBERICHT = "persbericht 22-11-2023"

_VASTE_MIJLPALEN = (
    Mijlpaal(date(2023, 11, 22), "persbericht", "Persbericht over wijkplatforms", _PERSBERICHT),
    Mijlpaal(
        date(2023, 12, 17), "einde reacties", "Laatste dag om op het participatiebeleid te reageren", _PERSBERICHT
    ),
    Mijlpaal(
        date(2023, 12, 21),
        "raadsbesluit",
        "Raad stelt het Beleidskader wijkplatforms vast (2023/1894457)",
        "CVDR716154",
    ),
    Mijlpaal(EERSTE_PLATFORM, "platforms kunnen", "Wijkplatforms kunnen worden opgericht", _PERSBERICHT),
    Mijlpaal(
        date(2024, 2, 27), "subsidieregeling", "Subsidieregeling voor initiatieven en wijkplatforms", "CVDR716154"
    ),
    Mijlpaal(
        date(2024, 2, 29),
        "participatiebeleid",
        "Raad stelt participatiebeleid en participatieverordening vast",
        "haarlem.nl/aanpassing-participatiebeleid",
    ),
)

# Only the year is known of the evaluations; they are placed on the last day that the source allows.
_EVALUATIES = (
    Mijlpaal(date(2026, 12, 31), "evaluatie 2026", "Eerste evaluatie, in de loop van 2026", "Haarlems Dagblad"),
    Mijlpaal(date(2028, 12, 31), "evaluatie 2028", "Tweede evaluatie, eind 2028", "Haarlems Dagblad"),
)


def mijlpalen(variant: str = STANDAARD_VARIANT) -> tuple[Mijlpaal, ...]:
    """Return the milestones of the policy in order of date, with the end of support that the variant gives.

    Parameters
    ----------
    variant : str
        A key of `VARIANTEN`.

    Returns
    -------
    tuple of Mijlpaal

    Examples
    --------
    >>> [m.kort for m in mijlpalen("persbericht") if m.datum.year == 2024]
    ['platforms kunnen', 'subsidieregeling', 'participatiebeleid', 'einde steun']
    """
    keuze = VARIANTEN[variant]
    einde = Mijlpaal(keuze.einde_ondersteuning, "einde steun", "Einde van de ondersteuning van wijkraden", keuze.bron)
    return tuple(sorted((*_VASTE_MIJLPALEN, einde, *_EVALUATIES), key=lambda m: m.datum))
