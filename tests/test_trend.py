"""The transition over time: the figures behind the chart, and the two pages that show time."""

import json
import sys
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis import waarden as w
from analysis.beleid import VARIANTEN
from analysis.nederlands import datum, getal
from analysis.overzicht import buurtoverzicht, wijkoverzicht
from analysis.trend import DEKKING, inwoners_per_dekking, wijken_per_status
from analysis.veranderingen import Moment, slotzin, veranderingen
from analysis.verloop import wisselmomenten
from tests import klein
from tests.test_wetten import datums, dure_wet, steden, varianten

APP = str(Path(__file__).parents[1] / "app.py")
VERLOOP, VERANDERD, KAART = "ui/pagina_verloop.py", "ui/pagina_veranderd.py", "ui/pagina_kaart.py"
WERKVOORBEELDEN = [
    (date(2023, 11, 22), "persbericht"),
    (date(2024, 1, 1), "persbericht"),
    (date(2024, 7, 1), "persbericht"),
    (date(2024, 7, 1), "raadsbesluit"),
]


def _naam(rij):
    """Under which name the chart counts a buurt of the overview."""
    if rij.buurtstatus == w.PLATFORM:
        return f"platform, {rij.bewijs}"
    andere = {
        w.WIJKRAAD: "wijkraad, ondersteund",
        w.ZONDER_ONDERSTEUNING: "wijkraad, zonder ondersteuning",
        w.GEEN: "geen van beide",
    }
    return andere[rij.buurtstatus]


def _uit_het_overzicht(tabellen, dag, variant):
    """Residents per gebied and kind, counted from the table that users download."""
    uit = {(gebied, naam): 0 for gebied in tabellen.wijken["gebied"] for naam in DEKKING}
    for rij in buurtoverzicht(tabellen, dag, variant).fillna({"inwoners": 0}).itertuples():
        uit[rij.gebied, _naam(rij)] += int(rij.inwoners)
    return uit


def _als_telling(tabel, kolom, aantal):
    sleutels = zip(tabel["gebied"], tabel[kolom], strict=True)
    return dict(zip(sleutels, tabel[aantal].tolist(), strict=True))


# ---- the figures


@pytest.mark.parametrize(("dag", "variant"), WERKVOORBEELDEN)
def test_residents_are_those_of_the_overview(register, dag, variant):
    """On the worked dates residents per gebied and kind are what the table of buurten adds up to."""
    uit = inwoners_per_dekking(register.tabellen, [dag], variant)
    assert _als_telling(uit, "dekking", "inwoners") == _uit_het_overzicht(register.tabellen, dag, variant)
    assert set(uit["peildatum"]) == {dag}


@pytest.mark.parametrize("variant", VARIANTEN)
def test_every_resident_is_counted_once_on_every_date(register, variant):
    """On each change date the kinds together are the residents of all buurten, in the city and in every gebied."""
    tabellen = register.tabellen
    dagen = [date.min, *wisselmomenten(tabellen, variant), date.max]
    uit = inwoners_per_dekking(tabellen, dagen, variant)
    gebied = tabellen.buurten["wijkcode"].map(tabellen.wijken["gebied"])
    verwacht = tabellen.buurten["inwoners"].fillna(0).groupby(gebied).sum().astype(int).to_dict()
    som = uit.groupby(["peildatum", "gebied"])["inwoners"].sum()
    assert len(som) == len(dagen) * 5
    for dag in dagen:
        assert som[dag].to_dict() == verwacht
    assert len(uit) == len(dagen) * 5 * len(DEKKING)


@dure_wet
@given(steden(), st.lists(datums, min_size=1, max_size=4, unique=True), varianten)
def test_any_city_is_counted_as_in_its_overviews(stad, dagen, variant):
    """Whatever the registers hold, residents and wijken are those of the tables of each date."""
    inwoners, wijken = inwoners_per_dekking(stad, dagen, variant), wijken_per_status(stad, dagen, variant)
    for dag in dagen:
        op_dag = inwoners[inwoners["peildatum"] == dag]
        assert _als_telling(op_dag, "dekking", "inwoners") == _uit_het_overzicht(stad, dag, variant)
        aantal = wijkoverzicht(stad, dag, variant).groupby(["gebied", "wijkstatus"]).size().to_dict()
        op_dag = _als_telling(wijken[wijken["peildatum"] == dag], "wijkstatus", "wijken")
        assert {sleutel: n for sleutel, n in op_dag.items() if n} == aantal
        assert len(op_dag) == 2 * len(w.WIJKSTATUSSEN)


@pytest.mark.parametrize(("dag", "variant"), WERKVOORBEELDEN)
def test_wijken_add_up_to_the_wijken_of_the_city(register, dag, variant):
    """The statuses together are all 21 wijken, and each has as many as the overview."""
    uit = wijken_per_status(register.tabellen, [dag], variant)
    assert uit["wijken"].sum() == 21
    per_status = uit.groupby("wijkstatus")["wijken"].sum()
    aantal = wijkoverzicht(register.tabellen, dag, variant)["wijkstatus"].value_counts()
    assert per_status.to_dict() == {status: int(aantal.get(status, 0)) for status in w.WIJKSTATUSSEN}


