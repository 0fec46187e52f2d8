"""Clauses that changed places within a sentence: what came and what went when each is laid beside itself. Pure.

"In line with the charter, we urge all to withdraw" says what "We urge all to withdraw, in line with the charter" says. A comparison from the first
word to the last takes the clause that moved as gone and new, and hides the one word that did move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import groupby, product
from typing import NamedTuple

from tracker.compare.redline import Op, RedlineRun
from tracker.text.content_words import STOPWORDS, stem

PAIRS = 4096  # of sentences that are remembered
LONGEST = 150  # words of a sentence that is looked at: a table without stops is one sentence
ALIKE = 0.6  # of the words of the longer sentence, those that the other one has too
WORD = re.compile(r"[^\W\d_][\w’'-]*|[$€£¥₹]?\d(?:[\d.,]*\d)?(?:[-–/]\d+)*%?")
CLAUSE, TELLING = 3, 2  # words in a row that are a clause, and those of them that tell something
MOVED = 4  # words that changed places, at least: three are a name, or an item of a list
# "Should risks emerge, it would act" says what "It would act if risks emerge" says.
_IF = re.compile(r"(?:(?<=^)|(?<=[,;:] ))[Ss]hould (?=\w+)|\b[Ii]n case (?!of\b)|\b[Ii]n the event that ")
JOINING = frozenset(
    "and or the a an of to in for as well both".split()
)  # whose change of place tells nothing


_HINGES = frozenset(
    map(stem, ("before", "after", "unless", "until", "than"))
)  # what stands behind one is not what stands in front of it


class Reordered(NamedTuple):
    """Two sentences whose clauses stand in another order."""

    before: tuple[RedlineRun, ...]  # the earlier one: what stayed, and what went ("delete")
    after: tuple[RedlineRun, ...]  # the later one: what stayed, and what came ("insert")
    order: tuple[
        int, ...
    ]  # the places of the words of the later one, clause for clause in the order of the earlier one


@lru_cache(maxsize=PAIRS)
def reordered(before: str, after: str) -> Reordered | None:
    """Return what came and went between two sentences of which clauses changed places; None where none did.

    >>> found = reordered("In line with the charter, we urge the army to withdraw at once.", "We urge the army to withdraw, in line with the charter.")
    >>> [run.text for run in found.before if run.op == "delete"]
    ['at once']
    """
    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    forms, forms_new = ([stem(word[0].casefold()) for word in words] for words in (old, new))
    shared = len(set(forms) & set(forms_new))
    if max(len(old), len(new)) > LONGEST or shared < ALIKE * max(len(set(forms)), len(set(forms_new)), 1):
        return None
    clauses = sorted(_clauses(forms, forms_new), key=lambda one: one.b)
    if sum(one.size for one in clauses) - _most_in_order(clauses) < MOVED or _hang_otherwise(
        forms, forms_new
    ):
        return None
    # what stands in no clause goes with the one before it; how both sentences begin stays in front
    begins_alike = forms[:1] == forms_new[:1]
    begins = [clauses[0].b if begins_alike else 0, *(one.b for one in clauses[1:])]
    parts = sorted(zip(clauses, begins, [*begins[1:], len(new)], strict=True), key=lambda part: part[0].a)
    order = [*range(begins[0]), *(at for _, first, end in parts for at in range(first, end))]
    matcher = SequenceMatcher(None, forms, [forms_new[at] for at in order], autojunk=False)
    stayed = {
        one.a + by: order[one.b + by] for one in matcher.get_matching_blocks() for by in range(one.size)
    }
    return Reordered(
        tuple(_marked(before, old, set(stayed), "delete")),
        tuple(_marked(after, new, set(stayed.values()), "insert")),
        tuple(order),
    )


def side_by_side(before: Sequence[RedlineRun], after: Sequence[RedlineRun]) -> tuple[RedlineRun, ...]:
    """Return two sentences one behind the other, each with its marks, as they are shown where clauses changed places."""
    return (
        RedlineRun("equal", "before: “"),
        *before,
        RedlineRun("equal", "”; now: “"),
        *after,
        RedlineRun("equal", "”"),
    )


def places_in_order(before: str, after: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return where the words of two sentences stand, those of the later one in the order in which the earlier one has its clauses."""
    moved = reordered(before, after)
    new = list(WORD.finditer(after))
    return list(WORD.finditer(before)), [new[at] for at in moved.order] if moved else new


def words_in_order(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the words of two sentences, those of the later one in the order in which the earlier one has its clauses.

    >>> words_in_order("In line with the charter, we urge all to withdraw.", "We urge all to withdraw, in line with the charter.")[1]
    ['in', 'line', 'with', 'the', 'charter', 'We', 'urge', 'all', 'to', 'withdraw']
    """
    old, new = places_in_order(*(_IF.sub("if ", said) for said in (before, after)))
    return [word[0] for word in old], [word[0] for word in new]


def _clauses(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """Yield the longest stretches that two sentences share, wherever each has them, the longest first, none over another."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    free, free_new = [(0, len(old))], [(0, len(new))]
    while True:
        found = max(
            (matcher.find_longest_match(*there, *here) for there, here in product(free, free_new)),
            key=lambda one: one.size,
            default=Match(0, 0, 0),
        )
        if found.size < CLAUSE:
            return
        if sum(word not in STOPWORDS for word in old[found.a : found.a + found.size]) >= TELLING:
            yield found
        free = _without(free, found.a, found.size)
        free_new = _without(free_new, found.b, found.size)


def _hang_otherwise(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether what one clause says hangs on another one in either sentence: "will leave before Veskia does", and "Veskia will leave before"."""
    hung = [
        {tuple(words[at : at + 3]) for at, word in enumerate(words) if word in _HINGES}
        for words in (old, new)
    ]
    return hung[0] != hung[1]


def _most_in_order(clauses: Sequence[Match]) -> int:
    """Return how many words the longest of the runs of *clauses* has that stand in the same order in both sentences."""
    most = list[int]()
    for at, one in enumerate(clauses):
        before = (most[earlier] for earlier in range(at) if clauses[earlier].a < one.a)
        most.append(one.size + max(before, default=0))
    return max(most, default=0)


def _without(spans: Sequence[tuple[int, int]], first: int, size: int) -> list[tuple[int, int]]:
    """Return *spans* without what is taken of one of them."""
    left = []
    for start, end in spans:
        if start <= first < end:
            left += [(start, first), (first + size, end)]
        else:
            left.append((start, end))
    return [(start, end) for start, end in left if end - start >= CLAUSE]


def _marked(said: str, words: Sequence[re.Match[str]], stayed: set[int], op: Op) -> Iterator[RedlineRun]:
    """Yield *said* in runs: the words at the places that *stayed*, and the others as *op*."""
    at = 0
    for is_kept, places in groupby(range(len(words)), stayed.__contains__):
        those = list(places)
        if is_kept or all(words[one][0].casefold() in JOINING for one in those):
            continue
        start, end = words[those[0]].start(), words[those[-1]].end()
        yield from (RedlineRun("equal", text) for text in (said[at:start],) if text)
        yield RedlineRun(op, said[start:end])
        at = end
    yield from (RedlineRun("equal", text) for text in (said[at:],) if text)
