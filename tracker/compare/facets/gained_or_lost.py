"""Whether only one of two statements has a slot: a term, a condition, a means or a sum was gained or lost. Pure.

A slot that a reader missed is not a slot that was lost: its words must be missing from the other quote too.
"""

from __future__ import annotations

import re

from tracker.compare.facets.quote_evidence import contains_phrase
from tracker.compare.facets.slot_values import SaidValue
from tracker.compare.facets.value_parsing import is_money, parse_amount, parse_deadline
from tracker.link.features import REPORTING
from tracker.link.pairs.pair_look import BOOSTERS
from tracker.text.content_words import content_stems

# Against these only a date is more, or less.
_VAGUE = re.compile(
    r"\bfor (?:some|a (?:\w+ )?|an (?:\w+ )?)(?:time|period|while)\b"
    r"|\b(?:immediately|as soon as possible|without delay|at the earliest|in due course|in the (?:coming|near)|soon)\b"
    r"|조속|조기에|이른 시일|빠른 시일|가까운 시일|지체\s?없이",
    re.IGNORECASE,
)
# What was promised and is done has lost nothing.
_DONE = re.compile(
    r"\b(?:we|they|it|which|has|have|had|was|were|been|[A-Z]\w+) (?:\w+ly |already |since |successfully )?"
    r"(?:ended|completed|concluded|achieved|met|fulfilled|delivered|reached|finali[sz]ed|implemented|adopted|launched|established)\b"
)
_FORWARD_LOOKING = re.compile(
    r"\b(?:will|shall|continu\w+|intends?|plans?|commit\w*|further)\b", re.IGNORECASE
)
_PROPER = re.compile(r"\b[A-Z][\w.-]+(?:\s+[A-Z][\w.-]+)+")
# Any of these leaves as much open as any other: "as needed" is "as appropriate" in other words.
_LEFT_OPEN = re.compile(
    r"\b(?:as|where|when|if|wherever|whenever|to the extent) "
    r"(?:appropriate|possible|feasible|applicable|practicable|needed|necessary|required|warranted|relevant|available)\b",
    re.IGNORECASE,
)
REST_HELD = 0.75  # of the content words around a slot
HANGS_ON = 3  # content words before a slot that say what it belongs to


def term_gained_or_lost(before: SaidValue, after: SaidValue) -> str:
    """Return as :func:`gained_or_lost` does; beside a vague time ("for some time") only a date is gained or lost.

    A term that another statement of the text without it has ("for as long as it takes") was neither, nor was a day that had passed by then taken back.
    """
    verdict = gained_or_lost(before, after)
    having, lacking = (after, before) if verdict == "set" else (before, after)
    phrase = having.text.casefold()
    if verdict == "cleared" and _had_passed(before, after):
        return ""
    if verdict and any(phrase in quote.casefold() for quote in lacking.beside):
        return ""
    vague = not having.coded and _VAGUE.search(lacking.quote) and not parse_deadline(having.text)
    return "" if vague else verdict


def _had_passed(before: SaidValue, after: SaidValue) -> bool:
    """Return whether the day by which the earlier text asked for something was over when the later one was published."""
    due = parse_deadline(before.text)
    return bool(due and after.day and due < after.day)


def condition_gained_or_lost(before: SaidValue, after: SaidValue) -> str:
    """Return as :func:`gained_or_lost` does; what left itself as much open in other words gained and lost nothing."""
    verdict = gained_or_lost(before, after)
    having, lacking = (after, before) if verdict == "set" else (before, after)
    return "" if _LEFT_OPEN.search(having.text) and _LEFT_OPEN.search(lacking.quote) else verdict


def means_gained_or_lost(before: SaidValue, after: SaidValue) -> str:
    """Return as :func:`gained_or_lost` does; a body named as the means that acts itself, in a name as short, is neither."""
    verdict = gained_or_lost(before, after)
    having, lacking = (after, before) if verdict == "set" else (before, after)
    named = [name.split() for name in _PROPER.findall(having.text)]
    return "" if any(" ".join(name[-2:]) in lacking.quote for name in named) else verdict


def money_gained_or_lost(before: SaidValue, after: SaidValue) -> str:
    """Return as :func:`gained_or_lost` does, of sums of money alone: a target that is named or not names no more or less."""
    verdict = gained_or_lost(before, after)
    amount = parse_amount(after.text or before.text) if verdict else None
    return verdict if amount and is_money(amount.unit) else ""


def gained_or_lost(before: SaidValue, after: SaidValue) -> str:
    """Return "set" or "cleared" where only one side has the slot, and the other quote does not hold its words; else "".

    The rest of the quote that has it must be said on the other side too: of two
    quotes cut to different lengths neither gained or lost a slot.
    """
    if after.text and not before.given:
        return "set" if _is_alone(after, before) else ""
    if before.text and not after.given:
        if _DONE.search(after.quote) and not _FORWARD_LOOKING.search(after.quote):
            return ""
        return "cleared" if _is_alone(before, after) else ""
    return ""


def _is_alone(having: SaidValue, lacking: SaidValue) -> bool:
    """Return whether the slot of *having*, and little else of its quote, is missing in the quote of *lacking*."""
    if contains_phrase(lacking.quote, having.text):
        return False
    if having.coded and lacking.coded:
        return True
    other = set(content_stems(lacking.quote))
    rest = set(content_stems(having.quote.replace(having.text, " "))) - REPORTING - BOOSTERS
    return len(rest & other) >= REST_HELD * len(rest) and _hangs_on_what_both_say(having, other)


def _hangs_on_what_both_say(having: SaidValue, other: set[str]) -> bool:
    """Return whether most of the content words right before the slot stand in *other*: "… and will stand with X for as long" gains a verb, not a term."""
    before = [
        word
        for word in content_stems(having.quote[: max(0, having.quote.find(having.text))])
        if word not in REPORTING and word not in BOOSTERS
    ][-HANGS_ON:]
    return 2 * len([word for word in before if word in other]) > len(before) or not before
