"""A running application and what its visitors can send: nothing takes the answer, the register or the room from others."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tomllib

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests import klein
from tests.bezoeker import Bezoeker, scherm, teksten
from tests.echt import WORTEL
from tests.servers import draaiend

INSTELLINGEN = tomllib.loads((WORTEL / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MB = 1_000_000


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The application as it runs, with the small registers in a folder that a test may change."""
    map_ = klein.schrijf_map(tmp_path_factory.mktemp("data"))
    with draaiend(tmp_path_factory.mktemp("server") / "log.txt", map_) as een:
        yield een, map_


@pytest.fixture
def adres(app):
    return app[0].adres


def _nieuw(map_):
    map_.mkdir()
    return map_


def _kaart(adres):
    """What a new visitor gets to see: the mark of the map."""
    with Bezoeker(adres) as ander:
        return scherm(ander.zie("peildatum=2024-07-01"))["kaartsleutel"]


def test_clearing_the_cache_leaves_the_last_good_version_to_all(app):
    """A visitor sends `clear_cache` after the data on disk has broken: everybody still sees the last good version."""
    server, map_ = app
    goed = _kaart(server.adres)
    heel = (map_ / "organisaties.csv").read_bytes()
    try:
        (map_ / "organisaties.csv").write_text("stuk", encoding="utf-8")
        with contextlib.ExitStack() as stapel:
            kwaad = stapel.enter_context(Bezoeker(server.adres))
            kwaad.zie()
            kwaad.stuur("clear_cache")
            ander = stapel.enter_context(Bezoeker(server.adres))
            for gezien in (kwaad.zie("peildatum=2024-07-01"), ander.zie("peildatum=2024-07-01")):
                assert scherm(gezien)["kaartsleutel"] == goed
                assert "U ziet de laatste goede versie." in teksten(gezien)
                assert not [e for e in gezien if e.WhichOneof("type") == "exception"]
    finally:
        (map_ / "organisaties.csv").write_bytes(heel)
    assert _kaart(server.adres) == goed


# What the server does for one visitor on these messages is its own affair; the next one gets the answer.
BERICHTEN = ["clear_cache", "load_git_info", "stop_script", "app_heartbeat", "debug_shutdown_runtime", "debug_disconnect_websocket", "set_run_on_save", "file_urls_request", "backend_operation_request"]  # fmt: skip


@pytest.mark.parametrize("soort", BERICHTEN)
def test_no_kind_of_message_takes_the_answer_from_others(adres, soort):
    """After each message that a browser can send, in the middle of an answer and a hundred times, others see the map."""
    goed = _kaart(adres)
    with Bezoeker(adres) as kwaad:
        kwaad.vraag()
        for _ in range(100):
            kwaad.stuur(soort)
        assert _kaart(adres) == goed


