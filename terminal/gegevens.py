"""The data folder that a command answers from: what is read, or everything that is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from analysis.controle.bevinding import beperkt
from analysis.controle.meldingen import GEMEENTE
from analysis.vraag import Vraag
from analysis.zoeken import zoek
from register.bewaard import register_van
from register.register import BESTANDEN, DataFout, Register, read_levering
from terminal.doel import toets_bestand
from terminal.klik import Gebruiksfout, Mislukt

# What is kept between runs only saves time: that it cannot be kept is for the log of a server, not for this screen.
logging.getLogger("wijkdekking").addHandler(logging.NullHandler())

DATA = Path(__file__).resolve().parents[1] / "data"


def vind_map(data: str | None) -> tuple[Path, str]:
    """Return the data folder, and its name as the user knows it; None is the folder of the product itself."""
    if data is not None:
        if Path(data).is_file():
            raise Gebruiksfout(f"“{data}” is een bestand, geen map. Geef de map waarin de gegevens staan.")
        return Path(data), data.rstrip("/")
    with suppress(FileNotFoundError):  # the folder that one stands in may be gone
        if DATA.is_relative_to(Path.cwd()):
            return DATA, DATA.relative_to(Path.cwd()).as_posix()
    return DATA, DATA.as_posix()


def invoer(*mappen: str | None) -> list[Path]:
    """Return the files that are read from these data folders, and those of the product itself."""
    return [vind_map(map_)[0] / naam for map_ in dict.fromkeys((*mappen, None)) for naam in (*BESTANDEN, GEMEENTE)]


def lees(data: str | None) -> Register:
    """Return the checked register of a data folder, or stop with everything that is wrong with it."""
    map_, naam = vind_map(data)
    try:
        return register_van(read_levering(map_))
    except DataFout as fout:
        raise Mislukt(f"{naam}/{bevinding}" for bevinding in beperkt(fout.bevindingen)) from fout


def kies_variant(variant: str | None, *registers: Register) -> str:
    """Return the key of the variant of `--variant`, which each of these must have; the first of the last for None."""
    *andere, sleutels = ([v.sleutel for v in r.tabellen.gemeente.beleid.varianten] for r in registers)
    gedeeld = [sleutel for sleutel in sleutels if all(sleutel in eigen for eigen in andere)]
    if not gedeeld:
        raise Mislukt(["De twee mappen hebben geen variant gemeen: geef hun [[variant]] in gemeente.toml één sleutel."])
    gevraagd = sleutels[0] if variant is None else variant
    if (gevonden := zoek({sleutel: sleutel for sleutel in gedeeld}, gevraagd)) is None:
        waar = " in beide mappen" if andere else ""
        raise Gebruiksfout(f"--variant: “{gevraagd}” bestaat niet{waar}. Kies uit: {', '.join(gedeeld)}.")
    return gevonden


def lees_voor(
    output: str | None, formaten: Iterable[str], vraag: Vraag, *mappen: str | None
) -> tuple[str, Vraag, list[Register]]:
    """Return what an answer starts with: the extension of its file, the question and the register of each data folder.

    In the question variant and gebied are as the user wrote them, and come back as the newest data, the last folder,
    spells them.
    """
    extensie = toets_bestand(output, formaten, invoer(*mappen))
    registers = [lees(map_) for map_ in mappen]
    vraag = vraag._replace(variant=kies_variant(vraag.variant, *registers))
    if vraag.gebied is not None:
        namen = sorted(set(registers[-1].tabellen.wijken["gebied"]))
        if (gevonden := zoek({naam: naam for naam in namen}, vraag.gebied)) is None:
            raise Gebruiksfout(f"--gebied: “{vraag.gebied}” bestaat niet. Kies uit: {', '.join(namen)}.")
        vraag = vraag._replace(gebied=gevonden)
    return extensie, vraag, registers
