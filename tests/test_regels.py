"""One broken file per rule: start from a valid tiny folder, break one thing, and only that rule speaks."""

import ast
import inspect
import sys
from pathlib import Path

import pytest

from analysis.bevinding import FOUT
from analysis.regels import INITIATIEFREGELS, ORGANISATIEREGELS
from geo import inlezen
from geo.register import BESTANDEN, DataFout, read_register, read_vingerafdruk
from geo.schema import SCHEMAS
from geo.vlakregels import BUURTREGELS, VLAKREGELS
from tests.klein import B11, B12, B31, W1, W2, Map, platform, rechthoek, schrijf_map, vlak, wijkraad

WIJKEN, BUURTEN, ORGANISATIES, INITIATIEVEN = BESTANDEN


def bevindingen(map_, breek=None):
    """All findings about the tiny folder after `breek`; none when it can be used."""
    try:
        read_register(schrijf_map(map_, breek))
    except DataFout as fout:
        return fout.bevindingen
    return []


def zet(bestand, nummer=0, **velden):
    """Break by other values in one row or feature."""
    return lambda klein: klein.velden(bestand, nummer).update(velden)


def vorm(bestand, geometrie, nummer=0):
    """Break by another geometry of one feature."""
    return lambda klein: klein.vlakken(bestand)[nummer].update(geometry=geometrie)


def tekst(bestand, inhoud):
    """Break by another content of the whole file: text, bytes, or a function of the valid text."""

    def breek(klein):
        klein.tekst[bestand] = inhoud(klein.inhoud()[bestand]) if callable(inhoud) else inhoud

    return breek


def vervang(bestand, oud, nieuw):
    """Break by replacing text that is there exactly once."""

    def in_tekst(heel):
        assert heel.count(oud) == 1
        return heel.replace(oud, nieuw)

    return tekst(bestand, in_tekst)


def test_the_valid_folder_has_no_problem(tmp_path):
    """The folder from which every sample starts breaks no rule, and every row of it is read."""
    tabellen = read_register(schrijf_map(tmp_path)).tabellen
    assert [len(tabel) for tabel in tabellen[:4]] == [4, 8, 4, 3]


# --- the domain and geometry rules ---

STRIK = {"type": "Polygon", "coordinates": [[[4.62, 52.37], [4.625, 52.38], [4.625, 52.37], [4.62, 52.38], [4.62, 52.37]]]}  # fmt: skip
PUNT = {"type": "Point", "coordinates": [4.6225, 52.375]}


def _gespiegeld(geometrie):
    return {"type": "Polygon", "coordinates": [[[y, x] for x, y in geometrie["coordinates"][0]]]}


