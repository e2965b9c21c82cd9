"""What the browser needs to move through time by itself: every answer on every change date, each told once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from analysis import waarden as w
from analysis.aantal import ONBEKEND, Aantal
from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from analysis.gemeente import AANKONDIGING, EERSTE, EINDE_STEUN, Mijlpaal
from analysis.nederlands import datum
from analysis.schoon import afgekort
from analysis.stand.stand import Stand
from analysis.stand.wisselmomenten import wisselmomenten
from analysis.tabellen import Tabellen
from analysis.teksten.antwoord import VERWACHT
from analysis.teksten.legenda import GROEPMERKEN
from web.situatie import Beeld, antwoordteksten, beelden, blik, initiatiefteksten

_JAAR = timedelta(weeks=52)
# The years around the transition get most of the line; what lies before and after is pressed together.
_AANLOOP, _UITLOOP = 0.12, 0.88

_LANGSTE_PLEK = 24

_KEERPUNTEN = (EINDE_STEUN, EERSTE, AANKONDIGING)


class Nu(NamedTuple):
    """The day that the line marks besides the milestones, and what it is called there."""

    dag: date
    kort: str = "vandaag"
    omschrijving: str = "Vandaag"


def tijdlijn(stand: Stand, gebied: str | None, nu: Nu) -> dict[str, Any]:
    """Return the timeline and the situation on each of its change dates.

    Parameters
    ----------
    stand : Stand
        From `door_de_tijd`.
    gebied : str or None
    nu : Nu

    Returns
    -------
    dict
        `momenten` (ISO dates, in order), `velden` (path to what `eenmalig` gives, for the situation after each
        number of moments), `schaal` (pairs of date and place from 0 to 1, linear in between), `mijlpalen` and
        `nu` (ISO date, two texts, and whose name goes first where there is no room for all), `fasen`, `vlak` (see
        `vlak`), and `verwacht`: how sure the answer is after the day that is now.
    """
    platte = [_plat(b) for b in beelden(stand, blik(stand.tabellen, gebied))]
    velden = {veld: eenmalig(plat[veld] for plat in platte) for veld in platte[0]}
    palen = stand.tabellen.gemeente.mijlpalen(stand.variant.sleutel)
    belang = _belang(palen, nu)
    grens = _grenzen(stand.dagen[1:], palen, nu.dag)
    return {
        "momenten": momenten(stand),
        "velden": velden,
        "schaal": [[dag.isoformat(), plek] for dag, plek in schaal(*grens, palen)],
        "mijlpalen": [[m.datum.isoformat(), m.kort, m.omschrijving, belang.index(m)] for m in palen],
        "fasen": _fasen(*grens, palen),
        "vlak": vlak(stand, gebied, palen),
        "nu": [nu.dag.isoformat(), nu.kort, nu.omschrijving, belang.index(nu)],
        "verwacht": VERWACHT,
    }


def wijkteksten(stand: Stand, wijk: str) -> dict[str, Any]:
    """Return what the timeline says of one wijk in every situation, as the `velden` of `tijdlijn`."""
    blik_ = blik(stand.tabellen, None, wijk)
    # How many initiatives the city has is the same for every wijk: the timeline itself says it.
    zelf = ({n: t for n, t in tekst.items() if n != "initiatieven"} for tekst in initiatiefteksten(stand, blik_))
    teksten = [een | ander for een, ander in zip(antwoordteksten(stand, blik_), zelf, strict=True)]
    return {f"teksten.{naam}": eenmalig(tekst[naam] for tekst in teksten) for naam in teksten[0]}


def door_de_tijd(tabellen: Tabellen, variant: str | None) -> Stand:
    """Return the Stand of every change date that the screen can show, and of the day before the first."""
    # The screen refuses dates outside its calendar: on the line they would be places where nothing answers.
    # From the first day on which there can be platforms the answer is another one, whoever begins then.
    alle = {*wisselmomenten(tabellen, variant), tabellen.gemeente.beleid.eerste_platform}
    wissels = sorted(dag for dag in alle if EERSTE_DAG <= dag <= LAATSTE_DAG)
    return Stand(tabellen, [wissels[0] - timedelta(days=1), *wissels], variant)


def momenten(stand: Stand) -> list[str]:
    """Return the change dates of `door_de_tijd` as the browser reads them."""
    return [dag.isoformat() for dag in stand.dagen[1:]]


def eenmalig(waarden: Iterable[str]) -> str | list[list[Any]]:
    """Return each different value once, and where it begins: few values change at any one moment.

    Returns
    -------
    str or list
        The value itself when there is one only. Else two lists: the values, and pairs of a place and the position of
        the value that holds from there on. A value that differs from the first in single characters only, as a digit
        per buurt does, is told by these: its places and characters, joined by `=`, in a list of its own.

    Examples
    --------
    >>> eenmalig(["a", "a"]), eenmalig(["a", "a", "bc", "a"])
    ('a', [['a', 'bc'], [[0, 0], [2, 1], [3, 0]]])
    >>> eenmalig(["4444444444", "4444544444"])
    [['4444444444', ['4=5']], [[0, 0], [1, 1]]]
    """
    uniek: dict[str, int] = {}
    wissels: list[list[int]] = []
    for plaats, waarde in enumerate(waarden):
        nummer = uniek.setdefault(waarde, len(uniek))
        if not wissels or wissels[-1][1] != nummer:
            wissels.append([plaats, nummer])
    eerste, *rest = uniek
    return [[eerste, *(_anders(eerste, waarde) for waarde in rest)], wissels] if rest else eerste


def _anders(eerste: str, waarde: str) -> str | list[str]:
    """Return how a value differs from the first, or the value itself when that is shorter."""
    if len(waarde) != len(eerste):
        return waarde
    verschil = [f"{plek}={nu}" for plek, (was, nu) in enumerate(zip(eerste, waarde, strict=True)) if was != nu]
    return verschil if sum(len(deel) + 4 for deel in verschil) < len(waarde) else waarde


def _plat(beeld_: Beeld) -> dict[str, str]:
    """Return every text of a situation by its path; lists one by one, since most of their texts never change."""
    uit = {}
    for deel, namen in beeld_.items():
        for naam, waarde in namen.items():
            if isinstance(waarde, str):
                uit[f"{deel}.{naam}"] = waarde
            else:
                uit |= {f"{deel}.{naam}.{nummer}": tekst for nummer, tekst in enumerate(waarde)}
    return uit


def vlak(stand: Stand, gebied: str | None, palen: Sequence[Mijlpaal]) -> dict[str, Any]:
    """Return how many residents have a platform, or a wijkraad that is supported: the area under the line.

    Parameters
    ----------
    stand : Stand
        From `door_de_tijd`.
    gebied : str or None
    palen : sequence of Mijlpaal
        From `Gemeente.mijlpalen`.

    Returns
    -------
    dict
        `lagen`, the lowest first: the key of the group, and pairs of a situation (the number of moments before it) and
        the residents from there on, None where nothing is known of any wijk. `woorden`: the day on which the transition
        begins with the number before it, and the day on which it is over with the number from then on; a sum of which a
        part is unknown says so. `waar`: what they are about. `zin`: all of it in a sentence.
    """
    eigen = stand.tabellen.wijken["gebied"].eq(gebied) if gebied else stand.tabellen.wijken["gebied"].notna()
    delen = {naam: deel[eigen] for naam, deel in stand.groepen.items() if naam in {w.PLATFORM, w.MET_STEUN}}
    bekend = delen[w.PLATFORM].notna().any() & (not stand.tabellen.organisaties.empty)
    sleutels = dict(zip(reversed(w.GROEPEN), (merk.sleutel for merk in GROEPMERKEN), strict=True))
    lagen = []
    for naam, deel in delen.items():
        wissels: list[list[int | None]] = []
        for plek, (inwoners, weet) in enumerate(zip(deel.sum(), bekend, strict=True)):
            aantal = int(inwoners) if weet else None
            if not wissels or wissels[-1][1] != aantal:
                wissels.append([plek, aantal])
        lagen.append([sleutels[naam], wissels])
    begin, einde = _overgang(palen)

    def op(dag: date) -> str:
        plek = max(bisect_right(stand.dagen, dag) - 1, 0)
        ontbreekt = int(delen[w.PLATFORM].iloc[:, plek].isna().sum())
        inwoners = int(sum(deel.iloc[:, plek].sum() for deel in delen.values()))
        return str(Aantal(inwoners, ontbreekt)) if bekend.iloc[plek] else ONBEKEND

    voor, na = op(begin - timedelta(days=1)), op(einde)
    gemeente = stand.tabellen.gemeente
    wie = f"Inwoners van {gemeente.waar(gebied)} met een wijkplatform of een wijkraad met steun"
    return {
        "lagen": lagen,
        "woorden": [[begin.isoformat(), voor], [einde.isoformat(), na]],
        "waar": afgekort(gebied or gemeente.naam, _LANGSTE_PLEK),
        "zin": f"{wie}: {voor} voor {datum(begin)}, {na} vanaf {datum(einde)}.",
    }


def schaal(eerste: date, laatste: date, palen: Sequence[Mijlpaal]) -> list[tuple[date, float]]:
    """Return where dates lie on the line: the first at 0, the last at 1, the transition in between at its widest.

    Examples
    --------
    >>> palen = [
    ...     Mijlpaal(date(jaar, 1, 1), "kort", "lang", "bron", rol) for jaar, rol in ((2031, ""), (2033, EINDE_STEUN))
    ... ]
    >>> [(str(dag), plek) for dag, plek in schaal(date(1967, 1, 1), date(2038, 12, 31), palen)]
    [('1967-01-01', 0.0), ('2030-01-02', 0.12), ('2033-12-31', 0.88), ('2038-12-31', 1.0)]
    """
    van, tot = palen[0].datum - _JAAR, _dag(palen, EINDE_STEUN) + _JAAR
    punten = [(eerste, 0.0)]
    if eerste < van < laatste:
        punten.append((van, _AANLOOP))
    if eerste < tot < laatste:
        punten.append((tot, _UITLOOP))
    return [*punten, (laatste, 1.0)]


def _dag(palen: Sequence[Mijlpaal], rol: str) -> date:
    return next(paal.datum for paal in palen if paal.rol == rol)


def _belang(palen: Sequence[Mijlpaal], nu: Nu) -> list[Mijlpaal | Nu]:
    """Return the marks, the most important first: by rang, then what the story turns on; today after rang 1."""
    keerpunt = {rol: nummer for nummer, rol in enumerate(_KEERPUNTEN)}
    gesorteerd = sorted(palen, key=lambda m: (m.rang, keerpunt.get(m.rol, len(keerpunt))))
    hoofd = [m for m in gesorteerd if m.rang == 1]
    return [*hoofd, nu, *gesorteerd[len(hoofd) :]]


def _grenzen(wissels: Sequence[date], palen: Sequence[Mijlpaal], nu: date) -> tuple[date, date]:
    dagen = [*wissels, *(m.datum for m in palen), nu]
    return min(dagen), max(dagen)


def _fasen(eerste: date, laatste: date, palen: Sequence[Mijlpaal]) -> list[list[Any]]:
    """Return the phases that have any length: where they begin and end, their name, and which of the three it is."""
    begin, einde = _overgang(palen)
    fasen = ((eerste, begin, "voorbereiding"), (begin, einde, "overgang"), (einde, laatste, "daarna"))
    return [
        [van.isoformat(), tot.isoformat(), naam, nummer] for nummer, (van, tot, naam) in enumerate(fasen) if van < tot
    ]


def _overgang(palen: Sequence[Mijlpaal]) -> tuple[date, date]:
    """Return the first day of the transition and the first day after it."""
    # Where the support ended before there could be platforms, the time in between is the transition as well.
    eerste, laatste = sorted((_dag(palen, EERSTE), _dag(palen, EINDE_STEUN)))
    return eerste, laatste
