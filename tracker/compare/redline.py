"""A redline of two wordings, for display only: no label is ever decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tracker.text.content_words import STOPWORDS

Op = Literal["equal", "delete", "insert", "moved"]

# difflib reads best but grows with the square of the length: 2.5 s for 3,000 words against 5 ms (stack.md, section 5).
LONG = 300

# Numbers, fractions, currency, dates and initials with their stops stay whole; white space goes with the word before it.
_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d\s*"
    r"|(?:[A-Z]{1,3})?[$€£¥₩]?\d+(?:[.,/:-]\d+)*(?:%|\s?per\s?cent\b|(?:st|nd|rd|th)\b|[가-힣]+)?\s*"
    r"|(?<![^\W_])(?:(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z]))(?![^\W_])\s*"
    r"|[^\W\d_]+(?:['’.-][^\W\d_]+)*\s*"
    r"|\s+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RedlineRun:
    """A stretch of words that stands in both texts, only in the earlier, only in the later, or elsewhere in the other."""

    op: Op
    text: str


def redline(before: str, after: str) -> tuple[RedlineRun, ...]:
    """Return the runs that lead from *before* to *after*.

    The equal and deleted runs joined are *before*, the equal and inserted runs
    *after*, character for character.

    >>> [(run.op, run.text) for run in redline("by 2026 at most", "by 2027 at most")]
    [('equal', 'by '), ('delete', '2026 '), ('insert', '2027 '), ('equal', 'at most')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[RedlineRun] = []
    for deleted, inserted, kept in _merged(_edits(old, new)):
        for op, tokens in (("delete", deleted), ("insert", inserted), ("equal", kept)):
            if tokens:
                runs.append(RedlineRun(op, "".join(tokens)))  # type: ignore[arg-type]  # the three literals
    return tuple(runs)


Edit = tuple[list[str], list[str], list[str]]  # deleted, inserted, then kept


def _edits(old: list[str], new: list[str]) -> Iterator[Edit]:
    """Yield the edits in order, each with what is kept after it."""
    at_old = at_new = 0
    for first_old, first_new, size in _matches(old, new):
        deleted, inserted = old[at_old:first_old], new[at_new:first_new]
        at_old, at_new = first_old + size, first_new + size
        if deleted or inserted or size:
            yield deleted, inserted, old[first_old:at_old]


def _matches(old: list[str], new: list[str]) -> Iterable[tuple[int, int, int]]:
    """Return the blocks both sides share, as (start in old, start in new, length), closed by an empty one."""
    if max(len(old), len(new)) <= LONG:
        return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    from rapidfuzz.distance import Indel  # 10 ms, for long quotes alone

    blocks = [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(old, new)
        if code.tag == "equal"
    ]
    return [*blocks, (len(old), len(new), 0)]


def _merged(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Join edits that only a small word keeps apart: "the [-firm-] {+strong+} and [-swift-] {+slow+}" reads badly."""
    pending: Edit | None = None
    for deleted, inserted, kept in edits:
        if pending is None:
            pending = (deleted, inserted, kept)
            continue
        between = pending[2]
        if len(between) == 1 and between[0].strip().lower() in STOPWORDS and (pending[0] or pending[1]):
            pending = (pending[0] + between + deleted, pending[1] + between + inserted, kept)
        else:
            yield pending
            pending = (deleted, inserted, kept)
    if pending is not None:
        yield pending
