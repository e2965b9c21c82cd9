"""The build of the geometry and figures, on a tiny city of our own, and the contract of the committed files."""

import csv
import json
import random
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.stand.stand import Stand
from geo import crs
from register.bouw import generaliseren
from register.bouw.bouw import BRON, build
from register.bouw.invoer import BUURT_CIJFERS, WIJK_CIJFERS
from register.gemeente import BEWIJS_DAGEN, PLATFORMS_PER_WIJK
from register.register import DataFout, read_register
from tests.echt import DATA
from tests.klein import INITIATIEFKOLOMMEN, ORGANISATIEKOLOMMEN, csv_tekst, initiatief, platform, wijkraad
from web.tijdlijn import Nu, door_de_tijd, tijdlijn
from web.verantwoording import verantwoording_html

X0, Y0, ZIJDE = 103_000.0, 488_000.0, 400.0
WIJKEN = {"WK039201": "Westwijk", "WK039202": "Oostwijk"}
# Figures that add up: a wijk is two equal buurten.
CIJFERS = {
    "wijk": {"inwoners": "20", "opp_totaal_ha": "32", "opp_land_ha": "20", "opp_water_ha": "12"},
    "buurt": {"inwoners": "10", "inwoners_0_15": "5", "inwoners_65_plus": "5"},
}
BUURTEN = {"BU03920101": (0, 0), "BU03920102": (0, 1), "BU03920201": (1, 0), "BU03920202": (1, 1)}


def _golf(van, naar):
    """A wavy border, the same one for both neighbours."""
    (xa, ya), (xb, yb) = sorted([van, naar])
    t = np.linspace(0, 1, 60)[:, None]
    lijn = np.array([xa, ya]) + t * np.array([xb - xa, yb - ya])
    dwars = np.array([-(yb - ya), xb - xa]) / ZIJDE
    lijn = lijn + dwars * np.sin(t * 31) * np.sin(t * np.pi) * 1.5
    return lijn if (xa, ya) == van else lijn[::-1]


def _vlak(kolom, rij):
    x, y = X0 + kolom * ZIJDE, Y0 + rij * ZIJDE
    hoeken = [(x, y), (x + ZIJDE, y), (x + ZIJDE, y + ZIJDE), (x, y + ZIJDE), (x, y)]
    return shapely.Polygon(np.concatenate([_golf(a, b)[:-1] for a, b in pairwise(hoeken)]))


def _schrijf_geojson(pad, rijen, vlakken):
    graden = gpd.GeoSeries(vlakken, crs=crs.RD).to_crs(crs.WGS84)
    features = [
        {"type": "Feature", "properties": rij, "geometry": shapely.geometry.mapping(shapely.set_precision(vlak, 1e-7))}
        for rij, vlak in zip(rijen, graden, strict=True)
    ]
    pad.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _schrijf_csv(pad, rijen):
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, list(rijen[0]))
        schrijver.writeheader()
        schrijver.writerows(rijen)


class Stad:
    """Two wijken of two buurten each; change a table or a shape, then `bouw`."""

    def __init__(self, map_):
        self.map = map_
        self.vlakken = {code: _vlak(*plek) for code, plek in BUURTEN.items()}
        self.buurten = [
            {"buurtcode": c, "buurtnaam": f"Buurt {c[-2:]}", "wijkcode": f"WK{c[2:8]}", "jaar": 2024} for c in BUURTEN
        ]
        self.wijken = [
            {"wijkcode": c, "wijknaam": naam, "jaar": 2024, "gemeentenaam": "Voorbeeldstad"}
            for c, naam in WIJKEN.items()
        ]
        self.wijkvlakken = {
            w: shapely.union_all([v for b, v in self.vlakken.items() if b[2:8] == w[2:]]) for w in WIJKEN
        }
        self.cijfers = [
            {"niveau": soort, "code": c, "jaar": "2024"} | dict.fromkeys(WIJK_CIJFERS, "10") | CIJFERS[soort]
            for soort, codes in (("wijk", WIJKEN), ("buurt", BUURTEN))
            for c in codes
        ]
        self.gebieden = [{"wijkcode": c, "gebied": "Oost", "zekerheid": "bron"} for c in WIJKEN]

    def bouw(self, uit="uit", voortgang=lambda _regel: None, naam=None):
        paden = [self.map / n for n in ("wijken_in.geojson", "buurten_in.geojson", "cijfers.csv", "gebieden.csv")]
        _schrijf_geojson(paden[0], self.wijken, [self.wijkvlakken[r["wijkcode"]] for r in self.wijken])
        _schrijf_geojson(paden[1], self.buurten, [self.vlakken[r["buurtcode"]] for r in self.buurten])
        _schrijf_csv(paden[2], self.cijfers)
        _schrijf_csv(paden[3], self.gebieden)
        return build(*paden, self.map / uit, voortgang, naam=naam)

    def fouten(self):
        with pytest.raises(DataFout) as fout:
            self.bouw()
        assert {b.ernst for b in fout.value.bevindingen} == {"fout"}
        return [str(b) for b in fout.value.bevindingen]


