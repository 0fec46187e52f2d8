"""How likely the label of a move is right, from what can be seen of it; what is not likely enough is not mailed.

    move ─► evidence ─► weighted sum ─► probability ─► told, or "not mailed" with the reasons

Weights and marks stand in ``label_gate.json`` beside this module, fitted by
``python -m training.labels`` to moves that were judged by readers and left out by
line. A decision on a rate is compared as values and needs no gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from tracker.compare.labels.classify import LabelVerdict
from tracker.domain import Label, Mention
from tracker.link.occasions.genre import Genre, genre_of
from tracker.link.pairs.pair_features import NAMES as PAIR_NAMES
from tracker.link.pairs.pair_features import pair_evidence
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import Sum, load_model, probability, read_sum, read_weights

FILE = "label_gate.json"  # beside this module
SUREST = 0.99  # a link's probability: more is no more certain
ENOUGH = 8.0  # content words by weight: from there on more in common says no more
_SLOTS = frozenset(
    {"term_moved", "until_moved", "amount_moved", "means_moved", "condition_removed", "condition_gained"}
)
# What is looked at, and what to say where it speaks most against the label.
EVIDENCE: Mapping[str, str] = {
    "same words": "much is put otherwise",
    "in common": "little stands in both",
    "target": "they are about other things",
    "apart": "said shortly before",
    "agreed texts": "not agreed text against agreed text",
    "mixed": "it moved both ways",
    "list": "only a list came or went",
    "slot": "no date, amount, means or condition moved",
    "link": "it may be another line",
}
_TARGET, _APART = PAIR_NAMES.index("target"), PAIR_NAMES.index("apart")


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a label that was told was right, of moves left out: same line and this very label."""

    right: int
    given: int


@dataclass(frozen=True, slots=True)
class LabelGate:
    """What decides whether a label is told."""

    sum: Sum
    # by label, the probability from which it is; a label that is not there never is
    marks: Mapping[Label, float]
    told: Mapping[Label, Precision]

    def probability(self, values: tuple[float, ...]) -> float:
        """Return how likely a label is right."""
        return probability(self.sum.of(values))

    def mark_of(self, label: Label) -> float:
        """Return the probability from which *label* is told; 1.0 where too few cases, or too few right ones, are known."""
        return self.marks.get(label, 1.0)

    def doubt(self, label: Label, values: tuple[float, ...]) -> str:
        """Return why *label* is not told, in words; "" where it is."""
        if label not in self.marks:
            return "of such labels too few are known to be right"
        chance = self.probability(values)
        if chance >= self.mark_of(label):
            return ""
        parts = sorted(zip(self.sum.parts(values), EVIDENCE.values(), strict=True))
        why = " and ".join(words for part, words in parts[:2] if part < 0)
        return f"the label is right in {round(100 * chance)} of 100 such moves ({why})"


def label_evidence(before: Mention, after: Mention, verdict: LabelVerdict, score: float) -> tuple[float, ...]:
    """Return what speaks for and against the label of a move, in the order of EVIDENCE.

    *score* is how likely both are of one line, 0 to 1: where that is less sure, what differs is more often another matter.
    """
    sure = min(max(score, 1 - SUREST), SUREST)
    words = load_model().words
    pair = pair_evidence(look_at(before, words), look_at(after, words))
    content = verdict.content
    kept, other = (content.kept, max(content.gained, content.lost)) if content else (ENOUGH, 0.0)
    genres = {genre_of(before.release.title), genre_of(after.release.title)}
    return (
        kept / (kept + other) if kept else 0.0,
        min(kept, ENOUGH) / ENOUGH,
        pair[_TARGET],
        pair[_APART],
        float(genres == {Genre.AGREED}),
        float(verdict.label is Label.MIXED),
        float(verdict.label in (Label.BROADENED, Label.NARROWED)),
        float(bool(_SLOTS.intersection(verdict.by))),
        log(sure / (1 - sure)),
    )


@lru_cache(maxsize=1)
def load_gate() -> LabelGate:
    """Return the fitted gate.

    Raises:
        InstallError: Its file is missing or damaged.
    """
    return read_weights("tracker.compare.labels", FILE, read_gate)


def read_gate(made: Mapping[str, Any]) -> LabelGate:
    """Return the gate that *made*, the parsed JSON, describes.

    Raises:
        ValueError: It was fitted to other evidence than this version looks at.
    """
    told = {Label(name): Precision(*counts) for name, counts in made["told"].items()}
    marks = {Label(name): mark for name, mark in made["marks"].items()}
    return LabelGate(read_sum(made, EVIDENCE), marks, told)
