"""The search: everything that has a name, in the form in which a browser looks through it. Needs no Streamlit."""

from __future__ import annotations

from typing import Any

from analysis import waarden as w
from analysis.antwoorden.vindplaatsen import BIJNAAM, GEBIED, INITIATIEF, SOORTEN, STAD, WIJK, Vindplaats, vindplaatsen
from analysis.nederlands import opsomming, telwoord
from analysis.schoon import afgekort
from analysis.tabellen import Tabellen

_LANGSTE = 80


def zoekindex(tabellen: Tabellen, *, gebieden: bool = True) -> dict[str, Any]:
    """Return what can be found, each as short as it can be told.

    Parameters
    ----------
    tabellen : Tabellen
    gebieden : bool
        Whether the page that searches can show a gebied by itself. Else nothing leads to one, and none is listed.

    Returns
    -------
    dict
        `soorten` (the kinds) and `namen`: lists of the name, the number of its kind, where it is in words, the wijkcode
        to go to (else empty), the gebied to go to (else empty), and further words by which it is found. The last ones
        are left out when empty. Who has neither wijk nor gebied and is no city can be found, and not gone to.
    """
    namen, per_gebied = tabellen.wijken["wijknaam"].to_dict(), tabellen.wijken["gebied"].value_counts().to_dict()
    rijen = []
    for een in vindplaatsen(tabellen):
        if een.gebied and een.soort in {GEBIED, BIJNAAM} and not gebieden:
            continue
        wijk = een.wijken[0] if een.wijken else ""
        gebied = een.gebied if gebieden and not wijk else ""
        rij: list[Any] = [afgekort(een.naam, _LANGSTE), SOORTEN.index(een.soort)]
        rij += [_waar(een, tabellen, namen, per_gebied), wijk, gebied, afgekort(een.ook, _LANGSTE)]
        while rij[-1] == "":
            rij.pop()
        rijen.append(rij)
    return {"soorten": list(SOORTEN), "namen": rijen}


def _waar(een: Vindplaats, tabellen: Tabellen, namen: dict[Any, str], per_gebied: dict[Any, int]) -> str:
    """Return where something lies, in words."""
    if een.soort in {STAD, GEBIED}:
        return telwoord(per_gebied[een.gebied] if een.gebied else len(namen), "wijk", "wijken")
    if een.soort == WIJK:
        return f"gebied {_kort(tabellen.wijken.loc[een.wijken[0], 'gebied'])}"
    if een.buiten:
        return "buiten de stad"
    wijken = opsomming([_kort(namen[code]) for code in een.wijken], 3)
    delen = {
        "volgens de bron in ": _kort(een.volgens),
        "plek niet bekend": een.soort == INITIATIEF and not (wijken or een.volgens),
        "werkgebied niet bekend": een.soort in w.SOORTEN and not wijken,
        "wijk " if len(een.wijken) == 1 else "wijken ": wijken,
        "gebied ": _kort(een.gebied) if een.gebied != een.volgens else "",
    }
    return ", ".join(f"{wat}{waarde if isinstance(waarde, str) else ''}" for wat, waarde in delen.items() if waarde)


def _kort(naam: object) -> str:
    return afgekort(naam, _LANGSTE)
