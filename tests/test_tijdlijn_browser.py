"""Time in a real browser: the timeline by key, mouse, touch and play, the chart, and what changed between two dates."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from analysis import waarden as w
from analysis.antwoorden.verloop import inwoners_per_groep
from analysis.antwoorden.wijklijst import wijklijst
from analysis.nederlands import datum, getal
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from systeem.klok import vandaag
from tests import klein
from tests.bezoek import BLADZIJDE, EPOCHE, GETEKEND, TELEFOON, in_rust
from tests.oordeel import controleer, toont_vergelijking
from web.scherm import inhoud, situatie
from web.staat import Staat

pytestmark = pytest.mark.browser

LANG = 180_000  # ms: a register with thousands of dates is computed once, on a slow machine
# Remember every date that the timeline shows from now on.
VOLG = """() => {
  const plek = document.querySelector(".wd-datum");
  window.gezien = [plek.textContent];
  new MutationObserver(() => window.gezien.push(plek.textContent)).observe(plek, { childList: true, characterData: true, subtree: true });
}"""
GEZIEN = "() => window.gezien.map((tekst) => tekst.split(' · ')[0]).filter((tekst, i, alle) => tekst !== alle[i - 1])"


def _inhoud(tabellen, staat):
    """What the browser gets of a view."""
    stand = staat.vraag.stand(tabellen)
    return inhoud(situatie(stand, staat.gebied, staat.wijk), staat.peildatum, vandaag())


def _klasse(cijfer):
    soort, bevestigd = divmod(int(cijfer), 2)
    return f"buurt g{soort}" + (" twijfel" if soort and not bevestigd else "")


def _is_van_python(een, register, dag=None, variant="persbericht"):
    """Assert that page and map are what Python says of the date, or of the date they show, without waiting."""
    bladzijde = een.page.evaluate(BLADZIJDE)
    dag = dag or EPOCHE + timedelta(days=bladzijde["dag"])
    gekozen = re.search(r"[?&]wijk=(\w+)", een.page.url)
    goed = _inhoud(register.tabellen, Staat(dag, variant, wijk=gekozen[1] if gekozen else None))
    assert bladzijde["woorden"].split(" · ")[0] == datum(dag)
    assert bladzijde["teksten"] == goed["teksten"], dag
    assert bladzijde["buurten"] == [_klasse(cijfer) for cijfer in goed["stand"]["buurten"]], dag
    codes = register.tabellen.wijken.index
    assert bladzijde["wijken"] == dict(zip(codes, goed["stand"]["wijken"], strict=True)), dag
    assert bladzijde["labels"] == dict(zip(codes, goed["stand"]["omschrijvingen"], strict=True)), dag


# ---- by key


def test_the_arrows_step_through_every_change(reis, register):
    """From before the first fact to the last one, each step shows page and map as Python computes that date."""
    een = reis().open(peildatum="1950-01-01")
    plek = een.merk()
    een.knop.focus()
    momenten = wisselmomenten(register.tabellen)
    for dag in momenten:
        een.page.keyboard.press("ArrowRight")
        assert een.dag() == dag
        _is_van_python(een, register, dag)
    een.zelfde_kaart(plek)
    een.rust(momenten[-1])
    _is_van_python(een, register, momenten[-1])
    een.page.keyboard.press("ArrowRight")
    assert een.dag() == momenten[-1]
    kaart = een.kaart()
    teksten = een.page.evaluate(BLADZIJDE)["teksten"]
    assert kaart["initiatieven"] == int(teksten["punt"]) + int(teksten["ruw"])
    for dag in reversed(momenten[-8:-1]):
        een.page.keyboard.press("ArrowLeft")
        assert een.dag() == dag
        _is_van_python(een, register, dag)
    een.rust(momenten[-8])
    een.zelfde_kaart(plek)


def test_home_end_and_page_keys_go_where_they_say(reis, register):
    """Home and End go to both ends of the line, PageUp and PageDown from milestone to milestone; the slider says so."""
    een = reis().open(peildatum="2024-03-01")
    een.knop.focus()
    palen = [paal.datum for paal in register.tabellen.gemeente.mijlpalen(None)]
    eind = max(palen[-1], wisselmomenten(register.tabellen)[-1])
    for toets, dag in (
        ("PageUp", date(2024, 7, 1)),
        ("PageUp", date(2026, 12, 31)),
        ("PageUp", palen[-1]),
        ("PageUp", palen[-1]),
        ("PageDown", date(2026, 12, 31)),
        ("Home", wisselmomenten(register.tabellen)[0]),
        ("PageDown", wisselmomenten(register.tabellen)[0]),
        ("PageUp", date(2023, 11, 22)),
        ("End", eind),
    ):
        een.page.keyboard.press(toets)
        assert (toets, een.dag()) == (toets, dag)
        _is_van_python(een, register, dag)
        assert een.knop.get_attribute("aria-valuetext").startswith(datum(dag))
    een.rust(eind)


def test_the_variant_of_the_timeline_is_that_of_the_view(reis, register):
    """With the decision of the council the timeline steps to its end of support, and shows that variant."""
    een = reis().open(peildatum="2024-12-31", variant="raadsbesluit")
    een.knop.focus()
    een.page.keyboard.press("ArrowRight")
    _is_van_python(een, register, date(2025, 1, 1), "raadsbesluit")
    een.rust(date(2025, 1, 1))


# ---- by hand


def _sleep_en_kijk(een, register, beweeg, van, tot):
    """Move in steps; after each the page is that of the date under the hand. Return the dates that came by."""
    dagen = []
    for stap in range(1, 21):
        beweeg(van + (tot - van) * stap / 20)
        een.page.evaluate(GETEKEND)
        dag = een.dag()
        if dag not in dagen:
            dagen.append(dag)
            _is_van_python(een, register, dag)
    return dagen


def _alles_volgt(een, register, dag):
    """Assert that address, table and date field have come to the date."""
    een.rust(dag)
    lijst = [rij["wijknaam"] for rij in wijklijst(Stand(register.tabellen, dag))]
    expect(een.page.locator(".wd-lijst tbody tr:visible button.wijk")).to_have_text(lijst)
    controleer(een, register, dag)
    expect(een.datum).to_have_text(datum(dag))


def test_dragging_with_the_mouse_asks_the_server_nothing(reis, register):
    """Under the mouse every date is right at once and no message is sent; at rest address, table and field follow."""
    een = reis().open(peildatum="2023-01-01")
    plek = een.merk()
    _, y = een.op(0)
    een.page.mouse.move(*een.op(0.15))
    een.page.mouse.down()
    een.berichten.clear()
    heen = _sleep_en_kijk(een, register, lambda x: een.page.mouse.move(een.op(x)[0], y), 0.15, 0.95)
    terug = _sleep_en_kijk(een, register, lambda x: een.page.mouse.move(een.op(x)[0], y), 0.95, 0.45)
    assert (heen, terug) == (sorted(heen), sorted(terug, reverse=True))
    assert min(len(heen), len(terug)) > 15
    assert een.berichten == []
    assert "peildatum=2023-01-01" in een.page.url
    een.page.mouse.up()
    _alles_volgt(een, register, terug[-1])
    assert een.berichten
    een.zelfde_kaart(plek)


def test_dragging_by_touch_does_the_same(reis, register):
    """A finger on a phone moves the date, not the page; without a message until it is lifted."""
    een = reis(maat=TELEFOON, has_touch=True, is_mobile=True).open(peildatum="2023-01-01")
    een.baan()
    cdp = een.context.new_cdp_session(een.page)
    _, y = een.op(0)

    def vinger(soort, *punten):
        cdp.send("Input.dispatchTouchEvent", {"type": soort, "touchPoints": [{"x": x, "y": y} for x in punten]})

    vinger("touchStart", een.op(0.2)[0])
    een.page.wait_for_function("() => document.querySelector('.wd-knop').getAttribute('aria-valuetext').endsWith('2023')")  # fmt: skip
    een.berichten.clear()
    dagen = _sleep_en_kijk(een, register, lambda x: vinger("touchMove", een.op(x)[0]), 0.2, 0.9)
    assert dagen == sorted(dagen)
    assert len(dagen) > 15
    assert een.berichten == []
    vinger("touchEnd")
    een.rust(dagen[-1])
    _is_van_python(een, register, dagen[-1])


def test_a_click_on_a_milestone_after_a_fast_drag_wins(reis, register):
    """Whatever the hand did just before, the milestone that was clicked last is on screen, in the address and map."""
    een = reis().open(peildatum="2023-01-01")
    een.page.evaluate(VOLG)
    for dag in (date(2024, 7, 1), date(2023, 11, 22), date(2024, 1, 1)):
        een.page.mouse.move(*een.op(0.3))
        een.page.mouse.down()
        een.page.mouse.move(*een.op(0.8), steps=3)
        een.page.mouse.up()
        een.page.locator(f".wd-mijlpalen button[data-datum='{dag}']").dispatch_event("click")
        assert een.dag() == dag
        aantal = len(een.page.evaluate(GEZIEN))
        _alles_volgt(een, register, dag)
        assert set(een.page.evaluate(GEZIEN)[aantal - 1 :]) == {datum(dag)}


def test_a_milestone_above_the_map_after_a_fast_drag_wins(reis, register):
    """A milestone of the controls that is clicked right after a drag is where the view ends."""
    een = reis().open(peildatum="2023-01-01")
    for naam, dag in (("1 jul 2024", date(2024, 7, 1)), ("22 nov 2023", date(2023, 11, 22))):
        een.page.mouse.move(*een.op(0.3))
        een.page.mouse.down()
        een.page.mouse.move(*een.op(0.8), steps=3)
        een.page.mouse.up()
        een.pil(naam)
        expect(een.kop).to_contain_text(f"Op {datum(dag)} ")
        _alles_volgt(een, register, dag)
        assert een.dag() == dag


def test_a_late_answer_never_shows_an_earlier_date(reis, register):
    """When answers come late, the screen stays where the hand is, and does not jump back to where it was before."""
    een = reis()
    stand = {"houd": False, "wacht": [], "kant": None}

    def verbind(ws):
        naar = ws.connect_to_server()
        stand["kant"] = ws
        ws.on_message(naar.send)
        naar.on_message(lambda bericht: stand["wacht"].append(bericht) if stand["houd"] else ws.send(bericht))

    een.page.route_web_socket(re.compile("_stcore/stream"), verbind)
    een.open(peildatum="2023-01-01")
    een.page.evaluate(VOLG)
    stand["houd"] = True
    dagen = []
    for deel in (0.3, 0.6):
        een.page.mouse.click(*een.op(deel))
        dagen.append(een.dag())
        zoek = f"Op {datum(dagen[-1])}".encode()
        for _ in range(2000):  # each reading lets messages through; no clock is involved
            if any(zoek in (b if isinstance(b, bytes) else b.encode()) for b in stand["wacht"]):
                break
            een.page.evaluate("() => document.title")
        else:
            pytest.fail(f"the server did not answer for {dagen[-1]}")
    stand["houd"] = False
    for bericht in stand["wacht"]:
        stand["kant"].send(bericht)
        een.page.evaluate(GETEKEND)
    een.rust(dagen[-1])
    assert een.page.evaluate(GEZIEN)[1:] == [datum(dag) for dag in dagen]
    _is_van_python(een, register, dagen[-1])


def test_what_waits_for_the_server_says_so_while_the_hand_moves(reis):
    """Dragged, the map and the sentence follow at once; the list dims and says that it follows, until the hand rests."""
    een = reis().open(peildatum="2023-01-01")
    een.page.evaluate(
        "() => { window.gehoord = []; document.querySelector('.wd').addEventListener('wd-datum', (e) => window.gehoord.push(e.detail)); }"
    )
    lijst = (
        "(e) => [getComputedStyle(e, '::before').visibility, getComputedStyle(e.querySelector('.wd-paneel')).opacity]"
    )
    rust, beweging = ["hidden", "1"], ["visible", "0.4"]
    assert een.page.locator(".wd-lijst").evaluate(lijst) == rust
    een.page.mouse.move(*een.op(0.3))
    een.page.mouse.down()
    een.page.mouse.move(*een.op(0.8), steps=3)
    dag = een.dag().isoformat()
    een.page.wait_for_function(
        f"(goed) => JSON.stringify(({lijst})(document.querySelector('.wd-lijst'))) === JSON.stringify(goed)",
        arg=beweging,
    )
    assert een.page.evaluate("() => window.gehoord.at(-1)") == dag
    assert (
        een.page.locator(".wd-lijst").evaluate("(e) => getComputedStyle(e, '::before').content")
        == '"Dit deel volgt als u stilhoudt"'
    )
    een.page.mouse.up()
    een.rust(een.dag())
    expect(een.page.locator(".wd")).not_to_have_class(re.compile("wd-beweegt"))
    assert een.page.locator(".wd-lijst").evaluate(lijst) == rust


# ---- the area


# Words of the line, and what could cross them: the marks of milestones, ticks of changes, and other words.
KRUIST = """() => {
  const zichtbaar = (e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim();
  const vak = (e) => { const b = document.createRange(); b.selectNodeContents(e); return b.getBoundingClientRect(); };
  const woorden = [...document.querySelectorAll(".wd-mijlpalen span, .wd-vlakwoorden p, .wd-fasen span")].filter(zichtbaar).map((e) => ({ naam: e.textContent, r: vak(e) }));
  const strepen = [...document.querySelectorAll(".wd-mijlpalen button")].map((e) => {
    const [heel, streep] = [e.getBoundingClientRect(), getComputedStyle(e, "::before")];
    const boven = heel.top + parseFloat(streep.top), links = heel.left + parseFloat(streep.left);
    return { naam: `streep ${e.dataset.datum}`, r: { left: links, right: links + 2, top: boven, bottom: boven + parseFloat(streep.height) } };
  });
  const tikken = { naam: "tikken", r: document.querySelector(".wd-tikken path").getBoundingClientRect() };
  const raakt = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return woorden.flatMap((een, i) => [...woorden.slice(i + 1), ...strepen, tikken].filter((ander) => raakt(een.r, ander.r)).map((ander) => `${een.naam} x ${ander.naam}`));
}"""


def test_no_mark_of_the_line_crosses_a_word(reis):
    """At every width, for city and gebied and both variants, words lie clear of marks, ticks and each other."""
    een = reis()
    for adres in (
        {},
        {"gebied": "Zuidwest"},
        {"variant": "raadsbesluit"},
        {"gebied": "Centrum", "variant": "raadsbesluit"},
    ):
        een.open(peildatum="2024-07-01", **adres)
        for breed, hoog in ((1440, 900), (1024, 768), (768, 1024), (390, 844)):
            een.page.set_viewport_size({"width": breed, "height": hoog})
            een.page.evaluate(GETEKEND)
            assert een.page.evaluate(KRUIST) == [], (adres, breed)
            assert een.page.locator(".wd-vlakwoorden b:visible").count() == 2


def test_the_area_is_drawn_at_the_place_of_its_dates(reis, register):
    """The area is full until the support ends, falls exactly under that milestone, and is told in words too."""
    een = reis().open(peildatum="2024-07-01")
    vlak = een.page.get_by_role(
        "img",
        name="Inwoners van Haarlem met een wijkplatform of een wijkraad met steun: 121.750 voor 1 januari 2024, 7.690 vanaf 1 juli 2024.",
    )
    expect(vlak).to_be_visible()
    # The upper layer is that of wijkraden with support: it ends where the support does.
    einde = vlak.locator(".g3").evaluate("(e) => e.getBoundingClientRect().right")
    paal = een.page.locator(".wd-mijlpalen button[data-datum='2024-07-01']").bounding_box()
    assert abs(einde - (paal["x"] + paal["width"] / 2)) < 1.5
    platform = vlak.locator(".g4").evaluate("(e) => { const r = e.getBBox(); return [r.height, r.x + r.width]; }")
    assert 5 < platform[0] < 8
    assert platform[1] == 1000
    expect(een.page.locator(".wd-vlakwoorden")).to_have_text("121.750 in Haarlem met steun of platform7.690")


# ---- play


def test_play_goes_from_change_to_change_until_it_is_paused(reis, register):
    """Played, every change comes by in order and the server hears nothing; pause stops there, and then it is told."""
    een = reis(klok=True)
    een.open(peildatum="2023-12-31")
    plek = een.merk()
    een.page.evaluate(VOLG)
    een.berichten.clear()
    with een.stille_klok() as klok:
        een.page.get_by_role("button", name="Speel af").click()
        for _ in range(4):
            _is_van_python(een, register, een.dag())
            klok.run_for(900)
        assert een.berichten == []
        een.page.get_by_role("button", name="Pauze").click()
    gezien = een.page.evaluate(GEZIEN)
    assert len(gezien) == 6
    momenten = [dag for dag in wisselmomenten(register.tabellen) if dag > date(2023, 12, 31)]
    assert gezien == ["31 december 2023", *(datum(dag) for dag in momenten[: len(gezien) - 1])]
    dag = een.dag()
    een.page.clock.run_for(10_000)
    _alles_volgt(een, register, dag)
    assert een.page.evaluate(GEZIEN) == gezien
    een.zelfde_kaart(plek)


def test_play_is_slower_for_who_asked_for_less_motion(reis):
    """With reduced motion the next change comes after more than two seconds, not after one."""
    een = reis(reduced_motion="reduce", klok=True)
    een.open(peildatum="2023-12-31")
    with een.stille_klok() as klok:
        een.page.get_by_role("button", name="Speel af").click()
        eerste = een.dag()
        klok.run_for(2_100)
        assert een.dag() == eerste
        klok.run_for(200)
        assert een.dag() > eerste


def test_play_at_the_end_starts_again_and_stops_there(reis, register):
    """After the last change play begins at the start of the transition, runs to the last change and stops."""
    een = reis(klok=True)
    momenten = wisselmomenten(register.tabellen)
    een.open(peildatum=momenten[-1].isoformat())
    with een.stille_klok() as klok:
        een.page.get_by_role("button", name="Speel af").click()
        assert een.dag() == date(2022, 11, 23)
        klok.run_for(900 * (len(momenten) + 2))
    expect(een.page.get_by_role("button", name="Speel af")).to_be_visible()
    assert een.dag() == momenten[-1]
    een.rust(momenten[-1])
    _is_van_python(een, register, momenten[-1])


def test_play_ends_with_its_page(reis, register):
    """Who leaves the page while it plays finds a working screen on the way back, and no error in between."""
    een = reis(klok=True)
    een.open(peildatum="2023-12-31")
    een.page.get_by_role("button", name="Speel af").click()
    een.page.get_by_role("link", name="Verantwoording").click()
    een.page.wait_for_selector(".wd-tekst h1")
    een.page.clock.run_for(900 * 60)
    een.page.get_by_role("link", name="Stad", exact=True).click()
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.wacht_op_tijdlijn()
    _is_van_python(een, register, een.dag())


def test_choosing_a_wijk_leaves_the_timeline_where_it_is(reis, register):
    """A wijk that is chosen while the timeline has moved on is marked on the map of that later date."""
    een = reis(klok=True)
    een.open(peildatum="2023-12-31")
    een.page.get_by_role("button", name="Speel af").click()
    een.page.clock.run_for(900)
    dag = een.dag()
    een.klik_wijk("WK039215")
    expect(een.dossier).to_have_text("Delftwijk")
    expect(een.wijk("WK039215")).to_have_attribute("aria-pressed", "true")
    assert een.dag() >= dag
    expect(een.kop).to_contain_text("Delftwijk")
    _is_van_python(een, register)
    een.page.get_by_role("button", name="Pauze").click()
    een.rust(een.dag())
    een.page.wait_for_url("**wijk=WK039215**")
    expect(een.page.locator(".wd-dossier")).to_contain_text(f"Op {datum(een.dag())}")
    assert een.kaart()["gekozen"] == ["WK039215"]


def test_two_visitors_each_have_their_own_timeline(reis, register):
    """What one drags and plays leaves the other where he is."""
    een, ander = reis().open(peildatum="2023-01-01"), reis().open(peildatum="2024-02-01")
    een.page.mouse.click(*een.op(0.8))
    ander.knop.focus()
    ander.page.keyboard.press("ArrowRight")
    dagen = een.dag(), ander.dag()
    assert dagen[0] > date(2024, 7, 1) > dagen[1]
    for bezoeker, dag in zip((een, ander), dagen, strict=True):
        _alles_volgt(bezoeker, register, dag)


def test_before_the_timeline_has_come_its_buttons_do_nothing(reis, register):
    """Who plays or steps while the timeline is still on its way gets no error and stays on the date."""
    een = reis()

    def zonder_gegevens(route):
        antwoord = route.fetch()
        route.fulfill(response=antwoord, body=antwoord.text().replace("vul(gegevens) {", "vul(gegevens) { return;"))

    een.page.route(re.compile(r"/scherm/tijdlijn\.js"), zonder_gegevens)
    een.page.goto(f"{een.adres}/?peildatum=2024-06-30")
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.page.get_by_role("button", name="Speel af").click()
    een.page.get_by_role("button", name="volgende verandering").click()
    een.knop.focus()
    een.page.keyboard.press("ArrowRight")
    een.page.mouse.click(*een.op(0.7))
    expect(een.kop).to_contain_text("Op 30 juni 2024 ")
    assert een.page.get_by_role("button", name="Speel af").is_visible()


# ---- what changed


def _open_vergelijking(een, **adres):
    een.open("/veranderd", **adres)
    return een


def test_only_what_changed_has_colour(reis, register):
    """Sentences and map are those of the comparison, by link, by another pair, by a gebied and by a wijk."""
    een = _open_vergelijking(reis(), peildatum="2024-07-01", van="2023-11-22")
    uitkomst = toont_vergelijking(een, register, date(2023, 11, 22), date(2024, 7, 1))
    assert len(uitkomst.veranderd) == 19
    een.pil("eerste platforms tot einde steun")
    een.page.wait_for_url("**van=2024-01-01**")
    toont_vergelijking(een, register, date(2024, 1, 1), date(2024, 7, 1))
    een.kies("Gebied", "Centrum")
    een.page.wait_for_url("**gebied=Centrum**")
    toont_vergelijking(een, register, date(2024, 1, 1), date(2024, 7, 1), "Centrum")
    een.page.get_by_role("button", name="Oude Stad").first.click()
    een.page.wait_for_url("**wijk=WK039201**")
    expect(een.page.locator(".wd-verschil button.wijk[aria-pressed=true]").first).to_have_text("Oude Stad")
    expect(een.wijk("WK039201")).to_have_attribute("aria-pressed", "true")
    in_rust(een.page)
    with een.page.expect_download() as download:
        een.page.get_by_role("button", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "veranderingen-centrum-2024-01-01-2024-07-01-persbericht.csv"
    assert b"Oude Stad" in download.value.path().read_bytes()


def test_a_shared_comparison_is_the_same_comparison(reis, register):
    """The address of a comparison that was put together by hand opens it for anyone, on a phone as well."""
    een = _open_vergelijking(reis(), peildatum="2024-06-30")
    toont_vergelijking(een, register, date(2023, 6, 30), date(2024, 6, 30))
    een.pil("persbericht tot einde steun")
    een.page.wait_for_url("**van=2023-11-22**")
    ander = reis(maat=TELEFOON)
    ander.page.goto(een.page.url)
    ander.page.wait_for_selector(".wd[data-kaart=klaar]")
    toont_vergelijking(ander, register, date(2023, 11, 22), date(2024, 7, 1))
    assert ander.page.url == een.page.url


def test_nothing_changed_is_a_quiet_map(reis, register):
    """A date with itself: the sentence says that nothing changed, and no buurt has colour."""
    een = _open_vergelijking(reis(), peildatum="2024-07-01", van="2024-07-01")
    toont_vergelijking(een, register, date(2024, 7, 1), date(2024, 7, 1))


# ---- the chart


def test_the_page_verloop_draws_its_charts(reis, register):
    """Charts of the city and of each gebied without an outside request, and a table with the residents of `analysis.antwoorden.verloop` on every change."""
    een = reis()
    een.page.goto(f"{een.adres}/verloop?peildatum=2024-07-01")
    tekeningen = een.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)")
    expect(tekeningen).to_have_count(7)  # two for the city, one for each gebied
    for tekening in tekeningen.all():
        vak = tekening.bounding_box()
        assert min(vak["width"], vak["height"]) > 60
    expect(een.page.locator(".wd-breed tbody tr")).not_to_have_count(0)
    rijen = [rij.split("\t") for rij in een.page.locator(".wd-breed tbody tr").all_inner_texts()]
    dagen = {datum(dag): dag for dag in [date(2022, 11, 23), *wisselmomenten(register.tabellen)]}
    gelezen = [dagen[rij[0]] for rij in rijen]
    tabel = inwoners_per_groep(Stand(register.tabellen, gelezen))
    som = tabel.groupby(["peildatum", "groep"])["inwoners"].sum()
    assert [rij[1:] for rij in rijen] == [[getal(som[dag, naam]) for naam in w.GROEPNAMEN.values()] for dag in gelezen]
    assert date(2024, 7, 1) in gelezen
    assert all(een_ < ander for een_, ander in pairwise(gelezen))
    een.page.get_by_role("button", name="23 november 2022").click()
    expect(een.page.locator(".wd-breed")).to_contain_text("Inwoners vanaf 23 november 2022: ")
    expect(een.page.locator(".wd-breed tr.gekozen th")).to_have_text("23 november 2022")


# ---- edges


def _onbekend(inhoud_):
    inhoud_.organisaties[:] = [klein.wijkraad("a", klein.W1), klein.wijkraad("b", klein.B31)]
    inhoud_.initiatieven[:] = [klein.initiatief("tuin", 52.375, 4.623)]


def _een_datum(inhoud_):
    _onbekend(inhoud_)
    inhoud_.initiatieven[0]["van"] = "2024-07-01"


def _niets(inhoud_):
    inhoud_.tekst["organisaties.csv"] = ",".join(inhoud_.organisaties[0]) + "\n"
    inhoud_.tekst["initiatieven.csv"] = ",".join(inhoud_.initiatieven[0]) + "\n"


def _zonder_inwoners(inhoud_):
    for vlak in (*inhoud_.wijken["features"], *inhoud_.buurten["features"]):
        if vlak["properties"]["wijkcode"] == klein.W4:
            vlak["properties"].update(inwoners=None, huishoudens=None)
    inhoud_.organisaties.append(klein.platform("vier", klein.W4, van="2024-05"))


def _duizenden(inhoud_):
    begin = date(2015, 1, 1)
    inhoud_.initiatieven[:] = [
        klein.initiatief(f"i{n}", 52.375, 4.623, van=(begin + timedelta(days=n)).isoformat()) for n in range(5000)
    ]


def test_an_open_wijk_stays_open_when_the_list_gets_shorter(reis, klein_met):
    """A date on which the list changes changes what is behind the first tab, not which tab is open."""
    een = reis(klein_met())
    een.open(peildatum="2024-01-31", wijk=klein.W2)
    _, tweede = een.page.get_by_role("tab").all()
    eerste = een.page.locator(".wd-wijken tbody td:last-child").first
    voor = eerste.evaluate("(e) => e.closest('table').textContent")
    een.knop.focus()
    een.page.keyboard.press("ArrowRight")
    een.page.wait_for_function("(voor) => document.querySelector('.wd-wijken').textContent !== voor", arg=voor)
    expect(tweede).to_have_attribute("aria-selected", "true")
    expect(tweede).to_have_text("Tweewijk")
    expect(een.page.locator("[data-paneel=wijk]")).to_be_visible()


@pytest.mark.parametrize("breek", [_onbekend, _een_datum, _niets, _zonder_inwoners, _duizenden], ids=lambda f: f.__name__)  # fmt: skip
def test_every_page_is_drawn_for_any_register(reis, klein_met, breek):
    """With few or thousands of dates, or with nobody living somewhere: timeline, chart and comparison all work."""
    een = reis(klein_met(breek))
    een.page.set_default_timeout(LANG)
    een.open(peildatum="2024-06-30")
    een.knop.focus()
    een.page.keyboard.press("ArrowRight")
    assert een.dag() == date(2024, 7, 1)
    een.rust(date(2024, 7, 1))
    expect(een.kop).to_contain_text(re.compile("(Op|Voor) 1 juli 2024 "))  # of an empty register nothing can be said
    een.page.keyboard.press("End")
    een.page.get_by_role("button", name="Speel af").click()
    assert een.dag() <= date(2024, 7, 1)  # it starts again before the transition
    een.page.get_by_role("button", name="Pauze").click()
    een.knop.focus()
    een.page.keyboard.press("Home")
    een.page.mouse.click(*een.op(0.7))
    een.rust(een.dag())
    assert len(een.kaart()["buurten"]) == 8
    een.page.get_by_role("link", name="Verloop").click()
    expect(een.page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)")).to_have_count(4, timeout=LANG)
    expect(een.page.locator(".wd-breed tbody tr").first).to_be_visible(timeout=LANG)
    een.page.get_by_role("link", name="Wat is er veranderd").click()
    een.page.wait_for_selector(".wd-verschil[data-kaart=klaar]")
    assert een.page.locator("[data-testid=stException]").count() == 0
    expect(een.kop).to_contain_text(re.compile("veranderde er (n?iets in|in geen van)"))
