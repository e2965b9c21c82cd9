"""A second opinion on a data folder: the rules of data/README.md and nothing else, written again from that text.

It shares no code with the product, so that both must make the same mistake before one goes unseen. It judges what it
can read; what it cannot read, it refuses. What README leaves open, it accepts.
"""

import csv
import io
import json
import re
import tomllib
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import shapely

Bezwaar = tuple[str, str]  # which rule, and where

LENGTE_NL, BREEDTE_NL = (3.2, 7.3), (50.7, 53.7)
MEESTE = 20_000_000  # more than there are people in the country
METER = (68_096.0, 111_275.0)  # per degree of longitude and latitude in Haarlem, near enough to compare areas
RUW = 1.02  # how far that measure may be off
RUIMTE_M2 = 1.0  # what rounding of coordinates explains
MAG_ONGEDEKT = 0.01  # of the area of a wijk
KLEIN = 50  # of fewer people or households the shares need not add up

_ORGANISATIES, _INITIATIEVEN = "organisaties.csv", "initiatieven.csv"
_WIJKEN, _BUURTEN, _GEMEENTE = "wijken.geojson", "buurten.geojson", "gemeente.toml"


def bezwaren(bestanden: dict[str, bytes], speling: float = RUW) -> list[Bezwaar]:
    """Return every rule that a folder breaks, and where; nothing when README allows it.

    `speling` is what the measure of areas gives away: above 1 only what is surely wrong is refused, below 1 also what
    may be wrong.
    """
    wijken, buurten = _Vlakken(bestanden.get(_WIJKEN), "wijk"), _Vlakken(bestanden.get(_BUURTEN), "buurt")
    organisaties = _Rijen(bestanden.get(_ORGANISATIES), _ORGANISATIE)
    initiatieven = _Rijen(bestanden.get(_INITIATIEVEN), _INITIATIEF)
    delen = {_WIJKEN: wijken, _BUURTEN: buurten, _ORGANISATIES: organisaties, _INITIATIEVEN: initiatieven}
    uit = [(regel, f"{bestand} {waar}".strip()) for bestand, deel in delen.items() for regel, waar in deel.bezwaren]
    if not any(deel.onleesbaar for deel in delen.values()):
        uit += _tussen_vlakken(wijken, buurten, speling)
        uit += _tussen_organisaties(organisaties.rijen, wijken, buurten)
    over_gemeente = list(_over_gemeente(bestanden.get(_GEMEENTE), wijken))
    if not (over_gemeente or organisaties.onleesbaar or buurten.onleesbaar):
        beleid = tomllib.loads(bestanden[_GEMEENTE].decode("utf-8-sig"))["beleid"]
        uit += _tegen_beleid(organisaties.rijen, buurten, beleid)
    return [*uit, *over_gemeente]


def vlakbezwaren(bestanden: dict[str, bytes]) -> list[Bezwaar]:
    """Return the same for the files that `bouw` makes."""
    wijken, buurten = _Vlakken(bestanden.get(_WIJKEN), "wijk"), _Vlakken(bestanden.get(_BUURTEN), "buurt")
    gemeente = _over_gemeente(bestanden.get(_GEMEENTE), wijken)
    return [*wijken.bezwaren, *buurten.bezwaren, *_tussen_vlakken(wijken, buurten), *gemeente]


# --- what one value may be ---


