"""Who may change the register from this screen. Reading needs nothing; the store itself asks again at each save."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple

import streamlit as st

from register.adres import Adres, AdresFout, vind_register
from register.opslag.gebruikers import LOKAAL, Wie
from systeem.gebruiker import aanmeldnaam
from ui.opties import opties

# What a proxy adds: behind one every visitor seems to sit at this computer.
_PROXY = ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")


class Toegang(NamedTuple):
    """Whether a visitor may change the register.

    Attributes
    ----------
    wie : Wie or None
        As whom; None when they may not.
    waarom : str
        Why not, and what to do about it, in Dutch; empty when they may.
    """

    wie: Wie | None
    waarom: str = ""


def toegang() -> Toegang:
    """Return whether who looks at this screen may change the register."""
    try:
        register()
    except AdresFout as fout:
        return Toegang(None, str(fout))
    return _lokaal()


def register() -> Adres:
    """Return the database that changes go to."""
    return vind_register(opties().data)


def _lokaal() -> Toegang:
    """Return whether this screen was opened for changes on this very computer."""
    if not opties().bewerken:
        zin = "Wijzigen staat uit. Start de app met “make run”, of met “streamlit run app.py -- --bewerken”."
        return Toegang(None, zin)
    if not _luistert_alleen_hier() or _via_ander():
        zin = "Wijzigen zonder aanmelden kan alleen op de computer waarop de app draait."
        return Toegang(None, f"{zin} Laat de beheerder aanmelden instellen.")
    naam = aanmeldnaam()
    return Toegang(Wie(LOKAAL, naam, naam))


def _luistert_alleen_hier() -> bool:
    return _is_hier(str(st.get_option("server.address") or ""))


def _via_ander() -> bool:
    """Return whether this visitor came through a proxy, or under a name that is not this computer's."""
    koppen = {naam.lower(): waarde for naam, waarde in st.context.headers.items()}
    plek = koppen.get("host", "localhost").rpartition(":")
    naam = plek[0] if plek[0] and plek[2].isdigit() else "".join(plek)
    return any(naam_ in koppen for naam_ in _PROXY) or not _is_hier(naam.strip("[]"))


def _is_hier(naam: str) -> bool:
    """Return whether a name is this computer and no other.

    Examples
    --------
    >>> [_is_hier(naam) for naam in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "", "kaart.example.nl")]
    [True, True, True, False, False, False]
    """
    if naam == "localhost":
        return True
    try:
        return ip_address(naam).is_loopback
    except ValueError:
        return False
