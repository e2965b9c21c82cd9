"""What can be found by name: everything in the registers, each with where it lies, and nothing that is not known."""

import gzip
import json
from dataclasses import replace

import pytest

from analysis.antwoorden.vindplaatsen import BIJNAAM, BUURT, GEBIED, INITIATIEF, STAD, WIJK, vindplaatsen
from analysis.gemeente import Bijnaam
from analysis.schoon import kern
from tests import klein
from tests.lezers import GEMEEN
from web.zoeken import zoekindex


def _index(tabellen):
    """The index as the browser reads it: name, kind, where, wijk, gebied."""
    uit = zoekindex(tabellen)
    rijen = ((*rij, "", "", "")[:5] for rij in uit["namen"])
    return [(naam, uit["soorten"][soort], waar, wijk, gebied) for naam, soort, waar, wijk, gebied in rijen]


def test_everything_with_a_name_is_there_once(register):
    """The city, each gebied, wijk, buurt, organisation and initiatief has one line, whatever else is added."""
    tabellen = register.tabellen
    soorten = [soort for _, soort, *_ in _index(tabellen)]
    assert soorten.count(STAD) == 1
    assert soorten.count(GEBIED) == 5
    assert soorten.count(WIJK) == len(tabellen.wijken)
    assert soorten.count(BUURT) == len(tabellen.buurten)
    assert soorten.count("wijkraad") + soorten.count("wijkplatform") == len(tabellen.organisaties)
    assert soorten.count(INITIATIEF) == len(tabellen.initiatieven)


@pytest.mark.parametrize(
    ("naam", "wijk", "gebied"),
    [
        ("Rozenprieel", "WK039202", ""),
        ("Slachthuisbuurt", "WK039208", ""),
        ("Planetenwijk", "WK039213", ""),
        ("Indische Buurt Noord", "WK039211", ""),
        ("Overdelft", "WK039213", ""),
        ("Transvaalbuurt", "WK039210", ""),
        ("Haarlem-Noord", "", "Noord"),
    ],
)
def test_an_everyday_name_leads_to_where_it_lies(register, naam, wijk, gebied):
    """What people call a part of the city is in the index under that name, with the wijk or gebied that is meant."""
    (gevonden,) = [een for een in _index(register.tabellen) if een[:2] == (naam, BIJNAAM)]
    assert gevonden[3:] == (wijk, gebied)


def test_an_everyday_name_is_told_once_and_is_no_other_name(register):
    """A name that a gebied, wijk or buurt has is not told again, nor twice when two organisations give it."""
    alles = vindplaatsen(register.tabellen)
    gewoon = [kern(een.naam) for een in alles if een.soort == BIJNAAM]
    assert len(gewoon) == len(set(gewoon))
    assert not set(gewoon) & {kern(een.naam) for een in alles if een.soort in {GEBIED, WIJK, BUURT}}


def test_the_larger_places_come_first(register):
    """City, gebieden, wijken, everyday names, buurten, organisations, initiatieven; each kind by name."""
    rijen = _index(register.tabellen)
    soorten = zoekindex(register.tabellen)["soorten"]
    orde = [(soorten.index(soort), kern(naam)) for naam, soort, *_ in rijen]
    assert orde == sorted(orde)
    assert rijen[0] == ("Hele stad", STAD, "21 wijken", "", "")
    assert rijen[6] == ("Amsterdamsewijk", WIJK, "gebied Oost", "WK039207", "")


def test_an_organisation_names_all_its_wijken_and_leads_to_the_largest_part():
    """Over several wijken it goes to the one with most of its buurten; of an unknown area the gebied is told, or nothing."""
    raden = [
        klein.wijkraad("breed", f"{klein.B11} {klein.W2}", buurten="Kade; Waterkant"),
        klein.wijkraad("leeg", "", gebied="Zuid"),
        klein.wijkraad("niets", ""),
    ]
    uit = {een[0]: een for een in _index(klein.tabellen(raden))}
    assert uit["Naam breed"] == ("Naam breed", "wijkraad", "wijken Tweewijk en Eenwijk", klein.W2, "")
    assert uit["Naam leeg"] == ("Naam leeg", "wijkraad", "werkgebied niet bekend, gebied Zuid", "", "Zuid")
    assert uit["Naam niets"] == ("Naam niets", "wijkraad", "werkgebied niet bekend", "", "")
    # Which of its names lies in which of its wijken, nobody says.
    assert "Kade" not in uit