def test_every_kind_of_message_is_tried():
    """The list above holds all that the protocol of this Streamlit has, but for the ordinary question itself."""
    soorten = {veld.name for veld in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert soorten - {"rerun_script"} == set(BERICHTEN)


@pytest.mark.parametrize(
    "ruw",
    [b"\xff" * 1000, b"\x0a" * 100_000, bytes(2 * MB), bytes(30 * MB), "tekst", b""],
    ids=["onzin", "genest", "te-groot", "veel-te-groot", "tekst", "leeg"],
)
def test_nonsense_on_the_socket_ends_at_most_the_own_connection(adres, ruw):
    """What is no message, or too large for one, closes the connection of who sends it, and others see the map."""
    goed = _kaart(adres)
    with Bezoeker(adres) as kwaad:
        try:
            kwaad.stuur_ruw(ruw)
            kwaad.zie()
        except ConnectionClosed:
            assert ruw != b""
        assert _kaart(adres) == goed


def test_thousands_of_made_up_controls_are_ignored(adres):
    """Ten thousand states of controls that do not exist give an ordinary answer."""
    bericht = BackMsg()
    for nummer in range(10_000):
        staat = bericht.rerun_script.widget_states.widgets.add()
        staat.id, staat.string_value = f"$$ID-{nummer:032x}-verzonnen{nummer}", "x"
    with Bezoeker(adres) as kwaad:
        kwaad.stuur_ruw(bericht.SerializeToString())
        assert scherm(kwaad.tot_klaar()) is not None
        assert scherm(kwaad.zie()) is not None


def test_a_page_of_another_site_cannot_open_the_socket(adres):
    """A browser that sits on someone else's page is refused: it always says which page that is."""
    ws = adres.replace("http", "ws", 1) + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as weigering, connect(ws, origin="https://elders.example"):
        pass
    assert weigering.value.response.status_code == 403


def test_nothing_about_visitors_is_logged(app):
    """After all of the above the log has no address of a visitor, no session and no question."""
    server, _ = app
    with Bezoeker(server.adres) as een:
        een.zie("peildatum=2024-07-01&wijk=GEHEIM")
    # A refused page of another site is named with the address of the application itself.
    log = server.log.read_text(encoding="utf-8", errors="replace").replace(server.adres.removeprefix("http://"), "")
    assert [regel for regel in log.splitlines() if "GEHEIM" in regel or "127.0.0.1" in regel] == []


# --- where it listens, and what it takes ---


def test_it_listens_on_this_computer_only(tmp_path):
    """Started without more, the application answers on localhost, and on no other address of this machine."""
    with draaiend(tmp_path / "log.txt", host=None) as server:
        poort = int(server.adres.rpartition(":")[2])
        for ander in {"127.0.0.2", _eigen_adres()} - {"127.0.0.1"}:
            with pytest.raises(OSError, match=r".*"), socket.create_connection((ander, poort), timeout=5):
                pass


def _eigen_adres():
    """The address by which others know this machine; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as doos:
        try:
            doos.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return doos.getsockname()[0]


def _make(*delen, **omgeving):
    """The commands that make would run."""
    if not shutil.which("make"):
        pytest.skip("make staat niet op deze computer")
    return subprocess.run(
        ["make", "-n", "run", *delen], cwd=WORTEL, env=os.environ | omgeving, capture_output=True, text=True, check=True
    ).stdout


def test_only_who_asks_opens_it_to_others():
    """`make run HOST=0.0.0.0` opens the application and says so; a HOST that a shell happens to have does not."""
    assert "--server.address 0.0.0.0" in _make("HOST=0.0.0.0")
    assert 'echo "Let op: de app luistert op 0.0.0.0' in _make("HOST=0.0.0.0")
    for gewoon in (_make(), _make(HOST="x86_64-conda-linux-gnu")):
        assert "--server.address" not in gewoon


def test_each_setting_has_its_reason():
    """Every line of the settings that sets something says why, on the line or right above it."""
    vorige = ""
    for regel in (WORTEL / ".streamlit" / "config.toml").read_text(encoding="utf-8").splitlines():
        if "=" in regel and not regel.startswith("#") and not regel.startswith(("base", "primaryColor", "textColor")):
            assert "  # " in regel or vorige.startswith("#"), regel
        vorige = regel


# Settings that are real, but hidden from the list of Streamlit.
VERBORGEN = {"maxWidgetStateSize", "maxCachedMessageAge", "minCachedMessageSize", "postScriptGC"}


def test_what_never_changes_is_not_in_every_answer(app):
    """The frame of the screen goes to a visitor once: no component carries it along with each answer."""
    lopend, _ = app
    with Bezoeker(lopend.adres) as bezoeker:
        elementen = bezoeker.zie("peildatum=2024-07-01")
    vast = [e.bidi_component.html_content for e in elementen if e.WhichOneof("type") == "bidi_component"]
    assert len(vast) > 4
    assert max(map(len, vast)) < 50
    assert "wd-legenda" in next(e.bidi_component.json for e in elementen if '"raam-' in e.bidi_component.json)


def test_the_app_takes_no_files_and_no_large_messages():
    """Uploads and messages are as small as Streamlit can set them; the settings are those that it knows."""
    server = INSTELLINGEN["server"]
    assert (server["maxUploadSize"], server["maxWidgetStateSize"]) == (1, 1)
    assert server["maxMessageSize"] <= 20
    bekend = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"], cwd=WORTEL, capture_output=True, text=True, check=True
    ).stdout
    for deel, waarden in INSTELLINGEN.items():
        for naam in set(waarden) - VERBORGEN:
            assert f"\n{naam} = " in bekend, f"{deel}.{naam}"


# --- room ---

resource = pytest.importorskip("resource", reason="Windows kent geen grens aan open bestanden")


def _grens(zacht, hard=None):
    """Set the limit of open files of a new process, as `ulimit -n` does."""

    def zet():
        resource.setrlimit(resource.RLIMIT_NOFILE, (zacht, hard or resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    return zet


def test_a_mac_with_its_256_open_files_takes_a_hundred_visitors(tmp_path):
    """Where a process starts with 256 open files but may have more, a hundred visitors are served, without a word."""
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 1000:
        pytest.skip("deze computer staat geen duizend open bestanden toe")
    map_ = klein.schrijf_map(_nieuw(tmp_path / "data"))
    with draaiend(tmp_path / "log.txt", map_, preexec_fn=_grens(256)) as server:
        with contextlib.ExitStack() as stapel:
            for nummer in range(100):
                een = stapel.enter_context(Bezoeker(server.adres))
                assert nummer % 99 or scherm(een.zie())
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_the_log_stays_short_when_even_that_is_not_enough(tmp_path):
    """A hundred visitors where 90 files is all there is: most are refused, and the log says so in a few lines."""
    map_ = klein.schrijf_map(_nieuw(tmp_path / "data"))
    with draaiend(tmp_path / "log.txt", map_, preexec_fn=_grens(90, 90)) as server:
        with Bezoeker(server.adres) as eerste:
            eerste.zie()
        poort = int(server.adres.rpartition(":")[2])
        dozen = [socket.create_connection(("127.0.0.1", poort)) for _ in range(100)]
        regels = []
        while not any("Te veel bezoekers tegelijk" in regel for regel in regels):
            regels = server.log.read_text(encoding="utf-8").splitlines()
            assert server.proces.poll() is None
        assert len(regels) < 100
        for doos in dozen:
            doos.close()
        regels = server.log.read_text(encoding="utf-8").splitlines()
        assert sum("Te veel bezoekers tegelijk" in regel for regel in regels) == 1
        assert not any("socket.accept" in regel for regel in regels)
