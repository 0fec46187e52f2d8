"""Which labels are not mailed: those that were not right often enough where they had not been tuned.

``label_precision.json`` beside this module is written by ``python -m training.labels``
and printed in docs/accuracy.md. A label that is withheld is shown on pages, marked for
review, with the figure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from tracker.domain import Label, Release
from tracker.doubts import IN_TALK, NOT_MAILED
from tracker.errors import InstallError
from tracker.link.occasions.event_type import is_spoken

FILE = "label_precision.json"  # beside this module
LEAST_PRECISION = 0.7  # a wrong "weakened" in an analyst's mail costs more than a missed one


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a label was right: same line and this very label, of the cases it was given."""

    right: int
    given: int

    @property
    def share(self) -> float:
        """The share that was right; 0 where the label was never given."""
        return self.right / self.given if self.given else 0.0


def why_withheld(label: Label, earlier: Release, later: Release) -> str:
    """Return why a change with *label* is not mailed, in words; "" where it is."""
    if label is not Label.REAFFIRMED and (is_spoken(earlier.title) or is_spoken(later.title)):
        return IN_TALK
    measured = label_precision().get(label)
    if measured is None or measured.share >= LEAST_PRECISION:
        return ""
    if not measured.given:
        return f"{NOT_MAILED}: no left-out case shows yet whether {label} is right"
    return f"{NOT_MAILED}: {label} was right in {measured.right} of {measured.given} cases left out"


@lru_cache(maxsize=1)
def label_precision() -> dict[Label, Precision]:
    """Return how often each label that was measured was right.

    Raises:
        InstallError: The file is missing or damaged.
    """
    try:
        made = json.loads((resources.files("tracker.compare") / FILE).read_text("utf-8"))
        return {Label(name): Precision(*counts) for name, counts in made["labels"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallError(f"{FILE} cannot be read: {error}", remedy="install the package again") from error
