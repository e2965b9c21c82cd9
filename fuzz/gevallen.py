"""The cases: a valid folder and what is done to it. A case follows from its number alone."""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from analysis.beleid import Beleid, Variant
from fuzz.mutaties import MUTATIES, Bestanden
from tests.klein import B11, B12, B31, GEMEENTE, W2, W4, Map, csv_tekst, gemeente_toml, initiatief, platform, wijkraad

DATA = Path(__file__).resolve().parent.parent / "data"
BOUW = "bouw"
STEDEN = 100  # so many start cities of chance: a run judges what cases have in common once, see `fuzz.proef.onthoudend`
_BEGINNEN = {"klein": 89, BOUW: 9, "echt": 2}  # what a case starts from, of every hundred
_STAPPEN = {1: 65, 2: 22, 3: 9, 6: 4}  # how many mutations


@dataclass(frozen=True)
class Geval:
    """A case. `stappen` are the mutations: kind, place in that kind, and a seed of its own, so that one can be left out."""

    nummer: int
    begin: str
    stappen: tuple[tuple[str, int, int], ...]

    @property
    def soort(self) -> str:
        soorten = sorted({soort for soort, *_ in self.stappen})
        return soorten[0] if len(soorten) == 1 else "combination"

    def bestanden(self) -> Bestanden:
        map_ = dict(_begin(self.begin, self.nummer % STEDEN))
        for soort, plek, zaad in self.stappen:
            if len(map_) > 1:
                MUTATIES[soort][plek](Random(zaad), map_)
        return map_

    def __str__(self) -> str:
        namen = [f"{soort}.{MUTATIES[soort][plek].__name__}" for soort, plek, _ in self.stappen]
        return f"{self.nummer}: {self.begin}, {' + '.join(namen)}"


def geval(nummer: int) -> Geval:
    toeval = Random(nummer)
    soorten = [(soort, plek) for soort, lijst in MUTATIES.items() for plek in range(len(lijst))]
    gewicht = [1 / len(MUTATIES[soort]) for soort, _ in soorten]  # every kind as often
    aantal = toeval.choices([*_STAPPEN], [*_STAPPEN.values()])[0]
    stappen = [(*keuze, toeval.randrange(2**32)) for keuze in toeval.choices(soorten, gewicht, k=aantal)]
    return Geval(nummer, toeval.choices([*_BEGINNEN], [*_BEGINNEN.values()])[0], tuple(stappen))


def begin(soort: str, toeval: Random) -> Bestanden:
    """Return a valid folder: the tiny city with rows of chance added, what the build needs of it, or our own data."""
    if soort == "echt":
        return {pad.name: pad.read_bytes() for pad in sorted(DATA.iterdir()) if pad.suffix != ".md"}
    return dict(_bouwinvoer()) if soort == BOUW else _klein(toeval)


def _klein(toeval: Random) -> Bestanden:
    klein = deepcopy(_map())
    for nummer in range(toeval.randrange(4)):
        van = toeval.choice(("", "1998", "2019-04-24", "2023-11"))
        rij = wijkraad(f"raad-{nummer}", toeval.choice((B11, f"{B31} {B12}", W2, W4, "")), van=van)
        rij["tot"] = toeval.choice(("", "2024-01-01", "2025", "2024-08"))
        rij["laatst_gezien"] = toeval.choice(("", "2015", "2023-07-01", "2024-05"))
        rij["fase"] = toeval.choice(("actief", "onbekend", "gestopt", "omgevormd"))
        klein.organisaties.append(rij)
    if toeval.random() < 0.3:
        klein.organisaties.append(platform("platform-vier", W4, van=toeval.choice(("", "2024-06", "2026-01-01"))))
    if toeval.random() < 0.3:
        klein.initiatieven.append(initiatief("grens", 52.38, 4.63, nauwkeurigheid="buurt", tot="2030"))
    for rijen in (klein.organisaties, klein.initiatieven):
        for rij in rijen:
            rij["bron"] = rij["bron"] or "https://voorbeeld.nl"
    if toeval.random() < 0.3:  # what the page about a wijk shows beside the residents
        for vlak in klein.wijken["features"]:
            vlak["properties"] |= {
                "jaar": 2024,
                "bron": "CBS Kerncijfers 2024",
                "pct_koopwoningen": 40,
                "gem_woz_x1000eur": 350,
            }
            vlak["properties"] |= dict.fromkeys(("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus"), 20)
            vlak["properties"] |= {"pct_eenpersoonshh": 40, "pct_hh_zonder_kinderen": 30, "pct_hh_met_kinderen": 30}
    if toeval.random() < 0.3:  # another policy
        dagen = toeval.sample(("1900-01-01", "2023-11-22", "2024-01-01", "2025-01-01", "2100-12-31"), 3)
        varianten = tuple(
            Variant(f"lezing-{n}", date.fromisoformat(d)) for n, d in enumerate(dagen[: toeval.randint(1, 3)])
        )
        eerste = date.fromisoformat(toeval.choice(("1900-01-01", "2024-01-01", "2024-02-01")))
        beleid = Beleid(
            eerste, toeval.choice((1, 30, 3650)), toeval.choice((1, 5, 100)), toeval.choice((1, 2, 10)), varianten
        )
        klein.tekst["gemeente.toml"] = gemeente_toml(beleid)
    elif toeval.random() < 0.3:  # all of our own file, made to fit
        klein.tekst["gemeente.toml"] = (
            (DATA / "gemeente.toml").read_text(encoding="utf-8").replace('"Centrum"', '"Zuid"')
        )
    return {naam: tekst if isinstance(tekst, bytes) else tekst.encode() for naam, tekst in klein.inhoud().items()}


@cache
def _begin(soort: str, zaad: int) -> Bestanden:
    return begin(soort, Random(zaad))


@cache
def _map() -> Map:
    return Map()


@cache
def _bouwinvoer() -> Bestanden:
    """The four files of `bouw`, of the tiny city."""
    from register.bouw.invoer import WIJK_CIJFERS  # noqa: PLC0415 - the columns that a delivery has; slow to import

    klein = Map()
    for vlak in klein.wijken["features"]:
        for weg in ("gebied", "inwoners", "huishoudens"):
            vlak["properties"].pop(weg)
        vlak["properties"]["gemeentenaam"] = GEMEENTE.naam
    cijfers = []
    for niveau, vlakken in (("wijk", Map().vlakken("wijken.geojson")), ("buurt", klein.vlakken("buurten.geojson"))):
        for vlak in vlakken:
            eigen = vlak["properties"]
            aantal = {naam: "" if eigen[naam] is None else str(eigen[naam]) for naam in ("inwoners", "huishoudens")}
            rij = {"niveau": niveau, "code": eigen[f"{niveau}code"], "jaar": "2024"} | dict.fromkeys(WIJK_CIJFERS, "")
            cijfers.append(rij | {"pct_0_15": "20", "gem_huishoudensgrootte": "2.0"} | aantal)
    for vlak in klein.vlakken("buurten.geojson"):
        for weg in ("inwoners", "huishoudens"):
            vlak["properties"].pop(weg)
    gebieden = [{"wijkcode": v["properties"]["wijkcode"], "gebied": "Noord", "zekerheid": "bron"} for v in klein.vlakken("wijken.geojson")]  # fmt: skip
    return {
        "wijken_in.geojson": json.dumps(klein.wijken).encode(),
        "buurten_in.geojson": json.dumps(klein.buurten).encode(),
        "cijfers.csv": csv_tekst(cijfers).encode(),
        "gebieden.csv": csv_tekst(gebieden).encode(),
    }
