"""From what each word piece is to spans: where a unit begins and ends, of which kind, how likely.

    logits of a sentence ─► best path through O, B, I ─► spans ─► borders mended ─► calibrated probability

The path is looked for with a bias towards units, so that spans below the
threshold are found too: they are what ``read --unread`` shows. The weights of
the calibration are fitted on issuers that were left out (``training/``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Kind
from tracker.segment.grammar import ABBREVIATIONS
from tracker.segment.network.korean_clauses import begins_clause, stands_alone
from tracker.segment.network.windows import Piece
from tracker.text.korean import HANGUL

Scores = NDArray[np.float32]  # word pieces × all heads side by side, as logits

KINDS = tuple(Kind)
LEVELS = 5
INTENSITIES = 3
WIDTHS = {
    "tag": 3,
    "kind": len(KINDS),
    "level": LEVELS,
    "intensity": INTENSITIES,
    "polarity": 2,
    "reaffirm": 2,
}
QUIET = 0.12  # a sentence none of whose pieces is in a unit with this probability is not looked at further
SHORTEST = 2  # words in a unit
FRAME = 4  # words: a span as short that touches the next one says nothing by itself

NEGATION = re.compile(
    r"\b(?:not|never|no longer|neither|nor|cannot|\w+n[’']t)(?:\s+(?:\w+ly|be|yet|even|only))?\s+$",
    re.IGNORECASE,
)
HELPER = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|do|does|did|is|are|was|were|has|have|had|be)\s+$",
    re.IGNORECASE,
)
# "does not believe that the embargo is working": what is denied to be thought begins with the denial. "Neither side will
# accept": a subject that denies belongs to what is said.
DENIED = re.compile(
    r"\b(?i:neither|nobody|no\ one|none\ of\ (?:us|them|the\ \w+)|no\ (?:side|party|state|country|nation|government|member|ally))"
    r"\s+(?:(?!that\b|who\b|which\b|but\b)[\w’'-]+\s+){0,3}$|"
    r"\b(?:do|does|did|will|would|can|could)(?:\s+not|n[’']t)\s+(?:\w+ly\s+)?"
    r"(?:anticipate|believe|expect|think|consider|judge|agree|accept|foresee|envisage|recogni[sz]e|share the view)\s+(?:that\s+)?(?:[\w’'-]+\s+){0,8}$"
)
LEFT = " \t\n\r\u00a0,;:.–—-•*“\"'’)]»」』"  # what no quote begins with
RIGHT = ' \t\n\r\u00a0,;:–—-“”"‘([«「『'  # what no quote ends with
JOINED = re.compile(r"(?<!\s)\s+(?:and|or|but|as well as|while|to|that|which|the|a|an|of|in|with|by|for|및)$")
NAME = re.compile(r"(?:[ \u00a0]|[-–’'](?=\w))((?:of|and|the|for|de|al)[ \u00a0](?=[A-Z]))?[A-Z][\w.’'-]*")
EVIDENCE = re.compile(
    r",\s+(?:such as the recent|(?:which was |as )?demonstrated by|as demonstrated|which killed)\b"
)
# joins a sentence to the one before, or names who speaks
KOREAN_OPENING = re.compile(
    r"(?:(?:특히|또한|아울러|한편|이와 관련)[,，]?\s+)?(?:(?:우리\s)?정부[는가]|(?:(?:양|두|세|3국)\s)?(?:양측|양국|3국|장관|차관|수석대표|정상)[은는])\s+"
    r"|(?:특히|또한|아울러|한편|이와 관련)[,，]\s*"
)
WORD = re.compile(r"\w")
DOTTED = re.compile(r"(?:(?<=\w)[.@]\w+)+")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the evidence of a span becomes a probability, and from which probability on it is a unit."""

    weights: tuple[float, ...]  # of the features, in the order of :func:`evidence`; the first is the constant
    thresholds: Mapping[str, float] = field(default_factory=dict)  # by family
    bias: float = 1.0  # added to the logits of B and I before the path is looked for


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


def spans_of(
    text: str,
    pieces: Sequence[Piece],
    scores: Scores,
    begin: int,
    stop: int,
    calibration: Calibration,
    *,
    quiet: float = QUIET,
) -> Iterator[Span]:
    """Yield the spans in one sentence, text[begin:stop], in order and without overlap.

    *pieces* are those of the sentence and *scores* their logits (pieces × all
    heads). Spans below the threshold are among them; a sentence all of whose
    pieces are below *quiet* has none.
    """
    for span, features in drawn(text, pieces, scores, begin, stop, calibration.bias, quiet=quiet):
        yield replace(span, probability=_logistic(features, calibration.weights))


