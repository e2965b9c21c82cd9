"""The five groups of residents: in which one a buurt is, and that they add up to the population of the wijk."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given

from analysis import waarden as w
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, buurtoverzicht, wijkoverzicht
from analysis.datums import eerste_dag
from analysis.stand.stand import Stand
from tests import klein
from tests.strategies import datums, dure_wet, steden, varianten

DAG = date(2026, 11, 26)


def _groep(*organisaties, dag=DAG, variant="persbericht"):
    """The group of buurt B11 on a day."""
    stand = Stand(klein.tabellen(organisaties), dag, variant)
    return w.GROEPEN[stand.buurtgroepen.loc[klein.B11, dag]]


def test_a_buurt_is_in_the_group_of_the_highest_that_covers_it():
    """A platform goes before a wijkraad, a wijkraad that was seen before one that was not, and that before nothing."""
    oud, jong = (klein.wijkraad(f"w{jaar}", laatst_gezien=f"{jaar}") for jaar in (2018, 2024))
    assert _groep() == w.NIETS
    assert _groep(oud) == w.LANG_GEEN_TEKEN
    assert _groep(oud, jong) == w.ZONDER_STEUN
    assert _groep(oud, dag=date(2024, 6, 30)) == w.MET_STEUN
    assert _groep(oud, jong, klein.platform("p")) == w.PLATFORM


@pytest.mark.parametrize(
    ("gezien", "groep"),
    [
        ("2021-11-26", w.ZONDER_STEUN),
        ("2021-11-25", w.LANG_GEEN_TEKEN),
        ("2021-12", w.ZONDER_STEUN),
        ("2021", w.LANG_GEEN_TEKEN),  # a partial date is its first day
        ("2031", w.ZONDER_STEUN),  # a sign after the date counts as young
        ("", w.LANG_GEEN_TEKEN),
    ],
)
def test_a_sign_is_young_for_five_years_to_the_day(gezien, groep):
    """The youngest sign counts from the same day five years earlier; older, or never, is long ago."""
    assert _groep(klein.wijkraad("w", laatst_gezien=gezien)) == groep


def test_only_the_signs_of_active_organisations_count():
    """A wijkraad that has ended does not make another one's buurt seem looked after."""
    oud = klein.wijkraad("oud", laatst_gezien="2018")
    assert _groep(oud, klein.wijkraad("weg", laatst_gezien="2024", tot="2025")) == w.LANG_GEEN_TEKEN


@pytest.mark.parametrize(
    ("dag", "variant", "inwoners"),
    [
        # The table of docs/beleid.md.
        ("2023-11-22", "persbericht", (0, 121_750, 0, 0, 45_885)),
        ("2024-01-01", "persbericht", (2_365, 119_385, 0, 0, 45_885)),
        ("2024-07-01", "persbericht", (7_690, 0, 84_055, 30_010, 45_880)),
        ("2024-07-01", "raadsbesluit", (7_690, 114_065, 0, 0, 45_880)),
        ("2025-01-01", "persbericht", (7_690, 0, 81_760, 30_010, 48_175)),
        ("2026-11-26", "persbericht", (7_690, 0, 70_850, 40_920, 48_175)),
        # The last days before two boundaries of the policy.
        ("2023-12-31", "persbericht", (0, 121_750, 0, 0, 45_885)),
        ("2024-06-30", "persbericht", (2_365, 119_385, 0, 0, 45_885)),
    ],
)
def test_the_groups_of_the_real_registers(register, dag, variant, inwoners):
    """Residents per group, 11 wijken with residents who have nothing, and two where nobody has anything."""
    dag, tabellen = date.fromisoformat(dag), register.tabellen
    groepen = {naam: deel[dag] for naam, deel in Stand(tabellen, dag, variant).groepen.items()}
    assert tuple(int(deel.sum()) for deel in groepen.values()) == inwoners
    niets, bevolking = groepen[w.NIETS], tabellen.wijken["inwoners"]
    assert int((niets > 0).sum()) == 11
    helemaal = tabellen.wijken["wijknaam"][(niets == bevolking) & (bevolking > 0)]
    assert sorted(helemaal) == ["Waarder- en Veerpolder", "Zijlwegkwartier"]


