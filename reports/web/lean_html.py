"""Pages as they are sent: the same elements, attributes and words in fewer bytes. Pure.

What is left out is what HTML lets one leave out: ends of elements that the next one ends, marks around plain values, line ends
beside boxes, and the direction of texts on a page that has no letter written from the right. Words of texts are never
touched: in them, "<" and the marks around values are written as references.
"""

from __future__ import annotations

import re

_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BOXES = "ul|ol|li|dl|div|section|details|header|main|table|thead|tbody|tr|nav|footer|head|meta|title|link"
_ASCII = bytes(range(128))
# What stands in no group goes. Each begins with a few characters that are looked for at once, and pieces are joined:
# to put groups into a pattern takes twice as long.
_LEFT_OUT = (
    re.compile(rf"\n(<)(?=/?(?:{_BOXES})[ >])"),
    re.compile(rf"(</(?:{_BOXES}|summary)>)\n"),
    re.compile(rf"(<(?:{_BOXES})(?: [^<>\n]*)?>)\n"),
    re.compile(r"</(?:li|p)>\n?(?=</?(?:li|ul|ol|div)[ >])"),
    re.compile(r"</d[td]>(?=</?d[tdl][ >]|</div>)"),
    re.compile(r"</t[rdh]>(?=</?t(?:[rdh]|body|head|able)[ >])"),
    re.compile(r"</?(?:head|body)>|</html>"),
    re.compile(r'(=)"([^\s"\'=<>`]+)"(?=[ >])'),
)


def lean(html: str) -> str:
    """Return *html* without what a browser puts back by itself."""
    html = html.replace("\n\n", "\n")
    beyond_ascii = html.encode().translate(None, _ASCII).decode()  # a hundredth of a page
    if not _FROM_THE_RIGHT.search(beyond_ascii):
        html = html.replace(' dir="auto"', "")
    for pattern in _LEFT_OUT:
        html = "".join(pattern.split(html))
    return html
