"""The answer in sentences: tables in, plain Dutch out. One place, so that screen, page and file say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis.aantal import Aantal, als_aantal, som
from analysis.nederlands import deeldatum, getal, naamwoord, procent, telwoord, van_de
from analysis.stand.stand import Telling

NIET_NAMENS_DE_WIJK = (
    "Een wijkplatform spreekt niet namens de wijk: de gemeente betrekt altijd en overal alle inwoners zelf."
)

# What the words mean, where a reader first meets them.
UITLEG = (
    ("Wijkplatform", "een open netwerk van bewoners, organisaties en ondernemers in een wijk. Wie wil, doet mee."),
    (
        "Wijkraad",
        "een vaste groep bewoners die namens de wijk met de gemeente sprak, tot er wijkplatforms kwamen.",
    ),
    ("Niemand namens de wijk", NIET_NAMENS_DE_WIJK),
)

ZELF_BEREIKEN = "Iedereen zonder wijkplatform moet de gemeente zelf bereiken."

# Whom figures are about: one, and more.
WIE = {"inwoners": ("inwoner", "inwoners"), "huishoudens": ("huishouden", "huishoudens")}


def zonder_platform(inwoners: Any, *, leeg: bool) -> Aantal:
    """Return the key figure beside the answer: how many are without a platform; a missing number is unknown.

    With an empty register (`leeg`) the figure can no more be told than the answer.

    Examples
    --------
    >>> str(zonder_platform([5, 10], leeg=False)), str(zonder_platform([5, 10], leeg=True))
    ('15', 'onbekend')
    """
    waarden = [inwoners] if pd.api.types.is_scalar(inwoners) else inwoners
    return Aantal(0, len(waarden) or 1) if leeg else som(waarden)


def haakzin(zonder: Aantal, aantal: int, totaal: int) -> str:
    """Return what stands over the part of the bar that has no platform.

    Parameters
    ----------
    zonder : Aantal
        Residents without a platform.
    aantal : int
        In how many wijken they live.
    totaal : int
        The residents of all wijken that the answer is about, as far as known.

    Examples
    --------
    >>> haakzin(Aantal(159945), 21, 167635)
    'zonder wijkplatform: 159.945 inwoners in 21 wijken (95 %)'
    """
    if zonder.onbekend:
        return f"zonder wijkplatform: {zonder}"
    deel = f" ({procent(zonder.bekend / totaal)})" if totaal and not zonder.ontbreekt else ""
    return f"zonder wijkplatform: {zonder.met(*WIE['inwoners'])} in {telwoord(aantal, 'wijk', 'wijken')}{deel}"


def nietslabel(niets: Any) -> str:
    """Return the number on the map: how many residents of a wijk have nothing, empty when nobody.

    Examples
    --------
    >>> nietslabel(8295), nietslabel(0), nietslabel(None)
    ('8.295', '', 'onbekend')
    """
    aantal = als_aantal(niets)
    return "" if aantal == Aantal(0) else str(aantal)


def ongetelde_buurten(aantal: int) -> str:
    """Return that buurten with a platform do not count, in a sentence; empty when there are none.

    Examples
    --------
    >>> ongetelde_buurten(1)
    'Van 1 buurt met een platform is het inwonertal niet bekend: het kunnen er minder zijn.'
    """
    buurten = telwoord(aantal, "buurt", "buurten")
    return f"Van {buurten} met een platform is het inwonertal niet bekend: het kunnen er minder zijn." if aantal else ""


def voorbehoud(inwoners: pd.Series, *, leeg: bool) -> str:
    """Return what a reader must know before any figure, in sentences; empty when there is nothing.

    `inwoners` are those of the wijken that the figures are about; `leeg`: the register holds no organisation at all.

    Examples
    --------
    >>> voorbehoud(pd.Series([100, None]), leeg=False), voorbehoud(pd.Series([100]), leeg=False)
    ('Van 1 wijk is het aantal inwoners onbekend: dat telt in geen som mee.', '')
    """
    zinnen = ["Het register bevat geen enkele wijkraad of wijkplatform: wie wat dekt, is niet te zeggen."] * leeg
    if ontbreekt := som(inwoners).ontbreekt:
        wijken = telwoord(ontbreekt, "wijk", "wijken")
        zinnen.append(f"Van {wijken} is het aantal inwoners onbekend: dat telt in geen som mee.")
    return " ".join(zinnen)


def initiatiefplek(initiatieven: pd.DataFrame) -> pd.Series:
    """Return where each initiative is: the name of a field of `Initiatieven`.

    Without a point `lat` is missing, and `wijkcode` is empty when the point lies in no wijk.

    Examples
    --------
    >>> initiatiefplek(pd.DataFrame({"lat": [52.4, 52.9, None], "wijkcode": ["W1", "", ""]})).tolist()
    ['in_wijk', 'buiten', 'zonder_plek']
    """
    plek = pd.Series("zonder_plek", index=initiatieven.index, dtype="str").mask(initiatieven["lat"].notna(), "buiten")
    return plek.mask(initiatieven["wijkcode"].ne(""), "in_wijk")


class Initiatieven(NamedTuple):
    """The initiatives that are known on a date, each in exactly one place.

    Attributes
    ----------
    in_wijk : int
        With a point inside a wijk.
    buiten : int
        With a point outside the city.
    zonder_plek : int
        Without a point.

    Examples
    --------
    >>> print(Initiatieven(51, 3, 28))
    82 bekende initiatieven: 51 in een wijk, 3 buiten de stad, 28 zonder plek
    >>> print(Initiatieven(1, 0, 0), "/", Initiatieven(0, 0, 0))
    1 bekend initiatief: 1 in een wijk / geen bekende initiatieven
    """

    in_wijk: int
    buiten: int
    zonder_plek: int

    @classmethod
    def tel(cls, plek: Iterable[str]) -> Initiatieven:
        """Count places as `initiatiefplek` gives them."""
        aantal = Counter(plek)
        return cls(*(aantal[naam] for naam in cls._fields))

    def __str__(self) -> str:
        """Return them in words, so that everybody sees how they add up."""
        namen = zip(self, ("in een wijk", "buiten de stad", "zonder plek"), strict=True)
        delen = ", ".join(f"{getal(aantal)} {naam}" for aantal, naam in namen if aantal)
        totaal = telwoord(sum(self), "bekend initiatief", "bekende initiatieven")
        return f"{totaal}: {delen}" if delen else "geen bekende initiatieven"


def bewijszin(wijkraden: Telling, platforms: Telling, oprichting: int, jongste: str) -> str:
    """Return what is still to be verified among the active organisations, in a sentence or two.

    Parameters
    ----------
    wijkraden, platforms : Telling
    oprichting : int
        How many platforms are in oprichting.
    jongste : str
        The (partial) date on which one of the active organisations was last seen; told when none is confirmed.

    Examples
    --------
    >>> bewijszin(Telling(28, 23), Telling(0, 0), 0, "2024-07-01")
    'Nog te verifiëren: 23 van de 28 wijkraden.'
    >>> bewijszin(Telling(1, 0), Telling(1, 1), 0, "2024-07-01")
    'Nog te verifiëren: 0 van 1 wijkraad en 1 van 1 wijkplatform.'
    >>> bewijszin(Telling(27, 27), Telling(2, 2), 0, "2024-12-12")
    'Of de 27 wijkraden en 2 wijkplatforms nog bestaan, is niet zeker: het jongste bericht is van 12 december 2024.'
    """
    tellingen = [
        (telling, een, meer)
        for telling, een, meer in ((wijkraden, "wijkraad", "wijkraden"), (platforms, "wijkplatform", "wijkplatforms"))
        if telling.aantal
    ]
    staart = ""
    if oprichting:
        aanloop = telwoord(oprichting, "platform is", "platforms zijn")
        staart = f" {aanloop} in oprichting en {'telt' if oprichting == 1 else 'tellen'} nog niet mee."
    if not tellingen:
        return ("Er zijn geen wijkraden of wijkplatforms bekend die meetellen." + staart).strip()
    if all(telling.onzeker == telling.aantal for telling, _, _ in tellingen):
        wie = " en ".join(telwoord(telling.aantal, een, meer) for telling, een, meer in tellingen)
        een = sum(telling.aantal for telling, _, _ in tellingen) == 1
        bestaan = f"het ene {wie[2:]} nog bestaat" if platforms.aantal else f"de ene {wie[2:]} nog bestaat"
        bericht = f"het jongste bericht is van {deeldatum(jongste)}" if jongste else "er is geen bericht met een datum"
        return f"Of {bestaan if een else f'de {wie} nog bestaan'}, is niet zeker: {bericht}.{staart}"
    delen = " en ".join(
        f"{getal(telling.onzeker)} {van_de(telling.aantal)} {naamwoord(telling.aantal, een, meer)}"
        for telling, een, meer in tellingen
    )
    return f"Nog te verifiëren: {delen}.{staart}"
