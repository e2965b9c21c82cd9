"""The days on which an answer can change."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, eerste_dag, jaren_voorbij
from analysis.stand.initiatieven import initiatiefperiodes
from analysis.stand.organisaties import periodes
from analysis.tabellen import Tabellen

_DAG = pd.Timedelta(days=1)


def wisselmomenten(tabellen: Tabellen, variant: str | None = None) -> list[date]:
    """Return every date on which an answer may differ from that of the day before, in order.

    Parameters
    ----------
    tabellen : Tabellen
    variant : str, optional
        The key of a variant of the policy; the first when left out.

    Returns
    -------
    list of date
        First days of a new situation: an organisation or initiative begins or ends, its last sighting stops
        proving it, or is so old that a wijkraad is in another group, or the support for wijkraden ends. Between two of
        them every answer is constant.
    """
    beleid = tabellen.gemeente.beleid
    organisaties = periodes(tabellen.organisaties, beleid)
    initiatieven = initiatiefperiodes(tabellen.initiatieven)
    momenten = pd.concat(
        [
            organisaties["begin"],
            organisaties["eind"],
            organisaties["bewezen_tot"] + _DAG,
            initiatieven["begin"],
            initiatieven["eind"],
        ]
    )
    # The stand-ins for "always" and "never" are no dates.
    echt = momenten[(momenten > BEGIN_DER_TIJDEN) & (momenten < EINDE_DER_TIJDEN)]
    raden = tabellen.organisaties[tabellen.organisaties["soort"] == w.WIJKRAAD]
    gezien = eerste_dag(raden["laatst_gezien"]).dropna().dt.date
    oud = (jaren_voorbij(dag, beleid.lang_geen_teken_jaren) for dag in gezien)
    return sorted({*echt.dt.date, *filter(None, oud), beleid.variant(variant).einde_ondersteuning})
