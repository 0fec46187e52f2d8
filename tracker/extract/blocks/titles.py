"""The title of a text, among the lines above its first prose."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain import Role
from tracker.extract.blocks import boilerplate
from tracker.extract.blocks.line_shapes import is_day_line, looks_like_heading
from tracker.extract.blocks.pieces import TextPiece, alphanumeric, ends_sentence

_RUN = 3  # short lines one below the other make a menu


def mark_title(pieces: Sequence[TextPiece], roles: list[Role | None], first: int, known: str) -> str:
    """Mark the title among the pieces of the head and what stands above it; return its text."""
    loose = [index for index in range(first) if roles[index] is None]
    if known:
        letters = alphanumeric(known)
        same = [index for index in loose if alphanumeric(pieces[index].text) == letters]
        for index in same:
            roles[index] = Role.TITLE
        return known
    dated = [index for index in range(first) if roles[index] is Role.META and _is_date_mark(pieces, index)]
    chosen = _choose_title(pieces, roles, loose, dated)
    if chosen is None:
        return ""
    roles[chosen] = Role.TITLE
    above = [index for index in loose if index < chosen]
    menu = [
        index for index in above if dated or _in_run(pieces, index) or len(pieces[index].text.split()) <= 2
    ]
    for index in menu:
        roles[index] = Role.FURNITURE
    return " ".join(pieces[chosen].text.split()).lstrip("# ")


def _choose_title(
    pieces: Sequence[TextPiece], roles: Sequence[Role | None], loose: list[int], dated: list[int]
) -> int | None:
    fit = [index for index in loose if not pieces[index].marker and len(pieces[index].text) <= 300]
    if dated:
        before = [index for index in fit if index < dated[0]]
        after = [index for index in fit if index > dated[0]]
        for candidates, floor in ((before[::-1], 4), (after, 3), (before[::-1], 1)):
            for index in candidates:
                if len(pieces[index].text.split()) >= floor:
                    return index
        return None
    for index in fit:
        if index and roles[index - 1] is Role.META:
            return None  # a title stands above the bylines
        if len(pieces[index].text.split()) >= 3 and not _in_run(pieces, index):
            return index if looks_like_heading(pieces[index].text, longest=300) else None
    return None


def _is_date_mark(pieces: Sequence[TextPiece], index: int) -> bool:
    text = pieces[index].text
    return is_day_line(text) or text.partition(":")[0].strip().lower() in boilerplate.DATE_LABELS


def _in_run(pieces: Sequence[TextPiece], index: int) -> bool:
    """Return whether a short line stands among short lines, as in a menu."""
    chunk = [p for p in pieces[max(0, index - _RUN) : index + _RUN + 1] if p.chunk == pieces[index].chunk]
    return len(chunk) >= _RUN and all(len(p.text) <= 40 and not ends_sentence(p.text) for p in chunk)
