"""What is uncertain in sound data (each a *melding*): shown and exported, it stops nothing. Some depend on the date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import waarden as w
from analysis.beleid import STANDAARD_VARIANT, VARIANTEN
from analysis.bevinding import MELDING, Bevinding, Register, Vondst, op_volgorde
from analysis.buurten import dekking
from analysis.gemeente import CIJFERS, GRENZEN, jaren
from analysis.organisaties import organisaties_op
from analysis.regels import INITIATIEVEN, ORGANISATIES
from analysis.tabellen import Tabellen

GEMEENTE = "gemeente.toml"

MELDINGREGELS = Register()


class Stand(NamedTuple):
    """What a melding rule looks at: the tables, and the organisations as they are on one date."""

    tabellen: Tabellen
    op_datum: pd.DataFrame
    peildatum: date
    variant: str


def meldingen(tabellen: Tabellen, peildatum: date, variant: str = STANDAARD_VARIANT) -> list[Bevinding]:
    """Return everything that is uncertain on the date, in order of file and line.

    Parameters
    ----------
    tabellen : Tabellen
        Organisations and initiatives carry `plek`, their line in the file.
    peildatum : date
    variant : str

    Returns
    -------
    list of Bevinding
    """
    stand = Stand(tabellen, organisaties_op(tabellen.organisaties, peildatum, variant), peildatum, variant)
    plekken = {
        ORGANISATIES: _plekken(tabellen.organisaties),
        INITIATIEVEN: _plekken(tabellen.initiatieven),
        GEMEENTE: {},
    }
    return op_volgorde(
        [b for regel in MELDINGREGELS.values() for b in regel.bevindingen(plekken[regel.bestand], MELDING, stand)]
    )


def _plekken(tabel: pd.DataFrame) -> dict[str, tuple[int, str]]:
    return {str(id_): (int(plek), str(id_)) for id_, plek in tabel["plek"].items()}


@MELDINGREGELS.regel(ORGANISATIES, "Werkgebied onbekend: telt nergens mee")
def werkgebied_onbekend(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose area is unknown: they cover nobody."""
    organisaties = stand.tabellen.organisaties
    for id_, naam in organisaties.loc[organisaties["werkgebied"].str.strip() == "", "naam"].items():
        yield id_, f"van {naam} is het werkgebied onbekend", "Zoek op welke buurten erbij horen en vul de codes in."


