"""What goes on, told to somebody at a terminal; a script gets no noise."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from analysis.schoon import op_een_regel


def op_terminal(stroom: TextIO | None) -> bool:
    """Return whether somebody looks at a stream; there is none when the shell has closed it."""
    return stroom is not None and stroom.isatty()


def toon_bezig(regel: str) -> None:
    if op_terminal(sys.stderr):
        click.echo(op_een_regel(regel), err=True)


def toon_voortgang(gedaan: int, totaal: int, naam: str) -> None:
    """Tell on one line, which each next one replaces, how far it is."""
    if op_terminal(sys.stderr):
        regel = op_een_regel(f"{gedaan + 1} van {totaal}: {naam}")[:78]
        click.echo(f"\r{regel:<78}" + ("\n" if gedaan + 1 == totaal else ""), err=True, nl=False)
