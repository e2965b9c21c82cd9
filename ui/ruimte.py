"""Room for many visitors: enough open files, and a short log when even those run out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from systeem.klok import verstreken

try:
    import resource
except ImportError:  # Windows knows no such limit
    resource = None  # type: ignore[assignment]

# A visitor takes four open files, one that left takes three until the connection can no longer come back.
OPEN_BESTANDEN = 8192
_STILTE = 60  # s between two lines about the same trouble


@cache
def maak_ruimte() -> None:
    """Let this process open as many files as it may, up to `OPEN_BESTANDEN`; a Mac starts with 256. Done once."""
    logging.getLogger("asyncio").addFilter(_eens_per_minuut())
    if resource is None:
        return
    zacht, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    mag = OPEN_BESTANDEN if hard == resource.RLIM_INFINITY else min(OPEN_BESTANDEN, hard)
    if zacht != resource.RLIM_INFINITY and zacht < mag:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (mag, hard))
        except (OSError, ValueError):
            logging.getLogger("wijkdekking").warning("Het systeem staat niet meer dan %d open bestanden toe.", zacht)


def _eens_per_minuut() -> Callable[[logging.LogRecord], bool]:
    """Return a filter that says once a minute that a visitor was refused.

    Python repeats a refused connection with a traceback two thousand times a second.
    """
    laatst: float = -_STILTE

    def filter_(regel: logging.LogRecord) -> bool:
        nonlocal laatst
        if "socket.accept() out of system resource" not in regel.getMessage():
            return True
        if verstreken() - laatst < _STILTE:
            return False
        laatst = verstreken()
        regel.msg, regel.args, regel.exc_info = (
            "Te veel bezoekers tegelijk: het systeem staat niet meer open bestanden toe. Zie docs/beheer.md.",
            (),
            None,
        )
        return True

    return filter_
