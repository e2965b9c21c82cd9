"""Input of the build: four files as CBS and PDOK serve them, read and checked, every problem at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from analysis.controle.bevinding import FOUT
from analysis.schoon import afgekort
from analysis.waarden import GEBIED_ZEKERHEDEN
from geo import crs
from register.inlezen import csv_tabel, geojson_tabel
from register.schema import CIJFERS, CODES, MATEN
from register.vlakregels import in_nederland, reden_ongeldig
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


class BouwFout(ValueError):
    """Everything that is wrong with the input or the result of a build, in Dutch: what, where, how to mend.

    Attributes
    ----------
    problemen : list of str
        One message per problem.
    """

    def __init__(self, problemen: Iterable[str]) -> None:
        self.problemen = list(problemen)
        super().__init__("De bouw is gestopt; er is niets geschreven.\n" + "\n".join(f"- {p}" for p in self.problemen))


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
    """

    wijken: gpd.GeoDataFrame
    buurten: gpd.GeoDataFrame
    cijfers: Cijfers
    gebieden: dict[str, dict[str, str]]


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
    BouwFout
        With all problems of all files.
    """
    problemen: list[str] = []
    lagen = {
        "wijk": _read_vlakken(wijken, "wijk", ["wijknaam"], problemen),
        "buurt": _read_vlakken(buurten, "buurt", ["buurtnaam", "wijkcode"], problemen),
    }
    cijfers = _read_cijfers(kerncijfers, problemen)
    per_wijk = _read_gebieden(gebieden, problemen)
    if problemen:  # codes can only be matched when every file could be read
        raise BouwFout(problemen)
    wijk, buurt = lagen["wijk"], lagen["buurt"]
    buurt = buurt if "vorm" in buurt else buurt.assign(vorm=None)
    invoer = Invoer(
        wijk[["wijkcode", "wijknaam", "geometry"]],
        buurt[["buurtcode", "buurtnaam", "wijkcode", "vorm", "geometry"]],
        cijfers,
        per_wijk,
    )
    problemen = _match_codes(invoer, kerncijfers.name, gebieden.name) + _match_jaren(lagen, cijfers)
    if problemen:
        raise BouwFout(problemen)
    return invoer


def _read_vlakken(pad: Path, soort: str, velden: list[str], problemen: list[str]) -> gpd.GeoDataFrame:
    leeg = gpd.GeoDataFrame()
    inhoud = _read_bytes(pad)
    if inhoud is None:
        problemen.append(f"{pad.name}: bestand niet gevonden. Geef het pad van de {soort}en in GeoJSON.")
        return leeg
    gdf, bevindingen = geojson_tabel(inhoud, pad.name)
    if fouten := [str(b) for b in bevindingen if b.ernst == FOUT]:
        problemen += fouten
        return leeg
    code = f"{soort}code"
    mist = [veld for veld in [code, *velden] if veld not in gdf]
    if mist:
        problemen.append(f"{pad.name}: veld {', '.join(mist)} ontbreekt. Gebruik de vorm die PDOK bij f=json geeft.")
        return leeg
    gdf = gdf.assign(**{veld: gdf[veld].astype("object") for veld in [code, *velden]})
    voor = len(problemen)
    problemen += _find_codefouten(pad.name, [c for c in gdf[code] if _is_gevuld(c)], soort)
    for plek, waarde, *rest, vlak in gdf[["plek", code, *velden, "geometry"]].itertuples(index=False):
        waar = f"{pad.name}, vlak {plek}" + (f" ({afgekort(waarde, 40)})" if _is_gevuld(waarde) else "")
        for veld, inhoud in zip([code, *velden], [waarde, *rest], strict=True):
            if not _is_gevuld(inhoud):
                problemen.append(f"{waar}: {veld} is leeg of geen tekst. Vul het veld, tussen aanhalingstekens.")
        if vlak.geom_type not in ("Polygon", "MultiPolygon"):
            problemen.append(f"{waar}: de vorm is een {vlak.geom_type}, geen vlak. Haal het opnieuw op.")
        elif not vlak.is_valid:
            reden = reden_ongeldig(vlak)
            problemen.append(
                f"{waar}: de grens is geen geldig vlak: {reden}. Haal het opnieuw op of herstel het in een GIS."
            )
    if not in_nederland(gdf).all():
        problemen.append(
            f"{pad.name}: coördinaten buiten Nederland, of verwisseld. Lever lengte en breedte (WGS84) aan."
        )
    return leeg if len(problemen) > voor else crs.to_rd(gdf).sort_values(code, ignore_index=True)


def _is_gevuld(waarde: object) -> bool:
    return isinstance(waarde, str) and waarde.strip() != ""


def _read_bytes(pad: Path) -> bytes | None:
    try:
        return read_bytes(pad)
    except OSError:
        return None


def _find_codefouten(bestand: str, codes: list[str], soort: str) -> list[str]:
    vorm = "WK en 6" if soort == "wijk" else "BU en 8"
    fouten = [
        f"{bestand}: {afgekort(code, 40)} is geen {soort}code. Gebruik {vorm} tekens."
        for code in sorted(set(codes))
        if not _CODES[soort].fullmatch(code)
    ]
    return fouten + [
        f"{bestand}: {afgekort(code, 40)} staat er {aantal} keer in. Laat één keer staan."
        for code, aantal in sorted(Counter(codes).items())
        if aantal > 1
    ]


def _read_rijen(pad: Path, kolommen: Collection[str], problemen: list[str]) -> list[tuple[int, dict[str, str]]]:
    """Return (line number, row) per row, read as the registers are."""
    inhoud = _read_bytes(pad)
    if inhoud is None:
        problemen.append(f"{pad.name}: bestand niet gevonden. Geef het pad van de CSV.")
        return []
    tabel, bevindingen = csv_tabel(inhoud, pad.name, kolommen)
    if fouten := [str(b) for b in bevindingen if b.ernst == FOUT]:
        problemen += fouten
        return []
    mist = [k for k in kolommen if k not in tabel]
    if mist:
        problemen.append(f"{pad.name}: kolom {', '.join(mist)} ontbreekt. Voeg toe, of kies het juiste bestand.")
        return []
    rijen = [{str(naam): str(cel) for naam, cel in rij.items()} for rij in tabel.to_dict("records")]
    return [(int(rij.pop("plek")), rij) for rij in rijen]


def _read_cijfers(pad: Path, problemen: list[str]) -> Cijfers:
    gelezen: Cijfers = {}
    for regel, rij in _read_rijen(pad, ["niveau", "code", "jaar", *WIJK_CIJFERS], problemen):
        if rij["niveau"] not in _CODES:
            continue  # the total of the gemeente is another figure, not a sum to publish per wijk
        waar = f"{pad.name}, regel {regel} ({afgekort(rij['code'], 40)})"
        if not _CODES[rij["niveau"]].fullmatch(rij["code"]) or rij["code"] in gelezen:
            problemen.append(f"{waar}: onbekende vorm van de code, of dezelfde code twee keer. Verbeter de regel.")
            continue
        kolommen = WIJK_CIJFERS if rij["niveau"] == "wijk" else BUURT_CIJFERS
        getallen: dict[str, Getal | str] = {k: _parse_getal(rij[k], k, waar, problemen) for k in kolommen}
        jaar = rij["jaar"] if re.fullmatch(r"(19|20)[0-9]{2}", rij["jaar"]) else ""
        if not jaar:
            problemen.append(
                f"{waar}: jaar '{afgekort(rij['jaar'], 40)}' is geen jaar. Vul het jaar van de cijfers in, zoals 2024."
            )
        herkomst = f" ({rij['bron']})" if rij.get("bron") else ""
        gelezen[rij["code"]] = getallen | {"jaar": int(jaar or 0), "bron": f"CBS Kerncijfers {jaar}{herkomst}"}
    return gelezen


def _parse_getal(tekst: str, kolom: str, waar: str, problemen: list[str]) -> Getal:
    """Read one CBS figure; empty and -99990 or lower is None, else the bounds are those of the register."""
    if not tekst:
        return None
    maat = MATEN[CIJFERS[kolom]]
    getal = float(tekst) if _GETALVORM[maat.heel].fullmatch(tekst) else None
    if getal is not None and getal <= CBS_GEEN_CIJFER:
        return None
    if getal is None or not maat.laag <= getal <= maat.hoog:
        wat = "is negatief" if getal is not None and getal < 0 else f"is geen {CIJFERS[kolom]}"
        herstel = f"Schrijf {maat.in_woorden}, zonder punt voor duizendtallen, of laat de cel leeg"
        problemen.append(f"{waar}: {kolom} '{afgekort(tekst, 40)}' {wat}. {herstel}.")
        return None
    return getal if "." in tekst and not maat.heel else int(getal)


def _read_gebieden(pad: Path, problemen: list[str]) -> dict[str, dict[str, str]]:
    gelezen: dict[str, dict[str, str]] = {}
    for regel, rij in _read_rijen(pad, ["wijkcode", "gebied", "zekerheid"], problemen):
        waar = f"{pad.name}, regel {regel} ({afgekort(rij['wijkcode'], 40)})"
        if rij["wijkcode"] in gelezen:
            problemen.append(f"{waar}: deze wijk staat er twee keer in. Laat één regel staan.")
        if not rij["gebied"]:
            problemen.append(f"{waar}: gebied is leeg. Vul het gebied in.")
        if rij["zekerheid"] not in GEBIED_ZEKERHEDEN:
            keuzes = " of ".join(GEBIED_ZEKERHEDEN)
            problemen.append(f"{waar}: zekerheid '{afgekort(rij['zekerheid'], 40)}' is onbekend. Gebruik {keuzes}.")
        gelezen[rij["wijkcode"]] = {"gebied": rij["gebied"], "zekerheid": rij["zekerheid"]}
    return gelezen


def _match_codes(invoer: Invoer, naam_cijfers: str, naam_gebieden: str) -> list[str]:
    wijken, buurten, cijfers, gebieden = invoer.wijken, invoer.buurten, invoer.cijfers, invoer.gebieden
    wijkcodes, buurtcodes = set(wijken["wijkcode"]), set(buurten["buurtcode"])
    fouten = [
        f"buurten: {afgekort(buurt, 40)} hoort niet bij {afgekort(wijk, 40)}: de eerste zes cijfers verschillen. "
        "Verbeter de wijkcode."
        for buurt, wijk in zip(buurten["buurtcode"], buurten["wijkcode"], strict=True)
        if buurt[2:8] != wijk[2:]
    ]
    vlakken = wijkcodes | buurtcodes
    regels = [
        (set(buurten["wijkcode"]) - wijkcodes, "buurten: wijk {} staat niet in de wijken. Voeg de wijk toe."),
        (wijkcodes - set(buurten["wijkcode"]), "wijken: {} heeft geen buurten. Haal alle buurten op."),
        (vlakken - cijfers.keys(), f"{naam_cijfers}: cijfers van {{}} ontbreken. Voeg de regel toe."),
        (
            cijfers.keys() - vlakken,
            f"{naam_cijfers}: {{}} heeft cijfers maar geen vlak. Haal alle bladzijden (next) van PDOK op.",
        ),
        (wijkcodes - gebieden.keys(), f"{naam_gebieden}: {{}} ontbreekt. Voeg een regel met het gebied toe."),
        (gebieden.keys() - wijkcodes, f"{naam_gebieden}: {{}} is geen wijk van dit bestand. Haal de regel weg."),
    ]
    return fouten + [tekst.format(afgekort(code, 40)) for codes, tekst in regels for code in sorted(codes)]


def _match_jaren(lagen: dict[str, gpd.GeoDataFrame], cijfers: Cijfers) -> list[str]:
    # A code may have meant another area in another year: joining years by code gives wrong figures in silence.
    jaren = {
        f"{s}en": sorted({afgekort(str(j).removesuffix(".0"), 40) for j in g["jaar"]})
        for s, g in lagen.items()
        if "jaar" in g
    }
    jaren["kerncijfers"] = sorted({str(c["jaar"]) for c in cijfers.values()})
    if len({j for lijst in jaren.values() for j in lijst}) <= 1:
        return []
    gevonden = "; ".join(f"{wat} {', '.join(lijst)}" for wat, lijst in jaren.items())
    return [f"De bestanden zijn van verschillende jaren: {gevonden}. Gebruik overal hetzelfde CBS-jaar."]
