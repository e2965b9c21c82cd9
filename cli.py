"""The same answers as on the screen, from a terminal: for scripts and schedules. Speaks Dutch, wrong usage exits 2.

What takes long to import (geopandas, pandas) is imported by the command that needs it: `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click

from analysis.beleid import STANDAARD_VARIANT, VARIANTEN
from analysis.nederlands import datum, telwoord
from analysis.schoon import op_een_regel
from analysis.zoeken import zoek
from ui.klok import vandaag
from ui.terminal import Datum, Gebruiksfout, Keuze, Mislukt, Opdrachten, Pad, Tekst, eis_volgorde, op_terminal
from ui.terminal_briefing import Breedte, toon_voortgang
from ui.terminal_doel import schrijf, toets_bestand, weiger_invoer

_GEMEENTE = "gemeente.toml"
DATA = Path(__file__).resolve().parent / "data"


def _bezig(regel: str) -> None:
    """Tell someone at a terminal what is going on; a script gets no noise."""
    if op_terminal(sys.stderr):
        click.echo(op_een_regel(regel), err=True)


def _met(*opties: Any) -> Callable[[Any], Any]:
    return lambda functie: reduce(lambda f, optie: optie(f), reversed(opties), functie)


# What the questions share.
_VRAAG = (
    click.option("--peildatum", type=Datum(), default=vandaag, show_default="vandaag", help="Voor welke datum."),
    click.option(
        "--variant", type=Keuze(VARIANTEN), default=STANDAARD_VARIANT, help="Einde van de steun aan wijkraden."
    ),
    click.option("--data", type=Pad(), metavar="MAP", help="Map met de gegevens (anders: data)."),
)
_UITVOER = (
    click.option("--gebied", metavar="NAAM", help="Alleen dit gebied (anders: heel de stad)."),
    click.option("--output", type=Pad(), metavar="BESTAND", help="Naar .csv, .xlsx, .geojson, .gpkg (anders: scherm)."),
)


@click.group(cls=Opdrachten, name="cli.py", subcommand_metavar="OPDRACHT [OPTIES]", no_args_is_help=True)
def cli() -> None:
    """Wie dekt welk deel van de stad, op elke datum: wijkraden en wijkplatforms."""


@cli.command()
@_met(*_VRAAG, *_UITVOER)
def gaten(**keuzes: Any) -> None:
    """Geef de wijken met inwoners zonder wijkplatform, de meeste eerst."""
    _beantwoord("gaten", **keuzes)


@cli.command()
@click.option("--niveau", type=Keuze(["wijk", "buurt"]), required=True, help="Rij per wijk of buurt.")
@_met(*_VRAAG, *_UITVOER)
def status(niveau: str, **keuzes: Any) -> None:
    """Geef elke wijk of elke buurt met haar status."""
    _beantwoord({"wijk": "wijken", "buurt": "buurten"}[niveau], **keuzes)


@cli.command()
@_met(*_VRAAG)
@click.option("--output", type=Pad(), metavar="BESTAND", help="Alles naar .csv of .xlsx (anders: scherm).")
def controle(peildatum: date, variant: str, data: str | None, output: str | None) -> int:
    """Toon elke fout en elke melding in de gegevens, een per regel; van elke soort de eerste 50."""
    from analysis.bevinding import beperkt  # noqa: PLC0415 - slow to import, see the top
    from analysis.stand.stand import Stand  # noqa: PLC0415 - likewise
    from geo.export_meldingen import MELDINGFORMATEN, Controle  # noqa: PLC0415 - likewise
    from geo.register import DataFout, read_register  # noqa: PLC0415 - likewise

    extensie = _extensie(output, MELDINGFORMATEN, data)
    map_, naam = _map(data)
    try:
        register = read_register(map_)
        bevindingen = register.meldingen(Stand(register.tabellen, peildatum, variant))
    except DataFout as fout:
        bevindingen = fout.bevindingen
    fouten = sum(bevinding.ernst == "fout" for bevinding in bevindingen)
    if output is None:
        for bevinding in beperkt(bevindingen):
            click.echo(op_een_regel(f"{bevinding.ernst}: {naam}/{bevinding}"))
    else:
        schrijf(output, MELDINGFORMATEN[extensie].maak(Controle(bevindingen, naam, peildatum, variant)))
        click.echo(op_een_regel(f"Geschreven: {telwoord(len(bevindingen), 'rij', 'rijen')} in {output}"), err=True)
    slot = "Herstel eerst de fouten; daarna volgen de meldingen." if fouten else "De gegevens zijn te gebruiken."
    click.echo(f"Fouten: {fouten}, meldingen: {len(bevindingen) - fouten} (peildatum {peildatum}, {variant}). {slot}")
    return int(fouten > 0)


@cli.command()
@click.option("--van", type=Datum(), help="Eerste datum (anders: een jaar voor --tot).")
@click.option("--tot", type=Datum(), default=vandaag, show_default="vandaag", help="Tweede datum.")
@click.option("--data-nieuw", type=Pad(), metavar="MAP", help="Vergelijk met de map van een nieuwe levering.")
@_met(*_VRAAG[1:], _UITVOER[0])
@click.option("--output", type=Pad(), metavar="BESTAND", help="Naar .csv of .xlsx (anders: zinnen op het scherm).")
def veranderd(**keuzes: Any) -> None:
    """Geef wat er veranderde tussen twee datums, of tussen twee leveringen van de gegevens."""
    _vergelijk(**keuzes)


@cli.command()
@click.option(
    "--soort", type=Keuze(["stad", "wijk", "wijken", "kaart"]), help="Wat (anders: volgt uit --wijk en --output)."
)
@_met(*_VRAAG, _UITVOER[0])
@click.option("--wijk", metavar="CODE", help="Voor een wijkblad: code of naam van de wijk.")
@click.option("--sinds", type=Datum(), help="Stadsblad: wat veranderde sinds (anders: een jaar eerder).")
@click.option("--breedte", type=Breedte(), help="Breedte van .png of .svg (anders: 1200).")
@click.option("--output", type=Pad(), required=True, metavar="BESTAND", help="Naar .pdf, .png, .svg of .zip.")
def briefing(**keuzes: Any) -> None:
    """Maak een A4 om uit te delen: stad, wijk, alle gatenwijken, of de kaart als plaatje."""
    _deel_uit(**keuzes)


@cli.command()
@_met(*_VRAAG)
@click.option(
    "--contact",
    default="",
    show_default=False,
    metavar="TEKST",
    type=Tekst(),
    help="Waar lezers iets melden: een e-mailadres, een webadres of een tekst.",
)
@click.option("--overschrijf", is_flag=True, help="Vervang ook bestanden die na het publiceren gewijzigd zijn.")
@click.option(
    "--output", type=Pad(), required=True, metavar="MAP", help="Nieuwe of lege map, of een eerdere publicatie."
)
def publiceer(  # noqa: PLR0917 - each is an option, given by its name
    peildatum: date, variant: str, data: str | None, contact: str, overschrijf: bool, output: str
) -> None:
    """Maak een map met de kaart als webpagina, die zonder server en zonder internet werkt."""
    weiger_invoer("--output", output, _invoer(data))
    _bezig("Gegevens lezen en nakijken …")
    from ui.publicatie import Publicatievraag  # noqa: PLC0415 - slow to import, see the top
    from ui.terminal_publiceer import publiceer as maak  # noqa: PLC0415 - likewise

    vraag = Publicatievraag(vandaag(), peildatum, variant, contact)
    click.echo(op_een_regel(maak(lambda: _lees(data), vraag, output, overschrijf=overschrijf)), err=True)


@cli.command()
@click.option("--wijken", type=Pad(), required=True, metavar="BESTAND", help="GeoJSON van de wijken, van PDOK.")
@click.option("--buurten", type=Pad(), required=True, metavar="BESTAND", help="GeoJSON van de buurten, van PDOK.")
@click.option("--kerncijfers", type=Pad(), required=True, metavar="BESTAND", help="CSV met de cijfers per code.")
@click.option("--gebieden", type=Pad(), required=True, metavar="BESTAND", help="CSV met het gebied per wijk.")
@click.option("--output", type=Pad(), required=True, metavar="MAP", help="Map voor wijken.geojson en buurten.geojson.")
def bouw(**paden: str) -> None:
    """Maak de kaartbestanden uit gegevens van CBS en PDOK."""
    from geo.bouw import BouwFout, build  # noqa: PLC0415 - slow to import, see the top

    invoer = {naam: Path(pad) for naam, pad in paden.items()}
    uit = invoer.pop("output")
    for naam in ("wijken.geojson", "buurten.geojson"):
        weiger_invoer("--output", uit / naam, invoer.values())
    try:
        klaar = build(**invoer, uit=uit, voortgang=_bezig)
    except BouwFout as fout:
        raise Mislukt([*fout.problemen, "De bouw is gestopt; er is niets geschreven."]) from fout
    click.echo(op_een_regel(f"Geschreven: {' en '.join(map(str, klaar))}."), err=True)


def _map(data: str | None) -> tuple[Path, str]:
    """Return the data folder, and its name as the user knows it."""
    if data is not None:
        if Path(data).is_file():
            uitleg = f"“{data}” is een bestand, geen map. Geef de map waarin de gegevens staan."
            raise Gebruiksfout(uitleg, click.get_current_context())
        return Path(data), data.rstrip("/")
    with suppress(FileNotFoundError):  # the folder that one stands in may be gone
        if DATA.is_relative_to(Path.cwd()):
            return DATA, DATA.relative_to(Path.cwd()).as_posix()
    return DATA, DATA.as_posix()


def _beantwoord(
    soort: str, *, peildatum: date, variant: str, data: str | None, gebied: str | None, output: str | None
) -> None:
    """Write the answer to the file, or as CSV to the screen."""
    _bezig("Gegevens lezen en nakijken …")
    from analysis.toelichting import voorbehoud_van  # noqa: PLC0415 - slow to import, see the top
    from analysis.vraag import Vraag  # noqa: PLC0415 - likewise
    from geo.export import FORMATEN, make_uitvoer  # noqa: PLC0415 - likewise

    extensie = _extensie(output, FORMATEN, data)
    register = _lees(data)
    if gebied is not None:
        gebied = _kies_gebied(gebied, register.tabellen.wijken["gebied"])
    if waarschuwing := voorbehoud_van(register.tabellen, gebied):
        click.echo(f"Let op: {waarschuwing}", err=True)
    uitvoer = make_uitvoer(register, soort, Vraag(peildatum, variant, gebied))
    inhoud = FORMATEN[extensie].maak(uitvoer)
    if output is None:
        click.echo(inhoud.decode("utf-8-sig") if op_terminal(sys.stdout) else inhoud, nl=False)
        return
    schrijf(output, inhoud)
    aantal = telwoord(len(uitvoer.tabel), "rij", "rijen")
    waar = f", gebied {gebied}" if gebied else ""
    klaar = f"Geschreven: {aantal}, peildatum {datum(peildatum)}, variant {variant}{waar}, in {output}"
    click.echo(op_een_regel(klaar), err=True)


def _vergelijk(
    *,
    van: date | None,
    tot: date,
    variant: str,
    data: str | None,
    data_nieuw: str | None,
    gebied: str | None,
    output: str | None,
) -> None:
    """Write the comparison to the file, or as sentences to the screen."""
    eis_volgorde("--van", van, "--tot", tot)
    _bezig("Gegevens lezen en nakijken …")
    from analysis.datums import jaar_eerder  # noqa: PLC0415 - slow to import, see the top
    from analysis.veranderingen import Moment, slotzin, veranderingen  # noqa: PLC0415 - likewise
    from geo.export_veranderingen import VERANDERFORMATEN, Vergelijking  # noqa: PLC0415 - likewise

    extensie = _extensie(output, VERANDERFORMATEN, data, data_nieuw)
    oud = _lees(data)
    nieuw = oud if data_nieuw is None else _lees(data_nieuw)
    if van is None:  # two deliveries are compared on one date, unless two are asked for
        van = tot if data_nieuw is not None else jaar_eerder(tot)
    if gebied is not None:
        gebied = _kies_gebied(gebied, nieuw.tabellen.wijken["gebied"])
    kanten = Moment(oud.tabellen, van), Moment(nieuw.tabellen, tot)
    uitkomst = veranderingen(*kanten, variant, gebied)
    if output is not None:
        afdrukken = oud.vingerafdruk, nieuw.vingerafdruk
        schrijf(output, VERANDERFORMATEN[extensie].maak(Vergelijking(uitkomst, *kanten, variant, gebied, afdrukken)))
        click.echo(op_een_regel(f"Geschreven: {output}. {slotzin(uitkomst, *kanten)}"), err=True)
        return
    click.echo(op_een_regel(slotzin(uitkomst, *kanten)))
    for naam, zin in zip(uitkomst.veranderd["wijknaam"], uitkomst.veranderd["verandering"], strict=True):
        click.echo(op_een_regel(f"{naam}: {zin}"))
    for rij in uitkomst.organisaties.to_dict("records"):
        sinds = f", sinds {datum(date.fromisoformat(rij['sinds']))}" if rij["sinds"] else ""
        click.echo(op_een_regel(f"{rij['naam']}: {rij['wat']}{sinds}"))


def _deel_uit(
    *, soort: str | None, peildatum: date, wijk: str | None, breedte: int | None, output: str, **vraag: Any
) -> None:
    """Make the page or picture and write it."""
    van_extensie = {".zip": "wijken", ".svg": "kaart"}.get(Path(output).suffix.lower(), "stad")
    soort = soort or ("wijk" if wijk is not None else van_extensie)
    for naam, past, waarde in (
        ("--wijk", soort == "wijk", wijk),
        ("--gebied", soort != "wijk", vraag["gebied"]),
        ("--sinds", soort == "stad", vraag["sinds"]),
        ("--breedte", Path(output).suffix.lower() in {".png", ".svg"}, breedte),
    ):
        if waarde is not None and not past:
            raise Gebruiksfout(f"{naam} hoort niet bij --soort {soort} naar “{output}”.", click.get_current_context())
    if soort == "wijk" and not wijk:
        raise Gebruiksfout("--wijk ontbreekt: geef de code of naam van de wijk.", click.get_current_context())
    eis_volgorde("--sinds", vraag["sinds"], "--peildatum", peildatum)
    _bezig("Gegevens lezen en nakijken …")
    from analysis.vraag import Vraag  # noqa: PLC0415 - slow to import, see the top
    from geo.briefing import SOORTEN, Leeg, maak  # noqa: PLC0415 - likewise

    extensie = _extensie(output, SOORTEN[soort].mimes, vraag["data"])
    register = _lees(vraag["data"])
    gebied = vraag["gebied"] and _kies_gebied(vraag["gebied"], register.tabellen.wijken["gebied"])
    code = zoek(register.tabellen.wijken["wijknaam"].to_dict(), wijk) if wijk else None
    if wijk and code is None:
        raise Gebruiksfout(f"--wijk: “{wijk}” is geen code of naam van een wijk.", click.get_current_context())
    bladvraag = Vraag(peildatum, vraag["variant"], gebied, vraag["sinds"])
    try:
        inhoud = maak(register, soort, bladvraag, extensie, wijk=code, breedte=breedte, voortgang=toon_voortgang)
    except Leeg as leeg:
        raise Mislukt([f"{leeg} Er is niets geschreven."]) from leeg
    schrijf(output, inhoud)
    naam = SOORTEN[soort].naam.lower()
    waar = f", gebied {gebied}" if gebied else ""
    klaar = f"Geschreven: {naam}, peildatum {datum(peildatum)}, variant {vraag['variant']}{waar}, in {output}"
    click.echo(op_een_regel(klaar), err=True)


def _extensie(output: str | None, formaten: Iterable[str], *mappen: str | None) -> str:
    """Return the form of a file that can be written, and is none that is read from these data folders."""
    if output is None:
        return ".csv"
    extensie = Path(output).suffix.lower() or output
    if extensie not in formaten:
        raise Gebruiksfout(f"--output: “{output}” eindigt niet op {', '.join(formaten)}.", click.get_current_context())
    toets_bestand(output, _invoer(*mappen))
    return extensie


def _invoer(*mappen: str | None) -> list[Path]:
    """Return the files that are read from these data folders, and those of the product itself."""
    from geo.register import BESTANDEN  # noqa: PLC0415 - slow to import, see the top

    return [_map(map_)[0] / naam for map_ in dict.fromkeys((*mappen, None)) for naam in (*BESTANDEN, _GEMEENTE)]


def _lees(data: str | None) -> Any:
    """Return the checked register of a data folder, or stop with everything that is wrong with it."""
    from analysis.bevinding import beperkt  # noqa: PLC0415 - slow to import, see the top
    from geo.register import DataFout, read_register  # noqa: PLC0415 - likewise

    map_, naam = _map(data)
    try:
        return read_register(map_)
    except DataFout as fout:
        raise Mislukt(f"{naam}/{bevinding}" for bevinding in beperkt(fout.bevindingen)) from fout


def _kies_gebied(gebied: str, bekend: Iterable[str]) -> str:
    namen = {naam: naam for naam in sorted(set(bekend))}
    if (naam := zoek(namen, gebied)) is None:
        keuzes = ", ".join(namen)
        raise Gebruiksfout(f"--gebied: “{gebied}” bestaat niet. Kies uit: {keuzes}.", click.get_current_context())
    return naam


if __name__ == "__main__":
    cli(prog_name="python cli.py")
