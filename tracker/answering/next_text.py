"""What stands in the place of words that are said no more: the statements of the next text of the series that share most with the last ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.domain import Release
from tracker.search.analyzer import fold_words, located_words
from tracker.store import Store
from tracker.text.content_words import STOPWORDS
from tracker.text.dates import MONTHS
from tracker.text.spelling import root

ALIKE = 0.9  # of the words of two titles, days aside, from which they are of one series
SHARED = 3  # roots of words that both statements have at least
NEAREST = 0.2  # of all roots of both, which they share at least
SECOND = 0.6  # of what the best one shares, from which another is named too
NAMED = 2  # statements
_MONTHS = frozenset(month.casefold() for month in MONTHS)
_NO_DIGITS = re.compile(r"[^\W\d]+")


def said_next(
    store: Store,
    later: Sequence[Release],
    release: Release,
    words: str,
    after: date,
    *,
    of_series: bool = True,
) -> Iterator[tuple[Release, str]]:
    """Yield the next text of the series of *release*, or of its source, after the day *after* among *later* ones, latest first, with each of its statements that may stand in the place of *words*, the nearest first."""
    series = [
        one
        for one in reversed(later)
        if one.published_on
        and one.published_on > after
        and (is_of_series(one, release) if of_series else one.source == release.source)
    ]
    if not series:
        return
    wanted = _roots(words)
    nearness: dict[str, float] = {}
    for unit in store.units_of(series[0].id):
        held = _roots(unit.quote)
        if len(held & wanted) >= SHARED:
            nearness.setdefault(unit.quote, len(held & wanted) / len(held | wanted))
    best = sorted(nearness, key=lambda quote: -nearness[quote])[:NAMED]
    least = max(NEAREST, SECOND * nearness[best[0]]) if best else 1
    yield from ((series[0], quote) for quote in best if nearness[quote] >= least)


def new_words(text: str, before: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of *text* stand that are not in *before*; nothing where it is another sentence.

    >>> new_words("Norvale will pay the levy at least through 2033.", "Norvale will pay the levy for some time.")
    ((29, 34), (43, 47))
    """
    held = set(fold_words(before))
    words = [word for word in located_words(text) if word.folded not in STOPWORDS]
    new = [word for word in words if word.folded not in held]
    return () if 2 * len(new) > len(words) else tuple((word.start, word.end) for word in new)


def is_of_series(release: Release, other: Release) -> bool:
    """Return whether two texts of one source have nearly the same title, days aside."""
    one, two = (set(_NO_DIGITS.findall(each.title.casefold())) - _MONTHS for each in (release, other))
    return release.source == other.source and len(one & two) >= ALIKE * len(one | two)


def _roots(words: str) -> frozenset[str]:
    return frozenset(root(word) for word in fold_words(words) if word not in STOPWORDS)
