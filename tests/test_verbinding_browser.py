"""When the connection fails: one view in all places afterwards, and the first act counts. In a real browser."""

import contextlib
import re
import socket
import subprocess
import sys
import threading
from datetime import date

import pytest
from playwright.sync_api import expect

from analysis.nederlands import datum
from tests.bezoek import NORMAAL, Reis, in_rust
from tests.echt import WORTEL
from tests.oordeel import controleer
from tests.servers import stop, vrije_poort, wacht_op

pytestmark = pytest.mark.browser


class Lijn:
    """A line between browser and server that can be cut and mended, on an address of its own."""

    def __init__(self):
        self.doel, self.open = 0, True
        self.paren = set()
        self.luisteraar = socket.create_server(("127.0.0.1", 0))
        self.poort = self.luisteraar.getsockname()[1]
        threading.Thread(target=self._neem_aan, daemon=True).start()

    def _neem_aan(self):
        with contextlib.suppress(OSError):
            while True:
                kant, _ = self.luisteraar.accept()
                threading.Thread(target=self._verbind, args=(kant,), daemon=True).start()

    def _verbind(self, kant):
        ander = None
        with contextlib.suppress(OSError):
            ander = socket.create_connection(("127.0.0.1", self.doel), timeout=5) if self.open else None
        if ander is None:
            kant.close()
            return
        ander.settimeout(None)
        self.paren |= {kant, ander}
        for van, naar in ((kant, ander), (ander, kant)):
            threading.Thread(target=self._breng, args=(van, naar), daemon=True).start()

    def _breng(self, van, naar):
        with contextlib.suppress(OSError):
            while deel := van.recv(65_536):
                naar.sendall(deel)
        self._sluit(van, naar)

    def _sluit(self, *kanten):
        for kant in kanten:
            with contextlib.suppress(OSError):
                kant.shutdown(socket.SHUT_RDWR)
            kant.close()
            self.paren.discard(kant)

    def verbreek(self):
        self.open = False
        self._sluit(*list(self.paren))

    def herstel(self, server=None):
        """Mend it; to this server, or to the one that was there."""
        if server:
            self.doel = server.poort
        self.open = True

    def weg(self):
        self.luisteraar.close()
        self.verbreek()


class Storing(Reis):
    """A visitor whose connection fails: what the browser then says about the network is no error of ours."""

    storing = True

    def verbroken(self):
        self.page.wait_for_function("() => document.documentElement.matches('.wd-verbroken')")

    def hersteld(self):
        self.page.wait_for_function("() => !document.documentElement.matches('.wd-verbroken, .wd-onbeantwoord')")
        in_rust(self.page)

    def raakt_vergeten(self, server):
        """Lose the connection, and find it back with a server that knows nothing of this visitor, as after a new start."""
        self.lijn.verbreek()
        self.verbroken()
        self.lijn.herstel(server)


class Server:
    """The application, to be stopped and started again on the same port."""

    def __init__(self, map_):
        self.poort, self.log, self.proces = vrije_poort(), map_ / "log.txt", None

    def start(self):
        opdracht = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.poort)]
        with self.log.open("ab") as uitvoer:
            self.proces = subprocess.Popen(
                [*opdracht, "--server.address", "127.0.0.1"], cwd=WORTEL, stdout=uitvoer, stderr=subprocess.STDOUT
            )

    def wacht(self):
        wacht_op(f"http://127.0.0.1:{self.poort}/_stcore/health", self.proces, self.log)

    def herstart(self):
        stop(self.proces)
        self.start()
        self.wacht()


@pytest.fixture(scope="module")
def servers(browser, tmp_path_factory):
    """Two servers of the same application, which know nothing of each other's visitors."""
    twee = [Server(tmp_path_factory.mktemp("opnieuw")) for _ in range(2)]
    for server in twee:
        server.start()
    for server in twee:
        server.wacht()
    yield twee
    for server in twee:
        stop(server.proces)


