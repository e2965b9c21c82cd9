"""Known then and known now: one peildatum, two answers, on the screen and in everything that leaves it."""

import io
import json
import re
import sys
from datetime import UTC, date, datetime
from html import unescape

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

import cli
import register.geschiedenis
import register.opslag.opslag
from analysis.teksten.toelichting import KOLOMMEN
from register.adres import vind_adres
from register.geschiedenis import registerverschil
from register.opslag.ingrepen import Beeindig, DraaiTerug, NietBereikt, Nieuw, NooitJuist, Waarneming, Wijzig
from systeem.klok import dag_voorbij
from tests.databases import begonnen, over
from tests.echt import WORTEL
from tests.klein import B31, W3, schrijf_map, wijkraad
from tests.paginas import BRIEFING, KAART, PRESENTATIE, VERANDERD, VERANTWOORDING, VERLOOP, open_pagina
from ui.keuzes import Zicht
from uitvoer.formaten import TABELSOORTEN
from web.staat import Staat

RAAD, NAAM = "wijkraad-driewijk", "Wijkraad Driewijk"
GISTEREN, VANDAAG = date(2026, 11, 25), date(2026, 11, 26)
VRAAG = {"peildatum": "2024-08-01", "wijk": W3}
GEHEIM = "Piet Persoon"
WERKLIJST = "werklijst"


@pytest.fixture
def klok(monkeypatch):
    """Set what time the store thinks it is."""

    def zet(*moment):
        monkeypatch.setattr(register.opslag.opslag, "nu", lambda: datetime(*moment, tzinfo=UTC))

    return zet


@pytest.fixture
def opslag(plek, kaart, klok):
    """A register that began on 1 November, with a wijkraad that nobody has said anything of since."""
    yield _begin(plek, kaart, klok, 2026, 11, 1, 9)
    vind_adres(plek).opslag.database.sluit()


def _begin(plek, kaart, klok, *moment):
    raad = wijkraad(RAAD, B31, naam=NAAM, laatst_gezien="2024-05-01")
    schrijf_map(kaart, lambda inhoud: inhoud.organisaties.append(raad))
    klok(*moment)
    return begonnen(plek, kaart)


@pytest.fixture
def twee_tijden(opslag, plek, klok):
    """That register, in which today was entered that the wijkraad ended per 1 July 2024."""
    klok(2026, 11, 26, 10)
    opslag.bewaar(over(GEHEIM), Beeindig("organisatie", RAAD, "2024-07-01"))
    klok(2026, 11, 27, 10)
    return plek


@pytest.fixture
def open_(monkeypatch):
    """Open a page of the application on a register, with the address as keywords."""

    def start(plek, pagina=KAART, **adres):
        monkeypatch.setattr(sys, "argv", ["app.py", "--data", str(plek)])
        app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=60)
        for naam, waarde in adres.items():
            app.query_params[naam] = str(waarde)
        app.run()
        if pagina:
            open_pagina(app, pagina)
        assert not app.exception
        return app

    return start


def draai(*argumenten):
    uitkomst = CliRunner().invoke(cli.cli, [str(argument) for argument in argumenten])
    assert uitkomst.exit_code == 0, uitkomst.output
    return uitkomst


def _bericht(app, sleutel):
    protos = [element.proto for element in app.get("bidi_component")]
    return next(json.loads(proto.json) for proto in protos if proto.id.endswith(f"-{sleutel}"))


def _keuzes(app):
    """What stands above the page, as text."""
    return _tekst(_bericht(app, "kader")["keuzes"])


