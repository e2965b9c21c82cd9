"""Rows of the printed table, and how their figures are taken."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Rij:
    """One line: medians side by side. `doel` is a limit for the ratio, or for ours when `absoluut`; None is no goal."""

    wat: str
    naief: float | None
    ons: float
    eenheid: str = "ms"
    doel: float | None = None
    absoluut: bool = False

    @property
    def verhouding(self) -> float | None:
        return self.ons / self.naief if self.naief else None

    @property
    def gehaald(self) -> str:
        waarde = self.ons if self.absoluut else self.verhouding
        if self.doel is None or waarde is None:
            return ""
        return "yes" if waarde <= self.doel else "NO"


def om_en_om(rondes: int, *wie: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, taken in turns (A B, B A, …): what slows the machine down slows all of them."""
    tijden = [[] for _ in wie]
    for ronde in range(rondes):
        beurten = list(enumerate(wie))
        for nummer, doe in beurten if ronde % 2 == 0 else reversed(beurten):
            gc.collect()
            begin = time.perf_counter()
            doe()
            tijden[nummer].append(1000 * (time.perf_counter() - begin))
    return [median(t) for t in tijden]


def druk_af(rijen: list[Rij]) -> None:
    kop = ("what", "naive", "ours", "ratio", "goal", "met")
    cellen = [kop, *map(_cellen, rijen)]
    breedtes = [max(len(rij[i]) for rij in cellen) for i in range(len(kop))]
    for nummer, rij in enumerate(cellen):
        print(
            "  ".join(
                c.ljust(b) if i in {0, 5} else c.rjust(b) for i, (c, b) in enumerate(zip(rij, breedtes, strict=True))
            ).rstrip()
        )
        if nummer == 0:
            print("  ".join("-" * b for b in breedtes))


def _cellen(rij: Rij) -> tuple[str, ...]:
    verhouding = "" if rij.verhouding is None else f"{rij.verhouding:.3f}"
    doel = ""
    if rij.doel is not None:
        doel = f"<= {_getal(rij.doel)} {rij.eenheid}" if rij.absoluut else f"<= {rij.doel:g}x"
        doel = f"{_getal(rij.doel)}" if rij.absoluut and rij.doel == 0 else doel
    return (rij.wat, _waarde(rij.naief, rij), _waarde(rij.ons, rij), verhouding, doel, rij.gehaald)


def _waarde(waarde: float | None, rij: Rij) -> str:
    return "-" if waarde is None else f"{_getal(waarde)} {rij.eenheid}".strip()


def _getal(waarde: float) -> str:
    if waarde == int(waarde):
        return f"{int(waarde)}"
    return f"{waarde:.0f}" if waarde >= 100 else f"{waarde:.1f}"
