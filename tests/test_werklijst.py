"""The work list: whom to ask first, how many residents that is about, and what the page says of it."""

from datetime import date
from itertools import chain

import pandas as pd
import pytest
from hypothesis import given

from analysis import waarden as w
from analysis.antwoorden.werklijst import WERKLIJSTKOLOMMEN, nagevraagd, werklijst
from analysis.gemeente import Gebied, Gemeente
from analysis.score import is_bevestigd, is_onzeker
from analysis.stand.stand import Stand
from analysis.teksten.werklijst import koppen, mail, vraag
from tests import klein
from tests.strategies import datums, dure_wet, steden, varianten
from web.werklijst import werklijst_html

DAG = date(2026, 11, 26)
ZEKER = "2026-06-01"


def _stand(*organisaties, dag=DAG):
    return Stand(klein.tabellen(organisaties), dag)


def _ids(stand, gebied=None):
    return werklijst(stand, gebied)["id"].tolist()


def test_only_what_is_active_and_not_confirmed_is_asked():
    """Confirmed, ended and coming organisations are not on the list."""
    stand = _stand(
        klein.wijkraad("oud", laatst_gezien="2022"),
        klein.wijkraad("nooit"),
        klein.wijkraad("zeker", laatst_gezien=ZEKER),
        klein.wijkraad("weg", tot="2020"),
        klein.platform("komt", fase="in oprichting"),
    )
    assert sorted(_ids(stand)) == ["nooit", "oud"]
    assert nagevraagd(stand) == (1, 3)


def test_residents_count_where_nobody_of_the_kind_is_certain():
    """A buurt that a confirmed wijkraad or a platform covers does not depend on a wijkraad that may be gone."""
    twijfel = klein.wijkraad("w", f"{klein.B11} {klein.B12}", laatst_gezien="2022")
    alleen = werklijst(_stand(twijfel)).set_index("id")["inwoners"]
    naast_zeker = werklijst(_stand(twijfel, klein.wijkraad("z", klein.B12, laatst_gezien=ZEKER)))
    onder_platform = werklijst(_stand(twijfel, klein.platform("p", klein.B12, laatst_gezien=ZEKER)))
    b11 = werklijst(_stand(klein.wijkraad("w", klein.B11, laatst_gezien="2022")))["inwoners"][0]
    assert naast_zeker["inwoners"].tolist() == [b11]
    assert b11 < alleen["w"]
    assert onder_platform["inwoners"][0] < alleen["w"]


def test_two_that_share_a_buurt_count_it_once_together():
    """Each of two uncertain wijkraden decides on the buurt; together they decide on its residents once."""
    lijst = werklijst(_stand(klein.wijkraad("een"), klein.wijkraad("twee")))
    assert lijst["inwoners"].tolist() == lijst["inwoners_samen"].tolist() == [600, 600]


def test_the_order_is_by_residents_then_name_with_the_unknown_last():
    """The one that matters to most residents is first, and one of unknown importance is not taken for unimportant."""
    tabellen = klein.tabellen(
        [klein.wijkraad("b", klein.B11), klein.wijkraad("a", klein.B11), klein.wijkraad("c", klein.W1), klein.wijkraad("nergens", "")]
    )  # fmt: skip
    assert _ids(Stand(tabellen, DAG)) == ["c", "a", "b", "nergens"]
    tabellen.wijken.loc[klein.W1, "inwoners"] = pd.NA
    lijst = werklijst(Stand(tabellen, DAG))
    assert lijst["id"].tolist() == ["nergens", "a", "b", "c"]
    assert lijst["inwoners"].isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("gezien", "jaren"), [("2021-11-26", 5), ("2021-11-27", 4), ("2022", 4), ("2031", None), ("", None)]
)
def test_the_age_of_a_sign_is_in_whole_years(gezien, jaren):
    """A year is full on the same day; a sign to come confirms, and one that never was has no age."""
    lijst = werklijst(_stand(klein.wijkraad("w", laatst_gezien=gezien)))
    assert lijst["jaren_geleden"].tolist() == ([] if gezien == "2031" else [pd.NA if jaren is None else jaren])


def test_a_gebied_has_its_own_list_and_role():
    """A gebied lists the organisations most of whose residents live there, with the role that the municipality names."""
    tabellen = klein.tabellen([klein.wijkraad("noord", klein.W1), klein.wijkraad("zuid", klein.W3)])._replace(
        gemeente=Gemeente("Voorbeeldstad", klein.BELEID, gebieden=(Gebied("Noord", "gebiedsverbinder"), Gebied("Zuid")))
    )
    stand = Stand(tabellen, DAG)
    assert _ids(stand, "Noord") == ["noord"]
    assert nagevraagd(stand, "Noord") == (0, 1)
    assert werklijst(stand).set_index("id")["rol"].to_dict() == {"noord": "gebiedsverbinder", "zuid": ""}


