"""Phrases of a table and the codes that they point to, looked up in the words of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.segment.tokens import tokenize

PREFIX = 3  # a word with a trailing * is looked up by its first letters
REMEMBERED = 32_768  # words whose phrases are kept; texts repeat theirs
Entries = tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """A table of phrases."""

    is_empty: bool
    begun_by: Callable[[str], Entries]  # the phrases whose first word a word is

    def named(self, words: Sequence[str]) -> set[str]:
        """Return every code that lower-case *words* point to."""
        found: set[str] = set()
        if self.is_empty:
            return found
        for index, entries in enumerate(map(self.begun_by, words)):
            for rest, code in entries:
                if not rest or (code not in found and _follows(words, index + 1, rest)):
                    found.add(code)
        return found


def build_phrases(table: Mapping[str, Iterable[str]]) -> Phrases:
    """Return the look-up for *table*: code → phrases; a trailing * makes a word a prefix."""
    whole: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stems: dict[str, list[tuple[str, tuple[tuple[str, ...], str]]]] = {}
    for code, phrases in table.items():
        for phrase in phrases:
            first, *rest = (token for word in phrase.split() for token in _pieces(word))
            entry = tuple(rest), code
            if first.endswith("*"):
                stems.setdefault(first[:PREFIX], []).append((first[:-1], entry))
            else:
                whole.setdefault(first, []).append(entry)

    def begun_by(word: str) -> Entries:
        by_prefix = (entry for prefix, entry in stems.get(word[:PREFIX], ()) if word.startswith(prefix))
        return (*whole.get(word, ()), *by_prefix)

    return Phrases(not whole and not stems, lru_cache(REMEMBERED)(begun_by))


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
