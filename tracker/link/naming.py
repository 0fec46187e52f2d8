"""A short name for a line: "engage China", "condemn missile launches"."""

from __future__ import annotations

import re

from tracker.domain import Kind, Unit
from tracker.link.words import STOPWORDS, stem

LONGEST = 60  # characters: one row of a table or a subject line holds it

# What a position does, where its action names only the object.
_VERBS = {
    Kind.E_CONDEMN: "condemn",
    Kind.E_CONCERN: "concern at",
    Kind.E_PRAISE: "commend",
    Kind.S_SUPPORT: "support",
    Kind.D_DEMAND: "demand",
    Kind.D_CALL: "call for",
}
# Verbs that already say it, by their stems.
_SAID = {
    stem(word)
    for word in """condemn denounce deplore judge concerned concern express welcome commend praise thank congratulate
    appreciate applaud support call urge demand stress emphasize highlight reaffirm affirm reiterate underscore
    oppose reject recognize recognise note value share look hope expect encourage invite ask""".split()
}
_LEAD = re.compile(r"^(?:that|about|at|by|with|for|over|on)\s+", re.IGNORECASE)
_ARTICLES = re.compile(r"\b(?:the|a|an|its|their|our)\s+", re.IGNORECASE)


def line_name(unit: Unit) -> str:
    """Return a name for the line that starts with *unit*: its action, with the target where that does not say it.

    Deterministic; at most 60 characters; never empty.
    """
    facets = unit.facets
    action, target = _as_quoted(unit, facets.action), _as_quoted(unit, facets.target)
    if not action:
        action, target = (
            (facets.act, target) if facets.act and target else (target or facets.act or unit.quote, "")
        )
    verb = _VERBS.get(unit.kind, "")
    if verb and not facets.act and stem(action.split()[0].lower()) not in _SAID:
        action = f"{verb} {_LEAD.sub('', action)}"
    if target and not _says(action, target) and len(f"{action}: {target}") <= LONGEST:
        action = f"{action}{'' if ' ' not in action else ':'} {target}"
    return _shorten(" ".join(action.split())) or unit.kind.value


def _as_quoted(unit: Unit, phrase: str) -> str:
    """Return *phrase* in the case of the quote, where it stands there, without articles."""
    at = unit.quote.lower().find(phrase.lower()) if len(unit.quote) == len(unit.quote.lower()) else -1
    shown = unit.quote[at : at + len(phrase)] if phrase and at >= 0 else phrase
    return " ".join(_ARTICLES.sub("", shown).split()).strip(" .,;:-")


def _says(action: str, target: str) -> bool:
    """Return whether *action* already names *target*, whatever the case and the form of its words."""
    said = {word[:5] for word in re.findall(r"\w+", action.lower())}
    wanted = {word[:5] for word in re.findall(r"\w+", target.lower())}
    return bool(wanted) and 2 * len(wanted & said) >= len(wanted)


def _shorten(phrase: str) -> str:
    """Cut *phrase* at a word to the longest a name may be, not after a small word."""
    phrase = phrase.strip(" .,;:-")
    if len(phrase) <= LONGEST:
        return phrase
    words = phrase[: LONGEST + 1].rsplit(" ", 1)[0].split()
    while words and words[-1].lower().strip(",") in STOPWORDS:
        words.pop()
    return " ".join(words).rstrip(" .,;:-")[:LONGEST] or phrase[:LONGEST]
