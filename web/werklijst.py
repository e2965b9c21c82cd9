"""The work list as HTML: whom to ask first, who does what, and what else there is to fill in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.werklijst import nagevraagd, werklijst
from analysis.controle.bevinding import beperkt
from analysis.controle.meldingen import titel
from analysis.nederlands import datum, deeldatum, getal
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import bevestigd_als
from analysis.teksten.werklijst import EERSTE_AANTAL, koppen, mail, ook, teken
from register.register import Register
from web.fragmenten import fragment, veilig_adres


class Bericht(NamedTuple):
    """What is said at an organisation after a click.

    Attributes
    ----------
    zin : str
    terug : int or None
        The number that can be undone from here.
    fout : bool
        Nothing was saved.
    """

    zin: str
    terug: int | None = None
    fout: bool = False


class Bewerken(NamedTuple):
    """What the list of who may change the register has beside it.

    Attributes
    ----------
    bron, vandaag : str
        What stands in the fields at first.
    nummer : int
        Of the register that is shown.
    rijen : sequence of mapping
        The rows as they stood before the first click: what is done stays in its place until the list is drawn anew.
    berichten : mapping of str to Bericht
        By id.
    gestopt : collection of str
        Those that were entered as ended since then, by id.
    """

    bron: str
    vandaag: str
    nummer: int
    rijen: Sequence[Mapping[Any, Any]]
    berichten: Mapping[str, Bericht]
    gestopt: Collection[str] = ()


# What the list itself already tells, one organisation after another.
_AL_GEZEGD = {"nooit-gezien", "lang-niet-gezien", "wijkraad-na-einde-ondersteuning"}


def werklijst_html(
    register: Register,
    stand: Stand,
    gebied: str | None,
    *,
    niet_bereikt: Mapping[str, str] | None = None,
    bewerken: Bewerken | None = None,
    waarom_niet: str = "",
    aanmelden: bool = False,
) -> str:
    """Return the work list of a day.

    Parameters
    ----------
    register : Register
    stand : Stand
        Of one day, of the tables of the register.
    gebied : str or None
        The whole city when None.
    niet_bereikt : mapping of str to str, optional
        By id on which day an organisation was asked in vain, when nothing has been seen of it since.
    bewerken : Bewerken, optional
        With buttons to enter what was heard.
    waarom_niet : str
        Why there are none, in a sentence; empty says nothing.
    aanmelden : bool
        Whether the page on which one signs in helps.
    """
    lijst = werklijst(stand, gebied)
    zeker, actief = nagevraagd(stand, gebied)
    kop, zin = koppen(lijst, actief, stand.tabellen.gemeente.waar(gebied))
    gestopt = len({*bewerken.gestopt} - {*lijst["id"]}) if bewerken else 0
    berichten = bewerken.berichten if bewerken else {}
    rijen = [
        _rij(rij, nr, niet_bereikt or {}, berichten.get(rij["id"]))
        for nr, rij in enumerate(_op_hun_plek(lijst, bewerken), start=1)
    ]
    return fragment(
        "werklijst.html",
        kop=kop,
        zin=zin,
        gebied=gebied,
        kiesbaar=sorted(stand.tabellen.wijken["gebied"].unique()),
        eerste=rijen[:EERSTE_AANTAL],
        rest=rijen[EERSTE_AANTAL:],
        zeker=zeker + gestopt,
        actief=actief + gestopt,
        bevestigd_als=bevestigd_als(stand.tabellen.gemeente.beleid),
        deel=round(100 * (zeker + gestopt) / (actief + gestopt)) if actief + gestopt else 0,
        gebieden=_gebieden(lijst),
        mails=[(naam, mail(deel, naam, datum(stand.dag))) for naam, deel in _per_gebied(lijst)],
        klussen=_klussen(register, stand),
        bewerken=bewerken,
        klaar=sum(rij["klaar"] for rij in rijen),
        waarom_niet=waarom_niet,
        aanmelden=aanmelden,
    )


def _op_hun_plek(lijst: pd.DataFrame, bewerken: Bewerken | None) -> list[Mapping[Any, Any]]:
    """Return the rows in the order in which the visitor found them, those that are done still among them."""
    nu: dict[str, Mapping[Any, Any]] = {str(rij["id"]): rij for rij in lijst.to_dict("records")}
    if bewerken is None:
        return list(nu.values())
    uit: list[Mapping[Any, Any]] = []
    for rij in bewerken.rijen:
        if rij["id"] in nu:
            uit.append(nu.pop(rij["id"]))
        elif rij["id"] in bewerken.berichten:
            uit.append({**rij, "klaar": True})
    return [*uit, *nu.values()]


def _rij(rij: Mapping[Any, Any], nr: int, niet_bereikt: Mapping[str, str], bericht: Bericht | None) -> dict[str, Any]:
    wanneer, oud = teken(rij)
    adressen = (("website", rij["website"]), ("bron", rij["bron"]))
    return {
        "nr": nr,
        "id": rij["id"],
        "naam": rij["naam"],
        "zij": rij["soort"] == w.WIJKRAAD,
        "waar": " · ".join(deel for deel in (rij["wijken"] or "werkgebied onbekend", rij["gebied"]) if deel),
        "inwoners": str(als_aantal(rij["inwoners"])),
        "wanneer": wanneer,
        "oud": oud,
        "ook": ook(rij),
        "adressen": [(naam, adres, veilig_adres(adres)) for naam, adres in adressen if adres],
        "niet_bereikt": deeldatum(niet_bereikt.get(rij["id"], "")),
        "bericht": bericht,
        "klaar": rij.get("klaar", False),
    }


def _per_gebied(lijst: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(naam), deel) for naam, deel in lijst[lijst["gebied"] != ""].groupby("gebied")]


def _gebieden(lijst: pd.DataFrame) -> list[dict[str, str]]:
    """Return for each gebied its role and how many are to be asked; their residents, each counted once, most first."""
    delen = []
    for naam, deel in _per_gebied(lijst):
        # In this order a buurt counts with the first that decides on it, as in the sum of the whole list.
        erbij = lijst["inwoners_samen"].diff().fillna(lijst["inwoners_samen"])[deel.index]
        delen.append((int(erbij.sum()), naam, str(deel["rol"].iloc[0]), len(deel)))
    return [
        {"naam": naam, "rol": rol, "aantal": str(aantal), "inwoners": getal(inwoners)}
        for inwoners, naam, rol, aantal in sorted(delen, key=lambda deel: (-deel[0], deel[1]))
    ]


def _klussen(register: Register, stand: Stand) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Return what else in the data is uncertain, by kind: its title, how many there are, and what to do about each."""
    per_regel: dict[str, list[Any]] = {}
    for bevinding in register.meldingen(stand):
        if bevinding.regel not in _AL_GEZEGD:
            per_regel.setdefault(bevinding.regel, []).append(bevinding)
    return [
        (titel(regel), len(leden), [(b.wat, b.herstel) for b in beperkt(leden)])
        for regel, leden in sorted(per_regel.items(), key=lambda paar: -len(paar[1]))
    ]
