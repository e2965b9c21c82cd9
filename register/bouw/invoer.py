"""Input of the build: four files as CBS and PDOK serve them, read and checked, every problem at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from analysis.controle.bevinding import FOUT, Bevinding
from analysis.schoon import afgekort
from analysis.waarden import GEBIED_ZEKERHEDEN
from geo import crs
from register.inlezen import csv_tabel, geojson_tabel
from register.kolommen import CIJFERS, CODES, MATEN
from register.register import ALLE_BESTANDEN, DataFout
from register.vlakregels import VLAKREGELS, in_nederland
from systeem.bestanden import read_bytes

CBS_GEEN_CIJFER = -99990  # CBS writes -99995, -99997 … for secret, unknown or not applicable
WIJK_CIJFERS = (
    *("inwoners", "huishoudens", "mannen", "vrouwen"),
    *("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus"),
    *("pct_eenpersoonshh", "pct_hh_zonder_kinderen", "pct_hh_met_kinderen", "gem_huishoudensgrootte"),
    *("inwoners_per_km2", "opp_totaal_ha", "opp_land_ha", "opp_water_ha"),
    *("inwoners_0_15", "inwoners_65_plus", "pct_koopwoningen", "gem_woz_x1000eur"),
)
BUURT_CIJFERS = ("inwoners", "huishoudens", "inwoners_0_15", "inwoners_65_plus", "opp_land_ha")
_CODES = {"wijk": re.compile(CODES["wijkcode"]), "buurt": re.compile(CODES["buurtcode"])}
# "1.234" is a thousand and more to the one, and one and a bit to the other: three decimals are never written here. A
# whole number may end in ".0", as programs write a column with gaps.
_GETALVORM = {True: re.compile(r"-?[0-9]+(?:\.0)?"), False: re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")}

Getal = int | float | None
Cijfers = dict[str, dict[str, Getal | str]]


@dataclass(frozen=True)
class Invoer:
    """The input of a build, checked.

    Attributes
    ----------
    wijken : GeoDataFrame
        wijkcode, wijknaam, geometry in RD; sorted by wijkcode.
    buurten : GeoDataFrame
        buurtcode, buurtnaam, wijkcode, vorm (None when the input lacks it), geometry in RD; sorted by buurtcode.
    cijfers : dict
        Per wijkcode or buurtcode the numbers of kerncijfers (None = missing), jaar (int) and bron (str).
    gebieden : dict
        Per wijkcode: gebied, zekerheid.
    gemeente : str
        What all wijken call their municipality (`gemeentenaam`, as PDOK gives); empty when they do not.
    """

    wijken: gpd.GeoDataFrame
    buurten: gpd.GeoDataFrame
    cijfers: Cijfers
    gebieden: dict[str, dict[str, str]]
    gemeente: str


def read_invoer(wijken: Path, buurten: Path, kerncijfers: Path, gebieden: Path) -> Invoer:
    """Read and check the four input files.

    Parameters
    ----------
    wijken, buurten : Path
        GeoJSON in WGS84 with wijkcode, wijknaam, and buurtcode, buurtnaam, wijkcode.
    kerncijfers : Path
        CSV with niveau, code, jaar and the columns in `WIJK_CIJFERS`; bron is optional.
    gebieden : Path
        CSV with wijkcode, gebied, zekerheid.

    Raises
    ------
    DataFout
        With all problems of all files.
    """
    fouten: list[Bevinding] = []
    wijk = _read_vlakken(wijken, "wijk", ["wijknaam"], fouten)
    buurt = _read_vlakken(buurten, "buurt", ["buurtnaam", "wijkcode"], fouten)
    cijfers = _read_cijfers(kerncijfers, fouten)
    per_wijk = _read_gebieden(gebieden, fouten)
    if fouten:  # codes can only be matched when every file could be read
        raise DataFout(fouten)
    buurt = buurt if "vorm" in buurt else buurt.assign(vorm=None)
    invoer = Invoer(
        wijk[["wijkcode", "wijknaam", "geometry"]],
        buurt[["buurtcode", "buurtnaam", "wijkcode", "vorm", "geometry"]],
        cijfers,
        per_wijk,
        _gemeentenaam(wijk),
    )
    jaren = _match_jaren({"wijken": wijk, "buurten": buurt}, cijfers)
    if fouten := [*_match_codes(invoer, kerncijfers.name, gebieden.name), *jaren]:
        raise DataFout(fouten)
    return invoer


def _read(pad: Path, wat: str, kolommen: list[str], fouten: list[Bevinding], *, csv: bool) -> pd.DataFrame | None:
    """Return a file that has these columns, read as the registers are; None when something is wrong with it."""
    try:
        inhoud = read_bytes(pad)
    except OSError:
        herstel = f"Geef het pad van {wat}."
        fouten.append(Bevinding(pad.name, 0, "", "bestand-ontbreekt", "bestand niet gevonden", herstel))
        return None
    tabel: pd.DataFrame
    tabel, gevonden = csv_tabel(inhoud, pad.name, kolommen) if csv else geojson_tabel(inhoud, pad.name)
    eigen = [b for b in gevonden if b.ernst == FOUT]
    if not eigen and (mist := ", ".join(naam for naam in kolommen if naam not in tabel)):
        herstel = "Voeg toe, of kies het juiste bestand." if csv else "Gebruik de vorm die PDOK bij f=json geeft."
        naam = "kolom" if csv else "veld"
        eigen = [Bevinding(pad.name, 0, "", "kolom-ontbreekt", f"{naam} {mist} ontbreekt", herstel)]
    fouten += eigen
    return None if eigen else tabel


def _read_vlakken(pad: Path, soort: str, velden: list[str], fouten: list[Bevinding]) -> gpd.GeoDataFrame:
    velden = [f"{soort}code", *velden]
    tabel = _read(pad, f"de {soort}en in GeoJSON", velden, fouten, csv=False)
    if tabel is None:
        return gpd.GeoDataFrame()
    gdf = gpd.GeoDataFrame(tabel.assign(**{veld: tabel[veld].astype("object") for veld in velden}))
    eigen = list(_find_vlakfouten(gdf, pad.name, soort, velden))
    fouten += eigen
    return gpd.GeoDataFrame() if eigen else crs.to_rd(gdf).sort_values(velden[0], ignore_index=True)


def _find_vlakfouten(gdf: gpd.GeoDataFrame, bestand: str, soort: str, velden: list[str]) -> Iterator[Bevinding]:
    code = velden[0]
    codes = Counter(waarde for waarde in gdf[code] if _is_gevuld(waarde))
    vorm = "WK en 6" if soort == "wijk" else "BU en 8"
    for naam, aantal in sorted(codes.items()):
        kort = afgekort(naam, 40)
        if not _CODES[soort].fullmatch(naam):
            yield Bevinding(bestand, 0, kort, "code", f"dit is geen {soort}code", f"Gebruik {vorm} tekens.")
        if aantal > 1:
            yield Bevinding(bestand, 0, kort, "dubbel", f"staat er {aantal} keer in", "Laat één keer staan.")
    plekken = {
        label: (int(plek), afgekort(waarde, 40) if _is_gevuld(waarde) else "")
        for label, plek, waarde in zip(gdf.index, gdf["plek"], gdf[code], strict=True)
    }
    for veld in velden:
        for label in gdf.index[~gdf[veld].map(_is_gevuld)]:
            herstel = "Vul het veld, tussen aanhalingstekens."
            yield Bevinding(bestand, *plekken[label], "veld-leeg", f"{veld} is leeg of geen tekst", herstel)
    for regel in ("geen-vlak", "ongeldig-vlak"):
        for b in VLAKREGELS[regel].bevindingen(plekken, FOUT, gdf, code):
            yield replace(b, bestand=bestand)
    if not in_nederland(gdf).all():
        wat, herstel = "coördinaten buiten Nederland, of verwisseld", "Lever lengte en breedte (WGS84) aan."
        yield Bevinding(bestand, 0, "", "vlak-buiten-nederland", wat, herstel)


def _gemeentenaam(wijken: gpd.GeoDataFrame) -> str:
    namen = set(wijken["gemeentenaam"]) if "gemeentenaam" in wijken else set()
    return namen.pop().strip() if len(namen) == 1 and all(map(_is_gevuld, namen)) else ""


def _is_gevuld(waarde: object) -> bool:
    return isinstance(waarde, str) and waarde.strip() != ""


def _read_rijen(pad: Path, kolommen: list[str], fouten: list[Bevinding]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number of each row of a CSV file, and the row."""
    tabel = _read(pad, "de CSV", kolommen, fouten, csv=True)
    for rij in () if tabel is None else tabel.to_dict("records"):
        yield int(rij.pop("plek")), {str(naam): str(cel) for naam, cel in rij.items()}


