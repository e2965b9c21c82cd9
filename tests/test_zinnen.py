"""The answer in sentences: right Dutch for none, one, some and all, known and unknown, and for an empty register."""

from datetime import date

import pandas as pd
import pytest

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.antwoorden.dossier import dossier
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.antwoorden.veranderingen import slotzin, veranderingen
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import (
    VERWACHT,
    VOOR_ZOVER_BEKEND,
    Moment,
    antwoord,
    moment,
    optelling,
    wie_niets_heeft,
    wijkzinnen,
)
from analysis.teksten.stadsblad import cijfer, stadsblad
from analysis.teksten.wijkblad import taken
from analysis.teksten.zinnen import Initiatieven, Telling, bewijszin, voorbehoud
from analysis.vraag import Vraag
from tests import klein
from web.fragmenten import dossier_html

G, D, V = w.GEEN_PLATFORM, w.DEELS_PLATFORM, w.VOLLEDIG_PLATFORM
DAG = date(2024, 7, 1)
NU = Moment("vandaag")


def _wijken(*rijen):
    """Make wijken: of each its status, the residents without a platform, and those with nothing."""
    velden = ("wijkstatus", "inwoners_zonder_platform", "inwoners_niets")
    return [{"wijknaam": f"Wijk {n}", **dict(zip(velden, rij, strict=True))} for n, rij in enumerate(rijen)]


STANDEN = {
    "alle": ([(V, 0, 0)] * 3, "Op vandaag hebben alle 3 wijken overal een wijkplatform."),
    "geen": ([(G, 5, 0)] * 2, "Op vandaag hebben 10 inwoners geen wijkplatform, in alle 2 wijken."),
    "een": ([(V, 0, 0), (G, 5, 0)], "Op vandaag hebben 5 inwoners geen wijkplatform, in 1 van de 2 wijken."),
    "een inwoner": ([(V, 0, 0), (G, 1, 0)], "Op vandaag heeft 1 inwoner geen wijkplatform, in 1 van de 2 wijken."),
    "deels telt mee": ([(D, 5, 0), (G, 5, 0), (V, 0, 0)], "Op vandaag hebben 10 inwoners geen wijkplatform, in 2 van de 3 wijken."),
    "niemand": ([(G, 0, 0), (V, 0, 0)], "Op vandaag heeft 1 van de 2 wijken niet overal een wijkplatform; volgens het CBS woont daar niemand."),
    "alles onbekend": ([(G, None, None)] * 2, "Op vandaag hebben alle 2 wijken niet overal een wijkplatform; hoeveel mensen daar wonen, is onbekend."),
    "een onbekend": ([(G, 1000, 0), (G, None, None)], "Op vandaag hebben ten minste 1.000 inwoners (van 1 wijk is het aantal onbekend) geen wijkplatform, in alle 2 wijken."),
    "niets": ([], "Op vandaag zijn er geen wijken."),
    "enige wijk": ([(G, 700, 0)], "Op vandaag heeft Wijk 0, de enige wijk, geen wijkplatform: dat gaat om 700 inwoners."),
    "enige wijk, vol": ([(V, 0, 0)], "Op vandaag heeft Wijk 0, de enige wijk, overal een wijkplatform."),
}  # fmt: skip


@pytest.mark.parametrize("geval", STANDEN)
def test_how_many_residents_have_no_platform(geval):
    """All, none, one, some, partly, unknown, and no wijken at all, each with the right verb."""
    rijen, zin = STANDEN[geval]
    assert antwoord(_wijken(*rijen), NU).stand == zin
    if rijen:
        assert " in gebied Noord" in antwoord(_wijken(*rijen), NU, "Noord").stand


OPGAVEN = {
    "nergens een gat": ([(V, 0, 0)] * 2, ""),
    "niemand woont er": ([(G, 0, 0)] * 2, ""),
    "allen een wijkraad": ([(G, 1000, 0), (G, 500, 0)], "Zij hebben wel een wijkraad."),
    "de enige een wijkraad": ([(G, 1, 0), (V, 0, 0)], "Die heeft wel een wijkraad."),
    "een deel niets": ([(G, 1000, 300), (G, 500, 0)], "300 van hen hebben niets: ook geen wijkraad."),
    "een van hen": ([(G, 1000, 1), (G, 500, 0)], "1 van hen heeft niets: ook geen wijkraad."),
    "allen niets": ([(G, 1000, 1000)] * 2, "Ook een wijkraad is er niet."),
    "een deel onbekend": ([(G, 1000, 300), (G, None, None)], "Ten minste 300 van hen (van 1 wijk is het aantal onbekend) hebben niets: ook geen wijkraad."),
    "alles onbekend": ([(G, None, None)] * 2, "Hoeveel van hen ook geen wijkraad hebben, is onbekend."),
}  # fmt: skip


