"""A tiny city for the tests: four square wijken of two buurten each, and tables and files made from it.

::

    WK039203 [BU…301 | BU…302]   WK039204 [BU…401 | BU…402]      Zuid
    WK039201 [BU…101 | BU…102]   WK039202 [BU…201 | BU…202]      Noord

WK01 adds up (600 + 400 = 1000); WK02 does not (500 + 400, but 905: CBS rounds); WK03 has an uninhabited buurt (700 + 0);
WK04 has a buurt with an unknown population (300 + unknown). Households are half of the residents.
"""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.beleid import Beleid, Variant
from analysis.gemeente import Gemeente
from analysis.tabellen import Tabellen

W1, W2, W3, W4 = "WK039201", "WK039202", "WK039203", "WK039204"
B11, B12, B21, B22 = "BU03920101", "BU03920102", "BU03920201", "BU03920202"
B31, B32, B41, B42 = "BU03920301", "BU03920302", "BU03920401", "BU03920402"

_WIJKEN = {W1: ("Eenwijk", "Noord", 1000), W2: ("Tweewijk", "Noord", 905), W3: ("Driewijk", "Zuid", 700), W4: ("Vierwijk", "Zuid", 300)}  # fmt: skip
_BUURTEN = {B11: 600, B12: 400, B21: 500, B22: 400, B31: 700, B32: 0, B41: 300, B42: None}
BELEID = Beleid(
    date(2024, 1, 1),
    365,
    5,
    1,
    (
        Variant("persbericht", date(2024, 7, 1), "krant van Kleinstad"),
        Variant("raadsbesluit", date(2025, 1, 1), "raadsbesluit van Kleinstad"),
    ),
    "raadsbrief van Kleinstad",
)
VARIANTEN = {variant.sleutel: variant for variant in BELEID.varianten}
GEMEENTE = Gemeente("Kleinstad", BELEID)
LENGTE, BREEDTE, ZIJDE = 4.62, 52.37, 0.01  # the south-west corner and the side of a wijk, in degrees

ORGANISATIEKOLOMMEN = (
    "id", "soort", "naam", "fase", "van", "tot", "laatst_gezien", "werkgebied", "werkgebied_zekerheid", "opvolger",
    "themas", "werkgroepen", "partners", "website", "bron", "opmerking",
)  # fmt: skip
INITIATIEFKOLOMMEN = (
    "id", "naam", "thema", "omschrijving", "lat", "lon", "nauwkeurigheid", "van", "tot", "fase", "website", "bron",
)  # fmt: skip


BRON = "telefonisch nagevraagd, 26 november 2026"


def _helft(aantal):
    return None if aantal is None else aantal // 2


def wijken():
    """Wijken as `analysis` gets them."""
    rijen = [{"wijkcode": c, "wijknaam": n, "gebied": g, "inwoners": i, "huishoudens": _helft(i)} for c, (n, g, i) in _WIJKEN.items()]  # fmt: skip
    return pd.DataFrame(rijen).set_index("wijkcode").astype({"inwoners": "Int64", "huishoudens": "Int64"})


def buurten():
    """Buurten as `analysis` gets them."""
    rijen = [{"buurtcode": c, "buurtnaam": f"Buurt {c[-3:]}", "wijkcode": f"WK{c[2:8]}", "inwoners": i, "huishoudens": _helft(i)} for c, i in _BUURTEN.items()]  # fmt: skip
    return pd.DataFrame(rijen).set_index("buurtcode").astype({"inwoners": "Int64", "huishoudens": "Int64"})


def wijkraad(id_, werkgebied=B11, **velden):
    """A row of `organisaties`: an active wijkraad about which nothing more is known."""
    leeg = dict.fromkeys(ORGANISATIEKOLOMMEN, "")
    kern = {"id": id_, "soort": "wijkraad", "naam": f"Naam {id_}", "fase": "actief", "werkgebied": werkgebied}
    return leeg | kern | {"werkgebied_zekerheid": "bron", "bron": BRON} | velden


def platform(id_, werkgebied=B11, **velden):
    """A row of `organisaties`: an active wijkplatform about which nothing more is known."""
    return wijkraad(id_, werkgebied, **{"soort": "wijkplatform"} | velden)


def initiatief(id_, lat="", lon="", **velden):
    """A row of `initiatieven`: active, without a location unless given."""
    leeg = dict.fromkeys(INITIATIEFKOLOMMEN, "")
    kern = {"id": id_, "naam": f"Naam {id_}", "thema": "groen", "fase": "actief", "nauwkeurigheid": "adres"}
    return leeg | kern | {"lat": str(lat), "lon": str(lon), "bron": BRON} | velden


def organisaties(*rijen):
    """Organisations as `analysis` gets them: text, index `id`, `plek` from line 2."""
    extra = dict.fromkeys(naam for rij in rijen for naam in rij if naam not in ORGANISATIEKOLOMMEN)
    tabel = pd.DataFrame(list(rijen), columns=[*ORGANISATIEKOLOMMEN, *extra], dtype="str").fillna("")
    return tabel.assign(plek=range(2, len(rijen) + 2)).set_index("id")


def initiatieven(*rijen):
    """Initiatives as `analysis` gets them: `lat` and `lon` floats, `wijkcode` given by the row or empty."""
    tabel = pd.DataFrame(list(rijen), columns=[*INITIATIEFKOLOMMEN, "wijkcode"], dtype="str").fillna("")
    graden = {as_: pd.to_numeric(tabel[as_].replace("", None)).astype("float64") for as_ in ("lat", "lon")}
    return tabel.assign(**graden, plek=range(2, len(rijen) + 2)).set_index("id")