@pytest.fixture
def stad(tmp_path):
    return Stad(tmp_path)


def _lees(paden):
    return {
        pad.name.removesuffix(".geojson"): json.loads(pad.read_text(encoding="utf-8"))
        for pad in paden
        if pad.suffix == ".geojson"
    }


def _eigenschappen(laag, veld):
    return {f["properties"][veld]: f["properties"] for f in laag["features"]}


def _ring(feature):
    return [tuple(punt) for punt in feature["geometry"]["coordinates"][0]]


def _randen(feature):
    ring = _ring(feature)
    return {frozenset(paar) for paar in pairwise(ring)}


# --- the build ---


def test_same_input_gives_the_same_bytes(stad):
    """Building twice, into folders with other names, gives the same bytes."""
    assert [p.read_bytes() for p in stad.bouw("een")] == [p.read_bytes() for p in stad.bouw("twee")]


def test_order_of_rows_does_not_matter(stad):
    """Rows in another order give the same bytes."""
    eerst = [p.read_bytes() for p in stad.bouw("een")]
    for tabel in (stad.wijken, stad.buurten, stad.cijfers, stad.gebieden):
        random.Random(3).shuffle(tabel)
    stad.buurten.reverse()
    assert [p.read_bytes() for p in stad.bouw("twee")] == eerst


def test_start_and_direction_of_rings_do_not_matter(stad):
    """A polygon that is drawn from another corner, the other way round, gives the same bytes."""
    eerst = [p.read_bytes() for p in stad.bouw("een")]
    for code, vlak in stad.vlakken.items():
        punten = shapely.get_coordinates(vlak)[:-1][::-1]
        stad.vlakken[code] = shapely.Polygon(np.roll(punten, 17, axis=0))
    assert [p.read_bytes() for p in stad.bouw("twee")] == eerst


def test_machine_and_clock_stay_out(stad):
    """No path of the machine and no time of building is in the output."""
    for pad in stad.bouw():
        assert str(stad.map) not in pad.read_text(encoding="utf-8")
        assert not re.search(r"\d\d:\d\d|_in\.geojson", pad.read_text(encoding="utf-8"))


def test_borders_are_simplified_and_still_shared(stad):
    """Neighbours keep one border with far fewer vertices, without gap or overlap."""
    lagen = _lees(stad.bouw())
    vlakken = [shapely.geometry.shape(f["geometry"]) for f in lagen["buurten"]["features"]]
    assert shapely.coverage_is_valid(vlakken)
    assert len(shapely.union_all(vlakken).interiors) == 0
    assert sum(v.area for v in vlakken) == pytest.approx(shapely.union_all(vlakken).area, rel=1e-12)
    assert (
        shapely.get_num_coordinates(vlakken).sum() < shapely.get_num_coordinates(list(stad.vlakken.values())).sum() / 3
    )


def test_buurten_nest_in_their_wijk(stad):
    """A wijk is exactly the union of its own buurten, to the last vertex."""
    lagen = _lees(stad.bouw())
    for wijk in lagen["wijken"]["features"]:
        randen = set()
        for buurt in lagen["buurten"]["features"]:
            if buurt["properties"]["wijkcode"] == wijk["properties"]["wijkcode"]:
                randen ^= _randen(buurt)
        assert randen == _randen(wijk)


def test_narrow_gap_between_buurten_is_closed(stad):
    """A gap of a few centimetres, as rounding leaves it, is closed instead of refused."""
    stad.vlakken["BU03920201"] = shapely.transform(stad.vlakken["BU03920201"], lambda c: c + np.array([0.04, 0]))
    lagen = _lees(stad.bouw())
    assert shapely.coverage_is_valid([shapely.geometry.shape(f["geometry"]) for f in lagen["buurten"]["features"]])