# Per rule: how to break the folder, where the finding is, and words that stand in it.
VOORBEELDEN = {
    "organisatie-datum-onleesbaar": [
        (zet(ORGANISATIES, 1, van="1-5-2001"), "organisaties.csv, regel 3 (wijkraad-twee)", "van “1-5-2001”"),
        (zet(ORGANISATIES, 1, tot="2023-13"), "organisaties.csv, regel 3 (wijkraad-twee)", "tot “2023-13”"),
        (zet(ORGANISATIES, 1, laatst_gezien="2023-02-30"), "organisaties.csv, regel 3 (wijkraad-twee)", "2023-02-30"),
    ],
    "organisatie-tot-niet-na-van": [
        (
            zet(ORGANISATIES, 1, van="2024-03-01", tot="2023-01-01"),
            "organisaties.csv, regel 3 (wijkraad-twee)",
            "tot 2023-01-01 ligt voor van 2024-03-01",
        ),
        (
            zet(ORGANISATIES, 1, van="2024-03-01", tot="2024-03-01"),
            "organisaties.csv, regel 3 (wijkraad-twee)",
            "tot 2024-03-01 is gelijk aan van 2024-03-01",
        ),
    ],
    "platform-te-vroeg": [
        (zet(ORGANISATIES, 2, van="2023-12-31"), "organisaties.csv, regel 4 (platform-een)", "van 2023-12-31"),
        (zet(ORGANISATIES, 2, van="", tot="2023"), "organisaties.csv, regel 4 (platform-een)", "tot 2023"),
    ],
    "werkgebied-onbekende-code": [
        (
            zet(ORGANISATIES, 1, werkgebied=f"{B31} BU00000001 WK000001"),
            "organisaties.csv, regel 3 (wijkraad-twee)",
            "BU00000001, WK000001",
        ),
    ],
    "opvolger-onbekend": [
        (zet(ORGANISATIES, opvolger="niemand"), "organisaties.csv, regel 2 (wijkraad-een)", "“niemand” staat niet in"),
        (zet(ORGANISATIES, opvolger="wijkraad-twee"), "organisaties.csv, regel 2 (wijkraad-een)", "is geen wijkplatform"),
    ],
    "twee-platforms-in-buurt": [
        (
            lambda klein: klein.organisaties.append(platform("platform-twee", f"{B12} {B31}")),
            "organisaties.csv, regel 4 (platform-een)",
            "deelt Buurt 102 op hetzelfde moment met platform-twee (regel 6)",
        ),
    ],
    "initiatief-datum-onleesbaar": [
        (zet(INITIATIEVEN, van="mei 2020"), "initiatieven.csv, regel 2 (tuin)", "van “mei 2020” is geen datum"),
        (zet(INITIATIEVEN, tot="2020-5"), "initiatieven.csv, regel 2 (tuin)", "tot “2020-5” is geen datum"),
    ],
    "initiatief-tot-niet-na-van": [
        (zet(INITIATIEVEN, 1, tot="2023-04"), "initiatieven.csv, regel 3 (feest)", "tot 2023-04 ligt voor van 2023-05-01"),
        (zet(INITIATIEVEN, 1, tot="2023-05-01"), "initiatieven.csv, regel 3 (feest)", "is gelijk aan van 2023-05-01"),
    ],
    "geen-vlak": [
        (vorm(WIJKEN, PUNT), f"wijken.geojson, vlak 1 ({W1})", "de vorm is een Point"),
        (vorm(BUURTEN, PUNT), f"buurten.geojson, vlak 1 ({B11})", "de vorm is een Point"),
    ],
    "ongeldig-vlak": [
        (vorm(WIJKEN, STRIK), f"wijken.geojson, vlak 1 ({W1})", "de grens is ongeldig"),
        (vorm(BUURTEN, STRIK), f"buurten.geojson, vlak 1 ({B11})", "de grens is ongeldig"),
    ],
    "vlak-buiten-nederland": [
        (vorm(WIJKEN, _gespiegeld(rechthoek(0, 0))), f"wijken.geojson, vlak 1 ({W1})", "buiten Nederland"),
        (vorm(BUURTEN, _gespiegeld(rechthoek(0, 0, 0.5))), f"buurten.geojson, vlak 1 ({B11})", "buiten Nederland"),
    ],
    "overlappende-vlakken": [
        (
            lambda klein: klein.vlakken(WIJKEN).append(
                vlak(rechthoek(0.9, -0.5, 0.2), **klein.velden(WIJKEN) | {"wijkcode": "WK039209"})
            ),
            None,
            "overlapt",
        ),
        (vorm(BUURTEN, rechthoek(0, 0, 0.6)), f"buurten.geojson, vlak 1 ({B11})", f"overlapt {B12} over"),
    ],
    "buurt-wijkcode-onbekend": [
        (zet(BUURTEN, wijkcode="WK000001"), f"buurten.geojson, vlak 1 ({B11})", "WK000001 staat niet in wijken.geojson"),
    ],
    "buurt-buiten-wijk": [
        (vorm(BUURTEN, rechthoek(5, 5, 0.5)), f"buurten.geojson, vlak 1 ({B11})", "ligt buiten alle wijken"),
        (zet(BUURTEN, wijkcode=W2), f"buurten.geojson, vlak 1 ({B11})", f"ligt in {W1}, maar noemt wijk {W2}"),
    ],
}  # fmt: skip
REGELS = {**VLAKREGELS, **BUURTREGELS, **ORGANISATIEREGELS, **INITIATIEFREGELS}


