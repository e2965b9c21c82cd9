"""What the screen shows of a view: texts, fragments of HTML, and statuses for the map."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from analysis.antwoorden.dossier import Dossier, dossier
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from web.fragmenten import dossier_html, gaten_html, tabs_html
from web.situatie import Beeld, beeld, bits, blik, ingevuld


class Situatie(NamedTuple):
    """What a screen shows that is the same on every day between two change dates; to share, never to change."""

    stand: Stand
    beeld: Beeld
    fragmenten: dict[str, str]
    dossier: Dossier | None


def situatie(stand: Stand, gebied: str | None, wijk: str | None) -> Situatie:
    """Return what is shown of a gebied (or all of the city) and of a chosen wijk.

    Parameters
    ----------
    stand : Stand
        Of one day, any of those on which the situation is this.
    gebied, wijk : str or None
    """
    blik_, keuze = blik(stand.tabellen, gebied, wijk), dossier(stand, wijk) if wijk else None
    lijst = gaten(wijkoverzicht(stand, gebied))
    van_dag = beeld(stand, blik_)
    van_dag["stand"] |= {"binnen": bits(blik_.wijken), "buurtBinnen": bits(blik_.buurten)}
    fragmenten = {
        "tabs": tabs_html(len(lijst), str(keuze.wijk["wijknaam"]) if keuze else ""),
        "lijst": gaten_html(lijst, wijk, gebied),
    }
    return Situatie(stand, van_dag, fragmenten, keuze)


def inhoud(van: Situatie, dag: date, vandaag: date) -> dict[str, Any]:
    """Return what the browser needs for a view: texts and fragments of HTML, and statuses for the map.

    Parameters
    ----------
    van : Situatie
    dag : date
        On which the situation is this.
    vandaag : date

    Returns
    -------
    dict
        `teksten` and `stand` (see `web.situatie.beeld`; `stand` also has the gebied), `fragmenten` (name to HTML) and
        `tabblad`. Layers, selection and date are the browser's own.
    """
    wanneer, keuze = datum(dag), van.dossier
    leeg = van.stand.tabellen.organisaties.empty
    return {
        "teksten": ingevuld(van.beeld["teksten"], dag, vandaag),
        "stand": van.beeld["stand"],
        "fragmenten": van.fragmenten | {"dossier": dossier_html(keuze, wanneer, leeg=leeg) if keuze else ""},
        "tabblad": f"wijk {keuze.wijk['wijkcode']}" if keuze else "lijst",
    }