def test_output_follows_rfc_7946(stad):
    """Outer rings run counter-clockwise, decimals are at most six, there is no crs member, one feature per line."""
    for pad in stad.bouw()[:2]:
        tekst = pad.read_text(encoding="utf-8")
        laag = json.loads(tekst)
        assert list(laag) == ["type", "bron", "features"]
        assert laag["bron"] == BRON
        assert all(shapely.LinearRing(_ring(f)).is_ccw for f in laag["features"])
        assert not re.search(r"\d\.\d{7}", tekst)
        assert len(tekst.splitlines()) == len(laag["features"]) + 2


def test_cbs_codes_for_no_figure_become_null(stad):
    """Empty and -99990 or lower is null; integers stay integers, and a decimal stays a decimal."""
    stad.cijfers[0] |= {"inwoners": "-99997", "huishoudens": "-99995.0", "mannen": "", "gem_huishoudensgrootte": "2.0"}
    stad.cijfers[2] |= {"inwoners": "-99990", "inwoners_65_plus": "0"}
    lagen = _lees(stad.bouw())
    wijk = _eigenschappen(lagen["wijken"], "wijkcode")["WK039201"]
    assert [wijk[k] for k in ("inwoners", "huishoudens", "mannen")] == [None, None, None]
    assert json.dumps([wijk["vrouwen"], wijk["gem_huishoudensgrootte"]]) == "[10, 2.0]"
    buurt = _eigenschappen(lagen["buurten"], "buurtcode")["BU03920101"]
    assert (buurt["inwoners"], buurt["inwoners_65_plus"]) == (None, 0)


def test_keys_have_a_fixed_order(stad):
    """Every feature has the documented properties, in one order."""
    lagen = _lees(stad.bouw())
    wijk = ["wijkcode", "wijknaam", "gebied", "gebied_zekerheid", *WIJK_CIJFERS, "jaar", "bron"]
    buurt = ["buurtcode", "buurtnaam", "wijkcode", *BUURT_CIJFERS, "jaar", "vorm", "bron"]
    assert {tuple(f["properties"]) for f in lagen["wijken"]["features"]} == {tuple(wijk)}
    assert {tuple(f["properties"]) for f in lagen["buurten"]["features"]} == {tuple(buurt)}


def test_progress_is_told_in_dutch(stad):
    """The caller hears what the build is doing."""
    regels = []
    stad.bouw(voortgang=regels.append)
    assert regels[0].startswith("Lezen")
    assert regels[-1].startswith("Klaar")


# --- what is refused ---


def test_all_problems_at_once(stad):
    """Problems in four files are told together, each with its file or code, and nothing is written."""
    del stad.wijken[0]["wijknaam"], stad.wijken[1]["wijknaam"]
    stad.buurten[0]["buurtcode"], stad.vlakken["BU1"] = "BU1", stad.vlakken["BU03920101"]
    stad.cijfers[1]["inwoners"] = "veel"
    stad.cijfers[3]["inwoners"] = "-5"
    stad.gebieden[0]["zekerheid"] = "zeker"
    fouten = stad.fouten()
    gezocht = [
        "wijken_in.geojson: veld wijknaam ontbreekt",
        "(BU1): dit is geen buurtcode",
        "“veel” is geen aantal",
        "negatief",
    ]
    for tekst in [*gezocht, "zekerheid “zeker” is onbekend"]:
        assert sum(tekst in fout for fout in fouten) == 1
    assert len(fouten) == 5
    assert not (stad.map / "uit").exists()


@pytest.mark.parametrize(
    ("bestand", "veld"),
    [("gebieden", "wijkcode"), ("gebieden", "zekerheid"), ("cijfers", "code"), ("cijfers", "jaar"), ("buurten", "wijkcode")],
)  # fmt: skip
def test_a_problem_quotes_the_begin_of_a_long_text(stad, bestand, veld):
    """Whatever stands in a field, its problem is short enough to read."""
    getattr(stad, bestand)[0][veld] = "WK" + "x" * 5000
    assert max(map(len, stad.fouten())) < 400


def _andere_wijkcode(stad):
    stad.buurten[0]["wijkcode"] = "WK039202"


def _zonder_cijfers(stad):
    del stad.cijfers[-1]


