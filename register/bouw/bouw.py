"""Build `wijken.geojson`, `buurten.geojson` and a first `gemeente.toml` from files as CBS and PDOK serve them.

The same input gives the same bytes: rows are sorted by code, rings start at a fixed vertex, keys have a fixed
order, and neither the clock nor a path of the machine gets into a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd

from analysis.controle.bevinding import Bevinding, vastgelopen
from analysis.controle.meldingen import GEMEENTE
from analysis.gemeente import BRONVERMELDING
from analysis.nederlands import telwoord
from geo.geojson import format_geojson
from register.bouw import generaliseren
from register.bouw.eerste_gemeente import eerste_gemeente
from register.bouw.invoer import BUURT_CIJFERS, WIJK_CIJFERS, Invoer, read_invoer
from register.gemeente import lees_gemeente
from register.register import DataFout, vlakkenfouten
from register.vlakregels import BUURTEN, WIJKEN
from systeem.bestanden import make_folder, write_samen

BRON = BRONVERMELDING.removeprefix("Bron: ")


def build(  # noqa: PLR0917 - four inputs of equal rank, then where to and who listens
    wijken: Path,
    buurten: Path,
    kerncijfers: Path,
    gebieden: Path,
    uit: Path,
    voortgang: Callable[[str], None] = lambda _regel: None,
    *,
    naam: str | None = None,
) -> list[Path]:
    """Write the generalised wijken and buurten with their figures in a folder, made when absent: all files, or none.

    The input is that of `register.bouw.invoer.read_invoer`; `voortgang` gets a line in Dutch before each step. The
    areas are in WGS84 (RFC 7946); their columns are explained in `data/README.md`. A folder without `gemeente.toml`
    gets a first one: `naam` is that of the municipality, by default what the wijken call it.

    Raises
    ------
    DataFout
        With all problems found in the input, in the generalised geometry, or in the files as the register reads them;
        also when the build gets stuck in a way that no check foresaw.
    OSError
        When a file cannot be written; none is then.
    """
    try:
        voortgang("Lezen en nakijken …")
        invoer = read_invoer(wijken, buurten, kerncijfers, gebieden)
        # Whoever filled in the file of the municipality keeps it.
        eerste = {} if os.path.lexists(uit / GEMEENTE) else {GEMEENTE: _eerste(naam or invoer.gemeente, invoer)}
        inhoud = _build(invoer, voortgang) | eerste
    except DataFout:
        raise
    except Exception as fout:
        raise DataFout([vastgelopen("de invoer", fout, " door de bouw")]) from fout
    doelen = {uit / naam: deel for naam, deel in inhoud.items()}
    make_folder(uit)
    write_samen(doelen)
    voortgang(f"Klaar: {', '.join(inhoud)}.")
    return list(doelen)


def _build(invoer: Invoer, meld: Callable[[str], None]) -> dict[str, bytes]:
    aantal = telwoord(len(invoer.wijken), "wijk", "wijken"), telwoord(len(invoer.buurten), "buurt", "buurten")
    meld(f"{' en '.join(aantal)} vereenvoudigen …")
    nieuwe_buurten, nieuwe_wijken = _generaliseer(invoer)
    meld("Uitkomst nakijken …")
    kop = {"bron": BRON}
    inhoud = {
        WIJKEN: format_geojson(kop, _wijk_kenmerken(invoer), nieuwe_wijken),
        BUURTEN: format_geojson(kop, _buurt_kenmerken(invoer), nieuwe_buurten),
    }
    # What is built is judged by the very rules that will read it.
    _weiger(vlakkenfouten(inhoud[WIJKEN], inhoud[BUURTEN]))
    return inhoud


def _eerste(naam: str, invoer: Invoer) -> bytes:
    if not naam:
        wat = "noemen hun gemeente niet (gemeentenaam)"
        raise DataFout([Bevinding("wijken", 0, "", "naamloos", wat, "Geef met --naam hoe die heet.")])
    inhoud = eerste_gemeente(naam, invoer).encode()
    _weiger(lees_gemeente(inhoud)[1])
    return inhoud


def _generaliseer(invoer: Invoer) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    genoopt, fouten = generaliseren.node_buurten(invoer.buurten)
    _weiger(fouten)
    eenvoudig, fouten = generaliseren.simplify_buurten(genoopt)
    _weiger(fouten)
    buurten = generaliseren.round_buurten(eenvoudig)
    _weiger(generaliseren.find_fouten_buurten(buurten))
    wijken = generaliseren.dissolve_wijken(invoer.wijken, buurten)
    _weiger(generaliseren.find_fouten_wijken(wijken, invoer.wijken))
    return generaliseren.fix_rings(buurten), generaliseren.fix_rings(wijken)


def _weiger(fouten: list[Bevinding]) -> None:
    if fouten:
        raise DataFout(fouten)


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
