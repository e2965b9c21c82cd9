"""The command `publiceer`: makes a publication and puts it in a folder, entirely or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from analysis.nederlands import datum, getal
from geo.bestanden import read_bytes, reden, write_folder
from geo.register import Register
from ui.publicatie import INDEX, MERK, Publicatievraag, publicatie
from ui.terminal import Mislukt
from ui.terminal_briefing import toon_voortgang


def publiceer(register: Register, vraag: Publicatievraag, uit: str) -> str:
    """Make a publication; return in a sentence what was written.

    Parameters
    ----------
    register : Register
    vraag : Publicatievraag
    uit : str
        The folder, as the user wrote it. It may be there already when it is empty or an earlier publication.

    Raises
    ------
    Mislukt
        When the folder is something else or holds anything else, or cannot be written. What was there is there still.
    """
    map_ = Path(uit)
    _weiger_vreemde_map(map_, uit)
    bestanden = publicatie(register, vraag, toon_voortgang)
    try:
        write_folder(map_, bestanden)
    except OSError as fout:
        raise Mislukt([f"{uit}: schrijven lukt niet, {reden(fout)}. Er is niets geschreven."]) from fout
    kilobytes = getal(round(len(gzip.compress(bestanden[INDEX])) / 1000))
    return (
        f"Geschreven: {getal(len(bestanden))} bestanden, peildatum {datum(vraag.peildatum)}, variant {vraag.variant}, "
        f"in {uit}. Open {Path(uit) / INDEX}; die pagina is {kilobytes} kB als een server haar inpakt."
    )


def _weiger_vreemde_map(map_: Path, uit: str) -> None:
    try:
        vreemd = map_.exists() and (not map_.is_dir() or not _alles_van_ons(map_))
        wees = not map_.resolve().parent.is_dir()
    except OSError as fout:
        raise Mislukt([f"{uit}: lezen lukt niet, {reden(fout)}. Er is niets geschreven."]) from fout
    if vreemd:
        herstel = "Geef een nieuwe of lege map; er is niets gewijzigd."
        raise Mislukt([f"{uit}: hier staat iets dat niet door publiceer is gemaakt. {herstel}"])
    if wees:
        raise Mislukt([f"{uit}: de map daarboven bestaat niet. Maak die eerst; er is niets geschreven."])


def _alles_van_ons(map_: Path) -> bool:
    """Return whether every file of a folder is one that the mark of a publication names: then none is lost."""
    er_is = {pad.relative_to(map_).as_posix() for pad in map_.rglob("*") if not pad.is_dir()}
    try:
        genoemd = set(json.loads(read_bytes(map_ / MERK))["bestanden"]) if MERK in er_is else set()
    except (ValueError, KeyError, TypeError):  # a file of somebody else that happens to have this name
        return False
    return er_is <= genoemd | {MERK}
