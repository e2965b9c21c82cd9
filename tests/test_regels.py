"""One broken file per rule: start from a valid tiny folder, break one thing, and only that rule speaks."""

import ast
import inspect
import random
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.controle.bevinding import FOUT, MAX_GETOOND, MELDING, beperkt
from analysis.controle.fouten import BELEIDREGELS, GEBIEDREGELS, INITIATIEFREGELS, ORGANISATIEREGELS
from analysis.controle.meldingen import GEMEENTE, MELDINGREGELS
from analysis.gemeente import BRONVERMELDING
from analysis.schoon import vreemde_tekens
from analysis.stand.stand import Stand
from register import inlezen, register, schema
from register.bouw.invoer import BUURT_CIJFERS, WIJK_CIJFERS
from register.kolommen import CIJFERS
from register.register import BESTANDEN, DataFout, make_register, read_levering, read_register
from register.samenhang import SAMENHANGREGELS
from register.schema import SCHEMAS
from register.vlakregels import BUURTREGELS, MAX_OVERLAPPENDE, VLAKREGELS
from tests.echt import DATA
from tests.klein import (
    B11,
    B12,
    B31,
    B42,
    W1,
    W2,
    W3,
    Map,
    csv_tekst,
    initiatief,
    platform,
    rechthoek,
    schrijf_map,
    vlak,
    wijkraad,
)  # fmt: skip
from uitvoer.tabel import format_csv

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
_RAND = rechthoek(0, 0)["coordinates"][0]


def _vierkant(x, y, zijde):
    return [[x, y], [x + zijde, y], [x + zijde, y + zijde], [x, y + zijde], [x, y]]


_GAT, _GAATJE, _BUITEN = (
    _vierkant(4.622, 52.372, 0.004),
    _vierkant(4.623, 52.373, 0.001),
    _vierkant(4.66, 52.372, 0.001),
)


def _gespiegeld(geometrie):
    return {"type": "Polygon", "coordinates": [[[y, x] for x, y in geometrie["coordinates"][0]]]}


def _ringen(*ringen):
    return {"type": "Polygon", "coordinates": list(ringen)}


@pytest.mark.parametrize(
    ("geometrie", "wat"),
    [
        (STRIK, "zij kruist zichzelf, bij lengte 4.6225 en breedte 52.375"),
        (_ringen([*_RAND[:3], _RAND[0], _RAND[3], _RAND[0]]), "zij raakt zichzelf"),
        (_ringen([_RAND[0]] * 4), "een ring heeft te weinig verschillende punten"),
        (_ringen(_RAND, _BUITEN), "een gat ligt buiten het vlak"),
        (_ringen(_RAND, _GAT, _GAATJE), "een gat ligt in een ander gat"),
        ({"type": "MultiPolygon", "coordinates": [[_RAND], [_GAT]]}, "een deel van het vlak ligt in een ander deel"),
    ],
)
def test_what_is_wrong_with_a_border_is_told_in_dutch_with_the_place(tmp_path, geometrie, wat):
    """Every reason of GEOS has Dutch words, and the coordinate stays: the words of the library are never shown."""
    (fout,) = [b for b in bevindingen(tmp_path, vorm(WIJKEN, geometrie)) if b.regel == "ongeldig-vlak"]
    assert f"de grens is ongeldig: {wat}" in fout.wat
    assert "bij lengte 4.6" in fout.wat
    assert not re.search(r"ring self|shell|hole|self-|point|nested|\[", fout.wat.lower())


@pytest.mark.parametrize("soort", ["Polygon", "MultiPolygon"])
def test_a_ring_that_is_not_closed_is_refused(tmp_path, soort):
    """A ring that ends elsewhere than it begins may have lost points: it is refused with those words, never closed."""
    delen = [_RAND[:-1]]
    geometrie = {"type": soort, "coordinates": delen if soort == "Polygon" else [delen]}
    (fout,) = [b for b in bevindingen(tmp_path, vorm(WIJKEN, geometrie)) if b.regel == "bestandsvorm"]
    assert str(fout).startswith(f"wijken.geojson, vlak 1 ({W1}): heeft een ring die niet gesloten is.")


@pytest.mark.parametrize(
    "geometrie",
    [
        {"type": "polygon", "coordinates": [_RAND]},
        _ringen([[str(x), str(y)] for x, y in _RAND]),
        _ringen([[True, y] for _, y in _RAND]),
        {"type": "Feature", "properties": {}, "geometry": rechthoek(0, 0)},
    ],
)
def test_what_is_nearly_a_shape_is_none(tmp_path, geometrie):
    """Another name of a type, numbers in quotes and a feature in a feature are unreadable, by the letter of RFC 7946."""
    (fout,) = [b for b in bevindingen(tmp_path, vorm(WIJKEN, geometrie)) if b.regel == "bestandsvorm"]
    assert "heeft geen leesbare vorm" in fout.wat


