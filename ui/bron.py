"""The registers for the screen: read once per version, and the last good version kept when a new one is broken.

What is kept here is shared by all visitors and lives outside Streamlit's own caches: a message that any visitor can
send (`clear_cache`) empties those, for everybody.
"""

from __future__ import annotations

import json
import logging
import threading
from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from analysis.controle.bevinding import Bevinding
from analysis.stand.stand import Stand
from analysis.teksten.registerwijziging import Registerverschil
from analysis.vraag import Vraag
from register.adres import Adres, vind_adres
from register.bevraging import Bevraging
from register.bewaard import is_ongewijzigd, productmerk, register_van
from register.geschiedenis import registerverschil
from register.kennis import BekendOp, Kennis
from register.opslag.fouten import OpslagFout, VerkeerdeVraag
from register.register import DataFout, Register
from systeem.klok import vandaag
from systeem.voorraad import voorraad
from ui.omlijsting import script_versie, statisch_adres
from ui.opties import opties
from web.presentatie import presentatie
from web.scherm import Situatie, situatie
from web.staat import Staat
from web.tijdlijn import Nu, door_de_tijd, tijdlijn, wijkteksten
from web.werkgebied import werkgebied_html
from web.zoeken import zoekindex

_LOG = logging.getLogger("wijkdekking")
T = TypeVar("T")


class Geheugen:
    """Answers that all visitors share: each is made once, also when many ask at the same time.

    So many are kept (`hoogstens`); the one that was made first goes first.

    Examples
    --------
    >>> geheugen = Geheugen(1)
    >>> [geheugen.geef("a", lambda: 1), geheugen.geef("a", lambda: 2), geheugen.geef("b", lambda: 3)]
    [1, 1, 3]
    """

    def __init__(self, hoogstens: int) -> None:
        self._hoogstens = hoogstens
        self._gemaakt: dict[Hashable, Any] = {}
        self._slot = threading.Lock()

    def geef(self, sleutel: Hashable, maak_: Callable[[], T]) -> T:
        """Return what was made under a key, or make it now; whoever asks meanwhile waits. A mistake is not kept."""
        nog_niet = object()
        if (bekend := self._gemaakt.get(sleutel, nog_niet)) is not nog_niet:
            return bekend
        with self._slot:
            if sleutel not in self._gemaakt:
                nieuw = maak_()
                while len(self._gemaakt) >= self._hoogstens:
                    del self._gemaakt[next(iter(self._gemaakt))]
                self._gemaakt[sleutel] = nieuw
            return self._gemaakt[sleutel]


@dataclass(frozen=True)
class Laatste:
    """The last good register of a place, and what is wrong with what is there now."""

    register: Register | None = None
    fouten: list[Bevinding] = field(default_factory=list)


class _Bewaard:
    """What is known of one register. Nothing that a visitor sends reaches it."""

    def __init__(self, adres: Adres) -> None:
        self._adres = adres
        self._laatste = Laatste()
        self._beoordeeld: str | None = None  # the fingerprint of the files that `_laatste` tells of
        self._slot = threading.Lock()

    def nu(self, *, wacht: bool = False) -> Laatste:
        if not self._is_beoordeeld() and self._slot.acquire(blocking=wacht or self._laatste.register is None):
            # Whoever has a good version goes on with it while one visitor's question reads the new one.
            try:
                if not self._is_beoordeeld():
                    self._beoordeel()
            finally:
                self._slot.release()
        return self._laatste

    def _is_beoordeeld(self) -> bool:
        return self._beoordeeld is not None and self._beoordeeld == _vingerafdruk(self._adres)

    def _beoordeel(self) -> None:
        """Read what is there now. It is good when the screen can be made of it; otherwise the last good one stays."""
        vooraf = None
        try:
            levering = self._adres.levering()
            vooraf = levering.vingerafdruk
            register = register_van(levering)
            _probeer(register)
        except DataFout as fout:
            self._laatste, self._beoordeeld = Laatste(self._laatste.register, fout.bevindingen), vooraf
        except (OpslagFout, VerkeerdeVraag) as fout:  # a database that does not answer may do so the next time
            niet = Bevinding("het register", 0, "", "niet-te-lezen", str(fout).rstrip("."))
            self._laatste, self._beoordeeld = Laatste(self._laatste.register, [niet]), None
        except Exception as fout:  # noqa: BLE001  whatever it is, visitors keep the last good version and read Dutch
            _LOG.exception("De gegevens in %s konden niet worden verwerkt", self._adres.naam)
            self._laatste = Laatste(self._laatste.register, [_onverwacht(fout)])
            # What a full disk or memory refused may go well the next time; the rest fails again on the same files.
            self._beoordeeld = None if isinstance(fout, OSError | MemoryError) else vooraf
        else:
            self._laatste, self._beoordeeld = Laatste(register), register.vingerafdruk


