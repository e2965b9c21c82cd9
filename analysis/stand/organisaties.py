"""Organisations on a date: when each is active, with what support and how well that is proven.

The rules: *Een organisatie op een datum* in `docs/beleid.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.beleid import Beleid, Variant
from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, als_tijdstip, eerste_dag, einde
from analysis.score import pak


def periodes(organisaties: pd.DataFrame, beleid: Beleid) -> pd.DataFrame:
    """Return from when until when each organisation counts, half-open, and until when a sighting proves it.

    Parameters
    ----------
    organisaties : DataFrame
        Index `id`; text columns `soort`, `fase`, `van`, `tot`, `laatst_gezien`, `opvolger` (empty is unknown).
    beleid : Beleid

    Returns
    -------
    DataFrame
        Index kept. `begin`, `eind` (datetime64[s]; `begin <= t < eind`), `bewezen_tot` (inclusive, NaT: never seen) and
        `telt` (bool: False for what never covers anybody: in oprichting, or gestopt without an end).

    Notes
    -----
    An unknown begin of a wijkraad is the begin of time; a platform begins at the earliest on the policy's first day.
    A wijkraad ends at the latest when its opvolger begins, unless that opvolger never covered anybody.
    """
    is_platform = organisaties["soort"] == w.WIJKPLATFORM
    begin = eerste_dag(organisaties["van"]).fillna(BEGIN_DER_TIJDEN)
    eerste = als_tijdstip(beleid.eerste_platform)
    begin = begin.mask(is_platform & (begin < eerste), eerste)
    eigen_eind = einde(organisaties["tot"])
    telt = ~(organisaties["fase"].eq(w.IN_OPRICHTING) | (organisaties["fase"].eq(w.GESTOPT) & eigen_eind.isna()))
    eind = eigen_eind.fillna(EINDE_DER_TIJDEN)

    begin_opvolger = begin[is_platform & telt].reindex(organisaties["opvolger"]).set_axis(organisaties.index)
    overgenomen = (organisaties["soort"] == w.WIJKRAAD) & (begin_opvolger < eind)
    eind = eind.mask(overgenomen, begin_opvolger)
    bewezen_tot = eerste_dag(organisaties["laatst_gezien"]) + timedelta(days=beleid.bewijs_dagen)
    return pd.DataFrame(
        {"begin": begin, "eind": eind, "bewezen_tot": bewezen_tot, "telt": telt},
        index=organisaties.index,
    )


def lopend(periode: pd.DataFrame, dagen: Sequence[date]) -> pd.DataFrame:
    """Return whether each period is running on each day, half-open: `begin <= t < eind`.

    Parameters
    ----------
    periode : DataFrame
        `begin`, `eind` (datetime64[s]), as from `periodes` or `analysis.stand.initiatieven.initiatiefperiodes`.
    dagen : sequence of date

    Returns
    -------
    DataFrame of bool
        Index kept, one column per day.
    """
    return _per_dag(_loopt(periode, _tijden(dagen)), periode.index, dagen)


def wordend(organisaties: pd.DataFrame, periode: pd.DataFrame, dagen: Sequence[date]) -> pd.DataFrame:
    """Return whether each organisation is a platform in oprichting on each day: shown, but it covers nobody.

    Returns
    -------
    DataFrame of bool
        Index kept, one column per day.
    """
    aanstaand = organisaties["soort"].eq(w.WIJKPLATFORM) & organisaties["fase"].eq(w.IN_OPRICHTING)
    return lopend(periode, dagen).mul(aanstaand, axis=0)


def scores(organisaties: pd.DataFrame, periode: pd.DataFrame, dagen: Sequence[date], variant: Variant) -> pd.DataFrame:
    """Return what every organisation gives a buurt on each day.

    Parameters
    ----------
    organisaties : DataFrame
        As for `periodes`.
    periode : DataFrame
        From `periodes`.
    dagen : sequence of date
    variant : Variant

    Returns
    -------
    DataFrame of int8
        Index kept, one column per day; see `analysis.score`.
    """
    tijden = _tijden(dagen)
    actief = _loopt(periode, tijden) & periode["telt"].to_numpy(dtype=bool)[:, None]
    is_platform = (organisaties["soort"] == w.WIJKPLATFORM).to_numpy()[:, None]
    gesteund = tijden < als_tijdstip(variant.einde_ondersteuning).to_numpy()
    rang = {status: w.BUURTSTATUSSEN.index(status) for status in w.BUURTSTATUSSEN}
    soort = (
        is_platform * rang[w.PLATFORM]
        + (~is_platform & gesteund) * rang[w.WIJKRAAD]
        + (~is_platform & ~gesteund) * rang[w.ZONDER_ONDERSTEUNING]
    )
    score = actief * pak(soort, tijden <= periode["bewezen_tot"].to_numpy()[:, None])
    return _per_dag(score.astype("int8"), organisaties.index, dagen)


def _loopt(periode: pd.DataFrame, tijden: Any) -> Any:
    begin, eind = (periode[kolom].to_numpy()[:, None] for kolom in ("begin", "eind"))
    return (begin <= tijden) & (tijden < eind)


def _tijden(dagen: Sequence[date]) -> Any:
    """Return the days as one row of datetime64[s], to compare with a column of periods."""
    return pd.Series([als_tijdstip(dag) for dag in dagen], dtype="datetime64[s]").to_numpy()[None, :]


def _per_dag(waarden: Any, index: pd.Index, dagen: Sequence[date]) -> pd.DataFrame:
    return pd.DataFrame(waarden, index=index, columns=pd.Index(list(dagen), dtype=object))