def _read_cijfers(pad: Path, fouten: list[Bevinding]) -> Cijfers:
    gelezen: Cijfers = {}
    for regel, rij in _read_rijen(pad, ["niveau", "code", "jaar", *WIJK_CIJFERS], fouten):
        if rij["niveau"] not in _CODES:
            continue  # the total of the gemeente is another figure, not a sum to publish per wijk
        plek = pad.name, regel, afgekort(rij["code"], 40)
        if not _CODES[rij["niveau"]].fullmatch(rij["code"]) or rij["code"] in gelezen:
            wat = "onbekende vorm van de code, of dezelfde code twee keer"
            fouten.append(Bevinding(*plek, "code", wat, "Verbeter de regel."))
            continue
        getallen: dict[str, Getal | str] = {}
        for kolom in WIJK_CIJFERS if rij["niveau"] == "wijk" else BUURT_CIJFERS:
            getallen[kolom], fout = _parse_getal(rij[kolom], CIJFERS[kolom])
            if fout:
                maat = MATEN[CIJFERS[kolom]].in_woorden
                herstel = f"Schrijf {maat}, zonder punt voor duizendtallen, of laat de cel leeg."
                fouten.append(Bevinding(*plek, "cijfer", f"{kolom} “{afgekort(rij[kolom], 40)}” {fout}", herstel))
        jaar = rij["jaar"] if re.fullmatch(r"(19|20)[0-9]{2}", rij["jaar"]) else ""
        if not jaar:
            wat = f"jaar “{afgekort(rij['jaar'], 40)}” is geen jaar"
            fouten.append(Bevinding(*plek, "jaar", wat, "Vul het jaar van de cijfers in, zoals 2024."))
        herkomst = f" ({rij['bron']})" if rij.get("bron") else ""
        gelezen[rij["code"]] = getallen | {"jaar": int(jaar or 0), "bron": f"CBS Kerncijfers {jaar}{herkomst}"}
    return gelezen


