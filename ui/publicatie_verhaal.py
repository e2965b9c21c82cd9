"""The lists of a published page through time: the gap list and every wijk on every change date, each text once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from analysis.buurten import dekking
from analysis.dossier import dossiers
from analysis.nederlands import datum
from analysis.overzicht import gaten, wijkoverzicht
from analysis.situaties import situaties
from analysis.tabellen import Tabellen
from ui.fragmenten import dossier_html, gaten_html, tabs_html
from ui.tijdlijn import DATUMPLEK, eenmalig, stappen

Voortgang = Callable[[int, int, str], None]


def verhaal(tabellen: Tabellen, variant: str, voortgang: Voortgang) -> dict[str, Any]:
    """Return the fragments of HTML of every situation, as `wd.Situaties` in `static/dekking/situaties.js` reads them.

    Parameters
    ----------
    tabellen : Tabellen
    variant : str
        A key of `VARIANTEN`.
    voortgang : callable
        Told before each situation how many are done, how many there are, and the date.

    Returns
    -------
    dict
        `momenten` (ISO dates, in order) and `velden`: `stad.lijst`, `stad.tabs` and `wijk.<wijkcode>`, where the
        sentence of a wijk has `DATUMPLEK` for its date.
    """
    momenten, dagen = stappen(tabellen, variant)
    standen = _standen(tabellen, dagen, variant)
    rijen: list[dict[str, str]] = []
    leeg = tabellen.organisaties.empty
    for nummer, dag in enumerate(dagen):
        voortgang(nummer, len(dagen), datum(dag))
        lijst = gaten(wijkoverzicht(tabellen, dag, variant))
        anders = [code for code, stand in standen.items() if nummer == 0 or stand[nummer] != stand[nummer - 1]]
        wijken = dossiers(tabellen, dag, variant, anders).items() if anders else ()
        rijen.append(
            (rijen[-1] if rijen else {})
            | {"stad.lijst": gaten_html(lijst, None, None, verwijzend=True), "stad.tabs": tabs_html(len(lijst), "")}
            | {f"wijk.{code}": dossier_html(dossier, DATUMPLEK, leeg=leeg) for code, dossier in wijken}
        )
    return {
        "momenten": [dag.isoformat() for dag in momenten],
        "velden": {veld: eenmalig(rij[veld] for rij in rijen) for veld in rijen[0]},
    }


def _standen(tabellen: Tabellen, dagen: Sequence[date], variant: str) -> dict[str, list[bytes]]:
    """Return per wijk, for each date, all that its dossier follows from: where it is equal, the dossier is."""
    alle = situaties(tabellen, dagen, variant)
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    wijk_van_paar = paren["buurtcode"].map(tabellen.buurten["wijkcode"])
    uit = {}
    for code in tabellen.wijken.index:
        eigen = paren["organisatie"][wijk_van_paar == code].unique()
        delen = (
            alle.organisaties.loc[eigen],
            alle.wordend.loc[eigen],
            alle.initiatieven[tabellen.initiatieven["wijkcode"] == code],
        )
        uit[code] = [b"".join(deel[nummer].to_numpy().tobytes() for deel in delen) for nummer in range(len(dagen))]
    return uit
