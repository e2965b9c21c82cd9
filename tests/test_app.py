"""The application without a browser: controls, address, pages, and what it does when the data is unfit for use."""

import json
import re
import sys
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from analysis.controle.meldingen import MELDINGREGELS, meldingen
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from register.opslag.wie import LOKAAL, Wie
from register.register import DataFout, read_register
from tests import klein
from tests.databases import begonnen
from tests.echt import WORTEL
from tests.paginas import (
    BRIEFING,
    KAART,
    PRESENTATIE,
    REGISTER,
    VERANDERD,
    VERANTWOORDING,
    VERLOOP,
    bericht,
    open_pagina,
    scherm,
)
from ui.bron import vandaag
from ui.toegang import Toegang
from web.staat import uit_tekst

APP = str(WORTEL / "app.py")


@pytest.fixture
def start(monkeypatch):
    """Start the application, with `--data map_` when given and the address as keywords."""

    def _start(map_=None, pagina=None, **adres):
        monkeypatch.setattr(sys, "argv", ["app.py", *(["--data", str(map_)] if map_ else [])])
        app = AppTest.from_file(APP, default_timeout=60)
        for naam, waarde in adres.items():
            app.query_params[naam] = waarde
        app.run()
        if pagina:
            open_pagina(app, pagina)
        return app

    return _start


@pytest.fixture
def klein_map(tmp_path):
    return klein.schrijf_map(tmp_path)


def _breek(map_):
    """Two problems at once: an unknown phase, and an end before the beginning."""

    def twee(inhoud):
        inhoud.organisaties[0]["fase"] = "verdwenen"
        inhoud.organisaties[1]["tot"] = "1999"

    klein.schrijf_map(map_, twee)


def _adres(app):
    """The view that holds, as the parts of an address."""
    return uit_tekst(bericht(app, "kader")["antwoord"]["geldt"])


def _keuzes(app):
    """The controls, as their HTML."""
    return bericht(app, "kader")["keuzes"]


def _vertel(monkeypatch, app, **adres):
    """Do what the browser does after a choice: tell the whole view; and run."""
    monkeypatch.setattr("ui.kader.gevraagde_staat", lambda: urlencode(adres))
    return app.run()


def _html(app):
    """All HTML that the script writes itself, entities read."""
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def _in_orde(app):
    assert not app.exception
    assert not app.error
    return app


def test_the_first_run_shows_today_without_a_problem(start):
    """Without an address the application shows today, says so in the address, and has nothing to complain about."""
    app = _in_orde(start())
    assert _adres(app) == {"peildatum": vandaag().isoformat()}
    assert not app.info
    assert not app.warning
    assert f"Op {datum(vandaag())} " in scherm(app)["teksten"]["stand"]


@pytest.mark.parametrize(
    ("pagina", "labels"),
    [
        (KAART, ["Peildatum", "Gebied", "Wanneer stopte de steun?"]),
        (VERANDERD, ["Van", "Tot", "Gebied", "Wanneer stopte de steun?"]),
        (BRIEFING, ["Veranderd sinds", "Peildatum", "Gebied", "Wanneer stopte de steun?"]),
        (VERLOOP, ["Gebied", "Wanneer stopte de steun?"]),
        (PRESENTATIE, []),
        (VERANTWOORDING, []),
    ],
)
def test_each_page_has_its_controls_in_dutch(start, pagina, labels):
    """Dates, variant and gebied: what a page can show is what it lets choose, each with its Dutch label."""
    html = _keuzes(_in_orde(start(pagina=pagina)))
    assert re.findall(r"<label[^>]*>([^<]*)</label>", html) == labels


def test_the_choices_are_those_of_policy_and_data(start):
    """Milestones, variants and gebieden, with the choice of the view selected and its date in words."""
    html = _keuzes(start(peildatum="2024-07-01", variant="raadsbesluit", gebied="Noord"))
    assert re.findall(r"<option[^>]*>([^<]*)</option>", html) == [
        *("Hele stad", "Centrum", "Noord", "Oost", "Schalkwijk", "Zuidwest"),
        *("1 juli 2024 (persbericht)", "1 januari 2025 (raadsbesluit)"),
    ]
    assert re.findall(r"<option[^>]* selected>([^<]*)", html) == ["Noord", "1 januari 2025 (raadsbesluit)"]
    assert 'value="1 juli 2024"' in html
    knoppen = dict(re.findall(r'data-kies="([^"]*)">([^<]*)</button>', html))
    assert knoppen["peildatum=2025-01-01"] == "1 jan 2025 einde steun"  # it follows the variant
    assert knoppen[f"peildatum={vandaag().isoformat()}"] == "vandaag"
    assert "peildatum=2024-07-01" not in knoppen


