"""How old the evidence is that an answer rests on, in words."""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w
from analysis.gemeente import jongste_teken
from analysis.nederlands import getal, van_de
from analysis.stand.stand import Stand


def zekerheid(stand: Stand, gebied: str | None = None) -> str:
    """Return how many of the active organisations are confirmed, and of when the youngest sign of any of them is.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional
        Only organisations with a buurt there; every one when left out.

    Returns
    -------
    str
        Sentences; they begin with *Voor zover bekend* while none is confirmed. Empty when none is active.
    """
    actief = _actieve(stand, gebied)
    if actief.empty:
        return ""
    aantal, zeker = len(actief), int(actief["bewijs"].eq(w.BEVESTIGD).sum())
    if not actief["laatst_gezien"].any():
        teken = "Van geen enkele is een bericht met een datum bekend."
    else:
        teken = f"Het jongste teken is van {jongste_teken(actief)}."
    if zeker:
        return f"Bevestigd: {getal(zeker)} {van_de(aantal)} wijkraden en wijkplatforms. {teken}"
    geen = f"geen van de {getal(aantal)} wijkraden en wijkplatforms is bevestigd"
    return f"Voor zover bekend: {geen if aantal > 1 else f'{_enige(actief)} is niet bevestigd'}. {teken}"


def _actieve(stand: Stand, gebied: str | None) -> pd.DataFrame:
    alle = stand.tabellen.organisaties[["soort", "laatst_gezien"]].join(stand.organisaties[["actief", "bewijs"]])
    actief = alle[alle["actief"]]
    if gebied is None:
        return actief
    hier = stand.dekking["wijkcode"].map(stand.tabellen.wijken["gebied"]).eq(gebied)
    return actief[actief.index.isin(stand.dekking.loc[hier, "organisatie"])]


def _enige(actief: pd.DataFrame) -> str:
    return "de enige wijkraad" if actief["soort"].iloc[0] == w.WIJKRAAD else "het enige wijkplatform"
