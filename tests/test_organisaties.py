"""Rule 2.2: an organisation on a date."""

from datetime import date

import pandas as pd
import pytest

from analysis.stand.organisaties import periodes
from analysis.stand.stand import Stand
from tests.klein import BELEID, organisaties, platform, tabellen, wijkraad

EEUWIG = (date.min, date(1990, 1, 1), date(2024, 7, 1), date.max)


def _op(dag, *rijen, variant="persbericht"):
    return Stand(tabellen(rijen), date.fromisoformat(dag) if isinstance(dag, str) else dag, variant).organisaties


def _status(dag, rij, *andere, variant="persbericht"):
    return _op(dag, rij, *andere, variant=variant)["status"].iloc[0]


def _bewijs(dag, rij):
    return _op(dag, rij)["bewijs"].iloc[0]


@pytest.mark.parametrize(
    ("velden", "uit", "in_"),
    [
        ({"van": "2020"}, "2019-12-31", "2020-01-01"),
        ({"van": "2020-05"}, "2020-04-30", "2020-05-01"),
        ({"van": "2020-05-09"}, "2020-05-08", "2020-05-09"),
        ({"tot": "2020"}, "2021-01-01", "2020-12-31"),
        ({"tot": "2020-05"}, "2020-06-01", "2020-05-31"),
        ({"tot": "2020-05-09"}, "2020-05-09", "2020-05-08"),
    ],
)
def test_periods_are_half_open(velden, uit, in_):
    """The first day counts, the last does not; a partial `tot` lasts until the first day after it."""
    assert _status(uit, wijkraad("w", **velden)) == ""
    assert _status(in_, wijkraad("w", **velden)) == "wijkraad"


@pytest.mark.parametrize("dag", EEUWIG)
def test_a_wijkraad_without_dates_always_existed(dag):
    """A wijkraad with an unknown `van` existed already, and without `tot` it is not known to have ended."""
    assert _op(dag, wijkraad("w"))["actief"].all()


@pytest.mark.parametrize(
    ("van", "voor", "vanaf"),
    [
        ("", "2023-12-31", "2024-01-01"),
        ("2024", "2023-12-31", "2024-01-01"),
        ("2023-06-01", "2023-12-31", "2024-01-01"),
        ("2024-01-02", "2024-01-01", "2024-01-02"),
        ("2024-03", "2024-02-29", "2024-03-01"),
    ],
)
def test_a_platform_starts_at_its_van_but_not_before_2024(van, voor, vanaf):
    """A platform starts at the latest of its `van` and the first day on which platforms are possible."""
    assert _status(voor, platform("p", van=van)) == ""
    assert _status(vanaf, platform("p", van=van)) == "platform"


def test_a_platform_in_oprichting_is_shown_but_not_active():
    """`in oprichting` gives a status of its own within its period, and is never active."""
    rij = platform("p", fase="in oprichting", tot="2025")
    for dag, zichtbaar in (("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2026-01-01", False)):
        uit = _op(dag, rij).iloc[0]
        assert uit["in_oprichting"] == zichtbaar
        assert uit["status"] == ("platform in oprichting" if zichtbaar else "")
        assert not uit["actief"]
        assert uit["bewijs"] == ""


@pytest.mark.parametrize("maak", [wijkraad, platform])
@pytest.mark.parametrize("dag", EEUWIG)
def test_gestopt_without_an_end_is_never_active(maak, dag):
    """`gestopt` without `tot` is active on no date: it is not known until when it was."""
    assert not _op(dag, maak("x", fase="gestopt"))["actief"].any()


def test_gestopt_with_an_end_was_active_until_then():
    """`gestopt` with `tot` is active before that day and not on it."""
    rij = wijkraad("w", fase="gestopt", tot="2023-06-01")
    assert [_status(dag, rij) for dag in ("2023-05-31", "2023-06-01")] == ["wijkraad", ""]


@pytest.mark.parametrize("fase", ["actief", "omgevormd", "onbekend"])
def test_the_other_phases_do_not_decide_about_activity(fase):
    """Only dates decide for `actief`, `omgevormd` and `onbekend`."""
    assert _status("2024-01-01", wijkraad("w", fase=fase)) == "wijkraad"


@pytest.mark.parametrize(
    ("laatst_gezien", "bewezen", "niet_meer"),
    [
        ("2023-01-01", "2024-01-01", "2024-01-02"),
        ("2023", "2024-01-01", "2024-01-02"),
        ("2023-03", "2024-02-29", "2024-03-01"),
        ("2024-02-29", "2025-02-28", "2025-03-01"),
    ],
)
def test_a_sighting_proves_for_365_days(laatst_gezien, bewezen, niet_meer):
    """The 365th day after a sighting is still `bevestigd`, the day after it is `te verifiëren`; both count."""
    rij = wijkraad("w", laatst_gezien=laatst_gezien)
    assert _bewijs(bewezen, rij) == "bevestigd"
    assert _bewijs(niet_meer, rij) == "te verifiëren"
    assert _status(niet_meer, rij) != ""


def test_a_later_sighting_proves_earlier_dates_too():
    """A sighting after the date is proof for that date: the organisation was active all the time between."""
    assert _bewijs("1990-01-01", wijkraad("w", laatst_gezien="2024")) == "bevestigd"


