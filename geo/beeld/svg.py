"""What pictures are made of: SVG elements, the patterns of the screen, and text that keeps to its room."""

from __future__ import annotations

import re

from analysis.schoon import op_een_regel
from geo.beeld.kleuren import KLEUREN

_VULLING = ("niets", "lang", "zonder", "met", "platform")  # by the rank of a group, see `analysis.score.groepsrang`
# What lies over a colour, by name: its own colour, opacity, width, distance and turn. In grey, support and platform
# would be like the groups at the other end: a fine line tells them apart. Stripes are for what is to be verified.
_LIJNEN = {
    "met": (KLEUREN["rand"], ".5", 0.9, 9, 45),
    "platform": ("#fff", ".75", 0.9, 7, 0),
    "strepen": ("#fff", ".9", 2.4, 7, 30),
}
_HOOG = 1300  # of a tile of stripes: as high as any picture, for where tiles meet a line shows
_LETTERS = "'Source Sans 3', 'Source Sans Pro', sans-serif"

# Widths in thousandths of the size, rounded up from Source Sans 3 Semibold: enough to keep labels apart.
_BREEDTES = {
    letter: breedte
    for letters, breedte in (
        (" ", 200),
        ("ijlI.,:;'|-!/()[]{}", 322),
        ('ftr"', 373),
        ("s*z", 445),
        ("acegkovxyLFTVXYZSJE0123456789?$#+=<>_~^", 549),
        ("bdhnpquABCKPR", 600),
        ("DGHNOQU&", 675),
        ("mwMW%@", 875),
    )
    for letter in letters
}
_ANDERS, _NIET_LATIJN = 600, 1000
_LANGSTE = 2000  # characters of one text that are looked at


def element(soort: str, inhoud: str = "", /, **kenmerken: object) -> str:
    """Return an SVG element; `stroke_width` becomes `stroke-width`, numbers are written short.

    What goes inside is SVG, not plain text. Attributes come from the code, never from the data.

    Examples
    --------
    >>> element("rect", x=1.0, stroke_width=0.501)
    '<rect x="1" stroke-width="0.5"/>'
    """
    rij = "".join(
        f' {naam.replace("_", "-")}="{kort_getal(waarde) if isinstance(waarde, float) else waarde}"'
        for naam, waarde in kenmerken.items()
    )
    return f"<{soort}{rij}>{inhoud}</{soort}>" if inhoud else f"<{soort}{rij}/>"


def omslag(inhoud: str, breedte: float, hoogte: float, vergroting: float = 1) -> str:
    """Return an SVG document around what is drawn."""
    return element(
        "svg",
        inhoud,
        xmlns="http://www.w3.org/2000/svg",
        width=float(breedte * vergroting),
        height=float(hoogte * vergroting),
        viewBox=f"0 0 {kort_getal(breedte)} {kort_getal(hoogte)}",
        role="img",
        lang="nl",
        font_family=_LETTERS,
    )


def binnenste(svg: str) -> str:
    """Return what stands in an SVG document, to place it in another."""
    return svg[svg.index(">") + 1 : svg.rindex("</svg>")]


def tekst(
    plek: tuple[float, float],
    woorden: str,
    letter: float,
    kleur: str = "inkt",
    *,
    dik: str = "600",
    anker: str = "start",
    grond: bool = False,
) -> str:
    """Return a text in one of the `KLEUREN`; `grond` puts a white field behind it, to be read over a pattern."""
    x, y = plek
    vak = ""
    if grond:
        breed = tekstbreedte(woorden, letter) * (1.06 if dik == "bold" else 1.0) + letter * 0.3
        links = x - (breed / 2 if anker == "middle" else letter * 0.15)
        plaats = {"x": links, "y": y - letter * 0.83, "width": breed, "height": letter * 1.08}
        vak = element("rect", rx=letter * 0.2, fill="#fff", fill_opacity=".86", **plaats)
    vorm = {"font_size": float(letter), "font_weight": dik, "fill": KLEUREN[kleur]}
    vorm |= {"text_anchor": anker} if anker != "start" else {}
    return vak + element("text", xml(woorden), x=float(x), y=float(y), **vorm)


