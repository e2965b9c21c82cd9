"""The page Register: what happens is filled in, its effect is shown, and then it is saved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd
import streamlit as st

from analysis.controle.bevinding import beperkt
from analysis.datums import einde
from analysis.datumtekst import lees_datum
from analysis.nederlands import datum, deeldatum
from analysis.schoon import schoon
from analysis.stand.werkgebied import als_werkgebied, buurten_van
from analysis.vraag import Vraag
from geo.plaats import punten_in
from register import wijzigen
from register.opslag.fouten import Conflict, OpslagFout, VerkeerdeVraag
from register.opslag.ingrepen import Ingreep, tussen
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, Inhoud
from register.opslag.wijziging import AL_BEWAARD
from register.register import DataFout, Register
from register.voorstel import (
    GEBIED,
    KOLOM,
    LAAT,
    NIEUW_INITIATIEF,
    VERBETER,
    Geval,
    Invoer,
    VeldFout,
    gebeurtenis,
    is_datumveld,
    maak_voorstel,
    vind_geval,
)
from systeem.klok import vandaag
from ui.bewaren import bewaar, eerder_bewaard
from ui.bron import laad, werkgebied_van
from ui.component import breng, gevraagd_register, toon_register
from ui.daden import NIET_BEWAARD
from ui.deur import toon_deur
from ui.keuzes import Zicht
from ui.toegang import Toegang, register, toegang
from web.formulier import ALLES, conflict_html, formulier_html, hoofdletter, opschrift, rijenlijst_html, waarde_van
from web.fragmenten import fragment
from web.gevolg import gevolg_html
from web.rijen import make_namen, vertel_rijen

_UITKOMST = "register_uitkomst"  # in the session: how the last save ended, and what was looked at by then
_LANGSTE = 4_000_000  # characters of a request: far more than fit, so that too long a text is told at its field
_BEKEKEN = "bekeken"  # in a form: the number of the register that its effect was shown of
_KIES = "kies."  # before a column that others changed too: what the user chose


@dataclass(frozen=True)
class _Verzoek:
    """What the browser asks: of which form (`wat/rij`), under which key of its own, and what was filled in."""

    verzoek: str = ""
    formulier: str = ""
    merk: str = ""
    velden: Mapping[str, str] = field(default_factory=dict)

    def nummer(self, naam: str) -> int:
        """Return a number of the register that a form remembers, 0 without one."""
        tekst = self.velden.get(naam, "")
        return int(tekst) if re.fullmatch("[0-9]{1,9}", tekst) else 0

    @property
    def keuzes(self) -> dict[str, str]:
        """Return what the user chose per column that others changed too."""
        return {naam.removeprefix(_KIES): wat for naam, wat in self.velden.items() if naam.startswith(_KIES)}


def _lees(tekst: str) -> _Verzoek:
    """Return a request as far as it is one: a browser can send anything."""
    if len(tekst) > _LANGSTE:
        return _Verzoek()
    try:
        delen = json.loads(tekst or "{}")
        namen = {naam: schoon(str(delen.get(naam, "")))[:200] for naam in ("verzoek", "formulier", "merk")}
        velden = {schoon(str(naam)): schoon(str(waarde)) for naam, waarde in dict(delen.get("velden", {})).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return _Verzoek()
    return _Verzoek(**namen, velden=velden)


def teken(zicht: Zicht) -> None:
    mag = toegang() if zicht.bewerkbaar else Toegang(None, _VROEGER)
    try:
        nu = wijzigen.inhoud(register()) if mag.binnen else None
    except NIET_BEWAARD as fout:
        mag, nu = Toegang(None, str(fout)), None
    stand = zicht.staat.vraag.stand(zicht.register.tabellen)
    if nu is None:
        toon_register({"antwoord": zicht.antwoord, "kop": fragment("register_dicht.html")} | _NIETS, _bewaar)
        toon_deur(mag)
        return
    toon_deur(mag, concept=True)
    geval = vind_geval(nu, zicht.staat.wat or "", zicht.staat.rij or "")
    if geval is None and zicht.staat.rij:
        lijst, html = rijenlijst_html(stand, nu, None, None), fragment("register_weg.html", zin=_WEG)
        formulier = {"sleutel": f"{zicht.staat.wat or ''}/{zicht.staat.rij}", "html": html}
    elif geval is None:
        wat = None if zicht.staat.wat is None else gebeurtenis(zicht.staat.wat, ORGANISATIE, ())
        lijst, formulier = rijenlijst_html(stand, nu, zicht.staat.wat, wat), {"sleutel": "", "html": ""}
    else:
        html = formulier_html(geval, nu, stand, datum(vandaag()))
        lijst, formulier = "", {"sleutel": geval.sleutel, "html": html}
    data: dict[str, Any] = {
        "kop": fragment("register_kop.html", keuzes=ALLES),
        "lijst": lijst,
        "formulier": formulier,
        "uitkomst": _uitkomst(zicht, geval, nu.nummer),
    }
    if geval is not None and any(veld.vorm == GEBIED for veld in geval.gebeurtenis.velden):
        data["gebiedsleutel"] = f"gebied-{zicht.register.vingerafdruk[:16]}"
        breng(data["gebiedsleutel"], werkgebied_van(zicht.register))
    toon_register({"antwoord": zicht.antwoord} | data, _bewaar)


_VROEGER = "U ziet wat eerder bekend was, en daar valt niets aan te veranderen: ga eerst terug naar nu."
_NIETS: dict[str, Any] = {"lijst": "", "formulier": {"sleutel": "", "html": ""}, "uitkomst": None}


def _uitkomst(zicht: Zicht, geval: Geval | None, nummer: int) -> dict[str, Any] | None:
    """Return what is to be said of the last request: how a save ended, else the effect of what was looked at."""
    gevraagd = gevraagd_register("bekeken")
    uitkomst: dict[str, Any] | None = st.session_state.get(_UITKOMST)
    if uitkomst and uitkomst["bij"] == gevraagd:
        return uitkomst
    verzoek = _lees(gevraagd)
    if geval is None and zicht.staat.rij:  # whoever has its form open keeps what was typed
        return _weg(verzoek, f"{zicht.staat.wat or ''}/{zicht.staat.rij}", nummer)
    if geval is None or verzoek.formulier != geval.sleutel:
        return None
    return _antwoord(verzoek, lambda ingrepen, van: _gevolg(zicht.staat.vraag, verzoek, ingrepen, van))


def _bewaar() -> None:
    """Save what the browser asks to, and remember how that ended; called before anything of a run is drawn."""
    verzoek = _lees(gevraagd_register("bewaar"))
    if verzoek.verzoek:
        uitkomst = _al_bewaard(verzoek) or _antwoord(verzoek, lambda ingrepen, van: _sla_op(verzoek, ingrepen, van))
        st.session_state[_UITKOMST] = uitkomst | {"bij": gevraagd_register("bekeken")}


def _al_bewaard(verzoek: _Verzoek) -> dict[str, Any] | None:
    """Return what is said of a save whose answer got lost; None when there was none."""
    try:
        nummer = eerder_bewaard(verzoek.merk)
    except (VerkeerdeVraag, OpslagFout):
        return None
    if nummer is None:
        return None
    wie = {"verzoek": verzoek.verzoek, "formulier": verzoek.formulier}
    return wie | _bewaard(nummer, AL_BEWAARD, verzoek.velden.get("waarom", ""))


def _bewaard(nummer: int, uitkomst: str, waarom: str) -> dict[str, Any]:
    html = fragment("register_bewaard.html", nummer=nummer, uitkomst=uitkomst, waarom=waarom)
    return {"soort": "bewaard", "html": html}


def _antwoord(verzoek: _Verzoek, doe: Callable[[list[Ingreep], Invoer], dict[str, Any]]) -> dict[str, Any]:
    """Return what came of a request, or why nothing came of it: in Dutch, at the field where it is wrong."""
    wie: dict[str, Any] = {"verzoek": verzoek.verzoek, "formulier": verzoek.formulier, "woorden": _woorden(verzoek)}
    geval = None
    try:
        nu = wijzigen.inhoud(register())
        geval = vind_geval(nu, *verzoek.formulier.partition("/")[::2])
        if geval is None:
            return _weg(verzoek, verzoek.formulier, nu.nummer)
        wie["woorden"] = {**_woorden(verzoek), **_gelaten(verzoek, geval)}
        invoer = _invoer(verzoek, geval, nu)
        return wie | doe(maak_voorstel(invoer), invoer)
    except VeldFout as fout:
        kop = "Dit is nog niet goed ingevuld"
        namen = {veld.naam: opschrift(veld) for veld in geval.gebeurtenis.velden} if geval else {}
        regels = [(naam, f"{namen.get(naam, 'Waarom:')} {wat}") for naam, wat in fout.fouten.items()]
        return wie | _fout(kop, regels) | {"fouten": fout.fouten}
    except Conflict as fout:
        html = conflict_html(fout, wijzigen.inhoud(register()).nummer, per_veld=bool(geval and geval.wat == VERBETER))
        return wie | {"soort": "fout", "html": html}
    except DataFout as fout:
        regels = [("", f"{hoofdletter(b.wat)}. {b.herstel}") for b in beperkt(fout.bevindingen)]
        return wie | _fout("Dit kan niet zo in het register", regels)
    except (VerkeerdeVraag, OpslagFout) as fout:
        return wie | _fout("Er is niets bewaard", [("", str(fout))])


def _fout(kop: str, regels: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what keeps a change from being saved: the name of a field (empty for the whole) and what is wrong."""
    return {"soort": "fout", "html": fragment("register_fouten.html", kop=kop, fouten=regels)}


