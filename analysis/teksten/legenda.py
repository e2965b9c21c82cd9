"""The legend, told once: what each mark is called, and how much there is of it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, som
from analysis.nederlands import telwoord
from analysis.score import groepsrang
from analysis.stand.stand import PLATFORM_IN_OPRICHTING, Stand
from analysis.teksten.zinnen import WIE


class Merk(NamedTuple):
    """What stands in a legend.

    Attributes
    ----------
    sleutel : str
        The key of its sample, and the name of its count.
    naam : str
    """

    sleutel: str
    naam: str


# The five groups, those with nothing first: `g0` … `g4`, as drawings call them.
GROEPMERKEN = tuple(
    Merk(f"g{groepsrang(w.GROEPEN.index(groep))}", w.GROEPNAMEN[groep]) for groep in reversed(w.GROEPEN)
)
PLATFORMMERK = GROEPMERKEN[-1].sleutel
TWIJFEL = Merk("twijfel", "nog te verifiëren")
OPRICHTING = Merk("oprichting", PLATFORM_IN_OPRICHTING)
LEGENDA = (*GROEPMERKEN, TWIJFEL, OPRICHTING)
INITIATIEVEN = (
    Merk("punt", "initiatief, adres of straat"),
    Merk("ruw", "initiatief, alleen buurt bekend"),
    Merk("leeg", "initiatief, zonder plek"),
)


def groepaantallen(stand: Stand, gebied: str | None = None) -> dict[str, Aantal]:
    """Return how many residents there are in each group, by the key of its mark.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional
        The whole city when left out.

    Returns
    -------
    dict of str to Aantal
        Of a register without any organisation nothing is known of any group.
    """
    binnen = _binnen(stand, gebied)
    delen = {naam: deel[stand.dag][binnen] for naam, deel in stand.groepen.items()}
    leeg = stand.tabellen.organisaties.empty
    return {
        merk.sleutel: Aantal(0, len(delen[groep]) or 1) if leeg else som(delen[groep].astype("Int64"))
        for merk, groep in zip(GROEPMERKEN, reversed(w.GROEPEN), strict=True)
    }


def legendatellingen(stand: Stand, gebied: str | None = None) -> dict[str, str]:
    """Return how much there is of each mark, in words, by its key; `stand` and `gebied` as for `groepaantallen`."""
    binnen = _binnen(stand, gebied)
    eigen = stand.tabellen.buurten["wijkcode"].map(binnen).fillna(value=False).astype(bool)
    twijfel = int(stand.buurten["bewijs"][eigen].eq(w.TE_VERIFIEREN).sum())
    wordend = stand.tabellen.buurten["wijkcode"][eigen & stand.oprichting[stand.dag]].nunique()
    return {sleutel: aantal.met(*WIE["inwoners"]) for sleutel, aantal in groepaantallen(stand, gebied).items()} | {
        TWIJFEL.sleutel: telwoord(twijfel, "buurt", "buurten"),
        OPRICHTING.sleutel: telwoord(wordend, "wijk", "wijken"),
    }


def _binnen(stand: Stand, gebied: str | None) -> pd.Series:
    wijken = stand.tabellen.wijken
    return wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=wijken.index)
