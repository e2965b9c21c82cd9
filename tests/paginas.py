"""Opening a page in Streamlit's AppTest, which itself only knows pages that are a file."""

from streamlit.util import calc_hash

KAART, VERLOOP, VERANDERD, BRIEFING, PRESENTATIE, VERANTWOORDING = (
    *("", "verloop", "veranderd", "briefing", "presentatie", "verantwoording"),
)


def open_pagina(app, naam):
    """Run the page with this name in the address, as `AppTest.switch_page` does for a file."""
    app._page_hash = calc_hash(naam)
    return app.run()
