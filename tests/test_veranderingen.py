"""What changed between two situations: the sentences, the figures, the files and the command line."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given

import cli
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.antwoorden.veranderingen import ORGANISATIEKOLOMMEN, WIJKKOLOMMEN, slotzin, veranderingen
from analysis.datums import jaren_eerder
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.tabellen import Tabellen
from analysis.teksten.gebeurtenis import gebeurtenissen
from register.register import read_register
from tests import klein
from tests.klein import VARIANTEN
from tests.lezers import ENGELS_VAN_CLICK, lees_blad
from tests.strategies import datums, dure_wet, steden, varianten
from uitvoer.veranderingen import make_vergelijking
from web.staat import Staat
from web.verschil import verschil

VOOR, STEUN, LATER = date(2023, 11, 22), date(2024, 7, 1), date(2025, 6, 1)
DAG = timedelta(days=1)


def _vergelijk(van, tot, *organisaties, variant=None, **extra):
    """What changed in the tiny city with these organisations."""
    stad = klein.tabellen(organisaties)
    return veranderingen(*(Stand(stad, dag, variant) for dag in (van, tot)), **extra)


def _zinnen(uitkomst):
    """The sentences of the wijken in which something changed."""
    return dict(zip(uitkomst.veranderd["wijkcode"], uitkomst.veranderd["verandering"], strict=True))


def _wat(uitkomst):
    """What happened to each organisation, and since when."""
    return [(rij.id, rij.wat, rij.sinds) for rij in uitkomst.organisaties.itertuples()]


def _slotzin(van, tot, *organisaties):
    stad = klein.tabellen(organisaties)
    kanten = Stand(stad, van), Stand(stad, tot)
    return slotzin(veranderingen(*kanten))


# ---- what happened, on tiny tables

GEVALLEN = {
    "a platform begins in the whole wijk": (
        [klein.platform("p", klein.W1, van="2024-03-15", laatst_gezien="2024-06")],
        {klein.W1: "platform sinds 15 maart 2024"},
        [("p", "begonnen", "2024-03-15")],
    ),
    "a platform cannot begin before the policy allows": (
        [klein.platform("p", klein.W1, van="2023-12-01")],
        {klein.W1: "platform sinds 1 januari 2024"},
        [("p", "begonnen", "2024-01-01")],
    ),
    "a platform begins in one of two buurten": (
        [klein.platform("p", klein.B12, van="2024-03-15")],
        {klein.W1: "platform in 1 van de 2 buurten sinds 15 maart 2024"},
        [("p", "begonnen", "2024-03-15")],
    ),
    "an uninhabited buurt is a buurt as well": (
        [klein.platform("p", klein.B31, van="2024-03-15")],
        {klein.W3: "platform in 1 van de 2 buurten sinds 15 maart 2024"},
        [("p", "begonnen", "2024-03-15")],
    ),
    "a wijkraad loses its support": (
        [klein.wijkraad("w", klein.W1)],
        {klein.W1: "wijkraad zonder ondersteuning sinds 1 juli 2024"},
        [("w", "steun verloren", "2024-07-01")],
    ),
    "a wijkraad ends before that": (
        [klein.wijkraad("w", klein.W1, tot="2024-02")],
        {klein.W1: "geen wijkraad of platform meer sinds 1 maart 2024"},
        [("w", "geëindigd", "2024-03-01")],
    ),
    "a wijkraad ends after that: only the last status tells": (
        [klein.wijkraad("w", klein.W1, tot="2024-07-15")],
        {klein.W1: "geen wijkraad of platform meer sinds 15 juli 2024"},
        [("w", "geëindigd", "2024-07-15")],
    ),
    "a wijkraad becomes a platform": (
        [klein.wijkraad("w", klein.W1, opvolger="p"), klein.platform("p", klein.W1, van="2024-02")],
        {klein.W1: "platform sinds 1 februari 2024"},
        [("p", "begonnen", "2024-02-01"), ("w", "geëindigd", "2024-02-01")],
    ),
    "a wijkraad without support begins": (
        [klein.wijkraad("w", klein.W1, van="2024-07-10")],
        {klein.W1: "wijkraad zonder ondersteuning sinds 10 juli 2024"},
        [("w", "begonnen", "2024-07-10")],
    ),
    "what begins and ends in between leaves no trace": (
        [klein.wijkraad("w", klein.W1, van="2023-12-01", tot="2024-06-01"), klein.platform("p", klein.W2, van="2024-02-01", tot="2024-03-01")],
        {},
        [],
    ),
    "in oprichting and gestopt are no change": (
        [klein.platform("p", klein.W1, van="2024-02", fase="in oprichting"), klein.wijkraad("w", klein.W1, fase="gestopt")],
        {},
        [],
    ),
    "an unknown werkgebied changes an organisation and no wijk": (
        [klein.platform("p", "", van="2024-02")],
        {},
        [("p", "begonnen", "2024-02-01")],
    ),
    "two changes in one wijk: the widest first, then the oldest": (
        [klein.platform("p", klein.B11, van="2024-05-01"), klein.wijkraad("w", klein.B12, tot="2024-03-01")],
        {klein.W1: "geen wijkraad of platform meer in 1 van de 2 buurten sinds 1 maart 2024; platform in 1 van de 2 buurten sinds 1 mei 2024"},
        [("w", "geëindigd", "2024-03-01"), ("p", "begonnen", "2024-05-01")],
    ),
    "two changes on one day": (
        [klein.platform("p", klein.B11, van="2024-05-01"), klein.wijkraad("w", klein.B12, tot="2024-05-01"), klein.wijkraad("x", klein.W2, tot="2024-04")],
        {
            klein.W1: "geen wijkraad of platform meer in 1 van de 2 buurten sinds 1 mei 2024; platform in 1 van de 2 buurten sinds 1 mei 2024",
            klein.W2: "geen wijkraad of platform meer sinds 1 mei 2024",
        },
        [("p", "begonnen", "2024-05-01"), ("w", "geëindigd", "2024-05-01"), ("x", "geëindigd", "2024-05-01")],
    ),
    "lost support and lost proof are two things": (
        [klein.wijkraad("w", klein.W1, laatst_gezien="2023-04-01")],
        {klein.W1: "wijkraad zonder ondersteuning sinds 1 juli 2024"},
        [("w", "te verifiëren geworden", "2024-04-01"), ("w", "steun verloren", "2024-07-01")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("geval", GEVALLEN)
def test_each_kind_of_change_has_its_sentence_and_its_organisations(geval):
    """Between the press release and 1 August 2024 exactly the wijken and organisations of the case have changed."""
    organisaties, zinnen, wat = GEVALLEN[geval]
    uitkomst = _vergelijk(VOOR, date(2024, 8, 1), *organisaties)
    assert _zinnen(uitkomst) == zinnen
    assert _wat(uitkomst) == wat
    assert len(uitkomst.wijken) == 4


@pytest.mark.parametrize("variant", VARIANTEN)
def test_support_is_lost_on_the_day_itself(variant):
    """The day before the end of support nothing is lost, on the day itself it is, for either reading of the policy."""
    einde = VARIANTEN[variant].einde_ondersteuning
    raad = klein.wijkraad("w", klein.W1)
    assert _wat(_vergelijk(VOOR, einde - DAG, raad, variant=variant)) == []
    assert _wat(_vergelijk(einde, LATER, raad, variant=variant)) == []
    uitkomst = _vergelijk(einde - DAG, einde, raad, variant=variant)
    assert _wat(uitkomst) == [("w", "steun verloren", einde.isoformat())]
    assert _zinnen(uitkomst) == {klein.W1: f"wijkraad zonder ondersteuning sinds {datum(einde)}"}


def test_backwards_support_is_gained():
    """From after the end of support to before it the same wijkraad has gained support; there is no date to tell."""
    uitkomst = _vergelijk(LATER, VOOR, klein.wijkraad("w", klein.W1))
    assert _zinnen(uitkomst) == {klein.W1: "wijkraad"}
    assert _wat(uitkomst) == [("w", "steun gekregen", "")]


def test_evidence_expires_after_its_last_day():
    """A sighting of 1 March 2024 proves until 1 March 2025; the day after, wijk and organisation are to be verified."""
    platform = klein.platform("p", klein.W1, van="2024-02", laatst_gezien="2024-03-01")
    laatste = date(2025, 3, 1)
    assert _zinnen(_vergelijk(STEUN, laatste, platform)) == {}
    uitkomst = _vergelijk(STEUN, laatste + DAG, platform)
    assert _zinnen(uitkomst) == {klein.W1: "platform nog te verifiëren sinds 2 maart 2025"}
    assert _wat(uitkomst) == [("p", "te verifiëren geworden", "2025-03-02")]
    rij = uitkomst.veranderd.iloc[0]
    assert (rij["bewijs_van"], rij["bewijs_tot"], rij["verschil_inwoners"]) == ("bevestigd", "te verifiëren", 0)
    terug = _vergelijk(laatste + DAG, STEUN, platform)
    assert _zinnen(terug) == {klein.W1: "platform bevestigd"}
    assert _wat(terug) == [("p", "bevestigd geworden", "")]


def test_expired_evidence_of_a_wijkraad_is_told_without_its_support():
    """A wijkraad that is no longer proven is called a wijkraad, with and without support."""
    raad = klein.wijkraad("w", klein.B11, laatst_gezien="2023-10-01")
    assert _zinnen(_vergelijk(date(2024, 9, 30), LATER, raad)) == {
        klein.W1: "wijkraad nog te verifiëren in 1 van de 2 buurten sinds 1 oktober 2024"
    }


def test_how_many_of_the_buurten_is_told(register):
    """In the Oude Stad platforms came in 2 and in 1 of the 6 buurten, each with its own date."""
    uitkomst = veranderingen(Stand(register.tabellen, VOOR), Stand(register.tabellen, STEUN))
    assert _zinnen(uitkomst)["WK039201"] == (
        "platform in 2 van de 6 buurten sinds 1 juli 2024; platform in 1 van de 6 buurten sinds 1 januari 2024; "
        "wijkraad zonder ondersteuning in 1 van de 6 buurten sinds 1 juli 2024"
    )
    assert _zinnen(uitkomst)["WK039220"] == "wijkraad zonder ondersteuning sinds 1 juli 2024"


# ---- the whole in two sentences


def test_unchanged_wijken_are_counted():
    """The summary tells how many wijken changed, how many did not, and who is with or without a platform since."""
    platform = klein.platform("p", klein.W1, van="2024-03-01")
    assert _slotzin(VOOR, STEUN, platform) == (
        "Tussen 22 november 2023 en 1 juli 2024 veranderde er iets in 1 wijk; 3 bleven gelijk. "
        "Er zijn 1.000 inwoners minder zonder platform."
    )
    einde = klein.platform("p", klein.W1, tot="2024-03-01")
    assert _slotzin(date(2024, 2, 1), STEUN, einde).endswith("Er zijn 1.000 inwoners meer zonder platform.")
    raden = [klein.wijkraad(f"w{code}", code) for code in (klein.W1, klein.W2, klein.W3)]
    assert _slotzin(VOOR, STEUN, *raden) == (
        "Tussen 22 november 2023 en 1 juli 2024 veranderde er iets in 3 wijken; 1 bleef gelijk. "
        "Het aantal inwoners zonder platform bleef gelijk."
    )
    assert "4 wijken." in _slotzin(VOOR, STEUN, *raden, klein.wijkraad("w4", klein.W4))
    assert _slotzin(VOOR, VOOR + DAG, *raden) == (
        "Tussen 22 november 2023 en 23 november 2023 veranderde er in geen van de 4 wijken iets."
    )


def test_a_date_with_itself_shows_no_change():
    """On one date nothing changed, not even what begins that day."""
    rijen = [klein.wijkraad("w", klein.W1), klein.platform("p", klein.W2, van="2024-07-01")]
    uitkomst = _vergelijk(STEUN, STEUN, *rijen)
    assert (_zinnen(uitkomst), _wat(uitkomst)) == ({}, [])
    assert not uitkomst.buurten["veranderd"].any()
    assert (
        _slotzin(STEUN, STEUN, *rijen)
        == "Beide datums zijn 1 juli 2024: dan is er niets veranderd. Kies een andere datum."
    )


def test_a_gebied_leaves_out_the_rest():
    """With a gebied only its wijken, buurten and organisations are compared; an unknown gebied has none."""
    rijen = [klein.platform("noord", klein.W1), klein.platform("zuid", klein.W3), klein.platform("nergens", "")]
    uitkomst = _vergelijk(VOOR, STEUN, *rijen, gebied="Zuid")
    assert uitkomst.wijken["wijkcode"].tolist() == [klein.W3, klein.W4]
    assert _zinnen(uitkomst) == {klein.W3: "platform sinds 1 januari 2024"}
    assert set(uitkomst.buurten.index) == {klein.B31, klein.B32, klein.B41, klein.B42}
    assert _wat(uitkomst) == [("zuid", "begonnen", "2024-01-01")]
    assert uitkomst.wijken.index.tolist() == [0, 1]
    niets = _vergelijk(VOOR, STEUN, *rijen, gebied="Mars")
    assert (len(niets.wijken), len(niets.buurten), len(niets.organisaties)) == (0, 0, 0)


def test_a_wijk_without_population_is_compared():
    """A wijk of which nobody counted the residents changes like any other; its residents stay unknown."""
    stad = klein.tabellen([klein.platform("p", klein.W4, van="2024-03-01")])
    wijken, buurten = stad.wijken.copy(), stad.buurten.copy()
    wijken.loc[klein.W4, "inwoners"] = pd.NA
    buurten.loc[[klein.B41, klein.B42], "inwoners"] = pd.NA
    kanten = [Stand(stad._replace(wijken=wijken, buurten=buurten), dag) for dag in (VOOR, STEUN)]
    kanten[1] = Stand(kanten[0].tabellen, STEUN)
    uitkomst = veranderingen(*kanten)
    assert _zinnen(uitkomst) == {klein.W4: "platform sinds 1 maart 2024"}
    rij = uitkomst.veranderd.iloc[0]
    assert pd.isna(rij["verschil_inwoners"])
    assert (rij["wijkstatus_tot"], rij["buurten_veranderd"]) == ("geen platform", 2)
    assert slotzin(uitkomst).endswith(
        "veranderde er iets in 1 wijk; 3 bleven gelijk. Hoeveel inwoners meer of minder zonder platform zijn, is onbekend."
    )


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([klein.platform("p", klein.W1, van="2024-03-01")], "Er zijn 1.000 inwoners minder zonder platform."),
        (
            [klein.platform("p", klein.W1, van="2024-03-01"), klein.wijkraad("w", klein.W4)],
            "Er zijn 1.000 inwoners minder zonder platform, voor zover bekend: van 1 wijk is het verschil onbekend.",
        ),
        (
            [klein.wijkraad("v", klein.W1), klein.wijkraad("w", klein.W4)],
            "Het aantal inwoners zonder platform bleef gelijk, voor zover bekend: van 1 wijk is het verschil onbekend.",
        ),
    ],
)
def test_an_unknown_difference_is_said(rijen, zin):
    """Of a changed wijk of unknown population the difference is unknown; of one that stayed as it was it is none."""
    stad = klein.tabellen(rijen)
    stad = stad._replace(
        wijken=stad.wijken.assign(inwoners=stad.wijken["inwoners"].mask(stad.wijken.index == klein.W4))
    )
    kanten = Stand(stad, VOOR), Stand(stad, STEUN)
    uitkomst = veranderingen(*kanten)
    assert slotzin(uitkomst).endswith(f". {zin}")
    html = verschil(uitkomst, Staat(STEUN))
    assert ("Vierwijk</button> (aantal inwoners onbekend)" in html["fragmenten"]["verschillen"]) is (len(rijen) > 1)


def test_one_resident_is_one():
    """The verb follows the number."""
    stad = klein.tabellen([klein.platform("p", klein.W1, van="2024-03-01")])
    wijken = stad.wijken.copy()
    wijken.loc[klein.W1, "inwoners"] = 1
    kanten = [Stand(stad._replace(wijken=wijken), dag) for dag in (VOOR, STEUN)]
    assert slotzin(veranderingen(*kanten)).endswith(" Er is 1 inwoner minder zonder platform.")


# ---- two deliveries of the registers


def test_two_deliveries_on_one_date_have_no_since():
    """Two folders compared on one date differ, without a day on which that happened."""
    oud = klein.tabellen([klein.wijkraad("w", klein.W1, tot="2024")])
    nieuw = klein.tabellen([klein.platform("p", klein.B11, van="2024-03-01")])
    kanten = Stand(oud, STEUN), Stand(nieuw, STEUN)
    uitkomst = veranderingen(*kanten)
    assert _zinnen(uitkomst) == {
        klein.W1: "geen wijkraad of platform meer in 1 van de 2 buurten; platform in 1 van de 2 buurten"
    }
    assert _wat(uitkomst) == [("p", "begonnen", ""), ("w", "geëindigd", "")]
    assert set(uitkomst.buurten["sinds"]) == {None}
    assert slotzin(uitkomst) == (
        "Op 1 juli 2024 veranderde er iets in 1 wijk; 3 bleven gelijk. Er zijn 600 inwoners minder zonder platform."
    )


def test_another_population_in_a_new_delivery_is_a_change():
    """What CBS changed is told in the sentence of the wijk, known or not, and counts in the whole."""
    oud = klein.tabellen([klein.wijkraad("w", klein.W1)])
    cijfers = oud.wijken["inwoners"].mask(oud.wijken.index == klein.W1, 900).mask(oud.wijken.index == klein.W2)
    nieuw = oud._replace(wijken=oud.wijken.assign(inwoners=cijfers))
    kanten = Stand(oud, STEUN), Stand(nieuw, STEUN)
    uitkomst = veranderingen(*kanten)
    assert _zinnen(uitkomst) == {
        klein.W1: "inwonertal was 1.000, is nu 900",
        klein.W2: "inwonertal was 905, is nu onbekend",
    }
    assert slotzin(uitkomst) == (
        "Op 1 juli 2024 veranderde er iets in 2 wijken; 2 bleven gelijk. Er zijn 100 inwoners minder zonder platform, "
        "voor zover bekend: van 1 wijk is het verschil onbekend."
    )


def test_an_empty_register_is_said():
    """A comparison with a register that holds nothing says which one that is."""
    leeg, vol = klein.tabellen(), klein.tabellen([klein.wijkraad("w", klein.W1)])
    for oud, nieuw, welke in (
        (leeg, leeg, "Het register bevat"),
        (leeg, vol, "Het oude register bevat"),
        (vol, leeg, "Het nieuwe register bevat"),
        (leeg, klein.tabellen(), "Beide registers bevatten"),
    ):
        kanten = Stand(oud, VOOR), Stand(nieuw, STEUN)
        zin = slotzin(veranderingen(*kanten))
        assert zin.endswith(f". {welke} geen enkele wijkraad of wijkplatform.")
    kanten = Stand(vol, VOOR), Stand(vol, STEUN)
    assert "register" not in slotzin(veranderingen(*kanten))


def test_equal_deliveries_show_no_change():
    """A folder that was read twice is no change, for it is compared by what it says."""
    rijen = [klein.wijkraad("w", klein.W1), klein.platform("p", klein.W2)]
    uitkomst = veranderingen(Stand(klein.tabellen(rijen), STEUN), Stand(klein.tabellen(rijen), STEUN))
    assert (_zinnen(uitkomst), _wat(uitkomst)) == ({}, [])


def _zonder(stad, code):
    """The city without one wijk and its buurten."""
    return stad._replace(wijken=stad.wijken.drop(code), buurten=stad.buurten[stad.buurten["wijkcode"] != code])


def test_what_one_delivery_lacks_has_no_former_figures():
    """A wijk that only the new delivery has comes from nothing; its former figures are unknown, never zero."""
    stad = klein.tabellen([klein.platform("p", klein.W4), klein.wijkraad("w", klein.W1)])
    uitkomst = veranderingen(Stand(_zonder(stad, klein.W4), STEUN), Stand(stad, STEUN))
    assert _zinnen(uitkomst) == {klein.W4: "platform"}
    rij = uitkomst.wijken.set_index("wijkcode").loc[klein.W4]
    assert rij[["wijkstatus_van", "inwoners_zonder_platform_van", "verschil_inwoners"]].isna().all()
    assert (rij["wijkstatus_tot"], rij["buurten_veranderd"]) == ("volledig platform", 2)


def test_what_the_new_delivery_lacks_is_left_out():
    """A wijk that only the old delivery has is not compared; the others are, and an organisation that is gone ended."""
    oud = klein.tabellen([klein.platform("p", klein.W4), klein.wijkraad("w", klein.W1)])
    nieuw = _zonder(klein.tabellen([klein.wijkraad("w", klein.W1)]), klein.W4)
    uitkomst = veranderingen(Stand(oud, STEUN), Stand(nieuw, STEUN))
    assert uitkomst.wijken["wijkcode"].tolist() == [klein.W1, klein.W2, klein.W3]
    assert _zinnen(uitkomst) == {}
    assert _wat(uitkomst) == [("p", "geëindigd", "")]


def test_a_buurt_that_only_one_delivery_has():
    """A new buurt comes from nothing; a buurt that is gone does not count among those of its wijk."""
    stad = klein.tabellen([klein.wijkraad("w", klein.W1)])
    minder = stad._replace(buurten=stad.buurten.drop(klein.B12))
    erbij = veranderingen(Stand(minder, STEUN), Stand(stad, STEUN))
    assert _zinnen(erbij) == {klein.W1: "wijkraad zonder ondersteuning in 1 van de 2 buurten"}
    assert _zinnen(veranderingen(Stand(stad, STEUN), Stand(minder, STEUN))) == {}


def test_a_day_a_year_before():
    """A year before 29 February is 28 February; every other day keeps its number."""
    assert jaren_eerder(date(2024, 2, 29)) == date(2023, 2, 28)
    assert jaren_eerder(date(2025, 2, 28)) == date(2024, 2, 28)
    assert jaren_eerder(STEUN) == date(2023, 7, 1)
    assert jaren_eerder(date(1, 12, 31)) == date.min


# ---- laws


def _stand(stad, dag, variant):
    stand = Stand(stad, dag, variant)
    return stand.buurtscores[dag], stand.scores[dag]


@dure_wet
@given(steden(), datums, datums, varianten)
def test_nothing_changed_exactly_when_the_situations_are_equal(stad, van, tot, variant):
    """A buurt, a wijk or an organisation is told to have changed if and only if it is not what it was."""
    uitkomst = veranderingen(Stand(stad, van, variant), Stand(stad, tot, variant))
    (oud, oude_organisaties), (nieuw, nieuwe_organisaties) = (_stand(stad, dag, variant) for dag in (van, tot))
    anders = oud != nieuw
    assert uitkomst.buurten["veranderd"].tolist() == anders.tolist()
    assert set(uitkomst.veranderd["wijkcode"]) == set(stad.buurten.loc[anders, "wijkcode"])
    assert set(uitkomst.organisaties["id"]) == set(stad.organisaties.index[oude_organisaties != nieuwe_organisaties])
    assert uitkomst.wijken["buurten_veranderd"].sum() == anders.sum()


@dure_wet
@given(steden(), datums, datums, varianten)
def test_backwards_every_difference_is_the_opposite(stad, van, tot, variant):
    """From tot to van the residents differ by minus the same, and both sides are swapped."""
    heen, terug = (
        veranderingen(Stand(stad, a, variant), Stand(stad, b, variant)).wijken for a, b in ((van, tot), (tot, van))
    )
    pd.testing.assert_series_equal(heen["verschil_inwoners"], -terug["verschil_inwoners"])
    assert heen["buurten_veranderd"].tolist() == terug["buurten_veranderd"].tolist()
    for kolom in ("wijkstatus", "bewijs", "inwoners_zonder_platform"):
        pd.testing.assert_series_equal(heen[f"{kolom}_van"], terug[f"{kolom}_tot"], check_names=False)


@dure_wet
@given(steden(), datums, datums, datums, varianten)
def test_differences_add_up_over_a_date_in_between(stad, een, twee, drie, variant):
    """From the first date to the last is from the first to the second and from there to the last."""

    def verschil(van, tot):
        return veranderingen(Stand(stad, van, variant), Stand(stad, tot, variant)).wijken["verschil_inwoners"]

    pd.testing.assert_series_equal(verschil(een, drie), verschil(een, twee) + verschil(twee, drie))


@dure_wet
@given(steden(), datums, datums, varianten)
def test_both_sides_are_the_answer_of_their_date(stad, een, twee, variant):
    """The columns of each side are what the wijken are on its date."""
    uitkomst = veranderingen(Stand(stad, een, variant), Stand(stad, twee, variant)).wijken.set_index("wijkcode")
    for kant, dag in (("van", een), ("tot", twee)):
        wijken = Stand(stad, dag, variant).wijken
        for kolom in ("wijkstatus", "bewijs", "inwoners_zonder_platform"):
            pd.testing.assert_series_equal(uitkomst[f"{kolom}_{kant}"], wijken[kolom], check_names=False)


@dure_wet
@given(steden(), datums, datums, varianten)
def test_since_is_the_day_on_which_it_happened(stad, een, twee, variant):
    """On its since-date a changed buurt has the status that it still has, the day before it had another one."""
    van, tot = sorted((een, twee))
    uitkomst = veranderingen(Stand(stad, van, variant), Stand(stad, tot, variant))
    momenten = wisselmomenten(stad, variant)
    for code, rij in uitkomst.buurten[uitkomst.buurten["veranderd"]].iterrows():
        assert van < rij["sinds"] <= tot
        assert rij["sinds"] in momenten
        deel = 2 if rij["statusveranderd"] else 1
        dagen = [rij["sinds"] - DAG, *(dag for dag in momenten if rij["sinds"] <= dag <= tot)]
        verloop = (Stand(stad, dagen, variant).buurtscores.loc[code] // deel).tolist()
        assert set(verloop[1:]) == {rij["tot"] // deel}
        assert verloop[0] != rij["tot"] // deel


# ---- the real register


def test_the_transition_of_the_real_register(register):
    """From the press release to 1 July 2024: 19 wijken changed, 7 690 residents gained a platform, 28 lost support."""
    kanten = Stand(register.tabellen, VOOR), Stand(register.tabellen, STEUN)
    uitkomst = veranderingen(*kanten)
    assert (len(uitkomst.wijken), len(uitkomst.veranderd)) == (21, 19)
    assert uitkomst.wijken["verschil_inwoners"].sum() == 159_945 - 167_635 == -7_690
    aantal = uitkomst.organisaties["wat"].value_counts()
    assert aantal["steun verloren"] == 28
    assert uitkomst.organisaties.loc[uitkomst.organisaties["wat"] == "steun verloren", "sinds"].eq("2024-07-01").all()
    assert slotzin(uitkomst) == (
        "Tussen 22 november 2023 en 1 juli 2024 veranderde er iets in 19 wijken; 2 bleven gelijk. "
        "Er zijn 7.690 inwoners minder zonder platform."
    )
    for kant, moment in zip(("van", "tot"), kanten, strict=True):
        overzicht = wijkoverzicht(Stand(register.tabellen, moment.dag))
        assert uitkomst.wijken[f"inwoners_zonder_platform_{kant}"].tolist() == overzicht["inwoners_zonder_platform"].tolist()  # fmt: skip


def test_under_the_decision_of_the_council_nothing_is_lost_yet(register):
    """With support until 2025 no wijkraad has lost it on 1 July 2024, and the residents are the same."""
    uitkomst = veranderingen(*(Stand(register.tabellen, dag, "raadsbesluit") for dag in (VOOR, STEUN)))
    assert "steun verloren" not in set(uitkomst.organisaties["wat"])
    assert uitkomst.wijken["verschil_inwoners"].sum() == -7_690


# ---- files


def _als_vergelijking(register, gebied=None):
    uitkomst = veranderingen(Stand(register.tabellen, VOOR), Stand(register.tabellen, STEUN), gebied)
    return uitkomst, make_vergelijking(uitkomst, gebied, register.vingerafdruk, register.vingerafdruk)


def _lees_csv(inhoud):
    bron = io.BytesIO(inhoud)
    return pd.read_csv(bron, sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False).drop(
        columns="bronvermelding"
    )


def _lees_blad(inhoud, naam):
    return lees_blad(inhoud, naam).fillna("")


def _waarden(tabel):
    return tabel.astype(object).where(tabel.notna(), "").to_numpy().tolist()


@pytest.mark.parametrize("gebied", [None, "Centrum", "Schalkwijk"])
def test_the_files_hold_the_same_numbers(register, gebied):
    """CSV and workbook, read back, are the table of wijken; the workbook also has the organisations."""
    uitkomst, vergelijking = _als_vergelijking(register, gebied)
    csv_, xlsx = (vergelijking.maak(extensie) for extensie in (".csv", ".xlsx"))
    wijken, organisaties = uitkomst.wijken, uitkomst.organisaties
    assert tuple(_lees_csv(csv_)) == tuple(_lees_blad(xlsx, "Wijken")) == WIJKKOLOMMEN
    assert _waarden(_lees_csv(csv_)) == _waarden(_lees_blad(xlsx, "Wijken")) == _waarden(wijken)
    assert tuple(_lees_blad(xlsx, "Organisaties")) == ORGANISATIEKOLOMMEN
    assert _waarden(_lees_blad(xlsx, "Organisaties")) == _waarden(organisaties)


def test_the_files_tell_what_they_are(register):
    """The workbook explains itself: dates, variant, gebied, the whole in a sentence and the source; CSV has the source."""
    uitkomst, vergelijking = _als_vergelijking(register, "Centrum")
    werkboek = openpyxl.load_workbook(io.BytesIO(vergelijking.maak(".xlsx")))
    tekst = "\n".join(str(cel) for blad in werkboek for rij in blad.iter_rows(values_only=True) for cel in rij if cel)
    for deel in ("22 november 2023", "1 juli 2024", "persbericht", "Centrum", "Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt"):  # fmt: skip
        assert deel in tekst
    assert slotzin(uitkomst) in tekst
    assert register.vingerafdruk[:16] in tekst
    assert "CC BY 4.0" in vergelijking.maak(".csv").decode("utf-8-sig")


def test_files_of_two_deliveries_with_a_new_wijk(register):
    """Unknown former figures are empty cells, and both fingerprints are named."""
    tabellen = Tabellen(*register.tabellen)
    oud = tabellen._replace(
        wijken=tabellen.wijken.drop("WK039221"), buurten=tabellen.buurten[tabellen.buurten["wijkcode"] != "WK039221"]
    )
    kanten = Stand(oud, STEUN), Stand(tabellen, STEUN)
    vergelijking = make_vergelijking(veranderingen(*kanten), None, "een" * 20, "twee" * 20)
    rij = _lees_csv(vergelijking.maak(".csv")).set_index("wijkcode").loc["WK039221"]
    assert (rij["wijkstatus_van"], rij["inwoners_zonder_platform_van"], rij["verschil_inwoners"]) == ("", "", "")
    assert rij["wijkstatus_tot"] == "geen platform"
    werkboek = openpyxl.load_workbook(io.BytesIO(vergelijking.maak(".xlsx")))
    tekst = "\n".join(str(cel) for blad in werkboek for rij in blad.iter_rows(values_only=True) for cel in rij if cel)
    assert "eeneen" in tekst
    assert "tweetwee" in tekst


# ---- the command line


def _draai(*argumenten):
    """Run `veranderd` in this process; a traceback fails the test."""
    uitkomst = CliRunner().invoke(cli.cli, ["veranderd", *map(str, argumenten)])
    if uitkomst.exception is not None and not isinstance(uitkomst.exception, SystemExit):
        raise uitkomst.exception
    return uitkomst


def test_without_a_file_the_sentences_go_to_stdout(register):
    """The summary first, then a line per changed wijk, then one per organisation with its date."""
    uitkomst = _draai("--van", VOOR, "--tot", STEUN)
    regels = uitkomst.stdout.splitlines()
    verwacht, _ = _als_vergelijking(register)
    assert (uitkomst.exit_code, uitkomst.stderr) == (0, "")
    assert regels[0].startswith("Tussen 22 november 2023 en 1 juli 2024 veranderde er iets in 19 wijken; 2 bleven")
    namen = zip(verwacht.veranderd["wijknaam"], verwacht.veranderd["verandering"], strict=True)
    assert regels[1:20] == [f"{naam}: {zin}" for naam, zin in namen]
    assert len(regels) == 1 + 19 + len(verwacht.organisaties)
    assert sum(regel.endswith(": steun verloren, op 1 juli 2024") for regel in regels) == 28


@pytest.mark.parametrize("extensie", [".csv", ".xlsx", ".CSV"])
def test_the_file_is_that_of_the_library(tmp_path, register, extensie):
    """--output writes the table and tells the summary on one line on stderr, nothing on stdout."""
    pad = tmp_path / f"uit{extensie}"
    uitkomst = _draai("--van", VOOR, "--tot", STEUN, "--gebied", "centrum", "--output", pad)
    assert (uitkomst.exit_code, uitkomst.stdout) == (0, "")
    assert uitkomst.stderr.startswith(f"Geschreven: {pad}. Tussen 22 november 2023 en 1 juli 2024 veranderde er iets")
    assert uitkomst.stderr.count("\n") == 1
    verwacht, _ = _als_vergelijking(register, "Centrum")
    lees = _lees_csv if extensie.lower() == ".csv" else lambda inhoud: _lees_blad(inhoud, "Wijken")
    assert _waarden(lees(pad.read_bytes())) == _waarden(verwacht.wijken)


def test_a_variant_and_a_year_before_are_followed():
    """Without --van the comparison begins a year before --tot, and --variant decides when support ends."""
    assert _draai("--tot", STEUN).stdout.startswith("Tussen 1 juli 2023 en 1 juli 2024 ")
    assert _draai("--tot", "2024-02-29").stdout.startswith("Tussen 28 februari 2023 en 29 februari 2024 ")
    assert "steun verloren" not in _draai("--van", VOOR, "--tot", STEUN, "--variant", "raadsbesluit").stdout
    assert _draai("--van", VOOR, "--tot", VOOR).stdout == (
        "Beide datums zijn 22 november 2023: dan is er niets veranderd. Kies een andere datum.\n"
    )


def _twee_mappen(tmp_path):
    """Two deliveries: in the new one the platform came to a second wijk."""

    def nieuwer(inhoud):
        inhoud.organisaties.append(klein.platform("platform-vier", klein.W4, van="2024-03-01"))

    for naam, breek in (("oud", None), ("nieuw", nieuwer)):
        (tmp_path / naam).mkdir()
        klein.schrijf_map(tmp_path / naam, breek)
    return tmp_path / "oud", tmp_path / "nieuw"


def test_two_folders_are_compared_on_one_date_or_on_two(tmp_path):
    """--data-nieuw judges a new delivery: on one date unless two are asked for, and never with a since."""
    oud, nieuw = _twee_mappen(tmp_path)
    uitkomst = _draai("--data", oud, "--data-nieuw", nieuw, "--tot", STEUN)
    assert uitkomst.stdout.splitlines() == [
        "Op 1 juli 2024 veranderde er iets in 1 wijk; 3 bleven gelijk. Er zijn 300 inwoners minder zonder platform.",
        "Vierwijk: platform",
        "Naam platform-vier: begonnen",
    ]
    gelijk = _draai("--data", oud, "--data-nieuw", oud, "--tot", STEUN)
    assert gelijk.stdout == "Op 1 juli 2024 veranderde er in geen van de 4 wijken iets.\n"
    ook = _draai("--data", oud, "--data-nieuw", nieuw, "--van", "2024-01-01", "--tot", STEUN).stdout
    assert ook.startswith("Tussen 1 januari 2024 en 1 juli 2024 veranderde er iets in 2 wijken")
    assert "sinds" not in ook
    pad = tmp_path / "uit.xlsx"
    assert _draai("--data", oud, "--data-nieuw", nieuw, "--tot", STEUN, "--output", pad).exit_code == 0
    assert _lees_blad(pad.read_bytes(), "Organisaties")["wat"].tolist() == ["begonnen"]
    tekst = str(list(openpyxl.load_workbook(pad)["Toelichting"].iter_rows(values_only=True)))
    assert all(read_register(map_).vingerafdruk in tekst for map_ in (oud, nieuw))


@pytest.mark.parametrize(
    "argumenten",
    [
        "--van 2024",
        "--tot gisteren",
        "--van 2024-02-30",
        "--tot",
        "--variant morgen",
        "--gebied Mars",
        "--data-nieuw=",
        "--output uit.geojson",
        "--output uit",
        "--peildatum 2024-07-01",
        "2023-11-22 2024-07-01",
    ],
)
def test_wrong_usage_exits_2_in_dutch(argumenten):
    """A wrong date, variant, gebied, format or option ends with 2 and a Dutch line, without an answer."""
    uitkomst = _draai(*argumenten.split())
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert not ENGELS_VAN_CLICK.search(uitkomst.stderr), uitkomst.stderr


def test_help_is_dutch_and_names_the_options():
    """The help of veranderd is Dutch throughout."""
    uitkomst = _draai("--help")
    assert uitkomst.exit_code == 0
    assert not ENGELS_VAN_CLICK.search(uitkomst.stdout), uitkomst.stdout
    for optie in ("--van", "--tot", "--variant", "--data", "--data-nieuw", "--gebied", "--output"):
        assert optie in uitkomst.stdout


@pytest.mark.parametrize("kapot", ["oud", "nieuw"])
def test_a_broken_folder_exits_1_with_its_problems(tmp_path, kapot):
    """Whichever folder is unfit, its problems are told by its name, and nothing is written."""
    mappen = _twee_mappen(tmp_path)
    klein.schrijf_map(tmp_path / kapot, lambda inhoud: inhoud.organisaties[0].update(fase="verdwenen"))
    pad = tmp_path / "uit.csv"
    uitkomst = _draai("--data", mappen[0], "--data-nieuw", mappen[1], "--tot", STEUN, "--output", pad)
    assert (uitkomst.exit_code, uitkomst.stdout) == (1, "")
    assert uitkomst.stderr.startswith(f"{tmp_path / kapot}/organisaties.csv, regel 2 (wijkraad-een): ")
    assert not pad.exists()


def test_a_folder_or_place_that_is_not_there_exits_1(tmp_path):
    """A missing folder lacks its five files; a file that cannot be written is told in Dutch."""
    uitkomst = _draai("--data-nieuw", tmp_path / "weg", "--tot", STEUN)
    assert uitkomst.exit_code == 1
    assert uitkomst.stderr.count("het bestand ontbreekt") == 5
    uitkomst = _draai("--van", VOOR, "--tot", STEUN, "--output", tmp_path / "weg" / "uit.csv")
    assert uitkomst.exit_code == 1
    assert "schrijven lukt niet" in uitkomst.stderr


def test_the_screen_tells_the_city_apart_from_what_is_known_of_it(register):
    """What organisations did stands under the city, a lack of messages under what is known, with its days of the policy."""
    uitkomst = veranderingen(Stand(register.tabellen, date(2024, 1, 1)), Stand(register.tabellen, date(2026, 11, 26)))
    html = verschil(uitkomst, Staat(date(2026, 11, 26)))["fragmenten"]["verschillen"]
    stad, kennis = html.split("<h2>In de stad</h2>")[1].split("<h2>In wat wij weten</h2>")
    verloren = (uitkomst.organisaties["wat"] == "steun verloren").sum()
    assert verloren > 20
    assert f"<summary>{verloren} wijkraden verloren de steun van de gemeente op 1 juli 2024.</summary>" in stad
    assert "<summary>2 wijkraden stopten.</summary><ul><li>Wijkraad Binnenstad, op 1 juli 2024</li>" in stad
    assert "nog te verifiëren" not in stad
    assert "niets gehoord" not in stad
    assert "wijkraden is al 365 dagen niets gehoord.</summary>" in kennis
    assert "<li>Wijkraad Parkwijk-Zuiderpolder-Penningsveer, laatste bericht 31 mei 2024</li>" in kennis
    assert not re.search("stopte|begon|steun", kennis)


def test_the_legend_of_a_comparison_tells_then_now_and_the_difference(register):
    """Each group has its residents on both days, those of every other screen, and what they differ."""
    kanten = [Stand(register.tabellen, dag) for dag in (date(2024, 1, 1), date(2026, 11, 26))]
    html = verschil(veranderingen(*kanten), Staat(date(2026, 11, 26)))["fragmenten"]["verschil"]
    rijen = re.findall(r'</span>([^<]+)<td class="r">([^<]*)<td class="r">([^<]*)<td class="r"><b>([^<]*)</b>', html)
    assert rijen == [
        ("niets", "45.885", "48.175", "+2.290"),
        ("wijkraad, lang geen teken", "0", "40.920", "+40.920"),
        ("wijkraad zonder steun", "0", "70.850", "+70.850"),
        ("wijkraad met steun", "119.385", "0", "−119.385"),
        ("wijkplatform", "2.365", "7.690", "+5.325"),
    ]


def test_a_wijkraad_of_which_a_sign_is_long_ago_is_a_change_in_what_is_known():
    """The group of its buurten changes with the age of its sign alone: told since that day, and never as of the city."""
    stad = klein.tabellen([klein.wijkraad("w", klein.W1, laatst_gezien="2020-03-01")])
    for dag, veranderd in ((date(2025, 3, 1), False), (date(2025, 3, 2), True)):
        uitkomst = veranderingen(Stand(stad, date(2024, 7, 1)), Stand(stad, dag))
        assert (set(uitkomst.veranderd["wijkcode"]) == {klein.W1}) is veranderd
    assert uitkomst.veranderd["verandering"].tolist() == ["al 5 jaar geen teken van de wijkraad sinds 2 maart 2025"]
    assert not uitkomst.buurten["statusveranderd"].any()
    scherm = verschil(uitkomst, Staat(date(2025, 3, 2)))
    assert scherm["stand"]["stil"] == "00111111"
    assert "al 5 jaar geen teken" in scherm["fragmenten"]["verschillen"].split("<h2>In wat wij weten</h2>")[1]


@pytest.mark.parametrize(
    ("rijen", "zinnen"),
    [
        ([klein.wijkraad("a", tot="2024-03-01")], ["Naam a stopte op 1 maart 2024."]),
        ([klein.wijkraad("a", tot="2024-03-01"), klein.wijkraad("b", tot="2024-03-01")], ["Naam a en Naam b stopten op 1 maart 2024."]),
        ([klein.wijkraad("a", tot="2024-03-01"), klein.wijkraad("b", tot="2024-03-02")], ["2 wijkraden stopten.", "Naam a, op 1 maart 2024", "Naam b, op 2 maart 2024"]),
        ([klein.platform("a", van="2024-03-01")], ["Naam a begon op 1 maart 2024."]),
        ([klein.wijkraad("a", laatst_gezien="2023-03")], ["Van Naam a is al 365 dagen niets gehoord. Het laatste bericht is van maart 2023."]),
        ([klein.platform("a", laatst_gezien="2023-03-01"), klein.wijkraad("b", tot="2024-02-01")],
         ["Naam a begon op 1 januari 2024.", "Naam b stopte op 1 februari 2024."]),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_sentences(rijen, zinnen):
    """One and two are named, more are counted and listed with their days; of a silence the last message is told."""
    stad = klein.tabellen(rijen)
    uitkomst = veranderingen(Stand(stad, VOOR), Stand(stad, date(2024, 6, 1)))
    verteld = gebeurtenissen(uitkomst.organisaties, stad)
    assert [tekst for een in verteld for tekst in (een.zin, *een.wie)] == zinnen
