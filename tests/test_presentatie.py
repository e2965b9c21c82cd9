"""What the wall view says: on every date, every screen tells what the analysis tells, and no name can break it."""

import json
import re
from datetime import date, timedelta

import pandas as pd
import pytest

from analysis import waarden as w
from analysis.aantal import som
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, buurtoverzicht, gaten, wijkoverzicht
from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.nederlands import procent
from analysis.schoon import afgekort
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import antwoord_op, moment, wijkzinnen
from analysis.teksten.legenda import GROEPMERKEN, LEGENDA
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, bewijszin
from tests import klein
from tests.lezers import GEMEEN, Lezer
from tests.verteld import feiten, schermen_op
from web.presentatie import STAD, presentatie, presentatie_html, schermen, wijkraad_in_woorden
from web.tijdlijn import door_de_tijd

DAG = timedelta(days=1)
EIND = date(2024, 7, 1)
SLEUTELS = ("g0", "g1", "g2", "g3", "g4")


def _of(leeg, tekst):
    return "onbekend" if leeg else tekst


def _huishoudens(wat, leeg):
    """The households without platform: unknown when the register is empty, for then the statement says so."""
    return _of(leeg, str(som(wat["huishoudens_zonder_platform"]))), "huishoudens zonder platform"


def _groepen(wijken, leeg):
    """The part of the residents of these wijken in each of the five groups."""
    inwoners = [0 if leeg else som(wijken[kolom]).bekend for kolom in GROEPKOLOMMEN]
    return [procent(aantal / sum(inwoners)) if sum(inwoners) else "onbekend" for aantal in inwoners]


def _klopt(verteld, tabellen, dag, variant="persbericht"):
    """Assert that every screen says what the analysis says of the date."""
    beeld = schermen_op(verteld, dag)
    op_dag = Stand(tabellen, dag, variant)
    overzicht, buurten = wijkoverzicht(op_dag), buurtoverzicht(op_dag)
    lijst = gaten(overzicht)
    rang = dict(zip(lijst["wijkcode"], lijst["rang"], strict=True))
    assert beeld["orde"]["gaten"].split() == lijst["wijkcode"].tolist()
    alle = Stand(tabellen, [dag], variant)
    gebieden = [None, *sorted(set(tabellen.wijken["gebied"]))]
    for nummer, gebied in enumerate(gebieden):
        eigen = overzicht if gebied is None else overzicht[overzicht["gebied"] == gebied]
        scherm = beeld[f"gebied-{nummer}" if gebied else STAD]
        leeg = tabellen.organisaties.empty
        assert (scherm["stand"], scherm["opgave"]) == antwoord_op(op_dag, gebied)
        assert [scherm[naam] for naam in SLEUTELS] == _groepen(eigen, leeg)
        assert scherm["positie"] == (f"Gebied {nummer} van {len(gebieden) - 1}" if gebied else "Stad")
        assert scherm["noot"].startswith(bewijszin(*alle.telling(gebied), *alle.jongste_tekens(gebied)))
        assert scherm["noot"].endswith(NIET_NAMENS_DE_WIJK) == (gebied is None)
        aantal, bekend = int(eigen["initiatieven"].sum()), len(alle.initiatieven)
        hier = (str(aantal), f"{'initiatief' if aantal == 1 else 'initiatieven'} in dit gebied")
        stad = (f"{aantal} van {bekend}", f"{'initiatief' if bekend == 1 else 'initiatieven'} in een wijk")
        status = buurten["buurtstatus"] if gebied is None else buurten.loc[buurten["gebied"] == gebied, "buurtstatus"]
        met = (status == w.PLATFORM).sum()
        assert feiten(scherm) == [
            _huishoudens(eigen, leeg),
            (_of(leeg, f"{met} van {len(status)}"), f"{'buurt' if len(status) == 1 else 'buurten'} met platform"),
            hier if gebied else stad,
        ]
    for wijk in overzicht.to_dict("records"):
        scherm, plek = beeld[wijk["wijkcode"]], rang.get(wijk["wijkcode"])
        assert (scherm["stand"], scherm["opgave"]) == wijkzinnen(wijk, moment(op_dag, wijk=wijk["wijkcode"]), leeg=leeg)
        assert [scherm[naam] for naam in SLEUTELS] == _groepen(pd.DataFrame([wijk]), leeg)
        plaats = f"Wijk {plek} van {len(lijst)}" if plek else "Geen gatenwijk"
        assert scherm["positie"] == f"{plaats} · gebied {wijk['gebied']}"
        bewijs = {w.BEVESTIGD: "dat bevestigd.", w.TE_VERIFIEREN: "nog te verifiëren."}
        assert [wat for wat, woorden in bewijs.items() if woorden in scherm["noot"]] == [
            *filter(None, [wijk["bewijs"]])
        ]
        assert ("in oprichting" in scherm["noot"]) == (wijk["platforms_in_oprichting"] > 0)
        raad = (wijk[naam] for naam in ("wijkraden", "wijkraden_ondersteund", "wijkraden_te_verifieren"))
        assert feiten(scherm) == [
            _huishoudens(pd.DataFrame([wijk]), leeg),
            wijkraad_in_woorden(*raad),
            (
                str(wijk["initiatieven"]),
                f"{'initiatief' if wijk['initiatieven'] == 1 else 'initiatieven'} in deze wijk",
            ),
        ]


