"""What is handed out: time and size of each page, of all pages at once, and of a publication."""

import gzip
from collections.abc import Iterator
from datetime import date

from analysis.antwoorden.overzicht import gatenlijst
from analysis.vraag import Vraag
from bench.bediening import WORTEL
from bench.tabel import Rij, om_en_om
from publicatie.pagina import INDEX, publicatie
from register.bevraging import Bevraging
from register.register import read_register
from uitvoer.bestandsnaam import los_bestand
from uitvoer.bladen import maak as maak_blad
from uitvoer.bladen import stil
from uitvoer.formaten import BLADSOORTEN, KAART, STAD, WIJK, WIJKEN

VRAAG = Vraag(date(2024, 7, 1))
BLADEN = (
    (STAD, ".pdf", None),
    (STAD, ".png", None),
    (WIJK, ".pdf", "WK039201"),
    (KAART, ".svg", None),
    (KAART, ".png", None),
)


def bladen(rondes: int) -> Iterator[Rij]:
    """Every page and picture; all wijkbladen in one document beside the same pages one by one."""
    register = read_register(WORTEL / "data")
    gemaakt: dict[str, bytes] = {}

    def maak(naam: str, soort: str, extensie: str, wijk: str | None) -> None:
        gemaakt[naam] = maak_blad(Bevraging(register, VRAAG), soort, extensie, wijk=wijk)

    namen = [f"{BLADSOORTEN[soort].naam.lower()} as {extensie}" for soort, extensie, _ in BLADEN]
    tijden = om_en_om(rondes, *(lambda n=naam, b=blad: maak(n, *b) for naam, blad in zip(namen, BLADEN, strict=True)))
    for naam, ms in zip(namen, tijden, strict=True):
        assert len(gemaakt[naam]) > 10_000
        yield Rij(f"{naam}, {len(gemaakt[naam]) / 1024:.0f} KiB", None, ms)
    codes = gatenlijst(VRAAG.stand(register.tabellen).wijken["inwoners_zonder_platform"])

    def los() -> None:
        gemaakt["los"] = b"".join(maak_blad(Bevraging(register, VRAAG), WIJK, ".pdf", wijk=code) for code in codes)

    los_ms, samen_ms, zip_ms = om_en_om(
        rondes,
        los,
        lambda: maak("pdf", WIJKEN, ".pdf", None),
        lambda: maak("zip", WIJKEN, ".zip", None),
    )
    maten = [len(gemaakt[naam]) / 1024 for naam in ("los", "pdf", "zip")]
    yield Rij(f"all {len(codes)} wijkbladen: one by one, in one .pdf", los_ms, samen_ms, doel=5000, absoluut=True)
    yield Rij("  size of these", maten[0], maten[1], "KiB")
    yield Rij(f"all {len(codes)} wijkbladen in a .zip, {maten[2]:.0f} KiB", None, zip_ms)


def publiceren(rondes: int) -> Iterator[Rij]:
    """A whole publication, and what a reader's browser gets of it."""
    register = read_register(WORTEL / "data")
    uit: dict[str, bytes] = {}

    def maak() -> None:
        uit.update(publicatie(Bevraging(register, Vraag(VRAAG.peildatum)), VRAAG.peildatum, stil))

    [ms] = om_en_om(rondes, maak)
    yield Rij(f"publication of {len(uit)} files", None, ms)
    eerst = len(gzip.compress(uit[INDEX])) / 1024
    yield Rij("  first shown, over the wire (gzip)", None, eerst, "KiB", doel=1000, absoluut=True)
    yield Rij(
        "  the single file with all downloads in it",
        None,
        len(uit[los_bestand(register.tabellen.gemeente)]) / 1024,
        "KiB",
    )