@pytest.mark.parametrize("geval", OPGAVEN)
def test_how_many_of_them_have_nothing(geval):
    """None, one, many, all and unknown each have their own words; never "0 inwoners", never a sum that is not."""
    rijen, zin = OPGAVEN[geval]
    uit = antwoord(_wijken(*rijen), NU).opgave
    assert uit == zin
    assert " 0 " not in f" {uit}"


@pytest.mark.parametrize(
    ("rij", "stand"),
    [
        ((V, 0, 0), "heeft Wijk 0 overal een wijkplatform."),
        ((D, 5, 0), "hebben in Wijk 0 5 inwoners geen wijkplatform."),
        ((D, 1, 0), "heeft in Wijk 0 1 inwoner geen wijkplatform."),
        ((D, None, None), "heeft Wijk 0 niet overal een wijkplatform; hoeveel mensen daar wonen, is onbekend."),
        ((G, 8135, 0), "heeft Wijk 0 geen wijkplatform: dat gaat om 8.135 inwoners."),
        ((G, None, None), "heeft Wijk 0 geen wijkplatform; hoeveel mensen daar wonen, is onbekend."),
        ((G, 0, 0), "heeft Wijk 0 geen wijkplatform; volgens het CBS woont daar niemand."),
    ],
)
def test_the_sentence_of_one_wijk(rij, stand):
    """A wijk by itself is told in the same words, known or not."""
    assert wijkzinnen(_wijken(rij)[0], NU).stand == f"Op vandaag {stand}"


def test_nobody_is_blamed_before_there_can_be_platforms():
    """Before the first day of platforms the answer says when they are possible, and who has no wijkraad."""
    eerder = Moment("1 juli 2023", eerste="1 januari 2024")
    uit = antwoord(_wijken((G, 100, 30), (G, 50, 0)), eerder)
    assert (
        uit.stand
        == "Op 1 juli 2023 kunnen er nog geen wijkplatforms zijn: de eerste zijn mogelijk vanaf 1 januari 2024."
    )
    assert uit.opgave == "30 inwoners hebben geen wijkraad."
    assert antwoord(_wijken((G, 100, 0)), eerder).opgave == "Iedereen heeft wel een wijkraad."
    assert antwoord(_wijken((G, None, None)), eerder).opgave == "Hoeveel inwoners geen wijkraad hebben, is onbekend."


@pytest.mark.parametrize("zeker", ["", VOOR_ZOVER_BEKEND, VERWACHT])
def test_an_answer_says_how_sure_it_is(zeker):
    """What rests on no confirmed organisation is *voor zover bekend*, a date after today *naar verwachting*."""
    op = Moment("vandaag", zeker)
    assert (
        antwoord(_wijken((G, 5, 0), (V, 0, 0)), op).stand
        == f"Op vandaag hebben{zeker} 5 inwoners geen wijkplatform, in 1 van de 2 wijken."
    )
    assert wijkzinnen(_wijken((V, 0, 0))[0], op).stand == f"Op vandaag heeft Wijk 0{zeker} overal een wijkplatform."
    assert antwoord(_wijken((G, 5, 0), (V, 0, 0)), op).opgave == f"Zij hebben{zeker} wel een wijkraad."


@pytest.mark.parametrize(
    ("laatst_gezien", "zeker"), [("2024-06", ""), ("2022", VOOR_ZOVER_BEKEND), ("", VOOR_ZOVER_BEKEND)]
)
def test_one_confirmed_organisation_makes_an_answer_sure(laatst_gezien, zeker):
    """As long as no organisation of the city is confirmed the answer holds for as far as known; so for a wijk by itself."""
    tabellen = klein.tabellen(
        [klein.wijkraad("w", klein.B11, laatst_gezien=laatst_gezien), klein.wijkraad("x", klein.B21)]
    )
    stand = Stand(tabellen, DAG)
    assert moment(stand).zeker == zeker
    assert moment(stand, wijk=klein.W1).zeker == zeker
    assert moment(stand, wijk=klein.W2).zeker == VOOR_ZOVER_BEKEND
    assert moment(stand, wijk=klein.W3).zeker == ""  # nothing that could be confirmed
    assert moment(stand, straks=True).zeker == VERWACHT


