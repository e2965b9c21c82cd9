"""The contract on the real registers: the worked examples of the design, and what the shipped files hold."""

import re
from collections import Counter
from datetime import date

import pandas as pd
import pytest

from analysis import waarden as w
from analysis.antwoorden.overzicht import buurtoverzicht, gaten, wijkoverzicht
from analysis.controle.meldingen import meldingen
from analysis.gemeente import EINDE_STEUN
from analysis.stand.buurten import tellingen
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from tests.echt import BELEID, DATA, VARIANTEN

JULI = date(2024, 7, 1)


def _stand(register, dag, variant):
    """Wijken fully, partly and not covered, residents without a platform, and the buurten by status."""
    wijken = wijkoverzicht(Stand(register.tabellen, dag, variant))
    aantal = Counter(wijken["wijkstatus"])
    buurten = tellingen(buurtoverzicht(Stand(register.tabellen, dag, variant))["buurtstatus"])
    return (
        *(aantal[status] for status in reversed(w.WIJKSTATUSSEN)),
        int(wijken["inwoners_zonder_platform"].sum()),
        *buurten.values(),
    )


@pytest.mark.parametrize(
    ("dag", "variant", "stand"),
    [
        # The worked examples of the design.
        ("2023-11-22", "persbericht", (0, 0, 21, 167_635, 0, 77, 0, 34)),
        ("2024-01-01", "persbericht", (0, 1, 20, 165_270, 1, 76, 0, 34)),
        ("2024-07-01", "persbericht", (0, 1, 20, 159_945, 3, 0, 74, 34)),
        ("2024-07-01", "raadsbesluit", (0, 1, 20, 159_945, 3, 74, 0, 34)),
        # The days around each boundary of the policy.
        ("2023-12-31", "persbericht", (0, 0, 21, 167_635, 0, 77, 0, 34)),
        ("2024-06-30", "persbericht", (0, 1, 20, 165_270, 1, 76, 0, 34)),
        ("2024-06-30", "raadsbesluit", (0, 1, 20, 165_270, 1, 76, 0, 34)),
        ("2024-07-02", "persbericht", (0, 1, 20, 159_945, 3, 0, 74, 34)),
        ("2024-12-31", "raadsbesluit", (0, 1, 20, 159_945, 3, 74, 0, 34)),
        # Wijkraad Sinnevelt ended in 2024, so on 1 January 2025 its buurt has nothing.
        ("2025-01-01", "raadsbesluit", (0, 1, 20, 159_945, 3, 0, 73, 35)),
        ("2025-01-01", "persbericht", (0, 1, 20, 159_945, 3, 0, 73, 35)),
    ],
)
def test_the_worked_examples(register, dag, variant, stand):
    """Wijken volledig / deels / geen, residents without a platform, buurten platform / wijkraad / zonder / geen."""
    assert _stand(register, date.fromisoformat(dag), variant) == stand


def test_the_gap_list_of_july(register):
    """On 1 July 2024 the list begins with Ter Kleefkwartier, holds all 21 wijken, and 76 195 households."""
    uit = gaten(wijkoverzicht(Stand(register.tabellen, JULI)))
    eerste = uit.iloc[0]
    assert (eerste["rang"], eerste["wijknaam"], eerste["inwoners_zonder_platform"]) == (1, "Ter Kleefkwartier", 13_500)
    assert eerste["aandeel_cumulatief"] == 0.0844
    assert int(uit["huishoudens_zonder_platform"].sum()) == 76_195
    assert uit["rang"].tolist() == list(range(1, 22))
    assert uit["aandeel_cumulatief"].iloc[-1] == 1


def test_the_registers_hold_what_was_converted(register):
    """21 wijken, 111 buurten, 35 wijkraden and 5 wijkplatforms, 99 initiatieven."""
    tabellen = register.tabellen
    assert [len(tabel) for tabel in tabellen[:4]] == [21, 111, 40, 99]
    assert tabellen.organisaties["soort"].value_counts().to_dict() == {"wijkraad": 35, "wijkplatform": 5}


def test_every_buurt_lies_in_a_known_wijk_and_every_wijk_in_a_gebied(register):
    """Codes fit together: each buurt names an existing wijk, each wijk has buurten and one of the gebieden."""
    wijken, buurten = register.tabellen.wijken, register.tabellen.buurten
    assert set(buurten["wijkcode"]) == set(wijken.index)
    assert set(wijken["gebied"]) == {"Centrum", "Noord", "Oost", "Schalkwijk", "Zuidwest"}
    assert wijken.index.str.fullmatch(r"WK0392\d\d").all()
    assert buurten.index.str.fullmatch(r"BU0392\d{4}").all()


