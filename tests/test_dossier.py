"""Everything about one wijk, asked alone and together."""

from datetime import date

import pytest

from analysis.antwoorden.dossier import dossier, dossiers
from analysis.stand.stand import Stand
from tests import klein

DAGEN = (date(1970, 1, 1), date(2024, 7, 1), date(2025, 6, 1))


@pytest.mark.parametrize("dag", DAGEN, ids=str)
def test_wijken_asked_together_are_the_same_as_alone(register, dag):
    """What several wijken share is computed once, and changes nothing in any of them."""
    alle = dossiers(Stand(register.tabellen, dag))
    assert list(alle) == list(register.tabellen.wijken.index)
    for code in ("WK039201", "WK039207", "WK039220"):
        assert alle[code] == dossier(Stand(register.tabellen, dag), code)


def test_an_organisation_is_told_in_every_wijk_it_covers_with_its_buurten_there():
    """Of a werkgebied in two wijken each wijk names its own buurten; a wijk without organisations has none."""
    stad = klein.tabellen([klein.wijkraad("a", f"{klein.B12} {klein.B11} {klein.B21}")])
    alle = dossiers(Stand(stad, date(2024, 7, 1)))
    assert [rij["buurtnamen"] for rij in alle[klein.W1].organisaties] == ["Buurt 102, Buurt 101"]
    assert [rij["buurtnamen"] for rij in alle[klein.W2].organisaties] == ["Buurt 201"]
    assert alle[klein.W3].organisaties == []


def test_a_wijk_that_does_not_exist_is_refused():
    """An unknown code raises, also among known ones."""
    with pytest.raises(KeyError):
        dossiers(Stand(klein.tabellen(), date(2024, 7, 1)), wijkcodes=[klein.W1, "WK999999"])


def test_a_dossier_has_what_is_there_in_the_order_of_what_it_is():
    """A platform comes first, then one in oprichting, a wijkraad, and who no longer counts; an initiative while it is there."""
    organisaties = [
        klein.wijkraad("gestopt", tot="2023", naam="A"),
        klein.wijkraad("raad", naam="B"),
        klein.platform("straks", klein.B12, fase="in oprichting", naam="C"),
        klein.platform("platform", klein.B12, van="2024-02", naam="D"),
    ]
    stad = klein.tabellen(organisaties, [klein.initiatief("toen", tot="2020"), klein.initiatief("nu")])
    stad = stad._replace(initiatieven=stad.initiatieven.assign(wijkcode=klein.W1))
    een = dossier(Stand(stad, date(2024, 7, 1)), klein.W1)
    assert [rij["naam"] for rij in een.organisaties] == ["D", "C", "B", "A"]
    assert [rij["id"] for rij in een.initiatieven] == ["nu"]
