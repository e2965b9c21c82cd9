"""A visitor without a browser: opens the socket of a running application, and can send whatever a browser never would."""

import contextlib
import json

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

GEDULD = 60  # s


class Bezoeker:
    """One connection and so one session; `zie` runs the page and keeps what came. `koppen` go along, as of a browser."""

    def __init__(self, adres, protocollen=(), **koppen):
        self._stapel = contextlib.ExitStack()
        stroom = f"{adres.replace('http', 'ws', 1)}/_stcore/stream"
        # Who leaves does not wait for a goodbye: what was never read would stand in the way of it.
        verbinding = connect(
            stroom,
            subprotocols=["streamlit", *protocollen],
            additional_headers=koppen,
            max_size=None,
            close_timeout=0.1,
        )
        self._socket = self._stapel.enter_context(verbinding)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ga()

    def ga(self):
        """Close the connection."""
        self._stapel.close()

    def stuur(self, soort, waarde=True):
        """Send one of the kinds of message that a browser can send."""
        bericht = BackMsg()
        veld = getattr(bericht, soort)
        veld.SetInParent() if hasattr(veld, "SetInParent") else setattr(bericht, soort, waarde)
        self._socket.send(bericht.SerializeToString())

    def stuur_ruw(self, bericht):
        self._socket.send(bericht)

    def vraag(self, adres="", pagina=""):
        """Ask for a page, and do not wait for it."""
        bericht = BackMsg()
        bericht.rerun_script.query_string = adres
        bericht.rerun_script.page_name = pagina
        self._socket.send(bericht.SerializeToString())

    def zie(self, adres="", pagina=""):
        """Ask for a page and return what came: all elements, until the script was done."""
        self.vraag(adres, pagina)
        return self.tot_klaar()

    def tot_klaar(self):
        elementen = []
        while True:
            bericht = ForwardMsg()
            bericht.ParseFromString(self._socket.recv(timeout=GEDULD))
            if bericht.WhichOneof("type") == "delta" and bericht.delta.WhichOneof("type") == "new_element":
                elementen.append(bericht.delta.new_element)
            if bericht.WhichOneof("type") == "script_finished":
                return elementen


def scherm(elementen):
    """What the map page is told to show, None when there is no map."""
    inhoud = [
        json.loads(e.bidi_component.json)
        for e in elementen
        if e.WhichOneof("type") == "bidi_component" and e.bidi_component.json
    ]
    return next((deel for deel in inhoud if deel.get("soort") == "scherm"), None)


def teksten(elementen):
    """Every text and piece of HTML on a page, one after the other."""
    uit = []
    for element in elementen:
        soort = element.WhichOneof("type")
        uit.append(getattr(getattr(element, soort), "body", "") or getattr(getattr(element, soort), "message", ""))
    return "\n".join(uit)