_WEG = "Deze rij staat niet meer in het register, of dit kan er niet mee."


def _weg(verzoek: _Verzoek, formulier: str, nummer: int) -> dict[str, Any]:
    """Return what is said of a form whose row has gone."""
    html = conflict_html(Conflict(_WEG), nummer, per_veld=False)
    return {"verzoek": verzoek.verzoek, "formulier": formulier, "soort": "fout", "html": html}


def _invoer(verzoek: _Verzoek, geval: Geval, nu: Inhoud) -> Invoer:
    buurten = _op_het_scherm().tabellen.buurten
    velden = {
        veld.naam: _codes(verzoek.velden.get(veld.naam, ""), geval.rij.get("werkgebied", ""), buurten)
        for veld in geval.gebeurtenis.velden
        if veld.vorm == GEBIED
    }
    return Invoer(
        {**verzoek.velden, **velden},
        geval,
        min(max(verzoek.nummer("versie"), 1), nu.nummer),
        vandaag(),
        nu,
        wijzigen.ooit(register(), INITIATIEF if geval.wat == NIEUW_INITIATIEF else ORGANISATIE),
        punten_in(cast("Any", buurten)),
        verzoek.keuzes,
    )


def _op_het_scherm() -> Register:
    """Return the register that visitors see now; nothing is drawn, as the page itself tells what is wrong."""
    laatste = laad()
    if laatste.register is None:
        raise DataFout(laatste.fouten)
    return laatste.register


