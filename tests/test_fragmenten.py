"""What goes to the browser: the counts and statuses of the analysis, and texts that stay texts."""

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from analysis import waarden as w
from analysis.aantal import som
from analysis.antwoorden.dossier import dossier
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, buurtoverzicht, wijkoverzicht
from analysis.antwoorden.veranderingen import veranderingen
from analysis.antwoorden.wijklijst import wijklijst
from analysis.controle.meldingen import MELDINGREGELS
from analysis.nederlands import datum, getal
from analysis.schoon import schoon
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import antwoord_op
from analysis.teksten.toelichting import KOLOMUITLEG, bevestigd_als, regels
from analysis.teksten.zinnen import Initiatieven, initiatiefplek
from geo.kaartinhoud import volgorde
from tests import klein
from tests.echt import GEMAAKT
from tests.lezers import GEMEEN, Lezer
from web.fragmenten import dossier_html, fragment, lijst_html, tabs_html, veilig_adres
from web.scherm import inhoud, situatie
from web.situatie import bits, hexbits
from web.staat import Staat
from web.tijdlijn import wijkteksten
from web.verschil import verschil

JULI = date(2024, 7, 1)
VOORBEELDEN = [
    (date(2023, 11, 22), "persbericht"),
    (date(2024, 1, 1), "persbericht"),
    (JULI, "persbericht"),
    (JULI, "raadsbesluit"),
]


def _inhoud(tabellen, staat):
    """What the browser gets of a view."""
    stand = staat.vraag.stand(tabellen)
    return inhoud(situatie(stand, staat.gebied, staat.wijk), staat.peildatum, GEMAAKT)


class Attributen(HTMLParser):
    """All values of one attribute in a fragment."""

    def __init__(self, html, naam):
        super().__init__()
        self.naam, self.waarden = naam, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.waarden += [waarde for naam, waarde in attrs if naam == self.naam]


class Tabel(HTMLParser):
    """The cells of the body of a table, row by row."""

    def __init__(self, html):
        super().__init__()
        self.rijen, self.in_cel = [], False
        self.feed(html.partition("<tbody>")[2].partition("</tbody>")[0])

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rijen.append([])
        elif tag in {"td", "th"}:
            self.rijen[-1].append("")

    def handle_data(self, data):
        if self.rijen and self.rijen[-1]:
            self.rijen[-1][-1] += data.strip()


def _stad(naam):
    """The tiny city with this text in every field that is free."""
    vrij = dict.fromkeys(["naam", "themas", "werkgroepen", "partners", "opmerking"], naam)
    webadres = {"website": naam, "bron": naam}
    tabellen = klein.tabellen(
        [
            klein.wijkraad("w1", klein.W1, opvolger="p1", **vrij, **webadres),
            klein.platform("p1", klein.B12, van="2024-02", **vrij),
            klein.platform("p2", klein.B21, fase="in oprichting", **vrij),
        ],
        [klein.initiatief("i1", 52.375, 4.623, wijkcode=klein.W1, omschrijving=naam, naam=naam, **webadres)],
    )
    return Tabellen(
        tabellen.wijken.assign(wijknaam=naam, gebied=naam),
        tabellen.buurten.assign(buurtnaam=naam),
        tabellen.organisaties,
        tabellen.initiatieven,
        tabellen.gemeente,
    )


def _alles(naam):
    """Every fragment that holds texts of the data, for the tiny city."""
    stad = _stad(naam)
    uit = _inhoud(stad, Staat(JULI, gebied=naam, wijk=klein.W1))["fragmenten"]
    return uit | {"fouten": fragment("fouten.html", map_=naam, fouten=[{"waar": naam, "wat": naam, "herstel": naam}])}


@pytest.mark.parametrize("naam", GEMEEN.values(), ids=GEMEEN)
def test_no_text_of_the_data_becomes_markup(naam):
    """A fragment has the same tags and attributes whatever the names say, and the names stand in it, clean."""
    gewoon, gemeen = _alles("Gewoon"), _alles(naam)
    assert gemeen.keys() == gewoon.keys()
    for plek, html in gemeen.items():
        # What is to be checked of a name that is too long is one task more.
        skelet, ander = (
            Lezer(re.sub(r"<h3>Na te gaan</h3>.*?</ul>", "", een, flags=re.DOTALL)).skelet
            for een in (html, gewoon[plek])
        )
        assert skelet == ander, plek
    for plek in ("tabs", "lijst", "dossier", "fouten"):
        assert schoon(naam) in Lezer(gemeen[plek]).tekst, plek


