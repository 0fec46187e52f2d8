"""A line that continues, as one row."""

from datetime import date

from reports.view.reported_line import reported_lines
from reports.view.vocabulary import MOVED_SINCE
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tracker.domain import Kind


def levels(*said):
    """Return (day, level, kind) of an undertaking that was said so."""
    return [(day, level, Kind.U_OWN) for day, level in said]


def test_a_line_that_continues_is_one_row_however_often_it_was_said():
    """Said in three releases, listed once, with the latest words."""
    days = [date(2031, 1, 5), date(2031, 3, 1), date(2031, 2, 2)]
    changes = [
        build_change(
            release=(release := build_release(f"NV-{day}", published_on=day)),
            after=build_mention(f"We will respond, as said on {day}.", release=release),
        )
        for day in days
    ]
    (row,) = reported_lines(changes)
    assert (row.times, row.first, row.latest.on, row.before) == (3, "2031-01-05", "2031-03-01", "2030-03-04")
    assert row.latest.quote == "We will respond, as said on 2031-03-01."


def test_commitments_continue_before_positions_and_the_most_repeated_lead():
    """What is said most often is read first."""
    stance = build_mention(kind=Kind.S_PRINCIPLE, facets=build_facets(family="S"))
    changes = [
        build_change(line=build_line("stance"), after=stance),
        build_change(line=build_line("once")),
        build_change(line=build_line("twice")),
        build_change(line=build_line("twice"), release=build_release("NV-2")),
    ]
    assert [row.line for row in reported_lines(changes)] == ["twice", "once", "stance"]


def test_a_line_is_counted_from_its_first_day_and_drawn():
    """Said once in this window and four times in all: a reader sees how long it has stood."""
    change = build_change()
    points = levels(
        (date(2028, 1, 5), 3), (date(2029, 1, 5), 4), (date(2030, 3, 4), 4), (date(2031, 3, 4), 4)
    )
    (row,) = reported_lines([change], levels={change.line.id: points})
    assert (row.times, row.in_all, row.ever) == (1, 4, "2028-01-05")
    assert row.spark is not None
    assert row.spark.words.startswith("level over time: best efforts (3) 2028-01-05")


def test_a_line_whose_levels_are_not_known_has_no_picture():
    """Two files compared have no history; a picture of one point would claim one."""
    (row,) = reported_lines([build_change()])
    assert (row.spark, row.in_all, row.ever) == (None, 0, "")


def test_a_line_that_moved_after_it_continued_says_so():
    """The kind and level in the row are those of its words; what the line says since then stands on a card."""
    change = build_change()
    said, later = (date(2031, 3, 4), 4), date(2031, 3, 9)
    still, moved = levels(said), levels(said, (later, 2))
    turned = [*still, (later, 4, Kind.D_CALL)]
    assert reported_lines([change], levels={change.line.id: still})[0].tags == ()
    assert reported_lines([change], levels={change.line.id: moved})[0].tags == (MOVED_SINCE,)
    assert reported_lines([change], levels={change.line.id: turned})[0].tags == (MOVED_SINCE,)


def test_a_row_draws_no_level_of_another_kind():
    """Four as an undertaking and four as a demand are not one level; said once as a demand, there is no course yet."""
    change = build_change()
    days = [date(2029, 1, 5), date(2030, 1, 5), date(2031, 3, 4)]
    once = [(days[0], 4, Kind.U_OWN), (days[1], 4, Kind.U_OWN), (days[2], 4, Kind.D_CALL)]
    twice = [(days[0], 4, Kind.U_OWN), (days[1], 4, Kind.D_CALL), (days[2], 4, Kind.D_DEMAND)]
    assert reported_lines([change], levels={change.line.id: once})[0].spark is None
    (row,) = reported_lines([change], levels={change.line.id: twice})
    assert row.spark is not None
    assert row.spark.words == "level over time, as demand only: insistent (4) 2030-01-05 to 2031-03-04"


def test_a_line_links_to_its_page_where_there_is_a_site():
    """Without a site there is nothing to link to."""
    change = build_change()
    (row,) = reported_lines([change], site="https://desk.example/")
    assert row.line_href == f"https://desk.example/lines/{change.line.id}.html"
    assert change.after
    assert row.latest.archived_href == (
        f"https://desk.example/releases/{change.release.id}.html#u-{change.after.unit.id}"
    )
    assert reported_lines([change])[0].line_href == ""