def _zonder_vlak(stad):
    del stad.buurten[-1]


def _zonder_gebied(stad):
    del stad.gebieden[0]


def _ander_jaar(stad):
    for rij in stad.wijken:
        rij["jaar"] = 2014


def _zonder_kolom(stad):
    for rij in stad.cijfers:
        del rij["pct_0_15"]


def _dubbele_wijk(stad):
    stad.wijken.append(stad.wijken[0])


def _buiten_nederland(stad):
    stad.wijkvlakken["WK039202"] = shapely.transform(stad.wijkvlakken["WK039202"], lambda c: c + np.array([500_000, 0]))


def _overlap(stad):
    stad.vlakken["BU03920101"] = shapely.union_all([stad.vlakken["BU03920101"], shapely.box(X0, Y0, X0 + 450, Y0 + 50)])


def _gat(stad):
    gat = shapely.box(X0 + 100, Y0 + 100, X0 + 150, Y0 + 150)
    stad.vlakken["BU03920101"] = stad.vlakken["BU03920101"].difference(gat)


def _verschoven_wijk(stad):
    stad.wijkvlakken = {w: shapely.transform(v, lambda c: c + np.array([20, 0])) for w, v in stad.wijkvlakken.items()}


def _twee_delen(stad):
    extra = shapely.box(X0 - 200, Y0, X0 - 100, Y0 + 100)
    stad.vlakken["BU03920101"] = shapely.MultiPolygon([stad.vlakken["BU03920101"], extra])
    stad.wijkvlakken["WK039201"] = shapely.MultiPolygon([stad.wijkvlakken["WK039201"], extra])


BREUKEN = [
    (_andere_wijkcode, ["buurten (BU03920101): hoort niet bij WK039202"]),
    (_zonder_cijfers, ["cijfers.csv (BU03920202): de cijfers ontbreken"]),
    (_zonder_vlak, ["cijfers.csv (BU03920202): heeft cijfers maar geen vlak"]),
    (_zonder_gebied, ["gebieden.csv (WK039201): deze wijk ontbreekt"]),
    (_ander_jaar, ["verschillende jaren: wijken 2014; buurten 2024; kerncijfers 2024"]),
    (_zonder_kolom, ["cijfers.csv: kolom pct_0_15 ontbreekt"]),
    (_dubbele_wijk, ["(WK039201): staat er 2 keer in"]),
    (_buiten_nederland, ["coördinaten buiten Nederland"]),
    (_overlap, ["overlap van BU03920101 en BU03920201"]),
    (_gat, ["gat tussen buurten bij RD 103125, 488125"]),
    (_verschoven_wijk, ["(WK039201): de grens ligt 2", "(WK039202): de grens ligt 2"]),
    (_twee_delen, ["(BU03920101): is na het vereenvoudigen geen geldig enkelvoudig vlak"]),
]


@pytest.mark.parametrize(("breek", "verwacht"), BREUKEN, ids=[b.__name__.strip("_") for b, _ in BREUKEN])
def test_one_broken_thing_gives_one_message(stad, breek, verwacht):
    """Each broken input gives its own message, no other one, and writes nothing."""
    breek(stad)
    fouten = stad.fouten()
    assert len(fouten) == len(verwacht), fouten
    for fout, tekst in zip(fouten, verwacht, strict=True):
        assert tekst in fout
        assert fout.endswith(".")
    assert not (stad.map / "uit").exists()


@pytest.mark.parametrize(
    ("kolom", "waarde", "wat"),
    [
        *[("inwoners", waarde, "is geen aantal") for waarde in ("1.234", "12.000", "1,5", "1e3", "1_000", "٢٠", "nan")],
        *[("pct_0_15", waarde, "is geen percentage") for waarde in ("101", "900", "1e308", "12.5")],
        *[("gem_huishoudensgrootte", waarde, "is geen grootte") for waarde in ("2.100", "21", "2,1")],
    ],
)
def test_a_figure_is_never_another_one(stad, kolom, waarde, wat):
    """A point for thousands, a share over a hundred, an exponent: refused on their line, never read as another number."""
    stad.cijfers[0][kolom] = waarde
    (fout,) = stad.fouten()
    assert fout.startswith(f"cijfers.csv, regel 2 (WK039201): {kolom} “{waarde}” {wat}.")
    assert fout.endswith(".")


