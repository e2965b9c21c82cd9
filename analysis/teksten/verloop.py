"""What the transition comes down to: the title above its chart, and the sentences below that."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis import waarden as w
from analysis.aantal import Aantal
from analysis.nederlands import datum
from analysis.teksten.zinnen import WIE

_MET = "met een wijkraad met steun of een wijkplatform"
_LEEG = "Het register bevat geen enkele wijkraad of wijkplatform: er is geen verloop te zien."


def bevinding(per_dag: pd.DataFrame, waar: str, eerst: date, laatst: date, *, leeg: bool = False) -> str:
    """Return what changed from one day to another, as a title.

    Parameters
    ----------
    per_dag : DataFrame of Aantal
        From `analysis.antwoorden.verloop.aantallen`, by the names of the groups; a day that is not there has what the
        day before it has, and a day before all what the first one has.
    waar : str
        The city or gebied, as in a sentence.
    eerst, laatst : date
        When they are not in this order there is nothing to compare: only the last one is told.
    leeg : bool
        The register holds no organisation at all: then nothing is told of any group.

    Examples
    --------
    >>> toen, nu = date(2030, 1, 1), date(2031, 1, 1)
    >>> rijen = {toen: [0, 90, 0, 0, 10], nu: [20, 0, 70, 0, 10]}
    >>> per_dag = pd.DataFrame(rijen, list(w.GROEPNAMEN.values())).map(Aantal).T
    >>> bevinding(per_dag, "Voorbeeldstad", toen, nu)
    'Voorbeeldstad: van 90 naar 20 inwoners met een wijkraad met steun of een wijkplatform'
    >>> bevinding(per_dag, "gebied Zuid", toen, toen)
    'Gebied Zuid: 90 inwoners met een wijkraad met steun of een wijkplatform'
    """
    if leeg:
        return _LEEG
    plek, toen, nu = waar[:1].upper() + waar[1:], _gesteund(per_dag, eerst), _gesteund(per_dag, laatst)
    if eerst >= laatst:
        return f"{plek}: {nu.met(*WIE['inwoners'])} {_MET}"
    if toen == nu:
        return f"{plek}: al die tijd {nu.met(*WIE['inwoners'])} {_MET}"
    van = "een onbekend aantal" if toen.onbekend else toen
    return f"{plek}: van {van} naar {nu.met(*WIE['inwoners'])} {_MET}"


def uitleg(per_dag: pd.DataFrame, eerst: date, laatst: date, einde: date, *, leeg: bool = False) -> list[str]:
    """Return what lies behind the title, in sentences; parameters as for `bevinding`, `einde` is that of the support.

    Examples
    --------
    >>> toen, nu = date(2030, 1, 1), date(2031, 1, 1)
    >>> rijen = {toen: [0, 90, 0, 0, 10], nu: [20, 0, 70, 0, 10]}
    >>> per_dag = pd.DataFrame(rijen, list(w.GROEPNAMEN.values())).map(Aantal).T
    >>> eerste, *_, laatste = uitleg(per_dag, toen, nu, nu)
    >>> eerste
    'Vergeleken zijn 1 januari 2030 en 1 januari 2031.'
    >>> laatste
    'Op 1 januari 2031 hebben 10 inwoners geen wijkraad en geen wijkplatform, evenveel als op 1 januari 2030.'
    """
    if leeg or eerst >= laatst:
        return []
    uit = [f"Vergeleken zijn {datum(eerst)} en {datum(laatst)}."]
    platform, niets = w.GROEPNAMEN[w.PLATFORM], w.GROEPNAMEN[w.NIETS]
    toen, nu = _op(per_dag, einde)[platform], _op(per_dag, laatst)[platform]
    if eerst < einde <= laatst and not (toen.onbekend or nu.onbekend):
        werd = "nog steeds" if toen == nu else f"waren dat er {nu}"
        hadden = "had" if toen == Aantal(1) else "hadden"
        wie = toen.met(*WIE["inwoners"])
        uit.append(
            f"De steun aan wijkraden stopte op {datum(einde)}. Toen {hadden} {wie} een wijkplatform, "
            f"op {datum(laatst)} {werd}."
        )
    toen, nu = _op(per_dag, eerst)[niets], _op(per_dag, laatst)[niets]
    if not (toen.onbekend or nu.onbekend):
        was = f"evenveel als op {datum(eerst)}" if toen == nu else f"op {datum(eerst)} waren dat er {toen}"
        hebben = "heeft" if nu == Aantal(1) else "hebben"
        wie = nu.met(*WIE["inwoners"])
        uit.append(f"Op {datum(laatst)} {hebben} {wie} geen wijkraad en geen wijkplatform, {was}.")
    return uit


def _gesteund(per_dag: pd.DataFrame, dag: date) -> Aantal:
    """Return how many have a platform or a supported wijkraad. In both the same wijken are unknown."""
    rij = _op(per_dag, dag)
    platform, met = (rij[w.GROEPNAMEN[groep]] for groep in (w.PLATFORM, w.MET_STEUN))
    return Aantal(platform.bekend + met.bekend, platform.ontbreekt)


def _op(per_dag: pd.DataFrame, dag: date) -> pd.Series:
    return per_dag.loc[max((moment for moment in per_dag.index if moment <= dag), default=per_dag.index[0])]
