"""The timeline that goes to the browser: what is looked up in it is what Python says of each date."""

import json
from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import waarden as w
from analysis.antwoorden.verloop import inwoners_per_groep
from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from tests import klein
from tests.klein import VARIANTEN
from tests.strategies import wet
from tests.verteld import gevuld, waarde
from web.situatie import DATUMPLEK, ZEKERPLEK, beeld, blik, ingevuld
from web.tijdlijn import Nu, door_de_tijd, eenmalig, schaal, tijdlijn

VANDAAG = date(2026, 11, 20)
DAG = timedelta(days=1)


def _opgezocht(lijn, dag):
    """What the browser makes of a date: the values after as many moments as have come."""
    k = bisect_right(lijn["momenten"], dag.isoformat())
    uit = {"teksten": {}, "stand": {}}
    for veld, waarden in lijn["velden"].items():
        deel, naam, *nummer = veld.split(".")
        tekst = waarde(waarden, k)
        if nummer:
            uit[deel].setdefault(naam, []).append(tekst)
        else:
            uit[deel][naam] = tekst
    zeker = uit["teksten"].pop("zeker")
    uit["teksten"] |= gevuld(uit["teksten"] | {"zeker": lijn["verwacht"] if dag > VANDAAG else zeker}, dag)
    return uit


def _van_python(tabellen, dag, variant, gebied):
    van_dag = beeld(Stand(tabellen, dag, variant), blik(tabellen, gebied))
    return van_dag | {"teksten": ingevuld(van_dag["teksten"], dag, VANDAAG)}


@pytest.mark.parametrize(
    ("variant", "gebied"), [("persbericht", None), ("raadsbesluit", None), ("persbericht", "Centrum")]
)
def test_every_looked_up_value_is_the_answer_of_that_date(register, variant, gebied):
    """On every change date, the day before it and both far ends, all texts and statuses are those of the screen."""
    tabellen = register.tabellen
    lijn = tijdlijn(door_de_tijd(tabellen, variant), gebied, Nu(VANDAAG))
    momenten = wisselmomenten(tabellen, variant)
    assert lijn["momenten"] == [dag.isoformat() for dag in momenten]  # on one of them platforms became possible
    for dag in sorted({EERSTE_DAG, VANDAAG, LAATSTE_DAG, *momenten, *(moment - DAG for moment in momenten)}):
        assert _opgezocht(lijn, dag) == _van_python(tabellen, dag, variant, gebied), dag


def test_the_date_has_one_place_in_one_text(register):
    """Only the sentence names the date, once: a lookup fills in nothing else."""
    velden = tijdlijn(door_de_tijd(register.tabellen, "persbericht"), None, Nu(VANDAAG))["velden"]
    met = {plek: {naam for naam, veld in velden.items() if plek in json.dumps(veld)} for plek in (DATUMPLEK, ZEKERPLEK)}
    assert met == {DATUMPLEK: {"teksten.stand"}, ZEKERPLEK: {"teksten.stand"}}
    zinnen = velden["teksten.stand"][0]
    assert {zin.count(DATUMPLEK) for zin in zinnen} == {1}
    assert {zin.count(ZEKERPLEK) for zin in zinnen} == {0, 1}


def test_every_field_has_a_value_from_the_beginning(register):
    """A field that changes has a value before the first moment, changes at moments, and tells no value twice."""
    lijn = tijdlijn(door_de_tijd(register.tabellen, "persbericht"), None, Nu(VANDAAG))
    wisselend = {naam: veld for naam, veld in lijn["velden"].items() if not isinstance(veld, str)}
    assert {"stand.buurten", "teksten.bewijs"} <= wisselend.keys()
    for naam, (verteld, wissels) in wisselend.items():
        plaatsen = [begin for begin, _ in wissels]
        assert plaatsen[0] == 0, naam
        assert plaatsen == sorted(set(plaatsen)), naam
        assert plaatsen[-1] <= len(lijn["momenten"]), naam
        assert {nummer for _, nummer in wissels} == set(range(len(verteld))), naam


@wet
@given(st.one_of(st.lists(st.text("ab=\0", max_size=3), min_size=1), st.lists(st.text("45=", min_size=30, max_size=30), min_size=1)))  # fmt: skip
def test_once_told_values_give_the_list_back(waarden):
    """Every place gives its own value back, and no switch changes nothing."""
    uit = eenmalig(waarden)
    assert [waarde(uit, plek) for plek in range(len(waarden))] == waarden
    assert isinstance(uit, str) == (len(set(waarden)) == 1)
    assert isinstance(uit, str) or all(een[1] != ander[1] for een, ander in pairwise(uit[1]))


