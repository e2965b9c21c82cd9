"""What every column of the four tables may hold, carried by pandera; its findings in the words of this project."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from numbers import Real
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis import waarden as w
from analysis.controle.bevinding import Bevinding
from analysis.schoon import afgekort
from register.kolommen import CIJFERS, CODES, LAT_NL, LON_NL, MATEN, SLEUTELS

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_WEBADRES = r"(?:https?://[^\s/]+\S*)?"
_GETAL = r"-?[0-9]+(?:\.[0-9]+)?"
_GETALVORM = re.compile(_GETAL)


# Per check: what is wrong with the value, and how to mend it.
_UITLEG = {
    "column_in_dataframe": ("kolom “{waarde}” ontbreekt", "Voeg de kolom toe, zo nodig leeg; zie data/README.md."),
    "field_uniqueness": ("{kolom} “{waarde}” komt twee keer voor", "Geef elke rij een eigen waarde."),
    "verplicht": ("{kolom} is leeg", "Vul dit veld in."),
    "not_nullable": ("{kolom} is leeg", "Vul dit veld in."),
    "coordinaat": (
        "{kolom} “{waarde}” is geen getal",
        "Schrijf graden met een punt, zoals 52.38, of laat lat en lon leeg.",
    ),
    "verwisseld": (
        "lat {waarde} en lon {lon} zijn verwisseld",
        "Zet de breedte (rond 52) in lat en de lengte (rond 4,6) in lon.",
    ),
    "buiten-nederland": ("{kolom} {waarde} ligt buiten Nederland", "Verbeter de coördinaat of laat lat en lon leeg."),
    "half-punt": ("van lat en lon is er maar een ingevuld", "Vul beide in of laat beide leeg."),
    "code": (
        "{kolom} “{waarde}” heeft niet de vorm van een CBS-code",
        "Schrijf de code zoals het CBS: WK en 6 tekens, of BU en 8 tekens.",
    ),
    "id-vorm": ("{kolom} “{waarde}” heeft niet de goede vorm", "Gebruik kleine letters en cijfers, met - ertussen."),
    "webadres": ("{kolom} “{waarde}” is geen webadres", "Begin met https:// of http://, zonder spaties, of laat leeg."),
    "tekst": ("{kolom} “{waarde}” is geen tekst", "Schrijf tekst tussen aanhalingstekens, of null."),
} | {
    soort: (f"{{kolom}} “{{waarde}}” is geen {soort}", f"Schrijf {maat.in_woorden}, of null als het onbekend is.")
    for soort, maat in MATEN.items()
}


def _verplicht() -> pa.Check:
    return pa.Check(lambda kolom: kolom.map(lambda v: isinstance(v, str) and v.strip() != ""), error="verplicht")


def _vorm(patroon: str, naam: str) -> pa.Check:
    """Return the check on the form of a text; what is empty or no text has a check of its own."""
    heel = re.compile(patroon)

    def past(waarde: Any) -> bool:
        return not isinstance(waarde, str) or waarde == "" or heel.fullmatch(waarde) is not None

    return pa.Check(past, element_wise=True, error=naam)


def _keuze(waarden: tuple[str, ...]) -> pa.Check:
    return pa.Check.isin(waarden, error="keuze:" + ", ".join(waarden))


def _sleutel(patroon: str, naam: str) -> pa.Column:
    return pa.Column(unique=True, report_duplicates="exclude_first", checks=[_verplicht(), _vorm(patroon, naam)])


def _cijfers(*kolommen: str) -> dict[str, pa.Column]:
    """Return the columns of figures; the two that every answer needs must be there, empty where unknown."""
    return {
        naam: pa.Column(nullable=True, required=naam in {"inwoners", "huishoudens"}, checks=[_maat(CIJFERS[naam])])
        for naam in kolommen
    }


def _maat(soort: str) -> pa.Check:
    laag, hoog, heel = MATEN[soort]

    def past(waarde: Any) -> bool:
        # Real, not int: a column without gaps holds numpy's own integers.
        is_getal = isinstance(waarde, Real) and not isinstance(waarde, bool)
        return is_getal and laag <= waarde <= hoog and (not heel or float(waarde).is_integer())

    return pa.Check(past, element_wise=True, error=soort)


def _tekst(*namen: str) -> dict[str, pa.Column]:
    return {naam: pa.Column() for naam in namen}


def _vlaktekst(*namen: str) -> dict[str, pa.Column]:
    """Return the texts that a file of boundaries may lack: JSON can hold something else there."""
    check = pa.Check(lambda waarde: isinstance(waarde, str), element_wise=True, error="tekst")
    return {naam: pa.Column(nullable=True, required=False, checks=[check]) for naam in namen}


def _getallen(kolom: pd.Series) -> pd.Series:
    getallen = [float(tekst) if _GETALVORM.fullmatch(tekst) else math.nan for tekst in kolom]
    return pd.Series(getallen, index=kolom.index, dtype="float64")


def _coordinaat(grenzen: tuple[float, float], andere: tuple[float, float]) -> pa.Column:
    def binnen(kolom: pd.Series) -> pd.Series:
        getal = _getallen(kolom)
        # A value that would fit the other axis is judged as swapped, for the pair, not here.
        return getal.isna() | getal.between(*grenzen) | getal.between(*andere)

    return pa.Column(
        checks=[
            pa.Check(lambda kolom: kolom.eq("") | kolom.str.fullmatch(_GETAL), error="coordinaat"),
            pa.Check(binnen, error="buiten-nederland"),
        ]
    )


def _niet_verwisseld(tabel: pd.DataFrame) -> pd.Series:
    return ~(_getallen(tabel["lat"]).between(*LON_NL) | _getallen(tabel["lon"]).between(*LAT_NL))


def _heel_punt(tabel: pd.DataFrame) -> pd.Series:
    return tabel["lat"].eq("") == tabel["lon"].eq("")


SCHEMAS = {
    "wijken.geojson": pa.DataFrameSchema(
        {"wijkcode": _sleutel(CODES["wijkcode"], "code")}
        | {naam: pa.Column(checks=[_verplicht()]) for naam in ("wijknaam", "gebied")}
        | {"gebied_zekerheid": pa.Column(nullable=True, required=False, checks=[_keuze(w.GEBIED_ZEKERHEDEN)])}
        | _cijfers(*CIJFERS)
        | _vlaktekst("bron")
    ),
    "buurten.geojson": pa.DataFrameSchema(
        {
            "buurtcode": _sleutel(CODES["buurtcode"], "code"),
            "buurtnaam": pa.Column(checks=[_verplicht()]),
            "wijkcode": pa.Column(checks=[_verplicht(), _vorm(CODES["wijkcode"], "code")]),
        }
        | _cijfers(*CIJFERS)
        | _vlaktekst("bron", "vorm")
    ),
    "organisaties.csv": pa.DataFrameSchema(
        {
            "id": _sleutel(_ID, "id-vorm"),
            "naam": pa.Column(checks=[_verplicht()]),
            "soort": pa.Column(checks=[_keuze(w.SOORTEN)]),
            "fase": pa.Column(checks=[_keuze(w.FASEN)]),
            "werkgebied_zekerheid": pa.Column(checks=[_keuze((*w.ZEKERHEDEN, ""))]),
        }
        | _tekst("van", "tot", "laatst_gezien", "werkgebied", "opvolger", "themas", "werkgroepen", "partners")
        | _tekst("bron", "opmerking")
        | {"website": pa.Column(checks=[_vorm(_WEBADRES, "webadres")])}
    ),
    "initiatieven.csv": pa.DataFrameSchema(
        {
            "id": _sleutel(_ID, "id-vorm"),
            "naam": pa.Column(checks=[_verplicht()]),
            "thema": pa.Column(checks=[_keuze(w.THEMAS)]),
            "fase": pa.Column(checks=[_keuze(w.FASEN)]),
            "nauwkeurigheid": pa.Column(checks=[_keuze(w.NAUWKEURIGHEDEN)]),
            "lat": _coordinaat(LAT_NL, LON_NL),
            "lon": _coordinaat(LON_NL, LAT_NL),
        }
        | _tekst("omschrijving", "van", "tot", "bron")
        | {"website": pa.Column(checks=[_vorm(_WEBADRES, "webadres")])},
        checks=[pa.Check(_niet_verwisseld, error="verwisseld"), pa.Check(_heel_punt, error="half-punt")],
    ),
}


def schemafouten(tabel: pd.DataFrame, bestand: str) -> Iterator[Bevinding]:
    """Yield everything in a table that the schema of its file does not allow, all at once.

    The table holds raw values, index by position, with `plek`.
    """
    schema = SCHEMAS[bestand]
    verplicht = [naam for naam, kolom in schema.columns.items() if kolom.required]
    if not set(verplicht) & set(tabel.columns):
        yield _geen_kop(bestand, verplicht)
        return
    try:
        schema.validate(pd.DataFrame(tabel), lazy=True)
    except pa.errors.SchemaErrors as fouten:
        gevallen = fouten.failure_cases
        # A check over the whole row reports every column of it: its lat says enough, and without that it says nothing.
        for geval in gevallen.itertuples():
            if geval.schema_context == "Column" or geval.column == "lat" or geval.check == "column_in_dataframe":
                yield _bevinding(geval, tabel, bestand)


def _geen_kop(bestand: str, verplicht: list[str]) -> Bevinding:
    """Return the one finding for a file of which no column is known: each of them missing is not what is wrong."""
    wat, herstel = "geen enkel vlak heeft de eigenschappen die nodig zijn", f"Nodig zijn: {', '.join(verplicht)}."
    return Bevinding(bestand, 0, "", "bestandsvorm", wat, herstel)


def _bevinding(geval: Any, tabel: pd.DataFrame, bestand: str) -> Bevinding:
    regel, waarde = str(geval.check), geval.failure_case
    rij = None if geval.index is None or pd.isna(geval.index) else tabel.loc[geval.index]
    if regel == "verplicht" and not isinstance(waarde, str):
        regel = "tekst"  # something stands there, and it is no text: a number where a code or a name must stand
    if regel.startswith("keuze:"):
        wat, herstel = (
            "{kolom} “{waarde}” bestaat niet",
            f"Kies uit: {regel.removeprefix('keuze:').removesuffix(', ')}.",
        )
        regel = "keuze"
    elif regel in _UITLEG:
        wat, herstel = _UITLEG[regel]
    else:  # pandera itself failed on the value, for instance because it is of another type
        wat, herstel = "{kolom} “{waarde}” past niet", "Zie data/README.md voor wat in deze kolom kan staan."
    sleutel = SLEUTELS[bestand]
    return Bevinding(
        bestand,
        0 if rij is None else int(rij["plek"]),
        "" if rij is None or sleutel not in tabel.columns else _toon(rij[sleutel]),
        regel.replace("_", "-"),
        wat.format(kolom=geval.column, waarde=_toon(waarde), lon="" if rij is None else _toon(rij.get("lon"))),
        herstel,
    )


def _toon(waarde: Any) -> str:
    """Return a raw value as a reader may see it: short, nothing for none, and the text of what the reader packed."""
    if isinstance(waarde, tuple):
        return afgekort(waarde[0], 80)
    return "" if pd.isna(waarde) else afgekort(waarde, 80)
