"""What the buttons of the work list and the log do on the server, whatever a browser sends."""

import dataclasses
import json

import pytest
import streamlit as st

from analysis.datumtekst import DATUM_VORM
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from register.adres import vind_adres
from register.opslag.inhoud import ORGANISATIE
from register.opslag.wie import LOKAAL, Wie
from register.register import read_register
from systeem.klok import vandaag
from tests import klein
from tests.databases import begonnen
from ui.daden import Daad, lees_daden
from ui.paginas import logboek, register, werklijst
from ui.toegang import Toegang
from web.werklijst import werklijst_html

RAAD = "raad-een"
BRON = {"bron": "gebeld"}


@pytest.fixture(name="opslag")
def _opslag(tmp_path, monkeypatch):
    """The store of a small register, with a visitor who may change it and was shown the work list."""

    def breek(stad):
        stad.organisaties[:] = [klein.wijkraad(RAAD, naam="Raad Een"), klein.wijkraad("raad-twee", klein.B21)]

    map_ = klein.schrijf_map(tmp_path, breek)
    monkeypatch.setenv("WIJKDEKKING_KAART", str(map_))
    adres = vind_adres(str(tmp_path / "register.db"))
    eigen = begonnen(str(tmp_path / "register.db"), map_)
    mag(monkeypatch)
    for module in ("ui.bewaren", "ui.paginas.werklijst", "ui.paginas.logboek", "ui.paginas.register"):
        monkeypatch.setattr(f"{module}.register", lambda: adres)
    monkeypatch.setattr(st, "session_state", {})
    toon(read_register(map_))
    return eigen


def mag(monkeypatch, toegang=None):
    toegang = toegang or Toegang(Wie(LOKAAL, "jan", "Jan"))
    monkeypatch.setattr("ui.bewaren.toegang", lambda: toegang)


def toon(register):
    """Let the visitor find the list as it is by this register."""
    vraag = Vraag(vandaag())
    werklijst._werk(vraag, vraag.stand(register.tabellen))


def daad(doe, op=RAAD, sleutel="a", nummer=1, **velden):
    return Daad(sleutel, doe, op, nummer, velden)


def zeg(*daden):
    return [werklijst._doe(een) for een in daden][-1][0]


def test_what_comes_twice_is_done_once_also_by_another_server(opslag, monkeypatch):
    """A message that is sent again, to the same server or to one that was started since, hears the same number."""
    een = daad("bestaat", **BRON)
    assert zeg(een) == zeg(een, een) == "Raad Een: Bestaat nog. Bewaard als nummer 2."
    werk = st.session_state[werklijst._WERK]
    monkeypatch.setattr(st, "session_state", {werklijst._WERK: werklijst._Werk(werk.vraag, werk.rijen)})
    assert zeg(een).endswith("Bewaard als nummer 2.")
    assert opslag.stand().nummer == 2


@pytest.mark.parametrize(
    ("formulier", "velden"),
    [
        (f"bestaat-nog/{RAAD}", {"gezien": "26-11-2025"}),
        (f"nooit-juist/{RAAD}", {}),
        (f"wordt-wijkplatform/{RAAD}", {"platform": "nieuw", "naam": "Nieuw", "van": "2025", "gezien": "26-11-2025"}),
    ],
)
def test_a_form_of_which_the_answer_got_lost_is_saved_once(opslag, monkeypatch, tmp_path, formulier, velden):
    """Bewaar again hears the number, though its row is another by now, or gone, or its name taken by the first."""
    monkeypatch.setattr("ui.paginas.register._op_het_scherm", lambda: read_register(tmp_path))
    gezegd = []
    for verzoek in ("a", "b"):
        delen = {"verzoek": verzoek, "formulier": formulier, "merk": "m"}
        delen["velden"] = velden | BRON | {"waarom": "Gehoord", "versie": "1", "bekeken": "1"}
        monkeypatch.setattr("ui.paginas.register.gevraagd_register", {"bewaar": json.dumps(delen), "bekeken": ""}.get)
        register._bewaar()
        gezegd.append(st.session_state[register._UITKOMST])
    assert ["nummer 2" in een["html"] for een in gezegd] == [True, True], gezegd
    assert "al bewaard" in gezegd[1]["html"]
    assert (gezegd[1]["soort"], gezegd[1]["verzoek"], opslag.stand().nummer) == ("bewaard", "b", 2)


@pytest.mark.parametrize(
    ("vals", "zin"),
    [
        (daad("bestaat", "raad-vals", **BRON), "staat niet op de lijst"),
        (daad("bestaat", "x" * 300, **BRON), "staat niet op de lijst"),
        (daad("verwijder", **BRON), "Dit kan hier niet"),
        (daad("bestaat"), "waar u dit van weet"),
        (daad("bestaat", bron=" \n "), "waar u dit van weet"),
        (daad("gestopt", per="ooit", **BRON), DATUM_VORM),
        (daad("gestopt", per="", **BRON), DATUM_VORM),
        (daad("gestopt", nummer=99, per="2026", **BRON), "Nummer 99 is er niet"),
        (daad("bestaat", nummer=0, **BRON), "intussen iets over bewaard"),
        (daad("terug"), "niets om terug te draaien"),
        (daad("terug", "raad-vals"), "niets om terug te draaien"),
    ],
)
def test_what_cannot_be_is_refused_in_words(opslag, vals, zin):
    """An organisation that was not shown, an unknown thing to do, no source, no date, a number that is not there."""
    assert zin in zeg(vals)
    assert opslag.stand().nummer == 1


