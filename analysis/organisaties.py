"""Organisations on a date: when each is active, with what support and how well that is proven (design rule 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.beleid import BEWIJSTERMIJN, EERSTE_PLATFORM, STANDAARD_VARIANT, VARIANTEN
from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, als_tijdstip, eerste_dag, einde
from analysis.onthouden import onthoud


@onthoud
def periodes(organisaties: pd.DataFrame) -> pd.DataFrame:
    """Return from when until when each organisation counts, half-open, and until when a sighting proves it.

    Parameters
    ----------
    organisaties : DataFrame
        Index `id`; text columns `soort`, `fase`, `van`, `tot`, `laatst_gezien`, `opvolger` (empty is unknown).

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
    begin = begin.mask(is_platform, begin.where(begin > als_tijdstip(EERSTE_PLATFORM), als_tijdstip(EERSTE_PLATFORM)))
    eigen_eind = einde(organisaties["tot"])
    telt = ~(organisaties["fase"].eq(w.IN_OPRICHTING) | (organisaties["fase"].eq(w.GESTOPT) & eigen_eind.isna()))
    eind = eigen_eind.fillna(EINDE_DER_TIJDEN)

    begin_opvolger = begin[is_platform & telt].reindex(organisaties["opvolger"]).set_axis(organisaties.index)
    overgenomen = (organisaties["soort"] == w.WIJKRAAD) & (begin_opvolger < eind)
    eind = eind.mask(overgenomen, begin_opvolger)
    bewezen_tot = eerste_dag(organisaties["laatst_gezien"]) + BEWIJSTERMIJN
    return pd.DataFrame(
        {"begin": begin, "eind": eind, "bewezen_tot": bewezen_tot, "telt": telt},
        index=organisaties.index,
    )


def organisaties_op(organisaties: pd.DataFrame, peildatum: date, variant: str = STANDAARD_VARIANT) -> pd.DataFrame:
    """Return every organisation with what it is on the date.

    Parameters
    ----------
    organisaties : DataFrame
        As for `periodes`.
    peildatum : date
    variant : str
        A key of `VARIANTEN`.

    Returns
    -------
    DataFrame
        Index kept. The columns of `periodes`, and `actief` (bool), `in_oprichting` (bool: shown, covers nobody),
        `ondersteund` (bool: an active wijkraad before the end of support), `bewijs` (`bevestigd`, `te verifiëren`,
        empty when not active) and `status` (`platform`, `wijkraad`, `wijkraad zonder ondersteuning`,
        `platform in oprichting` or empty).
    """
    tijdstip = als_tijdstip(peildatum)
    uit = periodes(organisaties)
    loopt = (uit["begin"] <= tijdstip) & (tijdstip < uit["eind"])
    is_platform = organisaties["soort"] == w.WIJKPLATFORM
    gesteund = peildatum < VARIANTEN[variant].einde_ondersteuning
    uit["actief"] = loopt & uit["telt"]
    uit["in_oprichting"] = loopt & is_platform & organisaties["fase"].eq(w.IN_OPRICHTING)
    uit["ondersteund"] = uit["actief"] & ~is_platform & gesteund
    bewezen = tijdstip <= uit["bewezen_tot"]
    uit["bewijs"] = _kies(uit.index, [(uit["actief"], w.TE_VERIFIEREN), (uit["actief"] & bewezen, w.BEVESTIGD)])
    uit["status"] = _kies(
        uit.index,
        [
            (uit["in_oprichting"], "platform in oprichting"),
            (uit["actief"], w.ZONDER_ONDERSTEUNING),
            (uit["ondersteund"], w.WIJKRAAD),
            (uit["actief"] & is_platform, w.PLATFORM),
        ],
    )
    return uit


