"""A whole publication, made by the first edition and by what it has become, each in a process of its own."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator

from bench.tabel import APPS, Rij, om_en_om
from tests.echt import DATA

# What each is called with: a register and a day.
MAKERS = {
    "first": """
from geo.register import read_register
from ui.publicatie import Publicatievraag, publicatie
def maak(register, dag): return publicatie(register, Publicatievraag(dag, dag), lambda *_: None)
""",
    "ours": """
from analysis.vraag import Vraag
from publicatie.pagina import publicatie
from register.bevraging import Bevraging
from register.register import read_register
def maak(register, dag): return publicatie(Bevraging(register, Vraag(dag)), dag, lambda *_: None)
""",
}
METING = """
import gzip, json, sys, time
from datetime import date
from pathlib import Path
register = read_register(Path(sys.argv[1]))
begin = time.process_time()
uit = maak(register, date(2024, 7, 1))
print(json.dumps([time.process_time() - begin, len(uit), len(gzip.compress(uit["index.html"])) / 1024]))
"""


def publiceren(rondes: int) -> Iterator[Rij]:
    tijd, groot = defaultdict(list), defaultdict(list)
    for _, app in om_en_om(MAKERS, range(rondes)):
        opdracht = [sys.executable, "-c", MAKERS[app] + METING, str(DATA)]
        uit = subprocess.run(opdracht, cwd=APPS[app][0], check=True, capture_output=True, text=True).stdout
        seconden, aantal, gewicht = json.loads(uit.splitlines()[-1])
        tijd[app].append(seconden)
        groot[app].append(gewicht)
    yield Rij(f"publication of {aantal} files: processor time", tijd, "s", 0.35, "first")
    yield Rij("  its first page over the wire (gzip)", groot, "KiB", 1000)
