"""What the columns of the registers may hold, as facts: the rules and the build take them from here."""

from __future__ import annotations

from typing import NamedTuple

from analysis.nederlands import getal

# The Netherlands with a margin, in degrees: enough to tell swapped or mistyped coordinates from real ones.
LAT_NL = (50.7, 53.7)
LON_NL = (3.2, 7.3)

# Since 2023 the parts after the gemeente may hold letters: Amsterdam has WK0363AA and BU0363AA01.
CODES = {"wijkcode": r"WK[0-9]{4}[0-9A-Z]{2}", "buurtcode": r"BU[0-9]{4}[0-9A-Z]{4}"}


class Maat(NamedTuple):
    """Which numbers a figure can be: the lowest and the highest, whole or not."""

    laag: int
    hoog: int
    heel: bool = True

    @property
    def in_woorden(self) -> str:
        """Return what may be written, for a message."""
        hoog = getal(self.hoog) if self.laag == 0 else self.hoog  # a year has no thousands
        return f"een {'heel getal' if self.heel else 'getal'} van {self.laag} tot en met {hoog}"


# The bounds say "this cannot be", not "this is unusual": more people than live in the country is a typing mistake.
MATEN = {
    "aantal": Maat(0, 20_000_000),
    "percentage": Maat(0, 100),
    "grootte": Maat(0, 20, heel=False),
    "dichtheid": Maat(0, 1_000_000),
    "hectare": Maat(0, 5_000_000),
    "bedrag": Maat(0, 100_000),
    "jaar": Maat(1900, 2100),
}

# Every figure that a file of boundaries may hold, for the build and for the register alike.
CIJFERS = (
    dict.fromkeys(("inwoners", "huishoudens", "mannen", "vrouwen", "inwoners_0_15", "inwoners_65_plus"), "aantal")
    | dict.fromkeys(("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus"), "percentage")
    | dict.fromkeys(("pct_eenpersoonshh", "pct_hh_zonder_kinderen", "pct_hh_met_kinderen"), "percentage")
    | {"pct_koopwoningen": "percentage", "gem_huishoudensgrootte": "grootte", "inwoners_per_km2": "dichtheid"}
    | dict.fromkeys(("opp_totaal_ha", "opp_land_ha", "opp_water_ha"), "hectare")
    | {"gem_woz_x1000eur": "bedrag", "jaar": "jaar"}
)

# Per file the column by which a row is known.
SLEUTELS = {"wijken.geojson": "wijkcode", "buurten.geojson": "buurtcode"} | dict.fromkeys(
    ("organisaties.csv", "initiatieven.csv"), "id"
)
