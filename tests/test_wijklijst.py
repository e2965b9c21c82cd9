"""The list of wijken: its order, what there still is in words, and the next step, on a tiny city."""

from datetime import date

import pandas as pd
import pytest

from analysis.antwoorden.overzicht import GROEPKOLOMMEN, wijkoverzicht
from analysis.antwoorden.wijklijst import (
    ERKEND,
    GEREGELD,
    NIETS_GEVONDEN,
    PLATFORM_BELLEN,
    WIJKRAAD_BELLEN,
    ZELF_DOEN,
    wijklijst,
)
from analysis.stand.stand import Stand
from tests import klein

DAG = date(2024, 7, 1)


def _rij(organisaties, wijk=klein.W1):
    (rij,) = (rij for rij in wijklijst(Stand(klein.tabellen(organisaties), DAG)) if rij["wijkcode"] == wijk)
    return rij


def test_every_wijk_is_listed_with_the_figures_of_the_overview(register):
    """All wijken are there, once, with the numbers that files have; a gebied has its own."""
    stand = Stand(register.tabellen, DAG)
    lijst, overzicht = pd.DataFrame(wijklijst(stand)), wijkoverzicht(stand).set_index("wijkcode")
    assert sorted(lijst["wijkcode"]) == list(overzicht.index)
    for kolom in (*GROEPKOLOMMEN, "inwoners", "initiatieven", "pct_65_plus"):
        assert lijst.set_index("wijkcode")[kolom].sort_index().tolist() == overzicht[kolom].tolist()
    assert {rij["gebied"] for rij in wijklijst(stand, "Noord")} == {"Noord"}


def test_who_has_nothing_comes_first_and_what_is_unknown_last():
    """By people with nothing, then by people without a platform, then by code; an unknown number ends the list."""
    stad = klein.tabellen([klein.wijkraad("w", klein.W2), klein.wijkraad("x", klein.W3)])
    onbekend = stad.wijken.assign(inwoners=stad.wijken["inwoners"].mask(stad.wijken.index == klein.W1))
    lijst = pd.DataFrame(wijklijst(Stand(stad, DAG)))
    niets = lijst["inwoners_niets"].tolist()
    assert niets == sorted(niets, reverse=True)
    gelijk = lijst[lijst["inwoners_niets"] == 0]["inwoners_zonder_platform"].tolist()
    assert gelijk == sorted(gelijk, reverse=True)
    assert wijklijst(Stand(stad._replace(wijken=onbekend), DAG))[-1]["wijkcode"] == klein.W1


STAPPEN = {
    "niets": ([], ZELF_DOEN, NIETS_GEVONDEN),
    "wijkraad die niet zeker is": ([klein.wijkraad("w", klein.B11, laatst_gezien="2018")], WIJKRAAD_BELLEN, "1 wijkraad, laatste bericht 2018"),
    "wijkraad die zeker is": ([klein.wijkraad("w", klein.B11, laatst_gezien="2024-06")], ZELF_DOEN, "1 wijkraad, laatste bericht 2024"),
    "platform in oprichting": (
        [klein.wijkraad("w", klein.B11), klein.platform("p", klein.B12, fase="in oprichting")], ERKEND,
        "1 platform in oprichting · 1 wijkraad, geen bericht bekend",
    ),
    "platform dat niet zeker is": ([klein.platform("p", klein.W1, van="2024-02")], PLATFORM_BELLEN, "1 platform, geen bericht bekend"),
    "platform dat zeker is": ([klein.platform("p", klein.W1, van="2024-02", laatst_gezien="2024-06")], GEREGELD, "1 platform, laatste bericht 2024"),
    "platform dat zeker is, met een wijkraad die het niet is": (
        [klein.platform("p", klein.W1, van="2024-02", laatst_gezien="2024-06"), klein.wijkraad("w", klein.B11)], GEREGELD,
        "1 platform, laatste bericht 2024 · 1 wijkraad, geen bericht bekend",
    ),
    "wijkraad die gestopt is": ([klein.wijkraad("w", klein.B11, tot="2023")], ZELF_DOEN, NIETS_GEVONDEN),
}  # fmt: skip


@pytest.mark.parametrize("geval", STAPPEN)
def test_what_there_is_decides_what_to_do_next(geval):
    """Each kind of situation has its words and its step; what has ended is no longer there."""
    organisaties, stap, er_is = STAPPEN[geval]
    rij = _rij(organisaties)
    assert (rij["stap"], rij["wat_er_is"]) == (stap, er_is)


def test_the_youngest_sign_of_a_kind_is_told():
    """Of several organisations of a kind the last year in which one was seen counts, also when another never was."""
    rij = _rij([klein.wijkraad("a", klein.B11, laatst_gezien="2019-05"), klein.wijkraad("b", klein.B12)])
    assert rij["wat_er_is"] == "2 wijkraden, laatste bericht 2019"
    assert rij["stap"] == WIJKRAAD_BELLEN
