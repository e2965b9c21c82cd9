"""Build `wijken.geojson` and `buurten.geojson` from files as CBS and PDOK serve them.

The same input gives the same bytes: rows are sorted by code, rings start at a fixed vertex, keys have a fixed
order, and neither the clock nor a path of the machine gets into a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from analysis.controle.bevinding import vastgelopen
from analysis.gemeente import BRONVERMELDING
from analysis.nederlands import telwoord
from register.bouw import generaliseren
from register.bouw.invoer import BUURT_CIJFERS, WIJK_CIJFERS, BouwFout, Invoer, read_invoer
from register.register import vlakkenfouten
from systeem.bestanden import make_folder, reden, write_samen

__all__ = ["BRON", "BouwFout", "build"]

BRON = BRONVERMELDING.removeprefix("Bron: ")


def build(  # noqa: PLR0917 - four inputs of equal rank, then where to and who listens
    wijken: Path,
    buurten: Path,
    kerncijfers: Path,
    gebieden: Path,
    uit: Path,
    voortgang: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the generalised wijken and buurten with their figures: both files, or none.

    Parameters
    ----------
    wijken, buurten : Path
        GeoJSON of one CBS year in WGS84, as PDOK's OGC API gives with `f=json`
        (see `register.bouw.invoer.read_invoer`).
    kerncijfers, gebieden : Path
        CSV with the figures per code, and with the gebied per wijkcode.
    uit : Path
        Folder for `wijken.geojson` and `buurten.geojson`; made when absent.
    voortgang : callable, optional
        Gets a line in Dutch before each step.

    Returns
    -------
    list of Path
        The two files, in WGS84 (RFC 7946); their columns are explained in `data/README.md`.

    Raises
    ------
    BouwFout
        With all problems found in the input, in the generalised geometry, or in the files as the register reads them;
        also when the build gets stuck in a way that no check foresaw.
    """
    try:
        return _build(wijken, buurten, kerncijfers, gebieden, uit, voortgang or (lambda _regel: None))
    except BouwFout:
        raise
    except Exception as fout:
        raise BouwFout([str(vastgelopen("de invoer", fout, " door de bouw"))]) from fout


def _build(  # noqa: PLR0917 - as `build`
    wijken: Path, buurten: Path, kerncijfers: Path, gebieden: Path, uit: Path, meld: Callable[[str], None]
) -> list[Path]:
    meld("Lezen en nakijken …")
    invoer = read_invoer(wijken, buurten, kerncijfers, gebieden)
    aantal = telwoord(len(invoer.wijken), "wijk", "wijken"), telwoord(len(invoer.buurten), "buurt", "buurten")
    meld(f"{' en '.join(aantal)} vereenvoudigen …")
    nieuwe_buurten, nieuwe_wijken = _generaliseer(invoer)
    meld("Uitkomst nakijken …")
    inhoud = {
        "wijken.geojson": _format_geojson(_wijk_kenmerken(invoer), nieuwe_wijken),
        "buurten.geojson": _format_geojson(_buurt_kenmerken(invoer), nieuwe_buurten),
    }
    # What is built is judged by the very rules that will read it.
    if problemen := [str(b) for b in vlakkenfouten(*(tekst.encode() for tekst in inhoud.values()))]:
        raise BouwFout(problemen)
    paden = _write(uit, inhoud)
    meld(f"Klaar: {', '.join(pad.name for pad in paden)}.")
    return paden


def _generaliseer(invoer: Invoer) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    genoopt, problemen = generaliseren.node_buurten(invoer.buurten)
    if problemen:
        raise BouwFout(problemen)
    eenvoudig, problemen = generaliseren.simplify_buurten(genoopt)
    if problemen:
        raise BouwFout(problemen)
    buurten = generaliseren.round_buurten(eenvoudig)
    problemen = generaliseren.find_problemen_buurten(buurten)
    if problemen:
        raise BouwFout(problemen)
    wijken = generaliseren.dissolve_wijken(invoer.wijken, buurten)
    problemen = generaliseren.find_problemen_wijken(wijken, invoer.wijken)
    if problemen:
        raise BouwFout(problemen)
    return generaliseren.orient_rings(buurten), generaliseren.orient_rings(wijken)


def _wijk_kenmerken(invoer: Invoer) -> Iterable[dict[str, Any]]:
    for code, naam in zip(invoer.wijken["wijkcode"], invoer.wijken["wijknaam"], strict=True):
        cijfers, gebied = invoer.cijfers[code], invoer.gebieden[code]
        yield {
            "wijkcode": code,
            "wijknaam": naam,
            "gebied": gebied["gebied"],
            "gebied_zekerheid": gebied["zekerheid"],
            **{k: cijfers[k] for k in [*WIJK_CIJFERS, "jaar", "bron"]},
        }


def _buurt_kenmerken(invoer: Invoer) -> Iterable[dict[str, Any]]:
    kolommen = ["buurtcode", "buurtnaam", "wijkcode", "vorm"]
    for code, naam, wijk, vorm in invoer.buurten[kolommen].itertuples(index=False):
        cijfers = invoer.cijfers[code]
        yield {
            "buurtcode": code,
            "buurtnaam": naam,
            "wijkcode": wijk,
            **{k: cijfers[k] for k in [*BUURT_CIJFERS, "jaar"]},
            "vorm": vorm if isinstance(vorm, str) else None,
            "bron": cijfers["bron"],
        }


def _format_geojson(kenmerken: Iterable[dict[str, Any]], vlakken: gpd.GeoDataFrame) -> str:
    """One feature per line: a changed wijk is one changed line in a diff."""
    regels = [
        _dump({"type": "Feature", "properties": eigen, "geometry": _mapping(vlak)})
        for eigen, vlak in zip(kenmerken, vlakken.geometry, strict=True)
    ]
    kop = f'{{"type":"FeatureCollection","bron":{_dump(BRON)},"features":[\n'
    return kop + ",\n".join(regels) + "\n]}\n"


def _mapping(vlak: Any) -> dict[str, Any]:
    # A Polygon for certain: the checks before this refuse everything else. Rounded once more for the shortest text.
    ringen = [shapely.get_coordinates(ring).tolist() for ring in [vlak.exterior, *vlak.interiors]]
    return {
        "type": "Polygon",
        "coordinates": [[[round(g, generaliseren.DECIMALEN) for g in punt] for punt in ring] for ring in ringen],
    }


def _dump(waarde: Any) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write(uit: Path, inhoud: dict[str, str]) -> list[Path]:
    """Write all files or none."""
    doelen = {uit / naam: tekst.encode() for naam, tekst in inhoud.items()}
    try:
        make_folder(uit)
        write_samen(doelen)
    except OSError as fout:
        raise BouwFout(
            [f"{uit.name}: schrijven lukt niet, {reden(fout)}. Kijk of de map bestaat en te schrijven is."]
        ) from fout
    return list(doelen)
