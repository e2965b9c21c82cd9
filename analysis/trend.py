"""How residents and wijken moved from one status to another: a table over all change dates, for a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import buurtscores
from analysis.tabellen import Tabellen
from analysis.wijken import wijkmatrix

# What a resident's buurt has, best first, by the score that `analysis.buurten.buurtscores` gives.
DEKKING = {
    "platform, bevestigd": (7,),
    "platform, te verifiëren": (6,),
    "wijkraad, ondersteund": (5, 4),
    "wijkraad, zonder ondersteuning": (3, 2),
    "geen van beide": (1, 0),
}


def inwoners_per_dekking(
    tabellen: Tabellen, peildatums: Sequence[date], variant: str = STANDAARD_VARIANT
) -> pd.DataFrame:
    """Return how many residents live in a buurt of each kind, on every date and in every gebied.

    Parameters
    ----------
    tabellen : Tabellen
    peildatums : sequence of date
    variant : str

    Returns
    -------
    DataFrame
        Columns `peildatum` (date), `gebied`, `dekking` (a key of `DEKKING`) and `inwoners` (int): one row for every
        combination. Residents are those of the buurten; CBS rounds these, so they do not add up to the wijken
        exactly.
    """
    score = buurtscores(tabellen.organisaties, tabellen.buurten, peildatums, variant)
    inwoners = tabellen.buurten["inwoners"].fillna(0).astype("int64")
    gebied = tabellen.buurten["wijkcode"].map(tabellen.wijken["gebied"]).to_numpy()
    delen = []
    for naam, scores in DEKKING.items():
        som = score.isin(scores).mul(inwoners, axis=0).groupby(gebied).sum()
        som.columns = pd.Index(list(peildatums), dtype=object)
        lang = som.rename_axis("gebied").reset_index().melt("gebied", var_name="peildatum", value_name="inwoners")
        delen.append(lang.assign(dekking=naam))
    uit = pd.concat(delen, ignore_index=True)[["peildatum", "gebied", "dekking", "inwoners"]]
    return uit.astype({"inwoners": "int64"})


def wijken_per_status(tabellen: Tabellen, peildatums: Sequence[date], variant: str = STANDAARD_VARIANT) -> pd.DataFrame:
    """Return how many wijken have each status, on every date and in every gebied.

    Returns
    -------
    DataFrame
        Columns `peildatum` (date), `gebied`, `wijkstatus` and `wijken` (int): one row for every combination.
    """
    score = buurtscores(tabellen.organisaties, tabellen.buurten, peildatums, variant)
    matrix = wijkmatrix(score, tabellen.buurten, tabellen.wijken).status
    delen = []
    for rang, naam in enumerate(w.WIJKSTATUSSEN):
        som = matrix.eq(rang).astype("int64").groupby(tabellen.wijken["gebied"].to_numpy()).sum()
        som.columns = pd.Index(list(peildatums), dtype=object)
        lang = som.rename_axis("gebied").reset_index().melt("gebied", var_name="peildatum", value_name="wijken")
        delen.append(lang.assign(wijkstatus=naam))
    return pd.concat(delen, ignore_index=True)[["peildatum", "gebied", "wijkstatus", "wijken"]]
