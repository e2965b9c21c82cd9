"""Names of files: short and safe on every disk, and another for what is something else."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.vraag import Vraag
from register.bevraging import Bevraging
from register.kennis import Kennis
from register.register import read_register
from tests import klein
from uitvoer.bestandsnaam import bestandsnaam, los_bestand
from uitvoer.bladen import maak
from uitvoer.formaten import WIJKEN

NAAM = re.compile(r"[a-z0-9][a-z0-9.-]{0,150}")
GERESERVEERD = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # names that Windows keeps for itself


@given(st.text(max_size=300) | st.sampled_from(["CON", "nul.", "..", "/", "a/b\\c:d", "é" * 200, "Ёлки", "\ud800"]))
def test_every_name_of_a_file_is_safe_on_every_disk(waar):
    """Whatever a gebied or wijk is called, a file of it has a short name without signs, and none that Windows reserves."""
    peildatum, later = date(2024, 5, 1), date(2024, 7, 1)
    for naam in (
        bestandsnaam(klein.GEMEENTE, "gaten", Vraag(peildatum, "persbericht", waar), ".csv"),
        bestandsnaam(klein.GEMEENTE, "Wijkblad", Vraag(peildatum), ".pdf", waar=waar),
        bestandsnaam(replace(klein.GEMEENTE, naam=waar), "veranderingen", Vraag(later), ".xlsx", van=peildatum),
        los_bestand(replace(klein.GEMEENTE, naam=waar)),
    ):
        assert NAAM.fullmatch(naam), naam
        assert not GERESERVEERD.fullmatch(naam)


def test_comparisons_of_two_gebieden_have_two_names():
    """The comparison of a gebied, of another and of the whole city are three files."""
    vragen = (Vraag(date(2024, 7, 1), gebied=gebied) for gebied in ("Noord", "Oost", None))
    namen = {bestandsnaam(klein.GEMEENTE, "veranderingen", vraag, ".csv", van=date(2024, 5, 1)) for vraag in vragen}
    assert namen == {
        f"veranderingen-{waar}-2024-05-01-2024-07-01-persbericht.csv" for waar in ("noord", "oost", "kleinstad")
    }


def test_wijken_with_names_that_look_alike_do_not_collide_in_a_zip(tmp_path):
    """Names that differ in a sign or a script alone still give each wijk its own file."""

    def breek(inhoud):
        for vlak, naam in zip(inhoud.wijken["features"], ("Noord/West", "Noord West", "Ёлки", "…"), strict=True):
            vlak["properties"]["wijknaam"] = naam
        inhoud.organisaties.clear()
        inhoud.organisaties.append(klein.wijkraad("een"))

    register = read_register(klein.schrijf_map(tmp_path, breek))
    uit = maak(Bevraging(register, Vraag(date(2024, 5, 1))), WIJKEN, ".zip")
    namen = zipfile.ZipFile(io.BytesIO(uit)).namelist()
    assert len({naam.casefold() for naam in namen}) == len(namen) == 4


@pytest.mark.parametrize(
    ("bekend_op", "slot"), [(None, ""), (41, "-bekend-op-41"), (date(2026, 3, 1), "-bekend-op-2026-03-01")]
)
def test_a_file_of_what_was_known_before_has_another_name(bekend_op, slot):
    """What was known then and what is known now do not overwrite each other."""
    kennis = Kennis(41, datetime(2026, 3, 1, tzinfo=UTC), "som", bekend_op)
    naam = bestandsnaam(klein.GEMEENTE, "gaten", Vraag(date(2024, 7, 1)), ".csv", kennis=kennis)
    assert naam == f"gaten-kleinstad-2024-07-01-persbericht{slot}.csv"
