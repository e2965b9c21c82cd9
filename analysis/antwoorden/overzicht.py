"""The tables that users take along: every wijk, every buurt, and the gap list, on a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal
from analysis.score import is_actief, is_onzeker, rang
from analysis.stand.rijen import Rij, als_rijen, herhaald, onder_elkaar, per_dag
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
_GROEPWOORDEN = pd.array(list(w.GROEPEN), dtype="str")
_VOOR_TEKSTEN = ("ongeteld", "buurten_te_verifieren")
GATENKOLOMMEN = ("rang", *WIJKKOLOMMEN[:9], "aandeel_cumulatief", *WIJKKOLOMMEN[9:])


def wijkoverzicht(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every wijk (of a gebied) with its status, figures and the number of organisations and initiatives.

    Columns `WIJKKOLOMMEN`, and for texts `ongeteld` (see `Stand.wijken`) and `buurten_te_verifieren` (how many buurten
    have something that is still to be verified), in order of wijkcode. Organisations are counted in every
    wijk where they have at least one buurt; `wijkraden` counts all active ones, `wijkraden_ondersteund` and
    `wijkraden_te_verifieren` those of them that are. `KENCIJFERS` are of the whole wijk, and missing where the
    municipality's data has none.
    """
    return _van_de_dag(stand, _wijken, gebied)


def wijkrijen(stand: Stand, gebied: str | None = None) -> list[Rij]:
    """Return the rows of `wijkoverzicht`, to tell of one by one."""
    return [rij for rij in wijkrijen_per_dag(stand)[stand.dag] if gebied is None or rij["gebied"] == gebied]


def wijkrijen_per_dag(stand: Stand) -> dict[date, list[Rij]]:
    """Return the rows of `wijkoverzicht` of every day."""
    return per_dag(stand.eenmaal(_wijkrijen), stand.dagen)


def _wijkrijen(stand: Stand) -> list[Rij]:
    return als_rijen(stand.eenmaal(_wijken))


def _wijken(stand: Stand) -> pd.DataFrame:
    wijken = pd.DataFrame(stand.tabellen.wijken)
    vast = wijken[["wijknaam", "gebied", "inwoners", "huishoudens"]].join(_kencijfers(wijken, [*KENCIJFERS]))
    groepen = {kolom: onder_elkaar(stand.groepen[naam]).astype("Int64") for kolom, naam in GROEPKOLOMMEN.items()}
    delen = [stand.wijkrijen, pd.DataFrame(groepen), pd.DataFrame(_aantallen_per_wijk(stand))]
    return _afgemaakt(vast.rename_axis("wijkcode"), delen, stand)[[*WIJKKOLOMMEN, *_VOOR_TEKSTEN]]


def buurtoverzicht(stand: Stand, gebied: str | None = None) -> pd.DataFrame:
    """Return every buurt (of a gebied) with its status, proof and the names of its active organisations.

    Returns
    -------
    DataFrame
        Columns `BUURTKOLOMMEN`, in order of buurtcode; `organisaties` joins the names by `; `, each once. Figures
        are missing where they are unknown, and where the municipality's data has none.
    """
    return _van_de_dag(stand, _buurten, gebied)


def buurtrijen_per_dag(stand: Stand) -> dict[date, list[Rij]]:
    """Return the rows of `buurtoverzicht` of every day."""
    return per_dag(als_rijen(stand.eenmaal(_buurten)), stand.dagen)


def _buurten(stand: Stand) -> pd.DataFrame:
    buurten, wijken = pd.DataFrame(stand.tabellen.buurten), pd.DataFrame(stand.tabellen.wijken)
    vast = buurten[["buurtnaam", "wijkcode", "inwoners", "huishoudens"]].join(_kencijfers(buurten, _BUURTCIJFERS))
    vast = vast.join(wijken[["wijknaam", "gebied"]], on="wijkcode")
    groep = onder_elkaar(stand.buurtgroepen)
    eigen = pd.DataFrame({"groep": _GROEPWOORDEN.take(groep.to_numpy()), "organisaties": _namen(stand)}, groep.index)
    return _afgemaakt(vast.rename_axis("buurtcode"), [stand.buurtrijen, eigen], stand)[list(BUURTKOLOMMEN)]


