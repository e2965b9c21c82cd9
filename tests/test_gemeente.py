"""Another municipality: its own name, gebieden, policy, years and sources everywhere, or none where nobody gave any."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from analysis.beleid import Beleid, Variant
from analysis.controle.bevinding import FOUT
from analysis.controle.meldingen import GEMEENTE, meldingen
from analysis.gemeente import BRONVERMELDING
from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from fuzz.oordeel import bezwaren
from geo.kaart import kaart_html
from publicatie.pagina import INDEX, publicatie
from register.bevraging import Bevraging
from register.gemeente import lees_gemeente
from register.register import DataFout, read_levering, read_register
from tests.bladen import lees, tekst
from tests.echt import DATA
from tests.klein import BELEID, Map, beleid_toml, gemeente_toml, platform, schrijf_map, wijkraad
from tests.strategies import wet
from ui.keuzes import Zicht, keuzes_html
from uitvoer.tabel import make_uitvoer
from web.presentatie import presentatie
from web.staat import Staat
from web.tijdlijn import Nu, door_de_tijd, tijdlijn
from web.verantwoording import verantwoording_html
from web.werklijst import werklijst_html

ZOMER, VANDAAG = date(2031, 7, 1), date(2031, 8, 1)
BRON = "Bron: Landmeters & Zonen <2031>, vrij te gebruiken"
VOORBEELDSTAD = f"""
[gemeente]
naam = "Voorbeeldstad"
code = "GM0399"
bronvermelding = "{BRON}"

[[gebied]]
naam = "Westkant"
rol = "wijkmakelaar"

[[gebied]]
naam = "Oostkant"

[beleid]
eerste_platform = 2030-02-01
bewijs_dagen = 90
lang_geen_teken_jaren = 7
meeste_platforms_per_wijk = 2
bron = "raadsbrief 12"

[[variant]]
sleutel = "raadsbrief"
einde_ondersteuning = 2031-06-01
bron = "krant van Voorbeeldstad"

[[variant]]
sleutel = "motie-4"
einde_ondersteuning = 2032-01-01

[[mijlpaal]]
datum = 2030-03-01
kort = "aftrap"
omschrijving = "Aftrap op het plein"
bron = "raadsbrief 9"
rol = "aankondiging"
rang = 1

[[bron]]
over = "grenzen"
naam = "Kaart van de landmeter"
stand = "2031"
licentie = "vrij"
voorbehoud = "Met de hand getekend."

