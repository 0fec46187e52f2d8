"""A decision on a rate as a reader meets it: raised, lowered, held. Pure.

By the guide a pause is REVERSED and a smaller step WEAKENED; a desk wants to read what was done.
"""

from __future__ import annotations

from reports.view.changes import is_edit
from reports.view.vocabulary import LABEL_WORDS, LabelWords
from tracker.domain import SILENT_LABELS, Change, Delta, Label
from tracker.text.rates import HELD, LOWERED, RAISED, SET, RateDecision, own_rate_decision, rate_decision

RATE = "rate"  # the tone of a rate that moved: it is read for, and is no alarm
_MEANING = "What was decided on the rate itself, whatever that means for a label."
_MARKS = {RAISED: "↑", LOWERED: "↓", HELD: "=", SET: "≈"}


def rate_moved(change: Change) -> Delta | None:
    """Return how *change* decides on a rate; None where it decides on none, or an edit moved it."""
    if is_edit(change):
        return None
    return next((one for one in change.deltas if one.facet == "rate" and one.verdict != "reworded"), None)


def rate_first_decided(change: Change) -> RateDecision | None:
    """Return the decision that moves a rate in a *change* that is new, since no decision before it is held; else None."""
    if change.label is not Label.NEW or change.after is None or is_edit(change):
        return None
    decision = own_rate_decision(change.after.unit.quote, change.release.issuer)
    return decision if decision and decision.direction in (RAISED, LOWERED) else None


def decision_words(change: Change, rate: Delta) -> str:
    """Return what *change* decided on a *rate*, as its rule says it: the rule compares the step with the one before."""
    return change.rule.partition("; ")[0] or rate.after


def is_gapped(change: Change, rate: Delta) -> bool:
    """Say whether decisions between the two of *change* on a *rate* are, or may be, missing: then one step does not lead from one to the other."""
    words = decision_words(change, rate)
    told = ("again", "(last at", "than before", f" {HELD}")  # said of decisions that follow each other alone
    return not any(one in words for one in told) and "before: " not in change.rule


def label_words(change: Change) -> LabelWords:
    """Return the words of the label of *change*, or of what it decided on a rate."""
    rate = rate_moved(change)
    said = decision_words(change, rate).split() if rate else ()
    return _decided(LABEL_WORDS[change.label], next((word for word in said if word in _MARKS), ""))


def label_words_of(label: Label, quote: str) -> LabelWords:
    """Return the words of the *label* of a change whose later statement is *quote*, or of what that decides on a rate."""
    decision = rate_decision(quote) if label not in (Label.NEW, *SILENT_LABELS) else None
    return _decided(LABEL_WORDS[label], decision.direction if decision else "")


def decided_words(direction: str) -> LabelWords:
    """Return what a decision that went in a *direction* is called: "rate raised"."""
    return _decided(LABEL_WORDS[Label.REVERSED], direction)


def _decided(words: LabelWords, direction: str) -> LabelWords:
    if not direction:
        return words
    return LabelWords(f"rate {direction}", _MARKS[direction], "calm" if direction == HELD else RATE, _MEANING)
