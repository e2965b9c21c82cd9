"""The registers behind the screen: read once for all, whatever goes wrong is told, and the last good version stays."""

import doctest
import threading
from datetime import date, timedelta
from itertools import count

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_

import register.bewaard
import ui.bron
from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.stand.wisselmomenten import wisselmomenten
from register.register import DataFout, Register, make_register, read_register
from tests import klein
from tests.strategies import dure_wet, steden, varianten
from ui.bron import Geheugen
from web.scherm import inhoud, situatie
from web.staat import Staat

SAMEN = 6  # visitors at once
_NUMMERS = count()


@pytest.fixture
def map_(tmp_path, monkeypatch):
    """A small data folder that the application reads, of which nothing is known yet."""
    klein.schrijf_map(tmp_path)
    for naam in ("_KAARTEN", "_STANDEN", "_SITUATIES", "_TIJDLIJNEN", "_VERHALEN"):
        monkeypatch.setattr(ui.bron, naam, Geheugen(9))
    monkeypatch.setattr("sys.argv", ["app.py", "--data", str(tmp_path)])
    return tmp_path


@pytest.fixture
def gelezen(monkeypatch):
    """The folders that were read since, one for each time."""
    keren = []

    def lees(welke):
        keren.append(welke)
        return make_register(welke)

    monkeypatch.setattr(register.bewaard, "make_register", lees)
    return keren


