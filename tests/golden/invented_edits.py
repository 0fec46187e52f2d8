"""Edits written by hand in invented releases: how many are told, and with their label.

    python -m tests.golden.invented_edits [--show] [--pin]

``invented/edits.jsonl`` holds eleven releases of invented states with 270 edits of the kinds that happen to published
texts: a number, date, deadline, name, partner, modal, negation or condition changed, a sentence put in, struck or moved,
and what must move nothing (facts of no unit, quotation marks, spacing, misspellings, other words for the same). They came in
three lots, each written before any rule was made for it. Of the first, half is "seen", by a hash of the edit; of the second
all is, of the third nothing: those are counted and never printed. One author wrote edits and rules.
``--show`` prints those seen that are not told as they should be, ``--pin`` writes the figures as floors.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jobs
from tests.golden.edits import Row, _rows, related
from tests.golden.floors import held_to_floors
from tracker.domain import Label
from tracker.engine import default_engine

EDITS = Path(__file__).parent / "invented" / "edits.jsonl"
LEXICON = Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml"
DAY = "2031-05-10"


@dataclass(frozen=True)
class Outcome:
    """One edit, the labels that are right (none where nothing may be told) and those told."""

    edit: Row
    half: str
    wanted: frozenset[str]
    told: tuple[Label, ...]


def texts(release: Row, edit: Row) -> tuple[str, str]:
    """Return the text of *release* before and after *edit*."""
    before = str(release["text"])
    if moved := edit.get("moved"):
        left = before.replace(f"{moved} " if f"{moved} " in before else f" {moved}", "", 1)
        return before, left.replace(edit["ahead of"], f"{moved} {edit['ahead of']}", 1)
    return before, before.replace(edit["before"], edit["after"], 1)


def half_of(release: Row, edit: Row) -> str:
    """Return "seen" or "unseen"."""
    if release["lot"] > 1:
        return "seen" if release["lot"] == 2 else "unseen"
    said = "|".join(str(part) for part in (release["id"], *list(edit.values())[:3]))
    return "unseen" if int(hashlib.sha256(said.encode()).hexdigest(), 16) % 2 else "seen"


def outcomes() -> Iterator[Outcome]:
    """Yield what is told of every edit, each made by itself."""
    engine = default_engine(lexicon_files=[str(LEXICON)])
    for release in _rows(EDITS):
        page = {**release, "source": "invented", "url": "", "published": DAY}
        for edit in release["edits"]:
            before, after = texts(release, edit)
            relation = related({**page, "text_before": before, "text_after": after}, engine)
            told = (change.label for change in (relation.changes if relation else ()))
            yield Outcome(
                edit,
                half_of(release, edit),
                frozenset(edit["labels"]),
                tuple(label for label in told if label is not Label.REAFFIRMED),
            )


def figures(found: list[Outcome]) -> dict[str, float]:
    """Return the share of edits of statements that is told, the share of those with a right label, and that of the others left untold."""
    moved, rest = [one for one in found if one.wanted], [one for one in found if not one.wanted]
    told = [one for one in moved if one.told]
    return {
        "told": round(len(told) / len(moved), 3),
        "label": round(sum(bool(one.wanted.intersection(one.told)) for one in told) / max(1, len(told)), 3),
        "quiet": round(sum(not one.told for one in rest) / len(rest), 3),
    }


def main() -> int:
    """Print the figures of both halves beside their floors; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print the seen edits not told as they should be")
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    options = parser.parse_args()
    found = list(outcomes())
    for one in found if options.show else ():
        if one.half == "seen" and not (one.wanted.intersection(one.told) or one.wanted == set(one.told)):
            print(f"told {[str(label) for label in one.told]}: {json.dumps(one.edit, ensure_ascii=False)}")
    measured = {half: figures([one for one in found if one.half == half]) for half in ("seen", "unseen")}
    for half, values in measured.items():
        print(f"{half:7} " + "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
    return held_to_floors("invented edits", measured, pin=options.pin)


if __name__ == "__main__":
    sys.exit(main())
