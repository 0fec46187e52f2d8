"""What is told of one release and of the sentences in it: asked of the store once, since of a long text it takes a second."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, partial

from reports.digest.news.evidence import is_agreed
from reports.digest.news.news_query import standing_for
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.subject_query import moves_of_texts
from reports.digest.news.told_changes import told_new_text
from reports.site.entries import ReleaseEntry
from reports.site.page_context import PageContext
from reports.site.pages.changes_page import among, changes_of
from reports.site.pages.releases.moved_box import (
    MOST_MOVED,
    ToldRelease,
    lay_told,
    left_moves,
    may_be_told,
)
from reports.site.pages.releases.release_redline import release_redline
from reports.site.told_words import held_for, told_of
from reports.view.changes import quoted_revisions
from tracker.domain import Cause, Change
from tracker.store import ChangeQuery, RevisionText

HELD_TEXTS = 16  # releases whose texts are held: a text stands beside those of its series, and they beside it


def told_release(view: PageContext, entry: ReleaseEntry, edits: Sequence[Change]) -> ToldRelease:
    """Return what is told of *entry*, of which *edits* came of showing another text; it stays so until something is new, and is worked out once."""
    return held_for(view, "told releases", lambda _: _told(view, entry, edits), entry.release)


def texts_of(view: PageContext, release_id: str) -> Sequence[RevisionText]:
    """Return every text a release has shown, oldest first; those asked for last are at hand."""
    held = view.atlas.once("texts", lambda: lru_cache(maxsize=HELD_TEXTS)(view.store.revision_texts))
    return held(release_id)


def _told(view: PageContext, entry: ReleaseEntry, edits: Sequence[Change]) -> ToldRelease:
    release, texts, agreed = entry.release, partial(texts_of, view), is_agreed(entry.release)
    linked = cache(lambda of: view.store.changes(ChangeQuery(release=of.id)))
    wanted = may_be_told(entry, edits)
    moves = among(linked(release), wanted) if agreed else changes_of(view.store, wanted)
    series = SeriesTexts(view.store, texts, linked)
    told = told_of(view, moves, series)
    beside = series.beside(release)
    subjects = moves_of_texts(view.store, [release], view.atlas.agreed_by_same(release), texts_of=texts)
    new_text = None
    if agreed:
        moved = [change for change in linked(release) if change.cause is Cause.RELEASE]
        standing = standing_for(view.store, (), None, series.text_before)
        new_text = told_new_text(moved, told, beside, subjects, standing)
    quoted = (*(item.change for item in told.items[:MOST_MOVED]), *left_moves(told))
    return lay_told(
        entry,
        told,
        view.store.revision_infos(quoted_revisions(quoted)),
        view.atlas.lines,
        edits,
        subjects=subjects,
        sentences=release_redline(beside, told.units) if beside else None,
        new_text=new_text,
        live=view.live,
    )
