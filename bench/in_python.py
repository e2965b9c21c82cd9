"""What Python itself takes, without a browser."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import partial

import geopandas as gpd
import pandas as pd

from analysis.antwoorden.overzicht import gaten, wijkoverzicht
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.teksten.toelichting import GATEN
from analysis.vraag import Vraag
from bench.bediening import WORTEL
from bench.gegevens import initiatieven, land
from bench.naief_kaart import graden, naieve_kaart
from bench.tabel import Rij, om_en_om
from geo.kaart import kaart_html
from register.bevraging import Bevraging
from register.register import read_register
from uitvoer.formaten import VLAKFORMATEN
from uitvoer.tabel import make_uitvoer

DATA = WORTEL / "data"
PEILDATUM = date(2024, 7, 1)


def punten(rondes: int, aantal: int = 10_000) -> Iterator[Rij]:
    """Building the page of a map with many initiatives; both pages must hold every one of them."""
    tabellen = read_register(DATA).tabellen
    veel = initiatieven(tabellen.wijken, aantal).set_index("id").assign(wijkcode="")
    tabellen = tabellen._replace(initiatieven=veel)
    in_graden = tabellen._replace(wijken=graden(tabellen.wijken), buurten=graden(tabellen.buurten))
    paginas = {}

    def naief() -> None:
        paginas["naief"] = naieve_kaart(in_graden, PEILDATUM).get_root().render()

    def ons() -> None:
        paginas["ons"] = kaart_html(tabellen, "/static")

    tijden = om_en_om(rondes, naief, ons)
    assert paginas["naief"].count("L.circleMarker(") == aantal
    gegevens = json.loads(re.search(r"var data = (\[\[.*?\]\]);", paginas["ons"], re.DOTALL)[1])
    assert len(gegevens) == aantal
    assert {tuple(rij[:2]) for rij in gegevens} == set(zip(veel["lat"], veel["lon"], strict=True))
    yield Rij(f"{aantal} initiatives: building the map", *tijden, doel=0.1)
    yield Rij("  size of that page", *(len(paginas[wie].encode()) / 1024 for wie in ("naief", "ons")), "KiB")


def datums(rondes: int) -> Iterator[Rij]:
    """All change dates of the real register: one by one, and at once."""
    tabellen = read_register(DATA).tabellen
    momenten = wisselmomenten(tabellen)

    def een_voor_een() -> list[pd.DataFrame]:
        return [Stand(tabellen, dag).wijken for dag in momenten]

    def samen() -> list[pd.DataFrame]:
        stand = Stand(tabellen, momenten)
        return [stand.op(dag).wijken for dag in momenten]

    def matrix() -> None:
        _ = Stand(tabellen, momenten).wijkmatrix

    for los, tegelijk in zip(een_voor_een(), samen(), strict=True):
        pd.testing.assert_frame_equal(los, tegelijk)
    naief, ons, alleen_matrix, zoeken = om_en_om(
        3 * rondes, een_voor_een, samen, matrix, lambda: wisselmomenten(tabellen)
    )
    wat = f"all {len(momenten)} change dates"
    yield Rij(f"{wat}: status per buurt and wijk", naief, alleen_matrix, doel=50, absoluut=True)
    yield Rij(f"{wat}: the same as {len(momenten)} tables", naief, ons)
    yield Rij(f"{wat}: finding them", None, zoeken)


def heel_het_land(rondes: int) -> Iterator[Rij]:
    tabellen = land()
    assert (len(tabellen.buurten), len(tabellen.organisaties)) == (14_000, 10_000)
    pd.testing.assert_frame_equal(land().organisaties, tabellen.organisaties)
    antwoord = {}

    def ons() -> None:
        stand = Stand(tabellen, PEILDATUM)
        antwoord["buurt"], antwoord["wijk"] = stand.buurten, stand.wijken

    def lijst() -> None:
        antwoord["gaten"] = gaten(wijkoverzicht(Stand(tabellen, PEILDATUM)))

    status, gatenlijst = om_en_om(rondes, ons, lijst)
    assert antwoord["buurt"]["buurtstatus"].nunique() == 3  # no supported wijkraad after the end of support
    assert len(antwoord["wijk"]) == len(tabellen.wijken)
    assert 0 < len(antwoord["gaten"]) < len(tabellen.wijken)
    yield Rij("whole country, one date: buurten and wijken", None, status, doel=1000, absoluut=True)
    yield Rij("whole country, one date: gap list", None, gatenlijst, doel=1000, absoluut=True)


def register(rondes: int) -> Iterator[Rij]:
    """Reading: with every check here, with none on the other side."""

    def naief() -> None:
        for vlakken in ("wijken", "buurten"):
            gpd.read_file(DATA / f"{vlakken}.geojson")
        for tabel in ("organisaties", "initiatieven"):
            pd.read_csv(DATA / f"{tabel}.csv", dtype=str)

    yield Rij("reading and checking the registers", *om_en_om(rondes, naief, lambda: read_register(DATA)))
    wijken = read_register(DATA).tabellen.wijken
    assert initiatieven(wijken, 500).equals(initiatieven(wijken, 500))
    [ms] = om_en_om(rondes, lambda: initiatieven(wijken, 10_000))
    yield Rij("made-up scenario of 10000 initiatives, fixed seed", None, ms)


def export(rondes: int) -> Iterator[Rij]:
    gelezen = read_register(DATA)
    uitvoer = make_uitvoer(Bevraging(gelezen, Vraag(PEILDATUM, "persbericht", None)), GATEN)
    [maken, *tijden] = om_en_om(
        rondes,
        lambda: make_uitvoer(Bevraging(gelezen, uitvoer.vraag), GATEN),
        *(partial(uitvoer.maak, extensie) for extensie in VLAKFORMATEN),
    )
    yield Rij("export of the gap list: the answer itself", None, maken)
    for extensie, ms in zip(VLAKFORMATEN, tijden, strict=True):
        inhoud = uitvoer.maak(extensie)
        assert len(inhoud) > 1000
        yield Rij(f"  as {extensie}, {len(inhoud) / 1024:.0f} KiB", None, ms)
