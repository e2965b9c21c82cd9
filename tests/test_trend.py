"""The transition over time: the figures behind the chart, and the two pages that show time."""

import re
import sys
from datetime import date, timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.antwoorden.overzicht import buurtoverzicht, wijkoverzicht
from analysis.antwoorden.veranderingen import slotzin, veranderingen, zin_per_wijk
from analysis.antwoorden.verloop import aantallen, inwoners_per_groep, wijken_per_status
from analysis.nederlands import datum
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from tests import klein
from tests.echt import WORTEL
from tests.klein import VARIANTEN
from tests.paginas import KAART, VERANDERD, VERLOOP, open_pagina, scherm
from tests.strategies import datums, dure_wet, steden, varianten

NAMEN = list(w.GROEPNAMEN.values())
APP = str(WORTEL / "app.py")
WERKVOORBEELDEN = [
    (date(2023, 11, 22), "persbericht"),
    (date(2024, 1, 1), "persbericht"),
    (date(2024, 7, 1), "persbericht"),
    (date(2024, 7, 1), "raadsbesluit"),
]


def _naam(rij):
    return w.GROEPNAMEN[rij.groep]


def _over_de_groepen(doel, groepen):
    """Per kind the residents of its buurten, and what is left over at the largest; `groepen` are (sum, buurten)."""
    uit = {naam: som for naam, (som, _) in groepen.items()}
    over = doel - sum(uit.values())
    plekken = list(groepen)
    for naam in sorted(groepen, key=lambda naam: (*groepen[naam], plekken.index(naam)), reverse=True):
        nieuw = max(0, uit[naam] + over)
        over, uit[naam] = over - (nieuw - uit[naam]), nieuw
    return uit


def _uit_het_overzicht(tabellen, dag, variant):
    """Residents per gebied and kind, from the tables that users download; unknown is counted in wijken."""
    uit = {(gebied, naam): Aantal(0) for gebied in tabellen.wijken["gebied"] for naam in NAMEN}
    buurten = list(buurtoverzicht(Stand(tabellen, dag, variant)).itertuples())
    for wijk in wijkoverzicht(Stand(tabellen, dag, variant)).itertuples():
        eigen = [rij for rij in buurten if rij.wijkcode == wijk.wijkcode]
        totaal, zonder = als_aantal(wijk.inwoners), als_aantal(wijk.inwoners_zonder_platform)
        for met_platform in (True, False):
            namen = [naam for naam in NAMEN if (naam == NAMEN[0]) == met_platform]
            rijen = {naam: [als_aantal(rij.inwoners) for rij in eigen if _naam(rij) == naam] for naam in namen}
            if totaal.ontbreekt:
                waarden = dict.fromkeys(namen, Aantal(0, 1))
            else:
                doel = totaal.bekend - zonder.bekend if met_platform else zonder.bekend
                groepen = {naam: (sum(a.bekend for a in rijen[naam]), len(rijen[naam])) for naam in namen}
                waarden = {naam: Aantal(n) for naam, n in _over_de_groepen(doel, groepen).items()}
            for naam, aantal in waarden.items():
                eerder = uit[wijk.gebied, naam]
                uit[wijk.gebied, naam] = Aantal(eerder.bekend + aantal.bekend, eerder.ontbreekt + aantal.ontbreekt)
    return uit


def _als_telling(tabel, kolom, aantal):
    sleutels = zip(tabel["gebied"], tabel[kolom], strict=True)
    return dict(zip(sleutels, tabel[aantal].tolist(), strict=True))


def _als_aantallen(tabel):
    sleutels = zip(tabel["gebied"], tabel["groep"], strict=True)
    return dict(zip(sleutels, map(Aantal, tabel["inwoners"].tolist(), tabel["ontbreekt"].tolist()), strict=True))


# ---- the figures


@pytest.mark.parametrize(("dag", "variant"), WERKVOORBEELDEN)
def test_residents_are_those_of_the_overview(register, dag, variant):
    """On the worked dates residents per gebied and kind are what the tables of wijken and buurten give."""
    uit = inwoners_per_groep(Stand(register.tabellen, [dag], variant))
    assert _als_aantallen(uit) == _uit_het_overzicht(register.tabellen, dag, variant)
    assert set(uit["peildatum"]) == {dag}


