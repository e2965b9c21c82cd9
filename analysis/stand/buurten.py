"""Buurten on a date: exactly one status each, from the organisations that have it in their werkgebied.

The rules: *Een buurt op een datum* in `docs/beleid.md`.
"""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w


def dekking(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """Return which organisation covers which buurt, one row per pair.

    Parameters
    ----------
    organisaties : DataFrame
        Index `id`; `werkgebied` holds buurtcodes separated by spaces. A wijkcode stands for all its buurten, empty
        for unknown: then the organisation covers nobody.
    buurten : DataFrame
        Index `buurtcode`; column `wijkcode`.

    Returns
    -------
    DataFrame
        Columns `organisatie` (id) and `buurtcode`, each pair once. Codes that are no buurt or wijk give no row; the
        rules report them.

    Examples
    --------
    >>> buurten = pd.DataFrame({"wijkcode": ["W1", "W1"]}, index=["B1", "B2"])
    >>> dekking(pd.DataFrame({"werkgebied": ["W1", "B2", ""]}, index=["x", "y", "z"]), buurten).values.tolist()
    [['x', 'B1'], ['x', 'B2'], ['y', 'B2']]
    """
    per_code: dict[str, list[int]] = {}
    for codes in (buurten.index, buurten["wijkcode"]):
        for plek, code in enumerate(codes):
            per_code.setdefault(code, []).append(plek)
    werkgebieden = organisaties["werkgebied"].fillna("").str.split()
    # By position, with a dict for sets in order: on tables of this size ten times as fast as joining tables.
    paren = dict.fromkeys(
        (van, plek)
        for van, codes in enumerate(werkgebieden)
        for code in codes
        for plek in per_code.get(code, ())
    )  # fmt: skip
    van, plekken = ([paar[zijde] for paar in paren] for zijde in (0, 1))
    rijen = pd.DataFrame({"organisatie": organisaties.index[van], "buurtcode": buurten.index[plekken]})
    return rijen.drop_duplicates(ignore_index=True)


def per_buurt(per_organisatie: pd.DataFrame, paren: pd.DataFrame, buurten: pd.DataFrame) -> pd.DataFrame:
    """Return for every buurt and day the highest value of the organisations that cover it, 0 where none does.

    Parameters
    ----------
    per_organisatie : DataFrame of int8 or bool
        Index `id`, one column per day, as from `analysis.stand.organisaties.scores`.
    paren : DataFrame
        From `dekking`.
    buurten : DataFrame

    Returns
    -------
    DataFrame of int8
        Index of `buurten` kept, the columns of `per_organisatie`.
    """
    # Without any pair pandas forgets the kind of the values.
    hoogste = per_organisatie.loc[paren["organisatie"]].astype("int8").groupby(paren["buurtcode"].to_numpy()).max()
    return hoogste.reindex(buurten.index, fill_value=0).astype("int8")


def tellingen(buurtstatus: pd.Series) -> dict[str, int]:
    """Return how many buurten have each status, every status present, highest first."""
    aantal = buurtstatus.value_counts()
    return {status: int(aantal.get(status, 0)) for status in reversed(w.BUURTSTATUSSEN)}
