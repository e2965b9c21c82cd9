"""The page Werklijst: whom to ask first, and what was heard, so that the answer on the other pages becomes certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from analysis.antwoorden.werklijst import werklijst
from analysis.datumtekst import DATUM_VORM, lees_datum
from analysis.nederlands import datum, deeldatum
from analysis.stand.stand import Stand
from analysis.teksten.toelichting import WERKLIJST
from analysis.vraag import Vraag
from register.opslag.fouten import VerkeerdeVraag
from register.opslag.ingrepen import Beeindig, DraaiTerug, Ingreep, NietBereikt, Waarneming
from register.opslag.inhoud import ORGANISATIE, WAARNEMING
from register.wijzigen import inhoud
from systeem.klok import vandaag
from ui.bewaren import bewaar, eerder_bewaard
from ui.bron import niet_bereikt_van
from ui.daden import NIET_BEWAARD, Daad, toon_pagina, waarom_niet
from ui.downloads import knoppen
from ui.keuzes import Zicht
from ui.toegang import register, toegang
from uitvoer.formaten import TABELFORMATEN
from web.werklijst import Bericht, Bewerken, werklijst_html

_WERK = "werklijst_werk"  # in the session: what this visitor is doing


@dataclass
class _Werk:
    """What a visitor found on the list and did about it since.

    Attributes
    ----------
    vraag : Vraag
        What the list is about: of another question it is another list.
    rijen : list of dict
        As they were found.
    berichten : dict of str to Bericht
        By id of the organisation.
    gestopt : set of str
        Those that were entered as ended, by id.
    """

    vraag: Vraag
    rijen: list[dict[Any, Any]]
    berichten: dict[str, Bericht] = field(default_factory=dict)
    gestopt: set[str] = field(default_factory=set)


def teken(zicht: Zicht) -> None:
    vraag = zicht.staat.vraag
    stand = vraag.stand(zicht.register.tabellen)
    mag = toegang()
    html = partial(
        werklijst_html,
        zicht.register,
        stand,
        vraag.gebied,
        niet_bereikt=niet_bereikt_van(zicht.register),
        waarom_niet=mag.waarom if zicht.bewerkbaar else "",
        aanmelden=bool(mag.knop),
    )
    if zicht.bewerkbaar and mag.binnen:
        toon_pagina(WERKLIJST, html(bewerken=_bewerken(zicht, _werk(vraag, stand))), _doe)
    else:
        st.html(html())
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        st.markdown("Download de werklijst:", width="content")
        knoppen(zicht.register, zicht.staat, WERKLIJST, TABELFORMATEN)


def _werk(vraag: Vraag, stand: Stand) -> _Werk:
    """Return what this visitor is doing; it begins anew with another list."""
    werk: _Werk | None = st.session_state.get(_WERK)
    if werk is None or werk.vraag != vraag:
        werk = st.session_state[_WERK] = _Werk(vraag, werklijst(stand, vraag.gebied).to_dict("records"))
    return werk


def _bewerken(zicht: Zicht, werk: _Werk) -> Bewerken:
    dag = datum(vandaag())
    kennis = zicht.register.kennis
    return Bewerken(
        f"telefonisch nagevraagd, {dag}",
        dag,
        kennis.nummer if kennis else 1,  # before the first change the files are number 1
        werk.rijen,
        werk.berichten,
        werk.gestopt,
    )


# --- what was heard ---


def _doe(daad: Daad) -> tuple[str, str] | None:
    """Do one thing, and return what is said of it and where to go; None when there is no list to do it on."""
    if daad.doe == "ververs":
        st.session_state.pop(_WERK, None)
        return "De lijst is bijgewerkt.", ""
    werk: _Werk | None = st.session_state.get(_WERK)
    if werk is None:
        return None
    bericht = werk.berichten[daad.op] = _bericht(werk, daad)
    return f"{_naam(werk, daad.op)}: {bericht.zin}", f"wd-bericht-{daad.op}"


def _naam(werk: _Werk, id_: str) -> str:
    return next((str(rij["naam"]) for rij in werk.rijen if rij["id"] == id_), id_)


def _bericht(werk: _Werk, daad: Daad) -> Bericht:
    """Do one thing and return what is said of it."""
    try:
        if daad.doe == "terug":
            return _draai_terug(werk, daad)
        return _leg_vast(werk, daad)
    except NIET_BEWAARD as fout:
        oud = werk.berichten.get(daad.op, Bericht(""))
        return Bericht(waarom_niet(fout), oud.terug, fout=True)


def _leg_vast(werk: _Werk, daad: Daad) -> Bericht:
    bron = " ".join(daad.velden.get("bron", "").split())
    if not bron:
        raise VerkeerdeVraag("Schrijf eerst boven de lijst waar u dit van weet; er is niets bewaard.")
    wat, zin, ingreep = _ingreep(daad, bron, vandaag())
    sleutel = f"werklijst {daad.sleutel}"
    nummer = eerder_bewaard(sleutel)
    if nummer is None:
        _weiger_wat_veranderd_is(werk, daad)
        nummer = bewaar(f"Werklijst: {wat}", bron, sleutel, ingreep).uitkomst.nummer
    if daad.doe == "gestopt":
        werk.gestopt.add(daad.op)
    return Bericht(f"{zin} Bewaard als nummer {nummer}.", nummer)


def _weiger_wat_veranderd_is(werk: _Werk, daad: Daad) -> None:
    """Refuse what is not on the list that was shown, and what somebody else heard or changed since."""
    if all(rij["id"] != daad.op for rij in werk.rijen):
        raise VerkeerdeVraag("Deze organisatie staat niet op de lijst; er is niets bewaard.")
    nu = inhoud(register())
    jongste = nu.jongste(daad.op)
    versies = [nu.versies.get((ORGANISATIE, daad.op)), nu.versies.get((WAARNEMING, jongste)) if jongste else None]
    if versies[0] is None:
        raise VerkeerdeVraag("Deze organisatie staat niet meer in het register; er is niets bewaard.")
    sinds = max(versie.sinds for versie in versies if versie is not None)
    if sinds > daad.nummer:
        raise VerkeerdeVraag(
            f"Iemand anders heeft hier intussen iets over bewaard (nummer {sinds}). Kijk wat er nu staat; van u is "
            "er niets bewaard."
        )


def _draai_terug(werk: _Werk, daad: Daad) -> Bericht:
    """Undo what was saved from this row: which number that was, the session knows."""
    bericht = werk.berichten.get(daad.op)
    if bericht is None or bericht.terug is None:
        raise VerkeerdeVraag("Er is hier niets om terug te draaien. Kijk in het logboek.")
    nummer = bericht.terug
    waarom = f"Nummer {nummer} teruggedraaid: vergissing op de werklijst"
    nieuw = bewaar(waarom, "", f"werklijst {daad.sleutel}", DraaiTerug(nummer)).uitkomst.nummer
    werk.gestopt.discard(daad.op)
    return Bericht(f"Bewaard als nummer {nieuw}. Nummer {nummer} is teruggedraaid.")


def _ingreep(daad: Daad, bron: str, dag: date) -> tuple[str, str, Ingreep]:
    """Return what a click stands for: in a word or two, in a sentence, and what it does."""
    if daad.doe == "bestaat":
        return "bestaat nog", "Bestaat nog.", Waarneming(daad.op, dag.isoformat(), bron, dag)
    if daad.doe == "niet-bereikt":
        return "niet bereikt", "Niet bereikt.", NietBereikt(daad.op, dag.isoformat(), bron, dag)
    if daad.doe != "gestopt":
        raise VerkeerdeVraag("Dit kan hier niet; er is niets bewaard.")
    per = lees_datum(daad.velden.get("per", ""))
    if not per:
        raise VerkeerdeVraag(f"{DATUM_VORM}. Er is niets bewaard.")
    zin = f"Gestopt per {deeldatum(per)}."
    return "gestopt", zin, Beeindig(ORGANISATIE, daad.op, per, versie=daad.nummer or None)