def test_who_has_nothing_lives_somewhere():
    """The wijken where anybody has nothing are counted, and those where everybody has nothing are named."""

    def rij(naam, inwoners, niets):
        return {"wijknaam": naam, "inwoners": inwoners, "inwoners_niets": niets}

    assert wie_niets_heeft([rij("A", 10, 5), rij("B", 10, 0)]) == "Wie niets heeft, woont in 1 van de 2 wijken."
    assert (
        wie_niets_heeft([rij("A", 10, 10), rij("B", 0, 0), rij("C", None, None)])
        == "Wie niets heeft, woont in 1 van de 3 wijken; in A heeft niemand iets."
    )
    assert wie_niets_heeft([rij("A", 10, 0), rij("B", 10, 0)]) == ""
    assert wie_niets_heeft([rij("A", 10, 10)]) == ""


def test_the_sum_is_told_where_there_are_two_kinds_of_wijken():
    """Wijken without a platform and wijken in part add up in words; with one kind there is nothing to add."""
    assert (
        optelling(_wijken((G, 100, 0), (G, 50, 0), (D, 5, 0), (V, 0, 0)))
        == "2 wijken zonder (150) + 1 wijk deels (5) = 155"
    )
    assert (
        optelling(_wijken((G, 100, 0), (G, None, None), (D, 5, 0)))
        == "2 wijken zonder (ten minste 100) + 1 wijk deels (5) = ten minste 105"
    )
    assert optelling(_wijken((G, 100, 0), (V, 0, 0))) == ""


def test_the_youngest_sign_is_told_where_nothing_is_confirmed():
    """A date of a sign, however partial, or that there is none; one organisation is singular."""
    assert (
        bewijszin(Telling(0, 0), Telling(1, 1), 0, "2024-03")
        == "Of het ene wijkplatform nog bestaat, is niet zeker: het jongste bericht is van maart 2024."
    )
    assert (
        bewijszin(Telling(1, 1), Telling(0, 0), 0, "")
        == "Of de ene wijkraad nog bestaat, is niet zeker: er is geen bericht met een datum."
    )
    assert "1 platform is in oprichting" in bewijszin(Telling(2, 2), Telling(0, 0), 1, "2020")


def test_an_empty_register_says_nothing_about_coverage():
    """Without a single organisation nobody is said to be without a platform: the register is said to be empty."""
    op = Moment("1 juli 2024")
    for uit in (
        antwoord(_wijken((G, 1000, 1000), (G, 5, 5)), op, leeg=True),
        antwoord(_wijken((G, 1000, 1000)), op, "Noord", leeg=True),
        wijkzinnen(_wijken((G, 1000, 1000))[0], op, leeg=True),
    ):
        assert uit.stand == (
            "Voor 1 juli 2024 is niet te zeggen wie wat dekt: het register bevat geen enkele wijkraad of wijkplatform."
        )
        assert "1.0" not in uit.opgave
        assert "alle" not in uit.opgave


def test_what_must_be_known_before_any_figure():
    """An empty register and unknown populations are said, with the right number of wijken."""
    vol = pd.Series([5, 10], dtype="Int64")
    assert voorbehoud(vol, leeg=False) == ""
    assert voorbehoud(vol, leeg=True).startswith("Het register bevat geen enkele")
    assert voorbehoud(pd.Series([5, None, None]), leeg=False).startswith("Van 2 wijken is het aantal inwoners onbekend")
    assert voorbehoud(pd.Series([None]), leeg=True).count(".") == 2


def test_initiatives_add_up_in_words():
    """What is nowhere is not named; one is one; nothing is nothing."""
    assert str(Initiatieven(0, 3, 0)) == "3 bekende initiatieven: 3 buiten de stad"
    assert str(Initiatieven(1, 0, 1)) == "2 bekende initiatieven: 1 in een wijk, 1 zonder plek"
    assert str(Initiatieven(1000, 0, 0)) == "1.000 bekende initiatieven: 1.000 in een wijk"


