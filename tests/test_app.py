"""The application without a browser: controls, address, pages, and what it does when the data is unfit for use."""

import json
import re
import sys
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner

from analysis.beleid import STANDAARD_VARIANT
from analysis.meldingen import MELDINGREGELS, meldingen
from analysis.nederlands import datum
from geo.register import DataFout, read_register
from tests import klein
from ui.bron import vandaag
from ui.staat import STANDAARD_LAGEN

APP = str(Path(__file__).parents[1] / "app.py")
VERANTWOORDING = "ui/pagina_verantwoording.py"
KAART = "ui/pagina_kaart.py"
VERANDERD = "ui/pagina_veranderd.py"


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
            app.switch_page(pagina).run()
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
    """The address as single values; AppTest gives lists."""
    return {naam: waarde[0] if isinstance(waarde, list) else waarde for naam, waarde in app.query_params.items()}


def _scherm(app):
    """What is sent to the browser for the screen."""
    protos = [element.proto for element in app.get("bidi_component")]
    return next(json.loads(proto.json) for proto in protos if proto.id.endswith("-scherm"))


def _html(app):
    """All HTML that the script writes itself, entities read."""
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def _pillen(app):
    return app.button_group(key="mijlpaal")


def _kies_pil(app, dag):
    _pillen(app).set_value(dag)
    return app.run()


def _zet_lagen(app, lagen):
    """Do what a message of the list of layers does; the list itself lives in the browser."""
    app.session_state["lagen"] = frozenset(lagen)
    return app.run()


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
    assert f"Op {datum(vandaag())} " in _scherm(app)["teksten"]["stand"]


def test_the_controls_are_there_in_dutch(start):
    """Date, milestones, variant and gebied: each with its Dutch label and Dutch choices."""
    app = start()
    assert [element.label for element in (*app.date_input, *app.selectbox)] == [
        "Peildatum",
        "Steun aan wijkraden tot",
        "Gebied",
    ]
    assert app.selectbox(key="variant").options == ["1 juli 2024 (persbericht)", "1 januari 2025 (raadsbesluit)"]
    assert app.selectbox(key="gebied").options == ["Hele stad", "Centrum", "Noord", "Oost", "Schalkwijk", "Zuidwest"]
    assert _pillen(app).options[-1] == "vandaag"
    assert "1 jul 2024 einde steun" in _pillen(app).options


def test_every_table_can_be_taken_along_in_every_format(start):
    """Three tables, four formats each, behind buttons that name the format."""
    labels = [element.label for element in start().get("download_button")]
    assert labels == ["CSV", "Excel", "GeoJSON", "GeoPackage"] * 3


@pytest.mark.parametrize(
    ("sleutel", "waarde", "in_adres"),
    [
        ("peildatum", date(2024, 7, 1), {"peildatum": "2024-07-01"}),
        ("peildatum", date(1900, 1, 1), {"peildatum": "1900-01-01"}),
        ("peildatum", date(2100, 12, 31), {"peildatum": "2100-12-31"}),
        ("variant", "raadsbesluit", {"variant": "raadsbesluit"}),
        ("gebied", "Schalkwijk", {"gebied": "Schalkwijk"}),
    ],
)
def test_every_choice_is_written_in_the_address(start, sleutel, waarde, in_adres):
    """A changed control changes the address, and the address shows the same in a new session, without a notice."""
    app = start(peildatum="2024-01-01")
    soort = app.date_input if sleutel == "peildatum" else app.selectbox
    soort(key=sleutel).set_value(waarde).run()
    adres = _adres(_in_orde(app))
    assert adres == {"peildatum": "2024-01-01"} | in_adres
    ander = _in_orde(start(**adres))
    assert not ander.info
    assert _scherm(ander) == _scherm(app)
    assert _adres(ander) == adres


@pytest.mark.parametrize(
    ("lagen", "in_adres"),
    [
        (STANDAARD_LAGEN, {}),
        (STANDAARD_LAGEN | {"basiskaart"}, {"lagen": "wijkraden,oprichting,initiatieven,namen,basiskaart"}),
        (STANDAARD_LAGEN - {"namen"}, {"lagen": "wijkraden,oprichting,initiatieven"}),
        (frozenset(), {"lagen": "geen"}),
    ],
)
def test_the_layers_are_written_in_the_address(start, lagen, in_adres):
    """Other layers than the usual change the address, none at all as well, and the address shows the same again."""
    app = _zet_lagen(start(peildatum="2024-01-01", lagen="namen"), lagen)
    assert _adres(app) == {"peildatum": "2024-01-01"} | in_adres
    assert _scherm(app)["stand"]["lagen"] == sorted(lagen)
    assert _scherm(start(**_adres(app))) == _scherm(app)