def _vingerafdruk(adres: Adres) -> str | None:
    """Return the fingerprint of what is there now, None when it cannot be taken."""
    try:
        return adres.vingerafdruk()
    except Exception:  # noqa: BLE001  reading them tells what is wrong
        return None


def _onverwacht(fout: Exception) -> Bevinding:
    return Bevinding(
        "de bestanden samen",
        0,
        "",
        "onverwacht",
        f"de gegevens kunnen niet worden verwerkt (soort fout: {type(fout).__name__})",
        "Zet de vorige versie van de bestanden terug en meld dit aan de beheerder: het logboek zegt waar het misging.",
    )


def _probeer(register: Register) -> None:
    """Make what every screen is made of, unless it is known that this can be done.

    That it went well is kept, as is what was made: the next start goes straight to the first frame.
    """

    def proef() -> bytes:
        kaartpagina(register)
        tijdlijn_van(register, Staat(vandaag()))
        presentatie_van(register, None)
        zoekindex_van(register)
        return b"goed"

    _bewaard_bij(register, "proef", statisch_adres(), maak=proef)


def _bewaard_bij(register: Register, wat: str, *delen: str, maak: Callable[[], bytes]) -> bytes:
    """Return what follows from a register and the code of the product, from an earlier run when it is still there."""
    return voorraad().geef((wat, register.vingerafdruk, productmerk(), *delen), maak, is_ongewijzigd)