def _namen(stand: Stand) -> list[str]:
    """Return the names of the active organisations of every buurt, in order of id, each once; day after day."""
    paren = stand.dekking.sort_values(["buurtcode", "organisatie"], ignore_index=True)
    namen = paren["organisatie"].map(stand.tabellen.organisaties["naam"]).tolist()
    actief = is_actief(stand.scores.loc[paren["organisatie"]].to_numpy()).tolist()
    plekken = {code: list(rijen) for code, rijen in paren.groupby("buurtcode").groups.items()}
    per_buurt = [
        _samen([namen[rij] for rij in rijen], [actief[rij] for rij in rijen], len(stand.dagen))
        for rijen in (plekken.get(code, []) for code in stand.tabellen.buurten.index)
    ]
    return [namen for van_dag in zip(*per_buurt, strict=True) for namen in van_dag]


def _samen(namen: list[str], actief: list[list[bool]], dagen: int) -> list[str]:
    """Return the names of who is active on each day, joined by `; `.

    Examples
    --------
    >>> _samen(["Een", "Twee", "Een"], [[True, True], [False, True], [True, True]], 2), _samen([], [], 2)
    (['Een', 'Een; Twee'], ['', ''])
    """
    paren = list(zip(namen, actief, strict=True))
    return ["; ".join(dict.fromkeys(naam for naam, er in paren if er[dag])) for dag in range(dagen)]


def _kencijfers(vlakken: pd.DataFrame, namen: Sequence[str]) -> pd.DataFrame:
    """Return these figures of areas; a column that they lack is there, and empty."""
    er = pd.DataFrame(vlakken).reindex(columns=list(namen))
    return er.astype({naam: KENCIJFERS[naam] for naam in namen})


def _afgemaakt(vast: pd.DataFrame, delen: Sequence[pd.DataFrame], stand: Stand) -> pd.DataFrame:
    """Return what is the same on every day beside what is not, in order of code, day after day, with what was asked."""
    per, dagen = len(vast), len(stand.dagen)
    uit = pd.concat(
        [vast.take(herhaald(per, dagen)).reset_index(), *(deel.reset_index(drop=True) for deel in delen)], axis=1
    )
    volgorde = pd.Series(range(per), index=vast.index).sort_index()
    uit = uit.take([dag * per + plek for dag in range(dagen) for plek in volgorde]).reset_index(drop=True)
    peildatums = pd.Series([dag.isoformat() for dag in stand.dagen for _ in range(per)], dtype="str")
    return uit.assign(peildatum=peildatums, variant=stand.variant.sleutel)


def _van_de_dag(stand: Stand, maak: Callable[[Stand], pd.DataFrame], gebied: str | None) -> pd.DataFrame:
    """Return the table of a Stand of one day; raises `ValueError` for another."""
    (_dag,) = stand.dagen
    tabel = stand.eenmaal(maak)
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
    plekken = {code: plek for plek, code in enumerate(overzicht["wijkcode"])}
    volgorde = gatenlijst(pd.Series(overzicht["inwoners_zonder_platform"].array, index=plekken))
    uit = overzicht.take([plekken[code] for code in volgorde]).reset_index(drop=True)
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


def _aantallen_per_wijk(stand: Stand) -> dict[str, Any]:
    """Return how many of each kind every wijk has, day after day."""
    tabellen, score = stand.tabellen, stand.scores.to_numpy()
    is_wijkraad = tabellen.organisaties["soort"].eq(w.WIJKRAAD).to_numpy()[:, None]
    soorten = {
        "platforms": is_actief(score) & ~is_wijkraad,
        "platforms_in_oprichting": stand.wordend.to_numpy(dtype=bool),
        "wijkraden": is_actief(score) & is_wijkraad,
        "wijkraden_ondersteund": rang(score) == w.BUURTSTATUSSEN.index(w.WIJKRAAD),
        "wijkraden_te_verifieren": is_onzeker(score) & is_wijkraad,
    }
    paren = stand.dekking.drop_duplicates(["organisatie", "wijkcode"])
    plekken = tabellen.organisaties.index.get_indexer(pd.Index(paren["organisatie"]))

    def per_wijk(er: Any, wijkcodes: pd.Series) -> Any:
        som = pd.DataFrame(er.astype("int64")).groupby(wijkcodes.to_numpy()).sum()
        return som.reindex(tabellen.wijken.index, fill_value=0).to_numpy().ravel(order="F")

    uit = {naam: per_wijk(er[plekken], paren["wijkcode"]) for naam, er in soorten.items()}
    aanwezig = stand.aanwezig.to_numpy(dtype=bool)
    onzeker = is_onzeker(stand.buurtscores.to_numpy())
    return uit | {
        "initiatieven": per_wijk(aanwezig, tabellen.initiatieven["wijkcode"]),
        "buurten_te_verifieren": per_wijk(onzeker, tabellen.buurten["wijkcode"]),
    }
