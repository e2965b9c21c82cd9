"""The map in a real browser: where names stand, what it looks at, and how hands and wheels move it."""

import pytest
from playwright.sync_api import expect

from tests.bezoek import KLEINER, NORMAAL, PLEK, TELEFOON

pytestmark = pytest.mark.browser

# Every name as it is seen: its lines, what is wrong with its place, and the line to its wijk.
NAMEN = """() => {
  const heel = document.querySelector(".leaflet-container").getBoundingClientRect();
  const wijken = [...document.querySelectorAll("path.wijk[data-code]")];
  const namen = [...document.querySelectorAll(".naam:not(.weg)")].filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => {
    // Of the text itself: the element of the number is as wide as the name above it.
    const regels = [...e.children].flatMap((deel) => {
      const bereik = document.createRange();
      bereik.selectNodeContents(deel);
      return [...bereik.getClientRects()];
    });
    return { tekst: e.querySelector("span").textContent.replaceAll("\\n", " "), regels };
  });
  const in_ = (pad, x, y) => {
    const kader = pad.ownerSVGElement.getBoundingClientRect(), vak = pad.ownerSVGElement.viewBox.baseVal;
    return pad.isPointInFill(new DOMPoint(x - kader.left + vak.x, y - kader.top + vak.y));
  };
  // The letters of a line of text: its box is higher.
  const hoeken = ({ left, right, top, bottom }) => [left, (left + right) / 2, right].flatMap((x) => [[x, top + 3], [x, bottom - 3]]);
  const lijnen = [...document.querySelector("path.leider:not(.onder)").getAttribute("d").matchAll(/M([\\d.-]+) ([\\d.-]+)L([\\d.-]+) ([\\d.-]+)/g)].map((m) => {
    const pad = document.querySelector("path.leider:not(.onder)");
    const kader = pad.ownerSVGElement.getBoundingClientRect(), vak = pad.ownerSVGElement.viewBox.baseVal;
    const [x1, y1, x2, y2] = m.slice(1).map(Number);
    return [[x1 - vak.x + kader.left, y1 - vak.y + kader.top], [x2 - vak.x + kader.left, y2 - vak.y + kader.top]];
  });
  const raakt = ([[x1, y1], [x2, y2]], r) => Array.from({ length: 101 }, (_, i) => [x1 + (x2 - x1) * i / 100, y1 + (y2 - y1) * i / 100])
    .some(([x, y]) => x > r.left + 1 && x < r.right - 1 && y > r.top + 4 && y < r.bottom - 3);
  const kant = ([a, b], [c, d], [x, y]) => Math.sign((c - a) * (y - b) - (d - b) * (x - a));
  const kruist = ([a, b], [c, d]) => kant(a, b, c) !== kant(a, b, d) && kant(c, d, a) !== kant(c, d, b);
  const fouten = [];
  namen.forEach(({ tekst, regels }, i) => {
    const eigen = wijken.find((pad) => pad.getAttribute("aria-label").startsWith(`${tekst}:`));
    const waar = wijken.filter((pad) => regels.some((regel) => hoeken(regel).some(([x, y]) => in_(pad, x, y))));
    if (waar.length && !(waar.length === 1 && waar[0] === eigen && regels.every((regel) => hoeken(regel).every(([x, y]) => in_(eigen, x, y))))) fouten.push(`${tekst} stands on a border`);
    if (!waar.length && !lijnen.some(([, [x, y]]) => in_(eigen, x, y))) fouten.push(`${tekst} has no line to its wijk`);
    if (regels.some((r) => r.left < heel.left || r.right > heel.right || r.top < heel.top - 3 || r.bottom > heel.bottom)) fouten.push(`${tekst} is cut off`);
    if (regels.some((r) => lijnen.some((lijn) => raakt(lijn, r)))) fouten.push(`a line over ${tekst}`);
    for (const ander of namen.slice(i + 1)) {
      if (regels.some((r) => ander.regels.some((s) => Math.min(r.right, s.right) > Math.max(r.left, s.left) && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 4))) fouten.push(`${tekst} × ${ander.tekst}`);
    }
  });
  lijnen.forEach((lijn, i) => lijnen.slice(i + 1).forEach((ander) => { if (kruist(lijn, ander)) fouten.push("two lines cross"); }));
  return { namen: namen.map(({ tekst }) => tekst).sort(), buiten: lijnen.length, fouten };
}"""
WAAR = "() => Object.fromEntries([...document.querySelectorAll('.naam:not(.weg)')].map((e) => { const r = e.getBoundingClientRect(); return [e.textContent, [r.x, r.y]]; }))"