def test_the_build_is_judged_by_the_rules_that_read_it(stad):
    """Figures that contradict each other are refused by the build, as reading its files would refuse them."""
    stad.cijfers[0]["inwoners"] = "500"
    assert any("WK039201): inwoners is 500, de buurten hebben er samen 20" in fout for fout in stad.fouten())
    assert not (stad.map / "uit").exists()


def test_what_is_built_can_be_read(stad):
    """With two empty registers beside them the files that are built make a data folder without any fout."""
    stad.bouw()
    for bestand, kolommen in (("organisaties.csv", ORGANISATIEKOLOMMEN), ("initiatieven.csv", INITIATIEFKOLOMMEN)):
        (stad.map / "uit" / bestand).write_text(",".join(kolommen) + "\n", encoding="utf-8")
    tabellen = read_register(stad.map / "uit").tabellen
    assert (len(tabellen.wijken), len(tabellen.buurten)) == (2, 4)


@pytest.mark.parametrize("soort", [RecursionError, MemoryError, KeyError])
def test_a_build_that_gets_stuck_says_so(stad, monkeypatch, soort):
    """A failure that no check foresaw is one problem in Dutch, and nothing is written."""

    def stuk(*_args):
        raise soort("in English")

    monkeypatch.setattr(generaliseren, "node_buurten", stuk)
    (fout,) = stad.fouten()
    assert "niet te verwerken" in fout
    assert "English" not in fout
    assert not (stad.map / "uit").exists()


def test_heights_are_left_out(stad):
    """Shapes with a height give the very files that flat ones give."""
    eerst = [p.read_bytes() for p in stad.bouw("een")]
    stad.vlakken = {code: shapely.force_3d(vlak, 7) for code, vlak in stad.vlakken.items()}
    stad.wijkvlakken = {code: shapely.force_3d(vlak, 7) for code, vlak in stad.wijkvlakken.items()}
    assert [p.read_bytes() for p in stad.bouw("twee")] == eerst


@pytest.mark.parametrize("code", [None, "", " "])
def test_a_feature_without_a_code_is_named_by_its_number(stad, code):
    """Where no code stands, the place of the feature is said, and never “nan” or “None”."""
    stad.wijken.append({"wijkcode": code, "wijknaam": "Zonder", "jaar": 2024})
    stad.wijkvlakken[code] = stad.wijkvlakken["WK039201"]
    fouten = stad.fouten()
    assert any("vlak 3: wijkcode is leeg of geen tekst" in fout for fout in fouten)
    assert not any("nan" in fout or "None" in fout for fout in fouten)


