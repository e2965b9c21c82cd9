"""The one door to files: whole reads, and writes of which all is there, or nothing."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from systeem.werkplek import leg_klaar, werkplek, zet_samen

_REDENEN = {
    errno.ENOENT: "de map bestaat niet",
    errno.ENOTDIR: "de map bestaat niet",
    errno.EEXIST: "daar staat al iets",
    errno.EISDIR: "dat is een map, geen bestand",
    errno.ENOSPC: "de schijf is vol",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "een snelkoppeling op dit pad verwijst naar zichzelf",
    errno.EBUSY: "het systeem houdt dit bezet",
    errno.EAGAIN: "een andere opdracht is hier nu aan het schrijven; probeer het zo weer",
    errno.EPIPE: "wie meelas is gestopt",
    errno.EIO: "de schijf geeft een fout",
    errno.EDQUOT: "uw ruimte op de schijf is vol",
    errno.EMFILE: "er staan te veel bestanden open",
} | dict.fromkeys(
    (errno.EACCES, errno.EPERM, errno.EROFS),
    "u mag daar niet schrijven of lezen" + (", of een ander programma heeft het open" if os.name == "nt" else ""),
)


def reden(fout: OSError) -> str:
    """Return in Dutch why a file could not be written or read; the words of the system are English.

    Examples
    --------
    >>> reden(OSError(28, "No space left on device"))
    'de schijf is vol'
    """
    return _REDENEN.get(fout.errno or 0, f"het systeem geeft foutcode {fout.errno}")


def read_bytes(pad: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    OSError
        When it is absent or unreadable; the caller says so in words.
    """
    return pad.read_bytes()


def read_map(map_: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, by name and in order of name; not of the folders in it.

    Raises
    ------
    OSError
        As `read_bytes`.
    """
    return {pad.name: read_bytes(pad) for pad in sorted(map_.iterdir()) if pad.is_file()}


def write_bytes(pad: Path, inhoud: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part; see `write_samen`."""
    write_samen({pad: inhoud})


def write_samen(bestanden: Mapping[Path, bytes]) -> None:
    """Write all of these files, or none: each as a whole, so that a reader sees the old content or the new.

    The folder of each must exist. A file that is there is replaced and keeps its rights, a link is followed, and a
    device or a pipe is written to. `OSError` when one cannot be written: all are what they were then, and nothing is
    left behind.
    """
    doelen = [(doel_van(pad), inhoud) for pad, inhoud in bestanden.items()]
    with ExitStack() as stapel:
        plekken: dict[Path, Path] = {}
        paren = []
        for nummer, (doel, inhoud) in enumerate(doelen):
            if doel.exists() and not doel.is_file():
                doel.write_bytes(inhoud)
                continue
            if doel.parent not in plekken:
                plekken[doel.parent] = stapel.enter_context(werkplek(doel.parent))
            nieuw = plekken[doel.parent] / str(nummer)
            leg_klaar(nieuw, inhoud, doel)
            paren.append((nieuw, doel))
        zet_samen(paren)


@contextmanager
def kopie_in(doel: Path) -> Iterator[Path]:
    """Give a path at which a program makes a file by itself; when that went well it is at `doel`, for reading only.

    Raises
    ------
    OSError
        When it cannot be written, or something stands there already: a copy replaces nothing.
    """
    if os.path.lexists(doel):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    with werkplek(doel.parent) as plek:
        nieuw = plek / "kopie"
        yield nieuw
        nieuw.chmod(0o444)
        zet_samen([(nieuw, doel)])


def make_folder(pad: Path) -> None:
    """Make a folder, and those around it, unless it is there."""
    pad.mkdir(parents=True, exist_ok=True)


def doel_van(pad: Path) -> Path:
    """Return the file that a write to this path replaces or makes, links followed.

    Raises
    ------
    OSError
        When it cannot be written: there is no folder for it, or it is a folder, or it is not ours to write.
    """
    doel = Path(os.path.realpath(pad))
    vervangt = True
    try:
        soort = doel.stat().st_mode
    except FileNotFoundError:
        doel.parent.stat()
    else:
        if stat.S_ISDIR(soort):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        vervangt = stat.S_ISREG(soort)
        if not os.access(doel, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if vervangt and not os.access(doel.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return doel


def find_geraakt(doel: Path, bestanden: Iterable[Path]) -> Path | None:
    """Return the first of these files that would be lost when something else took the place of `doel`.

    Parameters
    ----------
    doel : Path
        A file, or a folder with all that is in it, whether it is there or not.
    bestanden : iterable of Path
        Each counts under every name it has: by links of both kinds, and in other capitals.
    """
    eigen = _namen(doel)
    for bestand in bestanden:
        namen = _namen(bestand)
        if any(_is_zelfde(een, ander) for een in eigen for ander in namen):
            return bestand
        if any(_is_een(een, boven) for een in eigen for ander in namen for boven in ander.parents):
            return bestand
    return None


def _namen(pad: Path) -> set[Path]:
    """Return where a path itself stands, and what it leads to: the way to it holds no links or steps back."""
    return {Path(os.path.realpath(pad.parent)) / pad.name, Path(os.path.realpath(pad))}


def _is_zelfde(een: Path, ander: Path) -> bool:
    """Return whether two paths are one file, or would be on a disk that does not tell capitals apart."""
    namen = {unicodedata.normalize("NFC", pad.name).casefold() for pad in (een, ander)}
    return _is_een(een, ander) or (len(namen) == 1 and _is_een(een.parent, ander.parent))


def _is_een(een: Path, ander: Path) -> bool:
    try:
        return een.samefile(ander)
    except OSError:
        return een == ander


def is_beschrijfbaar(pad: Path) -> bool:
    """Return whether a file may be changed in place, or made; one that nobody may write is no one's, not even of root.

    What changes it makes a file beside it first, so its folder must be ours to write as well.
    """
    try:
        if not pad.stat().st_mode & 0o222 or not os.access(pad, os.W_OK):
            return False
    except FileNotFoundError:
        pass
    except OSError:
        return False
    return os.access(pad.parent, os.W_OK | os.X_OK)
