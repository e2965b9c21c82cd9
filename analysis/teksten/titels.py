"""What each table is called, on screen, in its file and on the command line. Fast to import."""

TITELS = {
    "gaten": "Wijken met inwoners zonder wijkplatform",
    "wijken": "Alle wijken en hun dekking",
    "buurten": "Alle buurten en hun dekking",
    "organisaties": "Alle wijkraden en wijkplatforms",
    "initiatieven": "Alle bewonersinitiatieven",
    "verloop": "Inwoners per wijk en groep, vanaf elke verandering",
    "meldingen": "Wat onzeker is aan de gegevens",
    "werklijst": "Organisaties om na te vragen",
}
