"""What somebody may look for by name, and where it lies: everything in the registers that has a name, in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis import waarden as w
from analysis.schoon import kern
from analysis.stand.buurten import dekking
from analysis.tabellen import Tabellen

STAD, GEBIED, WIJK, BIJNAAM, BUURT, INITIATIEF = "stad", "gebied", "wijk", "gewone naam", "buurt", "initiatief"
# The larger places come first, and a place before what is in it.
SOORTEN = (STAD, GEBIED, WIJK, BIJNAAM, BUURT, *w.SOORTEN, INITIATIEF)

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
    plaatsen = list(_plaatsen(tabellen))
    plaatsen += _bijnamen(tabellen, {kern(plaats.naam) for plaats in plaatsen})
    alles = [*plaatsen, *_organisaties(tabellen), *_initiatieven(tabellen, plaatsen)]
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


def _bijnamen(tabellen: Tabellen, bekend: set[str]) -> Iterator[Vindplaats]:
    gezien: set[tuple[str, tuple[str, ...], str]] = set()
    for naam, wijken, gebied in [*_verteld(tabellen), *_zelf_genoemd(tabellen)]:
        sleutel = (kern(naam), wijken, gebied)
        if sleutel[0] not in bekend and sleutel not in gezien:
            gezien.add(sleutel)
            yield Vindplaats(naam, BIJNAAM, wijken, gebied)


def _verteld(tabellen: Tabellen) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for bijnaam in tabellen.gemeente.bijnamen:
        is_wijk = bijnaam.plek in tabellen.wijken.index
        yield bijnaam.naam, (bijnaam.plek,) if is_wijk else (), "" if is_wijk else bijnaam.plek


def _zelf_genoemd(tabellen: Tabellen) -> Iterator[tuple[str, tuple[str, ...], str]]:
    per_organisatie = _wijken_van(tabellen)
    for id_, organisatie in tabellen.organisaties.iterrows():
        # Of an area in several wijken nobody says which part lies in which.
        if len(wijken := per_organisatie.get(id_, ())) == 1:
            for naam in eigen_namen(organisatie.get("buurten", "")):
                yield naam, wijken, ""


def _wijken_van(tabellen: Tabellen) -> dict[object, tuple[str, ...]]:
    """Return per organisation with a known area its wijken, that with most of its buurten first."""
    paren = dekking(tabellen.organisaties, tabellen.buurten)
    wijken = paren["buurtcode"].map(tabellen.buurten["wijkcode"]).groupby(paren["organisatie"])
    return {id_: tuple(map(str, codes.value_counts(sort=True).index)) for id_, codes in wijken}


def _organisaties(tabellen: Tabellen) -> Iterator[Vindplaats]:
    per_organisatie = _wijken_van(tabellen)
    for id_, rij in tabellen.organisaties.iterrows():
        wijken = per_organisatie.get(id_, ())
        gebied = "" if wijken else rij.get("gebied", "")
        yield Vindplaats(rij["naam"], rij["soort"], wijken, gebied, ook=rij.get("buurten", ""))


def _initiatieven(tabellen: Tabellen, plaatsen: list[Vindplaats]) -> Iterator[Vindplaats]:
    per_naam: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for plaats in plaatsen:
        per_naam.setdefault(kern(plaats.naam), set()).add((plaats.wijken, plaats.gebied))
    for _, rij in tabellen.initiatieven.iterrows():
        genoemd = rij.get("buurt", "")
        if rij["wijkcode"]:
            yield Vindplaats(rij["naam"], INITIATIEF, (rij["wijkcode"],), ook=genoemd)
            continue
        buiten = bool(rij["lat"] == rij["lat"])  # a missing number is not equal to itself
        # A name of two places tells neither.
        goed = per_naam.get(kern(genoemd), set()) if genoemd and not buiten else set()
        ((wijken, gebied),) = goed if len(goed) == 1 else {((), "")}
        yield Vindplaats(rij["naam"], INITIATIEF, wijken, gebied, "" if buiten else genoemd, buiten)
