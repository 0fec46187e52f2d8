"""What degrees two sentences name, in whatever words, order and place: "in full" is "fully", "without conditions" is "unconditionally". Pure.

A demand that was to be met at once and without conditions, and is to be met at once, was softened however its sentence was turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from reports.digest.news.words.clause_order import WORD
from reports.digest.news.words.wording import IDLE, LIGHT, without_kin
from tracker.text.content_words import STOPWORDS, stem
from tracker.text.numbers import SPELT

PAIRS = 4096  # of sentences that are remembered
STAYED = (
    0.7  # of the telling words of the sentence that has more of its own, those that the other one has too
)
FEWEST_STAYED, FEWEST_OF_SHORT = 4, 2  # the latter of a sentence that has no more
LONGEST = 300  # words of a sentence that is looked at for a part of all
TOGETHER = 2  # words between two words for one degree, at most
BESIDE = 2  # telling words on either side of a degree, one of which it belongs to
_NUMBER = rf"(?=[^.;,]{{0,12}}(?:\d|\b(?:{'|'.join(SPELT)})\b))"  # stands behind it
# How each degree is said.
_DEGREES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    for name, said in {
        "at once": r"immediate(?:ly)?|at once|without (?:further )?delay|forthwith|promptly|prompt|right away|straight away",
        "soon": r"as soon as possible|at the earliest (?:possible )?(?:opportunity|date|moment)",
        "unconditional": r"unconditional(?:ly)?|without (?:any )?(?:pre-?)?conditions?",
        "strong": r"strong(?:ly)?|in the strongest (?:possible )?terms|vigorous(?:ly)?|robust(?:ly)?|steadfast(?:ly)?|unwavering(?:ly)?|ironclad|enduring|unshakeable|staunch(?:ly)?|resolute(?:ly)?|firmly|firm(?= (?:support|commitment|opposition|resolve))",
        "permanent": r"permanent(?:ly)?|without limit of time|indefinite(?:ly)?",
        "unhindered": r"unhindered|unimpeded|without (?:hindrance|impediments?|obstacles?)",
        "as long as needed": r"as long as (?:it takes|(?:is |are )?(?:necessary|needed|required))",
        "for no money": r"free of charge|at no (?:cost|charge)|without charge",
        "irreversible": r"irreversibl[ey]",
        "verifiable": r"verifiabl[ey]",
        "great": r"great(?= caution| concern)|utmost|extreme(?:ly)?|highly(?= attentive| vigilant| alert| concerned)",
        "sufficient": r"sufficient(?:ly)?|adequate(?:ly)?|enough",
        "deep": r"(?:serious|grave|deep|profound)(?= (?:\w+ )?concerns?\b)|(?:seriously|gravely|deeply|profoundly)(?= concerned)",
        "well": r"well(?= anchored| placed| positioned)",
        "with consent": r"consent|prior (?:approval|authori[sz]ation)",
        "first": r"(?:highest|top|overriding|foremost|first)(?= priorit)",
        "the most": r"the most",
        "very": r"very(?! (?:best|much|good|own|same|warm))",
        "only tried": r"(?:will|shall|must|should|would|to|has|have|is|are|we|they|leaders|ministers|sides) (?:\w+ly |also |each |all )?(?:mak(?:e|es|ing) (?:every|all|(?:its|their|our) best)(?: possible)? efforts?|do(?:es)? (?:its|their|our|all|everything) (?:utmost|best|\w+ can)|use (?:its|their|our) best (?:efforts|endeavours)|endeavou?r|strive|try|attempt|seek) (?:to|towards?)",
        "slight": r"modest(?:ly)?|slight(?:ly)?|a little|somewhat|some(?= further)|moderate(?:ly)?",
        "tight": r"tight|restrictive",
        "lasting": r"persistent(?:ly)?|prolonged|sustainabl[ey]",
        "anywhere": r"anywhere|everywhere",
        "as far as it can": r"(?<!soon )(?:as|where|when|wherever|whenever) (?:\w+ ){0,3}(?:appropriate|possible|feasible|practicable|allows?|permits?)|in principle",
        "but for some": r"except(?:ed|ing)?|other than|apart from|with the exception of|save (?:in|for|where)|excluding|(?:do|does) not (?:extend|apply) to",
        "at least": rf"(?:at least|no(?:t)? (?:less|fewer) than|not (?:fall|be) below){_NUMBER}|\d[\w%. ]{{0,20}} (?:or more|or longer|at a minimum|at least)|minimum\b[^.;]{{0,90}}\d|\bor longer",
        "at most": rf"(?:up to|at most|no(?:t)? more than|maximum of|ceiling (?:of|at)|depth of|not (?:to )?exceed\w*|limited to|capped at|no higher than){_NUMBER}|maximum\b[^.;]{{0,90}}\d|\d[\w%. ]{{0,20}} or less",
    }.items()
}


# What hangs on nothing, and what hangs on something.
_FREE = re.compile(
    r"\b(?:with(?:out| no) (?:any )?(?:pre-?)?conditions?|unconditional(?:ly)?|at any time|(?:in any|under all) circumstances)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\b(?:once|if|provided|as soon as|on (?:the )?condition|subject to|until|unless|only (?:when|after))\b",
    re.IGNORECASE,
)
OF_A_FREE_ONE = 0.5  # of the telling words of the shorter of two such sentences, those that both have
_TRIED = frozenset(("only tried",))
_PART = frozenset("main key most some certain selected".split())
_WHOLE = frozenset("all every full fully any each".split())
_SHARE = frozenset("part parts partly partially half".split())
_BEFORE_MOST = frozenset(("the", "in", "at", "is", "are", "be", "was", "were"))
BEFORE_NOUN = 3  # words before what they are all of: "all of the recommendations"
# What may stand in a sentence of its own: "Licences issued before 2030 are excepted."
EXCEPTIONS = frozenset(("but for some", "with consent", "as far as it can"))


def names_degree(said: str, name: str) -> bool:
    """Say whether a sentence says a degree, by its *name*, in any words."""
    return bool(_DEGREES[name].search(said))


def says_as_much(before: str, after: str) -> bool:
    """Say whether two sentences name the same degrees, both of a whole, of a part or of neither, and both hang on something or on nothing.

    >>> says_as_much("We will pay in full.", "It will be paid by us in part."), says_as_much("We will pay in full.", "It will be paid by us in full.")
    (False, True)
    """
    return _measure_of(before) == _measure_of(after)


def _measure_of(said: str) -> tuple[frozenset[str], bool, bool, bool]:
    words = frozenset(re.findall(r"\w+", said.casefold()))
    names = frozenset(name for name, pattern in _DEGREES.items() if pattern.search(said))
    return names, bool(words & _WHOLE), bool(words & (_PART | _SHARE)), bool(_HANGS.search(said))


def says_degree_of(words: str, said: str) -> bool:
    """Say whether a sentence says a degree that *words* name, in whatever words."""
    return any(pattern.search(words) and pattern.search(said) for pattern in _DEGREES.values())


@lru_cache(maxsize=PAIRS)
def moved_degrees(before: str, after: str) -> frozenset[str]:
    """Return the degrees that one of two sentences has more than the other, which has none of its own; empty where they differ in more.

    >>> sorted(moved_degrees("We urge the army to release all prisoners at once and without conditions.", "We urge the army to release all prisoners immediately."))
    ['unconditional']
    >>> moved_degrees("They must open the ports unconditionally.", "They must open the ports without conditions.")
    frozenset()
    """
    old, new = _named(before), _named(after)
    gone, come = frozenset(old.keys() - new.keys()), frozenset(new.keys() - old.keys())
    if not gone and not come:  # "at once" of two demands where it was of three
        gone, come = _oftener(old, new), _oftener(new, old)
    if gone and come:  # "at least 30 per cent will be lent", then "will strive to lend 30 per cent"
        gone, come = gone & _TRIED, come & _TRIED
    if bool(gone) == bool(come):
        return frozenset()
    said, found, bare = (before, old, after) if gone else (after, new, before)
    moved, other = gone or come, _forms(bare)
    if not (_is_within(bare, said) if moved <= EXCEPTIONS else is_one_sentence(before, after)):
        return frozenset()
    return frozenset(name for name in moved if _is_of_what_stayed(said, found[name], other))


def all_became_some(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter says of some, or most, what the other says of all: "all recommendations", then "the main recommendations".

    >>> all_became_some("They will carry out all recommendations of the board.", "They will carry out the key recommendations of the board.")
    True
    """
    old, new = ([word.casefold() for word in WORD.findall(said)[:LONGEST]] for said in (before, after))
    return (_is_of_some(old, new) or _is_of_some(new, old)) and is_one_sentence(before, after)