def _datum(tekst: str) -> tuple[date, date] | None:
    """Return the first day of a (partial) date, and the first day after it; a full date ends where it begins."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", tekst):
        return None
    jaar, maand, dag = (int(deel) for deel in f"{tekst}-01-01"[:10].split("-"))
    try:
        begin = date(jaar, maand, dag)
    except ValueError:
        return None
    if len(tekst) == len("2024-07-01"):
        return begin, begin
    dagen = monthrange(jaar, maand)[1] if len(tekst) == len("2024-07") else (date(jaar, 12, 31) - begin).days + 1
    return begin, begin + timedelta(days=min(dagen, (date.max - begin).days))


def _graad(grenzen: tuple[float, float]) -> Callable[[str], bool]:
    def past(tekst: str) -> bool:
        return not tekst or bool(
            re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", tekst) and grenzen[0] <= float(tekst) <= grenzen[1]
        )

    return past


def _een_van(*woorden: str) -> Callable[[str], bool]:
    return lambda tekst: tekst in woorden


def _getal(laag: float, hoog: float, *, heel: bool = True) -> Callable[[Any], bool]:
    def past(waarde: Any) -> bool:
        if waarde is None:
            return True
        if isinstance(waarde, bool) or not isinstance(waarde, int | float):
            return False
        return laag <= waarde <= hoog and (not heel or waarde == int(waarde))  # NaN is in no range

    return past


def _vrij(_tekst: str) -> bool:
    return True


_leeg_of_datum: Callable[[str], bool] = lambda tekst: not tekst or _datum(tekst) is not None  # noqa: E731 - a row of a table
_ingevuld: Callable[[str], bool] = lambda tekst: bool(tekst.strip())  # noqa: E731 - likewise
_id: Callable[[str], bool] = lambda tekst: bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", tekst))  # noqa: E731 - likewise

_webadres: Callable[[str], bool] = lambda tekst: not tekst or bool(re.match(r"https?://[^\s/]", tekst))  # noqa: E731 - likewise

_EIGEN = {"plek", "geometry"}  # not allowed as the name of a column

# Per column: what it may hold, and the name of the rule.
_ORGANISATIE: dict[str, tuple[Callable[[str], bool], str]] = {
    "id": (_id, "id-form"),
    "soort": (_een_van("wijkraad", "wijkplatform"), "choice"),
    "naam": (_ingevuld, "obligatory"),
    "fase": (_een_van("actief", "in oprichting", "omgevormd", "gestopt", "onbekend"), "choice"),
    "van": (_leeg_of_datum, "date"),
    "tot": (_leeg_of_datum, "date"),
    "laatst_gezien": (_leeg_of_datum, "date"),
    "werkgebied": (_vrij, ""),
    "werkgebied_zekerheid": (_een_van("bron", "naam", "afgeleid", "onbekend", ""), "choice"),
    "opvolger": (_vrij, ""),
    "website": (_webadres, "web-address"),
    **dict.fromkeys(("themas", "werkgroepen", "partners", "bron", "opmerking"), (_vrij, "")),
}
_INITIATIEF: dict[str, tuple[Callable[[str], bool], str]] = {
    "id": (_id, "id-form"),
    "naam": (_ingevuld, "obligatory"),
    "thema": (
        _een_van("groen", "ontmoeting", "duurzaamheid", "cultuur", "sport en spel", "zorg", "verkeer en veiligheid", "overig"),
        "choice",
    ),
    "lat": (_graad(BREEDTE_NL), "coordinate"),
    "lon": (_graad(LENGTE_NL), "coordinate"),
    "nauwkeurigheid": (_een_van("adres", "straat", "buurt", "onbekend"), "choice"),
    "van": (_leeg_of_datum, "date"),
    "tot": (_leeg_of_datum, "date"),
    "fase": (_een_van("actief", "gestopt", "onbekend", "in oprichting", "omgevormd"), "choice"),
    "website": (_webadres, "web-address"),
    **dict.fromkeys(("omschrijving", "bron"), (_vrij, "")),
}  # fmt: skip
_CIJFERS = {
    **dict.fromkeys(("inwoners", "huishoudens", "mannen", "vrouwen", "inwoners_0_15", "inwoners_65_plus"), _getal(0, MEESTE)),
    **dict.fromkeys(("opp_totaal_ha", "opp_land_ha", "opp_water_ha"), _getal(0, 5_000_000)),
    "inwoners_per_km2": _getal(0, 1_000_000),
    "gem_woz_x1000eur": _getal(0, 100_000),
    **dict.fromkeys(("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus", "pct_koopwoningen"), _getal(0, 100)),
    **dict.fromkeys(("pct_eenpersoonshh", "pct_hh_zonder_kinderen", "pct_hh_met_kinderen"), _getal(0, 100)),
    "gem_huishoudensgrootte": _getal(0, 20, heel=False),
    "jaar": _getal(1900, 2100),
}  # fmt: skip
# What CBS rounds to, by itself, in figures of a wijk that are the sum of those of its buurten.
_STAPPEN = dict.fromkeys(("inwoners", "huishoudens", "mannen", "vrouwen", "inwoners_0_15", "inwoners_65_plus"), 5) | dict.fromkeys(
    ("opp_totaal_ha", "opp_land_ha", "opp_water_ha"), 1
)  # fmt: skip


def _lang(hooguit: int) -> Callable[[Any], bool]:
    return lambda waarde: (
        isinstance(waarde, str)
        and bool(waarde.strip())
        and len(waarde) <= hooguit
        and not re.search("[\n\u202a-\u202e\u2066-\u2069]", waarde)
    )


def _dag(waarde: Any) -> bool:
    if isinstance(waarde, date):
        return type(waarde) is date and 1900 <= waarde.year <= 2100
    return isinstance(waarde, str) and len(waarde) == 10 and bool(d := _datum(waarde)) and 1900 <= d[0].year <= 2100


def _stand(waarde: Any) -> bool:
    if type(waarde) is int:
        return 1900 <= waarde <= 2100
    return type(waarde) is date or (isinstance(waarde, str) and _datum(waarde) is not None)


def _keuze(*waarden: str | int) -> Callable[[Any], bool]:
    return lambda waarde: type(waarde) in {str, int} and waarde in waarden


def _geheel(laag: int, hoog: int) -> Callable[[Any], bool]:
    return lambda waarde: type(waarde) is int and laag <= waarde <= hoog


# Per table of gemeente.toml: its fields (what each may hold, and whether it must be there), and, where there may be more
# of these tables, the (sets of) fields in which they differ.
_TOML: dict[str, tuple[dict[str, tuple[Callable[[Any], bool], bool]], tuple[tuple[str, ...], ...] | None]] = {
    "gemeente": (
        {
            "naam": (_lang(60), True),
            "code": (lambda waarde: bool(re.fullmatch("GM[0-9]{4}", str(waarde))), False),
            "bronvermelding": (_lang(200), False),
        },
        None,
    ),
    "gebied": ({"naam": (_lang(60), True), "rol": (_lang(120), False)}, (("naam",),)),
    "beleid": (
        {
            "eerste_platform": (_dag, True),
            "bewijs_dagen": (_geheel(1, 3650), True),
            "lang_geen_teken_jaren": (_geheel(1, 100), True),
            "meeste_platforms_per_wijk": (_geheel(1, 10), True),
            "bron": (_lang(200), False),
        },
        None,
    ),
    "variant": (
        {
            "sleutel": (
                lambda t: (
                    isinstance(t, str) and len(t) <= 30 and bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", t.strip()))
                ),
                True,
            ),
            "einde_ondersteuning": (_dag, True),
            "bron": (_lang(200), False),
        },
        (("sleutel",), ("einde_ondersteuning",)),
    ),
    "mijlpaal": (
        {
            "datum": (_dag, True),
            "kort": (_lang(30), True),
            "omschrijving": (_lang(120), True),
            "bron": (_lang(200), True),
            "rol": (_keuze("aankondiging", "evaluatie"), False),
            "rang": (_keuze(1, 2, 3), False),
        },
        (("datum", "kort"),),
    ),
    "bron": (
        {
            "over": (_keuze("grenzen", "cijfers", "organisaties", "initiatieven", "gebieden"), True),
            "naam": (_lang(200), True),
            "stand": (_stand, False),
            "licentie": (_lang(60), False),
            "voorbehoud": (_lang(300), False),
        },
        (("over",),),
    ),
    "bijnaam": (
        {"naam": (_lang(60), True), "plek": (_lang(60), True), "bron": (_lang(200), True)},
        (("naam", "plek"),),
    ),
}
_VELDEN = {"wijk": ("wijknaam", "gebied"), "buurt": ("buurtnaam", "wijkcode")}
_CODES = {"wijk": "WK[0-9]{4}[0-9A-Z]{2}", "buurt": "BU[0-9]{4}[0-9A-Z]{4}"}


# --- one file ---


class _Rijen:
    """A CSV file: its rows by column name, and what is wrong with each by itself."""

    def __init__(self, inhoud: bytes | None, kolommen: dict[str, tuple[Callable[[str], bool], str]]) -> None:
        self.rijen: list[dict[str, str]] = []
        self.bezwaren: list[Bezwaar] = []
        self.onleesbaar = True
        if inhoud is None:
            self.bezwaren.append(("file", "is absent"))
            return
        try:
            kop, cellen = _cellen(inhoud)
        except (UnicodeError, csv.Error):
            self.bezwaren.append(("csv", "cannot be read"))
            return
        if len(set(kop)) < len(kop) or not set(kolommen) <= set(kop) or not all(len(rij) == len(kop) for rij in cellen):
            self.bezwaren.append(("columns", "are not those of the header or of README"))
            return
        if _EIGEN & set(kop):
            self.bezwaren.append(("own-name", "a column has a name that the product itself uses"))
        self.onleesbaar = False
        self.rijen = [{naam: _zichtbaar(naam, cel) for naam, cel in zip(kop, rij, strict=True)} for rij in cellen]
        for nummer, rij in enumerate(self.rijen, 1):
            self.bezwaren += [
                (regel, f"row {nummer} {naam}") for naam, (past, regel) in kolommen.items() if not past(rij[naam])
            ]
            van, tot = _datum(rij["van"]), _datum(rij["tot"])
            if van and tot and tot[1] <= van[0]:
                self.bezwaren.append(("period", f"row {nummer}"))
            if bool(rij.get("lat")) != bool(rij.get("lon")):
                self.bezwaren.append(("half-point", f"row {nummer}"))
        if len({_kern(rij["id"]) for rij in self.rijen}) < len(self.rijen):
            self.bezwaren.append(("unique", "id"))


def _tekst(inhoud: bytes) -> str:
    tekst = inhoud.decode("utf-16" if inhoud[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    if "\0" in tekst:
        raise UnicodeError
    return tekst


def _cellen(inhoud: bytes) -> tuple[list[str], list[list[str]]]:
    """Return header and rows, in the forms that README allows: also what Dutch Excel makes of them."""
    tekst = re.sub(r'\A"?sep=[^\r\n]*\r?\n?', "", _tekst(inhoud), flags=re.IGNORECASE)
    scheiding = max(",;\t", key=tekst.lstrip().partition("\n")[0].count)
    alle = [
        [cel.strip() for cel in rij]
        for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    ]
    kop, *rijen = (rij for rij in alle if any(rij)) if any(map(any, alle)) else ([], [])
    kop = [_zichtbaar("kop", naam).strip() for naam in kop]
    if any(len(rij) != len(kop) or any(cel and not naam for naam, cel in zip(kop, rij, strict=True)) for rij in rijen):
        raise csv.Error
    rijen = [[cel for naam, cel in zip(kop, rij, strict=True) if naam] for rij in rijen]
    kop = [naam for naam in kop if naam]
    if scheiding == ";":  # decimal commas
        rijen = [[re.sub(r"\A(-?\d+),(\d+)\Z", r"\1.\2", cel) for cel in rij] for rij in rijen]
    return kop, rijen


class _Vlakken:
    """A GeoJSON file: per feature its properties and shape, and what is wrong with each by itself."""

    def __init__(self, inhoud: bytes | None, soort: str) -> None:
        self.vlakken: list[tuple[dict[str, Any], shapely.Geometry]] = []
        self.bezwaren: list[Bezwaar] = []
        self.onleesbaar = True
        try:
            heel = json.loads(_tekst(inhoud or b""), parse_constant=_geen_getal, object_pairs_hook=_uniek)
            kenmerken = [(vlak["properties"], vlak["geometry"]) for vlak in heel["features"]]
        except (ValueError, LookupError, TypeError, RecursionError):
            self.bezwaren.append(("geojson", "is absent or cannot be read"))
            return
        if heel.get("crs") and not re.search(r"CRS84$|:4326$", str(heel["crs"])[:-3].rstrip("'}")):
            self.bezwaren.append(("crs", str(heel["crs"])[:60]))
        for nummer, (eigen, vorm) in enumerate(kenmerken, 1):
            if not isinstance(eigen, dict):
                self.bezwaren.append(("properties", f"feature {nummer}"))
                continue
            if _EIGEN & set(eigen):
                self.bezwaren.append(("own-name", f"feature {nummer}"))
            eigen = {naam: _zichtbaar(naam, w) if isinstance(w, str) else w for naam, w in eigen.items()}  # noqa: PLW2901 - the same, as read
            self.bezwaren += [(regel, f"feature {nummer} {waar}") for regel, waar in _over_vlak(eigen, soort)]
            vlak = _vorm(vorm)
            if vlak is None:
                self.bezwaren.append(("shape", f"feature {nummer}"))
            else:
                self.vlakken.append((eigen, vlak))
        for naam in ("inwoners", "huishoudens"):
            if not any(isinstance(eigen, dict) and naam in eigen for eigen, _ in kenmerken):
                self.bezwaren.append(("columns", naam))
        codes = [str(eigen.get(f"{soort}code")) for eigen, _ in self.vlakken]
        if len(set(codes)) < len(codes):
            self.bezwaren.append(("unique", f"{soort}code"))
        self.onleesbaar = bool(self.bezwaren) or not kenmerken


def _zichtbaar(naam: str, cel: str) -> str:
    """Return a cell without what nobody sees, except in keys: two of these may not become one in silence."""
    return (
        cel
        if naam in {"id", "werkgebied", "opvolger", "wijkcode", "buurtcode"}
        else re.sub("[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]", "", cel)
    )


def _kern(tekst: str) -> str:
    """Return what a reader sees of a name: no capitals, spaces or punctuation, and what looks alike is alike."""
    vorm = (
        unicodedata.normalize("NFKC", tekst)
        .casefold()
        .translate(str.maketrans("01\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456", "olaeopcyxi"))
    )
    return "".join(teken for teken in vorm if teken.isalnum())


def _geen_getal(naam: str) -> float:
    raise ValueError(naam)  # NaN and Infinity are no JSON


def _uniek(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(paren)) < len(paren):
        raise ValueError("a key stands there twice")
    return dict(paren)


def _over_vlak(eigen: dict[str, Any], soort: str) -> Iterator[Bezwaar]:
    code = eigen.get(f"{soort}code")
    if not isinstance(code, str) or not re.fullmatch(_CODES[soort], code.strip()):
        yield "code-form", f"{soort}code"
    for naam in _VELDEN[soort]:
        if not isinstance(eigen.get(naam), str) or not eigen[naam].strip():
            yield "obligatory", naam
    for naam, past in _CIJFERS.items():
        if not past(eigen.get(naam)):
            yield "figure", naam
    yield from _tegenspraak(eigen)
    if eigen.get("gebied_zekerheid") not in {None, "bron", "afgeleid"}:
        yield "choice", "gebied_zekerheid"
    if soort == "buurt" and isinstance(code, str) and code.strip()[2:8] != str(eigen.get("wijkcode")).strip()[2:]:
        yield "buurt-of-wijk", "wijkcode"


def _tegenspraak(eigen: dict[str, Any]) -> Iterator[Bezwaar]:
    """Yield what cannot both be true of one area: parts and their whole, shares and a hundred."""
    if not all(past(eigen.get(naam)) for naam, past in _CIJFERS.items()):
        return  # a figure that is none contradicts nothing

    def som(*namen: str) -> float | None:
        delen = [eigen.get(naam) for naam in namen]
        return None if None in delen else sum(delen)

    def hoger(meer: float | None, dan: float | None, hooguit: float) -> bool:
        return meer is not None and dan is not None and meer > dan + hooguit

    inwoners, totaal = eigen.get("inwoners"), eigen.get("opp_totaal_ha")
    beide, opp = som("mannen", "vrouwen"), som("opp_land_ha", "opp_water_ha")
    te_veel = (
        hoger(beide, inwoners, 15),
        hoger(inwoners, beide, 15),
        hoger(som("inwoners_0_15", "inwoners_65_plus"), inwoners, 15),
        *(hoger(eigen.get(naam), inwoners, 10) for naam in ("inwoners_0_15", "inwoners_65_plus", "huishoudens")),
        hoger(opp, totaal, 3),
        hoger(totaal, opp, 3),
    )
    if any(te_veel):
        yield "contradiction", "parts and whole"
    leeftijden = som("pct_0_15", "pct_15_25", "pct_25_45", "pct_45_65", "pct_65_plus")
    soorten = som("pct_eenpersoonshh", "pct_hh_zonder_kinderen", "pct_hh_met_kinderen")
    for deel, van, marge in ((leeftijden, "inwoners", 5), (soorten, "huishoudens", 3)):
        if deel is not None and (eigen.get(van) or 0) >= KLEIN and abs(deel - 100) > marge:
            yield "contradiction", f"shares of {van}"


def _vorm(vorm: Any) -> shapely.Geometry | None:
    """Return a valid area in the Netherlands, None for anything else."""
    try:
        for ring in _ringen(vorm):
            if ring[0][:2] != ring[-1][:2]:
                return None
        vlak = shapely.from_geojson(json.dumps(vorm))
    except (shapely.errors.ShapelyError, LookupError, TypeError, ValueError, RecursionError):
        return None
    if vlak is None or vlak.geom_type not in {"Polygon", "MultiPolygon"} or vlak.is_empty or not vlak.is_valid:
        return None
    west, zuid, oost, noord = vlak.bounds
    binnen = LENGTE_NL[0] <= west <= oost <= LENGTE_NL[1] and BREEDTE_NL[0] <= zuid <= noord <= BREEDTE_NL[1]
    return shapely.transform(vlak, lambda graden: graden * METER) if binnen else None


def _ringen(vorm: Any) -> list[Any]:
    delen = {"Polygon": lambda deel: [deel], "MultiPolygon": lambda deel: deel}[vorm["type"]](vorm["coordinates"])
    return [ring for deel in delen for ring in deel]


# --- between files ---


def _tussen_vlakken(wijken: _Vlakken, buurten: _Vlakken, speling: float = RUW) -> Iterator[Bezwaar]:
    per_wijk = {str(eigen.get("wijkcode")).strip(): vlak for eigen, vlak in wijken.vlakken}
    for soort, lijst in (("wijken", wijken.vlakken), ("buurten", buurten.vlakken)):
        for (een, vlak), (ander, buur) in combinations(lijst, 2) if len(lijst) < 30 else ():
            if vlak.intersects(buur) and vlak.intersection(buur).area > RUIMTE_M2 * speling:
                yield "overlap", f"{soort} {een.get('wijkcode')} {ander.get('wijkcode')}"
    for eigen, vlak in buurten.vlakken:
        wijk = per_wijk.get(str(eigen.get("wijkcode")).strip())
        if wijk is None:
            yield "unknown-wijk", str(eigen.get("wijkcode"))
        elif not wijk.intersects(vlak.representative_point()):
            yield "buurt-outside-wijk", str(eigen.get("buurtcode"))
    if wijken.onleesbaar or buurten.onleesbaar:
        return
    for eigen, vlak in wijken.vlakken:
        leden = [
            (ander, buurt) for ander, buurt in buurten.vlakken if ander["wijkcode"].strip() == eigen["wijkcode"].strip()
        ]
        samen = shapely.union_all([buurt for _, buurt in leden])
        if max(vlak.difference(samen).area, samen.difference(vlak).area) > MAG_ONGEDEKT * speling * vlak.area:
            yield "wijk-not-covered", eigen["wijkcode"]
        for naam, stap in _STAPPEN.items():
            bekend = [ander[naam] for ander, _ in leden if ander.get(naam) is not None]
            heel, ruimte = eigen.get(naam), stap * (len(bekend) + 1)
            te_weinig = len(bekend) == len(leden) and heel is not None and heel > sum(bekend) + ruimte
            if te_weinig or (heel is not None and sum(bekend) > heel + ruimte):
                yield "sums", f"{eigen['wijkcode']} {naam}"
    gebieden = {eigen["gebied"].strip() for eigen, _ in wijken.vlakken}
    if len({_kern(gebied) for gebied in gebieden}) < len(gebieden):
        yield "gebied-twice", "written in two ways"
    if len({eigen["jaar"] for eigen, _ in [*wijken.vlakken, *buurten.vlakken] if eigen.get("jaar") is not None}) > 1:
        yield "years", "are not the same"


def _over_gemeente(inhoud: bytes | None, wijken: _Vlakken) -> Iterator[Bezwaar]:
    if inhoud is None:
        yield "file", "is absent"
        return
    try:
        heel = tomllib.loads(inhoud.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield "toml", "cannot be read"
        return
    per_soort: dict[str, list[Any]] = {}
    for soort in {*heel, "gemeente", "beleid", "variant"}:
        velden, eigen = _TOML.get(soort, ({}, None))
        delen = per_soort[soort] = heel.get(soort, {}) if eigen else [heel.get(soort, {})]
        if not velden or not isinstance(delen, list) or not all(isinstance(deel, dict) for deel in delen):
            yield "toml", f"{soort} is unknown or of another form"
            return
        for deel in delen:
            for naam in {*deel, *(naam for naam, (_, verplicht) in velden.items() if verplicht)}:
                past, verplicht = velden.get(naam, (None, False))
                if past is None or (not past(deel[naam]) if deel.get(naam, "") != "" else verplicht):
                    yield "toml", f"{soort} {naam}"
                    return
        for sleutel in eigen or ():
            if len({tuple(str(deel[naam]).strip() for naam in sleutel) for deel in delen}) < len(delen):
                yield "toml", f"{soort} twice"
    if not 1 <= len(per_soort["variant"]) <= 8:
        yield "toml", "too many variants, or none"
    code = str(heel["gemeente"].get("code", ""))[2:]
    if code and any(str(eigen.get("wijkcode")).strip()[2:6] != code for eigen, _ in wijken.vlakken):
        yield "toml", "code is of another gemeente"
    gebieden = {gebied["naam"].strip() for gebied in per_soort.get("gebied", [])}
    if gebieden and not {str(eigen.get("gebied")).strip() for eigen, _ in wijken.vlakken} <= gebieden:
        yield "toml", "a gebied of the wijken is not there"
    plekken = {str(eigen.get(naam)).strip() for eigen, _ in wijken.vlakken for naam in ("wijkcode", "gebied")}
    if not {bijnaam["plek"].strip() for bijnaam in per_soort.get("bijnaam", [])} <= plekken:
        yield "toml", "an everyday name of no place"


def _tussen_organisaties(rijen: list[dict[str, str]], wijken: _Vlakken, buurten: _Vlakken) -> Iterator[Bezwaar]:
    per_wijk: dict[str, list[str]] = {}
    for eigen, _ in buurten.vlakken:
        per_wijk.setdefault(eigen["wijkcode"].strip(), []).append(eigen["buurtcode"].strip())
    bekend = {code for codes in per_wijk.values() for code in codes}
    gebieden = {eigen["gebied"].strip() for eigen, _ in wijken.vlakken}
    soorten = {rij["id"]: rij["soort"] for rij in rijen}
    for rij in rijen:
        codes = rij["werkgebied"].split()
        if not set(codes) <= bekend | set(per_wijk):
            yield "unknown-code", rij["id"]
        if rij.get("gebied") and rij["gebied"] not in gebieden:
            yield "unknown-gebied", rij["id"]
        if rij["opvolger"] and soorten.get(rij["opvolger"]) != "wijkplatform":
            yield "opvolger", rij["id"]


def _tegen_beleid(rijen: list[dict[str, str]], buurten: _Vlakken, beleid: dict[str, Any]) -> Iterator[Bezwaar]:
    per_wijk: dict[str, list[str]] = {}
    for eigen, _ in buurten.vlakken:
        per_wijk.setdefault(str(eigen.get("wijkcode")).strip(), []).append(str(eigen.get("buurtcode")).strip())
    eerste, hooguit = date.fromisoformat(str(beleid["eerste_platform"])), beleid["meeste_platforms_per_wijk"]
    bezet: dict[str, list[tuple[date, date]]] = {}
    for rij in rijen:
        if rij["soort"] != "wijkplatform":
            continue
        van, tot = _datum(rij["van"]), _datum(rij["tot"])
        if (van and van[0] < eerste) or (tot and tot[1] <= eerste):
            yield "platform-too-early", rij["id"]
        if rij["fase"] == "in oprichting" or (rij["fase"] == "gestopt" and not tot):
            continue
        periode = max(van[0] if van else eerste, eerste), tot[1] if tot else date.max
        for buurt in {buurt for code in rij["werkgebied"].split() for buurt in per_wijk.get(code, [code])}:
            if periode[0] < periode[1]:
                bezet.setdefault(buurt, []).append(periode)
    for buurt, periodes in bezet.items():
        if max(sum(begin <= dag < eind for begin, eind in periodes) for dag, _ in periodes) > hooguit:
            yield "too-many-platforms", buurt
