"""Moves with what is known of them: judged pairs, later judgements, coded links; each with the units of its two releases.

A later judgement (``training/labels/label_judgements.jsonl``) is kept as the release, the offsets
and the SHA-256 of each quote, with what the reader said: never as text. Its units, and
what else a release says, are read from stores that hold the archives.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.compare.labels.classify import LabelVerdict, classify
from tracker.domain import Mention, Release, Unit
from tracker.link.occasions.genre import are_of_one_meeting, is_spoken
from tracker.link.occasions.occasion import occasion_of, why_not_comparable
from tracker.store import Store
from training.gold import KEPT_FROM_TRAINING, SETS, rows
from training.links.link_cases import lines_of
from training.links.link_units import JUDGED_IN, JUDGEMENTS, LATER, Held, Judged, chains, judged_units

# Of two spans, the share that stands in both from which one judgement holds for either: a new reader moves borders by a word.
SAME_SPAN = 0.85
Row = dict[str, Any]
Said = Mapping[str, tuple[Release, Sequence[Unit]]]  # by ref of the release


@dataclass(frozen=True, slots=True)
class Move:
    """Two mentions, the label they were given, and what a reader says of them."""

    row: Row  # what tells it from others in label_predictions.jsonl
    earlier: Mention
    later: Mention
    verdict: LabelVerdict
    truth: str  # the label a reader gives; "" where it is not one line
    group: str  # left out as a whole
    trainable: bool
    counts: float
    reaches: bool  # the gate: neither talk nor said in other company, whose moves are not mailed whatever their label


def units_said(urls: Sequence[str]) -> Said:
    """Return what every release of the stores at *urls* says."""
    found: dict[str, tuple[Release, list[Unit]]] = {}
    for url in urls:
        with Store(url) as store:
            for release, unit, _ in store.units():
                found.setdefault(release.ref, (release, []))[1].append(unit)
    return found


def noted(judged: Row) -> Row:
    """Return a judged pair with its quotes as hashes."""
    sides = {
        side: {
            "release": judged[side]["release"],
            "start": judged[side]["start"],
            "end": judged[side]["start"] + len(judged[side]["quote"]),
            "sha256": hashlib.sha256(judged[side]["quote"].encode()).hexdigest(),
        }
        for side in ("earlier", "later")
    }
    return sides | {name: judged[name] for name in ("units", "relation", "label", "worth")}


def later_judgements(said: Said, gold: Path) -> Iterator[Judged]:
    """Yield the later judgements whose units *said* has; numbered from LATER on in the order of the file."""
    holders = {document: name for name, documents in chains(gold).items() for document in documents}
    kept = {row["id"] for row in rows(gold / KEPT_FROM_TRAINING / "releases.jsonl")}
    for number, row in enumerate(rows(JUDGEMENTS), LATER):
        sides = [row["earlier"], row["later"]]
        mentions = [_mention(side, said) for side in sides]
        if mentions[0] and mentions[1]:
            refs = [side["release"] for side in sides]
            yield Judged(
                number, mentions[0], mentions[1], row["relation"], row["units"] == "both",
                tuple(holders[ref] for ref in refs if ref in holders), any(ref in kept for ref in refs),
            )  # fmt: skip


def _mention(side: Row, said: Said) -> Mention | None:
    """Return the unit that a reader judged, as it is read now: the one whose span is nearly the same; None where there is none."""
    release, units = said.get(side["release"], (None, ()))
    best = max(units, key=lambda unit: _overlap(side, unit), default=None)
    if release is None or best is None or _overlap(side, best) < SAME_SPAN:
        return None
    return Mention(best, release)


def _overlap(side: Row, unit: Unit) -> float:
    """Return the share of the code points of both spans that stand in both, 0 to 1."""
    both = min(side["end"], unit.end) - max(side["start"], unit.start)
    return max(0, both) / (max(side["end"], unit.end) - min(side["start"], unit.start))


def texts_of(gold: Path, data: Path) -> dict[str, str]:
    """Return all that each release of the archives and of the gold says, by its ref."""
    files = [
        *(data / f"{name}.jsonl" for name in JUDGED_IN),
        *(gold / name / "releases.jsonl" for name in SETS),
    ]
    return {row["id"]: row["text"] for file in files for row in rows(file)}


def judged_moves(
    gold: Path, data: Path, said: Said, same: Mapping[int, float], texts: Mapping[str, str]
) -> Iterator[Move]:
    """Yield a move for each judged pair and later judgement; *same* are left-out probabilities of judged pairs, *texts* by ref."""
    truths = {row["pair"]: row for row in rows(gold / "pairs" / "pairs.jsonl")}
    truths |= dict(enumerate(rows(JUDGEMENTS), LATER))
    judged = [*judged_units(gold, data), *later_judgements(said, gold)]
    lines = lines_of(judged)
    chain = {lines[one.number]: one.chains[0] for one in judged if one.chains}  # left out with that chain
    for one in judged:
        truth = truths[one.number]
        chance = same[one.number]
        beside = (_others(one.earlier, said), _others(one.later, said))
        name = "pair" if one.number < LATER else "judgement"
        yield Move(
            {name: one.number if name == "pair" else one.number - LATER, "same": round(chance, 4)}, one.earlier, one.later,
            labelled(one.earlier, one.later, beside, texts),
            truth["label"] if truth["relation"] == "same" else "", chain.get(lines[one.number], lines[one.number]), not one.kept, 1.0,
            reaches_gate(one.earlier, one.later, beside),
        )  # fmt: skip


def coded_moves(held: Sequence[Held], gold: Path, texts: Mapping[str, str]) -> Iterator[Move]:
    """Yield two moves for each coded link: the unit as its coder wrote it, and with slots as our reader fills them."""
    truths = {(f, row["doc"], row["n"]): row["label"] for f in SETS for row in rows(gold / f / "links.jsonl")}
    for one in held:
        folder = one.name.split("/")[0]
        for way, mentions in one.readings.items():
            beside: dict[str, list[Unit]] = defaultdict(list)
            for (document, _), mention in mentions.items():
                beside[document].append(mention.unit)
            for unit, before in one.links.items():
                if before in mentions and unit in mentions:
                    sides = mentions[before], mentions[unit]
                    others = beside[before[0]], beside[unit[0]]
                    yield Move(
                        {"set": folder, "doc": unit[0], "n": unit[1], "way": way}, *sides, labelled(*sides, others, texts),
                        truths[folder, *unit], one.name, one.trainable and way == "read", 0.5, reaches_gate(*sides, others),
                    )  # fmt: skip


def labelled(
    earlier: Mention,
    later: Mention,
    beside: tuple[Sequence[Unit], Sequence[Unit]],
    texts: Mapping[str, str],
) -> LabelVerdict:
    """Return the label of two mentions of one line; *beside* are the units of their releases, *texts* all they say, by ref."""
    days = (earlier.release.published_on, later.release.published_on)
    whole = (texts.get(earlier.release.ref, ""), texts.get(later.release.ref, ""))
    return classify(earlier.unit, later.unit, days=days, beside=beside, texts=lambda: whole)


def reaches_gate(earlier: Mention, later: Mention, beside: tuple[Sequence[Unit], Sequence[Unit]]) -> bool:
    """Return whether it is the gate that decides if a move between two mentions is mailed; *beside* are the units of their releases."""
    if is_spoken(earlier.release.title) or is_spoken(later.release.title):
        return False
    if are_of_one_meeting(earlier.release, later.release):
        return False
    before, after = (
        occasion_of(side.release, units) for side, units in zip((earlier, later), beside, strict=True)
    )
    return not why_not_comparable(after, (before, earlier))


def _others(mention: Mention, said: Said) -> Sequence[Unit]:
    return said[mention.release.ref][1] if mention.release.ref in said else ()
