"""Whose city this is: every fact that another data folder, or the next year of figures, makes another.

Read by `register.gemeente` from `gemeente.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.beleid import Beleid
from analysis.nederlands import deeldatum, telwoord

# What the licence of the boundaries asks for, wherever a map or a file leaves.
BRONVERMELDING = "Bron: CBS / Kadaster (PDOK), CC BY 4.0, bewerkt"

AANKONDIGING, EERSTE, EINDE_STEUN, EVALUATIE = "aankondiging", "eerste platform", "einde steun", "evaluatie"
# What a milestone of the file may be; the rules know the day of the other two.
ROLLEN = (AANKONDIGING, EVALUATIE, "")
RANGEN = (1, 2, 3)  # 1: one click away; 2: also where room is scarce; 3: where there is room for all

GRENZEN, CIJFERS, ORGANISATIES, INITIATIEVEN, GEBIEDEN = (
    "grenzen",
    "cijfers",
    "organisaties",
    "initiatieven",
    "gebieden",
)
ONDERWERPEN = (GRENZEN, CIJFERS, ORGANISATIES, INITIATIEVEN, GEBIEDEN)


@dataclass(frozen=True)
class Mijlpaal:
    """A dated event of the policy, with where it is known from."""

    datum: date
    kort: str
    omschrijving: str
    bron: str
    rol: str = ""
    rang: int = RANGEN[-1]


@dataclass(frozen=True)
class Gebied:
    """A part of the city in which the municipality works, and the role (never a person) that is responsible for it."""

    naam: str
    rol: str = ""


@dataclass(frozen=True)
class Bijnaam:
    """What people call a part of the city that has another name here, with where that is known from."""

    naam: str
    plek: str  # a wijkcode, or the name of a gebied
    bron: str


@dataclass(frozen=True)
class Bron:
    """Where the boundaries, figures or registers come from; `stand` is a (partial) date, every text may be empty."""

    over: str  # one of ONDERWERPEN
    naam: str = ""
    stand: str = ""
    licentie: str = ""
    voorbehoud: str = ""


@dataclass(frozen=True)
class Gemeente:
    """A municipality as its file tells it.

    Examples
    --------
    >>> from analysis.beleid import Variant
    >>> beleid = Beleid(date(2030, 1, 1), 30, 5, 1, (Variant("raadsbrief", date(2031, 7, 1)),))
    >>> stad = Gemeente("Voorbeeldstad", beleid)
    >>> stad.titel, stad.geheel, stad.waar(None), stad.waar("Zuid")
    ('Wijkdekking Voorbeeldstad', 'heel Voorbeeldstad', 'Voorbeeldstad', 'gebied Zuid')
    >>> [(m.kort, m.rol) for m in stad.mijlpalen(None)]
    [('eerste platforms mogelijk', 'eerste platform'), ('einde steun', 'einde steun')]
    """

    naam: str
    beleid: Beleid
    code: str = ""
    bronvermelding: str = BRONVERMELDING
    gebieden: tuple[Gebied, ...] = ()
    eigen_mijlpalen: tuple[Mijlpaal, ...] = ()
    bronnen: tuple[Bron, ...] = ()
    bijnamen: tuple[Bijnaam, ...] = ()

    @property
    def titel(self) -> str:
        """Return what the application of this municipality is called."""
        return f"Wijkdekking {self.naam}"

    @property
    def geheel(self) -> str:
        """Return how all of the city is called, where one of its gebieden might have been chosen."""
        return f"heel {self.naam}"

    def waar(self, gebied: str | None) -> str:
        """Return what a text is about: a gebied, or the city."""
        return f"gebied {gebied}" if gebied else self.naam

    def bron(self, over: str) -> Bron:
        """Return the source of a subject; one without texts when the file names none."""
        return next((bron for bron in self.bronnen if bron.over == over), Bron(over))

    def mijlpalen(self, variant: str | None) -> tuple[Mijlpaal, ...]:
        """Return the milestones in order of date: those of the file, and the two days that the rules know.

        Parameters
        ----------
        variant : str or None
            As for `Beleid.variant`; it decides the end of support.

        Returns
        -------
        tuple of Mijlpaal
            Never empty: there is always one with the role `EERSTE`, and one with `EINDE_STEUN`.
        """
        gekozen = self.beleid.variant(variant)
        van_de_regels = (
            Mijlpaal(
                self.beleid.eerste_platform,
                "eerste platforms mogelijk",
                "Wijkplatforms kunnen worden opgericht",
                self.beleid.herkomst,
                EERSTE,
                1,
            ),
            Mijlpaal(
                gekozen.einde_ondersteuning,
                "einde steun",
                "Einde van de ondersteuning van wijkraden",
                gekozen.herkomst,
                EINDE_STEUN,
                1,
            ),
        )
        return tuple(sorted((*self.eigen_mijlpalen, *van_de_regels), key=lambda m: m.datum))


def jaren(tabel: pd.DataFrame) -> str:
    """Return the years that the figures of wijken or buurten say they are of; empty when they do not say.

    Examples
    --------
    >>> jaren(pd.DataFrame({"jaar": [2031, 2031, None]})), jaren(pd.DataFrame({"inwoners": [5]}))
    ('2031', '')
    """
    if "jaar" not in tabel:
        return ""
    # One missing year makes whole numbers floats.
    return ", ".join(sorted({str(jaar).removesuffix(".0") for jaar in tabel["jaar"].dropna()}))


def jongste_teken(organisaties: pd.DataFrame) -> str:
    """Return in words the latest date on which any organisation was seen; `onbekend` when none ever was.

    Examples
    --------
    >>> jongste_teken(pd.DataFrame({"laatst_gezien": ["", "2023-12-31", "2024-03"]}))
    'maart 2024'
    """
    return deeldatum(max(organisaties["laatst_gezien"], default="")) or "onbekend"


def stand(bron: Bron, tabel: pd.DataFrame) -> str:
    """Return in words of when boundaries or figures are; empty when nobody says.

    Examples
    --------
    >>> van_2031 = pd.DataFrame({"jaar": [2031]})
    >>> stand(Bron(CIJFERS, stand="2031-01-01"), van_2031), stand(Bron(CIJFERS, stand="2030-01-01"), van_2031)
    ('1 januari 2031', '2031')
    """
    jaar = jaren(tabel)
    # Who takes new figures and leaves the file as it was must not read the year of the former ones.
    return deeldatum(bron.stand) if not jaar or bron.stand[:4] == jaar else jaar


def cijferstand(gemeente: Gemeente, wijken: pd.DataFrame) -> str:
    """Return whose figures these are and of when, as far as file and table say.

    Examples
    --------
    >>> from analysis.beleid import Variant
    >>> stad = Gemeente("Voorbeeldstad", Beleid(date(2030, 1, 1), 30, 5, 1, (Variant("raadsbrief", date(2031, 7, 1)),)))
    >>> cijferstand(stad, pd.DataFrame({"jaar": [2031]})), cijferstand(stad, pd.DataFrame())
    ('cijfers van het CBS, 2031', 'cijfers van het CBS')
    """
    bron = gemeente.bron(CIJFERS)
    return ", ".join(deel for deel in (bron.naam or "cijfers van het CBS", stand(bron, wijken)) if deel)


def afgeleide_gebieden(wijken: pd.DataFrame) -> str:
    """Return for how many wijken the gebied is derived, in words; empty when none is, or the table does not say.

    Examples
    --------
    >>> afgeleide_gebieden(pd.DataFrame({"gebied_zekerheid": ["bron", "afgeleid"]}))
    'Voor 1 wijk afgeleid uit de ligging.'
    """
    if "gebied_zekerheid" not in wijken or not (aantal := int(wijken["gebied_zekerheid"].eq("afgeleid").sum())):
        return ""
    return f"Voor {telwoord(aantal, 'wijk', 'wijken')} afgeleid uit de ligging."