@pytest.mark.parametrize("naam", REGELS)
def test_a_broken_rule_speaks_alone(tmp_path, naam):
    """Every registered rule has broken samples; on each it alone speaks: where, what, and how to mend it."""
    for nummer, (breek, waar, wat) in enumerate(VOORBEELDEN[naam]):
        map_ = tmp_path / str(nummer)
        map_.mkdir()
        gevonden = bevindingen(map_, breek)
        assert {b.regel for b in gevonden} == {naam}
        for b in gevonden:
            assert b.ernst == FOUT
            assert wat in b.wat
            assert b.herstel.endswith(".")
            assert str(b) == f"{b.waar}: {b.wat}. {b.herstel}"
        if waar is not None:
            assert [b.waar for b in gevonden] == [waar]


def test_every_sample_belongs_to_a_rule():
    """No sample stays behind when its rule goes."""
    assert set(VOORBEELDEN) == set(REGELS)


def test_every_rule_has_a_title_and_judges_a_file_of_the_folder():
    """The title under which findings are grouped is there, and the file is one of the four."""
    for naam, regel in REGELS.items():
        assert regel.naam == naam
        assert regel.titel
        assert regel.bestand in BESTANDEN


def _zonder_platforms(klein):
    klein.organisaties = [wijkraad("w")]


def _na_elkaar(klein):
    klein.velden(ORGANISATIES, 2)["tot"] = "2025-01-01"
    klein.organisaties.append(platform("later", B11, van="2025-01-01"))


def erbij(rij):
    """Break (or not) by one organisation more."""
    return lambda klein: klein.organisaties.append(rij)


TOEGESTAAN = {
    "platform-op-eerste-dag": zet(ORGANISATIES, 2, van="2024-01-01"),
    "platform-in-eerste-jaar": zet(ORGANISATIES, 2, van="2024"),
    "platform-zonder-begin": zet(ORGANISATIES, 2, van=""),
    "een-dag": zet(ORGANISATIES, 1, van="2023-03-01", tot="2023-03-02"),
    "laatste-dag-van-het-jaar": zet(ORGANISATIES, 1, van="2022-12-31", tot="2022"),
    "binnen-een-maand": zet(INITIATIEVEN, 1, tot="2023-05"),
    "werkgebied-onbekend": zet(ORGANISATIES, 1, werkgebied=""),
    "geen-platforms": _zonder_platforms,
    "na-elkaar": _na_elkaar,
    "na-elkaar-omgekeerd": lambda klein: (_na_elkaar(klein), klein.organisaties.reverse()),
    "in-oprichting": erbij(platform("straks", B11, fase="in oprichting")),
    "gestopt-zonder-tot": erbij(platform("nooit", B11, fase="gestopt")),
    "wijkraad-ernaast": erbij(wijkraad("ook", B11)),
    "platform-in-andere-buurt": erbij(platform("ernaast", W2)),
    "meer-delen": vorm(BUURTEN, {"type": "MultiPolygon", "coordinates": [rechthoek(0, 0, 0.5)["coordinates"]]}),
    "overlap-door-afronding": vorm(WIJKEN, {"type": "Polygon", "coordinates": [[[4.62, 52.37], [4.63000001, 52.37], [4.63000001, 52.38], [4.62, 52.38], [4.62, 52.37]]]}),
}  # fmt: skip


@pytest.mark.parametrize("naam", TOEGESTAAN)
def test_what_is_just_allowed_breaks_no_rule(tmp_path, naam):
    """On the right side of each boundary nothing is found: first days, successive platforms, rounding of borders."""
    assert bevindingen(tmp_path, TOEGESTAAN[naam]) == []


# --- the schema: every check of every column ---

FOUTE_WAARDEN = {
    "keuze": ("onzin", "bestaat niet"),
    "verplicht": ("", "is leeg"),
    "aantal": (-5, "is geen aantal"),
    "coordinaat": ("52,37", "is geen getal"),
    "buiten-nederland": ("10.5", "ligt buiten Nederland"),
}


def _los(klein, bestand):
    """The number of a row or feature to which no other refers, so that its code can be broken alone."""
    if bestand == WIJKEN:
        klein.vlakken(WIJKEN).append(vlak(rechthoek(3, 0), **klein.velden(WIJKEN) | {"wijkcode": "WK039209"}))
        return 4
    return {BUURTEN: 7, ORGANISATIES: 1, INITIATIEVEN: 0}[bestand]


