"""What happens in a neighbourhood, filled in, becomes interventions on the register; what cannot be read is told per field."""

from datetime import date

import pytest

from register.adres import vind_register
from register.opslag.inhoud import INITIATIEF, ORGANISATIE
from register.voorstel import GEBEURTENISSEN, NOOIT_JUIST, VERBETER, Invoer, VeldFout, maak_voorstel, vind_geval
from register.wijzigen import inhoud, ooit, proef
from tests import klein

VANDAAG = date(2026, 11, 26)
RAAD, PLATFORM, IDEE = "raad", "wijkplatform-op-komst", "tuin"
BRON = {"bron": "telefonisch nagevraagd"}


def _breek(t):
    t.organisaties = [
        klein.wijkraad(RAAD, klein.B11, naam="Wijkraad Eenwijk", laatst_gezien="2022-08"),
        klein.platform(PLATFORM, klein.B21, naam="Wijkplatform Tweewijk", fase="in oprichting", van=""),
    ]
    t.initiatieven = [klein.initiatief(IDEE, naam="Tuin", nauwkeurigheid="onbekend")]


@pytest.fixture(name="adres")
def _adres(kaart, bestand):
    klein.schrijf_map(kaart, _breek)
    return vind_register(bestand)


def _doe(adres, wat, id_="", **velden):
    """What a form would do: the proposal, tried on the register."""
    nu = inhoud(adres)
    geval = vind_geval(nu, wat, id_)
    assert geval is not None, wat
    soort = INITIATIEF if "initiatief" in wat else ORGANISATIE
    invoer = Invoer(velden, geval, 1, VANDAAG, nu, ooit(adres, soort), {klein.B11: (52.381, 4.637)})
    return proef(adres, velden.get("bron", ""), *maak_voorstel(invoer)).straks


def test_a_new_platform_ends_the_wijkraad_that_it_follows(adres):
    """The platform is there from its day with its area and its source, and the wijkraad goes over in it on that day."""
    velden = {"naam": "Wijkplatform Één", "werkgebied": klein.W1, "fase": "actief", "van": "1 okt 2026"}
    straks = _doe(adres, "nieuw-wijkplatform", **velden, opvolgt=RAAD, gezien="26-11-2026", **BRON)
    nieuw, raad = straks.rij(ORGANISATIE, "wijkplatform-een"), straks.rij(ORGANISATIE, RAAD)
    wat = ("soort", "fase", "van", "werkgebied", "werkgebied_zekerheid", "laatst_gezien", "bron")
    assert [nieuw[naam] for naam in wat] == [
        *("wijkplatform", "actief", "2026-10-01", klein.W1, "bron", "2026-11-26", "telefonisch nagevraagd")
    ]
    assert (raad["tot"], raad["fase"], raad["opvolger"]) == ("2026-10-01", "omgevormd", "wijkplatform-een")


def test_a_platform_on_its_way_ends_nothing_and_needs_no_day(adres):
    """In oprichting it may have no first day, and the wijkraad that it will follow stays."""
    velden = {"naam": "Straks", "werkgebied": klein.W1, "fase": "in oprichting", "gezien": "2026", **BRON}
    straks = _doe(adres, "nieuw-wijkplatform", **velden, opvolgt=RAAD)
    raad = straks.rij(ORGANISATIE, RAAD)
    assert (raad["tot"], raad["opvolger"]) == ("", "wijkplatform-straks")
    with pytest.raises(VeldFout) as fout:
        _doe(adres, "nieuw-wijkplatform", **(velden | {"fase": "actief"}))
    assert set(fout.value.fouten) == {"van"}


def test_a_platform_that_is_recognised_has_been_seen(adres):
    """Recognition gives a phase, a first day, and a sighting with its source."""
    straks = _doe(adres, "platform-erkend", PLATFORM, van="okt 2026", gezien="2026-11-20", **BRON).rij(
        ORGANISATIE, PLATFORM
    )
    assert [straks[naam] for naam in ("fase", "van", "laatst_gezien", "bron")] == [
        *("actief", "2026-10", "2026-11-20", "telefonisch nagevraagd")
    ]


@pytest.mark.parametrize(
    ("wat", "id_", "soort"),
    [
        ("wijkraad-gestopt", RAAD, ORGANISATIE),
        ("platform-gestopt", PLATFORM, ORGANISATIE),
        ("initiatief-gestopt", IDEE, INITIATIEF),
    ],
)
def test_what_stopped_has_an_end(adres, wat, id_, soort):
    """An end in the world keeps the row, with its last day and phase."""
    rij = _doe(adres, wat, id_, tot="juli 2025", **BRON).rij(soort, id_)
    assert (rij["tot"], rij["fase"]) == ("2025-07", "gestopt")


def test_a_wijkraad_becomes_a_new_platform_or_one_that_is_there(adres):
    """Either way the wijkraad ends on that day; a new platform takes over its area."""
    velden = {"van": "1-1-2026", "gezien": "2026-11-26", **BRON}
    straks = _doe(adres, "wordt-wijkplatform", RAAD, platform="nieuw", naam="Platform Eén", **velden)
    assert straks.rij(ORGANISATIE, "wijkplatform-platform-een")["werkgebied"] == klein.B11
    assert straks.rij(ORGANISATIE, RAAD)["opvolger"] == "wijkplatform-platform-een"
    straks = _doe(adres, "wordt-wijkplatform", RAAD, platform=PLATFORM, **velden)
    assert straks.rij(ORGANISATIE, PLATFORM)["fase"] == "actief"
    assert (straks.rij(ORGANISATIE, RAAD)["opvolger"], straks.rij(ORGANISATIE, RAAD)["tot"]) == (PLATFORM, "2026-01-01")
    with pytest.raises(VeldFout, match="naam"):
        _doe(adres, "wordt-wijkplatform", RAAD, platform="nieuw", **velden)


