"""Findings about the data, and the registry of the rules that yield them.

A rule is a generator of (row label, what is wrong, how to mend it). The registry adds which file and line that is, so
that a rule holds nothing but the rule, and so that a test can break each of them on its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.nederlands import getal

FOUT = "fout"
MELDING = "melding"
VASTGELOPEN = "vastgelopen"

# So many findings of one rule are shown; the rest is counted, and stands in the file that `controle` can write.
MAX_GETOOND = 50
_IN_BESTAND = "Alle staan in het bestand van “python cli.py controle --output meldingen.csv”."

Vondst = tuple[Any, str, str]


@dataclass(frozen=True, order=True)
class Bevinding:
    """One problem in the data: where, what, and how to mend it. A *fout* stops the use, a *melding* does not."""

    bestand: str
    plek: int
    id: str
    regel: str
    wat: str
    herstel: str = ""
    ernst: str = FOUT

    def __str__(self) -> str:
        return f"{self.waar}: {self.wat}. {self.herstel}".rstrip()

    @property
    def waar(self) -> str:
        """Return the place in words: file, line or feature, and id."""
        naam = "vlak" if self.bestand.endswith("json") else "regel"
        plek = f", {naam} {self.plek}" if self.plek else ""
        return f"{self.bestand}{plek}" + (f" ({self.id})" if self.id else "")


@dataclass(frozen=True)
class Regel:
    """A registered rule: its name, which file it judges, and the title under which its findings are grouped."""

    naam: str
    bestand: str
    titel: str
    functie: Callable[..., Iterator[Vondst]]

    def bevindingen(self, plekken: Mapping[Any, tuple[int, str]], ernst: str, *args: Any) -> Iterator[Bevinding]:
        """Run the rule and yield its findings with their place.

        Parameters
        ----------
        plekken : mapping
            From row label to (line or feature number, id) in the file; a label that is missing means the whole file.
        ernst : str
            `fout` or `melding`.
        *args
            What the rule's function takes.

        Yields
        ------
        Bevinding
            When the rule itself fails on the data, that is a finding as well: see `vastgelopen`.
        """
        try:
            for label, wat, herstel in self.functie(*args):
                plek, id_ = plekken.get(label, (0, ""))
                yield Bevinding(self.bestand, plek, id_, self.naam, wat, herstel, ernst)
        except Exception as fout:  # noqa: BLE001 - what no rule foresaw is a finding too: data never gives a traceback
            yield vastgelopen(self.bestand, fout, f" bij de controle “{self.titel}”", ernst)


def vastgelopen(bestand: str, fout: Exception, waarbij: str = "", ernst: str = FOUT) -> Bevinding:
    """Return the finding for a failure that nobody foresaw: it says where, and what the failure is called in Python."""
    wat = f"de gegevens zijn niet te verwerken{waarbij} (soort probleem: {type(fout).__name__})"
    herstel = "Zet de vorige versie van het bestand terug, en meld dit met het bestand erbij."
    return Bevinding(bestand, 0, "", VASTGELOPEN, wat, herstel, ernst)


class Register(dict[str, Regel]):
    """Rules by name, in order of registration."""

    def regel(self, bestand: str, titel: str, naam: str = "") -> Callable[[Callable[..., Iterator[Vondst]]], Any]:
        """Register the decorated generator as a rule; its name is by default that of the function, with dashes."""

        def neem_op(functie: Callable[..., Iterator[Vondst]]) -> Callable[..., Iterator[Vondst]]:
            eigen = naam or functie.__name__.replace("_", "-")
            self[eigen] = Regel(eigen, bestand, titel, functie)
            return functie

        return neem_op


def plekken(tabel: pd.DataFrame) -> dict[Any, tuple[int, str]]:
    """Return from each row label to its line (column `plek`) and id, for a table that carries those."""
    return dict(zip(tabel.index, zip(tabel["plek"].astype(int), tabel["id"].astype(str), strict=True), strict=True))


def op_volgorde(bevindingen: Iterator[Bevinding] | list[Bevinding]) -> list[Bevinding]:
    """Return the findings in the order a reader mends them: by file, then line, errors before notices."""
    return sorted(set(bevindingen), key=lambda b: (b.ernst != FOUT, b.bestand, b.plek, b.id, b.regel, b.wat))


def beperkt(
    bevindingen: Iterable[Bevinding], hooguit: int = MAX_GETOOND, overige: str = _IN_BESTAND
) -> list[Bevinding]:
    """Return the findings to show: of each rule per file the first, and after them one that counts the others.

    `overige` says what to do for those others.

    Examples
    --------
    >>> veel = [Bevinding("o.csv", plek, "", "keuze", "bestaat niet") for plek in range(2, 1005)]
    >>> [b.wat for b in beperkt(veel, 1)]
    ['bestaat niet', 'en nog 1.002 van dezelfde soort']
    """
    aantal: Counter[tuple[str, str, str]] = Counter()
    laatste: dict[tuple[str, str, str], int] = {}
    uit: list[Bevinding] = []
    for b in bevindingen:
        soort = b.ernst, b.bestand, b.regel
        aantal[soort] += 1
        if aantal[soort] <= hooguit:
            uit.append(b)
            laatste[soort] = len(uit)
    rest = {
        plek: Bevinding(bestand, 0, "", regel, f"en nog {getal(meer)} van dezelfde soort", overige, ernst)
        for (ernst, bestand, regel), plek in laatste.items()
        if (meer := aantal[ernst, bestand, regel] - hooguit) > 0
    }
    return [b for nummer, lid in enumerate(uit, start=1) for b in (lid, rest.get(nummer)) if b is not None]


def opgesomd(namen: Iterable[str], hooguit: int = 5) -> str:
    """Return names in one line, the first in full and the others as a number.

    Examples
    --------
    >>> opgesomd(["a", "b"]), opgesomd("abcdefg")
    ('a, b', 'a, b, c, d, e en nog 2')
    """
    lijst = list(namen)
    rest = f" en nog {getal(len(lijst) - hooguit)}" if len(lijst) > hooguit else ""
    return ", ".join(lijst[:hooguit]) + rest