@pytest.mark.parametrize("variant", ["persbericht", "raadsbesluit"])
def test_every_screen_says_what_the_analysis_says(register, variant):
    """On change dates, the day before each and both far ends: order, sentence, place and figures are the analysis's."""
    tabellen = register.tabellen
    verteld = presentatie(door_de_tijd(tabellen, variant))
    momenten = wisselmomenten(tabellen, variant)
    assert verteld["momenten"] == [dag.isoformat() for dag in momenten]
    for dag in sorted({EERSTE_DAG, LAATSTE_DAG, *momenten[-8:], *(dag - DAG for dag in momenten[-8:])}):
        _klopt(verteld, tabellen, dag, variant)


def _vol(**anders):
    return [klein.platform(f"p{nummer}", code, van="2025-01-01", **anders) for nummer, code in enumerate((klein.W1, klein.W2, klein.W3, klein.W4))]  # fmt: skip


STEDEN = {
    "nothing at all": ([], []),
    "every wijk a platform": (_vol(), []),
    "all in oprichting": (_vol(fase="in oprichting"), []),
    "a wijkraad that becomes a platform": (
        [
            klein.wijkraad("raad", klein.W1, laatst_gezien="2024-03", opvolger="p"),
            klein.wijkraad("ander", f"{klein.B11} {klein.B21}"),
            klein.platform("p", klein.B11, van="2024-05-01", laatst_gezien="2024-06-01"),
        ],
        [
            klein.initiatief("i", 52.375, 4.623, van="2024-02", wijkcode=klein.W1),
            klein.initiatief("j", van="2024-02"),
            klein.initiatief("k", 52.376, 4.634, van="2023", tot="2024-06-15", wijkcode=klein.W2),
        ],
    ),
}


@pytest.mark.parametrize("stad", STEDEN)
def test_every_screen_of_a_tiny_town_is_right(stad):
    """With nobody covered, everybody covered, or one wijk in between: the day before, on and after every change."""
    tabellen = klein.tabellen(*STEDEN[stad])
    verteld = presentatie(door_de_tijd(tabellen, "persbericht"))
    momenten = [date.fromisoformat(dag) for dag in verteld["momenten"]]
    assert EIND in momenten
    for dag in sorted({dag + stap * DAG for dag in momenten for stap in (-1, 0, 1)}):
        _klopt(verteld, tabellen, dag)


def test_the_presenter_goes_past_the_gaps_of_the_day():
    """The wijken to go past are those of the gap list on the date: a wijk leaves the list on the day of its platform."""
    tabellen = klein.tabellen([klein.platform("p", klein.W1, van="2025-01-01", laatst_gezien="2025-01-01")])
    verteld = presentatie(door_de_tijd(tabellen, "persbericht"))
    voor, op = (schermen_op(verteld, date(2025, 1, 1) + stap * DAG) for stap in (-1, 0))
    assert voor["orde"]["gaten"].split() == [klein.W1, klein.W2, klein.W3, klein.W4]
    assert op["orde"]["gaten"].split() == [klein.W2, klein.W3, klein.W4]
    assert [beeld[klein.W2]["positie"] for beeld in (voor, op)] == ["Wijk 2 van 4 · gebied Noord", "Wijk 1 van 3 · gebied Noord"]  # fmt: skip
    assert op[klein.W1]["positie"] == "Geen gatenwijk · gebied Noord"
    assert (op[klein.W1]["stand"], op[klein.W1]["opgave"]) == ("Op 1 januari 2025 heeft Eenwijk overal een wijkplatform.", "")  # fmt: skip
    assert voor[klein.W1]["stand"] == "Op 31 december 2024 heeft Eenwijk geen wijkplatform: dat gaat om 1.000 inwoners."
    assert voor[klein.W1]["opgave"] == "Ook een wijkraad is er niet."


