"""Rule 2.3: a buurt on a date."""

from datetime import date

import pandas as pd
import pytest

from analysis.stand.buurten import dekking, tellingen
from analysis.stand.stand import Stand
from tests.klein import B11, B12, B21, B22, B31, B32, W1, W3, buurten, organisaties, platform, tabellen, wijkraad

VOOR, NA = date(2024, 6, 30), date(2024, 7, 1)


def _buurt(dag, *rijen, buurt=B11):
    return tuple(Stand(tabellen(rijen), dag).buurten.loc[buurt])


def _paren(*rijen):
    return [tuple(paar) for paar in dekking(organisaties(*rijen), buurten()).to_numpy()]


def test_a_werkgebied_covers_its_buurten():
    """Buurtcodes separated by any white space each give one row, in the order of the register."""
    assert _paren(wijkraad("w", f"{B21}  {B11}"), platform("p", B12)) == [("w", B21), ("w", B11), ("p", B12)]


def test_a_wijkcode_stands_for_all_its_buurten():
    """A wijkcode in a werkgebied covers every buurt of the wijk, the uninhabited one too."""
    assert sorted(_paren(wijkraad("w", W3))) == [("w", B31), ("w", B32)]


def test_a_pair_is_there_once():
    """A buurt that is named twice, or as buurt and by its wijk, is covered once."""
    assert sorted(_paren(wijkraad("w", f"{B11} {W1} {B11}"))) == [("w", B11), ("w", B12)]


@pytest.mark.parametrize("werkgebied", ["", "  ", None, "BU00000000"])
def test_an_unknown_werkgebied_covers_nobody(werkgebied):
    """Empty, blank, missing and unknown codes give no row, and the organisation covers nobody."""
    rij = wijkraad("w", werkgebied)
    assert _paren(rij) == []
    assert set(Stand(tabellen([rij]), VOOR).buurten["buurtstatus"]) == {"geen"}


@pytest.mark.parametrize(
    ("rijen", "dag", "antwoord"),
    [
        ([], VOOR, ("geen", "")),
        ([wijkraad("w")], VOOR, ("wijkraad", "te verifiëren")),
        ([wijkraad("w")], NA, ("wijkraad zonder ondersteuning", "te verifiëren")),
        ([wijkraad("w", laatst_gezien="2024")], NA, ("wijkraad zonder ondersteuning", "bevestigd")),
        ([platform("p")], NA, ("platform", "te verifiëren")),
        ([platform("p", laatst_gezien="2024")], NA, ("platform", "bevestigd")),
        ([platform("p", fase="in oprichting", laatst_gezien="2024")], NA, ("geen", "")),
        ([wijkraad("w", laatst_gezien="2024"), platform("p")], VOOR, ("platform", "te verifiëren")),
        ([wijkraad("w"), platform("p", fase="in oprichting")], VOOR, ("wijkraad", "te verifiëren")),
        ([wijkraad("w"), wijkraad("v", laatst_gezien="2024")], VOOR, ("wijkraad", "bevestigd")),
    ],
)
def test_the_highest_status_wins_with_the_best_proof_of_its_kind(rijen, dag, antwoord):
    """A buurt has the highest status that an active organisation gives, confirmed as soon as one of that kind is."""
    assert _buurt(dag, *rijen) == antwoord
    assert _buurt(dag, *reversed(rijen)) == antwoord


def test_the_variant_decides_until_when_a_wijkraad_is_supported():
    """With the later variant a wijkraad still is one on 1 July 2024."""
    stad = tabellen([wijkraad("w")])
    uit = [Stand(stad, NA, v).buurten.loc[B11, "buurtstatus"] for v in ("persbericht", "raadsbesluit")]
    assert uit == ["wijkraad zonder ondersteuning", "wijkraad"]


def test_every_status_is_counted_highest_first():
    """Counts name all four statuses, in order, with zeros, and add up to the buurten."""
    stad = tabellen([platform("p", B11), wijkraad("w", f"{B21} {B22}")])
    uit = tellingen(Stand(stad, VOOR).buurten["buurtstatus"])
    assert list(uit.items()) == [("platform", 1), ("wijkraad", 2), ("wijkraad zonder ondersteuning", 0), ("geen", 5)]


def test_many_dates_are_columns_in_the_order_asked():
    """Scores have one column per date, in the order of the dates, an equal one once, also for none."""
    stad = tabellen([wijkraad("w", B11)])
    assert Stand(stad, [NA, VOOR, NA]).buurtscores.loc[B11].to_dict() == {NA: 2, VOOR: 4}
    assert Stand(stad, []).buurtscores.shape == (8, 0)


def test_tables_keep_their_index_and_are_not_changed():
    """The order of the buurten comes back and neither table is changed."""
    omgekeerd, tabel = buurten().iloc[::-1], organisaties(platform("p", W1))
    kopieen = omgekeerd.copy(deep=True), tabel.copy(deep=True)
    stand = Stand(tabellen()._replace(organisaties=tabel, buurten=omgekeerd), NA)
    assert list(stand.buurten.index) == list(omgekeerd.index)
    assert list(stand.buurtscores.index) == list(omgekeerd.index)
    pd.testing.assert_frame_equal(omgekeerd, kopieen[0])
    pd.testing.assert_frame_equal(tabel, kopieen[1])
