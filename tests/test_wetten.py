"""Laws that hold for every register, on every date: small cities made up by hypothesis, the same ones in every run."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.antwoorden.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.score import rang
from analysis.stand.buurten import tellingen
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.tabellen import Tabellen
from tests import klein
from tests.klein import VARIANTEN
from tests.strategies import datums, dure_wet, nieuw_platform, nieuwe_rij, steden, varianten, wet


def _met(stad, rij):
    """The city with one organisation more."""
    rijen = [*stad.organisaties.reset_index().to_dict("records"), rij]
    return stad._replace(organisaties=klein.organisaties(*rijen))


def _rang(stad, dag, variant):
    status = Stand(stad, dag, variant).buurten["buurtstatus"]
    return status.map(w.BUURTSTATUSSEN.index)


def _rangen(stad, dagen, variant):
    return rang(Stand(stad, dagen, variant).buurtscores)


def _antwoorden(stad, dag, variant):
    """Everything that is answered for a date, without the date itself."""
    wijken = wijkoverzicht(Stand(stad, dag, variant))
    tabellen = wijken, buurtoverzicht(Stand(stad, dag, variant)), gaten(wijken)
    op_datum = Stand(stad, dag, variant).organisaties[["actief", "status", "bewijs"]].sort_index()
    return [*(tabel.drop(columns="peildatum") for tabel in tabellen), op_datum]


def _gelijk(een, ander):
    for links, rechts in zip(een, ander, strict=True):
        pd.testing.assert_frame_equal(links, rechts)


@wet
@given(steden(), datums, varianten)
def test_every_buurt_has_exactly_one_status(stad, dag, variant):
    """On any date every buurt has one known status, proof exactly when somebody covers it, and the counts add up."""
    uit = Stand(stad, dag, variant).buurten
    assert list(uit.index) == list(stad.buurten.index)
    assert set(uit["buurtstatus"]) <= set(w.BUURTSTATUSSEN)
    assert ((uit["bewijs"] == "") == (uit["buurtstatus"] == w.GEEN)).all()
    assert set(uit["bewijs"]) <= {w.BEVESTIGD, w.TE_VERIFIEREN, ""}
    aantal = tellingen(uit["buurtstatus"])
    assert list(aantal) == list(reversed(w.BUURTSTATUSSEN))
    assert sum(aantal.values()) == len(stad.buurten)


@wet
@given(steden(), datums, varianten)
def test_every_wijk_has_a_status_within_its_bounds(stad, dag, variant):
    """A wijk has proof exactly with a platform, and between 0 and all of its residents are without one."""
    uit = Stand(stad, dag, variant).wijken
    assert set(uit["wijkstatus"]) <= set(w.WIJKSTATUSSEN)
    assert ((uit["bewijs"] == "") == (uit["wijkstatus"] == w.GEEN_PLATFORM)).all()
    vol = uit["wijkstatus"] == w.VOLLEDIG_PLATFORM
    for wie in ("inwoners", "huishoudens"):
        zonder, totaal = uit[f"{wie}_zonder_platform"], stad.wijken[wie]
        assert zonder.dropna().ge(0).all()
        assert (zonder <= totaal).fillna(value=True).all()
        assert zonder[vol].eq(0).all()
        assert (zonder.isna() == (totaal.isna() & ~vol)).all()
        leeg = uit["wijkstatus"] == w.GEEN_PLATFORM
        pd.testing.assert_series_equal(zonder[leeg], totaal[leeg], check_names=False)
    for zonder in Stand(stad, wisselmomenten(stad, variant), variant).wijkmatrix[2:]:
        assert not (zonder < 0).any(axis=None)


@dure_wet
@given(steden(), datums, varianten, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(stad, dag, variant, toeval):
    """Any table in any other order gives the same answers and the same moments of change."""
    geschud = Tabellen(*(tabel.loc[toeval.sample(list(tabel.index), len(tabel))] for tabel in stad[:4]), stad.gemeente)
    _gelijk(_antwoorden(stad, dag, variant), _antwoorden(geschud, dag, variant))
    assert wisselmomenten(stad, variant) == wisselmomenten(geschud, variant)


@wet
@given(steden(), varianten)
def test_coverage_changes_on_moments_of_change_only(stad, variant):
    """Between any two moments of change, and before and after them, every buurt and wijk stays as it is."""
    momenten = wisselmomenten(stad, variant)
    eerste = [date.min, *momenten]
    laatste = [*(moment - timedelta(days=1) for moment in momenten), date.max]
    begin, eind = (Stand(stad, dagen, variant) for dagen in (eerste, laatste))
    for een, ander in ((begin.buurtscores, eind.buurtscores), (begin.scores, eind.scores)):
        assert (een.to_numpy() == ander.to_numpy()).all()


@dure_wet
@given(steden(), datums, varianten)
def test_tables_change_on_moments_of_change_only(stad, dag, variant):
    """On a random date every table is the same as on the moment of change before it."""
    voor = [moment for moment in wisselmomenten(stad, variant) if moment <= dag]
    _gelijk(_antwoorden(stad, dag, variant), _antwoorden(stad, max(voor, default=date.min), variant))


@wet
@given(steden(), nieuw_platform, varianten)
def test_a_platform_more_never_leaves_more_people_without(stad, rij, variant):
    """Adding a platform raises the residents and households without one in no wijk, on no date."""
    meer = _met(stad, rij)
    dagen = [date.min, *wisselmomenten(meer, variant)]
    voor, na = (Stand(s, dagen, variant).wijkmatrix for s in (stad, meer))
    for oud, nieuw in ((voor.inwoners_zonder, na.inwoners_zonder), (voor.huishoudens_zonder, na.huishoudens_zonder)):
        assert ((nieuw <= oud) | (oud.isna() & (nieuw.isna() | nieuw.eq(0)))).all(axis=None)


@wet
@given(steden(), nieuwe_rij, varianten)
def test_an_organisation_more_never_lowers_a_buurt(stad, rij, variant):
    """Adding any organisation leaves every buurt at least as high as it was, on every date."""
    meer = _met(stad, rij)
    dagen = [date.min, *wisselmomenten(meer, variant)]
    assert (_rangen(meer, dagen, variant) >= _rangen(stad, dagen, variant)).all(axis=None)


@wet
@given(steden(), datums)
def test_the_later_variant_never_gives_less(stad, dag):
    """With the support ending later no buurt is lower, and no wijk changes: platforms do not depend on it."""
    vroeg, laat = sorted(VARIANTEN, key=lambda v: VARIANTEN[v].einde_ondersteuning)
    dagen = [date.min, *wisselmomenten(stad, vroeg), *wisselmomenten(stad, laat)]
    assert (_rangen(stad, dagen, laat) >= _rangen(stad, dagen, vroeg)).all(axis=None)
    _gelijk(*([Stand(stad, dag, v).wijken] for v in (vroeg, laat)))


@wet
@given(steden(), datums, varianten)
def test_the_score_of_an_organisation_is_its_status_and_proof(stad, dag, variant):
    """The number that buurten compare says the same as the row that users read."""
    rijen = Stand(stad, dag, variant).organisaties
    uit = Stand(stad, dag, variant).scores[dag]
    for id_, rij in rijen.iterrows():
        plaats = w.BUURTSTATUSSEN.index(rij["status"]) if rij["actief"] else 0
        assert uit[id_] == (2 * plaats + (rij["bewijs"] == w.BEVESTIGD) if rij["actief"] else 0)


@wet
@given(steden(), datums, varianten)
def test_the_gap_list_holds_everybody_without_a_platform(stad, dag, variant):
    """The list has exactly the wijken where somebody is, or may be, without a platform, in order; shares rise to 1."""
    overzicht = wijkoverzicht(Stand(stad, dag, variant))
    uit = gaten(overzicht)
    zonder = uit["inwoners_zonder_platform"]
    # Unknown is not zero.
    assert set(uit["wijkcode"]) == set(overzicht.loc[overzicht["inwoners_zonder_platform"].ne(0).fillna(value=True), "wijkcode"])  # fmt: skip
    sleutels = list(zip(zonder.isna(), -zonder.fillna(0), uit["wijkcode"], strict=True))
    assert sleutels == sorted(sleutels)
    assert uit["rang"].tolist() == list(range(1, len(uit) + 1))
    assert (uit["aandeel_cumulatief"].isna() == zonder.isna()).all()
    bekend = uit["aandeel_cumulatief"].dropna()
    assert bekend.is_monotonic_increasing
    assert bekend.tail(1).eq(1).all()
