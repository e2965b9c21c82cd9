"""The colours that carry meaning, each told once: change one here and it changes on every screen, picture and sheet.

What Python draws takes them from `KLEUREN`; style sheets read the properties that Python writes into each document.
"""

from __future__ import annotations

KLEUREN = {
    # What the residents of a buurt have: warm where the municipality must reach them itself, the stronger the less
    # there is. What is still to be verified has white stripes over the same colour.
    "niets": "#b0132b",
    "lang": "#f0a05a",  # a wijkraad that gave no sign for years
    "zonder": "#fce9c4",  # a wijkraad without support
    "met": "#86adc9",  # a wijkraad with support
    "platform": "#0b3c7a",  # also the line of one in oprichting
    "deels": "#5a86bd",  # in a chart: a platform in a part of the wijk
    "kaal": "#eddcd6",  # no platform, when the layer of wijkraden is off
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
