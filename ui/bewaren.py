"""The one door by which a page changes the register: who may is asked again in the very run that saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from register.opslag.fouten import OpslagFout
from register.opslag.ingrepen import Ingreep
from ui.toegang import register, toegang

if TYPE_CHECKING:
    from register.wijzigen import Bewaard


class GeenToegang(OpslagFout):
    """Who looks at this screen may not change the register (any more); `str()` says why, in Dutch. Nothing is saved."""


def bewaar(waarom: str, bron: str, sleutel: str | None, *ingrepen: Ingreep) -> Bewaard:
    """Save one numbered change from this screen, or nothing at all.

    What a page has drawn says nothing of who asks for this: a message can be forged, a role taken away and a sign-in
    grown old since. So it is asked here, and the store asks for the role once more within its transaction.

    Parameters
    ----------
    waarom, bron : str
        What the log says of it; `waarom` is never empty.
    sleutel : str or None
        With one the same save can be asked for again (a double click, a retry) and is saved once.
    *ingrepen : Ingreep

    Raises
    ------
    GeenToegang, DataFout, Conflict, VerkeerdeVraag, OpslagFout
        In all cases nothing has been saved.
    """
    from register.opslag.opslag import SCHERM, Over
    from register.wijzigen import bewaar as bewaar_in

    mag = toegang()
    if mag.wie is None:
        raise GeenToegang(f"{mag.waarom} Er is niets bewaard.")
    return bewaar_in(register(), Over(mag.wie, SCHERM, waarom, bron, sleutel), *ingrepen)
