"""Pages about odd registers: each stays one page, text stays text, and what is missing or left out is said."""

import re
from datetime import date

import pytest

from analysis.antwoorden.dossier import dossiers
from analysis.antwoorden.overzicht import gatenlijst
from analysis.teksten.legenda import GROEPMERKEN
from analysis.teksten.stadsblad import stadsblad
from analysis.teksten.wijkblad import wijkblad
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from tests.bladen import een_a4, klein, lees, tekst
from tests.klein import B11, W1, W2, initiatief, platform, rechthoek, wijkraad
from uitvoer.bladen import Leeg, maak
from uitvoer.formaten import KAART, STAD, WIJK, WIJKEN
from web.fragmenten import dossier_html
from web.situatie import beeld, blik

JULI = Vraag(date(2024, 7, 1))
GEMEEN = r"#set page(fill: red) *vet* $x^2$ @label \u{41} <script>alert(1)</script> #image(\"/etc/passwd\") {{ 7*7 }} [a](b) `c`"


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
    m.organisaties[0]["naam"] = "مجلس الحي \u0001\u0301\u0302\u0303"


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


def _een_wijk_onbekend(m):
    m.wijken["features"][0]["properties"] |= {"inwoners": None, "huishoudens": None}
    m.organisaties = [wijkraad("w")]


def _niemand_geteld(m):
    _onbekend(m)
    for vlak in m.wijken["features"]:
        vlak["properties"] |= {"inwoners": None}


def _leeg_register(m):
    m.tekst["organisaties.csv"] = ",".join(m.organisaties[0]) + "\n"


def _geen_gaten(m):
    m.organisaties = [
        platform(f"p-{w.lower()}", w, van="2024-02-01") for w in ("WK039201", "WK039202", "WK039203", "WK039204")
    ]


def _niets(m):
    m.organisaties = [wijkraad("oud", "", fase="gestopt")]


RANDEN = [
    None,
    _lange_namen,
    _gemene_namen,
    _rechts_naar_links,
    _veel,
    _niemand,
    _onbekend,
    _een_wijk_onbekend,
    _niemand_geteld,
    _leeg_register,
    _geen_gaten,
    _niets,
]


@pytest.mark.parametrize("breek", RANDEN, ids=lambda breek: breek.__name__.strip("_") if breek else "gewoon")
@pytest.mark.parametrize("dag", [date(1, 1, 1), date(2024, 7, 1), date(9999, 12, 31)], ids=str)
def test_every_sheet_stays_one_page(tmp_path, breek, dag):
    """Long names, much, nothing, nobody, no figures, no gaps, any date: one A4, a map, and a sheet for each gap wijk."""
    register = klein(tmp_path, breek)
    vraag = Vraag(dag, sinds=dag)
    een_a4(maak(Bevraging(register, vraag), STAD, ".pdf"))
    for code in register.tabellen.wijken.index[:2]:
        een_a4(maak(Bevraging(register, vraag), WIJK, ".pdf", wijk=code))
    assert maak(Bevraging(register, vraag), KAART, ".png", breedte=300)[:4] == b"\x89PNG"
    codes = gatenlijst(vraag.stand(register.tabellen).wijken["inwoners_zonder_platform"])
    if codes:
        assert len(lees(maak(Bevraging(register, vraag), WIJKEN, ".pdf")).pages) == len(codes) + (len(codes) > 1)
    else:
        with pytest.raises(Leeg, match="geen wijken"):
            maak(Bevraging(register, vraag), WIJKEN, ".pdf")


def test_text_of_the_data_is_only_text(tmp_path):
    """Markup, code and tags in names come out as they went in, cut at most; nothing of it is run or read."""
    register = klein(tmp_path, _gemene_namen)
    begin = "#set page(fill: red) *vet* $x^2$ @label"
    assert begin in tekst(maak(Bevraging(register, JULI), WIJK, ".pdf", wijk=W1))
    assert begin[:20] in tekst(maak(Bevraging(register, JULI), STAD, ".pdf"))
    svg = maak(Bevraging(register, JULI), KAART, ".svg").decode()
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg or "#set page" in svg


def test_what_is_left_out_is_said(tmp_path):
    """Names are cut with a sign, lists end with how many are left and where they are."""
    woorden = tekst(maak(Bevraging(klein(tmp_path, _veel), JULI), WIJK, ".pdf", wijk=W1))
    assert re.search(r"… en nog \d+ \(zie de app\)", woorden)
    (tmp_path / "lang").mkdir()
    assert "…" in tekst(maak(Bevraging(klein(tmp_path / "lang", _lange_namen), JULI), WIJK, ".pdf", wijk=W1))


