"""The map as a picture: SVG drawn from the RD geometry, with the patterns of the screen. Needs no browser.

Lengths are in points of the finished picture. Areas are drawn once per buurt, in the visual
language of `static/kaart/kaart.css`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from analysis import waarden as w
from analysis.schoon import afgekort
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.zinnen import nietslabel
from geo.beeld.kleuren import KLEUREN
from geo.beeld.lagen import BLEEK, initiatiefstippen, lagen, vlakken, vormen
from geo.beeld.namen import Doos, zoek_plek, zoek_schijf
from geo.beeld.raam import Venster, document, lijnen, omtrek, pad, schaalvak, venster
from geo.beeld.svg import element, omslag, patronen, tekst
from geo.crs import RD, require_crs

_GEBIED = "#d5d6db"
_NAAMLENGTE = 44  # a longer name is cut before it is laid out
_KLEIN = 300.0  # width of a small map, that stands beside something else


class Kaartbeeld(NamedTuple):
    """A drawn map.

    Attributes
    ----------
    svg : str
    naamloos : list of str
        Names that found no room on the map; the page names them beside it.
    """

    svg: str
    naamloos: list[str]


def stadskaart(stand: Stand, breedte: float, hoogte: float, gebied: str | None = None) -> Kaartbeeld:
    """Return the map of the city, or of a gebied with what lies around it pale; `breedte` and `hoogte` are in points.

    A whole SVG document without title or legend: the page around it has these.
    """
    wijken, _ = vlakken(stand.tabellen)
    eigen = wijken[wijken["gebied"].eq(gebied)] if gebied else wijken
    raam = venster((eigen if len(eigen) else wijken).total_bounds, breedte, hoogte)
    korrel = max(breedte, hoogte) / 820
    delen = lagen(stand, raam, korrel, set(eigen.index))
    teksten, naamloos = _namen(stand, raam, eigen)
    # On paper the patterns stay coarse enough to read names over.
    return Kaartbeeld(document(delen + teksten, raam, max(korrel, 0.6)), naamloos)


def wijkkaart(stand: Stand, wijkcode: str, breedte: float, hoogte: float) -> Kaartbeeld:
    """Return the map of one wijk, its buurten numbered in order of buurtcode and its initiatives as dots."""
    alle = stand.eenmaal(vormen)
    raam = venster(alle.wijken[alle.wijkcodes.index(wijkcode)].bounds, breedte, hoogte, marge=10)
    korrel = 0.62
    delen = lagen(stand, raam, korrel, {wijkcode}) + initiatiefstippen(stand, wijkcode, raam)
    bezet: list[Doos] = []
    eigen = {
        code: vlak for code, vlak, van in zip(alle.buurtcodes, alle.buurten, alle.van, strict=True) if van == wijkcode
    }
    for nummer, (_, vlak) in enumerate(sorted(eigen.items()), start=1):
        delen.append(_nummer(shapely.transform(vlak, raam.punten), str(nummer), bezet))
    return Kaartbeeld(document(delen, raam, korrel), [])


def vindkaarten(tabellen: Tabellen, wijkcodes: Sequence[str], breedte: float, hoogte: float) -> list[str]:
    """Return small maps of where wijken lie: each dark in a pale city, the rest of its gebied in between."""
    wijken = gpd.GeoDataFrame(tabellen.wijken)
    require_crs(wijken, RD)
    raam = venster(wijken.total_bounds, breedte, hoogte, marge=2)
    gebied, rand = wijken["gebied"].to_dict(), KLEUREN["rand"]
    ringen = {code: lijnen(vlak, raam) for code, vlak in zip(wijken.index, wijken.geometry, strict=True)}
    uit = []
    for eigen in wijkcodes:
        delen = [
            omtrek(ring, fill=_GEBIED if gebied[code] == gebied[eigen] else BLEEK, stroke="#fff", stroke_width=0.7)
            for code, ring in ringen.items()
            if code != eigen
        ]
        delen.append(omtrek(ringen[eigen], fill=rand, stroke=rand, stroke_width=1.2))
        uit.append(omslag("".join(delen), raam.breedte, raam.hoogte))
    return uit


def wisselkaart(stand: Stand, anders: pd.Series) -> str:
    """Return a small map of the city without names, with a line around the buurten that a change touches.

    Parameters
    ----------
    stand : Stand
    anders : Series of bool
        Index `buurtcode`: where the line goes.
    """
    wijken, buurten = vlakken(stand.tabellen)
    raam = _klein_venster(wijken.total_bounds)
    korrel = _KLEIN / 500
    delen = lagen(stand, raam, korrel, set(wijken.index))
    eigen = buurten.geometry[anders.reindex(buurten.index, fill_value=False)]
    if len(eigen):
        # White around dark: seen on every fill, and thicker than the line of a wijk.
        rand = shapely.union_all(list(eigen), grid_size=0.01)
        for kleur, dikte in (("#fff", 9 * korrel), (KLEUREN["inkt"], 5 * korrel)):
            delen.append(pad(rand, raam, fill="none", stroke=kleur, stroke_width=dikte))
    return omslag(patronen(korrel) + "".join(delen), raam.breedte, raam.hoogte)


def kieskaart(tabellen: Tabellen) -> str:
    """Return the map of the city to choose buurten on: each is a path with its code, in no colour of its own."""
    wijken, buurten = vlakken(tabellen)
    raam = _klein_venster(wijken.total_bounds)
    delen = [
        pad(vlak, raam, data_code=code, stroke="#fff", stroke_width=0.8)
        for code, vlak in sorted(zip(buurten.index, buurten.geometry, strict=True))
    ]
    delen += [
        pad(vlak, raam, fill="none", stroke=KLEUREN["rand"], stroke_width=1.2, pointer_events="none")
        for vlak in wijken.geometry
    ]
    return omslag("".join(delen), raam.breedte, raam.hoogte)


def _klein_venster(grens: Any) -> Venster:
    """Return the window of a small map: as high as the city asks for, within bounds."""
    west, zuid, oost, noord = grens
    hoogte = min(max(_KLEIN * (noord - zuid) / max(oost - west, 1), _KLEIN / 2), 2 * _KLEIN)
    return venster(grens, _KLEIN, hoogte, marge=5)


def _namen(stand: Stand, raam: Venster, wijken: gpd.GeoDataFrame) -> tuple[list[str], list[str]]:
    """Return the labels that fit, none over another, and the names of the wijken that got none."""
    niets = stand.groepen[w.NIETS][stand.dag]
    bezet, kader = [schaalvak(raam)], Doos(1, 1, raam.breedte - 1, raam.hoogte - 1)
    uit, naamloos = [], []
    # The smallest wijken first: they have the fewest places to choose from.
    for code in wijken.geometry.area.sort_values().index:
        naam = afgekort(wijken["wijknaam"][code], _NAAMLENGTE)
        onder = nietslabel(niets[code])
        vlak = shapely.transform(wijken.geometry[code], raam.punten)
        label = zoek_plek(vlak, naam, onder, raam.letter, bezet, kader)
        if label is None:
            naamloos.append(naam)
            continue
        bezet.append(label.doos)
        for regel, waar in zip(label.regels, label.plekken, strict=True):
            nadruk = {"kleur": "rood", "dik": "bold"} if onder and waar == label.plekken[-1] else {}
            uit.append(tekst(waar, regel, label.letter, anker="middle", grond=True, **nadruk))
    return uit, sorted(naamloos)


def _nummer(vlak: Any, nummer: str, bezet: list[Doos]) -> str:
    straal = 5.2
    x, y = zoek_schijf(vlak, straal, bezet)
    bezet.append(Doos(x - straal, y - straal, x + straal, y + straal))
    schijf = element("circle", cx=x, cy=y, r=straal, fill="#fff", stroke=KLEUREN["rand"], stroke_width=0.6)
    return schijf + tekst((x, y + 2.5), nummer, 7, dik="bold", anker="middle")
