"""The page Kaart: the answer, the map, the timeline, the gap list, the selected wijk and the downloads."""

from ui.bron import kaartpagina, tijdlijn_van
from ui.datafout import goed_register
from ui.downloads import downloads
from ui.keuzes import kies, kies_lagen, kies_peildatum, kies_wijk, volgnummer
from ui.omlijsting import statisch_adres
from ui.scherm import breng, inhoud, toon

register = goed_register()
kaart = f"kaart-{register.vingerafdruk[:16]}"
# The map page goes first, so that the browser draws it while the rest is still being made; the timeline goes last.
breng(kaart, kaartpagina(register, statisch_adres()))
staat = kies(register.tabellen)
tijd = f"tijd-{register.vingerafdruk[:16]}-{staat.variant}-{staat.gebied}"
data = inhoud(register.tabellen, staat) | {"kaartsleutel": kaart, "tijdsleutel": tijd, "volgnummer": volgnummer()}
toon(data, kies_wijk, kies_peildatum, kies_lagen)
downloads(register, staat)
breng(tijd, tijdlijn_van(register, staat))
