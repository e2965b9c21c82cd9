"""What a change of the register does, told before it is saved: numbers, sentences, another day, maps and notices."""

import csv
import io
import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from hypothesis import given

from analysis import waarden as w
from analysis.antwoorden.gevolg import dichtstbij, gevolg, inwoners_van
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, wijkoverzicht
from analysis.antwoorden.werklijst import werklijst
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.gevolg import kop, let_op, organisatiezinnen, terugblik, wanneer, wijkzinnen
from register.register import make_register, read_levering, read_register
from tests import klein
from tests.echt import DATA
from tests.klein import B11, B12, B21, B31, B32, B41, B42, W1, W2, W3
from tests.strategies import datums, dure_wet, nieuwe_rij, steden, varianten
from web.gevolg import cijfers, gevolg_html

DAG, STEUN = date(2026, 11, 26), date(2024, 7, 1)
ZEKER = "2026-06-01"


def _met(stad, *rijen, zonder=()):
    """The city with these organisations more, and without those."""
    over = [rij for rij in stad.organisaties.reset_index().to_dict("records") if rij["id"] not in zonder]
    return stad._replace(organisaties=klein.organisaties(*over, *rijen))


def _gevolg(nu, straks, dag=DAG, variant=None):
    """What becomes of the tiny city with the one organisations when it has the others."""
    return gevolg(*(Stand(klein.tabellen(rijen), dag, variant) for rijen in (nu, straks)))


def _som(tabel, kolom):
    """The sum of a column; None when a part of it is unknown."""
    return None if tabel[kolom].isna().any() else int(tabel[kolom].sum())


# --- numbers ---


@dure_wet
@given(steden(), nieuwe_rij, datums, varianten)
def test_the_table_is_the_difference_of_two_situations(stad, rij, dag, variant):
    """Each line has the number of both situations, and the difference is that of the two, or unknown where one is."""
    kanten = [Stand(een, dag, variant) for een in (stad, _met(stad, rij))]
    oud, nieuw = (wijkoverzicht(kant) for kant in kanten)
    rijen = {een.naam: een for een in cijfers(gevolg(*kanten))}
    kolommen = {"inwoners zonder platform": "inwoners_zonder_platform"}
    kolommen |= {w.GROEPNAMEN[groep]: kolom for kolom, groep in GROEPKOLOMMEN.items()}
    leeg = stad.organisaties.empty
    for naam, kolom in kolommen.items():
        toen, dan, een = _som(oud, kolom), _som(nieuw, kolom), rijen[naam]
        if toen is not None and dan is not None and not leeg:
            assert (een.nu.bekend, een.straks.bekend, een.verschil) == (toen, dan, dan - toen)
        assert een.straks.ontbreekt == int(nieuw[kolom].isna().sum())
        assert not leeg or (een.nu.onbekend and een.verschil is None)
    for naam, tel in (
        ("wijken zonder platform", lambda kant: int((kant.wijken["wijkstatus"] == w.GEEN_PLATFORM).sum())),
        ("buurten met platform", lambda kant: int((kant.buurten["buurtstatus"] == w.PLATFORM).sum())),
        ("organisaties na te vragen", lambda kant: len(werklijst(kant))),
    ):
        toen, dan = (tel(kant) for kant in kanten)
        assert (rijen[naam].nu.bekend, rijen[naam].straks.bekend, rijen[naam].verschil) == (toen, dan, dan - toen)


@dure_wet
@given(steden(), datums, varianten)
def test_nothing_changed_is_said(stad, dag, variant):
    """Of two equal registers every difference is none, also where a number is unknown, and no other day is named."""
    gelijk = gevolg(Stand(stad, dag, variant), Stand(_met(stad), dag, variant))
    leeg = stad.organisaties.empty
    assert {een.verschil for een in cijfers(gelijk)} == ({0, None} if leeg else {0})
    assert kop(gelijk).startswith("Er verandert op ")
    assert wijkzinnen(gelijk) == organisatiezinnen(gelijk) == let_op(gelijk) == []
    assert dichtstbij(gelijk) is None


@dure_wet
@given(steden(), nieuwe_rij, datums, varianten)
def test_the_other_day_is_one_on_which_something_changes(stad, rij, dag, variant):
    """The day that is named does show a difference, the nearest after the day before any earlier; none when there is none."""
    straks = _met(stad, rij)
    uitkomst = gevolg(Stand(stad, dag, variant), Stand(straks, dag, variant))
    if not uitkomst.anders.empty:
        return

    def anders(een):
        return not gevolg(Stand(stad, een, variant), Stand(straks, een, variant)).anders.empty

    dagen = sorted({*wisselmomenten(stad, variant), *wisselmomenten(straks, variant)})
    vak = dichtstbij(uitkomst)
    if vak is None:
        assert not any(anders(een) for een in dagen)
        return
    assert anders(vak.dag)
    if vak.dag > dag:
        assert not any(anders(een) for een in dagen if dag < een < vak.dag)
    else:
        assert not any(anders(een) for een in dagen if een > dag)
        assert not any(anders(een) for een in dagen if vak.tot <= een <= dag)
        assert anders(vak.tot - timedelta(days=1))


