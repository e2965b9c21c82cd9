"""What stands on the page about one wijk: tables and dates in, plain texts out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.dossier import Dossier
from analysis.controle.bevinding import Bevinding
from analysis.nederlands import datum, deeldatum, opsomming, telwoord
from analysis.schoon import afgekort
from analysis.score import groepsrang
from analysis.stand.rijen import Rij
from analysis.stand.stand import PLATFORM_IN_OPRICHTING, Stand
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import moment, wijkzinnen
from analysis.teksten.stadsblad import MEESTE_REGELS, Blad, cijfer, verantwoording
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, WIE, zonder_platform

_DATUM = re.compile(r"\b\d{4}(-\d{2}){1,2}\b")

_LEEFTIJDEN = (
    ("pct_0_15", "0 tot 15 jaar"),
    ("pct_15_25", "15 tot 25 jaar"),
    ("pct_25_45", "25 tot 45 jaar"),
    ("pct_45_65", "45 tot 65 jaar"),
    ("pct_65_plus", "65 jaar of ouder"),
)
_HUISHOUDENS = (
    ("pct_eenpersoonshh", "alleenwonend"),
    ("pct_hh_zonder_kinderen", "samen, zonder kinderen"),
    ("pct_hh_met_kinderen", "met kinderen"),
)
# Each with of whom it is a share.
_MENSEN = (
    ("Leeftijd van de inwoners", _LEEFTIJDEN, "inwoners"),
    ("Soort huishouden", _HUISHOUDENS, "huishoudens"),
)


def wijkblad(
    stand: Stand,
    dossier: Dossier,
    rang: tuple[int, int],
    bevindingen: Iterable[Bevinding],
    vingerafdruk: str,
    *,
    bekend: str = "",
) -> Blad:
    """Return the texts of the page about one wijk, of which `dossier` comes from the same Stand.

    `rang` is the place of the wijk in the gap list, 0 when it is not in it, and the length of that list. `bevindingen`
    are all notices of the date; those about the wijk are picked out.
    """
    wijk, tabellen, wanneer = dossier.wijk, stand.tabellen, datum(stand.dag)
    leeg = tabellen.organisaties.empty
    return {
        "soort": "Wijkblad",
        "titel": f"Wijkblad {afgekort(wijk['wijknaam'], 80)}, {wanneer}",
        "naam": afgekort(wijk["wijknaam"], 120),
        "plek": f"Gebied {afgekort(wijk['gebied'], 40)} · CBS-wijk {wijk['wijkcode']}",
        "status": wijk["wijkstatus"],
        "bewijs": wijk["bewijs"],
        "gat": wijk["wijkstatus"] == w.GEEN_PLATFORM,
        "zinnen": wijkzinnen(wijk, moment(stand, wijk=str(wijk["wijkcode"])), leeg=leeg)._asdict(),
        "cijfers": _wijkcijfers(wijk, rang, leeg=leeg),
        "buurten": [
            {
                "naam": afgekort(rij["buurtnaam"], 60),
                "sleutel": f"g{groepsrang(w.GROEPEN.index(rij['groep']))}",
                "status": rij["buurtstatus"],
                "bewijs": rij["bewijs"],
                "inwoners": str(als_aantal(rij["inwoners"])),
                "wie": afgekort(rij["organisaties"], 90),
            }
            for rij in dossier.buurten[:MEESTE_REGELS]
        ],
        "buurten_totaal": len(dossier.buurten),
        "mensen": mensen(stand, wijk),
        "mensen_uitleg": stand.eenmaal(mensen_uitleg),
        "initiatieven": [_initiatief(rij) for rij in dossier.initiatieven[:MEESTE_REGELS]],
        "initiatieven_totaal": len(dossier.initiatieven),
        "taken": taken(dossier, leeg=leeg),
        "spreker": NIET_NAMENS_DE_WIJK,
        "taken_bron": f"Bron: {bron}." if (bron := tabellen.gemeente.beleid.bron) else "",
        "nagaan": na_te_gaan(tabellen, dossier, bevindingen),
        **verantwoording(stand, vingerafdruk, bekend),
    }


def taken(dossier: Dossier, *, leeg: bool = False) -> list[str]:
    """Return what the municipality has to do itself in a wijk, in sentences: the policy in short.

    Organising participation with all residents everywhere; reaching residents and supporting their initiatives where
    there is no platform. When the register holds no organisation at all (`leeg`) only what holds everywhere is told.
    """
    wijk = dossier.wijk
    uit = ["Participatie organiseren met alle inwoners. Geen organisatie doet dat namens de wijk."]
    if leeg:
        return uit
    zonder = [rij["buurtnaam"] for rij in dossier.buurten if rij["buurtstatus"] != w.PLATFORM]
    if wijk["wijkstatus"] == w.GEEN_PLATFORM:
        geheel = len(zonder) == len(dossier.buurten)
        uit.append(
            "Inwoners zelf bereiken: er is geen wijkplatform dat daarbij kan helpen."
            if geheel
            else "Inwoners zelf bereiken in elke buurt zonder wijkplatform."
        )
        uit.append("Bewoners blijven betrekken en hun initiatieven zelf steunen.")
    elif wijk["wijkstatus"] == w.DEELS_PLATFORM:
        namen = opsomming([afgekort(naam, 40) for naam in zonder], 4)
        uit.append(f"In {namen} is geen platform: daar inwoners zelf bereiken en hun initiatieven steunen.")
        uit.append("In de andere buurten samenwerken met het wijkplatform, naast de eigen participatie.")
    else:
        uit.append("Samenwerken met het wijkplatform. Het mag adviseren, maar vervangt de eigen participatie niet.")
    if komt := [afgekort(rij["naam"], 60) for rij in dossier.organisaties if rij["status"] == PLATFORM_IN_OPRICHTING]:
        een = len(set(komt)) == 1
        telt = "is in oprichting en telt" if een else "zijn in oprichting en tellen"
        tot = f" Tot {'het er is' if een else 'zij er zijn'}, blijven deze taken."
        # Where a platform covers everybody, another one takes no task away.
        vol = wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM
        uit.append(f"{opsomming(komt, 2)} {telt} nog niet mee.{'' if vol else tot}")
    if rest := [afgekort(rij["naam"], 60) for rij in dossier.organisaties if rij["status"] == w.ZONDER_ONDERSTEUNING]:
        krijgt = "krijgt" if len(set(rest)) == 1 else "krijgen"
        uit.append(f"{opsomming(rest, 2)} {krijgt} geen steun meer. Ga na of dit contact er nog is.")
    return uit


def _wijkcijfers(wijk: Rij, rang: tuple[int, int], *, leeg: bool) -> list[dict[str, str]]:
    uit = []
    for wie in ("inwoners", "huishoudens"):
        totaal, zonder = als_aantal(wijk[wie]), zonder_platform(wijk[f"{wie}_zonder_platform"], leeg=leeg)
        uit.append(cijfer(zonder, totaal, wie))
        met = zonder if zonder.ontbreekt else als_aantal(wijk[wie] - zonder.bekend)
        uit.append({"getal": str(met), "wat": f"{met.noem(*WIE[wie])} in buurten met een platform"})
    plaats, lengte = rang
    wat = f"op de gatenlijst van {telwoord(lengte, 'wijk', 'wijken')}"
    uit.append({"getal": f"{plaats}e" if plaats else "–", "wat": wat if plaats else "staat niet op de gatenlijst"})
    return uit


def mensen(stand: Stand, wijk: Rij) -> list[Blad]:
    """Return who live in a wijk: by age and household a `kop` and `rijen`, each beside the city's share."""
    stad = stand.eenmaal(_gemiddelden)
    return [
        {"kop": kop, "rijen": [_aandeel(naam, wijk[kolom], stad[kolom]) for kolom, naam in velden]}
        for kop, velden, _ in _MENSEN
    ]


