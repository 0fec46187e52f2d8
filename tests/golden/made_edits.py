"""Edits made by a rule in coded releases: what they change is known, and there are as many as one likes.

    python -m tests.golden.made_edits [--sets dev dev2] [--of-each 40] [--show OPERATION]

Texts and units are those of ``../shared/gold``; nothing of them is kept. In a unit the edit must be told, with its label; the same edit outside of units, a wording that says the same,
and what stands around a page must not be told as a move. Half of each is taken the other way round (struck, put in).
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from tests.golden.edits import SHARED, Row, _rows, related
from tracker.engine import default_engine
from tracker.pipeline import Relation

LONGEST = 9_000  # characters of a text that is edited
SENTENCE = re.compile(r"[^\n.;!?]{40,600}(?:\.(?=\s)|;|\n)")
LISTED = re.compile(r",\s[A-Za-z][\w’' -]{3,40}(?=,\s(?:and\s)?\w)")
NUMBER = re.compile(r"(?<![\w.,:$-])(?!(?:19|20)\d\d\b)[2-9]\d{0,2}(?![\w,:-]|\.\d)")
SUM = re.compile(r"(?<![\w-])\$\d[\d.,]*(?: (?:m|b|tr)illion)?")
SAME = {"regarding": "concerning", "begin": "start", "assist": "help", "towards": "toward", "throughout": "across"} | {
    "in order to": "to", "as well as": "and", "utilize": "use", "the United States’": "America’s", "also ": ""}  # fmt: skip
AROUND = (
    "Home\nNews\nPress releases\nContact us",
    "Last updated: 14 March 2031",
    "Views: 1,284",
    "Related links\nStatement by the spokesperson\nRemarks to the press\nRead more",
    "Previous: Weekly press conference\nNext: Visit of the Vice Minister",
    "Related news\nNorvale will send 40 million crowns to Estmark\nMinister Dahl calls on Veskia to release the crews",
    "Attachment\n1. Joint statement of Norvale and Estmark.pdf\n2. Photo.jpg",
    "Department in charge: Halden Sea Division\nTel. 02-555-0147",
)
Edit = tuple[str, str]  # what stands there, and what is put in its place
Make = Callable[[str, Row], Edit | None]  # of the words of a unit, or of a sentence outside of any


@dataclass(frozen=True)
class Made:
    """One text and the same text after one edit; *labels* are those that are right, none where nothing may be told."""

    operation: str
    row: Row
    before: str
    after: str
    labels: tuple[str, ...]

    def turned(self) -> Made:
        """Return the edit the other way round."""
        turned = tuple(TURNED.get(label, label) for label in self.labels)
        labels = ("QUALIFIED",) if self.operation == "condition" else turned
        return replace(self, before=self.after, after=self.before, labels=labels)


TURNED = {"WEAKENED": "STRENGTHENED", "STRENGTHENED": "WEAKENED", "NARROWED": "BROADENED", "DROPPED": "NEW"}
NAMED = re.compile(r"(?:[A-Z][\w.]* |on )$")  # "Article 5", "March 24": such a number counts nothing


def _number(said: str, unit: Row, *, named: bool = False) -> Edit | None:
    """Return a number that counts something doubled; if *named*, one that counts nothing."""
    for found in NUMBER.finditer(said):
        if bool(NAMED.search(said[: found.start()])) is named:
            begin = max(found.start() - 12, 0)
            return said[begin : found.end()], f"{said[begin : found.start()]}{int(found[0]) * 2}"
    return None


def _limit(said: str, unit: Row) -> Edit | None:
    found = SUM.search(said)
    return (found[0], f"up to {found[0]}") if found else None


def _item(said: str, unit: Row) -> Edit | None:
    found = LISTED.search(said)
    return (found[0], "") if found and " and " not in found[0] and " which " not in found[0] else None


def _slot(name: str) -> Make:
    def struck(said: str, unit: Row) -> Edit | None:
        words = unit.get(name) or ""
        return (f" {words}", "") if len(words.split()) > 1 and f" {words}" in said else None

    return struck


def _swapped(pairs: Mapping[str, str]) -> Make:
    return lambda said, _: next(
        (pair for pair in pairs.items() if re.search(rf"(?:\b|(?= )){pair[0]}", said)), None
    )


def _misspelt(said: str, unit: Row) -> Edit | None:
    word = next((word for word in re.findall(r"\b[a-z]{8,}\b", said)), None)
    return (word, f"{word[:3]}{word[4]}{word[3]}{word[5:]}") if word and word[3] != word[4] else None


OPERATIONS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "number": (_number, ("STRENGTHENED", "WEAKENED", "BROADENED", "NARROWED", "MIXED")),
    "reference": (partial(_number, named=True), ("MIXED",)),
    "limit": (_limit, ("WEAKENED",)),
    "softer": (_swapped({" will ": " may ", "commits to": "intends to", "must ": "should "}), ("WEAKENED",)),
    "item": (_item, ("NARROWED",)),
    "deadline": (_slot("deadline"), ("WEAKENED",)),
    "condition": (_slot("condition"), ("STRENGTHENED",)),
    "negated": (_swapped({" will ": " will not "}), ("REVERSED", "WEAKENED", "MIXED")),
    "sentence": (lambda said, _: (said, "") if said.endswith(".") else None, ("DROPPED", "NOT_REPEATED")),
    "reworded": (_swapped(SAME), ()),
    "misspelt": (_misspelt, ()),
}


def edits_of(row: Row, units: list[Row], lot: random.Random) -> Iterator[Made]:
    """Yield the edits that can be made in one release, whose coded *units* are known."""
    text = row["text"]
    for found in SENTENCE.finditer(text):
        inside = [one for one in units if one["start"] < found.end() and found.start() < one["end"]]
        unit = inside[0] if inside else {"start": found.start(), "end": found.end()}
        for name, (make, labels) in OPERATIONS.items():
            first, last = found.span() if name == "sentence" else (unit["start"], unit["end"])
            edit = make(text[first:last], unit)
            if edit:
                changed = text[:first] + text[first:last].replace(*edit, 1) + text[last:]
                where = "" if inside or not labels else " outside"
                made = Made(name + where, row, text, changed, labels if inside else ())
                yield made.turned() if lot.random() < 0.5 else made


def around(row: Row, lot: random.Random) -> Made:
    """Return a page of which only what stands around the text differs: menus, counters, dates, numbers of paragraphs."""
    text = str(row["text"])
    sides = []
    for side in range(2):
        parts = [part for part in text.split("\n\n") if part.strip()]
        if side and lot.random() < 0.5:
            parts = [f"{number}. {part}" for number, part in enumerate(parts, 1)]
        frame = [lot.choice(AROUND).replace("1,284", str(lot.randint(100, 9_999))) for _ in range(3)]
        sides.append("\n\n".join((frame[0], *parts, *frame[1:])))
    return Made("around", row, *sides, ())


def lot_of(sets: list[str], of_each: int) -> Iterator[Made]:
    """Yield up to *of_each* edits of every operation from the releases of *sets*, by a seeded lot."""
    lot = random.Random(15)
    waiting: dict[str, list[Made]] = defaultdict(list)
    for name in sets:
        units: dict[str, list[Row]] = defaultdict(list)
        for unit in _rows(SHARED / "gold" / name / "units.jsonl"):
            units[unit["doc"]] += [unit] if unit["parent"] is None else []
        for row in _rows(SHARED / "gold" / name / "releases.jsonl"):
            if len(row["text"]) <= LONGEST:
                row.setdefault("url", "")
                for made in (*edits_of(row, units[row["id"]], lot), around(row, lot)):
                    waiting[made.operation].append(made)
    for operation in sorted(waiting):
        yield from lot.sample(waiting[operation], min(of_each, len(waiting[operation])))


def main() -> None:
    """Print of each operation how often it is told, and how often with its label."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=["dev", "dev2"])
    parser.add_argument("--of-each", type=int, default=40)
    parser.add_argument("--only", nargs="+", help="operations")
    parser.add_argument("--show", action="store_true", help="print those not told as they should be")
    options = parser.parse_args()
    engine = default_engine()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for made in lot_of(options.sets, options.of_each):
        if options.only and made.operation not in options.only:
            continue
        relation = related({**made.row, "text_before": made.before, "text_after": made.after}, engine)
        told = [change for change in relation.changes if change.label != "REAFFIRMED"] if relation else []
        right = any(change.label in made.labels for change in told)
        for at, value in enumerate((1, bool(told), right)):
            counts[made.operation][at] += value
        if options.show and (bool(told) != bool(made.labels) or (told and not right)):
            print(_shown(made, relation))
    for name, (number, told_of, right_of) in sorted(counts.items()):
        print(f"{name:18} {number:4}  told {told_of / number:5.2f}  label {right_of / max(1, told_of):5.2f}")


def _shown(made: Made, relation: Relation | None) -> str:
    one, other = (re.split(r"(?<=[.;\n])\s*", text) for text in (made.before, made.after))
    lines = [
        f"{sign} {said}"
        for sign, here, there in (("-", one, other), ("+", other, one))
        for said in here
        if said not in there
    ]
    told = [f"told {change.label}: {change.rule}" for change in (relation.changes if relation else ())]
    return "\n".join((made.operation, *lines, *told))


if __name__ == "__main__":
    main()
