"""Buurten on a date: exactly one status each, from the organisations that have it in their werkgebied (rule 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT
from analysis.onthouden import onthoud
from analysis.organisaties import is_bevestigd, rang, scores


@onthoud
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


def buurtscores(
    organisaties: pd.DataFrame,
    buurten: pd.DataFrame,
    peildatums: Sequence[date],
    variant: str = STANDAARD_VARIANT,
) -> pd.DataFrame:
    """Return for every buurt and date the highest score of its organisations: status and proof in one number.

    Returns
    -------
    DataFrame of int8
        Index of `buurten` kept, one column per date (its position); see `analysis.organisaties.scores`.
    """
    per_organisatie = scores(organisaties, peildatums, variant)
    paren = dekking(organisaties, buurten)
    per_paar = per_organisatie.loc[paren["organisatie"]]
    hoogste = per_paar.groupby(paren["buurtcode"].to_numpy()).max()
    return hoogste.reindex(buurten.index, fill_value=0).astype("int8")


def buurtstatus_op(
    organisaties: pd.DataFrame, buurten: pd.DataFrame, peildatum: date, variant: str = STANDAARD_VARIANT
) -> pd.DataFrame:
    """Return every buurt with its status and proof on the date.

    Parameters
    ----------
    organisaties, buurten : DataFrame
        As for `dekking`.
    peildatum : date
    variant : str

    Returns
    -------
    DataFrame
        Index of `buurten` kept. `buurtstatus` (one of `BUURTSTATUSSEN`), `bewijs` (`bevestigd`, `te verifiëren`,
        empty where the status is `geen`).
    """
    score = buurtscores(organisaties, buurten, [peildatum], variant)[0]
    status = rang(score).map(dict(enumerate(w.BUURTSTATUSSEN))).astype("str")
    bewijs = is_bevestigd(score).map({True: w.BEVESTIGD, False: w.TE_VERIFIEREN}).astype("str")
    bewijs = bewijs.mask(status == w.GEEN, "")
    return pd.DataFrame({"buurtstatus": status, "bewijs": bewijs}, index=buurten.index)


def tellingen(buurtstatus: pd.Series) -> dict[str, int]:
    """Return how many buurten have each status, every status present, highest first."""
    aantal = buurtstatus.value_counts()
    return {status: int(aantal.get(status, 0)) for status in reversed(w.BUURTSTATUSSEN)}
