"""The texts of a window beside the ones before them in their series, asked of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from reports.digest.news.redline_news import TEXT, ComparedText
from tracker.compare.silences.agreed_series import earlier_agreed
from tracker.domain import Cause, Change, Release, Unit
from tracker.edits.sentence_pairs import pair_sentences
from tracker.link.occasions.genre import Genre, genre_of
from tracker.link.occasions.series import title_key
from tracker.store import RevisionText, Store
from tracker.text.rates import rate_decision

TEXTS = 12  # of a window that are compared, the newest: some 20 ms each
LOOKED_BACK = timedelta(days=500)  # a text that was last issued longer ago has no series
EARLIER = 400  # releases of one source that are looked at for the text before
# The same of two texts that decide on a rate: on its guidance a board is held to its last words, however much was written anew.
LIKE_DECISION = 0.08
LIKE = 0.25  # of the sentences of a text, the least that stood in the one before: below it was written anew
AGREED = 3  # texts of the same parties that are looked at: a communiqué stands in that of last year, not in a statement between
DECISIONS = 4  # texts that decide on a rate and are of no series by their titles, that are looked at


def texts_of_changes(
    store: Store, changes: Iterable[Change], wanted: Callable[[Iterable[Unit]], bool], *, most: int = TEXTS
) -> tuple[ComparedText, ...]:
    """Return the *most* recent texts of *changes*, each beside the one before it in its series; what was only edited is left out.

    Of sentences those are kept whose statements, in both texts, are *wanted*.
    """
    releases = {change.release.id: change.release for change in changes if change.cause is not Cause.EDIT}
    latest = sorted(releases.values(), key=lambda one: (str(one.published_on), one.id), reverse=True)
    compared = islice(filter(None, (compared_text(store, one) for one in latest)), most)
    return tuple(
        replace(text, pairs=tuple(pair for pair in text.pairs if wanted(text.units_in(pair))))
        for text in compared
    )


def compared_text(store: Store, release: Release) -> ComparedText | None:
    """Return *release* beside the one before it in its series; None where none is held, or it was written anew."""
    if not release.published_on or genre_of(release.title) not in TEXT:
        return None
    earlier = _earlier(store, release, release.published_on)
    now = _latest(store, release) if earlier else None
    if now is None:
        return None
    best: ComparedText | None = None
    most = (
        0.0 if genre_of(release.title) is Genre.AGREED else LIKE_DECISION if _decides_on_rate(now) else LIKE
    )
    for before in earlier:
        then = _latest(store, before)
        if now.document is None or then is None or then.document is None:
            continue
        pairs = pair_sentences(then.document, now.document)
        if pairs.likeness > most:
            units, units_before = (tuple(unit for unit, _ in text.units) for text in (now, then))
            best = ComparedText(release, before, pairs.differing, units, units_before)
            most = pairs.likeness
    return best


def _earlier(store: Store, release: Release, day: date) -> Sequence[Release]:
    """Return the releases that may be the one before *release* in its series, the latest first: the most alike is.

    An agreed text follows one of the same parties; any other the last of its source and genre whose title says the
    same, days and persons aside, or where a board gives each decision a title of its own, the last one on its rate.
    """
    held = store.releases_before(release.source, day, since=day - LOOKED_BACK, most=EARLIER)
    genre = genre_of(release.title)
    if genre is Genre.AGREED:
        return earlier_agreed(release, held)[:AGREED]
    alike = [one for one in held if genre_of(one.title) is genre]
    named = [one for one in alike if title_key(one) == title_key(release)]
    if named or not _decides_on_rate(_latest(store, release)):
        return named[:1]
    return [one for one in alike[:DECISIONS] if _decides_on_rate(_latest(store, one))][:1]


def _decides_on_rate(text: RevisionText | None) -> bool:
    return text is not None and any(rate_decision(unit.quote) for unit, _ in text.units)


def _latest(store: Store, release: Release) -> RevisionText | None:
    """Return the latest text of *release* that was read."""
    read = [text for text in store.revision_texts(release.id) if text.document is not None]
    return read[-1] if read else None
