"""What rate a decision held, and who voted against it: a hold moves nothing, and a desk asks for it all the same. Pure."""

from __future__ import annotations

import re

from reports.digest.news.redlines.compared_text import ComparedText
from tracker.link.occasions.genre import Genre
from tracker.text.rates import HELD, rate_decision

# "Voting against the action were: Ada B. Holt, Mark Lind, and Jo Terras, who …; and Bo Ilves, who …"
_AGAINST = re.compile(r"\bvoting against\b[^.:;]{0,60}?\b(?:was|were)\b:?\s*([^\n]{3,900})", re.IGNORECASE)
_LISTED = re.compile(r",? (?:who|each|all)\b|(?<![A-Z])\.(?:\s|$)")
_WHO = re.compile(r"([A-Z][\w’'-]+), (?:who|each)\b")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")
_SUFFIX = re.compile(r",? (?:Jr|Sr)(\.?)(?=[,;\s]|$)")


def decision_in_words(text: ComparedText) -> str:
    """Return what rate a decision held, and who was against what it decided, or is so no longer; "" for any other text.

    "federal funds rate held at 2 percent, against: Fisher". A rate that was moved is an item of its own.
    """
    if text.genre is not Genre.DECISION:
        return ""
    quotes = (unit.quote for unit in text.units if unit.facets.speakers & text.speakers)
    decisions = [decision for quote in quotes if (decision := rate_decision(quote)) and decision.level]
    held = [str(one) for one in decisions[:1] if all(other.direction == HELD for other in decisions)]
    against_before, against = map(dissenters, text.whole)
    no_longer = [name for name in against_before if name not in against]
    votes = (("against", against), ("no longer against", no_longer))
    return ", ".join((*held, *(f"{words}: {', '.join(names)}" for words, names in votes if names)))


def dissenters(text: str) -> tuple[str, ...]:
    """Return the last names of those whom *text* names as voting against.

    >>> dissenters("Voting against was Ada B. Holt, who preferred to wait.")
    ('Holt',)
    >>> dissenters("Voting against were: Ada B. Holt, Mark Lind, and Jo Terras, Jr. They preferred to wait.")
    ('Holt', 'Lind', 'Terras')
    """
    found = _AGAINST.search(text)
    if found is None:
        return ()
    said = _SUFFIX.sub(r"\1", found[1])
    listed = _LISTED.split(said, maxsplit=1)[0]
    names = [name.split()[-1] for name in _BETWEEN.split(listed) if name.strip()]
    return tuple(name for name in dict.fromkeys((*names, *_WHO.findall(said))) if name[0].isupper())
