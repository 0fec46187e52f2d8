"""Pack the sentences of a document into windows of word pieces, as the reader's encoder takes them.

    sentences ─► word pieces with offsets ─► windows of at most SIZE pieces, in document order

A window holds whole sentences in a row, so that each is read beside its
neighbours and no piece is read twice. Only a sentence longer than a window is
cut, after a comma or semicolon where there is one near the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tracker.segment.sentences import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SIZE = 254  # pieces of text in a window; with the two marks at its ends the encoder sees 256
NEAR = 60  # how far before the end of a window a long sentence may be cut at a comma


class Piece(NamedTuple):
    """A word piece: its number in the vocabulary, and text[start:end] of the document."""

    token: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PieceStretch:
    """Pieces of one sentence that stand in one window. A sentence is one stretch, unless it is too long."""

    sentence: int  # its number among the sentences that were given
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Stretches that the encoder reads together."""

    stretches: tuple[PieceStretch, ...]

    def __len__(self) -> int:
        return sum(len(stretch.pieces) for stretch in self.stretches)

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece of the window in order."""
        for stretch in self.stretches:
            yield from stretch.pieces


def windows(
    text: str, sentences: Sequence[Sentence], tokenizer: Tokenizer, *, size: int = SIZE, first: int = 0
) -> Iterator[Window]:
    """Yield the windows of *text*, in order, of at most *size* pieces each.

    *first* is the size of the first window where it is to be smaller: training
    moves the borders from epoch to epoch with it.
    """
    held: list[PieceStretch] = []
    filled, limit = 0, first or size
    for stretch in _stretches(text, sentences, tokenizer, size):
        if held and filled + len(stretch.pieces) > limit:
            yield Window(tuple(held))
            held, filled, limit = [], 0, size
        held.append(stretch)
        filled += len(stretch.pieces)
    if held:
        yield Window(tuple(held))


def _stretches(
    text: str, sentences: Sequence[Sentence], tokenizer: Tokenizer, size: int
) -> Iterator[PieceStretch]:
    for number, sentence in enumerate(sentences):
        # one by one: in a batch the tokenizer starts a thread for each core, and waits for them
        begin = sentence.start
        encoding = tokenizer.encode(text[begin : sentence.end], add_special_tokens=False)
        pieces = [
            Piece(token, begin + start, begin + end)
            for token, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        ]
        first = 0
        while first < len(pieces):
            cut = _cut(text, pieces, first, size)
            yield PieceStretch(number, tuple(pieces[first:cut]))
            first = cut


def _cut(text: str, pieces: Sequence[Piece], first: int, size: int) -> int:
    """Return the number of the piece with which the window after the one that begins with piece *first* begins."""
    if len(pieces) - first <= size:
        return len(pieces)
    for cut in range(first + size, first + max(size - NEAR, 1), -1):
        if text[pieces[cut - 1].start] in ",;:":
            return cut
    return first + size
