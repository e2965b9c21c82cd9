"""Who may change the register from the screen, with sign-in and without: what is asked anew in every run."""

import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.secrets import Secrets

from register.opslag.gebruikers import zet_rol
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.wie import BEHEERDER, GEEN, LOKAAL, REDACTEUR, TERMINAL, Wie
from systeem import klok
from tests.databases import begonnen
from ui import aanmelding
from ui.aanmelding import GELDIG, zwijg_over_namen
from ui.bewaren import GeenToegang, bewaar
from ui.opties import Opties
from ui.toegang import AANMELDEN, AFMELDEN, OPNIEUW, toegang

UITGEVER = "https://login.example/v2.0"
AUTH = {
    "redirect_uri": "https://kaart.example.nl/oauth2callback",
    "cookie_secret": "een geheim dat niemand kan raden, van deze test",
    "client_id": "wijkdekking",
    "client_secret": "x",
    "server_metadata_url": f"{UITGEVER}/.well-known/openid-configuration",
}
NU = klok.nu()
JAN = Wie(UITGEVER, "jan", "Jan")


def geen_geheimen():
    raise StreamlitSecretNotFoundError("No secrets found: {file_paths}", file_paths="hier")


class Venster:
    """What a window of a visitor tells, and what the application was started with."""

    def __init__(self, monkeypatch, adres):
        self.opties, self.luistert, self.koppen, self.gegevens = Opties(adres, bewerken=False), "localhost", {}, {}
        self.sessie = {}
        self.af = []
        monkeypatch.setattr("ui.toegang.opties", lambda: self.opties)
        monkeypatch.setattr(st, "secrets", SecretsVan(None))
        monkeypatch.setattr(st, "get_option", lambda naam: self.luistert if naam == "server.address" else None)
        monkeypatch.setattr(st, "user", SimpleNamespace(to_dict=lambda: dict(self.gegevens)))
        monkeypatch.setattr(st, "logout", lambda: self.af.append(1))
        monkeypatch.setattr(type(st.context), "headers", property(lambda _: self.koppen))
        monkeypatch.setattr(st, "session_state", self.sessie)
        monkeypatch.setattr(aanmelding, "_beeindigd", {})
        self._monkeypatch = monkeypatch

    def met_aanmelden(self, auth=AUTH):
        self._monkeypatch.setattr(st, "secrets", SecretsVan(auth))
        return self

    def meldt_aan(self, onderwerp="jan", uitgever=UITGEVER, geleden=timedelta(0), **verder):
        iat = int((NU - geleden).timestamp())
        self.gegevens = {"is_logged_in": True, "iss": uitgever, "sub": onderwerp, "name": "Jan", "iat": iat, **verder}

    def later(self, hoeveel):
        self._monkeypatch.setattr("ui.aanmelding.nu", lambda: NU + hoeveel)


class SecretsVan(dict):
    """The secrets of an application; None is one without any."""

    def __init__(self, auth):
        super().__init__({} if auth is None else {"auth": auth})
        self.geen = auth is None

    def __contains__(self, naam):
        return geen_geheimen() if self.geen else super().__contains__(naam)


@pytest.fixture(name="venster")
def _venster(monkeypatch, bestand):
    return Venster(monkeypatch, bestand)


@pytest.fixture(name="register")
def _register(bestand, kaart):
    """A register in which Jan is an editor."""
    eigen = begonnen(bestand, kaart)
    zet_rol(eigen.database, JAN, REDACTEUR)
    return eigen


# ---- without sign-in


@pytest.mark.parametrize("luistert", ["localhost", "127.0.0.1", "::1", "127.8.8.8"])
def test_who_asked_for_it_may_on_this_very_computer(venster, luistert):
    """Opened with --bewerken on an address of this computer, the screen changes the register as who sits there."""
    venster.opties = venster.opties._replace(bewerken=True)
    venster.luistert = luistert
    venster.koppen = {"Host": "localhost:8501"}
    mag = toegang()
    assert (mag.wie.uitgever, mag.waarom, mag.knop) == (LOKAAL, "", "")


