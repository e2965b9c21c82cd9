"""Partial dates: the first day of `van` and `laatst_gezien`, the first day after `tot`."""

from datetime import date

import pandas as pd
import pytest

from analysis.datums import BEGIN_DER_TIJDEN, EINDE_DER_TIJDEN, als_tijdstip, eerste_dag, einde


def _dag(functie, tekst):
    uit = functie(pd.Series([tekst], dtype="str")).iloc[0]
    return None if pd.isna(uit) else uit.date().isoformat()


@pytest.mark.parametrize(
    ("tekst", "begin", "eind"),
    [
        ("2023", "2023-01-01", "2024-01-01"),
        ("2023-05", "2023-05-01", "2023-06-01"),
        ("2023-12", "2023-12-01", "2024-01-01"),
        ("2023-05-09", "2023-05-09", "2023-05-09"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001", "0001-01-01", "0002-01-01"),
        ("9998-12", "9998-12-01", "9999-01-01"),
    ],
)
def test_a_partial_date_is_its_first_day_and_ends_the_day_after_it(tekst, begin, eind):
    """A year or month begins on its first day and ends on the first day after it; a full date is both as it stands."""
    assert (_dag(eerste_dag, tekst), _dag(einde, tekst)) == (begin, eind)


@pytest.mark.parametrize(
    "tekst",
    [
        *("", "2023-13", "2023-00", "2023-02-30", "2023-02-29", "23", "202", "2023-5", "2023-5-1", "1-5-2023"),
        *("20230501", "2023-05-", "2023-05-01T00:00", "mei 2023", " 2023", "2023\n", "-2023", "2023/05/01", "nan"),
    ],
)
def test_what_is_no_iso_date_has_no_day(tekst):
    """Empty, impossible and other notations give no day at all, neither a begin nor an end."""
    assert _dag(eerste_dag, tekst) is None
    assert _dag(einde, tekst) is None


def test_missing_values_are_unknown_dates():
    """None and NaN are read as unknown, like an empty cell."""
    leeg = pd.Series([None, float("nan"), ""], dtype="object")
    assert eerste_dag(leeg).isna().all()
    assert einde(leeg).isna().all()


def test_columns_keep_their_index_and_are_not_changed():
    """The index of the column comes back, in its order, and the column itself stays as it was."""
    datums = pd.Series(["2024", "", "2023-05"], index=["c", "a", "b"], dtype="str")
    kopie = datums.copy()
    for functie in (eerste_dag, einde):
        uit = functie(datums)
        assert list(uit.index) == ["c", "a", "b"]
        assert str(uit.dtype) == "datetime64[s]"
    pd.testing.assert_series_equal(datums, kopie)


def test_an_empty_column_gives_an_empty_column_of_dates():
    """No rows in, no rows out, of the same type as always."""
    for functie in (eerste_dag, einde):
        assert str(functie(pd.Series([], dtype="str")).dtype) == "datetime64[s]"


def test_the_stand_ins_hold_every_date_of_python():
    """A period between the stand-ins for always and never ended holds the first and the last date there is."""
    for dag in (date.min, date.max):
        assert BEGIN_DER_TIJDEN <= als_tijdstip(dag) < EINDE_DER_TIJDEN