def became_conditional(before: str, after: str) -> bool:
    """Say whether one of two sentences on one matter hangs on something, and the other says that it hangs on nothing.

    >>> became_conditional("Norvale is ready for direct talks in Halvern without preconditions.", "Norvale is ready for direct talks in Halvern once the ports are open.")
    True
    """
    shared, sizes = len(_forms(before) & _forms(after)), (len(_forms(before)), len(_forms(after)))
    if shared < FEWEST_STAYED or shared < OF_A_FREE_ONE * min(sizes):
        return False
    free, hangs = ([bool(words.search(said)) for said in (before, after)] for words in (_FREE, _HANGS))
    return free[0] != free[1] and hangs[0] != hangs[1] and free[0] == hangs[1]


def _is_of_some(told: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether words name a part of what the *other* ones name as a whole."""
    for at, word in enumerate(told[:-1]):
        if word not in _PART or word in other or told[at + 1] not in other:
            continue
        there = other.index(told[at + 1])
        if _WHOLE.isdisjoint(told) and _WHOLE.intersection(other[max(0, there - BEFORE_NOUN) : there]):
            return True
        # "that most banks can", where it said "that banks can"; not "the rate most consistent"
        follows = told[at - 1] if at else "that"
        if (
            word == "most"
            and follows in STOPWORDS - _BEFORE_MOST
            and (not there or other[there - 1] == follows)
        ):
            return True
    return False


def _oftener(
    one: Mapping[str, Sequence[tuple[int, int]]], other: Mapping[str, Sequence[tuple[int, int]]]
) -> frozenset[str]:
    """Return the degrees that *one* sentence names more often than the *other*."""
    return frozenset(name for name, places in one.items() if len(places) > len(other[name]))


def _named(said: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Return the degrees that a sentence names, each with where it does so."""
    found = ((name, tuple(_apart(said, pattern.finditer(said)))) for name, pattern in _DEGREES.items())
    return {name: places for name, places in found if places}


def _apart(said: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield where a degree is said, once where two words for it stand together: "immediately and without delay"."""
    end = -1
    for one in found:
        if end < 0 or len(said[end : one.start()].split()) > TOGETHER:
            yield one.span()
        end = one.end()


def _forms(said: str) -> frozenset[str]:
    words = (word.casefold() for word in WORD.findall(said))
    return frozenset(stem(word) for word in words if word not in STOPWORDS)


def _is_of_what_stayed(said: str, places: Sequence[tuple[int, int]], other: frozenset[str]) -> bool:
    """Say whether the *other* sentence has a word to which a degree belongs: one right behind it, or in front of it."""
    return any(
        word in other
        for start, end in places
        for words in (WORD.findall(said[end:]), WORD.findall(said[:start])[::-1])
        for word in islice(
            (stem(word.casefold()) for word in words if word.casefold() not in STOPWORDS), BESIDE
        )
    )


def _is_within(bare: str, said: str) -> bool:
    """Say whether most of what a sentence tells is told by another that may say more."""
    forms, others = _forms(bare), _forms(said)
    gone, _ = without_kin(forms - others, others - forms)
    return _is_most(len(forms & others), len(gone - IDLE - LIGHT), len(forms))


@lru_cache(maxsize=PAIRS)
def is_one_sentence(before: str, after: str) -> bool:
    """Say whether most of what two sentences tell, by the stems of their words, is the same."""
    old, new = _forms(before), _forms(after)
    gone, come = without_kin(old - new, new - old)
    own = max(len(side - IDLE - LIGHT) for side in (gone, come))
    return _is_most(len(old & new), own, min(len(old), len(new)))


def _is_most(stayed: int, own: int, told: int) -> bool:
    """Say whether the words that *stayed* are most beside the *own* ones, of a sentence that has *told* so many."""
    fewest = max(FEWEST_OF_SHORT, min(FEWEST_STAYED, told))
    return stayed >= fewest and stayed >= STAYED * (stayed + own)
