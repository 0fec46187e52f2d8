"""Marks of pictures in pages are those of pictures in mails."""

from __future__ import annotations

import pytest
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from reports.charts.drawing.mark_outlines import mark_outline

COMMANDS = {
    Outline.MOVETO: "M",
    Outline.LINETO: "L",
    Outline.CURVE4: "C",
    Outline.CLOSEPOLY: "z",
}


@pytest.mark.parametrize("shape", list("o^v<>Dsx|*pP"))
def test_a_mark_has_one_outline_in_pages_and_in_mails(shape: str) -> None:
    """Who has the picture of a mail beside the page finds the same marks in both, though pages are drawn without matplotlib."""
    style = MarkerStyle(shape)
    outline = style.get_path().transformed(style.get_transform())
    drawn = [
        (COMMANDS[code], () if code == Outline.CLOSEPOLY else numbers)
        for numbers, code in outline.iter_segments(Affine2D().scale(13, -13), simplify=False)
    ]
    written = list(mark_outline(shape, 13))
    assert [command for command, _ in written] == [command for command, _ in drawn]
    for (_, ours), (_, theirs) in zip(written, drawn, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-4)
