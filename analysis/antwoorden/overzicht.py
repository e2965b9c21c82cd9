"""The tables that users take along: every wijk, every buurt, and the gap list, on a date."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.stand.stand import Stand

# Residents of a wijk by what their buurt has, those with nothing first.
GROEPKOLOMMEN = {
    "inwoners_niets": w.NIETS,
    "inwoners_wijkraad_lang_geen_teken": w.LANG_GEEN_TEKEN,
    "inwoners_wijkraad_zonder_steun": w.ZONDER_STEUN,
    "inwoners_wijkraad_met_steun": w.MET_STEUN,
    "inwoners_platform": w.PLATFORM,
}
# What the CBS tells of who live where, as far as the boundaries of a municipality carry it.
KENCIJFERS = {
    "inwoners_0_15": "Int64",
    "inwoners_65_plus": "Int64",
    "pct_0_15": "Int64",
    "pct_15_25": "Int64",
    "pct_25_45": "Int64",
    "pct_45_65": "Int64",
    "pct_65_plus": "Int64",
    "pct_eenpersoonshh": "Int64",
    "pct_hh_zonder_kinderen": "Int64",
    "pct_hh_met_kinderen": "Int64",
    "gem_huishoudensgrootte": "Float64",
    "inwoners_per_km2": "Int64",
    "opp_land_ha": "Int64",
    "pct_koopwoningen": "Int64",
    "gem_woz_x1000eur": "Int64",
    "jaar": "Int64",
}
_BUURTCIJFERS = ("inwoners_0_15", "inwoners_65_plus", "opp_land_ha", "jaar")  # the CBS gives fewer of a buurt
# New columns come last: scripts of others may count on the place of the ones before.
WIJKKOLOMMEN = (
    "wijkcode",
    "wijknaam",
    "gebied",
    "wijkstatus",
    "bewijs",
    "inwoners",
    "inwoners_zonder_platform",
    "huishoudens",
    "huishoudens_zonder_platform",
    "platforms",
    "platforms_in_oprichting",
    "wijkraden",
    "wijkraden_ondersteund",
    "wijkraden_te_verifieren",
    "initiatieven",
    "peildatum",
    "variant",
    *GROEPKOLOMMEN,
    *KENCIJFERS,
)
BUURTKOLOMMEN = (
    "buurtcode",
    "buurtnaam",
    "wijkcode",
    "wijknaam",
    "gebied",
    "buurtstatus",
    "bewijs",
    "inwoners",
    "huishoudens",
    "organisaties",
    "peildatum",
    "variant",
    "groep",
    *_BUURTCIJFERS,
)
GATENKOLOMMEN = ("rang", *WIJKKOLOMMEN[:9], "aandeel_cumulatief", *WIJKKOLOMMEN[9:])


def wijkoverzicht(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every wijk (of a gebied) with its status, figures and the number of organisations and initiatives.

    Columns `WIJKKOLOMMEN` and `ongeteld` (see `Stand.wijken`), in order of wijkcode. Organisations are counted in every
    wijk where they have at least one buurt; `wijkraden` counts all active ones, `wijkraden_ondersteund` and
    `wijkraden_te_verifieren` those of them that are. `KENCIJFERS` are of the whole wijk, and missing where the
    municipality's data has none.
    """
    return _van_gebied(stand.eenmaal(_alle_wijken), gebied)


def _alle_wijken(stand: Stand) -> pd.DataFrame:
    vaste = ["wijknaam", "gebied", "inwoners", "huishoudens"]
    kenmerken = pd.DataFrame(stand.tabellen.wijken[vaste]).join(_kencijfers(stand.tabellen.wijken, [*KENCIJFERS]))
    groepen = pd.DataFrame({kolom: stand.groepen[naam][stand.dag] for kolom, naam in GROEPKOLOMMEN.items()})
    uit = kenmerken.join([stand.wijken, _aantallen_per_wijk(stand), groepen.astype("Int64")]).rename_axis("wijkcode")
    return _afgemaakt(uit, stand)[[*WIJKKOLOMMEN, "ongeteld"]]


