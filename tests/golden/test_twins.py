"""One wording, one reading: the check that needs no coded text."""

from training.twins import find_twins, report


def test_statements_of_one_wording_that_are_read_in_two_ways_are_counted() -> None:
    """Who speaks, case and stops make no other wording; a level more or another family is another reading."""
    rows = [
        {"quote": "We strongly oppose any change of the border", "kind": "S.principle", "level": 4},
        {"quote": "strongly oppose any change of the border.", "kind": "S.principle", "level": 2},
        {"quote": "The two leaders agreed to open the port", "kind": "U.joint", "level": 4},
        {"quote": "They agreed to open the port", "kind": "U.own", "level": 4},
        {"quote": "agreed to close the old port", "kind": "U.own", "level": 4},
        {"quote": "agreed to meet", "kind": "U.own", "level": 4},
        {"quote": "agreed to meet", "kind": "S.support", "level": 2},
    ]
    lines = list(report(find_twins(rows), most=5))
    assert lines[:2] == [
        "2 wordings stand in 4 statements",
        "1 are read in two ways: 0 in family, 1 in level alone",
    ]
    assert lines[2].split()[:3] == ["1", "strongly", "oppose:"]
