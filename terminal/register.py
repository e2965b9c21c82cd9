"""The commands of `register`: keeping it right from a terminal, by the same rules and in the same log as elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from analysis.controle.bevinding import beperkt
from analysis.nederlands import telwoord
from analysis.schoon import afgekort, op_een_regel
from register import wijzigen
from register.adres import Adres, vind_register
from register.kennis import BekendOp, tijdstip_in_woorden
from register.opslag.fouten import Conflict, Leeg
from register.opslag.gebruikers import gebruikers, zet_rol
from register.opslag.ingrepen import Ingreep, Rijwijziging
from register.opslag.kopie import maak_kopie
from register.opslag.wie import TERMINAL as UIT_TERMINAL
from register.opslag.wie import Wie
from register.opslag.wijziging import AL_BEWAARD, BEWAARD, NIETS, TERMINAL, Over, Regel, Uitkomst
from register.register import REGISTERS, DataFout, make_register
from register.wijzigen import BEGIN, maak_plaats, read_begin
from systeem.bestanden import make_folder, write_samen
from systeem.gebruiker import aanmeldnaam
from systeem.klok import in_amsterdam
from terminal.doel import in_woorden, meld_geschreven, weiger_invoer
from terminal.gegevens import bij, in_het_nederlands, invoer, vind
from terminal.klik import Achterhaald, Gebruiksfout


@dataclass(frozen=True)
class Bewaren:
    """What every save is told with: where, why, on what source, by which key, and whether a script reads the answer."""

    data: str | None
    reden: str
    bron: str
    sleutel: str | None
    json: bool

    @property
    def over(self) -> Over:
        naam = aanmeldnaam()
        reden = self.reden.strip() or BEGIN  # of a change it is never empty
        return Over(Wie(UIT_TERMINAL, naam, naam), TERMINAL, reden, self.bron, self.sleutel)


def begin(bewaren: Bewaren, van: str | None) -> None:
    """Begin a register with the files of a folder, or bring the tables of one that is there up to date."""
    adres = _register(bewaren.data)
    map_ = Path(van) if van is not None else adres.map_
    with in_het_nederlands(van or adres.naam):
        bestanden = read_begin(map_)
        maak_plaats(adres)
        uitkomst = adres.opslag.begin(bewaren.over, bestanden)
    if uitkomst.uitkomst == AL_BEWAARD:
        zin = f"{adres.naam} is al begonnen en staat op nummer {uitkomst.nummer}; er is niets veranderd."
    else:
        zin = f"Begonnen: {adres.naam}, met de registers uit {map_} als nummer 1."
    _antwoord(bewaren, uitkomst, zin)


def bewaar(bewaren: Bewaren, ingreep: Ingreep) -> None:
    """Do something to the register, or tell why it cannot be; the first change begins it."""
    adres = _register(bewaren.data)
    with in_het_nederlands(adres.naam), _conflict(bewaren):
        uitkomst, begonnen = wijzigen.bewaar(adres, bewaren.over, ingreep)
    if begonnen:
        click.echo(f"Begonnen: {adres.naam}, met de registers uit {adres.map_} als nummer 1.", err=True)
    zin = {
        BEWAARD: f"Bewaard als nummer {uitkomst.nummer} in {adres.naam}.",
        AL_BEWAARD: f"Dit was al bewaard, als nummer {uitkomst.nummer}.",
        NIETS: f"Er verandert niets; het register staat op nummer {uitkomst.nummer}.",
    }[uitkomst.uitkomst]
    for _, id_ in uitkomst.gelaten:
        zin += f"\nNiet teruggedraaid, want daarna veranderd: {id_}."
    _antwoord(bewaren, uitkomst, zin)


def _antwoord(bewaren: Bewaren, uitkomst: Uitkomst, zin: str) -> None:
    if not bewaren.json:
        click.echo("\n".join(op_een_regel(regel) for regel in zin.splitlines()))
        return
    antwoord: dict[str, Any] = {"nummer": uitkomst.nummer, "uitkomst": uitkomst.uitkomst}
    if uitkomst.gelaten:
        antwoord["gelaten"] = [{"soort": soort, "id": id_} for soort, id_ in uitkomst.gelaten]
    _json(antwoord)


def _json(inhoud: Any) -> None:
    click.echo(json.dumps(inhoud, ensure_ascii=False, indent=1))


@contextmanager
def _conflict(bewaren: Bewaren) -> Iterator[None]:
    try:
        yield
    except Conflict as fout:
        if bewaren.json:
            _json({"uitkomst": "conflict", "botsingen": [botsing._asdict() for botsing in fout.botsingen]})
        raise Achterhaald(str(fout).splitlines()) from fout


def _register(data: str | None) -> Adres:
    with in_het_nederlands(data or ""):
        return vind_register(data)


def logboek(data: str | None, vanaf: int, hoeveel: int, *, als_json: bool) -> None:
    adres = _register(data)
    with in_het_nederlands(adres.naam):
        regels = adres.opslag.logboek(vanaf, hoogstens=None if als_json else hoeveel)
    if als_json:
        _json([_als_json(regel) for regel in regels])
        return
    for regel in regels:
        _toon(regel)
    if meer := regels[-1].nummer - vanaf if regels else 0:
        click.echo(f"En nog {telwoord(meer, 'wijziging', 'wijzigingen')} daarvoor; alle met --json, of geef --hoeveel.")


def _als_json(regel: Regel) -> dict[str, Any]:
    return {
        "nummer": regel.nummer,
        "tijdstip": in_amsterdam(regel.tijdstip).isoformat(timespec="seconds"),
        "wie": regel.wie,
        "via": regel.via,
        "soort": regel.soort,
        "waarom": regel.waarom,
        "bron": regel.bron,
        "terug_van": regel.terug_van,
        "rows": [_rij_als_json(rij) for rij in regel.rijen],
    }


def _rij_als_json(rij: Rijwijziging) -> dict[str, Any]:
    """Return what happened to a row: its values before and after, of what changed only; null where it was not there."""
    soort, id_ = rij.sleutel
    voor = None if rij.voor is None else dict(rij.voor.velden)
    na = None if rij.na is None else dict(rij.na.velden)
    if voor is not None and na is not None:
        anders = [naam for naam in {**voor, **na} if voor.get(naam, "") != na.get(naam, "")]
        voor, na = ({naam: velden.get(naam, "") for naam in anders} for velden in (voor, na))
    return {"soort": soort, "id": id_, "voor": voor, "na": na}


def _toon(regel: Regel) -> None:
    terug = f" {regel.terug_van}" if regel.terug_van else ""
    bron = f" Bron: {afgekort(regel.bron)}." if regel.bron else ""
    kop = f"{regel.nummer}. {tijdstip_in_woorden(regel.tijdstip)}, {regel.wie} ({regel.via}): {regel.soort}{terug}."
    click.echo(op_een_regel(f"{kop} {afgekort(regel.waarom)}.{bron}"))
    if regel.nummer == 1:
        click.echo(f"   {telwoord(len(regel.rijen), 'rij', 'rijen')}")
        return
    for rij in regel.rijen:
        feit = _rij_als_json(rij)
        voor, na = feit["voor"], feit["na"]
        wat = (
            "; ".join(f"{naam} “{afgekort(voor[naam], 60)}” → “{afgekort(na[naam], 60)}”" for naam in na)
            if voor is not None and na is not None
            else "erbij"
            if voor is None
            else "eruit"
        )
        click.echo(op_een_regel(f"   {feit['soort']} {feit['id']}: {wat}"))


def uitvoer(data: str | None, bekend_op: BekendOp, output: str) -> None:
    """Write the files of the registers to a folder: the same register always gives the same bytes."""
    adres = vind(data)
    doelen = {naam: Path(output) / naam for naam in REGISTERS}
    for doel in doelen.values():
        weiger_invoer(doel, invoer(data))
    with in_het_nederlands(adres.naam):
        levering = adres.levering(bekend_op)
    with in_woorden(output):
        make_folder(Path(output))
        write_samen({doel: levering.inhoud[naam] or b"" for naam, doel in doelen.items()})
    waarvan = f", bekend op {levering.kennis.zin}" if levering.kennis else ""
    meld_geschreven(f"{', '.join(REGISTERS)} in {output}{waarvan}.")


def reservekopie(data: str | None, output: str) -> None:
    adres = _register(data)
    weiger_invoer(output, invoer(data))
    with in_het_nederlands(adres.naam), in_woorden(output):
        nummer = maak_kopie(adres.opslag.database, Path(output))
    meld_geschreven(f"{output}, tot en met nummer {nummer}, gecontroleerd en alleen te lezen.")


def controle(data: str | None) -> int:
    """Tell whether the register is what was saved, and whether it breaks no rule; return 1 when it is not so."""
    adres = _register(data)
    with in_het_nederlands(adres.naam):
        breuken = adres.opslag.breuken()
        nummer = adres.opslag.stand().nummer
        try:
            make_register(adres.levering())
        except DataFout as fout:
            fouten = [f"{b.ernst}: {bij(adres.naam, b)}" for b in beperkt(fout.bevindingen)]
        else:
            fouten = []
    for wat in breuken:
        click.echo(op_een_regel(f"keten: {wat}."))
    for regel in fouten:
        click.echo(op_een_regel(regel))
    if breuken:
        slot = "Zet een reservekopie terug."
    else:
        slot = "Herstel de fouten." if fouten else "Het register is heel en breekt geen regel."
    waarvan = (
        f"{telwoord(nummer, 'wijziging', 'wijzigingen')}, {telwoord(len(breuken), 'breuk', 'breuken')} in de keten"
    )
    click.echo(f"{waarvan}. {slot}")
    return int(bool(breuken or fouten))


def gebruiker(data: str | None, uitgever: str | None, onderwerp: str | None, naam: str | None, rol: str | None) -> None:
    """Give somebody a role, or tell who has one."""
    adres = _register(data)
    with in_het_nederlands(adres.naam):
        if not adres.opslag.is_begonnen():
            raise Leeg
        if uitgever is None and onderwerp is None and rol is None:
            for een in gebruikers(adres.opslag.database):
                click.echo(op_een_regel(f"{een.naam}: {een.rol} ({een.uitgever}, {een.onderwerp})"))
            return
        if not (uitgever and onderwerp and rol):
            raise Gebruiksfout("Geef --uitgever, --onderwerp en --rol samen, of geen van drie voor de lijst.")
        zet_rol(adres.opslag.database, Wie(uitgever, onderwerp, naam or onderwerp), rol)
    click.echo(op_een_regel(f"{naam or onderwerp} heeft nu de rol {rol}."))