def drawn(
    text: str,
    pieces: Sequence[Piece],
    scores: Scores,
    begin: int,
    stop: int,
    bias: float,
    *,
    quiet: float = QUIET,
) -> Iterator[tuple[Span, tuple[float, ...]]]:
    """Yield the spans in one sentence as :func:`spans_of` does, without a probability, each with its evidence."""
    shares = _softmax(scores[:, :3])
    if not len(pieces) or 1 - float(shares[:, 0].min()) < quiet:
        return
    floor = begin
    for first, last in _joined(text, pieces, _path(_with_clauses(text, pieces, scores[:, :3]), bias)):
        start, end = mended(text, pieces[first].start, pieces[last - 1].end, floor, stop)
        if end <= start or len(text[start:end].split()) < SHORTEST:
            continue
        heads = _heads(scores, first, last)
        yield _span(start, end, heads), evidence(shares, heads["kind"], first, last)
        floor = end


def span_at(
    text: str, pieces: Sequence[Piece], scores: Scores, start: int, end: int, calibration: Calibration
) -> Span:
    """Return text[start:end] as a span, whatever the network thinks of its borders."""
    inside = [number for number, piece in enumerate(pieces) if piece.start < end and start < piece.end]
    first, last = inside[0], inside[-1] + 1
    heads = _heads(scores, first, last)
    features = evidence(_softmax(scores[:, : WIDTHS["tag"]]), heads["kind"], first, last)
    start, end = mended(text, start, end, start, end)
    return replace(_span(start, end, heads), probability=_logistic(features, calibration.weights))


