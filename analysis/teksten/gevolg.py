"""What a change of the register does, in words that hold for an event and for a correction alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal, som
from analysis.antwoorden.gevolg import Gevolg, Tijdvak, inwoners_van, per_groep
from analysis.antwoorden.veranderingen import (
    BEGONNEN,
    BEVESTIGD_GEWORDEN,
    GEEINDIGD,
    ONZEKER_GEWORDEN,
    STEUN_GEKREGEN,
    STEUN_VERLOREN,
)
from analysis.nederlands import datum, getal, opsomming, telwoord
from analysis.schoon import afgekort
from analysis.score import is_actief, is_bevestigd
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, WIE

_NAMEN = 3  # so many wijken are named in a sentence
_LANGSTE = 80
_STRAKS = {
    BEGONNEN: "telt straks mee",
    GEEINDIGD: "telt straks niet mee",
    STEUN_VERLOREN: "heeft straks geen steun van de gemeente",
    STEUN_GEKREGEN: "heeft straks steun van de gemeente",
    ONZEKER_GEWORDEN: "is straks nog te verifiëren",
    BEVESTIGD_GEWORDEN: "is straks bevestigd",
}
_WORDEND = "is straks in oprichting: zij is te zien en telt nog niet mee"


class Wijkzin(NamedTuple):
    """What a change does in a wijk: its name and a sentence."""

    naam: str
    zin: str


class Wanneer(NamedTuple):
    """On which other day a change does make a difference: words, with in their middle those of the day to go to."""

    voor: str
    dag: str
    na: str


def kop(uitkomst: Gevolg) -> str:
    """Return in one sentence what a change does on the day to the residents."""
    op = f"Op {datum(uitkomst.straks.dag)}"
    anders, zonder = uitkomst.anders, som(uitkomst.erbij)
    if anders.empty:
        stil = f"Er verandert op {datum(uitkomst.straks.dag)} niets in de groepen"
        if (aantal := len(uitkomst.geraakt)) == 0:
            return f"{stil}."
        return f"{stil}, wel in hoe zeker dat is: in {telwoord(aantal, 'buurt', 'buurten')}."
    if zonder.bekend and not zonder.ontbreekt:
        waar = _wijken(uitkomst, uitkomst.erbij.index[uitkomst.erbij != 0])
        met, meer = Aantal(abs(zonder.bekend)), "minder" if zonder.bekend > 0 else "meer"
        wie = f"{_werkwoord(met, 'heeft', 'hebben')} {met.met(*WIE['inwoners'])}"
        return f"{op} {wie} {meer} een wijkplatform, in {waar}."
    wie, heen = _beweging(uitkomst, "gaat", "gaan")
    return f"{op} {wie} {heen}, in {_wijken(uitkomst, anders['wijkcode'].unique())}."


def _beweging(uitkomst: Gevolg, een: str, meer: str) -> tuple[str, str]:
    """Return who comes into another group, after the verb for one or for more; and from which to which, if all alike.

    They are counted in residents; where nobody lives, in buurten.
    """
    anders, heen = uitkomst.anders, "naar een andere groep"
    er_woont = inwoners_van(uitkomst, anders)
    paren = {*zip(anders["groep_van"], anders["groep_tot"], strict=True)}
    if len(paren) == 1:
        van, naar = (w.GROEPEN[plek] for plek in paren.pop())
        heen = f"van “{w.GROEPNAMEN[van]}” naar “{w.GROEPNAMEN[naar]}”"
        # The number of the table, that has what the rounding of CBS leaves over.
        er_woont = er_woont if er_woont.ontbreekt else som(per_groep(uitkomst, naar))
    if er_woont == Aantal(0):
        leeg = Aantal(len(anders))
        return f"{_werkwoord(leeg, een, meer)} {leeg.met('buurt', 'buurten')} zonder inwoners", heen
    return f"{_werkwoord(er_woont, een, meer)} {er_woont.met(*WIE['inwoners'])}", heen


def _werkwoord(aantal: Aantal, een: str, meer: str) -> str:
    return een if aantal == Aantal(1) or aantal.onbekend else meer


def _wijken(uitkomst: Gevolg, codes: Any) -> str:
    namen = uitkomst.straks.tabellen.wijken["wijknaam"].reindex(codes)
    return opsomming([afgekort(naam, _LANGSTE) for naam in namen], _NAMEN)


def wanneer(vak: Tijdvak | None) -> Wanneer:
    """Return on which other day a change makes a difference.

    Examples
    --------
    >>> from datetime import date
    >>> "".join(wanneer(Tijdvak(date(2030, 1, 1), None, date(2030, 1, 1))))
    'Wel vanaf 1 januari 2030.'
    >>> "".join(wanneer(Tijdvak(date(2030, 1, 1), date(2031, 1, 1), date(2030, 1, 1))))
    'Wel van 1 januari 2030 tot 1 januari 2031.'
    >>> "".join(wanneer(Tijdvak(None, date(2031, 1, 1), date(2030, 12, 31)))), "".join(wanneer(None))
    ('Wel tot 1 januari 2031.', 'Ook op andere dagen niet.')
    """
    if vak is None:
        return Wanneer("Ook op andere dagen niet.", "", "")
    if vak.van is None:
        return Wanneer("Wel ", f"tot {datum(vak.tot or vak.dag)}", ".")
    if vak.tot is None:
        return Wanneer("Wel ", f"vanaf {datum(vak.van)}", ".")
    return Wanneer("Wel van ", datum(vak.van), f" tot {datum(vak.tot)}.")


def wijkzinnen(uitkomst: Gevolg) -> list[Wijkzin]:
    """Return what changes in each wijk, the wijk with most buurten first."""
    hoeveel = uitkomst.uitkomst.buurten.groupby("wijkcode").size()
    namen = uitkomst.straks.tabellen.wijken["wijknaam"]
    uit, meer = [], len({*uitkomst.geraakt["wijkcode"]}) > 1
    for code, groep in uitkomst.geraakt.groupby("wijkcode"):
        delen = [_zin(wat, aantal, int(hoeveel[code])) for wat, aantal in _soorten(groep)]
        # Of one wijk the headline has told it.
        delen.append(zonder_erbij(uitkomst.erbij[code]) if meer else "")
        zin = "; ".join(filter(None, delen))
        uit.append((-len(groep), Wijkzin(afgekort(namen[code], _LANGSTE), f"{zin}.")))
    return [zin for _, zin in sorted(uit)]


def _soorten(groep: pd.DataFrame) -> list[tuple[str, int]]:
    """Return what changes in buurten of a wijk, and in how many of them, the widest first."""
    telling = pd.Series([_wat(rij) for rij in groep.itertuples()]).value_counts()
    return sorted(((str(wat), int(aantal)) for wat, aantal in telling.items()), key=lambda paar: (-paar[1], paar[0]))


def _zin(wat: str, aantal: int, totaal: int) -> str:
    waar = f"in {getal(aantal)} van de {getal(totaal)} buurten"
    if aantal == totaal:
        waar = "in de enige buurt" if totaal == 1 else f"in alle {getal(totaal)} buurten"
    return f"{wat}, {waar}"


def _wat(buurt: Any) -> str:
    """Return what a buurt has, instead of what: its group, or else how sure that is."""
    nu, straks = (w.GROEPNAMEN[w.GROEPEN[plek]] for plek in (buurt.groep_van, buurt.groep_tot))
    if buurt.groepveranderd:
        return f"“{straks}” in plaats van “{nu}”"
    zeker, twijfel = "bevestigd", "nog te verifiëren"
    woorden = (zeker, twijfel) if is_bevestigd(buurt.tot) else (twijfel, zeker)
    return f"“{straks}” {woorden[0]} in plaats van {woorden[1]}"


def terugblik(uitkomst: Gevolg) -> str:
    """Return in one sentence what a change that was saved did on the day to the residents."""
    op, anders = f"Op {datum(uitkomst.straks.dag)}", uitkomst.anders
    if not anders.empty:
        wie, _ = _beweging(uitkomst, "kwam hierdoor", "kwamen hierdoor")
        return f"{op} {wie} in een andere groep, in {_wijken(uitkomst, anders['wijkcode'].unique())}."
    if aantal := len(uitkomst.geraakt):
        buurten = telwoord(aantal, "buurt", "buurten")
        return f"{op} bleef iedereen in dezelfde groep; van {buurten} werd anders hoe zeker die is."
    return f"{op} veranderde hierdoor niets in de groepen van inwoners."


def zonder_erbij(verschil_inwoners: Any) -> str:
    """Return how many residents of a wijk are more or fewer without a platform; empty when as many as before.

    Examples
    --------
    >>> zonder_erbij(-5325), zonder_erbij(1), zonder_erbij(0), zonder_erbij(pd.NA)
    ('5.325 inwoners minder zonder platform', '1 inwoner meer zonder platform', '', 'aantal inwoners onbekend')
    """
    if pd.isna(verschil_inwoners):
        return "aantal inwoners onbekend"
    aantal, meer = abs(int(verschil_inwoners)), "meer" if verschil_inwoners > 0 else "minder"
    return f"{telwoord(aantal, *WIE['inwoners'])} {meer} zonder platform" if aantal else ""


def organisatiezinnen(uitkomst: Gevolg) -> list[str]:
    """Return what a change does to each organisation on the day, and how many initiatives come or go."""
    rijen = uitkomst.uitkomst.organisaties
    zinnen = [
        f"{afgekort(naam, _LANGSTE)} {_STRAKS[wat]}."
        for naam, wat in sorted(zip(rijen["naam"], rijen["wat"], strict=True))
    ]
    return [*zinnen, *_wordend(uitkomst), *_initiatieven(uitkomst)]


def _wordend(uitkomst: Gevolg) -> Iterator[str]:
    nu, straks = (kant.wordend[kant.dag] for kant in (uitkomst.nu, uitkomst.straks))
    actief = is_actief(uitkomst.straks.scores[uitkomst.straks.dag])
    toen, dan = (kant.tabellen.organisaties["naam"] for kant in (uitkomst.nu, uitkomst.straks))
    for id_ in straks.index[straks & ~nu.reindex(straks.index, fill_value=False)]:
        yield f"{afgekort(dan[id_], _LANGSTE)} {_WORDEND}."
    for id_ in nu.index[nu & ~straks.reindex(nu.index, fill_value=False)]:
        if not actief.get(id_, default=False):
            yield f"{afgekort(toen[id_], _LANGSTE)} is straks niet in oprichting."


def _initiatieven(uitkomst: Gevolg) -> Iterator[str]:
    nu, straks = (set(kant.initiatieven.index) for kant in (uitkomst.nu, uitkomst.straks))
    for aantal, wat in ((len(straks - nu), "telt straks mee"), (len(nu - straks), "telt straks niet mee")):
        if aantal:
            wie = telwoord(aantal, "initiatief", "initiatieven")
            yield f"{wie[:1].upper()}{wie[1:]} {wat if aantal == 1 else wat.replace('telt', 'tellen')}."


def let_op(uitkomst: Gevolg) -> list[str]:
    """Return which wijken come to have a platform everywhere, or no longer have; and that none speaks for its wijk."""
    nu, straks = (kant.wijken["wijkstatus"] == w.VOLLEDIG_PLATFORM for kant in (uitkomst.nu, uitkomst.straks))
    nu = nu.reindex(straks.index, fill_value=False)
    erbij, eraf = straks.index[straks & ~nu], straks.index[nu & ~straks]
    uit = []
    if len(erbij):
        meer, wie = len(erbij) > 1, _wijken(uitkomst, erbij)
        if nu.any():
            uit.append(f"{wie} {'hebben' if meer else 'heeft'} straks overal een wijkplatform. {NIET_NAMENS_DE_WIJK}")
        else:
            eerste = "zijn straks de eerste wijken" if meer else "is straks de eerste wijk"
            uit.append(f"{wie} {eerste} met overal een wijkplatform. {NIET_NAMENS_DE_WIJK}")
    if len(eraf):
        uit.append(
            f"{_wijken(uitkomst, eraf)} {'heeft' if len(eraf) == 1 else 'hebben'} straks niet overal een wijkplatform."
        )
    return uit


def kaartzin(uitkomst: Gevolg, groepen: list[tuple[str, Aantal]], *, straks: bool) -> str:
    """Return what one of the two maps shows, for who does not see it; `groepen` are the residents of each by name."""
    stand = uitkomst.straks if straks else uitkomst.nu
    delen = "; ".join(f"{naam}: {aantal.met(*WIE['inwoners'])}" for naam, aantal in groepen)
    begin = f"Kaart van {stand.tabellen.gemeente.naam} {'straks' if straks else 'nu'}, op {datum(stand.dag)}. {delen}."
    geraakt = uitkomst.geraakt
    if geraakt.empty:
        return f"{begin} Er is niets omlijnd: geen buurt verandert."
    namen = opsomming([afgekort(naam, 40) for naam in stand.tabellen.buurten["buurtnaam"].reindex(geraakt.index)], 8)
    return f"{begin} Omlijnd is wat verandert: {namen}."