@pytest.mark.parametrize("eigen", [None, {}, {"wijkcode": None}])
def test_a_feature_without_a_code_has_no_name(tmp_path, eigen):
    """Where no code stands, none is shown: a missing value is never “nan” or “None”."""
    gevonden = bevindingen(tmp_path, lambda klein: klein.vlakken(WIJKEN)[1].update(properties=eigen))
    assert {b.id for b in gevonden if (b.bestand, b.plek) == (WIJKEN, 2)} == {""}
    assert not re.search("nan|None", "".join(map(str, gevonden)))


@pytest.mark.parametrize("code", [None, "", 5])
def test_a_buurt_outside_every_wijk_names_no_wijk_that_it_has_not(tmp_path, code):
    """A buurt without a wijkcode that lies outside all wijken is told so, without “nan” or “None” for the wijk."""

    def breek(klein):
        klein.vlakken(BUURTEN)[0].update(geometry=rechthoek(5, 5, 0.5))
        klein.velden(BUURTEN).update(wijkcode=code)

    (fout,) = [b for b in bevindingen(tmp_path, breek) if b.regel == "buurt-buiten-wijk"]
    assert fout.herstel == "Controleer de grens van de buurt."


@pytest.mark.parametrize("boven", ["\n", " \n\n", ",,,\n"])
def test_empty_lines_above_the_header_are_no_rows(tmp_path, boven):
    """Lines without any text above the header are skipped as they are elsewhere, and lines keep their own number."""
    map_ = schrijf_map(tmp_path, tekst(INITIATIEVEN, lambda heel: boven + heel))
    assert read_register(map_).tabellen.initiatieven["plek"].min() == boven.count("\n") + 2


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
    "te-veel-platforms-in-buurt": [
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
    "buurtcode-past-niet-bij-wijk": [
        (zet(BUURTEN, 7, buurtcode="BU03920999"), "buurten.geojson, vlak 8 (BU03920999)", "hoort niet bij wijk WK039204"),
    ],
    "wijk-zonder-buurten": [
        (
            lambda klein: klein.vlakken(WIJKEN).append(
                vlak(rechthoek(3, 0), **klein.velden(WIJKEN) | {"wijkcode": "WK039209", "inwoners": 0, "huishoudens": 0})
            ),
            "wijken.geojson, vlak 5 (WK039209)",
            "heeft geen enkele buurt",
        ),
    ],
    "wijk-niet-gedekt": [
        (vorm(WIJKEN, rechthoek(0, 1, 1, 1.2), 2), f"wijken.geojson, vlak 3 ({W3})", "m² van de wijk ligt geen van haar buurten"),
        (vorm(BUURTEN, rechthoek(-0.1, 0, 0.6)), f"wijken.geojson, vlak 1 ({W1})", "liggen haar buurten buiten de wijk"),
    ],
    "wijk-past-niet-bij-buurten": [
        (zet(WIJKEN, inwoners=1016), f"wijken.geojson, vlak 1 ({W1})", "inwoners is 1.016, de buurten hebben er samen 1.000"),
        (zet(WIJKEN, inwoners=984), f"wijken.geojson, vlak 1 ({W1})", "inwoners is 984"),
        (zet(WIJKEN, 3, inwoners=289), "wijken.geojson, vlak 4 (WK039204)", "inwoners is 289, de buurten hebben er samen 300"),
        (
            lambda klein: (zet(WIJKEN, opp_land_ha=14)(klein), zet(BUURTEN, opp_land_ha=5)(klein), zet(BUURTEN, 1, opp_land_ha=5)(klein)),
            f"wijken.geojson, vlak 1 ({W1})",
            "opp_land_ha is 14, de buurten hebben er samen 10",
        ),
    ],
    "wijkcijfers-spreken-elkaar-tegen": [
        (zet(WIJKEN, mannen=500, vrouwen=484), f"wijken.geojson, vlak 1 ({W1})", "mannen en vrouwen zijn samen 984, inwoners is 1.000"),
        (zet(WIJKEN, mannen=500, vrouwen=516), f"wijken.geojson, vlak 1 ({W1})", "mannen en vrouwen zijn samen 1.016"),
        (zet(WIJKEN, inwoners_65_plus=1011), f"wijken.geojson, vlak 1 ({W1})", "inwoners_65_plus is 1.011, inwoners is 1.000"),
        (zet(WIJKEN, inwoners_0_15=500, inwoners_65_plus=516), f"wijken.geojson, vlak 1 ({W1})", "inwoners_0_15 en inwoners_65_plus zijn samen 1.016"),
        (zet(WIJKEN, opp_totaal_ha=10, opp_land_ha=10, opp_water_ha=4), f"wijken.geojson, vlak 1 ({W1})", "opp_land_ha en opp_water_ha zijn samen 14"),
        (
            zet(WIJKEN, pct_0_15=20, pct_15_25=20, pct_25_45=20, pct_45_65=20, pct_65_plus=26),
            f"wijken.geojson, vlak 1 ({W1})",
            "zijn samen 106, dat hoort 100 te zijn",
        ),
        (
            zet(WIJKEN, pct_eenpersoonshh=50, pct_hh_zonder_kinderen=20, pct_hh_met_kinderen=26),
            f"wijken.geojson, vlak 1 ({W1})",
            "zijn samen 96, dat hoort 100 te zijn",
        ),
    ],
    "buurtcijfers-spreken-elkaar-tegen": [
        (zet(BUURTEN, 5, huishoudens=11), "buurten.geojson, vlak 6 (BU03920302)", "huishoudens is 11, inwoners is 0"),
        (zet(BUURTEN, inwoners_65_plus=611), f"buurten.geojson, vlak 1 ({B11})", "inwoners_65_plus is 611, inwoners is 600"),
    ],
    "gebied-bijna-gelijk": [
        (zet(WIJKEN, 1, gebied="noord"), f"wijken.geojson, vlak 2 ({W2})", "“noord” is bijna gelijk aan “Noord”"),
        (zet(WIJKEN, 1, gebied="N oord"), f"wijken.geojson, vlak 2 ({W2})", "“N oord” is bijna gelijk aan “Noord”"),
        (zet(WIJKEN, 1, gebied="N\u043eord"), f"wijken.geojson, vlak 2 ({W2})", "is bijna gelijk aan “Noord”"),
    ],
    "jaren-verschillen": [
        (lambda klein: (zet(WIJKEN, jaar=2024)(klein), zet(BUURTEN, jaar=2023)(klein)), "wijken.geojson", "jaren: 2023, 2024"),
    ],
    "organisatie-id-bijna-dubbel": [
        (lambda klein: klein.organisaties.extend([wijkraad("raad-1o"), wijkraad("raad-l0")]), "organisaties.csv, regel 7 (raad-l0)", "id is bijna gelijk aan “raad-1o”"),
    ],
    "initiatief-id-bijna-dubbel": [
        (lambda klein: klein.initiatieven.append(initiatief("tuin-l0")) or klein.initiatieven.append(initiatief("tuin-1o")), "initiatieven.csv, regel 6 (tuin-1o)", "bijna gelijk aan “tuin-l0”"),
    ],
    "organisatie-gebied-onbekend": [
        (lambda klein: [rij.update(gebied="Noord" if n else "Noordoost") for n, rij in enumerate(klein.organisaties)], "organisaties.csv, regel 2 (wijkraad-een)", "gebied “Noordoost” bestaat niet"),
    ],
}  # fmt: skip
REGELS = {
    **VLAKREGELS,
    **BUURTREGELS,
    **SAMENHANGREGELS,
    **ORGANISATIEREGELS,
    **BELEIDREGELS,
    **GEBIEDREGELS,
    **INITIATIEFREGELS,
}


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


