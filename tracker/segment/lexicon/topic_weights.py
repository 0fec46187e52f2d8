"""How much each word and each find of the table of topics says for a code: a sum of named weights, fitted by training.topics.

The log odds of a code are its constant, the weight of each word of the unit (known by its first letters), the weight of
a find of the table in each place where there is one, and the weight of a bank's speaking. Nothing else counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tracker.errors import InstallError

PLACES = (
    "unit",
    "sentence",
    "before",
    "title",
)  # where a find of the table counts, each by a weight of its own
LETTERS = 6  # by which a word is known: "sancti" is sanction, sanctions and sanctioned
FILE = "topic_weights.json"


@dataclass(frozen=True, slots=True, eq=False)
class TopicWeights:
    """Log odds by code; codes are numbers, in the order of *codes*."""

    codes: tuple[str, ...]
    constants: tuple[float, ...]
    words: Mapping[str, tuple[tuple[int, float], ...]]  # by first letters
    finds: tuple[Mapping[str, tuple[int, float]], ...]  # by place, then code
    bank: tuple[tuple[int, float], ...]

    def log_odds(
        self, words: Sequence[str], finds: Sequence[Collection[str]], *, bank: bool
    ) -> Mapping[str, float]:
        """Return the log odds of each code for the lower-case *words* of a unit; *finds* are those of each place."""
        total = list(self.constants)
        for start in starts(words):
            for number, weight in self.words.get(start, ()):
                total[number] += weight
        for found, weights in zip(finds, self.finds, strict=True):
            for code in found:
                if code in weights:
                    number, weight = weights[code]
                    total[number] += weight
        if bank:
            for number, weight in self.bank:
                total[number] += weight
        return dict(zip(self.codes, total, strict=True))


def starts(words: Iterable[str]) -> list[str]:
    """Return the first letters by which *words* are known, each once, in order: a sum must not depend on the order of a set."""
    return list(dict.fromkeys([word[:LETTERS] for word in words]))


@cache
def load_topic_weights() -> TopicWeights:
    """Return the shipped weights.

    Raises:
        InstallError: Their file is missing or damaged.
    """
    try:
        text = resources.files("tracker").joinpath(f"segment/lexicon/{FILE}").read_text("utf-8")
        return read_topic_weights(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallError(
            f"tracker/segment/lexicon/{FILE} cannot be read", remedy="install the package again"
        ) from error


def read_topic_weights(held: Mapping[str, Any]) -> TopicWeights:
    """Return the weights that *held*, the content of the file, stands for."""
    codes = tuple(held["constants"])
    number = {code: at for at, code in enumerate(codes)}
    return TopicWeights(
        codes,
        tuple(held["constants"].values()),
        {
            word: tuple((number[code], weight) for code, weight in said.items())
            for word, said in held["words"].items()
        },
        tuple(
            {code: (number[code], weight) for code, weight in held["finds"][place].items()}
            for place in PLACES
        ),
        tuple((number[code], weight) for code, weight in held["bank"].items()),
    )
