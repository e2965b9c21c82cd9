"""The account of the figures as HTML: where everything comes from, what is uncertain, and how it was computed."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from analysis.beleid import BEWIJSTERMIJN, VARIANTEN, mijlpalen
from analysis.bevinding import beperkt
from analysis.datums import eerste_dag
from analysis.meldingen import titel
from analysis.nederlands import datum
from analysis.toelichting import BRONVERMELDING
from geo.kaart import BASISKAART_BRON
from geo.register import Register
from ui.fragmenten import fragment


def verantwoording_html(register: Register, peildatum: date, variant: str, *, los: bool = False) -> str:
    """Return the account for a date.

    Parameters
    ----------
    register : Register
    peildatum : date
    variant : str
        A key of `VARIANTEN`.
    los : bool
        As a part of a page that is read without the application: its headings are one level lower, and it does not
        speak of what the application alone can do.
    """
    gevonden = sorted(register.meldingen(peildatum, variant), key=lambda b: b.regel)
    per_regel = {regel: list(groep) for regel, groep in groupby(gevonden, key=lambda b: b.regel)}
    groepen = {
        titel(regel): (len(leden), [(b.waar, b.wat, b.herstel) for b in beperkt(leden)])
        for regel, leden in per_regel.items()
    }
    laatste = eerste_dag(register.tabellen.organisaties["laatst_gezien"]).max()
    return fragment(
        "verantwoording.html",
        los=los,
        niveau=2 if los else 1,
        peildatum=datum(peildatum),
        variant=VARIANTEN[variant].naam,
        varianten=list(VARIANTEN.values()),
        aantal=len(gevonden),
        groepen=groepen,
        mijlpalen=[(datum(m.datum), m.omschrijving, m.bron) for m in mijlpalen(variant)],
        laatste=datum(laatste.date()) if laatste == laatste else "onbekend",  # noqa: PLR0124  NaT differs from itself
        vingerafdruk=register.vingerafdruk[:16],
        dagen=BEWIJSTERMIJN.days,
        bronvermelding=BRONVERMELDING,
        basiskaart=BASISKAART_BRON,
    )
