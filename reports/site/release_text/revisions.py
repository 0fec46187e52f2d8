"""The texts a release has shown: each two that follow each other side by side, and the older ones whole. Pure.

All is bounded: a release with thirty long texts is still a page that opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.comparison.paragraph_alignment import AlignedRow, align_paragraphs
from reports.site.release_text.annotations import AnnotatedText, annotate
from reports.site.release_text.highlighted_text import STATEMENT, blank_control_characters
from reports.site.release_text.unit_note import AnnotationContext
from reports.view.dates import SHORT
from reports.view.edit_lines import cite_texts, edit_summary
from reports.view.redline import readable_redline
from tracker.compare.redline import RedlineRun
from tracker.domain import Document
from tracker.store import RevisionText, StoredEdit
from tracker.text.sanitize import clean

MOST_PAIRS = 12  # of texts laid side by side, the latest first
MOST_DIFFERING = 120_000  # size of what differs, on one page: some 25 pages of print
MOST_WORDS = 40  # changes of words that are quoted beside one pair
MOST_OLDER = 400_000  # characters of older texts shown whole, on one page; the latest comes in any case


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """A sentence outside of units in which words that count went or came, redlined."""

    signals: str  # "number, name"
    runs: tuple[RedlineRun, ...]


@dataclass(frozen=True, slots=True)
class RevisionPair:
    """Two texts that follow each other, side by side."""

    before: str  # "Text 1, as seen 2031-03-04 08:00 UTC"
    after: str
    rows: tuple[AlignedRow, ...]
    note: str  # what is not shown, or that nothing differs; "" = nothing to say
    summary: str = ""  # what differs, counted by class
    words: tuple[ChangedWords, ...] = ()  # that count, outside of units
    cite: str = ""  # both texts with time and hash


@dataclass(frozen=True, slots=True)
class OmittedRevision:
    """An older text that is too much for the page. Its units keep their anchors, so that no link goes astray."""

    name: str
    sha256: str
    units: tuple[str, ...]  # ids


@dataclass(frozen=True, slots=True)
class RevisionHistory:
    """What a release has shown, the latest first. Empty where it has shown one text."""

    editions: tuple[RevisionPair, ...] = ()
    older: tuple[AnnotatedText, ...] = ()
    unshown: tuple[OmittedRevision, ...] = ()
    note: str = ""  # how many pairs are not laid side by side


def revision_history(
    read: Sequence[RevisionText], held: AnnotationContext, edits: Sequence[StoredEdit] = ()
) -> RevisionHistory:
    """Return the texts *read* of one release, oldest first, as its page shows them; *edits* say how they differ."""
    by_text = {one.edit.after: one for one in edits}
    pairs = list(pairwise(read))[::-1]
    editions: list[RevisionPair] = []
    left = MOST_DIFFERING
    for before, after in pairs[:MOST_PAIRS]:
        edition, used = _edition(before, after, left)
        if after.revision in by_text:
            edition = _told(edition, by_text[after.revision])
        editions.append(edition)
        left -= used
    older: list[AnnotatedText] = []
    unshown: list[OmittedRevision] = []
    room = MOST_OLDER
    for text in read[-2::-1]:
        room -= len(_document(text).text)
        if room >= 0:
            older.append(annotate(text, held))
        else:
            unshown.append(
                OmittedRevision(revision_name(text), text.sha256, tuple(unit.id for unit, _ in text.units))
            )
    beyond = len(pairs) - len(editions)
    note = f"{beyond:,} earlier edits are not laid side by side here." if beyond > 0 else ""
    return RevisionHistory(tuple(editions), tuple(older), tuple(unshown), note)


def revision_name(text: RevisionText) -> str:
    """Return what *text* is called: "Text 1, as seen 2031-03-04 08:00 UTC"."""
    return f"Text {text.number:,}, as seen {SHORT.instant(text.seen_at)}"


def statement_paragraphs(document: Document) -> list[str]:
    """Return the statement of *document* in paragraphs, blanks and line breaks as one blank each."""
    return [
        " ".join(blank_control_characters(document.text[block.start : block.end]).split())
        for block in document.blocks
        if block.role in STATEMENT
    ]


def _told(edition: RevisionPair, held: StoredEdit) -> RevisionPair:
    words = tuple(
        ChangedWords(", ".join(one.signals), readable_redline(clean(one.before), clean(one.after)))
        for one in held.edit.words[:MOST_WORDS]
    )
    cite = cite_texts(held.release, held.before, held.after)
    return replace(edition, summary=edit_summary(held.edit), words=words, cite=cite)


def _edition(before: RevisionText, after: RevisionText, left: int) -> tuple[RevisionPair, int]:
    aligned = align_paragraphs(
        statement_paragraphs(_document(before)), statement_paragraphs(_document(after)), left
    )
    note = ""
    if aligned.left_out:
        note = f"{aligned.left_out:,} more paragraphs differ; they are too much for one page."
    elif not aligned.differ:
        note = "The statement is the same, word for word; what differs stands around it, as a date or a menu."
    rows = aligned.rows if aligned.differ else ()
    return RevisionPair(revision_name(before), revision_name(after), rows, note), aligned.size


def _document(text: RevisionText) -> Document:
    assert text.document is not None, f"revision {text.revision} was not read"
    return text.document
