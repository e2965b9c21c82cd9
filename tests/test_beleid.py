"""Another policy: the rules, texts, files, choices, addresses and commands all follow what `gemeente.toml` says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from analysis import waarden as w
from analysis.beleid import Beleid, Variant
from analysis.controle.meldingen import meldingen
from analysis.gemeente import AANKONDIGING, EVALUATIE, Mijlpaal
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import GATEN, toelichting
from analysis.vraag import Vraag
from publicatie.pagina import publicatie
from register.bevraging import Bevraging
from register.register import DataFout, read_register
from terminal.opdrachten import cli
from tests.bladen import tekst
from tests.klein import B11, B12, B21, GEMEENTE, W1, gemeente_toml, platform, schrijf_map, tabellen, wijkraad
from ui.keuzes import Zicht, keuzes_html
from uitvoer.bestandsnaam import bestandsnaam
from uitvoer.bladen import maak
from uitvoer.formaten import STAD, VLAKFORMATEN
from uitvoer.tabel import make_uitvoer
from web.staat import Staat, lees, schrijf
from web.tijdlijn import Nu, door_de_tijd, tijdlijn
from web.verantwoording import verantwoording_html

EERSTE, EINDE, LATER = date(2030, 2, 1), date(2031, 6, 1), date(2032, 1, 1)
DAG = timedelta(days=1)
TWEE = Beleid(
    EERSTE, 90, 5, 1, (Variant("brief", EINDE, "raadsbrief 12"), Variant("motie-4", LATER, "motie 4")), "krant"
)
EEN = replace(TWEE, varianten=TWEE.varianten[:1])
DRIE = replace(TWEE, varianten=(Variant("zonder-brief", date(2033, 1, 1), "niemand"), *reversed(TWEE.varianten)))
OMGEKEERD = replace(TWEE, eerste_platform=LATER)  # the support ends before there can be platforms
UITERST = Beleid(
    date(1900, 1, 1), 3650, 5, 10, (Variant("vroeg", date(1900, 1, 1)), Variant("laat", date(2100, 12, 31)))
)


def _tabellen(beleid, *rijen):
    return tabellen(rijen)._replace(gemeente=replace(GEMEENTE, beleid=beleid))


def _breek(beleid):
    """Rows that fit a policy from 2030 on."""

    def breek(klein):
        klein.organisaties = [
            wijkraad("raad", f"{B11} {B21}", laatst_gezien="2031-03-01", opvolger="plek"),
            platform("plek", B11, van="2032-02-01" if beleid is OMGEKEERD else "2030-05-01", laatst_gezien="2031-05"),
        ]
        klein.tekst["gemeente.toml"] = gemeente_toml(beleid)

    return breek


@pytest.fixture(scope="module")
def stad(tmp_path_factory):
    """A function that gives the folder of the tiny city with a policy, and its register."""
    mappen = {}

    def geef(beleid):
        if beleid not in mappen:
            map_ = schrijf_map(tmp_path_factory.mktemp("stad"), _breek(beleid))
            mappen[beleid] = map_, read_register(map_)
        return mappen[beleid]

    return geef


def _draai(*argumenten):
    return CliRunner().invoke(cli, [str(deel) for deel in argumenten])


# --- the rules ---


@pytest.mark.parametrize(("dag", "status"), [(EERSTE - DAG, w.GEEN), (EERSTE, w.PLATFORM), (EERSTE + DAG, w.PLATFORM)])
def test_a_platform_begins_on_the_first_day_of_the_policy(dag, status):
    """A platform of which no begin is known covers its buurt from the first day that the file gives."""
    assert Stand(_tabellen(TWEE, platform("p", B11)), dag).buurten["buurtstatus"][B11] == status


@pytest.mark.parametrize(("na", "bewijs"), [(89, w.BEVESTIGD), (90, w.BEVESTIGD), (91, w.TE_VERIFIEREN)])
def test_a_sign_proves_for_the_days_of_the_policy(na, bewijs):
    """A sighting proves activity up to and including the number of days that the file gives."""
    stand = Stand(_tabellen(TWEE, wijkraad("r", B11, laatst_gezien="2031-01-01")), date(2031, 1, 1) + na * DAG)
    assert stand.buurten["bewijs"][B11] == bewijs


@pytest.mark.parametrize(("beleid", "sleutel", "einde"), [
    (TWEE, None, EINDE), (TWEE, "motie-4", LATER), (EEN, None, EINDE), (DRIE, None, date(2033, 1, 1)), (DRIE, "brief", EINDE),
])  # fmt: skip
def test_support_ends_with_the_variant_the_first_where_nobody_chose(beleid, sleutel, einde):
    """On its day a variant takes the support of wijkraden away; the first variant is the one for who names none."""
    stad = _tabellen(beleid, wijkraad("r", B11))
    voor, op = (Stand(stad, dag, sleutel).buurten["buurtstatus"][B11] for dag in (einde - DAG, einde))
    assert (voor, op) == (w.WIJKRAAD, w.ZONDER_ONDERSTEUNING)
    assert einde in wisselmomenten(stad, sleutel)


@pytest.mark.parametrize(("hooguit", "goed"), [(1, False), (2, True), (3, True)])
def test_as_many_platforms_as_the_policy_allows_may_share_a_buurt(tmp_path, hooguit, goed):
    """Two platforms in one buurt are refused where one is allowed, and no more than that; the finding says how many."""

    def breek(klein):
        klein.organisaties = [platform("een", W1, van="2030-03"), platform("twee", B11, van="2030-05")]
        klein.tekst["gemeente.toml"] = gemeente_toml(replace(TWEE, meeste_platforms_per_wijk=hooguit))

    map_ = schrijf_map(tmp_path, breek)
    if goed:
        read_register(map_)
        return
    with pytest.raises(DataFout) as fout:
        read_register(map_)
    (b,) = fout.value.bevindingen
    assert (b.regel, b.herstel[:26]) == ("te-veel-platforms-in-buurt", "Er is één wijkplatform per")


@pytest.mark.parametrize(("van_drie", "gevonden"), [("2030-05", ["drie"]), ("2030-08", []), ("2030-07-31", ["drie"])])
def test_the_one_too_many_is_named_with_those_that_were_there(tmp_path, van_drie, gevonden):
    """Of three platforms where two may be, the last to come is refused while both others are still there."""

    def breek(klein):
        klein.organisaties = [
            platform("een", W1, van="2030-03"),
            platform("twee", B11, van="2030-04", tot="2030-07"),
            platform("drie", B11, van=van_drie),
        ]
        klein.tekst["gemeente.toml"] = gemeente_toml(replace(TWEE, meeste_platforms_per_wijk=2))

    map_ = schrijf_map(tmp_path, breek)
    try:
        uit = read_register(map_) and []
    except DataFout as fout:
        uit = fout.bevindingen
    assert [b.id for b in uit] == gevonden
    assert all(
        "een (regel 2), twee (regel 3)" in b.wat and "hooguit 2 wijkplatforms per wijk" in b.herstel for b in uit
    )


@pytest.mark.parametrize(("hooguit", "aantal"), [(1, 1), (2, 0)])
def test_more_platforms_in_a_wijk_than_the_policy_says_are_noticed(hooguit, aantal):
    """Two platforms beside each other in one wijk are a notice where one is the rule."""
    stad = _tabellen(replace(TWEE, meeste_platforms_per_wijk=hooguit), platform("a", B11), platform("b", B12))
    gevonden = [b for b in meldingen(Stand(stad, EINDE)) if b.regel == "meer-platforms-in-wijk"]
    assert len(gevonden) == aantal


# --- the texts ---


@pytest.mark.parametrize("beleid", [EEN, TWEE, DRIE, OMGEKEERD, UITERST], ids=["een", "twee", "drie", "omgekeerd", "uiterst"])  # fmt: skip
def test_every_door_opens_on_any_policy(stad, beleid):
    """Timeline, account, choices, sheet, files and publication are made for every variant of it, and name its days."""
    _, register = stad(beleid)
    for variant in beleid.varianten:
        vraag = Vraag(date(2031, 7, 1), variant.sleutel)
        stand = vraag.stand(register.tabellen)
        lijn = tijdlijn(door_de_tijd(register.tabellen, variant.sleutel), None, Nu(vraag.peildatum))
        assert variant.einde_ondersteuning.isoformat() in [paal[0] for paal in lijn["mijlpalen"]]
        assert all(van < tot for van, tot, *_ in lijn["fasen"])
        assert [een[1] for een in lijn["fasen"]][:-1] == [ander[0] for ander in lijn["fasen"]][1:]
        assert f"met steun aan wijkraden tot <b>{variant.naam}</b>" in verantwoording_html(register, stand)
        assert bestandsnaam(register.tabellen.gemeente, GATEN, vraag, ".csv").endswith(
            f"-2031-07-01-{variant.sleutel}.csv"
        )
        uitvoer = make_uitvoer(Bevraging(register, vraag), GATEN)
        assert all(uitvoer.maak(extensie) for extensie in VLAKFORMATEN)
        # A key that is broken at its dash at the end of a line is read without it.
        blad = " ".join(tekst(maak(Bevraging(register, vraag), STAD, ".pdf")).split()).replace("-", "")
        assert f"Variant {variant.sleutel}: {variant.herkomst}.".replace("-", "") in blad
    uit = publicatie(Bevraging(register, Vraag(date(2031, 7, 1))), date(2031, 8, 1), lambda *_: None)
    assert any(naam.endswith(f"-{beleid.varianten[0].sleutel}.csv") for naam in uit)


def test_texts_name_the_days_and_numbers_of_the_policy():
    """The explanation with a file gives the first day, the days of proof, how many platforms, and every source."""
    stand = Stand(_tabellen(replace(TWEE, meeste_platforms_per_wijk=3), wijkraad("r")), EINDE)
    heel = " ".join(" ".join(rij) for deel in toelichting(stand, GATEN, None, "x").delen for rij in deel.rijen)
    for zin in (
        "vanaf 1 februari 2030, hooguit 3 per wijk",
        "Gezien in de 90 dagen voor de peildatum",
        "brief: de steun aan wijkraden eindigt op 1 juni 2031",
        "Bron van de variant raadsbrief 12",
        "Eerste wijkplatforms 1 februari 2030; bron: krant",
    ):
        assert zin in heel


def test_one_variant_is_no_choice(stad):
    """With one reading of the policy no text speaks of more."""
    _, register = stad(EEN)
    html = verantwoording_html(register, Stand(register.tabellen, EINDE))
    assert "Het einde van de steun aan wijkraden:</p>" in html
    assert "op meer dan één manier" not in html
    _, register = stad(TWEE)
    assert "op meer dan één manier" in verantwoording_html(register, Stand(register.tabellen, EINDE))


def test_a_comparison_that_the_screen_offers_never_runs_backwards(stad):
    """Where the support ends before there can be platforms, the pair from the one to the other is not offered."""
    knop = "eerste platforms tot einde steun"
    for beleid, aantal in ((TWEE, 1), (OMGEKEERD, 0)):
        _, register = stad(beleid)
        html = keuzes_html(Zicht(register, Staat(EINDE), None), "paar")
        assert html.count(knop) == aantal
        assert "het laatste jaar" in html


def test_a_milestone_goes_first_by_its_rank_and_role_whatever_it_is_called():
    """Where names would cover each other, the end of support is first, then the first platforms, the announcement, today."""
    palen = (
        Mijlpaal(date(2029, 1, 1), "vandaag", "Aftrap", "krant", AANKONDIGING, 1),
        Mijlpaal(date(2030, 1, 1), "persbericht", "Bericht", "krant"),
        Mijlpaal(date(2035, 1, 1), "einde", "Terugblik", "krant", EVALUATIE, 2),
    )
    stad = _tabellen(TWEE, wijkraad("r"))
    stad = stad._replace(gemeente=replace(stad.gemeente, eigen_mijlpalen=palen))
    lijn = tijdlijn(door_de_tijd(stad, None), None, Nu(date(2031, 7, 1)))
    volgorde = sorted([*lijn["mijlpalen"], lijn["nu"]], key=lambda paal: paal[3])
    assert [paal[2] for paal in volgorde] == [
        "Einde van de ondersteuning van wijkraden",
        "Wijkplatforms kunnen worden opgericht",
        "Aftrap",
        "Vandaag",
        "Terugblik",
        "Bericht",
    ]


# --- the choices, the address and the command line ---


def test_the_screen_offers_the_variants_of_the_folder(stad):
    """Every variant is a choice by its day and name, in the order of the file; the first is that of an empty address."""
    _, register = stad(DRIE)
    html = keuzes_html(Zicht(register, Staat(EINDE, "motie-4"), None), "datum")
    opties = [
        'value="">1 januari 2033 (zonder-brief)',
        'value="motie-4" selected>1 januari 2032',
        'value="brief">1 juni 2031',
    ]
    plekken = [html.index(optie) for optie in opties]
    assert plekken == sorted(plekken)


def test_the_address_knows_the_variants_of_the_folder_alone(stad):
    """A variant of the file is read and written back, the first is left out, one of another municipality is refused."""

    def _lees(variant):
        return lees({"variant": variant}, EINDE, TWEE, [], {})

    assert schrijf(_lees("MOTIE-4")[0])["variant"] == "motie-4"
    assert _lees("brief") == (Staat(EINDE), [])
    assert _lees("persbericht")[1] == ["De beleidsvariant in het adres bestaat niet; u ziet 1 juni 2031 (brief)."]


@pytest.mark.parametrize(
    "opdracht", ["gaten", "status --niveau wijk", "controle", "veranderd", "briefing", "publiceer"]
)
def test_the_command_line_knows_the_variants_of_the_folder_alone(stad, tmp_path, opdracht):
    """A variant that the folder does not have is wrong usage that lists those it has; nothing is written."""
    map_, _ = stad(DRIE)
    doel = {"briefing": ["--output", tmp_path / "b.pdf"], "publiceer": ["--output", tmp_path / "p"]}.get(opdracht, [])
    uitkomst = _draai(*opdracht.split(), "--data", map_, "--variant", "persbericht", *doel)
    assert uitkomst.exit_code == 2
    assert "--variant: “persbericht” bestaat niet. Kies uit: zonder-brief, motie-4, brief." in uitkomst.stderr
    assert uitkomst.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_takes_the_first_variant_and_any_case(stad):
    """Without `--variant` the first of the folder holds; a name in capitals is found."""
    map_, _ = stad(DRIE)
    vraag = ("gaten", "--data", map_, "--peildatum", "2031-07-01")
    assert ";zonder-brief;" in _draai(*vraag).stdout
    assert ";brief;" in _draai(*vraag, "--variant", "BRIEF").stdout


def test_two_deliveries_are_compared_by_a_variant_of_both(stad):
    """The variant must be in both folders; that of the newest holds where nobody chose."""
    een, drie = stad(EEN)[0], stad(DRIE)[0]
    vraag = ("veranderd", "--tot", "2031-07-01", "--data")
    assert _draai(*vraag, drie, "--data-nieuw", een).exit_code == 0
    uitkomst = _draai(*vraag, een, "--data-nieuw", drie)
    assert uitkomst.exit_code == 2
    assert "“zonder-brief” bestaat niet in beide mappen. Kies uit: brief." in uitkomst.stderr
    assert _draai(*vraag, een, "--data-nieuw", drie, "--variant", "brief").exit_code == 0
    uitkomst = _draai(*vraag, een, "--data-nieuw", stad(UITERST)[0])
    assert uitkomst.exit_code == 1
    assert "hebben geen variant gemeen" in uitkomst.stderr


def test_a_check_of_broken_data_names_no_variant(tmp_path):
    """What is wrong in the files does not hang on a variant, which may be what is wrong."""

    def breek(klein):
        klein.tekst["gemeente.toml"] = "[gemeente]\n"

    uitkomst = _draai("controle", "--data", schrijf_map(tmp_path, breek), "--peildatum", "2031-07-01")
    assert uitkomst.exit_code == 1
    assert "[beleid] ontbreekt" in uitkomst.stdout
    assert "(peildatum 1 juli 2031). Herstel" in uitkomst.stdout


def test_help_tells_what_a_variant_is():
    """The help of a command explains `--variant`, whatever the folder holds."""
    assert "Lezing van het einde van de steun" in _draai("gaten", "--help").stdout
