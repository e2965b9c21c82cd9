"""Who sits at this computer, as the system knows them."""

from __future__ import annotations

import getpass


def aanmeldnaam() -> str:
    """Return the name by which somebody is signed in to the system, “onbekend” when it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return "onbekend"