def test_an_unknown_population_is_unknown_in_every_group():
    """Of a wijk of which CBS tells no population no group is a number, and none is 0."""
    tabellen = klein.tabellen([klein.platform("p")])
    tabellen.wijken.loc[klein.W1, "inwoners"] = pd.NA
    overzicht = wijkoverzicht(Stand(tabellen, DAG)).set_index("wijkcode")
    kolommen = list(GROEPKOLOMMEN)
    assert overzicht.loc[klein.W1, kolommen].isna().all()
    assert overzicht.loc[klein.W2, kolommen].notna().all()


def _dag_voor_dag(tabellen, dag, variant):
    """The group of every buurt, read from the rules organisation by organisation."""
    stand, uit = Stand(tabellen, dag, variant), {}
    gezien = eerste_dag(tabellen.organisaties["laatst_gezien"])
    grens = date.min
    if dag.year > 5:
        grens = date(dag.year - 5, 2, 28) if (dag.month, dag.day) == (2, 29) else dag.replace(year=dag.year - 5)
    for code in tabellen.buurten.index:
        wie = stand.dekking.loc[stand.dekking["buurtcode"] == code, "organisatie"]
        actief = [id_ for id_ in wie if stand.organisaties.loc[id_, "actief"]]
        raden = [id_ for id_ in actief if tabellen.organisaties.loc[id_, "soort"] == w.WIJKRAAD]
        if len(raden) < len(actief):
            uit[code] = w.PLATFORM
        elif not raden:
            uit[code] = w.NIETS
        elif stand.organisaties.loc[raden, "ondersteund"].any():
            uit[code] = w.MET_STEUN
        else:
            jong = any(gezien[id_].date() >= grens for id_ in raden if gezien[id_] is not pd.NaT)
            uit[code] = w.ZONDER_STEUN if jong else w.LANG_GEEN_TEKEN
    return uit


@dure_wet
@given(steden(), datums, varianten)
def test_the_groups_are_those_of_a_plain_reading_and_add_up(tabellen, dag, variant):
    """Each buurt is in the group that a reading of the rules gives, and groups add up to what is known of each wijk."""
    stand = Stand(tabellen, dag, variant)
    groepen = stand.buurtgroepen[dag]
    assert {code: w.GROEPEN[plek] for code, plek in groepen.items()} == _dag_voor_dag(tabellen, dag, variant)
    assert buurtoverzicht(stand).set_index("buurtcode")["groep"].to_dict() == {
        code: w.GROEPEN[plek] for code, plek in groepen.items()
    }
    delen = pd.DataFrame({naam: deel[dag] for naam, deel in stand.groepen.items()})
    bevolking, zonder = tabellen.wijken["inwoners"], stand.wijken["inwoners_zonder_platform"]
    assert delen.isna().all(axis=1).tolist() == delen.isna().any(axis=1).tolist() == bevolking.isna().tolist()
    bekend = bevolking.notna()
    assert (delen[bekend] >= 0).all(axis=None)
    assert delen[bekend].sum(axis=1).tolist() == bevolking[bekend].tolist()
    assert delen.loc[bekend, w.PLATFORM].tolist() == (bevolking - zonder)[bekend].tolist()


@dure_wet
@given(steden(), datums, varianten)
def test_the_groups_of_many_days_are_those_of_each(tabellen, dag, variant):
    """Asked of some days at once, or of one of them, the groups are the same."""
    dagen = [een for een in (dag, date(2023, 12, 31), date(2024, 7, 1)) if een != dag] + [dag]
    samen = Stand(tabellen, dagen, variant)
    for een in dagen:
        alleen = Stand(tabellen, een, variant)
        for naam, deel in samen.op(een).groepen.items():
            pd.testing.assert_frame_equal(deel, alleen.groepen[naam])
        pd.testing.assert_frame_equal(samen.op(een).buurtgroepen, alleen.buurtgroepen)
