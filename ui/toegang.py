"""Who may change the register from this screen. Reading needs nothing; the store itself asks again at each save."""

from __future__ import annotations

import shlex
from ipaddress import ip_address
from typing import NamedTuple

import streamlit as st

from register.adres import Adres, AdresFout, vind_register
from register.opslag.fouten import OpslagFout
from register.opslag.wie import BEHEERDER, GEEN, LOKAAL, REDACTEUR, Wie
from systeem.gebruiker import aanmeldnaam
from ui.aanmelding import GELDIG, OUD, OUD_DAAR, Aanmelding, aanmelding, gebrek, is_ingesteld
from ui.opties import opties

# What a proxy adds: behind one every visitor seems to sit at this computer.
_PROXY = ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
# What helps who may not: one button, by what it says.
AANMELDEN, OPNIEUW, AFMELDEN = "Aanmelden", "Meld u opnieuw aan", "Afmelden"
_MOCHT = "mocht_wijzigen"  # in the session: whether a form of this window may hold typed text


class Toegang(NamedTuple):
    """Whether a visitor may change the register.

    Attributes
    ----------
    wie : Wie or None
        As whom; None when they may not.
    waarom : str
        Why not, and what to do about it, in Dutch; empty when they may.
    knop : str
        What there is to press: `AANMELDEN`, `OPNIEUW`, `AFMELDEN`, or nothing.
    opdracht : str
        What an administrator types to let them in; empty when that is not what is missing.
    blijft : bool
        Whether a form of this window stays on screen though nothing can be saved before they sign in anew.
    """

    wie: Wie | None
    waarom: str = ""
    knop: str = ""
    opdracht: str = ""
    blijft: bool = False

    @property
    def binnen(self) -> bool:
        """Return whether a page shows what changes the register."""
        return self.wie is not None or self.blijft


def toegang() -> Toegang:
    """Return whether who looks at this screen may change the register: asked anew in each run, and by each save."""
    try:
        register()
    except AdresFout as fout:
        return Toegang(None, str(fout))
    return _aangemeld() if is_ingesteld() else _lokaal()


def register() -> Adres:
    return vind_register(opties().data)


def _aangemeld() -> Toegang:
    """Return whether who signed in has a role, and a sign-in that holds."""
    if fout := gebrek():
        zin = f"Wijzigen kan niet, want aanmelden is niet goed ingesteld: {fout}."
        return Toegang(None, f"{zin} De beheerder vindt in docs/beheer.md hoe het moet.")
    een = aanmelding()
    if een is None:
        return Toegang(None, "Meld u aan om het register te wijzigen. Lezen kan zonder.", AANMELDEN)
    try:
        rol = _rol(een.wie)
    except OpslagFout as fout_:
        return Toegang(None, str(fout_), AFMELDEN)
    if rol not in {REDACTEUR, BEHEERDER}:
        return _zonder_rol(een.wie, rol)
    if een.bezwaar:
        return _verlopen(een)
    st.session_state[_MOCHT] = True
    return Toegang(een.wie, knop=AFMELDEN)


def _rol(wie: Wie) -> str | None:
    """Return what somebody may, by the table as it is now; None of whom it does not know."""
    from register.opslag.gebruikers import rol_van

    opslag = register().opslag
    return rol_van(opslag.database, wie) if opslag.is_begonnen() else None


def _zonder_rol(wie: Wie, rol: str | None) -> Toegang:
    if rol == GEEN:
        zin = "U mag het register niet wijzigen: u hebt daarvoor geen rol meer. Klopt dat niet, vraag dan de beheerder."
        return Toegang(None, zin, AFMELDEN)
    delen = {"uitgever": wie.uitgever, "onderwerp": wie.onderwerp, "naam": wie.naam, "rol": REDACTEUR}
    opdracht = " ".join(f"--{naam} {shlex.quote(waarde)}" for naam, waarde in delen.items())
    zin = "U bent aangemeld, maar mag het register nog niet wijzigen. Vraag de beheerder om de rol redacteur."
    return Toegang(None, zin, AFMELDEN, f"python cli.py register gebruiker {opdracht}")


def _verlopen(een: Aanmelding) -> Toegang:
    uren = GELDIG.total_seconds() / 3600
    if een.bezwaar == OUD_DAAR:
        zin = f"U hebt langer dan {uren:.0f} uur geleden laten weten wie u bent. Meld u af, en dan opnieuw aan."
        return Toegang(None, zin, AFMELDEN)
    oud = f"Uw aanmelding is ouder dan {uren:.0f} uur."
    wat = oud if een.bezwaar == OUD else "U hebt zich in een ander venster afgemeld."
    return Toegang(None, f"{wat} {OPNIEUW}.", OPNIEUW, blijft=_MOCHT in st.session_state)


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
