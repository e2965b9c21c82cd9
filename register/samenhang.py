"""The rules that hold wijken, buurten and their figures against each other (each a *fout*): what cannot both be true.

Every rule gets tables in which each value by itself is in order. The bounds are certain, not likely: CBS rounds every
figure by itself, so each figure involved may be off by its own step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.controle.bevinding import FOUT, Bevinding, Register, Vondst, opgesomd
from analysis.nederlands import getal, opsomming
from analysis.schoon import kern
from geo.crs import to_rd
from register.kolommen import CIJFERS, SLEUTELS
from register.vlakregels import BUURTEN, WIJKEN, plekken

SAMENHANGREGELS = Register()

# What CBS rounds to, per kind of figure that adds up.
STAPPEN = {"aantal": 5, "hectare": 1}
# Below this CBS computes shares from so few people that they need not add up to a hundred.
MIN_VOOR_AANDELEN = 50
# Borders of wijken and buurten may be simplified apart, but not by more than this part of the area.
MAX_DEEL_NIET_GEDEKT = 0.01

_MEER_DAN_AFRONDING = "de afronding van het CBS verklaart zo’n verschil niet."


def samenhangfouten(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Bevinding]:
    """Yield every contradiction between wijken and buurten: WGS84, index by position, with `plek`.

    No other rule has a problem with them.
    """
    per_bestand = {WIJKEN: plekken(wijken, SLEUTELS[WIJKEN]), BUURTEN: plekken(buurten, SLEUTELS[BUURTEN])}
    for regel in SAMENHANGREGELS.values():
        yield from regel.bevindingen(per_bestand[regel.bestand], FOUT, wijken, buurten)


def _cijfer(tabel: pd.DataFrame, naam: str) -> np.ndarray:
    """Return a figure as floats, unknown everywhere when the file does not have it."""
    return tabel[naam].to_numpy(dtype="float64", na_value=np.nan) if naam in tabel else np.full(len(tabel), np.nan)


@SAMENHANGREGELS.regel(BUURTEN, "Buurtcode hoort bij een andere wijk")
def buurtcode_past_niet_bij_wijk(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt whose code does not begin with the code of its wijk."""
    anders = buurten["buurtcode"].str[2:8] != buurten["wijkcode"].str[2:]
    for label, rij in buurten.loc[anders, ["buurtcode", "wijkcode"]].iterrows():
        wat = f"de code hoort niet bij wijk {rij['wijkcode']}: de eerste zes tekens na BU en WK verschillen"
        yield label, wat, "Verbeter de buurtcode of de wijkcode."


