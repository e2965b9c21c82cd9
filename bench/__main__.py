"""Measure the product beside a naive one and beside its first edition: `python -m bench [names…] [--kort]`.

A goal that is not met is printed and changes nothing else: a slow day is no fault.
"""

import argparse
import io
import os
import platform
import subprocess
import sys
import tarfile
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import in_browser, kijkers, opslag, uitdelen
from bench.tabel import APPS, Rij, druk_af
from systeem.voorraad import PLEK
from tests.echt import WORTEL

EERSTE_UITGAVE = "d3a4ff5"
# name: (what runs, rounds, rounds with --kort)
DELEN = {
    "start": (in_browser.eerste_kaart, 5, 2),
    "change": (in_browser.wissels, 2, 1),
    "viewers": (kijkers.kijkers, 3, 1),
    "publish": (uitdelen.publiceren, 3, 1),
    "register": (opslag.opslag, 3, 1),
}
PAKKETTEN = ("streamlit", "streamlit-folium", "folium", "pandas", "geopandas", "shapely")


def pak_uit(map_: Path) -> None:
    """Put the first edition in a folder of its own; where the commit is not (a shallow clone) it has no column."""
    archief = subprocess.run(["git", "archive", EERSTE_UITGAVE], cwd=WORTEL, capture_output=True, check=False)
    if archief.returncode:
        print(f"commit {EERSTE_UITGAVE} is not here: no column of the first edition", file=sys.stderr)
        return
    with tarfile.open(fileobj=io.BytesIO(archief.stdout)) as pak:
        pak.extractall(map_, filter="data")
    APPS["first"] = (map_, "app.py")


def main() -> None:
    lezer = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    lezer.add_argument("delen", nargs="*", metavar="name", help=f"only these parts: {', '.join(DELEN)}")
    lezer.add_argument("--kort", action="store_true", help="fewer rounds")
    keuze = lezer.parse_args()
    if onbekend := set(keuze.delen) - set(DELEN):
        lezer.error(f"no such part: {', '.join(sorted(onbekend))}; choose from {', '.join(DELEN)}")
    begin, rijen = time.monotonic(), list[Rij]()
    with TemporaryDirectory() as voorraad, TemporaryDirectory() as eerste:
        os.environ[PLEK] = voorraad  # what is kept between runs is of this one
        pak_uit(Path(eerste))
        for naam in [naam for naam in DELEN if naam in keuze.delen or not keuze.delen]:
            doe, lang, kort = DELEN[naam]
            print(f"measuring {naam} …", file=sys.stderr, flush=True)
            rijen += doe(kort if keuze.kort else lang)
    druk_af(rijen)
    print(f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", end=", ")
    print(", ".join(f"{pakket} {version(pakket)}" for pakket in PAKKETTEN))
    print(f"medians of interleaved rounds; {time.monotonic() - begin:.0f} s in all")


if __name__ == "__main__":
    main()
