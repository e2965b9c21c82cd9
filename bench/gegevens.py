"""Made-up registers for measuring, the same on every run. Names and places mean nothing, and none is published."""

import csv
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis import waarden as w
from analysis.tabellen import Tabellen
from bench.bediening import WORTEL
from geo.crs import RD, to_wgs84
from register.register import read_register

ZAAD = 392


def initiatieven(wijken: gpd.GeoDataFrame, aantal: int, zaad: int = ZAAD) -> pd.DataFrame:
    """Random points inside the wijken, in the columns of `initiatieven.csv`."""
    toeval = np.random.default_rng(zaad)
    stad = wijken.geometry.union_all()
    shapely.prepare(stad)
    west, zuid, oost, noord = stad.bounds
    x, y = np.empty(0), np.empty(0)
    while len(x) < aantal:
        meer_x, meer_y = toeval.uniform(west, oost, aantal), toeval.uniform(zuid, noord, aantal)
        raak = shapely.contains_xy(stad, meer_x, meer_y)
        x, y = np.append(x, meer_x[raak])[:aantal], np.append(y, meer_y[raak])[:aantal]
    punten = to_wgs84(gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=RD)).geometry
    return pd.DataFrame(
        {
            "id": [f"proef-{nummer}" for nummer in range(aantal)],
            "naam": [f"Proefinitiatief {nummer}" for nummer in range(aantal)],
            "thema": toeval.choice(w.THEMAS, aantal),
            "omschrijving": "Verzonnen, om mee te meten",
            "lat": punten.y.round(6),
            "lon": punten.x.round(6),
            "nauwkeurigheid": toeval.choice(["adres", "straat", "buurt"], aantal),
            "van": "",
            "tot": "",
            "fase": "actief",
            "website": "",
            "bron": "verzonnen",
        }
    )


def schrijf_datamap(map_: Path, aantal: int, *, wisselend: bool = False) -> Path:
    """The real registers with `aantal` made-up initiatives instead of the real ones.

    `wisselend`: half of them begin, and a quarter end, in some month of the transition; else they are always there.
    """
    shutil.copytree(WORTEL / "data", map_, dirs_exist_ok=True)
    rijen = initiatieven(read_register(WORTEL / "data").tabellen.wijken, aantal)
    if wisselend:
        maanden = [f"{jaar}-{maand:02}" for jaar in (2023, 2024, 2025) for maand in range(1, 13)]
        rijen.loc[::2, "van"] = np.resize(maanden[:-1], len(rijen.loc[::2]))
        rijen.loc[1::4, "tot"] = np.resize(maanden[1:], len(rijen.loc[1::4]))
    rijen.to_csv(map_ / "initiatieven.csv", index=False, quoting=csv.QUOTE_MINIMAL)
    return map_


def land(buurten: int = 14_000, organisaties: int = 10_000, zaad: int = ZAAD) -> Tabellen:
    """Tables of the size of the whole country, without geometry: four buurten a wijk, one to six an organisation."""
    toeval = np.random.default_rng(zaad)
    wijkcodes = [f"WK{nummer:06d}" for nummer in range(buurten // 4)]
    buurtcodes = [f"BU{nummer:08d}" for nummer in range(buurten)]
    inwoners = 5 * toeval.integers(0, 500, buurten)
    tabel = pd.DataFrame(
        {
            "buurtnaam": buurtcodes,
            "wijkcode": [wijkcodes[min(nummer // 4, len(wijkcodes) - 1)] for nummer in range(buurten)],
            "inwoners": pd.array(inwoners, dtype="Int64"),
            "huishoudens": pd.array(inwoners // 2, dtype="Int64"),
        },
        index=pd.Index(buurtcodes, name="buurtcode"),
    )
    wijken = tabel.groupby("wijkcode")[["inwoners", "huishoudens"]].sum()
    wijken = wijken.assign(wijknaam=wijken.index, gebied=[f"Gebied {nummer % 12}" for nummer in range(len(wijken))])
    begin = toeval.integers(0, buurten - 6, organisaties)
    lengte = toeval.integers(1, 7, organisaties)
    soort = np.where(toeval.random(organisaties) < 0.3, w.WIJKPLATFORM, w.WIJKRAAD)
    jaren = toeval.integers(2010, 2026, organisaties)
    gezien = toeval.integers(2020, 2026, organisaties)
    ids = [f"org-{nummer}" for nummer in range(organisaties)]
    register = pd.DataFrame(
        {
            "soort": soort,
            "naam": ids,
            "fase": toeval.choice(["actief", "actief", "actief", "onbekend", "gestopt"], organisaties),
            "van": [f"{jaar}" for jaar in jaren],
            "tot": ["" if toeval.random() < 0.8 else f"{jaar + 3}-06" for jaar in jaren],
            "laatst_gezien": [f"{jaar}-05-01" for jaar in gezien],
            "werkgebied": [" ".join(buurtcodes[b : b + n]) for b, n in zip(begin, lengte, strict=True)],
            "opvolger": "",
        },
        index=pd.Index(ids, name="id"),
    )
    leeg = pd.DataFrame({naam: pd.Series(dtype="str") for naam in ("van", "tot", "fase", "wijkcode", "nauwkeurigheid")})
    return Tabellen(wijken, tabel, register, leeg.assign(lat=pd.Series(dtype="float64")))