[[bron]]
over = "cijfers"
naam = "Telling door de gemeente"
stand = 2031-01-01
"""
KAAL = gemeente_toml(Beleid(date(2030, 2, 1), 90, 5, 2, (Variant("raadsbrief", date(2031, 6, 1)),)), code="GM0399")
JAAR = re.compile(r"\b20[12]\d\b")
FEITEN = re.compile(
    r"haarlem|CVDR|persbericht|raadsbesluit|\b365 dagen|\b1 (januari|juli) 202[45]|202[45]-0[17]-01|subsidieregeling|evaluatie|openbare|ondergrens|GM0392|CC BY|Schalkwijk|Zuidwest",
    re.IGNORECASE,
)


def _andere_stad(klein):
    """The tiny city under another name, with other codes, gebieden and years."""
    for vlak in (*klein.wijken["features"], *klein.buurten["features"]):
        vlak["properties"]["jaar"] = 2031
    klein.organisaties = [
        wijkraad("wijkraad-een", "WK039201", laatst_gezien="2030-03", opvolger="platform-een", bron="https://v.nl/a"),
        platform("platform-een", "WK039202", van="2030-02-01", laatst_gezien="2031-04-01", bron="https://v.nl/b"),
    ]
    for rij in klein.initiatieven:
        rij |= {"van": "2030", "tot": "", "bron": "https://v.nl/c"}
    for bestand, inhoud in klein.inhoud().items():
        anders = inhoud.replace("0392", "0399").replace('"Noord"', '"Westkant"').replace('"Zuid"', '"Oostkant"')
        klein.tekst[bestand] = anders
    klein.tekst[GEMEENTE] = VOORBEELDSTAD


@pytest.fixture(scope="module", params=["all of it", "what must be there"])
def stad(request, tmp_path_factory):
    """Another municipality, with a full `gemeente.toml` and with one that tells no more than it must."""

    def breek(klein):
        _andere_stad(klein)
        if request.param == "what must be there":
            klein.tekst[GEMEENTE] = KAAL

    return read_register(schrijf_map(tmp_path_factory.mktemp("stad"), breek))


@pytest.fixture(scope="module")
def uitgebracht(stad):
    return publicatie(Bevraging(stad, Vraag(ZOMER)), VANDAAG, lambda *_: None)


def _leesbaar(naam, inhoud):
    """All text in a file, also of what is packed."""
    if naam.endswith(".pdf"):
        return tekst(inhoud) + str(lees(inhoud).metadata) + str(lees(inhoud).trailer["/Root"].get("/Metadata", ""))
    if naam.endswith(".xlsx"):
        archief = zipfile.ZipFile(io.BytesIO(inhoud))
        return " ".join(archief.read(deel).decode() for deel in archief.namelist() if "theme" not in deel)
    if naam.endswith(".png"):
        # Four letters turn up by chance among the pixels; what a picture tells in words is in its chunks of text.
        return str(Image.open(io.BytesIO(inhoud)).info)
    return inhoud.decode("utf-8", "replace" if naam.endswith(".gpkg") else "strict")


def _zonder_programma(pagina):
    """The text of a page and the data in it, without what is script or style, and without the files inside it.

    Those are read by themselves: in base64 four letters turn up by chance.
    """
    return re.sub(r"<style>.*?</style>|<script>.*?</script>|;base64,[^\"]*", "", pagina, flags=re.DOTALL)


def _feiten(heel):
    """Facts of our own municipality in a text; without a file of its own a city has the attribution of the build."""
    return FEITEN.findall(heel.replace(BRONVERMELDING, ""))


def test_no_file_of_another_municipality_tells_of_ours(uitgebracht):
    """Nothing of the publication, its downloads and their names tells a fact of the city that this was made for."""
    for naam, inhoud in uitgebracht.items():
        heel = _zonder_programma(inhoud.decode()) if naam.endswith(".html") else _leesbaar(naam, inhoud)
        assert _feiten(naam + heel) == [], naam


def test_no_year_is_told_that_is_not_in_the_data(stad, uitgebracht):
    """The page and the sheets name the years of the data and the days that the rules use, no year of another city."""
    for naam, inhoud in uitgebracht.items():
        # The sheet of a wijk has a row of years along its bars.
        if naam.endswith((".pdf", ".csv", ".geojson")) and "wijkbladen" not in naam:
            heel = tekst(inhoud) if naam.endswith(".pdf") else inhoud.decode()
            assert JAAR.findall(heel) == [], naam
    html = verantwoording_html(stad, Stand(stad.tabellen, ZOMER))
    assert JAAR.findall(html) == []


def test_screens_of_another_municipality_tell_nothing_of_ours(stad):
    """Map page, timeline, wall view, account and choices are of this city alone."""
    tabellen = stad.tabellen
    for deel in (
        kaart_html(tabellen, "static"),
        json.dumps(tijdlijn(door_de_tijd(tabellen, None), None, Nu(VANDAAG)), ensure_ascii=False),
        json.dumps(
            presentatie(door_de_tijd(tabellen, tabellen.gemeente.beleid.varianten[-1].sleutel)), ensure_ascii=False
        ),
        verantwoording_html(stad, Stand(stad.tabellen, ZOMER)),
        *(keuzes_html(Zicht(stad, Staat(ZOMER), None), soort) for soort in ("datum", "paar", "blad", "verloop")),
    ):
        assert _feiten(deel) == []


def test_the_name_stands_where_the_city_is_meant(tmp_path):
    """Titles, sentences, sheets, files and attribution have the name and the source of the file, as text."""
    stad = read_register(schrijf_map(tmp_path, _andere_stad))
    bestanden = publicatie(Bevraging(stad, Vraag(ZOMER)), VANDAAG, lambda *_: None)
    pagina = bestanden[INDEX].decode()
    assert "<title>Wijkdekking Voorbeeldstad, stand van 1 juli 2031</title>" in pagina
    assert "wijkdekking-voorbeeldstad.html" in bestanden
    assert "Landmeters &amp; Zonen &lt;2031&gt;" in pagina
    assert "<2031>" not in _zonder_programma(pagina).replace(r"\u003c2031>", "")
    (stadsblad,) = (inhoud for naam, inhoud in bestanden.items() if naam.endswith("stadsblad-voorbeeldstad-2031-07-01-raadsbrief.pdf"))  # fmt: skip
    assert lees(stadsblad).metadata.author == "Wijkdekking Voorbeeldstad"
    assert lees(stadsblad).metadata.title.startswith("Stadsblad Voorbeeldstad, 1 juli 2031")
    assert f"{BRON}. Inwoners en grenzen: stand 2031" in tekst(stadsblad)
    boek = bestanden["downloads/gaten-voorbeeldstad-2031-07-01-raadsbrief.xlsx"]
    assert "heel Voorbeeldstad" in _leesbaar("gaten.xlsx", boek)
    csv = bestanden["downloads/gaten-voorbeeldstad-2031-07-01-raadsbrief.csv"].decode("utf-8-sig")
    assert csv.splitlines()[1].endswith(f";{BRON}")
    assert "<title>Kaart van de wijken van Voorbeeldstad</title>" in kaart_html(stad.tabellen, "static")


def _met_vreemde_tekens(klein):
    naam, bron = 'O\'Stad "x" <b>{{1}}</b> &', "Bron: <img src=x onerror=alert(1)> & co"
    klein.tekst[GEMEENTE] = gemeente_toml(naam=naam, bronvermelding=bron)


def test_strange_texts_of_the_file_stay_text(tmp_path):
    """Name and attribution are shown as they are: on the map page, where Leaflet takes HTML, and in a footer of Excel."""
    stad = read_register(schrijf_map(tmp_path, _met_vreemde_tekens))
    pagina = kaart_html(stad.tabellen, "static")
    assert (
        "<title>Kaart van de wijken van O&#x27;Stad &quot;x&quot; &lt;b&gt;&#123;&#123;1}}&lt;/b&gt; &amp;</title>"
        in pagina
    )
    assert "<img" not in pagina
    assert r"Bron: \u0026lt;img src=x onerror=alert(1)\u0026gt; \u0026amp; co" in pagina
    inhoud = make_uitvoer(Bevraging(stad, Vraag(ZOMER)), "gaten").maak(".xlsx")
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    assert boek["Gaten"].oddFooter.left.text == "Bron: <img src=x onerror=alert(1)> && co"


@pytest.mark.browser
def test_the_application_is_called_after_the_municipality(browser, start_server, tmp_path):
    """The tab, the bar above the pages and the frame of the map have the name of the file, whatever is in it."""
    adres = start_server(schrijf_map(tmp_path, _met_vreemde_tekens))
    page = browser.new_page()
    page.goto(adres)
    page.wait_for_selector(".wd[data-kaart=klaar]")
    naam = 'O\'Stad "x" <b>{{1}}</b> &'
    assert page.title().endswith(f"Wijkdekking {naam}")
    assert page.locator("iframe.wd-frame").get_attribute("title") == f"Kaart van de wijken van {naam}"
    balk = "getComputedStyle(document.querySelector('[data-testid=stTopNav]'), '::before').content"
    assert json.loads(page.evaluate(balk)) == f"Wijkdekking {naam}"
    page.close()


def test_the_account_tells_sources_and_counts_of_the_data(tmp_path):
    """Counts and years come from the tables, the rest from the file; what nobody tells is said to be unknown."""
    html = verantwoording_html(
        read_register(schrijf_map(tmp_path, _andere_stad)),
        Stand(read_register(schrijf_map(tmp_path, _andere_stad)).tabellen, ZOMER),
    )
    for zin in (
        "Grenzen van 4 wijken en 8 buurten<td>Kaart van de landmeter. Met de hand getekend.<td>2031<td>vrij",
        "Inwoners en huishoudens<td>Telling door de gemeente.<td>1 januari 2031<td>niet bekend",
        "Wijkraden en wijkplatforms<td>niet bekend<td>laatste teken: 1 april 2031<td>niet bekend",
        "<b>1 juni 2031 (raadsbrief)</b>: krant van Voorbeeldstad.",
        "<b>1 januari 2032 (motie-4)</b>: geen bron bekend.",
        "1 maart 2030<td>Aftrap op het plein<td>raadsbrief 9",
        "Wijkplatforms kunnen worden opgericht<td>raadsbrief 12",
    ):
        assert zin in html


def test_new_figures_do_not_get_the_year_of_the_former_ones(tmp_path):
    """Who takes the figures of a new year and forgets the file reads the new year, and a notice that says what to do."""

    def breek(klein):
        _andere_stad(klein)
        for naam in ("wijken.geojson", "buurten.geojson"):
            klein.tekst[naam] = klein.tekst[naam].replace('"jaar": 2031', '"jaar": 2032')

    stad = read_register(schrijf_map(tmp_path, breek))
    html = verantwoording_html(stad, Stand(stad.tabellen, ZOMER))
    assert "Telling door de gemeente.<td>2032<td>" in html
    assert "1 januari 2031" not in html
    assert [b.wat for b in meldingen(Stand(stad.tabellen, ZOMER)) if b.regel == "bron-van-ander-jaar"] == [
        "de bron van de cijfers heeft als stand 2031-01-01, wijken.geojson is van 2032",
        "de bron van de grenzen heeft als stand 2031, wijken.geojson is van 2032",
    ]


def test_a_folder_without_the_file_is_told_how_to_make_one(tmp_path):
    """The file is as needed as the others: without it nothing is shown, and one finding says what makes a first one."""
    with pytest.raises(DataFout) as fout:
        read_register(schrijf_map(tmp_path, lambda klein: klein.tekst.update({GEMEENTE: None})))
    (b,) = fout.value.bevindingen
    assert (b.regel, b.bestand) == ("bestand-ontbreekt", GEMEENTE)
    assert "python cli.py bouw" in b.herstel


def test_the_fingerprint_follows_the_file(tmp_path):
    """Another name is another version of the data, and so is another policy."""
    een = read_levering(schrijf_map(tmp_path)).vingerafdruk
    (tmp_path / GEMEENTE).write_text(gemeente_toml(replace(BELEID, bewijs_dagen=30)), encoding="utf-8")
    assert read_levering(tmp_path).vingerafdruk != een
    (tmp_path / GEMEENTE).write_text(gemeente_toml(naam="Anders"), encoding="utf-8")
    assert read_levering(tmp_path).vingerafdruk != een


# --- what the file can say wrong ---

BELEIDSTEKST = beleid_toml()


def _goed(extra="", **beleid):
    """A file that is in order but for these lines in [gemeente], or these values of the policy."""
    heel = f'[gemeente]\nnaam = "Kleinstad"\n{extra}{BELEIDSTEKST}'
    for veld, waarde in beleid.items():
        regel = f"{veld} = {waarde}\n" if waarde else ""
        heel = re.sub(rf"^{veld} = .*\n", lambda _, nieuw=regel: nieuw, heel, flags=re.MULTILINE)
    return heel


def _met(tabellen):
    """A file that is in order, with these tables after it."""
    return _goed() + tabellen


_VARIANT = '[[variant]]\nsleutel = "{}"\neinde_ondersteuning = {}\n'
FOUTEN = {
    "no toml": ("[gemeente]\nnaam = Kleinstad\n", "geen TOML bij regel 2"),
    "no utf-8": (b'[gemeente]\nnaam = "\xe9"\n', "geen UTF-8"),
    "no municipality": (BELEIDSTEKST, "[gemeente] ontbreekt"),
    "no policy": (_goed().replace(BELEIDSTEKST, BELEIDSTEKST[BELEIDSTEKST.index("[[variant"):]), "[beleid] ontbreekt"),
    "no variant": (_goed()[: _goed().index("[[variant")], "[[variant]] ontbreekt"),
    "an empty list of variants": ("variant = []\n" + _goed()[: _goed().index("[[variant")], "[[variant]] ontbreekt"),
    "no first day": (_goed(eerste_platform=""), "eerste_platform ontbreekt of is leeg"),
    "a first day that is none": (_goed(eerste_platform='"ooit"'), "eerste_platform “ooit” is geen datum"),
    "a first day with an hour": (_goed(eerste_platform="2024-01-01T10:00:00"), "is geen datum"),
    "no days of proof": (_goed(bewijs_dagen=""), "bewijs_dagen ontbreekt of is leeg"),
    "days as a text": (_goed(bewijs_dagen='"365"'), "bewijs_dagen “365” kan niet"),
    "days that are true": (_goed(bewijs_dagen="true"), "bewijs_dagen “true” kan niet"),
    "half a day": (_goed(bewijs_dagen="30.5"), "bewijs_dagen “30.5” kan niet"),
    "no years without a sign": (_goed(lang_geen_teken_jaren=""), "lang_geen_teken_jaren ontbreekt of is leeg"),
    "too many years": (_goed(lang_geen_teken_jaren="101"), "lang_geen_teken_jaren “101” kan niet"),
    "no day at all": (_goed(bewijs_dagen="0"), "bewijs_dagen “0” kan niet"),
    "days without end": (_goed(bewijs_dagen="3651"), "bewijs_dagen “3651” kan niet"),
    "days that are too many to write": (_goed(bewijs_dagen="9" * 400), "bewijs_dagen (een getal) kan niet"),
    "no number of platforms": (_goed(meeste_platforms_per_wijk=""), "meeste_platforms_per_wijk ontbreekt"),
    "no platform allowed": (_goed(meeste_platforms_per_wijk="0"), "meeste_platforms_per_wijk “0” kan niet"),
    "a variant without a day": (_met('[[variant]]\nsleutel = "x"\n'), "einde_ondersteuning ontbreekt"),
    "a variant without a key": (_met("[[variant]]\neinde_ondersteuning = 2031-01-01\n"), "sleutel ontbreekt"),
    "a variant of two days": (_met(_VARIANT.format("x", "[2031-01-01]")), "einde_ondersteuning (een lijst of tabel) is geen"),
    "a key with a space": (_met(_VARIANT.format("motie 4", "2031-01-01")), "sleutel “motie 4” kan niet in een adres"),
    "a key in capitals": (_met(_VARIANT.format("Motie", "2031-01-01")), "sleutel “Motie” kan niet in een adres"),
    "a key that is a path": (_met(_VARIANT.format("../x", "2031-01-01")), "sleutel “../x” kan niet in een adres"),
    "a key that ends in a dash": (_met(_VARIANT.format("motie-", "2031-01-01")), "sleutel “motie-” kan niet in een adres"),
    "a key without end": (_met(_VARIANT.format("x" * 31, "2031-01-01")), "is langer dan 30 tekens"),
    "a key twice": (_met(_VARIANT.format("persbericht", "2031-01-01")), "sleutel “persbericht” staat er al"),
    "a day twice": (_met(_VARIANT.format("x", '"2024-07-01"')), "einde_ondersteuning “2024-07-01” staat er al"),
    "nine variants": (_met("".join(_VARIANT.format(f"v{n}", f"203{n}-01-01") for n in range(7))), "[[variant]] staat er 9 keer, meer dan 8"),
    "no name": (_goed(naam=""), "naam ontbreekt of is leeg"),
    "a blank name": (_goed(naam='" "'), "naam ontbreekt of is leeg"),
    "a name that is a number": (_goed(naam="3"), "naam “3” is geen tekst"),
    "a name of two lines": (_goed(naam='"a\\nb"'), "regeleinde of een onzichtbaar teken"),
    "a name that turns the sentence": (_goed(naam='"a\\u202Eb"'), "regeleinde of een onzichtbaar teken"),
    "a name without end": (_goed(naam=f'"{"x" * 61}"'), "is langer dan 60 tekens"),
    "a code of another form": (_goed('code = "0392"\n'), "code “0392” is geen gemeentecode"),
    "a code of another place": (_goed('code = "GM0001"\n'), "code GM0001 past niet bij “WK039201”, “WK039202”"),
    "an unknown key": (_goed('provincie = "x"\n'), "“provincie” is hier onbekend"),
    "an unknown table": (_met("[wethouder]\n"), "“wethouder” is hier onbekend"),
    "one table for many": (_met("[gebied]\n"), "“gebied” heeft niet de goede vorm"),
    "many tables for one": ("[[gemeente]]\n" + BELEIDSTEKST, "“gemeente” heeft niet de goede vorm"),
    "a gebied twice": (_met('[[gebied]]\nnaam = "Noord"\n[[gebied]]\nnaam = "noord"\n'), "naam “noord” staat er al"),
    "a gebied too few": (_met('[[gebied]]\nnaam = "Noord"\n'), "“Zuid” in wijken.geojson staat niet bij [[gebied]]"),
    "a milestone without a date": (_met('[[mijlpaal]]\nkort = "x"\nomschrijving = "y"\nbron = "z"\n'), "datum ontbreekt"),
    "a milestone on no day": (_met('[[mijlpaal]]\ndatum = "2031-02-30"\nkort = "x"\nomschrijving = "y"\nbron = "z"\n'), "is geen datum"),
    "a milestone long ago": (_met('[[mijlpaal]]\ndatum = 0001-01-01\nkort = "x"\nomschrijving = "y"\nbron = "z"\n'), "is geen datum"),
    "a rank that is none": (_met('[[mijlpaal]]\ndatum = 2031-01-01\nkort = "x"\nomschrijving = "y"\nbron = "z"\nrang = true\n'), "rang “true” bestaat niet"),
    "a number without end": (_goed("code = -inf\n"), "code “-inf” is geen tekst"),
    "a number that becomes one without end": (_goed("code = 1e400\n"), "code “1e400” is geen tekst"),
    "a source twice": (_met('[[bron]]\nover = "cijfers"\nnaam = "a"\n[[bron]]\nover = "cijfers"\nnaam = "b"\n'), "over “cijfers” staat er al"),
    "an everyday name of no place": (_met('[[bijnaam]]\nnaam = "Waterkant"\nplek = "WK039299"\nbron = "krant"\n'), "plek “WK039299” is geen wijkcode of gebied"),
    "an everyday name without a source": (_met('[[bijnaam]]\nnaam = "Waterkant"\nplek = "Noord"\n'), "bron ontbreekt of is leeg"),
    "an everyday name twice": (_met(2 * '[[bijnaam]]\nnaam = "Waterkant"\nplek = "Noord"\nbron = "krant"\n'), "naam “Waterkant” en plek “Noord” staat er al"),
    "a source of no day": (_met('[[bron]]\nover = "cijfers"\nnaam = "a"\nstand = "gisteren"\n'), "stand “gisteren” is geen datum"),
}  # fmt: skip


@pytest.mark.parametrize("naam", FOUTEN)
def test_what_is_wrong_in_the_file_is_said_alone(tmp_path, naam):
    """Each mistake is one finding, of this file, in Dutch, with how to mend it; nothing else is said."""
    inhoud, zin = FOUTEN[naam]
    with pytest.raises(DataFout) as fout:
        read_register(schrijf_map(tmp_path, lambda klein: klein.tekst.update({GEMEENTE: inhoud})))
    (b,) = fout.value.bevindingen
    assert (b.bestand, b.ernst) == (GEMEENTE, FOUT)
    assert zin in b.wat
    assert b.herstel.endswith(".")
    assert bezwaren({pad.name: pad.read_bytes() for pad in tmp_path.iterdir()}), "the second opinion accepts it"


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    """Problems in several places come together, each with where it is."""
    inhoud = BELEIDSTEKST + '[gemeente]\nnaam = ""\nx = 1\n[[mijlpaal]]\nrang = 9\n[[bron]]\nover = "niets"\n'
    _, bevindingen = lees_gemeente(inhoud.encode())
    assert [b.waar for b in bevindingen].count("gemeente.toml (gemeente)") == 2
    assert {b.waar for b in bevindingen} == {f"gemeente.toml ({waar})" for waar in ("gemeente", "mijlpaal 1", "bron 1")}


@pytest.mark.parametrize(
    "inhoud",
    [b"x=" + b"[" * 5000, b"x=" + b"9" * 50_000, b"rang=0x" + b"f" * 9000, b"x=1\nx=2", b"\x00", b"[[bron]]\nstand=0x" + b"f" * 9000],
    ids=["deep", "long", "hexadecimal", "double", "nul", "a year without end"],
)  # fmt: skip
def test_no_file_is_too_strange_to_read(inhoud):
    """Depth, length and odd numbers end in a finding, never in a traceback."""
    assert lees_gemeente(inhoud)[1]


@wet
@given(st.data())
def test_a_mutated_file_is_read_or_refused(data):
    """Whatever bytes of the real file are changed, it is a municipality or a list of findings."""
    inhoud = bytearray((DATA / GEMEENTE).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        plek = data.draw(st.integers(0, len(inhoud) - 1))
        inhoud[plek : plek + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    gemeente, bevindingen = lees_gemeente(bytes(inhoud))
    assert (gemeente is None) == bool(bevindingen)


def test_the_projects_own_file_fits_its_data(register):
    """Name, code, the gebieden of the wijken and a source for every subject are there, without any notice."""
    gemeente = register.tabellen.gemeente
    assert (gemeente.naam, gemeente.code) == ("Haarlem", "GM0392")
    assert {gebied.naam for gebied in gemeente.gebieden} == set(register.tabellen.wijken["gebied"])
    assert len(gemeente.bronnen) == 5
    assert [b for b in meldingen(Stand(register.tabellen, ZOMER)) if b.bestand == GEMEENTE] == []


def test_the_tiny_city_is_another_one():
    """The samples above start from a folder that has a file of its own."""
    assert GEMEENTE in Map().inhoud()


def test_the_work_list_tells_the_days_of_the_policy(stad):
    """What counts as confirmed on the work list follows the policy of the municipality, not ours."""
    html = werklijst_html(stad, Stand(stad.tabellen, ZOMER), None)
    assert f"gezien in de {stad.tabellen.gemeente.beleid.bewijs_dagen} dagen voor de peildatum" in html
    assert _feiten(html) == []
