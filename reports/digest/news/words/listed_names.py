"""Which names one of two sentences has in a list and the other has nowhere, wherever each lists them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tracker.text.content_words import content_stems

PAIRS = 4096  # of sentences that are remembered
FEWEST_LISTED, FEWEST_KEPT, MOST_MOVED = 3, 2, 2  # names
_NAME = r"(?:the )?[A-Z][\w.’'-]*(?: (?:(?:of|for|on|and) (?:the )?)?[A-Z][\w.’'-]*)*"
_LIST = re.compile(rf"(?:{_NAME}, )+{_NAME}(?:,? (?:and|or|as well as) {_NAME})?")
_BETWEEN = re.compile(r", (?:and |or |as well as )?|,? (?:and|or|as well as) ")
# Who voted, who met and who holds an office.
_PERSONS = re.compile(
    r"\b(?:[Vv]ot\w+|[Mm]embers?:|attended|met|meeting|held|hosted?|Ministers? (?:of|for)|H\.E\.|Senator|Ambassador|Presidents?|Chair|Governor|Mr|Ms)\b"
)


@lru_cache(maxsize=PAIRS)
def moved_names(before: str, after: str) -> bool:
    """Say whether one of two sentences lists a name that the other, which has the rest of the list, has not; no names of persons.

    Of 17 such pairs that strangers planted all were planted as changes.

    >>> moved_names("With Estmark, Lurania, Veskia and Halden we support it.", "We work with Veskia, Estmark and Lurania in support of it.")
    True
    >>> moved_names("With Estmark, Lurania and Veskia we support it.", "We support it with Veskia, Lurania and Estmark.")
    False
    """
    if any(_PERSONS.search(said) for said in (before, after)):
        return False
    stems = [frozenset(content_stems(said)) for said in (before, after)]
    gone = any(_is_short_of(listed, stems[1]) for listed in _lists(before))
    come = any(_is_short_of(listed, stems[0]) for listed in _lists(after))
    return gone != come


def _lists(said: str) -> Iterator[Sequence[frozenset[str]]]:
    """Yield the lists of names in a sentence, each name by the stems of its words."""
    for found in _LIST.finditer(said):
        names = [frozenset(content_stems(name)) for name in _BETWEEN.split(found[0])]
        listed = [name for name in names if name]
        if len(listed) >= FEWEST_LISTED:
            yield listed


def _is_short_of(listed: Sequence[frozenset[str]], other: frozenset[str]) -> bool:
    """Say whether one or two of the names *listed* have nothing in the *other* sentence, which has some of them."""
    missing = sum(not name & other for name in listed)
    return 1 <= missing <= MOST_MOVED and sum(name <= other for name in listed) >= FEWEST_KEPT
