"""What a file that leaves is called: small letters, digits and dashes of ASCII, safe on every disk."""

from __future__ import annotations

from datetime import date

from analysis.gemeente import Gemeente
from analysis.schoon import voor_bestandsnaam
from analysis.vraag import Vraag
from register.kennis import Kennis


def bestandsnaam(
    gemeente: Gemeente,
    wat: str,
    vraag: Vraag,
    extensie: str,
    *,
    waar: str | None = None,
    van: date | None = None,
    kennis: Kennis | None = None,
) -> str:
    """Return a name for a file that tells what is in it, of where, of when and by which variant.

    `waar` is the wijk that it is about; else it is the gebied of the question, or the city. `van` is the first of two
    days. Of a register as it was known before, `kennis` tells when that was.

    Examples
    --------
    >>> from analysis.beleid import Beleid, Variant
    >>> stad = Gemeente("Voorbeeldstad", Beleid(date(2030, 1, 1), 30, 5, 1, (Variant("raadsbrief", date(2031, 7, 1)),)))
    >>> vraag = Vraag(date(2031, 7, 1))
    >>> bestandsnaam(stad, "gaten", vraag, ".csv"), bestandsnaam(stad, "Wijkblad", vraag, ".pdf", waar="Ter Eenwijk")
    ('gaten-voorbeeldstad-2031-07-01-raadsbrief.csv', 'wijkblad-ter-eenwijk-2031-07-01-raadsbrief.pdf')
    """
    plek = voor_bestandsnaam(waar or vraag.gebied or gemeente.naam)
    dagen = [dag.isoformat() for dag in (van, vraag.peildatum) if dag is not None]
    toen = "" if kennis is None or kennis.bekend_op is None else f"bekend-op-{kennis.bekend_op}"
    delen = [voor_bestandsnaam(wat), plek, *dagen, gemeente.beleid.variant(vraag.variant).sleutel, toen]
    return "-".join(filter(None, delen)) + extensie


def los_bestand(gemeente: Gemeente) -> str:
    """Return how the published page is called that has everything inside it, and may be sent alone."""
    return f"{voor_bestandsnaam(gemeente.titel)}.html"
