"""Sentences that stand word for word but for what qualifies them: "all" gone, "strongly" in, 3 for 2 billion. Pure.

A formula of policy is kept for years, and what its authors move in it is one word: how firmly, of all or of some, on what
condition, at what sum. Such a word is news however little of the sentence it is.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.text.content_words import STOPWORDS, stem

PAIRS = 4096  # of sentences that are remembered
ALIKE = 0.8  # of the words of both, in order, that stay
STRETCHES = 3  # at most, that differ
_QUALIFIERS = frozenset(
    stem(word)
    for word in """strong strongly firm firmly full fully complete completely unconditional unconditionally immediate immediately
    urgent urgently all any every both only solely least likely possibly appropriate necessary needed must should will may
    might could would demand demands call calls urge urges condemn condemns deplore deplores regret regrets peaceful irreversible
    irreversibly binding legally never not without until unless prolonged durable actively resolute resolutely deeply grave
    gravely seriously unwavering ironclad steadfast verifiable sustained stands ready intends intend determined aims aim committed
    considering consider subject conditional unilateral unilaterally indispensable essential immediate strict strictly
    reject rejects oppose opposes""".split()
)
_CONDITIONS = frozenset("provided subject if unless depending pending conditional contingent".split())
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[$€£¥₹]?\d[\d.,]*(?:[-–/]\d+)*%?")
_NUMBER = re.compile(r"[$€£¥₹]?\d")
_YEAR = re.compile(r"(?:19|20|21)\d\d[.,]?$")
# What a number counts in a policy: money, shares, things. "Order 12170", "12 July" count nothing.
_COUNTS = re.compile(
    r"^[$€£¥₹]|%$|^(?:billion|million|trillion|bn|percent|per|basis|percentage|crore|lakh|troops|visas|places|barrels|tonnes|tons)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=PAIRS)  # its weight and its worth both ask
def only_qualified(before: str, after: str) -> bool:
    """Say whether two sentences say the same in the same words but for some that qualify it.

    >>> only_qualified("We will resist all forms of tolls.", "We will resist tolls.")
    False
    >>> only_qualified("We remain strongly committed to free passage.", "We remain committed to free passage.")
    True
    >>> only_qualified("We will lend up to $2 billion to the ports.", "We will lend up to $3 billion to the ports.")
    True
    >>> only_qualified("The order of 2 May 2031 stands as it stood.", "The order of 2 May 2032 stands as it stood.")
    False
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(
        None, [word.casefold() for word in old], [word.casefold() for word in new], autojunk=False
    )
    if matcher.real_quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return False
    moved = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not moved or len(moved) > STRETCHES:
        return False
    alone = {code: old[code[1] : code[2]] + new[code[3] : code[4]] for code in moved if code[0] != "replace"}
    conditioned = any(map(_is_condition, alone.values()))
    # one more of those it is on, beside another word, is no other sentence
    moved = [
        code
        for code in moved
        if not (code in alone and (_is_named(alone[code]) or _is_condition(alone[code])))
    ]
    if not moved:
        return conditioned
    lost = [at for _, start, end, _, _ in moved for at in range(start, end)]
    come = [at for _, _, _, start, end in moved for at in range(start, end)]
    words = [*_qualities(old, lost), *_qualities(new, come)]
    if Counter(old[at].casefold() for at in lost) == Counter(new[at].casefold() for at in come):
        return False  # another order
    return None not in words and (conditioned or any(words))


def _is_condition(words: list[str]) -> bool:
    """Say whether *words* are a clause of condition that was put in, or taken out."""
    told = [word.casefold() for word in words if word.casefold() not in ("and", "but", "then", "only")]
    return bool(told) and told[0] in _CONDITIONS


def _is_named(words: list[str]) -> bool:
    """Say whether *words* are names, of which no year or number is one."""
    told = [word for word in words if word.casefold() not in STOPWORDS]
    return bool(told) and all(word[0].isupper() for word in told)


def _qualities(words: list[str], places: list[int]) -> list[bool | None]:
    """Return of each word at *places* True where it qualifies, False where it is a small word, None where it is any other."""
    return [_quality(words, at) for at in places]


def _quality(words: list[str], at: int) -> bool | None:
    word = words[at]
    if _NUMBER.match(word):
        counted = any(map(_COUNTS.search, words[at : at + 3]))
        return True if counted and not _YEAR.match(word) else None
    if stem(word.casefold()) in _QUALIFIERS:
        return True
    return False if word.casefold() in STOPWORDS or _COUNTS.search(word) else None
