"""PDF to its text. The one place that imports pypdfium2, which is an extra.

The library gives letters with their places; which of them make a line, a running
head or a paragraph is decided in pdf_lines and pdf_text. Tables are read row by row,
text set vertically or askew is left out, and what stands in images is not seen.
"""

from __future__ import annotations

import ctypes
import math
import threading
from typing import Any, Final

from tracker.domain import Block, Document
from tracker.errors import UnreadableRevision
from tracker.extract.blocks.roles import mark_roles
from tracker.extract.html.text_blocks import join_parts
from tracker.extract.pdf.page_lines import PageRotation, PdfPage, PdfTextRun, body_lines
from tracker.extract.pdf.pdf_paragraphs import find_title, paragraphs_of
from tracker.extract.size_limits import (
    MOST_CHARACTERS,
    MOST_TAGS,
    check_paragraphs,
    check_streams,
    raise_too_large,
)

MOST_PAGES = 500
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_ASKEW = 0.1  # radians
_UNMAPPED = 0.2  # of all letters: fonts that do not say which letters they draw
_LOST: Final = "\ufffd"
_HYPHEN = 2  # what pdfium writes for a hyphen at the end of a line
_LINE_ENDS, _BLANKS = (10, 13), (9, 32, 160)
_one_at_a_time = threading.Lock()  # pdfium is not safe to be called from two threads


def read_pdf(body: bytes, where: str) -> Document:
    """Return the document of a PDF file, without running heads and page numbers.

    Raises:
        UnreadableRevision: The extra is not installed, or the file is damaged,
            encrypted, without text, or longer than a release.
    """
    pages, named = _read(body, where)
    lines = body_lines(pages)
    found = paragraphs_of(lines)
    if not found:
        raise UnreadableRevision(
            "no text in this PDF: its pages are images, or empty",
            where=where,
            remedy="have its text recognised (OCR) first",
        )
    check_paragraphs(len(found), where)
    joined, pieces = join_parts(found)
    if joined.count(_LOST) > _UNMAPPED * len(joined):
        raise UnreadableRevision(
            "the fonts of this PDF do not say which letters they draw",
            where=where,
            remedy="have its text recognised (OCR) first",
        )
    marked = mark_roles(pieces, title=find_title(lines, named))
    blocks = tuple(Block(part.start, part.end, role) for part, role in zip(pieces, marked.roles, strict=True))
    return Document(joined, blocks, marked.title, marked.published_on)


def _read(body: bytes, where: str) -> tuple[list[PdfPage], str]:
    """Return what is set on each page, and the title in the file's metadata."""
    try:
        import pypdfium2  # an extra
    except ImportError as error:
        raise UnreadableRevision(
            "PDF is not read without pypdfium2",
            where=where,
            remedy="pip install 'policy-commitment-tracker[pdf]'",
        ) from error
    check_streams(body, where)
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError as error:
            raise _unopened(error, where) from error
        try:
            return _pages(document, where), _named(document)
        except pypdfium2.PdfiumError as error:
            raise UnreadableRevision(
                f"damaged PDF: {error}", where=where, remedy="fetch or save it again"
            ) from error
        finally:
            document.close()


def _unopened(error: Any, where: str) -> UnreadableRevision:
    if error.err_code in (_PASSWORD, _SECURITY):
        return UnreadableRevision(
            "encrypted PDF: it opens only with a password", where=where, remedy="save it without one"
        )
    return UnreadableRevision(
        "damaged PDF: it cannot be opened", where=where, remedy="fetch or save it again"
    )


def _named(document: Any) -> str:
    """Return the title in the metadata; nothing if it is not even text."""
    try:
        return str(document.get_metadata_value("Title"))
    except UnicodeDecodeError:
        return ""


def _pages(document: Any, where: str) -> list[PdfPage]:
    if len(document) > MOST_PAGES:
        raise_too_large(f"more than {MOST_PAGES:,} pages", where)
    pages: list[PdfPage] = []
    size = stretches = 0
    for number in range(len(document)):
        page = document[number]
        letters = page.get_textpage()
        size += letters.count_chars()
        if size > MOST_CHARACTERS:
            raise_too_large(f"more than {MOST_CHARACTERS:,} characters", where)
        pages.append(PdfPage(page.get_width(), page.get_height(), tuple(_runs(page, letters))))
        stretches += len(pages[-1].runs)
        if stretches > MOST_TAGS:
            raise_too_large(f"more than {MOST_TAGS:,} stretches of text", where)
        letters.close()
        page.close()
    return pages


def _runs(page: Any, letters: Any) -> list[PdfTextRun]:
    """Return the stretches of text that are set on without a break, in the order of the file."""
    from pypdfium2 import raw  # the same

    upright = PageRotation(page.get_rotation() % 360, page.get_width(), page.get_height())
    runs: list[PdfTextRun] = []
    text: list[str] = []
    left = right = base = size = 0.0
    first = last = 0
    x, y = ctypes.c_double(), ctypes.c_double()

    def close() -> None:
        if "".join(text).strip() and not _is_askew(raw.FPDFText_GetCharAngle(letters, first), upright.turn):
            box = letters.get_charbox(last, loose=True)
            end = max(upright.at(box[0], box[1])[0], upright.at(box[2], box[3])[0])
            runs.append(PdfTextRun(_clean("".join(text)), left, max(end, right), base, size))
        text.clear()

    for index in range(letters.count_chars()):
        code = raw.FPDFText_GetUnicode(letters, index)
        if code in _LINE_ENDS:
            close()
            continue
        if code in _BLANKS:
            if text:
                text.append(" ")
            continue
        raw.FPDFText_GetCharOrigin(letters, index, x, y)
        across, up = upright.at(x.value, y.value)
        if text and (abs(up - base) > 0.3 * size or across < right - size or across > right + 3 * size):
            close()
        if not text:
            first, left, base = index, across, up
            size = raw.FPDFText_GetFontSize(letters, index) * _scale(raw, letters, index)
        text.append(_letter(code))
        last, right = index, across
    close()
    return runs


def _scale(raw: Any, letters: Any, index: int) -> float:
    """Return how much larger than its font size a letter is drawn."""
    matrix = raw.FS_MATRIX()
    drawn = raw.FPDFText_GetMatrix(letters, index, matrix)
    return math.hypot(matrix.c, matrix.d) or 1.0 if drawn else 1.0


def _is_askew(angle: float, turned: int) -> bool:
    if angle < 0:
        return False  # not known
    off = (angle + math.radians(turned)) % (2 * math.pi)
    return min(off, 2 * math.pi - off) > _ASKEW


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if code < 32 or code in (0xFFFE, 0xFFFF):
        return _LOST
    return chr(code)


def _clean(text: str) -> str:
    """Put together what the library gives in halves: letters beyond the first 65,536."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
