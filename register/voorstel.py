"""What happens in a neighbourhood, as somebody fills it in, turned into interventions on the register.

Each event asks only what it needs. What a field may hold is judged here per field; what the whole register may say is
judged by its rules, when the proposal is tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from analysis import waarden as w
from analysis.datumtekst import DATUM_VORM, lees_datum
from analysis.nederlands import deeldatum, getal
from analysis.schoon import schoon
from register.opslag.ingrepen import Beeindig, Ingreep, Nieuw, NooitJuist, Waarneming, Wijzig
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, Inhoud

# Forms that a field has.
TEKST, LANG, DATUM, KEUZE, BUURT, GEBIED, RIJ = "tekst", "lang", "datum", "keuze", "buurt", "gebied", "rij"
NIEUW, VERBETER, NOOIT_JUIST = "nieuw", "verbeter", "nooit-juist"
NIEUW_INITIATIEF = "nieuw-initiatief"
LAAT = "nu"  # chosen of a column that others changed meanwhile: leave it as it is now
KOLOM = "rij."  # before the name of a field that is a column
_LANGST = 10_000  # characters of a field: what a spreadsheet's cell is read to as well
_GESLOTEN = {
    "soort": w.SOORTEN,
    "fase": w.FASEN,
    "werkgebied_zekerheid": w.ZEKERHEDEN,
    "thema": w.THEMAS,
    "nauwkeurigheid": w.NAUWKEURIGHEDEN,
}
_DATUMS = {"van", "tot", "laatst_gezien"}
_KORT = {"naam", "website", "lat", "lon", "adres", "postcode", "gebied", "buurt", "opvolger"}
_NOOIT_LEEG = {"naam", "soort", "fase", "thema", "nauwkeurigheid"}

Rij = Mapping[str, str]


class Veld(NamedTuple):
    """A field of a form.

    Attributes
    ----------
    naam, label : str
    vorm : str
        `TEKST`, `LANG`, `DATUM` (a part of one may do), `KEUZE` (one of `keuzes`), `BUURT` (a code), `GEBIED` (codes
        of buurten and wijken) or `RIJ` (the id of an organisation that `past`).
    verplicht : bool
    uitleg : str
    keuzes : tuple of (str, str)
        The value, and what it is called.
    past : callable
        Which rows a `RIJ` may be.
    begin : callable
        What stands in it at first, given the row (empty for none) and today in words.
    """

    naam: str
    label: str
    vorm: str = TEKST
    verplicht: bool = False
    uitleg: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    past: Callable[[Rij], bool] = lambda _: True
    begin: Callable[[Rij, str], str] = lambda _rij, _vandaag: ""


class VeldFout(ValueError):
    """Fields that cannot be read: `fouten` says why, in Dutch, by name of the field."""

    def __init__(self, fouten: Mapping[str, str]) -> None:
        self.fouten = dict(fouten)
        super().__init__("; ".join(self.fouten.values()))


@dataclass(frozen=True)
class Invoer:
    """What somebody filled in about a row, on what the register said then.

    Attributes
    ----------
    velden : mapping of str to str
    geval : Geval
        What it is about.
    versie : int
        The number that the form was opened at.
    vandaag : date
    nu : Inhoud
        What the register says now.
    ooit : collection of str
        The ids that no new row may have: those that are or ever were in the register.
    punten : mapping of str to (float, float)
        By buurtcode a point in it: latitude and longitude.
    keuzes : mapping of str to str
        By column that others changed too: `LAAT` to leave it as it is.
    """

    velden: Mapping[str, str]
    geval: Geval
    versie: int
    vandaag: date
    nu: Inhoud
    ooit: Collection[str] = ()
    punten: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    keuzes: Mapping[str, str] = field(default_factory=dict)

    @property
    def rij(self) -> Rij:
        """Return the row that it is about, empty for a new one."""
        return self.geval.rij

    def __getitem__(self, naam: str) -> str:
        return self.velden.get(naam, "")


@dataclass(frozen=True)
class Gebeurtenis:
    """Something that can happen, or be found out.

    Attributes
    ----------
    titel : str
        What it is called on a button.
    velden : tuple of Veld
    maak : callable
        What it does to the register, given what was filled in and read.
    soort : str
        The kind of row that it is about; empty when it makes a new one.
    past : callable
        To which rows it can happen now.
    organisatie : str
        The sort of organisation that it is about, empty for any.
    """

    titel: str
    velden: tuple[Veld, ...]
    maak: Callable[[Invoer], list[Ingreep]]
    soort: str = ""
    past: Callable[[Rij], bool] = lambda _: True
    organisatie: str = ""


@dataclass(frozen=True)
class Geval:
    """An event by its name (`wat`), and the row that it is about: empty for a new one."""

    wat: str
    gebeurtenis: Gebeurtenis
    rij: Rij

    @property
    def sleutel(self) -> str:
        """Return by what one form is told from another."""
        return f"{self.wat}/{self.rij.get('id', '')}"


def vind_geval(nu: Inhoud, wat: str, id_: str) -> Geval | None:
    """Return an event with its row; None when there is no such event, or no row (any more) that it can be about."""
    for soort in (ORGANISATIE, INITIATIEF):
        eigen, rij = gebeurtenis(wat, soort, nu.kolommen[soort]), nu.rij(soort, id_)
        if eigen is not None and not eigen.soort:
            return Geval(wat, eigen, {})
        # Whether it can happen to the row now or not.
        if eigen and rij and eigen.soort == soort and eigen.organisatie in {"", rij.get("soort", "")}:
            return Geval(wat, eigen, rij)
    return None


def maak_voorstel(invoer: Invoer) -> list[Ingreep]:
    """Return what an event does to the register, as filled in.

    Raises
    ------
    VeldFout
        With every field that cannot be read or is not filled.
    """
    gelezen, fouten = {}, {}
    for veld in invoer.geval.gebeurtenis.velden:
        waarde, fout = _lees(veld, invoer)
        gelezen[veld.naam] = waarde
        if fout:
            fouten[veld.naam] = fout
    if fouten:
        raise VeldFout(fouten)
    return invoer.geval.gebeurtenis.maak(replace(invoer, velden=gelezen))


def _lees(veld: Veld, invoer: Invoer) -> tuple[str, str]:
    """Return the value of a field and what is wrong with it, empty when nothing is."""
    ruw = invoer[veld.naam].strip()
    waarde, fout = ruw, ""
    if not schoon(ruw).strip() and veld.verplicht:
        fout = "Vul dit in."
    elif len(ruw) > _LANGST:
        fout = f"Dit zijn {getal(len(ruw))} tekens; er passen er {getal(_LANGST)}."
    elif veld.vorm == DATUM:
        datum = lees_datum(ruw)
        waarde, fout = (ruw, f"{DATUM_VORM}.") if datum is None else (datum, "")
    elif veld.vorm == KEUZE and ruw not in dict(veld.keuzes) and ruw:
        fout = "Kies een van de mogelijkheden."
    elif veld.vorm == BUURT and ruw and ruw not in invoer.punten:
        fout = "Kies een buurt."
    elif veld.vorm == RIJ and ruw not in {"", NIEUW}:
        rij = invoer.nu.rij(ORGANISATIE, ruw)
        if rij is None or not veld.past(rij):
            fout = "Deze organisatie staat niet (meer) zo in het register. Kies opnieuw."
    return waarde, fout


def is_wijkraad(rij: Rij) -> bool:
    """Return whether a row is a wijkraad of which no end is known."""
    return rij["soort"] == w.WIJKRAAD and loopt(rij)


def is_wijkplatform(rij: Rij) -> bool:
    """Return whether a row is a wijkplatform of which no end is known."""
    return rij["soort"] == w.WIJKPLATFORM and loopt(rij)


def loopt(rij: Rij) -> bool:
    """Return whether no end of a row is known."""
    return not rij["tot"] and rij["fase"] != w.GESTOPT


def sleutel_van(naam: str, begin: str, bezet: Collection[str]) -> str:
    """Return an id for a name that is not taken: small letters and digits, with its kind in front.

    Examples
    --------
    >>> sleutel_van("Wijkplatform Sint-Jan & Té", "wijkplatform", ()), sleutel_van("Zuid", "initiatief", ())
    ('wijkplatform-sint-jan-te', 'initiatief-zuid')
    >>> sleutel_van("Zuid", "initiatief", {"initiatief-zuid"}), sleutel_van("!", "initiatief", ())
    ('initiatief-zuid-2', 'initiatief')
    """
    kaal = unicodedata.normalize("NFKD", naam.lower()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", kaal))[:80].strip("-")
    eerste = slug if slug.startswith(begin) else f"{begin}-{slug}".strip("-")
    volgende, teller = eerste, 1
    while volgende in bezet:
        teller += 1
        volgende = f"{eerste}-{teller}"
    return volgende


_VANDAAG: Callable[[Rij, str], str] = lambda _rij, vandaag: vandaag  # noqa: E731  a default that many fields share
_BRON = Veld(
    "bron",
    "Waar weet u dit van?",
    verplicht=True,
    uitleg="Een webadres, of woorden zoals: telefonisch nagevraagd. Geen namen van mensen.",
)
_GEZIEN = Veld("gezien", "Van wanneer is dit bericht?", DATUM, verplicht=True, begin=_VANDAAG)
_WEBSITE = Veld("website", "Website", uitleg="Begint met https://; mag leeg.")
_SINDS = Veld(
    "van", "Vanaf wanneer?", DATUM, verplicht=True, uitleg="Is de dag niet bekend, dan maand en jaar, of het jaar."
)
_TOT = Veld(
    "tot", "Sinds wanneer is dat zo?", DATUM, verplicht=True, uitleg="De eerste dag zonder; een maand of jaar mag ook."
)
_ERKEND = ("actief", "erkend en actief"), (w.IN_OPRICHTING, "nog in oprichting")


def _waarneming(van: Invoer, id_: str, opmerking: str = "") -> Waarneming:
    return Waarneming(id_, van["gezien"], van["bron"], van.vandaag, opmerking)


def _platform(van: Invoer, werkgebied: str, fase: str) -> tuple[str, list[Ingreep]]:
    """Return the id of a new wijkplatform, and what enters it."""
    id_ = sleutel_van(van["naam"], w.WIJKPLATFORM, van.ooit)
    velden = {
        "id": id_,
        "soort": w.WIJKPLATFORM,
        "naam": van["naam"],
        "fase": fase,
        "van": van["van"],
        "laatst_gezien": van["gezien"],
        "werkgebied": werkgebied,
        "werkgebied_zekerheid": "bron" if werkgebied else "onbekend",
        "website": van["website"],
        "bron": van["bron"],
    }
    return id_, [Nieuw(ORGANISATIE, velden)]


def _nieuw_platform(van: Invoer) -> list[Ingreep]:
    fase = van["fase"]
    if fase != w.IN_OPRICHTING and not van["van"]:
        raise VeldFout({"van": "Zeg vanaf wanneer het platform er is."})
    id_, ingrepen = _platform(van, van["werkgebied"], fase)
    if raad := van["opvolgt"]:
        if fase == w.IN_OPRICHTING:
            return [*ingrepen, Wijzig(ORGANISATIE, raad, {"opvolger": id_})]
        return [*ingrepen, Beeindig(ORGANISATIE, raad, van["van"], id_)]
    return ingrepen


def _erkend(van: Invoer) -> list[Ingreep]:
    id_ = van.rij["id"]
    velden = {"fase": "actief", "van": van["van"]}
    return [Wijzig(ORGANISATIE, id_, velden, van.versie), _waarneming(van, id_)]


def _gestopt(soort: str) -> Callable[[Invoer], list[Ingreep]]:
    return lambda van: [Beeindig(soort, van.rij["id"], van["tot"], versie=van.versie)]


def _wordt_platform(van: Invoer) -> list[Ingreep]:
    raad, platform = van.rij["id"], van["platform"]
    if platform == NIEUW:
        if not van["naam"]:
            raise VeldFout({"naam": "Geef het nieuwe wijkplatform een naam."})
        platform, ingrepen = _platform(van, van.rij["werkgebied"], "actief")
    else:
        rij = van.nu.rij(ORGANISATIE, platform) or {}
        sinds = rij["van"] if rij.get("fase") == "actief" else ""  # one that is recognised keeps its first day
        erkend: list[Ingreep] = [Wijzig(ORGANISATIE, platform, {"fase": "actief", "van": sinds or van["van"]})]
        ingrepen = [*erkend, _waarneming(van, platform)]
    return [*ingrepen, Beeindig(ORGANISATIE, raad, van["van"], platform, van.versie)]


def _nieuw_initiatief(van: Invoer) -> list[Ingreep]:
    id_ = sleutel_van(van["naam"], INITIATIEF, van.ooit)
    plek = {"nauwkeurigheid": "onbekend"}
    if van["punt"]:
        delen = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*[;, ]\s*(-?\d+(?:[.,]\d+)?)", van["punt"], re.ASCII)
        if delen is None:
            raise VeldFout({"punt": "Schrijf breedte en lengte, zoals 52.38123, 4.63785."})
        lat, lon = (deel.replace(",", ".") for deel in delen.groups())
        plek = {"lat": lat, "lon": lon, "nauwkeurigheid": van["nauwkeurigheid"] or "adres"}
    elif van["buurt"]:
        lat_, lon_ = van.punten[van["buurt"]]
        plek = {"lat": f"{lat_:.5f}", "lon": f"{lon_:.5f}", "nauwkeurigheid": "buurt"}
    velden = {naam: van[naam] for naam in ("naam", "thema", "omschrijving", "van", "website", "bron")}
    return [Nieuw(INITIATIEF, {"id": id_, **velden, "fase": "actief", **plek})]


def _verbeter(soort: str) -> Callable[[Invoer], list[Ingreep]]:
    def maak(van: Invoer) -> list[Ingreep]:
        velden = {naam.removeprefix(KOLOM): waarde for naam, waarde in van.velden.items() if naam.startswith(KOLOM)}
        # Of a field that others changed meanwhile the user may have chosen what is there now.
        velden |= {naam: van.rij[naam] for naam in velden if van.keuzes.get(naam) == LAAT}
        return [Wijzig(soort, van.rij["id"], velden, van.versie)]

    return maak


def _nooit_juist(soort: str) -> Callable[[Invoer], list[Ingreep]]:
    return lambda van: [NooitJuist(soort, van.rij["id"], van.versie)]


def _keuze(waarden: Collection[str]) -> tuple[tuple[str, str], ...]:
    return tuple((waarde, waarde) for waarde in waarden)


GEBEURTENISSEN = {
    "nieuw-wijkplatform": Gebeurtenis(
        "Nieuw wijkplatform",
        (
            Veld("naam", "Naam", verplicht=True),
            Veld("werkgebied", "Waar?", GEBIED, verplicht=True),
            Veld("fase", "Hoe ver is het?", KEUZE, verplicht=True, keuzes=_ERKEND, begin=lambda _r, _v: "actief"),
            _SINDS._replace(verplicht=False, uitleg="Mag leeg zolang het nog in oprichting is."),
            Veld("opvolgt", "Volgt dit op een wijkraad?", RIJ, past=is_wijkraad, uitleg="Die eindigt dan op die dag."),
            _WEBSITE,
            _BRON,
            _GEZIEN,
        ),
        _nieuw_platform,
    ),
    "platform-erkend": Gebeurtenis(
        "Platform is erkend",
        (_SINDS, _BRON, _GEZIEN),
        _erkend,
        ORGANISATIE,
        lambda rij: is_wijkplatform(rij) and rij["fase"] != "actief",
        w.WIJKPLATFORM,
    ),
    "wijkraad-gestopt": Gebeurtenis(
        "Wijkraad is gestopt", (_TOT, _BRON), _gestopt(ORGANISATIE), ORGANISATIE, is_wijkraad, w.WIJKRAAD
    ),
    "platform-gestopt": Gebeurtenis(
        "Wijkplatform is gestopt", (_TOT, _BRON), _gestopt(ORGANISATIE), ORGANISATIE, is_wijkplatform, w.WIJKPLATFORM
    ),
    "wordt-wijkplatform": Gebeurtenis(
        "Wijkraad wordt wijkplatform",
        (
            Veld(
                "platform", "Welk wijkplatform?", RIJ, verplicht=True, past=is_wijkplatform, begin=lambda _r, _v: NIEUW
            ),
            Veld(
                "naam",
                "Naam van het nieuwe wijkplatform",
                uitleg="Alleen bij een nieuw platform. Het krijgt het werkgebied van de wijkraad.",
                begin=lambda rij, _: rij["naam"].replace("Wijkraad", "Wijkplatform"),
            ),
            _SINDS,
            _BRON,
            _GEZIEN,
        ),
        _wordt_platform,
        ORGANISATIE,
        is_wijkraad,
        w.WIJKRAAD,
    ),
    "bestaat-nog": Gebeurtenis(
        "Bestaat nog (gezien)",
        (_GEZIEN, _BRON, Veld("opmerking", "Opmerking", uitleg="Mag leeg. Geen namen van mensen.")),
        lambda van: [_waarneming(van, van.rij["id"], van["opmerking"])],
        ORGANISATIE,
        loopt,
    ),
    NIEUW_INITIATIEF: Gebeurtenis(
        "Nieuw initiatief",
        (
            Veld("naam", "Naam", verplicht=True),
            Veld("thema", "Thema", KEUZE, verplicht=True, keuzes=_keuze(w.THEMAS)),
            Veld("omschrijving", "Wat is het?", LANG),
            Veld("buurt", "In welke buurt?", BUURT, uitleg="Het staat dan midden in de buurt, als geschat punt."),
            Veld("punt", "Of het precieze punt", uitleg="Breedte en lengte, zoals 52.38123, 4.63785; mag leeg."),
            Veld("nauwkeurigheid", "Dat punt is", KEUZE, keuzes=(("adres", "een adres"), ("straat", "een straat"))),
            _SINDS._replace(verplicht=False),
            _WEBSITE,
            _BRON,
        ),
        _nieuw_initiatief,
    ),
    "initiatief-gestopt": Gebeurtenis("Initiatief gestopt", (_TOT, _BRON), _gestopt(INITIATIEF), INITIATIEF, loopt),
}

# By which event a row ends in the world, by its sort.
EINDIGT = {w.WIJKRAAD: "wijkraad-gestopt", w.WIJKPLATFORM: "platform-gestopt", INITIATIEF: "initiatief-gestopt"}


def gebeurtenis(wat: str, soort: str, kolommen: Collection[str]) -> Gebeurtenis | None:
    """Return an event by its name, None when there is none.

    Parameters
    ----------
    wat : str
        One of `GEBEURTENISSEN`; `VERBETER` or `NOOIT_JUIST`: those are about a row of any kind.
    soort : str
        The kind of that row.
    kolommen : collection of str
        What a row of that kind holds.
    """
    if wat == VERBETER:
        velden = tuple(_kolomveld(kolom) for kolom in kolommen if kolom != "id")
        return Gebeurtenis("Verbeter een gegeven", (*velden, _BRON), _verbeter(soort), soort)
    if wat == NOOIT_JUIST:
        return Gebeurtenis("Klopte nooit", (_BRON,), _nooit_juist(soort), soort)
    return GEBEURTENISSEN.get(wat)


def is_datumveld(naam: str) -> bool:
    """Return whether a field of a form holds a date, by its name."""
    return naam.removeprefix(KOLOM) in {*_DATUMS, "gezien"}


def _kolomveld(kolom: str) -> Veld:
    waarden = _GESLOTEN.get(kolom)
    vorm = KEUZE if waarden else DATUM if kolom in _DATUMS else GEBIED if kolom == "werkgebied" else LANG
    # What a column is called on a screen is the form's: here it is its name.
    return Veld(
        f"{KOLOM}{kolom}",
        kolom,
        TEKST if vorm == LANG and kolom in _KORT else vorm,
        verplicht=kolom in _NOOIT_LEEG,
        keuzes=_keuze(waarden or ()),
        begin=lambda rij, _: deeldatum(rij[kolom]) if vorm == DATUM else rij[kolom],
    )
