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
from analysis.teksten.stadsblad import cijfer, stadsblad
from analysis.teksten.wijkblad import taken
from analysis.teksten.zinnen import Initiatieven, Telling, antwoord, bewijszin, voorbehoud, wijkzinnen
from analysis.vraag import Vraag
from tests import klein
from web.fragmenten import dossier_html

G, D, V = w.GEEN_PLATFORM, w.DEELS_PLATFORM, w.VOLLEDIG_PLATFORM
ZELF = "daar moet de gemeente bewoners zelf bereiken."
HEN = "hen moet de gemeente zelf bereiken."
DAG = date(2024, 7, 1)


def _wijken(*paren):
    rijen = [(f"Wijk {n}", status, zonder) for n, (status, zonder) in enumerate(paren)]
    tabel = pd.DataFrame(rijen, columns=["wijknaam", "wijkstatus", "inwoners_zonder_platform"])
    return tabel.astype({"inwoners_zonder_platform": "Int64"})


STANDEN = {
    "alle": ([(V, 0)] * 3, "Op vandaag hebben alle 3 wijken overal een wijkplatform."),
    "geen": ([(G, 5)] * 2, "Op vandaag heeft geen van de 2 wijken een wijkplatform."),
    "een": ([(V, 0), (G, 5)], "Op vandaag heeft 1 van de 2 wijken overal een wijkplatform."),
    "meer": ([(V, 0), (V, 0), (G, 5)], "Op vandaag hebben 2 van de 3 wijken overal een wijkplatform."),
    "deels": ([(D, 5), (G, 5)], "Op vandaag heeft geen van de 2 wijken overal een wijkplatform, 1 wijk deels."),
    "alles": ([(V, 0), (D, 5), (D, 5), (G, 5)], "Op vandaag heeft 1 van de 4 wijken overal een wijkplatform, 2 wijken deels."),
    "niets": ([], "Op vandaag zijn er geen wijken."),
}  # fmt: skip


@pytest.mark.parametrize("geval", STANDEN)
def test_how_many_wijken_have_a_platform(geval):
    """All, none, one, some, partly, and no wijken at all, each with the right verb."""
    paren, zin = STANDEN[geval]
    assert antwoord(_wijken(*paren), "vandaag").stand == zin
    if paren:
        assert " in gebied Noord " in antwoord(_wijken(*paren), "vandaag", "Noord").stand


OPGAVEN = {
    "nergens een gat": ([(V, 0), (V, 0)], ""),
    "overal": ([(G, 1000), (G, 500)], "De gemeente moet alle 1.500 inwoners zelf bereiken."),
    "overal, een inwoner": ([(G, 1), (G, 0)], "De gemeente moet de enige inwoner zelf bereiken."),
    "overal, niemand": ([(G, 0), (G, 0)], "Volgens het CBS woont hier niemand."),
    "overal, een onbekend": ([(G, 1000), (G, None)], "De gemeente moet alle inwoners zelf bereiken: ten minste 1.000; van 1 wijk is het aantal onbekend."),
    "overal, twee onbekend": ([(G, 1000), (G, None), (G, None)], "De gemeente moet alle inwoners zelf bereiken: ten minste 1.000; van 2 wijken is het aantal onbekend."),
    "overal, alles onbekend": ([(G, None), (G, None)], "De gemeente moet een onbekend aantal inwoners zelf bereiken."),
    "een wijk": ([(G, 4810), (V, 0)], f"In 1 wijk (4.810 inwoners) is er geen; {ZELF}"),
    "een wijk, een inwoner": ([(G, 1), (V, 0)], f"In 1 wijk (1 inwoner) is er geen; {ZELF}"),
    "een wijk, niemand": ([(G, 0), (V, 0)], "In 1 wijk is er geen; volgens het CBS woont daar niemand."),
    "een wijk, onbekend": ([(G, None), (V, 0)], f"In 1 wijk (aantal inwoners onbekend) is er geen; {ZELF}"),
    "twee wijken, een onbekend": ([(G, None), (G, 5), (V, 0)], f"In 2 wijken (ten minste 5 inwoners; van 1 wijk is het aantal onbekend) is er geen; {ZELF}"),
    "alleen deels": ([(D, 405), (V, 0)], f"In de buurten zonder platform wonen 405 inwoners; {HEN}"),
    "deels, een inwoner": ([(D, 1), (V, 0)], "In de buurten zonder platform woont 1 inwoner; die moet de gemeente zelf bereiken."),
    "deels, niemand": ([(D, 0), (V, 0)], "In de buurten zonder platform woont volgens het CBS niemand."),
    "deels, onbekend": ([(D, None), (V, 0)], f"In de buurten zonder platform woont een onbekend aantal inwoners; {HEN}"),
    "deels, een onbekend": ([(D, None), (D, 405)], f"In de buurten zonder platform wonen ten minste 405 inwoners (van 1 wijk is het aantal onbekend); {HEN}"),
    "enige wijk": ([(G, 700)], "De gemeente moet alle 700 inwoners zelf bereiken."),
    "enige wijk, onbekend": ([(G, None)], "De gemeente moet een onbekend aantal inwoners zelf bereiken."),
    "enige wijk, niemand": ([(G, 0)], "Volgens het CBS woont hier niemand."),
    "enige wijk, deels": ([(D, 5)], f"In de buurten zonder platform wonen 5 inwoners; {HEN}"),
    "enige wijk, vol": ([(V, 0)], ""),
}  # fmt: skip