def test_an_invalid_border_of_the_input_is_told_in_dutch_with_the_place(stad):
    """What is wrong with a border of the input is said in Dutch, with the coordinate where that is."""
    stad.bouw()
    pad = stad.map / "buurten_in.geojson"
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    strik = [[4.6, 52.3], [4.61, 52.31], [4.61, 52.3], [4.6, 52.31], [4.6, 52.3]]
    inhoud["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [strik]}
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    with pytest.raises(DataFout) as fout:
        build(
            stad.map / "wijken_in.geojson", pad, stad.map / "cijfers.csv", stad.map / "gebieden.csv", stad.map / "uit"
        )
    waar = "buurten_in.geojson, vlak 1 (BU03920101)"
    wat = "de grens is ongeldig: zij kruist zichzelf, bij lengte 4.605 en breedte 52.305"
    assert [str(b).startswith(f"{waar}: {wat}") for b in fout.value.bevindingen] == [True]


def test_codes_may_hold_letters(stad):
    """Since 2023 CBS gives codes with letters, as WK0392AA and BU0392AA01."""
    for tabel in (stad.wijken, stad.buurten, stad.cijfers, stad.gebieden):
        for rij in tabel:
            rij.update({k: v.replace("039201", "0392AA") for k, v in rij.items() if isinstance(v, str)})
    stad.vlakken = {code.replace("039201", "0392AA"): vlak for code, vlak in stad.vlakken.items()}
    stad.wijkvlakken = {code.replace("039201", "0392AA"): vlak for code, vlak in stad.wijkvlakken.items()}
    lagen = _lees(stad.bouw())
    assert list(_eigenschappen(lagen["wijken"], "wijkcode")) == ["WK039202", "WK0392AA"]
    assert "BU0392AA01" in _eigenschappen(lagen["buurten"], "buurtcode")


def test_absent_and_unreadable_files(tmp_path):
    """Files that are absent or no GeoJSON are named, all of them, without the folder they are in."""
    (tmp_path / "w.geojson").write_text("<html>", encoding="utf-8")
    paden = [tmp_path / naam for naam in ("w.geojson", "b.geojson", "k.csv", "g.csv")]
    with pytest.raises(DataFout) as fout:
        build(*paden, tmp_path / "uit")
    assert [b.bestand for b in fout.value.bevindingen] == ["w.geojson", "b.geojson", "k.csv", "g.csv"]
    assert str(tmp_path) not in str(fout.value)


def test_failure_leaves_the_earlier_files(stad):
    """A failed build leaves the files of the build before it, and no temporary ones."""
    paden = stad.bouw()
    eerst = [p.read_bytes() for p in paden]
    stad.cijfers[0]["inwoners"] = "veel"
    stad.fouten()
    assert [p.read_bytes() for p in paden] == eerst
    assert sorted(p.name for p in (stad.map / "uit").iterdir()) == [
        "buurten.geojson",
        "gemeente.toml",
        "wijken.geojson",
    ]


def test_all_files_or_none(stad, monkeypatch):
    """When the second file cannot be put in place, the first one is put back, and no third one comes."""
    *eerst, _gemeente = [p.read_bytes() for p in stad.bouw()]
    (stad.map / "uit" / "gemeente.toml").unlink()
    stad.cijfers[0]["inwoners"] = "25"
    echt = Path.replace

    def vol(self, doel):
        if Path(doel).name == "buurten.geojson":
            raise OSError(28, "No space left on device")
        return echt(self, doel)

    monkeypatch.setattr(Path, "replace", vol)
    with pytest.raises(OSError, match="No space left"):
        stad.bouw()
    assert [(stad.map / "uit" / n).read_bytes() for n in ("wijken.geojson", "buurten.geojson")] == eerst
    assert len(list((stad.map / "uit").iterdir())) == 2


# --- the first file of the municipality ---


def _als_map(stad, **opties):
    """The folder that was built, with registers that hold something."""
    uit = stad.bouw(**opties)[0].parent
    rij = platform("plek", "BU03920101", van="1998", laatst_gezien="2024-05-01")
    (uit / "organisaties.csv").write_text(csv_tekst([rij, wijkraad("raad", "BU03920102")]), encoding="utf-8")
    (uit / "initiatieven.csv").write_text(csv_tekst([initiatief("tuin")]), encoding="utf-8")
    return uit


def test_the_first_build_writes_a_file_of_the_municipality(stad):
    """It holds what the input tells: name, code, gebieden and the year of the figures."""
    stad.gebieden[0]["gebied"] = "O'Kant “west”"
    gemeente = read_register(_als_map(stad)).tabellen.gemeente
    assert (gemeente.naam, gemeente.code) == ("Voorbeeldstad", "GM0392")
    assert [gebied.naam for gebied in gemeente.gebieden] == ["O'Kant “west”", "Oost"]
    assert [(bron.over, bron.stand) for bron in gemeente.bronnen] == [("grenzen", "2024"), ("cijfers", "2024")]


def test_the_policy_of_a_first_file_refuses_nothing_and_is_told_to_be_filled_in(stad):
    """The folder is fit for use; that nobody gave its policy is a notice for every part of it, and nothing else is."""
    register = read_register(_als_map(stad))
    beleid = register.tabellen.gemeente.beleid
    assert (beleid.eerste_platform, beleid.varianten[0].einde_ondersteuning) == (EERSTE_DAG, LAATSTE_DAG)
    assert (beleid.bewijs_dagen, beleid.meeste_platforms_per_wijk) == (BEWIJS_DAGEN[0], PLATFORMS_PER_WIJK[-1])
    gevonden = register.meldingen(Stand(register.tabellen, date(2024, 5, 1)))
    assert [b.regel for b in gevonden if b.bestand == "gemeente.toml"] == ["beleid-zonder-bron"] * 2
    assert all("en bij bron waar dat staat" in b.herstel for b in gevonden if b.bestand == "gemeente.toml")
    tekst = (stad.map / "uit" / "gemeente.toml").read_text(encoding="utf-8")
    assert tekst.count("VUL IN") == 1


def test_a_screen_can_be_made_of_a_first_build(stad):
    """Before anybody filled in a policy the timeline and the account are there, and say that there is no source."""
    register = read_register(_als_map(stad))
    assert tijdlijn(door_de_tijd(register.tabellen, None), None, Nu(date(2024, 5, 1)))["momenten"]
    html = verantwoording_html(register, Stand(register.tabellen, date(2024, 5, 1)))
    assert "<b>31 december 2100 (nog-invullen)</b>: geen bron bekend." in html


def test_a_file_that_is_there_stays(stad):
    """Who filled in the file keeps it through every later build, whatever it holds."""
    stad.bouw()
    eigen = stad.map / "uit" / "gemeente.toml"
    eigen.write_text("# van mij", encoding="utf-8")
    assert [pad.name for pad in stad.bouw()] == ["wijken.geojson", "buurten.geojson"]
    assert eigen.read_text(encoding="utf-8") == "# van mij"


def test_the_name_may_be_given(stad):
    """A name that is given goes before that of the input."""
    assert read_register(_als_map(stad, naam='Nieuw "Stad"')).tabellen.gemeente.naam == 'Nieuw "Stad"'


@pytest.mark.parametrize("namen", [[None, None], ["", ""], ["Een", "Twee"], [5, 5], ["Een", None]])
def test_a_name_that_nobody_knows_is_asked_for(stad, namen):
    """Where the input does not name one municipality nothing is made up: the build stops and says which option gives it."""
    for rij, naam in zip(stad.wijken, namen, strict=True):
        rij["gemeentenaam"] = naam
    (probleem,) = stad.fouten()
    assert "--naam" in probleem
    assert not (stad.map / "uit").exists()
    assert read_register(_als_map(stad, naam="Voorbeeldstad"))


def test_a_first_file_is_judged_as_it_will_be_read(stad):
    """What the register would refuse in the file is a problem of the build, and nothing is written."""
    for rij in stad.gebieden:
        rij["gebied"] = "x" * 61
    (probleem,) = stad.fouten()
    assert "gemeente.toml (gebied 1): naam" in probleem
    assert not (stad.map / "uit").exists()


# --- CRS ---


def test_crs_mismatch_is_an_error():
    """Geometry in another CRS, or in none, is refused in Dutch; WGS84 under its GeoJSON name is accepted."""
    punt = gpd.GeoSeries([shapely.Point(4.635898, 52.384493)], crs="OGC:CRS84")
    crs.require_crs(punt, crs.WGS84)
    with pytest.raises(ValueError, match="verwacht is EPSG:28992"):
        crs.require_crs(punt, crs.RD)
    with pytest.raises(ValueError, match="geen coördinatenstelsel"):
        crs.require_crs(gpd.GeoSeries([shapely.Point(0, 0)]), crs.RD)
    with pytest.raises(ValueError, match="geen coördinatenstelsel"):
        crs.to_rd(gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)]))


