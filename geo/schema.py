"""What every column of the four tables may hold, carried by pandera; its findings in the words of this project."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Real
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis import waarden as w
from analysis.bevinding import Bevinding

# The Netherlands with a margin, in degrees: enough to tell swapped or mistyped coordinates from real ones.
LAT_NL = (50.7, 53.7)
LON_NL = (3.2, 7.3)

# More people than live in the country: a typing mistake, and too large to compute with safely.
MAX_AANTAL = 20_000_000

_GETAL = r"-?[0-9]+(?:\.[0-9]+)?"

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
        "lat {waarde} en lon zijn verwisseld",
        "Zet de breedte (rond 52) in lat en de lengte (rond 4,6) in lon.",
    ),
    "buiten-nederland": ("{kolom} {waarde} ligt buiten Nederland", "Verbeter de coördinaat of laat lat en lon leeg."),
    "half-punt": ("van lat en lon is er maar een ingevuld", "Vul beide in of laat beide leeg."),
    "aantal": (
        "{kolom} “{waarde}” is geen aantal",
        "Schrijf een heel getal van 0 of hoger, of null als het onbekend is.",
    ),
}


def _verplicht() -> pa.Check:
    return pa.Check(lambda kolom: kolom.map(lambda v: isinstance(v, str) and v.strip() != ""), error="verplicht")


def _keuze(waarden: tuple[str, ...]) -> pa.Check:
    return pa.Check.isin(waarden, error="keuze:" + ", ".join(waarden))


def _sleutel() -> pa.Column:
    return pa.Column(unique=True, report_duplicates="exclude_first", checks=[_verplicht()])


def _aantal() -> pa.Column:
    return pa.Column(nullable=True, checks=[pa.Check(_is_aantal, element_wise=True, error="aantal")])


def _is_aantal(waarde: Any) -> bool:
    # Real, not int: a column without gaps holds numpy's own integers.
    is_getal = isinstance(waarde, Real) and not isinstance(waarde, bool)
    return is_getal and 0 <= waarde <= MAX_AANTAL and float(waarde).is_integer()


def _tekst(*namen: str) -> dict[str, pa.Column]:
    return {naam: pa.Column() for naam in namen}


def _getallen(kolom: pd.Series) -> pd.Series:
    return pd.to_numeric(kolom.where(kolom.str.fullmatch(_GETAL), None), errors="coerce")


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
        {"wijkcode": _sleutel(), "inwoners": _aantal(), "huishoudens": _aantal()}
        | {naam: pa.Column(checks=[_verplicht()]) for naam in ("wijknaam", "gebied")}
    ),
    "buurten.geojson": pa.DataFrameSchema(
        {"buurtcode": _sleutel(), "inwoners": _aantal(), "huishoudens": _aantal()}
        | {naam: pa.Column(checks=[_verplicht()]) for naam in ("buurtnaam", "wijkcode")}
    ),
    "organisaties.csv": pa.DataFrameSchema(
        {
            "id": _sleutel(),
            "naam": pa.Column(checks=[_verplicht()]),
            "soort": pa.Column(checks=[_keuze(w.SOORTEN)]),
            "fase": pa.Column(checks=[_keuze(w.FASEN)]),
            "werkgebied_zekerheid": pa.Column(checks=[_keuze((*w.ZEKERHEDEN, ""))]),
        }
        | _tekst("van", "tot", "laatst_gezien", "werkgebied", "opvolger", "themas", "werkgroepen", "partners")
        | _tekst("website", "bron", "opmerking")
    ),
    "initiatieven.csv": pa.DataFrameSchema(
        {
            "id": _sleutel(),
            "naam": pa.Column(checks=[_verplicht()]),
            "thema": pa.Column(checks=[_keuze(w.THEMAS)]),
            "fase": pa.Column(checks=[_keuze(w.FASEN)]),
            "nauwkeurigheid": pa.Column(checks=[_keuze(w.NAUWKEURIGHEDEN)]),
            "lat": _coordinaat(LAT_NL, LON_NL),
            "lon": _coordinaat(LON_NL, LAT_NL),
        }
        | _tekst("omschrijving", "van", "tot", "website", "bron"),
        checks=[
            pa.Check(_niet_verwisseld, error="verwisseld"),
            pa.Check(_heel_punt, error="half-punt"),
        ],
    ),
}
SLEUTELS = {"wijken.geojson": "wijkcode", "buurten.geojson": "buurtcode"} | dict.fromkeys(
    ("organisaties.csv", "initiatieven.csv"), "id"
)


def schemafouten(tabel: pd.DataFrame, bestand: str) -> Iterator[Bevinding]:
    """Yield everything in a table that its schema does not allow, all at once.

    Parameters
    ----------
    tabel : DataFrame
        Raw values, index by position, with `plek`.
    bestand : str
        A key of `SCHEMAS`.

    Yields
    ------
    Bevinding
    """
    try:
        SCHEMAS[bestand].validate(pd.DataFrame(tabel), lazy=True)
    except pa.errors.SchemaErrors as fouten:
        gevallen = fouten.failure_cases
        # A check over the whole row reports every column of it: its lat says enough, and without that it says nothing.
        for geval in gevallen.itertuples():
            if geval.schema_context == "Column" or geval.column == "lat" or geval.check == "column_in_dataframe":
                yield _bevinding(geval, tabel, bestand)


def _bevinding(geval: Any, tabel: pd.DataFrame, bestand: str) -> Bevinding:
    regel = str(geval.check)
    rij = None if geval.index is None or pd.isna(geval.index) else tabel.loc[geval.index]
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
        "" if rij is None or sleutel not in tabel.columns else str(rij[sleutel]),
        regel.replace("_", "-"),
        wat.format(kolom=geval.column, waarde=geval.failure_case),
        herstel,
    )
