"""Pages of which only what stands around the text changed: how many are told as edits, of wordings seen and unseen.

    python -m tests.golden.made_frames [--of 40] [--each] [--show]

The texts are coded releases of ``../shared/gold`` (nothing of them is kept), the frames are
blocks of ``invented/page_furniture.txt``, written before any rule was made for them. By a hash of
the block half are "seen"; those of the other half are counted and never printed. ``--each`` puts
every block by itself behind, above or between the paragraphs of a text, and takes it out again by lot.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.golden.edits import SHARED, Row, _rows, related
from tests.golden.made_edits import Made, _shown
from tracker.engine import default_engine

BLOCKS = Path(__file__).parent / "invented" / "page_furniture.txt"
SHORTEST, LONGEST = 700, 2_600  # characters of a text
STEP = 6  # of the texts one in so many, so that what is read is read again
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
MODALS = {
    "will": "can",
    "can": "will",
    "must": "should",
    "may": "will",
    "should": "must",
    "cannot": "will not",
}
MODAL = re.compile(rf"\b(?:{'|'.join(MODALS)})\b")
COUNT = re.compile(r"(?<![\w.-])\d{2,}(?![\w.-])")
Parts = tuple[
    list[str], list[str], list[str]
]  # of a page: blocks above the text, its paragraphs, blocks below


def blocks(half: str) -> list[str]:
    """Return the blocks of one half, "seen" or "unseen"."""
    every = [one.strip() for one in BLOCKS.read_text("utf-8").split("\n\n")]
    return [
        one
        for one in every
        if one and int(hashlib.sha256(one.encode()).hexdigest(), 16) % 2 == (half == "unseen")
    ]


def texts() -> list[Row]:
    """Return the coded releases that are short enough to be read often."""
    rows = [row for name in ("dev", "dev2") for row in _rows(SHARED / "gold" / name / "releases.jsonl")]
    return [{"url": "", **row} for row in rows if SHORTEST <= len(row["text"]) <= LONGEST][::STEP]


def pages(half: str, number: int) -> Iterator[Made]:
    """Yield *number* pages, each with a frame of which two or three things changed."""
    lot, of_half, rows = random.Random(7), blocks(half), texts()
    for _ in range(number):
        row = lot.choice(rows)
        drawn = [_at_home(block, row) for block in lot.sample(of_half, 7)]
        old = (drawn[:1], _paragraphs(row), drawn[1:4])
        new = _changed(old, drawn[4:], lot)
        yield Made(half, row, _page(old), _page(new), ())


def each(half: str) -> Iterator[Made]:
    """Yield every block put into, or taken out of, a page by itself."""
    lot, rows = random.Random(8), texts()
    for written in blocks(half):
        row = lot.choice(rows)
        paragraphs, block = _paragraphs(row), _at_home(written, row)
        at = lot.choice((0, len(paragraphs), len(paragraphs), lot.randrange(len(paragraphs))))
        plain, framed, otherwise = (
            _page(([], [*paragraphs[:at], *put, *paragraphs[at:]], []))
            for put in ([], [block], [_reworded(block)])
        )
        yield Made(half, row, *lot.choice(((plain, framed), (framed, plain), (framed, otherwise))), ())


def _changed(page: Parts, fresh: list[str], lot: random.Random) -> Parts:
    """Return *page* with other blocks, counters, order of its frame, or numbers of paragraphs."""
    above, said, below = ([*part] for part in page)
    for change in lot.sample(
        ("words", "swap", "add", "drop", "count", "order", "number", "above", "between"), 3
    ):
        if change == "words":
            below = [_reworded(one) for one in below]
        elif change == "swap":
            below[lot.randrange(len(below))] = fresh[0]
        elif change == "add":
            below.insert(lot.randrange(len(below) + 1), fresh[1])
        elif change == "drop" and len(below) > 1:
            below.pop(lot.randrange(len(below)))
        elif change == "count":
            below = [COUNT.sub(lambda found: str(int(found[0]) + 1), one) for one in below]
        elif change == "order":
            lot.shuffle(below)
        elif change == "number":
            said = [f"{number}. {one}" for number, one in enumerate(said, 1)]
        elif change == "above":
            above = [] if lot.random() < 0.5 else [*above, fresh[2]]
        elif change == "between" and len(fresh[2].split("\n")) == 1:
            said.insert(lot.randrange(1, len(said)) if len(said) > 1 else 1, fresh[2])
    return above, said, below


def _reworded(block: str) -> str:
    """Return *block* with other numbers and, in its first sentence, another modal, or a word more."""
    block = COUNT.sub(lambda found: str(int(found[0]) + 1), block)
    other = MODAL.sub(lambda found: MODALS[found[0]], block, count=1)
    return other if other != block else block.replace(" the ", " the new ", 1)


def _at_home(block: str, row: Row) -> str:
    """Return *block* with the two names that its text says most often for two invented ones: a site speaks of its own state."""
    said = Counter(NAME.findall(row["text"]))
    for invented, (name, _) in zip(("Norvale", "Estmark"), said.most_common(2), strict=False):
        block = block.replace(invented, name)
    return block


def _paragraphs(row: Row) -> list[str]:
    return [part for part in str(row["text"]).split("\n\n") if part.strip()]


def _page(parts: Parts) -> str:
    return "\n\n".join(one for part in parts for one in part)


def main() -> None:
    """Print of both halves how many pages are told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--of", type=int, default=40, help="pages of each half")
    parser.add_argument("--each", action="store_true", help="every block by itself")
    parser.add_argument("--show", action="store_true", help="print what is told of the half that is seen")
    options = parser.parse_args()
    engine = default_engine()
    for half in ("seen", "unseen"):
        made = list(each(half) if options.each else pages(half, options.of))
        told = 0
        for one in made:
            relation = related({**one.row, "text_before": one.before, "text_after": one.after}, engine)
            changes = (
                [change for change in relation.changes if change.label != "REAFFIRMED"] if relation else []
            )
            told += bool(changes)
            if changes and options.show and half == "seen":
                print(_shown(one, relation))
        print(f"{half:7} told {told} of {len(made)}")


if __name__ == "__main__":
    main()
