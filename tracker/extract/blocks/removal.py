"""Blocks that a source says are no statement, by the words they begin with."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain import Block, Document, Role
from tracker.errors import SlowPatternError, UnreadableRevision
from tracker.text.user_patterns import match_pattern

_BEGINNING = 500  # characters of a block a pattern may look at


def remove_blocks(document: Document, pattern: str, where: str) -> Document:
    """Return *document* with every block furniture that *pattern* matches at its beginning.

    The text stays as it is, so offsets and quotes do too.

    Raises:
        UnreadableRevision: *pattern* is no regular expression, or takes too long on a block.
    """

    def is_removed(block: Block) -> bool:
        begins = document.text[block.start : min(block.end, block.start + _BEGINNING)]
        return match_pattern(pattern, begins, key="selectors.remove_text", where=where) is not None

    try:
        blocks = tuple(
            replace(block, role=Role.FURNITURE) if is_removed(block) else block for block in document.blocks
        )
    except SlowPatternError as error:
        raise UnreadableRevision(error.message, where=where, remedy=error.remedy) from error
    return replace(document, blocks=blocks)
