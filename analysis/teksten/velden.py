"""What the columns of a register are called on a screen, as people say them."""

from __future__ import annotations

VELDNAMEN = {
    "naam": "naam",
    "soort": "soort",
    "fase": "fase",
    "van": "begin",
    "tot": "einde",
    "laatst_gezien": "laatst gezien",
    "werkgebied": "werkgebied",
    "werkgebied_zekerheid": "zekerheid van het werkgebied",
    "werkgebied_opmerking": "opmerking over het werkgebied",
    "opvolger": "opvolger",
    "themas": "thema’s",
    "werkgroepen": "werkgroepen",
    "partners": "partners",
    "website": "website",
    "bron": "bron",
    "opmerking": "opmerking",
    "gebied": "gebied",
    "buurten": "werkgebied volgens de bron",
    "thema": "thema",
    "omschrijving": "omschrijving",
    "lat": "breedtegraad",
    "lon": "lengtegraad",
    "nauwkeurigheid": "nauwkeurigheid van de plek",
    "adres": "adres",
    "postcode": "postcode",
    "buurt": "buurt",
    "locatie_bron": "bron van de plek",
}


def veldnaam(kolom: str) -> str:
    """Return what a column is called; a column of the user's own keeps its name.

    Examples
    --------
    >>> veldnaam("laatst_gezien"), veldnaam("aantal_leden")
    ('laatst gezien', 'aantal leden')
    """
    return VELDNAMEN.get(kolom, kolom.replace("_", " "))
