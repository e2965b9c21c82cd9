"""The log as HTML: every change with what it did row by row, its effect, and what undoing it would do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from analysis.antwoorden.gevolg import Gevolg
from analysis.nederlands import datum, telwoord
from analysis.teksten.gevolg import kop, terugblik
from analysis.teksten.legenda import GROEPMERKEN
from register.kennis import tijdstip_in_woorden
from register.opslag.ingrepen import (
    BEEINDIGD,
    BEGONNEN,
    GEWIJZIGD,
    GEZIEN,
    NIEUW,
    NOOIT_JUIST,
    SOORTEN_WIJZIGING,
    TERUGGEDRAAID,
    Rijwijziging,
)
from register.opslag.inhoud import NIET_BEREIKT, ORGANISATIE, WAARNEMING, Sleutel
from web.fragmenten import fragment
from web.gevolg import groepen_van
from web.rijen import Namen, Rij, make_namen, vertel_rijen
from web.werklijst import Bericht

PER_BLAD = 20
_MEESTE = 12  # rows of one change are shown; the rest is counted
SOORTNAMEN = {
    NIEUW: "nieuw",
    GEWIJZIGD: "gegeven gewijzigd",
    BEEINDIGD: "gestopt",
    NOOIT_JUIST: "klopte nooit",
    GEZIEN: "gezien",
    NIET_BEREIKT: "niet bereikt",
    TERUGGEDRAAID: "teruggedraaid",
    BEGONNEN: "begin van het register",
}
_VIA = {"scherm": "op het scherm", "terminal": "op de opdrachtregel", "levering": "met een levering"}


class Zoek(NamedTuple):
    """What the user filled in to find changes, as it was typed."""

    tekst: str = ""
    wie: str = ""
    soort: str = ""
    van: str = ""
    tot: str = ""


class Paneel(NamedTuple):
    """What is unfolded below a change: of which number, by which of its buttons, and the HTML."""

    nummer: int
    soort: str
    html: str


class Blad(NamedTuple):
    """What a page of the log is made of.

    Attributes
    ----------
    regels : sequence of Regel
        As `register.opslag.opslag.Opslag.logboek` gives them.
    aantal : int
        How many changes are asked for in all.
    blad : int
        Which page of them this is, from 0.
    teruggedraaid : mapping of int to int
        By which number a change was undone.
    wie : collection of str
        The names to choose from.
    nummer : int
        The last of the register.
    """

    regels: Sequence[Any]
    aantal: int
    blad: int
    teruggedraaid: Mapping[int, int]
    wie: Collection[str]
    nummer: int


def logboek_html(
    blad: Blad,
    namen: Namen,
    zoek: Zoek,
    berichten: Mapping[int, Bericht],
    paneel: Paneel | None,
    *,
    fout: str = "",
    bewerkbaar: bool = True,
) -> str:
    """Return a page of the log.

    `zoek` is what was asked for, and `fout` what is wrong with that; `berichten` is what is said at a change, by its
    number. `bewerkbaar` says whether a change can be undone from here.
    """
    gezocht = zoek != Zoek()
    eerste = blad.blad * PER_BLAD
    telling = telwoord(blad.aantal, "wijziging", "wijzigingen") + (" gevonden" if gezocht else "")
    if blad.aantal > PER_BLAD:
        telling += f"; u ziet {eerste + 1} tot en met {eerste + len(blad.regels)}"
    return fragment(
        "logboek.html",
        nummer=blad.nummer,
        zoek=zoek,
        gezocht=gezocht,
        wie=blad.wie,
        soorten=[(soort, SOORTNAMEN[soort]) for soort in SOORTEN_WIJZIGING],
        telling=f"{telling}.",
        regels=[_regel(regel, blad, namen, berichten, paneel) for regel in blad.regels],
        nieuwer=blad.blad - 1 if blad.blad else None,
        ouder=blad.blad + 1 if eerste + PER_BLAD < blad.aantal else None,
        fout=fout,
        bewerkbaar=bewerkbaar,
    )


def _regel(
    regel: Any, blad: Blad, namen: Namen, berichten: Mapping[int, Bericht], paneel: Paneel | None
) -> dict[str, Any]:
    rijen, meer = _beperkt(regel, namen)
    eigen = paneel if paneel and paneel.nummer == regel.nummer else None
    return {
        "nummer": regel.nummer,
        "soort": SOORTNAMEN.get(regel.soort, regel.soort),
        "terug_van": regel.terug_van,
        "teruggedraaid": blad.teruggedraaid.get(regel.nummer),
        "wanneer": tijdstip_in_woorden(regel.tijdstip),
        "wie": regel.wie,
        "via": _VIA.get(regel.via, regel.via),
        "waarom": regel.waarom,
        "bron": regel.bron,
        "rijen": rijen,
        "meer": meer,
        "bericht": berichten.get(regel.nummer),
        "open": eigen.soort if eigen else "",
        "paneel": eigen.html if eigen else "",
    }


def _beperkt(regel: Any, namen: Namen) -> tuple[list[Rij], str]:
    """Return the rows of a change to show, and a sentence about the others."""
    if regel.nummer == 1:
        return [], f"Met {telwoord(len(regel.rijen), 'rij', 'rijen')} uit de bestanden."
    rijen = vertel_rijen(regel.rijen, namen)
    if (meer := len(rijen) - _MEESTE) <= 0:
        return rijen, ""
    return rijen[:_MEESTE], f"En nog {telwoord(meer, 'rij', 'rijen')}."


def gevolg_html(nummer: int, uitkomst: Gevolg) -> str:
    """Return what a change did on the day of the view: how many residents came into another group."""
    voor, na = map(groepen_van, (uitkomst.nu, uitkomst.straks))
    groepen = [(merk.naam, str(voor[merk.sleutel]), str(na[merk.sleutel])) for merk in GROEPMERKEN]
    return fragment(
        "logboek_gevolg.html",
        nummer=nummer,
        effect=terugblik(uitkomst),
        dag=datum(uitkomst.straks.dag),
        groepen=[] if uitkomst.anders.empty else groepen,
    )


def terug_html(
    nummer: int, rijen: Sequence[Rijwijziging], gelaten: Sequence[Sleutel], uitkomst: Gevolg, *, waarom: str
) -> str:
    """Return what undoing a change would do, with the form to do so.

    `rijen` become others, `gelaten` changed since and stay; `uitkomst` is what it does to the city on the day of the
    view, and `waarom` a reason to begin with.
    """
    namen = make_namen(uitkomst.straks.tabellen)
    return fragment(
        "logboek_terug.html",
        nummer=nummer,
        weiger="",
        lijst=vertel_rijen(rijen, namen),
        gelaten=gelaten_namen(gelaten, namen),
        effect=kop(uitkomst),
        waarom=waarom,
    )


def niet_terug_html(nummer: int, waarom: str) -> str:
    return fragment("logboek_terug.html", nummer=nummer, weiger=waarom)


def gelaten_namen(gelaten: Sequence[Sleutel], namen: Namen) -> list[str]:
    """Return what rows are called that an undo leaves alone, each once; a sighting by its organisation.

    Examples
    --------
    >>> gelaten_namen(
    ...     [("organisatie", "raad"), ("waarneming", "raad/12"), ("initiatief", "tuin")], Namen({"raad": "Raad"}, {})
    ... )
    ['Raad', 'een bericht over Raad', 'tuin']
    """
    uit = []
    for soort, id_ in gelaten:
        wie = id_.rpartition("/")[0] if soort == WAARNEMING else id_
        naam = namen.organisaties.get(wie, wie) if soort in {ORGANISATIE, WAARNEMING} else wie
        uit.append(f"een bericht over {naam}" if soort == WAARNEMING else naam)
    return list(dict.fromkeys(uit))
