"""What labels, kinds, levels and facets are called on screen.

The words are those of the coding guide, put for a reader who has not read it.
Every label also has a mark, so that meaning never hangs on colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain import Kind, Label
from tracker.ladders import EMPHASIS, FAMILIES, LEVELS, level_words


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A label as a reader meets it. *tone* groups labels for colour: hard, soft, firm, mixed, calm."""

    word: str
    mark: str
    tone: str
    meaning: str


LABELS: dict[Label, LabelWords] = {
    Label.REVERSED: LabelWords(
        "reversed", "⇄", "hard", "Says the opposite of what was said before, or withdraws it outright."
    ),
    Label.WEAKENED: LabelWords(
        "weakened",
        "↓",
        "soft",
        "Binds less than before: a softer verb, or a date, an amount or a named instrument lost.",
    ),
    Label.STRENGTHENED: LabelWords(
        "strengthened",
        "↑",
        "firm",
        "Binds more than before: a firmer verb, a date, an amount or a named instrument gained, or a "
        "condition taken out.",
    ),
    Label.QUALIFIED: LabelWords(
        "qualified", "*", "soft", "A condition or a way out was added; the verb is as strong as before."
    ),
    Label.NARROWED: LabelWords(
        "narrowed", "›‹", "soft", "Covers fewer targets, parties or subjects than before."
    ),
    Label.BROADENED: LabelWords(
        "broadened", "‹›", "firm", "Covers more targets, parties or subjects than before."
    ),
    Label.MIXED: LabelWords(
        "mixed", "±", "mixed", "Moves two ways at once, say broader and weaker. Shown as it is, never netted."
    ),
    Label.RESUMED: LabelWords("resumed", "↻", "firm", "Said again after it had been dropped."),
    Label.DROPPED: LabelWords(
        "dropped", "×", "hard", "Missing from two comparable documents in a row that used to carry it."
    ),
    Label.REAFFIRMED: LabelWords("continues", "=", "calm", "Said again; nothing that binds has moved."),
    Label.NEW: LabelWords("new", "+", "calm", "No earlier statement on this line in the texts held."),
    Label.NOT_REPEATED: LabelWords(
        "not repeated",
        "–",
        "calm",
        "Missing from one comparable document. Silence once is not a change; a second time is “dropped”.",
    ),
}

KINDS: dict[Kind, str] = {
    Kind.U_OWN: "undertaking",
    Kind.U_JOINT: "joint undertaking",
    Kind.U_WARN: "warning",
    Kind.D_DEMAND: "demand",
    Kind.D_CALL: "call on others",
    Kind.D_PRINCIPLE: "principle for others",
    Kind.S_PRINCIPLE: "stance",
    Kind.S_LINKAGE: "stance on a linkage",
    Kind.S_SUPPORT: "support for another’s plan",
    Kind.E_CONDEMN: "judgment",
    Kind.E_CONCERN: "judgment",
    Kind.E_PRAISE: "praise",
}

FACETS: dict[str, str] = {  # those that can move a label, in the order of their weight
    "family": "Kind",
    "level": "Level",
    "polarity": "Sense",
    "direction": "Direction",
    "condition": "Condition",
    "deadline": "Deadline",
    "amount": "Amount",
    "instrument": "Instrument",
    "target": "Target",
    "scope_items": "Scope",
    "speakers": "Speakers",
    "addressees": "Addressed to",
    "goal": "Goal",
    "intensity": "Emphasis",
}

_VALUES: dict[str, dict[str, str]] = {
    "intensity": {"-1": EMPHASIS[-1], "0": EMPHASIS[0], "1": EMPHASIS[1], "+1": EMPHASIS[1]},
    "polarity": {"+": "to happen", "-": "not to happen"},
    "family": FAMILIES,
}


def kind_words(kind: Kind, level: int) -> str:
    """Return what a unit does and how firmly.

    >>> kind_words(Kind.U_OWN, 4)
    'undertaking, definite (4 of 5)'
    """
    if kind is Kind.E_PRAISE:  # its ladder has words for blame only
        return f"{KINDS[kind]} ({level} of 5)"
    return f"{KINDS[kind]}, {LEVELS[kind.family][level - 1]} ({level} of 5)"


def facet_value(facet: str, value: str, family: str) -> str:
    """Return the value of a facet for a reader; an empty one is "none"."""
    if facet == "level" and value in {"1", "2", "3", "4", "5"} and family in LEVELS:
        return level_words(family, int(value))
    return _VALUES.get(facet, {}).get(value, value) or "none"
