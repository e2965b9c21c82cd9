"""The one door to files of the registers: whole reads, and writes that are there entirely or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_REDENEN = {
    errno.ENOENT: "de map bestaat niet",
    errno.ENOTDIR: "de map bestaat niet",
    errno.EISDIR: "dat is een map, geen bestand",
    errno.ENOSPC: "de schijf is vol",
    errno.ENAMETOOLONG: "de naam is te lang",
} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "u mag daar niet schrijven of lezen")


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


def write_bytes(pad: Path, inhoud: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Parameters
    ----------
    pad : Path
        An existing file is replaced; its folder must exist.
    inhoud : bytes

    Raises
    ------
    OSError
        When the folder is absent or not writable. Nothing is left behind then.
    """
    nummer, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}.")
    try:
        with os.fdopen(nummer, "wb") as bestand:
            bestand.write(inhoud)
        # mkstemp makes the file private to its owner; a delivered file gets the rights any new file would have.
        masker = os.umask(0)
        os.umask(masker)
        Path(tijdelijk).chmod(0o666 & ~masker)
        Path(tijdelijk).replace(pad)
    except BaseException:
        Path(tijdelijk).unlink(missing_ok=True)
        raise


def write_folder(map_: Path, bestanden: Mapping[str, bytes]) -> None:
    """Write a folder so that a reader finds the old files or the new ones, never some of both.

    Parameters
    ----------
    map_ : Path
        What is in it already goes; the folder around it must exist.
    bestanden : mapping of str to bytes
        By path within the folder, with `/` between its parts.

    Raises
    ------
    OSError
        When it cannot be written or replaced. What was there is there still, and nothing else.
    """
    map_ = map_.resolve()
    werkplek = Path(tempfile.mkdtemp(dir=map_.parent, prefix=f".{map_.name}."))
    nieuw, oud = werkplek / "nieuw", werkplek / "oud"
    try:
        nieuw.mkdir()
        for naam, inhoud in bestanden.items():
            pad = nieuw / naam
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_bytes(inhoud)
        try:
            if map_.exists():
                map_.rename(oud)
            nieuw.rename(map_)
        except BaseException:
            if oud.exists():
                oud.rename(map_)
            raise
    finally:
        # Where neither took its place, the old folder is all there is: it stays beside it.
        if map_.exists() or not oud.exists():
            shutil.rmtree(werkplek, ignore_errors=True)
