"""What a change of the register does, before it is saved: sentences, numbers and two maps side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd

from analysis import waarden as w
from analysis.aantal import ONBEKEND, Aantal, som
from analysis.antwoorden.gevolg import Gevolg, buurten_met_platform, dichtstbij, gevolg, na_te_vragen, per_groep
from analysis.antwoorden.overzicht import GROEPKOLOMMEN
from analysis.controle.bevinding import Bevinding
from analysis.nederlands import datum, getal
from analysis.stand.stand import Stand
from analysis.teksten.gevolg import kaartzin, kop, let_op, organisatiezinnen, wanneer, wijkzinnen
from analysis.teksten.legenda import GROEPMERKEN, TWIJFEL, groepaantallen
from analysis.teksten.zinnen import zonder_platform
from geo.beeld.kaarten import wisselkaart
from geo.beeld.svg import staal
from register.register import Register
from web.fragmenten import fragment

_GEWOON = " /:=,;()'"  # means nothing in the address of a picture
_MEESTE = 6  # of one kind are shown before the rest is folded away


class Cijfer(NamedTuple):
    """A line of the table: what is counted, now, as it would be, and the difference; None when that is not known."""

    naam: str
    nu: Aantal
    straks: Aantal
    verschil: int | None
    sleutel: str = ""

    @property
    def verschil_in_woorden(self) -> str:
        """Return the difference with its sign; empty when there is none.

        Examples
        --------
        >>> leeg = Aantal(0)
        >>> [Cijfer("", leeg, leeg, n).verschil_in_woorden for n in (1500, -5, 0, None)]
        ['+1.500', '−5', '', 'onbekend']
        """
        if self.verschil is None:
            return ONBEKEND
        return f"{'+' if self.verschil > 0 else '−'}{getal(abs(self.verschil))}" if self.verschil else ""


def gevolg_html(nu: Register, straks: Register, dag: date, variant: str | None) -> str:
    """Return what a change does on a day: the register as it is and as it would be, within the same boundaries."""
    uitkomst = gevolg(Stand(nu.tabellen, dag, variant), Stand(straks.tabellen, dag, variant))
    rijen, geraakt = cijfers(uitkomst), uitkomst.uitkomst.buurten["veranderd"]
    stil = uitkomst.anders.empty
    vak = dichtstbij(uitkomst) if stil else None
    meldingen = [kant.meldingen(stand) for kant, stand in ((nu, uitkomst.nu), (straks, uitkomst.straks))]
    return fragment(
        "gevolg.html",
        kop=kop(uitkomst),
        wanneer=wanneer(vak) if stil else None,
        wanneer_dag=vak.dag.isoformat() if vak else "",
        dag=datum(dag),
        wijken=wijkzinnen(uitkomst),
        organisaties=organisatiezinnen(uitkomst),
        cijfers=rijen,
        staal=lambda sleutel: als_plaatje(staal(sleutel, 26, 16, 0.9)),
        kaarten=[_kaart(uitkomst, rijen, geraakt, straks=later) for later in (False, True)],
        geraakt=bool(geraakt.any()),
        twijfel=TWIJFEL,
        let_op=[*let_op(uitkomst), *_nieuw(*meldingen)],
        vervalt=_vervallen(*meldingen),
        meeste=_MEESTE,
    )


def cijfers(uitkomst: Gevolg) -> list[Cijfer]:
    """Return the table: residents without a platform, the five groups, wijken and buurten, and who is to be asked."""
    kanten = (uitkomst.nu, uitkomst.straks)
    leeg = [kant.tabellen.organisaties.empty for kant in kanten]

    def inwoners(naam: str, toen: Aantal, dan: Aantal, erbij: pd.Series, sleutel: str = "") -> Cijfer:
        aantal = som(erbij)
        return Cijfer(naam, toen, dan, None if any(leeg) or aantal.ontbreekt else aantal.bekend, sleutel)

    def aantallen(naam: str, tel: Callable[[Stand], int]) -> Cijfer:
        toen, dan = (tel(kant) for kant in kanten)
        return Cijfer(naam, Aantal(toen), Aantal(dan), dan - toen)

    zonder = [
        zonder_platform(kant.wijkmatrix.inwoners_zonder[kant.dag], leeg=is_leeg)
        for kant, is_leeg in zip(kanten, leeg, strict=True)
    ]
    toen, dan = map(groepen_van, kanten)
    return [
        inwoners("inwoners zonder platform", zonder[0], zonder[1], uitkomst.erbij),
        *(
            inwoners(naam, toen[sleutel], dan[sleutel], per_groep(uitkomst, groep), sleutel)
            for (sleutel, naam), groep in zip(GROEPMERKEN, GROEPKOLOMMEN.values(), strict=True)
        ),
        aantallen("wijken zonder platform", lambda kant: int((kant.wijken["wijkstatus"] == w.GEEN_PLATFORM).sum())),
        aantallen("buurten met platform", buurten_met_platform),
        aantallen("organisaties na te vragen", na_te_vragen),
    ]


def groepen_van(stand: Stand) -> dict[str, Aantal]:
    """Return how many residents are in each group, by its key."""
    per_wijk = pd.DataFrame({kolom: stand.groepen[groep][stand.dag] for kolom, groep in GROEPKOLOMMEN.items()})
    return groepaantallen(per_wijk.to_dict("records"), leeg=stand.tabellen.organisaties.empty)


def _kaart(uitkomst: Gevolg, rijen: list[Cijfer], geraakt: pd.Series, *, straks: bool) -> dict[str, Any]:
    stand = uitkomst.straks if straks else uitkomst.nu
    groepen = [(rij.naam, rij.straks if straks else rij.nu) for rij in rijen if rij.sleutel]
    return {
        "naam": "Straks" if straks else "Nu",
        "zin": kaartzin(uitkomst, groepen, straks=straks),
        "plaatje": als_plaatje(wisselkaart(stand, geraakt)),
    }


def als_plaatje(svg: str) -> str:
    """Return a drawing as the address of a picture: what Streamlit takes out of HTML, it leaves in there.

    Examples
    --------
    >>> als_plaatje('<svg width="1"/>')
    'data:image/svg+xml,%3Csvg width=%221%22/%3E'
    """
    return f"data:image/svg+xml,{quote(svg, safe=_GEWOON)}"


def _nieuw(nu: list[Bevinding], straks: list[Bevinding]) -> list[str]:
    """Return the notices that the change brings, with how to mend each."""
    bekend = {(een.regel, een.id, een.wat) for een in nu}
    return [f"{_zin(een)} {een.herstel}".strip() for een in straks if (een.regel, een.id, een.wat) not in bekend]


def _vervallen(nu: list[Bevinding], straks: list[Bevinding]) -> list[str]:
    """Return the notices that the change takes away; one that only says it otherwise stays."""
    blijft = {(een.regel, een.id) for een in straks}
    return [_zin(een) for een in nu if (een.regel, een.id) not in blijft]


def _zin(een: Bevinding) -> str:
    return f"{een.wat[:1].upper()}{een.wat[1:]}."