@pytest.mark.parametrize("variant", VARIANTEN)
def test_every_resident_is_counted_once_on_every_date(register, variant):
    """On each change date the kinds together are the residents of all wijken, in the city and in every gebied."""
    tabellen = register.tabellen
    dagen = [date.min, *wisselmomenten(tabellen, variant), date.max]
    uit = inwoners_per_groep(Stand(tabellen, dagen, variant))
    verwacht = tabellen.wijken["inwoners"].groupby(tabellen.wijken["gebied"]).sum().astype(int).to_dict()
    assert sum(verwacht.values()) == 167_635
    som = uit.groupby(["peildatum", "gebied"])["inwoners"].sum()
    assert len(som) == len(dagen) * 5
    for dag in dagen:
        assert som[dag].to_dict() == verwacht
    assert len(uit) == len(dagen) * 5 * len(NAMEN)


@dure_wet
@given(steden(), st.lists(datums, min_size=1, max_size=4, unique=True), varianten)
def test_any_city_is_counted_as_in_its_overviews(stad, dagen, variant):
    """Whatever the registers hold, residents and wijken are those of the tables of each date."""
    inwoners, wijken = inwoners_per_groep(Stand(stad, dagen, variant)), wijken_per_status(Stand(stad, dagen, variant))
    for dag in dagen:
        op_dag = inwoners[inwoners["peildatum"] == dag]
        assert _als_aantallen(op_dag) == _uit_het_overzicht(stad, dag, variant)
        aantal = wijkoverzicht(Stand(stad, dag, variant)).groupby(["gebied", "wijkstatus"]).size().to_dict()
        op_dag = _als_telling(wijken[wijken["peildatum"] == dag], "wijkstatus", "wijken")
        assert {sleutel: n for sleutel, n in op_dag.items() if n} == aantal
        assert len(op_dag) == 2 * len(w.WIJKSTATUSSEN)


@pytest.mark.parametrize(
    ("dag", "variant", "verwacht"),
    [
        (date(2023, 11, 22), "persbericht", (0, 121_750, 0, 0, 45_885)),
        (date(2024, 1, 1), "persbericht", (2_365, 119_385, 0, 0, 45_885)),
        (date(2024, 7, 1), "persbericht", (7_690, 0, 84_055, 30_010, 45_880)),
        (date(2024, 7, 1), "raadsbesluit", (7_690, 114_065, 0, 0, 45_880)),
    ],
)
def test_the_worked_residents(register, dag, variant, verwacht):
    """Platform, wijkraad with support, without, long without a sign, and nothing: the whole city together."""
    rij = aantallen(inwoners_per_groep(Stand(register.tabellen, [dag], variant))).loc[dag]
    met = [aantal.bekend for aantal in rij]
    assert tuple(met) == verwacht
    assert sum(met) == 167_635
    assert not any(aantal.ontbreekt for aantal in rij)


@dure_wet
@given(steden(), st.lists(datums, min_size=1, max_size=3, unique=True), varianten)
def test_the_kinds_add_up_to_the_wijk_and_to_who_is_without(stad, dagen, variant):
    """Per wijk all kinds are its population, those without a platform `inwoners_zonder_platform`; none is below 0."""
    for code in stad.wijken.index:
        een = stad._replace(wijken=stad.wijken.loc[[code]], buurten=stad.buurten[stad.buurten["wijkcode"] == code])
        per_dag = aantallen(inwoners_per_groep(Stand(een, dagen, variant)))
        for dag in dagen:
            wijk = wijkoverzicht(Stand(een, dag, variant)).iloc[0]
            totaal, zonder = als_aantal(wijk["inwoners"]), als_aantal(wijk["inwoners_zonder_platform"])
            rij = per_dag.loc[dag]
            assert all(aantal.bekend >= 0 for aantal in rij)
            if not totaal.ontbreekt:
                assert sum(aantal.bekend for aantal in rij) == totaal.bekend
                assert sum(aantal.bekend for aantal in rij.iloc[1:]) == zonder.bekend
                assert not any(aantal.ontbreekt for aantal in rij)
            else:
                assert not any(aantal.bekend for aantal in rij)
                assert any(aantal.ontbreekt for aantal in rij)