@pytest.mark.parametrize("naam", GEMEEN.values(), ids=GEMEEN)
def test_a_code_that_is_no_code_stays_inside_its_attribute(naam):
    """The codes on buttons come from the data as well; whatever they hold, it is the value of the attribute."""
    lijst = wijklijst(Stand(klein.tabellen(), JULI))
    html, gewoon = (lijst_html([{**rij, "wijkcode": code} for rij in lijst], None) for code in (naam, "WK"))
    assert Lezer(html).skelet == Lezer(gewoon).skelet
    assert set(Attributen(html, "data-wijk").waarden) == {schoon(naam)}


@pytest.mark.parametrize("naam", GEMEEN.values(), ids=GEMEEN)
def test_texts_for_the_map_are_plain(naam):
    """What the browser writes as text goes there unescaped: escaping twice would show &lt; to the reader."""
    stad = _stad(naam)
    uit = _inhoud(stad, Staat(JULI, gebied=naam))
    assert uit["stand"]["omschrijvingen"][0].startswith(f"{naam}: ")
    assert naam in uit["teksten"]["stand"]


@pytest.mark.parametrize(
    "adres",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://x.nl",
        "data:text/html,<script>alert(1)</script>",
        "//x.nl",
        "vbscript:x",
        "ftp://x.nl",
        "\tjavascript:alert(1)",
        "java\nscript:alert(1)",
        "https:x.nl",
        "mailto:wijkraad@example.nl",
        "",
    ],
)
def test_only_a_web_address_becomes_a_link(adres):
    """An address that does not begin with http:// or https:// is left out: no link, and no text of it either."""
    stad = klein.tabellen(
        [klein.wijkraad("w1", website=adres, bron=adres)],
        [klein.initiatief("i1", 52.375, 4.623, wijkcode=klein.W1, website=adres, bron=adres)],
    )
    html = dossier_html(dossier(Stand(stad, JULI), klein.W1), datum(JULI))
    assert veilig_adres(adres) == ""
    assert Attributen(html, "href").waarden == []
    assert "Website" not in html


@pytest.mark.parametrize("adres", ["https://haarlem.nl/a?b=1&c=\"'><script>", "http://haarlem.nl"])
def test_a_link_opens_elsewhere_and_tells_nobody(adres):
    """A link keeps its whole address, opens in a new window, and gives the other site neither opener nor referrer."""
    stad = klein.tabellen([klein.wijkraad("w1", website=adres)])
    html = dossier_html(dossier(Stand(stad, JULI), klein.W1), datum(JULI))
    assert Attributen(html, "href").waarden == [adres]
    assert Attributen(html, "rel").waarden == ["noopener noreferrer nofollow"]
    assert "opent in nieuw venster" in html


@pytest.mark.parametrize(("dag", "variant"), VOORBEELDEN)
@pytest.mark.parametrize("gebied", [None, "Noord", "Zuidwest"])
def test_the_legend_counts_what_the_analysis_counts(register, dag, variant, gebied):
    """The counts in the legend and the key figures are those of the tables that users take along."""
    tabellen = register.tabellen
    stand = Stand(tabellen, dag, variant)
    wijken, buurten, er = wijkoverzicht(stand, gebied), buurtoverzicht(stand, gebied), stand.initiatieven
    op_kaart = er[er["lat"].notna()] if gebied is None else er[er["wijkcode"].isin(wijken["wijkcode"])]
    fijn = op_kaart["nauwkeurigheid"].isin(["adres", "straat"]).sum()
    teksten = _inhoud(tabellen, Staat(dag, variant, gebied))["teksten"]
    groepen = {f"g{rang}": som(wijken[kolom]) for rang, kolom in enumerate(GROEPKOLOMMEN)}
    assert {naam: teksten[naam] for naam in groepen} == {naam: str(aantal) for naam, aantal in groepen.items()}
    totaal = int(wijken["inwoners"].sum())
    for naam, aantal in groepen.items():
        assert float(teksten[f"maat-{naam}"]) == pytest.approx(100 * aantal.bekend / totaal, abs=0.005)
    assert sum(float(teksten[f"maat-{naam}"]) for naam in groepen) == pytest.approx(100, abs=0.03)
    assert teksten["twijfel"].split()[0] == str((buurten["bewijs"] == w.TE_VERIFIEREN).sum())
    assert teksten["oprichting"].split()[0] == str((wijken["platforms_in_oprichting"] > 0).sum())
    assert f" {som(wijken['inwoners_zonder_platform'])} inwoners in " in teksten["haak"]
    zin = antwoord_op(stand, gebied)
    assert (teksten["stand"], teksten["opgave"]) == zin
    assert f"{som(wijken['inwoners_zonder_platform'])} inwoners" in zin.stand or "nog geen wijkplatforms" in zin.stand
    assert (teksten["punt"], teksten["ruw"]) == (str(fijn), str(len(op_kaart) - fijn))
    # What has no place has no gebied either; all that are known add up in words.
    assert teksten["leeg"] == str(er["lat"].isna().sum()) + (" in de hele stad" if gebied else "")
    assert teksten["initiatieven"] == f"Hele stad: {Initiatieven.tel(initiatiefplek(er))}"
    if gebied is None:
        assert sum(int(teksten[naam]) for naam in ("punt", "ruw", "leeg")) == len(er)