# --- sentences ---


def test_the_first_sentence_says_who_gets_or_loses_a_platform():
    """More, fewer, and one: residents of wijken that a platform comes to or goes from."""
    erbij = _gevolg([], [klein.platform("p", W1, van="2026-10-01")])
    assert kop(erbij) == "Op 26 november 2026 hebben 1.000 inwoners meer een wijkplatform, in Eenwijk."
    eraf = _gevolg([klein.platform("p", f"{W1} {B21}")], [])
    assert kop(eraf) == "Op 26 november 2026 hebben 1.500 inwoners minder een wijkplatform, in Eenwijk en Tweewijk."


def test_without_a_platform_it_says_who_goes_to_which_group():
    """One move is named by both groups, several are counted, and nobody is said to move where nobody lives."""
    raad = klein.wijkraad("r", f"{B11} {B31}", laatst_gezien="2024")
    uitkomst = _gevolg([raad], [])
    assert kop(uitkomst) == (
        "Op 26 november 2026 gaan 1.300 inwoners van “wijkraad zonder steun” naar “niets”, in Eenwijk en Driewijk."
    )
    assert inwoners_van(uitkomst, uitkomst.anders).bekend == 1300
    twee = [raad, klein.wijkraad("oud", B12)]
    assert "gaan 1.700 inwoners naar een andere groep" in kop(_gevolg(twee, []))
    assert "gaat 1 buurt zonder inwoners van" in kop(_gevolg([klein.wijkraad("r", B32)], []))
    assert "gaat een onbekend aantal inwoners van" in kop(_gevolg([klein.wijkraad("r", B42)], []))


def test_what_a_saved_change_did_is_counted_as_before_it_was_saved():
    """The log has the same number and verb as the effect: residents, buurten without any, or an unknown number."""
    begin = "Op 26 november 2026"
    for organisatie, zin in (
        (klein.platform("p", W1, van="2026-10-01"), "kwamen hierdoor 1.000 inwoners in een andere groep, in Eenwijk."),
        (klein.wijkraad("r", B32), "kwam hierdoor 1 buurt zonder inwoners in een andere groep, in Driewijk."),
        (klein.wijkraad("r", B42), "kwam hierdoor een onbekend aantal inwoners in een andere groep, in Vierwijk."),
    ):
        assert terugblik(_gevolg([], [organisatie])) == f"{begin} {zin}"
    bewezen = _gevolg([klein.platform("p", W1)], [klein.platform("p", W1, laatst_gezien=ZEKER)])
    zin = f"{begin} bleef iedereen in dezelfde groep; van 2 buurten werd anders hoe zeker die is."
    assert terugblik(bewezen) == zin
    assert terugblik(_gevolg([], [])) == f"{begin} veranderde hierdoor niets in de groepen van inwoners."


def test_only_proof_is_told_as_what_it_is():
    """A sighting changes no group: it is said that it makes something certain, in how many buurten and where."""
    uitkomst = _gevolg([klein.platform("p", W1)], [klein.platform("p", W1, laatst_gezien=ZEKER)])
    assert kop(uitkomst) == (
        "Er verandert op 26 november 2026 niets in de groepen, wel in hoe zeker dat is: in 2 buurten."
    )
    (zin,) = wijkzinnen(uitkomst)
    assert zin == ("Eenwijk", "“wijkplatform” bevestigd in plaats van nog te verifiëren, in alle 2 buurten.")
    assert organisatiezinnen(uitkomst) == ["Naam p is straks bevestigd."]