def test_a_platform_that_was_there_before_keeps_its_first_day(adres, kaart):
    """A wijkraad that goes over in a platform that is recognised already changes nothing of since when that is."""
    er = klein.platform("er", klein.B21, van="2024-07-01", laatst_gezien="2025")
    klein.schrijf_map(kaart, lambda t: (_breek(t), t.organisaties.append(er)))
    velden = {"platform": "er", "van": "1-1-2026", "gezien": "2026-11-26", **BRON}
    straks = _doe(adres, "wordt-wijkplatform", RAAD, **velden)
    rij, raad = straks.rij(ORGANISATIE, "er"), straks.rij(ORGANISATIE, RAAD)
    assert (rij["fase"], rij["van"], rij["laatst_gezien"]) == ("actief", "2024-07-01", "2026-11-26")
    assert (raad["opvolger"], raad["tot"]) == ("er", "2026-01-01")


def test_who_still_exists_gets_a_sighting_and_nothing_else(adres):
    """The youngest sighting gives the row its last sign and its source."""
    rij = _doe(adres, "bestaat-nog", RAAD, gezien="26-11-2026", opmerking="per telefoon", **BRON).rij(ORGANISATIE, RAAD)
    assert (rij["laatst_gezien"], rij["bron"], rij["tot"]) == ("2026-11-26", "telefonisch nagevraagd", "")


def test_an_initiative_stands_in_its_buurt_or_on_its_own_point(adres):
    """A buurt gives a point of the precision of a buurt, a typed point one of an address, and without either it has none."""
    velden = {"naam": "Moestuin", "thema": "groen", **BRON}

    def plek(**meer):
        rij = _doe(adres, "nieuw-initiatief", **velden, **meer).rij(INITIATIEF, "initiatief-moestuin")
        return rij["lat"], rij["lon"], rij["nauwkeurigheid"]

    assert plek(buurt=klein.B11) == ("52.38100", "4.63700", "buurt")
    assert plek(punt="52,381 ; 4,637", nauwkeurigheid="straat") == ("52.381", "4.637", "straat")
    assert plek() == ("", "", "onbekend")
    with pytest.raises(VeldFout, match="breedte en lengte"):
        plek(punt="hier")


def test_a_row_that_is_mended_keeps_what_was_not_touched(adres):
    """Every column of the row can be mended; what is typed as it was changes nothing."""
    nu = inhoud(adres).rij(ORGANISATIE, RAAD)
    velden = {f"rij.{kolom}": waarde for kolom, waarde in nu.items() if kolom != "id"}
    straks = _doe(
        adres, VERBETER, RAAD, **(velden | {"rij.naam": "Wijkraad Een", "rij.laatst_gezien": "augustus 2022"}), **BRON
    )
    assert straks.rij(ORGANISATIE, RAAD) == nu | {"naam": "Wijkraad Een"}


def test_what_never_was_right_goes_out_of_the_register(adres):
    """With its sightings; the files no longer name it."""
    straks = _doe(adres, NOOIT_JUIST, RAAD, **BRON)
    assert straks.rij(ORGANISATIE, RAAD) is None
    assert RAAD.encode() not in straks.csv(ORGANISATIE)


def test_all_fields_that_cannot_be_read_are_told_at_once(adres):
    """Nothing is guessed: each field says what is wrong with it, whatever a browser sends."""
    velden = {
        "naam": " ",
        "fase": "bezig",
        "van": "gisteren",
        "opvolgt": "bestaat-niet",
        "bron": "x" * 10_001,
        "gezien": "",
    }
    with pytest.raises(VeldFout) as fout:
        _doe(adres, "nieuw-wijkplatform", **velden)
    assert set(fout.value.fouten) == {"naam", "werkgebied", "fase", "van", "opvolgt", "bron", "gezien"}


def test_two_of_one_name_get_two_ids(adres):
    """Also when the first has left the register: its id stays its own."""
    straks = _doe(adres, "nieuw-initiatief", naam="Tuin", thema="groen", **BRON)
    assert straks.rij(INITIATIEF, "initiatief-tuin") is not None
    invoer = {"naam": "Tuin", "thema": "groen", **BRON}
    nu = inhoud(adres)
    geval = vind_geval(nu, "nieuw-initiatief", "")
    voorstel = maak_voorstel(Invoer(invoer, geval, 1, VANDAAG, nu, {"initiatief-tuin"}))
    assert voorstel[0].velden["id"] == "initiatief-tuin-2"


@pytest.mark.parametrize("wat", GEBEURTENISSEN)
def test_every_event_asks_for_a_source(wat):
    """Without a source nothing can be saved, whatever happened."""
    assert any(veld.naam == "bron" and veld.verplicht for veld in GEBEURTENISSEN[wat].velden)


@pytest.mark.parametrize(
    ("wat", "id_"), [("onzin", RAAD), ("wijkraad-gestopt", PLATFORM), ("wijkraad-gestopt", IDEE), (VERBETER, "weg")]
)
def test_an_event_of_another_kind_of_row_is_none(adres, wat, id_):
    """What does not exist, or cannot be about this row, opens no form."""
    assert vind_geval(inhoud(adres), wat, id_) is None
