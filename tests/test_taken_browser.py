"""What people come to the application for, each in at most so many clicks."""

import re

import pytest
from playwright.sync_api import expect

from analysis.antwoorden.overzicht import wijkoverzicht
from analysis.antwoorden.werklijst import werklijst
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from systeem.klok import vandaag
from tests.bezoek import KLEINER, NORMAAL, TELEFOON, in_rust

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stand(register):
    return Stand(register.tabellen, vandaag())


def _nav(een, naam):
    een.page.get_by_role("link", name=naam, exact=True).first.click()


@pytest.mark.parametrize("maat", [(1920, 1080), NORMAAL, KLEINER, (768, 1024), TELEFOON])
def test_who_has_nothing_is_seen_without_a_click(bezoek, stand, maat):
    """How many people have nothing, and the wijken where nobody has anything, stand in the first 800 pixels."""
    een = bezoek(maat=maat).open()
    wijken = wijkoverzicht(stand)
    niets = getal(wijken["inwoners_niets"].sum())
    helemaal = wijken.loc[wijken["inwoners_niets"].gt(0) & wijken["inwoners_niets"].eq(wijken["inwoners"]), "wijknaam"]
    for tekst in (niets, *helemaal):
        plek = een.page.locator(".wd-kop").get_by_text(re.compile(re.escape(tekst))).first.bounding_box()
        assert plek["y"] + plek["height"] < 800
    if maat == TELEFOON:
        assert een.kop.bounding_box()["y"] < 160


def test_whom_to_call_first_in_noord_takes_two_clicks(bezoek, stand):
    """The work list, and its gebied: the first row is the organisation of Noord that matters to most people."""
    een = bezoek().open()
    _nav(een, "Werklijst")
    een.page.locator(".wd-gebieden").get_by_role("button", name="Noord").click()
    eerste = werklijst(stand, "Noord")["naam"].iloc[0]
    expect(een.page.locator(".wd-werklijst tbody th").first).to_contain_text(eerste)


def test_on_a_phone_a_gebied_takes_two_taps(bezoek, stand):
    """What stands above the answer opens, and the gebied is chosen: the sentence is about it."""
    een = bezoek(maat=TELEFOON, has_touch=True).open()
    een.page.locator(".wd-wijzig").tap()
    een.kies("Gebied", "Schalkwijk")  # the phone's own list: one tap
    zonder = getal(wijkoverzicht(stand, "Schalkwijk")["inwoners_zonder_platform"].sum())
    expect(een.kop).to_contain_text(f"in gebied Schalkwijk voor zover bekend {zonder} inwoners geen wijkplatform")


def test_the_sheet_of_a_wijk_takes_three_clicks(bezoek):
    """The wijk, its sheet, and the file."""
    een = bezoek().open()
    een.page.get_by_role("button", name="Meerwijk", exact=True).click()
    een.page.locator(".wd-dossier").get_by_role("link", name="Wijkblad").click()
    een.page.wait_for_selector("img[alt^=Voorbeeld]")
    in_rust(een.page)
    with een.page.expect_download() as download:
        een.page.get_by_role("button", name=re.compile("Wijkblad.*PDF", re.IGNORECASE)).first.click()
    assert "meerwijk" in download.value.suggested_filename


def test_the_initiatives_per_wijk_as_a_workbook_take_two_clicks(bezoek):
    """The other files, and the workbook of the initiatives."""
    een = bezoek().open()
    in_rust(een.page)
    een.page.get_by_role("button", name="Meer bestanden").click()
    with een.page.expect_download() as download:
        een.page.locator("[class*=st-key-download-initiatieven][class*=xlsx] button").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_what_changed_in_the_city_since_platforms_are_possible_takes_three_clicks(bezoek):
    """The page, and a pair of dates: what happened in the city stands apart from what is known of it."""
    een = bezoek().open()
    _nav(een, "Wat is er veranderd")
    een.page.locator(".wd-snel").get_by_role("button", name="1 jan 2024 tot vandaag").click()
    een.wacht_op_adres("/veranderd", peildatum=vandaag().isoformat(), van="2024-01-01")
    expect(een.page.get_by_role("heading", name="In de stad")).to_be_visible()
    expect(een.page.get_by_role("heading", name="In wat wij weten")).to_be_visible()


