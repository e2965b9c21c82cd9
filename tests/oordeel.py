"""The judges of a screen in a real browser: all that it shows is what Python says of the same view."""

import re

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis import waarden as w
from analysis.antwoorden.overzicht import GROEPKOLOMMEN, buurtoverzicht, wijkoverzicht
from analysis.antwoorden.veranderingen import slotzin, veranderingen, zin_per_wijk
from analysis.antwoorden.wijklijst import wijklijst
from analysis.nederlands import getal
from analysis.stand.stand import Stand
from analysis.teksten.antwoord import antwoord_op, moment, wijkzinnen
from systeem.klok import vandaag
from tests.bezoek import BLADZIJDE, GETEKEND


def _klasse(groep, bewijs, buiten=False):
    twijfel = " twijfel" if bewijs == w.TE_VERIFIEREN else ""
    return f"g{4 - w.GROEPEN.index(groep)}{twijfel}{' buiten-gebied' if buiten else ''}"


def controleer(een, register, dag, variant="persbericht", gebied=None):
    """Assert that everything on the screen is what Python says of this date."""
    stand = Stand(register.tabellen, dag, variant)
    wijken, buurten = wijkoverzicht(stand), buurtoverzicht(stand)
    binnen = wijken if gebied is None else wijken[wijken["gebied"] == gebied]
    gekozen = re.search(r"[?&]wijk=(\w+)", een.page.url)
    if gekozen:  # the answer is about the wijk alone
        eigen, op = wijken[wijken["wijkcode"] == gekozen[1]], moment(stand, wijk=gekozen[1], straks=dag > vandaag())
        zin = wijkzinnen(eigen.iloc[0].to_dict(), op)
    else:
        eigen, zin = binnen, antwoord_op(stand, gebied, straks=dag > vandaag())
    een.beantwoord()
    expect(een.kop).to_have_text(f"{zin.stand} {zin.opgave}".strip())
    assert een.haak().startswith(f"zonder wijkplatform: {getal(eigen['inwoners_zonder_platform'].sum())} inwoners in ")
    legenda = een.legenda()
    for kolom, groep in GROEPKOLOMMEN.items():
        assert legenda[w.GROEPNAMEN[groep]] == getal(eigen[kolom].sum())
    kaart = een.kaart()
    buiten = buurten["gebied"] != gebied if gebied else [False] * len(buurten)
    assert kaart["buurten"] == [_klasse(*rij) for rij in zip(buurten["groep"], buurten["bewijs"], buiten, strict=True)]
    assert kaart["wijken"] == {
        rij.wijkcode: f"w{w.WIJKSTATUSSEN.index(rij.wijkstatus)}{' buiten-gebied' if gebied and rij.gebied != gebied else ''}"
        for rij in wijken.itertuples()
    }
    if not gekozen:
        assert een.lijst() == [rij["wijknaam"] for rij in wijklijst(stand, gebied)]
    return kaart


def toont_vergelijking(een, register, van, tot, gebied=None, variant="persbericht"):
    """Assert that sentences, table and map are those of the comparison."""
    kanten = (Stand(register.tabellen, dag, variant) for dag in (van, tot))
    uitkomst = veranderingen(*kanten, gebied)
    expect(een.kop).to_have_text(slotzin(uitkomst))
    knoppen = een.page.locator(".wd-perwijk button.wijk")
    anders = uitkomst.buurten["statusveranderd"], uitkomst.buurten["veranderd"] & ~uitkomst.buurten["statusveranderd"]
    zinnen = [zin_per_wijk(uitkomst.buurten, deel) for deel in anders]
    expect(knoppen).to_have_count(sum(map(len, zinnen)))
    een.beantwoord()
    regels = "(rijen) => rijen.map((e) => [e.querySelector('th').innerText, [...e.querySelectorAll('button')].map((k) => k.dataset.wijk)])"
    gelezen = een.page.locator(".wd-perwijk tbody tr").evaluate_all(regels)
    assert sorted((code, zin) for zin, codes in gelezen for code in codes) == sorted(
        paar for deel in zinnen for paar in deel.items()
    )
    anders = uitkomst.buurten["groepveranderd"].reindex(register.tabellen.buurten.index, fill_value=False)
    stil = "".join("0" if waarde else "1" for waarde in anders)
    een.page.wait_for_function(f"(stil) => ({BLADZIJDE})().stil === stil", arg=stil)
    een.frame.evaluate(GETEKEND)
    kleuren = een.frame.evaluate("() => [...new Set([...document.querySelectorAll('path.buurt.stil')].map((e) => getComputedStyle(e).fill))]")  # fmt: skip
    assert kleuren == (["rgb(243, 243, 245)"] if not anders.all() else [])
    return uitkomst


ALLE_REGELS = "() => axe.run({ runOnly: { type: 'rule', values: axe.getRules().map(({ ruleId }) => ruleId) }, resultTypes: ['violations'] })"


def overtredingen(page):
    """Everything that any rule of axe finds, of every level, also those that are off by default; in the map as well."""
    for deel in page.frames:
        if not deel.evaluate("() => Boolean(window.axe)"):
            deel.evaluate(Axe().axe_script)
        # A page from disk has no origin, which axe takes for a mistake unless it is told otherwise.
        deel.evaluate("() => axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
    uitslag = page.evaluate(ALLE_REGELS)
    assert not [regel for regel in uitslag["incomplete"] if regel["id"] == "frame-tested"]  # the map was looked into
    return [
        f"{regel['id']}: {k['target']} {k['html'][:120]}" for regel in uitslag["violations"] for k in regel["nodes"]
    ]
