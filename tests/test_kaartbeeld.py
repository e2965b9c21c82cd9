"""The map as a picture: names that keep clear of each other, a title, a source, the width that was asked for."""

from datetime import date

import pytest
import shapely

from analysis.nederlands import opsomming
from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from geo.beeld.kaarten import stadskaart
from geo.beeld.namen import Doos, zoek_plek
from geo.beeld.svg import passend, tekstbreedte
from register.bevraging import Bevraging
from uitvoer.bladen import maak
from uitvoer.formaten import KAART

JULI = Vraag(date(2024, 7, 1))


def test_labels_do_not_touch(register):
    """All 21 names find room on the city map, and none touches another."""
    stand = Stand(register.tabellen, [JULI.peildatum])
    kaart = stadskaart(stand, 260, 425)
    assert kaart.naamloos == []
    assert kaart.svg.count("<text") >= 21 + 11  # a name each, and a number where somebody has nothing
    assert "url(#p-strepen)" in kaart.svg


def test_a_name_without_room_is_named_beside_the_map():
    """Where everything is taken no label is put; the map tells which name is missing."""
    vlak = shapely.box(0, 0, 50, 50)
    assert zoek_plek(vlak, "Naam", "10", 8, [Doos(0, 0, 50, 50)], Doos(0, 0, 50, 50)) is None
    label = zoek_plek(vlak, "Naam", "10", 8, [], Doos(0, 0, 50, 50))
    assert label is not None
    assert label.regels == ["Naam", "10"]


def test_the_map_has_a_title_and_its_source(register):
    """The SVG by itself says what it shows, in text and in its description, and where it is from."""
    svg = maak(Bevraging(register, JULI), KAART, ".svg", breedte=800).decode()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="800" ')
    assert "<title>Op 1 juli 2024 hebben 159.945 inwoners geen wijkplatform" in svg
    assert svg.count("Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt") == 2
    assert 'lang="nl"' in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("breedte", [300, 1600])
def test_a_picture_is_as_wide_as_asked(register, breedte):
    """A PNG of the map or of a page has the width that was asked for."""
    for soort in ("kaart", "stad"):
        png = maak(Bevraging(register, JULI), soort, ".png", breedte=breedte)
        assert abs(int.from_bytes(png[16:20], "big") - breedte) <= 1


def test_a_text_that_fits_is_left_alone():
    """Cutting leaves what fits, and never makes it wider than it may be."""
    assert passend("kort", 100, 10) == "kort"
    assert tekstbreedte(passend("W" * 5000, 100, 10), 10) <= 100
    assert opsomming([], 3) == ""
