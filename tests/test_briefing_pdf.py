"""What every PDF to hand out carries along and, on the page about the city, exactly the rows of the gap list."""

import io
import re
import zipfile
from datetime import date

import pytest

from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.vraag import Vraag
from register.bevraging import Bevraging
from tests.bladen import lees
from uitvoer.bladen import maak
from uitvoer.formaten import BLADSOORTEN, STAD, WIJK, WIJKEN

# A rank, a name, perhaps that part of the wijk has a platform, residents without one, and those with nothing.
RIJ = re.compile(r"(\d+) (.+?)( \(deels\))? ([\d.]+) ([\d.]+)")
PDFSOORTEN = [
    (soort, extensie) for soort, wat in BLADSOORTEN.items() for extensie in (".pdf", ".zip") if extensie in wat.formaten
]


def lezers(inhoud, extensie):
    """A reader for each PDF: the file itself, or all files of a zip."""
    if extensie == ".pdf":
        return [lees(inhoud)]
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        return [lees(archief.read(naam)) for naam in archief.namelist()]


def letterbestanden(lezer):
    """The name of every font of a PDF and whether its letters are in the file, wherever in the file it is used."""
    nummers = {*lezer.xref_objStm, *(nummer for generatie in lezer.xref.values() for nummer in generatie)}
    for nummer in sorted(nummers):
        ding = lezer.get_object(nummer)
        # A Type0 font has its letters in its descendant, which is an object of its own.
        if isinstance(ding, dict) and ding.get("/Type") == "/Font" and ding["/Subtype"] != "/Type0":
            yield ding["/BaseFont"], any(f"/FontFile{soort}" in ding["/FontDescriptor"] for soort in ("", "2", "3"))


@pytest.mark.parametrize(("soort", "extensie"), PDFSOORTEN)
def test_every_pdf_carries_its_letters_along(register, soort, extensie):
    """No PDF of any kind leans on a font of the reader: every font in it is one of ours, and is in the file."""
    vraag = Vraag(date(2024, 7, 1), gebied=None if soort == WIJK else "Centrum")
    for lezer in lezers(maak(Bevraging(register, vraag), soort, extensie, wijk="WK039220"), extensie):
        letters = list(letterbestanden(lezer))
        assert letters
        assert all("SourceSans3" in naam for naam, _ in letters)
        assert all(ingesloten for _, ingesloten in letters)


@pytest.mark.parametrize("dag", [date(2023, 11, 22), date(2024, 7, 1), date(2025, 6, 1)], ids=str)
def test_the_city_page_lists_the_gap_list_and_nothing_else(register, dag):
    """The list on the page is the gap list: the same wijken with the same residents, in its order, none more or fewer."""
    bladtekst = lezers(maak(Bevraging(register, Vraag(dag)), STAD, ".pdf"), ".pdf")[0].pages[0].extract_text()
    kop, voet = "nr. wijk zonder platform met niets\n", "\nLegenda\n"
    assert (bladtekst.count(kop), bladtekst.count(voet)) == (1, 1)
    regels = bladtekst.split(kop)[1].split(voet)[0].splitlines()
    op_het_blad = [(m[1], m[2], m[3] is not None, m[4], m[5]) if (m := RIJ.fullmatch(r)) else r for r in regels]
    lijst = gaten(wijkoverzicht(Stand(register.tabellen, dag))).to_dict("records")
    assert op_het_blad == [
        (
            str(rij["rang"]),
            rij["wijknaam"],
            rij["wijkstatus"] == "deels platform",
            getal(rij["inwoners_zonder_platform"]),
            getal(rij["inwoners_niets"]),
        )
        for rij in lijst
    ]
    assert lijst


def rijen_van(lezer):
    """The cells of every row of every table, as the reader of a screen meets them: kind, and whether it says anything."""

    def kinderen(knoop):
        kind = knoop.get("/K", [])
        for deel in kind if isinstance(kind, list) else [kind]:
            yield deel.get_object()

    def loop(knoop):
        if not isinstance(knoop, dict):
            return
        if knoop.get("/S") == "/TR":
            yield [(cel["/S"], bool(list(kinderen(cel)))) for cel in kinderen(knoop)]
            return
        for kind in kinderen(knoop):
            yield from [[]] * (kind.get("/S") == "/Table") if isinstance(kind, dict) else []
            yield from loop(kind)

    tabellen = []
    for rij in loop(lezer.trailer["/Root"]["/StructTreeRoot"]):
        if rij:
            tabellen[-1].append(rij)
        else:
            tabellen.append([])
    return tabellen


@pytest.mark.parametrize("soort", [STAD, WIJK, WIJKEN])
def test_every_cell_of_a_table_has_a_header_that_says_what_it_is(register, soort):
    """Each table begins with named headers, and each row has as many cells: no header is empty, so none shifts."""
    vraag = Vraag(date(2024, 7, 1), gebied="Noord" if soort == WIJKEN else None)
    (lezer,) = lezers(maak(Bevraging(register, vraag), soort, ".pdf", wijk="WK039220"), ".pdf")
    tabellen = rijen_van(lezer)
    assert len(tabellen) >= {STAD: 1, WIJK: 3, WIJKEN: 7}[soort]
    for kop, *rest in tabellen:
        assert kop == [("/TH", True)] * len(kop)
        assert rest
        for rij in rest:
            assert rij == [("/TD", True)] * len(kop)


def test_the_words_and_figures_of_a_row_stand_on_one_line(register):
    """Behind the name of a group its share in the wijk and in the city stand on the same line, whatever bar is between."""
    [blad] = lees(maak(Bevraging(register, Vraag(date(2024, 7, 1))), WIJK, ".pdf", wijk="WK039220")).pages
    stukken = []
    blad.extract_text(visitor_text=lambda tekst, cm, tm, *_: stukken.append((tekst.strip(), cm[3] * tm[5] + cm[5])))
    rijen = {}
    for woord, hoogte in stukken:
        if re.fullmatch(r"\d+ %|.* jaar.*|alleenwonend|.* kinderen", woord):
            rijen.setdefault(round(hoogte), []).append(woord)
    met_delen = [rij for rij in rijen.values() if any(woord.endswith("%") for woord in rij)]
    assert [len(rij) for rij in met_delen] == [3] * 8
