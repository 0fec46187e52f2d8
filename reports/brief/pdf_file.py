"""A brief as PDF, by fpdf2, in the fonts that come with matplotlib. The only module that imports it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files

from fpdf import FPDF

from reports.brief.paragraphs import BriefParagraph, TextRun
from tracker.text.sanitize import one_line, strip_controls

PAGES = 2
SIZES = {"title": 22.0, "facts": 9.5, "party": 13.0, "entry": 10.0, "source": 7.8}  # points
LEADING = 1.28  # of the size
ABOVE = {"title": 0.0, "facts": 2.0, "party": 7.0, "entry": 1.6, "source": 0.4}  # points
MARGIN = 54.0  # points
INDENT = 12.0
COLOURS = {"gone": (154, 27, 27), "come": (11, 95, 78), "note": (40, 85, 121)}
FACES = (("", "STIXGeneral.ttf"), ("B", "STIXGeneralBol.ttf"), ("I", "STIXGeneralItalic.ttf"))


def as_pdf(paragraphs_of: Callable[[int], Sequence[BriefParagraph]], sizes: int) -> bytes:
    """Return the first of *sizes* versions of a brief that fits two pages as PDF; else the shortest."""
    drawn = None
    for size in range(sizes):
        drawn = _drawn(paragraphs_of(size))
        if drawn.page_no() <= PAGES:
            break
    assert drawn is not None
    return bytes(drawn.output())


def _drawn(made: Sequence[BriefParagraph]) -> FPDF:
    document = FPDF(unit="pt", format="A4")
    document.set_margins(MARGIN, 48, MARGIN)
    document.set_auto_page_break(True, 44)
    document.set_title(one_line(made[0].text) if made else "")
    document.set_lang("en")
    folder = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    for style, name in FACES:
        document.add_font("stix", style, str(folder / name))
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        document.add_font("dejavu", style, str(folder / name))
    document.set_fallback_fonts(["dejavu"], exact_match=False)
    document.add_page()
    for one in made:
        _draw(document, one)
    return document


def _draw(document: FPDF, one: BriefParagraph) -> None:
    size = SIZES[one.style]
    height = size * LEADING
    document.ln(ABOVE[one.style])
    heading = one.style in ("title", "party")
    if one.style == "party" and document.will_page_break(4 * height):
        document.add_page()
    document.set_left_margin(MARGIN + (INDENT if one.style == "entry" else 0))
    if one.style == "entry":
        document.set_x(MARGIN)
        _font(document, TextRun("•"), size, heading)
        document.cell(INDENT, height, "•")
    else:
        document.set_x(MARGIN)
    for run in one.runs:
        _font(document, run, size, heading)
        document.write(height, strip_controls(run.text), run.href)
    document.ln(height)
    document.set_left_margin(MARGIN)


def _font(document: FPDF, run: TextRun, size: float, heading: bool) -> None:
    style = "B" if heading or run.mark == "bold" else ""
    style += {"gone": "S", "come": "U"}.get(run.mark, "")
    document.set_font("stix", style, size)
    document.set_text_color(*COLOURS.get(run.mark, (27, 26, 24)))
