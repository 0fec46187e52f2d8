"""A sentence that was put in other words from end to end: which of them went and came says nothing, what it counts, limits or denies does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tracker.edits.moves.another_act import does_another
from tracker.edits.moves.edit_words import (
    COMMITTED,
    CONDITION,
    DIFFERENT,
    EMPHASIS,
    FIRMER,
    FLOORS,
    LIMITS,
    PERIOD,
    SOFTER,
    SOME,
    TIME,
    VIEW,
)
from tracker.edits.moves.moved_words import word_root
from tracker.edits.moves.pairing import UnitPair
from tracker.edits.passages import Word
from tracker.edits.signals import AMOUNTS, NEGATIONS
from tracker.reading import EditClass
from tracker.text.content_words import STOPWORDS
from tracker.text.numbers import SPELT

HALF = 0.6  # share of the words of both wordings that stand, below which a sentence is rewritten that moved in two places
MOST = 0.75  # the same share, where words went or came in several places
SEVERAL = 3  # such places
AS_MUCH = 0.7  # share of the content words of the longer wording that the shorter one has at least
OF_IT = 0.6  # share of the content words of the shorter wording that both have at least
RESTATED = 0.75  # share of the content words of a statement that its sentence still has, from which it only was put otherwise
_MARKS = (CONDITION, SOME, LIMITS, FLOORS, TIME)
_OF_LIMITS = DIFFERENT | frozenset("most every each per".split())  # what they limit is compared by itself
_EACH = re.compile(rf"\b(?:an?|per) {PERIOD}\b")  # "two exercises a year" are two each year
_BINDS = (FIRMER, COMMITTED)


def counts_alike(pair: UnitPair, *, names: bool = True) -> bool:
    """Tell whether a sentence was rewritten and both wordings count, limit, deny and bind alike, and with *names* name the same."""
    old, new = _reach(pair)
    if not (old and new and _is_rewritten(pair, len(old) + len(new))):
        return False
    said, now = _content(old), _content(new)
    fewer, more = sorted((len(said), len(now)))
    if fewer < AS_MUCH * more or len(said & now) < OF_IT * fewer:
        return False  # one of them says more, or something else
    if _weights(old) != _weights(new) or _is_softer(old, new) != _is_softer(new, old):
        return False
    return not (does_another(old, new) or (names and _names_another(pair, old, new)))


def is_restated(pair: UnitPair) -> bool:
    """Tell whether the other side of a sentence still says most of the unit of *pair*, which has one on one side, and denies no more and no less."""
    unit = pair.before or pair.after
    mine, other = (
        (pair.stretch.old, pair.stretch.new) if pair.before else (pair.stretch.new, pair.stretch.old)
    )
    if unit is None or not other:
        return False
    own = [word for word in mine if unit.start <= word.start < unit.end]
    said, there = _content(own), _content(other)
    if not said or len(said & there) < RESTATED * len(said):
        return False
    return _denies(own) == _denies(other)


def without_restated(pairs: Sequence[UnitPair]) -> list[UnitPair]:
    """Return *pairs* of one unit each without those whose unit the other text has in a sentence of its own that says and counts, limits and denies the same."""
    taken = set[int]()
    for gone in (pair for pair in pairs if pair.before):
        for come in (pair for pair in pairs if pair.after):
            if not {id(gone), id(come)} & taken and _says_the_same(gone.stretch.old, come.stretch.new):
                taken |= {id(gone), id(come)}
    return [pair for pair in pairs if id(pair) not in taken]


def _says_the_same(old: Sequence[Word], new: Sequence[Word]) -> bool:
    said, now = _content(old), _content(new)
    both = len(said & now)
    if not both or both < RESTATED * max(len(said), len(now)):
        return False
    alike = _weights(old) == _weights(new) and _is_softer(old, new) == _is_softer(new, old)
    return alike and not does_another(old, new)


def _is_rewritten(pair: UnitPair, words: int) -> bool:
    (first, last), (into, upto) = pair.reach
    stands = sum(
        first <= run.first + step < last and into <= run.into + step < upto
        for run in pair.stretch.runs
        if run.op == "equal"
        for step in range(run.last - run.first)
    )
    places = sum(one.edit_class is EditClass.WORDS for one in pair.runs)
    return places > 1 and 2 * stands < (MOST if places >= SEVERAL else HALF) * words


def _weights(words: Sequence[Word]) -> tuple[object, ...]:
    said = " ".join(word.form for word in words)
    numbers = Counter(
        str(SPELT.get(word.form, word.form))
        for word in words
        if word.form[-1].isdigit() or word.form[0].isdigit() or word.form in AMOUNTS
    )
    said = _EACH.sub("each year", said)
    marks = (pattern.search(said) is not None for pattern in _MARKS)
    return numbers, _denies(words), any(pattern.search(said) for pattern in _BINDS), *marks


def _is_softer(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Tell whether words plan or hope; to consider something to be so is none of it, where the *others* say how somebody sees it in other words."""
    said, beside = (" ".join(word.form for word in side) for side in (words, others))
    seen = any(one[0] not in said.split() for one in VIEW.finditer(beside))
    return any(not (seen and VIEW.fullmatch(one[0])) for one in SOFTER.finditer(said))


def _denies(words: Sequence[Word]) -> bool:
    """Tell whether words deny; "no later than" and "not only" do not."""
    forms = (*(word.form for word in words), "")
    return any(one in NEGATIONS and behind not in DIFFERENT for one, behind in pairwise(forms))


def _names_another(pair: UnitPair, old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Tell whether one wording names somebody or something that the other does not."""
    opening = {passage.words[0] for passage in (*pair.stretch.before, *pair.stretch.after)}
    sides = (old, new), (new, old)
    return any(
        word.is_name
        and word not in opening
        and word_root(word.form) not in {word_root(one.form) for one in others}
        for words, others in sides
        for word in words
    )


def _content(words: Sequence[Word]) -> set[str]:
    return {
        word_root(word.form)
        for word in words
        if word.form not in STOPWORDS | _OF_LIMITS and not EMPHASIS.fullmatch(word.form)
    }


def _reach(pair: UnitPair) -> tuple[Sequence[Word], Sequence[Word]]:
    (first, last), (into, upto) = pair.reach
    return pair.stretch.old[first:last], pair.stretch.new[into:upto]
