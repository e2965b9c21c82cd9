"""The answers in tables and sentences, to a file or to the screen: what is there, what is wrong, what changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import click

from analysis.antwoorden.veranderingen import Veranderingen, slotzin, veranderingen, veranderingen_met_kennis
from analysis.controle.bevinding import FOUT, Bevinding, beperkt
from analysis.datums import jaren_eerder
from analysis.nederlands import datum, telwoord
from analysis.schoon import op_een_regel
from analysis.stand.stand import Stand
from analysis.teksten.gebeurtenis import later_bekend, wanneer
from analysis.teksten.registerwijziging import IN_HET_REGISTER, NIETS_GEWIJZIGD, Registerverschil
from analysis.teksten.toelichting import MELDINGEN, voorbehoud_van
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from register.geschiedenis import registerverschil
from register.kennis import BekendOp, Kennis
from register.register import DataFout, make_register
from terminal.doel import omschrijf, schrijf, toets_bestand
from terminal.gegevens import bij, in_het_nederlands, invoer, kies_variant, lees, lees_voor, levering_van, vind
from terminal.voortgang import op_terminal
from uitvoer.formaten import TABELFORMATEN, VLAKFORMATEN
from uitvoer.meldingen import make_controle, make_meldingen
from uitvoer.tabel import make_uitvoer
from uitvoer.veranderingen import make_vergelijking

_REGISTER, _TERUG = "de wijzigingen", "Zet een reservekopie terug en meld dit aan de beheerder."


def beantwoord(
    soort: str,
    formaten: Sequence[str] = VLAKFORMATEN,
    *,
    peildatum: date,
    variant: str | None,
    data: str | None,
    gebied: str | None,
    output: str | None,
    bekend_op: BekendOp = None,
) -> None:
    """Write a table to the file, or as CSV to the screen."""
    vraag = Vraag(peildatum, variant, gebied)
    extensie, vraag, [register] = lees_voor(output, formaten, vraag, data, bekend_op=bekend_op)
    if waarschuwing := voorbehoud_van(register.tabellen, vraag.gebied):
        click.echo(f"Let op: {waarschuwing}", err=True)
    bevraging = Bevraging(register, vraag)
    uitvoer = make_meldingen(bevraging) if soort == MELDINGEN else make_uitvoer(bevraging, soort)
    inhoud = uitvoer.maak(extensie)
    if output is None:
        click.echo(inhoud.decode("utf-8-sig") if op_terminal(sys.stdout) else inhoud, nl=False)
        return
    aantal = telwoord(len(uitvoer.tabel), "rij", "rijen")
    schrijf(output, inhoud, omschrijf(aantal, vraag, output))


def controleer(
    *, peildatum: date, variant: str | None, data: str | None, output: str | None, bekend_op: BekendOp = None
) -> int:
    """Write every finding to the file, or some of each kind to the screen; return 1 when one is an error."""
    extensie = toets_bestand(output, TABELFORMATEN, invoer(data))
    adres = vind(data)
    lezing, waarvan, naam = None, f"peildatum {datum(peildatum)}", adres.naam
    try:
        register = make_register(levering_van(data, bekend_op))
    except DataFout as fout:
        bevindingen = fout.bevindingen
    else:
        stand = Stand(register.tabellen, peildatum, kies_variant(variant, register))
        bevindingen, lezing = register.meldingen(stand), stand.variant
        waarvan += f", {lezing.sleutel}"
    if adres.database:
        with in_het_nederlands(naam):
            breuken = adres.opslag.breuken()
        bevindingen = [*(Bevinding(_REGISTER, 0, "", "keten", wat, _TERUG) for wat in breuken), *bevindingen]
    fouten = sum(bevinding.ernst == FOUT for bevinding in bevindingen)
    if output is None:
        for bevinding in beperkt(bevindingen):
            click.echo(op_een_regel(f"{bevinding.ernst}: {bij(naam, bevinding)}"))
    else:
        inhoud = make_controle(bevindingen, naam, peildatum, lezing).maak(extensie)
        schrijf(output, inhoud, f"{telwoord(len(bevindingen), 'rij', 'rijen')} in {output}")
    slot = "Herstel eerst de fouten; daarna volgen de meldingen." if fouten else "De gegevens zijn te gebruiken."
    click.echo(f"Fouten: {fouten}, meldingen: {len(bevindingen) - fouten} ({waarvan}). {slot}")
    return int(fouten > 0)


def vergelijk(
    *,
    van: date | None,
    tot: date,
    variant: str | None,
    data: str | None,
    data_nieuw: str | None,
    gebied: str | None,
    output: str | None,
    bekend_op: BekendOp = None,
    bekend_van: BekendOp = None,
) -> None:
    """Write a comparison to the file, or as sentences to the screen."""
    mappen = (data,) if data_nieuw is None else (data, data_nieuw)
    extensie, vraag, registers = lees_voor(
        output, TABELFORMATEN, Vraag(tot, variant, gebied), *mappen, bekend_op=bekend_op
    )
    oud, nieuw = registers[0], registers[-1]
    if bekend_van is not None:
        oud = lees(data, bekend_van)
    if van is None:  # two deliveries, and what was known twice, are compared on one date, unless two are asked for
        van = tot if data_nieuw is not None or bekend_van is not None else jaren_eerder(tot)
    verschil_ = veranderingen if bekend_van is None else veranderingen_met_kennis
    uitkomst = verschil_(Stand(oud.tabellen, van, vraag.variant), vraag.stand(nieuw.tabellen), vraag.gebied)
    kanten = oud.kennis if bekend_van is not None else None, nieuw.kennis if bekend_op is not None else None
    gewijzigd = _in_register(data, uitkomst, *kanten, vraag.gebied) if data_nieuw is None else None
    if output is not None:
        uitvoer = make_vergelijking(uitkomst, vraag.gebied, oud.merk, nieuw.merk, gewijzigd)
        schrijf(output, uitvoer.maak(extensie), f"{output}. {slotzin(uitkomst)}")
        return
    click.echo(op_een_regel(slotzin(uitkomst)))
    for naam, zin in zip(uitkomst.veranderd["wijknaam"], uitkomst.veranderd["verandering"], strict=True):
        click.echo(op_een_regel(f"{naam}: {zin}"))
    for rij in uitkomst.organisaties.to_dict("records"):
        dag = wanneer(rij["wat"], rij["sinds"])
        click.echo(op_een_regel(f"{rij['naam']}: {rij['wat']}{', ' if dag else ''}{dag}"))
    _toon_kennis(uitkomst, gewijzigd)


def _in_register(
    data: str | None, uitkomst: Veranderingen, van: Kennis | None, tot: Kennis | None, gebied: str | None
) -> Registerverschil | None:
    """Return what was changed in the register between both sides; None for files."""
    adres = vind(data)
    if not adres.database:
        return None
    with in_het_nederlands(adres.naam):
        heel = registerverschil(adres, uitkomst.van.dag, uitkomst.tot.dag, van=van, tot=tot)
    return heel.binnen(uitkomst.rijen if gebied else None)


def _toon_kennis(uitkomst: Veranderingen, gewijzigd: Registerverschil | None) -> None:
    """Tell what differs in what is known, and what was changed in the register."""
    if uitkomst.kennis:
        for een in later_bekend(uitkomst.kennis.register.organisaties, uitkomst.van.dag):
            click.echo(op_een_regel(een.zin))
    if gewijzigd is not None:
        niets = f" {NIETS_GEWIJZIGD}" if gewijzigd.begonnen and not gewijzigd.wijzigingen else ""
        click.echo(f"{IN_HET_REGISTER}. {gewijzigd.uitleg}{niets}")
        for wijziging in gewijzigd.wijzigingen:
            click.echo(op_een_regel(wijziging.zin))
        if gewijzigd.slot:
            click.echo(gewijzigd.slot)
