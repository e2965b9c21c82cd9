"""What a visitor asks with a button or a form of a page: read before anything of a run is drawn, and answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from analysis.controle.bevinding import beperkt
from register.opslag.fouten import Conflict, OpslagFout, VerkeerdeVraag
from register.register import DataFout
from ui.bron import ververs
from ui.component import gevraagd_van, toon_daden

NIET_BEWAARD = (DataFout, Conflict, VerkeerdeVraag, OpslagFout)  # all in Dutch; nothing has been saved
_MEESTE, _LANGSTE = 60, 20_000  # of what one message may ask, and of a text in it


class Daad(NamedTuple):
    """Something that is asked.

    Attributes
    ----------
    sleutel : str
        Under which it is asked: what comes twice is meant once.
    doe, op : str
        What to do, and to what.
    nummer : int
        The number of the register that the visitor saw; 0 when it is none.
    velden : dict of str to str
        What was filled in.
    """

    sleutel: str
    doe: str
    op: str
    nummer: int
    velden: dict[str, str]


def lees_daden(wat: Any) -> list[Daad]:
    """Return what a message asks, as far as it is something: a browser can send anything.

    Examples
    --------
    >>> lees_daden([{"sleutel": "a", "doe": "zoek", "op": "", "nummer": 4, "velden": {"tekst": "x", "y": 1}}])
    [Daad(sleutel='a', doe='zoek', op='', nummer=4, velden={'tekst': 'x'})]
    >>> lees_daden({"doe": "zoek"}), lees_daden([1, None, {"sleutel": 5}])
    ([], [])
    """
    delen = wat[:_MEESTE] if isinstance(wat, list) else []
    return [daad for deel in delen if isinstance(deel, dict) and (daad := _daad(deel)) is not None]


def _daad(deel: dict[Any, Any]) -> Daad | None:
    namen = [deel.get(naam) for naam in ("sleutel", "doe", "op")]
    sleutel, doe, op = (naam if isinstance(naam, str) and len(naam) <= 300 else "" for naam in namen)
    if not sleutel or not doe:
        return None
    velden = deel.get("velden")
    teksten = velden.items() if isinstance(velden, dict) else []
    eigen = {n: t for n, t in teksten if isinstance(n, str) and isinstance(t, str) and len(t) <= _LANGSTE}
    nummer = deel.get("nummer")
    return Daad(sleutel, doe, op, int(nummer) if isinstance(nummer, int | float) and 0 < nummer < 1e9 else 0, eigen)


def toon_pagina(naam: str, html: str, doe: Callable[[Daad], tuple[str, str] | None]) -> None:
    """Show a page whose buttons and forms ask for something: see static/scherm/daden.js for what its HTML may hold.

    `doe` does one thing that is asked, and gives what is said of it and which element to go to; None says nothing. It
    is called before anything of the next run is drawn.
    """
    plek = f"antwoord_{naam}"

    def ontvang() -> None:
        if gevraagd := lees_daden(gevraagd_van(naam)):
            gezegd = [zin for daad in gevraagd if (zin := doe(daad)) is not None]
            melding, focus = gezegd[-1] if gezegd else ("", "")
            st.session_state[plek] = {"gedaan": [d.sleutel for d in gevraagd], "melding": melding, "focus": focus}
            ververs()

    # It stands until something else is asked: a run that was broken off has not told it.
    antwoord = st.session_state.get(plek, {"gedaan": [], "melding": "", "focus": ""})
    toon_daden(naam, {"html": html} | antwoord, ontvang)


def waarom_niet(fout: Exception) -> str:
    """Return in a line why something was not saved."""
    if isinstance(fout, DataFout):
        zinnen = [f"{b.wat[:1].upper()}{b.wat[1:]}. {b.herstel}".strip() for b in beperkt(fout.bevindingen, 3)]
        return " ".join([*zinnen, "Er is niets bewaard."])
    return " ".join(str(fout).split("\n"))