def test_the_readme_of_the_data_names_every_rule():
    """Every rule and check of kind fout and melding stands in data/README.md: who fills the files can know them all."""
    genoemd = set(re.findall(r"`([a-z0-9-]+)`", (DATA / "README.md").read_text("utf-8")))
    checks = {check for _, _, check in _checks()} | {check.error for s in SCHEMAS.values() for check in s.checks}
    vast = {"bestand-ontbreekt", "bestandsvorm", "vastgelopen", "andere-vorm", "vreemde-tekens"}
    assert {
        *REGELS,
        *MELDINGREGELS,
        *checks,
        *vast,
        "column-in-dataframe",
        "field-uniqueness",
        "not-nullable",
    } <= genoemd


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
    "tekst": (5, "is geen tekst"),
    "code": ("WK0392-1", "heeft niet de vorm van een CBS-code"),
    "id-vorm": ("Raad_Twee", "heeft niet de goede vorm"),
    "webadres": ("www.voorbeeld.nl", "is geen webadres"),
    "aantal": (-5, "is geen aantal"),
    "percentage": (101, "is geen percentage"),
    "grootte": (21, "is geen grootte"),
    "dichtheid": (1_000_001, "is geen dichtheid"),
    "hectare": (0.5, "is geen hectare"),
    "bedrag": (-1, "is geen bedrag"),
    "jaar": (24, "is geen jaar"),
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
    for bestand, vorm in SCHEMAS.items():
        for kolom, inhoud in vorm.columns.items():
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
    ("bestand", "kolom"),
    [
        (bestand, naam)
        for bestand, schema in SCHEMAS.items()
        for naam, kolom in schema.columns.items()
        if kolom.required
    ],
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
    "verwisseld": [({"lat": "4.62", "lon": "52.37"}, "lat 4.62 en lon 52.37 zijn verwisseld"), ({"lat": "52.3", "lon": "52.3"}, "verwisseld")],
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


@pytest.mark.parametrize(
    "waarde", [-1, -99995, -99997, True, False, "1000", 0.5, 20_000_001, [1], {"a": 1}, 2**53 + 1, 10**30, 10**400]
)
@pytest.mark.parametrize(("bestand", "kolom"), [(WIJKEN, "inwoners"), (BUURTEN, "huishoudens")])
def test_a_population_is_a_whole_number_from_zero(tmp_path, bestand, kolom, waarde):
    """Negative (the codes of CBS for secret too), true, text, broken and endless numbers are no population."""
    (b,) = bevindingen(tmp_path, zet(bestand, **{kolom: waarde}))
    assert (b.regel, b.bestand, b.plek) == ("aantal", bestand, 1)
    assert kolom in b.wat