def _codes(gekozen: str, oud: str, buurten: pd.DataFrame) -> str:
    """Return chosen codes as the register writes them: what it has, when these are the same buurten."""
    nieuw = buurten_van(gekozen, buurten)
    return oud if nieuw == buurten_van(oud, buurten) else als_werkgebied(nieuw, buurten)


def _woorden(verzoek: _Verzoek) -> dict[str, str]:
    """Return the dates that were typed in words, so that the user sees how they were understood."""
    datums = {naam: lees_datum(waarde) for naam, waarde in verzoek.velden.items() if is_datumveld(naam)}
    return {naam: _in_woorden(naam, dag) for naam, dag in datums.items() if dag}


def _gelaten(verzoek: _Verzoek, geval: Geval) -> dict[str, str]:
    """Return what the register says in the fields that the user, after a conflict, left as others made them."""
    return {
        f"{KOLOM}{naam}": f"blijft zoals het nu in het register staat: {waarde_van(naam, geval.rij[naam])}"
        for naam, keuze in verzoek.keuzes.items()
        if keuze == LAAT and naam in geval.rij
    }


def _in_woorden(naam: str, dag: str) -> str:
    """Return a date in words; of a part of one that is an end, also from which day it counts."""
    tot = einde(pd.Series([dag]))[0]
    if naam.removeprefix(KOLOM) != "tot" or len(dag) == len("2026-10-01") or pd.isna(tot):
        return deeldatum(dag)
    return f"in {deeldatum(dag)}; telt vanaf {datum(tot.date())}"


def _gevolg(
    vraag: Vraag, verzoek: _Verzoek, ingrepen: list[Ingreep], van: Invoer, let_op: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what a change would do, on the day and by the variant of the view."""
    proef = wijzigen.proef(register(), van["bron"], *ingrepen)
    rijen = vertel_rijen(tussen(proef.nu, proef.straks), make_namen(proef.register.tabellen))
    stad = gevolg_html(_op_het_scherm(), proef.register, vraag.peildatum, vraag.variant)
    waarom = verzoek.velden.get("waarom") or f"{van.geval.gebeurtenis.titel}: {van['naam'] or van.rij.get('naam', '')}"
    zinnen = [*let_op, *_sindsdien(van, van.versie)]
    html = fragment("register_gevolg.html", rijen=rijen, gevolg=stad, let_op=zinnen)
    bewaren = fragment("register_bewaren.html", waarom=waarom, nummer=proef.nu.nummer) if rijen else ""
    return {"soort": "gevolg", "html": html, "bewaren": bewaren}


def _sindsdien(van: Invoer, nummer: int) -> list[str]:
    """Return what others changed of the row since a number of the register."""
    if not van.rij or nummer >= van.nu.nummer:
        return []
    rijen = vertel_rijen(
        [
            rij
            for rij in tussen(wijzigen.inhoud(register(), nummer), van.nu)
            if van.rij["id"] in {rij.sleutel[1], *(v.velden.get("organisatie") for v in (rij.voor, rij.na) if v)}
        ],
        make_namen(_op_het_scherm().tabellen),
    )
    delen = [zin for rij in rijen for zin in (*(v.zin for v in rij.velden), *(t.zin for t in rij.tekens))]
    return [f"Intussen is deze rij veranderd: {'; '.join(delen)}."] if delen else []


def _sla_op(verzoek: _Verzoek, ingrepen: list[Ingreep], van: Invoer) -> dict[str, Any]:
    """Save a change, unless its row has become another one since its effect was shown."""
    waarom = verzoek.velden.get("waarom", "").strip()
    if not waarom:
        raise VeldFout({"waarom": "Zeg kort waarom."})
    if _sindsdien(van, verzoek.nummer(_BEKEKEN)):
        vraag = Vraag(vandaag(), None, None, None)
        niet = "Er is nog niets bewaard. Kijk of het nog klopt en druk opnieuw op Bewaar."
        return _gevolg(vraag, verzoek, ingrepen, van, [niet])
    uitkomst = bewaar(waarom, van["bron"], verzoek.merk or None, *ingrepen).uitkomst
    return _bewaard(uitkomst.nummer, uitkomst.uitkomst, waarom)