def _buurten(m, aantal):
    """Divide Eenwijk into strips with a wijkraad each, that is still to be verified: every row has two lines."""
    codes = [f"BU039201{nummer:02d}" for nummer in range(1, aantal + 1)]
    cijfers = {"wijkcode": W1, "inwoners": 1000 // aantal, "huishoudens": 500 // aantal}
    m.buurten["features"][:2] = [
        {
            "type": "Feature",
            "properties": {"buurtcode": code, "buurtnaam": f"Buurt {i}", **cijfers},
            "geometry": rechthoek(i / aantal, 0, 1 / aantal),
        }
        for i, code in enumerate(codes)
    ]
    m.organisaties = [wijkraad(f"raad-{i}", code, naam=f"Wijkraad {i}") for i, code in enumerate(codes)]


@pytest.mark.parametrize("aantal", [8, 9, 12])
def test_the_table_of_buurten_keeps_to_its_room(tmp_path, aantal):
    """The rows that stand there and the words on what is left out end above the part below the table."""
    hoogte = {}
    blad = lees(maak(Bevraging(klein(tmp_path, lambda m: _buurten(m, aantal)), JULI), WIJK, ".pdf", wijk=W1)).pages[0]
    blad.extract_text(visitor_text=lambda woorden, plek, *_: hoogte.setdefault(woorden.strip(), plek[5]))
    onder = hoogte["Wijkraad en wijkplatform door de jaren"]
    rijen = [hoogte[f"Wijkraad {i}"] for i in range(aantal) if f"Wijkraad {i}" in hoogte]
    rest = [hoog for woorden, hoog in hoogte.items() if woorden.startswith("… en nog") and hoog > onder / 2]
    assert len(rijen) == aantal or rest
    assert min(rijen + rest) > onder + 10


def test_missing_figures_are_unknown(tmp_path):
    """A figure that the data do not have is called unknown, never 0."""
    woorden = tekst(maak(Bevraging(klein(tmp_path, _onbekend), JULI), WIJK, ".pdf", wijk=W1))
    assert "onbekend huishoudens zonder platform, van een onbekend aantal" in woorden
    assert "0 tot 15 jaar onbekend onbekend" in woorden
    assert "15 tot 25 jaar 12 % 12 %" in woorden
    assert "25 tot 45 jaar onbekend onbekend" in woorden


def test_no_gaps_is_said(tmp_path):
    """Where every wijk has a platform, the list says so instead of standing empty."""
    woorden = tekst(maak(Bevraging(klein(tmp_path, _geen_gaten), JULI), STAD, ".pdf"))
    assert "Er zijn geen wijken met inwoners zonder platform." in woorden


def test_a_sum_that_is_not_complete_says_so(tmp_path):
    """Sheet and picture tell a lower bound and of how many wijken it is; the wijk itself ends the list."""
    register = klein(tmp_path, _een_wijk_onbekend)
    woorden = tekst(maak(Bevraging(register, JULI), STAD, ".pdf"))
    assert (
        "ten minste 1.905 inwoners (van 1 wijk is het aantal onbekend) geen wijkplatform, in alle 4 wijken." in woorden
    )
    assert (
        "ten minste 1.905 inwoners zonder platform, van ten minste 1.905; van 1 wijk is het aantal onbekend" in woorden
    )
    assert "4 Eenwijk onbekend" in woorden
    assert "Aantal inwoners onbekend: Eenwijk." in woorden
    svg = maak(Bevraging(register, JULI), KAART, ".svg").decode()
    assert ">ten minste</text>" in svg
    assert ">1.905</text>" in svg
    assert gatenlijst(JULI.stand(register.tabellen).wijken["inwoners_zonder_platform"])[-1] == W1


def test_without_any_population_nothing_is_zero(tmp_path):
    """With no figure at all every number of residents is unknown, and no list stands empty."""
    register = klein(tmp_path, _niemand_geteld)
    for woorden in (
        tekst(maak(Bevraging(register, JULI), STAD, ".pdf")),
        maak(Bevraging(register, JULI), KAART, ".svg").decode(),
    ):
        assert "0 inwoners" not in woorden
        assert "onbekend aantal inwoners" in woorden
        assert "onbekend" in woorden
    assert len(gatenlijst(JULI.stand(register.tabellen).wijken["inwoners_zonder_platform"])) == 4


def test_an_empty_register_is_said(tmp_path):
    """Sheets and picture say that nothing is known instead of telling the municipality whom to reach."""
    register = klein(tmp_path, _leeg_register)
    zin = "het register bevat geen enkele wijkraad of wijkplatform."
    bladen = (
        tekst(maak(Bevraging(register, JULI), STAD, ".pdf")),
        tekst(maak(Bevraging(register, JULI), WIJK, ".pdf", wijk=W1)),
    )
    for woorden in (*bladen, maak(Bevraging(register, JULI), KAART, ".svg").decode()):
        assert zin in woorden
        assert "inwoners zelf bereiken" not in woorden
        assert "Inwoners zelf bereiken" not in woorden


def test_of_an_empty_register_the_figures_say_what_the_answer_says(tmp_path):
    """Where it cannot be told who is without a platform, no figure beside that sentence tells it."""
    tabellen = klein(tmp_path, _leeg_register).tabellen
    stand = JULI.stand(tabellen)
    teksten = beeld(stand, blik(tabellen, None))["teksten"]
    assert [teksten[merk.sleutel] for merk in GROEPMERKEN] == ["onbekend"] * 5
    assert (teksten["haak"], teksten["wie"]) == ("zonder wijkplatform: onbekend", "")
    blad = stadsblad(stand, JULI, "0" * 64)
    feiten = dossiers(stand)[W1]
    wijk = wijkblad(stand, feiten, (1, 4), [], "0" * 64)
    assert [cijfer["getal"] for cijfer in (*blad["cijfers"], *wijk["cijfers"][:4])] == ["onbekend"] * 8
    assert dossier_html(feiten, "1 juli 2024", leeg=True).count("<dd>onbekend</dd>") == 4
