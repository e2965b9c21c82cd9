"""The account of the figures as HTML: where everything comes from, what is uncertain, and how it was computed."""

from __future__ import annotations

from itertools import groupby

from analysis.controle.bevinding import beperkt
from analysis.controle.meldingen import titel
from analysis.gemeente import (
    CIJFERS,
    GEBIEDEN,
    GRENZEN,
    INITIATIEVEN,
    ORGANISATIES,
    afgeleide_gebieden,
    jongste_teken,
    stand,
)
from analysis.nederlands import datum, deeldatum, telwoord
from analysis.stand.stand import Stand
from analysis.tabellen import Tabellen
from analysis.teksten.toelichting import bevestigd_als
from geo.kaartinhoud import BASISKAART_BRON
from register.register import Register
from web.fragmenten import fragment


def verantwoording_html(register: Register, stand: Stand, *, los: bool = False) -> str:
    """Return the account for a date.

    Parameters
    ----------
    register : Register
    stand : Stand
        Of the date, of the tables of the register.
    los : bool
        As a part of a page that is read without the application: its headings are one level lower, and it does not
        speak of what the application alone can do.
    """
    gevonden = sorted(register.meldingen(stand), key=lambda b: b.regel)
    per_regel = {regel: list(groep) for regel, groep in groupby(gevonden, key=lambda b: b.regel)}
    groepen = {
        titel(regel): (len(leden), [(b.waar, b.wat, b.herstel) for b in beperkt(leden)])
        for regel, leden in per_regel.items()
    }
    gemeente = register.tabellen.gemeente
    beleid = gemeente.beleid
    return fragment(
        "verantwoording.html",
        los=los,
        niveau=2 if los else 1,
        peildatum=datum(stand.dag),
        variant=stand.variant.naam,
        varianten=[(variant.naam, variant.herkomst) for variant in beleid.varianten],
        eerste=datum(beleid.eerste_platform),
        meldingen=telwoord(len(gevonden), "melding", "meldingen"),
        groepen=groepen,
        mijlpalen=[(datum(m.datum), m.omschrijving, m.bron) for m in gemeente.mijlpalen(stand.variant.sleutel)],
        bronnen=_bronnen(register.tabellen),
        voorbehoud=gemeente.bron(ORGANISATIES).voorbehoud,
        vingerafdruk=register.vingerafdruk[:16],
        bevestigd=bevestigd_als(beleid),
        bronvermelding=gemeente.bronvermelding,
        basiskaart=BASISKAART_BRON,
    )


def _bronnen(tabellen: Tabellen) -> list[tuple[str, str, str, str]]:
    """Return per kind of data what it is, where it comes from, of when it is, and under which licence.

    What the tables say themselves (counts, years, the latest sign) is never taken from the file of the municipality.
    """
    wijken, gemeente = tabellen.wijken, tabellen.gemeente
    delen = telwoord(len(wijken), "wijk", "wijken"), telwoord(len(tabellen.buurten), "buurt", "buurten")
    soorten = (
        (GRENZEN, f"Grenzen van {delen[0]} en {delen[1]}", ""),
        (CIJFERS, "Inwoners en huishoudens", ""),
        (ORGANISATIES, "Wijkraden en wijkplatforms", f"laatste teken: {jongste_teken(tabellen.organisaties)}"),
        (INITIATIEVEN, "Initiatieven", ""),
        (GEBIEDEN, "Indeling in gebieden", ""),
    )
    uit = []
    for over, naam, teken in soorten:
        bron = gemeente.bron(over)
        wanneer = stand(bron, wijken) if over in {GRENZEN, CIJFERS} else deeldatum(bron.stand)
        afgeleid = afgeleide_gebieden(wijken) if over == GEBIEDEN else ""
        zinnen = (f"{bron.naam}." if bron.naam else "", afgeleid, bron.voorbehoud)
        uit.append(
            (
                naam,
                " ".join(zin for zin in zinnen if zin) or "niet bekend",
                "; ".join(deel for deel in (wanneer, teken) if deel) or "niet bekend",
                bron.licentie or "niet bekend",
            )
        )
    return uit
