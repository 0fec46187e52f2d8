from __future__ import annotations

import numpy as np
import pytest

from tracker.segment.network.evidence import (
    NAMES,
    Around,
    SentenceEvidence,
    ordered_weights,
    span_evidence,
    surroundings,
)
from tracker.segment.network.heads import KINDS, WIDTHS, Heads
from tracker.segment.network.paths import Cut
from tracker.segment.network.spans import Calibration, spans_of
from tracker.segment.network.windows import Piece

SAID = "agreed to meet, and will they open 3 ports?"
HEADS = {"kind": [1.0, *[0.0] * (len(KINDS) - 1)], "level": [0.0, 0.0, 0.0, 1.0, 0.0]}
EVEN = Around(0.25, dict.fromkeys("UDSE", 0.25))


def weighed(start: int, end: int) -> dict[str, float]:
    """Return the evidence for SAID[start:end] as a span of the second to the fourth of five pieces."""
    tags = [[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.2, 0.0, 0.8], [0.3, 0.4, 0.3], [0.5, 0.5, 0.0]]
    found = span_evidence(SentenceEvidence.of(SAID, 0, len(SAID), tags, EVEN), Cut(1, 4, start, end), HEADS)
    return dict(zip(NAMES, found, strict=True))


def test_evidence_has_a_name_each() -> None:
    """What speaks for a unit can be named: a figure for the shares, for the words and for the text around."""
    found = weighed(0, 14)
    assert found["begin"] == 0.8
    assert found["lowest"] == pytest.approx(0.7)
    assert (found["likeliest_begin_inside"], found["sure_begins_inside"]) == (0.4, 1)
    assert (found["begin_behind"], found["opens_sentence"], found["ends_sentence"]) == (0.5, 0.0, 0.0)
    assert (found["undertaking"], found["level"], found["around"]) == (1.0, 3.0, 0.25)


def test_words_speak_as_well() -> None:
    """A question is hardly ever an undertaking, and what follows "and" may be a unit of its own."""
    found = weighed(SAID.index("will"), len(SAID) - 1)
    assert (found["question"], found["after_and"], found["modal"], found["figure"]) == (
        True,
        True,
        True,
        True,
    )
    assert found["after_comma"] is False


def test_a_weight_for_unknown_evidence_is_refused() -> None:
    """Weights fitted for another version would be read in silence as something else."""
    with pytest.raises(ValueError, match="no such evidence: mood"):
        ordered_weights({"constant": 1.0, "mood": 2.0})


def scores(kind: int, number: int = 6) -> np.ndarray:
    """Return logits of pieces that all are in one unit of the kind with that number."""
    made = np.zeros((number, sum(WIDTHS.values())), dtype=np.float32)
    made[0, 1], made[1:, 2] = 8.0, 8.0
    made[:, WIDTHS["tag"] + kind] = 4.0
    return made


def test_a_family_in_doubt_is_told_by_the_rest_of_the_text() -> None:
    """In a text of nothing but judgments, what may be a judgment or a stance is the judgment."""
    judging = next(number for number, kind in enumerate(KINDS) if kind.family == "E")
    stance = next(number for number, kind in enumerate(KINDS) if kind.family == "S")
    doubtful = scores(stance)
    doubtful[:, WIDTHS["tag"] + judging] = 3.8
    text = "They hold a long held view"
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    pieces = [
        Piece(0, start, end - 1) for start, end in zip(starts, [*starts[1:], len(text) + 1], strict=True)
    ]
    alone, *_ = surroundings([Heads.of(doubtful)])
    among, *_ = surroundings([Heads.of(one) for one in (doubtful, *[scores(judging)] * 9)])
    plain = Calibration(
        ordered_weights({"log_odds": 1.0}), dict.fromkeys("UDSE", 0.5), ((0.0, 0.0),), mix=0.4
    )
    (span,) = spans_of(text, pieces, Heads.of(doubtful), 0, len(text), plain, alone)
    (judged,) = spans_of(text, pieces, Heads.of(doubtful), 0, len(text), plain, among)
    assert (span.family, judged.family) == ("S", "E")
