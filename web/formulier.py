"""The page Register as HTML: what can happen, which row it is about, the form that asks for it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.antwoorden.registers import organisatietabel
from analysis.nederlands import deeldatum
from analysis.score import is_onzeker
from analysis.stand.stand import Stand
from analysis.teksten.velden import veldnaam
from register.opslag.fouten import Conflict
from register.opslag.inhoud import INITIATIEF, ORGANISATIE, Inhoud
from register.voorstel import (
    BUURT,
    EINDIGT,
    GEBEURTENISSEN,
    KEUZE,
    KOLOM,
    NIEUW,
    NOOIT_JUIST,
    RIJ,
    VERBETER,
    Gebeurtenis,
    Geval,
    Rij,
    Veld,
)
from web.fragmenten import fragment

ALLES = (*((naam, g.titel) for naam, g in GEBEURTENISSEN.items()), (VERBETER, "Verbeter een gegeven"))


def hoofdletter(tekst: str) -> str:
    """Return a text with a capital in front; the other letters stay as they are."""
    return f"{tekst[:1].upper()}{tekst[1:]}"


def label_van(veld: Veld) -> str:
    return hoofdletter(veldnaam(veld.label) if veld.naam.startswith(KOLOM) else veld.label)


def opschrift(veld: Veld) -> str:
    """Return what a field is called, before a sentence about it."""
    label = label_van(veld)
    return label if label.endswith("?") else f"{label}:"


def rijenlijst_html(stand: Stand, nu: Inhoud, wat: str | None, gebeurtenis: Gebeurtenis | None) -> str:
    """Return the rows of the register, to find one in.

    `stand` is of one day: which rows are to be verified then, and where they are. `wat` is to happen to one of them;
    None offers each row to be mended. `gebeurtenis` is the same, when it says which rows it can happen to.
    """
    rijen = [rij for rij in _rijen(stand, nu) if _past(rij, nu, gebeurtenis)]
    gebieden = sorted({rij["gebied"] for rij in rijen if rij["gebied"]})
    soorten = sorted({rij["soort"] for rij in rijen})
    return fragment("register_rijen.html", rijen=rijen, wat=wat or VERBETER, gebieden=gebieden, soorten=soorten)


def _past(rij: Mapping[str, Any], nu: Inhoud, gebeurtenis: Gebeurtenis | None) -> bool:
    if gebeurtenis is None or not gebeurtenis.soort:
        return True
    eigen = nu.rij(rij["van"], rij["id"])
    return rij["van"] == gebeurtenis.soort and eigen is not None and gebeurtenis.past(eigen)


def _rijen(stand: Stand, nu: Inhoud) -> Iterable[dict[str, Any]]:
    waar = organisatietabel(stand).set_index("id")[["wijken", "gebied"]].to_dict("index")
    onzeker = set(stand.organisaties.index[is_onzeker(stand.scores[stand.dag])])
    for rij in nu.rijen(ORGANISATIE):
        yield _rij(rij, ORGANISATIE, rij["soort"], waar.get(rij["id"], {})) | {"onzeker": rij["id"] in onzeker}
    wijken = stand.tabellen.wijken.rename(columns={"wijknaam": "wijken"})[["wijken", "gebied"]].to_dict("index")
    codes = stand.tabellen.initiatieven["wijkcode"]
    for rij in nu.rijen(INITIATIEF):
        yield _rij(rij, INITIATIEF, INITIATIEF, wijken.get(codes.get(rij["id"]), {}))


def _rij(rij: Rij, van: str, soort: str, plek: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "van": van,
        "id": rij["id"],
        "naam": rij["naam"],
        "soort": soort,
        "waar": str(plek.get("wijken", "")),
        "gebied": str(plek.get("gebied", "")),
        "stand": _stand(rij),
        "onzeker": False,
    }


def _stand(rij: Rij) -> str:
    """Return in a few words how far a row is, as the register has it."""
    if rij["tot"]:
        return f"tot {deeldatum(rij['tot'])}"
    gezien = deeldatum(rij.get("laatst_gezien", ""))
    delen = (rij["fase"] if rij["fase"] != "onbekend" else "", f"gezien {gezien}" if gezien else "")
    return ", ".join(deel for deel in delen if deel)


def formulier_html(geval: Geval, nu: Inhoud, stand: Stand, vandaag: str) -> str:
    """Return the form of an event, which remembers the number of the register; `vandaag` is in words."""
    return fragment(
        "register_formulier.html",
        kop=geval.rij.get("naam", ""),
        titel=geval.gebeurtenis.titel,
        velden=[_veld(veld, geval.rij, nu, stand, vandaag) for veld in geval.gebeurtenis.velden],
        versie=nu.nummer,
        verbeter=geval.wat == VERBETER,
        nooit_juist=NOOIT_JUIST,
        eindigt=EINDIGT.get(geval.rij.get("soort", INITIATIEF), ""),
    )


def _veld(veld: Veld, rij: Rij, nu: Inhoud, stand: Stand, vandaag: str) -> dict[str, Any]:
    begin = veld.begin(rij, vandaag)
    return {
        "naam": veld.naam,
        "id": f"wd-f-{veld.naam.replace('.', '-')}",
        "label": label_van(veld),
        "vorm": veld.vorm,
        "verplicht": veld.verplicht,
        "uitleg": veld.uitleg,
        "waarde": begin,
        "keuzes": _keuzes(veld, nu, stand),
    }


def _keuzes(veld: Veld, nu: Inhoud, stand: Stand) -> list[tuple[str, list[tuple[str, str]]]]:
    if veld.vorm == RIJ:
        namen = sorted((r["naam"], r["id"]) for r in nu.rijen(ORGANISATIE) if veld.past(r))
        eerste = [(NIEUW, "een nieuw wijkplatform")] if veld.verplicht else [("", "nee")]
        return [("", [*eerste, *((id_, naam) for naam, id_ in namen)])]
    if veld.vorm == BUURT:
        buurten = stand.tabellen.buurten
        uit: list[tuple[str, list[tuple[str, str]]]] = [("", [("", "weet ik niet")])]
        for code, naam in sorted(stand.tabellen.wijken["wijknaam"].items(), key=lambda paar: str(paar[1])):
            eigen = buurten[buurten["wijkcode"] == code]["buurtnaam"]
            uit.append((str(naam), [(str(buurt), str(wie)) for buurt, wie in eigen.items()]))
        return uit
    if veld.vorm == KEUZE:
        leeg = [] if veld.verplicht else [("", "niet ingevuld")]
        return [("", [*leeg, *veld.keuzes])]
    return []


def conflict_html(fout: Conflict, nummer: int, *, per_veld: bool) -> str:
    """Return what others changed meanwhile, beside what was filled in; per field a choice where there is one."""
    botsingen = [
        {
            "naam": f"kies.{b.veld}",
            "label": veldnaam(b.veld),
            "nu": waarde_van(b.veld, b.nu),
            "mijn": waarde_van(b.veld, b.voorstel),
        }
        for b in fout.botsingen
    ]
    return fragment("register_conflict.html", zin=fout.zin, botsingen=botsingen, nummer=nummer, per_veld=per_veld)


def waarde_van(kolom: str, tekst: str) -> str:
    """Return what a column holds as it is read on a screen; of nothing at all, that."""
    return (deeldatum(tekst) if kolom in {"van", "tot", "laatst_gezien"} else tekst) or "leeg"
