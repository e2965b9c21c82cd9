"""The situation on a date in the form that the browser shows: texts by place, and one digit per buurt for the map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.nederlands import getal
from analysis.stand.stand import Stand, eerste_gelijke
from analysis.tabellen import Tabellen
from analysis.teksten.legenda import PLATFORMMERK, groepaantallen, legendatellingen
from analysis.teksten.zinnen import (
    Initiatieven,
    antwoord,
    bewijszin,
    haakzin,
    initiatiefplek,
    nietslabel,
    nietszin,
    zonder_platform,
)
from geo.kaartinhoud import volgorde

Beeld = dict[str, Any]


class Blik(NamedTuple):
    """What does not change with the date: which wijken, buurten and initiatives the user looks at."""

    tabellen: Tabellen
    gebied: str | None
    wijken: pd.Series  # bool by wijkcode
    buurten: pd.Series  # bool by buurtcode
    op_kaart: list[str]  # ids of the initiatives with a point, as the map numbers them
    punten: pd.DataFrame  # bool by id of the initiative: `punt`, `ruw` and `leeg`, as the legend counts them
    plekken: pd.Series  # by id of the initiative, from `analysis.teksten.zinnen.initiatiefplek`


def blik(tabellen: Tabellen, gebied: str | None) -> Blik:
    """Return what belongs to a gebied, or everything."""
    wijken = tabellen.wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=tabellen.wijken.index)
    buurten = tabellen.buurten["wijkcode"].map(wijken).astype(bool)
    punten, plekken = _punten(tabellen, gebied, wijken), initiatiefplek(tabellen.initiatieven)
    return Blik(tabellen, gebied, wijken, buurten, volgorde(tabellen)[2], punten, plekken)


def _punten(tabellen: Tabellen, gebied: str | None, wijken: pd.Series) -> pd.DataFrame:
    initiatieven = tabellen.initiatieven
    heeft = initiatieven["lat"].notna()
    binnen = heeft & initiatieven["wijkcode"].map(wijken).eq(True) if gebied else heeft
    fijn = initiatieven["nauwkeurigheid"].isin(["adres", "straat"])
    return pd.DataFrame({"punt": binnen & fijn, "ruw": binnen & ~fijn, "leeg": ~heeft})


def beeld(stand: Stand, blik_: Blik, wanneer: str) -> Beeld:
    """Return what the browser shows of one day.

    Parameters
    ----------
    stand : Stand
        Of one day.
    blik_ : Blik
    wanneer : str
        The date in words.

    Returns
    -------
    dict
        `teksten` (name to plain text) and `stand` (`buurten`, `oprichting`, `wijken`, `getallen`, `omschrijvingen`,
        `initiatieven`: see `toon` in `static/kaart/kaart.js`).
    """
    return beelden(stand, blik_, wanneer)[0]


def beelden(stand: Stand, blik_: Blik, wanneer: str) -> list[Beeld]:
    """Return the answer of `beeld` for every day; what several days share is made once."""
    soorten = (
        (_dekkingsdeel, eerste_gelijke(stand.groepscores, stand.oprichting)),
        (_bewijsdeel, eerste_gelijke(stand.scores, stand.wordend)),
        (_initiatiefdeel, eerste_gelijke(stand.aanwezig)),
    )
    delen = []
    for maak, gelijk in soorten:
        gemaakt = {plek: maak(stand.op(stand.dagen[plek]), blik_, wanneer) for plek in set(gelijk)}
        delen.append([gemaakt[plek] for plek in gelijk])
    return [
        {soort: {k: v for deel in van_dag for k, v in deel[soort].items()} for soort in ("teksten", "stand")}
        for van_dag in zip(*delen, strict=True)
    ]


def _dekkingsdeel(stand: Stand, blik_: Blik, wanneer: str) -> Beeld:
    wijken = stand.wijken.assign(
        wijknaam=blik_.tabellen.wijken["wijknaam"],
        inwoners=blik_.tabellen.wijken["inwoners"],
        inwoners_niets=stand.groepen[w.NIETS][stand.dag].astype("Int64"),
    )
    return {
        "teksten": _teksten(stand, blik_, wijken[blik_.wijken], wanneer),
        "stand": {
            "buurten": "".join(map(str, stand.groepscores[stand.dag].tolist())),
            "oprichting": bits(stand.oprichting[stand.dag]),
            "wijken": "".join(str(w.WIJKSTATUSSEN.index(status)) for status in wijken["wijkstatus"]),
            "getallen": [nietslabel(niets) for niets in wijken["inwoners_niets"]],
            "omschrijvingen": [_omschrijving(rij) for rij in wijken.itertuples()],
        },
    }


def _bewijsdeel(stand: Stand, blik_: Blik, _wanneer: str) -> Beeld:
    return {"teksten": {"bewijs": bewijszin(*stand.telling(blik_.gebied))}, "stand": {}}


def _initiatiefdeel(stand: Stand, blik_: Blik, _wanneer: str) -> Beeld:
    aanwezig = stand.aanwezig[stand.dag]
    return {
        "teksten": _initiatieftelling(aanwezig, blik_),
        "stand": {"initiatieven": hexbits(aanwezig.loc[blik_.op_kaart].tolist())},
    }


def _teksten(stand: Stand, blik_: Blik, wijken: pd.DataFrame, wanneer: str) -> dict[str, str]:
    """Return the answer, the groups and the counts of the legend, each by the name of its place."""
    leeg = blik_.tabellen.organisaties.empty
    groepen = groepaantallen(stand, blik_.gebied)
    # Twice: in words beside the bar, and as the widths of its parts.
    totaal = sum(aantal.bekend for aantal in groepen.values())
    maten = {f"maat-{sleutel}": f"{100 * aantal.bekend / (totaal or 1):.2f}" for sleutel, aantal in groepen.items()}
    zonder = zonder_platform(wijken["inwoners_zonder_platform"], leeg=leeg)
    return {
        **_zin(wijken, blik_, wanneer),
        "nietszin": nietszin(wijken, leeg=leeg),
        "haak": haakzin(zonder, wijken, totaal),
        "maat-haak": f"{100 - float(maten[f'maat-{PLATFORMMERK}']):.2f}" if totaal else "100",
        **maten,
        **legendatellingen(stand, blik_.gebied),
        **{sleutel: str(aantal) for sleutel, aantal in groepen.items()},
    }


def zin_van(stand: Stand, blik_: Blik, wanneer: str) -> dict[str, str]:
    """Return of the texts of `beeld` those that name the date: all else is the same on every day of a situation."""
    wijken = stand.wijken.assign(wijknaam=blik_.tabellen.wijken["wijknaam"])
    return _zin(wijken[blik_.wijken], blik_, wanneer)


def _zin(wijken: pd.DataFrame, blik_: Blik, wanneer: str) -> dict[str, str]:
    zin = antwoord(wijken, wanneer, blik_.gebied, leeg=blik_.tabellen.organisaties.empty)
    return {"stand": zin.stand, "opgave": zin.opgave}


def _initiatieftelling(aanwezig: pd.Series, blik_: Blik) -> dict[str, str]:
    er = aanwezig.to_numpy(dtype=bool)
    tellingen_ = {str(naam): getal(int((blik_.punten[naam].to_numpy() & er).sum())) for naam in blik_.punten}
    # What has no place has no gebied either.
    waar = " in de hele stad" if blik_.gebied else ""
    kop = "Hele stad: " if blik_.gebied else ""
    samen = f"{kop}{Initiatieven.tel(blik_.plekken[er])}"
    return tellingen_ | {"leeg": tellingen_["leeg"] + waar, "initiatieven": samen}


def _omschrijving(rij: Any) -> str:
    bewijs = f", {rij.bewijs}" if rij.bewijs else ""
    zonder = als_aantal(rij.inwoners_zonder_platform).met("inwoner", "inwoners")
    niets = als_aantal(rij.inwoners_niets)
    waarvan = f", waarvan {niets} met {w.NIETS}" if niets != Aantal(0) else ""
    return f"{rij.wijknaam}: {rij.wijkstatus}{bewijs}, {zonder} zonder{waarvan}"


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
