"""An element tree to pieces: one for every block of text, with what its markup says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.domain import Role
from tracker.extract.lines import Piece, ends_sentence, marker_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# "head", "item", "list" and "lb" are how trafilatura writes headings, items, lists and line breaks
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})
_ITEMS = frozenset({"li", "item"})
_BREAKS = frozenset({"br", "lb"})
_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form header hr html legend list main nav ol p pre quote section summary table tbody td
    tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split()) | _HEADINGS | _ITEMS
_SILENT_TAGS = """
    script style noscript template svg math iframe object embed audio video canvas select option button
    textarea input map datalist title meta link base
"""
_SILENT = frozenset(_SILENT_TAGS.split())
_CHROME = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GONE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060\xad\x00"))
_BREAK = "\x1e"

Part = tuple[str, Role | None]


def paragraphs(root: _Element, *, chrome: bool = True) -> list[Part]:
    """Return the text blocks of *root* in order, white space normalised; a line break is a newline.

    With *chrome* false what the markup itself calls navigation, header, footer
    or sidebar is left out.
    """
    parts: list[Part] = []
    buffer: list[str] = []
    roles: list[Role | None] = [None]

    def flush() -> None:
        text = _tidy("".join(buffer))
        buffer.clear()
        if text:
            parts.append((text, _checked(text, roles[-1])))

    for event, tag, text in _walk(root, chrome):
        if event == "text":
            buffer.append(text)
        elif tag in _BREAKS:
            buffer.append(_BREAK)
        elif tag in _BLOCKS:
            flush()
            if event == "end":
                roles.pop()
            else:
                roles.append(Role.HEADING if tag in _HEADINGS else Role.ITEM if tag in _ITEMS else roles[-1])
    flush()
    return parts


def _walk(root: _Element, chrome: bool) -> Iterator[tuple[str, str, str]]:
    """Yield ("start"|"end", tag, "") and ("text", tag, text); no recursion, for pages nest deep."""
    stack: list[tuple[_Element, Iterator[_Element]]] = []

    def enter(element: _Element) -> Iterator[tuple[str, str, str]]:
        tag = element.tag
        yield "start", tag, ""
        if element.text:
            yield "text", tag, _spaced(tag, element.text)
        stack.append((element, iter(element)))

    if isinstance(root.tag, str):
        yield from enter(root)
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", parent.tag, ""
            if stack and parent.tail:
                yield "text", stack[-1][0].tag, _spaced(stack[-1][0].tag, parent.tail)
        elif _is_read(child, chrome):
            if child.tag in _BREAKS:
                yield "start", child.tag, ""
                if child.tail:
                    yield "text", parent.tag, _spaced(parent.tag, child.tail)
            else:
                yield from enter(child)
        elif child.tail:
            yield "text", parent.tag, _spaced(parent.tag, child.tail)


def _is_read(element: _Element, chrome: bool) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT or (not chrome and tag in _CHROME):
        return False
    return element.get("hidden") is None and not _HIDDEN.search(element.get("style", ""))


def _spaced(tag: str, text: str) -> str:
    clean = text.translate(_GONE).replace(_BREAK, " ")
    return clean.replace("\n", _BREAK) if tag == "pre" else clean


def _tidy(raw: str) -> str:
    """Return *raw* with white space normalised; breaks stay where a new line starts a new thought."""
    lines = [line for line in (" ".join(part.split()) for part in raw.split(_BREAK)) if line]
    text = ""
    for line in lines:
        if not text:
            text = line
        elif marker_of(line) or not (line[0].islower() and text[-1] not in ".!?:;"):
            text += "\n" + line
        else:
            text += " " + line
    return text


def _checked(text: str, role: Role | None) -> Role | None:
    """A heading that is a whole sentence is set in a heading's type, but it is said."""
    if role is Role.HEADING and (len(text) > 200 or (ends_sentence(text) and len(text.split()) >= 8)):
        return Role.PARAGRAPH
    return role


def assemble(parts: Sequence[Part]) -> tuple[str, tuple[Piece, ...]]:
    """Return the parts as one text, an empty line between any two, and the pieces of that text."""
    found: list[Piece] = []
    offset = 0
    for chunk, (text, role) in enumerate(parts):
        lines = text.split("\n")
        start = offset
        for line in lines:
            found.append(Piece(start, start + len(line), line, chunk, marker_of(line), len(lines) == 1, role))
            start += len(line) + 1
        offset += len(text) + 2
    return "\n\n".join(text for text, _ in parts), tuple(found)
