"""How releases stand in the history of their source, as a store keeps it, one by one or a quarter of a year in one; and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from tracker.domain import Line, Release, Unit
from tracker.link.features import extract_features
from tracker.link.lines.found_by import WIDTH, packed_terms
from tracker.link.lines.held_releases import HeldReleases, ids_of, join_held, keys_of
from tracker.link.occasions.occasion import Occasion, occasion_as_placed
from tracker.link.occasions.series import TitleKey, title_key

OF_A_SOURCE = 4096  # titles and occasions whose keys are remembered


class PackedStanding(NamedTuple):
    """A row of the table ``standings``, as :func:`pack_standing` makes it, without its keys."""

    title_words: str
    partners: str
    rank: str
    known: bool
    placed: str
    terms: bytes
    dropped: str


def pack_standing(
    release: Release, spoken: Sequence[tuple[Unit, Line]], dropped: Collection[str]
) -> dict[str, Any]:
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


class PackedQuarter(NamedTuple):
    """A row of the table ``standing_quarters``, as :func:`packed_quarter` makes it, without its keys."""

    releases: str
    heads: str
    units: bytes
    lines: bytes
    keys: bytes
    sizes: bytes
    terms: bytes


def packed_quarter(standings: Sequence[tuple[Release, PackedStanding]]) -> dict[str, Any]:
    """Return how all of *standings* stand, releases of one source, earliest first, of which there is one at least."""
    held = of_standings(standings)
    titles: dict[str, int] = {}
    occasions: dict[tuple[str, str, bool], int] = {}
    heads = {
        "ids": held.ids,
        "title": [titles.setdefault(one.title_words, len(titles)) for _, one in standings],
        "titles": list(titles),
        "occasion": [
            occasions.setdefault((one.partners, one.rank, one.known), len(occasions)) for _, one in standings
        ],
        "occasions": list(occasions),
        "numbers": held.numbers,
        "dropped": held.dropped,
        "widths": [held.units.itemsize, held.lines.itemsize],
    }
    return PackedQuarter(
        "\n".join(
            json.dumps([*astuple(release)[:-1], str(release.published_on)]) for release, _ in standings
        ),
        json.dumps(heads),
        held.units.tobytes(),
        held.lines.tobytes(),
        held.keys.astype("<u8").tobytes(),
        held.sizes.astype("<u4").tobytes(),
        held.terms,
    )._asdict()


def of_quarter(row: PackedQuarter) -> HeldReleases:
    """Return what :func:`packed_quarter` made *row* of; its releases are made when one is asked for."""
    heads = json.loads(row.heads)
    titles = [_title(words) for words in heads["titles"]]
    occasions = [_occasion(*where) for where in heads["occasions"]]
    units, lines = (f"S{width}" for width in heads["widths"])

    releases = row.releases.split("\n")
    return HeldReleases(
        lambda place: _release(releases[place]),
        heads["ids"],
        [titles[at] for at in heads["title"]],
        [occasions[at] for at in heads["occasion"]],
        heads["numbers"],
        [(place, line) for place, line in heads["dropped"]],
        np.frombuffer(row.units, dtype=units),
        np.frombuffer(row.lines, dtype=lines),
        np.frombuffer(row.keys, dtype="<u8"),
        np.frombuffer(row.sizes, dtype="<u4").astype(np.int64),
        row.terms,
    )


def of_standings(standings: Sequence[tuple[Release, PackedStanding]]) -> HeldReleases:
    """Return what *standings* say, releases of one source, earliest first."""
    releases = [release for release, _ in standings]
    # one long text is cut sooner than ten thousand short ones
    written = " ".join(one.placed for _, one in standings).split()
    lines = written[1::3]
    return HeldReleases(
        releases.__getitem__,
        [release.id for release in releases],
        [_title(one.title_words) for _, one in standings],
        [_occasion(one.partners, one.rank, one.known) for _, one in standings],
        [(one.placed.count(" ") + 1) // 3 for _, one in standings],
        [(place, line) for place, (_, one) in enumerate(standings) for line in one.dropped.split()],
        ids_of(written[::3]),
        ids_of(lines),
        keys_of(lines),
        np.array(written[2::3], dtype=np.int64),
        b"".join(one.terms for _, one in standings),
    )


def held_releases(
    laid: Mapping[str, PackedQuarter], apart: Mapping[str, Sequence[tuple[Release, PackedStanding]]]
) -> HeldReleases:
    """Return how all releases of a source stand, by quarters: those *laid* side by side, and those whose releases stand *apart*."""
    parts = {quarter: of_quarter(row) for quarter, row in laid.items()}
    parts |= {quarter: of_standings(standings) for quarter, standings in apart.items()}
    return join_held([parts[quarter] for quarter in sorted(parts)])


def _release(fields: str) -> Release:
    identity, source, ref, issuer, url, title, day = json.loads(fields)
    return Release(identity, source, ref, issuer, url, title, date.fromisoformat(day))


@lru_cache(maxsize=OF_A_SOURCE)
def _title(words: str) -> TitleKey:
    """Return the key that *words* of a row are: equal titles of a source are one, for there are few."""
    parties = frozenset(word for word in words.split() if word.startswith("="))
    return TitleKey(frozenset(words.split()) - parties, parties)


@lru_cache(maxsize=OF_A_SOURCE)
def _occasion(partners: str, rank: str, known: bool) -> Occasion:
    return Occasion(frozenset(json.loads(partners)), rank, known)
