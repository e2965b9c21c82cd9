"""Links in a real browser: back and forward, one step per choice, and one picture behind a link at every width."""

from datetime import date

import pytest
from playwright.sync_api import expect

from analysis.nederlands import datum
from tests.bezoek import KLEINER, NORMAAL, PAGINAS, TELEFOON, in_rust
from tests.echt import VARIANTEN
from tests.oordeel import controleer, toont_vergelijking

pytestmark = pytest.mark.browser

STAPPEN = "() => history.length"
RAADSBESLUIT = VARIANTEN["raadsbesluit"].naam
# A view in which nothing is standard.
ALLES = {"peildatum": "2025-01-01", "variant": "raadsbesluit", "gebied": "Noord", "lagen": "wijkraden,oprichting", "wijk": "WK039215", "van": "2023-11-22"}  # fmt: skip
LINK = "&".join(f"{naam}={waarde}" for naam, waarde in ALLES.items())


def _adres(een):
    """The page and the parts of the address."""
    return een.page.evaluate("() => ({ pagina: location.pathname, ...Object.fromEntries(new URLSearchParams(location.search)) })")  # fmt: skip


def _keuzes(een):
    return een.page.locator(".st-key-keuzes").get_by_role("combobox")


def _lagen(een):
    """The layers that are ticked in the list of layers, opened for it and closed again."""
    een.page.get_by_text("Kaartlagen").click()
    vakjes = een.page.locator(".wd-lagen label")
    expect(vakjes).to_have_count(5)
    aan = [vak.inner_text() for vak in vakjes.all() if vak.get_by_role("checkbox").is_checked()]
    een.page.keyboard.press("Escape")
    return aan


# ---- back and forward


def test_back_and_forward_go_between_views(reis, register):
    """The browser's back and forward show the view of their address, one step per view: date, choice, layer, wijk, page."""
    een = reis().open(peildatum="2023-11-22")
    adressen = [_adres(een)]

    def stap(doe, pagina="/", **delen):
        doe()
        een.wacht_op_adres(pagina, **delen)
        adressen.append(_adres(een))

    eerste, dag, noord = {"peildatum": "2024-01-01"}, {"peildatum": "2024-07-01"}, {"gebied": "Noord"}
    raad, laag, wijk = {"variant": "raadsbesluit"}, {"lagen": "wijkraden,oprichting,initiatieven"}, {"wijk": "WK039212"}
    stap(lambda: een.pil("1 jan 2024"), **eerste)
    stap(lambda: een.pil("1 jul 2024"), **dag)
    stap(lambda: een.kies("Gebied", "Noord"), **dag, **noord)
    stap(lambda: een.kies("Wanneer stopte de steun?", RAADSBESLUIT), **dag, **noord, **raad)
    stap(lambda: een.lagen("Namen en inwoners"), **dag, **noord, **raad, **laag)
    een.frame.wait_for_selector(".zonder-namen")
    stap(lambda: een.klik_wijk("WK039212"), **dag, **noord, **raad, **laag, **wijk)
    alles = dag | noord | raad | laag | wijk
    stap(lambda: een.page.get_by_role("link", name="Verloop").click(), "/verloop", **alles)
    stap(lambda: een.page.get_by_role("link", name="Wat is er veranderd").click(), "/veranderd", **alles)
    stap(lambda: een.pil("persbericht tot einde steun"), "/veranderd", **alles | {"van": "2023-11-22", "peildatum": "2025-01-01"})  # fmt: skip

    def terug_naar(stap_):
        een.page.go_back()
        een.page.wait_for_url(lambda url: stap_["peildatum"] in url)
        een.wacht_op_adres(**stap_)
        assert _adres(een) == stap_

    weg = list(reversed(adressen[:-1]))
    terug_naar(weg[0])
    een.page.wait_for_selector(".wd-verschil[data-kaart=klaar]")
    toont_vergelijking(een, register, date(2023, 7, 1), date(2024, 7, 1), "Noord", "raadsbesluit")
    assert een.kaart()["gekozen"] == ["WK039212"]
    terug_naar(weg[1])
    expect(een.page.locator(".wd-breed tr.gekozen")).to_have_count(1)
    expect(_keuzes(een)).to_have_count(2)
    terug_naar(weg[2])
    een.page.wait_for_selector(".wd[data-kaart=klaar] .wd-knop[aria-valuenow]")
    expect(een.dossier).to_have_text("Ter Kleefkwartier")
    assert (een.kaart()["gekozen"], een.kaart()["namen"]) == (["WK039212"], 0)
    for adres in weg[3:]:
        terug_naar(adres)
        op = date.fromisoformat(adres["peildatum"])
        expect(een.kop).to_contain_text(f"Op {datum(op)} ")
        een.page.wait_for_function("(dag) => Number(document.querySelector('.wd-knop').getAttribute('aria-valuenow')) === dag", arg=(op - date(1970, 1, 1)).days)  # fmt: skip
        een.frame.wait_for_selector(
            f".leaflet-container{'.zonder-namen' if 'lagen' in adres else ':not(.zonder-namen)'}"
        )
        kaart = controleer(een, register, op, adres.get("variant", "persbericht"), adres.get("gebied"))
        assert kaart["gekozen"] == []
    for adres in adressen[1:3]:
        een.page.go_forward()
        een.wacht_op_adres(**adres)
        controleer(een, register, date.fromisoformat(adres["peildatum"]))


