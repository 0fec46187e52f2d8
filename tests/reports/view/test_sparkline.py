"""The small picture of a line's level."""

from dataclasses import replace
from datetime import date

from reports.render import environment
from reports.view.sparkline import HEIGHT, STEPS_NAMED, WIDTH, draw_sparkline
from tracker.domain import Kind

FIRST, SECOND, THIRD = date(2029, 1, 3), date(2030, 1, 3), date(2031, 1, 3)


def sparked(points, kind=Kind.U_OWN):
    """Return the picture of a line that was said so, always as one *kind*."""
    return draw_sparkline([(day, level, kind) for day, level in points])


def drawn(points):
    template = environment().from_string(
        '{% from "_base/spark.html.j2" import sparkline %}{{ sparkline(s) }}'
    )
    return template.render(s=sparked(points))


def test_a_fall_goes_down_and_a_rise_goes_up():
    """Level 5 is at the top: a reader sees a softening as a step down."""
    high, low = sparked([(FIRST, 5), (SECOND, 5)]).y, sparked([(FIRST, 1), (SECOND, 1)]).y
    assert 0 < high < low < HEIGHT
    assert sparked([(FIRST, 5), (SECOND, 1), (THIRD, 1)]).y == low


def test_a_level_holds_until_it_is_said_otherwise():
    """What was said stands until the next statement: a step, not a slope, and time runs at one pace."""
    half_way = (SECOND - FIRST).days / (THIRD - FIRST).days
    path = sparked([(FIRST, 4), (SECOND, 3), (THIRD, 3)]).path
    assert path == f"M4 8H{4 + round((WIDTH - 8) * half_way)}V12H{WIDTH - 4}"


def test_a_line_said_once_or_on_one_day_is_not_drawn():
    """There is no time to draw a line over."""
    assert draw_sparkline([]) is None
    assert sparked([(FIRST, 4)]) is None
    assert sparked([(FIRST, 4), (FIRST, 4)]) is None


def test_levels_of_two_ladders_are_never_joined():
    """Of a line that turned from undertaking to demand only what was said as a demand is drawn, and it is said so."""
    turned = [(FIRST, 5, Kind.U_OWN), (SECOND, 2, Kind.D_CALL), (THIRD, 3, Kind.D_DEMAND)]
    drawing = draw_sparkline(turned)
    assert drawing == replace(
        draw_sparkline(turned[1:]),
        words="level over time, as demand only: encouraging (2) 2030-01-03, urging (3) 2031-01-03",
    )
    assert draw_sparkline(turned[:2]) is None
    back = [*turned[1:], (date(2032, 1, 3), 4, Kind.U_OWN)]
    assert draw_sparkline(back) is None


def test_praise_has_a_ladder_of_its_own():
    """Condemned, then praised twice: praise is neither drawn from nor called by the words for blame."""
    drawing = draw_sparkline(
        [(FIRST, 4, Kind.E_CONDEMN), (SECOND, 2, Kind.E_PRAISE), (THIRD, 2, Kind.E_PRAISE)]
    )
    assert drawing.words == "level over time, as praise only: praise (2) 2030-01-03 to 2031-01-03"


def test_who_does_not_see_the_picture_is_told_the_same():
    """The levels with the days from which they held, and until when the last one did."""
    points = [(FIRST, 4), (SECOND, 3), (THIRD, 3)]
    said = sparked(points).words
    assert said == "level over time: definite (4) 2029-01-03, best efforts (3) 2030-01-03 to 2031-01-03"
    assert sparked(points[1:]).words == "level over time: best efforts (3) 2030-01-03 to 2031-01-03"


def test_a_line_that_moves_at_every_turn_is_summed_up():
    """Nobody listens to a hundred levels: where it began, between what it moved, where it stands."""
    points = [(date(2029 + turn // 12, turn % 12 + 1, 1), 4 if turn % 2 else 2) for turn in range(24)]
    said = sparked(points).words
    assert said == (
        "level over time: intended (2) 2029-01-01, moved 23 times between intended (2) and definite (4), "
        "definite (4) 2030-12-01"
    )
    assert "moved" not in sparked(points[:STEPS_NAMED]).words


def test_the_picture_is_small_and_allowed_everywhere():
    """A table has hundreds of them, and the pages of the site allow no style attribute and no script."""
    svg = drawn([(FIRST, 4), (SECOND, 3), (THIRD, 4)])
    assert len(svg.encode()) <= 500
    assert 'role="img"' in svg
    assert "<title>level over time: definite (4) 2029-01-03" in svg
    assert "currentColor" in svg
    assert not {"style", "script", "href", "onload"} & set(svg.replace("=", " ").replace("<", " ").split())
