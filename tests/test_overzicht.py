"""The tables to take along: wijken, buurten and the gap list."""

from datetime import date

import pandas as pd
import pytest

from analysis.antwoorden.overzicht import (
    BUURTKOLOMMEN,
    GATENKOLOMMEN,
    KENCIJFERS,
    WIJKKOLOMMEN,
    buurtoverzicht,
    gaten,
    wijkoverzicht,
)
from analysis.stand.stand import Stand
from analysis.waarden import TE_VERIFIEREN
from tests.klein import B11, B12, B21, W1, W2, W3, W4, initiatief, platform, tabellen, wijkraad

DAG = date(2024, 7, 1)
STAD = (
    wijkraad("raad-een", f"{B11} {B12}", laatst_gezien="2024"),
    wijkraad("raad-over-grens", f"{B12} {B21}"),
    wijkraad("raad-oud", W1, tot="2020"),
    platform("platform-twee", B21, van="2024-02"),
    platform("platform-straks", W2, fase="in oprichting"),
    platform("platform-nergens", ""),
)
INITIATIEVEN = (
    initiatief("een", wijkcode=W1),
    initiatief("een-oud", wijkcode=W1, tot="2020"),
    initiatief("buiten", wijkcode=""),
)


def _tel(dag, wijkcode, variant="persbericht"):
    uit = wijkoverzicht(Stand(tabellen(STAD, INITIATIEVEN), dag, variant)).set_index("wijkcode").loc[wijkcode]
    kolommen = ["platforms", "platforms_in_oprichting", "wijkraden", "wijkraden_ondersteund", "wijkraden_te_verifieren"]
    return [int(uit[kolom]) for kolom in [*kolommen, "initiatieven"]]


def _lijst(**inwoners_zonder):
    leeg = dict.fromkeys(WIJKKOLOMMEN, "")
    rijen = [leeg | {"wijkcode": code, "inwoners_zonder_platform": n} for code, n in inwoners_zonder.items()]
    return pd.DataFrame(rijen, columns=list(WIJKKOLOMMEN)).astype({"inwoners_zonder_platform": "Int64"})


def test_the_wijken_come_in_order_with_all_columns():
    """One row per wijk, by wijkcode, with the columns of the contract, the date in ISO and the variant."""
    uit = wijkoverzicht(Stand(tabellen(STAD), DAG, "raadsbesluit"))
    assert list(uit.columns) == [*WIJKKOLOMMEN, "ongeteld", "buurten_te_verifieren"]
    assert uit["wijkcode"].tolist() == [W1, W2, W3, W4]
    bewijs = buurtoverzicht(Stand(tabellen(STAD), DAG, "raadsbesluit")).groupby("wijkcode")["bewijs"]
    assert uit["buurten_te_verifieren"].tolist() == [(van_wijk == TE_VERIFIEREN).sum() for _, van_wijk in bewijs]
    assert set(uit["peildatum"]) == {"2024-07-01"}
    assert set(uit["variant"]) == {"raadsbesluit"}


def test_organisations_are_counted_in_every_wijk_where_they_have_a_buurt():
    """An organisation over a border counts once in each wijk; those without a known area or not active in none."""
    assert _tel(DAG, W1) == [0, 0, 2, 0, 1, 1]
    assert _tel(DAG, W2) == [1, 1, 1, 0, 1, 0]
    assert _tel(DAG, W3) == [0, 0, 0, 0, 0, 0]


def test_support_is_counted_until_the_day_it_ends():
    """The day before the end of support all active wijkraden are supported, on the day none is."""
    assert _tel(date(2024, 6, 30), W1)[2:4] == [2, 2]
    assert _tel(DAG, W1)[2:4] == [2, 0]
    assert _tel(DAG, W1, "raadsbesluit")[2:4] == [2, 2]


def test_a_gebied_has_its_own_wijken_and_buurten_only():
    """The filter keeps what lies in the gebied, with the same values and a fresh row number; unknown gives no rows."""
    stand = Stand(tabellen(STAD), DAG)
    for maak in (wijkoverzicht, buurtoverzicht):
        heel = maak(stand)
        pd.testing.assert_frame_equal(maak(stand, gebied="Noord"), heel[heel["gebied"] == "Noord"])
        zuid = maak(stand, gebied="Zuid")
        assert list(zuid.index) == list(range(len(zuid)))
        assert set(zuid["gebied"]) == {"Zuid"}
        assert maak(stand, gebied="Mars").empty


def test_the_buurten_name_their_active_organisations():
    """One row per buurt, by buurtcode, with the names of all active organisations joined in order of id."""
    uit = buurtoverzicht(Stand(tabellen(STAD), DAG))
    assert list(uit.columns) == list(BUURTKOLOMMEN)
    assert uit["buurtcode"].is_monotonic_increasing
    namen = uit.set_index("buurtcode")["organisaties"]
    assert namen[B12] == "Naam raad-een; Naam raad-over-grens"
    assert namen[B21] == "Naam platform-twee; Naam raad-over-grens"
    assert (namen.drop([B11, B12, B21]) == "").all()