def test_a_chosen_wijk_has_its_own_initiatives_in_the_legend(register):
    """Those with a point are counted in the wijk, also while the timeline moves; those without are of the whole city."""
    er = Stand(register.tabellen, JULI).initiatieven
    wijk = er.loc[er["wijkcode"] != "", "wijkcode"].value_counts().index[0]
    fijn, eigen = er["nauwkeurigheid"].isin(["adres", "straat"]), er["wijkcode"].eq(wijk) & er["lat"].notna()
    teksten = _inhoud(register.tabellen, Staat(JULI, wijk=wijk))["teksten"]
    zelf = {"punt": str((eigen & fijn).sum()), "ruw": str((eigen & ~fijn).sum())}
    assert eigen.any()
    assert {naam: teksten[naam] for naam in zelf} == zelf
    assert teksten["leeg"] == f"{er['lat'].isna().sum()} in de hele stad"
    onderweg = wijkteksten(Stand(register.tabellen, [JULI]), wijk)
    assert {naam: onderweg[f"teksten.{naam}"] for naam in zelf} == zelf


def test_the_legend_of_july(register):
    """On 1 July 2024 the bar says how many have what, and its bracket how many are without platform."""
    teksten = _inhoud(register.tabellen, Staat(JULI))["teksten"]
    gevonden = [teksten[naam] for naam in ("g0", "g1", "g2", "g3", "g4")]
    assert gevonden == ["45.880", "30.010", "84.055", "0", "7.690"]
    assert teksten["haak"] == "zonder wijkplatform: 159.945 inwoners in 21 wijken (95 %)"


@pytest.mark.parametrize(("dag", "variant"), VOORBEELDEN)
@pytest.mark.parametrize("gebied", [None, "Schalkwijk"])
def test_the_list_on_screen_is_that_of_python(register, dag, variant, gebied):
    """Row by row the table shows every wijk: who has nothing, all residents, what there is, and what to do."""
    lijst = wijklijst(Stand(register.tabellen, dag, variant), gebied)
    html = _inhoud(register.tabellen, Staat(dag, variant, gebied))["fragmenten"]["lijst"]
    verwacht = [
        [
            rij["wijknaam"] + ("" if gebied else rij["gebied"]),
            getal(rij["inwoners_niets"]),
            getal(rij["inwoners"]),
            rij["wat_er_is"],
            f"{rij['pct_65_plus']} %",
            str(rij["initiatieven"]),
            rij["stap"][:1].upper() + rij["stap"][1:],
        ]
        for rij in lijst
    ]
    assert Tabel(html).rijen == verwacht
    assert Attributen(html, "data-wijk").waarden == [rij["wijkcode"] for rij in lijst]
    klassen = {f"g{rang}": kolom for rang, kolom in enumerate(GROEPKOLOMMEN)}
    for groepen, rij in zip(Attributen(html, "data-groepen").waarden, lijst, strict=True):
        assert groepen.split() == [klasse for klasse, kolom in klassen.items() if rij[kolom]]


def test_a_place_without_wijken_has_a_sentence_instead_of_a_table():
    """When there is no wijk to list, that is said, for the city and for a gebied."""
    assert lijst_html([], None) == "<p>Er zijn geen wijken.</p>"
    assert "Er zijn geen wijken in gebied Noord." in lijst_html([], "Noord")


