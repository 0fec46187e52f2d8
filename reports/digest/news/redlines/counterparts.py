"""How much of a sentence another text says, in numbers that can be named. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tracker.edits.passages import Passage
from tracker.edits.sentence_likeness import alike_in_order
from tracker.link.pairs.pair_look import SCALE
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import content_stems

LOOKED_AT = 4  # sentences that hold most of it, and as many that are most like it, of which the order of words is looked at
OPENING = 3  # words with which two sentences begin
UNNAMED = 0.5  # for a sentence that names nothing
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")  # within a sentence


class Counterpart(NamedTuple):
    """How much of a sentence another text says, each from 0 to 1; words weigh by how rare they are."""

    likest: float  # words that it shares with the sentence most like it, of the words of both
    ahead: float  # its words that one sentence has, less those that any other has
    anywhere: float  # its words that the text has anywhere
    in_order: float  # words that it shares with one sentence in the same order, of both
    names: float  # its names that the text has


class Nearest(NamedTuple):
    """The sentence of another text that is most like a sentence, and how like it is, each from 0 to 1."""

    sentence: Passage
    likest: float  # words that both have, of the words of both, by how rare they are
    held: float  # words of the sentence that it has
    of_other: float  # its words that the sentence has
    phrases: float  # words that stand one behind the other in both, of those of the shorter
    opening: float  # both begin with the same three words
    ahead: float  # by how much it is more like the sentence than any other

    @property
    def evidence(self) -> tuple[float, ...]:
        """The numbers, in order."""
        return self[1:]


class Sayings:
    """The sentences of a text, to be asked what they say of a sentence of another.

    *sentences* are those of the *text*.
    """

    def __init__(self, sentences: Sequence[Passage], text: str) -> None:
        self._sentences = sentences
        self._text = text

    def of(self, sentence: Passage) -> Counterpart:
        """Return how much of *sentence* they say."""
        stems, shared = self._shared(sentence)
        whole = sum(stems.values())
        if not shared:
            return Counterpart(0.0, 0.0, 0.0, 0.0, self._named(sentence))
        held = {number: weight / whole for number, weight in shared.items()}
        alike = self._alike(whole, shared)
        # of two sentences that hold as much the earlier one, so that the order of a set never shows
        by_held, by_alike = (sorted(by, key=lambda at: (-by[at], at)) for by in (held, alike))
        second = held[by_held[1]] if len(by_held) > 1 else 0.0
        looked_at = {*by_held[:LOOKED_AT], *by_alike[:LOOKED_AT]}
        return Counterpart(
            alike[by_alike[0]],
            held[by_held[0]] - second,
            sum(weight for stem, weight in stems.items() if stem in self._places) / whole,
            max(alike_in_order(sentence, self._sentences[number]) for number in looked_at),
            self._named(sentence),
        )

    def likest(self, sentence: Passage) -> float:
        """Return how like *sentence* is the one most like it: the words that both have, of the words of both, by how rare they are."""
        stems, shared = self._shared(sentence)
        return max(self._alike(sum(stems.values()), shared).values(), default=0.0)

    def nearest(self, sentence: Passage) -> Nearest | None:
        """Return the sentence most like *sentence*; None where none has a word of it."""
        stems, shared = self._shared(sentence)
        if not shared:
            return None
        whole = sum(stems.values())
        alike = self._alike(whole, shared)
        first, *others = sorted(alike, key=lambda at: (-alike[at], at))
        found = self._sentences[first]
        phrases, theirs = (set(pairwise(one.said.casefold().split())) for one in (sentence, found))
        openings = (one.said.casefold().split()[:OPENING] for one in (sentence, found))
        return Nearest(
            found,
            alike[first],
            shared[first] / whole,
            shared[first] / self._weights[first],
            len(phrases & theirs) / max(1, min(len(phrases), len(theirs))),
            float(next(openings) == next(openings)),
            alike[first] - (alike[others[0]] if others else 0.0),
        )

    def _shared(self, sentence: Passage) -> tuple[dict[str, float], dict[int, float]]:
        """Return what the words of *sentence* weigh, and by the number of each sentence that has some of them what those weigh."""
        weigh = load_model().words.word
        stems = {stem: weigh(stem) / SCALE for stem in content_stems(sentence.said)}
        shared = defaultdict[int, float](float)
        for stem, weight in stems.items():
            for number in self._places.get(stem, ()):
                shared[number] += weight
        return stems, dict(shared)

    def _alike(self, whole: float, shared: dict[int, float]) -> dict[int, float]:
        """Return how like each sentence of *shared* is to one whose words weigh *whole*: what both have, of the words of both."""
        return {number: 2 * weight / (whole + self._weights[number]) for number, weight in shared.items()}

    def _named(self, sentence: Passage) -> float:
        names = set(_NAME.findall(sentence.said))
        return sum(name in self._text for name in names) / len(names) if names else UNNAMED

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The numbers of the sentences that have a stem."""
        places = defaultdict[str, list[int]](list)
        for number, sentence in enumerate(self._sentences):
            for stem in frozenset(content_stems(sentence.said)):
                places[stem].append(number)
        return dict(places)

    @cached_property
    def _weights(self) -> list[float]:
        """What the words of each sentence weigh, each once."""
        weigh = load_model().words.word
        return [
            sum(weigh(stem) for stem in frozenset(content_stems(one.said))) / SCALE for one in self._sentences
        ]
