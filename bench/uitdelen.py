"""A whole publication, made by the first edition and by what it has become, each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.bediening import APPS, DATA
from bench.tabel import Rij

_PROGRAMMA = """
import gzip, importlib, json, sys, time
from datetime import date
from pathlib import Path
lezer, maker = (importlib.import_module(naam) for naam in sys.argv[1:3])
register = lezer.read_register(Path(sys.argv[3]))
dag = date(2024, 7, 1)
begin = time.process_time()
def stil(*_): pass
if hasattr(maker, "Publicatievraag"):
    uit = maker.publicatie(register, maker.Publicatievraag(dag, dag), stil)
else:
    from analysis.vraag import Vraag
    from register.bevraging import Bevraging
    uit = maker.publicatie(Bevraging(register, Vraag(dag)), dag, stil)
print(json.dumps([time.process_time() - begin, len(uit), len(gzip.compress(uit["index.html"]))]))
"""
_MODULES = {"eerste": ("geo.register", "ui.publicatie"), "ons": ("register.register", "publicatie.pagina")}


def publiceren(rondes: int) -> Iterator[Rij]:
    tijd, groot = {}, {}
    for ronde in range(rondes):
        kolommen = [kolom for kolom in _MODULES if kolom in APPS]
        for kolom in kolommen if ronde % 2 == 0 else kolommen[::-1]:
            seconden, aantal, gewicht = _maak(APPS[kolom][0], *_MODULES[kolom])
            tijd.setdefault(kolom, []).append(seconden)
            groot.setdefault(kolom, []).append(gewicht / 1024)
    yield Rij(f"publication of {aantal} files: processor time", tijd, "s", 0.35, "eerste")
    yield Rij("  its first page over the wire (gzip)", groot, "KiB", 1000)


def _maak(wortel: Path, *modules: str) -> list[float]:
    opdracht = [sys.executable, "-c", _PROGRAMMA, *modules, str(DATA)]
    omgeving = os.environ | {"PYTHONPATH": str(wortel)}
    uit = subprocess.run(opdracht, cwd=wortel, env=omgeving, check=True, capture_output=True, text=True)
    return json.loads(uit.stdout.splitlines()[-1])