def _tegelijk(vraag, aantal=SAMEN):
    """Ask at the same moment, each in a thread of its own, and return all answers."""
    start, uit = threading.Barrier(aantal), []

    def een():
        start.wait()
        uit.append(vraag())

    draden = [threading.Thread(target=een) for _ in range(aantal)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return uit


def _lever(map_):
    """Put another register that is fit for use in the folder."""
    klein.schrijf_map(map_, lambda inhoud: inhoud.organisaties.pop(2) and inhoud.organisaties[0].update(opvolger=""))


def _stuk(map_):
    (map_ / "organisaties.csv").write_text("geen,register\n", encoding="utf-8")


def test_the_example_runs():
    """The example of the memory gives what its docstring says."""
    uitslag = doctest.testmod(ui.bron)
    assert (uitslag.attempted > 0, uitslag.failed) == (True, 0)


def test_six_visitors_at_a_cold_start_read_the_register_once(map_, gelezen):
    """However many come first at the same moment, the files are read once, and all get the same register."""
    antwoorden = _tegelijk(ui.bron.laad)
    assert len(gelezen) == 1
    assert len({id(antwoord.register) for antwoord in antwoorden}) == 1
    assert antwoorden[0].register is not None


def test_broken_files_are_read_once(map_, gelezen):
    """Files that are unfit are not read again for every visitor, and not again by the same one."""
    _stuk(map_)
    antwoorden = [*_tegelijk(ui.bron.laad), ui.bron.laad()]
    assert len(gelezen) == 1
    assert all(antwoord.fouten and antwoord.register is None for antwoord in antwoorden)


def test_nobody_waits_for_a_new_delivery(map_, monkeypatch):
    """While one visitor's question reads a changed register, all others go on with the version that was good."""
    goed = ui.bron.laad().register
    _lever(map_)
    bezig, verder = threading.Event(), threading.Event()

    def traag(welke):
        bezig.set()
        assert verder.wait(60)
        return make_register(welke)

    monkeypatch.setattr(register.bewaard, "make_register", traag)
    een = threading.Thread(target=ui.bron.laad)
    een.start()
    assert bezig.wait(60)
    assert ui.bron.laad().register is goed
    verder.set()
    een.join()
    assert ui.bron.laad().register.vingerafdruk != goed.vingerafdruk


@pytest.mark.parametrize("fout", [RecursionError, OverflowError, KeyError, MemoryError, OSError, UnicodeError, ZeroDivisionError])  # fmt: skip
def test_whatever_goes_wrong_in_reading_is_told_and_the_last_good_version_stays(map_, monkeypatch, caplog, fout):
    """A failure that nobody thought of is one finding in Dutch with what to do; the traceback is for the log."""
    goed = ui.bron.laad().register
    _lever(map_)

    def faal(_):
        raise fout("words of the machine")

    with monkeypatch.context() as even:
        even.setattr(register.bewaard, "make_register", faal)
        antwoord = ui.bron.laad()
        assert antwoord.register is goed
        (bevinding,) = antwoord.fouten
        assert str(bevinding) == (
            f"de bestanden samen: de gegevens kunnen niet worden verwerkt (soort fout: {fout.__name__}). "
            "Zet de vorige versie van de bestanden terug en meld dit aan de beheerder: het logboek zegt waar het misging."
        )
        assert "words of the machine" in caplog.text
    # What the system refused may go well the next time; a program that fails on these files fails again.
    later = ui.bron.laad()
    assert (later.fouten == []) == issubclass(fout, OSError | MemoryError)
    assert (later.register is not goed) == issubclass(fout, OSError | MemoryError)


@pytest.mark.parametrize("wat", ["geo.kaart.kaart_html", "ui.bron.tijdlijn", "ui.bron.presentatie"])
def test_a_register_that_no_screen_can_be_made_of_is_not_taken(map_, monkeypatch, wat):
    """Files that pass every rule but break the map, the timeline or the wall leave the last good version on screen."""
    goed = ui.bron.laad().register
    _lever(map_)

    def faal(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(wat, faal)
    antwoord = ui.bron.laad()
    assert antwoord.register is goed
    assert [bevinding.regel for bevinding in antwoord.fouten] == ["onverwacht"]


def test_mended_files_are_taken_at_once(map_):
    """After the file is put back there is nothing to complain about, and the register is that of the files."""
    eerst = ui.bron.laad()
    inhoud = (map_ / "organisaties.csv").read_bytes()
    _stuk(map_)
    assert ui.bron.laad().fouten
    (map_ / "organisaties.csv").write_bytes(inhoud)
    laatst = ui.bron.laad()
    assert laatst.fouten == []
    assert laatst.register.vingerafdruk == eerst.register.vingerafdruk


def test_emptying_the_caches_of_streamlit_takes_nothing(map_, gelezen):
    """What any visitor can do to Streamlit's caches leaves the register, the map, the timeline and the wall as they are."""
    voor = ui.bron.laad()
    vragen = (
        lambda: ui.bron.kaartpagina(voor.register),
        lambda: ui.bron.tijdlijn_van(voor.register, ui.bron.Staat(ui.bron.vandaag())),
        lambda: ui.bron.presentatie_van(voor.register, "persbericht"),
    )
    antwoorden = [vraag() for vraag in vragen]
    st.cache_data.clear()
    st.cache_resource.clear()
    assert ui.bron.laad() is voor
    assert all(vraag() is antwoord for vraag, antwoord in zip(vragen, antwoorden, strict=True))
    assert len(gelezen) == 1


def test_many_who_ask_the_same_make_it_once():
    """An answer that many ask for at the same moment is computed once."""
    geheugen, keren = Geheugen(2), []
    assert set(_tegelijk(lambda: geheugen.geef("a", lambda: keren.append(1) or len(keren)))) == {1}


def test_what_could_not_be_made_is_tried_again():
    """A mistake is not remembered as an answer, and does not keep the next one waiting."""
    geheugen = Geheugen(2)
    with pytest.raises(ZeroDivisionError):
        geheugen.geef("a", lambda: 1 / 0)
    assert geheugen.geef("a", lambda: None) is None
    assert geheugen.geef("a", lambda: 2) is None


def test_a_fault_in_the_data_is_the_list_of_the_reader(map_):
    """What the reader finds is shown as it is, nothing added."""
    _stuk(map_)
    with pytest.raises(DataFout) as fout:
        read_register(map_)
    assert ui.bron.laad().fouten == fout.value.bevindingen


@dure_wet
@given(
    stad=steden(),
    dag=st_.dates(EERSTE_DAG, LAATSTE_DAG),
    dichtbij=st_.integers(-1, 1),
    variant=varianten,
    gebied=st_.sampled_from([None, "Noord"]),
    wijk=st_.sampled_from([None, klein.W1]),
)
def test_a_screen_is_the_same_from_what_visitors_share(stad, dag, dichtbij, variant, gebied, wijk):
    """What is shared since the last change date says on every day what is made for that very day, also on its edges."""
    merk = f"stad {next(_NUMMERS)}"
    for een in (dag, *(wissel + timedelta(dichtbij) for wissel in wisselmomenten(stad, variant))):
        if EERSTE_DAG <= een <= LAATSTE_DAG:
            staat = Staat(een, variant, gebied, wijk=wijk)
            gedeeld = ui.bron.situatie_van(Register(stad, merk), staat)
            eigen = situatie(staat.vraag.stand(stad), gebied, wijk)
            assert inhoud(gedeeld, een, dag) == inhoud(eigen, een, dag)


def test_visitors_of_one_situation_share_it(map_):
    """Two who ask about days between which nothing changes get what was made once; a change date makes another."""
    register_ = ui.bron.laad().register
    voor, op, na = (ui.bron.situatie_van(register_, Staat(date(2024, 1, 1) + timedelta(n))) for n in (-1, 0, 1))
    assert na is op is not voor
