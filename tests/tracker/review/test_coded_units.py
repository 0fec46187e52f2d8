"""Units coded by hand become a reading, and each that does not fit its text says where."""

from __future__ import annotations

import json

import pytest

from tests.fakes import build_document, build_revision
from tracker.domain import Kind
from tracker.errors import InputError
from tracker.review.coded_units import NAME, read_coded_units, reading_of_coded_units
from tracker.segment.lexicon.lexicon import load_lexicon

TEXT = "Norvale will respond to any incursion, as appropriate. Norvale calls on Japan to release the crews."
FIRST = "will respond to any incursion, as appropriate"
SECOND = "calls on Japan to release the crews"


@pytest.fixture(scope="module")
def lexicon():
    """The lexicon that is shipped."""
    return load_lexicon()


def build_row(n=1, quote=FIRST, **more):
    """Return a line of units.jsonl about the text of these tests."""
    start = TEXT.find(quote)
    row = {"doc": "NV-1", "n": n, "start": start, "end": start + len(quote), "quote": quote}
    row |= {"kind": "U.own", "level": 4, "intensity": -1, "polarity": "+", "speakers": ["Norvale"]}
    row |= {"action": "respond to incursions", "target": "incursion", "topic": ["military"], "parent": None}
    return row | more


def coded(tmp_path, *rows):
    """Write *rows* to a file and return what is read from it."""
    path = tmp_path / "units.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return read_coded_units(path)


def reading(tmp_path, lexicon, *rows):
    """Return the reading of the text of these tests that *rows* make, and its problems."""
    found, problems = coded(tmp_path, *rows)
    assert problems == []
    return reading_of_coded_units(build_revision(text=TEXT), build_document(TEXT), found["NV-1"], lexicon)


def test_the_coding_is_taken_as_it_is(tmp_path, lexicon):
    """Kind, level and slots are those that were coded, with the verbatim ones at their places in the text."""
    row = build_row(condition="as appropriate", scope_items=["any incursion"], reaffirm_claimed=True)
    made, problems = reading(tmp_path, lexicon, row)
    (unit,) = made.units
    assert problems == []
    assert (unit.kind, unit.facets.level, unit.facets.intensity) == (Kind.U_OWN, 4, -1)
    assert unit.facets.speakers == {"Norvale"}
    assert unit.facets.reaffirm_claimed
    assert [(slot.name, TEXT[slot.start : slot.end]) for slot in unit.slots] == [
        ("condition", "as appropriate"),
        ("scope_item", "any incursion"),
    ]


def test_what_the_coding_does_not_say_is_looked_up_where_the_quote_shows_it(tmp_path, lexicon):
    """Act and direction come from the verb, addressees from the states named; nothing is made up."""
    call = build_row(2, SECOND, kind="D.call", action="release the crews", target="Japan: the crews")
    hidden = build_row(action="deter incursions")
    first, second = reading(tmp_path, lexicon, build_row(), call)[0].units
    assert (first.facets.act, first.facets.direction) == ("respond", "start")
    assert second.facets.addressees == {"JPN"}
    assert reading(tmp_path, lexicon, hidden)[0].units[0].facets.act == ""


def test_a_child_points_at_its_parent(tmp_path, lexicon):
    """An item of another unit's list names that unit; a parent that is not there is a problem, and the unit stands."""
    child = build_row(2, SECOND, parent=1)
    parent, unit = reading(tmp_path, lexicon, child, build_row())[0].units
    assert (unit.parent, parent.parent) == (parent.id, None)
    made, (problem,) = reading(tmp_path, lexicon, child)
    assert len(made.units) == 1
    assert str(problem).endswith("units.jsonl:1: parent 1 is no unit of NV-1; correct it, or write null")


def test_offsets_that_do_not_match_are_told_with_file_and_line(tmp_path, lexicon):
    """A quote that stands elsewhere, or nowhere, costs its unit and says where it is written and where it stands."""
    moved, gone = build_row(start=0, end=5), build_row(2, "will never respond", start=8)
    made, problems = reading(tmp_path, lexicon, moved, gone, build_row(3, SECOND))
    assert [unit.quote for unit in made.units] == [SECOND]
    where = "1: the quote of unit 1 does not stand at 0–5 of NV-1; it stands at 8–53"
    assert str(problems[0]).split("units.jsonl:")[1] == where
    assert "nor anywhere else" in str(problems[1])


def test_a_unit_twice_is_told(tmp_path, lexicon):
    """Two units of one number or one span would be one in the store."""
    made, problems = reading(tmp_path, lexicon, build_row(), build_row(2), build_row(1, SECOND))
    assert len(made.units) == 1
    assert ["is there twice" in problem.message for problem in problems] == [True, True]


def test_lines_that_are_no_units_are_told_and_the_rest_is_read(tmp_path):
    """Broken JSON, an unknown kind, a missing key: each costs its line."""
    short = {key: value for key, value in build_row().items() if key != "quote"}
    found, problems = coded(tmp_path, "{", build_row(kind="U.maybe", level=9), short, "", build_row())
    assert len(found["NV-1"]) == 1
    assert [str(problem).split("units.jsonl:")[1][:2] for problem in problems] == ["1:", "2:", "3:"]
    assert '"kind"' in problems[1].message
    assert '"level"' in problems[1].message
    assert problems[2].message == '"quote" is missing'


def test_a_file_that_is_not_there_is_one_error(tmp_path):
    """A wrong path is told, not a traceback."""
    with pytest.raises(InputError, match="cannot be read"):
        read_coded_units(tmp_path / "none.jsonl")


def test_the_stamp_says_that_people_made_it_and_which_coding(tmp_path, lexicon):
    """Another coding of the same text is another stamp, the same coding the same."""
    one, same = (reading(tmp_path, lexicon, build_row())[0].stamp for _ in range(2))
    other = reading(tmp_path, lexicon, build_row(level=3))[0].stamp
    assert one == same != other
    assert one.startswith(NAME)
