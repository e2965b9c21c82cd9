"""Residents by what their buurt has, so that they add up to the population of the wijk exactly.

The rules: *Inwoners per groep* in `docs/beleid.md`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.score import is_actief, rang
from analysis.stand.wijken import Wijkmatrix

_GROEP_VAN = {  # by rank of the status of a buurt; a wijkraad without support needs a sign besides
    status: w.GROEPEN.index(groep)
    for status, groep in zip(w.BUURTSTATUSSEN, (w.NIETS, w.LANG_GEEN_TEKEN, w.MET_STEUN, w.PLATFORM), strict=True)
}


def jonge_tekens(gezien: pd.Series, scores: pd.DataFrame, sinds: list[pd.Timestamp]) -> pd.DataFrame:
    """Return whether each organisation is active on each day and was seen recently.

    Parameters
    ----------
    gezien : Series of datetime64[s]
        Index `id`: when each was last seen; NaT is never. A sign after the day counts.
    scores : DataFrame of int8
        As `Stand.scores`.
    sinds : list of Timestamp
        Per day: from when a sign is recent.
    """
    jong = gezien.to_numpy()[:, None] >= pd.Series(sinds, dtype="datetime64[s]").to_numpy()[None, :]
    return is_actief(scores) & jong


def groep_van(buurtscores: pd.DataFrame, jong: pd.DataFrame) -> pd.DataFrame:
    """Return in which group every buurt is on every day.

    Parameters
    ----------
    buurtscores : DataFrame of int8
        As `Stand.buurtscores`.
    jong : DataFrame of bool
        Of the same shape: whether an active organisation of the buurt was seen recently.

    Returns
    -------
    DataFrame of int8
        The position in `GROEPEN`.

    Examples
    --------
    >>> scores = pd.DataFrame({0: [6, 4, 2, 2, 0]})
    >>> groep_van(scores, pd.DataFrame({0: [True, False, True, False, False]}))[0].tolist()
    [0, 1, 2, 3, 4]
    """
    rangen = rang(buurtscores).to_numpy()
    uit = pd.DataFrame(0, index=buurtscores.index, columns=buurtscores.columns, dtype="int8")
    for plek, status in enumerate(w.BUURTSTATUSSEN):
        uit = uit.mask(rangen == plek, _GROEP_VAN[status])
    return uit.mask((uit == w.GROEPEN.index(w.LANG_GEEN_TEKEN)) & jong, w.GROEPEN.index(w.ZONDER_STEUN)).astype("int8")


def inwoners_per_groep(
    groep: pd.DataFrame, namen: dict[str, bool], matrix: Wijkmatrix, buurten: pd.DataFrame, wijken: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the residents of every wijk in each group, on every date.

    Parameters
    ----------
    groep : DataFrame of int
        Index `buurtcode`, one column per date: the position in `namen` of the group that the buurt is in.
    namen : dict of str to bool
        The groups in order, and whether each is one of buurten with a platform.
    matrix : Wijkmatrix
        Of the same dates.
    buurten, wijken : DataFrame
        As for `analysis.stand.wijken.wijkmatrix`.

    Returns
    -------
    dict of str to DataFrame of float64
        Per group a table with index `wijkcode` and one column per date, whole numbers from 0; NaN is unknown.

    Notes
    -----
    Groups with a platform add up to the population less `inwoners_zonder`, the others to `inwoners_zonder`. Each has
    the residents of its buurten. CBS rounds wijken and buurten apart: what that leaves over goes to the largest group
    of the same side, of equals to the one with more buurten, then to the later one. Where a group would fall below 0,
    the next largest gives the rest. Of a wijk of unknown population a group is unknown when it has a buurt that is, or
    may be, inhabited, and else 0.

    Examples
    --------
    >>> buurten = pd.DataFrame({"wijkcode": "W1", "inwoners": [500, 400, 0]}, index=["B1", "B2", "B3"])
    >>> wijken = pd.DataFrame({"inwoners": [905]}, index=["W1"])
    >>> tabel = pd.DataFrame({0: [905.0]}, index=["W1"])
    >>> matrix = Wijkmatrix(tabel * 0, tabel > 0, tabel, tabel, tabel * 0)
    >>> groep = pd.DataFrame({0: [1, 2, 2]}, index=buurten.index)
    >>> uit = inwoners_per_groep(groep, {"p": True, "w": False, "n": False}, matrix, buurten, wijken)
    >>> {naam: float(tabel.loc["W1", 0]) for naam, tabel in uit.items()}
    {'p': 0.0, 'w': 505.0, 'n': 400.0}
    """
    waar = groep.to_numpy()
    aantal = buurten["inwoners"].fillna(0).to_numpy(dtype="int64")[:, None]
    bewoonbaar = buurten["inwoners"].ne(0).fillna(value=True).to_numpy(dtype=bool)[:, None]
    zonder = matrix.inwoners_zonder.to_numpy(dtype="float64")
    totaal = wijken["inwoners"].astype("float64").to_numpy()[:, None]

    def per_wijk(tabel: Any) -> Any:
        som = pd.DataFrame(tabel.astype("int64")).groupby(buurten["wijkcode"].to_numpy()).sum()
        return som.reindex(wijken.index, fill_value=0).to_numpy()

    delen: dict[int, Any] = {}
    for platform, doel in ((True, totaal - zonder), (False, zonder)):
        nummers = [nummer for nummer, soort in enumerate(namen.values()) if soort == platform]
        sommen = [per_wijk((waar == nummer) * aantal) for nummer in nummers]
        tellingen = [per_wijk(waar == nummer) for nummer in nummers]
        bewoond = [per_wijk((waar == nummer) & bewoonbaar) > 0 for nummer in nummers]
        if not platform:
            # An unknown number of residents is somewhere, even where no buurt is said to have any.
            bewoond[-1] = bewoond[-1] | ~sum(bewoond).astype(bool)
        for nummer, deel, telt in zip(nummers, _sluitend(doel, sommen, tellingen), bewoond, strict=True):
            onbekend = pd.DataFrame(deel).isna()
            delen[nummer] = pd.DataFrame(deel).mask(onbekend & ~pd.DataFrame(telt), 0.0).to_numpy()
    return {
        naam: pd.DataFrame(delen[nummer], index=wijken.index, columns=groep.columns)
        for nummer, naam in enumerate(namen)
    }


