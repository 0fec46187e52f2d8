"""From what differs to a label: a table, read top to bottom.

The rules are those of docs/change-labels.md (coding guide, section 8). The first
rule that fires is primary, all that fire are kept; signals that pull apart make
the change MIXED. Where the evidence is only wording, nothing fires: a wrong
"weakened" costs more than a missed one.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.compare import label_rules
from tracker.compare.facet_diff import facet_deltas
from tracker.compare.label_rules import FiredRule, MentionPair, Rule
from tracker.domain import Delta, Label, Unit


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """How a line moved between two mentions."""

    label: Label
    also: tuple[Label, ...]
    rule: str
    minor: bool
    deltas: tuple[Delta, ...]


# In the order of the coding guide, section 8.
RULES: tuple[Rule, ...] = (
    label_rules.polarity_reversed,
    label_rules.direction_reversed,
    label_rules.withdrawn,
    label_rules.family_moved,
    label_rules.level_moved,
    label_rules.slot_moved("deadline"),
    label_rules.slot_moved("amount"),
    label_rules.slot_moved("instrument"),
    label_rules.condition_removed,
    label_rules.intensity_moved,
    label_rules.condition_gained,
    label_rules.speakers_moved,
    label_rules.addressees_moved,
    label_rules.counterparts_moved,
    label_rules.scope_moved,
    label_rules.target_moved,
)

_UP = frozenset({Label.STRENGTHENED, Label.BROADENED})
_DOWN = frozenset({Label.WEAKENED, Label.NARROWED, Label.QUALIFIED})


def classify(
    before: Unit, after: Unit, *, dropped: bool = False, deltas: tuple[Delta, ...] | None = None
) -> LabelVerdict:
    """Return how the line moved from *before* to *after*.

    *dropped* says the line had been silent for good: it is RESUMED, with what
    else fired kept. *deltas* are those of the facets, where they are known.
    """
    if deltas is None:
        deltas = facet_deltas(before.facets, after.facets)
    fired: list[FiredRule] = []
    if before.quote != after.quote or before.facets != after.facets:  # else no rule has anything to fire on
        pair = MentionPair(before, after, {delta.facet: delta for delta in deltas})
        fired = [result for rule in RULES if (result := rule(pair))]
    if any(result.label is Label.REVERSED for result in fired):
        # what is taken back is not freer for having lost its condition, nor is its emphasis news
        fired = [result for result in fired if not (result.minor or result.rule.startswith("condition"))]
    labels = list(dict.fromkeys(result.label for result in fired))
    told = "; ".join(result.rule for result in fired)
    minor = bool(fired) and all(result.minor for result in fired)
    if dropped:
        told = "the line returns after it was dropped" + (f"; {told}" if told else "")
        return LabelVerdict(Label.RESUMED, tuple(labels), told, False, deltas)
    if not fired:
        return LabelVerdict(Label.REAFFIRMED, (), "same line, nothing that counts differs", False, deltas)
    if Label.REVERSED not in labels and _UP & set(labels) and _DOWN & set(labels):
        return LabelVerdict(Label.MIXED, tuple(labels), f"opposed signals: {told}", minor, deltas)
    return LabelVerdict(labels[0], tuple(labels[1:]), told, minor, deltas)
