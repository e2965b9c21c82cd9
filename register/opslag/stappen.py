"""The tables of the store as numbered steps, in SQL that SQLite and PostgreSQL both read.

A step that has been released never changes: who has a register has had it. What the tables are after the last step,
`register.opslag.tabellen` says for queries; a test holds the two equal.
"""

from __future__ import annotations

from sqlalchemy import Connection, update

from register.opslag.tabellen import REGISTERSTAND

_TABELLEN = (
    """create table registerstand (
        enige integer not null primary key check (enige = 1),
        stap integer not null,
        nummer integer not null
    )""",
    """create table gebruiker (
        nummer integer not null primary key,
        uitgever text not null,
        onderwerp text not null,
        naam text not null,
        rol text not null check (rol in ('geen', 'redacteur', 'beheerder')),
        unique (uitgever, onderwerp)
    )""",
    """create table wijziging (
        nummer integer not null primary key check (nummer > 0),
        tijdstip text not null,
        gebruiker integer not null references gebruiker (nummer),
        via text not null check (via in ('scherm', 'terminal', 'levering')),
        soort text not null check (soort <> ''),
        waarom text not null check (trim(waarom) <> ''),
        bron text not null,
        terug_van integer references wijziging (nummer),
        sleutel text unique,
        verzoek text not null,
        som text not null unique
    )""",
    """create table kolom (
        soort text not null,
        naam text not null,
        plek integer not null,
        sinds integer not null references wijziging (nummer),
        primary key (soort, naam)
    )""",
    """create table versie (
        soort text not null check (soort in ('organisatie', 'initiatief', 'waarneming')),
        id text not null check (id <> ''),
        sinds integer not null references wijziging (nummer),
        tot_nr integer references wijziging (nummer) check (tot_nr > sinds),
        plek integer not null,
        velden text not null,
        primary key (soort, id, sinds)
    )""",
    # The database itself holds that a row has one version at a time.
    "create unique index versie_nu on versie (soort, id) where tot_nr is null",
    "create index versie_op on versie (tot_nr, sinds)",
    "create index versie_sinds on versie (sinds)",
    "create index versie_plek on versie (soort, plek)",
    "insert into registerstand (enige, stap, nummer) values (1, 0, 0)",
)

_WEG = "in een register wordt niets verwijderd"
_VAST = "wat bewaard is verandert niet"
# Per table what an update must leave as it is, and per table what a new row must be.
_BLIJFT = {
    "wijziging": "false",
    "kolom": "false",
    "versie": "old.tot_nr is null and new.tot_nr is not null and new.soort = old.soort and new.id = old.id"
    " and new.sinds = old.sinds and new.plek = old.plek and new.velden = old.velden"
    " and new.tot_nr = (select max(nummer) from wijziging)",
    "registerstand": "new.enige = old.enige and new.stap >= old.stap"
    " and (new.nummer = old.nummer or new.nummer = old.nummer + 1)",
    "gebruiker": "new.nummer = old.nummer and new.uitgever = old.uitgever and new.onderwerp = old.onderwerp",
}
_NIEUW = {
    "wijziging": "new.nummer = (select nummer from registerstand) + 1",
    "kolom": "new.sinds = (select max(nummer) from wijziging)",
    "versie": "new.tot_nr is null and new.sinds = (select max(nummer) from wijziging)",
}


def _wachters_sqlite() -> list[str]:
    uit = []
    for tabel, blijft in _BLIJFT.items():
        uit.append(f"create trigger {tabel}_weg before delete on {tabel} begin select raise(abort, '{_WEG}'); end")
        uit.append(
            f"create trigger {tabel}_vast before update on {tabel} when not ({blijft})"
            f" begin select raise(abort, '{_VAST}'); end"
        )
    for tabel, past in _NIEUW.items():
        uit.append(
            f"create trigger {tabel}_nieuw before insert on {tabel} when not ({past})"
            f" begin select raise(abort, '{_VAST}'); end"
        )
    return uit


def _wachters_postgresql() -> list[str]:
    uit = []

    def wacht(tabel: str, naam: str, op: str, reden: str, *, mits: str = "false", per: str = "row") -> None:
        terug = "null" if per == "statement" or op == "delete" else "new"
        uit.append(
            f"create function {tabel}_{naam}() returns trigger language plpgsql as $$ begin"
            f" if not ({mits}) then raise exception '{reden}' using errcode = 'integrity_constraint_violation'; end if;"
            f" return {terug}; end $$"
        )
        uit.append(
            f"create trigger {tabel}_{naam} before {op} on {tabel} for each {per} execute function {tabel}_{naam}()"
        )

    for tabel, blijft in _BLIJFT.items():
        wacht(tabel, "weg", "delete", _WEG)
        wacht(tabel, "leeg", "truncate", _WEG, per="statement")
        wacht(tabel, "vast", "update", _VAST, mits=blijft)
    for tabel, past in _NIEUW.items():
        wacht(tabel, "nieuw", "insert", _VAST, mits=past)
    return uit


def _eerste(verbinding: Connection) -> None:
    """Make the tables, with a guard on each that refuses what would overwrite or remove anything."""
    wachters = {"sqlite": _wachters_sqlite, "postgresql": _wachters_postgresql}[verbinding.dialect.name]
    for opdracht in (*_TABELLEN, *wachters()):
        verbinding.exec_driver_sql(opdracht)


STAPPEN = (_eerste,)


def werk_bij(verbinding: Connection, van: int) -> None:
    """Take the steps after `van`, within the transaction of the connection: all of them, or none."""
    for nummer, stap in enumerate(STAPPEN[van:], start=van + 1):
        stap(verbinding)
        verbinding.execute(update(REGISTERSTAND).values(stap=nummer))
