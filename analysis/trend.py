"""How residents and wijken moved from one status to another: a table over all change dates, for a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import buurtscores
from analysis.groepen import inwoners_per_groep
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
_MET_PLATFORM = {naam: min(scores) // 2 == w.BUURTSTATUSSEN.index(w.PLATFORM) for naam, scores in DEKKING.items()}
_NUMMER = {score: nummer for nummer, scores in enumerate(DEKKING.values()) for score in scores}


def inwoners_per_dekking(
    tabellen: Tabellen, peildatums: Sequence[date], variant: str = STANDAARD_VARIANT
) -> pd.DataFrame:
    """Return how many residents have each kind of coverage, on every date and in every gebied.

    Parameters
    ----------
    tabellen : Tabellen
    peildatums : sequence of date
    variant : str

    Returns
    -------
    DataFrame
        Columns `peildatum` (date), `gebied`, `dekking` (a key of `DEKKING`), `inwoners` (int, of what is known) and
        `ontbreekt` (int: of how many wijken the number is unknown); one row for every combination. Per gebied the
        known ones add up to the known population of its wijken exactly: see `analysis.groepen`.
    """
    score = buurtscores(tabellen.organisaties, tabellen.buurten, peildatums, variant)
    matrix = wijkmatrix(score, tabellen.buurten, tabellen.wijken)
    groep = score.astype("int64")
    for waarde, nummer in _NUMMER.items():
        groep = groep.mask(score == waarde, nummer)
    delen = inwoners_per_groep(groep, _MET_PLATFORM, matrix, tabellen.buurten, tabellen.wijken)
    lang = []
    for naam, deel in delen.items():
        per_gebied = [
            _lang(tabel, tabellen.wijken["gebied"], peildatums, kolom)
            for kolom, tabel in (("inwoners", deel.fillna(0)), ("ontbreekt", deel.isna()))
        ]
        lang.append(per_gebied[0].assign(ontbreekt=per_gebied[1]["ontbreekt"], dekking=naam))
    return pd.concat(lang, ignore_index=True)[["peildatum", "gebied", "dekking", "inwoners", "ontbreekt"]]


def aantallen(tabel: pd.DataFrame, soort: str = "dekking", kolom: str = "inwoners") -> pd.DataFrame:
    """Return what a table of this module adds up to over its gebieden.

    Returns
    -------
    DataFrame of Aantal
        Index `peildatum`, a column for each value of `soort`, in the order of the table.
    """
    som = tabel.groupby([soort, "peildatum"], sort=False)[
        [naam for naam in (kolom, "ontbreekt") if naam in tabel]
    ].sum()
    cellen = pd.Series([Aantal(*map(int, rij)) for rij in som.itertuples(index=False)], som.index, dtype=object)
    return pd.DataFrame({naam: cellen[naam] for naam in som.index.unique(0)}).rename_axis("peildatum")


def _lang(tabel: pd.DataFrame, gebied: pd.Series, peildatums: Sequence[date], kolom: str) -> pd.DataFrame:
    """Return the sums per gebied and date of a table of wijken, one row each."""
    som = tabel.astype("int64").groupby(gebied.to_numpy()).sum()
    som.columns = pd.Index(list(peildatums), dtype=object)
    return som.rename_axis("gebied").reset_index().melt("gebied", var_name="peildatum", value_name=kolom)


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
        lang = _lang(matrix.eq(rang), tabellen.wijken["gebied"], peildatums, "wijken")
        delen.append(lang.assign(wijkstatus=naam))
    return pd.concat(delen, ignore_index=True)[["peildatum", "gebied", "wijkstatus", "wijken"]]
