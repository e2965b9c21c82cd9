"""Pages to hand out: A4 as PDF or PNG, the map as SVG or PNG. `uitvoer.zetter` sets the texts of `analysis.teksten`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import geopandas as gpd

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.controle.meldingen import meldingen
from analysis.nederlands import datum, telwoord
from analysis.stand.stand import Stand
from analysis.teksten.legenda import LEGENDA
from analysis.teksten.stadsblad import Blad, stadsblad
from analysis.teksten.wijkblad import wijkblad
from geo.beeld.kaarten import stadskaart, vindkaarten, wijkkaart
from geo.beeld.los import losse_kaart, omschrijving, zonder_naam
from geo.beeld.svg import staal
from geo.beeld.tijdbalk import tijdbalk
from register.bevraging import Bevraging
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.formaten import BLADSOORTEN, KAART, STAD, WIJK
from uitvoer.zetter import zet

_MM = 72 / 25.4
_ORGANISATIES = 5  # that a sheet has room for in the history of a wijk
_A4 = 210 / 25.4  # inches wide
_BREED = 1.25  # times as wide as high: then a map over the page is larger than one beside the list
_KORTE_LIJST = 10
_BREEDTE = 1200  # of a picture, in pixels, unless asked otherwise

Voortgang = Callable[[int, int, str], None]


class Leeg(Exception):
    """There is nothing to make; says why, in Dutch."""


def stil(_gedaan: int, _totaal: int, _naam: str) -> None:
    """Tell nobody how far it is."""


def maak(
    bevraging: Bevraging,
    soort: str,
    extensie: str,
    *,
    wijk: str | None = None,
    breedte: int | None = None,
    voortgang: Voortgang = stil,
) -> bytes:
    """Return any of the pages and pictures: the one door for the screen and the command line.

    Parameters
    ----------
    bevraging : Bevraging
        The gebied spelled as in the data.
    soort : str
        `STAD`: the page about the city, or about a gebied. `WIJK`: the page about one wijk. `WIJKEN`: those of all
        wijken of the gap list. `KAART`: the map by itself, with the answer, the legend and the source.
    extensie : str
        One that `BLADSOORTEN[soort]` has. A PDF is tagged (PDF/UA-1), with a table of contents when it is of more
        wijken than one; a zip holds a document of each.
    wijk : str, optional
        The code of the wijk of a wijkblad; `KeyError` when there is no such wijk.
    breedte : int, optional
        Of a picture, in pixels.
    voortgang : callable
        Told before every page of `WIJKEN` how many are done, of how many, and which is next.

    Raises
    ------
    Leeg
        When no wijk has residents without a platform, so that there are no `WIJKEN`.
    """
    vraag, stand, breed = bevraging.vraag, bevraging.stand, breedte or _BREEDTE
    if soort == KAART:
        svg = losse_kaart(stand, vraag.gebied, breed)
        if extensie == ".svg":
            return (svg + "\n").encode()
        return zet("kaart.typ", {"svg": svg, "breedte": breed}, vraag.peildatum, extensie, 72)
    if soort == STAD:
        return zet("stadsblad.typ", _stadsinhoud(bevraging), vraag.peildatum, extensie, breed / _A4)
    if soort == WIJK:
        inhoud = _wijkinhoud(bevraging, [wijk or ""], stil)
        return zet("wijkbladen.typ", inhoud, vraag.peildatum, extensie, breed / _A4)
    codes = _gatenwijken(stand, vraag.gebied)
    if not codes:
        raise Leeg("Er zijn geen wijken met inwoners zonder platform.")
    if extensie == ".zip":
        return _zip(bevraging, codes, voortgang)
    return zet("wijkbladen.typ", _wijkinhoud(bevraging, codes, voortgang), vraag.peildatum, extensie)


def _gatenwijken(stand: Stand, gebied: str | None) -> list[str]:
    """Return the codes of the wijken with residents without a platform, in the order of the gap list."""
    return [str(code) for code in gaten(wijkoverzicht(stand, gebied))["wijkcode"]]


def _stadsinhoud(bevraging: Bevraging) -> dict[str, Any]:
    register, vraag, stand = bevraging.register, bevraging.vraag, bevraging.stand
    blad = stadsblad(stand, vraag, register.vingerafdruk, bekend=register.bekend)
    indeling, breedte, hoogte = _indeling(blad, _verhouding(stand, vraag.gebied))
    kaart = stadskaart(stand, breedte * _MM, hoogte * _MM, vraag.gebied)
    blad |= {"kaart_alt": omschrijving(stand, vraag.gebied), "naamloos": zonder_naam(kaart.naamloos)}
    blad |= {"indeling": indeling, "kaart_hoogte": hoogte}
    inhoud = {"bladen": [blad], "kaarten": [kaart.svg], "stalen": _stalen(), "omschrijving": blad["stand"]}
    return inhoud | {"auteur": stand.tabellen.gemeente.titel}


def _verhouding(stand: Stand, gebied: str | None) -> float:
    """Return how many times as wide as high the city is, or a gebied."""
    wijken = gpd.GeoDataFrame(stand.tabellen.wijken)
    eigen = wijken[wijken["gebied"].eq(gebied)] if gebied else wijken
    west, zuid, oost, noord = (eigen if len(eigen) else wijken).total_bounds
    return float((oost - west) / max(noord - zuid, 1))


def _indeling(blad: Blad, verhouding: float) -> tuple[str, float, float]:
    """Return how the sheet is laid out, and how wide and high its map is in millimetres.

    `breed`: the city is wider than high, and its map goes over the page; `vol`: list and legend are as high as the map
    beside them; `ruim`: the list is short, and leaves room for every buurt below a map that takes what is left.
    """
    if verhouding > _BREED:
        return "breed", 182.0, min(max(182 / verhouding, 45), 88)
    if len(blad["gaten"]["rijen"]) > _KORTE_LIJST:
        return "vol", 92.0, 150.0
    buurten, navraag = (len(blad[deel]["rijen"]) for deel in ("buurten", "navraag"))
    onder = max(8 + 2.15 * (buurten + 1), 12 + 4.2 * navraag)  # two columns of buurten
    return "ruim", 92.0, min(max(188 - onder, 122), 162)


def _wijkinhoud(bevraging: Bevraging, codes: list[str], voortgang: Voortgang) -> dict[str, Any]:
    vraag, stand, register = bevraging.vraag, bevraging.stand, bevraging.register
    tabellen = register.tabellen
    plaatsen = {code: i for i, code in enumerate(_gatenwijken(stand, None), start=1)}
    bevindingen = meldingen(stand)
    uit: dict[str, Any] = {"bladen": [], "kaarten": [], "tijdbalken": [], "stalen": _stalen()}
    alle, palen = dossiers(stand, codes), tabellen.gemeente.mijlpalen(vraag.variant)
    for nummer, (code, feiten) in enumerate(alle.items()):
        voortgang(nummer, len(codes), str(feiten.wijk["wijknaam"]))
        rang = plaatsen.get(code, 0), len(plaatsen)
        blad = wijkblad(stand, feiten, rang, bevindingen, register.vingerafdruk, bekend=register.bekend)
        balk = tijdbalk(feiten, vraag.peildatum, palen, 182 * _MM, _ORGANISATIES)
        blad |= {"tijd_alt": balk.alt, "tijd_hoogte": balk.hoogte, "kaart_alt": _wijkalt(blad)}
        uit["bladen"].append(blad)
        uit["tijdbalken"].append(balk.svg)
        uit["kaarten"].append(wijkkaart(stand, code, 62 * _MM, 64 * _MM).svg)
    uit["vindkaarten"] = vindkaarten(tabellen, codes, 30 * _MM, 52 * _MM)
    uit |= {"auteur": tabellen.gemeente.titel, "plaats": tabellen.gemeente.naam}
    bladen = uit["bladen"]
    wanneer = f"{datum(vraag.peildatum)}, steun aan wijkraden tot {stand.variant.naam}"
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


def _zip(bevraging: Bevraging, codes: list[str], voortgang: Voortgang) -> bytes:
    uit, vraag, tabellen = io.BytesIO(), bevraging.vraag, bevraging.register.tabellen
    # A zip cannot hold years before 1980 or after 2107.
    moment = (min(max(vraag.peildatum.year, 1980), 2107), vraag.peildatum.month, vraag.peildatum.day, 0, 0, 0)
    alles = _wijkinhoud(bevraging, codes, stil)
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        for nummer, code in enumerate(codes):
            naam = str(tabellen.wijken.loc[code, "wijknaam"])
            voortgang(nummer, len(codes), naam)
            eigen = {soort: [deel[nummer]] if isinstance(deel, list) else deel for soort, deel in alles.items()}
            blad = eigen["bladen"][0]
            eigen |= {"titel": blad["titel"], "omschrijving": blad["zinnen"]["stand"]}
            soort, kennis = BLADSOORTEN[WIJK].naam, bevraging.register.kennis
            bestand = bestandsnaam(tabellen.gemeente, soort, vraag, ".pdf", waar=naam, kennis=kennis)
            inhoud = zet("wijkbladen.typ", eigen, vraag.peildatum, ".pdf")
            archief.writestr(zipfile.ZipInfo(f"{nummer + 1:02d}-{bestand}", moment), inhoud)
    return uit.getvalue()


@cache
def _stalen() -> dict[str, str]:
    return {sleutel: staal(sleutel) for sleutel, _ in LEGENDA}
