"""Reading what the product writes: fragments of HTML, folders, and mean texts and words of English to look for in them."""

import io
import re
import tempfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio

GEMEEN = {
    "script": "<script>alert(1)</script>",
    "afbeelding": "<img src=x onerror=alert(1)>",
    "uit een attribuut": "\" onmouseover=\"alert(1)' x='",
    "al ontsnapt": "&lt;b&gt; &amp;amp; &#x3c;script&#62;",
    "sjabloon": "{{ 7*7 }}{% raw %}${7*7}",
    "einde van alles": "--></textarea></title></table></button></script><h1>",
    "regels": "een\ntwee\r\nvijf\u2028zes",
    "lang": "Aa" * 2_500,
    "rechts naar links": "\u202eGaten\u200f \u2067x",
    "formule": '=1+1;"x"',
}
# Words of click, in usage, help and complaints.
ENGELS_VAN_CLICK = re.compile(
    r"usage|options:|commands|error|try |show this|no such|missing|invalid|requires|does not|unexpected|default|required"
    r"|choose|did you mean|traceback",
    re.IGNORECASE,
)


def staat_er(map_):
    """Everything in a folder: each file with its bytes, to see that nothing was touched."""
    return {pad: pad.read_bytes() if pad.is_file() else None for pad in map_.rglob("*")}


class Lezer(HTMLParser):
    """The skeleton of a fragment (tags and attributes) and its texts, as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.skelet, self.teksten = [], []
        self.feed(html)
        self.close()
        self.tekst = "".join(self.teksten)

    def handle_starttag(self, tag, attrs):
        self.skelet.append((tag, tuple(sorted(naam for naam, _ in attrs))))

    def handle_endtag(self, tag):
        self.skelet.append((f"/{tag}", ()))

    def handle_comment(self, data):
        self.skelet.append(("commentaar", ()))

    def handle_data(self, data):
        self.teksten.append(data)


def lees_gpkg(inhoud, lees=pyogrio.read_dataframe, **kw):
    """A GeoPackage (bytes) as `lees` reads it."""
    with tempfile.TemporaryDirectory() as map_:  # GDAL warns about a GeoPackage in memory, which has no extension
        pad = Path(map_) / "x.gpkg"
        pad.write_bytes(inhoud)
        return lees(pad, **kw)


def lees_blad(inhoud, naam=None):
    """A sheet of a workbook (bytes), the first unless named, as a table; its dates as text, as the other forms have them."""
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    kop, *rijen = (boek[naam] if naam else boek.worksheets[0]).iter_rows(values_only=True)
    plat = [[cel.date().isoformat() if isinstance(cel, datetime) else cel for cel in rij] for rij in rijen]
    return pd.DataFrame(plat, columns=kop)
