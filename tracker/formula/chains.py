"""Which words of a sentence may be a formula: those that are its words, in its order or close together. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tracker.formula.wording import PREPOSITIONS, Formula, FormulaWord
from tracker.search.analyzer import FoldedWord
from tracker.text.content_words import STOPWORDS, replace_party_names
from tracker.text.spelling import one_spelling, root

NARROW = 2  # the same in a formula of two words, which stand together
GAP = 10  # words between two words of a formula in one use; "… and the establishment of a lasting peace on the …"
VERBS = frozenset(  # with which another clause begins
    "is are was were be been has have had will would shall should can could may might must do does did".split()
)
RELATIVES = frozenset({"that", "which", "who", "whose"})
LOOSENING = PREPOSITIONS | {"including", "such", "as"}
PUT_IN = 3  # words that carry something put in between two that a preposition joins
COMMAS = re.compile("[,;:]")
_INFLECTED = re.compile("(?:ing|ied|ed|ies|es|s|e|y)$")
CLAUSE_SIGNS = re.compile("[;:()]")  # what ends a phrase

Hit = tuple[int, int]  # place among the words of a sentence, index among the words of the formula


def hits_of(formula: Formula, words: Sequence[FoldedWord]) -> list[Hit]:
    """Return where *words* have content words of *formula*, in order: names as they are, the rest in any number, tense and spelling."""
    by_root: dict[str, list[int]] = {}
    for at in formula.content:
        by_root.setdefault(formula.words[at].root, []).append(at)
    found = [
        (place, at)
        for place, word in enumerate(words)
        for at in by_root.get(root(word.folded), ())
        if _is_form(one_spelling(word.folded), formula.words[at])
    ]
    if len(formula.parts) == len(formula.content):
        return found
    joined = {at: part for part in formula.parts if len(part) > 1 for at in part}
    there = set(found)
    return [hit for hit in found if all((hit[0] + at - hit[1], at) in there for at in joined.get(hit[1], ()))]


def best_chain(
    hits: Sequence[Hit],
    gap_allowed: int = GAP,
    follows: Callable[[Hit, Hit], bool] = lambda hit, after: True,  # noqa: ARG005 - anything may stand between
) -> tuple[Hit, ...]:
    """Return the longest run of *hits* in the order of the formula with no wide gap; of equal ones the closest.

    *follows* says whether a hit goes on with another, by what stands between them.

    >>> best_chain([(0, 3), (4, 0), (5, 1), (7, 3)])
    ((4, 0), (5, 1), (7, 3))
    """
    best: list[tuple[float, int]] = []  # score and the hit before, by hit
    for number, (place, at) in enumerate(hits):
        found = (1.0, -1)
        for earlier in range(number):
            gap = place - hits[earlier][0]
            near = hits[earlier][1] < at and 0 < gap <= gap_allowed + 1
            if near and follows(hits[earlier], (place, at)):
                found = max(found, (best[earlier][0] + 1 - gap / 100, earlier))
        best.append(found)
    if not best:
        return ()
    number = max(range(len(best)), key=lambda one: best[one][0])
    chain = []
    while number >= 0:
        chain.append(hits[number])
        number = best[number][1]
    return tuple(reversed(chain))


def goes_on(formula: Formula, words: Sequence[FoldedWord], text: str) -> Callable[[Hit, Hit], bool]:
    """Return what says whether a hit goes on with another: not over a verb, a preposition or a sign where the formula has none.

    "Free, open and inclusive Indo-Pacific" is one phrase; "free trade agreements with the Indo-Pacific" is none.
    """

    def follows(hit: Hit, after: Hit) -> bool:
        own = {word.key for word in formula.words[hit[1] + 1 : after[1]]}
        put_in = {word.folded for word in words[hit[0] + 1 : after[0]]} - own
        if own.isdisjoint(VERBS) and not put_in.isdisjoint(VERBS if own else VERBS | RELATIVES):
            return False
        if not own.isdisjoint(PREPOSITIONS):
            between = [word.folded for word in words[hit[0] + 1 : after[0]] if word.folded != "s"]
            named = sum(word not in STOPWORDS for word in replace_party_names(between))
            commas = COMMAS.search(text, words[hit[0]].end, words[after[0]].start)
            led = not PREPOSITIONS.isdisjoint(
                between
            )  # "$40 billion a month and Treasury securities" is none of them
            return not named or (named <= PUT_IN and not commas and led)
        if any(word.folded in own & VERBS for word in words[hit[0] + 1 : after[0]]):
            put_in.discard("to")  # "will expand", "will continue to expand"
        return put_in.isdisjoint(LOOSENING) and not CLAUSE_SIGNS.search(
            text, words[hit[0]].end, words[after[0]].start
        )

    return follows


def _is_form(word: str, of: FormulaWord) -> bool:
    """Return whether *word* is *of* in another number or tense: "security" is another word than "secure"; names stay as they are."""
    if word == of.key or of.name:
        return word == of.key
    bare = {word, _INFLECTED.sub("", word)}  # "bring" and "address" have themselves what others end in
    return not bare.isdisjoint({of.key, _INFLECTED.sub("", of.key)})


def cluster(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the *hits* of most different words that stand close together, in whatever order; each word once."""
    best: tuple[Hit, ...] = ()
    for start in range(len(hits)):
        held: dict[int, Hit] = {}
        last = hits[start][0]
        for place, at in hits[start:]:
            if place - last > GAP // 2 + 1:
                break
            last = place
            held.setdefault(at, (place, at))
        if len(held) > len(best):
            best = tuple(sorted(held.values()))
    return best
