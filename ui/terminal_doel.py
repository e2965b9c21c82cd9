"""Where a command writes: never over what it reads, known to be possible before the work, and told in Dutch."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from geo.bestanden import doel_van, find_geraakt, reden, write_bytes
from ui.terminal import Gebruiksfout, Mislukt


def weiger_invoer(optie: str, doel: str | Path, invoer: Iterable[Path]) -> None:
    """Refuse a target, a file or a folder, that would take the place of a file that is read.

    Raises
    ------
    Gebruiksfout
    """
    if (bestand := find_geraakt(Path(doel), invoer)) is not None:
        raise Gebruiksfout(
            f"{optie}: “{doel}” zou “{bestand}” vervangen, en daaruit wordt gelezen. Kies een andere plek; "
            "er is niets geschreven.",
            click.get_current_context(),
        )


def toets_bestand(doel: str, invoer: Iterable[Path]) -> None:
    """Refuse a file of `--output` that would take the place of one that is read, or cannot be written.

    Raises
    ------
    Gebruiksfout, Mislukt
    """
    weiger_invoer("--output", doel, invoer)
    with in_woorden("--output", doel):
        doel_van(Path(doel))


def schrijf(doel: str, inhoud: bytes) -> None:
    """Write the file of `--output`.

    Raises
    ------
    Mislukt
    """
    with in_woorden("--output", doel):
        write_bytes(Path(doel), inhoud)


@contextmanager
def in_woorden(optie: str, doel: str) -> Iterator[None]:
    """Tell in Dutch why something could not be written: a path without an end is wrong usage."""
    try:
        yield
    except OSError as fout:
        if fout.errno == errno.ELOOP:
            raise Gebruiksfout(f"{optie}: “{doel}”: {reden(fout)}.", click.get_current_context()) from fout
        raise Mislukt([f"{doel}: schrijven lukt niet, {reden(fout)}. Er is niets geschreven."]) from fout
