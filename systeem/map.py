"""A folder that is written as a whole: its readers find the old files or the new ones, and always all of them."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from systeem.werkplek import OUD, VOORVOEGSEL, leg_klaar, neem_rechten_over, ruim_op, werkplek, zet_samen

Inhoud = Mapping[str, bytes]
_GEEN: Inhoud = MappingProxyType({})
# What a system says of a folder that has to stay where it is: a disk is mounted on it, or the one around it is of
# somebody else.
_ONWRIKBAAR = {errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM}
_VAN_HET_SYSTEEM = "lost+found"  # every new disk of Linux has one, and nobody may look inside


@contextmanager
def folder_writer(map_: Path) -> Iterator[Callable[..., None]]:
    """Make ready to write a folder, so that what stands in the way is known before the work; give what writes it.

    The folder is swapped as a whole, in one step where the system can. One that must stay where it is (a disk is
    mounted on it, somebody stands in it, the folder around it is not ours) is filled file by file.

    Parameters
    ----------
    map_ : Path
        The folder around it must exist. A link is followed.

    Yields
    ------
    callable
        Gets `bestanden`, the content by path within the folder with `/` between its parts, and optionally
        `tussentijds`: what some of these hold as long as old and new files stand beside each other. Everything else
        that the folder holds goes. File by file the order is: `tussentijds`, the others as they come (so what refers
        comes after what it refers to), the removal of the rest, and at last those of `tussentijds` as they must be.

    Raises
    ------
    OSError
        At once when it cannot be written; from the callable when it could not be. What was there is there still.
    """
    map_ = Path(os.path.realpath(map_))
    ruim_op(map_.parent)  # a run that died between two steps may have left the old folder beside its place
    er_is = _toets(map_)
    with ExitStack() as stapel:
        naast = None
        if not (er_is and _blijft(map_)):
            try:
                naast = stapel.enter_context(werkplek(map_.parent, map_.name))
            except OSError:
                if not er_is:
                    raise
        binnen = None if naast else stapel.enter_context(werkplek(map_, alleen=True))

        def schrijf(bestanden: Inhoud, tussentijds: Inhoud = _GEEN) -> None:
            if naast and _wissel(naast, map_, bestanden):
                return
            plek = binnen or stapel.enter_context(werkplek(map_, alleen=True))
            _vul(plek, map_, bestanden, tussentijds)

        yield schrijf


def files_in(map_: Path) -> Iterator[str]:
    """Return the path of everything within a folder that is no folder, links as well, but no workplace of ours.

    Raises
    ------
    OSError
        When a folder within cannot be read.
    """

    def meld(fout: OSError) -> None:
        raise fout

    for plek, mappen, bestanden in os.walk(map_, onerror=meld):
        links = [naam for naam in mappen if (Path(plek) / naam).is_symlink()]
        mappen[:] = sorted(
            naam for naam in mappen if not naam.startswith(VOORVOEGSEL) and naam not in {*links, _VAN_HET_SYSTEEM}
        )
        yield from ((Path(plek) / naam).relative_to(map_).as_posix() for naam in sorted([*bestanden, *links]))


def _toets(map_: Path) -> bool:
    """Return whether the folder is there; complain when it is no folder, is not ours to write, or has none around."""
    try:
        map_.stat()
    except FileNotFoundError:
        map_.parent.stat()
        return False
    if not map_.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(map_, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return True


def _blijft(map_: Path) -> bool:
    """Return whether a folder is seen at once to have to stay: other bind mounts only show when one tries."""
    with suppress(FileNotFoundError):  # the folder that one stands in may be gone
        if Path(os.path.realpath(Path.cwd())).is_relative_to(map_):
            return True
    return map_.is_mount()


def _wissel(plek: Path, map_: Path, bestanden: Inhoud) -> bool:
    """Put a new folder in the place of the old; return False when the old one has to stay where it is."""
    nieuw = plek / "nieuw"
    _leg_klaar(nieuw, map_, bestanden)
    try:
        if not os.path.lexists(map_):
            nieuw.rename(map_)
        elif not _ruil(nieuw, map_):
            map_.rename(plek / OUD)  # returns by itself when the next step fails, or is never reached
            nieuw.rename(map_)
    except OSError as fout:
        if fout.errno in _ONWRIKBAAR and map_.is_dir():
            return False
        raise
    return True


def _ruil(een: Path, ander: Path) -> bool:
    """Let two folders change places in one step; return False where the system or the disk cannot."""
    if sys.platform == "win32":
        return False
    paden = os.fsencode(een), os.fsencode(ander)
    bibliotheek = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        naam, argumenten = "renamex_np", (*paden, 2)  # RENAME_SWAP
    else:
        naam, argumenten = "renameat2", (-100, paden[0], -100, paden[1], 2)  # AT_FDCWD, RENAME_EXCHANGE
    functie = getattr(bibliotheek, naam, None)
    if functie is None:
        return False
    if functie(*argumenten) == 0:
        return True
    nummer = ctypes.get_errno()
    if nummer in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}:
        return False
    raise OSError(nummer, os.strerror(nummer))


def _vul(plek: Path, map_: Path, bestanden: Inhoud, tussentijds: Inhoud) -> None:
    """Replace the files within a folder one by one, and then remove the rest."""
    tussen, nieuw = plek / "tussen", plek / "nieuw"
    _leg_klaar(tussen, map_, tussentijds)
    _leg_klaar(nieuw, map_, bestanden)
    gemaakt = _maak_mappen(map_, bestanden)
    try:
        zet_samen(
            [
                *((tussen / naam, map_ / naam) for naam in tussentijds),
                *((nieuw / naam, map_ / naam) for naam in bestanden if naam not in tussentijds),
            ]
        )
    except BaseException:
        for pad in reversed(gemaakt):
            pad.rmdir()
        raise
    for naam in [naam for naam in files_in(map_) if naam not in {*bestanden, *tussentijds}]:
        (map_ / naam).unlink()
        with suppress(OSError):  # there is something else in it
            for pad in [deel for deel in (map_ / naam).parents if deel.is_relative_to(map_) and deel != map_]:
                pad.rmdir()
    zet_samen([(nieuw / naam, map_ / naam) for naam in tussentijds])


def _maak_mappen(map_: Path, bestanden: Inhoud) -> list[Path]:
    nodig = {deel for naam in bestanden for deel in (map_ / naam).parents if deel.is_relative_to(map_)}
    nieuw = sorted(pad for pad in nodig if not pad.exists())
    for pad in nieuw:
        pad.mkdir()
    return nieuw


def _leg_klaar(plek: Path, map_: Path, bestanden: Inhoud) -> None:
    """Write the files of a folder elsewhere, folders and files with the rights of those whose place they take."""
    plek.mkdir()
    _maak_mappen(plek, bestanden)
    for naam, inhoud in bestanden.items():
        leg_klaar(plek / naam, inhoud, map_ / naam)
    for deel in sorted((pad for pad in (plek, *plek.rglob("*")) if pad.is_dir()), reverse=True):
        neem_rechten_over(map_ / deel.relative_to(plek), deel)
