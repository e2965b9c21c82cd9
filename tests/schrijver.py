"""Processes that write to one register at the same time, or die while they do: `python -m tests.schrijver WAT PLEK KEREN`.

Started by a test as a program of its own, it imports once and splits into the processes that write. Each line that it
prints is what one save answered, as JSON.
"""

import json
import os
import random
import signal
import sys
import threading

from register.adres import vind_adres
from register.opslag.fouten import OpslagFout, VerkeerdeVraag
from register.opslag.ingrepen import Nieuw, NooitJuist, Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.register import REGISTERS, DataFout
from register.schema import SCHEMAS
from tests.databases import over
from tests.klein import B21, B22, B41, platform

BUURTEN = (B21, B22, B41)
JAREN = range(2024, 2028)
assert SCHEMAS  # what judges a save is there before the processes split


def zeg(**feit):
    """Print in one write, so that lines of several processes never mix."""
    os.write(1, (json.dumps(feit, ensure_ascii=False) + "\n").encode())


def wedloop(opslag, wie, keren):
    """Add platforms in three buurten and a few years, so that most of them meet one of another process."""
    kans, eigen = random.Random(wie), []
    for keer in range(keren):
        if eigen and kans.random() < 0.4:
            ingreep = NooitJuist(ORGANISATIE, eigen.pop())
        else:
            van = kans.choice(JAREN)
            werkgebied = " ".join(kans.sample(BUURTEN, kans.choice((1, 1, 2))))
            id_ = f"platform-{wie}-{keer}"
            ingreep = Nieuw(ORGANISATIE, platform(id_, werkgebied, van=str(van), tot=str(van + kans.choice((0, 1)))))
        try:
            uitkomst = opslag.bewaar(over(), ingreep)
        except DataFout as fout:
            zeg(geweigerd=sorted({b.regel for b in fout.bevindingen}))
        except (OpslagFout, VerkeerdeVraag) as fout:
            zeg(anders=str(fout))
        else:
            zeg(bewaard=uitkomst.nummer)
            if isinstance(ingreep, Nieuw):
                eigen.append(ingreep.velden["id"])


def sterf(opslag, wie, keren):
    """Save without end, each under a key of its own, until a kill -9 at any moment after the first."""
    moment = random.Random(wie).uniform(0.0, 0.4)
    for keer in range(1_000_000):
        if keer == 1:
            threading.Timer(moment, os.kill, (os.getpid(), signal.SIGKILL)).start()
        sleutel = f"{wie}-{keer}"
        zeg(begonnen=sleutel)
        zeg(bewaard=opslag.bewaar(over(sleutel=sleutel), hernoem(sleutel)).nummer, sleutel=sleutel)


def hernoem(sleutel):
    """The save that goes with a key."""
    return Wijzig(ORGANISATIE, "wijkraad-een", {"naam": f"Naam {sleutel}"})


def start(opslag, wie, keren):
    """Make the first change of a register, which begins it, at the same moment as the others."""
    map_ = vind_adres(sys.argv[2]).map_
    eerste = over("Begin"), {naam: (map_ / naam).read_bytes() for naam in REGISTERS}
    zeg(
        bewaard=opslag.bewaar(over(), Wijzig(ORGANISATIE, "wijkraad-een", {"naam": f"Naam {wie}"}), begin=eerste).nummer
    )


def splits(werk, plek, namen, keren):
    """Run the work in a process for each name, and wait for all."""
    kinderen = []
    for wie in namen:
        kind = os.fork()
        if kind == 0:
            code = 1
            try:
                werk(vind_adres(plek).opslag, wie, keren)
                code = 0
            finally:
                os._exit(code)
        kinderen.append(kind)
    return [os.waitpid(kind, 0)[1] for kind in kinderen]


def main(wat, plek, processen, keren):
    if wat == "sterf":
        for ronde in range(keren):
            splits(sterf, plek, [f"{ronde}-{wie}" for wie in range(processen)], 0)
        return 0
    return int(any(splits({"wedloop": wedloop, "start": start}[wat], plek, range(processen), keren)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
