"""What gets on a disk: whole or not at all, with the rights that were there, and without a trace of runs that died."""

import errno
import os
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from systeem.bestanden import doel_van, find_geraakt, write_bytes, write_samen
from systeem.map import files_in, folder_writer
from systeem.werkplek import VOORVOEGSEL, werkplek
from tests.echt import WORTEL

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and signals as POSIX has them")


def rechten(pad):
    return stat.S_IMODE(pad.stat().st_mode)


def inhoud(map_):
    return {naam: (map_ / naam).read_text() for naam in files_in(map_)}


def alles(map_):
    """Every path in a folder, hidden ones as well, with what files hold."""
    return {pad: pad.read_bytes() if pad.is_file() else None for pad in map_.rglob("*")}


@contextmanager
def masker(waarde):
    oud = os.umask(waarde)
    try:
        yield
    finally:
        os.umask(oud)


# --- one file ---


@posix
@pytest.mark.parametrize("modus", [0o600, 0o640, 0o664, 0o755])
def test_a_file_keeps_its_rights(tmp_path, modus):
    """A file that is replaced keeps the rights that it had, whatever a new file would get."""
    pad = tmp_path / "a.csv"
    pad.write_bytes(b"oud")
    pad.chmod(modus)
    with masker(0o022):
        write_bytes(pad, b"nieuw")
    assert (pad.read_bytes(), rechten(pad)) == (b"nieuw", modus)


