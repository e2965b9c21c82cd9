"""Choosing a werkgebied: what it means, what the register writes of it, and what there is to choose from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stand.buurten import dekking
from analysis.stand.werkgebied import als_werkgebied, buurten_van
from register.register import read_register
from tests import klein
from tests.klein import B11, B12, B22, W1
from tests.strategies import BUURTEN, CODES, wet
from web.werkgebied import werkgebied_html


@wet
@given(st.lists(st.sampled_from([*CODES, "BU03920999", "onzin"])))
def test_what_is_written_covers_what_was_chosen(codes):
    """What the register writes covers the same buurten as what was chosen, in order; what is no place is dropped."""
    gekozen = buurten_van(" ".join(codes), BUURTEN)
    geschreven = als_werkgebied(gekozen, BUURTEN)
    paren = dekking(klein.organisaties(klein.wijkraad("o", geschreven)), BUURTEN)
    assert sorted(paren["buurtcode"]) == gekozen == buurten_van(geschreven, BUURTEN)
    assert geschreven.split() == sorted(geschreven.split())
    assert als_werkgebied(reversed(gekozen), BUURTEN) == geschreven


def test_a_whole_wijk_is_one_code():
    """All buurten of a wijk are its code; all but one are the codes of the others."""
    assert als_werkgebied([B12, B11], BUURTEN) == W1
    assert als_werkgebied([B22, B11, B12], BUURTEN) == f"{B22} {W1}"


@pytest.fixture(name="klein_register", scope="module")
def _klein_register(tmp_path_factory):
    return read_register(klein.schrijf_map(tmp_path_factory.mktemp("klein")))


def test_every_buurt_is_on_the_map_and_in_the_list(klein_register):
    """Map and list hold the same buurten, each once; unknown is onbekend, and a wijk has one box for all of it."""
    html = werkgebied_html(klein_register.tabellen)
    kaart = re.findall(r'data-code="(\w+)"', html)
    lijst = re.findall(r'<input type="checkbox" value="(\w+)" data-inwoners="(\d*)"', html)
    assert sorted(kaart) == sorted(code for code, _ in lijst) == sorted(BUURTEN.index)
    assert dict(lijst)[klein.B42] == ""
    assert html.count("onbekend") == 1
    assert html.count("data-heel") == 4


def test_names_are_texts(tmp_path):
    """A name with signs of HTML is shown as it is, and does nothing."""

    def breek(stad):
        stad.velden("buurten.geojson")["buurtnaam"] = "<img src=x onerror=alert(1)>"
        stad.velden("wijken.geojson")["wijknaam"] = '"><script>alert(1)</script>'

    html = werkgebied_html(read_register(klein.schrijf_map(tmp_path, breek)).tabellen)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=x" in html
