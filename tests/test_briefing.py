"""Pages to hand out: one A4 each, the numbers of the gap list, readable by everyone, and the same bytes every time."""

import io
import re
import zipfile
from datetime import date

import pypdf
import pytest

from analysis.briefing import Bladvraag
from analysis.briefing_wijk import taken
from analysis.dossier import dossier
from analysis.nederlands import getal
from analysis.overzicht import gaten, wijkoverzicht
from geo import briefing, zetter
from geo.briefing import SOORTEN, Leeg, maak_kaart, maak_stadsblad, maak_wijkblad, maak_wijkbladen
from geo.register import read_register
from geo.zetter import zetbaar
from tests.klein import B11, W1, W2, initiatief, platform, schrijf_map, wijkraad

JULI = Bladvraag(date(2024, 7, 1))
MOLENWIJK = "WK039220"
GEMEEN = r"#set page(fill: red) *vet* $x^2$ @label \u{41} <script>alert(1)</script> #image(\"/etc/passwd\") {{ 7*7 }} [a](b) `c`"


def lees(inhoud):
    return pypdf.PdfReader(io.BytesIO(inhoud))


def tekst(inhoud):
    """The text of all pages, soft hyphens at line ends undone, on one line."""
    ruw = "\n".join(blad.extract_text() for blad in lees(inhoud).pages)
    return re.sub(r"\s+", " ", re.sub("\u00ad\\s*", "", ruw))


def klein(tmp_path, breek=None):
    return read_register(schrijf_map(tmp_path, breek))


def een_a4(inhoud):
    bladen = lees(inhoud).pages
    assert len(bladen) == 1
    assert [round(float(maat)) for maat in bladen[0].mediabox] == [0, 0, 595, 842]


# --- what a sheet is, as a file ---


@pytest.fixture(scope="module")
def stad(register):
    return maak_stadsblad(register, JULI)


@pytest.fixture(scope="module")
def molenwijk(register):
    return maak_wijkblad(register, JULI, MOLENWIJK)


@pytest.fixture(scope="module")
def alle(register):
    stappen = []
    return maak_wijkbladen(register, JULI, voortgang=lambda *stap: stappen.append(stap)), stappen


