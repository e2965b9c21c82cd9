"""The one door by which a page changes the register: who may is asked again in the very run that saves."""

from __future__ import annotations

from register import wijzigen
from register.opslag.fouten import OpslagFout
from register.opslag.ingrepen import Ingreep
from register.opslag.wijziging import SCHERM, Over
from ui.toegang import register, toegang


class GeenToegang(OpslagFout):
    """Who looks at this screen may not change the register (any more); `str()` says why, in Dutch. Nothing is saved."""


def bewaar(waarom: str, bron: str, sleutel: str | None, *ingrepen: Ingreep) -> wijzigen.Bewaard:
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
    mag = toegang()
    if mag.wie is None:
        raise GeenToegang(f"{mag.waarom} Er is niets bewaard.")
    return wijzigen.bewaar(register(), Over(mag.wie, SCHERM, waarom, bron, sleutel), *ingrepen)


def eerder_bewaard(sleutel: str) -> int | None:
    """Return under which number this was saved already, by a message whose answer got lost; None when it was not.

    Whoever asks this first does not take what the visitor did himself for what somebody else did.
    """
    opslag = register().opslag
    return opslag.onder_sleutel(sleutel) if opslag.is_begonnen() else None
