"""The first `gemeente.toml` of a new data folder: what the build knows, and where an officer fills in the rest."""

from __future__ import annotations

import json

from analysis.bereik import EERSTE_DAG, LAATSTE_DAG
from register.bouw.invoer import Invoer
from register.gemeente import BEWIJS_DAGEN, LANG_JAREN, PLATFORMS_PER_WIJK

_KOP = """\
# De gemeente waar deze map over gaat, begonnen door `python cli.py bouw`. Een volgende bouw laat dit bestand met rust.
# Elk veld staat uitgelegd in data/README.md. `python cli.py controle` meldt wat er nog in te vullen is.
"""
_GEBIEDEN = """
# De gebieden van wijken.geojson. Met rol = "..." zegt u wie daar aanspreekbaar is: een rol, nooit een persoon.
"""
# What refuses and claims least: no platform is too early or one too many, no support has ended, and a sign proves
# little. Without a source each is a notice on every screen and in every file.
_BELEID = f"""
# VUL IN: het beleid van uw gemeente. De bouw kent het niet. Wat hier staat, houdt niets tegen en beweert zo weinig
# mogelijk.

[beleid]
eerste_platform = {EERSTE_DAG}  # de eerste dag waarop een wijkplatform kan bestaan
bewijs_dagen = {BEWIJS_DAGEN[0]}  # zo veel dagen bewijst een teken dat een organisatie nog actief is
lang_geen_teken_jaren = {LANG_JAREN[0]}  # na zo veel jaar zonder teken heet een wijkraad: lang geen teken
meeste_platforms_per_wijk = {PLATFORMS_PER_WIJK[-1]}
bron = ""  # waar dit staat

[[variant]]
sleutel = "nog-invullen"  # een korte naam voor deze lezing, zoals raadsbrief
einde_ondersteuning = {LAATSTE_DAG}  # de eerste dag zonder steun aan wijkraden
bron = ""  # waar dit staat

# Voor een gebeurtenis op de tijdlijn: een blok [[mijlpaal]] met datum, kort, omschrijving en bron.
"""
_BRONNEN = """
# Waar de gegevens vandaan komen. Voeg toe: over = "organisaties", "initiatieven" en "gebieden".
"""
_CBS = (("grenzen", "CBS Wijk- en buurtkaart, via PDOK"), ("cijfers", "CBS Kerncijfers wijken en buurten"))


def eerste_gemeente(naam: str, invoer: Invoer) -> str:
    """Return a file that the register reads, and of which `controle` says what is still to be filled in.

    Parameters
    ----------
    naam : str
        Of the municipality.
    invoer : Invoer
        Gives its code (when all wijken are of one), its gebieden and the year of its figures.
    """
    codes = {code[2:6] for code in invoer.wijken["wijkcode"]}
    gebieden = sorted({rij["gebied"] for rij in invoer.gebieden.values()})
    jaar = max(str(cijfers["jaar"]) for cijfers in invoer.cijfers.values())
    return "".join(
        (
            _KOP,
            _blok("[gemeente]", naam=naam, **({"code": f"GM{codes.pop()}"} if len(codes) == 1 else {})),
            _GEBIEDEN,
            *(_blok("[[gebied]]", naam=gebied) for gebied in gebieden),
            _BELEID,
            _BRONNEN,
            *(_blok("[[bron]]", over=over, naam=bron, stand=jaar, licentie="CC BY 4.0") for over, bron in _CBS),
        )
    )


def _blok(kop: str, **velden: str) -> str:
    # What JSON makes of a text is what TOML reads as one.
    regels = (f"{veld} = {json.dumps(tekst, ensure_ascii=False)}" for veld, tekst in velden.items())
    return "\n".join(("", kop, *regels, ""))