@posix
@pytest.mark.parametrize(("umask", "modus"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path, umask, modus):
    """A file that was not there gets what the umask leaves."""
    with masker(umask):
        write_bytes(tmp_path / "a.csv", b"1")
    assert rechten(tmp_path / "a.csv") == modus


@posix
def test_a_link_is_followed(tmp_path):
    """A link stays a link, also one to nothing yet and one to a link: the file that it points to is written."""
    (tmp_path / "echt").mkdir()
    doel = tmp_path / "echt" / "a.csv"
    (tmp_path / "een.csv").symlink_to("echt/a.csv")
    (tmp_path / "twee.csv").symlink_to("een.csv")
    for nummer, link in enumerate(("een.csv", "twee.csv")):  # the first time it points to nothing
        write_bytes(tmp_path / link, b"%d" % nummer)
        assert (tmp_path / link).is_symlink()
        assert doel.read_bytes() == b"%d" % nummer
    assert sorted(pad.name for pad in tmp_path.rglob("*")) == ["a.csv", "echt", "een.csv", "twee.csv"]


@posix
@pytest.mark.parametrize("plek", ["lus.csv", "lus/a.csv", "heen/a.csv"])
def test_a_loop_of_links_is_an_error_of_the_path(tmp_path, plek):
    """A link to itself, as the file or as a folder before it, says so; nothing is written."""
    for van, naar in (("lus.csv", "lus.csv"), ("lus", "lus"), ("heen", "weer"), ("weer", "heen")):
        (tmp_path / van).symlink_to(naar)
    with pytest.raises(OSError) as fout:
        write_bytes(tmp_path / plek, b"1")
    assert fout.value.errno == errno.ELOOP
    assert len(list(tmp_path.iterdir())) == 4


@posix
def test_a_pipe_is_written_to(tmp_path):
    """What is no file is not replaced by one: who reads a pipe gets the bytes, and the pipe stays."""
    pijp, gehoord = tmp_path / "a.csv", []
    os.mkfifo(pijp)
    lezer = threading.Thread(target=lambda: gehoord.append(pijp.read_bytes()))
    lezer.start()
    write_bytes(pijp, b"door de pijp")
    lezer.join()
    assert gehoord == [b"door de pijp"]
    assert pijp.is_fifo()


@pytest.mark.parametrize("stap", ["fsync", "open", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, stap):
    """Wherever the disk turns out to be full, the old content is there, and nothing else."""
    pad = tmp_path / "a.csv"
    pad.write_bytes(b"oud")

    def vol(*_argumenten, **_meer):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if stap == "fsync" else Path, stap, vol)
    with pytest.raises(OSError, match="No space"):
        write_bytes(pad, b"nieuw")
    monkeypatch.undo()
    assert alles(tmp_path) == {pad: b"oud"}


def test_all_files_or_none(tmp_path, monkeypatch):
    """When the last of three cannot take its place, the first is what it was and the second is not there."""
    een, twee, drie = (tmp_path / naam for naam in ("1", "2", "3"))
    een.write_bytes(b"oud")
    drie.write_bytes(b"oud")
    echt = Path.replace

    def hapert(pad, doel):
        if Path(doel) == drie:
            raise OSError(errno.ENOSPC, "vol")
        return echt(pad, doel)

    monkeypatch.setattr(Path, "replace", hapert)
    with pytest.raises(OSError, match="vol"):
        write_samen({een: b"nieuw", twee: b"nieuw", drie: b"nieuw"})
    assert alles(tmp_path) == {een: b"oud", drie: b"oud"}


def test_what_cannot_be_written_is_known_before_the_work(tmp_path, monkeypatch):
    """No folder, a folder itself, or a place where we may not write: `doel_van` says so without writing."""
    (tmp_path / "a.csv").write_bytes(b"1")
    for pad, nummer in ((tmp_path / "weg" / "a.csv", errno.ENOENT), (tmp_path, errno.EISDIR), (tmp_path / "a.csv" / "b", errno.ENOTDIR)):  # fmt: skip
        with pytest.raises(OSError) as fout:
            doel_van(pad)
        assert fout.value.errno == nummer
    monkeypatch.setattr(os, "access", lambda *_: False)
    for naam in ("a.csv", "b.csv"):
        with pytest.raises(PermissionError):
            doel_van(tmp_path / naam)


# --- what a target would replace ---


@posix
def test_a_target_is_known_under_every_name(tmp_path, monkeypatch):
    """Another spelling, a link of either kind, other capitals, a folder around it: each would cost the file."""
    (tmp_path / "data").mkdir()
    register = tmp_path / "data" / "organisaties.csv"
    register.write_bytes(b"1")
    (tmp_path / "zacht.csv").symlink_to(register)
    (tmp_path / "hard.csv").hardlink_to(register)
    (tmp_path / "anders").symlink_to("data")
    monkeypatch.chdir(tmp_path)
    for naam in (
        *("data/organisaties.csv", "./data/../data/organisaties.csv", "anders/organisaties.csv", "zacht.csv"),
        *("hard.csv", "data/ORGANISATIES.csv", "data", "anders", ".", "..", "/"),
    ):
        assert find_geraakt(Path(naam), [register]) == register, naam
        assert find_geraakt(Path(naam), [Path("anders/organisaties.csv")]) is not None, naam
    for naam in ("data/gaten.csv", "organisaties.csv", "data/organisaties.csv.bak", "data/site", "Data"):
        assert find_geraakt(Path(naam), [register]) is None, naam


def test_the_way_to_a_file_costs_nothing(tmp_path, monkeypatch):
    """A folder that one only passes through on the way to a file, by steps back, may be replaced."""
    for map_ in ("data", "k/site"):
        (tmp_path / map_).mkdir(parents=True)
    (tmp_path / "data" / "o.csv").write_bytes(b"1")
    monkeypatch.chdir(tmp_path / "k" / "site")
    assert find_geraakt(Path(), [Path("../../data/o.csv")]) is None
    assert find_geraakt(Path("../.."), [Path("../../data/o.csv")])


@posix
def test_a_target_counts_when_the_file_is_not_there(tmp_path):
    """A file that should be read but is absent may not be made by a target, also not through a link."""
    (tmp_path / "link.csv").symlink_to("weg.csv")
    for naam in ("weg.csv", "WEG.csv", "link.csv"):
        assert find_geraakt(tmp_path / naam, [tmp_path / "weg.csv"])


@posix
def test_a_register_behind_a_link_is_known_by_both_names(tmp_path):
    """A data folder of links: neither the link nor what it points to, nor the folder of either, is a target."""
    for map_ in ("data", "bron"):
        (tmp_path / map_).mkdir()
    (tmp_path / "bron" / "o.csv").write_bytes(b"1")
    register = tmp_path / "data" / "organisaties.csv"
    register.symlink_to("../bron/o.csv")
    for naam in ("data/organisaties.csv", "bron/o.csv", "data", "bron"):
        assert find_geraakt(tmp_path / naam, [register]), naam


# --- a folder ---


def zet(map_, bestanden, tussentijds=None):
    with folder_writer(map_) as schrijf:
        schrijf({naam: tekst.encode() for naam, tekst in bestanden.items()}, tussentijds or {})


def _ruilt(_monkeypatch, _map):
    """The system swaps two folders in one step, when it can."""


def _stapt(monkeypatch, _map):
    """The system cannot: two steps."""
    monkeypatch.setattr("systeem.map._ruil", lambda *_: False)


def _zit_vast(monkeypatch, map_):
    """The folder cannot be moved, as when a disk is mounted on it."""

    def bezet(*_):
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr("systeem.map._ruil", bezet)


def _staat_erin(monkeypatch, map_):
    """One stands in it."""
    if map_.exists():
        monkeypatch.chdir(map_)


def _ouder_is_van_een_ander(monkeypatch, map_):
    """Nothing can be made beside it."""
    echt = werkplek

    def weigert(plek, *rest, **meer):
        if plek == map_.parent:
            raise PermissionError(errno.EACCES, "Permission denied")
        return echt(plek, *rest, **meer)

    if map_.exists():
        monkeypatch.setattr("systeem.map.werkplek", weigert)


MANIEREN = pytest.mark.parametrize("manier", [_ruilt, _stapt, _zit_vast, _staat_erin, _ouder_is_van_een_ander])
BLIJVERS = [_zit_vast, _staat_erin, _ouder_is_van_een_ander]


@MANIEREN
def test_a_folder_is_replaced_as_a_whole(tmp_path, monkeypatch, manier):
    """However it has to be done: new files stand there, old ones are gone, and nothing else is left in or beside it."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1", "diep/b.txt": "2", "diep/weg/c.txt": "2"})
    manier(monkeypatch, doel)
    zet(doel, {"diep/b.txt": "3", "nieuw/d.txt": "4", "e.txt": "5"})
    assert inhoud(doel) == {"diep/b.txt": "3", "nieuw/d.txt": "4", "e.txt": "5"}
    assert list(tmp_path.iterdir()) == [doel]
    assert sorted(pad.name for pad in doel.iterdir()) == ["diep", "e.txt", "nieuw"]
    assert [pad.name for pad in (doel / "diep").iterdir()] == ["b.txt"]


@MANIEREN
def test_a_write_that_fails_leaves_the_old_folder(tmp_path, monkeypatch, manier):
    """When a file cannot be written half-way, the old files are there as before, and no half folder beside them."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1"})
    manier(monkeypatch, doel)
    voor = alles(tmp_path)
    with pytest.raises(OSError, match="File name too long"):
        zet(doel, {"a.txt": "2", "diep/" + "x" * 300: "3"})
    assert alles(tmp_path) == voor


