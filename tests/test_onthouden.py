"""Answers that are remembered per table: never another table's, never changed by who used them, gone with the table."""

import gc
import weakref
from datetime import date

import pandas as pd
import pytest

from analysis.buurten import dekking
from analysis.initiatieven import initiatiefperiodes
from analysis.onthouden import onthoud
from analysis.organisaties import organisaties_op, periodes


@pytest.fixture
def som():
    """A function of two tables, and the list of what it was called with."""
    gevraagd = []

    @onthoud
    def som(links, rechts):
        gevraagd.append((links, rechts))
        return pd.DataFrame({"som": links["a"] + rechts["a"]})

    som.gevraagd = gevraagd
    return som


def _tabel(*waarden):
    return pd.DataFrame({"a": waarden})


def test_the_same_tables_are_computed_once(som):
    """A second question about the same two tables gets the same answer, without a new computation."""
    een, ander = _tabel(1, 2), _tabel(10, 20)
    assert som(een, ander)["som"].tolist() == [11, 22]
    assert som(een, ander)["som"].tolist() == [11, 22]
    assert len(som.gevraagd) == 1


def test_an_equal_table_is_another_table(som):
    """What counts is which table it is and in which place, not what it looks like."""
    een, ander = _tabel(1), _tabel(1)
    for links, rechts in ((een, een), (een, ander), (ander, een), (een.copy(), een)):
        assert som(links, rechts)["som"].tolist() == [2]
    assert len(som.gevraagd) == 4


def test_what_is_done_with_an_answer_stays_there(som):
    """A column or value that a caller adds or changes is not in the answer that the next one gets."""
    een = _tabel(1, 2)
    antwoord = som(een, een)
    antwoord["nieuw"] = 0
    antwoord.loc[0, "som"] = 99
    assert som(een, een).to_dict("list") == {"som": [2, 4]}


def test_a_table_that_is_gone_takes_its_answer_along():
    """Nothing is kept of a table that nobody has any more, so that new deliveries of the registers do not pile up."""
    antwoorden = []

    @onthoud
    def zelf(tabel):
        uit = tabel.assign(b=1)
        antwoorden.append(weakref.ref(uit))
        return uit

    tabel = _tabel(1)
    zelf(tabel)
    gc.collect()
    assert antwoorden[0]() is not None
    wijzer = weakref.ref(tabel)
    del tabel
    gc.collect()
    assert (wijzer(), antwoorden[0]()) == (None, None)


def test_a_mistake_is_not_remembered(som):
    """A table without its column fails each time, and not once with an answer of before."""
    goed, fout = _tabel(1), pd.DataFrame({"b": [1]})
    som(goed, goed)
    for _ in range(2):
        with pytest.raises(KeyError):
            som(goed, fout)


def test_the_registers_are_read_the_same_the_second_time(register):
    """Of the real registers every remembered table equals one that is computed anew, also after it was used."""
    tabellen = register.tabellen
    organisaties_op(tabellen.organisaties, date(2024, 7, 1))
    for functie, vraag in (
        (periodes, [tabellen.organisaties]),
        (initiatiefperiodes, [tabellen.initiatieven]),
        (dekking, [tabellen.organisaties, tabellen.buurten]),
    ):
        pd.testing.assert_frame_equal(functie(*vraag), functie(*(tabel.copy() for tabel in vraag)))
