"""Words of a sentence with their exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., R.O.K.
    r"|[$€£¥]?\d+(?:[.,:/]\d+)*%?"  # 4.5, 1/4, $500, 12%
    r"|[’'`´]s\b"  # possessive
    r"|[^\W\d_]+"  # a word
    r"|\S"
)


# sentences whose words are kept, 3 KB each: openings are cut twice, and an issuer repeats itself
REMEMBERED = 2048

LONGEST_REMEMBERED = 2_000  # characters; what is longer is no sentence that anybody repeats

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
    said = text[start:end]
    words = _words if len(said) <= LONGEST_REMEMBERED else _split
    return Tokens(*words(said), text, start, end)


def _split(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of one sentence as written and as patterns see them."""
    raw = tuple(TOKEN.findall(said))
    lower = tuple(map(str.lower, raw))
    if not APOSTROPHES.isdisjoint(lower):
        lower = tuple("’s" if word in APOSTROPHES else word for word in lower)
    return raw, lower


_words = lru_cache(maxsize=REMEMBERED)(_split)
