"""Rule 2.4: a wijk on a date."""

from datetime import date

import pandas as pd
import pytest

from analysis.stand.stand import Stand
from tests.klein import (  # fmt: skip
    B11,
    B12,
    B21,
    B31,
    B32,
    B41,
    B42,
    W1,
    W2,
    W3,
    W4,
    buurten,
    organisaties,
    platform,
    tabellen,
    wijken,
    wijkraad,
)

DAG = date(2024, 7, 1)


def _wijk(wijkcode, *rijen, dag=DAG, buurttabel=None, wijktabel=None):
    stad = tabellen(rijen)._replace(
        buurten=buurten() if buurttabel is None else buurttabel, wijken=wijken() if wijktabel is None else wijktabel
    )
    return [
        None if pd.isna(waarde) else waarde for waarde in Stand(stad, dag).wijken.drop(columns="ongeteld").loc[wijkcode]
    ]


@pytest.mark.parametrize(
    ("wijkcode", "werkgebied", "antwoord"),
    [
        (W1, "", ["geen platform", "", 1000, 500]),
        (W1, B11, ["deels platform", "te verifiëren", 400, 200]),
        (W1, f"{B11} {B12}", ["volledig platform", "te verifiëren", 0, 0]),
        (W1, W1, ["volledig platform", "te verifiëren", 0, 0]),
        (W2, B21, ["deels platform", "te verifiëren", 405, 202]),
        (W2, W2, ["volledig platform", "te verifiëren", 0, 0]),
        (W3, B31, ["volledig platform", "te verifiëren", 0, 0]),
        (W3, B32, ["geen platform", "", 700, 350]),
        (W4, B41, ["volledig platform", "te verifiëren", 0, 0]),
        (W4, B42, ["geen platform", "", 300, 150]),
    ],
)
def test_inhabited_buurten_decide_about_a_wijk(wijkcode, werkgebied, antwoord):
    """All, some or none of the inhabited buurten; uninhabited and unknown ones decide nothing.

    The rest is the wijk's own figure less the covered buurten, with the rounding of CBS left in it.
    """
    assert _wijk(wijkcode, platform("p", werkgebied)) == antwoord


def test_a_wijkraad_is_no_platform():
    """Wijkraden, supported or not, and platforms in oprichting leave a wijk without a platform."""
    rijen = wijkraad("w", W1, laatst_gezien="2024"), platform("p", W1, fase="in oprichting")
    for dag in (date(2024, 6, 30), DAG):
        assert _wijk(W1, *rijen, dag=dag) == ["geen platform", "", 1000, 500]


def test_a_wijk_changes_on_the_day_its_platform_starts():
    """The day before its platform starts a wijk has none, on the day itself it has."""
    rij = platform("p", W1, van="2024-03-15")
    assert _wijk(W1, rij, dag=date(2024, 3, 14))[0] == "geen platform"
    assert _wijk(W1, rij, dag=date(2024, 3, 15))[0] == "volledig platform"


def test_one_buurt_to_verify_makes_the_wijk_to_verify():
    """A wijk is confirmed only when every covered inhabited buurt is."""
    een, twee = platform("p", B11, laatst_gezien="2024"), platform("q", B12)
    assert _wijk(W1, een)[1] == "bevestigd"
    assert _wijk(W1, een, twee)[1] == "te verifiëren"
    assert _wijk(W1, een, {**twee, "laatst_gezien": "2024"})[1] == "bevestigd"


def test_an_uninhabited_buurt_to_verify_does_not_matter():
    """Proof is asked of covered inhabited buurten only."""
    assert _wijk(W3, platform("p", B31, laatst_gezien="2024"), platform("q", B32))[1] == "bevestigd"


def test_a_wijk_without_inhabited_buurten_has_no_platform():
    """Nobody to cover is not covered: such a wijk is `geen platform`, with its own figure."""
    leeg = buurten()
    leeg.loc[[B31, B32], "inwoners"] = [0, pd.NA]
    assert _wijk(W3, platform("p", W3), buurttabel=leeg)[:3] == ["geen platform", "", 700]


def test_never_below_zero():
    """When rounding makes the covered buurten larger than the wijk, nobody is left, not fewer than nobody."""
    afgerond = wijken()
    afgerond.loc[W1, ["inwoners", "huishoudens"]] = [595, 295]
    assert _wijk(W1, platform("p", B11), wijktabel=afgerond) == ["deels platform", "te verifiëren", 0, 0]


def test_an_unknown_figure_of_the_wijk_stays_unknown():
    """Residents without a platform are unknown when the wijk's own figure is, and 0 when it is fully covered."""
    onbekend = wijken()
    onbekend.loc[W1, ["inwoners", "huishoudens"]] = pd.NA
    assert _wijk(W1, wijktabel=onbekend) == ["geen platform", "", None, None]
    assert _wijk(W1, platform("p", B11), wijktabel=onbekend)[2:] == [None, None]
    assert _wijk(W1, platform("p", W1), wijktabel=onbekend)[2:] == [0, 0]


def test_unknown_households_of_a_buurt_are_not_subtracted():
    """A covered buurt whose households are unknown takes nothing off the wijk's households."""
    onbekend = buurten()
    onbekend.loc[B11, "huishoudens"] = pd.NA
    assert _wijk(W1, platform("p", B11), buurttabel=onbekend)[2:] == [400, 500]


def test_a_wijk_without_buurten_has_no_platform():
    """A wijk that no buurt names is `geen platform`."""
    assert _wijk(W4, platform("p", W1), buurttabel=buurten().drop([B41, B42])) == ["geen platform", "", 300, 150]


def test_tables_keep_their_index_and_are_not_changed():
    """The order of the wijken comes back, figures are whole numbers, and no table is changed."""
    eigen = organisaties(platform("p", B11)), buurten().iloc[::-1], wijken().iloc[[2, 0, 3, 1]]
    kopieen = [tabel.copy(deep=True) for tabel in eigen]
    uit = Stand(tabellen()._replace(organisaties=eigen[0], buurten=eigen[1], wijken=eigen[2]), DAG).wijken
    assert list(uit.index) == [W3, W1, W4, W2]
    assert {str(uit[k].dtype) for k in ("inwoners_zonder_platform", "huishoudens_zonder_platform")} == {"Int64"}
    for tabel, kopie in zip(eigen, kopieen, strict=True):
        pd.testing.assert_frame_equal(tabel, kopie)