@pytest.mark.parametrize("dag", EEUWIG)
def test_never_seen_is_always_to_be_verified(dag):
    """Without any sighting an active organisation is `te verifiëren`, on every date."""
    assert _bewijs(dag, wijkraad("w")) == "te verifiëren"


def test_what_is_not_active_has_no_proof():
    """Outside its period an organisation has neither status nor proof, however recently it was seen."""
    uit = _op("2024-07-01", wijkraad("w", tot="2024-07-01", laatst_gezien="2024-07-01")).iloc[0]
    assert (uit["status"], uit["bewijs"], uit["ondersteund"]) == ("", "", False)


@pytest.mark.parametrize(
    ("variant", "laatste", "eerste_zonder"),
    [("persbericht", "2024-06-30", "2024-07-01"), ("raadsbesluit", "2024-12-31", "2025-01-01")],
)
def test_support_ends_on_the_day_of_the_variant(variant, laatste, eerste_zonder):
    """A wijkraad is supported until the variant's day, and from that day on it is not; it stays active."""
    for dag, status in ((laatste, "wijkraad"), (eerste_zonder, "wijkraad zonder ondersteuning")):
        uit = _op(dag, wijkraad("w"), variant=variant).iloc[0]
        assert (uit["status"], uit["ondersteund"], uit["actief"]) == (status, status == "wijkraad", True)


def test_a_platform_is_never_supported_as_a_wijkraad():
    """Support is a matter of wijkraden: a platform has none, before the end of it nor after."""
    assert not any(_op(dag, platform("p"))["ondersteund"].any() for dag in ("2024-02-01", "2024-08-01"))


def test_a_wijkraad_ends_when_its_successor_starts():
    """The wijkraad counts until the day before its successor's first day, so that both never count at once."""
    rijen = wijkraad("w", opvolger="p"), platform("p", van="2024-03-15")
    assert list(_op("2024-03-14", *rijen)["status"]) == ["wijkraad", ""]
    assert list(_op("2024-03-15", *rijen)["status"]) == ["", "platform"]


def test_a_successor_without_a_date_starts_in_2024():
    """A successor with an unknown `van` takes over on the first day on which platforms are possible."""
    rijen = wijkraad("w", opvolger="p"), platform("p")
    assert [_status(dag, *rijen) for dag in ("2023-12-31", "2024-01-01")] == ["wijkraad", ""]


def test_an_own_end_before_the_successor_stays():
    """A wijkraad that ended before its successor began is not prolonged by it."""
    rijen = wijkraad("w", tot="2024-02-01", opvolger="p"), platform("p", van="2024-03-15")
    assert [_status(dag, *rijen) for dag in ("2024-01-31", "2024-02-01")] == ["wijkraad", ""]


@pytest.mark.parametrize("velden", [{"fase": "in oprichting"}, {"fase": "gestopt"}])
def test_a_successor_that_was_never_active_takes_nothing_over(velden):
    """A successor in oprichting, or stopped without an end, leaves the wijkraad as it was."""
    rijen = wijkraad("w", opvolger="p"), platform("p", van="2024-03-15", **velden)
    assert _status("2024-08-01", *rijen) == "wijkraad zonder ondersteuning"


def test_a_successor_that_ended_still_took_over():
    """A successor that was active for a while ended the wijkraad for good: the wijkraad does not come back."""
    rijen = wijkraad("w", opvolger="p"), platform("p", fase="gestopt", van="2024-02-01", tot="2024-03-01")
    assert [_status(dag, *rijen) for dag in ("2024-01-31", "2024-02-01", "2024-03-01")] == ["wijkraad", "", ""]


def test_scores_tell_the_same_as_the_status_and_proof():
    """The number of an organisation on a date holds its rank and proof, for each kind of organisation."""
    stad = tabellen(
        [
            wijkraad("a", laatst_gezien="2024-01-01"),
            wijkraad("b"),
            platform("c", laatst_gezien="2024-02-01"),
            platform("d", fase="in oprichting"),
        ]
    )
    dagen = [date(2023, 12, 31), date(2024, 3, 1), date(2024, 7, 1), date(2025, 6, 1)]
    assert Stand(stad, dagen).scores.T.to_numpy().tolist() == [[5, 4, 0, 0], [5, 4, 7, 0], [3, 2, 7, 0], [2, 2, 6, 0]]


@pytest.mark.parametrize("rijen", [(), (wijkraad("w"),), (wijkraad("w", opvolger="p"),), (platform("p"),)])
def test_a_register_without_one_kind_works(rijen):
    """No organisations at all, or none of one kind, is a table like any other."""
    tabel = organisaties(*rijen)
    assert list(periodes(tabel, BELEID).index) == list(tabel.index)
    stand = Stand(tabellen(rijen), date(2024, 7, 1))
    assert stand.scores.shape == (len(rijen), 1)
    assert len(stand.organisaties) == len(rijen)


def test_tables_keep_their_index_and_are_not_changed():
    """The index comes back in its own order and the register stays as it was."""
    tabel = organisaties(wijkraad("z", opvolger="m"), platform("m"), wijkraad("a", tot="2024"))
    kopie = tabel.copy(deep=True)
    stand = Stand(tabellen()._replace(organisaties=tabel), date(2024, 2, 1))
    for uit in (periodes(tabel, BELEID), stand.organisaties, stand.scores):
        assert list(uit.index) == ["z", "m", "a"]
    pd.testing.assert_frame_equal(tabel, kopie)
