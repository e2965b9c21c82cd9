"""The map as a picture that stands by itself, and what any drawn map says in words."""

from __future__ import annotations

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.nederlands import datum, telwoord
from analysis.schoon import afgekort
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import antwoord_op
from analysis.teksten.stadsblad import legenda
from analysis.teksten.zinnen import zonder_platform
from geo.beeld.kaarten import Kaartbeeld, stadskaart
from geo.beeld.svg import binnenste, element, omslag, regels, staalvak, tekst, xml

_VOL, _KAART = (900.0, 1010.0), (560.0, 860.0)  # the map by itself and the drawing in it, in units of its own


def losse_kaart(stand: Stand, gebied: str | None, breedte: int) -> str:
    """Return the map as a picture that stands by itself: the answer, the map, the legend and the source.

    An SVG document of `breedte` pixels (the height follows), with a title and a description for who does not see it.
    """
    tabellen = stand.tabellen
    (breed, hoog), bron = _VOL, tabellen.gemeente.bronvermelding
    kaart = stand.eenmaal(hele_stad) if gebied is None else stadskaart(stand, *_KAART, gebied)
    wijken = wijkoverzicht(stand, gebied)
    zin = antwoord_op(stand, gebied)
    delen = [tekst((24, 42), regel, 19) for regel in regels(zin.stand, 850, 19, 1)]
    for i, regel in enumerate(regels(zin.opgave, 850, 23, 2)):
        delen.append(tekst((24, 72 + 27 * i), regel, 23, "rood", dik="bold"))
    delen.append(element("g", binnenste(kaart.svg), transform="translate(16 116)"))
    delen += _rechterkolom(stand, gebied, kaart.naamloos)
    zonder = zonder_platform(wijken["inwoners_zonder_platform"], leeg=tabellen.organisaties.empty)
    if zonder.vooraf:
        delen.append(tekst((604, hoog - 96), zonder.vooraf, 15, "grijs", dik="normal"))
    delen.append(tekst((604, hoog - 60), zonder.cijfer, 40, dik="bold"))
    delen.append(
        tekst((604, hoog - 38), f"{zonder.noem('inwoner', 'inwoners')} zonder platform", 15, "grijs", dik="normal")
    )
    delen.append(tekst((24, hoog - 16), bron, 13, "grijs", dik="normal"))
    uitleg = f"{omschrijving(stand, gebied)} {bron}"
    kop = element("title", xml(f"{zin.stand} {zin.opgave}".strip())) + element("desc", xml(uitleg))
    vel = element("rect", width=breed, height=hoog, fill="#fff")
    return omslag(kop + vel + "".join(delen), breed, hoog, breedte / breed)


def hele_stad(stand: Stand) -> Kaartbeeld:
    """Return the map of the whole city as large as a page or a picture has it; ask it by `Stand.eenmaal`."""
    return stadskaart(stand, *_KAART)


def _rechterkolom(stand: Stand, gebied: str | None, naamloos: list[str]) -> list[str]:
    uit, y = [], 150.0
    for deel in legenda(stand, gebied):
        uit.append(element("g", staalvak(deel["sleutel"], 34, 20), transform=f"translate(604 {y - 15:.0f})"))
        uit.append(tekst((648, y), deel["naam"], 15))
        uit.append(tekst((648, y + 18), deel["aantal"], 14, "grijs", dik="normal"))
        y += 48
    voet = [f"Peildatum {datum(stand.dag)}.", f"Steun aan wijkraden tot {stand.variant.naam}."]
    if naamloos:
        voet.append(zonder_naam(naamloos))
    y += 14
    for zin in voet:
        for regel in regels(zin, 270, 13, 6):
            uit.append(tekst((604, y), regel, 13, "grijs", dik="normal"))
            y += 17
    return uit


def zonder_naam(naamloos: list[str]) -> str:
    """Return which names are not on the map; empty when all are."""
    return f"Zonder naam op de kaart: {', '.join(naamloos)}." if naamloos else ""


def omschrijving(stand: Stand, gebied: str | None) -> str:
    """Return what the map shows in words, for who does not see it."""
    wijken = stand.tabellen.wijken
    eigen = wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=wijken.index)
    status = stand.wijken.loc[eigen, "wijkstatus"]
    met = [afgekort(naam, 40) for naam in wijken.loc[eigen, "wijknaam"][status != w.GEEN_PLATFORM]]
    waar = stand.tabellen.gemeente.waar(gebied)
    tellingen = legenda(stand, gebied)
    delen = "; ".join(f"{deel['naam']}: {deel['aantal']}" for deel in tellingen)
    geheel = f"Kaart van {waar} op {datum(stand.dag)}, het noorden boven. {delen}."
    if not met:
        return f"{geheel} Geen enkele wijk heeft een wijkplatform."
    rest = f" en nog {telwoord(len(met) - 12, 'wijk', 'wijken')}" if len(met) > 12 else ""
    return f"{geheel} Geheel of deels een wijkplatform: {', '.join(met[:12])}{rest}."
