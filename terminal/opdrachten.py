"""What can be asked on the command line, and with which options.

What answers is slow to import (pandas, geopandas, typst, folium): a command imports it when it is asked, so that
`--help` and wrong usage answer at once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from click import Argument, Option

from analysis.teksten.titels import TITELS
from systeem.klok import vandaag
from terminal.klik import Breedte, Datum, Gebruiksfout, Keuze, Opdrachten, Pad, Tekst, eis_volgorde
from terminal.voortgang import toon_bezig
from uitvoer.formaten import BLADSOORTEN, TABELFORMATEN, TABELSOORTEN, VLAKFORMATEN

_LEZEN = "Gegevens lezen en nakijken …"


def _pad(naam: str, uitleg: str, *, wat: str = "BESTAND", verplicht: bool = False) -> Option:
    return Option([naam], type=Pad(), required=verplicht, metavar=wat, help=uitleg)


# What several questions share.
_VARIANT = Option(
    ["--variant"], metavar="NAAM", help="Lezing van het einde van de steun aan wijkraden (anders: de eerste)."
)
_DATA = _pad("--data", "Map met de gegevens (anders: data).", wat="MAP")
_VRAAG = (
    Option(["--peildatum"], type=Datum(), default=vandaag, show_default="vandaag", help="Voor welke datum."),
    _VARIANT,
    _DATA,
)
_GEBIED = Option(["--gebied"], metavar="NAAM", help="Alleen dit gebied (anders: heel de stad).")
_TABEL = (_GEBIED, _pad("--output", f"Naar {', '.join(VLAKFORMATEN)} (anders: scherm)."))


@click.group(cls=Opdrachten, name="cli.py", subcommand_metavar="OPDRACHT [OPTIES]", no_args_is_help=True)
def cli() -> None:
    """Wie dekt welk deel van de stad, op elke datum: wijkraden en wijkplatforms."""


@cli.command(params=[*_VRAAG, *_TABEL])
def gaten(**keuzes: Any) -> None:
    """Geef de wijken met inwoners zonder wijkplatform, de meeste eerst."""
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord("gaten", **keuzes)


@cli.command(
    params=[
        Option(["--niveau"], type=Keuze(["wijk", "buurt"]), required=True, help="Rij per wijk of buurt."),
        *_VRAAG,
        *_TABEL,
    ]
)
def status(*, niveau: str, **keuzes: Any) -> None:
    """Geef elke wijk of elke buurt met haar status."""
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord({"wijk": "wijken", "buurt": "buurten"}[niveau], **keuzes)


@cli.command(
    params=[
        Argument(
            ["soort"], type=Keuze(TABELSOORTEN, {soort: TITELS[soort] for soort in TABELSOORTEN}), metavar="SOORT"
        ),
        *_VRAAG,
        _GEBIED,
        _pad("--output", f"Naar {' of '.join(TABELFORMATEN)}, of met een plek ook {' of '.join(VLAKFORMATEN[2:])}."),
    ]
)
def tabel(*, soort: str, **keuzes: Any) -> None:
    """Geef een register, het verloop, de meldingen of de werklijst als tabel."""
    if soort == "meldingen" and keuzes["gebied"] is not None:
        raise Gebruiksfout("--gebied hoort niet bij meldingen: die gaan over de hele stad.")
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord(soort, TABELSOORTEN[soort], **keuzes)


@cli.command(params=[*_VRAAG, _pad("--output", f"Alles naar {' of '.join(TABELFORMATEN)} (anders: scherm).")])
def controle(**keuzes: Any) -> int:
    """Toon elke fout en elke melding in de gegevens, een per regel; van elke soort de eerste 50."""
    from terminal.antwoorden import controleer

    return controleer(**keuzes)


@cli.command(
    params=[
        Option(["--van"], type=Datum(), help="Eerste datum (anders: een jaar voor --tot)."),
        Option(["--tot"], type=Datum(), default=vandaag, show_default="vandaag", help="Tweede datum."),
        _pad("--data-nieuw", "Vergelijk met de map van een nieuwe levering.", wat="MAP"),
        _VARIANT,
        _DATA,
        _GEBIED,
        _pad("--output", f"Naar {' of '.join(TABELFORMATEN)} (anders: zinnen op het scherm)."),
    ]
)
def veranderd(*, van: date | None, tot: date, **keuzes: Any) -> None:
    """Geef wat er veranderde tussen twee datums, of tussen twee leveringen van de gegevens."""
    eis_volgorde("--van", van, "--tot", tot)
    toon_bezig(_LEZEN)
    from terminal.antwoorden import vergelijk

    vergelijk(van=van, tot=tot, **keuzes)


@cli.command(
    params=[
        Option(
            ["--soort"],
            type=Keuze(BLADSOORTEN),
            help="Wat (anders: volgt uit --wijk en --output).",
        ),
        *_VRAAG,
        _GEBIED,
        Option(["--wijk"], metavar="CODE", help="Voor een wijkblad: code of naam van de wijk."),
        Option(["--sinds"], type=Datum(), help="Stadsblad: wat veranderde sinds (anders: een jaar eerder)."),
        Option(["--breedte"], type=Breedte(), help="Breedte van .png of .svg (anders: 1200)."),
        _pad("--output", "Naar .pdf, .png, .svg of .zip.", verplicht=True),
    ]
)
def briefing(
    *, soort: str | None, wijk: str | None, breedte: int | None, data: str | None, output: str, **vraag: Any
) -> None:
    """Maak een A4 om uit te delen: stad, wijk, alle gatenwijken, of de kaart als plaatje."""
    extensie = Path(output).suffix.lower()
    soort = soort or ("wijk" if wijk is not None else {".zip": "wijken", ".svg": "kaart"}.get(extensie, "stad"))
    for naam, past, waarde in (
        ("--wijk", soort == "wijk", wijk),
        ("--gebied", soort != "wijk", vraag["gebied"]),
        ("--sinds", soort == "stad", vraag["sinds"]),
        ("--breedte", extensie in {".png", ".svg"}, breedte),
    ):
        if waarde is not None and not past:
            raise Gebruiksfout(f"{naam} hoort niet bij --soort {soort} naar “{output}”.")
    if soort == "wijk" and not wijk:
        raise Gebruiksfout("--wijk ontbreekt: geef de code of naam van de wijk.")
    eis_volgorde("--sinds", vraag["sinds"], "--peildatum", vraag["peildatum"])
    toon_bezig(_LEZEN)
    from analysis.vraag import Vraag
    from terminal.briefing import deel_uit

    deel_uit(soort, Vraag(**vraag), data=data, wijk=wijk, breedte=breedte, output=output)


@cli.command(
    params=[
        *_VRAAG,
        Option(
            ["--contact"],
            default="",
            show_default=False,
            metavar="TEKST",
            type=Tekst(),
            help="Waar lezers iets melden: een e-mailadres, een webadres of een tekst.",
        ),
        Option(["--overschrijf"], is_flag=True, help="Vervang ook bestanden die na het publiceren gewijzigd zijn."),
        _pad("--output", "Nieuwe of lege map, of een eerdere publicatie.", wat="MAP", verplicht=True),
    ]
)
def publiceer(*, data: str | None, output: str, overschrijf: bool, contact: str, **vraag: Any) -> None:
    """Maak een map met de kaart als webpagina, die zonder server en zonder internet werkt."""
    toon_bezig(_LEZEN)
    from analysis.vraag import Vraag
    from terminal.publiceer import publiceer as maak

    maak(data, Vraag(**vraag), output, gemaakt=vandaag(), contact=contact, overschrijf=overschrijf)


@cli.command(
    params=[
        _pad("--wijken", "GeoJSON van de wijken, van PDOK.", verplicht=True),
        _pad("--buurten", "GeoJSON van de buurten, van PDOK.", verplicht=True),
        _pad("--kerncijfers", "CSV met de cijfers per code.", verplicht=True),
        _pad("--gebieden", "CSV met het gebied per wijk.", verplicht=True),
        Option(["--naam"], type=Tekst(), metavar="NAAM", help="Naam van de gemeente (anders: die in --wijken)."),
        _pad("--output", "Map voor de bestanden.", wat="MAP", verplicht=True),
    ]
)
def bouw(*, naam: str | None, output: str, **bronnen: str) -> None:
    """Maak de kaartbestanden uit gegevens van CBS en PDOK, en een eerste gemeente.toml als die er niet is."""
    from terminal.bouw import bouw as maak

    maak({soort: Path(pad) for soort, pad in bronnen.items()}, naam, output)
