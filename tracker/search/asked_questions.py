"""The words of a question that no text answers with: "when did … last say", "how often". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.search.looser import ASKING
from tracker.text.content_words import STOPWORDS

_BEGINS = frozenset("how when who what which where does did do is are was were has have".split())
_AUXILIARY = _BEGINS | frozenset(
    "much many often times there any had been be speak spoke spoken talk talked refer referred comment commented"
    " announce announced declare declared express expressed make made take took give gave position stance view views".split()
)
_TIMELY = frozenset("last latest first earliest newest recent often".split())
_EVERY = frozenset("when since ever still often many times".split()) | _TIMELY
_POSSESSIVE = re.compile(r"['’]s?$")
FEWEST = 3  # words of a question


def is_question(text: str) -> bool:
    """Return whether *text* begins as a question: "what did Norvale say"; "WHO" is a body.

    >>> is_question("who dissented in May"), is_question("WHO levy pledge"), is_question("levy")
    (True, False, False)
    """
    words = text.split()
    return len(words) >= FEWEST and words[0].casefold() in _BEGINS and not words[0].isupper()


def asks_for_all(text: str) -> bool:
    """Return whether *text* asks when or how often something was said: then one that says it in another form counts.

    >>> asks_for_all("how often was the raid condemned"), asks_for_all("raid condemned")
    (True, False)
    """
    return not _EVERY.isdisjoint(text.casefold().split())


def without_asking(text: str, is_said: Callable[[str], bool]) -> str:
    """Return *text* without what only asks: of a question its frame, of any "last", "first" and the like where it *is_said* before no word that is asked for.

    What is asked for is "first use" where texts have these words, and the levy where it is "levy last".

    >>> without_asking("when did Norvale last say levy", lambda _: False), without_asking("herring levy last", lambda _: False)
    ('Norvale levy', 'herring levy')
    >>> without_asking("no first use", lambda phrase: phrase == '"first use"')
    'no first use'
    """
    if '"' in text:
        return text
    words = text.split()
    if is_question(text):  # "the G7's position on"
        words = [_POSSESSIVE.sub("", word) for word in words]
    asks = (ASKING | _AUXILIARY) if is_question(text) else _TIMELY
    kept = [
        word
        for at, word in enumerate(words)
        if word.casefold() not in asks
        or word.isupper()
        or (word.casefold() in _TIMELY and _leads(words, at, is_said))
    ]
    return (
        " ".join(kept) if any(word.casefold() not in STOPWORDS or word.isupper() for word in kept) else text
    )


def _leads(words: list[str], at: int, is_said: Callable[[str], bool]) -> bool:
    """Return whether texts have the word at *at* before the next one, a word that is asked for: "last resort", and not "last say"."""
    pair = words[at : at + 2]
    return (
        len(pair) > 1
        and pair[1].casefold() not in STOPWORDS | ASKING | _AUXILIARY
        and is_said(f'"{" ".join(pair)}"')
    )
