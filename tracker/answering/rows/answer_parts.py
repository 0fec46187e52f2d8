"""What a question is answered by above the hits, for the terminal and for pages: rows of words and of texts by their days. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain import Release
from tracker.text.sanitize import one_line


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """Words, or the day *of* a text, which leads to it, at the statement with the id *unit* where there is one."""

    words: str = ""
    of: Release | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: *which* is its head, "" where it is that of the row before."""

    which: str
    parts: tuple[AnswerPart, ...]


def quoted_from(release: Release, words: str) -> tuple[AnswerPart, ...]:
    """Return *words* of a text in quotation marks, behind its day and its issuer."""
    issuer = f" · {one_line(release.issuer)}" if release.issuer else ""
    return AnswerPart(of=release), AnswerPart(f"{issuer}: “{words}”")


def as_words(row: AnswerRow, day: Callable[[Release], str]) -> str:
    """Return *row* in one line, texts by their *day*."""
    return "".join(day(part.of) if part.of else part.words for part in row.parts)
