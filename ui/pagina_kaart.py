"""The page Kaart: the answer, the map, the gap list, the selected wijk and the downloads."""

from ui.bron import kaartpagina
from ui.datafout import goed_register
from ui.downloads import downloads
from ui.keuzes import kies, kies_wijk
from ui.omlijsting import statisch_adres
from ui.scherm import breng_kaart, toon

register = goed_register()
staat = kies(register.tabellen)
sleutel = register.vingerafdruk[:16]
breng_kaart(sleutel, kaartpagina(register.vingerafdruk, statisch_adres(), register))
toon(register.tabellen, staat, sleutel, kies_wijk)
downloads(register, staat)