@pytest.mark.parametrize("manier", BLIJVERS)
def test_a_folder_that_has_to_stay_stays(tmp_path, monkeypatch, manier):
    """Where it cannot be moved, or somebody stands in it, it is the same folder afterwards."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1"})
    nummer = doel.stat().st_ino
    manier(monkeypatch, doel)
    zet(doel, {"a.txt": "2"})
    assert doel.stat().st_ino == nummer
    assert inhoud(doel) == {"a.txt": "2"}


@pytest.mark.parametrize("manier", BLIJVERS)
def test_file_by_file_the_order_is_kept(tmp_path, monkeypatch, manier):
    """What refers to others comes after them, what is no longer needed goes at last, and the mark tells both meanwhile."""
    doel = tmp_path / "site"
    zet(doel, {"oud.csv": "1", "index": "oud.csv", "merk": "1"})
    manier(monkeypatch, doel)
    gezien, echt, weg = [], Path.replace, Path.unlink

    def replace(pad, naar):
        echt(pad, naar)
        gezien.append(inhoud(doel))

    def unlink(pad, **meer):
        weg(pad, **meer)
        if VOORVOEGSEL not in str(pad):
            gezien.append(inhoud(doel))

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)
    zet(doel, {"nieuw.csv": "2", "index": "nieuw.csv", "merk": "2"}, {"merk": b"1+2"})
    assert gezien == [
        {"oud.csv": "1", "index": "oud.csv", "merk": "1+2"},
        {"oud.csv": "1", "index": "oud.csv", "merk": "1+2", "nieuw.csv": "2"},
        {"oud.csv": "1", "index": "nieuw.csv", "merk": "1+2", "nieuw.csv": "2"},
        {"index": "nieuw.csv", "merk": "1+2", "nieuw.csv": "2"},
        {"index": "nieuw.csv", "merk": "2", "nieuw.csv": "2"},
    ]


@posix
@MANIEREN
def test_a_folder_and_its_files_keep_their_rights(tmp_path, monkeypatch, manier):
    """A private folder stays private, and so do the files that come back in it."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1", "diep/b.txt": "1"})
    for pad, modus in ((doel / "a.txt", 0o600), (doel / "diep", 0o750), (doel, 0o700)):
        pad.chmod(modus)
    manier(monkeypatch, doel)
    with masker(0o022):
        zet(doel, {"a.txt": "2", "diep/b.txt": "2", "c.txt": "2"})
    modi = {naam: rechten(doel / naam) for naam in ("a.txt", "diep", "", "c.txt", "diep/b.txt")}
    assert modi == {"a.txt": 0o600, "diep": 0o750, "": 0o700, "c.txt": 0o644, "diep/b.txt": 0o644}


