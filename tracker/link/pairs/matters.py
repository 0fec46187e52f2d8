"""Whether alike words are about two matters: form letters, notices and orders say the same of each.

A matter is named by when it began ("declared on 26 June 2031"), by the number of an
instrument ("Order 114", "Resolution 12"), by a case, or by the title alone ("Notice on
the Continuation of the Emergency with Respect to Veskia"). What names it is no part of
the wording that a fitted model weighs, so it is looked at by itself, and decides.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from tracker.link.features import TIME_WORDS
from tracker.link.occasions.occasion import is_encounter
from tracker.link.occasions.series import is_about_form
from tracker.link.pairs.pair_look import Look
from tracker.text.content_words import STOPWORDS, replace_party_names, split_words, stem

REMEMBERED = 4096  # titles, and pairs of them
# content words, those of form and office aside, that two titles share before each names its own object
ACT_WORDS = 2

# introduce what a title is on
MATTER = frozenset("respect regarding concerning relating against about on".split())


def are_two_matters(earlier: Look, later: Look, titles: tuple[str, str]) -> bool:
    """Return whether two statements are about two matters, whatever their words have in common; *titles* are of their releases.

    They are where what names a matter differs: a day or a number of one kind on both sides and nothing in
    common; or, where no quote names its matter, the objects that two titles of one form name.
    """
    old, new = earlier.marks, later.marks
    if old & new:
        return False
    if {kind for kind, _ in old} & {kind for kind, _ in new}:
        return True
    if earlier.names & later.names or earlier.named & later.named:
        return False
    return _name_two_objects(*titles)


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
