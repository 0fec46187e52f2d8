"""Words of a sentence with their exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., R.O.K.
    r"|[$€£¥]?\d+(?:[.,:/]\d+)*%?"  # 4.5, 1/4, $500, 12%
    r"|[’'`´]s\b"  # possessive
    r"|[^\W\d_]+"  # a word
    r"|\S"
)


APOSTROPHES = frozenset({"'s", "`s", "´s"})


@dataclass(frozen=True)
class Tokens:
    """One sentence as words: *raw* as written, *lower* as patterns see them."""

    raw: tuple[str, ...]
    lower: tuple[str, ...]
    text: str
    start: int
    end: int

    def __len__(self) -> int:
        return len(self.raw)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offsets into the text where the words begin. Found when first asked for: most sentences hold no unit."""
        return tuple([match.start() for match in TOKEN.finditer(self.text, self.start, self.end)])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Offsets just after the words."""
        return tuple(start + len(word) for start, word in zip(self.starts, self.raw, strict=True))


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the words of text[start:end]; offsets are into *text*."""
    raw = tuple(TOKEN.findall(text, start, end))
    lower = tuple(map(str.lower, raw))
    if not APOSTROPHES.isdisjoint(lower):
        lower = tuple("’s" if word in APOSTROPHES else word for word in lower)
    return Tokens(raw, lower, text, start, end)
