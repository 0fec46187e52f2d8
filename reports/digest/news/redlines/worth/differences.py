"""How two sentences that stand for each other differ: evidence on whether something moved in substance, or is only said in other words. Pure.

What moved is one word that qualifies, a value, or what has nothing in its place; what is only said otherwise has other words in the place of
each of its own, another order, or other words that report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from reports.digest.news.redlines.worth.moved_values import Alone
from reports.digest.news.words.clause_order import reordered, words_in_order
from reports.digest.news.words.qualifiers import NUMBER, QUALIFIERS
from reports.digest.news.words.wording import IDLE, LIGHT, REPORTING, without_kin
from tracker.text.content_words import STOPWORDS, stem

PAIRS = 4096  # of sentences that are remembered
LONGEST = 300  # words of a sentence that are looked at: a table without stops is one sentence
FEW_WORDS = 3  # of each sentence that are not in the other one, at most, where no more than its clauses moved
MOST_STRETCHES, MOST_WORDS, MOST_QUALIFIERS, MOST_REPORTING = 4, 8, 3, 4  # from which more say no more
# Words that make what is said depend on something, or leave it open.
_OPEN = frozenset(
    "may might could would should can must shall will if unless provided subject when where appropriate until".split()
)


class Difference(NamedTuple):
    """How two sentences differ, each value 0 to 1."""

    alike: float  # of the words of both, in order, that stay
    longer: float  # of the longer one, by how much
    replaced: float  # stretches of telling words in whose place others stand
    put_in: float  # stretches of telling words with nothing in their place
    telling_gone: float  # telling words that one has and the other has not
    telling_come: float
    one_sided: float  # whether only one of both has telling words of its own
    reporting: float  # words that report, and moved
    qualifier_gone: float
    qualifier_come: float
    open: float  # whether words moved that make it depend on something
    number: float  # whether a number moved
    order: float  # whether they are of the same words
    clauses: float  # whether clauses changed places
    word_alone: float  # whether alone moved a word that qualifies, a value, or what was put in
    value_alone: float
    put_in_alone: float

    @property
    def is_turned(self) -> bool:
        """Whether clauses changed places and nothing beside them moved on which a sentence hangs."""
        moved = self.number, self.qualifier_gone, self.qualifier_come, self.open
        alone = self.word_alone, self.value_alone, self.put_in_alone
        few = max(self.telling_gone, self.telling_come) <= FEW_WORDS / MOST_WORDS
        return bool(self.clauses) and few and not any((*moved, *alone))


@lru_cache(maxsize=PAIRS)
def difference(before: str, after: str, alone: Alone | None) -> Difference:
    """Return how two sentences differ, of which *alone* is what alone moved.

    >>> found = difference("We will resist all tolls.", "We will resist tolls.", None)
    >>> found.qualifier_gone > 0, found.replaced
    (True, 0.0)
    """
    old, new = (
        [word.casefold().replace("’", "'") for word in words[:LONGEST]]
        for words in words_in_order(before, after)
    )
    stems_old, stems_new = (frozenset(map(stem, words)) for words in (old, new))
    gone, come = without_kin(stems_old - stems_new, stems_new - stems_old)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    replaced = put_in = 0
    for code, start, end, first, last in matcher.get_opcodes():
        if code == "equal":
            continue
        lost, added = _has(old[start:end], gone), _has(new[first:last], come)
        replaced += lost and added
        put_in += added and not lost
    telling_gone, telling_come = _telling(gone), _telling(come)
    longest = max(len(old), len(new), 1)
    return Difference(
        alike=matcher.ratio(),
        longer=abs(len(old) - len(new)) / longest,
        replaced=_share(replaced, MOST_STRETCHES),
        put_in=_share(put_in, MOST_STRETCHES),
        telling_gone=_share(telling_gone, MOST_WORDS),
        telling_come=_share(telling_come, MOST_WORDS),
        one_sided=float(bool(telling_gone) != bool(telling_come)),
        reporting=_share(len((gone | come) & REPORTING), MOST_REPORTING),
        qualifier_gone=_share(len(gone & QUALIFIERS), MOST_QUALIFIERS),
        qualifier_come=_share(len(come & QUALIFIERS), MOST_QUALIFIERS),
        open=float(_differ(old, new, _OPEN.__contains__)),
        number=float(_differ(old, new, NUMBER.match)),
        order=float(sorted(old) == sorted(new)),
        clauses=float(reordered(before, after) is not None),
        word_alone=float(alone is Alone.WORD),
        value_alone=float(alone is Alone.VALUE),
        put_in_alone=float(alone is Alone.PUT_IN),
    )  # fmt: skip


def _has(words: Iterable[str], stems: frozenset[str]) -> bool:
    """Say whether one of *words* tells something and is of *stems*."""
    return any(word not in STOPWORDS and stem(word) in stems for word in words)


def _telling(stems: frozenset[str]) -> int:
    """Return how many of *stems* tell what is meant."""
    return len(stems - IDLE - LIGHT - STOPWORDS)


def _differ(old: Iterable[str], new: Iterable[str], of: Callable[[str], object]) -> bool:
    """Say whether the words for which *of* holds are others in *old* than in *new*."""
    return {word for word in old if of(word)} != {word for word in new if of(word)}


def _share(number: int, most: int) -> float:
    return min(number, most) / most
