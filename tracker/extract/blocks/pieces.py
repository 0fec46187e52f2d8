"""Text to pieces: paragraphs, bullets and lines that stand alone, each with exact offsets.

Blank lines part chunks. Inside a chunk a newline is either a wrap of one
paragraph or the start of the next line of a list or a heading; which of the two
is decided by the marker at the start of the line, by the case of its first
letter, and by whether the text as a whole is wrapped.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain import Role
from tracker.text.dates import whole_date

INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"  # marks without width: no text by themselves
BULLET = re.compile(r"[•◦▪‣●○■□◆◇∙·※ㅇ*+-]\s+|[–—]\s+|o\s{1,4}(?=[A-Z])")
ENUMERATOR = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,2}){0,3}\.?\)|\d{1,3}(?:\.\d{1,2}){0,3}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)"
    r"|\([A-Za-z]{1,4}\)|[a-z]\)|[ivx]{1,5}[.)]|[IVX]{1,5}[.)]|[A-Z]\))\s+"
)
ATX = re.compile(r"#{1,6}\s+\S")  # a Markdown heading, which never shares its line
_SIGNS = re.compile(r"[\W_]+")
_STOPS = ".!?。！？"
_CLOSERS = "”’\"')]»"
_WRAP_SHARE = 0.3  # of joints that run on in mid-sentence, from which a text counts as wrapped
_NARROWEST, _WIDEST = 30, 120  # characters: the widths at which texts are wrapped
_SHORT = 0.6  # of the width: a line this short ends a wrapped paragraph


@dataclass(frozen=True, slots=True)
class TextPiece:
    """One stretch of text without blank edges; *chunk* counts the groups between blank lines."""

    start: int
    end: int
    text: str
    chunk: int
    marker: str = ""  # "", "bullet" or "number"
    alone: bool = True  # the only piece of its chunk
    hint: Role | None = None  # what the markup says it is


@dataclass(frozen=True, slots=True)
class _SourceLine:
    start: int
    end: int
    text: str
    indent: int


def list_marker(text: str) -> str:
    """Return "bullet", "number" or "" for the list marker that *text* opens with."""
    if BULLET.match(text):
        return "bullet"
    return "number" if ENUMERATOR.match(text) else ""


def ends_sentence(text: str) -> bool:
    """Return whether *text* closes with a full stop or its like, inside or before closing quotes."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS and bool(text.rstrip(_CLOSERS))


def alphanumeric(text: str) -> str:
    """Return the letters and digits of *text*, lower case: what two spellings of one title share."""
    return _SIGNS.sub("", text.lower())


def trim_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of ``text[start:end]`` without blank edges; equal bounds if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def split_pieces(text: str) -> tuple[TextPiece, ...]:
    """Return the pieces of *text* in order; together they hold every character that is not blank."""
    chunks = list(_chunks(text))
    if _double_spaced(chunks):
        chunks = [[line for chunk in chunks for line in chunk]]
    wrapped, width = _wrapping(chunks)
    return tuple(
        piece for number, chunk in enumerate(chunks) for piece in _pieces(text, chunk, number, wrapped, width)
    )


def _chunks(text: str) -> Iterator[list[_SourceLine]]:
    """Yield groups of lines between blank lines."""
    chunk: list[_SourceLine] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        start, end = trim_bounds(text, offset, offset + len(raw))
        if start < end:
            chunk.append(_SourceLine(start, end, text[start:end], start - offset))
        elif chunk:
            yield chunk
            chunk = []
        offset += len(raw)
    if chunk:
        yield chunk


def _wrapping(chunks: list[list[_SourceLine]]) -> tuple[bool, int]:
    """Return whether lines of this text are cut at a width, and the width in characters."""
    joints = runs_on = width = 0
    for chunk in chunks:
        for before, after in itertools.pairwise(chunk):
            if list_marker(after.text) or _stands_alone(before.text):
                continue
            joints += 1
            runs_on += _runs_on(before.text, after.text)
            width = max(width, len(before.text))
    return joints > 0 and runs_on / joints >= _WRAP_SHARE and _NARROWEST <= width <= _WIDEST, width


def _double_spaced(chunks: list[list[_SourceLine]]) -> bool:
    """Return whether a wrapped text has an empty line after every line, so that empty lines part nothing."""
    if len(chunks) < 3 or any(len(line.text) > _WIDEST for chunk in chunks for line in chunk):
        return False
    joints = [(before[-1].text, after[0].text) for before, after in itertools.pairwise(chunks)]
    width = max(len(before) for before, _ in joints)
    runs_on = sum(len(before) >= _SHORT * width and _runs_on(before, after) for before, after in joints)
    return width >= _NARROWEST and runs_on / len(joints) >= _WRAP_SHARE


def _runs_on(before: str, after: str) -> bool:
    return after[0].islower() and not ends_sentence(before) and before[-1] not in ":;"


def _stands_alone(line: str) -> bool:
    return line.isdecimal() or whole_date(line) is not None or not any(char.isalnum() for char in line)


def _pieces(
    text: str, chunk: list[_SourceLine], number: int, wrapped: bool, width: int
) -> Iterator[TextPiece]:
    spans = [[chunk[0]]]
    for line in chunk[1:]:
        if _continues(spans[-1], line, wrapped, width):
            spans[-1].append(line)
        else:
            spans.append([line])
    for span in spans:
        start, end = span[0].start, span[-1].end
        yield TextPiece(start, end, text[start:end], number, list_marker(span[0].text), len(spans) == 1)


def _continues(span: list[_SourceLine], line: _SourceLine, wrapped: bool, width: int) -> bool:
    """Return whether *line* goes on with the paragraph in *span*."""
    before = span[-1]
    if (
        _stands_alone(before.text)
        or _stands_alone(line.text)
        or ATX.match(before.text)
        or ATX.match(line.text)
    ):
        return False
    marker = list_marker(line.text)
    if marker:
        # a dash at the start of a wrapped line is more often a parenthesis than a bullet
        dash = line.text[0] in "–—" and len(span[0].text) > _SHORT * width and not list_marker(span[0].text)
        return wrapped and dash and not ends_sentence(before.text) and before.text[-1] not in ":;"
    if list_marker(span[0].text) and line.indent > span[0].indent:
        return True
    if wrapped:
        return len(before.text) >= _SHORT * width or _runs_on(before.text, line.text)
    return before.text[-1] in ",-" or _runs_on(before.text, line.text)