@pytest.mark.parametrize(("dag", "variant"), WERKVOORBEELDEN)
def test_wijken_add_up_to_the_wijken_of_the_city(register, dag, variant):
    """The statuses together are all 21 wijken, and each has as many as the overview."""
    uit = wijken_per_status(Stand(register.tabellen, [dag], variant))
    assert uit["wijken"].sum() == 21
    per_status = uit.groupby("wijkstatus")["wijken"].sum()
    aantal = wijkoverzicht(Stand(register.tabellen, dag, variant))["wijkstatus"].value_counts()
    assert per_status.to_dict() == {status: int(aantal.get(status, 0)) for status in w.WIJKSTATUSSEN}


# ---- the pages


@pytest.fixture
def start(monkeypatch):
    """Open a page of the application, with `--data map_` when given and the address as keywords."""

    def _start(pagina, map_=None, **adres):
        monkeypatch.setattr(sys, "argv", ["app.py", *(["--data", str(map_)] if map_ else [])])
        app = AppTest.from_file(APP, default_timeout=120)
        for naam, waarde in adres.items():
            app.query_params[naam] = waarde
        return _in_orde(open_pagina(app.run(), pagina))

    return _start


def _in_orde(app):
    assert not app.exception
    assert not app.error
    return app


def _html(app):
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def _zonder_organisaties(inhoud):
    kop = ",".join(inhoud.organisaties[0])
    inhoud.tekst["organisaties.csv"] = f"{kop}\n"


def _zonder_inwoners(inhoud):
    for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
        if vlak["properties"]["wijkcode"] == klein.W4:
            vlak["properties"].update(inwoners=None, huishoudens=None)


def _alles_onbekend(inhoud):
    for rij in (*inhoud.organisaties, *inhoud.initiatieven):
        rij.update(van="", tot="", laatst_gezien="") if "laatst_gezien" in rij else rij.update(van="", tot="")


def _alleen_oud(inhoud):
    inhoud.organisaties[:] = [klein.wijkraad("oud", klein.W1, van="1850", tot="1999-05")]


BREKERS = [None, _zonder_organisaties, _zonder_inwoners, _alles_onbekend, _alleen_oud]


@pytest.mark.parametrize("breek", BREKERS, ids=lambda breek: breek.__name__ if breek else "heel")
@pytest.mark.parametrize("pagina", [KAART, VERLOOP, VERANDERD])
def test_each_page_stands_with_poor_data(start, tmp_path, pagina, breek):
    """Without organisations, dates or residents the pages are drawn, without an exception or an error."""
    app = start(pagina, klein.schrijf_map(tmp_path, breek), peildatum="2024-07-01", van="2023-11-22")
    if pagina == VERLOOP:
        # Residents and wijken of the city, and one small chart for each of the two gebieden.
        assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 4
    else:
        assert len(scherm(app)["stand"]["wijken"]) == 4


@pytest.mark.parametrize("variant", VARIANTEN)
@pytest.mark.parametrize("gebied", [None, "Schalkwijk"])
def test_the_page_verloop_tells_the_real_figures(start, register, variant, gebied):
    """The table under the chart has a row per change with the residents of `analysis.antwoorden.verloop`."""
    adres = {"peildatum": "2024-07-01", "variant": variant} | ({"gebied": gebied} if gebied else {})
    app = start(VERLOOP, **adres)
    html = _html(app)
    tabel = inwoners_per_groep(Stand(register.tabellen, [date(2024, 7, 1)], variant))
    eigen = tabel[tabel["gebied"] == gebied] if gebied else tabel
    som = aantallen(eigen).loc[date(2024, 7, 1)]
    cellen = "".join(f'<td class="r">{som[naam]}' for naam in NAMEN)
    einde = datum(VARIANTEN[variant].einde_ondersteuning)
    assert f"{einde}</button>" in html
    if VARIANTEN[variant].einde_ondersteuning == date(2024, 7, 1):
        assert f"{einde}</button>{cellen}" in html
    assert (f"gebied {gebied}" if gebied else "Haarlem") in html


def _niemand_geteld(inhoud):
    for vlak in (*inhoud.wijken["features"], *inhoud.buurten["features"]):
        vlak["properties"].update(inwoners=None, huishoudens=None)


