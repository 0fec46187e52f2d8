"""Which names one of two sentences has in a list and the other has nowhere, wherever each lists them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tracker.text.content_words import content_stems

PAIRS = 4096  # of sentences that are remembered
FEWEST_LISTED, FEWEST_KEPT, MOST_MOVED = 3, 2, 2  # names
_NAME = r"(?:the )?(?<!\w)[A-Z][\w.’'-]*(?: (?:(?:of|for|on|and) (?:the )?)?[A-Z][\w.’'-]*)*"
_LIST = re.compile(rf"(?:{_NAME}, )+{_NAME}(?:,? (?:and|or|as well as) {_NAME})?")
# What a sentence opens with is a time or a place, and none of a list.
_OPENING = re.compile(
    r"(?:In|On|At|During|Since|By|Today|Tomorrow|Yesterday|Meanwhile|However|Moreover|Furthermore|Finally|Also|Together|Last|This)\b(?! with\b)[^,]{0,40}$"
)
LETTERS = 5  # of a name, at most
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
        names = [name for name in _BETWEEN.split(found[0]) if name]
        if _OPENING.match(names[0]) or _OPENING.search(said[: found.start()]):
            names = names[
                1:
            ]  # "In January, Estmark and Lurania agreed", "On the island of Halden, Estmark and …"
        listed = [stems for name in names if (stems := frozenset(content_stems(name)))]
        if len(listed) >= FEWEST_LISTED:
            yield listed


def _is_short_of(listed: Sequence[frozenset[str]], other: frozenset[str]) -> bool:
    """Say whether one or two of the names *listed* have nothing in the *other* sentence, which has some of them."""
    missing = sum(not name & other and not _are_letters(name, other) for name in listed)
    return 1 <= missing <= MOST_MOVED and sum(name <= other for name in listed) >= FEWEST_KEPT


def _are_letters(name: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether a *name* of several words has its letters among *others*, or is letters of words that begin so there: "WHO"."""
    if len(name) > 1:
        return any(len(word) == len(name) and set(word) == {one[0] for one in name} for word in other)
    (letters,) = name
    return letters.isalpha() and len(letters) <= LETTERS and set(letters) <= {word[0] for word in other}
