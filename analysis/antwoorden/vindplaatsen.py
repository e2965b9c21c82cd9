"""What somebody may look for by name, and where it lies: everything in the registers that has a name, in one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from analysis import waarden as w
from analysis.schoon import kern
from analysis.stand.buurten import dekking
from analysis.tabellen import Tabellen

STAD, GEBIED, WIJK, BIJNAAM, BUURT, INITIATIEF = "stad", "gebied", "wijk", "gewone naam", "buurt", "initiatief"
# The larger places come first, and a place before what is in it.
SOORTEN = (STAD, GEBIED, WIJK, BIJNAAM, BUURT, *w.SOORTEN, INITIATIEF)

_MetWijken = tuple[Mapping[Hashable, Any], tuple[str, ...]]  # an organisation and the codes of its wijken

# A part of an area that is no more than its name: no remark, no year, no list.
_NAAM = re.compile(r"[A-Z][^\d(),:;]{1,40}")


class Vindplaats(NamedTuple):
    """Something with a name.

    Attributes
    ----------
    naam : str
    soort : str
        One of `SOORTEN`.
    wijken : tuple of str
        The codes of the wijken in which it lies, that with most of its buurten first. Empty for the city and a gebied,
        and where nobody knows.
    gebied : str
        Of a gebied, of an everyday name for one, and of an organisation whose area is not known; else empty.
    volgens : str
        Of an initiatief without a point: its place in the words of the source, which may be none of ours.
    buiten : bool
        Of an initiatief: its point lies outside the city.
    ook : str
        Further words by which it is found.
    """

    naam: str
    soort: str
    wijken: tuple[str, ...] = ()
    gebied: str = ""
    volgens: str = ""
    buiten: bool = False
    ook: str = ""


def vindplaatsen(tabellen: Tabellen) -> list[Vindplaats]:
    """Return everything that has a name, in the order of `SOORTEN` and then by name; every row of a register once.

    Everyday names are those that `gemeente.toml` tells, and those that an organisation within one wijk gives the parts
    of its area. A name that a gebied, wijk or buurt has already is not told again.
    """
    plaatsen, organisaties = list(_plaatsen(tabellen)), _rijen_met_wijken(tabellen)
    plaatsen += _bijnamen(tabellen, organisaties, {kern(plaats.naam) for plaats in plaatsen})
    alles = [*plaatsen, *_organisaties(organisaties), *_initiatieven(tabellen, plaatsen)]
    return sorted(alles, key=lambda een: (SOORTEN.index(een.soort), kern(een.naam)))


def eigen_namen(tekst: str) -> list[str]:
    """Return the names in what an organisation calls its area: parts that are a name and nothing else.

    Examples
    --------
    >>> eigen_namen("Heiliglanden; De Kamp"), eigen_namen("Waterbuurt; volgens een verslag ook Kade")
    (['Heiliglanden', 'De Kamp'], ['Waterbuurt'])
    >>> eigen_namen("De Krim (officieel Overdelft)"), eigen_namen("")
    ([], [])
    """
    return [deel.strip() for deel in tekst.split(";") if _NAAM.fullmatch(deel.strip())]


def _plaatsen(tabellen: Tabellen) -> Iterator[Vindplaats]:
    yield Vindplaats("Hele stad", STAD, ook=tabellen.gemeente.naam)
    for gebied in tabellen.wijken["gebied"].unique():
        yield Vindplaats(str(gebied), GEBIED, gebied=str(gebied))
    for code, naam in tabellen.wijken["wijknaam"].items():
        yield Vindplaats(str(naam), WIJK, (str(code),))
    for naam, wijkcode in zip(tabellen.buurten["buurtnaam"], tabellen.buurten["wijkcode"], strict=True):
        yield Vindplaats(str(naam), BUURT, (str(wijkcode),))


def _bijnamen(tabellen: Tabellen, organisaties: list[_MetWijken], bekend: set[str]) -> Iterator[Vindplaats]:
    gezien: set[tuple[str, tuple[str, ...], str]] = set()
    for naam, wijken, gebied in [*_verteld(tabellen), *_zelf_genoemd(organisaties)]:
        sleutel = (kern(naam), wijken, gebied)
        if sleutel[0] not in bekend and sleutel not in gezien:
            gezien.add(sleutel)
            yield Vindplaats(naam, BIJNAAM, wijken, gebied)


def _verteld(tabellen: Tabellen) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for bijnaam in tabellen.gemeente.bijnamen:
        is_wijk = bijnaam.plek in tabellen.wijken.index
        yield bijnaam.naam, (bijnaam.plek,) if is_wijk else (), "" if is_wijk else bijnaam.plek


def _zelf_genoemd(organisaties: list[_MetWijken]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for organisatie, wijken in organisaties:
        # Of an area in several wijken nobody says which part lies in which.
        if len(wijken) == 1:
            for naam in eigen_namen(organisatie.get("buurten", "")):
                yield naam, wijken, ""


def _rijen_met_wijken(tabellen: Tabellen) -> list[_MetWijken]:
    """Return every organisation with its wijken, that with most of its buurten first; none when its area is unknown."""
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    wijken: dict[object, Counter[str]] = {id_: Counter() for id_ in tabellen.organisaties.index}
    for id_, code in zip(paren["organisatie"], paren["buurtcode"].map(tabellen.buurten["wijkcode"]), strict=True):
        wijken[id_][code] += 1
    eigen = [tuple(code for code, _ in aantallen.most_common()) for aantallen in wijken.values()]
    return list(zip(tabellen.organisaties.to_dict("records"), eigen, strict=True))


def _organisaties(organisaties: list[_MetWijken]) -> Iterator[Vindplaats]:
    for rij, wijken in organisaties:
        gebied = "" if wijken else rij.get("gebied", "")
        yield Vindplaats(rij["naam"], rij["soort"], wijken, gebied, ook=rij.get("buurten", ""))


def _initiatieven(tabellen: Tabellen, plaatsen: list[Vindplaats]) -> Iterator[Vindplaats]:
    per_naam: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for plaats in plaatsen:
        per_naam.setdefault(kern(plaats.naam), set()).add((plaats.wijken, plaats.gebied))
    for rij in tabellen.initiatieven.to_dict("records"):
        genoemd = rij.get("buurt", "")
        if rij["wijkcode"]:
            yield Vindplaats(rij["naam"], INITIATIEF, (rij["wijkcode"],), ook=genoemd)
            continue
        buiten = bool(rij["lat"] == rij["lat"])  # a missing number is not equal to itself
        # A name of two places tells neither.
        goed = per_naam.get(kern(genoemd), set()) if genoemd and not buiten else set()
        ((wijken, gebied),) = goed if len(goed) == 1 else {((), "")}
        yield Vindplaats(rij["naam"], INITIATIEF, wijken, gebied, "" if buiten else genoemd, buiten)
