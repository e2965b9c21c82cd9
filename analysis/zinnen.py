"""The answer in sentences: tables in, plain Dutch out. One place, so that screen, page and file say the same."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.nederlands import getal, telwoord

NIET_NAMENS_DE_WIJK = (
    "Een wijkplatform spreekt niet namens de wijk: de gemeente betrekt altijd en overal alle inwoners zelf."
)


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


def antwoord(overzicht: pd.DataFrame, wanneer: str, gebied: str | None = None) -> Antwoord:
    """Return the answer on a date in two sentences.

    Parameters
    ----------
    overzicht : DataFrame
        From `analysis.overzicht.wijkoverzicht`; of one gebied or of the whole city.
    wanneer : str
        The date in words, as `analysis.nederlands.datum` gives it.
    gebied : str, optional
        Named in the sentence when the overview is of one gebied.

    Returns
    -------
    Antwoord

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
    waar = f" in gebied {gebied}" if gebied else ""
    aantal = overzicht["wijkstatus"].value_counts()
    volledig, deels, geen = (int(aantal.get(s, 0)) for s in (w.VOLLEDIG_PLATFORM, w.DEELS_PLATFORM, w.GEEN_PLATFORM))
    inwoners = overzicht.groupby("wijkstatus")["inwoners_zonder_platform"].sum()
    op = f"Op {wanneer}"
    if len(overzicht) == 1:
        return _een_wijk(op, waar, overzicht.iloc[0])
    return Antwoord(
        stand=_stand(op, waar, len(overzicht), volledig, deels),
        opgave=_opgave(len(overzicht), geen, deels, inwoners),
    )


def _stand(op: str, waar: str, totaal: int, volledig: int, deels: int) -> str:
    er_deels = f", {telwoord(deels, 'wijk', 'wijken')} deels" if deels else ""
    if volledig == totaal:
        return f"{op} hebben alle {totaal} wijken{waar} overal een wijkplatform."
    if volledig:
        hebben = "heeft" if volledig == 1 else "hebben"
        return f"{op} {hebben} {volledig} van de {totaal} wijken{waar} overal een wijkplatform{er_deels}."
    if deels:
        return f"{op} heeft geen van de {totaal} wijken{waar} overal een wijkplatform{er_deels}."
    return f"{op} heeft geen van de {totaal} wijken{waar} een wijkplatform."


def _opgave(totaal: int, geen: int, deels: int, inwoners: pd.Series) -> str:
    zonder = getal(int(inwoners.get(w.GEEN_PLATFORM, 0)))
    if geen == totaal:
        return f"De gemeente moet alle {zonder} inwoners zelf bereiken."
    if geen:
        return (
            f"In {telwoord(geen, 'wijk', 'wijken')} ({zonder} inwoners) is er geen; "
            "daar moet de gemeente bewoners zelf bereiken."
        )
    if deels:
        rest = getal(int(inwoners.get(w.DEELS_PLATFORM, 0)))
        return f"In de buurten zonder platform wonen {rest} inwoners; hen moet de gemeente zelf bereiken."
    return ""


def _een_wijk(op: str, waar: str, wijk: pd.Series) -> Antwoord:
    zonder = getal(wijk["inwoners_zonder_platform"] if pd.notna(wijk["inwoners_zonder_platform"]) else None)
    naam = wijk["wijknaam"]
    if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM:
        return Antwoord(f"{op} heeft {naam}, de enige wijk{waar}, overal een wijkplatform.", "")
    if wijk["wijkstatus"] == w.DEELS_PLATFORM:
        opgave = f"In de buurten zonder platform wonen {zonder} inwoners; hen moet de gemeente zelf bereiken."
        return Antwoord(f"{op} heeft {naam}, de enige wijk{waar}, deels een wijkplatform.", opgave)
    opgave = f"De gemeente moet alle {zonder} inwoners zelf bereiken."
    return Antwoord(f"{op} heeft {naam}, de enige wijk{waar}, geen wijkplatform.", opgave)


class Telling(NamedTuple):
    """How many organisations there are of a kind, and how many of them are still to be verified."""

    aantal: int
    onzeker: int


def bewijszin(wijkraden: Telling, platforms: Telling, oprichting: int) -> str:
    """Return what is still to be verified among the active organisations.

    Parameters
    ----------
    wijkraden, platforms : Telling
        The active ones.
    oprichting : int
        Platforms in oprichting.

    Examples
    --------
    >>> bewijszin(Telling(28, 23), Telling(0, 0), 0)
    'Nog te verifiëren: 23 van de 28 wijkraden.'
    """
    delen = [
        f"{telling.onzeker} van de {telwoord(telling.aantal, een, meer)}"
        for telling, een, meer in ((wijkraden, "wijkraad", "wijkraden"), (platforms, "wijkplatform", "wijkplatforms"))
        if telling.aantal
    ]
    staart = ""
    if oprichting:
        aanloop = telwoord(oprichting, "platform is", "platforms zijn")
        staart = f" {aanloop} in oprichting en {'telt' if oprichting == 1 else 'tellen'} nog niet mee."
    if not delen:
        return ("Er zijn geen actieve wijkraden of wijkplatforms bekend." + staart).strip()
    return f"Nog te verifiëren: {' en '.join(delen)}.{staart}"
