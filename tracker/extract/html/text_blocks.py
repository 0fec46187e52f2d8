"""An element tree to pieces: one for every block of text, with what its markup says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.domain import Role
from tracker.extract.blocks.pieces import INVISIBLE, TextPiece, ends_sentence, list_marker

if TYPE_CHECKING:
    from tracker.extract.html.element_tree import Element

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
_INVISIBLE = INVISIBLE + "\xad"
_GONE = dict.fromkeys(map(ord, _INVISIBLE))
_BREAK = "\x1e"

Part = tuple[str, Role | None]


def text_blocks(root: Element, *, chrome: bool = True) -> list[Part]:
    """Return the text blocks of *root* in order, white space normalised; a line break is a newline.

    With *chrome* false what the markup itself calls navigation, header, footer
    or sidebar is left out. One loop without recursion, for pages nest deep.
    """
    unread = _SILENT if chrome else _SILENT | _CHROME
    parts: list[Part] = []
    buffer: list[str] = []
    roles: list[Role | None] = [None]

    def flush() -> None:
        text = _tidy("".join(buffer))
        buffer.clear()
        if text:
            parts.append((text, _checked(text, roles[-1])))

    def enter(element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            if buffer:
                flush()
            roles.append(Role.HEADING if tag in _HEADINGS else Role.ITEM if tag in _ITEMS else roles[-1])
        if text := element.text:
            buffer.append(_spaced(tag, text))

    above: list[tuple[Element, Iterator[Element]]] = []
    parent: Element = root
    children: Iterator[Element] = iter(root)
    enter(root)
    while True:
        child = next(children, None)
        if child is None:
            if parent.tag in _BLOCKS:
                flush()
                roles.pop()
            if not above:
                break
            tail = parent.tail
            parent, children = above.pop()
        else:
            tag = child.tag
            if isinstance(tag, str) and tag not in unread and not _is_hidden(child):
                if tag not in _BREAKS:
                    above.append((parent, children))
                    parent, children = child, iter(child)
                    enter(child)
                    continue
                buffer.append(_BREAK)
            tail = child.tail
        if tail:
            buffer.append(_spaced(parent.tag, tail))
    flush()
    return parts


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _spaced(tag: str, text: str) -> str:
    clean = text.replace(_BREAK, " ")
    return clean.replace("\n", _BREAK) if tag == "pre" else clean


def _tidy(raw: str) -> str:
    """Return *raw* with white space normalised; breaks stay where a new line starts a new thought."""
    if not raw.isascii():
        raw = raw.translate(_GONE) if any(map(raw.__contains__, _INVISIBLE)) else raw
    if _BREAK not in raw:
        return " ".join(raw.split())
    lines = [line for line in (" ".join(part.split()) for part in raw.split(_BREAK)) if line]
    text = ""
    for line in lines:
        if not text:
            text = line
        elif list_marker(line) or not (line[0].islower() and text[-1] not in ".!?:;"):
            text += "\n" + line
        else:
            text += " " + line
    return text


def _checked(text: str, role: Role | None) -> Role | None:
    """A heading that is a whole sentence is set in a heading's type, but it is said."""
    if role is Role.HEADING and (len(text) > 200 or (ends_sentence(text) and len(text.split()) >= 8)):
        return Role.PARAGRAPH
    return role


def join_parts(parts: Sequence[Part]) -> tuple[str, tuple[TextPiece, ...]]:
    """Return the parts as one text, an empty line between any two, and the pieces of that text."""
    found: list[TextPiece] = []
    offset = 0
    for chunk, (text, role) in enumerate(parts):
        lines = text.split("\n")
        start = offset
        for line in lines:
            found.append(
                TextPiece(start, start + len(line), line, chunk, list_marker(line), len(lines) == 1, role)
            )
            start += len(line) + 1
        offset += len(text) + 2
    return "\n\n".join(text for text, _ in parts), tuple(found)
