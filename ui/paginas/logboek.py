"""The page Logboek: who changed what and why, for who may change the register too, and how to undo it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis.antwoorden.gevolg import gevolg
from analysis.datums import eerste_dag, einde
from analysis.datumtekst import DATUM_VORM, lees_datum
from analysis.schoon import kern
from analysis.tabellen import Tabellen
from register.bewaard import register_van
from register.opslag.fouten import VerkeerdeVraag
from register.opslag.ingrepen import DraaiTerug, tussen
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, Sleutel
from register.opslag.wijziging import AL_BEWAARD, NIETS, Zoekvraag
from register.register import Register
from register.wijzigen import inhoud, proef
from ui.bewaren import bewaar
from ui.daden import NIET_BEWAARD, Daad, toon_pagina, waarom_niet
from ui.deur import toon_deur
from ui.keuzes import Zicht
from ui.toegang import register, toegang
from web.fragmenten import fragment
from web.logboek import (
    PER_BLAD,
    Blad,
    Paneel,
    Zoek,
    gelaten_namen,
    gevolg_html,
    logboek_html,
    niet_terug_html,
    terug_html,
)
from web.rijen import Namen, make_namen
from web.werklijst import Bericht

_LOGBOEK = "logboek_blad"  # in the session: where this visitor is in the log
_GEVOLG, _TERUG = "gevolg", "terug"


@dataclass
class _Plek:
    """Where a visitor is: what was asked for, which page of it, what is unfolded, and what is said at which change."""

    zoek: Zoek = field(default_factory=Zoek)
    blad: int = 0
    open: tuple[int, str] | None = None
    berichten: dict[int, Bericht] = field(default_factory=dict)


def teken(zicht: Zicht) -> None:
    mag = toegang()
    toon_deur(mag)
    if mag.wie is None:
        st.html(fragment("logboek_dicht.html", zin=_DICHT))
        return
    try:
        html = _html(zicht)
    except NIET_BEWAARD as fout:
        html = fragment("logboek_dicht.html", zin=str(fout))
    toon_pagina("logboek", html, _doe)


_DICHT = (
    "Hier staat wie wat wanneer wijzigde en waarom. Er staan namen van medewerkers in: daarom ziet alleen wie zelf mag "
    "wijzigen het."
)
_LEEG = "Er is nog niets gewijzigd. Het register begint met de eerste wijziging; vanaf dan staat hier elke wijziging."


def _plek() -> _Plek:
    plek: _Plek = st.session_state.setdefault(_LOGBOEK, _Plek())
    return plek


def _html(zicht: Zicht) -> str:
    opslag = register().opslag
    if not opslag.is_begonnen():
        return fragment("logboek_dicht.html", zin=_LEEG)
    plek, tabellen = _plek(), zicht.register.tabellen
    vraag, fout = _zoekvraag(plek.zoek, tabellen)
    aantal = opslag.aantal(vraag)
    plek.blad = min(plek.blad, max(0, (aantal - 1) // PER_BLAD))
    regels = opslag.logboek(zoek=vraag, hoogstens=PER_BLAD, sla_over=plek.blad * PER_BLAD)
    nummers = [regel.nummer for regel in regels]
    blad = Blad(regels, aantal, plek.blad, opslag.teruggedraaid(nummers), opslag.wie(), opslag.stand().nummer)
    paneel = _paneel(zicht, *plek.open) if plek.open and plek.open[0] in nummers else None
    return logboek_html(
        blad, make_namen(tabellen), plek.zoek, plek.berichten, paneel, fout=fout, bewerkbaar=zicht.bewerkbaar
    )


# --- what is asked for ---


def _zoekvraag(zoek: Zoek, tabellen: Tabellen) -> tuple[Zoekvraag, str]:
    """Return the question for the store, and what is wrong with the dates; of these the good ones count."""
    datums = [lees_datum(tekst) for tekst in (zoek.van, zoek.tot)]
    fout = f"{DATUM_VORM}." if None in datums else ""
    rijen = _heet_zo(zoek.tekst, tabellen)
    return Zoekvraag(zoek.tekst, rijen, zoek.wie, zoek.soort, _eerste(datums[0]), _laatste(datums[1])), fout


def _heet_zo(tekst: str, tabellen: Tabellen) -> frozenset[Sleutel]:
    """Return the rows whose name holds a text, whatever the capitals, spaces and signs."""
    gezocht = kern(tekst)
    if not gezocht:
        return frozenset()
    soorten = ((ORGANISATIE, tabellen.organisaties), (INITIATIEF, tabellen.initiatieven))
    return frozenset(
        (soort, str(id_)) for soort, tabel in soorten for id_, naam in tabel["naam"].items() if gezocht in kern(naam)
    )


def _eerste(tekst: str | None) -> date | None:
    return eerste_dag(pd.Series([tekst]))[0].date() if tekst else None


def _laatste(tekst: str | None) -> date | None:
    """Return the last day of a (partial) date."""
    if not tekst or len(tekst) == len("2000-01-01"):
        return _eerste(tekst)
    eind = einde(pd.Series([tekst]))[0]
    return None if pd.isna(eind) else eind.date() - timedelta(days=1)


# --- what is unfolded ---


def _paneel(zicht: Zicht, nummer: int, soort: str) -> Paneel:
    maak = _terugpaneel if soort == _TERUG and zicht.bewerkbaar else _gevolgpaneel
    try:
        return Paneel(nummer, soort, maak(zicht, nummer))
    except NIET_BEWAARD as fout:
        return Paneel(nummer, soort, niet_terug_html(nummer, waarom_niet(fout)))


def _gevolgpaneel(zicht: Zicht, nummer: int) -> str:
    voor, na = (_register_op(een) for een in (nummer - 1, nummer))
    vraag = zicht.staat.vraag
    return gevolg_html(nummer, gevolg(vraag.stand(voor.tabellen), vraag.stand(na.tabellen)))


def _register_op(nummer: int) -> Register:
    return register_van(register().levering(nummer))


def _terugpaneel(zicht: Zicht, nummer: int) -> str:
    uitkomst, vraag = proef(register(), "", DraaiTerug(nummer)), zicht.staat.vraag
    return terug_html(
        nummer,
        tussen(uitkomst.nu, uitkomst.straks),
        uitkomst.gelaten,
        gevolg(vraag.stand(zicht.register.tabellen), vraag.stand(uitkomst.register.tabellen)),
        waarom=f"Nummer {nummer} teruggedraaid: vergissing",
    )


# --- what is done ---


def _doe(daad: Daad) -> tuple[str, str]:
    """Do one thing, and return what is said of it and where to go."""
    plek = _plek()
    nummer = int(daad.op) if daad.op.isascii() and daad.op.isdecimal() and len(daad.op) < 10 else 0
    if daad.doe in {"zoek", "alles"}:
        velden = {naam: daad.velden.get(naam, "").strip()[:200] for naam in Zoek._fields}
        plek.zoek, plek.blad, plek.open = Zoek(**velden) if daad.doe == "zoek" else Zoek(), 0, None
        if None in {lees_datum(plek.zoek.van), lees_datum(plek.zoek.tot)}:
            return f"{DATUM_VORM}.", "wd-zoekfout"
        return "", "wd-telling"
    if daad.doe == "blad":
        plek.blad, plek.open = nummer, None
        return "", "wd-telling"
    if daad.doe in {_GEVOLG, _TERUG}:
        plek.open = nummer, daad.doe
        return "", f"wd-paneel-{nummer}"
    knop = f"wd-{'t' if plek.open and plek.open[1] == _TERUG else 'g'}-{nummer}"
    plek.open = None
    if daad.doe != "bewaar":
        return "", knop
    plek.berichten[nummer] = bericht = _draai_terug(daad, nummer)
    return bericht.zin, f"wd-bericht-{nummer}"


def _draai_terug(daad: Daad, nummer: int) -> Bericht:
    try:
        waarom = " ".join(daad.velden.get("waarom", "").split())
        if not waarom:
            raise VerkeerdeVraag("Schrijf waarom u dit terugdraait; er is niets bewaard.")
        uitkomst = bewaar(waarom, "", f"logboek {daad.sleutel}", DraaiTerug(nummer)).uitkomst
    except NIET_BEWAARD as fout:
        return Bericht(waarom_niet(fout), fout=True)
    if uitkomst.uitkomst == NIETS:
        return Bericht("Er valt niets terug te draaien: alles is al zoals het was.")
    al = "Dit was al bewaard, als" if uitkomst.uitkomst == AL_BEWAARD else "Bewaard als"
    return Bericht(f"{al} nummer {uitkomst.nummer}. Nummer {nummer} is teruggedraaid.{_gelaten(uitkomst.gelaten)}")


def _gelaten(gelaten: tuple[Sleutel, ...]) -> str:
    if not gelaten:
        return ""
    namen = Namen({rij["id"]: rij["naam"] for rij in inhoud(register()).rijen(ORGANISATIE)}, {})
    return f" Niet teruggedraaid, want daarna veranderd: {', '.join(gelaten_namen(gelaten, namen))}."
