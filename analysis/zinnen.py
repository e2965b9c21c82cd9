"""The answer in sentences: tables in, plain Dutch out. One place, so that screen, page and file say the same."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.nederlands import datum, getal, telwoord

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


def antwoord(overzicht: pd.DataFrame, peildatum: date, gebied: str | None = None) -> Antwoord:
    """Return the answer on a date in two sentences.

    Parameters
    ----------
    overzicht : DataFrame
        From `analysis.overzicht.wijkoverzicht`; of one gebied or of the whole city.
    peildatum : date
    gebied : str, optional
        Named in the sentence when the overview is of one gebied.

    Returns
    -------
    Antwoord

    Examples
    --------
    >>> kolommen = ["wijknaam", "wijkstatus", "inwoners_zonder_platform", "wijkraden", "platforms"]
    >>> wijken = pd.DataFrame(
    ...     [["Delftwijk", "geen platform", 4810, 1, 0], ["Parkwijk", "volledig platform", 0, 0, 1]], columns=kolommen
    ... )
    >>> antwoord(wijken, date(2025, 1, 1)).stand
    'Op 1 januari 2025 heeft 1 van de 2 wijken overal een wijkplatform.'
    >>> antwoord(wijken, date(2025, 1, 1)).opgave
    'In 1 wijk (4.810 inwoners) is er geen; daar moet de gemeente bewoners zelf bereiken.'
    """
    waar = f" in gebied {gebied}" if gebied else ""
    aantal = overzicht["wijkstatus"].value_counts()
    volledig, deels, geen = (int(aantal.get(s, 0)) for s in (w.VOLLEDIG_PLATFORM, w.DEELS_PLATFORM, w.GEEN_PLATFORM))
    inwoners = overzicht.groupby("wijkstatus")["inwoners_zonder_platform"].sum()
    op = f"Op {datum(peildatum)}"
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


def bewijszin(organisaties: pd.DataFrame, op_datum: pd.DataFrame) -> str:
    """Return what is still to be verified among the active organisations.

    Parameters
    ----------
    organisaties : DataFrame
        Index `id`; `soort`. Only those that the reader looks at.
    op_datum : DataFrame
        From `analysis.organisaties.organisaties_op`, same index.
    """
    actief = op_datum["actief"]
    onzeker = op_datum["bewijs"] == w.TE_VERIFIEREN
    is_platform = organisaties["soort"] == w.WIJKPLATFORM
    delen = [
        f"{int((onzeker & wie).sum())} van de {telwoord(int((actief & wie).sum()), een, meer)}"
        for wie, een, meer in ((~is_platform, "wijkraad", "wijkraden"), (is_platform, "wijkplatform", "wijkplatforms"))
        if (actief & wie).any()
    ]
    oprichting = int(op_datum["in_oprichting"].sum())
    staart = ""
    if oprichting:
        platforms = telwoord(oprichting, "platform is", "platforms zijn")
        staart = f" {platforms} in oprichting en {'telt' if oprichting == 1 else 'tellen'} nog niet mee."
    if not delen:
        return ("Er zijn geen actieve wijkraden of wijkplatforms bekend." + staart).strip()
    return f"Nog te verifiëren: {' en '.join(delen)}.{staart}"
