"""What goes along with every file that leaves: what the table says, by which rules, and how certain it is. In Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from analysis.beleid import BEWIJSTERMIJN, EERSTE_PLATFORM, MAX_PLATFORMS_PER_WIJK, STANDAARD_VARIANT, VARIANTEN
from analysis.bevinding import Bevinding, beperkt, op_volgorde
from analysis.meldingen import MELDINGREGELS, meldingen, titel
from analysis.nederlands import datum, deeldatum, telwoord
from analysis.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.tabellen import Tabellen

BRONVERMELDING = "Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt"

GATEN = "gaten"
WIJKEN = "wijken"
BUURTEN = "buurten"
TITELS = {
    GATEN: "Wijken met inwoners zonder wijkplatform",
    WIJKEN: "Alle wijken en hun dekking",
    BUURTEN: "Alle buurten en hun dekking",
}

MELDINGKOLOMMEN = ("ernst", "titel", "bestand", "plek", "id", "wat", "herstel")

# Every column of the three tables; a test holds this list complete.
KOLOMUITLEG = {
    "rang": "Plaats in de lijst: 1 heeft de meeste inwoners zonder platform. Bij gelijk aantal beslist de wijkcode.",
    "wijkcode": "Code van het CBS voor de wijk.",
    "wijknaam": "Naam van de wijk volgens het CBS.",
    "buurtcode": "Code van het CBS voor de buurt. De eerste zes cijfers zijn die van de wijk.",
    "buurtnaam": "Naam van de buurt volgens het CBS.",
    "gebied": "Deel van de stad waarin de gemeente werkt.",
    "wijkstatus": "Hoeveel bewoonde buurten een wijkplatform hebben: alle (volledig), sommige (deels) of geen.",
    "buurtstatus": "Het hoogste dat er actief is: platform, wijkraad, wijkraad zonder ondersteuning, geen.",
    "bewijs": "bevestigd of te verifiëren, zie de regels. Leeg als er niets is om te bewijzen.",
    "inwoners": "Inwoners volgens het CBS, afgerond op vijf. Leeg is onbekend.",
    "inwoners_zonder_platform": "Inwoners van de wijk min die van de buurten met een wijkplatform.",
    "huishoudens": "Huishoudens volgens het CBS, afgerond op vijf. Leeg is onbekend.",
    "huishoudens_zonder_platform": "Huishoudens van de wijk min die van de buurten met een wijkplatform.",
    "aandeel_cumulatief": "Deel van alle inwoners zonder platform in deze wijk en die erboven: 0 tot 1, of procenten.",
    "platforms": "Aantal actieve wijkplatforms met minstens één buurt in de wijk.",
    "platforms_in_oprichting": "Aantal wijkplatforms dat nog wordt opgericht. Zij tellen nog niet mee.",
    "wijkraden": "Aantal actieve wijkraden met minstens één buurt in de wijk.",
    "wijkraden_ondersteund": "Aantal van die wijkraden dat de gemeente nog ondersteunt.",
    "wijkraden_te_verifieren": "Aantal van die wijkraden waarvan niet zeker is dat zij nog werken.",
    "initiatieven": "Aantal bewonersinitiatieven met een punt in de wijk.",
    "organisaties": "Namen van de actieve wijkraden en wijkplatforms van de buurt.",
    "peildatum": "De datum waarvoor deze rij geldt.",
    "variant": "De lezing van wanneer de steun aan wijkraden eindigt.",
}

REGELS = (
    (
        "Periode",
        "De dag van het begin telt mee, de dag van het einde niet. Zonder einde geldt: niet bekend dat het stopte.",
    ),
    (
        "Wijkplatform",
        f"Op zijn vroegst vanaf {{eerste}}, hooguit {MAX_PLATFORMS_PER_WIJK} per wijk. In oprichting telt niet mee.",
    ),
    (
        "Wijkraad",
        "Stopt uiterlijk als het wijkplatform begint dat de opvolger is. Een onbekend begin betekent: bestond al.",
    ),
    (
        "Bevestigd",
        f"Gezien in de laatste {BEWIJSTERMIJN.days} dagen (eigen keuze). Anders te verifiëren. Beide tellen mee.",
    ),
    (
        "Wijk",
        "De status volgt uit de bewoonde buurten. Een platform dekt een wijk, maar spreekt er niet namens.",
    ),
    (
        "Afronding",
        "Het CBS rondt wijken en buurten apart af op vijf. Buurten tellen daardoor niet precies op tot de wijk.",
    ),
    (
        "Onzekerheid",
        "Er is geen openbare lijst van wijkplatforms. Het aantal is een ondergrens. Werkgebieden zijn vaak afgeleid.",
    ),
)


class Vraag(NamedTuple):
    """Which table of which date is asked for."""

    soort: str  # GATEN, WIJKEN or BUURTEN
    peildatum: date
    variant: str = STANDAARD_VARIANT
    gebied: str | None = None  # None is the whole city


class Deel(NamedTuple):
    """A headed part of an explanation: rows of what it is about and what there is to say."""

    kop: str
    rijen: tuple[tuple[str, str], ...]


class Toelichting(NamedTuple):
    """The explanation of one table."""

    titel: str
    delen: tuple[Deel, ...]


def tabel_van(tabellen: Tabellen, vraag: Vraag) -> pd.DataFrame:
    """Return the table that is asked for: the columns `GATENKOLOMMEN`, `WIJKKOLOMMEN` or `BUURTKOLOMMEN`.

    Parameters
    ----------
    tabellen : Tabellen
    vraag : Vraag

    Returns
    -------
    DataFrame
        See `analysis.overzicht`; without rows when there is nothing to list.
    """
    if vraag.soort == BUURTEN:
        return buurtoverzicht(tabellen, vraag.peildatum, vraag.variant, vraag.gebied)
    overzicht = wijkoverzicht(tabellen, vraag.peildatum, vraag.variant, vraag.gebied)
    return gaten(overzicht) if vraag.soort == GATEN else overzicht


def meldingen_tabel(bevindingen: list[Bevinding]) -> pd.DataFrame:
    """Return findings as a table, one row each, in the order given.

    Parameters
    ----------
    bevindingen : list of Bevinding
        From `analysis.meldingen.meldingen`, or those of a `DataFout`.

    Returns
    -------
    DataFrame
        Columns `MELDINGKOLOMMEN`, all text but `plek` (int, 0 for the whole file).

    Examples
    --------
    >>> meldingen_tabel([Bevinding("o.csv", 3, "x", "nooit-gezien", "wat", "doe")])[["titel", "plek"]].values.tolist()
    [['Actief, maar nooit gezien', 3]]
    """
    rijen = [(b.ernst, _titel(b), b.bestand, b.plek, b.id, b.wat, b.herstel) for b in bevindingen]
    tekst = dict.fromkeys((naam for naam in MELDINGKOLOMMEN if naam != "plek"), "str")
    return pd.DataFrame(rijen, columns=list(MELDINGKOLOMMEN)).astype({**tekst, "plek": "int64"})


def toelichting(
    tabellen: Tabellen, vraag: Vraag, vingerafdruk: str, leesmeldingen: Iterable[Bevinding] = ()
) -> Toelichting:
    """Return what a reader must know to trust the table of `vraag`, notices included.

    Parameters
    ----------
    tabellen : Tabellen
    vraag : Vraag
    vingerafdruk : str
        Of the registers that the tables were read from.
    leesmeldingen : iterable of Bevinding
        What was noticed while reading them.

    Returns
    -------
    Toelichting
        Plain text, dates written out. The notices are those of the whole city, also when one gebied was asked for; of
        each kind the first `analysis.bevinding.MAX_GETOOND`, with how many there are.
    """
    bevindingen = op_volgorde([*meldingen(tabellen, vraag.peildatum, vraag.variant), *leesmeldingen])
    eerste = datum(EERSTE_PLATFORM)
    kolommen = tabel_van(tabellen, vraag).columns
    delen = (
        Deel("Deze tabel", _kop(vraag)),
        Deel("Regels", tuple((naam, tekst.replace("{eerste}", eerste)) for naam, tekst in REGELS)),
        Deel("Kolommen", tuple((naam, KOLOMUITLEG[naam]) for naam in kolommen)),
        Deel("Bronnen", _bronnen(tabellen, vraag, vingerafdruk)),
        Deel(f"Meldingen over de hele stad: {telwoord(len(bevindingen), 'onzekerheid', 'onzekerheden')}", ()),
    )
    return Toelichting(TITELS[vraag.soort], delen + tuple(_meldingdelen(bevindingen)))


def _kop(vraag: Vraag) -> tuple[tuple[str, str], ...]:
    variant = VARIANTEN[vraag.variant]
    einde = datum(variant.einde_ondersteuning)
    return (
        ("Peildatum", datum(vraag.peildatum)),
        ("Variant", f"{variant.sleutel}: de steun aan wijkraden eindigt op {einde}"),
        ("Bron van de variant", variant.bron),
        ("Gebied", vraag.gebied or "heel Haarlem"),
        ("Bronvermelding", BRONVERMELDING),
    )


def _bronnen(tabellen: Tabellen, vraag: Vraag, vingerafdruk: str) -> tuple[tuple[str, str], ...]:
    grenzen = tabellen.buurten if vraag.soort == BUURTEN else tabellen.wijken
    return (
        ("Grenzen", f"CBS / Kadaster via PDOK, indeling van {_verschillend(grenzen, 'jaar')}, vereenvoudigd"),
        ("Inwoners en huishoudens", f"{_verschillend(grenzen, 'bron')}, jaar {_verschillend(grenzen, 'jaar')}"),
        ("Wijkraden en wijkplatforms", f"eigen register uit openbare bronnen; {_jongste(tabellen.organisaties)}"),
        (
            "Initiatieven",
            f"eigen register uit openbare bronnen; {telwoord(len(tabellen.initiatieven), 'rij', 'rijen')}",
        ),
        ("Eerste wijkplatforms", f"{datum(EERSTE_PLATFORM)}, volgens het {VARIANTEN[STANDAARD_VARIANT].bron}"),
        ("Vingerafdruk", f"{vingerafdruk} (gelijke vingerafdruk: gelijke gegevens)"),
    )


def _verschillend(tabel: pd.DataFrame, kolom: str) -> str:
    """Return the values of an extra column that a data folder may lack, in words."""
    waarden = sorted({str(waarde) for waarde in tabel[kolom].dropna()}) if kolom in tabel else []
    return ", ".join(waarden) or "onbekend"


def _jongste(organisaties: pd.DataFrame) -> str:
    gezien = organisaties.loc[organisaties["laatst_gezien"] != "", "laatst_gezien"]
    return f"jongste teken van activiteit: {deeldatum(max(gezien)) if len(gezien) else 'onbekend'}"


def _titel(bevinding: Bevinding) -> str:
    return titel(bevinding.regel)


def _meldingdelen(bevindingen: list[Bevinding]) -> list[Deel]:
    """Return one part per title, in the order of the rules, with what to do in front when it is the same for all."""
    volgorde = {regel.titel: nummer for nummer, regel in enumerate(MELDINGREGELS.values())}
    gesorteerd = sorted(bevindingen, key=lambda b: volgorde.get(_titel(b), len(volgorde)))
    delen = []
    for kop, groep in groupby(gesorteerd, key=_titel):
        leden = list(groep)
        herstel = tuple(("Wat te doen", tekst) for tekst in dict.fromkeys(b.herstel for b in leden))
        delen.append(Deel(f"{kop} ({len(leden)})", herstel + tuple((b.waar, b.wat) for b in beperkt(leden))))
    return delen