@posix
def test_a_link_to_a_folder_is_followed(tmp_path):
    """The folder that a link points to is written; the link stays."""
    (tmp_path / "echt").mkdir()
    (tmp_path / "site").symlink_to("echt")
    zet(tmp_path / "site", {"a.txt": "1"})
    assert (tmp_path / "site").is_symlink()
    assert inhoud(tmp_path / "echt") == {"a.txt": "1"}


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path, monkeypatch):
    """When the new folder cannot take the place of the old, the old one returns to it."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1"})
    _stapt(monkeypatch, doel)
    echt = Path.rename

    def hapert(pad, naar):
        if pad.name == "nieuw":
            raise OSError("vol")
        return echt(pad, naar)

    monkeypatch.setattr(Path, "rename", hapert)
    with pytest.raises(OSError, match="vol"):
        zet(doel, {"a.txt": "2"})
    assert inhoud(doel) == {"a.txt": "1"}
    assert list(tmp_path.iterdir()) == [doel]


def test_an_old_folder_that_cannot_return_is_kept(tmp_path, monkeypatch):
    """When neither folder can take the place, the old files stay beside it, and the next run puts them back."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1"})
    _stapt(monkeypatch, doel)
    echt = Path.rename

    def hapert(pad, naar):
        if pad.name in {"nieuw", "oud"}:
            raise OSError("vol")
        return echt(pad, naar)

    monkeypatch.setattr(Path, "rename", hapert)
    with pytest.raises(OSError, match="vol"):
        zet(doel, {"a.txt": "2"})
    assert [pad.read_text() for pad in tmp_path.rglob("oud/a.txt")] == ["1"]
    monkeypatch.undo()
    with folder_writer(doel):  # it only looks
        assert inhoud(doel) == {"a.txt": "1"}
    assert list(tmp_path.iterdir()) == [doel]


def test_what_stands_in_the_way_is_known_before_the_work(tmp_path, monkeypatch):
    """No folder around it, a file in its place, no right to write: the writer is never given."""
    (tmp_path / "bestand").write_bytes(b"1")
    (tmp_path / "map").mkdir()
    voor = alles(tmp_path)
    for plek, soort in (("weg/site", FileNotFoundError), ("bestand", NotADirectoryError), ("bestand/x", NotADirectoryError)):  # fmt: skip
        with pytest.raises(soort), folder_writer(tmp_path / plek):
            pytest.fail("it began")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError), folder_writer(tmp_path / "map"):
        pytest.fail("it began")
    assert alles(tmp_path) == voor


@posix
def test_links_and_odd_folders_are_seen_but_not_entered(tmp_path):
    """A link to a folder counts as one thing; what the system keeps on a new disk, and a workplace, count for nothing."""
    (tmp_path / "ver").mkdir()
    (tmp_path / "ver" / "x").write_bytes(b"1")
    site = tmp_path / "site"
    for naam in ("lost+found", "diep", f"{VOORVOEGSEL}abc"):
        (site / naam).mkdir(parents=True)
        (site / naam / "x").write_bytes(b"1")
    (site / "link").symlink_to("../ver")
    assert list(files_in(site)) == ["link", "diep/x"]


# --- runs that are killed ---


@posix
@pytest.mark.parametrize("in_de_map", [False, True])
def test_a_run_that_is_alive_is_left_alone(tmp_path, monkeypatch, in_de_map):
    """Two at once: what the other makes ready stays; in a folder that stays in place the second says that it is busy."""
    doel = tmp_path / "site"
    zet(doel, {"a.txt": "1"})
    if in_de_map:
        monkeypatch.chdir(doel)
    with folder_writer(doel) as schrijf:
        write_bytes(tmp_path / "los.csv", b"1")  # clears what is dead
        with pytest.raises(BlockingIOError) if in_de_map else nullcontext():
            zet(doel, {"a.txt": "2"})
        schrijf({"a.txt": b"3"})
    assert inhoud(doel) == {"a.txt": "3"}
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["los.csv", "site"]


