"""How fast releases are read, as ratios within one run: ``python -m bench.read [FILE.jsonl]``.

words a second     extract and segment, one core
times splitting    reading against extracting and splitting into sentences alone (bar: 6)
growth             ten times the text against once (bar: 11)
memory             peak growth over a second pass of the same texts: flat
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tracker.domain import Release, Revision
from tracker.extract import extract
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.reader import segment
from tracker.segment.sentences import sentences

DEFAULT = Path(__file__).parents[1].parent / "shared" / "data" / "us_state_2021_2022.jsonl"
ROUNDS = 3


def revisions(path: Path) -> list[Revision]:
    """Return the releases of an archive as revisions, read by nobody yet."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        release = Release(row["id"], row["source"], row["id"], row["issuer"], row["url"], row["title"], None)
        body = row["text"].encode()
        found.append(
            Revision(row["id"], release, 1, body, "text/plain", "utf-8", datetime(2000, 1, 1, tzinfo=UTC))
        )
    return found


def split_only(taken: Sequence[Revision]) -> int:
    """Extract and split into sentences; return how many."""
    return sum(
        sum(1 for _ in sentences(extract(revision.body, "text/plain", charset="utf-8"))) for revision in taken
    )


def read_all(taken: Sequence[Revision]) -> int:
    """Extract and segment; return how many units."""
    lexicon = load_lexicon()
    return sum(
        len(segment(revision, extract(revision.body, "text/plain", charset="utf-8"), lexicon))
        for revision in taken
    )


def best(action: Callable[[Sequence[Revision]], int], taken: Sequence[Revision]) -> float:
    """Return the CPU seconds of the fastest of a few rounds: the least disturbed one."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action(taken)
        times.append(time.process_time() - start)
    return min(times)


def peak() -> int:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def figures(path: Path) -> dict[str, float]:
    """Measure the archive at *path*."""
    taken = revisions(path)
    words = sum(len(revision.body.split()) for revision in taken)
    tenth = taken[::10]
    splitting, reading = best(split_only, taken), best(read_all, taken)
    before = peak()
    small, large = best(read_all, tenth), best(read_all, [*tenth] * 10)
    return {
        "releases": len(taken),
        "words": words,
        "words a second": round(words / reading),
        "times splitting": round(reading / splitting, 2),
        "growth for 10 times the text": round(large / small, 2),
        "peak MB": before,
        "peak MB grown by more passes": peak() - before,
    }


def main(argv: Sequence[str]) -> int:
    """Print the figures as one JSON object."""
    path = Path(argv[0]) if argv else DEFAULT
    if not path.exists():
        print(f"{path.name} is not there: give an archive (.jsonl)", file=sys.stderr)
        return 1
    print(json.dumps({"bench": "read", "archive": path.name, **figures(path)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
