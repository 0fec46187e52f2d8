"""Phrases of a table and the codes that they point to, looked up in the words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.segment.tokens import tokenize

PREFIX = 3  # a word with a trailing * is looked up by its first letters
REMEMBERED = 32_768  # words whose phrases are kept; texts repeat theirs
Entry = tuple[tuple[str, ...], str]  # the words after the first, and the code
Entries = tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Phrases:
    """A table of phrases: those that a whole word begins, and those that a word begins by its first letters."""

    whole: Mapping[str, Entries]
    stems: Mapping[str, tuple[tuple[str, Entry], ...]]  # by three letters: the letters in full, and the entry

    def named(self, words: Sequence[str]) -> set[str]:
        """Return every code that lower-case *words* point to."""
        found: set[str] = set()
        if not self.whole and not self.stems:
            return found
        for index, entries in enumerate(map(self._begun_by, words)):
            for rest, code in entries:
                if not rest or (code not in found and _follows(words, index + 1, rest)):
                    found.add(code)
        return found

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - few tables ever live, and texts repeat their words
    def _begun_by(self, word: str) -> Entries:
        """Return the phrases whose first word *word* is."""
        by_prefix = (entry for prefix, entry in self.stems.get(word[:PREFIX], ()) if word.startswith(prefix))
        return (*self.whole.get(word, ()), *by_prefix)


def build_phrases(table: Mapping[str, Iterable[str]]) -> Phrases:
    """Return the look-up for *table*: code → phrases; a trailing * makes a word a prefix."""
    whole: dict[str, list[Entry]] = {}
    stems: dict[str, list[tuple[str, Entry]]] = {}
    for code, phrases in table.items():
        for phrase in phrases:
            first, *rest = (token for word in phrase.split() for token in _pieces(word))
            entry = tuple(rest), code
            if first.endswith("*"):
                stems.setdefault(first[:PREFIX], []).append((first[:-1], entry))
            else:
                whole.setdefault(first, []).append(entry)
    return Phrases(
        {word: tuple(found) for word, found in whole.items()},
        {letters: tuple(found) for letters, found in stems.items()},
    )


def _pieces(word: str) -> tuple[str, ...]:
    bare = word.rstrip("*")
    pieces = tokenize(bare, 0, len(bare)).lower
    return (*pieces[:-1], pieces[-1] + "*") if word.endswith("*") else pieces


def _follows(words: Sequence[str], index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) > len(words):
        return False
    return all(
        words[index + offset].startswith(part[:-1]) if part.endswith("*") else words[index + offset] == part
        for offset, part in enumerate(rest)
    )