def buurtoverzicht(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every buurt (of a gebied) with its status, proof and the names of its active organisations.

    Returns
    -------
    DataFrame
        Columns `BUURTKOLOMMEN`, in order of buurtcode; `organisaties` joins the names by `; `, each once. Figures
        are missing where they are unknown, and where the municipality's data has none.
    """
    return _van_gebied(stand.eenmaal(_alle_buurten), gebied)


def _alle_buurten(stand: Stand) -> pd.DataFrame:
    tabellen, actief = stand.tabellen, stand.organisaties["actief"]
    paren = stand.dekking[stand.dekking["organisatie"].isin(actief.index[actief])].sort_values(
        ["buurtcode", "organisatie"]
    )
    paren = paren.assign(naam=paren["organisatie"].map(tabellen.organisaties["naam"]))
    namen = paren.drop_duplicates(["buurtcode", "naam"]).groupby("buurtcode")["naam"].agg("; ".join)
    uit = pd.DataFrame(tabellen.buurten[["buurtnaam", "wijkcode", "inwoners", "huishoudens"]]).join(stand.buurten)
    uit = uit.join(_kencijfers(tabellen.buurten, _BUURTCIJFERS))
    uit["groep"] = stand.buurtgroepen[stand.dag].map(dict(enumerate(w.GROEPEN))).astype("str")
    uit["organisaties"] = namen.reindex(uit.index).fillna("")
    uit = uit.join(pd.DataFrame(tabellen.wijken[["wijknaam", "gebied"]]), on="wijkcode").rename_axis("buurtcode")
    return _afgemaakt(uit, stand)[list(BUURTKOLOMMEN)]


def _kencijfers(vlakken: pd.DataFrame, namen: Sequence[str]) -> pd.DataFrame:
    """Return these figures of areas; a column that they lack is there, and empty."""
    er = pd.DataFrame(vlakken).reindex(columns=list(namen))
    return er.astype({naam: KENCIJFERS[naam] for naam in namen})


def _afgemaakt(tabel: pd.DataFrame, stand: Stand) -> pd.DataFrame:
    """Return a table in order of its codes, with what was asked."""
    return tabel.sort_index().reset_index().assign(peildatum=stand.dag.isoformat(), variant=stand.variant.sleutel)


def _van_gebied(tabel: pd.DataFrame, gebied: str | None) -> pd.DataFrame:
    return tabel if gebied is None else tabel[tabel["gebied"] == gebied].reset_index(drop=True)


def gaten(overzicht: pd.DataFrame) -> pd.DataFrame:
    """Return the gap list: wijken with residents without a platform, most residents first, then by wijkcode.

    Columns `GATENKOLOMMEN`; `overzicht` is of one gebied or of the whole city. `rang` counts from 1. A wijk of which
    the number is unknown stands at the end. `aandeel_cumulatief` is the share (0 to 1, four decimals) that this wijk
    and those before it have of the residents without a platform in this list, as far as they are known; NaN where the
    number is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> rij = dict.fromkeys(WIJKKOLOMMEN, "")
    >>> aantallen = {"W1": 10, "W2": 30, "W3": None}
    >>> drie = pd.DataFrame([rij | {"wijkcode": c, "inwoners_zonder_platform": n} for c, n in aantallen.items()])
    >>> gaten(drie)[["rang", "wijkcode", "aandeel_cumulatief"]].values.tolist()
    [[1, 'W2', 0.75], [2, 'W1', 1.0], [3, 'W3', nan]]
    """
    per_wijk = overzicht.set_index("wijkcode")
    uit = per_wijk.loc[gatenlijst(per_wijk["inwoners_zonder_platform"])].reset_index()
    aantal = uit["inwoners_zonder_platform"].astype("float64")
    uit["rang"] = range(1, len(uit) + 1)
    uit["aandeel_cumulatief"] = (aantal.cumsum() / aantal.sum()).round(4)
    return uit[list(GATENKOLOMMEN)]


def gatenlijst(zonder_platform: pd.Series) -> list[str]:
    """Return the wijkcodes of the gap list, in order: most residents first, unknown last, then by wijkcode.

    `zonder_platform` has the residents without a platform by wijkcode; 0 is not on the list.

    Examples
    --------
    >>> import pandas as pd
    >>> gatenlijst(pd.Series({"W3": 10, "W2": 30, "W6": None, "W1": 10, "W4": 0, "W5": None}))
    ['W2', 'W1', 'W3', 'W5', 'W6']
    """
    zonder = {str(code): als_aantal(waarde) for code, waarde in zonder_platform.items()}
    lijst = [code for code, aantal in zonder.items() if aantal != Aantal(0)]
    return sorted(lijst, key=lambda code: (zonder[code].onbekend, -zonder[code].bekend, code))


def _aantallen_per_wijk(stand: Stand) -> pd.DataFrame:
    op_datum, wijken = stand.organisaties, stand.tabellen.wijken.index
    is_wijkraad = stand.tabellen.organisaties["soort"] == w.WIJKRAAD
    soorten = pd.DataFrame(
        {
            "platforms": op_datum["actief"] & ~is_wijkraad,
            "platforms_in_oprichting": op_datum["in_oprichting"],
            "wijkraden": op_datum["actief"] & is_wijkraad,
            "wijkraden_ondersteund": op_datum["ondersteund"],
            "wijkraden_te_verifieren": op_datum["actief"] & is_wijkraad & (op_datum["bewijs"] == w.TE_VERIFIEREN),
        }
    )
    paren = stand.dekking.drop_duplicates(["organisatie", "wijkcode"])
    per_paar = soorten.loc[paren["organisatie"]].astype("int64")
    uit = per_paar.groupby(paren["wijkcode"].to_numpy()).sum().reindex(wijken, fill_value=0)
    aanwezig = stand.initiatieven["wijkcode"].value_counts()
    return uit.assign(initiatieven=aanwezig.reindex(wijken, fill_value=0).astype("int64"))
