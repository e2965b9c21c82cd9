"""The page Presentatie: one statement per screen, for a wall; it fills the window and is moved by keys."""

from dataclasses import replace
from functools import partial

from ui.bron import kaartpagina, presentatie_van, tijdlijn_van
from ui.datafout import goed_register
from ui.keuzes import kies_beeld, volg_presentatie, volgnummer
from ui.omlijsting import statisch_adres
from ui.presentatie import scherm_van
from ui.scherm import breng, toon_presentatie

register = goed_register()
merk = register.vingerafdruk[:16]
kaart = f"kaart-{merk}"
breng(kaart, kaartpagina(register, statisch_adres()))
staat = volg_presentatie(register.tabellen)
# The timeline of the whole city, as on the page Kaart: a browser that has been there has it already.
tijd, verhaal = f"tijd-{merk}-{staat.variant}-None", f"verhaal-{merk}-{staat.variant}"
toon_presentatie(
    {
        "peildatum": staat.peildatum.isoformat(),
        "scherm": scherm_van(register.tabellen, staat),
        "volgnummer": volgnummer(),
        "kaartsleutel": kaart,
        "tijdsleutel": tijd,
        "verhaalsleutel": verhaal,
    },
    partial(kies_beeld, register.tabellen),
)
breng(tijd, tijdlijn_van(register, replace(staat, gebied=None)))
breng(verhaal, presentatie_van(register, staat.variant))