def test_a_platform_to_come_is_asked_after():
    """Where a platform in oprichting shares a buurt, the list asks whether it has begun; without area, which it has."""
    stand = _stand(
        klein.wijkraad("w"), klein.platform("p", fase="in oprichting", naam="Wijkplatform Nieuw"), klein.wijkraad("leeg", "")
    )  # fmt: skip
    vragen = {rij["id"]: vraag(rij) for rij in werklijst(stand).to_dict("records")}
    assert vragen["w"] == "Bestaat deze wijkraad nog? En is Wijkplatform Nieuw al begonnen?"
    assert vragen["leeg"] == "Bestaat deze wijkraad nog? En voor welke buurten werkt zij?"


def test_an_empty_list_says_why():
    """When all is confirmed the page says so; when nothing is known it does not call that good."""
    zeker = _stand(klein.wijkraad("z", laatst_gezien=ZEKER))
    assert koppen(werklijst(zeker), 1, "de stad")[1].startswith("Van elke organisatie in de stad")
    assert "geen wijkraad of wijkplatform bekend" in koppen(werklijst(_stand()), 0, "de stad")[1]


def test_the_list_of_the_real_registers(register):
    """On 26 November 2026 the first ten of 29 decide on 74 350 of 119 460 residents: all who have anything at all."""
    stand = Stand(register.tabellen, DAG)
    lijst = werklijst(stand)
    assert list(lijst) == list(WERKLIJSTKOLOMMEN)
    kop, zin = koppen(lijst, nagevraagd(stand)[1], "Haarlem")
    assert kop == "Vraag deze 10 eerst na"
    assert zin.startswith("Van 29 organisaties in Haarlem is niet zeker of zij nog bestaan.")
    assert zin.endswith("samen beslissen zij over 74.350 van de 119.460 inwoners.")
    assert lijst["naam"][:3].tolist() == ["Wijkraad Europawijk", "Wijkraad Boerhaavewijk", "Wijkraad Meerwijk"]
    niets = stand.groepen[w.NIETS][DAG].sum()
    assert lijst["inwoners_samen"].iloc[-1] == register.tabellen.wijken["inwoners"].sum() - niets
    assert lijst["rol"][lijst["gebied"] != ""].eq("gebiedsverbinder").all()


@dure_wet
@given(steden(), datums, varianten)
def test_the_whole_list_is_about_all_whose_group_is_uncertain(tabellen, dag, variant):
    """All rows together decide on the residents of every buurt that has something uncertain, each once."""
    stand = Stand(tabellen, dag, variant)
    lijst = werklijst(stand)
    assert sorted(lijst["id"]) == sorted(stand.scores.index[is_onzeker(stand.scores[dag])])
    onzeker = stand.buurtinwoners[is_onzeker(stand.buurtscores[dag])]
    assert (lijst["inwoners_samen"].iloc[-1] if len(lijst) else 0) == onzeker.sum()
    per_gebied = [werklijst(stand, gebied)["id"].tolist() for gebied in lijst["gebied"].unique()]
    assert sorted(chain.from_iterable(per_gebied)) == sorted(lijst["id"])
    assert nagevraagd(stand)[0] == int(is_bevestigd(stand.scores[dag]).sum())
    delen = pd.DataFrame({naam: deel[dag] for naam, deel in stand.groepen.items()})
    per_wijk = stand.buurtinwoners.groupby(tabellen.buurten["wijkcode"]).sum(min_count=1)
    assert per_wijk.dropna().tolist() == delen.sum(axis=1)[per_wijk.dropna().index].tolist()


# --- on the page


def test_the_page_escapes_what_the_data_says_and_links_only_to_the_web(tmp_path):
    """Names are text, addresses that are no web address are shown as words, and the mail holds no HTML of its own."""
    from register.register import read_register

    def breek(inhoud):
        inhoud.organisaties[:] = [klein.wijkraad("w", naam="<b>Raad</b>", bron="javascript:alert(1)")]

    register = read_register(klein.schrijf_map(tmp_path, breek))
    html = werklijst_html(register, Stand(register.tabellen, DAG), None)
    assert "<b>Raad</b>" not in html
    assert "&lt;b&gt;Raad&lt;/b&gt;" in html
    assert 'href="javascript' not in html
    assert "bron: javascript:alert(1)" in html


def test_the_mail_names_what_to_ask_on_a_line_of_its_own(register):
    """The mail of a gebied has a line per organisation with its question, its website, and no name of a person."""
    lijst = werklijst(Stand(register.tabellen, DAG), "Schalkwijk")
    tekst = mail(lijst, "Schalkwijk", "26 november 2026")
    regels = [regel for regel in tekst.splitlines() if regel[:1].isdigit()]
    assert len(regels) == len(lijst) == 4
    assert "1. Wijkraad Europawijk (Europawijk; laatste teken, 4 jaar oud: augustus 2022)." in regels[0]
    assert all("Bestaat deze wijkraad nog?" in regel for regel in regels)


def test_the_list_leads_to_where_one_signs_in(register):
    """Who may not enter what they heard reads why, and when signing in helps finds the page for it."""
    stand = Stand(register.tabellen, DAG)
    zin = "Meld u aan om het register te wijzigen."
    assert 'href="register"' not in werklijst_html(register, stand, None, waarom_niet=zin)
    html = werklijst_html(register, stand, None, waarom_niet=zin, aanmelden=True)
    assert f'{zin} <a href="register" data-pagina="register">' in html
