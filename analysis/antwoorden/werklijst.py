"""Whom to ask first: the organisations of which it is not certain that they still exist, by whom it matters to."""

from __future__ import annotations

import pandas as pd

from analysis.antwoorden.registers import beslissend, organisatietabel, woorden
from analysis.score import is_bevestigd, is_onzeker
from analysis.stand.stand import Stand

WERKLIJSTKOLOMMEN = (
    "nr",
    "id",
    "naam",
    "soort",
    "wijken",
    "gebied",
    "rol",
    "inwoners",
    "inwoners_samen",
    "laatst_gezien",
    "jaren_geleden",
    "in_oprichting",
    "website",
    "bron",
    "peildatum",
    "variant",
)


def werklijst(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every active organisation that is still to be verified, the one that matters to most residents first.

    Parameters
    ----------
    stand : Stand
        Of one day.
    gebied : str, optional
        Only organisations of this gebied.

    Returns
    -------
    DataFrame
        Columns `WERKLIJSTKOLOMMEN`, in order of `nr`, equal numbers by name and id, an unknown number after all others:

        * `inwoners` (Int64): see `organisatietabel`; here they live in buurten that have what they have because of
          organisations of its kind that are all to be verified.
        * `inwoners_samen` (Int64): of this row and those above it, each buurt once, as far as known.
        * `wijken`, `gebied` and `jaren_geleden` as in `organisatietabel`; `rol`: who is responsible in the gebied.
        * `in_oprichting`: the names of platforms in oprichting with a buurt of its own.
    """
    onzeker = is_onzeker(stand.scores[stand.dag])
    uit = organisatietabel(stand, gebied)
    uit = uit[uit["id"].isin(onzeker.index[onzeker])].sort_values(
        ["inwoners", "naam", "id"], ascending=[False, True, True], na_position="last", ignore_index=True
    )
    rollen = pd.Series({een.naam: een.rol for een in stand.tabellen.gemeente.gebieden}, dtype="str")
    return uit.assign(
        nr=range(1, len(uit) + 1),
        rol=woorden(rollen, uit["gebied"]).to_numpy(),
        inwoners_samen=_samen(uit["id"], beslissend(stand)),
        in_oprichting=woorden(_in_oprichting(stand), uit["id"]).to_numpy(),
    )[list(WERKLIJSTKOLOMMEN)]


def nagevraagd(stand: Stand, gebied: str | None = None) -> tuple[int, int]:
    """Return how many active organisations (of a gebied, as in `werklijst`) are confirmed, and how many are active."""
    bewijs = organisatietabel(stand, gebied).set_index("id")["bewijs"]
    score = stand.scores[stand.dag].loc[bewijs.index[bewijs != ""]]
    return int(is_bevestigd(score).sum()), len(score)


def _in_oprichting(stand: Stand) -> pd.Series:
    wordend = stand.wordend[stand.dag]
    komend = stand.dekking[stand.dekking["organisatie"].isin(wordend.index[wordend])]
    komend = komend.assign(naam=komend["organisatie"].map(stand.tabellen.organisaties["naam"]))
    samen = stand.dekking.merge(komend[["buurtcode", "naam"]], on="buurtcode").drop_duplicates(["organisatie", "naam"])
    return samen.groupby("organisatie")["naam"].agg(", ".join)


def _samen(ids: pd.Series, beslist: pd.DataFrame) -> pd.Series:
    """Return how many residents each organisation and those before it decide on, each buurt once."""
    volgorde = beslist.assign(plek=beslist["organisatie"].map({id_: plek for plek, id_ in enumerate(ids)}))
    eerste = volgorde.dropna(subset="plek").sort_values("plek").drop_duplicates("buurtcode")
    per_plek = eerste.groupby("plek")["inwoners"].sum().reindex(range(len(ids)), fill_value=0)
    return per_plek.cumsum().astype("Int64").set_axis(ids.index)
