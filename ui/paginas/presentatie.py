"""The page Presentatie: one statement per screen, for a wall; it fills the window and is moved by keys."""

from __future__ import annotations

from dataclasses import replace

from ui.bron import kaartpagina, presentatie_van, tijdlijn_van, zoekindex_van
from ui.component import breng, toon_presentatie
from ui.keuzes import Zicht


def teken(zicht: Zicht) -> None:
    """Draw the page with the timeline of the whole city, as on the page Stad: who has been there has it already."""
    register, staat = zicht.register, zicht.staat
    merk = register.vingerafdruk[:16]
    kaart = f"kaart-{merk}"
    breng(kaart, kaartpagina(register))
    tijd, verhaal, zoek = f"tijd-{merk}-{staat.variant}-None", f"verhaal-{merk}-{staat.variant}", f"zoek-{merk}"
    sleutels = {"kaartsleutel": kaart, "tijdsleutel": tijd, "verhaalsleutel": verhaal, "zoeksleutel": zoek}
    toon_presentatie({"antwoord": zicht.antwoord} | sleutels)
    breng(tijd, tijdlijn_van(register, replace(staat, gebied=None)))
    breng(verhaal, presentatie_van(register, staat.variant))
    breng(zoek, zoekindex_van(register))
