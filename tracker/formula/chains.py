"""Which words of a sentence may be a formula: those that are its words, in its order or close together. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set

from tracker.formula.wording import ARTICLES, LISTING, PREPOSITIONS, Formula, FormulaWord
from tracker.search.analyzer import FoldedWord
from tracker.text.content_words import STOPWORDS, replace_party_names
from tracker.text.spelling import one_spelling, root

NARROW = 2  # the same in a formula of two words, which stand together
GAP = 10  # words between two words of a formula in one use; "… and the establishment of a lasting peace on the …"
VERBS = frozenset(  # with which another clause begins
    "is are was were be been has have had will would shall should can could may might must do does did".split()
)
RELATIVES = frozenset({"that", "which", "who", "whose"})
EXAMPLES = frozenset({"including", "includes", "included", "such", "as"})
LOOSENING = PREPOSITIONS | EXAMPLES
SUBJECTS = frozenset("i we you he she it they where".split())  # with which another clause begins, too
PUT_IN = 3  # words that carry something put in between two that a preposition joins
LED_OTHERWISE = 1  # the same where it is another preposition, and no second thing is named before it
COMMAS = re.compile("[,;:]")
_INFLECTED = re.compile("(?:ing|ied|ed|ies|es|s|e|y)$")
CLAUSE_SIGNS = re.compile(r"[;:()—]|\s[-–]\s")  # what ends a phrase

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
    Nor does it over the subject of another clause, or a dash.
    """

    def follows(hit: Hit, after: Hit) -> bool:
        own = {word.key for word in formula.words[hit[1] + 1 : after[1]]}
        put_in = {word.folded for word in words[hit[0] + 1 : after[0]]} - own
        if own.isdisjoint(VERBS) and not put_in.isdisjoint(VERBS if own else VERBS | RELATIVES):
            return False
        if not put_in.isdisjoint(SUBJECTS):
            return False
        if not own.isdisjoint(PREPOSITIONS):
            between = [word.folded for word in words[hit[0] + 1 : after[0]]]
            return _led(own, between, text[words[hit[0]].end : words[after[0]].start])
        if any(word.folded in own & VERBS for word in words[hit[0] + 1 : after[0]]):
            put_in.discard("to")  # "will expand", "will continue to expand"
        return put_in.isdisjoint(LOOSENING) and not CLAUSE_SIGNS.search(
            text, words[hit[0]].end, words[after[0]].start
        )

    return follows


def _led(own: Set[str], between: Sequence[str], said: str) -> bool:
    """Return whether the words *between* two of a formula lead from one to the other as the preposition among its *own* does.

    They do not over a dash, where they only list ("assistance and support" of "assistance to support"), nor where
    the first stands for what belongs to it ("people's government of" of "people of"). *said* is the text between.
    """
    if CLAUSE_SIGNS.search(said) or ("s" in between and "s" not in own):
        return False
    words = [word for word in between if word != "s" and word not in ARTICLES]
    named = sum(word not in STOPWORDS for word in replace_party_names(words))
    if own & PREPOSITIONS <= set(words):
        return not named or (named <= PUT_IN and not COMMAS.search(said))
    if COMMAS.search(said):
        return False
    last = max((at for at, word in enumerate(words) if word in PREPOSITIONS), default=-1)
    if not LISTING.isdisjoint(words[last + 1 :]) or (last < 0 and words):
        return False
    done = words[1:2] != [] and words[1].endswith("ing") and not PREPOSITIONS.isdisjoint(words[2:3])
    second = words[:1] == ["and"] and not done  # "stability and peace on", not "chains and investing in"
    return named <= (PUT_IN if second else LED_OTHERWISE)


def _is_form(word: str, of: FormulaWord) -> bool:
    """Return whether *word* is *of* in another number or tense: "security" is another word than "secure"; names stay as they are."""
    if word == of.key or of.name or word in STOPWORDS:
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
