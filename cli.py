"""The same answers as on the screen, from a terminal: for scripts and schedules. Speaks Dutch, wrong usage exits 2.

What takes long to import (geopandas, pandas) is imported by the command that needs it: `--help` answers at once.
"""

from __future__ import annotations

import errno
import io
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import reduce
from pathlib import Path
from typing import Any, NoReturn

import click

from analysis.beleid import STANDAARD_VARIANT, VARIANTEN
from analysis.nederlands import datum, telwoord
from geo.bestanden import write_bytes
from geo.export_tekst import op_een_regel, reden

DATA = Path(__file__).resolve().parent / "data"


class Gebruiksfout(click.UsageError):
    """Wrong usage that only shows later, for which click has no error of its own; in Dutch."""


class Mislukt(click.ClickException):
    """The question was right, the answer could not be given: one line per reason, exit code 1."""

    def __init__(self, regels: Iterable[str]) -> None:
        super().__init__("\n".join(op_een_regel(regel) for regel in regels))


class Keuze(click.Choice):
    """A closed list of words, upper or lower case alike."""

    def __init__(self, choices: Iterable[str]) -> None:
        super().__init__(list(choices), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}” bestaat niet. Kies uit: {', '.join(self.choices)}.", param, ctx)


class Datum(click.ParamType):
    """A full ISO date."""

    name = "jjjj-mm-dd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            # Python reads more as ISO than people write: 20240701, 2024-W27-1.
            return date.fromisoformat(str(value) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", str(value)) else "")
        except ValueError:
            self.fail(f"“{value}” is geen datum. Schrijf jjjj-mm-dd, zoals 2024-07-01.", param, ctx)


class Pad(click.ParamType):
    """A path as the user wrote it; an empty one is refused, for it would silently mean the current folder."""

    name = "pad"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value or self.fail("het pad is leeg. Geef de naam van een bestand of map.", param, ctx)


class Opdracht(click.Command):
    """A command whose help and errors are Dutch throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        stukken = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[OPTIES]")
        formatter.write_usage(ctx.command_path, stukken, "Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rijen = [rij for rij in (param.get_help_record(ctx) for param in self.get_params(ctx)) if rij]
        with formatter.section("Opties"):
            for engels, nederlands in (("[required]", "[verplicht]"), ("[default: ", "[standaard: ")):
                rijen = [(naam, uitleg.replace(engels, nederlands)) for naam, uitleg in rijen]
            formatter.write_dl(rijen)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        optie = super().get_help_option(ctx)
        if optie is not None:
            optie.help = "Toon deze uitleg en stop."
        return optie

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group):
            raise Gebruiksfout(f"“{' '.join(rest)}” is te veel: deze opdracht kent alleen opties.", ctx)
        return rest


class Opdrachten(Opdracht, click.Group):
    """The commands together, and the one place where an error becomes a message and an exit code."""

    command_class = Opdracht

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Opdrachten"):
            formatter.write_dl(
                [(naam, self.commands[naam].get_short_help_str(100)) for naam in self.list_commands(ctx)]
            )

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and exit with 0, 1 (it did not work), 2 (wrong usage) or 130 (interrupted)."""
        extra |= {"standalone_mode": False, "show_default": True}
        for stroom in (sys.stdout, sys.stderr):
            if isinstance(stroom, io.TextIOWrapper):
                stroom.reconfigure(errors="replace")  # An old terminal shows ? for what it has no letter for.
        try:
            code = super().main(*args, **extra) or 0
            sys.stdout.flush()
        except click.ClickException as fout:
            code = fout.exit_code
            _toon(fout)
        except click.Abort:
            code = 130
        except OSError as fout:
            code = 1
            if fout.errno != errno.EPIPE:  # The reader of our output has stopped reading: that is its right.
                click.echo(f"Lezen of schrijven lukt niet: {reden(fout)}.", err=True)
        sys.exit(code)


def _toon(fout: click.ClickException) -> None:
    if not isinstance(fout, click.UsageError) or isinstance(fout, click.exceptions.NoArgsIsHelpError):
        return click.echo(fout.message, err=True)
    if fout.ctx is not None:
        click.echo(f"{fout.ctx.get_usage()}\nUitleg: {fout.ctx.command_path} --help\n", err=True)
    return click.echo(f"Fout: {op_een_regel(_in_het_nederlands(fout))}", err=True)


def _in_het_nederlands(fout: click.UsageError) -> str:
    """Return what is wrong in Dutch, made from the kind of the error: the text of click itself is English."""
    optie = fout.param.opts[0] if isinstance(fout, click.BadParameter) and fout.param else "optie"
    mogelijk = " of ".join(getattr(fout, "possibilities", None) or ())
    bedoelt = f" Bedoelt u {mogelijk}?" if mogelijk else ""
    if isinstance(fout, click.NoSuchOption):
        return f"de optie {fout.option_name} bestaat niet.{bedoelt}"
    if isinstance(fout, click.exceptions.NoSuchCommand):
        return f"de opdracht “{fout.command_name}” bestaat niet.{bedoelt}"
    if isinstance(fout, click.MissingParameter):
        keuzes = getattr(fout.param.type, "choices", ()) if fout.param else ()
        return f"de optie {optie} ontbreekt." + (f" Kies uit: {', '.join(keuzes)}." if keuzes else "")
    if isinstance(fout, click.BadOptionUsage):
        is_vlag = fout.option_name == "--help"
        return f"de optie {fout.option_name} krijgt {'geen waarde' if is_vlag else 'een waarde, en die ontbreekt'}."
    if isinstance(fout, click.BadParameter):
        return f"{optie}: {fout.message}"
    return fout.message if isinstance(fout, Gebruiksfout) else "geef een opdracht; zie de uitleg."


def _vandaag() -> date:
    return datetime.now().astimezone().date()


def _bezig(regel: str) -> None:
    """Tell someone at a terminal what is going on; a script gets no noise."""
    if sys.stderr.isatty():
        click.echo(regel, err=True)


def _met(*opties: Any) -> Callable[[Any], Any]:
    return lambda functie: reduce(lambda f, optie: optie(f), reversed(opties), functie)


# What the questions share.
_VRAAG = (
    click.option("--peildatum", type=Datum(), default=_vandaag, show_default="vandaag", help="Voor welke datum."),
    click.option(
        "--variant", type=Keuze(VARIANTEN), default=STANDAARD_VARIANT, help="Einde van de steun aan wijkraden."
    ),
    click.option("--data", type=Pad(), metavar="MAP", help="Map met de vier bestanden (anders: data)."),
)
_UITVOER = (
    click.option("--gebied", metavar="NAAM", help="Alleen dit gebied, zoals Noord (anders: heel de stad)."),
    click.option("--output", type=Pad(), metavar="BESTAND", help="Naar .csv, .xlsx, .geojson, .gpkg (anders: scherm)."),
)


@click.group(cls=Opdrachten, name="cli.py", subcommand_metavar="OPDRACHT [OPTIES]", no_args_is_help=True)
def cli() -> None:
    """Wie dekt welk deel van Haarlem, op elke datum: wijkraden en wijkplatforms."""


@cli.command()
@_met(*_VRAAG, *_UITVOER)
def gaps(**keuzes: Any) -> None:
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
def check(peildatum: date, variant: str, data: str | None) -> int:
    """Toon elke fout en elke melding in de gegevens, een per regel."""
    from analysis.meldingen import meldingen  # noqa: PLC0415 - slow to import, see the top
    from geo.register import DataFout, read_register  # noqa: PLC0415 - likewise

    map_, naam = _map(data)
    try:
        bevindingen = meldingen(read_register(map_).tabellen, peildatum, variant)
    except DataFout as fout:
        bevindingen = fout.bevindingen
    fouten = sum(bevinding.ernst == "fout" for bevinding in bevindingen)
    for bevinding in bevindingen:
        click.echo(op_een_regel(f"{bevinding.ernst}: {naam}/{bevinding}"))
    slot = "Herstel eerst de fouten; daarna volgen de meldingen." if fouten else "De gegevens zijn te gebruiken."
    click.echo(f"Fouten: {fouten}, meldingen: {len(bevindingen) - fouten} (peildatum {peildatum}, {variant}). {slot}")
    return int(fouten > 0)


@cli.command()
@click.option("--wijken", type=Pad(), required=True, metavar="BESTAND", help="GeoJSON van de wijken, van PDOK.")
@click.option("--buurten", type=Pad(), required=True, metavar="BESTAND", help="GeoJSON van de buurten, van PDOK.")
@click.option("--kerncijfers", type=Pad(), required=True, metavar="BESTAND", help="CSV met de cijfers per code.")
@click.option("--gebieden", type=Pad(), required=True, metavar="BESTAND", help="CSV met het gebied per wijk.")
@click.option("--uit", type=Pad(), required=True, metavar="MAP", help="Map voor wijken.geojson en buurten.geojson.")
def bouw(**paden: str) -> None:
    """Maak de kaartbestanden uit gegevens van CBS en PDOK."""
    from geo.bouw import BouwFout, build  # noqa: PLC0415 - slow to import, see the top

    try:
        klaar = build(**{naam: Path(pad) for naam, pad in paden.items()}, voortgang=_bezig)
    except BouwFout as fout:
        raise Mislukt([*fout.problemen, "De bouw is gestopt; er is niets geschreven."]) from fout
    click.echo(op_een_regel(f"Geschreven: {' en '.join(map(str, klaar))}."), err=True)


def _map(data: str | None) -> tuple[Path, str]:
    """Return the data folder, and its name as the user knows it."""
    if data is not None:
        return Path(data), data.rstrip("/")
    eigen = DATA.relative_to(Path.cwd()) if DATA.is_relative_to(Path.cwd()) else DATA
    return DATA, eigen.as_posix()


def _beantwoord(
    soort: str, *, peildatum: date, variant: str, data: str | None, gebied: str | None, output: str | None
) -> None:
    """Write the answer to the file, or as CSV to the screen."""
    _bezig("Gegevens lezen en nakijken …")
    from analysis.toelichting import Vraag  # noqa: PLC0415 - slow to import, see the top
    from geo.export import FORMATEN, make_uitvoer  # noqa: PLC0415 - likewise
    from geo.register import DataFout, read_register  # noqa: PLC0415 - likewise

    extensie = ".csv" if output is None else Path(output).suffix.lower()
    if extensie not in FORMATEN:
        raise Gebruiksfout(f"--output: “{output}” eindigt niet op {', '.join(FORMATEN)}.", click.get_current_context())
    map_, naam = _map(data)
    try:
        register = read_register(map_)
    except DataFout as fout:
        raise Mislukt(f"{naam}/{bevinding}" for bevinding in fout.bevindingen) from fout
    if gebied is not None:
        gebied = _kies_gebied(gebied, register.tabellen.wijken["gebied"])
    uitvoer = make_uitvoer(register, Vraag(soort, peildatum, variant, gebied))
    inhoud = FORMATEN[extensie].maak(uitvoer)
    if output is None:
        click.echo(inhoud.decode("utf-8-sig") if sys.stdout.isatty() else inhoud, nl=False)
        return
    try:
        write_bytes(Path(output), inhoud)
    except OSError as fout:
        raise Mislukt([f"{output}: schrijven lukt niet, {reden(fout)}. Er is niets geschreven."]) from fout
    aantal = telwoord(len(uitvoer.tabel), "rij", "rijen")
    waar = f", gebied {gebied}" if gebied else ""
    klaar = f"Geschreven: {aantal}, peildatum {datum(peildatum)}, variant {variant}{waar}, in {output}"
    click.echo(op_een_regel(klaar), err=True)


def _kies_gebied(gebied: str, bekend: Iterable[str]) -> str:
    namen = {naam.casefold(): naam for naam in sorted(set(bekend))}
    if (naam := namen.get(gebied.strip().casefold())) is None:
        keuzes = ", ".join(namen.values())
        raise Gebruiksfout(f"--gebied: “{gebied}” bestaat niet. Kies uit: {keuzes}.", click.get_current_context())
    return naam


if __name__ == "__main__":
    cli(prog_name="python cli.py")
