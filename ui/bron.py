"""The registers for the screen: read once per version, and the last good version kept when a new one is broken."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from analysis.bevinding import Bevinding
from geo.kaart import kaart_html
from geo.register import DataFout, Levering, Register, make_register, read_levering
from ui.omlijsting import script_versie
from ui.presentatie import presentatie
from ui.staat import Staat
from ui.tijdlijn import Nu, tijdlijn

_STANDAARDMAP = Path(__file__).resolve().parent.parent / "data"


@dataclass
class Laatste:
    """The last good register of a folder, shared by all visitors."""

    register: Register | None = None
    fouten: list[Bevinding] = field(default_factory=list)


def vandaag() -> date:
    """Return today in Haarlem; the only clock behind the screen."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def datamap() -> Path:
    """Return the data folder: `streamlit run app.py -- --data MAP`, or the product's own."""
    lezer = argparse.ArgumentParser(add_help=False)
    lezer.add_argument("--data", type=Path, default=_STANDAARDMAP)
    return lezer.parse_known_args(sys.argv[1:])[0].data


def laad() -> Laatste:
    """Return the register of the data folder as it is now, or the last good one with what is wrong with the new.

    Returns
    -------
    Laatste
        `register` is None when there never was a good one; `fouten` is empty when all is well.
    """
    map_ = datamap()
    laatste = _laatste(str(map_))
    try:
        levering = read_levering(map_)
        laatste.register = _register(str(map_), levering.vingerafdruk, levering)
        laatste.fouten = []
    except DataFout as fout:
        laatste.fouten = fout.bevindingen
    return laatste


@st.cache_resource(show_spinner=False)
def _laatste(map_: str) -> Laatste:  # noqa: ARG001  the argument is the key of the cache
    return Laatste()


@st.cache_resource(show_spinner=False, max_entries=4)
def _register(map_: str, vingerafdruk: str, _levering: Levering) -> Register:  # noqa: ARG001  both are the key
    return make_register(_levering)


def kaartpagina(register: Register, statisch: str) -> str:
    """Return the map page of a register, made once."""
    return _kaartpagina(register.vingerafdruk, statisch, register)


def tijdlijn_van(register: Register, staat: Staat) -> dict[str, Any]:
    """Return the timeline for a variant and gebied, made once a day."""
    return _tijdlijn(register.vingerafdruk, staat.variant, staat.gebied, vandaag(), register)


def presentatie_van(register: Register, variant: str) -> dict[str, Any]:
    """Return what every screen of the wall view says through time, made once."""
    return _presentatie(register.vingerafdruk, variant, register)


# A leading underscore keeps an argument out of the cache's key; the fingerprint stands there for the register.
@st.cache_resource(show_spinner=False, max_entries=4)
def _kaartpagina(vingerafdruk: str, statisch: str, _register: Register) -> str:  # noqa: ARG001
    return kaart_html(_register.tabellen, statisch, script_versie())


@st.cache_resource(show_spinner=False, max_entries=40)
def _tijdlijn(vingerafdruk: str, variant: str, gebied: str | None, dag: date, _register: Register) -> dict[str, Any]:  # noqa: ARG001
    return tijdlijn(_register.tabellen, variant, gebied, Nu(dag))


@st.cache_resource(show_spinner=False, max_entries=8)
def _presentatie(vingerafdruk: str, variant: str, _register: Register) -> dict[str, Any]:  # noqa: ARG001
    return presentatie(_register.tabellen, variant)
