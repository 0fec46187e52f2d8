"""What is no commitment and no position though it reads like one: asides, forecasts, and what was done in earlier years.

An aside only leads to a statement or runs a conversation. A forecast or an assumption of what the
economy will do binds nobody, and "In 2015, we signed the pact" undertakes nothing now (coding guide,
sections 2, 6 and 11).
"""

from __future__ import annotations

import re

from tracker.text.dates import ANY_MONTH

# "In determining the size of its moves, | the Committee will assess …": when or how is no statement (coding guide, section 6).
OPENS = re.compile(r"\W*(?:and |but )?(?:in|by|when|while|after|before|upon) ", re.IGNORECASE)
# what is said in such a clause is said all the same
SAYING = r"(?:re)?(?:affirm|iterat|call|emphasi[sz]|underscor|underlin|stress|welcom|condemn|recogni[sz]|urg|acknowledg|thank|commend|highlight|express)"
GERUND = re.compile(rf"(?:\w+ly )?(?!{SAYING})\w+ing\b", re.IGNORECASE)
TALK = re.compile(
    r"(?:(?:and|so|okay|all right|with that|I|now|then)\b[,\s–-]*)*(?:let[’']s (?:go|turn|move) (?:back |over |now )*to\b"
    r"|(?:we|I)(?:[’']ll| will| can) (?:now |then |just )*(?:turn to (?:your |the )?questions|go (?:back )?to the line|come (?:right )?back to you|get back to you)"
    r"|we (?:have|[’']ve got) time for (?:one|two|a few|a couple))",
    re.IGNORECASE,
)
# "Discussed, reviewed, exchanged views on": no statement, whatever stands behind it (coding guide, section 11).
DISCUSSED = re.compile(
    r"(?:(?:they|we|he|she|the (?:two |three )?(?:sides|leaders|ministers|secretaries|principals)) )?(?:(?:also|further|briefly|then) )?"
    r"(?:discussed|reviewed|exchanged views|consulted on)\b",
    re.IGNORECASE,
)

_NOUN = r"(?:growth|inflation|econom(?:y|ies)|activity|demand|prices|pace|exports|imports|consumption|unemployment|settlements)"
_KIND = (
    r"(?:(?:the|annual|average|core|headline|consumer|domestic|economic|food|global|oil|pay|price|real|underlying|energy"
    r"|labou?r|wage|world|private|household) )*"
)
_OF = r"(?: (?:in|for|of|during|over) (?:[\w%’().-]+ ){0,6}[\w%’().-]+)?,?"
_VERB = r"(?:will|would|is|are|remains?|has|have|should|may|could)\b(?! be (?:guided|determined|set|decided|kept|raised|lowered|reduced))"
_EXPECTED = r"(?:is|are) (?:still )?(?:expected|projected|forecast|likely) to [^.;]*, and "
SUBJECT = re.compile(rf"(?:^|[,:] |\bthat ){_KIND}{_NOUN}{_OF} (?:{_EXPECTED})?$", re.IGNORECASE)
FORECAST = re.compile(rf"(?:that )?{_KIND}{_NOUN}{_OF} {_VERB}|assumes? that\b", re.IGNORECASE)
VERB = re.compile(_VERB)
# "The Committee expects that, with appropriate policy, economic activity will expand": an outlook, whatever family it has.
_WITH = r"(?:(?:with|as|over|in|for) [^,.;]{0,80}, )?"
_SIZE = r"(?:(?:the|annual|average|core|headline|consumer|domestic|economic|real|underlying|overall|near-term|global|pace of|rate of|CPI|GDP|labou?r) )*"
_ECONOMY = r"(?:growth|inflation|econom(?:y|ies)|activity|conditions|demand|prices|exports|imports|consumption|unemployment|market|output)\b"
OUTLOOK = re.compile(
    rf"(?:(?:that )?(?:it|the [\w ]{{1,40}}|[A-Z]\w+) )?(?:(?:also|still|now|currently) )?(?:expects?|anticipates?|projects?|foresees?) (?:that,? )?{_WITH}{_SIZE}{_ECONOMY}",
    re.IGNORECASE,
)
WARRANTED = re.compile(r"\bwarrant|\b(?:funds|policy|bank) rate\b|\btarget range\b", re.IGNORECASE)
# What a bank says of its own rate: guidance, though it has the form of an outlook (coding guide, section 11).
GUIDANCE = re.compile(
    r"(?:that )?(?:Bank Rate|(?:the )?(?:policy|key|bank|interest|federal funds|repo|overnight)(?: policy)?(?: interest)? rates?|the target range|(?:the )?(?:monetary )?policy(?: stance)?)"
    r" (?:(?:is|are) (?:also |still )?likely to (?:be|remain|stay|continue|need)|(?:will|may|can|would) (?:need to |have to )?(?:be (?:cut|reduced|lowered|raised|increased|kept|held|maintained)|remain|stay|rise|continue))\b",
    re.IGNORECASE,
)
NEAR = 400  # characters before a span in which its subject is looked for

