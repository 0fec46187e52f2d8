"""What every export does to words and addresses from the web before its format's own escaping. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

AUTHORITY = "policy-tracker.invalid"  # of ids: RFC 2606 keeps .invalid free, so nobody else's ids begin so
ENTRIES = 100  # of a feed at most: a reader asks for all of it each time

# What XML 1.0 section 2.2 does not take, and what moves a terminal or turns the direction of a line (UAX 9).
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAKS_OUT = re.compile(r"\s")
IN_URI = "%/:?#[]@!$&'()*+,;=~"  # may stand in a URI as they are, RFC 3986 section 2.2


def clean(text: str) -> str:
    r"""Return *text* without control characters, turned directions and halves of characters; lines stay.

    >>> clean("will\x1b[2J act\u202e\nnow")
    'will[2J act\nnow'
    """
    return _CONTROL.sub("", text)


def flat(text: str) -> str:
    r"""Return *text* cleaned and on one line.

    >>> flat("will\r\n  act\x00 ")
    'will act'
    """
    return " ".join(clean(text).split())


def page(url: str) -> str:
    """Return *url* as a URI of RFC 3986 where it is a web address; else "".

    >>> page("https://mfa.norvale.example/é?a={b}"), page("javascript:alert(1)")
    ('https://mfa.norvale.example/%C3%A9?a=%7Bb%7D', '')
    """
    url = url.strip()
    if _BREAKS_OUT.search(url) or url != clean(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    web = parts.scheme in {"http", "https"} and parts.netloc
    return quote(url, safe=IN_URI) if web else ""
