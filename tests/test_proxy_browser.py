"""The documented nginx in front of the application: its policy lets every page work, and lets nothing else in."""

import contextlib
import os
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests import klein
from tests.aanbieder import Plek, niemand_buiten
from tests.bezoek import PAGINAS, in_rust
from tests.echt import WORTEL
from tests.servers import draaiend, vrije_poort, wacht_op

pytestmark = pytest.mark.browser

CONF = (WORTEL / "docs" / "nginx.conf").read_text(encoding="utf-8")
GEEN_NGINX = "nginx of openssl staat niet op deze computer; installeer beide om de proxy te testen"
KOPREGELS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
}
ZONDER_BEWIJS = ssl._create_unverified_context()  # the certificate was made a moment ago, by this test
BASIS = "wijken/haarlem"
RUIMTE = {"WEBSOCKETS_MAX_LINE_LENGTH": "32768"}  # as the manual says, for who signs in


def _vervang(tekst, **door):
    """Put the places of this machine where the file has those of an example; each of them stands in the file."""
    for oud, nieuw in door.items():
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    return tekst


@contextlib.contextmanager
def _nginx(map_, app, site, basis="", poort=None):
    """Run nginx with the documented file, only its addresses and folders replaced; gives its address."""
    poort, onveilig = poort or vrije_poort(), vrije_poort()
    sleutel, bewijs = map_ / "sleutel.pem", map_ / "bewijs.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*openssl, "-keyout", sleutel, "-out", bewijs], check=True, capture_output=True)
    conf = _vervang(
        CONF,
        **{
            "127.0.0.1:8501": app.split("/")[2],
            "listen 443 ": f"listen 127.0.0.1:{poort} ",
            "listen 80;": f"listen 127.0.0.1:{onveilig};",
            "wijkdekking.example.nl": "localhost",
            "/etc/ssl/certs/wijkdekking.pem": str(bewijs),
            "/etc/ssl/private/wijkdekking.key": str(sleutel),
            "/var/www/wijkdekking/": f"{site}/",
            "(?<basis>)": f"(?<basis>/{basis})" if basis else "(?<basis>)",  # as docs/beheer.md says
        },
    )
    tijdelijk = "\n".join(f"{soort}_temp_path {map_}/{soort};" for soort in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    (map_ / "mime.types").write_text("types { text/html html; application/json json; image/svg+xml svg; }")
    (map_ / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\nworker_processes 1;\npid {map_}/pid;\nerror_log {map_}/fout.txt;\nevents {{ }}\n"
        f"http {{\ninclude {map_}/mime.types;\n{tijdelijk}\n{conf}\n}}\n",
        encoding="utf-8",
    )
    with (map_ / "log.txt").open("wb") as uitvoer:
        opdracht = ["nginx", "-p", map_, "-c", map_ / "nginx.conf", "-e", map_ / "fout.txt"]
        proces = subprocess.Popen(opdracht, stdout=uitvoer, stderr=subprocess.STDOUT)
    try:
        wacht_op(f"https://localhost:{poort}/{basis}", proces, map_ / "fout.txt", context=ZONDER_BEWIJS)
        yield f"https://localhost:{poort}" + (f"/{basis}" if basis else "")
    finally:
        proces.terminate()
        proces.wait()


@pytest.fixture(scope="module")
def nodig(browser):
    """Both programs are there; under CI they have to be."""
    if shutil.which("nginx") and shutil.which("openssl"):
        return
    if os.environ.get("CI"):
        pytest.fail(f"{GEEN_NGINX}. Onder CI is dat verplicht.")
    pytest.skip(GEEN_NGINX)


@pytest.fixture(scope="module")
def proxy(nodig, site, tmp_path_factory):
    """The address of nginx in front of the application."""
    with (
        draaiend(tmp_path_factory.mktemp("app") / "log.txt") as app,
        _nginx(tmp_path_factory.mktemp("nginx"), app.adres, site) as adres,
    ):
        yield adres


@pytest.fixture
def bezoek(browser):
    """Open a window; at the end nothing was against the policy, and nothing went wrong."""
    fouten, contexten = [], []

    def nieuw(**opties):
        contexten.append(browser.new_context(ignore_https_errors=True, locale="nl-NL", **opties))
        page = contexten[-1].new_page()
        page.on("pageerror", lambda fout: fouten.append(str(fout)))
        # On the address of a page Streamlit asks twice under that address first, before it finds its own root.
        page.on("console", lambda r: r.type in {"error", "warning"} and "status of 404" not in r.text and fouten.append(r.text))  # fmt: skip
        page.on("response", lambda r: r.status >= 400 and "/_stcore/h" not in r.url and fouten.append(r.url))
        return page

    yield nieuw
    for context in contexten:
        context.close()
    assert fouten == []


def _vraag(adres, **kopregels):
    """Status and headers of one request; a redirect is not followed."""

    class Blijf(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Blijf, urllib.request.HTTPSHandler(context=ZONDER_BEWIJS))
    try:
        with opener.open(urllib.request.Request(adres, headers=kopregels), timeout=20) as antwoord:
            return antwoord.status, antwoord.headers
    except urllib.error.HTTPError as fout:
        return fout.code, fout.headers


KAART = ".wd[data-kaart=klaar] h1"


@pytest.mark.parametrize(("pagina", "teken"), [("", KAART), *PAGINAS.items()])
def test_every_page_works_under_the_policy(proxy, bezoek, pagina, teken):
    """Behind nginx every page comes up, the socket too, and the browser refuses nothing."""
    page = bezoek()
    antwoord = page.goto(f"{proxy}/{pagina}?peildatum=2024-07-01&van=2023-11-22&wijk=WK039201")
    page.wait_for_selector(teken)
    in_rust(page)
    beleid = antwoord.headers["content-security-policy"]
    assert {deel.split()[0] for deel in beleid.split("; ")} >= {"default-src", "frame-ancestors", "connect-src"}
    assert "unsafe-eval" not in beleid
    assert {naam: antwoord.headers.get(naam) for naam in KOPREGELS} == KOPREGELS
    assert antwoord.headers["cache-control"] == "no-cache"
    assert "access-control-allow-origin" not in antwoord.headers
    assert "/" not in antwoord.headers["server"]  # no version


def test_the_map_is_used_as_without_a_proxy(proxy, bezoek):
    """The sentence stands there, the map is drawn, a milestone changes both, and a file comes."""
    page = bezoek()
    page.goto(f"{proxy}/?peildatum=2024-07-01")
    page.wait_for_selector(KAART)
    kop = page.locator("h1.wd-antwoord")
    expect(kop).to_contain_text("Op 1 juli 2024 ")
    expect(page.frame_locator("iframe.wd-frame").locator("path.buurt")).to_have_count(111)
    page.locator(".wd-chip summary").click()
    page.locator(".wd-snel").get_by_role("button", name="22 nov 2023").click()
    expect(kop).to_contain_text("Op 22 november 2023 ")
    in_rust(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    assert download.value.suggested_filename.endswith(".csv")


def test_pointing_at_the_chart_works_without_eval(proxy, bezoek):
    """The chart tells its values under the pointer, which its library could do by making code of text."""
    page = bezoek()
    page.goto(f"{proxy}/verloop?peildatum=2024-07-01")
    grafiek = page.locator(PAGINAS["verloop"]).first
    grafiek.wait_for()
    in_rust(page)
    vak = grafiek.bounding_box()
    page.mouse.move(vak["x"] + vak["width"] / 2, vak["y"] + vak["height"] / 2)
    page.mouse.move(vak["x"] + vak["width"] / 2 + 2, vak["y"] + vak["height"] / 2)
    expect(page.locator("#vg-tooltip-element")).to_be_visible()


@pytest.mark.parametrize("pad", ["a/b", "kaart/iets/", "verloop/kaart", "static/../x/y"])
def test_an_address_of_two_parts_goes_to_the_map(proxy, pad):
    """What can be no page is sent to the root, by the name that the visitor used."""
    status, kop = _vraag(f"{proxy}/{pad}")
    assert (status, kop["Location"]) == (302, f"{proxy}/")


@pytest.mark.parametrize("pad", ["metrics", "upload_file/a/b", "agent/interact", "agent/openapi.json", "script-health-check"])  # fmt: skip
def test_doors_that_the_app_does_not_use_are_shut(proxy, pad):
    """Figures about the server, uploads and the interface for programs are not there."""
    assert _vraag(f"{proxy}/_stcore/{pad}")[0] == 404


def test_files_with_a_version_are_kept_and_the_rest_is_asked_again(proxy):
    """A browser keeps a file whose address changes with its content, and asks for the others."""
    for pad, bewaren in (
        ("app/static/streamlit/pagina.js?v=0123456789ab", "immutable"),
        ("app/static/streamlit/pagina.js", "no-cache"),
    ):
        status, kop = _vraag(f"{proxy}/{pad}")
        assert status == 200
        assert bewaren in kop["Cache-Control"]
        assert "javascript" in kop["Content-Type"]


def test_a_visitor_who_asks_too_much_is_slowed_down(proxy):
    """Of a hundred visits from one address in a moment most are refused with 429."""
    kop = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x"}
    antwoorden = [_vraag(f"{proxy}/_stcore/stream", **kop)[0] for _ in range(100)]
    assert antwoorden.count(429) > 50


def test_without_scripts_the_app_sends_to_the_publication_and_that_answers(proxy, bezoek):
    """Who allows no scripts reads in Dutch where the text is, and reads the answer there, with its tables."""
    page = bezoek(java_script_enabled=False)
    page.goto(f"{proxy}/")
    assert (
        page.locator("body").inner_text().strip()
        == "Deze app werkt met JavaScript. Lees het antwoord als tekst, zonder JavaScript."
    )
    page.get_by_role("link", name="Lees het antwoord als tekst").click()
    expect(page.locator("h1")).to_contain_text("Op 1 juli 2024 hebben 159.945 inwoners geen wijkplatform")
    expect(page.locator("[data-plek=lijst] tbody tr")).to_have_count(21)


def test_a_policy_that_forbids_scripts_leaves_the_answer_of_the_publication(browser, site):
    """The publication under a policy without any script has the sentence, the figures and the gap list as text."""
    context = browser.new_context()
    page = context.new_page()
    inhoud = (site / "index.html").read_text(encoding="utf-8")
    kop = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
    page.route("https://publicatie.example/", lambda r: r.fulfill(body=inhoud, headers=kop, content_type="text/html"))
    page.goto("https://publicatie.example/")
    expect(page.locator("h1")).to_contain_text("Op 1 juli 2024 hebben 159.945 inwoners geen wijkplatform")
    expect(page.locator("[data-w=haak]")).to_contain_text(" 159.945 inwoners ")
    assert page.locator("[data-plek=lijst] tbody tr:visible").count() == 21
    context.close()


def test_it_works_below_a_path_of_a_site(nodig, site, bezoek, tmp_path):
    """With a base path, and one word changed in the file as the manual says, map, page and odd address work there."""
    map_, nginx = tmp_path / "data", tmp_path / "nginx"
    map_.mkdir()
    nginx.mkdir()
    klein.schrijf_map(map_)
    with (
        draaiend(tmp_path / "log.txt", map_, basis=BASIS) as app,
        _nginx(nginx, app.adres, site, BASIS) as adres,
    ):
        page = bezoek()
        page.goto(f"{adres}/?peildatum=2024-07-01")
        page.wait_for_selector(KAART)
        page.goto(f"{adres}/verantwoording")
        page.wait_for_selector(PAGINAS["verantwoording"])
        assert _vraag(f"{adres}/a/b")[1]["Location"] == f"{adres}/"
        assert _vraag(f"{adres}/_stcore/metrics")[0] == 404
        page.context.close()  # before the server goes: a lost connection is an error too


def test_one_signs_in_through_it(nodig, site, bezoek, aanbieder, tmp_path):
    """Signing in and out goes through nginx and its policy, also with more cookies than fit its usual limits."""
    map_, nginx, poort = tmp_path / "app", tmp_path / "nginx", vrije_poort()
    map_.mkdir()
    nginx.mkdir()
    plek = Plek(map_, aanbieder, adres=f"https://localhost:{poort}")
    plek.zegt("jan", name="Jan", groepen=[str(uuid4()) for _ in range(120)])
    plek.rol("jan")
    with plek.open(**RUIMTE), _nginx(nginx, plek.adres, site, poort=poort) as adres:
        page = bezoek()
        niemand_buiten(page)
        page.goto(f"{adres}/proef?peildatum=2024-07-01")
        page.get_by_role("button", name="Aanmelden").click()
        page.locator("input[name=sub]").fill("jan")
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{adres}/proef?peildatum=2024-07-01")
        expect(page.locator(".wd-deur")).to_have_text("Aangemeld als Jan")
        koekjes = page.context.cookies()
        assert sum(len(koekje["name"]) + len(koekje["value"]) for koekje in koekjes) > 2**13
        page.context.close()


def test_the_unsafe_address_leads_to_the_safe_one():
    """Whoever asks without https is sent to the same address with it."""
    assert re.search(r"listen 80;\s+server_name [^;]+;\s+return 308 https://\$host\$request_uri;", CONF)
