"""Signing in, by Streamlit's own OpenID Connect: who somebody is and since when. What they may, `ui.toegang` decides.

Streamlit keeps a sign-in in a cookie for thirty days, and reads it once, when a window connects. So it is judged here,
at each question, whether it grew old meanwhile or was ended in another window. A window whose own sign-in is over goes
on with a newer one of the same person in the same browser: who signs in anew in another window has lost nothing here.
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
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

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


class _Blijk(NamedTuple):
    """A sign-in: its own mark, and since when it holds, here and at the provider."""

    merk: str
    hier: datetime
    daar: datetime

    def bezwaar(self) -> str:
        if self.merk in _beeindigd:
            return BEEINDIGD
        if nu() - self.hier > GELDIG:
            return OUD
        return OUD_DAAR if nu() - self.daar > GELDIG else ""


# Of this process, and no longer than a sign-in can hold: what was ended and when, and the last sign-in that was seen of
# each person in each browser.
_slot = Lock()
_beeindigd: dict[str, datetime] = {}
_laatste: dict[tuple[str, str, bytes], _Blijk] = {}


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
    """End the sign-in of this window, and of every other that goes by the same one."""
    gegevens = _gegevens()
    eigen = _blijk(gegevens)
    with _slot:
        laatste = _laatste.pop(_sleutel(gegevens), eigen)
        _beeindigd.update(dict.fromkeys((eigen.merk, laatste.merk), nu()))
    st.logout()


def aanmelding() -> Aanmelding | None:
    """Return who signed in, and whether that holds; None when nobody did."""
    gegevens = _gegevens()
    wie = Wie(str(gegevens.get("iss") or ""), str(gegevens.get("sub") or ""), _naam(gegevens))
    if gegevens.get("is_logged_in") is not True or not wie.onderwerp or wie.uitgever in {"", *ZONDER_ROL}:
        return None
    eigen, sleutel = _blijk(gegevens), _sleutel(gegevens)
    with _slot:
        _ruim_op()
        bezwaar = eigen.bezwaar()
        # Without a browser to know it by, a window has nothing but its own sign-in.
        if bezwaar and sleutel[-1] and sleutel in _laatste:
            bezwaar = _laatste[sleutel].bezwaar() and bezwaar
        elif not bezwaar:
            _laatste[sleutel] = max(eigen, _laatste.get(sleutel, eigen), key=lambda blijk: blijk.hier)
    return Aanmelding(wie, bezwaar)


def _ruim_op() -> None:
    """Forget what can no longer matter: a sign-in that was ended so long ago is too old by itself."""
    voorbij = nu() - GELDIG
    for merk in [merk for merk, wanneer in _beeindigd.items() if wanneer < voorbij]:
        del _beeindigd[merk]
    for sleutel in [sleutel for sleutel, blijk in _laatste.items() if blijk.hier < voorbij]:
        del _laatste[sleutel]


def _gegevens() -> dict[str, Any]:
    """Return what the provider said of who signed in, as it was then."""
    return {naam: waarde for naam, waarde in st.user.to_dict().items() if naam != "tokens"}


def _naam(gegevens: Mapping[str, Any]) -> str:
    """Return what to call somebody: a name when the provider tells one."""
    namen = (gegevens.get(soort) for soort in ("name", "preferred_username", "email", "sub"))
    return afgekort(next((naam for naam in namen if naam), ""), 80)


def _sleutel(gegevens: Mapping[str, Any]) -> tuple[str, str, bytes]:
    """Return by what sign-ins of one person in one browser are known: that browser's token against forged requests."""
    token, _ = decode_xsrf_token_string(st.context.cookies.get("_streamlit_xsrf", ""))
    return str(gegevens.get("iss")), str(gegevens.get("sub")), token or b""


def _blijk(gegevens: Mapping[str, Any]) -> _Blijk:
    hier = _moment(gegevens.get("iat"))
    merk = hashlib.sha256(json.dumps(gegevens, sort_keys=True, default=str).encode()).hexdigest()
    return _Blijk(merk, hier, _moment(gegevens["auth_time"]) if "auth_time" in gegevens else hier)


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
