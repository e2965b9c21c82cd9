"""Measure the product beside a naive one and beside its first edition: `python -m bench [names…] [--kort]`.

A goal that is not met is printed and changes nothing else: a slow day is no fault.
"""

import argparse
import os
import platform
import sys
import time
from importlib.metadata import version
from tempfile import TemporaryDirectory

from bench import in_browser, kijkers, opslag, uitdelen
from bench.eerste import eerste_uitgave
from bench.tabel import Rij, druk_af
from systeem.voorraad import PLEK

# name: (what runs, rounds, rounds with --kort)
DELEN = {
    "start": (in_browser.eerste_kaart, 5, 2),
    "change": (in_browser.wissels, 2, 1),
    "viewers": (kijkers.kijkers, 3, 1),
    "publish": (uitdelen.publiceren, 3, 1),
    "register": (opslag.opslag, 3, 1),
}


def main(argumenten: list[str] | None = None) -> int:
    lezer = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    lezer.add_argument("delen", nargs="*", metavar="name", help=f"only these parts: {', '.join(DELEN)}")
    lezer.add_argument("--kort", action="store_true", help="fewer rounds")
    keuze = lezer.parse_args(argumenten)
    if onbekend := set(keuze.delen) - set(DELEN):
        lezer.error(f"no such part: {', '.join(sorted(onbekend))}; choose from {', '.join(DELEN)}")
    begin, rijen = time.monotonic(), list[Rij]()
    with TemporaryDirectory() as voorraad, eerste_uitgave():
        os.environ[PLEK] = voorraad  # what is kept between runs is of this one
        for naam in [n for n in DELEN if n in keuze.delen or not keuze.delen]:
            doe, lang, kort = DELEN[naam]
            print(f"measuring {naam} …", file=sys.stderr, flush=True)
            rijen += doe(kort if keuze.kort else lang)
    druk_af(rijen)
    pakketten = ("streamlit", "streamlit-folium", "folium", "pandas", "geopandas", "shapely")
    print(
        f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        + ", ".join(f"{p} {version(p)}" for p in pakketten)
    )
    print(f"medians of interleaved rounds; {time.monotonic() - begin:.0f} s in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
