"""The wall view: which screens there are, and what each says on every change date. Needs no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import ONBEKEND
from analysis.antwoorden.overzicht import gatenlijst
from analysis.nederlands import getal, naamwoord, procent, telwoord
from analysis.schoon import afgekort
from analysis.score import is_actief, is_onzeker, is_platform, rang
from analysis.stand.rijen import Rij
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import Antwoord, Moment, antwoord, wijkzinnen, zekerheid
from analysis.teksten.legenda import GROEPMERKEN, OPRICHTING, PLATFORMMERK, TWIJFEL, groepaantallen
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, WIE, bewijszin, zonder_platform
from web.fragmenten import fragment
from web.situatie import DATUMPLEK, ZEKERPLEK, bits, dekkingsfeiten
from web.tijdlijn import eenmalig, momenten

STAD = "stad"
# What the map shows beside the statement: no initiatives, whose marks would hide what the statement is about.
LAGEN = ("namen", "oprichting", "wijkraden")
_LANGSTE_NAAM = 60
# A wijk may have several platforms; it is confirmed when they are in every buurt that they cover.
_BEWIJS = {
    w.BEVESTIGD: "In elke buurt met een platform is dat bevestigd.",
    w.TE_VERIFIEREN: "In een of meer buurten is het platform nog te verifiëren.",
}

Velden = dict[str, str]
Kolommen = dict[str, list[str]]  # per field its value in every situation


class Scherm(NamedTuple):
    """One screen: the city, a gebied or a wijk.

    Attributes
    ----------
    id : str
        `STAD`, `gebied-` and its number, or a wijkcode.
    naam : str
        As the search lists it.
    gebied, wijk : str or None
        What the view of this screen has chosen; both None for the city.
    """

    id: str
    naam: str
    gebied: str | None = None
    wijk: str | None = None


def presentatie_html() -> str:
    """Return the frame of the wall view, with a place for everything that changes."""
    return fragment("presentatie.html", groepen=GROEPMERKEN, legenda=[TWIJFEL, OPRICHTING])


def schermen(tabellen: Tabellen) -> list[Scherm]:
    """Return every screen: the city, the gebieden and the wijken, each in alphabetical order.

    A presenter goes through the city, the gebieden and the wijken of the gap list; the others are there by name.
    """
    gebieden = sorted(tabellen.wijken["gebied"].unique())
    namen = tabellen.wijken["wijknaam"].sort_values()
    return [
        Scherm(STAD, "Hele stad"),
        *(Scherm(f"gebied-{nummer}", f"Gebied {_kort(naam)}", naam) for nummer, naam in enumerate(gebieden, 1)),
        *(Scherm(str(code), _kort(naam), wijk=str(code)) for code, naam in namen.items()),
    ]


def presentatie(stand: Stand) -> dict[str, Any]:
    """Return what every screen says in every situation, each text once.

    Parameters
    ----------
    stand : Stand
        From `web.tijdlijn.door_de_tijd`.

    Returns
    -------
    dict
        `schermen` (per screen `id`, `naam`, the `delen` of its view, its `wijken`, and these and their buurten as bits
        for the map), `lagen` of the map, and `momenten` and `velden` as of `web.tijdlijn.tijdlijn`. The fields are
        `orde.gaten` (the wijkcodes of the gap list, in order), and per screen `<id>.positie`, `.stand` and `.opgave`
        (with the places of `web.situatie.ingevuld`), `.zeker`, `.noot`, the part of the residents in each group by its
        key (`.g0` …, `.maat-g0` … as the width of the bar, and `.maat-haak` of all without platform), and the key
        figures `.feit.<n>` with what each of them counts, `.wat.<n>`. The statement gives the residents, so the bar
        gives parts of them: no number is told twice.
    """
    alles = schermen(stand.tabellen)
    kolommen = _dekkingskolommen(stand, alles) | _notenkolommen(stand, alles) | _aantalkolommen(stand, alles)
    return {
        "schermen": [_voor_browser(stand.tabellen, scherm) for scherm in alles],
        "lagen": list(LAGEN),
        "momenten": momenten(stand),
        "velden": {veld: eenmalig(waarden) for veld, waarden in kolommen.items()},
    }


def _voor_browser(tabellen: Tabellen, scherm: Scherm) -> dict[str, Any]:
    wijken = _binnen(tabellen.wijken, scherm)
    return {
        "id": scherm.id,
        "naam": scherm.naam,
        "wijk": scherm.wijk is not None,
        # An empty part of the view is the usual one: going to a wijk lets its gebied go.
        "delen": {"gebied": scherm.gebied or "", "wijk": scherm.wijk or ""},
        "wijken": wijken,
        "binnen": bits(code in wijken for code in tabellen.wijken.index),
        "buurtBinnen": bits(code in wijken for code in tabellen.buurten["wijkcode"]),
    }


def _binnen(wijken: pd.DataFrame, scherm: Scherm) -> list[str]:
    """Return the codes of the wijken of a screen, in the order of the table."""
    if scherm.wijk:
        return [scherm.wijk]
    return [str(code) for code, gebied in wijken["gebied"].items() if scherm.gebied in {None, gebied}]


# ---- what follows from the coverage: order, statements, figures


def _dekkingskolommen(stand: Stand, alles: list[Scherm]) -> Kolommen:
    """Return fields on every day; what several days share is made once."""
    gelijk, feiten = stand.eenmaal(dekkingsfeiten)
    leeg = stand.tabellen.organisaties.empty
    gemaakt = {plek: _dekkingsvelden(wijken, eerste, alles, leeg=leeg) for plek, (wijken, eerste) in feiten.items()}
    rijen = [gemaakt[plek] for plek in gelijk]
    return {veld: [rij[veld] for rij in rijen] for veld in rijen[0]}


def _dekkingsvelden(alle: Sequence[Rij], eerste: str, alles: list[Scherm], *, leeg: bool) -> Velden:
    op = Moment(DATUMPLEK, ZEKERPLEK, eerste)
    wijken: list[Rij] = [{**rij, "wijknaam": _kort(rij["wijknaam"])} for rij in alle]
    per_wijk = {rij["wijkcode"]: rij for rij in wijken}
    orde = gatenlijst(pd.Series({code: rij["inwoners_zonder_platform"] for code, rij in per_wijk.items()}))
    gebieden = [scherm for scherm in alles if scherm.gebied]
    uit = {"orde.gaten": " ".join(orde)}
    for scherm in alles:
        if scherm.wijk:
            rang = orde.index(scherm.wijk) + 1 if scherm.wijk in orde else 0
            eigen = _wijk(per_wijk[scherm.wijk], op, rang, len(orde), leeg=leeg)
        elif scherm.gebied:
            plek = f"Gebied {gebieden.index(scherm) + 1} van {len(gebieden)}"
            eigen_wijken = [rij for rij in wijken if rij["gebied"] == scherm.gebied]
            eigen = _overzicht(eigen_wijken, op, plek, _kort(scherm.gebied), leeg=leeg)
        else:
            eigen = _overzicht(wijken, op, "Stad", None, leeg=leeg)
        uit |= {f"{scherm.id}.{naam}": tekst for naam, tekst in eigen.items()}
    return uit


def _overzicht(wijken: Sequence[Rij], op: Moment, positie: str, gebied: str | None, *, leeg: bool) -> Velden:
    zin = antwoord(wijken, op, gebied, leeg=leeg)
    return {"positie": positie, **_zinnen(zin), **_groepen(wijken, leeg=leeg), **_huishoudens(wijken, leeg=leeg)}


def _wijk(wijk: Rij, op: Moment, rang: int, lengte: int, *, leeg: bool) -> Velden:
    plaats = f"Wijk {rang} van {lengte}" if rang else "Geen gatenwijk"
    noot = _BEWIJS.get(wijk["bewijs"], "")
    aanloop = "Een platform is in oprichting en telt nog niet mee." if wijk["platforms_in_oprichting"] else ""
    return {
        "positie": f"{plaats} · gebied {_kort(wijk['gebied'])}",
        **_zinnen(wijkzinnen(wijk, op, leeg=leeg)),
        "noot": f"{noot} {aanloop}".strip(),
        **_groepen([wijk], leeg=leeg),
        **_huishoudens([wijk], leeg=leeg),
    }


def _zinnen(zin: Antwoord) -> Velden:
    return {"stand": zin.stand, "opgave": zin.opgave}


def _groepen(wijken: Sequence[Rij], *, leeg: bool) -> Velden:
    """Return which part of the residents of these wijken is in each group, in words and as the width in the bar."""
    inwoners = {sleutel: aantal.bekend for sleutel, aantal in groepaantallen(wijken, leeg=leeg).items()}
    totaal = sum(inwoners.values())
    delen = {sleutel: aantal / totaal if totaal else 0 for sleutel, aantal in inwoners.items()}
    return {
        **{sleutel: procent(deel) if totaal else ONBEKEND for sleutel, deel in delen.items()},
        **{f"maat-{sleutel}": f"{100 * deel:.1f}" for sleutel, deel in delen.items()},
        "maat-haak": f"{100 - 100 * delen[PLATFORMMERK]:.1f}",
    }


def _huishoudens(wijken: Sequence[Rij], *, leeg: bool) -> Velden:
    aantal = zonder_platform([rij["huishoudens_zonder_platform"] for rij in wijken], leeg=leeg)
    return {"feit.0": str(aantal), "wat.0": f"{aantal.noem(*WIE['huishoudens'])} zonder platform"}


def _kort(naam: object) -> str:
    return afgekort(naam, _LANGSTE_NAAM)


# ---- what is counted: proof, wijkraden and initiatives


def _notenkolommen(stand: Stand, alles: list[Scherm]) -> Kolommen:
    uit = {}
    for scherm in alles:
        tellingen = stand.tellingen(scherm.gebied, scherm.wijk)
        uit[f"{scherm.id}.zeker"] = [zekerheid(telling[:2]) for telling in tellingen]
        if scherm.wijk:
            continue
        tekens = stand.jongste_tekens(scherm.gebied)
        zinnen = [bewijszin(*telling, teken) for telling, teken in zip(tellingen, tekens, strict=True)]
        staart = "" if scherm.gebied else f" {NIET_NAMENS_DE_WIJK}"
        uit[f"{scherm.id}.noot"] = [zin + staart for zin in zinnen]
    return uit


def _aantalkolommen(stand: Stand, alles: list[Scherm]) -> Kolommen:
    tabellen, aanwezig = stand.tabellen, stand.aanwezig
    initiatieven = _per_wijk(tabellen, aanwezig, tabellen.initiatieven["wijkcode"]).to_numpy()
    raden, platform = _wijkraden(stand), is_platform(stand.buurtscores.to_numpy())
    uit: Kolommen = {}

    def feit(id_: str, nummer: int, paren: list[tuple[str, str]]) -> None:
        uit[f"{id_}.feit.{nummer}"], uit[f"{id_}.wat.{nummer}"] = [een for een, _ in paren], [wat for _, wat in paren]

    for scherm in alles:
        binnen = _binnen(tabellen.wijken, scherm)
        if scherm.wijk:
            tellingen = zip(*(list(tabel.loc[scherm.wijk]) for tabel in raden), strict=True)
            feit(scherm.id, 1, [wijkraad_in_woorden(*telling) for telling in tellingen])
        else:
            eigen = tabellen.buurten["wijkcode"].isin(binnen).to_numpy()
            totaal, leeg = int(eigen.sum()), tabellen.organisaties.empty
            wat = f"{naamwoord(totaal, 'buurt', 'buurten')} met platform"
            met = [
                ONBEKEND if leeg else f"{getal(n)} van {getal(totaal)}" for n in platform[eigen].sum(axis=0).tolist()
            ]
            feit(scherm.id, 1, [(aantal, wat) for aantal in met])
        in_wijk = initiatieven[tabellen.wijken.index.isin(binnen)].sum(axis=0).tolist()
        if scherm.id == STAD:
            feit(STAD, 2, [_in_de_stad(*paar) for paar in zip(aanwezig.sum().tolist(), in_wijk, strict=True)])
        else:
            hier = "in deze wijk" if scherm.wijk else "in dit gebied"
            feit(scherm.id, 2, [(getal(n), f"{naamwoord(n, 'initiatief', 'initiatieven')} {hier}") for n in in_wijk])
    return uit


def _in_de_stad(bekend: int, in_wijk: int) -> tuple[str, str]:
    """Return how many of all known initiatives the screens of the wijken add up to."""
    return f"{getal(in_wijk)} van {getal(bekend)}", f"{naamwoord(bekend, 'initiatief', 'initiatieven')} in een wijk"


def _wijkraden(stand: Stand) -> list[pd.DataFrame]:
    """Return per wijk (index) and day how many wijkraden are active, supported, and to be verified."""
    paren = stand.dekking[stand.dekking["organisatie"].map(stand.tabellen.organisaties["soort"]).eq(w.WIJKRAAD)]
    paren = paren.drop_duplicates(["organisatie", "wijkcode"])
    score = stand.scores.loc[paren["organisatie"]]
    ondersteund = rang(score) == w.BUURTSTATUSSEN.index(w.WIJKRAAD)
    return [
        _per_wijk(stand.tabellen, tabel, paren["wijkcode"])
        for tabel in (is_actief(score), ondersteund, is_onzeker(score))
    ]


def _per_wijk(tabellen: Tabellen, tabel: pd.DataFrame, wijkcode: pd.Series) -> pd.DataFrame:
    per_wijk = tabel.astype("int64").groupby(wijkcode.to_numpy()).sum()
    return per_wijk.reindex(tabellen.wijken.index, fill_value=0)


def wijkraad_in_woorden(aantal: int, ondersteund: int, onzeker: int) -> tuple[str, str]:
    """Return the wijkraden of a wijk in a few words: how many, and what kind.

    Parameters
    ----------
    aantal : int
        The active ones.
    ondersteund, onzeker : int
        How many of them are supported, and are still to be verified. Support ends for all on one day.

    Examples
    --------
    >>> wijkraad_in_woorden(0, 0, 0), wijkraad_in_woorden(1, 1, 1)
    (('geen', 'wijkraad'), ('1 wijkraad', 'met steun, nog te verifiëren'))
    >>> wijkraad_in_woorden(3, 0, 2)
    ('3 wijkraden', 'zonder steun, 2 nog te verifiëren')
    """
    if not aantal:
        return "geen", "wijkraad"
    steun = "met steun" if ondersteund else "zonder steun"
    twijfel = "" if not onzeker else ", nog te verifiëren" if onzeker == aantal else f", {onzeker} nog te verifiëren"
    return telwoord(aantal, "wijkraad", "wijkraden"), steun + twijfel
