"""Everything about one wijk on a date: its buurten with evidence, its organisations and its initiatives."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis.beleid import STANDAARD_VARIANT
from analysis.buurten import dekking
from analysis.initiatieven import initiatieven_op
from analysis.organisaties import organisaties_op
from analysis.overzicht import buurtoverzicht, wijkoverzicht
from analysis.tabellen import Tabellen


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
        `organisaties_op`, `opvolgernaam` and `buurtnamen`; active ones first.
    initiatieven : DataFrame
        The initiatives in the wijk that are there on the date.
    """

    wijk: pd.Series
    buurten: pd.DataFrame
    organisaties: pd.DataFrame
    initiatieven: pd.DataFrame


def dossier(tabellen: Tabellen, wijkcode: str, peildatum: date, variant: str = STANDAARD_VARIANT) -> Dossier:
    """Return what is known of one wijk on a date.

    Raises
    ------
    KeyError
        When there is no such wijk.
    """
    if wijkcode not in tabellen.wijken.index:
        raise KeyError(wijkcode)
    wijken = wijkoverzicht(tabellen, peildatum, variant)
    buurten = buurtoverzicht(tabellen, peildatum, variant)
    aanwezig = initiatieven_op(tabellen.initiatieven, peildatum)
    return Dossier(
        wijk=wijken[wijken["wijkcode"] == wijkcode].iloc[0],
        buurten=buurten[buurten["wijkcode"] == wijkcode].reset_index(drop=True),
        organisaties=_organisaties(tabellen, wijkcode, peildatum, variant),
        initiatieven=aanwezig[aanwezig["wijkcode"] == wijkcode],
    )


def _organisaties(tabellen: Tabellen, wijkcode: str, peildatum: date, variant: str) -> pd.DataFrame:
    eigen = pd.DataFrame(tabellen.buurten[tabellen.buurten["wijkcode"] == wijkcode])
    paren = dekking(tabellen.organisaties, eigen)
    namen = paren["buurtcode"].map(eigen["buurtnaam"]).groupby(paren["organisatie"]).agg(", ".join)
    uit = tabellen.organisaties.loc[namen.index].join(organisaties_op(tabellen.organisaties, peildatum, variant))
    uit["buurtnamen"] = namen
    uit["opvolgernaam"] = uit["opvolger"].map(tabellen.organisaties["naam"]).fillna("").astype("str")
    volgorde = {"platform": 0, "platform in oprichting": 1, "wijkraad": 2, "wijkraad zonder ondersteuning": 3, "": 4}
    return uit.sort_values(["status", "naam"], key=lambda k: k.map(volgorde) if k.name == "status" else k)
