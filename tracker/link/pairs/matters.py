"""Whether alike words are about two matters: form letters, notices and orders say the same of each.

A matter is named by when it began ("declared on 26 June 2031"), by the number of an
instrument ("Order 114", "Resolution 12"), by a case, or by the title alone ("Notice on
the Continuation of the Emergency with Respect to Veskia"). What names it is no part of
the wording that a fitted model weighs, so it is looked at by itself, and decides.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.domain import Mention
from tracker.link.features import TIME_WORDS
from tracker.link.occasions.occasion import is_encounter
from tracker.link.occasions.series import is_about_form
from tracker.link.pairs.pair_look import Look
from tracker.text.content_words import STOPWORDS, replace_party_names, split_words, stem
from tracker.text.dates import DATE_IN_WORDS, find_date

REMEMBERED = 4096  # quotes, and pairs of titles
# content words, those of form and office aside, that two titles share before each names its own object
ACT_WORDS = 2

_MADE = (
    r"(?:declared|proclaimed|established|imposed|adopted|created|issued|ordered|signed|concluded|enacted|promulgated"
    r"|initiated|filed|dated|granted)"
)
_INSTRUMENT = (
    r"(?:Orders?|Resolutions?|UNSCRs?|Decrees?|Regulations?|Directives?|Proclamations?|Laws?|Acts?|Decisions?|Ordinances?"
    r"|Determinations?|Circulars?|Notifications?|Cases?|Dockets?|Petitions?|Licen[cs]es?)"
)
_NUMBER = r"(?:[A-Z]{1,3}-)?\d[\d/-]*\d\b"
_NUMBERED = re.compile(
    rf"\b({_INSTRUMENT})\s+(?:\([A-Z]+\)\s*)?(?:[Nn]o\.?\s*|[Nn]umber\s+)?({_NUMBER}(?:(?:,|\s+and|,\s+and|\s+or)\s+{_NUMBER}(?!,?\s+(?:19|20)\d\d))*)"
)
_BEGAN = re.compile(rf"\b(?:{_MADE}|{_INSTRUMENT})\b[^.;]{{0,40}}?\b(?:of|on|dated)\s+({DATE_IN_WORDS})")
_CASE = re.compile(r"\b([A-Z][\w’'&-]*(?:\s+[A-Z&][\w’'&-]*)*)\s+v\.?\s+([A-Z][\w’'&-]*)")

# introduce what a title is on
MATTER = frozenset("respect regarding concerning relating against about on".split())

_MAY_MARK = re.compile(r"\d|\sv\.?\s")  # asked first: few quotes have either

Marks = frozenset[tuple[str, str]]  # kind of what names a matter, and which


@lru_cache(maxsize=REMEMBERED)
def marks_of(quote: str) -> Marks:
    """Return by what *quote* names its matter: days on which something was declared or issued, numbers of instruments, cases.

    >>> sorted(marks_of("the emergency declared in Order 114 of June 26, 2031, must continue beyond June 26, 2032"))
    [('day', '2031-06-26'), ('order', '114')]
    """
    if not _MAY_MARK.search(quote):
        return frozenset()
    found = {("day", str(find_date(match[1]))) for match in _BEGAN.finditer(quote)}
    for match in _NUMBERED.finditer(quote):
        kind = match[1].lower().removesuffix("s").replace("unscr", "resolution")
        found |= {(kind, number) for number in re.findall(_NUMBER, match[2])}
    found |= {("case", f"{one} v. {other}".lower()) for one, other in _CASE.findall(quote)}
    return frozenset(found)


def are_two_matters(earlier: Mention, later: Mention, looks: tuple[Look, Look]) -> bool:
    """Return whether two statements are about two matters, whatever their words have in common; *looks* are theirs.

    They are where what names a matter differs: a day or a number of one kind on both sides and nothing in
    common; or, where no quote names its matter, the objects that two titles of one form name.
    """
    old, new = marks_of(earlier.unit.quote), marks_of(later.unit.quote)
    if old & new:
        return False
    if {kind for kind, _ in old} & {kind for kind, _ in new}:
        return True
    one, other = looks
    if one.names & other.names or one.named & other.named:
        return False
    return _name_two_objects(earlier.release.title, later.release.title)


@lru_cache(maxsize=REMEMBERED)
def _name_two_objects(earlier: str, later: str) -> bool:
    """Return whether two titles say the same act of two objects: what follows the words they share has none in common.

    An object stands behind a word of matter: "with respect to Veskia". What follows a comma is where one met.
    """
    old, new = _words_of(earlier), _words_of(later)
    if earlier == later or MATTER.isdisjoint(old) or MATTER.isdisjoint(new):
        return False
    if is_encounter(earlier) or is_encounter(later):
        return False
    block = SequenceMatcher(None, old, new, autojunk=False).find_longest_match()
    if MATTER.isdisjoint(old[block.a : block.a + block.size]):
        return False
    act = [
        word for word in old[block.a : block.a + block.size] if names_matter(word) and not is_about_form(word)
    ]
    objects = [
        {stem(word) for word in words[start + block.size :] if names_matter(word)}
        for words, start in ((old, block.a), (new, block.b))
    ]
    return len(act) >= ACT_WORDS and all(objects) and objects[0].isdisjoint(objects[1])


@lru_cache(maxsize=REMEMBERED)
def _words_of(title: str) -> list[str]:
    return replace_party_names(split_words(title))


def names_matter(word: str) -> bool:
    """Tell whether a word of a title may name what it is on: no word of grammar, no day, no number."""
    return word not in STOPWORDS and word not in TIME_WORDS and not word[0].isdigit()
