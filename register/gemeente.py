"""The municipality of a data folder, read from `gemeente.toml` and held against the wijken: every problem at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd

from analysis.beleid import Beleid, Variant
from analysis.controle.bevinding import Bevinding, opgesomd
from analysis.controle.meldingen import GEMEENTE
from analysis.datums import eerste_dag
from analysis.gemeente import (
    BRONVERMELDING,
    ONDERWERPEN,
    RANGEN,
    ROLLEN,
    Bijnaam,
    Bron,
    Gebied,
    Gemeente,
    Mijlpaal,
)
from analysis.nederlands import getal
from analysis.schoon import afgekort, op_een_regel

_UITLEG = "Zie data/README.md voor wat in dit bestand kan staan."
_JAREN = range(1900, 2101)  # of which a day of the policy can be
BEWIJS_DAGEN = range(1, 3651)  # one day to ten years
PLATFORMS_PER_WIJK = range(1, 11)
LANG_JAREN = range(1, 101)
MEESTE_VARIANTEN = 8  # that fit in a list, and in the memory of the application
_SLEUTEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Breuk(float):
    """A number that is not whole or without end, which is shown as it was written."""

    def __init__(self, tekst: str) -> None:
        self._tekst = tekst

    def __str__(self) -> str:
        return self._tekst


class _Onjuist(Exception):
    """A value that a field cannot have: what is wrong, and how to mend it."""


def _tekst(lengte: int) -> Callable[[Any], str]:
    def lees(waarde: Any) -> str:
        if not isinstance(waarde, str):
            raise _Onjuist("is geen tekst", "Zet er aanhalingstekens omheen.")
        if op_een_regel(waarde) != waarde:
            raise _Onjuist("heeft een regeleinde of een onzichtbaar teken", "Typ de tekst opnieuw, op één regel.")
        if len(waarde) > lengte:
            raise _Onjuist(f"is langer dan {lengte} tekens", "Maak de tekst korter.")
        return waarde.strip()

    return lees


def _keuze(mogelijk: tuple[Any, ...]) -> Callable[[Any], Any]:
    def lees(waarde: Any) -> Any:
        # In Python True is 1, and in a list of numbers it is found.
        if isinstance(waarde, bool) or waarde not in mogelijk:
            raise _Onjuist("bestaat niet", f"Kies uit: {', '.join(str(een) for een in mogelijk if een != '')}.")
        return waarde

    return lees


def _code(waarde: Any) -> str:
    tekst = _tekst(6)(waarde)
    if tekst and not re.fullmatch(r"GM[0-9]{4}", tekst):
        raise _Onjuist("is geen gemeentecode", "Schrijf GM en vier cijfers, of laat code weg.")
    return tekst


def _aantal(mogelijk: range) -> Callable[[Any], int]:
    def lees(waarde: Any) -> int:
        if isinstance(waarde, bool) or not isinstance(waarde, int) or waarde not in mogelijk:
            bereik = f"van {mogelijk[0]} tot en met {getal(mogelijk[-1])}"
            raise _Onjuist("kan niet", f"Schrijf een heel getal zonder aanhalingstekens, {bereik}.")
        return waarde

    return lees


def _sleutel(waarde: Any) -> str:
    tekst = _tekst(30)(waarde)
    if tekst and not _SLEUTEL.fullmatch(tekst):
        vorm = "kleine letters (a–z) en cijfers, met losse streepjes ertussen"
        raise _Onjuist("kan niet in een adres en een bestandsnaam staan", f"Gebruik {vorm}.")
    return tekst


def _dag(waarde: Any) -> date:
    # Also as text, as it stands in the other files. A moment would be a date for Python, and has no one day.
    if isinstance(waarde, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", waarde):
        with suppress(ValueError):
            waarde = date.fromisoformat(waarde)
    if isinstance(waarde, date) and not isinstance(waarde, datetime) and waarde.year in _JAREN:
        return waarde
    raise _Onjuist("is geen datum", f"Schrijf jjjj-mm-dd, van {_JAREN[0]} tot en met {_JAREN[-1]}.")


def _stand(waarde: Any) -> str:
    heel = isinstance(waarde, int) and waarde in _JAREN
    dag = isinstance(waarde, date) and not isinstance(waarde, datetime)
    tekst = str(waarde) if heel or dag else waarde
    if tekst == "" or (isinstance(tekst, str) and eerste_dag(pd.Series([tekst])).notna().all()):
        return str(tekst)
    raise _Onjuist("is geen datum", "Schrijf jjjj, jjjj-mm of jjjj-mm-dd, of laat stand weg.")


class _Veld(NamedTuple):
    """A field of a table: what reads its value, and whether it may be left out or empty."""

    lees: Callable[[Any], Any]
    verplicht: bool = False


class _Vorm(NamedTuple):
    """A table of the file: its fields, and for one of which there may be more the (sets of) fields that must differ."""

    velden: dict[str, _Veld]
    eigen: tuple[tuple[str, ...], ...] = ()
    verplicht: bool = False
    hooguit: int | None = None

    @property
    def meer(self) -> bool:
        """Return whether there may be more than one of these."""
        return bool(self.eigen)


_VORMEN = {
    "gemeente": _Vorm(
        {
            "naam": _Veld(_tekst(60), verplicht=True),
            "code": _Veld(_code),
            "bronvermelding": _Veld(_tekst(200)),
        },
        verplicht=True,
    ),
    "gebied": _Vorm({"naam": _Veld(_tekst(60), verplicht=True), "rol": _Veld(_tekst(120))}, (("naam",),)),
    "beleid": _Vorm(
        {
            "eerste_platform": _Veld(_dag, verplicht=True),
            "bewijs_dagen": _Veld(_aantal(BEWIJS_DAGEN), verplicht=True),
            "lang_geen_teken_jaren": _Veld(_aantal(LANG_JAREN), verplicht=True),
            "meeste_platforms_per_wijk": _Veld(_aantal(PLATFORMS_PER_WIJK), verplicht=True),
            "bron": _Veld(_tekst(200)),
        },
        verplicht=True,
    ),
    "variant": _Vorm(
        {
            "sleutel": _Veld(_sleutel, verplicht=True),
            "einde_ondersteuning": _Veld(_dag, verplicht=True),
            "bron": _Veld(_tekst(200)),
        },
        (("sleutel",), ("einde_ondersteuning",)),
        verplicht=True,
        hooguit=MEESTE_VARIANTEN,
    ),
    "mijlpaal": _Vorm(
        {
            "datum": _Veld(_dag, verplicht=True),
            "kort": _Veld(_tekst(30), verplicht=True),
            "omschrijving": _Veld(_tekst(120), verplicht=True),
            "bron": _Veld(_tekst(200), verplicht=True),
            "rol": _Veld(_keuze(ROLLEN)),
            "rang": _Veld(_keuze(RANGEN)),
        },
        (("datum", "kort"),),
    ),
    "bron": _Vorm(
        {
            "over": _Veld(_keuze(ONDERWERPEN), verplicht=True),
            "naam": _Veld(_tekst(200), verplicht=True),
            "stand": _Veld(_stand),
            "licentie": _Veld(_tekst(60)),
            "voorbehoud": _Veld(_tekst(300)),
        },
        (("over",),),
    ),
    "bijnaam": _Vorm(
        {
            "naam": _Veld(_tekst(60), verplicht=True),
            "plek": _Veld(_tekst(60), verplicht=True),
            "bron": _Veld(_tekst(200), verplicht=True),
        },
        (("naam", "plek"),),
    ),
}


def lees_gemeente(inhoud: bytes) -> tuple[Gemeente | None, list[Bevinding]]:
    """Return the municipality that a file tells of, with everything that is wrong with the file.

    Parameters
    ----------
    inhoud : bytes
        TOML in UTF-8.

    Returns
    -------
    gemeente : Gemeente or None
        None when anything is wrong.
    bevindingen : list of Bevinding
        No TOML, unknown names, wrong types and values, missing and double ones, too many.
    """
    try:
        gelezen = tomllib.loads(inhoud.decode("utf-8-sig"), parse_float=_Breuk)
    except UnicodeDecodeError:
        return None, [_vorm("het bestand is geen UTF-8", "Bewaar het opnieuw als UTF-8.")]
    except (ValueError, RecursionError, OverflowError) as fout:  # what is no TOML, and numbers and depths without end
        regel = re.search(r"line (\d+)", str(fout))
        waar = f" bij regel {regel[1]}" if regel else ""
        return None, [_vorm(f"het bestand is geen TOML{waar}", "Herstel de regel, of haal haar weg. " + _UITLEG)]
    bevindingen: list[Bevinding] = []
    tabellen = {naam: list(_tabellen(gelezen, naam, bevindingen)) for naam in _VORMEN}
    if vreemd := [naam for naam in gelezen if naam not in _VORMEN]:
        bevindingen.append(_vreemd("", vreemd, _VORMEN))
    for naam, vorm in _VORMEN.items():
        if vorm.verplicht and gelezen.get(naam, []) == []:
            nodig = [veld for veld in vorm.velden if vorm.velden[veld].verplicht]
            bevindingen.append(_vorm(f"{_kop(naam)} ontbreekt", f"Voeg {_kop(naam)} toe met {', '.join(nodig)}."))
    return (None, bevindingen) if bevindingen else (_gemeente(tabellen), [])


def gemeentefouten(gemeente: Gemeente, wijken: pd.DataFrame) -> Iterator[Bevinding]:
    """Yield where a municipality and the wijken of its folder speak of different places.

    Parameters
    ----------
    gemeente : Gemeente
    wijken : DataFrame
        Columns `wijkcode` and `gebied`, as the file gives them.
    """
    codes = wijken["wijkcode"].map(str).loc[lambda codes: codes.str.fullmatch("WK[0-9]{4}.*")]
    if gemeente.code and len(vreemd := codes[codes.str[2:6] != gemeente.code[2:]]):
        wat = f"code {gemeente.code} past niet bij {_namen(vreemd)} in wijken.geojson"
        yield _vorm(wat, "Zet er de code van deze gemeente, of laat code weg.", "gemeente")
    bekend = {gebied.naam for gebied in gemeente.gebieden}
    if bekend and len(vreemd := wijken["gebied"].dropna().map(str).loc[lambda namen: ~namen.isin(bekend)]):
        wat = f"{_namen(vreemd)} in wijken.geojson staat niet bij [[gebied]]"
        yield _vorm(wat, "Voeg het gebied toe, of verbeter de naam in een van beide bestanden.", "gebied")
    plekken = {*wijken["wijkcode"].map(str), *wijken["gebied"].map(str)}
    if nergens := [bijnaam.plek for bijnaam in gemeente.bijnamen if bijnaam.plek not in plekken]:
        wat = f"plek {_namen(pd.Series(nergens))} is geen wijkcode of gebied uit wijken.geojson"
        yield _vorm(wat, "Schrijf de wijkcode of de naam van het gebied precies zo als in dat bestand.", "bijnaam")


def _namen(waarden: pd.Series) -> str:
    return opgesomd(f"“{afgekort(waarde, 40)}”" for waarde in dict.fromkeys(waarden))


def _tabellen(gelezen: Mapping[str, Any], naam: str, bevindingen: list[Bevinding]) -> Iterator[dict[str, Any]]:
    """Yield the tables of this name with the fields that are right; say what is wrong with the others."""
    vorm, waarde = _VORMEN[naam], gelezen.get(naam)
    if waarde is None:
        return
    heel = isinstance(waarde, list) and all(isinstance(tabel, dict) for tabel in waarde)
    if not (heel if vorm.meer else isinstance(waarde, dict)):
        bevindingen.append(_vorm(f"“{naam}” heeft niet de goede vorm", f"Begin met een regel {_kop(naam)}. {_UITLEG}"))
        return
    if vorm.hooguit is not None and len(waarde) > vorm.hooguit:
        wat = f"{_kop(naam)} staat er {getal(len(waarde))} keer, meer dan {getal(vorm.hooguit)}"
        bevindingen.append(_vorm(wat, "Haal weg wat niet meer nodig is."))
        return
    gezien: set[Any] = set()
    for nummer, tabel in enumerate(waarde if vorm.meer else [waarde], start=1):
        waar = f"{naam} {nummer}" if vorm.meer else naam
        goed = _velden(tabel, vorm, waar, bevindingen)
        for velden in vorm.eigen:
            sleutel = tuple((veld, str(goed.get(veld, "")).casefold()) for veld in velden)
            if all(deel for _, deel in sleutel) and sleutel in gezien:
                dubbel = " en ".join(f"{veld} “{goed[veld]}”" for veld in velden)
                bevindingen.append(_vorm(f"{dubbel} staat er al", "Verwijder een van beide.", waar))
            gezien.add(sleutel)
        yield goed


def _velden(tabel: Mapping[str, Any], vorm: _Vorm, waar: str, bevindingen: list[Bevinding]) -> dict[str, Any]:
    goed = {}
    for naam, veld in vorm.velden.items():
        if naam in tabel:
            try:
                goed[naam] = veld.lees(tabel[naam])
            except _Onjuist as fout:
                wat, herstel = fout.args
                bevindingen.append(_vorm(f"{naam} {_getoond(tabel[naam])} {wat}", herstel, waar))
                continue
        if veld.verplicht and goed.get(naam, "") == "":
            bevindingen.append(_vorm(f"{naam} ontbreekt of is leeg", f"Vul {naam} in.", waar))
    if vreemd := [naam for naam in tabel if naam not in vorm.velden]:
        bevindingen.append(_vreemd(waar, vreemd, vorm.velden))
    return goed


def _getoond(waarde: Any) -> str:
    """Return a value as it may stand in a message: a table or list has no words, and a number may be endless."""
    if isinstance(waarde, dict | list):
        return "(een lijst of tabel)"
    if isinstance(waarde, int) and abs(waarde) > 10**18:  # Python refuses to write very long numbers out
        return "(een getal)"
    return f"“{afgekort(str(waarde).lower() if isinstance(waarde, bool) else waarde, 40)}”"


def _vreemd(waar: str, namen: list[str], bekend: Mapping[str, Any]) -> Bevinding:
    wat = f"{opgesomd(map(_getoond, namen))} {'is' if len(namen) == 1 else 'zijn'} hier onbekend"
    return _vorm(wat, f"Kies uit: {', '.join(bekend)}; of haal {'het' if len(namen) == 1 else 'ze'} weg.", waar)


def _kop(naam: str) -> str:
    return f"[[{naam}]]" if _VORMEN[naam].meer else f"[{naam}]"


def _gemeente(tabellen: dict[str, list[dict[str, Any]]]) -> Gemeente:
    zelf = {naam: waarde for naam, waarde in tabellen["gemeente"][0].items() if waarde}
    return Gemeente(
        **{"bronvermelding": BRONVERMELDING} | zelf,
        beleid=Beleid(**tabellen["beleid"][0], varianten=tuple(Variant(**tabel) for tabel in tabellen["variant"])),
        gebieden=tuple(Gebied(**tabel) for tabel in tabellen["gebied"]),
        eigen_mijlpalen=tuple(Mijlpaal(**tabel) for tabel in tabellen["mijlpaal"]),
        bronnen=tuple(Bron(**tabel) for tabel in tabellen["bron"]),
        bijnamen=tuple(Bijnaam(**tabel) for tabel in tabellen["bijnaam"]),
    )


def _vorm(wat: str, herstel: str, waar: str = "") -> Bevinding:
    return Bevinding(GEMEENTE, 0, waar, "gemeente", wat, herstel)