def test_a_milestone_sets_the_date(start):
    """A click on a milestone goes to its date, in the date field, the address and the sentence."""
    app = _in_orde(_kies_pil(start(peildatum="2023-11-22"), date(2024, 7, 1)))
    assert app.date_input(key="peildatum").value == date(2024, 7, 1)
    assert _adres(app) == {"peildatum": "2024-07-01"}
    assert "Op 1 juli 2024 " in _scherm(app)["teksten"]["stand"]


@pytest.mark.parametrize(
    ("dag", "gekozen"), [(date(2024, 1, 1), [date(2024, 1, 1)]), (date(2024, 1, 2), []), (date(2024, 7, 1), [date(2024, 7, 1)])]
)  # fmt: skip
def test_a_date_marks_its_milestone(start, dag, gekozen):
    """The milestone of the chosen date is marked; any other date marks none."""
    app = start(peildatum="2023-11-22")
    assert app.session_state["mijlpaal"] == date(2023, 11, 22)
    app.date_input(key="peildatum").set_value(dag).run()
    nu = app.session_state["mijlpaal"]
    assert ([nu] if nu else []) == gekozen


def test_the_end_of_support_follows_the_variant(start):
    """The milestone of the end of support stands on the date of the chosen variant."""
    app = start(peildatum="2024-07-01", variant="raadsbesluit")
    assert "1 jan 2025 einde steun" in _pillen(app).options
    assert not [naam for naam in _pillen(app).options if naam.startswith("1 jul 2024")]
    assert app.session_state["mijlpaal"] is None


def _zet_adres(app, adres):
    app.query_params.clear()
    for naam, waarde in adres.items():
        app.query_params[naam] = waarde


def _ga_terug(monkeypatch, app, adres, pagina=None):
    """Do what back and forward do: the browser sends an address of before, and says that it does."""
    _zet_adres(app, adres)
    if pagina:
        app.switch_page(pagina)
    with monkeypatch.context() as even:
        even.setattr(local_script_runner, "RerunData", partial(RerunData, is_history_navigation=True))
        return _in_orde(app.run())


def test_a_quick_second_click_is_not_undone(start):
    """A click that comes with the address from before the first click counts: both choices stand."""
    app = start(peildatum="2024-07-01")
    app.selectbox(key="variant").set_value("raadsbesluit").run()
    _zet_adres(app, {"peildatum": "2024-07-01"})  # the browser had not got the new address yet
    app.selectbox(key="gebied").set_value("Noord").run()
    assert _adres(app) == {"peildatum": "2024-07-01", "variant": "raadsbesluit", "gebied": "Noord"}


def test_a_second_click_on_the_same_does_not_undo_the_first(start):
    """A message that changes nothing, with the address from before the first click, leaves what was chosen."""
    app = start(peildatum="2024-07-01")
    app.selectbox(key="gebied").set_value("Noord").run()
    _zet_adres(app, {"peildatum": "2024-07-01"})
    app.run()
    assert _adres(app) == {"peildatum": "2024-07-01", "gebied": "Noord"}
    assert app.selectbox(key="gebied").value == "Noord"


@pytest.mark.parametrize("pagina", [KAART, VERANDERD])
def test_an_answer_does_not_repeat_what_a_control_shows(start, pagina):
    """A control is told its value only when it must show another: a repeat undoes a click that was made before it came."""
    app = start(pagina=pagina, peildatum="2024-07-01", van="2023-11-22")
    app.selectbox(key="gebied").set_value("Noord").run()
    knoppen = [*app.date_input, *app.selectbox, *app.get("button_group")]
    assert len(knoppen) > 3
    assert [knop.proto.id for knop in knoppen if knop.proto.set_value] == []


def test_a_choice_goes_along_when_its_page_is_left_at_once(start):
    """Who changes a date and is on another page before the first has answered, sees that page on the new date."""
    app = start(peildatum="2024-07-01")
    app.date_input(key="peildatum").set_value(date(2024, 1, 1))
    app.switch_page(VERANTWOORDING).run()
    assert "geldt voor <b>1 januari 2024</b>" in _html(_in_orde(app))
    assert _adres(app) == {"peildatum": "2024-01-01"}


def test_the_way_back_in_the_browser_is_followed(start, monkeypatch):
    """Back and forward show every part of the address that they bring, in the controls as well."""
    eerst = {"peildatum": "2023-11-22", "variant": "raadsbesluit", "gebied": "Noord", "lagen": "namen", "wijk": "WK039215"}  # fmt: skip
    app = start(**eerst)
    scherm = _scherm(app)
    app.date_input(key="peildatum").set_value(date(2024, 7, 1)).run()
    app.selectbox(key="variant").set_value("persbericht").run()
    app.selectbox(key="gebied").set_value("Hele stad").run()
    _zet_lagen(app, {"namen", "initiatieven"})
    straks = _adres(app)
    _ga_terug(monkeypatch, app, eerst)
    assert (_adres(app), _scherm(app)) == (eerst, scherm)
    assert app.date_input(key="peildatum").value == date(2023, 11, 22)
    assert [app.selectbox(key=sleutel).value for sleutel in ("variant", "gebied")] == ["raadsbesluit", "Noord"]
    _ga_terug(monkeypatch, app, straks)
    assert _adres(app) == straks
    assert "Op 1 juli 2024 " in _scherm(app)["teksten"]["stand"]


