"""The forms that a file can have, and what can be had in which. Fast to import."""

from __future__ import annotations

from typing import NamedTuple


class Formaat(NamedTuple):
    """What a form is called where people choose one, and in a browser."""

    naam: str
    mime: str


FORMATEN = {
    ".csv": Formaat("CSV", "text/csv"),
    ".xlsx": Formaat("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".geojson": Formaat("GeoJSON", "application/geo+json"),
    ".gpkg": Formaat("GeoPackage", "application/geopackage+sqlite3"),
    ".pdf": Formaat("PDF", "application/pdf"),
    ".png": Formaat("PNG", "image/png"),
    ".svg": Formaat("SVG", "image/svg+xml"),
    ".zip": Formaat("zip", "application/zip"),
}

# What a table can be had in, in the order of the buttons; one of areas in more.
TABELFORMATEN = (".csv", ".xlsx")
VLAKFORMATEN = (*TABELFORMATEN, ".geojson", ".gpkg")


# The tables that the command line calls by name, and what each can be had in.
TABELSOORTEN = {
    "organisaties": VLAKFORMATEN,
    "initiatieven": VLAKFORMATEN,
    "verloop": TABELFORMATEN,
    "meldingen": TABELFORMATEN,
    "werklijst": TABELFORMATEN,
}


class Bladsoort(NamedTuple):
    """What a kind of page to hand out is called, and what it can be had in."""

    naam: str
    formaten: tuple[str, ...]


STAD, WIJK, WIJKEN, KAART = "stad", "wijk", "wijken", "kaart"
BLADSOORTEN = {
    STAD: Bladsoort("Stadsblad", (".pdf", ".png")),
    WIJK: Bladsoort("Wijkblad", (".pdf", ".png")),
    WIJKEN: Bladsoort("Wijkbladen", (".pdf", ".zip")),
    KAART: Bladsoort("Kaart", (".svg", ".png")),
}
