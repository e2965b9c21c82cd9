"""What is kept between runs: never needed, never trusted blindly, never without end."""

import errno
import logging
import os
import threading

import pytest

import register.bewaard
import ui.bron
from register.bewaard import als_bytes, productmerk, register_van, uit_bytes
from register.register import DataFout, make_register, read_levering
from systeem import voorraad as kast
from systeem.voorraad import GROOTSTE, PLEK, Voorraad, merk, voorraad
from tests import klein
from tests.echt import DATA
from ui.bron import Geheugen

SLEUTEL = ("proef", "1")


@pytest.fixture
def plek(tmp_path):
    return tmp_path / "kast" / "wijkdekking"


@pytest.fixture
def aan(tmp_path, monkeypatch):
    """Keep things in a folder of this test, as a user does in the home folder."""
    monkeypatch.setenv(PLEK, str(tmp_path / "kast"))
    voorraad.cache_clear()
    yield tmp_path / "kast" / "wijkdekking"
    voorraad.cache_clear()


def _altijd():
    return True


def _bestanden(map_):
    return sorted(pad for pad in map_.iterdir() if len(pad.name) == 64)


# --- a folder of bytes ---


def test_what_is_kept_comes_back(plek):
    """Under its own key, for this run and the next; what was never kept is nothing."""
    Voorraad(plek).leg(SLEUTEL, b"inhoud")
    assert Voorraad(plek).haal(SLEUTEL) == b"inhoud"
    assert Voorraad(plek).haal(("proef", "2")) is None
    assert Voorraad(plek).haal(("proef1",)) is None


def test_what_is_there_is_not_made(plek):
    """It is made once, and by a later run not at all."""
    keren = []
    for _ in range(3):
        assert Voorraad(plek).geef(SLEUTEL, lambda: keren.append(1) or b"x", _altijd) == b"x"
    assert keren == [1]


KAPOT = {
    "leeg": lambda inhoud: b"",
    "afgekapt": lambda inhoud: inhoud[:-1],
    "alleen de som": lambda inhoud: inhoud[:40],
    "langer": lambda inhoud: inhoud + b" ",
    "een bit": lambda inhoud: inhoud[:-1] + bytes([inhoud[-1] ^ 1]),
    "een bit van de som": lambda inhoud: bytes([inhoud[0] ^ 1]) + inhoud[1:],
    "iets anders": lambda inhoud: b"iets heel anders, en ook nog langer dan de som ervan is",
}


def test_what_was_made_by_changing_code_is_not_kept(plek, aan, start, monkeypatch):
    """When the code on disk was replaced while something was made, it may come from both: it is used, and not kept."""
    assert Voorraad(plek).geef(SLEUTEL, lambda: b"x", lambda: False) == b"x"
    assert Voorraad(plek).haal(SLEUTEL) is None
    merken = (str(nummer) for nummer in range(9))
    monkeypatch.setattr(register.bewaard, "merk", lambda *_: next(merken))
    productmerk.cache_clear()
    assert start().register is not None
    productmerk.cache_clear()
    assert not aan.exists()


@pytest.mark.parametrize("maak_stuk", KAPOT.values(), ids=KAPOT)
def test_a_damaged_file_is_as_none_and_is_replaced(plek, maak_stuk):
    """Cut off, longer, changed in one bit or something else: it is made again, and whole the next time."""
    Voorraad(plek).leg(SLEUTEL, b"inhoud die lang genoeg is")
    (pad,) = _bestanden(plek)
    pad.write_bytes(maak_stuk(pad.read_bytes()))
    assert Voorraad(plek).haal(SLEUTEL) is None
    assert Voorraad(plek).geef(SLEUTEL, lambda: b"nieuw", _altijd) == b"nieuw"
    assert Voorraad(plek).haal(SLEUTEL) == b"nieuw"


def test_a_file_under_another_key_is_as_none(plek):
    """A whole file that stands under the name of another key does not pass for it."""
    for sleutel in (SLEUTEL, ("proef", "2")):
        Voorraad(plek).leg(sleutel, sleutel[1].encode())
    een, ander = _bestanden(plek)
    een.write_bytes(ander.read_bytes())
    assert {Voorraad(plek).haal(SLEUTEL), Voorraad(plek).haal(("proef", "2"))} <= {None, b"1", b"2"}
    assert [Voorraad(plek).haal(s) for s in (SLEUTEL, ("proef", "2"))].count(None) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owners and modes of this kind")
