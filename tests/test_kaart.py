"""The map page: complete, the same for the same tables, closed to the outside, and deaf to what names say."""

import json
import re
from collections import Counter
from html.parser import HTMLParser

import geopandas as gpd
import pytest
import shapely

from analysis.gemeente import BRONVERMELDING
from analysis.tabellen import Tabellen
from geo.crs import RD, to_wgs84
from geo.kaart import kaart_html
from geo.kaartinhoud import BASISKAART, BASISKAART_BRON, volgorde
from register.register import read_register
from tests import klein
from tests.echt import WORTEL
from tests.lezers import GEMEEN

STATISCH = "/app/static"


class Pagina(HTMLParser):
    """The tags of a page, its scripts, and the addresses that it loads."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.scripts, self.adressen, self.taal = Counter(), [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        waarden = dict(attrs)
        self.adressen += [waarden[naam] for naam in ("src", "href") if naam in waarden]
        if tag == "html":
            self.taal = waarden.get("lang")
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def _json_na(html, begin):
    """The JSON value that follows a text in the page."""
    plek = re.search(begin, html)
    assert plek, f"{begin} is not in the page"
    return json.JSONDecoder().raw_decode(html, plek.end())[0]


def _lagen(html):
    """The two layers of polygons: buurten, then wijken."""
    lagen = [json.JSONDecoder().raw_decode(html, plek.end())[0] for plek in re.finditer(r"geo_json_\d+_add\(", html)]
    assert len(lagen) == 2
    return lagen


def _punten(html):
    return _json_na(html, r"var data = ")


def _inhoud(html):
    return _json_na(html, r"dekking\.begin\(\w+, ")


def _klein(tmp_path, breek=None):
    return read_register(klein.schrijf_map(tmp_path, breek)).tabellen


@pytest.fixture(scope="module")
def pagina(register):
    return kaart_html(register.tabellen, STATISCH)


def test_the_same_tables_give_the_same_page(register, pagina):
    """Drawing again gives the same text, so a browser and a cache can keep it."""
    kopie = Tabellen(*(tabel.copy() for tabel in register.tabellen[:4]), register.tabellen.gemeente)
    assert kaart_html(kopie, STATISCH) == pagina


def test_drawing_leaves_the_tables_as_they_were(register):
    """The tables are shared by all visitors: drawing changes nothing in them."""
    voor = [tabel.copy() for tabel in register.tabellen[:4]]
    kaart_html(register.tabellen, STATISCH)
    for nu, eerst in zip(register.tabellen[:4], voor, strict=True):
        assert nu.equals(eerst)


def test_other_tables_give_another_page(register, pagina):
    """The page follows the registers: without the first initiative it is another page."""
    minder = register.tabellen._replace(initiatieven=register.tabellen.initiatieven.iloc[1:])
    assert kaart_html(minder, STATISCH) != pagina


def test_the_page_names_no_outside_host_but_the_base_map(pagina):
    """Every file comes from the application itself; the one outside address is that of the base map, as data."""
    assert BASISKAART.startswith("https://service.pdok.nl/")
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+", pagina) == ["https://service.pdok.nl"]
    adressen = Pagina(pagina).adressen
    assert len(adressen) == 7
    assert all(adres.startswith(f"{STATISCH}/") for adres in adressen)


def test_the_page_follows_a_base_path(register):
    """Behind a base URL path every file is asked from that path."""
    adressen = Pagina(kaart_html(register.tabellen, "/haarlem/app/static")).adressen
    assert {adres.split("/app/")[0] for adres in adressen} == {"/haarlem"}


def test_the_page_is_dutch_and_can_be_zoomed(pagina):
    """The page names its language and does not forbid to enlarge it."""
    assert Pagina(pagina).taal == "nl"
    assert "user-scalable" not in pagina
    assert "maximum-scale" not in pagina


def test_the_page_says_where_the_map_comes_from(pagina):
    """The attribution goes along with the map, and that of the base map with its address."""
    inhoud = _inhoud(pagina)
    assert (inhoud["bron"], inhoud["basiskaart"], inhoud["basiskaartBron"]) == (
        BRONVERMELDING,
        BASISKAART,
        BASISKAART_BRON,
    )


def test_every_wijk_and_buurt_is_on_the_page(register, pagina):
    """21 wijken and 111 buurten are drawn, numbered and named in the same order."""
    wijken, buurten, _ = volgorde(register.tabellen)
    laag_buurten, laag_wijken = ([vlak["properties"]["code"] for vlak in laag["features"]] for laag in _lagen(pagina))
    inhoud = _inhoud(pagina)
    assert (len(wijken), len(buurten)) == (21, 111)
    assert laag_wijken == wijken == [wijk["code"] for wijk in inhoud["wijken"]] == sorted(wijken)
    assert laag_buurten == buurten == inhoud["buurten"] == sorted(buurten)
    assert [wijk["naam"] for wijk in inhoud["wijken"]] == register.tabellen.wijken["wijknaam"].tolist()


def test_the_page_knows_in_which_wijk_each_buurt_lies(register, pagina):
    """Every buurt has the number of its wijk: by it the browser knows in which wijken nothing stands out."""
    wijken, buurten = register.tabellen.wijken, register.tabellen.buurten
    assert [wijken.index[nummer] for nummer in _inhoud(pagina)["wijkVan"]] == buurten["wijkcode"].tolist()


def test_shapes_stay_where_they_were(register, pagina):
    """Rounding to five decimals moves nothing by more than a metre and breaks no polygon."""
    for laag, tabel in zip(_lagen(pagina), (register.tabellen.buurten, register.tabellen.wijken), strict=True):
        vlakken = gpd.GeoSeries(
            [shapely.geometry.shape(vlak["geometry"]) for vlak in laag["features"]], index=tabel.index, crs="EPSG:4326"
        )
        assert vlakken.is_valid.all()
        afstand = vlakken.to_crs(RD).hausdorff_distance(gpd.GeoSeries(tabel.geometry))
        assert 0 < afstand.max() < 1


def test_shared_borders_stay_shared(register, pagina):
    """A corner that neighbours share is one point on the page, so that no gap opens between them."""
    for laag, tabel in zip(_lagen(pagina), (register.tabellen.buurten, register.tabellen.wijken), strict=True):
        eerst = Counter(_hoeken(to_wgs84(tabel).geometry))
        nu = Counter(_hoeken([shapely.geometry.shape(vlak["geometry"]) for vlak in laag["features"]]))
        gedeeld = [hoek for hoek, aantal in eerst.items() if aantal > 1]
        assert len(gedeeld) > 50
        assert all(nu[(round(x, 5), round(y, 5))] >= eerst[(x, y)] for x, y in gedeeld)


def _hoeken(vlakken):
    """The corners of every polygon, each once per polygon."""
    for vlak in vlakken:
        yield from {(x, y) for x, y in shapely.get_coordinates(vlak).tolist()}


def test_the_map_does_not_simplify_by_itself(pagina):
    """Leaflet's own simplification, polygon by polygon, would tear shared borders: it is off for both layers."""
    assert re.findall(r"smoothFactor: (\S+?),", pagina) == ["0", "0"]


