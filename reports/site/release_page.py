"""One release: its text with every unit marked, what is said in it, and how its texts differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.cards import Card, card, clean
from reports.dates import ISO
from reports.links import page_link
from reports.site import addresses as at
from reports.site.frame import NotHereError, Query, View
from reports.site.lists import legend
from reports.site.remarks import Shown, known, shown
from reports.site.revisions import Versions, versions
from reports.words import LABELS, LabelWords
from tracker.domain import Cause, Change, Label
from tracker.store import ChangeQuery

if TYPE_CHECKING:
    from reports.site.atlas import Atlas, LineEntry, Move, ReleaseEntry
    from tracker.store import Kept, Text

SILENT = (Label.DROPPED, Label.NOT_REPEATED)
MOST_SILENCES = 60  # lines a text is silent on that are named
ROOT = "../"  # from a page of a release to the root


@dataclass(frozen=True, slots=True)
class Silence:
    """A line this text is silent on, though it is of a sort that used to carry it."""

    words: LabelWords
    line: str
    href: str  # the line, at this change
    last: str  # the day it was last said


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All of one release, finished."""

    title: str
    issuer: str
    on: str  # the day of publication, or "undated"
    source: str  # its id
    source_href: str
    original: str  # "" where its address cannot be linked
    withdrawn: str  # the day it was found gone; "" = it is not
    facts: tuple[tuple[str, str], ...]  # name and value: ref, texts, first seen, bytes, type, SHA-256
    text: Shown | None  # the latest one read
    unread: str  # what could not be read; "" = all was
    versions: Versions
    edits: tuple[Card, ...]  # what came of showing another text
    silences: tuple[Silence, ...]
    more_silences: int  # not named
    legend: tuple[LabelWords, ...]  # of the labels on this page
    compare: str  # where its account is compared with another; "" for a file


def gather(view: View, names: Mapping[str, str], query: Query) -> ReleasePage:  # noqa: ARG001 - as of every page
    """Return the page of the release that *names* names.

    Raises:
        NotHereError: None of that id is held.
    """
    entry = view.atlas.releases.get(names["id"])
    if entry is None:
        raise NotHereError(f"No release with the id {names['id']} is held.")
    edits: Sequence[Change] = ()
    if len(entry.revisions) > 1:
        edits = list(filter(_of_an_edit, view.store.changes(ChangeQuery(release=entry.release.id))))
    shown_in = {side.unit.revision for one in edits for side in (one.before, one.after) if side}
    kept = view.store.kept(shown_in) if shown_in else {}
    texts = view.store.texts(entry.release.id)
    return lay_out(entry, texts, view.atlas.lines, edits, kept, live=view.live)


def addresses(atlas: Atlas) -> Iterator[str]:
    """Yield the address of every page of a release that files are made of: all."""
    return map(at.release, atlas.releases)


def lay_out(
    entry: ReleaseEntry,
    texts: Sequence[Text],
    lines: Mapping[str, LineEntry],
    edits: Sequence[Change],
    kept: Mapping[str, Kept],
    *,
    live: bool = False,
) -> ReleasePage:
    """Return a release as it is shown.

    *texts* are all it has shown, oldest first; *lines* at least those it speaks or
    is silent on; *kept* says of the texts that *edits* quote when they were seen.
    """
    release = entry.release
    held = known(texts, entry.moves, lines, release.url, live=live)
    read = [text for text in texts if text.document is not None]
    silences = list(_silences(entry.moves, lines))
    return ReleasePage(
        title=clean(release.title) or clean(release.ref),
        issuer=clean(release.issuer),
        on=ISO.day(release.published_on),
        source=clean(release.source),
        source_href=at.source(release.source),
        original=page_link(release.url),
        withdrawn=ISO.day(ISO.local(entry.withdrawn_at)) if entry.withdrawn_at else "",
        facts=tuple(_facts(entry, texts)),
        text=shown(read[-1], held) if read else None,
        unread=_unread(texts, read),
        versions=versions(read, held),
        edits=tuple(_card(change, kept, lines) for change in edits),
        silences=tuple(silences[:MOST_SILENCES]),
        more_silences=max(0, len(silences) - MOST_SILENCES),
        legend=legend(LABELS[move.label] for move in entry.moves),
        compare=at.compare(release.id) if live and read else "",
    )


def _of_an_edit(change: Change) -> bool:
    """Say whether *change* lies between two texts of one release; a new engine records it under a cause of its own."""
    return change.cause is Cause.EDIT or (
        change.before is not None and change.before.release.id == change.release.id
    )


def _facts(entry: ReleaseEntry, texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    yield "Called", clean(entry.release.ref)
    if not texts:
        return
    last = texts[-1]
    yield "First seen", ISO.instant(texts[0].seen_at)
    if len(texts) > 1:
        yield "Texts shown", f"{len(texts):,}, the latest first seen {ISO.instant(last.seen_at)}"
    yield "Received as", f"{clean(last.media_type)}, {last.size:,} bytes"
    yield "SHA-256", last.sha256


def _unread(texts: Sequence[Text], read: Sequence[Text]) -> str:
    if not read:
        return "No text of this release has been read." if texts else "No text of this release is held."
    if texts[-1] is not read[-1]:
        return f"Text {texts[-1].number:,} has not been read; below is text {read[-1].number:,}."
    return ""


def _silences(moves: Iterable[Move], lines: Mapping[str, LineEntry]) -> Iterator[Silence]:
    """Yield what is dropped, then what is not repeated."""
    silent = [move for move in moves if move.label in SILENT and move.cause is not Cause.EDIT]
    for move in sorted(silent, key=lambda move: SILENT.index(move.label)):
        entry = lines.get(move.line)
        if entry is None:
            continue
        last = next((point.day for point in entry.said if point.unit == move.unit), None)
        href = at.line(move.line, move.id) if entry.has_page else ""
        yield Silence(LABELS[move.label], clean(entry.line.name), href, ISO.day(last) if last else "")


def _card(change: Change, kept: Mapping[str, Kept], lines: Mapping[str, LineEntry]) -> Card:
    made = card(change, kept=kept, site=ROOT)
    entry = lines.get(change.line.id)
    return made if entry and entry.has_page else replace(made, line_href="")
