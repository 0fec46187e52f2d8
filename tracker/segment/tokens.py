"""Words of a sentence with their exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., R.O.K.
    r"|[$€£¥]?\d+(?:[.,:/]\d+)*%?"  # 4.5, 1/4, $500, 12%
    r"|[’'`´]s\b"  # possessive
    r"|[^\W\d_]+"  # a word
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sentence as words. *lower* is what patterns see; *starts* and *ends* are offsets into the document."""

    raw: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.raw)


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the words of text[start:end]; offsets are into *text*."""
    found = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text, start, end)]
    raw = tuple(word for word, _, _ in found)
    return Tokens(
        raw,
        tuple("’s" if word in ("'s", "`s", "´s") else word.lower() for word in raw),
        tuple(first for _, first, _ in found),
        tuple(last for _, _, last in found),
    )