@SAMENHANGREGELS.regel(WIJKEN, "Wijk zonder buurten")
def wijk_zonder_buurten(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every wijk that has no buurt at all."""
    for label in wijken.index[~wijken["wijkcode"].isin(buurten["wijkcode"])]:
        yield label, "de wijk heeft geen enkele buurt", "Voeg haar buurten toe, of haal de wijk weg."


@SAMENHANGREGELS.regel(WIJKEN, "Wijk en haar buurten vallen niet samen")
def wijk_niet_gedekt(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every wijk of which a part lies in none of its buurten, or whose buurten lie in part outside it."""
    plaats = pd.Series(np.arange(len(wijken)), index=wijken["wijkcode"])[buurten["wijkcode"]].to_numpy()
    vormen = wijken.geometry.to_numpy()
    shapely.prepare(vormen)
    heel = shapely.covers(vormen[plaats], buurten.geometry.to_numpy())
    rd, eigen = to_rd(buurten).geometry.to_numpy(), to_rd(wijken).geometry.to_numpy()
    totaal = shapely.area(rd)
    binnen = totaal.copy()
    # Only where borders do not fit exactly is it needed to cut.
    binnen[~heel] = shapely.area(shapely.intersection(eigen[plaats][~heel], rd[~heel]))
    oppervlak = shapely.area(eigen)
    open_ = oppervlak - np.bincount(plaats, binnen, len(wijken))
    buiten = np.bincount(plaats, totaal - binnen, len(wijken))
    herstel = "Voeg de buurt toe die er ontbreekt, of laat de grenzen van wijk en buurten samenvallen."
    open_[np.bincount(plaats, minlength=len(wijken)) == 0] = 0  # without any buurt: that is said already
    for m2, waar in ((open_, "van de wijk ligt geen van haar buurten"), (buiten, "liggen haar buurten buiten de wijk")):
        for plek in np.flatnonzero(m2 > MAX_DEEL_NIET_GEDEKT * oppervlak).tolist():
            yield wijken.index[plek], f"over {getal(round(m2[plek]))} m² {waar}", herstel


@SAMENHANGREGELS.regel(WIJKEN, "Cijfer van de wijk past niet bij haar buurten")
def wijk_past_niet_bij_buurten(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every figure of a wijk that differs more from the sum of its buurten than rounding explains.

    Where the figure of a buurt is unknown, the wijk may have more than the sum, but not less.
    """
    namen = [naam for naam, soort in CIJFERS.items() if soort in STAPPEN and naam in wijken and naam in buurten]
    plaats = pd.Series(np.arange(len(wijken)), index=wijken["wijkcode"])[buurten["wijkcode"]].to_numpy()
    for naam in namen:
        deel, eigen = _cijfer(buurten, naam), _cijfer(wijken, naam)
        bekend = ~np.isnan(deel)
        som = np.bincount(plaats[bekend], deel[bekend], len(wijken))
        aantal = np.bincount(plaats[bekend], minlength=len(wijken))
        volledig = aantal == np.bincount(plaats, minlength=len(wijken))
        marge = STAPPEN[CIJFERS[naam]] * (aantal + 1)
        for plek in np.flatnonzero((eigen < som - marge) | (volledig & (eigen > som + marge))).tolist():
            wat = f"{naam} is {getal(round(eigen[plek]))}, de buurten hebben er samen {getal(round(som[plek]))}"
            yield wijken.index[plek], wat, f"Verbeter het cijfer van de wijk of van een buurt; {_MEER_DAN_AFRONDING}"


class _Deel(NamedTuple):
    """Parts and their whole: the figures, what they are together (a figure or a number), how far that may be off."""

    delen: tuple[str, ...]
    geheel: str | float
    marge: float
    hooguit: bool  # the parts may be less than the whole
    vanaf: str | None = None  # only where this figure is not very small


_DELEN = (
    _Deel(("mannen", "vrouwen"), "inwoners", 15, hooguit=False),
    _Deel(("inwoners_0_15", "inwoners_65_plus"), "inwoners", 15, hooguit=True),
    _Deel(("inwoners_0_15",), "inwoners", 10, hooguit=True),
    _Deel(("inwoners_65_plus",), "inwoners", 10, hooguit=True),
    _Deel(("huishoudens",), "inwoners", 10, hooguit=True),
    _Deel(("opp_land_ha", "opp_water_ha"), "opp_totaal_ha", 3, hooguit=False),
    _Deel(("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus"), 100, 5, hooguit=False, vanaf="inwoners"),
    _Deel(
        ("pct_eenpersoonshh", "pct_hh_zonder_kinderen", "pct_hh_met_kinderen"),
        *(100, 3),
        hooguit=False,
        vanaf="huishoudens",
    ),
)


def _tegenspraak(tabel: pd.DataFrame) -> Iterator[Vondst]:
    cijfers = {naam: _cijfer(tabel, naam) for naam in CIJFERS}
    gezien: set[tuple[int, str]] = set()
    for delen, geheel, marge, hooguit, vanaf in _DELEN:
        som = np.sum([cijfers[naam] for naam in delen], axis=0)
        heel = cijfers[geheel] if isinstance(geheel, str) else np.full(len(tabel), float(geheel))
        fout = (som > heel + marge) | ((not hooguit) & (som < heel - marge))
        if vanaf is not None:
            fout &= cijfers[vanaf] >= MIN_VOOR_AANDELEN
        for plek in np.flatnonzero(fout).tolist():
            if (plek, delen[-1]) in gezien:  # the sum of two has said so already
                continue
            gezien.update((plek, naam) for naam in delen)
            naam = f"{geheel} is {getal(round(heel[plek]))}" if isinstance(geheel, str) else "dat hoort 100 te zijn"
            zijn = "zijn samen" if delen[1:] else "is"
            wat = f"{opsomming(delen, len(delen))} {zijn} {getal(round(som[plek]))}, {naam}"
            yield tabel.index[plek], wat, f"Verbeter de cijfers; {_MEER_DAN_AFRONDING}"


@SAMENHANGREGELS.regel(WIJKEN, "Cijfers van een wijk spreken elkaar tegen")
def wijkcijfers_spreken_elkaar_tegen(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every wijk of which parts do not add up to the whole."""
    yield from _tegenspraak(wijken)


@SAMENHANGREGELS.regel(BUURTEN, "Cijfers van een buurt spreken elkaar tegen")
def buurtcijfers_spreken_elkaar_tegen(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every buurt of which parts do not add up to the whole."""
    yield from _tegenspraak(buurten)


@SAMENHANGREGELS.regel(WIJKEN, "Twee schrijfwijzen van een gebied")
def gebied_bijna_gelijk(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield every wijk whose gebied is written in another way than the same gebied before it."""
    namen: dict[str, str] = {}
    for label, gebied in wijken["gebied"].items():
        eerste = namen.setdefault(kern(gebied), gebied)
        if gebied != eerste:
            yield label, f"gebied “{gebied}” is bijna gelijk aan “{eerste}”", "Schrijf het gebied overal hetzelfde."


@SAMENHANGREGELS.regel(WIJKEN, "Cijfers van verschillende jaren")
def jaren_verschillen(wijken: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> Iterator[Vondst]:
    """Yield one finding when not all figures are of one year: codes meant other areas in other years."""
    alle = np.unique(np.concatenate([_cijfer(wijken, "jaar"), _cijfer(buurten, "jaar")]))
    jaren = alle[~np.isnan(alle)].astype(int)
    if len(jaren) > 1:
        wat = f"wijken en buurten zijn van verschillende jaren: {opgesomd(map(str, jaren))}"
        yield None, wat, "Gebruik overal hetzelfde CBS-jaar."