def test_an_initiatief_says_where_it_is_and_how_that_is_known():
    """With a point its wijk; without one the place that its source names, if that is one place; else that nobody knows."""
    rijen = [
        klein.initiatief("punt", 52.375, 4.623, wijkcode=klein.W1),
        klein.initiatief("buiten", 52.9, 4.6),
        klein.initiatief("zonder"),
    ]
    tabellen = klein.tabellen([], rijen)
    genoemd = tabellen.initiatieven.assign(buurt=["", "", "driewijk"])
    elders = tabellen.initiatieven.assign(buurt=["", "Driewijk", "Ergens & elders"])
    uit = {een[0]: een[2:] for een in _index(tabellen._replace(initiatieven=genoemd))}
    assert uit["Naam punt"] == ("wijk Eenwijk", klein.W1, "")
    assert uit["Naam buiten"] == ("buiten de stad", "", "")
    assert uit["Naam zonder"] == ("volgens de bron in driewijk, wijk Driewijk", klein.W3, "")
    uit = {een[0]: een[2:] for een in _index(tabellen._replace(initiatieven=elders))}
    assert uit["Naam zonder"] == ("volgens de bron in Ergens & elders", "", "")
    assert uit["Naam buiten"] == ("buiten de stad", "", "")
    uit = {een[0]: een[2:] for een in _index(tabellen)}
    assert uit["Naam zonder"] == ("plek niet bekend", "", "")


def test_a_name_of_two_places_places_no_initiatief():
    """Where a source names a place and two have that name, neither is chosen."""
    tabellen = klein.tabellen([], [klein.initiatief("x")])
    buurten = tabellen.buurten.assign(buurtnaam="Kade")
    initiatieven = tabellen.initiatieven.assign(buurt="Kade")
    uit = {een[0]: een[2:] for een in _index(tabellen._replace(buurten=buurten, initiatieven=initiatieven))}
    assert uit["Naam x"] == ("volgens de bron in Kade", "", "")


def test_everyday_names_of_the_file_are_used():
    """A bijnaam of `gemeente.toml` for a wijk or a gebied is found; without any there are only those of organisations."""
    tabellen = klein.tabellen([klein.wijkraad("a", klein.W1, buurten="De Kade; Eenwijk; volgens een brief ook elders")])
    assert [een[0] for een in _index(tabellen) if een[1] == BIJNAAM] == ["De Kade"]
    bijnamen = (
        Bijnaam("Bovenstad", klein.W4, "krant"),
        Bijnaam("Onder", "Zuid", "krant"),
        Bijnaam("de kade", klein.W1, ""),
    )
    verteld = tabellen._replace(gemeente=replace(tabellen.gemeente, bijnamen=bijnamen))
    assert [een for een in _index(verteld) if een[1] == BIJNAAM] == [
        ("Bovenstad", BIJNAAM, "wijk Vierwijk", klein.W4, ""),
        ("de kade", BIJNAAM, "wijk Eenwijk", klein.W1, ""),
        ("Onder", BIJNAAM, "gebied Zuid", "", "Zuid"),
    ]


@pytest.mark.parametrize("naam", GEMEEN.values(), ids=GEMEEN)
def test_a_mean_name_is_found_as_short_text(naam):
    """Whatever a name holds, it stays text on one line that a list has room for, and can be sent."""
    tabellen = klein.tabellen([klein.wijkraad("a", naam=naam)], [klein.initiatief("i", naam=naam)])
    wijken = tabellen.wijken.assign(wijknaam=naam, gebied=naam)
    for een in _index(tabellen._replace(wijken=wijken)):
        assert max(map(len, een[:3])) < 200
        assert "\n" not in "".join(een[:3])
    json.dumps(zoekindex(tabellen._replace(wijken=wijken)), allow_nan=False)


def test_a_page_that_cannot_show_a_gebied_leads_to_none(register):
    """Without gebieden none is listed, and an organisation of which only the gebied is known says so and leads nowhere."""
    uit = zoekindex(register.tabellen, gebieden=False)
    rijen = [(*rij, "", "", "")[:5] for rij in uit["namen"]]
    assert {gebied for *_, gebied in rijen} == {""}
    assert not {naam for naam, soort, *_ in rijen if uit["soorten"][soort] == GEBIED}
    assert "Haarlem-Noord" not in {naam for naam, *_ in rijen}
    assert (
        "Wijkraad Te Zaanen",
        uit["soorten"].index("wijkraad"),
        "werkgebied niet bekend, gebied Noord",
        "",
        "",
    ) in rijen


def test_the_index_is_small(register):
    """All names of the real registers together are sent in less than 12 kB."""
    tekst = json.dumps(zoekindex(register.tabellen), ensure_ascii=False, separators=(",", ":"))
    assert 1_000 < len(gzip.compress(tekst.encode())) < 12_000