def _namen(een):
    een.frame.evaluate("() => document.fonts.ready")
    een.in_beeld()
    return een.frame.evaluate(NAMEN)


@pytest.mark.parametrize("maat", [NORMAAL, KLEINER, TELEFOON, (455, 844)], ids=str)
@pytest.mark.parametrize("dag", ["2023-11-22", "2026-11-26"])
def test_every_name_stands_in_its_wijk_or_beside_the_city_with_a_line(bezoek, register, maat, dag):
    """All 21 names are there: on no border, over no other name, and no line crosses a name or another line."""
    gezien = _namen(bezoek(maat=maat).open(peildatum=dag))
    assert gezien["fouten"] == []
    assert gezien["namen"] == sorted(register.tabellen.wijken["wijknaam"])
    assert gezien["buiten"] < 21


def test_names_find_their_place_again_when_one_looks_elsewhere(bezoek):
    """Zoomed in, moved by hand and with letters of another width: what is named is named rightly."""
    een = bezoek().open(peildatum="2026-11-26", gebied="Noord")
    gezien = _namen(een)
    assert gezien["fouten"] == []
    assert {"Te Zaanenkwartier", "Delftwijk", "Spaarndam"} <= set(gezien["namen"])
    een.frame.locator(".leaflet-container").focus()
    for toets in ("+", "ArrowDown", "ArrowRight"):
        voor = een.frame.evaluate(PLEK)
        een.page.keyboard.press(toets)
        een.frame.wait_for_function(f"(voor) => String(({PLEK})()) !== String(voor)", arg=voor)
        een.frame.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')")
        assert _namen(een)["fouten"] == []


def test_initiatives_lie_beneath_names_and_move_none(bezoek):
    """With the initiatives on or off every name stands in the same place, and above them."""
    een = bezoek().open(peildatum="2026-11-26")
    een.in_beeld()
    met = een.frame.evaluate(WAAR)
    lagen = een.frame.evaluate(
        "() => ['.naam', '.cluster', 'path.initiatief'].map((kiezer) => Number(getComputedStyle(document.querySelector(kiezer).closest('.leaflet-pane')).zIndex))"
    )
    assert lagen[0] > max(lagen[1:])
    een.lagen("Initiatieven")
    expect(een.page.frame_locator("iframe.wd-frame").locator(".cluster, path.initiatief")).to_have_count(0)
    een.in_beeld()
    assert een.frame.evaluate(WAAR) == met


def test_initiatives_are_larger_once_one_looks_at_a_part(bezoek):
    """Small on the map of the city, half as large again in a gebied."""
    een = bezoek().open(peildatum="2026-11-26")
    breed = "() => document.querySelector('path.initiatief').getBBox().width"
    klein = een.frame.evaluate(breed)
    een.kies("Gebied", "Noord")
    een.frame.wait_for_selector(".leaflet-container.nabij:not(.zoomt)")
    assert een.frame.evaluate(breed) > 1.3 * klein


# ---- what it looks at

# How much of the map the wijk fills, at most of its two sides; 0 when it is not wholly to be seen.
VULT = """(code) => {
  const heel = document.querySelector(".leaflet-container").getBoundingClientRect(), r = document.querySelector(`path.wijk[data-code="${code}"]`).getBoundingClientRect();
  const binnen = r.left >= heel.left && r.right <= heel.right && r.top >= heel.top && r.bottom <= heel.bottom;
  return binnen ? Math.max(r.width / heel.width, r.height / heel.height) : 0;
}"""


def _kijkt_naar(een, code, meer_dan=0.45):
    een.frame.wait_for_function(f"([code, maat]) => ({VULT})(code) > maat", arg=[code, meer_dan])
    een.in_beeld()


def _kijkt_naar_alles(een):
    een.frame.wait_for_function(
        f"() => [...document.querySelectorAll('path.wijk[data-code]')].every((e) => ({VULT})(e.dataset.code) > 0)"
    )
    een.in_beeld()


