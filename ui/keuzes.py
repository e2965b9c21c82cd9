"""The view of this visitor, and the controls above the screen with which it is changed.

The browser owns the view: it is the address of the page, and what the browser tells with every message. Python reads
it, answers it, and says which view the answer is of. So an answer that was lost, a connection that was gone or a server
that was started anew never leave two views on one screen: the next message brings the whole view again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from analysis.beleid import Beleid
from analysis.gemeente import AANKONDIGING, EERSTE, EINDE_STEUN, jongste_teken
from analysis.nederlands import datum, kortste_datum
from analysis.tabellen import Tabellen
from register.kennis import BekendOp
from register.opslag.fouten import OpslagFout, VerkeerdeVraag
from register.register import DataFout, Register
from systeem.klok import vandaag
from ui.bron import is_register, toen
from web.fragmenten import fragment
from web.staat import Staat, als_tekst, lees, uit_tekst

_BESTANDEN = (
    "De gegevens staan in bestanden, en die weten niet wat er eerder bekend was. U ziet wat er nu in staat. "
    "Terugkijken kan zodra er een register is: dat begint met de eerste wijziging, of met “python cli.py register "
    "begin”."
)


class Zicht(NamedTuple):
    """What a page shows.

    Attributes
    ----------
    register : Register
        As it was known at the `bekend_op` of the view.
    staat : Staat
        The view.
    gevraagd : str or None
        What the browser asked for that this view is the answer to.
    nu : Register or None
        As it is known now; None when `register` is that.
    vroeger : Register or None
        As it was known at the `bekend_van` of the view; None when that says nothing.
    """

    register: Register
    staat: Staat
    gevraagd: str | None
    nu: Register | None = None
    vroeger: Register | None = None

    @property
    def begin(self) -> date:
        return self.staat.vraag.begin

    @property
    def antwoord(self) -> dict[str, str | None]:
        """Return which view is answered, in the words of the browser and as it holds."""
        return {"gevraagd": self.gevraagd, "geldt": als_tekst(self.staat)}

    @property
    def bewerkbaar(self) -> bool:
        """Return whether what is shown may be changed: what was known before may not."""
        return self.staat.bekend_op is None

    @property
    def bekend(self) -> str:
        """Return up to when it is known, when that was asked for; else nothing."""
        kennis = self.register.kennis
        return "" if self.staat.bekend_op is None or kennis is None else kennis.kort

    @property
    def niets_sindsdien(self) -> bool:
        """Return whether nothing was changed in the register since."""
        return self.nu is None or self.nu.vingerafdruk == self.register.vingerafdruk


def lees_zicht(register: Register, gevraagd: str | None) -> tuple[Zicht, list[str]]:
    """Return what this run shows, and a notice for each part of the view that could not be followed.

    `gevraagd` is the view as the browser told it; None when it did not tell one yet: then the view of the address
    counts, or else, on a change of page, that of the page before.
    """
    wijken, beleid = register.tabellen.wijken, register.tabellen.gemeente.beleid
    delen = st.query_params.to_dict() if gevraagd is None else uit_tekst(gevraagd)
    if gevraagd is None and not delen and "vorige" in st.session_state:
        delen = uit_tekst(st.session_state["vorige"])
    namen = {str(code): str(naam) for code, naam in wijken["wijknaam"].items()}
    staat, meldingen = lees(delen, vandaag(), beleid, set(wijken["gebied"]), namen)
    (bekend, fout), (vroeger, fout_van) = _toen(staat.bekend_op), _toen(staat.bekend_van)
    staat = replace(
        staat, bekend_op=staat.bekend_op if bekend else None, bekend_van=staat.bekend_van if vroeger else None
    )
    st.session_state["vorige"] = als_tekst(staat)
    meldingen += dict.fromkeys(filter(None, (fout, fout_van)))
    return Zicht(bekend or register, staat, gevraagd, register, vroeger), meldingen


def _toen(bekend_op: BekendOp) -> tuple[Register | None, str]:
    """Return the register as it was known then, or why it cannot be shown; neither when it is not asked for."""
    if bekend_op is None:
        return None, ""
    if not is_register():
        return None, _BESTANDEN
    try:
        return toen(bekend_op), ""
    except DataFout:
        fout = "Wat toen bekend was, past niet bij de grenzen en het beleid van nu."
    except (VerkeerdeVraag, OpslagFout) as waarom:
        fout = str(waarom)
    return None, f"{fout} U ziet wat nu bekend is."


def keuzes_html(zicht: Zicht, soort: str) -> str:
    """Return the controls of a page as HTML.

    Parameters
    ----------
    zicht : Zicht
    soort : str
        `datum` and `werk` (one date; the first with the age of the register), `paar` (two dates), `blad` (two dates,
        of a page to hand out), `verloop` (all dates), or empty for a page without controls.
    """
    regels = _bekend(zicht, soort)
    kop = fragment("bekend.html", regels=regels) if regels else ""
    if not soort:
        return kop
    tabellen, staat = zicht.register.tabellen, zicht.staat
    return kop + fragment(
        "keuzes.html",
        bekend=_bekendvelden(zicht, soort),
        velden=_velden(zicht, soort),
        snel=_snel(zicht, soort),
        varianten=_varianten(tabellen.gemeente.beleid),
        gebieden=sorted(tabellen.wijken["gebied"].unique()),
        staat=staat,
        teken=_teken(tabellen) if soort == "datum" else "",
    )


def _bekend(zicht: Zicht, soort: str) -> list[dict[str, str]]:
    """Return up to when what is shown is known, when that is not now: what it is, and how to leave it."""
    regels = []
    if zicht.bekend:
        erbij = "Sindsdien is er niets gewijzigd" if zicht.niets_sindsdien else ""
        regels.append(
            (f"Bekend op {zicht.bekend}", erbij, "terug naar nu", "bekend_op", replace(zicht.staat, bekend_op=None))
        )
    if soort == "paar" and zicht.vroeger and zicht.vroeger.kennis:
        wat = f"Vergeleken met wat bekend was op {zicht.vroeger.kennis.kort}"
        regels.append((wat, "", "zonder dat", "bekend_van", replace(zicht.staat, bekend_van=None)))
    return [
        {"wat": wat, "erbij": erbij, "weg": weg, "deel": deel, "adres": als_tekst(anders)}
        for wat, erbij, weg, deel, anders in regels
    ]


def _bekendvelden(zicht: Zicht, soort: str) -> list[dict[str, str]]:
    """Return the fields for up to when it is known; none while the registers are files."""
    if zicht.register.kennis is None:
        return []
    paar = {"bekend_van": "Van: bekend op", "bekend_op": "Tot: bekend op"}
    namen = paar if soort == "paar" else {"bekend_op": "Bekend op"}
    waarden = {deel: getattr(zicht.staat, deel) for deel in namen}
    return [
        {
            "deel": deel,
            "naam": naam,
            "leeg": "als bij Tot" if deel == "bekend_van" else "nu",
            "waarde": datum(waarden[deel]) if isinstance(waarden[deel], date) else _nummer(waarden[deel]),
            "iso": str(waarden[deel] or ""),
        }
        for deel, naam in namen.items()
    ]


def _nummer(nummer: int | None) -> str:
    return "" if nummer is None else f"nr. {nummer}"


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
    paren: list[tuple[Mapping[str, BekendOp], str]] = [
        # A comparison does not run backwards: what comes after the support ended is no pair with it.
        *(({"van": dag, "peildatum": einde}, f"{naam} tot einde steun") for dag, naam in begin if dag < einde),
        *(({"van": dag, "peildatum": nu}, f"{kortste_datum(dag)} tot vandaag") for dag in (eerste,) if dag < nu),
        ({"van": None, "peildatum": nu}, "het laatste jaar"),
    ]
    if soort == "paar" and zicht.register.kennis:
        dag, eerder = zicht.staat.peildatum, zicht.staat.bekend_van or 1
        delen: Mapping[str, BekendOp] = {"van": dag, "peildatum": dag, "bekend_van": eerder, "bekend_op": None}
        paren.append((delen, "zelfde peildatum: toen en nu bekend"))
    # Only the browser knows when this visitor was here before: it completes this one, or leaves it out.
    bezoek = _delen({"peildatum": nu}) if soort == "paar" else ""
    return {"naam": "Kies een paar", "keuzes": [(_delen(delen), naam) for delen, naam in paren], "bezoek": bezoek}


def _delen(delen: Mapping[str, BekendOp]) -> str:
    """Return parts of a view as the text that a button carries; nothing stands for what is usual."""
    return "&".join(f"{naam}={dag or ''}" for naam, dag in delen.items())
