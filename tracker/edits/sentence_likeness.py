"""How much two sentences have in common: their words in order, by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel

from tracker.edits.passages import Passage
from tracker.text.content_words import STOPWORDS, content_stems

# Weight of a word of grammar, and of a name: who speaks is no matter. Any other weighs 1.
SMALL, NAME = 0.15, 0.4


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """What two sentences have in order: the weight of each run of words, and that of either sentence."""

    runs: Sequence[float]
    first: float
    second: float

    @property
    def weight(self) -> float:
        """What all runs weigh."""
        return sum(self.runs)

    @property
    def alike(self) -> float:
        """Their share of both sentences."""
        return 2 * self.weight / (self.first + self.second)

    @property
    def held(self) -> float:
        """Their share of the lighter one."""
        return self.weight / min(self.first, self.second)


class WeighedSentence:
    """A sentence, with what is asked of it for each sentence that it is laid beside."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words but those of grammar."""
        return frozenset(self.passage.forms) - STOPWORDS

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(content_stems(self.passage.said))

    @cached_property
    def weights(self) -> list[float]:
        """What each of its words weighs."""
        return [
            SMALL if word.form in STOPWORDS else NAME if word.is_name else 1.0 for word in self.passage.words
        ]

    @cached_property
    def weight(self) -> float:
        """What all of them weigh."""
        return sum(self.weights)


def alike_in_order(one: Passage, other: Passage) -> float:
    """Return the share of the weight of two sentences that both have in order: 0 to 1."""
    return shared_runs(WeighedSentence(one), WeighedSentence(other)).alike


def shared_runs(one: WeighedSentence, other: WeighedSentence) -> SharedRuns:
    """Return what two sentences have in order."""
    steps = Indel.opcodes(one.passage.forms, other.passage.forms)
    runs = [sum(one.weights[step.src_start : step.src_end]) for step in steps if step.tag == "equal"]
    return SharedRuns(runs, one.weight, other.weight)
