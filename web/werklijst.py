"""The work list as HTML: whom to ask first, who does what, and what else there is to fill in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aantal import als_aantal
from analysis.antwoorden.werklijst import nagevraagd, werklijst
from analysis.controle.bevinding import beperkt
from analysis.controle.meldingen import titel
from analysis.nederlands import datum, getal
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import bevestigd_als
from analysis.teksten.werklijst import EERSTE_AANTAL, koppen, mail, ook, teken
from register.register import Register
from web.fragmenten import fragment, veilig_adres

# What the list itself already tells, one organisation after another.
_AL_GEZEGD = {"nooit-gezien", "lang-niet-gezien", "wijkraad-na-einde-ondersteuning"}


def werklijst_html(register: Register, stand: Stand, gebied: str | None) -> str:
    """Return the work list of a day.

    Parameters
    ----------
    register : Register
    stand : Stand
        Of one day, of the tables of the register.
    gebied : str or None
        The whole city when None.
    """
    lijst = werklijst(stand, gebied)
    zeker, actief = nagevraagd(stand, gebied)
    kop, zin = koppen(lijst, actief, stand.tabellen.gemeente.waar(gebied))
    rijen = [_rij(rij) for rij in lijst.to_dict("records")]
    return fragment(
        "werklijst.html",
        kop=kop,
        zin=zin,
        gebied=gebied,
        kiesbaar=sorted(stand.tabellen.wijken["gebied"].unique()),
        eerste=rijen[:EERSTE_AANTAL],
        rest=rijen[EERSTE_AANTAL:],
        zeker=zeker,
        actief=actief,
        bevestigd_als=bevestigd_als(stand.tabellen.gemeente.beleid),
        deel=round(100 * zeker / actief) if actief else 0,
        gebieden=_gebieden(lijst),
        mails=[(naam, mail(deel, naam, datum(stand.dag))) for naam, deel in _per_gebied(lijst)],
        klussen=_klussen(register, stand),
    )


def _rij(rij: dict[Any, Any]) -> dict[str, Any]:
    wanneer, oud = teken(rij)
    adressen = (("website", rij["website"]), ("bron", rij["bron"]))
    return {
        "nr": rij["nr"],
        "naam": rij["naam"],
        "waar": " · ".join(deel for deel in (rij["wijken"] or "werkgebied onbekend", rij["gebied"]) if deel),
        "inwoners": str(als_aantal(rij["inwoners"])),
        "wanneer": wanneer,
        "oud": oud,
        "ook": ook(rij),
        "adressen": [(naam, adres, veilig_adres(adres)) for naam, adres in adressen if adres],
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
