"""A table and its explanation as an Excel workbook (bytes)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from analysis.nederlands import datum
from analysis.schoon import schoon
from analysis.teksten.toelichting import Toelichting
from uitvoer.cellen import Cel, rijen

MAX_TEKENS = 32_767  # What one cell of Excel holds, counted in UTF-16 units.
INGEKORT = " … (ingekort)"

# The columns of (partial) dates: a whole one is a date to a workbook too, one of a month or a year stays as it is.
_DATUMKOLOMMEN = frozenset({"peildatum", "van", "tot", "laatst_gezien", "sinds", "geldigOp", "bewaard"})
_DATUMVORM = "[$-413]d mmmm yyyy"  # 413: with the names of the months in Dutch, wherever it is opened
_HELE_DATUM = re.compile("(?:19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")  # a workbook knows no year before 1900

_BREEDTE = (9, 48)  # Characters: narrower hides the filter button, wider pushes the next columns off the screen.
_UITLEGBREEDTE = (38, 110)
_EERSTE_JAAR = 1980  # Where a zip file, and so a workbook, begins; years of three digits would even be unreadable.


def format_xlsx(bladen: Mapping[str, pd.DataFrame], uitleg: Toelichting, peildatum: date) -> bytes:
    """Return a workbook with a sheet for each table, by its name, and `Toelichting`.

    Numbers stay numbers, and a column that starts with `aandeel` is a fraction shown as percentage. A whole date from
    1900 on is a date, in the columns that hold any. Text is always text: no cell becomes a formula or a link. Text
    longer than a cell holds ends with `INGEKORT`. `peildatum` is the date of creation in the file, so that the same
    input gives the same bytes.
    """
    import xlsxwriter  # only who takes this form along needs it

    geheugen = io.BytesIO()
    boek = xlsxwriter.Workbook(
        geheugen,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    gemaakt = datetime(max(peildatum.year, _EERSTE_JAAR), peildatum.month, peildatum.day, tzinfo=UTC)
    boek.set_properties({"title": uitleg.titel, "created": gemaakt.replace(tzinfo=None)})
    for naam, tabel in bladen.items():
        _schrijf_tabel(boek, boek.add_worksheet(naam), tabel)
    _schrijf_uitleg(boek, boek.add_worksheet("Toelichting"), uitleg)
    for blad in boek.worksheets():
        _zet_druk_klaar(blad, uitleg.bronvermelding)
    boek.close()
    return geheugen.getvalue()


def kort_in(tekst: str) -> str:
    """Return text that fits in one cell of Excel, with a visible mark where it was cut.

    Examples
    --------
    >>> kort_in("kort"), kort_in("a" * 40_000)[-15:]
    ('kort', 'aa … (ingekort)')
    """
    eenheden = tekst.encode("utf-16-le")
    if len(eenheden) <= 2 * MAX_TEKENS:
        return tekst
    # Half a character at the cut is dropped, not shown.
    return eenheden[: 2 * (MAX_TEKENS - len(INGEKORT))].decode("utf-16-le", errors="ignore") + INGEKORT


def _schrijf_tabel(boek: Any, blad: Any, tabel: pd.DataFrame) -> None:
    kop = boek.add_format({"bold": True, "bottom": 1})
    inhoud = rijen(tabel)
    for kolom, naam in enumerate(tabel.columns):
        is_datum = naam in _DATUMKOLOMMEN
        cellen = [_datum(rij[kolom]) if is_datum else rij[kolom] for rij in inhoud]
        vorm = (
            {"num_format": _DATUMVORM, "align": "left"} if is_datum else {"num_format": _getalvorm(naam, tabel[naam])}
        )
        opmaak = boek.add_format({**vorm, "valign": "top"})
        blad.set_column(kolom, kolom, _breedte(naam, cellen), opmaak)
        blad.write_string(0, kolom, str(naam), kop)
        for rij, waarde in enumerate(cellen, start=1):
            _schrijf_cel(blad, rij, kolom, waarde, opmaak)
    blad.freeze_panes(1, 0)
    blad.autofilter(0, 0, len(inhoud), max(len(tabel.columns) - 1, 0))
    blad.repeat_rows(0)


def _zet_druk_klaar(blad: Any, bronvermelding: str) -> None:
    blad.set_landscape()
    blad.set_paper(9)  # A4
    blad.fit_to_pages(1, 0)
    # A handed out page has left its second sheet behind. In a footer `&` begins a code.
    blad.set_footer(f"&L{bronvermelding.replace('&', '&&')}&R&P / &N")


def _datum(waarde: Cel) -> Cel | date:
    """Return a whole date as a date, anything else as it is."""
    if not isinstance(waarde, str) or not _HELE_DATUM.fullmatch(waarde):
        return waarde
    try:
        return date.fromisoformat(waarde)
    except ValueError:
        return waarde


def _schrijf_cel(blad: Any, rij: int, kolom: int, waarde: Cel | date, opmaak: Any) -> None:
    if isinstance(waarde, date):
        blad.write_datetime(rij, kolom, waarde, opmaak)
    elif isinstance(waarde, str):
        if waarde:
            blad.write_string(rij, kolom, kort_in(waarde), opmaak)
    elif waarde is not None:
        blad.write_number(rij, kolom, waarde, opmaak)


def _getalvorm(naam: str, kolom: pd.Series) -> str:
    if naam.startswith("aandeel"):
        return "0.0%"
    if naam == "jaar":
        return "0"  # 2024 is no amount: 2.024
    if pd.api.types.is_integer_dtype(kolom):
        return "#,##0"
    return "#,##0.0###" if pd.api.types.is_float_dtype(kolom) else "@"


def _breedte(naam: str, cellen: Sequence[Cel | date]) -> int:
    tekst = (datum(waarde) if isinstance(waarde, date) else str(waarde) for waarde in cellen if waarde is not None)
    langste = max(map(len, tekst), default=0)
    # The filter button covers the end of a header. A name with underscores does not break, so it gets its full width.
    return min(max(langste + 2, len(naam) + 4, _BREEDTE[0]), _BREEDTE[1])


def _schrijf_uitleg(boek: Any, blad: Any, uitleg: Toelichting) -> None:
    titel = boek.add_format({"bold": True, "font_size": 14, "num_format": "@"})
    kop = boek.add_format({"bold": True, "font_size": 12, "bottom": 1, "num_format": "@"})
    links = boek.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    for kolom, breedte in enumerate(_UITLEGBREEDTE):
        blad.set_column(kolom, kolom, breedte, links)
    blad.write_string(0, 0, kort_in(schoon(uitleg.titel)), titel)
    rij = 2
    for deel in uitleg.delen:
        blad.write_string(rij, 0, kort_in(schoon(deel.kop)), kop)
        for rij, (wat, tekst) in enumerate(deel.rijen, start=rij + 1):  # noqa: B020 - the sheet goes on below
            for kolom, inhoud in enumerate((wat, tekst)):
                blad.write_string(rij, kolom, kort_in(schoon(inhoud)), links)
        rij += 2
