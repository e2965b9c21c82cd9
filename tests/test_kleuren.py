"""A colour is told once: whatever shows a status takes it from `geo/beeld/kleuren.py`, by whatever way it gets there."""

import json
import re
import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
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
    assert _alleen_nieuw(legenda("Kop", inwonerskleuren()), oud)


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


# What three kinds of colour blindness make of linear red, green and blue (Machado, Oliveira and Fernandes, 2009).
ZICHT = {
    "gewoon": np.eye(3),
    "protanopie": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopie": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopie": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
NAAR_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def _lab(kleur, zicht):
    """A colour as CIE L*a*b*, as seen with one of `ZICHT`."""
    srgb = np.array([int(kleur[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    lineair = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = NAAR_XYZ @ np.clip(zicht @ lineair, 0, 1) / np.array([0.9505, 1, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("zicht", ZICHT.values(), ids=ZICHT)
def test_the_groups_are_told_apart_whatever_colours_one_sees(zicht):
    """Any two of the five fills differ clearly (CIE76 above 33) with common sight and three kinds of colour blindness."""
    kleuren = [_lab(KLEUREN[naam], zicht) for naam in ("niets", "lang", "zonder", "met", "platform")]
    assert min(float(np.linalg.norm(een - ander)) for een, ander in combinations(kleuren, 2)) > 33
