"""What is uncertain: one sample per rule, on which no other rule speaks, and the boundaries of each."""

from datetime import date

import pytest

from analysis.bevinding import MELDING
from analysis.gemeente import Bron, Gebied, Gemeente
from analysis.meldingen import MELDINGREGELS, meldingen
from tests.klein import B11, B12, B21, W1, initiatief, platform, tabellen, wijkraad

DAG = date(2024, 7, 1)
GEZIEN = "2024-06-01"
PLEK = {"lat": 52.375, "lon": 4.625, "wijkcode": W1}

VAN_GEMEENTE = {
    "gemeente-onbekend": (Gemeente(), "", "het bestand ontbreekt"),
    "bron-van-ander-jaar": (
        Gemeente("Kleinstad", bronnen=(Bron("grenzen", "Kaart", "2030"), Bron("cijfers", "Cijfers", "2031-01-01"))),
        "2031",
        "de bron van de grenzen heeft als stand 2030, wijken.geojson is van 2031",
    ),
    "gebied-zonder-wijk": (
        Gemeente("Kleinstad", gebieden=(Gebied("Noord"), Gebied("Zuid"), Gebied("West"))),
        "",
        "in gebied West ligt geen enkele wijk",
    ),
}

# Per rule: organisations, initiatives, the line and the id that it names, and what stands in the sentence.
VOORBEELDEN = {
    "werkgebied-onbekend": ([platform("p", "", laatst_gezien=GEZIEN)], [], "regel 2 (p)", "werkgebied onbekend"),
    "werkgebied-afgeleid": (
        [platform("p", laatst_gezien=GEZIEN, werkgebied_zekerheid="afgeleid")],
        [],
        "regel 2 (p)",
        "geen bron geeft de grens",
    ),
    "nooit-gezien": ([platform("p")], [], "regel 2 (p)", "geen gedateerd teken van activiteit"),
    "lang-niet-gezien": ([platform("p", laatst_gezien="2023-06")], [], "regel 2 (p)", "laatst gezien in 2023-06"),
    "wijkraad-na-einde-ondersteuning": (
        [platform("p", laatst_gezien=GEZIEN), wijkraad("w", B21, laatst_gezien=GEZIEN)],
        [],
        "regel 3 (w)",
        "eindigde op 2024-07-01",
    ),
    "twee-platforms-in-wijk": (
        [platform("q", B12, laatst_gezien=GEZIEN), platform("p", B11, laatst_gezien=GEZIEN)],
        [],
        "regel 3 (p)",
        "in Eenwijk werken Naam p en Naam q naast elkaar",
    ),
    "initiatief-buiten-stad": ([], [initiatief("i", 52.5, 4.9, wijkcode="")], "regel 2 (i)", "buiten de wijken"),
    "initiatief-zonder-locatie": ([], [initiatief("i")], "regel 2 (i)", "geen locatie bekend"),
    "initiatieven-op-een-punt": (
        [],
        [initiatief("i", **PLEK), initiatief("j", **PLEK)],
        "regel 2 (i)",
        "deelt zijn punt met 1 andere: Naam i; Naam j",
    ),
}


def _regels(organisaties=(), initiatieven=(), dag=DAG, variant="persbericht"):
    return [b.regel for b in meldingen(tabellen(organisaties, initiatieven), dag, variant)]


@pytest.mark.parametrize("naam", VAN_GEMEENTE)
def test_a_rule_about_the_municipality_speaks_alone_on_its_sample(naam):
    """No file, a source of another year than the data, and a gebied without wijken: each said once, of the file."""
    gemeente, jaar, tekst = VAN_GEMEENTE[naam]
    stad = tabellen()._replace(gemeente=gemeente)
    (melding,) = meldingen(stad._replace(wijken=stad.wijken.assign(jaar=int(jaar))) if jaar else stad, DAG)
    assert (melding.regel, melding.ernst, melding.waar) == (naam, MELDING, "gemeente.toml")
    assert tekst in melding.wat
    assert melding.herstel.endswith(".")


@pytest.mark.parametrize("naam", VOORBEELDEN)
def test_a_rule_speaks_alone_on_its_sample(naam):
    """Each registered rule has a sample on which it alone speaks, with the file, the line, the id and how to mend."""
    organisaties, initiatieven, plek, tekst = VOORBEELDEN[naam]
    (melding,) = meldingen(tabellen(organisaties, initiatieven), DAG)
    assert (melding.regel, melding.ernst) == (naam, MELDING)
    assert melding.waar == f"{MELDINGREGELS[naam].bestand}, {plek}"
    assert tekst in melding.wat
    assert melding.herstel.endswith(".")
    assert str(melding) == f"{melding.waar}: {melding.wat}. {melding.herstel}"


def test_every_sample_belongs_to_a_rule():
    """No sample stays behind when its rule goes."""
    assert set(VOORBEELDEN) | set(VAN_GEMEENTE) == set(MELDINGREGELS)


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
    uit = meldingen(tabellen(rijen), DAG)
    assert [b.regel for b in uit] == ["twee-platforms-in-wijk"] * 2
    assert {b.id for b in uit} == {"a"}
    assert [w for w in ("Eenwijk", "Tweewijk") if any(w in b.wat for b in uit)] == ["Eenwijk", "Tweewijk"]


def test_meldingen_come_in_order_of_file_and_line():
    """Findings are in order of file, then line, whatever the order of the rules."""
    uit = meldingen(tabellen([wijkraad("w", ""), platform("p", "")], [initiatief("j"), initiatief("i")]), DAG)
    plekken = [(b.bestand, b.plek) for b in uit]
    assert plekken == sorted(plekken)
    assert {bestand for bestand, _ in plekken} == {"initiatieven.csv", "organisaties.csv"}


def test_an_empty_register_gives_no_melding():
    """Without organisations and initiatives there is nothing uncertain."""
    assert _regels() == []
