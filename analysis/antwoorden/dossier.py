"""Everything about one wijk on a date: its buurten with evidence, its organisations and its initiatives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from analysis import waarden as w
from analysis.antwoorden.overzicht import buurtrijen_per_dag, wijkrijen_per_dag
from analysis.stand.rijen import Rij, als_rijen, per_dag
from analysis.stand.stand import PLATFORM_IN_OPRICHTING, Stand

_VOLGORDE = (w.PLATFORM, PLATFORM_IN_OPRICHTING, w.WIJKRAAD, w.ZONDER_ONDERSTEUNING, "")


class Dossier(NamedTuple):
    """What is known of one wijk on a date.

    Attributes
    ----------
    wijk : Rij
        The row of `wijkoverzicht`.
    buurten : list of Rij
        The rows of `buurtoverzicht`, in order of buurtcode.
    organisaties : list of Rij
        All organisations that have, had or will have a buurt of the wijk: `id`, the register's columns, those of
        `Stand.organisaties`, `opvolgernaam` and `buurtnamen`; platforms first, then wijkraden, then who does not count.
    initiatieven : list of Rij
        The initiatives in the wijk that are there on the date: `id` and the register's columns.
    """

    wijk: Rij
    buurten: list[Rij]
    organisaties: list[Rij]
    initiatieven: list[Rij]


def dossier(stand: Stand, wijkcode: str) -> Dossier:
    """Return what is known of one wijk on a date.

    Raises
    ------
    KeyError
        When there is no such wijk.
    """
    return dossiers(stand, [wijkcode])[wijkcode]


def dossiers(stand: Stand, wijkcodes: Iterable[str] | None = None) -> dict[str, Dossier]:
    """Return what is known of wijken on the day of a Stand, by wijkcode and in the order asked for.

    Every wijk when left out. What they share is computed once. `KeyError` when there is no such wijk.
    """
    codes = list(stand.tabellen.wijken.index if wijkcodes is None else wijkcodes)
    return dossiers_per_dag(stand, {stand.dag: codes})[stand.dag]


def dossiers_per_dag(stand: Stand, gevraagd: Mapping[date, Sequence[str]]) -> dict[date, dict[str, Dossier]]:
    """Return for some of the days of a Stand what is known of these wijken, as `dossiers` does for one day."""
    wijken, buurten = wijkrijen_per_dag(stand), buurtrijen_per_dag(stand)
    organisaties, initiatieven = _organisaties(stand), _initiatieven(stand)
    namen: dict[str, dict[str, str]] = defaultdict(dict)
    for rij in als_rijen(stand.buurtnamen.reset_index(name="namen")):
        namen[rij["wijkcode"]][rij["organisatie"]] = rij["namen"]

    def maak(dag: date, code: str) -> Dossier:
        hier = namen[code]
        return Dossier(
            wijk={rij["wijkcode"]: rij for rij in wijken[dag]}[code],
            buurten=[rij for rij in buurten[dag] if rij["wijkcode"] == code],
            organisaties=[{**rij, "buurtnamen": hier[rij["id"]]} for rij in organisaties[dag] if rij["id"] in hier],
            initiatieven=[rij for rij in initiatieven[dag] if rij["wijkcode"] == code],
        )

    return {dag: {code: maak(dag, code) for code in codes} for dag, codes in gevraagd.items()}


def _organisaties(stand: Stand) -> dict[date, list[Rij]]:
    """Return every organisation on each day, in the order of `_VOLGORDE`."""
    register = als_rijen(stand.tabellen.organisaties.reset_index())
    namen = {rij["id"]: rij["naam"] for rij in register}
    vast = [{**rij, "opvolgernaam": namen.get(rij["opvolger"], "")} for rij in register]
    plek = {status: nummer for nummer, status in enumerate(_VOLGORDE)}
    return {
        dag: sorted(
            ({**rij, **van_dag} for rij, van_dag in zip(vast, rijen, strict=True)),
            key=lambda rij: (plek[rij["status"]], rij["naam"]),
        )
        for dag, rijen in per_dag(als_rijen(stand.organisatierijen), stand.dagen).items()
    }


def _initiatieven(stand: Stand) -> dict[date, list[Rij]]:
    """Return the initiatives that are there on each day."""
    rijen = als_rijen(stand.tabellen.initiatieven.reset_index())
    return {dag: [rij for rij, er in zip(rijen, stand.aanwezig[dag], strict=True) if er] for dag in stand.dagen}
