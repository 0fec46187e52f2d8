"""Two readings of one document made one, with a confidence for each unit: parse.v1, the optional second opinion.

    rules.v1 ────────────┐
                         ├─► units; both found it, or one of them, says how far to trust it
    sentences with a cue ┘
      └─► parse ─► second reading

Where both readings found a unit the rules' offsets, kind, level and slots stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.domain import Document, Revision, Unit
from tracker.scoring import overlap
from tracker.segment.cast import draw_cast
from tracker.segment.cuts import CUT
from tracker.segment.drafts import Scene
from tracker.segment.lexicon import Lexicon
from tracker.segment.parse import Parse, find_model, load_parse
from tracker.segment.rules import segment
from tracker.segment.second import second_reading
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.tokens import Tokens, tokenize
from tracker.segment.units import build_unit

NAME = "parse.v1"
Segment = Callable[[Revision, Document], tuple[Unit, ...]]

# precision of each class, counted on the coded sets dev and dev2 together; what counts as a hit: tracker.scoring.
# tests/tracker/segment/test_parse.py counts them anew
BOTH = 0.95  # 448 of 469 units
RULES_ONLY = 0.75  # 64 of 85
PARSE_ONLY = 0.80  # 10 of 12; and about 48 of 60 drawn from 160 uncoded releases, read by eye
ONE = 0.5  # share of the shorter of two spans from which they are one finding
ALONE = "found by the second opinion alone"


def second_opinion(lexicon: Lexicon) -> tuple[Segment, str]:
    """Return the segmenter that reads twice, and what it adds to the stamp: the component, its model and weights.

    The model is found now and loaded at the first reading.

    Raises:
        ConfigError: spaCy or its model is not installed; says how to mend it.
    """
    model = find_model()
    parse = load_parse(model)

    def read(revision: Revision, document: Document) -> tuple[Unit, ...]:
        return segment_twice(revision, document, lexicon, parse)

    return read, f" {NAME}+{model.stamp}"


def segment_twice(revision: Revision, document: Document, lexicon: Lexicon, parse: Parse) -> tuple[Unit, ...]:
    """Return the units of the default reading and of the second opinion, in order of the text.

    Each has its confidence; units do not overlap.
    """
    first = segment(revision, document, lexicon)
    return combine(first, second_units(revision, document, lexicon, parse, first))


def second_units(
    revision: Revision, document: Document, lexicon: Lexicon, parse: Parse, first: Sequence[Unit]
) -> tuple[Unit, ...]:
    """Return what the parse alone finds in the sentences that carry a cue; *first* says who spoke before each."""
    found = list(sentences(document))
    lexicon = lexicon.knowing(revision.release.issuer)
    cast = draw_cast(document, revision.release, found, lexicon)
    heard: list[tuple[Sentence, Tokens]] = []
    for sentence in found:
        tokens = tokenize(document.text, sentence.start, sentence.end)
        if not lexicon.cues.isdisjoint(tokens.lower):
            heard.append((sentence, tokens))
    starts = [unit.start for unit in first]
    units: list[Unit] = []
    parses = parse([document.text[sentence.start : sentence.end] for sentence, _ in heard])
    for (sentence, tokens), parsed in zip(heard, parses, strict=True):
        before = bisect_right(starts, sentence.start - 1)
        latest = first[before - 1].facets.speakers if before else frozenset()
        for draft in second_reading(parsed, Scene(tokens, cast, lexicon), latest):
            unit = build_unit(draft, sentence, tokens, document, revision, lexicon, first[:before])
            if unit and (not units or unit.start >= units[-1].end):
                units.append(unit)
    return tuple(units)


def combine(first: Sequence[Unit], second: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units of both readings, each with its confidence. Each reading is in order and without overlap.

    Two units are one finding where they share at least half of the shorter.
    Where both found it, *first* says what it is; but where *second* cut it in
    two at a second verb, the pieces stand, with kind, level and speakers of the
    whole. A unit of *second* alone is kept where it overlaps nothing else.
    """
    touching = list(_touching(first, second))
    pairs = _pairs(first, second, touching)
    confirmed = set(pairs.values())
    inside: dict[int, list[Unit]] = {}
    for i, j in touching:
        free = j not in confirmed or pairs.get(i) == j
        if free and CUT in second[j].rules and _covers(first[i], second[j]):
            inside.setdefault(i, []).append(second[j])
    units: list[Unit] = []
    for number, unit in enumerate(first):
        pieces = inside.get(number, [])
        if number not in pairs:
            units.append(replace(unit, confidence=RULES_ONLY))
        elif len(pieces) > 1:
            units += [_piece(piece, unit) for piece in pieces]
        else:
            units.append(replace(unit, confidence=BOTH))
    apart = set(range(len(second))) - {j for _, j in touching}
    units += [replace(second[j], confidence=PARSE_ONLY, rules=(*second[j].rules, ALONE)) for j in apart]
    units.sort(key=lambda unit: unit.start)
    return tuple(replace(unit, ordinal=number) for number, unit in enumerate(units, 1))


def _touching(first: Sequence[Unit], second: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of units that share a character, in one walk along both."""
    begin = 0
    for i, unit in enumerate(first):
        while begin < len(second) and second[begin].end <= unit.start:
            begin += 1
        j = begin
        while j < len(second) and second[j].start < unit.end:
            yield i, j
            j += 1


def _pairs(
    first: Sequence[Unit], second: Sequence[Unit], touching: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Return which units are one finding, best overlap first, one to one."""
    spans = [[(unit.start, unit.end) for unit in units] for units in (first, second)]
    ranked = sorted((-overlap(spans[0][i], spans[1][j]), i, j) for i, j in touching)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in ranked:
        if share <= -ONE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _covers(whole: Unit, piece: Unit) -> bool:
    return whole.start <= piece.start and piece.end <= whole.end


def _piece(piece: Unit, whole: Unit) -> Unit:
    """Return *piece* with what the default reading said of the *whole* it was cut from."""
    facets = replace(
        piece.facets,
        family=whole.facets.family,
        level=min(piece.facets.level, whole.facets.level)
        if piece.facets.family == whole.facets.family
        else whole.facets.level,
        speakers=whole.facets.speakers,
        addressees=piece.facets.addressees or whole.facets.addressees,
    )
    return replace(piece, kind=whole.kind, facets=facets, confidence=BOTH)
