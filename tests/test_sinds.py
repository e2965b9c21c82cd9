"""Since when: every kind of change has a day of its own, held against a reading of the register day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.antwoorden.veranderingen import veranderingen
from analysis.stand.stand import Stand
from tests import klein
from tests.klein import VARIANTEN
from tests.strategies import steden, varianten, wet

DAG = timedelta(days=1)
EERSTE = date(2024, 1, 1)


def _vergelijk(van, tot, *rijen, variant=None, **extra):
    stad = klein.tabellen(rijen)
    return veranderingen(*(Stand(stad, dag, variant) for dag in (van, tot)), **extra)


def _wat(uitkomst):
    return [(rij.id, rij.wat, rij.sinds) for rij in uitkomst.organisaties.itertuples()]


# ---- a reading of our own, with nothing of the product: a row and a day in, what it is on that day out


def _eerste_dag(tekst):
    delen = [int(deel) for deel in tekst.split("-")]
    return date(*[*delen, 1, 1][:3])


def _na(tekst):
    delen = [int(deel) for deel in tekst.split("-")]
    if len(delen) == 3:
        return date(*delen)
    maand = delen[1] if len(delen) == 2 else 12
    return date(delen[0] + maand // 12, maand % 12 + 1, 1)


def _periode(rij, rijen):
    """From when until when a row counts (None is always, or never), and whether it does at all."""
    platform = rij["soort"] == "wijkplatform"
    begin = _eerste_dag(rij["van"]) if rij["van"] else None
    eind = _na(rij["tot"]) if rij["tot"] else None
    if platform:
        begin = max(begin or EERSTE, EERSTE)
    telt = rij["fase"] != "in oprichting" and not (rij["fase"] == "gestopt" and eind is None)
    opvolger = rijen.get(rij["opvolger"])
    if not platform and opvolger is not None and opvolger["soort"] == "wijkplatform":
        begin_opvolger, _, opvolger_telt = _periode(opvolger, rijen)
        if opvolger_telt and (eind is None or begin_opvolger < eind):
            eind = begin_opvolger
    return begin, eind, telt


def _is(rij, dag, variant, rijen):
    """Nothing when it is not active, else its status and whether it is proven."""
    begin, eind, telt = _periode(rij, rijen)
    if not telt or (begin and dag < begin) or (eind and dag >= eind):
        return None
    gezien = rij["laatst_gezien"]
    zeker = bool(gezien) and dag <= _eerste_dag(gezien) + 365 * DAG
    if rij["soort"] == "wijkplatform":
        return "platform", zeker
    steun = dag < VARIANTEN[variant].einde_ondersteuning
    return "wijkraad" if steun else "wijkraad zonder ondersteuning", zeker


def _sinds(dagen, waarden):
    """Since which day the last value holds; None when it always did."""
    laatste = waarden[-1]
    return next(
        (dagen[n + 1] for n in reversed(range(len(dagen) - 1)) if waarden[n] != laatste),
        None,
    )


def _naief(rij, dagen, variant, rijen):
    """What changed of a row from the first day to the last, each with its day."""
    verloop = [_is(rij, dag, variant, rijen) for dag in dagen]
    oud, nieuw = verloop[0], verloop[-1]
    if (oud is None) != (nieuw is None):
        sinds = _sinds(dagen, [stand is not None for stand in verloop])
        return {("begonnen" if nieuw else "geëindigd", sinds.isoformat())}
    if nieuw is None:
        return set()
    uit = set()
    if oud[0] != nieuw[0]:
        wat = "steun verloren" if nieuw[0].endswith("ondersteuning") else "steun gekregen"
        uit.add((wat, _sinds(dagen, [stand and stand[0] for stand in verloop]).isoformat()))
    if oud[1] != nieuw[1]:
        wat = "bevestigd geworden" if nieuw[1] else "te verifiëren geworden"
        uit.add((wat, _sinds(dagen, [stand and stand[1] for stand in verloop]).isoformat()))
    return uit


def _buurt_op(code, dag, variant, rijen):
    """What a buurt has on a day: the highest status, proven when one organisation of that kind is."""
    standen = [
        _is(rij, dag, variant, rijen)
        for rij in rijen.values()
        if {code, "WK" + code[2:8]} & set(rij["werkgebied"].split())
    ]
    for status in ("platform", "wijkraad", "wijkraad zonder ondersteuning"):
        if bewijzen := [stand[1] for stand in standen if stand and stand[0] == status]:
            return status, any(bewijzen)
    return "geen", False


# Around the transition, where everything happens, and long enough for proof to expire.
dichtbij = st.dates(date(2022, 12, 1), date(2025, 9, 1))


@wet
@given(steden(), dichtbij, dichtbij, varianten)
def test_every_change_of_an_organisation_has_the_day_that_a_reading_day_by_day_gives(stad, een, twee, variant):
    """Begun, ended, support and proof: on random registers the kinds and days are those of looking at every day."""
    van, tot = sorted((een, twee))
    dagen = [van + n * DAG for n in range((tot - van).days + 1)]
    rijen = stad.organisaties.to_dict("index")
    uitkomst = veranderingen(Stand(stad, van, variant), Stand(stad, tot, variant)).organisaties
    gevonden = {id_: set() for id_ in rijen}
    for rij in uitkomst.itertuples():
        gevonden[rij.id].add((rij.wat, rij.sinds))
    assert gevonden == {id_: _naief(rij, dagen, variant, rijen) for id_, rij in rijen.items()}
    assert len(uitkomst) == sum(map(len, gevonden.values()))


@wet
@given(steden(), dichtbij, dichtbij, varianten)
def test_every_change_of_a_buurt_has_the_day_that_a_reading_day_by_day_gives(stad, een, twee, variant):
    """A new status is since that status is there, new proof since status and proof are both as they are now."""
    van, tot = sorted((een, twee))
    dagen = [van + n * DAG for n in range((tot - van).days + 1)]
    rijen = stad.organisaties.to_dict("index")
    uitkomst = veranderingen(Stand(stad, van, variant), Stand(stad, tot, variant)).buurten
    for code, rij in uitkomst.iterrows():
        verloop = [_buurt_op(code, dag, variant, rijen) for dag in dagen]
        assert rij["veranderd"] == (verloop[0] != verloop[-1])
        if rij["veranderd"]:
            statussen = [status for status, _ in verloop]
            assert rij["sinds"] == _sinds(dagen, statussen if statussen[0] != statussen[-1] else verloop)


def test_an_organisation_that_began_long_before_its_support_ended_began_on_its_first_day():
    """The end of support in between is no begin: the wijkraad is there since 24 April 2019."""
    raad = klein.wijkraad("w", klein.W1, van="2019-04-24", laatst_gezien="2025-01")
    uitkomst = _vergelijk(date(2018, 1, 1), date(2025, 6, 1), raad)
    assert _wat(uitkomst) == [("w", "begonnen", "2019-04-24")]
    # Of the buurten the status is told, which is of a later day.
    assert uitkomst.veranderd["verandering"].tolist() == ["wijkraad zonder ondersteuning sinds 1 juli 2024"]


def test_the_wijkraad_of_the_slachthuisbuurt_began_in_2019(register):
    """The real example: between 2018 and now it is begun, since the day in the register."""
    kanten = Stand(register.tabellen, date(2018, 1, 1)), Stand(register.tabellen, date(2026, 11, 26))
    uit = veranderingen(*kanten).organisaties.set_index("id").loc["wijkraad-slachthuisbuurt-vanaf-2019"]
    assert (uit["wat"], uit["sinds"]) == ("begonnen", register.tabellen.organisaties["van"][uit.name])


@pytest.mark.parametrize(
    ("van", "verwacht"),
    [
        (date(2023, 1, 1), [("w", "geëindigd", "2024-09-01")]),
        (date(2024, 8, 31), [("w", "geëindigd", "2024-09-01")]),
        (date(2024, 9, 1), []),
    ],
)
def test_an_end_after_lost_support_and_lost_proof_is_the_end(van, verwacht):
    """Support went in July, proof in March, and it ended in September: it ended, since September."""
    raad = klein.wijkraad("w", klein.W1, tot="2024-08", laatst_gezien="2023-03-01")
    assert _wat(_vergelijk(van, date(2025, 1, 1), raad)) == verwacht


@pytest.mark.parametrize("variant", VARIANTEN)
def test_support_and_proof_have_their_own_days_in_either_variant(variant):
    """What lost both is told twice, each since its own day, whichever comes first."""
    einde = VARIANTEN[variant].einde_ondersteuning
    for gezien, onzeker in (("2023-05-01", date(2024, 5, 1)), ("2024-04-01", date(2025, 4, 2))):
        raad = klein.wijkraad("w", klein.B21, laatst_gezien=gezien)
        uit = _vergelijk(date(2024, 2, 1), date(2025, 6, 1), raad, variant=variant, gebied="Noord")
        paren = [(einde, "steun verloren"), (onzeker, "te verifiëren geworden")]
        assert _wat(uit) == [("w", wat, dag.isoformat()) for dag, wat in sorted(paren)]
        assert _wat(_vergelijk(date(2024, 2, 1), date(2025, 6, 1), raad, gebied="Zuid")) == []
