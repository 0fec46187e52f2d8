"""Bytes to text with its parts marked: title, meta, paragraphs, items, headings, furniture."""

from __future__ import annotations

from tracker.domain import Document, Role, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract.plain import read_markdown, read_plain

NAME = "extract.v1"

_SAID = (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def extract(
    body: bytes, media_type: str, *, charset: str = "", selectors: Selectors | None = None, where: str = ""
) -> Document:
    """Return the text of *body* with its parts marked.

    For text and Markdown the text is the input, code point for code point. For
    HTML it is the main text, paragraphs parted by an empty line; *selectors*
    say where to find it on sites where the general rule fails.

    Raises:
        UnreadableRevision: There is no text in it, a selector finds nothing, or
            the media type is not one that can be read.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _HTML:
        from tracker.extract.html import read_html  # lxml and trafilatura take a second to import

        return read_html(body, charset, selectors or Selectors(), where)
    if kind == "text/markdown":
        return read_markdown(body, charset, where)
    if kind == "text/plain":
        return read_plain(body, charset, where)
    raise UnreadableRevision(
        f"cannot read {media_type or 'a body without a media type'}",
        where=where,
        mend="only text/plain, text/markdown and text/html are read",
    )


def statement_text(document: Document) -> str:
    """Return what the document says, without title, labels and furniture: the print of its statement."""
    return "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.role in _SAID
    )
