"""The situation on one or many days: one door, each table once, and the same answers for a day among others."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.stand import stand as deur
from analysis.stand.organisaties import scores
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import GATEN
from analysis.vraag import Vraag
from publicatie.pagina import publicatie
from register.bevraging import Bevraging
from tests import klein
from tests.echt import VARIANTEN
from tests.strategies import datums, dure_wet, steden, varianten
from ui import bron
from uitvoer.bladen import maak, stil
from uitvoer.formaten import STAD
from uitvoer.tabel import make_uitvoer
from web.scherm import inhoud, situatie
from web.staat import Staat

ZOMER = date(2024, 7, 1)


def _als_score(status, bewijs):
    """What the screen reads as one number: twice the rank of the status, and one more when it is proven."""
    return [2 * w.BUURTSTATUSSEN.index(s) + (b == w.BEVESTIGD) for s, b in zip(status, bewijs, strict=True)]


def _is_die_van_elke_datum(tabellen, dagen, variant):
    alle = Stand(tabellen, dagen, variant)
    paren = alle.dekking
    for dag in dagen:
        alleen, daaruit = Stand(tabellen, dag, variant), alle.op(dag)
        for naam in ("organisaties", "buurten", "wijken", "initiatieven"):
            pd.testing.assert_frame_equal(getattr(daaruit, naam), getattr(alleen, naam))
        assert daaruit.telling() == alleen.telling()
        buurten, rijen = alleen.buurten, alleen.organisaties
        assert alle.buurtscores[dag].tolist() == _als_score(buurten["buurtstatus"], buurten["bewijs"]), dag
        status = rijen["status"].where(rijen["actief"], w.GEEN)
        assert alle.scores[dag].tolist() == _als_score(status, rijen["bewijs"]), dag
        assert alle.wordend[dag].tolist() == rijen["in_oprichting"].tolist(), dag
        wordend = paren.loc[paren["organisatie"].isin(rijen.index[rijen["in_oprichting"]]), "buurtcode"]
        assert alle.oprichting[dag].tolist() == tabellen.buurten.index.isin(wordend).tolist(), dag
        assert alle.aanwezig[dag].tolist() == tabellen.initiatieven.index.isin(alleen.initiatieven.index).tolist(), dag


@pytest.mark.parametrize("variant", VARIANTEN)
def test_every_moment_of_change_of_the_real_register(register, variant):
    """On each change date, the day before it and far outside them, every column is the answer of that date alone."""
    momenten = wisselmomenten(register.tabellen, variant)
    dagen = sorted({date.min, date.max, *momenten, *(dag - timedelta(days=1) for dag in momenten)})
    assert len(dagen) > 80
    _is_die_van_elke_datum(register.tabellen, dagen, variant)


@dure_wet
@given(steden(), st.lists(datums, max_size=5), varianten)
def test_any_city_on_any_dates(stad, dagen, variant):
    """Whatever the registers hold and in whatever order the dates come, once or twice, each column is its date's answer."""
    _is_die_van_elke_datum(stad, dagen, variant)


def _werkt_in(stad, buurtcodes):
    """Whether each organisation names one of these buurten, or the wijk of one."""
    codes = buurtcodes | {*stad.buurten.loc[list(buurtcodes), "wijkcode"]}
    return stad.organisaties["werkgebied"].map(lambda tekst: bool(codes & set((tekst or "").split()))).astype(bool)


@dure_wet
@given(steden(), datums, varianten)
def test_the_count_is_that_of_the_rows(stad, dag, variant):
    """Active, unproven and nascent organisations are counted as their rows say, of the city and of any gebied."""
    stand = Stand(stad, dag, variant)
    gebied_van = stad.buurten["wijkcode"].map(stad.wijken["gebied"])
    for gebied in (None, *stad.wijken["gebied"].unique(), "Nergens"):
        eigen, soort = stand.organisaties, stad.organisaties["soort"]
        if gebied is not None:
            hier = _werkt_in(stad, {*gebied_van.index[gebied_van == gebied]})
            eigen, soort = eigen[hier], soort[hier]
        uit = stand.telling(gebied)
        for kind, telling in zip((w.WIJKRAAD, w.WIJKPLATFORM), uit[:2], strict=True):
            actief = eigen[eigen["actief"] & (soort == kind)]
            assert tuple(telling) == (len(actief), int((actief["bewijs"] == w.TE_VERIFIEREN).sum()))
        assert uit[2] == eigen["in_oprichting"].sum()


def test_the_count_of_a_known_city():
    """Two wijkraden of which one is unproven, one proven platform, one in oprichting; who is gone does not count."""
    stad = klein.tabellen(
        [
            klein.wijkraad("gezien", laatst_gezien="2024-05"),
            klein.wijkraad("nooit-gezien", klein.B12),
            klein.wijkraad("weg", klein.B21, tot="2020"),
            klein.wijkraad("gestopt", klein.B21, fase="gestopt"),
            klein.platform("er", klein.W3, laatst_gezien="2024-06-01"),
            klein.platform("straks", klein.W4, van="2024-08"),
            klein.platform("wordt", klein.W4, fase="in oprichting"),
        ]
    )
    alle = Stand(stad, [date(2023, 12, 31), ZOMER, date(2026, 1, 1)])
    assert alle.tellingen() == [((2, 1), (0, 0), 0), ((2, 1), (1, 0), 1), ((2, 2), (2, 2), 1)]
    assert alle.op(ZOMER).telling() == alle.tellingen()[1]


