"""The view in the address: what is written is read back, and no address can break the screen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from tests.klein import BELEID, VARIANTEN
from web.staat import LAGEN, STANDAARD_LAGEN, Staat, lees, schrijf

VANDAAG = date(2026, 3, 9)
GEBIEDEN = ("Noord", "Zuidwest", "A&B, “C” =?")
WIJKEN = {"WK039201": "Oude Stad", "WK039202": "Café Ter Één"}
STAAT = Staat(VANDAAG)
KENNISVORM = "Schrijf een dag als jjjj-mm-dd, of het nummer van een wijziging."
VORM = "Schrijf een datum als jjjj-mm-dd; kies er een van 1 januari 1900 tot en met 31 december 2100."

STATEN = st.builds(
    Staat,
    peildatum=st.dates(EERSTE_DAG, LAATSTE_DAG),
    variant=st.sampled_from([None, *list(VARIANTEN)[1:]]),
    gebied=st.sampled_from([None, *GEBIEDEN]),
    lagen=st.frozensets(st.sampled_from(list(LAGEN))),
    wijk=st.sampled_from([None, *WIJKEN]),
    van=st.none() | st.dates(EERSTE_DAG, LAATSTE_DAG),
    bekend_op=st.none() | st.dates(EERSTE_DAG, LAATSTE_DAG) | st.integers(1, 999_999_999),
    bekend_van=st.none() | st.dates(EERSTE_DAG, LAATSTE_DAG) | st.integers(1, 999_999_999),
)
ONZIN = st.text(max_size=20) | st.text("0123456789W/+-", min_size=4, max_size=10)


def _lees(**parameters):
    return lees(parameters, VANDAAG, BELEID, GEBIEDEN, WIJKEN)


@given(STATEN)
def test_what_is_written_is_read_back(staat):
    """Every view survives the address: reading what was written gives the same view and no notice."""
    assert _lees(**schrijf(staat)) == (staat, [])


@given(
    st.dictionaries(
        st.sampled_from(["peildatum", "van", "variant", "gebied", "lagen", "wijk", "bekend_op", "utm_source"]), ONZIN
    )
)
def test_no_address_breaks_the_screen(parameters):
    """Whatever the address says, the view that comes out can be written and read back."""
    staat, meldingen = lees(parameters, VANDAAG, BELEID, GEBIEDEN, WIJKEN)
    assert _lees(**schrijf(staat)) == (staat, [])
    assert len(meldingen) <= len(parameters)
    if staat == STAAT and set(parameters) & {"peildatum", "variant", "gebied", "wijk"}:
        assert meldingen, "what was asked for is not shown, and nothing says so"


@given(ONZIN)
def test_only_one_spelling_of_a_date_is_taken(tekst):
    """A date from the address is shown only when it is written as the address itself writes it."""
    staat, meldingen = _lees(peildatum=tekst)
    assert (schrijf(staat)["peildatum"] == tekst) or meldingen


def test_an_empty_address_is_today_and_the_standard_view():
    """Without an address the view is that of today, whole city, with all layers but the base map."""
    assert _lees() == (Staat(VANDAAG, None, None, frozenset(LAGEN) - {"basiskaart"}, None), [])


def test_the_standard_is_left_out_of_the_address_but_the_date_never():
    """A link keeps showing the same day tomorrow, and says nothing that goes without saying."""
    assert schrijf(STAAT) == {"peildatum": "2026-03-09"}


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "0",
        "0000",
        "99999",
        "0000-00-00",
        "0000-01-01",
        "0001-01-01",
        "2024-02-30",
        "2024-13-01",
        "2024-7-1",
        "20240701",
        "2024-W27-1",
        "2024-W27",
        "01-07-2024",
        "2024-07-01T00:00",
        " 2024-07-01",
        "2024-07-01\n",
        "٢٠٢٤-٠٧-٠١",
        "+024-07-01",
        "-2024-07-01",
        "99999-01-01",
        "1899-12-31",
        "2101-01-01",
        "9999-12-31",
        "<script>",
        "vandaag",
    ],
)
def test_an_absurd_date_becomes_today_with_a_notice(tekst):
    """A date that is none, or outside 1900 to 2100, shows today and says so, without repeating the text."""
    assert _lees(peildatum=tekst) == (
        STAAT,
        ["De peildatum in het adres klopt niet; u ziet vandaag, 9 maart 2026. " + VORM],
    )


@pytest.mark.parametrize("tekst", ["1900-01-01", "2100-12-31", "2024-02-29"])
def test_the_first_and_last_day_on_offer_are_taken(tekst):
    """1 January 1900 and 31 December 2100 still are dates of the screen, and so is a leap day."""
    assert _lees(peildatum=tekst) == (Staat(date.fromisoformat(tekst)), [])


@pytest.mark.parametrize(
    ("naam", "waarden", "melding"),
    [
        (
            "variant",
            ["", "pers bericht", "<script>", "0"],
            "De beleidsvariant in het adres bestaat niet; u ziet 1 juli 2024 (persbericht).",
        ),
        ("gebied", ["", "Mars", "noor", "<script>"], "Het gebied in het adres bestaat niet; u ziet de hele stad."),
        (
            "lagen",
            ["wegen", "namen,wegen", "Namen", "<script>", "geen,wegen"],
            "Een kaartlaag in het adres bestaat niet; u ziet de gewone lagen.",
        ),
        ("wijk", ["", "WK0392", "Vijfhoek", "<script>"], "De wijk in het adres bestaat niet; er is geen wijk gekozen."),
        (
            "van",
            ["", "2024", "2024-13-01", "<script>"],
            f"De begindatum in het adres klopt niet; u ziet het laatste jaar. {VORM}",
        ),
        (
            "bekend_op",
            ["", "0", "041", "-1", "4.1", "١٢", "9999999999", "2026-3-3", "2026-02-30", "gisteren", "<script>"],
            f"“Bekend op” in het adres klopt niet; u ziet wat nu bekend is. {KENNISVORM}",
        ),
        (
            "bekend_van",
            ["", "0", "nr. 4", "2101-01-01"],
            f"“Bekend van” in het adres klopt niet; dat deel doet niets. {KENNISVORM}",
        ),
    ],
)
def test_each_bad_part_falls_back_with_its_own_notice(naam, waarden, melding):
    """What does not exist is replaced by the standard, and the notice names the part."""
    for waarde in waarden:
        assert _lees(**{naam: waarde}) == (STAAT, [melding])


@pytest.mark.parametrize(
    ("deel", "tekst", "staat"),
    [
        ("wijk", "Oude Stad", "WK039201"),
        ("wijk", " oude  STAD ", "WK039201"),
        ("wijk", "wk039202", "WK039202"),
        ("wijk", "CAFE\u0301 ter e\u0301e\u0301n", "WK039202"),
        ("gebied", "noord", "Noord"),
        ("gebied", " ZUIDWEST", "Zuidwest"),
        ("variant", "Raadsbesluit", "raadsbesluit"),
    ],
)
def test_a_part_is_found_by_name_and_in_any_case(deel, tekst, staat):
    """What the command line takes for a wijk, gebied or variant, the address takes too; its own spelling stands there."""
    gelezen, meldingen = _lees(**{deel: tekst})
    assert (schrijf(gelezen)[deel], meldingen) == (staat, [])


def test_the_first_variant_is_not_told():
    """Who asks for the first variant by name sees what everybody sees, under the address that everybody has."""
    assert _lees(variant="PERSBERICHT") == (STAAT, [])


def test_all_bad_parts_are_told_at_once_and_good_parts_are_kept():
    """One bad part does not take the others along, and every bad part has a notice."""
    staat, meldingen = _lees(peildatum="x", variant="x", gebied="Noord", lagen="x", wijk="x")
    assert staat == Staat(VANDAAG, gebied="Noord")
    assert [melding.split()[1] for melding in meldingen] == ["peildatum", "beleidsvariant", "kaartlaag", "wijk"]


@pytest.mark.parametrize(
    ("extra", "zin"),
    [
        (
            1,
            "Het adres heeft 1 onbekende toevoeging; die doet niets. Het adres kent: peildatum, variant, gebied, lagen, wijk, groep, van, bekend_op, bekend_van, wat, rij.",
        ),
        (
            3,
            "Het adres heeft 3 onbekende toevoegingen; die doen niets. Het adres kent: peildatum, variant, gebied, lagen, wijk, groep, van, bekend_op, bekend_van, wat, rij.",
        ),
    ],
)
def test_unknown_parts_are_counted_not_repeated(extra, zin):
    """What the address holds beyond the view does nothing, and one notice says how much it is."""
    vreemd = {f"<script>{nummer}": "x" for nummer in range(extra)}
    assert lees(vreemd | {"gebied": "Noord"}, VANDAAG, BELEID, GEBIEDEN, WIJKEN) == (
        Staat(VANDAAG, gebied="Noord"),
        [zin],
    )


@pytest.mark.parametrize(
    ("tekst", "lagen"),
    [
        ("geen", frozenset()),
        ("namen", {"namen"}),
        ("initiatieven,namen", {"namen", "initiatieven"}),
        ("namen,namen", {"namen"}),
        (",".join(LAGEN), frozenset(LAGEN)),
    ],
)
def test_layers_are_read_as_a_set(tekst, lagen):
    """Layers are named with commas between them; `geen` is a map without any."""
    assert _lees(lagen=tekst) == (Staat(VANDAAG, lagen=frozenset(lagen)), [])


def test_no_layers_is_something_else_than_the_standard_layers():
    """Turning everything off is written down, so that a link to an empty map stays empty."""
    assert schrijf(Staat(VANDAAG, lagen=frozenset()))["lagen"] == "geen"
    assert "lagen" not in schrijf(Staat(VANDAAG, lagen=STANDAARD_LAGEN))


@pytest.mark.parametrize(
    ("parameters", "deel"),
    [
        ({"PEILDATUM": "2024-07-01"}, "peildatum"),
        ({"datum": "2024-07-01"}, "peildatum"),  # a file, and a former publication
        ({"tot": "2024-07-01"}, "peildatum"),  # the command line
        ({"peildatum": "2024-07-01", "tot": "1999-01-01", "Datum": "x"}, "peildatum"),
        ({"sinds": "2024-07-01"}, "van"),
    ],
)
def test_a_date_is_found_under_its_other_names(parameters, deel):
    """Capitals and the names that a date has elsewhere are followed; the name of the address itself goes first."""
    staat, meldingen = _lees(**parameters)
    assert (getattr(staat, deel), meldingen) == (date(2024, 7, 1), [])


@pytest.mark.parametrize("naam", ["bekend_op", "bekend", "bekend-op", "BEKEND_OP"])
@pytest.mark.parametrize(("tekst", "toen"), [("2026-03-03", date(2026, 3, 3)), ("41", 41), ("2026", 2026)])
def test_up_to_when_it_is_known_is_a_day_or_a_number(naam, tekst, toen):
    """`bekend_op` is the end of a day or the number of a change, under the name of the command line too."""
    staat, meldingen = _lees(**{naam: tekst})
    assert (staat.bekend_op, schrijf(staat)["bekend_op"], meldingen) == (toen, tekst, [])
