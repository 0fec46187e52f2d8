"""One spelling for words that English spells in two ways, and the root their forms share. Pure.

``denuclearisation`` and ``denuclearization``, ``harbour`` and ``harbor``, ``defence`` and
``defense``, ``centre`` and ``center`` come out alike. The result is for comparing, never
for display. The rules are those in which British and American dictionaries differ as a
class; words that only look so ("exercise", "hour") are listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.text.content_words import stem

_SAME_IN_BOTH = re.compile(
    r"(?:exerc|prom|prec|adv|compr|ra|no|pra|enterpr|surpr|r|w|disgu|expert|comprom|superv|rev|dev|franch|merchand"
    r"|prem|cru|ar|conc|parad|treat|exc|telev|improv|dem|desp|chast|circumc|inc|appra|otherw|likew|bru|po|pois)is"
    r"|(?:h|f|t|s|p|y|fl|sc|det|cont|dev|vel|glam|tamb|am|sour|res|cour|jour|tour|pour|four|your)our"
)
_RULES = (
    (re.compile(r"is(ation|ations|e|ed|es|er|ers|ing)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ably|hood|ly|ite|ites|al|ally|er|ers|ful)?$"), r"or\1"),
    (re.compile(r"([bt])re(s)?$"), r"\1er\2"),
    (re.compile(r"(def|off|pret|lic)ence(s)?$"), r"\1ense\2"),
    (re.compile(r"gramme(s)?$"), r"gram\1"),
    (re.compile(r"(trave|counse|signa|labe|mode|cance|fue|leve|channe)ll(ed|ing|er|ers|or|ors)$"), r"\1l\2"),
    (re.compile(r"^(ful|instal|enrol|skil)(fil|ment|ful)"), r"\1l\2"),
)
_RE_WORDS = frozenset({"timbre", "genre", "acre", "ogre", "there", "were", "here"})
_IZE = re.compile(r"iz(?:ations?|ed|es|er|ers|ing|e)$")
SHORTEST_ROOT = 4  # characters


@lru_cache(maxsize=20_000)
def one_spelling(word: str) -> str:
    """Return *word*, in lower case, as it is compared: the American form where the two differ.

    >>> [one_spelling(word) for word in ("denuclearisation", "harbours", "defence", "centre", "travelling")]
    ['denuclearization', 'harbors', 'defense', 'center', 'traveling']
    >>> [one_spelling(word) for word in ("exercise", "promised", "four", "hours")]
    ['exercise', 'promised', 'four', 'hours']
    """
    if len(word) < 5 or _SAME_IN_BOTH.match(word) or word in _RE_WORDS:
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return what the forms of *word*, in lower case, begin with in either spelling.

    >>> {root(word) for word in ("denuclearization", "denuclearised", "denuclearising")}
    {'denuclear'}
    >>> root("korea") == root("korean"), root("one")
    (True, 'one')
    """
    spelled = one_spelling(word)
    if len(spelled) < SHORTEST_ROOT:
        return spelled
    short = _IZE.sub("", spelled)
    if len(short) < SHORTEST_ROOT or short == spelled:
        short = re.sub(r"(?<=[ei]a)n$", "", stem(spelled))
    return short