def test_an_initiative_is_there_in_its_period_only():
    """From its first day until its end, half-open; one that stopped on an unknown day is never there."""
    stad = klein.tabellen(
        (),
        [
            klein.initiatief("zomer", van="2024-06", tot="2024-07-01"),
            klein.initiatief("altijd"),
            klein.initiatief("gestopt", fase="gestopt"),
            klein.initiatief("gestopt-in-2024", fase="gestopt", tot="2024"),
        ],
    )
    dagen = [date(2024, 5, 31), date(2024, 6, 1), ZOMER, date(2025, 1, 1)]
    er = Stand(stad, dagen).aanwezig.astype(int)
    assert er.loc["zomer"].tolist() == [0, 1, 0, 0]
    assert er.loc["altijd"].tolist() == [1, 1, 1, 1]
    assert er.loc["gestopt"].tolist() == [0, 0, 0, 0]
    assert er.loc["gestopt-in-2024"].tolist() == [1, 1, 1, 0]
    _is_die_van_elke_datum(stad, dagen, "persbericht")


def test_no_dates_give_tables_without_columns(register):
    """Without a date there is a row for everything and nothing in it."""
    tabellen = register.tabellen
    alle = Stand(tabellen, [])
    assert (alle.buurtscores.shape, alle.oprichting.shape) == ((111, 0), (111, 0))
    assert {tabel.shape for tabel in alle.wijkmatrix} == {(21, 0)}
    assert {alle.scores.shape, alle.wordend.shape} == {(len(tabellen.organisaties), 0)}
    assert alle.aanwezig.shape == (len(tabellen.initiatieven), 0)
    assert alle.tellingen() == []


def test_empty_registers_give_a_city_with_nothing():
    """Without organisations and initiatives every buurt has nothing and every wijk is a gap."""
    stand = Stand(klein.tabellen(), ZOMER)
    assert stand.buurtscores[ZOMER].tolist() == [0] * 8
    assert not stand.oprichting[ZOMER].any()
    assert set(stand.wijken["wijkstatus"]) == {w.GEEN_PLATFORM}
    assert stand.telling() == ((0, 0), (0, 0), 0)


def test_tables_are_left_as_they_were():
    """Looking at many dates changes nothing in the registers."""
    stad = klein.tabellen([klein.wijkraad("a"), klein.platform("b", klein.W2)], [klein.initiatief("i")])
    voor = [tabel.copy(deep=True) for tabel in stad[:4]]
    stand = Stand(stad, [date(2023, 1, 1), ZOMER])
    for naam in ("organisaties", "buurten", "wijken", "initiatieven"):
        getattr(stand.op(ZOMER), naam)
    for oud, nu in zip(voor, stad[:4], strict=True):
        pd.testing.assert_frame_equal(oud, nu)


def test_rows_of_initiatives_are_kept_whole_and_in_order():
    """What is there keeps its columns, its order and its index."""
    stad = klein.tabellen(
        (), [klein.initiatief("z", 52.3, 4.6), klein.initiatief("m", tot="2020"), klein.initiatief("a")]
    )
    pd.testing.assert_frame_equal(Stand(stad, ZOMER).initiatieven, stad.initiatieven.loc[["z", "a"]])


def test_one_day_of_many_is_asked_for():
    """In words there is one day: of many it must be said which, and only one of them can be asked for."""
    stand = Stand(klein.tabellen(), [date(2023, 1, 1), ZOMER, date(2023, 1, 1)])
    assert stand.dagen == (date(2023, 1, 1), ZOMER)
    with pytest.raises(ValueError, match="too many values"):
        _ = stand.wijken
    with pytest.raises(KeyError):
        stand.op(date(2024, 1, 1))


@pytest.fixture
def geteld(monkeypatch):
    """Every set of days that the status of the buurten is computed for, with how often."""
    keren = Counter()

    def tel(organisaties, periode, dagen, variant):
        keren[tuple(dagen)] += 1
        return scores(organisaties, periode, dagen, variant)

    monkeypatch.setattr(deur, "scores", tel)
    return keren


def _scherm(register):
    staat = Staat(ZOMER, wijk="WK039201")
    inhoud(situatie(staat.vraag.stand(register.tabellen), staat.gebied, staat.wijk), staat.peildatum, ZOMER)
    bron.tijdlijn_van(register, staat)
    bron.presentatie_van(register, staat.variant)


@pytest.mark.parametrize(
    "wat",
    [
        pytest.param(_scherm, id="screen"),
        pytest.param(lambda register: maak(Bevraging(register, Vraag(ZOMER)), STAD, ".pdf"), id="sheet"),
        pytest.param(
            lambda register: make_uitvoer(Bevraging(register, Vraag(ZOMER)), GATEN).maak(".xlsx"), id="export"
        ),
        pytest.param(lambda register: publicatie(Bevraging(register, Vraag(ZOMER)), ZOMER, stil), id="publication"),
    ],
)
def test_the_status_of_the_buurten_is_computed_once(register, geteld, wat):
    """A screen, a sheet, a file and a whole publication each compute the buurten once for a set of days."""
    wat(replace(register, vingerafdruk=str(uuid4())))
    assert (ZOMER,) in geteld
    assert set(geteld.values()) == {1}


def test_an_answer_is_made_once_of_a_stand():
    """Whoever asks again gets the same table, also after somebody else changed what he got."""
    stand, keren = Stand(klein.tabellen(), date(2024, 7, 1)), []

    def maak(van):
        keren.append(van)
        return pd.DataFrame({"een": [1]})

    gekregen = stand.eenmaal(maak)
    gekregen["een"] = 2
    assert stand.eenmaal(maak)["een"].tolist() == [1]
    assert keren == [stand]
