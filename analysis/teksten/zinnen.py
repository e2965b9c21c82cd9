"""The answer in sentences: tables in, plain Dutch out. One place, so that screen, page and file say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal, som
from analysis.nederlands import getal, naamwoord, opsomming, procent, telwoord, van_de
from analysis.schoon import afgekort
from analysis.stand.stand import Telling

NIET_NAMENS_DE_WIJK = (
    "Een wijkplatform spreekt niet namens de wijk: de gemeente betrekt altijd en overal alle inwoners zelf."
)

# Whom figures are about: one, and more.
WIE = {"inwoners": ("inwoner", "inwoners"), "huishoudens": ("huishouden", "huishoudens")}

# Beside a gap list of which some figures are unknown.
SAMEN_BEKEND = "“Opgeteld” is het deel van wat bekend is."


class Antwoord(NamedTuple):
    """The answer on a date.

    Attributes
    ----------
    stand : str
        Which wijken have a platform.
    opgave : str
        Where the municipality has to reach residents itself; the part to stress. Empty when there is no such wijk.
    """

    stand: str
    opgave: str


def antwoord(overzicht: pd.DataFrame, wanneer: str, gebied: str | None = None, *, leeg: bool = False) -> Antwoord:
    """Return the answer on a date in two sentences.

    Parameters
    ----------
    overzicht : DataFrame
        From `analysis.antwoorden.overzicht.wijkoverzicht`; of one gebied or of the whole city. Without `ongeteld` there
        are none.
    wanneer : str
        The date in words, as `analysis.nederlands.datum` gives it.
    gebied : str, optional
        Named in the sentence when the overview is of one gebied.
    leeg : bool
        The register holds no organisation at all: then nothing is said about coverage but that.

    Returns
    -------
    Antwoord
        A sum that some wijken are missing from says so; one of which nothing is known is *onbekend*, never 0.

    Examples
    --------
    >>> kolommen = ["wijknaam", "wijkstatus", "inwoners_zonder_platform"]
    >>> wijken = pd.DataFrame(
    ...     [["Delftwijk", "geen platform", 4810], ["Parkwijk", "volledig platform", 0]], columns=kolommen
    ... )
    >>> antwoord(wijken, "1 januari 2025").stand
    'Op 1 januari 2025 heeft 1 van de 2 wijken overal een wijkplatform.'
    >>> antwoord(wijken, "1 januari 2025").opgave
    'In 1 wijk (4.810 inwoners) is er geen; daar moet de gemeente bewoners zelf bereiken.'
    """
    if leeg:
        return _leeg(wanneer)
    op, waar = f"Op {wanneer}", f" in gebied {gebied}" if gebied else ""
    if len(overzicht) == 1:
        return _een_wijk(op, waar, overzicht.iloc[0])
    zonder = overzicht["inwoners_zonder_platform"].groupby(overzicht["wijkstatus"])
    aantal, inwoners = zonder.size().to_dict(), {status: som(groep) for status, groep in zonder}
    ongeteld = 0
    if "ongeteld" in overzicht:
        ongeteld = int(overzicht["ongeteld"][overzicht["wijkstatus"] != w.VOLLEDIG_PLATFORM].sum())
    volledig, deels, geen = (int(aantal.get(s, 0)) for s in (w.VOLLEDIG_PLATFORM, w.DEELS_PLATFORM, w.GEEN_PLATFORM))
    return Antwoord(
        stand=_stand(op, waar, len(overzicht), volledig, deels, ongeteld),
        opgave=f"{_opgave(len(overzicht), geen, deels, inwoners)} {ongetelde_buurten(ongeteld)}".strip(),
    )


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


def haakzin(zonder: Aantal, wijken: pd.DataFrame, totaal: int) -> str:
    """Return what stands over the part of the bar that has no platform.

    Parameters
    ----------
    zonder : Aantal
        Residents without a platform.
    wijken : DataFrame
        `wijkstatus` of the wijken that the answer is about.
    totaal : int
        Their residents, as far as known.

    Examples
    --------
    >>> haakzin(Aantal(159945), pd.DataFrame({"wijkstatus": ["geen platform"] * 21}), 167635)
    'zonder wijkplatform: 159.945 inwoners in 21 wijken (95 %)'
    """
    if zonder.onbekend:
        return f"zonder wijkplatform: {zonder}"
    aantal = int(wijken["wijkstatus"].ne(w.VOLLEDIG_PLATFORM).sum())
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


def nietszin(wijken: pd.DataFrame, *, leeg: bool = False) -> str:
    """Return how many residents have neither platform nor wijkraad, and in which wijken nobody has; empty when `leeg`.

    Parameters
    ----------
    wijken : DataFrame
        `wijknaam`, `inwoners` and `inwoners_niets` of the wijken that the answer is about.
    leeg : bool
        As for `antwoord`.

    Examples
    --------
    >>> wijken = pd.DataFrame({"wijknaam": ["A", "B"], "inwoners": [100, 50], "inwoners_niets": [30, 50]})
    >>> nietszin(wijken)
    '80 inwoners hebben geen wijkplatform en geen wijkraad, in 2 van de 2 wijken. In B heeft niemand er een.'
    """
    if leeg or wijken.empty:
        return ""
    aantal, niets = som(wijken["inwoners_niets"]), wijken["inwoners_niets"].fillna(0)
    if aantal.onbekend:
        return "Hoeveel inwoners geen wijkplatform en geen wijkraad hebben, is onbekend."
    if aantal.bekend == 0:
        return "Elke bewoonde buurt heeft een wijkplatform of een wijkraad."
    hebben = "heeft" if aantal.bekend == 1 else "hebben"
    waar = f", in {getal(int((niets > 0).sum()))} {van_de(len(wijken))} wijken" if len(wijken) > 1 else ""
    ontbreekt = f" ({aantal.voorbehoud()})" if aantal.vooraf else ""
    zin = f"{aantal.met('inwoner', 'inwoners')}{ontbreekt} {hebben} geen wijkplatform en geen wijkraad{waar}."
    helemaal = wijken["wijknaam"][(niets > 0) & niets.eq(wijken["inwoners"]).fillna(value=False)].tolist()
    if not helemaal or len(wijken) == 1:
        return zin[:1].upper() + zin[1:]
    namen = opsomming([afgekort(naam, 40) for naam in helemaal], 3)
    return f"{zin[:1].upper()}{zin[1:]} In {namen} heeft niemand er een."


def wijkzinnen(wijk: Mapping[Any, Any] | pd.Series, wanneer: str, *, leeg: bool = False) -> Antwoord:
    """Return the answer for one wijk, as `antwoord` gives it for several.

    Of the wijk `wijknaam`, `wijkstatus` and `inwoners_zonder_platform` are read.

    Examples
    --------
    >>> wijk = {"wijknaam": "Molenwijk", "wijkstatus": "geen platform", "inwoners_zonder_platform": 8135}
    >>> wijkzinnen(wijk, "1 juli 2024").opgave
    'De gemeente moet alle 8.135 inwoners zelf bereiken.'
    """
    if leeg:
        return _leeg(wanneer)
    naam, op = afgekort(wijk["wijknaam"], 80), f"Op {wanneer}"
    zonder, rest = als_aantal(wijk["inwoners_zonder_platform"]), ongetelde_buurten(_ongeteld(wijk))
    if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM:
        return Antwoord(f"{op} heeft {naam} overal een wijkplatform.", "")
    if wijk["wijkstatus"] == w.DEELS_PLATFORM:
        stand = f"{op} heeft {naam} in een deel van de buurten een wijkplatform."
        return Antwoord(stand, f"{_rest('Elders in de wijk', zonder)} {rest}".strip())
    return Antwoord(f"{op} heeft {naam} geen wijkplatform{_GETELD * bool(rest)}.", f"{_allen(zonder)} {rest}".strip())


# Where a platform is in a buurt of unknown population, that there is none may not be said flatly.
_GETELD = " in een buurt waarvan het inwonertal bekend is"


def _ongeteld(wijk: Mapping[Any, Any] | pd.Series) -> int:
    """Return how many buurten with a platform do not count. Where all others have one, they do not matter: 0."""
    return 0 if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM else int(wijk.get("ongeteld", 0))


def ongetelde_buurten(aantal: int) -> str:
    """Return that buurten with a platform do not count, in a sentence; empty when there are none.

    Examples
    --------
    >>> ongetelde_buurten(1)
    'Van 1 buurt met een platform is het inwonertal niet bekend: het kunnen er minder zijn.'
    """
    buurten = telwoord(aantal, "buurt", "buurten")
    return f"Van {buurten} met een platform is het inwonertal niet bekend: het kunnen er minder zijn." if aantal else ""


def _leeg(wanneer: str) -> Antwoord:
    return Antwoord(
        f"Voor {wanneer} is niet te zeggen wie wat dekt: het register bevat geen enkele wijkraad of wijkplatform.",
        "Wie de gemeente zelf moet bereiken, blijkt hier dus niet uit.",
    )


def _stand(op: str, waar: str, totaal: int, volledig: int, deels: int, ongeteld: int) -> str:  # noqa: PLR0917  counts
    er_deels = f", {telwoord(deels, 'wijk', 'wijken')} deels" if deels else ""
    if not totaal:
        return f"{op} zijn er geen wijken{waar}."
    if volledig == totaal:
        return f"{op} hebben alle {getal(totaal)} wijken{waar} overal een wijkplatform."
    if volledig:
        hebben = "heeft" if volledig == 1 else "hebben"
        return f"{op} {hebben} {getal(volledig)} {van_de(totaal)} wijken{waar} overal een wijkplatform{er_deels}."
    if deels:
        return f"{op} heeft geen {van_de(totaal)} wijken{waar} overal een wijkplatform{er_deels}."
    return f"{op} heeft geen {van_de(totaal)} wijken{waar} een wijkplatform{_GETELD * bool(ongeteld)}."


def _opgave(totaal: int, geen: int, deels: int, inwoners: Mapping[Any, Aantal]) -> str:
    if geen and geen == totaal:
        return _allen(inwoners[w.GEEN_PLATFORM])
    if geen:
        zonder, wijken = inwoners[w.GEEN_PLATFORM], telwoord(geen, "wijk", "wijken")
        if zonder == Aantal(0):
            return f"In {wijken} is er geen; volgens het CBS woont daar niemand."
        hoeveel = "aantal inwoners onbekend" if zonder.onbekend else zonder.met("inwoner", "inwoners")
        ontbreekt = f"; {zonder.voorbehoud()}" if zonder.vooraf else ""
        return f"In {wijken} ({hoeveel}{ontbreekt}) is er geen; daar moet de gemeente bewoners zelf bereiken."
    return _rest("In de buurten zonder platform", inwoners[w.DEELS_PLATFORM]) if deels else ""


def _een_wijk(op: str, waar: str, wijk: pd.Series) -> Antwoord:
    zonder, rest = als_aantal(wijk["inwoners_zonder_platform"]), ongetelde_buurten(_ongeteld(wijk))
    naam = wijk["wijknaam"]
    if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM:
        return Antwoord(f"{op} heeft {naam}, de enige wijk{waar}, overal een wijkplatform.", "")
    if wijk["wijkstatus"] == w.DEELS_PLATFORM:
        opgave = _rest("In de buurten zonder platform", zonder)
        return Antwoord(f"{op} heeft {naam}, de enige wijk{waar}, deels een wijkplatform.", f"{opgave} {rest}".strip())
    stand = f"{op} heeft {naam}, de enige wijk{waar}, geen wijkplatform{_GETELD * bool(rest)}."
    return Antwoord(stand, f"{_allen(zonder)} {rest}".strip())


def _allen(zonder: Aantal) -> str:
    """Return that all residents are to be reached, where there is no platform at all."""
    if zonder == Aantal(0):
        return "Volgens het CBS woont hier niemand."
    if zonder == Aantal(1):
        return "De gemeente moet de enige inwoner zelf bereiken."
    if zonder.onbekend:
        return "De gemeente moet een onbekend aantal inwoners zelf bereiken."
    if zonder.ontbreekt:
        return f"De gemeente moet alle inwoners zelf bereiken: {zonder}; {zonder.voorbehoud()}."
    return f"De gemeente moet alle {zonder.met('inwoner', 'inwoners')} zelf bereiken."


def _rest(waar: str, zonder: Aantal) -> str:
    """Return that the residents of some buurten are to be reached, where a platform covers the others."""
    if zonder == Aantal(0):
        return f"{waar} woont volgens het CBS niemand."
    enkel = zonder.onbekend or zonder == Aantal(1)
    hen = "die" if zonder == Aantal(1) else "hen"
    wonen = f"{'woont' if enkel else 'wonen'} {zonder.met('inwoner', 'inwoners')}"
    ontbreekt = f" ({zonder.voorbehoud()})" if zonder.vooraf else ""
    return f"{waar} {wonen}{ontbreekt}; {hen} moet de gemeente zelf bereiken."


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
    def tel(cls, plek: pd.Series) -> Initiatieven:
        """Count places as `initiatiefplek` gives them."""
        return cls(*(int((plek == naam).sum()) for naam in cls._fields))

    def __str__(self) -> str:
        """Return them in words, so that everybody sees how they add up."""
        namen = zip(self, ("in een wijk", "buiten de stad", "zonder plek"), strict=True)
        delen = ", ".join(f"{getal(aantal)} {naam}" for aantal, naam in namen if aantal)
        totaal = telwoord(sum(self), "bekend initiatief", "bekende initiatieven")
        return f"{totaal}: {delen}" if delen else "geen bekende initiatieven"


def bewijszin(wijkraden: Telling, platforms: Telling, oprichting: int) -> str:
    """Return what is still to be verified among the active organisations; `oprichting` counts platforms in oprichting.

    Examples
    --------
    >>> bewijszin(Telling(28, 23), Telling(0, 0), 0)
    'Nog te verifiëren: 23 van de 28 wijkraden.'
    >>> bewijszin(Telling(1, 0), Telling(1, 1), 0)
    'Nog te verifiëren: 0 van 1 wijkraad en 1 van 1 wijkplatform.'
    """
    delen = [
        f"{getal(telling.onzeker)} {van_de(telling.aantal)} {naamwoord(telling.aantal, een, meer)}"
        for telling, een, meer in ((wijkraden, "wijkraad", "wijkraden"), (platforms, "wijkplatform", "wijkplatforms"))
        if telling.aantal
    ]
    staart = ""
    if oprichting:
        aanloop = telwoord(oprichting, "platform is", "platforms zijn")
        staart = f" {aanloop} in oprichting en {'telt' if oprichting == 1 else 'tellen'} nog niet mee."
    if not delen:
        return ("Er zijn geen wijkraden of wijkplatforms bekend die meetellen." + staart).strip()
    return f"Nog te verifiëren: {' en '.join(delen)}.{staart}"
