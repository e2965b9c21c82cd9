"""The command `bouw`: writes what a data folder begins with, or tells all that is wrong with the input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.controle.bevinding import beperkt
from register.bouw.bouw import build
from register.register import DataFout
from register.vlakregels import BUURTEN, WIJKEN
from terminal.doel import in_woorden, meld_geschreven, weiger_invoer
from terminal.klik import Mislukt
from terminal.voortgang import toon_bezig


def bouw(bronnen: Mapping[str, Path], naam: str | None, uit: str) -> None:
    """Build from the files, by the name that `build` gives each, in a folder; `naam` is that of the municipality."""
    for bestand in (WIJKEN, BUURTEN):
        weiger_invoer(Path(uit) / bestand, bronnen.values())
    try:
        with in_woorden(uit):
            klaar = build(**bronnen, uit=Path(uit), voortgang=toon_bezig, naam=naam)
    except DataFout as fout:
        regels = [f"{b.ernst}: {b}" for b in beperkt(fout.bevindingen, overige="Herstel deze eerst.")]
        raise Mislukt([*regels, "De bouw is gestopt; er is niets geschreven."]) from fout
    meld_geschreven(f"{', '.join(map(str, klaar))}.")
