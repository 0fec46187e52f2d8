"""From what each word piece is to spans: where a unit begins and ends, of which kind, how likely.

    logits of a sentence ─► readings of it ─► evidence for each span ─► probability ─► the best reading

Spans below the threshold are found too: they are what ``read --unread`` shows. The
weights of the evidence are fitted on issuers that were left out (``training/``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import mul

from tracker.domain import Kind
from tracker.segment.network.borders import mended
from tracker.segment.network.evidence import Around, SentenceEvidence, span_evidence
from tracker.segment.network.heads import FAMILIES, INTENSITIES, KINDS, LEVELS, Heads, family_shares
from tracker.segment.network.paths import Cut, Leaning, readings
from tracker.segment.network.windows import Piece

QUIET = 0.12  # a sentence none of whose pieces is in a unit with this probability is not looked at further
OPENING = re.compile(
    r"(?:and|or|but)\s+(?=\w)"
)  # no unit begins with these; probabilities are fitted to spans that may

PREDICATE = re.compile(  # "the political will to end" has none
    r"(?:will(?! to\b)|shall|must|should|would|may|can(?:not)?|is|are|was|were|has|have|remains?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the evidence of a span becomes a probability, and from which probability on it is a unit."""

    weights: tuple[float, ...]  # in the order of evidence.NAMES; the first is the constant
    thresholds: Mapping[str, float] = field(default_factory=dict)  # by family
    leanings: tuple[Leaning, ...] = ((1.0, 0.0),)  # with which the ways to read a sentence are looked for
    mix: float = 0.0  # how far the families of all the text count where that of a span is in doubt


@dataclass(frozen=True, slots=True)
class Span:
    """One unit as the reader found it: text[start:end] of the document."""

    start: int
    end: int
    kind: Kind
    level: int
    intensity: int
    reaffirm_claimed: bool
    probability: float  # that it is a unit as coded
    kind_share: float  # of the kind among all kinds
    level_share: float  # of the level among all levels

    @property
    def family(self) -> str:
        """The ladder it is measured on: U, D, S or E."""
        return self.kind.family


@dataclass(frozen=True, slots=True)
class Weighed:
    """A span, and the evidence that tells its probability."""

    span: Span
    features: tuple[float, ...]


def spans_of(
    text: str,
    pieces: Sequence[Piece],
    heads: Heads,
    begin: int,
    stop: int,
    calibration: Calibration,
    around: Around,
    *,
    quiet: float = QUIET,
) -> list[Span]:
    """Return the spans in one sentence, text[begin:stop], in order and without overlap.

    *pieces* are those of the sentence, *heads* what the network says of them and *around* what
    stands around. Of the ways to read the sentence that one is taken whose spans are
    most above their thresholds together. Spans below the threshold are among them; a
    sentence all of whose pieces are below *quiet* has none.
    """
    found = weighed_readings(text, pieces, heads, begin, stop, calibration, around, quiet=quiet)
    ways = ([one.span for one in reading] for reading in found)
    best = max(ways, key=lambda spans: worth(spans, calibration.thresholds), default=[])
    return list(joined((_without_opening(text, span) for span in best), text))


def joined(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield *spans* of one sentence, in order, a subject with the verb right behind it as one: "loans to households | will be limited".

    Of 23 such pairs on issuers left out that were two units each, 22 were coded as one.
    """
    held: Span | None = None
    for span in spans:
        if held and PREDICATE.match(text, span.start) and not text[held.end : span.start].strip():
            held = replace(span, start=held.start, probability=max(held.probability, span.probability))
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _without_opening(text: str, span: Span) -> Span:
    """Return *span* without the word that joins it to the one before."""
    joining = OPENING.match(text, span.start, span.end)
    return replace(span, start=joining.end()) if joining else span


def worth(spans: Sequence[Span], thresholds: Mapping[str, float]) -> tuple[float, float]:
    """Return what a reading is chosen by: how far its units are above their thresholds, then its likeliest span."""
    above = sum(max(0.0, span.probability - thresholds[span.family]) for span in spans)
    return above, max((span.probability for span in spans), default=0.0)


def weighed_readings(
    text: str,
    pieces: Sequence[Piece],
    heads: Heads,
    begin: int,
    stop: int,
    calibration: Calibration,
    around: Around,
    *,
    quiet: float = QUIET,
) -> list[list[Weighed]]:
    """Return the ways to read one sentence as :func:`spans_of` looks for them, each span with its evidence."""
    if not len(pieces) or 1 - float(heads.tags[:, 0].min()) < quiet:
        return []
    found = readings(text, pieces, heads.logits, begin, stop, calibration.leanings)
    passage = SentenceEvidence.of(text, begin, stop, heads.tags.tolist(), around)
    made = {
        cut: _weighed(passage, cut, heads, calibration, around)
        for cut in dict.fromkeys(cut for reading in found for cut in reading)
    }
    return [[made[cut] for cut in reading] for reading in found]


def span_at(
    text: str,
    pieces: Sequence[Piece],
    heads: Heads,
    start: int,
    end: int,
    calibration: Calibration,
    around: Around,
) -> Span:
    """Return text[start:end] as a span, whatever the network thinks of its borders."""
    inside = [number for number, piece in enumerate(pieces) if piece.start < end and start < piece.end]
    cut = Cut(inside[0], inside[-1] + 1, *mended(text, start, end, start, end))
    passage = SentenceEvidence.of(text, pieces[0].start, pieces[-1].end, heads.tags.tolist(), around)
    return _weighed(passage, cut, heads, calibration, around).span


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that *features*, weighed, tell."""
    total = sum(map(mul, features, weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _weighed(
    passage: SentenceEvidence, cut: Cut, heads: Heads, calibration: Calibration, around: Around
) -> Weighed:
    """Return the span of *passage* that *cut* is; its probability is .5 while *calibration* has no weights."""
    over = heads.over(cut.first, cut.last)
    features = span_evidence(passage, cut, over)
    kinds, levels, intensities = over["kind"], over["level"], over["intensity"]
    families = family_shares(kinds)
    family = max(families, key=lambda name: families[name] * around.families[name] ** calibration.mix)
    kind = max(FAMILIES[family], key=kinds.__getitem__)
    level = max(range(LEVELS), key=levels.__getitem__)
    span = Span(
        start=cut.start,
        end=cut.end,
        kind=KINDS[kind],
        level=level + 1,
        intensity=max(range(INTENSITIES), key=intensities.__getitem__) - 1,
        reaffirm_claimed=over["reaffirm"][1] > 0.5,
        probability=logistic(features, calibration.weights),
        kind_share=kinds[kind],
        level_share=levels[level],
    )
    return Weighed(span, features)
