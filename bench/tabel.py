"""What all parts share: the applications side by side, each on a server of its own, and a row of the table."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.echt import DATA, WORTEL
from tests.servers import draaiend

APPS = {"naive": (WORTEL, "bench/naief.py"), "ours": (WORTEL, "app.py")}  # where each is; the first edition joins
KOLOMMEN = ("first", "naive", "ours")
KOP = ("what", *KOLOMMEN, "ratio", "goal", "met")


class Rij(NamedTuple):
    """One row: medians. The goal is a limit for the ratio to the column `naast`, or for ours without."""

    wat: str
    metingen: dict[str, list[float]]  # by column
    eenheid: str = ""
    doel: float | None = None
    naast: str = ""
    minstens: bool = False  # the goal is the least, not the most

    def cellen(self) -> tuple[str, ...]:
        midden = {kolom: median(waarden) for kolom, waarden in self.metingen.items()}
        getallen = [f"{getal(midden[k])} {self.eenheid}".strip() if k in midden else "-" for k in KOLOMMEN]
        deler = midden.get(self.naast)
        ratio = midden["ours"] / deler if deler else None
        telt = ratio if self.naast else midden["ours"]
        if self.doel is None or telt is None:
            return self.wat, *getallen, "", "", ""
        naast = f"x {self.naast}" if self.naast else f" {self.eenheid}".rstrip()
        doel = f"{'>=' if self.minstens else '<='} {self.doel:g}{naast}"
        gehaald = telt >= self.doel if self.minstens else telt <= self.doel
        return self.wat, *getallen, f"{ratio:.3f}" if ratio else "", doel, "yes" if gehaald else "NO"


def getal(waarde: float) -> str:
    return f"{waarde:.0f}" if waarde >= 100 or waarde == int(waarde) else f"{waarde:.1f}"


def druk_af(rijen: Iterable[Rij]) -> None:
    cellen = [KOP, *(rij.cellen() for rij in rijen)]
    breedtes = [max(map(len, kolom)) for kolom in zip(*cellen, strict=True)]
    for wat, *rest in (cellen[0], ["-" * breedte for breedte in breedtes], *cellen[1:]):
        print("  ".join([wat.ljust(breedtes[0]), *map(str.rjust, rest, breedtes[1:])]).rstrip())


@contextmanager
def server(app: str) -> Iterator[str]:
    """The address of an application that runs for as long as the context lasts."""
    wortel, script = APPS[app]
    with TemporaryDirectory() as map_, draaiend(Path(map_) / "log", DATA, script=script, cwd=wortel) as lopend:
        yield lopend.adres


def om_en_om(apps: Iterable[str], rondes: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Rounds in turns: A B, B A, …; an application that is not here (the first edition) is left out."""
    hier = [app for app in apps if app in APPS]
    return ((ronde, app) for ronde in rondes for app in (hier if ronde % 2 == 0 else hier[::-1]))
