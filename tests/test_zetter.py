"""Typst and the letters that come along: what is let through can be set, the rest becomes a box."""

from uitvoer import zetter
from uitvoer.zetter import zetbaar


def test_every_letter_that_is_let_through_can_be_set():
    """Typst refuses a PDF with a letter that no font has: what `zetbaar` leaves alone, the fonts have."""
    goed = "".join(c for c in map(chr, range(0x20, 0xFFFE)) if not 0xD800 <= ord(c) < 0xE000 and zetbaar(c) == c)
    assert len(goed) > 600
    bron = '#set document(title: "x")\n#set text(font: "Source Sans 3", lang: "nl")\n#sys.inputs.tekst'
    pdf = zetter._zetter().compile(
        input=bron.encode(), format="pdf", pdf_standards="ua-1", timestamp=0, sys_inputs={"tekst": " ".join(goed)}
    )
    assert pdf[:5] == b"%PDF-"
    assert zetbaar("漢😀\u0301") == "□□□"