def test_the_tab_of_a_wijk_is_there_only_when_one_is_selected():
    """Without a selected wijk its tab is hidden, also for a screen reader."""
    assert " hidden>" in tabs_html("")
    assert " hidden" not in tabs_html("Delftwijk")


@pytest.mark.parametrize(("dag", "variant"), VOORBEELDEN)
@pytest.mark.parametrize("gebied", [None, "Oost"])
def test_a_view_without_a_wijk_is_small(register, dag, variant, gebied):
    """One change on the screen costs the connection less than 14 000 bytes."""
    uit = _inhoud(register.tabellen, Staat(dag, variant, gebied))
    del uit["delen"]  # these stand in the fragments
    assert len(json.dumps(uit, ensure_ascii=False).encode()) < 14_000


def test_what_is_brought_by_itself_stands_in_one_fragment(register):
    """List, who live in a wijk, and the time bar without its date are each a part of one fragment, once."""
    uit = _inhoud(register.tabellen, Staat(JULI, wijk="WK039215"))
    assert uit["delen"].keys() == {"lijst", "mensen", "tijdbalk"}
    for naam, deel in uit["delen"].items():
        assert [html.count(deel) for html in uit["fragmenten"].values() if deel in html] == [1], naam


def test_a_later_day_moves_only_the_date_of_the_time_bar(register):
    """Two days between which nothing changes share all of the time bar but the line and the name of the date."""
    een, ander = (_inhoud(register.tabellen, Staat(dag, wijk="WK039215")) for dag in (JULI, JULI + timedelta(days=1)))
    assert een["delen"] == ander["delen"]
    assert een["fragmenten"]["dossier"] != ander["fragmenten"]["dossier"]
    assert "peildatum" not in een["delen"]["tijdbalk"]


@pytest.mark.parametrize("gebied", [None, "Noord"])
def test_the_list_is_the_same_whichever_wijk_is_chosen(register, gebied):
    """Which one is chosen the browser marks, so that choosing another sends no list."""
    lijsten = {
        _inhoud(register.tabellen, Staat(JULI, None, gebied, wijk=code))["fragmenten"]["lijst"]
        for code in (None, "WK039212", "WK039215")
    }
    assert len(lijsten) == 1


