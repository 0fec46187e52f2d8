"""Ways to part a sentence into spans: the best path through O, B and I, looked for with several leanings.

    logits of a sentence ─► best path under each leaning ─► borders mended ─► distinct readings

A leaning is added towards units, so that spans below the threshold are found too, and towards a
new unit inside of one, so that "agreed to meet and to open the port" is found as one unit and as
two. Which reading holds is decided by the evidence for its spans (:mod:`tracker.segment.network.evidence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.segment.grammar import ADVERBS, MODALS
from tracker.segment.network.borders import mended
from tracker.segment.network.heads import Scores
from tracker.segment.network.korean_clauses import begins_clause, stands_alone
from tracker.segment.network.windows import Piece
from tracker.text.korean import HANGUL

Leaning = tuple[float, float]  # added to the logits of B and I, and to that of B behind B and I
Rows = Sequence[Sequence[float]]  # the logits of O, B and I for each piece

SHORTEST = 2  # words in a unit
HANGING = MODALS | ADVERBS | frozenset("that to they we it".split())  # what no unit ends with
FRAME = 4  # words: a span as short that touches the next one says nothing by itself


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of a reading: the pieces first..last of the sentence, and text[start:end] of the document."""

    first: int
    last: int
    start: int
    end: int


def readings(
    text: str, pieces: Sequence[Piece], tags: Scores, begin: int, stop: int, leanings: Sequence[Leaning]
) -> tuple[tuple[Cut, ...], ...]:
    """Return the distinct ways to part the sentence text[begin:stop] into spans, that of the first leaning first.

    *pieces* are those of the sentence and *tags* their logits of O, B and I. Spans are in
    order and do not overlap; a way without any span is left out.
    """
    rows = _with_clauses(text, pieces, tags).tolist()
    seen: set[tuple[tuple[int, int], ...]] = set()
    known: dict[tuple[int, int, int], Cut] = {}
    found: dict[tuple[Cut, ...], None] = {}
    for bias, split in leanings:
        path = tuple(best_path(rows, bias, split))
        if path in seen:
            continue
        seen.add(path)
        floor, cuts = begin, []
        for first, last in _joined(text, pieces, path):
            place = first, last, floor
            if place not in known:
                known[place] = Cut(
                    first, last, *mended(text, pieces[first].start, pieces[last - 1].end, floor, stop)
                )
            cut = known[place]
            if cut.end > cut.start and len(text[cut.start : cut.end].split()) >= SHORTEST:
                cuts.append(cut)
                floor = cut.end
        if cuts:
            found[tuple(cuts)] = None
    return tuple(found)


def best_path(rows: Rows, bias: float, split: float) -> Iterator[tuple[int, int]]:
    """Yield the spans of the best path through O, B and I, in which no I follows an O: first piece and one past the last."""
    outside, begins, inside = rows[0][0] - bias, rows[0][1], -1e9
    steps = []
    for o, b, i in rows[1:]:  # without a tuple that is not kept: half of the time of all paths
        from_unit, unit = 2, inside
        if begins >= inside:
            from_unit, unit = 1, begins
        if outside >= unit + split:
            to_begin, on = 0, outside + b
        else:
            to_begin, on = from_unit, unit + split + b
        if outside >= unit:
            steps.append((0, to_begin, from_unit))
            outside = outside + o - bias
        else:
            steps.append((from_unit, to_begin, from_unit))
            outside = unit + o - bias
        begins, inside = on, unit + i
    states = [max(range(3), key=(outside, begins, inside).__getitem__)]
    for step in reversed(steps):
        states.append(step[states[-1]])
    first = -1
    for number, state in enumerate(reversed(states)):
        if state != 2 and first >= 0:
            yield first, number
            first = -1
        if state == 1:
            first = number
    if first >= 0:
        yield first, len(states)


def _joined(
    text: str, pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield *spans*, those that only lead on put together with what follows at once: "confirmed that they | will consider"."""
    held: tuple[int, int] | None = None
    for first, last in spans:
        if held and held[1] == first and _leads_on(text, pieces, held):
            held = held[0], last
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


def _leads_on(text: str, pieces: Sequence[Piece], span: tuple[int, int]) -> bool:
    """Tell whether *span* says nothing by itself: a few words, or any that end before their verb ("that they will firmly")."""
    said = text[pieces[span[0]].start : pieces[span[1] - 1].end]
    words = said.lower().split()
    if not words or (len(words) <= FRAME and not stands_alone(said)):
        return True
    return words[-1] in HANGING or (words[-1].endswith("ly") and not MODALS.isdisjoint(words[-3:]))


def _with_clauses(text: str, pieces: Sequence[Piece], tags: Scores) -> Scores:
    """Return *tags* with the beginnings of Korean clauses likelier as beginnings of units: two lead verbs are two units."""
    if not HANGUL.search(text, pieces[0].start, pieces[-1].end):
        return tags
    moved = tags.copy()
    for number, piece in enumerate(pieces[1:], 1):
        at = (
            piece.start + text[piece.start].isspace()
        )  # a piece that begins a word may hold the blank before it
        if text[at - 1].isspace():
            moved[number, 1] += begins_clause(text, at, pieces[-1].end)
    return moved
