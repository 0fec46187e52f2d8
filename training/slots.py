"""Slots of units beside those that coders wrote: condition, deadline, amount, sense, emphasis, target, topics and speakers.

The units are the left-out spans, so whoever found them knew nothing of the issuer; their slots are filled by
rules. These were written in sight of the *read* issuers (the United States among them), and topics were fitted to them;
rules of conditions, deadlines and sense were then mended once in sight of the *second* part. The *unread* ones are counted, and
what was coded there is not looked at. Coding guide, sections 3, 9 and 10.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.domain import Facets, Kind
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.spans import Span
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.tokens import tokenize
from training.gold import each_release, group_of
from training.left_out import LeftOut
from training.links.link_units import text_of
from training.scoring import Score, match, span_of

Row = Mapping[str, Any]
READ, SECOND, UNREAD = "read", "second", "unread"
VERBATIM = ("condition", "deadline", "amount")
WORD = re.compile(r"\w+")
STEM = 5  # letters by which a word of a target is known again
# What coders call a party where the lexicon has no such name.
CODES = {"US": "USA", "UK": "GBR", "ROK": "KOR", "DPRK": "PRK"}
MEMBERS = {
    "G7": frozenset({"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"}),
    "QUAD": frozenset({"AUS", "IND", "JPN", "USA"}),
}


@dataclass(frozen=True, slots=True)
class SlotCase:
    """A coded unit and the slots of the unit that was found there."""

    group: str  # its issuer
    coded: Row
    found: Facets

    @property
    def part(self) -> str:
        """Whether its issuer is one that rules were written in sight of."""
        return part_of(self.group)


def part_of(group: str) -> str:
    """Return the part of the issuers that it belongs to: by two hashes of its name, but for the United States.

    >>> part_of("us")
    'read'
    """
    if group == "us" or not _drawn("slots", group):
        return READ
    return UNREAD if _drawn("slots2", group) else SECOND


def _drawn(name: str, group: str) -> bool:
    return sha256(f"{name}{group}".encode()).digest()[-1] % 2 == 1


def slot_cases(left: LeftOut, gold: Path, lexicon: Lexicon) -> Iterator[SlotCase]:
    """Yield every coded unit of *left* that was found, with its slots as rules fill them; the texts lie in *gold*."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in left.found:
        if row["is_unit"]:
            found[row["release"]].append(row)
    coded: dict[str, list[Row]] = defaultdict(list)
    for row in left.coded:
        coded[row["doc"]].append(row)
    for _, release in each_release(gold):
        text = text_of(release, release["source"], lexicon)
        units, wanted = text.units([_span(one) for one in found[release["id"]]]), coded[release["id"]]
        spans = [(one.start, one.end) for one in units]
        for i, j in match([span_of(one) for one in wanted], spans).items():
            yield SlotCase(group_of(release), wanted[i], units[j].facets)


def slot_figures(cases: Iterable[SlotCase], lexicon: Lexicon) -> dict[str, float]:
    """Return the figures that floors are kept of, by slot and part: F1, but for target and speakers the share that is right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for name, (hit, given, wanted) in _counted(case, lexicon).items():
            counts[f"{name}.{case.part}"].update(hit=hit, given=given, wanted=wanted)
    return {name: Score(one["hit"], one["given"], one["wanted"]).f1 for name, one in sorted(counts.items())}


def _counted(case: SlotCase, lexicon: Lexicon) -> dict[str, tuple[int, int, int]]:
    """Return for each slot how many values are right, how many were given and how many are coded."""
    coded, found = case.coded, case.found
    counted = {
        name: (int(is_same_slot(coded[name], given)), int(bool(given)), int(bool(coded[name])))
        for name in VERBATIM
        for given in (getattr(found, name),)
    }
    minus = coded["polarity"] == "-", found.polarity == "-"
    for sign, name in ((1, "emphatic"), (-1, "hedged")):
        firm = coded["intensity"] == sign, found.intensity == sign
        counted[name] = int(all(firm)), int(firm[1]), int(firm[0])
    counted["sense"] = int(all(minus)), int(minus[1]), int(minus[0])
    for name, wanted, given in (
        ("topic", broad_topics(coded["topic"]), broad_topics(found.topics)),
        ("topic.exact", frozenset(coded["topic"]), found.topics),
    ):
        counted[name] = len(wanted & given), len(given), len(wanted)
    if coded["target"]:
        counted["target"] = int(names_target(coded["target"], found)), 1, 1
    counted["speakers"] = int(_speakers(coded["speakers"], lexicon) == _members(found.speakers)), 1, 1
    return counted


def is_same_slot(coded: str, found: str) -> bool:
    """Return whether two verbatim slots share half of the words of the shorter.

    >>> is_same_slot("by the end of 2030", "by end of 2030"), is_same_slot("if asked", ""), is_same_slot("now", "in June")
    (True, False, False)
    """
    a, b = (Counter(WORD.findall(text.lower())) for text in (coded, found))
    return bool(a and b) and (a & b).total() >= min(a.total(), b.total()) / 2


def names_target(coded: str, found: Facets) -> bool:
    """Return whether a word of the coded target stands in the one that was found; ends of words do not count."""
    words = WORD.findall(coded.lower())
    telling = [word for word in words if len(word) > 3] or words
    have = {word[:STEM] for word in WORD.findall(found.target.lower())}
    return any(word[:STEM] in have for word in telling)


def broad_topics(topics: Collection[str]) -> frozenset[str]:
    """Return *topics* by what stands before the dot."""
    return frozenset(topic.partition(".")[0] for topic in topics)


def _speakers(names: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return _members(CODES.get(name) or _code(name, lexicon) for name in names)


def _code(name: str, lexicon: Lexicon) -> str:
    """Return the party that *name* is a whole name of, or *name*."""
    tokens = tokenize(name, 0, len(name))
    return next(
        (
            code
            for first, last, code in parties_in(tokens, lexicon, 0, len(tokens))
            if last - first == len(tokens)
        ),
        name,
    )


def _members(codes: Iterable[str]) -> frozenset[str]:
    """Return *codes* in capitals with a group as its members: coders wrote either."""
    return frozenset(
        member.upper() for code in codes for member in MEMBERS.get(code.upper(), frozenset({code}))
    )


def _span(row: Row) -> Span:
    kind = Kind(row["kind"])
    return Span(row["start"], row["end"], kind, row["level"], 0, False, row["confidence"], 1.0, 1.0)