def test_each_choice_is_one_step_back(reis):
    """A drag over many dates, a row of arrow keys, a typed date, and a layer each add one step to the history."""
    een = reis().open(peildatum="2023-01-01")
    in_rust(een.page)

    def sleep():
        een.page.mouse.move(*een.op(0.3))
        een.page.mouse.down()
        een.page.mouse.move(*een.op(0.8), steps=12)
        een.page.mouse.up()

    def pijlen():
        een.knop.focus()
        for _ in range(5):
            een.page.keyboard.press("ArrowLeft")

    def typ():
        een.typ("Peildatum", "15-3-2024")

    for doe in (sleep, pijlen, typ, lambda: een.lagen("Initiatieven")):
        aantal, adres = een.page.evaluate(STAPPEN), een.page.url
        doe()
        een.page.wait_for_url(lambda url, van=adres: url != van)
        in_rust(een.page)
        assert een.page.evaluate(STAPPEN) == aantal + 1
        een.page.go_back()
        een.page.wait_for_url(adres)
        in_rust(een.page)
        een.page.go_forward()
        een.page.wait_for_url(lambda url, van=adres: url != van)
        in_rust(een.page)
    assert _adres(een) == {"pagina": "/", "peildatum": "2024-03-15", "lagen": "wijkraden,oprichting,namen"}


def test_who_goes_back_fast_ends_where_the_address_says(reis, register):
    """Steps back that come before the server has answered are all taken; a reload then shows the same, and forward works."""
    een = reis().open(peildatum="2023-11-22", lagen="namen")
    for naam, dag in (("1 jan 2024", "2024-01-01"), ("1 jul 2024", "2024-07-01"), ("22 nov 2023", "2023-11-22")):
        een.pil(naam)
        een.wacht_op_adres(peildatum=dag, lagen="namen")
    een.lagen("Wijkraden")
    een.wacht_op_adres(peildatum="2023-11-22", lagen="wijkraden,namen")
    for _ in range(3):
        een.page.evaluate("() => history.back()")
    for _ in range(2):
        een.wacht_op_adres(peildatum="2024-01-01", lagen="namen")
        expect(een.kop).to_contain_text("Op 1 januari 2024 ")
        controleer(een, register, date(2024, 1, 1))
        assert _lagen(een) == ["Namen en inwoners"]
        een.page.reload()
        een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.page.go_forward()
    een.wacht_op_adres(peildatum="2024-07-01", lagen="namen")
    expect(een.kop).to_contain_text("Op 1 juli 2024 ")


