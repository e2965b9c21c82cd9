"""What every page has around it: the look, the Dutch language, the files that the browser keeps."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from geo.beeld.kleuren import eigenschappen
from systeem.bestanden import read_map

_WORTEL = Path(__file__).resolve().parent.parent
_EIGEN = ("kaart", "scherm", "streamlit")  # the folders of static/ that hold no library of others
ICOON = str(_WORTEL / "static" / "icoon.svg")


def omlijst(titel: str) -> None:
    """Add the style with its colours, the language and the title of the application to the page."""
    vraag = urlencode({"v": script_versie(), "titel": titel, **eigenschappen()})
    adres = f"{statisch_adres()}/streamlit/pagina.js?{vraag}"
    st.html(f'<script type="module">import("{adres}")</script>', unsafe_allow_javascript=True)


def statisch_adres() -> str:
    """Return the address of `static/` as the browser sees it, also behind a base URL path."""
    basis = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{basis}/app/static" if basis else "/app/static"


@cache
def script_versie() -> str:
    """Return a mark that changes with the browser files, so that a browser never uses an old one."""
    som = hashlib.sha256()
    for map_ in _EIGEN:
        for naam, inhoud in read_map(_WORTEL / "static" / map_).items():
            som.update(naam.encode() + inhoud)
    return som.hexdigest()[:12]
