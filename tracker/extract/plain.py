"""Plain text and Markdown, offsets into the text as it was given."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from tracker.domain import Block, Document, Role
from tracker.errors import UnreadableRevision
from tracker.extract.blocks.pieces import ATX, TextPiece, split_pieces
from tracker.extract.blocks.roles import mark_roles
from tracker.extract.decode import decode_text
from tracker.extract.size_limits import check_characters, check_paragraphs
from tracker.text.dates import find_date


def read_plain(body: bytes, charset: str, where: str) -> Document:
    """Return the document of a text file.

    Raises:
        UnreadableRevision: The bytes are no text, hold nothing but blanks, or more than a release does.
    """
    text = _decoded(body, charset, where)
    return _document(text, split_pieces(text), where)


def _decoded(body: bytes, charset: str, where: str) -> str:
    text = decode_text(body, charset, where)
    check_characters(text, where)
    check_paragraphs(text.count("\n"), where)
    return text


def _document(text: str, parts: tuple[TextPiece, ...], where: str, title: str = "") -> Document:
    if not parts:
        raise UnreadableRevision(
            "no text in it", where=where, remedy="check that it was saved with its content"
        )
    marked = mark_roles(parts, title=title)
    blocks = tuple(Block(part.start, part.end, role) for part, role in zip(parts, marked.roles, strict=True))
    return Document(text, blocks, marked.title, marked.published_on)


_UNDERLINE = re.compile(r"={2,}|-{2,}")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)


def read_markdown(body: bytes, charset: str, where: str) -> Document:
    """Return the document of a Markdown file: as plain text, with its headings known by their marks.

    Title and date of a front matter are used; the first heading of the first
    level is the title where it gives none.

    Raises:
        UnreadableRevision: The bytes are no text, hold nothing but blanks, or more than a release does.
    """
    text = _decoded(body, charset, where)
    matter = _FRONT_MATTER.match(text)
    parts = _hinted(split_pieces(text), matter.end() if matter else 0)
    fields = {
        name.strip().lower(): value.strip().strip("\"'")
        for name, colon, value in (line.partition(":") for line in (matter[0] if matter else "").splitlines())
        if colon
    }
    title, day = fields.get("title", ""), find_date(fields.get("date", ""))
    heading = next((part for part in parts if part.hint is Role.HEADING), None)
    if not title and heading and (heading.text.startswith("# ") or not heading.text.startswith("#")):
        title = heading.text.strip("# ")
    document = _document(text, parts, where, title)
    return replace(document, published_on=day or document.published_on)


def _hinted(parts: tuple[TextPiece, ...], matter_end: int) -> tuple[TextPiece, ...]:
    """Give pieces the role that Markdown's own marks say."""
    result = []
    for part, following in itertools.zip_longest(parts, parts[1:]):
        underlined = (
            following is not None
            and following.chunk == part.chunk
            and _UNDERLINE.fullmatch(following.text) is not None
        )
        if part.end <= matter_end:
            result.append(replace(part, hint=Role.META))
        elif ATX.match(part.text) or (underlined and "\n" not in part.text):
            result.append(replace(part, hint=Role.HEADING))
        else:
            result.append(part)
    return tuple(result)
