"""What goes along with every file that leaves: what the table says, by which rules, and how certain it is. In Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from analysis.antwoorden.overzicht import (
    BUURTKOLOMMEN,
    GATENKOLOMMEN,
    WIJKKOLOMMEN,
    buurtoverzicht,
    gaten,
    wijkoverzicht,
)
from analysis.antwoorden.registers import (
    INITIATIEFKOLOMMEN,
    ORGANISATIEKOLOMMEN,
    VERLOOPKOLOMMEN,
    initiatieventabel,
    organisatietabel,
    verlooptabel,
)
from analysis.antwoorden.werklijst import WERKLIJSTKOLOMMEN, werklijst
from analysis.beleid import Beleid
from analysis.controle.bevinding import Bevinding, beperkt, op_volgorde
from analysis.controle.meldingen import MELDINGREGELS, meldingen, titel
from analysis.gemeente import GRENZEN, INITIATIEVEN, ORGANISATIES, Bron, cijferstand, jaren, jongste_teken
from analysis.nederlands import datum, getal, telwoord
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.titels import TITELS
from analysis.teksten.zinnen import Initiatieven, initiatiefplek, voorbehoud

GATEN = "gaten"
WIJKEN = "wijken"
BUURTEN = "buurten"
ORGANISATIETABEL = "organisaties"
INITIATIEVENTABEL = "initiatieven"
VERLOOP = "verloop"
MELDINGEN = "meldingen"
WERKLIJST = "werklijst"

MELDINGKOLOMMEN = ("ernst", "titel", "bestand", "plek", "id", "wat", "herstel")
# The two times of a table under the names that the Dutch base registers have for them, at the end of every file.
GELDIG_OP, BESCHIKBAAR_OP = "geldigOp", "beschikbaarOp"
TIJDSTIP_REGISTRATIE, EIND_REGISTRATIE = "tijdstipRegistratie", "eindRegistratie"
TIJDEN = (GELDIG_OP, BESCHIKBAAR_OP)
_TIJDEN_PER_RIJ = (TIJDSTIP_REGISTRATIE, EIND_REGISTRATIE, *TIJDEN)
# The columns of every file.
KOLOMMEN = {
    GATEN: (*GATENKOLOMMEN, *TIJDEN),
    WIJKEN: (*WIJKKOLOMMEN, *TIJDEN),
    BUURTEN: (*BUURTKOLOMMEN, *TIJDEN),
    ORGANISATIETABEL: (*ORGANISATIEKOLOMMEN, *_TIJDEN_PER_RIJ),
    INITIATIEVENTABEL: (*INITIATIEFKOLOMMEN, *_TIJDEN_PER_RIJ),
    VERLOOP: (*VERLOOPKOLOMMEN, *TIJDEN),
    MELDINGEN: (*MELDINGKOLOMMEN, *TIJDEN),
    WERKLIJST: (*WERKLIJSTKOLOMMEN, *TIJDEN),
}

# What a column says that in another table says something else.
_EIGEN_UITLEG = {
    ORGANISATIETABEL: {
        "bewijs": "bevestigd of te verifiëren, zie de regels. Leeg als zij op de peildatum niet meetelt.",
        "inwoners": "Inwoners van de buurten die door deze organisatie hebben wat zij hebben. Leeg is onbekend.",
        "gebied": "Deel van de stad waar de meeste van die inwoners wonen.",
    },
    INITIATIEVENTABEL: {"gebied": "Deel van de stad waarin het punt ligt. Leeg zonder punt en buiten de stad."},
    VERLOOP: {
        "peildatum": "Vanaf welke dag dit geldt, tot de volgende datum in de tabel.",
        "inwoners": "Inwoners van de wijk in deze groep. De groepen tellen precies op tot de wijk. Leeg is onbekend.",
        "groep": "Wat zij hebben: een van de vijf groepen, zie docs/beleid.md.",
    },
    MELDINGEN: {"id": "Code van de rij of het vlak. Leeg als het om meer gaat."},
    WERKLIJST: {
        "inwoners": "Inwoners van de buurten die door haar hebben wat zij hebben, terwijl dat niet zeker is.",
    },
}

# Every column of the tables; a test holds this list complete.
KOLOMUITLEG = {
    "rang": "Plaats in de lijst: 1 heeft de meeste inwoners zonder platform. Bij gelijk aantal beslist de wijkcode. "
    "Een wijk met een onbekend aantal staat achteraan.",
    "wijkcode": "Code van het CBS voor de wijk.",
    "wijknaam": "Naam van de wijk volgens het CBS.",
    "buurtcode": "Code van het CBS voor de buurt. De eerste zes cijfers zijn die van de wijk.",
    "buurtnaam": "Naam van de buurt volgens het CBS.",
    "gebied": "Deel van de stad waarin de gemeente werkt.",
    "wijkstatus": "Hoeveel bewoonde buurten een wijkplatform hebben: alle (volledig), sommige (deels) of geen.",
    "buurtstatus": "Het hoogste dat er meetelt: platform, wijkraad, wijkraad zonder ondersteuning, geen.",
    "bewijs": "bevestigd of te verifiëren, zie de regels. Leeg als er niets is om te bewijzen.",
    "inwoners": "Inwoners volgens het CBS, afgerond op vijf. Leeg is onbekend.",
    "inwoners_zonder_platform": "Inwoners van de wijk min die van de buurten met een wijkplatform. Leeg is onbekend.",
    "huishoudens": "Huishoudens volgens het CBS, afgerond op vijf. Leeg is onbekend.",
    "huishoudens_zonder_platform": "Huishoudens van de wijk min die van de buurten met een wijkplatform. "
    "Leeg is onbekend.",
    "aandeel_cumulatief": "Deel van de inwoners zonder platform, voor zover bekend, in deze wijk en die erboven: "
    "0 tot 1, of procenten. Leeg als het aantal van de wijk onbekend is.",
    "platforms": "Aantal wijkplatforms dat meetelt, met minstens één buurt in de wijk.",
    "platforms_in_oprichting": "Aantal wijkplatforms dat nog wordt opgericht. Zij tellen nog niet mee.",
    "wijkraden": "Aantal wijkraden dat meetelt, met minstens één buurt in de wijk.",
    "wijkraden_ondersteund": "Aantal van die wijkraden dat de gemeente nog ondersteunt.",
    "wijkraden_te_verifieren": "Aantal van die wijkraden waarvan niet zeker is dat zij nog werken.",
    "initiatieven": "Aantal bewonersinitiatieven met een punt in de wijk. "
    "Hoeveel er bekend zijn buiten de stad of zonder plek, staat bij de bronnen.",
    "organisaties": "Namen van de wijkraden en wijkplatforms die in de buurt meetellen.",
    "peildatum": "De datum waarvoor deze rij geldt.",
    "variant": "De lezing van wanneer de steun aan wijkraden eindigt.",
    "inwoners_niets": "Inwoners zonder wijkplatform en zonder wijkraad. De vijf groepen tellen precies op tot de "
    "inwoners van de wijk. Leeg is onbekend.",
    "inwoners_wijkraad_lang_geen_teken": "Inwoners met alleen een wijkraad zonder ondersteuning die lang geen teken "
    "gaf, of nooit; zie de regels.",
    "inwoners_wijkraad_zonder_steun": "Inwoners met alleen een wijkraad zonder ondersteuning, die wel een teken gaf.",
    "inwoners_wijkraad_met_steun": "Inwoners met een wijkraad die de gemeente nog ondersteunt, en geen wijkplatform.",
    "inwoners_platform": "Inwoners van de buurten met een wijkplatform.",
    "groep": "In welke van die vijf groepen de inwoners van de buurt vallen.",
    "inwoners_0_15": "Inwoners tot 15 jaar, volgens het CBS. Leeg is onbekend.",
    "inwoners_65_plus": "Inwoners van 65 jaar en ouder, volgens het CBS. Leeg is onbekend.",
    "pct_0_15": "Inwoners tot 15 jaar, in procenten van alle inwoners. Leeg is onbekend, ook in de kolommen hierna.",
    "pct_15_25": "Inwoners van 15 tot 25 jaar, in procenten van alle inwoners.",
    "pct_25_45": "Inwoners van 25 tot 45 jaar, in procenten van alle inwoners.",
    "pct_45_65": "Inwoners van 45 tot 65 jaar, in procenten van alle inwoners.",
    "pct_65_plus": "Inwoners van 65 jaar en ouder, in procenten van alle inwoners.",
    "pct_eenpersoonshh": "Huishoudens van één persoon, in procenten van alle huishoudens.",
    "pct_hh_zonder_kinderen": "Huishoudens van meer personen zonder kinderen, in procenten van alle huishoudens.",
    "pct_hh_met_kinderen": "Huishoudens met kinderen, in procenten van alle huishoudens.",
    "gem_huishoudensgrootte": "Personen per huishouden, gemiddeld.",
    "inwoners_per_km2": "Inwoners per vierkante kilometer land.",
    "opp_land_ha": "Land, in hectare, volgens het CBS.",
    "pct_koopwoningen": "Koopwoningen, in procenten van alle woningen.",
    "gem_woz_x1000eur": "Gemiddelde WOZ-waarde van een woning, in duizenden euro’s.",
    "jaar": "Jaar van de indeling en de cijfers van het CBS.",
    "id": "Code van de rij in het register.",
    "naam": "Naam, zoals de bron die noemt.",
    "soort": "wijkraad of wijkplatform.",
    "status": "Wat zij op de peildatum geeft: platform, platform in oprichting, wijkraad, wijkraad zonder "
    "ondersteuning. Leeg als zij niet meetelt.",
    "wijken": "Namen van de wijken waar zij buurten heeft, de meeste inwoners eerst. Leeg als dat onbekend is.",
    "fase": "Fase volgens de bron.",
    "van": "Begin. Een jaar of maand is de eerste dag daarvan. Leeg is onbekend.",
    "tot": "Einde: de eerste dag waarop het niet meer geldt; een jaar of maand telt mee. Leeg is onbekend.",
    "laatst_gezien": "Datum van het jongste bericht. Leeg is nooit.",
    "jaren_geleden": "Hoe oud dat bericht op de peildatum is, in hele jaren. Leeg is nooit.",
    "werkgebied": "Codes van het CBS voor haar buurten. Een wijkcode staat voor al haar buurten.",
    "werkgebied_zekerheid": "Waar dat werkgebied vandaan komt: bron, naam, afgeleid of onbekend.",
    "opvolger": "Code van het wijkplatform waarin de wijkraad opging.",
    "website": "Eigen website.",
    "bron": "Waar de rij vandaan komt.",
    "thema": "Waar het initiatief over gaat.",
    "omschrijving": "Wat het initiatief doet.",
    "aanwezig": "ja of nee: of het er op de peildatum is.",
    "nauwkeurigheid": "Hoe precies het punt is: adres, straat, buurt of onbekend.",
    "lat": "Breedtegraad (WGS84). Leeg zonder plek.",
    "lon": "Lengtegraad (WGS84). Leeg zonder plek.",
    "nr": "Volgorde: 1 beslist over de meeste inwoners.",
    "rol": "Wie bij de gemeente aanspreekbaar is: een rol, geen persoon.",
    "inwoners_samen": "Inwoners van deze rij en die erboven, elke buurt één keer.",
    "in_oprichting": "Wijkplatforms in oprichting in dezelfde buurten: vraag ook daarnaar.",
    "ernst": "fout: de gegevens zijn niet te gebruiken. melding: iets om te weten of na te vragen.",
    "titel": "Wat voor fout of melding het is.",
    "bestand": "In welk bestand van de gegevens.",
    "plek": "Op welke regel, of welk vlak. 0 is het hele bestand.",
    "wat": "Wat er aan de hand is.",
    "herstel": "Wat u kunt doen.",
    GELDIG_OP: "De dag waarvoor het geldt, met de naam van de basisregistraties: gelijk aan de peildatum.",
    BESCHIKBAAR_OP: "Tot en met wanneer het register bekend is. Leeg bij gegevens uit bestanden: die weten dat niet.",
    TIJDSTIP_REGISTRATIE: "Wanneer de rij zo in het register kwam, met haar waarnemingen. Leeg bij gegevens uit "
    "bestanden: die weten dat niet.",
    EIND_REGISTRATIE: "Wanneer de rij in het register iets anders ging zeggen of eruit ging. Leeg zolang zij zo geldt, "
    "en bij gegevens uit bestanden.",
}


def regels(beleid: Beleid) -> tuple[tuple[str, str], ...]:
    """Return the rules in short, each under its name."""
    hooguit = f"hooguit {beleid.meeste_platforms_per_wijk} per wijk"
    return (
        (
            "Periode",
            "De dag van het begin telt mee, de dag van het einde niet. Zonder einde geldt: niet bekend dat het stopte.",
        ),
        (
            "Wijkplatform",
            f"Op zijn vroegst vanaf {datum(beleid.eerste_platform)}, {hooguit}. In oprichting telt niet mee.",
        ),
        (
            "Wijkraad",
            "Stopt uiterlijk als het wijkplatform begint dat de opvolger is. Een onbekend begin betekent: bestond al.",
        ),
        (
            "Bevestigd",
            f"{bevestigd_als(beleid).capitalize()} (eigen keuze). Anders te verifiëren. Beide tellen mee.",
        ),
        (
            "Lang geen teken",
            f"Ouder dan {getal(beleid.lang_geen_teken_jaren)} jaar op de peildatum (eigen keuze), of nooit.",
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
            "In het register staat wat een bron noemt. Niet gevonden is geen bewijs dat iets er niet is.",
        ),
    )


def bevestigd_als(beleid: Beleid) -> str:
    """Return when an organisation is confirmed, in the words of every legend.

    Examples
    --------
    >>> from datetime import date
    >>> [bevestigd_als(Beleid(date(2030, 1, 1), dagen, 5, 1, ())) for dagen in (1, 30)]
    ['gezien op de dag voor de peildatum, of later', 'gezien in de 30 dagen voor de peildatum, of later']
    """
    wanneer = f"in de {getal(beleid.bewijs_dagen)} dagen" if beleid.bewijs_dagen > 1 else "op de dag"
    return f"gezien {wanneer} voor de peildatum, of later"


class Deel(NamedTuple):
    """A headed part of an explanation: rows of what it is about and what there is to say."""

    kop: str
    rijen: tuple[tuple[str, str], ...]


class Toelichting(NamedTuple):
    """The explanation of one table, with the attribution that goes wherever the table goes."""

    titel: str
    delen: tuple[Deel, ...]
    bronvermelding: str


def tabel_van(stand: Stand, soort: str, gebied: str | None = None) -> pd.DataFrame:
    """Return the table that is asked for (`GATEN`, `WIJKEN` or `BUURTEN`), of a gebied or of the whole city.

    See `analysis.antwoorden.overzicht` for its columns; without rows when there is nothing to list.
    """
    if soort == GATEN:
        return gaten(wijkoverzicht(stand, gebied))
    if soort == WIJKEN:
        return wijkoverzicht(stand, gebied)[list(WIJKKOLOMMEN)]
    andere = {
        BUURTEN: buurtoverzicht,
        ORGANISATIETABEL: organisatietabel,
        INITIATIEVENTABEL: initiatieventabel,
        VERLOOP: verlooptabel,
        WERKLIJST: werklijst,
    }
    return andere[soort](stand, gebied)


def meldingen_tabel(bevindingen: list[Bevinding]) -> pd.DataFrame:
    """Return findings as a table, one row each, in the order given.

    Columns `MELDINGKOLOMMEN`, all text but `plek` (int, 0 for the whole file).

    Examples
    --------
    >>> meldingen_tabel([Bevinding("o.csv", 3, "x", "nooit-gezien", "wat", "doe")])[["titel", "plek"]].values.tolist()
    [['Telt mee, maar is nooit gezien', 3]]
    """
    rijen = [(b.ernst, _titel(b), b.bestand, b.plek, b.id, b.wat, b.herstel) for b in bevindingen]
    tekst = dict.fromkeys((naam for naam in MELDINGKOLOMMEN if naam != "plek"), "str")
    return pd.DataFrame(rijen, columns=list(MELDINGKOLOMMEN)).astype({**tekst, "plek": "int64"})


def toelichting(
    stand: Stand,
    soort: str,
    gebied: str | None,
    vingerafdruk: str,
    leesmeldingen: Iterable[Bevinding] = (),
    *,
    bekend: str = "",
) -> Toelichting:
    """Return what a reader must know to trust a table of `tabel_van`, notices included; plain text, dates written out.

    The notices are those of the whole city, also when one gebied was asked for; of each kind the first
    `analysis.controle.bevinding.MAX_GETOOND`, with how many there are. `vingerafdruk` is that of the registers,
    `leesmeldingen` what was noticed while reading them, `bekend` up to when they are known, empty for files.
    """
    bevindingen = op_volgorde([*meldingen(stand), *leesmeldingen])
    delen = (
        Deel("Deze tabel", _kop(stand, gebied, bekend)),
        Deel("Regels", regels(stand.tabellen.gemeente.beleid)),
        Deel("Kolommen", tuple(kolomuitleg(soort).items())),
        Deel("Bronnen", _bronnen(stand, soort, vingerafdruk)),
        Deel(f"Meldingen over de hele stad: {telwoord(len(bevindingen), 'onzekerheid', 'onzekerheden')}", ()),
    )
    heel = delen + tuple(_meldingdelen(bevindingen))
    return Toelichting(TITELS[soort], heel, stand.tabellen.gemeente.bronvermelding)


def _kop(stand: Stand, gebied: str | None, bekend: str) -> tuple[tuple[str, str], ...]:
    waarschuwing = voorbehoud_van(stand.tabellen, gebied)
    gemeente = stand.tabellen.gemeente
    einde = datum(stand.variant.einde_ondersteuning)
    return (
        ("Peildatum", datum(stand.dag)),
        *((("Bekend op", bekend),) if bekend else ()),
        ("Variant", f"{stand.variant.sleutel}: de steun aan wijkraden eindigt op {einde}"),
        ("Bron van de variant", stand.variant.herkomst),
        ("Gebied", gebied or gemeente.geheel),
        *((("Let op", waarschuwing),) if waarschuwing else ()),
        ("Bronvermelding", gemeente.bronvermelding),
    )


def kolomuitleg(soort: str) -> dict[str, str]:
    """Return what each column of a table says, in their order."""
    uitleg = KOLOMUITLEG | _EIGEN_UITLEG.get(soort, {})
    return {naam: uitleg[naam] for naam in KOLOMMEN[soort]}


def voorbehoud_van(tabellen: Tabellen, gebied: str | None) -> str:
    """Return what a reader must know before any figure of a gebied or the city; see `zinnen.voorbehoud`."""
    eigen = tabellen.wijken["gebied"].eq(gebied) if gebied else slice(None)
    return voorbehoud(tabellen.wijken["inwoners"][eigen], leeg=tabellen.organisaties.empty)


def _bronnen(stand: Stand, soort: str, vingerafdruk: str) -> tuple[tuple[str, str], ...]:
    tabellen = stand.tabellen
    gemeente, beleid = tabellen.gemeente, tabellen.gemeente.beleid
    vlakken = tabellen.buurten if soort == BUURTEN else tabellen.wijken
    jaar, teken = jaren(vlakken), jongste_teken(tabellen.organisaties)
    aanwezig = Initiatieven.tel(initiatiefplek(stand.initiatieven))
    rijen = f"{telwoord(len(tabellen.initiatieven), 'rij', 'rijen')}; op de peildatum {aanwezig}"
    return (
        ("Grenzen", _zin(gemeente.bron(GRENZEN), f"indeling van {jaar}" if jaar else "")),
        ("Inwoners en huishoudens", cijferstand(gemeente, vlakken)),
        ("Wijkraden en wijkplatforms", _zin(gemeente.bron(ORGANISATIES), f"jongste teken van activiteit: {teken}")),
        ("Initiatieven", _zin(gemeente.bron(INITIATIEVEN), rijen)),
        ("Eerste wijkplatforms", f"{datum(beleid.eerste_platform)}; bron: {beleid.herkomst}"),
        ("Vingerafdruk", f"{vingerafdruk} (gelijke vingerafdruk: gelijke gegevens)"),
    )


def _zin(bron: Bron, feit: str) -> str:
    """Return a source with what the data itself says of it, and what to take into account."""
    delen = "; ".join(deel for deel in (bron.naam, feit) if deel)
    return f"{delen}. {bron.voorbehoud}".strip(". ") or "niet bekend"


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