_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
_DATE = rf"(?:in|on|during|at|since|back in)\s+(?:the\s+|early\s+|late\s+|mid-)?(?:[\w’'.-]+\s+){{0,5}}?(?:{ANY_MONTH}\s+)?(?:\d{{1,2}},\s+)?{_YEAR}"
BEFORE = re.compile(
    rf"\W*(?:[Bb]ack )?(?i:{_DATE})[^.;]*$"
)  # opens the sentence: "In March 2024, Norvale | announced"
WITHIN = re.compile(rf"\s(?!(?i:since)\b)(?i:{_DATE})")
_IRREGULAR = (
    r"made|gave|led|began|set|sent|put|took|brought|built|held|met|won|cut|left|laid|kept|became|undertook"
)
DONE = re.compile(
    rf"(?:[\w’'.&()-]+\s+){{0,6}}?(?:also\s+|jointly\s+|first\s+)?(?P<verb>[a-z]+ed|{_IRREGULAR})\b"
)
# A date behind one of these is that of the act; behind "reaffirmed" or "committed" it is that of something spoken of.
ACTS = frozenset(
    """
    signed designated identified established launched created announced concluded declared adopted founded formed opened led
    """.split()
)
GOES_ON = re.compile(r"\b(?:must|shall)\b")  # "the emergency declared in 1995 must continue"
NOT_DONE = re.compile(
    r"\b(?:will|shall|would|is|are|to|must|should|can|may|committed|determined|that|which|who)\b"
)


def states_nothing(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, is such a clause, such talk, or tells what was talked of."""
    if TALK.match(text, start, end) or DISCUSSED.match(text, start, end):
        return True
    return bool(OPENS.fullmatch(text, begin, start) and GERUND.match(text, start, end))


def is_forecast(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, only says how prices or the economy will fare."""
    if FORECAST.match(text, start, end):
        return True
    return bool(VERB.match(text, start, end) and SUBJECT.search(text[max(begin, start - NEAR) : start]))


def is_outlook(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] says what is expected of prices or the economy, and nothing of what that warrants."""
    return OUTLOOK.match(text, start, end) is not None and not WARRANTED.search(text, start, end)


def is_guidance(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] says what a central bank will likely do with its rate or policy."""
    return GUIDANCE.match(text, start, end) is not None


def is_old_fact(text: str, begin: int, start: int, end: int, year: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, only tells what was done in a year before *year*."""
    done = DONE.match(text, start, end)
    if not done or NOT_DONE.search(text, start, done.start("verb")) or GOES_ON.search(text, done.end(), end):
        return False
    dated = BEFORE.match(text[begin:start])
    if not dated and done["verb"] in ACTS:
        dated = WITHIN.search(text, done.end(), end)
    return dated is not None and int(dated["year"]) < year
