"""The registers as tables to take along: each row with what it is on the day, and the groups through time."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.datums import eerste_dag
from analysis.score import is_actief
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten

ORGANISATIEKOLOMMEN = (
    "id",
    "naam",
    "soort",
    "status",
    "bewijs",
    "wijken",
    "gebied",
    "inwoners",
    "fase",
    "van",
    "tot",
    "laatst_gezien",
    "jaren_geleden",
    "werkgebied",
    "werkgebied_zekerheid",
    "opvolger",
    "website",
    "bron",
    "peildatum",
    "variant",
)
INITIATIEFKOLOMMEN = (
    "id",
    "naam",
    "thema",
    "omschrijving",
    "aanwezig",
    "wijkcode",
    "wijknaam",
    "gebied",
    "nauwkeurigheid",
    "lat",
    "lon",
    "van",
    "tot",
    "fase",
    "website",
    "bron",
    "peildatum",
)
VERLOOPKOLOMMEN = ("peildatum", "wijkcode", "wijknaam", "gebied", "groep", "inwoners", "variant")


def organisatietabel(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every organisation of the register, active or not, with what it is on the day.

    Columns `ORGANISATIEKOLOMMEN`, in order of id. `status` and `bewijs` as of `Stand.organisaties`; `wijken` are the
    names of those it has buurten in, most residents first, and `gebied` that of the first (both empty when its area is
    unknown). `inwoners` (Int64) live in the buurten that have what they have because of it: see `beslissend`; missing
    when those of one of them are unknown. `jaren_geleden` (Int64) is the age of its last sign in whole years.
    """
    return _binnen(stand.eenmaal(_organisatierijen), gebied)


def _organisatierijen(stand: Stand) -> pd.DataFrame:
    uit = pd.DataFrame(stand.tabellen.organisaties).assign(**stand.organisaties[["status", "bewijs"]])
    plekken = _plaatsen(stand)
    for naam in ("wijken", "gebied"):
        uit[naam] = woorden(plekken[naam], uit.index)
    per_organisatie = beslissend(stand).groupby("organisatie")["inwoners"]
    inwoners = per_organisatie.sum().mask(per_organisatie.count() < per_organisatie.size()).astype("Int64")
    uit["inwoners"] = inwoners.reindex(uit.index).where(uit.index.isin(inwoners.index), 0)
    jaren = [_jaren(gezien, stand.dag) for gezien in eerste_dag(uit["laatst_gezien"])]
    uit["jaren_geleden"] = pd.array(jaren, dtype="Int64")
    uit = uit.assign(peildatum=stand.dag.isoformat(), variant=stand.variant.sleutel).sort_index()
    return uit.rename_axis("id").reset_index()[list(ORGANISATIEKOLOMMEN)]


def beslissend(stand: Stand) -> pd.DataFrame:
    """Return which organisations give a buurt what it has: status and proof alike, so that without them it has less.

    Columns `organisatie`, `buurtcode`, `wijkcode` and `inwoners` (Int64, of `Stand.buurtinwoners`), a row per pair; a
    buurt may have several.
    """
    paren = _bewoond(stand)
    van = stand.scores[stand.dag].loc[paren["organisatie"]].to_numpy()
    in_buurt = stand.buurtscores[stand.dag].loc[paren["buurtcode"]].to_numpy()
    return pd.DataFrame(paren[is_actief(van) & (van == in_buurt)])


def woorden(teksten: pd.Series, sleutels: pd.Index | pd.Series) -> pd.Series:
    """Return the texts with these keys, empty for one that is not there."""
    return teksten.astype("str").reindex(sleutels).fillna("")


def _bewoond(stand: Stand) -> pd.DataFrame:
    return stand.dekking.assign(inwoners=stand.dekking["buurtcode"].map(stand.buurtinwoners).astype("Int64"))


def _plaatsen(stand: Stand) -> pd.DataFrame:
    """Return per organisation the names of its wijken, most residents first, and the gebied of the first."""
    wijken = stand.tabellen.wijken
    som = _bewoond(stand).groupby(["organisatie", "wijkcode"], as_index=False)[["inwoners"]].sum()
    som = som.sort_values(["organisatie", "inwoners", "wijkcode"], ascending=[True, False, True])
    som["wijken"], som["gebied"] = som["wijkcode"].map(wijken["wijknaam"]), som["wijkcode"].map(wijken["gebied"])
    return som.groupby("organisatie").agg({"wijken": ", ".join, "gebied": "first"})


def _jaren(gezien: pd.Timestamp, dag: date) -> int | None:
    if pd.isna(gezien):
        return None
    toen = gezien.date()
    return max(dag.year - toen.year - ((dag.month, dag.day) < (toen.month, toen.day)), 0)


def initiatieventabel(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every initiative of the register with the wijk that its point lies in.

    Columns `INITIATIEFKOLOMMEN`, in order of id. `aanwezig` is `ja` or `nee`: whether it is there on the day.
    `wijkcode`, `wijknaam` and `gebied` are empty without a point, and outside the city.
    """
    wijken = stand.tabellen.wijken
    uit = pd.DataFrame(stand.tabellen.initiatieven)
    for naam in ("wijknaam", "gebied"):
        uit[naam] = woorden(wijken[naam], uit["wijkcode"]).to_numpy()
    uit["aanwezig"] = stand.aanwezig[stand.dag].map({True: "ja", False: "nee"})
    uit = uit.assign(peildatum=stand.dag.isoformat()).sort_index().rename_axis("id").reset_index()
    return _binnen(uit, gebied)[list(INITIATIEFKOLOMMEN)]


def verlooptabel(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return the residents of every wijk in each group from every day on which any of them changes.

    Columns `VERLOOPKOLOMMEN`, in order of date, wijkcode and group; the first date is the first that can be asked for.
    `inwoners` (Int64) is missing when the population of the wijk is. What `stand` is of does not matter, but its
    tables and variant.
    """
    tabellen = stand.tabellen
    wissels = (dag for dag in wisselmomenten(tabellen, stand.variant.sleutel) if EERSTE_DAG < dag <= LAATSTE_DAG)
    groepen = Stand(tabellen, [EERSTE_DAG, *wissels], stand.variant.sleutel).groepen
    delen = pd.concat(groepen, names=["groep", "wijkcode"])
    per_dag = delen.T.fillna(-1)  # unknown is equal to unknown
    anders = per_dag.ne(per_dag.shift()).any(axis=1)
    lang = delen.loc[:, anders[anders].index].melt(ignore_index=False, var_name="peildatum", value_name="inwoners")
    lang = lang.reset_index().assign(inwoners=lambda t: t["inwoners"].astype("Int64"), variant=stand.variant.sleutel)
    lang["plek"] = lang["groep"].map({groep: plek for plek, groep in enumerate(w.GROEPEN)})
    lang = lang.join(pd.DataFrame(tabellen.wijken[["wijknaam", "gebied"]]), on="wijkcode")
    lang = lang.sort_values(["peildatum", "wijkcode", "plek"], ignore_index=True)
    lang["peildatum"] = [dag.isoformat() for dag in lang["peildatum"]]
    return _binnen(lang, gebied)[list(VERLOOPKOLOMMEN)]


def _binnen(tabel: pd.DataFrame, gebied: str | None) -> pd.DataFrame:
    return tabel if gebied is None else tabel[tabel["gebied"] == gebied].reset_index(drop=True)