def patronen(korrel: float, voor: str | None = None) -> str:
    """Return the patterns of the screen; `korrel` is their size against that of the screen.

    With `voor`, some SVG, only those that it uses.

    None has a ground: a tile with a ground of its own shows its edges on paper. See `vullingen`.
    """

    def patroon(naam: str, inhoud: str, breed: int, hoog: int, draai: str) -> str:
        vorm = {"patternUnits": "userSpaceOnUse", "patternTransform": f"scale({kort_getal(korrel)}){draai}"}
        return element("pattern", inhoud, id=naam, width=breed, height=hoog, **vorm)

    delen = {
        f"p-{naam}": (_lijn(naam, _HOOG), afstand, _HOOG, f" rotate({draai})")
        for naam, (_, _, _, afstand, draai) in _LIJNEN.items()
    }
    nodig = [patroon(naam, *deel) for naam, deel in delen.items() if voor is None or f"#{naam})" in voor]
    return element("defs", "".join(nodig)) if nodig else ""


def schermpatronen() -> str:
    """Return the patterns of the map page, each on a ground of its own, as an SVG that takes no room."""
    delen = []
    for naam, grond, lijn in (
        ("p-met", "met", "met"),
        ("p-platform", "platform", "platform"),
        *((f"p-{naam}-twijfel", naam, "strepen") for naam in _VULLING[2:]),
    ):
        *_, zijde, draai = _LIJNEN[lijn]
        inhoud = element("rect", width=zijde, height=zijde, fill=KLEUREN[grond]) + _lijn(lijn, zijde)
        maat = {"width": zijde, "height": zijde, "patternTransform": f"rotate({draai})"}
        delen.append(element("pattern", inhoud, id=naam, patternUnits="userSpaceOnUse", **maat))
    stil = {"style": "position:absolute", "aria_hidden": "true"}
    return element("svg", element("defs", "".join(delen)), width=0, height=0, **stil)


def _lijn(naam: str, hoog: int) -> str:
    kleur, dekking, breed, *_ = _LIJNEN[naam]
    return element("rect", x=2, width=breed, height=hoog, fill=kleur, fill_opacity=dekking)


def vullingen(rang: int, *, twijfel: bool) -> list[str]:
    """Return what fills an area, from the bottom up: a colour, and what lies over it if anything.

    Parameters
    ----------
    rang : int
        Of the group, from 0 for nothing: see `analysis.score.groepsrang`.
    twijfel : bool
        Still to be verified. The group of those who gave no sign for years is so by itself.
    """
    naam = _VULLING[rang]
    lijn = "strepen" if twijfel and rang > 1 else naam
    return [KLEUREN[naam], *([f"url(#p-{lijn})"] if lijn in _LIJNEN else [])]


def stippellijn(korrel: float) -> dict[str, object]:
    """Return the line of a platform in oprichting."""
    maat = {"stroke_width": 3.4 * korrel, "stroke_dasharray": f"0 {kort_getal(6.2 * korrel)}"}
    return {"fill": "none", "stroke": KLEUREN["platform"], "stroke_linecap": "round", **maat}


def initiatiefstip(soort: str, korrel: float) -> dict[str, object]:
    """Return how an initiative looks: `punt`, a full dot, or `ruw`, a soft open one when only its buurt is known."""
    if soort == "punt":
        return {"fill": KLEUREN["rand"], "stroke": "#fff", "stroke_width": 1.4 * korrel}
    return {"fill": "#fff", "fill_opacity": ".6", "stroke": KLEUREN["rand"], "stroke_width": korrel}


def staal(sleutel: str, breedte: float = 20, hoogte: float = 10, korrel: float = 0.5) -> str:
    """Return the sample of one line of the legend as an SVG document, on paper and on screen alike.

    `sleutel` is one of `analysis.teksten.legenda`, or a mark of an initiative: `punt`, or `ruw` when only its buurt is
    known. `korrel` is the size of its patterns against that of the screen. The patterns have names of their own, so
    that many samples can stand in one page, some of them hidden.

    Examples
    --------
    >>> re.findall(r'id="[^"]*"|url[^"]*', staal("g3"))
    ['id="g3-met"', 'url(#g3-met)']
    """
    vak = staalvak(sleutel, breedte, hoogte, korrel)
    return eigen_patronen(omslag(patronen(korrel, vak) + vak, breedte, hoogte), sleutel)