def _aandeel(naam: str, eigen: Any, stad: float) -> Blad:
    hier, daar = (None if pd.isna(procent) else float(procent) for procent in (eigen, stad))
    return {
        "naam": naam,
        "deel": None if hier is None else max(0.0, min(hier, 100.0)) / 100,
        "tekst": "onbekend" if hier is None else f"{hier:.0f} %",
        "stad": None if daar is None else daar / 100,
        "stadtekst": "onbekend" if daar is None else f"{daar:.0f} %",
    }


def _gemiddelden(stand: Stand) -> dict[str, float]:
    """Return the share of each group in the city, weighted by who is counted; NaN where nothing is known."""
    wijken = stand.tabellen.wijken
    uit = {}
    for _, velden, wie in _MENSEN:
        for kolom, _ in velden:
            waarden = wijken[kolom].astype("float64") if kolom in wijken else pd.Series(dtype="float64")
            gewicht = wijken[wie].astype("float64").where(waarden.notna())
            uit[kolom] = float((waarden * gewicht).sum() / gewicht.sum()) if gewicht.sum() else float("nan")
    return uit


def mensen_uitleg(stand: Stand) -> str:
    """Return how the bars of `mensen` are to be read: of the city, unless some wijken lack a figure."""
    wijken = stand.tabellen.wijken
    velden = ["inwoners", "huishoudens", *(kolom for _, groepen, _ in _MENSEN for kolom, _ in groepen)]
    onvolledig = wijken[[kolom for kolom in velden if kolom in wijken]].isna().any(axis=None)
    return f"Balk: deze wijk. Streep: gemiddelde van {'de wijken waarvan het bekend is' if onvolledig else 'de stad'}."


