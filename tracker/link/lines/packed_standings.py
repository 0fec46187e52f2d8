"""How a release stands in the history of its source, in a few texts, as a store keeps it; and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tracker.domain import Line, Release, Unit
from tracker.link.features import extract_features
from tracker.link.lines.found_by import WIDTH, packed_terms
from tracker.link.lines.line_history import Archive, LineHistory
from tracker.link.lines.recalled_lines import RecalledRelease, RecalledReleases
from tracker.link.occasions.occasion import Occasion, occasion_as_placed
from tracker.link.occasions.series import TitleKey, title_key


class PackedStanding(NamedTuple):
    """A row of the table ``standings``, as :func:`packed` makes it, without its keys."""

    title_words: str
    partners: str
    rank: str
    known: bool
    placed: str
    terms: bytes
    dropped: str


def packed(release: Release, spoken: Sequence[tuple[Unit, Line]], dropped: Collection[str]) -> dict[str, Any]:
    """Return how *release* stands that says *spoken*; *dropped* are the lines that it dropped."""
    occasion, title = occasion_as_placed(release, spoken), title_key(release)
    first: dict[str, Unit] = {}  # of a split line its first unit stands for it
    for unit, line in spoken:
        first.setdefault(line.id, unit)
    terms = [packed_terms(extract_features(unit)) for unit in first.values()]
    placed = (
        f"{unit.id} {line} {len(one) // WIDTH}"
        for (line, unit), one in zip(first.items(), terms, strict=True)
    )
    return {
        "title_words": " ".join(sorted(title.words | title.parties)),
        "partners": json.dumps(sorted(occasion.partners)),
        "rank": occasion.rank,
        "known": occasion.known,
        "placed": " ".join(placed),
        "terms": b"".join(terms),
        "dropped": " ".join(sorted(set(dropped) - first.keys())),
    }


def history(
    archive: Archive, standings: Iterable[tuple[Release, PackedStanding]], empty: LineHistory | None
) -> LineHistory:
    """Return what *standings* say, earliest first, in *empty*; units and lines are read from *archive* when asked for."""
    standing = LineHistory() if empty is None else empty
    standing.recall(archive, _recalled(standings))
    return standing


def _recalled(standings: Iterable[tuple[Release, PackedStanding]]) -> RecalledReleases:
    """Return the releases side by side; equal occasions are one, and equal titles, for there are few."""
    occasions: dict[tuple[str, str, bool], Occasion] = {}
    titles: dict[str, TitleKey] = {}
    releases: list[RecalledRelease] = []
    placed, terms = [], []
    for release, held in standings:
        where = (held.partners, held.rank, held.known)
        occasion, title = occasions.get(where), titles.get(held.title_words)
        if occasion is None:
            partners = frozenset(json.loads(held.partners))
            occasion = occasions[where] = Occasion(partners, held.rank, held.known)
        if title is None:
            words = held.title_words.split()
            parties = frozenset(word for word in words if word.startswith("="))
            title = titles[held.title_words] = TitleKey(frozenset(words) - parties, parties)
        number = (held.placed.count(" ") + 1) // 3
        dropped = held.dropped.split() if held.dropped else ()
        releases.append(RecalledRelease(release, title, occasion, number, dropped))
        placed.append(held.placed)
        terms.append(held.terms)
    # one long text is cut sooner than ten thousand short ones
    written = " ".join(placed).split()
    return RecalledReleases(
        releases, written[::3], written[1::3], np.array(written[2::3], dtype=np.int64), b"".join(terms)
    )