def test_a_platform_in_a_buurt_that_nobody_counted_is_told():
    """Status and figures leave such a buurt out, so that there is no platform is never said flatly."""
    stand = Stand(klein.tabellen([klein.platform("p", klein.B42, van="2024-02-01")]), DAG)
    wijken = wijkoverzicht(stand).to_dict("records")
    (vierwijk,) = (rij for rij in wijken if rij["wijkcode"] == klein.W4)
    rest = " Van 1 buurt met een platform is het inwonertal niet bekend: het kunnen er minder zijn."
    assert vierwijk["wijkstatus"] == G
    for zin in (wijkzinnen(vierwijk, NU), antwoord([vierwijk], NU)):
        assert "300 inwoners geen wijkplatform." in zin.stand
        assert zin.opgave.endswith(rest)
    assert antwoord(wijken, NU).opgave.endswith(rest)
    feiten = dossier(stand, klein.W4)
    assert rest in dossier_html(feiten, "vandaag")
    assert "Inwoners zelf bereiken in elke buurt zonder wijkplatform." in taken(feiten)


@pytest.mark.parametrize(
    ("namen", "zin"),
    [
        (["Oost"], "Oost is in oprichting en telt nog niet mee. Tot het er is, blijven deze taken."),
        (["Oost", "Oost"], "Oost is in oprichting en telt nog niet mee. Tot het er is, blijven deze taken."),
        (
            ["Noord", "Oost", "West"],
            "Noord, Oost en nog 1 zijn in oprichting en tellen nog niet mee. Tot zij er zijn, blijven deze taken.",
        ),
    ],
)
def test_every_platform_in_oprichting_is_counted_in_one_sentence(namen, zin):
    """What is to come is named or counted, each name once; in a wijk with a platform everywhere it takes no task away."""
    komt = [klein.platform(f"p{i}", fase="in oprichting", naam=naam) for i, naam in enumerate(namen)]
    assert taken(dossier(Stand(klein.tabellen(komt), DAG), klein.W1))[-1] == zin
    vol = klein.platform("vol", f"{klein.B11} {klein.B12}", van="2024-02-01")
    gedekt = taken(dossier(Stand(klein.tabellen([vol, *komt]), DAG), klein.W1))
    assert gedekt[-1] == f"{zin.split('.')[0]}."
    assert gedekt[-2].startswith("Samenwerken met het wijkplatform.")


def test_where_every_buurt_that_counts_is_covered_an_uncounted_one_changes_nothing():
    """A wijk that is covered throughout has nobody without a platform, whoever lives in the buurt of unknown number."""
    tabellen = klein.tabellen([klein.platform("p", klein.W4, van="2024-02-01")])
    wijken = wijkoverzicht(Stand(tabellen, DAG)).to_dict("records")
    (vierwijk,) = (rij for rij in wijken if rij["wijkcode"] == klein.W4)
    assert "niet bekend" not in "".join(wijkzinnen(vierwijk, NU))


def test_one_of_each_is_singular():
    """A municipality with one wijk of one buurt reads as well as one with many."""
    assert (
        bewijszin(Telling(1, 0), Telling(1, 1), 0, "2024")
        == "Nog te verifiëren: 0 van 1 wijkraad en 1 van 1 wijkplatform."
    )
    assert cijfer(Aantal(1), Aantal(1), "inwoners") == {"getal": "1", "wat": "inwoner zonder platform, van 1"}


def test_a_comparison_in_a_municipality_of_one_wijk_is_singular():
    """With one wijk there are no others that nothing happened in."""
    heel = klein.tabellen([klein.wijkraad("w", klein.B11, laatst_gezien="2024-06")])
    een = heel._replace(wijken=heel.wijken.loc[[klein.W1]], buurten=heel.buurten.loc[[klein.B11]])
    kanten = Stand(een, date(2024, 6, 1)), Stand(een, date(2024, 6, 2))
    zin = "Tussen 1 juni 2024 en 2 juni 2024 veranderde er in de enige wijk niets."
    assert slotzin(veranderingen(*kanten)) == zin
    overzicht = wijkoverzicht(Stand(een, DAG)).to_dict("records")
    assert "1 wijken" not in "".join(antwoord(overzicht, NU))
    cijfers = stadsblad(Stand(een, DAG), Vraag(DAG), "0" * 64)["cijfers"]
    assert cijfers[-1]["wat"] == "wijk zonder platform, van 1"