def test_labels_stand_inside_their_wijk(register, pagina):
    """The name of a wijk is written in the wijk itself."""
    vlakken = to_wgs84(register.tabellen.wijken).geometry
    for wijk in _inhoud(pagina)["wijken"]:
        breedte, lengte = wijk["punt"]
        assert vlakken[wijk["code"]].contains(shapely.Point(lengte, breedte)), wijk["naam"]


def test_the_map_opens_on_the_whole_city(register, pagina):
    """The bounds on the page hold every wijk."""
    (zuid, west), (noord, oost) = _inhoud(pagina)["grens"]
    assert shapely.box(west, zuid, oost, noord).buffer(2e-5).covers(to_wgs84(register.tabellen.wijken).union_all())


def test_every_located_initiative_is_on_the_page(register, pagina):
    """All initiatives with a point are there with their wijk, -1 for none, numbered as `volgorde` says; no others."""
    initiatieven = register.tabellen.initiatieven
    met = initiatieven[initiatieven["lat"].notna()]
    assert 0 < len(met) < len(initiatieven)
    velden = ["lat", "lon", "nauwkeurigheid", "naam", "thema"]
    wijken = register.tabellen.wijken.index.tolist()
    plaats = [wijken.index(code) if code in wijken else -1 for code in met["wijkcode"]]
    assert {-1} < set(plaats)
    verwacht = [[*rij, plaats[nummer], nummer] for nummer, rij in enumerate(met[velden].to_numpy().tolist())]
    assert _punten(pagina) == verwacht
    assert volgorde(register.tabellen)[2] == met.index.tolist()


def test_a_city_without_initiatives_is_drawn(tmp_path):
    """Without any located initiative the map is still a map."""
    html = kaart_html(_klein(tmp_path, lambda map_: map_.initiatieven.__delitem__(slice(0, 2))), STATISCH)
    assert _punten(html) == []
    assert len(_inhoud(html)["wijken"]) == 4


