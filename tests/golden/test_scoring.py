from __future__ import annotations

from training.scoring import Score, match, score

RELEASES = [
    {"id": "a", "source": "nv", "published": "2025-01-01"},
    {"id": "b", "source": "nv", "published": "2025-06-01"},
]
GOLD = [
    {"doc": "a", "n": 1, "start": 0, "end": 20, "kind": "U.own", "level": 4, "parent": None},
    {"doc": "b", "n": 1, "start": 0, "end": 20, "kind": "U.own", "level": 2, "parent": None},
    {"doc": "b", "n": 2, "start": 30, "end": 50, "kind": "D.call", "level": 3, "parent": None},
]
LINKS = [
    {"doc": "b", "n": 1, "prev_doc": "a", "prev_n": 1, "label": "WEAKENED"},
    {"doc": "b", "n": 2, "prev_doc": None, "prev_n": None, "label": "NEW"},
]
UNITS = [
    {"release": "a", "start": 0, "end": 18, "kind": "U.joint", "level": 4},
    {"release": "b", "start": 5, "end": 20, "kind": "U.own", "level": 3},
    {"release": "b", "start": 70, "end": 80, "kind": "S.support", "level": 2},
]
CHANGES = [
    {
        "release": "b",
        "start": 5,
        "end": 20,
        "label": "WEAKENED",
        "prev_release": "a",
        "prev_start": 0,
        "prev_end": 18,
    },
    {
        "release": "b",
        "start": None,
        "end": None,
        "label": "DROPPED",
        "prev_release": "a",
        "prev_start": 0,
        "prev_end": 1,
    },
]


def test_spans_match_one_to_one_when_they_share_half_of_the_shorter() -> None:
    """A found unit counts once, for the coded unit it covers best."""
    assert match([(0, 10), (10, 20)], [(0, 20), (12, 20)]) == {0: 0, 1: 1}
    assert match([(0, 10)], [(8, 40)]) == {}


def test_the_table_counts_units_levels_links_and_labels() -> None:
    """Levels are judged within a family, links between units that were found, silences not at all."""
    report = score(RELEASES, GOLD, LINKS, UNITS, CHANGES)
    assert report.detect == Score(hit=2, predicted=3, gold=3)
    assert report.detect_commitments == Score(hit=2, predicted=2, gold=2)
    assert (report.level_exact, report.level_near) == (0.5, 1.0)
    assert report.link == Score(hit=1, predicted=1, gold=1)
    assert report.moved == Score(hit=1, predicted=1, gold=1)


def test_nothing_found_scores_nothing() -> None:
    """An engine that finds nothing has no precision to boast of."""
    assert score(RELEASES, GOLD, LINKS, [], []).figures()["detect.all"] == 0.0