def test_the_way_back_to_another_page_brings_its_own_view(start, monkeypatch):
    """Back from a comparison to the map shows the date of the map's address, and forward the pair of dates again."""
    app = start(peildatum="2023-11-22")
    app.switch_page(VERANDERD).run()
    app.date_input(key="peildatum").set_value(date(2024, 7, 1)).run()
    app.date_input(key="van").set_value(date(2024, 1, 1)).run()
    paar = {"peildatum": "2024-07-01", "van": "2024-01-01"}
    assert _adres(app) == paar
    _ga_terug(monkeypatch, app, {"peildatum": "2023-11-22"}, KAART)
    assert _adres(app) == {"peildatum": "2023-11-22"}
    assert "Op 22 november 2023 " in _scherm(app)["teksten"]["stand"]
    _ga_terug(monkeypatch, app, paar, VERANDERD)
    assert _adres(app) == paar
    assert [app.date_input(key=sleutel).value for sleutel in ("van", "peildatum")] == [date(2024, 1, 1), date(2024, 7, 1)]  # fmt: skip


def test_the_way_back_to_a_bad_address_is_told_again(start, monkeypatch):
    """Nonsense that one goes back to gives its notice and today, like nonsense that one comes in with."""
    app = start(peildatum="2024-07-01")
    _ga_terug(monkeypatch, app, {"peildatum": "9999", "gebied": "Mars"})
    assert _adres(app) == {"peildatum": vandaag().isoformat()}
    assert [melding.value.count("in het adres") for melding in app.info] == [2]
    _ga_terug(monkeypatch, app, {"peildatum": "2024-07-01"})
    assert not app.info


def test_the_way_back_to_an_address_without_a_view_keeps_the_view(start, monkeypatch):
    """The bare address that one came in by says no date: the screen stays what it was."""
    app = start()
    app.date_input(key="peildatum").set_value(date(2024, 7, 1)).run()
    _ga_terug(monkeypatch, app, {})
    assert _adres(app) == {"peildatum": "2024-07-01"}


def test_an_emptied_date_keeps_the_last_one(start):
    """Without a date in the field the screen stays on the date it showed."""
    app = start(peildatum="2024-07-01")
    app.date_input(key="peildatum").set_value(None).run()
    assert _adres(_in_orde(app)) == {"peildatum": "2024-07-01"}
    assert "Op 1 juli 2024 " in _scherm(app)["teksten"]["stand"]


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
    assert _scherm(app)["stand"]["gekozen"] is None


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


def test_the_notice_of_a_bad_address_survives_a_click(start):
    """The notice is not gone before it is read: another choice leaves it on the screen."""
    app = start(peildatum="x")
    app.selectbox(key="gebied").set_value("Noord").run()
    assert len(_in_orde(app).info) == 1
    assert _adres(app) == {"peildatum": vandaag().isoformat(), "gebied": "Noord"}


def test_a_wijk_in_the_address_opens_its_dossier(start):
    """A link to a wijk shows that wijk, marked in the list and on the map."""
    scherm = _scherm(_in_orde(start(peildatum="2024-07-01", wijk="WK039215")))
    assert (scherm["tabblad"], scherm["stand"]["gekozen"]) == ("wijk WK039215", "WK039215")
    assert "<h2>Delftwijk</h2>" in scherm["fragmenten"]["dossier"]


def test_a_change_sends_nothing_but_the_screen(start):
    """Another date leaves the map page as it is: only the message of the screen differs."""
    app = start(peildatum="2023-11-22")
    voor = {element.proto.id: element.proto.json for element in app.get("bidi_component")}
    _kies_pil(app, date(2024, 7, 1))
    na = {element.proto.id: element.proto.json for element in app.get("bidi_component")}
    assert voor.keys() == na.keys()
    anders = [sleutel for sleutel in voor if voor[sleutel] != na[sleutel]]
    assert [sleutel.rsplit("-", 1)[-1] for sleutel in anders] == ["scherm"]


