"""Labels with their values: "Date / 2024-03-04" on two lines, or "Date: 2024-03-04" on one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.extract.blocks import boilerplate
from tracker.extract.blocks.pieces import TextPiece, ends_sentence
from tracker.text.dates import find_date

HEAD = 60  # pieces: no page has a longer menu above its date line
_TAIL = 12  # pieces


def find_labels(pieces: Sequence[TextPiece]) -> tuple[frozenset[int], date | None]:
    """Find labels with their values: on two lines of their own, or on one with a colon."""
    found: set[int] = set()
    published_on: date | None = None
    edge = {*range(min(HEAD, len(pieces))), *range(max(0, len(pieces) - _TAIL), len(pieces))}
    for index in sorted(edge):
        text = pieces[index].text
        if len(text) > 120 or index in found:
            continue
        name, colon, value = text.partition(":") if ":" in text else text.partition("：")
        name, value = name.strip().lower(), value.strip()
        if name not in boilerplate.LABELS:
            continue
        span = {index}
        if not value and index + 1 < len(pieces):
            value, span = pieces[index + 1].text, {index, index + 1}
            adjacent = pieces[index + 1].chunk == pieces[index].chunk
        else:
            adjacent = bool(colon)
        if not _is_value(name, value, adjacent):
            continue
        found |= span
        if name in boilerplate.DATE_LABELS and published_on is None:
            published_on = find_date(value)
    return frozenset(found), published_on


def _is_value(name: str, value: str, adjacent: bool) -> bool:
    if name in boilerplate.DATE_LABELS:
        return len(value) <= 60 and find_date(value) is not None
    if name in boilerplate.COUNT_LABELS:
        return value.replace(",", "").replace(".", "").isdecimal()
    return adjacent and len(value) <= 80 and not (ends_sentence(value) and len(value.split()) >= 6)
