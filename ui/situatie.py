"""The situation on a date in the form that the browser shows: texts by place, and one digit per buurt for the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import ONBEKEND, als_aantal
from analysis.buurten import dekking, tellingen
from analysis.nederlands import getal, telwoord
from analysis.situaties import Situaties
from analysis.tabellen import Tabellen
from analysis.wijken import wijkstatus_van
from analysis.zinnen import Initiatieven, antwoord, bewijszin, initiatiefplek, zonder_platform
from geo.kaart import volgorde

Beeld = dict[str, Any]


class Blik(NamedTuple):
    """What does not change with the date: which wijken, buurten and organisations the user looks at."""

    tabellen: Tabellen
    gebied: str | None
    wijken: pd.Series  # bool by wijkcode
    buurten: pd.Series  # bool by buurtcode
    soorten: pd.Series  # soort by id, of the organisations that count
    op_kaart: list[str]  # ids of the initiatives with a point, as the map numbers them
    punten: pd.DataFrame  # bool by id of the initiative: `punt`, `ruw` and `leeg`, as the legend counts them
    plekken: pd.Series  # by id of the initiative, from `analysis.zinnen.initiatiefplek`


def blik(tabellen: Tabellen, gebied: str | None) -> Blik:
    """Return what belongs to a gebied, or everything."""
    wijken = tabellen.wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=tabellen.wijken.index)
    buurten = tabellen.buurten["wijkcode"].map(wijken).astype(bool)
    soorten = tabellen.organisaties["soort"]
    if gebied:
        paren = dekking(tabellen.organisaties, tabellen.buurten[buurten])
        soorten = soorten[soorten.index.isin(paren["organisatie"])]
    punten, plekken = _punten(tabellen, gebied, wijken), initiatiefplek(tabellen.initiatieven)
    return Blik(tabellen, gebied, wijken, buurten, soorten, volgorde(tabellen)[2], punten, plekken)


def _punten(tabellen: Tabellen, gebied: str | None, wijken: pd.Series) -> pd.DataFrame:
    initiatieven = tabellen.initiatieven
    heeft = initiatieven["lat"].notna()
    binnen = heeft & initiatieven["wijkcode"].map(wijken).eq(True) if gebied else heeft
    fijn = initiatieven["nauwkeurigheid"].isin(["adres", "straat"])
    return pd.DataFrame({"punt": binnen & fijn, "ruw": binnen & ~fijn, "leeg": ~heeft})


def beeld(situaties: Situaties, positie: int, blik_: Blik, wanneer: str) -> Beeld:
    """Return what the browser shows of one date.

    Parameters
    ----------
    situaties : Situaties
    positie : int
        The position of the date in it.
    blik_ : Blik
    wanneer : str
        The date in words.

    Returns
    -------
    dict
        `teksten` (name to plain text) and `stand` (`buurten`, `oprichting`, `wijken`, `getallen`, `omschrijvingen`,
        `initiatieven`: see `toon` in `static/dekking/kaart.js`).
    """
    return beelden(situaties, [positie], blik_, wanneer)[0]


def beelden(situaties: Situaties, posities: Iterable[int], blik_: Blik, wanneer: str) -> list[Beeld]:
    """Return the answer of `beeld` for many dates; what several of them share is made once."""
    s, gemaakt = situaties, {}

    def eenmaal(maak: Callable[..., Any], positie: int, *bepaald_door: pd.DataFrame) -> Any:
        sleutel = maak, *(tabel[positie].to_numpy().tobytes() for tabel in bepaald_door)
        if sleutel not in gemaakt:
            gemaakt[sleutel] = maak(s, positie, blik_, wanneer)
        return gemaakt[sleutel]

    uit = []
    for positie in posities:
        delen = (
            eenmaal(_dekkingsdeel, positie, s.buurten, s.oprichting),
            eenmaal(_bewijsdeel, positie, s.organisaties, s.wordend),
            eenmaal(_initiatiefdeel, positie, s.initiatieven),
        )
        uit.append({soort: {k: v for deel in delen for k, v in deel[soort].items()} for soort in ("teksten", "stand")})
    return uit


def _dekkingsdeel(situaties: Situaties, positie: int, blik_: Blik, wanneer: str) -> Beeld:
    wijken = wijkstatus_van(situaties.wijken, positie).assign(wijknaam=blik_.tabellen.wijken["wijknaam"])
    return {
        "teksten": _teksten(situaties, positie, blik_, wijken[blik_.wijken], wanneer),
        "stand": {
            "buurten": "".join(map(str, situaties.buurten[positie].tolist())),
            "oprichting": bits(situaties.oprichting[positie]),
            "wijken": "".join(str(w.WIJKSTATUSSEN.index(status)) for status in wijken["wijkstatus"]),
            "getallen": [_label(rij) for rij in wijken.itertuples()],
            "omschrijvingen": [_omschrijving(rij) for rij in wijken.itertuples()],
        },
    }


def _bewijsdeel(situaties: Situaties, positie: int, blik_: Blik, _wanneer: str) -> Beeld:
    return {"teksten": {"bewijs": bewijszin(*situaties.telling(blik_.soorten, positie))}, "stand": {}}


def _initiatiefdeel(situaties: Situaties, positie: int, blik_: Blik, _wanneer: str) -> Beeld:
    aanwezig = situaties.initiatieven[positie]
    return {
        "teksten": _initiatieftelling(aanwezig, blik_),
        "stand": {"initiatieven": hexbits(aanwezig.loc[blik_.op_kaart].tolist())},
    }


def _teksten(situaties: Situaties, positie: int, blik_: Blik, wijken: pd.DataFrame, wanneer: str) -> dict[str, str]:
    """Return the answer, the key figures and the counts of the legend, each by the name of its place."""
    score = situaties.buurten[positie][blik_.buurten]
    aantal = tellingen((score // 2).map(dict(enumerate(w.BUURTSTATUSSEN))))
    wordend = situaties.oprichting[positie][blik_.buurten]
    wijken_wordend = blik_.tabellen.buurten["wijkcode"][blik_.buurten][wordend].nunique()
    leeg = blik_.tabellen.organisaties.empty
    zin = antwoord(wijken, wanneer, blik_.gebied, leeg=leeg)
    return {
        "stand": zin.stand,
        "opgave": zin.opgave,
        "inwoners": str(zonder_platform(wijken["inwoners_zonder_platform"], leeg=leeg)),
        "huishoudens": str(zonder_platform(wijken["huishoudens_zonder_platform"], leeg=leeg)),
        "buurten": ONBEKEND if leeg else f"{getal(aantal[w.PLATFORM])} van {getal(len(score))}",
        "gat": telwoord(int((wijken["wijkstatus"] == w.GEEN_PLATFORM).sum()), "wijk", "wijken"),
        "s3": telwoord(aantal[w.PLATFORM], "buurt", "buurten"),
        "s2": telwoord(aantal[w.WIJKRAAD], "buurt", "buurten"),
        "s1": telwoord(aantal[w.ZONDER_ONDERSTEUNING], "buurt", "buurten"),
        "s0": telwoord(aantal[w.GEEN], "buurt", "buurten"),
        "twijfel": telwoord(int(((score > 1) & (score % 2 == 0)).sum()), "buurt", "buurten"),
        "oprichting": telwoord(wijken_wordend, "wijk", "wijken"),
    }


def _initiatieftelling(aanwezig: pd.Series, blik_: Blik) -> dict[str, str]:
    er = aanwezig.to_numpy(dtype=bool)
    tellingen_ = {naam: getal(int((blik_.punten[naam].to_numpy() & er).sum())) for naam in blik_.punten}
    # What has no place has no gebied either.
    waar = " in de hele stad" if blik_.gebied else ""
    kop = "Hele stad: " if blik_.gebied else ""
    samen = f"{kop}{Initiatieven.tel(blik_.plekken[er])}"
    return tellingen_ | {"leeg": tellingen_["leeg"] + waar, "initiatieven": samen}


def _label(rij: Any) -> str:
    return "platform" if rij.wijkstatus == w.VOLLEDIG_PLATFORM else str(als_aantal(rij.inwoners_zonder_platform))


def _omschrijving(rij: Any) -> str:
    bewijs = f", {rij.bewijs}" if rij.bewijs else ""
    zonder = als_aantal(rij.inwoners_zonder_platform).met("inwoner", "inwoners")
    return f"{rij.wijknaam}: {rij.wijkstatus}{bewijs}, {zonder} zonder"


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
