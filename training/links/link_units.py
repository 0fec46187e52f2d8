"""Coded chains and judged pairs as mentions: what the links are fitted to.

Two readings of a coded unit: with the slots the coder wrote, and with those the
reader fills between the coder's borders. A judged span has only the second; its
kind and level are those the shipped network sees in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tracker.domain import Document, Kind, Mention, Release, Revision, Selectors, Unit
from tracker.extract import extract
from tracker.hashing import content_id
from tracker.review.coded_units import CodedUnit, read_coded_units, reading_of_coded_units
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.network.encoder import Encoder, load_encoder
from tracker.segment.network.evidence import surroundings
from tracker.segment.network.spans import Span, span_at
from tracker.segment.reader import build_units
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.speakers.participants import find_participants
from training.gold import KEPT_FROM_TRAINING, SETS, rows

Key = tuple[str, int]
JUDGEMENTS = (
    Path(__file__).parents[1] / "labels" / "label_judgements.jsonl"
)  # links of the archives, as judged; no text
LATER = 10_000  # their numbers begin here
SOURCES = ("us_state_2021_2022", "joint_statements_2021_2026", "fomc_1994_2018")
JUDGED_IN = (*SOURCES, "wh_national_emergency_2021_2025")  # texts that judged pairs are from


@dataclass(frozen=True, slots=True)
class Held:
    """One coded chain."""

    name: str  # "dev2/quad"
    documents: tuple[str, ...]  # in order of publication
    readings: Mapping[str, Mapping[Key, Mention]]  # "coded" and "read"
    sure: Mapping[Key, float]  # how sure the shipped network is that each is a unit
    line: Mapping[Key, Key]  # the first unit of the line of each
    links: Mapping[Key, Key | None]  # of later units: the earlier one they continue
    trainable: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged pair."""

    number: int
    earlier: Mention
    later: Mention
    relation: str  # same, parent, different
    proper: bool  # both are units
    chains: tuple[str, ...]  # coded chains that hold one of the two releases
    kept: bool  # one of them is of dev: never trained on


