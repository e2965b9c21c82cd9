"""A page that carries everything with it: scripts and styles inside, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from systeem.bestanden import read_bytes

_STATISCH = Path(__file__).resolve().parent.parent / "static"
_SCRIPT = re.compile(r"<script(?P<soort>[^>]*)>(?P<inhoud>.*?)</script>", re.DOTALL)
# Pictures that the stylesheet of Leaflet names for controls and markers that no map here has.
_BEELD = re.compile(r"url\((?!#)[^)]*\)")


@cache
def bestand(naam: str) -> str:
    """Return a browser file of `static/` to put inside a page, with its licence when its folder has one.

    `ValueError` when it holds what would end the script or style around it.
    """
    pad = _STATISCH / naam
    inhoud = _tekst(pad)
    if re.search(r"</(script|style)|<!--", inhoud, re.IGNORECASE):
        raise ValueError(f"static/{naam} cannot stand inside a page")
    if (licentie := pad.with_name("LICENSE")).exists():
        inhoud = f"/*\n{_tekst(licentie).replace('*/', '')}*/\n{inhoud}"
    return _BEELD.sub("none", inhoud) if naam.startswith("leaflet/") and naam.endswith(".css") else inhoud


def ingesloten(pagina: str, statisch: str) -> str:
    """Return a page with the files of `static/` that it loads inside it.

    Parameters
    ----------
    pagina : str
        HTML from `geo.kaart.kaart_html`.
    statisch : str
        The address of `static/` in it.
    """
    adres = re.escape(statisch) + r'/([^"?]+)[^"]*'
    pagina = re.sub(rf'<link rel="stylesheet" href="{adres}"/>', lambda m: f"<style>{bestand(m[1])}</style>", pagina)
    return re.sub(rf'<script src="{adres}"></script>', lambda m: f"<script>{bestand(m[1])}</script>", pagina)


def scripts_van(pagina: str) -> list[str]:
    """Return what the scripts inside a page hold; data in a script element is none.

    Examples
    --------
    >>> scripts_van('<script>een()</script><script type="application/json">{}</script>')
    ['een()']
    """
    return [deel["inhoud"] for deel in _SCRIPT.finditer(pagina) if "json" not in deel["soort"]]


def beleid(scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy of a page: these scripts run, and nothing comes from or goes anywhere.

    Examples
    --------
    >>> beleid(["een()"]).split("; ")[1]
    "script-src 'sha256-mekZz2SViz/ZlisDAsckrl9NkC/F5FHzdgeX34NdfnI='"
    """
    sommen = dict.fromkeys(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{som}'" for som in sommen),
            "style-src 'unsafe-inline'",  # the width of a bar and the place of a label are styles of one element
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def als_json(waarde: Any) -> str:
    r"""Return JSON that can stand in a script element whatever texts it holds.

    Examples
    --------
    >>> als_json({"naam": "</script>"})
    '{"naam":"\\u003c/script>"}'
    """
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def als_adres(inhoud: bytes, mime: str) -> str:
    """Return a file as an address that holds all of it."""
    return f"data:{mime};base64,{base64.b64encode(inhoud).decode()}"


def _tekst(pad: Path) -> str:
    """Return a text with the line ends that a browser makes of them: its checksum is that of what runs."""
    return read_bytes(pad).decode().replace("\r\n", "\n")
