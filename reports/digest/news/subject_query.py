"""What agreed texts do with subjects otherwise than their series, asked of the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice

from tracker.compare.silences.agreed_series import (
    agreed_by,
    earlier_agreed,
    latest_first,
    of_one_meeting,
    parties_of,
)
from tracker.compare.silences.subjects import SpokenText, SubjectMove, subject_moves
from tracker.domain import Cause, Change, Release
from tracker.link.occasions.genre import AGREED_WORDS
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.store import RevisionText, Store
from tracker.store.records import last_read

TextsOf = Callable[[str], Sequence[RevisionText]]  # those of a release, by its id, oldest first
TEXTS, ALL_TEXTS = 12, 60  # agreed texts of a window that are looked at, the newest: 50 ms each


def subjects_of_changes(
    store: Store,
    changes: Iterable[Change],
    wanted: Callable[[SubjectMove], bool],
    *,
    most: int = TEXTS,
    texts_of: TextsOf | None = None,
) -> tuple[SubjectMove, ...]:
    """Return what the *most* recent texts of *changes* do with the subjects *wanted*; what was only edited is left out.

    *texts_of* as for :func:`moves_of_texts`.
    """
    releases = {change.release.id: change.release for change in changes if change.cause is not Cause.EDIT}
    return tuple(filter(wanted, moves_of_texts(store, releases.values(), most=most, texts_of=texts_of)))


def moves_of_texts(
    store: Store,
    releases: Iterable[Release],
    held: Collection[Release] | None = None,
    *,
    most: int = TEXTS,
    texts_of: TextsOf | None = None,
) -> tuple[SubjectMove, ...]:
    """Return what those of *releases* that are agreed texts, the *most* recent, do with subjects otherwise than their series.

    *held* are the texts of the same parties (:func:`parties_of`), where they are known: else they are looked for among all releases;
    *texts_of* gives the texts of a release, where some are at hand: else the store is asked.
    """
    agreed = [one for one in releases if one.published_on and agreed_by(one)]
    if not agreed:
        return ()
    of_parties: dict[frozenset[str], list[Release]] = {agreed_by(one): [] for one in agreed}
    titled = latest_first(store.releases_titled(AGREED_WORDS) if held is None else held)
    for one in titled:
        if (parties := agreed_by(one)) in of_parties:
            of_parties[parties].append(one)
    agreed.sort(key=lambda one: (str(one.published_on), one.id), reverse=True)
    spoken = lru_cache(maxsize=None)(partial(_spoken, texts_of or store.revision_texts))
    found: list[SubjectMove] = []
    in_series = (
        (one, before) for one in agreed if (before := earlier_agreed(one, of_parties[agreed_by(one)]))
    )
    for release, before in islice(in_series, most):
        now = spoken(release)
        if now is None:
            continue
        earlier, beside = (
            [text for one in texts if (text := spoken(one))]
            for texts in (before, of_one_meeting(release, of_parties[agreed_by(release)]))
        )
        others = partial(_others, release, titled, before, spoken)
        found += subject_moves(now, earlier, beside, load_lexicon(), others)
    return tuple(found)


def _others(
    release: Release,
    held: Iterable[Release],
    series: Collection[Release],
    spoken: Callable[[Release], SpokenText | None],
) -> Iterator[SpokenText]:
    """Yield the texts of *held*, of the parties of *release*, that were published before it and are not of its *series*."""
    day, parties = release.published_on, agreed_by(release)
    for one in held:
        before = day and one.published_on and one.published_on < day and one not in series
        if before and parties_of(one) == parties and (text := spoken(one)):
            yield text


def _spoken(texts_of: TextsOf, release: Release) -> SpokenText | None:
    text = last_read(texts_of(release.id))
    if text is None or text.document is None:
        return None
    return SpokenText(release, text.document.text, tuple(unit for unit, _ in text.units))
