"""Rows of the printed table."""

from dataclasses import dataclass
from statistics import median

KOLOMMEN = ("eerste", "naief", "ons")
_KOP = ("what", "first", "naive", "ours", "ratio", "goal", "met")


@dataclass(frozen=True)
class Rij:
    """One line: medians side by side. The goal is a limit for the ratio to the column `naast`, or for ours without."""

    wat: str
    metingen: dict[str, list[float]]  # by column
    eenheid: str = "ms"
    doel: float | None = None
    naast: str = ""
    minstens: bool = False  # the goal is the least, not the most

    def waarde(self, kolom: str) -> float | None:
        return median(self.metingen[kolom]) if self.metingen.get(kolom) else None

    @property
    def verhouding(self) -> float | None:
        ander = self.waarde(self.naast) if self.naast else None
        return self.waarde("ons") / ander if ander else None

    @property
    def gehaald(self) -> str:
        waarde = self.verhouding if self.naast else self.waarde("ons")
        if self.doel is None or waarde is None:
            return ""
        return "yes" if (waarde >= self.doel if self.minstens else waarde <= self.doel) else "NO"

    def cellen(self) -> tuple[str, ...]:
        doel = f"{'>=' if self.minstens else '<='} {self.doel:g}" if self.doel is not None else ""
        verhouding = "" if self.verhouding is None else f"{self.verhouding:.3f}"
        waarden = (self.waarde(kolom) for kolom in KOLOMMEN)
        met = "" if not doel else f"{doel}x {self.naast}" if self.naast else f"{doel} {self.eenheid}".strip()
        return (self.wat, *("-" if w is None else f"{_getal(w)} {self.eenheid}".strip() for w in waarden), verhouding,
                met.replace("eerste", "first").replace("naief", "naive"), self.gehaald)  # fmt: skip


def druk_af(rijen: list[Rij]) -> None:
    cellen = [_KOP, *(rij.cellen() for rij in rijen)]
    breedtes = [max(len(rij[i]) for rij in cellen) for i in range(len(_KOP))]
    cellen.insert(1, tuple("-" * breedte for breedte in breedtes))
    for rij in cellen:
        paren = enumerate(zip(rij, breedtes, strict=True))
        print("  ".join(cel.ljust(b) if i in {0, 6} else cel.rjust(b) for i, (cel, b) in paren).rstrip())


def _getal(waarde: float) -> str:
    return f"{waarde:.0f}" if waarde >= 100 or waarde == int(waarde) else f"{waarde:.1f}"
