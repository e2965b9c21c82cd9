"""What the user is looking at, as plain validated text in the address: a link shows the same screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from analysis.beleid import Beleid
from analysis.bereik import BEREIK, EERSTE_DAG, LAATSTE_DAG
from analysis.nederlands import datum
from analysis.teksten.legenda import GROEPMERKEN
from analysis.vraag import Vraag
from analysis.zoeken import zoek
from register.kennis import BekendOp

_SLEUTEL = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_VORM = f"Schrijf een datum als jjjj-mm-dd; kies er een {BEREIK}."
_KENNISVORM = "Schrijf een dag als jjjj-mm-dd, of het nummer van een wijziging."

LAGEN = {
    "wijkraden": "Wijkraden",
    "oprichting": "Platforms in oprichting",
    "initiatieven": "Initiatieven",
    "namen": "Namen en inwoners",
    "basiskaart": "Basiskaart (haalt beelden op bij PDOK)",
}
# What the groups are called in an address.
GROEPEN = dict(zip(("niets", "lang-geen-teken", "zonder-steun", "met-steun", "platform"), GROEPMERKEN, strict=True))
STANDAARD_LAGEN = frozenset(LAGEN) - {"basiskaart"}
GEEN_LAGEN = "geen"

# Other names that a date had or has elsewhere: on the command line, in files, and in addresses of former publications.
_ANDERE_NAMEN = {
    "datum": "peildatum",
    "tot": "peildatum",
    "sinds": "van",
    "bekend": "bekend_op",
    "bekend-op": "bekend_op",
    "bekend-van": "bekend_van",
}
_MEESTE_CIJFERS = 9  # of the number of a change


@dataclass(frozen=True)
class Staat:
    """One view: date, policy variant (None is the first), gebied, layers, selected wijk and group."""

    peildatum: date
    variant: str | None = None
    gebied: str | None = None
    lagen: frozenset[str] = STANDAARD_LAGEN
    wijk: str | None = None
    groep: str | None = None  # one of GROEPEN: only where it is
    van: date | None = None  # the other side of a comparison; None is a year before the peildatum
    bekend_op: BekendOp = None  # what the register said then; None is now
    bekend_van: BekendOp = None  # the same for the other side of a comparison; None is as `bekend_op`
    wat: str | None = None  # what is being changed in the register: an event, and the row that it is about
    rij: str | None = None

    @property
    def vraag(self) -> Vraag:
        """Return what is asked."""
        return Vraag(self.peildatum, self.variant, self.gebied, self.van)


def lees(
    parameters: Mapping[str, str], vandaag: date, beleid: Beleid, gebieden: Collection[str], wijken: Mapping[str, str]
) -> tuple[Staat, list[str]]:
    """Return the view that an address describes, and a notice for each part that could not be followed.

    Parameters
    ----------
    parameters : mapping of str to str
        The query of the address. Its names may be in capitals, and a date may have a name of the command line (`tot`,
        `sinds`) or of a file (`datum`); the name that `schrijf` writes goes first.
    vandaag : date
        The date when none is given.
    beleid : Beleid
        Of the data, with the variants that there are.
    gebieden : collection of str
        Those of the data.
    wijken : mapping of str to str
        The names of the wijken of the data, by code. A wijk may be asked for by either, and like a gebied in capitals
        or not (see `analysis.zoeken`); in the view it is its code.

    Returns
    -------
    staat : Staat
    meldingen : list of str
        In Dutch, without the offending text: an address is not to be trusted.

    Examples
    --------
    >>> from analysis.beleid import Variant
    >>> beleid = Beleid(date(2030, 1, 1), 30, 5, 1, (Variant("raadsbrief", date(2031, 7, 1)),))
    >>> staat, meldingen = lees({"peildatum": "2024-07-01", "gebied": "Mars"}, date(2026, 1, 1), beleid, ["Noord"], {})
    >>> staat.peildatum, staat.gebied, meldingen
    (datetime.date(2024, 7, 1), None, ['Het gebied in het adres bestaat niet; u ziet de hele stad.'])
    """
    standaard = beleid.variant(None)
    # Per part of the address: how to read it (None is unreadable), and what to say when that fails.
    delen: dict[str, tuple[Callable[[str], Any], str]] = {
        "peildatum": (dag_van, f"De peildatum in het adres klopt niet; u ziet vandaag, {datum(vandaag)}. {_VORM}"),
        "variant": (
            _uit({variant.sleutel: variant.sleutel for variant in beleid.varianten}),
            f"De beleidsvariant in het adres bestaat niet; u ziet {standaard.naam}.",
        ),
        "gebied": (
            _uit({naam: naam for naam in gebieden}),
            "Het gebied in het adres bestaat niet; u ziet de hele stad.",
        ),
        "lagen": (lagen_van, "Een kaartlaag in het adres bestaat niet; u ziet de gewone lagen."),
        "wijk": (_uit(wijken), "De wijk in het adres bestaat niet; er is geen wijk gekozen."),
        "groep": (
            _uit({naam: naam for naam in GROEPEN}),
            "De groep in het adres bestaat niet; u ziet alle groepen.",
        ),
        "van": (dag_van, f"De begindatum in het adres klopt niet; u ziet het laatste jaar. {_VORM}"),
        "bekend_op": (kennis_van, f"“Bekend op” in het adres klopt niet; u ziet wat nu bekend is. {_KENNISVORM}"),
        "bekend_van": (kennis_van, f"“Bekend van” in het adres klopt niet; dat deel doet niets. {_KENNISVORM}"),
        # The page that these are for knows which there are.
        "wat": (_sleutel, "Wat er gebeurt, staat niet goed in het adres; kies het opnieuw."),
        "rij": (_sleutel, "De rij in het adres klopt niet; kies haar opnieuw."),
    }
    klein = {naam.lower(): waarde for naam, waarde in parameters.items()}
    genoemd = {_ANDERE_NAMEN.get(naam, naam): waarde for naam, waarde in klein.items()} | {
        naam: waarde for naam, waarde in klein.items() if naam not in _ANDERE_NAMEN
    }
    gelezen = {naam: lezer(genoemd[naam]) for naam, (lezer, _) in delen.items() if naam in genoemd}
    meldingen = [delen[naam][1] for naam, waarde in gelezen.items() if waarde is None]
    if onbekend := len(set(genoemd) - delen.keys()):
        wat = "1 onbekende toevoeging; die doet" if onbekend == 1 else f"{onbekend} onbekende toevoegingen; die doen"
        meldingen.append(f"Het adres heeft {wat} niets. Het adres kent: {', '.join(delen)}.")
    goed = {naam: waarde for naam, waarde in gelezen.items() if waarde is not None}
    if goed.get("variant") == standaard.sleutel:
        del goed["variant"]
    return replace(Staat(vandaag), **goed), meldingen


def schrijf(staat: Staat) -> dict[str, str]:
    """Return the query of a view; `lees` gives the same view back. What is standard is left out, the date never."""
    lagen = ",".join(laag for laag in LAGEN if laag in staat.lagen) or GEEN_LAGEN
    delen = {**vars(staat), "lagen": None if staat.lagen == STANDAARD_LAGEN else lagen}
    return {naam: str(waarde) for naam, waarde in delen.items() if waarde is not None}  # of a day that is its ISO form


def als_tekst(staat: Staat) -> str:
    """Return the view as the text that stands in the address, and that the browser tells.

    Examples
    --------
    >>> als_tekst(Staat(date(2024, 7, 1), gebied="Noord"))
    'peildatum=2024-07-01&gebied=Noord'
    """
    return urlencode(schrijf(staat))


def uit_tekst(tekst: str) -> dict[str, str]:
    """Return the parts of such a text, to give to `lees`.

    Examples
    --------
    >>> uit_tekst("peildatum=2024-07-01&gebied=Zuid+West")
    {'peildatum': '2024-07-01', 'gebied': 'Zuid West'}
    """
    return dict(parse_qsl(tekst, keep_blank_values=True))


def dag_van(tekst: str) -> date | None:
    """Return the date that a text is, None when it is none or lies outside what the screen offers."""
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        return None
    # Python reads more spellings (2024-W27-1, 20240701); an address has one.
    return dag if dag.isoformat() == tekst and EERSTE_DAG <= dag <= LAATSTE_DAG else None


def kennis_van(tekst: str) -> BekendOp:
    """Return up to when the register is asked: a day, or the number of a change; None when a text is neither.

    Examples
    --------
    >>> kennis_van("2000-03-03"), kennis_van("41"), kennis_van("041"), kennis_van("0"), kennis_van("gisteren")
    (datetime.date(2000, 3, 3), 41, None, None, None)
    """
    if tekst.isascii() and tekst.isdecimal() and len(tekst) <= _MEESTE_CIJFERS:
        return int(tekst) if not tekst.startswith("0") else None  # a number has one spelling
    return dag_van(tekst)


def _uit(namen: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda tekst: zoek(namen, tekst)


def _sleutel(tekst: str) -> str | None:
    return tekst if _SLEUTEL.fullmatch(tekst) else None


def lagen_van(tekst: str) -> frozenset[str] | None:
    """Return the layers that a text names, None when one of them does not exist."""
    lagen = frozenset(tekst.split(",")) - {GEEN_LAGEN, ""}
    return lagen if lagen <= LAGEN.keys() else None