def _veel(aantal):
    """Two organisations per buurt at a time, that follow each other daily."""
    begin = date(2015, 1, 1)
    return [klein.initiatief(f"i{n}", van=(begin + n * DAG).isoformat()) for n in range(aantal)]


REGISTERS = {
    "all dates unknown": ([klein.wijkraad("a"), klein.wijkraad("b", klein.W2)], []),
    "nothing at all": ([], []),
    "one change date": ([], [klein.initiatief("i", van="2025-03-01")]),
    "one old change date": ([klein.wijkraad("a", van="1950")], []),
    "only old dates": ([klein.wijkraad("a", van="1950", tot="1960"), klein.wijkraad("b", van="1971-05")], []),
    "only far dates": ([klein.platform("a", van="2050")], [klein.initiatief("i", van="2060", tot="2099")]),
    "5 000 change dates": ([], _veel(5000)),
}


@pytest.fixture(scope="module", params=REGISTERS)
def geval(request):
    stad = klein.tabellen(*REGISTERS[request.param])
    return stad, tijdlijn(door_de_tijd(stad, "persbericht"), None, Nu(VANDAAG))


def test_the_line_runs_from_0_to_1_without_turning_back(geval):
    """Later dates lie strictly further on the line, from 0 on its first day to 1 on its last, for any register."""
    stad, lijn = geval
    dagen, plekken = zip(*lijn["schaal"], strict=True)
    assert (plekken[0], plekken[-1]) == (0, 1)
    assert all(een < ander for een, ander in pairwise(plekken))
    assert all(een < ander for een, ander in pairwise(dagen))
    eerste = stad.gemeente.beleid.eerste_platform
    assert lijn["momenten"] == [dag.isoformat() for dag in sorted({*wisselmomenten(stad), eerste})]


def test_everything_on_the_line_lies_within_it(geval):
    """Every change date, every milestone and today have a place between both ends, and the ends are no further."""
    _, lijn = geval
    alles = [*lijn["momenten"], *(m[0] for m in lijn["mijlpalen"]), lijn["nu"][0]]
    assert (min(alles), max(alles)) == (lijn["schaal"][0][0], lijn["schaal"][-1][0])
    assert len(lijn["mijlpalen"]) == len(klein.GEMEENTE.mijlpalen("persbericht"))


def test_phases_cover_the_whole_line_without_a_gap(geval):
    """Preparation, transition and after follow each other from the first day to the last."""
    _, lijn = geval
    fasen = lijn["fasen"]
    assert [fase[0] for fase in fasen[1:]] == [fase[1] for fase in fasen[:-1]]
    assert (fasen[0][0], fasen[-1][1]) == (lijn["schaal"][0][0], lijn["schaal"][-1][0])
    assert all(van < tot for van, tot, *_ in fasen)


def test_values_are_right_for_any_register(geval):
    """Before the first date, on the transition and after the last one, the lookup says what the screen says."""
    stad, lijn = geval
    for dag in (EERSTE_DAG, date(2024, 6, 30), date(2024, 7, 1), date(2025, 3, 1), LAATSTE_DAG):
        assert _opgezocht(lijn, dag) == _van_python(stad, dag, "persbericht", None), dag


@pytest.mark.parametrize("variant", VARIANTEN)
def test_the_transition_lies_in_the_phase_of_its_variant(register, variant):
    """The middle phase runs from the first possible platform to the end of support that the variant gives."""
    lijn = tijdlijn(door_de_tijd(register.tabellen, variant), None, Nu(VANDAAG))
    assert lijn["fasen"][1][:2] == [
        klein.BELEID.eerste_platform.isoformat(),
        VARIANTEN[variant].einde_ondersteuning.isoformat(),
    ]
    assert [VARIANTEN[variant].einde_ondersteuning.isoformat(), "einde steun"] in [m[:2] for m in lijn["mijlpalen"]]


def _gesteund(tabellen, dag, variant, gebied):
    """The residents with a platform and with a supported wijkraad, as the answers of one day add them up."""
    som = inwoners_per_groep(Stand(tabellen, dag, variant))
    eigen = som if gebied is None else som[som["gebied"] == gebied]
    per_groep = eigen.groupby("groep")["inwoners"].sum()
    return [int(per_groep[w.GROEPNAMEN[groep]]) for groep in (w.PLATFORM, w.MET_STEUN)]


@pytest.mark.parametrize("gebied", [None, "Centrum"])
@pytest.mark.parametrize("variant", VARIANTEN)
def test_the_area_has_the_residents_with_a_supported_body(register, variant, gebied):
    """On every change date the layers are the residents with a platform and those with a supported wijkraad."""
    tabellen = register.tabellen
    lijn = tijdlijn(door_de_tijd(tabellen, variant), gebied, Nu(VANDAAG))
    assert [sleutel for sleutel, _ in lijn["vlak"]["lagen"]] == ["g4", "g3"]
    for dag in (date(1980, 1, 1), date(2023, 11, 22), *map(date.fromisoformat, lijn["momenten"][-12:])):
        k = bisect_right(lijn["momenten"], dag.isoformat())
        laag = [[aantal for begin, aantal in wissels if begin <= k][-1] for _, wissels in lijn["vlak"]["lagen"]]
        assert laag == _gesteund(tabellen, dag, variant, gebied), dag


