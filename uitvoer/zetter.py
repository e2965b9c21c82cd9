"""Typst sets the pages: data reaches it as JSON, never as markup.

Only fonts that come along are used and the date in the file is the peildatum: the same input gives the same bytes on
every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.schoon import op_een_regel
from geo.beeld.kleuren import KLEUREN

if TYPE_CHECKING:
    import typst

_HIER = Path(__file__).resolve().parent

# What the fonts that come along can show, in broad ranges; a test sets every one of them. Others become a box.
_ONZETBAAR = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0400-\u045f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0660-\u0669\u1ea0-\u1ef9\u2010-\u2014\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2264\u2265\u25a1\ufffd]"
)


def zet(sjabloon: str, inhoud: dict[str, Any], peildatum: date, extensie: str, ppi: float | None = None) -> bytes:
    """Return a template of `uitvoer/sjablonen` filled in, as `.pdf` (tagged, PDF/UA-1) or as `.png`.

    `inhoud` is of texts, numbers, lists and dicts; every text is made fit for the fonts, and `KLEUREN` goes with it.
    `peildatum` stands in the file as its date. `ppi` is of a PNG; `TypeError` when one would need more than one page.
    """
    moment = datetime(max(peildatum.year, 1970), peildatum.month, peildatum.day, tzinfo=UTC)
    uit = _zetter().compile(
        input=_HIER / "sjablonen" / sjabloon,
        format="pdf" if extensie == ".pdf" else "png",
        ppi=ppi if extensie == ".png" else None,
        sys_inputs={"inhoud": json.dumps(_gezuiverd(inhoud | {"kleuren": KLEUREN}), ensure_ascii=False)},
        pdf_standards="ua-1" if extensie == ".pdf" else [],
        timestamp=moment,
    )
    if not isinstance(uit, bytes):
        raise TypeError(f"{sjabloon} gives {len(uit or [])} pages instead of 1")
    return uit


def zetbaar(tekst: str) -> str:
    r"""Return text that can be set: one line, whole letters, a box for what no font here has.

    Examples
    --------
    >>> zetbaar("e\u0301\n\u4e00!")
    'é □!'
    """
    return _ONZETBAAR.sub("□", unicodedata.normalize("NFC", op_een_regel(tekst)))


def _gezuiverd(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        return {sleutel: _gezuiverd(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_gezuiverd(deel) for deel in waarde]
    return zetbaar(waarde) if isinstance(waarde, str) else waarde


@cache
def _zetter() -> typst.Compiler:
    import typst

    return typst.Compiler(root=_HIER, font_paths=[_HIER / "lettertypen"], ignore_system_fonts=True)
