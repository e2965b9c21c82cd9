"""The store of the register: a save at the real size, reading what was known before, and the question for news."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bediening import DATA
from bench.tabel import Rij
from register.adres import vind_adres
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.opslag import Opslag
from register.opslag.wie import TERMINAL as AAN_TERMINAL
from register.opslag.wie import Wie
from register.opslag.wijziging import TERMINAL, Over
from register.wijzigen import read_begin

VERSIES = 1_000_000
_PER_WIJZIGING = 4


def opslag(rondes: int) -> Iterator[Rij]:
    with TemporaryDirectory() as map_:
        klein, groot = (_begonnen(Path(map_) / f"{naam}.db") for naam in ("klein", "groot"))
        rijen = list(klein.lees()[1].versies)
        raden = [id_ for soort, id_ in rijen if soort == ORGANISATIE]
        keren = 10 * rondes
        yield Rij(
            "register: a save at the real size",
            {"ons": [_tijd(lambda i=i: _bewaar(klein, raden[i % len(raden)], i)) for i in range(keren)]},
            doel=100,
        )
        yield Rij("  the question for news", {"ons": [_tijd(klein.stand) for _ in range(100)]}, doel=1)
        laatste = _vul(Path(map_) / "groot.db", rijen)
        for wanneer, nummer in (("now", laatste), ("halfway back", laatste // 2), ("far back", laatste // 100)):
            metingen = [_tijd(lambda n=nummer: _lees(groot, n, len(rijen))) for _ in range(keren)]
            yield Rij(f"  as it was known {wanneer}, of {VERSIES:,} versions", {"ons": metingen}, doel=200)


def _begonnen(pad: Path) -> Opslag:
    eigen = vind_adres(str(pad)).opslag
    eigen.begin(_over("begin"), read_begin(DATA))
    return eigen


def _over(waarom: str) -> Over:
    return Over(Wie(AAN_TERMINAL, "bench", "bench"), TERMINAL, waarom, "bench")


def _bewaar(op: Opslag, id_: str, keer: int) -> None:
    uitkomst = op.bewaar(_over(f"ronde {keer}"), Wijzig(ORGANISATIE, id_, {"opmerking": f"ronde {keer}"}))
    assert uitkomst.uitkomst == "bewaard"


def _lees(op: Opslag, nummer: int, aantal: int) -> None:
    assert len(op.lees(nummer)[1].versies) == aantal


def _tijd(doe: Callable[[], object]) -> float:
    begin = time.perf_counter()
    doe()
    return 1000 * (time.perf_counter() - begin)


def _vul(pad: Path, rijen: list[tuple[str, str]]) -> int:
    """Write changes until there are so many versions; return the number of the last.

    Not by saving one after another, which would take a day: the guards of the tables are lifted for it.
    """
    moment, nummer = datetime(2024, 1, 1, tzinfo=UTC), 1
    wijzigingen: list[tuple[object, ...]] = []
    reeksen: dict[tuple[str, str], list[int]] = {rij: [1] for rij in rijen}  # at which numbers each row changed
    for beurt in range(VERSIES - len(rijen)):
        if beurt % _PER_WIJZIGING == 0:
            nummer += 1
            tijdstip = (moment + timedelta(minutes=nummer)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            wijzigingen.append((nummer, tijdstip, 1, "terminal", "wijziging", "bench", "", None, None, "", str(nummer)))
        reeksen[rijen[beurt % len(rijen)]].append(nummer)
    with sqlite3.connect(pad) as db:
        for (naam,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f"drop trigger {naam}")
        bekend = {(soort, id_): rest for soort, id_, *rest in db.execute("select soort, id, plek, velden from versie")}
        db.executemany("insert into wijziging values (?,?,?,?,?,?,?,?,?,?,?)", wijzigingen)
        db.execute("delete from versie")
        for rij, nummers in reeksen.items():
            paren = zip(nummers, [*nummers[1:], None], strict=True)
            db.executemany("insert into versie values (?,?,?,?,?,?)", ((*rij, *paar, *bekend[rij]) for paar in paren))
        db.execute("update registerstand set nummer = ?", (nummer,))
    return nummer