@pytest.mark.parametrize("waarde", [0, 1.0, 5, None])
def test_zero_and_unknown_are_populations(tmp_path, waarde):
    """Zero, whole numbers with a point and null are allowed; null stays unknown."""
    tabellen = read_register(schrijf_map(tmp_path, zet(BUURTEN, 5, inwoners=waarde))).tabellen
    uit = tabellen.buurten["inwoners"]
    assert str(uit.dtype) == "Int64"
    assert uit.isna()["BU03920302"] if waarde is None else uit["BU03920302"] == waarde


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
    "utf16-zonder-merk": (tekst(ORGANISATIES, lambda heel: heel.encode("utf-16-le")), "organisaties.csv, regel 1", "nultekens"),
    "nulteken": (vervang(ORGANISATIES, "Naam wijkraad-twee", "Naam\0"), "organisaties.csv, regel 3", "nultekens"),
    "werkmap": (tekst(ORGANISATIES, b"PK\x03\x04" + bytes(30)), "organisaties.csv", "is een werkmap"),
    "oude-werkmap": (tekst(INITIATIEVEN, b"\xd0\xcf\x11\xe0" + bytes(30)), "initiatieven.csv", "is een werkmap"),
    "zip-als-kaart": (tekst(WIJKEN, b"PK\x03\x04" + bytes(30)), "wijken.geojson", "een zip, geen tekst"),
    "webpagina": (tekst(ORGANISATIES, "\n<!DOCTYPE html>\n<html><table>"), "organisaties.csv", "is een webpagina"),
    "webpagina-als-kaart": (tekst(WIJKEN, "<html>"), "wijken.geojson", "is een webpagina"),
    "kolom-zonder-naam": (tekst(ORGANISATIES, lambda heel: heel.replace("\n", ",x\n").replace(",x", ",", 1)), "organisaties.csv, regel 1", "kolom 17 heeft geen naam"),
    "geen-kop": (tekst(INITIATIEVEN, "tuin,Naam,groen\n"), "initiatieven.csv, regel 1", "geen regel met kolomnamen"),
    "eigen-kolom": (vervang(ORGANISATIES, "themas", "plek"), "organisaties.csv, regel 1", "“plek” gebruikt de toepassing zelf"),
    "eigen-eigenschap": (zet(WIJKEN, 1, geometry=1), "wijken.geojson, vlak 2", "“geometry” gebruikt de toepassing zelf"),
    "leeg": (tekst(ORGANISATIES, ""), "organisaties.csv, regel 1", "het bestand is leeg"),
    "alleen-witregels": (tekst(INITIATIEVEN, "\n\n"), "initiatieven.csv, regel 1", "het bestand is leeg"),
    "oneindig": (zet(WIJKEN, inwoners=float("inf")), "wijken.geojson", "“Infinity” is in JSON geen getal"),
    "nan": (zet(WIJKEN, extra=float("nan")), "wijken.geojson", "“NaN” is in JSON geen getal"),
    "dubbel-veld": (tekst(WIJKEN, lambda heel: heel.replace('"wijknaam"', '"gebied": "Oost", "wijknaam"', 1)), "wijken.geojson", f"“gebied” staat bij {W1} twee keer"),
    "geen-vlakken": (lambda klein: klein.wijken.update(features=[]), "wijken.geojson", "geen enkel vlak"),
    "oneindige-vorm": (tekst(WIJKEN, lambda heel: heel.replace("52.38\n", "1e400\n", 1)), f"wijken.geojson, vlak 1 ({W1})", "geen leesbare vorm"),
    "diepe-vorm": (tekst(BUURTEN, lambda heel: heel.replace('"coordinates": [', '"coordinates": ' + "[" * 400, 1).replace("]\n   }", "]" * 400 + "\n   }", 1)), f"buurten.geojson, vlak 1 ({B11})", "geen leesbare vorm"),
    "groot-getal-in-vorm": (vorm(BUURTEN, {"type": "Polygon", "coordinates": [[[10**400, 1], [2, 2], [3, 1], [10**400, 1]]]}), f"buurten.geojson, vlak 1 ({B11})", "geen leesbare vorm"),
    "dubbele-kolom": (vervang(ORGANISATIES, "themas", "bron"), "organisaties.csv, regel 1", "“bron” staat er twee keer"),
    "aanhaling-in-kop": (tekst(ORGANISATIES, lambda heel: '"' + heel), "organisaties.csv, regel 1", "aanhalingstekens"),
    "open-aanhaling": (vervang(ORGANISATIES, "Naam wijkraad-twee", '"Naam'), "organisaties.csv, regel 3", "aanhalingstekens"),
    "te-veel-velden": (vervang(ORGANISATIES, "Naam wijkraad-twee", "Naam, twee"), "organisaties.csv, regel 3", "17 velden, de kop heeft er 16"),
    "te-weinig-velden": (vervang(ORGANISATIES, "Naam wijkraad-twee,", ""), "organisaties.csv, regel 3", "15 velden, de kop heeft er 16"),
    "kapotte-json": (tekst(WIJKEN, '{\n"features": [\n'), "wijken.geojson", "geen JSON bij regel 3"),
    "lege-json": (tekst(WIJKEN, ""), "wijken.geojson", "geen JSON bij regel 1"),
    "geen-utf8-json": (tekst(WIJKEN, b'{"a": "\xff"}'), "wijken.geojson, vlak 1", "geen UTF-8"),
    "diepe-json": (tekst(WIJKEN, "[" * 100_000), "wijken.geojson", "geen JSON"),
    "andere-json": (tekst(BUURTEN, "[1, 2]"), "buurten.geojson", "geen FeatureCollection"),
    "features-zonder-lijst": (tekst(BUURTEN, '{"features": null}'), "buurten.geojson", "geen FeatureCollection"),
    "features-met-getal": (tekst(BUURTEN, '{"features": [1]}'), "buurten.geojson", "geen FeatureCollection"),
    "rd": (lambda klein: klein.wijken.update(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}), "wijken.geojson", "coördinatenstelsel is urn:ogc:def:crs:EPSG::28992"),
    "crs-als-tekst": (lambda klein: klein.wijken.update(crs="EPSG:28992"), "wijken.geojson", "coördinatenstelsel is onbekend"),
    "geen-wijkvorm": (vorm(WIJKEN, None), f"wijken.geojson, vlak 1 ({W1})", "geen leesbare vorm"),
    "geen-buurtvorm": (vorm(BUURTEN, None, 2), "buurten.geojson, vlak 3 (BU03920201)", "geen leesbare vorm"),
    "lege-vorm": (vorm(BUURTEN, {"type": "Polygon", "coordinates": []}), f"buurten.geojson, vlak 1 ({B11})", "geen leesbare vorm"),
    "onzin-vorm": (vorm(BUURTEN, {"type": "Kegel", "coordinates": "x"}), f"buurten.geojson, vlak 1 ({B11})", "geen leesbare vorm"),
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
    """Each place in `register.inlezen` that reports a problem of form is reached by one of the samples."""
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