@pytest.mark.parametrize("variant", ["persbericht", "raadsbesluit"])
def test_no_screen_tells_a_number_twice(register, variant):
    """On every change date, each number of people stands once on a screen: in the statement, or beside it."""
    verteld = presentatie(door_de_tijd(register.tabellen, variant))
    for wissel in (EERSTE_DAG.isoformat(), *verteld["momenten"]):
        beeld = schermen_op(verteld, date.fromisoformat(wissel))
        beeld.pop("orde")
        for id_, scherm in beeld.items():
            tekst = " ".join(tekst for naam, tekst in scherm.items() if not naam.startswith("maat"))
            getallen = re.findall(r"\d{1,3}(?:\.\d{3})+|\b\d{3}\b", tekst)
            dubbel = {getal for getal in getallen if getallen.count(getal) > 1}
            assert not dubbel, (wissel, id_, dubbel, scherm)


def test_the_bar_is_as_wide_as_the_groups():
    """The parts of the bar add up to the whole of it, and the bracket spans those without platform."""
    tabellen = klein.tabellen([klein.platform("p", klein.W1, van="2025-01-01"), klein.wijkraad("w", klein.B21)])
    scherm = schermen_op(presentatie(door_de_tijd(tabellen, "persbericht")), LAATSTE_DAG)[STAD]
    assert [merk.sleutel for merk in GROEPMERKEN] == list(SLEUTELS)
    assert [scherm[f"maat-{naam}"] for naam in SLEUTELS] == ["48.2", "17.4", "0.0", "0.0", "34.4"]
    assert scherm["maat-haak"] == "65.6"


def test_without_a_gap_there_is_no_wijk_to_go_past():
    """When every wijk has a platform the list is empty, and no sentence asks the municipality for anything."""
    verteld = presentatie(door_de_tijd(klein.tabellen(_vol()), "persbericht"))
    beeld = schermen_op(verteld, LAATSTE_DAG)
    assert beeld.pop("orde") == {"gaten": ""}
    assert {scherm["opgave"] for scherm in beeld.values()} == {""}
    assert (beeld[STAD]["feit.0"], beeld[STAD]["g4"], beeld[STAD]["maat-haak"]) == ("0", "100 %", "0.0")


def test_screens_stand_in_order_and_show_their_own_part_of_the_map():
    """City, gebieden and wijken by name; each with its wijken and buurten, for a map that shows these alone."""
    verteld = presentatie(door_de_tijd(klein.tabellen(), "persbericht"))
    assert [
        (s["id"], s["naam"], s["wijk"], s["wijken"], s["binnen"], s["buurtBinnen"]) for s in verteld["schermen"]
    ] == [
        ("stad", "Hele stad", False, [klein.W1, klein.W2, klein.W3, klein.W4], "1111", "11111111"),
        ("gebied-1", "Gebied Noord", False, [klein.W1, klein.W2], "1100", "11110000"),
        ("gebied-2", "Gebied Zuid", False, [klein.W3, klein.W4], "0011", "00001111"),
        (klein.W3, "Driewijk", True, [klein.W3], "0010", "00001100"),
        (klein.W1, "Eenwijk", True, [klein.W1], "1000", "11000000"),
        (klein.W2, "Tweewijk", True, [klein.W2], "0100", "00110000"),
        (klein.W4, "Vierwijk", True, [klein.W4], "0001", "00000011"),
    ]


