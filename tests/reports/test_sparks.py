"""The small picture of a line's level."""

from datetime import date

from reports.render import environment
from reports.sparks import HEIGHT, STEPS_NAMED, WIDTH, spark

FIRST, SECOND, THIRD = date(2029, 1, 3), date(2030, 1, 3), date(2031, 1, 3)


def drawn(points, **options):
    template = environment().from_string(
        '{% from "_base/spark.html.j2" import sparkline %}{{ sparkline(s) }}'
    )
    return template.render(s=spark(points, **options))


def test_a_fall_goes_down_and_a_rise_goes_up():
    """Level 5 is at the top: a reader sees a softening as a step down."""
    high, low = spark([(FIRST, 5)]).y, spark([(FIRST, 1)]).y
    assert 0 < high < low < HEIGHT
    assert spark([(FIRST, 5), (SECOND, 1), (THIRD, 1)]).y == low


def test_a_level_holds_until_it_is_said_otherwise():
    """What was said stands until the next statement: a step, not a slope, and time runs at one pace."""
    half_way = (SECOND - FIRST).days / (THIRD - FIRST).days
    path = spark([(FIRST, 4), (SECOND, 3), (THIRD, 3)]).path
    assert path == f"M4 8H{4 + round((WIDTH - 8) * half_way)}V12H{WIDTH - 4}"


def test_a_line_said_once_or_on_one_day_is_a_mark():
    """There is no time to draw a line over; the mark stands where the last one always does."""
    for points in ([(FIRST, 4)], [(FIRST, 4), (FIRST, 4)]):
        assert (spark(points).x, spark(points).y) == (WIDTH - 4, 8)


def test_who_does_not_see_the_picture_is_told_the_same():
    """The levels with the days from which they held, and until when the last one did."""
    points = [(FIRST, 4), (SECOND, 3), (THIRD, 3)]
    said = spark(points, family="U").words
    assert said == "level over time: definite (4) 2029-01-03, best efforts (3) 2030-01-03 to 2031-01-03"
    assert spark(points).words == "level over time: 4 of 5 2029-01-03, 3 of 5 2030-01-03 to 2031-01-03"
    assert spark([(FIRST, 4)]).words == "level over time: 4 of 5 2029-01-03"


def test_a_line_that_moves_at_every_turn_is_summed_up():
    """Nobody listens to a hundred levels: where it began, between what it moved, where it stands."""
    points = [(date(2029 + turn // 12, turn % 12 + 1, 1), 4 if turn % 2 else 2) for turn in range(24)]
    said = spark(points).words
    assert said == (
        "level over time: 2 of 5 2029-01-01, moved 23 times between 2 of 5 and 4 of 5, 4 of 5 2030-12-01"
    )
    assert "moved" not in spark(points[:STEPS_NAMED]).words


def test_the_picture_is_small_and_allowed_everywhere():
    """A table has hundreds of them, and the pages of the site allow no style attribute and no script."""
    svg = drawn([(FIRST, 4), (SECOND, 3), (THIRD, 4)], family="U")
    assert len(svg.encode()) <= 500
    assert 'role="img"' in svg
    assert "<title>level over time: definite (4) 2029-01-03" in svg
    assert "currentColor" in svg
    assert not {"style", "script", "href", "onload"} & set(svg.replace("=", " ").replace("<", " ").split())