def test_every_code_in_the_registers_is_known(register):
    """Werkgebieden name existing buurten or wijken, successors existing platforms, initiatives existing wijken."""
    wijken, buurten, organisaties, initiatieven, _ = register.tabellen
    codes = set(" ".join(organisaties["werkgebied"]).split())
    assert codes
    assert codes <= {*buurten.index, *wijken.index}
    opvolgers = set(organisaties["opvolger"]) - {""}
    assert opvolgers
    assert opvolgers <= set(organisaties.index[organisaties["soort"] == w.WIJKPLATFORM])
    assert set(initiatieven["wijkcode"]) <= {*wijken.index, ""}


def test_a_point_of_a_buurt_lies_where_its_source_says(register):
    """A point computed inside a CBS buurt lies in the wijk of the buurt that `locatie_bron` names."""
    initiatieven, buurten = register.tabellen.initiatieven, register.tabellen.buurten
    naam = initiatieven["locatie_bron"].str.extract(r"^binnenpunt van CBS-buurt '(.+)' 2024", expand=False).dropna()
    assert len(naam) == 2
    wijk = naam.map(buurten.set_index("buurtnaam")["wijkcode"])
    assert initiatieven.loc[naam.index, "wijkcode"].tolist() == wijk.tolist()


@pytest.mark.parametrize(
    ("naam", "dag", "loopt"),
    [
        # The last meal was on 13 October 2016: `2016-10` would have kept it alive until November.
        ("samenmetdebuurt", "2016-10-13", True),
        ("samenmetdebuurt", "2016-10-14", False),
        # One afternoon, and a feast in an unknown month of 2018.
        ("autovrije-middag-begijnhof", "2023-09-16", False),
        ("autovrije-middag-begijnhof", "2023-09-17", True),
        ("autovrije-middag-begijnhof", "2023-09-18", False),
        ("straatfeest-hoeufftstraat-en-dutrystraat", "2018-12-31", True),
        ("straatfeest-hoeufftstraat-en-dutrystraat", "2019-01-01", False),
    ],
)
def test_what_was_once_is_over_the_day_after(register, naam, dag, loopt):
    """An initiative that stopped is there up to and including its last day, as precise as its source is."""
    actief = Stand(register.tabellen, date.fromisoformat(dag)).initiatieven
    assert (f"initiatief-{naam}" in set(actief.index)) == loopt


def test_every_organisation_and_initiative_names_its_source(register):
    """Nothing is in the registers without the place where it was found."""
    for tabel in (register.tabellen.organisaties, register.tabellen.initiatieven):
        assert tabel["bron"].str.match(r"https?://").all()


def test_a_newer_source_moves_the_proof_of_a_wijkraad(register):
    """A newspaper of November 2022 names Wijkraad Slachthuisbuurt: confirmed up to 365 days later, not to July 2021."""
    naam = "wijkraad-slachthuisbuurt-vanaf-2019"
    bewijs = {
        dag: Stand(register.tabellen, dag).organisaties.loc[naam, "bewijs"]
        for dag in (date(2021, 7, 10), date(2023, 11, 1), date(2023, 11, 2))
    }
    assert list(bewijs.values()) == [w.BEVESTIGD, w.BEVESTIGD, w.TE_VERIFIEREN]


def test_what_a_source_tells_of_a_wijkraad_is_on_its_row(register):
    """Topics, working groups and partners are filled where a source names them, which stands beside them."""
    organisaties = register.tabellen.organisaties
    kolommen = ["themas", "werkgroepen", "partners"]
    gevuld = organisaties[kolommen].ne("")
    assert gevuld.sum().to_dict() == {"themas": 1, "werkgroepen": 6, "partners": 4}
    assert (organisaties.loc[gevuld.any(axis=1), "soort"] == w.WIJKRAAD).all()
    assert organisaties.loc[gevuld.any(axis=1), "opmerking"].str.contains("https?://").all()


@pytest.mark.parametrize(
    ("variant", "wijkraden_na_einde"),
    [("persbericht", 28), ("raadsbesluit", 0)],
)
def test_the_meldingen_of_july(register, variant, wijkraden_na_einde):
    """What is uncertain on 1 July 2024, by kind; only the end of support depends on the variant."""
    verwacht = {
        "werkgebied-onbekend": 3,
        "werkgebied-afgeleid": 12,
        "nooit-gezien": 5,
        "lang-niet-gezien": 19,
        "wijkraad-na-einde-ondersteuning": wijkraden_na_einde,
        "meer-platforms-in-wijk": 1,
        "initiatief-buiten-stad": 3,
        "initiatief-zonder-locatie": 35,
        "initiatieven-op-een-punt": 14,
    }
    assert Counter(b.regel for b in meldingen(Stand(register.tabellen, JULI, variant))) == Counter(verwacht)


