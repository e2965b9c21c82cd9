"""The frame of a drawn map: what part of RD New it shows, its scale bar and north arrow, and how shapes get into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.beeld.kleuren import KLEUREN
from geo.beeld.namen import Doos
from geo.beeld.svg import element, omslag, patronen, tekst


class Venster(NamedTuple):
    """Which part of RD New is drawn, and how large: `schaal` points a metre."""

    west: float
    noord: float
    schaal: float
    breedte: float
    hoogte: float

    def punten(self, coordinaten: Any) -> Any:
        """Return coordinates of the picture: x to the right, y down."""
        return (np.asarray(coordinaten) - (self.west, self.noord)) * (self.schaal, -self.schaal)

    @property
    def letter(self) -> float:
        """Return the size of the letters on it."""
        return max(6.2, min(self.breedte, self.hoogte) / 44)

    @property
    def vlak(self) -> Any:
        """Return what it shows, in RD New."""
        oost, zuid = self.west + self.breedte / self.schaal, self.noord - self.hoogte / self.schaal
        return shapely.box(self.west, zuid, oost, self.noord)


def venster(grens: Iterable[float], breedte: float, hoogte: float, marge: float = 4) -> Venster:
    """Return the window that shows an extent in RD New in the middle of a picture, undistorted.

    Examples
    --------
    >>> venster((0, 0, 1000, 500), 108, 108).schaal
    0.1
    """
    west, zuid, oost, noord = grens
    schaal = min((breedte - 2 * marge) / max(oost - west, 1), (hoogte - 2 * marge) / max(noord - zuid, 1))
    over_x, over_y = breedte / schaal - (oost - west), hoogte / schaal - (noord - zuid)
    return Venster(west - over_x / 2, noord + over_y / 2, schaal, breedte, hoogte)


def document(delen: list[str], raam: Venster, korrel: float) -> str:
    """Return the SVG document of what is drawn, with patterns as coarse as `korrel` says, scale bar and north arrow."""
    return omslag(patronen(korrel) + "".join(delen) + _schaalbalk(raam) + _noordpijl(raam), raam.breedte, raam.hoogte)


def pad(vlak: Any, raam: Venster, **stijl: object) -> str:
    """Return the SVG path of an area in RD New; `stijl` are attributes as of `geo.beeld.svg.element`."""
    return omtrek(lijnen(vlak, raam), **stijl)


def omtrek(ringen: str, **stijl: object) -> str:
    """Return the SVG path of what `lijnen` gives: for who draws one area more than once."""
    return element("path", d=ringen, fill_rule="evenodd", stroke_linejoin="round", **stijl)


def lijnen(vlak: Any, raam: Venster) -> str:
    """Return the rings of an area in RD New as an SVG path takes them."""
    ringen = []
    for ring in shapely.get_rings(shapely.get_parts(vlak)):
        # A tenth of a point is 0.04 mm on paper; neighbours round their shared points alike.
        punten = raam.punten(shapely.get_coordinates(ring)).round(1).tolist()
        ringen.append("M" + "L".join([f"{x:g} {y:g}" for x, y in punten[:-1]]) + "Z")
    return "".join(ringen)


def schaalvak(raam: Venster) -> Doos:
    """Return the room of the scale bar, where no name may stand."""
    lengte = _schaal_in_meters(raam) * raam.schaal
    return Doos(0, raam.hoogte - 2.4 * raam.letter, max(lengte, 5 * raam.letter) + 8, raam.hoogte)


def _schaal_in_meters(raam: Venster) -> int:
    """Return the longest round length of at most a fifth of the picture."""
    wens = raam.breedte / raam.schaal / 5
    rond = [int(stap * 10**macht) for macht in range(1, 6) for stap in (1, 2, 5)]
    return max((lengte for lengte in rond if lengte <= wens), default=rond[0])


def _schaalbalk(raam: Venster) -> str:
    meters = _schaal_in_meters(raam)
    lengte, y = meters * raam.schaal, raam.hoogte - 4
    naam = f"{meters // 1000} km" if meters >= 1000 else f"{meters} m"
    lijn = element("path", d=f"M4 {y - 3:.1f}V{y:.1f}h{lengte:.1f}v-3", fill="none", stroke=KLEUREN["inkt"])
    return lijn + tekst((4 + lengte / 2, y - 3.4), naam, raam.letter * 0.95, anker="middle", grond=True)


def _noordpijl(raam: Venster) -> str:
    maat = raam.letter
    x, y = raam.breedte - maat, maat * 0.5
    vorm = f"M{x:.1f} {y:.1f}l{maat * 0.45:.1f} {maat * 1.1:.1f}h{-maat * 0.9:.1f}z"
    return element("path", d=vorm, fill=KLEUREN["inkt"]) + tekst(
        (x, y + maat * 2), "N", maat, dik="bold", anker="middle"
    )
