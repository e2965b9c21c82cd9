"""Many dates at once: every column says what the functions of one date say."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.beleid import VARIANTEN
from analysis.buurten import buurtstatus_op, dekking
from analysis.initiatieven import initiatieven_op
from analysis.organisaties import organisaties_op
from analysis.situaties import situaties
from analysis.verloop import wisselmomenten
from analysis.wijken import wijkstatus_op, wijkstatus_van
from tests import klein
from tests.test_wetten import datums, dure_wet, steden, varianten

ZOMER = date(2024, 7, 1)


def _als_score(status, bewijs):
    """What the screen reads as one number: twice the rank of the status, and one more when it is proven."""
    return [2 * w.BUURTSTATUSSEN.index(s) + (b == w.BEVESTIGD) for s, b in zip(status, bewijs, strict=True)]


def _is_die_van_elke_datum(tabellen, dagen, variant):
    alle = situaties(tabellen, dagen, variant)
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    for positie, dag in enumerate(dagen):
        buurten = buurtstatus_op(tabellen.organisaties, tabellen.buurten, dag, variant)
        assert alle.buurten[positie].tolist() == _als_score(buurten["buurtstatus"], buurten["bewijs"]), dag
        wijken = wijkstatus_op(tabellen.organisaties, tabellen.buurten, tabellen.wijken, dag, variant)
        pd.testing.assert_frame_equal(wijkstatus_van(alle.wijken, positie), wijken)
        rijen = organisaties_op(tabellen.organisaties, dag, variant)
        status = rijen["status"].where(rijen["actief"], w.GEEN)
        assert alle.organisaties[positie].tolist() == _als_score(status, rijen["bewijs"]), dag
        assert alle.wordend[positie].tolist() == rijen["in_oprichting"].tolist(), dag
        wordend = paren.loc[paren["organisatie"].isin(rijen.index[rijen["in_oprichting"]]), "buurtcode"]
        assert alle.oprichting[positie].tolist() == tabellen.buurten.index.isin(wordend).tolist(), dag
        er = initiatieven_op(tabellen.initiatieven, dag)
        assert alle.initiatieven[positie].tolist() == tabellen.initiatieven.index.isin(er.index).tolist(), dag


@pytest.mark.parametrize("variant", VARIANTEN)
def test_every_moment_of_change_of_the_real_register(register, variant):
    """On each change date, the day before it and far outside them, every column is the answer of that date alone."""
    momenten = wisselmomenten(register.tabellen, variant)
    dagen = sorted({date.min, date.max, *momenten, *(dag - timedelta(days=1) for dag in momenten)})
    assert len(dagen) > 80
    _is_die_van_elke_datum(register.tabellen, dagen, variant)


@dure_wet
@given(steden(), st.lists(datums, max_size=5), varianten)
def test_any_city_on_any_dates(stad, dagen, variant):
    """Whatever the registers hold and in whatever order the dates come, once or twice, each column is its date's answer."""
    _is_die_van_elke_datum(stad, dagen, variant)


@dure_wet
@given(steden(), datums, varianten)
def test_the_count_is_that_of_the_rows(stad, dag, variant):
    """Active, unproven and nascent organisations are counted as their rows say, of any choice of organisations."""
    rijen = organisaties_op(stad.organisaties, dag, variant)
    for ids in (stad.organisaties.index, stad.organisaties.index[::2], stad.organisaties.index[:0]):
        soort, eigen = stad.organisaties["soort"].loc[ids], rijen.loc[ids]
        uit = situaties(stad, [dag], variant).telling(soort, 0)
        for kind, telling in zip((w.WIJKRAAD, w.WIJKPLATFORM), uit[:2], strict=True):
            actief = eigen[eigen["actief"] & (soort == kind)]
            assert tuple(telling) == (len(actief), int((actief["bewijs"] == w.TE_VERIFIEREN).sum()))
        assert uit[2] == eigen["in_oprichting"].sum()


def test_the_count_of_a_known_city():
    """Two wijkraden of which one is unproven, one proven platform, one in oprichting; who is gone does not count."""
    stad = klein.tabellen(
        [
            klein.wijkraad("gezien", laatst_gezien="2024-05"),
            klein.wijkraad("nooit-gezien", klein.B12),
            klein.wijkraad("weg", klein.B21, tot="2020"),
            klein.wijkraad("gestopt", klein.B21, fase="gestopt"),
            klein.platform("er", klein.W3, laatst_gezien="2024-06-01"),
            klein.platform("straks", klein.W4, van="2024-08"),
            klein.platform("wordt", klein.W4, fase="in oprichting"),
        ]
    )
    alle = situaties(stad, [date(2023, 12, 31), ZOMER, date(2026, 1, 1)])
    soort = stad.organisaties["soort"]
    assert alle.telling(soort, 0) == ((2, 1), (0, 0), 0)
    assert alle.telling(soort, 1) == ((2, 1), (1, 0), 1)
    assert alle.telling(soort, 2) == ((2, 2), (2, 2), 1)
    assert alle.telling(soort.drop(["er", "gezien"]), 1) == ((1, 1), (0, 0), 1)


def test_an_initiative_is_there_in_its_period_only():
    """From its first day until its end, half-open; one that stopped on an unknown day is never there."""
    stad = klein.tabellen(
        (),
        [
            klein.initiatief("zomer", van="2024-06", tot="2024-07-01"),
            klein.initiatief("altijd"),
            klein.initiatief("gestopt", fase="gestopt"),
            klein.initiatief("gestopt-in-2024", fase="gestopt", tot="2024"),
        ],
    )
    dagen = [date(2024, 5, 31), date(2024, 6, 1), ZOMER, date(2025, 1, 1)]
    er = situaties(stad, dagen).initiatieven.astype(int)
    assert er.loc["zomer"].tolist() == [0, 1, 0, 0]
    assert er.loc["altijd"].tolist() == [1, 1, 1, 1]
    assert er.loc["gestopt"].tolist() == [0, 0, 0, 0]
    assert er.loc["gestopt-in-2024"].tolist() == [1, 1, 1, 0]
    _is_die_van_elke_datum(stad, dagen, "persbericht")


def test_no_dates_give_tables_without_columns(register):
    """Without a date there is a row for everything and nothing in it."""
    tabellen = register.tabellen
    alle = situaties(tabellen, [])
    assert (alle.buurten.shape, alle.oprichting.shape) == ((111, 0), (111, 0))
    assert {tabel.shape for tabel in alle.wijken} == {(21, 0)}
    assert {alle.organisaties.shape, alle.wordend.shape} == {(len(tabellen.organisaties), 0)}
    assert alle.initiatieven.shape == (len(tabellen.initiatieven), 0)


def test_empty_registers_give_a_city_with_nothing():
    """Without organisations and initiatives every buurt has nothing and every wijk is a gap."""
    alle = situaties(klein.tabellen(), [ZOMER])
    assert alle.buurten[0].tolist() == [0] * 8
    assert not alle.oprichting[0].any()
    assert alle.wijken.status[0].tolist() == [0] * 4
    assert alle.telling(pd.Series(dtype="str"), 0) == ((0, 0), (0, 0), 0)


def test_tables_are_left_as_they_were():
    """Looking at many dates changes nothing in the registers."""
    stad = klein.tabellen([klein.wijkraad("a"), klein.platform("b", klein.W2)], [klein.initiatief("i")])
    voor = [tabel.copy(deep=True) for tabel in stad[:4]]
    situaties(stad, [date(2023, 1, 1), ZOMER])
    for oud, nu in zip(voor, stad[:4], strict=True):
        pd.testing.assert_frame_equal(oud, nu)