def _checks():
    for bestand, schema in SCHEMAS.items():
        for kolom, inhoud in schema.columns.items():
            yield from ((bestand, kolom, check.error.split(":")[0]) for check in inhoud.checks)


@pytest.mark.parametrize(("bestand", "kolom", "check"), list(_checks()))
def test_a_broken_column_check_speaks_alone(tmp_path, bestand, kolom, check):
    """Every check of every column has a wrong value; with it only that check speaks, of that column."""
    waarde, wat = FOUTE_WAARDEN[check]
    gevonden = bevindingen(tmp_path, lambda klein: klein.velden(bestand, _los(klein, bestand)).update({kolom: waarde}))
    assert [b.regel for b in gevonden] == [check]
    (b,) = gevonden
    assert b.bestand == bestand
    assert b.plek == {WIJKEN: 5, BUURTEN: 8, ORGANISATIES: 3, INITIATIEVEN: 2}[bestand]
    assert b.wat.startswith(kolom)
    assert wat in b.wat
    assert b.herstel.endswith(".")


@pytest.mark.parametrize(
    ("bestand", "kolom"), [(bestand, kolom) for bestand, schema in SCHEMAS.items() for kolom in schema.columns]
)
def test_a_missing_column_is_named(tmp_path, bestand, kolom):
    """Without any one of the required columns only that is said, with its name."""

    def breek(klein):
        rijen = klein.vlakken(bestand) if bestand.endswith(".geojson") else klein.rijen(bestand)
        for nummer in range(len(rijen)):
            del klein.velden(bestand, nummer)[kolom]

    gevonden = bevindingen(tmp_path, breek)
    assert [(b.regel, b.bestand, b.wat) for b in gevonden] == [
        ("column-in-dataframe", bestand, f"kolom “{kolom}” ontbreekt")
    ]


def test_all_missing_columns_are_named_at_once(tmp_path):
    """A file with another header names every column that it lacks, not the first one only."""
    gevonden = bevindingen(tmp_path, tekst(ORGANISATIES, "id,naam\nx,y\n"))
    verwacht = set(SCHEMAS[ORGANISATIES].columns) - {"id", "naam"}
    assert {b.wat for b in gevonden} == {f"kolom “{kolom}” ontbreekt" for kolom in verwacht}


@pytest.mark.parametrize(
    ("bestand", "kolom", "nummer", "plek"),
    [(WIJKEN, "wijkcode", 4, 5), (BUURTEN, "buurtcode", 7, 8), (ORGANISATIES, "id", 1, 3), (INITIATIEVEN, "id", 2, 4)],
)
def test_a_double_key_is_named_where_it_comes_again(tmp_path, bestand, kolom, nummer, plek):
    """A code or id that is there already is a problem on its second place."""

    def breek(klein):
        if bestand == WIJKEN:
            _los(klein, WIJKEN)
        klein.velden(bestand, nummer)[kolom] = klein.velden(bestand, 6 if bestand == BUURTEN else 0)[kolom]

    (b,) = bevindingen(tmp_path, breek)
    assert (b.regel, b.bestand, b.plek) == ("field-uniqueness", bestand, plek)
    assert f"{kolom} “{b.id}” komt twee keer voor" in b.wat


def test_every_key_is_checked_for_doubles():
    """The four keys are the columns that must be unique, so that the test above has them all."""
    uniek = {(bestand, naam) for bestand, schema in SCHEMAS.items() for naam, k in schema.columns.items() if k.unique}
    assert uniek == {(WIJKEN, "wijkcode"), (BUURTEN, "buurtcode"), (ORGANISATIES, "id"), (INITIATIEVEN, "id")}


# The checks over a whole row, and what each finds.
RIJCHECKS = {
    "verwisseld": [({"lat": "4.62", "lon": "52.37"}, "lat 4.62 en lon zijn verwisseld"), ({"lat": "52.3", "lon": "52.3"}, "verwisseld")],
    "half-punt": [({"lon": ""}, "maar een ingevuld"), ({"lat": ""}, "maar een ingevuld")],
}  # fmt: skip


