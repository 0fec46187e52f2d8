"""A brief as a document for a word processor, by python-docx. The only module that imports it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.brief.paragraphs import BriefParagraph, TextRun
from tracker.text.sanitize import strip_controls

FONT = "Calibri"
SIZES = {"title": 20, "facts": 9.5, "party": 12, "entry": 10, "source": 8}  # points
GONE, COME, NOTE = RGBColor(0x9A, 0x1B, 0x1B), RGBColor(0x0B, 0x5F, 0x4E), RGBColor(0x28, 0x55, 0x79)
A4 = (Cm(21.0), Cm(29.7))


def as_docx(made: Sequence[BriefParagraph]) -> bytes:
    """Return *made* as the bytes of a .docx file on A4, with headings a word processor knows."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.7)
    document.core_properties.title = made[0].text if made else ""
    styles: dict[str, str] = {"title": "Title", "party": "Heading 1", "entry": "List Bullet"}
    for one in made:
        paragraph = document.add_paragraph(style=styles.get(one.style, "Normal"))
        form = paragraph.paragraph_format
        form.space_after = Pt(2 if one.style in ("entry", "source") else 4)
        form.space_before = Pt(8 if one.style == "party" else 0)
        for run in one.runs:
            _add(paragraph, run, SIZES[one.style])
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add(paragraph: Any, run: TextRun, size: float) -> None:
    words = paragraph.add_run(strip_controls(run.text))
    words.font.size = Pt(size)
    words.font.name = FONT
    words.font.bold = True if run.mark == "bold" else None
    if run.mark == "gone":
        words.font.strike, words.font.color.rgb = True, GONE
    elif run.mark == "come":
        words.font.underline, words.font.color.rgb = True, COME
    elif run.mark == "note":
        words.font.color.rgb = NOTE
    if run.href:
        link = OxmlElement("w:hyperlink")
        link.set(
            qn("r:id"), paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        )
        paragraph._p.replace(words._r, link)
        link.append(words._r)
