"""Whom to ask first: the organisations of which it is not certain that they still exist, by whom it matters to."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.datums import eerste_dag
from analysis.score import is_actief, is_bevestigd, is_onzeker, rang
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

        * `inwoners` (Int64): they live in buurten that have what they have because of organisations of its kind that
          are all to be verified, this one among them. The residents of a buurt are those of `Stand.buurtinwoners`;
          missing when those of one of its buurten are.
        * `inwoners_samen` (Int64): of this row and those above it, each buurt once, as far as known.
        * `wijken`: the names of those of its buurten, most residents first; `gebied`: that of the first (empty when its
          area is unknown); `rol`: who is responsible there.
        * `laatst_gezien` as in the register; `jaren_geleden` (Int64): in whole years, missing when it never was seen.
        * `in_oprichting`: the names of platforms in oprichting with a buurt of its own.
    """
    tabellen, dag = stand.tabellen, stand.dag
    kenmerken = ["naam", "soort", "laatst_gezien", "website", "bron"]
    uit = pd.DataFrame(tabellen.organisaties.loc[is_onzeker(stand.scores[dag]), kenmerken])
    paren = _paren(stand)
    paren = paren[paren["organisatie"].isin(uit.index)]
    van, in_buurt = stand.scores[dag].loc[paren["organisatie"]], stand.buurtscores[dag].loc[paren["buurtcode"]]
    beslist = pd.DataFrame(paren[(rang(van).to_numpy() == rang(in_buurt).to_numpy()) & is_onzeker(in_buurt).to_numpy()])
    per_organisatie = beslist.groupby("organisatie")["inwoners"]
    uit["inwoners"] = per_organisatie.sum().mask(per_organisatie.count() < per_organisatie.size())
    uit["inwoners"] = uit["inwoners"].astype("Int64").where(uit.index.isin(beslist["organisatie"]), 0)
    plaatsen = _plaatsen(stand, paren)
    for naam in ("wijken", "gebied"):
        uit[naam] = _woorden(plaatsen[naam], uit.index)
    rollen = pd.Series({een.naam: een.rol for een in tabellen.gemeente.gebieden}, dtype="str")
    uit["rol"] = _woorden(rollen, uit["gebied"]).to_numpy()
    uit["jaren_geleden"] = [_jaren(gezien, dag) for gezien in eerste_dag(uit["laatst_gezien"])]
    uit["in_oprichting"] = _woorden(_in_oprichting(stand, paren), uit.index)
    if gebied is not None:
        uit = uit[uit["gebied"] == gebied]
    uit = (
        uit.rename_axis("id")
        .reset_index()
        .sort_values(["inwoners", "naam", "id"], ascending=[False, True, True], na_position="last", ignore_index=True)
    )
    return uit.assign(
        nr=range(1, len(uit) + 1),
        jaren_geleden=uit["jaren_geleden"].astype("Int64"),
        inwoners_samen=_samen(uit["id"], beslist),
        peildatum=dag.isoformat(),
        variant=stand.variant,
    )[list(WERKLIJSTKOLOMMEN)]


def nagevraagd(stand: Stand, gebied: str | None = None) -> tuple[int, int]:
    """Return how many active organisations (of a gebied, as in `werklijst`) are confirmed, and how many are active."""
    score = stand.scores[stand.dag]
    if gebied is not None:
        waar = _plaatsen(stand, _paren(stand))["gebied"]
        score = score[waar.reindex(score.index).eq(gebied)]
    return int(is_bevestigd(score).sum()), int(is_actief(score).sum())


def _paren(stand: Stand) -> pd.DataFrame:
    """Return which organisation covers which buurt, with its residents."""
    return stand.dekking.assign(inwoners=stand.dekking["buurtcode"].map(stand.buurtinwoners).astype("Int64"))


def _plaatsen(stand: Stand, paren: pd.DataFrame) -> pd.DataFrame:
    """Return per organisation the names of its wijken, most residents first, and the gebied of the first."""
    wijken = stand.tabellen.wijken
    som = paren.groupby(["organisatie", "wijkcode"], as_index=False)[["inwoners"]].sum()
    som = som.sort_values(["organisatie", "inwoners", "wijkcode"], ascending=[True, False, True])
    som["wijken"], som["gebied"] = som["wijkcode"].map(wijken["wijknaam"]), som["wijkcode"].map(wijken["gebied"])
    return som.groupby("organisatie").agg({"wijken": ", ".join, "gebied": "first"})


def _in_oprichting(stand: Stand, paren: pd.DataFrame) -> pd.Series:
    wordend = stand.wordend[stand.dag]
    komend = stand.dekking[stand.dekking["organisatie"].isin(wordend.index[wordend])]
    komend = komend.assign(naam=komend["organisatie"].map(stand.tabellen.organisaties["naam"]))
    samen = paren.merge(komend[["buurtcode", "naam"]], on="buurtcode").drop_duplicates(["organisatie", "naam"])
    return samen.groupby("organisatie")["naam"].agg(", ".join)


def _samen(ids: pd.Series, beslist: pd.DataFrame) -> pd.Series:
    """Return how many residents each organisation and those before it decide on, each buurt once."""
    volgorde = beslist.assign(plek=beslist["organisatie"].map({id_: plek for plek, id_ in enumerate(ids)}))
    eerste = volgorde.dropna(subset="plek").sort_values("plek").drop_duplicates("buurtcode")
    per_plek = eerste.groupby("plek")["inwoners"].sum().reindex(range(len(ids)), fill_value=0)
    return per_plek.cumsum().astype("Int64").set_axis(ids.index)


def _woorden(woorden: pd.Series, voor: pd.Index | pd.Series) -> pd.Series:
    """Return the texts with these keys, empty for one that is not there."""
    return woorden.astype("str").reindex(voor).fillna("")


def _jaren(gezien: pd.Timestamp, dag: date) -> int | None:
    if pd.isna(gezien):
        return None
    toen = gezien.date()
    return max(dag.year - toen.year - ((dag.month, dag.day) < (toen.month, toen.day)), 0)
