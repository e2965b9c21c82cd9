"""What is uncertain in sound data (each a *melding*): shown and exported, it stops nothing. Some depend on the date."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analysis import waarden as w
from analysis.controle.bevinding import MELDING, VASTGELOPEN, Bevinding, Register, Vondst, op_volgorde, opgesomd
from analysis.controle.fouten import (
    BELEIDREGELS,
    GEBIEDREGELS,
    INITIATIEFREGELS,
    INITIATIEVEN,
    ORGANISATIEREGELS,
    ORGANISATIES,
)
from analysis.gemeente import CIJFERS, GRENZEN, jaren
from analysis.nederlands import datum, deeldatum, getal
from analysis.stand.stand import Stand

GEMEENTE = "gemeente.toml"
WIJKEN = "wijken.geojson"
MELDINGREGELS = Register()

# What the reader of the files reports, and what no rule foresaw, under the titles that findings are grouped by.
_TITELS = {
    "andere-vorm": "Bestand in een andere vorm",
    "vreemde-tekens": "Onzichtbare of vreemde tekens",
    VASTGELOPEN: "Controle die niet kon worden gedaan",
}

# Telephone numbers as the Dutch write them, with or without country code: ten digits that begin with 0. Dates with
# dashes have eight. An e-mail address has a name of a computer after the @, which names of accounts do not.
_TELEFOON = re.compile(r"(?<![\w./=-])(?:(?:\+|00)31[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:\)?[ -]?\d){8}(?![\w/-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEBADRES = re.compile(r"https?://\S+")


def meldingen(stand: Stand) -> list[Bevinding]:
    """Return everything that is uncertain on the day of a Stand, in order of file and line (`plek`, in its tables)."""
    return [*stand.eenmaal(_alle)]


def _alle(stand: Stand) -> list[Bevinding]:
    tabellen = stand.tabellen
    plekken = {
        ORGANISATIES: _plekken(tabellen.organisaties),
        INITIATIEVEN: _plekken(tabellen.initiatieven),
        GEMEENTE: {},
        WIJKEN: {code: (0, str(code)) for code in tabellen.wijken.index},
    }
    return op_volgorde(
        [b for regel in MELDINGREGELS.values() for b in regel.bevindingen(plekken[regel.bestand], MELDING, stand)]
    )


def titel(regel: str) -> str:
    """Return the title under which findings of a rule are grouped.

    Examples
    --------
    >>> titel("nooit-gezien"), titel("wijk-zonder-buurten")
    ('Telt mee, maar is nooit gezien', 'Wijk zonder buurten')
    """
    for regels in (MELDINGREGELS, ORGANISATIEREGELS, BELEIDREGELS, GEBIEDREGELS, INITIATIEFREGELS):
        if regel in regels:
            return regels[regel].titel
    return _TITELS.get(regel, regel.replace("-", " ").capitalize())


def _plekken(tabel: pd.DataFrame) -> dict[str, tuple[int, str]]:
    return {str(id_): (int(plek), str(id_)) for id_, plek in tabel["plek"].items()}


@MELDINGREGELS.regel(ORGANISATIES, "Werkgebied onbekend: telt nergens mee")
def werkgebied_onbekend(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose area is unknown: they cover nobody."""
    organisaties = stand.tabellen.organisaties
    for id_, naam in organisaties.loc[organisaties["werkgebied"].str.strip() == "", "naam"].items():
        yield id_, f"van {naam} is het werkgebied onbekend", "Zoek op welke buurten erbij horen en vul de codes in."


@MELDINGREGELS.regel(ORGANISATIES, "Platform in een buurt zonder inwonertal")
def platform_zonder_inwonertal(stand: Stand) -> Iterator[Vondst]:
    """Yield platforms with a buurt of unknown population: it counts as not inhabited, so not for its wijk either."""
    buurten, organisaties = stand.tabellen.buurten, stand.tabellen.organisaties
    onbekend = buurten.loc[buurten["inwoners"].isna(), "buurtnaam"]
    for id_, rij in organisaties[organisaties["soort"].eq(w.WIJKPLATFORM)].iterrows():
        if namen := [str(onbekend[code]) for code in rij["werkgebied"].split() if code in onbekend.index]:
            wat = f"{rij['naam']} werkt in {_en(namen)}, waar het aantal inwoners onbekend is"
            herstel = "Vul het aantal in; tot dan kan de wijk meer platform hebben dan er staat."
            yield id_, f"{wat}: dat telt voor de wijk niet mee", herstel


