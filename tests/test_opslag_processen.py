"""Many processes on one register, and processes that die: what was acknowledged is there, and nothing is half."""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from analysis.datums import eerste_dag, einde
from register.adres import vind_adres
from register.opslag.inhoud import ORGANISATIE
from register.opslag.wijziging import AL_BEWAARD, BEWAARD
from tests.databases import over
from tests.echt import WORTEL
from tests.schrijver import hernoem

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and kill -9")


def laat_schrijven(wat, plek, processen, keren):
    """What the saves answered, line by line; whatever they complained of fails the test."""
    opdracht = [sys.executable, "-W", "ignore", "-m", "tests.schrijver", wat, str(plek), str(processen), str(keren)]
    uitkomst = subprocess.run(opdracht, cwd=WORTEL, check=False, capture_output=True, text=True)
    assert uitkomst.stderr == ""
    return [json.loads(regel) for regel in uitkomst.stdout.splitlines()]


def _platforms(inhoud):
    """The platforms of a register: (begin, end, buurten) each, read without the rules of the product."""
    rijen = [rij for rij in inhoud.rijen(ORGANISATIE) if rij["id"].startswith("platform-") and rij["tot"]]
    import pandas as pd

    van = eerste_dag(pd.Series([rij["van"] for rij in rijen], dtype="str"))
    tot = einde(pd.Series([rij["tot"] for rij in rijen], dtype="str"))
    return list(zip(van, tot, (set(rij["werkgebied"].split()) for rij in rijen), strict=True))


def test_no_race_puts_two_platforms_in_one_buurt(opslag, plek, keren):
    """Processes that all add platforms in the same buurten and years: at no number do two have one at one time."""
    antwoorden = laat_schrijven("wedloop", plek, keren(3, 8), keren(6, 200))
    soorten = Counter(next(iter(antwoord)) for antwoord in antwoorden)
    assert soorten["bewaard"] > 2
    assert soorten["geweigerd"] > 0
    assert {regel for a in antwoorden for regel in a.get("geweigerd", ())} == {"te-veel-platforms-in-buurt"}
    assert [a["anders"] for a in antwoorden if "anders" in a] == []
    # Every number was given once, and the last is that of the register.
    assert sorted(a["bewaard"] for a in antwoorden if "bewaard" in a) == list(range(2, soorten["bewaard"] + 2))
    for nummer in range(1, opslag.stand().nummer + 1):
        platforms = _platforms(opslag.lees(nummer)[1])
        for plaats, (van, tot, buurten) in enumerate(platforms):
            for van_, tot_, andere in platforms[:plaats]:
                assert not (buurten & andere and van < tot_ and van_ < tot)
    assert opslag.breuken() == []


def test_a_kill_loses_nothing_that_was_acknowledged(opslag, plek, keren):
    """After each kill -9 everything acknowledged is there, nothing half, the chain whole; a retry has the same number."""
    antwoorden = laat_schrijven("sterf", plek, 2, keren(3, 50))
    bewaard = {a["sleutel"]: a["bewaard"] for a in antwoorden if "bewaard" in a}
    begonnen = [a["begonnen"] for a in antwoorden if "begonnen" in a]
    assert len(bewaard) > 2
    in_logboek = {}
    for regel in opslag.logboek(vanaf=2):
        (rij,) = regel.rijen
        in_logboek[rij.na.velden["naam"].removeprefix("Naam ")] = regel.nummer
    assert bewaard.items() <= in_logboek.items()
    assert set(in_logboek) <= set(begonnen)
    assert sorted(in_logboek.values()) == list(range(2, opslag.stand().nummer + 1))
    assert opslag.breuken() == []
    for sleutel in begonnen:
        uitkomst = opslag.bewaar(over(sleutel=sleutel), hernoem(sleutel))
        if sleutel in in_logboek:
            assert uitkomst[:2] == (in_logboek[sleutel], AL_BEWAARD)
        else:
            assert uitkomst.uitkomst == BEWAARD


def test_six_processes_at_the_first_start_begin_one_register(plek, kaart):
    """All make the first change at once: there is one beginning, and every change is there."""
    antwoorden = laat_schrijven("start", plek, 6, 1)
    assert sorted(a["bewaard"] for a in antwoorden) == [2, 3, 4, 5, 6, 7]
    opslag = vind_adres(str(plek)).opslag
    assert [regel.soort for regel in opslag.logboek()].count("begin") == 1
    assert opslag.breuken() == []
    opslag.database.sluit()
