from __future__ import annotations

import numpy as np

from tracker.segment.network.paths import best_path, readings
from tracker.segment.network.windows import Piece

SAID = "They agreed to meet in spring and to open the port"
TAGS = "OBIIIIIBIII"


def rows(tags: str, doubt: float) -> np.ndarray:
    """Return logits for *tags*, in which "B" behind a unit is less likely than "I" by *doubt*."""
    scores = np.zeros((len(tags), 3), dtype=np.float32)
    for number, tag in enumerate(tags):
        scores[number, "OBI".index(tag)] = 6.0
        if tag == "B" and number and tags[number - 1] != "O":
            scores[number, 2] = 6.0 + doubt
    return scores


def test_a_leaning_to_new_units_parts_what_the_network_would_keep_together() -> None:
    """Two undertakings joined by "and" are two units where the second beginning is nearly as likely as none."""
    scores = rows(TAGS, 1.0).tolist()
    assert list(best_path(scores, 0.0, 0.0)) == [(1, 11)]
    assert list(best_path(scores, 0.0, 2.0)) == [(1, 7), (7, 11)]


def test_a_leaning_to_units_finds_what_is_below_the_threshold() -> None:
    """What the network holds for likelier outside than inside is looked at all the same: it is shown as unread."""
    scores = np.zeros((4, 3), dtype=np.float32)
    scores[0, 0], scores[1:, 0], scores[1, 1], scores[2:, 2] = 6.0, 2.0, 1.5, 1.5
    assert list(best_path(scores.tolist(), 0.0, 0.0)) == []
    assert list(best_path(scores.tolist(), 1.0, 0.0)) == [(1, 4)]


def test_each_way_to_read_a_sentence_is_given_once() -> None:
    """Leanings that part a sentence alike are one reading; the first leaning comes first."""
    words, at, pieces = SAID.split(), 0, []
    for word in words:
        start = SAID.index(word, at)
        at = start + len(word)
        pieces.append(Piece(0, start, at))
    found = readings(
        SAID, pieces, rows(TAGS, 1.0), 0, len(SAID), ((0.0, 0.0), (0.5, 0.0), (0.0, 2.0), (0.0, 3.0))
    )
    assert [[SAID[cut.start : cut.end] for cut in reading] for reading in found] == [
        ["agreed to meet in spring and to open the port"],
        ["agreed to meet in spring", "to open the port"],
    ]
