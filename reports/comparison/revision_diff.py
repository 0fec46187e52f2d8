"""Any two texts of one release against each other: what moved, which words changed, and every stretch that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports.view.edit_lines import CLASS_WORDS, cite_texts, edit_summary, words_line
from reports.view.redline import plain_redline, readable_redline
from tracker import pipeline
from tracker.domain import Release
from tracker.edits.edit_reading import ClassedStretch, classed_stretches
from tracker.edits.page_topic import PAGES, lines_of_site
from tracker.engine import Engine
from tracker.errors import InputError
from tracker.exports.json_rows import change_row
from tracker.reading import Reading, Relation
from tracker.store import RevisionInfo, RevisionText, Store
from tracker.text.sanitize import clean

MOST_STRETCHES = 200  # that are printed


@dataclass(frozen=True, slots=True)
class RevisionDiff:
    """Two texts of one release and what came of comparing them."""

    release: Release
    before: RevisionText
    after: RevisionText
    relation: Relation
    stretches: tuple[ClassedStretch, ...]


def compare_revisions(store: Store, name: str, numbers: Sequence[int], engine: Engine) -> RevisionDiff:
    """Return the two texts *numbers* of the release called *name*, by default its last two, compared.

    Raises:
        StoreError: There is no such release, or several.
        InputError: It has shown one text only, or no text of that number was read.
    """
    release = store.find_release(name)
    read = {text.number: text for text in store.revision_texts(release.id) if text.document is not None}
    wanted = list(numbers) or sorted(read)[-2:]
    if len(read) < 2 and not numbers:
        raise InputError(
            "has shown one text only", where=name, remedy="give two files, or a release that was edited"
        )
    missing = [number for number in wanted if number not in read]
    if missing or len(wanted) != 2:
        held = ", ".join(map(str, sorted(read)))
        raise InputError(
            f"has no text {missing[0] if missing else ''}".rstrip(), where=name, remedy=f"its texts: {held}"
        )
    before, after = (read[number] for number in wanted)
    old, new = (_reading(text, engine.stamp_for(release.source)) for text in (before, after))
    placed = [(unit, line) for unit, line in before.units if line is not None]
    site = lines_of_site(store.texts_before(release, PAGES))
    relation = pipeline.relate_edit(new, old, placed, release, engine.empty_history(), engine, site=site)
    stretches = classed_stretches(old.document, new.document, title=release.title, site=site)
    return RevisionDiff(release, before, after, relation, stretches)


def diff_lines(found: RevisionDiff) -> Iterator[str]:
    """Yield *found* as lines of text: a line to cite, what moved, words changed, then every stretch with its class."""
    yield cite_texts(found.release, _info(found.before), _info(found.after))
    edit = found.relation.edit
    if edit:
        yield edit_summary(edit) or "Both texts are the same, sign for sign."
    if found.relation.changes:
        yield "\nWHAT MOVED"
    for change in found.relation.changes:
        before, after = (clean(side.unit.quote) if side else "" for side in (change.before, change.after))
        yield f"{change.label}: {clean(change.line.name)}\n  {plain_redline(readable_redline(before, after))}\n  {clean(change.rule)}"
    if edit and edit.words:
        yield "\nWORDS CHANGED"
        yield from (words_line(words) for words in edit.words)
    if found.stretches:
        yield "\nEVERY CHANGE OF THE TEXT"
    for one in found.stretches[:MOST_STRETCHES]:
        yield f"[{CLASS_WORDS[one.edit_class][0]}] {plain_redline(readable_redline(*_sides(found, one)))}"
    if len(found.stretches) > MOST_STRETCHES:
        yield f"{len(found.stretches) - MOST_STRETCHES:,} more."
    yield "\n`policy-tracker export warc` keeps the bytes of both as they were received."


def diff_rows(found: RevisionDiff) -> Iterator[dict[str, Any]]:
    """Yield *found* as rows: each change, each change of words and each stretch, told apart by ``row``."""
    for change in found.relation.changes:
        yield {"row": "change", **change_row(change)}
    for words in found.relation.edit.words if found.relation.edit else ():
        yield {"row": "words", "before": words.before, "after": words.after, "signals": list(words.signals)}
    for one in found.stretches:
        before, after = _sides(found, one)
        yield {"row": "stretch", "class": one.edit_class.value, "before": before, "after": after}


def _sides(found: RevisionDiff, one: ClassedStretch) -> tuple[str, str]:
    texts = (found.before.document, found.after.document)
    sides = (one.stretch.before, one.stretch.after)
    before, after = (
        " ".join(clean(document.text[passage.start : passage.end]) for passage in side) if document else ""
        for document, side in zip(texts, sides, strict=True)
    )
    return before, after


def _reading(text: RevisionText, stamp: str) -> Reading:
    assert text.document is not None, "only texts that were read are compared"
    return Reading(text.revision, stamp, text.document, tuple(unit for unit, _ in text.units))


def _info(text: RevisionText) -> RevisionInfo:
    return RevisionInfo(text.number, text.seen_at, text.sha256)
