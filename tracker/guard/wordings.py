"""The wordings of walls and error pages: a data file, read at first use."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tracker.guard.plain_sentences import normalise_text

_GAP = r"(?:[^.!?。！？\n]|\.(?=\S)){0,40}"
_UNSPACED = re.compile("[\u0600-\u06ff\u0e00-\u0e7f\u3040-\ud7a3]")  # or words that others are written onto
_WORD = re.compile(r"\w+")
_KEY, _UNSPACED_KEY = 5, 2  # characters a wording is looked up by


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: the kind of page that says it, and its pieces, which follow each other in one sentence."""

    kind: str
    pieces: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Return whether the wording stands in a plain text, at the start of a word."""
        return self.pieces[0] in text and _pattern(self.pieces).search(text) is not None

    @property
    def is_spaced(self) -> bool:
        """Whether it starts a word of its own."""
        return _UNSPACED.search(self.pieces[0]) is None


@dataclass(frozen=True, slots=True)
class Wordings:
    """All wordings: see the head of words.toml."""

    says: Mapping[str, tuple[Wording, ...]]  # by their first characters
    lines: Mapping[str, str]  # a whole line → kind
    beside: tuple[Wording, ...]
    markup: tuple[bytes, ...]

    def said_in(self, text: str) -> list[Wording]:
        """Return the wordings that only a wall says and that stand in a plain text."""
        keys = [text[word.start() : word.start() + _KEY] for word in _WORD.finditer(text)]
        if not text.isascii():
            keys += [text[start : start + _UNSPACED_KEY] for start in range(len(text))]
        says = self.says
        found = [wording for key in dict.fromkeys(keys) for wording in says.get(key, ())]
        return [wording for wording in found if wording.stands_in(text)]


@lru_cache(maxsize=1)
def load_wordings() -> Wordings:
    """Return the wordings that are shipped."""
    tables = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    beside, markup = tables.pop("beside"), tables.pop("markup")
    says: dict[str, list[Wording]] = defaultdict(list)
    lines: dict[str, str] = {}
    for kind, languages in tables.items():
        for words in languages.values():
            for wording in _wordings(kind, words["says"]):
                says[wording.pieces[0][: _KEY if wording.is_spaced else _UNSPACED_KEY]].append(wording)
            for line in words.get("lines", ()):
                lines.setdefault(normalise_text(line), kind)
    return Wordings(
        {key: tuple(found) for key, found in says.items()},
        lines,
        tuple(_wordings("", (word for words in beside.values() for word in words))),
        tuple(word.encode() for word in markup["challenge"]),
    )


def _wordings(kind: str, written: Iterable[str]) -> Iterator[Wording]:
    for words in written:
        yield Wording(kind, tuple(piece.strip() for piece in normalise_text(words).split("*")))


@lru_cache(maxsize=512)
def _pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    start = r"(?<!\w)" if _UNSPACED.search(pieces[0]) is None else ""
    return re.compile(start + _GAP.join(map(re.escape, pieces)))
