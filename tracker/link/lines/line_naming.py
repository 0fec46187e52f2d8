"""A name for a line in the words of its first statement: "engage Lurania", "condemned the missile launches".

A name is a stretch of the quote. What the speaker binds itself to, or asks of others, is named
from the verb of the act on, where the words before it surely only say that it will be done or is asked for;
anything else from the verb of saying on, for a name must claim no more than the quote does.
Amounts and dates of such an act move, so they are left out; so is what a text says of its own course
("continue to"). What is not to happen is named with its "not".
"""

from __future__ import annotations

import re

from tracker.domain import Kind, Unit
from tracker.link.lines.phrase_end import AUXILIARIES, DETERMINERS, PREPOSITIONS, cut_phrase, tidy_end
from tracker.link.value_stripping import without_values
from tracker.text.content_words import content_stems
from tracker.text.korean import HANGUL
from tracker.text.rates import rate_decision

LEAST = 60  # characters of a name that is cut where a phrase ends and not between two words
TELLING = 2  # content words that a name has at least, where its quote has more: "needs" says nothing
LONGEST = 80  # characters: one row of a table or a subject line holds it
SHORT = 3  # words that are not shortened further: "must be effective"
SUBJECT = 6  # words that the subject of "will" has at most, where what it will do is named without it