@pytest.mark.parametrize("check", [check.error for schema in SCHEMAS.values() for check in schema.checks])
def test_a_broken_row_check_speaks_once(tmp_path, check):
    """Swapped coordinates and half a point give one finding, on the line of the row."""
    for velden, wat in RIJCHECKS[check]:
        (b,) = bevindingen(tmp_path, zet(INITIATIEVEN, **velden))
        assert (b.regel, b.waar) == (check, "initiatieven.csv, regel 2 (tuin)")
        assert wat in b.wat
        assert b.herstel.endswith(".")


@pytest.mark.parametrize(
    "waarde", ["52,37", "nan", "NaN", "inf", "-inf", "1e1", "52.3.7", "N52.37", "٥٢", "52°", "0x34"]
)
@pytest.mark.parametrize("as_", ["lat", "lon"])
def test_a_coordinate_is_a_plain_number(tmp_path, as_, waarde):
    """Comma decimals, nan, infinity, exponents and other digits are no coordinates."""
    assert [b.regel for b in bevindingen(tmp_path, zet(INITIATIEVEN, **{as_: waarde}))] == ["coordinaat"]


@pytest.mark.parametrize("waarde", [-1, -99995, -99997, True, False, "1000", 0.5, float("inf"), [1], {"a": 1}, 10**30])
@pytest.mark.parametrize(("bestand", "kolom"), [(WIJKEN, "inwoners"), (BUURTEN, "huishoudens")])
def test_a_population_is_a_whole_number_from_zero(tmp_path, bestand, kolom, waarde):
    """Negative (the codes of CBS for secret too), true, text, broken and endless numbers are no population."""
    (b,) = bevindingen(tmp_path, zet(bestand, **{kolom: waarde}))
    assert (b.regel, b.bestand, b.plek) == ("aantal", bestand, 1)
    assert kolom in b.wat


@pytest.mark.parametrize("waarde", [0, 1.0, 5, None])
def test_zero_and_unknown_are_populations(tmp_path, waarde):
    """Zero, whole numbers with a point and null are allowed; null stays unknown."""
    tabellen = read_register(schrijf_map(tmp_path, zet(BUURTEN, inwoners=waarde))).tabellen
    uit = tabellen.buurten["inwoners"]
    assert str(uit.dtype) == "Int64"
    assert uit.isna()[B11] if waarde is None else uit[B11] == waarde


def test_null_in_a_required_field_is_empty(tmp_path):
    """A name or code that is null is reported as empty, once."""
    for velden in ({"buurtnaam": None}, {"wijkcode": None}):
        (b,) = bevindingen(tmp_path, zet(BUURTEN, **velden))
        assert b.wat == f"{next(iter(velden))} is leeg"


# --- the form of the files ---


def _latijn(heel):
    return heel.replace("Naam wijkraad-twee", "Näam").encode("latin-1")


