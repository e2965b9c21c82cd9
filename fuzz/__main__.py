"""Try the product on broken data: `python -m fuzz [--zaad 123] [--aantal 1000]`.

A case follows from its number alone: the run takes the numbers from --zaad on, and `--zaad 123 --aantal 1` is number 123
again. What goes wrong is kept in fuzz/uit, one folder for each kind of fault. Ends with 1 after a crash or a hang.
"""

import argparse
import shutil
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from fuzz.gevallen import Geval, geval
from fuzz.proef import GEDULD, Uitslag, onthoudend, probeer

UIT = Path(__file__).resolve().parent / "uit"


class Telling:
    """What a run has seen: cases by kind of mutation, and faults by kind with the numbers of the cases that show them."""

    def __init__(self) -> None:
        self.gevallen: Counter[tuple[str, str]] = Counter()
        self.fouten: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.streng: defaultdict[str, list[int]] = defaultdict(list)

    def neem_op(self, geval_: Geval, uitslag: Uitslag) -> list[tuple[str, str]]:
        """Add a case; return the kinds of fault that were not seen before."""
        self.gevallen[geval_.soort, "cases"] += 1
        self.gevallen[geval_.soort, "accepted" if uitslag.aanvaard else "refused"] += 1
        soorten = set(uitslag.kinds())
        for wat in {wat for wat, _ in soorten}:
            self.gevallen[geval_.soort, {"accepted": "wrongly accepted"}.get(wat, wat)] += 1
        nieuw = [soort for soort in sorted(soorten) if soort not in self.fouten]
        for soort in soorten:
            self.fouten[soort].append(geval_.nummer)
        if uitslag.streng:
            self.streng[", ".join(uitslag.streng)].append(geval_.nummer)
        return nieuw

    @property
    def stuk(self) -> bool:
        return any(wat in {"crash", "hang"} for wat, _ in self.fouten)

    def druk_af(self) -> None:
        kop = ("cases", "accepted", "refused", "crash", "hang", "wrong", "wrongly accepted")
        print(f"{'mutation':13}" + "".join(f"{naam:>18}" for naam in kop))
        for soort in [*sorted({soort for soort, _ in self.gevallen}), None]:
            aantallen = [
                sum(n for (s, k), n in self.gevallen.items() if k == naam and soort in {s, None}) for naam in kop
            ]
            print(f"{soort or 'in all':13}" + "".join(f"{aantal:>18,}" for aantal in aantallen))
        for (wat, hoe), nummers in sorted(self.fouten.items(), key=lambda paar: (paar[0][0], -len(paar[1]))):
            print(f"{wat:9}{len(nummers):>7,}  {hoe}  (as {', '.join(map(str, nummers[:3]))})")
        if self.streng:
            print("refused by rules that fuzz/oordeel.py does not know, or judges otherwise:")
        for regels, nummers in sorted(self.streng.items(), key=lambda paar: -len(paar[1])):
            print(f"{len(nummers):>16,}  {regels}  (as {', '.join(map(str, nummers[:3]))})")


@onthoudend()
def draai(zaad: int, aantal: int, uit: Path | None = None, geduld: float = GEDULD) -> Telling:
    """Try so many cases from a number on; keep in `uit` one case of every kind of fault."""
    telling = Telling()
    for nummer in range(zaad, zaad + aantal):
        deze = geval(nummer)
        uitslag = probeer(deze, geduld)
        for soort in telling.neem_op(deze, uitslag):
            if uit is not None:
                _bewaar(deze, soort, uit, geduld)
        if uit is not None and sys.stderr.isatty() and nummer % 100 == 0:
            print(f"\r{nummer - zaad:,} of {aantal:,}", end="", file=sys.stderr, flush=True)
    return telling


def _bewaar(geval_: Geval, soort: tuple[str, str], uit: Path, geduld: float) -> None:
    """Keep the smallest case that still shows the fault: mutations that can be left out are left out."""
    klein, uitslag = geval_, probeer(geval_, geduld)
    for stap in geval_.stappen:
        minder = replace(klein, stappen=tuple(s for s in klein.stappen if s != stap))
        if soort in (anders := probeer(minder, geduld)).kinds():
            klein, uitslag = minder, anders
    map_ = uit / f"{geval_.nummer}-{'-'.join(soort)}".replace("/", "-").replace(" ", "-").replace(":", "-")[:120]
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir(parents=True)
    for naam, inhoud in klein.bestanden().items():
        (map_ / naam).write_bytes(inhoud)
    waarom = "\n".join(f"{regel}: {waar}" for regel, waar in uitslag.ten_onrechte)
    (map_ / "verslag.txt").write_text(
        f"{klein}\n{soort[0]}: {soort[1]}\n{waarom}\n{uitslag.verslag}\n", encoding="utf-8"
    )


def main(argumenten: list[str] | None = None) -> int:
    lezer = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    lezer.add_argument("--zaad", type=int, default=0, help="the first case (0)")
    lezer.add_argument("--aantal", type=int, default=2_000, help="how many cases (2000)")
    keuze = lezer.parse_args(argumenten)
    begin = time.monotonic()
    telling = draai(keuze.zaad, keuze.aantal, UIT)
    telling.druk_af()
    duur = time.monotonic() - begin
    print(
        f"cases {keuze.zaad} to {keuze.zaad + keuze.aantal - 1}, {duur:.0f} s, {keuze.aantal / duur:.0f} a second; kept in {UIT}"
    )
    return int(telling.stuk)


if __name__ == "__main__":
    sys.exit(main())
