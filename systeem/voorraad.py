"""What was made before and can be made again, kept between runs in the user's cache folder.

Nothing in it is ever needed. What is absent, damaged, too large or of somebody else is as if it was never kept, and
what cannot be kept is made again the next time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from systeem.bestanden import make_folder, reden, write_bytes

# In the environment: the folder in which to keep it, or `UIT`.
PLEK, UIT = "WIJKDEKKING_CACHE", "uit"
MEESTE, GROOTSTE = 40, 100_000_000  # how many are kept, and how many bytes these may be together
_LOG = logging.getLogger("wijkdekking")
_SOM = hashlib.sha256
_LANG = _SOM().digest_size


class Voorraad:
    """Bytes by key, as files of a folder that nobody else can enter, made when needed; without one nothing is kept."""

    def __init__(self, map_: Path | None) -> None:
        self._map = map_
        self._gemeld = False

    def geef(self, sleutel: Iterable[str], maak: Callable[[], bytes], mits: Callable[[], bool]) -> bytes:
        """Return what is kept under a key, or make it, and keep it provided that `mits` still holds afterwards."""
        delen = tuple(sleutel)
        if (inhoud := self.haal(delen)) is None:
            inhoud = maak()
            if mits():
                self.leg(delen, inhoud)
        return inhoud

    def haal(self, sleutel: Iterable[str]) -> bytes | None:
        """Return what is kept under a key; None when there is nothing, or nothing that is certainly ours and whole."""
        if self._map is None:
            return None
        naam = _naam(sleutel)
        try:
            inhoud = _lees(self._map, naam)
        except FileNotFoundError:
            return None
        except OSError as fout:
            self._meld("lezen", fout)
            return None
        # The name counts in the sum, or a file could be taken for what stands under another key.
        return inhoud[_LANG:] if _SOM(naam.encode() + inhoud[_LANG:]).digest() == inhoud[:_LANG] else None

    def leg(self, sleutel: Iterable[str], inhoud: bytes) -> None:
        """Keep something, and let go of what was longest not asked for when there is too much."""
        if self._map is None or len(inhoud) > GROOTSTE:
            return
        naam = _naam(sleutel)
        try:
            make_folder(self._map.parent)
            with suppress(FileExistsError):
                self._map.mkdir(mode=0o700)
            _toets_map(self._map)
            write_bytes(self._map / naam, _SOM(naam.encode() + inhoud).digest() + inhoud)
            _ruim_op(self._map)
        except OSError as fout:
            self._meld("bewaren", fout)

    def _meld(self, wat: str, fout: OSError) -> None:
        """Say once what does not work: it only costs time."""
        if not self._gemeld:
            self._gemeld = True
            _LOG.warning("%s in %s lukt niet: %s. Alles werkt, maar begint langzamer.", wat, self._map, reden(fout))


@cache
def voorraad() -> Voorraad:
    """Return what this user keeps: in the cache folder of the system, or where the environment says."""
    plek = os.environ.get(PLEK, "")
    if plek == UIT:
        return Voorraad(None)
    try:
        return Voorraad(Path(plek or platformdirs.user_cache_dir(appauthor=False)) / "wijkdekking")
    except (OSError, RuntimeError):  # a user without a home
        return Voorraad(None)


def merk(mappen: Iterable[Path], pakketten: Iterable[str]) -> str:
    """Return a mark that changes with any file in these folders and those below, and with any of these versions.

    Parameters
    ----------
    mappen : iterable of Path
    pakketten : iterable of str
        Names of distributions; one that is not installed counts as such. Python itself always counts.
    """
    som = _SOM(f"{sys.version} {sys.byteorder}".encode())
    for pakket in pakketten:
        try:
            som.update(f"{pakket} {version(pakket)}\n".encode())
        except PackageNotFoundError:
            som.update(f"{pakket}\n".encode())
    for map_ in mappen:
        for plek, onder, namen in os.walk(map_):
            onder[:] = sorted(naam for naam in onder if naam != "__pycache__")
            for naam in sorted(namen):
                inhoud = (Path(plek) / naam).read_bytes()
                som.update(f"{Path(plek).relative_to(map_.parent) / naam} {len(inhoud)}\n".encode() + inhoud)
    return som.hexdigest()


def _naam(sleutel: Iterable[str]) -> str:
    return _SOM("\0".join(sleutel).encode()).hexdigest()


def _lees(map_: Path, naam: str) -> bytes:
    _toets_map(map_)
    binair, zonder_link = getattr(os, "O_BINARY", 0), getattr(os, "O_NOFOLLOW", 0)
    nummer = os.open(map_ / naam, os.O_RDONLY | binair | zonder_link | getattr(os, "O_NONBLOCK", 0))
    with open(nummer, "rb") as bestand:  # noqa: PTH123  by its number, so that what is judged is what is read
        staat = os.fstat(nummer)
        if not stat.S_ISREG(staat.st_mode) or not _van_ons(staat) or staat.st_size > GROOTSTE + _LANG:
            raise PermissionError(1, "not ours")
        inhoud = bestand.read()
    with suppress(OSError):
        os.utime(map_ / naam)
    return inhoud


def _toets_map(map_: Path) -> None:
    """Refuse a folder that is of somebody else, or that others can write in or look into."""
    staat = map_.lstat()
    dicht = sys.platform == "win32" or not staat.st_mode & 0o077  # the profile of a user is closed there
    if not stat.S_ISDIR(staat.st_mode) or not _van_ons(staat) or not dicht:
        raise PermissionError(1, "not ours")


def _van_ons(staat: os.stat_result) -> bool:
    return sys.platform == "win32" or staat.st_uid == os.geteuid()


def _ruim_op(map_: Path) -> None:
    with os.scandir(map_) as plek:
        bestanden = [(een.stat(follow_symlinks=False), een.path) for een in plek if len(een.name) == 2 * _LANG]
    bestanden.sort(key=lambda paar: paar[0].st_mtime_ns, reverse=True)
    samen = 0
    for nummer, (staat, pad) in enumerate(bestanden):
        samen += staat.st_size
        if nummer >= MEESTE or samen > GROOTSTE:
            with suppress(FileNotFoundError):  # another process did the same
                Path(pad).unlink()