def test_who_goes_back_while_it_plays_is_back(reis, register):
    """Back ends the play, and the screen stays on the date of the address."""
    een = reis(klok=True)
    een.open(peildatum="2023-01-01")
    een.pil("1 jan 2024")
    een.wacht_op_adres(peildatum="2024-01-01")
    een.page.get_by_role("button", name="Speel af").click()
    een.page.clock.run_for(1_800)
    assert een.dag() > date(2024, 1, 1)
    een.page.go_back()
    expect(een.page.get_by_role("button", name="Speel af")).to_be_visible()
    expect(een.kop).to_contain_text("Op 1 januari 2023 ")
    een.page.clock.run_for(10_000)
    een.wacht_op_adres(peildatum="2023-01-01")
    controleer(een, register, date(2023, 1, 1))
    assert een.dag() == date(2023, 1, 1)


def test_who_comes_back_has_the_map_still(reis):
    """After many answers on another page the map is not sent again: the browser kept it, and says so."""
    een, ontvangen = reis(), []
    een.page.on("websocket", lambda ws: ws.on("framereceived", lambda bericht: ontvangen.append(len(bericht))))
    een.open(peildatum="2024-07-01")
    in_rust(een.page)
    kaart = max(ontvangen)
    een.page.get_by_role("link", name="Verloop").click()
    een.page.wait_for_selector(PAGINAS["verloop"])
    for gebied in ("Noord", "Oost", "Zuidwest", "Hele stad"):
        een.kies("Gebied", gebied)
        een.beantwoord()
        in_rust(een.page)
    ontvangen.clear()
    een.page.get_by_role("link", name="Stad", exact=True).click()
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.wacht_op_tijdlijn()
    in_rust(een.page)
    assert 0 < max(ontvangen, default=0) < kaart / 2


# ---- links


@pytest.mark.parametrize("maat", [NORMAAL, KLEINER, TELEFOON], ids=str)
def test_a_link_is_the_same_picture_at_every_width(reis, register, maat):
    """Date, pair, variant, gebied, layers and wijk of a link are on the map, in the chart and in the comparison."""
    een = reis(maat=maat)
    een.page.goto(f"{een.adres}/?{LINK}")
    een.page.wait_for_selector(".wd[data-kaart=klaar] .wd-knop[aria-valuenow]")
    expect(een.dossier).to_have_text("Delftwijk")
    assert een.dag() == date(2025, 1, 1)
    assert _lagen(een) == ["Wijkraden", "Platforms in oprichting"]
    een.page.get_by_role("tab").first.click()
    kaart = controleer(een, register, date(2025, 1, 1), "raadsbesluit", "Noord")
    assert (kaart["gekozen"], kaart["namen"], kaart["initiatieven"]) == (["WK039215"], 0, 0)
    assert een.page.locator("tr.gekozen button.wijk").all_inner_texts() == ["Delftwijk"]
    een.page.goto(f"{een.adres}/verloop?{LINK}")
    expect(een.page.locator(".wd-breed tr.gekozen th")).to_have_text(datum(date(2025, 1, 1)))
    expect(een.page.locator("h1")).to_contain_text("Gebied Noord: ")
    assert _keuzes(een).evaluate_all("(lijsten) => lijsten.map((e) => e.selectedOptions[0].text)") == [
        "Noord",
        RAADSBESLUIT,
    ]
    een.page.goto(f"{een.adres}/veranderd?{LINK}")
    een.page.wait_for_selector(".wd-verschil[data-kaart=klaar]")
    toont_vergelijking(een, register, date(2023, 11, 22), date(2025, 1, 1), "Noord", "raadsbesluit")
    assert een.kaart()["gekozen"] == ["WK039215"]
    in_rust(een.page)
    assert _adres(een) == {"pagina": "/veranderd"} | ALLES
