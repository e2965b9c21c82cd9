"""Everything about one wijk on a date: its buurten with evidence, its organisations and its initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.overzicht import buurtoverzichten, wijkoverzichten
from analysis.stand.rijen import herhaald, per_dag
from analysis.stand.stand import PLATFORM_IN_OPRICHTING, Stand


class Dossier(NamedTuple):
    """What is known of one wijk on a date.

    Attributes
    ----------
    wijk : Series
        The row of `wijkoverzicht`.
    buurten : DataFrame
        The rows of `buurtoverzicht`, in order of buurtcode.
    organisaties : DataFrame
        All organisations that have, had or will have a buurt of the wijk: the register's columns, those of
        `Stand.organisaties`, `opvolgernaam` and `buurtnamen`; active ones first.
    initiatieven : DataFrame
        The initiatives in the wijk that are there on the date.
    """

    wijk: pd.Series
    buurten: pd.DataFrame
    organisaties: pd.DataFrame
    initiatieven: pd.DataFrame


def dossier(stand: Stand, wijkcode: str) -> Dossier:
    """Return what is known of one wijk on a date.

    Raises
    ------
    KeyError
        When there is no such wijk.
    """
    return dossiers(stand, [wijkcode])[wijkcode]


def dossiers(stand: Stand, wijkcodes: Iterable[str] | None = None) -> dict[str, Dossier]:
    """Return what is known of wijken on the day of a Stand, by wijkcode and in the order asked for.

    Every wijk when left out. What they share is computed once. `KeyError` when there is no such wijk.
    """
    codes = list(stand.tabellen.wijken.index if wijkcodes is None else wijkcodes)
    return dossiers_per_dag(stand, {stand.dag: codes})[stand.dag]


def dossiers_per_dag(stand: Stand, gevraagd: Mapping[date, Sequence[str]]) -> dict[date, dict[str, Dossier]]:
    """Return for some of the days of a Stand what is known of these wijken, as `dossiers` does for one day."""
    tabellen = stand.tabellen
    for code in dict.fromkeys(code for codes in gevraagd.values() for code in codes):
        if code not in tabellen.wijken.index:
            raise KeyError(code)
    wijken, buurten, organisaties = wijkoverzichten(stand), buurtoverzichten(stand), _organisaties(stand)
    plekken: dict[str, _Plek] = {}

    def maak(dag: date, code: str) -> Dossier:
        if code not in plekken:  # the same on every day
            plekken[code] = _plek(stand, code, wijken[dag], buurten[dag])
        plek, alle = plekken[code], organisaties[dag]
        return Dossier(
            wijk=wijken[dag].iloc[plek.rij].rename(code),
            buurten=buurten[dag].iloc[plek.buurten].reset_index(drop=True),
            organisaties=alle[alle.index.isin(plek.namen.index)].assign(buurtnamen=plek.namen),
            initiatieven=tabellen.initiatieven[stand.aanwezig[dag] & plek.initiatieven],
        )

    return {dag: {code: maak(dag, code) for code in codes} for dag, codes in gevraagd.items()}


class _Plek(NamedTuple):
    """Where what belongs to a wijk is found in the tables of a day."""

    rij: int
    buurten: list[int]
    namen: pd.Series
    initiatieven: pd.Series


def _plek(stand: Stand, code: str, wijken: pd.DataFrame, buurten: pd.DataFrame) -> _Plek:
    return _Plek(
        rij=wijken["wijkcode"].tolist().index(code),
        buurten=[plek for plek, van in enumerate(buurten["wijkcode"]) if van == code],
        namen=stand.buurtnamen[stand.buurtnamen.index.get_level_values(0) == code].droplevel(0),
        initiatieven=stand.tabellen.initiatieven["wijkcode"].eq(code),
    )


def _organisaties(stand: Stand) -> dict[date, pd.DataFrame]:
    """Return every organisation on each day, active ones first."""
    register, dagen = stand.tabellen.organisaties, stand.dagen
    uit = register.take(herhaald(len(register), len(dagen)))
    uit = uit.assign(**{str(naam): kolom.array for naam, kolom in stand.organisatierijen.items()})
    uit["opvolgernaam"] = uit["opvolger"].map(register["naam"]).fillna("").astype("str")
    statussen = (w.PLATFORM, PLATFORM_IN_OPRICHTING, w.WIJKRAAD, w.ZONDER_ONDERSTEUNING, "")
    volgorde = uit["status"].map({naam: plek for plek, naam in enumerate(statussen)})
    dag = [plek for plek in range(len(dagen)) for _ in range(len(register))]
    sleutels = pd.DataFrame({"dag": dag, "status": volgorde.array, "naam": uit["naam"].array})
    return per_dag(uit.take(sleutels.sort_values(["dag", "status", "naam"]).index.to_numpy()), dagen)
