"""Opening a page in Streamlit's AppTest, which itself only knows pages that are a file."""

import json
import re

from streamlit.util import calc_hash

KAART, VERLOOP, VERANDERD, BRIEFING, PRESENTATIE, VERANTWOORDING, REGISTER = (
    *("", "verloop", "veranderd", "briefing", "presentatie", "verantwoording", "register"),
)


def open_pagina(app, naam):
    """Run the page with this name in the address, as `AppTest.switch_page` does for a file."""
    app._page_hash = calc_hash(naam)
    return app.run()


def bericht(app, sleutel):
    """What is sent to the browser for the component with this key."""
    protos = [element.proto for element in app.get("bidi_component")]
    return next(json.loads(proto.json) for proto in protos if proto.id.endswith(f"-{sleutel}"))


def scherm(app):
    """What the browser makes of what is sent for the screen, but for which view it answers: its parts are in place."""
    uit = {naam: waarde for naam, waarde in bericht(app, "scherm").items() if naam != "antwoord"}
    if "delen" not in uit:
        return uit
    delen = {naam: bericht(app, f"bron-{sleutel}")["inhoud"] for naam, sleutel in uit.pop("delen").items()}
    heel = {
        plek: re.sub(r"<!--(\w+)-->", lambda gevonden: delen[gevonden[1]], html)
        for plek, html in uit["fragmenten"].items()
    }
    return uit | {"fragmenten": heel, "stand": delen["stand"]}