def test_golden_point():
    """A known point in Haarlem has its known coordinates in both systems."""
    rd = gpd.GeoDataFrame(geometry=[shapely.Point(103850, 488780)], crs=crs.RD)
    graden = crs.to_wgs84(rd).geometry[0]
    assert (round(graden.x, 5), round(graden.y, 5)) == (4.6359, 52.38449)
    terug = crs.to_rd(crs.to_wgs84(rd)).geometry[0]
    assert terug.distance(rd.geometry[0]) < 0.01


# --- the contract of the committed files ---


@pytest.fixture(scope="module")
def product():
    return _lees([DATA / "wijken.geojson", DATA / "buurten.geojson"])


def test_product_counts(product):
    """Haarlem has 21 wijken in five gebieden and 111 buurten, sorted by code, all of 2024."""
    for laag, veld, aantal in (("wijken", "wijkcode", 21), ("buurten", "buurtcode", 111)):
        codes = [f["properties"][veld] for f in product[laag]["features"]]
        assert len(codes) == aantal
        assert codes == sorted(set(codes))
        assert {f["properties"]["jaar"] for f in product[laag]["features"]} == {2024}
    gebieden = {w["gebied"] for w in _eigenschappen(product["wijken"], "wijkcode").values()}
    assert gebieden == {"Centrum", "Noord", "Oost", "Schalkwijk", "Zuidwest"}


