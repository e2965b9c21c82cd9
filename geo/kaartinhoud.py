"""What is on the map page and in which order, for who speaks of it and does not draw it: folium takes long to load."""

from __future__ import annotations

import pandas as pd

from analysis.tabellen import Tabellen

# The only address outside the application, used only after the user has turned the base map on.
BASISKAART = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
BASISKAART_BRON = "Kaartgegevens © Kadaster"


def volgorde(tabellen: Tabellen) -> tuple[list[str], list[str], list[str]]:
    """Return the codes of the wijken and buurten and the ids of the initiatives, as the page numbers them."""
    return list(tabellen.wijken.index), list(tabellen.buurten.index), list(met_punt(tabellen.initiatieven).index)


def met_punt(initiatieven: pd.DataFrame) -> pd.DataFrame:
    """Return the initiatives that have a place on the map."""
    return initiatieven[initiatieven["lat"].notna()]
