"""The register that a command answers from: what is read, or everything that is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from analysis.controle.bevinding import Bevinding, beperkt
from analysis.vraag import Vraag
from analysis.zoeken import zoek
from register.adres import DATA, Adres, is_database, vind_adres
from register.bewaard import register_van
from register.kennis import BekendOp
from register.opslag.fouten import OpslagFout, VerkeerdeVraag
from register.register import DataFout, Levering, Register
from terminal.doel import toets_bestand
from terminal.klik import Gebruiksfout, Mislukt

# What is kept between runs only saves time: that it cannot be kept is for the log of a server, not for this screen.
logging.getLogger("wijkdekking").addHandler(logging.NullHandler())


@contextmanager
def in_het_nederlands(naam: str) -> Iterator[None]:
    """Tell why a register could not be read or changed: a question that it cannot answer is wrong usage."""
    try:
        yield
    except VerkeerdeVraag as fout:
        raise Gebruiksfout(str(fout)) from fout
    except OpslagFout as fout:
        raise Mislukt([f"{naam}: {fout}"]) from fout
    except DataFout as fout:
        raise Mislukt(bij(naam, bevinding) for bevinding in beperkt(fout.bevindingen)) from fout


def bij(naam: str, bevinding: Bevinding) -> str:
    """Return a finding with where it was found: in a file of a folder, or in a register that gives such a file.

    Examples
    --------
    >>> fout = Bevinding("organisaties.csv", 4, "raad", "naam", "naam is leeg", "Vul in.")
    >>> bij("data", fout)
    'data/organisaties.csv, regel 4 (raad): naam is leeg. Vul in.'
    >>> bij("register.db", fout)
    'register.db: organisaties.csv, regel 4 (raad): naam is leeg. Vul in.'
    """
    return f"{naam}: {bevinding}" if is_database(naam) else f"{naam}/{bevinding}"


def vind(data: str | None) -> Adres:
    """Return where the register is that `--data` names; None is that of this computer, or of the product itself."""
    with in_het_nederlands(data or ""):
        return vind_adres(data)


def invoer(*plekken: str | None) -> list[Path]:
    """Return the files that are read from these places, and those of the product itself."""
    adressen = dict.fromkeys([*(vind(plek) for plek in plekken), Adres("", DATA)])
    return [bestand for adres in adressen for bestand in adres.bestanden]


def levering_van(data: str | None, bekend_op: BekendOp = None) -> Levering:
    """Return what is there, or what was known then; tell on stderr what a reader must know of that."""
    adres = vind(data)
    with in_het_nederlands(adres.naam):
        levering = adres.levering(bekend_op)
    if (kennis := levering.kennis) is not None:
        if kennis.waarschuwing:
            click.echo(f"Let op: {kennis.waarschuwing}", err=True)
        if bekend_op is not None:
            click.echo(f"Bekend op {kennis.zin}.", err=True)
    return levering


def lees(data: str | None, bekend_op: BekendOp = None) -> Register:
    """Return the checked register of a place, or stop with everything that is wrong with it."""
    levering = levering_van(data, bekend_op)
    with in_het_nederlands(vind(data).naam):
        return register_van(levering)


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
    output: str | None, formaten: Iterable[str], vraag: Vraag, *mappen: str | None, bekend_op: BekendOp = None
) -> tuple[str, Vraag, list[Register]]:
    """Return what an answer starts with: the extension of its file, the question and the register of each place.

    In the question variant and gebied are as the user wrote them, and come back as the newest data, the last place,
    spells them. `bekend_op` is about the first: what came after it is asked as it is now.
    """
    extensie = toets_bestand(output, formaten, invoer(*mappen))
    registers = [lees(map_, None if nummer else bekend_op) for nummer, map_ in enumerate(mappen)]
    vraag = vraag._replace(variant=kies_variant(vraag.variant, *registers))
    if vraag.gebied is not None:
        namen = sorted(set(registers[-1].tabellen.wijken["gebied"]))
        if (gevonden := zoek({naam: naam for naam in namen}, vraag.gebied)) is None:
            raise Gebruiksfout(f"--gebied: “{vraag.gebied}” bestaat niet. Kies uit: {', '.join(namen)}.")
        vraag = vraag._replace(gebied=gevonden)
    return extensie, vraag, registers
