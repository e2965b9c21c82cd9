"""The colours that carry meaning, each told once: change one here and it changes on every screen, picture and sheet.

What Python draws takes them from `KLEUREN`; style sheets read the properties that Python writes into each document.
"""

from __future__ import annotations

KLEUREN = {
    # What a buurt has, as a ground; patterns and lines tell them apart without colour.
    "platform": "#1457a3",  # also the line of one in oprichting; `platform_twijfel` is its lighter neighbour in a chart
    "wijkraad": "#9fb7c7",
    "zonder": "#f4eede",  # a wijkraad zonder ondersteuning
    "stip": "#7d6a3f",  # the dots of that, or its rings when it must be verified
    "geen": "#fbdfe0",
    # In a chart, where no pattern can be: stronger than the ground that they stand for.
    "platform_twijfel": "#6f9bd1",
    "zonder_vlak": "#d9c79a",
    "geen_vlak": "#e58e96",
    # Over and around what a buurt has.
    "gat": "#d12435",  # the hatch of a wijk without platform, and its bar in a list
    "rand": "#2e2e33",
    # Words: plain, about what is missing, about what is covered, and what explains.
    "inkt": "#1c1c20",
    "rood": "#a3121f",
    "blauw": "#0f4480",
    "grijs": "#55555c",
    # What is chosen or has the focus; Streamlit has the same in `.streamlit/config.toml`.
    "accent": "#1457a3",
}


def eigenschappen() -> dict[str, str]:
    """Return the colours as properties for a style sheet, by name.

    Examples
    --------
    >>> eigenschappen()["--wd-platform"] == KLEUREN["platform"]
    True
    """
    return {f"--wd-{naam}": kleur for naam, kleur in KLEUREN.items()}


def stijl() -> str:
    """Return the style that gives a document these properties."""
    return ":root{" + ";".join(f"{naam}:{kleur}" for naam, kleur in eigenschappen().items()) + "}"
