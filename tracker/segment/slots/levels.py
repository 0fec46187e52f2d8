"""How strong a unit is: the ladder of the coding guide where its words are on it, the network's judgment elsewhere.

Where a unit is opened by a verb that has a rung ("agreed", "will", "called on"), that
rung is right more often than the network (left-out spans of five folds: demands .98 against .82,
undertakings by "committed to" .89 against .74, condemnations .91 against .62), and the same words always get the same
level, in whatever text. Frames ("reaffirmed", "stressed") have no rung of their own: there the noun
they open counts ("the importance of", "their readiness to"), and else the network decides.
Figures of each rule, on both halves of the issuers: docs/accuracy.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain import Kind
from tracker.segment.grammar import ADVERBS, LOOKING
from tracker.segment.network.spans import Span
from tracker.segment.slots.triggers import Trigger
from tracker.segment.tokens import Tokens
from tracker.text.rates import rate_decision

TRUSTED = frozenset(
    {
        ("U", "commit"),
        ("U", "commit_adjective"),
        ("U", "modal"),
        ("D", "direct"),
        ("E", "condemn"),
    }
)
GRAVEST = frozenset({"strongest", "violation", "violations", "violating"})  # with "condemn": rung 5
# What is undertaken weighs no more than this, whatever the verb before it (coding guide, section 4, content rule).
LIGHT = {
    "consider": 1, "explore": 1, "discuss": 1, "examine": 1, "study": 1, "look": 1,
    "seek": 2, "aim": 2, "hope": 2, "intend": 2, "anticipate": 2, "expect": 2,
    "effort": 3, "efforts": 3, "work": 3, "strive": 3, "endeavour": 3, "endeavor": 3,
    "considering": 1, "exploring": 1, "making": 5, "working": 3,
}  # fmt: skip
DEEP = frozenset(
    "deep deeply deepest grave gravely gravest serious seriously profound profoundly very strong extremely".split()
)
BEFORE = 3  # words before "concern" in which its degree stands
NEAR = 5  # words behind a frame in which the noun stands that it opens
BREACH = re.compile(r"violat(?:es?|ed|ing|ions?)|breach(?:es|ed)?|contraven\w+")
THANKS = frozenset("gratitude appreciation thanks condolences".split())
# What plans and instruments do is undertaken by nobody in person (coding guide, section 11).
INSTRUMENTS = frozenset(
    """
    program programme programs programmes project projects plan plans initiative initiatives agreement agreements facility
    fund effort efforts framework partnership strategy step steps measures package funding assistance policy stance
    assessment
    """.split()
)
# The noun behind a frame and the rung it has, by family (coding guide, sections 4 and 11).
NOUNS = {
    "U": dict.fromkeys(("readiness", "willingness", "intention", "openness"), 2)
    | dict.fromkeys(("resolve", "determination"), 4),
    "D": dict.fromkeys(("importance", "need", "necessity", "urgency"), 2),
    "S": dict.fromkeys(("importance", "need", "necessity", "significance", "centrality", "support", "solidarity"), 2)
    | dict.fromkeys(("opposition", "rejection"), 4),
}  # fmt: skip
LIKELY = re.compile(r"\b(?:is|are) likely to\b")
REACH = 12  # words behind "reaffirmed" in which it is said as what
AS_WHAT = re.compile(r"^(?!.*\brole\b).*\bas (?:the|an?)\b")
ARTICLES = frozenset("the an a any no this that its their our".split())


def settle_level(
    span: Span, trigger: Trigger, tokens: Tokens, first: int, last: int, quote: str, told: frozenset[str]
) -> tuple[int, str]:
    """Return the level of *span*, the words first..last of *tokens*, and why.

    *quote* is its text and *told* the names of its slots: an amount and a deadline bind a definite undertaking, and
    so does the number of a decision.
    """
    opening, family = trigger.opening, span.family
    behind = last if family == "E" else max(trigger.content, trigger.aim) + 2
    words = tokens.lower[opening.after : behind]
    if family == "U":
        settled = _undertaking(trigger, tokens, words, quote, told)
    elif family == "E":
        settled = _judgment(span.kind, trigger, tokens, first, last, words)
    else:
        settled = _position(family, trigger, tokens, first)
    if settled:
        level, why = settled
        return level, f"level {level}: {why}"
    return span.level, f"level {span.level}: {span.level_share:.2f} by the reader" + (
        f"; lexicon {opening.entry}" if opening.entry else ""
    )


def _undertaking(
    trigger: Trigger, tokens: Tokens, words: Sequence[str], quote: str, told: frozenset[str]
) -> tuple[int, str] | None:
    opening = trigger.opening
    rate = rate_decision(quote) if "amount" in told or "point" in quote else None
    if rate and (rate.level or rate.step is not None):
        return 5, "a decision on a rate, with its number"
    noun = _noun("U", trigger, tokens)
    if noun:
        return noun
    if opening.table == "frame" and tokens.lower[opening.at] in LOOKING:
        return 2, "what is expected of one’s own policy"
    if opening.table == "direct" and tokens.lower[opening.at] in ("look", "looks"):
        return 2, "what one looks forward to doing"
    if ("U", opening.table) not in TRUSTED or not opening.level:
        return (2, "what is likely") if LIKELY.search(quote) else None
    level, why = opening.level, f"lexicon {opening.entry}"
    light = min((LIGHT[word] for word in words if word in LIGHT), default=5)
    if light < level:
        return light, f"{why}; what is undertaken weighs {light}"
    if level == 4 and {"amount", "deadline"} <= told:
        return 5, f"{why}; dated and quantified"
    if level == 4 and "amount" in told and opening.entry.startswith("[commit] decide"):
        return 5, f"{why}; decided with a number"
    if level == 4 and opening.table == "modal" and _subject(tokens, opening.at) in INSTRUMENTS:
        return 3, f"{why}; said of an instrument"
    return level, why


def _judgment(
    kind: Kind, trigger: Trigger, tokens: Tokens, first: int, last: int, words: Sequence[str]
) -> tuple[int, str] | None:
    opening, lower = trigger.opening, tokens.lower
    table, entry = opening.table, f"lexicon {opening.entry}"
    near = lower[opening.at : opening.after + NEAR]
    if table == "condemn":
        grave = opening.level == 4 and not GRAVEST.isdisjoint(words)
        return (5, f"{entry}; in the strongest terms or as a violation") if grave else (opening.level, entry)
    if kind == Kind.E_CONDEMN and not opening.level and any(map(BREACH.fullmatch, lower[first:last])):
        return 5, "as a violation"
    if kind == Kind.E_PRAISE and table in ("praise", "praise_adjective"):
        return opening.level, entry
    if kind == Kind.E_PRAISE and table in ("frame", "head.thanks") and not THANKS.isdisjoint(near):
        return 1, "thanks"
    if table == "concern_adjective":
        return max(opening.level, _concern(tokens, opening.at)), entry
    if table in ("frame", "head.concern"):
        for at in range(first, min(last, opening.after + NEAR)):
            if lower[at] in ("concern", "concerns"):
                return _concern(tokens, at), "the concern and its depth"
    return None


def _concern(tokens: Tokens, at: int) -> int:
    """Return the rung of the concern that word *at* names: deep, serious or grave is the second."""
    return 1 if DEEP.isdisjoint(tokens.lower[max(0, at - BEFORE) : at]) else 2


def _position(family: str, trigger: Trigger, tokens: Tokens, first: int) -> tuple[int, str] | None:
    opening, lower = trigger.opening, tokens.lower
    word = lower[opening.at] if opening.after else ""
    why = f"lexicon {opening.entry}"
    if family == "D" and opening.table == "direct" and opening.level:
        return opening.level, why
    if family == "S" and opening.table == "frame" and opening.level == 1 and not word.startswith("shar"):
        return 1, why  # "noted", "recognized": the lowest rung for certain; what is shared may weigh more
    if family == "S" and opening.table in ("stance", "head.opposition") and opening.level == 4:
        return 4, why
    if (
        word in ("will", "would")
        and lower[opening.after : opening.after + 2] == ("need", "to")
        and family == "S"
    ):
        return 3, "what one’s own policy needs"
    if word == "must":
        return (4 if family == "D" else 3), why
    if word == "should":
        return 3, why
    if word in ("need", "needs"):
        if opening.at > first and lower[opening.at - 1] in ARTICLES | {"urgent", "clear", "continued", "in"}:
            return 2, "the need for it"
        if lower[opening.after : opening.after + 1] == ("to",) and lower[
            opening.after + 1 : opening.after + 2
        ] != ("be",):
            return 3, "it needs to be done"
    return _noun(family, trigger, tokens)


def _noun(family: str, trigger: Trigger, tokens: Tokens) -> tuple[int, str] | None:
    """Return the rung of the noun that the frame of a unit opens: "stressed the importance of", "reaffirm their readiness to"."""
    opening = trigger.opening
    if opening.table == "frame":
        if opening.level < 2:
            return None
        said = tokens.lower[opening.after : opening.after + NEAR]
    elif opening.table in ("head.need", "head.importance", "head.readiness", "head.resolve", "head.support"):
        said = tokens.lower[opening.at : opening.after]
    else:
        return None
    for word in said:
        if word == "that":
            return None
        if word in NOUNS[family]:
            return NOUNS[family][word], f"the {word} of it"
    if (
        family == "S"
        and opening.level == 3
        and AS_WHAT.search(" ".join(tokens.lower[opening.after : opening.after + REACH]))
    ):
        return 3, "affirmed to be so"  # "reaffirmed the Alliance as the linchpin of peace"
    return None


def _subject(tokens: Tokens, verb: int) -> str:
    """Return the word before the verb number *verb* and its adverbs."""
    at = verb - 1
    while at >= 0 and (tokens.lower[at] in ADVERBS or tokens.lower[at].endswith("ly")):
        at -= 1
    return tokens.lower[at] if at >= 0 else ""
