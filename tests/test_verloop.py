"""The dates on which an answer can change."""

from datetime import date

import pytest

from analysis.stand.wisselmomenten import wisselmomenten
from tests.klein import VARIANTEN, initiatief, platform, tabellen, wijkraad

STEUN = VARIANTEN["persbericht"].einde_ondersteuning


@pytest.mark.parametrize(
    ("organisaties", "initiatieven", "momenten"),
    [
        ([], [], []),
        ([wijkraad("w")], [], []),
        ([wijkraad("w", van="2001-05", tot="2003")], [], [date(2001, 5, 1), date(2004, 1, 1)]),
        ([wijkraad("w", laatst_gezien="2023-01-01")], [], [date(2024, 1, 2), date(2028, 1, 2)]),
        ([wijkraad("w", laatst_gezien="2020-02-29")], [], [date(2021, 3, 1), date(2025, 3, 1)]),
        ([platform("p", laatst_gezien="2024-01-01")], [], [date(2024, 1, 1), date(2025, 1, 1)]),
        ([platform("p")], [], [date(2024, 1, 1)]),
        ([platform("p", van="2024-03-15")], [], [date(2024, 3, 15)]),
        ([], [initiatief("i", van="2020", tot="2020")], [date(2020, 1, 1), date(2021, 1, 1)]),
        ([wijkraad("w", opvolger="p"), platform("p", van="2024-03-15")], [], [date(2024, 3, 15)]),
    ],
)
def test_every_first_day_of_a_new_situation_is_there(organisaties, initiatieven, momenten):
    """Begins, ends, the days on which a sign proves no more or is long ago, the end of support; "always" is no date."""
    assert wisselmomenten(tabellen(organisaties, initiatieven)) == sorted({*momenten, STEUN})


@pytest.mark.parametrize("variant", VARIANTEN)
def test_the_end_of_support_is_that_of_the_variant(variant):
    """Each variant adds its own end of support and not that of the other."""
    assert wisselmomenten(tabellen(), variant) == [VARIANTEN[variant].einde_ondersteuning]


def test_dates_are_there_once_and_in_order():
    """A date that several organisations share is there once, and all come in order of time."""
    stad = tabellen([wijkraad(f"w{n}", van="2001", tot="2000-05") for n in range(3)] + [platform("p"), platform("q")])
    uit = wisselmomenten(stad)
    assert uit == sorted(set(uit))
    assert len(uit) == 4