@pytest.mark.parametrize("bestand", [*BESTANDEN, "gemeente.toml"])
def test_a_folder_in_the_place_of_a_file_is_named(tmp_path, bestand):
    """What stands there and cannot be read is not said to be absent: the reason is given."""
    schrijf_map(tmp_path)
    (tmp_path / bestand).unlink()
    (tmp_path / bestand).mkdir()
    with pytest.raises(DataFout) as fout:
        read_register(tmp_path)
    (b,) = fout.value.bevindingen
    wat = "het bestand is niet te lezen: dat is een map, geen bestand"
    assert (b.regel, b.waar, b.wat) == ("bestand-ontbreekt", bestand, wat)


def test_an_empty_folder_misses_all_five(tmp_path):
    """All five missing files are named, not the first one only."""
    with pytest.raises(DataFout) as fout:
        read_register(tmp_path)
    assert [b.bestand for b in fout.value.bevindingen] == sorted([*BESTANDEN, GEMEENTE])
    assert all(b.regel == "bestand-ontbreekt" for b in fout.value.bevindingen)


# --- read all the same, with a word about it ---

LEESMELDINGEN = {
    "sep-regel": (tekst(ORGANISATIES, lambda heel: "sep=;\r\n" + heel.replace(",", ";")), "organisaties.csv, regel 1", "“sep=”"),
    "tabs": (tekst(ORGANISATIES, lambda heel: heel.replace(",", "\t")), "organisaties.csv, regel 1", "door tabs gescheiden"),
    "utf16": (tekst(ORGANISATIES, lambda heel: heel.encode("utf-16")), "organisaties.csv", "is UTF-16"),
    "lege-kolommen": (tekst(ORGANISATIES, lambda heel: heel.replace("\n", ",,,\n")), "organisaties.csv, regel 1", "3 lege kolommen zonder naam"),
    "rechts-naar-links": (zet(WIJKEN, wijknaam="Een\u202ewijk"), f"wijken.geojson, vlak 1 ({W1})", "in wijknaam staan tekens die niet te zien zijn of de tekst omkeren (U+202E)"),
    "onzichtbaar": (zet(ORGANISATIES, naam="Naam\u200b een"), "organisaties.csv, regel 2 (wijkraad-een)", "in naam staan tekens"),
    "halve-surrogaat": (zet(BUURTEN, buurtnaam="Buurt\ud800"), f"buurten.geojson, vlak 1 ({B11})", "(U+D800)"),
    "nulteken-in-json": (zet(BUURTEN, buurtnaam="Buurt\0"), f"buurten.geojson, vlak 1 ({B11})", "(U+0000)"),
}  # fmt: skip


