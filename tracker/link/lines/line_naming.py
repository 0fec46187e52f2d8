"""A name for a line in plain words: "engage Lurania", "condemn the missile launches".

A name holds what stays: the act and its object, with their articles. Amounts and
dates move, so they are left out; so is what a text says of its own course
("continue to"). What is asked not to happen is named with its "not".
"""

from __future__ import annotations

import re

from tracker.domain import Kind, Unit
from tracker.link.lines.phrase_end import AUXILIARIES, DETERMINERS, PREPOSITIONS, cut_phrase
from tracker.link.pairs.pair_look import LEAD
from tracker.link.value_stripping import without_values
from tracker.text.content_words import STOPWORDS, content_stems, stem
from tracker.text.korean import HANGUL
from tracker.text.rates import rate_decision

TELLING = 2  # content words that a name has at least, where its quote has more: "needs" says nothing
LONGEST = 80  # characters: one row of a table or a subject line holds it

# What a position does, where its action names only the object.
_VERBS = {
    Kind.E_CONDEMN: "condemn",
    Kind.E_CONCERN: "concern at",
    Kind.E_PRAISE: "commend",
    Kind.S_SUPPORT: "support",
    Kind.D_DEMAND: "demand",
    Kind.D_CALL: "call for",
    Kind.D_PRINCIPLE: "call for",
}
# Verbs that already say it, by their stems.
_SAID = {
    stem(word)
    for word in """condemn denounce deplore judge concerned concern express welcome commend praise thank congratulate
    appreciate applaud support call urge demand stress emphasize highlight reaffirm affirm reiterate underscore
    oppose reject recognize recognise note value share look hope expect encourage invite ask""".split()
}
# What no name starts with: words that join, point or ask.
_OPENERS = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset(
        """and or but nor so yet that this these those which who whom whose what where when while if then thus hence also
    however therefore moreover furthermore meanwhile conversely it they we he she you i both not re ve ll we’re we’ve we’ll they’re they’ve they’ll i’m it’s""".split()
    )
)
_CLAUSE = re.compile(
    r"^(?:(?:\w+ly|however|moreover|furthermore|meanwhile|therefore|thus|today),\s+)?"
    r"(?:(?:if|when|should|unless|while|because|given|once|although|as|after|before)\b[^,]*,\s+(?:then\s+)?)?",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"^(?:(?:(?:its|their|our|the|my)\s+)?(?:\w+\s+)?(?:commitment|determination|readiness|willingness|intention|resolve|desire)\s+to"
    r"|(?:(?:will|would|shall)\s+)?(?:continu(?:e|es|ed|ing)\s+(?:to|(?:(?:its|their|our|the)\s+)?efforts?\s+to)"
    r"|(?:further|also|again|jointly|strongly|firmly|fully)))\s+(?=\w+\s)",
    re.IGNORECASE,
)
_CONCERN = re.compile(
    r"\bconcern(?:s|ed)?\s+(?:about|over|at|regarding|by|for|with|that)\s+(?=\S)", re.IGNORECASE
)
# What a member of a body who votes against says is no undertaking of the body (truth.md: a line of the rate was named
# after an objection).
_DISSENT = re.compile(
    r"\b(?:dissent(?:ed|s|ing)?(?:\s+(?:from|against))?|voted\s+against|votes?\s+against|object(?:ed|s)\s+to|preferred\s+to)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",\s+(?:including|such as|based|rooted|focus\w+|which|who|as\b|in particular|particularly|especially|so that|in order"
    r"|(?:it|they|we|this) (?:is|are|was|were))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NEGATION = re.compile(r"\b(never|not|neither|no longer)\s+((?:be\s+)?(?:\w+ly\s+)?)$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(be)\s+((?:\w+ly\s+)?)$", re.IGNORECASE)
_HUNG = re.compile(
    r"(\w+) (?:with|against|between|among|towards?) (?:the |its |their |our )?$", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"(?:\s(?:of|in|at))?\s[’']s\s")  # of a date: "this year’s forum"
# behind what a Korean sentence says is done: "하기로 |하였다", "강화해 나갈 것|임을 강조하였다"
_SAYS = re.compile(
    r"(?<=기로)\s(?:하|했|합의|결정)\S*$|(?<=것)(?:임을|이라고|이라는)\s.*$|(?<=고)\s(?:하였|했)\S*$"
)
_EDGE = " .,;:-–—“”\"'‘"


def line_name(unit: Unit) -> str:
    """Return a name for the line that starts with *unit*: its act and object, as the quote has them.

    Deterministic; at most 80 characters, cut where a phrase can end; never empty;
    holds no amount or date, and starts with no preposition, comma or clause of
    condition. What a dissenter says is named as dissent, a decision on a rate by the rate: whether it was raised
    or left moves from one meeting to the next.
    """
    dissent, decision = _DISSENT.search(unit.quote), rate_decision(unit.quote)
    if dissent and unit.quote[dissent.end() :].strip(_EDGE):
        said = f"dissent: {_plain(unit, unit.quote[dissent.end() :])}"
    elif decision:
        return _cut(decision.what)
    else:
        said = _act_and_object(unit)
    name = _cut(said)
    if len(content_stems(name)) < TELLING and not HANGUL.search(name):
        whole = _cut(_plain(unit, unit.quote))
        name = whole if len(content_stems(whole)) > len(content_stems(name)) else name
    return name or _cut(unit.quote) or unit.kind.value


def _act_and_object(unit: Unit) -> str:
    facets = unit.facets
    if HANGUL.search(unit.quote):
        said = unit.quote
        for value in filter(None, (unit.facets.deadline, unit.facets.amount)):
            said = re.sub(
                rf"\s*{re.escape(value)}(?:[에의을를이가]|\s?(?:규모|상당)의)?(?=\s|$)", "", said, count=1
            )
        return _SAYS.sub("", said).strip(_EDGE) or unit.quote
    action, target = _phrase(unit, facets.action), _phrase(unit, facets.target)
    if not action:
        action, target = facets.act or target or _plain(unit, unit.quote), target if facets.act else ""
    verb = _VERBS.get(unit.kind, "")
    if verb and not facets.act:
        concern = _CONCERN.search(action) if verb.startswith("concern") else None
        if concern:
            action = f"{verb} {_opened(action[concern.end() :])}"
        elif action and not _says_act(unit, action):
            action = f"{verb} {action}"
    elif (
        facets.act
        and _first(action).lower() in DETERMINERS
        and stem(facets.act) in map(stem, unit.quote.lower().split())
    ):
        action = f"{facets.act} {action}"  # "in its support of the people"
    if " " not in action and target and target.lower() not in action.lower():
        action = target if action.lower() in target.lower() else f"{action} {target}"
    return action


def _phrase(unit: Unit, phrase: str) -> str:
    """Return *phrase* as it stands in the quote, with the negation before it, without amounts and dates."""
    at = unit.quote.lower().find(phrase.lower()) if len(unit.quote) == len(unit.quote.lower()) else -1
    if not phrase.strip() or at < 0:
        return _plain(unit, phrase)
    shown, lead = unit.quote[at : at + len(phrase)], unit.quote[:at]
    refused, passive = _NEGATION.search(lead), _PASSIVE.search(lead)
    if _first(shown).lower() in PREPOSITIONS - {"to", "about", "at", "by", "for", "over", "on"}:
        shown = f"{_noun_before(lead)} {shown}"
    elif hung := _HUNG.search(lead):
        shown = shown if stem(hung[1].lower()) in LEAD else f"{hung[0]}{shown}"
    elif refused and not shown.lower().startswith(("never", "not ")):
        return f"{refused[1].lower()} {'be ' if 'be' in refused[2].split() else ''}{_plain(unit, shown)}"
    elif passive and _first(_plain(unit, shown)).endswith(("ed", "en", "nt")):
        return f"be {_plain(unit, shown)}"
    elif lead.split()[-1:] and lead.split()[-1].lower() in DETERMINERS - {"that"} and not _has_verb(shown):
        shown = f"{lead.split()[-1]} {shown}"
    return _plain(unit, shown)


def _plain(unit: Unit, phrase: str) -> str:
    """Return *phrase* from its first verb or noun on, without amounts, dates and what hangs on behind a comma."""
    shown = " ".join(_opened(_LEFT_OVER.sub(" ", without_values(phrase, unit.facets.amount))).split())
    short = _TAIL.sub("", shown)
    return (short if " " in short else shown).strip(_EDGE)


def _noun_before(lead: str) -> str:
    """Return the word a phrase hangs on that starts with a preposition: "cooperation" with Estmark."""
    words = re.findall(r"[\w’'.-]+", lead)
    last = words[-1] if words else ""
    return last if last[:1].isalpha() and last.lower() not in STOPWORDS | _OPENERS else ""


def _opened(phrase: str) -> str:
    """Return *phrase* from its first verb or noun on, the article before it included."""
    phrase = phrase.strip(_EDGE)
    phrase = _CLAIMS.sub("", _CLAUSE.sub("", phrase))
    words = phrase.split()
    while len(words) > 1 and (
        words[0].lower().strip("“‘\"'(,;:") in _OPENERS or not re.search(r"\w", words[0])
    ):
        words.pop(0)
    return " ".join(words)


def _says_act(unit: Unit, action: str) -> bool:
    """Return whether *action* says what is done: by its first word, a finite verb, or since it is an infinitive."""
    if stem(_first(action).lower()) in _SAID or _has_verb(action):
        return True
    return bool(
        re.search(
            rf"\b(?:to|we|they|i|it|he|she|who|you)\s+(?:\w+ly\s+)?{re.escape(action[:20])}",
            unit.quote,
            re.IGNORECASE,
        )
    )


def _has_verb(phrase: str) -> bool:
    """Return whether *phrase* is a clause of its own: it has a finite verb we know."""
    return any(word.lower() in AUXILIARIES for word in phrase.split())


def _first(phrase: str) -> str:
    return next(iter(phrase.split()), "").rstrip(",;:")


def _cut(phrase: str) -> str:
    return cut_phrase(" ".join(phrase.split()).lstrip(_EDGE).rstrip(_EDGE.replace(".", "")), LONGEST)