def _initiatief(rij: Rij) -> dict[str, str]:
    grof = rij.get("nauwkeurigheid") not in {"adres", "straat"}
    wat = afgekort(rij.get("omschrijving") or "", 110)
    return {
        "naam": afgekort(rij["naam"], 60),
        "thema": afgekort(rij["thema"], 30),
        "wat": wat + (" (plek alleen op buurt bekend)" if grof else ""),
    }


def na_te_gaan(tabellen: Tabellen, dossier: Dossier, bevindingen: Iterable[Bevinding]) -> list[str]:
    """Return what is to be checked about what a wijk has, each kind of task in a sentence."""
    ids = {rij["id"] for rij in (*dossier.organisaties, *dossier.initiatieven)}
    eigen = [b for b in bevindingen if b.id in ids]
    # What is to be done once for many, is said once: per action the things it is about.
    per_actie: dict[str, list[str]] = {}
    for bevinding in eigen:
        per_actie.setdefault(bevinding.herstel, []).append(afgekort(_leesbaar(_wie_en_wat(tabellen, bevinding)), 150))
    return [f"{_hoofdletter(opsomming(wat, 3))}. {doen}" for doen, wat in per_actie.items()]


def _wie_en_wat(tabellen: Tabellen, bevinding: Bevinding) -> str:
    """Return a notice as a sentence by itself: that of a shared point leaves its subject to the line in the file."""
    if bevinding.regel == "initiatieven-op-een-punt":
        wat = bevinding.wat.partition(":")[0].replace(" met 1 andere", " met één ander")
        naam, meer = tabellen.initiatieven["naam"][bevinding.id], not wat.endswith("ander")
        return f"{naam} {wat} {'initiatieven' if meer else 'initiatief'}"
    return bevinding.wat


def _leesbaar(tekst: str) -> str:
    """Return a notice with its ISO dates in words: in a year or month, on a day."""
    woorden = _DATUM.sub(lambda gevonden: deeldatum(gevonden[0]), tekst)
    return re.sub(r"\bin (?=\d{1,2} [a-z]+ \d{4})", "op ", woorden)


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]
