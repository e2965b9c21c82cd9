"""The legend, told once: what each mark is called, and how much there is of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analysis import waarden as w
from analysis.aantal import Aantal, som
from analysis.antwoorden.overzicht import GROEPKOLOMMEN
from analysis.nederlands import telwoord
from analysis.score import groepsrang
from analysis.stand.stand import PLATFORM_IN_OPRICHTING


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


def groepaantallen(wijken: Sequence[Mapping[Any, Any]], *, leeg: bool) -> dict[str, Aantal]:
    """Return how many residents there are in each group, by the key of its mark.

    Parameters
    ----------
    wijken : sequence of mapping
        Rows of `analysis.antwoorden.overzicht.wijkoverzicht`.
    leeg : bool
        The register holds no organisation at all: then nothing is known of any group.

    Examples
    --------
    >>> wijken = [dict.fromkeys(GROEPKOLOMMEN, 5), dict.fromkeys(GROEPKOLOMMEN)]
    >>> str(groepaantallen(wijken, leeg=False)["g0"]), str(groepaantallen(wijken, leeg=True)["g4"])
    ('ten minste 5', 'onbekend')
    """
    return {
        merk.sleutel: Aantal(0, len(wijken) or 1) if leeg else som(rij[kolom] for rij in wijken)
        for merk, kolom in zip(GROEPMERKEN, GROEPKOLOMMEN, strict=True)
    }


def tekentellingen(wijken: Sequence[Mapping[Any, Any]]) -> dict[str, str]:
    """Return how much there is of each mark that is no group, in words, by its key; `wijken` as for `groepaantallen`.

    Examples
    --------
    >>> tekentellingen([{"buurten_te_verifieren": 3, "platforms_in_oprichting": 2}])
    {'twijfel': '3 buurten', 'oprichting': '1 wijk'}
    """
    twijfel = sum(int(rij["buurten_te_verifieren"]) for rij in wijken)
    wordend = sum(rij["platforms_in_oprichting"] > 0 for rij in wijken)
    return {
        TWIJFEL.sleutel: telwoord(twijfel, "buurt", "buurten"),
        OPRICHTING.sleutel: telwoord(wordend, "wijk", "wijken"),
    }
