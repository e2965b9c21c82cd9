"""The situation on a date in the form that the browser shows: texts by place, and one digit per buurt for the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import compress
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.antwoorden.overzicht import wijkrijen_per_dag
from analysis.nederlands import datum, getal
from analysis.stand.rijen import Rij
from analysis.stand.stand import Stand, eerste_gelijke
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import (
    VERWACHT,
    Moment,
    antwoord,
    nog_niet,
    optelling,
    wie_niets_heeft,
    wijkzinnen,
    zekerheid,
)
from analysis.teksten.legenda import PLATFORMMERK, groepaantallen, tekentellingen
from analysis.teksten.zinnen import (
    ZELF_BEREIKEN,
    Initiatieven,
    bewijszin,
    haakzin,
    initiatiefplek,
    nietslabel,
    zonder_platform,
)
from geo.kaartinhoud import volgorde

Beeld = dict[str, Any]

# A situation lasts many days, some of them past today: where its sentences name the day, and how sure they are.
DATUMPLEK, ZEKERPLEK = "{datum}", "{zeker}"


class Blik(NamedTuple):
    """What does not change with the date: which wijken, buurten and initiatives the user looks at."""

    tabellen: Tabellen
    gebied: str | None
    wijk: str | None  # when chosen, the answer is about it alone; the map shows what is around it too
    wijken: pd.Series  # bool by wijkcode
    buurten: pd.Series  # bool by buurtcode
    op_kaart: list[str]  # ids of the initiatives with a point, as the map numbers them
    punten: list[str]  # of every initiative: `punt`, `ruw` or `leeg` as the legend counts it, empty when it does not
    plekken: list[str]  # of every initiative, from `analysis.teksten.zinnen.initiatiefplek`


def blik(tabellen: Tabellen, gebied: str | None, wijk: str | None = None) -> Blik:
    """Return what belongs to a gebied, or everything."""
    wijken = tabellen.wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=tabellen.wijken.index)
    buurten = tabellen.buurten["wijkcode"].map(wijken).astype(bool)
    telt = {wijk} if wijk else {*wijken.index[wijken]} if gebied else None
    punten, plekken = _punten(tabellen, telt), initiatiefplek(tabellen.initiatieven).tolist()
    return Blik(tabellen, gebied, wijk, wijken, buurten, volgorde(tabellen)[2], punten, plekken)


def _punten(tabellen: Tabellen, wijken: Collection[str] | None) -> list[str]:
    """Return how each initiative is counted in the legend: those of these wijken (None for all and what is outside)."""

    def soort(lat: float, code: str, nauwkeurigheid: str) -> str:
        if pd.isna(lat):
            return "leeg"
        if wijken is not None and code not in wijken:
            return ""
        return "punt" if nauwkeurigheid in {"adres", "straat"} else "ruw"

    kolommen = (tabellen.initiatieven[naam] for naam in ("lat", "wijkcode", "nauwkeurigheid"))
    return [soort(*cellen) for cellen in zip(*kolommen, strict=True)]


def beeld(stand: Stand, blik_: Blik) -> Beeld:
    """Return what the browser shows of one day.

    Parameters
    ----------
    stand : Stand
        Of one day.
    blik_ : Blik

    Returns
    -------
    dict
        `teksten` (name to plain text, of which `ingevuld` fills the places in `stand` and `opgave`) and `stand`
        (`buurten`, `oprichting`, `wijken`, `getallen`, `omschrijvingen`, `initiatieven`: see `toon` in
        `static/kaart/kaart.js`).
    """
    return beelden(stand, blik_)[0]


def beelden(stand: Stand, blik_: Blik) -> list[Beeld]:
    """Return the answer of `beeld` for every day; what several days share is made once."""
    gelijk, feiten = stand.eenmaal(dekkingsfeiten)
    van_dekking = {plek: _kaartdeel(stand, stand.dagen[plek], wijken) for plek, (wijken, _) in feiten.items()}
    kaarten = [van_dekking[plek] for plek in gelijk]
    gelijk = eerste_gelijke(stand.aanwezig)
    van_aanwezig = {plek: _initiatieven_op_kaart(stand.aanwezig[stand.dagen[plek]], blik_) for plek in set(gelijk)}
    teksten = zip(antwoordteksten(stand, blik_), initiatiefteksten(stand, blik_), strict=True)
    return [
        {"teksten": tekst | telling, "stand": kaart | van_aanwezig[plek]}
        for (tekst, telling), kaart, plek in zip(teksten, kaarten, gelijk, strict=True)
    ]


def dekkingsfeiten(stand: Stand) -> tuple[list[int], dict[int, tuple[Sequence[Rij], str]]]:
    """Return what the answer follows from on every day of a Stand; ask it by `Stand.eenmaal`.

    Returns
    -------
    list of int
        For each day the position of the first one on which the coverage is the same.
    dict
        For each such position the rows of `wijkoverzicht` in order of the table of wijken, as the map has them, and
        from when platforms are possible (see `nog_niet`).
    """
    eerste = stand.tabellen.gemeente.beleid.eerste_platform
    kan = pd.DataFrame([[dag < eerste for dag in stand.dagen]], columns=stand.groepscores.columns)
    gelijk = eerste_gelijke(stand.groepscores, stand.oprichting, kan)
    volgorde, rijen = stand.tabellen.wijken.index, wijkrijen_per_dag(stand)

    def wijken(dag: date) -> Sequence[Rij]:
        per_code = {rij["wijkcode"]: rij for rij in rijen[dag]}
        return [per_code[code] for code in volgorde]

    dagen = {plek: stand.dagen[plek] for plek in set(gelijk)}
    return gelijk, {plek: (wijken(dag), nog_niet(stand, dag)) for plek, dag in dagen.items()}


def ingevuld(teksten: dict[str, str], dag: date, vandaag: date) -> dict[str, str]:
    """Return texts of a situation as they are on a day: a date after today is expected, whatever is confirmed."""
    zeker = VERWACHT if dag > vandaag else teksten["zeker"]
    anders = {
        naam: teksten[naam].replace(DATUMPLEK, datum(dag), 1).replace(ZEKERPLEK, zeker, 1)
        for naam in ("stand", "opgave")
    }
    return {naam: tekst for naam, tekst in (teksten | anders).items() if naam != "zeker"}


def _kaartdeel(stand: Stand, dag: date, wijken: Sequence[Rij]) -> Beeld:
    return {
        "buurten": "".join(map(str, stand.groepscores[dag].tolist())),
        "oprichting": bits(stand.oprichting[dag]),
        "wijken": "".join(str(w.WIJKSTATUSSEN.index(rij["wijkstatus"])) for rij in wijken),
        "getallen": [nietslabel(rij["inwoners_niets"]) for rij in wijken],
        "omschrijvingen": [_omschrijving(rij) for rij in wijken],
    }


def _initiatieven_op_kaart(aanwezig: pd.Series, blik_: Blik) -> dict[str, str]:
    return {"initiatieven": hexbits(aanwezig.loc[blik_.op_kaart].tolist())}


def initiatiefteksten(stand: Stand, blik_: Blik) -> list[dict[str, str]]:
    """Return the counts of initiatives on every day: those of a chosen wijk or gebied, and those of the city."""
    gelijk = eerste_gelijke(stand.aanwezig)
    per_dag = {plek: _initiatieftelling(stand.aanwezig[stand.dagen[plek]], blik_) for plek in set(gelijk)}
    return [per_dag[plek] for plek in gelijk]


def antwoordteksten(stand: Stand, blik_: Blik) -> list[dict[str, str]]:
    """Return the texts of the answer on every day: sentences, groups, legend and the parts of the bar, by their place.

    Those named `stand` and `opgave` have places to fill in: see `ingevuld`.
    """
    gelijk, feiten = stand.eenmaal(dekkingsfeiten)
    van_dekking = {plek: _teksten(blik_, *feit) for plek, feit in feiten.items()}
    tellingen = stand.tellingen(blik_.gebied, blik_.wijk)
    tekens = stand.jongste_tekens(blik_.gebied, blik_.wijk)
    return [
        van_dekking[plek] | {"bewijs": bewijszin(*telling, jongste), "zeker": zekerheid(telling[:2])}
        for plek, telling, jongste in zip(gelijk, tellingen, tekens, strict=True)
    ]


def _teksten(een: Blik, alle: Sequence[Rij], eerste: str) -> dict[str, str]:
    """Return the answer, the groups and the counts of the legend, each by the name of its place."""
    leeg = een.tabellen.organisaties.empty
    rijen = [rij for rij in alle if (rij["wijkcode"] == een.wijk if een.wijk else een.wijken[rij["wijkcode"]])]
    op = Moment(DATUMPLEK, ZEKERPLEK, eerste)
    zin = wijkzinnen(rijen[0], op, leeg=leeg) if een.wijk else antwoord(rijen, op, een.gebied, leeg=leeg)
    groepen = groepaantallen(rijen, leeg=leeg)
    # Twice: in words beside the bar, and as the widths of its parts.
    totaal = sum(aantal.bekend for aantal in groepen.values())
    maten = {f"maat-{sleutel}": f"{100 * aantal.bekend / (totaal or 1):.2f}" for sleutel, aantal in groepen.items()}
    zonder = zonder_platform([rij["inwoners_zonder_platform"] for rij in rijen], leeg=leeg)
    gaten = sum(rij["wijkstatus"] != w.VOLLEDIG_PLATFORM for rij in rijen)
    return {
        "stand": zin.stand,
        "opgave": zin.opgave,
        "zelf": "" if leeg or eerste or zonder == Aantal(0) else ZELF_BEREIKEN,
        "wie": "" if leeg else wie_niets_heeft(rijen),
        "optelling": "" if leeg else optelling(rijen),
        "haak": haakzin(zonder, gaten, totaal),
        "maat-haak": f"{100 - float(maten[f'maat-{PLATFORMMERK}']):.2f}" if totaal else "100",
        **maten,
        **{sleutel: str(aantal) for sleutel, aantal in groepen.items()},
        **tekentellingen(rijen),
    }


def _initiatieftelling(aanwezig: pd.Series, blik_: Blik) -> dict[str, str]:
    aantal = Counter(compress(blik_.punten, aanwezig))
    tellingen_ = {naam: getal(aantal[naam]) for naam in ("punt", "ruw", "leeg")}
    # What has no place has no gebied or wijk either.
    waar = " in de hele stad" if blik_.gebied or blik_.wijk else ""
    samen = f"Hele stad: {Initiatieven.tel(compress(blik_.plekken, aanwezig))}"
    return tellingen_ | {"leeg": tellingen_["leeg"] + waar, "initiatieven": samen}


def _omschrijving(rij: Rij) -> str:
    bewijs = f", {rij['bewijs']}" if rij["bewijs"] else ""
    zonder = als_aantal(rij["inwoners_zonder_platform"]).met("inwoner", "inwoners")
    niets = als_aantal(rij["inwoners_niets"])
    waarvan = f", waarvan {niets} met {w.GROEPNAMEN[w.NIETS]}" if niets != Aantal(0) else ""
    return f"{rij['wijknaam']}: {rij['wijkstatus']}{bewijs}, {zonder} zonder{waarvan}"


def bits(waarden: Iterable[Any]) -> str:
    """Return truths as a text of ones and zeros."""
    return "".join("1" if waarde else "0" for waarde in waarden)


def hexbits(waarden: list[bool]) -> str:
    """Return truths as hexadecimal digits, four to a digit, the first one highest.

    Examples
    --------
    >>> hexbits([True, False, False, False, True])
    '88'
    """
    tekst = bits(waarden)
    cijfers = -(-len(tekst) // 4)
    return f"{int(tekst.ljust(4 * cijfers, '0'), 2):0{cijfers}x}" if tekst else ""