def test_the_answer_changes_on_known_moments_only(register):
    """The first possible platform, the merger of July 2024 and the end of support are moments of change."""
    for variant, keuze in VARIANTEN.items():
        momenten = wisselmomenten(register.tabellen, variant)
        assert {BELEID.eerste_platform, JULI, keuze.einde_ondersteuning} <= set(momenten)


# --- no personal data, in no file that is shipped ---

PERSOONSGEGEVENS = re.compile(
    r"""
    [\w.+-]+@[\w-]+\.\w+                                     # an e-mail address
    | (?<![\w/.,=-]) (?:(?:\+|00)31|0) [\s-]? (?:\(0\))? [1-9] (?:[\s-]?\d){8} (?![\w.])  # a Dutch phone number
    | \(0\d{1,3}\) (?:[\s-]?\d){6,9}                           # with the area code between brackets
    | \bmailto: | \btel:
    """,
    re.VERBOSE,
)


@pytest.mark.parametrize("bestand", sorted(p.name for p in DATA.iterdir() if p.is_file()))
def test_no_personal_data(bestand):
    """No e-mail address and no Dutch phone number is in any file of the data folder."""
    assert PERSOONSGEGEVENS.findall((DATA / bestand).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "tekst",
    [
        *("jan@example.org", "bel 06-12345678", "06 12 34 56 78", "+31 6 12345678", "(023) 511 51 15"),
        *("023-5115115", "0031235115115", '"mailto:x"', "tel: 14023"),
    ],
)
def test_the_pattern_for_personal_data_finds_them(tekst):
    """The pattern that keeps personal data out knows the ways in which they are written."""
    assert PERSOONSGEGEVENS.search(tekst)


@pytest.mark.parametrize("tekst", ["52.384493,4.635898", "2024-07-01", "BU03920102", "/article/0612345678/x", "020240"])
def test_the_pattern_for_personal_data_leaves_the_rest(tekst):
    """Coordinates, dates, codes and numbers inside an address on the web are no personal data."""
    assert not PERSOONSGEGEVENS.search(tekst)


# --- policy as data ---


@pytest.mark.parametrize("variant", VARIANTEN)
def test_every_milestone_has_a_source_and_comes_in_order(register, variant):
    """The milestones come in order of date, each with words and a source, and hold the variant's end of support."""
    gemeente = register.tabellen.gemeente
    alle = gemeente.mijlpalen(variant)
    assert [m.datum for m in alle] == sorted(m.datum for m in alle)
    assert all(m.kort and m.omschrijving and m.bron for m in alle)
    assert len({m.kort for m in alle}) == len(alle)
    (einde,) = (m for m in alle if m.rol == EINDE_STEUN)
    assert (einde.datum, einde.bron) == (VARIANTEN[variant].einde_ondersteuning, VARIANTEN[variant].bron)


def test_the_milestones_are_those_of_the_design(register):
    """Press release, end of reactions, council, platforms, subsidy, participation, end of support, two evaluations."""
    palen = register.tabellen.gemeente.mijlpalen(None)
    assert {m.datum.isoformat() for m in palen} >= {
        "2023-11-22",
        "2023-12-17",
        "2023-12-21",
        "2024-01-01",
        "2024-02-27",
        "2024-02-29",
        "2024-07-01",
    }
    assert {m.datum.year for m in palen} >= {2026, 2028}


def test_the_policy_is_that_of_the_design(register):
    """The variants with their dates and sources, the first platform and the length of proof are those of the design."""
    beleid = register.tabellen.gemeente.beleid
    assert [(v.sleutel, v.einde_ondersteuning.isoformat()) for v in beleid.varianten] == [
        ("persbericht", "2024-07-01"),
        ("raadsbesluit", "2025-01-01"),
    ]
    assert "volgens het Haarlems Dagblad" in beleid.variant("raadsbesluit").bron
    assert (beleid.eerste_platform.isoformat(), beleid.bewijs_dagen) == ("2024-01-01", 365)
    assert (beleid.meeste_platforms_per_wijk, beleid.variant(None).sleutel) == (1, "persbericht")


def test_reading_twice_gives_one_fingerprint(register):
    """The fingerprint depends on the content of the files alone, and the tables have no row numbers as index."""
    assert re.fullmatch(r"[0-9a-f]{64}", register.vingerafdruk)
    assert all(isinstance(tabel.index, pd.Index) and tabel.index.is_unique for tabel in register.tabellen[:4])
