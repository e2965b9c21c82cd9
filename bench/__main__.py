"""Measure the product beside a naive one: `python -m bench [names…] [--kort]`.

A goal that is not met is printed and changes nothing else: a slow day is no fault.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version

from bench import in_browser, in_de_tijd, in_python, uitdelen
from bench.tabel import Rij, druk_af

# name: (in the browser?, what runs, rounds, rounds with --kort)
DELEN = {
    "start": (True, in_browser.eerste_kaart, 3, 1),
    "change": (True, in_browser.wissels, 2, 1),
    "timeline": (True, in_de_tijd.slepen, 3, 1),
    "points": (False, in_python.punten, 2, 1),
    "screen": (True, lambda browser, _: in_browser.punten(browser), 1, 1),
    "dates": (False, in_python.datums, 7, 3),
    "country": (False, in_python.heel_het_land, 7, 3),
    "register": (False, in_python.register, 7, 3),
    "export": (False, in_python.export, 7, 3),
    "pages": (False, uitdelen.bladen, 3, 1),
    "publish": (False, uitdelen.publiceren, 3, 1),
}


def main(argumenten: list[str] | None = None) -> int:
    lezer = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    lezer.add_argument("delen", nargs="*", metavar="name", help=f"only these parts: {', '.join(DELEN)}")
    lezer.add_argument("--kort", action="store_true", help="fewer rounds")
    keuze = lezer.parse_args(argumenten)
    if onbekend := set(keuze.delen) - set(DELEN):
        lezer.error(f"no such part: {', '.join(sorted(onbekend))}; choose from {', '.join(DELEN)}")
    begin = time.monotonic()
    rijen: list[Rij] = []
    for naam in [n for n in DELEN if n in keuze.delen or not keuze.delen]:
        in_de_browser, doe, lang, kort = DELEN[naam]
        print(f"measuring {naam} …", file=sys.stderr, flush=True)
        rijen += _meet(in_de_browser, doe, kort if keuze.kort else lang)
    druk_af(rijen)
    pakketten = ("streamlit", "streamlit-folium", "folium", "pandas", "geopandas", "shapely")
    print(
        f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        + ", ".join(f"{p} {version(p)}" for p in pakketten)
    )
    print(f"medians of interleaved rounds; {time.monotonic() - begin:.0f} s in all")
    return 0


def _meet(in_de_browser: bool, doe: Callable, rondes: int) -> Iterator[Rij]:
    if in_de_browser:
        return in_browser.met_browser(lambda browser: doe(browser, rondes))
    return doe(rondes)


if __name__ == "__main__":
    sys.exit(main())