@pytest.mark.parametrize("rechten", [0o750, 0o707, 0o777, 0o701])
def test_a_folder_that_others_can_enter_is_not_used(plek, rechten):
    """What another user could have written is never read, and nothing is written there."""
    Voorraad(plek).leg(SLEUTEL, b"goed")
    plek.chmod(rechten)
    assert Voorraad(plek).haal(SLEUTEL) is None
    Voorraad(plek).leg(("proef", "2"), b"x")
    assert len(_bestanden(plek)) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owners of this kind")
def test_what_is_of_another_user_is_not_used(plek, monkeypatch):
    """A folder or file of somebody else is as none."""
    Voorraad(plek).leg(SLEUTEL, b"goed")
    ik = os.geteuid()
    monkeypatch.setattr(kast.os, "geteuid", lambda: ik + 1)
    assert Voorraad(plek).haal(SLEUTEL) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
@pytest.mark.parametrize("wat", ["bestand", "map", "pijp", "onderliggende map"])
def test_a_link_or_a_pipe_is_not_followed(plek, tmp_path, wat):
    """What is no plain file in a plain folder is as none, and does not keep anybody waiting."""
    Voorraad(plek).leg(SLEUTEL, b"goed")
    (pad,) = _bestanden(plek)
    elders = tmp_path / "elders"
    if wat == "map":
        plek.rename(elders)
        plek.symlink_to(elders, target_is_directory=True)
    else:
        pad.rename(elders)
        {"bestand": lambda: pad.symlink_to(elders), "pijp": lambda: os.mkfifo(pad), "onderliggende map": pad.mkdir}[
            wat
        ]()
    assert Voorraad(plek).haal(SLEUTEL) is None