def eigen_patronen(svg: str, merk: str) -> str:
    """Return a picture whose patterns have names of its own, to stand in a page beside others.

    A page takes a name from the first that has it: when that one is hidden, the pattern of all others is empty.
    """
    return re.sub(r'(id="|url\(#)p-', rf"\1{merk}-", svg)


def staalvak(sleutel: str, breedte: float, hoogte: float, korrel: float = 1) -> str:
    """Return the sample of one line of the legend, to stand in a picture that has the patterns."""
    maat = {"x": 0.5, "y": 0.5, "width": breedte - 1, "height": hoogte - 1}
    lijn = {"stroke": KLEUREN["rand"], "stroke_width": 0.8 * korrel}
    if sleutel in {"punt", "ruw"}:
        straal = hoogte * (0.28 if sleutel == "punt" else 0.4)
        return element("circle", cx=breedte / 2, cy=hoogte / 2, r=straal, **initiatiefstip(sleutel, korrel))
    if sleutel == "oprichting":
        stap = 2 * korrel
        krap = {"x": stap, "y": stap, "width": breedte - 2 * stap, "height": hoogte - 2 * stap}
        return element("rect", **krap, **stippellijn(korrel))
    if sleutel == "twijfel":
        # One third of each that can be in doubt, beside each other: what they share is the stripes.
        derde = breedte / 3
        vlakken = [
            element("rect", x=i * derde, width=derde, height=float(hoogte), fill=kleur)
            for i, rang in enumerate((4, 3, 2))
            for kleur in vullingen(rang, twijfel=True)
        ]
    else:
        vlakken = [element("rect", **maat, fill=kleur) for kleur in vullingen(int(sleutel[1]), twijfel=False)]
    return "".join(vlakken) + element("rect", **maat, fill="none", **lijn)


def regels(woorden: str, breedte: float, letter: float, hoogstens: int) -> list[str]:
    """Return a text broken into lines that fit a width; what does not fit in the lines is cut with a sign.

    Examples
    --------
    >>> regels("een twee drie", 50, 10, 2)
    ['een twee', 'drie']
    >>> regels("een twee drie vier", 55, 10, 1)
    ['een twee…']
    """
    uit: list[str] = []
    rest = op_een_regel(woorden)[:_LANGSTE].split()
    while rest and len(uit) < hoogstens:
        regel = ""
        while rest and tekstbreedte(f"{regel} {rest[0]}".strip(), letter) <= breedte:
            regel = f"{regel} {rest.pop(0)}".strip()
        uit.append(regel or passend(rest.pop(0), breedte, letter))
    if rest and uit and not uit[-1].endswith("…"):
        uit[-1] = passend(uit[-1] + "…", breedte, letter)
    return uit


def passend(woorden: str, breedte: float, letter: float) -> str:
    """Return a text as it is when it fits a width, else cut with `…`."""
    if tekstbreedte(woorden, letter) <= breedte:
        return woorden
    kort = woorden[:_LANGSTE].rstrip("… ")
    while kort and tekstbreedte(kort + "…", letter) > breedte:
        kort = kort[:-1]
    return kort.rstrip() + "…"


def tekstbreedte(woorden: str, letter: float) -> float:
    """Return how wide a text is, a little more rather than less."""
    vreemd = (_ANDERS if ord(teken) < 0x500 else _NIET_LATIJN for teken in woorden if teken not in _BREEDTES)
    return (sum(_BREEDTES.get(teken, 0) for teken in woorden) + sum(vreemd)) * letter / 1000


def kort_getal(waarde: float) -> str:
    """Return a number as short as SVG takes it.

    Examples
    --------
    >>> kort_getal(1.0), kort_getal(-0.001), kort_getal(2.346)
    ('1', '0', '2.35')
    """
    getal = f"{waarde:.2f}".rstrip("0").rstrip(".")
    return "0" if getal == "-0" else getal


def xml(woorden: str) -> str:
    """Return plain text so that nothing in it is read as SVG."""
    schoon = op_een_regel(woorden)
    for teken, vervanging in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        schoon = schoon.replace(teken, vervanging)
    return schoon
