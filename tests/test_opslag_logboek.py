"""The log of the store, a page at a time and as it is searched, and attempts that reached nobody. On both engines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

import register.opslag.opslag
from register.opslag.ingrepen import DraaiTerug, NietBereikt, Nieuw, NooitJuist, Waarneming, Wijzig
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, WAARNEMING
from register.opslag.wie import TERMINAL, Wie
from register.opslag.wijziging import Zoekvraag
from register.register import DataFout, make_register, read_levering
from tests.databases import over
from tests.klein import wijkraad

VANDAAG = date(2026, 11, 26)
RAAD, ANDER = "wijkraad-een", "platform-een"


def _noem(opslag, naam, waarom="Nagevraagd", id_=RAAD, **velden):
    return opslag.bewaar(over(waarom, **velden), Wijzig(ORGANISATIE, id_, {"naam": naam})).nummer


def _gevonden(opslag, **vraag):
    return [regel.nummer for regel in opslag.logboek(zoek=Zoekvraag(**vraag))]


@pytest.fixture(name="dagen")
def _dagen(monkeypatch):
    """Let every change be a day later than the one before it, from noon on 1 June."""
    dag = datetime(2030, 6, 1, 12, tzinfo=UTC)

    def zet(nummer):
        monkeypatch.setattr(register.opslag.opslag, "nu", lambda: dag + timedelta(days=nummer))

    return zet


def test_a_page_of_the_log_is_read_alone_and_in_a_few_questions(opslag):
    """So many changes after the first few, each with its rows, in as many questions as for one change."""
    for keer in range(1, 8):
        _noem(opslag, f"Naam {keer}")
    vragen = []
    event.listen(opslag.database._lezer, "before_cursor_execute", lambda *wat: vragen.append(wat[2]))
    regels = opslag.logboek(hoogstens=3, sla_over=2)
    assert [regel.nummer for regel in regels] == [6, 5, 4]
    assert [[rij.na.velden["naam"] for rij in regel.rijen] for regel in regels] == [["Naam 5"], ["Naam 4"], ["Naam 3"]]
    aantal = len(vragen)
    opslag.logboek(hoogstens=1)
    assert len(vragen) == 2 * aantal
    assert opslag.aantal() == 8
    assert opslag.logboek(hoogstens=3, sla_over=20) == []
    assert [len(regel.rijen) > 0 for regel in opslag.logboek()] == [True] * 8


def test_the_log_is_found_by_text(opslag):
    """A text is in the reason, the source or the id, in capitals or not; its signs are no pattern."""
    _noem(opslag, "A", "Bericht van de RAAD", bron="https://een.nl")
    _noem(opslag, "B", "100% zeker", id_=ANDER, bron="brief")
    assert _gevonden(opslag, tekst="bericht van de raad") == [2]
    assert _gevonden(opslag, tekst="een.NL") == [2]
    assert _gevonden(opslag, tekst="100%") == [3]
    assert _gevonden(opslag, tekst="1_0") == []
    assert _gevonden(opslag, tekst="FORM-een") == [3, 1]


def test_the_log_is_found_by_row_with_its_sightings(opslag):
    """What happened to an organisation is found by the rows that a name stands for: also a sighting and its end."""
    opslag.bewaar(over(), Waarneming(RAAD, "2026-10", "gebeld", VANDAAG))
    _noem(opslag, "B", id_=ANDER)
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD))
    rijen = frozenset({(ORGANISATIE, RAAD)})
    assert _gevonden(opslag, tekst="xyz") == []
    assert _gevonden(opslag, tekst="xyz", rijen=rijen) == [4, 2, 1]
    assert opslag.aantal(Zoekvraag(tekst="xyz", rijen=rijen)) == 3
    assert _gevonden(opslag, tekst="xyz", rijen=frozenset({(INITIATIEF, RAAD)})) == []


def test_the_log_is_found_by_who_kind_and_period(opslag, dagen):
    """Who, what kind, and days in Amsterdam with both ends in it; all at once, and together."""
    dagen(0)
    piet = {"wie": Wie(TERMINAL, "piet", "Piet")}
    eerste = register.opslag.opslag.Over(**piet, via="terminal", waarom="x", bron="y")
    opslag.bewaar(eerste, Wijzig(ORGANISATIE, RAAD, {"naam": "P"}))
    dagen(1)
    opslag.bewaar(over(), NietBereikt(RAAD, "2026-11", "gebeld", VANDAAG))
    dagen(2)
    opslag.bewaar(over(), DraaiTerug(3))
    assert opslag.wie() == ["Piet", "jan"]
    assert _gevonden(opslag, wie="Piet") == [2]
    assert _gevonden(opslag, soort="niet bereikt") == [3]
    assert _gevonden(opslag, vanaf=date(2030, 6, 2), tot_en_met=date(2030, 6, 2)) == [3]
    assert _gevonden(opslag, vanaf=date(2030, 6, 2)) == [4, 3]
    assert _gevonden(opslag, vanaf=date(2030, 6, 2), wie="Piet") == []
    assert opslag.teruggedraaid([2, 3]) == {3: 4}


def test_a_change_holds_again_when_its_undoing_is_undone(opslag):
    """The log says of a change that it is undone only while that is so, whichever changes one looks at."""
    nummer = _noem(opslag, "A")
    terug = [opslag.bewaar(over(), DraaiTerug(was)).nummer for was in range(nummer, nummer + 3)]
    assert terug == [3, 4, 5]
    assert opslag.teruggedraaid(range(1, 6)) == {2: 3, 4: 5}
    assert opslag.teruggedraaid([2]) == {2: 3}
    opslag.bewaar(over(), DraaiTerug(5))
    assert opslag.teruggedraaid(range(1, 7)) == {3: 4, 5: 6}
    assert opslag.teruggedraaid([2]) == opslag.teruggedraaid([]) == {}


def test_a_key_tells_what_was_saved_under_it(opslag):
    """Who tries again hears the number, and of a key that was never used nothing."""
    nummer = _noem(opslag, "A", sleutel="abc")
    assert (opslag.onder_sleutel("abc"), opslag.onder_sleutel("abd")) == (nummer, None)


def test_an_attempt_that_reached_nobody_is_no_sighting(opslag, kaart):
    """Tables and files stay as they were; the register knows of it, until the organisation is seen."""
    voor, sinds = opslag.lees()[1], opslag.registraties(1)
    opslag.bewaar(over(), NietBereikt(RAAD, "2026-11-25", "gebeld", VANDAAG, opmerking="geen gehoor"))
    straks = opslag.lees()[1]
    assert opslag.registraties(1) == opslag.registraties(2) == sinds
    assert straks.bestanden() == voor.bestanden()
    assert make_register(read_levering(kaart, straks.bestanden())).tabellen.organisaties.equals(
        make_register(read_levering(kaart, voor.bestanden())).tabellen.organisaties
    )
    assert straks.niet_bereikt() == {RAAD: "2026-11-25"}
    assert opslag.logboek()[0].soort == "niet bereikt"
    opslag.bewaar(over(), Waarneming(RAAD, "2025", "oude brief", VANDAAG))
    assert opslag.lees()[1].niet_bereikt() == {RAAD: "2026-11-25"}
    opslag.bewaar(over(), Waarneming(RAAD, "2026-11-25", "toch", VANDAAG))
    assert opslag.lees()[1].niet_bereikt() == {}
    assert opslag.lees()[1].rij(ORGANISATIE, RAAD)["laatst_gezien"] == "2026-11-25"


def test_an_attempt_goes_as_it_came(opslag):
    """Undone it is gone; it needs a source and a day that has been; with its organisation it leaves the register."""
    opslag.bewaar(over(), NietBereikt(RAAD, "2026-11-25", "gebeld", VANDAAG))
    opslag.bewaar(over(), DraaiTerug(2))
    assert opslag.lees()[1].niet_bereikt() == {}
    with pytest.raises(ValueError, match="bron"):
        opslag.bewaar(over(), NietBereikt(RAAD, "2026-11-25", "", VANDAAG))
    with pytest.raises(DataFout, match="na vandaag"):
        opslag.bewaar(over(), NietBereikt(RAAD, "2026-11-27", "gebeld", VANDAAG))
    opslag.bewaar(over(), NietBereikt(RAAD, "2026-11-25", "gebeld", VANDAAG))
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD))
    assert not [s for s in opslag.lees()[1].versies if s[0] == WAARNEMING and s[1].startswith(RAAD)]


def test_an_organisation_that_was_only_asked_in_vain_has_never_been_seen(opslag):
    """Without any sighting but an attempt it has no source, and what is mended is its sighting, not the attempt."""
    nieuw = Nieuw(ORGANISATIE, wijkraad("wijkraad-nieuw"))
    nummer = opslag.bewaar(over(), nieuw).nummer
    opslag.bewaar(over(), NietBereikt("wijkraad-nieuw", "2026-11-25", "gebeld", VANDAAG))
    inhoud = opslag.lees()[1]
    eerste = inhoud.jongste("wijkraad-nieuw")
    alleen_poging = inhoud.met({(WAARNEMING, eerste): None})
    assert nummer == 2
    assert alleen_poging.jongste("wijkraad-nieuw") is None
    assert alleen_poging.rij(ORGANISATIE, "wijkraad-nieuw")["bron"] == ""
    opslag.bewaar(over(), Wijzig(ORGANISATIE, "wijkraad-nieuw", {"laatst_gezien": "2026-10"}))
    na = opslag.lees()[1]
    assert na.rij(ORGANISATIE, "wijkraad-nieuw")["laatst_gezien"] == "2026-10"
    assert na.jongste("wijkraad-nieuw") == eerste
    assert na.niet_bereikt() == {"wijkraad-nieuw": "2026-11-25"}