def _parse_getal(tekst: str, soort: str) -> tuple[Getal, str]:
    """Return one CBS figure, and what is wrong with it; empty and -99990 or lower is None, the rest as in `MATEN`."""
    maat = MATEN[soort]
    getal = float(tekst) if _GETALVORM[maat.heel].fullmatch(tekst) else None
    if not tekst or (getal is not None and getal <= CBS_GEEN_CIJFER):
        return None, ""
    if getal is None or not maat.laag <= getal <= maat.hoog:
        return None, "is negatief" if getal is not None and getal < 0 else f"is geen {soort}"
    return getal if "." in tekst and not maat.heel else int(getal), ""


def _read_gebieden(pad: Path, fouten: list[Bevinding]) -> dict[str, dict[str, str]]:
    gelezen: dict[str, dict[str, str]] = {}
    for regel, rij in _read_rijen(pad, ["wijkcode", "gebied", "zekerheid"], fouten):
        plek = pad.name, regel, afgekort(rij["wijkcode"], 40)
        if rij["wijkcode"] in gelezen:
            fouten.append(Bevinding(*plek, "dubbel", "deze wijk staat er twee keer in", "Laat één regel staan."))
        if not rij["gebied"]:
            fouten.append(Bevinding(*plek, "gebied", "gebied is leeg", "Vul het gebied in."))
        if rij["zekerheid"] not in GEBIED_ZEKERHEDEN:
            wat = f"zekerheid “{afgekort(rij['zekerheid'], 40)}” is onbekend"
            fouten.append(Bevinding(*plek, "zekerheid", wat, f"Gebruik {' of '.join(GEBIED_ZEKERHEDEN)}."))
        gelezen[rij["wijkcode"]] = {"gebied": rij["gebied"], "zekerheid": rij["zekerheid"]}
    return gelezen


def _match_codes(invoer: Invoer, naam_cijfers: str, naam_gebieden: str) -> Iterator[Bevinding]:
    wijken, buurten, cijfers, gebieden = invoer.wijken, invoer.buurten, invoer.cijfers, invoer.gebieden
    wijkcodes, buurtwijken = set(wijken["wijkcode"]), set(buurten["wijkcode"])
    vlakken = wijkcodes | set(buurten["buurtcode"])
    for buurt, wijk in zip(buurten["buurtcode"], buurten["wijkcode"], strict=True):
        if buurt[2:8] != wijk[2:]:
            wat = f"hoort niet bij {afgekort(wijk, 40)}: de eerste zes cijfers verschillen"
            yield Bevinding("buurten", 0, buurt, "andere-wijk", wat, "Verbeter de wijkcode.")
    alle = "Haal alle bladzijden (next) van PDOK op."
    for codes, bestand, wat, herstel in (
        (buurtwijken - wijkcodes, "buurten", "deze wijk staat niet in de wijken", "Voeg de wijk toe."),
        (wijkcodes - buurtwijken, "wijken", "heeft geen buurten", "Haal alle buurten op."),
        (vlakken - cijfers.keys(), naam_cijfers, "de cijfers ontbreken", "Voeg de regel toe."),
        (cijfers.keys() - vlakken, naam_cijfers, "heeft cijfers maar geen vlak", alle),
        (wijkcodes - gebieden.keys(), naam_gebieden, "deze wijk ontbreekt", "Voeg een regel met het gebied toe."),
        (gebieden.keys() - wijkcodes, naam_gebieden, "dit is geen wijk van de kaart", "Haal de regel weg."),
    ):
        for code in sorted(codes):
            yield Bevinding(bestand, 0, afgekort(code, 40), wat.replace(" ", "-"), wat, herstel)


def _match_jaren(lagen: dict[str, gpd.GeoDataFrame], cijfers: Cijfers) -> Iterator[Bevinding]:
    # A code may have meant another area in another year: joining years by code gives wrong figures in silence.
    jaren = {
        naam: sorted({afgekort(str(jaar).removesuffix(".0"), 40) for jaar in gdf["jaar"]})
        for naam, gdf in lagen.items()
        if "jaar" in gdf
    }
    jaren["kerncijfers"] = sorted({str(c["jaar"]) for c in cijfers.values()})
    if len({jaar for lijst in jaren.values() for jaar in lijst}) > 1:
        gevonden = "; ".join(f"{wat} {', '.join(lijst)}" for wat, lijst in jaren.items())
        wat = f"zij zijn van verschillende jaren: {gevonden}"
        yield Bevinding(ALLE_BESTANDEN, 0, "", "jaren-verschillen", wat, "Gebruik overal hetzelfde CBS-jaar.")
