"""Coded units as the words and the finds around them by which their topics are told.

Only units of the *read* issuers are given (training.slots), so that the others
say what an issuer that was never seen can expect.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.participants import find_participants
from tracker.segment.tokens import tokenize
from training.gold import KEPT_FROM_TRAINING, SETS, each_release, group_of, rows
from training.links.link_units import CodedText, text_of
from training.slots import READ, part_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TopicCase:
    """A coded unit."""

    release: str
    group: str  # its issuer
    trainable: bool
    words: tuple[str, ...]
    finds: tuple[frozenset[str], ...]  # by place, as in topic_weights
    bank: bool
    topics: frozenset[str]  # as coded, children with their parents' names


def topic_cases(gold: Path, lexicon: Lexicon) -> Iterator[TopicCase]:
    """Yield the coded units of the read issuers in *gold*, each once; *lexicon* says which codes there are."""
    coded: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for folder in SETS:
        for one in rows(gold / folder / "units.jsonl"):
            if one.get("parent") is None:
                coded[folder, one["doc"]].append(one)
    for folder, row in each_release(gold):
        if part_of(group_of(row)) != READ:
            continue
        trainable = folder != KEPT_FROM_TRAINING and "NC" not in row.get("licence", "")
        text = text_of(row, row["source"], lexicon)
        release = text.revision.release
        bank = find_participants(text.document, release, text.sentences, text.lexicon).bank
        title = _named(release.title, 0, len(release.title), lexicon)
        for unit in coded[folder, row["id"]]:
            start, end = unit["start"], unit["end"]
            words = tokenize(text.document.text, start, end).lower
            yield TopicCase(
                row["id"],
                group_of(row),
                trainable,
                words,
                (frozenset(lexicon.topics.named(words)), *_around(text, start, end, lexicon), title),
                bank,
                frozenset(in_full(topic, lexicon.topics.order) for topic in unit["topic"]),
            )


def in_full(topic: str, codes: Collection[str]) -> str:
    """Return *topic* with the name of its parent where a coder left that out.

    >>> in_full("mediation", ("diplomatic", "diplomatic.mediation"))
    'diplomatic.mediation'
    """
    if topic in codes:
        return topic
    return next((code for code in codes if code.endswith(f".{topic}")), topic)


def _around(text: CodedText, start: int, end: int, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Return what is named in the rest of the sentence of a unit, and in the sentence before."""
    at = bisect_right([one.start for one in text.sentences], start) - 1
    if at < 0:
        return frozenset(), frozenset()
    said, own = text.document.text, text.sentences[at]
    rest = _named(said, own.start, start, lexicon) | _named(said, end, own.end, lexicon)
    if at == 0:
        return rest, frozenset()
    before = text.sentences[at - 1]
    return rest, _named(said, before.start, before.end, lexicon)


def _named(text: str, start: int, end: int, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.topics.named(tokenize(text, start, end).lower)) if start < end else frozenset()
