"""The store of the register: a save at the real size, the question for news, and reading what was known before."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tabel import Rij
from register.opslag.ingrepen import Wijzig
from register.opslag.inhoud import ORGANISATIE
from register.opslag.opslag import Opslag
from tests.databases import begonnen, over
from tests.echt import DATA

VERSIES = 1_000_000
# All rows change in turn, four at a time, until there are so many versions: saved one by one that would take a day.
VUL = f"""
create temp table rij as select row_number() over (order by soort, id) - 1 as r, * from versie;
delete from versie;
with recursive beurt(b, n) as (
  select 0, count(*) from rij union all select b + 1, n from beurt where b < {VERSIES} / n)
insert into versie select soort, id, iif(b = 0, 1, 2 + ((b - 1) * n + r) / 4),
  iif(b = {VERSIES} / n, null, 2 + (b * n + r) / 4), plek, velden from rij, beurt;
insert into wijziging select distinct sinds, strftime('%Y-%m-%dT%H:%M:%f000Z', '2024-01-01', sinds || ' minutes'), 1,
  'terminal', 'wijziging', 'bench', '', null, null, '', sinds from versie where sinds > 1;
update registerstand set nummer = (select max(sinds) from versie);
"""


def opslag(rondes: int) -> Iterator[Rij]:
    keren = range(10 * rondes)
    with TemporaryDirectory() as map_:
        klein, groot = (begonnen(str(Path(map_) / f"{naam}.db"), DATA) for naam in ("klein", "groot"))
        rijen = klein.lees()[1].versies
        raden = [id_ for soort, id_ in rijen if soort == ORGANISATIE]
        metingen = [_tijd(lambda i=i: _bewaar(klein, raden[i % len(raden)], f"ronde {i}")) for i in keren]
        yield Rij("register: a save at the real size", {"ours": metingen}, "ms", 100)
        yield Rij("  the question for news", {"ours": [_tijd(klein.stand) for _ in range(100)]}, "ms", 1)
        with sqlite3.connect(groot.database.pad) as db:
            # The guards of the tables are lifted for it.
            for (naam,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                db.execute(f"drop trigger {naam}")
            db.executescript(VUL)
        lang_geleden = groot.stand().nummer // 100  # what is far back takes longest
        metingen = [_tijd(lambda: len(groot.lees(lang_geleden)[1].versies) == len(rijen)) for _ in keren]
        yield Rij(f"  as it was known far back, of {VERSIES:,} versions", {"ours": metingen}, "ms", 200)


def _bewaar(op: Opslag, id_: str, tekst: str) -> bool:
    return op.bewaar(over(tekst), Wijzig(ORGANISATIE, id_, {"opmerking": tekst})).uitkomst == "bewaard"


def _tijd(doe: Callable[[], object]) -> float:
    """How many ms it takes, of what says whether it went well."""
    begin = time.perf_counter()
    assert doe()
    return 1000 * (time.perf_counter() - begin)
