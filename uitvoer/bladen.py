"""Pages to hand out: A4 as PDF or PNG, the map as SVG or PNG. `uitvoer.zetter` sets the texts of `analysis.teksten`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.beleid import VARIANTEN
from analysis.controle.meldingen import meldingen
from analysis.gemeente import Gemeente
from analysis.nederlands import datum, telwoord
from analysis.schoon import voor_bestandsnaam
from analysis.stand.stand import Stand
from analysis.teksten.stadsblad import Blad, stadsblad
from analysis.teksten.wijkblad import wijkblad
from analysis.vraag import Vraag
from geo.beeld.kaarten import stadskaart, vindkaart, wijkkaart
from geo.beeld.los import losse_kaart, omschrijving, zonder_naam
from geo.beeld.svg import staal
from geo.beeld.tijdbalk import tijdbalk
from register.register import Register
from uitvoer.zetter import zet

_MM = 72 / 25.4
PPI = 110  # of a page as a picture, unless asked otherwise
BREEDTE = 1200  # of a picture, in pixels, likewise

Voortgang = Callable[[int, int, str], None]


class Formaat(NamedTuple):
    """How a kind of page is called in a browser, and which endings its file may have."""

    naam: str
    mimes: dict[str, str]


_PDF, _PNG = "application/pdf", "image/png"
STAD, WIJK, WIJKEN, KAART = "stad", "wijk", "wijken", "kaart"
SOORTEN = {
    STAD: Formaat("Stadsblad", {".pdf": _PDF, ".png": _PNG}),
    WIJK: Formaat("Wijkblad", {".pdf": _PDF, ".png": _PNG}),
    WIJKEN: Formaat("Wijkbladen", {".pdf": _PDF, ".zip": "application/zip"}),
    KAART: Formaat("Kaart", {".svg": "image/svg+xml", ".png": _PNG}),
}


class Leeg(Exception):
    """There is nothing to make; says why, in Dutch."""


def stil(_gedaan: int, _totaal: int, _naam: str) -> None:
    """Tell nobody how far it is."""


def maak_stadsblad(
    register: Register, vraag: Vraag, extensie: str = ".pdf", ppi: float = PPI, *, stand: Stand | None = None
) -> bytes:
    """Return the page about the city, or about a gebied: one A4.

    Parameters
    ----------
    register : Register
    vraag : Vraag
        `gebied` spelled as in the data.
    extensie : str
        `.pdf` (tagged, PDF/UA-1) or `.png`.
    ppi : float
        Pixels per inch of a PNG.
    stand : Stand, optional
        What is asked about, when it is there already.

    Returns
    -------
    bytes
    """
    stand = stand or vraag.stand(register.tabellen)
    blad = stadsblad(stand, vraag, register.vingerafdruk)
    kaart = stadskaart(stand, 92 * _MM, 150 * _MM, vraag.gebied)
    blad["kaart_alt"] = omschrijving(stand, vraag.gebied)
    blad["naamloos"] = zonder_naam(kaart.naamloos)
    inhoud = {"bladen": [blad], "kaarten": [kaart.svg], "stalen": _stalen(), "omschrijving": blad["stand"]}
    inhoud["auteur"] = register.tabellen.gemeente.titel
    return zet("stadsblad.typ", inhoud, vraag.peildatum, extensie, ppi)


def maak_wijkblad(register: Register, vraag: Vraag, wijkcode: str, extensie: str = ".pdf", ppi: float = PPI) -> bytes:
    """Return the page about one wijk: one A4.

    Raises
    ------
    KeyError
        When there is no such wijk.
    """
    inhoud = _wijkinhoud(register, vraag, [wijkcode], stil, vraag.stand(register.tabellen))
    return zet("wijkbladen.typ", inhoud, vraag.peildatum, extensie, ppi)


def _gatenwijken(stand: Stand, gebied: str | None) -> list[str]:
    """Return the codes of the wijken with residents without a platform, in the order of the gap list."""
    return [str(code) for code in gaten(wijkoverzicht(stand, gebied))["wijkcode"]]


def maak_wijkbladen(
    register: Register,
    vraag: Vraag,
    extensie: str = ".pdf",
    voortgang: Voortgang = stil,
    *,
    stand: Stand | None = None,
) -> bytes:
    """Return the pages about all wijken of the gap list.

    Parameters
    ----------
    register : Register
    vraag : Vraag
    extensie : str
        `.pdf` for one document, with a table of contents when there is more than one page; `.zip` for one each.
    voortgang : callable
        Told before every page: how many are done, of how many, and which is next.
    stand : Stand, optional
        What is asked about, when it is there already.

    Returns
    -------
    bytes

    Raises
    ------
    Leeg
        When no wijk has residents without a platform.
    """
    stand = stand or vraag.stand(register.tabellen)
    codes = _gatenwijken(stand, vraag.gebied)
    if not codes:
        raise Leeg("Er zijn geen wijken met inwoners zonder platform.")
    if extensie == ".zip":
        return _zip(register, vraag, codes, voortgang, stand)
    inhoud = _wijkinhoud(register, vraag, codes, voortgang, stand)
    return zet("wijkbladen.typ", inhoud, vraag.peildatum, extensie, PPI)


def maak_kaart(
    register: Register,
    vraag: Vraag,
    extensie: str = ".svg",
    breedte: int = BREEDTE,
    *,
    stand: Stand | None = None,
) -> bytes:
    """Return the map by itself, with the answer, the legend and the source, `breedte` pixels wide."""
    svg = losse_kaart(stand or vraag.stand(register.tabellen), vraag.gebied, breedte)
    if extensie == ".svg":
        return (svg + "\n").encode()
    return zet("kaart.typ", {"svg": svg, "breedte": breedte}, vraag.peildatum, extensie, 72)


def maak(
    register: Register,
    soort: str,
    vraag: Vraag,
    extensie: str,
    *,
    wijk: str | None = None,
    breedte: int | None = None,
    voortgang: Voortgang = stil,
    stand: Stand | None = None,
) -> bytes:
    """Return any of the pages and pictures: the one door for the screen and the command line.

    Parameters
    ----------
    register : Register
    soort : str
        A key of `SOORTEN`.
    vraag : Vraag
    extensie : str
        One that `SOORTEN[soort]` has.
    wijk : str, optional
        The code of the wijk of a wijkblad.
    breedte : int, optional
        Of a picture, in pixels.
    voortgang : callable
        See `maak_wijkbladen`.
    stand : Stand, optional
        What is asked about, when it is there already; not for a wijkblad.
    """
    ppi = (breedte or BREEDTE) / (210 * _MM / 72)
    if soort == WIJK:
        return maak_wijkblad(register, vraag, wijk or "", extensie, ppi)
    if soort == WIJKEN:
        return maak_wijkbladen(register, vraag, extensie, voortgang, stand=stand)
    if soort == KAART:
        return maak_kaart(register, vraag, extensie, breedte or BREEDTE, stand=stand)
    return maak_stadsblad(register, vraag, extensie, ppi, stand=stand)


def bestandsnaam(gemeente: Gemeente, soort: str, vraag: Vraag, extensie: str, waar: str | None = None) -> str:
    """Return a name for the file that tells what is in it: which page, of `waar`, the gebied or the city, and when.

    Examples
    --------
    >>> from datetime import date
    >>> bestandsnaam(Gemeente("Voorbeeldstad"), "wijk", Vraag(date(2031, 5, 1)), ".pdf", "Ter Eenwijk")
    'wijkblad-ter-eenwijk-2031-05-01-persbericht.pdf'
    """
    naam, plek = SOORTEN[soort].naam.lower(), waar or vraag.gebied
    plaats = voor_bestandsnaam(plek) if plek else gemeente.bestandsdeel
    return f"{naam}-{plaats}-{vraag.peildatum.isoformat()}-{vraag.variant}{extensie}"


def _wijkinhoud(
    register: Register, vraag: Vraag, codes: list[str], voortgang: Voortgang, stand: Stand
) -> dict[str, Any]:
    tabellen = register.tabellen
    plaatsen = {code: i for i, code in enumerate(_gatenwijken(stand, None), start=1)}
    bevindingen = meldingen(stand)
    uit: dict[str, Any] = {"bladen": [], "kaarten": [], "vindkaarten": [], "tijdbalken": [], "stalen": _stalen()}
    alle, palen = dossiers(stand, codes), tabellen.gemeente.mijlpalen(vraag.variant)
    for nummer, (code, feiten) in enumerate(alle.items()):
        voortgang(nummer, len(codes), str(feiten.wijk["wijknaam"]))
        rang = plaatsen.get(code, 0), len(plaatsen)
        blad = wijkblad(stand, feiten, rang, bevindingen, register.vingerafdruk)
        balk = tijdbalk(feiten, vraag.peildatum, palen, 182 * _MM)
        blad |= {"tijd_alt": balk.alt, "tijd_hoogte": balk.hoogte, "kaart_alt": _wijkalt(blad)}
        uit["bladen"].append(blad)
        uit["tijdbalken"].append(balk.svg)
        uit["kaarten"].append(wijkkaart(stand, code, 62 * _MM, 64 * _MM).svg)
        uit["vindkaarten"].append(vindkaart(tabellen, code, 30 * _MM, 52 * _MM))
    uit |= {"auteur": tabellen.gemeente.titel, "plaats": tabellen.gemeente.plaats}
    bladen = uit["bladen"]
    wanneer = f"{datum(vraag.peildatum)}, steun aan wijkraden tot {VARIANTEN[vraag.variant].naam}"
    waar = f" in gebied {vraag.gebied}" if vraag.gebied else ""
    aantal = telwoord(len(bladen), "wijk", "wijken")
    uit["titel"] = bladen[0]["titel"] if len(bladen) == 1 else f"Wijkbladen{waar}, {datum(vraag.peildatum)}"
    uit["inleiding"] = f"Een blad voor elke wijk{waar} met inwoners zonder wijkplatform: {aantal}. Stand op {wanneer}."
    uit["omschrijving"] = bladen[0]["zinnen"]["stand"] if len(bladen) == 1 else uit["inleiding"]
    return uit


def _wijkalt(blad: Blad) -> str:
    delen = "; ".join(
        f"{i}. {buurt['naam']}: {buurt['status']}" + (f" ({buurt['bewijs']})" if buurt["bewijs"] else "")
        for i, buurt in enumerate(blad["buurten"], start=1)
    )
    return f"Kaart van de buurten van {blad['naam']} op {blad['peildatum']}, het noorden boven. {delen}."[:1200]


def _zip(register: Register, vraag: Vraag, codes: list[str], voortgang: Voortgang, stand: Stand) -> bytes:
    uit = io.BytesIO()
    # A zip cannot hold years before 1980 or after 2107.
    moment = (min(max(vraag.peildatum.year, 1980), 2107), vraag.peildatum.month, vraag.peildatum.day, 0, 0, 0)
    alles = _wijkinhoud(register, vraag, codes, stil, stand)
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for nummer, code in enumerate(codes):
            naam = str(register.tabellen.wijken.loc[code, "wijknaam"])
            voortgang(nummer, len(codes), naam)
            eigen = {soort: [deel[nummer]] if isinstance(deel, list) else deel for soort, deel in alles.items()}
            blad = eigen["bladen"][0]
            eigen |= {"titel": blad["titel"], "omschrijving": blad["zinnen"]["stand"]}
            bestand = f"{nummer + 1:02d}-{bestandsnaam(register.tabellen.gemeente, WIJK, vraag, '.pdf', naam)}"
            inhoud = zet("wijkbladen.typ", eigen, vraag.peildatum, ".pdf", PPI)
            archief.writestr(zipfile.ZipInfo(bestand, moment), inhoud)
    return uit.getvalue()


@cache
def _stalen() -> dict[str, str]:
    return {sleutel: staal(sleutel) for sleutel in ("gat", "s3", "s2", "s1", "s0", "twijfel", "oprichting")}