@pytest.mark.parametrize("naam", LEESMELDINGEN)
def test_what_can_be_read_in_another_form_is_one_melding(tmp_path, naam):
    """Another separator or encoding, empty columns, and characters that nobody sees: read, cleaned, and said once."""
    breek, waar, wat = LEESMELDINGEN[naam]
    gelezen = read_register(schrijf_map(tmp_path, breek))
    (b,) = gelezen.leesmeldingen
    assert (b.waar, b.ernst) == (waar, MELDING)
    assert wat in b.wat
    assert b.herstel.endswith(".")
    assert b in gelezen.meldingen(Stand(gelezen.tabellen, date(2024, 7, 1)))
    assert [len(tabel) for tabel in gelezen.tabellen[:4]] == [4, 8, 4, 3]
    for tabel in gelezen.tabellen[:4]:
        for kolom in tabel.columns:
            assert not any(vreemde_tekens(cel) for cel in tabel[kolom] if isinstance(cel, str))


def test_a_file_of_dutch_excel_is_read(tmp_path):
    """Semicolons, and a decimal comma in lat and lon, give the very tables that commas give."""
    punt = read_register(schrijf_map(tmp_path)).tabellen

    def breek(klein):
        for rij in klein.initiatieven:
            rij.update({as_: rij[as_].replace(".", ",") for as_ in ("lat", "lon")})
        for bestand in (ORGANISATIES, INITIATIEVEN):
            klein.tekst[bestand] = csv_tekst(klein.rijen(bestand), ";")

    komma = read_register(schrijf_map(tmp_path, breek))
    assert komma.leesmeldingen == ()
    for een, ander in zip(punt[:4], komma.tabellen[:4], strict=True):
        pd.testing.assert_frame_equal(pd.DataFrame(een), pd.DataFrame(ander))


def test_our_own_files_can_be_read_back(tmp_path):
    """What an export makes of the registers gives the same registers: one name of a column never has two meanings."""

    def breek(klein):
        zet(ORGANISATIES, opmerking="=1+1; twee", naam="-Naam")(klein)

    eerst = read_register(schrijf_map(tmp_path, breek)).tabellen
    for bestand in (ORGANISATIES, INITIATIEVEN):
        tabel = getattr(eerst, bestand.removesuffix(".csv")).drop(columns="plek").reset_index()
        (tmp_path / bestand).write_bytes(format_csv(tabel, BRONVERMELDING))
    opnieuw = read_register(tmp_path)
    assert opnieuw.leesmeldingen == ()
    for een, ander in zip(eerst[:4], opnieuw.tabellen[:4], strict=True):
        pd.testing.assert_frame_equal(pd.DataFrame(een), pd.DataFrame(ander))


def test_a_height_is_left_out(tmp_path):
    """Shapes with a third coordinate are flat in every table, and so in every export."""

    def breek(klein):
        for bestand in (WIJKEN, BUURTEN):
            for feature in klein.vlakken(bestand):
                (ring,) = feature["geometry"]["coordinates"]
                feature["geometry"]["coordinates"] = [[[x, y, 7.5] for x, y in ring]]

    tabellen = read_register(schrijf_map(tmp_path, breek)).tabellen
    assert not tabellen.wijken.has_z.any()
    assert not tabellen.buurten.has_z.any()


# --- what nobody foresaw ---


class _Stuk(Exception):
    pass


def _stuk(*_args, **_kw):
    raise _Stuk("in English")


@pytest.mark.parametrize("stap", ["csv_tabel", "geojson_tabel", "schemafouten", "_inhoudsfouten", "_tabellen"])
@pytest.mark.parametrize("soort", [_Stuk, RecursionError, OverflowError, MemoryError, UnicodeEncodeError])
def test_any_failure_while_reading_is_a_finding(tmp_path, monkeypatch, stap, soort):
    """Whatever goes wrong in whatever step is a fout in Dutch, with the file where that is known; never an exception."""

    def stuk(*_args, **_kw):
        raise soort("utf-8", "x", 0, 1, "in English") if soort is UnicodeEncodeError else soort("in English")

    monkeypatch.setattr(schema if stap == "schemafouten" else register, stap, stuk)
    gevonden = bevindingen(tmp_path)
    assert gevonden
    for b in gevonden:
        assert (b.regel, b.ernst) == ("vastgelopen", FOUT)
        assert b.bestand in {*BESTANDEN, register.ALLE_BESTANDEN}
        assert "niet te verwerken" in b.wat
        assert "English" not in str(b)
        assert b.herstel.endswith(".")


