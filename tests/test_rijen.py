"""What a change did to the rows of a register, in words."""

from register.opslag.ingrepen import Rijwijziging
from register.opslag.inhoud import Versie
from tests import klein
from web.rijen import ERBIJ, ERUIT, Namen, make_namen, vertel_rijen

NAMEN = make_namen(klein.tabellen([klein.wijkraad("raad"), klein.platform("platform")]))


def _organisatie(voor, na, id_="raad"):
    return Rijwijziging(("organisatie", id_), *(None if velden is None else Versie(1, velden) for velden in (voor, na)))


def _teken(voor, na, id_="raad/1"):
    wie = id_.partition("/")[0]
    versies = (None if velden is None else Versie(1, {"organisatie": wie, **velden}) for velden in (voor, na))
    return Rijwijziging(("waarneming", id_), *versies)


def test_a_changed_field_is_told_in_words():
    """A field has the name that people use, a partial date is in words, and an id is the name of what it refers to."""
    voor = {"naam": "Raad", "tot": "2024-07"}
    (rij,) = vertel_rijen([_organisatie(voor, {"naam": "Raad", "tot": "2024-07-01", "opvolger": "platform"})], NAMEN)
    assert rij.kop == "Raad · organisatie"
    assert [veld.zin for veld in rij.velden] == ["einde: juli 2024 → 1 juli 2024", "opvolger: Naam platform"]


def test_what_was_added_to_a_working_area_is_told_by_name():
    """Codes of buurten and wijken are names, and only what came in or went out is told."""
    voor, na = (
        {"naam": "Raad", "werkgebied": codes} for codes in (f"{klein.B11} {klein.B12}", f"{klein.B12} {klein.W2}")
    )
    (rij,) = vertel_rijen([_organisatie(voor, na)], NAMEN)
    assert rij.velden[0].erbij == ("Tweewijk",)
    assert rij.velden[0].eruit == ("Buurt 101",)
    assert rij.velden[0].zin == "werkgebied: erbij Tweewijk; eruit Buurt 101"


def test_another_order_of_a_list_is_told_as_it_is():
    """A list that holds the same in another order is a change that can be seen."""
    voor, na = ({"naam": "Raad", "themas": themas} for themas in ("groen; zorg", "zorg; groen"))
    (rij,) = vertel_rijen([_organisatie(voor, na)], NAMEN)
    assert rij.velden[0].zin == "thema’s: groen, zorg → zorg, groen"


def test_a_sighting_is_told_with_its_organisation():
    """A sighting is a sentence of the row that it is of, also of a new row, and one that was taken out says so."""
    gezien = {"datum": "2026-11", "bron": "brief", "opmerking": "van de voorzitter"}
    rijen = vertel_rijen([_organisatie(None, {"naam": "Nieuwe raad"}), _teken(None, gezien)], NAMEN)
    assert [(rij.kop, rij.wat) for rij in rijen] == [("Nieuwe raad · organisatie", ERBIJ)]
    assert rijen[0].tekens == [("Gezien in november 2026", "brief", "van de voorzitter", False)]
    (rij,) = vertel_rijen([_teken({"datum": "2026-11-26"}, None)], NAMEN)
    assert rij.kop == "Naam raad · organisatie"
    assert rij.tekens == [("Gezien op 26 november 2026", "", "", True)]
    (rij,) = vertel_rijen([_teken(None, {"datum": "2026-11-26", "bron": "gebeld", "uitkomst": "niet bereikt"})], NAMEN)
    assert rij.tekens == [("Niet bereikt op 26 november 2026", "gebeld", "", False)]
    (rij,) = vertel_rijen([_teken(None, {"bron": "website"})], NAMEN)
    assert rij.tekens == [("Gezien, zonder datum", "website", "", False)]


def test_a_sighting_that_was_mended_is_told_as_the_fields_of_its_organisation():
    """What an organisation has of its sighting is called as in the register."""
    (rij,) = vertel_rijen(
        [_teken({"datum": "2022-08", "bron": "site"}, {"datum": "2026-11-26", "bron": "brief"})], NAMEN
    )
    assert [veld.zin for veld in rij.velden] == [
        "laatst gezien: augustus 2022 → 26 november 2026",
        "bron: site → brief",
    ]


def test_what_left_the_register_keeps_its_name():
    """A row that is gone, and one that nobody knows any more, are still called something."""
    rijen = vertel_rijen(
        [_organisatie({"naam": "Weg", "soort": "wijkraad"}, None, "weg"), _teken({}, None, "zoek/1")], NAMEN
    )
    assert [(rij.kop, rij.wat, rij.velden) for rij in rijen] == [
        ("Weg · organisatie", ERUIT, []),
        ("zoek · organisatie", "", []),
    ]


def test_a_row_of_another_kind_has_its_own_name():
    """An initiative is told after the organisations, an unknown column by its own name."""
    plek = Rijwijziging(
        ("initiatief", "tuin"), Versie(1, {"naam": "Tuin", "mijn_kolom": "a"}), Versie(1, {"naam": "Tuin"})
    )
    rijen = vertel_rijen([plek, _organisatie({"naam": "A"}, {"naam": "B"})], Namen({}, {}))
    assert [rij.kop for rij in rijen] == ["B · organisatie", "Tuin · initiatief"]
    assert rijen[1].velden[0].zin == "mijn kolom: a → leeg"