def test_product_sums(product):
    """The figures add up to the sums in the README, which differ between levels because CBS rounds to fives."""
    som = {
        (laag, veld): sum(f["properties"][veld] or 0 for f in product[laag]["features"])
        for laag in ("wijken", "buurten")
        for veld in ("inwoners", "huishoudens")
    }
    assert som == {
        ("wijken", "inwoners"): 167_635,
        ("buurten", "inwoners"): 167_670,
        ("wijken", "huishoudens"): 80_845,
        ("buurten", "huishoudens"): 80_860,
    }


def test_product_missing_is_null(product):
    """Four buurten have an unknown population; null says so, never a zero or a CBS code."""
    buurten = _eigenschappen(product["buurten"], "buurtcode").values()
    onbekend = [b["buurtnaam"] for b in buurten if b["inwoners"] is None]
    assert sorted(onbekend) == ["Meerwijkplas", "Oude Spaarndammerpolder", "Poelpolder-noord", "Reinaldapark"]
    getallen = [
        v for f in product["wijken"]["features"] for v in f["properties"].values() if isinstance(v, int | float)
    ]
    assert min(getallen) >= 0


def test_product_nesting(product):
    """Every buurt carries the code of its wijk, and a wijk is exactly the union of its own buurten."""
    randen = {w: set() for w in _eigenschappen(product["wijken"], "wijkcode")}
    for buurt in product["buurten"]["features"]:
        assert buurt["properties"]["buurtcode"][2:8] == buurt["properties"]["wijkcode"][2:]
        randen[buurt["properties"]["wijkcode"]] ^= _randen(buurt)
    for wijk in product["wijken"]["features"]:
        assert _randen(wijk) == randen[wijk["properties"]["wijkcode"]]


@pytest.mark.parametrize("laag", ["wijken", "buurten"])
def test_product_topology(product, laag):
    """All areas are single valid polygons that share their borders; together they are 3,209 ha without holes."""
    vlakken = [shapely.geometry.shape(f["geometry"]) for f in product[laag]["features"]]
    assert {v.geom_type for v in vlakken} == {"Polygon"}
    assert shapely.is_valid(vlakken).all()
    assert shapely.coverage_is_valid(vlakken)
    geheel = shapely.union_all(vlakken)
    assert geheel.geom_type == "Polygon"
    assert not geheel.interiors
    rd = crs.to_rd(gpd.GeoDataFrame(geometry=vlakken, crs=crs.WGS84))
    assert rd.area.sum() / 1e4 == pytest.approx(3209.1, abs=0.5)


def test_product_is_small_and_readable():
    """Both files together stay near 100 KB, one feature per line, six decimals, and a second look finds no fault."""
    teksten = [(DATA / naam).read_text(encoding="utf-8") for naam in ("wijken.geojson", "buurten.geojson")]
    assert sum(len(t.encode()) for t in teksten) < 115_000
    assert [len(t.splitlines()) for t in teksten] == [21 + 2, 111 + 2]
    assert not re.search(r"\d\.\d{7}", "".join(teksten))
    assert generaliseren.find_fouten_buurten(gpd.read_file(DATA / "buurten.geojson")) == []


# --- the registers ---


@pytest.mark.parametrize(("bestand", "aantal"), [("organisaties.csv", 40), ("initiatieven.csv", 99)])
def test_register_as_shipped(bestand, aantal):
    """The registers have unique ids, a source on every row, and no phone number or e-mail address."""
    tekst = (DATA / bestand).read_text(encoding="utf-8")
    assert "\r" not in tekst
    rijen = list(csv.DictReader(tekst.splitlines()))
    assert len({r["id"] for r in rijen}) == len(rijen) >= aantal
    assert all(r["bron"].startswith("http") for r in rijen)
    assert not re.search(r"[\w.]@\w|\+31|\b06[- ]?\d{8}|\b023[- ]?\d{7}", tekst)


def test_werkgebieden_are_existing_buurten(product):
    """Every code in a werkgebied is one of the buurten or wijken, and every opvolger is a wijkplatform."""
    rijen = list(csv.DictReader((DATA / "organisaties.csv").read_text(encoding="utf-8").splitlines()))
    codes = (
        _eigenschappen(product["buurten"], "buurtcode").keys() | _eigenschappen(product["wijken"], "wijkcode").keys()
    )
    platforms = {r["id"] for r in rijen if r["soort"] == "wijkplatform"}
    for rij in rijen:
        assert set(rij["werkgebied"].split()) <= codes
        assert rij["opvolger"] in platforms | {""}