VORMEN = {
    "geen-utf8": (tekst(ORGANISATIES, _latijn), "organisaties.csv, regel 3", "geen UTF-8"),
    "utf16": (tekst(ORGANISATIES, lambda heel: heel.encode("utf-16")), "organisaties.csv, regel 1", "geen UTF-8"),
    "leeg": (tekst(ORGANISATIES, ""), "organisaties.csv, regel 1", "het bestand is leeg"),
    "alleen-witregels": (tekst(INITIATIEVEN, "\n\n"), "initiatieven.csv, regel 1", "het bestand is leeg"),
    "puntkomma": (tekst(ORGANISATIES, lambda heel: heel.replace(",", ";")), "organisaties.csv, regel 1", "puntkomma"),
    "dubbele-kolom": (vervang(ORGANISATIES, "themas", "bron"), "organisaties.csv, regel 1", "“bron” staat er twee keer"),
    "aanhaling-in-kop": (tekst(ORGANISATIES, lambda heel: '"' + heel), "organisaties.csv, regel 1", "aanhalingstekens"),
    "open-aanhaling": (vervang(ORGANISATIES, "Naam wijkraad-twee", '"Naam'), "organisaties.csv, regel 3", "aanhalingstekens"),
    "te-veel-velden": (vervang(ORGANISATIES, "Naam wijkraad-twee", "Naam, twee"), "organisaties.csv, regel 3", "17 velden, de kop heeft er 16"),
    "te-weinig-velden": (vervang(ORGANISATIES, "Naam wijkraad-twee,", ""), "organisaties.csv, regel 3", "15 velden, de kop heeft er 16"),
    "kapotte-json": (tekst(WIJKEN, '{\n"features": [\n'), "wijken.geojson", "geen JSON bij regel 3"),
    "lege-json": (tekst(WIJKEN, ""), "wijken.geojson", "geen JSON bij regel 1"),
    "geen-utf8-json": (tekst(WIJKEN, b'{"a": "\xff"}'), "wijken.geojson", "geen JSON"),
    "diepe-json": (tekst(WIJKEN, "[" * 100_000), "wijken.geojson", "geen JSON"),
    "andere-json": (tekst(BUURTEN, "[1, 2]"), "buurten.geojson", "geen FeatureCollection"),
    "features-zonder-lijst": (tekst(BUURTEN, '{"features": null}'), "buurten.geojson", "geen FeatureCollection"),
    "features-met-getal": (tekst(BUURTEN, '{"features": [1]}'), "buurten.geojson", "geen FeatureCollection"),
    "rd": (lambda klein: klein.wijken.update(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}), "wijken.geojson", "coördinatenstelsel is urn:ogc:def:crs:EPSG::28992"),
    "crs-als-tekst": (lambda klein: klein.wijken.update(crs="EPSG:28992"), "wijken.geojson", "coördinatenstelsel is onbekend"),
    "geen-wijkvorm": (vorm(WIJKEN, None), "wijken.geojson, vlak 1", "geen leesbare vorm"),
    "geen-buurtvorm": (vorm(BUURTEN, None, 2), "buurten.geojson, vlak 3", "geen leesbare vorm"),
    "lege-vorm": (vorm(BUURTEN, {"type": "Polygon", "coordinates": []}), "buurten.geojson, vlak 1", "geen leesbare vorm"),
    "onzin-vorm": (vorm(BUURTEN, {"type": "Kegel", "coordinates": "x"}), "buurten.geojson, vlak 1", "geen leesbare vorm"),
}  # fmt: skip


@pytest.mark.parametrize("naam", VORMEN)
def test_a_file_of_another_form_says_so_alone(tmp_path, naam):
    """A file that cannot be read as it should be gives one finding, with the line where that is known."""
    breek, waar, wat = VORMEN[naam]
    (b,) = bevindingen(tmp_path, breek)
    assert (b.regel, b.waar) == ("bestandsvorm", waar)
    assert wat in b.wat
    assert b.herstel.endswith(".")


def test_every_form_problem_has_a_sample(tmp_path, monkeypatch):
    """Each place in `geo.inlezen` that reports a problem of form is reached by one of the samples."""
    echt, gezien = inlezen._vorm, set()

    def _vorm(*args):
        gezien.add(sys._getframe(1).f_code.co_name + ":" + str(sys._getframe(1).f_lineno))
        return echt(*args)

    boom = ast.parse(inspect.getsource(inlezen))
    plekken = {
        f"{functie.name}:{knoop.lineno}"
        for functie in ast.walk(boom)
        if isinstance(functie, ast.FunctionDef)
        for knoop in ast.walk(functie)
        if isinstance(knoop, ast.Call) and getattr(knoop.func, "id", "") == "_vorm"
    }
    assert plekken
    monkeypatch.setattr(inlezen, "_vorm", _vorm)
    for nummer, (breek, _, _) in enumerate(VORMEN.values()):
        map_ = tmp_path / str(nummer)
        map_.mkdir()
        bevindingen(map_, breek)
    # A list comprehension is a frame of its own in Python 3.11: the line is what counts.
    assert {plek.split(":")[1] for plek in plekken} == {plek.split(":")[1] for plek in gezien}


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_a_missing_file_is_named(tmp_path, bestand):
    """Without one of the four files that alone is said."""
    (b,) = bevindingen(tmp_path, tekst(bestand, None))
    assert (b.regel, b.waar, b.wat) == ("bestand-ontbreekt", bestand, "het bestand ontbreekt")
    assert b.herstel.endswith(".")