@pytest.mark.parametrize("gebied", [None, "Noord"])
def test_the_map_gets_one_sign_for_each_thing_on_it(register, gebied):
    """Statuses come without codes, so their numbers and their order must be those of the map page."""
    wijken, buurten, initiatieven = volgorde(register.tabellen)
    stand = _inhoud(register.tabellen, Staat(JULI, gebied=gebied))["stand"]
    lengtes = {naam: len(waarde) for naam, waarde in stand.items() if naam not in {"lagen", "gekozen"}}
    assert lengtes == {
        **dict.fromkeys(["wijken", "binnen", "getallen", "omschrijvingen"], 21),
        **dict.fromkeys(["buurten", "buurtBinnen", "oprichting"], 111),
        "initiatieven": -(-len(initiatieven) // 4),
    }
    assert (len(wijken), len(buurten)) == (21, 111)


@pytest.mark.parametrize(("dag", "variant"), VOORBEELDEN)
@pytest.mark.parametrize("gebied", [None, "Oost"])
def test_every_sign_says_what_the_analysis_says(register, dag, variant, gebied):
    """Status, proof, gebied, founding and presence on the map are those of the tables, one by one."""
    tabellen = register.tabellen
    wijken, buurten = wijkoverzicht(Stand(tabellen, dag, variant)), buurtoverzicht(Stand(tabellen, dag, variant))
    _, _, initiatieven = volgorde(tabellen)
    stand = _inhoud(tabellen, Staat(dag, variant, gebied))["stand"]
    assert [w.GROEPEN[4 - int(teken) // 2] for teken in stand["buurten"]] == buurten["groep"].tolist()
    bewijs = {"0": "", "1": w.BEVESTIGD}
    for teken, status, verwacht in zip(stand["buurten"], buurten["buurtstatus"], buurten["bewijs"], strict=True):
        gelezen = "" if status == w.GEEN else bewijs[str(int(teken) % 2)] or w.TE_VERIFIEREN
        assert gelezen == verwacht
    assert [w.WIJKSTATUSSEN[int(teken)] for teken in stand["wijken"]] == wijken["wijkstatus"].tolist()
    binnen = [True if gebied is None else anders == gebied for anders in wijken["gebied"]]
    assert [teken == "1" for teken in stand["binnen"]] == binnen
    buurt_binnen = [True if gebied is None else anders == gebied for anders in buurten["gebied"]]
    assert [teken == "1" for teken in stand["buurtBinnen"]] == buurt_binnen
    aanwezig = set(Stand(tabellen, dag).initiatieven.index)
    bits = "".join(f"{int(teken, 16):04b}" for teken in stand["initiatieven"])
    assert [teken == "1" for teken in bits] == [id_ in aanwezig for id_ in initiatieven] + [False] * (
        len(bits) - len(initiatieven)
    )
    met_oprichting = {
        code[:2].replace("BU", "WK") + code[2:8]
        for code, teken in zip(buurten["buurtcode"], stand["oprichting"], strict=True)
        if teken == "1"
    }
    assert met_oprichting == set(wijken.loc[wijken["platforms_in_oprichting"] > 0, "wijkcode"])


def test_a_selected_wijk_brings_its_dossier(register):
    """The dossier goes along, and its tab opens; layers and selection are the browser's own and are not sent back."""
    uit = _inhoud(register.tabellen, Staat(JULI, "raadsbesluit", None, frozenset({"namen"}), "WK039215"))
    assert uit["tabblad"] == "wijk WK039215"
    assert "<h2>Delftwijk</h2>" in uit["fragmenten"]["dossier"]
    assert not {"lagen", "gekozen"} & uit["stand"].keys()
    uit = _inhoud(register.tabellen, Staat(JULI))
    assert (uit["tabblad"], uit["fragmenten"]["dossier"]) == ("lijst", "")


@pytest.mark.parametrize(
    ("waarden", "tekst"),
    [([], ""), ([True], "8"), ([False] * 4, "0"), ([True] * 5, "f8"), ([False, False, False, True], "1")],
)
def test_presence_travels_as_hexadecimal_digits(waarden, tekst):
    """Four truths to a digit, the first one highest; the browser reads `parseInt(digit, 16) & (8 >> (n & 3))`."""
    assert hexbits(waarden) == tekst
    assert bits(waarden) == "".join(str(int(waarde)) for waarde in waarden)


def test_a_wijk_of_unknown_population_ends_the_list():
    """Such a wijk is a row with `onbekend`, after all others, and below the table stands how many there are."""
    stad = klein.tabellen()
    wijken = stad.wijken.assign(inwoners=stad.wijken["inwoners"].mask(stad.wijken.index == klein.W1))
    html = lijst_html(wijklijst(Stand(stad._replace(wijken=wijken), JULI)), None)
    assert Tabel(html).rijen[-1][:3] == ["EenwijkNoord", "onbekend", "onbekend"]
    assert "Van 1 wijk is het aantal inwoners onbekend." in html
    assert "Van 1 wijk" not in lijst_html(wijklijst(Stand(stad, JULI)), None)


def test_an_unknown_population_is_said_in_words():
    """A buurt without a known population shows `onbekend`, never 0 or nan."""
    html = dossier_html(dossier(Stand(klein.tabellen(), JULI), klein.W4), datum(JULI))
    assert [rij[-1] for rij in Tabel(html).rijen] == ["300", "onbekend"]
    assert "nan" not in html.lower()
    assert "<NA>" not in html


def test_a_legend_claims_no_more_than_the_rule():
    """Confirmed is told in one sentence, that also holds for a sign after the date; no title calls what counts active."""
    titels = {regel.titel for regel in MELDINGREGELS.values()}
    assert bevestigd_als(klein.BELEID) == "gezien in de 365 dagen voor de peildatum, of later"
    assert bevestigd_als(klein.BELEID).capitalize() in dict(regels(klein.BELEID))["Bevestigd"]
    assert not [tekst for tekst in (*titels, *KOLOMUITLEG.values()) if "actie" in tekst.lower()]


@pytest.mark.parametrize(
    ("van", "tot", "staat_er"), [("2023-11-22", "2024-07-01", True), ("2024-07-01", "2024-07-02", False)]
)
def test_a_difference_that_rounding_can_make_is_explained(register, van, tot, staat_er):
    """Five or ten residents more or less can come from the rounding of the CBS alone: where that stands, it is said."""
    een, ander = (Stand(register.tabellen, date.fromisoformat(dag)) for dag in (van, tot))
    html = verschil(veranderingen(een, ander), Staat(ander.dag))["fragmenten"]
    assert ("rondt inwoners af" in str(html)) == staat_er
