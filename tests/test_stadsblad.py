"""The sheet for an alderman: whose city, how sure, no chores; a city of any form, and a gebied by its own figures."""

import re
from datetime import date

import pytest

from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.teksten.stadsblad import stadsblad
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from register.register import read_register
from tests import klein
from tests.bladen import een_a4, lees, tekst
from tests.klein import schrijf_map
from uitvoer.bladen import maak
from uitvoer.formaten import STAD, WIJK

NU = date(2026, 11, 26)
DAGEN = [date(2023, 11, 22), date(2024, 7, 1), NU]


def _blad(tabellen, dag, gebied=None):
    vraag = Vraag(dag, gebied=gebied)
    return stadsblad(vraag.stand(tabellen), vraag, "0" * 64)


def test_the_sheet_says_whose_it_is_and_how_sure(register):
    """The head names the city, also on the sheet of a gebied; below the answer stands how old the evidence is."""
    woorden = tekst(maak(Bevraging(register, Vraag(NU)), STAD, ".pdf"))
    assert woorden.startswith("STADSBLAD HAARLEM · wijkraden en wijkplatforms")
    assert "Op 26 november 2026 hebben voor zover bekend 159.945 inwoners geen wijkplatform" in woorden
    assert "Of de 27 wijkraden en 2 wijkplatforms nog bestaan, is niet zeker: het jongste bericht is van 12 december 2024." in woorden  # fmt: skip
    noord = tekst(maak(Bevraging(register, Vraag(NU, gebied="Noord")), STAD, ".pdf"))
    assert noord.startswith("GEBIEDSBLAD NOORD, HAARLEM")
    assert "Nog te verifiëren: 23 van de 28 wijkraden" in tekst(
        maak(Bevraging(register, Vraag(date(2024, 7, 1))), STAD, ".pdf")
    )


def test_chores_with_the_data_are_not_for_an_alderman(register):
    """What is to be mended in the registers stands on the work list; the sheet says whom to ask, most residents first."""
    woorden = tekst(maak(Bevraging(register, Vraag(NU)), STAD, ".pdf"))
    for klus in ("zonder locatie", "lat en lon", "Werkgebied", "adres", "CBS-wijk"):
        assert klus not in woorden.split("Bron: CBS")[0]
    assert "Vraag deze het eerst na" in woorden
    assert "Wijkraad Europawijk augustus 2022 9.920" in woorden


@pytest.mark.parametrize("dag", DAGEN, ids=str)
def test_a_sheet_of_a_gebied_counts_its_own(register, dag):
    """In every gebied its buurten add up to its residents, and whom to ask are organisations of its own."""
    wijken, gezien = register.tabellen.wijken, 0
    for gebied in wijken["gebied"].unique():
        blad = _blad(register.tabellen, dag, gebied)
        assert blad["buurten"]["totaal"] == len(blad["buurten"]["rijen"])
        som = sum(int(rij["inwoners"].replace(".", "")) for rij in blad["buurten"]["rijen"])
        assert som == wijken["inwoners"][wijken["gebied"] == gebied].sum()
        raden, platforms, _ = Stand(register.tabellen, dag).telling(gebied)
        assert blad["navraag"]["totaal"] == raden.onzeker + platforms.onzeker
        gezien += blad["buurten"]["totaal"]
    assert gezien == len(register.tabellen.buurten)


def test_the_bar_of_a_wijk_is_as_long_as_its_number(register):
    """Its parts together are the residents without a platform, against the wijk that has most."""
    rijen = _blad(register.tabellen, NU)["gaten"]["rijen"]
    meeste = int(rijen[0]["inwoners"].replace(".", ""))
    for rij in rijen:
        assert sum(deel for _, deel in rij["balk"]) == pytest.approx(
            int(rij["inwoners"].replace(".", "")) / meeste, abs=3e-4
        )
        niets = dict(rij["balk"])["g0"]
        assert getal(round(niets * meeste / 5) * 5) == rij["niets"]


@pytest.mark.parametrize("dag", DAGEN, ids=str)
def test_no_sheet_has_a_date_in_figures(register, dag):
    """Dates on a sheet are in words, whatever text of the registers they stand in."""
    bladen = [maak(Bevraging(register, Vraag(dag, gebied=gebied)), STAD, ".pdf") for gebied in (None, "Noord")]
    bladen += [maak(Bevraging(register, Vraag(dag)), WIJK, ".pdf", wijk=wijk) for wijk in ("WK039201", "WK039220")]
    for blad in bladen:
        assert re.findall(r"\b\d{4}-\d{2}(?:-\d{2})?\b", tekst(blad)) == []


def _gerekt(breder, hoger):
    """What makes the tiny city so many times as wide and as high."""

    def rek(inhoud):
        for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
            for ring in vlak["geometry"]["coordinates"]:
                ring[:] = [[klein.LENGTE + (x - klein.LENGTE) * breder, klein.BREEDTE + (y - klein.BREEDTE) * hoger] for x, y in ring]  # fmt: skip
        inhoud.initiatieven[:] = [klein.initiatief("i")]

    return rek


@pytest.mark.parametrize(("breder", "hoger", "links"), [(1, 1, False), (1, 6, False), (6, 1, True), (12, 0.5, True)])
def test_a_city_of_any_form_fits_its_sheet(tmp_path, breder, hoger, links):
    """One page with every wijk on its map; beside a high city stands the list, below a wide one, where the text begins."""
    register = read_register(schrijf_map(tmp_path, _gerekt(breder, hoger)))
    blad = maak(Bevraging(register, Vraag(date(2024, 7, 1))), STAD, ".pdf")
    een_a4(blad)
    stukken = []
    lees(blad).pages[0].extract_text(visitor_text=lambda tekst_, cm, tm, *_: stukken.append((tekst_.strip(), cm[0] * tm[4] + cm[4])))  # fmt: skip
    (x,) = {round(x) for woord, x in stukken if woord.startswith("Waar de gemeente")}
    assert (x < 60) is links
    assert "Zonder naam op de kaart" not in tekst(blad)