def test_every_table_can_be_taken_along_in_every_format(start):
    """Five tables with a place in four formats and one without in two, behind buttons that name the format."""
    labels = [element.label for element in start().get("download_button")]
    assert labels == [*["CSV", "Excel", "GeoJSON", "GeoPackage"] * 5, "CSV", "Excel"]


@pytest.mark.parametrize(
    "adres",
    [
        {"peildatum": "1900-01-01"},
        {"peildatum": "2100-12-31"},
        {"peildatum": "2024-07-01", "variant": "raadsbesluit"},
        {"peildatum": "2024-07-01", "gebied": "Schalkwijk"},
        {"peildatum": "2024-07-01", "lagen": "geen"},
        {"peildatum": "2024-07-01", "lagen": "wijkraden,oprichting,initiatieven,namen,basiskaart"},
        {"peildatum": "2024-07-01", "wijk": "WK039215", "van": "2024-01-01"},
    ],
)
def test_every_view_of_an_address_is_followed_and_told(start, monkeypatch, adres):
    """A view holds as it stands in the address, and shows the same when the browser tells it instead."""
    app = _in_orde(start(**adres))
    assert _adres(app) == adres
    assert not app.info
    assert bericht(app, "scherm")["antwoord"] == bericht(app, "kader")["antwoord"]
    ander = _in_orde(_vertel(monkeypatch, start(peildatum="1999-12-31"), **adres))
    assert scherm(ander) == scherm(app)
    assert _adres(ander) == adres


def test_what_the_browser_tells_goes_before_the_address(start, monkeypatch):
    """The address that Streamlit has may be an older one: the view that goes along with the message is the one."""
    app = _vertel(monkeypatch, start(peildatum="2023-11-22"), peildatum="2024-07-01", gebied="Noord")
    assert bericht(app, "kader")["antwoord"] == {
        "gevraagd": "peildatum=2024-07-01&gebied=Noord",
        "geldt": "peildatum=2024-07-01&gebied=Noord",
    }
    assert "Op 1 juli 2024 " in scherm(app)["teksten"]["stand"]


def test_a_first_message_after_a_new_start_brings_the_whole_view(start, monkeypatch):
    """A server that knows nothing of a visitor shows what his browser tells, on any page, without an address."""
    monkeypatch.setattr("ui.kader.gevraagde_staat", lambda: "peildatum=2024-07-01&gebied=Noord&wijk=WK039215")
    app = _in_orde(start(pagina=VERANTWOORDING))
    assert "geldt voor <b>1 juli 2024</b>" in _html(app)
    assert _adres(app) == {"peildatum": "2024-07-01", "gebied": "Noord", "wijk": "WK039215"}


def test_a_view_that_cannot_hold_is_answered_with_one_that_does(start, monkeypatch):
    """The answer says what was asked and what holds, so that the browser knows that it is its own view."""
    app = _vertel(monkeypatch, start(), peildatum="2024-07-01", gebied="Mars")
    assert bericht(app, "kader")["antwoord"] == {
        "gevraagd": "peildatum=2024-07-01&gebied=Mars",
        "geldt": "peildatum=2024-07-01",
    }
    assert [melding.value for melding in app.info] == ["Het gebied in het adres bestaat niet; u ziet de hele stad."]


def test_the_title_of_the_window_says_page_place_and_date(start, monkeypatch):
    """Who has several windows open sees which is which."""
    titels = []
    monkeypatch.setattr("ui.kader.st.set_page_config", lambda **keuze: titels.append(keuze.get("page_title")))
    start(peildatum="2024-07-01", gebied="Noord")
    start(None, VERANDERD, peildatum="2024-07-01", wijk="WK039215")
    assert titels[1] == "Stad · Noord · 1 juli 2024 · Wijkdekking Haarlem"
    assert titels[-1] == "Wat is er veranderd · Delftwijk · 1 juli 2024 · Wijkdekking Haarlem"


