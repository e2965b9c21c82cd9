"""Text on its way out, to a screen, a file or a terminal: nothing in the data may break or turn what stands around it.

The one cleaner of the product, and the one rule for names of files. Fast to import.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and newline, halves of surrogate pairs, and the two codes that are no character: XML
# forbids most, SQLite cuts a text at the first NUL, and half a pair cannot be written as UTF-8 at all. With them the
# marks for the direction of writing: lawful in a file, but they make what stands after them read as something else.
_ONSCHRIJFBAAR = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# What nobody sees and what no word needs: two texts that differ in these alone are the same to every reader.
_ONZICHTBAAR = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
# Signs that look like each other in most letters, and the Cyrillic and Greek ones that look like Latin.
_DUBBELGANGERS = str.maketrans("01\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u03bf", "olaeopcyxio")
_REGELEINDE = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def schoon(tekst: str) -> str:
    r"""Return text that every screen and format can hold: unwritable characters and marks of direction become �.

    Every line end becomes a newline, and characters without any width are left out.

    Examples
    --------
    >>> schoon("a\x00b\r\nc"), schoon("Een\u202ewijk\u200b")
    ('a\ufffdb\nc', 'Een\ufffdwijk')
    """
    if tekst.isprintable():  # nearly every text: what is left out or replaced is not printable
        return tekst
    zichtbaar = _ONZICHTBAAR.sub("", tekst.replace("\r\n", "\n").replace("\r", "\n"))
    return _ONSCHRIJFBAAR.sub("\ufffd", zichtbaar)


def vreemde_tekens(tekst: str) -> list[str]:
    r"""Return the characters that `schoon` leaves out or replaces, each once, as their code.

    Examples
    --------
    >>> vreemde_tekens("Een\u202ewijk\u200b"), vreemde_tekens("Één wijk\r\n")
    (['U+202E', 'U+200B'], [])
    """
    gevonden = [*_ONSCHRIJFBAAR.findall(tekst), *_ONZICHTBAAR.findall(tekst)]
    return [f"U+{ord(teken):04X}" for teken in dict.fromkeys(gevonden)]


def zichtbaar(tekst: str) -> str:
    r"""Return text in which every character that `schoon` would change is written out: a key may not change in silence.

    Examples
    --------
    >>> zichtbaar("wijkraad-een\u200b")
    'wijkraad-een<U+200B>'
    """
    return _ONZICHTBAAR.sub(_code, _ONSCHRIJFBAAR.sub(_code, tekst))


def _code(teken: re.Match[str]) -> str:
    return f"<U+{ord(teken[0]):04X}>"


def kern(tekst: str) -> str:
    r"""Return what a text comes down to for a reader: two that are equal here are easily taken for one another.

    Case, spaces, signs, width, accents' way of writing and invisible characters count for nothing; neither does l for 1
    or o for 0.

    Examples
    --------
    >>> kern("Wijkraad-Een\u200b"), kern("wijkraad  een"), kern("raad-1o") == kern("raad-l0")
    ('wijkraadeen', 'wijkraadeen', True)
    """
    kaal = unicodedata.normalize("NFKC", schoon(tekst)).casefold()
    return "".join(teken for teken in kaal if teken.isalnum()).translate(_DUBBELGANGERS)


def op_een_regel(tekst: str) -> str:
    r"""Return clean text as one line, which does nothing to a terminal but show.

    Examples
    --------
    >>> op_een_regel("a\n\tb\x1b[31m")
    'a b\ufffd[31m'
    """
    return tekst if tekst.isprintable() else schoon(_REGELEINDE.sub(" ", tekst))


def afgekort(tekst: object, lengte: int = 240) -> str:
    """Return a text of the data on one line, without needless spaces, cut with a sign after so many characters.

    Examples
    --------
    >>> afgekort("een  lange naam", 8)
    'een lan…'
    """
    heel = " ".join(op_een_regel(str(tekst)).split())
    return heel if len(heel) <= lengte else heel[: lengte - 1].rstrip() + "…"


def voor_bestandsnaam(tekst: str) -> str:
    """Return text as a part of the name of a file: small letters and digits of ASCII with dashes, never empty.

    Examples
    --------
    >>> voor_bestandsnaam("Ter Kleefkwartier"), voor_bestandsnaam("Noord/West é"), voor_bestandsnaam("…")
    ('ter-kleefkwartier', 'noord-west-e', 'naamloos')
    """
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", kaal).strip("-")[:60].strip("-") or "naamloos"
