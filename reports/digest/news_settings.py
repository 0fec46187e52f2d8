"""How the items of a digest are chosen of a window, asked of the store: the same for reports, mails and the front page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from reports.digest.digest import NewsSettings
from reports.digest.news.news_query import standing_for
from reports.digest.news.redlines.redline_query import HELD, SeriesTexts, texts_of_changes
from reports.digest.news.subject_query import TEXTS, subjects_of_changes
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Change, Unit
from tracker.store import Store


def news_settings(
    store: Store,
    changes: Sequence[Change],
    since: date | None,
    *,
    watch: Watch = NO_WATCH,
    most: int = ITEMS,
    talk: bool = False,
    every_move: bool = False,
    wants_subject: Callable[[SubjectMove], bool] | None = None,
    wants_sentence: Callable[[Iterable[Unit]], bool] | None = None,
    agreed_texts: int = TEXTS,
    texts_told: frozenset[str] = frozenset(),
    told_elsewhere: Sequence[Change] = (),
) -> NewsSettings:
    """Return how what is told of *changes*, those of a window from *since* on, is chosen for one reader.

    *wants_subject* and *wants_sentence* say which subjects that came or went, and which sentences of texts beside the ones
    before them, may be told; None tells none. Of agreed texts the newest *agreed_texts* are looked at for subjects. What
    the text before of a series said already is told in no case, nor a second time the redline of releases *texts_told*.
    Texts are those of *changes* and of what is *told_elsewhere*, whose items no redline repeats.
    """
    texts_of = lru_cache(maxsize=HELD)(store.revision_texts)
    series = SeriesTexts(store, texts_of)
    weighed = [*changes, *told_elsewhere]
    fresh = [one for one in weighed if one.release.id not in texts_told]
    return NewsSettings(
        standing_for(store, weighed, since, series.text_before),
        watch,
        most,
        talk,
        every_move,
        subjects_of_changes(store, changes, wants_subject, most=agreed_texts, texts_of=texts_of)
        if wants_subject
        else (),
        texts_of_changes(series, fresh, wants_sentence) if wants_sentence else (),
        texts_told,
        told_elsewhere,
    )
