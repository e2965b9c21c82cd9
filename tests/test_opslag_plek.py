"""Where a register stands, and what is wrong with that place: read-only, full, gone, of another program, half."""

import shutil

import pytest
from sqlalchemy import event, inspect, text

import register.opslag.opslag
import register.opslag.stappen
import register.opslag.verbinding
import ui.bron
from register.adres import vind_adres
from register.opslag.fouten import Leeg, OpslagFout
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.verbinding import Database
from register.opslag.verbinding import bestand as bestand_adres
from register.wijzigen import bewaar, proef
from tests import klein
from tests.databases import begonnen, over

RAAD = "wijkraad-een"


def hernoem(opslag, naam="Nieuw"):
    return opslag.bewaar(over(), Wijzig(ORGANISATIE, RAAD, {"naam": naam}))


def naam_van(opslag):
    return opslag.lees()[1].rij(ORGANISATIE, RAAD)["naam"]


@pytest.fixture
def nieuw(bestand, kaart):
    """A register in a file."""
    return begonnen(bestand, kaart)


def test_a_file_that_nobody_may_write_is_read(nieuw):
    """A register that is read-only reads as ever; a change is refused with why, also for who may do anything."""
    hernoem(nieuw)
    nieuw.database.pad.chmod(0o444)
    assert naam_van(nieuw) == "Nieuw"
    with pytest.raises(OpslagFout, match="alleen te lezen"):
        hernoem(nieuw, "Anders")
    nieuw.database.pad.chmod(0o644)
    hernoem(nieuw, "Anders")


def test_a_folder_that_nobody_may_write_in_is_read(nieuw, monkeypatch):
    """SQLite makes a file beside the register when it writes: without a place for that it opens for reading only."""
    monkeypatch.setattr(register.opslag.verbinding, "is_beschrijfbaar", lambda _pad: False)
    assert naam_van(nieuw) == "Naam wijkraad-een"
    with pytest.raises(OpslagFout, match="alleen te lezen"):
        hernoem(nieuw)


def test_a_full_disk_saves_nothing_and_breaks_nothing(nieuw):
    """When the disk is full in the middle of a save, it is told and the register is as it was; with room it goes on."""

    def vol(verbinding, _):
        (bladen,) = verbinding.execute("pragma page_count").fetchone()
        verbinding.execute(f"pragma max_page_count={bladen}")

    event.listen(nieuw.database._schrijver, "connect", vol)
    with pytest.raises(OpslagFout, match="De schijf is vol; er is niets bewaard"):
        hernoem(nieuw, "lang " * 20_000)
    event.remove(nieuw.database._schrijver, "connect", vol)
    nummer = nieuw.stand().nummer
    assert nieuw.breuken() == []
    assert hernoem(nieuw).nummer == nummer + 1


def test_a_file_that_is_gone_is_told(nieuw):
    """A register that was removed is not made again in silence by who only reads."""
    nieuw.database.pad.unlink()
    with pytest.raises(OpslagFout, match="niet te openen: het is er niet"):
        nieuw.stand()
    assert not nieuw.database.pad.exists()


def test_a_file_that_goes_away_is_not_begun_again_by_a_save(bestand, kaart):
    """Who saves after the register was removed is told so; put back, the same save goes on where it was."""
    adres = vind_adres(bestand)
    eigen = begonnen(bestand, kaart)
    wijziging = Wijzig(ORGANISATIE, RAAD, {"naam": "Nieuw"})
    assert bewaar(adres, over(), wijziging).uitkomst.nummer == 2
    weg = eigen.database.pad.rename(eigen.database.pad.with_suffix(".weg"))
    for doe in (lambda: bewaar(adres, over(), wijziging), lambda: proef(adres, "bron", wijziging)):
        with pytest.raises(OpslagFout, match="is weg; er is niets bewaard"):
            doe()
    assert not eigen.database.pad.exists()
    weg.rename(eigen.database.pad)
    assert bewaar(adres, over(), Wijzig(ORGANISATIE, RAAD, {"naam": "Later"})).uitkomst.nummer == 3


def test_a_file_that_is_emptied_is_not_begun_again_by_a_save(bestand, kaart):
    """Where there was a register, an empty file in its place is told to who saves, and stays as it is."""
    adres = vind_adres(bestand)
    eigen = begonnen(bestand, kaart)
    assert eigen.is_begonnen()
    eigen.database.pad.write_bytes(b"")
    with pytest.raises(Leeg):
        bewaar(adres, over(), Wijzig(ORGANISATIE, RAAD, {"naam": "Nieuw"}))
    assert eigen.database.pad.read_bytes() == b""


@pytest.mark.parametrize("inhoud", ["dit is geen database", "x" * 10_000])
def test_a_file_that_is_no_register_is_told(bestand, inhoud):
    """Whatever stands in a file that is called so, it is told in Dutch."""
    eigen = vind_adres(bestand).opslag
    eigen.database.pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(OpslagFout, match="geen register, of het is beschadigd"):
        eigen.stand()


def test_a_file_without_anything_has_not_begun(bestand):
    """An empty file, as a first start that died leaves, is a register that has not begun."""
    eigen = vind_adres(bestand).opslag
    eigen.database.pad.touch()
    with pytest.raises(Leeg, match="register begin"):
        eigen.stand()
    assert not eigen.is_begonnen()


