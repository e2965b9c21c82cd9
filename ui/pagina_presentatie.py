"""The page Presentatie: one statement per screen, for a wall; it fills the window and is moved by keys."""

from dataclasses import replace

from ui.bron import kaartpagina, presentatie_van, tijdlijn_van
from ui.component import breng, toon_presentatie
from ui.keuzes import ZICHT
from ui.omlijsting import statisch_adres

register, staat, _ = zicht = ZICHT.get()
merk = register.vingerafdruk[:16]
kaart = f"kaart-{merk}"
breng(kaart, kaartpagina(register, statisch_adres()))
# The timeline of the whole city, as on the page Kaart: a browser that has been there has it already.
tijd, verhaal = f"tijd-{merk}-{staat.variant}-None", f"verhaal-{merk}-{staat.variant}"
toon_presentatie({"antwoord": zicht.antwoord, "kaartsleutel": kaart, "tijdsleutel": tijd, "verhaalsleutel": verhaal})
breng(tijd, tijdlijn_van(register, replace(staat, gebied=None)))
breng(verhaal, presentatie_van(register, staat.variant))