def test_each_wijk_has_its_sentence_and_each_organisation_its_own():
    """What a buurt has instead of what, in how many of its buurten; who counts and who does not, in which phase."""
    nu = [klein.wijkraad("r", W1, laatst_gezien="2024"), klein.platform("o", B31, fase="in oprichting")]
    straks = [klein.platform("p", f"{B11} {B41}"), klein.platform("komt", B12, fase="in oprichting")]
    uitkomst = _gevolg(nu, straks)
    een, vier = wijkzinnen(uitkomst)
    assert een.naam == "Eenwijk"
    assert een.zin.split("; ") == [
        "“niets” in plaats van “wijkraad zonder steun”, in 1 van de 2 buurten",
        "“wijkplatform” in plaats van “wijkraad zonder steun”, in 1 van de 2 buurten",
        "600 inwoners minder zonder platform.",
    ]
    assert vier == (
        "Vierwijk",
        "“wijkplatform” in plaats van “niets”, in 1 van de 2 buurten; 300 inwoners minder zonder platform.",
    )
    assert organisatiezinnen(uitkomst) == [
        "Naam p telt straks mee.",
        "Naam r telt straks niet mee.",
        "Naam komt is straks in oprichting: zij is te zien en telt nog niet mee.",
        "Naam o is straks niet in oprichting.",
    ]


@dure_wet
@given(steden(), nieuwe_rij, datums, varianten)
def test_words_hold_for_a_correction_too(stad, rij, dag, variant):
    """Whatever changes, nothing is said to begin, end or hold since: it may never have been otherwise."""
    uitkomst = gevolg(Stand(stad, dag, variant), Stand(_met(stad, rij), dag, variant))
    zinnen = [
        kop(uitkomst),
        *(een.zin for een in wijkzinnen(uitkomst)),
        *organisatiezinnen(uitkomst),
        *let_op(uitkomst),
    ]
    assert not re.search(r"\b(begon|stopte|sinds|geworden|werd|wordt|veranderde)\b", " ".join(zinnen))


def test_another_day_is_named_with_its_words():
    """What comes is from a day on, what was is between two, what always was is until one."""
    raad = klein.wijkraad("r", W1, tot="2018")
    komt = _gevolg([], [klein.platform("p", W1, van="2027-03-01")])
    assert "".join(wanneer(dichtstbij(komt))) == "Wel vanaf 1 maart 2027."
    altijd = _gevolg([], [raad])
    assert "".join(wanneer(dichtstbij(altijd))) == "Wel tot 1 januari 2019."
    was = _gevolg([], [raad | {"van": "2015"}])
    assert "".join(wanneer(dichtstbij(was))) == "Wel van 1 januari 2015 tot 1 januari 2019."
    assert dichtstbij(was).dag == date(2015, 1, 1)
    twee = _gevolg([], [raad | {"van": "2015"}, klein.wijkraad("eerder", W2, van="2010", tot="2011")])
    assert dichtstbij(twee) == dichtstbij(was)
    assert "".join(wanneer(dichtstbij(_gevolg([], [raad | {"werkgebied": ""}])))) == "Ook op andere dagen niet."


def test_the_first_wijk_with_a_platform_everywhere_is_told():
    """The first, another one, and one that has it no more; each time that a platform speaks for nobody."""
    een, twee = klein.platform("een", W1), klein.platform("twee", W2)
    assert let_op(_gevolg([], [een]))[0].startswith("Eenwijk is straks de eerste wijk met overal een wijkplatform. Een")
    assert let_op(_gevolg([], [een, twee]))[0].startswith("Eenwijk en Tweewijk zijn straks de eerste wijken met overal")
    assert let_op(_gevolg([een], [een, twee]))[0].startswith("Tweewijk heeft straks overal een wijkplatform.")
    assert let_op(_gevolg([een], [])) == ["Eenwijk heeft straks niet overal een wijkplatform."]


# --- the whole, on the data that the project ships and on a tiny city ---


def _register(map_, breek=None):
    map_.mkdir(exist_ok=True)
    return read_register(klein.schrijf_map(map_, breek))


