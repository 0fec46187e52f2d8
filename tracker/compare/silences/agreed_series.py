"""Which agreed texts are of one series: those of the same parties at one rank, on all they speak of. By title, pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from tracker.domain import Release
from tracker.link.occasions.genre import ONE_MEETING, are_of_one_meeting, is_agreed
from tracker.link.occasions.occasion import rank_of_title
from tracker.link.occasions.title_subject import before_subject, title_subject
from tracker.text.content_words import BLOCS, MEMBERS, party_codes, split_words

EARLIER_TEXTS = 12  # of a series that are looked at


def latest_first(held: Iterable[Release]) -> list[Release]:
    """Return those of *held* that have a date, the latest first."""
    return sorted(
        (one for one in held if one.published_on), key=attrgetter("published_on", "id"), reverse=True
    )


def earlier_agreed(release: Release, held: Iterable[Release]) -> tuple[Release, ...]:
    """Return the agreed texts of the parties of *release* before it, on all they speak of as it is; the latest first.

    *held* come as :func:`latest_first` has them: of thousands few are looked at. None where its title names no two parties and no group, where it is on one subject, or no agreed text.
    """
    parties, day = agreed_by(release), release.published_on
    if not parties or day is None or not _is_on_all(release):
        return ()
    rank = _rank(release.title)
    before = (
        one
        for one in held
        if one.published_on
        and one.published_on < day - ONE_MEETING
        and agreed_by(one) == parties
        and _is_on_all(one)
        and _rank(one.title) == rank
    )
    return tuple(islice(before, EARLIER_TEXTS))


def of_one_meeting(release: Release, held: Iterable[Release]) -> tuple[Release, ...]:
    """Return the other agreed texts of the parties of *release* within days of it."""
    parties = agreed_by(release)
    return tuple(
        one
        for one in held
        if parties and one.id != release.id and are_of_one_meeting(one, release) and agreed_by(one) == parties
    )


def forget_titles() -> None:
    """Let go of the releases whose titles were looked at: who looked once through all that are held keeps 16,384 of them, 15 MB."""
    for held in (parties_of, agreed_by, title_subject):
        held.cache_clear()


@lru_cache(maxsize=16_384)
def parties_of(release: Release) -> frozenset[str]:
    """Return who agreed on *release*, or else whom the title of an agreed text names anywhere: "Joint Statement on Quad Cooperation"."""
    return agreed_by(release) or (_members(release.title) if is_agreed(release.title) else frozenset())


def _members(title: str) -> frozenset[str]:
    """Return the parties that *title* names, groups of few as their members."""
    named = party_codes(title) | (BLOCS & frozenset(split_words(title)))
    return frozenset[str]().union(*(MEMBERS.get(one, {one}) for one in named)).difference(MEMBERS)


@lru_cache(maxsize=16_384)
def agreed_by(release: Release) -> frozenset[str]:
    """Return the parties that the title of an agreed text names, groups of few as their members; empty for any other text.

    Of those that no table knows the words of their names.
    """
    if not is_agreed(release.title):
        return frozenset()
    title = before_subject(release.title)
    groups = BLOCS & frozenset(split_words(title))
    named = party_codes(title) | groups
    if not named:
        unknown = title_subject(release)
        return unknown if len(unknown) > 1 and title == release.title else frozenset()
    return frozenset() if len(named) < 2 and not groups else _members(title)


def _is_on_all(release: Release) -> bool:
    return title_subject(release) <= agreed_by(release)


def _rank(title: str) -> str:
    """Return at what rank an agreed text is: who speaks for their states where the title names nobody."""
    return rank_of_title(title) or "head"