@pytest.mark.parametrize("naam", [*GEMEEN.values(), "</script><script>alert(1)</script>", "a\u2028b\u2029c", "<!--"])
def test_names_are_inert_in_the_script(tmp_path, naam):
    """Whatever a name holds, the page has the same tags, and the name arrives as data, to the letter."""

    def breek(map_):
        for rij in map_.initiatieven:
            rij["naam"] = naam
        for vlak in map_.wijken["features"]:
            vlak["properties"]["wijknaam"] = naam

    for deel in ("gewoon", "gemeen"):
        (tmp_path / deel).mkdir()
    gewoon = Pagina(kaart_html(_klein(tmp_path / "gewoon"), STATISCH))
    tabellen = _klein(tmp_path / "gemeen", breek)
    html = kaart_html(tabellen, STATISCH)
    gemeen = Pagina(html)
    assert (gemeen.tags, gemeen.adressen) == (gewoon.tags, gewoon.adressen)
    assert len(gemeen.scripts) == len(gewoon.scripts)
    script = gemeen.scripts[-1]
    assert not re.search(r"<[/!a-zA-Z]", script)
    assert not re.search("[\u2028\u2029]", script)
    assert {punt[3] for punt in _punten(html)} == set(tabellen.initiatieven["naam"])
    assert {wijk["naam"] for wijk in _inhoud(html)["wijken"]} == set(tabellen.wijken["wijknaam"])


@pytest.mark.parametrize("naam", ["{{ 7 * 7 }}", "{% raw %}", "{# weg #}", "{{ cycler.__init__.__globals__ }}", "{"])
def test_no_template_in_the_data_is_run(tmp_path, naam):
    """Codes and names that look like a template arrive as they are: nothing in the data runs on the server."""

    def breek(map_):
        for rij in map_.initiatieven:
            rij["naam"] = naam
        for vlak in map_.wijken["features"]:
            vlak["properties"]["wijknaam"] = naam

    tabellen = _klein(tmp_path, breek)
    hernoemd = tabellen._replace(
        wijken=tabellen.wijken.rename(index={klein.W1: naam}), buurten=tabellen.buurten.rename(index={klein.B11: naam})
    )
    html = kaart_html(hernoemd, STATISCH)
    assert {punt[3] for punt in _punten(html)} == {naam}
    assert {wijk["naam"] for wijk in _inhoud(html)["wijken"]} == {naam}
    laag_buurten, laag_wijken = ([vlak["properties"]["code"] for vlak in laag["features"]] for laag in _lagen(html))
    assert (laag_wijken, laag_buurten) == (hernoemd.wijken.index.tolist(), hernoemd.buurten.index.tolist())
    assert naam in laag_wijken
    assert naam in _inhoud(html)["buurten"]


def test_ten_thousand_initiatives_are_all_on_the_page(register):
    """The page holds as many initiatives as the register has, each as one short row."""
    een = register.tabellen.initiatieven.dropna(subset=["lat"]).iloc[:1]
    veel = een.loc[een.index.repeat(10_000)]
    veel.index = [f"i{nummer}" for nummer in range(10_000)]
    html = kaart_html(register.tabellen._replace(initiatieven=veel), STATISCH)
    punten = _punten(html)
    assert len(punten) == 10_000
    assert [punt[6] for punt in punten] == list(range(10_000))
    assert len(html) < 82_000 + 10_000 * 100


@pytest.mark.parametrize("tabel", ["wijken", "buurten"])
def test_geometry_in_degrees_is_refused(register, tabel):
    """Only RD New is drawn; anything else is an error that names both systems."""
    verkeerd = register.tabellen._replace(**{tabel: to_wgs84(getattr(register.tabellen, tabel))})
    with pytest.raises(ValueError, match=r"EPSG:4326, verwacht is EPSG:28992"):
        kaart_html(verkeerd, STATISCH)


@pytest.mark.parametrize("tabel", ["wijken", "buurten"])
def test_geometry_without_a_crs_is_refused(register, tabel):
    """Coordinates that could be anything are not drawn."""
    kaal = gpd.GeoDataFrame(getattr(register.tabellen, tabel)).set_crs(None, allow_override=True)
    with pytest.raises(ValueError, match="geen coördinatenstelsel"):
        kaart_html(register.tabellen._replace(**{tabel: kaal}), STATISCH)


def test_what_the_page_asks_for_is_fetched_ahead(register):
    """The script around the map starts to fetch exactly what the map page will ask for, under the same addresses."""
    script = (WORTEL / "static" / "streamlit" / "component.js").read_text(encoding="utf-8")
    vooraf = re.search(r"const KAART = \[(.*?)\]", script, re.DOTALL)[1].replace("${versie}", "?v=1")
    pagina = kaart_html(register.tabellen, "/s", "1")
    assert set(re.findall(r'["`]([^"`]+)["`]', vooraf)) == set(re.findall(r'(?:src|href)="/s/([^"]+)"', pagina))