@pytest.mark.parametrize("nummer", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_is_full_or_cannot_be_written_is_said_once(plek, monkeypatch, caplog, nummer):
    """What cannot be kept is made each time, and the log says so in one line."""

    def weiger(*_):
        raise OSError(nummer, "words of the system")

    monkeypatch.setattr(kast, "write_bytes", weiger)
    bewaard = Voorraad(plek)
    with caplog.at_level(logging.WARNING):
        assert [bewaard.geef((str(i),), lambda: b"x", _altijd) for i in range(3)] == [b"x"] * 3
    (regel,) = caplog.messages
    assert "Alles werkt, maar begint langzamer" in regel
    assert "words of the system" not in regel


def test_no_home_folder_is_no_trouble(tmp_path, caplog):
    """Where no folder can be made everything is made each time."""
    (tmp_path / "thuis").write_text("a file")
    bewaard = Voorraad(tmp_path / "thuis" / "wijkdekking")
    assert bewaard.geef(SLEUTEL, lambda: b"x", _altijd) == b"x"
    assert len(caplog.messages) == 1


def test_what_is_kept_stays_small(plek, monkeypatch):
    """At most so many, and at most so large together; what was asked for lately stays."""
    monkeypatch.setattr(kast, "MEESTE", 3)
    bewaard = Voorraad(plek)
    for nummer in range(5):
        bewaard.leg((str(nummer),), b"x")
        for oud, pad in enumerate(sorted(_bestanden(plek), key=lambda p: p.stat().st_mtime_ns)):
            os.utime(pad, ns=(oud, oud))
        if nummer:
            assert bewaard.haal(("0",)) == b"x"
    assert len(_bestanden(plek)) == 3
    monkeypatch.setattr(kast, "GROOTSTE", 100)
    bewaard.leg(("groot",), b"x" * 101)
    assert bewaard.haal(("groot",)) is None
    bewaard.leg(("nieuw",), b"x" * 40)
    assert sum(pad.stat().st_size for pad in _bestanden(plek)) <= 100
    assert GROOTSTE <= 100_000_000


def test_many_at_once_find_it_whole_or_not_at_all(plek):
    """While several write the same key, whoever reads gets all of it, or nothing."""
    inhoud, gelezen = os.urandom(200_000), set()

    def schrijf():
        for _ in range(5):
            Voorraad(plek).leg(SLEUTEL, inhoud)
            gelezen.add(Voorraad(plek).haal(SLEUTEL))

    draden = [threading.Thread(target=schrijf) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert gelezen <= {inhoud, None}
    assert Voorraad(plek).haal(SLEUTEL) == inhoud
    assert len(list(plek.iterdir())) == 1, "nothing half is left behind"


# --- what it depends on ---


def test_the_mark_changes_with_every_file_and_version(tmp_path, monkeypatch):
    """A changed, new, renamed or removed file of the product, wherever, and another version of a library count."""
    (tmp_path / "kamer" / "diep").mkdir(parents=True)
    pad = tmp_path / "kamer" / "diep" / "a.py"
    pad.write_text("1")
    merken = [merk([tmp_path / "kamer"], ["pandas"])]

    def volgende():
        merken.append(merk([tmp_path / "kamer"], ["pandas"]))

    pad.write_text("2")
    volgende()
    pad.rename(pad.with_name("b.py"))
    volgende()
    (tmp_path / "kamer" / "c.html").write_text("")
    volgende()
    monkeypatch.setattr(kast, "version", lambda _: "9.9")
    volgende()
    monkeypatch.setattr(kast.sys, "version", "3.99")
    volgende()
    assert len(set(merken)) == len(merken)
    (tmp_path / "kamer" / "__pycache__").mkdir()
    (tmp_path / "kamer" / "__pycache__" / "a.pyc").write_text("compiled")
    volgende()
    assert merken[-1] == merken[-2]


def test_the_mark_of_the_product_has_all_that_takes_part():
    """Every room that a kept page comes from counts, and so do the libraries that make it."""
    assert {"analysis", "geo", "register", "web", "ui", "systeem", "static"} <= set(register.bewaard._KAMERS)
    assert {"pandas", "geopandas", "shapely", "folium", "pandera"} <= set(register.bewaard._PAKKETTEN)
    assert productmerk() == productmerk()


def test_tests_keep_nothing():
    """Without being asked no test writes in the home folder of who runs it, nor reads there."""
    assert voorraad()._map is None
    assert os.environ[PLEK] == kast.UIT


@pytest.mark.parametrize("inhoud", ["", "uit", "/een/map"])
def test_the_environment_says_where(monkeypatch, inhoud):
    """Nothing: the cache folder of the user; `uit`: nowhere; else that folder."""
    monkeypatch.setenv(PLEK, inhoud)
    voorraad.cache_clear()
    map_ = voorraad()._map
    voorraad.cache_clear()
    assert {"uit": map_ is None, "/een/map": map_ is not None and map_.is_relative_to("/een/map")}.get(
        inhoud, map_ is not None
    )


# --- a register as data ---


@pytest.mark.parametrize("map_", ["echt", "klein"])
def test_a_register_comes_back_as_it_was(tmp_path, map_):
    """Tables, types, geometry, municipality and findings are those of the files."""
    levering = read_levering(DATA if map_ == "echt" else klein.schrijf_map(tmp_path))
    gemaakt = make_register(levering)
    terug = uit_bytes(als_bytes(gemaakt), levering)
    assert terug.vingerafdruk == gemaakt.vingerafdruk
    assert terug.leesmeldingen == gemaakt.leesmeldingen
    assert terug.tabellen.gemeente == gemaakt.tabellen.gemeente
    for een, ander in zip(terug.tabellen[:4], gemaakt.tabellen[:4], strict=True):
        assert type(een) is type(ander)
        assert een.equals(ander)
        assert list(een.dtypes) == list(ander.dtypes)
        assert (een.index.name, getattr(een, "crs", None)) == (ander.index.name, getattr(ander, "crs", None))


def test_a_register_that_would_come_back_otherwise_is_not_kept(aan, tmp_path):
    """A cell that the form knows no type for is read from the files each time, and nothing of it is lost."""
    map_ = klein.schrijf_map(tmp_path, lambda inhoud: inhoud.velden("wijken.geojson").update(extra=["a", 1]))
    levering = read_levering(map_)
    eerst, later = register_van(levering), register_van(levering)
    assert als_bytes(eerst) is None
    assert eerst.tabellen.wijken.equals(later.tabellen.wijken)
    assert later.tabellen.wijken["extra"].notna().any()


def test_findings_of_the_reader_are_kept(aan, tmp_path):
    """What was noticed while reading is still told by a register that was not read again."""
    map_ = klein.schrijf_map(tmp_path, lambda inhoud: inhoud.organisaties[0].update(naam="a\u202eb"))
    eerst, later = (register_van(read_levering(map_)) for _ in range(2))
    assert eerst.leesmeldingen
    assert later.leesmeldingen == eerst.leesmeldingen


def test_unfit_data_is_judged_each_time(aan, tmp_path):
    """Of a broken folder nothing is kept: every problem is told again."""
    map_ = klein.schrijf_map(tmp_path)
    (map_ / "organisaties.csv").write_text("geen,register\n", encoding="utf-8")
    gevonden = []
    for _ in range(2):
        with pytest.raises(DataFout) as fout:
            register_van(read_levering(map_))
        gevonden.append(fout.value.bevindingen)
    assert gevonden[0] == gevonden[1] != []
    assert not aan.exists()


# --- the screen ---


@pytest.fixture
def keren(monkeypatch):
    """What was made since, by name, one for each time."""
    uit = []
    for module, naam in (
        ("register.bewaard", "make_register"),
        ("geo.kaart", "kaart_html"),
        ("ui.bron", "tijdlijn"),
        ("ui.bron", "presentatie"),
    ):
        echt = getattr(__import__(module, fromlist=[naam]), naam)
        monkeypatch.setattr(f"{module}.{naam}", lambda *wat, echt=echt, naam=naam: uit.append(naam) or echt(*wat))
    return uit


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Start a new process, as far as memory goes, on a small data folder; return its folder and what it knows."""
    map_ = klein.schrijf_map(tmp_path)
    monkeypatch.setattr("sys.argv", ["app.py", "--data", str(map_)])

    def opnieuw():
        for naam in ("_KAARTEN", "_TIJDLIJNEN", "_VERHALEN", "_STANDEN"):
            monkeypatch.setattr(ui.bron, naam, Geheugen(9))
        ui.bron._bewaard.cache_clear()
        return ui.bron.laad()

    opnieuw.map = map_
    yield opnieuw
    ui.bron._bewaard.cache_clear()


def _schermen(register_):
    return (
        ui.bron.kaartpagina(register_),
        ui.bron.tijdlijn_van(register_, ui.bron.Staat(ui.bron.vandaag())),
        ui.bron.presentatie_van(register_, "persbericht"),
    )


def test_the_next_start_makes_nothing(aan, start, keren):
    """The register, its map, its timeline and its wall are as they were, without anything being read or made again."""
    eerst = _schermen(start().register)
    assert sorted(set(keren)) == ["kaart_html", "make_register", "presentatie", "tijdlijn"]
    keren.clear()
    assert _schermen(start().register) == eerst
    assert keren == []


@pytest.mark.parametrize("wat", ["gegevens", "code", "adres"])
def test_what_is_kept_is_of_this_very_data_code_and_address(aan, start, keren, monkeypatch, wat):
    """Another byte in the data or the code makes all of it again, another address of the scripts the map."""
    _schermen(start().register)
    keren.clear()
    if wat == "gegevens":
        with (start.map / "organisaties.csv").open("a", encoding="utf-8") as bestand:
            bestand.write("\n")
    elif wat == "code":
        monkeypatch.setattr(ui.bron, "productmerk", lambda: "anders")
        monkeypatch.setattr(register.bewaard, "productmerk", lambda: "anders")
        monkeypatch.setattr(register.bewaard, "is_ongewijzigd", lambda: True)
        monkeypatch.setattr(ui.bron, "is_ongewijzigd", lambda: True)
    else:
        monkeypatch.setattr(ui.bron, "statisch_adres", lambda: "/wijken/app/static")
    ui.bron.kaartpagina(start().register)
    assert set(keren) >= (
        {"kaart_html"} if wat == "adres" else {"make_register", "kaart_html", "tijdlijn", "presentatie"}
    )


def test_damage_costs_time_only(aan, start, keren):
    """With every kept file broken the screens are the same, and made again."""
    eerst = _schermen(start().register)
    for pad in _bestanden(aan):
        pad.write_bytes(pad.read_bytes()[:-1])
    keren.clear()
    assert _schermen(start().register) == eerst
    assert "make_register" in keren


def test_a_broken_register_is_refused_also_when_the_good_one_was_kept(aan, start, monkeypatch):
    """The trial of all screens is done for every register that never passed it, and none takes the place of a good one."""
    goed = start().register
    with (start.map / "organisaties.csv").open("a", encoding="utf-8") as bestand:
        bestand.write("\n")

    def faal(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as even:
        even.setattr(ui.bron, "presentatie", faal)
        antwoord = ui.bron.laad()
        assert antwoord.register is goed
        assert [bevinding.regel for bevinding in antwoord.fouten] == ["onverwacht"]
        assert start().register is None, "the next start has not forgotten that it never passed"


def test_a_broken_folder_shows_its_findings(aan, start):
    """What is wrong with files is told, also where a good register of before is kept."""
    start()
    (start.map / "organisaties.csv").write_text("geen,register\n", encoding="utf-8")
    for _ in range(2):
        antwoord = start()
        assert antwoord.register is None
        assert antwoord.fouten