@pytest.mark.parametrize("blad", ["stad", "molenwijk"])
def test_a_sheet_is_one_a4_for_everyone(request, blad):
    """One A4, tagged, Dutch, with a title that the reader shows, alt texts, PDF/UA-1 and only embedded fonts."""
    inhoud = request.getfixturevalue(blad)
    een_a4(inhoud)
    lezer = lees(inhoud)
    wortel = lezer.trailer["/Root"]
    assert wortel["/MarkInfo"]["/Marked"] is True or wortel["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own boolean
    assert str(wortel["/Lang"]).startswith("nl")
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  likewise
    assert lezer.metadata.title.endswith(", 1 juli 2024")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in wortel["/Metadata"].get_data()
    alts = list(_alts(wortel["/StructTreeRoot"]))
    assert len(alts) == {"stad": 1, "molenwijk": 3}[blad]
    assert all(len(alt) > 30 for alt in alts)
    assert "1 juli 2024" in " ".join(alts)
    namen = {font["/BaseFont"] for font in _fonts(lezer)}
    assert namen
    assert all("SourceSans3" in naam for naam in namen)
    assert all(_ingesloten(font) for font in _fonts(lezer))


def _alts(knoop):
    """All alt texts of figures in a structure tree."""
    knoop = knoop.get_object() if hasattr(knoop, "get_object") else knoop
    if isinstance(knoop, list):
        for kind in knoop:
            yield from _alts(kind)
    elif isinstance(knoop, dict):
        if "/Alt" in knoop:
            yield str(knoop["/Alt"])
        if "/K" in knoop:
            yield from _alts(knoop["/K"])


def _fonts(lezer):
    for blad in lezer.pages:
        yield from _fonts_van(blad["/Resources"])


def _fonts_van(bronnen):
    """Fonts of a page and of the pictures drawn on it."""
    for font in bronnen.get_object().get("/Font", {}).values():
        yield font.get_object()
    for vorm in bronnen.get_object().get("/XObject", {}).values():
        if "/Resources" in vorm.get_object():
            yield from _fonts_van(vorm.get_object()["/Resources"])


def _ingesloten(font):
    omschrijving = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    return any(f"/FontFile{soort}" in omschrijving for soort in ("", "2", "3"))


def test_the_same_input_gives_the_same_bytes(register, stad, molenwijk):
    """Every file is the same when it is made again: no clock, no random ids."""
    assert maak_stadsblad(register, JULI) == stad
    assert maak_wijkblad(register, JULI, MOLENWIJK) == molenwijk
    vraag = Bladvraag(date(2024, 7, 1), gebied="Centrum")
    assert maak_wijkbladen(register, vraag, ".zip") == maak_wijkbladen(register, vraag, ".zip")
    for extensie in SOORTEN["kaart"].mimes:
        assert maak_kaart(register, JULI, extensie) == maak_kaart(register, JULI, extensie)


# --- what it says ---


def test_the_city_says_what_the_gap_list_says(register, stad):
    """Sentence, totals and every row of the gap list stand on the page with the same numbers."""
    woorden = tekst(stad)
    lijst = gaten(wijkoverzicht(register.tabellen, JULI.peildatum))
    assert "In 20 wijken (152.890 inwoners) is er geen; daar moet de gemeente bewoners zelf bereiken." in woorden
    assert "159.945 inwoners zonder platform, van de 167.635" in woorden
    assert len(lijst) == 21
    for rij in lijst.to_dict("records"):
        deels = " (deels)" if rij["wijkstatus"] == "deels platform" else ""
        rest = f"{getal(rij['inwoners_zonder_platform'])} {rij['aandeel_cumulatief'] * 100:.0f} %"
        assert f"{rij['rang']} {rij['wijknaam']}{deels} {rest}" in woorden
    assert "Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt" in woorden
    assert register.vingerafdruk[:16] in woorden
    assert "Veranderd sinds 1 juli 2023" in woorden
    assert "28 wijkraden verloren de steun van de gemeente op 1 juli 2024" in woorden


def test_the_date_to_compare_with_can_be_chosen(register):
    """`sinds` is where the changes are counted from; on the same date nothing has changed."""
    woorden = tekst(maak_stadsblad(register, JULI._replace(sinds=date(2024, 7, 1))))
    assert "Op 1 juli 2024 veranderde er niets in 21 wijken." in woorden


def test_a_wijkblad_says_what_the_dossier_says(register, molenwijk):
    """Figures, buurten with status and proof, initiatives and tasks of the wijk stand on its page."""
    woorden = tekst(molenwijk)
    feiten = dossier(register.tabellen, MOLENWIJK, JULI.peildatum)
    assert "De gemeente moet alle 8.135 inwoners zelf bereiken." in woorden
    assert "12e op de gatenlijst van 21 wijken" in woorden
    for buurt in feiten.buurten.to_dict("records"):
        assert f"{buurt['buurtnaam']} Wijkraad Molenwijk" in woorden
    assert woorden.count("zonder ondersteuning") >= len(feiten.buurten) == 7
    for naam in feiten.initiatieven["naam"]:
        assert naam in woorden
    for taak in taken(feiten):
        assert taak in woorden
    assert "Wijkplatform Molenwijk is in oprichting en telt nog niet mee." in woorden
    assert "0 tot 15 jaar 14 %" in woorden
    assert "bereikt" not in woorden  # nobody is called that: a platform covers a wijk, it does not reach its residents


def test_a_platform_never_takes_over_participation(register):
    """Whatever the status of a wijk: the municipality organises participation with all residents itself."""
    for dag in (date(2023, 11, 22), date(2024, 7, 1)):
        for code in register.tabellen.wijken.index:
            assert taken(dossier(register.tabellen, code, dag))[0].startswith(
                "Participatie organiseren met alle inwoners"
            )


def test_all_gap_wijken_in_one_document(register, alle):
    """A contents page, then a page for each wijk of the gap list in its order; bookmarks lead to them."""
    inhoud, stappen = alle
    lezer = lees(inhoud)
    lijst = gaten(wijkoverzicht(register.tabellen, JULI.peildatum))
    assert len(lezer.pages) == len(lijst) + 1
    eerste = re.sub(r"\s+", " ", lezer.pages[0].extract_text())
    for nummer, rij in enumerate(lijst.to_dict("records"), start=2):
        zonder = getal(rij["inwoners_zonder_platform"])
        assert f"{rij['wijknaam']} {rij['wijkstatus']} {zonder} {nummer}" in eerste
        assert rij["wijknaam"] in lezer.pages[nummer - 1].extract_text().splitlines()[:4]
    titels = [deel.title for deel in lezer.outline if not isinstance(deel, list)]
    assert titels == ["Inhoud", *lijst["wijknaam"]]
    assert [stap[:2] for stap in stappen] == [(nummer, 21) for nummer in range(21)]


def test_all_gap_wijken_in_a_zip(register):
    """The zip holds one PDF of one page for each wijk, named by its place in the list."""
    with zipfile.ZipFile(io.BytesIO(maak_wijkbladen(register, JULI._replace(gebied="Schalkwijk"), ".zip"))) as archief:
        assert archief.testzip() is None
        assert archief.namelist() == [
            "01-wijkblad-europawijk-2024-07-01-persbericht.pdf",
            "02-wijkblad-boerhaavewijk-2024-07-01-persbericht.pdf",
            "03-wijkblad-meerwijk-2024-07-01-persbericht.pdf",
            "04-wijkblad-molenwijk-2024-07-01-persbericht.pdf",
        ]
        for naam in archief.namelist():
            een_a4(archief.read(naam))


# --- edges: every sheet stays one page ---


def _lange_namen(m):
    for vlak in [*m.wijken["features"], *m.buurten["features"]]:
        kenmerken = vlak["properties"]
        soort = "wijknaam" if "wijknaam" in kenmerken else "buurtnaam"
        kenmerken[soort] = "Zeer-lange-naam van " + "onafbrekelijkelangewoorden" * 200
    for rij in [*m.organisaties, *m.initiatieven]:
        rij["naam"] = "W" * 5000


def _gemene_namen(m):
    for vlak in m.wijken["features"]:
        vlak["properties"]["wijknaam"] = GEMEEN + vlak["properties"]["wijkcode"]
    for vlak in m.buurten["features"]:
        vlak["properties"]["buurtnaam"] = GEMEEN
    for rij in [*m.organisaties, *m.initiatieven]:
        rij["naam"] = GEMEEN


def _rechts_naar_links(m):
    m.wijken["features"][0]["properties"]["wijknaam"] = "حي الزهور \u202eabc 漢字 😀 שכונה"
    m.organisaties[0]["naam"] = "مجلس الحي \u0000\u0301\u0302\u0303"


def _veel(m):
    codes = [B11, W1, W2]
    m.organisaties += [wijkraad(f"extra-{i}", codes[i % 3], naam=f"Extra wijkraad {i}") for i in range(40)]
    m.initiatieven += [initiatief(f"meer-{i}", 52.375, 4.623, naam=f"Initiatief {i}") for i in range(80)]


def _niemand(m):
    for vlak in [*m.wijken["features"], *m.buurten["features"]]:
        vlak["properties"] |= {"inwoners": 0, "huishoudens": 0}


def _onbekend(m):
    for vlak in m.buurten["features"]:
        vlak["properties"] |= {"inwoners": None, "huishoudens": None}
    for vlak in m.wijken["features"]:
        vlak["properties"] |= {"huishoudens": None, "pct_0_15": None, "pct_15_25": 12}


def _geen_gaten(m):
    m.organisaties = [platform(f"p-{w}", w, van="2024-02-01") for w in ("WK039201", "WK039202", "WK039203", "WK039204")]


def _niets(m):
    m.organisaties = [wijkraad("oud", "", fase="gestopt")]


RANDEN = [None, _lange_namen, _gemene_namen, _rechts_naar_links, _veel, _niemand, _onbekend, _geen_gaten, _niets]


@pytest.mark.parametrize("breek", RANDEN, ids=lambda breek: breek.__name__.strip("_") if breek else "gewoon")
@pytest.mark.parametrize("dag", [date(1, 1, 1), date(2024, 7, 1), date(9999, 12, 31)], ids=str)
def test_every_sheet_stays_one_page(tmp_path, breek, dag):
    """Long names, much, nothing, nobody, no figures, no gaps, any date: one A4, a map, and a sheet for each gap wijk."""
    register = klein(tmp_path, breek)
    vraag = Bladvraag(dag, sinds=dag)
    een_a4(maak_stadsblad(register, vraag))
    for code in register.tabellen.wijken.index[:2]:
        een_a4(maak_wijkblad(register, vraag, code))
    assert maak_kaart(register, vraag, ".png", 300)[:4] == b"\x89PNG"
    codes = briefing.gatenwijken(register, vraag)
    if codes:
        assert len(lees(maak_wijkbladen(register, vraag)).pages) == len(codes) + (len(codes) > 1)
    else:
        with pytest.raises(Leeg, match="geen wijken"):
            maak_wijkbladen(register, vraag)


def test_text_of_the_data_is_only_text(tmp_path):
    """Markup, code and tags in names come out as they went in, cut at most; nothing of it is run or read."""
    register = klein(tmp_path, _gemene_namen)
    begin = "#set page(fill: red) *vet* $x^2$ @label"
    assert begin in tekst(maak_wijkblad(register, JULI, W1))
    assert begin[:20] in tekst(maak_stadsblad(register, JULI))
    svg = maak_kaart(register, JULI).decode()
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg or "#set page" in svg


def test_what_is_left_out_is_said(tmp_path):
    """Names are cut with a sign, lists end with how many are left and where they are."""
    woorden = tekst(maak_wijkblad(klein(tmp_path, _veel), JULI, W1))
    assert re.search(r"… en nog \d+ \(zie de app\)", woorden)
    (tmp_path / "lang").mkdir()
    assert "…" in tekst(maak_wijkblad(klein(tmp_path / "lang", _lange_namen), JULI, W1))


def test_missing_figures_are_unknown(tmp_path):
    """A figure that the data do not have is called unknown, never 0."""
    woorden = tekst(maak_wijkblad(klein(tmp_path, _onbekend), JULI, W1))
    assert "onbekend huishoudens zonder platform, van de onbekend" in woorden
    assert "0 tot 15 jaar onbekend onbekend" in woorden
    assert "15 tot 25 jaar 12 % 12 %" in woorden
    assert "25 tot 45 jaar onbekend onbekend" in woorden


def test_no_gaps_is_said(tmp_path):
    """Where every wijk has a platform, the list says so instead of standing empty."""
    woorden = tekst(maak_stadsblad(klein(tmp_path, _geen_gaten), JULI))
    assert "Er zijn geen wijken met inwoners zonder platform." in woorden


def test_every_letter_that_is_let_through_can_be_set():
    """Typst refuses a PDF with a letter that no font has: what `zetbaar` leaves alone, the fonts have."""
    goed = "".join(c for c in map(chr, range(0x20, 0xFFFE)) if not 0xD800 <= ord(c) < 0xE000 and zetbaar(c) == c)
    assert len(goed) > 600
    bron = '#set document(title: "x")\n#set text(font: "Source Sans 3", lang: "nl")\n#sys.inputs.tekst'
    pdf = zetter._zetter().compile(
        input=bron.encode(), format="pdf", pdf_standards="ua-1", timestamp=0, sys_inputs={"tekst": " ".join(goed)}
    )
    assert pdf[:5] == b"%PDF-"
    assert zetbaar("漢😀\u0301") == "□□□"