@pytest.mark.parametrize(("variant", "einde"), [("persbericht", "2024-07-01"), ("raadsbesluit", "2025-01-01")])
def test_the_area_falls_as_the_policy_says(register, variant, einde):
    """Before the transition 121.750 residents have a supported body, and 7.690 when the support has ended."""
    verteld = tijdlijn(door_de_tijd(register.tabellen, variant), None, Nu(VANDAAG))["vlak"]
    assert verteld["woorden"] == [["2024-01-01", "121.750"], [einde, "7.690"]]
    assert verteld["zin"] == (
        "Inwoners van Haarlem met een wijkplatform of een wijkraad met steun: 121.750 voor 1 januari 2024, "
        f"7.690 vanaf {datum(date.fromisoformat(einde))}."
    )


def test_an_area_of_which_nothing_is_known_is_unknown():
    """With an empty register or no known population nothing is drawn and *onbekend* is said; a part is *ten minste*."""
    leeg = klein.tabellen()
    raad = klein.tabellen([klein.wijkraad("a", klein.W1), klein.wijkraad("b", klein.W2)])
    zonder = raad.wijken.assign(inwoners=raad.wijken["inwoners"].mask(raad.wijken.index.isin([klein.W1, klein.W2])))
    deels = raad.wijken.assign(inwoners=raad.wijken["inwoners"].mask(raad.wijken.index == klein.W1))
    for stad, gebied, aantallen, woorden in (
        (leeg, None, {None}, ["onbekend", "onbekend"]),
        (raad._replace(wijken=zonder), "Noord", {None}, ["onbekend", "onbekend"]),
        (raad._replace(wijken=deels), "Noord", {905, 0}, ["ten minste 905", "onbekend"]),
        (raad, "Zuid", {0}, ["0", "0"]),
    ):
        verteld = tijdlijn(door_de_tijd(stad, "persbericht"), gebied, Nu(VANDAAG))["vlak"]
        assert {aantal for _, wissels in verteld["lagen"] for _, aantal in wissels} == aantallen
        assert [woord for _, woord in verteld["woorden"]] == woorden


@wet
@given(st.dates(date(1, 1, 2), date(2023, 11, 22)), st.dates(date(2028, 12, 31)), st.sampled_from(sorted(VARIANTEN)))
def test_the_scale_rises_for_any_span(eerste, laatste, variant):
    """Whatever the first and last day are, the places rise from 0 to 1 and the dates with them."""
    dagen, plekken = zip(*schaal(eerste, laatste, klein.GEMEENTE.mijlpalen(variant)), strict=True)
    assert (dagen[0], dagen[-1], plekken[0], plekken[-1]) == (eerste, laatste, 0, 1)
    assert list(dagen) == sorted(set(dagen))
    assert list(plekken) == sorted(set(plekken))


def test_today_stretches_the_line(register):
    """A day after all that is known is on the line as well."""
    lijn = tijdlijn(door_de_tijd(register.tabellen, "persbericht"), None, Nu(date(2050, 1, 1)))
    assert lijn["schaal"][-1] == ["2050-01-01", 1.0]


@pytest.mark.parametrize("variant", VARIANTEN)
def test_the_real_timeline_is_small(register, variant):
    """All situations of the real register together are sent in less than 100 kB."""
    tekst = json.dumps(tijdlijn(door_de_tijd(register.tabellen, variant), None, Nu(VANDAAG)), ensure_ascii=False)
    assert 5_000 < len(tekst.encode()) < 100_000


def test_a_line_with_dates_outside_the_calendar_of_the_screen_stays_inside_it():
    """The line offers no date that the screen refuses, and still counts what happened before or will happen after."""
    stad = klein.tabellen([klein.wijkraad("oud", van="1850"), klein.platform("ver", van="2150")])
    lijn = tijdlijn(door_de_tijd(stad, "persbericht"), None, Nu(VANDAAG))
    dagen = [lijn["schaal"][0][0], lijn["schaal"][-1][0], *lijn["momenten"]]
    assert EERSTE_DAG.isoformat() <= min(dagen)
    assert max(dagen) <= LAATSTE_DAG.isoformat()
    for dag in (EERSTE_DAG, LAATSTE_DAG):
        assert _opgezocht(lijn, dag) == _van_python(stad, dag, "persbericht", None), dag
