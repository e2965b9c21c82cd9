"""Text on its way out, to a file or a terminal: nothing in the data may break either. Fast to import."""

from __future__ import annotations

import errno
import re

# Control characters but tab and newline, halves of surrogate pairs, and the two codes that are no character: XML
# forbids most, SQLite cuts a text at the first NUL, and half a pair cannot be written as UTF-8 at all.
_ONSCHRIJFBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_REGELEINDE = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Marks for the direction of writing: lawful in a file, but in a terminal they make one line read as another.
_RICHTING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_REDENEN = {
    errno.ENOENT: "de map bestaat niet",
    errno.ENOTDIR: "de map bestaat niet",
    errno.EISDIR: "dat is een map, geen bestand",
    errno.ENOSPC: "de schijf is vol",
    errno.ENAMETOOLONG: "de naam is te lang",
} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "u mag daar niet schrijven of lezen")


def schrijfbaar(tekst: str) -> str:
    r"""Return text that every format can hold: unwritable characters become �, every line end becomes a newline.

    Examples
    --------
    >>> schrijfbaar("a\x00b\r\nc")
    'a�b\nc'
    """
    return _ONSCHRIJFBAAR.sub("�", tekst.replace("\r\n", "\n").replace("\r", "\n"))


def op_een_regel(tekst: str) -> str:
    r"""Return text as one line that does nothing to a terminal but show.

    Examples
    --------
    >>> op_een_regel("a\n\tb\x1b[31m")
    'a b�[31m'
    """
    return _RICHTING.sub("�", schrijfbaar(_REGELEINDE.sub(" ", tekst)))


def reden(fout: OSError) -> str:
    """Return in Dutch why a file could not be written or read; the words of the system are English.

    Examples
    --------
    >>> reden(OSError(28, "No space left on device"))
    'de schijf is vol'
    """
    return _REDENEN.get(fout.errno or 0, f"het systeem geeft foutcode {fout.errno}")
