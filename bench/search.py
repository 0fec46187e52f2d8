"""Search over 100,000 units, and what the index costs a release: ``python -m bench.search URL`` on an empty store."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from tests.fakes import build_facets, build_unit
from tracker.domain import Block, Document, Release, Revision, Role
from tracker.hashing import content_id
from tracker.reading import Reading
from tracker.store import Store, open_store, search_index
from tracker.store.records import BodyRecord
from tracker.store.sql_helpers import batches

RELEASES, UNITS, SENTENCES, WORDS = (
    10_000,
    10,
    30,
    20,
)  # units a release among its sentences, words a sentence
AT_ONCE = 100
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
QUERIES = ("w3", "w40 w300", '"w5 w9"', "w1000", "w77*", "w2 w3 w5", "제재", "制裁", "nothing")


def main(url: str) -> None:
    """Fill the store at *url*, then ask it."""
    chance = random.Random(1)
    vocabulary = [f"w{number}" for number in range(20_000)]
    weights = list(accumulate(1 / (number + 1) for number in range(20_000)))
    indexing = 0.0
    whole = search_index.index_revisions

    def timed(*arguments: object) -> None:
        nonlocal indexing
        started = time.process_time()
        whole(*arguments)  # type: ignore[arg-type]
        indexing += time.process_time() - started

    search_index.index_revisions = timed  # type: ignore[assignment]

    def sentence() -> str:
        said = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
        if chance.random() < 0.02:
            said[3] = chance.choice(("대북제재를", "対北制裁措置"))
        return " ".join(said) + "."

    with open_store(url) as store:
        started = time.perf_counter()
        for several in batches(range(RELEASES), AT_ONCE):
            texts = [[sentence() for _ in range(SENTENCES)] for _ in several]
            fill(store, several, texts)
        filled = time.perf_counter() - started
        print(f"{RELEASES} releases, {RELEASES * UNITS} units: {filled:.1f} s")
        print(
            f"of that the index: {indexing:.1f} s of CPU here, {indexing / RELEASES * 1000:.2f} ms a release"
        )
        started = time.perf_counter()
        store.vacuum()
        print(f"vacuum: {time.perf_counter() - started:.1f} s")
        for query in QUERIES:
            took, counting = [], []
            for _ in range(5):
                started = time.perf_counter()
                found = store.search(query)
                took.append(time.perf_counter() - started)
                started = time.perf_counter()
                number = store.count_hits(query)
                counting.append(time.perf_counter() - started)
            asked, counted = sorted(took)[2] * 1000, sorted(counting)[2] * 1000
            print(
                f"{query!r}: {number} hits, {len(found)} shown in {asked:.1f} ms, counted in {counted:.1f} ms"
            )
        started = time.perf_counter()
        store.reindex()
        print(f"reindex: {time.perf_counter() - started:.1f} s")


def fill(store: Store, numbers: list[int], texts: list[list[str]]) -> None:
    """Record releases, the first sentences of each as units."""
    arrivals = [
        BodyRecord(release_of(number), "\n".join(text).encode(), "text/plain", "utf-8", NOW)
        for number, text in zip(numbers, texts, strict=True)
    ]
    revisions = store.record_bodies(arrivals)
    readings = [
        reading_of(revision, text)
        for revision, text in zip(revisions, texts, strict=True)
        if revision is not None
    ]
    store.record_readings(readings)


def release_of(number: int) -> Release:
    ref = f"NV-{number:05}"
    return Release(
        content_id("release", "norvale-mfa", ref),
        "norvale-mfa",
        ref,
        "Norvale",
        f"https://mfa.norvale.example/{ref}",
        f"Statement {number}",
        date(2001, 1, 1) + timedelta(days=number),
    )


def reading_of(revision: Revision, text: list[str]) -> Reading:
    starts = [0]
    for said in text:
        starts.append(starts[-1] + len(said) + 1)
    blocks = tuple(
        Block(start, start + len(said), Role.PARAGRAPH) for start, said in zip(starts, text, strict=False)
    )
    units = tuple(
        build_unit(said, revision=revision.id, start=start, ordinal=place, facets=build_facets())
        for place, (start, said) in enumerate(zip(starts, text[:UNITS], strict=False), start=1)
    )
    return Reading(revision.id, "bench", Document("\n".join(text), blocks), units)


if __name__ == "__main__":
    main(sys.argv[1])
