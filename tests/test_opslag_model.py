"""The store against a plain model: thousands of random changes, and at every number it says what the model says."""

import random
from collections import Counter
from copy import deepcopy
from datetime import date

import pandas as pd

from analysis.datums import eerste_dag
from register.opslag.fouten import Conflict
from register.opslag.ingrepen import Beeindig, DraaiTerug, NietBereikt, Nieuw, NooitJuist, Waarneming, Wijzig
from register.opslag.inhoud import INITIATIEF, ORGANISATIE
from register.opslag.wijziging import BEWAARD, NIETS
from register.register import DataFout
from tests.databases import over
from tests.klein import B31, B41, initiatief, wijkraad

VANDAAG = date(2026, 11, 26)
NAMEN = ("een", "twee", "drie, met komma")
ADRESSEN = ("", "https://een.nl", "https://twee.nl")
DATUMS = ("2023", "2023-05", "2024-01-01", "2024-06-30", "2026-11-26")


class Model:
    """A register as whole copies: `standen[n]` is what it says at number n, as {(kind, id): fields}."""

    def __init__(self, inhoud):
        self.standen = [{}, {sleutel: dict(versie.velden) for sleutel, versie in inhoud.versies.items()}]

    @property
    def nu(self):
        return self.standen[-1]

    def ooit(self):
        """Every row that ever was, but sightings."""
        return sorted({s for stand in self.standen for s in stand if s[0] != "waarneming"})

    def volgende_plek(self):
        """The place of the next sighting: after all that ever were."""
        return 1 + max(int(s[1].rsplit("/", 1)[1]) for stand in self.standen for s in stand if s[0] == "waarneming")

    def toon(self, soort, nummer=-1):
        """The rows of a kind, an organisation with what it has of its youngest sighting."""
        rijen = self.standen[nummer]
        uit = {id_: dict(velden) for (van, id_), velden in rijen.items() if van == soort}
        oud = {}
        for (van, sleutel), teken in rijen.items() if soort == ORGANISATIE else ():
            wie, leeftijd = (
                teken.get("organisatie"),
                (_dag(teken.get("datum", "")), int(f"0{sleutel.rpartition('/')[2]}" if van == "waarneming" else 0)),
            )
            if van == "waarneming" and "uitkomst" not in teken and leeftijd > oud.get(wie, ("", -1)):
                oud[wie] = leeftijd
                uit[wie] |= {"laatst_gezien": teken.get("datum", ""), "bron": teken.get("bron", "")}
        return {id_: {n: w for n, w in rij.items() if w} for id_, rij in uit.items()}

    def gewijzigd_na(self, sleutel, nummer):
        paren = zip(self.standen[nummer:], self.standen[nummer + 1 :], strict=False)
        return any(voor.get(sleutel) != na.get(sleutel) for voor, na in paren)


def _dag(datum):
    dag = eerste_dag(pd.Series([datum]))[0]
    return "" if pd.isna(dag) else dag.isoformat()


def _verwacht_wijzig(model, soort, id_, velden, versie):
    """What the model says of a change of fields: the new rows, or how it is told that there are none."""
    sleutel, rijen = (soort, id_), deepcopy(model.nu)
    if sleutel not in rijen:
        # Taken out since it was read: then that is the conflict. Without a version nobody has read anything.
        return DataFout if versie is None else Conflict
    nu = model.toon(soort)[id_]
    if versie is not None:
        toen = model.toon(soort, versie)[id_]
        velden = {n: w for n, w in velden.items() if w != toen.get(n, "")}
        if any(nu.get(n, "") not in {toen.get(n, ""), w} for n, w in velden.items()):
            return Conflict
    velden = {n: w for n, w in velden.items() if w != nu.get(n, "")}
    if not velden:
        return NIETS
    rijen[sleutel] = {n: w for n, w in (rijen[sleutel] | velden).items() if w}
    return rijen


def _nieuw(kans, model, sleutel):
    id_ = f"nieuw-{kans.randrange(10**9)}"
    rijen = deepcopy(model.nu)
    if kans.random() < 0.5:
        velden = initiatief(id_, nauwkeurigheid="onbekend")
        rijen[INITIATIEF, id_] = {n: w for n, w in velden.items() if w and n != "id"}
        return Nieuw(INITIATIEF, velden), rijen
    velden = wijkraad(id_, kans.choice((B31, B41)))
    rijen[ORGANISATIE, id_] = {n: w for n, w in velden.items() if w and n not in {"id", "bron"}}
    rijen["waarneming", f"{id_}/{model.volgende_plek()}"] = {"organisatie": id_, "bron": velden["bron"]}
    return Nieuw(ORGANISATIE, velden), rijen


def _wijzig(kans, model, sleutel):
    soort, id_ = sleutel
    beide = {"naam": kans.choice(NAMEN), "website": kans.choice(ADRESSEN)}
    velden = {naam: beide[naam] for naam in kans.choice((["naam"], ["website"], ["naam", "website"]))}
    mogelijk = [n for n, stand in enumerate(model.standen) if sleutel in stand]
    versie = kans.choice([None, *mogelijk[-4:]])
    return Wijzig(soort, id_, velden, versie), _verwacht_wijzig(model, soort, id_, velden, versie)


