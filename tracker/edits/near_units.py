"""Units where a text was edited, read with the edit in view: what is not sure enough elsewhere counts here.

That somebody changed a sentence after it was published is evidence that it says
something. So the spans of the network count from a lower probability on, and a
unit found in one text has its counterpart read at the same words of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tracker.domain import Release, Revision, Unit
from tracker.reading import Reading
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.encoder import Encoder
from tracker.segment.network.spans import Span, span_at, spans_of
from tracker.segment.reader import build_units
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.speakers.speaker_rules import draw_cast

LOWER: Mapping[str, float] = {"U": 0.2, "D": 0.2, "S": 0.2, "E": 0.2}  # probability, by family
BIAS = 4.0  # added to the logits of B and I: a sentence that was edited says something
QUIET = 0.05  # a sentence none of whose pieces is in a unit with this probability is not looked at further
LEAST = 5  # words: a shorter span of low probability is a date or a name that belongs to the unit beside it
AROUND = 2  # sentences before and after an edited one that the network reads along with it

Place = tuple[int, int]  # text[start:end] of a document


def units_near(
    reading: Reading, release: Release, places: Sequence[Place], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit, ...]:
    """Return the units in the sentences that *places* touch, in order, those of lower probability among them.

    Raises:
        InstallError: The network's files are missing or damaged.
    """
    document, revision = reading.document, _revision(reading, release)
    every = tuple(sentences(document))
    touched = [number for number, sentence in enumerate(every) if _touches(sentence, places)]
    around = sorted(
        {
            near
            for number in touched
            for near in range(number - AROUND, number + AROUND + 1)
            if 0 <= near < len(every)
        }
    )
    found = [every[number] for number in around]
    lexicon = lexicon.knowing(release.issuer)
    spans = [
        (span, number)
        for span, number in _spans_near(document.text, found, lexicon, encoder)
        if span.probability >= LOWER[span.family]
        and len(document.text[span.start : span.end].split()) >= LEAST
        and _touches(found[number], places)
    ]
    return build_units(
        spans, found, document, revision, lexicon, draw_cast(document, release, every, lexicon)
    )


def _revision(reading: Reading, release: Release) -> Revision:
    """Return the revision that *reading* is of, without its bytes: who reads units needs its id and its release."""
    return Revision(reading.revision, release, 1, b"", "text/plain", "", datetime.min.replace(tzinfo=UTC))


def _spans_near(
    text: str, found: Sequence[Sentence], lexicon: Lexicon, encoder: Encoder
) -> Iterator[tuple[Span, int]]:
    for stretch, scores, own in encoder.read_parts(text, found):
        calibration = replace(own.calibration, bias=BIAS)
        begin, stop = stretch.pieces[0].start, stretch.pieces[-1].end
        for span in spans_of(text, stretch.pieces, scores, begin, stop, calibration, quiet=QUIET):
            if not (lexicon.never and lexicon.never.search(text, span.start, span.end)):
                yield span, stretch.sentence


def units_at(
    reading: Reading, release: Release, places: Sequence[Place], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit | None, ...]:
    """Return each of *places* as a unit, whether the network would have found one there or not; None where no sentence is.

    Kind, level and probability are what the network says of just these words.

    Raises:
        InstallError: The network's files are missing or damaged.
    """
    document, revision = reading.document, _revision(reading, release)
    every = tuple(sentences(document))
    lexicon = lexicon.knowing(release.issuer)
    cast = draw_cast(document, release, every, lexicon)
    read: list[Unit | None] = []
    for start, end in places:
        number = max(
            range(len(every)),
            key=lambda at: _overlap((every[at].start, every[at].end), (start, end)),
            default=-1,
        )
        span = _span(document.text, every[number], start, end, encoder) if number >= 0 else None
        made = build_units([(span, 0)], [every[number]], document, revision, lexicon, cast) if span else ()
        read.append(made[0] if made else None)
    return tuple(read)


def _span(text: str, sentence: Sentence, start: int, end: int, encoder: Encoder) -> Span | None:
    start, end = max(start, sentence.start), min(end, sentence.end)
    best: Span | None = None
    for stretch, scores, own in encoder.read_parts(text, [sentence]):
        first, last = max(start, stretch.pieces[0].start), min(end, stretch.pieces[-1].end)
        if last > first and (best is None or last - first > best.end - best.start):
            best = span_at(text, stretch.pieces, scores, first, last, own.calibration)
    return best


def _touches(sentence: Sentence, places: Sequence[Place]) -> bool:
    return any(start < sentence.end and sentence.start < end for start, end in places)


def _overlap(one: Place, other: Place) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def joined(stored: Sequence[Unit], near: Sequence[Unit]) -> Iterator[Unit]:
    """Yield *stored* and of *near* what overlaps none of them, in order of the text."""
    free = [
        one
        for one in near
        if not any(_overlap((one.start, one.end), (unit.start, unit.end)) > 0 for unit in stored)
    ]
    yield from sorted((*stored, *free), key=lambda unit: unit.start)
