"""Try one case: what the product makes of it, beside the second opinion. Nothing that happens stops the run."""

import faulthandler
import re
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from unittest import mock

from analysis.beleid import Beleid
from analysis.controle import fouten as regels
from fuzz import deuren
from fuzz.gevallen import BOUW, Geval
from fuzz.mutaties import Bestanden
from fuzz.oordeel import RUW, Bezwaar, bezwaren, vlakbezwaren
from register import register
from register.register import DataFout, read_register

# Seconds of processor time that one case may take: hundreds of times what it needs, so a slow machine is no hang.
GEDULD = 60.0
# Of so many cases that are accepted, one goes through a quick door, and one through a slow one.
EEN_SNEL, EEN_TRAAG = 2, 150
_ONTHOUDEN = 1_000  # so many files, and so many answers about tables, are remembered
_WORTEL = Path(__file__).resolve().parents[1]
_PRODUCT = tuple(str(_WORTEL / map_) for map_ in ("analysis", "geo", "publicatie", "register", "uitvoer", "web"))


class Hangt(BaseException):
    """The case took too long. No Exception: nothing in between may take it for one of the data."""


@dataclass
class Uitslag:
    """What came of a case: `aanvaard` or not, and by kind what must not happen (each with a few words)."""

    aanvaard: bool = False
    crash: str = ""
    hang: str = ""
    fout: list[str] = field(default_factory=list)  # wrong outputs
    ten_onrechte: list[Bezwaar] = field(default_factory=list)  # accepted, though these rules refuse it
    streng: list[str] = field(
        default_factory=list
    )  # refused by these rules only, which the second opinion does not know
    verslag: str = ""  # the traceback

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Yield what must not happen: which kind, and a text that is the same for the same fault."""
        yield from (("crash", self.crash),) if self.crash else ()
        yield from (("hang", self.hang),) if self.hang else ()
        yield from (("wrong", re.sub(r"\d+", "#", wat)) for wat in self.fout)
        yield from (("accepted", regel) for regel in sorted({regel for regel, _ in self.ten_onrechte}))


def probeer(geval: Geval, geduld: float = GEDULD) -> Uitslag:
    """Take a case through reading, rules, answers and exports."""
    uitslag = Uitslag()
    bestanden = geval.bestanden()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as naam:
        for bestand, inhoud in bestanden.items():
            Path(naam, bestand).write_bytes(inhoud)
        try:
            with warnings.catch_warnings(record=True) as gewaarschuwd, _begrensd(geduld):
                warnings.simplefilter("always")
                (_bouw if geval.begin == BOUW else _lees)(Path(naam), bestanden, geval, uitslag)
            uitslag.fout += [
                f"warning on the terminal: {w.category.__name__}: {str(w.message)[:60]}" for w in gewaarschuwd
            ]
        except Hangt as fout:
            uitslag.hang, uitslag.verslag = _plek(fout), traceback.format_exc()
        except Exception as fout:  # noqa: BLE001 - whatever it is, it is what we look for
            uitslag.crash, uitslag.verslag = f"{type(fout).__name__} in {_plek(fout)}", traceback.format_exc()
    return uitslag


def _lees(map_: Path, bestanden: Bestanden, geval: Geval, uitslag: Uitslag) -> None:
    invoer = "\n".join(inhoud.decode("utf-8", "replace") for inhoud in bestanden.values())
    try:
        gelezen = read_register(map_)
    except DataFout as fout:
        uitslag.fout += deuren.over_bevindingen(fout.bevindingen, invoer)
        if not bezwaren(bestanden, 1 / RUW):  # what both measure as about 1% is no disagreement
            uitslag.streng = sorted({b.regel for b in fout.bevindingen})
        return
    uitslag.aanvaard = True
    uitslag.ten_onrechte = bezwaren(bestanden)
    toeval = Random(geval.nummer)
    vraagstuk = deuren.stel_vraag(gelezen, toeval, invoer)
    gekozen = [toeval.choice(sorted(deuren.SNEL))] if toeval.randrange(EEN_SNEL) == 0 else []
    gekozen += [toeval.choice(sorted(deuren.TRAAG))] if toeval.randrange(EEN_TRAAG) == 0 else []
    for naam in gekozen:
        uitslag.fout += (deuren.SNEL | deuren.TRAAG)[naam](vraagstuk)


def _bouw(map_: Path, bestanden: Bestanden, _geval: Geval, uitslag: Uitslag) -> None:
    invoer = "\n".join(inhoud.decode("utf-8", "replace") for inhoud in bestanden.values())
    try:
        gemaakt = deuren.bouw(map_)
    except DataFout as fout:
        uitslag.fout += [f"bouw: {wat}" for wat in deuren.over_bevindingen(fout.bevindingen, invoer)]
        return
    uitslag.aanvaard = True
    uitslag.ten_onrechte = [(f"bouw: {regel}", waar) for regel, waar in vlakbezwaren(gemaakt)]


@contextmanager
def onthoudend() -> Iterator[None]:
    """Judge what cases have in common once in a run: the files that a mutation leaves as they are, by themselves and together.

    What the product says of these follows from their bytes, and from the tables made of them alone: it cannot differ.
    """
    eenmaal = ((register, "vlakfouten"), (register, "samenhangfouten"), (register, "_per_code"), (regels, "_fouten"))
    with ExitStack() as zolang:
        zolang.enter_context(mock.patch.object(register, "beoordeel", lru_cache(_ONTHOUDEN)(register.beoordeel)))
        for waar, naam in eenmaal:
            zolang.enter_context(mock.patch.object(waar, naam, _per_tabel(getattr(waar, naam))))
        yield


def _per_tabel(functie: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function remember its answer for the very same tables, which it keeps: no other gets their address."""
    bekend: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def onthouden(*argumenten: Any) -> Any:
        sleutel = tuple(deel if isinstance(deel, frozenset | Beleid) else id(deel) for deel in argumenten)
        if sleutel not in bekend:
            antwoord = functie(*argumenten)
            if len(bekend) >= _ONTHOUDEN:
                del bekend[next(iter(bekend))]
            bekend[sleutel] = argumenten, list(antwoord) if isinstance(antwoord, Iterator) else antwoord
        return bekend[sleutel][1]

    return onthouden


def _plek(fout: BaseException) -> str:
    """Return the innermost function of the product, and the last word of others when it was said there."""
    lagen = traceback.extract_tb(fout.__traceback__)
    eigen = [laag for laag in lagen if laag.filename.startswith(_PRODUCT)]
    if not eigen:
        return lagen[-1].name
    return f"{Path(eigen[-1].filename).relative_to(_WORTEL).as_posix()}:{eigen[-1].name}"


@contextmanager
def _begrensd(seconden: float) -> Iterator[None]:
    """Stop what takes too much processor time. What hangs inside a library of C is shown and ends the run instead."""
    if not hasattr(signal, "setitimer"):  # Windows: no guard
        yield
        return

    def stop(_signaal: int, _laag: FrameType | None) -> None:
        raise Hangt

    vorige = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconden)
    faulthandler.dump_traceback_later(20 * GEDULD, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, vorige)
        faulthandler.cancel_dump_traceback_later()
