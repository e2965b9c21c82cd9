"""The domain rules that make data unfit for use (each a *fout*): periods, platforms per wijk, successors, codes.

Every rule takes the tables as the files give them: text columns, rows labelled by position, with `plek` and `id`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from analysis import waarden as w
from analysis.beleid import Beleid
from analysis.controle.bevinding import FOUT, Bevinding, Register, Vondst, opgesomd, plekken
from analysis.datums import als_tijdstip, eerste_dag, einde
from analysis.nederlands import datum, telwoord
from analysis.schoon import afgekort, kern
from analysis.stand.buurten import dekking
from analysis.stand.organisaties import periodes

ORGANISATIES = "organisaties.csv"
INITIATIEVEN = "initiatieven.csv"

ORGANISATIEREGELS = Register()
BELEIDREGELS = Register()
GEBIEDREGELS = Register()
INITIATIEFREGELS = Register()

_DATUMVORM = "Schrijf jjjj, jjjj-mm of jjjj-mm-dd, of laat het veld leeg"
# What a spreadsheet makes of a date: 1-7-2024, 7/1/24, jul-24, 2024-07-01 00:00:00, or the number of days since 1900.
_EXCELDATUM = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}/\d{1,2}/\d{1,2}"
    r"|\d{4}-\d\d-\d\d[ T][\d:.]+|[a-z]{3,4}-\d\d|[1-9]\d{4}"
)


def fouten(
    organisaties: pd.DataFrame,
    initiatieven: pd.DataFrame,
    buurten: pd.DataFrame,
    gebieden: Collection[str],
    beleid: Beleid | None,
) -> Iterator[Bevinding]:
    """Yield every problem that the domain rules find.

    Parameters
    ----------
    organisaties, initiatieven : DataFrame
        Text columns as in the files, index by position, with `plek` (line) and `id`.
    buurten : DataFrame
        Index `buurtcode`; `buurtnaam`, `wijkcode`.
    gebieden : collection of str
        The names of the gebieden in which the wijken lie.
    beleid : Beleid or None
        None when it could not be read: then nothing is held against it.
    """
    yield from _fouten(ORGANISATIEREGELS, organisaties, buurten)
    if beleid is not None:
        yield from _fouten(BELEIDREGELS, organisaties, buurten, beleid)
    yield from _fouten(GEBIEDREGELS, organisaties, gebieden)
    yield from _fouten(INITIATIEFREGELS, initiatieven, buurten)


def _fouten(regels: Register, register: pd.DataFrame, *naast: Any) -> Iterator[Bevinding]:
    waar = plekken(register)
    for regel in regels.values():
        yield from regel.bevindingen(waar, FOUT, register, *naast)


def _onleesbare_datums(tabel: pd.DataFrame, kolommen: tuple[str, ...]) -> Iterator[Vondst]:
    excel = []
    for kolom in kolommen:
        onleesbaar = (tabel[kolom] != "") & eerste_dag(tabel[kolom]).isna()
        for label, waarde in tabel.loc[onleesbaar, kolom].items():
            if _EXCELDATUM.fullmatch(waarde):
                excel.append((label, kolom, waarde))
            else:
                yield label, f"{kolom} “{afgekort(waarde, 80)}” is geen datum", f"{_DATUMVORM}."
    if excel:
        # One finding: who saved the register with a spreadsheet has one thing to mend, not one per cell.
        plek = tabel["plek"].to_dict()
        label, kolom, waarde = min(excel, key=lambda vondst: plek[vondst[0]])
        regels = opgesomd(map(str, sorted({plek[ander] for ander, _, _ in excel})), 10)
        samen = f"; {telwoord(len(excel), 'datum', 'datums')} staan zo in het bestand (regel {regels})"
        wat = f"{kolom} “{waarde}” is een datum zoals Excel die maakt{samen if len(excel) > 1 else ''}"
        yield label, wat, f"Maak de kolommen met datums in Excel op als tekst. {_DATUMVORM}."


@INITIATIEFREGELS.regel(INITIATIEVEN, "Id is bijna gelijk aan een ander", "initiatief-id-bijna-dubbel")
@ORGANISATIEREGELS.regel(ORGANISATIES, "Id is bijna gelijk aan een ander", "organisatie-id-bijna-dubbel")
def id_bijna_dubbel(tabel: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every id that differs from an earlier one only in what a reader overlooks."""
    eerste: dict[str, str] = {}
    for label, id_ in tabel["id"].items():
        ander = eerste.setdefault(kern(re.sub("<U[+][0-9A-F]+>", "", id_)), id_)
        # Wholly the same ids are found as such.
        if ander != id_ and id_:
            herstel = "Is het dezelfde, houd dan één rij; geef anders een eigen id."
            yield label, f"id is bijna gelijk aan “{ander}”", herstel


