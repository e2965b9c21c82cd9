"""Where names and numbers stand on a drawn map: in their own area if at all possible, never over each other."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.beeld.svg import passend, tekstbreedte

_LANGSTE_REGEL = 24  # times the size of the letter


class Doos(NamedTuple):
    """A rectangle on the picture, y down."""

    x0: float
    y0: float
    x1: float
    y1: float


class Label(NamedTuple):
    """A label that has found its place."""

    regels: list[str]
    letter: float
    doos: Doos

    @property
    def plekken(self) -> list[tuple[float, float]]:
        """Return the middle of the foot of each line."""
        x = (self.doos.x0 + self.doos.x1) / 2
        return [(x, self.doos.y0 + self.letter * (0.85 + 1.05 * i)) for i in range(len(self.regels))]


def zoek_plek(vlak: Any, naam: str, onder: str, letter: float, bezet: list[Doos], kader: Doos) -> Label | None:  # noqa: PLR0917  what, how large, and what is in the way
    """Return a label of a name with a line under it (unless empty), in an area; None when there is no room left.

    Parameters
    ----------
    vlak : Polygon or MultiPolygon
        In points of the picture.
    naam, onder : str
    letter : float
        The size of the letters; a little smaller when that fits better.
    bezet : list of Doos
        What it may not touch.
    kader : Doos
        What it may not leave.
    """
    midden = _midden(vlak)
    punten = _kandidaten(vlak, midden, max(2.5, letter * 0.6))
    shapely.prepare(vlak)
    afstand = np.hypot(*(punten - midden).T)
    beste: tuple[float, Label] | None = None
    for grootte in (letter, letter * 0.88):
        for namen in _vormen(naam, grootte):
            regels = [*namen, *([onder] if onder else [])]
            half = max(tekstbreedte(regel, grootte) for regel in regels) / 2 + grootte * 0.15
            hoog = grootte * 1.05 * len(regels) / 2
            x0, y0, x1, y1 = punten[:, 0] - half, punten[:, 1] - hoog, punten[:, 0] + half, punten[:, 1] + hoog
            goed = (x0 >= kader.x0) & (y0 >= kader.y0) & (x1 <= kader.x1) & (y1 <= kader.y1)
            for doos in bezet:
                goed &= (x1 <= doos.x0) | (doos.x1 <= x0) | (y1 <= doos.y0) | (doos.y1 <= y0)
            if not goed.any():
                continue
            hoeken = sum(shapely.contains_xy(vlak, x, y).astype(int) for x in (x0, x1) for y in (y0, y1))
            kosten = (4 - hoeken) * letter * 3 + afstand * 0.5 + (letter - grootte) * 6 + len(namen) * letter * 0.4
            i = int(np.where(goed, kosten, np.inf).argmin())
            if beste is None or kosten[i] < beste[0]:
                doos = Doos(float(x0[i]), float(y0[i]), float(x1[i]), float(y1[i]))
                beste = float(kosten[i]), Label(regels, grootte, doos)
    return beste[1] if beste else None


def zoek_schijf(vlak: Any, straal: float, bezet: list[Doos]) -> tuple[float, float]:
    """Return the middle of a disc in an area: the spot nearest to its middle that is free, or its middle."""
    midden = _midden(vlak)
    punten = _kandidaten(vlak, midden, 2.0)
    punten = punten[np.hypot(*(punten - midden).T).argsort(kind="stable")]
    vrij = np.ones(len(punten), dtype=bool)
    for doos in bezet:
        naast = (punten[:, 0] + straal <= doos.x0) | (punten[:, 0] - straal >= doos.x1)
        vrij &= naast | (punten[:, 1] + straal <= doos.y0) | (punten[:, 1] - straal >= doos.y1)
    x, y = punten[vrij.argmax()]  # the first when none is free
    return float(x), float(y)


def _midden(vlak: Any) -> Any:
    """Return the spot with most room around it."""
    return shapely.get_coordinates(shapely.maximum_inscribed_circle(vlak, tolerance=0.5))[0]


def _kandidaten(vlak: Any, midden: Any, stap: float) -> Any:
    x0, y0, x1, y1 = vlak.bounds
    stap = max(stap, (x1 - x0) / 24, (y1 - y0) / 24)
    rooster = np.stack(np.meshgrid(np.arange(x0, x1, stap), np.arange(y0, y1, stap)), axis=-1).reshape(-1, 2)
    return np.vstack([midden[None, :], rooster[shapely.contains_xy(vlak, rooster)]])


def _vormen(naam: str, letter: float) -> list[list[str]]:
    """Return the ways to break a name over lines: one line, and the most even two."""
    vormen = [[naam]]
    breuken = [i + 1 for i, teken in enumerate(naam) if teken in " -/" and 0 < i < len(naam) - 1]
    if breuken:
        delen = [[naam[:i].strip(), naam[i:].strip()] for i in breuken]
        verschil = [abs(tekstbreedte(voor, letter) - tekstbreedte(na, letter)) for voor, na in delen]
        vormen.append(delen[verschil.index(min(verschil))])
    return [[passend(regel, _LANGSTE_REGEL * letter, letter) for regel in vorm] for vorm in vormen]
