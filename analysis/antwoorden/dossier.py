"""Everything about one wijk on a date: its buurten with evidence, its organisations and its initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.overzicht import buurtoverzicht, wijkoverzicht
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
    bestaand = stand.tabellen.wijken.index
    codes = list(bestaand if wijkcodes is None else wijkcodes)
    for code in codes:
        if code not in bestaand:
            raise KeyError(code)
    wijken = wijkoverzicht(stand).set_index("wijkcode", drop=False)
    buurten, organisaties, aanwezig = buurtoverzicht(stand), _organisaties(stand), stand.initiatieven
    namen = {code: stand.buurtnamen[stand.buurtnamen.index.get_level_values(0) == code].droplevel(0) for code in codes}
    return {
        code: Dossier(
            wijk=wijken.loc[code],
            buurten=buurten[buurten["wijkcode"] == code].reset_index(drop=True),
            organisaties=organisaties[organisaties.index.isin(namen[code].index)].assign(buurtnamen=namen[code]),
            initiatieven=aanwezig[aanwezig["wijkcode"] == code],
        )
        for code in codes
    }


def _organisaties(stand: Stand) -> pd.DataFrame:
    """Return every organisation on the date, active ones first."""
    uit = stand.tabellen.organisaties.join(stand.organisaties)
    uit["opvolgernaam"] = uit["opvolger"].map(uit["naam"]).fillna("").astype("str")
    statussen = (w.PLATFORM, PLATFORM_IN_OPRICHTING, w.WIJKRAAD, w.ZONDER_ONDERSTEUNING, "")
    volgorde = {naam: plek for plek, naam in enumerate(statussen)}
    return uit.sort_values(["status", "naam"], key=lambda k: k.map(volgorde) if k.name == "status" else k)
