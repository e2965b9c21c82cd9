"""The work list in sentences: how many are to be asked, what to ask, and a mail to send. In Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.nederlands import deeldatum, getal, naamwoord, telwoord
from analysis.schoon import op_een_regel
from analysis.teksten.zinnen import WIE

EERSTE_AANTAL = 10  # that a person can call in a day


def koppen(lijst: pd.DataFrame, actief: int, waar: str) -> tuple[str, str]:
    """Return the title of the list, and what it is about in a sentence or two.

    Parameters
    ----------
    lijst : DataFrame
        From `analysis.antwoorden.werklijst.werklijst`.
    actief : int
        How many organisations are active, confirmed or not.
    waar : str
        The city or gebied, as in a sentence.

    Examples
    --------
    >>> lijst = pd.DataFrame({"inwoners_samen": [500, 800], "inwoners": [500, 300]}, dtype="Int64")
    >>> koppen(lijst, 3, "de stad")[0]
    'Vraag deze 2 na'
    >>> koppen(lijst, 3, "de stad")[1]
    'Van 2 organisaties in de stad is niet zeker of zij nog bestaan. Zij beslissen over 800 inwoners.'
    """
    if lijst.empty:
        zeker = f"Van elke organisatie in {waar} die meetelt is een recent bericht bekend."
        geen = f"Er is in {waar} geen wijkraad of wijkplatform bekend dat meetelt."
        return "Er valt nu niets na te vragen", zeker if actief else geen
    aantal = len(lijst)
    totaal = Aantal(als_aantal(lijst["inwoners_samen"].iloc[-1]).bekend, int(lijst["inwoners"].isna().sum()))
    zij = "zij nog bestaat" if aantal == 1 else "zij nog bestaan"
    zin = f"Van {telwoord(aantal, 'organisatie', 'organisaties')} in {waar} is niet zeker of {zij}."
    if aantal <= EERSTE_AANTAL:
        beslist = "Zij beslist" if aantal == 1 else "Zij beslissen"
        kop = "Vraag deze ene na" if aantal == 1 else f"Vraag deze {aantal} na"
        return kop, f"{zin} {beslist} over {totaal.met(*WIE['inwoners'])}."
    eerste = als_aantal(lijst["inwoners_samen"].iloc[EERSTE_AANTAL - 1])
    samen = f"samen beslissen zij over {getal(eerste.bekend)} van de {totaal} inwoners"
    return f"Vraag deze {EERSTE_AANTAL} eerst na", f"{zin} De eerste tien tellen het zwaarst: {samen}."


def teken(rij: Mapping[Any, Any]) -> tuple[str, str]:
    """Return when an organisation was last seen, and how long ago that is.

    Examples
    --------
    >>> teken({"laatst_gezien": "2022-08", "jaren_geleden": 4}), teken({"laatst_gezien": "", "jaren_geleden": None})
    (('augustus 2022', 'laatste teken, 4 jaar oud'), ('nooit', 'geen bericht met een datum'))
    """
    if not rij["laatst_gezien"] or pd.isna(rij["jaren_geleden"]):
        return "nooit", "geen bericht met een datum"
    jaren = int(rij["jaren_geleden"])
    return deeldatum(rij["laatst_gezien"]), f"laatste teken, {f'{jaren} jaar oud' if jaren else 'nog geen jaar oud'}"


def vraag(rij: Mapping[Any, Any]) -> str:
    """Return what to ask an organisation.

    Examples
    --------
    >>> vraag({"soort": "wijkraad", "wijken": "Molenwijk", "in_oprichting": "Wijkplatform Molenwijk"})
    'Bestaat deze wijkraad nog? En is Wijkplatform Molenwijk al begonnen?'
    >>> vraag({"soort": "wijkplatform", "wijken": "", "in_oprichting": ""})
    'Bestaat dit wijkplatform nog? En voor welke buurten werkt het?'
    """
    soort = "Bestaat deze wijkraad nog?" if rij["soort"] == w.WIJKRAAD else "Bestaat dit wijkplatform nog?"
    return " En ".join([soort, *ook(rij)])


def ook(rij: Mapping[Any, Any]) -> list[str]:
    """Return what to ask besides whether it still exists, each a question that begins with a small letter."""
    uit = []
    if not rij["wijken"]:
        uit.append(f"voor welke buurten werkt {'zij' if rij['soort'] == w.WIJKRAAD else 'het'}?")
    if rij["in_oprichting"]:
        uit.append(f"{'zijn' if ', ' in rij['in_oprichting'] else 'is'} {rij['in_oprichting']} al begonnen?")
    return uit


def mail(lijst: pd.DataFrame, gebied: str, wanneer: str) -> str:
    """Return a message about the organisations of a gebied, to copy into a mail: what is asked, and of whom.

    Parameters
    ----------
    lijst : DataFrame
        Of this gebied, not empty.
    gebied : str
    wanneer : str
        The day in words.
    """
    deze = naamwoord(len(lijst), "deze organisatie", "deze organisaties")
    zij = naamwoord(len(lijst), "zij nog bestaat", "zij nog bestaan")
    regels = [
        f"Onderwerp: bestaan deze wijkraden en wijkplatforms in {op_een_regel(gebied)} nog?",
        "",
        "Beste collega,",
        "",
        f"Op {wanneer} weten wij van {deze} niet zeker of {zij}. Wilt u het navragen?",
        "",
    ]
    for rij in lijst.to_dict("records"):
        wanneer_gezien, hoe_oud = teken(rij)
        gezien = f"{hoe_oud}: {wanneer_gezien}" if rij["laatst_gezien"] else hoe_oud
        waar = rij["wijken"] or "werkgebied onbekend"
        regels.append(op_een_regel(f"{rij['nr']}. {rij['naam']} ({waar}; {gezien}). {vraag(rij)}"))
        regels += [f"   {op_een_regel(rij['website'])}"] if rij["website"] else []
    slot = "Schrijf bij elk antwoord van welke dag het is, en waar het staat of wie het zei (een rol, geen naam)."
    return "\n".join([*regels, "", slot, ""])
