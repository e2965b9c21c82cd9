"""Signing in, in a real browser at a real provider on this computer: who comes in, where they land, and who is refused."""

import contextlib
import json
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from register.opslag.wie import GEEN
from register.opslag.wijziging import SCHERM
from systeem.klok import nu
from tests.aanbieder import Plek, niemand_buiten
from tests.bezoek import ENGELS, TEKSTEN, in_rust
from tests.bezoeker import Bezoeker
from tests.echt import WORTEL
from ui.aanmelding import GELDIG

pytestmark = pytest.mark.browser

BEWAARD = re.compile(r"Bewaard als nummer \d+\.")
PLEK = "/proef?peildatum=2024-07-01&wijk=WK039203"
HALF_UUR = "30"  # minutes that the clock of an application is put forward


def lang():
    """The moment of a sign-in that will be too old in a quarter of an hour."""
    return int((nu() - GELDIG + timedelta(minutes=15)).timestamp())


@pytest.fixture(scope="module")
def app(browser, aanbieder, tmp_path_factory):
    with Plek(tmp_path_factory.mktemp("app"), aanbieder).open() as plek:
        yield plek


@pytest.fixture(scope="module")
def echt(browser, aanbieder, tmp_path_factory):
    """The application itself."""
    with Plek(tmp_path_factory.mktemp("echt"), aanbieder, echt=True).open() as plek:
        yield plek


class Kijker:
    """Somebody at a browser of their own; the pages of the provider may ask for nothing outside this computer."""

    def __init__(self, context, app):
        self.context, self.app = context, app
        niemand_buiten(context)
        self.page = context.new_page()

    def ga(self, plek=PLEK):
        self.page.goto(self.app.adres + plek)
        return self.is_er()

    def nog_een(self):
        """Return another window of the same browser."""
        return Kijker(self.context, self.app)

    def druk(self, naam):
        self.page.get_by_role("button", name=naam, exact=True).click()

    def meld_aan(self, onderwerp, knop="Aanmelden"):
        self.druk(knop)
        self.bij_aanbieder(onderwerp)
        return self

    def bij_aanbieder(self, onderwerp):
        self.page.locator("input[name=sub]").fill(onderwerp)
        self.page.get_by_role("button", name="Authorize").click()
        self.page.wait_for_url(re.compile(r"/(proef|register)\?"))
        self.is_er()

    def is_er(self):
        """Wait until the page is there, with its Dutch words."""
        self.page.wait_for_function("() => document.documentElement.lang === 'nl'")
        self.page.locator(".wd-deur").wait_for()
        in_rust(self.page)
        return self

    def meld_af(self):
        self.druk("Afmelden")
        self.page.wait_for_url("**/end_session?**")
        self.page.get_by_role("button").first.click()
        self.page.wait_for_url("**/proef?**")
        expect(self.deur).to_contain_text("Meld u aan")

    @property
    def deur(self):
        return self.page.locator(".wd-deur")

    @property
    def naam(self):
        return self.page.get_by_role("textbox", name="Naam")

    @property
    def melding(self):
        return self.page.get_by_test_id("stAlert")

    def bewaar(self, naam):
        self.naam.fill(naam)
        self.naam.press("Tab")
        self.druk("Bewaar")
        return self.melding


@pytest.fixture
def kijker(browser, app):
    """Open browsers, each of somebody else; afterwards the application knows again what time it is."""
    with contextlib.ExitStack() as stapel:

        def nieuw(plek=app):
            context = stapel.enter_context(contextlib.closing(browser.new_context(locale="nl-NL")))
            stapel.callback(plek.later.unlink, missing_ok=True)
            return Kijker(context, plek)

        yield nieuw


# ---- coming in


def test_who_signs_in_lands_on_the_page_with_its_row_and_saves(app, kijker):
    """After signing in one is back on the page and row, under one's name; what is saved is theirs, through the screen."""
    app.zegt("jan", name="J. Jansen")
    app.rol("jan")
    een = kijker().ga()
    expect(een.deur).to_have_text("Meld u aan om het register te wijzigen. Lezen kan zonder.")
    expect(een.naam).to_have_count(0)
    toen = een.page.url
    een.meld_aan("jan")
    assert een.page.url == toen
    expect(een.deur).to_have_text("Aangemeld als J. Jansen")
    assert [t for t in een.page.evaluate(TEKSTEN, None) if ENGELS.search(t)] == []
    expect(een.bewaar("Wijkraad van Jan")).to_have_text(BEWAARD)
    laatste = app.opslag.logboek(app.nummer)[0]
    assert (laatste.wie, laatste.via, laatste.waarom) == ("Jan Jansen", SCHERM, "proef")
    een.meld_af()
    assert een.page.url == toen
    expect(een.naam).to_have_count(0)


