"""How strong a unit is: the ladder of the lexicon where its word is on it, the network's judgment elsewhere.

Where a unit is opened by a verb that has a rung ("agreed", "will", "called on"), that
rung is right more often than the network (left-out spans of five folds: demands .98 against .82,
undertakings by "committed to" .89 against .74, condemnations .91 against .62), and the same words always get the same
level. Frames ("reaffirmed", "stressed") have no rung of their own: there the network
decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.segment.network.spans import Span
from tracker.segment.slots.triggers import Trigger

TRUSTED = frozenset(
    {
        ("U", "commit"),
        ("U", "commit_adjective"),
        ("U", "modal"),
        ("D", "direct"),
        ("E", "concern_adjective"),
        ("E", "condemn"),
    }
)
GRAVEST = frozenset({"strongest", "violation", "violations", "violating"})  # with "condemn": rung 5
# What is undertaken weighs no more than this, whatever the verb before it (coding guide, section 4, content rule).
LIGHT = {
    "consider": 1, "explore": 1, "discuss": 1, "examine": 1, "study": 1, "look": 1,
    "seek": 2, "aim": 2, "hope": 2, "intend": 2,
    "effort": 3, "efforts": 3, "work": 3, "strive": 3, "endeavour": 3, "endeavor": 3,
    "considering": 1, "exploring": 1, "making": 5, "working": 3,
}  # fmt: skip


def settle_level(span: Span, trigger: Trigger, words: Sequence[str], *, bound: bool) -> tuple[int, str]:
    """Return the level of *span* and why.

    *words* are the lower-case words from behind the trigger to the action's verb, of
    a judgment to the end of the quote; *bound* says that the unit has both an amount and a deadline, which binds a definite undertaking.
    """
    place = (span.family, trigger.opening.table)
    # "noted", "recognized": the lowest rung for certain
    noting = place == ("S", "frame") and trigger.opening.level == 1
    if not (place in TRUSTED or noting) or not trigger.opening.level:
        return span.level, f"level {span.level}: {span.level_share:.2f} by the reader" + (
            f"; lexicon {trigger.opening.entry}" if trigger.opening.entry else ""
        )
    level, why = trigger.opening.level, f"lexicon {trigger.opening.entry}"
    if place == ("E", "condemn") and level == 4 and not GRAVEST.isdisjoint(words):
        level, why = 5, f"{why}; in the strongest terms or as a violation"
    if span.family == "U":
        light = min((LIGHT[word] for word in words if word in LIGHT), default=5)
        if light < level:
            level, why = light, f"{why}; what is undertaken weighs {light}"
        elif level == 4 and bound:
            level, why = 5, f"{why}; dated and quantified"
    return level, f"level {level}: {why}"
