"""Where a command writes: never over what it reads, known to be possible before the work, and told in Dutch."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from analysis.nederlands import datum
from analysis.schoon import op_een_regel
from analysis.vraag import Vraag
from systeem.bestanden import doel_van, find_geraakt, reden, write_bytes
from terminal.klik import Gebruiksfout, Mislukt


def weiger_invoer(doel: str | Path, invoer: Iterable[Path]) -> None:
    """Refuse a target of `--output`, a file or a folder, that would take the place of a file that is read."""
    if (bestand := find_geraakt(Path(doel), invoer)) is not None:
        raise Gebruiksfout(
            f"--output: “{doel}” zou “{bestand}” vervangen, en daaruit wordt gelezen. Kies een andere plek; "
            "er is niets geschreven."
        )


def toets_bestand(doel: str | None, formaten: Iterable[str], invoer: Iterable[Path]) -> str:
    """Return the extension of a file of `--output` that has one of these and can be written; the screen gets CSV."""
    if doel is None:
        return ".csv"
    extensie = Path(doel).suffix.lower() or doel
    if extensie not in formaten:
        raise Gebruiksfout(f"--output: “{doel}” eindigt niet op {', '.join(formaten)}.")
    weiger_invoer(doel, invoer)
    with in_woorden(doel):
        doel_van(Path(doel))
    return extensie


def schrijf(doel: str, inhoud: bytes, wat: str) -> None:
    """Write the file of `--output`, and tell what was written."""
    with in_woorden(doel):
        write_bytes(Path(doel), inhoud)
    meld_geschreven(wat)


def meld_geschreven(wat: str) -> None:
    click.echo(op_een_regel(f"Geschreven: {wat}"), err=True)


def omschrijf(wat: str, vraag: Vraag, doel: str) -> str:
    """Return what was written, in answer to which question, and where."""
    waar = f", gebied {vraag.gebied}" if vraag.gebied else ""
    return f"{wat}, peildatum {datum(vraag.peildatum)}, variant {vraag.variant}{waar}, in {doel}"


@contextmanager
def in_woorden(doel: str) -> Iterator[None]:
    """Tell in Dutch why something could not be written: a path without an end is wrong usage."""
    try:
        yield
    except OSError as fout:
        if fout.errno == errno.ELOOP:
            raise Gebruiksfout(f"--output: “{doel}”: {reden(fout)}.") from fout
        raise Mislukt([f"{doel}: schrijven lukt niet, {reden(fout)}. Er is niets geschreven."]) from fout
