"""A short name for a line: "engage China", "condemn missile launches".

A name holds what stays: the act and its object. Amounts and dates move, so they
are left out; so is what a text says of its own course ("continue to").
"""

from __future__ import annotations

import re

from tracker.domain import Kind, Unit
from tracker.link.value_stripping import without_values
from tracker.text.content_words import STOPWORDS, stem

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
_PREPOSITIONS = frozenset(
    """about above across after against along alongside amid among around as at before behind beside between beyond by
    despite during for from in inside into like near of off on onto out over per regarding since than through throughout
    to toward towards under until till up upon via with within without concerning""".split()
)
# What no name starts with besides: words that join, point or ask.
_OPENERS = _PREPOSITIONS | frozenset(
    """and or but nor so yet that this these those which who whom whose what where when while if then thus hence also
    however therefore moreover furthermore meanwhile conversely it they we he she you i both not will would shall should
    must may might can could is are was were be been being has have had do does did""".split()
)
_ARTICLES = re.compile(r"\b(?:the|a|an|its|their|our|his|her|my)\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"^(?:(?:\w+ly|however|moreover|furthermore|meanwhile|therefore|thus|today),\s+)?"
    r"(?:(?:if|when|should|unless|while|because|given|once|although|as|after|before)\b[^,]*,\s+(?:then\s+)?)?",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"^(?:(?:will|would|shall)\s+)?(?:continu(?:e|es|ed|ing)\s+to|(?:further|also|again|jointly|strongly|firmly))\s+(?=\w+\s)",
    re.IGNORECASE,
)
_CONCERN = re.compile(
    r"\bconcern(?:s|ed)?\s+(?:about|over|at|regarding|by|for|with|that)\s+(?=\S)", re.IGNORECASE
)
_TAIL = re.compile(
    r",\s+(?:including|such as|based|rooted|focus\w+|which|who|as\b|in particular|particularly|especially|so that|in order)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


def line_name(unit: Unit) -> str:
    """Return a name for the line that starts with *unit*: its action, with the target where that does not say it.

    Deterministic; at most 60 characters; never empty; holds no amount or date,
    and starts with no preposition, comma or clause of condition.
    """
    facets = unit.facets
    action, target = _phrase(unit, facets.action), _phrase(unit, facets.target)
    if not action:
        act = facets.act
        action, target = (act, target) if act and target else (target or act or _phrase(unit, unit.quote), "")
    verb = _VERBS.get(unit.kind, "")
    if verb and not facets.act:
        concern = _CONCERN.search(action) if verb.startswith("concern") else None
        if concern:
            action = f"{verb} {_opened(action[concern.end() :])}"
        elif action and not any(stem(word) in _SAID for word in action.lower().split()[:1]):
            action = f"{verb} {action}"
    if _says(facets.amount, target):
        target = ""  # what is left of an amount
    if target and action and not _says(action, target) and len(f"{action}: {target}") <= LONGEST:
        action = f"{action}{'' if ' ' not in action else ':'} {target}"
    return _shorten(" ".join(action.split())) or _shorten(" ".join(unit.quote.split())) or unit.kind.value


def _phrase(unit: Unit, phrase: str) -> str:
    """Return *phrase* in the case of the quote, where it stands there, without articles, amounts and dates."""
    shown, head = phrase, ""
    at = unit.quote.lower().find(phrase.lower()) if len(unit.quote) == len(unit.quote.lower()) else -1
    if phrase.strip() and at >= 0:
        shown = unit.quote[at : at + len(phrase)]
        if phrase.split()[0].lower() in _PREPOSITIONS - {"to", "about", "at", "by", "for", "over", "on"}:
            head = _noun_before(unit.quote[:at])
    shown = _opened(without_values(f"{head} {shown}", unit.facets.amount))
    return " ".join(_ARTICLES.sub("", shown).split()).strip(" .,;:-–—“”\"'‘")


def _noun_before(lead: str) -> str:
    """Return the word a phrase hangs on that starts with a preposition: "cooperation" with Estmark."""
    words = re.findall(r"[\w’'.-]+", lead)
    last = words[-1] if words else ""
    return last if last[:1].isalpha() and last.lower() not in STOPWORDS | _OPENERS else ""


def _opened(phrase: str) -> str:
    """Return *phrase* from its first verb or noun on."""
    phrase = phrase.strip(" .,;:-–—“”\"'‘")
    phrase = _CLAIMS.sub("", _CLAUSE.sub("", phrase))
    words = phrase.split()
    while len(words) > 1 and (
        words[0].lower().strip("“‘\"'(,;:") in _OPENERS or not re.search(r"\w", words[0])
    ):
        words.pop(0)
    return " ".join(words)


def _says(action: str, target: str) -> bool:
    """Return whether *action* already names *target*, whatever the case and the form of its words."""
    said = {word[:5] for word in re.findall(r"\w+", action.lower())}
    wanted = {word[:5] for word in re.findall(r"\w+", target.lower())}
    return bool(wanted) and 2 * len(wanted & said) >= len(wanted)


def _shorten(phrase: str) -> str:
    """Cut *phrase* at a word to the longest a name may be, not after a small word or an adverb."""
    phrase = phrase.strip(" .,;:-–—")
    if " " in _TAIL.sub("", phrase):
        phrase = _TAIL.sub("", phrase)
    if len(phrase) > LONGEST:
        phrase = phrase[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]
    words = phrase.split()
    while len(words) > 1 and (
        words[-1].lower().strip(",") in STOPWORDS or re.fullmatch(r"\w+ly|\W+", words[-1])
    ):
        words.pop()
    return " ".join(words).strip(' .,;:-–—“”"')
