"""Bytes to text with its parts marked: title, meta, paragraphs, items, headings, furniture."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain import Block, Document, Role, Selectors
from tracker.errors import SlowPatternError, UnreadableRevision
from tracker.sandbox import BodyTooCostly, run_bounded
from tracker.text.user_patterns import match_pattern

NAME = "extract.v2"

_SAID = (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
PDF = "application/pdf"
_PDF_MARK = b"%PDF-"
_PDF_START = 1_024  # bytes; readers look no further for the mark (ISO 32000-1, annex H, note 13)
_BEGINNING = 500  # characters of a block a pattern may look at


def extract(
    body: bytes, media_type: str, *, charset: str = "", selectors: Selectors | None = None, where: str = ""
) -> Document:
    """Return the text of *body* with its parts marked.

    For text and Markdown the text is the input, code point for code point. For
    HTML it is the main text, for PDF what is set on the pages, paragraphs parted
    by an empty line; *selectors* say where to find it on sites where the general
    rule fails, and which blocks are no statement. A body that opens as PDF does
    is PDF, whatever its server calls it.

    Raises:
        UnreadableRevision: There is no text in it, or more than a release has, a
            selector finds nothing, the media type is not one that can be read, or
            reading it takes more than any release does.
    """
    kind, chosen = media_type.partition(";")[0].strip().lower(), selectors or Selectors()
    try:
        return run_bounded(extract_in_process, body, kind, charset, chosen, where)
    except BodyTooCostly as error:
        raise UnreadableRevision(
            f"{error}: no press release", where=where, remedy="check what is at this address", costly=True
        ) from error


def extract_in_process(body: bytes, kind: str, charset: str, selectors: Selectors, where: str) -> Document:
    """Do what :func:`extract` does, in this process; *kind* is a media type without parameters.

    Raises:
        UnreadableRevision: As there.
    """
    document = _read(body, kind, charset, selectors, where)
    return remove_blocks(document, selectors.remove_text, where) if selectors.remove_text else document


def is_pdf(body: bytes) -> bool:
    """Return whether *body* begins as a PDF does: white space and a byte order mark may stand before its mark."""
    return body[:_PDF_START].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PDF_MARK)


def _read(body: bytes, kind: str, charset: str, selectors: Selectors, where: str) -> Document:
    if kind == PDF or is_pdf(body):
        from tracker.extract.pdf.pdf_document import read_pdf  # the library is an extra

        return read_pdf(body, where)
    if kind in _HTML:
        from tracker.extract.html.html_document import (  # 50 ms with lxml
            read_html,  # lxml and trafilatura take a second to import
        )

        return read_html(body, charset, selectors, where)
    if kind in ("text/markdown", "text/plain"):
        from tracker.extract.plain import read_markdown, read_plain  # 25 ms: its patterns are compiled

        return (read_markdown if kind == "text/markdown" else read_plain)(body, charset, where)
    raise UnreadableRevision(
        f"cannot read {kind or 'a body without a media type'}",
        where=where,
        remedy="only text/plain, text/markdown, text/html and application/pdf are read",
    )


def statement_text(document: Document) -> str:
    """Return what the document says, without title, labels and furniture: the print of its statement."""
    return "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.role in _SAID
    )


def remove_blocks(document: Document, pattern: str, where: str) -> Document:
    """Return *document* with every block furniture that *pattern* matches at its beginning.

    The text stays as it is, so offsets and quotes do too.

    Raises:
        UnreadableRevision: *pattern* is no regular expression, or takes too long on a block.
    """

    def is_removed(block: Block) -> bool:
        begins = document.text[block.start : min(block.end, block.start + _BEGINNING)]
        return match_pattern(pattern, begins, key="selectors.remove_text", where=where) is not None

    try:
        blocks = tuple(
            replace(block, role=Role.FURNITURE) if is_removed(block) else block for block in document.blocks
        )
    except SlowPatternError as error:
        raise UnreadableRevision(error.message, where=where, remedy=error.remedy) from error
    return replace(document, blocks=blocks)
