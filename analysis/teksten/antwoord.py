"""The answer on a date in two sentences: who has no wijkplatform, and who of them has nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from analysis import waarden as w
from analysis.aantal import Aantal, als_aantal, som
from analysis.antwoorden.overzicht import wijkrijen
from analysis.nederlands import datum, getal, opsomming, telwoord, van_de
from analysis.schoon import afgekort
from analysis.stand.rijen import Rij
from analysis.stand.stand import Stand, Telling
from analysis.teksten.zinnen import WIE, ongetelde_buurten

# How sure the answer is, as it stands in its sentence.
VOOR_ZOVER_BEKEND, VERWACHT = " voor zover bekend", " naar verwachting"


class Antwoord(NamedTuple):
    """The answer on a date.

    Attributes
    ----------
    stand : str
        How many residents have no platform, and in how many wijken.
    opgave : str
        How many of them have no wijkraad either; the part to stress. Empty when everybody has a platform.
    """

    stand: str
    opgave: str


class Moment(NamedTuple):
    """When the answer is of.

    Attributes
    ----------
    wanneer : str
        The date in words.
    zeker : str
        How sure the answer is: empty, `VOOR_ZOVER_BEKEND` or `VERWACHT`.
    eerste : str
        From when platforms are possible, in words, when that is later; else empty.
    """

    wanneer: str
    zeker: str = ""
    eerste: str = ""


def zekerheid(tellingen: Sequence[Telling]) -> str:
    """Return how sure an answer is that rests on these organisations: not at all when none of them is confirmed.

    Examples
    --------
    >>> zekerheid([Telling(27, 27), Telling(2, 2)]), zekerheid([Telling(27, 26)]), zekerheid([Telling(0, 0)])
    (' voor zover bekend', '', '')
    """
    actief, onzeker = (sum(aantallen) for aantallen in zip(*tellingen, strict=True))
    return VOOR_ZOVER_BEKEND if actief and actief == onzeker else ""


def nog_niet(stand: Stand, dag: date) -> str:
    """Return from when platforms are possible, in words, when a day of a Stand comes before it; else empty."""
    eerste = stand.tabellen.gemeente.beleid.eerste_platform
    return datum(eerste) if dag < eerste else ""


def moment(stand: Stand, gebied: str | None = None, wijk: str | None = None, *, straks: bool = False) -> Moment:
    """Return the day of a Stand as the answer about a wijk, a gebied or all tells it; `straks` is after today."""
    zeker = VERWACHT if straks else zekerheid(stand.telling(gebied, wijk)[:2])
    return Moment(datum(stand.dag), zeker, nog_niet(stand, stand.dag))


def antwoord_op(stand: Stand, gebied: str | None = None, *, straks: bool = False) -> Antwoord:
    """Return the answer on the day of a Stand, about a gebied or the whole city; `straks` as for `moment`."""
    wijken, op = wijkrijen(stand, gebied), moment(stand, gebied, straks=straks)
    return antwoord(wijken, op, gebied, leeg=stand.tabellen.organisaties.empty)


def antwoord(wijken: Sequence[Rij], op: Moment, gebied: str | None = None, *, leeg: bool = False) -> Antwoord:
    """Return the answer on a date in two sentences.

    Parameters
    ----------
    wijken : sequence of mapping
        Of each wijk `wijknaam`, `wijkstatus`, `inwoners_zonder_platform`, `inwoners_niets` and `ongeteld` (how many
        buurten with a platform do not count, none when left out); of one gebied or of the whole city.
    op : Moment
    gebied : str, optional
        Named in the sentence when the wijken are those of one gebied.
    leeg : bool
        The register holds no organisation at all: then nothing is said about coverage but that.

    Returns
    -------
    Antwoord
        A sum that some wijken are missing from says so; one of which nothing is known is *onbekend*, never 0.

    Examples
    --------
    >>> wijken = [
    ...     {
    ...         "wijknaam": "Delftwijk",
    ...         "wijkstatus": "geen platform",
    ...         "inwoners_zonder_platform": 4810,
    ...         "inwoners_niets": 10,
    ...     },
    ...     {
    ...         "wijknaam": "Parkwijk",
    ...         "wijkstatus": "volledig platform",
    ...         "inwoners_zonder_platform": 0,
    ...         "inwoners_niets": 0,
    ...     },
    ... ]
    >>> antwoord(wijken, Moment("1 januari 2025")).stand
    'Op 1 januari 2025 hebben 4.810 inwoners geen wijkplatform, in 1 van de 2 wijken.'
    >>> antwoord(wijken, Moment("1 januari 2025")).opgave
    '10 van hen hebben niets: ook geen wijkraad.'
    >>> antwoord(wijken, Moment("1 juli 2023", eerste="1 januari 2024")).stand
    'Op 1 juli 2023 kunnen er nog geen wijkplatforms zijn: de eerste zijn mogelijk vanaf 1 januari 2024.'
    """
    if leeg:
        return _leeg(op)
    waar = f" in gebied {gebied}" if gebied else ""
    if len(wijken) == 1:
        return _een_wijk(wijken[0], op, f", de enige wijk{waar},")
    if not wijken:
        return Antwoord(f"Op {op.wanneer} zijn er geen wijken{waar}.", "")
    zonder, niets = som(rij["inwoners_zonder_platform"] for rij in wijken), som(rij["inwoners_niets"] for rij in wijken)
    gaten = [rij for rij in wijken if rij["wijkstatus"] != w.VOLLEDIG_PLATFORM]
    rest = ongetelde_buurten(sum(_ongeteld(rij) for rij in wijken))
    stand = _eerst(op, waar) or _stand(op, waar, zonder, len(gaten), len(wijken))
    return Antwoord(stand, f"{_opgave(op, zonder, niets)} {rest}".strip())


def wijkzinnen(wijk: Rij, op: Moment, *, leeg: bool = False) -> Antwoord:
    """Return the answer for one wijk, as `antwoord` gives it for several.

    Examples
    --------
    >>> wijk = {"wijknaam": "Molenwijk", "wijkstatus": "geen platform", "inwoners_zonder_platform": 8135}
    >>> wijkzinnen(wijk | {"inwoners_niets": 0}, Moment("1 juli 2024", VOOR_ZOVER_BEKEND)).stand
    'Op 1 juli 2024 heeft Molenwijk voor zover bekend geen wijkplatform: dat gaat om 8.135 inwoners.'
    """
    return _leeg(op) if leeg else _een_wijk(wijk, op)


def wie_niets_heeft(wijken: Sequence[Rij]) -> str:
    """Return in which wijken residents have nothing, and in which all of them; empty where that says nothing.

    Parameters
    ----------
    wijken : sequence of mapping
        Of each wijk `wijknaam`, `inwoners` and `inwoners_niets`.

    Examples
    --------
    >>> wie_niets_heeft(
    ...     [
    ...         {"wijknaam": "A", "inwoners": 100, "inwoners_niets": 30},
    ...         {"wijknaam": "B", "inwoners": 50, "inwoners_niets": 50},
    ...     ]
    ... )
    'Wie niets heeft, woont in 2 van de 2 wijken; in B heeft niemand iets.'
    """
    aantallen = [(rij, als_aantal(rij["inwoners_niets"])) for rij in wijken]
    met = [rij for rij, aantal in aantallen if aantal.bekend]
    if not met or len(wijken) == 1:
        return ""
    helemaal = [rij["wijknaam"] for rij in met if als_aantal(rij["inwoners"]) == als_aantal(rij["inwoners_niets"])]
    waar = f"Wie niets heeft, woont in {getal(len(met))} {van_de(len(wijken))} wijken"
    namen = opsomming([afgekort(naam, 40) for naam in helemaal], 3)
    return f"{waar}; in {namen} heeft niemand iets." if helemaal else f"{waar}."


def optelling(wijken: Sequence[Rij]) -> str:
    """Return how the residents without a platform add up, from wijken without and wijken in part; empty for one kind.

    Examples
    --------
    >>> wijken = [
    ...     {"wijkstatus": "geen platform", "inwoners_zonder_platform": 4810},
    ...     {"wijkstatus": "deels platform", "inwoners_zonder_platform": 7055},
    ... ]
    >>> optelling(wijken)
    '1 wijk zonder (4.810) + 1 wijk deels (7.055) = 11.865'
    """
    soorten = {w.GEEN_PLATFORM: "zonder", w.DEELS_PLATFORM: "deels"}
    per_soort = {
        woord: [rij["inwoners_zonder_platform"] for rij in wijken if rij["wijkstatus"] == status]
        for status, woord in soorten.items()
    }
    if not all(per_soort.values()):
        return ""
    delen = [
        f"{telwoord(len(aantallen), 'wijk', 'wijken')} {woord} ({som(aantallen)})"
        for woord, aantallen in per_soort.items()
    ]
    return f"{' + '.join(delen)} = {som(aantal for aantallen in per_soort.values() for aantal in aantallen)}"


def _ongeteld(wijk: Rij) -> int:
    """Return how many buurten with a platform do not count. Where all others have one, they do not matter: 0."""
    return 0 if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM else int(wijk.get("ongeteld", 0))


def _leeg(op: Moment) -> Antwoord:
    return Antwoord(
        f"Voor {op.wanneer} is niet te zeggen wie wat dekt: het register bevat geen enkele wijkraad of wijkplatform.",
        "Wie de gemeente zelf moet bereiken, blijkt hier dus niet uit.",
    )


def _eerst(op: Moment, waar: str) -> str:
    """Return that there can be no platforms yet, without blame; empty when there can."""
    mogelijk = f"kunnen er{waar} nog geen wijkplatforms zijn: de eerste zijn mogelijk vanaf {op.eerste}"
    return f"Op {op.wanneer} {mogelijk}." if op.eerste else ""


def _stand(op: Moment, waar: str, zonder: Aantal, gaten: int, totaal: int) -> str:
    begin, wijken = f"Op {op.wanneer}", f"alle {getal(totaal)} wijken"
    if not gaten:
        return f"{begin} hebben{waar}{op.zeker} {wijken} overal een wijkplatform."
    if gaten < totaal:
        wijken = f"{getal(gaten)} {van_de(totaal)} wijken"
    if woont := _wie_er_woont(zonder):
        hebben = "heeft" if gaten == 1 else "hebben"
        return f"{begin} {hebben}{waar}{op.zeker} {wijken} niet overal een wijkplatform; {woont}."
    return f"{begin} {_hebben(zonder)}{waar}{op.zeker} {_inwoners(zonder)} geen wijkplatform, in {wijken}."


def _een_wijk(wijk: Rij, op: Moment, bijstelling: str = "") -> Antwoord:
    """Return the answer for a wijk; what is to be said of it stands after its name."""
    zonder, niets = als_aantal(wijk["inwoners_zonder_platform"]), als_aantal(wijk["inwoners_niets"])
    naam, begin = afgekort(wijk["wijknaam"], 80), f"Op {op.wanneer}"
    wie = naam + bijstelling
    if wijk["wijkstatus"] == w.VOLLEDIG_PLATFORM:
        return Antwoord(f"{begin} heeft {wie}{op.zeker} overal een wijkplatform.", "")
    opgave = f"{_opgave(op, zonder, niets)} {ongetelde_buurten(_ongeteld(wijk))}".strip()
    # Where a platform is in a buurt of unknown population, that there is none may not be said flatly.
    deels = wijk["wijkstatus"] == w.DEELS_PLATFORM or _ongeteld(wijk) > 0
    if op.eerste:
        stand = _eerst(op, f" in {naam}")
    elif woont := _wie_er_woont(zonder):
        stand = f"{begin} heeft {wie}{op.zeker} {'niet overal een' if deels else 'geen'} wijkplatform; {woont}."
    elif deels:
        stand = f"{begin} {_hebben(zonder)} in {wie}{op.zeker} {_inwoners(zonder)} geen wijkplatform."
    else:
        stand = f"{begin} heeft {wie}{op.zeker} geen wijkplatform: dat gaat om {_inwoners(zonder)}."
    return Antwoord(stand, opgave)


def _wie_er_woont(zonder: Aantal) -> str:
    """Return what there is to say where no number can be told; empty where one can."""
    if zonder.onbekend:
        return "hoeveel mensen daar wonen, is onbekend"
    return "" if zonder.bekend else "volgens het CBS woont daar niemand"


def _opgave(op: Moment, zonder: Aantal, niets: Aantal) -> str:
    """Return how many of those without a platform have no wijkraad either."""
    if zonder == Aantal(0):
        return ""
    if niets.onbekend:
        wie = "inwoners" if op.eerste else "van hen ook"
        return f"Hoeveel {wie} geen wijkraad hebben, is onbekend."
    if niets == Aantal(0):
        wie = "Iedereen" if op.eerste else "Die" if zonder == Aantal(1) else "Zij"
        return f"{wie} {'hebben' if wie == 'Zij' else 'heeft'}{op.zeker} wel een wijkraad."
    if niets == zonder:
        return "Ook een wijkraad is er niet."
    wie = _inwoners(niets) if op.eerste else f"{niets} van hen{_voorbehoud(niets)}"
    zin = f"{wie} {_hebben(niets)} {'geen wijkraad' if op.eerste else 'niets: ook geen wijkraad'}."
    return zin[:1].upper() + zin[1:]


def _inwoners(aantal: Aantal) -> str:
    return f"{aantal.met(*WIE['inwoners'])}{_voorbehoud(aantal)}"


def _voorbehoud(aantal: Aantal) -> str:
    return f" ({aantal.voorbehoud()})" if aantal.vooraf else ""


def _hebben(aantal: Aantal) -> str:
    return "heeft" if aantal == Aantal(1) else "hebben"