@pytest.mark.parametrize(
    ("adres", "begin"),
    [
        ({"peildatum": "0000"}, "De peildatum in het adres klopt niet"),
        ({"peildatum": "99999"}, "De peildatum in het adres klopt niet"),
        ({"peildatum": "<script>alert(1)</script>"}, "De peildatum in het adres klopt niet"),
        ({"variant": "x"}, "De beleidsvariant in het adres bestaat niet"),
        ({"gebied": "Mars"}, "Het gebied in het adres bestaat niet"),
        ({"lagen": "wegen"}, "Een kaartlaag in het adres bestaat niet"),
        ({"wijk": "WK036300"}, "De wijk in het adres bestaat niet"),
        ({"utm_source": "x"}, "Het adres heeft 1 onbekende toevoeging"),
    ],
)
def test_a_bad_address_gives_a_notice_and_a_screen(start, adres, begin):
    """What the address says wrong is told once, in Dutch and without repeating it; the screen is that of today."""
    app = _in_orde(start(**adres))
    assert [melding.value[: len(begin)] for melding in app.info] == [begin]
    assert "script" not in app.info[0].value
    assert _adres(app) == {"peildatum": vandaag().isoformat()}


def test_bad_and_good_parts_of_an_address_are_kept_apart(start):
    """Every bad part has its own notice, and the good parts are followed."""
    app = start(peildatum="2024-02-30", variant="raadsbesluit", gebied="Noord", lagen="x", wijk="WK039215")
    assert [melding.value.count("in het adres") for melding in app.info] == [2]
    assert _adres(app) == {
        "peildatum": vandaag().isoformat(),
        "variant": "raadsbesluit",
        "gebied": "Noord",
        "wijk": "WK039215",
    }


def test_a_wijk_in_the_address_opens_its_dossier(start):
    """A link to a wijk shows that wijk, marked in the list and on the map."""
    gezien = scherm(_in_orde(start(peildatum="2024-07-01", wijk="WK039215")))
    assert gezien["tabblad"] == "wijk WK039215"
    assert "<h2>Delftwijk</h2>" in gezien["fragmenten"]["dossier"]


@pytest.mark.parametrize(
    ("anders", "nieuw"),
    [
        ({"lagen": "namen"}, set()),
        ({"peildatum": "2024-07-02"}, set()),  # nothing began or ended
        ({"peildatum": "2023-11-22"}, {"lijst", "stand"}),
        ({"wijk": "WK039212"}, {"wijk", "mensen", "tijdbalk"}),
        ({"variant": "raadsbesluit"}, {"lijst", "stand", "tijd", "wijk", "tijdbalk"}),
        ({"gebied": "Noord"}, {"lijst", "stand", "tijd"}),
    ],
)
def test_a_change_sends_nothing_but_what_is_new(start, monkeypatch, anders, nieuw):
    """With a wijk chosen, what another choice leaves as it is, is the same message again, of which a hash goes."""
    vast = {"peildatum": "2024-07-01", "wijk": "WK039211"}
    voor = _berichten(_vertel(monkeypatch, start(), **vast))
    na = _berichten(_vertel(monkeypatch, start(), **vast | anders))
    anders_ = {sleutel for sleutel, bericht in na.items() if voor.get(sleutel) != bericht}
    assert {sleutel.removeprefix("bron-").partition("-")[0] for sleutel in anders_} == {"kader", "scherm"} | nieuw
    assert len(na["scherm"]) < 9_000


def _berichten(app):
    """Every message to a component, by its key."""
    return {element.proto.id.split("-", 2)[2]: element.proto.json for element in app.get("bidi_component")}


@pytest.mark.parametrize(("dag", "variant"), [("2024-07-01", "persbericht"), ("2024-07-01", "raadsbesluit"), ("1900-01-01", "persbericht")])  # fmt: skip
def test_the_account_tells_every_uncertainty(start, register, dag, variant):
    """The page Verantwoording counts what the analysis reports on that date and variant, in total and per kind."""
    app = _in_orde(start(pagina=VERANTWOORDING, peildatum=dag, variant=variant))
    html = _html(app)
    gevonden = meldingen(Stand(register.tabellen, date.fromisoformat(dag), variant))
    assert f"Wat is onzeker ({len(gevonden)} meldingen)" in html
    for regel in MELDINGREGELS.values():
        aantal = sum(bevinding.regel == regel.naam for bevinding in gevonden)
        assert (f"{regel.titel} <b>({aantal})</b>" in html) == (aantal > 0), regel.titel
    assert len(re.findall(r'<span class="wd-klein">', html)) == len(gevonden)
    assert f"geldt voor <b>{datum(date.fromisoformat(dag))}</b>" in html