def _json_bij(register: Register, wat: str, *delen: str, maak: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do the same for what the browser gets as JSON."""
    return json.loads(_bewaard_bij(register, wat, *delen, maak=lambda: json.dumps(maak()).encode()))


def adres() -> Adres:
    """Return where the register is: what the application was started with, what the environment says, or our own.

    Who may change it here is shown the files that a database of which nothing is there yet will begin with.
    """
    eigen = vind_adres(opties().data)
    if not (opties().bewerken and eigen.database):
        return eigen
    return eigen if _is_begonnen(eigen) else replace(eigen, database="")


def _is_begonnen(eigen: Adres) -> bool:
    """Return whether there is a register; of one that does not answer, reading it tells what is wrong."""
    try:
        return eigen.opslag.is_begonnen()
    except (OpslagFout, VerkeerdeVraag):
        return True


def laad() -> Laatste:
    """Return the register as it is now, or the last good one (None: there never was one) with what is wrong now."""
    return _bewaard(adres()).nu()


def ververs() -> None:
    """Read the register now, also when somebody else is reading it: who saved something sees it in the same run."""
    _bewaard(adres()).nu(wacht=True)


@cache
def _bewaard(adres_: Adres) -> _Bewaard:
    return _Bewaard(adres_)


def is_register() -> bool:
    """Return whether the registers are kept where also is known what they said before."""
    return bool(adres().database)


def toen(bekend_op: BekendOp) -> Register:
    """Return the register as it was known then, read once for all who ask.

    Raises
    ------
    VerkeerdeVraag, OpslagFout
        When there was none then, or it cannot be read.
    DataFout
        When it does not fit the boundaries of now.
    """
    plek = adres()
    kennis = plek.kennis(bekend_op)
    merk = plek.merk(kennis)
    # Often it is what is known now: then it is that very register, and with it all that was made of it.
    nu = laad().register
    register = nu if nu and nu.vingerafdruk == merk else _TOEN.geef((plek, merk), lambda: _lees(plek, bekend_op))
    return replace(register, kennis=kennis)


def registerverschil_van(
    nu: Register, begin: date, einde: date, van: Kennis | None, tot: Kennis | None
) -> Registerverschil:
    """Return what was changed in the register between two moments: see `register.geschiedenis`."""
    plek = adres()
    try:
        return _GESCHIEDENIS.geef(
            (plek, nu.vingerafdruk, vandaag(), begin, einde, van, tot),
            lambda: registerverschil(plek, begin, einde, van=van, tot=tot),
        )
    except OpslagFout as fout:  # the last good register is on screen, and its history cannot be asked now
        return Registerverschil(str(fout), begonnen=False)


def _lees(plek: Adres, bekend_op: BekendOp) -> Register:
    return register_van(plek.levering(bekend_op))


_TOEN = Geheugen(8)
_GESCHIEDENIS = Geheugen(20)
_KAARTEN = Geheugen(4)
_STANDEN = Geheugen(8)
_SITUATIES = Geheugen(400)  # the change dates of two variants, with room for who looks at a part of the city
_TIJDLIJNEN = Geheugen(200)  # more than variants times gebieden, so that no visitor's choices push out another's
_WIJKTEKSTEN = Geheugen(200)
_VERHALEN = Geheugen(8)
_NAMEN = Geheugen(4)
_WERKGEBIEDEN = Geheugen(4)
_VOORBEELDEN = Geheugen(20)
_NIET_BEREIKT = Geheugen(4)


def kaartpagina(register: Register) -> str:
    statisch = statisch_adres()

    def maak() -> bytes:
        from geo.kaart import kaart_html

        return kaart_html(register.tabellen, statisch, script_versie()).encode()

    return _KAARTEN.geef(
        (register.vingerafdruk, statisch), lambda: _bewaard_bij(register, "kaart", statisch, maak=maak).decode()
    )


def tijdlijn_van(register: Register, staat: Staat) -> dict[str, Any]:
    """Return the timeline for a variant and gebied, made once a day."""
    dag = vandaag()
    return _TIJDLIJNEN.geef(
        (register.vingerafdruk, staat.variant, staat.gebied, dag),
        lambda: _json_bij(
            register,
            *("tijdlijn", staat.variant or "", staat.gebied or "", dag.isoformat()),
            maak=lambda: tijdlijn(_stand_van(register, staat.variant), staat.gebied, Nu(dag)),
        ),
    )


def wijkteksten_van(register: Register, staat: Staat) -> dict[str, Any]:
    return _WIJKTEKSTEN.geef(
        (register.vingerafdruk, staat.variant, staat.wijk),
        lambda: wijkteksten(_stand_van(register, staat.variant), str(staat.wijk)),
    )


def _stand_van(register: Register, variant: str | None) -> Stand:
    """Return the situation on every change date, each table made once."""
    return _STANDEN.geef((register.vingerafdruk, variant), lambda: door_de_tijd(register.tabellen, variant))


def situatie_van(register: Register, staat: Staat) -> Situatie:
    """Return what a view shows as it is since the last change date: whoever asks about a later day shares it."""
    door = _stand_van(register, staat.variant)
    # The first of its days stands for all before the first change.
    dag = door.dagen[max(bisect_right(door.dagen, staat.peildatum) - 1, 0)]
    return _SITUATIES.geef(
        (register.vingerafdruk, staat.variant, dag, staat.gebied, staat.wijk),
        lambda: situatie(door.op(dag), staat.gebied, staat.wijk),
    )


def presentatie_van(register: Register, variant: str | None) -> dict[str, Any]:
    return _VERHALEN.geef(
        (register.vingerafdruk, variant),
        lambda: _json_bij(register, "verhaal", variant or "", maak=lambda: presentatie(_stand_van(register, variant))),
    )


def zoekindex_van(register: Register) -> dict[str, Any]:
    return _NAMEN.geef(
        register.vingerafdruk, lambda: _json_bij(register, "zoek", maak=lambda: zoekindex(register.tabellen))
    )


def werkgebied_van(register: Register) -> str:
    return _WERKGEBIEDEN.geef(register.vingerafdruk, lambda: werkgebied_html(register.tabellen))


def niet_bereikt_van(register: Register) -> dict[str, str]:
    """Return when who was asked in vain, by id: see `Inhoud.niet_bereikt`. Files know nothing of that.

    Nobody either while the database does not answer: the last good register, which stays on screen, does not hold it.
    """
    kennis = register.kennis
    if kennis is None:
        return {}

    def lees() -> dict[str, str]:
        return adres().opslag.lees(kennis.nummer)[1].niet_bereikt()

    try:
        return _NIET_BEREIKT.geef(register.vingerafdruk, lees)
    except (OpslagFout, VerkeerdeVraag):
        return {}


def voorbeeld_van(register: Register, vraag: Vraag) -> bytes:
    """Return the city's sheet as a picture (PNG), made once."""
    from uitvoer.bladen import maak
    from uitvoer.formaten import STAD

    return _VOORBEELDEN.geef(
        (register.merk, vraag), lambda: maak(Bevraging(register, vraag), STAD, ".png", breedte=900)
    )