@pytest.fixture(scope="module")
def lijn():
    """The one line between browser and server: on the same address the browser has its files still."""
    een = Lijn()
    yield een
    een.weg()


@pytest.fixture
def storing(vensters, servers, lijn):
    """Open a window on the far side of the line; at the end nothing has gone wrong in it."""
    lijn.herstel(servers[0])
    with vensters.leen(NORMAAL) as context:
        een = Storing(context, f"http://127.0.0.1:{lijn.poort}")
        een.lijn = lijn
        yield een
    assert een.fouten == []


def _een_beeld(een, register, dag, variant="persbericht", gebied=None, wijk=""):
    """Assert that sentence, map, list, date field, address and files are of one view."""
    een.hersteld()
    kaart = controleer(een, register, dag, variant, gebied)
    assert kaart["gekozen"] == ([wijk] if wijk else [])
    assert een.dag() == dag
    expect(een.datum).to_have_text(datum(dag))
    een.rust(dag)
    with een.page.expect_download() as download:
        een.page.get_by_role("button", name="CSV", exact=True).first.click()
    assert dag.isoformat() in download.value.suggested_filename
    assert f";{dag.isoformat()};{variant};".encode() in download.value.path().read_bytes()


def _stap(een, naam="volgende verandering"):
    """Take a step on the timeline, and wait until the hand has rested: the view is chosen then."""
    adres = een.page.url
    een.page.get_by_role("button", name=naam).click()
    een.page.wait_for_url(lambda url: url != adres)


def test_a_step_without_connection_holds_in_all_places_afterwards(storing, register):
    """One and two moves that are made while the connection is gone are shown everywhere when it is back."""
    een = storing.open(peildatum="2024-07-01")
    in_rust(een.page)
    for stappen in (1, 2):
        een.lijn.verbreek()
        een.verbroken()
        for _ in range(stappen):
            _stap(een)
        een.lijn.herstel()
        _een_beeld(een, register, een.dag())
    assert een.dag() > date(2024, 7, 1)


def test_layer_and_wijk_without_connection_hold_afterwards(storing, register):
    """A layer that is turned off and a wijk that is chosen meanwhile are those of map, list and address."""
    een = storing.open(peildatum="2024-07-01")
    in_rust(een.page)
    een.lijn.verbreek()
    een.verbroken()
    een.lagen("Namen en inwoners")
    een.klik_wijk("WK039215")
    een.lijn.herstel()
    een.hersteld()
    expect(een.dossier).to_have_text("Delftwijk")
    een.frame.wait_for_selector(".zonder-namen")
    een.page.wait_for_url("**lagen=wijkraden**")
    een.page.get_by_role("tab").first.click()
    _een_beeld(een, register, date(2024, 7, 1), wijk="WK039215")


def test_a_tab_that_is_opened_before_the_answer_stays_open(storing):
    """Who chooses a wijk and at once opens the list reads on in the list when the answer comes; a next wijk opens its tab."""
    een = storing.open(peildatum="2024-07-01")
    in_rust(een.page)
    lijst, wijk = een.page.locator("[data-paneel=lijst]"), een.page.get_by_role("tab").last
    een.lijn.verbreek()
    een.verbroken()
    een.klik_wijk("WK039215")
    een.page.get_by_role("tab").first.click()
    een.lijn.herstel()
    een.hersteld()
    expect(wijk).to_have_text("Delftwijk")
    expect(wijk).to_have_attribute("aria-selected", "false")
    expect(lijst).to_be_visible()
    lijst.get_by_role("button", name="Europawijk", exact=True).click()
    expect(wijk).to_have_text("Europawijk")
    expect(wijk).to_have_attribute("aria-selected", "true")
    expect(lijst).to_be_hidden()


