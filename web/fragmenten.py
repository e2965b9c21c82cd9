"""Tables as fragments of HTML. Every text from the data passes through Jinja2's escaping here, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.dossier import Dossier
from analysis.antwoorden.overzicht import GROEPKOLOMMEN
from analysis.nederlands import deeldatum, procent, telwoord
from analysis.schoon import schoon
from analysis.teksten.legenda import GROEPMERKEN, INITIATIEVEN, OPRICHTING, TWIJFEL
from analysis.teksten.zinnen import NIET_NAMENS_DE_WIJK, SAMEN_BEKEND, ongetelde_buurten, zonder_platform
from geo.beeld.svg import staal
from web.staat import STANDAARD_LAGEN


def sjablonen(map_: Path) -> Environment:
    """Return the templates of a folder; every text that fills them is cleaned and escaped."""
    omgeving = Environment(
        loader=FileSystemLoader(map_),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda waarde: schoon(waarde) if type(waarde) is str else waarde,
    )
    # As drawings the patterns of the map stay when a reader sets colours or prints without backgrounds.
    omgeving.globals["staal"] = lambda klasse: "" if klasse == "leeg" else staal(klasse, 26, 16, 0.9)
    # Not Jinja2's own `capitalize`: that makes all other letters small.
    omgeving.filters["capitalize_eerste"] = lambda tekst: tekst[:1].upper() + tekst[1:]
    return omgeving


_SJABLONEN = sjablonen(Path(__file__).parent / "sjablonen")


def fragment(sjabloon: str, **inhoud: Any) -> str:
    """Return a template of `web/sjablonen` filled in; every text is escaped."""
    return _SJABLONEN.get_template(sjabloon).render(**inhoud)


def veilig_adres(adres: str) -> str:
    """Return an address that a link may have, empty for any other.

    Examples
    --------
    >>> veilig_adres("https://voorbeeld.nl"), veilig_adres("javascript:alert(1)")
    ('https://voorbeeld.nl', '')
    """
    return adres if adres.startswith(("https://", "http://")) else ""


def scherm_html(
    lagen: Mapping[str, str],
    teksten: Mapping[str, str] = MappingProxyType({}),
    *,
    kaart: str = "",
    tabs: str = "",
    lijst: str = "",
) -> str:
    """Return the frame of the screen, with a place for everything that changes.

    Parameters
    ----------
    lagen : mapping of str to str
        The layers of the map that can be turned off, and what each is called.
    teksten : mapping of str to str
        What stands in these places before a script puts something there; see `web.situatie.beeld`.
    kaart, tabs, lijst : str
        HTML for the larger places, likewise.
    """
    return fragment(
        "scherm.html",
        spreker=NIET_NAMENS_DE_WIJK,
        groepen=GROEPMERKEN,
        legenda=[OPRICHTING, TWIJFEL, *INITIATIEVEN],
        lagen=lagen,
        gewone_lagen=STANDAARD_LAGEN,
        teksten=defaultdict(str, teksten),
        kaart=kaart,
        tabs=tabs,
        lijst=lijst,
    )


def gaten_html(gaten: pd.DataFrame, gekozen: str | None, gebied: str | None, *, verwijzend: bool = False) -> str:
    """Return the gap list as a real table; the name of each wijk is a button that selects it.

    Parameters
    ----------
    gaten : DataFrame
        From `analysis.antwoorden.overzicht.gaten`.
    gekozen, gebied : str or None
        What the user selected.
    verwijzend : bool
        Link to the wijk on the same page instead, for a page that must do without scripts.
    """
    aantallen = [als_aantal(waarde) for waarde in gaten["inwoners_zonder_platform"]]
    meeste = max((aantal.bekend for aantal in aantallen), default=0) or 1
    onbekend = sum(aantal.onbekend for aantal in aantallen)
    rijen = [
        {
            "rang": rij["rang"],
            "code": rij["wijkcode"],
            "naam": rij["wijknaam"],
            "niets": str(als_aantal(rij["inwoners_niets"])),
            "deels": rij["wijkstatus"] == w.DEELS_PLATFORM,
            "zonder": str(aantal),
            "balk": _balk(rij, meeste),
            "samen": "" if aantal.onbekend else procent(rij["aandeel_cumulatief"]),
            "gekozen": rij["wijkcode"] == gekozen,
        }
        for rij, aantal in zip(gaten.to_dict("records"), aantallen, strict=True)
    ]
    wijken = telwoord(onbekend, "wijk", "wijken")
    samen = SAMEN_BEKEND if onbekend < len(rijen) else ""
    return fragment(
        "gaten.html",
        rijen=rijen,
        niets=w.NIETS,
        verwijzend=verwijzend,
        waar=f" in gebied {gebied}" if gebied else "",
        voorbehoud=f"Van {wijken} is het aantal inwoners onbekend. {samen}".strip() if onbekend else "",
    )


def tabs_html(aantal: int, gekozen_naam: str) -> str:
    """Return the two tabs: the gap list, and the selected wijk when there is one."""
    return fragment("tabs.html", aantal=aantal, naam=gekozen_naam)


def dossier_html(dossier: Dossier, wanneer: str, *, leeg: bool = False) -> str:
    """Return everything about the selected wijk; `wanneer` is the date in words, `leeg` as for `wijkzinnen`."""
    wijk = dossier.wijk
    voorbehoud = ongetelde_buurten(int(wijk["ongeteld"]) if wijk["wijkstatus"] != w.VOLLEDIG_PLATFORM else 0)
    return fragment(
        "dossier.html",
        wijk={
            "naam": wijk["wijknaam"],
            "bewijs": wijk["bewijs"],
            "zin": f"Gebied {wijk['gebied']}. Op {wanneer}: {wijk['wijkstatus']}. {voorbehoud}".strip(),
            "cijfers": _wijkcijfers(wijk, leeg=leeg),
        },
        buurten=[
            {
                "naam": rij.buurtnaam,
                "status": rij.buurtstatus,
                "bewijs": rij.bewijs,
                "inwoners": str(als_aantal(rij.inwoners)),
            }
            for rij in dossier.buurten.itertuples()
        ],
        organisaties=[_organisatie(rij) for _, rij in dossier.organisaties.iterrows()],
        initiatieven=[_initiatief(rij) for _, rij in dossier.initiatieven.iterrows()],
    )


def _balk(rij: Mapping[Any, Any], meeste: int) -> list[tuple[str, str]]:
    """Return the parts of the bar of a wijk: for each group without platform its class and width, as far as known."""
    kolommen = list(GROEPKOLOMMEN)[: len(GROEPMERKEN) - 1]
    delen = ((merk.sleutel, als_aantal(rij[kolom]).bekend) for merk, kolom in zip(GROEPMERKEN, kolommen, strict=False))
    return [(sleutel, f"{100 * inwoners / meeste:.1f}") for sleutel, inwoners in delen if inwoners]


def _wijkcijfers(wijk: pd.Series, *, leeg: bool) -> list[tuple[str, str]]:
    uit = []
    for wie in ("inwoners", "huishoudens"):
        zonder = zonder_platform(wijk[f"{wie}_zonder_platform"], leeg=leeg)
        met = zonder if zonder.ontbreekt else als_aantal(wijk[wie] - zonder.bekend)
        uit += [(str(met), f"{wie} met platform"), (str(zonder), f"{wie} zonder")]
    return uit


def _periode(van: str, tot: str) -> str:
    """Return when an organisation was there, as a sentence.

    Examples
    --------
    >>> _periode("2018", "1 juli 2024"), _periode("2018", "")
    ('Van 2018 tot 1 juli 2024.', 'Vanaf 2018, het einde is niet bekend.')
    >>> _periode("", "2024"), _periode("", "")
    ('Tot 2024, het begin is niet bekend.', 'Begin en einde zijn niet bekend.')
    """
    if van and tot:
        return f"Van {van} tot {tot}."
    if van:
        return f"Vanaf {van}, het einde is niet bekend."
    return f"Tot {tot}, het begin is niet bekend." if tot else "Begin en einde zijn niet bekend."


def _organisatie(rij: pd.Series) -> dict[str, Any]:
    van, tot, gezien = (deeldatum(rij[kolom]) for kolom in ("van", "tot", "laatst_gezien"))
    extra = [
        ("Opvolger", rij["opvolgernaam"]),
        ("Thema's", rij["themas"]),
        ("Werkgroepen", rij["werkgroepen"]),
        ("Partners", rij["partners"]),
    ]
    return {
        "naam": rij["naam"],
        "status": rij["status"] or f"telt niet mee op deze datum (fase: {rij['fase']})",
        "bewijs": rij["bewijs"],
        "periode": _periode(van, tot),
        "gezien": f"Laatste bericht: {gezien}." if gezien else "Er is geen bericht met een datum.",
        "buurten": rij["buurtnamen"],
        "zekerheid": {"bron": "volgens een bron", "naam": "zelfde naam als de buurt"}.get(
            rij["werkgebied_zekerheid"], rij["werkgebied_zekerheid"] or "onbekend"
        ),
        "extra": [(kop, waarde) for kop, waarde in extra if waarde],
        "website": veilig_adres(rij["website"]),
        "bron": veilig_adres(rij["bron"]),
        "opmerking": rij["opmerking"],
    }


def _initiatief(rij: pd.Series) -> dict[str, str]:
    plek = {"adres": "", "straat": "plek op straat bekend"}.get(rij["nauwkeurigheid"], "plek alleen op buurt bekend")
    return {
        "naam": rij["naam"],
        "thema": rij["thema"],
        "plek": plek,
        "omschrijving": rij["omschrijving"],
        "website": veilig_adres(rij["website"]),
        "bron": veilig_adres(rij["bron"]),
    }