def test_without_asking_for_it_nobody_may(venster):
    """Without --bewerken the screen says how to switch it on."""
    mag = toegang()
    assert mag.wie is None
    assert not mag.binnen
    assert "--bewerken" in mag.waarom


@pytest.mark.parametrize("luistert", ["", "0.0.0.0", "::", "192.168.1.4", "kaart.example.nl"])
def test_a_server_that_others_reach_needs_sign_in(venster, luistert):
    """Who listens to others than this computer lets nobody change anything without signing in."""
    venster.opties = venster.opties._replace(bewerken=True)
    venster.luistert = luistert
    assert "aanmelden instellen" in toegang().waarom


@pytest.mark.parametrize(
    "kop",
    [
        *({naam: "x"} for naam in ("X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "X-Real-IP", "Forwarded", "Via")),
        *({"Host": naam} for naam in ("kaart.example.nl", "kaart.example.nl:443", "192.168.1.4:8501", "[2001:db8::1]:8501", "localhost.example.nl")),
    ],
)  # fmt: skip
def test_who_comes_through_a_proxy_or_by_another_name_may_not(venster, kop):
    """Behind a proxy everybody seems to sit here: a header of one, or another name than this computer's, is a no."""
    venster.opties = venster.opties._replace(bewerken=True)
    venster.koppen = kop
    assert toegang().wie is None


@pytest.mark.parametrize("naam", ["localhost", "localhost:8501", "127.0.0.1:80", "[::1]:8501"])
def test_names_of_this_computer_are_no_proxy(venster, naam):
    """The names that a computer has for itself let in who sits at it."""
    venster.opties = venster.opties._replace(bewerken=True)
    venster.koppen = {"host": naam}
    assert toegang().wie.uitgever == LOKAAL


def test_files_are_changed_as_files(venster, kaart):
    """With a folder of files there is nothing that the screen could change, signed in or not."""
    venster.opties = Opties(str(kaart), bewerken=True)
    assert "map met bestanden" in toegang().waarom
    venster.met_aanmelden().meldt_aan()
    assert "map met bestanden" in toegang().waarom


# ---- how sign-in is set up


def test_with_sign_in_asking_for_it_lets_nobody_in(venster, register):
    """Where one signs in, --bewerken on this very computer is not enough any more."""
    venster.opties = venster.opties._replace(bewerken=True)
    venster.met_aanmelden()
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, AANMELDEN)


def test_secrets_that_cannot_be_read_let_nobody_in(venster, monkeypatch, tmp_path):
    """A slip of the pen in the secrets is no way in: without secrets at all there is no sign-in, with broken ones nobody may."""
    venster.opties = venster.opties._replace(bewerken=True)
    geheimen = tmp_path / "secrets.toml"
    monkeypatch.setattr("streamlit.config.get_option", lambda naam: [str(geheimen)])
    monkeypatch.setattr(st, "secrets", Secrets())
    assert toegang().wie is not None
    geheimen.write_text("[auth\nclient_id=", encoding="utf-8")
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, "")
    assert "secrets.toml is niet te lezen" in mag.waarom


@pytest.mark.parametrize(
    ("anders", "gebrek"),
    [
        ({"cookie_secret": "kort"}, "cookie_secret"),
        ({"cookie_secret": None}, "cookie_secret"),
        ({"redirect_uri": "https://kaart.example.nl/"}, "redirect_uri"),
        ({"client_id": None}, "client_id"),
        ({"client_secret": ""}, "client_secret ontbreekt"),
        ({"server_metadata_url": None}, "server_metadata_url ontbreekt"),
    ],
)
def test_what_is_wrong_with_the_settings_is_named(venster, register, anders, gebrek):
    """With settings that let anybody forge a sign-in, or nobody sign in, the page names what to mend."""
    auth = {naam: waarde for naam, waarde in (AUTH | anders).items() if waarde is not None}
    venster.met_aanmelden(auth).meldt_aan()
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, "")
    assert gebrek in mag.waarom
    assert AUTH["cookie_secret"] not in mag.waarom


