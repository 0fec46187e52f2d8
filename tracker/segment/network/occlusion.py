"""Which words of a unit carried the reader: the drop of its probability without each of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain import Unit
from tracker.segment.network.encoder import Encoder
from tracker.segment.network.evidence import surroundings
from tracker.segment.network.spans import span_at
from tracker.segment.network.windows import Piece, PieceStretch, Window, windows
from tracker.segment.sentences import Sentence

SHOWN = 3
LEAST = 0.02  # a smaller drop is noise


def carrying_words(
    text: str, found: Sequence[Sentence], unit: Unit, encoder: Encoder
) -> tuple[tuple[str, float], ...]:
    """Return the words of *unit* whose absence lowers its probability most, with the drop, largest first.

    *found* are the sentences of *text*. Each word is hidden in turn and the
    sentence read again by itself, so the figures may differ a little from the
    probability of the unit, which was read beside its neighbours.
    """
    sentence = next(one for one in found if one.start <= unit.start < one.end)
    encoder = next((reader for reader, _ in encoder.parts(text, [sentence])), encoder)
    window = next(windows(text, [sentence], encoder.tokenizer, size=encoder.size), None)
    if window is None:
        return ()
    pieces = window.stretches[0].pieces
    whole = _probability(text, pieces, pieces, unit, encoder)
    drops = []
    for start, end in _words(text, pieces, unit):
        hidden = tuple(
            Piece(encoder.mask, piece.start, piece.end) if start <= piece.start < end else piece
            for piece in pieces
        )
        drops.append((text[start:end], whole - _probability(text, hidden, pieces, unit, encoder)))
    drops.sort(key=lambda pair: -pair[1])
    return tuple((word, drop) for word, drop in drops[:SHOWN] if drop >= LEAST)


def _probability(
    text: str, shown: tuple[Piece, ...], pieces: tuple[Piece, ...], unit: Unit, encoder: Encoder
) -> float:
    heads = encoder.heads(Window((PieceStretch(0, shown),)))
    end = min(unit.end, pieces[-1].end)
    (around,) = surroundings([heads])
    return span_at(text, pieces, heads, unit.start, end, encoder.calibration, around).probability


def _words(text: str, pieces: Sequence[Piece], unit: Unit) -> list[tuple[int, int]]:
    """Return the borders of the words of *unit* that the window holds: pieces without a gap between them."""
    inside = [piece for piece in pieces if unit.start <= piece.start < unit.end]
    cuts = [0, *(number for number, (a, b) in enumerate(pairwise(inside), 1) if a.end < b.start), len(inside)]
    spans = [(inside[a].start, inside[b - 1].end) for a, b in pairwise(cuts) if b > a]
    return [(start, end) for start, end in spans if any(sign.isalnum() for sign in text[start:end])]
