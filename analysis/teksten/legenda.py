"""The legend, told once: what each mark is called, long and short, and how many there are."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.nederlands import telwoord
from analysis.stand.buurten import tellingen
from analysis.stand.stand import PLATFORM_IN_OPRICHTING, Stand


class Merk(NamedTuple):
    """What stands in a legend.

    Attributes
    ----------
    sleutel : str
        The key of its sample, and the name of its count: `s3` … `s0` for the rank in `BUURTSTATUSSEN`.
    naam, kort : str
        What it is called, and how where there is little room.
    """

    sleutel: str
    naam: str
    kort: str


LEGENDA = (
    Merk("gat", "wijk zonder platform", "wijk zonder platform"),
    Merk("s3", w.LEGENDANAMEN[w.PLATFORM], "wijkplatform"),
    Merk("s2", w.LEGENDANAMEN[w.WIJKRAAD], "wijkraad"),
    Merk("s1", w.LEGENDANAMEN[w.ZONDER_ONDERSTEUNING], "wijkraad zonder steun"),
    Merk("s0", w.LEGENDANAMEN[w.GEEN], w.LEGENDANAMEN[w.GEEN]),
    Merk("twijfel", "nog te verifiëren", "nog te verifiëren"),
    Merk("oprichting", PLATFORM_IN_OPRICHTING, "in oprichting"),
)
INITIATIEVEN = (
    ("punt", "initiatief, adres of straat"),
    ("ruw", "initiatief, alleen buurt bekend"),
    ("leeg", "initiatief, zonder plek"),
)


def legendatellingen(stand: Stand, gebied: str | None = None) -> dict[str, str]:
    """Return how many there are of each mark, in words, by its key.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional
        The whole city when left out.
    """
    tabellen = stand.tabellen
    binnen = tabellen.wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=tabellen.wijken.index)
    eigen = tabellen.buurten["wijkcode"].map(binnen).fillna(value=False).astype(bool)
    hier = stand.buurten[eigen]
    aantal = tellingen(hier["buurtstatus"])
    wordend = tabellen.buurten["wijkcode"][eigen & stand.oprichting[stand.dag]].nunique()
    zonder = int(stand.wijken["wijkstatus"][binnen].eq(w.GEEN_PLATFORM).sum())
    buurten = {f"s{rang}": aantal[status] for rang, status in enumerate(w.BUURTSTATUSSEN)}
    buurten["twijfel"] = int(hier["bewijs"].eq(w.TE_VERIFIEREN).sum())
    wijken = {"gat": zonder, "oprichting": wordend}
    return {sleutel: telwoord(n, "buurt", "buurten") for sleutel, n in buurten.items()} | {
        sleutel: telwoord(n, "wijk", "wijken") for sleutel, n in wijken.items()
    }