@INITIATIEFREGELS.regel(INITIATIEVEN, "Einde ligt niet na het begin", "initiatief-tot-niet-na-van")
@ORGANISATIEREGELS.regel(ORGANISATIES, "Einde ligt niet na het begin", "organisatie-tot-niet-na-van")
def tot_niet_na_van(tabel: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every row that ends before it has begun."""
    fout = tabel.loc[einde(tabel["tot"]) <= eerste_dag(tabel["van"]), ["van", "tot"]]
    for label, rij in fout.iterrows():
        ligt = "is gelijk aan" if rij["tot"] == rij["van"] else "ligt voor"
        yield label, f"tot {rij['tot']} {ligt} van {rij['van']}", "Verwissel de datums of laat tot leeg."


@ORGANISATIEREGELS.regel(ORGANISATIES, "Datum is niet te lezen")
def organisatie_datum_onleesbaar(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every van, tot or laatst_gezien that is no (partial) date."""
    yield from _onleesbare_datums(organisaties, ("van", "tot", "laatst_gezien"))


@BELEIDREGELS.regel(ORGANISATIES, "Wijkplatform van voor de eerste mogelijke dag")
def platform_te_vroeg(organisaties: pd.DataFrame, buurten: pd.DataFrame, beleid: Beleid) -> Iterator[Vondst]:
    """Yield every wijkplatform that begins or ends before platforms were possible."""
    eerste = als_tijdstip(beleid.eerste_platform)
    platforms = organisaties[organisaties["soort"] == w.WIJKPLATFORM]
    herstel = (
        f"Een wijkplatform kan er pas zijn vanaf {datum(beleid.eerste_platform)}: verbeter de datum of laat hem leeg."
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
        if vreemd := [afgekort(code, 40) for code in werkgebied.split() if code not in bekend]:
            herstel = "Gebruik buurtcodes (BU…) of wijkcodes (WK…) uit buurten.geojson, gescheiden door spaties."
            yield label, f"werkgebied noemt {opgesomd(vreemd)}, dat is geen buurt of wijk", herstel


@ORGANISATIEREGELS.regel(ORGANISATIES, "Opvolger klopt niet")
def opvolger_onbekend(organisaties: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every opvolger that is not in the register or is no wijkplatform."""
    soort = organisaties.drop_duplicates("id").set_index("id")["soort"].to_dict()
    met = organisaties[organisaties["opvolger"] != ""]
    for label, opvolger in met["opvolger"].items():
        if opvolger not in soort:
            wat = f"opvolger “{afgekort(opvolger, 80)}” staat niet in het register"
            yield label, wat, "Vul de id van een wijkplatform in of laat opvolger leeg."
        elif soort[opvolger] != w.WIJKPLATFORM:
            wat = f"opvolger “{afgekort(opvolger, 80)}” is geen wijkplatform"
            yield label, wat, "Alleen een wijkplatform kan een wijkraad opvolgen; laat opvolger anders leeg."


@BELEIDREGELS.regel(ORGANISATIES, "Te veel wijkplatforms in één buurt")
def te_veel_platforms_in_buurt(organisaties: pd.DataFrame, buurten: pd.DataFrame, beleid: Beleid) -> Iterator[Vondst]:
    """Yield every active wijkplatform that begins in a buurt while as many as a wijk may have still cover it.

    Per platform one finding. It names those that have the buurt then for the longest time, not every other: in order of
    their begin, who begins before the last ends until then is one too many, so that sorting once is enough.
    """
    platforms = organisaties[organisaties["soort"] == w.WIJKPLATFORM]
    if len(platforms) < 2:
        return
    rijen = dekking(platforms, buurten)
    if not rijen["buurtcode"].duplicated().any():
        return  # as in most registers: then it does not matter when they were there
    periode = periodes(platforms, beleid)
    rijen = rijen.merge(periode[periode["telt"]], left_on="organisatie", right_index=True)
    # What ends before it has begun is reported as such, and lies on no day.
    rijen = rijen[rijen["begin"] < rijen["eind"]].sort_values(["buurtcode", "begin", "organisatie"])
    vorige = rijen.groupby("buurtcode")["eind"].cummax().groupby(rijen["buurtcode"]).shift()
    if not (rijen["begin"] < vorige).any():
        return
    hooguit = beleid.meeste_platforms_per_wijk
    gedeeld: dict[int, tuple[list[str], dict[int, None]]] = {}
    buurt: str | None = None
    langste: list[tuple[pd.Timestamp, int]] = []  # as many as there may be, the one that ends last first
    for code, organisatie, begin, eind in rijen[["buurtcode", "organisatie", "begin", "eind"]].itertuples(index=False):
        if code != buurt:
            buurt, langste = code, []
        if len(langste) == hooguit and begin < langste[-1][0]:
            codes, anderen = gedeeld.setdefault(organisatie, ([], {}))
            codes.append(code)
            anderen |= dict.fromkeys(ander for _, ander in langste)
        langste = sorted([*langste, (eind, organisatie)], key=lambda paar: paar[0], reverse=True)[:hooguit]
    ids, regels = organisaties["id"].to_dict(), organisaties["plek"].to_dict()
    toegestaan = "is één wijkplatform" if hooguit == 1 else f"zijn hooguit {hooguit} wijkplatforms"
    alle = "beide" if hooguit == 1 else "deze"
    for organisatie, (codes, anderen) in gedeeld.items():
        namen = opgesomd(sorted(str(buurten["buurtnaam"].get(code, code)) for code in codes))
        met = opgesomd(f"{ids[ander]} (regel {regels[ander]})" for ander in anderen)
        herstel = f"Er {toegestaan} per wijk: verbeter het werkgebied of de periode van een van {alle}."
        yield organisatie, f"deelt {namen} op hetzelfde moment met {met}", herstel


@GEBIEDREGELS.regel(ORGANISATIES, "Gebied bestaat niet")
def organisatie_gebied_onbekend(organisaties: pd.DataFrame, gebieden: Collection[str]) -> Iterator[Vondst]:
    """Yield every organisation in a gebied in which no wijk lies; the column may be empty, or not be there."""
    if "gebied" not in organisaties:
        return
    gebied = organisaties["gebied"]
    for label, naam in gebied[gebied.ne("") & ~gebied.isin(list(gebieden))].items():
        herstel = f"Kies uit: {opgesomd(sorted(map(str, gebieden)), 20)}, of laat gebied leeg."
        yield label, f"gebied “{afgekort(naam, 80)}” bestaat niet", herstel


@INITIATIEFREGELS.regel(INITIATIEVEN, "Datum is niet te lezen")
def initiatief_datum_onleesbaar(initiatieven: pd.DataFrame, buurten: pd.DataFrame) -> Iterator[Vondst]:
    """Yield every van or tot of an initiative that is no (partial) date."""
    yield from _onleesbare_datums(initiatieven, ("van", "tot"))