def test_a_name_is_typed_and_the_screen_goes_there(bezoek, register):
    """An everyday name, a buurt or an organisation leads to its wijk, by keyboard alone."""
    een = bezoek().open()
    veld = een.page.get_by_role("combobox", name="Zoek een wijk")
    veld.fill("rozenpr")
    expect(een.page.locator(".wd-zoek [role=option]").first).to_contain_text("Rozenprieel")
    veld.press("Enter")
    expect(een.dossier).to_have_text("Haarlemmerhoutkwartier")
    expect(een.kop).to_contain_text("Haarlemmerhoutkwartier")


def test_a_group_is_chosen_and_let_go_by_keyboard_and_on_the_bar(bezoek, stand):
    """Only wijken with the group are listed, and only its buurten have colour; the address holds the choice."""
    een = bezoek().open()
    niets = wijkoverzicht(stand)["inwoners_niets"]
    knop = een.page.locator(".wd-groeplijst button").first
    knop.focus()
    een.page.keyboard.press("Enter")
    een.wacht_op_adres(peildatum=vandaag().isoformat(), groep="niets")
    expect(knop).to_have_attribute("aria-pressed", "true")
    rijen = een.page.locator(".wd-wijken tbody tr:visible")
    expect(rijen).to_have_count(int((niets > 0).sum()))
    gekleurd = set(een.frame.locator("path.buurt:not(.stil)").evaluate_all("(e) => e.map((p) => p.classList[1])"))
    assert gekleurd == {"g0"}
    een.page.get_by_role("button", name="Toon alle wijken").click()
    expect(rijen).to_have_count(len(niets))
    assert een.frame.locator("path.buurt.stil").count() == 0
    een.page.locator(".wd-balk i.g2").click()
    een.wacht_op_adres(peildatum=vandaag().isoformat(), groep="zonder-steun")
    een.page.locator(".wd-balk i.g2").click()
    een.wacht_op_adres(peildatum=vandaag().isoformat())


def test_the_list_is_sorted_by_any_column(bezoek, stand):
    """A head sorts by its column, once more the other way, and stays so when the list is of another day."""
    een = bezoek().open()
    kop = een.page.locator(".wd-wijken thead th").filter(has_text="Alle inwoners")
    kop.get_by_role("button").click()
    expect(kop).to_have_attribute("aria-sort", "descending")
    volgorde = wijkoverzicht(stand).sort_values("inwoners")["wijknaam"].tolist()
    assert een.lijst()[0] == volgorde[-1]
    kop.get_by_role("button").click()
    assert een.lijst()[0] == volgorde[0]
    een.pil("einde steun")
    een.wacht_op_adres(peildatum="2024-07-01")
    expect(kop).to_have_attribute("aria-sort", "ascending")
    assert een.lijst()[0] == volgorde[0]
    een.page.locator(".wd-wijken thead th").first.get_by_role("button").click()
    assert een.lijst() == sorted(een.lijst())


def test_on_a_phone_the_first_wijken_come_before_the_map(bezoek, stand):
    """Six cards, a button for the others, and then the map."""
    een = bezoek(maat=TELEFOON).open()
    rijen = een.page.locator(".wd-wijken tbody tr:visible")
    expect(rijen).to_have_count(6)
    een.page.get_by_role("button", name="Toon alle 21 wijken").click()
    expect(rijen).to_have_count(21)
    kaart = een.page.locator(".wd-kaart").bounding_box()
    assert kaart["y"] > rijen.last.bounding_box()["y"]


def test_a_wijk_that_is_chosen_has_the_sentence_through_time(bezoek, stand):
    """The answer is about the wijk, also when the timeline moves before the server has heard of it."""
    een = bezoek().open(wijk="WK039201", peildatum="2024-07-01")
    expect(een.kop).to_have_text(re.compile("^Op 1 juli 2024 hebben in Oude Stad 7.055 inwoners geen wijkplatform"))
    een.page.wait_for_selector(".wd-knop[aria-valuenow]")
    een.page.locator(".wd-knop").press("PageDown")
    een.page.locator(".wd-knop").press("PageDown")
    een.page.locator(".wd-knop").press("PageDown")
    expect(een.kop).to_contain_text("Oude Stad")
    expect(een.datum).not_to_have_text("1 juli 2024")
