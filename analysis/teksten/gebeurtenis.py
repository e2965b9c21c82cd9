"""What happened to an organisation, in words: in the city, or in what is known of it."""

from __future__ import annotations

from datetime import date

from analysis.antwoorden.veranderingen import (
    BEGONNEN,
    BEVESTIGD_GEWORDEN,
    GEEINDIGD,
    ONZEKER_GEWORDEN,
    STEUN_GEKREGEN,
    STEUN_VERLOREN,
)
from analysis.beleid import Beleid
from analysis.nederlands import datum, telwoord

KENNIS = frozenset((ONZEKER_GEWORDEN, BEVESTIGD_GEWORDEN))
IN_DE_STAD, IN_KENNIS = "In de stad", "In wat wij weten"

# In what order changes are told, and how: for one, and for more.
WERKWOORDEN = {
    BEGONNEN: ("begon", "begonnen"),
    GEEINDIGD: ("eindigde", "eindigden"),
    STEUN_VERLOREN: ("verloor de steun van de gemeente", "verloren de steun van de gemeente"),
    STEUN_GEKREGEN: ("kreeg steun van de gemeente", "kregen steun van de gemeente"),
    ONZEKER_GEWORDEN: ("is nu te verifiëren", "zijn nu te verifiëren"),
    BEVESTIGD_GEWORDEN: ("is nu bevestigd", "zijn nu bevestigd"),
}


def kop(wat: str, beleid: Beleid) -> str:
    """Return the heading above the organisations that this happened to.

    Examples
    --------
    >>> from analysis.beleid import Variant
    >>> halfjaar = Beleid(date(2030, 1, 1), 180, 5, 1, (Variant("raad", date(2031, 1, 1)),))
    >>> kop(GEEINDIGD, halfjaar), kop(ONZEKER_GEWORDEN, halfjaar)
    ('Gestopt', 'Al 180 dagen niets van gehoord')
    """
    return {
        BEGONNEN: "Begonnen",
        GEEINDIGD: "Gestopt",
        STEUN_VERLOREN: "Steun verloren",
        STEUN_GEKREGEN: "Steun gekregen",
        ONZEKER_GEWORDEN: f"Al {telwoord(beleid.bewijs_dagen, 'dag', 'dagen')} niets van gehoord",
        BEVESTIGD_GEWORDEN: "Weer van gehoord",
    }[wat]


def wanneer(wat: str, sinds: str) -> str:
    """Return the day of a change with the word before it, empty when the day is not known.

    What happens in the city happens on a day; what is known holds from a day on.

    Examples
    --------
    >>> wanneer(GEEINDIGD, "2024-07-01"), wanneer(ONZEKER_GEWORDEN, "2025-12-13"), wanneer(BEGONNEN, "")
    ('op 1 juli 2024', 'sinds 13 december 2025', '')
    """
    return f"{'sinds' if wat in KENNIS else 'op'} {datum(date.fromisoformat(sinds))}" if sinds else ""
