"""What can be asked on the command line, and with which options.

What answers is slow to import (pandas, geopandas, typst, folium): a command imports it when it is asked, so that
`--help` and wrong usage answer at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from click import Argument, Option

from analysis.teksten.titels import TITELS
from systeem.klok import vandaag
from terminal.klik import (
    BekendOp,
    Breedte,
    Datum,
    Gebruiksfout,
    Gevuld,
    Keuze,
    Nummer,
    Opdrachten,
    Pad,
    Tekst,
    Toekenning,
    eis_volgorde,
)
from terminal.voortgang import toon_bezig
from uitvoer.formaten import BLADSOORTEN, TABELFORMATEN, TABELSOORTEN, VLAKFORMATEN

_LEZEN = "Gegevens lezen en nakijken …"


def _pad(naam: str, uitleg: str, *, wat: str = "BESTAND", verplicht: bool = False) -> Option:
    return Option([naam], type=Pad(), required=verplicht, metavar=wat, help=uitleg)


def _tekstoptie(naam: str, hulp: str) -> Option:
    return Option([naam], type=Tekst(), default="", show_default=False, metavar="TEKST", help=hulp)


# What several questions share.
_VARIANT = Option(
    ["--variant"], metavar="NAAM", help="Lezing van het einde van de steun aan wijkraden (anders: de eerste)."
)
_DATA = _pad("--data", "Map, bestand (.db) of postgresql://… met het register (anders: dat van hier).", wat="ADRES")
_BEKEND = Option(["--bekend-op"], type=BekendOp(), help="Wat het register toen zei (anders: nu).")
_VRAAG = (
    Option(["--peildatum"], type=Datum(), default=vandaag, show_default="vandaag", help="Voor welke datum."),
    _VARIANT,
    _DATA,
    _BEKEND,
)
_GEBIED = Option(["--gebied"], metavar="NAAM", help="Alleen dit gebied (anders: heel de stad).")
_TABEL = (_GEBIED, _pad("--output", f"Naar {', '.join(VLAKFORMATEN)} (anders: scherm)."))


@click.group(cls=Opdrachten, name="cli.py", subcommand_metavar="OPDRACHT [OPTIES]", no_args_is_help=True)
def cli() -> None:
    """Wie dekt welk deel van de stad, op elke datum: wijkraden en wijkplatforms."""


@cli.command(params=[*_VRAAG, *_TABEL])
def gaten(**keuzes: Any) -> None:
    """Geef de wijken met inwoners zonder wijkplatform, de meeste eerst."""
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord("gaten", **keuzes)


@cli.command(
    params=[
        Option(["--niveau"], type=Keuze(["wijk", "buurt"]), required=True, help="Rij per wijk of buurt."),
        *_VRAAG,
        *_TABEL,
    ]
)
def status(*, niveau: str, **keuzes: Any) -> None:
    """Geef elke wijk of elke buurt met haar status."""
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord({"wijk": "wijken", "buurt": "buurten"}[niveau], **keuzes)


@cli.command(
    params=[
        Argument(
            ["soort"], type=Keuze(TABELSOORTEN, {soort: TITELS[soort] for soort in TABELSOORTEN}), metavar="SOORT"
        ),
        *_VRAAG,
        _GEBIED,
        _pad("--output", f"Naar {' of '.join(TABELFORMATEN)}, of met een plek ook {' of '.join(VLAKFORMATEN[2:])}."),
    ]
)
def tabel(*, soort: str, **keuzes: Any) -> None:
    """Geef een register, het verloop, de meldingen of de werklijst als tabel."""
    if soort == "meldingen" and keuzes["gebied"] is not None:
        raise Gebruiksfout("--gebied hoort niet bij meldingen: die gaan over de hele stad.")
    toon_bezig(_LEZEN)
    from terminal.antwoorden import beantwoord

    beantwoord(soort, TABELSOORTEN[soort], **keuzes)


@cli.command(params=[*_VRAAG, _pad("--output", f"Alles naar {' of '.join(TABELFORMATEN)} (anders: scherm).")])
def controle(**keuzes: Any) -> int:
    """Toon elke fout en elke melding in de gegevens, een per regel; van elke soort de eerste 50."""
    from terminal.antwoorden import controleer

    return controleer(**keuzes)


@cli.command(
    params=[
        Option(["--van"], type=Datum(), help="Eerste datum (anders: een jaar voor --tot)."),
        Option(["--tot"], type=Datum(), default=vandaag, show_default="vandaag", help="Tweede datum."),
        Option(["--bekend-van"], type=BekendOp(), help="Zo voor --van (anders: als --bekend-op)."),
        _pad(
            "--data-nieuw", "Vergelijk met een nieuwe levering; --bekend-op gaat dan alleen over --data.", wat="ADRES"
        ),
        _VARIANT,
        _DATA,
        _BEKEND,
        _GEBIED,
        _pad("--output", f"Naar {' of '.join(TABELFORMATEN)} (anders: zinnen op het scherm)."),
    ]
)
def veranderd(*, van: date | None, tot: date, **keuzes: Any) -> None:
    """Geef wat er veranderde tussen twee datums, of tussen twee leveringen van de gegevens."""
    eis_volgorde("--van", van, "--tot", tot)
    if keuzes["bekend_van"] is not None and keuzes["data_nieuw"] is not None:
        raise Gebruiksfout("Geef --bekend-van of --data-nieuw, niet allebei.")
    toon_bezig(_LEZEN)
    from terminal.antwoorden import vergelijk

    vergelijk(van=van, tot=tot, **keuzes)


@cli.command(
    params=[
        Option(["--soort"], type=Keuze(BLADSOORTEN), help="Wat (anders: volgt uit --wijk en --output)."),
        *_VRAAG,
        _GEBIED,
        Option(["--wijk"], metavar="CODE", help="Voor een wijkblad: code of naam van de wijk."),
        Option(["--sinds"], type=Datum(), help="Stadsblad: wat veranderde sinds (anders: een jaar eerder)."),
        Option(["--breedte"], type=Breedte(), help="Breedte van .png of .svg (anders: 1200)."),
        _pad("--output", "Naar .pdf, .png, .svg of .zip.", verplicht=True),
    ]
)
def briefing(
    *,
    soort: str | None,
    wijk: str | None,
    breedte: int | None,
    data: str | None,
    bekend_op: date | int | None,
    output: str,
    **vraag: Any,
) -> None:
    """Maak een A4 om uit te delen: stad, wijk, alle gatenwijken, of de kaart als plaatje."""
    extensie = Path(output).suffix.lower()
    soort = soort or ("wijk" if wijk is not None else {".zip": "wijken", ".svg": "kaart"}.get(extensie, "stad"))
    for naam, past, waarde in (
        ("--wijk", soort == "wijk", wijk),
        ("--gebied", soort != "wijk", vraag["gebied"]),
        ("--sinds", soort == "stad", vraag["sinds"]),
        ("--breedte", extensie in {".png", ".svg"}, breedte),
    ):
        if waarde is not None and not past:
            raise Gebruiksfout(f"{naam} hoort niet bij --soort {soort} naar “{output}”.")
    if soort == "wijk" and not wijk:
        raise Gebruiksfout("--wijk ontbreekt: geef de code of naam van de wijk.")
    eis_volgorde("--sinds", vraag["sinds"], "--peildatum", vraag["peildatum"])
    toon_bezig(_LEZEN)
    from analysis.vraag import Vraag
    from terminal.briefing import deel_uit

    deel_uit(soort, Vraag(**vraag), data=data, bekend_op=bekend_op, wijk=wijk, breedte=breedte, output=output)


@cli.command(
    params=[
        *_VRAAG,
        _tekstoptie("--contact", "Waar lezers iets melden: een e-mailadres, een webadres of een tekst."),
        Option(["--overschrijf"], is_flag=True, help="Vervang ook bestanden die na het publiceren gewijzigd zijn."),
        _pad("--output", "Nieuwe of lege map, of een eerdere publicatie.", wat="MAP", verplicht=True),
    ]
)
def publiceer(
    *, data: str | None, bekend_op: date | int | None, output: str, overschrijf: bool, contact: str, **vraag: Any
) -> None:
    """Maak een map met de kaart als webpagina, die zonder server en zonder internet werkt."""
    toon_bezig(_LEZEN)
    from analysis.vraag import Vraag
    from terminal.publiceer import publiceer as maak

    maak(
        *(data, Vraag(**vraag), output),
        gemaakt=vandaag(),
        contact=contact,
        overschrijf=overschrijf,
        bekend_op=bekend_op,
    )


@cli.command(
    params=[
        _pad("--wijken", "GeoJSON van de wijken, van PDOK.", verplicht=True),
        _pad("--buurten", "GeoJSON van de buurten, van PDOK.", verplicht=True),
        _pad("--kerncijfers", "CSV met de cijfers per code.", verplicht=True),
        _pad("--gebieden", "CSV met het gebied per wijk.", verplicht=True),
        Option(["--naam"], type=Tekst(), metavar="NAAM", help="Naam van de gemeente (anders: die in --wijken)."),
        _pad("--output", "Map voor de bestanden.", wat="MAP", verplicht=True),
    ]
)
def bouw(*, naam: str | None, output: str, **bronnen: str) -> None:
    """Maak de kaartbestanden uit gegevens van CBS en PDOK, en een eerste gemeente.toml als die er niet is."""
    from terminal.bouw import bouw as maak

    maak({soort: Path(pad) for soort, pad in bronnen.items()}, naam, output)


@cli.group(cls=Opdrachten, subcommand_metavar="OPDRACHT [OPTIES]", no_args_is_help=True)
def register() -> None:
    """Houd het register bij: elke wijziging krijgt een nummer, niets gaat verloren."""


def _gevuld(naam: str, hulp: str, *, wat: str = "TEKST", verplicht: bool = False) -> Option:
    return Option([naam], type=Gevuld(), required=verplicht, metavar=wat, help=hulp)


_WAARVANDAAN = "Waar u het vandaan hebt: een webadres, of woorden."
_REDEN = _gevuld("--reden", "Waarom u dit wijzigt, voor het logboek.", verplicht=True)
_BRON = _tekstoptie("--bron", _WAARVANDAAN)
_BEWAREN = (
    _DATA,
    _gevuld("--sleutel", "Eigen sleutel: wie het nog eens probeert, bewaart één keer."),
    Option(["--json"], is_flag=True, help="Antwoord voor een script."),
)
_WIJZIGING = (_REDEN, _BRON, *_BEWAREN)
_SOORT = Argument(["soort"], type=Keuze(("organisatie", "initiatief")), metavar="organisatie|initiatief")
_ID = Argument(["id_"], type=Gevuld(), metavar="ID")
_ZET = Option(
    ["--zet"], type=Toekenning(), multiple=True, required=True, metavar="VELD=WAARDE", help="Een veld; mag vaker."
)
_VERSIE = Option(
    ["--versie"], type=Nummer(), metavar="NUMMER", help="Nummer waarop u de rij las: dan gaat er niets verloren."
)
_DAG = "jjjj-mm-dd, jjjj-mm of jjjj."


def _bewaar(bewaren: dict[str, Any], maak: Callable[[Any], Any]) -> None:
    """Do to the register what `maak` gives, of `register.opslag.ingrepen`."""
    toon_bezig(_LEZEN)
    from register.opslag import ingrepen
    from terminal.register import Bewaren, bewaar

    bewaar(Bewaren(**bewaren), maak(ingrepen))


@register.command(
    params=[
        _pad("--van", "Map met de registers om mee te beginnen (anders: data).", wat="MAP"),
        _tekstoptie("--reden", "Voor het logboek."),
        _BRON,
        *_BEWAREN,
    ]
)
def begin(*, van: str | None, **bewaren: Any) -> None:
    """Begin een register met de CSV-bestanden van een map, of werk de tabellen van een ouder register bij."""
    toon_bezig(_LEZEN)
    from terminal.register import Bewaren
    from terminal.register import begin as doe

    doe(Bewaren(**bewaren), van)


@register.command(params=[_SOORT, _ZET, *_WIJZIGING])
def nieuw(*, soort: str, zet: tuple[tuple[str, str], ...], **bewaren: Any) -> None:
    """Voeg een organisatie of initiatief toe."""
    _bewaar(bewaren, lambda ingrepen: ingrepen.Nieuw(soort, dict(zet)))


@register.command(params=[_SOORT, _ID, _ZET, _VERSIE, *_WIJZIGING])
def wijzig(*, soort: str, id_: str, zet: tuple[tuple[str, str], ...], versie: int | None, **bewaren: Any) -> None:
    """Geef velden van een rij een andere waarde."""
    _bewaar(bewaren, lambda ingrepen: ingrepen.Wijzig(soort, id_, dict(zet), versie))


@register.command(
    params=[
        _SOORT,
        _ID,
        _gevuld("--per", f"Eerste dag waarop zij er niet meer is: {_DAG}", wat="DATUM"),
        _gevuld("--opvolger", "Wijkplatform waarin een wijkraad overging.", wat="ID"),
        Option(["--nooit-juist"], is_flag=True, help="Zij had nooit in het register moeten staan."),
        _VERSIE,
        *_WIJZIGING,
    ]
)
def beeindig(
    *,
    soort: str,
    id_: str,
    per: str | None,
    opvolger: str | None,
    nooit_juist: bool,
    versie: int | None,
    **bewaren: Any,
) -> None:
    """Zeg per wanneer iets stopte of overging (--per), of dat het nooit juist was (--nooit-juist)."""
    if (per is None) != nooit_juist:
        raise Gebruiksfout("Geef --per met een datum, of --nooit-juist; niet allebei.")
    if opvolger and (nooit_juist or soort != "organisatie"):
        raise Gebruiksfout("--opvolger hoort bij een organisatie die overging, met --per.")
    if per is None:
        _bewaar(bewaren, lambda ingrepen: ingrepen.NooitJuist(soort, id_, versie))
    else:
        _bewaar(bewaren, lambda ingrepen: ingrepen.Beeindig(soort, id_, per, opvolger or "", versie))


@register.command(
    params=[
        _ID,
        _gevuld("--datum", f"Wanneer gezien: {_DAG}", wat="DATUM", verplicht=True),
        _tekstoptie("--opmerking", "Wat er te zien was."),
        _REDEN,
        _gevuld("--bron", _WAARVANDAAN, verplicht=True),
        *_BEWAREN,
    ]
)
def waarneming(*, id_: str, datum: str, opmerking: str, **bewaren: Any) -> None:
    """Leg vast dat een organisatie nog bestaat; de jongste waarneming geeft laatst_gezien en bron."""
    _bewaar(bewaren, lambda ingrepen: ingrepen.Waarneming(id_, datum, bewaren["bron"], vandaag(), opmerking))


@register.command(name="draai-terug", params=[Argument(["nummer"], type=Nummer(), metavar="NUMMER"), *_WIJZIGING])
def draai_terug(*, nummer: int, **bewaren: Any) -> None:
    """Maak een wijziging ongedaan, als nieuwe wijziging; wat daarna veranderd is, blijft."""
    _bewaar(bewaren, lambda ingrepen: ingrepen.DraaiTerug(nummer))


@register.command(
    params=[
        Option(["--vanaf"], type=Nummer(), default=1, metavar="NUMMER", help="Vanaf welk nummer."),
        Option(["--hoeveel"], type=Nummer(), default=20, metavar="AANTAL", help="Hoeveel op het scherm."),
        _DATA,
        Option(["--json"], is_flag=True, help="Alle, voor een script."),
    ]
)
def logboek(*, vanaf: int, hoeveel: int, data: str | None, json: bool) -> None:
    """Toon wie wat wanneer wijzigde, waarom en op welke bron."""
    from terminal.register import logboek as toon

    toon(data, vanaf, hoeveel, als_json=json)


@register.command(params=[_DATA, _BEKEND, _pad("--output", "Map voor de bestanden.", wat="MAP", verplicht=True)])
def uitvoer(*, data: str | None, bekend_op: date | int | None, output: str) -> None:
    """Schrijf organisaties.csv en initiatieven.csv: gelijke registers geven gelijke bytes."""
    from terminal.register import uitvoer as schrijf

    schrijf(data, bekend_op, output)


@register.command(params=[_DATA, _pad("--output", "Nieuw bestand (.db).", verplicht=True)])
def reservekopie(*, data: str | None, output: str) -> None:
    """Maak een gecontroleerde kopie in één bestand, die alleen te lezen is."""
    from terminal.register import reservekopie as maak

    maak(data, output)


@register.command(name="controle", params=[_DATA])
def registercontrole(*, data: str | None) -> int:
    """Controleer of het register nog precies is wat er bewaard is, en of het geen regel breekt."""
    from terminal.register import controle as controleer

    return controleer(data)


@register.command(
    params=[
        _gevuld("--uitgever", "Wie voor de aanmelding instaat (issuer).", wat="ADRES"),
        _gevuld("--onderwerp", "Kenmerk van de gebruiker daar (subject)."),
        _gevuld("--naam", "Naam in het logboek."),
        Option(["--rol"], type=Keuze(("geen", "redacteur", "beheerder")), help="Wat iemand mag."),
        _DATA,
    ]
)
def gebruiker(**keuzes: str | None) -> None:
    """Geef iemand een rol op het scherm, of toon (zonder opties) wie er een heeft."""
    from terminal.register import gebruiker as zet

    zet(**keuzes)
