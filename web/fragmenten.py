"""Tables as fragments of HTML. Every text from the data passes through Jinja2's escaping here, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis import waarden as w
from analysis.aantal import als_aantal
from analysis.antwoorden.dossier import Dossier
from analysis.antwoorden.overzicht import GROEPKOLOMMEN
from analysis.antwoorden.wijklijst import ERKEND, PLATFORM_BELLEN, WIJKRAAD_BELLEN, ZELF_DOEN
from analysis.nederlands import deeldatum, telwoord
from analysis.schoon import schoon
from analysis.stand.rijen import Rij
from analysis.teksten.legenda import GROEPMERKEN, INITIATIEVEN, OPRICHTING, TWIJFEL
from analysis.teksten.wijkblad import taken
from analysis.teksten.zinnen import UITLEG, ongetelde_buurten, zonder_platform
from geo.beeld.svg import staal
from web.staat import GROEPEN, STANDAARD_LAGEN


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


# On which page of the application the next step in a wijk is taken.
_STAPPAGINA = {WIJKRAAD_BELLEN: "werklijst", PLATFORM_BELLEN: "werklijst", ERKEND: "werklijst", ZELF_DOEN: "briefing"}


def veilig_adres(adres: str) -> str:
    """Return an address that a link may have, empty for any other.

    Examples
    --------
    >>> veilig_adres("https://voorbeeld.nl"), veilig_adres("javascript:alert(1)")
    ('https://voorbeeld.nl', '')
    """
    return adres if adres.startswith(("https://", "http://")) else ""


_SJABLONEN = sjablonen(Path(__file__).parent / "sjablonen")
_SJABLONEN.filters["veilig_adres"] = veilig_adres


def fragment(sjabloon: str, **inhoud: Any) -> str:
    """Return a template of `web/sjablonen` filled in; every text is escaped."""
    return _SJABLONEN.get_template(sjabloon).render(**inhoud)


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
        uitleg=UITLEG,
        groepen=[(sleutel, *merk) for sleutel, merk in GROEPEN.items()],
        legenda=[OPRICHTING, TWIJFEL, *INITIATIEVEN],
        lagen=lagen,
        gewone_lagen=STANDAARD_LAGEN,
        teksten=defaultdict(str, teksten),
        kaart=kaart,
        tabs=tabs,
        lijst=lijst,
    )


def lijst_html(wijken: Sequence[Rij], gebied: str | None, *, verwijzend: bool = False) -> str:
    """Return the list of wijken as a real table; the name of each wijk is a button that selects it.

    Which one is selected, the browser marks: `static/scherm/lijst.js`.

    Parameters
    ----------
    wijken : sequence of Rij
        From `analysis.antwoorden.wijklijst.wijklijst`.
    gebied : str or None
        What the user selected.
    verwijzend : bool
        Link to the wijk on the same page instead, for a page that must do without scripts.
    """
    meeste = max((als_aantal(rij["inwoners"]).bekend for rij in wijken), default=0) or 1
    rijen = [
        {
            "code": rij["wijkcode"],
            "naam": rij["wijknaam"],
            "gebied": "" if gebied else rij["gebied"],
            "niets": als_aantal(rij["inwoners_niets"]),
            "inwoners": als_aantal(rij["inwoners"]),
            "balk": _balk(rij, meeste),
            "wat_er_is": rij["wat_er_is"],
            "oud": als_aantal(rij["pct_65_plus"]),
            "initiatieven": rij["initiatieven"],
            "stap": rij["stap"],
            "pagina": "" if verwijzend else _STAPPAGINA.get(rij["stap"], ""),
        }
        for rij in wijken
    ]
    onbekend = sum(rij["inwoners"].onbekend for rij in rijen)
    voorbehoud = f"Van {telwoord(onbekend, 'wijk', 'wijken')} is het aantal inwoners onbekend." if onbekend else ""
    waar = f" in gebied {gebied}" if gebied else ""
    return fragment(
        "lijst.html", rijen=rijen, niets=w.GROEPNAMEN[w.NIETS], verwijzend=verwijzend, waar=waar, voorbehoud=voorbehoud
    )


def tabs_html(gekozen_naam: str) -> str:
    """Return the two tabs: the list, and the selected wijk when there is one."""
    return fragment("tabs.html", naam=gekozen_naam)


class Meer(NamedTuple):
    """What only the application tells of a wijk: who live there, what is to be checked, and its history."""

    mensen: str  # HTML, from `mensen_html`
    nagaan: list[str]
    tijdbalk: str  # an SVG document
    tijdbalk_in_woorden: str


def mensen_html(mensen: Sequence[Mapping[str, Any]], uitleg: str) -> str:
    """Return who live in a wijk; `mensen` and `uitleg` as `analysis.teksten.wijkblad` gives them."""
    return fragment("mensen.html", mensen=mensen, uitleg=uitleg)


def dossier_html(dossier: Dossier, wanneer: str, *, leeg: bool = False, meer: Meer | None = None) -> str:
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
                "naam": rij["buurtnaam"],
                "status": rij["buurtstatus"],
                "bewijs": rij["bewijs"],
                "inwoners": str(als_aantal(rij["inwoners"])),
            }
            for rij in dossier.buurten
        ],
        organisaties=[_organisatie(rij) for rij in dossier.organisaties],
        initiatieven=[_initiatief(rij) for rij in dossier.initiatieven],
        taken=taken(dossier, leeg=leeg),
        meer=meer,
    )


def _balk(rij: Rij, meeste: int) -> list[tuple[str, str]]:
    """Return the parts of the bar of a wijk: for each group its class and width, as far as known."""
    delen = (
        (merk.sleutel, als_aantal(rij[kolom]).bekend) for merk, kolom in zip(GROEPMERKEN, GROEPKOLOMMEN, strict=True)
    )
    return [(sleutel, f"{100 * inwoners / meeste:.1f}") for sleutel, inwoners in delen if inwoners]


def _wijkcijfers(wijk: Rij, *, leeg: bool) -> list[tuple[str, str]]:
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


def _organisatie(rij: Rij) -> dict[str, Any]:
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


def _initiatief(rij: Rij) -> dict[str, str]:
    plek = {"adres": "", "straat": "plek op straat bekend"}.get(rij["nauwkeurigheid"], "plek alleen op buurt bekend")
    return {
        "naam": rij["naam"],
        "thema": rij["thema"],
        "plek": plek,
        "omschrijving": rij["omschrijving"],
        "website": veilig_adres(rij["website"]),
        "bron": veilig_adres(rij["bron"]),
    }
