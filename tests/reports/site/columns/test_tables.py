"""What is held in columns comes out as it was said, and costs little."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import date, timedelta

import numpy as np

from reports.site.columns.rows import grouped
from reports.site.index_builder import index_from_rows
from reports.site.list_rows import line_list_row
from tests.fakes import DAY, NOW, build_release
from tests.reports.site.small_indexes import Told
from tracker.domain import Cause, Kind, Label, Line
from tracker.hashing import content_id
from tracker.store import ChangeSummary, ReleaseSummary, UnitSummary

WEEK = timedelta(days=7)


def test_changes_are_chosen_by_what_they_are():
    """By label, cause, family, day, line, release and doubt, each in the order of the list; choices follow one another."""
    told = Told().say("a", 9).say("b", 9, kind=Kind.D_CALL)
    told.say("a", 5, Label.WEAKENED, review=True).say("b", 5, Label.REVERSED, kind=Kind.D_CALL)
    told.say("a", 0, Label.STRENGTHENED, cause=Cause.EDIT).say(
        "b", 0, Label.MIXED, kind=Kind.D_CALL, minor=True
    )
    atlas = told.atlas()
    moves = atlas.changes

    def labels(chosen):
        return [move.label for move in chosen]

    assert labels(moves.moved()) == [Label.STRENGTHENED, Label.MIXED, Label.REVERSED, Label.WEAKENED]
    assert labels(moves.certain()) == [Label.STRENGTHENED, Label.MIXED, Label.REVERSED]
    assert labels(moves.certain().major()) == [Label.STRENGTHENED, Label.REVERSED]
    assert labels(moves.to_review()) == [Label.MIXED, Label.WEAKENED]
    assert labels(moves.caused(Cause.EDIT)) == [Label.STRENGTHENED]
    assert labels(moves.moved().of_family(commitments=False)) == [Label.MIXED, Label.REVERSED]
    assert labels(moves.published(DAY - WEEK, DAY - timedelta(days=1))) == [Label.REVERSED, Label.WEAKENED]
    assert labels(moves.published(date.min, date.max)) == labels(moves)
    line = moves[0].line
    assert {move.line for move in moves.on_lines(atlas.lines.places([line, "no line"]))} == {line}
    assert [
        move.published_on for move in atlas.releases.changes(atlas.sources["norvale-mfa"].places[:1])
    ] == [
        DAY,
        DAY,
    ]


def test_what_was_recorded_last_comes_first_and_equals_as_they_stood():
    """A feed begins with the latest record; what was recorded in one go stays in the order of the list."""
    told = Told().say("a", 9).say("b", 8).say("c", 7)
    told.moved[0] = ChangeSummary(*_fields(told.moved[0])[:8], NOW + WEEK, False, False)
    moves = told.atlas().changes
    assert [move.published_on for move in moves.last_recorded(2)] == [
        DAY - timedelta(days=9),
        DAY - timedelta(days=7),
    ]


def test_what_no_release_or_line_was_listed_for_yet_is_in_no_table():
    """A row of a later state of the store is left for the next time, in counts as well."""
    told = Told().say("a", 3)
    release, line = build_release("later"), Line(content_id("line", "later"), "norvale-mfa", "later")
    told.stated.append(_unit("1", release.id, line.id))
    told.stated.append(_unit("2", next(iter(told.summaries)), line.id))
    atlas = told.atlas()
    assert (len(atlas.lines), atlas.unit_count.commitments, len(atlas.changes)) == (1, 2, 1)


def test_a_unit_more_costs_few_bytes():
    """A million units fit into the memory a server has: below 300 bytes each, with their lines, changes and releases."""
    small, large = _held(200), _held(1200)
    assert (large - small) / (1000 * UNITS) < 300


def test_groups_keep_the_order_rows_come_in():
    """Rows of one key stay as they came; a row without a key is in no group; a group may be empty."""
    found = grouped(np.array([2, -1, 0, 2], np.int32), 3)
    assert [found[key].tolist() for key in range(3)] == [[2], [], [0, 3]]
    assert found.at(np.array([2, 0], np.int32)).places.tolist() == [0, 3, 2]


UNITS = 10


def _fields(move):
    return [getattr(move, name) for name in ChangeSummary.__dataclass_fields__]


def _unit(name, release, line):
    nobody = frozenset[str]()
    return UnitSummary(
        content_id("unit", name), release, line, 0, Kind.U_OWN, 4, frozenset({"aid"}), nobody, nobody
    )


def _held(number):
    """Return the bytes that an index of *number* releases keeps, half of their units on lines said before."""
    releases = [build_release(f"NV-{one}", published_on=DAY - timedelta(days=one)) for one in range(number)]
    names = [content_id("line", one % (number * UNITS // 2)) for one in range(number * UNITS)]
    summaries = (ReleaseSummary(one, (content_id(one.id),), None) for one in releases)
    units = (_unit(str(place), releases[place // UNITS].id, line) for place, line in enumerate(names))
    lines = (Line(one, "norvale-mfa", f"strengthen the dialogue of {one}") for one in dict.fromkeys(names))
    moves = (
        ChangeSummary(
            content_id("change", place),
            line,
            releases[place // UNITS].id,
            content_id("unit", str(place)),
            Label.NEW,
            Cause.RELEASE,
            Kind.U_OWN,
            DAY,
            NOW,
            False,
            False,
        )
        for place, line in enumerate(names)
    )
    gc.collect()
    tracemalloc.start()
    atlas = index_from_rows("g", summaries, units, lines, moves)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line_list_row(atlas, atlas.lines[names[0]])
    return kept
