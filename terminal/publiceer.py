"""The command `publiceer`: makes a publication and puts it in a folder, entirely or not at all."""

from __future__ import annotations

import errno
import gzip
import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from analysis.nederlands import getal
from analysis.vraag import Vraag
from publicatie.merk import Merk, lees_merk
from publicatie.pagina import INDEX, MERK, merk, publicatie
from register.bevraging import Bevraging
from register.kennis import BekendOp
from systeem.bestanden import read_bytes
from systeem.map import files_in, folder_writer
from terminal.doel import in_woorden, meld_geschreven, omschrijf, weiger_invoer
from terminal.gegevens import invoer, kies_variant, lees
from terminal.klik import Mislukt
from terminal.voortgang import toon_voortgang

_GENOEMD = 5  # files that a message names


def publiceer(
    data: str | None,
    vraag: Vraag,
    uit: str,
    *,
    gemaakt: date,
    contact: str = "",
    overschrijf: bool = False,
    bekend_op: BekendOp = None,
) -> None:
    """Make a publication, put it in a folder and tell what was written.

    The folder may be there already when it is empty or an earlier publication; `overschrijf` replaces what somebody
    changed there. One that is something else, holds anything else or cannot be written is refused before the data is
    read, and stays as it was.
    """
    weiger_invoer(uit, invoer(data))
    map_ = Path(uit)
    with ExitStack() as stapel:
        schrijf = _bereid_voor(stapel, map_, uit)
        _toets_inhoud(map_, uit, overschrijf=overschrijf)
        register = lees(data, bekend_op)
        vraag = vraag._replace(variant=kies_variant(vraag.variant, register))
        bevraging = Bevraging(register, vraag)
        bestanden = publicatie(bevraging, gemaakt, toon_voortgang, contact)
        eerder = _toets_inhoud(map_, uit, overschrijf=overschrijf)  # somebody may have been busy there meanwhile
        anders = {naam: inhoud for naam, inhoud in bestanden.items() if naam != MERK}
        with in_woorden(uit):
            schrijf(bestanden, {MERK: merk(bevraging, gemaakt, anders, eerder.sommen)})
    kilobytes = getal(round(len(gzip.compress(bestanden[INDEX])) / 1000))
    wat = omschrijf(f"{getal(len(bestanden))} bestanden", vraag, uit)
    meld_geschreven(f"{wat}. Open {map_ / INDEX}; die pagina is {kilobytes} kB als een server haar inpakt.")


def _bereid_voor(stapel: ExitStack, map_: Path, uit: str) -> Callable[..., None]:
    with in_woorden(uit):
        try:
            return stapel.enter_context(folder_writer(map_))
        except FileNotFoundError as fout:
            raise Mislukt([f"{uit}: de map daarboven bestaat niet. Maak die eerst; er is niets geschreven."]) from fout
        except NotADirectoryError as fout:
            raise Mislukt([f"{uit}: hier staat een bestand, geen map. {_ANDERS}"]) from fout
        except OSError as fout:
            if fout.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
                raise
            wat = "Geef een map waarin u mag schrijven, of een nieuwe map op een plek waar u een map mag maken"
            raise Mislukt([f"{uit}: u mag hier niet schrijven. {wat}; er is niets geschreven."]) from fout


_ANDERS = "Geef een nieuwe of lege map; er is niets gewijzigd."


def _toets_inhoud(map_: Path, uit: str, *, overschrijf: bool) -> Merk:
    """Return the mark of what is in a folder; complain when it holds more, or other, than a publication put there."""
    try:
        merk_ = _merk_in(map_)
        vreemd: list[str] = []
        gewijzigd: list[str] = []
        for naam in files_in(map_) if map_.is_dir() else ():
            if naam != MERK and naam not in merk_.sommen:
                vreemd.append(naam)
            elif not (merk_.heel if naam == MERK else _som(map_ / naam) in merk_.sommen[naam]):
                (gewijzigd if merk_.sommen else vreemd).append(naam)
            if len(vreemd) > _GENOEMD:
                break
    except OSError as fout:
        raise Mislukt([f"{uit}: deze map is niet te lezen. {_ANDERS}"]) from fout
    if vreemd:
        raise Mislukt([f"{uit}: hier staat iets dat niet door publiceer is gemaakt: {_namen(vreemd)}. {_ANDERS}"])
    if gewijzigd and not overschrijf:
        herstel = "Bewaar wat u wilt houden en geef dan --overschrijf, of kies een andere map; er is niets gewijzigd."
        raise Mislukt([f"{uit}: na het publiceren is hier gewijzigd: {_namen(gewijzigd)}. {herstel}"])
    return merk_


def _merk_in(map_: Path) -> Merk:
    pad = map_ / MERK
    gelezen = lees_merk(read_bytes(pad)) if pad.is_file() and not pad.is_symlink() else None
    return gelezen or Merk({}, heel=False)


def _som(pad: Path) -> str:
    gewoon = pad.is_file() and not pad.is_symlink()
    return hashlib.sha256(read_bytes(pad)).hexdigest() if gewoon else ""


def _namen(namen: list[str]) -> str:
    meer = " en meer" if len(namen) > _GENOEMD else ""
    return f"{', '.join(namen[:_GENOEMD])}{meer}"