def _sluitend(doel: Any, sommen: list[Any], tellingen: list[Any]) -> list[Any]:
    """Return sums that add up to `doel` (one array of wijken by dates), the largest of each place taking the rest."""
    meeste = max((int(telling.max(initial=0)) for telling in tellingen), default=0) + 1
    sleutels = [
        (som * meeste + telling) * len(sommen) + n
        for n, (som, telling) in enumerate(zip(sommen, tellingen, strict=True))
    ]
    plaatsen = [sum(ander > sleutel for ander in sleutels) for sleutel in sleutels]
    uit = [som.astype("float64") for som in sommen]
    over = doel - sum(uit)
    for plaats in range(len(uit)):
        for n, plek in enumerate(plaatsen):
            aan_de_beurt = plek == plaats
            nieuw = (uit[n] + over * aan_de_beurt).clip(min=0)
            over = over - (nieuw - uit[n])
            uit[n] = nieuw
    return uit


def inwoners_per_buurt(groep: pd.Series, delen: pd.DataFrame, buurten: pd.DataFrame) -> pd.Series:
    """Return the residents of every buurt on one day, so that those of a group in a wijk add up to its number.

    Parameters
    ----------
    groep : Series of int
        Index `buurtcode`: the position of its group in the columns of `delen`.
    delen : DataFrame
        Index `wijkcode`, a column per group: its residents, NaN is unknown.
    buurten : DataFrame
        As for `inwoners_per_groep`.

    Returns
    -------
    Series of Int64
        What CBS says, and what its rounding leaves over with the largest buurt of the group (of equals the first by
        code); none falls below 0, the next largest gives the rest. Missing where the wijk is.

    Examples
    --------
    >>> buurten = pd.DataFrame({"wijkcode": "W1", "inwoners": [500, 400, None]}, index=["B1", "B2", "B3"])
    >>> delen = pd.DataFrame({"p": [0.0], "n": [905.0]}, index=["W1"])
    >>> inwoners_per_buurt(pd.Series(1, index=buurten.index), delen, buurten.astype({"inwoners": "Int64"})).tolist()
    [505, 400, 0]
    """
    uit = buurten["inwoners"].fillna(0).astype("int64")
    aantallen, per_groep = uit.to_dict(), defaultdict(list)
    for code, wijkcode, nummer in zip(uit.index, buurten["wijkcode"], groep, strict=True):
        per_groep[wijkcode, int(nummer)].append(code)
    for (wijkcode, nummer), leden in per_groep.items():
        deel = delen[delen.columns[nummer]].get(wijkcode)
        if deel is None or pd.isna(deel):
            continue
        over = int(deel) - sum(aantallen[code] for code in leden)
        for code in sorted(leden, key=lambda code: (-aantallen[code], code)):
            nieuw = max(aantallen[code] + over, 0)
            over -= nieuw - aantallen[code]
            aantallen[code] = nieuw
    uit = pd.Series(aantallen, index=uit.index)
    onbekend = buurten["wijkcode"].map(delen.isna().any(axis=1)).fillna(value=True).astype(bool)
    return uit.astype("Int64").mask(onbekend)