def test_the_account_lists_the_milestones_with_their_source(start, register):
    """Every milestone of the policy stands on the page with where it is known from."""
    html = _html(start(pagina=VERANTWOORDING))
    for mijlpaal in register.tabellen.gemeente.mijlpalen(None):
        assert f"{datum(mijlpaal.datum)}<td>{mijlpaal.omschrijving}<td>{mijlpaal.bron}" in html
    assert "persbericht van 22 november 2023" in html


def test_the_account_shows_the_fingerprint_of_the_data(start, register):
    """The page names the version of the data that its answers come from."""
    assert f"<code>{register.vingerafdruk[:16]}</code>" in _html(start(pagina=VERANTWOORDING))


def test_the_view_goes_along_between_pages(start):
    """Going to Verantwoording and back keeps date, variant, gebied, layers and wijk, also when no view was told yet."""
    adres = {"peildatum": "2024-07-01", "variant": "raadsbesluit", "gebied": "Noord", "lagen": "namen", "wijk": "WK039215"}  # fmt: skip
    app = start(**adres)
    gezien = scherm(app)
    app.query_params.clear()  # what Streamlit does on a change of page
    open_pagina(app, VERANTWOORDING)
    assert "geldt voor <b>1 juli 2024</b>, met steun aan wijkraden tot <b>1 januari 2025" in _html(app)
    assert _adres(app) == adres
    open_pagina(app, KAART)
    assert _adres(_in_orde(app)) == adres
    assert scherm(app) == gezien


def test_broken_data_is_a_list_of_problems_and_no_map(start, klein_map):
    """With unfit data from the start there is no map but every problem, each with its place and how to mend it."""
    _breek(klein_map)
    with pytest.raises(DataFout) as fout:
        read_register(klein_map)
    app = start(klein_map)
    assert not app.exception
    assert [titel.value for titel in app.title] == ["De gegevens zijn niet te gebruiken"]
    html = _html(app)
    assert len(fout.value.bevindingen) == 2
    for bevinding in fout.value.bevindingen:
        assert bevinding.waar in html
        assert bevinding.wat in html
        assert bevinding.herstel in html
    assert "2 problemen" in app.markdown[0].value
    assert [element.proto.id.rsplit("-", 1)[-1] for element in app.get("bidi_component")] == ["staat"]


@pytest.mark.parametrize("bestand", ["wijken.geojson", "buurten.geojson", "organisaties.csv", "initiatieven.csv"])
def test_a_missing_file_is_one_of_the_problems(start, klein_map, bestand):
    """A file that is not there is named, on both pages, without a traceback."""
    (klein_map / bestand).unlink()
    for pagina in (None, VERANTWOORDING):
        app = start(klein_map, pagina)
        assert not app.exception
        assert f"{klein_map.name}/{bestand}</b>" in _html(app)
        assert "het bestand ontbreekt" in _html(app)


def test_a_folder_that_does_not_exist_is_told(start, tmp_path):
    """A wrong `--data` gives five missing files, not a traceback."""
    app = start(tmp_path / "weg")
    assert not app.exception
    assert _html(app).count("het bestand ontbreekt") == 5
    assert "5 problemen" in app.markdown[0].value


def test_mended_data_works_in_the_same_session(start, klein_map):
    """After the file has been mended the next run draws the map, and no problem is left on the screen."""
    _breek(klein_map)
    app = start(klein_map, peildatum="2024-07-01")
    assert app.title
    klein.schrijf_map(klein_map)
    _in_orde(app.run())
    assert not app.title
    assert not app.warning
    assert _adres(app) == {"peildatum": "2024-07-01"}
    assert len(scherm(app)["stand"]["wijken"]) == 4


