"""The view of this visitor, and the controls above the screen with which it is changed.

The browser owns the view: it is the address of the page, and what the browser tells with every message. Python reads
it, answers it, and says which view the answer is of. So an answer that was lost, a connection that was gone or a server
that was started anew never leave two views on one screen: the next message brings the whole view again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from analysis.beleid import Beleid
from analysis.gemeente import AANKONDIGING, EERSTE, EINDE_STEUN, jongste_teken
from analysis.nederlands import datum, kortste_datum
from analysis.tabellen import Tabellen
from register.register import Register
from systeem.klok import vandaag
from web.fragmenten import fragment
from web.staat import Staat, als_tekst, lees, uit_tekst


class Zicht(NamedTuple):
    """What a page shows: the register, the view, and what the browser asked for that this view is the answer to."""

    register: Register
    staat: Staat
    gevraagd: str | None

    @property
    def begin(self) -> date:
        """Return the date that a comparison starts from."""
        return self.staat.vraag.begin

    @property
    def antwoord(self) -> dict[str, str | None]:
        """Return which view is answered, in the words of the browser and as it holds."""
        return {"gevraagd": self.gevraagd, "geldt": als_tekst(self.staat)}


def lees_zicht(register: Register, gevraagd: str | None) -> tuple[Zicht, list[str]]:
    """Return what this run shows, and a notice for each part of the view that could not be followed.

    Parameters
    ----------
    register : Register
    gevraagd : str or None
        The view as the browser told it; None when it did not tell one yet: then the view of the address, or else, on a
        change of page, that of the page before.
    """
    wijken, beleid = register.tabellen.wijken, register.tabellen.gemeente.beleid
    delen = st.query_params.to_dict() if gevraagd is None else uit_tekst(gevraagd)
    if gevraagd is None and not delen and "vorige" in st.session_state:
        delen = uit_tekst(st.session_state["vorige"])
    namen = {str(code): str(naam) for code, naam in wijken["wijknaam"].items()}
    staat, meldingen = lees(delen, vandaag(), beleid, set(wijken["gebied"]), namen)
    st.session_state["vorige"] = als_tekst(staat)
    return Zicht(register, staat, gevraagd), meldingen


def keuzes_html(zicht: Zicht, soort: str) -> str:
    """Return the controls of a page as HTML.

    Parameters
    ----------
    zicht : Zicht
    soort : str
        `datum` and `werk` (one date; the first with the age of the register), `paar` (two dates), `blad` (two dates,
        of a page to hand out), `verloop` (all dates), or empty for a page without controls.
    """
    if not soort:
        return ""
    tabellen, staat = zicht.register.tabellen, zicht.staat
    return fragment(
        "keuzes.html",
        velden=_velden(zicht, soort),
        snel=_snel(zicht, soort),
        varianten=_varianten(tabellen.gemeente.beleid),
        gebieden=sorted(tabellen.wijken["gebied"].unique()),
        staat=staat,
        teken=_teken(tabellen) if soort == "datum" else "",
    )


def _teken(tabellen: Tabellen) -> str:
    """Return how old the register is; empty when it holds no organisation."""
    jongste = jongste_teken(tabellen.organisaties)
    return "" if tabellen.organisaties.empty else f"Jongste bericht in het register: {jongste}."


def _varianten(beleid: Beleid) -> list[tuple[str | None, str]]:
    """Return the variants to choose from, as they stand in a view, with their names."""
    eerste, *andere = beleid.varianten
    return [(None, eerste.naam), *((variant.sleutel, variant.naam) for variant in andere)]


def _velden(zicht: Zicht, soort: str) -> list[dict[str, str]]:
    """Return the fields for a date: the part of the view, its name and its value in words."""
    namen = {
        "datum": (("peildatum", "Peildatum"),),
        "werk": (("peildatum", "Peildatum"),),
        "paar": (("van", "Van"), ("peildatum", "Tot")),
        "blad": (("van", "Veranderd sinds"), ("peildatum", "Peildatum")),
        "verloop": (),
    }[soort]
    dagen = {"peildatum": zicht.staat.peildatum, "van": zicht.begin}
    return [
        {"deel": deel, "naam": naam, "waarde": datum(dagen[deel]), "iso": dagen[deel].isoformat()}
        for deel, naam in namen
    ]


def _snel(zicht: Zicht, soort: str) -> dict[str, Any]:
    """Return what is one click away: a name for all, and for each the parts of the view and what it is called."""
    if soort == "verloop":
        return {}
    nu, palen = vandaag(), zicht.register.tabellen.gemeente.mijlpalen(zicht.staat.variant)
    if soort in {"datum", "werk"}:
        dagen = {m.datum: f"{kortste_datum(m.datum)} {m.kort}" for m in palen if m.rang == 1}
        keuzes = [({"peildatum": dag}, naam) for dag, naam in (dagen | {nu: "vandaag"}).items()]
        return {"naam": "Ga naar", "keuzes": [(_delen(delen), naam) for delen, naam in keuzes], "bezoek": ""}
    eerste, einde = (next(m.datum for m in palen if m.rol == rol) for rol in (EERSTE, EINDE_STEUN))
    begin = [*((m.datum, m.kort) for m in palen if m.rol == AANKONDIGING), (eerste, "eerste platforms")]
    paren: list[tuple[Mapping[str, date | None], str]] = [
        # A comparison does not run backwards: what comes after the support ended is no pair with it.
        *(({"van": dag, "peildatum": einde}, f"{naam} tot einde steun") for dag, naam in begin if dag < einde),
        *(({"van": dag, "peildatum": nu}, f"{kortste_datum(dag)} tot vandaag") for dag in (eerste,) if dag < nu),
        ({"van": None, "peildatum": nu}, "het laatste jaar"),
    ]
    # Only the browser knows when this visitor was here before: it completes this one, or leaves it out.
    bezoek = _delen({"peildatum": nu}) if soort == "paar" else ""
    return {"naam": "Kies een paar", "keuzes": [(_delen(delen), naam) for delen, naam in paren], "bezoek": bezoek}


def _delen(delen: Mapping[str, date | None]) -> str:
    """Return parts of a view as the text that a button carries; nothing stands for what is usual."""
    return "&".join(f"{naam}={dag.isoformat() if dag else ''}" for naam, dag in delen.items())
