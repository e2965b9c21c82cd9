"""Everything about one wijk on a date: its buurten with evidence, its organisations and its initiatives."""

from __future__ import annotations

from collections.abc import Iterable
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
    return dossiers(tabellen, peildatum, variant, [wijkcode])[wijkcode]


def dossiers(
    tabellen: Tabellen, peildatum: date, variant: str = STANDAARD_VARIANT, wijkcodes: Iterable[str] | None = None
) -> dict[str, Dossier]:
    """Return what is known of several wijken on a date; what they share is computed once.

    Parameters
    ----------
    tabellen : Tabellen
    peildatum : date
    variant : str
        A key of `VARIANTEN`.
    wijkcodes : iterable of str, optional
        Every wijk when left out.

    Returns
    -------
    dict
        By wijkcode, in the order asked for.

    Raises
    ------
    KeyError
        When there is no such wijk.
    """
    codes = list(tabellen.wijken.index if wijkcodes is None else wijkcodes)
    for code in codes:
        if code not in tabellen.wijken.index:
            raise KeyError(code)
    wijken = wijkoverzicht(tabellen, peildatum, variant).set_index("wijkcode", drop=False)
    buurten = buurtoverzicht(tabellen, peildatum, variant)
    organisaties = _organisaties(tabellen, peildatum, variant)
    namen = _buurtnamen(tabellen, codes)
    aanwezig = initiatieven_op(tabellen.initiatieven, peildatum)
    return {
        code: Dossier(
            wijk=wijken.loc[code],
            buurten=buurten[buurten["wijkcode"] == code].reset_index(drop=True),
            organisaties=organisaties[organisaties.index.isin(namen[code].index)].assign(buurtnamen=namen[code]),
            initiatieven=aanwezig[aanwezig["wijkcode"] == code],
        )
        for code in codes
    }


def _buurtnamen(tabellen: Tabellen, codes: Iterable[str]) -> dict[str, pd.Series]:
    """Return per wijk the organisations that cover a part of it, each with the names of its buurten there."""
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    van, naam = (paren["buurtcode"].map(tabellen.buurten[kolom]) for kolom in ("wijkcode", "buurtnaam"))
    samen = naam.groupby([van, paren["organisatie"]]).agg(", ".join)
    wijk = samen.index.get_level_values(0)
    return {code: samen[wijk == code].droplevel(0) for code in codes}


def _organisaties(tabellen: Tabellen, peildatum: date, variant: str) -> pd.DataFrame:
    """Return every organisation on the date, active ones first."""
    uit = tabellen.organisaties.join(organisaties_op(tabellen.organisaties, peildatum, variant))
    uit["opvolgernaam"] = uit["opvolger"].map(tabellen.organisaties["naam"]).fillna("").astype("str")
    volgorde = {"platform": 0, "platform in oprichting": 1, "wijkraad": 2, "wijkraad zonder ondersteuning": 3, "": 4}
    return uit.sort_values(["status", "naam"], key=lambda k: k.map(volgorde) if k.name == "status" else k)
