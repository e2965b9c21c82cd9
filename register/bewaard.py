"""A checked register as data, to be kept between runs: reading and checking the files takes half a second.

Tables are kept in Arrow's format and findings as JSON: these hold no code, so nothing that is kept is ever run.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pyarrow import ArrowException

from analysis.controle.bevinding import Bevinding
from analysis.tabellen import Tabellen
from register.register import Levering, Register, make_register, read_gemeente
from systeem.voorraad import merk, voorraad

_WORTEL = Path(__file__).resolve().parents[1]
_KAMERS = ("analysis", "geo", "register", "static", "systeem", "ui", "uitvoer", "web")
# What can change a table or a page, beside the code of the product itself.
_PAKKETTEN = (
    *("branca", "folium", "geopandas", "jinja2", "numpy", "pandas", "pandera", "platformdirs", "pyarrow", "pyproj"),
    *("shapely", "streamlit"),
)
_TABELLEN = ("wijken", "buurten", "organisaties", "initiatieven")
_MELDINGEN = "leesmeldingen.json"


@cache
def productmerk() -> str:
    """Return a mark that changes with the code of the product and with what it computes with."""
    return merk((_WORTEL / kamer for kamer in _KAMERS), _PAKKETTEN)


def is_ongewijzigd() -> bool:
    """Return whether the code on disk is still that of the mark: else what is made may come from old and new code."""
    return productmerk.__wrapped__() == productmerk()


def register_van(levering: Levering) -> Register:
    """Return the checked register of files that were read: as it was kept, or made and then kept.

    Raises
    ------
    DataFout
        As `make_register`. What is unfit for use is never kept, so it is judged again each time.
    """
    sleutel = ("register", levering.vingerafdruk, productmerk())
    if (inhoud := voorraad().haal(sleutel)) is not None and (register := uit_bytes(inhoud, levering)) is not None:
        return register
    register = make_register(levering)
    if (inhoud := als_bytes(register)) is not None and is_ongewijzigd():
        voorraad().leg(sleutel, inhoud)
    return register


def als_bytes(register: Register) -> bytes | None:
    """Return a register as bytes; None for one that would not come back exactly as it is.

    The municipality is left out: it is read from its file each time.
    """
    tabellen = {naam: getattr(register.tabellen, naam) for naam in _TABELLEN}
    geheugen = io.BytesIO()
    try:
        with zipfile.ZipFile(geheugen, "w") as pak:
            for naam, tabel in tabellen.items():
                pak.writestr(naam, _schrijf(tabel))
            pak.writestr(_MELDINGEN, json.dumps([asdict(b) for b in register.leesmeldingen]))
        terug, _ = _lees(geheugen.getvalue())
        for naam, tabel in tabellen.items():
            pd.testing.assert_frame_equal(terug[naam], tabel, check_exact=True)
    except (AssertionError, ValueError, TypeError, ArrowException):  # cells that Arrow has no type for, or changes
        return None
    return geheugen.getvalue()


def uit_bytes(inhoud: bytes, levering: Levering) -> Register | None:
    """Return the register of these files as `als_bytes` wrote it; None when it cannot be read."""
    try:
        tabellen, meldingen = _lees(inhoud)
        gemeente, bevindingen = read_gemeente(levering)
    except Exception:  # noqa: BLE001  whatever it is: then it is made
        return None
    if bevindingen or gemeente is None:
        return None
    geheel = Tabellen(**tabellen, gemeente=gemeente)
    return Register(geheel, levering.vingerafdruk, meldingen, levering.kennis, levering.registraties)


def _lees(inhoud: bytes) -> tuple[dict[str, pd.DataFrame], tuple[Bevinding, ...]]:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        tabellen = {naam: _lees_tabel(pak.read(naam), vlakken=naam in {"wijken", "buurten"}) for naam in _TABELLEN}
        return tabellen, tuple(Bevinding(**b) for b in json.loads(pak.read(_MELDINGEN)))


def _schrijf(tabel: pd.DataFrame) -> bytes:
    geheugen = io.BytesIO()
    if isinstance(tabel, gpd.GeoDataFrame):
        tabel.to_feather(geheugen)
    else:
        tabel.reset_index().to_feather(geheugen)
    return geheugen.getvalue()


def _lees_tabel(inhoud: bytes, *, vlakken: bool) -> pd.DataFrame:
    if vlakken:
        return gpd.read_feather(io.BytesIO(inhoud))  # type: ignore[arg-type]  # it reads whatever pyarrow reads
    return pd.read_feather(io.BytesIO(inhoud)).set_index("id")