def test_an_empty_folder_misses_all_four(tmp_path):
    """All four missing files are named, not the first one only."""
    with pytest.raises(DataFout) as fout:
        read_register(tmp_path)
    assert [b.bestand for b in fout.value.bevindingen] == sorted(BESTANDEN)
    assert all(b.regel == "bestand-ontbreekt" for b in fout.value.bevindingen)


# --- several at once, and what is no problem ---


def test_problems_in_all_files_are_reported_together_in_order(tmp_path):
    """Form, schema, geometry and domain problems of all four files come at once, by file and then by line."""

    def breek(klein):
        zet(WIJKEN, 3, inwoners=-5)(klein)
        vorm(WIJKEN, STRIK)(klein)
        zet(BUURTEN, 5, wijkcode="WK000001")(klein)
        vorm(BUURTEN, None, 1)(klein)
        zet(ORGANISATIES, 1, soort="vereniging", tot="1999")(klein)
        zet(ORGANISATIES, 0, opvolger="niemand")(klein)
        zet(INITIATIEVEN, 2, thema="onzin")(klein)
        zet(INITIATIEVEN, 0, lat="4.6", lon="52.3")(klein)

    gevonden = bevindingen(tmp_path, breek)
    assert [(b.bestand, b.plek, b.regel) for b in gevonden] == [
        (BUURTEN, 2, "bestandsvorm"),
        (BUURTEN, 6, "buurt-wijkcode-onbekend"),
        (INITIATIEVEN, 2, "verwisseld"),
        (INITIATIEVEN, 4, "keuze"),
        (ORGANISATIES, 2, "opvolger-onbekend"),
        (ORGANISATIES, 3, "keuze"),
        (ORGANISATIES, 3, "organisatie-tot-niet-na-van"),
        (WIJKEN, 1, "ongeldig-vlak"),
        (WIJKEN, 4, "aantal"),
    ]
    with pytest.raises(DataFout) as fout:
        read_register(tmp_path)
    assert str(fout.value).splitlines() == [str(b) for b in gevonden]


def test_the_sentence_of_the_design(tmp_path):
    """A finding reads: file, line, id, what is wrong, how to mend it."""
    (b,) = bevindingen(tmp_path, zet(ORGANISATIES, 1, van="2024-03-01", tot="2023-01-01"))
    assert str(b) == (
        "organisaties.csv, regel 3 (wijkraad-twee): tot 2023-01-01 ligt voor van 2024-03-01. "
        "Verwissel de datums of laat tot leeg."
    )


def test_cells_of_more_lines_keep_line_numbers_right(tmp_path):
    """After a cell with line breaks a finding still names the line on which its row begins."""

    def breek(klein):
        zet(ORGANISATIES, 0, opmerking="een\ntwee\n\nvier")(klein)
        zet(ORGANISATIES, 1, soort="x")(klein)

    (b,) = bevindingen(tmp_path, breek)
    assert b.plek == 6
    regel = (tmp_path / ORGANISATIES).read_text(encoding="utf-8").splitlines()[b.plek - 1]
    assert regel.startswith("wijkraad-twee,")


def test_a_row_of_more_lines_is_named_by_its_first(tmp_path):
    """A finding about a row that itself holds line breaks names the line on which it begins."""
    (b,) = bevindingen(tmp_path, zet(ORGANISATIES, 1, opmerking="een\ntwee\ndrie", soort="x"))
    assert b.plek == 3


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_a_byte_order_mark_is_accepted(tmp_path, bestand):
    """Excel and Windows editors put a mark in front of UTF-8: it is no part of the first column."""
    assert bevindingen(tmp_path, tekst(bestand, lambda heel: "\ufeff" + heel)) == []