def test_who_may_is_asked_when_it_is_saved(opslag, monkeypatch):
    """A right that was taken away since the page was drawn: nothing is saved on either page."""
    assert zeg(daad("bestaat", **BRON)).endswith("nummer 2.")
    mag(monkeypatch, Toegang(None, "Meld u opnieuw aan."))
    assert "Meld u opnieuw aan. Er is niets bewaard." in zeg(daad("bestaat", "raad-twee", "b", 2, **BRON))
    assert "niets bewaard" in zeg(daad("terug", sleutel="c", nummer=2))
    assert "niets bewaard" in logboek._doe(daad("bewaar", "2", "d", 2, waarom="Toch niet"))[0]
    assert opslag.stand().nummer == 2


def test_a_row_shows_what_became_of_it_in_its_place(opslag, kaart):
    """What is done stays where it stood, and what is undone has its buttons again."""
    werk = st.session_state[werklijst._WERK]
    zeg(daad("gestopt", per="2020", **BRON))
    register = _nu(opslag)
    html = _html(register, werk)
    assert html.index("Raad Een") < html.index("Naam raad-twee")
    assert "Gestopt per 2020. Bewaard als nummer 2." in html
    assert f'data-doe="bestaat" data-op="{RAAD}"' not in html
    assert "1 van 2</b> nagevraagd" in html
    assert zeg(daad("terug", sleutel="b", nummer=2)) == "Raad Een: Bewaard als nummer 3. Nummer 2 is teruggedraaid."
    html = _html(_nu(opslag), werk)
    assert f'data-doe="bestaat" data-op="{RAAD}"' in html
    assert "0 van 2</b> nagevraagd" in html


def _nu(opslag):
    from register.register import make_register

    return make_register(opslag._aanvulling(opslag.lees()[1].bestanden()))


def _html(register, werk):
    from web.werklijst import Bewerken

    stand = Stand(register.tabellen, vandaag())
    bewerken = Bewerken("gebeld", datum(vandaag()), 2, werk.rijen, werk.berichten, werk.gestopt)
    return werklijst_html(register, stand, None, bewerken=bewerken)


def test_an_undo_from_the_log_is_done_once_and_tells_what_it_left_alone(opslag):
    """Twice the same message is one change; a reason is never empty; a number that is none is refused."""
    zeg(daad("bestaat", **BRON), daad("niet-bereikt", "raad-twee", "b", **BRON))
    terug = daad("bewaar", "2", "t", 3, waarom="Nummer 2 teruggedraaid: vergissing")
    assert logboek._doe(terug)[0] == "Bewaard als nummer 4. Nummer 2 is teruggedraaid."
    assert logboek._doe(terug)[0] == "Dit was al bewaard, als nummer 4. Nummer 2 is teruggedraaid."
    assert "Schrijf waarom" in logboek._doe(daad("bewaar", "3", "u", 4, waarom=" "))[0]
    for vals in ("0", "99", "-1", "x", "1" * 40, "٣"):
        assert "is er niet" in logboek._doe(daad("bewaar", vals, f"v{vals}", 4, waarom="x"))[0]
    assert "begin van het register" in logboek._doe(daad("bewaar", "1", "w", 4, waarom="x"))[0]
    assert opslag.stand().nummer == 4


def test_an_undo_names_what_changed_since(opslag):
    """Of a change to two rows the one that nobody touched since goes back; the other is named."""
    from register.opslag.ingrepen import Wijzig
    from register.opslag.wijziging import Over

    over = Over(Wie(LOKAAL, "jan", "Jan"), "scherm", "x", "y")
    opslag.bewaar(over, *(Wijzig(ORGANISATIE, id_, {"website": "https://a.nl"}) for id_ in (RAAD, "raad-twee")))
    opslag.bewaar(over, Wijzig(ORGANISATIE, RAAD, {"website": "https://b.nl"}))
    melding = logboek._draai_terug(daad("bewaar", "2", "t", 3, waarom="Terug"), 2)
    assert melding.zin.startswith("Bewaard als nummer 4. Nummer 2 is teruggedraaid. Niet teruggedraaid, want daarna")
    assert melding.zin.endswith("veranderd: Raad Een.")


@pytest.mark.parametrize(
    "wat",
    [
        None,
        "x",
        5,
        {"sleutel": "a"},
        [[]],
        [{"sleutel": "", "doe": "x"}],
        [{"sleutel": "a", "doe": {}}],
        [{"doe": "x"}],
    ],
)
def test_a_message_that_is_none_asks_nothing(wat):
    """A browser can send anything: what is no request is left out."""
    assert lees_daden(wat) == []


def test_of_a_message_only_texts_of_a_size_are_taken():
    """Endless texts, lists and numbers that are no number of a register do not come in."""
    deel = {"sleutel": "a", "doe": "b", "op": 5, "nummer": 1e99, "velden": {"t": "x" * 30_000, "l": [1], "g": "ja"}}
    assert lees_daden([deel]) == [Daad("a", "b", "", 0, {"g": "ja"})]
    assert [d.nummer for d in lees_daden([deel | {"nummer": n} for n in (float("nan"), -1, "2", 7, True)])] == [
        0,
        0,
        0,
        7,
        1,
    ]
    assert len(lees_daden([deel] * 500)) == 60


@pytest.mark.parametrize("doe", ["gevolg", "terug", "sluit", "blad", "zoek", "alles"])
def test_what_only_looks_at_the_log_and_is_asked_twice_is_done_once(opslag, doe):
    """A page asks again when an answer was late: what it opened stays open, and what it closed stays closed."""
    logboek._doe(daad("gevolg", "2", "g"))
    vraag = daad(doe, "1", "a", tekst="raad")
    gezegd = logboek._doe(vraag)
    zichtbaar = dataclasses.replace(logboek._plek())
    assert logboek._doe(vraag)[0] == gezegd[0]
    assert logboek._plek() == zichtbaar
