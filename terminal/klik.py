"""Click in Dutch: the kinds of options that the command line has, and its errors in the reader's own language."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NoReturn

import click

from analysis.bereik import BEREIK, EERSTE_DAG, LAATSTE_DAG
from analysis.schoon import op_een_regel
from systeem.bestanden import reden

_SMALST, _BREEDST = 200, 6000  # pixels of a picture
_MEESTE_NUMMERS = 2**31  # that a database counts


class Gebruiksfout(click.UsageError):
    """Wrong usage of the command that runs, for which click has no error of its own; in Dutch."""

    def __init__(self, uitleg: str) -> None:
        super().__init__(uitleg, click.get_current_context())


class Mislukt(click.ClickException):
    """The question was right, the answer could not be given: one line per reason, exit code 1."""

    def __init__(self, regels: Iterable[str]) -> None:
        super().__init__("\n".join(op_een_regel(regel) for regel in regels))


class Achterhaald(Mislukt):
    """Somebody else was before: what is to be saved is based on what is no longer so; exit code 3."""

    exit_code = 3


class Keuze(click.Choice):
    """A closed list of words, upper or lower case alike; `uitleg` says in the help what each of them is."""

    def __init__(self, choices: Iterable[str], uitleg: Mapping[str, str] | None = None) -> None:
        super().__init__(list(choices), case_sensitive=False)
        self.uitleg = uitleg or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}” bestaat niet. Kies uit: {', '.join(self.choices)}.", param, ctx)


class Datum(click.ParamType):
    """A full ISO date, of those that the screen offers."""

    name = "jjjj-mm-dd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            # Python reads more as ISO than people write: 20240701, 2024-W27-1.
            dag = date.fromisoformat(str(value) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", str(value)) else "")
        except ValueError:
            self.fail(f"“{value}” is geen datum. Schrijf jjjj-mm-dd, zoals 2024-07-01.", param, ctx)
        if not EERSTE_DAG <= dag <= LAATSTE_DAG:
            self.fail(f"“{value}” kan niet: geef een datum {BEREIK}.", param, ctx)
        return dag


class BekendOp(click.ParamType):
    """Up to when the register is known: a day, or the number of a change."""

    name = "jjjj-mm-dd|nummer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | int:
        return (Nummer if str(value).isdecimal() else Datum)().convert(value, param, ctx)


class Tekst(click.ParamType):
    """Any text that can be written in a file."""

    name = "tekst"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return str(value).encode().decode()
        except UnicodeEncodeError:
            self.fail(f"“{value}” bevat tekens die geen UTF-8 zijn. Typ de tekst opnieuw.", param, ctx)


class Toekenning(click.ParamType):
    """A field and its new value: `veld=waarde`; an empty value empties the field."""

    name = "veld=waarde"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):  # click converts a second time
            return value
        veld, is_, waarde = Tekst().convert(value, param, ctx).partition("=")
        if not (veld.strip() and is_):
            self.fail(f"“{value}” is geen veld=waarde. Schrijf bijvoorbeeld naam=Wijkraad.", param, ctx)
        return veld.strip(), waarde


class Nummer(click.ParamType):
    """The number of a change."""

    name = "nummer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        tekst = str(value)
        if not (tekst.isascii() and tekst.isdecimal() and len(tekst) <= 10 and 0 < int(tekst) < _MEESTE_NUMMERS):
            self.fail(f"“{value}” is geen nummer.", param, ctx)
        return int(tekst)


class Gevuld(Tekst):
    """A text that is not empty."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        tekst = super().convert(value, param, ctx)
        return tekst if tekst.strip() else self.fail("dit mag niet leeg zijn.", param, ctx)


class Breedte(click.ParamType):
    """A width in pixels that a picture can have."""

    name = "pixels"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        tekst = str(value)
        if not (tekst.isascii() and tekst.isdecimal() and len(tekst) < 6 and _SMALST <= int(tekst) <= _BREEDST):
            self.fail(f"“{value}” is geen breedte. Geef een getal van {_SMALST} tot en met {_BREEDST}.", param, ctx)
        return int(tekst)


class Pad(click.ParamType):
    """A path as the user wrote it; an empty one is refused, for it would silently mean the current folder."""

    name = "pad"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            past = b"\0" not in os.fsencode(value)
        except ValueError:
            past = False
        if not past:
            self.fail(f"“{value}” kan geen naam van een bestand of map zijn.", param, ctx)
        return value or self.fail("het pad is leeg. Geef de naam van een bestand of map.", param, ctx)


def eis_volgorde(optie: str, eerste: date | None, andere: str, laatste: date) -> None:
    """Refuse a comparison that would run backwards; one that begins by itself (None) does not."""
    if eerste is not None and eerste > laatste:
        raise Gebruiksfout(f"{optie} {eerste} ligt na {andere} {laatste}: geef met {optie} de vroegste datum.")


class Opdracht(click.Command):
    """A command whose help and errors are Dutch throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        stukken = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[OPTIES]")
        formatter.write_usage(ctx.command_path, stukken, "Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument) and isinstance(param.type, Keuze) and param.type.uitleg:
                with formatter.section(str(param.metavar).capitalize()):
                    formatter.write_dl([(naam, f"{param.type.uitleg[naam]}.") for naam in param.type.choices])
        opties = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rijen = [rij for rij in (optie.get_help_record(ctx) for optie in opties) if rij]
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
            raise Gebruiksfout(f"“{' '.join(rest)}” is te veel: deze opdracht kent alleen opties.")
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
        """Run, and exit with 0, 1 (it did not work), 2 (wrong usage), 3 (others were before) or 130 (interrupted)."""
        extra |= {"standalone_mode": False, "show_default": True}
        for stroom in (sys.stdout, sys.stderr):
            if isinstance(stroom, io.TextIOWrapper):
                stroom.reconfigure(errors="replace")  # An old terminal shows ? for what it has no letter for.
        try:
            try:
                code = super().main(*args, **extra) or 0
            except click.ClickException as fout:
                code = fout.exit_code
                _toon(fout)
            except click.Abort:
                code = 130
        except OSError as fout:
            code = 1
            if fout.errno != errno.EPIPE:  # The reader of our output has stopped reading: that is its right.
                with suppress(OSError):
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