@pytest.mark.parametrize(("dag", "variant"), [("2024-07-01", "persbericht"), ("2024-07-01", "raadsbesluit"), ("1900-01-01", "persbericht")])  # fmt: skip
def test_the_account_tells_every_uncertainty(start, register, dag, variant):
    """The page Verantwoording counts what the analysis reports on that date and variant, in total and per kind."""
    app = _in_orde(start(pagina=VERANTWOORDING, peildatum=dag, variant=variant))
    html = _html(app)
    gevonden = meldingen(register.tabellen, date.fromisoformat(dag), variant)
    assert f"Wat is onzeker ({len(gevonden)} meldingen)" in html
    for regel in MELDINGREGELS.values():
        aantal = sum(bevinding.regel == regel.naam for bevinding in gevonden)
        assert (f"{regel.titel} <b>({aantal})</b>" in html) == (aantal > 0), regel.titel
    assert len(re.findall(r'<span class="wd-klein">', html)) == len(gevonden)
    assert f"geldt voor <b>{datum(date.fromisoformat(dag))}</b>" in html


def test_the_account_lists_the_milestones_with_their_source(start, register):
    """Every milestone of the policy stands on the page with where it is known from."""
    html = _html(start(pagina=VERANTWOORDING))
    for mijlpaal in register.tabellen.gemeente.mijlpalen(STANDAARD_VARIANT):
        assert f"{datum(mijlpaal.datum)}<td>{mijlpaal.omschrijving}<td>{mijlpaal.bron}" in html
    assert "persbericht van 22 november 2023" in html


def test_the_account_shows_the_fingerprint_of_the_data(start, register):
    """The page names the version of the data that its answers come from."""
    assert f"<code>{register.vingerafdruk[:16]}</code>" in _html(start(pagina=VERANTWOORDING))


def test_the_view_goes_along_between_pages(start):
    """Going to Verantwoording and back keeps date, variant, gebied, layers and wijk."""
    adres = {"peildatum": "2024-07-01", "variant": "raadsbesluit", "gebied": "Noord", "lagen": "namen", "wijk": "WK039215"}  # fmt: skip
    app = start(**adres)
    scherm = _scherm(app)
    app.switch_page(VERANTWOORDING).run()
    assert "geldt voor <b>1 juli 2024</b>, met steun aan wijkraden tot <b>1 januari 2025" in _html(app)
    assert _adres(app) == adres
    app.switch_page(KAART).run()
    assert _adres(_in_orde(app)) == adres
    assert _scherm(app) == scherm
    assert app.selectbox(key="gebied").value == "Noord"


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
    assert not app.get("bidi_component")
    assert not app.date_input


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
    """A wrong `--data` gives four missing files, not a traceback."""
    app = start(tmp_path / "weg")
    assert not app.exception
    assert _html(app).count("het bestand ontbreekt") == 4
    assert "4 problemen" in app.markdown[0].value


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
    assert len(_scherm(app)["stand"]["wijken"]) == 4


@pytest.mark.parametrize("pagina", [None, VERANTWOORDING])
def test_data_that_breaks_meanwhile_leaves_the_last_good_state(start, klein_map, pagina):
    """When a file becomes unfit while people look, they keep what they saw, with a warning and every problem."""
    app = start(klein_map, pagina, peildatum="2024-07-01")
    goed = None if pagina else _scherm(app)
    _breek(klein_map)
    _in_orde(app.run())
    assert [waarschuwing.value for waarschuwing in app.warning] == [
        "De gegevens op schijf zijn veranderd en niet te gebruiken: er staan 2 problemen. U ziet de laatste goede versie."
    ]
    assert [vak.label for vak in app.expander] == ["Wat er mis is en hoe u het herstelt"]
    assert _html(app).count("organisaties.csv, regel") >= 2
    if pagina is None:
        assert _scherm(app) == goed
    nieuw = start(klein_map, pagina)
    assert not nieuw.title
    assert len(nieuw.warning) == 1


def test_changed_data_reaches_the_screen(start, klein_map):
    """A register that is changed on disk, and still is fit, shows on the next run."""
    app = start(klein_map, peildatum="2024-07-01")
    voor = _scherm(app)
    klein.schrijf_map(
        klein_map, lambda inhoud: inhoud.organisaties.pop(2) and inhoud.organisaties[0].update(opvolger="")
    )
    na = _scherm(_in_orde(app.run()))
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
    assert app.selectbox(key="gebied").value in {"Hele stad", "Oost"}


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
    assert "<script>" not in json.dumps(_scherm(app)["fragmenten"])
    _in_orde(app.switch_page(VERANTWOORDING).run())
    assert "49" not in "".join(re.findall(r"alert\(1\).{0,30}", _html(app)))


def test_a_page_without_controls_can_be_the_first(monkeypatch):
    """Who opens Verantwoording by its own address can stay on it and go on from there."""
    monkeypatch.setattr(sys, "argv", ["app.py"])
    app = AppTest.from_file(str(Path(APP).parent / VERANTWOORDING), default_timeout=60)
    app.query_params["peildatum"] = "2024-07-01"
    app.run()
    app.run()
    assert not app.exception
    assert app.query_params["peildatum"] == "2024-07-01"
