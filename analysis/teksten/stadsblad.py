"""What stands on a page to hand out: tables and dates in, plain texts out. How the page looks is not decided here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal, som
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.antwoorden.veranderingen import slotzin, veranderingen
from analysis.controle.bevinding import Bevinding
from analysis.controle.meldingen import meldingen, titel
from analysis.gemeente import ORGANISATIES, jaren, jongste_teken
from analysis.nederlands import datum, getal, opsomming, procent, van_de
from analysis.schoon import afgekort
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import antwoord_op
from analysis.teksten.gebeurtenis import Gebeurtenis, gebeurtenissen
from analysis.teksten.legenda import LEGENDA, legendatellingen
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, SAMEN_BEKEND, WIE, bewijszin, zonder_platform
from analysis.vraag import Vraag

Blad = dict[str, Any]

# More never fits on a page; the page itself shows fewer when they are long, and says how many are left.
MEESTE_REGELS = 60


def legenda(stand: Stand, gebied: str | None = None) -> list[dict[str, str]]:
    """Return what stands in the legend of a map: of each mark its `sleutel`, `naam` and `aantal`."""
    aantal = legendatellingen(stand, gebied)
    return [{"sleutel": merk.sleutel, "naam": merk.naam, "aantal": aantal[merk.sleutel]} for merk in LEGENDA]


def stadsblad(stand: Stand, vraag: Vraag, vingerafdruk: str) -> Blad:
    """Return the texts of the page about the city, or about a gebied, on the day of a Stand.

    Texts and lists of texts only; `gaten["rijen"]` holds the gap list in its order. `vingerafdruk` is that of the
    registers.
    """
    overzicht, tabellen = wijkoverzicht(stand, vraag.gebied), stand.tabellen
    zin = antwoord_op(stand, vraag.gebied)
    return {
        "soort": "Stadsblad" if vraag.gebied is None else f"Gebiedsblad {afgekort(vraag.gebied)}",
        "titel": f"Stadsblad {afgekort(vraag.gebied or tabellen.gemeente.naam)}, {datum(vraag.peildatum)}",
        "stand": afgekort(zin.stand),
        "opgave": afgekort(zin.opgave),
        "cijfers": _stadscijfers(overzicht, stand, vraag.gebied),
        "legenda": legenda(stand, vraag.gebied),
        "gaten": _gatenrijen(overzicht),
        "spreker": NIET_NAMENS_DE_WIJK,
        "veranderd": _veranderd(stand, vraag),
        "verifieren": {
            "zin": bewijszin(*stand.telling(vraag.gebied), *stand.jongste_tekens(vraag.gebied)),
            "regels": _soorten_meldingen(meldingen(stand)),
        },
        **verantwoording(stand, vingerafdruk),
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


def _stadscijfers(overzicht: pd.DataFrame, stand: Stand, gebied: str | None) -> list[dict[str, str]]:
    leeg = stand.tabellen.organisaties.empty
    uit = [
        cijfer(zonder_platform(overzicht[f"{wie}_zonder_platform"], leeg=leeg), som(overzicht[wie]), wie)
        for wie in ("inwoners", "huishoudens")
    ]
    geen = Aantal(0, 1) if leeg else Aantal(int(overzicht["wijkstatus"].eq(w.GEEN_PLATFORM).sum()))
    wijken = f"{geen.noem('wijk', 'wijken')} zonder platform, {van_de(len(overzicht))}"
    uit.append({"getal": str(geen), "wat": wijken})
    status = stand.buurten["buurtstatus"]
    if gebied:
        status = status[stand.tabellen.buurten["wijkcode"].map(stand.tabellen.wijken["gebied"]).eq(gebied)]
    met = Aantal(0, 1) if leeg else Aantal(int(status.eq(w.PLATFORM).sum()))
    buurten = f"{met.noem('buurt', 'buurten')} met een platform, {van_de(len(status))}"
    return [*uit, {"getal": str(met), "wat": buurten}]


def _gatenrijen(overzicht: pd.DataFrame) -> Blad:
    lijst = gaten(overzicht)
    aantallen = [als_aantal(waarde) for waarde in lijst["inwoners_zonder_platform"]]
    meeste = max((aantal.bekend for aantal in aantallen), default=0) or 1
    rijen = [
        {
            "rang": str(rij["rang"]),
            "naam": afgekort(rij["wijknaam"], 60),
            "deels": rij["wijkstatus"] == w.DEELS_PLATFORM,
            "oprichting": bool(rij["platforms_in_oprichting"]),
            "inwoners": str(aantal),
            "balk": round(aantal.bekend / meeste, 4),
            "samen": "" if aantal.onbekend else procent(rij["aandeel_cumulatief"]),
        }
        for rij, aantal in zip(lijst.to_dict("records")[:MEESTE_REGELS], aantallen, strict=False)
    ]
    onbekend = [afgekort(naam, 40) for naam in lijst.loc[[aantal.onbekend for aantal in aantallen], "wijknaam"]]
    staart = f"Aantal inwoners onbekend: {opsomming(onbekend, 3)}." if onbekend else ""
    if 0 < len(onbekend) < len(lijst):
        staart += f" {SAMEN_BEKEND}"
    return {"rijen": rijen, "totaal": len(lijst), "onbekend": staart}


def _veranderd(stand: Stand, vraag: Vraag) -> Blad:
    uitkomst = veranderingen(Stand(stand.tabellen, vraag.begin, stand.variant.sleutel), stand, vraag.gebied)
    regels = [_met_wie(een) for een in gebeurtenissen(uitkomst.organisaties, stand.tabellen)]
    return {"kop": f"Veranderd sinds {datum(vraag.begin)}", "zin": slotzin(uitkomst), "regels": regels}


def _met_wie(gebeurtenis: Gebeurtenis) -> str:
    """Return what happened with a few of those it is about; of many only how many there are."""
    if not 0 < len(gebeurtenis.wie) <= 3:
        return gebeurtenis.zin
    return f"{gebeurtenis.zin.removesuffix('.')}: {'; '.join(gebeurtenis.wie)}."


def _soorten_meldingen(bevindingen: Iterable[Bevinding]) -> list[dict[str, str]]:
    """Return per kind of notice how many there are and what to do, most first."""
    per_soort: dict[str, list[Bevinding]] = {}
    for bevinding in bevindingen:
        per_soort.setdefault(bevinding.regel, []).append(bevinding)
    return [
        {
            "aantal": getal(len(leden)),
            "wat": titel(regel),
            "doen": leden[0].herstel,
        }
        for regel, leden in sorted(per_soort.items(), key=lambda paar: -len(paar[1]))
    ]


def verantwoording(stand: Stand, vingerafdruk: str) -> Blad:
    """Return what every page says about itself: date, variant, sources and the data that it was made from."""
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
    }