def test_below_a_path_of_a_site_one_lands_there_too(aanbieder, browser, kijker, tmp_path):
    """With a base path the way back is below it."""
    with Plek(tmp_path, aanbieder, "wijken/kaart").open() as plek:
        plek.rol("jan")
        een = kijker(plek).ga()
        toen = een.page.url
        een.meld_aan("jan")
        assert een.page.url == toen
        expect(een.deur).to_contain_text("Aangemeld als")
        een.page.close()


def test_the_way_back_never_leads_elsewhere(app, kijker):
    """What stands in the browser as the place to go back to is followed once, and below the root of the application only."""
    een = kijker().ga()
    kwaad = ("https://kwaad.example/", "//kwaad.example/x", "/\\kwaad.example", "javascript:alert(1)", "")
    for plek in ("{", *(json.dumps({"adres": adres, "tot": 9e15}) for adres in kwaad)):
        een.page.evaluate("(plek) => sessionStorage.setItem('wd-terug', plek)", plek)
        een.page.goto(app.adres + "/")
        een.page.wait_for_function("() => document.documentElement.lang === 'nl'")
        een.page.locator("h1.wd-antwoord").wait_for()
        assert urlsplit(een.page.url)[:3] == urlsplit(app.adres + "/")[:3], plek
        assert een.page.evaluate("() => sessionStorage.getItem('wd-terug')") is None


def test_who_has_no_role_reads_what_the_administrator_types(app, kijker):
    """Without a role the page tells the whole command; once it was given one is in, whatever one's name is."""
    app.zegt("nieuw", name="$(touch x) 'O’Neill' <b>")
    een = kijker().ga().meld_aan("nieuw")
    expect(een.deur).to_contain_text("nog niet wijzigen")
    expect(een.naam).to_have_count(0)
    opdracht = shlex.split(een.page.locator(".wd-deur code").inner_text())
    assert opdracht[:2] == ["python", "cli.py"]
    subprocess.run([sys.executable, *opdracht[1:], "--data", app.database], cwd=WORTEL, check=True, capture_output=True)
    een.page.reload()
    expect(een.deur).to_have_text("Aangemeld als $(touch x) 'O’Neill' <b>")
    expect(een.naam).to_be_visible()


# ---- refused, and nothing saved


@contextlib.contextmanager
def niets_bewaard(app):
    toen = app.nummer
    yield
    assert app.nummer == toen


def test_a_role_that_was_taken_away_counts_in_an_open_window(app, kijker):
    """A form that is open when its role is taken away saves nothing, and says why."""
    app.rol("piet")
    een = kijker().ga().meld_aan("piet")
    een.naam.fill("Van Piet")
    app.rol("piet", GEEN)
    with niets_bewaard(app):
        een.druk("Bewaar")
        expect(een.deur).to_contain_text("u hebt daarvoor geen rol meer")
        in_rust(een.page)


def test_an_old_sign_in_is_asked_anew(app, kijker):
    """More than twelve hours after signing in one signs in again, and then may."""
    app.rol("oud")
    app.zegt("oud", iat=lang())
    een = kijker().ga().meld_aan("oud")
    expect(een.naam).to_be_visible()
    app.later.write_text(HALF_UUR, encoding="ascii")
    with niets_bewaard(app):
        een.ga()
        expect(een.deur).to_have_text("Uw aanmelding is ouder dan 12 uur. Meld u opnieuw aan.")
        expect(een.naam).to_have_count(0)
        een.druk("Bewaar zonder te vragen")
        expect(een.melding).to_contain_text("Er is niets bewaard.")
    app.zegt("oud")
    een.meld_aan("oud", "Meld u opnieuw aan")
    expect(een.deur).to_have_text("Aangemeld als oud")


def test_what_the_provider_asked_long_ago_is_old_too(app, kijker):
    """When the provider knew somebody from longer ago, signing in again would bring the same: it says to sign out."""
    app.rol("lang")
    app.zegt("lang", auth_time=lang() - 3600)
    een = kijker().ga().meld_aan("lang")
    expect(een.deur).to_contain_text("langer dan 12 uur geleden laten weten wie u bent. Meld u af")
    expect(een.naam).to_have_count(0)


def test_signing_out_in_another_window_counts_here(app, kijker):
    """Who signed out in one window saves nothing in another; the form there stays, with what was typed."""
    app.rol("weg")
    een = kijker().ga().meld_aan("weg")
    ander = een.nog_een().ga()
    expect(ander.deur).to_have_text("Aangemeld als weg")
    ander.meld_af()
    with niets_bewaard(app):
        expect(een.bewaar("Nog snel")).to_contain_text("U hebt zich in een ander venster afgemeld.")
        expect(een.naam).to_have_value("Nog snel")


