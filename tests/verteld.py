"""Reading what `ui.tijdlijn.eenmalig` tells as the browser does, for the tests of all that is told so."""


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
