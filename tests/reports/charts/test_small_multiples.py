"""The picture of a mail."""

import gc
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from reports.charts.drawing.palette import INKS
from reports.charts.line_marks import MarkedLine
from reports.charts.rate_marks import rate_marks
from reports.charts.small_multiples import line_charts
from tests.reports.charts.svg_reader import build_mark
from tracker.domain import Kind, Label
from tracker.text.rates import rate_decision


def build_line(name="engage Veskia", times=4):
    """Return a line that was said so many times, the last time weakened."""
    said = [build_mark(40 * n, 4, Label.NEW if n == 0 else Label.REAFFIRMED) for n in range(times - 1)]
    return MarkedLine(name, "U", (*said, build_mark(40 * times, 3, Label.WEAKENED)))


def opened(shown):
    return Image.open(BytesIO(shown.png))


def test_a_line_said_twice_is_not_drawn():
    """Where no line was said three times there is no picture."""
    assert line_charts([]) is None
    assert line_charts([build_line(times=2)]) is None


def test_lines_are_drawn_one_below_the_other_and_four_at_most():
    """A mail shows the gravest; who wants all opens the report."""
    heights = [
        line_charts([build_line(f"line {n}") for n in range(number)]).height for number in (1, 2, 4, 6)
    ]
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_it_is_sharp_on_a_phone_and_light_in_the_mail():
    """Two dots a pixel, 600 pixels wide, 40 KB at most."""
    shown = line_charts([build_line(f"stand by Estmark in the {n}. year", times=30) for n in range(4)])
    assert opened(shown).size == (1200, 2 * shown.height)
    assert shown.width == 600
    assert len(shown.png) <= 40_000


def restless(number, ladders):
    """Return a line that moved 24 times, on so many ladders."""
    kinds = (Kind.U_OWN, Kind.D_CALL, Kind.S_SUPPORT, Kind.E_CONDEMN)[:ladders]
    labels = (Label.REVERSED, Label.WEAKENED, Label.STRENGTHENED, Label.MIXED, Label.BROADENED)
    said = [build_mark(31 * at, 1 + at % 5, labels[at % 5], kind=kinds[at * 7 % ladders]) for at in range(24)]
    return MarkedLine(f"number {number} of many: stand by Estmark whatever comes", "U", tuple(said))


def test_lines_that_do_not_fit_into_40_kb_are_left_out():
    """The description names those that are drawn and no other; where not one fits, the mail has no picture."""
    shown = line_charts([restless(number, 2) for number in range(4)])
    assert len(shown.png) <= 40_000
    assert "number 0 of many" in shown.description
    assert "number 3 of many" not in shown.description
    assert line_charts([restless(0, 4)]) is None


def test_it_is_described_in_words():
    """Who blocks images, or does not see them, reads the same."""
    shown = line_charts([build_line("engage Veskia"), build_line("pay the crews", times=30)])
    assert shown.description.startswith(
        "1. engage Veskia: Said 4 times, 2031-03-04 to 2031-08-11: first definite (4), last best efforts (3). "
        "Moved once: weakened 2031-08-11. 2. pay the crews: Said 30 times"
    )
    assert shown.description.endswith("Drawn are the last 24 marks, since 2031-10-30.")


def test_a_name_the_font_cannot_write_is_said_beside_the_picture():
    """A box for every Korean letter would be no name."""
    shown = line_charts([build_line("engage Veskia"), build_line("한국의 약속")])
    assert shown.undrawn_names == ("2. 한국의 약속",)
    assert "2. 한국의 약속: Said 4 times" in shown.description


def test_a_name_is_no_formula():
    """Dollar signs are money."""
    plain, formula = (line_charts([build_line(name)]) for name in ("a sum of 5", "a sum of $\\frac{5}{1}$"))
    assert plain.height == formula.height
    assert plain.png != formula.png


def test_the_same_lines_give_the_same_bytes():
    """A mail is frozen once and could be written again."""
    assert line_charts([build_line()]) == line_charts([build_line()])


@pytest.mark.parametrize("ink", ["paper", "soft", "ink"])
def test_its_colours_are_those_of_the_labels(ink):
    """Few colours make a small file; they are not mixed up for it."""
    colours = {colour for _, colour in opened(line_charts([build_line()])).convert("RGB").getcolors(1 << 20)}
    assert tuple(bytes.fromhex(INKS[ink][1:])) in colours


def test_a_picture_that_was_drawn_is_gone_at_once():
    """A daemon looks for cycles seldom: what a picture was drawn on, 22 MB of a tall one, may not wait for that."""
    gc.collect()
    gc.disable()
    try:
        shown = line_charts([build_line(f"line {number}", times=30) for number in range(4)])
        assert shown is not None
        assert not [held for held in gc.get_objects() if isinstance(held, RendererAgg)]
    finally:
        gc.enable()


def test_a_line_of_decisions_is_drawn_by_its_rate():
    """Of a policy rate a reader wants the percent: that each decision binds equally says nothing of where it went."""
    said = [
        (date(2031, month, 4), rate_decision(f"decided to {act} its policy rate {level} percent"), "")
        for month, act, level in ((1, "keep", "at 2"), (3, "raise", "to 2.5"), (5, "lower", "to 1.5"))
    ]
    rate = replace(build_line("policy rate"), rates=tuple(rate_marks(said)))
    shown = line_charts([rate])
    described = shown.description.replace("\xa0", " ")
    assert described.startswith(
        "1. policy rate, in percent: 4 Jan 2031 to 4 May 2031: first 2 percent, last 1.5 percent; raised 1 time"
    )
    both = line_charts([rate, build_line("engage Veskia")])
    assert "2. engage Veskia: Said 4 times" in both.description
    assert both.height > shown.height
