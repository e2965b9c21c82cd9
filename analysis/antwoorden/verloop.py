"""How residents and wijken moved from one status to another: a table over all change dates, for a chart."""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.stand.stand import Stand


def inwoners_per_groep(stand: Stand) -> pd.DataFrame:
    """Return how many residents are in each group, on every date and in every gebied.

    Columns `peildatum` (date), `gebied`, `groep` (a value of `GROEPNAMEN`, best first), `inwoners` (int, of what is
    known) and `ontbreekt` (int: of how many wijken the number is unknown); one row for every combination. Per gebied
    the known ones add up to the known population of its wijken exactly: see `analysis.stand.groepen`.
    """
    gebied, lang = stand.tabellen.wijken["gebied"], []
    for groep, deel in stand.groepen.items():
        per_gebied = [
            _lang(tabel, gebied, kolom) for kolom, tabel in (("inwoners", deel.fillna(0)), ("ontbreekt", deel.isna()))
        ]
        lang.append(per_gebied[0].assign(ontbreekt=per_gebied[1]["ontbreekt"], groep=w.GROEPNAMEN[groep]))
    return pd.concat(lang, ignore_index=True)[["peildatum", "gebied", "groep", "inwoners", "ontbreekt"]]


def aantallen(tabel: pd.DataFrame, soort: str = "groep", kolom: str = "inwoners") -> pd.DataFrame:
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


def _lang(tabel: pd.DataFrame, gebied: pd.Series, kolom: str) -> pd.DataFrame:
    """Return the sums per gebied and date of a table of wijken, one row each."""
    som = tabel.astype("int64").groupby(gebied.to_numpy()).sum()
    return som.rename_axis("gebied").reset_index().melt("gebied", var_name="peildatum", value_name=kolom)


def wijken_per_status(stand: Stand) -> pd.DataFrame:
    """Return how many wijken have each status, on every date and in every gebied.

    Returns
    -------
    DataFrame
        Columns `peildatum` (date), `gebied`, `wijkstatus` and `wijken` (int): one row for every combination.
    """
    delen = []
    for rang, naam in enumerate(w.WIJKSTATUSSEN):
        lang = _lang(stand.wijkmatrix.status.eq(rang), stand.tabellen.wijken["gebied"], "wijken")
        delen.append(lang.assign(wijkstatus=naam))
    return pd.concat(delen, ignore_index=True)[["peildatum", "gebied", "wijkstatus", "wijken"]]
