"""Small cities and dates made up by hypothesis, the same ones in every run, for every file that states a law."""

from datetime import date

import pandas as pd
from hypothesis import Phase, settings
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.tabellen import Tabellen
from tests import klein

# The cities are tiny as they come: without shrinking a broken law says so at once.
wet = settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
dure_wet = settings(wet, max_examples=12)  # the whole of every table, twice

WIJKEN, BUURTEN = klein.wijken(), klein.buurten()
CODES = [*BUURTEN.index, *WIJKEN.index]
GEDEELTELIJK = ["", "", "2001", "2023", "2023-05", "2023-07-01", "2024", "2024-02", "2024-03-15", "2024-07", "2025", "2030-01"]  # fmt: skip
datums = st.one_of(
    st.sampled_from([date.min, date(1, 1, 2), date(9999, 12, 30), date.max]),
    st.dates(date(2022, 12, 1), date(2026, 3, 1)),
    st.dates(),
)
varianten = st.sampled_from(sorted(klein.VARIANTEN))
gedeeltelijk = st.sampled_from(GEDEELTELIJK)


def _rijen(ids, opvolgers):
    """Organisations with these ids, and with a successor from the others."""
    velden = {
        "soort": st.sampled_from(w.SOORTEN),
        "fase": st.sampled_from(["actief", "actief", *w.FASEN]),
        "van": gedeeltelijk,
        "tot": gedeeltelijk,
        "laatst_gezien": gedeeltelijk,
        "werkgebied": st.lists(st.sampled_from(CODES), max_size=3).map(" ".join),
        "opvolger": st.sampled_from(["", *opvolgers]),
    }
    return st.tuples(*[st.fixed_dictionaries(velden).map(lambda v, i=i: klein.wijkraad(i, **v)) for i in ids])


organisatierijen = st.integers(0, 6).flatmap(
    lambda n: _rijen([f"o{i}" for i in range(n)], [f"o{i}" for i in range(n)] + ["niemand"])
)
# What is added has an area, or it would change nothing.
nieuwe_rij = st.tuples(_rijen(["nieuw"], []), st.sampled_from(CODES)).map(
    lambda paar: paar[0][0] | {"werkgebied": f"{paar[0][0]['werkgebied']} {paar[1]}"}
)
nieuw_platform = nieuwe_rij.map(lambda rij: rij | {"soort": w.WIJKPLATFORM})
aantallen = st.sampled_from([None, 0, 5, 400, 1500])


@st.composite
def steden(draw):
    """Four tables with organisations, initiatives and figures that need not add up."""
    initiatieven = [
        klein.initiatief(f"i{n}", wijkcode=draw(st.sampled_from(["", *WIJKEN.index])), van=draw(gedeeltelijk))
        for n in range(draw(st.integers(0, 3)))
    ]
    wijken, buurten = WIJKEN.copy(), BUURTEN.copy()
    for tabel in (wijken, buurten):
        for kolom in ("inwoners", "huishoudens"):
            cijfers = draw(st.lists(aantallen, min_size=len(tabel), max_size=len(tabel)))
            tabel[kolom] = pd.array(cijfers, dtype="Int64")
    organisaties = klein.organisaties(*draw(organisatierijen))
    return Tabellen(wijken, buurten, organisaties, klein.initiatieven(*initiatieven), klein.GEMEENTE)
