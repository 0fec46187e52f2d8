"""Two sentences as one row of word pieces, in which what went and what came is marked: what the network of substance reads. Pure.

    redline of both ─► stretches that stay, go and come ─► word pieces, each with its mark

The network compares nothing itself: where two sentences were given one after the other, it learned from the same pairs hardly
anything (docs/decisions/0039-substance-network.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tracker.compare.redline import redline

if TYPE_CHECKING:
    from tokenizers import Tokenizer

STAYS, GOES, COMES = 0, 1, 2  # the mark of a piece
MARKS = {"equal": STAYS, "delete": GOES, "insert": COMES}
# Pieces of the vocabulary that stand before and behind what goes, and what comes, and in the place of the middle of what stays.
AROUND = {GOES: ("[unused1]", "[unused2]"), COMES: ("[unused3]", "[unused4]")}
LEFT_OUT = "[unused5]"
START, STOP = "[CLS]", "[SEP]"
NEAR = 12  # pieces of what stays that are read on each side of what goes or comes
LONGEST = 220  # pieces in a row: the rest of two long sentences is not read


class RedlinePieces(NamedTuple):
    """Word pieces by their numbers in the vocabulary, each with its mark."""

    pieces: tuple[int, ...]
    marks: tuple[int, ...]


def marked_pieces(before: str, after: str, tokenizer: Tokenizer) -> RedlinePieces:
    """Return what the network reads of two sentences; "" is a sentence that is not there."""
    row = [(_number(START, tokenizer), STAYS), *_pieces(before, after, tokenizer)][:LONGEST]
    row.append((_number(STOP, tokenizer), STAYS))
    return RedlinePieces(tuple(piece for piece, _ in row), tuple(mark for _, mark in row))


def _pieces(before: str, after: str, tokenizer: Tokenizer) -> Iterator[tuple[int, int]]:
    for run in redline(before, after):
        mark = MARKS[run.op]
        pieces = tokenizer.encode(run.text, add_special_tokens=False).ids
        if mark != STAYS:
            first, last = AROUND[mark]
            pieces = [_number(first, tokenizer), *pieces, _number(last, tokenizer)]
        elif len(pieces) > 2 * NEAR:
            pieces = [*pieces[:NEAR], _number(LEFT_OUT, tokenizer), *pieces[-NEAR:]]
        yield from ((piece, mark) for piece in pieces)


def _number(piece: str, tokenizer: Tokenizer) -> int:
    number = tokenizer.token_to_id(piece)
    assert number is not None, f"the vocabulary has no {piece}"
    return number
