"""The domain rules that make data unfit for use (each a *fout*): periods, one platform per wijk, successors, codes.

Every rule takes the tables as the files give them: text columns, rows labelled by position, with `plek` and `id`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis import waarden as w
from analysis.beleid import EERSTE_PLATFORM
from analysis.bevinding import FOUT, Bevinding, Register, Vondst, plekken
from analysis.buurten import dekking
from analysis.datums import als_tijdstip, eerste_dag, einde
from analysis.organisaties import periodes

ORGANISATIES = "organisaties.csv"
INITIATIEVEN = "initiatieven.csv"

ORGANISATIEREGELS = Register()
INITIATIEFREGELS = Register()

_DATUMVORM = "Schrijf jjjj, jjjj-mm of jjjj-mm-dd, of laat het veld leeg"


def fouten(organisaties: pd.DataFrame, initiatieven: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Bevinding]:
    """Yield every problem that the domain rules find.

    Parameters
    ----------
    organisaties, initiatieven : DataFrame
        Text columns as in the files, index by position, with `plek` (line) and `id`.
    buurten : DataFrame
        Index `buurtcode`; `buurtnaam`, `wijkcode`.

    Yields
    ------
    Bevinding
    """
    for regel in ORGANISATIEREGELS.values():
        yield from regel.bevindingen(plekken(organisaties), FOUT, organisaties, buurten)
    for regel in INITIATIEFREGELS.values():
        yield from regel.bevindingen(plekken(initiatieven), FOUT, initiatieven, buurten)


def _onleesbare_datums(tabel: pd.DataFrame, kolommen: tuple[str, ...]) -> Iterator[Vondst]:
    for kolom in kolommen:
        fout = tabel[(tabel[kolom] != "") & eerste_dag(tabel[kolom]).isna()]
        for label, waarde in fout[kolom].items():
            yield label, f"{kolom} “{waarde}” is geen datum", f"{_DATUMVORM}."


def _tot_niet_na_van(tabel: pd.DataFrame) -> Iterator[Vondst]:
    fout = tabel[einde(tabel["tot"]) <= eerste_dag(tabel["van"])]
    for label, rij in fout.iterrows():
        ligt = "is gelijk aan" if rij["tot"] == rij["van"] else "ligt voor"
        yield label, f"tot {rij['tot']} {ligt} van {rij['van']}", "Verwissel de datums of laat tot leeg."


@ORGANISATIEREGELS.regel(ORGANISATIES, "Datum is niet te lezen")
def organisatie_datum_onleesbaar(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every van, tot or laatst_gezien that is no (partial) date."""
    yield from _onleesbare_datums(organisaties, ("van", "tot", "laatst_gezien"))


@ORGANISATIEREGELS.regel(ORGANISATIES, "Einde ligt niet na het begin")
def organisatie_tot_niet_na_van(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every organisation that ends before it has begun."""
    yield from _tot_niet_na_van(organisaties)


@ORGANISATIEREGELS.regel(ORGANISATIES, "Wijkplatform van voor de eerste mogelijke dag")
def platform_te_vroeg(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every wijkplatform that begins or ends before platforms were possible."""
    eerste = als_tijdstip(EERSTE_PLATFORM)
    platforms = organisaties[organisaties["soort"] == w.WIJKPLATFORM]
    herstel = (
        f"Een wijkplatform kan er pas zijn vanaf {EERSTE_PLATFORM.isoformat()}: verbeter de datum of laat hem leeg."
    )
    for label, van in platforms.loc[eerste_dag(platforms["van"]) < eerste, "van"].items():
        yield label, f"wijkplatform met van {van}", herstel
    te_vroeg_klaar = (einde(platforms["tot"]) <= eerste) & platforms["van"].eq("")
    for label, tot in platforms.loc[te_vroeg_klaar, "tot"].items():
        yield label, f"wijkplatform met tot {tot}", herstel


@ORGANISATIEREGELS.regel(ORGANISATIES, "Code in het werkgebied bestaat niet")
def werkgebied_onbekende_code(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every code in a werkgebied that is no buurt and no wijk."""
    bekend = {*buurten.index, *buurten["wijkcode"]}
    for label, werkgebied in organisaties["werkgebied"].items():
        if vreemd := [code for code in werkgebied.split() if code not in bekend]:
            yield (
                label,
                f"werkgebied noemt {', '.join(vreemd)}, dat is geen buurt of wijk",
                "Gebruik buurtcodes (BU…) of wijkcodes (WK…) uit buurten.geojson, gescheiden door spaties.",
            )


@ORGANISATIEREGELS.regel(ORGANISATIES, "Opvolger klopt niet")
def opvolger_onbekend(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every opvolger that is not in the register or is no wijkplatform."""
    soort = organisaties.drop_duplicates("id").set_index("id")["soort"]
    met = organisaties[organisaties["opvolger"] != ""]
    for label, opvolger in met["opvolger"].items():
        if opvolger not in soort.index:
            yield (
                label,
                f"opvolger “{opvolger}” staat niet in het register",
                "Vul de id van een wijkplatform in of laat opvolger leeg.",
            )
        elif soort[opvolger] != w.WIJKPLATFORM:
            yield (
                label,
                f"opvolger “{opvolger}” is geen wijkplatform",
                "Alleen een wijkplatform kan een wijkraad opvolgen; laat opvolger anders leeg.",
            )


@ORGANISATIEREGELS.regel(ORGANISATIES, "Twee wijkplatforms in één buurt")
def twee_platforms_in_buurt(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every pair of active wijkplatforms that cover one buurt at one time (one platform per wijk)."""
    platforms = organisaties[organisaties["soort"] == w.WIJKPLATFORM]
    periode = periodes(platforms)
    rijen = dekking(platforms, buurten).merge(periode[periode["telt"]], left_on="organisatie", right_index=True)
    paren = rijen.merge(rijen, on="buurtcode", suffixes=("", "_2"))
    samen = (
        (paren["organisatie"] < paren["organisatie_2"])
        & (paren["begin"] < paren["eind_2"])
        & (paren["begin_2"] < paren["eind"])
    )
    for (eerste, tweede), groep in paren[samen].groupby(["organisatie", "organisatie_2"]):
        namen = ", ".join(sorted(str(buurten["buurtnaam"].get(code, code)) for code in groep["buurtcode"]))
        ander = organisaties.loc[int(str(tweede))]
        yield (
            eerste,
            f"deelt {namen} op hetzelfde moment met {ander['id']} (regel {ander['plek']})",
            "Er is één wijkplatform per wijk: verbeter het werkgebied of de periode van een van beide.",
        )


@INITIATIEFREGELS.regel(INITIATIEVEN, "Datum is niet te lezen")
def initiatief_datum_onleesbaar(initiatieven: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every van or tot of an initiative that is no (partial) date."""
    yield from _onleesbare_datums(initiatieven, ("van", "tot"))


@INITIATIEFREGELS.regel(INITIATIEVEN, "Einde ligt niet na het begin")
def initiatief_tot_niet_na_van(initiatieven: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every initiative that ends before it has begun."""
    yield from _tot_niet_na_van(initiatieven)