def _joined(
    text: str, pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield *spans*, those of a few words put together with what follows at once: "confirmed that they | will consider"."""
    held: tuple[int, int] | None = None
    for first, last in spans:
        if held and held[1] == first and _is_short(text, pieces, held):
            held = held[0], last
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


def _is_short(text: str, pieces: Sequence[Piece], span: tuple[int, int]) -> bool:
    said = text[pieces[span[0]].start : pieces[span[1] - 1].end]
    return len(said.split()) <= FRAME and not stands_alone(said)


def _heads(scores: Scores, first: int, last: int) -> dict[str, NDArray[np.float32]]:
    """Return what each head but the first says of the pieces first..last together, as probabilities."""
    heads = {}
    column = WIDTHS["tag"]
    for name, width in list(WIDTHS.items())[1:]:
        heads[name] = _softmax(scores[first:last, column : column + width]).mean(axis=0)
        column += width
    return heads


def _span(start: int, end: int, heads: Mapping[str, NDArray[np.float32]]) -> Span:
    family = _best_family(heads["kind"])
    kind = max(
        (number for number in range(len(KINDS)) if KINDS[number].family == family),
        key=heads["kind"].__getitem__,
    )
    level = int(heads["level"].argmax())
    return Span(
        start=start,
        end=end,
        kind=KINDS[kind],
        level=level + 1,
        intensity=int(heads["intensity"].argmax()) - 1,
        reaffirm_claimed=bool(heads["reaffirm"][1] > 0.5),
        probability=0.0,
        kind_share=float(heads["kind"][kind]),
        level_share=float(heads["level"][level]),
    )


def evidence(
    shares: NDArray[np.float32], kinds: NDArray[np.float32], first: int, last: int
) -> tuple[float, ...]:
    """Return what the probability of the span first..last is told by.

    *shares* are the probabilities of O, B and I for each piece of the sentence,
    *kinds* those of the kinds over the span. The features: the mean log odds of
    being in a unit, its lowest share, the share of a beginning at the first
    piece, the shares of the neighbours outside, the log of the length, and the
    largest share of a kind.
    """
    inside = 1 - shares[first:last, 0]
    before = float(shares[first - 1, 0]) if first else 1.0
    after = max(float(shares[last, 0]), float(shares[last, 1])) if last < len(shares) else 1.0
    clipped = np.clip(inside, 1e-4, 1 - 1e-4)
    return (
        1.0,
        float(np.log(clipped / (1 - clipped)).mean()),
        float(inside.mean()),
        float(inside.min()),
        float(shares[first, 1]),
        before,
        after,
        math.log(last - first),
        float(kinds.max()),
    )


def _logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(feature * weight for feature, weight in zip(features, weights, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _best_family(kinds: NDArray[np.float32]) -> str:
    totals = dict.fromkeys("UDSE", 0.0)
    for kind, share in zip(KINDS, kinds, strict=True):
        totals[kind.family] += float(share)
    return max(totals, key=totals.__getitem__)


def _with_clauses(text: str, pieces: Sequence[Piece], logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return *logits* with the beginnings of Korean clauses likelier as beginnings of units: two lead verbs are two units."""
    if not HANGUL.search(text, pieces[0].start, pieces[-1].end):
        return logits
    moved = logits.copy()
    for number, piece in enumerate(pieces[1:], 1):
        at = (
            piece.start + text[piece.start].isspace()
        )  # a piece that begins a word may hold the blank before it
        if text[at - 1].isspace():
            moved[number, 1] += begins_clause(text, at, pieces[-1].end)
    return moved


def _path(logits: NDArray[np.float32], bias: float) -> Iterator[tuple[int, int]]:
    """Yield the spans of the best path through O, B and I, in which no I follows an O."""
    rows = _log_softmax(logits, bias).tolist()
    none = -1e9
    outside, begins, inside = rows[0][0], rows[0][1], none
    steps = []
    for o, b, i in rows[1:]:
        before = (outside, begins, inside)
        any_before = max(range(3), key=before.__getitem__)
        in_unit = 1 if begins >= inside else 2
        steps.append((any_before, in_unit))
        outside, begins, inside = before[any_before] + o, before[any_before] + b, before[in_unit] + i
    state = max(range(3), key=(outside, begins, inside).__getitem__)
    states = [state]
    for any_before, in_unit in reversed(steps):
        state = in_unit if state == 2 else any_before
        states.append(state)
    states.reverse()
    first = -1
    for number, state in enumerate(states):
        if state != 2 and first >= 0:
            yield first, number
            first = -1
        if state == 1:
            first = number
    if first >= 0:
        yield first, len(states)


def mended(text: str, start: int, end: int, floor: int, stop: int) -> tuple[int, int]:
    """Return the borders of a quote in the sentence that ends at *stop*, none of it before *floor*.

    Whole words; without punctuation, joining words and evidence at the ends; never
    starting right after its negation, never ending inside a name or an
    abbreviation (coding guide, section 11).
    """
    while start > floor and WORD.match(text[start - 1]) and WORD.match(text[start]):
        start -= 1
    while end < stop and end > start and WORD.match(text[end]) and WORD.match(text[end - 1]):
        end += 1
    while start < end and text[start] in LEFT:
        start += 1
    while end > start and text[end - 1] in RIGHT:
        end -= 1
    opening = KOREAN_OPENING.match(text, start, end)
    start = opening.end() if opening else start
    start = _with_negation(text, start, floor)
    end = _with_name(text, start, end, stop)
    evidence = EVIDENCE.search(text, start, end)  # no part of what is said (coding guide, section 6, rule 8)
    end = evidence.start() if evidence else end
    end = _with_stop(text, start, end, stop)
    if text[end - 1 : end] == ".":  # "the EU-U.S. Trade Council": a name may go on behind an abbreviation
        end = _with_stop(text, start, _with_name(text, start, end, stop), stop)
    return start, end


def _with_negation(text: str, start: int, floor: int) -> int:
    negation = NEGATION.search(text, max(floor, start - 40), start)
    if not negation:
        denied = DENIED.search(text, max(floor, start - 140), start)
        return denied.start() if denied else start
    start = negation.start()
    helper = HELPER.search(text, max(floor, start - 12), start)
    return helper.start() if helper else start


def _with_name(text: str, start: int, end: int, stop: int) -> int:
    """Return the end moved on to the end of the name that the quote stops in."""
    while end < stop:
        begin = max(text.rfind(" ", start, end), text.rfind("\u00a0", start, end)) + 1
        last = text[max(begin, start) : end]
        if not last[:1].isupper() or last.isdigit():
            return end
        more = NAME.match(text, end, stop)
        if not more:
            return end
        end = more.end()
    return end


def _with_stop(text: str, start: int, end: int, stop: int) -> int:
    """Return the end with the full stop of an abbreviation, and without that of a sentence."""
    while end > start and text[end - 1] in ".!?…" and not _abbreviated(text, start, end - 1):
        end -= 1
    if end < stop and text[end] == "." and _abbreviated(text, start, end):
        end += 1
    address = DOTTED.match(text, end, stop)  # "travel.state.gov" is one word
    end = address.end() if address else end
    joined = JOINED.search(text, start, end)
    while joined and joined.start() > start:
        end = joined.start()
        joined = JOINED.search(text, start, end)
    while end > start and text[end - 1] in RIGHT:
        end -= 1
    return end


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """Tell whether the full stop at *dot* belongs to the word before it: "U.S.", "No.", "Gen."."""
    begin = max(text.rfind(" ", start, dot), text.rfind("\u00a0", start, dot), start - 1) + 1
    word = text[begin:dot].lstrip("(\"'“‘[").lower()
    return "." in word or word in ABBREVIATIONS


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _log_softmax(logits: NDArray[np.float32], bias: float) -> NDArray[np.float32]:
    moved = logits + np.array([0.0, bias, bias], dtype=np.float32)
    top = moved.max(axis=1, keepdims=True)
    logs: NDArray[np.float32] = moved - top - np.log(np.exp(moved - top).sum(axis=1, keepdims=True))
    return logs
