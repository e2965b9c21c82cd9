"""What stands on a page to hand out: tables and dates in, plain texts out. How the page looks is not decided here."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal, som
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, gaten, wijkoverzicht, wijkrijen
from analysis.antwoorden.veranderingen import slotzin, veranderingen
from analysis.antwoorden.werklijst import werklijst
from analysis.gemeente import ORGANISATIES, jaren, jongste_teken
from analysis.nederlands import datum, opsomming, van_de
from analysis.schoon import afgekort
from analysis.score import groepsrang
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import antwoord_op, wie_niets_heeft
from analysis.teksten.gebeurtenis import Gebeurtenis, gebeurtenissen
from analysis.teksten.legenda import LEGENDA, groepaantallen, tekentellingen
from analysis.teksten.werklijst import teken
from analysis.teksten.zinnen import (
    NIET_NAMENS_DE_WIJK,
    WIE,
    bewijszin,
    zonder_platform,
)
from analysis.vraag import Vraag

Blad = dict[str, Any]

# More never fits on a page; the page itself shows fewer when they are long, and says how many are left.
MEESTE_REGELS = 60


def legenda(stand: Stand, gebied: str | None = None) -> list[dict[str, str]]:
    """Return what stands in the legend of a map: of each mark its `sleutel`, `naam` and `aantal`."""
    wijken, leeg = wijkrijen(stand, gebied), stand.tabellen.organisaties.empty
    groepen = {sleutel: aantal.met(*WIE["inwoners"]) for sleutel, aantal in groepaantallen(wijken, leeg=leeg).items()}
    aantal = groepen | tekentellingen(wijken)
    return [{"sleutel": merk.sleutel, "naam": merk.naam, "aantal": aantal[merk.sleutel]} for merk in LEGENDA]


def stadsblad(stand: Stand, vraag: Vraag, vingerafdruk: str, *, bekend: str = "") -> Blad:
    """Return the texts of the page about the city, or about a gebied, on the day of a Stand.

    Texts and lists of texts only; `gaten["rijen"]` holds the gap list in its order. `vingerafdruk` is that of the
    registers.
    """
    overzicht, gemeente = wijkoverzicht(stand, vraag.gebied), stand.tabellen.gemeente
    zin, leeg, stad = antwoord_op(stand, vraag.gebied), stand.tabellen.organisaties.empty, afgekort(gemeente.naam)
    return {
        "soort": f"Stadsblad {stad}" if vraag.gebied is None else f"Gebiedsblad {afgekort(vraag.gebied)}, {stad}",
        "titel": f"Stadsblad {afgekort(vraag.gebied or gemeente.naam)}, {datum(vraag.peildatum)}",
        "stand": afgekort(zin.stand),
        "opgave": afgekort(zin.opgave),
        "niets": "" if leeg else afgekort(wie_niets_heeft(wijkrijen(stand, vraag.gebied))),
        "bewijs": bewijszin(*stand.telling(vraag.gebied), *stand.jongste_tekens(vraag.gebied)),
        "cijfers": _stadscijfers(overzicht, leeg=leeg),
        "legenda": legenda(stand, vraag.gebied),
        "gaten": _gatenrijen(overzicht),
        "spreker": NIET_NAMENS_DE_WIJK,
        "veranderd": _veranderd(stand, vraag),
        "navraag": _navraag(stand, vraag.gebied),
        "buurten": _buurten(stand, vraag.gebied),
        **verantwoording(stand, vingerafdruk, bekend),
    }


def cijfer(zonder: Aantal, totaal: Aantal, wie: str) -> dict[str, str]:
    """Return a key figure of a page: how many are without a platform, of how many.

    Examples
    --------
    >>> cijfer(Aantal(405, 1), Aantal(905, 1), "inwoners")["wat"]
    'inwoners zonder platform, van ten minste 905; van 1 wijk is het aantal onbekend'
    >>> cijfer(Aantal(405), Aantal(905), "inwoners")
    {'getal': '405', 'wat': 'inwoners zonder platform, van de 905'}
    """
    van = (
        "van een onbekend aantal" if totaal.onbekend else f"van {totaal}" if totaal.ontbreekt else van_de(totaal.bekend)
    )
    # Of one place unknown is all there is to say.
    rest = f"; {totaal.voorbehoud()}" if totaal.vooraf else ""
    return {"getal": str(zonder), "wat": f"{zonder.noem(*WIE[wie])} zonder platform, {van}{rest}"}


def _stadscijfers(overzicht: pd.DataFrame, *, leeg: bool) -> list[dict[str, str]]:
    inwoners, huishoudens = (
        cijfer(zonder_platform(overzicht[f"{wie}_zonder_platform"], leeg=leeg), som(overzicht[wie]), wie)
        for wie in ("inwoners", "huishoudens")
    )
    niets = zonder_platform(overzicht["inwoners_niets"], leeg=leeg)
    met_niets = {"getal": str(niets), "wat": f"{niets.noem(*WIE['inwoners'])} zonder wijkraad en zonder platform"}
    geen = Aantal(0, 1) if leeg else Aantal(int(overzicht["wijkstatus"].eq(w.GEEN_PLATFORM).sum()))
    wijken = f"{geen.noem('wijk', 'wijken')} zonder platform, {van_de(len(overzicht))}"
    return [inwoners, met_niets, huishoudens, {"getal": str(geen), "wat": wijken}]


def _gatenrijen(overzicht: pd.DataFrame) -> Blad:
    lijst = gaten(overzicht)
    zonder = [als_aantal(waarde) for waarde in lijst["inwoners_zonder_platform"]]
    meeste = max((aantal.bekend for aantal in zonder), default=0) or 1
    # Of those without a platform, worst first: together as long as their number.
    groepen = [(f"g{plek}", kolom) for plek, kolom in enumerate(list(GROEPKOLOMMEN)[:-1])]
    rijen = [
        {
            "rang": str(rij["rang"]),
            "naam": afgekort(rij["wijknaam"], 60),
            "deels": rij["wijkstatus"] == w.DEELS_PLATFORM,
            "inwoners": str(aantal),
            "balk": [[sleutel, round(als_aantal(rij[kolom]).bekend / meeste, 4)] for sleutel, kolom in groepen],
            "niets": str(als_aantal(rij["inwoners_niets"])),
        }
        for rij, aantal in zip(lijst.to_dict("records")[:MEESTE_REGELS], zonder, strict=False)
    ]
    onbekend = [afgekort(naam, 40) for naam in lijst.loc[[aantal.onbekend for aantal in zonder], "wijknaam"]]
    staart = f"Aantal inwoners onbekend: {opsomming(onbekend, 3)}." if onbekend else ""
    kop = ["nr.", "wijk", "zonder platform", f"met {w.GROEPNAMEN[w.NIETS]}"]
    return {"kop": kop, "rijen": rijen, "totaal": len(lijst), "onbekend": staart}


def _navraag(stand: Stand, gebied: str | None) -> Blad:
    """Return whom to ask first: those who decide on most residents."""
    lijst = werklijst(stand, gebied)
    rijen = [
        {
            "naam": afgekort(rij["naam"], 60),
            "teken": teken(rij)[0],
            "inwoners": str(als_aantal(rij["inwoners"])),
        }
        for rij in lijst.to_dict("records")[:MEESTE_REGELS]
    ]
    return {"rijen": rijen, "totaal": len(lijst)}


def _buurten(stand: Stand, gebied: str | None) -> Blad:
    """Return what every buurt has and for how many residents, those with nothing first and the largest of each."""
    tabellen = stand.tabellen
    uit = pd.DataFrame(tabellen.buurten[["buurtnaam", "wijkcode"]])
    uit = uit.assign(groep=stand.buurtgroepen[stand.dag], inwoners=stand.buurtinwoners)
    if gebied is not None:
        uit = uit[uit["wijkcode"].map(tabellen.wijken["gebied"]).eq(gebied)]
    uit = uit.sort_values(["groep", "inwoners"], ascending=[False, False], kind="stable")
    rijen = [
        {
            "naam": afgekort(rij["buurtnaam"], 60),
            "sleutel": f"g{groepsrang(rij['groep'])}",
            "inwoners": str(als_aantal(rij["inwoners"])),
        }
        for rij in uit.head(MEESTE_REGELS).to_dict("records")
    ]
    return {"rijen": rijen, "totaal": len(uit)}


def _veranderd(stand: Stand, vraag: Vraag) -> Blad:
    uitkomst = veranderingen(Stand(stand.tabellen, vraag.begin, stand.variant.sleutel), stand, vraag.gebied)
    regels = [_met_wie(een) for een in gebeurtenissen(uitkomst.organisaties, stand.tabellen)]
    return {"kop": f"Veranderd sinds {datum(vraag.begin)}", "zin": slotzin(uitkomst), "regels": regels}


def _met_wie(gebeurtenis: Gebeurtenis) -> str:
    """Return what happened with a few of those it is about; of many only how many there are."""
    if not 0 < len(gebeurtenis.wie) <= 3:
        return gebeurtenis.zin
    return f"{gebeurtenis.zin.removesuffix('.')}: {'; '.join(gebeurtenis.wie)}."


def verantwoording(stand: Stand, vingerafdruk: str, bekend: str = "") -> Blad:
    """Return what every page says about itself: date, variant, sources, and of which data and up to when known."""
    variant, tabellen = stand.variant, stand.tabellen
    gemeente = tabellen.gemeente
    bronnen = (
        f"{gemeente.bronvermelding}.",
        f"Inwoners en grenzen: stand {jaren(tabellen.wijken) or 'onbekend'}, afgerond op vijf.",
        f"Wijkraden en platforms: jongste teken van activiteit {jongste_teken(tabellen.organisaties)}.",
        afgekort(gemeente.bron(ORGANISATIES).voorbehoud, 200),
        f"Variant {variant.sleutel}: {variant.herkomst}.",
    )
    return {
        "peildatum": datum(stand.dag),
        "variant": f"steun aan wijkraden tot {datum(variant.einde_ondersteuning)} ({variant.sleutel})",
        "bronnen": " ".join(zin for zin in bronnen if zin),
        "vingerafdruk": f"Gegevens {vingerafdruk[:16]}",
        "bekend": f"Bekend op {bekend}" if bekend else "",
    }
