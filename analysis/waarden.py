"""The closed lists of values that tables may hold and answers are given in. Written exactly as users read them."""

from __future__ import annotations

WIJKRAAD = "wijkraad"
WIJKPLATFORM = "wijkplatform"
SOORTEN = (WIJKRAAD, WIJKPLATFORM)

IN_OPRICHTING = "in oprichting"
GESTOPT = "gestopt"
FASEN = ("actief", IN_OPRICHTING, "omgevormd", GESTOPT, "onbekend")

ZEKERHEDEN = ("bron", "naam", "afgeleid", "onbekend")
GEBIED_ZEKERHEDEN = ("bron", "afgeleid")
NAUWKEURIGHEDEN = ("adres", "straat", "buurt", "onbekend")
THEMAS = (
    "groen",
    "duurzaamheid",
    "cultuur",
    "ontmoeting",
    "sport en spel",
    "verkeer en veiligheid",
    "zorg",
    "overig",
)

# What a buurt has on a date, lowest first: the position is the rank that the rules compare.
GEEN = "geen"
ZONDER_ONDERSTEUNING = "wijkraad zonder ondersteuning"
PLATFORM = "platform"
BUURTSTATUSSEN = (GEEN, ZONDER_ONDERSTEUNING, WIJKRAAD, PLATFORM)

# Of whom residents are, by what their buurt has: best first. `niets` is neither platform nor wijkraad.
MET_STEUN = "wijkraad met steun"
ZONDER_STEUN = "wijkraad zonder steun"
LANG_GEEN_TEKEN = "wijkraad, lang geen teken"
NIETS = "niets"
GROEPEN = (PLATFORM, MET_STEUN, ZONDER_STEUN, LANG_GEEN_TEKEN, NIETS)

# What each is called in a legend and in a chart.
GROEPNAMEN = {groep: groep for groep in GROEPEN} | {PLATFORM: "wijkplatform"}

GEEN_PLATFORM = "geen platform"
DEELS_PLATFORM = "deels platform"
VOLLEDIG_PLATFORM = "volledig platform"
WIJKSTATUSSEN = (GEEN_PLATFORM, DEELS_PLATFORM, VOLLEDIG_PLATFORM)

BEVESTIGD = "bevestigd"
TE_VERIFIEREN = "te verifiëren"