def test_the_key_figures_of_the_cbs_come_along(register):
    """Who lives in a wijk or buurt stands behind the other columns, as in the boundaries; unknown stays unknown."""
    stand = Stand(register.tabellen, DAG)
    wijken, buurten = wijkoverzicht(stand).set_index("wijkcode"), buurtoverzicht(stand).set_index("buurtcode")
    assert list(wijken)[-len(KENCIJFERS) - 2 : -2] == list(KENCIJFERS)  # two more are for texts alone
    cijfers = wijken.loc["WK039201", list(KENCIJFERS)].tolist()
    assert cijfers == [1225, 2340, 8, 10, 40, 26, 16, 58, 27, 15, 1.6, 9891, 149, 42, 513, 2024]
    assert buurten.loc["BU03920102", "inwoners_65_plus"] == 510
    assert buurten["inwoners_65_plus"].isna().sum() == register.tabellen.buurten["inwoners_65_plus"].isna().sum() > 0
    assert (wijken["inwoners_65_plus"].sum(), buurten["inwoners_65_plus"].sum()) == (29_325, 29_300)  # CBS rounds


def test_a_municipality_without_key_figures_has_the_same_columns():
    """The columns are there and empty when the boundaries of a municipality carry no more than residents."""
    stand = Stand(tabellen(STAD), DAG)
    assert wijkoverzicht(stand)[list(KENCIJFERS)].isna().all(axis=None)
    assert buurtoverzicht(stand)[["inwoners_0_15", "inwoners_65_plus", "opp_land_ha", "jaar"]].isna().all(axis=None)


@pytest.mark.parametrize("rijen", [(), (platform("p", ""),), (wijkraad("w", W1, tot="2020"),)])
def test_a_city_without_any_cover_has_full_tables(rijen):
    """Without any active organisation every wijk and buurt still has its row."""
    stad = tabellen(rijen)
    assert set(wijkoverzicht(Stand(stad, DAG))["wijkstatus"]) == {"geen platform"}
    uit = buurtoverzicht(Stand(stad, DAG))
    assert (len(uit), set(uit["buurtstatus"]), set(uit["organisaties"])) == (8, {"geen"}, {""})


def test_the_gap_list_has_most_residents_first_and_ties_by_wijkcode():
    """Wijken with somebody without a platform, most residents first; a tie goes to the lower wijkcode."""
    uit = gaten(_lijst(W3=50, W2=100, W5=0, W1=50, W4=200))
    assert list(uit.columns) == list(GATENKOLOMMEN)
    assert uit[["rang", "wijkcode"]].to_numpy().tolist() == [[1, "W4"], [2, "W2"], [3, "W1"], [4, "W3"]]


def test_a_wijk_of_which_the_number_is_unknown_stands_last_without_a_share():
    """Unknown is not zero: such wijken end the list, by wijkcode, and the shares are of what is known."""
    uit = gaten(_lijst(W3=30, W2=pd.NA, W5=0, W1=pd.NA, W4=10))
    assert uit["wijkcode"].tolist() == ["W3", "W4", "W1", "W2"]
    assert uit["rang"].tolist() == [1, 2, 3, 4]
    assert uit["inwoners_zonder_platform"].isna().tolist() == [False, False, True, True]
    assert uit["aandeel_cumulatief"].fillna(-1).tolist() == [0.75, 1.0, -1, -1]
    alles = gaten(_lijst(W1=pd.NA, W2=0))
    assert (alles["wijkcode"].tolist(), alles["aandeel_cumulatief"].isna().tolist()) == (["W1"], [True])


def test_the_share_adds_up_to_one():
    """Each row holds the share of the list up to and including itself, in four decimals; the last is 1."""
    assert gaten(_lijst(W1=1, W2=2, W3=3))["aandeel_cumulatief"].tolist() == [0.5, 0.8333, 1.0]
    assert gaten(_lijst(W1=7))["aandeel_cumulatief"].tolist() == [1.0]


def test_no_gaps_is_an_empty_list_with_all_columns():
    """When nobody is without a platform the list is empty and still has its columns."""
    for leeg in (_lijst(), _lijst(W1=0)):
        assert gaten(leeg).empty
        assert list(gaten(leeg).columns) == list(GATENKOLOMMEN)


def test_the_gap_list_of_a_gebied_counts_from_one():
    """Rank and share are those of the list that was asked for, not of the whole city."""
    uit = gaten(wijkoverzicht(Stand(tabellen(STAD), DAG), gebied="Zuid"))
    assert uit[["rang", "wijkcode", "aandeel_cumulatief"]].to_numpy().tolist() == [[1, W3, 0.7], [2, W4, 1.0]]


def test_the_tables_are_not_changed():
    """Making the overviews changes none of the four tables, nor the overview that the gap list is made from."""
    stad = tabellen(STAD, INITIATIEVEN)
    kopieen = [tabel.copy(deep=True) for tabel in stad[:4]]
    overzicht = wijkoverzicht(Stand(stad, DAG))
    kopie = overzicht.copy(deep=True)
    buurtoverzicht(Stand(stad, DAG))
    gaten(overzicht)
    for tabel, oud in zip((*stad[:4], overzicht), (*kopieen, kopie), strict=True):
        pd.testing.assert_frame_equal(tabel, oud)
