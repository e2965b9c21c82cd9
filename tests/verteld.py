"""Reading what `web.tijdlijn.eenmalig` tells as the browser does, for the tests of all that is told so."""

from bisect import bisect_right

from analysis.nederlands import datum
from web.situatie import DATUMPLEK, ZEKERPLEK


def waarde(veld, k):
    """What the browser makes of a field after k moments."""
    if isinstance(veld, str):
        return veld
    verteld, wissels = veld
    gevonden = verteld[[nummer for begin, nummer in wissels if begin <= k][-1]]
    if isinstance(gevonden, str):
        return gevonden
    tekens = list(verteld[0])
    for plek, teken in (verschil.split("=", 1) for verschil in gevonden):
        tekens[int(plek)] = teken
    return "".join(tekens)


def schermen_op(verteld, dag):
    """Every screen as the browser shows it on a date, and the order of the wijken."""
    k = bisect_right(verteld["momenten"], dag.isoformat())
    uit = {}
    for veld, waarden in verteld["velden"].items():
        scherm, naam = veld.split(".", 1)
        tekst = waarde(waarden, k)
        uit.setdefault(scherm, {})[naam] = tekst
    return {scherm: velden | gevuld(velden, dag) for scherm, velden in uit.items()}


def gevuld(velden, dag):
    """The sentences with the date, and how sure they are; on a day that is not after today."""
    return {
        naam: velden[naam].replace(DATUMPLEK, datum(dag), 1).replace(ZEKERPLEK, velden["zeker"], 1)
        for naam in ("stand", "opgave")
        if naam in velden
    }


def feiten(scherm):
    """The figures of a screen, each with what it is of."""
    nummers = range(sum(naam.startswith("feit.") for naam in scherm))
    return [(scherm[f"feit.{n}"], scherm[f"wat.{n}"]) for n in nummers]
