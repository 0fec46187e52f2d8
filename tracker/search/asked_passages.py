"""A question of what a passage says no more, or says anew: "what did they drop about the levy in May 2031", "how did the wording on the levy change". Pure."""

from __future__ import annotations

import re

from tracker.search.asked_questions import is_question

_CHANGE = (
    r"drop(?:s|ped)?|le(?:ave|aves|ft)\s+out|leaving\s+out|omit(?:s|ted)?|remove[sd]?|delete[sd]?|add(?:s|ed)?|insert(?:s|ed)?|struck|strikes?"
    r"|chang(?:e[sd]?|ing)|reword(?:s|ed)?|alter(?:s|ed)?|rephrase[sd]?|soften(?:s|ed)?|harden(?:s|ed)?|toughen(?:s|ed)?|tweak(?:s|ed)?|differ(?:s|ed)?|shift(?:s|ed)?|evolve[sd]?|no\s+longer"
)
_PASSAGE = r"(?:wordings?|language|passages?|phras(?:e|es|ing)|lines?|formulas?|formulations?|sentences?|paragraphs?|text|texts|descriptions?|guidance|statements?|communiqu[eé]s?|version)"
_ASKED = re.compile(
    rf"^\s*(?:what|which)\b.*?\b(?:{_CHANGE})\b.*?\b(?:from|in|about|on|regarding|of|to|between)\b"
    rf"|^\s*(?:what|which|how|did|has|have|was|were)\b.*?\b{_PASSAGE}\b.*?\b(?:{_CHANGE})\b"
    rf"|^\s*(?:what|which|how|did|has|have|was|were)\b.*?\b(?:{_CHANGE})\b.*?\b{_PASSAGE}\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    rf"\b(?:{_CHANGE}|{_PASSAGE}|out|leave|leaves|left|prolong(?:s|ed|ing)?|renew(?:s|ed|ing)?|extend(?:s|ed|ing)?|compared?|versus|vs)\b",
    re.IGNORECASE,
)


def asks_for_passages(text: str) -> bool:
    """Return whether the question *text* is how a passage on something changed, or what was left out of it or added.

    >>> asks_for_passages("what did Norvale drop from its levy passage"), asks_for_passages("how did the wording on the levy change")
    (True, True)
    >>> asks_for_passages("what did Norvale say on the levy"), asks_for_passages("dropped levy")
    (False, False)
    """
    return is_question(text) and _ASKED.search(text) is not None


def of_the_passage(words: str) -> str:
    """Return of *words* those of which the passage is.

    >>> of_the_passage("drop levy passage"), of_the_passage("levy")
    ('levy', 'levy')
    """
    return " ".join(_FRAME.sub(" ", words).split())
