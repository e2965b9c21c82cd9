"""Reading what the product writes, with mean texts to read: as HTML does, and by the words that give English away."""

import re
from html.parser import HTMLParser

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
