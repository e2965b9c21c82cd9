"""What the application was started with: `streamlit run app.py -- --data ADRES --bewerken`."""

from __future__ import annotations

import argparse
import sys
from typing import NamedTuple


class Opties(NamedTuple):
    """The options of the application.

    Attributes
    ----------
    data : str or None
        Where the register is; None is what the environment says, or our own.
    bewerken : bool
        Whether who sits at this computer may change the register without signing in.
    """

    data: str | None
    bewerken: bool


def opties() -> Opties:
    """Return what this process was started with; what the application does not know is left to others."""
    lezer = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    lezer.add_argument("--data")
    lezer.add_argument("--bewerken", action="store_true")
    # Streamlit and make may each have put a "--" before what is for the application.
    gegeven = [deel for deel in sys.argv[1:] if deel != "--"]
    return Opties(**vars(lezer.parse_known_args(gegeven)[0]))