def test_every_screen_is_a_view_of_its_own(register):
    """What a screen puts in the address is a view: a wijk, a gebied or the city, and none of them twice."""
    delen = [scherm["delen"] for scherm in presentatie(door_de_tijd(register.tabellen, "persbericht"))["schermen"]]
    assert delen[:2] == [{"gebied": "", "wijk": ""}, {"gebied": "Centrum", "wijk": ""}]
    assert {(deel["gebied"], deel["wijk"]) for deel in delen} == {
        (scherm.gebied or "", scherm.wijk or "") for scherm in schermen(register.tabellen)
    }
    assert len(delen) == 1 + 5 + 21


def _met_naam(naam):
    gewoon = klein.tabellen([klein.platform("p", klein.B11, van="2025-01-01")])
    wijken = gewoon.wijken.assign(
        wijknaam=gewoon.wijken["wijknaam"].where(gewoon.wijken.index != klein.W1, naam),
        gebied=gewoon.wijken["gebied"].where(gewoon.wijken["gebied"] != "Zuid", naam),
    )
    return Tabellen(wijken, gewoon.buurten, gewoon.organisaties, gewoon.initiatieven, gewoon.gemeente)


@pytest.mark.parametrize("naam", GEMEEN.values(), ids=GEMEEN)
def test_a_mean_name_stays_a_text_of_one_short_line(naam):
    """Markup stays text, line breaks become spaces and a name of thousands of letters is cut: a wall has little room."""
    verteld = presentatie(door_de_tijd(_met_naam(naam), "persbericht"))
    kort = afgekort(naam, 60)
    beeld = schermen_op(verteld, LAATSTE_DAG)
    assert beeld[klein.W1]["stand"].startswith(f"Op 31 december 2100 hebben in {kort} ")
    assert kort in {scherm["naam"] for scherm in verteld["schermen"]}
    assert f"Gebied {kort}" in {scherm["naam"] for scherm in verteld["schermen"]}
    assert beeld[klein.W3]["positie"].endswith(f"gebied {kort}")
    assert max(len(tekst) for scherm in beeld.values() for tekst in scherm.values()) < 200
    json.dumps(verteld, allow_nan=False)


def test_unknown_figures_are_said_to_be_unknown():
    """Of a wijk whose residents are not known no number is made up; it ends the list, and the sums say so."""
    gewoon = klein.tabellen()
    leeg = gewoon.wijken.assign(
        inwoners=gewoon.wijken["inwoners"].mask(gewoon.wijken.index == klein.W1),
        huishoudens=gewoon.wijken["huishoudens"].mask(gewoon.wijken.index == klein.W1),
    )
    gewoon = klein.tabellen([klein.wijkraad("w")])
    verteld = presentatie(
        door_de_tijd(
            Tabellen(leeg, gewoon.buurten, gewoon.organisaties, gewoon.initiatieven, gewoon.gemeente), "persbericht"
        )
    )
    beeld = schermen_op(verteld, EIND)
    assert beeld["orde"]["gaten"].split() == [klein.W2, klein.W3, klein.W4, klein.W1]
    assert beeld[klein.W1]["opgave"] == "Hoeveel van hen ook geen wijkraad hebben, is onbekend."
    assert beeld[klein.W1]["feit.0"] == "onbekend"
    assert [beeld[klein.W1][naam] for naam in SLEUTELS] == ["onbekend"] * 5
    assert beeld[STAD]["feit.0"] == "ten minste 952"
    assert "ten minste 1.905 inwoners (van 1 wijk is het aantal onbekend)" in beeld[STAD]["stand"]
    assert beeld["gebied-2"]["g0"] == "100 %"


@pytest.mark.parametrize(
    ("telling", "woorden"),
    [
        ((0, 0, 0), ("geen", "wijkraad")),
        ((1, 1, 0), ("1 wijkraad", "met steun")),
        ((1, 0, 1), ("1 wijkraad", "zonder steun, nog te verifiëren")),
        ((4, 4, 4), ("4 wijkraden", "met steun, nog te verifiëren")),
        ((4, 0, 3), ("4 wijkraden", "zonder steun, 3 nog te verifiëren")),
    ],
)
def test_the_wijkraden_of_a_wijk_in_a_few_words(telling, woorden):
    """How many there are, whether they are supported, and how many of them are still to be verified."""
    assert wijkraad_in_woorden(*telling) == woorden


def test_the_legend_of_the_wall_has_every_mark():
    """Every group and line of the map is in the legend of the wall."""
    teksten = Lezer(presentatie_html()).teksten
    assert all(merk.naam in teksten for merk in LEGENDA)