def _tekst(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# ---- both axes


def test_an_ending_is_known_from_the_day_it_was_entered(twee_tijden, open_, tmp_path):
    """An ending per 1 July entered today: for 1 August the wijkraad counts as known yesterday, and not as known now."""
    pdf, xlsx, site = tmp_path / "blad.pdf", tmp_path / "gaten.xlsx", tmp_path / "site"
    for bekend, zonder_steun, zin in (
        (GISTEREN, 700, "Zij hebben wel een wijkraad."),
        (None, 0, "Ook een wijkraad is er niet."),
    ):
        scherm = _bericht(open_(twee_tijden, **VRAAG, **_mits(bekend_op=bekend)), "scherm")
        assert (scherm["teksten"]["opgave"], scherm["teksten"]["g2"]) == (zin, str(zonder_steun))

        toen = ("--peildatum", "2024-08-01", "--data", twee_tijden, *(("--bekend-op", bekend) if bekend else ()))
        csv = draai("gaten", *toen).stdout_bytes
        draai("gaten", *toen, "--output", xlsx)
        for tabel in (pd.read_csv(io.BytesIO(csv), sep=";", encoding="utf-8-sig"), pd.read_excel(xlsx)):
            rij = tabel.set_index("wijkcode").loc[W3]
            assert rij["inwoners_wijkraad_zonder_steun"] == zonder_steun
            moment = "2026-11-25T23:59:59+01:00" if bekend else "2026-11-26T11:00:00+01:00"
            assert rij["beschikbaarOp"] == moment

        draai("briefing", *toen, "--wijk", W3, "--output", pdf)
        assert zin in " ".join(PdfReader(pdf).pages[0].extract_text().split())

        draai("publiceer", *toen, "--output", site)
        assert _in_publicatie(site) == zonder_steun
        kop = _tekst(re.search(r"<h1.*?</h1>", (site / "index.html").read_text(encoding="utf-8")).group())
        assert ("1.205 van hen hebben niets" in kop) == bool(bekend), kop
        for pad in (pdf, xlsx):
            pad.unlink()


def _in_publicatie(site):
    tabel = pd.read_csv(site / "data" / "gaten.csv", sep=";", encoding="utf-8-sig").set_index("wijkcode")
    return tabel["inwoners_wijkraad_zonder_steun"][W3]


def _mits(**delen):
    return {naam: waarde for naam, waarde in delen.items() if waarde is not None}


@pytest.mark.parametrize(
    ("dag", "laatste", "eerste", "iso"),
    [
        # Midnight in Amsterdam as UTC has it: the clock goes forward in the night before, and back.
        (date(2026, 3, 29), (2026, 3, 29, 21, 59, 59), (2026, 3, 29, 22), "2026-03-29T23:59:59+02:00"),
        (date(2026, 10, 25), (2026, 10, 25, 22, 59, 59), (2026, 10, 25, 23), "2026-10-25T23:59:59+01:00"),
    ],
)
def test_a_day_ends_at_midnight_also_when_the_clock_changes(plek, kaart, klok, open_, dag, laatste, eerste, iso):
    """What is entered at 23:59:59 is known on that day, on days of 23 and of 25 hours too; a second later it is not."""
    opslag = _begin(plek, kaart, klok, 2026, 1, 1)
    for nummer, moment in ((2, laatste), (3, eerste)):
        klok(*moment)
        opslag.bewaar(over(), Wijzig("organisatie", RAAD, {"naam": f"Nummer {nummer}"}))
    klok(2026, 11, 27)
    assert dag_voorbij(dag) == datetime(*eerste, tzinfo=UTC)
    assert opslag.kennis_op(dag).nummer == 2
    assert "Bekend op " in _keuzes(open_(plek, **VRAAG, bekend_op=dag))
    assert "(nr. 2)" in _keuzes(open_(plek, **VRAAG, bekend_op=dag))
    tabel = pd.read_csv(
        io.BytesIO(draai("tabel", "organisaties", "--data", plek, "--bekend-op", dag).stdout_bytes), sep=";"
    )
    rij = tabel[tabel["naam"] == "Nummer 2"].iloc[0]
    assert (rij["beschikbaarOp"], rij["tijdstipRegistratie"]) == (iso, iso)
    assert rij["eindRegistratie"][:19] == f"{dag.replace(day=dag.day + 1)}T00:00:00"


# ---- the screen


@pytest.mark.parametrize("pagina", [KAART, WERKLIJST, VERLOOP, VERANDERD, BRIEFING, PRESENTATIE, VERANTWOORDING])
def test_every_page_says_up_to_when_it_is_known(twee_tijden, open_, pagina):
    """One line with the way back to now stands on every page, and on none when it is of now."""
    regel = "Bekend op 25 november 2026 (nr. 1) · terug naar nu"
    assert regel in _keuzes(open_(twee_tijden, pagina, **VRAAG, bekend_op=GISTEREN))
    assert "terug naar nu" not in _keuzes(open_(twee_tijden, pagina, **VRAAG))


def test_what_was_known_before_cannot_be_changed():
    """A page that shows an earlier register is not one to change it on."""
    zicht = Zicht(None, Staat(VANDAAG), None)
    assert zicht.bewerkbaar
    assert not zicht._replace(staat=Staat(VANDAAG, bekend_op=1)).bewerkbaar


@pytest.mark.parametrize("bekend", [date(2026, 11, 27), date(2030, 1, 1), 2])
def test_a_day_that_is_not_over_is_now_and_says_so(twee_tijden, open_, bekend):
    """Today and later days show what is known now; the line says that nothing was changed since."""
    app = open_(twee_tijden, **VRAAG, bekend_op=bekend)
    assert "Bekend op 26 november 2026 om 11.00 uur (nr. 2) . Sindsdien is er niets gewijzigd · terug" in _keuzes(app)
    assert _bericht(app, "kader")["antwoord"]["geldt"].endswith(f"bekend_op={bekend}")
    nu = open_(twee_tijden, **VRAAG)
    assert _bericht(app, "scherm")["teksten"] == _bericht(nu, "scherm")["teksten"]


@pytest.mark.parametrize(
    ("bekend", "melding"),
    [
        ("2026-10-31", "Op 31 oktober 2026 was er nog geen register: het begint op 1 november 2026. U ziet wat nu bekend is."),
        ("9", "Nummer 9 is er niet: het laatste is 2. U ziet wat nu bekend is."),
        ("gisteren", "“Bekend op” in het adres klopt niet; u ziet wat nu bekend is. Schrijf een dag als jjjj-mm-dd, of het nummer van een wijziging."),
    ],
)  # fmt: skip
def test_what_cannot_be_known_shows_now_and_says_why(twee_tijden, open_, bekend, melding):
    """A day before the register, a number that is not there and what is neither: now, with the reason."""
    app = open_(twee_tijden, **VRAAG, bekend_op=bekend)
    assert [info.value for info in app.info] == [melding]
    assert "terug naar nu" not in _keuzes(app)
    assert "bekend_op" not in _bericht(app, "kader")["antwoord"]["geldt"]
    assert _bericht(app, "scherm")["teksten"]["g2"] == "0"


def test_a_folder_shows_now_and_says_why(kaart, open_):
    """Files do not know what they said: the screen says so, and offers no field for it."""
    app = open_(kaart, peildatum="2024-08-01", bekend_op=GISTEREN, bekend_van="1")
    (info,) = app.info
    assert "De gegevens staan in bestanden, en die weten niet wat er eerder bekend was." in info.value
    assert "Bekend op" not in _keuzes(app)


# ---- what changed


def _verschil(app):
    """The comparison as text: its head, and what stands under it."""
    fragmenten = _bericht(app, "scherm")["fragmenten"]
    return _tekst(fragmenten["verschil"]), _tekst(fragmenten["verschillen"])


def test_on_one_day_only_knowledge_differs(twee_tijden, open_, tmp_path):
    """Then and now about one peildatum: nothing began or stopped in the city, all is under In het register."""
    app = open_(twee_tijden, VERANDERD, peildatum="2024-08-01", van="2024-08-01", bekend_van=GISTEREN)
    kop, lijst = _verschil(app)
    assert kop.startswith("Over 1 augustus 2024 was later iets anders bekend in 1 wijk; over 3 hetzelfde.")
    assert "1 augustus 2024 bekend op 25 november 2026 (nr. 1)" in kop
    assert lijst.startswith("In het register Volgens wat later bekend was, telt Wijkraad Driewijk op 1 augustus 2024 toch niet mee.")  # fmt: skip
    assert f"{NAAM}: beëindigd, fase actief → gestopt, einde onbekend → 1 juli 2024 (nr. 2, 26 november 2026)." in lijst
    for tekst in (kop, lijst):
        assert not re.search("stopte|begon|meer sinds|In de stad", tekst)

    vraag = ("--tot", "2024-08-01", "--data", twee_tijden, "--bekend-van", GISTEREN)
    terminal = draai("veranderd", *vraag).stdout
    assert "Driewijk: volgens wat later bekend was: geen wijkraad of platform in 1 van de 2 buurten" in terminal
    assert "telt Wijkraad Driewijk op 1 augustus 2024 toch niet mee" in terminal
    pad = tmp_path / "verschil.xlsx"
    draai("veranderd", *vraag, "--output", pad)
    boek = openpyxl.load_workbook(pad)
    uitleg = [" ".join(str(cel) for cel in rij if cel) for rij in boek["Toelichting"].iter_rows(values_only=True)]
    assert any("Oud register" in regel and "bekend op 25 november 2026 (nummer 1" in regel for regel in uitleg)
    assert any(regel.startswith("In het register Gewijzigd na 25 november 2026 (nr. 1)") for regel in uitleg)
    assert [rij[0] for rij in boek["In het register"].iter_rows(min_row=2, values_only=True)] == [2]


def test_what_happened_and_what_was_learnt_are_told_apart(twee_tijden, open_):
    """From before the end of support until after: the city lost support, and only knowledge lost the wijkraad."""
    app = open_(twee_tijden, VERANDERD, peildatum="2024-08-01", van="2024-06-01", bekend_van=GISTEREN)
    _, lijst = _verschil(app)
    stad, register_ = lijst.split("In het register", 1)
    assert "Wijkraad Driewijk stopte op 1 juli 2024." in stad  # as it is known now, it stopped between both days
    assert "later bekend" not in stad
    assert "Gewijzigd na 25 november 2026 (nr. 1)" in register_


def test_the_register_is_told_between_two_days(opslag, plek, klok, open_):
    """Every kind of change is a sentence per row with its number and day, without who did it and without why."""
    dagen = iter(range(2, 30))

    def doe(*ingrepen):
        klok(2026, 11, next(dagen), 12)
        opslag.bewaar(over(f"{GEHEIM} belde"), *ingrepen)

    nieuw = wijkraad("wijkraad-nieuw", B31, naam="Wijkraad Nieuw")
    doe(Nieuw("organisatie", {naam: waarde for naam, waarde in nieuw.items() if waarde}))
    doe(Waarneming(RAAD, "2026-11", f"{GEHEIM} belde", VANDAAG, GEHEIM))
    doe(Wijzig("organisatie", RAAD, {"naam": "<b>Raad</b>", "opmerking": GEHEIM}))
    doe(Beeindig("organisatie", RAAD, "2024-07"))
    doe(NooitJuist("organisatie", "wijkraad-nieuw"))
    doe(DraaiTerug(5))
    doe(Waarneming(RAAD, "2020", "krant", VANDAAG))
    doe(NietBereikt(RAAD, "2026-11-09", "gebeld", VANDAAG))  # for the eyes of editors
    doe(DraaiTerug(9))
    klok(2026, 11, 20)
    verschil = registerverschil(vind_adres(plek), date(2026, 11, 1), date(2026, 11, 30))
    assert [een.zin for een in verschil.wijzigingen] == [
        "<b>Raad</b>: een ouder bericht toegevoegd (nr. 8, 8 november 2026)",
        "<b>Raad</b>: nr. 5 teruggedraaid, fase gestopt → actief, einde juli 2024 → onbekend (nr. 7, 7 november 2026)",
        "Wijkraad Nieuw: eruit gehaald, want het was nooit juist (nr. 6, 6 november 2026)",
        "<b>Raad</b>: beëindigd, fase actief → gestopt, einde onbekend → juli 2024 (nr. 5, 5 november 2026)",
        "<b>Raad</b>: naam Wijkraad Driewijk → <b>Raad</b>, opmerking gewijzigd (nr. 4, 4 november 2026)",
        "Wijkraad Driewijk: laatste teken 1 mei 2024 → november 2026 (nr. 3, 3 november 2026)",
        "Wijkraad Nieuw: toegevoegd (nr. 2, 2 november 2026)",
    ]
    app = open_(plek, VERANDERD, van="2026-11-01", peildatum="2026-11-19")
    html = _bericht(app, "scherm")["fragmenten"]["verschillen"]
    assert "&lt;b&gt;Raad&lt;/b&gt;: een ouder bericht toegevoegd (nr. 8, 8 november 2026)." in html
    assert (
        GEHEIM
        not in json.dumps(_bericht(app, "scherm")) + draai("veranderd", "--data", plek, "--van", "2026-11-01").stdout
    )
    assert "nr. 8" not in _verschil(open_(plek, VERANDERD, van="2026-11-01", peildatum="2026-11-19", gebied="Noord"))[1]


def test_how_the_register_began(opslag, plek, kaart):
    """Its beginning is one sentence, before it nothing is known, and of files nothing ever is."""
    adres = vind_adres(plek)
    begin = registerverschil(adres, date(2026, 10, 1), date(2026, 11, 5))
    assert [een.zin for een in begin.wijzigingen] == [
        "Het register begint met 5 organisaties en 3 initiatieven (nr. 1, 1 november 2026)"
    ]
    eerder = registerverschil(adres, date(2025, 10, 1), date(2026, 10, 5))
    assert (eerder.wijzigingen, eerder.begonnen) == ((), False)
    assert eerder.uitleg.startswith("Het register begint op 1 november 2026:")
    assert "bestanden" in registerverschil(vind_adres(str(kaart)), date(2025, 1, 1), date(2026, 1, 1)).uitleg


def test_the_oldest_changes_are_counted_only(opslag, plek, klok, monkeypatch):
    """A long list tells the last changes, and how many there were before."""
    monkeypatch.setattr(register.geschiedenis, "_MEESTE", 2)
    for nummer in range(5):
        klok(2026, 11, 2 + nummer)
        opslag.bewaar(over(), Wijzig("organisatie", RAAD, {"naam": f"Raad {nummer}"}))
    verschil = registerverschil(vind_adres(plek), date(2026, 11, 1), date(2026, 11, 10))
    assert [een.nummer for een in verschil.wijzigingen] == [6, 5]
    assert verschil.slot == "En nog 3 wijzigingen daarvoor."


def test_two_ways_to_compare_do_not_go_together(twee_tijden):
    """`--bekend-van` and `--data-nieuw` both say what the other side is."""
    uitkomst = CliRunner().invoke(cli.cli, ["veranderd", "--data", twee_tijden, "--data-nieuw", twee_tijden, "--bekend-van", "1"])  # fmt: skip
    assert (uitkomst.exit_code, "niet allebei" in uitkomst.output) == (2, True)


# ---- the terms of the base registers


def test_each_row_says_since_when_it_says_so(twee_tijden, opslag, klok):
    """A version has the moment it was saved and, when it no longer holds, that of its end; a sighting makes a new one."""
    klok(2026, 11, 28, 10)
    opslag.bewaar(over(), Waarneming("platform-een", "2026-11-20", "krant", date(2026, 11, 28)))
    begin, einde, teken = "2026-11-01T10:00:00+01:00", "2026-11-26T11:00:00+01:00", "2026-11-28T11:00:00+01:00"
    tijden = {}
    for nummer in (1, 2, 3):
        csv = draai("tabel", "organisaties", "--data", twee_tijden, "--bekend-op", nummer).stdout_bytes
        tabel = pd.read_csv(io.BytesIO(csv), sep=";", encoding="utf-8-sig", keep_default_na=False).set_index("id")
        for id_ in (RAAD, "platform-een"):
            tijden[nummer, id_] = tuple(tabel.loc[id_, ["tijdstipRegistratie", "eindRegistratie"]])
        assert tabel["geldigOp"].tolist() == tabel["peildatum"].tolist()
    assert tijden == {
        (1, RAAD): (begin, einde),
        (2, RAAD): (einde, ""),
        (3, RAAD): (einde, ""),
        (1, "platform-een"): (begin, teken),
        (2, "platform-een"): (begin, teken),
        (3, "platform-een"): (teken, ""),
    }


@pytest.mark.parametrize("soort", TABELSOORTEN)
def test_files_have_the_same_columns_and_leave_empty_what_they_do_not_know(kaart, soort):
    """A script finds the same columns, whether the registers are files or not."""
    csv = draai("tabel", soort, "--data", kaart, "--peildatum", "2024-08-01").stdout_bytes
    tabel = pd.read_csv(io.BytesIO(csv), sep=";", encoding="utf-8-sig", keep_default_na=False).drop(columns="bronvermelding")  # fmt: skip
    assert tuple(tabel) == KOLOMMEN[soort]
    leeg = [naam for naam in ("beschikbaarOp", "tijdstipRegistratie", "eindRegistratie") if naam in tabel]
    assert set(tabel[leeg].to_numpy().ravel().tolist()) <= {""}
    assert tabel["geldigOp"].tolist() == tabel.get("peildatum", pd.Series("2024-08-01", tabel.index)).tolist()
