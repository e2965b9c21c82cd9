"""The history of a wijk's organisations as one small picture: a bar for each, the milestones, the peildatum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.antwoorden.dossier import Dossier
from analysis.gemeente import EINDE_STEUN, Mijlpaal
from analysis.nederlands import datum, deeldatum
from analysis.score import groepsrang
from analysis.stand.rijen import Rij
from geo.beeld.kleuren import KLEUREN
from geo.beeld.svg import (
    element,
    kort_getal,
    omslag,
    passend,
    patronen,
    stippellijn,
    tekst,
    tekstbreedte,
    vullingen,
)

_NAAM = 128.0  # room for the names, left of the bars
_RIJ, _BALK, _KOP = 16.0, 8.0, 42.0
_LETTER = 7.4
_KORREL = 0.55
_LAAGSTE_RANG = 2  # of a milestone that is shown here
_LEEG = "Van deze wijk is geen wijkraad of wijkplatform bekend."


class As(NamedTuple):
    """The axis: which years from where to where."""

    begin: date
    eind: date
    links: float
    rechts: float

    def x(self, dag: Any) -> float:
        """Return the place of a date; before and after the axis is on its ends."""
        ordinaal = min(max(_dag(dag), self.begin.toordinal()), self.eind.toordinal())
        deel = (ordinaal - self.begin.toordinal()) / (self.eind.toordinal() - self.begin.toordinal())
        return self.links + deel * (self.rechts - self.links)


def _dag(dag: Any) -> int:
    """Return the number of a day; the far ends of time are no dates of Python."""
    if isinstance(dag, date) and not isinstance(dag, pd.Timestamp):
        return dag.toordinal()
    if pd.isna(dag):
        return 1
    return int((pd.Timestamp(dag) - pd.Timestamp("1970-01-01")).days) + date(1970, 1, 1).toordinal()


def as_van(peildatum: date, palen: Sequence[Mijlpaal], breedte: float) -> As:
    """Return the axis for a peildatum: from five years before the first milestone to the year of the last one shown.

    Examples
    --------
    >>> from datetime import date
    >>> palen = [Mijlpaal(date(jaar, 7, 1), "kort", "lang", "bron", rang=rang) for jaar, rang in ((2030, 1), (2035, 3))]
    >>> as_van(date(2031, 5, 1), palen, 500)[:2]
    (datetime.date(2025, 1, 1), datetime.date(2031, 12, 31))
    """
    jaren = [paal.datum.year for paal in palen if paal.rang <= _LAAGSTE_RANG]
    eerste = min(palen[0].datum.year - 5, peildatum.year)
    laatste = min(max(*jaren, peildatum.year), date.max.year)
    return As(date(max(eerste, 1), 1, 1), date(laatste, 12, 31), _NAAM, breedte - 8)


class Tijdbalk(NamedTuple):
    """The picture as an SVG document, its height in points, and what it says in words."""

    svg: str
    vast: str  # the part of `svg` that has no peildatum in it: the same on most days
    hoogte: float
    alt: str


def tijdbalk(
    dossier: Dossier, peildatum: date, palen: Sequence[Mijlpaal], breedte: float, meeste: int | None = None
) -> Tijdbalk:
    """Return the history of the organisations of a wijk, `breedte` points wide; the height follows.

    At most `meeste` organisations are shown, every one when left out. `palen` come from `Gemeente.mijlpalen`: in order
    of date, one of them the end of support.
    """
    organisaties = dossier.organisaties
    getoond = organisaties[:meeste]
    as_ = as_van(peildatum, palen, breedte)
    steun = as_.x(next(paal.datum for paal in palen if paal.rol == EINDE_STEUN))
    meer = len(organisaties) - len(getoond)
    onder = _KOP + max(len(getoond), 1) * _RIJ
    hoogte = onder + 5 + (10 if meer else 0)
    delen = [*_jaren(as_, onder), *_mijlpalen(as_, onder, palen)]
    for nummer, rij in enumerate(getoond):
        y = _KOP + nummer * _RIJ + (_RIJ - _BALK) / 2
        delen.append(tekst((0, y + _BALK - 1.6), passend(str(rij["naam"]), _NAAM - 8, _LETTER), _LETTER))
        delen += _balk(rij, as_, y, steun)
    if not organisaties:
        delen.append(tekst((0, _KOP + 11), _LEEG, _LETTER, "grijs", dik="normal"))
    if meer:
        delen.append(tekst((0, hoogte - 3), f"… en nog {meer} (zie de app)", _LETTER, "grijs", dik="normal"))
    vast = "".join(delen)
    vast = patronen(_KORREL, vast) + vast
    # The line of the peildatum lies under the names of the milestones, and over years and bars.
    naam, lijn = _peilnaam(as_, peildatum), _lijn(as_.x(peildatum), 5.5, onder + 2, KLEUREN["rood"], 1.1)
    erover = _lijn(as_.x(peildatum), _KOP - 6, onder + 2, KLEUREN["rood"], 1.1)
    return Tijdbalk(omslag(lijn + naam + vast + erover, breedte, hoogte), vast, hoogte, _in_woorden(getoond, meer))


def _jaren(as_: As, onder: float) -> list[str]:
    aantal = as_.eind.year - as_.begin.year + 1
    jaren = range(as_.begin.year, as_.eind.year + 1, max(1, -(-aantal // 14)))
    plekken = {jaar: as_.x(date(jaar, 1, 1)) for jaar in jaren}
    lijnen = "".join(f"M{kort_getal(x)} {kort_getal(_KOP - 6)}V{kort_getal(onder)}" for x in plekken.values())
    namen = [element("text", str(jaar), x=x + 2, y=_KOP - 1) for jaar, x in plekken.items() if x + 18 <= as_.rechts]
    letter = {"font_size": 6.4, "font_weight": "normal", "fill": KLEUREN["grijs"]}
    return [
        element("path", d=lijnen, stroke="#d6d7dc", stroke_width=0.5),
        element("g", "".join(namen), **letter),
    ]


def _mijlpalen(as_: As, onder: float, palen: Sequence[Mijlpaal]) -> list[str]:
    """Return the milestones that explain the bars; a name that would touch the one before goes a line down."""
    uit, vrij = [], [as_.links] * 3
    for paal in palen:
        if paal.rang > _LAAGSTE_RANG or not as_.begin <= paal.datum <= as_.eind:
            continue
        x, lang = as_.x(paal.datum), tekstbreedte(paal.kort, 6.4)
        links = x - lang - 2 if x + lang + 2 > as_.rechts else x + 2
        baan = next((i for i, vanaf in enumerate(vrij) if links >= vanaf), None)
        uit.append(_lijn(x, 6 + 8 * (baan or 0), onder, KLEUREN["grijs"], 0.6))
        if baan is not None:
            vrij[baan] = links + lang + 4
            uit.append(tekst((links, 12 + 8 * baan), paal.kort, 6.4, "grijs", grond=True))
    return uit


def _peilnaam(as_: As, peildatum: date) -> str:
    naam = f"peildatum {datum(peildatum)}"
    lang = tekstbreedte(naam, 6.6)
    begin = min(max(as_.x(peildatum) - lang / 2, as_.links), as_.rechts - lang)
    return tekst((begin, 4.6), naam, 6.6, "rood", dik="bold")


def _lijn(x: float, boven: float, onder: float, kleur: str, dikte: float) -> str:
    return element("line", x1=x, x2=x, y1=float(boven), y2=float(onder), stroke=kleur, stroke_width=dikte)


def _balk(rij: Rij, as_: As, y: float, steun: float) -> list[str]:
    """Return the bar of one organisation: a piece for each status and proof that it has one after the other."""
    begin, eind = as_.x(rij["begin"]), as_.x(rij["eind"])
    is_platform = rij["soort"] == w.WIJKPLATFORM
    if is_platform and rij["fase"] == w.IN_OPRICHTING:
        return [_vak(begin, eind, y, **stippellijn(_KORREL))]
    if not rij["telt"]:
        grijs = _vak(
            begin, as_.rechts, y, fill="none", stroke=KLEUREN["grijs"], stroke_width=0.6, stroke_dasharray="2 2"
        )
        return [grijs, tekst((begin + 4, y + 6.2), "gestopt, wanneer is niet bekend", 6, "grijs", dik="normal")]
    if rij["eind"] <= rij["begin"]:
        return []  # it was over before it began to count
    zeker = begin if rij["bewezen_tot"] is pd.NaT else as_.x(rij["bewezen_tot"])
    knopen = sorted({begin, eind, *(x for x in (zeker, steun) if begin < x < eind)})
    uit = []
    for links, rechts in pairwise(knopen):
        groep = w.PLATFORM if is_platform else w.MET_STEUN if rechts <= steun else w.ZONDER_STEUN
        bewezen = rechts <= zeker
        *kleuren, boven = vullingen(groepsrang(w.GROEPEN.index(groep)), twijfel=not bewezen)
        uit += [_vak(links, rechts, y, fill=kleur) for kleur in kleuren]
        streep = {} if bewezen else {"stroke_dasharray": "2.4 1.8"}
        uit.append(_vak(links, rechts, y, fill=boven, stroke=KLEUREN["inkt"], stroke_width=0.5, **streep))
    if not rij["van"] and not is_platform:
        uit.append(tekst((as_.links + 3, y + 6.2), "begin onbekend", 6, dik="normal", grond=True))
    return uit


def _vak(links: float, rechts: float, y: float, **stijl: object) -> str:
    return element("rect", x=links, y=y, width=max(rechts - links, 1.0), height=_BALK, **stijl)


def _in_woorden(organisaties: Sequence[Rij], meer: int) -> str:
    if not organisaties:
        return f"Tijdbalk. {_LEEG}"
    zinnen = []
    for rij in organisaties:
        van, tot, gezien = (deeldatum(str(rij[kolom])) for kolom in ("van", "tot", "laatst_gezien"))
        periode = f"{'vanaf ' + van if van else 'begin onbekend'}, {'tot ' + tot if tot else 'geen einde bekend'}"
        teken = f"laatst gezien {gezien}" if gezien else "nooit gezien"
        toestand = rij["status"] or "niet actief"
        zinnen.append(f"{str(rij['naam'])[:80]}: {toestand} op de peildatum, {periode}, {teken}.")
    staart = f" En nog {meer}." if meer else ""
    return f"Tijdbalk. {' '.join(zinnen)}{staart}"
