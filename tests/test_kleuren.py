"""A colour is told once: whatever shows a status takes it from `geo/beeld/kleuren.py`, by whatever way it gets there."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from analysis.antwoorden.verloop import inwoners_per_groep, wijken_per_status
from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from geo.beeld.kaarten import stadskaart
from geo.beeld.kleuren import KLEUREN, stijl
from geo.beeld.svg import staal
from geo.kaart import kaart_html
from publicatie.pagina import INDEX, WAND, publicatie
from register.bevraging import Bevraging
from register.register import read_register
from tests import klein
from tests.echt import VARIANTEN
from ui import omlijsting
from ui.grafiek import inwonersgrafiek, inwonerskleuren, legenda, wijkengrafiek
from uitvoer import zetter
from uitvoer.bladen import _stalen, maak

HIER = Path(__file__).parents[1]
DAG = date(2024, 7, 1)
ANDERS = "#0a7b3c"


@pytest.fixture
def register(tmp_path):
    """The tiny city; it has a platform on `DAG`."""
    return read_register(klein.schrijf_map(tmp_path))


@pytest.fixture
def oud(monkeypatch):
    """The colour of a platform before it was changed, on the one line where it stands."""
    oud = KLEUREN["platform"]
    monkeypatch.setitem(KLEUREN, "platform", ANDERS)
    monkeypatch.setitem(KLEUREN, "accent", "#123456")  # the same colour with another meaning
    _stalen.cache_clear()
    yield oud
    _stalen.cache_clear()


def _alleen_nieuw(tekst, oud):
    return ANDERS in tekst and oud not in tekst


def test_a_changed_colour_reaches_the_map_page(register, oud):
    """The map page gets it as a property for its style sheet, and in the pattern of a platform to be verified."""
    pagina = kaart_html(register.tabellen, "static")
    assert _alleen_nieuw(pagina, oud)
    assert stijl() in pagina
    assert ANDERS in re.search(r'<pattern id="p-platform-twijfel".*?</pattern>', pagina)[0]


def test_a_changed_colour_reaches_the_drawn_map_and_the_legend(register, oud):
    """So do the drawn map, and the samples of a platform and of one in oprichting."""
    stand = Stand(register.tabellen, DAG)
    assert "platform" in set(stand.buurten["buurtstatus"])
    for svg in (stadskaart(stand, 300, 300).svg, staal("g4"), staal("oprichting"), staal("twijfel")):
        assert _alleen_nieuw(svg, oud)


def test_a_changed_colour_reaches_the_screen(oud, monkeypatch):
    """The page of the application tells it to its own script, which makes it a property of the page."""
    geschreven = []
    monkeypatch.setattr(omlijsting.st, "html", lambda tekst, **_: geschreven.append(tekst))
    omlijsting.omlijst("Een stad")
    assert f"--wd-platform=%23{ANDERS[1:]}" in geschreven[0]


def test_a_changed_colour_reaches_a_publication(register, oud):
    """A published page has it in its style, in the map inside it and in what is drawn; no page has the old one."""
    uit = publicatie(Bevraging(register, Vraag(DAG)), DAG, lambda *_: None)
    for naam in (INDEX, WAND):
        pagina = uit[naam].decode()
        assert _alleen_nieuw(pagina, oud)
        assert f"<style>{stijl()}</style>" in pagina
        assert stijl() in json.loads(re.search(r'id="wd-gegevens">(.*?)</script>', pagina, re.DOTALL)[1])["kaart"]
    assert _alleen_nieuw(next(inhoud for naam, inhoud in uit.items() if naam.endswith(".svg")).decode(), oud)


def test_a_changed_colour_reaches_the_charts(register, oud):
    """Both charts of the page Verloop have it, and so does the legend above them."""
    stand = Stand(register.tabellen, [date(2023, 12, 1), DAG])
    for grafiek, tabel in ((inwonersgrafiek, inwoners_per_groep(stand)), (wijkengrafiek, wijken_per_status(stand))):
        assert _alleen_nieuw(grafiek(tabel, (), date(2023, 12, 1), DAG).to_json(), oud)
    assert _alleen_nieuw(legenda(inwonerskleuren()), oud)


@pytest.mark.parametrize("soort", ["stad", "wijk"])
def test_a_changed_colour_reaches_the_sheets(register, oud, monkeypatch, soort):
    """What typst gets has it as a colour of the sheet, and in every picture that is placed on it."""
    gekregen = []

    class Zetter:
        def compile(self, sys_inputs, **_):
            gekregen.append(json.loads(sys_inputs["inhoud"]))
            return b""

    monkeypatch.setattr(zetter, "_zetter", Zetter)
    wijk = register.tabellen.wijken.index[0]
    maak(Bevraging(register, Vraag(DAG, next(iter(VARIANTEN)))), soort, ".pdf", wijk=wijk)
    assert gekregen[0]["kleuren"] == KLEUREN
    assert _alleen_nieuw(json.dumps(gekregen), oud)


def test_the_theme_of_streamlit_has_the_same_accent():
    """Streamlit reads its colours from a file of its own before any Python of ours runs."""
    thema = tomllib.loads((HIER / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert thema["primaryColor"].lower() == KLEUREN["accent"]