def _tekst(html):
    """What is read of it: no tags, no pictures."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.fixture(name="slachthuis", scope="module")
def _slachthuis(register):
    """The shipped registers with a platform in the Slachthuisbuurt, without a sighting."""
    levering = read_levering(DATA)
    rijen = list(csv.DictReader(io.StringIO(levering.inhoud["organisaties.csv"].decode())))
    rij = klein.platform(
        "wijkplatform-slachthuisbuurt", "WK039208", naam="Wijkplatform Slachthuisbuurt", van="2026-10-01"
    )
    rijen.append(dict.fromkeys(rijen[0], "") | rij)
    inhoud = {**levering.inhoud, "organisaties.csv": klein.csv_tekst(rijen).encode()}
    return make_register(levering._replace(inhoud=inhoud))


def test_a_platform_in_the_slachthuisbuurt(register, slachthuis):
    """The example of the register: the sentence, the table, what to look out for, and the day before it."""
    tekst = _tekst(gevolg_html(register, slachthuis, DAG, None))
    assert "Op 26 november 2026 hebben 6.300 inwoners meer een wijkplatform, in Slachthuiswijk." in tekst
    assert "inwoners zonder platform 159.945 153.645 −6.300" in tekst
    assert "wijken zonder platform 20 19 −1" in tekst
    assert "buurten met platform 3 7 +4" in tekst
    assert "Slachthuiswijk is straks de eerste wijk met overal een wijkplatform." in tekst
    assert "Van Wijkplatform Slachthuisbuurt is geen gedateerd teken van activiteit bekend." in tekst
    eerder = gevolg_html(register, slachthuis, date(2026, 9, 30), None)
    assert "Er verandert op 30 september 2026 niets in de groepen." in _tekst(eerder)
    assert 'data-kies="peildatum=2026-10-01">vanaf 1 oktober 2026<' in eerder


def test_equal_registers_say_that_nothing_changes(register):
    """Nothing changes, on this day or another; nothing is outlined and there is nothing to look out for."""
    html = gevolg_html(register, register, DAG, "raadsbesluit")
    tekst = _tekst(html)
    assert "Er verandert op 26 november 2026 niets in de groepen." in tekst
    assert "Ook op andere dagen niet." in tekst
    assert "Dik omlijnd" not in tekst
    assert "Let op" not in tekst
    nu, straks = re.findall(r'<img alt="Kaart[^"]*" src="([^"]*)"', html)
    assert nu == straks


def test_the_two_maps_are_pictures_with_words(register, slachthuis):
    """Each map says in words what it shows; what changes has a line around it, on both and nowhere else."""
    html = gevolg_html(register, slachthuis, DAG, None)
    (nu, toen), (straks, dan) = re.findall(r'<img alt="(Kaart[^"]*)" src="data:image/svg\+xml,([^"]*)"', html)
    assert "nu, op 26 november 2026" in nu
    assert "wijkplatform: 7.690 inwoners" in nu
    assert "straks, op 26 november 2026" in straks
    assert "wijkplatform: 13.990 inwoners" in straks
    assert "Omlijnd is wat verandert: Kruistochtbuurt" in straks
    kaarten = [unquote(kaart) for kaart in (toen, dan)]
    lijnen = [re.findall(r'<path d="([^"]*)"[^>]*stroke-width="3"', kaart) for kaart in kaarten]
    assert len(lijnen[0]) == 1
    assert lijnen[0] == lijnen[1]
    assert not any("http" in kaart.replace("http://www.w3.org/2000/svg", "") for kaart in kaarten)


def test_notices_come_and_go(tmp_path):
    """A notice that the change brings says how to mend it; one that it takes away is named; others are not repeated."""
    nu = _register(tmp_path / "nu")

    def breek(stad):
        stad.organisaties[2]["laatst_gezien"] = "2026-11-01"
        stad.organisaties.append(klein.platform("platform-vier", B41, van="2025"))

    html = gevolg_html(nu, _register(tmp_path / "straks", breek), DAG, None)
    tekst = _tekst(html)
    assert "Van Naam platform-vier is geen gedateerd teken van activiteit bekend. Zoek een gedateerde bron." in tekst
    assert "Deze melding vervalt: Naam platform-een is voor het laatst gezien op 1 april 2024." in tekst
    assert "locatie" not in tekst


def test_what_stands_in_the_data_stays_text(tmp_path):
    """Names with signs of HTML are shown as they are, in sentences, notices and the words of a map."""
    eng = '"><script>alert(1)</script>&'

    def breek(stad):
        for vlak in stad.vlakken("buurten.geojson"):
            vlak["properties"]["buurtnaam"] = eng
        stad.velden("wijken.geojson", 2)["wijknaam"] = eng
        stad.organisaties.append(klein.platform("p", W3, naam=eng, van="2025"))

    def kaal(stad):
        breek(stad)
        stad.organisaties.pop()

    html = gevolg_html(_register(tmp_path / "nu", kaal), _register(tmp_path / "straks", breek), DAG, None)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 4


def test_unknown_is_shown_as_unknown(tmp_path):
    """A platform in a wijk of unknown population makes no number of it: the difference is onbekend."""

    def leeg(stad):
        stad.velden("wijken.geojson", 2)["inwoners"] = None

    def breek(stad):
        leeg(stad)
        stad.organisaties.append(klein.platform("p", B31, van="2025"))

    html = gevolg_html(_register(tmp_path / "nu", leeg), _register(tmp_path / "straks", breek), DAG, None)
    tekst = _tekst(html)
    assert "gaat een onbekend aantal inwoners van “niets” naar “wijkplatform”, in Driewijk." in tekst
    assert re.search(r"wijkplatform \S+( \S+)* onbekend wijken zonder platform", tekst)
