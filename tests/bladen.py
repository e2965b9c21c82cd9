"""Reading the pages to hand out, for the tests: what is in a PDF, and pages about a tiny city."""

import io
import re

import pypdf

from register.register import read_register
from tests.klein import schrijf_map


def lees(inhoud):
    """A reader for a PDF."""
    return pypdf.PdfReader(io.BytesIO(inhoud))


def tekst(inhoud):
    """The text of all pages, soft hyphens at line ends undone, on one line."""
    ruw = "\n".join(blad.extract_text() for blad in lees(inhoud).pages)
    return re.sub(r"\s+", " ", re.sub("\u00ad\\s*", "", ruw))


def klein(tmp_path, breek=None):
    """The registers of the tiny city, after `breek` has changed them."""
    return read_register(schrijf_map(tmp_path, breek))


def een_a4(inhoud):
    """Check that a PDF is one A4."""
    bladen = lees(inhoud).pages
    assert len(bladen) == 1
    assert [round(float(maat)) for maat in bladen[0].mediabox] == [0, 0, 595, 842]
