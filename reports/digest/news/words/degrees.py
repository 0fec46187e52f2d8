"""What degrees two sentences name, in whatever words, order and place: "in full" is "fully", "without conditions" is "unconditionally". Pure.

A demand that was to be met at once and without conditions, and is to be met at once, was softened however its sentence was turned round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reports.digest.news.words.clause_order import WORD
from reports.digest.news.words.wording import IDLE, LIGHT, without_kin
from tracker.text.content_words import STOPWORDS, stem

PAIRS = 4096  # of sentences that are remembered
STAYED = (
    0.7  # of the telling words of the sentence that has more of its own, those that the other one has too
)
FEWEST_STAYED = 4
# How each degree is said.
_DEGREES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    for name, said in {
        "at once": r"immediately|immediate(?! effect)|at once|without (?:further )?delay|forthwith|promptly|prompt",
        "soon": r"as soon as possible|at the earliest opportunity",
        "unconditional": r"unconditional(?:ly)?|without (?:any )?(?:pre-?)?conditions?",
        "strong": r"strong(?:ly)?|in the strongest (?:possible )?terms|vigorous(?:ly)?|steadfast(?:ly)?|unwavering(?:ly)?|ironclad|enduring|unshakeable|staunch(?:ly)?|resolute(?:ly)?|firmly|firm(?= (?:support|commitment|opposition|resolve))",
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
        "the most": r"the most",
        "very": r"very(?! (?:best|much|good|own|same|warm))",
        "slight": r"modest(?:ly)?|slight(?:ly)?|somewhat|moderate(?:ly)?",
        "tight": r"tight|restrictive",
        "lasting": r"persistent(?:ly)?|prolonged|sustainabl[ey]",
        "anywhere": r"anywhere|everywhere",
        "as far as it can": r"(?<!soon )(?:as|where|when|wherever|whenever) (?:\w+ ){0,3}(?:appropriate|possible|feasible|practicable|allows?|permits?)|in principle",
        "but for some": r"except(?:ed|ing)?|other than|apart from|with the exception of|save (?:in|for|where)|excluding|(?:do|does) not (?:extend|apply) to",
        "at least": r"at least|no(?:t)? (?:less|fewer) than|minimum|or more|not (?:fall|be) below",
        "at most": r"up to|at most|no(?:t)? more than|maximum|or less|not (?:to )?exceed\w*|limited to|ceiling|depth|capped?|no higher than",
    }.items()
}


@lru_cache(maxsize=PAIRS)
def moved_degrees(before: str, after: str) -> frozenset[str]:
    """Return the degrees that one of two sentences has more than the other, which has none of its own; empty where they differ in more.

    >>> sorted(moved_degrees("We urge them to free all prisoners at once and without conditions.", "All prisoners must be freed immediately, we urge."))
    ['unconditional']
    >>> moved_degrees("They must open the ports unconditionally.", "They must open the ports without conditions.")
    frozenset()
    """
    old, new = _named(before), _named(after)
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    if bool(gone) == bool(come):
        return frozenset()
    if not is_one_sentence(before, after):
        return frozenset()
    said, found, other = (before, old, _forms(after)) if gone else (after, new, _forms(before))
    return frozenset(name for name in gone or come if _is_of_what_stayed(said, found[name], other))


def _named(said: str) -> Mapping[str, tuple[int, int]]:
    """Return the degrees that a sentence names, each with where it does so first."""
    found = ((name, pattern.search(said)) for name, pattern in _DEGREES.items())
    return {name: one.span() for name, one in found if one}


def _forms(said: str) -> frozenset[str]:
    words = (word.casefold() for word in WORD.findall(said))
    return frozenset(stem(word) for word in words if word not in STOPWORDS)


def _is_of_what_stayed(said: str, at: tuple[int, int], other: frozenset[str]) -> bool:
    """Say whether the *other* sentence has the word to which a degree belongs: the one behind it, or the one in front of it."""
    behind, in_front = WORD.findall(said[at[1] :]), WORD.findall(said[: at[0]])[::-1]
    words = (
        next((word for word in words if word.casefold() not in STOPWORDS), "") for words in (behind, in_front)
    )
    return any(word and stem(word.casefold()) in other for word in words)


def is_one_sentence(before: str, after: str) -> bool:
    """Say whether most of what two sentences tell, by the stems of their words, is the same."""
    old, new = _forms(before), _forms(after)
    gone, come = without_kin(old - new, new - old)
    own = max(len(side - IDLE - LIGHT) for side in (gone, come))
    stayed = len(old & new)
    return stayed >= FEWEST_STAYED and stayed >= STAYED * (stayed + own)