def _gezien(kans, model, sleutel):
    _, id_ = kans.choice(sorted(s for s in model.nu if s[0] == ORGANISATIE))
    datum = kans.choice(DATUMS)
    teken = {"organisatie": id_, "datum": datum, "bron": "gezien"}
    return Waarneming(id_, datum, "gezien", VANDAAG), model.nu | {
        ("waarneming", f"{id_}/{model.volgende_plek()}"): teken
    }


def _niet_bereikt(kans, model, sleutel):
    _, id_ = kans.choice(sorted(s for s in model.nu if s[0] == ORGANISATIE))
    poging = {"organisatie": id_, "datum": "2026-11-26", "bron": "gebeld", "uitkomst": "niet bereikt"}
    straks = model.nu | {("waarneming", f"{id_}/{model.volgende_plek()}"): poging}
    return NietBereikt(id_, "2026-11-26", "gebeld", VANDAAG), straks


def _beeindig(kans, model, sleutel):
    if model.nu.get(sleutel, {"tot": "x"}).get("tot"):
        return None
    einde = {"tot": "2026-11-01", "fase": "gestopt"}
    return Beeindig(*sleutel, "2026-11-01"), model.nu | {sleutel: model.nu[sleutel] | einde}


def _nooit_juist(kans, model, sleutel):
    if sleutel not in model.nu:
        return None
    eigen = {s for s, v in model.nu.items() if s[0] == "waarneming" and (ORGANISATIE, v["organisatie"]) == sleutel}
    return NooitJuist(*sleutel), {s: v for s, v in model.nu.items() if s not in {sleutel, *eigen}}


def _draai_terug(kans, model, sleutel):
    if len(model.standen) < 3:
        return None
    nummer = kans.randrange(2, len(model.standen))
    return DraaiTerug(nummer), _verwacht_terug(model, nummer)


STAPPEN = {_nieuw: 4, _wijzig: 8, _gezien: 3, _niet_bereikt: 1, _beeindig: 2, _nooit_juist: 2, _draai_terug: 3}


def _probeer(opslag, ingreep):
    """How a save ends: what the model expects it to be told as."""
    try:
        return opslag.bewaar(over(bron=""), ingreep).uitkomst
    except (Conflict, DataFout) as fout:
        return type(fout)


def test_the_register_at_every_number_is_that_of_a_plain_model(opslag, keren):
    """New, changed, ended, seen, taken out, undone and conflicting at random: every number reads as the model's copy."""
    kans, model, gezien = random.Random(1), Model(opslag.lees()[1]), Counter()
    while len(model.standen) < keren(45, 1_050):
        (stap,) = kans.choices(list(STAPPEN), list(STAPPEN.values()))
        if (paar := stap(kans, model, kans.choice(model.ooit()))) is None:
            continue
        ingreep, straks = paar
        uitkomst = _probeer(opslag, ingreep)
        gezien[uitkomst, type(ingreep)] += 1
        if uitkomst == BEWAARD:
            assert isinstance(straks, dict), ingreep
            model.standen.append(deepcopy(straks))
        elif uitkomst != DataFout:  # what the rules of the data refuse is not saved: they are tested elsewhere
            assert straks == (model.nu if isinstance(straks, dict) else uitkomst), ingreep
    assert gezien[Conflict, Wijzig] > 0
    assert gezien[BEWAARD, DraaiTerug] > 2
    assert opslag.stand().nummer == len(model.standen) - 1
    for nummer in range(1, len(model.standen)):
        _, inhoud = opslag.lees(nummer)
        for soort in (ORGANISATIE, INITIATIEF):
            gelezen = {rij["id"]: {n: w for n, w in rij.items() if w and n != "id"} for rij in inhoud.rijen(soort)}
            assert gelezen == model.toon(soort, nummer), nummer
    assert opslag.breuken() == []


def _verwacht_terug(model, nummer):
    """What the model says of an undo: rows that changed since stay, with the sightings that came with them."""
    voor, na, rijen = model.standen[nummer - 1], model.standen[nummer], deepcopy(model.nu)
    geraakt = [s for s in {**voor, **na} if voor.get(s) != na.get(s)]
    tekens = [(s, v) for s, v in model.nu.items() if s[0] == "waarneming"]
    gelaten = {s for s in geraakt if model.gewijzigd_na(s, nummer)}
    for soort, id_ in geraakt:
        latere = [s for s, v in tekens if v["organisatie"] == id_ and s not in geraakt]
        if soort == ORGANISATIE and (soort, id_) not in voor and latere:
            gelaten.add((soort, id_))
    gedaan = [s for s in geraakt if s not in gelaten]
    straks = {s: v for s, v in rijen.items() if s not in gedaan} | {s: voor[s] for s in gedaan if s in voor}
    klaar = []
    for sleutel in gedaan:
        teken = voor.get(sleutel) or na.get(sleutel)
        wie = (ORGANISATIE, teken.get("organisatie")) if sleutel[0] == "waarneming" else None
        blijft = wie and (wie in gelaten if sleutel not in voor else wie not in straks)
        if not blijft:
            klaar.append(sleutel)
    if not klaar:
        return Conflict
    return {s: v for s, v in rijen.items() if s not in klaar} | {s: voor[s] for s in klaar if s in voor}
