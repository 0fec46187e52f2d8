"""How often one wording is read in two ways: a check that needs no coded text.

    policy-tracker export units units.jsonl      once for each store
    python -m training.twins units.jsonl ...

Statements whose words are the same, but for who says them, case and punctuation, are twins. The guide gives one
wording one family and one level, so twins that differ are wrong at least once.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
WORD = re.compile(r"[\w$€£%]+(?:[.,'-]\w+)*")
# Who speaks, and words that only lead to the verb: "we also", "the two leaders further".
SUBJECT = re.compile(
    r"^(?:(?:the (?:two |three )?(?:sides|leaders|ministers|presidents|secretaries|committee|council|board|participants)|both (?:sides|leaders)"
    r"|we|they|he|she|it|that) )?(?:(?:also|further|again|and|today) )*"
)
FEWEST = 4  # words: shorter ones are the same by chance


@dataclass(frozen=True, slots=True)
class Twins:
    """Statements of one wording."""

    words: str
    rows: tuple[Row, ...]

    @property
    def families(self) -> frozenset[str]:
        """The families they are read as."""
        return frozenset(row["kind"][0] for row in self.rows)

    @property
    def levels(self) -> frozenset[tuple[str, int]]:
        """Their levels, each with its family."""
        return frozenset((row["kind"][0], row["level"]) for row in self.rows)

    @property
    def differ(self) -> bool:
        """Whether they are read in two ways."""
        return len(self.levels) > 1


def find_twins(rows: Iterable[Row]) -> Iterator[Twins]:
    """Yield the wordings that stand in *rows*, units as exported, more than once."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        words = SUBJECT.sub("", " ".join(WORD.findall(row["quote"].lower().replace("’", "'"))))
        if len(words.split()) >= FEWEST:
            found[words].append(row)
    yield from (Twins(words, tuple(same)) for words, same in found.items() if len(same) > 1)


def report(twins: Iterable[Twins], most: int) -> Iterator[str]:
    """Yield how many wordings there are, how many are read in two ways, and by which first words, *most* of them."""
    found = list(twins)
    split = [one for one in found if one.differ]
    families = sum(len(one.families) > 1 for one in found)
    yield f"{len(found)} wordings stand in {sum(len(one.rows) for one in found)} statements"
    yield f"{len(split)} are read in two ways: {families} in family, {len(split) - families} in level alone"
    frames = Counter(" ".join(one.words.split()[:2]) for one in split)
    for frame, times in frames.most_common(most):
        example = next(one for one in split if one.words.startswith(frame))
        yield f"  {times:3d} {frame}: {', '.join(f'{f} {level}' for f, level in sorted(example.levels))}  {example.words[:80]}"


def main() -> None:
    """Print the report of the files named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.twins", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("units", type=Path, nargs="+", help="units as exported, a JSON object a line")
    parser.add_argument("--most", type=int, default=20, help="how many first words are listed")
    args = parser.parse_args()
    rows = (json.loads(line) for path in args.units for line in path.read_text("utf-8").splitlines())
    print("\n".join(report(find_twins(rows), args.most)))


if __name__ == "__main__":
    main()