def test_a_provider_may_have_a_name(venster, register):
    """Settings of one provider under a name of its own work too."""
    eigen = ("client_id", "client_secret", "server_metadata_url")
    auth = {n: w for n, w in AUTH.items() if n not in eigen} | {"gemeente": {n: AUTH[n] for n in eigen}}
    venster.met_aanmelden(auth).meldt_aan()
    assert toegang().wie == JAN


# ---- signed in


@pytest.mark.parametrize("rol", [REDACTEUR, BEHEERDER])
def test_who_has_a_role_may(venster, register, rol):
    """An editor and an administrator may, under the issuer and key of the sign-in."""
    zet_rol(register.database, JAN, rol)
    venster.met_aanmelden().meldt_aan()
    mag = toegang()
    assert (mag.wie, mag.waarom, mag.knop) == (JAN, "", AFMELDEN)


@pytest.mark.parametrize(
    "anders",
    [
        {"onderwerp": "Jan"},
        {"onderwerp": "jan "},
        {"uitgever": UITGEVER + "/"},
        {"uitgever": UITGEVER.replace("https", "http")},
    ],
)
def test_another_key_or_issuer_is_somebody_else(venster, register, anders):
    """One letter of difference in issuer or key is another person, who reads what the administrator is to type."""
    venster.met_aanmelden().meldt_aan(**anders)
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, AFMELDEN)
    assert mag.opdracht.startswith(
        "python cli.py register gebruiker --uitgever https://"
        if "onderwerp" in anders
        else "python cli.py register gebruiker --uitgever http"
    )


@pytest.mark.parametrize("uitgever", [LOKAAL, TERMINAL, "", None])
def test_no_provider_can_pass_for_this_computer(venster, register, uitgever):
    """An issuer that calls itself what needs no role here, or nothing, is nobody."""
    zet_rol(register.database, Wie(LOKAAL, "jan", "jan"), REDACTEUR)
    venster.met_aanmelden().meldt_aan(uitgever=uitgever)
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, AANMELDEN)


@pytest.mark.parametrize("waarde", [False, None, "true", 1])
def test_only_a_sign_in_is_one(venster, register, waarde):
    """Whatever else is told of a visitor, without a sign-in they are a reader."""
    venster.met_aanmelden().meldt_aan(is_logged_in=waarde)
    assert toegang().knop == AANMELDEN


def test_a_register_that_has_not_begun_has_no_roles(venster, bestand):
    """Before the first change nobody has a role, and asking makes no file."""
    venster.met_aanmelden().meldt_aan()
    assert "nog niet wijzigen" in toegang().waarom
    assert not Path(bestand).exists()


def test_a_role_counts_as_it_is_now(venster, register):
    """Taken away, a role is gone at the next question, and a save is refused with the reason."""
    venster.met_aanmelden().meldt_aan()
    assert toegang().binnen
    zet_rol(register.database, JAN, GEEN)
    mag = toegang()
    assert (mag.wie, mag.knop, mag.opdracht, mag.binnen) == (None, AFMELDEN, "", False)
    toen = register.stand().nummer
    with pytest.raises(GeenToegang, match=r"geen rol meer.*Er is niets bewaard\."):
        bewaar("proef", "brief", None, Wijzig(ORGANISATIE, "wijkraad-een", {"naam": "Anders"}))
    assert register.stand().nummer == toen


def test_what_is_saved_on_screen_is_of_who_signed_in(venster, register):
    """A save through the door is of the person, through the screen, and with its key done once."""
    venster.met_aanmelden().meldt_aan()
    ingreep = Wijzig(ORGANISATIE, "wijkraad-een", {"naam": "Anders"})
    eerste = bewaar("proef", "brief", "sleutel", ingreep).uitkomst
    assert bewaar("proef", "brief", "sleutel", ingreep).uitkomst.nummer == eerste.nummer
    (regel,) = register.logboek(eerste.nummer)
    assert (regel.wie, regel.via, regel.waarom, regel.bron) == ("Jan", "scherm", "proef", "brief")


# ---- how long a sign-in holds


