"""What the screen shows of a view: texts, fragments of HTML, and statuses for the map."""

from __future__ import annotations

from typing import Any

from analysis.antwoorden.dossier import dossier
from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.nederlands import datum
from analysis.tabellen import Tabellen
from web.fragmenten import dossier_html, gaten_html, tabs_html
from web.situatie import beeld, bits, blik
from web.staat import Staat


def inhoud(tabellen: Tabellen, staat: Staat) -> dict[str, Any]:
    """Return what the browser needs for a view: texts and fragments of HTML, and statuses for the map.

    Parameters
    ----------
    tabellen : Tabellen
    staat : Staat

    Returns
    -------
    dict
        `teksten` and `stand` (see `web.situatie.beeld`; `stand` also has the gebied), `fragmenten` (name to HTML) and
        `tabblad`. Layers, selection and date are the browser's own.
    """
    stand, blik_, wanneer = staat.vraag.stand(tabellen), blik(tabellen, staat.gebied), datum(staat.peildatum)
    lijst = gaten(wijkoverzicht(stand, staat.gebied))
    keuze = dossier(stand, staat.wijk) if staat.wijk else None
    uit, leeg = beeld(stand, blik_, wanneer), tabellen.organisaties.empty
    uit["stand"] |= {
        "binnen": bits(blik_.wijken),
        "buurtBinnen": bits(blik_.buurten),
    }
    return uit | {
        "fragmenten": {
            "tabs": tabs_html(len(lijst), str(keuze.wijk["wijknaam"]) if keuze else ""),
            "lijst": gaten_html(lijst, staat.wijk, staat.gebied),
            "dossier": dossier_html(keuze, wanneer, leeg=leeg) if keuze else "",
        },
        "tabblad": f"wijk {staat.wijk}" if keuze else "lijst",
    }
