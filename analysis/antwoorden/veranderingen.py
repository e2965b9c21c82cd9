"""What changed between two situations: two dates of one register, or two registers on their dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import als_aantal, som
from analysis.nederlands import datum, getal, telwoord
from analysis.score import is_actief, is_bevestigd, rang
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten

BEGONNEN, GEEINDIGD, STEUN_VERLOREN = "begonnen", "geëindigd", "steun verloren"
STEUN_GEKREGEN, ONZEKER_GEWORDEN, BEVESTIGD_GEWORDEN = "steun gekregen", "te verifiëren geworden", "bevestigd geworden"

WIJKKOLOMMEN = (
    "wijkcode",
    "wijknaam",
    "gebied",
    "verandering",
    "wijkstatus_van",
    "wijkstatus_tot",
    "bewijs_van",
    "bewijs_tot",
    "inwoners_zonder_platform_van",
    "inwoners_zonder_platform_tot",
    "verschil_inwoners",
    "buurten_veranderd",
    "van",
    "tot",
    "variant",
)
LATER_BEKEND = "volgens wat later bekend was"
_NIET_MEER, _WEER = "geen wijkraad of platform meer", "weer een teken van de wijkraad"
# The same when nothing changed but what is known.
_ALS_KENNIS = {_NIET_MEER: "geen wijkraad of platform", _WEER: "wel een teken van de wijkraad"}
ORGANISATIEKOLOMMEN = ("id", "naam", "soort", "wat", "sinds")

_SOORTEN: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "actief": is_actief,
    "steun": rang,
    "bewijs": is_bevestigd,
}


class Kennisverschil(NamedTuple):
    """A difference taken apart when both sides are known up to another moment.

    Attributes
    ----------
    stad : Veranderingen
        Between both days, as the later side knows them.
    register : Veranderingen
        On the first day, between what both sides know of it: nothing in the city.
    """

    stad: Veranderingen
    register: Veranderingen


class Veranderingen(NamedTuple):
    """The difference between two situations.

    Attributes
    ----------
    van, tot : Stand
        What was compared.
    wijken : DataFrame
        Columns `WIJKKOLOMMEN`, every wijk in order of wijkcode; `verandering` is a sentence, empty where nothing
        changed. Wijken that only one side has are left out of the figures of the other (NA).
    buurten : DataFrame
        Index `buurtcode`; `wijkcode`, `van`, `tot` (see `analysis.score`), `groep_van`, `groep_tot` (position in
        `GROEPEN`), `statusveranderd` (bool: in the city, and not only in what is known of it), `veranderd` (bool: that,
        or its proof, or its group), `wat` (what changed, empty when nothing did) and `sinds` (date or None).
    organisaties : DataFrame
        Columns `ORGANISATIEKOLOMMEN`: one row per organisation and change, `sinds` an ISO date or empty. *begonnen*
        is since it is active, *geëindigd* since it is not; support and proof are since each of them changed.
    kennis : Kennisverschil or None
        Where from the difference comes, when also is compared what was known; then `organisaties` tells of the city.
    """

    van: Stand
    tot: Stand
    wijken: pd.DataFrame
    buurten: pd.DataFrame
    organisaties: pd.DataFrame
    kennis: Kennisverschil | None = None

    @property
    def stad(self) -> Veranderingen:
        """Return what changed in the city, as it is known on the later side."""
        return self if self.kennis is None else self.kennis.stad

    @property
    def rijen(self) -> frozenset[tuple[str, str]]:
        """Return which rows of the registers (kind and id) are in its wijken, on either side."""
        codes = set(self.wijken["wijkcode"])
        uit: set[tuple[str, str]] = set()
        for kant in (self.van, self.tot):
            initiatieven, paren = kant.tabellen.initiatieven, kant.dekking
            uit |= {("organisatie", str(id_)) for id_ in paren.loc[paren["wijkcode"].isin(codes), "organisatie"]}
            uit |= {("initiatief", str(id_)) for id_ in initiatieven.index[initiatieven["wijkcode"].isin(codes)]}
        return frozenset(uit)

    @property
    def veranderd(self) -> pd.DataFrame:
        """Return the wijken in which something changed."""
        return self.wijken[self.wijken["verandering"] != ""]


def veranderingen_met_kennis(van: Stand, tot: Stand, gebied: str | None = None) -> Veranderingen:
    """Return what changed from one situation to another of the same register, each as known up to its own moment.

    What differs for the first day is no change in the city, but in what is known of it: see `Kennisverschil`. In the
    sentences per wijk it stands apart.
    """
    tussen = Stand(tot.tabellen, van.dag, tot.variant.sleutel)
    delen = Kennisverschil(veranderingen(tussen, tot, gebied), veranderingen(van, tussen, gebied, bekend=True))
    heel = veranderingen(van, tot, gebied)
    zinnen = [
        "; ".join(filter(None, (stad, f"{LATER_BEKEND}: {register}" if register else "")))
        for stad, register in zip(delen.stad.wijken["verandering"], delen.register.wijken["verandering"], strict=True)
    ]
    wijken = heel.wijken.assign(verandering=zinnen)
    return heel._replace(wijken=wijken, organisaties=delen.stad.organisaties, kennis=delen)


def veranderingen(van: Stand, tot: Stand, gebied: str | None = None, *, bekend: bool = False) -> Veranderingen:
    """Return what changed from one situation to another, each of one day and both by the same variant.

    `gebied`: only in its wijken, as `tot` knows them. With the same tables on both sides every change gets the date
    since when it holds; with different tables there is no such date. `bekend`: only what is known differs.
    """
    zelfde = van.tabellen is tot.tabellen and van.dag <= tot.dag
    verloop = Stand(tot.tabellen, _dagen(van, tot), tot.variant.sleutel) if zelfde else tot
    buurten = _buurten(van, verloop, metdatum=zelfde, bekend=bekend)
    wijken = _wijken(van, tot, buurten)
    organisaties = _organisaties(van, verloop, metdatum=zelfde)
    if gebied is not None:
        wijken = wijken[wijken["gebied"] == gebied].reset_index(drop=True)
        buurten = buurten[buurten["wijkcode"].isin(wijken["wijkcode"])]
        hier = [kant.dekking.loc[kant.dekking["buurtcode"].isin(buurten.index), "organisatie"] for kant in (van, tot)]
        organisaties = organisaties[organisaties["id"].isin(pd.concat(hier))]
    return Veranderingen(van, tot, wijken, buurten, organisaties.reset_index(drop=True))


def slotzin(uitkomst: Veranderingen) -> str:
    """Return the whole comparison in a few sentences."""
    van, tot = uitkomst.van, uitkomst.tot
    totaal, anders = len(uitkomst.wijken), len(uitkomst.veranderd)
    tussen = f"Tussen {datum(van.dag)} en {datum(tot.dag)}" if van.dag != tot.dag else f"Op {datum(tot.dag)}"
    staart = _lege_registers(van, tot)
    if uitkomst.kennis and van.dag == tot.dag:
        return f"{_kenniszin(uitkomst)}{staart}"
    if not anders:
        if van.dag == tot.dag and van.tabellen is tot.tabellen:
            return f"Beide datums zijn {datum(tot.dag)}: dan is er niets veranderd. Kies een andere datum.{staart}"
        geen = "in de enige wijk niets" if totaal == 1 else f"in geen van de {getal(totaal)} wijken iets"
        return f"{tussen} veranderde er {geen}.{staart}"
    gelijk = totaal - anders
    rest = f"; {gelijk} {'bleef' if gelijk == 1 else 'bleven'} gelijk" if gelijk else ""
    begin = f"{tussen} veranderde er iets in {telwoord(anders, 'wijk', 'wijken')}{rest}."
    return f"{begin} {_verschilzin(uitkomst)}{staart}"


def _kenniszin(uitkomst: Veranderingen) -> str:
    """Return the whole comparison of what was and is known about one day."""
    totaal, anders, dag = len(uitkomst.wijken), len(uitkomst.veranderd), datum(uitkomst.van.dag)
    if not anders:
        return f"Over {dag} was later hetzelfde bekend, in {telwoord(totaal, 'wijk', 'wijken')}."
    rest = f"; over {totaal - anders} hetzelfde" if totaal > anders else ""
    begin = f"Over {dag} was later iets anders bekend in {telwoord(anders, 'wijk', 'wijken')}{rest}."
    return f"{begin} {_verschilzin(uitkomst)}"


def _verschilzin(uitkomst: Veranderingen) -> str:
    """Return how many residents more or fewer are without a platform. Of a wijk left as it was that is none."""
    verschil = uitkomst.veranderd["verschil_inwoners"]
    aantal, onbekend = som(verschil).bekend, int(verschil.isna().sum())
    if onbekend == len(verschil):
        return "Hoeveel inwoners meer of minder zonder platform zijn, is onbekend."
    if aantal == 0:
        zin = "Het aantal inwoners zonder platform bleef gelijk"
    else:
        zijn, meer = "is" if abs(aantal) == 1 else "zijn", "meer" if aantal > 0 else "minder"
        zin = f"Er {zijn} {telwoord(abs(aantal), 'inwoner', 'inwoners')} {meer} zonder platform"
    if not onbekend:
        return f"{zin}."
    return f"{zin}, voor zover bekend: van {telwoord(onbekend, 'wijk', 'wijken')} is het verschil onbekend."


def _lege_registers(van: Stand, tot: Stand) -> str:
    """Return which register holds no organisation, as a sentence with a space in front; empty when both hold some."""
    oud, nieuw = (kant.tabellen.organisaties.empty for kant in (van, tot))
    if not (oud or nieuw):
        return ""
    welke = "Het register bevat" if van.tabellen is tot.tabellen else "Het oude register bevat"
    if van.tabellen is not tot.tabellen and nieuw:
        welke = "Beide registers bevatten" if oud else "Het nieuwe register bevat"
    return f" {welke} geen enkele wijkraad of wijkplatform."


def _dagen(van: Stand, tot: Stand) -> list[date]:
    """Return the first day, every change date after it, and the last day: all that can have happened."""
    wissels = wisselmomenten(tot.tabellen, tot.variant.sleutel)
    return [van.dag, *(dag for dag in wissels if van.dag < dag < tot.dag), tot.dag]


def _sinds(matrix: pd.DataFrame) -> pd.Series:
    """Return since which of the days each row has the value that it has on the last one."""
    waarden, dagen = matrix.to_numpy(), list(matrix.columns)
    anders = waarden != waarden[:, -1:]
    # Right after the last day on which it was another; the first of all where it never was.
    plekken = (len(dagen) - anders[:, ::-1].argmax(axis=1)) * anders.any(axis=1)
    return pd.Series([dagen[plek] for plek in plekken.tolist()], matrix.index, dtype=object)


def _buurten(oud: Stand, verloop: Stand, *, metdatum: bool, bekend: bool) -> pd.DataFrame:
    alle = verloop.buurtscores
    uit = pd.DataFrame({"wijkcode": verloop.tabellen.buurten["wijkcode"], "tot": alle.iloc[:, -1]})
    # A buurt that the former register did not have, had nothing.
    uit["van"] = oud.buurtscores[oud.dag].reindex(uit.index, fill_value=0)
    uit["veranderd"] = uit["van"] != uit["tot"]
    uit["statusveranderd"] = rang(uit["van"]) != rang(uit["tot"])
    uit["groep_tot"] = verloop.buurtgroepen.iloc[:, -1]
    uit["groep_van"] = oud.buurtgroepen[oud.dag].reindex(uit.index, fill_value=w.GROEPEN.index(w.NIETS))
    uit["groepveranderd"] = uit["groep_van"] != uit["groep_tot"]
    uit["veranderd"] |= uit["groepveranderd"]
    # The date of a new status is when the status came, not when its proof changed after that.
    soorten = (("statusveranderd", rang(alle)), ("groepveranderd", verloop.buurtgroepen), ("veranderd", alle))
    sinds = pd.Series(None, uit.index, dtype=object)
    for kolom, matrix in reversed(soorten):
        sinds = _sinds(matrix).where(uit[kolom], sinds)
    uit["sinds"] = sinds if metdatum else None
    jaren = verloop.tabellen.gemeente.beleid.lang_geen_teken_jaren
    wat = [_wat(rij, jaren) if rij.veranderd else "" for rij in uit.itertuples()]
    uit["wat"] = [_ALS_KENNIS.get(zin, zin) for zin in wat] if bekend else wat
    return uit


def _wijken(oud: Stand, nieuw: Stand, buurten: pd.DataFrame) -> pd.DataFrame:
    uit = pd.DataFrame(nieuw.tabellen.wijken[["wijknaam", "gebied"]])
    uit = uit.join(oud.wijken.add_suffix("_van")).join(nieuw.wijken.add_suffix("_tot"))
    uit["verschil_inwoners"] = uit["inwoners_zonder_platform_tot"] - uit["inwoners_zonder_platform_van"]
    uit["buurten_veranderd"] = (
        buurten.groupby("wijkcode")["veranderd"].sum().reindex(uit.index, fill_value=0).astype("int64")
    )
    uit["verandering"] = zin_per_wijk(buurten, buurten["veranderd"]).reindex(uit.index).fillna("")
    cijfers = _andere_cijfers(oud.tabellen.wijken["inwoners"], nieuw.tabellen.wijken["inwoners"])
    uit["verandering"] = ["; ".join(filter(None, (zin, cijfers.get(code)))) for code, zin in uit["verandering"].items()]
    uit = uit.assign(van=oud.dag.isoformat(), tot=nieuw.dag.isoformat(), variant=nieuw.variant.sleutel)
    uit = uit.rename_axis("wijkcode").sort_index().reset_index()
    return uit[list(WIJKKOLOMMEN)]


def zin_per_wijk(buurten: pd.DataFrame, welke: pd.Series) -> pd.Series:
    """Return what changed in these buurten of each wijk, the widest change first.

    Parameters
    ----------
    buurten : DataFrame
        As `Veranderingen.buurten`.
    welke : Series of bool
        Of the same index: those to tell of.

    Returns
    -------
    Series of str
        Index `wijkcode`; a wijk with none of them is not in it.
    """
    hoeveel = buurten.groupby("wijkcode").size()
    zinnen = {code: _zin(groep, int(hoeveel[code])) for code, groep in buurten[welke].groupby("wijkcode")}
    return pd.Series(zinnen, dtype="str")


def _zin(anders: pd.DataFrame, totaal: int) -> str:
    # Per change the number of buurten: what changed, and since when.
    aantallen = Counter(zip(anders["wat"].tolist(), map(_iso, anders["sinds"]), strict=True))
    zinnen = []
    for (wat, sinds), aantal in sorted(aantallen.items(), key=lambda a: (-a[1], a[0][1], a[0][0])):
        waar = "" if aantal == totaal else f" in {aantal} van de {totaal} buurten"
        zinnen.append(wat + waar + (f" sinds {datum(date.fromisoformat(sinds))}" if sinds else ""))
    return "; ".join(zinnen)


def _andere_cijfers(oud: pd.Series, nieuw: pd.Series) -> dict[Any, str]:
    """Return per wijk that both sides know that its population is another, which only another delivery can bring."""
    samen = {code: (als_aantal(oud[code]), als_aantal(nieuw[code])) for code in oud.index.intersection(nieuw.index)}
    return {code: f"inwonertal was {was}, is nu {nu}" for code, (was, nu) in samen.items() if was != nu}


def _wat(buurt: Any, jaren: int) -> str:
    """Return what changed in a buurt: its status, or else its group, or else its proof."""
    naam = w.BUURTSTATUSSEN[rang(buurt.tot)]
    if buurt.statusveranderd:
        return _NIET_MEER if naam == w.GEEN else naam
    if buurt.groepveranderd:
        lang = w.GROEPEN[buurt.groep_tot] == w.LANG_GEEN_TEKEN
        return f"al {jaren} jaar geen teken van de wijkraad" if lang else _WEER
    zeker = "bevestigd" if is_bevestigd(buurt.tot) else "nog te verifiëren"
    return f"{naam.removesuffix(' zonder ondersteuning')} {zeker}"


def _iso(dag: Any) -> str:
    return dag.isoformat() if isinstance(dag, date) else ""


def _organisaties(oud: Stand, verloop: Stand, *, metdatum: bool) -> pd.DataFrame:
    alle = verloop.scores
    was, nu = oud.scores[oud.dag], alle.iloc[:, -1]
    kanten = (oud.tabellen.organisaties, verloop.tabellen.organisaties)
    bron = {str(rij.Index): (rij.naam, rij.soort) for kant in kanten for rij in kant[["naam", "soort"]].itertuples()}
    # What is asked of a score: whether it is active, with which support, how well proven. Each has a day of its own.
    sinds = {soort: _sinds(waarde(alle)) for soort, waarde in _SOORTEN.items()} if metdatum else {}
    rijen = []
    for id_ in sorted(bron):
        for wat, soort in _gebeurtenissen(int(was.get(id_, 0)), int(nu.get(id_, 0))):
            dag = _iso(sinds[soort][id_]) if metdatum else ""
            rijen.append((id_, *bron[id_], wat, dag))
    uit = pd.DataFrame(rijen, columns=list(ORGANISATIEKOLOMMEN))
    return uit.sort_values(["sinds", "wat", "naam"], ignore_index=True)


def _gebeurtenissen(oud: int, nieuw: int) -> list[tuple[str, str]]:
    """Return what happened to one organisation, each with what it is about: a key of `_SOORTEN`."""
    if is_actief(oud) != is_actief(nieuw):
        return [(BEGONNEN if nieuw else GEEINDIGD, "actief")]
    uit = []
    if rang(oud) != rang(nieuw):
        uit.append((STEUN_VERLOREN if rang(nieuw) < rang(oud) else STEUN_GEKREGEN, "steun"))
    if is_bevestigd(oud) != is_bevestigd(nieuw):
        uit.append((BEVESTIGD_GEWORDEN if is_bevestigd(nieuw) else ONZEKER_GEWORDEN, "bewijs"))
    return uit
