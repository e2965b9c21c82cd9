"""The one door to files of the registers: whole reads, and writes that are there entirely or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
