"""What the screen shows of a view: texts, fragments of HTML, and statuses for the map."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from analysis.antwoorden.dossier import Dossier, dossier
from analysis.antwoorden.wijklijst import wijklijst
from analysis.controle.meldingen import meldingen
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.teksten.wijkblad import mensen, mensen_uitleg, na_te_gaan
from geo.beeld.tijdbalk import tijdbalk
from web.fragmenten import Meer, dossier_html, lijst_html, mensen_html, tabs_html
from web.situatie import Beeld, beeld, bits, blik, ingevuld

_TIJDBALK = 520.0  # points wide, as the picture is drawn; on the screen it is as wide as there is room


class Situatie(NamedTuple):
    """What a screen shows that is the same on every day between two change dates; to share, never to change."""

    stand: Stand
    beeld: Beeld
    fragmenten: dict[str, str]
    dossier: Dossier | None
    nagaan: list[str]  # what is to be checked in the chosen wijk


def situatie(stand: Stand, gebied: str | None, wijk: str | None) -> Situatie:
    """Return what is shown of a gebied (or all of the city) and of a chosen wijk.

    Parameters
    ----------
    stand : Stand
        Of one day, any of those on which the situation is this.
    gebied, wijk : str or None
    """
    blik_, keuze = blik(stand.tabellen, gebied, wijk), dossier(stand, wijk) if wijk else None
    van_dag = beeld(stand, blik_)
    van_dag["stand"] |= {"binnen": bits(blik_.wijken), "buurtBinnen": bits(blik_.buurten)}
    fragmenten = {
        "tabs": tabs_html(str(keuze.wijk["wijknaam"]) if keuze else ""),
        "lijst": lijst_html(wijklijst(stand, gebied), gebied),
    }
    nagaan = na_te_gaan(stand.tabellen, keuze, meldingen(stand)) if keuze else []
    return Situatie(stand, van_dag, fragmenten, keuze, nagaan)


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
        `teksten` and `stand` (see `web.situatie.beeld`; `stand` also has the gebied), `fragmenten` (name to HTML),
        `delen` (name to a part of a fragment that is the same in many views) and `tabblad`. Layers, selection and date
        are the browser's own.
    """
    html, delen = _dossier(van, van.dossier, dag) if van.dossier else ("", {})
    return {
        "teksten": ingevuld(van.beeld["teksten"], dag, vandaag),
        "stand": van.beeld["stand"],
        "fragmenten": van.fragmenten | {"dossier": html},
        "delen": {"lijst": van.fragmenten["lijst"]} | delen,
        "tabblad": f"wijk {van.dossier.wijk['wijkcode']}" if van.dossier else "lijst",
    }


def _dossier(van: Situatie, dossier: Dossier, dag: date) -> tuple[str, dict[str, str]]:
    tabellen, variant = van.stand.tabellen, van.stand.variant.sleutel
    balk = tijdbalk(dossier, dag, tabellen.gemeente.mijlpalen(variant), _TIJDBALK)
    # The words beside it say what it shows.
    beeld_ = balk.svg.replace('role="img"', 'aria-hidden="true"', 1)
    wie = mensen_html(mensen(van.stand, dossier.wijk), van.stand.eenmaal(mensen_uitleg))
    meer = Meer(wie, van.nagaan, beeld_, balk.alt)
    html = dossier_html(dossier, datum(dag), leeg=tabellen.organisaties.empty, meer=meer)
    return html, {"mensen": wie, "tijdbalk": balk.vast}