def lopend(periode: pd.DataFrame, peildatums: Sequence[date]) -> pd.DataFrame:
    """Return whether each period is running on each date, half-open: `begin <= t < eind`.

    Parameters
    ----------
    periode : DataFrame
        `begin`, `eind` (datetime64[s]), as from `periodes` or `analysis.initiatieven.initiatiefperiodes`.
    peildatums : sequence of date

    Returns
    -------
    DataFrame of bool
        Index kept, one column per date (its position).
    """
    return pd.DataFrame(_loopt(periode, _tijden(peildatums)), index=periode.index)


def in_oprichting(organisaties: pd.DataFrame, peildatums: Sequence[date]) -> pd.DataFrame:
    """Return whether each organisation is a platform in oprichting on each date: shown, but it covers nobody.

    Returns
    -------
    DataFrame of bool
        Index kept, one column per date (its position).
    """
    wordend = organisaties["soort"].eq(w.WIJKPLATFORM) & organisaties["fase"].eq(w.IN_OPRICHTING)
    return lopend(periodes(organisaties), peildatums).mul(wordend, axis=0)


def scores(organisaties: pd.DataFrame, peildatums: Sequence[date], variant: str = STANDAARD_VARIANT) -> pd.DataFrame:
    """Return for every organisation and date one number that orders what it gives a buurt.

    Parameters
    ----------
    organisaties : DataFrame
        As for `periodes`.
    peildatums : sequence of date
    variant : str

    Returns
    -------
    DataFrame of int8
        Index kept, one column per date (its position). `2 * rank of the status + 1 if bevestigd`, 0 when not active,
        with the rank taken from `BUURTSTATUSSEN`: the highest number of a buurt is therefore its status, confirmed as
        soon as one organisation of that kind is.
    """
    tijden = _tijden(peildatums)
    periode = periodes(organisaties)
    actief = _loopt(periode, tijden) & periode["telt"].to_numpy(dtype=bool)[:, None]
    is_platform = (organisaties["soort"] == w.WIJKPLATFORM).to_numpy()[:, None]
    gesteund = tijden < als_tijdstip(VARIANTEN[variant].einde_ondersteuning).to_numpy()
    rang = {status: w.BUURTSTATUSSEN.index(status) for status in w.BUURTSTATUSSEN}
    soort = (
        is_platform * rang[w.PLATFORM]
        + (~is_platform & gesteund) * rang[w.WIJKRAAD]
        + (~is_platform & ~gesteund) * rang[w.ZONDER_ONDERSTEUNING]
    )
    score = actief * (2 * soort + (tijden <= periode["bewezen_tot"].to_numpy()[:, None]))
    return pd.DataFrame(score.astype("int8"), index=organisaties.index)


def _loopt(periode: pd.DataFrame, tijden: Any) -> Any:
    begin, eind = (periode[kolom].to_numpy()[:, None] for kolom in ("begin", "eind"))
    return (begin <= tijden) & (tijden < eind)


def _tijden(peildatums: Sequence[date]) -> Any:
    """Return the dates as one row of datetime64[s], to compare with a column of periods."""
    return pd.Series([als_tijdstip(d) for d in peildatums], dtype="datetime64[s]").to_numpy()[None, :]


def _kies(index: pd.Index, keuzes: list[tuple[pd.Series, str]]) -> pd.Series:
    """Return the value of the last choice whose condition holds, empty where none does."""
    uit = pd.Series("", index=index, dtype="str")
    for voorwaarde, waarde in keuzes:
        uit = uit.mask(voorwaarde, waarde)
    return uit


def rang(score: Any) -> Any:
    """Return the rank in `BUURTSTATUSSEN` that scores hold, as an array or table like the scores.

    Examples
    --------
    >>> rang(7), rang(2), rang(0)
    (3, 1, 0)
    """
    return score // 2


def is_bevestigd(score: Any) -> Any:
    """Return whether scores are of what is proven, as an array or table like the scores; nothing is never proven.

    Examples
    --------
    >>> is_bevestigd(7), is_bevestigd(6), is_bevestigd(0)
    (True, False, False)
    """
    return score % 2 == 1