def test_a_register_with_a_table_missing_is_told(nieuw):
    """Half a register is no register: what is missing is told, and what to do."""
    with nieuw.database._schrijver.begin() as verbinding:
        verbinding.execute(text("drop table kolom"))
    with pytest.raises(OpslagFout, match="er ontbreekt een tabel of kolom"):
        nieuw.lees()


def test_a_register_of_a_newer_program_is_read_only(opslag):
    """Who has an older program reads what it understands, hears that there is more, and changes nothing."""
    with opslag.database._schrijver.begin() as verbinding:
        verbinding.execute(text("update registerstand set stap = 99"))
    assert naam_van(opslag) == "Naam wijkraad-een"
    assert "van een nieuwere versie van het programma" in opslag.stand().waarschuwing
    with pytest.raises(OpslagFout, match=r"nieuwere versie van het programma \(stap 99, dit programma kent 1\)"):
        hernoem(opslag)


def test_a_step_is_taken_whole_or_not_at_all(opslag, monkeypatch, kaart):
    """A step that fails halfway leaves the tables as they were; one that succeeds is taken by the next change."""

    def tweede(verbinding):
        verbinding.exec_driver_sql("create table nog_iets (een integer)")

    def kapot(verbinding):
        tweede(verbinding)
        raise OpslagFout("halverwege")

    eerste = register.opslag.stappen.STAPPEN

    def met(stap):
        for module in (register.opslag.stappen, register.opslag.opslag):
            monkeypatch.setattr(module, "STAPPEN", (*eerste, stap))

    def tabellen():
        with opslag.database.lezen() as verbinding:
            return set(inspect(verbinding).get_table_names())

    voor = tabellen()
    met(kapot)
    with pytest.raises(OpslagFout, match="halverwege"):
        hernoem(opslag)
    assert tabellen() == voor
    with pytest.raises(OpslagFout, match="oudere versie van het programma"):
        opslag.stand()
    met(tweede)
    assert hernoem(opslag).nummer == 2
    assert tabellen() == {*voor, "nog_iets"}
    assert opslag.stand().nummer == 2


def test_a_half_written_file_of_a_dead_process_is_healed_by_who_reads(nieuw, tmp_path):
    """What a process that was killed left beside the register is put right by the next reader."""
    ander = tmp_path / "ander.db"
    with nieuw.database._schrijver.connect() as verbinding, verbinding.begin() as handeling:
        verbinding.execute(text("pragma cache_size=1"))
        verbinding.execute(text("pragma cache_spill=1"))
        lang = "x" * 200_000
        verbinding.execute(text(f"insert into gebruiker values (9, 'a', 'b', '{lang}', 'geen')"))
        for naam in ("", "-journal"):
            shutil.copy(f"{nieuw.database.pad}{naam}", f"{ander}{naam}")
        handeling.rollback()
    logbestand = ander.with_name("ander.db-journal")
    assert logbestand.stat().st_size > 0
    kopie = Database(bestand_adres(ander))
    with kopie.lezen() as verbinding:
        assert verbinding.execute(text("select count(*) from gebruiker")).scalar_one() == 1
    assert not logbestand.exists() or logbestand.stat().st_size == 0


# --- behind the screen ---


@pytest.fixture
def scherm(opslag, plek, monkeypatch):
    """A register that the application reads."""
    for naam in ("_KAARTEN", "_STANDEN", "_SITUATIES", "_TIJDLIJNEN", "_VERHALEN"):
        monkeypatch.setattr(ui.bron, naam, ui.bron.Geheugen(9))
    monkeypatch.setattr("sys.argv", ["app.py", "--data", plek])
    return opslag


def test_the_screen_sees_a_new_number_at_its_next_run(scherm):
    """A change is on the screen the next time that anything is asked; until then the register is read once."""
    eerst = ui.bron.laad()
    assert ui.bron.laad() is eerst
    assert eerst.register.kennis.nummer == 1
    hernoem(scherm)
    straks = ui.bron.laad()
    assert straks.register.tabellen.organisaties.loc[RAAD, "naam"] == "Nieuw"
    assert straks.register.kennis.nummer == 2


def test_a_register_that_goes_away_leaves_the_last_good_one(nieuw, bestand, monkeypatch):
    """A file that is removed while the application runs is told above what was there; put back, all is well."""
    monkeypatch.setattr("sys.argv", ["app.py", "--data", bestand])
    eerst = ui.bron.laad()
    weg = nieuw.database.pad.with_suffix(".weg")
    nieuw.database.pad.rename(weg)
    zonder = ui.bron.laad()
    assert zonder.register is eerst.register
    assert "niet te openen" in str(zonder.fouten[0])
    assert ui.bron.niet_bereikt_van(zonder.register) == {}  # the work list stays too
    weg.rename(nieuw.database.pad)
    assert ui.bron.laad().fouten == []


def test_boundaries_come_from_a_folder(nieuw, kaart):
    """A change of the municipality beside a register is a change of what is shown: its files count in the fingerprint."""
    adres = vind_adres(str(nieuw.database.pad))
    voor = adres.vingerafdruk()
    (kaart / "gemeente.toml").write_text(klein.gemeente_toml() + "\n# anders\n", encoding="utf-8")
    assert adres.vingerafdruk() != voor
    assert {pad.name for pad in adres.bestanden} == {
        "wijken.geojson",
        "buurten.geojson",
        "gemeente.toml",
        "register.db",
    }
