"""The registers that the project ships, and the dates of their publication, as `tests/klein.py` is about a tiny city."""

from datetime import date
from pathlib import Path

from register.gemeente import lees_gemeente

WORTEL = Path(__file__).parents[1]
DATA = WORTEL / "data"
# The rooms of the product: every folder that holds Python of its own.
KAMERS = ("analysis", "geo", "publicatie", "register", "systeem", "terminal", "ui", "uitvoer", "web")
GEMEENTE, _ = lees_gemeente((DATA / "gemeente.toml").read_bytes())
BELEID = GEMEENTE.beleid
VARIANTEN = {variant.sleutel: variant for variant in BELEID.varianten}
JULI, GEMAAKT = date(2024, 7, 1), date(2026, 11, 23)  # of the publication that the browser tests share
