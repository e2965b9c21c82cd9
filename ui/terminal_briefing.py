"""What `briefing` needs on the command line: a width as an option, and how far it is on a terminal."""

from __future__ import annotations

import sys
from typing import Any

import click

from analysis.schoon import op_een_regel
from ui.terminal import op_terminal

_SMALST, _BREEDST = 200, 6000


class Breedte(click.ParamType):
    """A width in pixels that a picture can have."""

    name = "pixels"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the width; anything else is refused in Dutch."""
        tekst = str(value)
        if not (tekst.isascii() and tekst.isdecimal() and len(tekst) < 6 and _SMALST <= int(tekst) <= _BREEDST):
            self.fail(f"“{value}” is geen breedte. Geef een getal van {_SMALST} tot en met {_BREEDST}.", param, ctx)
        return int(tekst)


def toon_voortgang(gedaan: int, totaal: int, naam: str) -> None:
    """Tell on one line of a terminal how far it is; a script gets no noise."""
    if op_terminal(sys.stderr):
        regel = op_een_regel(f"{gedaan + 1} van {totaal}: {naam}")[:78]
        click.echo(f"\r{regel:<78}" + ("\n" if gedaan + 1 == totaal else ""), err=True, nl=False)