def test_the_map_goes_to_what_is_chosen_and_back(bezoek):
    """A wijk, another after the map was moved by hand, and without a wijk the gebied, or else the city."""
    een = bezoek().open(peildatum="2026-11-26")
    _kijkt_naar_alles(een)
    knop = een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Hele stad")
    expect(knop).to_be_hidden()
    een.klik_wijk("WK039212")
    _kijkt_naar(een, "WK039212")
    expect(knop).to_be_visible()
    een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Uitzoomen").click()
    een.page.get_by_role("tab").first.click()
    eerste = een.page.locator(".wd-lijst button.wijk:visible").first
    code = eerste.get_attribute("data-wijk")
    eerste.click()
    _kijkt_naar(een, code)
    een.page.get_by_role("button", name="Sluit", exact=True).click()
    _kijkt_naar_alles(een)
    expect(knop).to_be_hidden()
    een.kies("Gebied", "Schalkwijk")
    een.frame.wait_for_function(f"() => ({VULT})('WK039201') === 0 && ({VULT})('WK039221') > 0.2")


def test_the_address_of_a_wijk_opens_on_it(bezoek):
    """Who follows a link to a wijk sees it at once, without a movement."""
    een = bezoek().open(peildatum="2026-11-26", wijk="WK039221")
    _kijkt_naar(een, "WK039221")


def test_a_button_shows_the_whole_city_again(bezoek):
    """It is there when the map looks at less, or was moved; after it the choice still stands, and the keys still move the map."""
    een = bezoek().open(peildatum="2026-11-26", wijk="WK039221")
    kader = een.page.frame_locator("iframe.wd-frame")
    knop = kader.get_by_role("button", name="Hele stad")
    knop.focus()
    een.page.keyboard.press("Enter")
    _kijkt_naar_alles(een)
    expect(knop).to_be_hidden()
    expect(kader.locator(".leaflet-container")).to_be_focused()
    expect(een.wijk("WK039221")).to_have_attribute("aria-pressed", "true")
    een.page.keyboard.press("ArrowLeft")
    expect(knop).to_be_visible()


def test_who_asked_for_less_motion_gets_the_next_view_at_once(bezoek):
    """With reduced motion no frame lies between two views."""
    een = bezoek(reduced_motion="reduce").open(peildatum="2026-11-26")
    een.frame.evaluate(
        "() => { window.zooms = []; const k = Object.values(window).find((v) => v instanceof L.Map); k.on('zoom', () => window.zooms.push(k.getZoom())); }"
    )
    een.klik_wijk("WK039212")
    _kijkt_naar(een, "WK039212")
    assert een.frame.evaluate("() => new Set(window.zooms).size") == 1


def test_a_comparison_stays_on_the_whole_city(reis):
    """There a chosen wijk is marked, and what changed elsewhere stays in sight."""
    een = reis().open("/veranderd", van="2023-11-22", peildatum="2024-07-01", wijk="WK039201")
    expect(een.wijk("WK039201")).to_have_attribute("aria-pressed", "true")
    _kijkt_naar_alles(een)


# ---- hands and wheels

SCHUIF = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def _schuif_naar_kaart(een):
    een.page.locator(".wd-kaart").scroll_into_view_if_needed()
    een.page.locator(".wd-kaart").evaluate("(e) => e.scrollIntoView({ block: 'center' })")
    vak = een.page.locator("iframe.wd-frame").bounding_box()
    return vak["x"] + vak["width"] / 2, vak["y"] + vak["height"] / 2


def _veeg(een, cdp, x, y, stappen=12, dy=-15, vingers=1, uit_elkaar=0):
    def punten(i):
        boven = [{"x": x, "y": y + i * dy - (20 + i * uit_elkaar if vingers == 2 else 0), "id": 0}]
        return boven + ([{"x": x, "y": y + i * dy + 20 + i * uit_elkaar, "id": 1}] if vingers == 2 else [])

    cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": punten(0)})
    for i in range(1, stappen):
        cdp.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": punten(i)})
        een.page.evaluate("() => new Promise(requestAnimationFrame)")
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_finger_scrolls_the_page_and_two_move_the_map(bezoek):
    """A swipe that begins on the map goes on to the page; a second finger zooms the map; the map says how to move it."""
    een = bezoek(maat=TELEFOON, has_touch=True, is_mobile=True).open(peildatum="2026-11-26")
    cdp = een.context.new_cdp_session(een.page)
    x, y = _schuif_naar_kaart(een)
    voor, plek = een.page.evaluate(SCHUIF), een.frame.evaluate(PLEK)
    _veeg(een, cdp, x, y)
    een.page.wait_for_function(f"(voor) => Math.abs(({SCHUIF})() - voor) > 60", arg=voor)
    assert een.frame.evaluate(PLEK) == plek
    x, y = _schuif_naar_kaart(een)
    _veeg(een, cdp, x, y, dy=0, vingers=2, uit_elkaar=6)
    een.frame.wait_for_function(f"(zoom) => ({PLEK})()[0] > zoom + 0.3", arg=plek[0])


