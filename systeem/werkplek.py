"""A hidden folder in which a run makes ready what it writes: removed when the run ends, cleared when it died.

A run holds a lock as long as it lives, also against one that is killed: the system lets go of it then. So a later run
can tell what a dead one left from what another is busy with.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

VOORVOEGSEL = ".wijkdekking-"
OUD = "oud"  # a folder that stood in the place of the target, until the new one stands there
_SLOT = "slot"  # holds the lock, and the name of the target


@contextmanager
def werkplek(map_: Path, doel: str = "", *, alleen: bool = False) -> Iterator[Path]:
    """Make a hidden folder within a folder; afterwards it is gone, and so is what dead runs left there.

    Parameters
    ----------
    map_ : Path
        On the same disk as what will be replaced.
    doel : str
        The name in `map_` that a folder `OUD` in the hidden one returns to when nothing stands there.
    alleen : bool
        Refuse when another run is at work in `map_`.

    Raises
    ------
    OSError
        When nothing can be made in `map_`; BlockingIOError when another run is at work there.
    """
    plek, slot = _maak(map_, doel)
    try:
        if ruim_op(map_, behalve=plek) and alleen:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        yield plek
    finally:
        os.close(slot)
        _ruim(plek, doel)


def ruim_op(map_: Path, behalve: Path | None = None) -> bool:
    """Put right and remove what dead runs of ours left in a folder; return whether another run is at work there."""
    andere = [plek for plek in sorted(map_.glob(f"{VOORVOEGSEL}*")) if plek != behalve and _is_van_ons(plek)]
    return sum(map(_ruim_verlaten, andere)) > 0  # all of them, not just until the first that lives


def leg_klaar(pad: Path, inhoud: bytes, zoals: Path) -> None:
    """Write a file to the disk itself, with the rights of the file whose place it will take."""
    with pad.open("wb") as bestand:
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())  # a disk that is full after all says so here, not when the old file is gone
    neem_rechten_over(zoals, pad)


def neem_rechten_over(van: Path, naar: Path) -> None:
    """Give a new file or folder the rights of the old and, where that is allowed, its owner and group."""
    try:
        oud = van.lstat()
    except OSError:  # there is none: the rights are those of any new one
        return
    if stat.S_ISLNK(oud.st_mode):
        return
    if sys.platform != "win32":
        for eigenaar, groep in ((-1, oud.st_gid), (oud.st_uid, -1)):
            with suppress(OSError):
                os.chown(naar, eigenaar, groep)
    naar.chmod(stat.S_IMODE(oud.st_mode))


def zet_samen(paren: Iterable[tuple[Path, Path]]) -> None:
    """Put each new file in its place, in this order; when one cannot be, those before it become what they were."""
    gedaan: list[tuple[Path, Path | None]] = []
    rij = list(paren)
    try:
        for nummer, (nieuw, doel) in enumerate(rij):
            vorige = nieuw.with_name(f".oud-{nummer}") if os.path.lexists(doel) else None
            if vorige is not None and nummer + 1 < len(rij):  # nothing can go wrong after the last
                _verdubbel(doel, vorige)
            nieuw.replace(doel)
            gedaan.append((doel, vorige))
    except BaseException:
        for doel, vorige in reversed(gedaan):
            with suppress(OSError):
                doel.unlink() if vorige is None else vorige.replace(doel)
        raise


def _verdubbel(van: Path, naar: Path) -> None:
    if os.link in os.supports_follow_symlinks:  # not on Windows, which gives a link itself no second name
        with suppress(OSError):  # nor has every disk second names
            os.link(van, naar, follow_symlinks=False)
            return
    shutil.copy2(van, naar, follow_symlinks=False)


def _maak(map_: Path, doel: str) -> tuple[Path, int]:
    """Return a hidden folder and its lock; one that another run took for a leftover meanwhile is given up."""
    while True:
        plek = Path(tempfile.mkdtemp(dir=map_, prefix=VOORVOEGSEL))
        try:
            slot = os.open(plek / _SLOT, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        except OSError:
            plek.rmdir()
            raise
        try:
            vrij = _vergrendel(slot)
        except OSError:  # a disk without locks
            vrij = True
        if vrij and (plek / _SLOT).exists():
            os.write(slot, os.fsencode(doel))
            return plek, slot
        os.close(slot)


def _vergrendel(slot: int) -> bool:
    """Take a lock; return False when another run has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(slot, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _ruim_verlaten(plek: Path) -> bool:
    """Remove what a dead run left; return whether the run is alive instead."""
    try:
        slot = os.open(plek / _SLOT, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:  # it died before it had a lock; or it is about to get one, and then makes another folder
        with suppress(OSError):
            plek.rmdir()
        return False
    except OSError:
        return False
    try:
        if not _vergrendel(slot):
            return True
        doel = os.fsdecode(os.read(slot, 4096))
    except OSError:  # a disk without locks: what is left there is never taken for dead
        return False
    finally:
        os.close(slot)
    _ruim(plek, doel)
    return False


def _is_van_ons(plek: Path) -> bool:
    try:
        staat = plek.lstat()
    except OSError:  # gone in the meantime
        return False
    return stat.S_ISDIR(staat.st_mode) and (sys.platform == "win32" or staat.st_uid == os.geteuid())


def _ruim(plek: Path, doel: str) -> None:
    """Remove a hidden folder; an old folder in it returns first to a place that is empty."""
    oud, terug = plek / OUD, plek.parent / doel
    if doel and Path(doel).name == doel and oud.is_dir() and not os.path.lexists(terug):
        try:
            oud.rename(terug)
        except OSError:  # it is all there is: it stays
            return
    with suppress(OSError):
        for deel in sorted(plek.iterdir(), key=lambda deel: deel.name == _SLOT):  # the lock last: until then it says
            if deel.is_dir() and not deel.is_symlink():  # whose this is
                shutil.rmtree(deel, ignore_errors=True)
            else:
                deel.unlink(missing_ok=True)
        plek.rmdir()