@pytest.mark.parametrize("naam", REGELS)
def test_a_rule_that_fails_is_a_finding_with_its_file(tmp_path, monkeypatch, naam):
    """When a rule itself gets stuck, its file and its title are named."""
    (regels,) = [r for r in (VLAKREGELS, BUURTREGELS, SAMENHANGREGELS, ORGANISATIEREGELS, BELEIDREGELS, GEBIEDREGELS, INITIATIEFREGELS) if naam in r]  # fmt: skip
    monkeypatch.setitem(regels, naam, replace(regels[naam], functie=_stuk))
    gevonden = bevindingen(tmp_path)
    assert {b.regel for b in gevonden} == {"vastgelopen"}
    assert all(f"“{REGELS[naam].titel}”" in b.wat for b in gevonden)
    assert REGELS[naam].bestand in {b.bestand for b in gevonden}


def test_a_failure_that_follows_from_a_named_problem_is_left_out(tmp_path, monkeypatch):
    """What has a name of its own is said; that something else got stuck on it adds nothing."""
    monkeypatch.setattr(register, "_tabellen", _stuk)
    monkeypatch.setitem(INITIATIEFREGELS, "x", replace(next(iter(INITIATIEFREGELS.values())), functie=_stuk))
    assert [b.regel for b in bevindingen(tmp_path, zet(ORGANISATIES, soort="x"))] == ["keuze"]


# --- the bytes that were hashed are the bytes that were parsed ---


def test_a_delivery_that_lands_while_reading_never_splits_the_fingerprint(tmp_path, monkeypatch):
    """Whatever is put in the folder between two reads, the fingerprint belongs to the bytes of the tables."""
    nieuw = Map()
    nieuw.velden(WIJKEN)["inwoners"] = 1005
    map_ = schrijf_map(tmp_path)
    gelezen = {}
    echt = register.read_bytes

    def lees(pad):
        gelezen.setdefault(pad.name, []).append(echt(pad))
        nieuw.schrijf(map_)
        return gelezen[pad.name][-1]

    monkeypatch.setattr(register, "read_bytes", lees)
    uitkomst = read_register(map_)
    monkeypatch.undo()
    assert {naam: len(keren) for naam, keren in gelezen.items()} == dict.fromkeys((*BESTANDEN, "gemeente.toml"), 1)
    assert uitkomst.tabellen.wijken["inwoners"][W1] == 1000
    (tmp_path / "toen").mkdir()
    for naam, (inhoud,) in gelezen.items():
        (tmp_path / "toen" / naam).write_bytes(inhoud)
    assert uitkomst.vingerafdruk == read_levering(tmp_path / "toen").vingerafdruk != read_levering(map_).vingerafdruk
    assert read_register(tmp_path / "toen").vingerafdruk == uitkomst.vingerafdruk


def test_what_was_read_once_can_be_made_later(tmp_path):
    """A delivery in memory gives its own register, also when the folder has become another since."""
    levering = read_levering(schrijf_map(tmp_path))
    schrijf_map(tmp_path, tekst(WIJKEN, None))
    assert make_register(levering).vingerafdruk == levering.vingerafdruk


# --- many at once ---


def _datums(klein):
    zet(ORGANISATIES, 0, laatst_gezien="1-7-2024")(klein)
    zet(ORGANISATIES, 1, van="7/1/2001", tot="45474")(klein)
    zet(ORGANISATIES, 2, laatst_gezien="apr-24")(klein)
    zet(ORGANISATIES, 3, van="2024-02-01 00:00:00")(klein)


def test_dates_of_excel_are_one_finding(tmp_path):
    """Dates that a spreadsheet rewrote are one finding that says so, with the lines, not one for each cell."""
    (b,) = bevindingen(tmp_path, _datums)
    assert (b.regel, b.waar) == ("organisatie-datum-onleesbaar", "organisaties.csv, regel 2 (wijkraad-een)")
    assert b.wat == (
        "laatst_gezien “1-7-2024” is een datum zoals Excel die maakt; 5 datums staan zo in het bestand (regel 2, 3, 4, 5)"
    )
    assert "als tekst" in b.herstel


def test_a_file_without_a_header_is_one_finding(tmp_path):
    """Where no column is known it is the header that is missing, not each of its columns."""
    (b,) = bevindingen(tmp_path, tekst(ORGANISATIES, lambda heel: heel.partition("\n")[2]))
    assert (b.regel, b.waar) == ("bestandsvorm", "organisaties.csv, regel 1")
    assert "geen regel met kolomnamen" in b.wat
    (b,) = bevindingen(tmp_path, lambda klein: [f.update(properties={"naam": "x"}) for f in klein.vlakken(WIJKEN)])
    assert (b.regel, b.waar) == ("bestandsvorm", "wijken.geojson")


def test_many_platforms_in_one_buurt_are_found_by_sorting(tmp_path):
    """Thousands of platforms in one buurt are one finding each, naming one other; of which a few are shown."""
    gevonden = bevindingen(
        tmp_path, lambda klein: klein.organisaties.extend(platform(f"p-{n}", B42) for n in range(3000))
    )
    assert {b.regel for b in gevonden} == {"te-veel-platforms-in-buurt"}
    assert len(gevonden) == 2999
    assert all(b.wat == "deelt Buurt 402 op hetzelfde moment met p-0 (regel 6)" for b in gevonden)
    getoond = beperkt(gevonden)
    assert len(getoond) == MAX_GETOOND + 1
    assert getoond[-1].wat == "en nog 2.949 van dezelfde soort"
    assert "--output" in getoond[-1].herstel


