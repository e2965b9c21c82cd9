"""All tables of one day as CSV under names that stay, with what every column holds: a Tabular Data Package.

The form is that of Frictionless Data, version 1: <https://specs.frictionlessdata.io/tabular-data-package/>.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.controle.bevinding import FOUT, MELDING
from analysis.gemeente import ONDERWERPEN, Gemeente
from analysis.nederlands import datum
from analysis.schoon import schoon, voor_bestandsnaam
from analysis.stand.stand import PLATFORM_IN_OPRICHTING
from analysis.teksten.titels import TITELS
from analysis.teksten.toelichting import (
    BUURTEN,
    GATEN,
    GELDIG_OP,
    INITIATIEVENTABEL,
    MELDINGEN,
    ORGANISATIETABEL,
    VERLOOP,
    WERKLIJST,
    WIJKEN,
    kolomuitleg,
)
from register.bevraging import Bevraging
from register.inlezen import BRONVERMELDING_KOLOM
from uitvoer.meldingen import make_meldingen
from uitvoer.tabel import format_csv, make_tabel

PAKKET = "datapackage.json"
# What each table is called in every publication: scripts of others ask for these names.
NAMEN = {
    GATEN: "gaten",
    WIJKEN: "status-wijken",
    BUURTEN: "status-buurten",
    ORGANISATIETABEL: "organisaties",
    INITIATIEVENTABEL: "initiatieven",
    VERLOOP: "verloop",
    MELDINGEN: "meldingen",
    WERKLIJST: "werklijst",
}
_SLEUTELS: dict[str, list[str]] = {
    GATEN: ["wijkcode"],
    WIJKEN: ["wijkcode"],
    BUURTEN: ["buurtcode"],
    ORGANISATIETABEL: ["id"],
    INITIATIEVENTABEL: ["id"],
    VERLOOP: ["peildatum", "wijkcode", "groep"],
    MELDINGEN: [],
    WERKLIJST: ["id"],
}
# The columns with a closed list of values.
_WAARDEN = {
    "wijkstatus": w.WIJKSTATUSSEN,
    "buurtstatus": w.BUURTSTATUSSEN,
    "status": (*w.BUURTSTATUSSEN[1:], PLATFORM_IN_OPRICHTING),
    "bewijs": (w.BEVESTIGD, w.TE_VERIFIEREN),
    "groep": w.GROEPEN,
    "soort": w.SOORTEN,
    "fase": w.FASEN,
    "werkgebied_zekerheid": w.ZEKERHEDEN,
    "nauwkeurigheid": w.NAUWKEURIGHEDEN,
    "thema": w.THEMAS,
    "aanwezig": ("ja", "nee"),
    "ernst": (FOUT, MELDING),
}
_LICENTIES = {"CC BY 4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}}
_CSV = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def make_pakket(bevraging: Bevraging) -> dict[str, bytes]:
    """Return every table about the whole city as CSV, and `PAKKET`, which describes them, by file name."""
    tabellen = {
        soort: make_meldingen(bevraging).tabel if soort == MELDINGEN else make_tabel(bevraging, soort)
        for soort in NAMEN
    }
    bron = bevraging.register.tabellen.gemeente.bronvermelding
    uit = {f"{NAMEN[soort]}.csv": format_csv(tabel, bron) for soort, tabel in tabellen.items()}
    return uit | {PAKKET: _beschrijving(bevraging, tabellen, uit)}


def _beschrijving(bevraging: Bevraging, tabellen: Mapping[str, pd.DataFrame], bestanden: Mapping[str, bytes]) -> bytes:
    register, stand = bevraging.register, bevraging.stand
    gemeente = register.tabellen.gemeente
    pakket = {
        "profile": "tabular-data-package",
        "name": voor_bestandsnaam(gemeente.titel),
        "title": f"{gemeente.titel}, stand van {datum(stand.dag)}",
        "description": f"De steun aan wijkraden eindigt op {datum(stand.variant.einde_ondersteuning)}: "
        f"{stand.variant.herkomst}. {gemeente.bronvermelding}",
        "lang": "nl",
        "peildatum": stand.dag.isoformat(),
        "variant": stand.variant.sleutel,
        "vingerafdruk": register.vingerafdruk,
        "licenses": _licenties(gemeente),
        "sources": _bronnen(gemeente),
        "resources": [_bestand(soort, tabel, bestanden[f"{NAMEN[soort]}.csv"]) for soort, tabel in tabellen.items()],
    }
    heel = {naam: waarde for naam, waarde in pakket.items() if waarde}  # a list without entries is no valid one
    return (schoon(json.dumps(heel, ensure_ascii=False, indent=1)) + "\n").encode()


def _bestand(soort: str, tabel: pd.DataFrame, inhoud: bytes) -> dict[str, Any]:
    uitleg = kolomuitleg(soort)
    sleutel = _SLEUTELS[soort]
    kolommen = [_kolom(str(naam), waarden, uitleg[str(naam)]) for naam, waarden in tabel.items()]
    for kolom in kolommen:
        if kolom["name"] in sleutel:
            kolom["constraints"] = kolom.get("constraints", {}) | {"required": True}
    bron = {"name": BRONVERMELDING_KOLOM, "type": "string", "description": "Zet dit bij wat u met de tabel maakt."}
    schema: dict[str, Any] = {"fields": [*kolommen, bron], "missingValues": [""]}
    if sleutel:
        schema["primaryKey"] = sleutel
    if soort != WIJKEN and "wijkcode" in uitleg:
        wijken = {"resource": NAMEN[WIJKEN], "fields": ["wijkcode"]}
        schema["foreignKeys"] = [{"fields": ["wijkcode"], "reference": wijken}]
    return {
        "profile": "tabular-data-resource",
        "name": NAMEN[soort],
        "path": f"{NAMEN[soort]}.csv",
        "title": TITELS[soort],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(inhoud),
        "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}",
        "dialect": _CSV,
        "schema": schema,
    }


def _kolom(naam: str, kolom: pd.Series, uitleg: str) -> dict[str, Any]:
    """Return the description of a column; its type follows from that of the table, not from what happens to be in it.

    A date that may be of a month or a year (`2024-05`) is text.
    """
    uit: dict[str, Any] = {"name": naam, "type": "string", "description": uitleg}
    if naam in {"peildatum", GELDIG_OP}:
        uit["type"] = "date"
    elif pd.api.types.is_integer_dtype(kolom):
        uit["type"] = "integer"
    elif pd.api.types.is_float_dtype(kolom):
        uit |= {"type": "number", "decimalChar": ","}
    if naam in _WAARDEN:
        uit["constraints"] = {"enum": list(_WAARDEN[naam])}
    return uit


def _licenties(gemeente: Gemeente) -> list[dict[str, str]]:
    """Return the licences of the sources that have an address; any other stands with its source."""
    namen = dict.fromkeys(gemeente.bron(over).licentie for over in ONDERWERPEN)
    return [_LICENTIES[naam] | {"title": naam} for naam in namen if naam in _LICENTIES]


def _bronnen(gemeente: Gemeente) -> list[dict[str, str]]:
    bronnen = (gemeente.bron(over) for over in ONDERWERPEN)
    return [
        {"title": b.naam} | {naam: tekst for naam, tekst in asdict(b).items() if tekst and naam != "naam"}
        for b in bronnen
        if b.naam
    ]