@pytest.mark.parametrize("einde", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_accepted(tmp_path, einde):
    """Files of Windows and old Macs are read alike, with the same lines."""
    breek = tekst(ORGANISATIES, lambda heel: heel.replace("\n", einde))
    tabel = read_register(schrijf_map(tmp_path, breek)).tabellen.organisaties
    assert tabel["plek"].tolist() == [2, 3, 4, 5]


def test_empty_lines_are_no_rows(tmp_path):
    """Empty lines, and lines of commas alone as Excel leaves them, are skipped and still counted."""
    leeg = "," * 15
    breek = tekst(ORGANISATIES, lambda heel: heel.replace("\nplatform-een", f"\n\n{leeg}\nplatform-een") + "\n")
    tabel = read_register(schrijf_map(tmp_path, breek)).tabellen.organisaties
    assert tabel["plek"].tolist() == [2, 3, 6, 7]


def test_extra_columns_are_kept(tmp_path):
    """Columns and properties that nobody asked for come along unchanged."""

    def breek(klein):
        for bestand in BESTANDEN:
            rijen = klein.vlakken(bestand) if bestand.endswith(".geojson") else klein.rijen(bestand)
            for nummer in range(len(rijen)):
                klein.velden(bestand, nummer)["extra"] = f"e{nummer}"

    for tabel in read_register(schrijf_map(tmp_path, breek)).tabellen[:4]:
        assert tabel["extra"].tolist() == [f"e{nummer}" for nummer in range(len(tabel))]


def test_white_space_around_cells_is_no_part_of_them(tmp_path):
    """Spaces around a value are taken off, those inside it stay."""
    breek = tekst(ORGANISATIES, lambda heel: heel.replace("wijkraad-twee,wijkraad,", " wijkraad-twee , wijkraad ,"))
    assert "wijkraad-twee" in read_register(schrijf_map(tmp_path, breek)).tabellen.organisaties.index


@pytest.mark.parametrize("bestand", [ORGANISATIES, INITIATIEVEN])
def test_a_register_without_rows_is_allowed(tmp_path, bestand):
    """A header alone is an empty register, no problem: nobody covers anything yet."""
    tabellen = read_register(schrijf_map(tmp_path, tekst(bestand, lambda heel: heel.splitlines()[0] + "\n"))).tabellen
    assert min(len(tabel) for tabel in tabellen[:4]) == 0


@pytest.mark.parametrize(
    "naam", ["urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_a_crs_member_that_says_wgs84_is_accepted(tmp_path, naam):
    """Older GeoJSON names its coordinate system; WGS84 under any of its names is what is read anyway."""

    def breek(klein):
        klein.wijken["crs"] = {"type": "name", "properties": {"name": naam}}

    assert bevindingen(tmp_path, breek) == []


def test_coordinates_in_metres_are_refused_without_a_crash(tmp_path):
    """A file in RD without saying so is outside the Netherlands in degrees, and nothing else is said of it."""

    def breek(klein):
        for nummer, feature in enumerate(klein.vlakken(WIJKEN)):
            x = 103_000 + 10 * nummer
            ring = [[x, 488_000], [x + 900, 488_000], [x + 900, 489_000], [x, 489_000], [x, 488_000]]
            feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}

    gevonden = bevindingen(tmp_path, breek)
    assert [b.regel for b in gevonden] == ["vlak-buiten-nederland"] * 4


def test_the_fingerprint_follows_the_content(tmp_path):
    """Equal files give an equal fingerprint, any change of content or absence of a file another."""
    afdrukken = []
    for nummer, breek in enumerate([None, None, zet(WIJKEN, inwoners=1), tekst(INITIATIEVEN, None)]):
        map_ = tmp_path / str(nummer)
        map_.mkdir()
        afdrukken.append(read_vingerafdruk(schrijf_map(map_, breek)))
    assert afdrukken[0] == afdrukken[1]
    assert len(set(afdrukken)) == 3


def test_the_tables_are_in_rd_and_in_order_of_code(tmp_path):
    """Boundaries come in metres, sorted by code whatever the order in the file, figures as whole numbers."""

    def breek(klein: Map):
        klein.vlakken(WIJKEN).reverse()
        klein.vlakken(BUURTEN).reverse()

    tabellen = read_register(schrijf_map(tmp_path, breek)).tabellen
    for tabel in (tabellen.wijken, tabellen.buurten):
        assert tabel.crs.to_epsg() == 28992
        assert tabel.index.is_monotonic_increasing
        assert {str(tabel[kolom].dtype) for kolom in ("inwoners", "huishoudens")} == {"Int64"}
    assert tabellen.wijken.area.between(700_000, 800_000).all()
    assert Path(tmp_path, WIJKEN).exists()
