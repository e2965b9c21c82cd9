"""The manual for who runs the application says what is so."""

import re
import tomllib

import streamlit as st

import cli
from systeem.voorraad import GROOTSTE, MEESTE, PLEK, UIT
from tests.echt import WORTEL
from ui.aanmelding import GELDIG, gebrek, is_ingesteld
from ui.ruimte import OPEN_BESTANDEN

BEHEER = (WORTEL / "docs" / "beheer.md").read_text(encoding="utf-8")
CONF = (WORTEL / "docs" / "nginx.conf").read_text(encoding="utf-8")


def test_the_figures_of_the_manual_are_those_of_the_settings():
    """Limits in the manual are those of nginx, of the settings and of the program."""
    server = tomllib.loads((WORTEL / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert f"om {OPEN_BESTANDEN:,}".replace(",", ".") in BEHEER
    assert f"LimitNOFILE={OPEN_BESTANDEN}" in BEHEER
    assert f"hooguit {MEESTE} bestanden in, samen hooguit {GROOTSTE // 1_000_000} MB" in BEHEER
    assert f"`{PLEK}={UIT}`" in BEHEER
    assert f"Environment={PLEK}=/var/cache/" in BEHEER
    assert server["disconnectedSessionTTL"] == 120
    assert f"meer dan {server['maxWidgetStateSize']} MB" in BEHEER
    grenzen = dict(re.findall(r"zone=(\w+):10m rate=(\d+)r/s", CONF)) | dict(
        re.findall(r"limit_conn (\w+) (\d+);", CONF)
    )
    assert grenzen == {"verzoeken": "100", "bezoeken": "2", "tegelijk": "60"}
    assert "per adres 100 verzoeken en 2 nieuwe bezoeken per seconde, en 60 bezoeken tegelijk" in BEHEER


def test_the_examples_of_signing_in_can_be_used_as_they_are(monkeypatch):
    """Each example has all that signing in needs; how long it holds and what is to be set beside it stand there too."""
    voorbeelden = [tomllib.loads(deel) for deel in re.findall(r"```toml\n(.*?)```", BEHEER, re.DOTALL)]
    assert len(voorbeelden) == 2
    for voorbeeld in voorbeelden:
        voorbeeld["auth"]["cookie_secret"] *= 32  # who copies it makes one of their own
        monkeypatch.setattr(st, "secrets", voorbeeld)
        assert is_ingesteld()
        assert gebrek() == ""
        assert set(voorbeeld["auth"]["client_kwargs"]) == {"scope", "prompt"}
    assert f"Een aanmelding geldt {GELDIG.total_seconds() / 3600:.0f} uur" in BEHEER
    assert {"proxy_buffer_size 32k", "large_client_header_buffers 4 32k"} <= set(re.findall(r"\w+ [\d k]+(?=;)", CONF))


def test_every_header_that_nginx_adds_is_explained():
    """Each header of the example stands in the table of the manual."""
    koppen = set(re.findall(r"add_header (\S+)", CONF))
    assert len(koppen) > 6
    assert {kop for kop in koppen if f"`{kop}`" not in BEHEER} == set()


def test_the_commands_of_the_manual_exist():
    """Each command of `cli.py` in the manual is one that it has, with the options that it has."""
    opdrachten = re.findall(r"python cli\.py (\w+)([^`\n]*)", BEHEER)
    assert len(opdrachten) > 3
    for naam, rest in opdrachten:
        opdracht = cli.cli.commands[naam]
        if naam == "register":
            opdracht = opdracht.commands[rest.split()[0]]
        bekend = {optie for parameter in opdracht.params for optie in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= bekend
