"""The colours of pictures, in the drawing and in the page."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import reports
from reports.charts.drawing.palette import DARK_INKS, HEAT, INKS, ON_HEAT
from reports.charts.line_marks import MARK_STYLES

FOLDER = Path(reports.__file__).parent
SHEET = (FOLDER / "site/assets/pictures.css").read_text("utf-8")
PAGE = (FOLDER / "templates/_base/page.css").read_text("utf-8")


def modes():
    """Return the variables of light and of dark mode, those of the page and those of pictures."""
    light, dark = {}, {}
    for sheet in (PAGE, SHEET):
        first, _, rest = sheet.partition("prefers-color-scheme:dark")
        light |= dict(re.findall(r"--([\w-]+):(#\w+)", first))
        dark |= dict(re.findall(r"--([\w-]+):(#\w+)", rest.partition("@media")[0]))
    return {"light": light, "dark": light | dark}


def luminance(colour):
    """Return the relative luminance of a colour (WCAG 2.2)."""
    short = colour.lstrip("#")
    letters = short if len(short) == 6 else "".join(letter * 2 for letter in short)
    parts = [int(letters[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("mode", "inks"), [("light", INKS), ("dark", DARK_INKS)])
def test_a_mail_and_a_page_have_the_same_colours(mode, inks):
    """A weakened line is one brown everywhere, and one amber in the dark."""
    long = {
        ink: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
        for ink, value in modes()[mode].items()
    }
    assert {ink: long[ink] for ink in inks} == inks


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_who_sees_no_colour_sees_the_order_of_heats(mode):
    """Each heat is darker than the one before in light mode and brighter in dark mode, by a third or more."""
    colours = [modes()[mode][heat] for heat in HEAT]
    ascending = [luminance(colour) for colour in colours]
    assert ascending == sorted(ascending, reverse=mode == "light")
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(colours))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_figures_and_words_can_be_read(mode):
    """4.5 to 1 for every figure on its cell and every word on the page: WCAG 2.2, level AA."""
    colours = modes()[mode]
    for heat, figure in zip(HEAT, ON_HEAT, strict=True):
        assert contrast(colours[heat], colours[figure]) >= 4.5
    for ink in {"ink", "muted", *(look.fill for look in MARK_STYLES.values())} - {"paper"}:
        assert contrast(colours["paper"], colours[ink]) >= 4.5
    assert contrast(colours["gap"], colours["soft"]) >= 4.5