def test_what_only_looks_like_ours_stays(tmp_path):
    """A file or a link with the name of a workplace, or a folder that holds no lock but something else, is not ours."""
    (tmp_path / f"{VOORVOEGSEL}bestand").write_bytes(b"1")
    (tmp_path / f"{VOORVOEGSEL}map").mkdir()
    (tmp_path / f"{VOORVOEGSEL}map" / "brief").write_bytes(b"1")
    voor = alles(tmp_path)
    write_bytes(tmp_path / "a.csv", b"1")
    assert alles(tmp_path) == voor | {tmp_path / "a.csv": b"1"}


_DRIJVER = '''
"""Kill a run at each of its steps, and look what is there."""
import errno, itertools, os, shutil, signal, sys
from pathlib import Path

import systeem.map as gm
from systeem.bestanden import write_samen

WAAR, MANIER = Path(sys.argv[1]), sys.argv[2]
SITE = WAAR / "site"
os.fsync = lambda _: None  # a process that is killed loses nothing of what it wrote; it takes time
STAPPEN = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "open", "os.chmod", "shutil.rmtree"}

def versie(v):
    return {f"d/{v}.csv": v, "d/altijd.csv": v, "index": f"d/{v}.csv", "merk": v}

def publiceer(v):
    with gm.folder_writer(SITE) as schrijf:
        schrijf({n: t.encode() for n, t in versie(v).items()}, {"merk": b"tussen"})

def inhoud():
    return {n: (SITE / n).read_text() for n in gm.files_in(SITE)}

def sterf_bij(nummer, doe):
    """Run in a child that is killed before its so-manieth step; return whether it came that far."""
    kind = os.fork()
    if kind == 0:
        teller = itertools.count()
        def stap(*_):
            if next(teller) == nummer:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(lambda naam, _: stap() if naam in STAPPEN else None)
        ruil = gm._ruil
        def ruil_en_stap(*paden):
            stap()
            uit = ruil(*paden)
            stap()
            return uit
        gm._ruil = ruil_en_stap
        doe()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) == -signal.SIGKILL

if MANIER == "stapt":
    gm._ruil = lambda *_: False
if MANIER == "vast":
    def bezet(*_):
        raise OSError(errno.EBUSY, "bezet")
    gm._ruil = bezet
if MANIER == "bestanden":
    een, twee = WAAR / "een", WAAR / "twee"
    for nummer in itertools.count():
        write_samen({een: b"1", twee: b"1"})
        ver = sterf_bij(nummer, lambda: write_samen({een: b"2", twee: b"2"}))
        assert een.read_bytes() in {b"1", b"2"} and twee.read_bytes() in {b"1", b"2"}
        write_samen({WAAR / "drie": b"3"})
        assert sorted(p.name for p in WAAR.iterdir()) == ["drie", "een", "twee"], (nummer, list(WAAR.iterdir()))
        if not ver:
            break
else:
    afwezig = 0
    for nummer in itertools.count():
        publiceer("v1")
        ver = sterf_bij(nummer, lambda: publiceer("v2"))
        afwezig += not SITE.exists()
        if MANIER != "stapt":
            assert SITE.exists(), nummer
        if SITE.exists():
            nu = inhoud()
            assert nu["index"] in nu, (nummer, nu)
            if MANIER == "vast":
                assert nu["merk"] == "tussen" or nu in (versie("v1"), versie("v2")), (nummer, nu)
            else:
                assert nu in (versie("v1"), versie("v2")), (nummer, nu)
        with gm.folder_writer(SITE):  # a later run, which has only just begun
            assert inhoud()["index"] in inhoud(), nummer
        publiceer("v3")
        assert inhoud() == versie("v3")
        assert list(WAAR.iterdir()) == [SITE], (nummer, list(WAAR.iterdir()))
        assert sorted(p.name for p in SITE.iterdir()) == ["d", "index", "merk"]
        if not ver:
            break
    assert (afwezig > 0) == (MANIER == "stapt"), afwezig
print("stappen", nummer)
'''


@posix
@pytest.mark.parametrize("manier", ["ruilt", "stapt", "vast", "bestanden"])
def test_a_run_that_is_killed_at_any_step(tmp_path, manier):
    """`kill -9` before every single step: old or new stands there, whole; a later run puts right and leaves no trace.

    Only where a system has no swap, the folder may be absent for a moment; and there the later run begins with it.
    """
    uit = subprocess.run(
        [sys.executable, "-c", _DRIJVER, tmp_path, manier], cwd=WORTEL, capture_output=True, text=True, check=False
    )
    assert uit.returncode == 0, uit.stderr
    assert int(uit.stdout.split()[-1]) >= 12