@MELDINGREGELS.regel(ORGANISATIES, "Werkgebied alleen afgeleid")
def werkgebied_afgeleid(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose area no source gives."""
    organisaties = stand.tabellen.organisaties
    afgeleid = organisaties[organisaties["werkgebied_zekerheid"].eq("afgeleid") & organisaties["werkgebied"].ne("")]
    for id_, naam in afgeleid["naam"].items():
        yield (
            id_,
            f"het werkgebied van {naam} is afgeleid, geen bron geeft de grens",
            "Vraag de gemeentelijke kaart na.",
        )


@MELDINGREGELS.regel(ORGANISATIES, "Actief, maar nooit gezien")
def nooit_gezien(stand: Stand) -> Iterator[Vondst]:
    """Yield active organisations without any dated sighting."""
    organisaties = stand.tabellen.organisaties
    for id_, naam in organisaties.loc[stand.op_datum["actief"] & organisaties["laatst_gezien"].eq(""), "naam"].items():
        yield id_, f"van {naam} is geen gedateerd teken van activiteit bekend", "Zoek een gedateerde bron."


@MELDINGREGELS.regel(ORGANISATIES, "Actief, maar langer dan een jaar niet gezien")
def lang_niet_gezien(stand: Stand) -> Iterator[Vondst]:
    """Yield active organisations whose last sighting no longer proves anything."""
    organisaties = stand.tabellen.organisaties
    oud = stand.op_datum["bewijs"].eq(w.TE_VERIFIEREN) & organisaties["laatst_gezien"].ne("")
    for id_, rij in organisaties.loc[oud, ["naam", "laatst_gezien"]].iterrows():
        yield (
            id_,
            f"{rij['naam']} is voor het laatst gezien in {rij['laatst_gezien']}",
            "Ga na of de organisatie nog werkt.",
        )


@MELDINGREGELS.regel(ORGANISATIES, "Wijkraad na het einde van de ondersteuning")
def wijkraad_na_einde_ondersteuning(stand: Stand) -> Iterator[Vondst]:
    """Yield wijkraden that are still active after the support has ended."""
    einde = VARIANTEN[stand.variant].einde_ondersteuning.isoformat()
    rest = stand.op_datum["status"] == w.ZONDER_ONDERSTEUNING
    for id_, naam in stand.tabellen.organisaties.loc[rest, "naam"].items():
        yield (
            id_,
            f"{naam} telt nog als wijkraad, de ondersteuning eindigde op {einde}",
            "Ga na of de wijkraad is gestopt en vul tot in.",
        )


@MELDINGREGELS.regel(ORGANISATIES, "Twee wijkplatforms in één CBS-wijk")
def twee_platforms_in_wijk(stand: Stand) -> Iterator[Vondst]:
    """Yield active wijkplatforms that share a CBS wijk, each in buurten of its own."""
    tabellen = stand.tabellen
    paren = dekking(tabellen.organisaties[stand.op_datum["status"] == w.PLATFORM], tabellen.buurten)
    paren = paren.assign(wijkcode=paren["buurtcode"].map(tabellen.buurten["wijkcode"]))
    for wijkcode, groep in paren.groupby("wijkcode"):
        ids = sorted(groep["organisatie"].unique())
        if len(ids) > 1:
            namen = " en ".join(tabellen.organisaties.loc[ids, "naam"])
            wijk = tabellen.wijken["wijknaam"].get(wijkcode, wijkcode)
            yield (
                ids[0],
                f"in {wijk} werken {namen} naast elkaar",
                "Ga na of dit klopt met de regel één platform per wijk.",
            )


@MELDINGREGELS.regel(INITIATIEVEN, "Initiatief buiten de stad")
def initiatief_buiten_stad(stand: Stand) -> Iterator[Vondst]:
    """Yield initiatives whose point lies in no wijk."""
    initiatieven = stand.tabellen.initiatieven
    buiten = initiatieven["lat"].notna() & initiatieven["wijkcode"].eq("")
    for id_, naam in initiatieven.loc[buiten, "naam"].items():
        yield id_, f"{naam} ligt buiten de wijken van de stad en telt in geen wijk mee", "Controleer lat en lon."


@MELDINGREGELS.regel(INITIATIEVEN, "Initiatief zonder locatie")
def initiatief_zonder_locatie(stand: Stand) -> Iterator[Vondst]:
    """Yield initiatives without a point."""
    initiatieven = stand.tabellen.initiatieven
    for id_, naam in initiatieven.loc[initiatieven["lat"].isna(), "naam"].items():
        yield id_, f"van {naam} is geen locatie bekend; het staat niet op de kaart", "Zoek het adres of de buurt op."


@MELDINGREGELS.regel(INITIATIEVEN, "Meer initiatieven op één punt")
def initiatieven_op_een_punt(stand: Stand) -> Iterator[Vondst]:
    """Yield groups of initiatives that share one point."""
    initiatieven = stand.tabellen.initiatieven
    met = initiatieven[initiatieven["lat"].notna()]
    for _, groep in met.groupby(["lat", "lon"], sort=False):
        if len(groep) > 1:
            yield (
                groep.index[0],
                f"deelt zijn punt met {len(groep) - 1} andere: {'; '.join(groep['naam'])}",
                "Geef elk een eigen adres als dat bekend is.",
            )


@MELDINGREGELS.regel(GEMEENTE, "De gemeente is niet bekend")
def gemeente_onbekend(stand: Stand) -> Iterator[Vondst]:
    """Yield that nobody told whose city this is: every text then does without its name, sources and milestones."""
    if not stand.tabellen.gemeente.naam:
        yield (
            "",
            "het bestand ontbreekt: naam, bronnen en mijlpalen van de gemeente zijn niet bekend",
            "Voeg gemeente.toml toe, zoals data/README.md het beschrijft.",
        )


@MELDINGREGELS.regel(GEMEENTE, "Bron van een ander jaar dan de gegevens")
def bron_van_ander_jaar(stand: Stand) -> Iterator[Vondst]:
    """Yield sources of boundaries and figures that are of another year than the tables say."""
    jaar = jaren(stand.tabellen.wijken)
    for bron in map(stand.tabellen.gemeente.bron, (GRENZEN, CIJFERS)):
        if jaar and bron.stand and bron.stand[:4] != jaar:
            yield (
                "",
                f"de bron van de {bron.over} heeft als stand {bron.stand}, wijken.geojson is van {jaar}",
                "Werk stand, naam en voorbehoud van deze bron bij.",
            )


@MELDINGREGELS.regel(GEMEENTE, "Gebied zonder wijken")
def gebied_zonder_wijk(stand: Stand) -> Iterator[Vondst]:
    """Yield gebieden of the municipality that no wijk lies in."""
    met = set(stand.tabellen.wijken["gebied"])
    for gebied in stand.tabellen.gemeente.gebieden:
        if gebied.naam not in met:
            yield "", f"in gebied {gebied.naam} ligt geen enkele wijk", "Verbeter de naam, of haal het gebied weg."
