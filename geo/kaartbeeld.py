"""The map as a picture: SVG drawn from the RD geometry, with the patterns of the screen. Needs no browser.

Lengths are in points of the finished picture. Areas are drawn once per buurt, the hatch of a wijk lies over them:
the same visual language as `static/dekking/kaart.css`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis import waarden as w
from analysis.beleid import VARIANTEN
from analysis.briefing import Bladvraag, legenda
from analysis.nederlands import datum, getal, telwoord
from analysis.situaties import Situaties, situaties
from analysis.tabellen import Tabellen
from analysis.toelichting import BRONVERMELDING
from analysis.wijken import wijkstatus_van
from analysis.zinnen import antwoord
from geo.crs import RD, WGS84, require_crs
from geo.kaartbeeld_namen import Doos, zoek_plek, zoek_schijf
from geo.kaartbeeld_svg import (
    BLAUW,
    GRIJS,
    INKT,
    RAND,
    ROOD,
    afgekort,
    binnenste,
    element,
    omslag,
    patronen,
    regels,
    staalvak,
    stippellijn,
    streeplijn,
    tekst,
    vullingen,
    xml,
)

_BLEEK, _GEBIED = "#ececef", "#d5d6db"
_NAAMLENGTE = 44  # a longer name is cut before it is laid out
_VOL = (900.0, 1010.0)  # the map by itself, in units of its own


class Venster(NamedTuple):
    """Which part of RD New is drawn, and how large: `schaal` points a metre."""

    west: float
    noord: float
    schaal: float
    breedte: float
    hoogte: float

    def punten(self, coordinaten: Any) -> Any:
        """Return coordinates of the picture: x to the right, y down."""
        return (np.asarray(coordinaten) - (self.west, self.noord)) * (self.schaal, -self.schaal)

    @property
    def letter(self) -> float:
        """Return the size of the letters on it."""
        return max(6.2, min(self.breedte, self.hoogte) / 44)

    @property
    def vlak(self) -> Any:
        """Return what it shows, in RD New."""
        oost, zuid = self.west + self.breedte / self.schaal, self.noord - self.hoogte / self.schaal
        return shapely.box(self.west, zuid, oost, self.noord)


class Dag(NamedTuple):
    """The tables and one date of the situations: what a map is drawn from.

    Attributes
    ----------
    tabellen : Tabellen
        `wijken` and `buurten` are GeoDataFrames in RD New.
    stand : Situaties
    positie : int
        The position of the date in `stand`.
    """

    tabellen: Tabellen
    stand: Situaties
    positie: int = 0

    @property
    def vlakken(self) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        """Return the wijken and buurten; raises `ValueError` when they are not in RD New."""
        uit = gpd.GeoDataFrame(self.tabellen.wijken), gpd.GeoDataFrame(self.tabellen.buurten)
        for tabel in uit:
            require_crs(tabel, RD)
        return uit

    @property
    def wijkstatus(self) -> dict[Any, int]:
        """Return per wijk the position of its status in `WIJKSTATUSSEN`."""
        return {code: int(rang) for code, rang in self.stand.wijken.status[self.positie].items()}


class Kaartbeeld(NamedTuple):
    """A drawn map.

    Attributes
    ----------
    svg : str
    naamloos : list of str
        Names that found no room on the map; the page names them beside it.
    """

    svg: str
    naamloos: list[str]


def venster(grens: Iterable[float], breedte: float, hoogte: float, marge: float = 4) -> Venster:
    """Return the window that shows an extent in RD New in the middle of a picture, undistorted.

    Examples
    --------
    >>> venster((0, 0, 1000, 500), 108, 108).schaal
    0.1
    """
    west, zuid, oost, noord = grens
    schaal = min((breedte - 2 * marge) / max(oost - west, 1), (hoogte - 2 * marge) / max(noord - zuid, 1))
    over_x, over_y = breedte / schaal - (oost - west), hoogte / schaal - (noord - zuid)
    return Venster(west - over_x / 2, noord + over_y / 2, schaal, breedte, hoogte)


def stadskaart(dag: Dag, breedte: float, hoogte: float, gebied: str | None = None) -> Kaartbeeld:
    """Return the map of the city, or of a gebied with what lies around it pale.

    Parameters
    ----------
    dag : Dag
    breedte, hoogte : float
        In points.
    gebied : str, optional

    Returns
    -------
    Kaartbeeld
        A whole SVG document without title or legend; the page around it has these.
    """
    wijken, _ = dag.vlakken
    binnen = wijken["gebied"].eq(gebied) if gebied else pd.Series(True, index=wijken.index)
    raam = venster((wijken[binnen] if binnen.any() else wijken).total_bounds, breedte, hoogte)
    korrel = max(breedte, hoogte) / 820
    delen = _lagen(dag, raam, korrel, binnen)
    teksten, naamloos = _namen(dag, raam, binnen)
    # On paper the patterns stay coarse enough to read names over.
    return Kaartbeeld(_document(delen + teksten, raam, max(korrel, 0.6)), naamloos)


def wijkkaart(dag: Dag, wijkcode: str, breedte: float, hoogte: float) -> Kaartbeeld:
    """Return the map of one wijk, its buurten numbered in order of buurtcode and its initiatives as dots."""
    wijken, buurten = dag.vlakken
    raam = venster(wijken.loc[[wijkcode]].total_bounds, breedte, hoogte, marge=10)
    binnen = pd.Series(wijken.index == wijkcode, index=wijken.index)
    korrel = 0.62
    delen = _lagen(dag, raam, korrel, binnen) + _initiatieven(dag, wijkcode, raam)
    bezet: list[Doos] = []
    eigen = buurten[buurten["wijkcode"] == wijkcode].sort_index()
    for nummer, vlak in enumerate(eigen.geometry, start=1):
        delen.append(_nummer(shapely.transform(vlak, raam.punten), str(nummer), bezet))
    return Kaartbeeld(_document(delen, raam, korrel), [])


def vindkaart(tabellen: Tabellen, wijkcode: str, breedte: float, hoogte: float) -> str:
    """Return a small map of where a wijk lies: dark in a pale city, the rest of its gebied in between."""
    wijken = gpd.GeoDataFrame(tabellen.wijken)
    require_crs(wijken, RD)
    raam = venster(wijken.total_bounds, breedte, hoogte, marge=2)
    gebied = wijken["gebied"][wijkcode]
    delen = []
    for code, vlak, van in zip(wijken.index, wijken.geometry, wijken["gebied"], strict=True):
        if code != wijkcode:
            kleur = _GEBIED if van == gebied else _BLEEK
            delen.append(_pad(vlak, raam, fill=kleur, stroke="#fff", stroke_width=0.7))
    delen.append(_pad(wijken.geometry[wijkcode], raam, fill=RAND, stroke=RAND, stroke_width=1.2))
    return omslag("".join(delen), raam.breedte, raam.hoogte)


def losse_kaart(tabellen: Tabellen, vraag: Bladvraag, breedte: int) -> str:
    """Return the map as a picture that stands by itself: the answer, the map, the legend and the source.

    Parameters
    ----------
    tabellen : Tabellen
    vraag : Bladvraag
    breedte : int
        Of the picture, in pixels; the height follows.

    Returns
    -------
    str
        An SVG document with a title and a description for who does not see it.
    """
    dag = Dag(tabellen, situaties(tabellen, [vraag.peildatum], vraag.variant))
    breed, hoog = _VOL
    kaart = stadskaart(dag, 560, 860, vraag.gebied)
    wijken = wijkstatus_van(dag.stand.wijken, 0).join(tabellen.wijken[["wijknaam", "gebied"]])
    wijken = wijken[wijken["gebied"] == vraag.gebied] if vraag.gebied else wijken
    zin = antwoord(wijken, datum(vraag.peildatum), vraag.gebied)
    delen = [tekst((24, 42), regel, 19) for regel in regels(zin.stand, 850, 19, 1)]
    for i, regel in enumerate(regels(zin.opgave, 850, 23, 2)):
        delen.append(tekst((24, 72 + 27 * i), regel, 23, ROOD, dik="bold"))
    delen.append(element("g", binnenste(kaart.svg), transform="translate(16 116)"))
    delen += _rechterkolom(dag, vraag, kaart.naamloos)
    totaal = wijken["inwoners_zonder_platform"]
    bekend = len(totaal) == 0 or totaal.notna().any()
    delen.append(tekst((604, hoog - 60), getal(int(totaal.sum()) if bekend else None), 40, dik="bold"))
    delen.append(tekst((604, hoog - 38), "inwoners zonder platform", 15, GRIJS, dik="normal"))
    delen.append(tekst((24, hoog - 16), BRONVERMELDING, 13, GRIJS, dik="normal"))
    uitleg = f"{omschrijving(dag, vraag)} {BRONVERMELDING}"
    kop = element("title", xml(f"{zin.stand} {zin.opgave}".strip())) + element("desc", xml(uitleg))
    vel = element("rect", width=breed, height=hoog, fill="#fff")
    return omslag(kop + vel + "".join(delen), breed, hoog, breedte / breed)


def _rechterkolom(dag: Dag, vraag: Bladvraag, naamloos: list[str]) -> list[str]:
    uit, y = [], 150.0
    for deel in legenda(dag.tabellen, dag.stand, dag.positie, vraag.gebied):
        uit.append(element("g", staalvak(deel["sleutel"], 34, 20), transform=f"translate(604 {y - 15:.0f})"))
        uit.append(tekst((648, y), deel["naam"], 15))
        uit.append(tekst((648, y + 18), deel["aantal"], 14, GRIJS, dik="normal"))
        y += 48
    voet = [f"Peildatum {datum(vraag.peildatum)}.", f"Steun aan wijkraden tot {VARIANTEN[vraag.variant].naam}."]
    if naamloos:
        voet.append(zonder_naam(naamloos))
    y += 14
    for zin in voet:
        for regel in regels(zin, 270, 13, 6):
            uit.append(tekst((604, y), regel, 13, GRIJS, dik="normal"))
            y += 17
    return uit


def zonder_naam(naamloos: list[str]) -> str:
    """Return which names are not on the map; empty when all are."""
    return f"Zonder naam op de kaart: {', '.join(naamloos)}." if naamloos else ""


def omschrijving(dag: Dag, vraag: Bladvraag) -> str:
    """Return what the map shows in words, for who does not see it."""
    wijken = dag.tabellen.wijken
    eigen = wijken["gebied"].eq(vraag.gebied) if vraag.gebied else pd.Series(True, index=wijken.index)
    status = wijkstatus_van(dag.stand.wijken, dag.positie).loc[eigen, "wijkstatus"]
    met = [afgekort(naam, 40) for naam in wijken.loc[eigen, "wijknaam"][status != w.GEEN_PLATFORM]]
    waar = f"gebied {vraag.gebied}" if vraag.gebied else "Haarlem"
    tellingen = legenda(dag.tabellen, dag.stand, dag.positie, vraag.gebied)
    delen = "; ".join(f"{deel['naam']}: {deel['aantal']}" for deel in tellingen)
    geheel = f"Kaart van {waar} op {datum(vraag.peildatum)}, het noorden boven. {delen}."
    if not met:
        return f"{geheel} Geen enkele wijk heeft een wijkplatform."
    rest = f" en nog {telwoord(len(met) - 12, 'wijk', 'wijken')}" if len(met) > 12 else ""
    return f"{geheel} Geheel of deels een wijkplatform: {', '.join(met[:12])}{rest}."


def _lagen(dag: Dag, raam: Venster, korrel: float, binnen: pd.Series) -> list[str]:
    """Return the areas and lines of a map from the bottom up."""
    wijken, buurten = dag.vlakken
    score, wordend = dag.stand.buurten[dag.positie], dag.stand.oprichting[dag.positie]
    eigen = buurten["wijkcode"].map(binnen).fillna(value=False).astype(bool)
    in_beeld = raam.vlak
    onder, midden, boven = [], [], []
    zichtbaar = buurten.intersects(in_beeld)
    for vlak, getal_, is_eigen in zip(buurten.geometry[zichtbaar], score[zichtbaar], eigen[zichtbaar], strict=True):
        if is_eigen:
            midden.append(_buurt(vlak, raam, int(getal_), korrel))
        else:
            onder.append(_pad(vlak, raam, fill=_BLEEK, stroke="#fff", stroke_width=korrel))
    zichtbaar = wijken.intersects(in_beeld)
    for code, vlak, is_eigen in zip(
        wijken.index[zichtbaar], wijken.geometry[zichtbaar], binnen[zichtbaar], strict=True
    ):
        if is_eigen:
            hatch = "url(#p-gat)" if dag.wijkstatus[code] == 0 else "none"
            boven.append(_pad(vlak, raam, fill=hatch, stroke=RAND, stroke_width=1.8 * korrel))
        else:
            onder.append(_pad(vlak, raam, fill="none", stroke="#c3c4ca", stroke_width=korrel))
    for _, deel in buurten[wordend & eigen].groupby("wijkcode"):
        # Around buurten of one wijk together, and drawn inwards: clear of inner lines and of the line of the wijk.
        vlak = shapely.union_all(deel.geometry.to_numpy(), grid_size=0.01)
        krimp = vlak.buffer(-3.4 * korrel / raam.schaal)
        boven.append(_pad(vlak if krimp.is_empty else krimp, raam, **stippellijn(korrel)))
    return onder + midden + boven


def _buurt(vlak: Any, raam: Venster, score: int, korrel: float) -> str:
    soort, zeker = divmod(score, 2)
    twijfel = soort > 0 and not zeker
    lijn: dict[str, object] = {"stroke": "#fff" if soort == 3 and not twijfel else RAND, "stroke_width": 0.8 * korrel}
    lijn |= {"stroke_dasharray": streeplijn(korrel)} if twijfel else {"stroke_opacity": ".6"}
    *onder, boven = vullingen(soort, twijfel=twijfel)
    return "".join([*(_pad(vlak, raam, fill=kleur) for kleur in onder), _pad(vlak, raam, fill=boven, **lijn)])


def _namen(dag: Dag, raam: Venster, binnen: pd.Series) -> tuple[list[str], list[str]]:
    """Return the labels that fit, none over another, and the names of the wijken that got none."""
    wijken = dag.vlakken[0][binnen]
    zonder = dag.stand.wijken.inwoners_zonder[dag.positie]
    bezet, kader = [_schaalvak(raam)], Doos(1, 1, raam.breedte - 1, raam.hoogte - 1)
    uit, naamloos = [], []
    # The smallest wijken first: they have the fewest places to choose from.
    for code in wijken.geometry.area.sort_values().index:
        naam = afgekort(wijken["wijknaam"][code], _NAAMLENGTE)
        status = w.WIJKSTATUSSEN[dag.wijkstatus[code]]
        onder = "platform" if status == w.VOLLEDIG_PLATFORM else getal(zonder[code])
        vlak = shapely.transform(wijken.geometry[code], raam.punten)
        label = zoek_plek(vlak, naam, onder, raam.letter, bezet, kader)
        if label is None:
            naamloos.append(naam)
            continue
        bezet.append(label.doos)
        *boven, plek = label.plekken
        for regel, waar in zip(label.regels[:-1], boven, strict=True):
            uit.append(tekst(waar, regel, label.letter, anker="middle", grond=True))
        kleur = ROOD if status == w.GEEN_PLATFORM else BLAUW
        uit.append(tekst(plek, onder, label.letter, kleur, dik="bold", anker="middle", grond=True))
    return uit, sorted(naamloos)


def _nummer(vlak: Any, nummer: str, bezet: list[Doos]) -> str:
    straal = 5.2
    x, y = zoek_schijf(vlak, straal, bezet)
    bezet.append(Doos(x - straal, y - straal, x + straal, y + straal))
    schijf = element("circle", cx=x, cy=y, r=straal, fill="#fff", stroke=RAND, stroke_width=0.6)
    return schijf + tekst((x, y + 2.5), nummer, 7, dik="bold", anker="middle")


def _initiatieven(dag: Dag, wijkcode: str, raam: Venster) -> list[str]:
    """Return the initiatives of a wijk: a dot for an address, a wide dashed ring where only the buurt is known."""
    alle = dag.tabellen.initiatieven
    eigen = alle[dag.stand.initiatieven[dag.positie] & alle["wijkcode"].eq(wijkcode) & alle["lat"].notna()]
    punten = gpd.GeoSeries(gpd.points_from_xy(eigen["lon"], eigen["lat"]), crs=WGS84).to_crs(RD)
    uit = []
    plekken = raam.punten(shapely.get_coordinates(punten.to_numpy()))
    for (x, y), nauwkeurig in zip(plekken.tolist(), eigen["nauwkeurigheid"], strict=True):
        fijn = nauwkeurig in {"adres", "straat"}
        stijl: dict[str, object] = {"r": 2.4} if fijn else {"r": 5.5, "stroke_dasharray": "2 1.6", "fill_opacity": ".4"}
        uit.append(element("circle", cx=x, cy=y, fill="#fff", stroke=RAND, stroke_width=1, **stijl))
    return uit


def _document(delen: list[str], raam: Venster, korrel: float) -> str:
    return omslag(patronen(korrel) + "".join(delen) + _schaalbalk(raam) + _noordpijl(raam), raam.breedte, raam.hoogte)


def _schaal_in_meters(raam: Venster) -> int:
    """Return the longest round length of at most a fifth of the picture."""
    wens = raam.breedte / raam.schaal / 5
    rond = [int(stap * 10**macht) for macht in range(1, 6) for stap in (1, 2, 5)]
    return max((lengte for lengte in rond if lengte <= wens), default=rond[0])


def _schaalvak(raam: Venster) -> Doos:
    lengte = _schaal_in_meters(raam) * raam.schaal
    return Doos(0, raam.hoogte - 2.4 * raam.letter, max(lengte, 5 * raam.letter) + 8, raam.hoogte)


def _schaalbalk(raam: Venster) -> str:
    meters = _schaal_in_meters(raam)
    lengte, y = meters * raam.schaal, raam.hoogte - 4
    naam = f"{meters // 1000} km" if meters >= 1000 else f"{meters} m"
    lijn = element("path", d=f"M4 {y - 3:.1f}V{y:.1f}h{lengte:.1f}v-3", fill="none", stroke=INKT)
    return lijn + tekst((4 + lengte / 2, y - 3.4), naam, raam.letter * 0.95, anker="middle", grond=True)


def _noordpijl(raam: Venster) -> str:
    maat = raam.letter
    x, y = raam.breedte - maat, maat * 0.5
    vorm = f"M{x:.1f} {y:.1f}l{maat * 0.45:.1f} {maat * 1.1:.1f}h{-maat * 0.9:.1f}z"
    return element("path", d=vorm, fill=INKT) + tekst((x, y + maat * 2), "N", maat, dik="bold", anker="middle")


def _pad(vlak: Any, raam: Venster, **stijl: object) -> str:
    ringen = []
    for deel in shapely.get_parts(vlak):
        for ring in (deel.exterior, *deel.interiors) if deel.geom_type == "Polygon" else ():
            # A tenth of a point is 0.04 mm on paper; neighbours round their shared points alike.
            punten = raam.punten(shapely.get_coordinates(ring)).round(1).tolist()
            ringen.append("M" + "L".join(f"{x:g} {y:g}" for x, y in punten[:-1]) + "Z")
    return element("path", d="".join(ringen), fill_rule="evenodd", stroke_linejoin="round", **stijl)
