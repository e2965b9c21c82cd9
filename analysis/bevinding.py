"""Findings about the data, and the registry of the rules that yield them.

A rule is a generator of (row label, what is wrong, how to mend it). The registry adds which file and line that is, so
that a rule holds nothing but the rule, and so that a test can break each of them on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

FOUT = "fout"
MELDING = "melding"

Vondst = tuple[Any, str, str]


@dataclass(frozen=True, order=True)
class Bevinding:
    """One problem in the data: where, what, and how to mend it. A *fout* stops the use, a *melding* does not."""

    bestand: str
    plek: int
    id: str
    regel: str
    wat: str = field(compare=True)
    herstel: str = ""
    ernst: str = FOUT

    def __str__(self) -> str:
        return f"{self.waar}: {self.wat}. {self.herstel}".rstrip()

    @property
    def waar(self) -> str:
        """Return the place in words: file, line or feature, and id."""
        naam = "vlak" if self.bestand.endswith(".geojson") else "regel"
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
        """
        for label, wat, herstel in self.functie(*args):
            plek, id_ = plekken.get(label, (0, ""))
            yield Bevinding(self.bestand, plek, id_, self.naam, wat, herstel, ernst)


class Register(dict[str, Regel]):
    """Rules by name, in order of registration."""

    def regel(self, bestand: str, titel: str) -> Callable[[Callable[..., Iterator[Vondst]]], Any]:
        """Register the decorated generator as a rule; its name is that of the function, with dashes."""

        def neem_op(functie: Callable[..., Iterator[Vondst]]) -> Callable[..., Iterator[Vondst]]:
            naam = functie.__name__.replace("_", "-")
            self[naam] = Regel(naam, bestand, titel, functie)
            return functie

        return neem_op


def plekken(tabel: pd.DataFrame) -> dict[Any, tuple[int, str]]:
    """Return from each row label to its line (column `plek`) and id, for a table that carries those."""
    return dict(zip(tabel.index, zip(tabel["plek"].astype(int), tabel["id"].astype(str), strict=True), strict=True))


def op_volgorde(bevindingen: Iterator[Bevinding] | list[Bevinding]) -> list[Bevinding]:
    """Return the findings in the order a reader mends them: by file, then line, errors before notices."""
    return sorted(set(bevindingen), key=lambda b: (b.ernst != FOUT, b.bestand, b.plek, b.id, b.regel, b.wat))