def test_the_cookie_of_a_sign_in_that_ended_opens_nothing(app, kijker):
    """A copy of the cookie from before signing out is refused after it."""
    app.rol("kopie")
    een = kijker().ga().meld_aan("kopie")
    koekjes = een.context.cookies()
    een.meld_af()
    een.context.add_cookies(koekjes)
    with niets_bewaard(app):
        een.ga()
        expect(een.deur).to_contain_text("afgemeld")
        expect(een.naam).to_have_count(0)


@pytest.mark.parametrize("vorm", ["veranderd", "ander geheim", "zonder handtekening"])
def test_a_forged_cookie_signs_nobody_in(app, kijker, vorm):
    """A cookie that was changed, or made with another secret, is that of nobody."""
    app.rol("echt")
    een = kijker().ga().meld_aan("echt")
    koekje = next(k for k in een.context.cookies() if k["name"] == "_streamlit_user")
    inhoud = {
        "iss": app.aanbieder,
        "sub": "echt",
        "iat": int(nu().timestamp()),
        "is_logged_in": True,
        "origin": app.adres,
    }
    koekje["value"] = {
        "veranderd": koekje["value"][:10] + ("A" if koekje["value"][10] != "A" else "B") + koekje["value"][11:],
        "ander geheim": create_signed_value("x" * 40, "_streamlit_user", json.dumps(inhoud)).decode(),
        "zonder handtekening": quote(json.dumps(inhoud)),
    }[vorm]
    een.context.add_cookies([koekje])
    with niets_bewaard(app):
        een.ga()
        expect(een.deur).to_contain_text("Meld u aan")
        een.druk("Bewaar zonder te vragen")
        expect(een.melding).to_contain_text("Meld u aan om het register te wijzigen")


def test_a_reader_who_calls_what_saves_is_refused(app, kijker):
    """Whoever presses, or sends by hand, what only editors see: it is refused in the run that would save."""
    app.rol("bewerker")
    een = kijker().ga().meld_aan("bewerker")
    koekjes = "; ".join(f"{k['name']}={k['value']}" for k in een.context.cookies())
    token = next(k["value"] for k in een.context.cookies() if k["name"] == "_streamlit_xsrf")
    with Bezoeker(app.adres, Cookie=koekjes, Origin=app.adres, protocollen=[token]) as bewerker:
        gezien = [(e.WhichOneof("type"), e) for e in bewerker.zie("", "proef")]
    velden = {e.text_input.label: e.text_input.id for soort, e in gezien if soort == "text_input"}
    knoppen = {e.button.label: e.button.id for soort, e in gezien if soort == "button"}
    assert {"Bewaar", "Bewaar zonder te vragen"} <= set(knoppen)

    def bericht(knop):
        uit = BackMsg()
        uit.rerun_script.page_name = "proef"
        uit.rerun_script.widget_states.widgets.add(id=velden["Naam"], string_value="Door een lezer")
        uit.rerun_script.widget_states.widgets.add(id=knop, trigger_value=True)
        return uit.SerializeToString()

    with niets_bewaard(app), Bezoeker(app.adres) as lezer:
        lezer.zie("", "proef")
        for knop in knoppen.values():
            lezer.stuur_ruw(bericht(knop))
            lezer.tot_klaar()
    # The same words of an editor do save: what was refused is who sent them.
    toen = app.nummer
    with Bezoeker(app.adres, Cookie=koekjes, Origin=app.adres, protocollen=[token]) as bewerker:
        bewerker.zie("", "proef")
        bewerker.stuur_ruw(bericht(knoppen["Bewaar"]))
        bewerker.tot_klaar()
    assert app.nummer == toen + 1


@pytest.mark.parametrize(
    ("uitgever", "onderwerp"), [("http://localhost:1", "zelfde"), (None, "Zelfde"), ("lokaal", "zelfde")]
)
def test_a_role_is_of_one_key_at_one_issuer(app, kijker, uitgever, onderwerp):
    """The same key at another issuer, or another at the same one, is somebody else."""
    app.rol(onderwerp, uitgever=uitgever)
    een = kijker().ga().meld_aan("zelfde")
    with niets_bewaard(app):
        expect(een.deur).to_contain_text("nog niet wijzigen")
        een.druk("Bewaar zonder te vragen")
        expect(een.melding).to_contain_text("Er is niets bewaard.")


def test_a_sign_in_that_fails_leaves_one_where_one_was(app, kijker):
    """Who says no at the provider is back on the page, as a reader, and the log names nobody."""
    een = kijker().ga()
    een.druk("Aanmelden")
    een.page.get_by_role("button", name="Deny").click()
    een.page.wait_for_url("**/proef?**")
    expect(een.deur).to_contain_text("Meld u aan")