def test_every_score_belongs_to_exactly_one_kind():
    """No score of a buurt is drawn twice or left out of the chart."""
    alle = sorted(score for scores in DEKKING.values() for score in scores)
    assert alle == list(range(2 * len(w.BUURTSTATUSSEN)))


# ---- the pages


@pytest.fixture
def start(monkeypatch):
    """Open a page of the application, with `--data map_` when given and the address as keywords."""

    def _start(pagina, map_=None, **adres):
        monkeypatch.setattr(sys, "argv", ["app.py", *(["--data", str(map_)] if map_ else [])])
        app = AppTest.from_file(APP, default_timeout=120)
        for naam, waarde in adres.items():
            app.query_params[naam] = waarde
        return _in_orde(app.run().switch_page(pagina).run())

    return _start


def _in_orde(app):
    assert not app.exception
    assert not app.error
    return app


def _html(app):
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def _scherm(app):
    protos = [element.proto for element in app.get("bidi_component")]
    return next(json.loads(proto.json) for proto in protos if proto.id.endswith("-scherm"))


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
        assert len(_scherm(app)["stand"]["wijken"]) == 4


@pytest.mark.parametrize("variant", VARIANTEN)
@pytest.mark.parametrize("gebied", [None, "Schalkwijk"])
def test_the_page_verloop_tells_the_real_figures(start, register, variant, gebied):
    """The table under the chart has a row per change with the residents of `analysis.trend`."""
    adres = {"peildatum": "2024-07-01", "variant": variant} | ({"gebied": gebied} if gebied else {})
    app = start(VERLOOP, **adres)
    html = _html(app)
    tabel = inwoners_per_dekking(register.tabellen, [date(2024, 7, 1)], variant)
    eigen = tabel[tabel["gebied"] == gebied] if gebied else tabel
    som = eigen.groupby("dekking")["inwoners"].sum()
    cellen = "".join(f'<td class="r">{getal(som[naam])}' for naam in DEKKING)
    einde = datum(VARIANTEN[variant].einde_ondersteuning)
    assert f"{einde}</button>" in html
    if VARIANTEN[variant].einde_ondersteuning == date(2024, 7, 1):
        assert f"{einde}</button>{cellen}" in html
    assert (f"gebied {gebied}" if gebied else "Haarlem") in html


@pytest.mark.parametrize(
    ("dag", "stap"),
    [("2024-06-30", date(2024, 1, 1)), ("2024-07-01", date(2024, 7, 1)), ("1950-01-01", date(2022, 11, 23))],
)
def test_the_page_verloop_reads_the_step_of_the_view(start, register, dag, stap):
    """What is read is the step that the date of the view lies in; each step is a button that chooses its date."""
    html = _html(_in_orde(start(VERLOOP, peildatum=dag)))
    tabel = inwoners_per_dekking(register.tabellen, [stap]).groupby("dekking")["inwoners"].sum()
    aantallen = "; ".join(f"{naam}: {getal(tabel[naam])}" for naam in DEKKING)
    assert f"Inwoners vanaf {datum(stap)}: {aantallen}." in html
    assert f'data-kies="peildatum={stap.isoformat()}" aria-pressed="true">{datum(stap)}</button>' in html
    assert html.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("gebied", [None, "Centrum"])
def test_the_page_veranderd_tells_the_comparison(start, register, gebied):
    """The page shows the summary, a row per changed wijk, and colours exactly the buurten that changed."""
    adres = {"peildatum": "2024-07-01", "van": "2023-11-22"} | ({"gebied": gebied} if gebied else {})
    scherm = _scherm(start(VERANDERD, **adres))
    kanten = Moment(register.tabellen, date(2023, 11, 22)), Moment(register.tabellen, date(2024, 7, 1))
    uitkomst = veranderingen(*kanten, gebied=gebied)
    html = unescape(scherm["fragmenten"]["verschil"])
    assert slotzin(uitkomst, *kanten) in html
    assert html.count('<button class="wijk"') == len(uitkomst.veranderd)
    for naam, zin in zip(uitkomst.veranderd["wijknaam"], uitkomst.veranderd["verandering"], strict=True):
        assert f"{naam}</button><td>{zin}<td" in html
    anders = uitkomst.buurten["veranderd"].reindex(register.tabellen.buurten.index, fill_value=False)
    assert scherm["stand"]["stil"] == "".join("0" if waarde else "1" for waarde in anders)
    assert scherm["stand"]["stil"].count("0") == uitkomst.buurten["veranderd"].sum() > 0


def test_the_pages_stand_with_5_000_change_dates(start, tmp_path):
    """With thousands of changes within the span of the chart it is drawn, and so is the comparison."""
    begin = date(2010, 1, 1)
    rijen = [klein.wijkraad(f"w{n}", klein.B11, van=(begin + timedelta(days=2 * n)).isoformat(), tot=(begin + timedelta(days=2 * n + 1)).isoformat()) for n in range(2500)]  # fmt: skip

    def veel(inhoud):
        inhoud.organisaties[:] = rijen

    map_ = klein.schrijf_map(tmp_path, veel)
    for pagina in (VERLOOP, VERANDERD):
        start(pagina, map_, peildatum="2024-07-01", van="2023-11-22")