@pytest.mark.parametrize("pagina", [None, VERANTWOORDING])
def test_data_that_breaks_meanwhile_leaves_the_last_good_state(start, klein_map, pagina):
    """When a file becomes unfit while people look, they keep what they saw, with a warning and every problem."""
    app = start(klein_map, pagina, peildatum="2024-07-01")
    goed = None if pagina else scherm(app)
    _breek(klein_map)
    _in_orde(app.run())
    assert [waarschuwing.value for waarschuwing in app.warning] == [
        "De gegevens op schijf zijn veranderd en niet te gebruiken: er staan 2 problemen. U ziet de laatste goede versie."
    ]
    assert [vak.label for vak in app.expander] == ["Wat er mis is en hoe u het herstelt"]
    assert _html(app).count("organisaties.csv, regel") >= 2
    if pagina is None:
        assert scherm(app) == goed
    nieuw = start(klein_map, pagina)
    assert not nieuw.title
    assert len(nieuw.warning) == 1


def test_the_page_register_tells_once_that_the_data_broke(start, monkeypatch, bestand, kaart):
    """Whoever looks at the effect of a change while a file becomes unfit, reads one warning, however often it is read."""
    begonnen(bestand, kaart)
    monkeypatch.setattr("ui.paginas.register.toegang", lambda: Toegang(Wie(LOKAAL, "jan", "Jan")))
    formulier = {"wat": "verbeter", "rij": "wijkraad-een"}
    app = _in_orde(start(bestand, REGISTER, **formulier))
    velden = {"rij.soort": "wijkraad", "rij.naam": "Anders", "rij.fase": "actief", "bron": "brief", "versie": "1"}
    bekeken = json.dumps({"verzoek": "1", "formulier": "verbeter/wijkraad-een", "velden": velden})
    monkeypatch.setattr("ui.paginas.register.gevraagd_register", lambda wat: bekeken if wat == "bekeken" else "")
    assert bericht(_in_orde(app.run()), "formulier")["uitkomst"]["soort"] == "gevolg"
    (kaart / "gemeente.toml").write_text("stuk", encoding="utf-8")
    assert bericht(_in_orde(app.run()), "formulier")["uitkomst"]["soort"] == "fout"
    assert len(app.warning) == len(app.expander) == 1


def test_changed_data_reaches_the_screen(start, klein_map):
    """A register that is changed on disk, and still is fit, shows on the next run."""
    app = start(klein_map, peildatum="2024-07-01")
    voor = scherm(app)
    klein.schrijf_map(
        klein_map, lambda inhoud: inhoud.organisaties.pop(2) and inhoud.organisaties[0].update(opvolger="")
    )
    na = scherm(_in_orde(app.run()))
    assert voor["kaartsleutel"] != na["kaartsleutel"]
    assert (voor["stand"]["wijken"], na["stand"]["wijken"]) == ("2000", "0000")


def test_a_selected_wijk_that_disappears_from_the_data_is_let_go(start, klein_map):
    """When the data changes and the chosen wijk or gebied is gone, the screen goes on without it."""
    app = start(klein_map, peildatum="2024-07-01", wijk=klein.W4, gebied="Zuid")

    def hernoem(inhoud):
        for vlak in inhoud.wijken["features"]:
            vlak["properties"]["gebied"] = "Oost"

    klein.schrijf_map(klein_map, hernoem)
    _in_orde(app.run())
    assert _adres(app) == {"peildatum": "2024-07-01", "wijk": klein.W4}


def test_nasty_names_reach_the_screen_as_text(start, tmp_path):
    """Markup, templates, quotes, newlines and very long names in every file give a screen, not an exception."""
    naam = "<script>alert(1)</script> {{ 7*7 }} \"'\n\u202e" + "x" * 5_000

    def breek(inhoud):
        for rij in (*inhoud.organisaties, *inhoud.initiatieven):
            rij["naam"] = naam
        for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
            for veld in {"wijknaam", "buurtnaam", "gebied"} & vlak["properties"].keys():
                vlak["properties"][veld] = naam

    map_ = klein.schrijf_map(tmp_path, breek)
    app = _in_orde(start(map_, peildatum="2024-07-01", wijk=klein.W1))
    assert "<script>" not in json.dumps(scherm(app)["fragmenten"])
    _in_orde(open_pagina(app, VERANTWOORDING))
    assert "49" not in "".join(re.findall(r"alert\(1\).{0,30}", _html(app)))
