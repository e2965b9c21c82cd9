"""The lists of a published page through time: the gap list and every wijk on every change date, each text once."""

from __future__ import annotations

from typing import Any

from analysis.antwoorden.dossier import dossiers_per_dag
from analysis.antwoorden.wijklijst import wijklijsten
from analysis.nederlands import datum
from analysis.stand.stand import Stand, eerste_gelijke
from uitvoer.bladen import Voortgang
from web.fragmenten import dossier_html, lijst_html
from web.situatie import DATUMPLEK
from web.tijdlijn import eenmalig, momenten

_LIJST = "stad.lijst"


def verhaal(stand: Stand, voortgang: Voortgang) -> dict[str, Any]:
    """Return the fragments of HTML of every situation, as `wd.Situaties` in `static/scherm/situaties.js` reads them.

    `momenten` (ISO dates, in order) and `velden`: `stad.lijst` and `wijk.<wijkcode>`, where the sentence
    of a wijk has `DATUMPLEK` for its date. `stand` comes from `web.tijdlijn.door_de_tijd`; `voortgang` is told before
    each situation how many are done, how many there are, and the date.
    """
    gelijk, leeg = _gelijk(stand), stand.tabellen.organisaties.empty
    nieuw = {
        dag: [code for code, plekken in gelijk.items() if plekken[nummer] == nummer]
        for nummer, dag in enumerate(stand.dagen)
    }
    alles, lijsten = dossiers_per_dag(stand, nieuw), wijklijsten(stand)
    zelfde_lijst = eerste_gelijke(stand.groepscores, stand.scores, stand.wordend, stand.aanwezig)
    rijen: list[dict[str, str]] = []
    for nummer, dag in enumerate(stand.dagen):
        voortgang(nummer, len(stand.dagen), datum(dag))
        eerder = zelfde_lijst[nummer]
        rij = {_LIJST: rijen[eerder][_LIJST] if eerder < nummer else lijst_html(lijsten[dag], None, verwijzend=True)}
        for code, plekken in gelijk.items():
            veld, plek = f"wijk.{code}", plekken[nummer]
            rij[veld] = dossier_html(alles[dag][code], DATUMPLEK, leeg=leeg) if plek == nummer else rijen[plek][veld]
        rijen.append(rij)
    return {
        "momenten": momenten(stand),
        "velden": {veld: eenmalig(rij[veld] for rij in rijen) for veld in rijen[0]},
    }


def _gelijk(stand: Stand) -> dict[str, list[int]]:
    """Return per wijk, for each day, the position of the first one on which its dossier says the same."""
    initiatieven = stand.tabellen.initiatieven["wijkcode"]
    paren = stand.dekking
    eigen = {code: paren.loc[paren["wijkcode"] == code, "organisatie"].unique() for code in stand.tabellen.wijken.index}
    return {
        code: eerste_gelijke(stand.scores.loc[ids], stand.wordend.loc[ids], stand.aanwezig[initiatieven == code])
        for code, ids in eigen.items()
    }
