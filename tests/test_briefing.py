"""Pages to hand out: one A4 each, the numbers of the gap list, readable by everyone, and the same bytes every time."""

import io
import re
import zipfile
from datetime import date

import pytest

from analysis.antwoorden.dossier import dossier
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.teksten.wijkblad import taken
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from tests.bladen import een_a4, lees, tekst
from uitvoer.bladen import maak
from uitvoer.formaten import BLADSOORTEN, KAART, STAD, WIJK, WIJKEN

JULI = Vraag(date(2024, 7, 1))
MOLENWIJK = "WK039220"


# --- what a sheet is, as a file ---


@pytest.fixture(scope="module")
def stad(register):
    return maak(Bevraging(register, JULI), STAD, ".pdf")


@pytest.fixture(scope="module")
def molenwijk(register):
    return maak(Bevraging(register, JULI), WIJK, ".pdf", wijk=MOLENWIJK)


@pytest.fixture(scope="module")
def alle(register):
    stappen = []
    return maak(Bevraging(register, JULI), WIJKEN, ".pdf", voortgang=lambda *stap: stappen.append(stap)), stappen


@pytest.mark.parametrize("blad", ["stad", "molenwijk"])
def test_a_sheet_is_one_a4_for_everyone(request, blad):
    """One A4, tagged, Dutch, with a title that the reader shows, alt texts and PDF/UA-1."""
    inhoud = request.getfixturevalue(blad)
    een_a4(inhoud)
    lezer = lees(inhoud)
    wortel = lezer.trailer["/Root"]
    assert wortel["/MarkInfo"]["/Marked"] is True or wortel["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own boolean
    assert str(wortel["/Lang"]).startswith("nl")
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  likewise
    assert lezer.metadata.title.endswith(", 1 juli 2024")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in wortel["/Metadata"].get_data()
    alts = list(_alts(wortel["/StructTreeRoot"]))
    assert len(alts) == {"stad": 1, "molenwijk": 3}[blad]
    assert all(len(alt) > 30 for alt in alts)
    assert "1 juli 2024" in " ".join(alts)


def _alts(knoop):
    """All alt texts of figures in a structure tree."""
    knoop = knoop.get_object() if hasattr(knoop, "get_object") else knoop
    if isinstance(knoop, list):
        for kind in knoop:
            yield from _alts(kind)
    elif isinstance(knoop, dict):
        if "/Alt" in knoop:
            yield str(knoop["/Alt"])
        if "/K" in knoop:
            yield from _alts(knoop["/K"])


def test_the_same_input_gives_the_same_bytes(register, stad, molenwijk):
    """Every file is the same when it is made again: no clock, no random ids."""
    assert maak(Bevraging(register, JULI), STAD, ".pdf") == stad
    assert maak(Bevraging(register, JULI), WIJK, ".pdf", wijk=MOLENWIJK) == molenwijk
    vraag = Vraag(date(2024, 7, 1), gebied="Centrum")
    assert maak(Bevraging(register, vraag), WIJKEN, ".zip") == maak(Bevraging(register, vraag), WIJKEN, ".zip")
    for extensie in BLADSOORTEN[KAART].formaten:
        assert maak(Bevraging(register, JULI), KAART, extensie) == maak(Bevraging(register, JULI), KAART, extensie)


# --- what it says ---


def test_the_city_says_what_the_gap_list_says(register, stad):
    """Sentence, totals and every row of the gap list stand on the page with the same numbers."""
    woorden = tekst(stad)
    lijst = gaten(wijkoverzicht(Stand(register.tabellen, JULI.peildatum)))
    assert "45.880 van hen hebben niets: ook geen wijkraad." in woorden
    assert "159.945 inwoners zonder platform, van de 167.635" in woorden
    assert len(lijst) == 21
    for rij in lijst.to_dict("records"):
        deels = " (deels)" if rij["wijkstatus"] == "deels platform" else ""
        rest = f"{getal(rij['inwoners_zonder_platform'])} {getal(rij['inwoners_niets'])}"
        assert f"{rij['rang']} {rij['wijknaam']}{deels} {rest}" in woorden
    assert "Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt" in woorden
    assert register.vingerafdruk[:16] in woorden
    assert "Veranderd sinds 1 juli 2023" in woorden
    assert "28 wijkraden verloren de steun van de gemeente op 1 juli 2024" in woorden


def test_the_date_to_compare_with_can_be_chosen(register):
    """`sinds` is where the changes are counted from; on the same date nothing has changed."""
    woorden = tekst(maak(Bevraging(register, JULI._replace(sinds=date(2024, 7, 1))), STAD, ".pdf"))
    assert "Beide datums zijn 1 juli 2024: dan is er niets veranderd." in woorden


def test_a_wijkblad_says_what_the_dossier_says(register, molenwijk):
    """Figures, buurten with status and proof, initiatives and tasks of the wijk stand on its page."""
    woorden = tekst(molenwijk)
    feiten = dossier(Stand(register.tabellen, JULI.peildatum), MOLENWIJK)
    assert "geen wijkplatform: dat gaat om 8.135 inwoners." in woorden
    assert "12e op de gatenlijst van 21 wijken" in woorden
    for buurt in feiten.buurten:
        assert f"{buurt['buurtnaam']} Wijkraad Molenwijk" in woorden
    assert woorden.count("zonder ondersteuning") >= len(feiten.buurten) == 7
    for initiatief in feiten.initiatieven:
        assert initiatief["naam"] in woorden
    for taak in taken(feiten):
        assert taak in woorden
    assert "Wijkplatform Molenwijk is in oprichting en telt nog niet mee." in woorden
    assert "0 tot 15 jaar 14 %" in woorden
    assert "bereikt" not in woorden  # nobody is called that: a platform covers a wijk, it does not reach its residents


def test_a_platform_never_takes_over_participation(register):
    """Whatever the status of a wijk: the municipality organises participation with all residents itself."""
    for dag in (date(2023, 11, 22), date(2024, 7, 1)):
        for code in register.tabellen.wijken.index:
            assert taken(dossier(Stand(register.tabellen, dag), code))[0].startswith(
                "Participatie organiseren met alle inwoners"
            )


def test_all_gap_wijken_in_one_document(register, alle):
    """A contents page, then a page for each wijk of the gap list in its order; bookmarks lead to them."""
    inhoud, stappen = alle
    lezer = lees(inhoud)
    lijst = gaten(wijkoverzicht(Stand(register.tabellen, JULI.peildatum)))
    assert len(lezer.pages) == len(lijst) + 1
    eerste = re.sub(r"\s+", " ", lezer.pages[0].extract_text())
    for nummer, rij in enumerate(lijst.to_dict("records"), start=2):
        zonder = getal(rij["inwoners_zonder_platform"])
        assert f"{rij['wijknaam']} {rij['wijkstatus']} {zonder} {nummer}" in eerste
        assert rij["wijknaam"] in lezer.pages[nummer - 1].extract_text().splitlines()[:4]
    titels = [deel.title for deel in lezer.outline if not isinstance(deel, list)]
    assert titels == ["Inhoud", *lijst["wijknaam"]]
    assert [stap[:2] for stap in stappen] == [(nummer, 21) for nummer in range(21)]


def test_all_gap_wijken_in_a_zip(register):
    """The zip holds one PDF of one page for each wijk, named by its place in the list."""
    with zipfile.ZipFile(
        io.BytesIO(maak(Bevraging(register, JULI._replace(gebied="Schalkwijk")), WIJKEN, ".zip"))
    ) as archief:
        assert archief.testzip() is None
        assert archief.namelist() == [
            "01-wijkblad-europawijk-2024-07-01-persbericht.pdf",
            "02-wijkblad-boerhaavewijk-2024-07-01-persbericht.pdf",
            "03-wijkblad-meerwijk-2024-07-01-persbericht.pdf",
            "04-wijkblad-molenwijk-2024-07-01-persbericht.pdf",
        ]
        for naam in archief.namelist():
            een_a4(archief.read(naam))