@dataclass(frozen=True, slots=True)
class CodedText:
    """A release ready to have spans of it read."""

    revision: Revision
    document: Document
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon

    def units(self, spans: Sequence[Span]) -> tuple[Unit, ...]:
        """Return the units that *spans*, in order, stand for: one each, also outside what our reader takes for a sentence."""
        found = self._holding([(span.start, span.end) for span in spans])
        numbered = [(span, at) for span in spans if (at := _holder(found, span.start)) is not None]
        participants = find_participants(self.document, self.revision.release, self.sentences, self.lexicon)
        return build_units(numbered, found, self.document, self.revision, self.lexicon, participants)

    def seen(self, start: int, end: int, encoder: Encoder) -> Span:
        """Return text[start:end] as the network sees it beside the sentences around it."""
        text, found = self.document.text, self._holding([(start, end)])
        at = _holder(found, start) or 0
        read = list(encoder.read(text, found[max(0, at - 2) : at + 2]))
        around = surroundings([heads for _, heads in read])
        for (stretch, heads), near in zip(read, around, strict=True):
            if any(piece.start < end and start < piece.end for piece in stretch.pieces):
                return span_at(text, stretch.pieces, heads, start, end, encoder.calibration, near)
        raise ValueError(f"nothing to read at {start}–{end} of {self.revision.release.ref}")

    def _holding(self, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Return the sentences, with others where *spans* are in none, and none that ends before its span."""
        found = list(self.sentences)
        for start, end in spans:
            at = _holder(found, start)
            if at is None:
                found.append(Sentence(self.document.text.rfind("\n", 0, start) + 1, end, 0))
            elif found[at].end < end:
                found[at] = replace(found[at], end=end)
        return sorted(found, key=lambda one: one.start)


def _holder(found: Sequence[Sentence], start: int) -> int | None:
    """Return the number of the sentence that holds *start*."""
    return next((at for at, one in enumerate(found) if one.start <= start < one.end), None)


def text_of(row: Mapping[str, Any], source: str, lexicon: Lexicon) -> CodedText:
    """Return the release of *row*, a line of releases.jsonl, ready to have spans of it read."""
    body = row["text"].encode()
    day = date.fromisoformat(row["published"][:10])
    release = Release(
        content_id("release", source, row["id"]),
        source,
        row["id"],
        row.get("issuer", ""),
        "",
        row["title"],
        day,
    )
    revision = Revision(
        content_id(release.id, body),
        release,
        1,
        body,
        "text/plain",
        "utf-8",
        datetime(2000, 1, 1, tzinfo=UTC),
    )
    document = extract(body, "text/plain", charset="utf-8", selectors=Selectors(), where=row["id"])
    known = lexicon.knowing(release.issuer, release.title)
    return CodedText(revision, document, tuple(sentences(document)), known)


def chains(gold: Path) -> dict[str, tuple[str, ...]]:
    """Return the releases of every coded chain, in order of publication."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in SETS:
        order = {row["id"]: (row["published"], row["id"]) for row in rows(gold / folder / "releases.jsonl")}
        members: dict[str, list[str]] = defaultdict(list)
        if folder == "train":
            members |= {row["chain"]: row["docs"] for row in rows(gold / folder / "chains.jsonl")}
        else:
            for row in rows(gold / folder / "releases.jsonl"):
                members[row["source"]].append(row["id"])
        for name, documents in members.items():
            if len(documents) > 1:
                found[f"{folder}/{name}"] = tuple(sorted(documents, key=order.__getitem__))
    return found


def coded_units(gold: Path) -> Iterator[Held]:
    """Yield every coded chain."""
    lexicon, encoder = load_lexicon(), load_encoder()
    releases = {(f, row["id"]): row for f in SETS for row in rows(gold / f / "releases.jsonl")}
    units = {f: read_coded_units(gold / f / "units.jsonl")[0] for f in SETS}
    links = {f: {(row["doc"], row["n"]): row for row in rows(gold / f / "links.jsonl")} for f in SETS}
    for name, documents in chains(gold).items():
        folder = name.split("/")[0]
        readings: dict[str, dict[Key, Mention]] = {"coded": {}, "read": {}}
        sure: dict[Key, float] = {}
        line: dict[Key, Key] = {}
        before: dict[Key, Key | None] = {}
        for document in documents:
            row = releases[folder, document]
            text = text_of(row, row["source"], lexicon)
            coded = [one for one in units[folder].get(document, ()) if one.row.parent is None]
            numbers = {(one.row.start, one.row.end): (document, int(one.row.n)) for one in coded}
            for way, made in (
                ("coded", reading_of_coded_units(text.revision, text.document, coded, lexicon)[0].units),
                ("read", _as_read(text, coded)),
            ):
                for unit in made:
                    readings[way][numbers[unit.start, unit.end]] = Mention(unit, text.revision.release)
            sure |= {key: text.seen(*place, encoder).probability for place, key in numbers.items()}
            for key in sorted(numbers.values()):
                link = links[folder].get(key)
                earlier = (link["prev_doc"], link["prev_n"]) if link and link["prev_doc"] else None
                line[key] = line.get(earlier, earlier) if earlier else key
                before[key] = earlier
        licence = releases[folder, documents[0]].get("licence") or ""
        yield Held(
            name,
            documents,
            readings,
            sure,
            line,
            before,
            folder != KEPT_FROM_TRAINING and "NC" not in licence,
        )


def _as_read(text: CodedText, coded: Sequence[CodedUnit]) -> Sequence[Unit]:
    spans = [
        Span(
            one.row.start, one.row.end, Kind(one.row.kind), one.row.level, one.row.intensity, one.row.reaffirm_claimed,
            1.0, 1.0, 1.0,
        )
        for one in sorted(coded, key=lambda one: one.row.start)
    ]  # fmt: skip
    return text.units(spans)


def _numbered(judgements: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return ({**row, "pair": number} for number, row in enumerate(judgements, LATER))


def judged_units(gold: Path, data: Path, *, later: bool = False) -> Iterator[Judged]:
    """Yield every judged pair of the gold, then, where *later* ones are wanted too, those of JUDGEMENTS."""
    lexicon, encoder = load_lexicon(), load_encoder()
    pairs = [*rows(gold / "pairs" / "pairs.jsonl"), *(_numbered(rows(JUDGEMENTS)) if later else ())]
    wanted: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for pair in pairs:
        for side in (pair["earlier"], pair["later"]):
            wanted[side["release"]].add((side["start"], side["end"]))
    mentions: dict[tuple[str, int, int], Mention] = {}
    for source in JUDGED_IN:
        for row in rows(data / f"{source}.jsonl"):
            if spans := sorted(wanted.get(row["id"], ())):
                text = text_of(row, "archive", lexicon)
                seen = [replace(text.seen(*each, encoder), start=each[0], end=each[1]) for each in spans]
                for unit in text.units(seen):
                    mentions[row["id"], unit.start, unit.end] = Mention(unit, text.revision.release)
    holders = {document: name for name, documents in chains(gold).items() for document in documents}
    kept = {row["id"] for row in rows(gold / KEPT_FROM_TRAINING / "releases.jsonl")}
    for pair in pairs:
        sides = [pair["earlier"], pair["later"]]
        earlier, later = (mentions[side["release"], side["start"], side["end"]] for side in sides)
        found = tuple(holders[side["release"]] for side in sides if side["release"] in holders)
        yield Judged(
            pair["pair"], earlier, later, pair["relation"], pair["units"] == "both", found,
            any(side["release"] in kept for side in sides),
        )  # fmt: skip