@MELDINGREGELS.regel(ORGANISATIES, "Werkgebied alleen afgeleid")
def werkgebied_afgeleid(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose area no source gives."""
    organisaties = stand.tabellen.organisaties
    afgeleid = organisaties[organisaties["werkgebied_zekerheid"].eq("afgeleid") & organisaties["werkgebied"].ne("")]
    for id_, naam in afgeleid["naam"].items():
        wat = f"het werkgebied van {naam} is afgeleid, geen bron geeft de grens"
        yield id_, wat, "Vraag de gemeentelijke kaart na."


@MELDINGREGELS.regel(ORGANISATIES, "Gebied past niet bij het werkgebied")
def gebied_past_niet_bij_werkgebied(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose gebied holds none of the wijken that they work in; both may be empty."""
    tabellen = stand.tabellen
    if "gebied" not in tabellen.organisaties:
        return
    werkt_in = stand.dekking["wijkcode"].map(tabellen.wijken["gebied"]).groupby(stand.dekking["organisatie"]).unique()
    rijen = pd.DataFrame(tabellen.organisaties[["naam", "gebied"]]).to_dict("index")
    for id_, namen in werkt_in.items():
        naam, gebied = rijen[id_]["naam"], rijen[id_]["gebied"]
        if gebied and gebied not in namen:
            wat = f"bij {naam} staat gebied {gebied}, maar het werkgebied ligt in {_en(sorted(map(str, namen)))}"
            yield id_, wat, "Verbeter het gebied of het werkgebied. De kaart volgt het werkgebied."


@MELDINGREGELS.regel(ORGANISATIES, "Telt mee, maar is nooit gezien")
def nooit_gezien(stand: Stand) -> Iterator[Vondst]:
    """Yield active organisations without any dated sighting."""
    organisaties = stand.tabellen.organisaties
    for id_, naam in organisaties.loc[
        stand.organisaties["actief"] & organisaties["laatst_gezien"].eq(""), "naam"
    ].items():
        yield id_, f"van {naam} is geen gedateerd teken van activiteit bekend", "Zoek een gedateerde bron."


@MELDINGREGELS.regel(ORGANISATIES, "Telt mee, maar is lang niet gezien")
def lang_niet_gezien(stand: Stand) -> Iterator[Vondst]:
    """Yield active organisations whose last sighting no longer proves anything."""
    organisaties = stand.tabellen.organisaties
    oud = stand.organisaties["bewijs"].eq(w.TE_VERIFIEREN) & organisaties["laatst_gezien"].ne("")
    for id_, rij in organisaties.loc[oud, ["naam", "laatst_gezien"]].iterrows():
        gezien = str(rij["laatst_gezien"])
        wanneer = f"{'op' if gezien.count('-') == 2 else 'in'} {deeldatum(gezien)}"
        yield id_, f"{rij['naam']} is voor het laatst gezien {wanneer}", "Ga na of de organisatie nog werkt."


@MELDINGREGELS.regel(ORGANISATIES, "Wijkraad na het einde van de ondersteuning")
def wijkraad_na_einde_ondersteuning(stand: Stand) -> Iterator[Vondst]:
    """Yield wijkraden that are still active after the support has ended."""
    einde = datum(stand.variant.einde_ondersteuning)
    rest = stand.organisaties["status"] == w.ZONDER_ONDERSTEUNING
    for id_, naam in stand.tabellen.organisaties.loc[rest, "naam"].items():
        wat = f"{naam} telt nog als wijkraad, de ondersteuning eindigde op {einde}"
        yield id_, wat, "Ga na of de wijkraad is gestopt en vul tot in."


@MELDINGREGELS.regel(ORGANISATIES, "Meer wijkplatforms in één CBS-wijk")
def meer_platforms_in_wijk(stand: Stand) -> Iterator[Vondst]:
    """Yield active wijkplatforms that share a CBS wijk, each in buurten of its own, with more than the policy says."""
    tabellen, hooguit = stand.tabellen, stand.tabellen.gemeente.beleid.meeste_platforms_per_wijk
    regel = "één platform" if hooguit == 1 else f"hooguit {hooguit} platforms"
    paren = stand.dekking[stand.dekking["organisatie"].map(stand.organisaties["status"]).eq(w.PLATFORM)]
    for wijkcode, groep in paren.groupby("wijkcode"):
        ids = sorted(groep["organisatie"].unique())
        if len(ids) > hooguit:
            uniek = tabellen.organisaties.loc[ids, "naam"].unique().tolist()
            wie = _en(uniek) if len(uniek) > 1 else f"{getal(len(ids))} platforms met de naam {uniek[0]}"
            wijk = tabellen.wijken["wijknaam"].get(wijkcode, wijkcode)
            wat = f"in {wijk} werken {wie} naast elkaar"
            yield ids[0], wat, f"Ga na of dit klopt met de regel {regel} per wijk."


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
    gedeeld = met[met.duplicated(["lat", "lon"], keep=False)]
    for _, groep in gedeeld.groupby(["lat", "lon"], sort=False):
        namen = "; ".join(groep["naam"].iloc[:_MAX_NAMEN])
        rest = f" en nog {len(groep) - _MAX_NAMEN}" if len(groep) > _MAX_NAMEN else ""
        wat = f"deelt zijn punt met {len(groep) - 1} andere: {namen}{rest}"
        yield groep.index[0], wat, "Geef elk een eigen adres als dat bekend is."


# More names than this nobody reads; the file holds every row.
_MAX_NAMEN = 20


def _en(namen: list[str]) -> str:
    return " en ".join(namen) if len(namen) <= _MAX_NAMEN else opgesomd(namen, _MAX_NAMEN)


@MELDINGREGELS.regel(WIJKEN, "Wijk zonder inwonertal")
def wijk_zonder_inwonertal(stand: Stand) -> Iterator[Vondst]:
    """Yield wijken of which the population is unknown: what is computed from it is unknown or partial."""
    wijken = stand.tabellen.wijken
    for code, naam in wijken.loc[wijken["inwoners"].isna(), "wijknaam"].items():
        wat = f"van {naam} is het aantal inwoners onbekend; totalen zijn daardoor een ondergrens"
        yield code, wat, "Vul het aantal in zodra het CBS het geeft."


@MELDINGREGELS.regel(ORGANISATIES, "Register is leeg")
def register_leeg(stand: Stand) -> Iterator[Vondst]:
    """Yield one finding when there is no organisation at all: then every answer says that nothing is covered."""
    if stand.tabellen.organisaties.empty:
        wat = "het register is leeg: er staat geen enkele wijkraad en geen enkel wijkplatform in"
        yield None, wat, "Zet het goede bestand terug, of vul het register; alles lijkt nu zonder dekking."


@MELDINGREGELS.regel(INITIATIEVEN, "Lijst van initiatieven is leeg")
def initiatieven_leeg(stand: Stand) -> Iterator[Vondst]:
    """Yield one finding when there is no initiative at all."""
    if stand.tabellen.initiatieven.empty:
        wat = "de lijst is leeg: er staat geen enkel initiatief in"
        yield None, wat, "Zet het goede bestand terug, of vul de lijst."


def _zonder_bron(tabel: pd.DataFrame) -> Iterator[Vondst]:
    for id_, naam in tabel.loc[tabel["bron"].eq(""), "naam"].items():
        herstel = (
            "Vul in waar dit vandaan komt: een webadres, of woorden met een datum, zoals “telefonisch nagevraagd”."
        )
        yield id_, f"van {naam} is geen bron ingevuld", herstel


@MELDINGREGELS.regel(ORGANISATIES, "Organisatie zonder bron")
def organisatie_zonder_bron(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations of which nobody can check where they were found."""
    yield from _zonder_bron(stand.tabellen.organisaties)


@MELDINGREGELS.regel(INITIATIEVEN, "Initiatief zonder bron")
def initiatief_zonder_bron(stand: Stand) -> Iterator[Vondst]:
    """Yield initiatives of which nobody can check where they were found."""
    yield from _zonder_bron(stand.tabellen.initiatieven)


# What a name holds at most; longer texts are cut on screens and sheets, and are rather a description.
LANGSTE_NAAM = 200


def _lange_namen(tabel: pd.DataFrame) -> Iterator[Vondst]:
    lengte = tabel["naam"].str.len()
    for id_, aantal in lengte[lengte > LANGSTE_NAAM].items():
        wat = f"de naam heeft {getal(aantal)} tekens, meer dan {LANGSTE_NAAM}"
        yield id_, wat, "Geef een korte naam; zet de rest in opmerking of omschrijving."


@MELDINGREGELS.regel(ORGANISATIES, "Lange naam van een organisatie")
def organisatie_lange_naam(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations whose name is so long that screens and sheets cut it."""
    yield from _lange_namen(stand.tabellen.organisaties)


@MELDINGREGELS.regel(INITIATIEVEN, "Lange naam van een initiatief")
def initiatief_lange_naam(stand: Stand) -> Iterator[Vondst]:
    """Yield initiatives whose name is so long that screens and sheets cut it."""
    yield from _lange_namen(stand.tabellen.initiatieven)


def _contactgegevens(tabel: pd.DataFrame) -> Iterator[Vondst]:
    kolommen = [naam for naam in tabel.columns if pd.api.types.is_string_dtype(tabel[naam])]
    # Most registers have none at all: one look at the whole says so, for every answer needs it.
    heel = "\n".join("\n".join(tabel[naam]) for naam in kolommen)
    if "@" not in heel and not _TELEFOON.search(heel):
        return
    for id_, *cellen in tabel[kolommen].itertuples():
        # The finding itself does not repeat what should not stand there.
        soorten = [(naam, soort) for naam, cel in zip(kolommen, cellen, strict=True) if (soort := _contact(cel))]
        if soorten:
            waar = " en ".join(f"{soort} in {naam}" for naam, soort in soorten)
            yield id_, f"er staat {waar}", "Haal het weg: in het register horen geen gegevens van personen."


def _contact(tekst: str) -> str:
    """Return which contact data stand in a text, in words; empty when none.

    Examples
    --------
    >>> _contact("bel 023-5113000"), _contact("jan@voorbeeld.nl"), _contact("verslag 08-05-2018, 2011 en 2015")
    ('een telefoonnummer', 'een e-mailadres', '')
    """
    if "@" in tekst and _EMAIL.search(tekst):
        return "een e-mailadres"
    # Addresses of pages hold long numbers that call nobody.
    return "een telefoonnummer" if _TELEFOON.search(_WEBADRES.sub(" ", tekst)) else ""


@MELDINGREGELS.regel(ORGANISATIES, "Telefoonnummer of e-mailadres bij een organisatie")
def organisatie_contactgegeven(stand: Stand) -> Iterator[Vondst]:
    """Yield organisations with a phone number or an e-mail address in any text: the register holds no personal data."""
    yield from _contactgegevens(stand.tabellen.organisaties)


@MELDINGREGELS.regel(INITIATIEVEN, "Telefoonnummer of e-mailadres bij een initiatief")
def initiatief_contactgegeven(stand: Stand) -> Iterator[Vondst]:
    """Yield initiatives with a phone number or an e-mail address in any text: the register holds no personal data."""
    yield from _contactgegevens(stand.tabellen.initiatieven)


@MELDINGREGELS.regel(GEMEENTE, "Beleid zonder bron")
def beleid_zonder_bron(stand: Stand) -> Iterator[Vondst]:
    """Yield which part of the policy nobody gave a source of, as in the file that `bouw` begins with."""
    beleid = stand.tabellen.gemeente.beleid
    if not beleid.bron:
        wat = f"de eerste dag van wijkplatforms ({datum(beleid.eerste_platform)}) heeft geen bron"
        herstel = "Vul onder [beleid] in wat bij u geldt (eerste_platform en wat daaronder staat)"
        yield "", wat, f"{herstel}, en bij bron waar dat staat."
    for variant in beleid.varianten:
        if not variant.bron:
            wat = f"het einde van de steun aan wijkraden, {variant.naam}, heeft geen bron"
            herstel = (
                "Vul onder [[variant]] in wat bij u geldt (sleutel, einde_ondersteuning), en bij bron waar dat staat."
            )
            yield "", wat, herstel


@MELDINGREGELS.regel(GEMEENTE, "Bron van een ander jaar dan de gegevens")
def bron_van_ander_jaar(stand: Stand) -> Iterator[Vondst]:
    """Yield sources of boundaries and figures that are of another year than the tables say."""
    jaar = jaren(stand.tabellen.wijken)
    for bron in map(stand.tabellen.gemeente.bron, (GRENZEN, CIJFERS)):
        if jaar and bron.stand and bron.stand[:4] != jaar:
            wat = f"de bron van de {bron.over} heeft als stand {bron.stand}, wijken.geojson is van {jaar}"
            yield "", wat, "Werk stand, naam en voorbehoud van deze bron bij."


@MELDINGREGELS.regel(GEMEENTE, "Gebied zonder wijken")
def gebied_zonder_wijk(stand: Stand) -> Iterator[Vondst]:
    """Yield gebieden of the municipality that no wijk lies in."""
    met = set(stand.tabellen.wijken["gebied"])
    for gebied in stand.tabellen.gemeente.gebieden:
        if gebied.naam not in met:
            yield "", f"in gebied {gebied.naam} ligt geen enkele wijk", "Verbeter de naam, of haal het gebied weg."
