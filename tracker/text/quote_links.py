"""Links to where something was said, that jump to the words, by URL text fragment.

The syntax is that of the WICG draft "Scroll to Text Fragment":
``url#:~:text=start,end``. A browser that does not know it opens the page at
the top.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

from tracker.text.sanitize import CONTROLS, DIRECTIONS, HALVES

WHOLE_WORDS = 10  # up to here the whole quote is the fragment
EDGE_WORDS = 5  # beyond, its first and last words
FEWEST, MOST = (
    3,
    8,
)  # of the first words, where the text is known; of the last one may be enough, which is looked for behind them
LONGEST = 2000  # characters of a fragment: a mail or a server may cut a longer address
_IN_URI = "%/:?#[]@!$&'()*+,;=~"  # may stand in a URI as they are, RFC 3986 section 2.2

# blanks, quotes, what a terminal obeys and what turns the direction of a line
_BREAKS_OUT = re.compile(rf'[\s<>"{CONTROLS}{DIRECTIONS}{HALVES}]')


def quote_link(url: str, words: str, within: str = "") -> str:
    """Return *url* with a fragment that jumps to *words*; "" where *url* is no web address.

    Words too long for an address are not jumped to: the page itself is linked. *within* is the text they stand in, as
    :func:`comparable` has it: as many words of either end as tell their place in it are enough, and are all it takes.

    >>> quote_link("https://example.org/a", "will act, by mid-2027")
    'https://example.org/a#:~:text=will%20act%2C%20by%20mid%2D2027'
    """
    page = safe_page_link(url)
    fragment = _fragment(words, within)
    if not page or not fragment or len(fragment) > LONGEST:
        return page
    return f"{page}{'' if '#' in page else '#'}:~:text={fragment}"


@lru_cache(maxsize=4096)
def safe_page_link(url: str) -> str:
    """Return *url* where it is safe to link: http or https and nothing that breaks out of a line; else ""."""
    url = url.strip()
    if _BREAKS_OUT.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url.split(":~:", 1)[0] if parts.scheme in {"http", "https"} and parts.netloc else ""


def to_ascii_uri(link: str) -> str:
    """Return *link* as a URI of RFC 3986, for formats that take nothing else.

    >>> to_ascii_uri("https://mfa.norvale.example/é?a={b}")
    'https://mfa.norvale.example/%C3%A9?a=%7Bb%7D'
    """
    return quote(link, safe=_IN_URI)


def comparable(text: str) -> str:
    """Return *text* as a browser compares it with a fragment: in one case, with one blank between two words."""
    return " ".join(text.split()).casefold()


def _fragment(words: str, within: str) -> str:
    # A fragment term may not run across two paragraphs, a range from one to the other may.
    paragraphs = [part.split() for part in re.split(r"\n\s*\n", words) if part.strip()]
    if not paragraphs:
        return ""
    first, last = paragraphs[0], paragraphs[-1]
    begin, end = EDGE_WORDS, EDGE_WORDS
    if len(paragraphs) == 1 and within:
        begin, end = _telling_edges(comparable(words), within)
    if len(paragraphs) == 1 and len(first) <= (begin + end + 1 if within else WHOLE_WORDS):
        return _encode(first)
    return f"{_encode(first[:begin])},{_encode(last[-end:])}"


def _telling_edges(words: str, within: str) -> tuple[int, int]:
    """Return how many of *words* at either end tell where they stand *within* a text: the first place that begins so, and the first end after that."""
    place, each = within.find(words), words.split()
    if place < 0:
        return EDGE_WORDS, EDGE_WORDS
    begin = next(
        (many for many in range(FEWEST, MOST + 1) if within.find(" ".join(each[:many])) == place), EDGE_WORDS
    )
    past, last = place + len(" ".join(each[:begin])), place + len(words)
    ends = ((many, " ".join(each[-many:])) for many in range(1, MOST + 1))
    end = next((many for many, said in ends if within.find(said, past) == last - len(said)), EDGE_WORDS)
    return begin, end


# As quote() has it; "-" it leaves alone, which marks prefix and suffix in the syntax.
_ENCODED = {code: "%2D" if code == ord("-") else quote(chr(code), safe="") for code in range(128)}


def _encode(words: list[str]) -> str:
    said = " ".join(words)
    if said.isascii():  # a letter at a time in a third of the time
        return said.translate(_ENCODED)
    return quote(said, safe="", errors="replace").replace("-", "%2D")


def split_url(url: str) -> SplitResult | None:
    """Return the parts of *url*; None where it is none: half an IPv6 address, a host that would be another's.

    >>> split_url("http://[::1") is None, split_url("http://mfa.norvale\\u2100.example/") is None
    (True, True)
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # checked when it is asked for
    except ValueError:
        return None
    return parts
