"""A publication: the screen as files that need no server and no network, with everything of one date to take along.

One page is the whole of it: answer, map, timeline, lists and account. It carries its scripts and data inside, lets no
other script run and asks nobody for anything. Without scripts it is a text with tables and a drawn map.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.wijklijst import wijklijst
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.teksten.titels import TITELS
from geo.beeld.kleuren import stijl
from geo.beeld.los import hele_stad, omschrijving
from geo.kaart import kaart_html
from publicatie.bestanden import Bestand, bestanden
from publicatie.insluiten import als_adres, als_json, beleid, bestand, ingesloten, scripts_van
from publicatie.merk import Sommen, maak_merk
from publicatie.verhaal import verhaal
from register.bevraging import Bevraging
from uitvoer.bestandsnaam import los_bestand
from uitvoer.bladen import Voortgang
from uitvoer.datapakket import NAMEN, PAKKET, make_pakket
from web.fragmenten import dossier_html, fragment, lijst_html, scherm_html, sjablonen, tabs_html
from web.presentatie import presentatie, presentatie_html
from web.situatie import beeld, bits, blik, ingevuld
from web.staat import LAGEN, STANDAARD_LAGEN
from web.tijdlijn import Nu, door_de_tijd, tijdlijn, wijkteksten
from web.verantwoording import verantwoording_html
from web.zoeken import zoekindex

INDEX, WAND, MERK = "index.html", "presentatie.html", "publicatie.json"
_SJABLONEN = sjablonen(Path(__file__).parent / "sjablonen")
_SCHERM = ("staat", "situaties", "keuzes", "tijdlijn", "lagen", "zoeker", "lijst", "scherm")
_SCRIPTS = tuple(f"scherm/{naam}.js" for naam in _SCHERM)
_VORMEN = {
    "pagina.html": (
        ["publicatie/publicatie.js"],
        ["scherm/scherm.css", "scherm/tekst.css", "publicatie/publicatie.css"],
    ),
    "wand.html": (
        ["scherm/presentatie.js", "publicatie/wand.js"],
        ["scherm/scherm.css", "publicatie/publicatie.css", "scherm/presentatie.css"],
    ),
}
_STATISCH = "static"  # what the map page calls the folder of the files that are put inside it
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[\w-]+(\.[\w-]+)+")


def publicatie(bevraging: Bevraging, gemaakt: date, voortgang: Voortgang, contact: str = "") -> dict[str, bytes]:
    """Return every file of a publication about the whole city, by path; the same input gives the same bytes.

    The page opens on the peildatum that is asked for, and the files are of that day; `gemaakt` is the day on which it
    is made. `contact` is where readers report a barrier or a mistake: an address of a page, or any text. For
    `voortgang` see `publicatie.verhaal.verhaal`.

    What refers to others comes after them: `downloads/`, `data/` (every table under a name that stays, see
    `uitvoer.datapakket`), `los_bestand` (the page with the downloads inside it), the wall view `WAND`, the page
    `INDEX`, and `MERK`, which says what this is and the checksum of every file.
    """
    vraag, tabellen = bevraging.vraag, bevraging.register.tabellen
    verloop = door_de_tijd(tabellen, vraag.variant)
    mee = bestanden(bevraging)
    gedeeld = {
        "peildatum": vraag.peildatum.isoformat(),
        "tijdlijn": tijdlijn(verloop, None, Nu(gemaakt, "gemaakt", "Gemaakt")),
        "kaart": ingesloten(kaart_html(tabellen, _STATISCH), _STATISCH),
    }
    inhoud = _inhoud(bevraging, gemaakt, contact)
    blad = gedeeld | _gegevens(verloop, voortgang) | {"zoek": zoekindex(tabellen, gebieden=False)}
    uit = {f"downloads/{b.naam}": b.inhoud for b in mee}
    uit |= {f"data/{naam}": tabel for naam, tabel in make_pakket(bevraging).items()}
    los, ernaast = (_lijst(mee, adres) for adres in (_erin, _ernaast))
    alleen = {"downloads": los, "tabellen": [], "presentatie": ""}
    uit[los_bestand(tabellen.gemeente)] = _pagina("pagina.html", blad, inhoud | alleen)
    wand = gedeeld | {"verhaal": presentatie(verloop), "zoek": zoekindex(tabellen)}
    anders = {"titel": f"Presentatie · {inhoud['titel']}", "presentatie": presentatie_html(), "terug": INDEX}
    uit[WAND] = _pagina("wand.html", wand, inhoud | anders)
    samen = {"downloads": ernaast, "tabellen": _tabellen(), "presentatie": WAND}
    uit[INDEX] = _pagina("pagina.html", blad, inhoud | samen)
    uit[MERK] = merk(bevraging, gemaakt, uit)
    return uit


def _erin(bestand_: Bestand) -> str:
    return als_adres(bestand_.inhoud, bestand_.mime)


def _ernaast(bestand_: Bestand) -> str:
    return f"downloads/{bestand_.naam}"


def _lijst(mee: list[Bestand], adres: Callable[[Bestand], str]) -> list[tuple[str, list[dict[str, str]]]]:
    return [
        (groep, [{"label": b.label, "naam": b.naam, "adres": adres(b)} for b in deel])
        for groep, deel in groupby(mee, key=lambda b: b.groep)
    ]


def _tabellen() -> list[tuple[str, str]]:
    """Return the addresses of the tables with names that stay, and what each of them holds."""
    return [(f"data/{naam}.csv", TITELS[soort]) for soort, naam in NAMEN.items()]


def _pagina(sjabloon: str, gegevens: dict[str, Any], inhoud: dict[str, Any]) -> bytes:
    """Return a page with its data, scripts and styles inside, and a policy that lets only these scripts run."""
    eigen, stijlen = _VORMEN[sjabloon]
    scripts = [bestand(naam) for naam in (*_SCRIPTS, *eigen)]
    pagina = _SJABLONEN.get_template(sjabloon).render(
        beleid=beleid([*scripts, *scripts_van(gegevens["kaart"])]),
        stijlen=[stijl(), *(bestand(naam) for naam in stijlen)],
        scripts=scripts,
        gegevens=als_json(gegevens),
        icoon="data:image/svg+xml," + quote(bestand("icoon.svg")),
        **inhoud,
    )
    return pagina.encode()


def meldadres(contact: str) -> str:
    """Return the address behind a link to where readers report something, empty for any other text.

    Examples
    --------
    >>> meldadres("meld@example.nl"), meldadres("https://example.nl/meld"), meldadres("bel 14 023")
    ('mailto:meld@example.nl', 'https://example.nl/meld', '')
    """
    tekst = contact.strip()
    if re.fullmatch(r"https?://[^\s/]\S*", tekst, re.IGNORECASE):
        return tekst
    if re.fullmatch(r"www\.[^\s/]\S*", tekst, re.IGNORECASE):
        return f"https://{tekst}"
    if _EMAIL.fullmatch(tekst):
        # What is after a question mark would be headers of the message.
        return "mailto:" + quote(tekst, safe="@+!$'*")
    return ""


def _inhoud(bevraging: Bevraging, gemaakt: date, contact: str) -> dict[str, Any]:
    """Return the texts around the screen, and the screen as it is without scripts."""
    register, vraag, stand = bevraging.register, bevraging.vraag, bevraging.stand
    gemeente = register.tabellen.gemeente
    return {
        "naam": gemeente.titel,
        "titel": f"{gemeente.titel}, stand van {datum(vraag.peildatum)}",
        "peildatum": datum(vraag.peildatum),
        "gemaakt": datum(gemaakt),
        "einde": datum(stand.variant.einde_ondersteuning),
        "verantwoording": verantwoording_html(register, stand, los=True),
        "contact": contact.strip(),
        "contactadres": meldadres(contact),
        "bron": gemeente.bronvermelding,
        "pakket": f"data/{PAKKET}",
        "vingerafdruk": register.vingerafdruk,
        "bekend": register.bekend,
        **_scherm(stand, gemaakt),
    }


def _scherm(stand: Stand, gemaakt: date) -> dict[str, Any]:
    """Return what the page shows before, or without, its scripts: the situation on the peildatum."""
    wanneer = datum(stand.dag)
    teksten = ingevuld(beeld(stand, blik(stand.tabellen, None))["teksten"], stand.dag, gemaakt)
    kaart = fragment(
        "kaartbeeld.html",
        svg=stand.eenmaal(hele_stad).svg,
        omschrijving=omschrijving(stand, None),
    )
    # A published page asks nothing of other hosts: it has no base map.
    keuzes = {laag: naam for laag, naam in LAGEN.items() if laag in STANDAARD_LAGEN}
    scherm = scherm_html(
        keuzes,
        teksten,
        kaart=kaart,
        tabs=tabs_html(""),
        lijst=lijst_html(wijklijst(stand), None, verwijzend=True),
    )
    alles, leeg = dossiers(stand), stand.tabellen.organisaties.empty
    return {
        "scherm": scherm,
        "samenvatting": f"{teksten['stand']} {teksten['opgave']}".strip(),
        "wijken": [(code, dossier_html(dossier, wanneer, leeg=leeg)) for code, dossier in alles.items()],
    }


def _gegevens(verloop: Stand, voortgang: Voortgang) -> dict[str, Any]:
    """Return what the scripts of the page read, besides map and timeline."""
    tabellen = verloop.tabellen
    alles = blik(tabellen, None)
    return {
        "wijken": {str(code): str(naam) for code, naam in tabellen.wijken["wijknaam"].items()},
        "vast": {
            "binnen": bits(alles.wijken),
            "buurtBinnen": bits(alles.buurten),
        },
        "verhaal": verhaal(verloop, voortgang),
        "wijkteksten": {str(code): wijkteksten(verloop, str(code)) for code in tabellen.wijken.index},
    }


def merk(bevraging: Bevraging, gemaakt: date, bestanden_: Mapping[str, bytes], eerder: Sommen | None = None) -> bytes:
    """Return the mark of a publication; `eerder` as for `publicatie.merk.maak_merk`."""
    register, vraag = bevraging.register, bevraging.vraag
    gegevens = {
        "wat": register.tabellen.gemeente.titel,
        "gemaakt": gemaakt.isoformat(),
        "peildatum": vraag.peildatum.isoformat(),
        "variant": bevraging.stand.variant.sleutel,
        "vingerafdruk": register.vingerafdruk,
        **({"bekend_op": register.bekend} if register.bekend else {}),
        "bron": register.tabellen.gemeente.bronvermelding,
    }
    return maak_merk(gegevens, bestanden_, eerder)
