"""What a unit is about: topic codes by the words that point to them (coding guide, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.segment.tokens import tokenize

PREFIX = 3  # a word with a trailing * is looked up by its first letters
MOST = 3  # codes per unit


@dataclass(frozen=True, slots=True)
class Topics:
    """Phrases by their first word, or by its first letters where it ends in *. In order of the lexicon."""

    order: Mapping[str, int]
    whole: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    stems: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def of(self, words: Sequence[str]) -> frozenset[str]:
        """Return up to three codes for lower-case *words*, the more specific ones; {"other"} where none fits."""
        found = self.named(words)
        specific = [code for code in found if not any(other.startswith(code + ".") for other in found)]
        return frozenset(sorted(specific, key=self.order.__getitem__)[:MOST]) or frozenset({"other"})

    def named(self, words: Sequence[str]) -> set[str]:
        """Return every code that lower-case *words* point to."""
        found: set[str] = set()
        for index, word in enumerate(words):
            for phrase, code in self.whole.get(word, ()):
                if _follows(words, index, phrase):
                    found.add(code)
            for phrase, code in self.stems.get(word[:PREFIX], ()):
                if _follows(words, index, phrase):
                    found.add(code)
        return found


def build_topics(table: Mapping[str, Iterable[str]]) -> Topics:
    """Return the look-up for a [topics] table: code → phrases; a trailing * makes a word a prefix."""
    whole: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, phrases in table.items():
        for phrase in phrases:
            words = [
                "".join(tokenize(part, 0, len(part)).lower) if part.endswith("*") else part
                for part in phrase.split()
            ]
            tokens = tuple(token for word in words for token in _pieces(word))
            first = tokens[0]
            place = stems if first.endswith("*") else whole
            place.setdefault(first[:PREFIX] if first.endswith("*") else first, []).append((tokens, code))
    return Topics(
        {code: number for number, code in enumerate(table)},
        {word: tuple(found) for word, found in whole.items()},
        {word: tuple(found) for word, found in stems.items()},
    )


def _pieces(word: str) -> tuple[str, ...]:
    star = word.endswith("*")
    pieces = tokenize(word.rstrip("*"), 0, len(word.rstrip("*"))).lower
    return (*pieces[:-1], pieces[-1] + "*") if star else pieces


def _follows(words: Sequence[str], index: int, phrase: tuple[str, ...]) -> bool:
    if index + len(phrase) > len(words):
        return False
    return all(
        words[index + offset].startswith(part[:-1]) if part.endswith("*") else words[index + offset] == part
        for offset, part in enumerate(phrase)
    )