def _paren(rijen):
    """Every pair of periods that share a day, one by one."""
    return {
        frozenset((een, ander))
        for een, (van, tot) in rijen.items()
        for ander, (van_2, tot_2) in rijen.items()
        if een < ander and van < tot_2 and van_2 < tot
    }


@pytest.mark.parametrize("zaad", range(12))
def test_sorting_finds_what_comparing_all_pairs_finds(tmp_path, zaad):
    """On random periods the sweep speaks exactly when some pair shares a day, and every pair it names does."""
    toeval = random.Random(zaad)
    perioden = {}
    for n in range(toeval.choice([2, 3, 8])):
        van = toeval.randrange(2024, 2034)
        perioden[f"p-{n}"] = (van, van + toeval.randrange(1, 4))
    rijen = [platform(i, B42, van=f"{van}-01-01", tot=f"{tot}-01-01") for i, (van, tot) in perioden.items()]
    gevonden = bevindingen(tmp_path, lambda klein: klein.organisaties.extend(rijen))
    paren = _paren(perioden)
    assert bool(gevonden) == bool(paren)
    genoemd = {frozenset((b.id, re.search(r"met (\S+) \(", b.wat)[1])) for b in gevonden}
    assert genoemd <= paren
    # Who begins while another lasts is named: all of a pair but the one that was there first.
    later = {max(paar, key=lambda i: (perioden[i][0], int(i[2:]))) for paar in paren}
    assert {b.id for b in gevonden} == later


def test_areas_on_top_of_each_other_do_not_count_every_pair(tmp_path):
    """Where all lie on all, a bounded number is named and it is said that the rest was not looked at."""

    def breek(klein):
        for n in range(MAX_OVERLAPPENDE + 200):
            eigen = {"buurtcode": f"BU0392{n:04d}", "buurtnaam": "x", "wijkcode": W1, "inwoners": 0, "huishoudens": 0}
            klein.vlakken(BUURTEN).append(vlak(rechthoek(0.1 + n / 10_000, 0.1, 0.5, 0.5), **eigen))
        klein.buurten["features"] = klein.vlakken(BUURTEN)[8:]
        for rij in klein.organisaties:
            rij["werkgebied"] = ""

    gevonden = [b for b in bevindingen(tmp_path, breek) if b.bestand == BUURTEN]
    assert {b.regel for b in gevonden} == {"overlappende-vlakken"}
    assert len(gevonden) == MAX_OVERLAPPENDE + 1
    assert any("niet verder gekeken" in b.wat for b in gevonden)


def test_every_figure_of_the_build_is_in_the_schema():
    """What the build writes the register judges: one list of figures, one set of bounds."""
    assert {*WIJK_CIJFERS, "jaar"} == set(CIJFERS)
    assert set(BUURT_CIJFERS) <= set(CIJFERS)
    assert set(CIJFERS) <= set(SCHEMAS[WIJKEN].columns) & set(SCHEMAS[BUURTEN].columns)


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


@pytest.mark.parametrize("wit", [" ", "\u00a0", "\t", "\u2003"])
def test_codes_are_trimmed(tmp_path, wit):
    """Spaces around a code, hard ones too, are no part of it: in JSON, in a list of codes and in an id."""

    def breek(klein):
        zet(WIJKEN, wijkcode=f"{wit}{W1}{wit}")(klein)
        zet(BUURTEN, buurtcode=f"{B11}{wit}", wijkcode=f"{W1}{wit}")(klein)
        zet(ORGANISATIES, werkgebied=f"{wit}{B11}{wit}{B12}{wit}", opvolger=f"platform-een{wit}")(klein)

    tabellen = read_register(schrijf_map(tmp_path, breek)).tabellen
    assert W1 in tabellen.wijken.index
    assert tabellen.buurten["wijkcode"][B11] == W1
    assert tabellen.organisaties["opvolger"]["wijkraad-een"] == "platform-een"


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
        afdrukken.append(read_levering(schrijf_map(map_, breek)).vingerafdruk)
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


def test_what_is_missing_is_never_called_nan(tmp_path):
    """An overlapping area without code, and a wijk without gebied, are named in Dutch where another finding needs them."""

    def breek(inhoud):
        een, ander = inhoud.buurten["features"][:2]
        ander["geometry"] = een["geometry"]
        ander["properties"]["buurtcode"] = None
        inhoud.wijken["features"][0]["properties"]["gebied"] = None
        inhoud.organisaties[0]["gebied"] = "Nergens"

    with pytest.raises(DataFout) as fout:
        read_register(schrijf_map(tmp_path, breek))
    teksten = [str(b) for b in fout.value.bevindingen]
    assert [tekst for tekst in teksten if re.search(r"\b(nan|None|NaT)\b", tekst)] == []
