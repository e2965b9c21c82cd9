"""Every way in which a file can come out wrong, by kind: functions that change one file of a folder in memory.

Each takes a source of chance and the folder (content by file name) and changes the folder in place. A mutation that
finds nothing to change, because an earlier one broke the file, leaves it as it is.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

Bestanden = dict[str, bytes]
Mutatie = Callable[[Random, Bestanden], None]
MUTATIES: dict[str, list[Mutatie]] = {}

DIEP = 10_000
TEKSTEN = (
    *("", " ", "\u00a0", "\u200b", "\t", "\n", "\ufeff", "-", "?", "onbekend", "n.v.t.", "0", "1", "\x00", "\x1b[31m", "\x7f\x85"),
    *("Noord\u202edrooN", "\u2066Oost", "Een\u200bwijk", "zacht\u00adstreepje", "🏘️👩‍👩‍👧", "e\u0301", "İıſß", "\ud800", "\ufffe", "\U000e0041"),
    *("=cmd()|' /C calc'!A0", "+31", "@SUM(A1)", "-1+1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td>"),
    *("{{7*7}}", "{% raw %}", "${7*7}", "#let x = 1", "$a_b$", "*vet* _cursief_ `code`", "[x](javascript:alert(1))", "\\", "%s%n", "a;b,c\"d'e"),
    *("javascript:alert(1)", "https://", "http://[", "https://voorbeeld.nl/\u202eln", "../../etc/passwd", "CON", "x" * 100_000, "é" * 300),
)  # fmt: skip
DATUMS = (
    *("0000", "0001", "9999", "9999-12", "9999-12-31", "10000-01-01", "2024-13", "2024-00-01", "2024-02-30", "2023-02-29"),
    *("1-7-2024", "01-07-2024", "7/1/2024", "20240701", "2024-7-1", "2024/07/01", "2024-07-01T00:00", "2024-07-01 00:00:00"),
    *("1 juli 2024", "jul-24", "45474", "2024-W27", "٢٠٢٤-٠٧-٠١", "-2024-07-01", "2024-07-01Z", "24", "2023", "2023-12-31", "2024-01"),
    *("1899-12-30", "1900", "2100-12-31", "2101", "1582-10-10", "2024-06-30", "2024-07-01", "2023-12"),
)  # fmt: skip
CODES = (
    *("WK039201", "WK039299", "BU03920101", "BU03920199", "GM0392", "WK0363AA", "BU0363AA01", "wk039201", "WK03920", "WK0392011"),
    *("WK０３９２０１", "039201", "392", "BU039201", "WK039201 BU03920101", "BU03920101;BU03920102", "BU03920101,BU03920102", "WK39201"),
)  # fmt: skip
GETALLEN = (
    *("0", "-0", "-1", "1", "0.5", "33.3", "101", "100.0", "900", "-99995", "-99997", "1e2", "1e308", "-1e308", "1e400", "1e-320"),
    *(str(2**31), str(2**53 + 1), str(2**63), str(2**64), "9" * 400, "9" * 5_000, "NaN", "Infinity", "-Infinity", "null", "true"),
    *('"600"', '"1.000"', '"1,5"', "[]", "[600]", "{}", '""', "1.0000000000000002", "20000001", "007", "0x10", "1_000"),
)  # fmt: skip
_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|[-+.\w]+|\s+|.', re.DOTALL)


def _mutatie(soort: str) -> Callable[[Mutatie], Mutatie]:
    def neem_op(functie: Mutatie) -> Mutatie:
        MUTATIES.setdefault(soort, []).append(functie)
        return functie

    return neem_op


def _op_bytes(soort: str, doe: Callable[[Random, bytes], bytes], naam: str) -> None:
    def mutatie(toeval: Random, map_: Bestanden) -> None:
        bestand = toeval.choice(sorted(map_))
        map_[bestand] = doe(toeval, map_[bestand])

    mutatie.__name__ = naam
    _mutatie(soort)(mutatie)


# --- bytes ---


def _stuk(toeval: Random, inhoud: bytes) -> tuple[int, int]:
    begin = toeval.randrange(len(inhoud) + 1)
    return begin, min(len(inhoud), begin + toeval.choice((1, 1, 2, 8, 100, 2_000)))


def _flip(toeval: Random, inhoud: bytes) -> bytes:
    uit = bytearray(inhoud)
    for _ in range(toeval.choice((1, 1, 3, 20)) if uit else 0):
        uit[toeval.randrange(len(uit))] ^= 1 << toeval.randrange(8)
    return bytes(uit)


def _invoegen(toeval: Random, inhoud: bytes) -> bytes:
    iets = toeval.choice(
        (
            b"\0",
            b"\xff",
            b"\xc3\x28",
            b"\xed\xa0\x80",
            b"\xef\xbb\xbf",
            b'"',
            b",",
            b";",
            b"\r",
            b"\n",
            toeval.randbytes(4),
        )
    )
    plek = toeval.randrange(len(inhoud) + 1)
    return inhoud[:plek] + iets * toeval.choice((1, 1, 1, 50)) + inhoud[plek:]


def _knippen(toeval: Random, inhoud: bytes) -> bytes:
    begin, eind = _stuk(toeval, inhoud)
    return inhoud[:begin] + inhoud[eind:]


def _verdubbelen(toeval: Random, inhoud: bytes) -> bytes:
    begin, eind = _stuk(toeval, inhoud)
    return inhoud[:eind] + inhoud[begin:eind] + inhoud[eind:]


def _andere_code(toeval: Random, inhoud: bytes) -> bytes:
    naar = toeval.choice(("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32", "utf-7"))
    return inhoud.decode("utf-8", "replace").encode(naar, "replace")


for _naam, _doe in {
    "flip": _flip,
    "insert": _invoegen,
    "cut": _knippen,
    "double": _verdubbelen,
    "recode": _andere_code,
    "truncate": lambda toeval, inhoud: inhoud[: toeval.randrange(len(inhoud) + 1)],
    "bom": lambda toeval, inhoud: b"\xef\xbb\xbf" * toeval.choice((1, 2)) + inhoud,
    "line_ends": lambda toeval, inhoud: inhoud.replace(b"\n", toeval.choice((b"\r\n", b"\r", b"", b"\n\n", b"\x0b", "\u2028".encode()))),
    "empty": lambda toeval, inhoud: toeval.choice((b"", b"\n", b" ", b"{}", b"[]", b"null", b"\0" * len(inhoud))),
}.items():  # fmt: skip
    _op_bytes("bytes", _doe, _naam)


# --- tokens: of JSON, CSV and TOML alike ---


def _op_tokens(doe: Callable[[Random, list[str], int], None]) -> Mutatie:
    def mutatie(toeval: Random, map_: Bestanden) -> None:
        bestand = toeval.choice(sorted(map_))
        tokens = _TOKEN.findall(map_[bestand].decode("utf-8", "surrogateescape"))
        plekken = [plek for plek, token in enumerate(tokens) if not token.isspace()]
        if plekken:
            doe(toeval, tokens, toeval.choice(plekken))
            map_[bestand] = "".join(tokens).encode("utf-8", "surrogateescape")

    mutatie.__name__ = doe.__name__.strip("_")
    return _mutatie("tokens")(mutatie)


@_op_tokens
def _token_swap(toeval: Random, tokens: list[str], plek: int) -> None:
    ander = toeval.randrange(len(tokens))
    tokens[plek], tokens[ander] = tokens[ander], tokens[plek]


@_op_tokens
def _token_double(_toeval: Random, tokens: list[str], plek: int) -> None:
    tokens[plek] *= 2


@_op_tokens
def _token_delete(_toeval: Random, tokens: list[str], plek: int) -> None:
    tokens[plek] = ""


@_op_tokens
def _token_copy(toeval: Random, tokens: list[str], plek: int) -> None:
    tokens[plek] = toeval.choice(tokens)


@_op_tokens
def _token_number(toeval: Random, tokens: list[str], plek: int) -> None:
    getallen = [nummer for nummer, token in enumerate(tokens) if re.fullmatch(r"-?\d[\d.]*", token)] or [plek]
    tokens[toeval.choice(getallen)] = toeval.choice(GETALLEN)


@_op_tokens
def _token_nest(toeval: Random, tokens: list[str], plek: int) -> None:
    links, rechts = toeval.choice((("[", "]"), ('{"a":', "}"), ("(", ")"), ('"', '"')))
    diepte = toeval.choice((1, 5, 500, DIEP))
    tokens[plek] = links * diepte + tokens[plek] + rechts * diepte


# --- values: one cell of a CSV file, or one property of a feature ---


def _rijen(inhoud: bytes) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline="")))
    except (UnicodeError, csv.Error):
        return None


def _als_csv(rijen: list[list[str]], scheiding: str = ",") -> bytes:
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=scheiding, lineterminator="\n").writerows(rijen)
    return uit.getvalue().encode("utf-8", "surrogatepass")


def _json(inhoud: bytes) -> Any:
    try:
        gelezen = json.loads(inhoud.decode("utf-8-sig"))
        return gelezen if all(isinstance(vlak["properties"], dict) for vlak in gelezen["features"]) else None
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _als_json(waarde: Any) -> bytes:
    return json.dumps(waarde, ensure_ascii=False, indent=None).encode("utf-8", "surrogatepass")


def _anders(toeval: Random, oud: str, kolom: str, buren: list[str]) -> str:
    """Return another text for a cell: one that is odd, one that fits elsewhere, or the old one slightly off."""
    plek = toeval.randrange(len(oud) + 1)
    datumkolom = kolom in {"van", "tot", "laatst_gezien"}
    return toeval.choice(
        (
            toeval.choice(DATUMS if datumkolom else TEKSTEN),
            toeval.choice(TEKSTEN),
            toeval.choice((*DATUMS, *CODES, *GETALLEN)),
            toeval.choice(CODES if "code" in kolom or kolom in {"werkgebied", "code"} else buren),
            toeval.choice(buren),
            f"{toeval.choice((' ', chr(0xA0), chr(9), chr(0x200B), chr(0x202E)))}{oud}",
            oud[:plek] + toeval.choice(("\u200b", "\u00ad", "\u202e", "\u0430", " ", "\x00", "\n", '"', "'")) + oud[plek:],
            toeval.choice((oud.upper(), oud.title(), oud[1:], oud[:-1], oud[::-1], oud * 2, oud + " " + oud, oud.replace(" ", ";"))),
        )
    )  # fmt: skip


@_mutatie("values")
def cell(toeval: Random, map_: Bestanden) -> None:
    bestand = toeval.choice([naam for naam in sorted(map_) if naam.endswith(".csv")])
    rijen = _rijen(map_[bestand])
    if not rijen or not (rij := toeval.choice(rijen)):
        return
    kolom = toeval.randrange(len(rij))
    naam = rijen[0][kolom] if kolom < len(rijen[0]) else ""
    rij[kolom] = _anders(toeval, rij[kolom], naam, [cel for andere in rijen for cel in andere][:200])
    map_[bestand] = _als_csv(rijen)


@_mutatie("values")
def name(toeval: Random, map_: Bestanden) -> None:
    """Another text in a property of a feature: a code or a name."""
    if not (kansen := _eigenschappen(map_, str)):
        return
    bestand, heel, eigen, veld = toeval.choice(kansen)
    eigen[veld] = _anders(toeval, eigen[veld], veld, [andere[v] for *_, andere, v in kansen[:50]])
    map_[bestand] = _als_json(heel)


@_mutatie("figures")
def figure(toeval: Random, map_: Bestanden) -> None:
    """Another figure: one that is no number, or one that does not fit the others."""
    if not (kansen := _eigenschappen(map_, (int, float, type(None)))):
        return cell(toeval, map_)
    bestand, heel, eigen, veld = toeval.choice(kansen)
    oud = eigen[veld] or 0
    keuze = toeval.randrange(4)
    if keuze == 0:
        eigen[veld] = None
    elif keuze == 1:
        eigen[veld] = toeval.choice(
            (oud * 10, oud + 5, oud + 500, -oud, oud / 7, str(oud), bool(oud), [oud], oud // 2, 2**70)
        )
    else:
        eigen[veld] = "\0getal"
    map_[bestand] = _als_json(heel).replace(b'"\\u0000getal"', toeval.choice(GETALLEN).encode())
    return None


def _eigenschappen(map_: Bestanden, soort: Any) -> list[tuple[str, Any, dict[str, Any], str]]:
    """Return every property of that kind: file, its whole content, the properties it stands in, its name."""
    uit = []
    for bestand in sorted(map_):
        if bestand.endswith(".geojson") and (heel := _json(map_[bestand])):
            for vlak in heel["features"]:
                uit += [
                    (bestand, heel, vlak["properties"], veld)
                    for veld, w in vlak["properties"].items()
                    if isinstance(w, soort)
                ]
    return uit


# --- structure ---


@_mutatie("structure")
def rows_and_columns(toeval: Random, map_: Bestanden) -> None:
    bestand = toeval.choice([naam for naam in sorted(map_) if naam.endswith(".csv")])
    rijen = _rijen(map_[bestand])
    if not rijen or not rijen[0]:
        return
    rij, kolom, scheiding = toeval.randrange(len(rijen)), toeval.randrange(len(rijen[0])), ","
    keuze = toeval.randrange(12)
    if keuze == 0:
        del rijen[rij]
    elif keuze == 1:
        rijen += [list(rijen[rij])] * toeval.choice((1, 2, 300))
    elif keuze == 2:
        rijen[1:] = toeval.sample(rijen[1:], len(rijen) - 1)
    elif keuze in {3, 4}:
        for andere in rijen:
            del andere[kolom : kolom + 1]
            if keuze == 4:
                andere.append("")
    elif keuze == 5:
        volgorde = toeval.sample(range(len(rijen[0])), len(rijen[0]))
        rijen[:] = [[andere[k] for k in volgorde if k < len(andere)] for andere in rijen]
    elif keuze == 6:
        rijen[rij].insert(kolom, toeval.choice(TEKSTEN))
    elif keuze == 7:
        for andere in rijen:
            andere.extend([""] * 3)
    elif keuze == 8:
        rijen.insert(rij, toeval.choice(([""] * len(rijen[0]), [" "] * len(rijen[0]), [], ["sep=;"], ["# uitleg"])))
    elif keuze == 9:
        scheiding = toeval.choice(";\t|")
    elif keuze == 10:
        rijen[0] = [
            toeval.choice((str.upper, str.title, lambda n: f" {n} ", lambda n: n + "\u200b"))(naam) for naam in rijen[0]
        ]
    else:
        del rijen[1:]
    map_[bestand] = _als_csv(rijen, scheiding)


@_mutatie("structure")
def features(toeval: Random, map_: Bestanden) -> None:
    bestand = toeval.choice([naam for naam in sorted(map_) if naam.endswith(".geojson")])
    heel = _json(map_[bestand])
    if not heel or not heel["features"]:
        return
    vlakken, plek = heel["features"], toeval.randrange(len(heel["features"]))
    vlak, keuze = vlakken[plek], toeval.randrange(12)
    if keuze == 0:
        del vlakken[plek]
    elif keuze == 1:
        vlakken += [vlak] * toeval.choice((1, 1, 100))
    elif keuze == 2:
        toeval.shuffle(vlakken)
    elif keuze == 3:
        del vlak["properties"][toeval.choice(sorted(vlak["properties"]))]
    elif keuze == 4:
        naam = toeval.choice(sorted(vlak["properties"]))
        for ander in vlakken:
            ander["properties"].pop(naam, None)
    elif keuze == 5:
        vlak["properties"] = toeval.choice((None, {}, [], "tekst", 5, {"type": {"a": [1]}}))
    elif keuze == 6:
        vlakken[plek] = toeval.choice((None, [], {}, "tekst", 5, vlak["geometry"], {"type": "Feature"}, heel["type"]))
    elif keuze == 7:
        heel["features"] = toeval.choice((None, {}, [], "tekst", {"0": vlak}, [vlakken]))
    elif keuze == 8:
        heel["type"] = vlak["type"] = toeval.choice(("feature", None, 5, "Topology", "FeatureCollection"))
    elif keuze == 9:
        namen = ("urn:ogc:def:crs:EPSG::28992", "EPSG:4326", "", None, 5, "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:14326")
        heel["crs"] = toeval.choice((None, "x", {"type": "name", "properties": {"name": toeval.choice(namen)}}))
    elif keuze == 10:
        vlak["properties"] |= {
            toeval.choice(("plek", "geometry", "id", "index", "", "wijkcode_left", "bron", "0")): toeval.choice(TEKSTEN)
        }
    else:
        map_[bestand] = _als_json(toeval.choice((vlakken, [heel], vlak, heel | {"features": vlakken * 3})))
        return
    map_[bestand] = _als_json(heel)


@_mutatie("structure")
def files(toeval: Random, map_: Bestanden) -> None:
    een, ander = toeval.sample(sorted(map_), 2)
    keuze = toeval.randrange(3)
    if keuze == 0:
        del map_[een]
    elif keuze == 1:
        map_[een] = map_[ander]
    else:
        map_[een], map_[ander] = map_[ander], map_[een]


# --- geometry ---


def _kaart(vorm: Any, doe: Callable[[float, float], list[Any]]) -> Any:
    if isinstance(vorm, list) and len(vorm) >= 2 and all(isinstance(g, int | float) for g in vorm):
        return doe(*vorm[:2])
    return [_kaart(deel, doe) for deel in vorm] if isinstance(vorm, list) else vorm


def _ring(x: float, y: float, maat: float) -> list[list[float]]:
    return [[x, y], [x + maat, y], [x + maat, y + maat], [x, y + maat], [x, y]]


@_mutatie("geometry")
def shape(toeval: Random, map_: Bestanden) -> None:
    bestand = toeval.choice([naam for naam in sorted(map_) if naam.endswith(".geojson")])
    heel = _json(map_[bestand])
    if not heel or not heel["features"]:
        return
    vlak = toeval.choice(heel["features"])
    try:
        vlak["geometry"] = _andere_vorm(toeval, vlak["geometry"], toeval.choice(heel["features"])["geometry"])
    except (LookupError, TypeError):
        return  # an earlier mutation left no ring to change
    map_[bestand] = _als_json(heel)


def _andere_vorm(toeval: Random, oud: Any, buur: Any) -> Any:
    delen, ring = oud["coordinates"], oud["coordinates"][0]
    x, y, *_ = (*ring[0][:2], 4.6, 52.3)  # an earlier change may have emptied the point
    klein = toeval.choice((1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 0.005))
    ver = toeval.choice((1e-7, 1e-4, 0.005, 1, 180, 1e5, 1e308))
    gek = toeval.choice(
        (None, "4,6", True, [], {}, [None, None], ["4.6", "52.3"], [4.6], [4.6, 52.37, 1, 2, 3], [1e308, 1e308])
    )

    def veelvlak(*ringen: Any) -> dict[str, Any]:
        return {"type": "Polygon", "coordinates": list(ringen)}

    bewogen = [[as_ + toeval.uniform(-klein, klein) for as_ in punt[:2]] for punt in ring[:-1]]
    return toeval.choice(
        (
            lambda: toeval.choice((None, {}, [], "POLYGON EMPTY", {"type": "Polygon"}, {"type": "Kubus", "coordinates": delen})),
            lambda: {"type": "Point", "coordinates": [x, y]},
            lambda: {"type": "LineString", "coordinates": ring},
            lambda: {"type": "GeometryCollection", "geometries": [oud, buur]},
            lambda: {"type": "MultiPolygon", "coordinates": [delen]},
            lambda: {"type": "MultiPolygon", "coordinates": [delen, delen]},
            lambda: {"type": "MultiPolygon", "coordinates": [delen, buur["coordinates"]]},
            lambda: {"type": "MultiPolygon", "coordinates": [delen, [_ring(x + ver, y, klein)]]},
            lambda: {"type": toeval.choice(("MultiPolygon", "polygon", None)), "coordinates": delen},
            lambda: veelvlak(*_kaart(delen, lambda a, b: [a, b, toeval.choice((0, 3.5, 1e308, None))])),
            lambda: veelvlak(*_kaart(delen, lambda a, b: [b, a])),
            lambda: veelvlak(*_kaart(delen, lambda a, b: [a + ver, b])),
            lambda: veelvlak(*_kaart(delen, lambda a, b: [(a - 4.6) * 67_000 + 103_000, (b - 52.3) * 111_000 + 480_000])),
            lambda: veelvlak(*_kaart(delen, lambda a, b: [x + (a - x) * 0.9, y + (b - y) * 0.9])),
            lambda: veelvlak(*_kaart(delen, lambda a, b: [a, b + klein])),
            lambda: veelvlak([*bewogen, bewogen[0]]),
            lambda: veelvlak([*ring[:1], *toeval.sample(ring[1:-1], len(ring[1:-1])), *ring[-1:]]),
            lambda: veelvlak(ring, _ring(x + 0.001, y + 0.001, klein)),
            lambda: veelvlak(ring, _ring(x - 0.01, y, klein)),
            lambda: veelvlak(ring, ring),
            lambda: veelvlak(ring[:-1]),
            lambda: veelvlak(ring[:3]),
            lambda: veelvlak([ring[0]] * 4),
            lambda: veelvlak([], *delen),
            veelvlak,
            lambda: veelvlak(ring[::-1]),
            lambda: veelvlak([punt for punt in ring for _ in range(2)]),
            lambda: veelvlak([*ring[:2], [ring[1][0], y - klein], *ring[1:]]),
            lambda: veelvlak(_ring(x, y, klein)),
            lambda: veelvlak([*ring[:2], gek, *ring[2:]]),
            lambda: buur,
        )
    )()  # fmt: skip
