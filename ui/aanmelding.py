"""Signing in, by Streamlit's own OpenID Connect: who somebody is and since when. What they may, `ui.toegang` decides.

Streamlit keeps a sign-in in a cookie for thirty days, and reads it once, when a window connects. So it is judged here,
at each question, whether it grew old meanwhile or was ended in another window.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from analysis.schoon import afgekort
from register.opslag.wie import ZONDER_ROL, Wie
from systeem.klok import nu

# How long a sign-in holds: a working day. Longer asks again who is there.
GELDIG = timedelta(hours=12)
# Why a sign-in holds no more: too long ago here, too long ago at the provider, or ended in another window.
OUD, OUD_DAAR, BEEINDIGD = "oud", "oud bij de aanbieder", "beëindigd"

_NODIG = ("client_id", "client_secret", "server_metadata_url")
_GEHEIM = 32  # characters at least: who can guess the secret can sign in as anybody
_TERUG = "/oauth2callback"  # where Streamlit awaits who comes back from the provider


class Aanmelding(NamedTuple):
    """Somebody who signed in, and why that holds no more: `OUD`, `OUD_DAAR` or `BEEINDIGD`; empty while it holds."""

    wie: Wie
    bezwaar: str = ""


# The marks of sign-ins that were ended in this process, and when: no longer than a sign-in can hold.
_slot = Lock()
_beeindigd: dict[str, datetime] = {}


def is_ingesteld() -> bool:
    """Return whether one has to sign in here.

    Secrets that are there and cannot be read count as that: a slip of the pen must not let anybody in.
    """
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError as fout:
        return "file_paths" not in fout.exec_kwargs  # named when there are no secrets at all


def gebrek() -> str:
    """Return what is wrong with how sign-in was set up, in Dutch; empty when nothing is."""
    try:
        deel = st.secrets["auth"]
    except StreamlitSecretNotFoundError:
        return "het bestand secrets.toml is niet te lezen"
    if not isinstance(deel, Mapping):
        return "[auth] is geen onderdeel met regels"
    if len(str(deel.get("cookie_secret", ""))) < _GEHEIM:
        return f"cookie_secret heeft geen {_GEHEIM} tekens"
    if not str(deel.get("redirect_uri", "")).endswith(_TERUG):
        return f"redirect_uri eindigt niet op {_TERUG}"
    aanbieder = deel if "client_id" in deel else deel.get(_aanbieder(deel) or "", {})
    mist = [naam for naam in _NODIG if not aanbieder.get(naam)]
    return f"{', '.join(mist)} ontbreekt" if mist else ""


def _aanbieder(deel: Mapping[str, Any]) -> str | None:
    """Return the name of the one provider; None when it stands in [auth] itself."""
    if "client_id" in deel:
        return None
    return next((naam for naam, waarde in deel.items() if isinstance(waarde, Mapping) and "client_id" in waarde), None)


def meld_aan() -> None:
    """Send the visitor to the provider; from there they come back signed in, or as they were."""
    st.login(_aanbieder(st.secrets["auth"]))


def meld_af() -> None:
    """End the sign-in of this window, and with it that of every other that goes by the same one."""
    with _slot:
        _beeindigd[_merk(_gegevens())] = nu()
    st.logout()


def aanmelding() -> Aanmelding | None:
    """Return who signed in, and whether that holds; None when nobody did."""
    gegevens = _gegevens()
    wie = Wie(str(gegevens.get("iss") or ""), str(gegevens.get("sub") or ""), _naam(gegevens))
    if gegevens.get("is_logged_in") is not True or not wie.onderwerp or wie.uitgever in {"", *ZONDER_ROL}:
        return None
    return Aanmelding(wie, _bezwaar(gegevens))


def _bezwaar(gegevens: Mapping[str, Any]) -> str:
    grens = nu() - GELDIG
    with _slot:
        # What was ended so long ago is too old by itself.
        for merk in [merk for merk, wanneer in _beeindigd.items() if wanneer < grens]:
            del _beeindigd[merk]
        if _merk(gegevens) in _beeindigd:
            return BEEINDIGD
    hier = _moment(gegevens.get("iat"))
    daar = _moment(gegevens["auth_time"]) if "auth_time" in gegevens else hier
    if hier < grens:
        return OUD
    return OUD_DAAR if daar < grens else ""


def _merk(gegevens: Mapping[str, Any]) -> str:
    """Return by what one sign-in is known: each has an answer of the provider of its own."""
    return hashlib.sha256(json.dumps(gegevens, sort_keys=True, default=str).encode()).hexdigest()


def _gegevens() -> dict[str, Any]:
    """Return what the provider said of who signed in, as it was then."""
    return {naam: waarde for naam, waarde in st.user.to_dict().items() if naam != "tokens"}


def _naam(gegevens: Mapping[str, Any]) -> str:
    """Return what to call somebody: a name when the provider tells one."""
    namen = (gegevens.get(soort) for soort in ("name", "preferred_username", "email", "sub"))
    return afgekort(next((naam for naam in namen if naam), ""), 80)


def _moment(waarde: Any) -> datetime:
    """Return a moment as a provider tells it, in seconds; what is no moment was very long ago.

    Examples
    --------
    >>> f"{_moment(0):%Y}", _moment("gisteren").year, _moment(1e99).year, _moment(None).year
    ('1970', 1, 1, 1)
    """
    try:
        return datetime.fromtimestamp(waarde, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.min.replace(tzinfo=UTC)


_CODE = re.compile(r"[a-z_]{1,40}")


def zwijg_over_namen() -> None:
    """Keep out of the log of the process what a provider says of a person when a sign-in fails."""
    logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes").addFilter(_zonder_namen)


def _zonder_namen(regel: logging.LogRecord) -> bool:
    """Leave of a line its own words, and codes: descriptions and tracebacks may hold a name, a key or a token.

    Who signs out comes back from the provider without having gone to sign in: that is no trouble to tell of.
    """
    if str(regel.msg).startswith("Missing provider for OAuth callback"):
        return False
    delen = regel.args if isinstance(regel.args, tuple) else ()
    regel.args = tuple(deel if isinstance(deel, str) and _CODE.fullmatch(deel) else "…" for deel in delen)
    if regel.exc_info:
        soort = regel.exc_info[0]
        regel.msg, regel.exc_info = f"{regel.msg} ({soort.__name__ if soort else 'fout'})", None
    return True
