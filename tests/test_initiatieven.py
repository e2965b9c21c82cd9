"""Rule 2.5: residents' initiatives on a date, and in which wijk a point lies."""

from datetime import date

import geopandas as gpd
import pytest
from shapely import Point, box

from analysis.stand.stand import Stand
from geo.crs import RD, WGS84
from geo.plaats import wijk_van_punten
from register.register import read_register
from tests.klein import BREEDTE, LENGTE, W1, W2, ZIJDE, initiatief, schrijf_map, tabellen


def _aanwezig(dag, **velden):
    return len(Stand(tabellen((), [initiatief("i", **velden)]), date.fromisoformat(dag)).initiatieven) == 1


@pytest.mark.parametrize(
    ("velden", "wel", "niet"),
    [
        ({"van": "2020"}, "2020-01-01", "2019-12-31"),
        ({"van": "2020-05-09"}, "2020-05-09", "2020-05-08"),
        ({"tot": "2020"}, "2020-12-31", "2021-01-01"),
        ({"tot": "2020-05"}, "2020-05-31", "2020-06-01"),
        ({"tot": "2020-05-09"}, "2020-05-08", "2020-05-09"),
        ({"fase": "gestopt", "tot": "2020-05-09"}, "2020-05-08", "2020-05-09"),
    ],
)
def test_initiatives_have_half_open_periods(velden, wel, niet):
    """An initiative is there from its first day until the day before its end."""
    assert _aanwezig(wel, **velden)
    assert not _aanwezig(niet, **velden)


@pytest.mark.parametrize("dag", ["0001-01-01", "2024-07-01", "9999-12-31"])
def test_an_initiative_without_dates_is_always_there(dag):
    """Unknown dates mean that it existed already and is not known to have ended; stopped without an end never was."""
    assert _aanwezig(dag)
    assert not _aanwezig(dag, fase="gestopt")


def _wijken(**vlakken):
    return gpd.GeoDataFrame(geometry=list(vlakken.values()), index=list(vlakken), crs=RD)


@pytest.mark.parametrize(
    ("punt", "wijkcode"),
    [
        (Point(0.5, 0.5), "W2"),
        (Point(1.5, 0.5), "W1"),
        (Point(1, 0.5), "W1"),
        (Point(1, 1), "W1"),
        (Point(0, 0), "W2"),
        (Point(0.5, 1), "W2"),
        (Point(0.5, 1.5), "W3"),
        (Point(0.5, 2.001), ""),
    ],
)
def test_a_point_belongs_to_the_lowest_wijk_that_it_touches(punt, wijkcode):
    """Inside counts, a shared border counts for the lowest code in any order of rows, outside is no wijk."""
    wijken = _wijken(W3=box(0, 1, 1, 2), W2=box(0, 0, 1, 1), W1=box(1, 0, 2, 1))
    for tabel in (wijken, wijken.iloc[::-1]):
        assert wijk_van_punten(gpd.GeoSeries([punt], crs=RD), tabel).tolist() == [wijkcode]


def test_points_keep_their_index():
    """Each point is answered in its own place, also when none lies in a wijk or there are none."""
    wijken = _wijken(W1=box(0, 0, 1, 1))
    punten = gpd.GeoSeries([Point(9, 9), Point(0.5, 0.5)], index=["b", "a"], crs=RD)
    assert wijk_van_punten(punten, wijken).to_dict() == {"b": "", "a": "W1"}
    assert wijk_van_punten(punten.iloc[:1], wijken).to_dict() == {"b": ""}
    assert wijk_van_punten(punten.iloc[:0], wijken).empty


def test_a_wrong_crs_is_an_error():
    """Boundaries in degrees and points without a coordinate system are refused, not warned about."""
    wijken = _wijken(W1=box(0, 0, 1, 1))
    with pytest.raises(ValueError, match="verwacht is"):
        wijk_van_punten(gpd.GeoSeries([Point(0, 0)], crs=RD), wijken.set_crs(WGS84, allow_override=True))
    with pytest.raises(ValueError, match="naive geometries"):
        wijk_van_punten(gpd.GeoSeries([Point(0, 0)]), wijken)


def test_the_register_places_every_initiative(tmp_path):
    """Read from file, each initiative has its wijk; outside the city and without a location it has none."""

    def breek(klein):
        klein.initiatieven = [
            initiatief("in", BREEDTE + ZIJDE / 2, LENGTE + ZIJDE / 2),
            initiatief("buiten", BREEDTE - ZIJDE, LENGTE),
            initiatief("nergens"),
            initiatief("oost", BREEDTE + ZIJDE / 2, LENGTE + 1.5 * ZIJDE),
        ]

    uit = read_register(schrijf_map(tmp_path, breek)).tabellen.initiatieven
    assert uit["wijkcode"].to_dict() == {"in": W1, "buiten": "", "nergens": "", "oost": W2}
    assert uit["lat"].isna().tolist() == [False, False, True, False]