@pytest.mark.parametrize("geval", OPGAVEN)
def test_whom_the_municipality_has_to_reach(geval):
    """None, one, many and unknown residents each have their own words; never "0 inwoners", never a sum that is not."""
    paren, zin = OPGAVEN[geval]
    uit = antwoord(_wijken(*paren), "vandaag").opgave
    assert uit == zin
    assert "(0" not in uit
    assert " 0 inwoners" not in uit


@pytest.mark.parametrize(
    ("status", "zonder", "zin"),
    [
        (V, 0, ""),
        (D, 5, f"Elders in de wijk wonen 5 inwoners; {HEN}"),
        (D, 1, "Elders in de wijk woont 1 inwoner; die moet de gemeente zelf bereiken."),
        (D, None, f"Elders in de wijk woont een onbekend aantal inwoners; {HEN}"),
        (G, 8135, "De gemeente moet alle 8.135 inwoners zelf bereiken."),
        (G, None, "De gemeente moet een onbekend aantal inwoners zelf bereiken."),
        (G, 0, "Volgens het CBS woont hier niemand."),
    ],
)
def test_the_sentence_of_one_wijk(status, zonder, zin):
    """A wijk by itself is told in the same words, known or not."""
    wijk = _wijken((status, zonder)).iloc[0]
    assert wijkzinnen(wijk, "vandaag").opgave == zin
    assert wijkzinnen(wijk, "vandaag").stand.startswith("Op vandaag heeft Wijk 0 ")


def test_an_empty_register_says_nothing_about_coverage():
    """Without a single organisation nobody is said to be without a platform: the register is said to be empty."""
    for uit in (
        antwoord(_wijken((G, 1000), (G, 5)), "1 juli 2024", leeg=True),
        antwoord(_wijken((G, 1000)), "1 juli 2024", "Noord", leeg=True),
        wijkzinnen(_wijken((G, 1000)).iloc[0], "1 juli 2024", leeg=True),
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
    tabellen = klein.tabellen([klein.platform("p", klein.B42, van="2024-02-01")])
    wijken = wijkoverzicht(Stand(tabellen, DAG))
    vierwijk = wijken[wijken["wijkcode"] == klein.W4]
    rest = " Van 1 buurt met een platform is het inwonertal niet bekend: het kunnen er minder zijn."
    alle = "De gemeente moet alle 300 inwoners zelf bereiken."
    geteld = "geen wijkplatform in een buurt waarvan het inwonertal bekend is."
    assert vierwijk["wijkstatus"].tolist() == [G]
    assert wijkzinnen(vierwijk.iloc[0], "vandaag") == (f"Op vandaag heeft Vierwijk {geteld}", alle + rest)
    assert antwoord(vierwijk, "vandaag") == (f"Op vandaag heeft Vierwijk, de enige wijk, {geteld}", alle + rest)
    stad = antwoord(wijken, "vandaag")
    assert stad.stand.endswith("een wijkplatform in een buurt waarvan het inwonertal bekend is.")
    assert stad.opgave.endswith(rest)
    feiten = dossier(Stand(tabellen, DAG), klein.W4)
    assert rest in dossier_html(feiten, "vandaag")
    assert "Inwoners zelf bereiken in elke buurt zonder wijkplatform." in taken(feiten)


def test_where_every_buurt_that_counts_is_covered_an_uncounted_one_changes_nothing():
    """A wijk that is covered throughout has nobody without a platform, whoever lives in the buurt of unknown number."""
    tabellen = klein.tabellen([klein.platform("p", klein.W4, van="2024-02-01")])
    wijken = wijkoverzicht(Stand(tabellen, DAG))
    assert "niet bekend" not in "".join(antwoord(wijken, "vandaag"))


def test_one_of_each_is_singular():
    """A municipality with one wijk of one buurt reads as well as one with many."""
    assert bewijszin(Telling(1, 0), Telling(1, 1), 0) == "Nog te verifiëren: 0 van 1 wijkraad en 1 van 1 wijkplatform."
    assert cijfer(Aantal(1), Aantal(1), "inwoners") == {"getal": "1", "wat": "inwoner zonder platform, van 1"}


def test_a_comparison_in_a_municipality_of_one_wijk_is_singular():
    """With one wijk there are no others that nothing happened in."""
    heel = klein.tabellen([klein.wijkraad("w", klein.B11, laatst_gezien="2024-06")])
    een = heel._replace(wijken=heel.wijken.loc[[klein.W1]], buurten=heel.buurten.loc[[klein.B11]])
    kanten = Stand(een, date(2024, 6, 1)), Stand(een, date(2024, 6, 2))
    zin = "Tussen 1 juni 2024 en 2 juni 2024 veranderde er in de enige wijk niets."
    assert slotzin(veranderingen(*kanten)) == zin
    overzicht = wijkoverzicht(Stand(een, DAG))
    assert "1 wijken" not in "".join(antwoord(overzicht, "vandaag"))
    cijfers = stadsblad(Stand(een, DAG), Vraag(DAG), "0" * 64)["cijfers"]
    assert [c["wat"] for c in cijfers[2:]] == ["wijk zonder platform, van 1", "buurten met een platform, van 1"]