def test_a_tap_unlocks_the_map_until_one_goes_on_elsewhere(bezoek):
    """After a tap on its button one finger moves the map and not the page; a tap beside the map gives the page back."""
    een = bezoek(maat=TELEFOON, has_touch=True, is_mobile=True).open(peildatum="2026-11-26")
    cdp = een.context.new_cdp_session(een.page)
    knop = een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Tik om de kaart te verschuiven")
    x, y = _schuif_naar_kaart(een)
    knop.tap()
    los = een.page.frame_locator("iframe.wd-frame").get_by_role("button", name="Tik om de pagina weer te schuiven")
    expect(los).to_have_attribute("aria-pressed", "true")
    voor, plek = een.page.evaluate(SCHUIF), een.frame.evaluate(PLEK)
    _veeg(een, cdp, x, y, dy=8)
    een.frame.wait_for_function(f"(lat) => ({PLEK})()[1] > lat", arg=plek[1])
    assert een.page.evaluate(SCHUIF) == voor
    een.page.locator(".wd-kaart").evaluate("(e) => e.scrollIntoView({ block: 'end' })")
    vak = een.page.locator(".wd-kaart").bounding_box()
    een.page.touchscreen.tap(vak["x"] + vak["width"] / 2, vak["y"] - 12)
    expect(knop).to_have_attribute("aria-pressed", "false")


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(bezoek):
    """Without Ctrl the wheel is for the page, and the map says what to do; there is no button for fingers."""
    een = bezoek(maat=KLEINER).open(peildatum="2026-11-26")
    x, y = _schuif_naar_kaart(een)
    een.page.mouse.move(x, y)
    voor, plek = een.page.evaluate(SCHUIF), een.frame.evaluate(PLEK)
    een.page.mouse.wheel(0, 120)
    een.page.wait_for_function(f"(voor) => ({SCHUIF})() > voor", arg=voor)
    wiel = een.page.frame_locator("iframe.wd-frame").get_by_text("Houd Ctrl ingedrukt om te zoomen")
    expect(wiel).to_have_class("wiel aan")
    assert een.frame.evaluate(PLEK) == plek
    expect(een.page.frame_locator("iframe.wd-frame").locator(".schuif")).to_be_hidden()
    een.page.keyboard.down("Control")
    een.page.mouse.wheel(0, -120)
    een.page.keyboard.up("Control")
    een.frame.wait_for_function(f"(zoom) => ({PLEK})()[0] > zoom", arg=plek[0])


# ---- what it shows


def test_names_of_wijken_in_which_nothing_stands_out_are_dimmed(bezoek, register):
    """When all buurten of a wijk are quiet its name is grey and thin; one that stands out is enough for a plain name."""
    een = bezoek().open(peildatum="2026-11-26")
    buurten = register.tabellen.buurten
    stil = "".join("0" if code == "WK039221" else "1" for code in buurten["wijkcode"])
    een.frame.evaluate("() => { const { toon } = dekking; dekking.toon = (stand) => toon(window.stand = stand); }")
    een.lagen("Platforms in oprichting")
    een.frame.wait_for_selector(".zonder-oprichting")
    een.frame.evaluate("(stil) => dekking.toon({ ...window.stand, stil })", stil)
    assert een.frame.evaluate("() => [...document.querySelectorAll('.naam:not(.stil)')].map((e) => e.textContent)") == [
        "Meerwijk"
    ]


def test_the_edge_of_a_platform_to_come_goes_around_its_buurten_together(bezoek):
    """No border between two buurten of one wijk is dotted."""
    een = bezoek().open(peildatum="2026-11-26")
    dubbel = een.frame.evaluate("""() => {
      const keer = new Map();
      for (const pad of document.querySelectorAll("path.oprichting")) {
        if (getComputedStyle(pad).display === "none") continue;
        for (const stuk of pad.getAttribute("d").split("M").slice(1)) {
          const punten = stuk.split("L");
          punten.slice(1).forEach((punt, i) => { const s = [punten[i], punt].sort().join(); keer.set(s, (keer.get(s) ?? 0) + 1); });
        }
      }
      return [keer.size > 20, [...keer.values()].filter((k) => k > 1).length];
    }""")
    assert dubbel == [True, 0]