# What no name starts with: words that join or point.
_OPENERS = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset(
        """and or but nor so yet that which who whom whose what where why how then thus hence also
    however therefore moreover furthermore meanwhile conversely it they we he she you i both re ve ll we’re we’ve we’ll they’re they’ve they’ll
    i’m it’s first second third finally""".split()
    )
)
# "Today, …", "In this context, …", "If the talks fail, …": circumstances and conditions before what is said.
_CLAUSE = re.compile(
    r"^(?:(?:\w+ly|however|moreover|furthermore|meanwhile|therefore|thus|today|here|first|second|third|finally),\s+)?"
    r"(?:(?:if|when|should|unless|while|because|given|once|although|as|after|before|in|at|on|with|for|through|by|from|under|over|to)\b[^,]{1,80},\s+(?:then\s+)?)?"
    # what is left of such words before the quote, and who is told
    r"(?:(?:(?:this|the|my|our)\s+)?\w+,\s+(?=(?:the|an?|there|it|we|he|she|they)\b))?(?:.*\b(?:notice|letter|message)\s+stating\s+that\s+)?",
    re.IGNORECASE | re.DOTALL,
)
_CLAIMS = re.compile(
    r"^(?:(?:(?:its|their|our|the|my)\s+)?(?:\w+\s+)?(?:commitment|determination|readiness|willingness|intention|resolve|desire)\s+to"
    r"|(?:(?:will|would|shall)\s+)?(?:continu(?:e|es|ed|ing)\s+(?:to|(?:(?:its|their|our|the)\s+)?efforts?\s+to)"
    r"|(?:further|also|again|jointly|strongly|firmly|fully)))\s+(?=\w+\s)",
    re.IGNORECASE,
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
# What stands right before the verb of an act that is to be done, or not: "will also", "agreed to", "must never be".
_BEFORE = re.compile(
    r"\b(?P<modal>will|would|shall|should|must|to)(?P<kept>(?:\s+(?:not|never|no longer))?)(?:\s+(?:\w+ly|also|then|again|further))*(?P<passive>\s+be)?(?:\s+\w+ly)?\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:(?:will|would|shall|should|must|to)\s+)?(?:(?:not|never)\s+)?(?:\w+ly\s+)?")
# Of what must be done this is named without who must: the speaker and all others.
_TOGETHER = re.compile(r"^(?:\W*\w+,?\s+){0,3}(?:we|us)\s|^(?:must|should|to)\b", re.IGNORECASE)
# Behind these "to" leads to a thing as often as to an act: "committed to peace".
_TO_A_THING = re.compile(
    r"\b(?:commit\w*|dedicat\w+|contribut\w+|support|access|respon\w+|return\w*|relat\w+|respect|oppos\w+|objection\w*|forward|right|due|thanks|key|link\w*"
    r"|adher\w+|refer\w*|regard|addition|solution\w*|approach\w*|threat\w*|end|lead\w*|attent\w+)\s+to\s*$",
    re.IGNORECASE,
)
# "for 1 year" is no value that moves by itself, and "for year" no English.
_LASTING = re.compile(
    r"(?<![$€£¥₩])\b\d+(?:\s*(?:-|–|to|or)\s*\d+)?[\s-](?:years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
_HELD = {ord(str(digit)): 0xE000 + digit for digit in range(10)}
_GIVEN_BACK = {0xE000 + digit: str(digit) for digit in range(10)}
_HUNG = re.compile(r",\s+(?=of\b)")  # "purchase, by June, $4 million of bonds"
_LEFT_OVER = re.compile(r"(?:\s(?:of|in|at))?\s[’']s\s")  # of a date: "this year’s forum"
# behind what a Korean sentence says is done: "하기로 |하였다", "강화해 나갈 것|임을 강조하였다"
_SAYS = re.compile(
    r"(?<=기로)\s(?:하|했|합의|결정)\S*$|(?<=것)(?:임을|이라고|이라는)\s.*$|(?<=고)\s(?:하였|했)\S*$"
)
_EDGE = " .,;:-–—“”\"'‘"


def line_name(unit: Unit) -> str:
    """Return a name for the line that starts with *unit*: a stretch of its quote.

    Deterministic; at most 80 characters, cut where a phrase can end; never empty;
    starts with no preposition or comma. The name of an act holds no amount or date. What a dissenter says is named as dissent, a decision on a rate by the rate: whether it was raised
    or left moves from one meeting to the next.
    """
    dissent, decision = _DISSENT.search(unit.quote), rate_decision(unit.quote)
    if decision and not dissent:
        return _cut(decision.what)
    if HANGUL.search(unit.quote):
        return _cut(_korean(unit)) or unit.kind.value
    whole = _excerpt(unit, _plain(unit.quote))
    if dissent and unit.quote[dissent.end() :].strip(_EDGE):
        name = _excerpt(unit, f"dissent: {_plain(unit.quote[dissent.end() :])}")
    else:
        name = _excerpt(unit, _act(unit)) or whole
    if name != whole and (told := len(content_stems(name))) < TELLING and told < len(content_stems(whole)):
        name = whole
    return name or _cut(unit.quote) or unit.kind.value


def _act(unit: Unit) -> str:
    """Return what the speaker will do or asks others to do, from its verb on; nothing where that is not surely what stands there."""
    if unit.kind in (Kind.D_CALL, Kind.D_DEMAND) or unit.facets.family not in "UD":
        return ""
    at = _place(unit.quote, unit.facets.action)
    if at < 0:
        return ""
    said, lead = unit.quote[at:], unit.quote[:at]
    if opened := _OPENING.match(said):
        lead, said = f"{lead}{opened[0]}", said[opened.end() :]
    before = _BEFORE.search(lead)
    if not before or before["passive"]:
        return ""
    subject = lead[: before.start()].split()
    if before["modal"].lower() != "to" and len(subject) > SUBJECT:
        return ""
    if unit.facets.family == "D" and not _TOGETHER.match(lead):
        return ""
    said = _CLAIMS.sub("", said)
    verb = _first(said)
    if (
        (not verb.isalpha() and "-" not in verb)
        or not verb.islower()
        or verb in DETERMINERS | PREPOSITIONS | AUXILIARIES
    ):
        return ""
    if _TO_A_THING.search(lead) and not (verb.endswith("ing") or unit.facets.act):
        return ""
    return f"{before['kept'].strip()} {_plain(_without_values(unit, said))}".strip()


def _place(quote: str, phrase: str) -> int:
    """Return where *phrase*, in small letters with single spaces, starts in *quote*; -1 where it does not stand there."""
    if not phrase.strip() or len(quote) != len(quote.lower()):
        return -1
    said, wanted = quote.lower(), phrase.lower().split()
    if said == " ".join(said.split()):
        return said.find(
            " ".join(wanted)
        )  # a pattern for each phrase took a twentieth of relating to compile
    found = re.search(r"\s+".join(map(re.escape, wanted)), said)
    return found.start() if found else -1


def _korean(unit: Unit) -> str:
    said = unit.quote
    for value in filter(None, (unit.facets.deadline, unit.facets.amount)):
        said = re.sub(
            rf"\s*{re.escape(value)}(?:[에의을를이가]|\s?(?:규모|상당)의)?(?=\s|$)", "", said, count=1
        )
    return _SAYS.sub("", said).strip(_EDGE) or unit.quote


def _plain(phrase: str) -> str:
    """Return *phrase* from its first verb or noun on, without what hangs on behind a comma."""
    shown = _opened(phrase)
    short = _TAIL.sub("", shown)
    return (short if short.count(" ") > 1 else shown).strip(_EDGE)


def _without_values(unit: Unit, phrase: str) -> str:
    held = _LASTING.sub(lambda found: found[0].translate(_HELD), phrase)
    stripped = without_values(held, unit.facets.amount).translate(_GIVEN_BACK)
    return _LEFT_OVER.sub(" ", _HUNG.sub(" ", stripped))


def _opened(phrase: str) -> str:
    """Return *phrase* from its first verb or noun on, the article before it included."""
    phrase = phrase.strip(_EDGE)
    phrase = _CLAIMS.sub("", _CLAUSE.sub("", phrase))
    words = phrase.split()
    while len(words) > SHORT and (
        words[0].lower().strip("“‘\"'(,;:") in _OPENERS or not re.search(r"\w", words[0])
    ):
        words.pop(0)
    return " ".join(words)


def _first(phrase: str) -> str:
    return next(iter(phrase.split()), "").rstrip(",;:")


def _cut(phrase: str) -> str:
    return cut_phrase(_trimmed(phrase), LONGEST)


def _excerpt(unit: Unit, phrase: str) -> str:
    """Return *phrase* as far as it fits, with "…" where it goes on: its verb or its object may stand behind what is shown."""
    whole = _trimmed(phrase)
    if len(whole) <= LONGEST:
        return whole if _trimmed(unit.quote).endswith(whole[-LEAST // 4 :]) else _cut(whole)
    name = cut_phrase(whole, LONGEST - 1)
    return f"{name if len(name) >= LEAST else tidy_end(whole[: LONGEST - 1].split(' ')[:-1])}…"


def _trimmed(phrase: str) -> str:
    return " ".join(phrase.split()).lstrip(_EDGE).rstrip(_EDGE.replace(".", ""))
