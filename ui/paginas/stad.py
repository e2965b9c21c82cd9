"""The page Stad: the answer, the map, the timeline, the list, the selected wijk and the downloads."""

from __future__ import annotations

from systeem.klok import vandaag
from ui.bron import kaartpagina, situatie_van, tijdlijn_van, wijkteksten_van, zoekindex_van
from ui.component import breng, toon
from ui.downloads import downloads
from ui.keuzes import Zicht
from web.scherm import inhoud


def teken(zicht: Zicht) -> None:
    """Draw the page: the map first, so that the browser draws it while the rest is being made; the timeline last."""
    register, staat = zicht.register, zicht.staat
    kaart = f"kaart-{register.vingerafdruk[:16]}"
    breng(kaart, kaartpagina(register))
    tijd = f"tijd-{register.vingerafdruk[:16]}-{staat.variant}-{staat.gebied}"
    antwoord = inhoud(situatie_van(register, staat), staat.peildatum, vandaag())
    zoek = f"zoek-{register.vingerafdruk[:16]}"
    wijk = f"wijk-{register.vingerafdruk[:16]}-{staat.variant}-{staat.wijk}" if staat.wijk else None
    sleutels = {"kaartsleutel": kaart, "tijdsleutel": tijd, "zoeksleutel": zoek, "wijksleutel": wijk}
    toon(antwoord | {"antwoord": zicht.antwoord} | sleutels)
    downloads(register, staat)
    breng(tijd, tijdlijn_van(register, staat))
    breng(zoek, zoekindex_van(register))
    if wijk:
        breng(wijk, wijkteksten_van(register, staat))
