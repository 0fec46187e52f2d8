"""Which sentences of a decision say what a board does and will do: these come before what it says of the economy. Pure."""

from __future__ import annotations

import re

from reports.digest.news.redlines.compared_text import ComparedText, Fate, SentenceMove
from reports.digest.news.redlines.worth.outlook import forecast_moved, outlook_moved
from tracker.link.occasions.genre import Genre
from tracker.text.rates import SECOND_RATES, rate_decision
from tracker.text.votes import dissenters, in_dissent

# Of what a sentence is worth, where it decides on the policy or says where that goes, and where it only tells the state of things. Of 557
# judged sentences of boards those that guide are worth .78 of the most to a judge, those on the economy .49, all .55; with these factors
# the worthier of two sentences of one text comes first in .763 of 534 pairs (.747 without).
GUIDES, TELLS_THE_STATE = 1.5, 0.9
DECIDED = 2.0  # the same of what was decided, by judgment: a board met for that
# The same of who votes against for the first time and why, and of whatever else those hold, or held last time: their names stand in the
# headline, and the board says none of it.
VOTES_AGAINST, OUTVOTED = 0.9, 0.5
SECOND = 0.35  # the same of a rate that follows the one that the board met for
DECIDES = re.compile(r"\b(?:decided|agreed|voted|resolved)\b(?: \w+){0,2} to\b")
_POLICY = re.compile(
    r"\b(?:accommodat\w+|stance|policy (?:rate|firming|measures|strategy)|(?:funds|bank|repo|discount|key|interest|policy|cash|deposit) rates?"
    r"|target range|balance sheet|reinvest\w*|purchas\w+|holdings|patient|measured|gradual\w*|tighten\w*|restrictive|considerable"
    r"|extended period|normali[sz]\w*)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\b[Rr](?:ate|atio|ATE)\s+\(([A-Z]{2,6})\)")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_AHEAD = re.compile(
    r"\b(?:will|would|can|could|should|likely|expects?|anticipates?|judges?|believes?|appropriate|warrant\w*|intends?|prepared|ready|foresee\w*"
    r"|remains?|until|as long as|through|decid\w+|agreed to|voted to|announce\w*|approved)\b",
    re.IGNORECASE,
)
_ECONOMY = re.compile(
    r"\b(?:inflation|growth|spending|labou?r|employment|unemployment|output|demand|consum\w+|investment|housing|prices|economy"
    r"|economic activity|wages?|gdp|hiring|exports?)\b",
    re.IGNORECASE,
)


def ranked_worth(text: ComparedText, one: SentenceMove) -> float:
    """Return what a sentence of *text* is worth, times its :func:`place_in_decision`: by this sentences are ranked."""
    return one.weight * place_in_decision(one, text)


def sets_second_rate(one: SentenceMove) -> bool:
    """Say whether a sentence tells only what a board did to the rate that follows the one that it met for."""
    decision = rate_decision(one.quote)
    return decision is not None and decision.what in SECOND_RATES


def is_outvoted(one: SentenceMove, text: ComparedText) -> bool:
    """Say whether those say a sentence of *text* who voted against what it decides."""
    return in_dissent(text.whole[1 if one.quote else 0], one.quote or one.quote_before)


def _names_rate(said: str, whole: str) -> bool:
    """Say whether a sentence names a rate by the letters that the *whole* text gives for it: "Official Cash Rate (OCR)"."""
    letters = _LETTERS.findall(whole)
    return bool(letters) and not set(letters).isdisjoint(_CAPITALS.findall(said))


def is_guidance(said: str) -> bool:
    """Say whether a sentence of a board tells where its policy goes."""
    return bool(_POLICY.search(said) and _AHEAD.search(said))


def place_in_decision(one: SentenceMove, text: ComparedText) -> float:
    """Return the factor by which a sentence of *text* comes before or behind others that are worth as much; 1.0 of any text but a decision."""
    if text.genre is not Genre.DECISION:
        return 1.0
    said = one.quote or one.quote_before
    if sets_second_rate(one):
        return SECOND
    if is_outvoted(one, text):
        return VOTES_AGAINST if one.fate is Fate.NEW and dissenters(one.quote) else OUTVOTED
    if one.quote and DECIDES.search(said):
        return DECIDED
    if _POLICY.search(said) or _names_rate(said, text.whole[1]):
        return GUIDES if _AHEAD.search(said) else 1.0
    both = one.quote_before, one.quote
    if all(both) and (outlook_moved(*both) or forecast_moved(*both)):
        return GUIDES
    return TELLS_THE_STATE if _ECONOMY.search(said) else 1.0
