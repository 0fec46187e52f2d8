"""Blocks that a source says are no statement, by the words they begin with."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.domain import Document, Role
from tracker.errors import UnreadableRevision

_BEGINNING = 500  # characters of a block a pattern may look at: an ill pattern costs no more


def remove_blocks(document: Document, pattern: str, where: str) -> Document:
    """Return *document* with every block furniture that *pattern* matches at its beginning.

    The text stays as it is, so offsets and quotes do too.

    Raises:
        UnreadableRevision: *pattern* is no regular expression.
    """
    try:
        begins = re.compile(pattern)
    except re.error as error:
        raise UnreadableRevision(
            f"remove_text {pattern!r} is no regular expression: {error}", where=where
        ) from error
    blocks = tuple(
        replace(block, role=Role.FURNITURE)
        if begins.match(document.text[block.start : min(block.end, block.start + _BEGINNING)])
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)