def test_a_server_that_was_started_anew_answers_what_was_chosen_meanwhile(storing, servers, register):
    """A move without connection, and a server that knows nothing of the visitor when it comes back."""
    een = storing.open(peildatum="2024-07-01")
    een.kies("Gebied", "Noord")
    een.page.wait_for_url("**gebied=Noord**")
    in_rust(een.page)
    een.lijn.verbreek()
    een.verbroken()
    _stap(een)
    servers[0].herstart()
    een.lijn.herstel()
    _een_beeld(een, register, een.dag(), gebied="Noord")


EERSTE_DADEN = {
    "pil": (lambda een: een.pil("1 jan 2024"), {"dag": date(2024, 1, 1)}),
    "gebied": (lambda een: een.kies("Gebied", "Oost"), {"gebied": "Oost"}),
    "wijk": (lambda een: een.klik_wijk("WK039215"), {"wijk": "WK039215"}),
}


def test_the_first_act_after_a_new_start_counts(storing, servers, register):
    """After the server was started anew a click on a date, a gebied or a wijk does what it says, and files come."""
    verwacht = {"dag": date(2024, 7, 1)}
    een = storing.open(peildatum="2024-07-01")
    for nummer, (doe, anders) in enumerate(EERSTE_DADEN.values(), 1):
        in_rust(een.page)
        een.raakt_vergeten(servers[nummer % 2])
        doe(een)
        verwacht |= anders
        een.hersteld()
        een.page.get_by_role("tab").first.click()
        _een_beeld(een, register, **verwacht)


def test_another_page_after_a_new_start_keeps_the_view(storing, servers, register):
    """A link that was opened, a new server, and a click on another page: still the date and gebied of the link."""
    een = storing.open(peildatum="2024-07-01", gebied="Noord")
    in_rust(een.page)
    een.raakt_vergeten(servers[1])
    een.hersteld()
    een.page.get_by_role("link", name="Verloop").click()
    expect(een.page.get_by_role("heading", name="Noord").first).to_be_visible()
    in_rust(een.page)
    een.page.get_by_role("link", name="Stad", exact=True).click()
    een.page.wait_for_selector(".wd[data-kaart=klaar]")
    een.wacht_op_tijdlijn()
    _een_beeld(een, register, date(2024, 7, 1), gebied="Noord")


def test_the_wall_view_is_where_the_presenter_went_without_connection(storing):
    """Screens that are turned without connection: screen and address agree when it is back, and a reload shows the same."""
    een = storing
    een.page.goto(f"{een.adres}/presentatie?peildatum=2024-07-01")
    een.page.wait_for_selector(".wd-presentatie[data-kaart=klaar] .wd-knop[aria-valuenow]")
    in_rust(een.page)
    een.lijn.verbreek()
    een.verbroken()
    for _ in range(2):
        een.page.keyboard.press("ArrowRight")
    een.page.keyboard.press("ArrowDown")
    een.page.wait_for_url("**gebied=Noord**")
    een.lijn.herstel()
    een.hersteld()
    kop, adres = een.kop.inner_text(), een.page.url
    assert "gebied Noord" in kop
    een.page.reload()
    een.page.wait_for_selector(".wd-presentatie[data-kaart=klaar] .wd-knop[aria-valuenow]")
    expect(een.kop).to_have_text(kop, use_inner_text=True)
    een.page.wait_for_url(adres)


def test_without_connection_the_page_says_so_in_dutch(storing):
    """What still works and what waits is told in Dutch while the connection is gone, and no English comes instead."""
    een = storing.open(peildatum="2024-07-01")
    in_rust(een.page)
    een.lijn.verbreek()
    een.verbroken()
    melding = een.page.get_by_role("status").filter(has_text="verbinding")
    expect(melding).to_be_visible()
    expect(een.page.get_by_text(re.compile("Connection error|Connecting|Is Streamlit"))).to_have_count(0)
    een.lijn.herstel()
    een.hersteld()
    expect(melding).to_be_hidden()