def tabellen(organisatierijen=(), initiatiefrijen=()):
    """The four tables with these organisations and initiatives, of a city with a name."""
    return Tabellen(wijken(), buurten(), organisaties(*organisatierijen), initiatieven(*initiatiefrijen), GEMEENTE)


def rechthoek(x, y, breedte=1.0, hoogte=1.0):
    """A GeoJSON polygon, in sides of a wijk from the south-west corner of the city."""
    x0, y0 = LENGTE + x * ZIJDE, BREEDTE + y * ZIJDE
    x1, y1 = x0 + breedte * ZIJDE, y0 + hoogte * ZIJDE
    ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def vlak(vorm, **eigenschappen):
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": eigenschappen, "geometry": vorm}


def _kolom_en_rij(wijkcode):
    return divmod(int(wijkcode[-1]) - 1, 2)[::-1]


def _wijkvlakken():
    for code, rij in wijken().astype(object).iterrows():
        yield vlak(rechthoek(*_kolom_en_rij(code)), wijkcode=code, **rij)


def _buurtvlakken():
    for code, rij in buurten().astype(object).iterrows():
        x, y = _kolom_en_rij(rij["wijkcode"])
        inhoud = {naam: None if pd.isna(waarde) else waarde for naam, waarde in rij.items()}
        yield vlak(rechthoek(x + 0.5 * (code[-1] == "2"), y, 0.5), buurtcode=code, **inhoud)


class Map:
    """A valid data folder in memory: change one thing, then `schrijf`.

    `wijken` and `buurten` are FeatureCollections, `organisaties` and `initiatieven` lists of rows; `tekst` holds whole
    contents (str or bytes, None for no file at all) that replace what would be written, by file name.
    """

    def __init__(self):
        self.wijken = {"type": "FeatureCollection", "features": list(_wijkvlakken())}
        self.buurten = {"type": "FeatureCollection", "features": list(_buurtvlakken())}
        self.organisaties = [
            wijkraad("wijkraad-een", f"{B11} {B12}", laatst_gezien="2024-03", opvolger="platform-een"),
            wijkraad("wijkraad-twee", W2, van="2001", tot="2023-05"),
            platform("platform-een", W1, van="2024-02-01", laatst_gezien="2024-04-01"),
            platform("platform-drie", B31, fase="in oprichting"),
        ]
        self.initiatieven = [
            initiatief("tuin", 52.375, 4.623, van="2020"),
            initiatief("feest", 52.376, 4.634, van="2023-05-01", tot="2023-05-02", thema="ontmoeting"),
            initiatief("zwerver", nauwkeurigheid="onbekend"),
        ]
        self.tekst = {}

    def vlakken(self, bestand):
        """The features of one of the GeoJSON files."""
        return {"wijken.geojson": self.wijken, "buurten.geojson": self.buurten}[bestand]["features"]

    def rijen(self, bestand):
        """The rows of one of the CSV files."""
        return {"organisaties.csv": self.organisaties, "initiatieven.csv": self.initiatieven}[bestand]

    def velden(self, bestand, nummer=0):
        """The values of one row or feature, to change in place."""
        if bestand.endswith(".geojson"):
            return self.vlakken(bestand)[nummer]["properties"]
        return self.rijen(bestand)[nummer]

    def inhoud(self):
        """The content of each file."""
        heel = {
            "wijken.geojson": json.dumps(self.wijken, indent=1),
            "buurten.geojson": json.dumps(self.buurten, indent=1),
            "organisaties.csv": csv_tekst(self.organisaties),
            "initiatieven.csv": csv_tekst(self.initiatieven),
            "gemeente.toml": gemeente_toml(),
        }
        return heel | self.tekst

    def schrijf(self, map_):
        """Write the files and return the folder."""
        for bestand, inhoud in self.inhoud().items():
            if inhoud is not None:
                (Path(map_) / bestand).write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        return Path(map_)


def schrijf_map(map_, breek=None):
    """Write a valid tiny data folder, after `breek` (a function of the `Map`) has changed what it wants."""
    klein = Map()
    if breek is not None:
        breek(klein)
    return klein.schrijf(map_)


def gemeente_toml(beleid=BELEID, **velden):
    """A `gemeente.toml` with a policy, and these fields of the municipality besides its name."""
    eigen = {"naam": GEMEENTE.naam} | velden
    regels = ["[gemeente]", *(f"{naam} = {json.dumps(tekst)}" for naam, tekst in eigen.items()), beleid_toml(beleid)]
    return "\n".join(regels)


def beleid_toml(beleid=BELEID):
    """The tables of `gemeente.toml` that hold a policy."""
    regels = [
        "[beleid]",
        f"eerste_platform = {beleid.eerste_platform}",
        f"bewijs_dagen = {beleid.bewijs_dagen}",
        f"lang_geen_teken_jaren = {beleid.lang_geen_teken_jaren}",
        f"meeste_platforms_per_wijk = {beleid.meeste_platforms_per_wijk}",
        f"bron = {json.dumps(beleid.bron)}",
    ]
    for v in beleid.varianten:
        regels += ["[[variant]]", f'sleutel = "{v.sleutel}"', f"einde_ondersteuning = {v.einde_ondersteuning}"]
        regels += [f"bron = {json.dumps(v.bron)}"]
    return "\n".join(regels) + "\n"


def csv_tekst(rijen, scheiding=","):
    """Rows as CSV, with the columns of the first."""
    uit = io.StringIO(newline="")
    schrijver = csv.DictWriter(uit, list(rijen[0]), lineterminator="\n", delimiter=scheiding)
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return uit.getvalue()
