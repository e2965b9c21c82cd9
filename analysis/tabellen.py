"""The four tables that every answer is computed from, and whose city they are about."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.gemeente import Gemeente


class Tabellen(NamedTuple):
    """What the registers say, ready to compute with. Nothing here is ever changed in place.

    Attributes
    ----------
    wijken : DataFrame
        Index `wijkcode`; `wijknaam`, `gebied`, `inwoners`, `huishoudens` (Int64), further key figures.
    buurten : DataFrame
        Index `buurtcode`; `buurtnaam`, `wijkcode`, `inwoners`, `huishoudens` (Int64).
    organisaties : DataFrame
        Index `id`; the text columns of `organisaties.csv`.
    initiatieven : DataFrame
        Index `id`; the columns of `initiatieven.csv`, `lat` and `lon` as floats, and `wijkcode` (empty when the
        point lies in no wijk or there is none).
    gemeente : Gemeente
        Its name, policy, sources and milestones.
    """

    wijken: pd.DataFrame
    buurten: pd.DataFrame
    organisaties: pd.DataFrame
    initiatieven: pd.DataFrame
    gemeente: Gemeente
