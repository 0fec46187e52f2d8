"""Whether a paragraph that came or went speaks of what the text speaks of, or of the site: "We will use your answers to …".

What a ministry adds to a statement takes up words of it; what a site says of itself, of its visitors and of
its other pages does not, in whatever words. Of 1,336 paragraphs of coded releases that hold a unit 3 % share as
little with the rest of their text as is asked here, of invented sentences of sites 94 %
(:mod:`tests.golden.made_frames`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache

from tracker.edits.signals import is_known
from tracker.text.content_words import content_stems

LEAST_PROSE = 60  # words that both texts share: fewer do not say what the text is about
PAGES = 20  # of a site that are looked at beside an edited one
SEVERAL = 3  # pages of a site on which a line is no statement of one of them
REPEATED_SHARE = 0.2  # of the words of such a line that the text may say too: of 207 lines of releases that say more, 29 are decisions and votes
_COUNT = re.compile(r"\d+(?:[.,:]\d+)*")
_SENTENCES = re.compile(r"(?![a-z]).+[.!?…。][)”\"’']?", re.DOTALL)
_CAPITAL = re.compile(r"(?P<opens>(?:^|[.!?:;\n])[\s“\"‘'(]{0,4})?\b(?P<word>[A-Z][\w’'-]*)")

Topic = tuple[frozenset[str], frozenset[str]]  # stems of words, and of names


class Place(Enum):
    """Where a paragraph stands that came or went or was changed: the less it can be of the text, the less is asked of it."""

    INSIDE = 0  # between paragraphs that both texts have, or changed
    ABOVE = 1  # all of them: it may be the first of the text
    BELOW = 2
    REPEATED = 3  # on other pages of the site too, and not the first of the text


def is_off_topic(paragraph: str, prose: Sequence[str], place: Place) -> bool:
    """Tell whether *paragraph*, whole sentences, says nothing that *prose*, the paragraphs that both texts have, says.

    It shares neither word nor name; above and below one word, below names alone; what stands on other pages may share a little.
    """
    told = "\n".join(prose)
    if not _SENTENCES.fullmatch(paragraph) or len(told.split()) < LEAST_PROSE:
        return False
    words, names = _topic(paragraph)
    theirs, named = _topic(told)
    shared = len(words & theirs)
    if place is Place.REPEATED:
        return shared <= 1 or shared < REPEATED_SHARE * len(words)
    if names & named:
        return place is Place.BELOW and not shared
    return shared <= (place is not Place.INSIDE)


def lines_of_site(texts: Iterable[str]) -> frozenset[str]:
    """Return the lines that stand on several pages of one site, numbers aside; *texts* are the last few of other releases."""
    counted = Counter(form for text in texts for form in {line_form(line) for line in text.split("\n")})
    return frozenset(form for form, number in counted.items() if form and number >= SEVERAL)


def line_form(line: str) -> str:
    """Return *line* with any number the same.

    >>> line_form(" Read 3,117 times ")
    'Read 0 times'
    """
    return _COUNT.sub("0", " ".join(line.split()))


@lru_cache(maxsize=16)
def _topic(text: str) -> Topic:
    every = frozenset(content_stems(text))
    words = frozenset(one for one in content_stems(_CAPITAL.sub(_but_names, text)) if one[0] != "=")
    return words, every - words


def _but_names(found: re.Match[str]) -> str:
    """Return a word with a capital if it may have it for opening a sentence; nothing in place of a name."""
    opens = found["opens"] is not None and is_known(found["word"].replace("’", "'").lower())
    return found[0] if opens else f"{found['opens'] or ''} "
