"""What is uncertain: one sample per rule, on which no other rule speaks, and the boundaries of each."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.antwoorden.dossier import dossier
from analysis.antwoorden.overzicht import buurtoverzicht
from analysis.beleid import Variant
from analysis.controle.bevinding import MAX_GETOOND, MELDING
from analysis.controle.meldingen import MELDINGREGELS, meldingen
from analysis.gemeente import Bron, Gebied
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import toelichting
from analysis.teksten.wijkblad import taken
from register.register import Register
from tests.klein import B11, B12, B21, B31, B41, B42, BELEID, GEMEENTE, W1, initiatief, platform, tabellen, wijkraad
from ui import datafout
from web.verantwoording import verantwoording_html

DAG = date(2024, 7, 1)
GEZIEN = "2024-06-01"
PLEK = {"lat": 52.375, "lon": 4.625, "wijkcode": W1}

VAN_GEMEENTE = {
    "beleid-zonder-bron": (
        replace(GEMEENTE, beleid=replace(BELEID, varianten=(Variant("gok", date(2031, 7, 1)),))),
        "",
        "het einde van de steun aan wijkraden, 1 juli 2031 (gok), heeft geen bron",
    ),
    "bron-van-ander-jaar": (
        replace(GEMEENTE, bronnen=(Bron("grenzen", "Kaart", "2030"), Bron("cijfers", "Cijfers", "2031-01-01"))),
        "2031",
        "de bron van de grenzen heeft als stand 2030, wijken.geojson is van 2031",
    ),
    "gebied-zonder-wijk": (
        replace(GEMEENTE, gebieden=(Gebied("Noord"), Gebied("Zuid"), Gebied("West"))),
        "",
        "in gebied West ligt geen enkele wijk",
    ),
}

# Beside each sample stand a platform and an initiative about which nothing is uncertain.
GOED = platform("goed", B31, laatst_gezien=GEZIEN), initiatief("goed", 52.37, 4.63, wijkcode=W1)

# Per rule: organisations, initiatives, the place that it names, and what stands in the sentence.
VOORBEELDEN = {
    "werkgebied-onbekend": ([platform("p", "", laatst_gezien=GEZIEN)], [], "regel 2 (p)", "werkgebied onbekend"),
    "platform-zonder-inwonertal": (
        [platform("p", B42, laatst_gezien=GEZIEN)],
        [],
        "regel 2 (p)",
        "werkt in Buurt 402, waar het aantal inwoners onbekend is",
    ),
    "werkgebied-afgeleid": (
        [platform("p", laatst_gezien=GEZIEN, werkgebied_zekerheid="afgeleid")],
        [],
        "regel 2 (p)",
        "geen bron geeft de grens",
    ),
    "nooit-gezien": ([platform("p")], [], "regel 2 (p)", "geen gedateerd teken van activiteit"),
    "lang-niet-gezien": ([platform("p", laatst_gezien="2023-06")], [], "regel 2 (p)", "laatst gezien in juni 2023"),
    "wijkraad-na-einde-ondersteuning": (
        [platform("p", laatst_gezien=GEZIEN), wijkraad("w", B21, laatst_gezien=GEZIEN)],
        [],
        "regel 3 (w)",
        "eindigde op 1 juli 2024",
    ),
    "meer-platforms-in-wijk": (
        [platform("q", B12, laatst_gezien=GEZIEN), platform("p", B11, laatst_gezien=GEZIEN)],
        [],
        "regel 3 (p)",
        "in Eenwijk werken Naam p en Naam q naast elkaar",
    ),
    "gebied-past-niet-bij-werkgebied": (
        [platform("p", B11, laatst_gezien=GEZIEN, gebied="Zuid")],
        [],
        "regel 2 (p)",
        "bij Naam p staat gebied Zuid, maar het werkgebied ligt in Noord",
    ),
    "organisatie-lange-naam": (
        [platform("p", laatst_gezien=GEZIEN, naam="W" * 201)],
        [],
        "regel 2 (p)",
        "de naam heeft 201 tekens, meer dan 200",
    ),
    "initiatief-lange-naam": ([], [initiatief("i", **PLEK, naam="W" * 201)], "regel 2 (i)", "meer dan 200"),
    "initiatief-buiten-stad": ([], [initiatief("i", 52.5, 4.9, wijkcode="")], "regel 2 (i)", "buiten de wijken"),
    "initiatief-zonder-locatie": ([], [initiatief("i")], "regel 2 (i)", "geen locatie bekend"),
    "initiatieven-op-een-punt": (
        [],
        [initiatief("i", **PLEK), initiatief("j", **PLEK)],
        "regel 2 (i)",
        "deelt zijn punt met 1 andere: Naam i; Naam j",
    ),
    "organisatie-zonder-bron": ([platform("p", laatst_gezien=GEZIEN, bron="")], [], "regel 2 (p)", "geen bron"),
    "initiatief-zonder-bron": ([], [initiatief("i", **PLEK, bron="")], "regel 2 (i)", "geen bron"),
    "organisatie-contactgegeven": (
        [platform("p", laatst_gezien=GEZIEN, opmerking="bel 023-511 30 00")],
        [],
        "regel 2 (p)",
        "er staat een telefoonnummer in opmerking",
    ),
    "initiatief-contactgegeven": (
        [],
        [initiatief("i", **PLEK, bron="https://voorbeeld.nl/?mail=jan@voorbeeld.nl")],
        "regel 2 (i)",
        "er staat een e-mailadres in bron",
    ),
}
# What a whole table is uncertain about.
GEHEEL = {
    "wijk-zonder-inwonertal": "wijken.geojson (WK039201): van Eenwijk is het aantal inwoners onbekend",
    "register-leeg": "organisaties.csv: het register is leeg",
    "initiatieven-leeg": "initiatieven.csv: de lijst is leeg",
}


def _stad(organisaties=(), initiatieven=()):
    return tabellen([*organisaties, GOED[0]], [*initiatieven, GOED[1]])


def _regels(organisaties=(), initiatieven=(), dag=DAG, variant="persbericht"):
    gevonden = meldingen(Stand(_stad(organisaties, initiatieven), dag, variant))
    return [b.regel for b in gevonden if b.id != "goed"]


@pytest.mark.parametrize("naam", VAN_GEMEENTE)
def test_a_rule_about_the_municipality_speaks_alone_on_its_sample(naam):
    """No file, a source of another year than the data, and a gebied without wijken: each said once, of the file."""
    gemeente, jaar, tekst = VAN_GEMEENTE[naam]
    stad = _stad()._replace(gemeente=gemeente)
    (melding,) = meldingen(Stand(stad._replace(wijken=stad.wijken.assign(jaar=int(jaar))) if jaar else stad, DAG))
    assert (melding.regel, melding.ernst, melding.waar) == (naam, MELDING, "gemeente.toml")
    assert tekst in melding.wat
    assert melding.herstel.endswith(".")


@pytest.mark.parametrize("naam", VOORBEELDEN)
def test_a_rule_speaks_alone_on_its_sample(naam):
    """Each registered rule has a sample on which it alone speaks, with the file, the line, the id and how to mend."""
    organisaties, initiatieven, plek, tekst = VOORBEELDEN[naam]
    (melding,) = meldingen(Stand(_stad(organisaties, initiatieven), DAG))
    assert (melding.regel, melding.ernst) == (naam, MELDING)
    assert melding.waar == f"{MELDINGREGELS[naam].bestand}, {plek}"
    assert tekst in melding.wat
    assert melding.herstel.endswith(".")
    assert str(melding) == f"{melding.waar}: {melding.wat}. {melding.herstel}"


def test_what_is_just_right_is_no_melding():
    """A name of 200 characters, and a gebied of the werkgebied, one of more, or none, are as they should be."""
    goed = [
        wijkraad("a", B11, laatst_gezien=GEZIEN, naam="W" * 200, gebied="Noord"),
        wijkraad("b", f"{B21} {B31}", laatst_gezien=GEZIEN, gebied="Zuid"),
        wijkraad("c", B41, laatst_gezien=GEZIEN, gebied=""),
    ]
    assert _regels(goed, variant="raadsbesluit") == []


def test_a_name_is_said_once():
    """Two organisations of one name in a wijk do not make a sentence that names it twice."""
    twee = [
        platform("q", B12, naam="Zuid", laatst_gezien=GEZIEN),
        platform("p", B11, naam="Zuid", laatst_gezien=GEZIEN),
    ]
    (melding,) = meldingen(Stand(_stad(twee), DAG))
    assert melding.wat == "in Eenwijk werken 2 platforms met de naam Zuid naast elkaar"
    beide = tabellen([wijkraad("a", B11, naam="Oost"), wijkraad("b", B11, naam="Oost")])
    assert buurtoverzicht(Stand(beide, DAG))["organisaties"].tolist()[0] == "Oost"
    assert taken(dossier(Stand(beide, DAG), "WK039201"))[-1].startswith("Oost krijgt geen steun meer.")


def test_every_sample_belongs_to_a_rule():
    """No sample stays behind when its rule goes."""
    assert {*VOORBEELDEN, *GEHEEL, *VAN_GEMEENTE} == set(MELDINGREGELS)


@pytest.mark.parametrize("naam", GEHEEL)
def test_a_rule_about_a_whole_table_speaks_alone(naam):
    """A wijk without a population, a register and a list without a row: each is said loudly, and nothing else is."""
    stad = _stad()
    leeg = {
        "wijk-zonder-inwonertal": {"wijken": stad.wijken.assign(inwoners=stad.wijken["inwoners"].mask(stad.wijken.index == W1))},
        "register-leeg": {"organisaties": stad.organisaties.iloc[:0]},
        "initiatieven-leeg": {"initiatieven": stad.initiatieven.iloc[:0]},
    }  # fmt: skip
    (melding,) = meldingen(Stand(stad._replace(**leeg[naam]), DAG))
    assert (melding.regel, melding.ernst) == (naam, MELDING)
    assert str(melding).startswith(GEHEEL[naam])
    assert melding.herstel.endswith(".")


@pytest.mark.parametrize(
    "tekst",
    ["023-5113000", "023 511 30 00", "0235113000", "(023) 511 3000", "06 12345678", "06-12 34 56 78", "+31 6 12345678",
     "+31 (0)23 511 3000", "0031612345678", "bel 0612345678.", "jan@voorbeeld.nl", "j.de-vries+x@post.voorbeeld.nl"],
)  # fmt: skip
@pytest.mark.parametrize("kolom", ["naam", "opmerking", "partners", "website", "bron"])
def test_contact_data_in_any_text_is_named_but_not_repeated(tekst, kolom):
    """Dutch telephone numbers and e-mail addresses in any column are found; the finding does not spread them."""
    (melding,) = meldingen(Stand(_stad([platform("p", laatst_gezien=GEZIEN, **{kolom: tekst})]), DAG))
    assert melding.regel == "organisatie-contactgegeven"
    assert f"in {kolom}" in melding.wat
    assert tekst not in str(melding)


@pytest.mark.parametrize(
    "tekst",
    ["verslag 08-05-2018 en 21-12-2021 t/m 08-03-2022", "2024-07-01", "nu.nl 6234868", "2023 JC", "BU03920101 BU03920102",
     "https://voorbeeld.nl/nieuws/0612345678/x", "https://flickr.com/photos/12345@N00", "@wijkraad", "0392 2024"],
)  # fmt: skip
def test_dates_codes_and_addresses_of_pages_are_no_contact_data(tekst):
    """Dates with dashes, numbers of articles, codes and account names are left alone."""
    assert _regels([platform("p", laatst_gezien=GEZIEN, opmerking=tekst)]) == []


def test_every_place_that_shows_findings_shows_a_bounded_number():
    """Sheet, account and error page show the first of a kind and how many more there are; the count is of all."""
    veel = [wijkraad(f"w-{n}", B31, bron="", tot="2001") for n in range(70)]
    stad = _stad(veel)
    (deel,) = [
        d for d in toelichting(Stand(stad, DAG), "wijken", None, "x").delen if d.kop == "Organisatie zonder bron (70)"
    ]
    assert len(deel.rijen) == 1 + MAX_GETOOND + 1
    assert deel.rijen[-1][1] == "en nog 20 van dezelfde soort"
    html = verantwoording_html(Register(stad, "x"), Stand(Register(stad, "x").tabellen, DAG, "persbericht"))
    assert "Organisatie zonder bron <b>(70)</b>" in html
    assert html.count("is geen bron ingevuld") == MAX_GETOOND
    assert "En nog 20 van dezelfde soort" in html
    fouten = datafout._lijst([b for b in meldingen(Stand(stad, DAG)) if b.regel == "organisatie-zonder-bron"])
    assert fouten.count("<li>") == MAX_GETOOND + 1


def test_many_on_one_point_are_counted_not_listed():
    """Of thousands of initiatives on one point the first are named and the others counted."""
    (melding,) = meldingen(Stand(_stad([], [initiatief(f"i{n}", **PLEK) for n in range(3000)]), DAG))
    assert "met 2999 andere" in melding.wat
    assert melding.wat.endswith("Naam i19 en nog 2980")


def test_sound_data_gives_no_melding():
    """A recently seen platform with a known area and initiatives with a place of their own give nothing."""
    initiatieven = initiatief("i", **PLEK), initiatief("j", **PLEK | {"lon": 4.626})
    assert _regels([platform("p", W1, laatst_gezien=GEZIEN)], initiatieven) == []


@pytest.mark.parametrize(("dag", "spreekt"), [(date(2024, 5, 31), False), (date(2024, 6, 1), True)])
def test_long_not_seen_begins_after_365_days(dag, spreekt):
    """On the 365th day after the last sighting nothing is said, the day after it is."""
    assert ("lang-niet-gezien" in _regels([platform("p", laatst_gezien="2023-06-01")], dag=dag)) == spreekt


@pytest.mark.parametrize(
    ("dag", "variant", "spreekt"),
    [
        (date(2024, 6, 30), "persbericht", False),
        (date(2024, 7, 1), "persbericht", True),
        (date(2024, 12, 31), "raadsbesluit", False),
        (date(2025, 1, 1), "raadsbesluit", True),
    ],
)
def test_a_wijkraad_after_the_end_of_support(dag, variant, spreekt):
    """The melding begins on the day on which the variant ends the support."""
    regels = _regels([wijkraad("w", laatst_gezien=GEZIEN)], dag=dag, variant=variant)
    assert ("wijkraad-na-einde-ondersteuning" in regels) == spreekt


@pytest.mark.parametrize("velden", [{"fase": "in oprichting"}, {"fase": "gestopt"}, {"tot": "2024-03"}])
def test_what_is_not_active_needs_no_proof_and_no_room(velden):
    """An organisation that is not active is neither missed nor in the way of another platform in its wijk."""
    actief = platform("p", B11, laatst_gezien=GEZIEN)
    assert _regels([actief, platform("q", B12, **velden)]) == []


def test_every_shared_wijk_is_named():
    """Two platforms that share two wijken give a melding for each of them, on the line of the lowest id."""
    rijen = [platform(id_, f"BU0392010{n} BU0392020{n}", laatst_gezien=GEZIEN) for n, id_ in ((2, "b"), (1, "a"))]
    uit = meldingen(Stand(_stad(rijen), DAG))
    assert [b.regel for b in uit] == ["meer-platforms-in-wijk"] * 2
    assert {b.id for b in uit} == {"a"}
    assert [w for w in ("Eenwijk", "Tweewijk") if any(w in b.wat for b in uit)] == ["Eenwijk", "Tweewijk"]


def test_meldingen_come_in_order_of_file_and_line():
    """Findings are in order of file, then line, whatever the order of the rules."""
    uit = meldingen(Stand(_stad([wijkraad("w", ""), platform("p", "")], [initiatief("j"), initiatief("i")]), DAG))
    plekken = [(b.bestand, b.plek) for b in uit]
    assert plekken == sorted(plekken)
    assert {bestand for bestand, _ in plekken} == {"initiatieven.csv", "organisaties.csv"}


def test_an_empty_register_says_so():
    """Without organisations and initiatives nothing else is uncertain, but that alone is said, of each."""
    assert [b.regel for b in meldingen(Stand(tabellen(), DAG))] == ["initiatieven-leeg", "register-leeg"]