def test_the_log_of_the_process_names_nobody(app, kijker):
    """After signing in, failing to and signing out the log holds no name, key, token or answer of the provider."""
    app.zegt("sleutel-van-jan", name="Jan van der Log")
    app.rol("sleutel-van-jan")
    een = kijker().ga().meld_aan("sleutel-van-jan")
    een.bewaar("Naam in log")
    een.melding.wait_for()
    een.meld_af()
    toen = app.log.stat().st_size
    fout = "error=access_denied&error_description=The+user+jan@haarlem.nl+has+no+access&state=x"
    een.page.goto(f"{app.adres}/oauth2callback?{fout}")
    een.page.locator("h1.wd-antwoord").wait_for()
    regels = app.log.read_text(encoding="utf-8")
    assert "Error during authentication: access_denied. Error description: …" in regels[toen:]
    for woord in ("sleutel-van-jan", "van der Log", "jan@", "eyJ", "code=", "state="):
        assert woord not in regels


# ---- on the page Register


def test_typed_text_is_there_again_after_signing_in_anew(echt, kijker):
    """A sign-in that grew old before saving: refused, and after signing in anew the row and what was typed are there."""
    echt.rol("laat")
    echt.zegt("laat", iat=lang())
    een = kijker(echt).ga("/register?peildatum=2024-07-01&wat=bestaat-nog&rij=wijkraad-een").meld_aan("laat")
    toen = een.page.url
    bron = een.page.get_by_role("textbox", name="Waar weet u dit van")
    bron.fill("gebeld met de secretaris")
    een.druk("Bekijk gevolg")
    een.page.get_by_role("button", name="Bewaar", exact=True).wait_for()
    echt.later.write_text(HALF_UUR, encoding="ascii")
    with niets_bewaard(echt):
        een.druk("Bewaar")
        expect(een.page.locator(".wd-register")).to_contain_text(
            "ouder dan 12 uur. Meld u opnieuw aan. Er is niets bewaard."
        )
        expect(een.deur).to_contain_text("Wat u typte, staat er daarna weer.")
        expect(bron).to_have_value("gebeld met de secretaris")
    echt.zegt("laat")
    een.meld_aan("laat", "Meld u opnieuw aan")
    assert een.page.url == toen
    expect(bron).to_have_value("gebeld met de secretaris")
    een.druk("Bekijk gevolg")
    een.druk("Bewaar")
    expect(een.page.locator(".wd-register")).to_contain_text("Bewaard")
    assert echt.opslag.logboek(echt.nummer)[0].bron == "gebeld met de secretaris"


def test_a_reader_who_sends_what_the_form_sends_is_refused(echt, kijker):
    """The message by which the page Register saves does nothing when nobody, or somebody without a role, sends it."""
    een = kijker(echt).ga("/register?peildatum=2024-07-01").meld_aan("lezer")
    koekjes = {k["name"]: k["value"] for k in een.context.cookies()}
    kop = {"Cookie": "; ".join(f"{naam}={waarde}" for naam, waarde in koekjes.items()), "Origin": echt.adres}
    velden = {"gezien": "26-11-2025", "bron": "een lezer", "waarom": "zomaar", "versie": "1", "bekeken": "999999"}
    verzoek = json.dumps({"verzoek": "1", "formulier": "bestaat-nog/wijkraad-een", "merk": "m", "velden": velden})

    def stuur(*protocollen, **koppen):
        with Bezoeker(echt.adres, protocollen, **koppen) as zender:
            onderdelen = [e.bidi_component for e in zender.zie("", "register")]
            id_ = next(deel.id for deel in onderdelen if deel.component_name.endswith("register"))
            bericht = BackMsg()
            bericht.rerun_script.page_name = "register"
            bericht.rerun_script.widget_states.widgets.add(id=id_, json_value='{"bekeken": ""}')
            waarde = json.dumps([{"event": "bewaar", "value": verzoek}])
            naam = f"$$STREAMLIT_INTERNAL_KEY_{id_}__events"
            bericht.rerun_script.widget_states.widgets.add(id=naam, json_trigger_value=waarde)
            zender.stuur_ruw(bericht.SerializeToString())
            zender.tot_klaar()

    with niets_bewaard(echt):
        stuur()
        stuur(koekjes["_streamlit_xsrf"], **kop)
    # The same message of an editor does save: what was refused is who sent it.
    toen = echt.nummer
    echt.rol("lezer")
    stuur(koekjes["_streamlit_xsrf"], **kop)
    assert echt.nummer == toen + 1
