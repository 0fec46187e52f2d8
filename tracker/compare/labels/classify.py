"""From what differs to a label: a table, read top to bottom.

The rules are those of docs/change-labels.md (coding guide, section 8). The first
rule that fires is primary, all that fire are kept; signals that pull apart make
the change MIXED. Where the evidence is only wording, nothing fires: a wrong
"weakened" costs more than a missed one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.compare.facets.content_moves import ContentMove
from tracker.compare.facets.facet_diff import ORDERED, Difference, deltas_of, show_value, unit_differences
from tracker.compare.facets.said_beside import Texts, without_said_beside
from tracker.compare.labels import label_rules
from tracker.compare.labels.label_rules import FiredRule, MentionPair, Rule
from tracker.domain import Delta, Label, Unit
from tracker.text.rates import RateDecision, rate_decision


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """How a line moved between two mentions."""

    label: Label
    also: tuple[Label, ...]
    rule: str
    minor: bool
    deltas: tuple[Delta, ...]
    by: tuple[str, ...] = ()  # names of the rules that fired
    # what was put in and taken out; None where both quotes are the same words
    content: ContentMove | None = None


# In the order of the coding guide, section 8. Who speaks is no rule: speakers alone never make a move (section 11).
RULES: tuple[Rule, ...] = (
    label_rules.rate_moved,
    label_rules.turned,
    label_rules.strength_moved,
    label_rules.term_moved,
    label_rules.until_moved,
    label_rules.amount_moved,
    label_rules.means_moved,
    label_rules.condition_removed,
    label_rules.intensity_moved,
    label_rules.condition_gained,
    label_rules.addressees_moved,
    label_rules.counterparts_moved,
    label_rules.scope_moved,
    label_rules.content_opposed,
    label_rules.directness_opposed,
)

_UP = frozenset({Label.STRENGTHENED, Label.BROADENED})
_DOWN = frozenset({Label.WEAKENED, Label.NARROWED, Label.QUALIFIED})


def classify(
    before: Unit,
    after: Unit,
    *,
    dropped: bool = False,
    days: tuple[date | None, date | None] = (None, None),
    beside: tuple[Sequence[Unit], Sequence[Unit]] = ((), ()),
    texts: Callable[[], Texts] = lambda: ("", ""),
) -> LabelVerdict:
    """Return how the line moved from *before* to *after*, published on *days*.

    *beside* are the units of the two releases. *texts* gives all they say, and is asked where something
    moved: what stands there was neither gained nor lost.

    *dropped* says the line had been silent for good: it is RESUMED, with what
    else fired kept; but what was decided on a rate counts more than that it was.
    """
    differences = unit_differences(before, after, days, beside)
    pair = MentionPair(before, after, differences)
    named = _fired(pair)
    if named and [name for name, _ in named] != ["rate_moved"] and any(whole := texts()):
        differences = without_said_beside(differences, (before.quote, after.quote), whole)
        pair = MentionPair(before, after, differences)
        named = _fired(pair)
    deltas = deltas_of(differences)
    fired, by = [result for _, result in named], tuple(name for name, _ in named)
    labels = list(dict.fromkeys(result.label for result in fired))
    told = "; ".join(result.rule for result in fired)
    minor = bool(fired) and all(result.minor for result in fired)
    if dropped and not pair.decides_on_a_rate:
        decision = rate_decision(after.quote)
        parts = ("the line returns after it was dropped", str(decision or ""), told)
        told = "; ".join(part for part in parts if part)
        return LabelVerdict(Label.RESUMED, tuple(labels), told, False, deltas, by, pair.content)
    if not fired:
        return LabelVerdict(
            Label.REAFFIRMED,
            (),
            _unmoved(differences, rate_decision(after.quote), pair.content),
            False,
            deltas,
            content=pair.content,
        )
    if Label.REVERSED not in labels and _UP & set(labels) and _DOWN & set(labels):
        return LabelVerdict(
            Label.MIXED, tuple(labels), f"opposed signals: {told}", minor, deltas, by, pair.content
        )
    return LabelVerdict(labels[0], tuple(labels[1:]), told, minor, deltas, by, pair.content)


def _fired(pair: MentionPair) -> list[tuple[str, FiredRule]]:
    """Return the rules that fire on *pair*, by name."""
    rules = (label_rules.rate_moved,) if pair.decides_on_a_rate else RULES  # it says all there is
    return _standing_alone([(rule.__name__, result) for rule in rules if (result := rule(pair))])


def _standing_alone(fired: list[tuple[str, FiredRule]]) -> list[tuple[str, FiredRule]]:
    """Return *fired*, rules by name, without what means nothing beside a graver rule.

    What is taken back is not freer for having lost its condition, nor is its
    emphasis news; and a change of emphasis is no signal against one that is none.
    """
    if any(result.label is Label.REVERSED for _, result in fired):
        return [
            (name, result)
            for name, result in fired
            if not (result.minor or result.rule.startswith("condition"))
        ]
    return fired


def _unmoved(
    differences: dict[str, Difference], decision: RateDecision | None, content: ContentMove | None
) -> str:
    """Say that no rule tells a move, with a rate that was decided on again, another amount or day, and other speakers."""
    values = [
        f"another {name}: {show_value(one.before)}, now {show_value(one.after)}"
        for name in ("amount", "deadline")
        if (one := differences.get(name)) and one.verdict in ORDERED
    ]
    reworded = content is not None and bool(content.put_in or content.taken_out)
    same = "in other words" if reworded else "nothing that counts differs"
    told = ["; ".join(["same line, " + same if not values else "same line", *values])]
    if "rate" in differences:
        told.insert(0, differences["rate"].more)
    elif decision:
        told.insert(0, str(decision))
    if differences.get("speakers") and differences["speakers"].verdict in ("wider", "narrower"):
        told.append("other speakers")
    return "; ".join(told)
