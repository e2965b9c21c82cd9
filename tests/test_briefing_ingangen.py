"""The two doors to the pages to hand out: the command line and the page of the application."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

import cli
from analysis.stand.stand import Stand
from analysis.teksten.stadsblad import stadsblad
from analysis.vraag import Vraag
from tests.echt import WORTEL
from tests.klein import platform, schrijf_map
from tests.paginas import BRIEFING, open_pagina

JULI = Vraag(date(2024, 7, 1))
MOLENWIJK = "WK039220"


# --- the command line ---


def draai(*argumenten):
    uitkomst = CliRunner().invoke(cli.cli, ["briefing", *map(str, argumenten)])
    if uitkomst.exception is not None and not isinstance(uitkomst.exception, SystemExit):
        raise uitkomst.exception
    return uitkomst


@pytest.mark.parametrize(
    ("opties", "naam", "begin", "wat"),
    [
        ((), "stad.pdf", b"%PDF-", "stadsblad"),
        (("--gebied", "noord", "--sinds", "2024-01-01"), "noord.pdf", b"%PDF-", "stadsblad"),
        (("--breedte", "400"), "stad.png", b"\x89PNG", "stadsblad"),
        (("--wijk", "molenwijk"), "wijk.pdf", b"%PDF-", "wijkblad"),
        (("--wijk", MOLENWIJK, "--variant", "raadsbesluit"), "wijk.png", b"\x89PNG", "wijkblad"),
        (("--soort", "wijken", "--gebied", "Centrum"), "alle.pdf", b"%PDF-", "wijkbladen"),
        (("--gebied", "Centrum"), "alle.zip", b"PK", "wijkbladen"),
        ((), "kaart.svg", b"<svg", "kaart"),
        (("--soort", "kaart", "--breedte", "300"), "kaart.png", b"\x89PNG", "kaart"),
    ],
)
def test_command_line(tmp_path, opties, naam, begin, wat):
    """Every kind of page and picture can be made from a terminal; what it is follows from the options."""
    uitkomst = draai("--peildatum", "2024-07-01", *opties, "--output", tmp_path / naam)
    assert (uitkomst.exit_code, uitkomst.stdout) == (0, "")
    assert uitkomst.stderr.startswith(f"Geschreven: {wat}, peildatum 1 juli 2024")
    assert (tmp_path / naam).read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("opties", "melding"),
    [
        (("--output", "x.doc"), "eindigt niet op .pdf, .png"),
        (("--soort", "kaart", "--output", "x.pdf"), "eindigt niet op .svg, .png"),
        (("--soort", "wijk", "--output", "x.pdf"), "--wijk ontbreekt"),
        (("--wijk", "Atlantis", "--output", "x.pdf"), "“Atlantis” is geen code of naam van een wijk"),
        (("--soort", "stad", "--wijk", "Molenwijk", "--output", "x.pdf"), "--wijk hoort niet bij --soort stad"),
        (("--wijk", "Molenwijk", "--gebied", "Noord", "--output", "x.pdf"), "--gebied hoort niet bij --soort wijk"),
        (("--sinds", "2024-01-01", "--output", "x.svg"), "--sinds hoort niet bij --soort kaart"),
        (
            ("--sinds", "2025-01-01", "--peildatum", "2024-01-01", "--output", "x.pdf"),
            "--sinds 2025-01-01 ligt na --peildatum 2024-01-01: geef met --sinds",
        ),
        (("--breedte", "500", "--output", "x.pdf"), "--breedte hoort niet bij"),
        (("--breedte", "veel", "--output", "x.png"), "Geef een getal van 200 tot en met 6000"),
        (("--gebied", "Mars", "--output", "x.pdf"), "Kies uit: Centrum"),
        (("--gebied=", "--output", "x.pdf"), "Kies uit: Centrum"),
        ((), "de optie --output ontbreekt"),
    ],
)
def test_wrong_usage_is_explained(tmp_path, monkeypatch, opties, melding):
    """Wrong usage exits 2, says in Dutch what to do and writes nothing."""
    monkeypatch.chdir(tmp_path)
    uitkomst = draai(*opties)
    assert (uitkomst.exit_code, uitkomst.stdout) == (2, "")
    assert melding in uitkomst.stderr
    assert list(tmp_path.iterdir()) == []


def _geen_gaten(m):
    m.organisaties = [
        platform(f"p-{w.lower()}", w, van="2024-02-01") for w in ("WK039201", "WK039202", "WK039203", "WK039204")
    ]


def test_nothing_to_make_is_said(tmp_path):
    """Without gaps there are no wijkbladen: exit 1, one line, no file."""
    schrijf_map(tmp_path, _geen_gaten)
    uit = tmp_path / "alle.zip"
    uitkomst = draai("--data", tmp_path, "--peildatum", "2024-07-01", "--output", uit)
    assert uitkomst.exit_code == 1
    assert uitkomst.stderr.strip() == "Er zijn geen wijken met inwoners zonder platform. Er is niets geschreven."
    assert not uit.exists()


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    """A disk that fills up half-way leaves the old file as it was, and no other."""
    uit = tmp_path / "stad.pdf"
    uit.write_bytes(b"oud")

    def vol(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", vol)
    uitkomst = draai("--peildatum", "2024-07-01", "--output", uit)
    assert uitkomst.exit_code == 1
    assert "de schijf is vol. Er is niets geschreven." in uitkomst.stderr
    assert [(pad.name, pad.read_bytes()) for pad in tmp_path.iterdir()] == [("stad.pdf", b"oud")]


# --- the page ---


@pytest.fixture
def pagina(monkeypatch):
    monkeypatch.setattr("sys.argv", ["app.py"])
    app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=60)
    app.query_params["peildatum"] = "2024-07-01"
    app.query_params["gebied"] = "Centrum"
    app.run()
    open_pagina(app, BRIEFING)
    assert not app.exception
    return app


def _knoppen(app):
    return [element.label for element in app.get("download_button")]


def test_the_page_offers_every_file(pagina):
    """Downloads per kind, a preview with alt text, and the wijkblad once a wijk is chosen."""
    assert _knoppen(pagina) == ["Stadsblad als PDF", "Als PNG", "Kaart als SVG", "Kaart als PNG"]
    html = "\n".join(element.proto.body for element in pagina.get("html"))
    assert re.search(r'<img alt="Voorbeeld van het stadsblad\. Op 1 juli 2024 [^"]+" src="data:image/png;base64,', html)
    pagina.query_params["wijk"] = "WK039201"
    pagina.run()
    assert not pagina.exception
    assert "Wijkblad als PDF" in _knoppen(pagina)


def test_all_sheets_are_made_on_demand(pagina):
    """The button makes them and then offers the file; another question takes the offer away."""
    assert not [naam for naam in _knoppen(pagina) if naam.startswith("Haal")]
    pagina.button(key="maak.pdf").click().run()
    assert not pagina.exception
    assert [naam for naam in _knoppen(pagina) if re.match(r"Haal de wijkbladen op \(PDF, 0,\d MB\)", naam)]
    pagina.query_params["variant"] = "raadsbesluit"
    pagina.run()
    assert not [naam for naam in _knoppen(pagina) if naam.startswith("Haal")]


def test_the_texts_are_plain(register):
    """What goes to the page is JSON of texts and numbers: no frames, no missing values in disguise."""
    stand = Stand(register.tabellen, [JULI.peildatum])
    blad = stadsblad(stand, JULI, register.vingerafdruk)
    assert "NaN" not in json.dumps(blad)
