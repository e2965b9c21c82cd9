"""The store of the register: numbered changes, nothing overwritten, two people at once, undo. On both engines."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError

import register.opslag.opslag
from register.adres import KAART, vind_adres
from register.opslag.fouten import Conflict, GeenRol, Leeg, VerkeerdeVraag
from register.opslag.gebruikers import gebruikers, zet_rol
from register.opslag.ingrepen import Beeindig, DraaiTerug, Nieuw, NooitJuist, Waarneming, Wijzig
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, WAARNEMING
from register.opslag.tabellen import METADATA
from register.opslag.wie import GEEN, REDACTEUR, Wie
from register.opslag.wijziging import AL_BEWAARD, BEWAARD, NIETS, Over
from register.register import REGISTERS, DataFout, read_levering, read_register
from tests.databases import begonnen, nieuwe_database, over
from tests.echt import DATA
from tests.klein import B21, B31, platform, wijkraad

VANDAAG = date(2026, 11, 26)
RAAD, PLATFORM = "wijkraad-een", "platform-een"


def rij(opslag, id_=RAAD, nummer=None, soort=ORGANISATIE):
    return opslag.lees(nummer)[1].rij(soort, id_)


def wijzig(opslag, id_=RAAD, versie=None, soort=ORGANISATIE, **velden):
    return opslag.bewaar(over(), Wijzig(soort, id_, velden, versie))


def gezien(datum, bron="gebeld", id_=RAAD, opmerking=""):
    return Waarneming(id_, datum, bron, VANDAAG, opmerking)


# --- the beginning ---


def test_a_register_says_what_its_files_said(opslag, kaart):
    """A register that nobody edited gives the tables, the findings and the very bytes of the files it began with."""
    _, inhoud = opslag.lees()
    assert inhoud.bestanden() == {naam: (kaart / naam).read_bytes() for naam in REGISTERS}
    assert opslag.logboek()[0].soort == "begin"


def test_the_register_that_is_shipped_comes_back_byte_for_byte(plek, monkeypatch):
    """The files of the project, through a database of either engine, are the same files."""
    monkeypatch.setenv(KAART, str(DATA))
    opslag = begonnen(plek, DATA)
    assert opslag.lees()[1].bestanden() == {naam: (DATA / naam).read_bytes() for naam in REGISTERS}


def test_a_register_begins_once(opslag, kaart):
    """Who begins a register that is there changes nothing and hears its number."""
    wijzig(opslag, naam="Anders")
    uitkomst = opslag.begin(over("Begin"), {naam: (kaart / naam).read_bytes() for naam in REGISTERS})
    assert uitkomst == (2, AL_BEWAARD, ())
    assert rij(opslag)["naam"] == "Anders"


def test_files_that_break_a_rule_begin_nothing(plek, kaart):
    """A register never begins with files that could not be read from a folder: the findings are the same."""
    bestanden = {naam: (kaart / naam).read_bytes() for naam in REGISTERS}
    bestanden["organisaties.csv"] = bestanden["organisaties.csv"].replace(b"actief", b"bezig")
    with pytest.raises(DataFout) as fout:
        vind_adres(plek).opslag.begin(over(), bestanden)
    (kaart / "organisaties.csv").write_bytes(bestanden["organisaties.csv"])
    with pytest.raises(DataFout) as uit_map:
        read_register(kaart)
    assert fout.value.bevindingen == uit_map.value.bevindingen
    with pytest.raises(Exception, match="register"):
        vind_adres(plek).opslag.stand()


def test_before_the_beginning_there_is_nothing(bestand):
    """A change of a register that has not begun is refused with what to do."""
    with pytest.raises(Leeg, match="register begin"):
        wijzig(vind_adres(bestand).opslag, naam="x")


# --- changes ---


def test_a_change_makes_a_new_version_and_keeps_the_old(opslag):
    """After a change the register says the new value, and at the number before it the old one, for ever."""
    assert wijzig(opslag, naam="Wijkraad Nieuw", fase="gestopt", tot="2024-05") == (2, BEWAARD, ())
    assert (rij(opslag)["naam"], rij(opslag)["tot"]) == ("Wijkraad Nieuw", "2024-05")
    assert (rij(opslag, nummer=1)["naam"], rij(opslag, nummer=1)["tot"]) == ("Naam wijkraad-een", "")


def test_a_change_tells_who_when_through_what_why_and_on_what_source(opslag):
    """The log holds all of it, in UTC, with what the row said before and after."""
    voor = datetime.now(UTC)
    opslag.bewaar(over("Naam is veranderd", bron="https://x.nl"), Wijzig(ORGANISATIE, RAAD, {"naam": "Nieuw"}))
    (regel,) = opslag.logboek(vanaf=2)
    assert (regel.nummer, regel.wie, regel.via, regel.soort) == (2, "jan", "terminal", "gewijzigd")
    assert (regel.waarom, regel.bron, regel.terug_van) == ("Naam is veranderd", "https://x.nl", None)
    assert voor <= regel.tijdstip <= datetime.now(UTC)
    ((sleutel, oud, nieuw),) = regel.rijen
    assert (sleutel, oud.velden["naam"], nieuw.velden["naam"]) == ((ORGANISATIE, RAAD), "Naam wijkraad-een", "Nieuw")


def test_the_same_again_changes_nothing(opslag):
    """A value that a field has already, or that is the same once cleaned, is no change and gets no number."""
    assert wijzig(opslag, naam=" Naam wijkraad-een\u200b ") == (1, NIETS, ())
    assert opslag.stand().nummer == 1


def test_a_change_that_breaks_a_rule_is_refused_with_its_findings(opslag, kaart):
    """What a folder would be refused for is refused here, in the same words, and nothing is saved."""
    with pytest.raises(DataFout) as fout:
        opslag.bewaar(
            over(),
            Nieuw(
                ORGANISATIE,
                platform("platform-dubbel", B21) | {"werkgebied": "BU03920101", "van": "2024-03"},
            ),
        )
    assert [b.regel for b in fout.value.bevindingen] == ["te-veel-platforms-in-buurt"]
    assert "deelt Buurt 101 op hetzelfde moment met platform-een" in str(fout.value)
    assert opslag.stand().nummer == 1


def test_several_things_are_one_change_or_none(opslag):
    """A wijkraad that becomes a wijkplatform is two rows in one change; when one of them is refused, so is the other."""
    nieuw = Nieuw(ORGANISATIE, platform("platform-twee", "WK039202", van="2025"))
    over_ = Wijzig(ORGANISATIE, "wijkraad-twee", {"opvolger": "platform-twee", "fase": "omgevormd"})
    with pytest.raises(VerkeerdeVraag):
        opslag.bewaar(over(), nieuw, Wijzig(ORGANISATIE, "bestaat-niet", {"naam": "x"}))
    assert rij(opslag, "platform-twee") is None
    assert opslag.bewaar(over(), nieuw, over_) == (2, BEWAARD, ())
    assert rij(opslag, "wijkraad-twee")["opvolger"] == "platform-twee"


def test_a_new_row_stands_last_in_its_file(opslag):
    """A new row comes after all others, and keeps its place when it changes."""
    opslag.bewaar(over(), Nieuw(INITIATIEF, {"id": "bank", "naam": "Bank", "thema": "groen", "fase": "actief", "nauwkeurigheid": "onbekend"}))  # fmt: skip
    wijzig(opslag, "tuin", soort=INITIATIEF, naam="Moestuin")
    assert [r["id"] for r in opslag.lees()[1].rijen(INITIATIEF)] == ["tuin", "feest", "zwerver", "bank"]


def test_who_has_no_source_gets_that_of_the_change(opslag):
    """A new or changed row has a source: its own, or that of the change; without both it is refused."""
    nieuw = Nieuw(ORGANISATIE, wijkraad("wijkraad-drie", B31) | {"bron": ""})
    with pytest.raises(DataFout, match="bron is leeg"):
        opslag.bewaar(over(bron=""), nieuw)
    opslag.bewaar(over(bron="brief"), nieuw)
    assert rij(opslag, "wijkraad-drie")["bron"] == "brief"


@pytest.mark.parametrize(
    ("ingreep", "zin"),
    [
        (Wijzig(ORGANISATIE, "niemand", {"naam": "x"}), "Organisatie “niemand” staat niet in het register."),
        (Wijzig(ORGANISATIE, RAAD, {"kleur": "rood"}), "Veld “kleur” bestaat niet. Kies uit: id, soort, naam"),
        (Wijzig(ORGANISATIE, RAAD, {"id": "anders"}), "Een id verandert nooit"),
        (Wijzig(ORGANISATIE, RAAD, {"naam": "x"}, 7), "Nummer 7 is er niet: het laatste is 1."),
        (Nieuw(ORGANISATIE, wijkraad(RAAD)), f"“{RAAD}” staat al in het register"),
        (Nieuw(ORGANISATIE, {"naam": "x"}), "heeft een id nodig"),
        (DraaiTerug(1), "het begin van het register"),
        (DraaiTerug(9), "Nummer 9 is er niet"),
        (Waarneming(RAAD, "2024", "", VANDAAG), "heeft een bron nodig"),
        (Beeindig(ORGANISATIE, RAAD, ""), "per wanneer"),
    ],
)
def test_what_cannot_be_asked_is_told(opslag, ingreep, zin):
    """An unknown row, field or number is said in Dutch, and saves nothing."""
    with pytest.raises(VerkeerdeVraag, match=re.escape(zin)):
        opslag.bewaar(over(), ingreep)
    assert opslag.stand().nummer == 1


# --- sightings ---


def test_the_youngest_sighting_gives_last_seen_and_source(opslag):
    """Whatever the order of entry, the youngest date counts; of two equal ones the last that was entered."""
    for datum, bron, straks in (
        ("2024-06", "a", ("2024-06", "a")),
        ("2023-12-31", "b", ("2024-06", "a")),
        ("2024-06-01", "c", ("2024-06-01", "c")),
    ):
        opslag.bewaar(over(), gezien(datum, bron))
        assert (rij(opslag)["laatst_gezien"], rij(opslag)["bron"]) == straks
    assert rij(opslag, nummer=1)["laatst_gezien"] == "2024-03"


def test_a_wrong_sighting_that_is_undone_gives_back_the_one_before(opslag):
    """Undone sightings count for nothing, in whatever order they are undone."""
    opslag.bewaar(over(), gezien("2024-06", "a"))
    opslag.bewaar(over(), gezien("2024-07", "b"))
    opslag.bewaar(over(), DraaiTerug(2))
    assert rij(opslag)["laatst_gezien"] == "2024-07"
    opslag.bewaar(over(), DraaiTerug(3))
    assert rij(opslag)["laatst_gezien"] == "2024-03"


@pytest.mark.parametrize("datum", ["2026-11-27", "2027", "1-7-2024", "", "gisteren"])
def test_a_sighting_is_of_a_day_that_has_been(opslag, datum):
    """A sighting of tomorrow, of no date or of one in another form is refused."""
    with pytest.raises(DataFout) as fout:
        opslag.bewaar(over(), gezien(datum))
    assert [b.regel for b in fout.value.bevindingen] == ["waarneming-datum"]
    opslag.bewaar(over(), gezien("2026-11-26"))


def test_a_mended_source_is_that_of_the_youngest_sighting(opslag):
    """Who mends `bron` or `laatst_gezien` of an organisation mends the sighting that gave it; without any, one is made."""
    wijzig(opslag, bron="https://beter.nl")
    assert (rij(opslag)["laatst_gezien"], rij(opslag)["bron"]) == ("2024-03", "https://beter.nl")
    wijzig(opslag, laatst_gezien="2024-03-12")
    assert rij(opslag)["laatst_gezien"] == "2024-03-12"
    assert len(opslag.lees()[1].waarnemingen(RAAD)) == 1


# --- three endings ---


def test_it_ended_in_the_world(opslag):
    """An ending has a day, is no error of the register, and leaves the row where it is."""
    opslag.bewaar(over(), Beeindig(ORGANISATIE, RAAD, "2026-10-01"))
    assert (rij(opslag)["tot"], rij(opslag)["fase"]) == ("2026-10-01", "gestopt")
    with pytest.raises(DataFout, match="is al beëindigd per 2026-10-01"):
        opslag.bewaar(over(), Beeindig(ORGANISATIE, RAAD, "2026-11-01"))


def test_a_wijkraad_that_went_over_has_a_successor(opslag):
    """With a successor an ending is a change of form."""
    opslag.bewaar(over(), Beeindig(ORGANISATIE, "wijkraad-twee", "2023-05", opvolger=PLATFORM))
    assert [rij(opslag, "wijkraad-twee")[veld] for veld in ("fase", "opvolger")] == ["omgevormd", PLATFORM]


def test_it_never_was_right(opslag):
    """A row that never should have been there is gone with its sightings, and still there at the numbers before."""
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD))
    kennis, inhoud = opslag.lees()
    assert rij(opslag) is None
    assert not [s for s in inhoud.versies if s[0] == WAARNEMING and s[1].startswith(RAAD)]
    assert rij(opslag, nummer=1)["laatst_gezien"] == "2024-03"
    with pytest.raises(VerkeerdeVraag, match="stond al eens in het register, tot nummer 2"):
        opslag.bewaar(over(), Nieuw(ORGANISATIE, wijkraad(RAAD)))
    with pytest.raises(DataFout, match="staat er sinds nummer 2 niet meer in"):
        wijzig(opslag, naam="x")
    with pytest.raises(DataFout, match="sinds nummer 2"):
        opslag.bewaar(over(), gezien("2024"))
    assert kennis.nummer == 2


def test_a_row_that_others_refer_to_stays(opslag):
    """A successor cannot be taken out while a wijkraad names it: that is the rule on successors."""
    with pytest.raises(DataFout) as fout:
        opslag.bewaar(over(), NooitJuist(ORGANISATIE, PLATFORM))
    assert [b.regel for b in fout.value.bevindingen] == ["opvolger-onbekend"]


def test_a_change_is_undone(opslag):
    """Undo is a new change: the rows say what they said, the log names which number it undoes; undo of undo does it again."""
    wijzig(opslag, naam="Fout")
    assert opslag.bewaar(over("Vergissing"), DraaiTerug(2)) == (3, BEWAARD, ())
    assert rij(opslag)["naam"] == "Naam wijkraad-een"
    assert rij(opslag, nummer=2)["naam"] == "Fout"
    assert (opslag.logboek(vanaf=3)[0].soort, opslag.logboek(vanaf=3)[0].terug_van) == ("teruggedraaid", 2)
    opslag.bewaar(over(), DraaiTerug(3))
    assert rij(opslag)["naam"] == "Fout"


def test_undo_brings_back_what_was_taken_out_and_takes_out_what_was_new(opslag):
    """A row that never was right returns with its sightings; a new row goes."""
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD))
    opslag.bewaar(over(), Nieuw(ORGANISATIE, wijkraad("wijkraad-drie", B31)))
    opslag.bewaar(over(), DraaiTerug(2))
    opslag.bewaar(over(), DraaiTerug(3))
    assert rij(opslag) == rij(opslag, nummer=1)
    assert rij(opslag, "wijkraad-drie") is None
    assert opslag.lees()[1].bestanden() == opslag.lees(1)[1].bestanden()


def test_what_changed_since_is_named_and_left_alone(opslag):
    """Of a change of two rows one of which changed since, the other is undone and the first is named."""
    opslag.bewaar(over(), Wijzig(ORGANISATIE, RAAD, {"naam": "A"}), Wijzig(ORGANISATIE, "wijkraad-twee", {"naam": "B"}))
    wijzig(opslag, naam="Later")
    assert opslag.bewaar(over(), DraaiTerug(2)) == (4, BEWAARD, ((ORGANISATIE, RAAD),))
    assert rij(opslag)["naam"] == "Later"
    assert rij(opslag, "wijkraad-twee")["naam"] == "Naam wijkraad-twee"
    with pytest.raises(Conflict, match="is daarna opnieuw veranderd, het laatst met nummer 4"):
        opslag.bewaar(over(), DraaiTerug(2))


def test_a_new_row_that_was_seen_since_is_left_alone(opslag):
    """Undoing the entry of an organisation does not orphan a sighting that a colleague entered later."""
    opslag.bewaar(over(), Nieuw(ORGANISATIE, wijkraad("wijkraad-drie", B31)))
    opslag.bewaar(over(), gezien("2026", id_="wijkraad-drie"))
    with pytest.raises(Conflict):
        opslag.bewaar(over(), DraaiTerug(2))


def test_an_undo_that_would_break_a_rule_is_refused(opslag):
    """Whatever the register said before, it may not say again what the rules no longer allow."""
    wijzig(opslag, "wijkraad-een", opvolger="")
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, PLATFORM))
    with pytest.raises(DataFout, match="staat niet in het register"):
        opslag.bewaar(over(), DraaiTerug(2))


# --- two at once ---


def test_different_fields_are_both_kept(opslag):
    """Two who read the same version and change different fields both get their way, in two changes."""
    wijzig(opslag, versie=1, naam="Nieuwe naam")
    assert wijzig(opslag, versie=1, opmerking="Gebeld") == (3, BEWAARD, ())
    assert (rij(opslag)["naam"], rij(opslag)["opmerking"]) == ("Nieuwe naam", "Gebeld")


def test_the_same_field_is_a_conflict_with_both_values(opslag):
    """Whoever comes second hears what it was, what it is now and what was proposed; nothing is saved."""
    wijzig(opslag, versie=1, naam="Eerste")
    with pytest.raises(Conflict) as fout:
        wijzig(opslag, versie=1, naam="Tweede", opmerking="x")
    assert fout.value.botsingen == [(ORGANISATIE, RAAD, "naam", "Naam wijkraad-een", "Eerste", "Tweede")]
    assert "is nu “Eerste”, u wilt “Tweede”" in str(fout.value)
    assert rij(opslag)["opmerking"] == ""


def test_a_form_that_sends_every_field_changes_only_its_own(opslag):
    """A field that was sent as it was read does not undo what a colleague made of it."""
    gelezen = rij(opslag)
    wijzig(opslag, naam="Van een ander")
    opslag.bewaar(over(), Wijzig(ORGANISATIE, RAAD, gelezen | {"opmerking": "Van mij"}, 1))
    assert (rij(opslag)["naam"], rij(opslag)["opmerking"]) == ("Van een ander", "Van mij")


def test_two_who_do_the_same_are_no_conflict(opslag):
    """The second to make the same change hears that there is nothing left to change."""
    wijzig(opslag, versie=1, naam="Zelfde")
    assert wijzig(opslag, versie=1, naam="Zelfde") == (2, NIETS, ())


def test_a_sighting_since_is_a_conflict_for_who_mends_the_source(opslag):
    """`bron` of an organisation is that of its youngest sighting: a newer one makes the mended one old."""
    opslag.bewaar(over(), gezien("2025", "nieuwer"))
    with pytest.raises(Conflict):
        wijzig(opslag, versie=1, bron="verbeterd")


def test_ended_meanwhile_is_said_and_nothing_revives(opslag):
    """A row that was taken out after it was read is a conflict, not a silent return."""
    opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD))
    with pytest.raises(Conflict, match="staat sinds nummer 2 niet meer in het register"):
        wijzig(opslag, versie=1, naam="x")
    with pytest.raises(Conflict):
        opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD, 1))
    assert rij(opslag) is None


def test_an_ending_by_two(opslag):
    """The second who ends the same row on another day hears of the first."""
    opslag.bewaar(over(), Beeindig(ORGANISATIE, RAAD, "2026-10-01", versie=1))
    with pytest.raises(Conflict, match="2026-10-01"):
        opslag.bewaar(over(), Beeindig(ORGANISATIE, RAAD, "2026-11-01", versie=1))


def test_taking_out_what_changed_since_is_a_conflict(opslag):
    """Nobody takes out a row that a colleague has just mended."""
    wijzig(opslag, naam="Verbeterd")
    with pytest.raises(Conflict, match="is veranderd na nummer 1"):
        opslag.bewaar(over(), NooitJuist(ORGANISATIE, RAAD, 1))


def test_the_same_key_is_saved_once(opslag):
    """A save that is tried again answers with its number, also after others; its key is of no other save."""
    eerste = opslag.bewaar(over(sleutel="abc"), Wijzig(ORGANISATIE, RAAD, {"naam": "A"}))
    wijzig(opslag, naam="B")
    assert opslag.bewaar(over(sleutel="abc"), Wijzig(ORGANISATIE, RAAD, {"naam": "A"})) == (
        eerste.nummer,
        AL_BEWAARD,
        (),
    )
    assert rij(opslag)["naam"] == "B"
    with pytest.raises(VerkeerdeVraag, match="van nummer 2, en daar is iets anders bewaard"):
        opslag.bewaar(over(sleutel="abc"), Wijzig(ORGANISATIE, RAAD, {"naam": "C"}))


# --- what was known then ---


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        ("2026-03-28T22:59:59", "2026-03-28"),
        ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T21:59:59", "2026-03-29"),  # the clock went forward: a day of 23 hours
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T21:59:59", "2026-10-24"),
        ("2026-10-25T22:59:59", "2026-10-25"),  # the clock went back: a day of 25 hours
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
)
def test_known_on_a_day_is_known_at_its_end_in_amsterdam(plek, kaart, monkeypatch, moment, dag):
    """What is saved one second before midnight in Amsterdam is known on that day, also when the clock changes."""

    def het_is(tekst):
        monkeypatch.setattr(register.opslag.opslag, "nu", lambda: datetime.fromisoformat(tekst).replace(tzinfo=UTC))

    het_is("2026-01-01T12:00:00")
    opslag = begonnen(plek, kaart)
    het_is(moment)
    wijzig(opslag, naam="Nieuw")
    dag = date.fromisoformat(dag)
    assert opslag.kennis_op(dag).nummer == 2
    assert opslag.kennis_op(dag - timedelta(days=1)).nummer == 1
    with pytest.raises(
        VerkeerdeVraag, match="Op 31 december 2025 was er nog geen register: het begint op 1 januari 2026"
    ):
        opslag.kennis_op(date(2025, 12, 31))


def test_a_clock_that_is_set_back_changes_no_order(opslag, monkeypatch):
    """A later number never has an earlier moment, whatever the clock of the computer says."""
    monkeypatch.setattr(register.opslag.opslag, "nu", lambda: datetime(2000, 1, 1, tzinfo=UTC))
    wijzig(opslag, naam="Nieuw")
    assert opslag.stand().tijdstip == opslag.stand(1).tijdstip


# --- the database itself refuses ---


BUITENOM = [
    "delete from versie",
    "delete from wijziging",
    "delete from kolom",
    "delete from registerstand",
    "delete from gebruiker",
    "update versie set velden = '{}'",
    "update versie set tot_nr = 2 where tot_nr is null",
    "update versie set sinds = 2",
    "update wijziging set waarom = 'iets anders'",
    "update wijziging set tijdstip = '2020'",
    "update kolom set naam = 'x'",
    "update registerstand set nummer = 1",
    "update registerstand set nummer = 9",
    "update gebruiker set onderwerp = 'een ander'",
    "insert into versie (soort, id, sinds, plek, velden) values ('organisatie', 'x', 1, 1, '{}')",
    "insert into wijziging (nummer, tijdstip, gebruiker, via, soort, waarom, bron, verzoek, som) values (9, 'x', 1, 'terminal', 'x', 'x', 'x', 'x', 'x')",
    "insert into wijziging (nummer, tijdstip, gebruiker, via, soort, waarom, bron, verzoek, som) values (3, 'x', 1, 'terminal', 'x', ' ', 'x', 'x', 'x')",
]


def test_the_database_itself_keeps_what_was_saved(opslag):
    """Whoever goes around the program cannot remove, overwrite or slip in anything: the guards of the database refuse."""
    wijzig(opslag, naam="Nieuw")
    for opdracht in BUITENOM:
        with pytest.raises(DBAPIError), opslag.database._schrijver.begin() as verbinding:
            verbinding.execute(text(opdracht))
    assert opslag.breuken() == []


def test_a_table_cannot_be_emptied(postgres, kaart):
    """PostgreSQL knows a second way to remove rows; it is refused too."""
    opslag = begonnen(nieuwe_database(postgres), kaart)
    for tabel in METADATA.tables:
        with pytest.raises(DBAPIError), opslag.database._schrijver.begin() as verbinding:
            verbinding.execute(text(f"truncate {tabel} cascade"))
    opslag.database.sluit()


def test_who_reads_cannot_write(opslag):
    """A connection for reading refuses every write."""
    with pytest.raises(Exception, match="alleen te lezen"), opslag.database.lezen() as verbinding:
        verbinding.execute(text("update gebruiker set naam = 'x'"))


VERVALSINGEN = [
    "update versie set velden = replace(velden, 'Naam wijkraad-een', 'Vals') where tot_nr is not null",
    "update versie set tot_nr = 3 where tot_nr = 2",
    "delete from versie where sinds = 2",
    "update wijziging set waarom = 'Mooier' where nummer = 2",
    "update wijziging set tijdstip = '2020-01-01T00:00:00.000000Z' where nummer = 1",
    "update registerstand set nummer = 1",
    "insert into versie (soort, id, sinds, plek, velden) values ('organisatie', 'stil', 2, 99, '{}')",
]


@pytest.mark.parametrize("vervalsing", VERVALSINGEN)
def test_what_is_forged_breaks_the_chain(opslag, vervalsing):
    """Who takes away the guards and alters, removes or adds anything, is found by the chain."""
    wijzig(opslag, naam="Tweede")
    wijzig(opslag, naam="Derde")
    assert opslag.breuken() == []
    with opslag.database._schrijver.begin() as verbinding:
        for tabel, soorten in {
            "versie": ("weg", "vast", "nieuw"),
            "wijziging": ("vast",),
            "registerstand": ("vast",),
        }.items():
            for soort in soorten:
                op = "" if opslag.database.is_bestand else f" on {tabel}"
                verbinding.execute(text(f"drop trigger {tabel}_{soort}{op}"))
        verbinding.execute(text(vervalsing))
    assert opslag.breuken()


def test_the_tables_of_the_steps_are_those_of_the_questions(opslag):
    """What the numbered steps make is what the program asks of: the same tables and columns, empty where they may be."""
    with opslag.database.lezen() as verbinding:
        kijk = inspect(verbinding)
        gemaakt = {t: {(k["name"], k["nullable"]) for k in kijk.get_columns(t)} for t in kijk.get_table_names()}
        sleutels = {t: kijk.get_pk_constraint(t)["constrained_columns"] for t in kijk.get_table_names()}
    assert gemaakt == {t.name: {(k.name, bool(k.nullable)) for k in t.columns} for t in METADATA.sorted_tables}
    assert sleutels == {t.name: [k.name for k in t.primary_key] for t in METADATA.sorted_tables}


# --- who may ---


def _uit_scherm(onderwerp="1"):
    return Over(Wie("https://login.example", onderwerp, "Piet"), "scherm", "Nagevraagd", "brief")


def test_on_the_screen_a_role_is_needed(opslag):
    """Who signed in without a role changes nothing; with one it is saved under their name."""
    ingreep = Wijzig(ORGANISATIE, RAAD, {"naam": "x"})
    with pytest.raises(GeenRol, match="Vraag een beheerder"):
        opslag.bewaar(_uit_scherm(), ingreep)
    zet_rol(opslag.database, _uit_scherm().wie, REDACTEUR)
    assert opslag.bewaar(_uit_scherm(), ingreep).uitkomst == BEWAARD
    assert opslag.logboek()[0].wie == "Piet"
    with pytest.raises(GeenRol):
        opslag.bewaar(_uit_scherm("2"), Wijzig(ORGANISATIE, RAAD, {"naam": "y"}))


def test_a_role_that_is_taken_away_counts_at_once(opslag):
    """The role is read in the transaction of the save: a tab that is still open has lost it too."""
    zet_rol(opslag.database, _uit_scherm().wie, REDACTEUR)
    zet_rol(opslag.database, _uit_scherm().wie, GEEN)
    with pytest.raises(GeenRol):
        opslag.bewaar(_uit_scherm(), Wijzig(ORGANISATIE, RAAD, {"naam": "x"}))
    assert [g.rol for g in gebruikers(opslag.database)] == ["geen", "geen"]


def test_a_name_that_changes_leaves_the_chain_whole(opslag):
    """Names stand in the table of users only: there they can be changed, as the law may ask."""
    zet_rol(opslag.database, Wie("terminal", "jan", "oud-medewerker"), GEEN)
    assert opslag.breuken() == []
    assert opslag.logboek()[0].wie == "oud-medewerker"


# --- before it is saved ---


def test_a_trial_tells_what_would_be_and_saves_nothing(opslag):
    """What a change would do is a whole register, judged by every rule; the number stays."""
    _, straks, geproefd, _ = opslag.proef("brief", Wijzig(ORGANISATIE, RAAD, {"naam": "Straks"}))
    assert straks.rij(ORGANISATIE, RAAD)["naam"] == geproefd.tabellen.organisaties.loc[RAAD, "naam"] == "Straks"
    assert opslag.stand().nummer == 1
    with pytest.raises(DataFout):
        opslag.proef("brief", Wijzig(ORGANISATIE, RAAD, {"fase": "bezig"}))


# --- hostile texts ---

VIJANDIG = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A1",
    "javascript:alert(1)",
    "'; drop table versie; --",
    "a" * 10_000,
    "יום־ טוב",
    "regel een\nregel twee",
    'dubbel "aangehaald", met komma',
    "\\u0000 en \\x00 als tekst",
    "👍🏽 en ﷽",
]


def test_any_text_comes_back_as_it_was(opslag):
    """What looks like code is text: it is stored, exported and read back to the letter."""
    for tekst in VIJANDIG:
        wijzig(opslag, naam=tekst, opmerking=tekst)
        _, straks, gelezen, _ = opslag.proef("", Wijzig(ORGANISATIE, RAAD, {"opmerking": "x"}))
        assert straks.rij(ORGANISATIE, RAAD)["naam"] == gelezen.tabellen.organisaties.loc[RAAD, "naam"] == tekst


def test_characters_that_no_one_sees_never_get_in(opslag):
    """Control characters, halves of pairs and marks of direction become a visible sign, as in a file."""
    wijzig(opslag, naam="een\x00twee\u202edrie\ud800")
    assert rij(opslag)["naam"] == "een\ufffdtwee\ufffddrie\ufffd"


def test_the_levering_of_a_register_goes_by_its_number(opslag, plek, kaart):
    """Another number is another fingerprint, also when the register says again what it said; the same number is the same."""
    adres = vind_adres(plek)
    eerste = adres.vingerafdruk()
    assert adres.levering().vingerafdruk == eerste != read_levering(kaart).vingerafdruk
    wijzig(opslag, naam="x")
    tweede = adres.vingerafdruk()
    opslag.bewaar(over(), DraaiTerug(2))
    assert len({eerste, tweede, adres.vingerafdruk()}) == 3
    assert adres.levering(1).vingerafdruk == eerste
    assert adres.levering(1).inhoud == adres.levering().inhoud


def test_reading_what_was_known_then_follows_the_index_on_endings(bestand, kaart):
    """However many versions there ever were, reading looks at those that hold: not at nearly all, by when they began."""
    opslag = begonnen(bestand, kaart)
    gevraagd = []
    event.listen(opslag.database._lezer, "before_cursor_execute", lambda *feiten: gevraagd.append(feiten[2:4]))
    opslag.lees(1)
    ((vraag, waarden),) = [(vraag, waarden) for vraag, waarden in gevraagd if "UNION ALL" in vraag]
    with opslag.database.lezen() as verbinding:
        plan = [rij.detail for rij in verbinding.exec_driver_sql(f"explain query plan {vraag}", waarden)]
    assert [
        regel for regel in plan if "versie" in regel and "versie_op" not in regel and "versie_nu" not in regel
    ] == []
