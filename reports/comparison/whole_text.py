"""Two whole texts as one redline: paragraphs that changed, went, came or moved, each with the units in it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.comparison.paragraph_alignment import AlignedRow, align_paragraphs
from reports.view.redline import plain_redline, readable_redline
from reports.view.vocabulary import KINDS
from tracker.domain import Document, Role, Unit
from tracker.pipeline import Reading
from tracker.text.content_words import split_words
from tracker.text.sanitize import clean
from tracker.text.shorten import wrap_words

MOST = 2_000_000  # characters of what differs
MOVED = 0.8  # share of words in common from which a paragraph that went and one that came are one that moved
SILENT = frozenset({Role.FURNITURE, Role.META})

Fate = Literal["same", "changed", "gone", "new", "moved", "note"]


@dataclass(frozen=True, slots=True)
class RedlinedParagraph:
    """One paragraph, or *same* of them that did not change. *text* is plain, with ``[-struck-]`` and ``{+added+}``."""

    fate: Fate
    text: str = ""
    number: int = 0  # in the later text, else in the earlier one, from 1
    earlier: int = 0  # of one that moved: its number in the earlier text
    units: tuple[str, ...] = ()  # what it does: "joint undertaking (4)"
    same: int = 0


def redline_texts(earlier: Reading, later: Reading) -> tuple[RedlinedParagraph, ...]:
    """Return *later* against *earlier*, paragraph by paragraph, in the order of the later text."""
    old, new = _paragraphs(earlier.document), _paragraphs(later.document)
    aligned = align_paragraphs([text for text, _ in old], [text for text, _ in new], MOST)
    marks = _units_by_paragraph(later.units, [span for _, span in new])
    lost = _units_by_paragraph(earlier.units, [span for _, span in old])
    rows = list(_numbered(aligned.rows))
    came = {
        at: _words("".join(run.text for run in row.new))
        for at, (row, _, _) in enumerate(rows)
        if not row.old and row.new
    }
    moved_to: dict[int, int] = {}  # place of a row that went → of the row that came
    for at, (row, _, _) in enumerate(rows):
        if row.new or not row.old:
            continue
        words = _words("".join(run.text for run in row.old))
        free = [place for place in came if place not in moved_to.values()]
        best = max(free, key=lambda place: _alike(words, came[place]), default=None)
        if best is not None and _alike(words, came[best]) >= MOVED:
            moved_to[at] = best
    moved_from = {there: here for here, there in moved_to.items()}
    found: list[RedlinedParagraph] = []
    for at, (row, before, after) in enumerate(rows):
        if row.same:
            found.append(RedlinedParagraph("same", same=row.same))
        elif row.note:
            found.append(RedlinedParagraph("note", row.note, after or before))
        elif at in moved_from:
            gone, number, _ = rows[moved_from[at]]
            text = plain_redline(readable_redline(_text(gone, old=True), _text(row, old=False)))
            found.append(RedlinedParagraph("moved", text, after, number, marks.get(after, ())))
        elif row.old and row.new:
            text = plain_redline(readable_redline(_text(row, old=True), _text(row, old=False)))
            found.append(RedlinedParagraph("changed", text, after, before, marks.get(after, ())))
        elif row.new:
            found.append(RedlinedParagraph("new", _text(row, old=False), after, 0, marks.get(after, ())))
        elif at not in moved_to:
            found.append(
                RedlinedParagraph("gone", _text(row, old=True), before, before, lost.get(before, ()))
            )
    return tuple(found)


def render_redline(title: str, paragraphs: Sequence[RedlinedParagraph], wrap: int) -> Iterator[str]:
    """Yield lines for a terminal, at most *wrap* wide: what differs, and of what does not how much."""
    counts = Counter(one.fate for one in paragraphs)
    alike = sum(one.same for one in paragraphs)
    said = ", ".join(f"{counts[fate]} {fate}" for fate in ("changed", "moved", "new", "gone") if counts[fate])
    yield title
    yield f"Paragraphs: {said or 'none differs'}, {alike} alike. [-struck-] stood before, {{+added+}} stands now."
    marks = {"changed": "~", "moved": ">", "new": "+", "gone": "−", "note": "!"}
    for one in paragraphs:
        yield ""
        if one.same:
            yield f"    … {one.same} alike"
            continue
        where = f"¶{one.number}" + (f", was ¶{one.earlier}" if one.fate == "moved" else "")
        units = f"  [{'; '.join(one.units)}]" if one.units else ""
        yield f"{marks[one.fate]} {where} {one.fate}{units}"
        said = " ".join(one.text.split())
        yield from wrap_words(said, wrap, initial_indent="    ", subsequent_indent="    ")


def _paragraphs(document: Document) -> list[tuple[str, tuple[int, int]]]:
    """Return what *document* says, by paragraphs, each with its place."""
    spans = [(block.start, block.end) for block in document.blocks if block.role not in SILENT]
    found = [(" ".join(clean(document.text[start:end]).split()), (start, end)) for start, end in spans]
    return [(text, span) for text, span in found if text]


def _units_by_paragraph(
    units: Sequence[Unit], spans: Sequence[tuple[int, int]]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for unit in units:
        at = next((number for number, (start, end) in enumerate(spans, 1) if start <= unit.start < end), 0)
        if at:
            found.setdefault(at, []).append(f"{KINDS[unit.kind]} ({unit.facets.level})")
    return {at: tuple(words) for at, words in found.items()}


def _numbered(rows: Sequence[AlignedRow]) -> Iterator[tuple[AlignedRow, int, int]]:
    """Yield each row with the number of its paragraph in the earlier and in the later text; 0 where it is not there."""
    before = after = 0
    for row in rows:
        if row.same:
            before, after = before + row.same, after + row.same
            yield row, before, after
            continue
        there, here = bool(row.old) or bool(row.note), bool(row.new) or bool(row.note)
        before, after = before + there, after + here
        yield row, before if there else 0, after if here else 0


def _text(row: AlignedRow, *, old: bool) -> str:
    return "".join(run.text for run in (row.old if old else row.new))


def _words(text: str) -> Counter[str]:
    return Counter(split_words(text))


def _alike(mine: Counter[str], theirs: Counter[str]) -> float:
    total = sum(mine.values()) + sum(theirs.values())
    return 2 * sum((mine & theirs).values()) / total if total else 0.0