@pytest.mark.parametrize(("seconden", "mag"), [(-60, True), (0, True), (1, False), (3600, False)])
def test_a_sign_in_holds_for_twelve_hours(venster, register, seconden, mag):
    """Up to and including twelve hours a sign-in holds; a second later it asks again."""
    venster.met_aanmelden().meldt_aan()
    iat = klok.nu().fromtimestamp(venster.gegevens["iat"], tz=NU.tzinfo)
    venster.later(iat + GELDIG + timedelta(seconds=seconden) - NU)
    antwoord = toegang()
    assert bool(antwoord.wie) is mag
    assert antwoord.knop == (AFMELDEN if mag else OPNIEUW)


@pytest.mark.parametrize("iat", [None, "vandaag", float("nan"), float("-inf"), 1e300, -1e300, [], True])
def test_a_sign_in_without_a_moment_is_old(venster, register, iat):
    """When the provider does not say since when, it was too long ago."""
    venster.met_aanmelden().meldt_aan(iat=iat)
    assert toegang().knop == OPNIEUW


def test_a_provider_that_asked_long_ago_is_told_to_ask_again(venster, register):
    """A fresh answer about who somebody was days ago does not hold; signing out makes the provider ask."""
    venster.met_aanmelden().meldt_aan(auth_time=int((NU - timedelta(days=3)).timestamp()))
    mag = toegang()
    assert (mag.wie, mag.knop) == (None, AFMELDEN)
    assert "langer dan 12 uur" in mag.waarom


def test_an_open_form_stays_when_the_sign_in_grows_old(venster, register):
    """A window that could save keeps its form; one that was opened with an old sign-in shows none."""
    venster.met_aanmelden().meldt_aan()
    toegang()
    venster.later(GELDIG + timedelta(hours=1))
    mag = toegang()
    assert (mag.wie, mag.blijft, mag.knop) == (None, True, OPNIEUW)
    zet_rol(register.database, JAN, GEEN)
    assert not toegang().binnen
    zet_rol(register.database, JAN, REDACTEUR)
    venster.sessie.clear()
    assert not toegang().binnen


def test_signing_out_ends_the_sign_in_in_every_window(venster, register):
    """After signing out the same sign-in holds nowhere, also not by a copy of its cookie; a new one does."""
    venster.met_aanmelden().meldt_aan()
    assert toegang().wie
    aanmelding.meld_af()
    assert venster.af
    mag = toegang()
    assert (mag.wie, mag.blijft, mag.knop) == (None, True, OPNIEUW)
    assert "afgemeld" in mag.waarom
    with pytest.raises(GeenToegang):
        bewaar("proef", "brief", None, Wijzig(ORGANISATIE, "wijkraad-een", {"naam": "Anders"}))
    venster.meldt_aan(nonce="een nieuwe")
    assert toegang().wie


def test_what_was_ended_is_forgotten_when_it_is_old_anyway(venster, register):
    """The memory of sign-ins holds no more than what can still be used."""
    venster.met_aanmelden().meldt_aan()
    aanmelding.meld_af()
    toegang()
    assert len(aanmelding._beeindigd) == 1
    venster.later(GELDIG * 3)
    toegang()
    assert aanmelding._beeindigd == {}


# ---- what is logged


def test_what_a_provider_says_of_a_person_is_not_logged():
    """Lines about failed sign-ins keep their words and codes, and lose descriptions, tracebacks and noise."""
    zwijg_over_namen()
    zwijg_over_namen()
    stem = logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes")
    mislukt = "Error during authentication: %s. Error description: %s"
    fout = ValueError("jan@haarlem.nl")
    regels = [
        stem.makeRecord(stem.name, logging.WARNING, "", 0, *wat)
        for wat in (
            (mislukt, ("access_denied", "jan@haarlem.nl mag niet"), None),
            (mislukt, ("Jan Jansen", None), None),
            ("OAuth token exchange failed for provider '%s'.", ("default",), (type(fout), fout, None)),
            ("Missing provider for OAuth callback; this often indicates a stale or replayed callback", (), None),
        )
    ]
    assert [logging.Formatter().format(regel) for regel in regels if stem.filter(regel)] == [
        "Error during authentication: access_denied. Error description: …",
        "Error during authentication: …. Error description: …",
        "OAuth token exchange failed for provider 'default'. (ValueError)",
    ]
