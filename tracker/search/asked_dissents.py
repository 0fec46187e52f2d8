"""A question of who voted against: "how often did Holt dissent", "who voted against in May 2031". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from tracker.search.analyzer import fold_words
from tracker.search.asked_questions import AUXILIARY, VOTED_AGAINST, is_question
from tracker.search.looser import ASKING
from tracker.text.content_words import STOPWORDS
from tracker.text.dates import ANY_MONTH

_DISSENT = re.compile(
    rf"\b(?:dissent(?:s|ed|er|ers|ing)?|vot(?:e|es|ed|ing)\s+no|{VOTED_AGAINST})\b", re.IGNORECASE
)
_WHO_VOTED = re.compile(
    rf"^\s*(?:who|which|how\s+(?:did|was|were|many))\b.*(?:{_DISSENT.pattern}|\b(?:split|divided|vote[ds]?|outvoted)\b)",
    re.IGNORECASE,
)
_PREFERRED = re.compile(
    r"^\s*(?:who|how\s+many)\b.*\b(?:want(?:s|ed)|prefer(?:s|red)|favou?r(?:s|ed)|argued\s+for|pushed\s+for)\s+(?:an?|no|to|the)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:cuts?|rises?|hikes?|increases?|reductions?|hold|pause|changes?|raise|lower|easing|tightening)\b",
    re.IGNORECASE,
)  # than was decided
_IN_A_MONTH = re.compile(rf"\b(?:in|since|before|after|until|during)\s+{ANY_MONTH}\b(?!\s+\d)", re.IGNORECASE)
_END = frozenset("first earliest last latest newest recent".split())  # of nobody: one dissent is asked for
_BESIDE = frozenset(
    """action actions anybody anyone at board committee count decision decisions fed governor governors meeting meetings member members most mr
    mrs ms number policy president times vote votes""".split()
)


def asks_for_dissents(text: str) -> bool:
    """Return whether *text* has a word of a dissent.

    >>> asks_for_dissents("who voted against"), asks_for_dissents("who voted")
    (True, False)
    """
    return _DISSENT.search(text) is not None


def asks_for_voters(text: str) -> bool:
    """Return whether the question *text* is who voted against, or how many did, of a decision.

    >>> asks_for_voters("who opposed the rise after the storm"), asks_for_voters("how did the board split on it")
    (True, True)
    >>> asks_for_voters("who wanted a bigger cut in May"), asks_for_voters("who wanted a treaty")
    (True, False)
    >>> asks_for_voters("who opposed the treaty"), asks_for_voters("dissent on the levy")
    (False, False)
    """
    return is_question(text) and any(one.search(text) for one in (_WHO_VOTED, _PREFERRED))


def asked_dissent(text: str, names: Collection[str], board: Collection[str] = ()) -> frozenset[str] | None:
    """Return of whom the words *text* ask how they voted, among the last *names* of those who voted against; of all where nobody is named; *board* are words for where they vote.

    None where they do not ask for it, or have another word, since they may ask what somebody voted against.

    >>> asked_dissent("how often did Ada Holt dissent", ["Holt", "Lind"]), asked_dissent("Holt on the levy", ["Holt"])
    (frozenset({'Holt'}), None)
    >>> sorted(asked_dissent("who voted against", ["Holt", "Lind"])), asked_dissent("dissent on the levy", ["Holt"])
    (['Holt', 'Lind'], None)
    """
    if not asks_for_dissents(text) or _IN_A_MONTH.search(text):
        return None  # of which year nobody says
    known = {fold_words(name)[-1]: name for name in names if fold_words(name)}
    aside = STOPWORDS | ASKING | AUXILIARY | _BESIDE | frozenset(board)
    left = [word for word in fold_words(_DISSENT.sub(" ", text)) if word in known or word not in aside]
    first_names = {one for one, following in pairwise(left) if following in known}
    if any(word not in known and word not in first_names for word in left):
        return None
    whose = frozenset(known[word] for word in left if word in known)
    if not whose and not _END.isdisjoint(fold_words(text)):
        return None
    return whose or frozenset(names)