def test_the_page_verloop_says_what_is_unknown(start, tmp_path):
    """With a wijk of unknown population its kinds are a lower bound, with all of them unknown; a sentence says so."""
    for naam in ("een", "alle"):
        (tmp_path / naam).mkdir()
    een = _html(start(VERLOOP, klein.schrijf_map(tmp_path / "een", _zonder_inwoners), peildatum="2023-11-22"))
    assert "Van 1 wijk is het aantal inwoners onbekend: dat telt in geen som mee." in een
    assert "niets: ten minste 1.605." in een
    alle = _html(start(VERLOOP, klein.schrijf_map(tmp_path / "alle", _niemand_geteld), peildatum="2023-11-22"))
    assert "Van 4 wijken is het aantal inwoners onbekend" in alle
    assert "niets: onbekend." in alle


@pytest.mark.parametrize(
    ("dag", "stap"),
    [("2024-06-30", date(2024, 1, 1)), ("2024-07-01", date(2024, 7, 1)), ("1950-01-01", date(2022, 11, 23))],
)
def test_the_page_verloop_reads_the_step_of_the_view(start, register, dag, stap):
    """What is read is the step that the date of the view lies in; each step is a button that chooses its date."""
    html = _html(_in_orde(start(VERLOOP, peildatum=dag)))
    rij = aantallen(inwoners_per_groep(Stand(register.tabellen, [stap]))).loc[stap]
    verteld = "; ".join(f"{naam}: {rij[naam]}" for naam in NAMEN)
    assert f"Inwoners vanaf {datum(stap)}: {verteld}." in html
    assert f'data-kies="peildatum={stap.isoformat()}" aria-pressed="true">{datum(stap)}</button>' in html
    assert html.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("gebied", [None, "Centrum"])
def test_the_page_veranderd_tells_the_comparison(start, register, gebied):
    """The page shows the summary, each change with its wijken, and colours exactly the buurten in another group."""
    adres = {"peildatum": "2024-07-01", "van": "2023-11-22"} | ({"gebied": gebied} if gebied else {})
    gezien = scherm(start(VERANDERD, **adres))
    kanten = Stand(register.tabellen, date(2023, 11, 22)), Stand(register.tabellen, date(2024, 7, 1))
    uitkomst = veranderingen(*kanten, gebied=gebied)
    html = unescape("".join(gezien["fragmenten"].values()))
    assert slotzin(uitkomst) in html
    stad, kennis = html.split("<h2>In de stad</h2>")[1].split("<h2>In wat wij weten</h2>")
    status = uitkomst.buurten["statusveranderd"]
    for deel, buurten in ((stad, status), (kennis, uitkomst.buurten["veranderd"] & ~status)):
        zinnen = zin_per_wijk(uitkomst.buurten, buurten)
        rijen = re.findall(r'<th scope="row">([^<]*)<td>(.*?)</ul>', deel)
        codes = {zin: re.findall(r'data-wijk="(\w+)"', wijken) for zin, wijken in rijen}
        assert len(codes) == len(rijen), "what happened in many wijken alike is told once"
        assert {code: zin for zin, eigen in codes.items() for code in eigen} == zinnen.to_dict()
    anders = uitkomst.buurten["groepveranderd"].reindex(register.tabellen.buurten.index, fill_value=False)
    assert gezien["stand"]["stil"] == "".join("0" if waarde else "1" for waarde in anders)
    assert gezien["stand"]["stil"].count("0") == uitkomst.buurten["groepveranderd"].sum() > 0


def test_the_pages_stand_with_5_000_change_dates(start, tmp_path):
    """With thousands of changes within the span of the chart it is drawn, and so is the comparison."""
    begin = date(2010, 1, 1)
    rijen = [klein.wijkraad(f"w{n}", klein.B11, van=(begin + timedelta(days=2 * n)).isoformat(), tot=(begin + timedelta(days=2 * n + 1)).isoformat()) for n in range(2500)]  # fmt: skip

    def veel(inhoud):
        inhoud.organisaties[:] = rijen

    map_ = klein.schrijf_map(tmp_path, veel)
    for pagina in (VERLOOP, VERANDERD):
        start(pagina, map_, peildatum="2024-07-01", van="2023-11-22")
