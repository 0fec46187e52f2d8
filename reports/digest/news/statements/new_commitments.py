"""What a new commitment can be held against: an amount, a day, a body, a party never named before. Pure.

Each is weighed by how much of it there is (docs/change-labels.md, "What a digest tells first");
none of the weights is fitted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.compare.facets.value_parsing import is_money, parse_amounts, parse_deadline
from tracker.domain import Kind, Unit
from tracker.text.content_words import content_stems
from tracker.text.points_back import HANGING_STATEMENT
from tracker.text.rates import HELD, SECOND_RATES, SET, rate_decision
from tracker.text.sentence_bounds import in_sentences, sentence_start

# Of money, the least of it and its weight; less is no reason.
AMOUNT = ((10**9, 1.0), (10**8, 0.8), (25 * 10**6, 0.5))
PERCENT, FIRST = 0.5, 0.3
JOINT_BODY, OWN_BODY = 0.6, 0.35  # founded with others, or in one's own house
DAY, FAR_DAY = 0.5, 0.25
NEAR, SOON = (
    timedelta(days=3 * 365),
    timedelta(days=15 * 365),
)  # what is due later than these is an aim, or none
AGAIN = 0.4  # of a weight, where the text says itself that it said so before
# Currencies of small units, as parts of a dollar: rough, since they only rank.
_PARTS = {"jpy": 100, "krw": 1000}

_AWAITED = re.compile(r"\blook(?:s|ed|ing)? forward\b", re.IGNORECASE)  # what is awaited is not promised
# What was given so far is a fact, and so is what a law or a grant already did.
_SO_FAR = re.compile(
    r"\b(?:total|so far|to[- ]date|cumulative|altogether|estimat\w+|expected to)\b|\bsince (?:\w+ )?(?:19|20)\d\d\b"
    r"|\b(?:ha[sd]|have)(?: already| also)? (?:been )?(?:provided|given|donated|delivered|contributed|committed|allocated|invested"
    r"|announced|made)\b|\b(?:was|were)(?: \w+)? (?:awarded|given|provided|signed)\b",
    re.IGNORECASE,
)
# That a meeting will be held is in every calendar.
_MEETS = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|host(?:s|ed|ing)?|conven\w+|dialogues?|summits?|forums?|conferences?|sessions?|rounds?|visits?"
    r"|travel\w*|consultations?|chair\w*|anniversar\w+|celebrat\w+)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\b(?:by|before|until|till|through|in|within|than|of|on|from|over|for|early|mid|late)|-)\s+(?:the\s+)?$",
    re.I,
)
_TERM = re.compile(
    r"\bwithin\b|\b(?:end|middle|beginning|start) of (?:the|this|next)\b|\b(?:this|next) (?:week|month|summer|fall|autumn|winter|spring|year|quarter)\b"
    r"|\b(?:[1-9]|1\d|two|three|four|five|six|ten) (?:days|weeks|months|years)\b(?! (?:ago|before|earlier))",
    re.IGNORECASE,
)
# The name stands right behind the verb: what a body does elsewhere founds none.
_FOUNDED = re.compile(
    r"(?<!newly )(?<!recently )\b(?:[Ee]stablish|[Ll]aunch|[Cc]reat|[Ff]ound|[Ss]et(?:ting)?\sup|[Ff]orm)(?:s|es|ed|e|ing|ment|ion)?(?:\sof)?"
    r"(?:\s(?!(?:at|in|by|between|with|for|to|and|on|under|within|through|from|during)\b)[\w.’'“”-]+){0,5}?\s(?:[A-Z][\w.’'-]+\s(?:(?:of|on|for|and|the)\s)*)+(?:Group|Committee"
    r"|Council|Fund|Mechanism|Initiative|Agency|Framework|Dialogue|Force|Commission|Cent(?:er|re)|Partnership|Corporation"
    r"|Secretariat|Network|Facility|Hub|Organi[sz]ation|Treaty|Agreement|Forum|Compact|Program(?:me)?|Bank|Alliance)\b"
)
# A verb that says that it was said before, whatever else it says.
_SAID_BEFORE = re.compile(
    r"\b(?:re-?(?:affirm|iterat|commit|stat|confirm|emphasi)\w*|renew(?:s|ed|ing)?|repeat\w*|stress\w*|underlin\w*|underscor\w*|emphasi\w*)\b",
    re.IGNORECASE,
)
# What work shows, or a plan underlines, was resolved on before.
_SHOWS = re.compile(
    r"\b(?:shows?|demonstrat\w+|reflects?|signals?|is proof of|testif\w+ to) (?:our|their|its|the) (?:\w+ )?(?:resolve|commitment|determination|will)\b",
    re.IGNORECASE,
)
# What goes on is no new commitment, whether or not the text that began it is held.
_GOES_ON = re.compile(
    r"\W*(?:(?:we|it|they|the [\w-]+|[A-Z][\w.-]+) )?(?:(?:will|shall|ha[sd]|have|are|is|to|also|today|jointly|further|decided|agreed|intends?|plans?|commit\w*|resolved?) ){0,5}"
    r"(?:continu(?:e|es|ed|ing)|remains?|maintain(?:s|ed|ing)?|be (?:maintained|continued|kept|retained|upheld)) ",
)
# Nor is what stays at the level that it has.
_AS_IT_STANDS = re.compile(
    r"\W*(?:\w+ ){0,5}?(?:leav|left|keep|kept|maintain|hold|held|retain|remain|set|establish|approv)\w*\b[^.;]{0,140}?"
    r"(?:\bat (?:the|its|their) (?:existing|current|present|prevailing|same) (?:level|rate|range)s?\b|\bunchanged\b)",
    re.IGNORECASE,
)
# What is welcomed, told of, refused by "do not rule out", asked of a parliament or signed into law is no undertaking by itself.
_NO_UNDERTAKING = re.compile(
    r"\b(?:welcom\w+|recogni[sz]\w+|not(?:e|es|ed|ing)\b|applaud\w*|commend\w*|congratulat\w+|thank\w*|not rule out|signed into law"
    r"|request(?:s|ed|ing)? (?:funding|[$€£¥])|budget request\b|(?:convey|outlin|describ|brief|updat|discuss)(?:s|es|e|ed|ing)?\b)",
    re.IGNORECASE,
)
# What a bank aims at stands in every text of it.
_OBJECTIVE = re.compile(
    r"\d\s?(?:percent|per\s?cent|%)\s(?:\w+\s)?(?:inflation|objective|target|goal)\b|\binflation (?:at|of|to) (?:(?:a|the) rate of )?\d[\d.]*\s?(?:percent|per\s?cent|%)",
    re.IGNORECASE,
)
# What gives a promise, and what denies it or leaves it open.
_PROMISES = re.compile(
    r"\b(?:will|shall|agree\w*|commit\w*|pledg\w*|decid\w*|intend\w*|plan\w*|undertak\w*|resolv\w*)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:not|no longer|never|refus\w+|declin\w+|may|might|could|consider\w*|whether)\b", re.IGNORECASE
)
SAME_PROMISE = 0.7  # of the content words of a promise that stand in one of the same day or sum, which is it
BEGINNING = 40  # characters in which a sentence says how it is said


def weight_of_new(unit: Unit, published: date | None, *, first: bool) -> float:
    """Return what there is in *unit*, *published* on a day, to hold its speakers to; 0.0 = nothing.

    *first*: it names a party that no text held had named before.
    """
    quote = unit.quote
    if not unit.kind.is_commitment or _AWAITED.search(quote) or HANGING_STATEMENT.match(quote):
        return 0.0
    if _NO_UNDERTAKING.search(quote[:BEGINNING]) or unit.facets.reaffirm_claimed:
        return 0.0  # what says itself that it repeats is not new, whether or not the text it repeats is held
    if _GOES_ON.match(quote) or _AS_IT_STANDS.match(quote) or _SAID_BEFORE.search(quote[:BEGINNING]):
        return 0.0
    decision = rate_decision(quote)
    if decision and (decision.direction in (HELD, SET) or decision.what in SECOND_RATES):
        return 0.0  # a rate that stands as it stood is no undertaking of the day, in the first text held too
    body = JOINT_BODY if unit.kind is Kind.U_JOINT else OWN_BODY
    found = _amount(unit) + _day(unit, published) + (body if _FOUNDED.search(quote) else 0.0)
    found += FIRST if first else 0.0
    again = unit.facets.direction == "maintain"
    return found * (AGAIN if again else 1.0)


def is_introduced_as_said(unit: Unit, text: str) -> bool:
    """Say whether the words before *unit* in its sentence of *text* say that it was said before: "We stress our commitment to | achieving the target"."""
    begin = sentence_start(text, unit.start)[0]
    return bool(_SAID_BEFORE.search(text[begin : unit.start]) or _SHOWS.search(text[begin : unit.end]))


def sums_named(quote: str) -> frozenset[tuple[str, float]]:
    """Return the sums of money *quote* names: two promises of one text that name the same are one."""
    return frozenset((one.unit, float(one.high)) for one in parse_amounts(quote) if is_money(one.unit))


def stood_before(unit: Unit, text: str) -> bool:
    """Say whether a sentence of *text*, the one before in its series, promises what *unit* does by the same day, or of the same sum, in other words."""
    day, sums = parse_deadline(unit.facets.deadline), sums_named(unit.quote)
    if not (day or sums):
        return False
    wanted, hedged = frozenset(content_stems(unit.quote)), bool(_HEDGED.search(unit.quote))
    return any(
        len(wanted.intersection(content_stems(one))) >= SAME_PROMISE * len(wanted)
        for one in in_sentences(text)
        if sums <= sums_named(one)
        and (day is None or parse_deadline(one) == day)
        and _PROMISES.search(one)
        and bool(_HEDGED.search(one)) is hedged
    )


def _amount(unit: Unit) -> float:
    if not unit.facets.amount or _SO_FAR.search(unit.quote):
        return 0.0
    money = [one.high / _PARTS.get(one.unit, 1) for one in parse_amounts(unit.quote) if is_money(one.unit)]
    if money:
        return next((weight for least, weight in AMOUNT if max(money) >= least), 0.0)
    counted = () if _OBJECTIVE.search(unit.quote) else parse_amounts(unit.facets.amount)
    return PERCENT if any(one.unit.startswith(("percent", "basis")) for one in counted) else 0.0


def _day(unit: Unit, published: date | None) -> float:
    if not unit.facets.deadline or _MEETS.search(unit.quote) or _SO_FAR.search(unit.quote):
        return 0.0
    phrases = unit.facets.deadline.split("; ")
    for weight, room in ((DAY, NEAR), (FAR_DAY, SOON)):
        if any(_is_ahead(phrase, unit.quote, published, room) for phrase in phrases):
            return weight
    return 0.0


def _is_ahead(phrase: str, quote: str, published: date | None, room: timedelta) -> bool:
    """Say whether *phrase* names a day within *room* of *published* by which something is due: a year in a name is none."""
    day = parse_deadline(phrase)
    if day is None:
        return bool(_TERM.search(phrase))
    at = quote.find(phrase)
    due = bool(re.match(r"(?:by|before|until|through|in|within|no later|over|from|on)\b", phrase, re.I))
    due = due or (at > 0 and bool(_BY.search(quote[:at])))
    return due and (published is None or published < day <= published + room)
